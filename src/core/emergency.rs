//! Emergency numbers (noodnummers): what a paper is called by until a source system gives it a number.
//!
//! `NOOD-WSDENHAAG01-20261123-00017-K3` names the workstation, the day, the place in that workstation's block of the
//! day, and two check characters. Nothing about a person or a case is in it.
//!
//! Two stations cannot give out the same number: the station's name is part of it, and each epoch of a name (a restored
//! or cloned workstation begins a new one) has a block of its own, so that a counter that came back from a backup never
//! counts over what was printed already. Names that differ in hyphens alone give one code; an office has no two such.

use crate::ident::{Author, AuthorName, Epoch, text_form};
use crate::text::Lang;
use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// The characters of a number, each with the value of its place (ISO/IEC 7064:2003, table of alphanumeric strings).
const SIGNS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// The modulus of MOD 1271-36.
const MODULUS: u32 = 1271;
/// What each number begins with.
const PREFIX: &str = "NOOD";
/// How many characters the check has.
const CHECKS: usize = 2;
/// How many digits the place in the block has.
const PLACES: usize = 5;
/// How many digits the day has.
const DAYS: usize = 8;
/// The longest name of a station, in letters and digits.
const LONGEST: usize = 40;

/// A number that its check proves to be read well.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmergencyNumber {
    station: String,
    day: NaiveDate,
    seq: u32,
}

/// Why a text is no emergency number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// It has not the form of one.
    Form,
    /// It has the form, but one character is wrong or two changed places.
    Check,
}

impl NotANumber {
    /// Says what is wrong and what to do next.
    #[must_use]
    pub fn sentence(self, typed: &str, lang: Lang) -> String {
        let typed: String = typed.chars().filter(|sign| !sign.is_control()).take(80).collect();
        match (self, lang) {
            (NotANumber::Form, Lang::Nl) => format!(
                "`{typed}` is geen noodnummer. Typ het hele nummer van het papier, bijvoorbeeld \
                 NOOD-WSDENHAAG01-20261123-00017-K3."
            ),
            (NotANumber::Form, Lang::En) => format!(
                "`{typed}` is not an emergency number. Type the whole number from the paper, such as \
                 NOOD-WSDENHAAG01-20261123-00017-K3."
            ),
            (NotANumber::Check, Lang::Nl) => format!(
                "De controletekens van `{typed}` kloppen niet: een teken is verkeerd, of twee zijn verwisseld. Lees het \
                 nummer nog eens van het papier."
            ),
            (NotANumber::Check, Lang::En) => format!(
                "The check characters of `{typed}` do not fit: a character is wrong, or two changed places. Read the \
                 number from the paper again."
            ),
        }
    }
}

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotANumber::Form => "not the form of an emergency number",
            NotANumber::Check => "the check characters of the emergency number do not fit",
        })
    }
}

impl std::error::Error for NotANumber {}

impl EmergencyNumber {
    /// Gives the number at a place of a block; places count from one.
    #[must_use]
    pub fn at(block: &Block, place: u32) -> Option<EmergencyNumber> {
        let within = (1..=Block::SIZE).contains(&place);
        let seq = block.first.checked_add(place)?.checked_sub(1)?;
        within.then(|| EmergencyNumber { station: block.station.clone(), day: block.day, seq })
    }

    /// Gives the day on which it was given out.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// Gives the station's name as it stands in the number: letters and digits.
    #[must_use]
    pub fn station(&self) -> &str {
        &self.station
    }

    /// Gives what the check is computed over: station, day and place.
    fn body(&self) -> String {
        let (year, month, day) = (self.day.year(), self.day.month(), self.day.day());
        format!("{}{year:04}{month:02}{day:02}{:05}", self.station, self.seq)
    }
}

impl fmt::Display for EmergencyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.day.year(), self.day.month(), self.day.day());
        let [first, second] = check_of(&self.body());
        let station = &self.station;
        write!(f, "{PREFIX}-{station}-{year:04}{month:02}{day:02}-{:05}-{first}{second}", self.seq)
    }
}

impl FromStr for EmergencyNumber {
    type Err = NotANumber;

    /// Reads any notation: small letters, spaces, hyphens left out or put elsewhere, and what a scanner reads of the
    /// code on the paper. In places that hold digits, the letter O is a nought and I or L a one.
    fn from_str(text: &str) -> Result<EmergencyNumber, NotANumber> {
        let own = text.trim().rsplit(':').next().unwrap_or_default();
        let mut signs = Vec::new();
        for sign in own.chars() {
            match sign.to_ascii_uppercase() {
                sign if sign.is_ascii_alphanumeric() => signs.push(sign),
                '-' | ' ' | '.' | '/' | '_' | '\u{a0}' | '\u{2010}'..='\u{2015}' => {}
                _ => return Err(NotANumber::Form),
            }
        }
        let own: String = signs.into_iter().collect();
        read(own.strip_prefix(PREFIX).ok_or(NotANumber::Form)?)
    }
}

text_form!(EmergencyNumber);

/// Reads station, day, place and check, without anything between them.
fn read(own: &str) -> Result<EmergencyNumber, NotANumber> {
    let (rest, check) = last(own, CHECKS)?;
    let (rest, seq) = last(rest, PLACES)?;
    let (station, day) = last(rest, DAYS)?;
    if station.is_empty() || station.len() > LONGEST {
        return Err(NotANumber::Form);
    }
    let (seq, day) = (digits(seq), digits(day));
    if remainder(&format!("{station}{day}{seq}{check}")) != 1 {
        return Err(NotANumber::Check);
    }
    let day = NaiveDate::parse_from_str(&day, "%Y%m%d").map_err(|_| NotANumber::Form)?;
    let seq: u32 = seq.parse().map_err(|_| NotANumber::Form)?;
    Ok(EmergencyNumber { station: station.to_owned(), day, seq })
}

fn last(text: &str, count: usize) -> Result<(&str, &str), NotANumber> {
    text.len().checked_sub(count).and_then(|at| text.split_at_checked(at)).ok_or(NotANumber::Form)
}

/// Letters that are written like digits, where only digits can be.
fn digits(text: &str) -> String {
    let digit = |sign| match sign {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    text.chars().map(digit).collect()
}

/// The two check characters of a text (ISO/IEC 7064:2003, MOD 1271-36, a pure system with two characters).
///
/// With them the whole string has the remainder 1. It catches every single wrong character, since 36 and 1271 = 31 · 41
/// have no common factor and two values differ by 35 at most; and every swap of neighbours, since that changes the sum
/// by (36 - 1) · (a - b), at most 1,225.
fn check_of(text: &str) -> [char; 2] {
    let held = remainder(&format!("{text}00"));
    let value = MODULUS.saturating_add(1).saturating_sub(held).checked_rem(MODULUS).unwrap_or(0);
    let sign = |value: u32| {
        let place = usize::try_from(value).unwrap_or(usize::MAX);
        SIGNS.get(place).copied().map_or('?', char::from)
    };
    [sign(value / 36), sign(value % 36)]
}

/// The remainder of a text read as a number of base 36; signs that are none count as 36, which no check fits by itself.
fn remainder(text: &str) -> u32 {
    let value = |sign: char| sign.to_digit(36).unwrap_or(36);
    text.chars().fold(0, |sum, sign| {
        sum.saturating_mul(36).saturating_add(value(sign)).checked_rem(MODULUS).unwrap_or(0)
    })
}

/// A station's name in letters and digits.
fn code_of(station: &AuthorName) -> String {
    let plain = station.as_str().chars().filter(char::is_ascii_alphanumeric);
    plain.map(|sign| sign.to_ascii_uppercase()).collect()
}

/// The numbers that one station in one epoch may give out on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    station: String,
    day: NaiveDate,
    first: u32,
}

impl Block {
    /// How many numbers a block has.
    pub const SIZE: u32 = 999;
    /// From how many used numbers on people are warned: 80 % of the block.
    pub const WARN_FROM: u32 = 800;
    /// The last epoch that has a block: after so many restores a workstation needs another name.
    pub const LAST_EPOCH: Epoch = 99;

    /// Gives the block of a station for a day; none when its epoch is beyond [`Block::LAST_EPOCH`] or the day beyond
    /// four digits of a year.
    #[must_use]
    pub fn of(author: &Author, day: NaiveDate) -> Option<Block> {
        let before = author.ep.checked_sub(1).filter(|_| author.ep <= Block::LAST_EPOCH)?;
        let first = u32::try_from(before).ok()?.checked_mul(1_000)?.checked_add(1)?;
        let dated = (1..=9999).contains(&day.year());
        dated.then(|| Block { station: code_of(&author.ws), day, first })
    }

    /// Gives so many numbers after those that are used; none when the block has not so many left.
    #[must_use]
    pub fn next(&self, used: u32, count: u32) -> Option<Vec<EmergencyNumber>> {
        let last = used.checked_add(count).filter(|last| *last <= Block::SIZE)?;
        (used.checked_add(1)?..=last).map(|place| EmergencyNumber::at(self, place)).collect()
    }
}

/// How much of a day's block is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BlockUse {
    /// How many numbers were given out.
    pub used: u32,
}

impl BlockUse {
    /// Gives how many numbers are left.
    #[must_use]
    pub const fn left(self) -> u32 {
        Block::SIZE.saturating_sub(self.used)
    }

    /// Warns once 80 % of the block is used.
    #[must_use]
    pub fn warning(self, lang: Lang) -> Option<String> {
        let (used, left) = (self.used, self.left());
        (used >= Block::WARN_FROM).then(|| match lang {
            Lang::Nl => format!(
                "Van de noodnummers van vandaag zijn er {used} gebruikt en {left} over. Druk alleen af wat nodig is; \
                 morgen begint een nieuw blok."
            ),
            Lang::En => format!(
                "Of today's emergency numbers {used} are used and {left} are left. Print only what is needed; a new \
                 block begins tomorrow."
            ),
        })
    }
}

#[cfg(test)]
#[path = "emergency_tests.rs"]
mod tests;
