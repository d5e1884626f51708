//! `noodbrug bundle quarantine | retry`: bundles that were set apart, and another try.

use crate::bundle::{APPLY, FOR_OTHERS, RECEIPTS, TRIAL, take_in};
use crate::call::{Call, On, Verb};
use crate::output::Output;
use crate::verify::outcome_json;
use crate::{Act, enter, grid};
use noodbrug_core::bundle::FindingKind;
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::Quarantined;
use noodbrug_office::may::Deed;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(QUARANTINE, quarantine), (RETRY, retry)];

const QUARANTINE: Verb = Verb {
    words: "bundle quarantine",
    takes: "",
    help: ("toont welke bundels apart zijn gezet, en waarom", "shows which bundles were set apart, and why"),
    options: &[],
    on: On::Office,
};

const RETRY: Verb = Verb {
    words: "bundle retry",
    takes: "KENMERK [--pdf BESTAND] [--apply]",
    help: (
        "probeert een apart gezette bundel opnieuw; hij blijft bewaard",
        "tries a bundle that was set apart once more; it stays kept",
    ),
    options: &[APPLY, FOR_OTHERS, RECEIPTS, TRIAL],
    on: On::Office,
};

fn quarantine(call: &Call, out: &Output) -> Result<(), Complaint> {
    let apart = enter::office_to(call, Deed::Exchange)?.quarantined(out.lang)?;
    let lang = out.lang;
    let text = match apart.is_empty() {
        true => lang.pick("Er is geen bundel apart gezet.", "No bundle was set apart.").to_owned(),
        false => apart.iter().map(|bundle| line(bundle, lang)).collect(),
    };
    out.answer(&text, &apart.iter().map(|bundle| json_of(bundle, lang)).collect());
    Ok(())
}

fn line(bundle: &Quarantined, lang: Lang) -> String {
    let when = |at: &noodbrug_core::moment::Moment| moment_text(&at.in_the_netherlands(), lang);
    let at = bundle.at.as_ref().map(when).unwrap_or_default();
    let taken = bundle
        .taken_in
        .as_ref()
        .map(|at| format!("  {} {}\n", lang.pick("alsnog ingelezen op", "taken in after all at"), when(at)));
    format!(
        "{}  {}  {}  {}\n  {}: {}\n{}",
        bundle.digest.short(),
        at,
        bundle.file,
        bundle.codes.join(" "),
        became(bundle, lang),
        grid::one_line(&bundle.reason),
        taken.unwrap_or_default()
    )
}

/// Names what became of it. That a keyset is older than the one here says nothing of its sender.
fn became(bundle: &Quarantined, lang: Lang) -> &'static str {
    match bundle.codes.iter().any(|code| code == FindingKind::OldKeyset.code()) {
        true => lang.pick("Oudere sleutelset", "Older keyset"),
        false => bundle.outcome.name(lang),
    }
}

fn json_of(bundle: &Quarantined, lang: Lang) -> Value {
    json!({
        "sha256": bundle.digest,
        "bytes": bundle.bytes,
        "file": bundle.file,
        "at": bundle.at,
        "codes": bundle.codes,
        "outcome": outcome_json(bundle.outcome, lang),
        "reason": bundle.reason,
        "taken_in": bundle.taken_in,
    })
}

fn retry(call: &Call, out: &Output) -> Result<(), Complaint> {
    let begins = call.first(&RETRY)?.to_owned();
    let mut office = enter::office_to(call, Deed::Exchange)?;
    office.with_quarantined(&begins, |office, path| take_in(office, path, (call, out)))
}
