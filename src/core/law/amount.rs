//! Lengths of terms as the law writes them: a number and a unit.

use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest limitation of a sentence is some 27 years (Sr art. 76); nothing in the catalogue comes near this.
const LONGEST_YEARS: u64 = 40;

/// The unit in which the law writes the length of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Uren.
    Hours,
    /// Dagen.
    Days,
    /// Weken.
    Weeks,
    /// Maanden.
    Months,
    /// Jaren.
    Years,
}

impl Unit {
    /// Gives the unit's name on the wire and in the catalogue.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Unit::Hours => "hours",
            Unit::Days => "days",
            Unit::Weeks => "weeks",
            Unit::Months => "months",
            Unit::Years => "years",
        }
    }

    const fn names(self) -> [(&'static str, &'static str); 2] {
        match self {
            Unit::Hours => [("uur", "uur"), ("hour", "hours")],
            Unit::Days => [("dag", "dagen"), ("day", "days")],
            Unit::Weeks => [("week", "weken"), ("week", "weeks")],
            Unit::Months => [("maand", "maanden"), ("month", "months")],
            Unit::Years => [("jaar", "jaar"), ("year", "years")],
        }
    }
}

/// A length in one unit: `{ days = 14 }`, `{ hours = 90 }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Amount {
    count: u32,
    unit: Unit,
}

impl Amount {
    /// Makes a length of so many units.
    #[must_use]
    pub const fn new(count: u32, unit: Unit) -> Amount {
        Amount { count, unit }
    }

    /// Makes a length in days.
    #[must_use]
    pub const fn days(count: u32) -> Amount {
        Amount { count, unit: Unit::Days }
    }

    /// Makes a length in hours.
    #[must_use]
    pub const fn hours(count: u32) -> Amount {
        Amount { count, unit: Unit::Hours }
    }

    /// Gives the number of units.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.count
    }

    /// Gives the unit.
    #[must_use]
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// Tells whether a term can be so long: some decades at most, in whatever unit it is written.
    pub(super) fn can_be(self) -> bool {
        let days = match self.unit {
            Unit::Hours => u64::from(self.count) / 24,
            Unit::Days => u64::from(self.count),
            Unit::Weeks => u64::from(self.count) * 7,
            Unit::Months => u64::from(self.count) * 30,
            Unit::Years => u64::from(self.count) * 365,
        };
        days <= LONGEST_YEARS * 365
    }

    /// Writes the length in words: `14 dagen`, `1 month`.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        let [nl, en] = self.unit.names();
        let (one, many) = match lang {
            Lang::Nl => nl,
            Lang::En => en,
        };
        format!("{} {}", self.count, if self.count == 1 { one } else { many })
    }
}

/// A length that is not a number of exactly one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnAmount;

impl fmt::Display for NotAnAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a length is one number above 0 of hours, days, weeks, months or years")
    }
}

impl std::error::Error for NotAnAmount {}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weeks: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    years: Option<u32>,
}

impl TryFrom<Parts> for Amount {
    type Error = NotAnAmount;

    fn try_from(parts: Parts) -> Result<Amount, NotAnAmount> {
        let named = [
            (parts.hours, Unit::Hours),
            (parts.days, Unit::Days),
            (parts.weeks, Unit::Weeks),
            (parts.months, Unit::Months),
            (parts.years, Unit::Years),
        ];
        let mut given = named.into_iter().filter_map(|(count, unit)| Some(Amount { count: count?, unit }));
        match (given.next(), given.next()) {
            (Some(amount), None) if amount.count > 0 => Ok(amount),
            _ => Err(NotAnAmount),
        }
    }
}

impl From<Amount> for Parts {
    fn from(amount: Amount) -> Parts {
        let count = Some(amount.count);
        match amount.unit {
            Unit::Hours => Parts { hours: count, ..Parts::default() },
            Unit::Days => Parts { days: count, ..Parts::default() },
            Unit::Weeks => Parts { weeks: count, ..Parts::default() },
            Unit::Months => Parts { months: count, ..Parts::default() },
            Unit::Years => Parts { years: count, ..Parts::default() },
        }
    }
}
