//! Column mappings: which file of an export holds what, and which heading stands for which field.
//!
//! A mapping is a readable TOML file, data and never code; it is judged whole before anything is read with it.

use super::dates::Notation;
use super::fields::{Field, Holds};
use noodbrug_core::ident::AuthorName;
use noodbrug_core::law::NoToml;
use noodbrug_core::text::Lang;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Separated text (RFC 4180 and what passes for it).
    Csv,
    /// A spreadsheet (ECMA-376).
    Xlsx,
    /// A JSON object a line.
    Jsonl,
}

impl Format {
    /// Gives the name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Format::Csv => "CSV",
            Format::Xlsx => "XLSX",
            Format::Jsonl => "JSON Lines",
        }
    }
}

/// The headings under which a field can stand.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Headings {
    /// One heading.
    One(String),
    /// Several, any of which will do.
    Any(Vec<String>),
}

impl Headings {
    /// Gives all headings.
    #[must_use]
    pub fn all(&self) -> &[String] {
        match self {
            Headings::One(name) => std::slice::from_ref(name),
            Headings::Any(names) => names,
        }
    }

    /// Says whether a heading of a file is one of these.
    #[must_use]
    pub fn fit(&self, heading: &str) -> bool {
        let folded = fold(heading);
        !folded.is_empty() && self.all().iter().any(|name| fold(name) == folded)
    }
}

/// What a mapping says about one file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileMapping {
    /// The file's name; `*` stands for any letters, and capitals do not matter.
    pub name: String,
    /// How it is written.
    pub format: Format,
    /// What its rows are about.
    pub holds: Holds,
    /// How many records stand above the headings at least.
    #[serde(default)]
    pub title_lines: u64,
    /// The encoding (WHATWG label), where detecting it is not wanted.
    pub encoding: Option<String>,
    /// The sheets to read of a spreadsheet; the others are named and skipped.
    #[serde(default)]
    pub sheets: Vec<String>,
    /// First words of rows that are totals or remarks.
    #[serde(default)]
    pub skip_rows: Vec<String>,
    /// The folder with the documents of an index.
    pub folder: Option<String>,
    /// Notations in which dates may be written.
    #[serde(default)]
    pub dates: Vec<Notation>,
    /// Fields that tell one thing in a case from another of its kind.
    #[serde(default)]
    pub key: Vec<Field>,
    /// Under which heading each field stands.
    pub columns: BTreeMap<Field, Headings>,
}

impl FileMapping {
    /// Says whether a file of this name is meant.
    #[must_use]
    pub fn fits(&self, name: &str) -> bool {
        fits(&self.name.to_lowercase(), &name.to_lowercase())
    }
}

/// A saved column mapping of one source system's export.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The mapping's own name.
    pub name: String,
    /// The source system, as the author of what is read.
    pub system: AuthorName,
    /// The court of hearings, where the file names none.
    #[serde(default)]
    pub court: String,
    /// Words that mean that a date or number is not known.
    #[serde(default)]
    pub unknown: Vec<String>,
    /// The files.
    #[serde(rename = "file", default)]
    pub files: Vec<FileMapping>,
}

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingError {
    /// It is not TOML, or a key or value is not one of ours; the text names the line.
    Toml(NoToml),
    /// The source system's name does not begin with `bron-`.
    System(String),
    /// It names no file.
    NoFile,
    /// A file has no heading for a field that it cannot do without.
    Required(String, Field),
    /// A file has a column or key that files of its kind do not have.
    Foreign(String, Field),
    /// A key field has no column.
    Key(String, Field),
    /// An index of documents names no plain folder.
    Folder(String),
    /// A spreadsheet names no sheet.
    Sheets(String),
    /// The encoding is not one that we know.
    Encoding(String, String),
    /// One heading stands for two fields.
    Heading(String, String),
}

impl MappingError {
    /// Says in a sentence what is wrong and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => format!("De kolomindeling kan niet gebruikt worden. {}", self.dutch()),
            Lang::En => format!("The column mapping cannot be used. {}", self.english()),
        }
    }

    fn dutch(&self) -> String {
        match self {
            MappingError::Toml(why) => {
                format!("Het bestand is geen geldige indeling ({}). Kijk die regel na.", why.text(Lang::Nl))
            }
            MappingError::System(name) => {
                format!("`system` is `{name}`, maar moet met `bron-` beginnen. Pas de naam aan.")
            }
            MappingError::NoFile => {
                "Er staat geen enkel bestand in. Voeg een deel `[[file]]` toe.".to_owned()
            }
            MappingError::Required(file, field) => {
                format!(
                    "Bij `{file}` ontbreekt de kolom `{}`. Voeg hem toe onder `[file.columns]`.",
                    field.word()
                )
            }
            MappingError::Foreign(file, field) => {
                format!("Bij `{file}` hoort geen veld `{}`. Haal het weg.", field.word())
            }
            MappingError::Key(file, field) => {
                format!("Bij `{file}` staat `{}` in `key`, maar niet onder `[file.columns]`.", field.word())
            }
            MappingError::Folder(file) => {
                format!("Bij `{file}` moet `folder` de naam van één map naast het bestand zijn.")
            }
            MappingError::Sheets(file) => {
                format!("Bij `{file}` moet `sheets` zeggen welke bladen gelezen worden.")
            }
            MappingError::Encoding(file, name) => {
                format!(
                    "Bij `{file}` is `{name}` geen bekende tekencodering. Gebruik bijvoorbeeld `windows-1252`."
                )
            }
            MappingError::Heading(file, name) => {
                format!("Bij `{file}` staat de kop `{name}` voor twee velden. Laat er één staan.")
            }
        }
    }

    fn english(&self) -> String {
        match self {
            MappingError::Toml(why) => {
                format!("The file is not a mapping ({}). Check that line.", why.text(Lang::En))
            }
            MappingError::System(name) => {
                format!("`system` is `{name}`, but must begin with `bron-`. Change the name.")
            }
            MappingError::NoFile => "It names no file. Add a part `[[file]]`.".to_owned(),
            MappingError::Required(file, field) => {
                format!("`{file}` lacks the column `{}`. Add it under `[file.columns]`.", field.word())
            }
            MappingError::Foreign(file, field) => {
                format!("`{file}` cannot have a field `{}`. Take it out.", field.word())
            }
            MappingError::Key(file, field) => {
                format!("`{file}` has `{}` in `key`, but not under `[file.columns]`.", field.word())
            }
            MappingError::Folder(file) => {
                format!("`folder` of `{file}` must be the name of one folder beside the file.")
            }
            MappingError::Sheets(file) => format!("`sheets` of `{file}` must name the sheets to read."),
            MappingError::Encoding(file, name) => {
                format!(
                    "`{name}` of `{file}` is not an encoding that we know. Use `windows-1252`, for example."
                )
            }
            MappingError::Heading(file, name) => {
                format!("The heading `{name}` of `{file}` stands for two fields. Keep one of them.")
            }
        }
    }
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for MappingError {}

impl Mapping {
    /// Reads and judges a mapping.
    ///
    /// # Errors
    /// [`MappingError`] names the first thing that is wrong with it.
    pub fn parse(text: &str) -> Result<Mapping, MappingError> {
        let mapping: Mapping =
            toml::from_str(text).map_err(|why| MappingError::Toml(NoToml::of(text, &why)))?;
        if !mapping.system.is_source() {
            return Err(MappingError::System(mapping.system.to_string()));
        }
        if mapping.files.is_empty() {
            return Err(MappingError::NoFile);
        }
        mapping.files.iter().try_for_each(check)?;
        Ok(mapping)
    }

    /// Says whether a text means that nothing is known.
    #[must_use]
    pub(crate) fn is_unknown(&self, text: &str) -> bool {
        let text = text.trim();
        text.is_empty() || self.unknown.iter().any(|word| word.eq_ignore_ascii_case(text))
    }
}

fn check(file: &FileMapping) -> Result<(), MappingError> {
    let name = || file.name.clone();
    for field in file.holds.required() {
        if !file.columns.contains_key(field) {
            return Err(MappingError::Required(name(), *field));
        }
    }
    for field in file.columns.keys().chain(&file.key) {
        if !file.holds.fields().contains(field) {
            return Err(MappingError::Foreign(name(), *field));
        }
    }
    if let Some(field) = file.key.iter().find(|field| !file.columns.contains_key(field)) {
        return Err(MappingError::Key(name(), *field));
    }
    if file.holds == Holds::Documents && !file.folder.as_deref().is_some_and(is_plain_name) {
        return Err(MappingError::Folder(name()));
    }
    if file.format == Format::Xlsx && file.sheets.is_empty() {
        return Err(MappingError::Sheets(name()));
    }
    check_encoding(file)?;
    check_headings(file)
}

fn check_encoding(file: &FileMapping) -> Result<(), MappingError> {
    match &file.encoding {
        Some(label) if encoding_rs::Encoding::for_label(label.as_bytes()).is_none() => {
            Err(MappingError::Encoding(file.name.clone(), label.clone()))
        }
        _ => Ok(()),
    }
}

fn check_headings(file: &FileMapping) -> Result<(), MappingError> {
    let mut seen: Vec<String> = Vec::new();
    for name in file.columns.values().flat_map(Headings::all) {
        let folded = fold(name);
        if folded.is_empty() || seen.contains(&folded) {
            return Err(MappingError::Heading(file.name.clone(), name.clone()));
        }
        seen.push(folded);
    }
    Ok(())
}

/// Says whether a name is one that stays within its folder.
pub(super) fn is_plain_name(name: &str) -> bool {
    let hostile = name.contains(['/', '\\', '\0', ':']);
    !hostile && !name.trim().is_empty() && name != "." && name != ".."
}

/// Folds a heading: letters and digits alone, without capitals and diacritics.
pub(super) fn fold(heading: &str) -> String {
    heading.nfkd().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Compares a name with a pattern in which `*` stands for any letters.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((head, rest)) => name.strip_prefix(head).is_some_and(|tail| {
            tail.char_indices()
                .map(|(at, _)| at)
                .chain([tail.len()])
                .any(|at| tail.get(at..).is_some_and(|tail| fits(rest, tail)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEN_HAAG: &str = include_str!("../../../assets/mappings/den-haag.toml");

    #[test]
    fn the_saved_mapping_of_the_hague_is_sound() {
        let mapping = Mapping::parse(DEN_HAAG).unwrap();
        assert_eq!(mapping.files.len(), 4);
        assert!(mapping.files[0].fits("Zaken 2026-11.CSV") && !mapping.files[0].fits("zaken.xlsx"));
        assert!(mapping.files[0].columns[&Field::Born].fit("GEB DATUM"));
    }

    #[test]
    fn what_is_wrong_with_a_mapping_is_named() {
        let cases = [
            ("system = \"bron-den-haag\"", "system = \"den-haag\"", "bron-"),
            ("surname = \"Achternaam\"", "", "`surname`"),
            ("surname = \"Achternaam\"", "surname = \"Achternaam\"\nroom = \"Zaal\"", "`room`"),
            ("key = [\"file\"]", "key = [\"number\"]", "number"),
            ("key = [\"kind\", \"moment\"]", "key = [\"moment\"]\nencoding = \"klingon\"", "klingon"),
            ("folder = \"stukken\"", "folder = \"../stukken\"", "folder"),
            ("sheets = [\"Zittingen\"]", "", "sheets"),
            ("dagen", "plaats", "plaats"),
            ("d-m-jjjj\", \"dd/mm/jjjj\"", "dd-mm\"", "dd-mm"),
        ];
        for (from, to, named) in cases {
            let text = DEN_HAAG.replacen(from, to, 1);
            assert_ne!(text, DEN_HAAG, "{from}");
            let error = Mapping::parse(&text).unwrap_err();
            assert!(error.message(Lang::Nl).contains(named), "{from}: {}", error.message(Lang::Nl));
            assert!(error.message(Lang::En).contains(named), "{from}: {}", error.message(Lang::En));
        }
    }

    #[test]
    fn a_star_stands_for_any_letters() {
        assert!(fits("zaken*.csv", "zaken.csv") && fits("zaken*.csv", "zaken-2026.csv") && fits("*", ""));
        assert!(!fits("zaken*.csv", "zaken.csv.bak") && !fits("zaken.csv", "zaken.csvx"));
    }
}
