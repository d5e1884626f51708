//! Whether a paper came in time: by the day that counts, and always by the latest reading, for the term protects who sent it.
//! It is a reading and no judgment: whether a remedy is admissible is for a court.

use super::finality::{Ground, remedy_terms};
use crate::case::Inbound;
use crate::deadlines::Trigger;
use crate::law::Words;
use crate::moment::weekday_date_text;
use crate::text::Lang;
use chrono::NaiveDate;

/// Whether a paper came in the term that its case has for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timely {
    /// The rule's name.
    pub name: Words,
    /// Its article.
    pub article: String,
    /// The last day, by the latest reading.
    pub until: NaiveDate,
    /// The day that counts is not later.
    pub in_time: bool,
}

impl Timely {
    /// Says it in a line.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let (day, name, article) = (weekday_date_text(self.until, lang), self.name.get(lang), &self.article);
        match (lang, self.in_time) {
            (Lang::Nl, true) => format!("op tijd, kan tot en met {day}: {name} ({article})"),
            (Lang::Nl, false) => format!("na {day}: {name} ({article}); de rechter beslist"),
            (Lang::En, true) => format!("in time, can be until {day}: {name} ({article})"),
            (Lang::En, false) => format!("after {day}: {name} ({article}); the court decides"),
        }
    }
}

/// Tells whether a paper came in time; nothing where its case has no such term or hearing.
#[must_use]
pub fn timely(ground: &Ground<'_>, paper: &Inbound) -> Option<Timely> {
    let day = paper.counts().in_the_netherlands().date();
    let terms: Vec<(String, String)> = match ground.rules.before_hearing(paper.kind) {
        Some(rule) => vec![(rule.to_owned(), Trigger::Anchor(next_hearing(ground, day)?).written())],
        None if ground.rules.may_be_remedy(paper.kind) => open_against(ground),
        None => return None,
    };
    let ends = terms.iter().filter_map(|(rule, from)| {
        let answer = ground.book.of_case(rule, from).ok()?;
        Some((answer.computed.latest.date(), answer.rule))
    });
    let (until, rule) = ends.max_by_key(|(until, _)| *until)?;
    Some(Timely { name: rule.name.clone(), article: rule.article.clone(), until, in_time: day <= until })
}

/// The first hearing from a day on of which no outcome is known.
fn next_hearing(ground: &Ground<'_>, from: NaiveDate) -> Option<NaiveDate> {
    let open = ground.file.hearings.values().filter(|hearing| hearing.outcome.is_empty());
    open.flat_map(|hearing| hearing.slot.values()).map(|slot| slot.date).filter(|day| *day >= from).min()
}

fn open_against(ground: &Ground<'_>) -> Vec<(String, String)> {
    let rules = &ground.rules.remedies;
    let all: Vec<String> = rules.judgment.iter().chain(&rules.order).cloned().collect();
    let terms = remedy_terms(ground, &all, None);
    terms.map(|(_, trigger)| (trigger.rule.clone(), trigger.from.clone())).collect()
}
