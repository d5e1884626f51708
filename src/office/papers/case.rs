//! The sheet of one case on paper: everything known, with who says so where that is contested.

use super::journal::{of_several, what, who};
use super::{Letterhead, counted, double_words};
use super::{last_moment, terms::from};
use crate::cases::{CaseSheet, PersonCustody};
use crate::views::LogLine;
use noodbrug_core::case::{
    CaseFile, Charge, DocumentLink, Fact as Told, HearingFile, PersonFile, TaskFile, TermFile,
};
use noodbrug_core::enforcement;
use noodbrug_core::four_eyes::{self, Standing};
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::{date_text, moment_text, weekday_date_text};
use noodbrug_core::print::{Block, Column, Fact, Group, Heading, Icon, Level, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;

/// Makes the sheet of a case. Numbers of persons (BSN, SKN) are never on it.
#[must_use]
pub fn case_sheet(head: &Letterhead, sheet: &CaseSheet, law: &LawBook) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Zaak", "Case"), "zaak");
    paper.subtitle = Some(sheet.row.number.clone());
    paper.push(Block::Facts(facts(lang, sheet)));
    conflicts(lang, &sheet.file, &mut paper);
    custody(lang, &sheet.custody, &mut paper);
    let file = &sheet.file;
    table(&mut paper, ("Personen", "Persons"), lang, &PERSONS, persons(lang, file));
    table(
        &mut paper,
        ("Feiten", "Charges"),
        lang,
        &CHARGES,
        file.charges.values().flat_map(Told::values).map(charge).collect(),
    );
    table(&mut paper, ("Zittingen", "Hearings"), lang, &HEARINGS, hearings(lang, file));
    table(
        &mut paper,
        ("Termijnen", "Terms"),
        lang,
        &TERMS,
        file.terms.values().filter_map(|term| self::term(lang, term, law)).collect(),
    );
    table(
        &mut paper,
        ("Executietaken", "Enforcement tasks"),
        lang,
        &TASKS,
        file.tasks.values().filter_map(|task| self::task(lang, task)).collect(),
    );
    table(&mut paper, ("Betekeningen", "Service"), lang, &SERVICES, services(lang, file));
    table(
        &mut paper,
        ("Stukken", "Documents"),
        lang,
        &DOCUMENTS,
        file.documents.values().flat_map(Told::values).map(document).collect(),
    );
    notes(lang, file, &mut paper);
    log_table(&mut paper, lang, sheet);
    paper
}

/// Makes the log of a case alone.
#[must_use]
pub fn case_log(head: &Letterhead, sheet: &CaseSheet) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Log van de zaak", "Log of the case"), "log");
    paper.subtitle = Some(sheet.row.number.clone());
    log_table(&mut paper, lang, sheet);
    paper
}

fn log_table(paper: &mut Paper, lang: Lang, sheet: &CaseSheet) {
    let several = of_several(&sheet.log);
    let rows = sheet.log.iter().map(|line| log(lang, line, several)).collect();
    table(paper, ("Log, nieuwste boven", "Log, newest first"), lang, &LOG, rows);
}

/// Columns: name in both languages, and share of the width.
type Columns = [(&'static str, &'static str, u16)];

const PERSONS: [(&str, &str, u16); 4] = [
    ("Naam", "Name", 40),
    ("Rol", "Role", 20),
    ("Geboren", "Born", 18),
    ("Geboorteplaats", "Birthplace", 22),
];
const CHARGES: [(&str, &str, u16); 4] =
    [("Artikel", "Article", 18), ("Feit", "Charge", 42), ("Datum", "Date", 16), ("Plaats", "Place", 24)];
const HEARINGS: [(&str, &str, u16); 4] =
    [("Wanneer", "When", 26), ("Waar", "Where", 30), ("Soort", "Kind", 20), ("Uitkomst", "Outcome", 24)];
const TERMS: [(&str, &str, u16); 4] = [
    ("Termijn", "Term", 42),
    ("Loopt vanaf", "Runs from", 20),
    ("Uiterlijk", "Ends", 20),
    ("Stand", "State", 18),
];
const TASKS: [(&str, &str, u16); 4] =
    [("Uiterlijk", "Due", 18), ("Taak", "Task", 42), ("Wie", "Who", 20), ("Stand", "State", 20)];
const SERVICES: [(&str, &str, u16); 4] =
    [("Wat", "What", 30), ("Op wie", "On whom", 20), ("Stand", "Stage", 20), ("Pogingen", "Attempts", 30)];
const DOCUMENTS: [(&str, &str, u16); 4] = [
    ("Toegevoegd", "Added", 16),
    ("Stuk", "Document", 34),
    ("Soort", "Kind", 16),
    ("SHA-256", "SHA-256", 34),
];
const LOG: [(&str, &str, u16); 3] = [("Wanneer", "When", 24), ("Wie", "Who", 24), ("Wat", "What", 52)];

fn table(paper: &mut Paper, title: (&str, &str), lang: Lang, columns: &Columns, rows: Vec<Row>) {
    if rows.is_empty() {
        return;
    }
    let title = lang.pick(title.0, title.1);
    paper.push(Block::Heading(Heading { level: Level::One, text: title.to_owned() }));
    let column = |(index, (nl, en, share)): (usize, &(&str, &str, u16))| {
        let column = Column::new(lang.pick(nl, en), *share);
        if index == 0 { column.naming() } else { column }
    };
    let columns = columns.iter().enumerate().map(column).collect();
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
}

fn facts(lang: Lang, sheet: &CaseSheet) -> Vec<Fact> {
    let row = &sheet.row;
    let others = sheet.file.numbers.values().flat_map(|numbers| &numbers.others);
    let others: Vec<&str> = others.map(String::as_str).filter(|other| *other != row.number).collect();
    let fact = |nl, en, value: &str| (!value.is_empty()).then(|| Fact::new(lang.pick(nl, en), value));
    let related = sheet.file.numbers.values().flat_map(|numbers| &numbers.related);
    let related = related.map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let decisions = sheet.file.decisions.values().flat_map(Told::values).map(|decision| {
        let words = [
            decision.kind.as_str(),
            &decision.text,
            &decision.by,
            &date_text(decision.date),
            decision.state.label(lang),
        ];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        Fact::new(lang.pick("Beslissing", "Decision"), words.join(" · "))
    });
    [
        fact("Verdachte", "Suspect", &row.suspect),
        fact("Fase", "Phase", &row.phase),
        fact("Officier van justitie", "Prosecutor", &row.prosecutor),
        fact("Andere nummers", "Other numbers", &others.join(", ")),
        fact("Dubbel ingevoerd", "Entered twice", &twice(sheet, lang)),
        fact("Verwante zaken", "Related cases", &related),
        fact("Bron", "Source", &row.sources),
    ]
    .into_iter()
    .flatten()
    .chain(decisions)
    .collect()
}

/// Says which other case this one is, as people decided.
fn twice(sheet: &CaseSheet, lang: Lang) -> String {
    let numbers = sheet.doubles.iter().map(|other| other.number.as_str()).collect::<Vec<_>>().join(", ");
    match (&sheet.double_of, numbers.is_empty()) {
        (Some(kept), _) => double_words(&kept.number, lang),
        (None, true) => String::new(),
        (None, false) => {
            format!("{}: {numbers}", lang.pick("dit is dezelfde zaak als", "this is the same case as"))
        }
    }
}

fn conflicts(lang: Lang, file: &CaseFile, paper: &mut Paper) {
    if file.conflicts.is_empty() {
        return;
    }
    let mut names: Vec<&str> = file.conflicts.iter().map(|register| register.group.label(lang)).collect();
    names.sort_unstable();
    names.dedup();
    let text = lang.pick("Let op: niet beslist", "Note: not decided");
    let text = Text::new().then_flag(Icon::Warning, text).then(&format!(": {}", names.join(", ")));
    paper.push(Block::Notice(text));
}

fn custody(lang: Lang, people: &[PersonCustody], paper: &mut Paper) {
    for person in people {
        let title = format!("{}: {}", lang.pick("Vrijheidsbeneming", "Custody"), person.name);
        paper.push(Block::Heading(Heading { level: Level::One, text: title }));
        let custody = &person.custody;
        if custody.held_too_long() {
            let words = lang.pick("Zit zonder lopende titel vast", "Held without a running title");
            paper.push(Block::Notice(Text::new().then_flag(Icon::Warning, words)));
        }
        let mut lines: Vec<String> = custody
            .clocks
            .iter()
            .map(|clock| format!("{} · {}", clock.text(lang), clock.outcome.text(lang)))
            .collect();
        lines.extend(custody.gaps.iter().map(|gap| gap.text(lang)));
        lines.extend(custody.problems.iter().map(|problem| problem.text(lang)));
        lines.extend(custody.rescue.iter().map(|rescue| rescue.text(lang)));
        lines.extend(custody.early.iter().map(|sign| sign.text(lang)));
        let waits = lang.pick("Wacht", "Waits");
        lines.extend(custody.follow_on.iter().map(|measure| format!("{waits}: {}", measure.text(lang))));
        let status = Text::bold(custody.standing(lang));
        let text = lines.iter().fold(status, |text, line| text.line().then(line));
        paper.push(Block::Paragraph(text));
    }
}

fn persons(lang: Lang, file: &CaseFile) -> Vec<Row> {
    let row = |person: &PersonFile| {
        let who = person.identity.any()?;
        Some(Row::new(vec![
            who.list_name().into(),
            who.role.label(lang).into(),
            who.born.map(date_text).unwrap_or_default().into(),
            who.birthplace.as_str().into(),
        ]))
    };
    file.persons.values().filter_map(row).collect()
}

fn charge(charge: &Charge) -> Row {
    Row::new(vec![
        charge.article.as_str().into(),
        charge.description.as_str().into(),
        charge.date.map(date_text).unwrap_or_default().into(),
        charge.place.as_str().into(),
    ])
}

fn hearings(lang: Lang, file: &CaseFile) -> Vec<Row> {
    let readings = |hearing: &HearingFile| {
        let modality = hearing.session.any().map(|session| session.modality.clone()).unwrap_or_default();
        let outcome = hearing.outcome.any().map(|outcome| {
            let text = Text::from(outcome.code.label(lang));
            if outcome.text.is_empty() { text } else { text.line().then_quiet(&outcome.text) }
        });
        let row = move |slot: &noodbrug_core::case::HearingSlot| {
            let when = format!("{} {}", weekday_date_text(slot.date, lang), slot.time.format("%H:%M"));
            let place = format!("{} · {} {}", slot.court, lang.pick("zaal", "room"), slot.room);
            let cells = vec![
                when.into(),
                place.into(),
                modality.as_str().into(),
                outcome.clone().unwrap_or_default(),
            ];
            ((slot.date, slot.time), Row::new(cells))
        };
        hearing.slot.values().map(row).collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = file.hearings.values().flat_map(readings).collect();
    rows.sort_by_key(|(when, _)| *when);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn term(lang: Lang, term: &TermFile, law: &LawBook) -> Option<Row> {
    let trigger = term.trigger.any()?;
    let computed = law.compute(&trigger.rule, &trigger.from).ok();
    let name = law.law.named(&trigger.rule);
    let name = name.map_or_else(|| trigger.rule.clone(), |rule| rule.name.get(lang).to_owned());
    let article = computed.as_ref().map(|computed| computed.article.clone()).unwrap_or_default();
    let ends = computed.map(|computed| last_moment(&computed.shown().moment(), lang));
    let state = match four_eyes::standing(term, &law.law) {
        Standing::Running => lang.pick("loopt", "runs"),
        Standing::Asked(_) => lang.pick("loopt, wacht op tweede persoon", "runs, waits for a second person"),
        Standing::Ended => term.end.any().map_or("", |end| end.how.label(lang)),
    };
    Some(Row::new(vec![
        Text::from(name).line().then_quiet(&article),
        from(&trigger.from, lang).into(),
        ends.unwrap_or_default().into(),
        state.into(),
    ]))
}

fn task(lang: Lang, task: &TaskFile) -> Option<Row> {
    let plan = task.plan.any()?;
    let state = match (task.done.any(), task.handover.any()) {
        (Some(done), _) => format!("{} {}", lang.pick("gedaan", "done"), moment_text(&done.at, lang)),
        (None, Some(over)) => {
            format!("{} {}", lang.pick("overgedragen", "handed over"), moment_text(&over.at, lang))
        }
        (None, None) => lang.pick("open", "open").to_owned(),
    };
    Some(Row::new(vec![
        plan.due.map(|due| weekday_date_text(due, lang)).unwrap_or_default().into(),
        Text::from(plan.kind.label(lang)).line().then_quiet(&plan.text),
        plan.executor.label(lang).into(),
        state.into(),
    ]))
}

fn services(lang: Lang, file: &CaseFile) -> Vec<Row> {
    let row = |view: enforcement::ServiceView| {
        let who = view.about.2.as_ref().and_then(|id| file.persons.get(id)?.identity.any());
        let attempt = |text: Text, service: &noodbrug_core::case::Service| {
            let at = moment_text(&service.at.in_the_netherlands(), lang);
            let words = format!("{at} · {} · {}", service.outcome.label(lang), service.method.label(lang));
            let text = if text.is_empty() { text } else { text.line() };
            let text = text.then(&words);
            let proof = [service.by.as_str(), &service.proof].join(" ");
            if proof.trim().is_empty() { text } else { text.line().then_quiet(proof.trim()) }
        };
        Row::new(vec![
            view.about.0.label(lang).into(),
            who.map(|who| who.list_name()).unwrap_or_default().into(),
            view.stage.label(lang).into(),
            view.attempts.iter().fold(Text::new(), |text, (_, service)| attempt(text, service)),
        ])
    };
    enforcement::services(file).into_iter().map(row).collect()
}

fn document(document: &DocumentLink) -> Row {
    let title = if document.title.is_empty() { &document.name } else { &document.title };
    Row::new(vec![
        document.added.map(|added| date_text(added.date())).unwrap_or_default().into(),
        title.as_str().into(),
        document.kind.as_str().into(),
        document.sha256.grouped().into(),
    ])
}

fn notes(lang: Lang, file: &CaseFile, paper: &mut Paper) {
    let mut notes: Vec<_> = file.notes.values().flat_map(Told::readings).collect();
    if notes.is_empty() {
        return;
    }
    notes.sort_by_key(|told| told.said.first().map(|said| said.at.unix()));
    let title = counted(notes.len(), lang.pick("notitie", "note"), lang.pick("notities", "notes"));
    paper.push(Block::Heading(Heading { level: Level::One, text: title }));
    for told in notes {
        let said = told.said.first();
        let head =
            said.map(|said| format!("{} · {}", moment_text(&said.at, lang), said.by)).unwrap_or_default();
        let text = Text::new().then_quiet(&format!("{} · {head}", told.value.kind.label(lang)));
        paper.push(Block::Paragraph(text.line().then(&told.value.text)));
    }
}

fn log(lang: Lang, line: &LogLine, several: bool) -> Row {
    let when = if line.bare { String::new() } else { moment_text(&line.at, lang) };
    Row::new(vec![when.into(), who(line, several).into(), what(lang, line)])
}
