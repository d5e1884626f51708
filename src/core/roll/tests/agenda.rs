//! The same fixed day as calendars.

use super::*;
use crate::case::tests::stamp;
use crate::journal::Chain;

fn room(name: &str) -> RoomName {
    RoomName { court: COURT.into(), room: name.into() }
}

fn numbers(of: &AgendaOf, roll: &Roll) -> Vec<String> {
    agenda(of, roll, &Revisions::new(), &Earlier::new()).into_iter().map(|item| item.case_number).collect()
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
        let words = format!("{:?}", agenda(&of, &roll, &Revisions::new(), &Earlier::new()));
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
    let none = Earlier::new();
    for of in &of {
        let (before, after) = (
            agenda(of, &roll(std::slice::from_ref(&made)), &counted, &none),
            agenda(of, &after, &now, &none),
        );
        assert_eq!(before[0].uid, after[0].uid);
        assert_eq!(after[0].revision, before[0].revision + 1);
        assert_eq!(after[0].time.to_string(), "11:00:00");
        assert_ne!(agenda_fingerprint(&before), agenda_fingerprint(&after));
        let touched = vec![AgendaItem { revision: 9, ..before[0].clone() }];
        assert_eq!(agenda_fingerprint(&before), agenda_fingerprint(&touched));
    }
    let uids = of.map(|of| agenda(&of, &after, &now, &none)[0].uid.clone());
    assert!(uids.iter().all(|uid| *uid == uids[0] && uid.len() == 41), "{uids:?}");
}

#[test]
fn what_went_from_a_calendar_is_called_off_there_with_a_higher_number_and_nothing_else() {
    let open = Made::new(1, "09:00", "A", "Vries");
    let mut shielded = open.clone();
    shielded.set(of(Group::Shield, "s1"), json!({"protected": true}));
    let days = (date(), date());
    let press = AgendaOf::Press(room("A"));
    let made = |case: &Made, before: &Earlier| {
        let items = agenda(&press, &roll(std::slice::from_ref(case)), &Revisions::new(), before);
        follow_up(items, before, days)
    };
    let first = made(&open, &Earlier::new());
    let gone = made(&shielded, &earlier([first.clone()]));
    assert_eq!((gone.len(), &gone[0].uid), (1, &first[0].uid));
    assert!(gone[0].gone && gone[0].off && gone[0].revision == first[0].revision + 1);
    let told = [&gone[0].case_number, &gone[0].judges, &gone[0].room, &gone[0].article, &gone[0].kind];
    assert!(told.iter().all(|words| words.is_empty()), "{gone:?}");
    let both = earlier([gone.clone(), first.clone()]);
    assert_eq!(made(&shielded, &both), gone, "what is off stays off, and is no change");
    let back = made(&open, &both);
    assert!(!back[0].gone && back[0].revision == gone[0].revision + 1);
    let other_days = (days.0.succ_opt().unwrap(), NaiveDate::MAX);
    assert_eq!(follow_up(Vec::new(), &both, other_days), []);
}

#[test]
fn a_hearing_that_moved_to_another_room_is_told_where_it_was_told_before() {
    let here = Made::new(1, "09:00", "A", "Vries");
    let there = Made::new(1, "10:00", "B", "Vries");
    let of = AgendaOf::Room(room("A"));
    let before = earlier([agenda(&of, &roll(&[here]), &Revisions::new(), &Earlier::new())]);
    let roll = roll(&[there]);
    let now = follow_up(agenda(&of, &roll, &Revisions::new(), &before), &before, (date(), date()));
    assert_eq!((now.len(), now[0].room.as_str(), now[0].off, now[0].revision), (1, "B", false, 1));
    let stranger = AgendaOf::Prosecutor("mr. N. Iemand".into());
    assert_eq!(agenda(&stranger, &roll, &Revisions::new(), &before), [], "it is not his any more");
}
