//! The day journal on paper: every entry of a day, sealed with the hash of the journal's head.

use super::Letterhead;
use crate::said::entry_words;
use crate::views::LogLine;
use chrono::NaiveDate;
use noodbrug_core::moment::{time_text, weekday_date_text};
use noodbrug_core::print::{Block, Column, Fact, Group, Paper, Qr, Row, Table, Text};
use noodbrug_core::text::Lang;

/// One day of a station's journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalDay {
    /// The day.
    pub date: NaiveDate,
    /// Its entries, in the order of the chain.
    pub lines: Vec<LogLine>,
    /// Cases in which no term runs, now.
    pub without_term: u64,
    /// Terms of which the end waits for a second person, now.
    pub waits: u64,
    /// Author and place of the last entry: `ws-den-haag-01 e1 · 412`.
    pub head_place: String,
    /// The SHA-256 that names the last entry, and with it all before it.
    pub head: String,
}

/// Makes the day journal.
#[must_use]
pub fn day_journal(head: &Letterhead, day: &JournalDay) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Dagjournaal", "Day journal"), &format!("dagjournaal-{}", day.date));
    paper.subtitle = Some(format!("{} · {}", head.office, weekday_date_text(day.date, lang)));
    let several = of_several(&day.lines);
    let rows = day.lines.iter().map(|line| row(lang, line, several)).collect();
    let summary = lang.pick(
        "Alles wat op deze dag is vastgelegd, in volgorde",
        "All that was logged on this day, in order",
    );
    paper.push(Block::Table(Table::new(summary, columns(lang)).with(Group::plain(rows))));
    paper.push(Block::Facts(vec![
        Fact::new(lang.pick("Zaken zonder termijn", "Cases without a term"), day.without_term.to_string()),
        Fact::new(
            lang.pick("Termijnen die op een tweede persoon wachten", "Terms that wait for a second person"),
            day.waits.to_string(),
        ),
    ]));
    paper.push(Block::Qr(seal(lang, day)));
    let roles = (["Gezien door", "Tweede persoon"], ["Seen by", "Second person"]);
    let roles = match lang {
        Lang::Nl => roles.0,
        Lang::En => roles.1,
    };
    paper.push(Block::Signatures(roles.map(str::to_owned).to_vec()));
    paper
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Nr.", "No."), 7).at_end(),
        Column::new(lang.pick("Tijd", "Time"), 8),
        Column::new(lang.pick("Wie", "Who"), 18),
        Column::new(lang.pick("Zaak", "Case"), 18).naming(),
        Column::new(lang.pick("Wat", "What"), 49),
    ]
}

/// Says whether entries of more than one office stand together: then each person is named with the office.
pub(super) fn of_several(lines: &[LogLine]) -> bool {
    let mut offices = lines.iter().filter_map(|line| line.office.as_ref());
    let first = offices.next();
    offices.any(|office| Some(office) != first)
}

/// Names who made an entry: the person, or the source; with the office where several stand together.
pub(super) fn who(line: &LogLine, several: bool) -> String {
    let who = if line.by.is_empty() { line.ws.as_str() } else { line.by.as_str() };
    match &line.office {
        Some(office) if several => format!("{who} ({office})"),
        _ => who.to_owned(),
    }
}

fn row(lang: Lang, line: &LogLine, several: bool) -> Row {
    let what = what(lang, line);
    let cells = vec![
        line.seq.to_string().into(),
        time_text(&line.at).into(),
        who(line, several).into(),
        line.number.clone().unwrap_or_default().into(),
        what,
    ];
    Row::new(cells)
}

/// Says what an entry did: its kind, what it is about, and why.
pub(super) fn what(lang: Lang, line: &LogLine) -> Text {
    let what = Text::from(entry_words(line, lang));
    match &line.why {
        Some(why) => what.line().then_quiet(why),
        None => what,
    }
}

fn seal(lang: Lang, day: &JournalDay) -> Qr {
    let caption = lang.pick(
        "Zegel van het journaal. Wie dit blad bewaart, kan later aantonen dat geen regel is veranderd of weggelaten.",
        "Seal of the journal. Whoever keeps this sheet can later prove that no entry was changed or left out.",
    );
    let numbers = vec![(day.head_place.clone(), day.head.clone())];
    Qr {
        payload: format!("noodbrug-journaal {} {}", day.head_place, day.head),
        caption: caption.into(),
        numbers,
    }
}
