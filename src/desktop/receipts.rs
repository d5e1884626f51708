//! Receipts: who has not confirmed yet, one typed in from paper, and one printed for a partner.

use crate::asking;
use crate::bridge::Bridge;
use crate::bundles;
use crate::desk::Desk;
use crate::frame::{self, count};
use crate::rows::{id_of, row};
use crate::say;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::Unconfirmed;
use noodbrug_office::printing::To;
use noodbrug_ui::{Bundles, MainWindow, TableRow, Tone};
use slint::ComponentHandle;
use std::collections::BTreeSet;

/// Connects what is done with receipts.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let bundles = window.global::<Bundles>();
    let desk = bridge.clone();
    bundles.on_print_unconfirmed(move || {
        desk.print(|desk, lang| desk.office()?.print_unconfirmed(To::Paper, lang));
    });
    let desk = bridge.clone();
    bundles.on_print_given(move |index| print_given(&desk, index));
    let desk = bridge.clone();
    bundles.on_print_receipt(move || {
        desk.print(|desk, lang| {
            let mark = desk.open.receipt_of.clone().ok_or_else(none_chosen)?;
            desk.office()?.print_receipt(&mark, To::Paper, lang)
        });
    });
    let desk = bridge.clone();
    bundles.on_type_receipt(move |text| type_in(&desk, text.to_string()));
}

/// Shows who has not confirmed yet.
pub(crate) fn show(bundles: &Bundles<'_>, open: &[Unconfirmed], lang: Lang) {
    bundles.set_unconfirmed(say::model(open.iter().map(|line| line_row(line, lang)).collect()));
    let lines = count(open.len());
    let counter = if open.is_empty() { String::new() } else { say::count(lines, lang) };
    bundles.set_unconfirmed_count(counter.into());
    bundles.set_unconfirmed_summary(summary(open, lang).into());
}

fn summary(open: &[Unconfirmed], lang: Lang) -> String {
    let partners: BTreeSet<&str> = open.iter().map(|line| line.partner.as_str()).collect();
    let bundles = say::counted(count(open.len()), ("bundel", "bundle"), ("bundels", "bundles"), lang);
    let partners =
        say::counted(count(partners.len()), ("partner", "partner"), ("partners", "partners"), lang);
    let (of, oldest) =
        (lang.pick("aan", "to"), lang.pick("de oudste staat bovenaan", "the oldest is on top"));
    if open.is_empty() { String::new() } else { format!("{bundles} {of} {partners}; {oldest}") }
}

fn line_row(line: &Unconfirmed, lang: Lang) -> TableRow {
    let status = if line.refused {
        (lang.pick("Geweigerd", "Refused"), Tone::Refused)
    } else {
        (lang.pick("Nog niets gehoord", "Nothing heard yet"), Tone::Warn)
    };
    let ago = match line.days {
        0 => lang.pick("vandaag", "today").to_owned(),
        days => say::counted(days, ("dag", "day"), ("dagen", "days"), lang),
    };
    let cells = vec![
        Default::default(),
        line.partner.as_str().into(),
        say::when(&line.bundle.at, lang),
        ago.into(),
        line.entries.map(|entries| say::count(entries, lang)).unwrap_or_default().into(),
        line.bundle.name.as_str().into(),
    ];
    row(line.bundle.tagmanifest.to_string(), cells, (status.0.into(), status.1))
}

fn none_chosen() -> Complaint {
    Complaint::refused("Kies eerst een ontvangen bundel.", "Choose a received bundle first.")
}

fn print_given(bridge: &Bridge<Desk>, index: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    let mark = id_of(&window.global::<Bundles>().get_received(), index);
    bridge.print(move |desk, lang| {
        desk.office()?.print_receipt(&mark.ok_or_else(none_chosen)?, To::Paper, lang)
    });
}

fn type_in(bridge: &Bridge<Desk>, text: String) {
    let again = bridge.clone();
    let question = move |desk: &mut Desk| {
        if text.trim().is_empty() {
            return Err(Complaint::refused(
                "Typ de regels van het ontvangstbewijs.",
                "Type the lines of the receipt.",
            ));
        }
        desk.office()?.type_receipt(&text)
    };
    bridge.act(question, move |window, taken| {
        let lang = crate::look::lang(window);
        let tone = if taken.outcome.is_refusal() { Tone::Warn } else { Tone::Good };
        asking::toast(window, taken.sentence.pick(lang), tone);
        bundles::refresh(&again);
        frame::refresh(&again);
    });
}
