//! Why an export as a whole could not be read.

use noodbrug_core::text::{Lang, fault_words};
use std::fmt;
use std::io;

/// An intake that ended without a result; nothing of it is kept, and what was taken in before stays as it was.
#[derive(Debug)]
pub enum IntakeError {
    /// No file of the export is one that the mapping knows; the text names what was looked at.
    NothingKnown(String),
    /// A file or folder could not be read.
    Unreadable(String, io::Error),
    /// A file is not what its name says; the text is the reader's own word.
    NotThatFormat(String, String),
    /// A spreadsheet unpacks to more than any real one.
    Bomb(String),
    /// A file changed while it was being read.
    Changed(String),
    /// Nobody said of which moment the export is, and no title line does.
    NoTakenAt,
    /// Somebody cancelled it.
    Cancelled,
}

impl IntakeError {
    /// Gives the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            IntakeError::NothingKnown(_) => "NB-IN-80",
            IntakeError::Unreadable(..) => "NB-IN-81",
            IntakeError::NotThatFormat(..) => "NB-IN-82",
            IntakeError::Bomb(_) => "NB-IN-83",
            IntakeError::Changed(_) => "NB-IN-84",
            IntakeError::NoTakenAt => "NB-IN-85",
            IntakeError::Cancelled => "NB-IN-86",
        }
    }

    /// Says in a sentence what happened, why, and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => self.dutch(),
            Lang::En => self.english(),
        }
    }

    fn dutch(&self) -> String {
        match self {
            IntakeError::NothingKnown(place) => format!(
                "In `{place}` staat geen bestand dat deze indeling kent. Kies de map van de export, of een andere indeling."
            ),
            IntakeError::Unreadable(file, why) => format!(
                "`{file}` kan niet gelezen worden ({}). Controleer of de schijf of stick er nog is en of u het bestand mag lezen.",
                fault_words(why, Lang::Nl)
            ),
            IntakeError::NotThatFormat(file, why) => format!(
                "`{file}` is niet het soort bestand dat zijn naam zegt, of het is beschadigd ({why}). Vraag de bron om het bestand opnieuw."
            ),
            IntakeError::Bomb(file) => format!(
                "`{file}` wordt uitgepakt veel te groot en is niet gelezen. Vraag de bron om een gewoon bestand, of om CSV."
            ),
            IntakeError::Changed(file) => format!(
                "`{file}` is veranderd tijdens het lezen. Wacht tot de export klaar is en begin opnieuw."
            ),
            IntakeError::NoTakenAt => "Niemand heeft gezegd van welk moment deze export is, en er staat geen titelregel met een stand in. Geef datum en tijd op.".to_owned(),
            IntakeError::Cancelled => "Het inlezen is afgebroken. Er is niets veranderd.".to_owned(),
        }
    }

    fn english(&self) -> String {
        match self {
            IntakeError::NothingKnown(place) => format!(
                "`{place}` has no file that this mapping knows. Choose the folder of the export, or another mapping."
            ),
            IntakeError::Unreadable(file, why) => format!(
                "`{file}` cannot be read ({why}). Check that the disk or stick is still there and that you may read the file."
            ),
            IntakeError::NotThatFormat(file, why) => format!(
                "`{file}` is not the kind of file its name says, or it is damaged ({why}). Ask the source for the file again."
            ),
            IntakeError::Bomb(file) => format!(
                "`{file}` unpacks to far too much and was not read. Ask the source for a plain file, or for CSV."
            ),
            IntakeError::Changed(file) => {
                format!("`{file}` changed while it was being read. Wait until the export is complete and start again.")
            }
            IntakeError::NoTakenAt => "Nobody said of which moment this export is, and no title line says so. Give its date and time.".to_owned(),
            IntakeError::Cancelled => "The intake was cancelled. Nothing has changed.".to_owned(),
        }
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for IntakeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            IntakeError::Unreadable(_, why) => Some(why),
            _ => None,
        }
    }
}
