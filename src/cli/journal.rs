//! `noodbrug journal …`, `noodbrug status`: whether all is whole, and what stands open.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::case::PDF;
use crate::output::Output;
use crate::{Act, enter, grid, json, typed};
use noodbrug_core::moment::{distance_text, moment_text};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::journal::{Fault, Rebuilt, Verified, fault_text};
use noodbrug_office::law_update::LawOrigin;
use noodbrug_office::lists::DeskCounts;
use noodbrug_office::may::Deed;
use noodbrug_office::papers;
use noodbrug_office::printing::To;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(STATUS, status), (VERIFY, verify), (DOCTOR, doctor), (PRINT, print)];

const STATUS: Verb = Verb {
    words: "status",
    takes: "",
    help: (
        "toont wat open staat en hoe oud de gegevens zijn",
        "shows what stands open and how old the data are",
    ),
    options: &[],
    on: On::Office,
};

const VERIFY: Verb = Verb {
    words: "journal verify",
    takes: "",
    help: (
        "controleert elke regel, elke keten en elke zaak (stukken: `document check`)",
        "checks every entry, chain and case (documents: `document check`)",
    ),
    options: &[],
    on: On::Office,
};

const DOCTOR: Verb = Verb {
    words: "doctor",
    takes: "--rebuild",
    help: (
        "maakt lijsten, termijnen en zoeken opnieuw uit het journaal en rekent na of de stand gelijk is",
        "makes lists, terms and search again from the journal and computes whether the state is the same",
    ),
    options: &[Opt {
        name: "rebuild",
        value: None,
        help: ("opnieuw maken; wat mensen invoerden blijft", "make again; what people entered stays"),
    }],
    on: On::Office,
};

const PRINT: Verb = Verb {
    words: "journal print",
    takes: "--date DAG [--pdf BESTAND]",
    help: ("toont of drukt een dag van het journaal af", "shows or prints a day of the journal"),
    options: &[Opt { name: "date", value: Some("DAG"), help: ("dag: 23-11-2026", "day: 2026-11-23") }, PDF],
    on: On::Office,
};

fn status(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office_to(call, Deed::ReadJournal)?;
    let (counts, ages, now) = (office.counts()?, office.ages()?, office.now()?);
    let mut text =
        format!("{} · {}\n", office.meta().office, moment_text(&now.in_the_netherlands(), out.lang));
    if office.is_exercise() {
        text.push_str(
            out.lang.pick("OEFENING: niets hiervan is echt\n", "EXERCISE: nothing of this is real\n"),
        );
    }
    let law = office.law_state()?.origin;
    let law_fault = matches!(law, LawOrigin::InPlaceOf(_)).then(|| law.text(out.lang));
    text.extend(law_fault.iter().map(|fault| format!("{}: {fault}\n", out.lang.pick("Wet", "Law"))));
    let waits = office.terms_waiting()?;
    let rows = counted(&counts)
        .map(|(name, number, _)| vec![out.lang.pick(name.0, name.1).to_owned(), number.to_string()]);
    let asked =
        out.lang.pick("Termijnen die op een tweede persoon wachten", "Terms that wait for a second person");
    let all: Vec<Vec<String>> = rows.into_iter().chain([vec![asked.to_owned(), waits.to_string()]]).collect();
    text.push_str(&grid::columns(&[], &all));
    let source = |age: &noodbrug_office::lists::SourceAge| {
        let taken = age.taken_at.in_the_netherlands();
        vec![age.source.to_string(), moment_text(&taken, out.lang), distance_text(&now, &taken, out.lang)]
    };
    let headings = [out.lang.pick("Bron", "Source"), out.lang.pick("Stand van", "Data as of"), ""];
    if !ages.is_empty() {
        text.push_str(&grid::columns(&headings, &ages.iter().map(source).collect::<Vec<_>>()));
    }
    let numbers = office.numbers_used()?;
    text.extend(numbers.warning(out.lang).iter().map(|warning| format!("! {warning}\n")));
    let mut open: serde_json::Map<String, Value> =
        counted(&counts).into_iter().map(|(_, number, key)| (key.to_owned(), number.into())).collect();
    open.insert("terms_asked".to_owned(), waits.into());
    let sources: Vec<Value> = ages
        .iter()
        .map(|age| json!({"source": age.source, "taken_at": age.taken_at, "imported_at": age.imported_at, "cases": age.cases}))
        .collect();
    let json = json!({
        "office": office.meta().office,
        "mode": office.meta().mode.word(),
        "at": now,
        "counts": open,
        "sources": sources,
        "law_fault": law_fault,
        "numbers_used": numbers.used,
        "numbers_warning": numbers.warning(out.lang),
    });
    out.answer(&text, &json);
    Ok(())
}

/// Each count with its name in both languages and its key for programs.
fn counted(counts: &DeskCounts) -> [((&'static str, &'static str), u64, &'static str); 14] {
    [
        (("Zaken", "Cases"), counts.cases, "cases"),
        (("Zaken met iemand die vast zit", "Cases with somebody held"), counts.in_custody, "in_custody"),
        (
            ("Lopende klokken van vrijheidsbeneming", "Running custody clocks"),
            counts.clocks_running,
            "clocks_running",
        ),
        (("Lopende termijnen", "Running terms"), counts.terms_running, "terms_running"),
        (("Termijnen over hun einde", "Terms past their end"), counts.terms_passed, "terms_passed"),
        (("Zaken zonder termijn", "Cases without a term"), counts.without_term, "without_term"),
        (("Taken open", "Tasks open"), counts.tasks_open, "tasks_open"),
        (("Taken die vandaag weg moeten", "Tasks that must go today"), counts.tasks_urgent, "tasks_urgent"),
        (("Taken overgedragen", "Tasks handed over"), counts.tasks_handed_over, "tasks_handed_over"),
        (("Tegenstrijdigheden", "Conflicts"), counts.conflicts, "conflicts"),
        (("Regels die op andere wachten", "Entries waiting for others"), counts.waiting, "waiting"),
        (("Regels in geen enkele bundel", "Entries in no bundle"), counts.unsent, "unsent"),
        (
            ("Regels in een bundel, nog geen ontvangstbewijs", "Entries in a bundle, no receipt yet"),
            counts.underway,
            "underway",
        ),
        (
            ("Regels overgedragen, ontvangstbewijs is hier", "Entries handed over, receipt is here"),
            counts.acknowledged,
            "acknowledged",
        ),
    ]
}

fn verify(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office_to(call, Deed::ReadJournal)?;
    let mut verified = office.verify_journal()?;
    // A bundle of some cases leaves gaps in the journals of others; in our own there may be none.
    let own = &office.meta().station;
    let partly = verified.take_partly(own);
    let faults: Vec<Value> = verified
        .faults
        .iter()
        .map(|fault| json!({"kind": fault_word(fault), "about": fault_text(fault, out.lang)}))
        .collect();
    let json = json!({
        "events": verified.events, "cases": verified.cases, "state_root": verified.state_root, "faults": faults,
        "partly": partly.iter().map(|fault| fault_text(fault, out.lang)).collect::<Vec<_>>(),
    });
    out.answer(
        &(verified_text(&verified, partly.is_empty(), out.lang) + &partly_text(&partly, out.lang)),
        &json,
    );
    if verified.faults.is_empty() { Ok(()) } else { Err(not_whole()) }
}

fn doctor(call: &Call, out: &Output) -> Result<(), Complaint> {
    if !call.has("rebuild") {
        return Err(missing("rebuild"));
    }
    let Rebuilt { before, after } = enter::office_to(call, Deed::Rebuild)?.rebuild()?;
    let told = if before == after {
        out.lang.pick("Dezelfde stand als ervoor", "The same state as before")
    } else {
        out.lang.pick(
            "De stand was anders: er was iets beschadigd, en dat is hersteld. Nu",
            "The state was another: something was damaged, and that is mended. Now",
        )
    };
    let done = out.lang.pick(
        "Lijsten, termijnen en zoeken zijn opnieuw gemaakt.",
        "Lists, terms and search were made again.",
    );
    let json = json!({"before": before, "after": after, "same": before == after});
    out.answer(&format!("{done}\n{told}: {after}\n"), &json);
    Ok(())
}

fn verified_text(verified: &Verified, whole: bool, lang: Lang) -> String {
    let events = grid::counted(verified.events, ("regel", "entry"), ("regels", "entries"), lang);
    let cases = grid::counted(verified.cases, ("zaak", "case"), ("zaken", "cases"), lang);
    let mut text = format!("{}: {events}, {cases}.\n", lang.pick("Nagerekend", "Computed again"));
    let same =
        lang.pick("Stand, om te vergelijken met een ander kantoor", "State, to compare with another office");
    text.extend(verified.state_root.map(|root| format!("{same}: {root}\n")));
    text.extend(verified.faults.iter().map(|fault| format!("! {}\n", fault_text(fault, lang))));
    match (verified.faults.is_empty(), whole) {
        (false, _) => {}
        (true, true) => text.push_str(lang.pick("Alles klopt.\n", "All of it is as it must be.\n")),
        (true, false) => text.push_str(lang.pick(
            "Wat hier staat is heel en klopt. Niet alles is hier.\n",
            "What is here is whole and as it must be. Not everything is here.\n",
        )),
    }
    text
}

/// Says of which other workstations not all entries are here: who gets some cases gets some entries.
fn partly_text(partly: &[Fault], lang: Lang) -> String {
    let lines = partly.iter().map(|fault| format!("  {}\n", fault_text(fault, lang)));
    let heading = lang.pick(
        "Van anderen ontbreken regels, bijvoorbeeld doordat een bundel alleen uw zaken bevat:\n",
        "Of others entries are missing, for instance because a bundle holds your cases alone:\n",
    );
    if partly.is_empty() { String::new() } else { heading.to_owned() + &lines.collect::<String>() }
}

const fn fault_word(fault: &Fault) -> &'static str {
    match fault {
        Fault::Database(_) => "database",
        Fault::Event { .. } => "event",
        Fault::Forked(_) => "forked",
        Fault::Gap(..) => "gap",
        Fault::Stale(_) => "stale",
    }
}

fn not_whole() -> Complaint {
    Complaint::refused(
        "De opslag klopt niet. Werk er niet in verder, maak een kopie van de map en haal de beheerder erbij.",
        "The store is not as it must be. Do not work on in it, copy its folder and call the administrator.",
    )
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let date = typed::day(call, "date")?.ok_or_else(|| missing("date"))?;
    let mut office = enter::office_to(call, Deed::ReadJournal)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_journal(date, To::File(&path), out.lang)?);
        return Ok(());
    }
    let day = office.journal_day(date)?;
    let paper = papers::day_journal(&office.letterhead(out.lang)?, &day);
    let lines: Vec<Value> = day.lines.iter().map(json::log_line).collect();
    let json =
        json!({"date": date.to_string(), "head": day.head, "head_place": day.head_place, "lines": lines});
    out.answer(&grid::paper(&paper), &json);
    Ok(())
}
