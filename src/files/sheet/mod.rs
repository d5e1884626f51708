//! Hearing lists as spreadsheets and as separated text.
//!
//! Both are written from a [`Sheet`], in which everything is already chosen for its reader, so that they hold nothing that
//! the paper has not. No cell is ever a formula. The same list made at the same time gives the same bytes.

mod guard;
mod language;
mod separated;
mod workbook;

pub use guard::guarded;
pub use separated::csv;
pub use workbook::xlsx;

use noodbrug_core::print::{Paper, words};
use noodbrug_core::roll::{Change, Sheet};
use noodbrug_core::text::Lang;

/// A list, with what it says of itself.
#[derive(Clone, Copy, Debug)]
pub struct ListFile<'a> {
    /// The list as it is printed: of it come title, version, made at, data as of and the marks.
    pub paper: &'a Paper,
    /// What it says.
    pub sheet: &'a Sheet,
    /// What changed since the version that it replaces.
    pub changes: &'a [Change],
    /// What stands beside it: an embargo, that it is void, that there are no hearings.
    pub notes: &'a [String],
}

/// Why a list cannot be written as a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetError(String);

impl SheetError {
    /// Says in a sentence what happened, why, and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let SheetError(why) = self;
        match lang {
            Lang::Nl => format!("Deze lijst past niet in een rekenblad ({why}). Maak een PDF."),
            Lang::En => format!("This list does not fit in a spreadsheet ({why}). Make a PDF."),
        }
    }
}

impl std::fmt::Display for SheetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for SheetError {}

impl ListFile<'_> {
    const fn lang(&self) -> Lang {
        self.paper.lang
    }

    /// Gives headings and rows, room, chamber and judges first.
    fn table(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let lang = self.lang();
        let lead =
            [lang.pick("Zaal", "Room"), lang.pick("Kamer", "Chamber"), lang.pick("Rechters", "Judges")];
        self.sheet.table(lead, lang.pick("Bij de tijd", "Beside the time"))
    }

    fn version(&self) -> String {
        self.paper.edition.map(|edition| words::version(&edition, self.lang())).unwrap_or_default()
    }

    /// Gives what nobody may overlook: exercise or void first, how it must be handled, and the notes.
    fn marks(&self) -> String {
        let mark = self.paper.watermark.map(|mark| words::watermark(mark, self.lang()).to_owned());
        let all = mark.into_iter().chain(self.paper.confidential.clone()).chain(self.notes.iter().cloned());
        all.collect::<Vec<_>>().join(" · ")
    }
}

#[cfg(test)]
mod tests;
