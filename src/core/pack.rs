//! When a fallback pack (noodpakket) is due, and when it is too old. The time is an argument.

use crate::moment::{Moment, span_text};
use crate::text::Lang;
use chrono::{Days, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// After how many hours people are warned that the pack is old.
pub const OLD_AFTER_HOURS: i64 = 24;
/// How many days of hearings a pack has when nobody says otherwise.
pub const USUAL_DAYS: u16 = 5;
/// The most days of hearings in a pack.
pub const MOST_DAYS: u16 = 14;

/// Every day at this time, into this folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The time of day by the clocks in the Netherlands.
    pub at: NaiveTime,
    /// The folder.
    pub to: String,
}

impl Schedule {
    /// Gives the last moment up to now at which a pack was to be made.
    #[must_use]
    pub fn last_before(&self, now: &Moment) -> Option<Moment> {
        let civil = now.in_the_netherlands().civil();
        let today = civil.date();
        let day = if civil.time() >= self.at { today } else { today.checked_sub_days(Days::new(1))? };
        // The clock skips an hour on one night in spring: what was to be made in it is made after it.
        Moment::from_civil(NaiveDateTime::new(day, self.at))
            .or_else(|_| Moment::from_civil(day.and_time(self.at) + chrono::TimeDelta::hours(1)))
            .ok()
    }

    /// Says whether a pack is due: none was made since the last moment at which one was to be. A day that was missed
    /// because the workstation was off is made up for as soon as it is on.
    #[must_use]
    pub fn is_due(&self, last_made: Option<&Moment>, now: &Moment) -> bool {
        let Some(last) = self.last_before(now) else { return false };
        last_made.is_none_or(|made| made.unix() < last.unix())
    }
}

/// Warns when no pack was ever made, or when the last one is older than a day.
#[must_use]
pub fn warning(last_made: Option<&Moment>, now: &Moment, lang: Lang) -> Option<String> {
    let Some(made) = last_made else {
        let never = lang.pick(
            "Er is nog nooit een noodpakket gemaakt. Maak er nu een.",
            "A fallback pack was never made. Make one now.",
        );
        return Some(never.to_owned());
    };
    let old = now.unix().saturating_sub(made.unix()) > OLD_AFTER_HOURS.saturating_mul(3600);
    let span = span_text(made, now, lang);
    old.then(|| match lang {
        Lang::Nl => {
            format!("Het laatste noodpakket is {span} oud. Maak een nieuw, ook als er niets veranderd is.")
        }
        Lang::En => format!("The last fallback pack is {span} old. Make a new one, also if nothing changed."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn daily(time: &str) -> Schedule {
        Schedule { at: time.parse().unwrap(), to: "stick".to_owned() }
    }

    #[test]
    fn a_pack_is_due_once_a_day_from_its_time_on() {
        let schedule = daily("07:00:00");
        let (before, after) = (at("2026-11-23T06:59:00+01:00"), at("2026-11-23T07:00:00+01:00"));
        let yesterday = at("2026-11-22T07:01:00+01:00");
        assert!(!schedule.is_due(Some(&yesterday), &before));
        assert!(schedule.is_due(Some(&yesterday), &after));
        assert!(!schedule.is_due(Some(&after), &after));
        assert!(!schedule.is_due(Some(&after), &at("2026-11-24T06:59:59+01:00")));
        assert!(schedule.is_due(None, &before), "what was missed is made up for");
    }

    #[test]
    fn the_hour_that_the_clock_skips_does_not_skip_the_pack() {
        let schedule = daily("02:30:00");
        let last = schedule.last_before(&at("2026-03-29T09:00:00+02:00")).unwrap();
        assert_eq!(last.to_string(), "2026-03-29T03:30:00+02:00");
        assert!(schedule.is_due(Some(&at("2026-03-28T02:30:00+01:00")), &at("2026-03-29T09:00:00+02:00")));
    }

    #[test]
    fn a_pack_of_more_than_a_day_and_none_at_all_are_warned_about() {
        let made = at("2026-11-22T07:00:00+01:00");
        assert_eq!(warning(Some(&made), &at("2026-11-23T07:00:00+01:00"), Lang::Nl), None);
        let old = warning(Some(&made), &at("2026-11-23T08:30:00+01:00"), Lang::Nl).unwrap();
        assert!(old.contains("1 d 1 u"), "{old}");
        assert!(warning(None, &made, Lang::En).unwrap().contains("never made"));
    }
}
