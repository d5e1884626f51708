//! Worked examples as facts: what a jurist counted by hand, with the day before any extension and the clock on the wall.

use super::tests::{CALENDAR, day, free_days, rule};
use super::*;
use crate::law::Amount;

/// A term in free days: the event, its length, the last day as counted, the last day as the extension act has it.
const FREE: [(&str, u32, &str, &str); 7] = [
    ("2010-08-04", 14, "2010-08-18", "2010-08-18"), // published by 01-strafrecht-advocaat.nl
    ("2026-04-20", 14, "2026-05-04", "2026-05-04"), // a Monday between two holidays
    ("2026-05-01", 14, "2026-05-15", "2026-05-18"), // Friday after Ascension, by decree
    ("2026-12-24", 3, "2026-12-27", "2026-12-29"),  // Monday first, then a second working day
    ("2026-03-27", 8, "2026-04-04", "2026-04-07"),  // the weekend of Easter
    ("2027-04-23", 14, "2027-05-07", "2027-05-10"), // Friday after Ascension, by decree
    ("2026-11-13", 60, "2027-01-12", "2027-01-12"), // two months
];

#[test]
fn free_days_end_as_counted_by_hand_before_and_after_extension() {
    for (event, days, raw, end) in FREE {
        let found = free_days(event, days);
        let counted = found.steps.iter().find_map(|step| match step {
            Step::Days { to, .. } => Some(*to),
            _ => None,
        });
        assert_eq!(counted, Some(day(raw)), "{event} + {days}");
        assert_eq!(
            (found.earliest, found.latest),
            (End::Day(day(end)), End::Day(day(end))),
            "{event} + {days}"
        );
        let moved = found.steps.iter().any(|step| step.moved_by(Lang::Nl).is_some());
        assert_eq!(moved, raw != end, "{event} + {days}");
    }
}

/// The day of service, the free days, the first day of the hearing.
const SERVED: [(&str, &str, &str); 3] = [
    ("dagv_pr", "2026-12-23", "2026-12-29"),
    ("dagv_mk", "2026-11-02", "2026-11-13"),
    ("dagv_pr", "2026-06-05", "2026-06-10"),
];

#[test]
fn the_first_hearing_after_a_service_is_as_counted_by_hand() {
    for (chamber, served, first) in SERVED {
        let found = compute(&rule(chamber), &Trigger::Act(day(served)), &CALENDAR).unwrap();
        assert_eq!(found.earliest, End::Day(day(first)), "{chamber} {served}");
    }
}

/// The start, the hours, the end by elapsed time and the end on the clock.
const ELAPSED: [(&str, u32, &str, &str); 3] = [
    ("2026-10-23T22:00:00+02:00", 90, "2026-10-27T15:00:00+01:00", "2026-10-27T16:00:00+01:00"),
    ("2026-11-24T16:00:00+01:00", 72, "2026-11-27T16:00:00+01:00", "2026-11-27T16:00:00+01:00"),
    ("2026-10-20T10:00:00+02:00", 336, "2026-11-03T09:00:00+01:00", "2026-11-03T10:00:00+01:00"),
];

#[test]
fn elapsed_hours_end_as_counted_by_hand_on_both_clocks() {
    for (start, hours, elapsed, wall) in ELAPSED {
        let rule = rule("voorgeleiding").with_length(Amount::hours(hours));
        let found = compute(&rule, &start.parse().unwrap(), &CALENDAR).unwrap();
        assert_eq!(
            (found.earliest.to_string(), found.latest.to_string()),
            (elapsed.into(), wall.into()),
            "{start}"
        );
    }
}

#[test]
fn holding_without_the_night_ends_as_counted_by_hand() {
    let held = [
        ("ophouden_9", "2026-11-23T14:00:00+01:00", "2026-11-23T23:00:00+01:00"),
        ("ophouden_6", "2026-11-24T03:00:00+01:00", "2026-11-24T15:00:00+01:00"),
    ];
    for (id, start, end) in held {
        let found = compute(&rule(id), &start.parse().unwrap(), &CALENDAR).unwrap();
        assert_eq!(
            (found.earliest.to_string(), found.earliest),
            (end.to_owned(), found.latest),
            "{id} {start}"
        );
    }
}
