//! The intake of source exports: separated text, spreadsheets, JSON Lines and folders of documents, through a saved
//! column mapping.
//!
//! It reads and judges; it writes nothing. A bad record is held out and kept as a [`Finding`] with its original text,
//! a doubtful one goes in with a remark; nothing is dropped, guessed or run. The same export gives the same values on
//! every machine.

mod dates;
mod detected;
mod documents;
mod encoding;
mod error;
mod export;
mod facts;
mod fields;
mod finding;
mod mapping;
mod read;
mod reading;
mod records;
mod table;
mod taking;
mod text;
mod workbook;

pub use dates::Notation;
pub use detected::{Counts, Detected};
pub use documents::media_type;
pub use encoding::LineEnds;
pub use error::IntakeError;
pub use export::{Export, ExportFile};
pub use fields::{Field, Holds};
pub use finding::{Beside, Finding, FindingCode, Severity};
pub use mapping::{FileMapping, Format, Headings, Mapping, MappingError};
pub use read::{Progress, Taken, detect, read};
pub use taking::{IntakeCase, IntakeDocument};

#[cfg(test)]
mod tests;
