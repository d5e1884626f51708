//! `noodbrug task needs`, `task fill`, `task sheet`: what whoever carries a task out must know, and the sheet it goes with.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::case::PDF;
use crate::output::Output;
use crate::task::{EXECUTOR, TASK, executor, open_task};
use crate::{Act, enter, pick, typed};
use noodbrug_core::case::{PersonRole, TaskDetail};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::printing::To;
use noodbrug_office::tasks::{Needed, TaskSheet, minimum, missing_text};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(NEEDS, needs), (FILL, fill), (SHEET, sheet)];

const NEEDS: Verb = Verb {
    words: "task needs",
    takes: "NUMMER [--task WELKE]",
    help: (
        "toont wat de uitvoerder van een taak moet weten, wat er is en wat er ontbreekt",
        "shows what whoever carries a task out must know, what is there and what is missing",
    ),
    options: &[TASK],
    on: On::Office,
};

const FILL: Verb = Verb {
    words: "task fill",
    takes: "NUMMER [--task WELKE] --with GEGEVEN=WAARDE …",
    help: (
        "vult aan wat de uitvoerder van een taak moet weten; wat er al stond wijzigen: met een reden",
        "adds what whoever carries a task out must know; to change what stood there: with a reason",
    ),
    options: &[
        TASK,
        Opt {
            name: "with",
            value: Some("GEGEVEN=WAARDE"),
            help: (
                "een gegeven, zoals duur=\"8 maanden\"; zie `task needs` voor de namen",
                "a datum, such as duur=\"8 months\"; see `task needs` for the names",
            ),
        },
        Opt {
            name: "person",
            value: Some("WELKE"),
            help: (
                "over welke verdachte de taak gaat, als er meer zijn",
                "which suspect the task is about, where there are more",
            ),
        },
        Opt { name: "why", value: Some("TEKST"), help: ("de reden", "the reason") },
    ],
    on: On::Office,
};

const SHEET: Verb = Verb {
    words: "task sheet",
    takes: "--executor WIE [--pdf BESTAND]",
    help: (
        "drukt het overdrachtsblad voor een partner af, met ontvangststrook: alleen taken die mogen",
        "prints the hand-over sheet for a partner, with a receipt slip: only tasks that may go",
    ),
    options: &[EXECUTOR, PDF],
    on: On::Office,
};

fn needs(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office(call)?;
    let case = pick::case(call, &NEEDS, &office)?.id;
    let id = open_task(call, &office.sheet(&case)?.file, out.lang)?;
    let sheet = office.task_needs(&case, &id, out.lang)?;
    let json = json!({
        "task": id,
        "urgency": sheet.urgency.map(|urgency| urgency.label(Lang::En)),
        "needed": sheet.needed.iter().map(need_json).collect::<Vec<_>>(),
        "deduction_days": sheet.deduction.as_ref().map(|(found, _)| found.days),
        "titles": sheet.titles,
    });
    out.answer(&needs_text(&sheet, out.lang), &json);
    Ok(())
}

fn need_json(need: &Needed) -> Value {
    json!({"key": need.key, "name": need.name.nl, "name_en": need.name.en, "known": need.text.as_ref().map(|text| &text.nl)})
}

fn needs_text(sheet: &TaskSheet, lang: Lang) -> String {
    let mut lines = Vec::new();
    if let Some((kind, urgency)) = sheet.kind.zip(sheet.urgency) {
        lines.push(format!(
            "{} · {}: {}",
            kind.label(lang),
            lang.pick("spoed", "urgency"),
            urgency.label(lang)
        ));
    }
    let none = lang.pick("ONTBREEKT", "MISSING");
    lines.extend(sheet.needed.iter().map(|need| {
        let text = need.text.as_ref().map_or(none, |text| text.get(lang));
        format!("  {} ({}): {text}", need.name.get(lang), need.key)
    }));
    lines.extend(sheet.deduction.as_ref().map(|(found, article)| {
        format!("{} ({article}): {}", lang.pick("In mindering", "Deducted"), found.text(lang))
    }));
    if !sheet.titles.is_empty() {
        lines.push(format!(
            "{}: {}",
            lang.pick("Andere titels", "Other titles"),
            sheet.titles.replace('\n', "; ")
        ));
    }
    let all = lang.pick("Alles is er.", "All of it is there.").to_owned();
    lines.push(missing_text(&sheet.needed, lang).map_or(all, |text| format!("{}.", capital(&text))));
    lines.join("\n")
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// Names the data of an open task's kind, where a call names none.
fn fill(call: &Call, out: &Output) -> Result<(), Complaint> {
    let data: BTreeMap<String, String> = typed::facts(call)?.into_iter().collect();
    let mut office = enter::office(call)?;
    let case = pick::case(call, &FILL, &office)?.id;
    let file = office.sheet(&case)?.file;
    let id = open_task(call, &file, out.lang)?;
    let person = match call.text("person")? {
        Some(_) => {
            let people = crate::person::people(&file, |role| role == PersonRole::Suspect);
            Some(pick::one(call, "person", people)?)
        }
        None => None,
    };
    if data.is_empty() && person.is_none() {
        let kind = file.tasks.get(&id).and_then(|task| task.plan.any()).map(|plan| plan.kind);
        let table = minimum()?;
        let names: Vec<String> = kind
            .into_iter()
            .flat_map(|kind| {
                table.to_fill(kind).filter(|datum| datum.from.is_none()).cloned().collect::<Vec<_>>()
            })
            .map(|datum| format!("{}=\"{}\"", datum.key, datum.example))
            .collect();
        return Err(crate::call::wrong(
            format!("Zeg wat u invult: `--with {}`.", names.join(" ")),
            format!("Say what you fill in: `--with {}`.", names.join(" ")),
        ));
    }
    let saved = office.fill_task(&case, &id, TaskDetail { person, data }, &call.words_of("why")?)?;
    let left = office.task_needs(&case, &id, out.lang)?;
    let lines: Vec<String> =
        missing_text(&left.needed, out.lang).into_iter().map(|text| capital(&text)).collect();
    let missing: Vec<&str> =
        left.needed.iter().filter(|need| need.text.is_none()).map(|need| need.key.as_str()).collect();
    out.saved_with(&saved, Some(&id), &lines, json!({"missing": missing}));
    Ok(())
}

fn sheet(call: &Call, out: &Output) -> Result<(), Complaint> {
    let to = executor(call, "executor")?.ok_or_else(|| missing("executor"))?;
    let path = call.path_if("pdf");
    let place = path.as_deref().map_or(To::Paper, To::File);
    out.made(&enter::office(call)?.print_task_sheet(to, place, out.lang)?);
    Ok(())
}
