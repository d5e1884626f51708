//! `noodbrug promise …`: what was promised by phone, by whom, to whom and by when; and whether it was kept.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, grid, typed};
use noodbrug_core::command::Command;
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::promises::{Promise, PromiseEnd, PromiseEndKind, PromiseLine};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(ADD, add), (END, end), (LIST, list)];

const ADD: Verb = Verb {
    words: "promise add",
    takes: "NUMMER --who WIE --to WIE --text WAT --due TIJD …",
    help: (
        "legt een toezegging vast die aan de telefoon is gedaan",
        "notes a promise that was made by phone",
    ),
    options: &[
        Opt { name: "who", value: Some("WIE"), help: ("wie iets toezegt", "who promises") },
        Opt { name: "to", value: Some("WIE"), help: ("aan wie", "to whom") },
        Opt { name: "text", value: Some("TEKST"), help: ("wat is toegezegd", "what was promised") },
        Opt { name: "due", value: Some("TIJD"), help: ("uiterlijk wanneer", "by when") },
        Opt {
            name: "at",
            value: Some("TIJD"),
            help: ("wanneer gezegd; anders nu", "when it was said; else now"),
        },
        Opt { name: "phone", value: Some("NUMMER"), help: ("telefoonnummer", "telephone number") },
    ],
    on: On::Office,
};

const END: Verb = Verb {
    words: "promise end",
    takes: "NUMMER --how HOE [--promise WELKE]",
    help: ("legt vast hoe een toezegging afliep", "logs how a promise ended"),
    options: &[
        Opt {
            name: "how",
            value: Some("HOE"),
            help: ("nagekomen, niet-nagekomen of vervallen", "kept, broken or moot"),
        },
        Opt {
            name: "promise",
            value: Some("WELKE"),
            help: (
                "welke toezegging; hoeft niet als er één openstaat",
                "which promise; not needed when one is open",
            ),
        },
        Opt { name: "at", value: Some("TIJD"), help: ("wanneer; anders nu", "when; else now") },
        Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") },
    ],
    on: On::Office,
};

const LIST: Verb = Verb {
    words: "promise list",
    takes: "[--all]",
    help: (
        "toont toezeggingen die openstaan, het eerst wat te laat is",
        "shows promises that stand open, overdue ones first",
    ),
    options: &[Opt { name: "all", value: None, help: ("ook wat is afgelopen", "those that ended too") }],
    on: On::Office,
};

fn add(call: &Call, out: &Output) -> Result<(), Complaint> {
    let due = typed::moment(call, "due")?.ok_or_else(|| missing("due"))?;
    let at = typed::moment(call, "at")?;
    let (who, to, what) = (call.needed("who")?, call.needed("to")?, call.needed("text")?);
    let (who, to, what) = (who.to_owned(), to.to_owned(), what.to_owned());
    let mut office = enter::office(call)?;
    let case = pick::case(call, &ADD, &office)?.id;
    let at = at.map_or_else(|| office.now(), Ok)?;
    let promise = Promise { who, to, what, at, due, phone: call.words_of("phone")?, end: None };
    let (saved, id) = office.note_promise(&case, promise)?;
    out.saved(&saved, Some(&id));
    Ok(())
}

fn end(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words: Vec<&str> = PromiseEndKind::ALL.iter().map(|how| how.word()).collect();
    let how = typed::word(call, "how", PromiseEndKind::parse, &words)?.ok_or_else(|| missing("how"))?;
    let at = typed::moment(call, "at")?;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &END, &office)?.id;
    let candidate = |line: &PromiseLine| Candidate {
        id: line.id.clone(),
        also: vec![line.promise.who.clone()],
        words: format!("{}: {}", line.promise.who, line.promise.what),
    };
    let (open, ended): (Vec<_>, Vec<_>) =
        office.promises_of(&case)?.into_iter().partition(|line| line.promise.end.is_none());
    let all = |lines: Vec<PromiseLine>| lines.iter().map(candidate).collect();
    let fix = |found: &Candidate| {
        let name: String = found.id.as_str().chars().take(6).collect();
        (
            format!("Terugnemen: `noodbrug withdraw NUMMER --what toezegging-{name} --why …`."),
            format!("To take it back: `noodbrug withdraw NUMMER --what promise-{name} --why …`."),
        )
    };
    let id = pick::one_open(call, "promise", (all(open), all(ended)), fix)?;
    let end = PromiseEnd { how, at: at.map_or_else(|| office.now(), Ok)?, note: call.words_of("note")? };
    let saved = office.act(&case, Command::EndPromise(id.clone(), end))?;
    out.saved(&saved, Some(&id));
    Ok(())
}

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office(call)?;
    let (lines, now) = (office.promise_list(call.has("all"))?, office.now()?);
    let json: Vec<Value> = lines.iter().map(|line| promise_json(line, &now)).collect();
    let none = out.lang.pick("Geen open toezeggingen.", "No open promises.");
    let text = if lines.is_empty() { none.to_owned() } else { table(&lines, &now, out.lang) };
    out.answer(&text, &json!({"promises": json}));
    Ok(())
}

/// A promise as programs read it.
pub(crate) fn promise_json(line: &PromiseLine, now: &Moment) -> Value {
    json!({
        "id": line.id, "case": line.case.id, "case_number": line.case.number, "promise": line.promise,
        "overdue": line.promise.is_overdue(now), "disputed": line.disputed, "by": line.by,
    })
}

fn table(lines: &[PromiseLine], now: &Moment, lang: Lang) -> String {
    let headings = [
        lang.pick("Uiterlijk", "Due"),
        lang.pick("Stand", "Stage"),
        lang.pick("Wie", "Who"),
        lang.pick("Aan wie", "To whom"),
        lang.pick("Wat", "What"),
        lang.pick("Telefoon", "Phone"),
        lang.pick("Zaak", "Case"),
    ];
    let row = |line: &PromiseLine| {
        let promise = &line.promise;
        vec![
            moment_text(&promise.due.in_the_netherlands(), lang),
            promise.standing(now, lang).to_owned(),
            promise.who.clone(),
            promise.to.clone(),
            promise.what.clone(),
            promise.phone.clone(),
            line.case.number.clone(),
        ]
    };
    grid::columns(&headings, &lines.iter().map(row).collect::<Vec<_>>())
}
