//! What people type: days, times, moments, words of a list. What cannot be read is answered with an example.

use crate::call::{Call, missing, wrong};
use crate::words;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use noodbrug_core::deadlines::{Trigger, no_such_time};
use noodbrug_core::ident::Role;
use noodbrug_core::moment::{Moment, no_such_year, year_fits};
use noodbrug_core::text::Lang;
use noodbrug_office::clock::Clock;
use noodbrug_office::complaint::Complaint;
use std::ffi::OsString;
use std::str::FromStr;

/// Gives the day of an option; `vandaag`, `morgen`, `overmorgen` and `gisteren` are days too, by the clock of the call.
pub(crate) fn day(call: &Call, name: &str) -> Result<Option<NaiveDate>, Complaint> {
    let Some(text) = call.text(name)? else { return Ok(None) };
    match from_today(text) {
        Some(days) => Ok(today(call)?.checked_add_signed(TimeDelta::days(days))),
        None => read(call, name, read_day, "23-11-2026"),
    }
}

/// How many days after today a word is.
fn from_today(text: &str) -> Option<i64> {
    match text.trim().to_lowercase().as_str() {
        "gisteren" | "yesterday" => Some(-1),
        "vandaag" | "today" => Some(0),
        "morgen" | "tomorrow" => Some(1),
        "overmorgen" => Some(2),
        _ => None,
    }
}

/// The day that it is: of the fixed time of an exercise when the call has one, else by the machine's clock.
fn today(call: &Call) -> Result<NaiveDate, Complaint> {
    let now = moment(call, "now")?.map_or_else(|| Clock::Machine.now(), Ok)?;
    Ok(now.in_the_netherlands().date())
}

/// Why something that was typed is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slip {
    /// It is in no notation that is known.
    Unreadable,
    /// Its year cannot be meant.
    Year(i32),
    /// The clock skips this time in spring.
    Skipped(NaiveDateTime),
}

/// Reads a day: `2026-11-23` or `23-11-2026`.
pub(crate) fn read_day(text: &str) -> Result<NaiveDate, Slip> {
    let read = |form| NaiveDate::parse_from_str(text, form).ok();
    // A year of two digits would be one of the first century.
    let long = |day: &NaiveDate| (1000..=9999).contains(&day.year());
    let day = read("%Y-%m-%d").or_else(|| read("%d-%m-%Y")).filter(long).ok_or(Slip::Unreadable)?;
    if year_fits(day) { Ok(day) } else { Err(Slip::Year(day.year())) }
}

/// Reads a time of day: `09:30`.
fn read_time(text: &str) -> Result<NaiveTime, Slip> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| Slip::Unreadable)
}

/// Reads a moment: with its offset, or as the clocks in the Netherlands show it (`23-11-2026 09:30`).
fn read_moment(text: &str) -> Result<Moment, Slip> {
    if let Ok(moment) = text.parse::<Moment>() {
        let day = moment.in_the_netherlands().date();
        return if year_fits(day) { Ok(moment) } else { Err(Slip::Year(day.year())) };
    }
    let (day, time) = text.split_once(['T', ' ']).ok_or(Slip::Unreadable)?;
    let time = read_time(time)
        .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M:%S").map_err(|_| Slip::Unreadable))?;
    let civil = NaiveDateTime::new(read_day(day)?, time);
    Moment::from_civil(civil).map_err(|_| Slip::Skipped(civil))
}

/// Gives the time of day of an option.
pub(crate) fn time(call: &Call, name: &str) -> Result<Option<NaiveTime>, Complaint> {
    read(call, name, read_time, "09:30")
}

/// Gives the moment of an option.
pub(crate) fn moment(call: &Call, name: &str) -> Result<Option<Moment>, Complaint> {
    read(call, name, read_moment, "2026-11-23T09:30")
}

/// Gives what a term runs from, as a case holds it: a day or a moment.
pub(crate) fn trigger(call: &Call) -> Result<Trigger, Complaint> {
    let read = |text: &str| text.parse::<Trigger>();
    read(call.needed("from")?).map_err(|why| wrong(why.text(Lang::Nl), why.text(Lang::En)))
}

/// Gives the facts (`--with KEY=VALUE…`) as pairs.
pub(crate) fn facts(call: &Call) -> Result<Vec<(String, String)>, Complaint> {
    call.facts().iter().map(pair).collect()
}

fn pair(fact: &OsString) -> Result<(String, String), Complaint> {
    let typed = fact.to_string_lossy();
    match typed.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() && !value.trim().is_empty() => {
            Ok((key.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err(wrong(
            format!("`--with {typed}` is niet te lezen. Typ bijvoorbeeld `--with days=30`."),
            format!("`--with {typed}` cannot be read. Type for example `--with days=30`."),
        )),
    }
}

/// Gives the number of an option.
pub(crate) fn number<T: FromStr>(call: &Call, name: &str) -> Result<Option<T>, Complaint> {
    read(call, name, |text| text.parse().map_err(|_| Slip::Unreadable), "30")
}

/// Gives the role of an option that must be there.
pub(crate) fn role(call: &Call) -> Result<Role, Complaint> {
    let known = |text: &str| Role::PERSONS.into_iter().find(|role| role.word() == text);
    word(call, "role", known, &Role::PERSONS.map(Role::word))?.ok_or_else(|| missing("role"))
}

/// Gives the citizen service number of a call; it must pass the elfproef.
pub(crate) fn bsn(call: &Call) -> Result<Option<String>, Complaint> {
    call.text("bsn")?.map(crate::fields::bsn).transpose()
}

/// Gives the value of an option that is one of a few words: the codes of the wire, or the Dutch words for them.
pub(crate) fn word<T>(
    call: &Call,
    name: &str,
    parse: impl Fn(&str) -> Option<T>,
    words: &[&str],
) -> Result<Option<T>, Complaint> {
    let Some(text) = call.text(name)? else { return Ok(None) };
    one_word(name, text, parse, words).map(Some)
}

/// Reads one of a few words out of the value of an option that holds several.
pub(crate) fn one_word<T>(
    name: &str,
    text: &str,
    parse: impl Fn(&str) -> Option<T>,
    words: &[&str],
) -> Result<T, Complaint> {
    let code = words::code_of(text, words);
    code.and_then(parse).ok_or_else(|| no_word(name, text, words))
}

fn no_word(name: &str, text: &str, codes: &[&str]) -> Complaint {
    let dutch: Vec<&str> = codes.iter().map(|code| words::dutch(code, codes)).collect();
    wrong(
        format!("`--{name} {text}` bestaat niet. Kies uit: {}.", dutch.join(", ")),
        format!("There is no `--{name} {text}`. Choose from: {}.", codes.join(", ")),
    )
}

fn read<T>(
    call: &Call,
    name: &str,
    parse: impl Fn(&str) -> Result<T, Slip>,
    example: &str,
) -> Result<Option<T>, Complaint> {
    let Some(text) = call.text(name)? else { return Ok(None) };
    parse(text.trim()).map(Some).map_err(|slip| unfit(slip, name, text, example))
}

fn unfit(slip: Slip, name: &str, text: &str, example: &str) -> Complaint {
    match slip {
        Slip::Unreadable => wrong(
            format!("`--{name} {text}` is niet te lezen. Typ bijvoorbeeld `--{name} {example}`."),
            format!("`--{name} {text}` cannot be read. Type for example `--{name} {example}`."),
        ),
        Slip::Year(year) => wrong(
            format!("`--{name} {text}`: {}", no_such_year(year, Lang::Nl)),
            format!("`--{name} {text}`: {}", no_such_year(year, Lang::En)),
        ),
        Slip::Skipped(civil) => wrong(no_such_time(civil, Lang::Nl), no_such_time(civil, Lang::En)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_two_notations_and_no_other() {
        for text in ["2026-11-23", "23-11-2026"] {
            assert_eq!(read_day(text).map(|day| day.to_string()).as_deref(), Ok("2026-11-23"), "{text}");
        }
        for text in ["", "11-23-2026", "2026-02-29", "23-11-26", "morgen", "23/11/2026"] {
            assert_eq!(read_day(text), Err(Slip::Unreadable), "{text}");
        }
        assert_eq!(read_day("9999-12-31"), Err(Slip::Year(9999)));
    }

    #[test]
    fn a_moment_without_an_offset_is_civil_time_in_the_netherlands() {
        for text in
            ["2026-11-23T09:30", "23-11-2026 09:30", "2026-11-23 09:30:00", "2026-11-23T09:30:00+01:00"]
        {
            let read = read_moment(text).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), Ok("2026-11-23T09:30:00+01:00"), "{text}");
        }
        for text in ["2026-11-23", "09:30", "2026-11-23 9 uur"] {
            assert_eq!(read_moment(text), Err(Slip::Unreadable), "{text}");
        }
        assert_eq!(read_moment("9999-12-31T23:30:00+01:00"), Err(Slip::Year(9999)));
    }

    #[test]
    fn an_hour_that_the_clock_skips_is_said_to_be_skipped() {
        let slip = read_moment("2026-03-29T02:30").unwrap_err();
        let complaint = unfit(slip, "at", "2026-03-29T02:30", "");
        let why = complaint.text(Lang::Nl);
        assert!(why.contains("Op 29-03-2026 bestond 02:30 niet: de klok ging een uur vooruit"), "{why}");
    }
}
