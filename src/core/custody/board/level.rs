//! How urgent a line of the board is: a word; screen and paper give it a shape and a colour.

use crate::custody::{Custody, Outcome, Status};
use crate::moment::Moment;
use crate::text::Lang;

const HOUR: i64 = 3_600;

/// How urgent a line is, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Held past an end, or without a title.
    Past,
    /// The data are incomplete, and nothing has lapsed as far as is known.
    Unknown,
    /// The order is lifted, and the hours to let the person go in run.
    MustGo,
    /// The first end is within a day.
    Today,
    /// It is within three days.
    Soon,
    /// It is later.
    Running,
    /// Held, and no clock runs: the hearing has begun.
    NoEnd,
    /// The detention is suspended.
    Suspended,
    /// Free, and there is something to look up.
    Free,
    /// Let go in the last days, with nothing to look up.
    Released,
}

impl Level {
    /// All levels, the most urgent first.
    pub const ALL: [Level; 10] = [
        Level::Past,
        Level::Unknown,
        Level::MustGo,
        Level::Today,
        Level::Soon,
        Level::Running,
        Level::NoEnd,
        Level::Suspended,
        Level::Free,
        Level::Released,
    ];

    /// Gives the word for people.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Level::Past, Lang::Nl) => "VERSTREKEN",
            (Level::Past, Lang::En) => "PAST ITS END",
            (Level::Unknown, Lang::Nl) => "GEGEVENS ONTBREKEN",
            (Level::Unknown, Lang::En) => "DATA MISSING",
            (Level::MustGo, Lang::Nl) => "MOET VRIJ",
            (Level::MustGo, Lang::En) => "MUST BE LET GO",
            (Level::Today, Lang::Nl) => "BINNEN 24 UUR",
            (Level::Today, Lang::En) => "WITHIN 24 HOURS",
            (Level::Soon, Lang::Nl) => "BINNEN 3 DAGEN",
            (Level::Soon, Lang::En) => "WITHIN 3 DAYS",
            (Level::Running, Lang::Nl) => "LOOPT",
            (Level::Running, Lang::En) => "RUNNING",
            (Level::NoEnd, Lang::Nl) => "ZITTING LOOPT",
            (Level::NoEnd, Lang::En) => "HEARING RUNS",
            (Level::Suspended, Lang::Nl) => "GESCHORST",
            (Level::Suspended, Lang::En) => "SUSPENDED",
            (Level::Free, Lang::Nl) => "VRIJ, NA TE GAAN",
            (Level::Free, Lang::En) => "FREE, TO CHECK",
            (Level::Released, Lang::Nl) => "VRIJGELATEN",
            (Level::Released, Lang::En) => "RELEASED",
        }
    }

    /// Gives the word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Level::Past => "past",
            Level::Unknown => "unknown",
            Level::MustGo => "must-go",
            Level::Today => "today",
            Level::Soon => "soon",
            Level::Running => "running",
            Level::NoEnd => "no-end",
            Level::Suspended => "suspended",
            Level::Free => "free",
            Level::Released => "released",
        }
    }

    pub(super) fn of(custody: &Custody, now: &Moment) -> Level {
        let next = custody.next_fatal();
        let past = next.is_some_and(|clock| clock.outcome == Outcome::Lapsed);
        let left = next.map(|clock| clock.seconds_left(now));
        match (custody.status, left) {
            _ if past || custody.held_too_long() => Level::Past,
            _ if custody.is_incomplete() => Level::Unknown,
            _ if custody.must_go().is_some() => Level::MustGo,
            (_, Some(left)) if left <= 24 * HOUR => Level::Today,
            (_, Some(left)) if left <= 72 * HOUR => Level::Soon,
            (_, Some(_)) => Level::Running,
            (Status::Held, None) => Level::NoEnd,
            (Status::Suspended, None) => Level::Suspended,
            (Status::Free, None) => Level::Free,
        }
    }
}
