//! How typed days and times are understood: `27-11-2026`, `vr 27-11`, `morgen`, `+3`, `16.00`, `930`.
//!
//! The window and the command line read with this one reader. Nothing is guessed in silence: what can be meant in two ways
//! is refused, with words.

use crate::deadlines::no_such_time;
use crate::moment::{Moment, NotAMoment, date_text, no_such_year, weekday_date_text};
use crate::text::Lang;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

/// How many days from today a day without a year may be; about half a year away, two years are as near.
const NEAR: i64 = 150;

/// Why something that was typed is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// It is in no notation that is known.
    Unreadable,
    /// Its year cannot be meant.
    Year(i32),
    /// Its year has two digits; in this century it would be this day.
    ShortYear(NaiveDate),
    /// It has no year, and nothing says which is meant.
    NoYear,
    /// The weekday that was typed is not that of the day.
    Weekday(NaiveDate),
    /// The clock skips this time in spring.
    Skipped(NaiveDateTime),
}

impl Slip {
    /// Says what is wrong, for people; nothing more than that it cannot be read has no words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Option<String> {
        let text = match (self, lang) {
            (Slip::Unreadable, _) => return None,
            (Slip::Year(year), _) => no_such_year(*year, lang),
            (Slip::Skipped(civil), _) => no_such_time(*civil, lang),
            (Slip::ShortYear(day), Lang::Nl) => {
                format!("Typ het jaar met vier cijfers, bijvoorbeeld {}.", date_text(*day))
            }
            (Slip::ShortYear(day), Lang::En) => {
                format!("Type the year with four digits, for example {}.", date_text(*day))
            }
            (Slip::NoYear, Lang::Nl) => "Typ het jaar erbij: nu kunnen er twee bedoeld zijn.".to_owned(),
            (Slip::NoYear, Lang::En) => "Type the year too: two can be meant now.".to_owned(),
            (Slip::Weekday(day), Lang::Nl) => {
                format!("De weekdag past niet bij de datum: het is {}.", weekday_date_text(*day, lang))
            }
            (Slip::Weekday(day), Lang::En) => {
                format!("The weekday does not fit the date: it is {}.", weekday_date_text(*day, lang))
            }
        };
        Some(text)
    }
}

/// Reads a day: `27-11-2026`, `27/11/2026`, `27.11.2026`, `2026-11-27`, `27112026`. With a today also `morgen`, `+3`, and
/// `vr 27-11`, which is the nearest one to today.
///
/// # Errors
/// What is wrong with it.
pub fn read_day(text: &str, today: Option<NaiveDate>) -> Result<NaiveDate, Slip> {
    let text = text.trim().to_lowercase();
    if let Some(shift) = shift_of(&text) {
        return today.and_then(|today| shifted(today, shift)).ok_or(Slip::Unreadable);
    }
    let (weekday, rest) = split_weekday(&text);
    let day = digits_to_day(rest, today)?;
    // A weekday that does not fit the date is a mistake in one of both.
    match weekday {
        Some(weekday) if day.weekday().num_days_from_monday() != weekday => Err(Slip::Weekday(day)),
        _ => Ok(day),
    }
}

/// How many days after today a word is.
fn shift_of(text: &str) -> Option<i64> {
    match text {
        "vandaag" | "today" => Some(0),
        "morgen" | "tomorrow" => Some(1),
        "overmorgen" => Some(2),
        "gisteren" | "yesterday" => Some(-1),
        "eergisteren" => Some(-2),
        _ if text.starts_with(['+', '-']) => text.parse().ok(),
        _ => None,
    }
}

fn shifted(today: NaiveDate, shift: i64) -> Option<NaiveDate> {
    let days = Days::new(shift.unsigned_abs());
    if shift < 0 { today.checked_sub_days(days) } else { today.checked_add_days(days) }
}

const WEEKDAYS: [[&str; 4]; 7] = [
    ["ma", "maandag", "mon", "monday"],
    ["di", "dinsdag", "tue", "tuesday"],
    ["wo", "woensdag", "wed", "wednesday"],
    ["do", "donderdag", "thu", "thursday"],
    ["vr", "vrijdag", "fri", "friday"],
    ["za", "zaterdag", "sat", "saturday"],
    ["zo", "zondag", "sun", "sunday"],
];

fn split_weekday(text: &str) -> (Option<u32>, &str) {
    let Some((first, rest)) = text.split_once(' ') else { return (None, text) };
    let found = (0..).zip(WEEKDAYS).find(|(_, names)| names.contains(&first.trim_end_matches(['.', ','])));
    found.map_or((None, text), |(number, _)| (Some(number), rest.trim()))
}

fn digits_to_day(text: &str, today: Option<NaiveDate>) -> Result<NaiveDate, Slip> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    if !parts.iter().all(|part| part.bytes().all(|sign| sign.is_ascii_digit())) {
        return Err(Slip::Unreadable);
    }
    match *parts.as_slice() {
        [year, month, day] if year.len() == 4 => date(year, month, day),
        [day, month, year] if year.len() == 4 => date(year, month, day),
        [day, month, year] if year.len() == 2 => {
            Err(Slip::ShortYear(date(&format!("20{year}"), month, day)?))
        }
        [day, month] => nearest(day, month, today),
        [all] if all.len() == 8 => {
            let part = |places: std::ops::Range<usize>| all.get(places).unwrap_or_default();
            date(part(4..8), part(2..4), part(0..2))
        }
        _ => Err(Slip::Unreadable),
    }
}

fn date(year: &str, month: &str, day: &str) -> Result<NaiveDate, Slip> {
    let numbers = year.parse().ok().zip(month.parse().ok()).zip(day.parse().ok());
    let day = numbers.and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day));
    // A year below 1000 is a slip.
    day.filter(|day| day.year() >= 1000).ok_or(Slip::Unreadable)
}

fn nearest(day: &str, month: &str, today: Option<NaiveDate>) -> Result<NaiveDate, Slip> {
    let today = today.ok_or(Slip::Unreadable)?;
    let found = (today.year() - 1..=today.year() + 1)
        .filter_map(|year| date(&year.to_string(), month, day).ok())
        .min_by_key(|date| (*date - today).num_days().abs());
    let found = found.ok_or(Slip::Unreadable)?;
    if (found - today).num_days().abs() > NEAR { Err(Slip::NoYear) } else { Ok(found) }
}

/// Reads a time of day: `16:00`, `16.00`, `16u30`, `1600`, `930`, `9` or `9 uur`.
///
/// # Errors
/// It is in no notation that is known.
pub fn read_time(text: &str) -> Result<NaiveTime, Slip> {
    let text = text.trim().to_lowercase();
    let text = text.trim_end_matches("uur").trim_end_matches(['u', 'h']).trim();
    let parts: Vec<&str> = text.split([':', '.', 'u', 'h']).collect();
    let time = match *parts.as_slice() {
        [all] if (3..=4).contains(&all.len()) => {
            all.split_at_checked(all.len() - 2).and_then(|(hour, minute)| clock(hour, minute))
        }
        [hour] => clock(hour, "00"),
        [hour, minute] => clock(hour, minute),
        _ => None,
    };
    time.ok_or(Slip::Unreadable)
}

fn clock(hour: &str, minute: &str) -> Option<NaiveTime> {
    let digits = |part: &str| part.bytes().all(|sign| sign.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !digits(hour) || !digits(minute) {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// Reads a moment: with its offset, or a day and a time as the clocks in the Netherlands show it (`27-11-2026 9.30`).
///
/// # Errors
/// What is wrong with it.
pub fn read_moment(text: &str, today: Option<NaiveDate>) -> Result<Moment, Slip> {
    let text = text.trim();
    match text.parse::<Moment>() {
        Ok(moment) => return Ok(moment),
        Err(NotAMoment::FarOff(year)) => return Err(Slip::Year(year)),
        Err(_) => {}
    }
    // A day written with spaces has no time.
    if !matches!(read_day(text, today), Err(Slip::Unreadable)) {
        return Err(Slip::Unreadable);
    }
    let bare = text.strip_suffix("uur").map_or(text, str::trim_end);
    let (day, time) = bare.rsplit_once([' ', 'T']).ok_or(Slip::Unreadable)?;
    let with_seconds = NaiveTime::parse_from_str(time, "%H:%M:%S").map_err(|_| Slip::Unreadable);
    let time = read_time(time).or(with_seconds)?;
    let civil = NaiveDateTime::new(read_day(day, today)?, time);
    Moment::from_civil(civil).map_err(|_| Slip::Skipped(civil))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 11, 23)
    }

    fn day(text: &str) -> Result<String, Slip> {
        read_day(text, today()).map(|day| day.to_string())
    }

    #[test]
    fn a_day_is_read_in_every_notation_people_use() {
        for text in [
            "27-11-2026",
            "27/11/2026",
            "27.11.2026",
            "vr 27-11",
            "vrijdag 27-11-2026",
            "Vr. 27-11",
            "27112026",
            "2026-11-27",
            "+4",
            "27-11",
        ] {
            assert_eq!(day(text).as_deref(), Ok("2026-11-27"), "{text}");
        }
        assert_eq!(day("Morgen").as_deref(), Ok("2026-11-24"));
        assert_eq!(day("gisteren").as_deref(), Ok("2026-11-22"));
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest_one_and_half_a_year_away_nobody_knows() {
        assert_eq!(day("05-01").as_deref(), Ok("2027-01-05"));
        assert_eq!(day("23-10").as_deref(), Ok("2026-10-23"));
        assert_eq!(day("23-05"), Err(Slip::NoYear));
        assert_eq!(read_day("vr 27-11", None), Err(Slip::Unreadable), "nobody said what day it is");
    }

    #[test]
    fn a_weekday_that_does_not_fit_is_refused_and_says_which_it_is() {
        let slip = read_day("ma 27-11-2026", today()).unwrap_err();
        assert_eq!(slip.words(Lang::Nl).unwrap(), "De weekdag past niet bij de datum: het is vr 27-11-2026.");
    }

    #[test]
    fn a_year_of_two_digits_says_which_day_it_would_be() {
        assert_eq!(day("27.11.26"), Err(Slip::ShortYear("2026-11-27".parse().unwrap())));
    }

    #[test]
    fn days_that_do_not_exist_are_not_read() {
        let wrong =
            ["29-02-2026", "31-04-2026", "12-13-2026", "volgende week", "2-3-4-5", "+", "27-11-226", "", "é"];
        for text in wrong {
            assert_eq!(day(text), Err(Slip::Unreadable), "{text}");
        }
    }

    #[test]
    fn a_time_is_read_with_any_sign_between_or_none() {
        for text in ["09:30", "9:30", "9.30", "9u30", "09h30", "930", "0930", "9:30 uur"] {
            let time = read_time(text).map(|time| time.to_string());
            assert_eq!(time.as_deref(), Ok("09:30:00"), "{text}");
        }
        for text in ["16:00", "16.00", "16u00", "1600", "16", "16 uur", "16u"] {
            assert_eq!(read_time(text).map(|time| time.to_string()).as_deref(), Ok("16:00:00"), "{text}");
        }
        for text in ["24:00", "9:5", "160", "kwart over vier", "", "1:2:3", "é30", "+9:30"] {
            assert_eq!(read_time(text), Err(Slip::Unreadable), "{text}");
        }
    }

    #[test]
    fn a_moment_is_a_day_and_a_time_in_the_netherlands() {
        for text in [
            "2026-11-27T09:30",
            "27-11-2026 9.30",
            "2026-11-27 09:30:00",
            "2026-11-27T09:30:00+01:00",
            "vr 27-11 9u30",
            "27/11/2026 930",
            "+4 9:30 uur",
        ] {
            let moment = read_moment(text, today()).map(|moment| moment.to_string());
            assert_eq!(moment.as_deref(), Ok("2026-11-27T09:30:00+01:00"), "{text}");
        }
        for text in ["2026-11-27", "09:30", "27 11 2026", "27-11 2026"] {
            assert_eq!(read_moment(text, today()), Err(Slip::Unreadable), "{text}");
        }
        assert!(matches!(read_moment("29-03-2026 02:30", None), Err(Slip::Skipped(_))));
    }
}
