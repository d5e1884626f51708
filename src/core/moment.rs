//! Moments as people write them: civil time in the Netherlands, with the offset that was in force.
//!
//! A moment keeps the offset it was written with; nothing here asks what time it is now.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeZone, Timelike};
use chrono_tz::Europe::Amsterdam;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The years, in UTC, in which a moment lies. Written with any offset, or as Dutch clocks show it, its year has four digits
/// then: what can be read can be kept, and what is kept can be shown.
pub const MOMENT_YEARS: RangeInclusive<i32> = 1900..=9998;

/// An instant with the offset from UTC that its writer's clock had, to the second (RFC 3339); it lies in [`MOMENT_YEARS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime<FixedOffset>);

/// Why a text or a civil time is not a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAMoment {
    /// The text is not a date and time with an offset, as in `2026-11-23T22:00:00+01:00`.
    Unreadable(String),
    /// This civil time does not exist: the clock skipped it in spring.
    Skipped(NaiveDateTime),
    /// It lies outside [`MOMENT_YEARS`]; the year on its writer's clock.
    FarOff(i32),
}

impl fmt::Display for NotAMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotAMoment::Unreadable(text) => {
                write!(f, "`{text}` is not a date and time with an offset (2026-11-23T22:00:00+01:00)")
            }
            NotAMoment::Skipped(civil) => write!(f, "{civil} does not exist: the clock skipped that hour"),
            NotAMoment::FarOff(year) => {
                let (first, last) = (MOMENT_YEARS.start(), MOMENT_YEARS.end());
                write!(f, "the year {year} is not one of {first} to {last} (UTC)")
            }
        }
    }
}

impl std::error::Error for NotAMoment {}

impl Moment {
    /// Takes over an instant with its offset; parts of a second are dropped. Nothing where it lies outside [`MOMENT_YEARS`].
    fn within(instant: DateTime<FixedOffset>) -> Option<Moment> {
        let whole = instant.with_nanosecond(0)?;
        MOMENT_YEARS.contains(&whole.naive_utc().year()).then_some(Moment(whole))
    }

    /// Gives the first or the last moment that there is.
    pub(crate) fn outermost(last: bool) -> Moment {
        let (first, end) = (*MOMENT_YEARS.start(), *MOMENT_YEARS.end());
        let day = if last {
            NaiveDate::from_ymd_opt(end, 12, 31).and_then(|day| day.and_hms_opt(23, 59, 59))
        } else {
            NaiveDate::from_ymd_opt(first, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0))
        };
        Moment(day.unwrap_or_default().and_utc().fixed_offset())
    }

    /// Reads a civil time of the Netherlands. Of an hour that comes twice, the earlier one is meant: of two readings
    /// of a custody moment the earlier is the safe one.
    ///
    /// # Errors
    /// [`NotAMoment::Skipped`] for a time within the hour that the clock skips in spring; [`NotAMoment::FarOff`].
    pub fn from_civil(civil: NaiveDateTime) -> Result<Moment, NotAMoment> {
        let instant = Amsterdam.from_local_datetime(&civil).earliest().ok_or(NotAMoment::Skipped(civil))?;
        let instant = instant.with_timezone(&instant.offset().fix());
        Moment::within(instant).ok_or_else(|| NotAMoment::FarOff(civil.year()))
    }

    /// Gives the moment a number of seconds after 1970-01-01 00:00 UTC, in Dutch civil time; nothing where it lies outside
    /// [`MOMENT_YEARS`].
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Moment> {
        let local = DateTime::from_timestamp(seconds, 0)?.with_timezone(&Amsterdam);
        Moment::within(local.with_timezone(&local.offset().fix()))
    }

    /// Gives the seconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn unix(&self) -> i64 {
        self.0.timestamp()
    }

    /// Gives the same instant as the clocks in the Netherlands show it.
    #[must_use]
    pub fn in_the_netherlands(&self) -> Moment {
        Moment::from_unix(self.unix()).unwrap_or(*self)
    }

    /// Gives the instant so many hours of elapsed time later, in Dutch civil time.
    #[must_use]
    pub fn plus_hours(&self, hours: i64) -> Moment {
        Moment::from_unix(self.unix().saturating_add(hours.saturating_mul(3600))).unwrap_or(*self)
    }

    /// Tells whether Dutch clocks showed this time twice in the night in which they were turned back, and whether this is
    /// the first of the two.
    #[must_use]
    pub fn shown_twice(&self) -> Option<bool> {
        let here = self.in_the_netherlands().civil();
        let shows_the_same = |hours: i64| self.plus_hours(hours).civil() == here;
        if shows_the_same(1) { Some(true) } else { shows_the_same(-1).then_some(false) }
    }

    /// Gives the calendar date on the writer's clock.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.0.date_naive()
    }

    /// Gives the date and time on the writer's clock, without the offset.
    #[must_use]
    pub fn civil(&self) -> NaiveDateTime {
        self.0.naive_local()
    }

    /// Gives the instant as chrono knows it.
    #[must_use]
    pub fn instant(&self) -> DateTime<FixedOffset> {
        self.0
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M:%S%:z"))
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Moment, NotAMoment> {
        let unreadable = || NotAMoment::Unreadable(text.to_owned());
        let instant = DateTime::parse_from_rfc3339(text).map_err(|_| unreadable())?;
        Moment::within(instant).ok_or_else(|| NotAMoment::FarOff(instant.year()))
    }
}

impl serde::Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Tells whether a day lies in the years that people may enter; further off a slip is meant.
#[must_use]
pub fn year_fits(day: NaiveDate) -> bool {
    crate::entry::YEARS.contains(&day.year())
}

/// Says that a year cannot be meant, and which can.
#[must_use]
pub fn no_such_year(year: i32, lang: crate::text::Lang) -> String {
    let (first, last) = (crate::entry::YEARS.start(), crate::entry::YEARS.end());
    match lang {
        crate::text::Lang::Nl => {
            format!("Het jaar {year} kan niet. Kies een jaar van {first} tot en met {last}.")
        }
        crate::text::Lang::En => format!("The year {year} cannot be. Choose a year from {first} to {last}."),
    }
}

/// Writes a date as Dutch paper does: `23-11-2026`.
#[must_use]
pub fn date_text(date: NaiveDate) -> String {
    format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year())
}

/// Writes a date with its weekday: `ma 23-11-2026` or `Mon 23-11-2026`.
#[must_use]
pub fn weekday_date_text(date: NaiveDate, lang: crate::text::Lang) -> String {
    format!("{} {}", weekday_text(date, lang), date_text(date))
}

/// Writes a moment on paper and screen: `ma 23-11-2026 16:00`.
#[must_use]
pub fn moment_text(moment: &Moment, lang: crate::text::Lang) -> String {
    format!("{} {}", weekday_date_text(moment.date(), lang), time_text(moment))
}

/// Gives the last day of what ends at a moment: a midnight is the end of the day before.
#[must_use]
pub fn last_day(moment: &Moment) -> NaiveDate {
    whole_day(moment).unwrap_or_else(|| moment.in_the_netherlands().date())
}

/// Gives the day that a midnight ends; nothing for another moment.
fn whole_day(moment: &Moment) -> Option<NaiveDate> {
    let local = moment.in_the_netherlands();
    local.date().pred_opt().filter(|_| local.civil().time() == chrono::NaiveTime::MIN)
}

/// Writes a last moment: a midnight is the end of the day before.
#[must_use]
pub fn last_moment_text(moment: &Moment, lang: crate::text::Lang) -> String {
    match whole_day(moment) {
        Some(day) => weekday_date_text(day, lang),
        None => moment_text(&moment.in_the_netherlands(), lang),
    }
}

/// Writes until when something lasts: `tot ma 21-12-2026 16:00`, and of a midnight `t/m zo 20-12-2026`.
#[must_use]
pub fn until_text(moment: &Moment, lang: crate::text::Lang) -> String {
    let words = match whole_day(moment) {
        Some(_) => lang.pick("t/m", "up to and including"),
        None => lang.pick("tot", "until"),
    };
    format!("{words} {}", last_moment_text(moment, lang))
}

/// Writes the time of day: `16:00`.
#[must_use]
pub fn time_text(moment: &Moment) -> String {
    format!("{:02}:{:02}", moment.civil().hour(), moment.civil().minute())
}

/// Writes how much time lies between two moments: `3 u 12 min`, `2 d 4 u`.
#[must_use]
pub fn span_text(from: &Moment, to: &Moment, lang: crate::text::Lang) -> String {
    let minutes = to.unix().saturating_sub(from.unix()).unsigned_abs() / 60;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let (day, hour) = (lang.pick("d", "d"), lang.pick("u", "h"));
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, _) => format!("{hours} {hour} {minutes} min"),
        _ => format!("{days} {day} {hours} {hour}"),
    }
}

/// Writes how far away a moment is: `over 3 u 12 min`, `2 d 4 u geleden`.
#[must_use]
pub fn distance_text(from: &Moment, to: &Moment, lang: crate::text::Lang) -> String {
    let span = span_text(from, to, lang);
    match (to.unix() < from.unix(), lang) {
        (false, crate::text::Lang::Nl) => format!("over {span}"),
        (false, crate::text::Lang::En) => format!("in {span}"),
        (true, crate::text::Lang::Nl) => format!("{span} geleden"),
        (true, crate::text::Lang::En) => format!("{span} ago"),
    }
}

fn weekday_text(date: NaiveDate, lang: crate::text::Lang) -> &'static str {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    match date.weekday() {
        Mon => lang.pick("ma", "Mon"),
        Tue => lang.pick("di", "Tue"),
        Wed => lang.pick("wo", "Wed"),
        Thu => lang.pick("do", "Thu"),
        Fri => lang.pick("vr", "Fri"),
        Sat => lang.pick("za", "Sat"),
        Sun => lang.pick("zo", "Sun"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn ninety_hours_over_the_autumn_change_end_an_hour_earlier_on_the_clock() {
        let arrest = at("2026-10-23T22:00:00+02:00");
        assert_eq!(arrest.plus_hours(90).to_string(), "2026-10-27T15:00:00+01:00");
    }

    #[test]
    fn an_hour_that_comes_twice_is_read_as_the_earlier_one() {
        let civil = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap().and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(Moment::from_civil(civil).unwrap().to_string(), "2026-10-25T02:30:00+02:00");
    }

    #[test]
    fn an_hour_that_the_clock_skips_is_no_moment() {
        let civil = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap().and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(Moment::from_civil(civil), Err(NotAMoment::Skipped(civil)));
    }

    #[test]
    fn a_moment_keeps_the_offset_it_was_written_with() {
        assert_eq!(at("2026-11-23T22:00:00+01:00").to_string(), "2026-11-23T22:00:00+01:00");
        assert_eq!(at("2026-11-23T21:00:00+00:00").to_string(), "2026-11-23T21:00:00+00:00");
    }

    #[test]
    fn a_moment_outside_the_years_that_can_be_kept_is_no_moment() {
        for text in [
            "9999-12-31T23:59:59+00:00",
            "9999-01-01T00:00:00+00:00",
            "9998-12-31T23:59:59-00:01",
            "1899-12-31T23:59:59+00:00",
            "1900-01-01T00:00:00+00:01",
            "0000-01-01T00:00:00+14:00",
        ] {
            assert!(matches!(text.parse::<Moment>(), Err(NotAMoment::FarOff(_))), "{text}");
        }
        for text in ["2026-11-23T22:00:00+01:60", "2026-11-23T24:00:00+01:00", "2026-11-23T22:00:00+24:00"] {
            assert!(matches!(text.parse::<Moment>(), Err(NotAMoment::Unreadable(_))), "{text}");
        }
    }

    #[test]
    fn every_moment_that_can_be_read_can_be_kept_as_seconds_shown_and_read_again() {
        for text in [
            "9998-12-31T23:59:59+00:00",
            "9999-01-01T23:58:59+23:59",
            "1900-01-01T00:00:00+00:00",
            "1899-12-31T00:01:00-23:59",
        ] {
            let moment = at(text);
            let kept = Moment::from_unix(moment.unix()).unwrap();
            assert_eq!((kept, kept.to_string().parse()), (moment.in_the_netherlands(), Ok(kept)), "{text}");
            assert_eq!(moment.to_string(), text);
        }
        let ends = [Moment::outermost(false), Moment::outermost(true)];
        for (end, beyond) in ends.iter().zip([-1, 1]) {
            assert!(Moment::from_unix(end.unix()).is_some());
            assert_eq!(Moment::from_unix(end.unix() + beyond), None);
            assert_eq!(end.plus_hours(90 * beyond).unix(), end.unix(), "nothing lies beyond it");
        }
    }

    #[test]
    fn distances_are_in_words() {
        let (now, later) = (at("2026-11-23T12:48:00+01:00"), at("2026-11-23T16:00:00+01:00"));
        assert_eq!(distance_text(&now, &later, Lang::Nl), "over 3 u 12 min");
        assert_eq!(distance_text(&later, &now, Lang::En), "3 h 12 min ago");
        assert_eq!(moment_text(&later, Lang::Nl), "ma 23-11-2026 16:00");
    }

    #[test]
    fn a_midnight_ends_the_day_before_it_in_words_and_for_programs() {
        let (midnight, later) = (at("2026-12-21T00:00:00+01:00"), at("2026-12-21T00:01:00+01:00"));
        assert_eq!(last_moment_text(&midnight, Lang::Nl), "zo 20-12-2026");
        assert_eq!(until_text(&midnight, Lang::Nl), "t/m zo 20-12-2026");
        assert_eq!(until_text(&later, Lang::Nl), "tot ma 21-12-2026 00:01");
        assert_eq!(
            (last_day(&midnight).to_string(), last_day(&later).to_string()),
            ("2026-12-20".into(), "2026-12-21".into())
        );
        assert_eq!(
            last_moment_text(&at("2026-12-20T23:00:00+00:00"), Lang::Nl),
            "zo 20-12-2026",
            "by our clocks"
        );
    }
}
