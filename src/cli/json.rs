//! What programs read of cases: the same keys in every answer, all English.

use noodbrug_core::case::{CaseFile, Fact};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::rows::CaseRow;
use noodbrug_core::text::Lang;
use noodbrug_office::CaseSheet;
use noodbrug_office::said::entry_words;
use noodbrug_office::views::{CaseLabel, LogLine};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A case in a list.
pub(crate) fn case_row(row: &CaseRow) -> Value {
    json!({
        "case": row.id,
        "number": row.number,
        "suspect": row.suspect,
        "born": row.born.map(|day| day.to_string()),
        "charge": row.charge,
        "place": row.place,
        "phase": row.phase,
        "prosecutor": row.prosecutor,
        "in_custody": row.in_custody,
        "next_hearing": row.next_hearing.map(|at| at.format("%Y-%m-%dT%H:%M").to_string()),
        "next_fatal": row.next_fatal,
        "conflicts": row.conflicts,
        "taken_at": row.taken_at,
        "sources": row.sources,
    })
}

/// What every list says of a case, with what that list itself says.
pub(crate) fn with_label(label: &CaseLabel, own: Value) -> Value {
    merged(json!({"case": label.id, "number": label.number, "suspect": label.suspect}), own)
}

/// One object with the keys of both.
pub(crate) fn merged(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut one), Value::Object(other)) => {
            one.extend(other);
            Value::Object(one)
        }
        (one, _) => one,
    }
}

/// One case with all its registers. Numbers of persons (BSN, SKN) are not in it, as on paper.
pub(crate) fn sheet(sheet: &CaseSheet) -> Value {
    let mut json = case_row(&sheet.row);
    if let Some(json) = json.as_object_mut() {
        json.extend(things(&sheet.file));
        let custody: Vec<Value> = sheet
            .custody
            .iter()
            .map(|person| json!({"person": person.person, "name": person.name, "held_too_long": person.custody.held_too_long()}))
            .collect();
        json.insert("custody".to_owned(), Value::from(custody));
        let number = |label: &CaseLabel| Value::from(label.number.as_str());
        json.insert("double_of".to_owned(), sheet.double_of.as_ref().map_or(Value::Null, number));
        json.insert("doubles".to_owned(), sheet.doubles.iter().map(number).collect());
        json.insert("log".to_owned(), sheet.log.iter().map(log_line).collect());
    }
    json
}

fn things(file: &CaseFile) -> Map<String, Value> {
    let hearing = |(id, entry): (&ObjectId, &noodbrug_core::case::HearingFile)| json!({"id": id, "slot": fact(&entry.slot), "session": fact(&entry.session), "outcome": fact(&entry.outcome)});
    let term = |(id, entry): (&ObjectId, &noodbrug_core::case::TermFile)| json!({"id": id, "trigger": fact(&entry.trigger), "end": fact(&entry.end)});
    let task = |(id, entry): (&ObjectId, &noodbrug_core::case::TaskFile)| json!({"id": id, "plan": fact(&entry.plan), "detail": fact(&entry.detail), "handover": fact(&entry.handover), "done": fact(&entry.done)});
    let person = |(id, entry): (&ObjectId, &noodbrug_core::case::PersonFile)| json!({"id": id, "identity": fact(&entry.identity)});
    let open: Vec<String> = file.conflicts.iter().map(ToString::to_string).collect();
    let all = [
        ("persons", file.persons.iter().map(person).collect()),
        ("charges", each(&file.charges)),
        ("measures", each(&file.measures)),
        ("hearings", file.hearings.iter().map(hearing).collect()),
        ("terms", file.terms.iter().map(term).collect()),
        ("tasks", file.tasks.iter().map(task).collect()),
        ("decisions", each(&file.decisions)),
        ("notes", each(&file.notes)),
        ("services", each(&file.services)),
        ("promises", each(&file.promises)),
        ("documents", each(&file.documents)),
        ("registers_in_conflict", Value::from(open)),
    ];
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn each<T: Serialize>(facts: &BTreeMap<ObjectId, Fact<T>>) -> Value {
    facts.iter().map(|(id, told)| json!({"id": id, "values": fact(told)})).collect()
}

/// A list, because sources may contradict each other; a register that holds one value is a list of one.
fn fact<T: Serialize>(fact: &Fact<T>) -> Value {
    fact.values().map(|value| serde_json::to_value(value).unwrap_or(Value::Null)).collect()
}

/// One entry of the journal.
pub(crate) fn log_line(line: &LogLine) -> Value {
    let about: Vec<String> = line
        .about
        .iter()
        .map(|group| {
            let (thing, word) = group.words();
            format!("{thing}/{word}")
        })
        .collect();
    json!({
        "event": line.event.to_string(),
        "kind": line.kind.word(),
        "case": line.case,
        "number": line.number,
        "about": about,
        "words": {"nl": entry_words(line, Lang::Nl), "en": entry_words(line, Lang::En)},
        "workstation": line.ws,
        "seq": line.seq,
        "by": line.by,
        "at": (!line.bare).then_some(line.at),
        "why": line.why,
    })
}
