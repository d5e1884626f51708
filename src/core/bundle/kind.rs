//! Kinds of bundles, each with a signature namespace of its own, and the two key domains.

use crate::ident::AuthorName;
use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// The purpose of a signature over a checkpoint of the journal.
pub const LOG_NAMESPACE: &str = "noodbrug-log-v1";

/// What a bundle is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Events, documents and printed summaries for a partner.
    Export,
    /// What became of a partner's bundle.
    Receipt,
    /// Who may sign from now on.
    Keyset,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 3] = [Kind::Export, Kind::Receipt, Kind::Keyset];

    /// Gives the purpose that its signature must be made for, so that one kind never passes for another.
    #[must_use]
    pub const fn namespace(self) -> &'static str {
        match self {
            Kind::Export => "noodbrug-bundle-v1",
            Kind::Receipt => "noodbrug-receipt-v1",
            Kind::Keyset => "noodbrug-keyset-v1",
        }
    }

    /// Gives the word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Export => "export",
            Kind::Receipt => "receipt",
            Kind::Keyset => "keyset",
        }
    }

    /// Gives the word for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Kind::Export => lang.pick("gegevens", "data"),
            Kind::Receipt => lang.pick("ontvangstbewijs", "receipt"),
            Kind::Keyset => lang.pick("sleutels", "keys"),
        }
    }

    /// Finds the kind whose signatures are made for this purpose.
    #[must_use]
    pub fn of_namespace(namespace: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.namespace() == namespace)
    }
}

/// Whether it is real work or an exercise; the two never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Real work.
    Live,
    /// An exercise with made-up cases.
    Exercise,
}

impl Mode {
    /// Gives the word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Mode::Live => "live",
            Mode::Exercise => "exercise",
        }
    }

    /// Says whether a journal can hold events of this author: in an exercise those of its own stations and of source systems
    /// alone, in live work those of no station of an exercise.
    #[must_use]
    pub fn allows(self, author: &AuthorName) -> bool {
        match self {
            Mode::Live => !author.is_exercise(),
            Mode::Exercise => author.is_exercise() || author.is_source(),
        }
    }
}
