//! `noodbrug service …`: serving judgments, penal orders, summonses and notices; each attempt is an entry, failed ones too.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, grid, typed};
use noodbrug_core::case::CaseFile;
use noodbrug_core::moment::{moment_text, weekday_date_text};
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::services::{Served, ServedNow, Service, ServiceLine, ServiceMethod, ServiceOutcome};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(LOG, log), (SHOW, show), (LIST, list)];

const LOG: Verb = Verb {
    words: "service log",
    takes: "NUMMER --what WAT --how HOE --outcome UITKOMST …",
    help: (
        "legt een poging tot betekening vast; wat van de betekening gaat lopen, begint meteen",
        "logs an attempt to serve something; terms that run from it begin at once",
    ),
    options: &[
        Opt {
            name: "what",
            value: Some("WAT"),
            help: (
                "vonnis, arrest, dagvaarding, oproeping, strafbeschikking, lichte-overtreding, gevangenhouding, omzetting, cassatie-aanzegging, beslag, vi-beslissing, slachtoffer of ander-stuk",
                "judgment, appeal-judgment, summons, recall, penal-order, minor-order, detention-order, conversion, cassation-notice, seizure-notice, parole-decision, victim-notice or other",
            ),
        },
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
                "in-persoon, huisgenoot, gemachtigde, om-of-griffie, toegezonden, geweigerd, niet-thuis, verhuisd, geen-adres of mislukt",
                "in-person, housemate, representative, office, sent, refused, not-home, moved, no-address or failed",
            ),
        },
        Opt { name: "at", value: Some("TIJD"), help: ("wanneer; anders nu", "when; else now") },
        Opt { name: "by", value: Some("NAAM"), help: ("wie het deed", "who did it") },
        Opt { name: "reference", value: Some("NUMMER"), help: ("nummer van de akte", "number of the deed") },
        Opt { name: "document", value: Some("BESTAND"), help: ("scan van de akte", "scan of the deed") },
        Opt {
            name: "person",
            value: Some("WELKE"),
            help: (
                "op wie; hoeft niet als er één verdachte is",
                "on whom; not needed when there is one suspect",
            ),
        },
        Opt {
            name: "of",
            value: Some("WELKE"),
            help: (
                "de zitting, beslissing of taak waar het om gaat; anders de nieuwste",
                "the hearing, decision or task that it is about; else the newest",
            ),
        },
        Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") },
    ],
    on: On::Office,
};

const SHOW: Verb = Verb {
    words: "service show",
    takes: "NUMMER",
    help: (
        "toont wat er in een zaak is betekend, met elke poging",
        "shows what was served in a case, with every attempt",
    ),
    options: &[],
    on: On::Office,
};

const LIST: Verb = Verb {
    words: "service list",
    takes: "[--all]",
    help: (
        "toont betekeningen die mislukten of geweigerd zijn, in alle zaken",
        "shows services that failed or were refused, in all cases",
    ),
    options: &[Opt { name: "all", value: None, help: ("ook wat gelukt is", "those that succeeded too") }],
    on: On::Office,
};

fn log(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words = |all: Vec<&'static str>| all;
    let whats = words(Served::ALL.iter().map(|what| what.word()).collect());
    let ways = words(ServiceMethod::ALL.iter().map(|way| way.word()).collect());
    let outcomes = words(ServiceOutcome::ALL.iter().map(|outcome| outcome.word()).collect());
    let what = typed::word(call, "what", Served::parse, &whats)?.ok_or_else(|| missing("what"))?;
    let method = typed::word(call, "how", ServiceMethod::parse, &ways)?.ok_or_else(|| missing("how"))?;
    let outcome =
        typed::word(call, "outcome", ServiceOutcome::parse, &outcomes)?.ok_or_else(|| missing("outcome"))?;
    let at = typed::moment(call, "at")?;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &LOG, &office)?.id;
    let file = office.sheet(&case)?.file;
    let named = |option: &str, all: Vec<Candidate>| {
        call.text(option)?.map(|_| pick::one(call, option, all)).transpose()
    };
    let service = Service {
        what,
        of: named("of", things(&file, out.lang))?,
        person: named("person", crate::person::people(&file, |_| true))?,
        method,
        at: at.map_or_else(|| office.now(), Ok)?,
        outcome,
        by: call.words_of("by")?,
        proof: call.words_of("reference")?,
        scan: None,
        note: call.words_of("note")?,
    };
    let served = office.serve(&case, service, call.path_if("document").as_deref())?;
    answer(&served, &office, out);
    Ok(())
}

/// What a service can be about.
fn things(file: &CaseFile, lang: Lang) -> Vec<Candidate> {
    let hearings = file.hearings.iter().filter_map(|(id, entry)| {
        let slot = entry.slot.any()?;
        Some((
            id,
            vec![slot.date.to_string()],
            format!("{} {}", weekday_date_text(slot.date, lang), slot.court),
        ))
    });
    let decisions = file.decisions.iter().filter_map(|(id, fact)| {
        let decision = fact.any()?;
        Some((id, vec![decision.kind.clone()], decision.kind.clone()))
    });
    let tasks = file.tasks.iter().filter_map(|(id, entry)| {
        let plan = entry.plan.any()?;
        Some((id, vec![plan.kind.word().to_owned()], plan.kind.label(lang).to_owned()))
    });
    let releases = file
        .releases
        .keys()
        .map(|id| (id, Vec::new(), lang.pick("bevel tot invrijheidstelling", "release order").to_owned()));
    let all = hearings.chain(decisions).chain(tasks).chain(releases);
    all.map(|(id, also, words)| Candidate { id: id.clone(), also, words }).collect()
}

fn answer(served: &ServedNow, office: &Office, out: &Output) {
    let lang = out.lang;
    let mut lines: Vec<String> = served.view.iter().map(|view| view.text(lang)).collect();
    lines.extend(served.started.iter().map(|rule| {
        format!("{}: {}", lang.pick("Termijn begonnen", "Term begun"), office.law().law.name_of(rule, lang))
    }));
    let stage = served.view.as_ref().map(|view| view.stage.word());
    out.saved_with(
        &served.saved,
        Some(&served.id),
        &lines,
        json!({"stage": stage, "started": served.started}),
    );
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office(call)?;
    let case = pick::case(call, &SHOW, &office)?.id;
    let lines = office.services_of(&case)?;
    let lang = out.lang;
    let none = lang.pick("In deze zaak is niets betekend.", "Nothing was served in this case.");
    let attempt = |service: &Service| {
        let at = moment_text(&service.at.in_the_netherlands(), lang);
        let parts = [
            at.as_str(),
            service.outcome.label(lang),
            service.method.label(lang),
            &service.by,
            &service.proof,
            &service.note,
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("\n  {}", grid::one_line(&parts.join(" · ")))
    };
    let text = |line: &ServiceLine| {
        let attempts: String = line.view.attempts.iter().map(|(_, service)| attempt(service)).collect();
        format!(
            "{} · {}: {}{attempts}\n",
            line.view.about.0.label(lang),
            line.person,
            line.view.stage.label(lang)
        )
    };
    let said: String = lines.iter().map(text).collect();
    let json: Vec<Value> = lines.iter().map(line_json).collect();
    out.answer(if said.is_empty() { none } else { &said }, &json!({"services": json}));
    Ok(())
}

fn line_json(line: &ServiceLine) -> Value {
    let attempts: Vec<Value> =
        line.view.attempts.iter().map(|(id, service)| json!({"id": id, "attempt": service})).collect();
    json!({
        "case": line.case.id, "case_number": line.case.number, "person": line.person,
        "what": line.view.about.0.word(), "stage": line.view.stage.word(), "attempts": attempts,
    })
}

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let lines = enter::office(call)?.service_list(call.has("all"))?;
    let lang = out.lang;
    let json: Vec<Value> = lines.iter().map(line_json).collect();
    let headings = [
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Op wie", "On whom"),
        lang.pick("Wat", "What"),
        lang.pick("Stand", "Stage"),
    ];
    let row = |line: &ServiceLine| {
        vec![
            line.case.number.clone(),
            line.person.clone(),
            line.view.about.0.label(lang).to_owned(),
            line.view.text(lang),
        ]
    };
    let text = if lines.is_empty() {
        lang.pick("Er staat geen betekening open.", "No service stands open.").to_owned()
    } else {
        grid::columns(&headings, &lines.iter().map(row).collect::<Vec<_>>())
    };
    out.answer(&text, &json!({"services": json}));
    Ok(())
}
