//! `noodbrug user …`: who can open the office.

use crate::call::{Call, On, Opt, Verb};
use crate::grid;
use crate::output::Output;
use crate::{Act, enter, typed};
use noodbrug_office::complaint::Complaint;
use noodbrug_office::may::Deed;
use noodbrug_office::people::{NewUser, User};
use noodbrug_office::setup;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(LIST, list), (ADD, add), (RECOVER, recover)];

/// The role of a user.
pub(crate) const ROLE: Opt = Opt {
    name: "role",
    value: Some("ROL"),
    help: (
        "officier, secretaris, administratie, griffier, tenuitvoerlegging, manager of auditor",
        "prosecutor, secretary, clerk, registrar, enforcement, manager or auditor",
    ),
};

const LIST: Verb = Verb {
    words: "user list",
    takes: "",
    help: ("toont wie het kantoor kan openen", "shows who can open the office"),
    options: &[],
    on: On::Office,
};

const ADD: Verb = Verb {
    words: "user add",
    takes: "NAAM --role ROL",
    help: ("geeft iemand een eigen wachtzin", "gives somebody a passphrase of their own"),
    options: &[ROLE, NEW_PASSPHRASE],
    on: On::Office,
};

const NEW_PASSPHRASE: Opt = Opt {
    name: "new-passphrase-file",
    value: Some("BESTAND"),
    help: ("de nieuwe wachtzin; anders een vraag", "the new passphrase; else a question"),
};

const RECOVER: Verb = Verb {
    words: "user recover",
    takes: "NAAM",
    help: (
        "geeft iemand een nieuwe wachtzin, met de herstelsleutel van papier",
        "gives somebody a new passphrase, by the recovery key on paper",
    ),
    options: &[
        Opt {
            name: "recovery-file",
            value: Some("BESTAND"),
            help: ("de herstelsleutel; anders een vraag", "the recovery key; else a question"),
        },
        NEW_PASSPHRASE,
    ],
    on: On::Office,
};

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let people = enter::office_to(call, Deed::ReadJournal)?.people()?;
    let rows: Vec<Vec<String>> =
        people.iter().map(|user| vec![user.name.clone(), user.role.label(out.lang).to_owned()]).collect();
    let headings = [out.lang.pick("Naam", "Name"), out.lang.pick("Rol", "Role")];
    out.answer(&grid::columns(&headings, &rows), &people.iter().map(user_json).collect());
    Ok(())
}

fn add(call: &Call, out: &Output) -> Result<(), Complaint> {
    let (name, role) = (call.first(&ADD)?.to_owned(), typed::role(call)?);
    let (mut office, own) = enter::office_and_passphrase(call)?;
    office.permit(Deed::People)?;
    let asked = ("Wachtzin van de nieuwe gebruiker", "Passphrase of the new user");
    let passphrase = enter::new_passphrase(call, "new-passphrase-file", asked)?;
    let user = office.add_user(NewUser { name, role, passphrase }, &own)?;
    let text =
        format!("{}: {} ({})", out.lang.pick("Toegevoegd", "Added"), user.name, user.role.label(out.lang));
    out.answer(&text, &user_json(&user));
    Ok(())
}

fn recover(call: &Call, out: &Output) -> Result<(), Complaint> {
    let name = call.first(&RECOVER)?;
    let folder = enter::folder(call)?;
    let clock = enter::clock(call, setup::mode(&folder)?)?;
    let recovery = enter::recovery_key(call)?;
    let asked = ("Nieuwe wachtzin", "New passphrase");
    let passphrase = enter::new_passphrase(call, "new-passphrase-file", asked)?;
    let mut office = setup::recover(&folder, &recovery, name, &passphrase, clock)?;
    enter::watch(&mut office)?;
    let text =
        format!("{}: {}", out.lang.pick("Nieuwe wachtzin voor", "New passphrase for"), office.user().name);
    out.answer(&text, &user_json(office.user()));
    Ok(())
}

fn user_json(user: &User) -> Value {
    json!({"name": user.name, "role": user.role})
}
