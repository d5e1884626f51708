//! Values and rules of Noodbrug.
//!
//! Everything here is arithmetic on values: what an entry in the journal is, how entries make a case, what a statutory
//! term is, what a printed page says. It must never read a clock, a disk, a random source or the environment, and it
//! knows no SQL, no PDF and no window. Whoever calls it hands in the time, the randomness and the identity.

pub mod bundle;
pub mod calendar;
pub mod canonical;
pub mod case;
pub mod command;
pub mod contact;
pub mod custody;
pub mod deadlines;
pub mod dice;
pub mod digest;
pub mod drill;
pub mod emergency;
pub mod enforcement;
pub mod entry;
pub mod event;
pub mod form;
pub mod four_eyes;
pub mod guard;
pub mod ident;
pub mod incident;
pub mod inclusion;
pub mod journal;
pub mod law;
pub mod lawbook;
pub mod moment;
pub mod pack;
pub mod parcel;
pub mod phonetic;
pub mod planning;
pub mod print;
pub mod priority;
pub mod reconcile;
pub mod register;
pub mod rolecard;
pub mod roll;
pub mod root;
pub mod rows;
pub mod search;
mod standing;
pub mod state;
pub mod text;
pub mod typed;
pub mod user_name;
pub mod warning;
pub mod wipe;
