//! What a store promises, held against real files.

mod disk;
mod ends;
mod fixtures;
mod forms;
mod journal;
mod lists;
mod merge;
mod senders;
mod vault;

pub(crate) use fixtures::{empty, plan, store};
