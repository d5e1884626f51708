//! Complaints: what happened, why, and what to do next, in both languages; the only kind of error a shell shows.

use noodbrug_core::text::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

/// What a complaint means for the one who asked; on the command line, the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It was refused or it failed.
    Refused,
    /// It was asked for in a way that means nothing.
    WrongUse,
    /// It was done, but something needs a person.
    NeedsPerson,
    /// There is no store here.
    NoStore,
    /// Another process has the store.
    InUse,
    /// The passphrase does not fit.
    WrongPassphrase,
}

impl Class {
    /// Gives the exit code of the command line.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Class::Refused => 1,
            Class::WrongUse => 2,
            Class::NeedsPerson => 3,
            Class::NoStore => 10,
            Class::InUse => 11,
            Class::WrongPassphrase => 12,
        }
    }
}

/// That nothing was saved, without its full stop.
const NOTHING_SAVED: (&str, &str) = ("Er is niets opgeslagen", "Nothing was saved");

/// One thing said in Dutch and in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

impl Both {
    /// Takes over both sentences.
    #[must_use]
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Both {
        Both { nl: nl.into(), en: en.into() }
    }

    /// Asks something that can speak both languages.
    #[must_use]
    pub fn of(say: impl Fn(Lang) -> String) -> Both {
        Both { nl: say(Lang::Nl), en: say(Lang::En) }
    }

    /// Leaves out that nothing was saved, where that is said of more than this.
    #[must_use]
    pub(crate) fn without_nothing_saved(&self) -> Both {
        let [nl, en] = [(&self.nl, NOTHING_SAVED.0), (&self.en, NOTHING_SAVED.1)]
            .map(|(said, nothing)| said.replace(&format!(" {nothing}."), ""));
        Both { nl, en }
    }

    /// Gives the sentence of a language.
    #[must_use]
    pub fn pick(&self, lang: Lang) -> &str {
        lang.pick(&self.nl, &self.en)
    }
}

/// Something that did not go as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What it means for the one who asked.
    pub class: Class,
    /// What happened, why, and what to do next.
    pub sentence: Both,
}

impl Complaint {
    /// Makes a complaint of a class.
    #[must_use]
    pub fn new(class: Class, sentence: Both) -> Complaint {
        Complaint { class, sentence }
    }

    /// Makes a complaint that something was refused or failed.
    #[must_use]
    pub fn refused(nl: impl Into<String>, en: impl Into<String>) -> Complaint {
        Complaint::new(Class::Refused, Both::new(nl, en))
    }

    /// Makes a complaint of a sentence that is there in both languages.
    #[must_use]
    pub const fn refused_both(sentence: Both) -> Complaint {
        Complaint { class: Class::Refused, sentence }
    }

    /// Says that a folder that was named is not there.
    #[must_use]
    pub fn no_folder(folder: &Path) -> Complaint {
        let folder = folder.display();
        Complaint::refused(
            format!("De map {folder} is er niet. Steek de stick in of maak de map, en probeer het opnieuw."),
            format!("The folder {folder} is not there. Plug the stick in or make the folder, and try again."),
        )
    }

    /// Gives the sentence of a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        self.sentence.pick(lang)
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence.en)
    }
}

impl std::error::Error for Complaint {}

impl From<noodbrug_core::command::Refusal> for Complaint {
    fn from(refusal: noodbrug_core::command::Refusal) -> Complaint {
        Complaint::new(Class::Refused, Both::of(|lang| refusal.sentence(lang)))
    }
}

impl From<noodbrug_core::entry::Unfit> for Complaint {
    fn from(why: noodbrug_core::entry::Unfit) -> Complaint {
        let (nl, en) = why.words();
        Complaint::new(Class::WrongUse, Both::new(nl, en))
    }
}

impl From<noodbrug_core::event::NotAnEvent> for Complaint {
    fn from(error: noodbrug_core::event::NotAnEvent) -> Complaint {
        Complaint::refused(
            format!("Dit kan niet in het journaal: {error}. Er is niets opgeslagen."),
            format!("This cannot go into the journal: {error}. Nothing was saved."),
        )
    }
}

impl From<noodbrug_files::keys::SlotError> for Complaint {
    fn from(error: noodbrug_files::keys::SlotError) -> Complaint {
        use noodbrug_files::keys::SlotError;
        let class = match error {
            SlotError::WrongPassphrase | SlotError::NoSlot(_) => Class::WrongPassphrase,
            _ => Class::Refused,
        };
        Complaint::new(class, Both::of(|lang| error.message(lang)))
    }
}

impl From<noodbrug_files::place::PlaceError> for Complaint {
    fn from(error: noodbrug_files::place::PlaceError) -> Complaint {
        Complaint::new(Class::Refused, Both::of(|lang| error.message(lang)))
    }
}

impl From<noodbrug_store::StoreError> for Complaint {
    fn from(error: noodbrug_store::StoreError) -> Complaint {
        use noodbrug_store::StoreError;
        let class = match error {
            StoreError::Missing(_) => Class::NoStore,
            StoreError::InUse { .. } => Class::InUse,
            _ => Class::Refused,
        };
        Complaint::new(class, Both::of(|lang| error.sentence(lang)))
    }
}

impl From<noodbrug_files::vault::VaultError> for Complaint {
    fn from(error: noodbrug_files::vault::VaultError) -> Complaint {
        Complaint::refused_both(Both::of(|lang| error.message(lang)))
    }
}

impl From<noodbrug_files::intake::IntakeError> for Complaint {
    fn from(error: noodbrug_files::intake::IntakeError) -> Complaint {
        Complaint::refused_both(Both::of(|lang| format!("{} ({})", error.message(lang), error.code())))
    }
}

impl From<noodbrug_files::bundle::WriteError> for Complaint {
    fn from(error: noodbrug_files::bundle::WriteError) -> Complaint {
        Complaint::refused_both(Both::of(|lang| error.message(lang)))
    }
}

impl From<noodbrug_files::bundle::PayloadError> for Complaint {
    fn from(error: noodbrug_files::bundle::PayloadError) -> Complaint {
        Complaint::refused_both(Both::of(|lang| error.message(lang)))
    }
}

impl From<noodbrug_core::canonical::NotCanonical> for Complaint {
    fn from(error: noodbrug_core::canonical::NotCanonical) -> Complaint {
        Complaint::refused(
            format!("Dit kan niet in een bundel: {error}. Meld dit aan de beheerder."),
            format!("This cannot go into a bundle: {error}. Tell the administrator."),
        )
    }
}

impl From<noodbrug_files::machine::MachineError> for Complaint {
    fn from(error: noodbrug_files::machine::MachineError) -> Complaint {
        Complaint::refused_both(Both::of(|lang| error.message(lang).to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_own_exit_code() {
        let classes = [
            Class::Refused,
            Class::WrongUse,
            Class::NeedsPerson,
            Class::NoStore,
            Class::InUse,
            Class::WrongPassphrase,
        ];
        let mut codes = classes.map(Class::exit_code);
        codes.sort_unstable();
        assert_eq!(codes, [1, 2, 3, 10, 11, 12]);
    }
}
