//! The why-sheet on screen: a computed term, both readings and each step to them.

use crate::rows::Reader;
use crate::say::{self, Stake};
use noodbrug_core::deadlines::{Certainty, Computed, Doubt, End, Step, Trigger};
use noodbrug_core::law::{Rule, Side};
use noodbrug_core::lawbook::Answer;
use noodbrug_core::text::Lang;
use noodbrug_office::custody_effect::ClockWhy;
use noodbrug_office::papers::entered_words;
use noodbrug_ui::{TermAnswer, TermStep, Tone};
use slint::SharedString;

/// Writes the why-sheet of a computed term; red when it is about custody and nearly over.
pub(crate) fn answer(reader: &Reader, answer: &Answer, stake: Stake) -> TermAnswer {
    let Answer { rule, computed, law_version } = answer;
    let lang = reader.lang;
    let shown = computed.shown();
    let (left, tone) = say::left(&reader.now, Some(&shown.moment()), stake, lang);
    TermAnswer {
        shown: true,
        title: rule.name.get(lang).into(),
        article: rule.article.as_str().into(),
        trigger: slint::format!("{}: {}", rule.trigger.get(lang), trigger(computed, lang)),
        answer: slint::format!("{} {}", side(computed, rule, lang), in_words(&shown, lang)),
        left,
        earliest: computed.earliest.text(lang).into(),
        latest: computed.latest.text(lang).into(),
        certainty: certainty(computed, lang).into(),
        tone: if tone == Tone::Danger { Tone::Danger } else { Tone::Neutral },
        if_missed: rule.if_missed.get(lang).into(),
        protects: sides(&rule.loses, lang).into(),
        source: source(rule, *law_version, lang),
        steps: say::model(steps(computed, lang)),
    }
}

/// Writes the why-sheet of a custody clock, which follows from an act and not from a typed day.
pub(crate) fn clock(reader: &Reader, why: &ClockWhy) -> TermAnswer {
    let (lang, clock) = (reader.lang, &why.clock);
    let (left, tone) = say::left(&reader.now, Some(&clock.earliest), Stake::Custody, lang);
    let steps = clock.steps.iter().map(|step| step_line(step, lang));
    let doubts = clock.certainty.doubts().iter().map(|doubt| doubt_line(doubt, lang));
    let entered = entered_words(&why.said, lang);
    let trigger = [clock.started_by.text(lang), entered];
    let trigger = trigger.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let gone = || lang.pick("Deze regel staat niet in de wet.", "This rule is not in the law.").into();
    let rule = why.rule.as_ref();
    TermAnswer {
        shown: true,
        title: clock.name.get(lang).into(),
        article: clock.article.as_str().into(),
        trigger: crate::moments::capital(&trigger).into(),
        answer: slint::format!(
            "{} {}",
            lang.pick("Uiterlijk", "At the latest"),
            in_words(&End::Moment(clock.earliest), lang)
        ),
        left,
        earliest: say::when(&clock.earliest, lang),
        latest: say::when(&clock.latest, lang),
        certainty: clock.warning(lang).unwrap_or_else(|| lang.pick("Zeker", "Certain")).into(),
        tone: if tone == Tone::Danger { Tone::Danger } else { Tone::Neutral },
        if_missed: clock.if_missed.get(lang).into(),
        protects: rule.map_or_else(gone, |rule| sides(&rule.loses, lang).into()),
        source: rule.map_or_else(gone, |rule| source(rule, why.law_version, lang)),
        steps: say::model(steps.chain(doubts).collect()),
    }
}

/// Says in which text a rule was read, whether a jurist signed it off, and in which version of the table it stands.
fn source(rule: &Rule, law_version: u32, lang: Lang) -> SharedString {
    slint::format!(
        "{} ({}) · {} {law_version}",
        rule.read.get(lang),
        rule.review.label(lang),
        lang.pick("wetstabel versie", "law table version")
    )
}

/// A hearing that is counted from its service has a first day, all else a last one.
fn side(computed: &Computed, rule: &Rule, lang: Lang) -> &'static str {
    match computed.trigger {
        _ if rule.not_before => lang.pick("Niet eerder dan na", "Not before the end of"),
        Trigger::Act(_) => lang.pick("Niet eerder dan", "Not before"),
        _ => lang.pick("Uiterlijk", "At the latest"),
    }
}

fn step_line(step: &Step, lang: Lang) -> TermStep {
    TermStep {
        text: step.sentence(lang).into(),
        date: step.to().map(|end| end.text(lang)).unwrap_or_default().into(),
    }
}

fn trigger(computed: &Computed, lang: Lang) -> String {
    let text = computed.trigger.to_string();
    text.parse::<noodbrug_core::moment::Moment>()
        .map(|moment| say::when(&moment, lang).to_string())
        .unwrap_or_else(|_| crate::moments::day_in_words(computed.trigger.date(), lang))
}

fn in_words(end: &End, lang: Lang) -> String {
    match end {
        End::Day(day) => crate::moments::day_in_words(*day, lang),
        End::Moment(moment) => {
            let civil = moment.in_the_netherlands();
            let time = crate::moments::clock(civil.civil().time());
            format!("{} {} {time}", crate::moments::day_in_words(civil.date(), lang), lang.pick("om", "at"))
        }
    }
}

fn certainty(computed: &Computed, lang: Lang) -> String {
    match &computed.certainty {
        Certainty::Certain => lang.pick("Zeker", "Certain").to_owned(),
        Certainty::Uncertain(_) => computed.warning(lang).unwrap_or_default(),
    }
}

fn sides(sides: &[Side], lang: Lang) -> String {
    sides.iter().map(|side| crate::moments::capital(side.label(lang))).collect::<Vec<_>>().join(", ")
}

fn steps(computed: &Computed, lang: Lang) -> Vec<TermStep> {
    let counted = computed.steps.iter().map(|step| step_line(step, lang));
    let doubts = computed.certainty.doubts().iter().map(|doubt| doubt_line(doubt, lang));
    counted.chain(doubts).collect()
}

fn doubt_line(doubt: &Doubt, lang: Lang) -> TermStep {
    TermStep {
        text: slint::format!("{}: {}", lang.pick("Twijfel", "Doubt"), doubt.text(lang)),
        date: SharedString::new(),
    }
}
