//! The same histories through the real store, and through the reader in Python.

use crate::judge::root;
use crate::world::World;
use noodbrug_core::bundle::Mode;
use noodbrug_core::event::Event;
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::Moment;
use noodbrug_store::{Fault, Store, StoreKey, StoreMeta};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let made_at = Moment::from_unix(1_790_000_000).unwrap();
    let station = "oef-ws-01".parse().unwrap();
    let meta = StoreMeta { office: "Oefenparket".into(), station, mode: Mode::Exercise, made_at };
    let key = StoreKey { key: [7; 32], salt: [9; 16] };
    let store = Store::create(dir.path(), &key, &meta).unwrap();
    (dir, store)
}

/// Each station's store, fed as its sticks came, has the root that the rules give, and can be rebuilt to it.
pub(crate) fn stores_agree(world: &World) {
    let terms = include_str!("../../assets/law/terms.toml");
    let law = LawBook::parse(terms, include_str!("../../assets/law/calendar.toml")).unwrap();
    let straight = root(world, &world.survived);
    for station in &world.stations {
        let (_dir, mut store) = store();
        for part in &station.came {
            let events: Vec<Event> = part.iter().map(|place| world.events[*place].clone()).collect();
            store.merge(events, &law).unwrap();
        }
        assert_eq!(store.seal_root().unwrap(), straight, "{}", station.chain.author);
        assert_eq!(store.rebuild(&law).unwrap(), straight, "{}", station.chain.author);
        let faults = store.verify().unwrap().faults;
        assert!(faults.iter().all(|fault| matches!(fault, Fault::Forked(_) | Fault::Gap(..))), "{faults:?}");
    }
}

/// The reader that was written from the specification alone gives the same roots, also for what lacks something.
pub(crate) fn python_agrees(worlds: &[World]) {
    let mut ours = String::new();
    let mut feed = Vec::new();
    for world in worlds {
        for station in world.stations.iter().take(3) {
            for place in &station.known {
                feed.extend(world.events[*place].to_line());
            }
            feed.push(b'\n');
            writeln!(ours, "{}", root(world, &station.known)).unwrap();
        }
    }
    let mut python = Command::new("python3")
        .args(["-c", READER, concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reader")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is needed");
    let mut stdin = python.stdin.take().unwrap();
    let feeder = std::thread::spawn(move || stdin.write_all(&feed));
    let output = python.wait_with_output().unwrap();
    feeder.join().unwrap().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), ours);
}

/// Reads events, a line each; an empty line ends what one station holds.
const READER: &str = "
import sys
sys.path.insert(0, sys.argv[1])
from events import read_event, state_root
cases = {}
for line in sys.stdin.buffer:
    if line == b'\\n':
        print(state_root(cases))
        cases = {}
        continue
    name, header, body = read_event(line[:-1])
    cases.setdefault(header['cs'], {})[name] = (header, body)
";
