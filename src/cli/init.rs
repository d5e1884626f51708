//! `noodbrug init`, `noodbrug unlock-test`: an office is made, and opened to see that it can be.

use crate::call::{Call, NOW, On, Opt, PASSPHRASE, STORE, Verb, wrong};
use crate::output::Output;
use crate::{Act, enter, typed};
use noodbrug_core::bundle::Mode;
use noodbrug_core::ident::Role;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::may::Deed;
use noodbrug_office::printing::To;
use noodbrug_office::setup::{self, Cost, Made, NewOffice, Passphrase};
use serde_json::json;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(INIT, init), (UNLOCK_TEST, unlock_test)];

const INIT: Verb = Verb {
    words: "init",
    takes: "--store MAP --office NAAM …",
    help: ("maakt een kantoor met een versleutelde opslag", "makes an office with an encrypted store"),
    options: &[
        STORE,
        Opt { name: "office", value: Some("NAAM"), help: ("naam van het kantoor", "name of the office") },
        Opt {
            name: "station",
            value: Some("NAAM"),
            help: ("naam van dit werkstation: ws-den-haag-01", "name of this workstation: ws-den-haag-01"),
        },
        Opt {
            name: "user",
            value: Some("NAAM"),
            help: ("naam van de eerste gebruiker", "name of the first user"),
        },
        crate::user::ROLE,
        Opt {
            name: "root-file",
            value: Some("BESTAND"),
            help: (
                "waar de hoofdsleutel komt: een stick voor de kluis; de reservesleutel komt ernaast",
                "where the root key goes: a stick for the safe; the spare key goes beside it",
            ),
        },
        Opt {
            name: "recovery-pdf",
            value: Some("BESTAND"),
            help: ("het herstelblad, om af te drukken", "the recovery sheet, to print"),
        },
        Opt {
            name: "roots-pdf",
            value: Some("BESTAND"),
            help: (
                "het blad met de vingerafdrukken van hoofdsleutel en reservesleutel",
                "the sheet with the fingerprints of root key and spare key",
            ),
        },
        Opt {
            name: "exercise",
            value: None,
            help: ("een oefening: alles is verzonnen", "an exercise: nothing in it is real"),
        },
        PASSPHRASE,
        Opt {
            name: "root-passphrase-file",
            value: Some("BESTAND"),
            help: (
                "wachtzin van de hoofdsleutel; anders dezelfde, of een vraag",
                "passphrase of the root key; else the same, or a question",
            ),
        },
        NOW,
    ],
    on: On::Nothing,
};

const UNLOCK_TEST: Verb = Verb {
    words: "unlock-test",
    takes: "",
    help: ("kijkt of de wachtzin het kantoor opent", "tries whether the passphrase opens the office"),
    options: &[],
    on: On::Office,
};

fn init(call: &Call, out: &Output) -> Result<(), Complaint> {
    let (mode, cost) = match call.has("exercise") {
        true => (Mode::Exercise, Cost::CHEAP),
        false => (Mode::Live, Cost::FULL),
    };
    let clock = enter::clock(call, mode)?;
    let new = NewOffice {
        office: call.needed("office")?.to_owned(),
        station: call.needed("station")?.to_owned(),
        mode,
        user: call.needed("user")?.to_owned(),
        role: first_role(call)?,
        root_file: call.path("root-file")?,
        folder: enter::folder(call)?,
        cost,
        passphrase: first_passphrase(call)?,
        root_passphrase: root_passphrase(call)?,
    };
    let mut made = setup::make(new, clock)?;
    enter::watch(&mut made.office)?;
    let sheet = call.path_if("recovery-pdf").map(|path| made.print_recovery(&path, out.lang)).transpose()?;
    let roots = call.path_if("roots-pdf");
    let roots = roots.map(|path| made.office.print_roots(To::File(&path), out.lang)).transpose()?;
    let json = json!({
        "office": made.office.meta().office,
        "station": made.office.station().author.to_string(),
        "store": made.office.folders().root(),
        "mode": mode.word(),
        "user": made.office.user().name,
        "fingerprint": made.fingerprint.to_string(),
        "recovery_key": made.recovery.to_paper().as_str(),
        "root_file": made.root_file,
        "spare_fingerprint": made.spare.to_string(),
        "spare_file": made.spare_file,
        "roots_pdf": roots.map(|placed| placed.path),
        "recovery_pdf": sheet.map(|placed| placed.path),
    });
    out.answer(&told(&made, out.lang), &json);
    Ok(())
}

/// The first user manages the office: nobody else could let others in.
fn first_role(call: &Call) -> Result<Role, Complaint> {
    match if call.has("role") { typed::role(call)? } else { Role::Manager } {
        Role::Manager => Ok(Role::Manager),
        other => Err(wrong(
            format!(
                "De eerste gebruiker is de continuïteitsmanager; met de rol {} kan niemand anderen toelaten. Laat `--role` weg \
                 en voeg daarna anderen toe met `noodbrug user add`.",
                other.label(Lang::Nl)
            ),
            format!(
                "The first user is the continuity manager; in the role of {} nobody could let others in. Leave `--role` out, \
                 and add others later with `noodbrug user add`.",
                other.label(Lang::En)
            ),
        )),
    }
}

fn first_passphrase(call: &Call) -> Result<Passphrase, Complaint> {
    match enter::given(call, "passphrase-file")? {
        Some(passphrase) => Ok(passphrase),
        None => enter::new_passphrase(call, "passphrase-file", ("Wachtzin", "Passphrase")),
    }
}

/// The root key has a passphrase of its own; somebody who gave one in a file or the environment gave it for both.
fn root_passphrase(call: &Call) -> Result<Passphrase, Complaint> {
    let option = "root-passphrase-file";
    if !call.has(option)
        && let Some(same) = enter::given(call, "passphrase-file")?
    {
        return Ok(same);
    }
    enter::new_passphrase(call, option, ("Wachtzin van de hoofdsleutel", "Passphrase of the root key"))
}

fn told(made: &Made, lang: Lang) -> String {
    let (key, print, root) = (made.recovery.to_paper(), made.fingerprint, made.root_file.display());
    let (office, folder) = (&made.office.meta().office, made.office.folders().root().display());
    let station = &made.office.station().author;
    let spare = made.spare_file.display();
    match lang {
        Lang::Nl => format!(
            "Kantoor gemaakt: {office} ({station})\nMap:                {folder}\nVingerafdruk:       {print}\n\
             Hoofdsleutel:       {root}  (leg deze in de kluis)\n\
             Reservesleutel:     {spare}  (leg deze in een andere kluis)\nHerstelsleutel:     {}\n\
             De herstelsleutel ziet u nu voor het laatst. Druk hem af of schrijf hem op, en leg hem in de kluis.\n",
            key.as_str()
        ),
        Lang::En => format!(
            "Office made: {office} ({station})\nFolder:             {folder}\nFingerprint:        {print}\n\
             Root key:           {root}  (lock it away)\n\
             Spare root key:     {spare}  (lock it away in another safe)\nRecovery key:       {}\n\
             You see the recovery key for the last time. Print it or write it down, and lock it away.\n",
            key.as_str()
        ),
    }
}

fn unlock_test(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office_to(call, Deed::ReadJournal)?;
    let (meta, user) = (office.meta(), office.user());
    let station = office.station();
    let exercise = match office.is_exercise() {
        true => out.lang.pick(" · OEFENING", " · EXERCISE"),
        false => "",
    };
    let text = format!(
        "{}: {} · {} · {} ({}){exercise}",
        out.lang.pick("De wachtzin past", "The passphrase fits"),
        meta.office,
        station.author,
        user.name,
        user.role.label(out.lang)
    );
    let json = json!({
        "office": meta.office,
        "station": station.author.to_string(),
        "mode": meta.mode.word(),
        "user": user.name,
        "role": user.role,
        "fingerprint": station.root().fingerprint().to_string(),
    });
    out.answer(&text, &json);
    Ok(())
}
