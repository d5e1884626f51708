//! Making an office and opening it.

use crate::board::BoardCache;
use crate::clock::Clock;
use crate::complaint::{Both, Class, Complaint};
use crate::folders::Folders;
use crate::keys;
use crate::law_update;
use crate::office::Office;
use crate::papers;
use crate::people::{self, User};
use crate::printing::has_folder;
use crate::rewound;
use crate::station::Station;
use noodbrug_core::bundle::Mode;
use noodbrug_core::entry::{Field, Size, check_text};
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::ident::{Author, AuthorName, Role};
use noodbrug_core::text::Lang;
use noodbrug_files::keys::{DataKey, SecretKey, Slots};
use noodbrug_files::place::Placed;
use noodbrug_files::vault::Vault;
use noodbrug_files::{machine, place};
use noodbrug_store::{Store, StoreKey, StoreMeta};
use serde_json::json;
use std::path::{Component, Path, PathBuf};

pub use noodbrug_files::keys::{Cost, Fingerprint, Passphrase, RecoveryKey, RecoveryKeyError};

/// What an office is made of.
#[derive(Debug)]
pub struct NewOffice {
    /// Its name.
    pub office: String,
    /// The first workstation; in an exercise its name begins with `oef-`, and is given that beginning when it has not.
    pub station: String,
    /// Live or exercise.
    pub mode: Mode,
    /// The first user.
    pub user: String,
    /// The first user's role.
    pub role: Role,
    /// The first user's passphrase.
    pub passphrase: Passphrase,
    /// What the root key is sealed under.
    pub root_passphrase: Passphrase,
    /// Where the root key goes: a stick, to be locked away. The spare root key is put beside it.
    pub root_file: PathBuf,
    /// The folder of the store.
    pub folder: PathBuf,
    /// The price of trying a passphrase.
    pub cost: Cost,
}

/// An office that was just made.
pub struct Made {
    /// The office, open.
    pub office: Office,
    /// Opens the store when nobody's passphrase does; shown once, to be printed and locked away.
    pub recovery: RecoveryKey,
    /// What partners confirm by telephone.
    pub fingerprint: Fingerprint,
    /// The same of the spare root, that can take the root's place when it is lost.
    pub spare: Fingerprint,
    /// Where the root key was put.
    pub root_file: PathBuf,
    /// Where the spare root key was put: to go into another safe than the root key.
    pub spare_file: PathBuf,
}

impl Made {
    /// Puts the recovery sheet into a file, for the printer. Nothing else of the office holds the key in clear.
    ///
    /// # Errors
    /// A complaint that names the file.
    pub fn print_recovery(&mut self, path: &Path, lang: Lang) -> Result<Placed, Complaint> {
        has_folder(path)?;
        let head = self.office.letterhead(lang)?;
        let paper = papers::recovery_sheet(&head, &self.recovery, &self.fingerprint);
        let placed = papers::put(&paper, path)?;
        self.office.log(Kind::Print, None, json!({"what": paper.slug}))?;
        Ok(placed)
    }
}

/// Makes an office: its root key and a spare one, the first station's key certified by it, the first user and the recovery key.
///
/// # Errors
/// A complaint when a name or passphrase will not do, when there is an office already, or when the disk refuses.
pub fn make(new: NewOffice, clock: Clock) -> Result<Made, Complaint> {
    let station = station_name(&new.station, new.mode)?;
    // A card, a bundle and a partner's list have it without blanks at its ends: it must be one name everywhere.
    let new = NewOffice { office: new.office.trim().to_owned(), ..new };
    if new.office.is_empty() {
        return Err(wrong("Vul de naam van het kantoor in.", "Give the name of the office."));
    }
    check_text(&new.office, Size::Name, Field::new("naam van het kantoor", "name of the office"))?;
    people::check(&new.user, &new.passphrase)?;
    let now = clock.now()?;
    let folders = Folders::of(&new.folder);
    refuse_existing(&folders, &new.root_file)?;
    place::make_private_folder(folders.root())?;

    let data = DataKey::from_bytes(machine::random()?);
    let recovery = RecoveryKey::from_random(machine::random()?);
    let mut slots = Slots::new(new.mode);
    slots.set_user(&new.user, &new.passphrase, &data, &people::wrapping(new.cost)?)?;
    slots.set_recovery(&recovery, &data, &people::wrapping(new.cost)?)?;
    let root = SecretKey::from_seed(machine::random()?);
    let author = Author { ws: station.clone(), ep: 1 };
    let spare = SecretKey::from_seed(machine::random()?);
    let mut identity = Station::make(author, &root, (&now, 1))?;
    identity.spare = Some(spare.public());

    let meta = StoreMeta { office: new.office.clone(), station, mode: new.mode, made_at: now };
    let mut store = Store::create(folders.root(), &store_key(&data), &meta)?;
    let user = User { name: new.user, role: new.role };
    people::keep(&mut store, &user)?;
    identity.keep(&mut store)?;
    people::put_slots(&folders, &slots)?;
    let spare_file = keys::spare_beside(&new.root_file);
    let (named, sealing) = ((new.office.as_str(), new.mode), (&new.root_passphrase, new.cost));
    keys::put_root(&new.root_file, named, &root, sealing)?;
    keys::put_root(&spare_file, named, &spare, sealing)?;

    let mut office = enter(folders, store, &data, user, clock)?;
    let fingerprint = root.public().fingerprint();
    let spare = spare.public().fingerprint();
    let said = json!({
        "did": "office-made", "fingerprint": fingerprint.to_string(), "spare": spare.to_string(),
    });
    office.append(vec![Draft::saying(Kind::Manage, None, said)])?;
    Ok(Made { office, recovery, fingerprint, spare, root_file: new.root_file, spare_file })
}

/// Tells whose slots open the office in this folder, in the order in which they came.
///
/// # Errors
/// A complaint of class `NoStore` when there is no office.
pub fn users(folder: &Path) -> Result<Vec<String>, Complaint> {
    Ok(people::slots(&Folders::of(folder))?.users().map(str::to_owned).collect())
}

/// Tells whether the office in this folder is live or an exercise; this can be known before it is opened.
///
/// # Errors
/// A complaint of class `NoStore` when there is no office.
pub fn mode(folder: &Path) -> Result<Mode, Complaint> {
    Ok(people::slots(&Folders::of(folder))?.mode())
}

/// Opens the office in a folder for one of its users; without a name for the only one there is.
///
/// # Errors
/// A complaint: there is no office, the passphrase is wrong, another process has it open, or it is damaged.
pub fn unlock(
    folder: &Path,
    user: Option<&str>,
    passphrase: &Passphrase,
    clock: Clock,
) -> Result<Office, Complaint> {
    let folders = Folders::of(folder);
    let slots = people::slots(&folders)?;
    refuse_fixed_clock(&slots, clock)?;
    let name = match user {
        Some(name) => name.to_owned(),
        None => only_user(&slots)?,
    };
    let data = slots.open(&name, passphrase)?;
    let store = Store::open(folders.root(), &store_key(&data))?;
    let user = people::read(&store, &name)?;
    enter(folders, store, &data, user, clock)
}

/// Opens the office with the printed recovery key and gives a user a new passphrase.
///
/// # Errors
/// As [`unlock`].
pub fn recover(
    folder: &Path,
    recovery: &RecoveryKey,
    user: &str,
    passphrase: &Passphrase,
    clock: Clock,
) -> Result<Office, Complaint> {
    let folders = Folders::of(folder);
    let mut slots = people::slots(&folders)?;
    refuse_fixed_clock(&slots, clock)?;
    let data = slots.open_recovery(recovery)?;
    let cost = cost_of(&slots);
    people::check_passphrase(passphrase)?;
    let store = Store::open(folders.root(), &store_key(&data))?;
    // The key on paper lets somebody back in; it makes nobody a user who was not.
    if !people::all(&store)?.iter().any(|known| known.name == user) {
        return Err(Complaint::refused(
            format!(
                "Er is hier geen gebruiker `{user}`. Er is niets veranderd. Kijk hoe de naam geschreven wordt."
            ),
            format!("There is no user `{user}` here. Nothing was changed. Check how the name is written."),
        ));
    }
    slots.set_user(user, passphrase, &data, &people::wrapping(cost)?)?;
    people::put_slots(&folders, &slots)?;
    let who = people::read(&store, user)?;
    let mut office = enter(folders, store, &data, who, clock)?;
    office.append(vec![Draft::saying(Kind::Manage, None, json!({"did": "recovered", "user": user}))])?;
    Ok(office)
}

/// The price of new slots: exercises are not worth an attack.
pub(crate) fn cost_of(slots: &Slots) -> Cost {
    match slots.mode() {
        Mode::Live => Cost::FULL,
        Mode::Exercise => Cost::CHEAP,
    }
}

fn enter(
    folders: Folders,
    mut store: Store,
    data: &DataKey,
    user: User,
    clock: Clock,
) -> Result<Office, Complaint> {
    let vault = Vault::open(&folders.documents(), data.derive("vault"))?;
    let quarantine = Vault::open(&folders.quarantine(), data.derive("quarantine"))?;
    // What cannot be removed now is removed at another opening; it is encrypted, and in nobody's way.
    let _ = (vault.clean(), quarantine.clean());
    let _ = std::fs::remove_dir_all(folders.retried());
    let meta = store.meta()?;
    let station = Station::read(&mut store)?;
    let (law, law_origin) = law_update::newest(&store, clock.now()?)?;
    store.renew_ends(&law)?;
    let (held, watch) = (BoardCache::default(), None);
    let rewound = rewound::read(&store, &station.author)?;
    let mut office = Office {
        folders,
        store,
        vault,
        quarantine,
        law,
        law_origin,
        meta,
        station,
        user,
        clock,
        held,
        watch,
        rewound,
    };
    office.keep_rows_with_law()?;
    Ok(office)
}

fn store_key(data: &DataKey) -> StoreKey {
    let (key, salt) = data.parts();
    StoreKey { key: *key, salt: *salt }
}

fn station_name(typed: &str, mode: Mode) -> Result<AuthorName, Complaint> {
    let plain = typed.trim().to_lowercase();
    let named = match mode {
        Mode::Exercise if !plain.starts_with("oef-") => format!("oef-{plain}"),
        _ => plain,
    };
    let name: AuthorName = named.parse().map_err(|_| {
        wrong(
            format!("`{typed}` kan geen naam van een werkstation zijn. Gebruik letters, cijfers en streepjes: ws-den-haag-01."),
            format!("`{typed}` cannot be the name of a workstation. Use letters, digits and hyphens: ws-den-haag-01."),
        )
    })?;
    if name.is_source() || (mode == Mode::Live && name.is_exercise()) {
        return Err(wrong(
            format!(
                "Een werkstation mag niet `{name}` heten: dat begin hoort bij bronsystemen of oefeningen."
            ),
            format!(
                "A workstation may not be called `{name}`: that beginning is for source systems or exercises."
            ),
        ));
    }
    Ok(name)
}

fn refuse_existing(folders: &Folders, root_file: &Path) -> Result<(), Complaint> {
    let there = |path: &Path| {
        Complaint::refused(
            format!("{} is er al. Er is niets gemaakt of veranderd. Kies een andere plaats.", path.display()),
            format!(
                "{} is there already. Nothing was made or changed. Choose another place.",
                path.display()
            ),
        )
    };
    if folders.slots().exists() {
        return Err(there(folders.root()));
    }
    if let Some(file) = [root_file, &keys::spare_beside(root_file)].into_iter().find(|file| file.exists()) {
        return Err(there(file));
    }
    refuse_root_here(folders, root_file)
}

/// Refuses to put a root key into the folder of the office.
pub(crate) fn refuse_root_here(folders: &Folders, root_file: &Path) -> Result<(), Complaint> {
    if straight(root_file).starts_with(straight(folders.root())) {
        return Err(wrong(
            "De hoofdsleutel mag niet in de map van het kantoor staan. Zet hem op een stick die in de kluis gaat.",
            "The root key may not lie in the folder of the office. Put it on a stick that goes into the safe.",
        ));
    }
    Ok(())
}

/// Gives the path without detours, by its words alone: what it leads to need not be there yet.
fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            Component::ParentDir => drop(straight.pop()),
            part => straight.push(part),
        }
    }
    straight
}

fn refuse_fixed_clock(slots: &Slots, clock: Clock) -> Result<(), Complaint> {
    match (slots.mode(), clock) {
        (Mode::Live, Clock::Fixed(_)) => Err(wrong(
            "Een eigen tijd (`--now`) kan alleen in een oefening. In het echt geldt de klok van de computer.",
            "A time of your own (`--now`) is for exercises only. In live work the computer's clock holds.",
        )),
        _ => Ok(()),
    }
}

fn only_user(slots: &Slots) -> Result<String, Complaint> {
    let mut users = slots.users();
    match (users.next(), users.next()) {
        (Some(name), None) => Ok(name.to_owned()),
        _ => {
            let names = slots.users().collect::<Vec<_>>().join(", ");
            Err(wrong(
                format!("Dit kantoor heeft meer gebruikers. Noem er een met `--user`: {names}."),
                format!("This office has several users. Name one with `--user`: {names}."),
            ))
        }
    }
}

fn wrong(nl: impl Into<String>, en: impl Into<String>) -> Complaint {
    Complaint::new(Class::WrongUse, Both::new(nl, en))
}

#[cfg(test)]
#[path = "setup_tests.rs"]
mod tests;
