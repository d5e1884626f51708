//! `noodbrug hearing …`: the list of a day, and hearings that are planned and moved.

use crate::call::{Call, On, Opt, Verb, missing, wrong};
use crate::case::PDF;
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, grid, hearing_day, json, typed};
use chrono::NaiveDate;
use noodbrug_core::case::{CaseFile, HearingFile, HearingSession, HearingSlot, OutcomeCode, Transport};
use noodbrug_core::command::{Command, PlannedHearing};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::{date_text, weekday_date_text};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::printing::To;
use noodbrug_office::views::HearingLine;
use noodbrug_office::{Office, Saved};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(LIST, list), (PLAN, plan), (MOVE, move_hearing)];

/// The day.
pub(crate) const DATE: Opt =
    Opt { name: "date", value: Some("DAG"), help: ("dag: 23-11-2026", "day: 2026-11-23") };
/// The time.
pub(crate) const TIME: Opt = Opt { name: "time", value: Some("TIJD"), help: ("tijd: 09:30", "time: 09:30") };
/// The court.
pub(crate) const COURT: Opt = Opt { name: "court", value: Some("GERECHT"), help: ("gerecht", "court") };
/// The room.
pub(crate) const ROOM: Opt = Opt { name: "room", value: Some("ZAAL"), help: ("zaal", "room") };
/// The chamber.
pub(crate) const CHAMBER: Opt =
    Opt { name: "chamber", value: Some("KAMER"), help: ("kamer: politierechter, MK", "chamber") };
pub(crate) const MINUTES: Opt =
    Opt { name: "minutes", value: Some("N"), help: ("duur in minuten", "length in minutes") };
/// Which hearing.
pub(crate) const HEARING: Opt = Opt {
    name: "hearing",
    value: Some("WELKE"),
    help: (
        "welke zitting: naam of dag; hoeft niet als er één open staat",
        "which hearing: name or day; not needed when one is open",
    ),
};
/// The reason, which goes into the log.
pub(crate) const WHY: Opt = Opt {
    name: "why",
    value: Some("TEKST"),
    help: ("de reden; komt in het log", "the reason; it goes into the log"),
};
pub(crate) const TEXT: Opt = Opt { name: "text", value: Some("TEKST"), help: ("in woorden", "in words") };
/// When it was.
pub(crate) const AT: Opt =
    Opt { name: "at", value: Some("TIJD"), help: ("wanneer; anders nu", "when; else now") };
pub(crate) const DAY_OFF: Opt = Opt {
    name: "day-off",
    value: None,
    help: ("ook op een zaterdag, zondag of feestdag", "on a Saturday, Sunday or holiday as well"),
};
/// What kind of hearing.
pub(crate) const KIND: Opt = Opt {
    name: "kind",
    value: Some("WOORD"),
    help: ("soort: inhoudelijk, pro forma, regie", "kind of hearing"),
};
/// Who sits.
pub(crate) const JUDGES: Opt = Opt { name: "judges", value: Some("NAMEN"), help: ("rechters", "judges") };
/// Who keeps the record.
pub(crate) const REGISTRAR: Opt =
    Opt { name: "registrar", value: Some("NAAM"), help: ("griffier", "registrar") };
/// Who prosecutes at the hearing.
pub(crate) const PROSECUTOR: Opt = Opt {
    name: "prosecutor",
    value: Some("NAAM"),
    help: ("officier op de zitting", "prosecutor at the hearing"),
};
pub(crate) const INTERPRETER: Opt = Opt {
    name: "interpreter",
    value: Some("TAAL"),
    help: ("tolk in deze taal", "interpreter for this language"),
};
pub(crate) const SECURITY: Opt =
    Opt { name: "security", value: Some("TEKST"), help: ("beveiliging, in woorden", "security, in words") };
pub(crate) const TRANSPORT: Opt = Opt {
    name: "transport",
    value: Some("WOORD"),
    help: ("vervoer (DV&O): gevraagd of bevestigd", "transport: asked or confirmed"),
};
pub(crate) const CLOSED: Opt =
    Opt { name: "closed", value: None, help: ("achter gesloten deuren", "behind closed doors") };

const LIST: Verb = Verb {
    words: "hearing list",
    takes: "--date DAG [--court GERECHT]",
    help: ("toont de zittingen van een dag", "shows the hearings of a day"),
    options: &[DATE, COURT, PDF],
    on: On::Office,
};

const PLAN: Verb = Verb {
    words: "hearing plan",
    takes: "NUMMER --date DAG --time TIJD …",
    help: ("plant een zitting", "plans a hearing"),
    options: &[
        DATE,
        TIME,
        COURT,
        ROOM,
        CHAMBER,
        MINUTES,
        KIND,
        JUDGES,
        REGISTRAR,
        PROSECUTOR,
        INTERPRETER,
        SECURITY,
        TRANSPORT,
        CLOSED,
        DAY_OFF,
    ],
    on: On::Office,
};

const MOVE: Verb = Verb {
    words: "hearing move",
    takes: "NUMMER --why TEKST …",
    help: (
        "verplaatst een zitting naar een andere dag, tijd of zaal",
        "moves a hearing to another day, time or room",
    ),
    options: &[HEARING, DATE, TIME, COURT, ROOM, CHAMBER, MINUTES, WHY, DAY_OFF],
    on: On::Office,
};

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let date = typed::day(call, "date")?.ok_or_else(|| missing("date"))?;
    let mut office = enter::office(call)?;
    let court = call.text("court")?;
    if let Some(path) = call.path_if("pdf") {
        let court = match court {
            Some(court) => court.to_owned(),
            None => sole_court(&office, date)?,
        };
        let placed = office.print_hearings(date, &court, To::File(&path), out.lang)?;
        out.made(&placed);
        return Ok(());
    }
    let lines = office.hearings(date, court)?;
    out.answer(&list_text(&lines, date, out.lang), &lines.iter().map(line_json).collect());
    Ok(())
}

/// Gives the one court that sits on a day.
pub(crate) fn sole_court(office: &Office, date: NaiveDate) -> Result<String, Complaint> {
    let mut courts = office.courts(date)?;
    match (courts.pop(), courts.is_empty()) {
        (Some(court), true) => Ok(court),
        (None, _) => Err(Complaint::refused(
            format!("Op {} zijn er geen zittingen. Er is geen lijst gemaakt.", date_text(date)),
            format!("There are no hearings on {date}. No list was made."),
        )),
        (Some(last), false) => {
            let all = format!("{}, {last}", courts.join(", "));
            Err(wrong(
                format!("Op deze dag zitten er meer gerechten: {all}. Noem er een met `--court`."),
                format!("Several courts sit on this day: {all}. Name one with `--court`."),
            ))
        }
    }
}

fn list_text(lines: &[HearingLine], date: NaiveDate, lang: Lang) -> String {
    let day = weekday_date_text(date, lang);
    if lines.is_empty() {
        return format!("{day}: {}", lang.pick("geen zittingen", "no hearings"));
    }
    let headings = [
        lang.pick("Tijd", "Time"),
        lang.pick("Gerecht", "Court"),
        lang.pick("Zaal", "Room"),
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Let op", "Note"),
        lang.pick("Uitkomst", "Outcome"),
        lang.pick("Zitting", "Hearing"),
    ];
    let placed = lines.iter().any(|line| line.session.order.is_some());
    let row = |line: &HearingLine| {
        let slot = &line.slot;
        let place = line.session.order.map(|place| place.to_string()).unwrap_or_default();
        let mut cells = vec![
            slot.time.format("%H:%M").to_string(),
            slot.court.clone(),
            slot.room.clone(),
            line.case.number.clone(),
            line.case.suspect.clone(),
            flags(line, lang),
            line.outcome.map(|code| code.label(lang)).unwrap_or_default().to_owned(),
            line.hearing.to_string(),
        ];
        if placed {
            cells.insert(3, place);
        }
        cells
    };
    let mut headings = headings.to_vec();
    if placed {
        headings.insert(3, lang.pick("Nr.", "No."));
    }
    format!("{day}\n{}", grid::columns(&headings, &lines.iter().map(row).collect::<Vec<_>>()))
}

fn flags(line: &HearingLine, lang: Lang) -> String {
    let words = [
        (line.conflict, lang.pick("niet beslist", "not decided")),
        (line.custody, lang.pick("zit vast", "held")),
        (line.youth, lang.pick("jeugd", "youth")),
        (line.session.closed, lang.pick("besloten", "closed doors")),
        (line.session.interpreter.is_some(), lang.pick("tolk", "interpreter")),
        (line.session.security.is_some(), lang.pick("beveiliging", "security")),
        (line.session.transport == Some(Transport::Asked), lang.pick("vervoer gevraagd", "transport asked")),
        (
            line.session.transport == Some(Transport::Confirmed),
            lang.pick("vervoer bevestigd", "transport confirmed"),
        ),
        (line.session.unscheduled, lang.pick("niet gepland", "unscheduled")),
    ];
    words.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word).collect::<Vec<_>>().join(", ")
}

fn line_json(line: &HearingLine) -> Value {
    let own = json!({
        "hearing": line.hearing,
        "slot": line.slot,
        "session": line.session,
        "outcome": line.outcome.map(OutcomeCode::word),
        "in_custody": line.custody,
        "youth": line.youth,
        "in_conflict": line.conflict,
        "charge": line.case.charge,
        "prosecutor": line.case.prosecutor,
    });
    json::with_label(&line.case, own)
}

fn plan(call: &Call, out: &Output) -> Result<(), Complaint> {
    let slot = HearingSlot {
        court: call.needed("court")?.to_owned(),
        date: typed::day(call, "date")?.ok_or_else(|| missing("date"))?,
        time: typed::time(call, "time")?.ok_or_else(|| missing("time"))?,
        room: call.needed("room")?.to_owned(),
        chamber: call.words_of("chamber")?,
        minutes: typed::number(call, "minutes")?,
    };
    let session = read_session(call)?;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &PLAN, &office)?.id;
    let hearing = office.new_id()?;
    on_purpose(call, &office, slot.date)?;
    let planned = PlannedHearing { hearing: hearing.clone(), slot, session };
    let saved = office.act(&case, Command::PlanHearing(planned))?;
    saved_hearing(out, &office, &saved, (&case, &hearing))
}

/// Reads what a call says of kind, bench and needs of a hearing.
pub(crate) fn read_session(call: &Call) -> Result<HearingSession, Complaint> {
    let some = |name| Ok::<_, Complaint>(call.text(name)?.map(str::to_owned));
    let words: Vec<&str> = Transport::ALL.iter().map(|word| word.word()).collect();
    Ok(HearingSession {
        modality: call.words_of("kind")?,
        judges: call.words_of("judges")?,
        interpreter: some("interpreter")?,
        closed: call.has("closed"),
        registrar: some("registrar")?,
        prosecutor: some("prosecutor")?,
        security: some("security")?,
        transport: typed::word(call, "transport", Transport::parse, &words)?,
        ..HearingSession::default()
    })
}

/// Answers that a hearing is durable, and warns of what it clashes with.
pub(crate) fn saved_hearing(
    out: &Output,
    office: &Office,
    saved: &Saved,
    (case, hearing): (&CaseId, &ObjectId),
) -> Result<(), Complaint> {
    let clashes = office.clashes_of(case, hearing)?;
    let told: Vec<Value> = clashes.iter().map(|clash| hearing_day::clash_json(clash, out.lang)).collect();
    out.saved_with(saved, Some(hearing), &[], json!({"clashes": told}));
    hearing_day::warn(out, &clashes);
    Ok(())
}

fn move_hearing(call: &Call, out: &Output) -> Result<(), Complaint> {
    let why = call.needed("why")?.to_owned();
    let mut office = enter::office(call)?;
    let case = pick::case(call, &MOVE, &office)?.id;
    let file = office.sheet(&case)?.file;
    let hearing = open_hearing(call, &file, out.lang)?;
    let slot = changed_slot(call, sole_slot(&file, &hearing)?)?;
    if call.has("date") {
        on_purpose(call, &office, slot.date)?;
    }
    let saved = office.act(&case, Command::MoveHearing(hearing.clone(), slot, why))?;
    saved_hearing(out, &office, &saved, (&case, &hearing))
}

/// A court hardly ever sits on a day off: that somebody means it, a person must say.
pub(crate) fn on_purpose(call: &Call, office: &Office, date: NaiveDate) -> Result<(), Complaint> {
    let day = |lang| office.day_off(date, lang).filter(|_| !call.has("day-off"));
    let (Some(nl), Some(en)) = (day(Lang::Nl), day(Lang::En)) else { return Ok(()) };
    let date = date_text(date);
    Err(Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "{date} is een vrije dag ({nl}). Er is niets opgeslagen. Klopt de dag, geef dan ook `--day-off`."
            ),
            format!("{date} is a day off ({en}). Nothing was saved. Is the day right, then add `--day-off`."),
        ),
    ))
}

pub(crate) fn changed_slot(call: &Call, slot: &HearingSlot) -> Result<HearingSlot, Complaint> {
    Ok(HearingSlot {
        court: call.text_or("court", &slot.court)?,
        date: typed::day(call, "date")?.unwrap_or(slot.date),
        time: typed::time(call, "time")?.unwrap_or(slot.time),
        room: call.text_or("room", &slot.room)?,
        chamber: call.text_or("chamber", &slot.chamber)?,
        minutes: typed::number(call, "minutes")?.or(slot.minutes),
    })
}

/// Finds the hearing that is meant among those without an outcome. One that has an outcome is not unknown: the refusal
/// says which outcome stands, and how it is corrected.
pub(crate) fn open_hearing(call: &Call, file: &CaseFile, lang: Lang) -> Result<ObjectId, Complaint> {
    let (open, ended): (Vec<_>, Vec<_>) =
        file.hearings.iter().partition(|(_, entry)| entry.outcome.is_empty());
    let all = |found: Vec<(&ObjectId, &HearingFile)>| {
        found.into_iter().map(|found| candidate(found, lang)).collect::<Vec<_>>()
    };
    let how = |found: &Candidate| {
        let name = found.id.as_str().chars().take(6).collect::<String>();
        (
            format!("Corrigeren: `noodbrug hearing correct NUMMER --hearing {name} --code … --why …`."),
            format!("To correct: `noodbrug hearing correct NUMMER --hearing {name} --code … --why …`."),
        )
    };
    pick::one_open(call, "hearing", (all(open), all(ended)), how)
}

/// A hearing that could be meant: when and where, and what came of it.
pub(crate) fn candidate((id, entry): (&ObjectId, &HearingFile), lang: Lang) -> Candidate {
    let slots = || entry.slot.values();
    let dates = slots().flat_map(|slot| [slot.date.to_string(), date_text(slot.date)]).collect();
    let place = |slot: &HearingSlot| {
        let day = weekday_date_text(slot.date, lang);
        format!("{day} {} · {} · {}", slot.time.format("%H:%M"), slot.court, slot.room)
    };
    let places = slots().map(place).collect::<Vec<_>>().join(" / ");
    let outcomes: Vec<&str> = entry.outcome.values().map(|outcome| outcome.code.label(lang)).collect();
    let outcome = if outcomes.is_empty() { String::new() } else { format!(": {}", outcomes.join(" / ")) };
    Candidate { id: id.clone(), also: dates, words: format!("{places}{outcome}") }
}

pub(crate) fn sole_slot<'a>(file: &'a CaseFile, hearing: &ObjectId) -> Result<&'a HearingSlot, Complaint> {
    let slot = file.hearings.get(hearing).and_then(|entry| entry.slot.sole());
    slot.ok_or_else(|| {
        Complaint::refused(
            "Bronnen spreken elkaar tegen over dag, tijd of zaal van deze zitting. Beslis dat eerst; zie `noodbrug reconcile conflicts`.",
            "Sources contradict each other about day, time or room of this hearing. Decide that first; see `noodbrug reconcile conflicts`.",
        )
    })
}
