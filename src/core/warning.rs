//! From when a list warns of a running term, and which terms a list shows first.
//!
//! How long before the end is said by the catalogue (`warn`); it is a working agreement and moves no term.

use crate::calendar::Calendar;
use crate::law::{Amount, Law, Unit};
use crate::lawbook::LawBook;
use crate::moment::Moment;
use crate::rows::TermRow;
use chrono::{Days, NaiveTime};

/// How near the end of a running term is; the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Its end cannot be computed, so that nobody knows.
    Unknown,
    /// Its end has passed.
    Lapsed,
    /// Its warning has begun.
    Warned,
    /// Not yet.
    Later,
    /// It has no end: its day opens something, and nobody is late when that has passed.
    Opens,
}

impl Urgency {
    /// Tells how near an end is at `now`.
    #[must_use]
    pub fn at(now: &Moment, end: Option<&Moment>, warned_from: Option<&Moment>) -> Urgency {
        let passed = |at: &Moment| at.unix() <= now.unix();
        match end {
            None => Urgency::Unknown,
            Some(end) if passed(end) => Urgency::Lapsed,
            Some(_) if warned_from.is_some_and(passed) => Urgency::Warned,
            Some(_) => Urgency::Later,
        }
    }

    /// Gives the word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Urgency::Unknown => "unknown",
            Urgency::Lapsed => "lapsed",
            Urgency::Warned => "warned",
            Urgency::Later => "later",
            Urgency::Opens => "opens",
        }
    }
}

/// Tells how near the end of a term is as a case holds it, and from when to warn of it.
#[must_use]
pub fn of_row(book: &LawBook, row: &TermRow, now: &Moment) -> (Urgency, Option<Moment>) {
    let opens = || Some(book.law.named(&row.rule)?.opens(&row.from.parse().ok()?));
    if row.shown.is_some() && opens() == Some(true) {
        return (Urgency::Opens, None);
    }
    let warned_from = row.shown.and_then(|end| from(book, &row.rule, &end));
    (Urgency::at(now, row.shown.as_ref(), warned_from.as_ref()), warned_from)
}

/// Gives the moment from which to warn of the end of a term as a case holds it: `hb`, or `tap/op_schrift` for a
/// variant. Nothing when the rule has no warning, or is not in the catalogue.
#[must_use]
pub fn from(book: &LawBook, rule: &str, end: &Moment) -> Option<Moment> {
    before(book.law.named(rule)?.duty.warn?, end, &book.calendar)
}

/// Gives the longest warning of all rules in hours, days that are moved forward included.
#[must_use]
pub fn longest_hours(law: &Law) -> i64 {
    /// The longest row of days off, Christmas with a weekend and days by decree, is well within this.
    const DAYS_OFF: i64 = 7;
    let hours = law
        .rules()
        .filter_map(|rule| rule.duty.warn)
        .map(|warn| i64::from(warn.count()).saturating_mul(if warn.unit() == Unit::Hours { 1 } else { 24 }));
    hours.max().unwrap_or(0).saturating_add(DAYS_OFF * 24)
}

/// A warning in days begins with the day; on a day off nobody sees it, so that it begins on the working day before.
fn before(warn: Amount, end: &Moment, calendar: &Calendar) -> Option<Moment> {
    if warn.unit() == Unit::Hours {
        return Some(end.plus_hours(-i64::from(warn.count())));
    }
    let local = end.in_the_netherlands();
    let at_midnight = local.civil().time() == NaiveTime::MIN;
    let last_day = if at_midnight { local.date().pred_opt()? } else { local.date() };
    let mut day = last_day.checked_sub_days(Days::new(u64::from(warn.count())))?;
    while !calendar.is_working_day(day) {
        day = day.pred_opt()?;
    }
    Moment::from_civil(day.and_time(NaiveTime::MIN)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lawbook::tests::dutch;

    fn end(rule: &str, trigger: &str) -> Moment {
        dutch().compute(rule, trigger).unwrap().shown().moment()
    }

    fn warned(rule: &str, trigger: &str) -> String {
        from(&dutch(), rule, &end(rule, trigger)).unwrap().to_string()
    }

    #[test]
    fn an_appeal_warns_five_days_before_its_last_day() {
        // Ends on Monday 7 December; five days before is a Wednesday.
        assert_eq!(warned("hb", "2026-11-23"), "2026-12-02T00:00:00+01:00");
    }

    #[test]
    fn a_warning_on_a_day_off_begins_on_the_working_day_before() {
        // Ends on Thursday 10 December; five days before is a Saturday.
        assert_eq!(warned("hb", "2026-11-26"), "2026-12-04T00:00:00+01:00");
        // Ends on Wednesday 30 December; five days before is Christmas Day.
        assert_eq!(warned("hb", "2026-12-16"), "2026-12-24T00:00:00+01:00");
    }

    #[test]
    fn a_custody_term_warns_elapsed_hours_before_its_end_over_the_clock_change() {
        // Ninety hours end on Tuesday 27 October 15:00; 24 hours before the change of the clock does not count.
        assert_eq!(warned("voorgeleiding", "2026-10-23T22:00:00+02:00"), "2026-10-26T15:00:00+01:00");
        let end: Moment = "2026-10-25T12:00:00+01:00".parse().unwrap();
        assert_eq!(from(&dutch(), "ivs", &end).unwrap().to_string(), "2026-10-24T13:00:00+02:00");
    }

    #[test]
    fn a_variant_has_its_own_warning_and_an_unknown_rule_none() {
        assert_eq!(warned("tap/op_schrift", "2026-11-23"), "2026-11-25T00:00:00+01:00");
        let some: Moment = "2026-11-23T09:00:00+01:00".parse().unwrap();
        assert_eq!((from(&dutch(), "bestaat_niet", &some), from(&dutch(), "hb/niets", &some)), (None, None));
    }

    #[test]
    fn no_warning_of_any_rule_comes_after_its_end_or_further_before_it_than_the_longest() {
        let book = dutch();
        for day in 0..730 {
            let end = Moment::from_unix(1_790_000_000 + day * 86_400).unwrap();
            for rule in book.law.rules().filter(|rule| rule.duty.warn.is_some()) {
                let warned = from(&book, rule.id.as_str(), &end).unwrap();
                let hours = (end.unix() - warned.unix()) / 3600;
                assert!(hours > 0 && hours <= longest_hours(&book.law), "{} {end} {warned}", rule.id);
            }
        }
    }

    #[test]
    fn a_term_is_unknown_lapsed_warned_or_later_and_in_that_order() {
        let at = |hour: i64| Moment::from_unix(1_790_000_000 + hour * 3600).unwrap();
        let urgency = |now: i64| Urgency::at(&at(now), Some(&at(10)), Some(&at(5)));
        assert_eq!([urgency(4), urgency(5), urgency(9)], [Urgency::Later, Urgency::Warned, Urgency::Warned]);
        assert_eq!([urgency(10), urgency(11)], [Urgency::Lapsed; 2]);
        assert_eq!(Urgency::at(&at(0), None, None), Urgency::Unknown);
        assert!(Urgency::Unknown < Urgency::Lapsed && Urgency::Lapsed < Urgency::Warned);
    }

    #[test]
    fn a_day_that_opens_something_is_never_late() {
        let row = |rule: &str, from: &str| TermRow {
            term: crate::ident::ObjectId::derived(from),
            rule: rule.into(),
            from: from.into(),
            earliest: None,
            latest: None,
            shown: Some("2026-11-25T00:00:00+01:00".parse().unwrap()),
            running: true,
            custody: false,
        };
        let now = "2026-11-27T09:00:00+01:00".parse().unwrap();
        let urgency = |row: TermRow| of_row(&dutch(), &row, &now).0;
        assert_eq!(urgency(row("dagv_pr", "betekening:2026-11-20")), Urgency::Opens);
        assert_eq!(urgency(row("sb_tul", "2026-11-11")), Urgency::Opens);
        assert_eq!(urgency(row("dagv_pr", "zitting:2026-11-28")), Urgency::Lapsed);
        assert_eq!(urgency(row("hb", "2026-11-11")), Urgency::Lapsed);
    }
}
