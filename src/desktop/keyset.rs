//! A partner's keyset: judged first, loaded when somebody says so; another root takes a second person.

use crate::arrival_words as words;
use crate::beside::Beside;
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::say::{self, fact};
use crate::{asking, key_rows, keys, look};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::KeysetTrial;
use noodbrug_office::keys::Step;
use noodbrug_ui::{DialogKind, Fact, Keys, MainWindow, Shell};
use slint::{ComponentHandle, SharedString};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The place of the tab of keys on the screen.
pub(crate) const TAB: i32 = 3;

/// Connects the dialog.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let keys = window.global::<Keys>();
    let desk = bridge.clone();
    keys.on_begin_load(move |file| begin(&desk, file, None));
    let desk = bridge.clone();
    keys.on_judge(move |file| judge(&desk, PathBuf::from(file.trim())));
    let desk = bridge.clone();
    keys.on_load(move |agree| {
        let Some(window) = desk.window().upgrade() else { return };
        let beside = Beside::of(&window.global::<Keys>().get_seconds(), &agree);
        load(&desk, beside);
    });
}

/// Opens the dialog on a file, or on a bundle that was set apart; what is named is judged at once.
pub(crate) fn begin(bridge: &Bridge<Desk>, file: SharedString, apart: Option<String>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let keys = window.global::<Keys>();
    let named = !file.is_empty() || apart.is_some();
    keys.set_judged(false);
    keys.set_load_file(file.clone());
    keys.set_load_apart(apart.unwrap_or_default().into());
    window.global::<Shell>().invoke_ask(DialogKind::LoadKeyset);
    if named {
        judge(bridge, PathBuf::from(file.trim()));
    }
}

fn judge(bridge: &Bridge<Desk>, file: PathBuf) {
    let Some(window) = bridge.window().upgrade() else { return };
    let apart = window.global::<Keys>().get_load_apart().to_string();
    let question = move |desk: &mut Desk| {
        desk.open.keyset = None;
        let trial = try_keyset(desk, &file, &apart)?;
        desk.open.keyset = Some(trial.clone());
        Ok((trial, desk.office()?.now()?))
    };
    bridge.ask(Lane::Work, question, |window, answer: Result<_, Complaint>| match answer {
        Ok((trial, now)) => show(window, &trial, &now),
        Err(why) => {
            let said = asking::words(&why, look::lang(window));
            window.global::<Shell>().set_problem(said.into());
        }
    });
}

fn try_keyset(desk: &mut Desk, file: &Path, apart: &str) -> Result<KeysetTrial, Complaint> {
    let office = desk.office()?;
    // A keyset is small: there is nothing to cancel.
    let go_on = &mut |_, _| ControlFlow::Continue(());
    if !apart.is_empty() {
        return office.with_quarantined(apart, |office, path| office.try_keyset(path, go_on));
    }
    if file.as_os_str().is_empty() {
        return Err(Complaint::refused(
            "Wijs het bestand van de sleutelset aan.",
            "Point at the file of the keyset.",
        ));
    }
    office.try_keyset(file, go_on)
}

fn show(window: &MainWindow, trial: &KeysetTrial, now: &noodbrug_core::moment::Moment) {
    let lang = look::lang(window);
    let keys = window.global::<Keys>();
    let judgement = &trial.bundle.judgement;
    let sentence = if judgement.is_sound() {
        asking::plain(trial.bundle.sentence.pick(lang))
    } else {
        words::advice(&trial.bundle, lang)
    };
    keys.set_said(say::model(words::said(judgement, lang)));
    keys.set_sentence(sentence.into());
    keys.set_load_facts(say::model(facts(trial, now, lang)));
    keys.set_findings(say::model(words::finding_lines(judgement, lang)));
    // One that is here already changes nothing: there is nothing to say yes to.
    keys.set_may_load(trial.may_load() && trial.step != Some(Step::Known));
    keys.set_wants_two(trial.step == Some(Step::NewRoot));
    keys.set_judged(true);
    window.global::<Shell>().set_problem(Default::default());
}

fn facts(trial: &KeysetTrial, now: &noodbrug_core::moment::Moment, lang: Lang) -> Vec<Fact> {
    let Some(signed) = &trial.keyset else { return Vec::new() };
    let keyset = signed.keyset();
    let held = match trial.held {
        0 => lang.pick("nog geen", "none yet").to_owned(),
        held => held.to_string(),
    };
    let made = format!("{}, {}", say::when(&keyset.made, lang), say::age(now, &keyset.made, lang).0);
    let mut facts = vec![
        fact(lang.pick("Van", "From"), trial.bundle.partner.as_deref().unwrap_or(&keyset.office)),
        fact(lang.pick("Nummer hier nu", "Number here now"), held),
        fact(lang.pick("Nummer van deze", "Number of this one"), keyset.version.to_string()),
        fact(lang.pick("Gemaakt op", "Made on"), made),
        fact(
            lang.pick("Werkstations", "Workstations"),
            say::count(crate::frame::count(keyset.stations.len()), lang),
        ),
        fact(
            lang.pick("Ingetrokken sleutels", "Revoked keys"),
            say::count(crate::frame::count(keyset.revoked.len()), lang),
        ),
    ];
    facts.extend(key_rows::aloud(&signed.root().fingerprint(), lang));
    facts
}

fn load(bridge: &Bridge<Desk>, beside: Beside) {
    let question = move |desk: &mut Desk| {
        let trial =
            desk.open.keyset.clone().ok_or_else(|| {
                Complaint::refused("Beoordeel de sleutelset eerst.", "Judge the keyset first.")
            })?;
        let wants_two = trial.step == Some(Step::NewRoot);
        let office = desk.office()?;
        office.load_keyset(&trial, wants_two.then(|| beside.agreement()))?;
        desk.open.keyset = None;
        let apart = desk.office()?.quarantined(Lang::Nl)?;
        Ok::<_, Complaint>((trial, keys::waiting(&apart)))
    };
    let again = bridge.clone();
    bridge.act(question, move |window, (trial, apart)| {
        let lang = look::lang(window);
        keys::after(window, &loaded_text(&trial, apart, lang));
        keys::refresh(&again);
        crate::bundles::refresh(&again);
    });
}

fn loaded_text(trial: &KeysetTrial, apart: usize, lang: Lang) -> String {
    let version = trial.keyset.as_ref().map_or(0, |signed| signed.keyset().version);
    let name = trial.bundle.partner.as_deref().unwrap_or_default();
    let loaded = match lang {
        Lang::Nl => format!("Sleutelset {version} van {name} telt nu hier."),
        Lang::En => format!("Keyset {version} of {name} counts here now."),
    };
    if apart == 0 {
        return loaded;
    }
    let retry = lang.pick(
        "Er staan bundels apart. Misschien kunnen ze nu ingelezen worden: probeer ze opnieuw op het scherm Bundels.",
        "Bundles are set apart. Perhaps they can be taken in now: try them again on the screen Bundles.",
    );
    format!("{loaded} {retry}")
}
