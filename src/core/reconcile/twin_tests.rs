use super::tests::World;
use super::*;
use crate::case::CaseFile;
use crate::case::tests::case;
use crate::event::{Draft, Kind};
use crate::ident::{CaseId, ObjectId};
use crate::register::{Group, Register};
use serde_json::json;
use std::collections::BTreeMap;

/// A case file of a suspect, a number and a charge.
fn file_of(number: &str, suspect: (&str, &str), born: &str, article: &str) -> CaseFile {
    let mut world = World::new();
    let of = |group, name: &str| Register::of(group, ObjectId::derived(name));
    let (surname, given) = suspect;
    let writes = BTreeMap::from([
        (Register::of_case(Group::Numbers), json!({"parketnummer": null, "others": [number]})),
        (
            of(Group::Identity, "p"),
            json!({"role": "suspect", "surname": surname, "given": given, "born": born}),
        ),
        (
            of(Group::Charge, "f"),
            json!({"article": article, "description": "x", "date": "2026-11-20", "place": ""}),
        ),
    ]);
    world.append("ws-a", "a.bakker", Draft::writing(Kind::Add, case(), writes));
    CaseFile::of(&world.state())
}

#[test]
fn two_cases_of_a_name_that_sounds_alike_and_one_date_of_birth_are_proposed_with_what_speaks_for_it() {
    let one = file_of("NOOD-1", ("Meijer", "Jan"), "1990-04-01", "310 Sr");
    let same = file_of("09/1", ("Meyer", "Johannes"), "1990-04-01", "310 Sr");
    let found = evidence(&one, &same);
    assert!(matches!(found[0], Evidence::Person { .. }), "{found:?}");
    assert_eq!(found[1], Evidence::Charge("310 Sr".into(), "2026-11-20".parse().unwrap()));
    for other in [
        file_of("09/1", ("Meyer", "Johannes"), "1990-04-02", "310 Sr"),
        file_of("09/1", ("Meyer", "Piet"), "1990-04-01", "310 Sr"),
        file_of("09/1", ("Bakker", "Jan"), "1990-04-01", "310 Sr"),
    ] {
        assert_eq!(evidence(&one, &other), [], "a charge alone says nothing");
    }
}

#[test]
fn a_number_that_two_cases_share_speaks_for_one_case_however_it_is_written() {
    let one = file_of("NOOD-ws1 77", ("Meijer", "Jan"), "1990-04-01", "310 Sr");
    let other = file_of("nood ws1-77", ("Smit", "Piet"), "1980-01-01", "350 Sr");
    assert_eq!(evidence(&one, &other), [Evidence::Number("noodws177".into())]);
}

#[test]
fn a_verdict_stands_in_one_place_and_another_takes_its_place() {
    let other = CaseId::of_parketnummer(&"09/654321-26".parse().unwrap());
    assert_eq!(place(case(), other), place(other, case()));
    let mut world = World::new();
    for (verdict, why) in [(Verdict::SameCase, "zelfde feit"), (Verdict::Different, "broers")] {
        let draft = twin_draft((other, case()), &world.state(), verdict, why).unwrap();
        world.append("ws-a", "a.bakker", draft);
    }
    let found = verdicts(&world.state());
    assert_eq!(found.values().next().unwrap().iter().collect::<Vec<_>>(), [&Verdict::Different]);
    assert_eq!(found.len(), 1);
}
