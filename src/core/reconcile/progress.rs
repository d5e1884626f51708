//! How fast the back-entry goes, and when it will be done if it goes on like this: all of it, and per process and partner.

use super::concern::ChainPartner;
use crate::incident::Process;
use crate::moment::Moment;
use std::collections::BTreeMap;

/// The shortest time over which a pace says something: one hour.
const LEAST: i64 = 3_600;

/// How many items were finished over how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Finished items.
    pub done: u64,
    /// Over how many seconds.
    pub seconds: i64,
}

/// When the back-entry will be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// It is done.
    Done,
    /// At this moment, at the present pace, nights and weekends counted as they were.
    At(Moment),
    /// Nobody can tell: nothing was finished lately, or there is too little to go by.
    Unknown,
}

impl Pace {
    /// Measures the pace over the last seconds before `now`, from the moments in them at which items were finished. When
    /// none was finished before that (`older`), the work began with the first of these: it is measured from there, and over
    /// an hour at least.
    #[must_use]
    pub fn of(finished: &[Moment], older: bool, now: &Moment, seconds: i64) -> Pace {
        let ages = finished.iter().map(|at| now.unix().saturating_sub(at.unix()));
        let within: Vec<i64> = ages.filter(|age| (0..=seconds).contains(age)).collect();
        let begun = within.iter().copied().max().unwrap_or(0);
        let over = if older { seconds } else { begun }.max(LEAST);
        Pace { done: within.len() as u64, seconds: over }
    }

    /// Gives the number of items in an hour, in tenths.
    #[must_use]
    pub fn tenths_per_hour(&self) -> u64 {
        let seconds = u64::try_from(self.seconds.max(1)).unwrap_or(1);
        self.done.saturating_mul(36_000) / seconds
    }

    /// Reckons when so many open items will be done.
    #[must_use]
    pub fn forecast(&self, open: u64, now: &Moment) -> Forecast {
        match (open, self.done) {
            (0, _) => Forecast::Done,
            (_, 0) => Forecast::Unknown,
            (open, done) => {
                let seconds = i64::try_from(open).ok().and_then(|open| open.checked_mul(self.seconds));
                let needed = seconds.zip(i64::try_from(done).ok()).map(|(all, done)| all / done);
                let end = needed.and_then(|needed| Moment::from_unix(now.unix().checked_add(needed)?));
                end.map_or(Forecast::Unknown, |end| Forecast::At(end.in_the_netherlands()))
            }
        }
    }
}

/// What items are about: a process, or one partner in it; all of the process when none is named.
pub type Concern = (Process, Option<ChainPartner>);

/// What is counted of some items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Items not done.
    pub open: u64,
    /// Items done.
    pub done: u64,
    /// When the oldest open item was written.
    pub oldest: Option<Moment>,
    /// When people finished items lately.
    pub finished: Vec<Moment>,
    /// People finished others before that.
    pub older: bool,
}

impl Tally {
    /// Adds what was counted of other items.
    pub fn add(&mut self, other: &Tally) {
        self.open = self.open.saturating_add(other.open);
        self.done = self.done.saturating_add(other.done);
        self.oldest = self.oldest.into_iter().chain(other.oldest).min_by_key(Moment::unix);
        self.finished.extend(other.finished.iter().copied());
        self.older |= other.older;
    }
}

/// How far the back-entry of a process is, or that of one partner in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meter {
    /// Which.
    pub about: Concern,
    /// Items not done.
    pub open: u64,
    /// Items done.
    pub done: u64,
    /// When the oldest open item was written.
    pub oldest: Option<Moment>,
    /// How fast people finished its items lately.
    pub pace: Pace,
    /// When it will be done at that pace.
    pub forecast: Forecast,
}

/// Measures each process as a whole, and after it each partner in it, over the last seconds before `now`. Items of which no
/// partner is known count in their process alone.
#[must_use]
pub fn meters(tallies: &BTreeMap<Concern, Tally>, now: &Moment, seconds: i64) -> Vec<Meter> {
    let mut all: BTreeMap<Concern, Tally> = BTreeMap::new();
    for ((process, partner), tally) in tallies {
        all.entry((*process, None)).or_default().add(tally);
        if partner.is_some() {
            all.entry((*process, partner.clone())).or_default().add(tally);
        }
    }
    all.into_iter().map(|(about, tally)| Meter::of(about, &tally, now, seconds)).collect()
}

impl Meter {
    fn of(about: Concern, tally: &Tally, now: &Moment, seconds: i64) -> Meter {
        let pace = Pace::of(&tally.finished, tally.older, now, seconds);
        let forecast = pace.forecast(tally.open, now);
        Meter { about, open: tally.open, done: tally.done, oldest: tally.oldest, pace, forecast }
    }
}
