//! The law that the program carries, and terms computed outside any case.

use crate::complaint::{Both, Class, Complaint};
use crate::papers::{self, Letterhead};
use noodbrug_core::deadlines::Computed;
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::print::Stamp;
use noodbrug_core::text::Lang;
use noodbrug_files::machine;
use noodbrug_files::place::Placed;
use std::path::Path;

const TERMS: &str = include_str!("../../assets/law/terms.toml");
const CALENDAR: &str = include_str!("../../assets/law/calendar.toml");

/// Loads the catalogue of terms and the calendar that came with the program.
///
/// # Errors
/// A complaint when the program was put together wrongly.
pub fn built_in() -> Result<LawBook, Complaint> {
    LawBook::parse(TERMS, CALENDAR).map_err(|why| {
        Complaint::refused(
            format!(
                "De wetstabel van dit programma is niet te lezen: {why}. Installeer het programma opnieuw."
            ),
            format!("The law table of this program cannot be read: {why}. Install the program again."),
        )
    })
}

/// Computes a term from the name of its rule and what it runs from.
///
/// # Errors
/// A complaint of wrong use that says what is missing.
pub fn compute(book: &LawBook, rule: &str, from: &str) -> Result<Computed, Complaint> {
    let said =
        |why: noodbrug_core::lawbook::NoEnd| Complaint::new(Class::WrongUse, Both::of(|lang| why.text(lang)));
    book.compute(rule, from).map_err(said)
}

/// Computes a term and puts its why-sheet into a PDF; outside any office, so that the sheet names none.
///
/// # Errors
/// As [`compute`], and a complaint that names the file when it cannot be written.
pub fn print(book: &LawBook, term: (&str, &str), path: &Path, lang: Lang) -> Result<Placed, Complaint> {
    let computed = compute(book, term.0, term.1)?;
    let no_rule = |why: noodbrug_core::law::LawError| Complaint::refused(why.to_string(), why.to_string());
    let rule = book.law.newest(computed.rule.as_str()).map_err(no_rule)?;
    let made_at = machine::now()?;
    let sources = lang.pick("wetstabel", "law table").to_owned();
    let stamp = Stamp { made_at, as_of: made_at, sources, station: machine::host_name() };
    let head = Letterhead { lang, office: String::new(), stamp, exercise: false, head_hash: None };
    papers::put(&papers::why_sheet(&head, rule, &computed), path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_that_came_with_the_program_can_be_read() {
        assert!(built_in().unwrap().law.rules().count() >= 72);
    }

    #[test]
    fn a_custody_term_without_a_time_of_day_is_refused_in_words() {
        let refused = compute(&built_in().unwrap(), "voorgeleiding", "2026-11-23").unwrap_err();
        assert_eq!(refused.class, Class::WrongUse);
        assert!(refused.text(Lang::Nl).contains("tijd"), "{}", refused.text(Lang::Nl));
    }
}
