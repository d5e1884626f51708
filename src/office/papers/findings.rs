//! The findings of an intake on paper: to go back to the source with.

use super::{Letterhead, counted};
use crate::take_in::{KeptFinding, TakenSnapshot, finding_note};
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Block, Column, Group, Orientation, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;

/// The most signs of an original text on paper; the store keeps all of it.
const MOST_SIGNS: usize = 600;

/// Makes the list of findings of an intake: per file, in the order of its records.
#[must_use]
pub fn finding_list(head: &Letterhead, intake: &TakenSnapshot, findings: &[KeptFinding]) -> Paper {
    let lang = head.lang;
    let record = &intake.record;
    let mut paper = head.paper(("Bevindingen bij het inlezen", "Findings of the intake"), "bevindingen");
    paper.orientation = Orientation::Landscape;
    let state = lang.pick("stand", "state of");
    paper.subtitle = Some(format!(
        "{} · {} · {state} {}",
        head.office,
        record.source,
        moment_text(&record.taken_at, lang)
    ));
    if findings.is_empty() {
        paper.push(Block::Paragraph(
            lang.pick("Er is niets gevonden. Alles is ingelezen.", "Nothing was found. All was taken in.")
                .into(),
        ));
        return paper;
    }
    let summary =
        lang.pick("Bevindingen per bestand, in de volgorde van de regels", "Findings per file, by record");
    let mut table = Table::new(summary, columns(lang));
    for of_file in findings.chunk_by(|one, next| one.file == next.file) {
        let Some(first) = of_file.first() else { continue };
        let count =
            counted(of_file.len(), lang.pick("bevinding", "finding"), lang.pick("bevindingen", "findings"));
        let rows = of_file.iter().map(|finding| row(lang, finding)).collect();
        table = table.with(Group::under(&first.file, rows).beside(count));
    }
    paper.push(Block::Table(table));
    paper
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Bestand", "File"), 12),
        Column::new(lang.pick("Regel", "Record"), 7).at_end().naming(),
        Column::new(lang.pick("Wat", "What"), 34),
        Column::new(lang.pick("Oorspronkelijke tekst", "Original text"), 40),
        Column::new(lang.pick("Afgehandeld", "Settled"), 10),
    ]
}

fn row(lang: Lang, finding: &KeptFinding) -> Row {
    let record = if finding.record == 0 { "—".to_owned() } else { finding.record.to_string() };
    let what = Text::bold(&finding.code).line().then(finding_note(finding, lang));
    Row::new(vec![
        finding.file.as_str().into(),
        record.into(),
        what,
        original(lang, &finding.original),
        Text::new(),
    ])
}

/// Writes the original text, its line breaks shown; what does not fit says how much there is.
fn original(lang: Lang, text: &str) -> Text {
    let shown: String = text.trim_end_matches(['\r', '\n']).chars().take(MOST_SIGNS).collect();
    let shown = shown.replace("\r\n", "¶").replace(['\r', '\n'], "¶").replace('\t', " ");
    let count = text.chars().count();
    if count <= MOST_SIGNS {
        return Text::new().then(&shown);
    }
    let rest = match lang {
        Lang::Nl => format!("ingekort: {count} tekens, de opslag heeft alles"),
        Lang::En => format!("shortened: {count} signs, the store has all of it"),
    };
    Text::new().then(&shown).line().then_quiet(&rest)
}
