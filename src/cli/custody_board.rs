//! `noodbrug custody board` and `custody show`: who is held and until when, and all clocks of one case with their reasons.

use crate::call::{Call, On, Opt, Verb};
use crate::case::PDF;
use crate::custody_json::{board_json, person_json};
use crate::output::Output;
use crate::{Act, enter, grid, pick};
use noodbrug_core::custody::board::{Board, Line};
use noodbrug_core::custody::{Clock, Custody, Spent};
use noodbrug_core::moment::{distance_text, last_moment_text, moment_text};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::custody_effect::days_spent;
use noodbrug_office::printing::To;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(BOARD, board), (SHOW, show)];

const BOARD: Verb = Verb {
    words: "custody board",
    takes: "[--watch] [--pdf BESTAND]",
    help: (
        "toont wie vast zit en tot wanneer, eerste einde bovenaan",
        "shows who is held and until when, first end on top",
    ),
    options: &[
        Opt {
            name: "watch",
            value: None,
            help: (
                "alleen wie te lang vast zit of te vroeg vrij kwam",
                "only who is held too long or was let go too early",
            ),
        },
        PDF,
    ],
    on: On::Office,
};

const SHOW: Verb = Verb {
    words: "custody show",
    takes: "NUMMER",
    help: (
        "toont alle klokken van een zaak met hun reden; dat staat in het journaal",
        "shows all clocks of a case with their reasons; the journal says so",
    ),
    options: &[],
    on: On::Office,
};

fn board(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_board(To::File(&path), out.lang)?);
        return Ok(());
    }
    let mut board = office.board()?;
    let text = match call.has("watch") {
        true => watch_text(&board, out.lang),
        false => board_text(&board, out.lang),
    };
    if call.has("watch") {
        board.lines.retain(|line| line.is_too_early() || line.custody.held_too_long());
    }
    out.answer(&text, &board_json(&board, out.lang));
    Ok(())
}

/// The watch lists, then everybody.
fn board_text(board: &Board, lang: Lang) -> String {
    if board.lines.is_empty() {
        let none = lang.pick(
            "Er loopt geen enkele klok: niemand zit vast, voor zover bekend.",
            "No clock runs: nobody is held, as far as is known.",
        );
        return none.to_owned();
    }
    let watched = board.too_long().chain(board.too_early()).next().is_some();
    let watch = if watched { format!("{}\n", watch_text(board, lang)) } else { String::new() };
    watch + &lines_text(board, lang)
}

fn watch_text(board: &Board, lang: Lang) -> String {
    let long: Vec<(&Line, Vec<String>)> = board.too_long().map(|line| (line, line.too_long(lang))).collect();
    let early: Vec<(&Line, Vec<String>)> =
        board.too_early().map(|line| (line, line.too_early(lang))).collect();
    let lists = [
        (lang.pick("TE LANG VAST", "HELD TOO LONG"), long),
        (lang.pick("TE VROEG VRIJ, na te gaan", "LET GO TOO EARLY, to check"), early),
    ];
    lists.iter().map(|(heading, lines)| list_text(heading, lines, lang)).collect()
}

fn list_text(heading: &str, lines: &[(&Line, Vec<String>)], lang: Lang) -> String {
    if lines.is_empty() {
        return format!("{heading}: {}\n", lang.pick("niemand", "nobody"));
    }
    let mut text = format!("{heading}:\n");
    for (line, why) in lines {
        text.push_str(&grid::one_line(&format!("{}  {}", line.number, line.name)));
        text.push('\n');
        let rescue = line.custody.rescue.as_ref().map(|rescue| rescue.text(lang));
        text.extend(why.iter().chain(&rescue).map(|why| noted(why)));
    }
    text
}

fn lines_text(board: &Board, lang: Lang) -> String {
    let headings = [
        lang.pick("Stand", "Standing"),
        lang.pick("Uiterlijk", "Ends"),
        lang.pick("Nog", "Left"),
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Dagen", "Days"),
        lang.pick("Plaats", "Place"),
        lang.pick("Verdachte", "Suspect"),
    ];
    let row = |line: &Line| {
        let ends = line.ends();
        vec![
            line.level.label(lang).to_owned(),
            ends.map(|ends| last_moment_text(&ends, lang)).unwrap_or_default(),
            ends.map(|ends| distance_text(&board.at, &ends, lang)).unwrap_or_default(),
            line.number.clone(),
            line.custody.until_hearing.as_ref().map(spent_text).unwrap_or_default(),
            line.custody.place.clone(),
            line.name.clone(),
        ]
    };
    let table = grid::columns(&headings, &board.lines.iter().map(row).collect::<Vec<_>>());
    let mut rows = table.lines();
    let mut text: String = rows.next().map(|heading| format!("{heading}\n")).unwrap_or_default();
    for (row, line) in rows.zip(&board.lines) {
        text.push_str(&format!("{row}\n"));
        text.extend(line.notes(lang).iter().map(|note| noted(note)));
    }
    text
}

fn noted(note: &str) -> String {
    format!("    {}\n", grid::one_line(note))
}

fn spent_text(spent: &Spent) -> String {
    format!("{}/{}", spent.days, spent.limit)
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &SHOW, &office)?.id;
    let sheet = office.open_case(&case)?;
    let board = office.board()?;
    let line = |person: &Option<noodbrug_core::ident::ObjectId>| board.line_of(&case, person.as_ref());
    let mut text = format!("{}\n", grid::one_line(&sheet.row.number));
    if sheet.custody.is_empty() {
        let none = lang_none(out.lang);
        text.push_str(none);
    }
    let mut people: Vec<Value> = Vec::new();
    for person in &sheet.custody {
        let before =
            line(&person.person).map(|line| line.before_release_in(&case, out.lang)).unwrap_or_default();
        text.push_str(&person_text((&person.name, &person.custody), &before, out.lang));
        people.push(person_json((person.person.as_ref(), &person.name), &person.custody, &before, out.lang));
    }
    out.answer(&text, &json!({"case": case, "number": sheet.row.number, "at": sheet.at, "persons": people}));
    Ok(())
}

fn lang_none(lang: Lang) -> &'static str {
    lang.pick(
        "In deze zaak is geen vrijheidsbeneming vastgelegd.\n",
        "No custody is recorded in this case.\n",
    )
}

/// Everything about one person's custody in the case, and what waits elsewhere.
fn person_text((name, custody): (&str, &Custody), before: &[String], lang: Lang) -> String {
    let mut text = format!("\n{}\n", grid::one_line(name));
    text.push_str(&grid::columns(&[], &facts(custody, lang)));
    for problem in &custody.problems {
        text.push_str(&format!("! {}\n", grid::one_line(&problem.text(lang))));
    }
    if let Some(rescue) = &custody.rescue {
        text.push_str(&format!("! {}\n", rescue.text(lang)));
    }
    text.extend(custody.early.iter().map(|sign| format!("! {}\n", grid::one_line(&sign.text(lang)))));
    text.extend(custody.gaps.iter().map(|gap| format!("! {}\n", gap.text(lang))));
    text.extend(before.iter().map(|before| format!("> {}\n", grid::one_line(before))));
    let headings = [
        lang.pick("Klok", "Clock"),
        lang.pick("Vroegst", "Earliest"),
        lang.pick("Laatst", "Latest"),
        lang.pick("Hoe het staat", "How it stands"),
    ];
    let row = |clock: &Clock| {
        vec![
            format!("{} ({})", clock.name.get(lang), clock.article),
            last_moment_text(&clock.earliest, lang),
            last_moment_text(&clock.latest, lang),
            clock.outcome.text(lang),
        ]
    };
    let table = grid::columns(&headings, &custody.clocks.iter().map(row).collect::<Vec<_>>());
    let mut rows = table.lines();
    text.extend(rows.next().map(|heading| format!("{heading}\n")));
    for (row, clock) in rows.zip(&custody.clocks) {
        text.push_str(&format!("{row}\n"));
        text.push_str(&noted(&clock.reason(lang)));
        text.extend(clock.certainty.doubts().iter().map(|doubt| noted(&doubt.text(lang))));
    }
    text
}

fn facts(custody: &Custody, lang: Lang) -> Vec<Vec<String>> {
    let mut facts = vec![(lang.pick("Stand", "Standing"), custody.standing(lang).to_owned())];
    facts.extend(custody.since.map(|since| (lang.pick("Sinds", "Since"), moment_text(&since, lang))));
    if !custody.place.is_empty() {
        facts.push((lang.pick("Plaats", "Place"), custody.place.clone()));
    }
    facts.extend(days_spent(custody, lang));
    facts.into_iter().map(|(name, value)| vec![format!("{name}:"), value]).collect()
}
