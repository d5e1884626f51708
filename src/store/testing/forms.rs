//! Emergency numbers in the store: never twice, found again from print and from keying in, and by a rebuild too.

use super::fixtures::{author, case, law, stamp, store};
use crate::{FormEntry, StoreError};
use noodbrug_core::case::{KeyedForm, Note, NoteKind};
use noodbrug_core::emergency::{Block, BlockUse, EmergencyNumber};
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::form::FormKind;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::register::{Group, Register};
use serde_json::json;
use std::collections::BTreeMap;

fn number(place: u32) -> EmergencyNumber {
    let block = Block::of(&author("ws-a"), "2026-11-23".parse().unwrap()).unwrap();
    EmergencyNumber::at(&block, place).unwrap()
}

#[test]
fn numbers_are_taken_with_the_entry_that_names_them_or_not_at_all() {
    let (_dir, mut store) = store();
    let day = "2026-11-23".parse().unwrap();
    let said = json!({"what": "form", "forms": [{"form": "remedy", "number": number(1)}]});
    let event = store
        .chain(&author("ws-a"))
        .unwrap()
        .append(Draft::saying(Kind::Print, None, said), &stamp(1))
        .unwrap();
    let take = |store: &mut crate::Store, before: u32, after: u32| {
        store.write(|work| {
            work.append(std::slice::from_ref(&event), &law())?;
            work.use_numbers((1, day), BlockUse { used: before }, BlockUse { used: after })
        })
    };
    assert!(matches!(take(&mut store, 4, 5), Err(StoreError::Refused { .. })));
    assert_eq!(store.numbers_used(1, day).unwrap().used, 0);
    assert!(store.form_entries(&number(1), FormEntry::Printed).unwrap().is_empty());
    take(&mut store, 0, 1).unwrap();
    assert_eq!(store.numbers_used(1, day).unwrap().used, 1);
    assert_eq!(store.numbers_used(2, day).unwrap().used, 0, "a new epoch has a block of its own");
    assert_eq!(store.form_entries(&number(1), FormEntry::Printed).unwrap(), [event]);
    let back = store.write(|work| work.use_numbers((1, day), BlockUse { used: 1 }, BlockUse { used: 0 }));
    assert!(back.is_err(), "a number is never given back");
}

#[test]
fn what_was_keyed_in_is_found_by_its_number_and_after_a_rebuild_too() {
    let (_dir, mut store) = store();
    let form = KeyedForm { form: FormKind::Remedy, number: number(7) };
    let note = Note { form: Some(form), ..Note::new(NoteKind::Plain, "hoger beroep, balie 10:15") };
    let register = Register::of(Group::Note, ObjectId::derived("n"));
    let writes = BTreeMap::from([(register, serde_json::to_value(note).unwrap())]);
    let draft = Draft::writing(Kind::Add, case(1), writes);
    let event = store.chain(&author("ws-a")).unwrap().append(draft, &stamp(1)).unwrap();
    store.append(std::slice::from_ref(&event), &law()).unwrap();
    let found = |store: &crate::Store| store.form_entries(&number(7), FormEntry::KeyedIn).unwrap();
    assert_eq!(found(&store), std::slice::from_ref(&event));
    store.rebuild(&law()).unwrap();
    assert_eq!(found(&store), [event]);
    assert!(store.form_entries(&number(7), FormEntry::Printed).unwrap().is_empty());
}
