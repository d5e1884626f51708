//! Opening an office, making the first one, and locking it.

use crate::asking::{complain, toast};
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::{files, look, rolecards, say, shut};
use noodbrug_core::bundle::Mode;
use noodbrug_core::ident::Role;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::{Class, Complaint};
use noodbrug_office::guard;
use noodbrug_office::setup::{self, Cost, NewOffice, Passphrase, RecoveryKey};
use noodbrug_ui::{MainWindow, NewOffice as Form, Recovering, Screen, Shell, Tone, Unlock, UnlockState};
use slint::{ComponentHandle, Model};
use std::path::{Path, PathBuf};

pub(crate) const TWO_DIFFER: (&str, &str) =
    ("De twee wachtzinnen zijn niet gelijk. Typ ze opnieuw.", "The two passphrases differ. Type them again.");

/// What can be known of an office before it is open.
struct Front {
    folder: PathBuf,
    users: Result<Vec<String>, Complaint>,
    exercise: bool,
}

/// Connects the screen that opens an office.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let unlock = window.global::<Unlock>();
    let desk = bridge.clone();
    unlock.on_unlock(move |user, passphrase| {
        let Some(window) = desk.window().upgrade() else { return };
        let users = window.global::<Unlock>().get_users();
        let user = usize::try_from(user).ok().and_then(|user| users.row_data(user));
        open(&window, &desk, user.map(String::from), &passphrase);
    });
    let desk = bridge.clone();
    unlock.on_recover(move |form| recover(&desk, &form));
    let desk = bridge.clone();
    unlock.on_create(move |form| create(&desk, form));
    let desk = bridge.clone();
    unlock.on_choose_place(move || {
        files::folder(&desk.window(), |window, path| {
            let unlock = window.global::<Unlock>();
            unlock.set_default_place(path.display().to_string().into());
            unlock.set_typed_place(path.display().to_string().into());
        });
    });
    let desk = bridge.clone();
    unlock.on_open_place(move |place| look_at(&desk, PathBuf::from(place.trim())));
    let desk = bridge.clone();
    unlock.on_read(move |tab| rolecards::read(&desk, tab));
    let desk = bridge.clone();
    unlock.on_print_recovery(move || print_recovery(&desk));
    let desk = bridge.clone();
    unlock.on_recovery_printed(move || recovery_printed(&desk));
    let desk = bridge.clone();
    window.global::<Shell>().on_lock(move || shut::lock(&desk));
}

/// Shows who can open the office in a folder; where there is none, how to make one.
pub(crate) fn look_at(bridge: &Bridge<Desk>, folder: PathBuf) {
    bridge.ask(
        Lane::Admin,
        move |desk| {
            desk.folder.clone_from(&folder);
            let exercise = setup::mode(&folder).is_ok_and(|mode| mode == Mode::Exercise);
            Front { users: setup::users(&folder), folder, exercise }
        },
        show_front,
    );
}

fn show_front(window: &MainWindow, front: Front) {
    let lang = look::lang(window);
    let unlock = window.global::<Unlock>();
    let place = front.folder.display().to_string();
    window.global::<Shell>().set_exercise(front.exercise);
    unlock.set_store_place(place.as_str().into());
    unlock.set_default_place(place.as_str().into());
    unlock.set_typed_place(place.as_str().into());
    unlock.set_office(kind(front.exercise, lang).into());
    unlock.set_problem(Default::default());
    unlock.set_users(Default::default());
    unlock.set_user(0);
    match front.users {
        Ok(users) => {
            unlock.set_users(say::choices(users));
            unlock.set_state(UnlockState::Locked);
        }
        Err(complaint) if complaint.class == Class::NoStore => unlock.set_state(UnlockState::FirstRun),
        Err(complaint) => {
            unlock.set_state(UnlockState::Locked);
            unlock.set_problem(complaint.text(lang).into());
        }
    }
}

/// Says again, in another language, what stands on the screen.
pub(crate) fn respoken(window: &MainWindow) {
    let exercise = window.global::<Shell>().get_exercise();
    let unlock = window.global::<Unlock>();
    unlock.set_office(kind(exercise, look::lang(window)).into());
    unlock.set_problem(Default::default());
}

fn kind(exercise: bool, lang: Lang) -> &'static str {
    if exercise { lang.pick("Oefenparket", "Exercise office") } else { lang.pick("Kantoor", "Office") }
}

/// Opens the office for a user.
pub(crate) fn open(window: &MainWindow, bridge: &Bridge<Desk>, user: Option<String>, passphrase: &str) {
    let passphrase = Passphrase::new(passphrase);
    open_by(window, bridge, move |desk| {
        setup::unlock(&desk.folder, user.as_deref(), &passphrase, desk.clock)
    });
}

/// Opens the office with the key on paper; the chosen user gets a new passphrase.
fn recover(bridge: &Bridge<Desk>, form: &Recovering) {
    let Some(window) = bridge.window().upgrade() else { return };
    let unlock = window.global::<Unlock>();
    if form.passphrase != form.again {
        return unlock.set_problem(look::lang(&window).pick(TWO_DIFFER.0, TWO_DIFFER.1).into());
    }
    let users = unlock.get_users();
    let user = usize::try_from(form.user).ok().and_then(|user| users.row_data(user));
    match form.key.parse::<RecoveryKey>() {
        Err(why) => unlock.set_problem(why.message(look::lang(&window)).into()),
        Ok(key) => {
            let (user, passphrase) = (user.unwrap_or_default(), Passphrase::new(&form.passphrase));
            open_by(&window, bridge, move |desk| {
                setup::recover(&desk.folder, &key, &user, &passphrase, desk.clock)
            });
        }
    }
}

fn open_by(
    window: &MainWindow,
    bridge: &Bridge<Desk>,
    way: impl FnOnce(&mut Desk) -> Result<Office, Complaint> + Send + 'static,
) {
    let unlock = window.global::<Unlock>();
    // A second press while the first is being tried is none.
    if unlock.get_state() == UnlockState::Opening {
        return;
    }
    unlock.set_state(UnlockState::Opening);
    unlock.set_problem(Default::default());
    let again = bridge.clone();
    bridge.ask(
        Lane::Work,
        move |desk| {
            let mut office = way(desk)?;
            guard::watch(&mut office)?;
            desk.take_place(office);
            Ok(())
        },
        move |window, opened: Result<(), Complaint>| {
            let unlock = window.global::<Unlock>();
            unlock.set_state(UnlockState::Locked);
            match opened {
                Ok(()) => enter(window, &again),
                Err(why) => unlock.set_problem(why.text(look::lang(window)).into()),
            }
        },
    );
}

/// Goes inside: the office is open.
fn enter(window: &MainWindow, bridge: &Bridge<Desk>) {
    crate::frame::refresh(bridge);
    window.global::<Shell>().invoke_go(Screen::Today);
}

fn create(bridge: &Bridge<Desk>, form: Form) {
    let Some(window) = bridge.window().upgrade() else { return };
    let lang = look::lang(&window);
    let unlock = window.global::<Unlock>();
    if form.passphrase != form.again {
        unlock.set_problem(lang.pick(TWO_DIFFER.0, TWO_DIFFER.1).into());
        return;
    }
    // Making the keys takes a while; a second press meanwhile is none.
    if unlock.get_making() {
        return;
    }
    unlock.set_making(true);
    unlock.set_problem(Default::default());
    bridge.ask(
        Lane::Work,
        move |desk| {
            let made = setup::make(plan(&form), desk.clock)?;
            let files = format!("{}, {}", made.root_file.display(), made.spare_file.display());
            let shown = (made.recovery.to_paper().to_string(), made.fingerprint.to_string(), files);
            desk.folder = made.office.folders().root().to_owned();
            desk.made = Some(made);
            Ok(shown)
        },
        move |window, made: Result<(String, String, String), Complaint>| {
            let unlock = window.global::<Unlock>();
            unlock.set_making(false);
            match made {
                Ok((recovery, fingerprint, root_files)) => {
                    unlock.set_recovery_key(recovery.into());
                    unlock.set_root_fingerprint(fingerprint.into());
                    unlock.set_root_file(root_files.into());
                    unlock.set_state(UnlockState::RecoveryShown);
                }
                Err(why) => unlock.set_problem(why.text(look::lang(window)).into()),
            }
        },
    );
}

fn plan(form: &Form) -> NewOffice {
    let folder = PathBuf::from(form.place.trim());
    let (mode, cost) = if form.exercise { (Mode::Exercise, Cost::CHEAP) } else { (Mode::Live, Cost::FULL) };
    NewOffice {
        office: form.office.trim().to_owned(),
        station: form.station.trim().to_lowercase().replace(' ', "-"),
        mode,
        user: form.user.trim().to_owned(),
        // Whoever makes an office in an outage is the one who keeps it going.
        role: Role::Manager,
        passphrase: Passphrase::new(&form.passphrase),
        root_passphrase: Passphrase::new(&form.passphrase),
        root_file: root_file(&folder),
        folder,
        cost,
    }
}

/// Where the root key goes until somebody puts it on a stick: beside the office's folder, never in it.
fn root_file(folder: &Path) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!("{name}-hoofdsleutel")).join("hoofdsleutel.json")
}

fn recovery_sheet(root_file: &Path) -> PathBuf {
    root_file.with_file_name("herstelblad.pdf")
}

fn print_recovery(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    let make = move |desk: &mut Desk| {
        let made = desk.made.as_mut().ok_or_else(|| {
            Complaint::refused(
                "Er is geen herstelsleutel meer om af te drukken.",
                "There is no recovery key left to print.",
            )
        })?;
        let placed = made.print_recovery(&recovery_sheet(&made.root_file.clone()), lang)?;
        (desk.hand_over)(&placed.path);
        Ok(placed.path)
    };
    bridge.consult(Lane::Work, make, move |window, path| {
        let said = lang.pick(
            "PDF gemaakt. Het bestand wordt gewist zodra u zegt dat u het op papier hebt",
            "PDF made. The file is erased once you say that you have it on paper",
        );
        toast(window, &format!("{said}: {}", path.display()), Tone::Good);
    });
}

fn recovery_printed(bridge: &Bridge<Desk>) {
    let again = bridge.clone();
    bridge.ask(
        Lane::Work,
        |desk| {
            let made = desk.made.take()?;
            let sheet = recovery_sheet(&made.root_file);
            desk.take_place(made.office);
            Some(erase(&sheet))
        },
        move |window, entered| {
            let Some(erased) = entered else { return };
            window.global::<Unlock>().set_recovery_key(Default::default());
            window.global::<Unlock>().set_state(UnlockState::Locked);
            enter(window, &again);
            if let Err(complaint) = erased {
                complain(window, &complaint);
            }
        },
    );
}

fn erase(sheet: &Path) -> Result<(), Complaint> {
    match std::fs::remove_file(sheet) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(Complaint::refused(
            format!(
                "{} kon niet worden gewist ({why}). Wis dit bestand zelf: de herstelsleutel staat erin.",
                sheet.display()
            ),
            format!(
                "{} could not be erased ({why}). Erase this file yourself: it holds the recovery key.",
                sheet.display()
            ),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_key_lies_beside_the_office_and_not_in_it() {
        let folder = Path::new("/data/parket");
        let file = root_file(folder);
        assert_eq!(file, Path::new("/data/parket-hoofdsleutel/hoofdsleutel.json"));
        assert!(!file.starts_with(folder));
    }
}
