//! `noodbrug selftest`: whether this workstation can be relied on, in less than a minute.

use crate::call::{Call, On, Verb};
use crate::case::PDF;
use crate::output::Output;
use crate::{Act, enter, grid};
use noodbrug_office::complaint::{Class, Complaint};
use noodbrug_office::may::Deed;
use noodbrug_office::printing::To;
use noodbrug_office::selftest::{Check, Health, SelfTest};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(SELFTEST, selftest)];

const SELFTEST: Verb = Verb {
    words: "selftest",
    takes: "[--pdf BESTAND]",
    help: (
        "test dit werkstation in minder dan een minuut; uitgang 3 bij aandacht, 1 bij een fout",
        "tests this workstation in less than a minute; exit code 3 for attention, 1 when bad",
    ),
    options: &[PDF],
    on: On::Office,
};

fn selftest(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office_to(call, Deed::ReadJournal)?;
    let test = office.self_test()?;
    let file = match call.path_if("pdf") {
        Some(path) => Some(office.print_self_test(&test, To::File(&path), out.lang)?.path),
        None => None,
    };
    let lang = out.lang;
    let row = |check: &Check| {
        let say = |words: &noodbrug_office::complaint::Both| words.pick(lang).to_owned();
        vec![check.health.label(lang).to_owned(), say(&check.what), say(&check.found)]
    };
    let mut text = grid::columns(&[], &test.checks.iter().map(row).collect::<Vec<_>>());
    let todo = test.checks.iter().filter(|check| check.health != Health::Good);
    text.extend(todo.map(|check| format!("! {}: {}\n", check.what.pick(lang), check.todo.pick(lang))));
    text.extend(file.iter().map(|path| format!("{}: {}\n", lang.pick("Gemaakt", "Made"), path.display())));
    out.answer(&text, &test_json(&test, file.as_deref()));
    let class = match test.health() {
        Health::Good => return Ok(()),
        Health::Attention => Class::NeedsPerson,
        Health::Bad => Class::Refused,
    };
    Err(Complaint::new(class, test.verdict()))
}

fn test_json(test: &SelfTest, file: Option<&std::path::Path>) -> Value {
    let check = |check: &Check| json!({"check": check.word, "health": check.health.word(), "found": check.found, "todo": check.todo});
    json!({
        "at": test.at, "by": test.by, "station": test.station, "took_ms": test.took_ms, "file": file,
        "health": test.health().word(), "checks": test.checks.iter().map(check).collect::<Vec<_>>(),
    })
}
