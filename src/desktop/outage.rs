//! Uitval: declared, followed process by process, and closed when nothing stands open or each thing that does has a reason.

use crate::asking::{AsksFor, Refused};
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::moments::{self, capital};
use crate::outage_words as words;
use crate::rows::id_of;
use crate::{frame, look, say};
use noodbrug_core::incident::{About, Blocker};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::incident::{Incident, Level, Process};
use noodbrug_office::may::{Deed, may};
use noodbrug_office::printing::{Placed, To};
use noodbrug_ui::{AskedField, DialogKind, LeftOpen, MainWindow, OpenKind, Outage, Shell, StateForm};
use slint::{ComponentHandle, Model};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of the outage, as plain values.
struct Found {
    now: Moment,
    /// The open one, else the last one.
    incident: Option<Incident>,
    /// How many more are open, declared elsewhere.
    more: usize,
    /// What stands before its end; nothing for who may not look into cases.
    blockers: BTreeMap<Blocker, u64>,
    partners: BTreeSet<String>,
    may_declare: bool,
}

/// Connects the tab and its dialogs.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let outage = window.global::<Outage>();
    let desk = bridge.clone();
    outage.on_pick_state(move |index| pick(&desk, index));
    let desk = bridge.clone();
    outage.on_declare(move |cause, day, time| declare(&desk, cause.to_string(), [day.into(), time.into()]));
    let weak = window.as_weak();
    outage.on_begin_state(move |index| {
        if let Some(window) = weak.upgrade() {
            begin_state(&window, index);
        }
    });
    let desk = bridge.clone();
    outage.on_declare_state(move |form| declare_state(&desk, form));
    let desk = bridge.clone();
    outage.on_begin_close(move || begin_close(&desk));
    let desk = bridge.clone();
    outage.on_close(move |day, time| close(&desk, [day.into(), time.into()]));
    let desk = bridge.clone();
    outage.on_print_state(move || {
        desk.print(|desk, lang| {
            let incident = told(desk)?;
            desk.office()?.print_incident(&incident, To::Paper, lang)
        });
    });
    let desk = bridge.clone();
    outage.on_print_report(move || desk.print(report));
}

fn report(desk: &mut Desk, lang: Lang) -> Result<Placed, Complaint> {
    let incident = told(desk)?;
    desk.office()?.print_incident_report(&incident, To::Paper, lang)
}

/// Puts the choices in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let (lang, outage) = (look::lang(window), window.global::<Outage>());
    outage.set_processes(say::choices(Process::ALL.iter().map(|process| capital(process.label(lang)))));
    outage.set_levels(say::choices(Level::ALL.iter().map(|level| capital(level.label(lang)))));
    outage.set_advice(say::choices(Level::ALL.iter().map(|level| words::advice(*level, lang))));
}

/// Shows the tab anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    bridge.consult(Lane::Outage, look_up, move |window, found| show(window, &found, lang));
}

fn look_up(desk: &mut Desk) -> Result<Found, Complaint> {
    let office = desk.office()?;
    let (role, mut all) = (office.user().role, office.incidents()?);
    let open = all.iter().filter(|incident| !incident.is_closed()).count();
    let place = all.iter().position(|incident| !incident.is_closed());
    let incident = place.map(|place| all.swap_remove(place)).or_else(|| all.pop());
    let blockers = match &incident {
        Some(incident) if !incident.is_closed() && may(role, Deed::Consult) => {
            office.incident_blockers(incident)?
        }
        _ => BTreeMap::new(),
    };
    let told = incident.iter().flat_map(|incident| incident.states.keys());
    let mut partners: BTreeSet<String> = told.filter_map(|(_, partner)| partner.clone()).collect();
    partners.extend(office.partners()?.into_iter().map(|partner| partner.name));
    Ok(Found {
        now: office.now()?,
        incident,
        more: open.saturating_sub(1),
        blockers,
        partners,
        may_declare: may(role, Deed::Declare),
    })
}

fn show(window: &MainWindow, found: &Found, lang: Lang) {
    let outage = window.global::<Outage>();
    let incident = found.incident.as_ref();
    let open = incident.is_some_and(|incident| !incident.is_closed());
    outage.set_open(open);
    outage.set_known(incident.is_some());
    outage.set_may_declare(found.may_declare);
    outage.set_summary(words::summary(incident, lang).into());
    let mut facts = incident.map(|incident| words::facts(incident, &found.now, lang)).unwrap_or_default();
    if !open && !facts.is_empty() {
        facts.insert(0, say::fact(lang.pick("Nu", "Now"), words::summary(None, lang)));
    }
    if found.more > 0 {
        let other = lang.pick("Ook open", "Open as well");
        let more = ("uitval van een ander werkstation", "outage of another workstation");
        let many = ("uitvallen van andere werkstations", "outages of other workstations");
        facts.push(say::fact(other, say::counted(frame::count(found.more), more, many, lang)));
    }
    outage.set_facts(say::model(facts));
    let things = found.blockers.iter().map(|(blocker, count)| words::thing(*blocker, *count, lang));
    outage.set_things(say::model(things.collect()));
    partners(&outage, &found.partners, lang);
    show_left(&outage, &found.blockers, lang);
    show_states(window, incident.filter(|_| open), lang);
}

/// Whom a state can be about: the whole process, a partner that is known, or another one.
fn partners(outage: &Outage<'_>, known: &BTreeSet<String>, lang: Lang) {
    let whole = lang.pick("Het hele proces", "The whole process").to_owned();
    let other = lang.pick("Een andere partner", "Another partner").to_owned();
    let chosen = usize::try_from(outage.get_partner()).ok();
    let chosen = chosen.and_then(|place| outage.get_partners().row_data(place));
    let all: Vec<String> = std::iter::once(whole).chain(known.iter().cloned()).chain([other]).collect();
    // The list may have grown: what was chosen stays chosen.
    let place = all.iter().position(|name| chosen.as_ref().is_some_and(|chosen| chosen == name));
    outage.set_partners(say::choices(all));
    outage.set_partner(place.and_then(|place| i32::try_from(place).ok()).unwrap_or(0));
}

/// Asks a reason for each thing that stands open; what was typed before stays.
fn show_left(outage: &Outage<'_>, blockers: &BTreeMap<Blocker, u64>, lang: Lang) {
    let before = outage.get_left();
    let typed = |kind: OpenKind| before.iter().find(|left| left.kind == kind).map(|left| left.why);
    let left = blockers.iter().filter(|(_, count)| **count > 0).map(|(blocker, count)| LeftOpen {
        kind: words::kind(*blocker),
        ask: words::question(*blocker, *count, lang).into(),
        why: typed(words::kind(*blocker)).unwrap_or_default(),
    });
    let left: Vec<LeftOpen> = left.collect();
    outage.set_left(say::model(left));
}

fn show_states(window: &MainWindow, incident: Option<&Incident>, lang: Lang) {
    let outage = window.global::<Outage>();
    let rows = incident.map(|incident| words::states(incident, lang)).unwrap_or_default();
    let chosen = id_of(&outage.get_states(), outage.get_state_at());
    let place = chosen.and_then(|id| rows.iter().position(|row| row.id == id.as_str()));
    outage.set_states(say::model(rows));
    match place.and_then(|place| i32::try_from(place).ok()) {
        Some(place) => {
            outage.set_state_at(place);
            outage.invoke_pick_state(place);
        }
        None => {
            outage.set_state_at(-1);
            forget_state(&outage);
        }
    }
}

fn forget_state(outage: &Outage<'_>) {
    outage.set_state_name(Default::default());
    outage.set_state_facts(Default::default());
}

/// Takes everything of this tab away, what was being typed included.
pub(crate) fn clear(window: &MainWindow) {
    let outage = window.global::<Outage>();
    outage.set_open(false);
    outage.set_known(false);
    outage.set_may_declare(false);
    outage.set_summary(Default::default());
    outage.set_facts(Default::default());
    outage.set_things(Default::default());
    outage.set_states(Default::default());
    outage.set_state_at(-1);
    outage.set_partners(Default::default());
    forget_state(&outage);
    forget_cause(&outage);
    forget_note(&outage);
    forget_reasons(&outage);
}

// What was typed for one thing stays while another thing is saved.
fn forget_cause(outage: &Outage<'_>) {
    outage.set_cause(Default::default());
}

fn forget_note(outage: &Outage<'_>) {
    outage.set_process(-1);
    outage.set_partner(0);
    outage.set_other(Default::default());
    outage.set_note(Default::default());
}

fn forget_reasons(outage: &Outage<'_>) {
    outage.set_left(Default::default());
}

/// Gives the outage that the tab tells about.
fn told(desk: &mut Desk) -> Result<Incident, Complaint> {
    look_up(desk)?
        .incident
        .ok_or_else(|| Complaint::refused("Er is geen uitval afgekondigd.", "No outage was declared."))
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let lang = bridge.lang();
    let Some(window) = bridge.window().upgrade() else { return };
    let about = id_of(&window.global::<Outage>().get_states(), index).and_then(|id| words::about_of(&id));
    let question = move |desk: &mut Desk| Ok(about.zip(desk.office()?.incident()?));
    bridge.consult(Lane::State, question, move |window, picked: Option<(About, Incident)>| {
        let outage = window.global::<Outage>();
        let Some((about, incident)) = picked else { return forget_state(&outage) };
        outage.set_state_name(words::about_name(&about, lang).into());
        outage.set_state_facts(say::model(words::state_facts(&incident, &about, lang)));
    });
}

/// Opens the dialog for a state. What was typed for another line does not come along.
fn begin_state(window: &MainWindow, index: i32) {
    let outage = window.global::<Outage>();
    let about = id_of(&outage.get_states(), index).and_then(|id| words::about_of(&id));
    if let Some((process, partner)) = about {
        let process = Process::ALL.iter().position(|known| *known == process);
        let process = process.and_then(|place| i32::try_from(place).ok()).unwrap_or(-1);
        let named =
            partner.and_then(|name| outage.get_partners().iter().position(|known| known == name.as_str()));
        let partner = named.and_then(|place| i32::try_from(place).ok()).unwrap_or(0);
        if (outage.get_process(), outage.get_partner()) != (process, partner) {
            outage.set_process(process);
            outage.set_partner(partner);
            outage.set_note(Default::default());
            outage.set_other(Default::default());
        }
    }
    window.global::<Shell>().invoke_ask(DialogKind::OutageState);
}

/// Reads since when: nothing is now.
fn since(desk: &Desk, [day, time]: [String; 2]) -> Result<Option<Moment>, Refused> {
    if day.trim().is_empty() && time.trim().is_empty() {
        return Ok(None);
    }
    let now = desk.clock.now()?;
    let today = now.in_the_netherlands().date();
    let field = if moments::optional_day(&day, today).is_err() { AskedField::Day } else { AskedField::Time };
    moments::since((&day, &time), today, now).map(Some).asks_for(field)
}

fn declare(bridge: &Bridge<Desk>, cause: String, at: [String; 2]) {
    let question = move |desk: &mut Desk| {
        let at = since(desk, at)?;
        desk.office()?.open_incident(at, &cause).asks_for(AskedField::Reason)
    };
    done(bridge, question, forget_cause);
}

fn declare_state(bridge: &Bridge<Desk>, form: StateForm) {
    let Some(window) = bridge.window().upgrade() else { return };
    let named = partner(&window, &form);
    let question = move |desk: &mut Desk| {
        let process = chosen(Process::ALL, form.process, ("Kies een proces.", "Choose a process."))?;
        let level = ("Kies hoe ver het werkt.", "Choose how far it works.");
        let level = chosen(Level::ALL, form.level, level)?;
        let at = since(desk, [form.day.into(), form.time.into()])?;
        let saved = desk.office()?.declare_state((process, named?), level, at, &form.note);
        saved.map_err(Refused::from)
    };
    done(bridge, question, forget_note);
}

/// Gives the partner that a state is about; none for the whole process.
fn partner(window: &MainWindow, form: &StateForm) -> Result<Option<String>, Complaint> {
    let known = window.global::<Outage>().get_partners();
    let place = usize::try_from(form.partner).unwrap_or(0);
    if place == 0 {
        return Ok(None);
    }
    if place + 1 < known.row_count() {
        return Ok(known.row_data(place).map(String::from));
    }
    let typed = form.other.trim();
    if typed.is_empty() {
        return Err(Complaint::refused("Vul de naam van de partner in.", "Fill in the name of the partner."));
    }
    Ok(Some(typed.to_owned()))
}

fn chosen<T: Copy>(all: &[T], place: i32, (nl, en): (&str, &str)) -> Result<T, Complaint> {
    let found = usize::try_from(place).ok().and_then(|place| all.get(place).copied());
    found.ok_or_else(|| Complaint::refused(nl, en))
}

fn begin_close(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    bridge.consult(Lane::Outage, look_up, move |window, found| {
        show(window, &found, lang);
        window.global::<Shell>().invoke_ask(DialogKind::CloseOutage);
    });
}

fn close(bridge: &Bridge<Desk>, at: [String; 2]) {
    let Some(window) = bridge.window().upgrade() else { return };
    let left = window.global::<Outage>().get_left();
    let reasons: BTreeMap<Blocker, String> =
        left.iter().map(|left| (words::blocker(left.kind), left.why.to_string())).collect();
    let question = move |desk: &mut Desk| {
        let at = since(desk, at)?;
        desk.office()?.close_incident(at, &reasons).asks_for(AskedField::Reason)
    };
    done(bridge, question, forget_reasons);
}

/// Declares something, and shows the tab as it is then.
fn done(
    bridge: &Bridge<Desk>,
    question: impl FnOnce(&mut Desk) -> Result<Incident, Refused> + Send + 'static,
    forget: fn(&Outage<'_>),
) {
    let again = bridge.clone();
    bridge.act(question, move |window, _| {
        forget(&window.global::<Outage>());
        refresh(&again);
        frame::refresh(&again);
    });
}
