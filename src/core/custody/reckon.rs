//! Computes the ends of a track's clocks from the catalogue.

use super::Measure;
use super::clock::{Clock, Outcome, Purpose};
use super::track::Track;
use crate::deadlines::{self, Computed, Step, Trigger};
use crate::law::{Amount, Rule, Unit, Words};
use crate::moment::Moment;
use crate::text::Lang;

impl<'a> Track<'a> {
    pub(super) fn longest(&self, purpose: Purpose, at: &Moment) -> Option<u32> {
        let length = self.rule(purpose.rule(), at).ok()?.length?;
        (length.unit() == Unit::Days).then(|| length.count())
    }

    pub(super) fn rule(&self, id: &str, at: &Moment) -> Result<&'a Rule, Words> {
        let found = self.law.rule(id, at.in_the_netherlands().date());
        found.map_err(|why| {
            Words::new(
                format!("deze termijn staat niet in de wetstabel ({})", why.text(Lang::Nl)),
                why.text(Lang::En),
            )
        })
    }

    pub(super) fn compute(&self, id: &str, from: &Moment, days: Option<u32>) -> Result<Computed, Words> {
        let rule = self.rule(id, from)?;
        let ordered = days.map(|days| rule.with_length(Amount::days(days)));
        let found =
            deadlines::compute(ordered.as_ref().unwrap_or(rule), &Trigger::Moment(*from), self.calendar);
        found.map_err(|why| Words::new(why.text(Lang::Nl), why.text(Lang::En)))
    }

    pub(super) fn compute_order(&self, measure: &Measure, from: &Moment) -> Result<Computed, Words> {
        let most = self.longest(Purpose::Detention, from);
        let days = measure.days.map(|days| most.map_or(days, |most| days.min(most)));
        self.compute(Purpose::Detention.rule(), from, days)
    }
}

/// Makes a running clock of a computed term.
pub(super) fn clock(purpose: Purpose, rule: &Rule, measure: &Measure, found: Computed) -> Clock {
    Clock {
        purpose,
        rule: rule.id.clone(),
        article: rule.article.clone(),
        name: rule.name.clone(),
        if_missed: rule.if_missed.clone(),
        started_by: measure.clone(),
        earliest: found.earliest.moment(),
        latest: found.latest.moment(),
        certainty: found.certainty,
        steps: found.steps,
        outcome: Outcome::Running,
    }
}

/// Shortens an order to what is left of the total, in each reading.
pub(super) fn cap(clock: &mut Clock, total: Amount, (earliest, latest): (Moment, Moment)) {
    if earliest.unix() < clock.earliest.unix() {
        clock.earliest = earliest;
        clock.steps.push(Step::Capped { total, to: earliest });
    }
    if latest.unix() < clock.latest.unix() {
        clock.latest = latest;
    }
}
