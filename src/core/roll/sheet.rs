//! A list as columns and rows of words: what paper shows, and what a file in another form would hold.

use super::audience::Audience;
use crate::canonical;
use crate::digest::Digest;
use crate::ident::{CaseId, ObjectId};
use crate::print::Icon;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A list for one reader, with everything chosen and put into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Who reads it.
    pub audience: Audience,
    /// The court.
    pub court: String,
    /// The day.
    pub date: NaiveDate,
    /// Whose list it is, where the reader is counsel.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub counsel: String,
    /// The columns, from left to right.
    pub fields: Vec<Field>,
    /// The rooms.
    pub parts: Vec<Part>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// What it is, the same in every language and version.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// Its share of the width, compared with the other columns'.
    pub share: u16,
}

/// The rows of one room and chamber.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The room.
    pub room: String,
    /// The chamber.
    pub chamber: String,
    /// Who sits, as far as the rows say so.
    pub judges: String,
    /// The rows in order of time.
    pub rows: Vec<SheetRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// Names the row for comparing two lists; never shown.
    pub key: String,
    /// The cells, one a column.
    pub cells: Vec<Cell>,
}

/// One cell: lines under each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cell(pub Vec<Line>);

/// One line of a cell, and how it looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line(pub Look, pub String);

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    /// As it comes.
    Plain,
    /// To be found at a glance.
    Strong,
    /// What a reader needs second.
    Quiet,
    /// With a mark in front.
    Flag(Icon),
}

impl Cell {
    /// Adds a line; nothing for no words.
    #[must_use]
    pub fn with(mut self, look: Look, words: &str) -> Cell {
        if !words.is_empty() {
            self.0.push(Line(look, words.to_owned()));
        }
        self
    }

    /// Makes a cell of one plain line.
    #[must_use]
    pub fn plain(words: &str) -> Cell {
        Cell::default().with(Look::Plain, words)
    }

    /// Makes a cell of one line to be found at a glance.
    #[must_use]
    pub fn strong(words: &str) -> Cell {
        Cell::default().with(Look::Strong, words)
    }

    /// Gives the words, lines parted by line feeds.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|line| line.1.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Gives the words of the first line, and those of the others.
    fn parted(&self) -> [String; 2] {
        let mut lines = self.0.iter().map(|line| line.1.clone());
        let first = lines.next().unwrap_or_default();
        [first, lines.collect::<Vec<_>>().join("\n")]
    }

    /// Gives the words on one line.
    #[must_use]
    pub fn in_line(&self) -> String {
        self.0.iter().map(|line| line.1.as_str()).collect::<Vec<_>>().join(", ")
    }
}

impl SheetRow {
    /// Gives the case and the hearing that the row is about.
    #[must_use]
    pub fn hearing(&self) -> Option<(CaseId, ObjectId)> {
        let mut parts = self.key.split('/');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    }
}

impl Sheet {
    /// Keeps the rows that may stay; a room without rows is not there.
    pub fn keep(&mut self, mut stays: impl FnMut(&SheetRow) -> bool) {
        self.parts.iter_mut().for_each(|part| part.rows.retain(&mut stays));
        self.parts.retain(|part| !part.rows.is_empty());
    }

    /// Leaves out of a list for the public what has not the form that it must have there; see [`super::ArticleText`].
    pub fn refit(&mut self) {
        super::fit::refit(self);
    }

    /// Counts the rows.
    #[must_use]
    pub fn count(&self) -> usize {
        self.parts.iter().map(|part| part.rows.len()).sum()
    }

    /// Counts the cases: one about whose place or time people contradict each other has a row for each word.
    #[must_use]
    pub fn cases(&self) -> usize {
        let rows = self.parts.iter().flat_map(|part| &part.rows);
        let cases = rows.map(|row| row.key.split('/').next().unwrap_or_default());
        cases.collect::<BTreeSet<_>>().len()
    }

    /// Gives the list as one table of plain words: room, chamber and judges first, then the columns; what stands under a
    /// time has a column of its own. For files in other forms; it has nothing that the list on paper has not.
    #[must_use]
    pub fn table(&self, lead: [&str; 3], beside_time: &str) -> (Vec<String>, Vec<Vec<String>>) {
        let headings = self.fields.iter().flat_map(|field| match field.id.as_str() {
            "time" => vec![field.heading.as_str(), beside_time],
            _ => vec![field.heading.as_str()],
        });
        let cells = |field: &Field, cell: &Cell| match field.id.as_str() {
            // The time alone, so that other programs can sort by it.
            "time" => Vec::from(cell.parted()),
            _ => vec![cell.text()],
        };
        let rows = self.parts.iter().flat_map(|part| {
            part.rows.iter().map(|row| {
                let lead = [&part.room, &part.chamber, &part.judges].map(Clone::clone);
                let own = self.fields.iter().zip(&row.cells).flat_map(|(field, cell)| cells(field, cell));
                lead.into_iter().chain(own).collect()
            })
        });
        (lead.into_iter().chain(headings).map(str::to_owned).collect(), rows.collect())
    }

    /// Gives the digest of what the list says: not of its headings, widths and looks, so that another wording of a
    /// heading makes no new version.
    #[must_use]
    pub fn fingerprint(&self) -> Digest {
        let ids: Vec<&str> = self.fields.iter().map(|field| field.id.as_str()).collect();
        let row = |row: &SheetRow| (row.key.clone(), row.cells.iter().map(Cell::text).collect::<Vec<_>>());
        let part = |part: &Part| {
            let rows: Vec<_> = part.rows.iter().map(row).collect();
            (part.room.clone(), part.chamber.clone(), part.judges.clone(), rows)
        };
        let parts: Vec<_> = self.parts.iter().map(part).collect();
        // Words and lists of words always have a canonical form.
        Digest::of(&canonical::bytes_of(&(ids, parts)).unwrap_or_default())
    }

    /// Gives the place of a column.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.id == id)
    }
}

/// Names a column.
pub(super) fn field(id: &str, heading: &str, share: u16) -> Field {
    Field { id: id.to_owned(), heading: heading.to_owned(), share }
}
