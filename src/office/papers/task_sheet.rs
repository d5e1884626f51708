//! The sheet with which tasks go to a partner: what goes, how many, a number and a hash, and the slip that comes back.

use super::Letterhead;
use crate::tasks::{HandOverSheet, missing_text};
use crate::views::TaskLine;
use noodbrug_core::case::TaskKind;
use noodbrug_core::form::{FormKind, payload};
use noodbrug_core::moment::weekday_date_text;
use noodbrug_core::print::{
    Block, Code, Column, Fact, Group, Icon, Paper, Part, Receipt, Row, Table, Text, in_fours,
};
use noodbrug_core::text::Lang;

/// Makes the sheet.
#[must_use]
pub fn task_sheet(head: &Letterhead, sheet: &HandOverSheet) -> Paper {
    let lang = head.lang;
    let mut paper =
        head.paper(("Overdracht van executietaken", "Hand-over of enforcement tasks"), "overdracht-taken");
    let mut part = Part::new(lang.pick("Overdracht van executietaken", "Hand-over of enforcement tasks"));
    let to = sheet.to.label(lang);
    part.subtitle = Some(format!("{} · {} {to}", head.office, lang.pick("aan", "to")));
    let note = lang.pick(
        "Noem dit nummer als u belt. De strook onderaan komt met dit nummer terug.",
        "Give this number when you call. The slip below comes back with this number.",
    );
    part.code = Some(Code {
        payload: payload(FormKind::CourierSlip, &sheet.number),
        number: sheet.number.to_string(),
        note: note.to_owned(),
    });
    paper.push(Block::Part(Box::new(part)));
    if sheet.held_back > 0 {
        paper.push(Block::Paragraph(Text::new().then_quiet(&held_back(sheet.held_back, lang))));
    }
    let summary = lang.pick("Taken die worden overgedragen", "Tasks that are handed over");
    let rows = sheet.ready.iter().zip(1_usize..).map(|(line, nth)| row(line, nth, lang)).collect();
    paper.push(Block::Table(Table::new(summary, columns(lang)).with(Group::plain(rows))));
    paper.push(Block::Receipt(slip(sheet, lang)));
    paper
}

fn held_back(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!("Niet op dit blad: {count} die nog niet mogen worden uitgevoerd."),
        Lang::En => format!("Not on this sheet: {count} that may not be carried out yet."),
    }
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Nr.", "No."), 6),
        Column::new(lang.pick("Zaak en persoon", "Case and person"), 28).naming(),
        Column::new(lang.pick("Taak en gegevens", "Task and data"), 44),
        Column::new(lang.pick("Waarom nu", "Why now"), 26),
    ]
}

fn row(line: &TaskLine, nth: usize, lang: Lang) -> Row {
    let kind = TaskKind::parse(&line.kind).map_or(line.kind.as_str(), |kind| kind.label(lang));
    let mut what = Text::bold(kind);
    if line.urgent {
        what = what.line().then_flag(Icon::Warning, lang.pick("vandaag", "today"));
    }
    if !line.text.is_empty() {
        what = what.line().then(&line.text);
    }
    for need in line.needed.iter().filter(|need| !is_of_person(&need.key)) {
        if let Some(text) = &need.text {
            what = what.line().then_quiet(&format!("{}: {}", need.name.get(lang), text.get(lang)));
        }
    }
    if let Some(missing) = missing_text(&line.needed, lang) {
        what = what.line().then_bold(&missing);
    }
    let born = line.case.born.map(noodbrug_core::moment::date_text).unwrap_or_default();
    let who = Text::bold(&line.case.number).line().then(&line.case.suspect).line().then_quiet(&born);
    let gate = line.gate.as_ref().map(|gate| gate.text(lang)).unwrap_or_default();
    let due =
        line.due.map(|due| format!("{} {}", lang.pick("uiterlijk", "due"), weekday_date_text(due, lang)));
    let why = Text::from(gate.as_str());
    let why = due.iter().fold(why, |why, due| why.line().then_quiet(due));
    Row::new(vec![nth.to_string().as_str().into(), who, what, why])
}

/// What stands beside the case's number already.
fn is_of_person(key: &str) -> bool {
    ["naam", "geboren", "zaaknummer"].contains(&key)
}

fn slip(sheet: &HandOverSheet, lang: Lang) -> Receipt {
    let count = sheet.ready.len() as u64;
    let count = lang.counted(count, ("taak", "task"), ("taken", "tasks"));
    let title = lang.pick("Bewijs van ontvangst: geef terug of bel", "Receipt: give back or call");
    let text = lang.pick(
        "Wij hebben ontvangen wat hieronder staat. Ontbreekt er iets, schrijf het nummer van de regel erbij.",
        "We have received what stands below. If something is missing, add the number of its line.",
    );
    Receipt {
        title: title.to_owned(),
        text: text.into(),
        facts: vec![
            Fact::new(lang.pick("Nummer", "Number"), sheet.number.to_string()),
            Fact::new(lang.pick("Aantal", "Count"), count),
            Fact::new(
                lang.pick("Controlegetal (SHA-256)", "Control number (SHA-256)"),
                short(&sheet.hash.to_string()),
            ),
        ],
        signer: format!("{} {}", lang.pick("Voor", "For"), sheet.to.label(lang)),
    }
}

/// The first sixteen signs: enough to tell two sheets apart, few enough to read aloud.
pub(super) fn short(hash: &str) -> String {
    in_fours(&hash.chars().take(16).collect::<String>())
}
