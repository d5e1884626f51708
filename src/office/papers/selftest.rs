//! The self-test on paper: a line for each thing, what to do, and who saw it.

use super::Letterhead;
use crate::complaint::Both;
use crate::selftest::{Check, Health, SelfTest};
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Block, Column, Fact, Group, Icon, Paper, Row, Table, Text};

/// Makes the sheet of a self-test.
#[must_use]
pub fn self_test_sheet(head: &Letterhead, test: &SelfTest) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Zelftest van het werkstation", "Self-test of the workstation"), "zelftest");
    paper.subtitle = Some(head.office.clone());
    let verdict = test.verdict();
    let icon = if test.health() == Health::Good { Icon::Done } else { Icon::Warning };
    paper.push(Block::Notice(Text::new().then_flag(icon, verdict.pick(lang))));
    let at = moment_text(&test.at.in_the_netherlands(), lang);
    paper.push(Block::Facts(vec![
        Fact::new(lang.pick("Werkstation", "Workstation"), test.station.as_str()),
        Fact::new(lang.pick("Wanneer en door wie", "When and by whom"), format!("{at} · {}", test.by)),
    ]));
    let columns = vec![
        Column::new(lang.pick("Wat", "What"), 24).naming(),
        Column::new(lang.pick("Stand", "Standing"), 14),
        Column::new(lang.pick("Gevonden", "Found"), 34),
        Column::new(lang.pick("Wat te doen", "What to do"), 30),
    ];
    let say = |words: &Both| Text::from(words.pick(lang));
    let row = |check: &Check| {
        let icon = if check.health == Health::Good { Icon::Done } else { Icon::Warning };
        let health = Text::new().then_flag(icon, check.health.label(lang));
        Row::new(vec![say(&check.what), health, say(&check.found), say(&check.todo)])
    };
    let rows = test.checks.iter().map(row).collect();
    let title = lang.pick("Regel voor regel", "Line by line");
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
    paper.push(Block::Signatures(vec![
        lang.pick("getest door", "tested by").to_owned(),
        lang.pick("gezien door", "seen by").to_owned(),
    ]));
    paper
}

/// Makes a page with nothing on it but that it is a test.
#[must_use]
pub(crate) fn test_page(head: &Letterhead) -> Paper {
    let mut paper = head.paper(("Proefpagina", "Test page"), "proefpagina");
    let words = head
        .lang
        .pick("Dit is een proef: abc ABC éëï 0123456789.", "This is a test: abc ABC éëï 0123456789.");
    paper.push(Block::Paragraph(words.into()));
    paper
}
