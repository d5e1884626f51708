//! What was done to terms on a day, on paper: who entered, moved, asked, confirmed and ended what.

use super::{Letterhead, counted, person};
use super::{last_moment, terms::from};
use crate::views::{TermAct, TermLogLine};
use chrono::NaiveDate;
use noodbrug_core::moment::{time_text, weekday_date_text};
use noodbrug_core::print::{Block, Column, Group, Icon, Orientation, Paper, Qr, Row, Table, Text};
use noodbrug_core::text::Lang;

/// One day of what was done to terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermLog {
    /// The day.
    pub date: NaiveDate,
    /// The acts, by time.
    pub lines: Vec<TermLogLine>,
    /// Author and place of the journal's last entry.
    pub head_place: String,
    /// The SHA-256 that names that entry, and with it all before it.
    pub head: String,
}

/// Makes the log; each page has a line for who has seen it.
#[must_use]
pub fn term_log(head: &Letterhead, log: &TermLog) -> Paper {
    let lang = head.lang;
    let mut paper =
        head.paper(("Termijnen van de dag", "Terms of the day"), &format!("termijnlog-{}", log.date));
    paper.orientation = Orientation::Landscape;
    let count = counted(log.lines.len(), lang.pick("handeling", "act"), lang.pick("handelingen", "acts"));
    paper.subtitle = Some(format!("{} · {} · {count}", head.office, weekday_date_text(log.date, lang)));
    paper.signs_pages = Some(lang.pick("Gezien door", "Seen by").to_owned());
    if log.lines.is_empty() {
        let none = lang.pick(
            "Op deze dag is geen termijn ingevoerd, verplaatst of afgesloten.",
            "On this day no term was entered, moved or ended.",
        );
        paper.push(Block::Paragraph(none.into()));
    } else {
        let rows = log.lines.iter().map(|line| row(lang, line)).collect();
        let summary = lang.pick("Wat met termijnen is gedaan, op tijd", "What was done to terms, by time");
        paper.push(Block::Table(Table::new(summary, columns(lang)).with(Group::plain(rows))));
    }
    if !log.head.is_empty() {
        paper.push(Block::Qr(seal(lang, log)));
    }
    paper
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Tijd", "Time"), 7),
        Column::new(lang.pick("Wie", "Who"), 15),
        Column::new(lang.pick("Parketnummer", "Case number"), 13).naming(),
        Column::new(lang.pick("Verdachte", "Suspect"), 17),
        Column::new(lang.pick("Wat", "What"), 19),
        Column::new(lang.pick("Termijn", "Term"), 24),
        Column::new(lang.pick("Loopt vanaf", "Runs from"), 13),
        Column::new(lang.pick("Uiterlijk", "Ends"), 14),
    ]
}

fn row(lang: Lang, line: &TermLogLine) -> Row {
    let (workstation, seq) = &line.place;
    let who = Text::from(line.by.as_str()).line().then_quiet(&format!("{workstation} · {seq}"));
    let ends = line.ends.map(|end| last_moment(&end, lang));
    Row::new(vec![
        time_text(&line.at.in_the_netherlands()).into(),
        who,
        line.case.number.as_str().into(),
        person(&line.case),
        what(lang, line),
        Text::from(line.name.as_str()).line().then_quiet(&line.article),
        from(&line.from, lang).into(),
        ends.unwrap_or_else(|| lang.pick("onbekend", "unknown").to_owned()).into(),
    ])
}

fn what(lang: Lang, line: &TermLogLine) -> Text {
    let words = act_words(&line.act, lang);
    let text = match line.act {
        TermAct::Asked(_) => Text::new().then_flag(Icon::Warning, &words),
        _ => Text::bold(&words),
    };
    if line.why.is_empty() { text } else { text.line().then_quiet(&line.why) }
}

/// Says what was done.
#[must_use]
pub fn act_words(act: &TermAct, lang: Lang) -> String {
    match act {
        TermAct::Started => lang.pick("ingevoerd", "entered").to_owned(),
        TermAct::Moved => lang.pick("verplaatst", "moved").to_owned(),
        TermAct::Withdrawn => lang.pick("ingetrokken", "taken back").to_owned(),
        TermAct::Kept => lang.pick("loopt door", "runs on").to_owned(),
        TermAct::Ended(how) => format!("{}: {}", lang.pick("afgesloten", "ended"), how.label(lang)),
        TermAct::Asked(how) => {
            let waits = lang.pick("wacht op tweede persoon", "waits for a second person");
            format!("{}: {}, {waits}", lang.pick("voorgesteld", "asked"), how.label(lang))
        }
        TermAct::Confirmed(how, by) => {
            let asked = lang.pick("voorgesteld door", "asked by");
            format!("{}: {}, {asked} {by}", lang.pick("bevestigd", "confirmed"), how.label(lang))
        }
    }
}

fn seal(lang: Lang, log: &TermLog) -> Qr {
    let caption = lang.pick(
        "Zegel van het journaal. Wie dit blad bewaart, kan later aantonen dat geen regel is veranderd of weggelaten.",
        "Seal of the journal. Whoever keeps this sheet can later prove that no entry was changed or left out.",
    );
    Qr {
        payload: format!("noodbrug-journaal {} {}", log.head_place, log.head),
        caption: caption.into(),
        numbers: vec![(log.head_place.clone(), log.head.clone())],
    }
}
