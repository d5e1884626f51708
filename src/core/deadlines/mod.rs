//! Computes when a statutory term ends, in both readings, and says step by step why.
//!
//! The result is never one silent answer: where the law, the trigger or the calendar leaves doubt, the earliest and the
//! latest defensible reading stand side by side. It must never ask what time it is, and never hold a length or an
//! article of its own: those come from the catalogue and the calendar.

mod back;
mod days;
mod doubt;
mod end;
mod hours;
mod report;
mod sentences;
mod step;
#[cfg(test)]
mod tests;

pub use doubt::{Certainty, Doubt};
pub use end::{End, Trigger};
pub use report::{Report, ReportStep};
pub use step::{Edge, Step};

use crate::calendar::Calendar;
use crate::law::{Counting, Rule, RuleId, Safety, TriggerKind};
use crate::moment::{Moment, date_text};
use crate::text::Lang;
use chrono::NaiveDate;
use std::fmt;

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
            Certainty::Uncertain(_) => {
                Some(format!("{}: {}", lang.pick("ONZEKER", "UNCERTAIN"), self.safe.label(lang)))
            }
        }
    }
}

/// Why a term cannot be computed; each says what to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The rule runs from a moment, and only a day was given.
    NeedsTime {
        /// The rule.
        rule: Box<Rule>,
        /// The day.
        day: NaiveDate,
    },
    /// The rule is counted back, and it was not said which of the two days was given.
    SayWhichEnd(Box<Rule>),
    /// The rule is not counted back, so it has no other end.
    NotCountedBack(Box<Rule>),
    /// The rule has several lengths and one must be chosen.
    ChooseVariant(Box<Rule>),
    /// The rule does not apply to an event of this day.
    NotInForce {
        /// The rule.
        rule: Box<Rule>,
        /// The day of the event.
        event: NaiveDate,
    },
    /// The outcome lies beyond all dates.
    OutOfRange,
    /// The text is neither a day nor a moment.
    Unreadable(String),
}

impl Refusal {
    /// Says what is missing and what to do next.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Refusal::NeedsTime { rule, day } => needs_time(rule, *day, lang),
            Refusal::SayWhichEnd(rule) => which_end(rule, lang),
            Refusal::NotCountedBack(rule) => match lang {
                Lang::Nl => format!(
                    "{} ({}) wordt niet teruggerekend: geef de dag van: {}.",
                    rule.name.nl, rule.article, rule.trigger.nl
                ),
                Lang::En => format!(
                    "{} ({}) is not counted back: give the day of: {}.",
                    rule.name.en, rule.article, rule.trigger.en
                ),
            },
            Refusal::ChooseVariant(rule) => choose(rule, lang),
            Refusal::NotInForce { rule, event } => match lang {
                Lang::Nl => format!(
                    "{} ({}) geldt niet voor een gebeurtenis op {}.",
                    rule.name.nl,
                    rule.article,
                    date_text(*event)
                ),
                Lang::En => format!(
                    "{} ({}) does not apply to an event of {}.",
                    rule.name.en,
                    rule.article,
                    date_text(*event)
                ),
            },
            Refusal::OutOfRange => lang
                .pick(
                    "De uitkomst valt buiten de kalender. Kijk de datum na.",
                    "The outcome lies outside the calendar. Check the date.",
                )
                .to_owned(),
            Refusal::Unreadable(text) => match lang {
                Lang::Nl => {
                    format!("`{text}` is geen dag (2026-11-23) en geen tijdstip (2026-11-23T22:00:00+01:00).")
                }
                Lang::En => {
                    format!("`{text}` is no day (2026-11-23) and no moment (2026-11-23T22:00:00+01:00).")
                }
            },
        }
    }
}

fn needs_time(rule: &Rule, day: NaiveDate, lang: Lang) -> String {
    let day = date_text(day);
    match lang {
        Lang::Nl => format!(
            "{} ({}) loopt vanaf een tijdstip. Vul bij {day} ook de tijd in van: {}.",
            rule.name.nl, rule.article, rule.trigger.nl
        ),
        Lang::En => format!(
            "{} ({}) runs from a moment. Fill in the time too, beside {day}, of: {}.",
            rule.name.en, rule.article, rule.trigger.en
        ),
    }
}

fn which_end(rule: &Rule, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!(
            "{} ({}) ligt tussen twee dagen. Zeg of u de eerste dag geeft ({}) of de dag van de zitting of het einde.",
            rule.name.nl, rule.article, rule.trigger.nl
        ),
        Lang::En => format!(
            "{} ({}) lies between two days. Say whether you give the first day ({}) or the day of the hearing or the end.",
            rule.name.en, rule.article, rule.trigger.en
        ),
    }
}

fn choose(rule: &Rule, lang: Lang) -> String {
    let named = rule.variants.iter().map(|variant| format!("{} ({})", variant.id, variant.name.get(lang)));
    let variants = named.collect::<Vec<_>>().join(", ");
    match lang {
        Lang::Nl => {
            format!("{} ({}) heeft meer dan een lengte. Kies er een: {variants}.", rule.name.nl, rule.article)
        }
        Lang::En => {
            format!("{} ({}) has more than one length. Choose one: {variants}.", rule.name.en, rule.article)
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::Nl))
    }
}

impl std::error::Error for Refusal {}

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
    match (trigger, rule.trigger_kind) {
        (Trigger::Moment(moment), TriggerKind::Moment | TriggerKind::Either) => {
            Ok(End::Moment(moment.in_the_netherlands()))
        }
        (Trigger::Moment(moment), TriggerKind::Day) => Ok(End::Day(moment.in_the_netherlands().date())),
        (Trigger::Day(day), TriggerKind::Day | TriggerKind::Either) => Ok(End::Day(*day)),
        (Trigger::Day(day), TriggerKind::Moment) => {
            Err(Refusal::NeedsTime { rule: Box::new(rule.clone()), day: *day })
        }
        (Trigger::Act(_) | Trigger::Anchor(_), _) => Err(Refusal::NotCountedBack(Box::new(rule.clone()))),
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
        if self.asked_calendar || beyond_horizon {
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
