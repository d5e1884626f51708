//! Lists and search over made-up cases.

use super::fixtures::{at, author, case, export, law, note, number, stamp, store};
use crate::search::Until;
use crate::{
    Acked, BundleRecord, CaseColumn, CaseFilter, CaseSort, DayFilter, Direction, Order, Partner, Reader,
    Store, TaskFilter, TermFilter,
};
use chrono::NaiveDate;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Event, Kind};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::journal::Chain;
use noodbrug_core::register::{Group, Register};
use noodbrug_core::rows::TaskStage;
use noodbrug_core::search::Query;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;

fn filled(count: u64) -> (TempDir, Store) {
    let (dir, mut store) = store();
    store.merge(export("bron-gps", count), &law()).unwrap();
    (dir, store)
}

/// Writes registers of a case as a person of this station.
fn log(store: &mut Store, index: u64, writes: Vec<(Group, &str, Value)>) {
    let writes: BTreeMap<Register, Value> = writes
        .into_iter()
        .map(|(group, name, value)| (Register::of(group, ObjectId::derived(name)), value))
        .collect();
    let mut chain = store.chain(&author("ws-a")).unwrap();
    let turn = chain.head.map_or(1, |(seq, _)| seq + 1);
    let draft = Draft::writing(Kind::Add, case(index), writes);
    // Written after all that it tells of: what lies ahead of its own telling has not happened.
    let event: Event = chain.append(draft, &stamp(turn + SEVENTY_FIVE_DAYS)).unwrap();
    store.append(&[event], &law()).unwrap();
}

/// In seconds.
const SEVENTY_FIVE_DAYS: u64 = 75 * 86_400;

/// Opens a case and notes that in the journal.
fn look(store: &mut Store, index: u64) {
    let mut chain = store.chain(&author("ws-a")).unwrap();
    let turn = chain.head.map_or(1, |(seq, _)| seq + 1);
    let draft = Draft::saying(Kind::Read, Some(case(index)), json!({"what": "sheet"}));
    store.append(&[chain.append(draft, &stamp(turn)).unwrap()], &law()).unwrap();
}

fn found(store: &Reader, typed: &str) -> Vec<String> {
    let found = store.search(&Query::of(typed), 20).unwrap();
    found.rows.into_iter().map(|row| row.number).collect()
}

fn measure(kind: &str, moment: &str) -> Value {
    json!({"kind": kind, "moment": format!("{moment}:00+01:00"), "place": "HvB", "days": null, "person": null})
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn names_are_found_without_their_diacritics_and_from_any_letter_on() {
    let (_dir, store) = filled(12);
    let celik = [number(7), number(1)];
    for typed in ["Ç", "celik", "CELIK", "çel", "van celik luk", "elik", "lukasz elik"] {
        let found = found(&store, typed);
        assert!(celik.iter().all(|number| found.contains(number)), "{typed}: {found:?}");
        assert!(typed == "Ç" || found.len() == 2, "{typed}: {found:?}");
    }
    for (typed, one, other) in [("nguyen", 2, 8), ("sorensen", 3, 9), ("dhara", 4, 10)] {
        let mut numbers = found(&store, typed);
        numbers.sort();
        assert_eq!(numbers, [number(one), number(other)], "{typed}");
    }
    assert!(found(&store, "celix").is_empty() && found(&store, "  ").is_empty());
}

#[test]
fn a_number_is_found_in_any_notation_and_by_a_part_of_it() {
    let (_dir, store) = filled(12);
    for typed in ["09/100007-26", "0910000726", "09 100007 26", "0000726", "100007", "00007-26", "9100007"] {
        assert_eq!(found(&store, typed), [number(7)], "{typed}");
    }
    assert_eq!(found(&store, "3-4-1988 celik delft 310").len(), 2);
}

#[test]
fn letters_that_stand_apart_are_not_a_fragment() {
    let (_dir, store) = filled(6);
    // Each three letters of it occur in the name, but not in this order.
    assert!(found(&store, "janjansen").is_empty());
}

#[test]
fn a_search_says_when_there_is_more_and_shows_the_newest() {
    let (_dir, store) = filled(30);
    let page = store.search(&Query::of("diefstal"), 4).unwrap();
    assert!(page.more);
    let numbers: Vec<String> = page.rows.into_iter().map(|row| row.number).collect();
    assert_eq!(numbers.len(), 4);
    let all = store.search(&Query::of("diefstal"), 200).unwrap();
    assert_eq!((all.rows.len(), all.more), (30, false));
    let newest = store.rows(&store.open_list(CaseSort::default(), &CaseFilter::default()).unwrap(), 0, 4);
    assert_eq!(numbers, newest.unwrap().into_iter().map(|row| row.number).collect::<Vec<_>>());
}

#[test]
fn a_search_that_did_not_look_at_all_candidates_says_that_there_may_be_more() {
    let (_dir, store) = filled(30);
    let search = |typed: &str, candidates| {
        let found = store.search_until(&Query::of(typed), Until { hits: 9, candidates }).unwrap();
        (found.rows.len(), found.more)
    };
    // Five cases have it; each is a candidate.
    assert_eq!(search("elik", 2), (2, true));
    assert_eq!(search("elik", 4), (4, true));
    assert_eq!(search("elik", 5), (5, false));
    assert_eq!(search("elik", 9), (5, false));
    // What begins a word needs no candidates.
    assert_eq!(search("celik", 0), (5, false));
    assert_eq!(search("luk celik", 0), (5, false));
    let filter = CaseFilter { text: Some(Query::of("elik")), ..CaseFilter::default() };
    assert_eq!(store.open_list(CaseSort::default(), &filter).unwrap().len(), 5);
}

#[test]
fn what_was_changed_is_found_by_the_new_word_and_not_by_the_old() {
    let (_dir, mut store) = filled(3);
    let identity = json!({"role": "suspect", "surname": "Quispe", "born": null});
    let writes = BTreeMap::from([(Register::of(Group::Identity, ObjectId::derived("p1")), identity)]);
    let heads = store.events_of_case(&case(1)).unwrap().iter().map(|event| event.id).collect();
    let draft = Draft::writing(Kind::Set, case(1), writes).replacing(heads);
    let event = Chain::new(author("ws-a")).append(draft, &stamp(1)).unwrap();
    store.append(&[event], &law()).unwrap();
    assert_eq!(found(&store, "quis"), [number(1)]);
    assert_eq!(found(&store, "uisp"), [number(1)]);
    assert!(found(&store, "celik").is_empty() && found(&store, "elik").is_empty());
}

#[test]
fn a_list_keeps_its_order_and_is_read_in_windows() {
    let (_dir, mut store) = filled(40);
    let sort = CaseSort { by: CaseColumn::Suspect, order: Order::Up };
    let list = store.open_list(sort, &CaseFilter::default()).unwrap();
    store.append(&[Chain::new(author("ws-a")).append(note(99, "x"), &stamp(1)).unwrap()], &law()).unwrap();
    assert_eq!(list.len(), 40);
    let first = store.rows(&list, 0, 1).unwrap();
    assert_eq!(first[0].suspect, "Çelik, Łukasz van den");
    let windows: Vec<_> = (0..8).flat_map(|window| store.rows(&list, window * 5, 5).unwrap()).collect();
    assert!(windows.is_sorted_by_key(|row| noodbrug_core::search::fold(&row.suspect)));
    assert_eq!(windows.len(), 40);
    assert!(store.rows(&list, 40, 5).unwrap().is_empty());
}

#[test]
fn cases_without_a_date_come_last_in_both_directions() {
    let (_dir, mut store) = filled(5);
    store.append(&[Chain::new(author("ws-a")).append(note(99, "x"), &stamp(1)).unwrap()], &law()).unwrap();
    for order in [Order::Up, Order::Down] {
        let sort = CaseSort { by: CaseColumn::NextHearing, order };
        let list = store.open_list(sort, &CaseFilter::default()).unwrap();
        let rows = store.rows(&list, 0, 9).unwrap();
        assert_eq!(rows.last().unwrap().id, case(99));
        assert_eq!(rows.len(), 6);
    }
}

#[test]
fn a_list_is_filtered_by_all_that_is_asked() {
    let (_dir, store) = filled(30);
    let ask = |filter: CaseFilter| store.open_list(CaseSort::default(), &filter).unwrap().len();
    assert_eq!(ask(CaseFilter { text: Some(Query::of("celik")), ..CaseFilter::default() }), 5);
    assert_eq!(ask(CaseFilter { phase: Some("Beoordelen".into()), ..CaseFilter::default() }), 30);
    assert_eq!(ask(CaseFilter { phase: Some("Sepot".into()), ..CaseFilter::default() }), 0);
    assert_eq!(ask(CaseFilter { in_conflict: true, ..CaseFilter::default() }), 0);
    assert_eq!(ask(CaseFilter { without_term: true, ..CaseFilter::default() }), 30);
    assert_eq!(store.phases().unwrap(), ["Beoordelen"]);
    assert_eq!(store.cases_by_number(&number(3)).unwrap()[0].id, case(3));
}

#[test]
fn what_was_searched_is_sorted_as_the_list_is() {
    let (_dir, store) = filled(30);
    let filter = CaseFilter { text: Some(Query::of("celik")), ..CaseFilter::default() };
    let numbers = |by, order| {
        let list = store.open_list(CaseSort { by, order }, &filter).unwrap();
        assert!(!list.has_more());
        store.rows(&list, 0, 9).unwrap().into_iter().map(|row| row.number).collect::<Vec<_>>()
    };
    let newest = numbers(CaseColumn::Arrival, Order::Down);
    let by_number = numbers(CaseColumn::Number, Order::Up);
    assert_eq!(newest.len(), 5);
    assert!(by_number.is_sorted());
    assert_eq!(by_number.iter().collect::<BTreeSet<_>>(), newest.iter().collect());
    let none_held = CaseFilter { in_custody: true, ..filter.clone() };
    assert!(store.open_list(CaseSort::default(), &none_held).unwrap().is_empty());
    let termless = CaseFilter { without_term: true, ..filter };
    assert_eq!(store.open_list(CaseSort::default(), &termless).unwrap().len(), 5);
}

/// Counts all rows anew, as the tally says it.
fn counted_anew(store: &Store) -> Vec<i64> {
    let count = |sql: &str| store.db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    [
        "SELECT count(*) FROM case_cur WHERE paper = 0",
        "SELECT count(*) FROM case_cur WHERE in_custody = 1 AND paper = 0",
        "SELECT count(*) FROM case_cur WHERE terms = 0 AND paper = 0",
        "SELECT count(*) FROM term WHERE running = 1",
        "SELECT count(*) FROM term WHERE running = 1 AND custody = 1",
        "SELECT count(*) FROM task WHERE stage = 0",
        "SELECT count(*) FROM task WHERE stage = 0 AND urgent = 1",
        "SELECT count(*) FROM task WHERE stage = 1",
        "SELECT count(*) FROM conflict",
        "SELECT count(*) FROM waiting",
    ]
    .map(count)
    .to_vec()
}

fn tally(store: &Store) -> Vec<i64> {
    let read = |row: &rusqlite::Row<'_>| (1..11).map(|column| row.get(column)).collect();
    store.db.query_row("SELECT * FROM tally", [], read).unwrap()
}

#[test]
fn what_is_counted_while_writing_is_what_the_rows_say() {
    let (_dir, mut store) = filled(6);
    let plan =
        json!({"kind": "fine", "executor": "cjib", "due": "2026-12-09", "text": "EUR 500", "urgent": true});
    log(&mut store, 0, vec![(Group::Plan, "a", plan.clone()), (Group::Plan, "b", plan)]);
    log(&mut store, 1, vec![(Group::Trigger, "t", json!({"rule": "hb", "from": "2026-11-02"}))]);
    log(&mut store, 2, vec![(Group::Measure, "m", measure("aanhouding", "2026-11-17T10:00"))]);
    let done = json!({"at": "2026-11-23T10:00:00+01:00", "note": ""});
    log(&mut store, 0, vec![(Group::Done, "a", done)]);
    let (counted, kept) = (counted_anew(&store), tally(&store));
    assert_eq!(kept, counted);
    assert_eq!((kept[0], kept[5]), (6, 1));
    store.rebuild(&law()).unwrap();
    assert_eq!(tally(&store), counted);
}

#[test]
fn a_day_list_has_its_hearings_with_all_that_the_page_shows() {
    let (_dir, store) = filled(30);
    let items = store.hearings(&DayFilter::day(day("2026-12-02"), None)).unwrap();
    assert_eq!(items.len(), 2);
    let item = items.iter().find(|item| item.label.case == case(1)).unwrap();
    assert_eq!((item.label.number.as_str(), item.row.slot.room.as_str()), (number(1).as_str(), "B"));
    assert_eq!((item.charge.as_str(), item.row.youth), ("310 Sr · diefstal", false));
    assert_eq!(item.taken_at.unwrap().unix(), at(1).unix());
    let court = Some("Rechtbank Delft".to_owned());
    assert!(store.hearings(&DayFilter::day(day("2026-12-02"), court)).unwrap().is_empty());
    assert_eq!(store.courts(day("2026-12-02")).unwrap(), ["Rechtbank Den Haag"]);
    assert_eq!(store.hearing_days(day("2026-12-28")).unwrap(), [(day("2026-12-28"), 1)]);
}

#[test]
fn a_day_list_keeps_everything_that_a_session_says() {
    let (_dir, mut store) = filled(3);
    let slot = json!({"court": "Rb", "date": "2026-12-03", "time": "09:00:00", "room": "C",
        "chamber": "MK", "minutes": 30});
    let session = json!({"modality": "regie", "judges": "mr. Aerts", "interpreter": "Pools", "closed": true,
        "order": 3, "registrar": "mr. Bos", "prosecutor": "mr. Cornelis", "security": "twee parketpolitie",
        "transport": "confirmed", "unscheduled": true, "with": noodbrug_core::ident::ObjectId::derived("x")});
    let outcome = json!({"code": "vacated", "appearance": null, "text": "rechter ziek", "next": null,
        "decided": "2026-12-03T08:00:00+01:00", "told_in_person": false});
    let writes = [(Group::Slot, slot), (Group::Session, session.clone()), (Group::Outcome, outcome)];
    log(&mut store, 0, writes.into_iter().map(|(group, value)| (group, "h9", value)).collect());
    let items = store.hearings(&DayFilter::day(day("2026-12-03"), None)).unwrap();
    let item = items.iter().find(|item| item.row.slot.room == "C").unwrap();
    assert_eq!(serde_json::to_value(&item.row.session).unwrap(), session);
    assert_eq!(item.row.outcome.map(|code| code.word()), Some("vacated"));
}

#[test]
fn terms_come_by_their_end_and_those_without_one_first() {
    let (_dir, mut store) = filled(3);
    log(&mut store, 0, vec![(Group::Trigger, "t0", json!({"rule": "hb", "from": "2026-12-11"}))]);
    log(&mut store, 1, vec![(Group::Trigger, "t1", json!({"rule": "hb", "from": "2026-11-02"}))]);
    log(&mut store, 2, vec![(Group::Trigger, "t2", json!({"rule": "bestaat-niet", "from": "2026-11-02"}))]);
    let cases = |filter: &TermFilter, limit| {
        let found = store.terms(filter, limit).unwrap();
        (found.rows.into_iter().map(|item| item.label.case).collect::<Vec<_>>(), found.more)
    };
    assert_eq!(cases(&TermFilter::default(), 9), (vec![case(2), case(1), case(0)], false));
    assert_eq!(cases(&TermFilter::default(), 2), (vec![case(2), case(1)], true));
    let before = Some("2026-12-01T00:00:00+01:00".parse().unwrap());
    assert_eq!(cases(&TermFilter { before, ..TermFilter::default() }, 9).0, [case(2), case(1)]);
    assert!(cases(&TermFilter { custody: Some(true), ..TermFilter::default() }, 9).0.is_empty());
    assert!(cases(&TermFilter { ended: true, ..TermFilter::default() }, 9).0.is_empty());
    let counts = store.desk_counts(&author("ws-a"), &"2026-12-01T00:00:00+01:00".parse().unwrap()).unwrap();
    assert_eq!((counts.terms_running, counts.terms_passed, counts.without_term), (3, 1, 0));
}

#[test]
fn the_custody_board_has_the_running_clocks_in_the_order_of_their_end() {
    let (_dir, mut store) = filled(4);
    let arrest = |moment: &str| (Group::Measure, "m0", measure("aanhouding", moment));
    let order = |moment: &str| (Group::Measure, "m1", measure("inverzekeringstelling", moment));
    log(&mut store, 0, vec![arrest("2026-11-17T10:00"), order("2026-11-17T16:00")]);
    log(&mut store, 1, vec![arrest("2026-11-16T10:00"), order("2026-11-16T16:00")]);
    let freed = (Group::Measure, "m2", measure("invrijheidstelling", "2026-11-17T09:00"));
    log(&mut store, 2, vec![arrest("2026-11-16T10:00"), order("2026-11-16T16:00"), freed]);
    let board = store.terms(&TermFilter { custody: Some(true), ..TermFilter::default() }, 9).unwrap().rows;
    let lines: Vec<_> = board.iter().map(|item| (item.label.case, item.row.rule.as_str())).collect();
    let expected =
        [(case(1), "ivs"), (case(1), "voorgeleiding"), (case(0), "ivs"), (case(0), "voorgeleiding")];
    assert_eq!(lines, expected);
    let list = store.open_list(
        CaseSort { by: CaseColumn::NextFatal, order: Order::Up },
        &CaseFilter { in_custody: true, ..CaseFilter::default() },
    );
    let rows = store.rows(&list.unwrap(), 0, 9).unwrap();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [case(1), case(0)]);
    assert_eq!(rows[0].next_fatal, Some("2026-11-19T16:00:00+01:00".parse().unwrap()));
    let counts = store.desk_counts(&author("ws-a"), &at(0)).unwrap();
    assert_eq!((counts.in_custody, counts.clocks_running, counts.without_term), (2, 4, 2));
    let held = store.hearings(&DayFilter::day(day("2026-12-02"), None)).unwrap();
    assert_eq!(held.iter().map(|item| item.row.custody).collect::<Vec<_>>(), [true]);
}

#[test]
fn the_board_looks_at_who_is_held_suspended_or_let_go_before_the_end_and_at_nobody_else() {
    let (_dir, mut store) = filled(6);
    let arrest = || (Group::Measure, "m0", measure("aanhouding", "2026-11-16T10:00"));
    let remand = || (Group::Measure, "m1", measure("bewaring", "2026-11-18T10:00"));
    let then = |kind: &str, moment: &str| (Group::Measure, "m2", measure(kind, moment));
    log(&mut store, 0, vec![arrest(), remand()]);
    log(&mut store, 1, vec![arrest(), remand(), then("schorsing", "2026-11-20T10:00")]);
    log(&mut store, 2, vec![arrest(), remand(), then("invrijheidstelling", "2026-11-20T10:00")]);
    log(&mut store, 3, vec![arrest(), then("invrijheidstelling", "2026-11-16T11:00")]);
    log(&mut store, 4, vec![then("opheffing", "2026-11-20T10:00")]);
    let of = |after: &str| {
        let found = store.custody_cases(&after.parse().unwrap()).unwrap();
        found.into_iter().map(|found| found.filed.case).collect::<BTreeSet<_>>()
    };
    assert_eq!(of("2026-11-23T10:00:00+01:00"), BTreeSet::from([0, 1, 2, 4].map(case)));
    assert_eq!(of("2026-12-23T10:00:00+01:00"), BTreeSet::from([0, 1, 4].map(case)));
    let found = store.custody_cases(&at(0)).unwrap();
    let row = store.case_row(&found[0].filed.case).unwrap().unwrap();
    assert_eq!((found[0].state, &found[0].filed.number), (row.state, &row.number));
}

#[test]
fn a_prison_sentence_waits_until_it_is_done() {
    let (_dir, mut store) = filled(3);
    let plan = |kind: &str| json!({"kind": kind, "executor": "dji", "due": null, "text": "30 dagen", "urgent": false});
    log(&mut store, 0, vec![(Group::Plan, "a", plan("prison"))]);
    log(&mut store, 1, vec![(Group::Plan, "b", plan("fine"))]);
    let waiting = |store: &Store| {
        store.sentenced_cases().unwrap().into_iter().map(|found| found.case.filed.case).collect::<Vec<_>>()
    };
    assert_eq!(waiting(&store), [case(0)]);
    log(&mut store, 0, vec![(Group::Done, "a", json!({"at": "2026-11-23T10:00:00+01:00", "note": ""}))]);
    assert!(waiting(&store).is_empty());
}

#[test]
fn tasks_come_by_stage_and_last_day_and_are_counted() {
    let (_dir, mut store) = filled(3);
    let plan = |due: &str, urgent: bool| json!({"kind": "fine", "executor": "cjib", "due": due, "text": "EUR 500", "urgent": urgent});
    log(&mut store, 0, vec![(Group::Plan, "a", plan("2026-12-09", false))]);
    log(&mut store, 1, vec![(Group::Plan, "b", plan("2026-12-01", true))]);
    let done = json!({"at": "2026-11-23T10:00:00+01:00", "note": ""});
    log(&mut store, 2, vec![(Group::Plan, "c", plan("2026-11-01", false)), (Group::Done, "c", done)]);
    let all = store.tasks(&TaskFilter::default(), 9).unwrap().rows;
    assert_eq!(all.iter().map(|item| item.label.case).collect::<Vec<_>>(), [case(1), case(0), case(2)]);
    let open = TaskFilter { stage: Some(TaskStage::Open), until: Some(day("2026-12-05")), executor: None };
    assert_eq!(store.tasks(&open, 9).unwrap().rows.len(), 1);
    let counts = store.desk_counts(&author("ws-a"), &at(0)).unwrap();
    assert_eq!((counts.tasks_open, counts.tasks_urgent, counts.cases, counts.unsent), (2, 1, 3, 3));
}

#[test]
fn what_left_in_a_bundle_of_some_cases_is_handed_over_once_each_receiver_confirmed_it() {
    let (_dir, mut store) = filled(2);
    let own = author("ws-a");
    log(&mut store, 0, vec![(Group::Note, "n", json!({"kind": "note", "text": "een"}))]);
    log(&mut store, 1, vec![(Group::Note, "m", json!({"kind": "note", "text": "twee"}))]);
    let counted = |store: &Store| {
        let counts = store.desk_counts(&own, &at(0)).unwrap();
        (counts.unsent, counts.underway, counts.acknowledged)
    };
    let made = |store: &mut Store, seq: u64, partner: &str, of: u64| {
        let tagmanifest = Digest::of(partner.as_bytes());
        let record = BundleRecord {
            direction: Direction::Out,
            kind: "scoped".into(),
            author: own.clone(),
            seq,
            prev: None,
            tagmanifest,
            name: format!("{seq}.zip"),
            partner: Some(partner.into()),
            verdict: "made".into(),
            head_seq: 0,
            at: at(9),
        };
        store
            .write(|work| {
                work.add_bundle(&record)?;
                work.add_sent_cases(&tagmanifest, &BTreeMap::from([(case(of), Digest::of(b"state"))]), 2)
            })
            .unwrap();
        record
    };
    let confirmed = |store: &mut Store, record: &BundleRecord| {
        store.add_bundle(&BundleRecord { verdict: "acknowledged".into(), ..record.clone() }).unwrap();
    };
    assert_eq!(counted(&store), (2, 0, 0));
    let court = made(&mut store, 1, "Rechtbank", 0);
    let police = made(&mut store, 2, "Politie", 0);
    assert_eq!(counted(&store), (1, 1, 0));
    confirmed(&mut store, &court);
    assert_eq!(counted(&store), (1, 1, 0), "the police has not");
    confirmed(&mut store, &police);
    assert_eq!(counted(&store), (1, 0, 1));
}

#[test]
fn what_partners_acknowledged_is_no_longer_unsent() {
    let (_dir, mut store) = filled(2);
    log(&mut store, 0, vec![(Group::Note, "n", json!({"kind": "note", "text": "een"}))]);
    log(&mut store, 1, vec![(Group::Note, "m", json!({"kind": "note", "text": "twee"}))]);
    let id = store.chain(&author("ws-a")).unwrap().head.unwrap().1;
    look(&mut store, 0);
    let mut partner = Partner {
        name: "Rechtbank".into(),
        kind: "court".into(),
        root_key: "ssh-ed25519 AAAA rechtbank".into(),
        fingerprint: "SHA256:x".into(),
        confirmed: None,
        acked: vec![Acked { author: author("ws-a"), seq: 1, id }],
        receipt: Some(b"{}".to_vec()),
        receipt_at: Some(at(5)),
        envelope: None,
    };
    store.put_partner(&partner).unwrap();
    let bundle = BundleRecord {
        direction: Direction::Out,
        kind: "full".into(),
        author: author("ws-a"),
        seq: 1,
        prev: None,
        tagmanifest: Digest::of(b"x"),
        name: "a.zip".into(),
        partner: Some("Rechtbank".into()),
        verdict: "made".into(),
        head_seq: 2,
        at: at(9),
    };
    store.add_bundle(&bundle).unwrap();
    look(&mut store, 1);
    let counts = store.desk_counts(&author("ws-a"), &at(0)).unwrap();
    assert_eq!((counts.underway, counts.unsent, counts.acknowledged), (1, 0, 1));
    partner.confirmed = Some("gebeld".into());
    store.put_partner(&partner).unwrap();
    assert_eq!(store.partner("Rechtbank").unwrap(), Some(partner));
    assert_eq!(store.bundles().unwrap(), std::slice::from_ref(&bundle));
    assert_eq!(store.bundle(Direction::Out, &Digest::of(b"x")).unwrap(), Some(bundle.clone()));
    assert_eq!(store.bundles_of(&author("ws-a")).unwrap(), [bundle]);
    store.remove_partner("Rechtbank").unwrap();
    assert!(store.partners().unwrap().is_empty());
}

#[test]
fn documents_are_listed_by_case_and_found_by_their_hash() {
    let (_dir, mut store) = filled(2);
    let sha = Digest::of(b"pv");
    let link = json!({"sha256": sha, "name": "pv.pdf", "title": "Proces-verbaal", "len": 1234,
        "mime": "application/pdf", "added": null});
    log(&mut store, 1, vec![(Group::Document, "d", link)]);
    assert_eq!(store.documents(&case(1)).unwrap()[0].title, "Proces-verbaal");
    assert_eq!(store.cases_with_document(&sha).unwrap()[0].label.case, case(1));
    assert_eq!(store.all_documents().unwrap(), [(sha, 1234)]);
    assert!(store.documents(&case(0)).unwrap().is_empty());
}

#[test]
fn settings_and_secrets_are_kept() {
    let (_dir, mut store) = store();
    store.set_setting("taal", "en").unwrap();
    store.set_setting("taal", "nl").unwrap();
    store.set_secret("station", &[1, 2, 3]).unwrap();
    assert_eq!(store.settings().unwrap(), BTreeMap::from([("taal".into(), "nl".into())]));
    assert_eq!(store.secret("station").unwrap().unwrap().as_slice(), [1, 2, 3]);
    assert!(store.secret("anders").unwrap().is_none());
}
