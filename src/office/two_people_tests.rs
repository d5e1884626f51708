use super::*;
use crate::rolls::tests::plan;
use crate::take_in::tests::office;
use noodbrug_core::register::Register;
use serde_json::Value;

const SECOND: &str = "wachtzin van de tweede";
const OWN: &str = "vier losse woorden hier";

/// A case with somebody in remand since five days, who was arrested before that; and a colleague.
fn held() -> (tempfile::TempDir, Office, CaseId, Vec<ObjectId>) {
    let (dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Vries");
    let case = CaseId::of_parketnummer(&"09/900001-26".parse().unwrap());
    let now = office.now().unwrap();
    let mut ids = Vec::new();
    for (kind, hours) in [("aanhouding", 150), ("bewaring", 120)] {
        let id = office.new_id().unwrap();
        let measure = CustodyMeasure {
            kind: kind.into(),
            moment: now.plus_hours(-hours),
            place: "PI Haaglanden".into(),
            days: None,
            person: None,
        };
        office.act(&case, Command::LogMeasure(id.clone(), measure)).unwrap();
        ids.push(id);
    }
    let new = people::NewUser {
        name: "c.visser".into(),
        role: Role::Prosecutor,
        passphrase: Passphrase::new(SECOND),
    };
    office.add_user(new, &Passphrase::new(OWN)).unwrap();
    (dir, office, case, ids)
}

fn corrected(office: &Office, case: &CaseId, id: &ObjectId, key: &str, value: Value) -> Command {
    let register = Register::of(Group::Measure, id.clone());
    let file = office.state(case).unwrap();
    let mut now = file.readings(&register)[0].value.clone();
    now[key] = value;
    Command::Correct(register, now, "tikfout".into())
}

#[test]
fn one_person_alone_takes_nobody_off_the_board_by_correcting_or_withdrawing() {
    let (_dir, mut office, case, ids) = held();
    let now = office.now().unwrap();
    let later = now.plus_hours(-24).to_string();
    let changes = [
        corrected(&office, &case, &ids[1], "kind", "invrijheidstelling".into()),
        corrected(&office, &case, &ids[1], "moment", later.into()),
    ];
    let before = office.board().unwrap();
    for change in changes {
        let why = office.act(&case, change).unwrap_err();
        assert_eq!(why.class, Class::NeedsPerson);
        assert!(why.text(Lang::Nl).contains("--second"), "{}", why.text(Lang::Nl));
        assert_eq!(office.board().unwrap().lines, before.lines);
    }
    // Without the order the arrest stands alone, long past: that is an alarm, and the last act takes two.
    office.act(&case, Command::Withdraw(Group::Measure, ids[1].clone(), "x".into())).unwrap();
    assert_eq!(office.board().unwrap().too_long().count(), 1);
    let last = office.act(&case, Command::Withdraw(Group::Measure, ids[0].clone(), "x".into()));
    assert_eq!(last.unwrap_err().class, Class::NeedsPerson);
    assert_eq!(office.board().unwrap().held(), 1);
}

#[test]
fn a_correction_that_brings_the_end_nearer_is_ordinary_work() {
    let (_dir, mut office, case, ids) = held();
    let now = office.now().unwrap();
    let nearer = corrected(&office, &case, &ids[1], "moment", now.plus_hours(-130).to_string().into());
    office.act(&case, nearer).unwrap();
    let place = corrected(&office, &case, &ids[1], "place", "PI Alphen".into());
    office.act(&case, place).unwrap();
}

/// The order as a release at the same moment.
fn corrected_now(id: &ObjectId) -> Command {
    let value = json!({"kind": "invrijheidstelling", "moment": "2026-11-20T09:00:00+01:00", "place": "",
                       "days": null, "person": null});
    Command::Correct(Register::of(Group::Measure, id.clone()), value, "verkeerde persoon".into())
}

#[test]
fn with_a_colleague_it_is_saved_and_the_journal_names_both() {
    let (_dir, mut office, case, ids) = held();
    let free = || corrected_now(&ids[1]);
    let wrong = Passphrase::new("niet deze");
    assert!(office.act_with(&case, free(), ("c.visser", &wrong)).is_err());
    let own = Passphrase::new(OWN);
    let me = office.user().name.clone();
    assert!(office.act_with(&case, free(), (&me, &own)).is_err(), "oneself is no second person");
    let phrase = Passphrase::new(SECOND);
    let saved = office.act_with(&case, free(), ("c.visser", &phrase)).unwrap();
    assert_eq!(office.user().name, me, "nobody is switched");
    let log = office.sheet(&case).unwrap().log;
    let seconded = log.iter().find(|line| line.by == "c.visser").unwrap();
    assert_eq!(seconded.kind, Kind::Manage);
    assert!(log.iter().any(|line| line.event == saved.event && line.by == me));
}

#[test]
fn an_act_of_custody_that_has_yet_to_happen_is_refused() {
    let (_dir, mut office, case, ids) = held();
    let measure = CustodyMeasure {
        kind: "invrijheidstelling".into(),
        moment: office.now().unwrap().plus_hours(24 * 365),
        place: String::new(),
        days: None,
        person: None,
    };
    let id = office.new_id().unwrap();
    let why = office.act(&case, Command::LogMeasure(id, measure)).unwrap_err();
    assert!(why.text(Lang::Nl).contains("toekomst"), "{}", why.text(Lang::Nl));
    let ahead = office.now().unwrap().plus_hours(48).to_string();
    let moved = corrected(&office, &case, &ids[0], "moment", ahead.into());
    let Command::Correct(register, value, why) = moved.clone() else { panic!("a correction") };
    assert!(office.act(&case, moved).unwrap_err().text(Lang::Nl).contains("toekomst"));
    let chosen = office.act(&case, Command::EndConflict(register, value, why)).unwrap_err();
    assert!(chosen.text(Lang::Nl).contains("toekomst"), "between two readings: {}", chosen.text(Lang::Nl));
}

#[test]
fn the_start_of_a_critical_term_moves_later_by_two_people_and_never_into_the_future() {
    let (_dir, mut office, case, _) = held();
    let today = office.now().unwrap().in_the_netherlands().date();
    let day = |back: u64| today.checked_sub_days(chrono::Days::new(back)).unwrap().to_string();
    let id = office.new_id().unwrap();
    let trigger =
        TermTrigger { rule: "hb".into(), from: day(5), person: None, note: String::new(), oral: false };
    office.act(&case, Command::StartTerm(id.clone(), trigger.clone())).unwrap();
    let moved = |from: String| {
        let value = serde_json::to_value(TermTrigger { from, ..trigger.clone() }).unwrap();
        Command::Correct(Register::of(Group::Trigger, id.clone()), value, "tikfout".into())
    };
    assert!(office.act(&case, moved("2090-01-01".into())).unwrap_err().text(Lang::Nl).contains("toekomst"));
    assert_eq!(office.act(&case, moved(day(2))).unwrap_err().class, Class::NeedsPerson);
    office.act(&case, moved(day(6))).unwrap();
    office.act_with(&case, moved(day(3)), ("c.visser", &Passphrase::new(SECOND))).unwrap();
    let end = noodbrug_core::case::TermEnd {
        how: noodbrug_core::case::TermEndKind::Moot,
        at: office.now().unwrap(),
        note: String::new(),
        confirmed: None,
    };
    office.act(&case, Command::EndTerm(id.clone(), end)).unwrap();
    let why = office.act(&case, moved(day(4))).unwrap_err();
    assert!(why.text(Lang::Nl).contains("al voorgesteld"), "{}", why.text(Lang::Nl));
}
