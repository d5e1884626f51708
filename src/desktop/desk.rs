//! What the worker owns: the law, the clock and, once it is open, the office.

use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::Moment;

/// The state of the worker thread. Only questions that cross the bridge see it.
pub(crate) struct Desk {
    /// The catalogue of terms and the calendar.
    pub(crate) law: LawBook,
    /// The clock of this machine; a fixed one in tests.
    pub(crate) clock: Box<dyn Fn() -> Moment + Send>,
    /// The term computed last: its rule and what it runs from, to be kept in a case when somebody says so.
    pub(crate) last_term: Option<(String, String)>,
}

impl Desk {
    /// Makes a desk without an open office.
    pub(crate) fn new(law: LawBook, clock: impl Fn() -> Moment + Send + 'static) -> Desk {
        Desk { law, clock: Box::new(clock), last_term: None }
    }
}
