//! `noodbrug custody add`: the acts that begin, extend, suspend and end somebody's custody.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, grid, typed};
use noodbrug_core::case::{CaseFile, CustodyMeasure, Identity};
use noodbrug_core::custody::MeasureKind;
use noodbrug_core::custody::board::Level;
use noodbrug_core::ident::ObjectId;
use noodbrug_office::complaint::Complaint;
use serde_json::json;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(ADD, add)];

const ADD: Verb = Verb {
    words: "custody add",
    takes: "NUMMER --kind SOORT --at TIJD …",
    help: ("legt een aanhouding, bevel of invrijheidstelling vast", "logs an arrest, order or release"),
    options: &[
        Opt {
            name: "kind",
            value: Some("SOORT"),
            help: (
                "aanhouding, inverzekeringstelling, bewaring …; een onbekend woord toont ze alle",
                "aanhouding, inverzekeringstelling, bewaring …; an unknown word shows them all",
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
            help: (
                "voor hoeveel dagen het bevel is; bij een schorsing van het onderzoek om klemmende redenen: 90",
                "for how many days the order is; of an adjournment for pressing reasons: 90",
            ),
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
    let (saved, board) = office.log_measure(&case, id.clone(), measure)?;
    let warnings: Vec<String> = board.warnings.iter().map(|both| both.pick(out.lang).to_owned()).collect();
    let mut lines = vec![grid::one_line(&board.text(out.lang)).into_owned()];
    lines.extend(warnings.iter().map(|warning| format!("! {}", grid::one_line(warning))));
    let more = json!({
        "person": board.person,
        "name": board.name,
        "board": {
            "was_on": board.was_on,
            "is_on": board.is_on(),
            "level": board.level.map(Level::word),
            "was": board.was,
            "ends": board.ends,
            "title_until": board.title_until,
        },
        "warnings": warnings,
    });
    out.saved_with(&saved, Some(&id), &lines, more);
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
