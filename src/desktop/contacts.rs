//! Whom to call at which hour: read before anybody logs in, and kept by whoever has.

use crate::asking::{self, AsksFor, Refused};
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::moments::{self, capital};
use crate::rows::{heading, id_of, row};
use crate::say::{self, fact};
use crate::{look, rolecards};
use chrono::NaiveDate;
use noodbrug_core::contact::{Contact, ContactKind, Duty, OnDuty, Trial, is_office_hour};
use noodbrug_core::moment::{Moment, date_text};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::contacts::{self, Contacts as List};
use noodbrug_office::may::{Deed, may};
use noodbrug_office::printing::To;
use noodbrug_ui::{
    AskedField, ContactForm, Contacts, DialogKind, DutyForm, Fact, MainWindow, Shell, TableRow, Tone,
};
use slint::ComponentHandle;

/// Connects the list and its dialogs.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let contacts = window.global::<Contacts>();
    let desk = bridge.clone();
    contacts.on_refresh(move || refresh(&desk));
    let desk = bridge.clone();
    contacts.on_picked_row(move |index| pick(&desk, index));
    let desk = bridge.clone();
    contacts.on_print(move || print(&desk));
    let desk = bridge.clone();
    contacts.on_begin(move |index| begin(&desk, index));
    let weak = window.as_weak();
    contacts.on_begin_test(move || ask(&weak, DialogKind::ContactTest));
    let weak = window.as_weak();
    contacts.on_begin_duty(move || ask(&weak, DialogKind::Duty));
    let desk = bridge.clone();
    contacts.on_put(move |form| put(&desk, form));
    let desk = bridge.clone();
    contacts.on_test(move |works, note| {
        of_chosen(&desk, move |desk, name| desk.office()?.test_contact(name, works, &note));
    });
    let desk = bridge.clone();
    contacts.on_put_duty(move |form| put_duty(&desk, form));
}

fn ask(window: &slint::Weak<MainWindow>, dialog: DialogKind) {
    if let Some(window) = window.upgrade() {
        window.global::<Shell>().invoke_ask(dialog);
    }
}

/// Puts the kinds in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let kinds = ContactKind::ALL.iter().map(|kind| capital(kind.label(lang)));
    window.global::<Contacts>().set_kinds(say::choices(kinds));
}

/// Takes the list off the screen: what was looked up by one person is not there for the next.
pub(crate) fn clear(window: &MainWindow) {
    let contacts = window.global::<Contacts>();
    contacts.set_day(Default::default());
    contacts.set_time(Default::default());
    contacts.set_hour(Default::default());
    contacts.set_problem(Default::default());
    contacts.set_rows(Default::default());
    contacts.set_current(-1);
    contacts.set_signed(Default::default());
    contacts.set_may_keep(false);
    contacts.set_edited(ContactForm::default());
    forget_picked(window);
}

fn forget_picked(window: &MainWindow) {
    let contacts = window.global::<Contacts>();
    contacts.set_picked(Default::default());
    contacts.set_picked_facts(Default::default());
}

/// The list as it is shown: for which hour, and who looks.
struct Found {
    at: Moment,
    list: Result<Option<List>, Complaint>,
    may_keep: bool,
}

/// Shows the list for the hour that is asked for.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let contacts = window.global::<Contacts>();
    let asked = (contacts.get_day(), contacts.get_time());
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let at = moments::at((&asked.0, &asked.1), desk.clock.now()?)?;
        Ok(Found { at, list: read(desk), may_keep: may_keep(desk) })
    };
    bridge.ask(Lane::Contacts, question, move |window, found: Result<Found, Complaint>| match found {
        Ok(found) => show(window, &found, lang),
        Err(why) => {
            let contacts = window.global::<Contacts>();
            contacts.set_problem(asking::words(&why, lang).into());
        }
    });
}

/// Reads the list: of the open office as strictly as that can, before logging in as far as the file says who signed it.
fn read(desk: &mut Desk) -> Result<Option<List>, Complaint> {
    match &desk.office {
        Some(office) => office.contacts(),
        None => contacts::read(&desk.folder),
    }
}

/// Tells whether whoever is here may keep contacts and tick off role cards.
pub(crate) fn may_keep(desk: &Desk) -> bool {
    desk.office.as_ref().is_some_and(|office| may(office.user().role, Deed::Contacts))
}

fn show(window: &MainWindow, found: &Found, lang: Lang) {
    let contacts = window.global::<Contacts>();
    // What cannot be read or is not signed as it must be counts for nothing: no number of it stays on screen.
    let (list, problem) = match &found.list {
        Ok(list) => (list.as_ref(), String::new()),
        Err(why) => (None, asking::words(why, lang)),
    };
    contacts.set_problem(problem.into());
    contacts.set_may_keep(found.may_keep);
    let by_hour = match is_office_hour(&found.at) {
        true => lang.pick("kantooruren", "office hours"),
        false => lang.pick("buiten kantooruren", "outside office hours"),
    };
    contacts.set_hour(slint::format!("{}, {by_hour}", say::when(&found.at, lang)));
    let (title, how) = if found.list.is_ok() { empty(found.may_keep, lang) } else { ("", "") };
    contacts.set_empty_title(title.into());
    contacts.set_empty_text(how.into());
    let chosen = id_of(&contacts.get_rows(), contacts.get_current());
    let rows = list.map(|list| rows(list, &found.at, lang)).unwrap_or_default();
    let place = chosen.and_then(|id| rows.iter().position(|row| row.id == id.as_str()));
    contacts.set_rows(say::model(rows));
    let signed = list.map(|list| list.signed_text(lang)).unwrap_or_default();
    contacts.set_signed(signed.into());
    let place = place.and_then(|place| i32::try_from(place).ok()).unwrap_or(-1);
    contacts.set_current(place);
    contacts.invoke_picked_row(place);
}

/// Says that there are none, and what to do.
fn empty(may_keep: bool, lang: Lang) -> (&'static str, &'static str) {
    let how = match may_keep {
        true => lang.pick("Zet het eerste erin met Ctrl+N.", "Enter the first one with Ctrl+N."),
        false => lang.pick(
            "Log in om ze erin te zetten. Bel tot die tijd met de lijst op papier.",
            "Log in to enter them. Until then, call from the list on paper.",
        ),
    };
    (lang.pick("Er zijn nog geen contacten.", "There are no contacts yet."), how)
}

/// The contacts by kind, each with the number that holds at that hour.
fn rows(list: &List, at: &Moment, lang: Lang) -> Vec<TableRow> {
    let today = at.in_the_netherlands().date();
    let on_duty = list.body.on_duty(at);
    let mut rows = Vec::with_capacity(on_duty.len() * 2);
    for kind in ContactKind::ALL {
        let mut of_kind = on_duty.iter().filter(|on| on.contact.kind == *kind).peekable();
        if of_kind.peek().is_some() {
            rows.push(heading(&capital(kind.label(lang))));
        }
        rows.extend(of_kind.map(|on| contact_row(on, at, today, lang)));
    }
    rows
}

fn contact_row(on: &OnDuty<'_>, at: &Moment, today: NaiveDate, lang: Lang) -> TableRow {
    let who = on.duty.map(|duty| {
        let until = duty.until.in_the_netherlands();
        let form = if until.date() == today { "%H:%M" } else { "%d-%m %H:%M" };
        format!("{}, {} {}", duty.who, lang.pick("tot", "until"), until.civil().format(form))
    });
    let cells = vec![
        on.name.into(),
        on.number(at).into(),
        who.unwrap_or_default().into(),
        on.contact.backup.as_str().into(),
    ];
    let trial = on.contact.trial(today);
    let word = match trial {
        Trial::Good => lang.pick("Getest", "Tested"),
        Trial::Old(_) => lang.pick("Lang geleden", "Long ago"),
        Trial::Never => lang.pick("Nooit getest", "Never tested"),
        Trial::Failed => lang.pick("Niet bereikt", "Not reached"),
    };
    let tone = if trial.needs_a_call() { Tone::Warn } else { Tone::Good };
    row(on.name, cells, (word.into(), tone))
}

fn chosen(window: &MainWindow) -> Option<String> {
    let contacts = window.global::<Contacts>();
    id_of(&contacts.get_rows(), contacts.get_current())
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    let Some(name) = id_of(&window.global::<Contacts>().get_rows(), index) else {
        return forget_picked(&window);
    };
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let contact = read(desk)?.and_then(|list| list.body.contacts.get(&name).cloned());
        Ok(contact.map(|contact| (name, contact)))
    };
    bridge.ask(Lane::Pick, question, move |window, found: Result<Option<(String, Contact)>, Complaint>| {
        let contacts = window.global::<Contacts>();
        let Ok(Some((name, contact))) = found else { return forget_picked(window) };
        contacts.set_picked(name.as_str().into());
        contacts.set_picked_facts(say::model(facts(&contact, lang)));
    });
}

fn facts(contact: &Contact, lang: Lang) -> Vec<Fact> {
    let tested = contact.tested.as_ref().map(|tested| {
        let outcome = if tested.outcome.is_empty() { String::new() } else { format!(": {}", tested.outcome) };
        format!("{}, {}{outcome}", date_text(tested.on), tested.by)
    });
    let facts = [
        fact(lang.pick("Overdag", "By day"), contact.phone.as_str()),
        fact(lang.pick("Buiten kantooruren", "Outside office hours"), contact.night.as_str()),
        fact("Fax", contact.fax.as_str()),
        fact(lang.pick("Vervanger", "Stands in"), contact.backup.as_str()),
        fact(lang.pick("Gebeld", "Called"), tested.unwrap_or_default()),
        fact(lang.pick("Opmerking", "Remark"), contact.note.as_str()),
    ];
    facts.into_iter().filter(|fact| !fact.value.is_empty()).collect()
}

fn print(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    if bridge.window().upgrade().is_some_and(|window| rolecards::is_inside(&window)) {
        return bridge.print(|desk, lang| desk.office()?.print_contacts(To::Paper, lang));
    }
    rolecards::print_at_the_door(bridge, move |desk, now| {
        let found = contacts::read(&desk.folder)?.ok_or_else(none_yet)?;
        contacts::print_here(&found, &desk.folder, (now, lang))
    });
}

fn none_yet() -> Complaint {
    Complaint::refused("Er zijn nog geen contacten om af te drukken.", "There are no contacts to print yet.")
}

/// Opens the dialog for a new contact, or for the one in a line of the list.
fn begin(bridge: &Bridge<Desk>, index: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    let name = id_of(&window.global::<Contacts>().get_rows(), index);
    let question = move |desk: &mut Desk| {
        let Some(name) = name else { return Ok(None) };
        let contact = read(desk)?.and_then(|list| list.body.contacts.get(&name).cloned());
        Ok(contact.map(|contact| (name, contact)))
    };
    bridge.consult(Lane::Item, question, |window, found: Option<(String, Contact)>| {
        window.global::<Contacts>().set_edited(form_of(found));
        window.global::<Shell>().invoke_ask(DialogKind::Contact);
    });
}

fn form_of(found: Option<(String, Contact)>) -> ContactForm {
    let Some((name, contact)) = found else { return ContactForm { kind: -1, ..ContactForm::default() } };
    let kind = ContactKind::ALL.iter().position(|kind| *kind == contact.kind);
    ContactForm {
        name: name.into(),
        kind: kind.and_then(|place| i32::try_from(place).ok()).unwrap_or(-1),
        phone: contact.phone.into(),
        night: contact.night.into(),
        fax: contact.fax.into(),
        backup: contact.backup.into(),
        note: contact.note.into(),
    }
}

fn put(bridge: &Bridge<Desk>, form: ContactForm) {
    changed(bridge, move |desk| {
        let kind = usize::try_from(form.kind).ok().and_then(|place| ContactKind::ALL.get(place).copied());
        let kind = kind.ok_or_else(|| {
            Complaint::refused("Kies wat voor contact het is.", "Choose the kind of contact.")
        })?;
        let contact = Contact {
            kind,
            phone: form.phone.trim().to_owned(),
            fax: form.fax.trim().to_owned(),
            night: form.night.trim().to_owned(),
            backup: form.backup.trim().to_owned(),
            note: form.note.trim().to_owned(),
            tested: None,
        };
        Ok(desk.office()?.put_contact(&form.name, contact)?)
    });
}

fn put_duty(bridge: &Bridge<Desk>, form: DutyForm) {
    let Some(contact) = bridge.window().upgrade().and_then(|window| chosen(&window)) else { return };
    changed(bridge, move |desk| {
        let today = desk.clock.now()?.in_the_netherlands().date();
        let moment = |day: &str, time: &str| {
            moments::moment(moments::required_day(day, today)?, moments::required_time(time)?)
        };
        let duty = Duty {
            contact,
            who: form.who.trim().to_owned(),
            phone: form.phone.trim().to_owned(),
            from: moment(&form.from_day, &form.from_time).asks_for(AskedField::Day)?,
            until: moment(&form.until_day, &form.until_time)?,
        };
        Ok(desk.office()?.put_duty(duty)?)
    });
}

/// Does something with the chosen contact.
fn of_chosen(
    bridge: &Bridge<Desk>,
    change: impl FnOnce(&mut Desk, &str) -> Result<List, Complaint> + Send + 'static,
) {
    let Some(name) = bridge.window().upgrade().and_then(|window| chosen(&window)) else { return };
    changed(bridge, move |desk| Ok(change(desk, &name)?));
}

fn changed(bridge: &Bridge<Desk>, change: impl FnOnce(&mut Desk) -> Result<List, Refused> + Send + 'static) {
    let again = bridge.clone();
    bridge.act(change, move |_, _| {
        refresh(&again);
        rolecards::refresh(&again);
    });
}
