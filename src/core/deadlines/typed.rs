//! Reads what people type for the begin of a term, and says which part of it cannot be.

use super::end::{ACT, ANCHOR};
use super::{Refusal, Trigger};
use crate::moment::{Moment, year_fits};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime};

/// Reads a day or a moment, in the notation of machines or of Dutch paper, with the word that says which of two days it is.
pub(super) fn read(text: &str) -> Result<Trigger, Refusal> {
    let text = text.trim();
    let read = match (text.strip_prefix(ACT), text.strip_prefix(ANCHOR)) {
        (Some(act), _) => day(act).map(Trigger::Act),
        (_, Some(anchor)) => day(anchor).map(Trigger::Anchor),
        (None, None) => day_or_moment(text),
    }?;
    if year_fits(read.date()) { Ok(read) } else { Err(Refusal::NoSuchYear(read.date().year())) }
}

fn day_or_moment(text: &str) -> Result<Trigger, Refusal> {
    if let Ok(moment) = text.parse() {
        return Ok(Trigger::Moment(moment));
    }
    match text.split_once(['T', ' ']) {
        None => day(text).map(Trigger::Day),
        Some((date, time)) => moment(day(date)?, time.trim(), text).map(Trigger::Moment),
    }
}

fn moment(day: NaiveDate, time: &str, text: &str) -> Result<Moment, Refusal> {
    let read = |form| NaiveTime::parse_from_str(time, form).ok();
    let time = read("%H:%M").or_else(|| read("%H:%M:%S")).ok_or_else(|| unreadable(text))?;
    let civil = NaiveDateTime::new(day, time);
    Moment::from_civil(civil).map_err(|_| Refusal::NoSuchTime(civil))
}

fn unreadable(text: &str) -> Refusal {
    Refusal::Unreadable(text.to_owned())
}

/// Reads `2026-11-23` or `23-11-2026`.
fn day(text: &str) -> Result<NaiveDate, Refusal> {
    let text = text.trim();
    let parts: Vec<&str> = text.split('-').collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [day, month, year] if year.len() == 4 => (*year, *month, *day),
        _ => return Err(unreadable(text)),
    };
    let number = |part: &str, longest: usize| {
        let digits = (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| digits)
    };
    let numbers = number(year, 4).zip(number(month, 2)).zip(number(day, 2));
    let ((year, month), day) = numbers.ok_or_else(|| unreadable(text))?;
    let year = i32::try_from(year).map_err(|_| unreadable(text))?;
    let last = || last_of(year, month);
    NaiveDate::from_ymd_opt(year, month, day)
        .ok_or_else(|| Refusal::NoSuchDay { text: text.to_owned(), last: last() })
}

/// Gives the last day of a month; nothing when there is no such month.
fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    (28..=31).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}
