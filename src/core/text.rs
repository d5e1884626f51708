//! The two languages a user can choose.
//!
//! Sentences live beside what they describe, as exhaustive matches over [`Lang`], so that a missing translation does
//! not compile.

use std::io::{self, ErrorKind};

/// The language in which a person reads: Dutch first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Dutch (B1).
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// Picks the sentence of this language from a Dutch and an English one.
    #[must_use]
    pub fn pick<'a>(self, nl: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }

    /// Reads `nl` or `en`; anything else is no language of ours.
    #[must_use]
    pub fn parse(code: &str) -> Option<Lang> {
        match code {
            "nl" => Some(Lang::Nl),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

/// Says what a fault of the operating system was. Its own words are mostly English, whatever the reader's language.
#[must_use]
pub fn fault_words(fault: &io::Error, lang: Lang) -> String {
    let known = match fault.kind() {
        ErrorKind::NotFound => "bestaat niet",
        ErrorKind::PermissionDenied => "geen toegang",
        ErrorKind::IsADirectory => "dit is een map",
        ErrorKind::NotADirectory => "dit is geen map",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "de schijf is vol",
        ErrorKind::ReadOnlyFilesystem => "er kan alleen gelezen worden",
        ErrorKind::InvalidFilename => "deze naam kan niet",
        ErrorKind::InvalidData => "geen leesbare tekst",
        ErrorKind::UnexpectedEof => "het bestand houdt te vroeg op",
        _ => "",
    };
    match (lang, known, fault.raw_os_error()) {
        (Lang::En, ..) => fault.to_string(),
        (Lang::Nl, "", Some(code)) => format!("fout {code} van het besturingssysteem"),
        (Lang::Nl, "", None) => format!("technische melding: {fault}"),
        (Lang::Nl, ..) => known.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_system_is_told_in_the_readers_language() {
        let gone = io::Error::from(ErrorKind::NotFound);
        assert_eq!(fault_words(&gone, Lang::Nl), "bestaat niet");
        assert_eq!(fault_words(&gone, Lang::En), gone.to_string());
        let other = io::Error::from_raw_os_error(5);
        assert_eq!(fault_words(&other, Lang::Nl), "fout 5 van het besturingssysteem");
    }
}
