//! From the state of a case to its entries on the roll.

use super::entry::{Entry, Held, Suspect, TermOnRoll};
use super::limit;
use crate::case::{CaseFile, HearingFile, HearingSession, Identity, OutcomeCode, PersonFile, PersonRole};
use crate::custody::{self, Custody};
use crate::ident::{CaseId, ObjectId};
use crate::law::Words;
use crate::lawbook::LawBook;
use crate::rows::{self, CaseRows, HearingRow, TermRow};
use crate::search::fold;
use crate::state::CaseState;
use crate::text::Lang;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Which roll is made: of which court, on which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day<'a> {
    /// The court.
    pub court: &'a str,
    /// The day.
    pub date: NaiveDate,
}

/// Gives what a case has on a day in a court. No clock is asked: custody is as it stood at the newest measure.
#[must_use]
pub fn entries(id: CaseId, state: &CaseState, law: &LawBook, day: Day<'_>) -> Vec<Entry> {
    let file = CaseFile::of(state);
    let rows = rows::derive(id, state, law);
    let mut readings: BTreeMap<&ObjectId, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for row in &rows.hearings {
        let reading = readings.entry(&row.hearing).or_default();
        if row.slot.court == day.court && row.slot.date == day.date {
            found.push(entry((id, &file, &rows), (row, *reading), law));
        }
        *reading = reading.saturating_add(1);
    }
    found
}

/// Says whether the public may know of a hearing by what is known of its case now, whatever was known when a list was
/// made. One that is not in the case any more is not public.
#[must_use]
pub fn is_public(state: &CaseState, hearing: &ObjectId) -> bool {
    let file = CaseFile::of(state);
    let Some(known) = file.hearings.get(hearing).filter(|known| !known.slot.is_empty()) else { return false };
    known.slot.values().all(|slot| limit::of(&file, hearing, slot).is_empty())
}

fn entry(
    (case, file, rows): (CaseId, &CaseFile, &CaseRows),
    (row, reading): (&HearingRow, usize),
    law: &LawBook,
) -> Entry {
    let hearing = file.hearings.get(&row.hearing);
    let (article, charge) = charge(file);
    Entry {
        case,
        hearing: row.hearing.clone(),
        reading,
        number: 0,
        case_number: rows.case.number.clone(),
        slot: row.slot.clone(),
        session: hearing.map(session).unwrap_or_default(),
        suspects: suspects(file, law),
        article,
        charge,
        prosecutor: rows.case.prosecutor.clone(),
        outcome: hearing.and_then(|hearing| outcome(file, hearing)),
        off: hearing.is_some_and(is_off),
        adjourned: hearing.is_some_and(is_adjourned),
        terms: terms(&rows.terms, law),
        victims: victims(file).count(),
        youth: row.youth,
        conflict: row.conflict,
        unsettled: hearing.is_some_and(|hearing| hearing.slot.in_conflict()),
        limits: limit::of(file, &row.hearing, &row.slot),
    }
}

/// Gives what kind of hearing it is and who sits; where sources contradict each other, all that they say.
fn session(hearing: &HearingFile) -> HearingSession {
    let readings: Vec<&HearingSession> = hearing.session.values().collect();
    let Some(first) = hearing.session.any() else { return HearingSession::default() };
    let all = |field: fn(&HearingSession) -> Option<&str>| {
        let mut said: Vec<&str> = readings.iter().filter_map(|reading| field(reading)).collect();
        said.retain(|words| !words.trim().is_empty());
        said.sort_unstable();
        said.dedup();
        (!said.is_empty()).then(|| said.join(super::BETWEEN))
    };
    HearingSession {
        modality: all(|session| Some(&session.modality)).unwrap_or_default(),
        judges: all(|session| Some(&session.judges)).unwrap_or_default(),
        interpreter: all(|session| session.interpreter.as_deref()),
        closed: readings.iter().any(|reading| reading.closed),
        registrar: all(|session| session.registrar.as_deref()),
        prosecutor: all(|session| session.prosecutor.as_deref()),
        security: all(|session| session.security.as_deref()),
        ..first.clone()
    }
}

fn is_off(hearing: &HearingFile) -> bool {
    let code = hearing.outcome.sole().map(|outcome| outcome.code);
    matches!(code, Some(OutcomeCode::Vacated | OutcomeCode::Withdrawn))
}

fn is_adjourned(hearing: &HearingFile) -> bool {
    let code = hearing.outcome.sole().map(|outcome| outcome.code);
    matches!(code, Some(OutcomeCode::AdjournedTo | OutcomeCode::AdjournedOpen))
}

fn outcome(file: &CaseFile, hearing: &HearingFile) -> Option<(Words, Option<NaiveDate>)> {
    let outcome = hearing.outcome.any()?;
    let next = outcome.next.as_ref().and_then(|next| file.hearings.get(next));
    let words = Words::new(outcome.code.label(Lang::Nl), outcome.code.label(Lang::En));
    Some((words, next.and_then(|next| next.slot.any()).map(|slot| slot.date)))
}

fn suspects(file: &CaseFile, law: &LawBook) -> Vec<Suspect> {
    let measured = file.measured();
    let custody = |person: Option<&ObjectId>| {
        measured.contains(&person).then(|| survey(file, person, law)).flatten().and_then(|found| held(&found))
    };
    let nobody_named = custody(None).map(|held| Held { unclear: true, ..held });
    let people = file.persons.iter().filter_map(|(id, person)| Some((id, person, person.identity.any()?)));
    let mut suspects: Vec<Suspect> = people
        .filter(|(_, _, who)| who.role == PersonRole::Suspect)
        .map(|(id, person, who)| Suspect {
            held: custody(Some(id)).or_else(|| nobody_named.clone()),
            ..suspect(person, who)
        })
        .collect();
    suspects.sort_by(|one, other| (&one.name, one.born).cmp(&(&other.name, other.born)));
    suspects
}

fn suspect(person: &PersonFile, who: &Identity) -> Suspect {
    Suspect {
        name: who.list_name(),
        born: who.born,
        held: None,
        counsel: person.counsel.values().cloned().collect(),
        shielded: person.shield.values().any(|shield| shield.protected),
    }
}

/// Custody as it stood at the newest measure that was not told ahead of its time, so that a list says the same whenever
/// it is made.
fn survey(file: &CaseFile, person: Option<&ObjectId>, law: &LawBook) -> Option<Custody> {
    let measures = file.measures_of(person, "");
    let at = file.judged_at(&measures)?;
    Some(custody::survey(&measures, &law.law, &law.calendar, &at))
}

/// Who may be held is brought too: nobody must be forgotten in a cell.
fn held(custody: &Custody) -> Option<Held> {
    (custody.counts_as_held() || custody.is_incomplete()).then(|| Held {
        place: custody.place.clone(),
        since: custody.since,
        fatal: custody.next_fatal().map(|clock| clock.earliest),
        unclear: custody.is_incomplete(),
    })
}

fn terms(rows: &[TermRow], law: &LawBook) -> Vec<TermOnRoll> {
    let name = |rule: &str| law.law.named(rule).map_or_else(|| Words::new(rule, rule), |known| known.name);
    let mut running: Vec<&TermRow> = rows.iter().filter(|row| row.running).collect();
    running.sort_by_key(|row| (row.shown.map(|shown| shown.unix()), row.term.clone()));
    running.into_iter().map(|row| TermOnRoll { name: name(&row.rule), ends: row.shown }).collect()
}

fn victims(file: &CaseFile) -> impl Iterator<Item = &Identity> {
    let people = file.persons.values().filter_map(|person| person.identity.any());
    people.filter(|who| who.role == PersonRole::Victim)
}

/// Gives the first charge. Its words come from a source as free text; where they name a victim they are left out. The
/// place is never given: it can be a victim's home.
fn charge(file: &CaseFile) -> (String, String) {
    let Some(charge) = file.charges.values().find_map(|fact| fact.any()) else {
        return (String::new(), String::new());
    };
    let clean = |text: &str| if names_a_victim(file, text) { String::new() } else { text.to_owned() };
    (clean(&charge.article), clean(&charge.description))
}

fn names_a_victim(file: &CaseFile, text: &str) -> bool {
    let words = format!(" {} ", fold(text));
    let people = file.persons.values().flat_map(|person| person.identity.values());
    let victims = people.filter(|who| who.role == PersonRole::Victim);
    let names =
        victims.flat_map(|who| std::iter::once(who.surname.as_str()).chain(who.given.split_whitespace()));
    names.map(fold).any(|name| !name.is_empty() && words.contains(&format!(" {name} ")))
}
