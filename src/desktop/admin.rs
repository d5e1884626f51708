//! Beheer: what the store and the station are, and the check of the journal.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::keys::author_text;
use crate::look;
use crate::say::{self, fact};
use crate::validity::left;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::journal::{Fault, Verified, fault_text};
use noodbrug_office::lists::DeskCounts;
use noodbrug_office::printing::To;
use noodbrug_ui::{Admin, Fact, MainWindow, Tone};
use slint::ComponentHandle;

/// What is known of store and station.
struct Known {
    office: String,
    folder: String,
    exercise: bool,
    made_at: Moment,
    people: String,
    counts: DeskCounts,
    stopped: bool,
    station: String,
    until: Moment,
    now: Moment,
}

/// Connects the screen.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let admin = window.global::<Admin>();
    let desk = bridge.clone();
    admin.on_check_journal(move || check_journal(&desk));
    let desk = bridge.clone();
    admin.on_print_journal(move || {
        desk.print(|desk, lang| {
            let day = desk.clock.now()?.in_the_netherlands().date();
            desk.office()?.print_journal(day, To::Paper, lang)
        });
    });
}

/// Shows the facts anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    bridge.consult(Lane::Admin, move |desk| known(desk.office()?, lang), show);
}

fn known(office: &Office, lang: Lang) -> Result<Known, Complaint> {
    let station = office.station();
    let people = office.people()?;
    let people = people.iter().map(|user| format!("{} ({})", user.name, user.role.label(lang)));
    Ok(Known {
        office: office.meta().office.clone(),
        folder: office.folders().root().display().to_string(),
        exercise: office.is_exercise(),
        made_at: office.meta().made_at,
        people: people.collect::<Vec<_>>().join(", "),
        counts: office.counts()?,
        stopped: office.is_stopped(),
        station: author_text(station, lang),
        until: station.certificate.terms().valid_until,
        now: office.now()?,
    })
}

fn show(window: &MainWindow, known: Known) {
    let lang = look::lang(window);
    let admin = window.global::<Admin>();
    admin.set_store_facts(say::model(store_facts(&known, lang)));
    admin.set_station_facts(say::model(station_facts(&known, lang)));
}

fn store_facts(known: &Known, lang: Lang) -> Vec<Fact> {
    let kind = if known.exercise { lang.pick("oefening", "exercise") } else { lang.pick("echt", "live") };
    let state = if known.stopped {
        lang.pick("gestopt na een storing: alleen lezen", "stopped after a fault: reading only")
    } else {
        lang.pick("open, versleuteld", "open, encrypted")
    };
    vec![
        fact(lang.pick("Kantoor", "Office"), known.office.as_str()),
        fact(lang.pick("Soort", "Kind"), kind),
        fact(lang.pick("Stand", "State"), state),
        fact(lang.pick("Zaken", "Cases"), say::count(known.counts.cases, lang)),
        fact(
            lang.pick("Regels nog niet overgedragen", "Entries not handed over yet"),
            say::count(known.counts.unsent, lang),
        ),
        fact(lang.pick("Gemaakt op", "Made on"), say::when(&known.made_at, lang)),
        fact(lang.pick("Map", "Folder"), known.folder.as_str()),
    ]
}

fn station_facts(known: &Known, lang: Lang) -> Vec<Fact> {
    vec![
        fact(lang.pick("Werkstation", "Station"), known.station.as_str()),
        fact(lang.pick("Certificaat", "Certificate"), left(&known.now, &known.until, lang).text),
        fact(lang.pick("Gebruikers", "Users"), known.people.as_str()),
        fact(lang.pick("Klok van dit werkstation", "Clock of this station"), say::when(&known.now, lang)),
    ]
}

fn check_journal(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let admin = window.global::<Admin>();
    admin.set_journal_verdict(bridge.lang().pick("Bezig met nalopen…", "Checking…").into());
    admin.set_journal_tone(Tone::Info);
    admin.set_journal_facts(Default::default());
    let question = |desk: &mut Desk| {
        let office = desk.office()?;
        let mut verified = office.verify_journal()?;
        let partly = verified.take_partly(&office.meta().station);
        Ok((office.now()?, verified, partly))
    };
    bridge.ask(Lane::Work, question, |window, answer: Result<Checked, Complaint>| {
        let lang = look::lang(window);
        let admin = window.global::<Admin>();
        match answer {
            Ok(checked) => show_verified(&admin, &checked, lang),
            Err(why) => {
                admin.set_journal_verdict(why.text(lang).into());
                admin.set_journal_tone(Tone::Warn);
            }
        }
    });
}

/// When the journal was checked, what was found, and of which other stations a part is here.
type Checked = (Moment, Verified, Vec<Fault>);

fn show_verified(admin: &Admin<'_>, (at, verified, partly): &Checked, lang: Lang) {
    let good = verified.faults.is_empty();
    let verdict = if good {
        lang.pick(
            "Het journaal klopt: elke regel is nagerekend en geen enkele ontbreekt.",
            "The journal is sound: every entry was hashed again and none is missing.",
        )
    } else {
        lang.pick(
            "Het journaal klopt niet. Werk niet verder in deze opslag en waarschuw de beheerder.",
            "The journal is not sound. Do not go on working in this store and warn the administrator.",
        )
    };
    admin.set_journal_verdict(verdict.into());
    admin.set_journal_tone(if good { Tone::Good } else { Tone::Refused });
    let mut facts = vec![
        fact(lang.pick("Nagelopen op", "Checked at"), say::when(at, lang)),
        fact(lang.pick("Regels nagerekend", "Entries hashed again"), say::count(verified.events, lang)),
        fact(lang.pick("Zaken nagerekend", "Cases computed again"), say::count(verified.cases, lang)),
    ];
    facts.extend(
        verified.faults.iter().map(|fault| fact(lang.pick("Fout", "Fault"), fault_text(fault, lang))),
    );
    let part = lang.pick("Van een ander staat hier een deel", "Of another a part is here");
    facts.extend(partly.iter().map(|fault| fact(part, fault_text(fault, lang))));
    admin.set_journal_facts(say::model(facts));
}
