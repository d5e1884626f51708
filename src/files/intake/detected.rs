//! What was found out about each file: how it is written, and how much of it was taken.

use super::dates::Notation;
use super::encoding::LineEnds;
use super::fields::Holds;
use super::mapping::Format;
use chrono::NaiveDateTime;
use noodbrug_core::digest::Digest;
use std::collections::BTreeMap;

/// How a file is written, for the user to see before anything is taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The file's name.
    pub file: String,
    /// Its format.
    pub format: Format,
    /// What its rows are about.
    pub holds: Holds,
    /// Its length in bytes.
    pub len: u64,
    /// The SHA-256 of its bytes.
    pub digest: Digest,
    /// The encoding of a text file: `windows-1252`, `UTF-8`, `UTF-16LE`.
    pub encoding: Option<&'static str>,
    /// Whether a byte order mark says so.
    pub marked: bool,
    /// The sign between the cells.
    pub delimiter: Option<char>,
    /// Its line ends.
    pub ends: Option<LineEnds>,
    /// The record with the headings, counted from one.
    pub headings: Option<u64>,
    /// The lines above the headings.
    pub titles: Vec<String>,
    /// The moment that a title names, offered as the state of the source.
    pub taken_at: Option<NaiveDateTime>,
    /// The notations of dates, and how often each was seen.
    pub notations: BTreeMap<Notation, u64>,
    /// The sheets that were read.
    pub sheets: Vec<String>,
    /// How many records there are of each kind.
    pub counts: Counts,
}

/// How many records of a file went where; the kinds add up to the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All records, titles and headings included.
    pub records: u64,
    /// Titles, headings and empty records.
    pub frame: u64,
    /// Records that were taken in, those with a remark included.
    pub taken: u64,
    /// Of those, records with a remark.
    pub remarked: u64,
    /// Records that repeat another one.
    pub known: u64,
    /// Records that were held out.
    pub held: u64,
    /// Totals rows and such.
    pub skipped: u64,
}

/// Adds one.
pub(super) fn count(counter: &mut u64) {
    *counter = counter.saturating_add(1);
}
