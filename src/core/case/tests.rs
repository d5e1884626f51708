//! Small cases for the tests of this crate.

use super::*;
use crate::event::{Draft, Kind, Stamp};
use crate::ident::{Author, CaseId, ObjectId, Role};
use crate::register::{Group, Register};
use crate::state::CaseState;
use serde_json::json;
use std::collections::BTreeMap;

pub(crate) fn author(name: &str) -> Author {
    Author { ws: name.parse().unwrap(), ep: 1 }
}

pub(crate) fn stamp(turn: u64) -> Stamp {
    let mut nonce = [0; 16];
    nonce[..8].copy_from_slice(&turn.to_be_bytes());
    let at = crate::moment::Moment::from_unix(1_790_000_000 + i64::try_from(turn).unwrap()).unwrap();
    Stamp { by: "a.bakker".into(), role: Role::Clerk, at, boot: "b1".into(), mono: turn, nonce, keyset: 1 }
}

pub(crate) fn case() -> CaseId {
    CaseId::of_parketnummer(&"09/123456-26".parse().unwrap())
}

pub(crate) fn note(text: &str) -> Draft {
    let register = Register::of(Group::Note, ObjectId::derived(text));
    let value = json!({"kind": "note", "text": text});
    Draft::writing(Kind::Add, case(), BTreeMap::from([(register, value)]))
}

#[test]
fn a_file_shows_what_its_events_say() {
    let mut chain = crate::journal::Chain::new(author("ws-a"));
    let event = chain.append(note("gebeld met de piketofficier"), &stamp(1)).unwrap();
    let file = CaseFile::of(&CaseState::of([&event]));
    let notes: Vec<&str> =
        file.notes.values().filter_map(Fact::sole).map(|note| note.text.as_str()).collect();
    assert_eq!(notes, ["gebeld met de piketofficier"]);
    assert!(file.conflicts.is_empty() && file.unreadable.is_empty());
}

#[test]
fn a_value_that_cannot_be_read_is_named_and_not_dropped() {
    let register = Register::of(Group::Note, ObjectId::derived("x"));
    let draft = Draft::writing(Kind::Add, case(), BTreeMap::from([(register.clone(), json!({"text": 1}))]));
    let event = crate::journal::Chain::new(author("ws-a")).append(draft, &stamp(1)).unwrap();
    assert_eq!(CaseFile::of(&CaseState::of([&event])).unreadable, [register]);
}

#[test]
fn names_read_as_people_say_and_sort_them() {
    let who = Identity {
        role: PersonRole::Suspect,
        surname: "Berg".into(),
        prefix: "van den".into(),
        given: "Łukasz".into(),
        born: None,
        birthplace: String::new(),
    };
    assert_eq!(who.full_name(), "Łukasz van den Berg");
    assert_eq!(who.list_name(), "Berg, Łukasz van den");
}

#[test]
fn every_word_reads_back_as_itself() {
    for kind in TaskKind::ALL {
        assert_eq!(TaskKind::parse(kind.word()), Some(*kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), json!(kind.word()));
    }
}
