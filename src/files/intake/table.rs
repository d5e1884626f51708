//! Rows with named columns, whatever kind of file they come from.

use super::fields::Field;
use super::mapping::FileMapping;
use super::records::Fault;
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// How many records are searched for the headings.
pub(super) const HEADINGS_WITHIN: u64 = 30;

/// One cell: its text, and its moment when the file says that it is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) stamp: Option<NaiveDateTime>,
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell { text, stamp: None }
    }
}

/// Why a row cannot be read as cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowFault {
    Form(Fault),
    Json,
}

/// One record of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Counted from one; titles and headings count.
    pub(super) number: u64,
    pub(super) cells: Vec<Cell>,
    pub(super) original: String,
    pub(super) fault: Option<RowFault>,
}

impl Row {
    /// Says whether the row has nothing in it.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.trim().is_empty())
    }

    /// Gives the first text in the row.
    fn first_text(&self) -> &str {
        self.cells.iter().map(|cell| cell.text.trim()).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Says whether the row begins with one of these words.
    pub(super) fn begins_with(&self, words: &[String]) -> bool {
        let text = self.first_text().to_lowercase();
        words.iter().any(|word| text.starts_with(&word.to_lowercase()))
    }
}

/// Where each field stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    places: BTreeMap<Field, usize>,
    /// How many cells a row has.
    pub(super) width: usize,
    /// The record with the headings.
    pub(super) record: u64,
    /// Headings that the mapping does not know.
    pub(super) unknown: Vec<String>,
    /// Fields of the mapping that the file lacks.
    pub(super) missing: Vec<Field>,
}

impl Columns {
    /// Reads a row as headings; nothing when a field that the file cannot do without is not among them.
    pub(super) fn of_headings(row: &Row, file: &FileMapping) -> Option<Columns> {
        let mut columns = Columns { width: row.cells.len(), record: row.number, ..Columns::default() };
        for (place, cell) in row.cells.iter().enumerate() {
            let field = file.columns.iter().find(|(_, headings)| headings.fit(&cell.text));
            match field {
                Some((field, _)) if !columns.places.contains_key(field) => {
                    columns.places.insert(*field, place);
                }
                _ if cell.text.trim().is_empty() => {}
                _ => columns.unknown.push(cell.text.clone()),
            }
        }
        columns.missing =
            file.columns.keys().copied().filter(|field| !columns.places.contains_key(field)).collect();
        let complete = !file.holds.required().iter().any(|field| columns.missing.contains(field));
        complete.then_some(columns)
    }

    /// Gives each field of the mapping its own place, for files without headings.
    pub(super) fn of_fields(file: &FileMapping) -> Columns {
        let places: BTreeMap<Field, usize> = file.columns.keys().copied().zip(0..).collect();
        Columns { width: places.len(), places, ..Columns::default() }
    }

    /// Gives the cell of a field.
    pub(super) fn cell<'a>(&self, row: &'a Row, field: Field) -> Option<&'a Cell> {
        self.places.get(&field).and_then(|place| row.cells.get(*place))
    }
}

/// Says how many of a mapping's fields a row has as headings.
pub(super) fn headings_in(cells: &[String], file: &FileMapping) -> usize {
    file.columns.values().filter(|headings| cells.iter().any(|cell| headings.fit(cell))).count()
}
