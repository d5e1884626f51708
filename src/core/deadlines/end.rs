//! What a term runs from and what it runs to: a day or a moment.

use super::Refusal;
use crate::moment::{Moment, moment_text, weekday_date_text};
use crate::text::Lang;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use std::fmt;
use std::str::FromStr;

/// What starts a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// An event of this day.
    Day(NaiveDate),
    /// An event of this moment.
    Moment(Moment),
    /// For a rule that is counted back: the day of the act, such as the service; asked is the day of the hearing.
    Act(NaiveDate),
    /// For a rule that is counted back: the day of the hearing or the end; asked is the last day for the act.
    Anchor(NaiveDate),
}

impl Trigger {
    /// Gives the day of the event in the Netherlands.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        match self {
            Trigger::Day(day) | Trigger::Act(day) | Trigger::Anchor(day) => *day,
            Trigger::Moment(moment) => moment.in_the_netherlands().date(),
        }
    }

    /// Says that the day is that of the act (the service), for a rule that is counted back.
    #[must_use]
    pub fn as_act(&self) -> Trigger {
        Trigger::Act(self.date())
    }

    /// Says that the day is that of the hearing or the end, for a rule that is counted back.
    #[must_use]
    pub fn as_anchor(&self) -> Trigger {
        Trigger::Anchor(self.date())
    }

    /// Writes the trigger so that it can be read back, with the word that says which day of two it is.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Trigger::Act(day) => format!("{ACT}{day}"),
            Trigger::Anchor(day) => format!("{ANCHOR}{day}"),
            Trigger::Day(_) | Trigger::Moment(_) => self.to_string(),
        }
    }

    /// Tells whether the event lies after this moment; a day does when it begins after it.
    #[must_use]
    pub fn is_after(&self, now: &Moment) -> bool {
        match self {
            Trigger::Moment(moment) => moment.unix() > now.unix(),
            Trigger::Day(day) | Trigger::Act(day) | Trigger::Anchor(day) => {
                *day > now.in_the_netherlands().date()
            }
        }
    }
}

/// The words by which a written trigger says which of the two days of a count-back rule it gives.
pub(super) const ACT: &str = "betekening:";
pub(super) const ANCHOR: &str = "zitting:";

impl FromStr for Trigger {
    type Err = Refusal;

    /// Reads `2026-11-23`, `2026-11-23T22:00:00+01:00`, `betekening:2026-11-23` or `zitting:2026-12-07`; days and moments
    /// also as Dutch paper has them (`23-11-2026 22:00`), which are civil time in the Netherlands.
    fn from_str(text: &str) -> Result<Trigger, Refusal> {
        super::typed::read(text)
    }
}

impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trigger::Day(day) | Trigger::Act(day) | Trigger::Anchor(day) => write!(f, "{day}"),
            Trigger::Moment(moment) => write!(f, "{moment}"),
        }
    }
}

/// Where a term ends: a whole day (its last day) or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The last day; it ends at 24:00.
    Day(NaiveDate),
    /// The moment itself.
    Moment(Moment),
}

impl End {
    /// Gives the day of the end in the Netherlands.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        match self {
            End::Day(day) => *day,
            End::Moment(moment) => moment.in_the_netherlands().date(),
        }
    }

    /// Gives the moment at which it is over; of a day that is 24:00, the first moment of the next day.
    #[must_use]
    pub fn moment(&self) -> Moment {
        match self {
            End::Moment(moment) => *moment,
            End::Day(day) => civil_or_jump(day.succ_opt().unwrap_or(*day).and_time(NaiveTime::MIN)),
        }
    }

    /// Writes it for screen and paper: `vr 27-11-2026 16:00`, `ma 28-12-2026`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            End::Day(day) => weekday_date_text(*day, lang),
            End::Moment(moment) => moment_text(moment, lang),
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Day(day) => write!(f, "{day}"),
            End::Moment(moment) => write!(f, "{moment}"),
        }
    }
}

impl FromStr for End {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<End, Refusal> {
        match text.parse()? {
            Trigger::Moment(moment) => Ok(End::Moment(moment)),
            Trigger::Day(day) => Ok(End::Day(day)),
            Trigger::Act(_) | Trigger::Anchor(_) => Err(Refusal::Unreadable(text.to_owned())),
        }
    }
}

impl serde::Serialize for End {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for End {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<End, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Reads a civil time; of an hour that the clock skips, takes the moment at which it jumps.
pub(super) fn civil_or_jump(civil: NaiveDateTime) -> Moment {
    const LONGEST_JUMP_MINUTES: i64 = 180;
    let as_written = Moment::from_civil(civil).ok();
    let before_jump = || {
        let earlier =
            |minutes| Moment::from_civil(civil.checked_sub_signed(TimeDelta::minutes(minutes))?).ok();
        let last = (1..=LONGEST_JUMP_MINUTES).find_map(earlier)?;
        Moment::from_unix(last.unix() - last.unix().rem_euclid(60) + 60)
    };
    as_written.or_else(before_jump).unwrap_or_else(|| Moment::outermost(civil.and_utc().timestamp() > 0))
}
