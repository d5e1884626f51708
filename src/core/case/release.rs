//! A release order and what was done to bring it to the prison without a network: model order, check of following titles,
//! three channels, call-back and slip (Sv art. 6:2:5 lid 4; Aanwijzing 2011A016, lapsed, as the best description).

use super::values::words;
use crate::event::EventId;
use crate::ident::ObjectId;
use crate::moment::Moment;
use crate::text::Lang;
use serde::{Deserialize, Serialize};

words! {
    /// Why somebody is let go.
    ReleaseGround {
        /// Opheffing.
        Lifted = "lifted", "opheffing", "order lifted";
        /// Schorsing.
        Suspended = "suspended", "schorsing", "suspension";
        /// Einde straf.
        Served = "served", "einde straf", "end of sentence";
        /// Anders.
        Other = "other", "anders", "other";
    }
}

/// The model order, as the prosecutor signs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseOrder {
    /// Who is let go, where the case has more than one suspect.
    pub person: Option<ObjectId>,
    /// The prison.
    #[serde(default)]
    pub prison: String,
    /// When the person must be let go: at once, or from this moment.
    pub release_at: Moment,
    /// When it was decided; for a youth also the day of issue.
    pub decided: Moment,
    /// Why.
    pub ground: ReleaseGround,
    /// The prosecutor who signs.
    #[serde(default)]
    pub prosecutor: String,
    /// The number on which the prosecution is reached outside office hours.
    #[serde(default)]
    pub phone: String,
    /// Particulars: escorted transport, conditions.
    #[serde(default)]
    pub particulars: String,
}

words! {
    /// What the check of following titles found.
    TitlesFound {
        /// Geen andere titel.
        None = "none", "geen andere titel", "no other title";
        /// Wel een andere titel.
        Other = "title", "er is een andere titel", "there is another title";
    }
}

/// That somebody looked whether another title follows, and what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleCheck {
    /// Who looked.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What was found.
    pub found: TitlesFound,
    /// Which title, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Where was looked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

words! {
    /// What was done with a release order.
    ReleaseAct {
        /// Tweede persoon akkoord.
        Agreed = "agreed", "tweede persoon akkoord", "second person agreed";
        /// Fax.
        Fax = "fax", "fax", "fax";
        /// Telefoon.
        Phone = "phone", "telefoon", "telephone";
        /// Koerier met het vervoer.
        Courier = "courier", "koerier met het vervoer", "courier with the transport";
        /// Het bevel bereikte de directeur.
        Reached = "reached", "bereikte de directeur", "reached the director";
        /// Teruggebeld.
        CalledBack = "called-back", "teruggebeld", "called back";
        /// Ontvangst bevestigd.
        Acknowledged = "acknowledged", "strook terug: vrijgelaten", "slip back: released";
    }
}

impl ReleaseAct {
    /// The three channels.
    pub const CHANNELS: [ReleaseAct; 3] = [ReleaseAct::Fax, ReleaseAct::Phone, ReleaseAct::Courier];

    /// Tells whether it is one of the three channels.
    #[must_use]
    pub fn is_channel(self) -> bool {
        ReleaseAct::CHANNELS.contains(&self)
    }
}

/// One thing that was done with a release order. Nothing replaces another: what was done twice stands there twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseStep {
    /// The order.
    pub release: ObjectId,
    /// What.
    pub act: ReleaseAct,
    /// When.
    pub at: Moment,
    /// With whom: who took the fax, the call, the paper; the name of who called back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// The number that was dialled, or called back from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Of an agreement: the entries that it read, the order and the check of titles. Another order is agreed to anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<EventId>,
}
