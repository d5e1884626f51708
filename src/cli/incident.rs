//! `noodbrug incident …`: an outage is declared, followed process by process, and closed.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::case::PDF;
use crate::output::Output;
use crate::{Act, enter, grid, typed};
use noodbrug_core::incident::{self, Blocker};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Class, Complaint};
use noodbrug_office::incident::{Declared, Incident, Level, Process};
use noodbrug_office::may::Deed;
use noodbrug_office::printing::To;
use noodbrug_office::{Office, papers};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(SHOW, show), (OPEN, open), (STATE, state), (CLOSE, close), (REPORT, report)];

const SINCE: Opt =
    Opt { name: "since", value: Some("TIJD"), help: ("sinds wanneer; anders nu", "since when; else now") };

const SHOW: Verb = Verb {
    words: "incident show",
    takes: "[--pdf BESTAND]",
    help: (
        "toont de uitval: per proces en partner, en wat nog open staat",
        "shows the outage: per process and partner, and what stands open",
    ),
    options: &[PDF],
    on: On::Office,
};

const OPEN: Verb = Verb {
    words: "incident open",
    takes: "--cause TEKST [--since TIJD]",
    help: ("kondigt een uitval af, ondertekend", "declares an outage, signed"),
    options: &[
        Opt {
            name: "cause",
            value: Some("TEKST"),
            help: ("wat uitvalt en waardoor", "what is cut off and why"),
        },
        SINCE,
    ],
    on: On::Office,
};

const STATE: Verb = Verb {
    words: "incident state",
    takes: "--process PROCES --level STAND [--partner P]",
    help: ("zegt hoe ver een proces of partner werkt", "says how far a process or partner works"),
    options: &[
        Opt {
            name: "process",
            value: Some("PROCES"),
            help: (
                "dossiers, instroom, voorarrest, dagvaarden, zittingen, beslissingen, tenuitvoerlegging, berichten, documentatie of contact",
                "files, intake, custody, summons, hearings, decisions, enforcement, messages, records or contact",
            ),
        },
        Opt {
            name: "level",
            value: Some("STAND"),
            help: (
                "donker, alleen-lezen, deels, ingediend of normaal",
                "dark, read-only, partly, submitted or normal",
            ),
        },
        Opt {
            name: "partner",
            value: Some("P"),
            help: (
                "bij welke partner: zijn naam, een gerecht met zittingen hier, of een soort (rechtbank, politie, CJIB …)",
                "at which partner: its name, a court with hearings here, or a kind (court, police, CJIB …)",
            ),
        },
        Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") },
        SINCE,
    ],
    on: On::Office,
};

const CLOSE: Verb = Verb {
    words: "incident close",
    takes: "[--conflicts REDEN] …",
    help: (
        "sluit de uitval af; wat open staat heeft een reden nodig",
        "closes the outage; what stands open needs a reason",
    ),
    options: &[
        Opt {
            name: "conflicts",
            value: Some("REDEN"),
            help: ("waarom tegenstrijdigheden open mogen blijven", "why conflicts may stay open"),
        },
        Opt {
            name: "unconfirmed",
            value: Some("REDEN"),
            help: ("waarom bundels onbevestigd mogen blijven", "why bundles may stay unconfirmed"),
        },
        Opt {
            name: "back-entry",
            value: Some("REDEN"),
            help: ("waarom naregistratie open mag blijven", "why back-entry may stay open"),
        },
        Opt {
            name: "states",
            value: Some("REDEN"),
            help: (
                "waarom processen nog niet normaal hoeven te zijn",
                "why processes need not be normal yet",
            ),
        },
        SINCE,
    ],
    on: On::Office,
};

const REPORT: Verb = Verb {
    words: "incident report",
    takes: "--pdf BESTAND",
    help: (
        "maakt het verslag van de uitval: tijdlijn en cijfers",
        "makes the report of the outage: timeline and numbers",
    ),
    options: &[PDF],
    on: On::Office,
};

/// Finds the outage that is not closed, else the last one.
pub(crate) fn newest(office: &Office) -> Result<Incident, Complaint> {
    if let Some(open) = office.incident()? {
        return Ok(open);
    }
    let closed = office.incidents()?.pop();
    closed.ok_or_else(|| {
        Complaint::refused(
            "Er is geen uitval afgekondigd. Dat kan met `noodbrug incident open --cause TEKST`.",
            "No outage was declared. `noodbrug incident open --cause TEXT` does that.",
        )
    })
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office_to(call, Deed::ReadJournal)?;
    let incident = newest(&office)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_incident(&incident, To::File(&path), out.lang)?);
        return Ok(());
    }
    tell(&office, &incident, out)
}

fn tell(office: &Office, incident: &Incident, out: &Output) -> Result<(), Complaint> {
    let open = office.incident_blockers(incident)?;
    let paper = papers::incident_sheet(&office.letterhead(out.lang)?, incident, &open);
    out.answer(&grid::paper(&paper), &incident_json(incident, &open));
    Ok(())
}

fn incident_json(incident: &Incident, open: &BTreeMap<Blocker, u64>) -> Value {
    let by =
        |declared: &Declared| json!({"by": declared.said.by, "at": declared.said.at, "said": declared.act});
    let list = |all: &[Declared]| all.iter().map(by).collect::<Vec<_>>();
    let states: Vec<Value> = incident
        .states
        .iter()
        .map(|((process, partner), declared)| {
            let level = incident.level(&(*process, partner.clone())).map(Level::word);
            json!({"process": process.word(), "partner": partner, "level": level, "said": list(declared)})
        })
        .collect();
    let open: BTreeMap<&str, u64> = open.iter().map(|(blocker, count)| (blocker.word(), *count)).collect();
    json!({
        "incident": incident.id, "since": incident.since(), "closed": incident.is_closed(),
        "opened": list(&incident.opened), "closed_by": list(&incident.closed), "states": states, "open": open, "history": list(&incident.history),
    })
}

fn open(call: &Call, out: &Output) -> Result<(), Complaint> {
    let (cause, since) = (call.needed("cause")?, typed::moment(call, "since")?);
    let mut office = enter::office_to(call, Deed::Declare)?;
    let incident = office.open_incident(since, cause)?;
    tell(&office, &incident, out)
}

fn state(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words: Vec<&str> = Process::ALL.iter().map(|process| process.word()).collect();
    let process = match by_label(call.text("process")?.unwrap_or_default()) {
        Some(process) => process,
        None => typed::word(call, "process", Process::parse, &words)?
            .ok_or_else(|| crate::call::missing("process"))?,
    };
    let words: Vec<&str> = Level::ALL.iter().map(|level| level.word()).collect();
    let level = typed::word(call, "level", Level::parse, &words)?;
    let level = level.ok_or_else(|| crate::call::missing("level"))?;
    let partner = call.text("partner")?.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let (note, since) = (call.words_of("note")?, typed::moment(call, "since")?);
    let mut office = enter::office_to(call, Deed::Declare)?;
    let partner = partner.map(|name| office.affected_partner(&name)).transpose()?;
    let incident = office.declare_state((process, partner), level, since, &note)?;
    tell(&office, &incident, out)
}

/// Finds the process by the name that it has in the table.
fn by_label(typed: &str) -> Option<Process> {
    let typed = typed.trim().to_lowercase();
    let named = |process: &&Process| [Lang::Nl, Lang::En].iter().any(|lang| process.label(*lang) == typed);
    Process::ALL.iter().find(named).copied()
}

fn close(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut reasons = BTreeMap::new();
    for blocker in incident::Blocker::ALL {
        if let Some(why) = call.text(blocker.word())? {
            reasons.insert(*blocker, why.to_owned());
        }
    }
    let since = typed::moment(call, "since")?;
    let mut office = enter::office_to(call, Deed::Declare)?;
    match office.close_incident(since, &reasons) {
        Ok(incident) => tell(&office, &incident, out),
        Err(why) if why.class == Class::NeedsPerson => {
            let open = office.incident()?.map(|open| office.incident_blockers(&open)).transpose()?;
            let open = open.unwrap_or_default().into_iter().filter(|(_, count)| *count > 0);
            let missing = open
                .filter(|(blocker, _)| reasons.get(blocker).is_none_or(|why: &String| why.trim().is_empty()));
            let options: Vec<String> = missing.map(|(blocker, _)| format!("--{}", blocker.word())).collect();
            let options = options.join(", ");
            let nl = format!("{} Een reden geeft u met {options}.", why.sentence.nl);
            let en = format!("{} A reason is given by {options}.", why.sentence.en);
            Err(Complaint::new(Class::NeedsPerson, noodbrug_office::complaint::Both::new(nl, en)))
        }
        Err(why) => Err(why),
    }
}

fn report(call: &Call, out: &Output) -> Result<(), Complaint> {
    let Some(path) = call.path_if("pdf") else {
        return Err(wrong(
            "Zeg waar het verslag komt: `--pdf BESTAND`.",
            "Say where the report goes: `--pdf FILE`.",
        ));
    };
    let mut office = enter::office_to(call, Deed::ReadJournal)?;
    let incident = newest(&office)?;
    out.made(&office.print_incident_report(&incident, To::File(&path), out.lang)?);
    Ok(())
}
