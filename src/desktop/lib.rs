//! The window of Noodbrug.
//!
//! Screens are drawn in `ui/`; here they meet the office. One worker thread owns the office and answers questions; the
//! window never waits for it.

mod admin;
mod apart;
mod arrival_words;
mod arrivals;
mod asking;
mod back_entry;
mod beside;
mod board;
mod bridge;
mod bundles;
mod calculator;
mod cases;
mod compare;
mod contacts;
mod crisis_room;
mod day;
mod desk;
mod files;
mod focus;
mod forms;
mod frame;
mod hearings;
mod inbound;
mod intake;
mod key_acts;
mod key_rows;
mod keys;
mod keyset;
mod law;
mod lazy;
mod lists;
mod look;
mod making;
mod measure;
mod moments;
mod other_value;
mod outage;
mod outage_words;
mod outcome;
mod pack;
mod partners;
mod people;
mod planning;
mod receipts;
mod reconcile;
mod release_rows;
mod releases;
mod rolecards;
mod rows;
mod say;
mod self_test;
mod sheet;
mod sheet_rows;
mod shut;
mod sticks;
mod tasks;
mod term_end;
mod terms;
mod today;
mod twins;
mod type_ahead;
mod unlock;
mod validity;
mod viewer;
mod why;
mod window;
mod working;

#[cfg(test)]
mod ui_tests;

pub use window::{Start, run};
