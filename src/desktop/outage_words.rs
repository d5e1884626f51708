//! The outage in words: what was declared, how far each process works, what to do then, what stands open.

use crate::moments::capital;
use crate::rows::row;
use crate::say::{self, fact};
use noodbrug_core::incident::{About, Act, Blocker};
use noodbrug_core::moment::{Moment, moment_text, span_text};
use noodbrug_core::text::Lang;
use noodbrug_office::incident::{Declared, Incident, Level, Process};
use noodbrug_ui::{Fact, OpenKind, OpenThing, TableRow, Tone};
use slint::SharedString;

/// Says what to do while a process works only so far.
pub(crate) fn advice(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Dark => lang.pick(
            "Werk hier en op papier. Formulieren en het noodpakket staan bij Noodproces.",
            "Work here and on paper. Forms and the fallback pack are at Emergency process.",
        ),
        Level::ReadOnly => lang.pick(
            "Kijk in het bronsysteem wat er staat. Voer nieuw werk hier in.",
            "Look in the source system for what stands there. Enter new work here.",
        ),
        Level::Partly => lang.pick(
            "Vraag per handeling of het werkt. Voer hier in wat daar niet kan.",
            "Ask for each act whether it works. Enter here what cannot be done there.",
        ),
        Level::Submitted => lang.pick(
            "Wacht op bevestiging. Stuur niets twee keer en bel bij haast.",
            "Wait for a confirmation. Send nothing twice, and call when it is urgent.",
        ),
        Level::Normal => lang.pick(
            "Werk weer in het bronsysteem. Zet er ook in wat hier is gedaan.",
            "Work in the source system again. Key in what was done here as well.",
        ),
    }
}

const fn tone(level: Level) -> Tone {
    match level {
        Level::Dark => Tone::Offline,
        Level::ReadOnly | Level::Submitted => Tone::Info,
        Level::Partly => Tone::Warn,
        Level::Normal => Tone::Good,
    }
}

fn at(moment: &Moment, lang: Lang) -> String {
    moment_text(&moment.in_the_netherlands(), lang)
}

/// Names who declared something, and where.
fn who(declared: &Declared, lang: Lang) -> String {
    let said = &declared.said;
    format!("{} ({}), {}, {}", said.by, said.role.label(lang), at(&said.at, lang), said.ws)
}

/// Says in a line whether there is an outage.
pub(crate) fn summary(incident: Option<&Incident>, lang: Lang) -> String {
    let since = |incident: &Incident| incident.since().map(|since| at(&since, lang)).unwrap_or_default();
    match incident {
        Some(open) if !open.is_closed() => {
            format!("{} {}", lang.pick("Uitval sinds", "Outage since"), since(open))
        }
        _ => lang.pick("Er is nu geen uitval afgekondigd.", "No outage is declared now.").to_owned(),
    }
}

/// Tells what was declared of an outage as a whole: since when, by whom, why, and when it was closed.
pub(crate) fn facts(incident: &Incident, now: &Moment, lang: Lang) -> Vec<Fact> {
    let mut facts = Vec::new();
    for declared in &incident.opened {
        let since = declared.since();
        let label = match incident.is_closed() {
            true => lang.pick("Laatste uitval", "Last outage"),
            false => lang.pick("Uitval sinds", "Outage since"),
        };
        let lasts = match incident.is_closed() {
            true => String::new(),
            false => format!(", {} {}", span_text(&since, now, lang), lang.pick("geleden", "ago")),
        };
        facts.push(fact(label, format!("{}{lasts}", at(&since, lang))));
        if let Act::Open { cause, .. } = &declared.act {
            facts.push(fact(lang.pick("Wat en waardoor", "What and why"), cause.as_str()));
        }
        facts.push(fact(lang.pick("Afgekondigd door", "Declared by"), who(declared, lang)));
    }
    for declared in &incident.closed {
        facts.push(fact(lang.pick("Afgesloten", "Closed"), at(&declared.since(), lang)));
        facts.push(fact(lang.pick("Afgesloten door", "Closed by"), who(declared, lang)));
        if let Act::Close { left, .. } = &declared.act {
            let stayed = lang.pick("Bleef open", "Stayed open");
            let line = |(blocker, left): (&Blocker, &noodbrug_office::incident::Left)| {
                fact(
                    stayed,
                    format!("{}: {}. {}", blocker.label(lang), say::count(left.count, lang), left.why),
                )
            };
            facts.extend(left.iter().map(line));
        }
    }
    facts
}

/// Names a row of the table of states.
pub(crate) fn about_id((process, partner): &About) -> String {
    format!("{}/{}", process.word(), partner.as_deref().unwrap_or_default())
}

/// Reads the name of a row.
pub(crate) fn about_of(id: &str) -> Option<About> {
    let (process, partner) = id.split_once('/')?;
    let partner = Some(partner.to_owned()).filter(|name| !name.is_empty());
    Some((Process::parse(process)?, partner))
}

/// Lists the states, process by process; one of which nobody said anything stands there as well.
pub(crate) fn states(incident: &Incident, lang: Lang) -> Vec<TableRow> {
    let of = |process: &Process| {
        let told: Vec<TableRow> = incident
            .states
            .iter()
            .filter(|((known, _), _)| known == process)
            .map(|(about, declared)| state(about, declared, lang))
            .collect();
        if told.is_empty() { vec![state(&(*process, None), &[], lang)] } else { told }
    };
    Process::ALL.iter().flat_map(of).collect()
}

fn state(about: &About, declared: &[Declared], lang: Lang) -> TableRow {
    let since = declared.iter().map(Declared::since).max_by_key(Moment::unix);
    let mut by: Vec<&str> = declared.iter().map(|declared| declared.said.by.as_str()).collect();
    by.dedup();
    let cells = vec![
        SharedString::default(),
        capital(about.0.label(lang)).into(),
        about.1.as_deref().unwrap_or_default().into(),
        since.map(|since| at(&since, lang)).unwrap_or_default().into(),
        by.join(", ").into(),
    ];
    let (word, tone) = match level_of(declared) {
        Some(level) => (capital(level.label(lang)), tone(level)),
        None if declared.is_empty() => (lang.pick("Niets over gezegd", "Nothing said").into(), Tone::Neutral),
        None => (lang.pick("Niet beslist", "Not decided").into(), Tone::Warn),
    };
    row(about_id(about), cells, (word.into(), tone))
}

fn level_of(declared: &[Declared]) -> Option<Level> {
    match declared {
        [Declared { act: Act::State { level, .. }, .. }] => Some(*level),
        _ => None,
    }
}

/// Names what a state is about.
pub(crate) fn about_name((process, partner): &About, lang: Lang) -> String {
    let process = capital(process.label(lang));
    partner.as_ref().map_or_else(|| process.clone(), |partner| format!("{process}, {partner}"))
}

/// Tells all of a state: every word on it, with who said it, and what to do.
pub(crate) fn state_facts(incident: &Incident, about: &About, lang: Lang) -> Vec<Fact> {
    let declared = incident.states.get(about).map(Vec::as_slice).unwrap_or_default();
    let mut facts = Vec::new();
    for one in declared {
        let Act::State { level, note, .. } = &one.act else { continue };
        let remark = if note.is_empty() { String::new() } else { format!(". {note}") };
        facts.push(fact(&at(&one.since(), lang), format!("{}{remark}", capital(level.label(lang)))));
        facts.push(fact(lang.pick("Gezegd door", "Said by"), who(one, lang)));
    }
    let todo = match level_of(declared) {
        Some(level) => advice(level, lang),
        None if declared.is_empty() => lang.pick(
            "Zoek uit hoe ver dit werkt en leg de stand vast.",
            "Find out how far this works, and declare its state.",
        ),
        None => lang.pick(
            "Dit spreekt elkaar tegen. Bel met elkaar en leg één stand vast.",
            "These contradict each other. Call each other and declare one state.",
        ),
    };
    facts.push(fact(lang.pick("Wat te doen", "What to do"), todo));
    facts
}

/// Gives the window's word for what keeps an outage from being closed.
pub(crate) const fn kind(blocker: Blocker) -> OpenKind {
    match blocker {
        Blocker::Conflicts => OpenKind::Conflicts,
        Blocker::Unconfirmed => OpenKind::Unconfirmed,
        Blocker::BackEntry => OpenKind::BackEntry,
        Blocker::States => OpenKind::States,
    }
}

/// Gives what the window's word stands for.
pub(crate) const fn blocker(kind: OpenKind) -> Blocker {
    match kind {
        OpenKind::Conflicts => Blocker::Conflicts,
        OpenKind::Unconfirmed => Blocker::Unconfirmed,
        OpenKind::BackEntry => Blocker::BackEntry,
        OpenKind::States => Blocker::States,
    }
}

/// Makes the figure of what stands open.
pub(crate) fn thing(blocker: Blocker, count: u64, lang: Lang) -> OpenThing {
    OpenThing {
        kind: kind(blocker),
        count: say::count(count, lang).into(),
        text: blocker.label(lang).into(),
        open: count > 0,
    }
}

/// Asks why something may stay open.
pub(crate) fn question(blocker: Blocker, count: u64, lang: Lang) -> String {
    let why = lang.pick("waarom mag dit open blijven?", "why may this stay open?");
    format!("{} ({}): {why}", capital(blocker.label(lang)), say::count(count, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_row_is_read_back_with_a_partner_that_has_a_stroke_in_its_name() {
        let with = (Process::Hearings, Some("Rechtbank A/B".to_owned()));
        let without = (Process::Custody, None);
        for about in [with, without] {
            assert_eq!(about_of(&about_id(&about)), Some(about));
        }
        assert_eq!(about_of("iets-anders/"), None);
    }

    #[test]
    fn each_blocker_has_a_word_of_the_window_that_leads_back_to_it() {
        for one in Blocker::ALL {
            assert_eq!(blocker(kind(*one)), *one);
        }
    }
}
