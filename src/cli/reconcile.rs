//! `noodbrug reconcile …`: where sources contradict each other, all values side by side, and a person's decision.

use crate::backentry::{done_at, meters_json};
use crate::call::{Call, On, Opt, Verb, wrong};
use crate::case::PDF;
use crate::correct::{EMPTY, SECOND, SECOND_FILE, WHAT, by_one_or_two, checked, means, with_fields};
use crate::hearing::{DAY_OFF, WHY};
use crate::intake::{MAPPING, TAKEN_AT, mapping};
use crate::outcome::{IMMEDIATE, SANCTIONS, TOLD, TOLD_TO, WAIVER};
use crate::output::Output;
use crate::{Act, correct, enter, fields, grid, pick, typed};
use correct::field;
use noodbrug_core::ident::Role;
use noodbrug_core::reconcile::decided_by;
use noodbrug_core::register::Register;
use noodbrug_core::rows::CaseRow;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::lists::label_of;
use noodbrug_office::may::Deed;
use noodbrug_office::printing::To;
use noodbrug_office::reconcile::{Choice, ConflictItem, OpenDispute};
use noodbrug_office::take_in::{Compared, IntakeAsk};
use noodbrug_office::{Office, papers};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(CONFLICTS, conflicts), (SHOW, show), (DECIDE, decide), (STATUS, status), (COMPARE, compare)];

const CONFLICTS: Verb = Verb {
    words: "reconcile conflicts",
    takes: "[--role ROL]",
    help: (
        "toont waar bronnen elkaar tegenspreken, dringendste eerst (code 3 als dat zo is)",
        "shows where sources contradict each other, most urgent first (code 3 if so)",
    ),
    options: &[Opt {
        name: "role",
        value: Some("ROL"),
        help: (
            "wat deze rol meestal beslist: officier, griffier, tenuitvoerlegging of administratie",
            "what this role usually decides: prosecutor, registrar, enforcement or clerk",
        ),
    }],
    on: On::Office,
};

const SHOW: Verb = Verb {
    words: "reconcile show",
    takes: "NUMMER [--what WELKE]",
    help: (
        "toont een tegenstrijdigheid: alle waarden, het begin, wie en wanneer, en wat is beslist",
        "shows a conflict: all values, the start, who and when, and what was decided",
    ),
    options: &[
        WHAT,
        Opt {
            name: "numbers",
            value: Some("REDEN"),
            help: ("toont ook BSN en SKN, met de reden", "shows BSN and SKN too, with the reason"),
        },
        PDF,
    ],
    on: On::Office,
};

const DECIDE: Verb = Verb {
    words: "reconcile decide",
    takes: "NUMMER [--what WELKE] --take CODE --why TEKST",
    help: (
        "beslist een tegenstrijdigheid met een reden; de andere waarde blijft in het log",
        "decides a conflict with a reason; the other value stays in the log",
    ),
    options: with_fields![
        WHAT,
        Opt {
            name: "take",
            value: Some("CODE"),
            help: ("de code van de waarde die klopt", "the code of the value that is right"),
        },
        Opt {
            name: "seen",
            value: Some("CODE"),
            help: (
                "voor een andere waarde: de code onder de tabel, en de nieuwe gegevens",
                "for another value: the code below the table, and the new fields",
            ),
        },
        WHY,
        SECOND,
        SECOND_FILE,
        EMPTY,
        DAY_OFF,
    ],
    on: On::Office,
};

const STATUS: Verb = Verb {
    words: "reconcile status",
    takes: "",
    help: (
        "toont hoe ver de afstemming is: te beslissen, in te voeren, tempo en einde",
        "shows how far the reconciliation is: to decide, to key, pace and end",
    ),
    options: &[],
    on: On::Office,
};

const COMPARE: Verb = Verb {
    words: "reconcile compare",
    takes: "BESTAND… --mapping NAAM",
    help: (
        "houdt een verse export naast wat hier is gedaan; er verandert niets",
        "holds a fresh export against what was done here; nothing changes",
    ),
    options: &[MAPPING, TAKEN_AT],
    on: On::Office,
};

fn conflicts(call: &Call, out: &Output) -> Result<(), Complaint> {
    let lang = out.lang;
    let words = Role::PERSONS.map(Role::word);
    let role = typed::word(call, "role", |word| word.parse().ok(), &words)?;
    let office = enter::office(call)?;
    let found = match role {
        Some(role) => office.conflicts_for(role)?,
        None => office.conflicts()?,
    };
    let headings = [
        lang.pick("Raakt", "Touches"),
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Wat", "What"),
        lang.pick("Wie beslist", "Who decides"),
        lang.pick("Naam", "Name"),
    ];
    let row = |item: &ConflictItem| {
        vec![
            item.urgency.weight.label(lang).to_owned(),
            item.label.number.clone(),
            item.label.suspect.clone(),
            item.register.group.label(lang).to_owned(),
            decided_by(item.register.group).label(lang).to_owned(),
            item.register.name(lang),
        ]
    };
    let open = office.counts()?.conflicts;
    let others = open.saturating_sub(found.rows.len() as u64);
    let text = match (found.rows.is_empty(), role) {
        (true, Some(role)) if others > 0 => others_text(role, others, lang),
        (true, _) => lang
            .pick("Bronnen spreken elkaar nergens tegen.", "Sources contradict each other nowhere.")
            .to_owned(),
        (false, _) => {
            grid::columns(&headings, &found.rows.iter().map(row).collect::<Vec<_>>())
                + grid::more(found.more, lang)
        }
    };
    let list: Vec<Value> = found.rows.iter().map(item_json).collect();
    out.answer(&text, &json!({"conflicts": list, "more": found.more, "open": open}));
    match found.rows.len() {
        0 => Ok(()),
        count => Err(Complaint::new(
            Class::NeedsPerson,
            Both::new(
                format!(
                    "Hierover moet iemand beslissen: {count}. Bekijk ze met `noodbrug reconcile show NUMMER`."
                ),
                format!(
                    "Somebody has to decide about these: {count}. See them with `noodbrug reconcile show NUMBER`."
                ),
            ),
        )),
    }
}

/// Nothing for this role is not nothing at all.
fn others_text(role: Role, others: u64, lang: Lang) -> String {
    let role = role.label(lang);
    match lang {
        Lang::Nl => format!(
            "Voor {role} is er nu niets te beslissen. Voor anderen staat er nog open: {others}. Zie \
             `noodbrug reconcile conflicts`."
        ),
        Lang::En => format!(
            "There is nothing to decide now for {role}. Still open for others: {others}. See \
             `noodbrug reconcile conflicts`."
        ),
    }
}

fn item_json(item: &ConflictItem) -> Value {
    json!({
        "case": item.label.case, "number": item.label.number, "suspect": item.label.suspect,
        "register": item.register.to_string(), "weight": item.urgency.weight.rank(),
        "held": !item.urgency.free, "day": item.urgency.day.map(|day| day.to_string()),
        "role": decided_by(item.register.group).word(),
    })
}

/// Finds the conflict that a call means: the only one of the case, or the one that `--what` names.
fn meant(call: &Call, office: &Office, case: &CaseRow, lang: Lang) -> Result<Register, Complaint> {
    let mut open = office.conflicts_of(&case.id)?;
    if let Some(typed) = call.text("what")? {
        open.retain(|register| means(typed.trim(), register));
    }
    let number = &case.number;
    match (open.len(), open.pop()) {
        (1, Some(register)) => Ok(register),
        (0, _) | (_, None) => Err(Complaint::refused(
            format!(
                "In zaak {number} spreken bronnen elkaar hierover niet tegen. Zie `noodbrug reconcile conflicts`."
            ),
            format!(
                "In case {number} sources do not contradict each other about this. See `noodbrug reconcile conflicts`."
            ),
        )),
        (_, Some(last)) => {
            open.push(last);
            let line =
                |register: &Register| format!("\n  {}  {}", register.name(lang), register.group.label(lang));
            let list: String = open.iter().map(line).collect();
            Err(wrong(
                format!("Er is meer dan één tegenstrijdigheid. Noem er een met `--what`:{list}"),
                format!("There is more than one conflict. Name one with `--what`:{list}"),
            ))
        }
    }
}

/// Finds what was decided and is meant by its name; when there is none, the complaint stands.
fn decided(call: &Call, office: &Office, case: &CaseRow, why: Complaint) -> Result<Register, Complaint> {
    let typed = call.text("what")?.map(str::trim);
    let found = office.decided_of(&case.id)?.into_iter();
    let mut found: Vec<Register> =
        found.filter(|register| typed.is_none_or(|typed| means(typed, register))).collect();
    match (found.pop(), found.is_empty()) {
        (Some(register), true) => Ok(register),
        _ => Err(why),
    }
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let lang = out.lang;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &SHOW, &office)?;
    let register = meant(call, &office, &case, lang).or_else(|why| decided(call, &office, &case, why))?;
    let why = call.text("numbers")?;
    if let (Some(why), Some(person)) = (why, &register.object) {
        office.unmask(&case.id, person, why)?;
    }
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_conflict(&case.id, &register, To::File(&path), lang)?);
        return Ok(());
    }
    let open = match office.conflicts_of(&case.id)?.contains(&register) {
        true => office.open_conflict(&case.id, &register)?,
        false => office.decided_conflict(&case.id, &register)?,
    };
    let label = label_of(&case);
    let paper =
        papers::conflict_sheet(&office.letterhead(lang)?, &label, (&open, &office.law().law), why.is_some());
    let (name, code) = (register.name(lang), &open.dispute.code);
    let number = &case.number;
    let how = match lang {
        _ if open.decision.is_some() => String::new(),
        Lang::Nl => format!(
            "\nKies: noodbrug reconcile decide {number} --what {name} --take CODE --why REDEN\n\
             Iets anders: noodbrug reconcile decide {number} --what {name} --seen {code} … --why REDEN\n"
        ),
        Lang::En => format!(
            "\nChoose: noodbrug reconcile decide {number} --what {name} --take CODE --why REASON\n\
             Another value: noodbrug reconcile decide {number} --what {name} --seen {code} … --why REASON\n"
        ),
    };
    out.answer(&(grid::paper(&paper) + &how), &dispute_json(&case, &open, why.is_some()));
    Ok(())
}

fn dispute_json(case: &CaseRow, open: &OpenDispute, numbers: bool) -> Value {
    let dispute = &open.dispute;
    let hidden = dispute.register.group.is_need_to_know() && !numbers;
    let value = |value: &Value| if hidden { Value::Null } else { value.clone() };
    let said = |said: &noodbrug_core::state::Said| json!({"event": said.event, "station": said.ws, "by": said.by, "role": said.role.word(), "at": said.at, "why": said.why});
    let sides: Vec<Value> = dispute
        .sides
        .iter()
        .map(|side| json!({"code": side.code.as_str(), "value": value(&side.value), "said": side.said.iter().map(said).collect::<Vec<_>>()}))
        .collect();
    let base = dispute.base.as_ref().map(|base| value(&base.value));
    let decision = open.decision.as_ref();
    let decision = decision
        .map(|(chosen, by)| json!({"value": value(chosen), "said": by.iter().map(said).collect::<Vec<_>>()}));
    json!({
        "case": case.id, "number": case.number, "register": dispute.register.to_string(), "code": dispute.code.as_str(),
        "base": base, "sides": sides, "decision": decision, "offices": open.offices, "role": dispute.role.word(), "weight": dispute.urgency.weight.rank(),
    })
}

fn decide(call: &Call, out: &Output) -> Result<(), Complaint> {
    let why = call.needed("why")?;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &DECIDE, &office)?;
    let register = meant(call, &office, &case, out.lang).or_else(|why| {
        // A colleague may have been first: then who chose what is what this person needs to know.
        let settled = decided(call, &office, &case, why)?;
        Err(office.why_settled(&case.id, &settled)?)
    })?;
    let choice = match (call.text("take")?, call.text("seen")?) {
        (Some(letter), None) if letter.trim().chars().count() == 1 => return Err(no_letter(letter)),
        (Some(code), None) => Choice::Side(code.trim().to_owned()),
        (None, Some(code)) => {
            let (mut value, differing) = office.conflict_agreed(&case.id, &register)?;
            let offered: Vec<&str> = DECIDE.options.iter().map(|option| option.name).collect();
            fields::write(call, register.group, &mut value, &offered)?;
            all_said(&register, &value, &differing)?;
            checked(call, &office, (register.group, &value))?;
            Choice::Other(code.trim().to_owned(), value)
        }
        _ => {
            return Err(wrong(
                "Kies een waarde met `--take CODE`, of geef een andere met `--seen CODE` en de gegevens.",
                "Choose a value with `--take CODE`, or give another one with `--seen CODE` and its fields.",
            ));
        }
    };
    let command = office.conflict_ended(&case.id, &register, choice, why)?;
    let saved = by_one_or_two(call, &mut office, &case.id, command)?;
    let lines: Vec<String> = usually(&office, &register, out.lang).into_iter().collect();
    out.saved_with(
        &saved,
        register.object.as_ref(),
        &lines,
        json!({"usually": decided_by(register.group).word()}),
    );
    Ok(())
}

/// Says who usually decides about this, where that is somebody of another role: it is allowed, and it is said.
fn usually(office: &Office, register: &Register, lang: Lang) -> Option<String> {
    let (usual, own) = (decided_by(register.group), office.user().role);
    let (usually, own) = (usual != own).then(|| (usual.label(lang), own.label(lang)))?;
    Some(match lang {
        Lang::Nl => format!(
            "Let op: hierover beslist meestal {usually}. U besliste als {own}. Dat staat in het journaal; vertel het aan {usually}."
        ),
        Lang::En => format!(
            "Note: {usually} usually decides about this. You decided as {own}. The journal says so; tell {usually}."
        ),
    })
}

/// A letter is only a place in the table: once another value came in, it may stand for another one.
fn no_letter(letter: &str) -> Complaint {
    let letter = letter.trim();
    wrong(
        format!("`{letter}` is een plaats in de tabel en geen code. Typ de code die achter de letter staat."),
        format!(
            "`{letter}` is a place in the table and no code. Type the code that stands behind the letter."
        ),
    )
}

/// Refuses another value that leaves open what the sources contradict each other about.
fn all_said(register: &Register, value: &Value, differing: &[String]) -> Result<(), Complaint> {
    let open = differing.iter().filter(|key| value.get(key.as_str()).is_none());
    let options: Vec<String> = open.map(|key| fields::option_of(register.group, key)).collect();
    if options.is_empty() {
        return Ok(());
    }
    let options = options.join(", ");
    Err(wrong(
        format!("Hierover verschillen de bronnen. Zeg ook: {options}. Leeg maken kan met `--empty`."),
        format!("The sources differ about this. Say also: {options}. `--empty` empties a field."),
    ))
}

/// How many facts are shown; all are in the JSON.
const SHOWN: usize = 200;

fn compare(call: &Call, out: &Output) -> Result<(), Complaint> {
    let lang = out.lang;
    let ask = IntakeAsk {
        paths: call.paths(&COMPARE)?,
        mapping: mapping(call)?,
        taken_at: typed::moment(call, "taken-at")?,
    };
    let office = enter::office_to(call, Deed::TakeIn)?;
    let trial = office.try_intake(&ask, &mut out.progress(("Lezen", "Reading")))?;
    let found = office.compare_export(&trial, &mut out.progress(("Vergelijken", "Comparing")))?;
    let line = |compared: Compared| format!("{}: {}\n", compared.label(lang), found.count(compared));
    let counts: String = Compared::ALL.map(line).concat();
    let of_cases = [
        (
            lang.pick("zaken in de export die hier niet zijn", "cases in the export that are not here"),
            found.cases_new,
        ),
        (
            lang.pick("zaken die alleen in de bron zijn gewijzigd", "cases changed in the source alone"),
            found.cases_changed,
        ),
        (
            lang.pick(
                "zaken die in de bron zijn gewijzigd en waarin hier is gewerkt",
                "cases changed in the source in which people worked here as well",
            ),
            found.cases_both,
        ),
        (
            lang.pick("zaken waarover de bron niets nieuws zegt", "cases the source says nothing new about"),
            found.cases_same,
        ),
    ];
    let mut cases: String = of_cases.map(|(label, count)| format!("{label}: {count}\n")).concat();
    if !trial.missing.is_empty() {
        let label = lang.pick("Niet gegeven, dus niet vergeleken", "Not given, and so not compared");
        cases.push_str(&format!("{label}: {}\n", trial.missing.join(", ")));
    }
    let headings = [
        lang.pick("Vergelijking", "Comparison"),
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Wat", "What"),
        lang.pick("Naam", "Name"),
    ];
    let rows: Vec<Vec<String>> = found
        .facts
        .iter()
        .take(SHOWN)
        .map(|fact| {
            let what = fact.register.group.label(lang).to_owned();
            let label = fact.compared.label(lang).to_owned();
            vec![label, fact.case.number.clone(), what, fact.register.name(lang)]
        })
        .collect();
    let more = grid::more(found.facts.len() > SHOWN, lang);
    let facts: Vec<Value> = found
        .facts
        .iter()
        .map(|fact| {
            json!({"case": fact.case.id, "number": fact.case.number, "register": fact.register.to_string(),
                   "compared": fact.compared.word(), "was_done": fact.was_done})
        })
        .collect();
    let json = json!({"facts": facts, "cases_new": found.cases_new, "cases_changed": found.cases_changed, "cases_both": found.cases_both, "cases_same": found.cases_same, "files_missing": trial.missing});
    out.answer(&(counts + &cases + &grid::columns(&headings, &rows) + more), &json);
    Ok(())
}

fn status(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office(call)?;
    let lang = out.lang;
    let status = office.back_entry_status()?;
    let conflicts = office.counts()?.conflicts;
    let paper = papers::back_entry_status(&office.letterhead(lang)?, &status);
    let line = format!("{}: {conflicts}\n", lang.pick("Te beslissen", "To decide"));
    let steps: Vec<Value> = status
        .counts
        .by_step
        .iter()
        .map(|(step, standing, items)| json!({"step": step.word(), "standing": standing, "items": items}))
        .collect();
    let json = json!({
        "conflicts": conflicts, "open": status.open, "done": status.done, "cases": status.counts.cases,
        "oldest": status.counts.oldest, "tenths_per_hour": status.pace.tenths_per_hour(), "steps": steps,
        "done_at": done_at(status.forecast), "meters": meters_json(&status, lang),
    });
    out.answer(&(line + &grid::paper(&paper)), &json);
    Ok(())
}
