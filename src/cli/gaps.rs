//! `noodbrug bundle gaps`, `noodbrug gaps`: what has not arrived, here or at a partner; and all that nobody acknowledged.

use crate::bundle::bundle_json;
use crate::call::{Call, On, Verb};
use crate::case::PDF;
use crate::output::Output;
use crate::parcel::parcel_json;
use crate::{Act, enter, grid};
use noodbrug_core::case::HandOver;
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::BundleRecord;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::exchange::Gap;
use noodbrug_office::may::Deed;
use noodbrug_office::papers;
use noodbrug_office::printing::To;
use noodbrug_office::views::TaskLine;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(GAPS, gaps), (ALL, all)];

const GAPS: Verb = Verb {
    words: "bundle gaps",
    takes: "",
    help: (
        "toont welke bundels ontbreken, hier of bij de partner (code 3 als dat zo is)",
        "shows which bundles are missing, here or at the partner (code 3 if so)",
    ),
    options: &[],
    on: On::Office,
};

const ALL: Verb = Verb {
    words: "gaps",
    takes: "[--pdf BESTAND]",
    help: (
        "toont alles wat wegging en niet bevestigd is: bevelen, zendingen, taken, bundels (code 3 als dat zo is)",
        "shows all that went out and was not acknowledged: orders, parcels, tasks, bundles (code 3 if so)",
    ),
    options: &[PDF],
    on: On::Office,
};

/// What went out by every way at once.
fn all(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_ack_gaps(To::File(&path), out.lang)?);
        return Ok(());
    }
    let gaps = office.ack_gaps()?;
    let paper = papers::ack_list(&office.letterhead(out.lang)?, &gaps);
    let task = |(line, over): &(TaskLine, HandOver)| json!({"case_number": line.case.number, "task": line.task, "kind": line.kind, "handover": over});
    let json = json!({
        "bundles": gaps.bundles.iter().map(|line| bundle_json(&line.bundle)).collect::<Vec<_>>(),
        "parcels": gaps.parcels.iter().map(parcel_json).collect::<Vec<_>>(),
        "tasks": gaps.tasks.iter().map(task).collect::<Vec<_>>(),
        "releases": gaps.releases.iter().map(|line| json!({
            "case_number": line.case.number, "release": line.view.id, "stage": line.stage.word(),
        })).collect::<Vec<_>>(),
    });
    out.answer(&grid::paper(&paper), &json);
    if gaps.count() == 0 {
        return Ok(());
    }
    Err(Complaint::new(
        Class::NeedsPerson,
        Both::new(
            "Bel wie nog niet bevestigde, en leg vast wat die zegt.",
            "Call whoever did not acknowledge yet, and log what they say.",
        ),
    ))
}

fn gaps(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office_to(call, Deed::ReadJournal)?;
    let (gaps, unreceipted) = (office.gaps()?, office.unreceipted()?);
    let missing: Vec<Value> = gaps
        .iter()
        .map(|gap| json!({"partner": gap.partner, "station": gap.author.to_string(), "missing": gap.missing}))
        .collect();
    let json =
        json!({"missing": missing, "unreceipted": unreceipted.iter().map(bundle_json).collect::<Vec<_>>()});
    let text = gaps_text(&gaps, out.lang) + &unreceipted_text(&unreceipted, out.lang);
    out.answer(&text, &json);
    let (nl, en) = match (gaps.is_empty(), unreceipted.is_empty()) {
        (true, true) => return Ok(()),
        (false, true) => (ASK.0.to_owned(), ASK.1.to_owned()),
        (true, false) => (CHASE.0.to_owned(), CHASE.1.to_owned()),
        (false, false) => (format!("{} {}", ASK.0, CHASE.0), format!("{} {}", ASK.1, CHASE.1)),
    };
    Err(Complaint::new(Class::NeedsPerson, Both::new(nl, en)))
}

const ASK: (&str, &str) = (
    "Vraag de partner om de bundels die ontbreken; ze mogen in elke volgorde komen.",
    "Ask the partner for the bundles that are missing; they may come in any order.",
);
const CHASE: (&str, &str) = (
    "Vraag de partner om een ontvangstbewijs. Zonder is niet zeker dat de bundel aankwam.",
    "Ask the partner for a receipt. Without one it is not certain that the bundle arrived.",
);

fn gaps_text(gaps: &[Gap], lang: Lang) -> String {
    if gaps.is_empty() {
        let none =
            lang.pick("Er ontbreekt geen bundel van een partner.", "No bundle of a partner is missing.");
        return format!("{none}\n");
    }
    let numbers = |gap: &Gap| gap.missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let row = |gap: &Gap| vec![gap.partner.clone().unwrap_or_default(), gap.author.to_string(), numbers(gap)];
    let headings = [
        lang.pick("Partner", "Partner"),
        lang.pick("Werkstation", "Workstation"),
        lang.pick("Ontbreekt", "Missing"),
    ];
    grid::columns(&headings, &gaps.iter().map(row).collect::<Vec<_>>())
}

fn unreceipted_text(made: &[BundleRecord], lang: Lang) -> String {
    if made.is_empty() {
        let none = lang.pick(
            "Van elke bundel die hier gemaakt is, is het ontvangstbewijs er.",
            "The receipt of every bundle that was made here has come.",
        );
        return format!("{none}\n");
    }
    let row = |bundle: &BundleRecord| {
        let at = moment_text(&bundle.at.in_the_netherlands(), lang);
        vec![at, bundle.partner.clone().unwrap_or_default(), bundle.name.clone()]
    };
    let title = lang.pick("Hier gemaakt, nog geen ontvangstbewijs:", "Made here, no receipt yet:");
    let headings =
        [lang.pick("Wanneer", "When"), lang.pick("Partner", "Partner"), lang.pick("Bundel", "Bundle")];
    format!("{title}\n{}", grid::columns(&headings, &made.iter().map(row).collect::<Vec<_>>()))
}
