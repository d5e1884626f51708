//! What came in on paper, by telephone or on a medium: the day and time of receipt decide (Sv art. 257e lid 6, 263 lid 3,
//! 451a), and so they are a register of their own.

use super::values::words;
use crate::digest::Digest;
use crate::emergency::EmergencyNumber;
use crate::ident::CaseId;
use crate::moment::Moment;
use crate::text::Lang;
use serde::{Deserialize, Serialize};

words! {
    /// What kind of paper came in.
    InboundKind {
        /// Nog niet gelezen: it may be anything, an appeal too.
        Unread = "unread", "nog niet gelezen", "not read yet";
        /// Hoger beroep (Sv 408).
        Appeal = "appeal", "hoger beroep", "appeal";
        /// Beroep in cassatie (Sv 432).
        Cassation = "cassation", "beroep in cassatie", "cassation appeal";
        /// Verzet (Sv 257e).
        Objection = "objection", "verzet", "objection";
        /// Intrekking van een rechtsmiddel (Sv 453).
        RemedyWithdrawn = "remedy-withdrawn", "intrekking van een rechtsmiddel", "withdrawal of a remedy";
        /// Vordering van de benadeelde partij (Sv 51g).
        Claim = "claim", "vordering benadeelde partij", "claim of an injured party";
        /// Getuigenlijst (Sv 263).
        Witnesses = "witnesses", "opgave van getuigen", "list of witnesses";
        /// Klaagschrift of bezwaarschrift (Sv 552a, 262).
        Complaint = "complaint", "klaagschrift of bezwaarschrift", "complaint";
        /// Akte.
        Deed = "deed", "akte", "deed";
        /// Overig.
        Other = "other", "overig", "other";
    }
}

words! {
    /// How it came in.
    InboundWay {
        /// Post.
        Post = "post", "post", "post";
        /// Balie.
        Desk = "desk", "balie", "desk";
        /// Telefoon.
        Phone = "phone", "telefoon", "telephone";
        /// Koerier.
        Courier = "courier", "koerier", "courier";
        /// Stick.
        Stick = "stick", "stick", "stick";
        /// Fax.
        Fax = "fax", "fax", "fax";
    }
}

/// A paper that came in, as stamped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inbound {
    /// The control number that is written on it.
    pub number: EmergencyNumber,
    /// What it is.
    pub kind: InboundKind,
    /// When it was received: day and time.
    pub at: Moment,
    /// When a detainee's remedy was entered in the prison's register; that day counts then (Sv 451a).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Moment>,
    /// How it came in.
    pub how: InboundWay,
    /// From whom it came.
    pub from: String,
    /// About whom it is: the name of the suspect, as the paper has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The number that the paper names, as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The SHA-256 of its scan in the vault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Digest>,
}

impl Inbound {
    /// Gives the moment that decides whether it is in time: that of the prison's register, else that of receipt.
    #[must_use]
    pub fn counts(&self) -> Moment {
        self.entered.unwrap_or(self.at)
    }

    /// Gives the case in which a paper stands of which nobody knows the case: of one number always the same.
    #[must_use]
    pub fn own_case(number: &EmergencyNumber) -> CaseId {
        CaseId::derived("inbound", &number.to_string())
    }

    /// Says what it is and of whom: `hoger beroep · J. de Vries`.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        let parts = [self.kind.label(lang), self.about.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// The case to which a paper belongs that came in without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InboundLink {
    /// The case.
    pub case: CaseId,
}
