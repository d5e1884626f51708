//! Bundles: what goes from one office to another on a stick.
//!
//! A bundle is judged before it is read: container, signature, trust, content, header; every finding has a code and a
//! name. Nothing is ever unpacked to a name, and nothing is unpacked at all before the structure of the archive is
//! known byte by byte. Writing and judging share the records of the container and nothing else.

mod archive;
#[cfg(test)]
mod attack;
mod checks;
mod container;
mod entry;
#[cfg(test)]
mod fixture;
mod head;
mod judge;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod parts;
mod payload;
mod read_me;
mod records;
mod scoped;
mod second;
mod trust;
mod walk;
mod write;
mod write_error;

pub use judge::{FileFacts, Judgement, Progress, judge, judge_source};
pub use payload::{Payload, PayloadError, PayloadReader};
pub use scoped::{ScopedContent, ScopedRun};
pub use second::{AttachError, attach};
pub use trust::{SignedBy, Trust, TrustVerdict};
pub use write::{Content, Drafted, Envelope, Item, Opener, Parcel, Sender, SignsAs, Written, draft};
pub use write_error::WriteError;
