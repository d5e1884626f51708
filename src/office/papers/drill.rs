//! The report of a drill on one page: what was asked, how it went, how the setbacks were handled, and who saw it (BIO2 5.30.01).

use super::Letterhead;
use crate::drill::{DrillReport, Job, Mark, Row};
use noodbrug_core::moment::{moment_text, span_text};
use noodbrug_core::print::{Block, Column, Fact, Group, Icon, Paper, Row as Line, Table, Text};
use noodbrug_core::text::Lang;

/// Makes the report.
#[must_use]
pub fn drill_report(head: &Letterhead, report: &DrillReport) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Verslag van de oefening", "Report of the drill"), "oefening-verslag");
    paper.subtitle = Some(head.office.clone());
    let full = report.rows.iter().all(|row| row.mark == Mark::Right);
    let icon = if full { Icon::Done } else { Icon::Warning };
    paper.push(Block::Notice(Text::new().then_flag(icon, &report.score.sentence(lang))));
    let began = moment_text(&report.started.in_the_netherlands(), lang);
    let took = span_text(&report.started, &report.ended, lang);
    paper.push(Block::Facts(vec![
        Fact::new(lang.pick("Begonnen, duur", "Begun, length"), format!("{began} · {took}")),
        Fact::new(lang.pick("Oefening nummer", "Drill number"), report.seed.to_string()),
    ]));
    paper.push(Block::Table(table(report, lang)));
    paper.push(Block::Paragraph(rules(lang).into()));
    paper.push(Block::Signatures(vec![
        lang.pick("speler", "player").to_owned(),
        lang.pick("oefenleider", "exercise leader").to_owned(),
    ]));
    paper
}

fn rules(lang: Lang) -> &'static str {
    lang.pick(
        "Tijden komen uit het journaal. Goed is 10 punten; te laat of eerst fout 7; de rest 0. Dit verslag hoort bij de \
         jaarlijkse test van het continuïteitsplan (BIO2 5.30.01).",
        "Times are from the journal. Right is 10 points; late or wrong first 7; the rest 0. This report belongs to the yearly \
         test of the continuity plan (BIO2 5.30.01).",
    )
}

fn table(report: &DrillReport, lang: Lang) -> Table {
    let columns = vec![
        Column::new(lang.pick("Opdracht", "Task"), 58).naming(),
        Column::new(lang.pick("Gegeven", "Given"), 10),
        Column::new(lang.pick("Klaar", "Done"), 10),
        Column::new(lang.pick("Duur", "Took"), 9).at_end(),
        Column::new(lang.pick("Oordeel", "Verdict"), 16),
        Column::new(lang.pick("Punten", "Points"), 9).at_end(),
    ];
    let of = |inject: bool| {
        let rows = report.rows.iter().enumerate().filter(move |(_, row)| row.job.is_inject() == inject);
        rows.map(|(nth, row)| line(report, (nth, row), lang)).collect()
    };
    let title = lang.pick("Per opdracht", "Task by task");
    Table::new(title, columns)
        .with(Group::under(lang.pick("Tegenslagen", "Setbacks"), of(true)))
        .with(Group::under(lang.pick("Gewoon werk", "Ordinary work"), of(false)))
}

fn line(report: &DrillReport, (nth, row): (usize, &Row), lang: Lang) -> Line {
    let time = |at: Option<noodbrug_core::moment::Moment>| {
        at.map(|at| at.in_the_netherlands().civil().format("%H:%M").to_string()).unwrap_or_default()
    };
    let icon = match row.mark {
        Mark::Right => Icon::Done,
        _ => Icon::Warning,
    };
    Line::new(vec![
        asked(report, (nth, row.job, row.mark), lang),
        time(row.given).into(),
        time(row.done).into(),
        row.took().into(),
        Text::new().then_flag(icon, row.mark.label(lang)),
        row.mark.points().to_string().into(),
    ])
}

/// The task, and under it what to improve where it did not go well.
fn asked(report: &DrillReport, (nth, job, mark): (usize, Job, Mark), lang: Lang) -> Text {
    let text = Text::bold(&format!("{}. {}", nth.saturating_add(1), job.label(lang)));
    match report.words.get(&job) {
        Some((_, learn)) if mark != Mark::Right => text.line().then_quiet(learn.pick(lang)),
        _ => text,
    }
}
