//! Which column mapping an export is read with: one that the program brings along, or a file of the office.

use crate::complaint::{Both, Class, Complaint};
use noodbrug_core::digest::Digest;
use noodbrug_core::text::{Lang, fault_words};
use noodbrug_files::intake::Mapping;
use std::path::PathBuf;

/// The mappings of `assets/mappings`, by the names of their files.
const BUILT_IN: [(&str, &str); 1] = [("den-haag", include_str!("../../../assets/mappings/den-haag.toml"))];

/// Which column mapping to read with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingChoice {
    /// One that the program brings along, by name.
    BuiltIn(String),
    /// A TOML file.
    File(PathBuf),
}

/// Names the mappings that the program brings along.
#[must_use]
pub fn mappings() -> Vec<String> {
    BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// A mapping that was read, and the digest of its text.
pub(super) struct Chosen {
    pub(super) mapping: Mapping,
    pub(super) digest: Digest,
}

impl Chosen {
    pub(super) fn read(choice: &MappingChoice) -> Result<Chosen, Complaint> {
        let (text, place) = match choice {
            MappingChoice::BuiltIn(name) => (built_in(name)?.to_owned(), name.clone()),
            MappingChoice::File(path) => {
                let place = path.display().to_string();
                (std::fs::read_to_string(path).map_err(|why| unreadable(&place, &why))?, place)
            }
        };
        let mapping = Mapping::parse(&text).map_err(|why| {
            let say = |lang| format!("`{place}`: {}", why.message(lang));
            Complaint::new(Class::WrongUse, Both::of(say))
        })?;
        Ok(Chosen { mapping, digest: Digest::of(text.as_bytes()) })
    }
}

fn built_in(name: &str) -> Result<&'static str, Complaint> {
    let known = BUILT_IN.iter().find(|(known, _)| *known == name);
    known.map(|(_, text)| *text).ok_or_else(|| {
        let names = mappings().join(", ");
        Complaint::new(
            Class::WrongUse,
            Both::new(
                format!(
                    "Er is geen kolomindeling `{name}`. Kies uit: {names}. Of wijs een eigen TOML-bestand aan."
                ),
                format!("There is no column mapping `{name}`. Choose from: {names}. Or name a TOML file of your own."),
            ),
        )
    })
}

fn unreadable(place: &str, why: &std::io::Error) -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!(
                "De kolomindeling `{place}` kan niet gelezen worden ({}). Kies een leesbaar TOML-bestand.",
                fault_words(why, Lang::Nl)
            ),
            format!("The column mapping `{place}` cannot be read ({why}). Choose a readable TOML file."),
        ),
    )
}
