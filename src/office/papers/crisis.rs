//! The papers of the crisis team: the picture, the handover of a shift, the register of stays, the extract for Justid.

use super::Letterhead;
use crate::crisis::{
    Ahead, Counted, Granted, Handover, JustidRow, Phone, Picture, Stay, StayKind, Stays, cells, headings,
};
use crate::incident::{Incident, Level as State};
use crate::promises::PromiseLine;
use noodbrug_core::incident::{About, Process};
use noodbrug_core::moment::{Moment, moment_text, span_text, weekday_date_text};
use noodbrug_core::print::{
    Block, Column, Fact, Group, Heading, Icon, Level, Orientation, Paper, Row, Table, Text,
};
use noodbrug_core::text::{Lang, clipped};

/// How many processes and partners stand on the one page.
const STATES: usize = 8;
/// How many rows of processes and of what lies ahead fit on it together.
const ROWS: usize = 10;
/// The most signs of a text that anybody typed, so that it takes one line.
const ONE_LINE: usize = 60;

/// Makes the one page for the crisis team. No name of a person in a case is on it.
#[must_use]
pub fn crisis_sheet(head: &Letterhead, picture: &Picture) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Crisisblad", "Crisis sheet"), "crisisblad");
    paper.subtitle = Some(format!("{} · {}", head.office, shown(&picture.at, lang)));
    match &picture.incident {
        Some(incident) => push_incident(&mut paper, incident, (&picture.at, lang)),
        None => {
            let none = lang.pick("Er is nu geen uitval afgekondigd.", "No outage is declared now.");
            paper.push(Block::Paragraph(none.into()));
        }
    }
    push_counts(&mut paper, &picture.counts, lang);
    let title = lang.pick("De komende 24 uur", "The next 24 hours");
    let states = picture.incident.as_ref().map_or(0, |incident| incident.states.len().min(STATES));
    push_ahead(&mut paper, (title, &picture.ahead, ROWS - states), &picture.at, lang);
    paper
}

fn push_incident(paper: &mut Paper, incident: &Incident, (now, lang): (&Moment, Lang)) {
    let since =
        incident.since().map(|since| format!("{} ({})", shown(&since, lang), span_text(&since, now, lang)));
    paper.push(Block::Facts(vec![
        Fact::new(lang.pick("Uitval sinds", "Outage since"), since.unwrap_or_default()),
        Fact::new(lang.pick("Oorzaak", "Cause"), &*clipped(incident.cause(), ONE_LINE + ONE_LINE / 4)),
    ]));
    let columns = vec![
        Column::new(lang.pick("Proces", "Process"), 30).naming(),
        Column::new(lang.pick("Partner", "Partner"), 28),
        Column::new(lang.pick("Aan of uit", "On or off"), 42),
    ];
    let mut told: Vec<&About> = incident.states.keys().collect();
    // What is not decided and what is dark first.
    told.sort_by_key(|about| (incident.level(about), *about));
    let rows = told.iter().take(STATES).map(|about| state_row(incident, about, lang)).collect();
    let title = lang.pick("Wat werkt en wat niet", "What works and what does not");
    if !incident.states.is_empty() {
        paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
    }
    let left = told.len().saturating_sub(STATES);
    let silent: Vec<&str> = Process::ALL
        .iter()
        .filter(|process| !incident.states.keys().any(|(known, _)| known == *process))
        .map(|process| process.label(lang))
        .collect();
    let mut words = Vec::new();
    if left > 0 {
        words.push(format!("{} {left}.", lang.pick("Nog niet op deze pagina:", "Not on this page:")));
    }
    if !silent.is_empty() {
        let nothing = lang.pick("Nog niets over gezegd:", "Nothing said yet about:");
        words.push(format!("{nothing} {}.", silent.join(", ")));
    }
    if !words.is_empty() {
        paper.push(Block::Paragraph(Text::new().then_quiet(&words.join(" "))));
    }
}

fn state_row(incident: &Incident, about: &About, lang: Lang) -> Row {
    let (process, partner) = about;
    let level = match incident.level(about) {
        None => Text::new().then_flag(Icon::Warning, lang.pick("niet beslist", "not decided")),
        Some(State::Normal) => Text::new().then_flag(Icon::Done, State::Normal.label(lang)),
        Some(level) => Text::new().then_flag(Icon::Warning, level.label(lang)),
    };
    let all = lang.pick("alle", "all");
    let partner = clipped(partner.as_deref().unwrap_or(all), ONE_LINE / 2);
    Row::new(vec![process.label(lang).into(), (&*partner).into(), level])
}

fn push_counts(paper: &mut Paper, counts: &[Counted], lang: Lang) {
    let title = lang.pick("Wat open staat", "What stands open");
    paper.push(heading(title));
    let columns = vec![
        Column::new(lang.pick("Wat", "What"), 34).naming(),
        Column::new(lang.pick("Aantal", "Number"), 10).at_end(),
        Column::new(lang.pick("Oudste of eerste", "Oldest or first"), 56),
    ];
    let row = |counted: &Counted| {
        let count = counted.count.to_string();
        Row::new(vec![
            counted.what.label(lang).into(),
            Text::bold(&count),
            (&*clipped(&counted.oldest, ONE_LINE)).into(),
        ])
    };
    let rows = counts.iter().map(row).collect();
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
}

fn push_ahead(paper: &mut Paper, (title, ahead, most): (&str, &[Ahead], usize), now: &Moment, lang: Lang) {
    paper.push(heading(title));
    if ahead.is_empty() {
        let none = lang.pick(
            "Er eindigt of begint niets, voor zover bekend.",
            "Nothing ends or begins, as far as is known.",
        );
        return paper.push(Block::Paragraph(none.into()));
    }
    let columns = vec![
        Column::new(lang.pick("Wanneer", "When"), 26).naming(),
        Column::new(lang.pick("Wat", "What"), 74),
    ];
    let row = |line: &Ahead| {
        let told = clipped(&line.what, ONE_LINE + ONE_LINE / 4);
        let flag = |icon, word| Text::new().then_flag(icon, word).then("  ").then(&told);
        let what = match (line.custody, line.at.unix() < now.unix()) {
            (_, true) => flag(Icon::Warning, lang.pick("voorbij", "past")),
            (true, _) => flag(Icon::Custody, lang.pick("vast", "held")),
            (false, _) => (&*told).into(),
        };
        Row::new(vec![shown(&line.at, lang).into(), what])
    };
    let rows = ahead.iter().take(most).map(row).collect();
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
    push_more(paper, ahead.len().saturating_sub(most), lang);
}

fn push_more(paper: &mut Paper, left: usize, lang: Lang) {
    if left > 0 {
        let words = match lang {
            Lang::Nl => format!("Nog {left} meer: zie de lijsten in het programma."),
            Lang::En => format!("{left} more: see the lists in the program."),
        };
        paper.push(Block::Paragraph(Text::new().then_quiet(&words)));
    }
}

/// Makes the sheet with which a shift is handed over, with room for two signatures.
#[must_use]
pub fn handover_sheet(head: &Letterhead, shift: &Handover) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Overdracht van de dienst", "Handover of the shift"), "overdracht");
    let (from, until) = (shown(&shift.since, lang), shown(&shift.until, lang));
    paper.subtitle = Some(head.office.clone());
    paper.push(Block::Facts(vec![
        Fact::new(lang.pick("Dienst van", "Shift from"), from.as_str()),
        Fact::new(lang.pick("Tot", "Until"), until.as_str()),
    ]));
    push_promises(&mut paper, &shift.promises, &shift.until, lang);
    let title = lang.pick(
        "Wat in de volgende dienst niet gemist mag worden (8 uur)",
        "What the next shift must not miss (8 hours)",
    );
    push_ahead(&mut paper, (title, &shift.ahead, 30), &shift.until, lang);
    push_counts(&mut paper, &shift.counts, lang);
    if !shift.calls.is_empty() {
        let title = lang.pick("Telefoonnotities van deze dienst", "Phone notes of this shift");
        push_phone(&mut paper, title, &shift.calls, lang);
    }
    push_acts(&mut paper, shift, lang);
    paper.push(heading(lang.pick("Wat verder gezegd moet worden", "What else must be said")));
    paper.push(Block::Lines(4));
    paper.push(Block::Signatures(vec![
        lang.pick("draagt over", "hands over").to_owned(),
        lang.pick("neemt over", "takes over").to_owned(),
    ]));
    paper
}

fn push_promises(paper: &mut Paper, promises: &[PromiseLine], now: &Moment, lang: Lang) {
    let title = lang.pick("Open toezeggingen aan de telefoon", "Open promises by telephone");
    paper.push(heading(title));
    if promises.is_empty() {
        let none = lang.pick("Er staat geen toezegging open.", "No promise stands open.");
        return paper.push(Block::Paragraph(none.into()));
    }
    let columns = vec![
        Column::new(lang.pick("Uiterlijk", "Due"), 22).naming(),
        Column::new(lang.pick("Wie, aan wie", "Who, to whom"), 26),
        Column::new(lang.pick("Wat", "What"), 36),
        Column::new(lang.pick("Zaak", "Case"), 16),
    ];
    let row = |line: &PromiseLine| {
        let promise = &line.promise;
        let due = Text::from(shown(&promise.due, lang));
        let late = promise.standing(now, lang);
        let due = if promise.is_overdue(now) { due.line().then_flag(Icon::Warning, late) } else { due };
        let who = Text::bold(&promise.who).line().then(&format!("{} {}", lang.pick("aan", "to"), promise.to));
        let who = if promise.phone.is_empty() { who } else { who.line().then_quiet(&promise.phone) };
        Row::new(vec![due, who, promise.what.as_str().into(), line.case.number.as_str().into()])
    };
    let rows = promises.iter().map(row).collect();
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
}

fn push_phone(paper: &mut Paper, title: &str, notes: &[Phone], lang: Lang) {
    paper.push(heading(title));
    let columns = vec![
        Column::new(lang.pick("Wanneer", "When"), 22).naming(),
        Column::new(lang.pick("Zaak", "Case"), 18),
        Column::new(lang.pick("Wie sprak", "Who spoke"), 16),
        Column::new(lang.pick("Wat", "What"), 44),
    ];
    let row = |note: &Phone| {
        let cells = [&shown(&note.at, lang), &note.number, &note.by, &note.text];
        Row::new(cells.into_iter().map(|cell| cell.as_str().into()).collect())
    };
    let rows = notes.iter().map(row).collect();
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
}

fn push_acts(paper: &mut Paper, shift: &Handover, lang: Lang) {
    let title = lang.pick("Wat er in deze dienst is gedaan", "What was done in this shift");
    paper.push(heading(title));
    let people =
        shift.people.iter().map(|(who, count)| format!("{who} {count}")).collect::<Vec<_>>().join(" · ");
    if people.is_empty() {
        let none = lang.pick("Er is niets ingevoerd.", "Nothing was entered.");
        return paper.push(Block::Paragraph(none.into()));
    }
    let entries = lang.pick("Regels in het journaal:", "Entries in the journal:");
    paper.push(Block::Paragraph(format!("{entries} {people}.").as_str().into()));
    let columns = vec![
        Column::new(lang.pick("Wanneer", "When"), 22).naming(),
        Column::new(lang.pick("Wie", "Who"), 16),
        Column::new(lang.pick("Zaak", "Case"), 18),
        Column::new(lang.pick("Wat", "What"), 44),
    ];
    let row = |(at, who, number, what): &(Moment, String, String, String)| {
        let cells = [&shown(at, lang), who, number, what];
        Row::new(cells.into_iter().map(|cell| cell.as_str().into()).collect())
    };
    let rows = shift.acts.iter().map(row).collect();
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
    push_more(paper, shift.more, lang);
}

/// Makes the register of who was held too long or let go too early, and of the stays that were granted.
#[must_use]
pub fn stay_register(head: &Letterhead, stays: &Stays) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(
        (
            "Register: te lang vast, te vroeg vrij, uitstel",
            "Register: held too long, let go too early, stays",
        ),
        "te-lang-vast",
    );
    paper.orientation = Orientation::Landscape;
    let (from, until) = (shown(&stays.since, lang), shown(&stays.at, lang));
    paper.subtitle = Some(format!("{} · {from} – {until}", head.office));
    let told = lang.pick(
        "Gemaakt van het bord van vrijheidsbeneming en de invoer in de zaken. Elke regel moet een mens nakijken; de oorzaak \
         schrijft u met `noodbrug crisis cause`.",
        "Made of the custody board and of what was entered in the cases. A person must check each line; the cause is \
         written with `noodbrug crisis cause`.",
    );
    paper.push(Block::Paragraph(told.into()));
    let columns = vec![
        Column::new(lang.pick("Verdachte", "Suspect"), 24).naming(),
        Column::new(lang.pick("Sinds", "Since"), 18),
        Column::new(lang.pick("Tot", "Until"), 24),
        Column::new(lang.pick("Hoe dat blijkt", "How that is known"), 44),
        Column::new(lang.pick("Oorzaak", "Cause"), 34),
    ];
    let title = lang.pick("Te lang vast en te vroeg vrij", "Held too long and let go too early");
    let mut table = Table::new(title, columns);
    for kind in StayKind::ALL {
        let of: Vec<&Stay> = stays.stays.iter().filter(|stay| stay.kind == kind).collect();
        if !of.is_empty() {
            let rows = of.iter().map(|stay| stay_row(stay, stays, lang)).collect();
            let heading = format!("{} ({})", kind.label(lang), of.len());
            table = table.with(Group::under(&heading, rows));
        }
    }
    paper.push(Block::Table(table));
    push_granted(&mut paper, &stays.granted, lang);
    paper.push(Block::Signatures(vec![
        lang.pick("officier van justitie", "prosecutor").to_owned(),
        lang.pick("continuïteitsmanager", "continuity manager").to_owned(),
    ]));
    paper
}

fn stay_row(stay: &Stay, stays: &Stays, lang: Lang) -> Row {
    let since = stay.since.map(|since| shown(&since, lang)).unwrap_or_default();
    let length = |until: &Moment| stay.since.map(|since| span_text(&since, until, lang)).unwrap_or_default();
    let until = match (&stay.until, stay.kind) {
        (Some(until), _) => Text::from(shown(until, lang).as_str()).line().then_quiet(&length(until)),
        (None, StayKind::TooLong) => {
            Text::bold(lang.pick("duurt voort", "goes on")).line().then_quiet(&length(&stays.at))
        }
        (None, _) => Text::new(),
    };
    let cause = match stay.causes.is_empty() {
        true => Text::from("\u{a0}").line().then("\u{a0}"),
        false => stay.causes.join("\n").as_str().into(),
    };
    Row::new(vec![
        Text::bold(&stay.name).line().then_quiet(&stay.number),
        since.into(),
        until,
        stay.why.join("\n").as_str().into(),
        cause,
    ])
}

fn push_granted(paper: &mut Paper, granted: &[Granted], lang: Lang) {
    let title = lang.pick("Uitstel dat de rechter gaf", "Stays that a court granted");
    paper.push(heading(title));
    if granted.is_empty() {
        let none = lang.pick(
            "Geen aanhouding en geen schorsing vastgelegd.",
            "No adjournment and no suspension recorded.",
        );
        return paper.push(Block::Paragraph(none.into()));
    }
    let columns = vec![
        Column::new(lang.pick("Zaak", "Case"), 20).naming(),
        Column::new(lang.pick("Wanneer", "When"), 22),
        Column::new(lang.pick("Wat", "What"), 40),
        Column::new(lang.pick("In woorden", "In words"), 50),
    ];
    let row = |granted: &Granted| {
        let cells = [&granted.number, &shown(&granted.at, lang), &granted.what, &granted.text];
        Row::new(cells.into_iter().map(|cell| cell.as_str().into()).collect())
    };
    let rows = granted.iter().map(row).collect();
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
}

/// Makes the extract for Justid, with white-listed fields alone.
#[must_use]
pub fn justid_extract(
    head: &Letterhead,
    (rows, version): (&[JustidRow], u32),
    since: Option<Moment>,
) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(
        ("Ernstig geweld en zeden, voor Justid", "Serious violence and sex offences, for Justid"),
        "justid",
    );
    paper.orientation = Orientation::Landscape;
    let of = since.map(|since| {
        format!(
            " · {} {}",
            lang.pick("gewijzigd sinds", "changed since"),
            weekday_date_text(since.in_the_netherlands().date(), lang)
        )
    });
    paper.subtitle = Some(format!("{}{}", head.office, of.unwrap_or_default()));
    let told = match lang {
        Lang::Nl => format!(
            "Gekozen op artikel (lijst versie {version}, te toetsen door een jurist en Justid). Alleen deze velden mogen \
             weg: geen BSN, geen adres, geen tekst uit het dossier. Vergelijk personen op naam en geboortedatum."
        ),
        Lang::En => format!(
            "Chosen by article (list version {version}, to be reviewed by a jurist and Justid). These fields alone may \
             leave: no citizen number, no address, no text from the file. Compare persons by name and birth date."
        ),
    };
    paper.push(Block::Paragraph(told.as_str().into()));
    let shares = [18, 28, 14, 18, 24, 16, 30, 14];
    let columns = headings(lang).into_iter().zip(shares).enumerate().map(|(nth, (name, share))| {
        let column = Column::new(name, share);
        if nth == 0 { column.naming() } else { column }
    });
    let title = lang.pick("Feiten per verdachte", "Charges by suspect");
    let table = Table::new(title, columns.collect());
    let row = |row: &JustidRow| Row::new(cells(row).iter().map(|cell| cell.as_str().into()).collect());
    paper.push(Block::Table(table.with(Group::plain(rows.iter().map(row).collect()))));
    paper.push(Block::Signatures(vec![
        lang.pick("gaf mee", "handed out").to_owned(),
        lang.pick("ontving, voor Justid", "received, for Justid").to_owned(),
    ]));
    paper
}

fn heading(text: &str) -> Block {
    Block::Heading(Heading { level: Level::One, text: text.to_owned() })
}

fn shown(at: &Moment, lang: Lang) -> String {
    moment_text(&at.in_the_netherlands(), lang)
}
