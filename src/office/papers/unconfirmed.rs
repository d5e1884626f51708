//! Who has not confirmed what, on paper: to call down the list.

use super::Letterhead;
use crate::exchange::{Unconfirmed, verdict_label};
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Block, Column, Group, Paper, Row, Table};
use noodbrug_core::text::Lang;

/// Makes the list of bundles that were not confirmed.
#[must_use]
pub fn unconfirmed_list(head: &Letterhead, lines: &[Unconfirmed]) -> Paper {
    let lang = head.lang;
    let title = ("Wie heeft nog niet bevestigd", "Who has not confirmed yet");
    let mut paper = head.paper(title, "niet-bevestigd");
    paper.subtitle = Some(head.office.clone());
    if lines.is_empty() {
        let none = lang.pick("Elke bundel is bevestigd.", "Every bundle was confirmed.");
        paper.push(Block::Paragraph(none.into()));
        return paper;
    }
    let summary = lang.pick(
        "Bundels zonder bevestiging, de oudste bovenaan",
        "Bundles without confirmation, oldest on top",
    );
    let rows = lines.iter().map(|line| row(line, lang)).collect();
    paper.push(Block::Table(Table::new(summary, columns(lang)).with(Group::plain(rows))));
    paper
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Partner", "Partner"), 21).naming(),
        Column::new(lang.pick("Bundel", "Bundle"), 26),
        Column::new(lang.pick("Regels", "Entries"), 9).at_end(),
        Column::new(lang.pick("Gemaakt", "Made"), 16),
        Column::new(lang.pick("Dagen", "Days"), 9).at_end(),
        Column::new(lang.pick("Stand", "State"), 19),
    ]
}

fn row(line: &Unconfirmed, lang: Lang) -> Row {
    Row::new(vec![
        line.partner.as_str().into(),
        line.bundle.name.as_str().into(),
        line.entries.map(|count| count.to_string()).unwrap_or_default().as_str().into(),
        moment_text(&line.bundle.at.in_the_netherlands(), lang).as_str().into(),
        line.days.to_string().as_str().into(),
        verdict_label(&line.bundle.verdict, lang).into(),
    ])
}
