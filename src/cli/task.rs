//! `noodbrug task …`: what is to be enforced, who has it, and what is done.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::case::PDF;
use crate::correct::{SECOND, SECOND_FILE, by_one_or_two};
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, grid, json, typed, words};
use noodbrug_core::case::{CaseFile, Executor, HandOver, TaskDone, TaskFile, TaskKind, TaskPlan};
use noodbrug_core::command::Command;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::moment::{moment_text, weekday_date_text};
use noodbrug_core::rows::TaskStage;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::enforcement::Gate;
use noodbrug_office::lists::{Found, TaskFilter};
use noodbrug_office::printing::To;
use noodbrug_office::tasks::{Needed, missing_text};
use noodbrug_office::views::TaskLine;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(LIST, list), (ADD, add), (HAND_OVER, hand_over), (DONE, done)];

pub(crate) const EXECUTOR: Opt = Opt {
    name: "executor",
    value: Some("WIE"),
    help: (
        "dji, cjib, reclassering, rvdk, politie, domeinen of nfi",
        "dji, cjib, probation, rvdk, police, domains or nfi",
    ),
};
pub(crate) const TASK: Opt = Opt {
    name: "task",
    value: Some("WELKE"),
    help: (
        "welke taak: naam of soort; hoeft niet als er één open staat",
        "which task: name or kind; not needed when one is open",
    ),
};
const AT: Opt = Opt { name: "at", value: Some("TIJD"), help: ("wanneer; anders nu", "when; else now") };

const LIST: Verb = Verb {
    words: "task list",
    takes: "[--executor WIE] [--pdf BESTAND]",
    help: ("toont de executietaken", "shows the enforcement tasks"),
    options: &[
        EXECUTOR,
        Opt {
            name: "stage",
            value: Some("STAND"),
            help: ("open, overgedragen of gedaan", "open, handed-over or done"),
        },
        Opt {
            name: "until",
            value: Some("DAG"),
            help: ("uiterlijk op deze dag", "due on or before this day"),
        },
        PDF,
    ],
    on: On::Office,
};

const ADD: Verb = Verb {
    words: "task add",
    takes: "NUMMER --kind SOORT …",
    help: ("voegt een executietaak toe", "adds an enforcement task"),
    options: &[
        Opt {
            name: "kind",
            value: Some("SOORT"),
            help: (
                "gevangenisstraf, taakstraf, geldboete, schadevergoeding, ontneming, toezicht, contactverbod, tbs, rijontzegging, beslag, dna, invrijheidstelling, vervangende-hechtenis, gijzeling",
                "prison, community-service, fine, compensation, confiscation, probation, contact-ban, placement, driving-ban, seized-goods, dna, release, substitute-detention, coercive-detention",
            ),
        },
        EXECUTOR,
        Opt { name: "due", value: Some("DAG"), help: ("uiterste dag", "last day") },
        Opt {
            name: "text",
            value: Some("TEKST"),
            help: ("duur, bedrag, voorwaarden", "length, amount, conditions"),
        },
        Opt { name: "urgent", value: None, help: ("moet vandaag weg", "must go today") },
    ],
    on: On::Office,
};

const HAND_OVER: Verb = Verb {
    words: "task handover",
    takes: "NUMMER --how TEKST …",
    help: ("legt vast dat een taak is overgedragen", "logs that a task was handed over"),
    options: &[
        TASK,
        Opt {
            name: "how",
            value: Some("TEKST"),
            help: ("hoe: koerier, telefoon, bundel", "how: courier, telephone, bundle"),
        },
        Opt {
            name: "to",
            value: Some("WIE"),
            help: ("aan wie; anders wie de taak uitvoert", "to whom; else who carries it out"),
        },
        Opt { name: "person", value: Some("NAAM"), help: ("wie het aannam", "who took it") },
        Opt { name: "reference", value: Some("NUMMER"), help: ("kenmerk", "reference") },
        AT,
        Opt {
            name: "why",
            value: Some("TEKST"),
            help: (
                "waarom de taak weg moet terwijl die nog niet mag; met een tweede persoon",
                "why the task must go although it may not yet; with a second person",
            ),
        },
        SECOND,
        SECOND_FILE,
    ],
    on: On::Office,
};

const DONE: Verb = Verb {
    words: "task done",
    takes: "NUMMER [--task WELKE]",
    help: ("legt vast dat een taak is gedaan", "logs that a task was done"),
    options: &[
        TASK,
        AT,
        Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") },
        Opt {
            name: "why",
            value: Some("TEKST"),
            help: (
                "waarom de taak is gedaan terwijl die nog niet mag; met een tweede persoon",
                "why the task was done although it may not be yet; with a second person",
            ),
        },
        SECOND,
        SECOND_FILE,
    ],
    on: On::Office,
};

const STAGES: [(&str, TaskStage); 3] =
    [("open", TaskStage::Open), ("handed-over", TaskStage::HandedOver), ("done", TaskStage::Done)];

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let stage = |word: &str| STAGES.iter().find(|(known, _)| *known == word).map(|(_, stage)| *stage);
    let filter = TaskFilter {
        stage: typed::word(call, "stage", stage, &STAGES.map(|(word, _)| word))?,
        executor: executor(call, "executor")?.map(|executor| executor.word().to_owned()),
        until: typed::day(call, "until")?,
    };
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_tasks(To::File(&path), out.lang)?);
        return Ok(());
    }
    let found = office.tasks(&filter)?;
    let tasks: Vec<Value> = found.rows.iter().map(task_json).collect();
    out.answer(&list_text(&found, out.lang), &json!({"tasks": tasks, "more": found.more}));
    Ok(())
}

fn list_text(found: &Found<TaskLine>, lang: Lang) -> String {
    if found.rows.is_empty() {
        return lang.pick("Geen taken.", "No tasks.").to_owned();
    }
    let headings = [
        lang.pick("Uiterlijk", "Due"),
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Veroordeelde", "Person"),
        lang.pick("Taak", "Task"),
        lang.pick("Wie", "Who"),
        lang.pick("Stand", "Stage"),
        lang.pick("Mag het", "May it go"),
        lang.pick("Naam", "Name"),
    ];
    let row = |line: &TaskLine| {
        let due = line.due.map(|due| weekday_date_text(due, lang)).unwrap_or_default();
        let urgent =
            if line.urgent && line.stage == TaskStage::Open { lang.pick("SPOED ", "URGENT ") } else { "" };
        let kind = TaskKind::parse(&line.kind).map_or(line.kind.as_str(), |kind| kind.label(lang));
        let who = Executor::parse(&line.executor).map_or(line.executor.as_str(), |who| who.label(lang));
        vec![
            format!("{urgent}{due}"),
            line.case.number.clone(),
            line.case.suspect.clone(),
            [kind, &line.text].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            who.to_owned(),
            stage_text(line.stage, lang).to_owned(),
            line.gate.as_ref().map(|gate| gate_text(gate, lang)).unwrap_or_default(),
            line.task.to_string(),
        ]
    };
    let table = grid::columns(&headings, &found.rows.iter().map(row).collect::<Vec<_>>());
    let blocked = found.rows.iter().filter_map(|line| Some((line, line.gate.as_ref()?)));
    let reasons: String = blocked.flat_map(|(line, gate)| reasons(line, gate, lang)).collect();
    format!("{table}{reasons}{}", grid::more(found.more, lang))
}

/// The reasons of a blocked task, under the table: they are sentences.
fn reasons(line: &TaskLine, gate: &Gate, lang: Lang) -> Vec<String> {
    let name: String = line.task.as_str().chars().take(6).collect();
    let reason = |why: String| format!("\n{} {name}: {why}.", line.case.number);
    gate.reasons(lang).into_iter().chain(missing_text(&line.needed, lang)).map(reason).collect()
}

fn gate_text(gate: &Gate, lang: Lang) -> String {
    if gate.is_blocked() { gate.label(lang).to_owned() } else { gate.text(lang) }
}

fn stage_text(stage: TaskStage, lang: Lang) -> &'static str {
    match stage {
        TaskStage::Open => lang.pick("open", "open"),
        TaskStage::HandedOver => lang.pick("overgedragen", "handed over"),
        TaskStage::Done => lang.pick("gedaan", "done"),
    }
}

fn task_json(line: &TaskLine) -> Value {
    let stage = STAGES.iter().find(|(_, stage)| *stage == line.stage).map(|(word, _)| *word);
    let own = json!({
        "task": line.task,
        "kind": line.kind,
        "executor": line.executor,
        "due": line.due.map(|due| due.to_string()),
        "text": line.text,
        "urgent": line.urgent,
        "stage": stage,
        "gate": line.gate.as_ref().map(gate_json),
        "missing": missing_keys(&line.needed),
    });
    json::with_label(&line.case, own)
}

fn gate_json(gate: &Gate) -> Value {
    json!({
        "blocked": gate.is_blocked(),
        "standing": gate.label(Lang::En),
        "reasons": gate.reasons(Lang::Nl),
        "reasons_en": gate.reasons(Lang::En),
        "since": gate.since,
        "hand_over_by": gate.hand_over_by,
    })
}

pub(crate) fn executor(call: &Call, name: &str) -> Result<Option<Executor>, Complaint> {
    let words: Vec<&str> = Executor::ALL.iter().map(|who| who.word()).collect();
    typed::word(call, name, Executor::parse, &words)
}

fn add(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words: Vec<&str> = TaskKind::ALL.iter().map(|kind| kind.word()).collect();
    let kind = typed::word(call, "kind", TaskKind::parse, &words)?.ok_or_else(|| missing("kind"))?;
    let mut plan = TaskPlan {
        kind,
        executor: executor(call, "executor")?.unwrap_or(kind.usual_executor()),
        due: typed::day(call, "due")?,
        text: call.words_of("text")?,
        urgent: call.has("urgent"),
    };
    let mut office = enter::office(call)?;
    let case = pick::case(call, &ADD, &office)?.id;
    plan.urgent = plan.urgent || office.is_urgent(&case, kind)?;
    let id = office.new_id()?;
    let saved = office.act(&case, Command::PlanTask(id.clone(), plan))?;
    let needed = office.task_needs(&case, &id, out.lang)?.needed;
    let missing: Vec<String> = missing_text(&needed, out.lang).into_iter().collect();
    out.saved_with(&saved, Some(&id), &missing, json!({"missing": missing_keys(&needed)}));
    Ok(())
}

fn hand_over(call: &Call, out: &Output) -> Result<(), Complaint> {
    let how = call.needed("how")?.to_owned();
    let to = executor(call, "to")?;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &HAND_OVER, &office)?.id;
    let file = office.sheet(&case)?.file;
    let id = open_task(call, &file, out.lang)?;
    let planned = file.tasks.get(&id).and_then(|task| task.plan.sole()).map(|plan| plan.executor);
    let handover = HandOver {
        to: to.or(planned).ok_or_else(|| missing("to"))?,
        at: typed::moment(call, "at")?.map_or_else(|| office.now(), Ok)?,
        how,
        person: call.words_of("person")?,
        reference: call.text("reference")?.map(str::to_owned),
    };
    let command = match call.text("why")? {
        Some(why) => Command::HandOverAnyway(id.clone(), handover, why.to_owned()),
        None => Command::HandOver(id.clone(), handover),
    };
    let needed = office.task_needs(&case, &id, out.lang)?.needed;
    let missing: Vec<String> = missing_text(&needed, out.lang).into_iter().collect();
    let saved = by_one_or_two(call, &mut office, &case, command)?;
    out.saved_with(&saved, Some(&id), &missing, json!({"missing": missing_keys(&needed)}));
    Ok(())
}

/// The keys of what is missing, for programs.
fn missing_keys(needed: &[Needed]) -> Vec<&str> {
    needed.iter().filter(|need| need.text.is_none()).map(|need| need.key.as_str()).collect()
}

fn done(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &DONE, &office)?.id;
    let id = open_task(call, &office.sheet(&case)?.file, out.lang)?;
    let at = typed::moment(call, "at")?.map_or_else(|| office.now(), Ok)?;
    let done = TaskDone { at, note: call.words_of("note")? };
    let command = match call.text("why")? {
        Some(why) => Command::FinishTaskAnyway(id.clone(), done, why.to_owned()),
        None => Command::FinishTask(id.clone(), done),
    };
    let saved = by_one_or_two(call, &mut office, &case, command)?;
    out.saved(&saved, Some(&id));
    Ok(())
}

pub(crate) fn open_task(call: &Call, file: &CaseFile, lang: Lang) -> Result<ObjectId, Complaint> {
    let (open, ended): (Vec<_>, Vec<_>) = file.tasks.iter().partition(|(_, entry)| entry.done.is_empty());
    let candidate = |(id, entry): (&ObjectId, &TaskFile)| {
        let plan = entry.plan.any();
        let code = plan.map(|plan| plan.kind.word());
        let kinds: Vec<&str> = TaskKind::ALL.iter().map(|kind| kind.word()).collect();
        let also = code.into_iter().flat_map(|code| [code, words::dutch(code, &kinds)]);
        let words = plan.map(|plan| format!("{} {}", plan.kind.label(lang), plan.text)).unwrap_or_default();
        let done = entry.done.any().map(|done| format!(" ({})", moment_text(&done.at, lang)));
        Candidate {
            id: id.clone(),
            also: also.map(str::to_owned).collect(),
            words: format!("{}{}", words.trim_end(), done.unwrap_or_default()),
        }
    };
    let how = |found: &Candidate| {
        let name: String = found.id.as_str().chars().take(6).collect();
        (
            format!("Corrigeren: `noodbrug correct NUMMER --what afdoening-{name} --why …`."),
            format!("To correct: `noodbrug correct NUMMER --what done-{name} --why …`."),
        )
    };
    let all = |found: Vec<(&ObjectId, &TaskFile)>| found.into_iter().map(candidate).collect();
    pick::one_open(call, "task", (all(open), all(ended)), how)
}
