//! Who reads a list.

use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// The readers of hearing lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Bode: calls the cases.
    Usher,
    /// Rechter en griffier: everything about the hearing.
    Bench,
    /// Officier van justitie: everything, and the terms of the case.
    Prosecutor,
    /// Parketpolitie en vervoer: who is brought, and from where.
    Transport,
    /// Raadsman: the cases of one counsel.
    Counsel,
    /// The public, at the door (Besluit orde van dienst gerechten art. 15).
    Door,
    /// The press, under embargo.
    Press,
}

impl Audience {
    /// All readers, in the order in which lists are printed.
    pub const ALL: [Audience; 7] = [
        Audience::Usher,
        Audience::Bench,
        Audience::Prosecutor,
        Audience::Transport,
        Audience::Counsel,
        Audience::Door,
        Audience::Press,
    ];

    /// Gives the word in the journal and in file names.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Audience::Usher => "usher",
            Audience::Bench => "bench",
            Audience::Prosecutor => "prosecutor",
            Audience::Transport => "transport",
            Audience::Counsel => "counsel",
            Audience::Door => "door",
            Audience::Press => "press",
        }
    }

    /// Gives the word that people type for it.
    #[must_use]
    pub fn typed(self, lang: Lang) -> &'static str {
        match self {
            Audience::Usher => lang.pick("bode", "usher"),
            Audience::Bench => lang.pick("rechter", "bench"),
            Audience::Prosecutor => lang.pick("officier", "prosecutor"),
            Audience::Transport => lang.pick("vervoer", "transport"),
            Audience::Counsel => lang.pick("raadsman", "counsel"),
            Audience::Door => lang.pick("deur", "door"),
            Audience::Press => lang.pick("pers", "press"),
        }
    }

    /// Reads what a person types, in either language.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Audience> {
        let typed = typed.trim().to_lowercase();
        let meant = |audience: &Audience| [Lang::Nl, Lang::En].map(|lang| audience.typed(lang) == typed);
        Audience::ALL.into_iter().find(|audience| meant(audience).contains(&true))
    }

    /// Gives the title of the list.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Audience::Usher => lang.pick("Zittingslijst bode", "Usher's hearing list"),
            Audience::Bench => lang.pick("Zittingslijst rechter en griffier", "Hearing list of the bench"),
            Audience::Prosecutor => lang.pick("Zittingslijst officier", "Prosecutor's hearing list"),
            Audience::Transport => {
                lang.pick("Lijst parketpolitie en vervoer", "Court police and transport list")
            }
            Audience::Counsel => lang.pick("Zittingslijst raadsman", "Counsel's hearing list"),
            Audience::Door => lang.pick("Openbare zittingen", "Public hearings"),
            Audience::Press => lang.pick("Perslijst", "Press list"),
        }
    }

    /// Says whether people outside the chain read it: nothing that is restricted may be on it.
    #[must_use]
    pub const fn is_outside(self) -> bool {
        matches!(self, Audience::Door | Audience::Press)
    }

    /// Says whether the list is given to people outside the office: of what it said before it may tell nothing.
    #[must_use]
    pub const fn is_handed_out(self) -> bool {
        self.is_outside() || matches!(self, Audience::Counsel)
    }
}
