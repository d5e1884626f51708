//! The calculator of terms: a rule of the law, the day it runs from, and the why-sheet.
//!
//! It works without any office: it may be used before a store is open, and keeps nothing by itself.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::rows::Reader;
use crate::say::{self, Stake};
use crate::{look, moments, why};
use noodbrug_core::deadlines::Trigger;
use noodbrug_core::law::{Counting, Rule};
use noodbrug_core::lawbook::{Answer, LawBook};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_ui::{MainWindow, TermAnswer, TermQuestion, Terms};
use slint::ComponentHandle;

/// One line of the list of rules: a rule, or one of its variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// `hb`, or `dagv_mk/openbare-orde`.
    pub(crate) name: String,
    /// As the list shows it.
    pub(crate) text: String,
    /// What it runs from.
    pub(crate) hint: String,
    /// A time of day is wanted.
    pub(crate) time: bool,
    /// It is nothing without one.
    needs: bool,
    /// It is counted back from a hearing.
    pub(crate) back: bool,
}

/// Lists the rules in the order of the law table, newest text of each.
pub(crate) fn choices(law: &LawBook, lang: Lang) -> Vec<Choice> {
    let mut out: Vec<Choice> = Vec::new();
    for rule in law.law.rules() {
        if out.iter().any(|choice| choice.name == rule.id.as_str()) {
            continue;
        }
        if rule.length.is_some() || rule.variants.is_empty() {
            out.push(choice(rule, rule.id.as_str().to_owned(), None, lang));
        }
        for variant in &rule.variants {
            let name = format!("{}/{}", rule.id.as_str(), variant.id);
            out.push(choice(rule, name, Some(variant.name.get(lang)), lang));
        }
    }
    out
}

fn choice(rule: &Rule, name: String, variant: Option<&str>, lang: Lang) -> Choice {
    let base = rule.name.get(lang);
    Choice {
        name,
        text: variant.map_or_else(|| base.to_owned(), |variant| format!("{base}: {variant}")),
        hint: format!(
            "{}: {} ({})",
            lang.pick("Loopt vanaf", "Runs from"),
            rule.trigger.get(lang),
            rule.article
        ),
        time: rule.trigger_kind.wants_time(),
        needs: rule.trigger_kind.needs_time(),
        back: rule.counting == Counting::Back,
    }
}

/// Connects the calculator; `choices` is the list the window shows.
pub(crate) fn connect(window: &MainWindow, desk: &Bridge<Desk>) {
    fill(window, desk);
    let bridge = desk.clone();
    window.global::<Terms>().on_rule_chosen(move |rule| {
        let lang = look::lang_of(&bridge.window());
        let number = usize::try_from(rule).unwrap_or_default();
        bridge.ask(Lane::Calculator, move |desk| choices(&desk.law, lang).into_iter().nth(number), describe);
    });
    let bridge = desk.clone();
    window.global::<Terms>().on_compute(move |question| {
        let lang = look::lang_of(&bridge.window());
        bridge.ask(Lane::Calculator, move |desk| compute(desk, &question, lang), show);
    });
}

/// Puts the rules in the window's language.
pub(crate) fn fill(window: &MainWindow, desk: &Bridge<Desk>) {
    let lang = look::lang(window);
    let chosen = usize::try_from(window.global::<Terms>().get_rule()).unwrap_or_default();
    desk.ask(
        Lane::Calculator,
        move |desk| choices(&desk.law, lang),
        move |window, choices| {
            window.global::<Terms>().set_rules(say::choices(choices.iter().map(|choice| &choice.text)));
            describe(window, choices.into_iter().nth(chosen));
        },
    );
}

fn describe(window: &MainWindow, choice: Option<Choice>) {
    let Some(choice) = choice else { return };
    let terms = window.global::<Terms>();
    terms.set_rule_hint(choice.hint.into());
    terms.set_needs_time(choice.time);
    terms.set_counted_back(choice.back);
    terms.set_answer(TermAnswer::default());
    terms.set_problem(Default::default());
}

/// A term as the worker computed it: plain values that may cross the bridge.
struct Outcome {
    reader: Reader,
    answer: Answer,
}

fn show(window: &MainWindow, outcome: Result<Outcome, Complaint>) {
    let lang = look::lang(window);
    let terms = window.global::<Terms>();
    match outcome {
        Ok(outcome) => {
            terms.set_problem(Default::default());
            terms.set_answer(why::answer(&outcome.reader, &outcome.answer, Stake::Other));
        }
        Err(complaint) => {
            terms.set_answer(TermAnswer::default());
            terms.set_problem(complaint.text(lang).into());
        }
    }
}

/// Reads what was filled in and computes the term.
fn compute(desk: &mut Desk, question: &TermQuestion, lang: Lang) -> Result<Outcome, Complaint> {
    let number = usize::try_from(question.rule).unwrap_or_default();
    let choice = choices(&desk.law, lang)
        .into_iter()
        .nth(number)
        .ok_or_else(|| Complaint::refused("Kies eerst een termijn.", "Choose a term first."))?;
    let reader = Reader { lang, now: desk.clock.now()? };
    let from = trigger(question, &choice, &reader)?.written();
    let answer = noodbrug_office::law::of_case(&desk.law, &choice.name, &from)?;
    desk.last_term = Some((choice.name, from));
    desk.last_of = None;
    Ok(Outcome { reader, answer })
}

fn trigger(question: &TermQuestion, choice: &Choice, reader: &Reader) -> Result<Trigger, Complaint> {
    let today = reader.now.in_the_netherlands().date();
    let day = moments::read_day(&question.day, today).ok_or_else(|| {
        Complaint::refused(
            "De dag is niet te lezen. Typ bijvoorbeeld 23-11-2026.",
            "The day cannot be read. Type for example 23-11-2026.",
        )
    })?;
    if choice.back {
        let trigger = Trigger::Day(day);
        return Ok(if question.end == 1 { trigger.as_anchor() } else { trigger.as_act() });
    }
    if choice.needs && question.time.trim().is_empty() {
        return Err(Complaint::refused(
            "Deze termijn loopt vanaf een tijdstip. Vul ook de tijd in, bijvoorbeeld 22:00.",
            "This term runs from a moment. Fill in the time too, for example 22:00.",
        ));
    }
    if !choice.time || question.time.trim().is_empty() {
        return Ok(Trigger::Day(day));
    }
    let time = moments::read_time(&question.time).ok_or_else(|| {
        Complaint::refused(
            "De tijd is niet te lezen. Typ bijvoorbeeld 22:00.",
            "The time cannot be read. Type for example 22:00.",
        )
    })?;
    moments::moment(day, time).map(Trigger::Moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_office::clock::Clock;
    use std::path::PathBuf;

    fn desk() -> Desk {
        let clock = Clock::Fixed("2026-11-23T23:00:00+01:00".parse().unwrap());
        Desk::new(noodbrug_office::law::built_in().unwrap(), clock, PathBuf::new())
    }

    fn ask(rule: &str, day: &str, time: &str, end: i32) -> Result<TermAnswer, Complaint> {
        let mut desk = desk();
        let rule = choices(&desk.law, Lang::Nl).iter().position(|choice| choice.name == rule).unwrap();
        let question =
            TermQuestion { rule: i32::try_from(rule).unwrap(), day: day.into(), time: time.into(), end };
        compute(&mut desk, &question, Lang::Nl)
            .map(|outcome| why::answer(&outcome.reader, &outcome.answer, Stake::Other))
    }

    #[test]
    fn bringing_before_the_judge_is_ninety_hours_from_the_arrest() {
        let answer = ask("voorgeleiding", "23-11-2026", "22:00", -1).unwrap();
        assert_eq!(answer.answer, "Uiterlijk vrijdag 27 november 2026 om 16:00");
    }

    #[test]
    fn a_custody_term_without_a_time_asks_for_it() {
        let why = ask("voorgeleiding", "23-11-2026", "", -1).unwrap_err();
        assert!(why.text(Lang::Nl).contains("tijd"), "{}", why.text(Lang::Nl));
    }

    #[test]
    fn an_hour_that_the_clock_skips_is_said_so() {
        let why = ask("voorgeleiding", "29-03-2026", "02:30", -1).unwrap_err();
        assert!(why.text(Lang::Nl).contains("bestaat niet"));
    }

    #[test]
    fn a_day_that_does_not_exist_is_answered_with_an_example() {
        assert!(ask("hb", "31-04-2026", "", -1).unwrap_err().text(Lang::Nl).contains("23-11-2026"));
    }

    #[test]
    fn every_rule_of_the_law_can_be_chosen_once() {
        let choices = choices(&desk().law, Lang::Nl);
        let mut names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(all >= 72, "{all}");
    }
}
