//! What of a free text the public may see. Sources fill fields with whatever people typed: a telephone number after a
//! name, a name in the field of a number.

use super::kind::HearingKind;
use super::sheet::{Cell, Part, Sheet};
use crate::emergency::EmergencyNumber;
use crate::ident::Parketnummer;
use crate::search::fold;
use crate::text::{clipped, seen};

/// The most characters of a room's name.
const ROOM: usize = 40;
/// The most characters of a chamber's name.
const CHAMBER: usize = 80;
/// The most characters of those who sit at one hearing; more than any bench has.
const JUDGES: usize = 240;
/// So many digits in a row may be a person's number.
const LONG: usize = 6;

/// Gives the name of a room.
pub(super) fn room(text: &str) -> String {
    bounded(text, ROOM)
}

/// Gives the name of a chamber.
pub(super) fn chamber(text: &str) -> String {
    bounded(text, CHAMBER)
}

/// Gives the names of those who sit.
pub(super) fn judges(text: &str) -> String {
    bounded(text, JUDGES)
}

/// Keeps the number of a case where it has the form of one that this program knows, and nothing of any other: a number of
/// one's own can be anything.
pub(super) fn case_number(text: &str) -> String {
    let parket = text.parse::<Parketnummer>().is_ok_and(|number| number.to_string() == text);
    let emergency = text.parse::<EmergencyNumber>().is_ok_and(|number| number.to_string() == text);
    if parket || emergency { text.to_owned() } else { String::new() }
}

/// Makes an old list for the public say no more than a new one would, whatever was let through when it was made.
pub(super) fn refit(sheet: &mut Sheet) {
    let ids: Vec<String> = sheet.fields.iter().map(|field| field.id.clone()).collect();
    for part in &mut sheet.parts {
        part.room = room(&part.room);
        part.chamber = chamber(&part.chamber);
        part.judges = bounded(&part.judges, usize::MAX);
        refit_rows(part, &ids);
    }
}

fn refit_rows(part: &mut Part, ids: &[String]) {
    for row in &mut part.rows {
        for (id, cell) in ids.iter().zip(&mut row.cells) {
            let text = cell.in_line();
            match id.as_str() {
                "case" => *cell = Cell::plain(&case_number(&text)),
                "article" => *cell = Cell::plain(ArticleText::of(&text).as_str()),
                "kind" if HearingKind::of(&text).is_none() => *cell = Cell::default(),
                _ => {}
            }
        }
    }
}

/// Leaves out signs that are not seen and numbers that may be a person's, and cuts.
fn bounded(text: &str, most: usize) -> String {
    let text = seen(text).split_whitespace().collect::<Vec<_>>().join(" ");
    clipped(&without_long_numbers(&text), most).into_owned()
}

/// An ellipsis stands for each number of six digits or more, whatever is written between its digits.
fn without_long_numbers(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut run = String::new();
    for sign in text.chars() {
        if sign.is_numeric() || (!run.is_empty() && is_between_digits(sign)) {
            run.push(sign);
        } else {
            keep(&mut kept, &run);
            run.clear();
            kept.push(sign);
        }
    }
    keep(&mut kept, &run);
    kept
}

fn is_between_digits(sign: char) -> bool {
    matches!(sign, ' ' | '-' | '.' | '/' | '(' | ')' | '_')
}

fn keep(kept: &mut String, run: &str) {
    let number = run.trim_end_matches(is_between_digits);
    let is_long = number.chars().filter(|sign| sign.is_numeric()).count() >= LONG;
    kept.push_str(if is_long { "…" } else { number });
    kept.extend(run.chars().skip(number.chars().count()));
}

/// An article of law and nothing else: the words of a charge come from sources as free text, in which a name can stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleText(String);

/// The words that stand in the citation of an article, beside numbers and single letters.
const CITED: [&str; 22] = [
    "art", "artikel", "sr", "sv", "wvw", "opw", "opiumwet", "wwm", "wed", "awr", "jo", "juncto", "en", "of",
    "lid", "onder", "sub", "aanhef", "bis", "ter", "apv", "wiv",
];
/// The letters that stand right after the number of an article, beside a single one.
const AFTER_NUMBER: [&str; 11] =
    ["aa", "ab", "ac", "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies"];
/// The words after which a single letter names a part of an article.
const BEFORE_LETTER: [&str; 6] = ["onder", "sub", "aanhef", "lid", "en", "of"];
/// The most characters of a citation.
const CITATION: usize = 80;
/// The most digits of an article's number.
const NUMBER: usize = 3;
/// So many single letters stand after each other at most: `onder a, b en c`.
const LETTERS: usize = 4;

impl ArticleText {
    /// Takes a citation; a text with any other word in it becomes empty.
    #[must_use]
    pub fn of(text: &str) -> ArticleText {
        let text = text.trim();
        let signs = |sign: char| sign.is_ascii_alphanumeric() || " .,;:()/-–°§".contains(sign);
        let is_written_well = text.chars().all(signs) && text.chars().count() <= CITATION;
        let is_citation = is_written_well && without_long_numbers(text) == text && is_cited(&fold(text));
        ArticleText(if is_citation { text.to_owned() } else { String::new() })
    }

    /// Gives the citation.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says whether each word of a folded text has its place in a citation, and a number is among them.
fn is_cited(folded: &str) -> bool {
    let (mut before, mut letters, mut numbers) = ("", 0_usize, 0_usize);
    for word in folded.split_whitespace() {
        let name = word.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let is_letter = name.len() == 1 && name.len() == word.len();
        letters = if is_letter { letters.saturating_add(1) } else { 0 };
        numbers = numbers.saturating_add(usize::from(name.len() < word.len()));
        let fits = match (name.len() < word.len(), is_letter) {
            (true, _) => is_number(word, name, before),
            (false, true) => {
                letters <= LETTERS
                    && (before.len() == 1 || is_numeric(before) || BEFORE_LETTER.contains(&before))
            }
            (false, false) => CITED.contains(&word),
        };
        if !fits {
            return false;
        }
        before = word;
    }
    numbers > 0
}

/// `285b`, `138ab`, `420bis`; of a longer number only the year in the name of an act.
fn is_number(word: &str, name: &str, before: &str) -> bool {
    let digits = word.len().saturating_sub(name.len());
    let is_article = digits <= NUMBER && !word.starts_with('0');
    (is_article && (name.len() <= 1 || AFTER_NUMBER.contains(&name))) || (before == "wvw" && word == "1994")
}

fn is_numeric(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_ascii_digit())
}
