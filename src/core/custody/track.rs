//! Walks through the measures of one case in order, starting and ending clocks.

use super::clock::{Clock, Outcome, Purpose};
use super::detained::Detained;
use super::effect::{effect, outcome};
use super::held::{Span, Spent};
use super::measure::MeasureKind as Kind;
use super::reckon::clock;
use super::rescue::Rescue;
use super::{Measure, Problem};
use crate::calendar::Calendar;
use crate::deadlines;
use crate::law::{Law, Words};
use crate::moment::Moment;

/// The rule for holding on other offences; it decides the earliest reading while the offence is not known.
const HOLDING_OTHER_OFFENCES: &str = "ophouden_6";

/// The custody of one person in one case.
pub(super) struct Track<'a> {
    pub(super) law: &'a Law,
    pub(super) calendar: &'a Calendar,
    pub(super) measures: Vec<&'a Measure>,
    pub(super) clocks: Vec<Clock>,
    pub(super) problems: Vec<Problem>,
    pub(super) held: Vec<Span>,
    pub(super) suspended: bool,
    pub(super) detention: Option<Spent>,
    pub(super) until_hearing: Option<Spent>,
    /// What waits for the end of this custody.
    pub(super) follow_on: Vec<Measure>,
    /// The newest release or suspension.
    pub(super) freed: Option<Measure>,
    /// The way back after a missed extension, while there is one.
    pub(super) rescue: Option<Rescue>,
    /// Titles without a clock: the hearing has begun and nobody has judged.
    pub(super) open_titles: Vec<Span>,
    /// The hours to let somebody go in, after the lifting of a title that ran.
    pub(super) letting_go: Vec<Span>,
    /// From an arrest until the arrival at the place of questioning, from which holding is counted.
    on_the_way: Vec<Span>,
    pub(super) lifted: Vec<i64>,
    pub(super) hearing_began: Option<i64>,
    pub(super) detained: Detained,
    custody_began: Option<Moment>,
    detention_orders: u32,
    custody_extensions: u32,
}

impl<'a> Track<'a> {
    /// Runs through all measures of one case.
    pub(super) fn run(
        measures: Vec<&'a Measure>,
        (law, calendar): (&'a Law, &'a Calendar),
        now: &Moment,
    ) -> Track<'a> {
        let mut measures = measures;
        measures.sort_by_key(|measure| (measure.moment.unix(), measure.kind));
        let unclear = release_before_title(&mut measures).into_iter().map(Problem::SameMoment);
        let problems = unclear.chain(super::problem::before_arrest_in(&measures)).collect();
        let mut track = Track {
            law,
            calendar,
            measures,
            clocks: Vec::new(),
            problems,
            held: Vec::new(),
            suspended: false,
            detention: None,
            until_hearing: None,
            follow_on: Vec::new(),
            freed: None,
            rescue: None,
            open_titles: Vec::new(),
            letting_go: Vec::new(),
            on_the_way: Vec::new(),
            lifted: Vec::new(),
            hearing_began: None,
            detained: Detained::default(),
            custody_began: None,
            detention_orders: 0,
            custody_extensions: 0,
        };
        for measure in track.measures.clone() {
            track.hold(measure);
            track.end_clocks(measure);
            track.start_clocks(measure);
        }
        track.close(now);
        track
    }

    /// Gives the spans in which there was a title, with the ends that are asked for, or time to let somebody go.
    pub(super) fn titles(&self, end: fn(&Clock) -> &Moment) -> Vec<Span> {
        let timed = self.clocks.iter().filter(|clock| clock.purpose.is_title());
        let timed = timed.map(|clock| (clock.started_by.moment.unix(), Some(end(clock).unix())));
        let untimed = self.open_titles.iter().chain(&self.on_the_way).copied();
        let titles = timed.chain(untimed).map(|span| self.until_lifted(span));
        titles.chain(self.letting_go.iter().copied()).collect()
    }

    fn until_lifted(&self, (from, to): Span) -> Span {
        let lifted = self.lifted.iter().copied().find(|lifted| *lifted > from);
        (from, lifted.into_iter().chain(to).min())
    }

    fn hold(&mut self, measure: &Measure) {
        let at = measure.moment.unix();
        let open = self.held.last().is_some_and(|(_, to)| to.is_none());
        if measure.kind.begins_holding() && !open {
            self.held.push((at, None));
            self.suspended = false;
        }
        // Who walks out because of a suspension is let go on it: the order stays, and stands still.
        let walks_out = measure.kind == Kind::Release && self.suspended;
        if matches!(measure.kind, Kind::Release | Kind::Suspension) && !walks_out {
            self.suspended = measure.kind == Kind::Suspension;
            match measure.kind {
                Kind::Release => self.detained.let_go(at),
                _ => self.detained.stop(at),
            }
            self.held
                .last_mut()
                .filter(|(_, to)| to.is_none())
                .into_iter()
                .for_each(|span| span.1 = Some(at));
        }
    }

    fn end_clocks(&mut self, measure: &Measure) {
        let mut count = 0;
        for clock in &mut self.clocks {
            let effect = effect(clock.purpose, measure.kind);
            match (&clock.outcome, effect) {
                (Outcome::Running, Some(effect)) => clock.outcome = outcome(clock, measure, effect),
                // An order that stands still can be lifted, and is never late for it.
                (Outcome::Suspended(_), Some(_)) if measure.kind == Kind::OrderLifted => {
                    clock.outcome = Outcome::Ended(measure.clone());
                }
                _ => continue,
            }
            count += 1;
        }
        let ends = matches!(measure.kind, Kind::Suspension | Kind::OrderLifted);
        if ends && count == 0 && !self.is_title_open() {
            self.problems.push(Problem::NothingToEnd(measure.clone()));
        }
    }

    fn start_clocks(&mut self, measure: &Measure) {
        match measure.kind {
            Kind::Arrest => self.arrest(measure),
            Kind::Holding => self.holding(measure, None),
            Kind::HoldingForIdentity => self.identity(measure),
            Kind::PoliceCustody => self.police_custody(measure),
            Kind::CustodyExtension => self.extension(measure),
            Kind::Remand => self.remand(measure),
            Kind::Detention | Kind::Imprisonment => self.detain(measure),
            Kind::HearingBegun => self.hearing_begun(measure),
            Kind::Adjourned => self.adjourned(measure),
            Kind::Judgment => self.judgment(measure),
            Kind::RescueDemand => self.rescue_demand(measure),
            Kind::SuspensionLifted => self.resume(measure),
            Kind::OrderLifted => self.lifted(measure),
            Kind::FollowOn => self.follow_on.push(measure.clone()),
            Kind::Release if self.suspended => {}
            Kind::Suspension | Kind::Release => self.freed = Some(measure.clone()),
            Kind::BroughtBeforeJudge => {}
        }
    }

    fn arrest(&mut self, measure: &Measure) {
        self.start(Purpose::BringBeforeJudge, measure, None);
        let arrival = self.following(measure).next().filter(|next| next.kind == Kind::Holding);
        if let Some(arrival) = arrival {
            self.on_the_way.push((measure.moment.unix(), Some(arrival.moment.unix())));
        } else {
            let why = Words::new(
                "De aankomst op de plaats van verhoor is niet bekend: gerekend vanaf de aanhouding.",
                "The arrival at the place of questioning is not known: counted from the arrest.",
            );
            self.holding(measure, Some(why));
        }
    }

    fn holding(&mut self, measure: &Measure, doubt: Option<Words>) {
        let orders = [Kind::PoliceCustody, Kind::Remand, Kind::Detention, Kind::Imprisonment];
        let known = self.following(measure).any(|next| orders.contains(&next.kind));
        // Only who is held for another offence is held longer to establish an identity.
        let other = self.following(measure).any(|next| next.kind == Kind::HoldingForIdentity);
        let shorter = (other || !known)
            .then(|| self.compute(HOLDING_OTHER_OFFENCES, &measure.moment, None))
            .and_then(Result::ok);
        let Some(clock) = self.start(Purpose::Holding, measure, None) else { return };
        if let Some(shorter) = shorter {
            clock.earliest = shorter.earliest.moment();
            clock.steps.extend(shorter.steps);
            if other {
                clock.latest = shorter.latest.moment();
                return;
            }
            clock.add_doubt(deadlines::Doubt::Data(Words::new(
                "Niet bekend of op het feit voorlopige hechtenis staat: de kortste termijn gaat voor.",
                "It is not known whether the offence allows pre-trial detention: the shorter term comes first.",
            )));
        }
        doubt.into_iter().for_each(|why| clock.add_doubt(deadlines::Doubt::Data(why)));
    }

    /// The second six hours run from the end of the first.
    fn identity(&mut self, measure: &Measure) {
        let held = |purpose| self.clocks.iter().rfind(|clock| clock.purpose == purpose);
        if held(Purpose::HoldingForIdentity).is_some() {
            self.problems.push(Problem::TooManyExtensions(measure.clone()));
        }
        match held(Purpose::Holding).map(|first| first.earliest) {
            Some(end) => drop(self.start_at(Purpose::HoldingForIdentity, measure, (end, None))),
            None => {
                self.problems.push(Problem::NothingToExtend(measure.clone()));
                self.start(Purpose::HoldingForIdentity, measure, None);
            }
        }
    }

    fn police_custody(&mut self, measure: &Measure) {
        let unknown = !self.clocks.iter().any(|clock| clock.purpose == Purpose::BringBeforeJudge);
        // An arrest that is known, on a later date, is a problem of its own.
        if unknown && !self.problems.iter().any(|problem| problem.is_about(measure.kind, &measure.moment)) {
            self.problems.push(Problem::NoArrest(measure.clone()));
        }
        self.custody_began.get_or_insert(measure.moment);
        self.custody_extensions = 0;
        self.detained.stop(measure.moment.unix());
        self.start(Purpose::PoliceCustody, measure, None);
    }

    fn extension(&mut self, measure: &Measure) {
        let times = self.times(Purpose::PoliceCustody, measure);
        if times.is_some_and(|times| self.custody_extensions >= times) {
            self.problems.push(Problem::TooManyExtensions(measure.clone()));
        }
        self.custody_extensions += 1;
        let first = self.clocks.iter().rfind(|clock| clock.purpose == Purpose::PoliceCustody);
        let ends = first.map(|clock| (clock.earliest, clock.latest));
        let Some((earliest, latest)) = ends else {
            self.problems.push(Problem::NothingToExtend(measure.clone()));
            self.start(Purpose::CustodyExtension, measure, None);
            return;
        };
        let longest = self.compute(Purpose::CustodyExtension.rule(), &latest, None).ok();
        let Some(clock) = self.start_at(Purpose::CustodyExtension, measure, (earliest, None)) else { return };
        if let Some(longest) = longest.filter(|_| earliest.unix() != latest.unix()) {
            clock.or_later(
                &longest,
                Words::new(
                    "Het einde van de eerste termijn heeft twee lezingen.",
                    "The end of the first term has two readings.",
                ),
            );
        }
    }

    fn remand(&mut self, measure: &Measure) {
        self.detained.stop(measure.moment.unix());
        self.custody_began.get_or_insert(measure.moment);
        self.start(Purpose::Remand, measure, measure.days);
    }

    /// Starts an order of detention: from its own moment, or later when the title before it still ran.
    fn detain(&mut self, measure: &Measure) {
        if let Some(begun) = self.kept_by_hearing(measure.moment.unix()) {
            if let Some(clock) = self.start(Purpose::Detention, measure, measure.days) {
                clock.outcome = Outcome::Met(begun);
            }
            return;
        }
        let running = |clock: &&Clock| {
            let detains = matches!(clock.purpose, Purpose::Remand | Purpose::Detention);
            let ended_here = matches!(&clock.outcome, Outcome::Met(by) if by == measure);
            detains && ended_here && clock.latest.unix() > measure.moment.unix()
        };
        let follows = self.clocks.iter().rfind(running).map(|clock| clock.latest);
        let later =
            follows.and_then(|from| self.compute_order(measure, &from).ok().map(|found| (from, found)));
        self.custody_began.get_or_insert(measure.moment);
        let execution = follows.unwrap_or(measure.moment);
        let caps = self.detained(measure, execution);
        self.count_order(measure);
        let Some(clock) = self.start(Purpose::Detention, measure, measure.days) else { return };
        if let Some((_, later)) = later {
            clock.or_later(&later, Words::new(
                "De vorige titel liep nog: het bevel gaat in op zijn eigen tijdstip of aan het einde van die titel.",
                "The title before it still ran: the order starts at its own moment or at the end of that title.",
            ));
        }
        if measure.days.is_none() {
            clock.add_doubt(deadlines::Doubt::Data(Words::new(
                "De duur van het bevel is niet bekend: gerekend met de langste duur van de wet.",
                "The length of the order is not known: the longest length in the law was used.",
            )));
        }
        caps.apply(clock);
    }

    /// Gives how often the law lets a term be extended.
    fn times(&self, purpose: Purpose, measure: &Measure) -> Option<u32> {
        self.rule(purpose.rule(), &measure.moment).ok().and_then(|rule| rule.extension?.times)
    }

    fn count_order(&mut self, measure: &Measure) {
        let times = self.times(Purpose::Detention, measure);
        if times.is_some_and(|times| self.detention_orders > times) {
            self.problems.push(Problem::TooManyExtensions(measure.clone()));
        }
        self.detention_orders += 1;
    }

    fn following(&self, measure: &Measure) -> impl Iterator<Item = &'a Measure> {
        let at = self.measures.iter().position(|other| *other == measure).map_or(0, |position| position + 1);
        let free = self.measures.iter().skip(at).copied();
        free.take_while(|next| next.kind != Kind::Release && next.kind != Kind::Arrest)
            .collect::<Vec<_>>()
            .into_iter()
    }

    pub(super) fn start(
        &mut self,
        purpose: Purpose,
        measure: &Measure,
        days: Option<u32>,
    ) -> Option<&mut Clock> {
        self.start_at(purpose, measure, (measure.moment, days))
    }

    fn start_at(
        &mut self,
        purpose: Purpose,
        measure: &Measure,
        (from, days): (Moment, Option<u32>),
    ) -> Option<&mut Clock> {
        let most = self.longest(purpose, &from);
        if let Some(most) = most.filter(|most| days.is_some_and(|days| days > *most)) {
            self.problems.push(Problem::TooLong { measure: measure.clone(), most });
        }
        let days = days.map(|days| most.map_or(days, |most| days.min(most)));
        let made = self.rule(purpose.rule(), &from).and_then(|rule| {
            self.compute(purpose.rule(), &from, days).map(|found| clock(purpose, rule, measure, found))
        });
        match made {
            Ok(clock) => self.clocks.push(clock),
            Err(why) => {
                self.problems.push(Problem::NoClock { measure: measure.clone(), why });
                return None;
            }
        }
        self.clocks.last_mut()
    }

    /// Marks what has lapsed at `now`, and counts the days.
    fn close(&mut self, now: &Moment) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.outcome == Outcome::Running) {
            if clock.earliest.unix() <= now.unix() {
                clock.outcome = Outcome::Lapsed;
            }
        }
        let begun = self.measures.iter().find(|measure| measure.kind == Kind::HearingBegun);
        let until = begun.map_or(now.unix(), |begun| begun.moment.unix().min(now.unix()));
        let spent = |from: &Moment, limit: u32| Spent::of(&self.held, (from.unix(), until), limit);
        self.detention = self.days_detained(until);
        let limit = |from: &Moment| {
            let parts =
                [Purpose::PoliceCustody, Purpose::CustodyExtension, Purpose::Remand, Purpose::Detention];
            parts.into_iter().map(|part| self.longest(part, from)).sum::<Option<u32>>()
        };
        self.until_hearing = self.custody_began.and_then(|from| Some(spent(&from, limit(&from)?)));
        self.rescue = self.find_rescue(now);
    }
}

/// Puts a release before a title that begins at the same moment, and gives these releases: who may be held is shown.
fn release_before_title(measures: &mut [&Measure]) -> Vec<Measure> {
    let mut unclear = Vec::new();
    for group in measures.chunk_by_mut(|one, other| one.moment.unix() == other.moment.unix()) {
        if group.iter().any(|measure| measure.kind.begins_holding()) {
            group.sort_by_key(|measure| (measure.kind != Kind::Release, measure.kind));
            let released = group.iter().filter(|measure| measure.kind == Kind::Release);
            unclear.extend(released.map(|measure| (*measure).clone()));
        }
    }
    unclear
}
