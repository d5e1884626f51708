//! The use cases of Noodbrug, as both shells call them: the window and the command line.
//!
//! Here the rules of the core meet the store and the files. A use case takes plain values and gives plain values or a
//! [`complaint::Complaint`]; it never writes to a terminal and never draws.

mod act;
pub mod agenda;
pub mod agreed;
mod back_entry_files;
mod board;
mod cases;
pub mod clock;
pub mod complaint;
mod custody_act;
pub mod custody_effect;
pub mod day;
mod day_acts;
pub mod exchange;
pub mod exercise;
pub mod folders;
mod form_facts;
pub mod forms;
pub mod guard;
mod hearing_day;
pub mod incident;
pub mod journal;
mod key_in;
pub mod keys;
pub mod law;
mod law_kept;
mod law_key;
pub mod law_update;
pub mod lists;
pub mod may;
mod office;
pub mod outcome;
pub mod pack;
pub mod papers;
pub mod partners;
pub mod people;
pub mod planning;
pub mod preview;
pub mod printing;
pub mod progress;
pub mod reconcile;
mod reprint;
pub mod rewound;
pub mod rolls;
pub mod said;
mod screens;
mod second;
pub mod setup;
pub mod station;
mod stretch;
pub mod take_in;
mod terms;
pub mod twins;
mod two_people;
pub mod views;

pub use act::Saved;
pub use cases::{CaseSheet, DocumentCheck, PersonCustody};
pub use custody_act::OnBoard;
pub use noodbrug_files::bundle::{Judgement, SignedBy, TrustVerdict};
pub use noodbrug_files::keys::Fingerprint;
pub use noodbrug_files::medium;
pub use noodbrug_store::{Acked, Alarm, BundleRecord, Direction, Merged, Partner, Sender};
pub use office::Office;
pub use take_in::{IntakeAsk, IntakeDone, IntakeTrial, MappingChoice};
