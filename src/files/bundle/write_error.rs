//! Why a bundle was not written, in both languages.

use crate::keys::{CertificateError, EnvelopeError};
use crate::place::PlaceError;
use noodbrug_core::bundle::Finding;
use noodbrug_core::canonical::NotCanonical;
use noodbrug_core::text::{Lang, fault_words};
use std::fmt;
use std::io;

/// Why no bundle was written; nothing with its name is left behind.
#[derive(Debug)]
pub enum WriteError {
    /// The file could not be put in its place.
    Place(PlaceError),
    /// The header holds a number that JSON cannot hold.
    Header(NotCanonical),
    /// A path that no payload may have, or twice the same, or a document that is not named after its content.
    Path(String),
    /// A stream could not be opened or read.
    Source {
        /// The file of the payload.
        path: String,
        /// What the system said.
        cause: io::Error,
    },
    /// A stream held something else than was said.
    Changed(String),
    /// The certificate does not hold at the time of the header: no reader could trust the bundle.
    Certificate(CertificateError),
    /// Key, certificate, header and office do not belong together, or the office's name has a line break in it.
    Sender,
    /// It could not be closed for its readers.
    Envelope(EnvelopeError),
    /// What was read back is not a sound bundle; the file was taken away again.
    ReadBack(Vec<Finding>),
    /// Somebody cancelled it.
    Cancelled,
}

impl WriteError {
    /// Says what happened, why, and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (WriteError::Place(cause), _) => cause.message(lang),
            (WriteError::Envelope(cause), _) => cause.message(lang),
            (WriteError::ReadBack(findings), _) => {
                let first = findings.first().map(|finding| finding.message(lang)).unwrap_or_default();
                let what = lang.pick(
                    "De bundel is teruggelezen en klopt niet; hij is weer verwijderd. Gebruik een andere stick.",
                    "The bundle was read back and is not right; it was removed again. Use another stick.",
                );
                format!("{what} {first}")
            }
            (error, Lang::Nl) => error.dutch(),
            (error, Lang::En) => error.english(),
        }
    }

    fn dutch(&self) -> String {
        match self {
            WriteError::Header(cause) => format!("De kop van de bundel kan niet geschreven worden: {cause}."),
            WriteError::Path(path) => format!("`{path}` kan niet in een bundel. Meld dit aan de beheerder."),
            WriteError::Source { path, cause } => {
                let cause = fault_words(cause, Lang::Nl);
                format!(
                    "De inhoud van {path} is niet te lezen ({cause}). Controleer de opslag en probeer opnieuw."
                )
            }
            WriteError::Changed(path) => {
                format!("De inhoud van {path} is veranderd of beschadigd. Haal het stuk opnieuw op.")
            }
            WriteError::Certificate(cause) => {
                format!(
                    "Niemand zou deze bundel vertrouwen ({cause}). Vraag het parket om een nieuw certificaat."
                )
            }
            WriteError::Sender => {
                "De sleutel hoort niet bij dit werkstation. Vraag het parket om een certificaat.".to_owned()
            }
            WriteError::Cancelled => "Afgebroken; er is geen bundel achtergebleven.".to_owned(),
            WriteError::Place(cause) => cause.message(Lang::Nl),
            WriteError::ReadBack(_) | WriteError::Envelope(_) => self.message(Lang::Nl),
        }
    }

    fn english(&self) -> String {
        match self {
            WriteError::Header(cause) => format!("The header of the bundle cannot be written: {cause}."),
            WriteError::Path(path) => format!("`{path}` cannot be in a bundle. Tell your administrator."),
            WriteError::Source { path, cause } => {
                format!("The content of {path} cannot be read ({cause}). Check the store and try again.")
            }
            WriteError::Changed(path) => {
                format!("The content of {path} has changed or is damaged. Fetch the document again.")
            }
            WriteError::Certificate(cause) => {
                format!("Nobody would trust this bundle ({cause}). Ask the office for a new certificate.")
            }
            WriteError::Sender => {
                "The key does not belong to this workstation. Ask the office for a certificate.".to_owned()
            }
            WriteError::Cancelled => "Cancelled; no bundle was left behind.".to_owned(),
            WriteError::Place(cause) => cause.message(Lang::En),
            WriteError::ReadBack(_) | WriteError::Envelope(_) => self.message(Lang::En),
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for WriteError {}
