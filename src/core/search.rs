//! What a case is found by: names without diacritics, numbers without separators, dates in any order.
//!
//! The same folding is applied to what is stored and to what is typed; the original stays for display.

use crate::case::{CaseFile, Fact};
use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The searchable words of one case, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchText {
    /// Names of persons: family name, what stands before it, given names.
    pub names: String,
    /// Numbers of the case, digits together and in parts.
    pub numbers: String,
    /// Places of birth and of offence.
    pub places: String,
    /// Articles and words of the charges, phase, birth dates, rooms.
    pub words: String,
}

impl SearchText {
    /// Collects the words of a case.
    #[must_use]
    pub fn of(file: &CaseFile) -> SearchText {
        let people = file.persons.values().flat_map(|person| person.identity.values());
        let charges = file.charges.values().flat_map(Fact::values);
        let (mut names, mut places, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for who in people {
            names.push(who.full_name());
            places.push(who.birthplace.clone());
            words.extend(who.born.map(date_words));
        }
        for charge in charges {
            words.push(format!("{} {}", charge.article, charge.description));
            places.push(charge.place.clone());
        }
        words.extend(file.status.values().map(|status| status.phase.clone()));
        let papers = || file.inbound.values().flat_map(|paper| paper.receipt.values());
        names.extend(papers().map(|paper| format!("{} {}", paper.about, paper.from)));
        let controls = papers().map(|paper| format!("{} {}", paper.number, paper.reference));
        let numbers = file.numbers.values().flat_map(number_words).chain(controls);
        let numbers: Vec<String> = numbers.collect();
        SearchText {
            names: folded(&names),
            numbers: folded(&numbers),
            places: folded(&places),
            words: folded(&words),
        }
    }
}

fn folded(parts: &[String]) -> String {
    fold(&parts.join(" "))
}

fn number_words(numbers: &crate::case::CaseNumbers) -> Vec<String> {
    let own = numbers.parketnummer.iter().map(|number| format!("{} {number}", number.digits()));
    own.chain(numbers.others.iter().cloned()).collect()
}

/// A date as people type it: day first, year first, with and without zeros.
fn date_words(date: NaiveDate) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    format!("{day:02}{month:02}{year:04} {year:04}{month:02}{day:02} {year:04}")
}

/// Folds text for searching: lower case, no diacritics, letters that are no marked letters spelled out, every other
/// sign a space.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ħ' => out.push('h'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            '\u{2bc}' | '\'' | '’' | '`' => {}
            letter if letter.is_alphanumeric() => out.push(letter),
            _ if out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.trim().to_owned()
}

/// What was typed, as the words that must all be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Folded words, in the order typed; each is the beginning of a word, or a fragment.
    pub words: Vec<String>,
}

impl Query {
    /// Reads what was typed. A run of digits and separators that is a number or a date is one word without them.
    #[must_use]
    pub fn of(typed: &str) -> Query {
        let parts: Vec<&str> = typed.split_whitespace().collect();
        let (mut words, mut rest) = (Vec::new(), parts.as_slice());
        while let [first, after @ ..] = rest {
            let written = rest.first_chunk().and_then(|[day, month, year]| written_date(day, month, year));
            rest = if written.is_some() { after.get(2..).unwrap_or_default() } else { after };
            words.extend(written.map_or_else(|| words_of(first), |date| vec![date]));
        }
        words.retain(|word| !word.is_empty());
        Query { words: joined_number(typed).map_or(words, |number| vec![number]) }
    }

    /// Says whether nothing was typed that can be searched.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

fn words_of(typed: &str) -> Vec<String> {
    match numeric(typed) {
        Some(digits) => vec![digits],
        None => fold(typed).split(' ').map(str::to_owned).collect(),
    }
}

/// `09/123456-26`, `23-4-1988` and `09.1234` without their separators; dates get their zeros.
fn numeric(typed: &str) -> Option<String> {
    let plain = typed.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '/' | '-' | '.'));
    let parts: Vec<&str> = typed.split(['/', '-', '.']).filter(|part| !part.is_empty()).collect();
    if !plain || parts.is_empty() {
        return None;
    }
    match parts.as_slice() {
        [day, month, year] if day.len() <= 2 && month.len() <= 2 && year.len() == 4 => {
            Some(format!("{day:0>2}{month:0>2}{year}"))
        }
        [day, month, year]
            if typed.contains('-') && day.len() <= 2 && month.len() <= 2 && year.len() == 2 =>
        {
            Some(day_first(day, month, year).unwrap_or_else(|| parts.concat()))
        }
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            Some(format!("{year}{month:0>2}{day:0>2}"))
        }
        _ => Some(parts.concat()),
    }
}

/// Reads `11`, `januari`, `1982`: a date as people say it.
fn written_date(day: &str, month: &str, year: &str) -> Option<String> {
    let month = MONTHS.iter().position(|names| names.contains(&fold(month).as_str()))?;
    day_first(day, &(month.checked_add(1)?).to_string(), year)
}

/// A year of two digits is of this century up to this one, and of the last century after it.
const PIVOT: u32 = 30;

fn day_first(day: &str, month: &str, year: &str) -> Option<String> {
    let number = |text: &str| text.parse::<u32>().ok();
    let (day, month, written) = (number(day)?, number(month)?, number(year)?);
    let year = match year.len() {
        4 => written,
        2 if written <= PIVOT => written.checked_add(2000)?,
        2 => written.checked_add(1900)?,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(format!("{day:02}{month:02}{year:04}"))
}

const MONTHS: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "feb", "february"],
    &["maart", "mrt", "march", "mar"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &["augustus", "aug", "august"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// A parketnummer typed with spaces is one number.
fn joined_number(typed: &str) -> Option<String> {
    typed.parse::<crate::ident::Parketnummer>().ok().map(|number| number.digits().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_letters_and_letters_of_their_own_are_folded() {
        assert_eq!(fold("Łukasz Đorđević-Çelik"), "lukasz dordevic celik");
        assert_eq!(fold("D'Hara, Ştefan Nguyễn"), "dhara stefan nguyen");
        assert_eq!(fold("Юлія  Ελένη"), "юлія ελενη");
        assert_eq!(fold("IJzerman Straße Sørensen"), "ijzerman strasse sorensen");
    }

    #[test]
    fn a_number_in_any_notation_is_one_word() {
        for typed in ["09/123456-26", "09-123456-26", "09 123456 26", "0912345626", "09.123456.26"] {
            assert_eq!(Query::of(typed).words, ["0912345626"], "{typed}");
        }
        assert_eq!(Query::of("123456-26").words, ["12345626"]);
    }

    #[test]
    fn a_birth_date_is_one_word_with_its_zeros() {
        assert_eq!(Query::of("vries 3-4-1953").words, ["vries", "03041953"]);
        assert_eq!(Query::of("1953-04-03").words, ["19530403"]);
        for typed in ["11 januari 1982", "11 jan 82", "11-01-82", "11-1-1982", "11 January 1982"] {
            assert_eq!(Query::of(typed).words, ["11011982"], "{typed}");
        }
        assert_eq!(Query::of("vries 3 mei 2009 den haag").words, ["vries", "03052009", "den", "haag"]);
        assert_eq!(Query::of("3-5-09").words, ["03052009"]);
        assert_eq!(Query::of("11 januari").words, ["11", "januari"]);
        assert_eq!(Query::of("45 januari 1982").words, ["45", "januari", "1982"]);
    }

    #[test]
    fn nothing_searchable_is_an_empty_query() {
        assert!(Query::of("  -- ").is_empty());
    }
}
