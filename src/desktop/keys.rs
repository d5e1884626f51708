//! Beheer, keys: what counts here and at the partners, until when, and what should be done about it.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::key_rows::{self, KeyLine};
use crate::say::{self, fact};
use crate::validity::{Left, left};
use crate::{look, partners};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::agreed::Subject;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::Quarantined;
use noodbrug_office::keys::{Held, KeyState};
use noodbrug_office::may::{Deed, may};
use noodbrug_office::printing::To;
use noodbrug_office::station::Station;
use noodbrug_ui::{Keys, MainWindow, Said, Tone};
use slint::ComponentHandle;
use std::path::PathBuf;

/// What the screen shows.
struct Known {
    state: KeyState,
    lines: Vec<KeyLine>,
    /// Keys that can be revoked, by name; their fingerprints are kept by the worker.
    revocable: Vec<String>,
    station: String,
    until: Moment,
    now: Moment,
    may_act: bool,
    seconds: Vec<String>,
    folder: PathBuf,
}

/// Connects the screen; the acts have files of their own.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let keys = window.global::<Keys>();
    let desk = bridge.clone();
    keys.on_pick(move |index| pick(&desk, index));
    let desk = bridge.clone();
    keys.on_print_roots(move || desk.print(|desk, lang| desk.office()?.print_roots(To::Paper, lang)));
}

/// Shows keys and partners anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    bridge.consult(Lane::Keys, move |desk| look_up(desk, lang), show);
}

fn look_up(desk: &mut Desk, lang: Lang) -> Result<Known, Complaint> {
    let office = desk.office()?;
    let state = office.key_state()?;
    let now = office.now()?;
    let station = office.station();
    let lines = key_rows::lines(&office.meta().office, &state, station, (&now, lang));
    let revocable = key_rows::revocable(&state, station, lang);
    let known = Known {
        station: author_text(station, lang),
        until: station.certificate.terms().valid_until,
        may_act: may(office.user().role, Deed::Keys),
        seconds: office.seconds(Subject::Keys)?,
        folder: office.folders().bundles(),
        revocable: revocable.iter().map(|(name, _)| name.clone()).collect(),
        lines: lines.clone(),
        state: state.clone(),
        now,
    };
    desk.open.keys = lines;
    desk.open.revocable = revocable.into_iter().map(|(_, print)| print).collect();
    desk.open.partners = state.partners;
    Ok(known)
}

/// Names a station with its epoch.
pub(crate) fn author_text(station: &Station, lang: Lang) -> String {
    format!("{}, {} {}", station.author.ws, lang.pick("tijdvak", "epoch"), station.author.ep)
}

fn show(window: &MainWindow, known: Known) {
    let lang = look::lang(window);
    let keys = window.global::<Keys>();
    keys.set_may_act(known.may_act);
    keys.set_warnings(say::model(warnings(&known, lang)));
    keys.set_facts(say::model(vec![
        fact(lang.pick("Dit werkstation", "This workstation"), known.station.as_str()),
        fact(lang.pick("Certificaat", "Certificate"), left(&known.now, &known.until, lang).text),
        fact(
            lang.pick("Sleutelset van dit kantoor", "Keyset of this office"),
            held_text(known.state.held.as_ref(), &known.now, lang),
        ),
    ]));
    keys.set_rows(say::model(known.lines.iter().map(KeyLine::row).collect()));
    keys.set_seconds(say::choices(&known.seconds));
    let other = lang.pick("Een andere sleutel, met zijn vingerafdruk", "Another key, by its fingerprint");
    keys.set_revocable(say::choices(known.revocable.iter().map(String::as_str).chain([other])));
    if keys.get_folder_path().is_empty() {
        keys.set_folder_path(known.folder.display().to_string().into());
    }
    if keys.get_card_path().is_empty() {
        keys.set_card_path(known.folder.join("partnerkaart.txt").display().to_string().into());
    }
    let print = known.state.root.fingerprint();
    keys.set_own_facts(say::model(key_rows::aloud(&print, lang)));
    partners::show(window, &known.state.partners, &known.now);
    keys.invoke_pick(keys.get_at());
}

/// Says which keyset is known, and how old it is.
pub(crate) fn held_text(held: Option<&Held>, now: &Moment, lang: Lang) -> String {
    let Some(held) = held else { return lang.pick("nog geen", "none yet").to_owned() };
    let days = u64::try_from(held.age_days(now)).unwrap_or_default();
    let age = match days {
        0 => lang.pick("van vandaag", "of today").to_owned(),
        _ => say::counted(days, ("dag oud", "day old"), ("dagen oud", "days old"), lang),
    };
    format!("{} {}, {age}", lang.pick("nummer", "number"), held.version())
}

fn warnings(known: &Known, lang: Lang) -> Vec<Said> {
    let Left { text, soon, .. } = left(&known.now, &known.until, lang);
    let certificate = format!(
        "{} {text}. {}",
        lang.pick("Het certificaat van dit werkstation:", "The certificate of this workstation:"),
        lang.pick(
            "Haal de hoofdsleutel uit de kluis en vernieuw het werkstation.",
            "Take the root key from the safe and renew the workstation."
        )
    );
    let unsent = lang.pick(
        "Er zijn sleutels ingetrokken die partners nog niet kennen. Maak een sleutelset en breng hem rond.",
        "Keys were revoked that partners do not know of yet. Make a keyset and carry it round.",
    );
    let no_keyset = lang.pick(
        "Er is nog geen sleutelset gemaakt. Partners kennen dan alleen de hoofdsleutel, geen reserve en niets wat is ingetrokken.",
        "No keyset was made yet. Partners then know the root key alone, no spare and nothing that was revoked.",
    );
    let no_spare = lang.pick(
        "Er is geen reservesleutel. Maak een nieuwe sleutel en neem hem op als reserve in een sleutelset.",
        "There is no spare root key. Make a new key, and name it as the spare in a keyset.",
    );
    let mind = (lang.pick("Let op", "Mind"), Tone::Warn);
    let inform = (lang.pick("Nog niet", "Not yet"), Tone::Info);
    let line = |label: (&str, &str), (word, tone): (&str, Tone), text: &str| Said {
        label: lang.pick(label.0, label.1).into(),
        word: word.into(),
        text: text.into(),
        tone,
    };
    let lines = [
        soon.then(|| line(("Certificaat", "Certificate"), mind, &certificate)),
        known.state.unsent.then(|| line(("Sleutelset", "Keyset"), mind, unsent)),
        (known.state.held.is_none() && !known.state.unsent)
            .then(|| line(("Sleutelset", "Keyset"), inform, no_keyset)),
        known.state.spare.is_none().then(|| line(("Reserve", "Spare"), mind, no_spare)),
    ];
    lines.into_iter().flatten().collect()
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let place = usize::try_from(index).ok();
    let question = move |desk: &mut Desk| Ok(place.and_then(|place| desk.open.keys.get(place).cloned()));
    bridge.consult(Lane::Pick, question, |window, line: Option<KeyLine>| {
        let (lang, keys) = (look::lang(window), window.global::<Keys>());
        let line = line.unwrap_or_default();
        keys.set_picked(line.title().into());
        keys.set_picked_facts(say::model(line.facts(lang)));
    });
}

/// Counts what was set apart and not taken in after all.
pub(crate) fn waiting(apart: &[Quarantined]) -> usize {
    apart.iter().filter(|bundle| bundle.taken_in.is_none()).count()
}

/// Says what is left to do after an act, where the eye is.
pub(crate) fn after(window: &MainWindow, text: &str) {
    window.global::<Keys>().set_after(text.into());
}

/// Takes every key off the window.
pub(crate) fn clear(window: &MainWindow) {
    let keys = window.global::<Keys>();
    keys.set_may_act(false);
    keys.set_warnings(Default::default());
    keys.set_facts(Default::default());
    keys.set_rows(Default::default());
    keys.set_at(-1);
    keys.set_picked(Default::default());
    keys.set_picked_facts(Default::default());
    keys.set_after(Default::default());
    keys.set_seconds(Default::default());
    keys.set_root_path(Default::default());
    keys.set_new_root_path(Default::default());
    keys.set_new_spare_path(Default::default());
    keys.set_folder_path(Default::default());
    keys.set_root_to(Default::default());
    keys.set_card_path(Default::default());
    keys.set_load_file(Default::default());
    keys.set_load_apart(Default::default());
    keys.set_judged(false);
    keys.set_said(Default::default());
    keys.set_sentence(Default::default());
    keys.set_load_facts(Default::default());
    keys.set_findings(Default::default());
    keys.set_revocable(Default::default());
    keys.set_own_facts(Default::default());
}
