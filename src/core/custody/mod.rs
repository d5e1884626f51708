//! The custody of one person: which clocks run, which title there is, and whether anybody is held too long.
//!
//! Two clocks that look alike are kept apart: bringing before the judge (Sv 59a) runs from the arrest, police custody
//! from the order. A later title takes the place of an earlier one, but an earlier clock that was not met stays visible
//! as not met. Nothing here ends a clock by itself, and nothing asks what time it is: `now` is an argument.

pub mod board;
mod clock;
mod detained;
mod early;
mod effect;
mod hearing;
mod held;
mod measure;
mod problem;
mod reckon;
mod rescue;
#[cfg(test)]
mod stages;
#[cfg(test)]
mod tests;
mod track;

pub use clock::{Clock, Outcome, Purpose, Unmet, is_custody_term};
pub use early::Early;
pub use held::{Gap, Spent};
pub use measure::{Measure, MeasureKind};
pub use problem::Problem;
pub use rescue::Rescue;

use crate::calendar::Calendar;
use crate::law::Law;
use crate::moment::Moment;
use crate::text::Lang;
use std::collections::BTreeMap;
use track::Track;

/// How long a release stays on the board: 48 hours.
const SECONDS_RELEASED: i64 = 48 * 3_600;

/// Whether a person is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Held.
    Held,
    /// Free while the detention is suspended.
    Suspended,
    /// Free.
    Free,
}

impl Status {
    /// Gives the word for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Status::Held => lang.pick("vast", "held"),
            Status::Suspended => lang.pick("geschorst", "suspended"),
            Status::Free => lang.pick("vrij", "free"),
        }
    }
}

/// Everything about one person's custody at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custody {
    /// Whether the person is held at that moment.
    pub status: Status,
    /// Since when the person is held, when held.
    pub since: Option<Moment>,
    /// Where, by the last measure that says so.
    pub place: String,
    /// All clocks: the open ones first, each group by fatal moment.
    pub clocks: Vec<Clock>,
    /// Times of being held without a running title, oldest first.
    pub gaps: Vec<Gap>,
    /// Days of the detention limit (90 in the law of 2026), once detention has begun.
    pub detention: Option<Spent>,
    /// When the newest order of detention must be over by the days that the law allows for all of them, in the earliest
    /// reading.
    pub detention_ends: Option<Moment>,
    /// Days until the hearing in all (110 in the law of 2026), once police custody has begun.
    pub until_hearing: Option<Spent>,
    /// The way back after a missed extension (Sv 66a), while there is one.
    pub rescue: Option<Rescue>,
    /// Sentences and titles that wait for the end of this custody: nobody is let go without a look at them.
    pub follow_on: Vec<Measure>,
    /// The newest release or suspension, of whatever case.
    pub freed: Option<Measure>,
    /// Why the person may have been let go too early.
    pub early: Vec<Early>,
    /// What is missing in the data.
    pub problems: Vec<Problem>,
}

impl Custody {
    /// Gives the clock whose fatal moment comes first, or that has already lapsed.
    #[must_use]
    pub fn next_fatal(&self) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.outcome.is_open())
    }

    /// Gives the clocks that have lapsed while nothing ended them: the person is held too long.
    pub fn lapsed(&self) -> impl Iterator<Item = &Clock> {
        self.clocks.iter().filter(|clock| clock.outcome == Outcome::Lapsed)
    }

    /// Gives the time without a title that still goes on: nothing is more urgent, whatever clock runs beside it.
    #[must_use]
    pub fn open_gap(&self) -> Option<&Gap> {
        self.gaps.iter().find(|gap| gap.to.is_none())
    }

    /// Tells whether the person is held while a clock has lapsed or no title runs.
    #[must_use]
    pub fn held_too_long(&self) -> bool {
        self.status == Status::Held && (self.open_gap().is_some() || self.lapsed().next().is_some())
    }

    /// Tells whether the person counts as held in lists: on a title that nothing ended, lapsed or not, or held while
    /// the title has no clock (during the hearing). Once the order is lifted only letting go is left.
    #[must_use]
    pub fn counts_as_held(&self) -> bool {
        let open = self.clocks.iter().filter(|clock| clock.outcome.is_open());
        let title = open.clone().any(|clock| clock.purpose.is_title());
        let began = |clock: &Clock| clock.started_by.moment.unix();
        let lifted = open.filter(|clock| clock.purpose == Purpose::LettingGo).map(began).max();
        // A title that began after the lifting holds the person, though its clock was met.
        let titles = self.clocks.iter().filter(|clock| clock.purpose.is_title());
        let last = titles.map(began).max();
        title || (self.status == Status::Held && lifted.is_none_or(|lifted| last > Some(lifted)))
    }

    /// Gives the clock of letting go while it runs and nothing else holds the person: the order is lifted, the hours of
    /// the law are not over.
    #[must_use]
    pub fn must_go(&self) -> Option<&Clock> {
        let letting_go =
            |clock: &&Clock| clock.purpose == Purpose::LettingGo && clock.outcome == Outcome::Running;
        let waits = self.status == Status::Held && !self.counts_as_held() && !self.held_too_long();
        self.clocks.iter().find(letting_go).filter(|_| waits)
    }

    /// Says how the person stands: held, suspended or free, or to be let go.
    #[must_use]
    pub fn standing(&self, lang: Lang) -> &'static str {
        match self.must_go() {
            Some(_) => lang.pick("moet vrij", "must be let go"),
            None => self.status.label(lang),
        }
    }

    /// Gives when the person was released, for some time after it: nobody leaves the board without a trace.
    #[must_use]
    pub fn released_lately(&self, now: &Moment) -> Option<&Measure> {
        let free = self.freed.as_ref().filter(|_| self.status == Status::Free);
        let lately = |by: &&Measure| now.unix().saturating_sub(by.moment.unix()) < SECONDS_RELEASED;
        free.filter(|by| by.kind == MeasureKind::Release).filter(lately)
    }

    /// Gives the title that began last and was not overtaken by another: until when it ran, or would have run.
    #[must_use]
    pub fn last_title(&self) -> Option<&Clock> {
        let counts = |clock: &&Clock| {
            let done = matches!(clock.outcome, Outcome::Met(_) | Outcome::Overtaken { .. });
            clock.purpose.is_title() && !done
        };
        self.clocks.iter().filter(counts).max_by_key(|clock| clock.started_by.moment.unix())
    }

    /// Gives the moment to act before: the first fatal end, or since when there is no title.
    #[must_use]
    pub fn ends(&self) -> Option<Moment> {
        let gap = self.open_gap().map(|gap| gap.from);
        let clock = self.next_fatal().map(|clock| clock.earliest);
        gap.into_iter().chain(clock).min_by_key(Moment::unix)
    }

    /// Tells whether another reading of the same person's custody is looser: off the board, free, with a later end or none.
    #[must_use]
    pub fn loosens(&self, then: Option<&Custody>) -> bool {
        if !self.is_on_board() {
            return false;
        }
        let Some(then) = then.filter(|then| then.is_on_board()) else { return true };
        let freed = self.status == Status::Held && then.status != Status::Held;
        let later = match (self.ends(), then.ends()) {
            (Some(now), Some(then)) => then.unix() > now.unix(),
            (Some(_), None) => true,
            (None, _) => false,
        };
        freed || later
    }

    /// Tells whether the person belongs on a board: anything runs, stands still, is not clear or was perhaps too early.
    #[must_use]
    pub fn is_on_board(&self) -> bool {
        let released = self.freed.as_ref().is_some_and(|freed| freed.kind == MeasureKind::Release);
        self.status != Status::Free
            || self.next_fatal().is_some()
            || !self.early.is_empty()
            || self.problems.iter().any(|problem| matches!(problem, Problem::InFuture(_)))
            || (self.is_incomplete() && !released)
    }

    /// Tells whether the data do not allow everything to be computed.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        !self.problems.is_empty()
    }
}

/// Surveys one person's custody at `now`: all clocks, gaps and limits.
///
/// Measures may come in any order and from several cases; titles of different cases run side by side. One that lies in
/// the future is told as a problem and counts for nothing: what has not happened ends no title.
#[must_use]
pub fn survey(measures: &[Measure], law: &Law, calendar: &Calendar, now: &Moment) -> Custody {
    let happened = |measure: &&Measure| measure.moment.unix() <= now.unix();
    let mut ahead: Vec<&Measure> = measures.iter().filter(|measure| !happened(measure)).collect();
    ahead.sort_by_key(|measure| (measure.moment.unix(), measure.kind));
    let ahead = ahead.into_iter().cloned().map(Problem::InFuture);
    let mut cases: BTreeMap<&str, Vec<&Measure>> = BTreeMap::new();
    let told = measures.iter().filter(happened);
    told.for_each(|measure| cases.entry(&measure.case).or_default().push(measure));
    let tracks: Vec<Track> = cases.into_values().map(|list| Track::run(list, (law, calendar), now)).collect();
    let held = held::union(tracks.iter().flat_map(|track| track.held.iter().copied()).collect());
    let mut clocks: Vec<Clock> = tracks.iter().flat_map(|track| track.clocks.iter().cloned()).collect();
    clocks.sort_by_key(|clock| (!clock.outcome.is_open(), clock.earliest.unix(), clock.purpose));
    let since = held::holding_at(&held, now);
    let suspended = tracks.iter().any(|track| track.suspended);
    let status = match (since, suspended) {
        (Some(_), _) => Status::Held,
        (None, true) => Status::Suspended,
        (None, false) => Status::Free,
    };
    Custody {
        status,
        since,
        early: early::find(&tracks, status, now),
        freed: early::freed(&tracks).cloned(),
        rescue: tracks.iter().find_map(|track| track.rescue.clone()),
        follow_on: tracks.iter().flat_map(|track| track.follow_on.iter().cloned()).collect(),
        place: last_place(measures),
        gaps: held::gaps(&held, &tracks, now),
        detention: most(tracks.iter().filter_map(|track| track.detention)),
        detention_ends: tracks.iter().filter_map(|track| track.detained.ends).min_by_key(Moment::unix),
        until_hearing: most(tracks.iter().filter_map(|track| track.until_hearing)),
        problems: tracks.into_iter().flat_map(|track| track.problems).chain(ahead).collect(),
        clocks,
    }
}

fn most(spent: impl Iterator<Item = Spent>) -> Option<Spent> {
    spent.min_by_key(|spent| spent.left())
}

fn last_place(measures: &[Measure]) -> String {
    let placed = measures.iter().filter(|measure| !measure.place.is_empty());
    placed
        .max_by_key(|measure| measure.moment.unix())
        .map_or_else(String::new, |measure| measure.place.clone())
}
