//! The encrypted store of one workstation: the journal, what is derived from it, and what the office keeps beside it.
//!
//! One writer ([`Store`]) and any number of readers ([`Reader`]). People only ever append events; lists and search are
//! projections that [`Store::rebuild`] makes again to the same state root. Nothing here decides what an event means
//! (that is the core's), talks to the user, or asks what time it is.

mod bundles;
mod cases;
mod check;
mod connect;
mod custody;
mod desk;
mod ends;
mod error;
mod forms;
mod handed_over;
mod inbound;
mod intake;
mod journal;
mod key;
mod lists;
mod lock;
mod merge;
mod partners;
mod printed;
mod project;
mod reconcile;
mod root;
mod schema;
mod scoped;
mod search;
mod senders;
mod settings;
mod store;
mod twins;
mod value;
mod write;

pub use bundles::{BundleRecord, Direction};
pub use cases::{CaseColumn, CaseFilter, CaseList, CaseSort, MOST_FOUND, Order};
pub use check::{Fault, Verified};
pub use custody::{CustodyCase, SentencedCase};
pub use desk::{DeskCounts, SourceAge};
pub use error::StoreError;
pub use forms::FormEntry;
pub use intake::{Around, Finding, Flow, Intake, SnapshotRecord, TakenSnapshot};
pub use journal::AuthorState;
pub use key::StoreKey;
pub use lists::{
    CaseDocument, DayFilter, Found, HearingItem, Label, TaskFilter, TaskItem, TermFilter, TermItem,
};
pub use merge::{AuthorCounts, Brought, Merged, Merging};
pub use partners::{Acked, Partner};
pub use printed::{ListKey, PrintedVersion};
pub use reconcile::{BackEntryCounts, BackEntryItem, Bracket, ConflictItem};
pub use senders::{Alarm, Sender};
pub use store::{Reader, Stopper, Store, StoreMeta};
pub use twins::SameCase;
pub use write::Work;

#[cfg(test)]
#[path = "testing/mod.rs"]
mod tests;
