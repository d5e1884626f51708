//! `noodbrug hearing …`: the list of a day, and what becomes of hearings.

use crate::call::{Call, On, Opt, Verb, missing, wrong};
use crate::case::PDF;
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, grid, json, typed};
use chrono::NaiveDate;
use noodbrug_core::case::{
    Appearance, CaseFile, HearingFile, HearingOutcome, HearingSession, HearingSlot, OutcomeCode,
};
use noodbrug_core::command::{Command, PlannedHearing};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::moment::{date_text, weekday_date_text};
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::printing::To;
use noodbrug_office::views::HearingLine;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(LIST, list), (PLAN, plan), (OUTCOME, outcome), (MOVE, move_hearing), (ADJOURN, adjourn)];

/// The day.
pub(crate) const DATE: Opt =
    Opt { name: "date", value: Some("DAG"), help: ("dag: 23-11-2026", "day: 2026-11-23") };
const TIME: Opt = Opt { name: "time", value: Some("TIJD"), help: ("tijd: 09:30", "time: 09:30") };
/// The court.
pub(crate) const COURT: Opt = Opt { name: "court", value: Some("GERECHT"), help: ("gerecht", "court") };
const ROOM: Opt = Opt { name: "room", value: Some("ZAAL"), help: ("zaal", "room") };
const CHAMBER: Opt =
    Opt { name: "chamber", value: Some("KAMER"), help: ("kamer: politierechter, MK", "chamber") };
const MINUTES: Opt =
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
const TEXT: Opt = Opt { name: "text", value: Some("TEKST"), help: ("in woorden", "in words") };
/// When it was.
pub(crate) const AT: Opt =
    Opt { name: "at", value: Some("TIJD"), help: ("wanneer; anders nu", "when; else now") };
/// The next day was told to those present.
pub(crate) const TOLD: Opt = Opt {
    name: "told",
    value: None,
    help: ("de volgende dag is op de zitting aangezegd", "the next day was told at the hearing"),
};
const DAY_OFF: Opt = Opt {
    name: "day-off",
    value: None,
    help: ("ook op een zaterdag, zondag of feestdag", "on a Saturday, Sunday or holiday as well"),
};
const APPEARANCE: Opt = Opt {
    name: "appearance",
    value: Some("WOORD"),
    help: ("tegenspraak, gemachtigd (raadsman) of verstek", "present, counsel or absent"),
};

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
        Opt {
            name: "kind",
            value: Some("WOORD"),
            help: ("soort: inhoudelijk, pro forma, regie", "kind of hearing"),
        },
        Opt { name: "judges", value: Some("NAMEN"), help: ("rechters", "judges") },
        Opt {
            name: "interpreter",
            value: Some("TAAL"),
            help: ("tolk in deze taal", "interpreter for this language"),
        },
        Opt { name: "closed", value: None, help: ("achter gesloten deuren", "behind closed doors") },
        DAY_OFF,
    ],
    on: On::Office,
};

const OUTCOME: Verb = Verb {
    words: "hearing outcome",
    takes: "NUMMER --code WOORD",
    help: ("legt de uitkomst van een zitting vast", "logs what came of a hearing"),
    options: &[
        HEARING,
        Opt {
            name: "code",
            value: Some("WOORD"),
            help: (
                "mondelinge-uitspraak, uitspraak-later, vonnis, aangehouden, verwezen, nietig, ingetrokken, opgeheven, geschorst, gevangenhouding, afgewezen",
                "judgment-oral, judgment-later, judgment, adjourned-open, referred, void, withdrawn, custody-lifted, custody-suspended, detained, denied",
            ),
        },
        APPEARANCE,
        TEXT,
        AT,
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

const ADJOURN: Verb = Verb {
    words: "hearing adjourn",
    takes: "NUMMER [--date DAG --time TIJD]",
    help: (
        "houdt een zitting aan, met of zonder nieuwe dag",
        "adjourns a hearing, with or without a new day",
    ),
    options: &[HEARING, DATE, TIME, COURT, ROOM, CHAMBER, MINUTES, APPEARANCE, TEXT, AT, TOLD, DAY_OFF],
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
    let row = |line: &HearingLine| {
        let slot = &line.slot;
        vec![
            slot.time.format("%H:%M").to_string(),
            slot.court.clone(),
            slot.room.clone(),
            line.case.number.clone(),
            line.case.suspect.clone(),
            flags(line, lang),
            line.outcome.map(|code| code.label(lang)).unwrap_or_default().to_owned(),
            line.hearing.to_string(),
        ]
    };
    format!("{day}\n{}", grid::columns(&headings, &lines.iter().map(row).collect::<Vec<_>>()))
}

fn flags(line: &HearingLine, lang: Lang) -> String {
    let words = [
        (line.conflict, lang.pick("niet beslist", "not decided")),
        (line.custody, lang.pick("zit vast", "held")),
        (line.youth, lang.pick("jeugd", "youth")),
        (line.session.closed, lang.pick("besloten", "closed doors")),
        (line.session.interpreter.is_some(), lang.pick("tolk", "interpreter")),
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
    let session = HearingSession {
        modality: call.words_of("kind")?,
        judges: call.words_of("judges")?,
        interpreter: call.text("interpreter")?.map(str::to_owned),
        closed: call.has("closed"),
    };
    let mut office = enter::office(call)?;
    let case = pick::case(call, &PLAN, &office)?.id;
    let hearing = office.new_id()?;
    on_purpose(call, &office, slot.date)?;
    let planned = PlannedHearing { hearing: hearing.clone(), slot, session };
    let saved = office.act(&case, Command::PlanHearing(planned))?;
    out.saved(&saved, Some(&hearing));
    Ok(())
}

fn outcome(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words: Vec<&str> = OutcomeCode::ALL.iter().map(|code| code.word()).collect();
    let code = typed::word(call, "code", OutcomeCode::parse, &words)?.ok_or_else(|| missing("code"))?;
    if code == OutcomeCode::AdjournedTo {
        return Err(wrong(
            "Aanhouden tot een dag gaat met `noodbrug hearing adjourn`, zodat ook de nieuwe zitting erin komt.",
            "Adjourning to a day goes with `noodbrug hearing adjourn`, so that the new hearing is entered too.",
        ));
    }
    let mut office = enter::office(call)?;
    let case = pick::case(call, &OUTCOME, &office)?.id;
    let hearing = open_hearing(call, &office.sheet(&case)?.file, out.lang)?;
    let outcome = read_outcome(call, code, &office)?;
    let saved = office.act(&case, Command::LogOutcome(hearing.clone(), outcome, None))?;
    out.saved(&saved, Some(&hearing));
    Ok(())
}

fn read_outcome(call: &Call, code: OutcomeCode, office: &Office) -> Result<HearingOutcome, Complaint> {
    let words: Vec<&str> = Appearance::ALL.iter().map(|word| word.word()).collect();
    Ok(HearingOutcome {
        code,
        appearance: typed::word(call, "appearance", Appearance::parse, &words)?,
        text: call.words_of("text")?,
        decided: typed::moment(call, "at")?.map_or_else(|| office.now(), Ok)?,
        next: None,
        told_in_person: call.has("told"),
    })
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
    out.saved(&saved, Some(&hearing));
    Ok(())
}

/// With a new day the next hearing is planned in the same entry; place and kind are those of this one unless named.
fn adjourn(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &ADJOURN, &office)?.id;
    let file = office.sheet(&case)?.file;
    let hearing = open_hearing(call, &file, out.lang)?;
    let (code, next) = match call.has("date") {
        true => {
            call.needed("time")?;
            let slot = changed_slot(call, sole_slot(&file, &hearing)?)?;
            on_purpose(call, &office, slot.date)?;
            let session = file.hearings.get(&hearing).and_then(|entry| entry.session.any()).cloned();
            let session = session.unwrap_or_default();
            (OutcomeCode::AdjournedTo, Some(PlannedHearing { hearing: office.new_id()?, slot, session }))
        }
        false => (OutcomeCode::AdjournedOpen, None),
    };
    let outcome = read_outcome(call, code, &office)?;
    let names = next.as_ref().map_or_else(|| hearing.clone(), |next| next.hearing.clone());
    let saved = office.act(&case, Command::LogOutcome(hearing, outcome, next))?;
    out.saved(&saved, Some(&names));
    Ok(())
}

/// A court hardly ever sits on a day off: that somebody means it, a person must say.
fn on_purpose(call: &Call, office: &Office, date: NaiveDate) -> Result<(), Complaint> {
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

fn changed_slot(call: &Call, slot: &HearingSlot) -> Result<HearingSlot, Complaint> {
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
fn open_hearing(call: &Call, file: &CaseFile, lang: Lang) -> Result<ObjectId, Complaint> {
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

fn sole_slot<'a>(file: &'a CaseFile, hearing: &ObjectId) -> Result<&'a HearingSlot, Complaint> {
    let slot = file.hearings.get(hearing).and_then(|entry| entry.slot.sole());
    slot.ok_or_else(|| {
        Complaint::refused(
            "Bronnen spreken elkaar tegen over dag, tijd of zaal van deze zitting. Beslis dat eerst; zie `noodbrug conflicts`.",
            "Sources contradict each other about day, time or room of this hearing. Decide that first; see `noodbrug conflicts`.",
        )
    })
}
