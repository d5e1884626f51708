//! `noodbrug receipt …`: receipts on paper, who has not confirmed yet, and what is remembered of senders.

use crate::bundle::bundle_json;
use crate::call::{Call, On, Opt, Verb, wrong};
use crate::output::Output;
use crate::verify::outcome_json;
use crate::{Act, enter, grid};
use noodbrug_core::bundle::Outcome;
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::exchange::{Unconfirmed, verdict_label};
use noodbrug_office::may::Deed;
use noodbrug_office::printing::To;
use noodbrug_office::{Alarm, Sender};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(TYPE, type_in), (PRINT, print), (OPEN, open), (SENDERS, senders)];

const TYPE: Verb = Verb {
    words: "receipt type",
    takes: "--paper TEKST | --paper-file BESTAND",
    help: (
        "leest een ontvangstbewijs van papier in, getypt of gescand",
        "takes in a receipt from paper, typed or scanned",
    ),
    options: &[
        Opt {
            name: "paper",
            value: Some("TEKST"),
            help: (
                "de regels van het papier; spaties en kleine letters mogen",
                "the lines of the paper; spaces and small letters are fine",
            ),
        },
        Opt {
            name: "paper-file",
            value: Some("BESTAND"),
            help: ("een bestand met die tekst, van een scanner", "a file with that text, of a scanner"),
        },
    ],
    on: On::Office,
};

const PDF: Opt =
    Opt { name: "pdf", value: Some("BESTAND"), help: ("waar de PDF komt", "where the PDF goes") };

const PRINT: Verb = Verb {
    words: "receipt print",
    takes: "BUNDEL --pdf BESTAND",
    help: (
        "drukt het ontvangstbewijs van een bundel af, voor een partner die niets terug kan krijgen",
        "prints the receipt of a bundle, for a partner to whom nothing can travel back",
    ),
    options: &[PDF],
    on: On::Office,
};

const OPEN: Verb = Verb {
    words: "receipt open",
    takes: "[--pdf BESTAND]",
    help: (
        "toont wie nog niet heeft bevestigd, de oudste eerst (code 3 als er zo iemand is)",
        "shows who has not confirmed yet, oldest first (code 3 if there is anybody)",
    ),
    options: &[PDF],
    on: On::Office,
};

const SENDERS: Verb = Verb {
    words: "bundle senders",
    takes: "",
    help: (
        "toont van elke sleutel de nieuwste bundel, en wat er alarmerend was",
        "shows the newest bundle of each key, and what was alarming",
    ),
    options: &[],
    on: On::Office,
};

fn senders(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office_to(call, Deed::ReadJournal)?;
    let (senders, alarms, lang) = (office.senders()?, office.alarms()?, out.lang);
    let headings = [
        lang.pick("Partner", "Partner"),
        lang.pick("Werkstation", "Workstation"),
        lang.pick("Hoogste nummer", "Highest number"),
        lang.pick("Sleutel", "Key"),
    ];
    let row = |sender: &Sender| {
        let partner = sender.partner.clone().unwrap_or_default();
        vec![partner, sender.author.to_string(), sender.seq.to_string(), sender.key.clone()]
    };
    let mut text = match senders.is_empty() {
        true => lang.pick("Er is nog niets ontvangen.\n", "Nothing was received yet.\n").to_owned(),
        false => grid::columns(&headings, &senders.iter().map(row).collect::<Vec<_>>()),
    };
    let name = |alarm: &Alarm| {
        Outcome::parse(&alarm.outcome).map_or(alarm.outcome.clone(), |known| known.name(lang).to_owned())
    };
    let line = |alarm: &Alarm| {
        let at = moment_text(&alarm.at.in_the_netherlands(), lang);
        format!("! {at} {}: {} ({})\n", alarm.about, name(alarm), grid::one_line(&alarm.detail))
    };
    text.extend(alarms.iter().map(line));
    let sender = |sender: &Sender| {
        json!({
            "key": sender.key, "station": sender.author.to_string(), "partner": sender.partner, "seq": sender.seq,
            "name": sender.name, "keyset": sender.keyset,
        })
    };
    let alarm = |alarm: &Alarm| {
        json!({
            "about": alarm.about, "outcome": alarm.outcome, "detail": alarm.detail, "partner": alarm.partner,
            "bundle": alarm.bundle, "at": alarm.at,
        })
    };
    let json = json!({
        "senders": senders.iter().map(sender).collect::<Vec<_>>(),
        "alarms": alarms.iter().map(alarm).collect::<Vec<_>>(),
    });
    out.answer(&text, &json);
    Ok(())
}

fn type_in(call: &Call, out: &Output) -> Result<(), Complaint> {
    let typed = match (call.text("paper")?, call.path_if("paper-file")) {
        (Some(text), None) => text.to_owned(),
        (None, Some(path)) => std::fs::read_to_string(&path).map_err(|why| {
            let path = path.display();
            wrong(
                format!("{path} is niet te lezen ({why}). Wijs het bestand van de scanner aan."),
                format!("{path} cannot be read ({why}). Point at the file of the scanner."),
            )
        })?,
        _ => {
            return Err(wrong(
                "Geef de regels van het papier met `--paper`, of een bestand met `--paper-file`.",
                "Give the lines of the paper with `--paper`, or a file with `--paper-file`.",
            ));
        }
    };
    let taken = enter::office_to(call, Deed::Exchange)?.type_receipt(&typed)?;
    let json = json!({
        "message": taken.sentence.pick(out.lang),
        "outcome": outcome_json(taken.outcome, out.lang),
        "bundle": bundle_json(&taken.bundle),
        "moved": taken.moved,
        "known_before": taken.known_before,
    });
    out.answer(taken.sentence.pick(out.lang), &json);
    Ok(())
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let bundle = call.first(&PRINT)?.to_owned();
    let path = call.path("pdf")?;
    let mut office = enter::office_to(call, Deed::Exchange)?;
    out.made(&office.print_receipt(&bundle, To::File(&path), out.lang)?);
    Ok(())
}

fn open(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office_to(call, Deed::ReadJournal)?;
    let lines = office.unconfirmed()?;
    let pdf =
        call.path_if("pdf").map(|path| office.print_unconfirmed(To::File(&path), out.lang)).transpose()?;
    let json = json!({
        "unconfirmed": lines.iter().map(line_json).collect::<Vec<_>>(),
        "pdf": pdf.map(|placed| placed.path),
    });
    out.answer(&text(&lines, out.lang), &json);
    if lines.is_empty() {
        return Ok(());
    }
    Err(Complaint::new(
        Class::NeedsPerson,
        Both::new(
            "Bel de partners op deze lijst, de bovenste eerst. Kan er niets terugreizen? Laat het ontvangstbewijs voorlezen of scan \
             het, en lees het in met `noodbrug receipt type`.",
            "Call the partners on this list, the top one first. Can nothing travel back? Have the receipt read aloud or scan it, and \
             take it in with `noodbrug receipt type`.",
        ),
    ))
}

fn line_json(line: &Unconfirmed) -> Value {
    json!({
        "partner": line.partner, "bundle": bundle_json(&line.bundle), "entries": line.entries, "days": line.days, "refused": line.refused,
        "of_partner": line.of_partner,
    })
}

fn text(lines: &[Unconfirmed], lang: Lang) -> String {
    if lines.is_empty() {
        return lang.pick("Elke bundel is bevestigd.", "Every bundle was confirmed.").to_owned();
    }
    let headings = [
        lang.pick("Gemaakt", "Made"),
        lang.pick("Dagen", "Days"),
        lang.pick("Partner", "Partner"),
        lang.pick("Bundel", "Bundle"),
        lang.pick("Regels", "Entries"),
        lang.pick("Stand", "State"),
    ];
    let row = |line: &Unconfirmed| {
        vec![
            moment_text(&line.bundle.at.in_the_netherlands(), lang),
            line.days.to_string(),
            line.partner.clone(),
            line.bundle.name.clone(),
            line.entries.map(|count| count.to_string()).unwrap_or_default(),
            verdict_label(&line.bundle.verdict, lang).to_owned(),
        ]
    };
    grid::columns(&headings, &lines.iter().map(row).collect::<Vec<_>>())
}
