//! The window of Noodbrug.
//!
//! Screens are drawn in `ui/`; here they meet the office. One worker thread owns the office and answers questions; the
//! window never waits for it. Nothing here reads a clock, a disk or a store by itself.

#![expect(
    dead_code,
    reason = "the screens stand; what starts the window and the worker comes with the office"
)]

mod bridge;
mod calculator;
mod desk;
mod generated;
mod lazy;
mod look;
mod moments;
mod rows;
mod say;
mod sheet_rows;
mod why;

#[cfg(test)]
mod ui_tests;
