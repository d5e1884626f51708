//! Terms in days, weeks, months and years that run forward from an event, with the Algemene termijnenwet.

use super::{Doubt, Readings, Refusal, Step, Work};
use crate::calendar::AtwRules;
use crate::law::{Amount, Atw, Counting, FirstDay, Months, Rule, Unit, Words};
use chrono::{Datelike, Days, NaiveDate};

/// Counts from the day of the event; the last day is the answer.
pub(super) fn forward(work: &mut Work<'_>, event: NaiveDate) -> Result<Readings, Refusal> {
    let rule = work.rule;
    let length = rule.length.ok_or_else(|| Refusal::ChooseVariant(Box::new(rule.clone())))?;
    let base = match rule.first_day {
        FirstDay::Next => event,
        FirstDay::Trigger => event.pred_opt().ok_or(Refusal::OutOfRange)?,
    };
    let ends = raw_ends(work, base, length)?;
    let atw = extension(work, length);
    if atw == Atw::Uncertain {
        work.steps.push(Step::SupposeAtw);
    }
    let mut readings = Vec::new();
    for end in ends {
        if atw != Atw::Yes {
            readings.push(end);
        }
        if atw != Atw::No {
            readings.push(extended(work, (base, end), length)?);
        }
    }
    if let (Atw::Uncertain, Some(why)) = (atw, rule.atw_why.clone()) {
        let found = Readings::of_days(&readings)?;
        work.steps.push(Step::WithAndWithoutAtw { without: found.earliest, with: found.latest });
        work.doubt(Doubt::Atw(why));
    }
    Readings::of_days(&readings)
}

/// Tells whether the Atw extends a term of this length, and says why not (Atw art. 4, or the rule itself).
fn extension(work: &mut Work<'_>, length: Amount) -> Atw {
    let excluded = !work.calendar.atw().covers(length);
    let why = match (work.rule.atw, excluded) {
        (Atw::No, _) => work.rule.atw_why.clone().unwrap_or_else(|| by_article(work.calendar.atw())),
        (_, true) => by_article(work.calendar.atw()),
        (atw, false) => return atw,
    };
    work.steps.push(Step::NotExtended { why });
    Atw::No
}

fn by_article(atw: &AtwRules) -> Words {
    Words::new(format!("uitgezonderd door {}", atw.excluded), format!("excluded by {}", atw.excluded))
}

/// Gives the last day before any extension: one, or two where a month has two readings.
fn raw_ends(work: &mut Work<'_>, base: NaiveDate, length: Amount) -> Result<Vec<NaiveDate>, Refusal> {
    let rule = work.rule;
    let in_calendar = rule.counting == Counting::Y || length.unit() == Unit::Years;
    if in_calendar {
        return by_calendar(work, base, length);
    }
    let days = in_days(rule, length).ok_or(Refusal::OutOfRange)?;
    let end = add(base, days)?;
    if !matches!(length.unit(), Unit::Days) {
        let article = (length.unit() == Unit::Months).then(|| rule.measures.month_article.clone());
        work.steps.push(Step::Converted { length, days, article });
    }
    let free = (rule.first_day == FirstDay::Next).then(|| rule.measures.free_days_article.clone());
    work.steps.push(Step::Days { days, from: base, to: end, free });
    if rule.months == Months::Both && length.unit() == Unit::Months {
        let other = by_calendar(work, base, length)?;
        if other != [end] {
            work.doubt(Doubt::MonthReading);
        }
        return Ok([vec![end], other].concat());
    }
    Ok(vec![end])
}

fn by_calendar(work: &mut Work<'_>, base: NaiveDate, length: Amount) -> Result<Vec<NaiveDate>, Refusal> {
    let end = add_calendar(base, length).ok_or(Refusal::OutOfRange)?;
    work.steps.push(Step::Calendar { length, from: base, to: end });
    if base.day() == end.day() {
        return Ok(vec![end]);
    }
    work.doubt(Doubt::DayMissing);
    Ok(vec![end, add(end, 1)?])
}

/// Adds calendar months or years; a day that the month lacks becomes its last.
pub(super) fn add_calendar(base: NaiveDate, length: Amount) -> Option<NaiveDate> {
    let months = if length.unit() == Unit::Years { length.count().checked_mul(12)? } else { length.count() };
    base.checked_add_months(chrono::Months::new(months))
}

/// Gives a length in days, by the measures of the code; nothing for hours and years.
pub(super) fn in_days(rule: &Rule, length: Amount) -> Option<u32> {
    rule.measures.days_in(length)
}

/// Extends a term by Atw art. 1 and 2, a step for each day that is skipped.
fn extended(
    work: &mut Work<'_>,
    (base, end): (NaiveDate, NaiveDate),
    length: Amount,
) -> Result<NaiveDate, Refusal> {
    let shifted = shift(work, end)?;
    let default = in_days(work.rule, length).map_or(0, |days| work.calendar.atw().working_days_in(days));
    stretch(work, (base, shifted), work.rule.working_days.unwrap_or(default))
}

/// Runs on to the next working day (Atw art. 1 lid 1).
pub(super) fn shift(work: &mut Work<'_>, end: NaiveDate) -> Result<NaiveDate, Refusal> {
    work.asked_calendar = true;
    let mut end = end;
    while let Some(why) = work.calendar.day_off(end) {
        let to = add(end, 1)?;
        let article = work.calendar.atw().shift.clone();
        work.steps.push(Step::Moved { from: end, why, to, article });
        end = to;
    }
    Ok(end)
}

/// Lengthens a term until enough working days lie inside (Atw art. 2).
pub(super) fn stretch(
    work: &mut Work<'_>,
    (base, end): (NaiveDate, NaiveDate),
    wanted: u32,
) -> Result<NaiveDate, Refusal> {
    work.asked_calendar = true;
    let inside = work.calendar.working_days(base, end);
    let mut to = end;
    for _ in inside..wanted {
        to = work.calendar.working_day_from(add(to, 1)?);
    }
    if to != end {
        let article = work.calendar.atw().stretch.clone();
        work.steps.push(Step::Stretched { from: end, inside, wanted, to, article });
    }
    Ok(to)
}

/// Adds days to a date.
pub(super) fn add(date: NaiveDate, days: u32) -> Result<NaiveDate, Refusal> {
    date.checked_add_days(Days::new(u64::from(days))).ok_or(Refusal::OutOfRange)
}

/// Takes days from a date.
pub(super) fn subtract(date: NaiveDate, days: u32) -> Result<NaiveDate, Refusal> {
    date.checked_sub_days(Days::new(u64::from(days))).ok_or(Refusal::OutOfRange)
}
