//! Kinds of partners: what an organisation is, and so what it may know.

use crate::case::Executor;
use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// What kind of organisation a partner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartnerKind {
    /// A court.
    Court,
    /// The police.
    Police,
    /// The Centraal Justitieel Incassobureau.
    Cjib,
    /// The Dienst Justitiële Inrichtingen.
    Dji,
    /// The probation service.
    Probation,
    /// The Justitiële Informatiedienst, for criminal records.
    Justid,
    /// Another prosecution office.
    Office,
}

impl PartnerKind {
    /// All kinds.
    pub const ALL: [PartnerKind; 7] = [
        PartnerKind::Court,
        PartnerKind::Police,
        PartnerKind::Cjib,
        PartnerKind::Dji,
        PartnerKind::Probation,
        PartnerKind::Justid,
        PartnerKind::Office,
    ];

    /// Gives the word under which it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            PartnerKind::Court => "court",
            PartnerKind::Police => "police",
            PartnerKind::Cjib => "cjib",
            PartnerKind::Dji => "dji",
            PartnerKind::Probation => "probation",
            PartnerKind::Justid => "justid",
            PartnerKind::Office => "office",
        }
    }

    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            PartnerKind::Court => lang.pick("rechtbank", "court"),
            PartnerKind::Police => lang.pick("politie", "police"),
            PartnerKind::Cjib => "CJIB",
            PartnerKind::Dji => "DJI",
            PartnerKind::Probation => lang.pick("reclassering", "probation service"),
            PartnerKind::Justid => "Justid",
            PartnerKind::Office => lang.pick("parket", "prosecution office"),
        }
    }

    /// Reads the word; any other is no kind of partner.
    #[must_use]
    pub fn parse(word: &str) -> Option<PartnerKind> {
        PartnerKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Gives as whom it carries out tasks, if it does.
    #[must_use]
    pub const fn executor(self) -> Option<Executor> {
        match self {
            PartnerKind::Police => Some(Executor::Police),
            PartnerKind::Cjib => Some(Executor::Cjib),
            PartnerKind::Dji => Some(Executor::Dji),
            PartnerKind::Probation => Some(Executor::Probation),
            PartnerKind::Court | PartnerKind::Justid | PartnerKind::Office => None,
        }
    }
}
