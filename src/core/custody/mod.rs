//! The custody of one person: which clocks run, which title there is, and whether anybody is held too long.
//!
//! Two clocks that look alike are kept apart: bringing before the judge (Sv 59a) runs from the arrest, police custody
//! from the order. A later title takes the place of an earlier one, but an earlier clock that was not met stays visible
//! as not met. Nothing here ends a clock by itself, and nothing asks what time it is: `now` is an argument.

mod clock;
mod effect;
mod held;
mod measure;
mod reckon;
#[cfg(test)]
mod tests;
mod track;

pub use clock::{Clock, Outcome, Purpose, Unmet};
pub use held::{Gap, Spent};
pub use measure::{Measure, MeasureKind};

use crate::calendar::Calendar;
use crate::law::Law;
use crate::moment::Moment;
use crate::text::Lang;
use std::collections::BTreeMap;
use track::Track;

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

/// What is missing or contradictory in the data, so that a clock may be absent; such a person is shown first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is an order, but no arrest: the clock of Sv 59a cannot be computed.
    NoArrest(Measure),
    /// There is an extension, but no police custody that it extends.
    NothingToExtend(Measure),
    /// There is nothing to lift, suspend or resume.
    NothingToEnd(Measure),
    /// An order is longer than the law allows; the law's length is used.
    TooLong {
        /// The order.
        measure: Measure,
        /// How many days it may be.
        most: u32,
    },
    /// Detention was extended more often than the law allows.
    TooManyExtensions(Measure),
    /// A clock cannot be computed: the catalogue or the rule refuses.
    NoClock {
        /// The measure that should start it.
        measure: Measure,
        /// Why, in both languages.
        why: crate::law::Words,
    },
}

impl Problem {
    /// Says what is wrong and what to look up.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Problem::NoArrest(by), Lang::Nl) => {
                format!(
                    "Geen aanhouding bekend bij {}: de voorgeleiding is niet te berekenen. Vul het tijdstip van de aanhouding in.",
                    by.text(lang)
                )
            }
            (Problem::NoArrest(by), Lang::En) => {
                format!(
                    "No arrest known with {}: the bringing before the judge cannot be computed. Fill in the moment of the arrest.",
                    by.text(lang)
                )
            }
            (Problem::NothingToExtend(by), Lang::Nl) => {
                format!(
                    "{}: er is geen inverzekeringstelling bekend die wordt verlengd. Vul die in.",
                    by.text(lang)
                )
            }
            (Problem::NothingToExtend(by), Lang::En) => {
                format!("{}: no police custody is known that it extends. Fill it in.", by.text(lang))
            }
            (Problem::NothingToEnd(by), Lang::Nl) => {
                format!("{}: er is geen bevel bekend waar dit bij hoort. Kijk het na.", by.text(lang))
            }
            (Problem::NothingToEnd(by), Lang::En) => {
                format!("{}: no order is known to which this belongs. Check it.", by.text(lang))
            }
            (Problem::TooLong { measure, most }, Lang::Nl) => {
                format!(
                    "{}: de wet staat ten hoogste {most} dagen toe; daarmee is gerekend.",
                    measure.text(lang)
                )
            }
            (Problem::TooLong { measure, most }, Lang::En) => {
                format!("{}: the law allows at most {most} days, which were used.", measure.text(lang))
            }
            (Problem::TooManyExtensions(by), Lang::Nl) => {
                format!("{}: vaker verlengd dan de wet toestaat. Kijk het na.", by.text(lang))
            }
            (Problem::TooManyExtensions(by), Lang::En) => {
                format!("{}: extended more often than the law allows. Check it.", by.text(lang))
            }
            (Problem::NoClock { measure, why }, _) => format!("{}: {}", measure.text(lang), why.get(lang)),
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
    /// Days until the hearing in all (110 in the law of 2026), once police custody has begun.
    pub until_hearing: Option<Spent>,
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

    /// Tells whether the person is held while a clock has lapsed or no title runs.
    #[must_use]
    pub fn held_too_long(&self) -> bool {
        let open_gap = self.gaps.iter().any(|gap| gap.to.is_none());
        self.status == Status::Held && (open_gap || self.lapsed().next().is_some())
    }

    /// Tells whether the person counts as held in lists: on a title that nothing ended, lapsed or not, or held while
    /// the title has no clock (during the hearing). Once the order is lifted only letting go is left.
    #[must_use]
    pub fn counts_as_held(&self) -> bool {
        let mut open = self.clocks.iter().filter(|clock| clock.outcome.is_open());
        let title = open.clone().any(|clock| clock.purpose.is_title());
        let lifted = open.any(|clock| clock.purpose == Purpose::LettingGo);
        title || (self.status == Status::Held && !lifted)
    }

    /// Tells whether the data do not allow everything to be computed.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        !self.problems.is_empty()
    }
}

/// Surveys one person's custody at `now`: all clocks, gaps and limits.
///
/// Measures may come in any order and from several cases; titles of different cases run side by side.
#[must_use]
pub fn survey(measures: &[Measure], law: &Law, calendar: &Calendar, now: &Moment) -> Custody {
    let mut cases: BTreeMap<&str, Vec<&Measure>> = BTreeMap::new();
    measures.iter().for_each(|measure| cases.entry(&measure.case).or_default().push(measure));
    let tracks: Vec<Track> = cases.into_values().map(|list| Track::run(list, (law, calendar), now)).collect();
    let held = held::union(tracks.iter().flat_map(|track| track.held.iter().copied()).collect());
    let mut clocks: Vec<Clock> = tracks.iter().flat_map(|track| track.clocks.iter().cloned()).collect();
    clocks.sort_by_key(|clock| (!clock.outcome.is_open(), clock.earliest.unix(), clock.purpose));
    let since = held::holding_at(&held, now);
    let suspended = tracks.iter().any(|track| track.suspended);
    Custody {
        status: match (since, suspended) {
            (Some(_), _) => Status::Held,
            (None, true) => Status::Suspended,
            (None, false) => Status::Free,
        },
        since,
        place: last_place(measures),
        gaps: held::gaps(&held, &tracks, now),
        detention: most(tracks.iter().filter_map(|track| track.detention)),
        until_hearing: most(tracks.iter().filter_map(|track| track.until_hearing)),
        problems: tracks.into_iter().flat_map(|track| track.problems).collect(),
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
