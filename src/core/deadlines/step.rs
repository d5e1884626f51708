//! The steps of a computation: the why-sheet, a sentence each, so that a jurist can check it with a pencil.

use super::End;
use crate::calendar::DayOff;
use crate::law::{Amount, Counting, Words};
use crate::moment::Moment;
use crate::text::Lang;
use chrono::NaiveDate;

/// An edge of a window in both readings of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// With months of a fixed number of days.
    pub by_days: NaiveDate,
    /// With calendar months.
    pub by_calendar: NaiveDate,
}

impl Edge {
    pub(super) fn differ(self) -> bool {
        self.by_days != self.by_calendar
    }
}

/// One step of a computation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// What the term runs from.
    Began {
        /// What the event is.
        what: Words,
        /// When it was.
        at: End,
    },
    /// A length was turned into days.
    Converted {
        /// The length in the law.
        length: Amount,
        /// The days.
        days: u32,
        /// The article that says so, where the code has one.
        article: Option<String>,
    },
    /// Days were counted.
    Days {
        /// How many.
        days: u32,
        /// From this day, which does not count.
        from: NaiveDate,
        /// To this day.
        to: NaiveDate,
        /// The article by which the day of the event does not count; nothing when it does count.
        free: Option<String>,
    },
    /// Calendar months or years were counted.
    Calendar {
        /// How many.
        length: Amount,
        /// From this day.
        from: NaiveDate,
        /// To this day.
        to: NaiveDate,
    },
    /// A day that is no working day was skipped.
    Moved {
        /// The day.
        from: NaiveDate,
        /// Why it is none.
        why: DayOff,
        /// The next day.
        to: NaiveDate,
        /// The article.
        article: String,
    },
    /// The term was lengthened until enough working days lay inside.
    Stretched {
        /// Its end before that.
        from: NaiveDate,
        /// How many there were.
        inside: u32,
        /// How many there must be.
        wanted: u32,
        /// Its new end.
        to: NaiveDate,
        /// The article.
        article: String,
    },
    /// The extension act does not apply.
    NotExtended {
        /// Why.
        why: Words,
    },
    /// The steps that follow belong to the reading in which the extension act applies.
    SupposeAtw,
    /// Nobody has established whether the extension act applies.
    WithAndWithoutAtw {
        /// The end without it.
        without: End,
        /// The end with it.
        with: End,
    },
    /// The clock was turned back in that night, so that it showed this time twice.
    TwiceThatNight {
        /// The one that was counted from.
        at: Moment,
        /// It is the first of the two, in summer time.
        first: bool,
    },
    /// Elapsed time was counted.
    Elapsed {
        /// The length in the law.
        length: Amount,
        /// The same in hours.
        hours: i64,
        /// The moment at which it is over.
        to: Moment,
    },
    /// The clock changed within the term.
    ClockChange {
        /// By elapsed time.
        elapsed: Moment,
        /// By the clock on the wall.
        wall: Moment,
    },
    /// Hours of the night were left out.
    Night {
        /// From this moment.
        from: Moment,
        /// To this moment.
        to: Moment,
    },
    /// Hours outside the night were used up.
    HoursEnd {
        /// The length in the law.
        length: Amount,
        /// The moment at which it is over.
        to: Moment,
    },
    /// The days between an act and a hearing.
    Between {
        /// How many.
        length: Amount,
        /// The first of them.
        first: NaiveDate,
        /// The last of them.
        last: NaiveDate,
    },
    /// The first day on which the hearing may be.
    FirstHearing {
        /// The day.
        day: NaiveDate,
    },
    /// That day is no working day.
    HearingOnDayOff {
        /// The day.
        day: NaiveDate,
        /// Why it is none.
        why: DayOff,
        /// The working day after it.
        next: NaiveDate,
    },
    /// On this day it is too late: what must lie between would reach the hearing.
    TooLate {
        /// The day.
        day: NaiveDate,
    },
    /// The last day for the act.
    LastAct {
        /// The day.
        day: NaiveDate,
    },
    /// That day is no working day, and a term counted back does not run on.
    NotMovedBack {
        /// The day.
        day: NaiveDate,
        /// Why it is none.
        why: DayOff,
        /// The article.
        article: String,
    },
    /// The days before an end can be read as free days or not.
    FreeOrNot {
        /// The earlier outcome.
        earliest: End,
        /// The later outcome.
        latest: End,
    },
    /// The first edge of a window.
    WindowOpens {
        /// How long before the end.
        length: Amount,
        /// Both readings.
        readings: Edge,
        /// The first day that is safe in both.
        day: NaiveDate,
    },
    /// The last edge of a window.
    WindowCloses {
        /// How long before the end.
        length: Amount,
        /// Both readings.
        readings: Edge,
        /// The last day that is safe in both.
        day: NaiveDate,
    },
    /// The event itself is what counts: the day, the stamp, at once.
    Counts {
        /// In which way.
        how: Counting,
        /// When.
        at: End,
    },
    /// The term stood still while the person was at liberty.
    StoodStill {
        /// From this moment.
        from: Moment,
        /// Until this moment.
        to: Moment,
        /// The new end.
        end: Moment,
    },
    /// The orders together cannot last longer than this.
    Capped {
        /// How long in all.
        total: Amount,
        /// The moment at which that is used up.
        to: Moment,
    },
}

impl Step {
    /// Names what moved the date in this step, such as a holiday; nothing when nothing did.
    #[must_use]
    pub fn moved_by(&self, lang: Lang) -> Option<String> {
        match self {
            Step::Moved { why, .. } => Some(why.name(lang)),
            Step::Stretched { article, .. } => Some(article.clone()),
            Step::Night { .. } => Some(lang.pick("nacht", "night").to_owned()),
            Step::ClockChange { .. } => Some(lang.pick("klok verzet", "clock change").to_owned()),
            Step::StoodStill { .. } => Some(lang.pick("schorsing", "suspension").to_owned()),
            Step::Capped { .. } => Some(lang.pick("maximum", "maximum").to_owned()),
            _ => None,
        }
    }

    /// Gives the day or moment that the step arrives at, where it does.
    #[must_use]
    pub fn to(&self) -> Option<End> {
        match self {
            Step::Began { at, .. } | Step::Counts { at, .. } => Some(*at),
            Step::Days { to, .. }
            | Step::Calendar { to, .. }
            | Step::Moved { to, .. }
            | Step::Stretched { to, .. } => Some(End::Day(*to)),
            Step::FirstHearing { day }
            | Step::LastAct { day }
            | Step::WindowOpens { day, .. }
            | Step::WindowCloses { day, .. } => Some(End::Day(*day)),
            Step::Elapsed { to, .. }
            | Step::Night { to, .. }
            | Step::HoursEnd { to, .. }
            | Step::Capped { to, .. } => Some(End::Moment(*to)),
            Step::StoodStill { end, .. } => Some(End::Moment(*end)),
            Step::Converted { .. }
            | Step::NotExtended { .. }
            | Step::SupposeAtw
            | Step::WithAndWithoutAtw { .. }
            | Step::TwiceThatNight { .. }
            | Step::ClockChange { .. }
            | Step::Between { .. }
            | Step::HearingOnDayOff { .. }
            | Step::NotMovedBack { .. }
            | Step::TooLate { .. }
            | Step::FreeOrNot { .. } => None,
        }
    }
}
