//! The cases without a term, on paper; a count of none is said too.

use super::{Letterhead, person};
use crate::planning::{GapLine, Gaps};
use noodbrug_core::print::{Block, Column, Fact, Group, Icon, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;

/// Makes the list of cases without a term.
#[must_use]
pub fn gap_list(head: &Letterhead, gaps: &Gaps) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Zaken zonder termijn", "Cases without a term"), "zonder-termijn");
    paper.subtitle = Some(head.office.clone());
    let without = lang.pick("Zaken zonder lopende termijn", "Cases in which no term runs");
    let judged =
        lang.pick("Vonnis zonder termijn voor een rechtsmiddel", "Judgment without a term for a remedy");
    paper.push(Block::Facts(vec![
        Fact::new(without, gaps.without_term.to_string()),
        Fact::new(judged, gaps.judged.to_string()),
    ]));
    if gaps.more {
        let text = lang.pick(
            "Niet alles past op deze lijst: alleen het eerste staat erop.",
            "Not everything fits on this list: it shows the first only.",
        );
        paper.push(Block::Notice(Text::new().then_flag(Icon::Warning, text)));
    }
    if gaps.lines.is_empty() {
        let none = lang.pick("Elke zaak heeft een termijn.", "Every case has a term.");
        paper.push(Block::Paragraph(none.into()));
        return paper;
    }
    let rows = gaps.lines.iter().map(|line| row(line, lang)).collect();
    let summary =
        lang.pick("Zaken zonder termijn, vonnissen bovenaan", "Cases without a term, judgments on top");
    paper.push(Block::Table(Table::new(summary, columns(lang)).with(Group::plain(rows))));
    paper
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Parketnummer", "Case number"), 14).naming(),
        Column::new(lang.pick("Verdachte", "Suspect"), 22),
        Column::new(lang.pick("Fase", "Phase"), 14),
        Column::new(lang.pick("Officier", "Prosecutor"), 16),
        Column::new(lang.pick("Waarom", "Why"), 30),
    ]
}

fn row(line: &GapLine, lang: Lang) -> Row {
    Row::new(vec![
        line.case.number.as_str().into(),
        person(&line.case),
        line.phase.as_str().into(),
        line.case.prosecutor.as_str().into(),
        line.gap.text(lang).into(),
    ])
}
