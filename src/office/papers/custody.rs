//! The custody board on paper: who is held too long or was let go too early, and everybody who is held.

use super::{Letterhead, counted};
use noodbrug_core::custody::board::{Board, Level, Line};
use noodbrug_core::custody::{Spent, Status};
use noodbrug_core::moment::{date_text, distance_text, last_moment_text, moment_text};
use noodbrug_core::print::{Block, Column, Group, Icon, Orientation, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;

/// Makes the custody board: the watch lists, then incomplete data, then by the hours that are left. It is to be printed
/// every hour; the last column is for who has seen the line.
#[must_use]
pub fn custody_board(head: &Letterhead, board: &Board) -> Paper {
    let lang = head.lang;
    let mut paper =
        head.paper(("Vrijheidsbeneming: wie zit vast", "Custody: who is held"), "vrijheidsbeneming");
    paper.orientation = Orientation::Landscape;
    paper.subtitle = Some(format!("{} · {}", head.office, moment_text(&board.at, lang)));
    if board.lines.is_empty() {
        let none = lang.pick(
            "Er loopt geen enkele klok: niemand zit vast, voor zover bekend.",
            "No clock runs: nobody is held, as far as is known.",
        );
        paper.push(Block::Paragraph(none.into()));
        return paper;
    }
    paper.push(Block::Paragraph(summary(board, lang).into()));
    watch_lists(board, lang, &mut paper);
    let told = lang.pick("Wie vast zit, eerste einde bovenaan", "Who is held, first end on top");
    let mut table = Table::new(told, columns(lang));
    for group in groups(head, board) {
        table = table.with(group);
    }
    paper.push(Block::Table(table));
    paper
}

/// Counts what is on the board; nothing is said by leaving it out.
fn summary(board: &Board, lang: Lang) -> String {
    let (held, incomplete) = (board.held(), board.incomplete().count());
    let (long, early) = (board.too_long().count(), board.too_early().count());
    let person = |count| counted(count, lang.pick("persoon", "person"), lang.pick("personen", "persons"));
    match lang {
        Lang::Nl => format!(
            "{} vast. Te lang vast: {long}. Te vroeg vrij, na te gaan: {early}. Gegevens niet volledig: {incomplete}. \
             Deze lijst geldt op het uur van afdrukken; druk elk uur een nieuwe af.",
            person(held)
        ),
        Lang::En => format!(
            "{} held. Held too long: {long}. Let go too early, to check: {early}. Data not complete: {incomplete}. \
             This list holds at the hour of printing; print a new one every hour.",
            person(held)
        ),
    }
}

fn watch_lists(board: &Board, lang: Lang, paper: &mut Paper) {
    let long: Vec<Row> = board.too_long().map(|line| watched(line, &line.too_long(lang), lang)).collect();
    let early: Vec<Row> = board.too_early().map(|line| watched(line, &line.too_early(lang), lang)).collect();
    if long.is_empty() && early.is_empty() {
        return;
    }
    let columns = vec![
        Column::new(lang.pick("Verdachte", "Suspect"), 24).naming(),
        Column::new(lang.pick("Waarom", "Why"), 60),
        Column::new(lang.pick("Wat nu", "What now"), 44),
        Column::new(lang.pick("Gezien", "Seen"), 10),
    ];
    let mut table = Table::new(lang.pick("Eerst nakijken", "Look at these first"), columns);
    let headings = [
        (lang.pick("Te lang vast", "Held too long"), long),
        (lang.pick("Te vroeg vrij: na te gaan", "Let go too early: to check"), early),
    ];
    for (heading, rows) in headings.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        table = table.with(Group::under(heading, rows));
    }
    paper.push(Block::Table(table));
}

fn watched(line: &Line, why: &[String], lang: Lang) -> Row {
    let mut reasons = Text::new();
    for (nth, reason) in why.iter().enumerate() {
        reasons = reasons.line();
        reasons = match nth {
            0 => reasons.then_flag(Icon::Warning, reason),
            _ => reasons.then(reason),
        };
    }
    let now = match line.custody.rescue.as_ref().map(|rescue| rescue.text(lang)) {
        Some(rescue) => rescue,
        None if line.custody.status == Status::Held => lang
            .pick(
                "Bel de officier van dienst: nieuwe titel of vrijlaten.",
                "Call the prosecutor on duty: a new title, or release.",
            )
            .to_owned(),
        None => lang
            .pick(
                "Bel de inrichting en de officier van dienst.",
                "Call the prison and the prosecutor on duty.",
            )
            .to_owned(),
    };
    Row::new(vec![who(line), reasons, now.into(), Text::new()])
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Stand", "Standing"), 22),
        Column::new(lang.pick("Verdachte", "Suspect"), 24).naming(),
        Column::new(lang.pick("Titel en reden", "Title and reason"), 48),
        Column::new(lang.pick("Dagen en plaats", "Days and place"), 18),
        Column::new(lang.pick("Let op", "Mind"), 38),
        Column::new(lang.pick("Gezien", "Seen"), 8),
    ]
}

/// The lines under what they have in common; they are in that order already.
fn groups(head: &Letterhead, board: &Board) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in &board.lines {
        let heading = heading(line, head.lang);
        match groups.last_mut().filter(|group| group.heading.as_deref() == Some(heading)) {
            Some(group) => group.rows.push(row(line, (head, board))),
            None => groups.push(Group::under(heading, vec![row(line, (head, board))])),
        }
    }
    groups
}

fn heading(line: &Line, lang: Lang) -> &'static str {
    if line.is_incomplete() {
        return lang
            .pick("Gegevens niet volledig: eerst aanvullen", "Data not complete: fill these in first");
    }
    match line.level {
        Level::Past => lang.pick("Verstreken", "Past the end"),
        Level::MustGo => lang.pick("Moet vrij: bevel opgeheven", "Must be let go: order lifted"),
        Level::Today => lang.pick("Binnen 24 uur", "Within 24 hours"),
        Level::Soon => lang.pick("Binnen 3 dagen", "Within 3 days"),
        Level::Unknown | Level::Running => lang.pick("Later", "Later"),
        Level::NoEnd => lang.pick("Zitting loopt, geen einddatum", "Hearing runs, no end date"),
        Level::Suspended => lang.pick("Geschorst", "Suspended"),
        Level::Free => lang.pick("Vrij: na te gaan", "Free: to check"),
        Level::Released => lang.pick("Vrijgelaten in de laatste 48 uur", "Released in the last 48 hours"),
    }
}

fn row(line: &Line, (head, board): (&Letterhead, &Board)) -> Row {
    let lang = head.lang;
    let who = match age(line, head) {
        Some(age) => who(line).line().then_quiet(&age),
        None => who(line),
    };
    Row::new(vec![
        standing(line, board, lang),
        who,
        title(line, lang),
        days(line, lang),
        mind(line, lang),
        Text::new(),
    ])
}

fn standing(line: &Line, board: &Board, lang: Lang) -> Text {
    let word = Text::new().then_flag(icon(line.level), line.level.label(lang));
    match line.ends() {
        Some(ends) => word
            .line()
            .then_bold(&last_moment_text(&ends, lang))
            .line()
            .then(&distance_text(&board.at, &ends, lang)),
        None => word,
    }
}

/// The shape of a level; its word stands beside it, so that it works in black and white.
const fn icon(level: Level) -> Icon {
    match level {
        Level::Past | Level::Unknown | Level::Free => Icon::Warning,
        Level::MustGo | Level::Today | Level::Soon => Icon::Clock,
        Level::Running | Level::NoEnd => Icon::Custody,
        Level::Suspended | Level::Released => Icon::Done,
    }
}

fn who(line: &Line) -> Text {
    let name = Text::bold(&line.name);
    let born = line.born.map(date_text).map(|born| format!(" · {born}")).unwrap_or_default();
    name.line().then_quiet(&format!("{}{born}", line.number))
}

/// How old the data of a line are, where that is not what the whole paper says.
fn age(line: &Line, head: &Letterhead) -> Option<String> {
    let lang = head.lang;
    match line.taken_at {
        Some(at) if at == head.stamp.as_of => None,
        Some(at) => Some(format!("{} {}", lang.pick("gegevens van", "data of"), moment_text(&at, lang))),
        None => Some(lang.pick("alleen hier vastgelegd", "logged here only").to_owned()),
    }
}

fn title(line: &Line, lang: Lang) -> Text {
    let gap = line.custody.open_gap().map(|gap| Text::new().then_flag(Icon::Warning, &gap.text(lang)));
    let Some(clock) = line.custody.next_fatal() else {
        let released = line.custody.freed.as_ref().filter(|_| line.level == Level::Released);
        let none = lang.pick("Er loopt nu geen klok.", "No clock runs now.");
        let words = || released.map_or_else(|| none.to_owned(), |by| by.text(lang));
        return gap.unwrap_or_else(|| words().into());
    };
    let text = gap.map_or_else(Text::new, Text::line);
    let mut text = text.then_bold(clock.name.get(lang)).then(&format!(" · {}", clock.article));
    if let Some(warning) = clock.warning(lang) {
        let latest = last_moment_text(&clock.latest, lang);
        text = text.line().then_flag(Icon::Warning, warning);
        text = text.then_quiet(&format!("; {} {latest}", lang.pick("laatste lezing", "latest reading")));
    }
    text.line().then_quiet(&clock.reason(lang))
}

fn days(line: &Line, lang: Lang) -> Text {
    let of = |spent: &Spent| format!("{} {} {}", spent.days, lang.pick("van", "of"), spent.limit);
    let custody = &line.custody;
    let mut text = Text::new();
    if let Some(spent) = &custody.until_hearing {
        text = text.then(&format!("{} {}", of(spent), lang.pick("dagen", "days")));
    }
    if let Some(spent) = &custody.detention {
        text =
            text.line().then_quiet(&format!("{} {}", of(spent), lang.pick("gevangenhouding", "detention")));
    }
    if !custody.place.is_empty() {
        text = text.line().then(&custody.place);
    }
    text
}

/// What must not be overlooked: problems, the way back, other cases and sentences, the other clocks, the next hearing.
fn mind(line: &Line, lang: Lang) -> Text {
    let mut text = Text::new();
    for problem in line.custody.problems.iter().filter(|_| line.is_incomplete()) {
        let word = lang.pick("Kijk na", "Check");
        text = text.line().then_flag(Icon::Warning, word).then(&format!(" {}", problem.text(lang)));
    }
    if let Some(rescue) = &line.custody.rescue {
        let words = lang.pick("misschien mogelijk, zie boven", "may be possible, see above");
        text = text.line().then_flag(Icon::Clock, &rescue.article).then(&format!(" {words}"));
    }
    for before in line.before_release(lang) {
        text = text.line().then_flag(Icon::Custody, &before);
    }
    for clock in line.other_clocks() {
        text = text.line().then(&line.clock_text(clock, lang));
    }
    if let Some(at) = line.next_hearing {
        let hearing = lang.pick("volgende zitting", "next hearing");
        text = text.line().then_quiet(&format!("{hearing} {}", at.format("%d-%m-%Y %H:%M")));
    }
    text
}
