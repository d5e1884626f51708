//! Tables as separated text that people made in a spreadsheet: short lists such as contacts.
//!
//! Exports of source systems have a reader of their own, with mappings and findings.

use csv::ReaderBuilder;
use noodbrug_core::text::{Lang, fault_words};
use std::io;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The most bytes of such a table.
const LARGEST: u64 = 4 << 20;

/// A table: its headings, and its rows with the line on which each stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separated {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Why a table cannot be read.
#[derive(Debug)]
pub enum SeparatedError {
    /// The file cannot be read.
    Unreadable(PathBuf, io::Error),
    /// It is too large.
    TooLarge(PathBuf),
    /// It is no table: at this line.
    NoTable(PathBuf, u64),
}

impl SeparatedError {
    /// Says in a sentence what happened and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (SeparatedError::Unreadable(path, why), Lang::Nl) => {
                let why = fault_words(why, Lang::Nl);
                format!("{} is niet te lezen ({why}). Wijs het bestand opnieuw aan.", path.display())
            }
            (SeparatedError::Unreadable(path, why), Lang::En) => {
                format!("{} cannot be read ({why}). Point at the file again.", path.display())
            }
            (SeparatedError::TooLarge(path), Lang::Nl) => {
                format!("{} is te groot voor een lijst. Kies een ander bestand.", path.display())
            }
            (SeparatedError::TooLarge(path), Lang::En) => {
                format!("{} is too large for a list. Choose another file.", path.display())
            }
            (SeparatedError::NoTable(path, line), Lang::Nl) => {
                format!(
                    "{} is geen CSV-tabel: kijk naar regel {line}. Bewaar het blad als CSV.",
                    path.display()
                )
            }
            (SeparatedError::NoTable(path, line), Lang::En) => {
                format!("{} is no CSV table: look at line {line}. Save the sheet as CSV.", path.display())
            }
        }
    }
}

/// Reads a table, parted by `;`, `,` or tabs, in UTF-8 or the old encoding of Windows. Rows without a word are left out.
///
/// # Errors
/// [`SeparatedError`].
pub fn read(path: &Path) -> Result<Separated, SeparatedError> {
    let unreadable = |why| SeparatedError::Unreadable(path.to_owned(), why);
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(SeparatedError::TooLarge(path.to_owned()));
    }
    of_bytes(&bytes).map_err(|line| SeparatedError::NoTable(path.to_owned(), line))
}

/// Reads the table; else gives the line that cannot be read.
fn of_bytes(bytes: &[u8]) -> Result<Separated, u64> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let first = text.lines().next().unwrap_or_default();
    let parts = [b';', b',', b'\t'];
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    let delimiter = parts.into_iter().rev().max_by_key(count).unwrap_or(b';');
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).flexible(true).has_headers(false);
    let mut reader = builder.from_reader(text.as_bytes());
    let (mut rows, mut lines) = (Vec::new(), Lines { line: 1, byte: 0 });
    for record in reader.records() {
        let record = record.map_err(|why| why.position().map_or(1, csv::Position::line))?;
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(&text, usize::try_from(start).unwrap_or(usize::MAX));
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((line, cells));
        }
    }
    if rows.is_empty() {
        return Err(1);
    }
    let (_, headings) = rows.remove(0);
    Ok(Separated { headings, rows })
}

/// Counts lines: the reader begins a row at the empty lines before it.
struct Lines {
    line: u64,
    byte: usize,
}

impl Lines {
    /// Gives the line of the first sign from a place on; places only go up.
    fn at(&mut self, text: &str, start: usize) -> u64 {
        let bytes = text.as_bytes();
        while let Some(sign) = bytes.get(self.byte) {
            if *sign == b'\n' {
                self.line += 1;
            } else if self.byte >= start {
                break;
            }
            self.byte += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_by_whatever_sign_parts_it_and_in_either_encoding() {
        let rows =
            vec![(2, vec!["a;b".to_owned(), "é".to_owned()]), (4, vec!["c".to_owned(), String::new()])];
        let headings = vec!["naam".to_owned(), "wie".to_owned()];
        let wanted = Separated { headings, rows };
        assert_eq!(of_bytes("\u{feff}naam;wie\r\n\"a;b\";é\r\n;\r\nc;\r\n".as_bytes()), Ok(wanted.clone()));
        assert_eq!(of_bytes(b"naam,wie\na;b,\xe9\n\nc,\n"), Ok(wanted.clone()));
        assert_eq!(of_bytes("naam\twie\na;b\té\n\t\nc\t\n".as_bytes()), Ok(wanted));
        assert_eq!(of_bytes(b"\n\n"), Err(1));
    }
}
