//! Merging the events of another station into a store.

use super::meter::time;
use noodbrug_core::bundle::Mode;
use noodbrug_core::case::{CaseNumbers, CaseStatus};
use noodbrug_core::event::{Draft, Event, Kind, Stamp};
use noodbrug_core::ident::{Author, CaseId, Parketnummer, Role};
use noodbrug_core::journal::Chain;
use noodbrug_core::moment::Moment;
use noodbrug_core::register::{Group, Register};
use noodbrug_store::{Store, StoreKey, StoreMeta};
use std::path::Path;

/// Merges one new case an event, then the same again.
pub(crate) fn run(folder: &Path, count: u32) {
    println!("\nmerge of {count} events of another station, a new case each");
    let now: Moment = "2026-11-23T09:00:00+01:00".parse().unwrap();
    let law = noodbrug_office::law::built_in().unwrap();
    let meta = StoreMeta {
        office: "Meetparket".to_owned(),
        station: "oef-meet-02".parse().unwrap(),
        mode: Mode::Exercise,
        made_at: now,
    };
    let mut store = Store::create(folder, &StoreKey { key: [1; 32], salt: [2; 16] }, &meta).unwrap();
    let events = events(count, &now);
    let again = events.clone();
    let (merged, took) = time(|| store.merge(events, &law).unwrap());
    println!("  first time: {}, {:.0} events a second", took.text(), rate(merged.new, took.wall));
    let (merged, took) = time(|| store.merge(again, &law).unwrap());
    println!("  the same again: {} ({} known, {} new)", took.text(), merged.known, merged.new);
}

fn rate(events: u64, wall: std::time::Duration) -> f64 {
    events as f64 / wall.as_secs_f64()
}

fn events(count: u32, now: &Moment) -> Vec<Event> {
    let mut chain = Chain::new(Author { ws: "oef-meet-03".parse().unwrap(), ep: 1 });
    let made = (0..count).map(|turn| {
        let number: Parketnummer =
            format!("09/{:06}-{:02}", turn % 1_000_000, turn / 1_000_000).parse().unwrap();
        let numbers = CaseNumbers { parketnummer: Some(number.clone()), ..CaseNumbers::default() };
        let status = CaseStatus { phase: "Opsporing".to_owned(), prosecutor: None };
        let writes = [
            (Register::of_case(Group::Numbers), serde_json::to_value(numbers).unwrap()),
            (Register::of_case(Group::Status), serde_json::to_value(status).unwrap()),
        ];
        let draft = Draft::writing(Kind::Add, CaseId::of_parketnummer(&number), writes.into());
        let mut nonce = [0; 16];
        nonce.iter_mut().zip(turn.to_be_bytes()).for_each(|(place, byte)| *place = byte);
        let stamp = Stamp {
            by: "meting".to_owned(),
            role: Role::Clerk,
            at: *now,
            boot: String::new(),
            mono: 0,
            nonce,
            keyset: 1,
        };
        chain.append(draft, &stamp).unwrap()
    });
    made.collect()
}
