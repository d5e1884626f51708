//! The list of running terms on paper.

use super::last_moment;
use super::{Letterhead, person};
use crate::views::TermLine;
use noodbrug_core::moment::{Moment, moment_text, weekday_date_text};
use noodbrug_core::print::{Block, Column, Group, Icon, Orientation, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;
use noodbrug_core::warning::Urgency;

/// Makes the list of running terms, first end on top; `more` says that the list goes on beyond this paper.
#[must_use]
pub fn term_list(head: &Letterhead, terms: &[TermLine], more: bool) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Lopende termijnen", "Running terms"), "termijnen");
    paper.orientation = Orientation::Landscape;
    paper.subtitle = Some(format!("{} · {}", head.office, moment_text(head.now(), lang)));
    if more {
        let text = lang.pick(
            "Niet alle termijnen passen op deze lijst: alleen de eerste staan erop.",
            "Not all terms fit on this list: it shows the first ones only.",
        );
        paper.push(Block::Notice(Text::new().then_flag(Icon::Warning, text)));
    }
    let rows = terms.iter().map(|term| row(head, term)).collect();
    let summary = lang.pick("Lopende termijnen, eerste einde bovenaan", "Running terms, first end on top");
    paper.push(Block::Table(Table::new(summary, columns(lang)).with(Group::plain(rows))));
    paper
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Uiterlijk", "Ends"), 20),
        Column::new(lang.pick("Parketnummer", "Case number"), 14).naming(),
        Column::new(lang.pick("Verdachte", "Suspect"), 24),
        Column::new(lang.pick("Termijn", "Term"), 28),
        Column::new(lang.pick("Loopt vanaf", "Runs from"), 18),
        Column::new(lang.pick("Gezien", "Seen"), 8),
    ]
}

fn row(head: &Letterhead, term: &TermLine) -> Row {
    let lang = head.lang;
    let what = Text::from(term.name.as_str()).line().then_quiet(&term.article);
    Row::new(vec![
        until(head.now(), term, lang),
        term.case.number.as_str().into(),
        person(&term.case),
        what,
        from(&term.row.from, lang).into(),
        Text::new(),
    ])
}

/// Writes both readings where they differ.
fn until(now: &Moment, term: &TermLine, lang: Lang) -> Text {
    let Some(shown) = term.row.shown else {
        return Text::new().then_flag(Icon::Warning, lang.pick("einde onbekend", "end unknown"));
    };
    let text = Text::bold(&last_moment(&shown, lang));
    let text =
        asked_words(term, lang).map_or(text.clone(), |words| text.line().then_flag(Icon::Warning, &words));
    let text = match (term.row.earliest, term.row.latest) {
        (Some(earliest), Some(latest)) if earliest.unix() != latest.unix() => {
            let both = format!("{} – {}", last_moment(&earliest, lang), last_moment(&latest, lang));
            text.line().then_quiet(&both)
        }
        _ => text,
    };
    match term.urgency {
        Urgency::Opens => text.line().then_quiet(lang.pick("kan vanaf deze dag", "from this day on")),
        _ if shown.unix() <= now.unix() => {
            text.line().then_flag(Icon::Warning, lang.pick("VERSTREKEN", "PAST ITS END"))
        }
        Urgency::Warned => text.line().then_flag(Icon::Clock, &warned_words(term, lang).unwrap_or_default()),
        _ => warned_words(term, lang).map_or(text.clone(), |words| text.line().then_quiet(&words)),
    }
}

/// Says from when to watch a term: `let op vanaf wo 02-12-2026`. Nothing when the catalogue has no warning.
#[must_use]
pub fn warned_words(term: &TermLine, lang: Lang) -> Option<String> {
    let from = term.warned_from?.in_the_netherlands();
    let text = match from.civil().time() == chrono::NaiveTime::MIN {
        true => weekday_date_text(from.date(), lang),
        false => moment_text(&from, lang),
    };
    Some(format!("{} {text}", lang.pick("let op vanaf", "watch from")))
}

/// Says that the end of a term waits for a second person, and who asked for it.
#[must_use]
pub fn asked_words(term: &TermLine, lang: Lang) -> Option<String> {
    let by: Vec<&str> = term.asked.iter().map(|asked| asked.by.as_str()).collect();
    let words = lang.pick("wacht op tweede persoon, voorgesteld door", "waits for a second person, asked by");
    (!by.is_empty()).then(|| format!("{words} {}", by.join(", ")))
}

/// Writes what a term runs from: a moment, or a day.
#[must_use]
pub fn from(from: &str, lang: Lang) -> String {
    let day = |_| from.parse().map_or_else(|_| from.to_owned(), |day| weekday_date_text(day, lang));
    from.parse::<Moment>().map_or_else(day, |moment| moment_text(&moment, lang))
}
