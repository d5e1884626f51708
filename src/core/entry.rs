//! What may be entered: how long each kind of field may be, which signs it may hold, and which years there are.
//!
//! This is judged when somebody enters something here, and only of what is new in it: a word of a source system or of
//! another office stands in the journal as it came, and must never stop somebody from writing beside it.

use crate::deadlines::{Refusal, Trigger};
use crate::moment::{Moment, NotAMoment};
use crate::register::Group;
use crate::text::{Lang, is_harmful, is_hidden};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The years of days and moments that people may enter.
pub const YEARS: RangeInclusive<i32> = 1900..=2199;

/// A kind of field; this is the one table of how long each may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// A number or code: of a case, a telephone, a person.
    Number,
    /// A name of a person, a place, a court, a room.
    Name,
    /// Anything else on one line.
    Line,
    /// A few sentences: what was decided, why, what it rests on.
    Words,
    /// A note.
    Note,
}

impl Size {
    /// Gives the most characters.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Size::Number => 60,
            Size::Name => 200,
            Size::Line => 500,
            Size::Words => 5_000,
            Size::Note => 20_000,
        }
    }

    /// Tells whether the text may have more than one line.
    const fn has_lines(self) -> bool {
        matches!(self, Size::Words | Size::Note)
    }
}

/// A field, by its words for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    nl: &'static str,
    en: &'static str,
}

impl Field {
    /// Names a field in Dutch and English.
    #[must_use]
    pub const fn new(nl: &'static str, en: &'static str) -> Field {
        Field { nl, en }
    }
}

/// Why a field is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is longer than its kind may be.
    Long {
        /// The field.
        field: Field,
        /// How many characters were given.
        given: usize,
        /// How many there may be.
        most: usize,
    },
    /// It holds a sign that is not seen and steers what is.
    Hidden(Field, char),
    /// A number is empty, has no letter or digit, or has digits of another script.
    NoNumber(Field),
    /// A day is in a year that cannot be meant.
    Year(Field, i32),
    /// Somebody would be born after today.
    Unborn(NaiveDate),
}

impl Unfit {
    /// Says what is wrong with which field and what to do, in Dutch and English.
    #[must_use]
    pub fn words(&self) -> (String, String) {
        match self {
            Unfit::Long { field: Field { nl, en }, given, most } => (
                format!(
                    "Dit is te lang: {nl} heeft {given} tekens, en er passen er {most}. Maak het korter."
                ),
                format!("This is too long: {en} has {given} characters, and {most} fit. Make it shorter."),
            ),
            Unfit::Hidden(Field { nl, en }, sign) => {
                let code = u32::from(*sign);
                (
                    format!(
                        "Er staat een onzichtbaar teken (U+{code:04X}) in: {nl}. Typ de tekst opnieuw zonder dat teken."
                    ),
                    format!(
                        "There is an invisible sign (U+{code:04X}) in: {en}. Type the text again without it."
                    ),
                )
            }
            Unfit::NoNumber(Field { nl, en }) => (
                format!("Dit is geen bruikbaar nummer: {nl}. Gebruik letters en de cijfers 0 tot en met 9."),
                format!("This is no usable number: {en}. Use letters and the digits 0 to 9."),
            ),
            Unfit::Year(Field { nl, en }, year) => (
                format!(
                    "Het jaar {year} kan niet: {nl}. Kies een jaar van {} tot en met {}.",
                    YEARS.start(),
                    YEARS.end()
                ),
                format!(
                    "The year {year} cannot be: {en}. Choose a year from {} to {}.",
                    YEARS.start(),
                    YEARS.end()
                ),
            ),
            Unfit::Unborn(day) => {
                let day = crate::moment::date_text(*day);
                (
                    format!("De geboortedatum {day} ligt in de toekomst. Kijk de datum na."),
                    format!("The date of birth {day} lies in the future. Check the date."),
                )
            }
        }
    }
}

/// Judges one text of a field.
///
/// # Errors
/// [`Unfit`] names the field.
pub fn check_text(text: &str, size: Size, field: Field) -> Result<(), Unfit> {
    let given = text.chars().count();
    if given > size.most() {
        return Err(Unfit::Long { field, given, most: size.most() });
    }
    let bad = |sign: &char| match sign {
        '\n' | '\r' | '\t' if size.has_lines() => false,
        _ if size == Size::Number => is_hidden(*sign),
        _ => is_harmful(*sign),
    };
    text.chars().find(bad).map_or(Ok(()), |sign| Err(Unfit::Hidden(field, sign)))
}

/// Judges a number or a name that something is found by: it holds a letter or a digit, and digits are 0 to 9.
///
/// # Errors
/// As [`check_text`].
pub fn check_number(text: &str, field: Field) -> Result<(), Unfit> {
    check_text(text, Size::Number, field)?;
    let foreign =
        |sign: char| sign.is_numeric() && !sign.is_ascii() || matches!(sign, '\u{FF00}'..='\u{FFEF}');
    let named = text.chars().any(char::is_alphanumeric);
    if named && !text.chars().any(foreign) { Ok(()) } else { Err(Unfit::NoNumber(field)) }
}

/// Judges a value that is about to be written to a register; texts that stand in `known` already are not judged.
pub(crate) fn check_value(
    group: Group,
    value: &Value,
    known: &BTreeSet<&str>,
    today: NaiveDate,
) -> Result<(), Unfit> {
    walk("", value, &mut |key, text| {
        if known.contains(text) { Ok(()) } else { check_one(group, key, text, today) }
    })
}

/// Collects every text in a value.
pub(crate) fn texts<'a>(value: &'a Value, into: &mut BTreeSet<&'a str>) {
    match value {
        Value::String(text) => {
            into.insert(text);
        }
        Value::Array(all) => all.iter().for_each(|value| texts(value, into)),
        Value::Object(all) => all.values().for_each(|value| texts(value, into)),
        _ => {}
    }
}

fn walk(
    key: &str,
    value: &Value,
    judge: &mut impl FnMut(&str, &str) -> Result<(), Unfit>,
) -> Result<(), Unfit> {
    match value {
        Value::String(text) => judge(key, text),
        Value::Array(all) => all.iter().try_for_each(|value| walk(key, value, judge)),
        Value::Object(all) => all.iter().try_for_each(|(key, value)| walk(key, value, judge)),
        _ => Ok(()),
    }
}

fn check_one(group: Group, key: &str, text: &str, today: NaiveDate) -> Result<(), Unfit> {
    let (size, field) = (size_of(group, key), field_of(group, key));
    if (group, key) == (Group::Numbers, "others") {
        return check_number(text, field);
    }
    check_text(text, size, field)?;
    if let Some(year) = year_in(key, text).filter(|year| !YEARS.contains(year)) {
        return Err(Unfit::Year(field, year));
    }
    let born = text.parse().ok().filter(|day: &NaiveDate| key == "born" && *day > today);
    born.map_or(Ok(()), |day| Err(Unfit::Unborn(day)))
}

/// Gives the year of a field that holds a day or a moment.
fn year_in(key: &str, text: &str) -> Option<i32> {
    match key {
        "born" | "date" | "due" if !text.contains('T') => text.parse().ok().map(|day: NaiveDate| day.year()),
        "moment" | "decided" | "at" | "entered" | "release_at" | "due" => match text.parse::<Moment>() {
            Ok(moment) => Some(moment.date().year()),
            Err(NotAMoment::FarOff(year)) => Some(year),
            Err(_) => None,
        },
        "added" => text.parse().ok().map(|moment: NaiveDateTime| moment.date().year()),
        "from" => match text.parse::<Trigger>() {
            Err(Refusal::NoSuchYear(year)) => Some(year),
            _ => None,
        },
        _ => None,
    }
}

/// Gives the kind of a field.
const fn size_of(group: Group, key: &str) -> Size {
    use Group::*;
    match (group, key.as_bytes()) {
        (Note, b"text") => Size::Note,
        (Numbers | PersonNumbers, _) | (Counsel, b"phone") | (Trigger, b"from" | b"rule") => Size::Number,
        (Charge, b"description") | (Outcome | Plan | Decision, b"text") | (_, b"note") => Size::Words,
        (Session, b"judges" | b"security") | (Charge, b"article") | (HandOver, b"how" | b"reference") => {
            Size::Line
        }
        (Identity | Counsel | Status | Measure | Slot | Session | Charge | Outcome | Decision, _) => {
            Size::Name
        }
        (HandOver, b"person") => Size::Name,
        (Inbound, b"from" | b"about") | (ReleaseStep, b"person") | (TitleCheck, b"by") => Size::Name,
        (ReleaseOrder, b"particulars") => Size::Words,
        (ReleaseOrder | ReleaseStep, b"phone" | b"number") => Size::Number,
        (ReleaseOrder, _) => Size::Name,
        (TaskDetail | Promise, _) => Size::Words,
        (Service, b"by") => Size::Name,
        (Service, b"proof") => Size::Number,
        _ => Size::Line,
    }
}

/// Names a field for people.
fn field_of(group: Group, key: &str) -> Field {
    match key {
        "from" if matches!(group, Group::Inbound) => Field::new("van wie", "from whom"),
        "about" => Field::new("over wie", "about whom"),
        "particulars" => Field::new("bijzonderheden", "particulars"),
        "prison" => Field::new("inrichting", "prison"),
        "number" => Field::new("nummer", "number"),
        "surname" => Field::new("achternaam", "family name"),
        "prefix" => Field::new("tussenvoegsel", "what stands before the family name"),
        "given" => Field::new("voornamen", "given names"),
        "born" => Field::new("geboortedatum", "date of birth"),
        "birthplace" => Field::new("geboorteplaats", "place of birth"),
        "others" => Field::new("zaaknummer", "case number"),
        "bsn" => Field::new("burgerservicenummer", "citizen service number"),
        "skn" => Field::new("strafrechtsketennummer", "criminal-justice chain number"),
        "name" => Field::new("naam", "name"),
        "phone" => Field::new("telefoonnummer", "telephone number"),
        "phase" => Field::new("fase van de zaak", "phase of the case"),
        "prosecutor" => Field::new("officier van justitie", "prosecutor"),
        "place" => Field::new("plaats", "place"),
        "article" => Field::new("wetsartikel", "article of law"),
        "description" => Field::new("omschrijving van het feit", "description of the charge"),
        "court" => Field::new("gerecht", "court"),
        "room" => Field::new("zaal", "room"),
        "chamber" => Field::new("kamer", "chamber"),
        "modality" => Field::new("soort zitting", "kind of hearing"),
        "judges" => Field::new("rechters", "judges"),
        "interpreter" => Field::new("tolk", "interpreter"),
        "registrar" => Field::new("griffier", "registrar"),
        "security" => Field::new("beveiliging", "security"),
        "how" => Field::new("hoe", "how"),
        "person" => Field::new("persoon", "person"),
        "reference" => Field::new("kenmerk", "reference"),
        "by" if matches!(group, Group::Service) => Field::new("wie betekende", "who served it"),
        "by" => Field::new("wie besliste", "who decided"),
        "proof" => Field::new("nummer van de akte", "number of the deed"),
        "who" => Field::new("wie beloofde", "who promised"),
        "to" => Field::new("aan wie", "to whom"),
        "what" => Field::new("wat", "what"),
        "title" => Field::new("titel", "title"),
        "note" => Field::new("toelichting", "remark"),
        "date" => Field::new("datum", "date"),
        "moment" | "decided" | "at" => Field::new("tijdstip", "moment"),
        "from" => Field::new("begin van de termijn", "start of the term"),
        _ => Field::new(group.label(Lang::Nl), group.label(Lang::En)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn judged(group: Group, value: &Value) -> Result<(), Unfit> {
        check_value(group, value, &BTreeSet::new(), "2026-11-26".parse().unwrap())
    }

    #[test]
    fn a_text_that_is_too_long_is_refused_with_its_field_and_the_limit() {
        let why = judged(Group::Identity, &json!({"surname": "a".repeat(201)})).unwrap_err();
        assert_eq!(
            why.words().0,
            "Dit is te lang: achternaam heeft 201 tekens, en er passen er 200. Maak het korter."
        );
        assert_eq!(judged(Group::Identity, &json!({"surname": "é".repeat(200)})), Ok(()));
        assert_eq!(judged(Group::Note, &json!({"text": "a".repeat(20_000)})), Ok(()));
        assert!(judged(Group::Note, &json!({"text": "a".repeat(20_001)})).is_err());
        assert!(judged(Group::Measure, &json!({"place": "a".repeat(70_000)})).is_err());
        assert!(judged(Group::Outcome, &json!({"told": [{"name": "a".repeat(201)}]})).is_err());
    }

    #[test]
    fn what_came_from_elsewhere_is_never_in_the_way() {
        let long = "a".repeat(66_000);
        let value = json!({"surname": long, "given": "Ana"});
        let known = BTreeSet::from([long.as_str()]);
        assert_eq!(check_value(Group::Identity, &value, &known, "2026-11-26".parse().unwrap()), Ok(()));
    }

    #[test]
    fn signs_that_steer_a_line_unseen_are_refused_and_names_in_any_script_are_not() {
        for sign in ["\u{1b}[31m", "\u{7}", "\r", "\n", "\u{9b}", "\u{202e}", "\u{2066}"] {
            let value = json!({"surname": format!("Vries{sign}")});
            assert!(matches!(judged(Group::Identity, &value), Err(Unfit::Hidden(..))), "{sign:?}");
        }
        for name in ["Łukasz", "محمد", "می\u{200c}خواهم", "O'Neill-Đinh", "李"] {
            assert_eq!(judged(Group::Identity, &json!({"surname": name})), Ok(()), "{name}");
        }
        assert_eq!(judged(Group::Note, &json!({"text": "een\n\ttwee\r\n"})), Ok(()));
        assert!(judged(Group::Note, &json!({"text": "een\u{1b}"})).is_err());
    }

    #[test]
    fn a_number_has_a_letter_or_a_digit_and_digits_of_our_own() {
        for number in ["", "   ", "-/-", "09/123456-2６", "٠٩/123", "A\u{200b}1", &"1".repeat(61)] {
            assert!(judged(Group::Numbers, &json!({"others": [number]})).is_err(), "{number:?}");
        }
        for number in ["PL1500-2026123456", "NOOD-DH01-20261126-0001-K", "RK 26/1234 (geheim)"] {
            assert_eq!(judged(Group::Numbers, &json!({"others": [number]})), Ok(()), "{number}");
        }
    }

    #[test]
    fn days_lie_in_years_that_can_be_meant_and_nobody_is_born_tomorrow() {
        let born = |day: &str| judged(Group::Identity, &json!({"born": day}));
        assert_eq!(born("2026-11-26"), Ok(()));
        assert_eq!(born("2026-11-27"), Err(Unfit::Unborn("2026-11-27".parse().unwrap())));
        assert!(matches!(born("9999-12-31"), Err(Unfit::Year(_, 9999))));
        assert!(matches!(born("1899-12-31"), Err(Unfit::Year(_, 1899))));
        let at = |at: &str| judged(Group::Measure, &json!({"moment": at}));
        assert!(at("9999-12-31T10:00:00+01:00").is_err());
        assert_eq!(at("2199-12-31T10:00:00+01:00"), Ok(()));
        assert!(judged(Group::Trigger, &json!({"from": "9999-12-31"})).is_err());
    }
}
