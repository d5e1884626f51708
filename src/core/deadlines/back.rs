//! Days between an act and a hearing, and windows that are counted back from an end.
//!
//! A term that is counted back does not run on over a weekend (Atw art. 1 lid 2); the working days that must lie inside
//! (Atw art. 2) do count.

use super::days::{add, in_days, subtract};
use super::step::Edge;
use super::{Doubt, End, Readings, Refusal, Step, Trigger, Work};
use crate::law::{Amount, Atw, Between, Rule, Safety, Unit, Words};
use chrono::{Months, NaiveDate};

/// Counts between an act and a hearing, from whichever of the two days is given.
pub(super) fn count(work: &mut Work<'_>, trigger: &Trigger) -> Result<Readings, Refusal> {
    let gap = Gap::of(work)?;
    match trigger {
        Trigger::Act(act) => earliest_hearing(work, &gap, *act),
        Trigger::Anchor(hearing) => latest_act(work, &gap, *hearing),
        Trigger::Day(_) | Trigger::Moment(_) => Err(Refusal::SayWhichEnd(Box::new(work.rule.clone()))),
    }
}

/// What must lie between the act and the hearing.
struct Gap {
    length: Amount,
    days: u32,
    working_days: u32,
    unclear: bool,
    atw_unclear: Option<Words>,
}

impl Gap {
    fn of(work: &Work<'_>) -> Result<Gap, Refusal> {
        let rule = work.rule;
        let length = rule.length.ok_or_else(|| Refusal::ChooseVariant(Box::new(rule.clone())))?;
        let days = in_days(rule, length).ok_or(Refusal::OutOfRange)?;
        let default = if rule.atw == Atw::No { 0 } else { work.calendar.atw().working_days_in(days) };
        let atw_unclear = rule.atw_why.clone().filter(|_| rule.atw == Atw::Uncertain);
        let unclear = rule.between == Between::Unclear;
        Ok(Gap { length, days, working_days: rule.working_days.unwrap_or(default), unclear, atw_unclear })
    }

    /// Gives all readings, the main one first: the free days, fewer, and with a shift of the weekend.
    fn readings(&self) -> Vec<Reading> {
        let main = Reading { days: self.days, shifts: false };
        let fewer = self.unclear.then(|| Reading { days: self.days.saturating_sub(1), shifts: false });
        let shifted = self.atw_unclear.is_some().then_some(Reading { days: self.days, shifts: true });
        [Some(main), fewer, shifted].into_iter().flatten().collect()
    }
}

#[derive(Clone, Copy)]
struct Reading {
    days: u32,
    shifts: bool,
}

/// Gives the last of the free days after this act.
fn last_free_day(
    work: &Work<'_>,
    gap: &Gap,
    (reading, act): (Reading, NaiveDate),
) -> Result<NaiveDate, Refusal> {
    let raw = add(act, reading.days)?;
    let end = if reading.shifts { work.calendar.working_day_from(raw) } else { raw };
    let inside = work.calendar.working_days(act, end);
    (inside..gap.working_days).try_fold(end, |day, _| Ok(work.calendar.working_day_from(add(day, 1)?)))
}

fn hearing_after(work: &Work<'_>, gap: &Gap, reading: (Reading, NaiveDate)) -> Result<NaiveDate, Refusal> {
    add(last_free_day(work, gap, reading)?, 1)
}

fn act_before(
    work: &Work<'_>,
    gap: &Gap,
    (reading, hearing): (Reading, NaiveDate),
) -> Result<NaiveDate, Refusal> {
    let mut act = subtract(hearing, reading.days + 1)?;
    while hearing_after(work, gap, (reading, act))? > hearing {
        act = subtract(act, 1)?;
    }
    Ok(act)
}

fn earliest_hearing(work: &mut Work<'_>, gap: &Gap, act: NaiveDate) -> Result<Readings, Refusal> {
    work.asked_calendar = true;
    work.safe = opposite(work.safe);
    work.steps.push(Step::Began { what: work.rule.trigger.clone(), at: End::Day(act) });
    let raw = add(act, gap.days)?;
    work.steps.push(Step::Between { length: gap.length, first: add(act, 1)?, last: raw });
    let last = super::days::stretch(work, (act, raw), gap.working_days)?;
    let hearing = add(last, 1)?;
    work.steps.push(Step::FirstHearing { day: hearing });
    if let Some(why) = work.calendar.day_off(hearing) {
        work.steps.push(Step::HearingOnDayOff {
            day: hearing,
            why,
            next: work.calendar.working_day_from(hearing),
        });
    }
    let found = gap.readings().into_iter().map(|reading| hearing_after(work, gap, (reading, act)));
    let found = found.collect::<Result<Vec<_>, _>>()?;
    doubts(work, gap, &found)
}

fn latest_act(work: &mut Work<'_>, gap: &Gap, hearing: NaiveDate) -> Result<Readings, Refusal> {
    work.asked_calendar = true;
    let what = Words::new(
        "zitting of einde waarvan wordt teruggerekend",
        "hearing or end from which is counted back",
    );
    work.steps.push(Step::Began { what, at: End::Day(hearing) });
    let raw = subtract(hearing, gap.days + 1)?;
    let main = act_before(work, gap, (Reading { days: gap.days, shifts: false }, hearing))?;
    work.steps.push(Step::Between { length: gap.length, first: add(raw, 1)?, last: subtract(hearing, 1)? });
    if main != raw {
        let inside = work.calendar.working_days(raw, subtract(hearing, 1)?);
        let article = work.calendar.atw().stretch.clone();
        work.steps.push(Step::Stretched { from: raw, inside, wanted: gap.working_days, to: main, article });
    }
    work.steps.push(Step::LastAct { day: main });
    if let Some(why) = work.calendar.day_off(main) {
        let article = work.calendar.atw().count_back.clone();
        work.steps.push(Step::NotMovedBack { day: main, why, article });
    }
    say_shifted(
        work,
        gap,
        (main, act_before(work, gap, (Reading { days: gap.days, shifts: true }, hearing))?),
    )?;
    let found = gap.readings().into_iter().map(|reading| act_before(work, gap, (reading, hearing)));
    let found = found.collect::<Result<Vec<_>, _>>()?;
    doubts(work, gap, &found)
}

/// Says why the reading with a shift of the weekend gives another last day: a day later, the days between would run on to
/// the hearing or beyond.
fn say_shifted(
    work: &mut Work<'_>,
    gap: &Gap,
    (main, shifted): (NaiveDate, NaiveDate),
) -> Result<(), Refusal> {
    if gap.atw_unclear.is_none() || shifted == main {
        return Ok(());
    }
    work.steps.push(Step::SupposeAtw);
    let late = add(shifted, 1)?;
    let end = add(late, gap.days)?;
    work.steps.push(Step::Days { days: gap.days, from: late, to: end, free: None });
    super::days::shift(work, end)?;
    work.steps.push(Step::TooLate { day: late });
    work.steps.push(Step::LastAct { day: shifted });
    Ok(())
}

fn doubts(work: &mut Work<'_>, gap: &Gap, found: &[NaiveDate]) -> Result<Readings, Refusal> {
    let readings = Readings::of_days(found)?;
    let (one, other) = (readings.earliest, readings.latest);
    if gap.unclear {
        work.steps.push(Step::FreeOrNot { earliest: one, latest: other });
        work.doubt(Doubt::FreeDays);
    }
    if let Some(why) = gap.atw_unclear.clone() {
        let day = |found: Option<&NaiveDate>| found.map_or(one, |day| End::Day(*day));
        work.steps.push(Step::WithAndWithoutAtw { without: day(found.first()), with: day(found.last()) });
        work.doubt(Doubt::Atw(why));
    }
    Ok(readings)
}

const fn opposite(safe: Safety) -> Safety {
    match safe {
        Safety::Earliest => Safety::Latest,
        Safety::Latest => Safety::Earliest,
        Safety::Both | Safety::Inside => safe,
    }
}

/// Computes a window: the days on which it is open whichever way a month is read.
pub(super) fn window(work: &mut Work<'_>, end: NaiveDate) -> Result<Readings, Refusal> {
    let rule = work.rule;
    let edges = rule.window.ok_or(Refusal::OutOfRange)?;
    let (opens, closes) = (edge(rule, end, edges.opens)?, edge(rule, end, edges.closes)?);
    let (first, last) = (opens.by_days.max(opens.by_calendar), closes.by_days.min(closes.by_calendar));
    work.steps.push(Step::WindowOpens { length: edges.opens, readings: opens, day: first });
    work.steps.push(Step::WindowCloses { length: edges.closes, readings: closes, day: last });
    if opens.differ() || closes.differ() {
        work.doubt(Doubt::MonthReading);
    }
    Ok(Readings { earliest: End::Day(first), latest: End::Day(last) })
}

fn edge(rule: &Rule, end: NaiveDate, length: Amount) -> Result<Edge, Refusal> {
    let by_days = subtract(end, in_days(rule, length).ok_or(Refusal::OutOfRange)?)?;
    let by_calendar = match length.unit() {
        Unit::Months => end.checked_sub_months(Months::new(length.count())).ok_or(Refusal::OutOfRange)?,
        _ => by_days,
    };
    Ok(Edge { by_days, by_calendar })
}
