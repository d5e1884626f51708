//! Keysets in words, and for programs.

use crate::grid;
use crate::partner::spoken;
use crate::verify::{findings_json, findings_text, trust_word};
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::text::Lang;
use noodbrug_office::exchange::KeysetTrial;
use noodbrug_office::keys::{Held, KeyState, KeysetMade, PartnerKeys, RevokedKey, Since, Step};
use serde_json::{Value, json};

/// Writes what is known of keys here.
pub(crate) fn state_text(state: &KeyState, now: &Moment, lang: Lang) -> String {
    let root = state.root.fingerprint();
    let mut text = format!("{}: {root}\n{}\n", lang.pick("Hoofdsleutel", "Root key"), spoken(&root, lang));
    text.push_str(&match state.spare.map(|spare| spare.fingerprint()) {
        Some(spare) => {
            format!("{}: {spare}\n{}\n", lang.pick("Reservesleutel", "Spare root key"), spoken(&spare, lang))
        }
        None => lang
            .pick(
                "Er is geen reservesleutel. Maak er een met `noodbrug keyset root` en neem hem op met `--new-spare`.\n",
                "There is no spare root key. Make one with `noodbrug keyset root`, and name it with `--new-spare`.\n",
            )
            .to_owned(),
    });
    text.push_str(&match &state.held {
        Some(held) => format!("{}\n{}", held_text(held, now, lang), revoked_text(held, lang)),
        None => lang.pick("Er is nog geen sleutelset gemaakt.\n", "No keyset was made yet.\n").to_owned(),
    });
    if state.unsent {
        text.push_str(lang.pick(
            "LET OP: er zijn sleutels ingetrokken die partners nog niet kennen. Maak een sleutelset en breng hem rond.\n",
            "MIND: keys were revoked that partners do not know of yet. Make a keyset and carry it round.\n",
        ));
    }
    let row = |known: &PartnerKeys| {
        let held = known.held.as_ref();
        let none = || lang.pick("geen sleutelset", "no keyset").to_owned();
        vec![
            known.partner.name.clone(),
            held.map_or_else(none, |held| held_text(held, now, lang)),
            known.partner.fingerprint.clone(),
        ]
    };
    if !state.partners.is_empty() {
        text.push('\n');
        let headings = [
            lang.pick("Partner", "Partner"),
            lang.pick("Sleutelset", "Keyset"),
            lang.pick("Hoofdsleutel", "Root key"),
        ];
        text.push_str(&grid::columns(&headings, &state.partners.iter().map(row).collect::<Vec<_>>()));
    }
    text
}

fn held_text(held: &Held, now: &Moment, lang: Lang) -> String {
    let days = u64::try_from(held.age_days(now)).unwrap_or(0);
    let age = grid::counted(days, ("dag oud", "day old"), ("dagen oud", "days old"), lang);
    let made = moment_text(&held.signed.keyset().made.in_the_netherlands(), lang);
    format!("{} {}, {made}, {age}", lang.pick("nummer", "number"), held.version())
}

fn revoked_text(held: &Held, lang: Lang) -> String {
    let line = |gone: &RevokedKey| {
        let (word, at) = match &gone.since {
            Since::Revoked(at) => (lang.pick("ingetrokken", "revoked"), at),
            Since::CompromisedFrom(at) => (lang.pick("verloren", "lost"), at),
        };
        let at = moment_text(&at.in_the_netherlands(), lang);
        format!("  {} {word} {at}: {}\n", gone.key, gone.reason)
    };
    held.signed.keyset().revoked.iter().map(line).collect()
}

/// Gives what is known of keys to programs.
pub(crate) fn state_json(state: &KeyState, now: &Moment) -> Value {
    let partner = |known: &PartnerKeys| {
        json!({
            "partner": known.partner.name,
            "root": known.partner.fingerprint,
            "keyset": known.held.as_ref().map(|held| held_json(held, now)),
        })
    };
    json!({
        "root": state.root.fingerprint().to_string(),
        "spare": state.spare.map(|spare| spare.fingerprint().to_string()),
        "keyset": state.held.as_ref().map(|held| held_json(held, now)),
        "unsent": state.unsent,
        "partners": state.partners.iter().map(partner).collect::<Vec<_>>(),
    })
}

fn held_json(held: &Held, now: &Moment) -> Value {
    let keyset = held.signed.keyset();
    json!({
        "version": keyset.version,
        "made": keyset.made,
        "age_days": held.age_days(now),
        "sha256": held.signed.digest(),
        "revoked": keyset.revoked,
        "stations": held.signed.stations().iter().map(|known| known.terms().station.to_string()).collect::<Vec<_>>(),
    })
}

/// Writes what was made.
pub(crate) fn made_text(made: &KeysetMade, lang: Lang) -> String {
    let mut text = format!(
        "{} {}: {}\n{}: {}\n{}: {}\n",
        lang.pick("Sleutelset", "Keyset"),
        made.version,
        made.path.display(),
        lang.pick("Kenmerk van de sleutelset", "Mark of the keyset"),
        made.digest.grouped(),
        lang.pick("Hoofdsleutel", "Root key"),
        made.root
    );
    if made.replaces.is_some() {
        text.push_str(&format!("{}\n", spoken(&made.root, lang)));
        text.push_str(lang.pick(
            "Dit is een andere hoofdsleutel. Druk het blad opnieuw af met `noodbrug keyset print`.\n",
            "This is another root key. Print the sheet again with `noodbrug keyset print`.\n",
        ));
    }
    text
}

/// Gives what was made to programs.
pub(crate) fn made_json(made: &KeysetMade) -> Value {
    json!({
        "file": made.path,
        "version": made.version,
        "sha256": made.digest,
        "root": made.root.to_string(),
        "spare": made.spare.map(|spare| spare.to_string()),
        "replaces": made.replaces.map(|before| before.to_string()),
    })
}

/// Writes what loading a keyset changes.
pub(crate) fn trial_text(trial: &KeysetTrial, loaded: bool, lang: Lang) -> String {
    let mut text = String::new();
    if trial.may_load() {
        text.push_str(&format!("{}\n", trial.bundle.sentence.pick(lang)));
    }
    if let (Some(signed), true) = (&trial.keyset, trial.step == Some(Step::NewRoot)) {
        text.push_str(&format!("{}\n", spoken(&signed.root().fingerprint(), lang)));
    }
    text.push_str(&findings_text(
        &trial.bundle.judgement.findings,
        trial.bundle.judgement.more_findings,
        lang,
    ));
    text.push_str(match (loaded, trial.may_load()) {
        (true, _) => lang.pick("Ingelezen.\n", "Loaded.\n"),
        (false, true) => lang.pick(
            "Er is nog niets ingelezen. Inlezen: dezelfde opdracht met `--apply`.\n",
            "Nothing was loaded yet. To load it: the same command with `--apply`.\n",
        ),
        (false, false) => "",
    });
    text
}

/// Gives what loading a keyset changes to programs.
pub(crate) fn trial_json(trial: &KeysetTrial, loaded: bool, lang: Lang) -> Value {
    let keyset = trial.keyset.as_ref().map(|signed| {
        json!({
            "version": signed.keyset().version,
            "made": signed.keyset().made,
            "office": signed.keyset().office,
            "root": signed.root().fingerprint().to_string(),
            "spare": signed.spare().map(|spare| spare.fingerprint().to_string()),
            "revoked": signed.keyset().revoked,
        })
    });
    let step = trial.step.map(|step| match step {
        Step::Known => "known",
        Step::Newer => "newer",
        Step::NewRoot => "new-root",
    });
    json!({
        "trust": trust_word(&trial.bundle.judgement.trust),
        "partner": trial.bundle.partner,
        "held": trial.held,
        "keyset": keyset,
        "step": step,
        "may_load": trial.may_load(),
        "loaded": loaded,
        "message": trial.bundle.sentence.pick(lang),
        "findings": findings_json(&trial.bundle.judgement.findings, lang),
    })
}
