//! What the hearing does to a title: it runs on once the hearing has begun, and stands still while it is suspended.

use super::clock::{Outcome, Purpose};
use super::track::Track;
use super::{Clock, Measure, Problem};
use crate::deadlines::{self, Doubt, Trigger};
use crate::law::{Rule, Words};

/// The variant of the adjournment's rule for pressing reasons.
const PRESSING: &str = "klemmend";

impl Track<'_> {
    pub(super) fn is_title_open(&self) -> bool {
        self.open_titles.last().is_some_and(|(_, to)| to.is_none())
    }

    pub(super) fn is_held(&self) -> bool {
        self.held.last().is_some_and(|(_, to)| to.is_none())
    }

    /// A hearing that begins within the term keeps the order running (Sv 66 lid 2); after its end it keeps nothing.
    pub(super) fn hearing_begun(&mut self, measure: &Measure) {
        self.hearing_began.get_or_insert(measure.moment.unix());
        let at = measure.moment.unix();
        let in_time = |clock: &Clock| match &clock.outcome {
            Outcome::Met(by) => by == measure,
            Outcome::Overtaken { by, .. } => by == measure && at <= clock.latest.unix(),
            _ => false,
        };
        let kept = self.clocks.iter().any(|clock| clock.purpose == Purpose::Detention && in_time(clock));
        if kept && !self.is_title_open() {
            self.open_titles.push((at, None));
        }
    }

    /// A pro forma date is a term of custody: an adjournment of somebody who is held sets an outer limit (Sv 282).
    pub(super) fn adjourned(&mut self, measure: &Measure) {
        if !self.is_held() {
            return;
        }
        let pressing = self
            .rule(Purpose::ProForma.rule(), &measure.moment)
            .ok()
            .and_then(|rule| rule.variant(PRESSING))
            .and_then(|rule| self.compute_rule(&rule, measure));
        let asked = measure.days.zip(self.month(measure)).is_some_and(|(days, month)| days > month);
        let begun = self.is_title_open();
        let Some(clock) = self.start(Purpose::ProForma, measure, None) else { return };
        match pressing {
            Some(longer) if asked => {
                (clock.earliest, clock.latest) = (longer.earliest.moment(), longer.latest.moment());
                clock.steps = longer.steps;
            }
            Some(longer) => clock.or_later(
                &longer,
                Words::new(
                    "Niet vastgelegd of er klemmende redenen zijn: de gewone termijn gaat voor.",
                    "It is not recorded whether there are pressing reasons: the ordinary term comes first.",
                ),
            ),
            None => {}
        }
        if !begun {
            clock.add_doubt(Doubt::Data(Words::new(
                "Niet vastgelegd of de zitting is begonnen. Leg dat vast: tot dan loopt de klok van de hechtenis door.",
                "It is not recorded whether the hearing has begun. Record it: until then the detention clock runs on.",
            )));
        }
    }

    /// Gives the days of the ordinary term of an adjournment.
    fn month(&self, measure: &Measure) -> Option<u32> {
        let rule = self.rule(Purpose::ProForma.rule(), &measure.moment).ok()?;
        let found = self.compute_rule(rule, measure)?;
        let days = found.earliest.date().signed_duration_since(measure.moment.in_the_netherlands().date());
        u32::try_from(days.num_days()).ok()
    }

    fn compute_rule(&self, rule: &Rule, measure: &Measure) -> Option<deadlines::Computed> {
        deadlines::compute(rule, &Trigger::Moment(measure.moment), self.calendar).ok()
    }

    /// The order runs on until some days after the judgment (Sv 66 lid 2), when the hearing began within the term.
    pub(super) fn judgment(&mut self, measure: &Measure) {
        let met = |clock: &Clock| {
            clock.purpose == Purpose::Detention && matches!(&clock.outcome, Outcome::Met(by) if by == measure)
        };
        let heard_in_time = self.clocks.iter().any(met);
        self.hearing_began.get_or_insert(measure.moment.unix());
        let open = self.open_titles.last_mut().filter(|(_, to)| to.is_none());
        let was_open = open.map(|title| title.1 = Some(measure.moment.unix())).is_some();
        if was_open || heard_in_time {
            self.start(Purpose::AfterJudgment, measure, None);
        }
    }

    /// The suspension is lifted: the clocks that stood still run again.
    pub(super) fn resume(&mut self, measure: &Measure) {
        let mut resumed = Vec::new();
        let mut runs_on = false;
        for clock in &mut self.clocks {
            let Outcome::Suspended(by) = clock.outcome.clone() else { continue };
            let heard = self.hearing_began.is_some_and(|began| began >= by.moment.unix());
            match clock.purpose {
                // An adjournment's limit is a date: it does not stand still.
                Purpose::ProForma => resumed.push(Clock { outcome: Outcome::Running, ..clock.clone() }),
                Purpose::Detention if heard => runs_on = true,
                _ => resumed.push(clock.resumed(&by, measure)),
            }
            clock.outcome = Outcome::Ended(by);
        }
        let open = self.is_title_open();
        if runs_on || open || resumed.iter().any(|clock| clock.purpose == Purpose::Detention) {
            self.detained.begin(measure.moment.unix());
        }
        if runs_on && !open {
            self.open_titles.push((measure.moment.unix(), None));
        }
        if resumed.is_empty() && !runs_on && !open {
            self.problems.push(Problem::NothingToEnd(measure.clone()));
        }
        self.clocks.extend(resumed);
    }

    /// The order is lifted: only letting go is left.
    pub(super) fn lifted(&mut self, measure: &Measure) {
        self.lifted.push(measure.moment.unix());
        self.detained.stop(measure.moment.unix());
        self.open_titles.last_mut().filter(|(_, to)| to.is_none()).into_iter().for_each(|title| {
            title.1 = Some(measure.moment.unix());
        });
        if !self.is_held() {
            return;
        }
        let why = Words::new(
            "Wanneer het bevel de directeur bereikte is niet bekend: gerekend vanaf de opheffing.",
            "When the order reached the director is not known: counted from the lifting.",
        );
        if let Some(clock) = self.start(Purpose::LettingGo, measure, None) {
            clock.add_doubt(Doubt::Data(why));
        }
    }
}
