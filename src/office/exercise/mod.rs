//! Exercises: made-up exports of an office that does not exist, with the faults that real exports have and the count of
//! them, and offices to work in.
//!
//! The same plan gives the same files to the byte. Nobody in them exists, and nothing here reads a clock.

mod custody;
mod day;
mod files;
mod hearings;
mod names;
mod office;
#[cfg(test)]
mod tests;

pub use day::{Step, Tell, work};
pub use files::export;
pub use office::{Exercise, ExercisePlan, PASSPHRASE, USER, make};

pub(crate) use noodbrug_core::dice::Dice;

use chrono::NaiveDateTime;
use std::collections::BTreeMap;
use std::fmt;
use std::io;

/// In which encoding the list of cases is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// UTF-8 without a mark: every name as it is.
    Utf8,
    /// UTF-16, little end first, with its mark.
    Utf16,
    /// Windows-1252: letters that it lacks become question marks, as old systems do.
    Windows1252,
}

/// What export to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportPlan {
    /// The seed: the same one gives the same export.
    pub seed: u64,
    /// How many cases.
    pub cases: u32,
    /// The state of the source; hearings are on its day (of a weekend: the Monday after) and in the four weeks after it,
    /// arrests before it.
    pub taken_at: NaiveDateTime,
    /// The encoding of the list of cases.
    pub writing: Writing,
}

/// What was made, for comparison with what is read back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Rows of the list of cases that are not repeats: good, doubtful and bad.
    pub cases: u64,
    /// Cases that a reader takes in.
    pub taken: u64,
    /// Hearings.
    pub hearings: u64,
    /// Custody measures.
    pub measures: u64,
    /// Documents that are there and listed.
    pub documents: u64,
    /// Bad records of the list of cases, counted from one with title and headings, and the code of what is wrong.
    pub bad: BTreeMap<u64, &'static str>,
}

/// The export could not be written.
#[derive(Debug)]
pub enum ExerciseError {
    /// The disk gave a fault.
    Disk(io::Error),
    /// The spreadsheet could not be made; the text says why.
    Sheet(String),
}

impl fmt::Display for ExerciseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExerciseError::Disk(why) => write!(f, "the exercise could not be written: {why}"),
            ExerciseError::Sheet(why) => write!(f, "the list of hearings could not be made: {why}"),
        }
    }
}

impl std::error::Error for ExerciseError {}

impl From<io::Error> for ExerciseError {
    fn from(why: io::Error) -> ExerciseError {
        ExerciseError::Disk(why)
    }
}
