//! Bundles that were set apart: which, why, and another try.

use crate::arrivals;
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::count;
use crate::look;
use crate::rows::{id_of, row};
use crate::say::{self, fact};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::Quarantined;
use noodbrug_office::may::{Deed, may};
use noodbrug_ui::{Bundles, MainWindow, TableRow, Tone};
use slint::ComponentHandle;

/// Connects the list.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let bundles = window.global::<Bundles>();
    let desk = bridge.clone();
    bundles.on_apart_picked(move |index| pick(&desk, index));
    let desk = bridge.clone();
    bundles.on_retry(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        if let Some(mark) = id_of(&window.global::<Bundles>().get_apart(), index) {
            arrivals::retry(&desk, mark);
        }
    });
}

/// Gives what is apart, the newest first; nothing to whom it is not for.
pub(crate) fn look_up(desk: &mut Desk, lang: Lang) -> Result<Vec<Quarantined>, Complaint> {
    let office = desk.office()?;
    let mut apart = match may(office.user().role, Deed::Exchange) {
        true => office.quarantined(lang)?,
        false => Vec::new(),
    };
    apart.reverse();
    desk.open.apart.clone_from(&apart);
    Ok(apart)
}

/// Shows what is apart.
pub(crate) fn show(window: &MainWindow, apart: &[Quarantined]) {
    let lang = look::lang(window);
    let bundles = window.global::<Bundles>();
    bundles.set_apart(say::model(apart.iter().map(|bundle| apart_row(bundle, lang)).collect()));
    let waiting = apart.iter().filter(|bundle| bundle.taken_in.is_none()).count();
    let waiting = if waiting == 0 { String::new() } else { say::count(count(waiting), lang) };
    bundles.set_apart_count(waiting.into());
    bundles.invoke_apart_picked(bundles.get_apart_at());
}

fn apart_row(bundle: &Quarantined, lang: Lang) -> TableRow {
    let status = match bundle.taken_in {
        Some(_) => (lang.pick("Alsnog ingelezen", "Taken in after all"), Tone::Good),
        None => (lang.pick("Apart", "Apart"), Tone::Warn),
    };
    let cells = vec![
        Default::default(),
        bundle.at.as_ref().map(|at| say::when(at, lang)).unwrap_or_default(),
        bundle.file.as_str().into(),
        bundle.reason.as_str().into(),
    ];
    row(bundle.digest.to_string(), cells, (status.0.into(), status.1))
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let place = usize::try_from(index).ok();
    let question = move |desk: &mut Desk| Ok(place.and_then(|place| desk.open.apart.get(place).cloned()));
    bridge.consult(Lane::Pick, question, |window, chosen: Option<Quarantined>| {
        let (lang, bundles) = (look::lang(window), window.global::<Bundles>());
        let Some(bundle) = chosen else {
            bundles.set_apart_reason(Default::default());
            return bundles.set_apart_facts(Default::default());
        };
        let unknown = lang.pick("De reden is niet meer bekend.", "The reason is not known any more.");
        let reason = if bundle.reason.is_empty() { unknown } else { bundle.reason.as_str() };
        bundles.set_apart_reason(reason.into());
        let mut facts = vec![
            fact(lang.pick("Bevindingen", "Findings"), bundle.codes.join(", ")),
            fact(lang.pick("Grootte", "Size"), say::size(bundle.bytes, lang)),
            fact(lang.pick("Kenmerk (SHA-256)", "Mark (SHA-256)"), bundle.digest.to_string()),
        ];
        if let Some(at) = &bundle.taken_in {
            facts.push(fact(lang.pick("Alsnog ingelezen", "Taken in after all"), say::when(at, lang)));
        }
        bundles.set_apart_facts(say::model(facts));
    });
}
