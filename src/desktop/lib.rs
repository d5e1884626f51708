//! The window of Noodbrug.
//!
//! Screens are drawn in `ui/`; here they meet the office. One worker thread owns the office and answers questions; the
//! window never waits for it. Nothing here reads a clock, a disk or a store by itself.

mod bridge;
mod generated;
mod lazy;
mod look;
mod moments;
mod rows;
mod say;
mod why;

#[cfg(test)]
mod ui_tests;
