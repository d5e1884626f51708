//! The why-sheet of a term: what it was computed from, every step, both readings, for a jurist to check.

use super::{Letterhead, last_moment};
use crate::custody_effect::ClockWhy;
use crate::law::version_text;
use crate::views::CaseLabel;
use noodbrug_core::deadlines::{Doubt, Step, Trigger};
use noodbrug_core::lawbook::{Answer, LawBook};
use noodbrug_core::moment::{moment_text, weekday_date_text};
use noodbrug_core::print::{Block, Column, Fact, Group, Paper, Row, Table, Text};
use noodbrug_core::state::Said;
use noodbrug_core::text::Lang;

/// Says who entered what a term runs from, when, and in which entry of the journal; a source is named with its state.
#[must_use]
pub fn entered_words(said: &[Said], lang: Lang) -> String {
    let one = |said: &Said| {
        let at = moment_text(&said.at.in_the_netherlands(), lang);
        let id: String = said.event.to_string().chars().take(16).collect();
        match (&said.src, lang) {
            (Some(_), Lang::Nl) => format!("volgens bron {} (stand {at}), regel {id}", said.ws),
            (Some(_), Lang::En) => format!("says source {} (data of {at}), entry {id}", said.ws),
            (None, Lang::Nl) => format!("ingevoerd door {} op {at} ({}), regel {id}", said.by, said.ws),
            (None, Lang::En) => format!("entered by {} at {at} ({}), entry {id}", said.by, said.ws),
        }
    };
    said.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Makes the why-sheet of a term; `entered` says where its start comes from, when it is a case's. It rests on the law
/// table, not on data of a source.
#[must_use]
pub fn why_sheet(head: &Letterhead, book: &LawBook, answer: &Answer, entered: Option<&str>) -> Paper {
    let lang = head.lang;
    let Answer { rule, computed, .. } = answer;
    let mut paper = head.paper(("Termijn: waarom deze datum", "Term: why this date"), "termijn");
    paper.subtitle = Some(rule.name.get(lang).to_owned());
    paper.rests_on = Some(format!("{} {}", lang.pick("Wetstabel", "Law table"), version_text(book, lang)));
    paper.push(Block::Facts(facts(lang, book, answer, entered)));
    if let Some(warning) = computed.warning(lang) {
        paper.push(Block::Notice(doubts(&warning, computed.certainty.doubts(), lang)));
    }
    close(&mut paper, &computed.steps, lang);
    paper
}

/// Makes the why-sheet of a custody clock, which follows from an act of custody.
#[must_use]
pub fn clock_sheet(head: &Letterhead, book: &LawBook, why: &ClockWhy) -> Paper {
    let (lang, clock) = (head.lang, &why.clock);
    let mut paper = head.paper(("Termijn: waarom deze datum", "Term: why this date"), "termijn");
    paper.subtitle = Some(clock.name.get(lang).to_owned());
    paper.rests_on = Some(format!("{} {}", lang.pick("Wetstabel", "Law table"), version_text(book, lang)));
    paper.push(Block::Facts(clock_facts(lang, book, why)));
    if let Some(warning) = clock.warning(lang) {
        paper.push(Block::Notice(doubts(warning, clock.certainty.doubts(), lang)));
    }
    close(&mut paper, &clock.steps, lang);
    paper
}

/// The steps, and who reviewed them.
fn close(paper: &mut Paper, steps: &[Step], lang: Lang) {
    let row = |(index, step): (usize, &Step)| {
        Row::new(vec![index.saturating_add(1).to_string().into(), step.sentence(lang).into()])
    };
    let summary = lang.pick("De stappen van de berekening", "The steps of the computation");
    let columns = vec![
        Column::new(lang.pick("Stap", "Step"), 8).at_end(),
        Column::new(lang.pick("Wat", "What"), 92).naming(),
    ];
    let rows = steps.iter().enumerate().map(row).collect();
    paper.push(Block::Table(Table::new(summary, columns).with(Group::plain(rows))));
    let jurist = lang.pick("Getoetst door (jurist)", "Reviewed by (jurist)").to_owned();
    paper.push(Block::Signatures(vec![jurist]));
}

fn clock_facts(lang: Lang, book: &LawBook, why: &ClockWhy) -> Vec<Fact> {
    let clock = &why.clock;
    let shown = format!("{} {}", lang.pick("Uiterlijk", "At the latest"), last_moment(&clock.earliest, lang));
    let latest = match clock.earliest.unix() == clock.latest.unix() {
        true => lang.pick("gelijk aan de vroegste", "same as the earliest").to_owned(),
        false => last_moment(&clock.latest, lang),
    };
    let begin = [clock.started_by.text(lang), entered_words(&why.said, lang)];
    let begin = begin.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let mut facts = vec![
        Fact::new(lang.pick("Uitkomst", "Outcome"), Text::bold(&shown)),
        Fact::new(lang.pick("Hoe het staat", "How it stands"), clock.outcome.text(lang)),
        Fact::new(lang.pick("Persoon", "Person"), why.name.as_str()),
        Fact::new(lang.pick("Regel", "Rule"), clock.rule.to_string()),
        Fact::new(lang.pick("Artikel", "Article"), clock.article.as_str()),
        Fact::new(lang.pick("Begin", "Start"), begin),
        Fact::new(lang.pick("Vroegste lezing", "Earliest reading"), last_moment(&clock.earliest, lang)),
        Fact::new(lang.pick("Laatste lezing", "Latest reading"), latest),
        Fact::new(lang.pick("Als het misgaat", "If missed"), clock.if_missed.get(lang)),
    ];
    if let Some(rule) = &why.rule {
        let sides: Vec<&str> = rule.loses.iter().map(|side| side.label(lang)).collect();
        facts.push(Fact::new(lang.pick("Wie verliest het recht", "Who loses the right"), sides.join(", ")));
        facts.push(Fact::new(lang.pick("Gelezen tekst", "Text read"), rule.read.get(lang)));
        facts.push(Fact::new(lang.pick("Toetsing", "Review"), rule.review.label(lang)));
    }
    facts.push(Fact::new(lang.pick("Wetstabel", "Law table"), version_text(book, lang)));
    facts
}

/// Says whose case a sheet is about.
#[must_use]
pub fn of_case(label: &CaseLabel, lang: Lang) -> Block {
    Block::Facts(vec![
        Fact::new(lang.pick("Zaak", "Case"), Text::bold(&label.number)),
        Fact::new(lang.pick("Verdachte", "Suspect"), super::person(label)),
    ])
}

fn facts(
    lang: Lang,
    book: &LawBook,
    Answer { rule, computed, .. }: &Answer,
    entered: Option<&str>,
) -> Vec<Fact> {
    let typed = lang.pick("ingevuld door wie dit blad maakte", "filled in by whoever made this sheet");
    let typed = entered.unwrap_or(typed);
    let readings = match computed.earliest == computed.latest {
        true => lang.pick("gelijk aan de vroegste", "same as the earliest").to_owned(),
        false => computed.latest.text(lang),
    };
    let shown = format!("{}: {}", computed.answers(rule, lang), computed.shown().text(lang));
    let note = rule.note.as_ref().map(|note| Fact::new(lang.pick("Let op", "Mind"), note.get(lang)));
    let facts = [
        Fact::new(lang.pick("Uitkomst", "Outcome"), Text::bold(&shown)),
        Fact::new(lang.pick("Regel", "Rule"), format!("{} · {}", rule.id, rule.counting.label(lang))),
        Fact::new(lang.pick("Artikel", "Article"), computed.article.as_str()),
        Fact::new(lang.pick("Loopt vanaf", "Runs from"), rule.trigger.get(lang)),
        Fact::new(lang.pick("Begin", "Start"), format!("{} · {typed}", begin(&computed.trigger, lang))),
        Fact::new(lang.pick("Vroegste lezing", "Earliest reading"), computed.earliest.text(lang)),
        Fact::new(lang.pick("Laatste lezing", "Latest reading"), readings),
        Fact::new(lang.pick("Veilige kant", "Safe side"), computed.safe.label(lang)),
        Fact::new(lang.pick("Als het misgaat", "If missed"), rule.if_missed.get(lang)),
        Fact::new(lang.pick("Gelezen tekst", "Text read"), rule.read.get(lang)),
        Fact::new(lang.pick("Toetsing", "Review"), rule.review.label(lang)),
        Fact::new(lang.pick("Wetstabel", "Law table"), version_text(book, lang)),
    ];
    facts.into_iter().chain(note).collect()
}

fn begin(trigger: &Trigger, lang: Lang) -> String {
    match trigger {
        Trigger::Moment(moment) => moment_text(moment, lang),
        day => weekday_date_text(day.date(), lang),
    }
}

fn doubts(warning: &str, doubts: &[Doubt], lang: Lang) -> Text {
    let text = Text::bold(warning);
    doubts.iter().fold(text, |text, doubt| text.line().then(&doubt.text(lang)))
}
