//! `noodbrug parcel …`: what leaves by courier, stick or on paper, until the partner has confirmed it.

use crate::call::{Call, On, Opt, Verb, missing, wrong};
use crate::case::PDF;
use crate::output::Output;
use crate::{Act, enter, grid, typed};
use noodbrug_core::moment::moment_text;
use noodbrug_core::parcel::Step;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::may::Deed;
use noodbrug_office::parcels::{NewParcel, Parcel, ParcelKind, ParcelStage};
use noodbrug_office::printing::To;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[
    (PACK, pack),
    (HAND_OVER, hand_over),
    (RECEIVED, received),
    (OPENED, opened),
    (LOST, lost),
    (WITHDRAW, withdraw),
    (SHOW, show),
    (LIST, list),
    (PRINT, print),
    (SHEET, sheet),
];

const PARTNER: Opt = Opt {
    name: "partner",
    value: Some("NAAM"),
    help: (
        "voor wie: een partner, rechtbank of soort partner",
        "for whom: a partner, a court or a kind of partner",
    ),
};
const PERSON: Opt = Opt {
    name: "person",
    value: Some("NAAM"),
    help: ("wie de zending meenam of aannam", "who took or received the parcel"),
};
const SEAL: Opt =
    Opt { name: "seal", value: Some("NUMMER"), help: ("nummer van de zegel", "number of the seal") };
const AT: Opt = Opt { name: "at", value: Some("TIJD"), help: ("wanneer; anders nu", "when; else now") };
const NOTE: Opt = Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") };

const PACK: Verb = Verb {
    words: "parcel pack",
    takes: "--partner NAAM --kind SOORT --seal NUMMER …",
    help: (
        "pakt een zending in: krijgt een nummer en de controlegetallen van wat erin zit",
        "packs a parcel: it gets a number and the hashes of what is in it",
    ),
    options: &[
        PARTNER,
        Opt {
            name: "kind",
            value: Some("SOORT"),
            help: ("papier, stick, papier-en-stick of goederen", "paper, stick, both or goods"),
        },
        SEAL,
        Opt {
            name: "bundle",
            value: Some("NAAM"),
            help: (
                "een bundel die hier gemaakt is; meer met een komma ertussen",
                "a bundle that was made here; several with commas",
            ),
        },
        Opt {
            name: "document",
            value: Some("BESTAND"),
            help: (
                "een bestand dat meegaat: het controlegetal komt erbij",
                "a file that goes along: its hash is added",
            ),
        },
        Opt {
            name: "text",
            value: Some("TEKST"),
            help: (
                "wat er verder in zit, zonder namen: \"4 x vonnis\"; meer met een komma ertussen",
                "what else is in it, without names: \"4 x judgment\"; several with commas",
            ),
        },
        Opt { name: "due", value: Some("TIJD"), help: ("wanneer het er moet zijn", "when it must be there") },
        NOTE,
        PDF,
    ],
    on: On::Office,
};

const fn step_verb(words: &'static str, help: (&'static str, &'static str)) -> Verb {
    Verb {
        words,
        takes: "NOODNUMMER --person NAAM …",
        help,
        options: &[PERSON, SEAL, AT, NOTE],
        on: On::Office,
    }
}

const HAND_OVER: Verb = step_verb(
    "parcel handover",
    ("legt vast welke koerier een zending meenam", "logs which courier took a parcel"),
);
const RECEIVED: Verb = step_verb(
    "parcel received",
    ("legt vast dat de partner een zending ontving", "logs that the partner received a parcel"),
);
const OPENED: Verb = step_verb(
    "parcel opened",
    ("legt vast dat de partner een zending opende", "logs that the partner opened a parcel"),
);
const LOST: Verb = step_verb(
    "parcel lost",
    (
        "legt vast dat een zending niet aankwam, of beschadigd",
        "logs that a parcel did not arrive, or was damaged",
    ),
);
const WITHDRAW: Verb = step_verb(
    "parcel withdraw",
    ("legt vast dat een zending toch niet wegging", "logs that a parcel did not go after all"),
);

const SHOW: Verb = Verb {
    words: "parcel show",
    takes: "NOODNUMMER",
    help: ("toont een zending met alles wat ermee gebeurde", "shows a parcel with all that was done with it"),
    options: &[],
    on: On::Office,
};

const LIST: Verb = Verb {
    words: "parcel list",
    takes: "[--all]",
    help: ("toont zendingen die niet bevestigd zijn", "shows parcels that were not confirmed"),
    options: &[Opt {
        name: "all",
        value: None,
        help: ("ook wat bevestigd is", "those that were confirmed too"),
    }],
    on: On::Office,
};

const PRINT: Verb = Verb {
    words: "parcel print",
    takes: "NOODNUMMER [--pdf BESTAND]",
    help: (
        "drukt het etiket van een zending af, met code en ontvangststrook",
        "prints the label of a parcel, with its code and receipt slip",
    ),
    options: &[PDF],
    on: On::Office,
};

const SHEET: Verb = Verb {
    words: "parcel sheet",
    takes: "--partner NAAM [--pdf BESTAND]",
    help: (
        "drukt het overdrachtsblad af voor alles wat voor een partner klaarstaat",
        "prints the hand-over sheet for all that stands ready for a partner",
    ),
    options: &[PARTNER, PDF],
    on: On::Office,
};

fn pack(call: &Call, out: &Output) -> Result<(), Complaint> {
    let kinds: Vec<&str> = ParcelKind::ALL.iter().map(|kind| kind.word()).collect();
    let new = NewParcel {
        partner: call.needed("partner")?.to_owned(),
        kind: typed::word(call, "kind", ParcelKind::parse, &kinds)?.ok_or_else(|| missing("kind"))?,
        bundles: listed(&call.words_of("bundle")?),
        files: call.path_if("document").into_iter().collect(),
        things: listed(&call.words_of("text")?).iter().map(|text| counted(text)).collect::<Result<_, _>>()?,
        seal: call.needed("seal")?.to_owned(),
        due: typed::moment(call, "due")?,
        note: call.words_of("note")?,
    };
    let mut office = enter::office(call)?;
    let parcel = office.pack_parcel(new)?;
    out.answer(&shown(&parcel, out.lang), &parcel_json(&parcel));
    if let Some(path) = call.path_if("pdf") {
        let placed = office.print_parcel(&parcel.number.to_string(), To::File(&path), out.lang)?;
        out.note(&noodbrug_office::complaint::Both::of(|lang| {
            format!("{}: {}", lang.pick("Etiket gemaakt", "Label made"), placed.path.display())
        }));
    }
    Ok(())
}

/// The parts of a text with commas.
fn listed(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Reads `4 x vonnis`; without a number it is one.
fn counted(text: &str) -> Result<(String, u32), Complaint> {
    let parts = text.split_once(" x ").or_else(|| text.split_once(" × "));
    let Some((count, what)) = parts else { return Ok((text.to_owned(), 1)) };
    match count.trim().parse() {
        Ok(count) if count > 0 && !what.trim().is_empty() => Ok((what.trim().to_owned(), count)),
        _ => Err(wrong(
            format!("`--text {text}` is niet te lezen. Typ bijvoorbeeld `--text \"4 x vonnis\"`."),
            format!("`--text {text}` cannot be read. Type for example `--text \"4 x judgment\"`."),
        )),
    }
}

fn step(call: &Call, out: &Output, verb: &Verb, stage: ParcelStage) -> Result<(), Complaint> {
    let typed_number = call.first(verb)?.to_owned();
    let at = typed::moment(call, "at")?;
    let (person, seal, note) =
        (call.needed("person")?.to_owned(), call.words_of("seal")?, call.words_of("note")?);
    let mut office = enter::office(call)?;
    let at = at.map_or_else(|| office.now(), Ok)?;
    let parcel = office.step_parcel(&typed_number, Step { stage, at, person, seal, note })?;
    out.answer(&shown(&parcel, out.lang), &parcel_json(&parcel));
    Ok(())
}

fn hand_over(call: &Call, out: &Output) -> Result<(), Complaint> {
    step(call, out, &HAND_OVER, ParcelStage::HandedOver)
}

fn received(call: &Call, out: &Output) -> Result<(), Complaint> {
    step(call, out, &RECEIVED, ParcelStage::Received)
}

fn opened(call: &Call, out: &Output) -> Result<(), Complaint> {
    step(call, out, &OPENED, ParcelStage::Opened)
}

fn lost(call: &Call, out: &Output) -> Result<(), Complaint> {
    step(call, out, &LOST, ParcelStage::Lost)
}

fn withdraw(call: &Call, out: &Output) -> Result<(), Complaint> {
    step(call, out, &WITHDRAW, ParcelStage::Withdrawn)
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let parcel = enter::office_to(call, Deed::ReadJournal)?.parcel_by_number(call.first(&SHOW)?)?;
    out.answer(&shown(&parcel, out.lang), &parcel_json(&parcel));
    Ok(())
}

fn shown(parcel: &Parcel, lang: Lang) -> String {
    let packed = &parcel.packed;
    let moment = |at: &noodbrug_core::moment::Moment| moment_text(&at.in_the_netherlands(), lang);
    let mut lines = vec![
        format!("{} · {} · {}", parcel.number, packed.partner, parcel.stage().label(lang)),
        format!("  {} · {} {}", packed.kind.label(lang), lang.pick("zegel", "seal"), packed.seal),
    ];
    lines.extend(packed.contents.iter().map(|content| {
        let hash = content.sha256.map(|hash| format!(" · {hash}")).unwrap_or_default();
        format!("  {} × {}{hash}", content.count, content.what)
    }));
    let packed_by = lang.pick("ingepakt", "packed");
    lines.push(format!("  {packed_by}: {}, {}", parcel.by.by, moment(&packed.at)));
    lines.extend(parcel.steps.iter().map(|(step, said)| {
        let parts = [step.person.as_str(), &step.seal, &step.note];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let by = lang.pick("vastgelegd door", "logged by");
        format!(
            "  {}: {}, {} ({by} {})",
            step.stage.label(lang),
            parts.join(" · "),
            moment(&step.at),
            said.by
        )
    }));
    lines.extend(parcel.other_seal().map(|seal| match lang {
        Lang::Nl => format!("  LET OP: andere zegel gevonden ({seal}). Bel de partner."),
        Lang::En => format!("  NOTE: another seal was found ({seal}). Call the partner."),
    }));
    lines.iter().map(|line| grid::one_line(line).into_owned()).collect::<Vec<_>>().join("\n")
}

/// A parcel as programs read it.
pub(crate) fn parcel_json(parcel: &Parcel) -> Value {
    let steps: Vec<Value> =
        parcel.steps.iter().map(|(step, said)| json!({"step": step, "by": said.by})).collect();
    json!({
        "number": parcel.number.to_string(), "stage": parcel.stage().word(), "unconfirmed": parcel.is_unconfirmed(),
        "packed": parcel.packed, "by": parcel.by.by, "steps": steps, "other_seal": parcel.other_seal(),
    })
}

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office_to(call, Deed::ReadJournal)?;
    let parcels = if call.has("all") { office.parcels()? } else { office.unconfirmed_parcels()? };
    let none = out.lang.pick("Alle zendingen zijn bevestigd.", "All parcels were confirmed.");
    let text = if parcels.is_empty() { none.to_owned() } else { parcel_table(&parcels, out.lang) };
    out.answer(&text, &json!({"parcels": parcels.iter().map(parcel_json).collect::<Vec<_>>()}));
    Ok(())
}

/// Parcels in columns.
pub(crate) fn parcel_table(parcels: &[Parcel], lang: Lang) -> String {
    let headings = [
        lang.pick("Ingepakt", "Packed"),
        lang.pick("Partner", "Partner"),
        lang.pick("Nummer", "Number"),
        lang.pick("Stuks", "Pieces"),
        lang.pick("Stand", "Stage"),
        lang.pick("Bij wie", "With whom"),
    ];
    let row = |parcel: &Parcel| {
        let last = parcel.steps.last().map(|(step, _)| step.person.clone());
        vec![
            moment_text(&parcel.packed.at.in_the_netherlands(), lang),
            parcel.packed.partner.clone(),
            parcel.number.to_string(),
            parcel.pieces().to_string(),
            parcel.stage().label(lang).to_owned(),
            last.unwrap_or_default(),
        ]
    };
    grid::columns(&headings, &parcels.iter().map(row).collect::<Vec<_>>())
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let number = call.first(&PRINT)?.to_owned();
    let path = call.path_if("pdf");
    let to = path.as_deref().map_or(To::Paper, To::File);
    out.made(&enter::office(call)?.print_parcel(&number, to, out.lang)?);
    Ok(())
}

fn sheet(call: &Call, out: &Output) -> Result<(), Complaint> {
    let partner = call.needed("partner")?.to_owned();
    let path = call.path_if("pdf");
    let to = path.as_deref().map_or(To::Paper, To::File);
    out.made(&enter::office(call)?.print_parcel_sheet(&partner, to, out.lang)?);
    Ok(())
}
