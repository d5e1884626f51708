//! `noodbrug custody …`: who is held and until when, and the acts that begin, extend and end it.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::case::PDF;
use crate::case_term::end_text;
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, grid, json, typed};
use noodbrug_core::case::{CaseFile, CustodyMeasure, Identity};
use noodbrug_core::command::Command;
use noodbrug_core::custody::MeasureKind;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::moment::{Moment, distance_text};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::lists::Found;
use noodbrug_office::printing::To;
use noodbrug_office::views::ClockLine;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(BOARD, board), (ADD, add)];

const BOARD: Verb = Verb {
    words: "custody board",
    takes: "[--pdf BESTAND]",
    help: (
        "toont wie vast zit en tot wanneer, eerste einde bovenaan",
        "shows who is held and until when, first end on top",
    ),
    options: &[PDF],
    on: On::Office,
};

const ADD: Verb = Verb {
    words: "custody add",
    takes: "NUMMER --kind SOORT --at TIJD …",
    help: ("legt een aanhouding, bevel of invrijheidstelling vast", "logs an arrest, order or release"),
    options: &[
        Opt {
            name: "kind",
            value: Some("SOORT"),
            help: (
                "aanhouding, inverzekeringstelling, bewaring, invrijheidstelling …",
                "aanhouding, inverzekeringstelling, bewaring, invrijheidstelling …",
            ),
        },
        Opt {
            name: "at",
            value: Some("TIJD"),
            help: ("dag en tijd: 2026-11-23T22:00", "day and time: 2026-11-23T22:00"),
        },
        Opt {
            name: "days",
            value: Some("N"),
            help: ("voor hoeveel dagen het bevel is", "for how many days the order is"),
        },
        Opt {
            name: "place",
            value: Some("PLAATS"),
            help: ("waar de persoon vast zit", "where the person is held"),
        },
        Opt {
            name: "person",
            value: Some("WIE"),
            help: ("wie, als er meer verdachten zijn", "who, when there is more than one suspect"),
        },
    ],
    on: On::Office,
};

/// The moment is never taken to be now: clocks of the law run from it.
fn add(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words: Vec<&str> = MeasureKind::ALL.iter().map(|kind| kind.word()).collect();
    let kind = typed::word(call, "kind", MeasureKind::parse, &words)?.ok_or_else(|| missing("kind"))?;
    let moment = typed::moment(call, "at")?.ok_or_else(|| missing("at"))?;
    let (days, place) = (typed::number(call, "days")?, call.words_of("place")?);
    let mut office = enter::office(call)?;
    let case = pick::case(call, &ADD, &office)?.id;
    let person = suspect(call, &office.sheet(&case)?.file)?;
    let id = office.new_id()?;
    let measure = CustodyMeasure { kind: kind.word().to_owned(), moment, place, days, person };
    let saved = office.act(&case, Command::LogMeasure(id.clone(), measure))?;
    out.saved(&saved, Some(&id));
    Ok(())
}

/// Names the suspect only where a case has more than one, as its registers do.
fn suspect(call: &Call, file: &CaseFile) -> Result<Option<ObjectId>, Complaint> {
    if file.suspects().count() < 2 && !call.has("person") {
        return Ok(None);
    }
    let candidate = |(id, who): (&ObjectId, &Identity)| Candidate {
        id: id.clone(),
        also: vec![who.surname.clone()],
        words: who.full_name(),
    };
    pick::one(call, "person", file.suspects().map(candidate).collect()).map(Some)
}

fn board(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_board(To::File(&path), out.lang)?);
        return Ok(());
    }
    let (now, found) = (office.now()?, office.custody_board(out.lang)?);
    let clocks: Vec<Value> = found.rows.iter().map(clock_json).collect();
    let text = board_text(&found, &now, out.lang);
    out.answer(&text, &json!({"at": now, "clocks": clocks, "more": found.more}));
    Ok(())
}

fn board_text(found: &Found<ClockLine>, now: &Moment, lang: Lang) -> String {
    if found.rows.is_empty() {
        let none = lang.pick(
            "Er loopt geen enkele klok: niemand zit vast, voor zover bekend.",
            "No clock runs: nobody is held, as far as is known.",
        );
        return none.to_owned();
    }
    let headings = [
        lang.pick("Uiterlijk", "Ends"),
        lang.pick("Nog", "Left"),
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Titel", "Title"),
    ];
    let row = |line: &ClockLine| {
        vec![
            end_text(line.ends.as_ref(), lang),
            line.ends.map(|ends| left(now, &ends, lang)).unwrap_or_default(),
            line.case.number.clone(),
            line.case.suspect.clone(),
            format!("{} ({})", line.rule, line.article),
        ]
    };
    grid::columns(&headings, &found.rows.iter().map(row).collect::<Vec<_>>()) + grid::more(found.more, lang)
}

fn left(now: &Moment, ends: &Moment, lang: Lang) -> String {
    let distance = distance_text(now, ends, lang);
    match ends.unix() <= now.unix() {
        true => format!("{}, {distance}", lang.pick("VERSTREKEN", "PAST ITS END")),
        false => distance,
    }
}

fn clock_json(line: &ClockLine) -> Value {
    let own = json!({"rule": line.rule, "article": line.article, "from": line.from, "ends": line.ends});
    json::with_label(&line.case, own)
}
