//! What a hearing day knows beside place and outcome: who was told the next day, who waived what, transport of the held.

use super::values::words;
use crate::text::Lang;
use serde::{Deserialize, Serialize};

words! {
    /// How far the transport of somebody who is held (DV&O) is arranged.
    Transport {
        /// Gevraagd.
        Asked = "asked", "gevraagd", "asked for";
        /// Bevestigd.
        Confirmed = "confirmed", "bevestigd", "confirmed";
    }
}

words! {
    /// As what somebody was told the next day of a hearing.
    ToldAs {
        /// Verdachte.
        Suspect = "suspect", "verdachte", "suspect";
        /// Raadsman.
        Counsel = "counsel", "raadsman", "counsel";
        /// Ouder of voogd.
        Guardian = "guardian", "ouder of voogd", "parent or guardian";
        /// Slachtoffer of benadeelde partij.
        Victim = "victim", "slachtoffer of benadeelde partij", "victim or injured party";
        /// Getuige.
        Witness = "witness", "getuige", "witness";
        /// Deskundige.
        Expert = "expert", "deskundige", "expert";
        /// Tolk.
        Interpreter = "interpreter", "tolk", "interpreter";
    }
}

/// Somebody who was there and was told the next day: for that person it counts as a summons (Sv 319 lid 1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ToldPerson {
    /// As what.
    #[serde(rename = "as")]
    pub role: ToldAs,
    /// The name, as written; empty where the case has only one such person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl ToldPerson {
    /// Says who: `verdachte Lars de Vries`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        format!("{} {}", self.role.label(lang), self.name).trim_end().to_owned()
    }
}

words! {
    /// Who waived the remedies against a judgment (afstand van rechtsmiddelen).
    Waiver {
        /// Verdachte.
        Suspect = "suspect", "verdachte", "suspect";
        /// Officier van justitie.
        Prosecutor = "prosecutor", "officier van justitie", "prosecutor";
        /// Allebei.
        Both = "both", "verdachte en officier van justitie", "suspect and prosecutor";
    }
}
