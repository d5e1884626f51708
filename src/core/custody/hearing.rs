//! What the hearing does to a title: it runs on once the hearing has begun, and stands still while it is suspended.

use super::clock::{Outcome, Purpose};
use super::measure::MeasureKind as Kind;
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
        if (kept || self.is_cut_short(at)) && !self.is_title_open() {
            self.open_titles.push((at, None));
        }
    }

    /// Tells whether an order of detention still ran when somebody was let go, would run at a moment, and was not lifted:
    /// letting go ends no order.
    fn is_cut_short(&self, at: i64) -> bool {
        let runs = |clock: &Clock| match &clock.outcome {
            Outcome::Ended(by) => {
                let lifted = self.lifted.iter().any(|lifted| *lifted > clock.started_by.moment.unix());
                by.kind == Kind::Release && !lifted && at <= clock.latest.unix()
            }
            _ => false,
        };
        self.clocks.iter().any(|clock| clock.purpose == Purpose::Detention && runs(clock))
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

    /// The order runs on until some days after the judgment (Sv 66 lid 2), when the hearing began within the term. A
    /// judgment takes nobody back: for who is at liberty the clock stands still, or shows what the release cut short.
    pub(super) fn judgment(&mut self, measure: &Measure) {
        let at = measure.moment.unix();
        let stood_still = self.judged_while_suspended(measure);
        let met = |clock: &Clock| {
            clock.purpose == Purpose::Detention && matches!(&clock.outcome, Outcome::Met(by) if by == measure)
        };
        let heard_in_time = stood_still || self.clocks.iter().any(met) || self.is_cut_short(at);
        self.hearing_began.get_or_insert(at);
        let open = self.open_titles.last_mut().filter(|(_, to)| to.is_none());
        let was_open = open.map(|title| title.1 = Some(at)).is_some();
        if !was_open && !heard_in_time {
            return;
        }
        let freed = self.freed.clone().filter(|_| !self.is_held());
        let Some(clock) = self.start(Purpose::AfterJudgment, measure, None) else { return };
        if let Some(by) = freed {
            clock.outcome = match by.kind {
                Kind::Suspension => Outcome::Suspended(by),
                _ => Outcome::Ended(by),
            };
        }
    }

    /// Who is judged while the order stands still was heard within it: the judgment meets it.
    fn judged_while_suspended(&mut self, measure: &Measure) -> bool {
        let stands = |clock: &&mut Clock| {
            clock.purpose == Purpose::Detention && matches!(clock.outcome, Outcome::Suspended(_))
        };
        let mut stood = false;
        for clock in self.clocks.iter_mut().filter(stands) {
            clock.outcome = Outcome::Met(measure.clone());
            stood = true;
        }
        stood
    }

    /// Gives the beginning of the hearing that keeps a title running for who is held since before a moment: an order of
    /// detention at that moment then neither ends nor adds anything (Sv 66 lid 2).
    pub(super) fn kept_by_hearing(&self, at: i64) -> Option<Measure> {
        let (from, _) = self.open_titles.last().filter(|(_, to)| to.is_none())?;
        let held = self.held.last().is_some_and(|(since, to)| *since < at && to.is_none());
        let begun =
            |measure: &&&Measure| measure.kind == Kind::HearingBegun && measure.moment.unix() <= *from;
        self.measures.iter().rfind(begun).filter(|_| held).map(|measure| (*measure).clone())
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
        let at = measure.moment.unix();
        self.lifted.push(at);
        self.suspended = false;
        self.detained.stop(at);
        let ended = |clock: &Clock| {
            clock.purpose.is_title() && matches!(&clock.outcome, Outcome::Ended(by) if by == measure)
        };
        let ran = self.is_title_open() || self.clocks.iter().any(ended);
        self.open_titles.last_mut().filter(|(_, to)| to.is_none()).into_iter().for_each(|title| {
            title.1 = Some(at);
        });
        if !self.is_held() {
            return;
        }
        let why = Words::new(
            "Wanneer het bevel de directeur bereikte is niet bekend: gerekend vanaf de opheffing.",
            "When the order reached the director is not known: counted from the lifting.",
        );
        let Some(clock) = self.start(Purpose::LettingGo, measure, None) else { return };
        clock.add_doubt(Doubt::Data(why));
        let until = clock.earliest.unix();
        // The hours of the law give nobody a title who had none.
        if ran {
            self.letting_go.push((at, Some(until)));
        }
    }
}
