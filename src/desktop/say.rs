//! Words of the window that go with values: how urgent something is, how old data is, counts in sentences.
//!
//! Red ([`Tone::Danger`]) is only for people in danger of wrong custody.

use chrono::NaiveDate;
use noodbrug_core::moment::{
    Moment, distance_text, last_moment_text, moment_text, span_text, weekday_date_text,
};
use noodbrug_core::text::Lang;
use noodbrug_ui::{Fact, Mark, Tone};
use slint::{ModelRc, SharedString, VecModel};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Whose term it is: red is only for the custody of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stake {
    /// Somebody is held.
    Custody,
    /// Anything else.
    Other,
}

/// Says how much time is left and how loud that is.
pub(crate) fn left(now: &Moment, ends: Option<&Moment>, stake: Stake, lang: Lang) -> (SharedString, Tone) {
    let Some(ends) = ends else {
        return (lang.pick("einde onbekend", "end unknown").into(), Tone::Warn);
    };
    let seconds = ends.unix().saturating_sub(now.unix());
    let tone = match stake {
        Stake::Custody if seconds < DAY => Tone::Danger,
        Stake::Custody if seconds < 3 * DAY => Tone::Warn,
        Stake::Other if seconds < 3 * DAY => Tone::Warn,
        Stake::Custody | Stake::Other => Tone::Neutral,
    };
    let text = match seconds {
        ..=0 => format!("{} {}", span_text(now, ends, lang), lang.pick("te laat", "late")),
        _ => distance_text(now, ends, lang),
    };
    (text.into(), tone)
}

/// Writes a moment with its weekday, in the Netherlands' civil time.
pub(crate) fn when(moment: &Moment, lang: Lang) -> SharedString {
    moment_text(&moment.in_the_netherlands(), lang).into()
}

/// Writes a last moment: a midnight is the end of the day before.
pub(crate) fn at_the_latest(moment: Option<&Moment>, lang: Lang) -> SharedString {
    moment.map(|moment| last_moment_text(moment, lang)).unwrap_or_default().into()
}

/// Writes a day with its weekday; nothing when there is none.
pub(crate) fn day(date: Option<NaiveDate>, lang: Lang) -> SharedString {
    date.map(|date| weekday_date_text(date, lang)).unwrap_or_default().into()
}

/// Says how old something is in one unit: `6 uur oud`.
pub(crate) fn age(now: &Moment, taken: &Moment, lang: Lang) -> (SharedString, Tone) {
    let seconds = now.unix().saturating_sub(taken.unix()).max(0);
    let (hours, days) = (seconds / HOUR, seconds / DAY);
    let text = match (hours, days) {
        (0, _) => lang.pick("minder dan een uur oud", "less than an hour old").to_owned(),
        (_, 0 | 1) => format!("{hours} {}", lang.pick("uur oud", "hours old")),
        _ => format!("{days} {}", lang.pick("dagen oud", "days old")),
    };
    (text.into(), if seconds > 12 * HOUR { Tone::Warn } else { Tone::Neutral })
}

/// Writes a count with a dot between thousands, as Dutch does, or a comma, as English does.
pub(crate) fn count(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(lang.pick(".", ","));
        }
        out.push(digit);
    }
    out
}

/// Writes a count with its noun, one or many.
pub(crate) fn counted(number: u64, one: (&str, &str), many: (&str, &str), lang: Lang) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {}", count(number, lang), lang.pick(noun.0, noun.1))
}

/// Writes a size in bytes for people: `18 MB`.
pub(crate) fn size(bytes: u64, lang: Lang) -> String {
    const UNITS: [&str; 4] = ["bytes", "kB", "MB", "GB"];
    let mut rest = bytes;
    let mut unit = 0;
    while rest >= 10_000 && unit + 1 < UNITS.len() {
        rest /= 1000;
        unit += 1;
    }
    format!("{} {}", count(rest, lang), UNITS.get(unit).copied().unwrap_or_default())
}

/// Writes a fingerprint in groups of four, for reading along.
pub(crate) fn groups(fingerprint: &str) -> String {
    let (name, print) = fingerprint.split_once(':').unwrap_or(("", fingerprint));
    let signs: Vec<char> = print.chars().collect();
    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    let name = if name.is_empty() { String::new() } else { format!("{name}: ") };
    format!("{name}{}", groups.join(" "))
}

/// Makes a label with its value.
pub(crate) fn fact(label: &str, value: impl Into<SharedString>) -> Fact {
    Fact { label: label.into(), value: value.into() }
}

/// Makes a word with its tone; zero is no word.
pub(crate) fn counter(number: u64, tone: Tone, lang: Lang) -> Mark {
    let word = if number == 0 { String::new() } else { count(number, lang) };
    Mark { word: word.into(), tone }
}

/// Makes a model of finished rows.
pub(crate) fn model<T: Clone + 'static>(rows: Vec<T>) -> ModelRc<T> {
    ModelRc::new(VecModel::from(rows))
}

/// Makes the choices of a list.
pub(crate) fn choices<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> ModelRc<SharedString> {
    model(texts.into_iter().map(|text| text.as_ref().into()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn red_is_for_custody_that_ends_within_a_day_and_for_nothing_else() {
        let now = at("2026-11-23T12:48:00+01:00");
        let soon = at("2026-11-23T16:00:00+01:00");
        assert_eq!(
            left(&now, Some(&soon), Stake::Custody, Lang::Nl),
            ("over 3 u 12 min".into(), Tone::Danger)
        );
        assert_eq!(left(&now, Some(&soon), Stake::Other, Lang::Nl).1, Tone::Warn);
        assert_eq!(left(&soon, Some(&now), Stake::Other, Lang::Nl).0, "3 u 12 min te laat");
    }

    #[test]
    fn a_term_that_ends_at_midnight_shows_its_last_day() {
        assert_eq!(at_the_latest(Some(&at("2026-12-29T00:00:00+01:00")), Lang::Nl), "ma 28-12-2026");
        assert_eq!(at_the_latest(Some(&at("2026-11-27T16:00:00+01:00")), Lang::Nl), "vr 27-11-2026 16:00");
    }

    #[test]
    fn counts_have_their_thousands_apart() {
        assert_eq!(count(1_000_000, Lang::Nl), "1.000.000");
        assert_eq!(count(999, Lang::Nl), "999");
        assert_eq!(count(12_345, Lang::En), "12,345");
        assert_eq!(counted(1, ("zaak", "case"), ("zaken", "cases"), Lang::Nl), "1 zaak");
    }

    #[test]
    fn data_older_than_twelve_hours_is_pointed_out_with_words() {
        let now = at("2026-11-23T12:48:00+01:00");
        assert_eq!(
            age(&now, &at("2026-11-23T06:12:00+01:00"), Lang::Nl),
            ("6 uur oud".into(), Tone::Neutral)
        );
        assert_eq!(age(&now, &at("2026-11-20T06:12:00+01:00"), Lang::Nl), ("3 dagen oud".into(), Tone::Warn));
    }

    #[test]
    fn a_fingerprint_stands_in_groups_of_four() {
        assert_eq!(groups("SHA256:abcdefghij"), "SHA256: abcd efgh ij");
        assert_eq!(groups("abcde"), "abcd e");
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(18_400_000, Lang::Nl), "18 MB");
        assert_eq!(size(812, Lang::Nl), "812 bytes");
    }
}
