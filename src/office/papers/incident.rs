//! The declared outage on paper: how far each process works, and the report after it.

use super::Letterhead;
use super::back_entry::push_meters;
use crate::incident::{DayFigures, Declared, Incident, IncidentFigures};
use noodbrug_core::event::Kind;
use noodbrug_core::incident::{About, Act, Blocker, Process};
use noodbrug_core::moment::{moment_text, span_text, weekday_date_text};
use noodbrug_core::print::{Block, Column, Fact, Group, Heading, Level, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;
use std::collections::BTreeMap;

/// Makes the sheet of an outage: since when, how far each process works, and what stands open.
#[must_use]
pub fn incident_sheet(head: &Letterhead, incident: &Incident, open: &BTreeMap<Blocker, u64>) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Uitval: stand van zaken", "Outage: state of affairs"), "uitval");
    paper.subtitle = Some(head.office.clone());
    paper.push(Block::Facts(opening(incident, lang)));
    push_left(&mut paper, incident, lang);
    push_states(&mut paper, incident, lang);
    paper.push(heading(lang.pick("Nu nog open", "Still open now")));
    let facts = open.iter().map(|(blocker, count)| Fact::new(blocker.label(lang), count.to_string()));
    paper.push(Block::Facts(facts.collect()));
    paper.push(Block::Signatures(vec![
        lang.pick("continuïteitsmanager", "continuity manager").to_owned(),
        lang.pick("officier van justitie", "prosecutor").to_owned(),
    ]));
    paper
}

/// Makes the report after an outage: what was declared when, and what it came to in numbers.
#[must_use]
pub fn incident_report(head: &Letterhead, incident: &Incident, figures: &IncidentFigures) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Verslag van de uitval", "Report of the outage"), "uitval-verslag");
    paper.subtitle = Some(head.office.clone());
    let mut facts = opening(incident, lang);
    if let Some(since) = incident.since() {
        facts.push(Fact::new(lang.pick("Duur", "Length"), span_text(&since, &figures.until, lang)));
    }
    paper.push(Block::Facts(facts));
    push_left(&mut paper, incident, lang);
    push_states(&mut paper, incident, lang);
    paper.push(heading(lang.pick("In cijfers", "In numbers")));
    paper.push(Block::Facts(numbers(figures, lang)));
    push_days(&mut paper, figures, lang);
    push_meters(&mut paper, &figures.back_entry, lang);
    paper.push(heading(lang.pick("Wat wanneer is afgekondigd", "What was declared when")));
    let columns = vec![
        Column::new(lang.pick("Vanaf", "From"), 20).naming(),
        Column::new(lang.pick("Wat", "What"), 54),
        Column::new(lang.pick("Door", "By"), 26),
    ];
    let row = |declared: &Declared| {
        Row::new(vec![
            moment_text(&declared.since().in_the_netherlands(), lang).into(),
            declared_words(&declared.act, lang).into(),
            who(declared, lang).into(),
        ])
    };
    let title =
        lang.pick("Alle verklaringen, ook die later zijn vervangen", "All declarations, replaced ones too");
    let rows = incident.history.iter().map(row).collect();
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
    paper.push(Block::Signatures(vec![lang.pick("continuïteitsmanager", "continuity manager").to_owned()]));
    paper
}

fn heading(text: &str) -> Block {
    Block::Heading(Heading { level: Level::One, text: text.to_owned() })
}

fn opening(incident: &Incident, lang: Lang) -> Vec<Fact> {
    let shown = |declared: &Declared| moment_text(&declared.since().in_the_netherlands(), lang);
    let mut facts = Vec::new();
    for declared in incident.opened.iter().chain(&incident.closed) {
        match &declared.act {
            Act::Open { cause, .. } => {
                facts.push(Fact::new(lang.pick("Uitval sinds", "Outage since"), shown(declared)));
                facts.push(Fact::new(lang.pick("Oorzaak", "Cause"), cause.as_str()));
            }
            _ => facts.push(Fact::new(lang.pick("Afgesloten", "Closed"), shown(declared))),
        }
        facts.push(Fact::new(lang.pick("Verklaard door", "Declared by"), who(declared, lang)));
    }
    facts
}

fn who(declared: &Declared, lang: Lang) -> String {
    let said = &declared.said;
    format!("{} · {} · {}", said.by, moment_text(&said.at.in_the_netherlands(), lang), said.ws)
}

/// Sets the states in a table, process by process; two words on one thing both stand there.
fn push_states(paper: &mut Paper, incident: &Incident, lang: Lang) {
    paper.push(heading(lang.pick("Per proces en partner", "Per process and partner")));
    let columns = vec![
        Column::new(lang.pick("Proces", "Process"), 26).naming(),
        Column::new(lang.pick("Partner", "Partner"), 22),
        Column::new(lang.pick("Stand", "State"), 26),
        Column::new(lang.pick("Sinds", "Since"), 26),
    ];
    let told = Process::ALL.iter().flat_map(|process| {
        let stands = incident.states.iter().filter(|((known, _), _)| known == process);
        let rows: Vec<Row> = stands.map(|(about, declared)| state_row(about, declared, lang)).collect();
        if rows.is_empty() { vec![silent_row(*process, lang)] } else { rows }
    });
    let title = lang.pick("Hoe ver elk proces werkt", "How far each process works");
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(told.collect()))));
}

fn silent_row(process: Process, lang: Lang) -> Row {
    let silent = lang.pick("niets over gezegd", "nothing said");
    Row::new(vec![process.label(lang).into(), Text::new(), silent.into(), Text::new()])
}

fn state_row((process, partner): &About, declared: &[Declared], lang: Lang) -> Row {
    let level = |declared: &Declared| match &declared.act {
        Act::State { level, note, .. } if note.is_empty() => level.label(lang).to_owned(),
        Act::State { level, note, .. } => format!("{} · {note}", level.label(lang)),
        _ => String::new(),
    };
    let levels: Vec<String> = declared.iter().map(level).collect();
    let state = match levels.as_slice() {
        [one] => one.clone(),
        several => format!("{}: {}", lang.pick("niet beslist", "not decided"), several.join(" / ")),
    };
    let since = declared.iter().map(Declared::since).max_by_key(noodbrug_core::moment::Moment::unix);
    Row::new(vec![
        process.label(lang).into(),
        partner.as_deref().unwrap_or_default().into(),
        Text::bold(&state),
        since.map(|since| moment_text(&since.in_the_netherlands(), lang)).unwrap_or_default().into(),
    ])
}

fn push_left(paper: &mut Paper, incident: &Incident, lang: Lang) {
    let left = incident.closed.iter().filter_map(|declared| match &declared.act {
        Act::Close { left, .. } => Some(left),
        _ => None,
    });
    let facts: Vec<Fact> = left
        .flatten()
        .map(|(blocker, left)| Fact::new(blocker.label(lang), format!("{} · {}", left.count, left.why)))
        .collect();
    if !facts.is_empty() {
        paper.push(heading(lang.pick("Open gebleven bij het afsluiten", "Left open at the closing")));
        paper.push(Block::Facts(facts));
    }
}

/// Sets what was entered each day, so that the pace of the outage can be seen.
fn push_days(paper: &mut Paper, figures: &IncidentFigures, lang: Lang) {
    paper.push(heading(lang.pick("Dag voor dag", "Day by day")));
    let shown = [Kind::Add, Kind::Set, Kind::Print];
    let mut columns = vec![Column::new(lang.pick("Dag", "Day"), 22).naming()];
    columns.extend(shown.iter().map(|kind| Column::new(kind.label(lang), 13).at_end()));
    columns.push(Column::new(lang.pick("alle regels", "all entries"), 11).at_end());
    columns.push(Column::new(lang.pick("bundels gemaakt", "bundles made"), 13).at_end());
    columns.push(Column::new(lang.pick("bundels ingelezen", "bundles taken in"), 13).at_end());
    let row = |day: &DayFigures| {
        let count = |kind: &Kind| day.entries.get(kind).copied().unwrap_or(0).to_string();
        let mut cells: Vec<Text> = vec![weekday_date_text(day.date, lang).into()];
        cells.extend(shown.iter().map(|kind| Text::from(count(kind).as_str())));
        cells.push(Text::bold(&day.entries.values().sum::<u64>().to_string()));
        cells.extend([day.made, day.taken_in].map(|count| Text::from(count.to_string().as_str())));
        Row::new(cells)
    };
    let title = lang.pick(
        "Per dag de regels in het journaal, van alle werkplekken die hier bekend zijn, en de bundels van deze werkplek",
        "By day the entries in the journal, of all workstations that are known here, and the bundles of this workstation",
    );
    let rows = figures.days.iter().map(row).collect();
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
}

fn numbers(figures: &IncidentFigures, lang: Lang) -> Vec<Fact> {
    let shown = [Kind::Add, Kind::Set, Kind::Void, Kind::Decide, Kind::Print, Kind::Read, Kind::Refuse];
    let entries = shown.iter().filter_map(|kind| {
        let count = figures.entries.get(kind)?;
        Some(Fact::new(
            &format!("{}: {}", lang.pick("Journaal", "Journal"), kind.label(lang)),
            count.to_string(),
        ))
    });
    let fact = |nl, en, count: u64| Fact::new(lang.pick(nl, en), count.to_string());
    let among = lang.pick("met ontvangstbewijzen en sleutelsets", "with receipts and keysets");
    let made = format!("{} ({among})", figures.made);
    let bundles = [
        Fact::new(lang.pick("Bundels hier gemaakt", "Bundles made here"), made),
        fact("Wacht op ontvangstbewijs", "Waiting for a receipt", figures.unconfirmed),
        fact("Bundels hier ingelezen", "Bundles taken in here", figures.taken_in),
        fact("Tegenstrijdigheden nu", "Conflicts now", figures.conflicts),
        fact("Naregistratie open", "Back-entry open", figures.back_entry.open),
        fact("Naregistratie klaar", "Back-entry done", figures.back_entry.done),
    ];
    entries.chain(bundles).collect()
}

/// Says in words what was declared.
pub(crate) fn declared_words(act: &Act, lang: Lang) -> String {
    match act {
        Act::Open { cause, .. } => format!("{}: {cause}", lang.pick("Uitval afgekondigd", "Outage declared")),
        Act::Close { .. } => lang.pick("Uitval afgesloten", "Outage closed").to_owned(),
        Act::State { process, partner, level, note, .. } => {
            let parts =
                [process.label(lang), partner.as_deref().unwrap_or_default(), level.label(lang), note];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
    }
}
