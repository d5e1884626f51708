//! Planning help: when a hearing may be, who must be heard before when, and where a term is missing.
//!
//! Everything here is computed from rows, a case's file and the law; nothing is planned or started by it.

pub mod after;
pub mod chambers;
pub mod clashes;
pub mod gaps;
pub mod order;
pub mod sittings;
pub mod summons;
