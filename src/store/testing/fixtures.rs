//! Made-up cases, events and stores for the tests of this crate.

use crate::{Store, StoreKey, StoreMeta};
use noodbrug_core::bundle::Mode;
use noodbrug_core::event::{Draft, Event, Kind, Stamp};
use noodbrug_core::ident::{Author, CaseId, ObjectId, Role};
use noodbrug_core::journal::Chain;
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::Moment;
use noodbrug_core::register::{Group, Register};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tempfile::TempDir;

pub(crate) fn plan(db: &Connection, sql: &str) -> String {
    let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let nothing = vec![rusqlite::types::Null; statement.parameter_count()];
    let lines = statement
        .query_map(rusqlite::params_from_iter(nothing), |row| row.get::<_, String>("detail"))
        .unwrap();
    lines.map(Result::unwrap).collect::<Vec<_>>().join("; ")
}

/// A database in memory, without tables.
pub(crate) fn empty() -> Connection {
    crate::connect::set_up();
    Connection::open_in_memory().unwrap()
}

pub(super) fn law() -> LawBook {
    let terms = include_str!("../../../assets/law/terms.toml");
    LawBook::parse(terms, include_str!("../../../assets/law/calendar.toml")).unwrap()
}

pub(super) const KEY: StoreKey = StoreKey { key: [7; 32], salt: [9; 16] };

pub(super) fn author(name: &str) -> Author {
    Author { ws: name.parse().unwrap(), ep: 1 }
}

pub(super) fn meta() -> StoreMeta {
    StoreMeta {
        office: "Oefenparket".into(),
        station: "ws-a".parse().unwrap(),
        mode: Mode::Exercise,
        made_at: at(0),
    }
}

pub(super) fn at(turn: i64) -> Moment {
    Moment::from_unix(1_790_000_000 + turn).unwrap()
}

/// A folder with a new store in it.
pub(crate) fn store() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path(), &KEY, &meta()).unwrap();
    (dir, store)
}

pub(super) fn stamp(turn: u64) -> Stamp {
    let mut nonce = [0; 16];
    nonce[..8].copy_from_slice(&turn.to_be_bytes());
    let at = at(i64::try_from(turn).unwrap());
    Stamp { by: "a.bakker".into(), role: Role::Clerk, at, boot: "b1".into(), mono: turn, nonce, keyset: 1 }
}

pub(super) fn number(index: u64) -> String {
    format!("09/{:06}-26", 100_000 + index)
}

pub(super) fn case(index: u64) -> CaseId {
    CaseId::of_parketnummer(&number(index).parse().unwrap())
}

pub(super) fn note_register(name: &str) -> Register {
    Register::of(Group::Note, ObjectId::derived(name))
}

pub(super) fn note(index: u64, text: &str) -> Draft {
    let value = json!({"kind": "note", "text": text});
    Draft::writing(Kind::Add, case(index), BTreeMap::from([(note_register(text), value)]))
}

/// The first word of a source on a case: number, suspect, charge, a hearing.
pub(super) fn snapshot(index: u64, surname: &str) -> Draft {
    Draft::writing(Kind::Snapshot, case(index), snapshot_writes(index, surname))
}

fn snapshot_writes(index: u64, surname: &str) -> BTreeMap<Register, Value> {
    let object = |name: &str| ObjectId::derived(&format!("{name}{index}"));
    let person = json!({"role": "suspect", "surname": surname, "prefix": "van den", "given": "Łukasz",
        "born": "1988-04-03", "birthplace": "Gouda"});
    let charge =
        json!({"article": "310 Sr", "description": "diefstal", "date": "2026-10-01", "place": "Delft"});
    let day = 1 + index % 28;
    let slot = json!({"court": "Rechtbank Den Haag", "date": format!("2026-12-{day:02}"), "time": "09:30:00",
        "room": "B", "chamber": "Politierechter", "minutes": 30});
    BTreeMap::from([
        (Register::of_case(Group::Numbers), json!({"parketnummer": number(index)})),
        (Register::of_case(Group::Status), json!({"phase": "Beoordelen", "prosecutor": null})),
        (Register::of(Group::Identity, object("p")), person),
        (Register::of(Group::Charge, object("c")), charge),
        (Register::of(Group::Slot, object("h")), slot),
    ])
}

/// The export of a source with so many cases.
pub(super) fn export(source: &str, count: u64) -> Vec<Event> {
    let mut chain = Chain::new(author(source));
    let names = ["Jansen", "Çelik", "Nguyễn", "Sørensen", "d'Hara", "Vries"];
    (0..count)
        .map(|index| {
            let name = names[usize::try_from(index).unwrap() % names.len()];
            chain.append(snapshot(index, name), &stamp(index)).unwrap()
        })
        .collect()
}
