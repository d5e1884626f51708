//! The law of terms as data: every statutory term, its article, its trigger, its length and how it is counted.
//!
//! The catalogue is a TOML file (`assets/law/terms.toml`). Code interprets it and never holds a length or an article of
//! its own. A rule is chosen by the day of the event, so that an old case keeps the old law. No rule here is legal
//! advice: each says which text was read and whether a jurist has signed it off.

mod amount;
mod catalogue;
mod changes;
mod complete;
mod duty;
mod facts;
#[cfg(test)]
mod facts_tests;
mod kept;
mod near;
mod rule;
#[cfg(test)]
pub(crate) mod tests;
mod toml_fault;
mod words;

pub use amount::{Amount, NotAnAmount, Unit};
pub use catalogue::{Law, LawError};
pub(crate) use changes::of_calendars;
pub use changes::{Aspect, FieldChange, RuleChange, Verdict};
pub use complete::NEEDED;
pub use duty::{Duty, Forum, Stage};
pub use facts::{Fact, WrongFact};
pub use kept::Kept;
pub use rule::{
    Atw, Between, Counting, Extension, FirstDay, Measures, Months, Night, NotARuleId, Review, Rule, RuleId,
    Safety, Side, TriggerKind, Variant, WindowEdges,
};
pub use toml_fault::NoToml;
pub use words::Words;
