use super::*;
use crate::take_in::tests::office;
use noodbrug_core::case::{CustodyMeasure, HearingOutcome, HearingSession, HearingSlot, OutcomeCode};
use noodbrug_core::command::{Command, OpenedCase, PlannedHearing};
use noodbrug_core::event::Kind;
use noodbrug_core::ident::Parketnummer;
use noodbrug_core::text::Lang;
use serde_json::json;

/// Opens a case of somebody with that SKN.
pub(crate) fn open(office: &mut Office, number: &str, skn: &str) -> CaseId {
    let parketnummer: Parketnummer = number.parse().unwrap();
    let case = CaseId::of_parketnummer(&parketnummer);
    let opened = OpenedCase {
        numbers: serde_json::from_value(json!({"parketnummer": number})).unwrap(),
        status: serde_json::from_value(json!({"phase": "Zitting", "prosecutor": null})).unwrap(),
        person: office.new_id().unwrap(),
        identity: serde_json::from_value(
            json!({"role": "suspect", "surname": "Vries", "born": "1990-04-03"}),
        )
        .unwrap(),
        person_numbers: serde_json::from_value(json!({"bsn": null, "skn": skn})).unwrap(),
        charge_id: office.new_id().unwrap(),
        charge: serde_json::from_value(json!({"article": "310 Sr", "description": "diefstal", "date": null}))
            .unwrap(),
    };
    office.act(&case, Command::Open(Box::new(opened))).unwrap();
    case
}

pub(crate) fn slot(room: &str, time: &str) -> HearingSlot {
    HearingSlot {
        court: "Rechtbank Den Haag".into(),
        date: day("2026-11-24"),
        time: format!("{time}:00").parse().unwrap(),
        room: room.into(),
        chamber: "Politierechter".into(),
        minutes: Some(30),
    }
}

pub(crate) fn plan(office: &mut Office, case: &CaseId, slot: HearingSlot) -> ObjectId {
    let hearing = office.new_id().unwrap();
    let session = HearingSession { modality: "Inhoudelijk".into(), ..HearingSession::default() };
    office
        .act(case, Command::PlanHearing(PlannedHearing { hearing: hearing.clone(), slot, session }))
        .unwrap();
    hearing
}

/// Holds the suspect of a case on remand.
pub(crate) fn hold(office: &mut Office, case: &CaseId) {
    for (kind, moment) in [
        ("aanhouding", "2026-11-16T10:00:00+01:00"),
        ("inverzekeringstelling", "2026-11-16T12:00:00+01:00"),
        ("bewaring", "2026-11-18T14:00:00+01:00"),
    ] {
        let measure = CustodyMeasure {
            kind: kind.into(),
            moment: moment.parse().unwrap(),
            place: "PI Alphen".into(),
            days: None,
            person: None,
        };
        let id = office.new_id().unwrap();
        office.act(case, Command::LogMeasure(id, measure)).unwrap();
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn room(name: &str) -> RoomOn {
    RoomOn { date: day("2026-11-24"), court: "rechtbank den haag".into(), room: name.into() }
}

/// Three cases in room A from nine o'clock on.
fn three(office: &mut Office) -> Vec<(CaseId, ObjectId)> {
    let hearing = |(nth, time): (usize, &str)| {
        let case = open(office, &format!("09/00000{nth}-26"), &format!("{nth}1"));
        (case, plan(office, &case, slot("A", time)))
    };
    ["09:00", "09:30", "10:00"].into_iter().enumerate().map(hearing).collect()
}

fn listed(office: &Office, date: &str) -> Vec<(String, String, Option<u32>)> {
    let lines = office.hearings(day(date), None).unwrap().into_iter();
    lines
        .map(|line| (line.case.number, line.slot.time.format("%H:%M").to_string(), line.session.order))
        .collect()
}

fn numbers(office: &Office) -> Vec<String> {
    listed(office, "2026-11-24").into_iter().map(|(number, ..)| number).collect()
}

#[test]
fn a_room_is_put_in_order_and_the_list_follows_it() {
    let (_dir, mut office) = office();
    let all = three(&mut office);
    let saved = office.resequence(&room("a"), &[all[2].clone(), all[0].clone()], "").unwrap();
    assert_eq!(saved.len(), 3);
    assert_eq!(numbers(&office), ["09/000002-26", "09/000000-26", "09/000001-26"]);
    let again = office.resequence(&room("A"), &[all[2].clone(), all[0].clone()], "nog eens").unwrap_err();
    assert!(again.text(Lang::Nl).contains("Er is niets veranderd"));
    // A place that somebody gave is changed with a reason only, and then only what changes is written.
    let silent = office.place_hearing(&all[1].0, &all[1].1, 2, " ").unwrap_err();
    assert!(silent.text(Lang::Nl).contains("Vul een reden in"), "{silent}");
    assert_eq!(numbers(&office), ["09/000002-26", "09/000000-26", "09/000001-26"], "all or nothing");
    assert_eq!(office.place_hearing(&all[1].0, &all[1].1, 2, "tolk moet weg").unwrap().len(), 2);
    assert_eq!(numbers(&office), ["09/000002-26", "09/000001-26", "09/000000-26"]);
    let log = office.sheet(&all[1].0).unwrap().log;
    assert_eq!((log[0].why.as_deref(), log[0].by.as_str()), (Some("tolk moet weg"), "a.bakker"));
    let elsewhere = office.resequence(&room("B"), &all, "x").unwrap_err();
    assert!(elsewhere.text(Lang::En).contains("is open on 24-11-2026 in room B"));
}

#[test]
fn a_bench_is_set_for_a_room_in_one_act_and_replaced_with_a_reason() {
    let (_dir, mut office) = office();
    let all = three(&mut office);
    let bench = |judges: &str| Bench {
        judges: Some(judges.into()),
        registrar: Some("mr. Bos".into()),
        prosecutor: Some("mr. Cornelis".into()),
    };
    office.vacate(&all[2].0, &all[2].1, "verdachte overleden").unwrap();
    assert_eq!(
        office.set_bench(&room("A"), Some("Politierechter"), &bench("mr. Aerts"), "").unwrap().len(),
        2
    );
    let lines = office.hearings(day("2026-11-24"), None).unwrap();
    let judges: Vec<&str> = lines.iter().map(|line| line.session.judges.as_str()).collect();
    assert_eq!(judges, ["mr. Aerts", "mr. Aerts", ""], "what was vacated keeps nobody");
    assert_eq!(lines[0].session.prosecutor.as_deref(), Some("mr. Cornelis"));
    assert!(office.set_bench(&room("A"), None, &bench("mr. Dijk"), "").is_err());
    assert_eq!(office.set_bench(&room("A"), None, &bench("mr. Dijk"), "ziek").unwrap().len(), 2);
    assert!(
        office
            .set_bench(&room("A"), Some("MK"), &bench("x"), "y")
            .unwrap_err()
            .text(Lang::Nl)
            .contains("geen zitting open")
    );
}

#[test]
fn a_whole_room_moves_or_none_of_it() {
    let (_dir, mut office) = office();
    let all = three(&mut office);
    office.vacate(&all[0].0, &all[0].1, "ingetrokken").unwrap();
    let to = RoomTo { room: Some("B".into()), later: 45, ..RoomTo::default() };
    assert!(
        office.move_room(&room("A"), &to, " ").unwrap_err().text(Lang::Nl).starts_with("Zaak 09/000001-26: ")
    );
    assert_eq!(office.move_room(&room("A"), &to, "lekkage").unwrap().len(), 2);
    let in_room = |office: &Office, room: &str| -> Vec<String> {
        let lines = office.hearings(day("2026-11-24"), None).unwrap();
        lines.iter().filter(|line| line.slot.room == room).map(|line| line.slot.time.to_string()).collect()
    };
    assert_eq!((in_room(&office, "A").len(), in_room(&office, "B").len()), (1, 2));
    assert_eq!(in_room(&office, "B")[0], "10:15:00");
    let over = RoomTo { later: 15 * 60, ..RoomTo::default() };
    assert!(
        office.move_room(&room("B"), &over, "x").unwrap_err().text(Lang::Nl).contains("op een andere dag")
    );
    let past = RoomTo { date: Some(day("2026-11-20")), ..RoomTo::default() };
    let refused = office.move_room(&room("B"), &past, "x").unwrap_err();
    assert!(refused.text(Lang::Nl).contains("Er is niets opgeslagen, ook niet in de andere zaken."));
    assert_eq!(in_room(&office, "B").len(), 2);
}

#[test]
fn a_hearing_that_moves_into_a_session_takes_over_its_chamber_and_bench() {
    let (_dir, mut office) = office();
    let cases = three(&mut office);
    let (case, hearing) = cases[0].clone();
    let chamber = HearingSlot { chamber: "Meervoudig".into(), ..slot("B", "13:00") };
    let other = open(&mut office, "09/000009-26", "99");
    plan(&mut office, &other, chamber);
    let bench = Bench { judges: Some("mr. J. Jansen".into()), ..Bench::default() };
    office.set_bench(&room("B"), None, &bench, "").unwrap();
    let a = Bench { judges: Some("mr. A. Aerts".into()), ..Bench::default() };
    office.set_bench(&room("A"), None, &a, "").unwrap();
    office.move_hearing((&case, &hearing), slot("b", "14:00"), None, "wens").unwrap();
    let of = |office: &Office| {
        let lines = office.hearings(day("2026-11-24"), None).unwrap();
        let line = lines.into_iter().find(|line| line.hearing == hearing).unwrap();
        (line.slot.chamber, line.session.judges)
    };
    assert_eq!(of(&office), ("Meervoudig".into(), "mr. J. Jansen".into()));
    office.move_hearing((&case, &hearing), slot("C", "14:00"), Some("Raadkamer"), "wens").unwrap();
    assert_eq!(of(&office), ("Raadkamer".into(), "mr. J. Jansen".into()), "nobody sits there yet");
}

#[test]
fn a_vacated_hearing_stays_on_the_list_and_is_no_withdrawn_one() {
    let (_dir, mut office) = office();
    let (case, hearing) = three(&mut office).remove(0);
    assert!(office.vacate(&case, &hearing, " ").is_err());
    office.vacate(&case, &hearing, "rechter ziek").unwrap();
    let line = office.hearings(day("2026-11-24"), None).unwrap().remove(0);
    assert_eq!(line.outcome, Some(OutcomeCode::Vacated));
    let sheet = office.sheet(&case).unwrap();
    assert_eq!((sheet.row.next_hearing, sheet.log[0].kind), (None, Kind::Set));
    assert_eq!(sheet.log[0].why.as_deref(), Some("rechter ziek"));
    assert_eq!(office.hearings_open(day("2026-11-24")).unwrap(), 2);
    office
        .act(&case, Command::Withdraw(noodbrug_core::register::Group::Slot, hearing, "nooit gepland".into()))
        .unwrap();
    assert_eq!(office.hearings(day("2026-11-24"), None).unwrap().len(), 2);
}

#[test]
fn a_room_that_cannot_be_moved_says_once_that_nothing_was_saved() {
    let (_dir, mut office) = office();
    three(&mut office);
    let over = RoomTo { date: Some(day("2026-11-20")), ..RoomTo::default() };
    let why = office.move_room(&room("A"), &over, "lekkage").unwrap_err();
    for (lang, nothing) in [(Lang::Nl, "Er is niets opgeslagen"), (Lang::En, "Nothing was saved")] {
        assert_eq!(why.text(lang).matches(nothing).count(), 1, "{why:?}");
    }
}

fn brought(slot: HearingSlot, why: &str) -> BringIn {
    BringIn { slot, session: HearingSession::default(), why: why.into(), again: false }
}

#[test]
fn a_case_that_was_heard_in_the_room_today_is_brought_in_again_only_by_somebody_who_means_it() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let today = HearingSlot { date: day("2026-11-23"), ..slot("A", "08:30") };
    let hearing = plan(&mut office, &case, today.clone());
    let later = HearingSlot { room: "a".into(), time: "10:30:00".parse().unwrap(), ..today };
    assert_eq!(office.heard_before(&case, &later).unwrap(), None, "nothing came of it yet");
    let decided = "2026-11-23T08:50:00+01:00".parse().unwrap();
    let outcome = HearingOutcome::new(OutcomeCode::JudgmentOral, decided);
    office.log_outcome(&case, &hearing, outcome, None, None).unwrap();
    let why = office.bring_in(&case, brought(later.clone(), "")).unwrap_err();
    assert_eq!(why.class, crate::complaint::Class::NeedsPerson);
    assert!(
        why.text(Lang::Nl).contains("09/000001-26 is die dag al behandeld in zaal a: ma 23-11-2026 08:50"),
        "{why:?}"
    );
    assert_eq!(office.hearings(day("2026-11-23"), None).unwrap().len(), 1);
    let elsewhere = HearingSlot { room: "B".into(), ..later.clone() };
    assert_eq!(office.heard_before(&case, &elsewhere).unwrap(), None);
    office.bring_in(&case, BringIn { again: true, ..brought(later, "") }).unwrap();
    assert_eq!(office.hearings(day("2026-11-23"), None).unwrap().len(), 2);
    let logged = office.sheet(&case).unwrap().log[0].why.clone().unwrap();
    assert!(logged.starts_with("nogmaals: "), "{logged}");
}

#[test]
fn a_case_is_brought_in_today_with_a_mark() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let today = HearingSlot { date: day("2026-11-23"), ..slot("A", "09:00") };
    let made = office.bring_in(&case, brought(today, "supersnelrecht")).unwrap();
    let line = office.hearings(day("2026-11-23"), None).unwrap().remove(0);
    assert!(line.session.unscheduled && line.hearing == made.hearing);
    assert_eq!(office.sheet(&case).unwrap().log[0].why.as_deref(), Some("supersnelrecht"));
}

#[test]
fn a_hearing_is_copied_to_a_co_suspect_and_heard_together_or_to_another_day() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let other = open(&mut office, "09/000002-26", "2");
    let hearing = plan(&mut office, &case, slot("A", "09:00"));
    let bench = Bench { judges: Some("mr. Aerts".into()), ..Bench::default() };
    office.set_bench(&room("A"), None, &bench, "").unwrap();
    let copy = office.duplicate(&case, &hearing, &CopyTo::Case(other)).unwrap();
    let lines = office.hearings(day("2026-11-24"), None).unwrap();
    let copied = lines.iter().find(|line| line.hearing == copy.hearing).unwrap();
    assert_eq!((copied.case.id, copied.session.judges.as_str()), (other, "mr. Aerts"));
    assert_eq!(copied.session.with.as_ref(), Some(&hearing));
    assert!(office.clashes(day("2026-11-24"), None).unwrap().is_empty(), "they are heard together");
    let again = office.duplicate(&case, &hearing, &CopyTo::Case(other)).unwrap_err();
    assert!(again.text(Lang::Nl).contains("al een zitting in zaal A"));
    let later = HearingSlot { date: day("2026-12-01"), ..slot("A", "09:00") };
    let second = office.duplicate(&other, &copy.hearing, &CopyTo::Slot(later)).unwrap();
    let line = office.hearings(day("2026-12-01"), None).unwrap().remove(0);
    assert_eq!((line.hearing, line.session.with), (second.hearing, None));
    assert!(office.sheet(&other).unwrap().log[0].why.as_deref().unwrap().contains("09/000002-26"));
}

#[test]
fn a_planner_sees_what_clashes_and_nothing_is_refused_by_it() {
    let (_dir, mut office) = office();
    let (case, other) = (open(&mut office, "09/000001-26", "7"), open(&mut office, "09/000002-26", "7"));
    let first = plan(&mut office, &case, slot("A", "09:00"));
    let second = plan(&mut office, &other, slot("B", "09:15"));
    let found = office.clashes(day("2026-11-24"), Some("Rechtbank Den Haag")).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].text(Lang::Nl),
        "Verdachte Vries moet op twee plaatsen tegelijk zijn: 09/000001-26 om 09:00 (Rechtbank Den Haag, zaal A) \
         en 09/000002-26 om 09:15 (Rechtbank Den Haag, zaal B)."
    );
    assert!(office.clashes(day("2026-11-24"), Some("Rechtbank Delft")).unwrap().is_empty());
    assert_eq!(office.clashes_of(&other, &second).unwrap(), found);
    office.vacate(&case, &first, "dubbel gepland").unwrap();
    assert!(office.clashes_of(&other, &second).unwrap().is_empty());
}

#[test]
fn an_auditor_changes_no_day() {
    let (_dir, mut office) = office();
    let all = three(&mut office);
    office.user.role = noodbrug_core::ident::Role::Auditor;
    assert!(office.resequence(&room("A"), &all, "x").is_err());
    assert!(office.vacate(&all[0].0, &all[0].1, "x").is_err());
    assert!(office.duplicate(&all[0].0, &all[0].1, &CopyTo::Case(all[1].0)).is_err());
    assert!(office.bring_in(&all[0].0, brought(slot("A", "09:00"), "x")).is_err());
    assert!(office.move_room(&room("A"), &RoomTo::default(), "x").is_err());
    assert!(office.clashes(day("2026-11-24"), None).is_err());
}
