//! How long a certificate still holds, in words; under three months somebody has to act.

use chrono::Datelike;
use noodbrug_core::moment::{Moment, date_text};
use noodbrug_core::text::Lang;

/// How long something holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    /// In words, with the day: `nog 23 maanden (tot 23-10-2028)`.
    pub(crate) text: String,
    /// In a few words, for a status.
    pub(crate) word: String,
    /// It ends within three months, or has ended.
    pub(crate) soon: bool,
}

const DAY: i64 = 86_400;

/// Says how long something holds that ends at a moment.
pub(crate) fn left(now: &Moment, until: &Moment, lang: Lang) -> Left {
    let days = until.unix().saturating_sub(now.unix()).div_euclid(DAY);
    let months = whole_months(now, until);
    let word = match (days, months) {
        (..0, _) => lang.pick("verlopen", "expired").to_owned(),
        (0, _) => lang.pick("verloopt vandaag", "ends today").to_owned(),
        (_, 0) => still(days, (("dag", "day"), ("dagen", "days")), lang),
        _ => still(months, (("maand", "month"), ("maanden", "months")), lang),
    };
    let day = date_text(until.in_the_netherlands().date());
    let text = match (days < 0, lang) {
        (true, Lang::Nl) => format!("verlopen op {day}"),
        (true, Lang::En) => format!("ended on {day}"),
        (false, Lang::Nl) => format!("{word} (tot {day})"),
        (false, Lang::En) => format!("{word} (until {day})"),
    };
    Left { text, word, soon: months < 3 }
}

fn still(number: i64, (one, many): ((&str, &str), (&str, &str)), lang: Lang) -> String {
    let noun = if number == 1 { one } else { many };
    match lang {
        Lang::Nl => format!("nog {number} {}", noun.0),
        Lang::En => format!("{number} {} left", noun.1),
    }
}

/// Counts whole months of the calendar; none when it has ended.
fn whole_months(now: &Moment, until: &Moment) -> i64 {
    let (from, to) = (now.in_the_netherlands().date(), until.in_the_netherlands().date());
    let of = |day: chrono::NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let begun = of(to) - of(from);
    (begun - i64::from(to.day() < from.day())).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(now: &str, until: &str) -> (String, bool) {
        let at = |text: &str| format!("{text}T09:00:00+01:00").parse().unwrap();
        let left = left(&at(now), &at(until), Lang::Nl);
        (left.text, left.soon)
    }

    #[test]
    fn months_are_counted_by_the_calendar_and_under_three_of_them_somebody_acts() {
        assert_eq!(said("2026-11-23", "2028-11-22"), ("nog 23 maanden (tot 22-11-2028)".into(), false));
        assert_eq!(said("2026-11-23", "2027-02-23"), ("nog 3 maanden (tot 23-02-2027)".into(), false));
        assert_eq!(said("2026-11-23", "2027-02-22"), ("nog 2 maanden (tot 22-02-2027)".into(), true));
        assert_eq!(said("2026-11-23", "2026-12-24"), ("nog 1 maand (tot 24-12-2026)".into(), true));
        assert_eq!(said("2026-11-23", "2026-11-24"), ("nog 1 dag (tot 24-11-2026)".into(), true));
        assert_eq!(said("2026-11-23", "2026-11-22"), ("verlopen op 22-11-2026".into(), true));
    }
}
