//! What a case gives to put on a form. Numbers of persons and addresses are never among it.

use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::case::{CaseFile, Charge, Fact, HearingFile, HearingSlot, Identity, PersonRole};
use noodbrug_core::form::{Fill, FormFacts};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::{date_text, until_text, weekday_date_text};
use noodbrug_core::text::Lang;

impl Office {
    /// Gathers what forms may show of a case and one of its suspects.
    pub(crate) fn form_facts(
        &self,
        case: &CaseId,
        person: Option<&ObjectId>,
        lang: Lang,
    ) -> Result<FormFacts, Complaint> {
        let sheet = self.sheet(case)?;
        let suspect = one_suspect(&sheet.file, person)?;
        let mut facts = FormFacts::new();
        facts.put(Fill::Number, sheet.row.number.as_str());
        facts.put(Fill::Office, self.meta.office.as_str());
        facts.put(Fill::Prosecutor, sheet.row.prosecutor.as_str());
        put_suspect(&mut facts, &sheet.file, suspect.as_ref(), lang);
        put_case(&mut facts, &sheet.file, lang);
        put_hearing(&mut facts, &sheet.file, lang);
        let own = |of: &Option<ObjectId>| of.is_none() || suspect.is_none() || *of == suspect;
        if let Some(held) = sheet.custody.iter().find(|held| own(&held.person)) {
            facts.put(Fill::Place, held.custody.place.as_str());
            if let Some(clock) = held.custody.next_fatal() {
                let (name, until) = (clock.name.get(lang), until_text(&clock.earliest, lang));
                facts.put(Fill::Title, format!("{name} · {} · {until}", clock.article));
            }
        }
        let board = self.board()?;
        let tells = |(told, person): &(CaseId, Option<ObjectId>)| told == case && own(person);
        let lines = board.lines.iter().filter(|line| line.tells.iter().any(tells));
        let before: Vec<String> = lines.flat_map(|line| line.before_release_in(case, lang)).collect();
        facts.put(Fill::FollowOn, before.join("\n"));
        Ok(facts)
    }
}

fn one_suspect(file: &CaseFile, asked: Option<&ObjectId>) -> Result<Option<ObjectId>, Complaint> {
    let suspects: Vec<(&ObjectId, &Identity)> = file.suspects().collect();
    match (asked, suspects.as_slice()) {
        (Some(asked), all) if all.iter().any(|(id, _)| *id == asked) => Ok(Some(asked.clone())),
        (None, []) => Ok(None),
        (None, [(one, _)]) => Ok(Some((*one).clone())),
        (_, all) => {
            let list: String = all.iter().map(|(id, who)| format!("\n  {id}  {}", who.full_name())).collect();
            Err(Complaint::refused(
                format!("Voor welke verdachte is het formulier? Noem er een:{list}"),
                format!("For which suspect is the form? Name one:{list}"),
            ))
        }
    }
}

/// Writes what a register says; values that contradict each other stand beside each other, with the warning.
fn told<T>(fact: &Fact<T>, say: impl Fn(&T) -> String, lang: Lang) -> String {
    let mut said: Vec<String> = fact.values().map(say).filter(|words| !words.is_empty()).collect();
    said.dedup();
    let words = said.join(" / ");
    match said.len() {
        0 | 1 => words,
        _ => format!("{words} ({})", lang.pick("tegenstrijdig: kijk na", "contradictory: check")),
    }
}

fn put_suspect(facts: &mut FormFacts, file: &CaseFile, suspect: Option<&ObjectId>, lang: Lang) {
    let Some(person) = suspect.and_then(|id| file.persons.get(id)) else { return };
    let who = &person.identity;
    facts.put(Fill::Suspect, told(who, Identity::full_name, lang));
    facts.put(Fill::Born, told(who, |who| who.born.map(date_text).unwrap_or_default(), lang));
    facts.put(Fill::Birthplace, told(who, |who| who.birthplace.clone(), lang));
}

fn put_case(facts: &mut FormFacts, file: &CaseFile, lang: Lang) {
    let charge = |charge: &Charge| {
        let parts = [charge.article.as_str(), charge.description.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let charges: Vec<String> = file.charges.values().map(|fact| told(fact, charge, lang)).collect();
    facts.put(Fill::Charge, charges.join("\n"));
    let related = file.numbers.values().flat_map(|numbers| &numbers.related);
    facts.put(Fill::Related, related.map(ToString::to_string).collect::<Vec<_>>().join(", "));
    let people = file.persons.values().filter_map(|person| person.identity.any());
    let victims = people.filter(|who| who.role == PersonRole::Victim).map(Identity::full_name);
    facts.put(Fill::Victims, victims.collect::<Vec<_>>().join("; "));
}

/// Puts the first hearing without an outcome.
fn put_hearing(facts: &mut FormFacts, file: &CaseFile, lang: Lang) {
    let open = file.hearings.values().filter(|hearing| hearing.outcome.is_empty());
    let first = open.filter_map(|hearing| Some((hearing.slot.any()?, hearing)));
    let first = first.min_by_key(|(slot, _)| (slot.date, slot.time));
    let Some((_, HearingFile { slot, session, .. })) = first else { return };
    let when =
        |slot: &HearingSlot| format!("{} {}", weekday_date_text(slot.date, lang), slot.time.format("%H:%M"));
    let place = |slot: &HearingSlot| {
        let room = format!("{} {}", lang.pick("zaal", "room"), slot.room);
        let parts = [slot.court.as_str(), room.as_str(), slot.chamber.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    facts.put(Fill::Hearing, told(slot, when, lang));
    facts.put(Fill::Court, told(slot, place, lang));
    facts.put(Fill::Judges, told(session, |session| session.judges.clone(), lang));
    facts.put(
        Fill::Interpreter,
        told(session, |session| session.interpreter.clone().unwrap_or_default(), lang),
    );
}
