//! The custody board on paper: everyone held, by the hour at which the title ends.

use super::{Letterhead, person};
use crate::views::ClockLine;
use noodbrug_core::moment::{Moment, distance_text, moment_text};
use noodbrug_core::print::{Block, Column, Group, Icon, Orientation, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;

/// Makes the custody board: past its end first, then by the hours that are left.
#[must_use]
pub fn custody_board(head: &Letterhead, clocks: &[ClockLine]) -> Paper {
    let lang = head.lang;
    let mut paper =
        head.paper(("Vrijheidsbeneming: wie zit vast", "Custody: who is held"), "vrijheidsbeneming");
    paper.orientation = Orientation::Landscape;
    paper.subtitle = Some(format!("{} · {}", head.office, moment_text(head.now(), lang)));
    if clocks.is_empty() {
        let none = lang.pick(
            "Er loopt geen enkele klok: niemand zit vast, voor zover bekend.",
            "No clock runs: nobody is held, as far as is known.",
        );
        paper.push(Block::Paragraph(none.into()));
        return paper;
    }
    let mut sorted: Vec<&ClockLine> = clocks.iter().collect();
    sorted.sort_by_key(|clock| (clock.ends.map(|ends| ends.unix()), clock.case.number.clone()));
    let rows = sorted.into_iter().map(|clock| row(head, clock)).collect();
    let summary =
        lang.pick("Klokken van vrijheidsbeneming, eerste einde bovenaan", "Custody clocks, first end on top");
    paper.push(Block::Table(Table::new(summary, columns(lang)).with(Group::plain(rows))));
    paper
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Uiterlijk", "Ends"), 18),
        Column::new(lang.pick("Nog", "Left"), 16),
        Column::new(lang.pick("Parketnummer", "Case number"), 14).naming(),
        Column::new(lang.pick("Verdachte", "Suspect"), 26),
        Column::new(lang.pick("Titel", "Title"), 26),
        Column::new(lang.pick("Sinds", "Since"), 18),
        Column::new(lang.pick("Gezien", "Seen"), 8),
    ]
}

fn row(head: &Letterhead, clock: &ClockLine) -> Row {
    let lang = head.lang;
    let title = Text::from(clock.rule.as_str()).line().then_quiet(&clock.article);
    Row::new(vec![
        clock.ends.map(|ends| moment_text(&ends, lang)).unwrap_or_default().into(),
        left(head.now(), clock.ends.as_ref(), lang),
        clock.case.number.as_str().into(),
        person(&clock.case),
        title,
        since(&clock.from, lang).into(),
        Text::new(),
    ])
}

fn left(now: &Moment, ends: Option<&Moment>, lang: Lang) -> Text {
    let Some(ends) = ends else {
        return Text::new().then_flag(Icon::Warning, lang.pick("einde onbekend", "end unknown"));
    };
    let distance = distance_text(now, ends, lang);
    let hours = ends.unix().saturating_sub(now.unix()) / 3600;
    match (ends.unix() <= now.unix(), hours < 24) {
        (true, _) => Text::new()
            .then_flag(Icon::Warning, lang.pick("VERSTREKEN", "PAST ITS END"))
            .line()
            .then(&distance),
        (false, true) => Text::new().then_flag(Icon::Clock, &distance),
        (false, false) => distance.into(),
    }
}

fn since(from: &str, lang: Lang) -> String {
    from.parse::<Moment>().map_or_else(|_| from.to_owned(), |moment| moment_text(&moment, lang))
}
