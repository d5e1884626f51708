//! `noodbrug victim …`: what victims must hear, and the notice that says that they did.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, grid, typed};
use noodbrug_core::moment::{moment_text, weekday_date_text};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::services::{Served, Service, ServiceMethod, ServiceOutcome};
use noodbrug_office::victims::VictimLine;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(LIST, list), (TOLD, told)];

const LIST: Verb = Verb {
    words: "victim list",
    takes: "[--all]",
    help: (
        "toont wat slachtoffers nog moeten horen: uitspraken, contactverboden en vrijlatingen",
        "shows what victims must still hear: judgments, contact bans and releases",
    ),
    options: &[Opt { name: "all", value: None, help: ("ook wat is gedaan", "what is done too") }],
    on: On::Office,
};

const TOLD: Verb = Verb {
    words: "victim told",
    takes: "NUMMER --how HOE [--victim WELKE] [--outcome UITKOMST]",
    help: (
        "legt vast dat een slachtoffer is ingelicht, of dat het niet lukte",
        "logs that a victim was told, or that it did not succeed",
    ),
    options: &[
        Opt {
            name: "how",
            value: Some("HOE"),
            help: (
                "politie, deurwaarder, bezorger, inrichting, zitting, post, telefoon of elektronisch",
                "police, bailiff, delivered, prison, court, post, phone or electronic",
            ),
        },
        Opt {
            name: "outcome",
            value: Some("UITKOMST"),
            help: (
                "in-persoon (anders dit), gemachtigde, toegezonden, geweigerd, niet-thuis, verhuisd, geen-adres of mislukt",
                "in-person (else this), representative, sent, refused, not-home, moved, no-address or failed",
            ),
        },
        Opt {
            name: "victim",
            value: Some("WELKE"),
            help: (
                "welk slachtoffer en waarover: naam, of begin van de code; hoeft niet als er één ding openstaat",
                "which victim and of what: name, or beginning of the code; not needed when one thing is open",
            ),
        },
        Opt { name: "at", value: Some("TIJD"), help: ("wanneer; anders nu", "when; else now") },
        Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") },
    ],
    on: On::Office,
};

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office(call)?;
    let (lines, today) = (office.victim_list(call.has("all"))?, office.now()?.in_the_netherlands().date());
    let lang = out.lang;
    let json: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({
                "case": line.case.id, "case_number": line.case.number, "victim": line.task.victim,
                "about": line.task.about, "why": line.task.why.label(Lang::En), "due": line.due,
                "overdue": line.task.done.is_none() && line.due < today, "done": line.task.done,
            })
        })
        .collect();
    let headings = [
        lang.pick("Uiterlijk", "Due"),
        lang.pick("Stand", "Stage"),
        lang.pick("Slachtoffer", "Victim"),
        lang.pick("Waarover", "Of what"),
        lang.pick("Sinds", "Since"),
        lang.pick("Zaak", "Case"),
    ];
    let row = |line: &VictimLine| {
        vec![
            weekday_date_text(line.due, lang),
            standing(line, line.due < today, lang),
            line.task.name.clone(),
            line.task.why.label(lang).to_owned(),
            moment_text(&line.task.since.in_the_netherlands(), lang),
            line.case.number.clone(),
        ]
    };
    let none = lang.pick("Geen slachtoffer hoeft nog iets te horen.", "No victim must still hear anything.");
    let text = if lines.is_empty() {
        none.to_owned()
    } else {
        grid::columns(&headings, &lines.iter().map(row).collect::<Vec<_>>())
    };
    out.answer(&text, &json!({"victims": json}));
    Ok(())
}

fn standing(line: &VictimLine, late: bool, lang: Lang) -> String {
    match &line.task.done {
        Some(done) => format!("{} ({})", lang.pick("gedaan", "done"), done.outcome.label(lang)),
        None => {
            let word = if late { lang.pick("TE LAAT", "OVERDUE") } else { lang.pick("open", "open") };
            let failed = line.task.failed as u64;
            let tried = lang.counted(
                failed,
                ("poging mislukt", "attempt failed"),
                ("pogingen mislukt", "attempts failed"),
            );
            if failed > 0 { format!("{word}, {tried}") } else { word.to_owned() }
        }
    }
}

fn told(call: &Call, out: &Output) -> Result<(), Complaint> {
    let ways: Vec<&str> = ServiceMethod::ALL.iter().map(|way| way.word()).collect();
    let outcomes: Vec<&str> = ServiceOutcome::ALL.iter().map(|outcome| outcome.word()).collect();
    let method = typed::word(call, "how", ServiceMethod::parse, &ways)?.ok_or_else(|| missing("how"))?;
    let outcome = typed::word(call, "outcome", ServiceOutcome::parse, &outcomes)?;
    let at = typed::moment(call, "at")?;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &TOLD, &office)?.id;
    let mut lines = office.victims_of(&case)?;
    lines.retain(|line| line.task.done.is_none());
    let candidates = lines
        .iter()
        .map(|line| Candidate {
            id: noodbrug_core::ident::ObjectId::derived(&format!("{} {}", line.task.about, line.task.victim)),
            also: vec![line.task.name.clone(), line.task.victim.to_string()],
            words: format!("{}: {}", line.task.name, line.task.why.label(out.lang)),
        })
        .collect();
    let chosen = pick::one(call, "victim", candidates)?;
    let is_it = |line: &&VictimLine| {
        chosen
            == noodbrug_core::ident::ObjectId::derived(&format!("{} {}", line.task.about, line.task.victim))
    };
    let Some(line) = lines.iter().find(is_it) else { return Err(missing("victim")) };
    let service = Service {
        what: Served::VictimNotice,
        of: Some(line.task.about.clone()),
        person: Some(line.task.victim.clone()),
        method,
        at: at.map_or_else(|| office.now(), Ok)?,
        outcome: outcome.unwrap_or(ServiceOutcome::InPerson),
        by: office.user().name.clone(),
        proof: String::new(),
        scan: None,
        note: call.words_of("note")?,
    };
    let served = office.serve(&case, service, None)?;
    out.saved(&served.saved, Some(&served.id));
    Ok(())
}
