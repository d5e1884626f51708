//! Acts with keys: a keyset, another key for this workstation, a key that no longer counts, a new root, our card.

use crate::beside::Beside;
use crate::bridge::Bridge;
use crate::desk::Desk;
use crate::{files, frame, keys, look, moments, unlock};
use noodbrug_core::moment::date_text;
use noodbrug_core::text::Lang;
use noodbrug_office::Fingerprint;
use noodbrug_office::complaint::{Class, Complaint};
use noodbrug_office::keys::{KeysetAsk, KeysetMade, Renewed, Revocation, RootKey, Since};
use noodbrug_office::setup::Passphrase;
use noodbrug_ui::{
    AgreeForm, DialogKind, KeyPath, Keys, KeysetForm, MainWindow, RenewForm, RevokeForm, RootForm, Shell,
};
use slint::ComponentHandle;
use std::path::PathBuf;

/// Connects the dialogs.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let keys = window.global::<Keys>();
    let desk = bridge.clone();
    keys.on_browse(move |what| browse(&desk, what));
    let desk = bridge.clone();
    keys.on_make_keyset(move |form, agree| make(&desk, &form, beside(&desk, &agree)));
    let desk = bridge.clone();
    keys.on_renew(move |form, agree| renew(&desk, &form, beside(&desk, &agree)));
    let desk = bridge.clone();
    keys.on_revoke(move |form, agree| revoke(&desk, form, beside(&desk, &agree)));
    let desk = bridge.clone();
    keys.on_make_root(move |form| make_root(&desk, form));
    let desk = bridge.clone();
    keys.on_begin_card(move || {
        let Some(window) = desk.window().upgrade() else { return };
        window.global::<Shell>().invoke_ask(DialogKind::Card);
    });
    let desk = bridge.clone();
    keys.on_write_card(move |path| write_card(&desk, path.trim()));
}

fn beside(bridge: &Bridge<Desk>, form: &AgreeForm) -> Beside {
    let seconds = bridge.window().upgrade().map(|window| window.global::<Keys>().get_seconds());
    Beside::of(&seconds.unwrap_or_default(), form)
}

fn browse(bridge: &Bridge<Desk>, what: KeyPath) {
    let put = move |window: &MainWindow, path: PathBuf| {
        let (keys, path) = (window.global::<Keys>(), path.display().to_string().into());
        match what {
            KeyPath::Keyset => {
                keys.set_judged(false);
                keys.set_load_apart(Default::default());
                keys.set_load_file(path);
            }
            KeyPath::Root => keys.set_root_path(path),
            KeyPath::NewRoot => keys.set_new_root_path(path),
            KeyPath::NewSpare => keys.set_new_spare_path(path),
            KeyPath::Folder => keys.set_folder_path(path),
            KeyPath::RootFile => keys.set_root_to(path),
            KeyPath::Card => keys.set_card_path(path),
        }
    };
    match what {
        KeyPath::Folder => files::folder(&bridge.window(), put),
        KeyPath::RootFile => files::new_file(&bridge.window(), "hoofdsleutel.json", put),
        KeyPath::Card => files::new_file(&bridge.window(), "partnerkaart.txt", put),
        _ => files::file(&bridge.window(), put),
    }
}

/// Takes over a path that must be filled in.
fn path(typed: &str, what: (&str, &str)) -> Result<PathBuf, Complaint> {
    match typed.trim() {
        "" => Err(Complaint::refused(what.0, what.1)),
        typed => Ok(PathBuf::from(typed)),
    }
}

const ROOT: (&str, &str) = (
    "Wijs het bestand van de hoofdsleutel aan, op de stick uit de kluis.",
    "Point at the file of the root key, on the stick from the safe.",
);

/// What was filled in to make a keyset.
struct Making {
    root: PathBuf,
    passphrase: Passphrase,
    new_root: Option<(PathBuf, Passphrase)>,
    new_spare: Option<PathBuf>,
    folder: PathBuf,
    another: bool,
}

impl Making {
    fn of(form: &KeysetForm) -> Result<Making, Complaint> {
        let new =
            ("Wijs het bestand van de nieuwe hoofdsleutel aan.", "Point at the file of the new root key.");
        let folder = ("Vul in waar de sleutelset komt.", "Say where the keyset goes.");
        let new_root = match form.change {
            2 => Some((path(&form.new_root, new)?, Passphrase::new(&form.new_passphrase))),
            _ => None,
        };
        Ok(Making {
            root: path(&form.root, ROOT)?,
            passphrase: Passphrase::new(&form.passphrase),
            new_root,
            new_spare: path(&form.new_spare, ("", "")).ok(),
            folder: path(&form.folder, folder)?,
            another: form.change > 0,
        })
    }
}

fn make(bridge: &Bridge<Desk>, form: &KeysetForm, beside: Beside) {
    let making = Making::of(form);
    let question = move |desk: &mut Desk| {
        let making = making?;
        let office = desk.office()?;
        if making.folder == office.folders().bundles() {
            office.bundle_folder()?;
        }
        let new_root = making.new_root.as_ref();
        let ask = KeysetAsk {
            folder: &making.folder,
            root: RootKey { file: &making.root, passphrase: &making.passphrase },
            new_root: new_root.map(|(file, passphrase)| RootKey { file, passphrase }),
            new_spare: making.new_spare.as_deref(),
        };
        let made = office.make_keyset(&ask, making.another.then(|| beside.agreement()));
        made.map_err(|why| if making.another { why } else { of_the_spare(why) })
    };
    done(bridge, question, made_text);
}

/// Without another root nobody needs to agree: whoever is asked for that pointed at the spare.
fn of_the_spare(why: Complaint) -> Complaint {
    if why.class != Class::NeedsPerson {
        return why;
    }
    Complaint::refused(
        "Dit is de reservesleutel. Kies hierboven dat de reserve hem vervangt, of wijs de hoofdsleutel aan. Er is niets \
         veranderd.",
        "This is the spare key. Choose above that the spare replaces the root key, or point at the root key. Nothing was \
         changed.",
    )
}

fn made_text(made: &KeysetMade, lang: Lang) -> String {
    let (version, path) = (made.version, made.path.display());
    let carried = match lang {
        Lang::Nl => format!(
            "Sleutelset {version} staat in {path}. Leg de stick met de hoofdsleutel terug in de kluis. Breng de sleutelset naar \
             elke partner."
        ),
        Lang::En => format!(
            "Keyset {version} is at {path}. Put the stick with the root key back into the safe. Carry the keyset to every partner."
        ),
    };
    if made.replaces.is_none() {
        return carried;
    }
    let again = lang.pick(
        "Dit is een andere hoofdsleutel: druk het blad opnieuw af en laat partners de woorden vergelijken.",
        "This is another root key: print the sheet again and let partners compare the words.",
    );
    format!("{carried} {again}")
}

fn renew(bridge: &Bridge<Desk>, form: &RenewForm, beside: Beside) {
    let (file, passphrase) = (path(&form.root, ROOT), Passphrase::new(&form.passphrase));
    let reason = form.reason.trim().to_owned();
    let question = move |desk: &mut Desk| {
        let file = file?;
        if reason.is_empty() {
            return Err(Complaint::refused(
                "Vul in waarom het werkstation een nieuwe sleutel krijgt. Dat komt in het journaal.",
                "Say why the workstation gets another key. It goes into the journal.",
            ));
        }
        let root = RootKey { file: &file, passphrase: &passphrase };
        desk.office()?.renew_station(root, &reason, beside.agreement())
    };
    done(bridge, question, renewed_text);
}

fn renewed_text(done: &Renewed, lang: Lang) -> String {
    let (author, before) = (&done.author, done.before);
    let until = date_text(done.valid_until.in_the_netherlands().date());
    match lang {
        Lang::Nl => format!(
            "Dit werkstation is nu {author}; het certificaat geldt tot {until}. De oude sleutel {before} geldt elders nog. Kan \
             iemand anders hem hebben? Trek hem dan in en maak een sleutelset."
        ),
        Lang::En => format!(
            "This workstation is {author} now; its certificate holds until {until}. The old key {before} is still good elsewhere. \
             Can somebody else have it? Then revoke it and make a keyset."
        ),
    }
}

fn revoke(bridge: &Bridge<Desk>, form: RevokeForm, beside: Beside) {
    let today = bridge
        .window()
        .upgrade()
        .map(|window| window.global::<noodbrug_ui::Moments>().get_today().parse().unwrap_or_default());
    let question = move |desk: &mut Desk| {
        let key = which(desk, &form)?;
        let now = desk.office()?.now()?;
        let at = moments::since((&form.day, &form.time), today.unwrap_or_default(), now)?;
        let since = if form.lost { Since::CompromisedFrom(at) } else { Since::Revoked(at) };
        let reason = form.reason.trim().to_owned();
        let gone = Revocation { key, since, reason };
        desk.office()?.revoke_key(&gone, beside.agreement())?;
        Ok(gone)
    };
    done(bridge, question, revoked_text);
}

/// Gives the key that was chosen, or whose fingerprint was typed.
fn which(desk: &Desk, form: &RevokeForm) -> Result<Fingerprint, Complaint> {
    if form.key < 0 {
        return Err(Complaint::refused("Kies welke sleutel u intrekt.", "Choose which key you revoke."));
    }
    let listed = usize::try_from(form.key).ok().and_then(|place| desk.open.revocable.get(place));
    let typed: String = form.fingerprint.chars().filter(|sign| !sign.is_whitespace()).collect();
    listed.unwrap_or(&typed).parse().map_err(|_| {
        Complaint::refused(
            "De vingerafdruk is niet te lezen. Hij begint met SHA256: en heeft daarna 43 tekens.",
            "The fingerprint cannot be read. It begins with SHA256: and has 43 characters after that.",
        )
    })
}

fn revoked_text(gone: &Revocation, lang: Lang) -> String {
    let key = gone.key;
    match lang {
        Lang::Nl => format!(
            "Ingetrokken: {key}. Hier geldt dat meteen. Partners weten het pas met de volgende sleutelset: maak die nu."
        ),
        Lang::En => {
            format!(
                "Revoked: {key}. Here it counts at once. Partners know it only with the next keyset: make that now."
            )
        }
    }
}

fn make_root(bridge: &Bridge<Desk>, form: RootForm) {
    let to = path(
        &form.file,
        (
            "Vul in waar de nieuwe sleutel komt: een nieuw bestand op een stick.",
            "Say where the new key goes: a new file on a stick.",
        ),
    );
    let question = move |desk: &mut Desk| {
        let to = to?;
        if form.passphrase != form.again {
            return Err(Complaint::refused(unlock::TWO_DIFFER.0, unlock::TWO_DIFFER.1));
        }
        let print = desk.office()?.make_root(&to, &Passphrase::new(&form.passphrase))?;
        Ok((print, to))
    };
    done(bridge, question, |(print, to): &(Fingerprint, PathBuf), lang| {
        let to = to.display();
        match lang {
            Lang::Nl => format!(
                "De nieuwe sleutel {print} staat in {to}. Hij telt pas als een sleutelset hem noemt. Berg stick en wachtzin op \
                 in twee kluizen."
            ),
            Lang::En => format!(
                "The new key {print} is at {to}. It counts only once a keyset names it. Put stick and passphrase into two safes."
            ),
        }
    });
}

fn write_card(bridge: &Bridge<Desk>, typed: &str) {
    let to = path(typed, ("Vul in waar de kaart komt.", "Say where the card goes."));
    let question = move |desk: &mut Desk| {
        let to = to?;
        let office = desk.office()?;
        if to.parent() == Some(office.folders().bundles().as_path()) {
            office.bundle_folder()?;
        }
        Ok(office.write_card(&to)?.path)
    };
    done(bridge, question, |path: &PathBuf, lang| {
        let said = lang.pick("Onze kaart staat in", "Our card is at");
        let next = lang.pick(
            "Geef hem aan de partner en wacht op diens telefoontje.",
            "Give it to the partner and wait for its call.",
        );
        format!("{said} {}. {next}", path.display())
    });
}

/// Does something that is saved, and says what is left to do where the eye is.
fn done<A: Send + 'static>(
    bridge: &Bridge<Desk>,
    question: impl FnOnce(&mut Desk) -> Result<A, Complaint> + Send + 'static,
    text: impl FnOnce(&A, Lang) -> String + Send + 'static,
) {
    let again = bridge.clone();
    bridge.act(question, move |window, done| {
        keys::after(window, &text(&done, look::lang(window)));
        keys::refresh(&again);
        crate::admin::refresh(&again);
        frame::refresh(&again);
    });
}
