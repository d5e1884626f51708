//! Signs that somebody was let go too early: a title that nobody lifted, or another one that waited.

use super::clock::Outcome;
use super::measure::MeasureKind as Kind;
use super::track::Track;
use super::{Clock, Measure, Status};
use crate::law::Words;
use crate::moment::{Moment, until_text};
use crate::text::Lang;

/// Why somebody may have been let go too early; each is for a person to look up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Early {
    /// A title would still run, and nothing lifted it.
    Title {
        /// The title.
        name: Words,
        /// Until when it would run.
        until: Moment,
        /// The release.
        by: Measure,
    },
    /// The hearing had begun and nobody had judged, and nothing lifted the order.
    Hearing {
        /// The release.
        by: Measure,
    },
    /// A title of another case holds the person, who was let go in this one.
    Elsewhere {
        /// The other case.
        case: String,
        /// The release or suspension.
        by: Measure,
    },
    /// A sentence or title waited for the end of this one.
    FollowOn {
        /// What waited.
        waiting: Measure,
        /// The release or suspension.
        by: Measure,
    },
}

impl Early {
    /// Says it in one sentence.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Early::Title { name, until, by }, Lang::Nl) => format!(
                "{}, zonder opheffing; {} liep {}.",
                by.text(lang),
                name.get(lang),
                until_text(until, lang)
            ),
            (Early::Title { name, until, by }, Lang::En) => format!(
                "{}, with no order lifted; {} ran {}.",
                by.text(lang),
                name.get(lang),
                until_text(until, lang)
            ),
            (Early::Hearing { by }, Lang::Nl) => {
                format!("{}, zonder opheffing; de zitting liep en de titel ook.", by.text(lang))
            }
            (Early::Hearing { by }, Lang::En) => {
                format!("{}, with no order lifted; the hearing ran, and so did the title.", by.text(lang))
            }
            (Early::Elsewhere { case, by }, Lang::Nl) => {
                format!("{}; in zaak {case} loopt nog een titel. Zit de persoon nog vast?", by.text(lang))
            }
            (Early::Elsewhere { case, by }, Lang::En) => {
                format!("{}; in case {case} a title still runs. Is the person still held?", by.text(lang))
            }
            (Early::FollowOn { waiting, by }, Lang::Nl) => {
                format!("{}, terwijl er iets wachtte: {}.", by.text(lang), waiting.text(lang))
            }
            (Early::FollowOn { waiting, by }, Lang::En) => {
                format!("{}, while something waited: {}.", by.text(lang), waiting.text(lang))
            }
        }
    }
}

/// Finds the signs; once the last title is over in every reading, letting go was no longer too early.
pub(super) fn find(tracks: &[Track], status: Status, now: &Moment) -> Vec<Early> {
    if status == Status::Held {
        return tracks.iter().flat_map(|track| elsewhere(track, tracks)).collect();
    }
    let own = tracks.iter().flat_map(|track| title(track, now).chain(hearing(track)));
    own.chain(follow_on(tracks)).collect()
}

fn title<'a>(track: &'a Track, now: &'a Moment) -> impl Iterator<Item = Early> + 'a {
    track.clocks.iter().filter_map(|clock| match &clock.outcome {
        Outcome::Ended(by) if cut_short(clock, by, now) => {
            Some(Early::Title { name: clock.name.clone(), until: clock.earliest, by: by.clone() })
        }
        _ => None,
    })
}

fn cut_short(clock: &Clock, by: &Measure, now: &Moment) -> bool {
    clock.purpose.is_remand() && by.kind == Kind::Release && clock.latest.unix() > now.unix()
}

fn hearing<'a>(track: &'a Track) -> impl Iterator<Item = Early> + 'a {
    let released = track.freed.as_ref().filter(|by| by.kind == Kind::Release && track.is_title_open());
    released.into_iter().map(|by| Early::Hearing { by: by.clone() })
}

fn elsewhere<'a>(track: &'a Track, tracks: &'a [Track]) -> impl Iterator<Item = Early> + 'a {
    let freed = track.freed.as_ref().filter(|_| !track.is_held());
    freed.into_iter().flat_map(move |by| {
        let held = tracks.iter().filter(move |other| other.holds_since(by.moment.unix()));
        let cases = held.filter_map(|other| other.clocks.first().map(|clock| clock.started_by.case.clone()));
        cases.map(move |case| Early::Elsewhere { case, by: by.clone() })
    })
}

/// What waited when the person was let go; what came later was not overlooked.
fn follow_on<'a>(tracks: &'a [Track]) -> impl Iterator<Item = Early> + 'a {
    freed(tracks).into_iter().flat_map(move |by| {
        let waiting = tracks.iter().flat_map(|track| &track.follow_on);
        let waiting = waiting.filter(move |waiting| waiting.moment.unix() <= by.moment.unix());
        waiting.map(move |waiting| Early::FollowOn { waiting: waiting.clone(), by: by.clone() })
    })
}

/// Gives the newest release or suspension of all.
pub(super) fn freed<'a>(tracks: &'a [Track]) -> Option<&'a Measure> {
    tracks.iter().filter_map(|track| track.freed.as_ref()).max_by_key(|by| by.moment.unix())
}

impl Track<'_> {
    /// Tells whether somebody held on this case was so already at a moment.
    fn holds_since(&self, at: i64) -> bool {
        self.held.last().is_some_and(|(from, to)| *from < at && to.is_none())
    }
}
