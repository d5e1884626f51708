//! `noodbrug document …`: the documents of a case are checked against their hash, and copied out.

use crate::call::{Call, On, Opt, Verb};
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, grid};
use noodbrug_core::case::{CaseFile, DocumentLink, Fact};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::text::Lang;
use noodbrug_office::DocumentCheck;
use noodbrug_office::complaint::{Both, Complaint};
use serde_json::json;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(CHECK, check), (SAVE, save)];

const CHECK: Verb = Verb {
    words: "document check",
    takes: "NUMMER",
    help: (
        "vergelijkt elk stuk van een zaak met zijn hash",
        "compares each document of a case with its hash",
    ),
    options: &[],
    on: On::Office,
};

const SAVE: Verb = Verb {
    words: "document save",
    takes: "NUMMER --to BESTAND [--document WELK]",
    help: ("zet een stuk, na controle, in een bestand", "puts a document, once checked, into a file"),
    options: &[
        Opt {
            name: "document",
            value: Some("WELK"),
            help: ("welk stuk: naam, SHA-256 of bestandsnaam", "which document: name, SHA-256 or file name"),
        },
        Opt {
            name: "to",
            value: Some("BESTAND"),
            help: ("waar het komt; dit is niet versleuteld", "where it goes; not encrypted"),
        },
        Opt {
            name: "overwrite",
            value: None,
            help: ("ook als er al een bestand met die naam is", "even if there is a file of that name"),
        },
    ],
    on: On::Office,
};

fn check(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office(call)?;
    let case = pick::case(call, &CHECK, &office)?.id;
    let file = office.sheet(&case)?.file;
    let (mut rows, mut list, mut bad) = (Vec::new(), Vec::new(), 0_usize);
    for link in file.documents.values().flat_map(Fact::values) {
        let found = office.check_document(&link.sha256)?;
        bad += usize::from(found != DocumentCheck::Good);
        rows.push(vec![words(found, out.lang).1.to_owned(), title(link), link.sha256.to_string()]);
        list.push(json!({"name": link.name, "title": link.title, "sha256": link.sha256, "check": words(found, out.lang).0}));
    }
    let headings = [out.lang.pick("Controle", "Check"), out.lang.pick("Stuk", "Document"), "SHA-256"];
    let text = match rows.is_empty() {
        true => out.lang.pick("Deze zaak heeft geen stukken.", "This case has no documents.").to_owned(),
        false => grid::columns(&headings, &rows),
    };
    out.answer(&text, &list.into());
    if bad == 0 { Ok(()) } else { Err(not_good(bad)) }
}

/// The word for programs, and that for people.
fn words(found: DocumentCheck, lang: Lang) -> (&'static str, &'static str) {
    match found {
        DocumentCheck::Good => ("good", lang.pick("klopt", "good")),
        DocumentCheck::Wrong => ("wrong", lang.pick("KLOPT NIET", "WRONG")),
        DocumentCheck::Missing => ("missing", lang.pick("ONTBREEKT", "MISSING")),
    }
}

fn title(link: &DocumentLink) -> String {
    if link.title.is_empty() { link.name.clone() } else { link.title.clone() }
}

fn not_good(bad: usize) -> Complaint {
    Complaint::refused(
        format!(
            "Aantal stukken dat niet klopt of ontbreekt: {bad}. Gebruik ze niet. Vraag ze opnieuw op bij de bron."
        ),
        format!(
            "Documents that are wrong or missing: {bad}. Do not use them. Ask the source for them again."
        ),
    )
}

fn save(call: &Call, out: &Output) -> Result<(), Complaint> {
    let to = call.path("to")?;
    if to.symlink_metadata().is_ok() && !call.has("overwrite") {
        return Err(there(&to));
    }
    let mut office = enter::office(call)?;
    let case = pick::case(call, &SAVE, &office)?.id;
    let file = office.sheet(&case)?.file;
    let id = pick::one(call, "document", candidates(&file))?;
    let link = file.documents.get(&id).and_then(Fact::sole).cloned();
    let link = link.ok_or_else(|| {
        Complaint::refused(
            "Bronnen spreken elkaar tegen over dit stuk. Beslis dat eerst; zie `noodbrug reconcile conflicts`.",
            "Sources contradict each other about this document. Decide that first; see `noodbrug reconcile conflicts`.",
        )
    })?;
    let placed = match call.has("overwrite") {
        true => office.take_out(&case, &link.sha256, &to)?,
        false => office.take_out_beside(&case, &link.sha256, &to)?,
    };
    out.made(&placed);
    out.note(&Both::new(
        "Deze kopie is niet versleuteld. Wis haar als u haar niet meer nodig hebt.",
        "This copy is not encrypted. Erase it when you no longer need it.",
    ));
    Ok(())
}

fn there(to: &std::path::Path) -> Complaint {
    let to = to.display();
    Complaint::refused(
        format!(
            "`{to}` bestaat al. Er is niets opgeslagen. Kies een andere naam, of geef ook `--overwrite`."
        ),
        format!("`{to}` exists already. Nothing was saved. Choose another name, or add `--overwrite`."),
    )
}

fn candidates(file: &CaseFile) -> Vec<Candidate> {
    let candidate = |(id, fact): (&ObjectId, &Fact<DocumentLink>)| {
        let links = || fact.values();
        Candidate {
            id: id.clone(),
            also: links().flat_map(|link| [link.sha256.to_string(), link.name.clone()]).collect(),
            words: links().map(title).collect::<Vec<_>>().join(" / "),
        }
    };
    file.documents.iter().map(candidate).collect()
}
