//! The law that the program carries, and terms computed outside any case.

use crate::complaint::{Both, Class, Complaint};
use crate::papers::{self, Letterhead};
use crate::printing::has_folder;
use noodbrug_core::deadlines::Computed;
use noodbrug_core::lawbook::{Answer, Ask, LawBook, NoEnd};
use noodbrug_core::moment::date_text;
use noodbrug_core::print::Stamp;
use noodbrug_core::text::Lang;
use noodbrug_files::machine;
use noodbrug_files::place::Placed;
use std::path::Path;

pub(crate) const TERMS: &str = include_str!("../../assets/law/terms.toml");
pub(crate) const CALENDAR: &str = include_str!("../../assets/law/calendar.toml");

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

/// Computes a term from the name of its rule and what it runs from, as a case holds them.
///
/// # Errors
/// A complaint of wrong use that says what is missing.
pub fn compute(book: &LawBook, rule: &str, from: &str) -> Result<Computed, Complaint> {
    book.compute(rule, from).map_err(no_end)
}

/// As [`compute`], with the rule that the term follows.
///
/// # Errors
/// As [`compute`].
pub fn of_case(book: &LawBook, rule: &str, from: &str) -> Result<Answer, Complaint> {
    book.of_case(rule, from).map_err(no_end)
}

/// Answers what a person asks of the law.
///
/// # Errors
/// As [`compute`].
pub fn answer(book: &LawBook, ask: &Ask<'_>) -> Result<Answer, Complaint> {
    book.answer(ask).map_err(no_end)
}

fn no_end(why: NoEnd) -> Complaint {
    Complaint::new(Class::WrongUse, Both::of(|lang| why.text(lang)))
}

/// Warns when a term runs from what has yet to happen by this machine's clock, and that is no plan.
///
/// # Errors
/// A complaint when the clock shows an impossible time.
pub fn ahead(answer: &Answer, lang: Lang) -> Result<Option<String>, Complaint> {
    Ok(answer.rule.ahead(&answer.computed.trigger, &machine::now()?, lang))
}

/// Names the version of the law: of the terms, of the calendar, and how far the calendar is known.
#[must_use]
pub fn version_text(book: &LawBook, lang: Lang) -> String {
    let (terms, calendar) = (book.law.version(), book.calendar.version());
    let known_to = date_text(book.calendar.known_to());
    match lang {
        Lang::Nl => format!("versie {terms}; kalender versie {calendar}, bekend t/m {known_to}"),
        Lang::En => format!("version {terms}; calendar version {calendar}, known to {known_to}"),
    }
}

/// Computes a term and puts its why-sheet into a PDF; outside any office, so that the sheet names none.
///
/// # Errors
/// As [`compute`], and a complaint that names the file when it cannot be written.
pub fn print(book: &LawBook, ask: &Ask<'_>, path: &Path, lang: Lang) -> Result<Placed, Complaint> {
    has_folder(path)?;
    let answer = answer(book, ask)?;
    let made_at = machine::now()?;
    let stamp = Stamp { made_at, as_of: made_at, sources: String::new(), station: machine::host_name() };
    let head = Letterhead { lang, office: String::new(), stamp, exercise: false, head_hash: None };
    papers::put(&papers::why_sheet(&head, book, &answer, None), path)
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
