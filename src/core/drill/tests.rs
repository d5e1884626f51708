use super::*;
use crate::case::{KeyedForm, Note, NoteKind, OutcomeCode, ReleaseAct, ReleaseStep, TitleCheck, TitlesFound};
use crate::digest::Digest;
use crate::emergency::{Block, EmergencyNumber};
use crate::event::{Body, Event, Header, Kind};
use crate::form::FormKind;
use crate::ident::{Author, CaseId, ObjectId, Role};
use crate::moment::Moment;
use crate::register::{Group, Register};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const TASKS: &str = include_str!("../../../assets/drill/tasks.toml");

fn at(minute: i64) -> Moment {
    Moment::from_unix(1_790_000_000 + minute * 60).unwrap()
}

fn case(nth: u8) -> CaseId {
    CaseId::derived("drill", &nth.to_string())
}

fn setting() -> Setting {
    let author = Author { ws: "ws-den-haag-01".parse().unwrap(), ep: 1 };
    let block = Block::of(&author, "2026-11-23".parse().unwrap()).unwrap();
    Setting {
        custody: vec![case(1)],
        hearing: HearingAsk {
            case: case(2),
            number: "09/000002-26".into(),
            hearing: ObjectId::derived("hearing"),
            code: OutcomeCode::AdjournedOpen,
        },
        paper: PaperAsk {
            form: EmergencyNumber::at(&block, 17).unwrap(),
            case: case(3),
            number: "09/000003-26".into(),
        },
        list: ListAsk { date: "2026-11-24".parse().unwrap(), court: "Rechtbank Den Haag".into() },
        forged: "bundel.zip".into(),
        key: "SHA256:abc".into(),
        release: ReleaseAsk {
            number: "09/900001-26".into(),
            release: ObjectId::derived("release"),
            other: "09/000004-26".into(),
        },
        partner: "Rechtbank".into(),
    }
}

/// An entry of the workstation, at a minute of the drill.
fn entry(minute: i64, kind: Kind, cs: Option<CaseId>, val: Value, w: BTreeMap<Register, Value>) -> Event {
    let header = Header {
        bh: Digest::of(b""),
        cs,
        ep: 1,
        k: kind,
        pol: 1,
        prev: (minute > 0).then(|| Digest::of(b"before")),
        refs: Vec::new(),
        seq: u64::try_from(minute).unwrap() + 1,
        sup: Vec::new(),
        v: 1,
        ws: "oef-parket-01".parse().unwrap(),
    };
    let body = Body {
        boot: "b".into(),
        by: "oefening".into(),
        mono: 1,
        n: "00".repeat(16),
        role: Role::Manager,
        src: None,
        t: at(minute),
        val,
        w,
        why: None,
    };
    Event::seal(header, &body).unwrap()
}

fn said(minute: i64, kind: Kind, val: Value) -> Event {
    entry(minute, kind, None, val, BTreeMap::new())
}

fn wrote(minute: i64, of: CaseId, group: Group, object: &str, value: &impl serde::Serialize) -> Event {
    let register = Register::of(group, ObjectId::derived(object));
    let w = BTreeMap::from([(register, serde_json::to_value(value).unwrap())]);
    entry(minute, Kind::Add, Some(of), Value::Null, w)
}

fn check(minute: i64, found: TitlesFound) -> Event {
    let check =
        TitleCheck { by: "oefening".into(), at: at(minute), found, title: "t".into(), source: String::new() };
    wrote(minute, case(4), Group::TitleCheck, "release", &check)
}

fn fax(minute: i64) -> Event {
    let step = ReleaseStep {
        release: ObjectId::derived("release"),
        act: ReleaseAct::Fax,
        at: at(minute),
        person: "PI".into(),
        number: "1".into(),
        note: String::new(),
        read: Vec::new(),
    };
    wrote(minute, case(4), Group::ReleaseStep, "step", &step)
}

fn stands(job: Job, journal: &[Event]) -> (Standing, Option<Moment>) {
    let verdict = judge(job, &setting(), journal);
    (verdict.standing, verdict.at)
}

#[test]
fn a_seed_gives_ten_tasks_once_each_with_the_declaration_first_and_the_closing_last() {
    let mut orders = BTreeSet::new();
    for seed in 0..200 {
        let order = sequence(seed);
        assert_eq!(order.iter().copied().collect::<BTreeSet<_>>().len(), 10);
        assert_eq!((order[0], order[1], order[9]), (Job::Declare, Job::Pack, Job::Close));
        assert_eq!(order, sequence(seed));
        orders.insert(order);
    }
    assert!(orders.len() > 150, "{} orders", orders.len());
    assert_eq!(Job::ALL.iter().filter(|job| job.is_inject()).count(), 4);
}

#[test]
fn every_task_has_words_in_both_languages_and_no_name_stays_unfilled() {
    let scripts = Script::parse(TASKS).unwrap();
    let names = [
        "back",
        "court",
        "courtstore",
        "date",
        "forged",
        "form",
        "hearing",
        "hearing_id",
        "key",
        "out",
        "paper",
        "partner",
        "pass",
        "release",
        "second",
        "stick",
    ];
    let facts: BTreeMap<&str, String> = names.into_iter().map(|name| (name, "x".to_owned())).collect();
    for (job, script) in &scripts {
        for lang in [crate::text::Lang::Nl, crate::text::Lang::En] {
            let all = [vec![script.ask(&facts, lang)], script.how(&facts, lang)].concat().join("\n");
            assert!(!all.contains(['{', '}']), "{}: {all}", job.word());
            assert!(
                all.contains("noodbrug ")
                    && !script.screen(lang).is_empty()
                    && !script.learn(lang).is_empty()
            );
        }
    }
    assert!(Script::parse("[declare]\nminutes = 5\n").is_err());
}

#[test]
fn nothing_is_done_in_an_empty_journal() {
    for job in Job::ALL {
        assert_eq!(stands(*job, &[]), (Standing::Open, None), "{}", job.word());
    }
}

#[test]
fn a_paper_keyed_into_another_case_is_wrong_until_it_is_put_right() {
    let form = KeyedForm { form: FormKind::HearingNote, number: setting().paper.form };
    let note = Note { kind: NoteKind::Plain, text: "tolk".into(), form: Some(form) };
    let wrong = wrote(3, case(9), Group::Note, "a", &note);
    let right = wrote(5, case(3), Group::Note, "b", &note);
    assert_eq!(stands(Job::Paper, std::slice::from_ref(&wrong)), (Standing::Wrong, Some(at(3))));
    assert_eq!(stands(Job::Paper, &[wrong, right.clone()]), (Standing::Mended, Some(at(5))));
    assert_eq!(stands(Job::Paper, &[right]), (Standing::Right, Some(at(5))));
}

#[test]
fn a_release_that_left_is_wrong_for_good_and_one_that_is_stopped_is_right() {
    let (none, found) = (TitlesFound::None, TitlesFound::Other);
    assert_eq!(stands(Job::Release, &[check(2, found)]), (Standing::Right, Some(at(2))));
    assert_eq!(stands(Job::Release, &[check(2, none)]), (Standing::Wrong, Some(at(2))));
    assert_eq!(stands(Job::Release, &[check(2, none), check(4, found)]).0, Standing::Mended);
    assert_eq!(
        stands(Job::Release, &[check(2, none), fax(3), check(4, found)]),
        (Standing::Fatal, Some(at(3)))
    );
    assert_eq!(stands(Job::Release, &[check(2, found), fax(3)]), (Standing::Fatal, Some(at(3))));
}

#[test]
fn the_forged_bundle_and_the_lost_key_are_known_by_their_own_names() {
    let refused = |file: &str| said(1, Kind::Refuse, json!({"refused": "bundle", "file": file}));
    assert_eq!(stands(Job::Forged, &[refused("ander.zip")]).0, Standing::Open);
    assert_eq!(stands(Job::Forged, &[refused("bundel.zip")]).0, Standing::Right);
    let revoked = |key: &str| said(2, Kind::Manage, json!({"did": "key-revoked", "fingerprint": key}));
    assert_eq!(stands(Job::Lost, &[revoked("SHA256:abd")]).0, Standing::Wrong);
    assert_eq!(stands(Job::Lost, &[revoked("SHA256:abc")]).0, Standing::Right);
}

#[test]
fn work_went_over_only_with_its_own_receipt_and_the_outage_closed_after_it() {
    let sent = said(1, Kind::Export, json!({"kind": "export", "to": "Rechtbank", "tagmanifest": "aa"}));
    let receipt = |of: &str| said(2, Kind::Receipt, json!({"of": of}));
    let closing = json!({"did": "declared", "incident": ObjectId::derived("i"),
        "said": {"act": "close", "since": at(3)}});
    let close = said(3, Kind::Manage, closing);
    assert_eq!(stands(Job::Close, &[sent.clone(), receipt("aa"), close.clone()]).0, Standing::Right);
    assert_eq!(stands(Job::Close, &[sent.clone(), receipt("bb"), close.clone()]).0, Standing::Open);
    assert_eq!(stands(Job::Close, &[sent, close, receipt("aa")]).0, Standing::Open);
}

fn given(job: Job, minute: i64, skipped: Option<i64>) -> Given {
    Given { job, at: at(minute), skipped: skipped.map(at) }
}

fn mark(standing: Standing, done: Option<i64>, given: &[Given]) -> (Mark, u32) {
    let verdict = |_| Verdict { standing, at: done.map(at) };
    let row = rows(&[Job::Custody], given, verdict, |_| 5)[0];
    (row.mark, Score::of(&[row]).points)
}

#[test]
fn a_task_is_right_late_mended_wrong_missed_or_open() {
    let told = [given(Job::Custody, 10, None)];
    assert_eq!(mark(Standing::Right, Some(15), &told), (Mark::Right, FULL));
    assert_eq!(mark(Standing::Right, Some(16), &told), (Mark::Late, PARTLY));
    assert_eq!(mark(Standing::Mended, Some(12), &told), (Mark::Mended, PARTLY));
    assert_eq!(mark(Standing::Wrong, Some(12), &told), (Mark::Wrong, 0));
    assert_eq!(mark(Standing::Open, None, &told), (Mark::Open, 0));
    assert_eq!(mark(Standing::Open, None, &[]), (Mark::Open, 0));
    let skipped = [given(Job::Custody, 10, Some(12))];
    assert_eq!(mark(Standing::Open, None, &skipped), (Mark::Missed, 0));
    assert_eq!(mark(Standing::Right, Some(13), &skipped), (Mark::Missed, 0));
    assert_eq!(mark(Standing::Fatal, Some(13), &skipped), (Mark::Wrong, 0));
}

#[test]
fn what_was_done_before_it_was_asked_took_no_time() {
    let verdict = |_| Verdict { standing: Standing::Right, at: Some(at(4)) };
    let row = rows(&[Job::Pack], &[given(Job::Pack, 9, None)], verdict, |_| 5)[0];
    assert_eq!((row.seconds(), row.took().as_str(), row.mark), (Some(0), "0:00", Mark::Right));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_order_of_a_seed_is_the_same_every_time(seed in any::<u64>()) {
        prop_assert_eq!(sequence(seed), sequence(seed));
    }
}
