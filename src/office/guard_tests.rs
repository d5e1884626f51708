use super::*;
use crate::agreed::Agreement;
use crate::clock::Clock;
use crate::exchange::tests::{copy_folder, note, office_at, secret};
use crate::keys::RootKey;
use crate::setup::unlock;
use noodbrug_core::digest::Digest;
use noodbrug_core::guard::Known;
use std::collections::BTreeSet;
use tempfile::TempDir;

const HERE: &str = "machine-1";

struct Bench {
    dir: TempDir,
}

impl Bench {
    fn new() -> Bench {
        let bench = Bench { dir: tempfile::tempdir().unwrap() };
        std::fs::create_dir(bench.dir.path().join("wacht")).unwrap();
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn places(&self, machine: &str) -> GuardPlaces {
        GuardPlaces { folders: vec![self.path("wacht")], machine: machine.to_owned() }
    }

    fn made(&self) -> Office {
        let mut office = office_at(self.dir.path(), "a", Clock::Machine);
        assert_eq!(office.watch(self.places(HERE)).unwrap().standing, Standing::Unguarded);
        office
    }

    /// Opens the office in a folder as a machine would.
    fn open(&self, folder: &str, machine: &str) -> Office {
        let mut office = unlock(&self.path(folder), None, &secret(), Clock::Machine).unwrap();
        office.watch(self.places(machine)).unwrap();
        office
    }

    fn guard(&self) -> PathBuf {
        std::fs::read_dir(self.path("wacht")).unwrap().next().unwrap().unwrap().path()
    }
}

fn standing_of(office: &Office) -> Standing {
    office.guard().unwrap().standing.clone()
}

#[test]
fn a_folder_that_was_put_back_is_known_and_stands_still_until_it_is_renewed() {
    let bench = Bench::new();
    let mut office = bench.made();
    note(&mut office, "een");
    drop(office);
    copy_folder(&bench.path("a/kantoor"), &bench.path("kopie"));
    let mut office = bench.open("a/kantoor", HERE);
    assert_eq!(standing_of(&office), Standing::Level);
    note(&mut office, "twee");
    let (seq, head) = office.own_head().unwrap();
    drop(office);
    let evidence = std::fs::read(bench.guard()).unwrap();

    let mut office = bench.open("kopie", HERE);
    let known = Known { ep: 1, seq, head: Some(head) };
    assert_eq!(standing_of(&office), Standing::Rewound(known.clone()));
    assert_eq!(office.rewound().unwrap().known, known);
    assert!(office.seal_journal().is_err());
    assert!(matches!(office.numbers_for(&[noodbrug_core::form::FormKind::ALL[0]]), Ok(Err(_))));
    drop(office);
    assert_eq!(std::fs::read(bench.guard()).unwrap(), evidence, "what tells it is never written over");

    // It is known without the guard from now on; and the first entry of the new epoch says where the old one stood.
    let mut office = unlock(&bench.path("kopie"), None, &secret(), Clock::Machine).unwrap();
    assert!(office.rewound().is_some());
    office.watch(bench.places(HERE)).unwrap();
    let (file, passphrase) = (bench.path("a/kluis/root.json"), secret());
    let root = RootKey { file: &file, passphrase: &passphrase };
    office.renew_station(root, "teruggezet", Agreement::Alone("proef")).unwrap();
    note(&mut office, "verder");
    office.seal_journal().unwrap();
    drop(office);
    assert_eq!(standing_of(&bench.open("kopie", HERE)), Standing::Level);
    // The folder that was left behind is the one that is behind now.
    let office = bench.open("a/kantoor", HERE);
    assert!(matches!(standing_of(&office), Standing::Rewound(Known { ep: 2, .. })));
}

#[test]
fn a_store_on_another_machine_is_told_of_and_goes_on() {
    let bench = Bench::new();
    let mut office = bench.made();
    note(&mut office, "een");
    drop(office);
    let mut office = bench.open("a/kantoor", "machine-2");
    assert_eq!(standing_of(&office), Standing::OtherMachine);
    assert!(office.guard().unwrap().sentence(Lang::Nl).unwrap().contains("gekopieerd of verhuisd"));
    note(&mut office, "twee");
    drop(office);
    // Without the guard the store itself still knows on which machine it was.
    std::fs::remove_file(bench.guard()).unwrap();
    assert_eq!(standing_of(&bench.open("a/kantoor", "machine-2")), Standing::OtherMachine);
    let mut office = bench.open("a/kantoor", "machine-2");
    let (file, passphrase) = (bench.path("a/kluis/root.json"), secret());
    let root = RootKey { file: &file, passphrase: &passphrase };
    office.renew_station(root, "verhuisd", Agreement::Alone("proef")).unwrap();
    drop(office);
    assert_eq!(standing_of(&bench.open("a/kantoor", "machine-2")), Standing::Level);
}

#[test]
fn a_guard_that_is_gone_damaged_or_cannot_be_written_stops_nothing() {
    let bench = Bench::new();
    drop(bench.made());
    std::fs::remove_file(bench.guard()).unwrap();
    let office = bench.open("a/kantoor", HERE);
    assert_eq!(
        (standing_of(&office), office.guard().unwrap().copies[0].state),
        (Standing::GuardGone, CopyState::Missing)
    );
    drop(office);
    // Every kind of damage is noticed, a seq that was made higher included.
    let good = std::fs::read_to_string(bench.guard()).unwrap();
    for bad in [
        String::new(),
        "x".repeat(99),
        good.replace("\"seq\":", "\"seq\":9"),
        good.replace("machine-1", "machine-2"),
    ] {
        assert_ne!(bad, good);
        std::fs::write(bench.guard(), bad).unwrap();
        let mut office = bench.open("a/kantoor", HERE);
        assert_eq!(office.guard().unwrap().copies[0].state, CopyState::Broken);
        assert_eq!(standing_of(&office), Standing::GuardGone);
        note(&mut office, "gaat door");
    }
    assert_eq!(standing_of(&bench.open("a/kantoor", HERE)), Standing::Level, "it was made again");
    let mut office = unlock(&bench.path("a/kantoor"), None, &secret(), Clock::Machine).unwrap();
    let nowhere = GuardPlaces { folders: vec![bench.path("geen-stick")], machine: HERE.to_owned() };
    assert_eq!(office.watch(nowhere).unwrap().copies[0].state, CopyState::Unwritable);
    note(&mut office, "gaat door");
    assert!(!bench.path("geen-stick").exists());
}

#[test]
fn a_guard_of_another_store_of_the_same_name_says_nothing_and_nothing_personal_is_in_one() {
    let bench = Bench::new();
    let mut office = bench.made();
    note(&mut office, "Jansen");
    drop(office);
    let text = std::fs::read_to_string(bench.guard()).unwrap();
    for word in ["Jansen", "bakker", "Kantoor", "09/"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    // A second office of the same name, as an exercise is made again and again.
    let again = tempfile::tempdir().unwrap();
    let mut other =
        office_at(again.path(), "a", "2026-11-24T09:00:00+01:00".parse().map(Clock::Fixed).unwrap());
    assert_eq!(other.watch(bench.places(HERE)).unwrap().standing, Standing::Unguarded);
    drop(other);
    assert_eq!(std::fs::read_dir(bench.path("wacht")).unwrap().count(), 2);
    assert_eq!(standing_of(&bench.open("a/kantoor", HERE)), Standing::Level);
}

#[test]
fn what_was_seen_of_others_outlives_a_backup_that_is_put_back() {
    let bench = Bench::new();
    let mut office = bench.made();
    note(&mut office, "een");
    drop(office);
    copy_folder(&bench.path("a/kantoor"), &bench.path("kopie"));
    let mut office = bench.open("a/kantoor", HERE);
    let author = Author { ws: "oef-ws-b".parse().unwrap(), ep: 1 };
    let (key, name) = ("SHA256:b".to_owned(), Digest::of(b"bundle 7"));
    let sender = Sender {
        key,
        author: author.clone(),
        partner: Some("b".into()),
        seq: 7,
        name,
        own_head: 9,
        keyset: 0,
        certificate: None,
    };
    office.store.note_sender(&sender).unwrap();
    drop(office);
    let office = bench.open("kopie", HERE);
    let known: BTreeSet<(u64, Digest)> =
        office.store.senders().unwrap().into_iter().map(|sender| (sender.seq, sender.name)).collect();
    assert_eq!(known, BTreeSet::from([(7, name)]));
    let gaps = office.gaps().unwrap();
    assert_eq!((gaps.len(), &gaps[0].author, gaps[0].missing.len()), (1, &author, 7));
}

#[test]
fn a_second_copy_of_the_guard_tells_it_where_the_first_was_put_back_too() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("schijf")).unwrap();
    let mut office = bench.made();
    assert!(office.guard_also(Some(&bench.path("weg"))).is_err());
    assert!(
        office.guard_also(Some(&bench.path("a/kantoor"))).is_err(),
        "it would be put back with the store"
    );
    office.guard_also(Some(&bench.path("schijf"))).unwrap();
    drop(office);
    drop(bench.open("a/kantoor", HERE));
    copy_folder(&bench.path("a/kantoor"), &bench.path("kopie"));
    let first = std::fs::read(bench.guard()).unwrap();
    let mut office = bench.open("a/kantoor", HERE);
    note(&mut office, "een");
    drop(office);
    std::fs::write(bench.guard(), first).unwrap();
    let office = bench.open("kopie", HERE);
    assert_eq!(office.guard().unwrap().copies.len(), 2);
    assert!(matches!(standing_of(&office), Standing::Rewound(_)));
}
