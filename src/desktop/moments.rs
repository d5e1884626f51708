//! Typed days and times in the window, as [`noodbrug_core::typed`] understands them.
//!
//! What was understood is said back in words; what was not is answered with an example. Nothing is guessed in silence.

use chrono::{Datelike, NaiveDate, NaiveTime};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_core::typed::Slip;
use noodbrug_office::complaint::Complaint;
use noodbrug_ui::{MainWindow, Moments, Understood};
use slint::{ComponentHandle, SharedString};

/// Lets the date and time fields of the window understand what is typed.
pub(crate) fn connect(window: &MainWindow, lang: impl Fn() -> Lang + Clone + 'static) {
    let (weak, speak) = (window.as_weak(), lang.clone());
    window.global::<Moments>().on_day(move |text| {
        let today = weak.upgrade().map(|window| window.global::<Moments>().get_today()).unwrap_or_default();
        let today = today.parse().unwrap_or_default();
        answer(
            &text,
            read_day(&text, today),
            speak(),
            |day, lang| (day.to_string(), day_in_words(day, lang)),
            DAY,
        )
    });
    window.global::<Moments>().on_clock(move |text| {
        answer(&text, read_time(&text), lang(), |time, lang| (clock(time), time_in_words(time, lang)), TIME)
    });
}

const DAY: (&str, &str) = (
    "Deze datum is niet te lezen. Typ bijvoorbeeld 27-11-2026 of vr 27-11.",
    "This date cannot be read. Type for example 27-11-2026 or fri 27-11.",
);
const TIME: (&str, &str) = (
    "Deze tijd is niet te lezen. Typ bijvoorbeeld 16:00.",
    "This time cannot be read. Type for example 16:00.",
);

fn answer<T: Copy>(
    text: &str,
    read: Option<T>,
    lang: Lang,
    say: impl Fn(T, Lang) -> (String, String),
    problem: (&str, &str),
) -> Understood {
    match read {
        _ if text.trim().is_empty() => Understood::default(),
        Some(value) => {
            let (value, words) = say(value, lang);
            Understood { good: true, value: value.into(), words: words.into(), problem: SharedString::new() }
        }
        None => Understood {
            good: false,
            value: text.into(),
            words: SharedString::new(),
            problem: lang.pick(problem.0, problem.1).into(),
        },
    }
}

/// Reads a day that a person typed; a day without a year is the nearest one to today. What was understood is said back, so
/// that a year of two digits does too.
pub(crate) fn read_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    match noodbrug_core::typed::read_day(text, Some(today)) {
        Ok(day) | Err(Slip::ShortYear(day)) => Some(day),
        Err(_) => None,
    }
}

/// Reads a day that must be filled in.
///
/// # Errors
/// A complaint with an example.
pub(crate) fn required_day(text: &str, today: NaiveDate) -> Result<NaiveDate, Complaint> {
    if text.trim().is_empty() {
        return Err(Complaint::refused(
            "Vul de dag in, bijvoorbeeld 27-11-2026.",
            "Fill in the day, for example 27-11-2026.",
        ));
    }
    read_day(text, today).ok_or_else(|| Complaint::refused(DAY.0, DAY.1))
}

/// Reads a day that may be left out.
///
/// # Errors
/// A complaint with an example, when something else than a day was typed.
pub(crate) fn optional_day(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, Complaint> {
    if text.trim().is_empty() { Ok(None) } else { required_day(text, today).map(Some) }
}

/// Reads a time that must be filled in.
///
/// # Errors
/// A complaint with an example.
pub(crate) fn required_time(text: &str) -> Result<NaiveTime, Complaint> {
    if text.trim().is_empty() {
        return Err(Complaint::refused(
            "Vul de tijd in, bijvoorbeeld 16:00.",
            "Fill in the time, for example 16:00.",
        ));
    }
    read_time(text).ok_or_else(|| Complaint::refused(TIME.0, TIME.1))
}

/// Joins a day and a time into the moment they are in the Netherlands.
///
/// # Errors
/// A complaint when the clock skips that time.
pub(crate) fn moment(day: NaiveDate, time: NaiveTime) -> Result<Moment, Complaint> {
    Moment::from_civil(day.and_time(time)).map_err(|why| {
        Complaint::refused(
            format!("Dit tijdstip bestaat niet: de klok wordt dan verzet ({why}). Kies een andere tijd."),
            format!("There is no such moment: the clock changes then ({why}). Choose another time."),
        )
    })
}

/// Reads when it was: now when nothing is filled in; a day of its own needs a time.
///
/// # Errors
/// A complaint with an example, or when the time of another day is missing.
pub(crate) fn at((day, time): (&str, &str), now: Moment) -> Result<Moment, Complaint> {
    let today = now.in_the_netherlands().date();
    match (optional_day(day, today)?, time.trim().is_empty()) {
        (None, true) => Ok(now),
        (day, false) => moment(day.unwrap_or(today), required_time(time)?),
        (Some(day), true) if day == today => Ok(now),
        (Some(_), true) => Err(Complaint::refused(
            "Vul ook de tijd in: het was op een andere dag.",
            "Fill in the time as well: it was on another day.",
        )),
    }
}

/// Reads since when: now where nothing was typed, the beginning of a day, or a time on it.
///
/// # Errors
/// A complaint with an example, or when there is no such moment.
pub(crate) fn since((day, time): (&str, &str), today: NaiveDate, now: Moment) -> Result<Moment, Complaint> {
    if day.trim().is_empty() && time.trim().is_empty() {
        return Ok(now);
    }
    let day = optional_day(day, today)?.unwrap_or(today);
    let time = match time.trim() {
        "" => NaiveTime::MIN,
        time => required_time(time)?,
    };
    moment(day, time)
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("maandag", "Monday"),
    ("dinsdag", "Tuesday"),
    ("woensdag", "Wednesday"),
    ("donderdag", "Thursday"),
    ("vrijdag", "Friday"),
    ("zaterdag", "Saturday"),
    ("zondag", "Sunday"),
];

/// Reads a time of day: `16:00`, `16.00`, `16u30`, `1600`, `930` or `9`.
pub(crate) fn read_time(text: &str) -> Option<NaiveTime> {
    noodbrug_core::typed::read_time(text).ok()
}

/// Writes a time as it travels: `16:00`.
pub(crate) fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn time_in_words(time: NaiveTime, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!("{} uur", clock(time)),
        Lang::En => clock(time),
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// Writes a day in full words: `vrijdag 27 november 2026`.
pub(crate) fn day_in_words(day: NaiveDate, lang: Lang) -> String {
    let weekday = WEEKDAYS.get(day.weekday().num_days_from_monday() as usize);
    let weekday = weekday.map_or("", |(nl, en)| lang.pick(nl, en));
    let month = MONTHS.get(day.month0() as usize).map_or("", |(nl, en)| lang.pick(nl, en));
    format!("{weekday} {} {month} {}", day.day(), day.year())
}

/// Writes the first letter as a capital, as at the start of a line.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        read_day(text, NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).map(|day| day.to_string())
    }

    #[test]
    fn a_day_is_read_in_every_notation_people_use() {
        for text in [
            "27-11-2026",
            "27/11/2026",
            "27.11.26",
            "vr 27-11",
            "vrijdag 27-11-2026",
            "27112026",
            "2026-11-27",
            "+4",
        ] {
            assert_eq!(day(text).as_deref(), Some("2026-11-27"), "{text}");
        }
        assert_eq!(day("morgen").as_deref(), Some("2026-11-24"));
        assert_eq!(day("gisteren").as_deref(), Some("2026-11-22"));
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest_one() {
        assert_eq!(day("05-01").as_deref(), Some("2027-01-05"));
        assert_eq!(day("23-10").as_deref(), Some("2026-10-23"));
    }

    #[test]
    fn a_weekday_that_does_not_fit_is_not_read() {
        assert_eq!(day("ma 27-11-2026"), None);
    }

    #[test]
    fn days_that_do_not_exist_are_not_read() {
        for text in ["29-02-2026", "31-04-2026", "12-13-2026", "volgende week", "2-3-4-5", "+", "27-11-226"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_is_read_with_any_sign_between() {
        for text in ["16:00", "16.00", "16u00", "1600", "16", "16 uur", "16u"] {
            assert_eq!(read_time(text).map(clock).as_deref(), Some("16:00"), "{text}");
        }
        for text in ["24:00", "9:5", "160", "kwart over vier", "", "1:2:3"] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_said_back_in_words() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        assert_eq!(day_in_words(day, Lang::Nl), "vrijdag 27 november 2026");
        assert_eq!(day_in_words(day, Lang::En), "Friday 27 November 2026");
    }

    fn since_of(day: &str, time: &str) -> Result<String, Complaint> {
        let now = "2026-11-23T09:30:00+01:00".parse().unwrap();
        since((day, time), "2026-11-23".parse().unwrap(), now).map(|at| at.to_string())
    }

    #[test]
    fn since_when_is_now_the_beginning_of_a_day_or_a_time_on_it() {
        assert_eq!(since_of("", "").unwrap(), "2026-11-23T09:30:00+01:00");
        assert_eq!(since_of("20-11-2026", "").unwrap(), "2026-11-20T00:00:00+01:00");
        assert_eq!(since_of("20-11-2026", "17:45").unwrap(), "2026-11-20T17:45:00+01:00");
        assert_eq!(since_of("", "08:00").unwrap(), "2026-11-23T08:00:00+01:00");
        assert!(since_of("32-13", "").is_err());
    }
}
