use super::*;
use crate::take_in::tests::office;
use noodbrug_core::case::{CustodyMeasure, Executor, TaskDone, TaskKind, TaskPlan, TermTrigger};
use noodbrug_core::command::{Command, OpenedCase};
use noodbrug_core::custody::board::Level;
use noodbrug_core::ident::Parketnummer;
use noodbrug_core::text::Lang;
use serde_json::json;

/// Opens a case of somebody with that SKN, with measures.
fn open(office: &mut Office, number: &str, skn: &str, measures: &[(&str, &str)]) -> CaseId {
    let parketnummer: Parketnummer = number.parse().unwrap();
    let case = CaseId::of_parketnummer(&parketnummer);
    let value = |value| serde_json::from_value(value);
    let opened = OpenedCase {
        numbers: value(json!({"parketnummer": number})).unwrap(),
        status: serde_json::from_value(json!({"phase": "Opsporing", "prosecutor": null})).unwrap(),
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
    measures.iter().for_each(|measure| log(office, &case, *measure));
    case
}

fn log(office: &mut Office, case: &CaseId, (kind, moment): (&str, &str)) {
    let measure = CustodyMeasure {
        kind: kind.into(),
        moment: format!("{moment}:00+01:00").parse().unwrap(),
        place: "PI Alphen".into(),
        days: None,
        person: None,
    };
    let id = office.new_id().unwrap();
    office.act(case, Command::LogMeasure(id, measure)).unwrap();
}

const REMAND: [(&str, &str); 3] = [
    ("aanhouding", "2026-11-16T10:00"),
    ("inverzekeringstelling", "2026-11-16T12:00"),
    ("bewaring", "2026-11-18T14:00"),
];

fn lines(office: &Office) -> Vec<(String, Level)> {
    office.board().unwrap().lines.into_iter().map(|line| (line.number, line.level)).collect()
}

#[test]
fn a_person_held_in_two_cases_is_one_line_and_who_is_free_is_none() {
    let (_dir, mut office) = office();
    open(&mut office, "09/000001-26", "11", &REMAND);
    open(
        &mut office,
        "09/000002-26",
        "11",
        &[("aanhouding", "2026-11-17T10:00"), ("bewaring", "2026-11-19T14:00")],
    );
    open(&mut office, "09/000003-26", "12", &[REMAND[0], ("invrijheidstelling", "2026-11-16T11:00")]);
    let board = office.board().unwrap();
    assert_eq!(board.lines.len(), 1);
    let line = &board.lines[0];
    assert_eq!((line.number.as_str(), line.name.as_str()), ("09/000001-26", "Vries"));
    assert_eq!(line.before_release(Lang::Nl), ["ook vast in zaak 09/000002-26"]);
    assert_eq!(line.custody.place, "PI Alphen");
}

#[test]
fn the_board_follows_what_is_logged_and_the_hours_that_pass() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "11", &REMAND);
    assert_eq!(lines(&office), [("09/000001-26".to_owned(), Level::Running)]);
    let late = office.board_at(&"2026-12-02T14:00:00+01:00".parse().unwrap()).unwrap();
    assert_eq!((late.lines[0].level, late.too_long().count()), (Level::Past, 1));
    log(&mut office, &case, ("schorsing", "2026-11-20T10:00"));
    assert_eq!(lines(&office), [("09/000001-26".to_owned(), Level::Suspended)]);
    log(&mut office, &case, ("opheffing_schorsing", "2026-11-22T10:00"));
    assert_eq!(lines(&office), [("09/000001-26".to_owned(), Level::Running)]);
    log(&mut office, &case, ("invrijheidstelling", "2026-11-23T08:00"));
    let board = office.board().unwrap();
    assert_eq!((board.lines[0].level, board.too_early().count()), (Level::Free, 1));
    log(&mut office, &case, ("opheffing", "2026-11-23T07:30"));
    let released = [("09/000001-26".to_owned(), Level::Released)];
    assert_eq!(lines(&office), released, "the order was lifted first");
    let later = |text: &str| office.board_at(&text.parse().unwrap()).unwrap().lines.len();
    assert_eq!(later("2026-11-25T07:59:00+01:00"), 1);
    assert_eq!(later("2026-11-25T08:00:00+01:00"), 0, "48 hours");
}

#[test]
fn a_sentence_in_a_case_without_custody_waits_for_the_same_person_only() {
    let (_dir, mut office) = office();
    open(&mut office, "09/000001-26", "11", &REMAND);
    let (same, other) =
        (open(&mut office, "09/000002-26", "11", &[]), open(&mut office, "09/000003-26", "12", &[]));
    let task = office.new_id().unwrap();
    for (case, text) in [(&same, "30 dagen"), (&other, "60 dagen")] {
        let plan = TaskPlan {
            kind: TaskKind::Prison,
            executor: Executor::Dji,
            due: None,
            text: text.into(),
            urgent: false,
        };
        office.act(case, Command::PlanTask(task.clone(), plan)).unwrap();
    }
    let waits = |office: &Office| office.board().unwrap().lines[0].before_release(Lang::Nl);
    // Name and birth date are the same in the third case: it is shown as what it is.
    assert_eq!(
        waits(&office),
        ["wacht: 30 dagen (zaak 09/000002-26)", "wacht misschien: 60 dagen (zaak 09/000003-26)"]
    );
    // A task is done only when it may be: the term against the judgment has passed.
    let trigger = TermTrigger {
        rule: "hb".into(),
        from: "2026-10-01".into(),
        person: None,
        note: String::new(),
        oral: false,
    };
    let term = office.new_id().unwrap();
    office.act(&same, Command::StartTerm(term, trigger)).unwrap();
    let done = TaskDone { at: "2026-11-23T08:00:00+01:00".parse().unwrap(), note: String::new() };
    office.act(&same, Command::FinishTask(task, done)).unwrap();
    assert_eq!(waits(&office), ["wacht misschien: 60 dagen (zaak 09/000003-26)"]);
}
