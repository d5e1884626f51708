//! `noodbrug hearing …` for a whole day: order, bench, rooms that move, hearings vacated, brought in or copied, clashes.

use crate::call::{Call, On, Opt, Verb, missing, wrong};
use crate::hearing::{
    CHAMBER, CLOSED, COURT, DATE, DAY_OFF, HEARING, INTERPRETER, JUDGES, KIND, MINUTES, PROSECUTOR,
    REGISTRAR, ROOM, SECURITY, TIME, TRANSPORT, WHY, changed_slot, on_purpose, open_hearing, read_session,
    saved_hearing, sole_court, sole_slot,
};
use crate::output::Output;
use crate::{Act, enter, pick, typed};
use chrono::{NaiveDate, NaiveTime, Timelike as _};
use noodbrug_core::case::HearingSlot;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::weekday_date_text;
use noodbrug_core::planning::clashes::{Clash, Heard};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Complaint};
use noodbrug_office::day::{Bench, BringIn, CopyTo, RoomOn, RoomTo};
use noodbrug_office::{Office, Saved};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[
    (CLASHES, clashes),
    (ORDER, order),
    (BENCH, bench),
    (MOVE_ROOM, move_room),
    (VACATE, vacate),
    (BRING_IN, bring_in),
    (COPY, copy),
];

const CLASHES: Verb = Verb {
    words: "hearing clashes",
    takes: "--date DAG [--court GERECHT]",
    help: (
        "toont wat op een dag niet samen kan: zaal, rechter, officier, verdachte, vervoer",
        "shows what cannot go together on a day: room, judge, prosecutor, suspect, transport",
    ),
    options: &[DATE, COURT],
    on: On::Office,
};

const ORDER: Verb = Verb {
    words: "hearing order",
    takes: "NUMMER… --date DAG --room ZAAL | NUMMER --place N",
    help: (
        "zet de zittingen van een zaal op volgorde, of geeft één zitting een plaats",
        "puts the hearings of a room in order, or gives one hearing a place",
    ),
    options: &[
        DATE,
        COURT,
        ROOM,
        HEARING,
        Opt {
            name: "place",
            value: Some("N"),
            help: ("de plaats van deze ene zitting, vanaf 1", "the place of this one hearing, from 1"),
        },
        WHY,
    ],
    on: On::Office,
};

const BENCH: Verb = Verb {
    words: "hearing bench",
    takes: "--date DAG --room ZAAL --judges NAMEN …",
    help: (
        "zet rechters, griffier en officier bij alle zittingen van een zaal",
        "sets judges, registrar and prosecutor for all hearings of a room",
    ),
    options: &[DATE, COURT, ROOM, CHAMBER, JUDGES, REGISTRAR, PROSECUTOR, WHY],
    on: On::Office,
};

const MOVE_ROOM: Verb = Verb {
    words: "hearing move-room",
    takes: "--date DAG --room ZAAL --why TEKST …",
    help: (
        "verplaatst alle zittingen van een zaal: naar een andere zaal, dag of tijd",
        "moves all hearings of a room: to another room, day or time",
    ),
    options: &[
        DATE,
        COURT,
        ROOM,
        Opt { name: "to-room", value: Some("ZAAL"), help: ("naar deze zaal", "to this room") },
        Opt { name: "to-court", value: Some("GERECHT"), help: ("naar dit gerecht", "to this court") },
        Opt { name: "to-date", value: Some("DAG"), help: ("naar deze dag", "to this day") },
        Opt {
            name: "later",
            value: Some("MINUTEN"),
            help: (
                "zoveel minuten later; met een min: eerder",
                "so many minutes later; with a minus: earlier",
            ),
        },
        WHY,
        DAY_OFF,
    ],
    on: On::Office,
};

const VACATE: Verb = Verb {
    words: "hearing vacate",
    takes: "NUMMER --why TEKST",
    help: (
        "laat een zitting vervallen; zij blijft op de lijst, de reden in het log",
        "vacates a hearing; it stays on the list, the reason in the log",
    ),
    options: &[HEARING, WHY],
    on: On::Office,
};

const BRING_IN: Verb = Verb {
    words: "hearing bring-in",
    takes: "NUMMER --room ZAAL …",
    help: (
        "zet een zaak die niet op de rol stond op de zitting van vandaag",
        "puts a case that was on no list in today’s hearing",
    ),
    options: &[
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
        WHY,
        Opt {
            name: "again",
            value: None,
            help: (
                "ook als de zaak vandaag in die zaal al is behandeld; komt in het log",
                "also when the case was heard in that room today already; goes into the log",
            ),
        },
    ],
    on: On::Office,
};

const COPY: Verb = Verb {
    words: "hearing copy",
    takes: "NUMMER --to NUMMER | --date DAG …",
    help: (
        "kopieert een zitting: naar de zaak van een medeverdachte, of naar een andere dag",
        "copies a hearing: to the case of a co-suspect, or to another day",
    ),
    options: &[
        HEARING,
        Opt { name: "to", value: Some("NUMMER"), help: ("naar deze zaak", "to this case") },
        DATE,
        TIME,
        COURT,
        ROOM,
        CHAMBER,
        MINUTES,
        DAY_OFF,
    ],
    on: On::Office,
};

fn clashes(call: &Call, out: &Output) -> Result<(), Complaint> {
    let date = typed::day(call, "date")?.ok_or_else(|| missing("date"))?;
    let office = enter::office(call)?;
    let found = office.clashes(date, call.text("court")?)?;
    let day = weekday_date_text(date, out.lang);
    let none = format!("{day}: {}", out.lang.pick("niets botst", "nothing clashes"));
    let lines: Vec<String> = found.iter().map(|clash| clash.text(out.lang)).collect();
    let text = if lines.is_empty() { none } else { format!("{day}\n{}", lines.join("\n")) };
    out.answer(&text, &found.iter().map(|clash| clash_json(clash, out.lang)).collect());
    Ok(())
}

/// Writes a clash for a program.
pub(crate) fn clash_json(clash: &Clash, lang: Lang) -> Value {
    let heard = |heard: &Heard| {
        let Heard { number, hearing, slot, .. } = heard;
        json!({"number": number, "hearing": hearing, "slot": slot})
    };
    json!({"why": clash.why.word(), "text": clash.text(lang), "one": heard(&clash.one), "other": heard(&clash.other)})
}

/// Warns of clashes beside the answer.
pub(crate) fn warn(out: &Output, clashes: &[Clash]) {
    for clash in clashes {
        let text = |lang: Lang| format!("{} {}", lang.pick("Let op:", "Mind:"), clash.text(lang));
        out.note(&Both::of(text));
    }
}

/// Reads which room is meant; without a court the only one that sits that day.
fn room(call: &Call, office: &Office) -> Result<RoomOn, Complaint> {
    let date = typed::day(call, "date")?.ok_or_else(|| missing("date"))?;
    let room = call.needed("room")?.to_owned();
    let court = match call.text("court")? {
        Some(court) => court.to_owned(),
        None => sole_court(office, date)?,
    };
    Ok(RoomOn { date, court, room })
}

fn order(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let why = call.words_of("why")?;
    let saved = match typed::number::<usize>(call, "place")? {
        Some(0) => return Err(wrong("De eerste plaats is `--place 1`.", "The first place is `--place 1`.")),
        Some(place) => {
            let case = pick::case(call, &ORDER, &office)?.id;
            let hearing = open_hearing(call, &office.sheet(&case)?.file, out.lang)?;
            office.place_hearing(&case, &hearing, place, &why)?
        }
        None => {
            let room = room(call, &office)?;
            let named = named(call, &office, &room)?;
            office.resequence(&room, &named, &why)?
        }
    };
    out.saved_all(&saved, Value::Null);
    Ok(())
}

/// Finds the open hearing in a room of each case that is named, in the order in which they are named.
fn named(call: &Call, office: &Office, room: &RoomOn) -> Result<Vec<(CaseId, ObjectId)>, Complaint> {
    call.first(&ORDER)?;
    let lines = office.hearings(room.date, None)?;
    let mut found = Vec::new();
    for word in call.after(&ORDER) {
        let number = word.to_string_lossy();
        let case = office.case_by_number(&number)?.id;
        let line =
            lines.iter().find(|line| line.case.id == case && line.outcome.is_none() && room.holds(line));
        let line = line.ok_or_else(|| not_there(&number, room))?;
        found.push((case, line.hearing.clone()));
    }
    Ok(found)
}

fn not_there(number: &str, room: &RoomOn) -> Complaint {
    let RoomOn { court, room, .. } = room;
    Complaint::refused(
        format!(
            "Zaak {number} heeft die dag geen open zitting in zaal {room} ({court}). Er is niets opgeslagen."
        ),
        format!("Case {number} has no open hearing that day in room {room} ({court}). Nothing was saved."),
    )
}

fn bench(call: &Call, out: &Output) -> Result<(), Complaint> {
    let some = |name| Ok::<_, Complaint>(call.text(name)?.map(str::to_owned));
    let bench =
        Bench { judges: some("judges")?, registrar: some("registrar")?, prosecutor: some("prosecutor")? };
    if bench == Bench::default() {
        return Err(wrong(
            "Wie zit er? Geef `--judges`, `--registrar` of `--prosecutor`.",
            "Who sits? Give `--judges`, `--registrar` or `--prosecutor`.",
        ));
    }
    let mut office = enter::office(call)?;
    let room = room(call, &office)?;
    let saved = office.set_bench(&room, call.text("chamber")?, &bench, &call.words_of("why")?)?;
    saved_in(out, &office, &saved, &room)
}

fn move_room(call: &Call, out: &Output) -> Result<(), Complaint> {
    let why = call.needed("why")?.to_owned();
    let some = |name| Ok::<_, Complaint>(call.text(name)?.map(str::to_owned));
    let to = RoomTo {
        date: typed::day(call, "to-date")?,
        court: some("to-court")?,
        room: some("to-room")?,
        later: typed::number(call, "later")?.unwrap_or(0),
    };
    if to == RoomTo::default() {
        return Err(wrong(
            "Waarheen? Geef `--to-room`, `--to-court`, `--to-date` of `--later`.",
            "To where? Give `--to-room`, `--to-court`, `--to-date` or `--later`.",
        ));
    }
    let mut office = enter::office(call)?;
    let from = room(call, &office)?;
    if let Some(date) = to.date {
        on_purpose(call, &office, date)?;
    }
    let saved = office.move_room(&from, &to, &why)?;
    let there = RoomOn {
        date: to.date.unwrap_or(from.date),
        court: to.court.unwrap_or(from.court),
        room: to.room.unwrap_or(from.room),
    };
    saved_in(out, &office, &saved, &there)
}

/// Answers that hearings of a room are durable, and warns of what in that room clashes.
fn saved_in(out: &Output, office: &Office, saved: &[Saved], room: &RoomOn) -> Result<(), Complaint> {
    let mut found = office.clashes(room.date, None)?;
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let here = |slot: &HearingSlot| same(&slot.court, &room.court) && same(&slot.room, &room.room);
    found.retain(|clash| here(&clash.one.slot) || here(&clash.other.slot));
    let told: Vec<Value> = found.iter().map(|clash| clash_json(clash, out.lang)).collect();
    out.saved_all(saved, json!({"clashes": told}));
    warn(out, &found);
    Ok(())
}

fn vacate(call: &Call, out: &Output) -> Result<(), Complaint> {
    let why = call.needed("why")?.to_owned();
    let mut office = enter::office(call)?;
    let case = pick::case(call, &VACATE, &office)?.id;
    let hearing = open_hearing(call, &office.sheet(&case)?.file, out.lang)?;
    let saved = office.vacate(&case, &hearing, &why)?;
    out.saved(&saved, Some(&hearing));
    Ok(())
}

fn bring_in(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &BRING_IN, &office)?.id;
    let now = office.now()?.in_the_netherlands();
    let court = match call.text("court")? {
        Some(court) => court.to_owned(),
        None => sole_court(&office, now.date())?,
    };
    let slot = HearingSlot {
        court,
        date: now.date(),
        time: typed::time(call, "time")?.unwrap_or_else(|| to_the_minute(now.civil().time())),
        room: call.needed("room")?.to_owned(),
        chamber: call.words_of("chamber")?,
        minutes: typed::number(call, "minutes")?,
    };
    let (session, why, again) = (read_session(call)?, call.words_of("why")?, call.has("again"));
    let made = office.bring_in(&case, BringIn { slot, session, why, again })?;
    saved_hearing(out, &office, &made.saved, (&made.case, &made.hearing))
}

fn to_the_minute(time: NaiveTime) -> NaiveTime {
    time.with_second(0).unwrap_or(time)
}

fn copy(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &COPY, &office)?.id;
    let file = office.sheet(&case)?.file;
    let hearing = open_hearing(call, &file, out.lang)?;
    let to = match (call.text("to")?, typed::day(call, "date")?) {
        (Some(number), None) => CopyTo::Case(office.case_by_number(number)?.id),
        (None, Some(date)) => CopyTo::Slot(other_day(call, &office, sole_slot(&file, &hearing)?, date)?),
        _ => {
            return Err(wrong(
                "Waarheen? Geef `--to` (een andere zaak) of `--date` (een andere dag).",
                "To where? Give `--to` (another case) or `--date` (another day).",
            ));
        }
    };
    let made = office.duplicate(&case, &hearing, &to)?;
    saved_hearing(out, &office, &made.saved, (&made.case, &made.hearing))
}

fn other_day(
    call: &Call,
    office: &Office,
    slot: &HearingSlot,
    date: NaiveDate,
) -> Result<HearingSlot, Complaint> {
    on_purpose(call, office, date)?;
    changed_slot(call, slot)
}
