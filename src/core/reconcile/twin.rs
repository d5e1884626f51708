//! The same case or person entered twice: what speaks for it, and what a person decided about it.
//!
//! A machine proposes and never merges. The verdict stands in the case whose name comes first; another verdict takes its
//! place, so that nothing is lost when it was wrong.

use crate::case::values::words;
use crate::case::{CaseFile, Fact};
use crate::event::{Draft, Kind};
use crate::ident::{CaseId, ObjectId};
use crate::phonetic::name_key;
use crate::register::{Group, Register};
use crate::search::fold;
use crate::state::CaseState;
use crate::text::Lang;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// What a person decided about two cases.
    Verdict {
        /// They are one case.
        SameCase = "same-case", "dezelfde zaak", "the same case";
        /// They are two cases of one person.
        SamePerson = "same-person", "dezelfde persoon, andere zaak", "the same person, another case";
        /// They are about different people.
        Different = "different", "een andere persoon", "another person";
    }
}

/// A verdict about two cases: [`Group::Twin`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Twin {
    /// The other case.
    pub other: CaseId,
    /// What was decided.
    pub verdict: Verdict,
}

/// What speaks for it that two cases are one, or of one person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A number that both cases have.
    Number(String),
    /// The names sound alike, and the dates of birth are the same.
    Person {
        /// The name in the first case.
        one: String,
        /// The name in the other.
        other: String,
        /// The date of birth.
        born: NaiveDate,
    },
    /// The same article of law on the same day.
    Charge(String, NaiveDate),
}

/// Finds what speaks for it that two cases are one, or of one person; nothing does when neither a number nor a person is
/// shared: many thefts fall on one day.
#[must_use]
pub fn evidence(one: &CaseFile, other: &CaseFile) -> Vec<Evidence> {
    let mut found: BTreeSet<Evidence> = BTreeSet::new();
    let (ours, theirs) = (numbers(one), numbers(other));
    found.extend(ours.intersection(&theirs).cloned().map(Evidence::Number));
    let theirs = people(other);
    for (name, key, born) in people(one) {
        let same =
            theirs.iter().filter(|(_, their_key, their_born)| *their_key == key && *their_born == born);
        found.extend(same.map(|(other, ..)| Evidence::Person {
            one: name.clone(),
            other: other.clone(),
            born,
        }));
    }
    if found.is_empty() {
        return Vec::new();
    }
    let theirs = charges(other);
    found.extend(
        charges(one).intersection(&theirs).map(|(article, day)| Evidence::Charge(article.clone(), *day)),
    );
    found.into_iter().collect()
}

/// Every number by which a case is known, without its separators.
fn numbers(file: &CaseFile) -> BTreeSet<String> {
    let own = file.numbers.values().flat_map(|numbers| {
        numbers.parketnummer.iter().map(ToString::to_string).chain(numbers.others.iter().cloned())
    });
    own.map(|number| fold(&number).replace(' ', "")).filter(|number| !number.is_empty()).collect()
}

/// The suspects of whom a date of birth is known: the name, its key, the date.
fn people(file: &CaseFile) -> Vec<(String, String, NaiveDate)> {
    let keyed = file.suspects().filter_map(|(_, who)| {
        let initial: String = fold(&who.given).chars().take(1).collect();
        Some((who.full_name(), format!("{}|{initial}", name_key(&who.surname)), who.born?))
    });
    keyed.collect()
}

fn charges(file: &CaseFile) -> BTreeSet<(String, NaiveDate)> {
    let all = file.charges.values().flat_map(Fact::values);
    all.filter_map(|charge| Some((charge.article.clone(), charge.date?))).collect()
}

/// Gives where the verdict about two cases stands: the case whose name comes first, the register in it, and the other
/// case.
#[must_use]
pub fn place(one: CaseId, other: CaseId) -> (CaseId, Register, CaseId) {
    let (home, away) = if one <= other { (one, other) } else { (other, one) };
    let object = ObjectId::derived(&format!("twin {home} {away}"));
    (home, Register::of(Group::Twin, object), away)
}

/// Gives the verdicts in a case; where people contradict each other about one, all of them.
#[must_use]
pub fn verdicts(state: &CaseState) -> BTreeMap<CaseId, BTreeSet<Verdict>> {
    let mut found: BTreeMap<CaseId, BTreeSet<Verdict>> = BTreeMap::new();
    let told = state.registers().filter(|(register, _)| register.group == Group::Twin);
    for reading in told.flat_map(|(_, readings)| readings) {
        if let Ok(twin) = Twin::deserialize(&reading.value) {
            found.entry(twin.other).or_default().insert(twin.verdict);
        }
    }
    found
}

/// Makes the draft of a verdict; it takes the place of what stood there. `state` is that of the case in which it stands.
///
/// # Errors
/// The value cannot be written; this program has no such value.
pub fn draft(
    (one, other): (CaseId, CaseId),
    state: &CaseState,
    verdict: Verdict,
    why: &str,
) -> Result<Draft, serde_json::Error> {
    let (home, register, away) = place(one, other);
    let heads = state.heads(&register);
    let kind = if state.readings(&register).len() > 1 { Kind::Decide } else { Kind::Set };
    let value = serde_json::to_value(Twin { other: away, verdict })?;
    Ok(Draft::writing(kind, home, BTreeMap::from([(register, value)])).replacing(heads).because(why))
}
