//! `noodbrug crisis …`: what the crisis team, the next shift, the commission and Justid need.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::case::PDF;
use crate::incident::newest;
use crate::output::Output;
use crate::promise::promise_json;
use crate::{Act, enter, grid, pick, typed};
use noodbrug_office::complaint::Complaint;
use noodbrug_office::crisis::{Counted, Phone, Stay};
use noodbrug_office::may::Deed;
use noodbrug_office::papers;
use noodbrug_office::printing::To;
use noodbrug_office::promises::PromiseLine;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[
    (SHOW, show),
    (PRINT, print),
    (HANDOVER, handover),
    (OVERSTAY, overstay),
    (CAUSE, cause),
    (TIMELINE, timeline),
    (JUSTID, justid),
];

const SHOW: Verb = Verb {
    words: "crisis show",
    takes: "",
    help: (
        "toont wat aan en uit staat, wat open staat, het oudste, en de komende 24 uur",
        "shows what is on and off, what stands open, the oldest, and the next 24 hours",
    ),
    options: &[],
    on: On::Office,
};

const PRINT: Verb = Verb {
    words: "crisis print",
    takes: "--pdf BESTAND",
    help: (
        "drukt het crisisblad af: één pagina, zonder namen",
        "prints the crisis sheet: one page, without names",
    ),
    options: &[PDF],
    on: On::Office,
};

const SINCE: Opt = Opt {
    name: "since",
    value: Some("TIJD"),
    help: ("vanaf wanneer; anders vanaf de uitval", "from when; else from the outage on"),
};

const HANDOVER: Verb = Verb {
    words: "crisis handover",
    takes: "--since TIJD [--pdf BESTAND]",
    help: (
        "maakt het overdrachtsblad van een dienst: gedaan, beloofd, wat er eindigt, twee handtekeningen",
        "makes the handover sheet of a shift: done, promised, what ends, two signatures",
    ),
    options: &[
        Opt {
            name: "since",
            value: Some("TIJD"),
            help: (
                "begin van de dienst; alleen een tijd is vandaag",
                "beginning of the shift; a time alone is today",
            ),
        },
        PDF,
    ],
    on: On::Office,
};

const OVERSTAY: Verb = Verb {
    words: "crisis overstay",
    takes: "[--since TIJD] [--pdf BESTAND]",
    help: (
        "toont wie te lang vastzat of te vroeg vrijkwam, de oorzaak, en uitstel dat de rechter gaf",
        "shows who was held too long or let go too early, the cause, and stays that a court granted",
    ),
    options: &[SINCE, PDF],
    on: On::Office,
};

const CAUSE: Verb = Verb {
    words: "crisis cause",
    takes: "NUMMER --text TEKST",
    help: (
        "schrijft op waarom iemand te lang vastzat of te vroeg vrijkwam",
        "writes down why somebody was held too long or let go too early",
    ),
    options: &[Opt { name: "text", value: Some("TEKST"), help: ("in woorden", "in words") }],
    on: On::Office,
};

const TIMELINE: Verb = Verb {
    words: "crisis timeline",
    takes: "--pdf BESTAND",
    help: (
        "maakt tijdlijn en cijfers van de uitval, in het Nederlands en (…-en.pdf) in het Engels",
        "makes timeline and numbers of the outage, in Dutch and (…-en.pdf) in English",
    ),
    options: &[PDF],
    on: On::Office,
};

const JUSTID: Verb = Verb {
    words: "crisis justid",
    takes: "--to MAP [--since TIJD]",
    help: (
        "schrijft zaken met ernstig geweld of zeden voor Justid, als CSV en PDF met vaste velden",
        "writes cases of serious violence or sex offences for Justid, as CSV and PDF with fixed fields",
    ),
    options: &[
        Opt { name: "to", value: Some("MAP"), help: ("map die er is", "folder that is there") },
        Opt {
            name: "since",
            value: Some("TIJD"),
            help: ("alleen zaken waarin sindsdien iets is ingevoerd", "only cases with an entry since then"),
        },
    ],
    on: On::Office,
};

fn counts_json(counts: &[Counted]) -> Value {
    let one =
        |counted: &Counted| (counted.what.word(), json!({"count": counted.count, "oldest": counted.oldest}));
    json!(counts.iter().map(one).collect::<std::collections::BTreeMap<_, _>>())
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office(call)?;
    let picture = office.crisis_picture(out.lang)?;
    let paper = papers::crisis_sheet(&office.letterhead(out.lang)?, &picture);
    let ahead: Vec<Value> =
        picture.ahead.iter().map(|line| json!({"at": line.at, "what": line.what})).collect();
    let json = json!({
        "at": picture.at, "incident": picture.incident.map(|incident| incident.id),
        "counts": counts_json(&picture.counts), "ahead": ahead,
    });
    out.answer(&grid::paper(&paper), &json);
    Ok(())
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let path = call.path("pdf")?;
    out.made(&enter::office(call)?.print_crisis(To::File(&path), out.lang)?);
    Ok(())
}

fn handover(call: &Call, out: &Output) -> Result<(), Complaint> {
    let since = typed::moment_today(call, "since")?.ok_or_else(|| missing("since"))?;
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_handover(since, To::File(&path), out.lang)?);
        return Ok(());
    }
    let shift = office.handover(since, out.lang)?;
    let paper = papers::handover_sheet(&office.letterhead(out.lang)?, &shift);
    let promise = |line: &PromiseLine| promise_json(line, &shift.until);
    let phone = |note: &Phone| json!({"at": note.at, "case": note.number, "by": note.by, "text": note.text});
    let json = json!({
        "since": shift.since, "until": shift.until, "people": shift.people, "more": shift.more,
        "promises": shift.promises.iter().map(promise).collect::<Vec<_>>(),
        "calls": shift.calls.iter().map(phone).collect::<Vec<_>>(), "counts": counts_json(&shift.counts),
    });
    out.answer(&grid::paper(&paper), &json);
    Ok(())
}

fn overstay(call: &Call, out: &Output) -> Result<(), Complaint> {
    let since = typed::moment(call, "since")?;
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_stays(since, To::File(&path), out.lang)?);
        return Ok(());
    }
    let stays = office.stays(since, out.lang)?;
    let paper = papers::stay_register(&office.letterhead(out.lang)?, &stays);
    let one = |stay: &Stay| {
        json!({"kind": stay.kind.word(), "number": stay.number, "name": stay.name, "since": stay.since,
               "until": stay.until, "why": stay.why, "causes": stay.causes})
    };
    let granted: Vec<Value> = stays
        .granted
        .iter()
        .map(|granted| json!({"number": granted.number, "at": granted.at, "what": granted.what, "text": granted.text}))
        .collect();
    let json = json!({"since": stays.since, "at": stays.at, "stays": stays.stays.iter().map(one).collect::<Vec<_>>(),
                      "granted": granted});
    out.answer(&grid::paper(&paper), &json);
    Ok(())
}

fn cause(call: &Call, out: &Output) -> Result<(), Complaint> {
    let text = call.needed("text")?.to_owned();
    let mut office = enter::office(call)?;
    let case = pick::case(call, &CAUSE, &office)?.id;
    out.saved(&office.note_cause(&case, &text)?, None);
    Ok(())
}

fn timeline(call: &Call, out: &Output) -> Result<(), Complaint> {
    let path = call.path("pdf")?;
    let mut office = enter::office_to(call, Deed::ReadJournal)?;
    let incident = newest(&office)?;
    let made = office.print_timeline(&incident, &path)?;
    let lines: Vec<String> = made.iter().map(|placed| placed.path.display().to_string()).collect();
    let json: Vec<Value> =
        made.iter().map(|placed| json!({"file": placed.path, "sha256": placed.digest})).collect();
    out.answer(&format!("{}: {}", out.lang.pick("Gemaakt", "Made"), lines.join(", ")), &json!(json));
    Ok(())
}

fn justid(call: &Call, out: &Output) -> Result<(), Complaint> {
    let (folder, since) = (call.path("to")?, typed::moment(call, "since")?);
    let mut office = enter::office_to(call, Deed::TakeOut)?;
    let made = office.export_justid(since, &folder, out.lang)?;
    let cases = out.lang.counted(made.cases as u64, ("zaak", "case"), ("zaken", "cases"));
    let text = format!(
        "{cases} · {}: {}, {}",
        out.lang.pick("Gemaakt", "Made"),
        made.csv.path.display(),
        made.pdf.path.display()
    );
    let files = [&made.csv, &made.pdf].map(|placed| json!({"file": placed.path, "sha256": placed.digest}));
    out.answer(&text, &json!({"cases": made.cases, "rows": made.rows, "files": files}));
    Ok(())
}
