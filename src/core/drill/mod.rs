//! A drill (oefening): an outage played in ten tasks, of which four are a setback. What is asked follows from a seed; what
//! was done follows from the journal, and nobody ticks anything off.
//!
//! The rule behind it: continuity plans are tested every year, with a report (BIO2 5.30.01).

mod job;
mod judge;
mod score;
#[cfg(test)]
mod tests;

pub use job::{Job, Script, sequence};
pub use judge::{HearingAsk, Journal, ListAsk, PaperAsk, ReleaseAsk, Setting, Standing, Verdict, judge};
pub use score::{FULL, Given, Mark, PARTLY, Row, Score, rows};
