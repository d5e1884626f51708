//! `noodbrug rolecard …`: what each role does first. Looking needs no passphrase.

use crate::call::{Call, NOW, On, Opt, STORE, Verb};
use crate::case::PDF;
use crate::output::Output;
use crate::{Act, enter, grid};
use noodbrug_core::bundle::Mode;
use noodbrug_core::moment::Moment;
use noodbrug_office::clock::Clock;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::may::Deed;
use noodbrug_office::rolecards::{self, Around, RoleCard};
use noodbrug_office::setup;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(LIST, list), (SHOW, show), (PRINT, print), (TICK, tick), (CLEAR, clear)];

const LIST: Verb = Verb {
    words: "rolecard list",
    takes: "",
    help: ("noemt de rolkaarten; zonder wachtzin", "names the role cards; without a passphrase"),
    options: &[STORE, NOW],
    on: On::Nothing,
};

const SHOW: Verb = Verb {
    words: "rolecard show",
    takes: "KAART",
    help: (
        "toont wat een rol doet in het eerste uur, de eerste dag en week; zonder wachtzin",
        "shows what a role does in the first hour, day and week; without a passphrase",
    ),
    options: &[STORE, NOW],
    on: On::Nothing,
};

const PRINT: Verb = Verb {
    words: "rolecard print",
    takes: "KAART --pdf BESTAND",
    help: ("drukt een rolkaart af; zonder wachtzin", "prints a role card; without a passphrase"),
    options: &[STORE, NOW, PDF],
    on: On::Nothing,
};

const TICK: Verb = Verb {
    words: "rolecard tick",
    takes: "KAART STAP",
    help: ("vinkt een stap af, op uw naam", "ticks a step off, in your name"),
    options: &[Opt { name: "text", value: Some("TEKST"), help: ("in woorden", "in words") }],
    on: On::Office,
};

const CLEAR: Verb = Verb {
    words: "rolecard clear",
    takes: "KAART",
    help: (
        "begint het afvinken van een kaart opnieuw, voor een nieuwe uitval of oefening",
        "begins the ticks of a card anew, for another outage or exercise",
    ),
    options: &[],
    on: On::Office,
};

/// What stands around the cards: of the office that is named, or nothing where there is none.
fn around(call: &Call) -> Result<(Around, Moment, Mode), Complaint> {
    match enter::folder(call) {
        Ok(folder) => {
            let mode = setup::mode(&folder)?;
            Ok((rolecards::around(&folder), enter::clock(call, mode)?.now()?, mode))
        }
        Err(_) => Ok((Around::default(), Clock::Machine.now()?, Mode::Live)),
    }
}

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let (around, ..) = around(call)?;
    let cards = rolecards::cards()?;
    let lang = out.lang;
    let done = |card: &RoleCard| card.steps.iter().filter(|step| around.done(card, step).is_some()).count();
    let row = |card: &RoleCard| {
        vec![
            card.id.clone(),
            card.title(lang).to_owned(),
            format!("{} {}", lang.pick("versie", "version"), card.version),
            format!("{}/{} {}", done(card), card.steps.len(), lang.pick("afgevinkt", "ticked off")),
        ]
    };
    let rows: Vec<Vec<String>> = cards.iter().map(row).collect();
    let json: Vec<Value> = cards
        .iter()
        .map(|card| {
            json!({"card": card.id, "version": card.version, "sha256": card.digest.to_string(),
                   "steps": card.steps.len(), "done": done(card)})
        })
        .collect();
    out.answer(&grid::columns(&[], &rows), &json!(json));
    Ok(())
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let card = rolecards::card(call.first(&SHOW)?)?;
    let (around, now, mode) = around(call)?;
    let paper = rolecards::paper(&card, &around, (&now, out.lang, mode));
    let steps: Vec<Value> = card
        .steps
        .iter()
        .map(|step| {
            json!({"step": step.id, "phase": step.phase.word(), "nl": step.nl, "en": step.en,
                   "forms": step.forms.iter().map(|form| form.word()).collect::<Vec<_>>(),
                   "call": around.numbers(step, &now), "done": around.done(&card, step)})
        })
        .collect();
    let mut text = grid::paper(&paper);
    text.extend(around.ticks.iter().map(|ticks| format!("{}\n", ticks.signed_text(out.lang))));
    out.answer(&text, &json!({"card": card.id, "version": card.version, "steps": steps}));
    Ok(())
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let card = rolecards::card(call.first(&PRINT)?)?;
    let path = call.path("pdf")?;
    let (around, now, mode) = around(call)?;
    out.made(&rolecards::print(&card, &around, (&now, out.lang, mode), &path)?);
    Ok(())
}

fn tick(call: &Call, out: &Output) -> Result<(), Complaint> {
    let card = rolecards::card(call.first(&TICK)?)?;
    let step = call.after(&TICK).get(1).map(|step| step.to_string_lossy().into_owned()).unwrap_or_default();
    let note = call.words_of("text")?;
    let mut office = enter::office_to(call, Deed::Contacts)?;
    let written = office.tick(&card, &step, &note)?;
    let text = format!("{}: {} {step}", out.lang.pick("Afgevinkt", "Ticked off"), card.title(out.lang));
    out.answer(&text, &json!({"card": card.id, "step": step, "signed": written}));
    Ok(())
}

fn clear(call: &Call, out: &Output) -> Result<(), Complaint> {
    let card = rolecards::card(call.first(&CLEAR)?)?;
    let mut office = enter::office_to(call, Deed::Contacts)?;
    let written = office.clear_ticks(&card)?;
    let text = format!("{}: {}", out.lang.pick("Opnieuw begonnen", "Begun anew"), card.title(out.lang));
    out.answer(&text, &json!({"card": card.id, "signed": written}));
    Ok(())
}
