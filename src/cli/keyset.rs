//! `noodbrug keyset …`: whose keys count, here and at the partners, without any network.

use crate::beside::{Beside, SECOND, SECOND_FILE, WHY};
use crate::call::{Call, On, Opt, Verb};
use crate::keyset_words::{made_json, made_text, state_json, state_text, trial_json, trial_text};
use crate::output::Output;
use crate::{Act, enter, typed, verify};
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::agreed::Subject;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::exchange::KeysetTrial;
use noodbrug_office::keys::{KeysetAsk, Revocation, RootKey, Since, Step};
use noodbrug_office::may::Deed;
use noodbrug_office::printing::To;
use noodbrug_office::setup::Passphrase;
use serde_json::json;
use std::path::Path;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(SHOW, show), (MAKE, make), (LOAD, load), (REVOKE, revoke), (ROOT, root), (PRINT, print)];

/// Names the root's file.
pub(crate) const ROOT_FILE: Opt = Opt {
    name: "root-file",
    value: Some("BESTAND"),
    help: ("de hoofdsleutel, van de stick uit de kluis", "the root key, from the stick in the safe"),
};
/// Names the file with the root's passphrase.
pub(crate) const ROOT_PASSPHRASE: Opt = Opt {
    name: "root-passphrase-file",
    value: Some("BESTAND"),
    help: ("wachtzin van de hoofdsleutel; anders een vraag", "passphrase of the root key; else a question"),
};
/// Says why.
pub(crate) const REASON: Opt =
    Opt { name: "reason", value: Some("TEKST"), help: ("waarom, in woorden", "why, in words") };

const SHOW: Verb = Verb {
    words: "keyset show",
    takes: "",
    help: (
        "toont de sleutels van dit kantoor en de sleutelsets van partners, met hun leeftijd",
        "shows this office's keys and the keysets of partners, with their age",
    ),
    options: &[],
    on: On::Office,
};

const MAKE: Verb = Verb {
    words: "keyset make",
    takes: "--to MAP --root-file BESTAND",
    help: (
        "maakt een sleutelset voor alle partners, getekend met de hoofdsleutel",
        "makes a keyset for all partners, signed with the root key",
    ),
    options: &[
        Opt { name: "to", value: Some("MAP"), help: ("waar hij komt: een stick of map", "where it goes") },
        Opt {
            name: "root-file",
            value: Some("BESTAND"),
            help: (
                "de hoofdsleutel uit de kluis; of de reservesleutel, die dan de hoofdsleutel wordt",
                "the root key from the safe; or the spare, which then becomes the root key",
            ),
        },
        ROOT_PASSPHRASE,
        Opt {
            name: "new-root",
            value: Some("BESTAND"),
            help: (
                "een andere hoofdsleutel die de plaats van de oude inneemt",
                "another root key that takes the place of the old one",
            ),
        },
        Opt {
            name: "new-root-passphrase-file",
            value: Some("BESTAND"),
            help: ("de wachtzin daarvan; anders een vraag", "its passphrase; else a question"),
        },
        Opt {
            name: "new-spare",
            value: Some("BESTAND"),
            help: ("een andere reservesleutel; blijft gesloten", "another spare key; it stays sealed"),
        },
        SECOND,
        SECOND_FILE,
        WHY,
    ],
    on: On::Office,
};

const LOAD: Verb = Verb {
    words: "keyset load",
    takes: "BESTAND [--apply]",
    help: (
        "toont wat een sleutelset van een partner verandert; met `--apply` ook inlezen",
        "shows what a partner's keyset changes; with `--apply` loads it",
    ),
    options: &[crate::bundle::APPLY, SECOND, SECOND_FILE, WHY],
    on: On::Office,
};

const REVOKE: Verb = Verb {
    words: "keyset revoke",
    takes: "VINGERAFDRUK --reason TEKST",
    help: (
        "trekt een sleutel in: hier meteen, bij partners met de volgende sleutelset",
        "revokes a key: here at once, at partners with the next keyset",
    ),
    options: &[
        REASON,
        Opt {
            name: "since",
            value: Some("TIJD"),
            help: ("sinds wanneer; anders nu", "since when; else now"),
        },
        Opt {
            name: "compromised",
            value: None,
            help: (
                "een ander kan hem hebben: wat er daarna mee is gemaakt, wordt apart gezet",
                "somebody else may have it: what was made with it after that is set apart",
            ),
        },
        SECOND,
        SECOND_FILE,
        WHY,
    ],
    on: On::Office,
};

const ROOT: Verb = Verb {
    words: "keyset root",
    takes: "--to BESTAND",
    help: (
        "maakt een nieuwe hoofdsleutel of reservesleutel; hij telt pas in een sleutelset",
        "makes a new root key or spare key; it counts only once in a keyset",
    ),
    options: &[
        Opt {
            name: "to",
            value: Some("BESTAND"),
            help: ("waar hij komt: een stick", "where it goes: a stick"),
        },
        ROOT_PASSPHRASE,
    ],
    on: On::Office,
};

const PRINT: Verb = Verb {
    words: "keyset print",
    takes: "--pdf BESTAND",
    help: (
        "drukt hoofdsleutel en reservesleutel af: vingerafdruk, woorden om voor te lezen, QR",
        "prints root key and spare key: fingerprint, words to read aloud, QR",
    ),
    options: &[Opt { name: "pdf", value: Some("BESTAND"), help: ("het bestand", "the file") }],
    on: On::Office,
};

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office_to(call, Deed::ReadJournal)?;
    let (state, now) = (office.key_state()?, office.now()?);
    out.answer(&state_text(&state, &now, out.lang), &state_json(&state, &now));
    Ok(())
}

fn make(call: &Call, out: &Output) -> Result<(), Complaint> {
    let (folder, file) = (call.path("to")?, call.path("root-file")?);
    let (new_file, new_spare) = (call.path_if("new-root"), call.path_if("new-spare"));
    let mut office = enter::office_to(call, Deed::Keys)?;
    let passphrase = root_passphrase(call, "root-passphrase-file", &file)?;
    let new_passphrase = new_file.as_deref();
    let new_passphrase =
        new_passphrase.map(|file| root_passphrase(call, "new-root-passphrase-file", file)).transpose()?;
    let beside = match new_file {
        Some(_) => Some(Beside::of(call, &office, Subject::Keys, out)?),
        None => Beside::if_said(call, &office, Subject::Keys, out)?,
    };
    let new_root = new_file.as_deref().zip(new_passphrase.as_ref());
    let ask = KeysetAsk {
        folder: &folder,
        root: RootKey { file: &file, passphrase: &passphrase },
        new_root: new_root.map(|(file, passphrase)| RootKey { file, passphrase }),
        new_spare: new_spare.as_deref(),
    };
    let made = office.make_keyset(&ask, beside.as_ref().map(Beside::agreement))?;
    out.answer(&made_text(&made, out.lang), &made_json(&made));
    Ok(())
}

/// Gives the passphrase of a root file; that of the environment is of whoever opened the office.
pub(crate) fn root_passphrase(call: &Call, option: &str, file: &Path) -> Result<Passphrase, Complaint> {
    enter::passphrase_of(call, option, &file.display().to_string())
}

fn load(call: &Call, out: &Output) -> Result<(), Complaint> {
    let file = call.first_path(&LOAD)?;
    let mut office = enter::office_to(call, Deed::Keys)?;
    let trial = office.try_keyset(&file, &mut out.progress(("Controleren", "Verifying")))?;
    let loads = call.has("apply") && trial.may_load();
    if loads {
        keep(call, &mut office, &trial, out)?;
    }
    out.answer(&trial_text(&trial, loads, out.lang), &trial_json(&trial, loads, out.lang));
    verdict(&trial)
}

fn keep(call: &Call, office: &mut Office, trial: &KeysetTrial, out: &Output) -> Result<(), Complaint> {
    let beside = match trial.step {
        Some(Step::NewRoot) => Some(Beside::of(call, office, Subject::Keys, out)?),
        _ => None,
    };
    office.load_keyset(trial, beside.as_ref().map(Beside::agreement))
}

/// What is unsound is refused; what nobody here confirmed waits for a person.
fn verdict(trial: &KeysetTrial) -> Result<(), Complaint> {
    match (trial.may_load(), trial.bundle.judgement.is_sound()) {
        (true, _) => Ok(()),
        (false, true) => Err(Complaint::new(Class::NeedsPerson, trial.bundle.sentence.clone())),
        (false, false) => Err(Complaint::new(
            Class::Refused,
            Both::new(
                "De sleutelset is niet ingelezen; er is niets veranderd. Hij is apart bewaard.",
                "The keyset was not loaded; nothing was changed. It is kept apart.",
            ),
        )),
    }
}

fn revoke(call: &Call, out: &Output) -> Result<(), Complaint> {
    let key = verify::fingerprint(call.first(&REVOKE)?)?;
    let reason = call.words_of("reason")?;
    let mut office = enter::office_to(call, Deed::Keys)?;
    let at = match typed::moment(call, "since")? {
        Some(at) => at,
        None => office.now()?,
    };
    let since = if call.has("compromised") { Since::CompromisedFrom(at) } else { Since::Revoked(at) };
    let beside = Beside::of(call, &office, Subject::Keys, out)?;
    office.revoke_key(&Revocation { key, since, reason }, beside.agreement())?;
    let text = match out.lang {
        Lang::Nl => format!(
            "Ingetrokken: {key}. Partners weten het pas met de volgende sleutelset: `noodbrug keyset make`."
        ),
        Lang::En => {
            format!("Revoked: {key}. Partners know it only with the next keyset: `noodbrug keyset make`.")
        }
    };
    let own = office.own_key_gone();
    let more = own.as_ref().map(|why| format!("\n! {}", why.pick(out.lang))).unwrap_or_default();
    let json = json!({"key": key.to_string(), "since": since, "own": own.is_some()});
    out.answer(&format!("{text}{more}"), &json);
    Ok(())
}

fn root(call: &Call, out: &Output) -> Result<(), Complaint> {
    let to = call.path("to")?;
    let mut office = enter::office_to(call, Deed::Keys)?;
    let what = ("Wachtzin van de nieuwe sleutel", "Passphrase of the new key");
    let passphrase = enter::new_passphrase(call, "root-passphrase-file", what)?;
    let key = office.make_root(&to, &passphrase)?;
    let text = format!("{} · {key}\n{}", to.display(), crate::partner::spoken(&key, out.lang));
    out.answer(&text, &json!({"file": to, "fingerprint": key.to_string()}));
    Ok(())
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let pdf = call.path("pdf")?;
    let mut office = enter::office_to(call, Deed::Keys)?;
    out.made(&office.print_roots(To::File(&pdf), out.lang)?);
    Ok(())
}
