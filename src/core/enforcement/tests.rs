use super::*;
use crate::case::tests::{author, case, stamp};
use crate::case::{CaseFile, Inbound, ReleaseAct};
use crate::event::{Draft, Kind, Stamp};
use crate::ident::ObjectId;
use crate::journal::Chain;
use crate::lawbook::LawBook;
use crate::lawbook::tests::dutch;
use crate::moment::Moment;
use crate::register::{Group, Register};
use crate::state::CaseState;
use crate::text::Lang;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn rules() -> Enforcement {
    Enforcement::parse(include_str!("../../../assets/law/enforcement.toml")).unwrap()
}

fn id(name: &str) -> ObjectId {
    ObjectId::derived(name)
}

/// The file of a case with one task for a fine and what is written beside it.
fn file(writes: &[(Group, &str, Value)]) -> CaseFile {
    let plan = json!({"kind": "fine", "executor": "cjib", "due": null, "text": "EUR 500", "urgent": false});
    let suspect =
        json!({"role": "suspect", "surname": "Vries", "prefix": "de", "given": "Lars", "born": null});
    let base = [(Group::Plan, "task", plan), (Group::Identity, "who", suspect)];
    let all = base.into_iter().chain(writes.iter().cloned());
    let writes: BTreeMap<Register, Value> =
        all.map(|(group, name, value)| (Register::of(group, id(name)), value)).collect();
    let event =
        Chain::new(author("ws-a")).append(Draft::writing(Kind::Add, case(), writes), &stamp(1)).unwrap();
    CaseFile::of(&CaseState::of([&event]))
}

fn judgment(more: Value) -> (Group, &'static str, Value) {
    let mut value = json!({"code": "judgment-oral", "appearance": "present", "text": "", "next": null,
        "decided": "2026-12-11T10:00:00+01:00", "told_in_person": false});
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    (Group::Outcome, "hearing", value)
}

fn term(rule: &str, from: &str) -> (Group, &'static str, Value) {
    (Group::Trigger, "term", json!({"rule": rule, "from": from, "person": null, "note": ""}))
}

fn number() -> String {
    let block = crate::emergency::Block::of(&author("ws-a"), "2026-12-14".parse().unwrap()).unwrap();
    crate::emergency::EmergencyNumber::at(&block, 1).unwrap().to_string()
}

fn stamped(kind: &str, at: &str, about: &str) -> Value {
    json!({"number": number(), "kind": kind, "at": format!("{at}T09:00:00+01:00"), "how": "post", "from": "mr. Bos",
        "about": about})
}

fn judged(file: &CaseFile, today: &str, loose: &[Inbound]) -> Gate {
    let (book, rules) = (dutch(), rules());
    let ground = Ground { file, book: &book, rules: &rules, today: today.parse().unwrap(), loose };
    gate(&ground, &id("task"), &file.tasks[&id("task")])
}

#[test]
fn every_rule_that_enforcement_names_is_in_the_law() {
    assert_eq!(rules().unknown(&dutch().law), Vec::<String>::new());
}

#[test]
fn a_judgment_is_final_on_the_day_after_the_latest_reading_and_the_fourteen_days_run_from_there() {
    let file = file(&[judgment(json!({})), term("hb", "2026-12-11")]);
    let before = judged(&file, "2026-12-28", &[]);
    assert_eq!(
        before.text(Lang::Nl),
        "NOG NIET UITVOEREN: de termijn loopt, op zijn laatst tot en met ma 28-12-2026: Hoger beroep (Sv art. 408 lid 1)"
    );
    let after = judged(&file, "2026-12-29", &[]);
    assert_eq!(after.standing, Standing::Final);
    assert_eq!(
        after.text(Lang::Nl),
        "onherroepelijk sinds di 29-12-2026; overdragen uiterlijk di 12-01-2027"
    );
}

#[test]
fn a_judgment_without_a_term_and_a_task_without_a_decision_are_never_final() {
    let reasons = |file: &CaseFile| judged(file, "2027-12-29", &[]).reasons(Lang::Nl).join("; ");
    assert!(reasons(&file(&[judgment(json!({}))])).contains("loopt geen termijn van een rechtsmiddel"));
    assert!(reasons(&file(&[])).contains("staat geen beslissing bij deze taak"));
    // A term of before the judgment says nothing of it.
    let older = file(&[judgment(json!({})), term("hb", "2026-10-01")]);
    assert!(reasons(&older).contains("loopt geen termijn van een rechtsmiddel"));
    assert_eq!(judged(&file(&[term("hb", "2026-10-01")]), "2026-12-29", &[]).standing, Standing::Final);
}

#[test]
fn what_may_be_done_at_once_waits_for_nothing_and_a_waiver_still_for_a_letter() {
    let appeal = (Group::Inbound, "paper", stamped("appeal", "2026-12-14", ""));
    let immediate = file(&[judgment(json!({"immediate": true})), term("hb", "2026-12-11"), appeal.clone()]);
    assert_eq!(judged(&immediate, "2026-12-12", &[]).standing, Standing::Immediate);
    let waived = file(&[judgment(json!({"waiver": "both"})), term("hb", "2026-12-11")]);
    assert_eq!(judged(&waived, "2026-12-12", &[]).standing, Standing::Waived);
    let written = file(&[judgment(json!({"waiver": "both"})), term("hb", "2026-12-11"), appeal]);
    assert!(judged(&written, "2026-12-15", &[]).is_blocked());
    let one_side = file(&[judgment(json!({"waiver": "suspect"})), term("hb", "2026-12-11")]);
    assert!(judged(&one_side, "2026-12-12", &[]).is_blocked());
}

#[test]
fn an_appeal_in_the_term_holds_the_task_back_for_good_and_one_out_of_time_does_not() {
    let with = |kind: &str, at: &str| {
        let paper = (Group::Inbound, "paper", stamped(kind, at, ""));
        let file = file(&[judgment(json!({})), term("hb", "2026-12-11"), paper]);
        judged(&file, "2027-03-01", &[]).is_blocked()
    };
    assert!(with("appeal", "2026-12-28") && with("unread", "2026-12-28"));
    assert!(!with("appeal", "2026-12-29") && !with("claim", "2026-12-14"));
}

#[test]
fn a_letter_without_a_case_holds_back_whoever_it_may_be_about() {
    let file = file(&[judgment(json!({})), term("hb", "2026-12-11")]);
    let blocked = |about: &str, reference: &str| {
        let mut value = stamped("unread", "2026-12-20", about);
        value["reference"] = json!(reference);
        let loose: Inbound = serde_json::from_value(value).unwrap();
        judged(&file, "2027-03-01", &[loose]).is_blocked()
    };
    assert!(blocked("L. de Vriess", ""), "it sounds alike");
    assert!(blocked("", ""), "nobody read it");
    assert!(!blocked("Jansen", ""));
    assert!(!blocked("", "13/999999-26"), "it names another case");
}

#[test]
fn nobody_waits_for_a_term_to_be_let_go() {
    let plan = json!({"kind": "release", "executor": "dji", "due": null, "text": "", "urgent": true});
    let released = file(&[(Group::Plan, "task", plan)]);
    assert_eq!(judged(&released, "2026-12-12", &[]).standing, Standing::Free);
}

/// The file after a row of entries, each by somebody.
fn after(entries: &[(&str, Group, &str, Value)]) -> (CaseFile, Vec<crate::event::Event>) {
    let (mut chain, mut events) = (Chain::new(author("ws-a")), Vec::new());
    for (turn, (by, group, name, value)) in entries.iter().enumerate() {
        let register = Register::of(*group, id(name));
        let heads = CaseState::of(&events).heads(&register);
        let draft =
            Draft::writing(Kind::Set, case(), BTreeMap::from([(register, value.clone())])).replacing(heads);
        let stamp = Stamp { by: (*by).to_owned(), ..stamp(turn as u64 + 1) };
        events.push(chain.append(draft, &stamp).unwrap());
    }
    (CaseFile::of(&CaseState::of(&events)), events)
}

fn order(prison: &str) -> Value {
    json!({"person": null, "prison": prison, "release_at": "2026-11-23T10:00:00+01:00",
        "decided": "2026-11-23T10:00:00+01:00", "ground": "lifted", "prosecutor": "mr. Bos", "phone": "",
        "particulars": ""})
}

fn step(act: ReleaseAct, at: &str, read: &[crate::event::EventId]) -> Value {
    json!({"release": id("order"), "act": act, "at": at, "person": "dhr. Smit", "number": "070", "read": read})
}

fn one(file: &CaseFile, book: &LawBook) -> ReleaseView {
    releases(file, book, &rules()).pop().unwrap()
}

#[test]
fn an_agreement_is_of_another_person_and_of_the_order_as_it_stands() {
    let titles = json!({"by": "a.bakker", "at": "2026-11-23T10:05:00+01:00", "found": "none"});
    let base = [
        ("a.bakker", Group::ReleaseOrder, "order", order("PI Alphen")),
        ("a.bakker", Group::TitleCheck, "order", titles),
    ];
    let (_, events) = after(&base);
    let mut read: Vec<_> = events.iter().map(|event| event.id).collect();
    read.sort();
    let agreed = step(ReleaseAct::Agreed, "2026-11-23T10:06:00+01:00", &read);
    let with = |by: &'static str, more: &[(&'static str, Group, &'static str, Value)]| {
        let mut all = base.to_vec();
        all.push((by, Group::ReleaseStep, "agreed", agreed.clone()));
        all.extend_from_slice(more);
        one(&after(&all).0, &dutch()).agreed.map(|(by, _)| by)
    };
    assert_eq!(with("c.jansen", &[]).as_deref(), Some("c.jansen"));
    assert_eq!(with("a.bakker", &[]), None);
    let changed = ("a.bakker", Group::ReleaseOrder, "order", order("PI Vught"));
    assert_eq!(with("c.jansen", &[changed]), None, "another order is agreed to anew");
}

#[test]
fn the_three_hours_run_from_the_earliest_word_that_the_director_has_it() {
    let entries = [
        ("a.bakker", Group::ReleaseOrder, "order", order("PI Alphen")),
        (
            "a.bakker",
            Group::ReleaseStep,
            "later",
            step(ReleaseAct::Reached, "2026-11-23T11:00:00+01:00", &[]),
        ),
        (
            "a.bakker",
            Group::ReleaseStep,
            "first",
            step(ReleaseAct::Reached, "2026-11-23T10:30:00+01:00", &[]),
        ),
    ];
    let view = one(&after(&entries).0, &dutch());
    let at = |text: &str| -> Moment { text.parse().unwrap() };
    assert_eq!(view.free_by.map(|by| by.unix()), Some(at("2026-11-23T13:30:00+01:00").unix()));
    assert_eq!(view.stage(&at("2026-11-23T13:29:59+01:00")), ReleaseStage::Running);
    let late = at("2026-11-23T14:00:00+01:00");
    assert_eq!(view.stage(&late), ReleaseStage::Late);
    assert!(view.escalation(&late, Lang::Nl).unwrap().starts_with("TE LAAT sinds ma 23-11-2026 13:30"));
}

#[test]
fn a_list_of_witnesses_and_an_appeal_are_in_time_by_the_day_that_counts() {
    let slot = json!({"court": "Rechtbank Den Haag", "date": "2026-12-21", "time": "09:30:00", "room": "B",
        "chamber": "MK", "minutes": 30});
    let file = file(&[term("hb", "2026-12-11"), (Group::Slot, "next", slot)]);
    let (book, rules) = (dutch(), rules());
    let today = "2026-12-14".parse().unwrap();
    let ground = Ground { file: &file, book: &book, rules: &rules, today, loose: &[] };
    let said = |kind: &str, at: &str| {
        let paper: Inbound = serde_json::from_value(stamped(kind, at, "")).unwrap();
        timely(&ground, &paper).map(|timely| timely.text(Lang::Nl))
    };
    let name = "Opgave van getuigen door de verdediging (Sv art. 263 lid 2 en 3)";
    assert_eq!(
        said("witnesses", "2026-12-11"),
        Some(format!("op tijd, kan tot en met vr 11-12-2026: {name}"))
    );
    assert_eq!(
        said("witnesses", "2026-12-12"),
        Some(format!("na vr 11-12-2026: {name}; de rechter beslist"))
    );
    assert!(said("appeal", "2026-12-28").unwrap().starts_with("op tijd, kan tot en met ma 28-12-2026"));
    assert!(said("appeal", "2026-12-29").unwrap().ends_with("de rechter beslist"));
    assert_eq!(said("claim", "2026-12-28"), None);
}

fn minimum() -> Minimum {
    Minimum::parse(include_str!("../../../assets/law/tasks.toml")).unwrap()
}

fn served() -> ServiceRules {
    ServiceRules::parse(include_str!("../../../assets/law/service.toml")).unwrap()
}

fn attempt(what: &str, outcome: &str, at: &str) -> Value {
    json!({"what": what, "method": "police", "at": format!("{at}T10:00:00+01:00"), "outcome": outcome})
}

#[test]
fn every_kind_of_task_has_its_minimum_and_every_rule_of_service_is_in_the_law() {
    minimum();
    assert_eq!(served().unknown(&dutch().law), Vec::<String>::new());
    let twice = include_str!("../../../assets/law/tasks.toml").replace("kind = \"dna\"", "kind = \"fine\"");
    assert!(Minimum::parse(&twice).unwrap_err().contains("must stand once"));
}

#[test]
fn what_is_missing_is_named_and_what_the_case_knows_is_not_asked() {
    let detail = (Group::TaskDetail, "task", json!({"data": {"bedrag": "EUR 500"}}));
    let slot = json!({"court": "Rechtbank Den Haag", "date": "2026-12-11", "time": "10:00:00", "room": "B",
        "chamber": "PR", "minutes": null});
    let file = file(&[judgment(json!({})), (Group::Slot, "hearing", slot), detail]);
    let (book, rules) = (dutch(), rules());
    let ground =
        Ground { file: &file, book: &book, rules: &rules, today: "2026-12-12".parse().unwrap(), loose: &[] };
    let needed = minimum().needed(&ground, &id("task"), &file.tasks[&id("task")]);
    assert_eq!(
        missing_text(&needed, Lang::Nl).unwrap(),
        "er ontbreekt: geboortedatum, SKN of BSN, parketnummer, termijnen van betaling, of ineens, dagen vervangende \
         hechtenis"
    );
    let known = |key: &str| needed.iter().find(|need| need.key == key).unwrap().text.clone().unwrap().nl;
    assert_eq!((known("gerecht").as_str(), known("beslist").as_str()), ("Rechtbank Den Haag", "11-12-2026"));
}

#[test]
fn days_in_custody_come_off_with_the_first_day_whole_and_the_last_one_not() {
    use crate::custody::{Measure, MeasureKind};
    let measure = |kind: &str, at: &str| {
        Measure::new(MeasureKind::parse(kind).unwrap(), format!("{at}T10:00:00+01:00").parse().unwrap())
    };
    let rule = minimum().deduction;
    let today = "2026-12-11".parse().unwrap();
    let count = |measures: &[Measure]| deduction(measures, today, &rule);
    let one = [
        measure("aanhouding", "2026-11-15"),
        measure("inverzekeringstelling", "2026-11-16"),
        measure("bewaring", "2026-11-18"),
        measure("schorsing", "2026-11-23"),
        measure("opheffing_schorsing", "2026-12-01"),
    ];
    let found = count(&one);
    assert_eq!((found.days, found.is_running(), found.unsure), (7 + 10, true, false));
    assert_eq!(found.text(Lang::Nl), "17 dagen (16-11-2026 tot 23-11-2026; 01-12-2026 loopt nog)");
    assert_eq!(
        count(&[measure("inverzekeringstelling", "2026-11-16"), measure("invrijheidstelling", "2026-11-16")])
            .days,
        1
    );
    assert_eq!(count(&[]).text(Lang::Nl), "0 dagen");
    assert!(count(&[measure("invrijheidstelling", "2026-11-16")]).unsure);
}

#[test]
fn a_service_that_failed_says_why_a_judgment_is_not_final_and_one_in_person_starts_the_term() {
    let missed = (Group::Service, "first", attempt("judgment", "not-home", "2026-12-14"));
    let tried = file(&[judgment(json!({})), missed.clone()]);
    let reasons = judged(&tried, "2027-03-01", &[]).reasons(Lang::Nl);
    assert_eq!(
        reasons,
        [
            "de beslissing van 11-12-2026 is niet zo betekend dat zij bekend is (MISLUKT: opnieuw (1 poging, laatst ma \
          14-12-2026 10:00: niemand aangetroffen)): beteken in persoon, of ga na wanneer zij bekend werd"
        ]
    );
    let reached = (Group::Service, "second", attempt("judgment", "in-person", "2026-12-16"));
    let known = file(&[judgment(json!({})), missed, reached.clone(), term("hb_bekend", "2026-12-16")]);
    assert!(judged(&known, "2026-12-30", &[]).is_blocked());
    assert_eq!(judged(&known, "2026-12-31", &[]).standing, Standing::Final);
    let view = services(&known).pop().unwrap();
    assert_eq!((view.stage, view.attempts.len()), (ServiceStage::InPerson, 2));
    let begun = |what: &str, outcome: &str| {
        let service = serde_json::from_value(attempt(what, outcome, "2026-12-16")).unwrap();
        served().begun_by(&service).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(begun("judgment", "in-person"), ["hb_bekend"]);
    assert_eq!(begun("judgment", "housemate"), Vec::<String>::new(), "who was not reached may not know");
    assert_eq!(begun("minor-order", "sent"), ["verzet_6w"]);
    assert_eq!(begun("conversion", "housemate"), ["taak_bezwaar"]);
    assert_eq!(begun("summons", "not-home"), Vec::<String>::new());
}

#[test]
fn a_victim_hears_of_a_judgment_and_of_every_change_of_a_ban() {
    let victim = json!({"role": "victim", "surname": "Bos", "born": null});
    let ban = json!({"kind": "contact-ban", "executor": "police", "due": null, "text": "", "urgent": true});
    let notice = |of: &str, at: &str, outcome: &str| {
        json!({"what": "victim-notice", "of": id(of), "person": id("victim"), "method": "phone", "at": at,
            "outcome": outcome})
    };
    let base = [
        ("a", Group::Identity, "victim", victim),
        ("a", Group::Outcome, "hearing", judgment(json!({})).2),
        ("a", Group::Plan, "ban", ban),
    ];
    let (before, events) = after(&base);
    let open = |file: &CaseFile| {
        let tasks = victim_tasks(file).into_iter().filter(|task| task.done.is_none());
        tasks.map(|task| (task.why, task.failed)).collect::<Vec<_>>()
    };
    assert_eq!(open(&before), [(Why::Ban, 0), (Why::Judgment, 0)]);
    let at = events[2].content().unwrap().t.to_string();
    let with = |notices: &[Value]| {
        let mut all = base.to_vec();
        let names = ["n1", "n2"];
        all.extend(
            notices.iter().zip(names).map(|(notice, name)| ("a", Group::Service, name, notice.clone())),
        );
        open(&after(&all).0)
    };
    assert_eq!(with(&[notice("ban", &at, "in-person")]), [(Why::Judgment, 0)]);
    let late = "2026-12-12T10:00:00+01:00";
    assert_eq!(with(&[notice("ban", late, "not-home"), notice("hearing", late, "sent")]), [(Why::Ban, 1)]);
    assert_eq!(
        with(&[notice("ban", "2020-01-01T10:00:00+01:00", "in-person")]).len(),
        2,
        "before it changed"
    );
}
