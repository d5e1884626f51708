//! Termijnen: what runs, how each date came about, and a computed term kept in a case. Its other tabs have own files.

use crate::bridge::{Bridge, Lane};
use crate::desk::{Desk, OfCase};
use crate::frame::{self, count};
use crate::rows::{Reader, case_of, thing_of};
use crate::say::{self, Stake};
use crate::sheet::{self, Why, ask_why};
use crate::{asking, planning, term_end};
use noodbrug_core::case::TermTrigger;
use noodbrug_core::command::Command;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::custody_effect::ClockWhy;
use noodbrug_office::lists::{Found, TermFilter};
use noodbrug_office::papers::from_words;
use noodbrug_office::printing::To;
use noodbrug_office::views::TermLine;
use noodbrug_ui::{DialogKind, MainWindow, Planning, Shell, TermAnswer, Terms};
use slint::ComponentHandle;

/// The places of the tabs.
const CALCULATOR: i32 = 1;
const PLANNING: i32 = 2;
pub(crate) const GAPS: i32 = 3;
/// The choice of the list that shows the terms of which the end waits for a second person.
const ASKED: i32 = 5;

/// Terms as the list shows them.
struct Running {
    reader: Reader,
    found: Found<TermLine>,
}

/// Connects the screen; the calculator has its own file.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let terms = window.global::<Terms>();
    let desk = bridge.clone();
    terms.on_filtered(move |_| refresh(&desk));
    let desk = bridge.clone();
    terms.on_opened(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        if let Some((case, term)) = thing_of(&window.global::<Terms>().get_rows(), index) {
            explain(&desk, case, term);
        }
    });
    let desk = bridge.clone();
    terms.on_open_case(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        sheet::open_chosen(&desk, case_of(&window.global::<Terms>().get_rows(), index));
    });
    let desk = bridge.clone();
    terms.on_keep(move |number| keep(&desk, number.to_string()));
    let desk = bridge.clone();
    terms.on_print(move || print(&desk));
    let desk = bridge.clone();
    terms.on_print_log(move || {
        desk.print(|desk, lang| {
            let today = desk.clock.now()?.in_the_netherlands().date();
            desk.office()?.print_term_log(today, To::Paper, lang)
        });
    });
    let desk = bridge.clone();
    terms.on_tab_chosen(move |_| refresh(&desk));
    term_end::connect(window, bridge);
    planning::connect(window, bridge);
    let desk = bridge.clone();
    terms.on_print_why(move || print_why(&desk));
}

/// Shows the list anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let terms = window.global::<Terms>();
    match terms.get_tab() {
        CALCULATOR => return,
        PLANNING => return planning::refresh(bridge),
        GAPS => return planning::refresh_gaps(bridge),
        _ => {}
    }
    let filter = terms.get_filter();
    let lang = bridge.lang();
    bridge.consult(Lane::Terms, move |desk| look_up(desk, filter, lang), show);
}

fn look_up(desk: &mut Desk, filter: i32, lang: Lang) -> Result<Running, Complaint> {
    let reader = desk.reader(lang)?;
    if filter == ASKED {
        let rows = desk.office()?.terms_asked(lang)?;
        return Ok(Running { reader, found: Found { rows, more: false } });
    }
    let asked = match filter {
        1 => TermFilter { custody: Some(true), ..TermFilter::default() },
        2 | 3 => TermFilter { custody: Some(false), ..TermFilter::default() },
        4 => TermFilter { before: Some(reader.now), ..TermFilter::default() },
        _ => TermFilter::default(),
    };
    let mut found = desk.office()?.terms(&asked, lang)?;
    found.rows.retain(|term| belongs(&term.row.rule, filter));
    Ok(Running { reader, found })
}

/// Says whether a rule belongs to a choice of the list: summons, or appeal and objection.
fn belongs(rule: &str, filter: i32) -> bool {
    let begins = |words: &[&str]| words.iter().any(|word| rule.starts_with(word));
    match filter {
        2 => begins(&["dagv_", "oproep_"]),
        3 => begins(&["hb", "cass", "verzet", "bezwaar_", "akte_gedet", "ovj_beroep", "vd_beroep"]),
        _ => true,
    }
}

fn show(window: &MainWindow, running: Running) {
    let Running { reader, found } = running;
    let terms = window.global::<Terms>();
    let number = count(found.rows.len());
    let counted = say::counted(number, ("termijn", "term"), ("termijnen", "terms"), reader.lang);
    let summary = if found.more {
        format!("{} {counted}", reader.lang.pick("de eerste", "the first"))
    } else {
        counted
    };
    terms.set_summary(summary.into());
    terms.set_answered(true);
    terms.set_rows(say::model(found.rows.iter().map(|term| reader.term_line(term)).collect()));
}

/// Puts what the tab shows on paper, or says that there is no paper of it.
fn print(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let terms = window.global::<Terms>();
    match (terms.get_tab(), window.global::<Planning>().get_part()) {
        (CALCULATOR, _) if terms.get_answer().shown => print_why(bridge),
        (PLANNING, planning::TO_HEAR) => {
            bridge.print(|desk, lang| desk.office()?.print_to_hear(None, To::Paper, lang));
        }
        (CALCULATOR | PLANNING, _) => asking::nothing_to_print(&window),
        (GAPS, _) => bridge.print(|desk, lang| desk.office()?.print_gaps(To::Paper, lang)),
        _ => bridge.print(|desk, lang| desk.office()?.print_terms(To::Paper, lang)),
    }
}

/// Shows how the date of a term came about.
fn explain(bridge: &Bridge<Desk>, case: CaseId, term: ObjectId) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let reader = desk.reader(lang)?;
        let rows = desk.office()?.terms(&TermFilter::default(), lang)?.rows;
        let line = rows.into_iter().find(|line| line.case.id == case && line.row.term == term);
        let line = line.ok_or_else(gone)?;
        let stake = if line.row.custody { Stake::Custody } else { Stake::Other };
        let why = match line.row.custody {
            true => of_clock(desk, &line, reader)?,
            false => Why::of_case(desk, (case, line.row.term), reader)?,
        };
        Ok((why, stake))
    };
    bridge.consult(Lane::Calculator, question, |window, (why, stake): (Why, Stake)| {
        ask_why(window, &why, stake);
    });
}

/// Finds the custody clock of a line; where the case no longer shows it as the line does, the rule itself is shown.
fn of_clock(desk: &mut Desk, line: &TermLine, reader: Reader) -> Result<Why, Complaint> {
    let (case, row) = (line.case.id, &line.row);
    let same = |why: &ClockWhy| {
        let clock = &why.clock;
        clock.rule.to_string() == row.rule
            && clock.started_by.moment.to_string() == row.from
            && row.shown.is_some_and(|end| end.unix() == clock.earliest.unix())
    };
    match desk.office()?.clocks_of(&case)?.iter().position(same) {
        Some(place) => Why::of_clock(desk, (case, place), reader),
        None if row.shown.is_none() => Err(no_end(line, reader.lang)),
        None => Why::of(desk, (&row.rule, &row.from), reader),
    }
}

/// Says that a measure has no end that can be computed, and where to see what is missing.
fn no_end(line: &TermLine, lang: Lang) -> Complaint {
    let from = from_words(&line.row.from, lang);
    let (name, number) = (&line.name, &line.case.number);
    Complaint::refused(
        format!(
            "Van {name} ({from}) is geen einde te berekenen. Open zaak {number}: bij Overzicht staat wat er ontbreekt."
        ),
        format!(
            "No end can be computed of {name} ({from}). Open case {number}: its overview says what is missing."
        ),
    )
}

fn gone() -> Complaint {
    Complaint::refused(
        "Deze termijn loopt niet meer. De lijst is veranderd: open het scherm opnieuw.",
        "This term no longer runs. The list has changed: open the screen again.",
    )
}

fn last_term(desk: &Desk) -> Result<(String, String), Complaint> {
    desk.last_term
        .clone()
        .ok_or_else(|| Complaint::refused("Bereken eerst een termijn.", "Compute a term first."))
}

/// Sets the computed term running in a case.
fn keep(bridge: &Bridge<Desk>, number: String) {
    let question = move |desk: &mut Desk| {
        let (rule, from) = last_term(desk)?;
        let case = desk.case_of_number(&number)?;
        let office = desk.office()?;
        let trigger = TermTrigger { rule, from, person: None, note: String::new(), oral: false };
        office.act(&case, Command::StartTerm(office.new_id()?, trigger))
    };
    let again = bridge.clone();
    bridge.act(question, move |_, _| {
        refresh(&again);
        frame::refresh(&again);
    });
}

fn print_why(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let over_a_page = window.global::<Shell>().get_dialog() == DialogKind::Why;
    let make = |desk: &mut Desk, lang| match desk.last_of.clone() {
        Some(OfCase::Term(case, term)) => desk.office()?.print_term_of((&case, &term), To::Paper, lang),
        Some(OfCase::Clock(case, place)) => desk.office()?.print_clock((&case, place), To::Paper, lang),
        None => {
            let (rule, from) = last_term(desk)?;
            desk.office()?.print_term((&rule, &from), To::Paper, lang)
        }
    };
    bridge.print_then(make, move |window| {
        // The paper took the place of the dialog; the calculator does not go on with what that showed.
        if over_a_page {
            window.global::<Terms>().set_answer(TermAnswer::default());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_of_the_list_holds_rules_of_the_law() {
        let law = noodbrug_office::law::built_in().unwrap();
        for filter in [2, 3] {
            let held = law.law.rules().filter(|rule| belongs(rule.id.as_str(), filter)).count();
            assert!(held >= 5, "{filter}: {held}");
        }
        assert!(!belongs("ivs", 2) && !belongs("ivs", 3));
    }
}
