//! Which days are working days, and why a day is not one (Algemene termijnenwet art. 3).
//!
//! Fixed days, days that move with Easter and days named by royal decree are data (`assets/law/calendar.toml`); only
//! the computus is code. Beyond the table's horizon the calendar still answers, and says that a decree may change the
//! answer. It must never know what day it is today.

mod easter;
mod table;
#[cfg(test)]
mod tests;

pub use easter::easter_sunday;
pub use table::{AtwRules, CalendarError};

use crate::law::Words;
use crate::moment::date_text;
use crate::text::Lang;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// A day that the law treats as a public holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// What people call it.
    pub name: Words,
    /// Where that is written: the article, or the decree in the Staatscourant.
    pub basis: String,
    /// Whether a royal decree named it (Atw art. 3 lid 3).
    pub by_decree: bool,
}

/// Why a day is not a working day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayOff {
    /// Zaterdag.
    Saturday,
    /// Zondag.
    Sunday,
    /// A public holiday, or a day equal to one.
    Holiday(Holiday),
}

impl DayOff {
    /// Names the day: `Eerste Kerstdag`, `zondag`, `gelijkgestelde dag, Stcrt. 2025, 24713`.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        match self {
            DayOff::Saturday => lang.pick("zaterdag", "Saturday").to_owned(),
            DayOff::Sunday => lang.pick("zondag", "Sunday").to_owned(),
            DayOff::Holiday(day) if day.by_decree => format!("{}, {}", day.name.get(lang), day.basis),
            DayOff::Holiday(day) => day.name.get(lang).to_owned(),
        }
    }
}

/// Why the calendar cannot vouch for a date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CalendarDoubt {
    /// The date lies after the last day for which royal decrees are known.
    BeyondHorizon {
        /// The date asked for.
        date: NaiveDate,
        /// The last day that is known.
        known_to: NaiveDate,
    },
    /// The date lies before the first day for which royal decrees are known.
    BeforeTable {
        /// The date asked for.
        date: NaiveDate,
        /// The first day that is known.
        known_from: NaiveDate,
    },
    /// The royal-decree days of this year were never established.
    NotEstablished(i32),
}

impl CalendarDoubt {
    /// Says the doubt in one sentence.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (CalendarDoubt::BeyondHorizon { date, known_to }, Lang::Nl) => format!(
                "De kalender is bekend tot en met {}; op {} kan nog een gelijkgestelde dag vallen.",
                date_text(*known_to),
                date_text(*date)
            ),
            (CalendarDoubt::BeyondHorizon { date, known_to }, Lang::En) => format!(
                "The calendar is known up to {}; a day by decree may still fall on {}.",
                date_text(*known_to),
                date_text(*date)
            ),
            (CalendarDoubt::BeforeTable { date, known_from }, Lang::Nl) => format!(
                "Gelijkgestelde dagen zijn bekend vanaf {}; {} ligt daarvoor.",
                date_text(*known_from),
                date_text(*date)
            ),
            (CalendarDoubt::BeforeTable { date, known_from }, Lang::En) => format!(
                "Days by decree are known from {}; {} is before that.",
                date_text(*known_from),
                date_text(*date)
            ),
            (CalendarDoubt::NotEstablished(year), Lang::Nl) => {
                format!("De gelijkgestelde dagen van {year} zijn niet vastgesteld.")
            }
            (CalendarDoubt::NotEstablished(year), Lang::En) => {
                format!("The days by decree of {year} were not established.")
            }
        }
    }
}

/// The calendar by which terms are extended, read from data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    version: u32,
    source: Words,
    known_from: NaiveDate,
    known_to: NaiveDate,
    not_established: BTreeSet<i32>,
    atw: AtwRules,
    fixed: Vec<table::Fixed>,
    easter: Vec<table::Movable>,
    decrees: BTreeMap<NaiveDate, Holiday>,
}

impl Calendar {
    /// Gives the version of the table.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Says which text of the law the table rests on.
    #[must_use]
    pub fn source(&self) -> &Words {
        &self.source
    }

    /// Gives the last day for which royal decrees are known.
    #[must_use]
    pub fn known_to(&self) -> NaiveDate {
        self.known_to
    }

    /// Gives what the Algemene termijnenwet says about extending terms.
    #[must_use]
    pub fn atw(&self) -> &AtwRules {
        &self.atw
    }

    /// Gives the public holiday of this date.
    #[must_use]
    pub fn holiday(&self, date: NaiveDate) -> Option<&Holiday> {
        let fixed =
            || self.fixed.iter().find(|day| day.date(date.year()) == Some(date)).map(|day| &day.holiday);
        let movable = || {
            let after_easter = date.signed_duration_since(easter_sunday(date.year())?).num_days();
            self.easter.iter().find(|day| day.offset == after_easter).map(|day| &day.holiday)
        };
        fixed().or_else(movable).or_else(|| self.decrees.get(&date))
    }

    /// Gives all public holidays of a year, in order; two on one day are one.
    #[must_use]
    pub fn holidays(&self, year: i32) -> BTreeMap<NaiveDate, &Holiday> {
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        let days =
            first.into_iter().flat_map(|day| day.iter_days().take_while(move |day| day.year() == year));
        days.filter_map(|day| Some((day, self.holiday(day)?))).collect()
    }

    /// Gives the reason why this is not a working day; of a holiday on a Saturday the holiday is named.
    #[must_use]
    pub fn day_off(&self, date: NaiveDate) -> Option<DayOff> {
        if let Some(holiday) = self.holiday(date) {
            return Some(DayOff::Holiday(holiday.clone()));
        }
        match date.weekday() {
            Weekday::Sat => Some(DayOff::Saturday),
            Weekday::Sun => Some(DayOff::Sunday),
            _ => None,
        }
    }

    /// Tells whether this is neither a Saturday, nor a Sunday, nor a public holiday.
    #[must_use]
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && self.holiday(date).is_none()
    }

    /// Gives this day, or else the first working day after it.
    #[must_use]
    pub fn working_day_from(&self, date: NaiveDate) -> NaiveDate {
        date.iter_days().find(|day| self.is_working_day(*day)).unwrap_or(date)
    }

    /// Counts the working days after `from`, up to and including `to`.
    #[must_use]
    pub fn working_days(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let first = from.checked_add_days(Days::new(1)).unwrap_or(from);
        let inside = first.iter_days().take_while(|day| *day <= to).filter(|day| self.is_working_day(*day));
        u32::try_from(inside.count()).unwrap_or(u32::MAX)
    }

    /// Tells why a decree that the table does not know may change what this date is.
    #[must_use]
    pub fn doubt(&self, date: NaiveDate) -> Option<CalendarDoubt> {
        if date > self.known_to {
            return Some(CalendarDoubt::BeyondHorizon { date, known_to: self.known_to });
        }
        if date < self.known_from {
            return Some(CalendarDoubt::BeforeTable { date, known_from: self.known_from });
        }
        self.not_established.contains(&date.year()).then(|| CalendarDoubt::NotEstablished(date.year()))
    }
}
