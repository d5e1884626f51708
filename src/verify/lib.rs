//! Verifying bundles without a store, a passphrase or a network: the judgement, in words and on paper.
//!
//! The command line and the small program for partners say the same, because both say it from here. Nothing is written
//! but the report that was asked for.

mod ask;
mod attach;
mod json;
mod limits_of;
mod report;
mod words;

pub use ask::{Fault, Outcome, Unread, VerifyAsk, look, verify};
pub use attach::attach;
pub use json::{became_json, findings_json, outcomes_json, trust_word};
pub use report::{report, write_report};
pub use words::{
    Tongue, Verdict, findings_text, found_text, outcome_text, outcomes_text, refused_text, revoked_words,
    trust_text, worst,
};

#[cfg(test)]
mod tests;
