//! `noodbrug case …`: cases are found, shown, printed, and entered when they came on paper.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::output::Output;
use crate::{Act, enter, grid, json, pick, typed};
use noodbrug_core::case::{CaseNumbers, CaseStatus, Charge, Identity, PersonNumbers, PersonRole};
use noodbrug_core::command::{Command, OpenedCase};
use noodbrug_core::ident::{CaseId, Parketnummer};
use noodbrug_core::moment::date_text;
use noodbrug_core::rows::CaseRow;
use noodbrug_office::Office;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::papers;
use noodbrug_office::printing::To;
use noodbrug_office::views::CaseLabel;
use serde_json::json;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(FIND, find), (SHOW, show), (PRINT, print), (OPEN, open)];

/// The PDF that is made.
pub(crate) const PDF: Opt =
    Opt { name: "pdf", value: Some("BESTAND"), help: ("de PDF die gemaakt wordt", "the PDF to make") };

const FIND: Verb = Verb {
    words: "case find",
    takes: "TEKST…",
    help: (
        "zoekt op nummer, naam, geboortedatum, feit of plaats",
        "searches number, name, birth date, offence or place",
    ),
    options: &[Opt {
        name: "first",
        value: Some("N"),
        help: ("hoeveel er getoond worden (50)", "how many are shown (50)"),
    }],
    on: On::Office,
};

const SHOW: Verb = Verb {
    words: "case show",
    takes: "NUMMER",
    help: ("toont een zaak; dat staat in het journaal", "shows a case; the journal says so"),
    options: &[],
    on: On::Office,
};

const PRINT: Verb = Verb {
    words: "case print",
    takes: "NUMMER [--pdf BESTAND]",
    help: ("zet een zaak op papier", "puts a case on paper"),
    options: &[PDF],
    on: On::Office,
};

const OPEN: Verb = Verb {
    words: "case open",
    takes: "NUMMER --surname NAAM …",
    help: ("voert een zaak in die op papier binnenkwam", "enters a case that came on paper"),
    options: &[
        Opt {
            name: "surname",
            value: Some("NAAM"),
            help: ("achternaam van de verdachte", "the suspect's family name"),
        },
        Opt {
            name: "prefix",
            value: Some("WOORD"),
            help: ("tussenvoegsel", "what stands before the family name"),
        },
        Opt { name: "given", value: Some("NAAM"), help: ("voornamen", "given names") },
        Opt { name: "born", value: Some("DAG"), help: ("geboortedatum", "date of birth") },
        Opt { name: "birthplace", value: Some("PLAATS"), help: ("geboorteplaats", "place of birth") },
        Opt { name: "bsn", value: Some("NUMMER"), help: ("burgerservicenummer", "citizen service number") },
        Opt {
            name: "skn",
            value: Some("NUMMER"),
            help: ("strafrechtsketennummer", "criminal-justice chain number"),
        },
        Opt {
            name: "article",
            value: Some("ARTIKEL"),
            help: ("wetsartikel van het feit", "article of the charge"),
        },
        Opt { name: "charge", value: Some("TEKST"), help: ("het feit in woorden", "the charge in words") },
        Opt { name: "charge-date", value: Some("DAG"), help: ("dag van het feit", "day of the offence") },
        Opt { name: "place", value: Some("PLAATS"), help: ("waar het gebeurde", "where it happened") },
        Opt { name: "phase", value: Some("WOORD"), help: ("fase van de zaak", "phase of the case") },
        Opt { name: "prosecutor", value: Some("NAAM"), help: ("officier van justitie", "prosecutor") },
        Opt {
            name: "own-number",
            value: None,
            help: (
                "het nummer is geen parketnummer, maar een noodnummer of ander nummer",
                "the number is no parketnummer, but an emergency or other number",
            ),
        },
    ],
    on: On::Office,
};

fn find(call: &Call, out: &Output) -> Result<(), Complaint> {
    let typed: Vec<String> =
        call.after(&FIND).iter().map(|word| word.to_string_lossy().into_owned()).collect();
    call.first(&FIND)?;
    let limit = typed::number(call, "first")?.unwrap_or(50);
    let found = enter::office(call)?.search(&typed.join(" "), limit)?;
    let lang = out.lang;
    let headings = [
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Geboren", "Born"),
        lang.pick("Feit", "Charge"),
    ];
    let row = |row: &CaseRow| {
        let held = if row.in_custody { lang.pick(" (zit vast)", " (held)") } else { "" };
        vec![
            row.number.clone(),
            format!("{}{held}", row.suspect),
            row.born.map(date_text).unwrap_or_default(),
            row.charge.clone(),
        ]
    };
    let mut text = match found.rows.is_empty() {
        true => lang.pick("Geen zaak gevonden.\n", "No case found.\n").to_owned(),
        false => grid::columns(&headings, &found.rows.iter().map(row).collect::<Vec<_>>()),
    };
    if found.more {
        text.push_str(lang.pick(
            "Er zijn er meer. Typ meer van de naam of het nummer.\n",
            "There are more. Type more of the name or the number.\n",
        ));
    }
    let cases: Vec<_> = found.rows.iter().map(json::case_row).collect();
    out.answer(&text, &json!({"cases": cases, "more": found.more}));
    Ok(())
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &SHOW, &office)?.id;
    let sheet = office.open_case(&case)?;
    let paper = papers::case_sheet(&office.letterhead(out.lang)?, &sheet, office.law());
    out.answer(&grid::paper(&paper), &json::sheet(&sheet));
    Ok(())
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &PRINT, &office)?.id;
    let path = call.path_if("pdf");
    let placed = office.print_case(&case, path.as_deref().map_or(To::Paper, To::File), out.lang)?;
    out.made(&placed);
    Ok(())
}

fn open(call: &Call, out: &Output) -> Result<(), Complaint> {
    let number = call.first(&OPEN)?.trim().to_owned();
    if call.needed("surname")?.trim().is_empty() {
        return Err(wrong(
            "Vul een achternaam in bij `--surname`.",
            "Fill in a family name after `--surname`.",
        ));
    }
    let mut office = enter::office(call)?;
    let (case, opened) = opened(call, &number, &office)?;
    not_there_yet(&office, &case)?;
    let saved = office.act(&case, Command::Open(Box::new(opened)))?;
    out.saved(&saved, None);
    Ok(())
}

/// A number that looks like no parketnummer is a slip, unless somebody says that it is another number.
fn parketnummer(call: &Call, number: &str) -> Result<Option<Parketnummer>, Complaint> {
    match (number.parse(), call.has("own-number")) {
        (Ok(_), true) => Err(wrong(
            format!("`{number}` is een parketnummer. Laat `--own-number` weg."),
            format!("`{number}` is a parketnummer. Leave `--own-number` out."),
        )),
        (Ok(known), false) => Ok(Some(known)),
        (Err(_), true) => Ok(None),
        (Err(_), false) => Err(wrong(
            format!(
                "`{number}` is geen parketnummer (09/123456-26). Is het een noodnummer of een ander nummer? Geef dan ook \
                 `--own-number`."
            ),
            format!(
                "`{number}` is no parketnummer (09/123456-26). Is it an emergency number or another one? Then add \
                 `--own-number`."
            ),
        )),
    }
}

/// Refuses a case that is there: a second one of the same number would be found by nobody.
fn not_there_yet(office: &Office, case: &CaseId) -> Result<(), Complaint> {
    office.label(case)?.map_or(Ok(()), |known| Err(there_already(&known)))
}

/// Says that a case is there.
pub(crate) fn there_already(known: &CaseLabel) -> Complaint {
    let (number, suspect) = (&known.number, &known.suspect);
    Complaint::refused(
        format!(
            "Deze zaak bestaat al: {number}, {suspect}. Er is niets opgeslagen. Zie `noodbrug case show {number}`."
        ),
        format!(
            "This case exists already: {number}, {suspect}. Nothing was saved. See `noodbrug case show {number}`."
        ),
    )
}

/// A number that is no parketnummer is the office's own, so that another office's same number is another case.
fn opened(call: &Call, number: &str, office: &Office) -> Result<(CaseId, OpenedCase), Complaint> {
    let parketnummer = parketnummer(call, number)?;
    let case = match &parketnummer {
        Some(known) => CaseId::of_parketnummer(known),
        None => CaseId::derived(&office.meta().office, number),
    };
    let others = if parketnummer.is_none() { vec![number.to_owned()] } else { Vec::new() };
    let some = |name: &str| call.text(name).map(|text| text.map(str::to_owned));
    let opened = OpenedCase {
        numbers: CaseNumbers { parketnummer, others, related: Vec::new() },
        status: CaseStatus { phase: call.words_of("phase")?, prosecutor: some("prosecutor")? },
        person: office.new_id()?,
        identity: Identity {
            role: PersonRole::Suspect,
            surname: call.words_of("surname")?,
            prefix: call.words_of("prefix")?,
            given: call.words_of("given")?,
            born: typed::day(call, "born")?,
            birthplace: call.words_of("birthplace")?,
        },
        person_numbers: PersonNumbers { bsn: typed::bsn(call)?, skn: some("skn")? },
        charge_id: office.new_id()?,
        charge: Charge {
            article: call.words_of("article")?,
            description: call.words_of("charge")?,
            date: typed::day(call, "charge-date")?,
            place: call.words_of("place")?,
        },
    };
    Ok((case, opened))
}
