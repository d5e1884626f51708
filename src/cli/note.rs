//! `noodbrug note add`, `noodbrug decision add`: what people write into a case.

use crate::call::{Call, On, Opt, Verb};
use crate::output::Output;
use crate::{Act, enter, pick, typed};
use noodbrug_core::case::{Decision, DecisionState, Note, NoteKind};
use noodbrug_core::command::Command;
use noodbrug_office::complaint::Complaint;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(NOTE, note), (DECISION, decision)];

const TEXT: Opt = Opt { name: "text", value: Some("TEKST"), help: ("in woorden", "in words") };

const NOTE: Verb = Verb {
    words: "note add",
    takes: "NUMMER --text TEKST",
    help: ("schrijft een notitie in een zaak", "writes a note into a case"),
    options: &[
        TEXT,
        Opt { name: "kind", value: Some("SOORT"), help: ("notitie of telefoon", "note or phone") },
    ],
    on: On::Office,
};

const DECISION: Verb = Verb {
    words: "decision add",
    takes: "NUMMER --kind WOORD --by WIE",
    help: ("legt een beslissing vast", "records a decision"),
    options: &[
        Opt {
            name: "kind",
            value: Some("WOORD"),
            help: ("wat: dagvaarden, sepot, strafbeschikking, vonnis", "what, in a word"),
        },
        Opt { name: "by", value: Some("WIE"), help: ("wie beslist heeft", "who decided") },
        TEXT,
        Opt { name: "date", value: Some("DAG"), help: ("dag; anders vandaag", "day; else today") },
        Opt {
            name: "state",
            value: Some("STAND"),
            help: ("concept, papier of geregistreerd", "concept, paper or registered"),
        },
    ],
    on: On::Office,
};

fn note(call: &Call, out: &Output) -> Result<(), Complaint> {
    let kinds = [NoteKind::Plain, NoteKind::Phone];
    let known = |word: &str| kinds.into_iter().find(|kind| kind.word() == word);
    let kind = typed::word(call, "kind", known, &kinds.map(NoteKind::word))?.unwrap_or(NoteKind::Plain);
    let note = Note::new(kind, call.needed("text")?);
    let mut office = enter::office(call)?;
    let case = pick::case(call, &NOTE, &office)?.id;
    let id = office.new_id()?;
    let saved = office.act(&case, Command::Note(id.clone(), note))?;
    out.saved(&saved, Some(&id));
    Ok(())
}

fn decision(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words: Vec<&str> = DecisionState::ALL.iter().map(|state| state.word()).collect();
    let state = typed::word(call, "state", DecisionState::parse, &words)?.unwrap_or(DecisionState::Paper);
    let (kind, by) = (call.needed("kind")?.to_owned(), call.needed("by")?.to_owned());
    let date = typed::day(call, "date")?;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &DECISION, &office)?.id;
    let date = match date {
        Some(date) => date,
        None => office.now()?.in_the_netherlands().date(),
    };
    let id = office.new_id()?;
    let decision = Decision { kind, text: call.words_of("text")?, date, by, state };
    let saved = office.act(&case, Command::Decide(id.clone(), decision))?;
    out.saved(&saved, Some(&id));
    Ok(())
}
