//! The hearing list (rol) of a day and a court, with all rooms.

use super::{Letterhead, counted, person};
use crate::views::HearingLine;
use chrono::NaiveDate;
use noodbrug_core::moment::weekday_date_text;
use noodbrug_core::print::{Block, Column, Group, Icon, Orientation, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;
use std::collections::BTreeMap;

/// Makes the hearing list of a day: each room on a page of its own, in order of time; hearings about which sources
/// contradict each other stand in it with every reading and a warning.
#[must_use]
pub fn hearing_list(head: &Letterhead, court: &str, date: NaiveDate, lines: &[HearingLine]) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Zittingslijst", "Hearing list"), &format!("zittingslijst-{date}"));
    paper.orientation = Orientation::Landscape;
    paper.subtitle = Some(format!("{court} · {}", weekday_date_text(date, lang)));
    if lines.is_empty() {
        let none = lang.pick("Er zijn geen zittingen op deze dag.", "There are no hearings on this day.");
        paper.push(Block::Paragraph(none.into()));
        return paper;
    }
    paper.push(Block::Table(table(lang, lines)));
    paper
}

fn table(lang: Lang, lines: &[HearingLine]) -> Table {
    let mut rooms: BTreeMap<(&str, &str), Vec<&HearingLine>> = BTreeMap::new();
    for line in lines {
        rooms.entry((&line.slot.room, &line.slot.chamber)).or_default().push(line);
    }
    let summary =
        lang.pick("Zittingen per zaal, in volgorde van tijd", "Hearings per room, in order of time");
    let mut table = Table::new(summary, columns(lang));
    for (index, ((room, chamber), mut lines)) in rooms.into_iter().enumerate() {
        lines.sort_by(|one, other| {
            (one.slot.time, &one.case.number).cmp(&(other.slot.time, &other.case.number))
        });
        let group = room_group(lang, (room, chamber), &lines);
        table = table.with(if index == 0 { group } else { group.on_new_page() });
    }
    table
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Tijd", "Time"), 6),
        Column::new(lang.pick("Nr.", "No."), 4).at_end(),
        Column::new(lang.pick("Parketnummer", "Case number"), 12).naming(),
        Column::new(lang.pick("Verdachte", "Suspect"), 20),
        Column::new(lang.pick("Feit", "Charge"), 19),
        Column::new(lang.pick("Soort", "Kind"), 15),
        Column::new(lang.pick("Officier", "Prosecutor"), 12),
        Column::new(lang.pick("Let op", "Note"), 15),
        Column::new(lang.pick("Uitkomst", "Outcome"), 15),
    ]
}

fn room_group(lang: Lang, room: (&str, &str), lines: &[&HearingLine]) -> Group {
    let rows =
        lines.iter().enumerate().map(|(index, line)| row(lang, index.saturating_add(1), line)).collect();
    let mut judges: Vec<&str> = lines.iter().map(|line| line.session.judges.as_str()).collect();
    judges.sort_unstable();
    judges.dedup();
    judges.retain(|judges| !judges.is_empty());
    let heading = format!("{} {} · {}", lang.pick("Zaal", "Room"), room.0, room.1);
    let count = counted(lines.len(), lang.pick("zaak", "case"), lang.pick("zaken", "cases"));
    let beside = [count, judges.join("; ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    Group::under(&heading, rows).beside(beside)
}

fn row(lang: Lang, number: usize, line: &HearingLine) -> Row {
    let time = Text::bold(&line.slot.time.format("%H:%M").to_string());
    let time = match line.slot.minutes {
        Some(minutes) => time.line().then_quiet(&format!("{minutes} min")),
        None => time,
    };
    Row::new(vec![
        time,
        number.to_string().into(),
        line.case.number.as_str().into(),
        person(&line.case),
        line.case.charge.as_str().into(),
        line.session.modality.as_str().into(),
        line.case.prosecutor.as_str().into(),
        flags(lang, line),
        line.outcome.map(|outcome| outcome.label(lang)).unwrap_or_default().into(),
    ])
}

fn flags(lang: Lang, line: &HearingLine) -> Text {
    let mut words: Vec<(Icon, String)> = Vec::new();
    if line.conflict {
        words.push((Icon::Warning, lang.pick("niet beslist", "not decided").to_owned()));
    }
    if line.custody {
        words.push((Icon::Custody, lang.pick("gedetineerd", "in custody").to_owned()));
    }
    if line.youth {
        words.push((Icon::Youth, lang.pick("jeugd", "youth").to_owned()));
    }
    if line.session.closed {
        words.push((Icon::ClosedDoors, lang.pick("besloten", "closed doors").to_owned()));
    }
    if let Some(language) = &line.session.interpreter {
        words.push((Icon::Interpreter, format!("{} {language}", lang.pick("tolk", "interpreter"))));
    }
    words.into_iter().fold(Text::new(), |text, (icon, word)| text.line().then_flag(icon, &word))
}
