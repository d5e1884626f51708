//! What went out and was not acknowledged, on paper: one list a way, to call down in the morning.

use super::Letterhead;
use crate::acknowledged::AckGaps;
use noodbrug_core::case::TaskKind;
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::print::{Block, Column, Group, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;

/// One thing that waits for a word: what, for whom, since when.
struct Waiting {
    at: Moment,
    whom: String,
    what: Text,
    stands: String,
}

/// Makes the list.
#[must_use]
pub fn ack_list(head: &Letterhead, gaps: &AckGaps) -> Paper {
    let lang = head.lang;
    let title = ("Wat nog bevestigd moet worden", "What must still be acknowledged");
    let mut paper = head.paper(title, "nog-te-bevestigen");
    paper.subtitle = Some(head.office.clone());
    if gaps.count() == 0 {
        let none = lang.pick("Alles wat wegging is bevestigd.", "All that went out was acknowledged.");
        paper.push(Block::Paragraph(none.into()));
        return paper;
    }
    let summary = lang.pick("Niet bevestigd, het oudste bovenaan", "Not acknowledged, the oldest on top");
    let mut table = Table::new(summary, columns(lang));
    for (title, mut lines) in groups(gaps, lang) {
        if lines.is_empty() {
            continue;
        }
        lines.sort_by_key(|line| line.at.unix());
        let count = lines.len().to_string();
        let rows = lines.into_iter().map(|line| row(line, lang)).collect();
        table = table.with(Group::under(title, rows).beside(count));
    }
    paper.push(Block::Table(table));
    paper
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Sinds", "Since"), 20),
        Column::new(lang.pick("Bij wie", "With whom"), 16),
        Column::new(lang.pick("Wat", "What"), 44).naming(),
        Column::new(lang.pick("Stand", "Stage"), 18),
        Column::new(lang.pick("Gebeld", "Called"), 10),
    ]
}

fn row(line: Waiting, lang: Lang) -> Row {
    Row::new(vec![
        moment_text(&line.at.in_the_netherlands(), lang).as_str().into(),
        line.whom.as_str().into(),
        line.what,
        line.stands.as_str().into(),
        Text::new(),
    ])
}

fn groups(gaps: &AckGaps, lang: Lang) -> [(&'static str, Vec<Waiting>); 4] {
    let releases = gaps.releases.iter().filter_map(|line| {
        let sent = line.view.steps.iter().find(|view| view.step.act.is_channel())?;
        Some(Waiting {
            at: sent.step.at,
            whom: line.view.order.any().map(|order| order.prison.clone()).unwrap_or_default(),
            what: Text::bold(&line.case.number),
            stands: line.stage.label(lang).to_owned(),
        })
    });
    let parcels = gaps.parcels.iter().map(|parcel| Waiting {
        at: parcel.packed.at,
        whom: parcel.packed.partner.clone(),
        what: Text::bold(&parcel.number.to_string()).line().then_quiet(&format!(
            "{} {} · {} {}",
            parcel.pieces(),
            lang.pick("stuks", "pieces"),
            lang.pick("zegel", "seal"),
            parcel.packed.seal
        )),
        stands: parcel.stage().label(lang).to_owned(),
    });
    let tasks = gaps.tasks.iter().map(|(line, over)| {
        let kind = TaskKind::parse(&line.kind).map_or(line.kind.as_str(), |kind| kind.label(lang));
        Waiting {
            at: over.at,
            whom: over.to.label(lang).to_owned(),
            what: Text::bold(&line.case.number).line().then_quiet(kind),
            stands: over.how.clone(),
        }
    });
    let bundles = gaps.bundles.iter().map(|line| Waiting {
        at: line.bundle.at,
        whom: line.partner.clone(),
        what: line.bundle.name.as_str().into(),
        stands: crate::exchange::verdict_label(&line.bundle.verdict, lang).to_owned(),
    });
    [
        (lang.pick("Bevelen tot invrijheidstelling", "Release orders"), releases.collect()),
        (lang.pick("Zendingen", "Parcels"), parcels.collect()),
        (lang.pick("Executietaken", "Enforcement tasks"), tasks.collect()),
        (lang.pick("Bundels", "Bundles"), bundles.collect()),
    ]
}
