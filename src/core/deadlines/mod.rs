//! Computes when a statutory term ends, in both readings, and says step by step why.
//!
//! The result is never one silent answer: where the law, the trigger or the calendar leaves doubt, the earliest and the
//! latest defensible reading stand side by side. It must never ask what time it is, and never hold a length or an
//! article of its own: those come from the catalogue and the calendar.

mod asked;
mod back;
#[cfg(test)]
mod counting_tests;
mod days;
mod doubt;
mod end;
mod hours;
mod refusal;
mod report;
mod sentences;
mod step;
#[cfg(test)]
mod tests;
mod typed;
#[cfg(test)]
mod worked_tests;

pub use doubt::{Certainty, Doubt};
pub use end::{End, Trigger};
pub use refusal::{Refusal, no_such_time};
pub use report::{Report, ReportStep};
pub use step::{Edge, Step};

use crate::calendar::Calendar;
use crate::law::{Counting, Rule, RuleId, Safety};
use crate::moment::Moment;
use crate::text::Lang;
use chrono::NaiveDate;

/// A computed term: both readings, the doubts and the steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The rule.
    pub rule: RuleId,
    /// Its article.
    pub article: String,
    /// What it was computed from.
    pub trigger: Trigger,
    /// The earliest defensible reading; of a window, the first day on which it is open in every reading.
    pub earliest: End,
    /// The latest defensible reading; of a window, the last day on which it is open in every reading.
    pub latest: End,
    /// Which of the two is the safe one.
    pub safe: Safety,
    /// Whether there is any doubt, and why.
    pub certainty: Certainty,
    /// Whether the end lies beyond the last day that the calendar knows.
    pub beyond_horizon: bool,
    /// How the outcome came about, a sentence a step.
    pub steps: Vec<Step>,
}

impl Computed {
    /// Gives the reading that is safe to show as the one date: for a limit of our own the earliest, of a window its
    /// last day.
    #[must_use]
    pub fn shown(&self) -> End {
        match self.safe {
            Safety::Earliest | Safety::Both => self.earliest,
            Safety::Latest | Safety::Inside => self.latest,
        }
    }

    /// Says what to do about a doubt: `ONZEKER: neem de vroegste`; nothing when the outcome is certain.
    #[must_use]
    pub fn warning(&self, lang: Lang) -> Option<String> {
        match self.certainty {
            Certainty::Certain => None,
            Certainty::Uncertain(_) if self.earliest == self.latest => Some(
                lang.pick(
                    "ONZEKER, maar beide lezingen geven dezelfde uitkomst",
                    "UNCERTAIN, but both readings give the same outcome",
                )
                .to_owned(),
            ),
            Certainty::Uncertain(_) => {
                Some(format!("{}: {}", lang.pick("ONZEKER", "UNCERTAIN"), self.safe.label(lang)))
            }
        }
    }
}

/// Computes a term of this rule from its trigger.
///
/// For a rule that is counted back, the trigger says which of the two days is given: [`Trigger::Act`] (the service) gives
/// the first day on which the hearing may be, [`Trigger::Anchor`] (the hearing) gives the last day for the act.
///
/// # Errors
/// [`Refusal`], which says what to fill in.
pub fn compute(rule: &Rule, trigger: &Trigger, calendar: &Calendar) -> Result<Computed, Refusal> {
    let event = trigger.date();
    if !rule.in_force(event) {
        return Err(Refusal::NotInForce { rule: Box::new(rule.clone()), event });
    }
    let mut work = Work {
        rule,
        calendar,
        safe: rule.safe,
        steps: Vec::new(),
        doubts: Vec::new(),
        asked_calendar: false,
    };
    let readings = count(&mut work, trigger)?;
    Ok(work.finish(trigger, readings))
}

fn count(work: &mut Work<'_>, trigger: &Trigger) -> Result<Readings, Refusal> {
    let rule = work.rule;
    if rule.counting == Counting::Back {
        return back::count(work, trigger);
    }
    let event = end_of(rule, trigger)?;
    work.steps.push(Step::Began { what: rule.trigger.clone(), at: event });
    match (rule.counting, event) {
        (Counting::Hn, End::Moment(from)) => hours::without_nights(work, from),
        (Counting::H | Counting::D24 | Counting::W, End::Moment(from)) => hours::elapsed(work, from),
        (Counting::Win, event) => back::window(work, event.date()),
        (Counting::Day | Counting::Stamp | Counting::Task, event) => {
            work.steps.push(Step::Counts { how: rule.counting, at: event });
            Ok(Readings::one(event))
        }
        (_, event) => days::forward(work, event.date()),
    }
}

fn end_of(rule: &Rule, trigger: &Trigger) -> Result<End, Refusal> {
    let kind = rule.trigger_kind;
    match trigger {
        Trigger::Moment(moment) if kind.wants_time() => Ok(End::Moment(moment.in_the_netherlands())),
        Trigger::Moment(moment) => Ok(End::Day(moment.in_the_netherlands().date())),
        Trigger::Day(day) if kind.needs_time() => {
            Err(Refusal::NeedsTime { rule: Box::new(rule.clone()), day: *day })
        }
        Trigger::Day(day) => Ok(End::Day(*day)),
        Trigger::Act(_) | Trigger::Anchor(_) => Err(Refusal::NotCountedBack(Box::new(rule.clone()))),
    }
}

/// The two readings of one end.
#[derive(Clone, Copy)]
struct Readings {
    earliest: End,
    latest: End,
}

impl Readings {
    fn one(end: End) -> Readings {
        Readings { earliest: end, latest: end }
    }

    fn of_days(days: &[NaiveDate]) -> Result<Readings, Refusal> {
        let earliest = days.iter().min().copied().ok_or(Refusal::OutOfRange)?;
        let latest = days.iter().max().copied().ok_or(Refusal::OutOfRange)?;
        Ok(Readings { earliest: End::Day(earliest), latest: End::Day(latest) })
    }

    fn of_moments(one: Moment, other: Moment) -> Readings {
        let (earliest, latest) = if one.unix() <= other.unix() { (one, other) } else { (other, one) };
        Readings { earliest: End::Moment(earliest), latest: End::Moment(latest) }
    }
}

/// A computation under way.
struct Work<'a> {
    rule: &'a Rule,
    calendar: &'a Calendar,
    safe: Safety,
    steps: Vec<Step>,
    doubts: Vec<Doubt>,
    asked_calendar: bool,
}

impl Work<'_> {
    fn doubt(&mut self, doubt: Doubt) {
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    fn finish(mut self, trigger: &Trigger, readings: Readings) -> Computed {
        let last_day = readings.latest.date();
        let beyond_horizon = last_day > self.calendar.known_to();
        if self.asked_calendar {
            let doubts = [readings.earliest.date(), last_day].map(|day| self.calendar.doubt(day));
            doubts.into_iter().flatten().for_each(|doubt| self.doubt(Doubt::Calendar(doubt)));
        }
        if let Some(reason) = self.rule.doubt.clone() {
            self.doubt(Doubt::Law(reason));
        }
        Computed {
            rule: self.rule.id.clone(),
            article: self.rule.article.clone(),
            trigger: *trigger,
            earliest: readings.earliest,
            latest: readings.latest,
            safe: self.safe,
            certainty: Certainty::of(self.doubts),
            beyond_horizon,
            steps: self.steps,
        }
    }
}
