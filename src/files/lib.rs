//! Files that come in and go out: keys, bundles, documents at rest, PDF, spreadsheets, calendars, source exports.
//!
//! The only crate that sees the disk (but for the database), archives, fonts and signature formats. It decides nothing
//! about law or cases, and it never opens a document or a socket.

pub mod bundle;
pub mod cms;
pub mod folder;
pub mod ical;
pub mod intake;
#[cfg(test)]
pub(crate) mod judges;
pub mod keys;
pub mod law;
pub mod machine;
pub mod medium;
pub mod pages;
pub mod pdf;
pub mod place;
pub mod printer;
pub mod separated;
pub mod sheet;
pub mod vault;
pub mod wipe;
