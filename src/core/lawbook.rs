//! The law in force: the catalogue of terms together with the calendar that moves them.

use crate::calendar::{Calendar, CalendarError};
use crate::deadlines::{self, Computed, Refusal, Trigger};
use crate::law::{self, Counting, Law, LawError, Rule, RuleChange, WrongFact};
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

impl LawBookError {
    /// Says what is wrong, for people.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            LawBookError::Terms(why) => why.text(lang),
            LawBookError::Calendar(why) => why.text(lang),
        }
    }
}

impl fmt::Display for LawBookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl std::error::Error for LawBookError {}

/// What is asked of the law: a rule, what it runs from, and what else it must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask<'a> {
    /// The rule: `hb`, or `dagv_mk/openbare_orde` for one of its variants.
    pub rule: &'a str,
    /// What it runs from: a day or a moment, as people type it.
    pub from: &'a str,
    /// Other facts by their words, such as `days` and `30`.
    pub with: &'a [(String, String)],
    /// Of a rule that is counted back: the day given is that of the act, and the first hearing is asked.
    pub to_hearing: bool,
}

/// A term with the rule that it follows, as the facts made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The rule in force on the day of the event.
    pub rule: Rule,
    /// The outcome.
    pub computed: Computed,
    /// The version of the catalogue in which the rule stands.
    pub law_version: u32,
}

/// Why a term has no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEnd {
    /// The catalogue has no such rule, or not for an event of that day.
    Rule(LawError),
    /// The rule cannot be told such a fact.
    Fact(WrongFact),
    /// What was given is not what the rule asks.
    Trigger(Refusal),
}

impl NoEnd {
    /// Says what is missing and what to do next.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            NoEnd::Trigger(why) => why.text(lang),
            NoEnd::Fact(why) => why.text(lang),
            NoEnd::Rule(why) => why.text(lang),
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

    /// Gives every rule that is not the same in another law book, and the calendar when that is another one.
    #[must_use]
    pub fn changes(&self, other: &LawBook) -> Vec<RuleChange> {
        let calendar = law::of_calendars(&self.calendar, &other.calendar);
        calendar.into_iter().chain(self.law.changes(&other.law)).collect()
    }

    /// Computes a term as a case holds it: the rule's name (`hb`, or `dagv_mk/openbare_orde` for one of its
    /// variants) and what it runs from.
    ///
    /// # Errors
    /// [`NoEnd`] says what is missing.
    pub fn compute(&self, rule: &str, from: &str) -> Result<Computed, NoEnd> {
        Ok(self.of_case(rule, from)?.computed)
    }

    /// Computes a term as a case holds it, and gives the rule that it follows too.
    ///
    /// # Errors
    /// [`NoEnd`] says what is missing.
    pub fn of_case(&self, rule: &str, from: &str) -> Result<Answer, NoEnd> {
        let trigger: Trigger = from.parse().map_err(NoEnd::Trigger)?;
        self.answer_from(self.rule(rule, &trigger)?, &trigger)
    }

    /// Answers what a person asks. Of a rule that is counted back a bare day is that of the hearing or the end, unless the
    /// hearing is asked.
    ///
    /// # Errors
    /// [`NoEnd`] says what to fill in.
    pub fn answer(&self, ask: &Ask<'_>) -> Result<Answer, NoEnd> {
        let typed: Trigger =
            ask.from.parse().map_err(|why| self.known(ask.rule).err().unwrap_or(NoEnd::Trigger(why)))?;
        let rule = self.rule(ask.rule, &typed)?.with(ask.with).map_err(NoEnd::Fact)?;
        let back = rule.counting == Counting::Back;
        let trigger = match (typed, ask.to_hearing) {
            (_, true) if !back => return Err(NoEnd::Trigger(Refusal::NotCountedBack(Box::new(rule)))),
            (Trigger::Anchor(hearing), true) => return Err(NoEnd::Trigger(Refusal::BothEnds(hearing))),
            (Trigger::Day(_) | Trigger::Moment(_), true) => typed.as_act(),
            (Trigger::Day(_) | Trigger::Moment(_), false) if back => typed.as_anchor(),
            _ => typed,
        };
        self.answer_from(rule, &trigger)
    }

    fn answer_from(&self, rule: Rule, trigger: &Trigger) -> Result<Answer, NoEnd> {
        let computed = deadlines::compute(&rule, trigger, &self.calendar).map_err(NoEnd::Trigger)?;
        Ok(Answer { rule, computed, law_version: self.law.version() })
    }

    fn known(&self, name: &str) -> Result<(), NoEnd> {
        let id = name.split_once('/').map_or(name, |(id, _)| id);
        self.law.newest(id).map(|_| ()).map_err(NoEnd::Rule)
    }

    fn rule(&self, name: &str, trigger: &Trigger) -> Result<Rule, NoEnd> {
        let (id, variant) = name.split_once('/').map_or((name, None), |(id, variant)| (id, Some(variant)));
        let rule = self.law.rule(id, trigger.date()).map_err(NoEnd::Rule)?;
        match variant {
            None => Ok(rule.clone()),
            Some(variant) => rule.variant(variant).ok_or_else(|| {
                NoEnd::Fact(WrongFact::NoVariant {
                    rule: Box::new(rule.clone()),
                    variant: variant.to_owned(),
                })
            }),
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

    fn ask<'a>(rule: &'a str, from: &'a str, to_hearing: bool) -> Ask<'a> {
        Ask { rule, from, with: &[], to_hearing }
    }

    #[test]
    fn a_bare_day_of_a_rule_counted_back_is_the_hearing_and_the_answer_says_so() {
        let book = dutch();
        let act = book.answer(&ask("dagv_pr", "29-12-2026", false)).unwrap();
        assert_eq!(act.computed.earliest.to_string(), "2026-12-23");
        let said = act.computed.answers(&act.rule, Lang::Nl);
        assert_eq!(
            said,
            "Laatste dag voor betekening van de dagvaarding, bij een zitting of einde op di 29-12-2026"
        );
        let hearing = book.answer(&ask("dagv_pr", "23-12-2026", true)).unwrap();
        assert_eq!(hearing.computed.earliest.to_string(), "2026-12-29");
        let said = hearing.computed.answers(&hearing.rule, Lang::En);
        assert_eq!(
            said,
            "First day for the hearing or the end, after Wed 23-12-2026 (service of the summons)"
        );
        assert_eq!(book.answer(&ask("dagv_pr", "betekening:23-12-2026", false)).unwrap(), hearing);
        assert_eq!(book.answer(&ask("dagv_pr", "zitting:2026-12-29", false)).unwrap(), act);
    }

    #[test]
    fn what_cannot_be_computed_is_refused_in_both_languages_with_what_to_fill_in() {
        let refused = [
            (
                ask("hb", "29-02-2026", false),
                "Die maand eindigt op 28-02-2026",
                "That month ends on 28-02-2026",
            ),
            (ask("hb", "2026-02-29", false), "De dag 2026-02-29 bestaat niet", "There is no day 2026-02-29"),
            (
                ask("hb", "31-11-2026", false),
                "Die maand eindigt op 30-11-2026",
                "That month ends on 30-11-2026",
            ),
            (ask("hb", "01-13-2026", false), "een jaar heeft 12 maanden", "a year has 12 months"),
            (
                ask("ivs", "31-04-2026 22:00", false),
                "De dag 31-04-2026 bestaat niet",
                "There is no day 31-04-2026",
            ),
            (ask("ivs", "29-03-2026 02:30", false), "bestond 02:30 niet", "There was no 02:30"),
            (
                ask("ivs", "24-11-2026", false),
                "op de opdrachtregel 2026-11-24T22:00",
                "on the command line 2026-11-24T22:00",
            ),
            (ask("ivs", "24-11-2026 22", false), "is geen dag en geen tijdstip", "is no day and no moment"),
            (ask("hb", "23-11-26", false), "is geen dag en geen tijdstip", "is no day and no moment"),
            (ask("hb", "zitting:2026-11-24", false), "wordt niet teruggerekend", "is not counted back"),
            (ask("hb", "2026-11-24", true), "wordt niet teruggerekend", "is not counted back"),
            (
                ask("dagv_pr", "zitting:2026-11-24", true),
                "is de dag van de zitting",
                "is the day of the hearing",
            ),
            (ask("dagvpr", "2026-11-24", true), "Bedoelt u `dagv_pr`", "Do you mean `dagv_pr`"),
            (ask("dagvpr", "morgen", true), "Bedoelt u `dagv_pr`", "Do you mean `dagv_pr`"),
            (
                ask("verjaring", "2026-11-24", false),
                "met zijn variant: `verjaring/overtreding`",
                "with its variant: `verjaring/overtreding`",
            ),
            (
                ask("exec_14", "2019-11-24", false),
                "geldt niet voor een gebeurtenis",
                "does not apply to an event",
            ),
        ];
        for (ask, nl, en) in refused {
            let why = dutch().answer(&ask).unwrap_err();
            assert!(why.text(Lang::Nl).contains(nl), "{ask:?}: {}", why.text(Lang::Nl));
            assert!(why.text(Lang::En).contains(en), "{ask:?}: {}", why.text(Lang::En));
        }
    }

    #[test]
    fn a_leap_day_is_a_day_like_any_other() {
        let end = |rule, from| dutch().answer(&ask(rule, from, false)).unwrap().computed.earliest.to_string();
        assert_eq!(end("hb", "29-02-2028"), "2028-03-14");
        assert_eq!(end("hb", "15-02-2028"), "2028-02-29");
        assert_eq!(end("ivs", "2028-02-27 10:00"), "2028-03-01T10:00:00+01:00");
    }

    #[test]
    fn an_event_of_tomorrow_is_warned_of_unless_it_can_be_planned() {
        let now = "2026-11-25T09:00:00+01:00".parse().unwrap();
        let warned = |rule, from, to_hearing| {
            let answer = dutch().answer(&ask(rule, from, to_hearing)).unwrap();
            answer.rule.ahead(&answer.computed.trigger, &now, Lang::En)
        };
        assert!(warned("voorgeleiding", "2026-11-26 10:00", false).unwrap().contains("lies in the future"));
        assert!(warned("hb", "2026-11-26", false).is_some());
        assert!(warned("dagv_pr", "2026-11-26", true).is_some());
        for (rule, from) in [("dagv_pr", "2026-12-26"), ("tbs_verl", "2027-12-26"), ("hb", "2026-11-25")] {
            assert_eq!(warned(rule, from, false), None, "{rule}");
        }
        assert_eq!(warned("ivs_verl", "2026-11-26 10:00", false), None);
    }
}
