//! Who must be heard before when, on paper.

use super::terms::from;
use super::{Letterhead, counted, person};
use crate::planning::HearLine;
use noodbrug_core::moment::{Moment, weekday_date_text};
use noodbrug_core::planning::chambers::Planned;
use noodbrug_core::print::{Block, Column, Group, Icon, Orientation, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;

/// Makes the planning board of the court in chambers and of pro forma hearings.
#[must_use]
pub fn hearing_board(head: &Letterhead, lines: &[HearLine], more: bool) -> Paper {
    let lang = head.lang;
    let mut paper =
        head.paper(("Wie moet wanneer worden gehoord", "Who must be heard before when"), "raadkamerbord");
    paper.orientation = Orientation::Landscape;
    let open = lines.iter().filter(|line| line.hear.planned.is_open()).count();
    let titles = counted(lines.len(), lang.pick("titel", "title"), lang.pick("titels", "titles"));
    let not = lang.pick("niet op tijd gepland", "not planned in time");
    paper.subtitle = Some(format!("{} · {titles} · {not}: {open}", head.office));
    if more {
        let text = lang.pick(
            "Niet alles past op deze lijst: alleen het eerste staat erop.",
            "Not everything fits on this list: it shows the first only.",
        );
        paper.push(Block::Notice(Text::new().then_flag(Icon::Warning, text)));
    }
    if lines.is_empty() {
        let none = lang.pick(
            "Niemand hoeft te worden gehoord, voor zover bekend.",
            "Nobody must be heard, as far as is known.",
        );
        paper.push(Block::Paragraph(none.into()));
        return paper;
    }
    let rows = lines.iter().map(|line| row(head.now(), line, lang)).collect();
    let summary = lang.pick("Titels, dringendste bovenaan", "Titles, most urgent on top");
    paper.push(Block::Table(Table::new(summary, columns(lang)).with(Group::plain(rows))));
    paper
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Horen uiterlijk", "Hear by"), 14),
        Column::new(lang.pick("Titel eindigt", "Title ends"), 16),
        Column::new(lang.pick("Gepland", "Planned"), 20),
        Column::new(lang.pick("Parketnummer", "Case number"), 13).naming(),
        Column::new(lang.pick("Verdachte", "Suspect"), 20),
        Column::new(lang.pick("Titel en wie hoort", "Title and who hears"), 24),
        Column::new(lang.pick("Grens", "Limit"), 16),
    ]
}

fn row(now: &Moment, line: &HearLine, lang: Lang) -> Row {
    let hear = &line.hear;
    let forum = hear.forum.map(|forum| forum.label(lang)).unwrap_or_default();
    let since = format!("{} {}", lang.pick("sinds", "since"), from(&hear.from, lang));
    let title = Text::from(line.name.as_str()).line().then_quiet(&line.article).line().then_quiet(&since);
    let title = if forum.is_empty() { title } else { title.line().then_bold(forum) };
    Row::new(vec![
        hear_by(now, line, lang),
        hear.ends.map(|ends| super::last_moment(&ends, lang)).unwrap_or_default().into(),
        planned(line, lang),
        line.case.number.as_str().into(),
        person(&line.case),
        title,
        limit(line, lang),
    ])
}

fn hear_by(now: &Moment, line: &HearLine, lang: Lang) -> Text {
    let Some(day) = line.hear.last_day else {
        return Text::new().then_flag(Icon::Warning, lang.pick("einde onbekend", "end unknown"));
    };
    let text = Text::bold(&weekday_date_text(day, lang));
    let today = now.in_the_netherlands().date();
    let ends = line.hear.ends.map(|ends| ends.in_the_netherlands());
    let flagged = |icon, words| text.clone().line().then_flag(icon, words);
    match ends {
        Some(ends) if ends.unix() <= now.unix() => {
            flagged(Icon::Warning, lang.pick("VERSTREKEN", "PAST ITS END"))
        }
        // The last working day before it is over, but the title is not.
        Some(ends) if day < today && ends.date() == today => {
            flagged(Icon::Warning, lang.pick("alleen vandaag nog", "only today is left"))
        }
        _ if day < today => flagged(Icon::Warning, lang.pick("werkdag voorbij", "working day is over")),
        _ if day == today => flagged(Icon::Clock, lang.pick("vandaag", "today")),
        _ => text,
    }
}

fn planned(line: &HearLine, lang: Lang) -> Text {
    let words = line.hear.planned_words(lang);
    match line.hear.planned {
        Planned::InTime(_) => words.into(),
        Planned::TooLate(_) | Planned::No => {
            let text = Text::new().then_flag(Icon::Warning, &words);
            match line.sittings_words(lang) {
                Some(sittings) => text.line().then_quiet(&sittings),
                None => text,
            }
        }
    }
}

fn limit(line: &HearLine, lang: Lang) -> Text {
    let Some(limit) = &line.hear.limit else { return Text::new() };
    let most = format!("{} {}", lang.pick("ten hoogste", "at most"), limit.length.text(lang));
    Text::from(super::last_moment(&limit.at, lang).as_str()).line().then_quiet(&most)
}
