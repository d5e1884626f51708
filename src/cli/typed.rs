//! What people type: days, times, moments, words of a list. What cannot be read is answered with an example.

use crate::call::{Call, missing, wrong};
use crate::words;
use chrono::{Datelike, NaiveDate, NaiveTime};
use noodbrug_core::deadlines::Trigger;
use noodbrug_core::ident::Role;
use noodbrug_core::moment::{Moment, year_fits};
use noodbrug_core::text::Lang;
use noodbrug_core::typed::{self, Slip};
use noodbrug_office::clock::Clock;
use noodbrug_office::complaint::Complaint;
use std::ffi::OsString;
use std::str::FromStr;

/// Gives the day of an option, in any notation that [`noodbrug_core::typed`] reads.
pub(crate) fn day(call: &Call, name: &str) -> Result<Option<NaiveDate>, Complaint> {
    if call.text(name)?.is_none() {
        return Ok(None);
    }
    let today = today(call)?;
    read(call, name, |text| read_day(text, today), "23-11-2026")
}

/// The day that it is: of the fixed time of an exercise when the call has one, else by the machine's clock.
fn today(call: &Call) -> Result<NaiveDate, Complaint> {
    let fixed = read(call, "now", |text| read_moment(text, None), "2026-11-23T09:30")?;
    let now = fixed.map_or_else(|| Clock::Machine.now(), Ok)?;
    Ok(now.in_the_netherlands().date())
}

fn read_day(text: &str, today: NaiveDate) -> Result<NaiveDate, Slip> {
    typed::read_day(text, Some(today)).and_then(fitting)
}

/// Refuses a day in a year that cannot be meant.
fn fitting(day: NaiveDate) -> Result<NaiveDate, Slip> {
    if year_fits(day) { Ok(day) } else { Err(Slip::Year(day.year())) }
}

fn read_moment(text: &str, today: Option<NaiveDate>) -> Result<Moment, Slip> {
    let moment = typed::read_moment(text, today)?;
    fitting(moment.in_the_netherlands().date()).map(|_| moment)
}

/// Gives the time of day of an option.
pub(crate) fn time(call: &Call, name: &str) -> Result<Option<NaiveTime>, Complaint> {
    read(call, name, typed::read_time, "09:30")
}

/// Gives the moment of an option.
pub(crate) fn moment(call: &Call, name: &str) -> Result<Option<Moment>, Complaint> {
    if call.text(name)?.is_none() {
        return Ok(None);
    }
    // What day it is follows from this option.
    let today = if name == "now" { None } else { Some(today(call)?) };
    read(call, name, |text| read_moment(text, today), "2026-11-23T09:30")
}

/// As [`moment`], where a time alone is that time today.
pub(crate) fn moment_today(call: &Call, name: &str) -> Result<Option<Moment>, Complaint> {
    if call.text(name)?.is_none() {
        return Ok(None);
    }
    let today = today(call)?;
    read(call, name, |text| read_moment_today(text, today), "07:00")
}

fn read_moment_today(text: &str, today: NaiveDate) -> Result<Moment, Slip> {
    match typed::read_time(text) {
        Ok(time) => {
            let civil = today.and_time(time);
            Moment::from_civil(civil).map_err(|_| Slip::Skipped(civil))
        }
        Err(_) => read_moment(text, Some(today)),
    }
}

/// Gives what a term runs from, as a case holds it: a day or a moment.
pub(crate) fn trigger(call: &Call) -> Result<Trigger, Complaint> {
    let today = today(call)?;
    let read = |text: &str| {
        text.parse::<Trigger>().or_else(|why| match read_moment(text, Some(today)) {
            Ok(moment) => Ok(Trigger::Moment(moment)),
            Err(_) => typed::read_day(text, Some(today)).map(Trigger::Day).map_err(|_| why),
        })
    };
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
    match slip.words(Lang::Nl).zip(slip.words(Lang::En)) {
        Some((nl, en)) => wrong(format!("`--{name} {text}`: {nl}"), format!("`--{name} {text}`: {en}")),
        None => wrong(
            format!("`--{name} {text}` is niet te lezen. Typ bijvoorbeeld `--{name} {example}`."),
            format!("`--{name} {text}` cannot be read. Type for example `--{name} {example}`."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_cannot_be_meant_is_refused() {
        let today = "2026-11-23".parse().unwrap();
        assert_eq!(read_day("31-12-9999", today), Err(Slip::Year(9999)));
        assert_eq!(read_moment("9999-12-31T23:30:00+01:00", None), Err(Slip::Year(9999)));
    }

    #[test]
    fn a_time_alone_is_that_time_today_where_that_is_meant() {
        let today = "2026-11-23".parse().unwrap();
        let read = |text: &str| read_moment_today(text, today).map(|moment| moment.to_string());
        assert_eq!(read("00:00").as_deref(), Ok("2026-11-23T00:00:00+01:00"));
        assert_eq!(read("gisteren 23:30").as_deref(), Ok("2026-11-22T23:30:00+01:00"));
        assert!(read("ooit").is_err());
    }

    #[test]
    fn what_can_be_meant_in_two_ways_is_refused_with_words() {
        let today = "2026-11-23".parse().unwrap();
        let why = |text: &str| {
            let slip = read_day(text, today).unwrap_err();
            unfit(slip, "date", text, "23-11-2026").text(Lang::Nl).to_owned()
        };
        assert!(why("ma 27-11").contains("het is vr 27-11-2026"), "{}", why("ma 27-11"));
        assert!(why("27-11-26").contains("jaar met vier cijfers"), "{}", why("27-11-26"));
        assert!(why("23-5").contains("Typ het jaar erbij"), "{}", why("23-5"));
        assert!(why("ooit").contains("is niet te lezen"), "{}", why("ooit"));
    }

    #[test]
    fn an_hour_that_the_clock_skips_is_said_to_be_skipped() {
        let slip = read_moment("2026-03-29T02:30", None).unwrap_err();
        let complaint = unfit(slip, "at", "2026-03-29T02:30", "");
        let why = complaint.text(Lang::Nl);
        assert!(why.contains("Op 29-03-2026 bestond 02:30 niet: de klok ging een uur vooruit"), "{why}");
    }
}
