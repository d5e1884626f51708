//! Terms in hours and in days of so many hours: elapsed time, and hours of which the night does not count.

use super::end::civil_or_jump;
use super::{Doubt, Readings, Refusal, Step, Work};
use crate::law::{Amount, Night, Rule, Unit};
use crate::moment::Moment;
use chrono::TimeDelta;

/// Counts elapsed time in UTC; where the clock on the wall says otherwise, both readings stand.
pub(super) fn elapsed(work: &mut Work<'_>, from: Moment) -> Result<Readings, Refusal> {
    let length = length_of(work.rule)?;
    if let Some(first) = from.shown_twice() {
        work.steps.push(Step::TwiceThatNight { at: from, first });
    }
    let hours = in_hours(work.rule, length).ok_or(Refusal::OutOfRange)?;
    let elapsed = from.plus_hours(hours);
    let delta = TimeDelta::try_hours(hours).ok_or(Refusal::OutOfRange)?;
    let wall = civil_or_jump(from.civil().checked_add_signed(delta).ok_or(Refusal::OutOfRange)?);
    work.steps.push(Step::Elapsed { length, hours, to: elapsed });
    let readings = Readings::of_moments(elapsed, wall);
    if elapsed.unix() != wall.unix() {
        work.steps.push(Step::ClockChange { elapsed, wall });
        work.doubt(Doubt::ClockChange);
    }
    Ok(readings)
}

/// Counts hours outside the night.
pub(super) fn without_nights(work: &mut Work<'_>, from: Moment) -> Result<Readings, Refusal> {
    let length = length_of(work.rule)?;
    let night = work.rule.night.ok_or(Refusal::OutOfRange)?;
    let mut left = in_hours(work.rule, length).ok_or(Refusal::OutOfRange)?.saturating_mul(3600);
    let mut at = from;
    while left > 0 {
        at = wake(work, at, night);
        let until_night = next_night(at, night).ok_or(Refusal::OutOfRange)?.unix() - at.unix();
        let counted = left.min(until_night);
        left -= counted;
        at = Moment::from_unix(at.unix() + counted).ok_or(Refusal::OutOfRange)?;
    }
    work.steps.push(Step::HoursEnd { length, to: at });
    Ok(Readings::one(super::End::Moment(at)))
}

fn wake(work: &mut Work<'_>, at: Moment, night: Night) -> Moment {
    let civil = at.civil();
    if civil.time() < night.from || civil.time() >= night.to {
        return at;
    }
    let morning = civil_or_jump(civil.date().and_time(night.to));
    work.steps.push(Step::Night { from: at, to: morning });
    morning
}

fn next_night(at: Moment, night: Night) -> Option<Moment> {
    let civil = at.civil();
    let tonight = civil.time() < night.from;
    let day = if tonight { civil.date() } else { civil.date().succ_opt()? };
    Some(civil_or_jump(day.and_time(night.from)))
}

fn length_of(rule: &Rule) -> Result<Amount, Refusal> {
    rule.length.ok_or_else(|| Refusal::ChooseVariant(Box::new(rule.clone())))
}

fn in_hours(rule: &Rule, length: Amount) -> Option<i64> {
    let day = i64::from(rule.measures.day_hours);
    let unit = match length.unit() {
        Unit::Hours => 1,
        Unit::Days => day,
        Unit::Weeks => day.checked_mul(i64::from(rule.measures.week_days))?,
        Unit::Months | Unit::Years => return None,
    };
    unit.checked_mul(i64::from(length.count()))
}
