//! Conflicts on paper: all values side by side, who says them, and room for the decision.

use super::Letterhead;
use crate::reconcile::{Bracket, OpenDispute};
use crate::views::CaseLabel;
use noodbrug_core::case::lines_by_law;
use noodbrug_core::law::Law;
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Block, Column, Fact, Group, Heading, Level, Paper, Row, Table, Text};
use noodbrug_core::reconcile::Side;
use noodbrug_core::state::Said;
use noodbrug_core::text::Lang;
use serde_json::Value;

/// What stands in the place of a number that nobody gave a reason to see.
pub(super) const MASKED: &str = "•••";

/// Makes the sheet of a conflict: every value with who says it, and the one that they started from. Numbers of persons are
/// shown only where `numbers` says so.
#[must_use]
pub fn conflict_sheet(
    head: &Letterhead,
    label: &CaseLabel,
    (open, law): (&OpenDispute, &Law),
    numbers: bool,
) -> Paper {
    let (lang, dispute) = (head.lang, &open.dispute);
    let title = match open.decision {
        Some(_) => ("Tegenstrijdig: beslist", "In conflict: decided"),
        None => ("Tegenstrijdig: niet beslist", "In conflict: not decided"),
    };
    let mut paper = head.paper(title, "tegenstrijdig");
    paper.subtitle = Some(format!("{} · {}", label.number, label.suspect));
    let thing = dispute.register.group.label(lang);
    paper.push(Block::Facts(vec![
        Fact::new(lang.pick("Waarover", "About"), thing),
        Fact::new(lang.pick("Raakt", "Touches"), dispute.urgency.weight.label(lang)),
        Fact::new(lang.pick("Wie beslist", "Who decides"), dispute.role.label(lang)),
    ]));
    paper.push(Block::Table(sides_table((open, law), numbers, lang)));
    for (nth, (side, brackets)) in dispute.sides.iter().zip(&open.brackets).enumerate() {
        paper.push(heading(side_name(nth, side, lang)));
        let said = side.said.iter().zip(brackets).map(|(said, bracket)| witness(open, said, *bracket, lang));
        paper.push(Block::Facts(said.collect()));
    }
    if let Some(base) = &dispute.base {
        paper.push(heading(lang.pick("Zij begonnen met", "They started from").to_owned()));
        paper.push(Block::Facts(
            base.said.iter().map(|said| witness(open, said, Bracket::default(), lang)).collect(),
        ));
    }
    push_decision(&mut paper, (open, law), numbers, lang);
    paper
}

/// Says what was decided, by whom, when and why; where nobody did, there is room to write it on.
fn push_decision(paper: &mut Paper, (open, law): (&OpenDispute, &Law), numbers: bool, lang: Lang) {
    paper.push(heading(lang.pick("Beslissing", "Decision").to_owned()));
    if let Some((value, said)) = &open.decision {
        paper.push(Block::Facts(vec![Fact::new(
            lang.pick("Gekozen", "Chosen"),
            chosen((open, law), value, numbers, lang),
        )]));
        let said = said.iter().map(|said| witness(open, said, Bracket::default(), lang));
        paper.push(Block::Facts(said.collect()));
        return;
    }
    let left = lang.pick(
        "Niemand heeft beslist. Beide waarden blijven staan, ook op lijsten en prints, tot iemand met een reden kiest.",
        "Nobody has decided. Both values stay, on lists and prints too, until somebody chooses with a reason.",
    );
    paper.push(Block::Notice(left.into()));
    let room = lang.pick(
        "Beslist op papier: welke waarde, wie, wanneer en waarom",
        "Decided on paper: which value, who, when and why",
    );
    paper.push(Block::Paragraph(room.into()));
    paper.push(Block::Lines(2));
}

/// Says which value was chosen: one of the sides, or another one field by field.
fn chosen((open, law): (&OpenDispute, &Law), value: &Value, numbers: bool, lang: Lang) -> String {
    let sides = open.dispute.sides.iter().enumerate();
    if let Some((nth, side)) = sides.into_iter().find(|(_, side)| side.value == *value) {
        return side_name(nth, side, lang);
    }
    if value.is_null() {
        return lang.pick("ingetrokken", "withdrawn").to_owned();
    }
    let group = open.dispute.register.group;
    if group.is_need_to_know() && !numbers {
        return MASKED.to_owned();
    }
    let told = lines_by_law(group, value, law, lang).into_iter().filter(|line| !line.text.is_empty());
    let told = told.map(|line| format!("{} {}", line.label, line.text));
    let other = lang.pick("andere waarde", "another value");
    std::iter::once(other.to_owned()).chain(told).collect::<Vec<_>>().join(" · ")
}

pub(super) fn heading(text: String) -> Block {
    Block::Heading(Heading { level: Level::Two, text })
}

/// Names a side: its place and the code that chooses it.
fn side_name(nth: usize, side: &Side, lang: Lang) -> String {
    let letter = u8::try_from(nth).ok().and_then(|nth| b'A'.checked_add(nth)).filter(u8::is_ascii_uppercase);
    let name = letter.map_or_else(|| (nth + 1).to_string(), |letter| char::from(letter).to_string());
    let gone = if side.value.is_null() { lang.pick(" · ingetrokken", " · withdrawn") } else { "" };
    format!("{name} · {}{gone}", side.code)
}

fn sides_table((open, law): (&OpenDispute, &Law), numbers: bool, lang: Lang) -> Table {
    let dispute = &open.dispute;
    let count = u16::try_from(dispute.sides.len()).unwrap_or(1);
    let share = 84 / (count + u16::from(dispute.base.is_some())).max(1);
    let mut columns = vec![Column::new(lang.pick("Gegeven", "Field"), 16).naming()];
    if dispute.base.is_some() {
        columns.push(Column::new(lang.pick("Begin", "Start"), share));
    }
    let sides = dispute.sides.iter().enumerate();
    columns.extend(sides.map(|(nth, side)| Column::new(&side_name(nth, side, lang), share)));
    let hidden = dispute.register.group.is_need_to_know() && !numbers;
    let show = |text: &str| if hidden && !text.is_empty() { MASKED.to_owned() } else { text.to_owned() };
    let rows = dispute.rows_by_law(law, lang).into_iter().map(|row| {
        let mark = |text: &str| if row.differs { Text::bold(&show(text)) } else { show(text).into() };
        let mut cells = vec![Text::from(row.label)];
        cells.extend(row.base.iter().map(|text| Text::from(show(text))));
        cells.extend(row.sides.iter().map(|text| mark(text)));
        Row::new(cells)
    });
    let summary = lang.pick(
        "Alle waarden naast elkaar; wat verschilt staat vet",
        "All values side by side; what differs is bold",
    );
    Table::new(summary, columns).with(Group::plain(rows.collect()))
}

/// Says who says a value, when, by which clock, and what others can tell about that.
fn witness(open: &OpenDispute, said: &Said, bracket: Bracket, lang: Lang) -> Fact {
    let who = if said.by.is_empty() { said.ws.to_string() } else { said.by.clone() };
    let who = match open.offices.get(&said.ws) {
        Some(office) => format!("{who} ({office})"),
        None => who,
    };
    let clock = lang.pick("volgens de klok van", "by the clock of");
    let mut words = vec![
        said.role.label(lang).to_owned(),
        format!("{}, {clock} {}", moment_text(&said.at.in_the_netherlands(), lang), said.ws),
    ];
    let told = |moment: noodbrug_core::moment::Moment| moment_text(&moment.in_the_netherlands(), lang);
    words.extend(bracket.after.map(|at| format!("{} {}", lang.pick("na", "after"), told(at))));
    words.extend(bracket.before.map(|at| format!("{} {}", lang.pick("hier vóór", "here before"), told(at))));
    if bracket.refutes(&said.at) {
        words.push(lang.pick("die klok liep niet goed", "that clock was wrong").to_owned());
    }
    words.extend(said.src.as_ref().map(|src| {
        format!(
            "{} {}, {} {}",
            lang.pick("bestand", "file"),
            src.file,
            lang.pick("regel", "record"),
            src.record
        )
    }));
    words.extend(said.why.clone());
    Fact::new(who.as_str(), words.join(" · "))
}
