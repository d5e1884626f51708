//! `noodbrug release …`: letting somebody go by paper, telephone and courier, with the clock of three hours.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::case::PDF;
use crate::correct::SECOND_FILE;
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, grid, typed};
use noodbrug_core::enforcement::{ReleaseStage, ReleaseView, StepView};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::{Moment, moment_text, span_text};
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::{Both, Complaint};
use noodbrug_office::printing::To;
use noodbrug_office::release::{
    ReleaseAct, ReleaseGround, ReleaseLine, ReleaseOrder, ReleaseStep, TitleCheck, TitlesFound,
};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[
    (START, start),
    (CHECK, check),
    (CHANNEL, channel),
    (REACHED, reached),
    (CALLBACK, callback),
    (ACK, ack),
    (SHOW, show),
    (PRINT, print),
    (LIST, list),
];

const WHICH: Opt = Opt {
    name: "release",
    value: Some("WELK"),
    help: ("welk bevel; hoeft niet als er één openstaat", "which order; not needed when one is open"),
};
const AT: Opt = Opt { name: "at", value: Some("TIJD"), help: ("wanneer; anders nu", "when; else now") };
const PERSON: Opt = Opt { name: "person", value: Some("NAAM"), help: ("met wie: naam", "with whom: name") };
const NUMBER: Opt = Opt { name: "number", value: Some("NUMMER"), help: ("het nummer", "the number") };
const NOTE: Opt = Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") };
const SECOND: Opt = Opt {
    name: "second",
    value: Some("NAAM"),
    help: (
        "de collega die het bevel en de volgtitels las en akkoord is",
        "the colleague who read the order and the titles, and agrees",
    ),
};

const START: Verb = Verb {
    words: "release start",
    takes: "NUMMER --ground GROND …",
    help: ("schrijft een bevel tot invrijheidstelling", "writes a release order"),
    options: &[
        Opt {
            name: "ground",
            value: Some("GROND"),
            help: ("opheffing, schorsing, einde-straf of overig", "lifted, suspended, served or other"),
        },
        Opt {
            name: "prison",
            value: Some("NAAM"),
            help: ("de inrichting; anders die van het dossier", "the prison; else that of the file"),
        },
        Opt {
            name: "at",
            value: Some("TIJD"),
            help: ("vrij te laten op; anders nu", "to be released at; else now"),
        },
        Opt {
            name: "decided",
            value: Some("TIJD"),
            help: ("afgegeven op; anders nu", "issued at; else now"),
        },
        Opt {
            name: "prosecutor",
            value: Some("NAAM"),
            help: ("de officier die tekent", "the prosecutor who signs"),
        },
        Opt {
            name: "phone",
            value: Some("NUMMER"),
            help: ("nummer van het OM buiten kantooruren", "number of the prosecution outside office hours"),
        },
        Opt {
            name: "particulars",
            value: Some("TEKST"),
            help: ("begeleid vervoer, voorwaarden", "escorted transport, conditions"),
        },
        Opt {
            name: "person",
            value: Some("WIE"),
            help: ("de verdachte, als er meer zijn", "the suspect, where there are several"),
        },
    ],
    on: On::Office,
};

const CHECK: Verb = Verb {
    words: "release check",
    takes: "NUMMER --found geen|titel …",
    help: ("legt vast of er een volgtitel is", "logs whether another title follows"),
    options: &[
        Opt { name: "found", value: Some("WAT"), help: ("geen of titel", "none or title") },
        Opt {
            name: "title",
            value: Some("TEKST"),
            help: ("welke titel, als er een is", "which title, where there is one"),
        },
        Opt { name: "source", value: Some("TEKST"), help: ("waar gekeken", "where was looked") },
        Opt { name: "by", value: Some("NAAM"), help: ("wie keek; anders uzelf", "who looked; else you") },
        AT,
        WHICH,
        SECOND,
        SECOND_FILE,
    ],
    on: On::Office,
};

const CHANNEL: Verb = Verb {
    words: "release channel",
    takes: "NUMMER --way WEG --person NAAM …",
    help: ("legt fax, telefoon of koerier vast", "logs fax, telephone or courier"),
    options: &[
        Opt { name: "way", value: Some("WEG"), help: ("fax, telefoon of koerier", "fax, phone or courier") },
        PERSON,
        NUMBER,
        AT,
        NOTE,
        WHICH,
        SECOND,
        SECOND_FILE,
    ],
    on: On::Office,
};

const REACHED: Verb = Verb {
    words: "release reached",
    takes: "NUMMER --person NAAM",
    help: (
        "legt vast wanneer het bevel de directeur bereikte; dan lopen de 3 uur",
        "logs when the order reached the director; then the 3 hours run",
    ),
    options: &[PERSON, AT, NOTE, WHICH],
    on: On::Office,
};

const CALLBACK: Verb = Verb {
    words: "release callback",
    takes: "NUMMER --person NAAM --number NUMMER",
    help: ("legt vast dat de inrichting terugbelde, met naam", "logs that the prison called back, by name"),
    options: &[PERSON, NUMBER, AT, NOTE, WHICH],
    on: On::Office,
};

const ACK: Verb = Verb {
    words: "release ack",
    takes: "NUMMER --person NAAM",
    help: ("legt de ontvangststrook vast: vrijgelaten", "logs the slip: released"),
    options: &[PERSON, AT, NOTE, WHICH],
    on: On::Office,
};

const SHOW: Verb = Verb {
    words: "release show",
    takes: "NUMMER",
    help: ("toont de bevelen van een zaak en hun stappen", "shows the orders of a case and their steps"),
    options: &[],
    on: On::Office,
};

const PRINT: Verb = Verb {
    words: "release print",
    takes: "NUMMER [--pdf BESTAND]",
    help: ("drukt het bevel af, ook half ingevuld", "prints the order, half filled in too"),
    options: &[WHICH, PDF],
    on: On::Office,
};

const LIST: Verb = Verb {
    words: "release list",
    takes: "[--all]",
    help: (
        "toont wie nog vrij moet komen, met de tijd die rest",
        "shows who must still be let go, with the time left",
    ),
    options: &[Opt { name: "all", value: None, help: ("ook wat klaar is", "what is done too") }],
    on: On::Office,
};

fn start(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words: Vec<&str> = ReleaseGround::ALL.iter().map(|ground| ground.word()).collect();
    let ground =
        typed::word(call, "ground", ReleaseGround::parse, &words)?.ok_or_else(|| missing("ground"))?;
    let (at, decided) = (typed::moment(call, "at")?, typed::moment(call, "decided")?);
    let mut office = enter::office(call)?;
    let now = office.now()?;
    let case = pick::case(call, &START, &office)?.id;
    let person = match call.text("person")? {
        Some(_) => Some(pick::one(call, "person", suspects(&office, &case)?)?),
        None => None,
    };
    let order = ReleaseOrder {
        person,
        prison: call.words_of("prison")?,
        release_at: at.unwrap_or(now),
        decided: decided.unwrap_or(now),
        ground,
        prosecutor: call.words_of("prosecutor")?,
        phone: call.words_of("phone")?,
        particulars: call.words_of("particulars")?,
    };
    let (saved, id) = office.start_release(&case, order)?;
    out.saved(&saved, Some(&id));
    warn_titles(&office, &case, &id, out)
}

fn suspects(office: &Office, case: &CaseId) -> Result<Vec<Candidate>, Complaint> {
    let file = office.sheet(case)?.file;
    let candidate = |(id, who): (&ObjectId, &noodbrug_core::case::Identity)| Candidate {
        id: id.clone(),
        also: vec![who.surname.clone()],
        words: who.full_name(),
    };
    Ok(file.suspects().map(candidate).collect())
}

/// Names the other titles that this office knows of; that is no check.
fn warn_titles(office: &Office, case: &CaseId, release: &ObjectId, out: &Output) -> Result<(), Complaint> {
    let lines = office.releases_of(case)?;
    let Some(line) = lines.iter().find(|line| line.view.id == *release) else { return Ok(()) };
    let known = |lang| office.known_titles(case, &line.view, lang);
    let (nl, en) = (known(Lang::Nl)?, known(Lang::En)?);
    if !nl.is_empty() {
        out.note(&Both::new(
            format!("Dit kantoor kent andere titels. Kijk eerst: {}", nl.replace('\n', "; ")),
            format!("This office knows of other titles. Look first: {}", en.replace('\n', "; ")),
        ));
    }
    Ok(())
}

/// Finds the case and the order that a call means.
fn meant(call: &Call, verb: &Verb, office: &Office, lang: Lang) -> Result<(CaseId, ObjectId), Complaint> {
    let case = pick::case(call, verb, office)?.id;
    let lines = office.releases_of(&case)?;
    let (done, open): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.stage == ReleaseStage::Done);
    let lines = if open.is_empty() || call.text("release")?.is_some() {
        open.into_iter().chain(done).collect()
    } else {
        open
    };
    let candidate = |line: &&ReleaseLine| Candidate {
        id: line.view.id.clone(),
        also: Vec::new(),
        words: format!("{} · {}", line.person, line.stage.label(lang)),
    };
    let id = pick::one(call, "release", lines.iter().map(candidate).collect())?;
    Ok((case, id))
}

fn check(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words: Vec<&str> = TitlesFound::ALL.iter().map(|found| found.word()).collect();
    let found = typed::word(call, "found", TitlesFound::parse, &words)?.ok_or_else(|| missing("found"))?;
    let at = typed::moment(call, "at")?;
    let mut office = enter::office(call)?;
    let (case, release) = meant(call, &CHECK, &office, out.lang)?;
    let by = call.text("by")?.map_or_else(|| office.user().name.clone(), str::to_owned);
    let check = TitleCheck {
        by,
        at: at.map_or_else(|| office.now(), Ok)?,
        found,
        title: call.words_of("title")?,
        source: call.words_of("source")?,
    };
    let command = noodbrug_core::command::Command::CheckTitles(release.clone(), check);
    let saved = office.act(&case, command)?;
    agree(call, &mut office, (&case, &release))?;
    out.saved(&saved, Some(&release));
    if found == TitlesFound::None {
        warn_titles(&office, &case, &release, out)?;
    }
    Ok(())
}

/// Logs the agreement of the colleague whom the call names.
fn agree(call: &Call, office: &mut Office, (case, release): (&CaseId, &ObjectId)) -> Result<(), Complaint> {
    let Some(name) = call.text("second")? else { return Ok(()) };
    let passphrase = enter::second_passphrase(call, name)?;
    office.agree_release((case, release), (name, &passphrase)).map(|_| ())
}

fn channel(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words: Vec<&str> = ReleaseAct::CHANNELS.iter().map(|act| act.word()).collect();
    let way = typed::word(call, "way", ReleaseAct::parse, &words)?.ok_or_else(|| missing("way"))?;
    step(call, out, &CHANNEL, way)
}

fn reached(call: &Call, out: &Output) -> Result<(), Complaint> {
    step(call, out, &REACHED, ReleaseAct::Reached)
}

fn callback(call: &Call, out: &Output) -> Result<(), Complaint> {
    step(call, out, &CALLBACK, ReleaseAct::CalledBack)
}

fn ack(call: &Call, out: &Output) -> Result<(), Complaint> {
    step(call, out, &ACK, ReleaseAct::Acknowledged)?;
    out.note(&Both::new(
        "De termijn van 3 uur eindigt pas als een tweede persoon dat bevestigt (`noodbrug term confirm`). Leg ook de \
         invrijheidstelling op het bord vast (`noodbrug custody add`).",
        "The term of 3 hours ends only when a second person confirms it (`noodbrug term confirm`). Log the release on the \
         board too (`noodbrug custody add`).",
    ));
    Ok(())
}

fn step(call: &Call, out: &Output, verb: &Verb, act: ReleaseAct) -> Result<(), Complaint> {
    let person = call.needed("person")?.to_owned();
    let optional = |name: &str| -> Result<String, Complaint> {
        if verb.options.iter().any(|option| option.name == name) {
            call.words_of(name)
        } else {
            Ok(String::new())
        }
    };
    let (number, note) = (optional("number")?, optional("note")?);
    let at = typed::moment(call, "at")?;
    let mut office = enter::office(call)?;
    let (case, release) = meant(call, verb, &office, out.lang)?;
    if act.is_channel() {
        agree(call, &mut office, (&case, &release))?;
    }
    let at = at.map_or_else(|| office.now(), Ok)?;
    let step = ReleaseStep { release: release.clone(), act, at, person, number, note, read: Vec::new() };
    let saved = office.log_release(&case, step)?;
    let line = office.releases_of(&case)?.into_iter().find(|line| line.view.id == release);
    let now = office.now()?;
    let lines: Vec<String> = line.iter().flat_map(|line| progress(line, &now, out.lang)).collect();
    out.saved_with(
        &saved,
        Some(&release),
        &lines,
        json!({"release": line.as_ref().map(|line| line_json(line, &now))}),
    );
    Ok(())
}

/// What a release still needs, in lines.
fn progress(line: &ReleaseLine, now: &Moment, lang: Lang) -> Vec<String> {
    let view = &line.view;
    let mut lines = vec![format!("{}: {}", lang.pick("Stand", "Stage"), line.stage.label(lang))];
    if line.stage == ReleaseStage::Done {
        return lines;
    }
    lines.extend(view.free_by.map(|by| {
        format!(
            "{}: {}",
            lang.pick("Uiterlijk vrij (Sv art. 6:2:5 lid 4)", "Free by (Sv art. 6:2:5(4))"),
            moment_text(&by.in_the_netherlands(), lang)
        )
    }));
    let unused: Vec<&str> = view.unused().map(|act| act.label(lang)).collect();
    if !unused.is_empty() {
        lines.push(format!("{}: {}", lang.pick("Nog te doen", "Still to do"), unused.join(", ")));
    }
    if view.of(ReleaseAct::CalledBack).next().is_none() {
        lines.push(lang.pick("Nog niet teruggebeld.", "Not called back yet.").to_owned());
    }
    lines.extend(view.escalation(now, lang));
    lines
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office(call)?;
    let case = pick::case(call, &SHOW, &office)?.id;
    let (lines, now) = (office.releases_of(&case)?, office.now()?);
    let lang = out.lang;
    let mut text = Vec::with_capacity(lines.len());
    for line in &lines {
        let known = office.known_titles(&case, &line.view, lang)?;
        text.push(format!("{}\n  {}", shown(line, &now, lang), known_text(&known, lang)));
    }
    let text = match text.is_empty() {
        true => out
            .lang
            .pick("Deze zaak heeft geen bevel tot invrijheidstelling.", "This case has no release order.")
            .to_owned(),
        false => text.join("\n\n"),
    };
    let json: Vec<Value> = lines.iter().map(|line| line_json(line, &now)).collect();
    out.answer(&text, &json!({"releases": json}));
    Ok(())
}

fn shown(line: &ReleaseLine, now: &Moment, lang: Lang) -> String {
    let view = &line.view;
    let mut text = format!("{} · {} · {}", view.id, line.case.number, grid::one_line(&line.person));
    for order in view.order.values() {
        let at = moment_text(&order.release_at.in_the_netherlands(), lang);
        let words =
            [order.ground.label(lang), at.as_str(), &order.prison, &order.prosecutor, &order.particulars];
        text.push_str(&format!("\n  {}: {}", lang.pick("Bevel", "Order"), joined(&words)));
    }
    for check in view.titles.values() {
        let at = moment_text(&check.at.in_the_netherlands(), lang);
        let words = [check.found.label(lang), &check.title, &check.by, at.as_str(), &check.source];
        text.push_str(&format!("\n  {}: {}", lang.pick("Volgtitels", "Following titles"), joined(&words)));
    }
    text.extend(view.steps.iter().map(|step| format!("\n  {}", step_text(step, lang))));
    text.extend(progress(line, now, lang).iter().map(|line| format!("\n  {line}")));
    text
}

/// Says which other titles this office knows of: whoever checks begins there, and looks elsewhere too.
fn known_text(known: &str, lang: Lang) -> String {
    let found: Vec<_> = known.lines().map(grid::one_line).collect();
    let words = match found.is_empty() {
        true => lang.pick("geen; vraag ook elders na", "none; ask elsewhere too").to_owned(),
        false => found.join("; "),
    };
    format!("{}: {words}", lang.pick("Hier bekende andere titels", "Other titles known here"))
}

fn joined(words: &[&str]) -> String {
    let words: Vec<_> =
        words.iter().filter(|word| !word.is_empty()).map(|word| grid::one_line(word)).collect();
    words.join(" · ")
}

fn step_text(view: &StepView, lang: Lang) -> String {
    let step = &view.step;
    let at = moment_text(&step.at.in_the_netherlands(), lang);
    let by = format!("({})", view.by.join(", "));
    joined(&[&at, step.act.label(lang), &step.person, &step.number, &step.note, &by])
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let path = call.path_if("pdf");
    let mut office = enter::office(call)?;
    let (case, release) = meant(call, &PRINT, &office, out.lang)?;
    let to = path.as_deref().map_or(To::Paper, To::File);
    out.made(&office.print_release((&case, &release), to, out.lang)?);
    Ok(())
}

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office(call)?;
    let (lines, now) = (office.release_list(call.has("all"))?, office.now()?);
    let json: Vec<Value> = lines.iter().map(|line| line_json(line, &now)).collect();
    out.answer(&list_text(&lines, &now, out.lang), &json!({"releases": json}));
    Ok(())
}

fn list_text(lines: &[ReleaseLine], now: &Moment, lang: Lang) -> String {
    if lines.is_empty() {
        return lang.pick("Geen open invrijheidstellingen.", "No open releases.").to_owned();
    }
    let headings = [
        lang.pick("Rest", "Left"),
        lang.pick("Uiterlijk vrij", "Free by"),
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Persoon", "Person"),
        lang.pick("Stand", "Stage"),
        lang.pick("Inrichting", "Prison"),
    ];
    let row = |line: &ReleaseLine| {
        let by = line.view.free_by.map(|by| moment_text(&by.in_the_netherlands(), lang));
        let prison = line.view.order.any().map(|order| order.prison.clone()).unwrap_or_default();
        vec![
            left(line, now, lang),
            by.unwrap_or_else(|| lang.pick("klok loopt nog niet", "clock not running yet").to_owned()),
            line.case.number.clone(),
            line.person.clone(),
            line.stage.label(lang).to_owned(),
            prison,
        ]
    };
    let late = lines.iter().filter_map(|line| {
        let words = line.view.escalation(now, lang)?;
        Some(format!("\n{}: {words}", line.case.number))
    });
    let late: String = late.collect();
    format!("{}{late}", grid::columns(&headings, &lines.iter().map(row).collect::<Vec<_>>()))
}

/// How long there is; how long it is over.
fn left(line: &ReleaseLine, now: &Moment, lang: Lang) -> String {
    match (line.stage, line.view.free_by) {
        (ReleaseStage::Done, _) | (_, None) => "—".to_owned(),
        (ReleaseStage::Late, Some(by)) => {
            format!("{} {}", span_text(&by, now, lang), lang.pick("TE LAAT", "TOO LATE"))
        }
        (_, Some(by)) => span_text(now, &by, lang),
    }
}

fn line_json(line: &ReleaseLine, now: &Moment) -> Value {
    let view: &ReleaseView = &line.view;
    let steps: Vec<Value> = view.steps.iter().map(|view| json!({"step": view.step, "by": view.by})).collect();
    json!({
        "release": view.id,
        "case": line.case.id,
        "number": line.case.number,
        "person": line.person,
        "stage": line.stage.word(),
        "order": view.order.values().collect::<Vec<_>>(),
        "titles": view.titles.values().collect::<Vec<_>>(),
        "agreed_by": view.agreed.as_ref().map(|(by, _)| by),
        "reached": view.reached,
        "free_by": view.free_by,
        "minutes_left": view.free_by.map(|by| Office::minutes_left(&by, now)),
        "steps": steps,
    })
}
