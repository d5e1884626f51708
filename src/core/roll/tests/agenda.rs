//! The same fixed day as calendars.

use super::*;
use crate::case::tests::stamp;
use crate::journal::Chain;

fn room(name: &str) -> RoomName {
    RoomName { court: COURT.into(), room: name.into() }
}

fn numbers(of: &AgendaOf, roll: &Roll) -> Vec<String> {
    agenda(of, roll, &Revisions::new()).into_iter().map(|item| item.case_number).collect()
}

#[test]
fn a_room_and_a_prosecutor_have_their_own_hearings_and_the_public_the_open_ones() {
    let mut cases = day::cases();
    cases[3].field(&of(Group::Session, "h"), "prosecutor", json!("mr. V. Ervanger"));
    let roll = roll(&cases);
    let [held, minor, closed, shielded, two] = [0, 1, 2, 3, 4].map(|nth: usize| cases[nth].number.clone());
    let all = [&held, &minor, &closed, &shielded].map(Clone::clone);
    assert_eq!(numbers(&AgendaOf::Room(room("a")), &roll), all);
    assert_eq!(
        numbers(&AgendaOf::Prosecutor("MR. O. EISER".into()), &roll),
        [&held, &minor, &closed, &two].map(Clone::clone)
    );
    assert_eq!(numbers(&AgendaOf::Prosecutor("mr. V. Ervanger".into()), &roll), [shielded]);
    assert_eq!(numbers(&AgendaOf::Door(room("A")), &roll), std::slice::from_ref(&held));
    assert_eq!(numbers(&AgendaOf::Press(room("A")), &roll), [held]);
    assert_eq!(numbers(&AgendaOf::Room(room("C")), &roll), Vec::<String>::new());
}

#[test]
fn no_calendar_of_any_reader_names_anybody_who_stands_trial_or_assists() {
    let roll = roll(&day::cases());
    for of in
        [AgendaOf::Room(room("A")), AgendaOf::Prosecutor("mr. O. Eiser".into()), AgendaOf::Room(room("B"))]
    {
        let words = format!("{:?}", agenda(&of, &roll, &Revisions::new()));
        for name in
            ["Vries", "Jongeling", "Nguyễn", "الأحمد", "Pleiter", "Slachtmans", "Stilman", "diefstal", "070-"]
        {
            assert!(!words.contains(name), "{name} in {words}");
        }
    }
}

#[test]
fn a_hearing_has_one_name_in_every_calendar_and_changes_are_counted() {
    let made = Made::new(1, "09:00", "A", "Vries");
    let law = crate::lawbook::tests::dutch();
    let first = made.event("ws-a");
    let counted = revisions(made.id(), std::slice::from_ref(&first));
    let slot = of(Group::Slot, "h");
    let mut moved = made.clone();
    moved.field(&slot, "time", json!("11:00:00")).writes.retain(|register, _| *register == slot);
    let draft = Draft { sup: vec![first.id], ..Draft::writing(Kind::Set, made.id(), moved.writes) };
    let second = Chain::new(author("ws-b")).append(draft, &stamp(2)).unwrap();
    let events = [first, second];
    let state = CaseState::of(&events);
    let after = Roll::of(COURT, date(), entries(made.id(), &state, &law, Day { court: COURT, date: date() }));
    let now = revisions(made.id(), &events);
    let of = [AgendaOf::Room(room("A")), AgendaOf::Press(room("A")), AgendaOf::Door(room("A"))];
    for of in &of {
        let (before, after) =
            (agenda(of, &roll(std::slice::from_ref(&made)), &counted), agenda(of, &after, &now));
        assert_eq!(before[0].uid, after[0].uid);
        assert_eq!(after[0].revision, before[0].revision + 1);
        assert_eq!(after[0].time.to_string(), "11:00:00");
        assert_ne!(agenda_fingerprint(&before), agenda_fingerprint(&after));
        let touched = vec![AgendaItem { revision: 9, ..before[0].clone() }];
        assert_eq!(agenda_fingerprint(&before), agenda_fingerprint(&touched));
    }
    let uids = of.map(|of| agenda(&of, &after, &now)[0].uid.clone());
    assert!(uids.iter().all(|uid| *uid == uids[0] && uid.len() == 41), "{uids:?}");
}
