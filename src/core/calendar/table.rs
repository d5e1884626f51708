//! Reads the calendar from its TOML table and refuses one that contradicts itself.

use super::{Calendar, Holiday};
use crate::law::{Amount, NoToml, Unit, Words};
use crate::text::{Lang, clipped};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// What the Algemene termijnenwet says about extending a term: its articles and their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtwRules {
    /// The article by which a term runs on to the next working day.
    pub shift: String,
    /// The article by which a term that is counted back does not.
    pub count_back: String,
    /// The article by which a short term holds enough working days.
    pub stretch: String,
    /// The article that names the terms to which none of this applies.
    pub excluded: String,
    /// The shortest term that is stretched.
    pub stretch_from: Amount,
    /// How many working days a stretched term holds at least.
    pub stretch_working_days: u32,
    /// The longest terms that are extended, a unit each; units that are not named are never extended.
    pub longest: Vec<Amount>,
}

impl AtwRules {
    /// Tells whether a term of this length is extended at all; terms in hours and years are not.
    #[must_use]
    pub fn covers(&self, length: Amount) -> bool {
        self.longest.iter().any(|most| most.unit() == length.unit() && length.count() <= most.count())
    }

    /// Gives the number of working days that a term of so many days must hold.
    #[must_use]
    pub fn working_days_in(&self, days: u32) -> u32 {
        let long_enough = self.stretch_from.unit() == Unit::Days && days >= self.stretch_from.count();
        if long_enough { self.stretch_working_days } else { 0 }
    }
}

/// Why a text is not a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// The text is not the TOML of a calendar; the parser says where.
    Unreadable(NoToml),
    /// A day is no date, or a decree day is named twice or lies outside the years that are known.
    Day {
        /// The day as written.
        day: String,
        /// What is wrong with it.
        problem: (&'static str, &'static str),
    },
}

impl CalendarError {
    /// Says what is wrong.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            CalendarError::Unreadable(why) => {
                let what = lang.pick("De kalender is niet te lezen", "The calendar cannot be read");
                format!("{what}: {}.", why.text(lang))
            }
            CalendarError::Day { day, problem: (nl, en) } => {
                let what = lang.pick("Kalenderdag", "Calendar day");
                format!("{what} `{}`: {}.", clipped(day, 40), lang.pick(nl, en))
            }
        }
    }
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl std::error::Error for CalendarError {}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fixed {
    pub(super) holiday: Holiday,
    month: u32,
    day: u32,
    on_sunday: i64,
    from_year: Option<i32>,
    to_year: Option<i32>,
}

impl Fixed {
    pub(super) fn date(&self, year: i32) -> Option<NaiveDate> {
        let before = self.from_year.is_some_and(|from| year < from);
        let after = self.to_year.is_some_and(|to| year > to);
        let date = NaiveDate::from_ymd_opt(year, self.month, self.day).filter(|_| !before && !after)?;
        match date.weekday() {
            Weekday::Sun => add_days(date, self.on_sunday),
            _ => Some(date),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Movable {
    pub(super) holiday: Holiday,
    pub(super) offset: i64,
}

fn add_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    source: Words,
    known_from: String,
    known_to: String,
    not_established: Vec<i32>,
    atw: AtwRules,
    fixed: Vec<WrittenFixed>,
    easter: Vec<WrittenMovable>,
    decree: Vec<WrittenDecree>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFixed {
    name: Words,
    month: u32,
    day: u32,
    #[serde(default)]
    on_sunday: i64,
    from_year: Option<i32>,
    to_year: Option<i32>,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMovable {
    name: Words,
    offset: i64,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDecree {
    source: String,
    days: Vec<String>,
}

impl Calendar {
    /// Reads a calendar from TOML.
    ///
    /// # Errors
    /// [`CalendarError`] when the text cannot be read, or names a day that cannot be.
    pub fn parse(text: &str) -> Result<Calendar, CalendarError> {
        let written: Written =
            toml::from_str(text).map_err(|error| CalendarError::Unreadable(NoToml::of(text, &error)))?;
        let (known_from, known_to) = (date(&written.known_from)?, date(&written.known_to)?);
        let decrees = decrees(&written.decree, known_from..=known_to)?;
        Ok(Calendar {
            version: written.version,
            source: written.source,
            known_from,
            known_to,
            not_established: written.not_established.into_iter().collect(),
            atw: written.atw,
            fixed: written.fixed.into_iter().map(fixed).collect::<Result<_, _>>()?,
            easter: written.easter.into_iter().map(movable).collect(),
            decrees,
        })
    }
}

fn date(text: &str) -> Result<NaiveDate, CalendarError> {
    text.parse().map_err(|_| refuse(text, ("is geen datum (2026-12-25)", "is no date (2026-12-25)")))
}

fn refuse(day: &str, problem: (&'static str, &'static str)) -> CalendarError {
    CalendarError::Day { day: day.to_owned(), problem }
}

fn fixed(day: WrittenFixed) -> Result<Fixed, CalendarError> {
    const LEAP_YEAR: i32 = 2000;
    if NaiveDate::from_ymd_opt(LEAP_YEAR, day.month, day.day).is_none() {
        return Err(refuse(
            &format!("{}-{}", day.month, day.day),
            ("bestaat in geen enkel jaar", "is no day of any year"),
        ));
    }
    let holiday = Holiday { name: day.name, basis: day.basis, by_decree: false };
    let (from_year, to_year) = (day.from_year, day.to_year);
    Ok(Fixed { holiday, month: day.month, day: day.day, on_sunday: day.on_sunday, from_year, to_year })
}

fn movable(day: WrittenMovable) -> Movable {
    Movable { holiday: Holiday { name: day.name, basis: day.basis, by_decree: false }, offset: day.offset }
}

fn decrees(
    written: &[WrittenDecree],
    known: std::ops::RangeInclusive<NaiveDate>,
) -> Result<BTreeMap<NaiveDate, Holiday>, CalendarError> {
    let mut days = BTreeMap::new();
    for (decree, text) in written.iter().flat_map(|decree| decree.days.iter().map(move |day| (decree, day))) {
        let day = date(text)?;
        if !known.contains(&day) {
            return Err(refuse(
                text,
                (
                    "ligt buiten de jaren die de tabel zegt te kennen",
                    "lies outside the years that the table says it knows",
                ),
            ));
        }
        let name = Words::new("gelijkgestelde dag", "day equal to a holiday");
        let holiday = Holiday { name, basis: decree.source.clone(), by_decree: true };
        if days.insert(day, holiday).is_some() {
            return Err(refuse(text, ("staat er twee keer", "is named twice")));
        }
    }
    Ok(days)
}
