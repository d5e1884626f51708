//! A new user of the office.

use crate::bridge::Bridge;
use crate::desk::Desk;
use crate::{admin, look, moments, say, unlock};
use noodbrug_core::ident::Role;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::people::NewUser;
use noodbrug_office::setup::Passphrase;
use noodbrug_ui::{Admin, MainWindow, UserForm};
use slint::ComponentHandle;

/// Connects the dialog.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let desk = bridge.clone();
    window.global::<Admin>().on_add_user(move |form| add(&desk, form));
}

/// Puts the roles in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let roles = Role::PERSONS.map(|role| moments::capital(role.label(lang)));
    window.global::<Admin>().set_roles(say::choices(roles));
}

fn add(bridge: &Bridge<Desk>, form: UserForm) {
    let question = move |desk: &mut Desk| {
        if form.passphrase != form.again {
            return Err(Complaint::refused(unlock::TWO_DIFFER.0, unlock::TWO_DIFFER.1));
        }
        let role = usize::try_from(form.role).ok().and_then(|place| Role::PERSONS.get(place).copied());
        let role = role.ok_or_else(|| Complaint::refused("Kies een rol.", "Choose a role."))?;
        let passphrase = Passphrase::new(&form.passphrase);
        let new = NewUser { name: form.name.trim().to_owned(), role, passphrase };
        desk.office()?.add_user(new, &Passphrase::new(&form.own))
    };
    let again = bridge.clone();
    bridge.act(question, move |_, _| admin::refresh(&again));
}
