//! One fixed day, as each reader sees it.

use super::*;
use crate::case::{HearingOutcome, OutcomeCode};

/// Nine o'clock an ordinary case of somebody who is held, then a minor, closed doors, a protected person, and two
/// co-suspects with names in other alphabets.
pub(super) fn cases() -> Vec<Made> {
    let mut held = Made::new(1, "09:00", "A", "Vries");
    held.set(of(Group::Counsel, "s1"), json!({"name": "mr. P. Pleiter", "phone": "070-0000001"}));
    held.set(of(Group::Measure, "m1"), json!({"kind": "aanhouding", "moment": "2026-11-18T10:00:00+01:00"}));
    let order = json!({"kind": "inverzekeringstelling", "moment": "2026-11-18T12:00:00+01:00",
                       "place": "PI Haaglanden"});
    held.set(of(Group::Measure, "m2"), order);
    held.person("v1", "victim", "Slachtmans", Some("1990-01-01"));
    held.set(of(Group::Trigger, "t1"), json!({"rule": "hb", "from": "2026-11-16", "note": ""}));
    let mut minor = Made::new(2, "09:30", "A", "Jongeling");
    minor.person("s1", "suspect", "Jongeling", Some("2009-03-05"));
    let mut closed = Made::new(3, "10:00", "A", "Besloten");
    closed.field(&of(Group::Session, "h"), "closed", json!(true));
    let mut shielded = Made::new(4, "10:30", "A", "Getuigenis");
    shielded.person("w1", "witness", "Stilman", None);
    shielded.set(of(Group::Shield, "w1"), json!({"protected": true}));
    let mut two = Made::new(5, "09:15", "B", "Nguyễn");
    two.person("s2", "suspect", "الأحمد", Some("1979-12-31"));
    two.set(of(Group::Counsel, "s2"), json!({"name": "mr. P. Pleiter"}));
    two.set(of(Group::Counsel, "s1"), json!({"name": "mr. Q. Bezwaar", "phone": "070-0000002"}));
    two.field(&of(Group::Session, "h"), "interpreter", json!("Vietnamees"));
    vec![held, minor, closed, shielded, two]
}

#[test]
fn each_list_of_the_fixed_day_is_the_one_on_record() {
    let roll = roll(&cases());
    let mut all = String::new();
    for audience in Audience::ALL {
        let counsel = if audience == Audience::Counsel { "mr. P. Pleiter" } else { "" };
        for lang in [Lang::Nl, Lang::En] {
            let sheet = roll.sheet(audience, counsel, lang);
            all.push_str(&format!("# {}\n{}\n\n", audience.title(lang), said(&sheet)));
        }
    }
    assert_eq!(all, include_str!("day.txt"));
}

#[test]
fn a_day_without_cases_is_a_list_without_rows() {
    let roll = roll(&[]);
    assert!(Audience::ALL.iter().all(|audience| roll.sheet(*audience, "", Lang::Nl).count() == 0));
}

#[test]
fn counsel_sees_his_own_clients_only_and_nothing_where_sources_disagree_about_him() {
    let cases = cases();
    let sheet = roll(&cases).sheet(Audience::Counsel, "MR. P. PLEITER", Lang::Nl);
    let words = said(&sheet);
    assert!(words.contains("Vries") && words.contains("الأحمد"), "{words}");
    assert!(!words.contains("Nguyễn") && !words.contains("Bezwaar"), "{words}");
    let law = crate::lawbook::tests::dutch();
    let mut other = cases[0].clone();
    other.writes.retain(|register, _| register.group == Group::Counsel);
    other.set(of(Group::Counsel, "s1"), json!({"name": "mr. R. Anders"}));
    let disputed = cases[0].entries_with(&[other.event("ws-b")], &law);
    let roll = Roll::of(COURT, date(), disputed);
    assert_eq!(roll.counsel(), Vec::<String>::new());
    assert_eq!(roll.sheet(Audience::Counsel, "mr. P. Pleiter", Lang::Nl).count(), 0);
    assert!(said(&roll.sheet(Audience::Bench, "", Lang::Nl)).contains("mr. R. Anders"));
}

#[test]
fn the_list_of_transport_has_who_is_held_and_who_may_be() {
    let mut several = Made::new(7, "11:00", "A", "Eerste");
    several.person("s2", "suspect", "Tweede", Some("1980-01-01"));
    several.set(of(Group::Measure, "m"), json!({"kind": "bewaring", "moment": "2026-11-20T10:00:00+01:00"}));
    let mut all = cases();
    all.push(several);
    let words = said(&roll(&all).sheet(Audience::Transport, "", Lang::Nl));
    assert!(words.contains("Vries") && words.contains("PI Haaglanden"), "{words}");
    assert!(words.contains("Eerste") && words.contains("Tweede") && words.contains("na te gaan"), "{words}");
    assert!(!words.contains("Jongeling"), "{words}");
}

#[test]
fn every_reader_sees_that_a_hearing_is_vacated_and_it_changes_every_list() {
    let before = roll(&cases()[..1]);
    let mut vacated = cases().remove(0);
    let at = "2026-11-20T16:00:00+01:00".parse().unwrap();
    let outcome =
        HearingOutcome { text: "rechter ziek".into(), ..HearingOutcome::new(OutcomeCode::Vacated, at) };
    vacated.set(of(Group::Outcome, "h"), serde_json::to_value(outcome).unwrap());
    let after = roll(&[vacated]);
    for audience in Audience::ALL {
        let list = |roll: &Roll| roll.sheet(audience, "mr. P. Pleiter", Lang::Nl);
        assert!(!said(&list(&before)).contains("VERVALT"), "{audience:?}");
        assert!(said(&list(&after)).contains("VERVALT"), "{audience:?}: {}", said(&list(&after)));
        assert_ne!(list(&before).fingerprint(), list(&after).fingerprint(), "{audience:?}");
        let words = said(&list(&after));
        assert!(audience == Audience::Bench || !words.contains("rechter ziek"), "{audience:?}: {words}");
    }
}
