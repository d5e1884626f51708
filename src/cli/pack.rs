//! `noodbrug pack …`: the fallback pack is made, put on a schedule, and its age is told.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::case::PDF;
use crate::output::Output;
use crate::{Act, enter, typed};
use noodbrug_core::pack::{Schedule, USUAL_DAYS};
use noodbrug_core::text::Lang;
use noodbrug_core::text::fault_words;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::pack::{PackAsk, PackMade, PackState};
use noodbrug_office::printing::To;
use serde_json::{Value, json};
use std::path::PathBuf;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(MAKE, make), (SCHEDULE, schedule), (DUE, due), (STATUS, status)];

/// What the progress is of.
const WORK: (&str, &str) = ("Noodpakket", "Fallback pack");

const MAKE: Verb = Verb {
    words: "pack make",
    takes: "--to MAP [--days N]",
    help: (
        "maakt het noodpakket: bord, zittingen, termijnen, taken, partners en lege formulieren als PDF",
        "makes the fallback pack: board, hearings, terms, tasks, partners and empty forms as PDFs",
    ),
    options: &[
        Opt {
            name: "to",
            value: Some("MAP"),
            help: ("de map, zoals een stick", "the folder, such as a stick"),
        },
        Opt { name: "days", value: Some("N"), help: ("dagen zittingen (5)", "days of hearings (5)") },
    ],
    on: On::Office,
};

const SCHEDULE: Verb = Verb {
    words: "pack schedule",
    takes: "--at TIJD --to MAP | --off",
    help: ("maakt het noodpakket elke dag, of niet meer", "makes the fallback pack every day, or no more"),
    options: &[
        Opt {
            name: "at",
            value: Some("TIJD"),
            help: ("hoe laat, zoals 07:00", "at what time, such as 07:00"),
        },
        Opt {
            name: "to",
            value: Some("MAP"),
            help: ("de map, zoals een stick", "the folder, such as a stick"),
        },
        Opt { name: "off", value: None, help: ("geen rooster meer", "no schedule any more") },
    ],
    on: On::Office,
};

const DUE: Verb = Verb {
    words: "pack due",
    takes: "[--run]",
    help: (
        "zegt of het noodpakket aan de beurt is; met --run wordt het dan gemaakt",
        "tells whether the fallback pack is due; with --run it is made then",
    ),
    options: &[Opt {
        name: "run",
        value: None,
        help: ("maak het als het aan de beurt is", "make it when it is due"),
    }],
    on: On::Office,
};

const STATUS: Verb = Verb {
    words: "pack status",
    takes: "[--pdf BESTAND]",
    help: (
        "zegt wanneer het laatste noodpakket is gemaakt; waarschuwt na een dag",
        "tells when the last fallback pack was made; warns after a day",
    ),
    options: &[PDF],
    on: On::Office,
};

fn make(call: &Call, out: &Output) -> Result<(), Complaint> {
    let ask = PackAsk { folder: folder(call)?, days: typed::number(call, "days")?.unwrap_or(USUAL_DAYS) };
    let made = enter::office(call)?.make_pack(&ask, out.lang, &mut out.progress(WORK))?;
    answer(made, out)
}

/// Says what was made; a pack that lacks something needs a person.
fn answer(made: PackMade, out: &Output) -> Result<(), Complaint> {
    out.answer(&made_text(&made, out.lang), &made_json(&made));
    made.without_forms.map_or(Ok(()), |lacks| Err(Complaint::new(Class::NeedsPerson, lacks)))
}

/// The folder of the call, in full: a schedule holds from wherever it is carried out.
fn folder(call: &Call) -> Result<PathBuf, Complaint> {
    let folder = call.path("to")?;
    std::path::absolute(&folder).map_err(|why| {
        wrong(
            format!("De map {} is niet te lezen ({}).", folder.display(), fault_words(&why, Lang::Nl)),
            format!("The folder {} cannot be read ({why}).", folder.display()),
        )
    })
}

fn made_text(made: &PackMade, lang: Lang) -> String {
    let mut text = format!("{}: {}\n", lang.pick("Gemaakt", "Made"), made.folder.display());
    text.extend(made.papers.iter().map(|paper| format!("  {}\n", paper.name)));
    text
}

fn made_json(made: &PackMade) -> Value {
    let paper = |paper: &noodbrug_office::pack::PackPaper| json!({"file": paper.name, "title": paper.title, "sha256": paper.digest});
    json!({
        "folder": made.folder,
        "made_at": made.at,
        "papers": made.papers.iter().map(paper).collect::<Vec<_>>(),
        "sha256": made.whole,
        "with_forms": made.without_forms.is_none(),
    })
}

fn schedule(call: &Call, out: &Output) -> Result<(), Complaint> {
    let plan = match (typed::time(call, "at")?, call.has("off")) {
        (None, true) if !call.has("to") => None,
        (Some(at), false) => Some(Schedule { at, to: folder(call)?.display().to_string() }),
        _ => {
            return Err(wrong(
                "Geef `--at` en `--to`, of alleen `--off`.",
                "Give `--at` and `--to`, or `--off` alone.",
            ));
        }
    };
    let mut office = enter::office(call)?;
    office.schedule_pack(plan)?;
    tell(&office.pack_state()?, out);
    Ok(())
}

fn due(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    if call.has("run")
        && let Some(made) = office.make_due_pack(out.lang, &mut out.progress(WORK))?
    {
        return answer(made, out);
    }
    tell(&office.pack_state()?, out);
    Ok(())
}

fn status(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_pack_state(To::File(&path), out.lang)?);
        return Ok(());
    }
    tell(&office.pack_state()?, out);
    Ok(())
}

fn tell(state: &PackState, out: &Output) {
    let lines = state.facts(out.lang).into_iter().map(|(name, value)| format!("{name}: {value}\n"));
    let text: String = lines.collect();
    let warning = state.warning(Lang::Nl).zip(state.warning(Lang::En)).map(|(nl, en)| Both::new(nl, en));
    out.answer(
        &text,
        &json!({
            "made_at": state.last.as_ref().map(|last| last.at),
            "folder": state.last.as_ref().map(|last| &last.folder),
            "schedule": state.schedule.as_ref().map(|plan| json!({"at": plan.at.format("%H:%M").to_string(), "to": plan.to})),
            "due": state.due,
            "warning": warning.as_ref().map(|said| json!({"nl": said.nl, "en": said.en})),
        }),
    );
    if let Some(said) = warning {
        out.note(&said);
    }
}
