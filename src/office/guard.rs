//! The guard of this workstation: how far it has come, kept outside the store, so that a store that was put back is known.
//!
//! Where it lies is for whoever opens the office to say: a folder of the user or the machine, and another one that the
//! office chose. It is written at each opening, seal, bundle and closing, and whenever emergency numbers are given out. A guard
//! that cannot be written stops nothing; one that says that the store was put back is never written over.

use crate::complaint::Complaint;
use crate::folders::usual_guard;
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::canonical;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{EventId, Kind};
use noodbrug_core::guard::{GUARD_NAMESPACE, Guard, Seen, Stand, Standing, standing};
use noodbrug_core::ident::Author;
use noodbrug_core::text::Lang;
use noodbrug_files::keys::{PublicKey, Signature, Signer};
use noodbrug_files::{machine, place};
use noodbrug_store::{Flow, Sender, StoreError};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// On which machine the store was last kept, as a setting.
const KEPT_ON: &str = "guard-machine";
/// Where else the office keeps a copy, as a setting.
const ALSO: &str = "guard-also";
/// The most bytes of a guard.
const MOST: u64 = 4 << 20;

/// Where the guard lies, and on which machine this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardPlaces {
    /// The folders, each with a copy. One that is not there is left alone: it may be a stick that is not in.
    pub folders: Vec<PathBuf>,
    /// The mark of the machine.
    pub machine: String,
}

impl GuardPlaces {
    /// Takes these folders, on this machine.
    #[must_use]
    pub fn here(folders: Vec<PathBuf>) -> GuardPlaces {
        GuardPlaces { folders, machine: machine::machine_mark() }
    }
}

/// What became of one copy of the guard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardCopy {
    /// Where it lies.
    pub path: PathBuf,
    /// In which state it was found, or last written.
    pub state: CopyState,
}

/// The state of one copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyState {
    /// It is there and says what it should.
    Good,
    /// There was none.
    Missing,
    /// What was there is no guard of this workstation, or was changed.
    Broken,
    /// It could not be written.
    Unwritable,
}

impl CopyState {
    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            CopyState::Good => lang.pick("in orde", "in order"),
            CopyState::Missing => lang.pick("was er niet", "was not there"),
            CopyState::Broken => lang.pick("was beschadigd", "was damaged"),
            CopyState::Unwritable => lang.pick("niet te schrijven", "cannot be written"),
        }
    }

    /// Gives its word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            CopyState::Good => "good",
            CopyState::Missing => "missing",
            CopyState::Broken => "broken",
            CopyState::Unwritable => "unwritable",
        }
    }
}

/// What is known of the guard of an open office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    places: GuardPlaces,
    /// What store and guard said together at the opening.
    pub standing: Standing,
    /// The copies, in the order of the places.
    pub copies: Vec<GuardCopy>,
}

impl Watch {
    /// Says what a person has to know about it; nothing when all is well.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> Option<String> {
        let text = match &self.standing {
            Standing::Level | Standing::Unguarded => return None,
            Standing::GuardGone => lang.pick(
                "Het wachtbestand van dit werkstation was weg en is opnieuw gemaakt. Is de computer opnieuw ingericht? Dan hoeft u niets te doen.",
                "The guard of this workstation was gone and was made again. Was the computer set up anew? Then there is nothing to do.",
            ),
            Standing::GuardBehind { by } => {
                let by = lang.counted(*by, ("regel", "entry"), ("regels", "entries"));
                return Some(match lang {
                    Lang::Nl => format!(
                        "Het wachtbestand liep {by} achter en is bijgewerkt. Vraag de beheerder of het is teruggezet."
                    ),
                    Lang::En => format!(
                        "The guard was {by} behind and was brought up to date. Ask the administrator whether it was put back."
                    ),
                });
            }
            Standing::OtherMachine => lang.pick(
                "Deze opslag komt van een andere computer: hij is gekopieerd of verhuisd. Werken er nu twee met dezelfde naam? Laat de continuïteitsmanager dit werkstation vernieuwen (`noodbrug station renew`).",
                "This store is from another computer: it was copied or moved. Do two work under one name now? Have the continuity manager renew this workstation (`noodbrug station renew`).",
            ),
            Standing::Rewound(_) => lang.pick(
                "Deze werkplek is teruggezet of gekopieerd. Laat de continuïteitsmanager haar vernieuwen (`noodbrug station renew`).",
                "This workstation was set back or copied. Have the continuity manager renew it (`noodbrug station renew`).",
            ),
        };
        Some(text.to_owned())
    }
}

/// As it lies on the disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    guard: Guard,
    signature: String,
}

/// Names where the guard lies, in the environment: one folder or more, parted as in `PATH`.
const GUARD: &str = "NOODBRUG_GUARD";

/// Holds an office that was opened against its guard, where that lies by the environment or else where it usually does.
/// That of an exercise has none unless a place is named: exercises are copied and thrown away.
///
/// # Errors
/// As [`Office::watch`].
pub fn watch(office: &mut Office) -> Result<(), Complaint> {
    let named = std::env::var_os(GUARD).filter(|places| !places.is_empty());
    let folders: Vec<PathBuf> = match named {
        Some(places) => std::env::split_paths(&places).collect(),
        None if office.is_exercise() => return Ok(()),
        None => usual_guard_made().into_iter().collect(),
    };
    office.watch(GuardPlaces::here(folders)).map(drop)
}

/// Gives the folder of guards of this user, made when it is not there; none where that cannot be.
fn usual_guard_made() -> Option<PathBuf> {
    let folder = usual_guard()?;
    // The guard says itself that it cannot be written.
    let _ = std::fs::create_dir_all(&folder);
    Some(folder)
}

impl Office {
    /// Holds the store against its guard, and keeps the guard from now on. To be called once, right after opening.
    ///
    /// # Errors
    /// A fault of the disk of the store; a guard that cannot be read or written is in the answer.
    pub fn watch(&mut self, mut places: GuardPlaces) -> Result<&Watch, Complaint> {
        places.folders.extend(self.store.setting(ALSO)?.filter(|also| !also.is_empty()).map(PathBuf::from));
        let kept_on = self.store.setting(KEPT_ON)?;
        let author = self.station.author.clone();
        let mut worst = Standing::Level;
        let (mut copies, mut any) = (Vec::new(), false);
        for folder in &places.folders {
            let path = folder.join(self.guard_name());
            let (state, guard) = self.read_guard(&path)?;
            any |= guard.is_some();
            if let Some(guard) = &guard {
                let (head, at_guard) = (self.own_head(), self.entry_at(&author, guard.seq)?);
                let stand = Stand { author: author.clone(), head, at_guard, kept_on: kept_on.clone() };
                worst = worst.graver(standing(&stand, Some(guard), &places.machine));
                self.learn(guard)?;
            }
            copies.push(GuardCopy { path, state });
        }
        if !any {
            let stand = Stand { author, head: self.own_head(), at_guard: None, kept_on };
            worst = standing(&stand, None, &places.machine);
        }
        if let Standing::Rewound(known) = &worst {
            self.note_rewound(known.clone(), None, None)?;
        }
        let watch = Watch { places, standing: worst, copies };
        self.watch = Some(watch);
        self.keep_guard();
        Ok(self.watch.get_or_insert_with(Watch::none))
    }

    /// Keeps a copy of the guard in another folder as well, from the next opening on: a share, or a stick that stays in. Without a
    /// folder, in none besides.
    ///
    /// # Errors
    /// A complaint when the folder is not there or lies within the office's own, which is put back as a whole.
    pub fn guard_also(&mut self, folder: Option<&Path>) -> Result<(), Complaint> {
        self.permit(Deed::Keys)?;
        if let Some(folder) = folder {
            if !folder.is_dir() {
                return Err(Complaint::no_folder(folder));
            }
            let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
            if real(folder).starts_with(real(self.folders.root())) {
                return Err(within());
            }
        }
        let folder = folder.map(|folder| std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()));
        let named = folder.map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
        self.log(Kind::Manage, None, json!({"did": "guard-also", "to": named}))?;
        Ok(self.store.set_setting(ALSO, &named)?)
    }

    /// Gives what is known of the guard; nothing when nobody asked to keep one.
    #[must_use]
    pub const fn guard(&self) -> Option<&Watch> {
        self.watch.as_ref()
    }

    /// Writes the guard where it lies, as far as that can be done. What says that the store was put back or copied stays.
    pub(crate) fn keep_guard(&mut self) {
        let Some(mut watch) = self.watch.take() else { return };
        let holds_evidence = self.rewound.is_some() || watch.standing == Standing::OtherMachine;
        if !holds_evidence && let Ok(bytes) = self.guard_bytes(&watch.places.machine) {
            for copy in &mut watch.copies {
                let written = place::put(&copy.path, &bytes, place::Existing::Replace);
                if written.is_err() {
                    copy.state = CopyState::Unwritable;
                }
            }
            // A store that cannot note it will be told of at the next opening.
            if self.store.setting(KEPT_ON).is_ok_and(|kept| kept.as_ref() != Some(&watch.places.machine)) {
                let _ = self.store.set_setting(KEPT_ON, &watch.places.machine);
            }
        }
        self.watch = Some(watch);
    }

    /// Begins anew after the workstation was given another key: what was evidence has done its work.
    pub(crate) fn guard_anew(&mut self) {
        self.rewound = None;
        if let Some(watch) = &mut self.watch {
            watch.standing = Standing::Level;
        }
        self.keep_guard();
    }

    /// The name of the file: the same in every copy of a store, and in no other store.
    fn guard_name(&self) -> String {
        let meta = &self.meta;
        let parts = [meta.office.as_str(), meta.station.as_str(), &meta.made_at.to_string()];
        let mark: String = Digest::of(parts.join("\n").as_bytes()).to_string().chars().take(16).collect();
        format!("nb-wacht-{mark}.json")
    }

    fn guard_bytes(&self, machine: &str) -> Result<Vec<u8>, Complaint> {
        let author = &self.station.author;
        let head = self.own_head();
        let seen = self.store.senders()?.into_iter().map(|sender| {
            let Author { ws, ep } = sender.author;
            (sender.key, Seen { ws, ep, seq: sender.seq, name: sender.name })
        });
        let guard = Guard {
            format: Guard::FORMAT.to_owned(),
            ws: author.ws.clone(),
            ep: author.ep,
            seq: head.map_or(0, |(seq, _)| seq),
            head: head.map(|(_, id)| id),
            machine: machine.to_owned(),
            at: self.now()?,
            seen: seen.collect(),
        };
        let signed = canonical::bytes_of(&guard).map_err(|why| unwritten(&why))?;
        let signer = Signer::Certified(Box::new(self.station.certificate.clone()));
        let signature = Signature::sign(&self.station.key, signer, GUARD_NAMESPACE, &signed);
        let signature = signature.map_err(|why| unwritten(&why))?.to_armour();
        canonical::bytes_of(&Stored { guard, signature }).map_err(|why| unwritten(&why))
    }

    /// Reads a copy of the guard: signed by a station of this name that this office certified.
    fn read_guard(&self, path: &Path) -> Result<(CopyState, Option<Guard>), Complaint> {
        let mut bytes = Vec::new();
        match std::fs::File::open(path) {
            Ok(file) => {
                if file.take(MOST).read_to_end(&mut bytes).is_err() {
                    return Ok((CopyState::Broken, None));
                }
            }
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok((CopyState::Missing, None)),
            Err(_) => return Ok((CopyState::Broken, None)),
        }
        let own = self.known_offices()?.into_iter().find(|office| office.partner.is_none());
        let certifies = |root: &PublicKey| own.as_ref().is_some_and(|own| own.certifies(root));
        let guard = proven(&bytes, certifies).filter(|guard| guard.ws == self.station.author.ws);
        let state = if guard.is_some() { CopyState::Good } else { CopyState::Broken };
        Ok((state, guard))
    }

    /// Takes over what the guard saw of other stations and this store has not.
    fn learn(&mut self, guard: &Guard) -> Result<(), Complaint> {
        let known: BTreeMap<String, u64> =
            self.store.senders()?.into_iter().map(|sender| (sender.key, sender.seq)).collect();
        for (key, seen) in &guard.seen {
            if known.get(key).is_some_and(|seq| *seq >= seen.seq) {
                continue;
            }
            let author = Author { ws: seen.ws.clone(), ep: seen.ep };
            let (seq, name) = (seen.seq, seen.name);
            let (key, partner, certificate) = (key.clone(), None, None);
            let sender = Sender { key, author, partner, seq, name, own_head: 0, keyset: 0, certificate };
            self.store.note_sender(&sender)?;
        }
        Ok(())
    }

    fn own_head(&self) -> Option<(u64, EventId)> {
        self.store.chain(&self.station.author).ok().and_then(|chain| chain.head)
    }

    fn entry_at(&self, author: &Author, seq: u64) -> Result<Option<EventId>, StoreError> {
        let mut found = None;
        self.store.events_of_author(author, seq.max(1), |event| {
            found = (event.header.seq == seq).then_some(event.id);
            Flow::Stop
        })?;
        Ok(found)
    }
}

impl Watch {
    fn none() -> Watch {
        let places = GuardPlaces { folders: Vec::new(), machine: String::new() };
        Watch { places, standing: Standing::Unguarded, copies: Vec::new() }
    }
}

impl Drop for Office {
    /// Closing is the last thing that the guard hears of.
    fn drop(&mut self) {
        self.keep_guard();
    }
}

/// Reads a guard whose signature holds under a certificate of this office.
fn proven(bytes: &[u8], certifies: impl Fn(&PublicKey) -> bool) -> Option<Guard> {
    let Stored { guard, signature } = serde_json::from_slice(bytes).ok()?;
    let signature = Signature::from_armour(&signature).ok()?;
    signature.verify(GUARD_NAMESPACE, &canonical::bytes_of(&guard).ok()?).ok()?;
    let Signer::Certified(certificate) = signature.signer() else { return None };
    let station = &certificate.terms().station;
    let right = guard.format == Guard::FORMAT && (&station.ws, station.ep) == (&guard.ws, guard.ep);
    (right && certifies(&certificate.authority())).then_some(guard)
}

fn within() -> Complaint {
    Complaint::refused(
        "Deze map ligt in de map van het kantoor. Wie die terugzet, zet ook het wachtbestand terug. Kies een andere map.",
        "This folder lies in the folder of the office. Whoever puts that back puts the guard back too. Choose another folder.",
    )
}

fn unwritten(why: &impl std::fmt::Display) -> Complaint {
    Complaint::refused(
        format!("Het wachtbestand kon niet worden geschreven ({why}). Meld dit aan de beheerder."),
        format!("The guard could not be written ({why}). Tell the administrator."),
    )
}

#[cfg(test)]
#[path = "guard_tests.rs"]
mod tests;
