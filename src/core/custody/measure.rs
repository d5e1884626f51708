//! What happens to a person in custody: arrests, orders, suspensions, releases.

use crate::moment::{Moment, moment_text};
use crate::text::Lang;
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $item:ident = $word:literal, $nl:literal, $en:literal;)+) => {
        /// The kind of a custody measure; on the wire and in source exports its Dutch name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum MeasureKind {
            $($(#[$doc])* #[serde(rename = $word)] $item,)+
        }

        impl MeasureKind {
            /// All kinds, in the order in which they happen.
            pub const ALL: &[MeasureKind] = &[$(MeasureKind::$item),+];

            /// Gives the word on the wire: `inverzekeringstelling`.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(MeasureKind::$item => $word),+ }
            }

            /// Gives the label for people.
            #[must_use]
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(MeasureKind::$item => lang.pick($nl, $en)),+ }
            }
        }
    };
}

kinds! {
    /// Aanhouding: the clock of Sv 59a runs from here.
    Arrest = "aanhouding", "aanhouding", "arrest";
    /// Ophouden voor onderzoek: arrival at the place of questioning.
    Holding = "ophouden", "ophouden voor onderzoek", "holding for questioning";
    /// Verlenging van het ophouden om de identiteit vast te stellen (Sv 56b).
    HoldingForIdentity = "ophouden_identificatie", "ophouden om de identiteit vast te stellen", "held longer to establish identity";
    /// Inverzekeringstelling: the order.
    PoliceCustody = "inverzekeringstelling", "inverzekeringstelling", "police custody";
    /// Verlenging van de inverzekeringstelling.
    CustodyExtension = "verlenging_inverzekeringstelling", "verlenging inverzekeringstelling", "extension of police custody";
    /// Voorgeleiding aan de rechter-commissaris.
    BroughtBeforeJudge = "voorgeleiding", "voorgeleiding rechter-commissaris", "brought before the examining judge";
    /// Bewaring.
    Remand = "bewaring", "bewaring", "remand";
    /// Vordering tot een hersteltitel (Sv 66a), after a title lapsed.
    RescueDemand = "vordering_66a", "vordering hersteltitel (66a)", "demand for a rescue order (66a)";
    /// Gevangenhouding.
    Detention = "gevangenhouding", "gevangenhouding", "detention";
    /// Gevangenneming.
    Imprisonment = "gevangenneming", "gevangenneming", "detention on arrest order";
    /// Aanvang van het onderzoek ter zitting.
    HearingBegun = "aanvang_zitting", "aanvang van de zitting", "hearing begun";
    /// Schorsing van het onderzoek ter zitting (Sv 282): pro forma; with `days` above one month, for pressing reasons.
    Adjourned = "schorsing_onderzoek", "schorsing van het onderzoek (pro forma)", "hearing adjourned (pro forma)";
    /// Einduitspraak.
    Judgment = "einduitspraak", "einduitspraak", "final judgment";
    /// Schorsing van de voorlopige hechtenis.
    Suspension = "schorsing", "schorsing voorlopige hechtenis", "detention suspended";
    /// Opheffing van de schorsing: the person is held again.
    SuspensionLifted = "opheffing_schorsing", "opheffing van de schorsing", "suspension lifted";
    /// Opheffing van het bevel: the title ends.
    OrderLifted = "opheffing", "opheffing van het bevel", "order lifted";
    /// Invrijheidstelling: the person walks out.
    Release = "invrijheidstelling", "invrijheidstelling", "release";
    /// A sentence or title that waits for the end of this one; it starts no clock, but nobody is let go without a look
    /// at it.
    FollowOn = "aansluitende_titel", "aansluitende titel", "follow-on title";
}

impl MeasureKind {
    /// Reads a kind as a source system writes it: capitals, spaces and hyphens do not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<MeasureKind> {
        let word = text.trim().to_lowercase().replace([' ', '-'], "_");
        MeasureKind::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// Tells whether it can only come after the arrest of somebody who was at liberty.
    pub(crate) const fn follows_arrest(self) -> bool {
        matches!(self, MeasureKind::BroughtBeforeJudge)
            || (self.begins_holding() && !matches!(self, MeasureKind::Arrest | MeasureKind::SuspensionLifted))
    }

    /// Tells whether somebody who was free is held from this measure on.
    pub(crate) const fn begins_holding(self) -> bool {
        use MeasureKind::{
            Arrest, CustodyExtension, Detention, Holding, HoldingForIdentity, Imprisonment, PoliceCustody,
            Remand, SuspensionLifted,
        };
        matches!(
            self,
            Arrest
                | Holding
                | HoldingForIdentity
                | PoliceCustody
                | CustodyExtension
                | Remand
                | Detention
                | Imprisonment
                | SuspensionLifted
        )
    }
}

/// One measure in somebody's custody, with where that is known from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// What it is.
    pub kind: MeasureKind,
    /// When: arrest and order each have their own time of day.
    pub moment: Moment,
    /// For how many days an order was given, where it says so.
    #[serde(default)]
    pub days: Option<u32>,
    /// Where the person is held.
    #[serde(default)]
    pub place: String,
    /// The case it belongs to, such as a parketnummer; titles of different cases run side by side.
    #[serde(default)]
    pub case: String,
    /// Where it is known from: a journal entry, or a record of a source system.
    #[serde(default)]
    pub source: String,
}

impl Measure {
    /// Makes a measure with a kind and a moment; the rest is empty.
    #[must_use]
    pub fn new(kind: MeasureKind, moment: Moment) -> Measure {
        Measure { kind, moment, days: None, place: String::new(), case: String::new(), source: String::new() }
    }

    /// Writes it in words: `bewaring, ma 16-11-2026 10:00`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let at = moment_text(&self.moment.in_the_netherlands(), lang);
        let days = self.days.map(|days| lang.counted(days.into(), ("dag", "day"), ("dagen", "days")));
        match days {
            None => format!("{}, {at}", self.kind.label(lang)),
            Some(days) => format!("{} ({days}), {at}", self.kind.label(lang)),
        }
    }
}
