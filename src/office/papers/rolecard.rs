//! A role card on paper: one page, to tick off with a pen.

use super::Letterhead;
use crate::rolecards::{Around, Done, Phase, RoleCard, Step};
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Block, Check, Heading, Icon, Level, Paper, Text, Tick};
use noodbrug_core::text::Lang;

/// Makes the card of a role.
#[must_use]
pub fn role_card(head: &Letterhead, card: &RoleCard, around: &Around) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Rolkaart", "Role card"), "rolkaart");
    paper.title = format!("{}: {}", lang.pick("Rolkaart", "Role card"), card.title(lang));
    paper.subtitle = Some(head.office.clone()).filter(|office| !office.is_empty());
    let short: String = card.digest.to_string().chars().take(8).collect();
    let numbers = match &around.contacts {
        Some(found) => found.signed_text(lang),
        None => lang.pick("Er zijn nog geen nummers.", "There are no numbers yet.").to_owned(),
    };
    let version = lang.pick("Rolkaart versie", "Role card version");
    paper.rests_on = Some(format!("{version} {} ({short}). {numbers}", card.version));
    for lack in &around.lacks {
        paper.push(Block::Notice(Text::new().then_flag(Icon::Warning, lack.pick(lang))));
    }
    for phase in Phase::ALL {
        let title = phase.label(lang).to_owned();
        paper.push(Block::Heading(Heading { level: Level::One, text: title }));
        let checks = card.of_phase(*phase).map(|step| check(head, (card, step), around));
        paper.push(Block::Checks(checks.collect()));
    }
    paper.push(Block::Paragraph(closing(lang).into()));
    paper
}

fn closing(lang: Lang) -> &'static str {
    lang.pick(
        "Zet bij elke stap uw paraaf en de tijd. Afvinken in het programma: noodbrug rolecard tick.",
        "Put your initials and the time at each step. Ticking off in the program: noodbrug rolecard tick.",
    )
}

fn check(head: &Letterhead, (card, step): (&RoleCard, &Step), around: &Around) -> Check {
    let lang = head.lang;
    let done = around.done(card, step);
    let mut text = Text::from(step.words(lang)).then_quiet(&format!("  {}", step.id));
    for line in lines(head, step, around) {
        text = text.line().then_quiet(&line);
    }
    if let Some(done) = done {
        text = text.line().then_bold(&done_text(done, lang));
    }
    Check { tick: if done.is_some() { Tick::Done } else { Tick::Open }, text }
}

/// Says who ticked a step off.
#[must_use]
pub(crate) fn done_text(done: &Done, lang: Lang) -> String {
    let at = moment_text(&done.at.in_the_netherlands(), lang);
    let note = if done.note.is_empty() { String::new() } else { format!(": {}", done.note) };
    format!("{} · {at}{note}", done.by)
}

/// What stands under a step: numbers, and forms.
pub(crate) fn lines(head: &Letterhead, step: &Step, around: &Around) -> Vec<String> {
    let lang = head.lang;
    let mut lines = Vec::new();
    let numbers = around.numbers(step, head.now());
    let known = numbers.iter().map(|(name, number)| format!("{name} {number}"));
    let missing =
        around.without_number(step).into_iter().map(|kind| format!("{} ______________", kind.label(lang)));
    let all: Vec<String> = known.chain(missing).collect();
    if !all.is_empty() {
        lines.push(format!("{} {}", lang.pick("Bel:", "Call:"), all.join(" · ")));
    }
    if !step.forms.is_empty() {
        let names: Vec<&str> = step.forms.iter().map(|form| form.label(lang)).collect();
        lines.push(format!("{} {}", lang.pick("Formulier:", "Form:"), names.join(" · ")));
    }
    lines
}
