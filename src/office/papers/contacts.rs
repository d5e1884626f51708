//! Contacts and who is on duty, on paper.

use super::Letterhead;
use crate::contacts::Contacts;
use noodbrug_core::contact::{Contact, Duty, Trial};
use noodbrug_core::moment::{Moment, date_text, moment_text};
use noodbrug_core::print::{
    Block, Column, Group, Heading, Icon, Level, Orientation, Paper, Row, Table, Text,
};
use noodbrug_core::text::Lang;

/// How far ahead turns stand on paper.
const HOURS_AHEAD: i64 = 14 * 24;

/// Makes the list of contacts: the numbers by kind, who stands in, when each was tested, and the turns of two weeks.
#[must_use]
pub fn contacts(head: &Letterhead, found: &Contacts) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Contacten en piket", "Contacts and duty roster"), "contacten");
    paper.orientation = Orientation::Landscape;
    paper.subtitle = Some(head.office.clone());
    paper.rests_on = Some(found.signed_text(lang));
    let now = head.now();
    let today = now.in_the_netherlands().date();
    let waits = found.body.to_test(today).len();
    if waits > 0 {
        let words = lang.counted(waits as u64, ("nummer", "number"), ("nummers", "numbers"));
        let told = match lang {
            Lang::Nl => format!(
                "{words} om na te bellen: nooit getest, langer dan een jaar geleden, of niet bereikt."
            ),
            Lang::En => format!("{words} to try: never tested, over a year ago, or not reached."),
        };
        paper.push(Block::Notice(Text::new().then_flag(Icon::Warning, &told)));
    }
    let columns = vec![
        Column::new(lang.pick("Wie", "Who"), 30).naming(),
        Column::new(lang.pick("Overdag", "By day"), 20),
        Column::new(lang.pick("Buiten kantooruren", "Out of hours"), 20),
        Column::new("Fax", 18),
        Column::new(lang.pick("Vervanger", "Stands in"), 28),
        Column::new(lang.pick("Nu dienst", "On duty now"), 26),
        Column::new(lang.pick("Getest", "Tested"), 22),
    ];
    let rows = found.body.on_duty(now).into_iter().map(|on| {
        let note = on.contact.note.as_str();
        let name = Text::bold(on.name).line().then_quiet(on.contact.kind.label(lang));
        let name = if note.is_empty() { name } else { name.line().then_quiet(note) };
        let duty = on.duty.map(|duty| duty_text(duty, lang)).unwrap_or_default();
        Row::new(vec![
            name,
            on.contact.phone.as_str().into(),
            on.contact.night.as_str().into(),
            on.contact.fax.as_str().into(),
            on.contact.backup.as_str().into(),
            duty,
            tested(on.contact, today, lang),
        ])
    });
    let table = Table::new(lang.pick("Contacten op naam", "Contacts by name"), columns);
    paper.push(Block::Table(table.with(Group::plain(rows.collect()))));
    push_roster(&mut paper, found, now, lang);
    paper
}

fn duty_text(duty: &Duty, lang: Lang) -> Text {
    let until = moment_text(&duty.until.in_the_netherlands(), lang);
    let text = Text::bold(&duty.who);
    let text = if duty.phone.is_empty() { text } else { text.line().then(&duty.phone) };
    text.line().then_quiet(&format!("{} {until}", lang.pick("tot", "until")))
}

fn tested(contact: &Contact, today: chrono::NaiveDate, lang: Lang) -> Text {
    let trial = contact.trial(today);
    let icon = if trial == Trial::Good { Icon::Done } else { Icon::Warning };
    let text = Text::new().then_flag(icon, trial.label(lang));
    match &contact.tested {
        None => text,
        Some(tested) => {
            let who = format!("{} · {}", date_text(tested.on), tested.by);
            let text = text.line().then_quiet(&who);
            if tested.outcome.is_empty() { text } else { text.line().then_quiet(&tested.outcome) }
        }
    }
}

fn push_roster(paper: &mut Paper, found: &Contacts, now: &Moment, lang: Lang) {
    let end = now.plus_hours(HOURS_AHEAD);
    let ahead = |duty: &&Duty| duty.until.unix() > now.unix() && duty.from.unix() < end.unix();
    let mut turns: Vec<&Duty> = found.body.duties.iter().filter(ahead).collect();
    turns.sort_by_key(|duty| (duty.from.unix(), duty.contact.clone()));
    let title = lang.pick("Rooster van de komende twee weken", "Roster of the next two weeks");
    paper.push(Block::Heading(Heading { level: Level::One, text: title.to_owned() }));
    if turns.is_empty() {
        let none = lang.pick("Er staat geen dienst in het rooster.", "There is no turn in the roster.");
        return paper.push(Block::Paragraph(none.into()));
    }
    let columns = vec![
        Column::new(lang.pick("Van", "From"), 22).naming(),
        Column::new(lang.pick("Tot", "Until"), 22),
        Column::new(lang.pick("Contact", "Contact"), 32),
        Column::new(lang.pick("Wie", "Who"), 28),
        Column::new(lang.pick("Telefoon", "Telephone"), 24),
    ];
    let shown = |at: &Moment| Text::from(moment_text(&at.in_the_netherlands(), lang).as_str());
    let row = |duty: &Duty| {
        Row::new(vec![
            shown(&duty.from),
            shown(&duty.until),
            duty.contact.as_str().into(),
            Text::bold(&duty.who),
            duty.phone.as_str().into(),
        ])
    };
    let rows = turns.into_iter().map(row).collect();
    paper.push(Block::Table(Table::new(title, columns).with(Group::plain(rows))));
}
