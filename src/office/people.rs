//! The people of an office: who they are, in which role, and how each opens the store.

use crate::complaint::{Both, Class, Complaint};
use crate::folders::Folders;
use crate::may::Deed;
use crate::office::Office;
use crate::setup;
use noodbrug_core::entry::{Field, check_number};
use noodbrug_core::event::Kind;
use noodbrug_core::ident::Role;
use noodbrug_core::text::{Lang, fault_words};
use noodbrug_core::user_name;
use noodbrug_files::keys::{Cost, Passphrase, SlotError, Slots, WRAP_RANDOM, Wrapping};
use noodbrug_files::{machine, place};
use noodbrug_store::Store;
use serde_json::json;

/// Somebody who works with the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The name under which they open the store and under which their work stands in the journal.
    pub name: String,
    /// What they may see and write.
    pub role: Role,
}

/// Somebody who will work with the office.
#[derive(Debug)]
pub struct NewUser {
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The passphrase that opens the store for them.
    pub passphrase: Passphrase,
}

/// The fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 12;

fn setting(name: &str) -> String {
    format!("user/{name}")
}

/// Keeps a user's role in the store.
pub(crate) fn keep(store: &mut Store, user: &User) -> Result<(), Complaint> {
    Ok(store.set_setting(&setting(&user.name), user.role.word())?)
}

/// Reads a user's role; somebody without one is a clerk, who may least.
pub(crate) fn read(store: &Store, name: &str) -> Result<User, Complaint> {
    let word = store.setting(&setting(name))?;
    let role = word.and_then(|word| word.parse().ok()).unwrap_or(Role::Clerk);
    Ok(User { name: name.to_owned(), role })
}

/// Gives everybody with a role, by name.
pub(crate) fn all(store: &Store) -> Result<Vec<User>, Complaint> {
    let settings = store.settings()?;
    let users = settings.iter().filter_map(|(key, word)| {
        let name = key.strip_prefix("user/")?.to_owned();
        Some(User { name, role: word.parse().unwrap_or(Role::Clerk) })
    });
    Ok(users.collect())
}

/// Refuses a name or passphrase that nobody should have.
pub(crate) fn check(name: &str, passphrase: &Passphrase) -> Result<(), Complaint> {
    check_name(name)?;
    check_passphrase(passphrase)
}

fn check_name(name: &str) -> Result<(), Complaint> {
    if name.trim().is_empty() {
        return Err(Complaint::new(
            Class::WrongUse,
            Both::new("Vul een gebruikersnaam in.", "Give a user name."),
        ));
    }
    check_number(name, Field::new("gebruikersnaam", "user name"))?;
    if !user_name::is_plain(name) {
        let words = Both::new(user_name::not_plain(name, Lang::Nl), user_name::not_plain(name, Lang::En));
        return Err(Complaint::new(Class::WrongUse, words));
    }
    Ok(())
}

/// Refuses a passphrase that is too short.
pub(crate) fn check_passphrase(passphrase: &Passphrase) -> Result<(), Complaint> {
    if passphrase.length() < SHORTEST_PASSPHRASE {
        return Err(Complaint::new(
            Class::WrongUse,
            Both::new(
                format!(
                    "De wachtzin is te kort. Neem ten minste {SHORTEST_PASSPHRASE} tekens, bijvoorbeeld vier woorden."
                ),
                format!(
                    "The passphrase is too short. Take at least {SHORTEST_PASSPHRASE} characters, such as four words."
                ),
            ),
        ));
    }
    Ok(())
}

/// What one wrapping of a key takes.
pub(crate) fn wrapping(cost: Cost) -> Result<Wrapping, Complaint> {
    Ok(Wrapping { cost, random: machine::random::<WRAP_RANDOM>()? })
}

/// Reads the key slots of an office.
pub(crate) fn slots(folders: &Folders) -> Result<Slots, Complaint> {
    let path = folders.slots();
    let text = std::fs::read_to_string(&path).map_err(|why| no_office(folders, &why))?;
    Slots::from_text(&text).map_err(|why: SlotError| {
        let mut complaint = Complaint::from(why);
        complaint.sentence.nl = format!("{}: {}", path.display(), complaint.sentence.nl);
        complaint.sentence.en = format!("{}: {}", path.display(), complaint.sentence.en);
        complaint
    })
}

/// Writes the key slots of an office.
pub(crate) fn put_slots(folders: &Folders, slots: &Slots) -> Result<(), Complaint> {
    place::put(&folders.slots(), slots.to_text().as_bytes(), place::Existing::Replace)?;
    Ok(())
}

impl Office {
    /// Gives somebody a slot of their own that opens the store. Whoever is at the workstation shows with their own
    /// passphrase that it is they who do it; the journal has it before the slot is there.
    ///
    /// # Errors
    /// A complaint when the name or passphrase will not do, when the name is taken, or when `own` is wrong.
    pub fn add_user(&mut self, new: NewUser, own: &Passphrase) -> Result<User, Complaint> {
        self.permit(Deed::People)?;
        let mut slots = slots(&self.folders)?;
        let cost = setup::cost_of(&slots);
        check(&new.name, &new.passphrase)?;
        if let Some(name) = slots.users().find(|name| user_name::look_alike(name, &new.name)) {
            return Err(taken(name));
        }
        let data = slots.open(&self.user.name, own)?;
        slots.set_user(&new.name, &new.passphrase, &data, &wrapping(cost)?)?;
        let user = User { name: new.name, role: new.role };
        let said = json!({"did": "user-added", "user": user.name, "role": user.role.word()});
        self.log(Kind::Manage, None, said)?;
        keep(&mut self.store, &user)?;
        put_slots(&self.folders, &slots)?;
        Ok(user)
    }
}

fn taken(name: &str) -> Complaint {
    Complaint::refused(
        format!(
            "Er is al een gebruiker `{name}`, en twee namen moeten voor het oog verschillen. Er is niets veranderd. Kies \
             een andere naam."
        ),
        format!(
            "There is a user `{name}` already, and two names must differ to the eye. Nothing was changed. Choose another \
             name."
        ),
    )
}

fn no_office(folders: &Folders, why: &std::io::Error) -> Complaint {
    let folder = folders.root().display();
    match why.kind() {
        std::io::ErrorKind::NotFound => Complaint::new(
            Class::NoStore,
            Both::new(
                format!(
                    "In {folder} staat geen kantoor. Wijs de goede map aan met `--store` of maak een kantoor met \
                     `noodbrug init`."
                ),
                format!(
                    "There is no office in {folder}. Name the right folder with `--store`, or make an office with `noodbrug init`."
                ),
            ),
        ),
        _ => Complaint::refused(
            format!(
                "{folder} is niet te lezen ({}). Kijk of u toegang hebt tot deze map.",
                fault_words(why, Lang::Nl)
            ),
            format!("{folder} cannot be read ({why}). Check that you have access to this folder."),
        ),
    }
}
