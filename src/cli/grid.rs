//! Columns on a terminal, and papers as plain text.

use noodbrug_core::print::{Block, Fact, Field, Paper, Row, Table, Text, Tick};
use noodbrug_core::text::{Lang, clipped, harmless};
use std::borrow::Cow;

/// The most characters of a cell that others stand behind; what is longer comes from elsewhere and is cut.
const WIDEST: usize = 120;

/// Sets rows in columns, as wide as their widest cell; the last one is as long as it is, and none before it is wider
/// than a line can bear.
pub(crate) fn columns(headings: &[&str], rows: &[Vec<String>]) -> String {
    let head: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let all = || std::iter::once(&head).filter(|head| !head.is_empty()).chain(rows);
    let count = all().map(Vec::len).max().unwrap_or(0);
    let width = |index: usize| all().filter_map(|row| row.get(index)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..count).map(|index| width(index).unwrap_or(0).min(WIDEST + 1)).collect();
    all().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let last = row.len().saturating_sub(1);
    let mut line = String::new();
    for (index, (cell, width)) in row.iter().zip(widths).enumerate() {
        let cell = one_line(cell);
        if index == last {
            line.push_str(&cell);
            continue;
        }
        let cell = clipped(&cell, WIDEST);
        line.push_str(&cell);
        line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count()) + 2));
    }
    format!("{}\n", line.trim_end())
}

/// Writes a count with its noun, one or many.
pub(crate) fn counted(number: u64, one: (&str, &str), many: (&str, &str), lang: Lang) -> String {
    lang.counted(number, one, many)
}

/// Says that a list goes on, or nothing.
pub(crate) fn more(more: bool, lang: Lang) -> &'static str {
    match more {
        true => lang.pick("Er zijn er meer dan hier staan.\n", "There are more than shown here.\n"),
        false => "",
    }
}

/// Writes a value from a file on one line; a terminal obeys none of its signs, see [`harmless`].
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    match text.contains('\n') {
        true => harmless(text).replace('\n', " ").into(),
        false => harmless(text),
    }
}

/// Writes a paper as text: the same words as in print.
pub(crate) fn paper(paper: &Paper) -> String {
    let mut out = paper.title.clone();
    out.extend(paper.subtitle.iter().map(|line| format!(" · {line}")));
    out.push('\n');
    for part in &paper.blocks {
        block(part, &mut out);
    }
    out
}

fn block(block: &Block, out: &mut String) {
    match block {
        Block::Heading(heading) => out.push_str(&format!("\n{}\n", heading.text)),
        Block::Paragraph(text) => out.push_str(&indented(text)),
        Block::Notice(text) => out.push_str(&format!("! {}\n", plain(text))),
        Block::Facts(facts) => out.push_str(&columns(&[], &facts.iter().map(fact).collect::<Vec<_>>())),
        Block::Table(table) => out.push_str(&table_text(table)),
        Block::Qr(qr) => {
            out.push_str(&format!("\n{}\n", plain(&qr.caption)));
            out.extend(qr.numbers.iter().map(|(name, number)| format!("  {name}: {number}\n")));
        }
        Block::Checks(checks) => out.extend(checks.iter().map(|check| {
            format!("[{}] {}\n", if check.tick == Tick::Done { 'x' } else { ' ' }, plain(&check.text))
        })),
        Block::Part(part) => {
            out.push_str(&format!("\n{}\n", part.title));
            out.extend(part.code.iter().map(|code| format!("{}\n", code.number)));
        }
        Block::Fields(rows) => out.extend(rows.iter().flat_map(|row| &row.fields).map(field)),
        Block::Receipt(_) | Block::Signatures(_) | Block::Lines(_) | Block::PageBreak => {}
    }
}

fn field(field: &Field) -> String {
    let choices = field.choices.iter().map(|choice| format!(" [ ] {}", one_line(&choice.text)));
    format!("  {}: {}{}\n", field.name, plain(&field.value), choices.collect::<String>())
}

fn fact(fact: &Fact) -> Vec<String> {
    vec![format!("{}:", fact.name), plain(&fact.value)]
}

fn indented(text: &Text) -> String {
    joined(text).lines().map(|line| format!("  {}\n", one_line(line))).collect()
}

fn table_text(table: &Table) -> String {
    let headings: Vec<&str> = table.columns.iter().map(|column| column.header.as_str()).collect();
    let cells = |row: &Row| row.cells.iter().map(plain).collect::<Vec<String>>();
    let mut out = String::new();
    for group in &table.groups {
        out.extend(group.heading.iter().map(|heading| format!("\n{heading}\n")));
        out.push_str(&columns(&headings, &group.rows.iter().map(cells).collect::<Vec<_>>()));
    }
    out
}

/// Writes a text on one line.
fn plain(text: &Text) -> String {
    joined(text).lines().map(one_line).collect::<Vec<Cow<'_, str>>>().join(" · ")
}

fn joined(text: &Text) -> String {
    text.spans().iter().map(|span| span.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_and_hold_no_control_characters() {
        let rows =
            vec![vec!["é\u{1b}[31m".to_owned(), "x".to_owned()], vec!["lang".to_owned(), String::new()]];
        assert_eq!(columns(&["A", "B"], &rows), "A       B\né [31m  x\nlang\n");
    }

    #[test]
    fn a_cell_of_any_length_is_cut_and_the_last_one_is_whole() {
        let long = "ab".repeat(35_000);
        let text = columns(&["A", "B"], &[vec![long.clone(), long.clone()]]);
        let cut = format!("{}…", long.chars().take(WIDEST).collect::<String>());
        assert_eq!(text.lines().nth(1), Some(format!("{cut}  {long}").as_str()));
    }
}
