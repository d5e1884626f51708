//! The law in force: the catalogue of terms together with the calendar that moves them.

use crate::calendar::{Calendar, CalendarError};
use crate::deadlines::{self, Computed, Trigger};
use crate::law::{Law, LawError, Rule};
use crate::text::Lang;
use std::fmt;

/// The catalogue of terms and the calendar, as loaded.
#[derive(Clone, Debug)]
pub struct LawBook {
    /// The terms.
    pub law: Law,
    /// The days.
    pub calendar: Calendar,
}

/// Why a law book cannot be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LawBookError {
    /// The catalogue of terms is wrong.
    Terms(LawError),
    /// The calendar is wrong.
    Calendar(CalendarError),
}

impl fmt::Display for LawBookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LawBookError::Terms(why) => write!(f, "{why}"),
            LawBookError::Calendar(why) => write!(f, "{why}"),
        }
    }
}

impl std::error::Error for LawBookError {}

/// Why a term of a case has no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEnd {
    /// The catalogue has no such rule, or not for an event of that day.
    Rule(LawError),
    /// What was given is not what the rule asks.
    Trigger(deadlines::Refusal),
}

impl NoEnd {
    /// Says what is missing and what to do next.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (NoEnd::Trigger(why), _) => why.text(lang),
            (NoEnd::Rule(why), Lang::Nl) => format!("Deze termijn staat niet in de wetstabel: {why}."),
            (NoEnd::Rule(why), Lang::En) => format!("This term is not in the law table: {why}."),
        }
    }
}

impl LawBook {
    /// Loads the catalogue and the calendar from the texts of their files.
    ///
    /// # Errors
    /// [`LawBookError`] names the rule or day, and the field.
    pub fn parse(terms: &str, calendar: &str) -> Result<LawBook, LawBookError> {
        let law = Law::parse(terms).map_err(LawBookError::Terms)?;
        let calendar = Calendar::parse(calendar).map_err(LawBookError::Calendar)?;
        Ok(LawBook { law, calendar })
    }

    /// Computes a term as a case holds it: the rule's name (`hb`, or `dagv_mk/openbare_orde` for one of its
    /// variants) and what it runs from.
    ///
    /// # Errors
    /// [`NoEnd`] says what is missing.
    pub fn compute(&self, rule: &str, from: &str) -> Result<Computed, NoEnd> {
        let trigger: Trigger = from.parse().map_err(NoEnd::Trigger)?;
        let rule = self.rule(rule, &trigger)?;
        deadlines::compute(&rule, &trigger, &self.calendar).map_err(NoEnd::Trigger)
    }

    fn rule(&self, name: &str, trigger: &Trigger) -> Result<Rule, NoEnd> {
        let (id, variant) = name.split_once('/').map_or((name, None), |(id, variant)| (id, Some(variant)));
        let rule = self.law.rule(id, trigger.date()).map_err(NoEnd::Rule)?;
        match variant {
            None => Ok(rule.clone()),
            Some(variant) => {
                rule.variant(variant).ok_or_else(|| NoEnd::Rule(LawError::Unknown(name.to_owned())))
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn dutch() -> LawBook {
        LawBook::parse(
            include_str!("../../assets/law/terms.toml"),
            include_str!("../../assets/law/calendar.toml"),
        )
        .unwrap()
    }

    #[test]
    fn an_appeal_over_christmas_ends_on_the_next_working_day() {
        let computed = dutch().compute("hb", "2026-12-11").unwrap();
        assert_eq!(computed.shown().date().to_string(), "2026-12-28");
    }

    #[test]
    fn an_unknown_rule_or_a_text_that_is_no_day_has_no_end() {
        assert!(matches!(dutch().compute("bestaat_niet", "2026-12-11"), Err(NoEnd::Rule(_))));
        assert!(matches!(dutch().compute("hb", "morgen"), Err(NoEnd::Trigger(_))));
        assert!(matches!(dutch().compute("voorgeleiding", "2026-12-11"), Err(NoEnd::Trigger(_))));
    }
}
