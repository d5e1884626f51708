//! The clock of an office: that of the machine, or in an exercise a fixed one.

use crate::complaint::Complaint;
use noodbrug_core::moment::Moment;
use noodbrug_files::machine;

/// Where an office reads the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The machine's own clock.
    Machine,
    /// A clock that stands still: for exercises and tests only, never for live work.
    Fixed(Moment),
}

impl Clock {
    /// Reads the time.
    ///
    /// # Errors
    /// A complaint when the machine's clock shows an impossible time.
    pub fn now(&self) -> Result<Moment, Complaint> {
        match self {
            Clock::Machine => Ok(machine::now()?),
            Clock::Fixed(moment) => Ok(*moment),
        }
    }
}
