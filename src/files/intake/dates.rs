//! Dates and times as source systems write them.
//!
//! A date is never guessed: it is read in a notation that the mapping allows, or it is no date.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use noodbrug_core::text::Lang;
use serde::{Deserialize, Serialize};

/// A notation of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Notation {
    /// 04-09-1954
    #[serde(rename = "dd-mm-jjjj")]
    DayMonthYear,
    /// 4-9-1954
    #[serde(rename = "d-m-jjjj")]
    ShortDayMonthYear,
    /// 04/09/1954
    #[serde(rename = "dd/mm/jjjj")]
    Slashes,
    /// 4/9/1954
    #[serde(rename = "d/m/jjjj")]
    ShortSlashes,
    /// 04.09.1954
    #[serde(rename = "dd.mm.jjjj")]
    Dots,
    /// 1954-09-04 (ISO 8601)
    #[serde(rename = "jjjj-mm-dd")]
    Iso,
    /// 19540904
    #[serde(rename = "jjjjmmdd")]
    Compact,
    /// A date cell of a spreadsheet.
    #[serde(rename = "datumcel")]
    Cell,
}

impl Notation {
    /// Gives the notation as people write it: `dd-mm-jjjj`.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Notation::DayMonthYear => lang.pick("dd-mm-jjjj", "dd-mm-yyyy"),
            Notation::ShortDayMonthYear => lang.pick("d-m-jjjj", "d-m-yyyy"),
            Notation::Slashes => lang.pick("dd/mm/jjjj", "dd/mm/yyyy"),
            Notation::ShortSlashes => lang.pick("d/m/jjjj", "d/m/yyyy"),
            Notation::Dots => lang.pick("dd.mm.jjjj", "dd.mm.yyyy"),
            Notation::Iso => lang.pick("jjjj-mm-dd", "yyyy-mm-dd"),
            Notation::Compact => lang.pick("jjjjmmdd", "yyyymmdd"),
            Notation::Cell => lang.pick("datumcel", "date cell"),
        }
    }
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateFault {
    /// It is not written as a date, or in a notation that the mapping does not allow.
    NotADate,
    /// There is no such day: 31-04-1990, 12-13-2026.
    NoSuchDay,
}

/// Reads a date in one of the allowed notations.
pub(super) fn date(text: &str, allowed: &[Notation]) -> Result<(Notation, NaiveDate), DateFault> {
    let (notation, year, month, day) = shape(text.trim()).ok_or(DateFault::NotADate)?;
    if !allowed.contains(&notation) {
        return Err(DateFault::NotADate);
    }
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| year >= 1000);
    date.map(|date| (notation, date)).ok_or(DateFault::NoSuchDay)
}

/// Reads a date and a time of day after it; without a time the day's beginning is meant.
pub(super) fn date_time(text: &str, allowed: &[Notation]) -> Result<(Notation, NaiveDateTime), DateFault> {
    let text = text.trim();
    let (day, rest) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let (notation, date) = date(day, allowed)?;
    let time = time(rest).ok_or(DateFault::NotADate)?;
    Ok((notation, date.and_time(time)))
}

/// Reads a time of day: `9:30`, `09.30`, `09:30:00`, `9u30`, `0930`.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().trim_end_matches("uur").trim_end();
    let parts: Vec<&str> = text.split([':', '.', 'u']).collect();
    let (hour, minute, second) = match parts.as_slice() {
        [whole] if whole.len() == 4 => (whole.get(..2)?, whole.get(2..)?, "0"),
        [hour, minute] => (*hour, *minute, "0"),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    if minute.len() != 2 {
        return None;
    }
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, number(second)?)
}

/// Finds the moment that a title line names: `stand 20-11-2026 18:30`.
pub(super) fn moment_in(title: &str) -> Option<NaiveDateTime> {
    const ANY: [Notation; 6] = [
        Notation::DayMonthYear,
        Notation::ShortDayMonthYear,
        Notation::Slashes,
        Notation::ShortSlashes,
        Notation::Dots,
        Notation::Iso,
    ];
    let clean = |word: &str| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned();
    let words: Vec<String> = title.split([' ', 'T', '\t', ',', ';']).map(clean).collect();
    let (at, day) = words.iter().enumerate().find_map(|(at, word)| Some((at, date(word, &ANY).ok()?.1)))?;
    let clock =
        words.iter().skip(at).skip(1).filter(|word| word.contains([':', '.'])).find_map(|word| time(word));
    Some(day.and_time(clock.unwrap_or_default()))
}

fn shape(text: &str) -> Option<(Notation, i32, u32, u32)> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let year = text.get(..4)?.parse().ok()?;
        return Some((Notation::Compact, year, number(text.get(4..6)?)?, number(text.get(6..)?)?));
    }
    let mark = ['-', '/', '.'].into_iter().find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let short = first.len() == 1 || month.len() == 1;
    let notation = match (mark, first.len(), month.len(), last.len(), short) {
        ('-', 4, 2, 2, _) => {
            return Some((Notation::Iso, first.parse().ok()?, number(month)?, number(last)?));
        }
        ('-', 1..=2, 1..=2, 4, false) => Notation::DayMonthYear,
        ('-', 1..=2, 1..=2, 4, true) => Notation::ShortDayMonthYear,
        ('/', 1..=2, 1..=2, 4, false) => Notation::Slashes,
        ('/', 1..=2, 1..=2, 4, true) => Notation::ShortSlashes,
        ('.', 1..=2, 1..=2, 4, _) => Notation::Dots,
        _ => return None,
    };
    Some((notation, i32::try_from(number(last)?).ok()?, number(month)?, number(first)?))
}

fn number(digits: &str) -> Option<u32> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOWED: [Notation; 4] =
        [Notation::DayMonthYear, Notation::ShortDayMonthYear, Notation::Slashes, Notation::Iso];

    fn day(text: &str) -> Result<String, DateFault> {
        date(text, &ALLOWED).map(|(notation, date)| format!("{} {date}", notation.label(Lang::Nl)))
    }

    #[test]
    fn four_notations_read_as_one_day() {
        assert_eq!(day("04-09-1954").unwrap(), "dd-mm-jjjj 1954-09-04");
        assert_eq!(day(" 4-9-1954").unwrap(), "d-m-jjjj 1954-09-04");
        assert_eq!(day("04/09/1954").unwrap(), "dd/mm/jjjj 1954-09-04");
        assert_eq!(day("1954-09-04").unwrap(), "jjjj-mm-dd 1954-09-04");
    }

    #[test]
    fn a_day_that_does_not_exist_is_not_moved_to_one_that_does() {
        for text in ["31-04-1990", "12-13-2026", "29-02-2023", "00-00-1960", "1990-02-30"] {
            assert_eq!(day(text), Err(DateFault::NoSuchDay), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_in_an_allowed_notation_is_refused() {
        for text in
            ["morgen", "", "4 sep 1954", "04-09-54", "04.09.1954", "19540904", "+4-09-1954", "４-９-1954"]
        {
            assert_eq!(day(text), Err(DateFault::NotADate), "{text}");
        }
    }

    #[test]
    fn times_of_day_read_in_the_ways_people_write_them() {
        for text in ["9:30", "09:30", "09.30", "9u30", "0930", "09:30:00", "9.30 uur"] {
            assert_eq!(time(text), NaiveTime::from_hms_opt(9, 30, 0), "{text}");
        }
        for text in ["", "9", "25:00", "9:3", "morgen", "9:30:00:00"] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn a_title_line_offers_the_state_of_the_source() {
        let wanted = "2026-11-20T18:30:00".parse().ok();
        for title in [
            "Export parket Den Haag;stand 20-11-2026 18:30;;;",
            "Stand: 2026-11-20T18:30",
            "(20/11/2026, 18.30)",
        ] {
            assert_eq!(moment_in(title), wanted, "{title}");
        }
        assert_eq!(moment_in("Zittingsplanning rechtbank Den Haag"), None);
    }
}
