use super::*;
use crate::case::tests::{author, case, stamp};
use crate::case::{Appearance, HearingSlot, ToldAs, ToldPerson, Waiver};
use crate::event::{Draft, Event, Kind};
use crate::journal::Chain;
use crate::lawbook::tests::dutch;
use crate::register::{Group, Register};
use crate::state::CaseState;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A case of one suspect with a hearing on Monday 23 November 2026; more is written after it.
struct Case {
    chain: Chain,
    events: Vec<Event>,
}

impl Case {
    fn before(court: &str, chamber: &str) -> Case {
        let mut made = Case { chain: Chain::new(author("ws-a")), events: Vec::new() };
        let who = json!({"role": "suspect", "surname": "Vries", "born": "1990-04-03"});
        made.write(&[(Group::Identity, "v", who)]);
        made.hearing("h", "2026-11-23", (court, chamber));
        made
    }

    fn hearing(&mut self, name: &str, date: &str, (court, chamber): (&str, &str)) {
        let slot = json!({"court": court, "date": date, "time": "09:30:00", "room": "A", "chamber": chamber,
            "minutes": 30});
        let session = json!({"modality": "", "judges": "", "interpreter": null, "closed": false});
        self.write(&[(Group::Slot, name, slot), (Group::Session, name, session)]);
    }

    fn write(&mut self, writes: &[(Group, &str, Value)]) {
        let named = writes.iter().map(|(group, name, value)| (Register::of(*group, id(name)), value.clone()));
        let state = CaseState::of(&self.events);
        let writes: BTreeMap<Register, Value> = named.collect();
        let heads = writes.keys().flat_map(|register| state.heads(register)).collect();
        let draft = Draft::writing(Kind::Set, case(), writes).replacing(heads);
        self.events.push(self.chain.append(draft, &stamp(self.events.len() as u64)).unwrap());
    }

    /// Holds the suspect: arrest, police custody, remand and detention, as a rule.
    fn held(mut self) -> Case {
        for (kind, moment) in [
            ("aanhouding", "2026-11-02T10:00:00+01:00"),
            ("inverzekeringstelling", "2026-11-02T12:00:00+01:00"),
            ("bewaring", "2026-11-05T10:00:00+01:00"),
            ("gevangenhouding", "2026-11-19T10:00:00+01:00"),
        ] {
            let measure =
                json!({"kind": kind, "moment": moment, "place": "PI Alphen", "days": null, "person": null});
            self.write(&[(Group::Measure, kind, measure)]);
        }
        self
    }

    fn outcome(&mut self, name: &str, outcome: &HearingOutcome) {
        self.write(&[(Group::Outcome, name, serde_json::to_value(outcome).unwrap())]);
    }

    fn file(&self) -> CaseFile {
        CaseFile::of(&CaseState::of(&self.events))
    }

    fn after(&self, outcome: &HearingOutcome) -> After {
        after(&self.file(), &id("h"), outcome, &dutch())
    }

    /// Carries out what an outcome sets going.
    fn save(&mut self, found: &After) {
        for start in &found.starts {
            let value = serde_json::to_value(&start.trigger).unwrap();
            let register = Register::of(Group::Trigger, start.term.clone());
            self.write_at(register, value);
        }
        for task in &found.tasks {
            let value = serde_json::to_value(&task.plan).unwrap();
            self.write_at(Register::of(Group::Plan, task.task.clone()), value);
        }
    }

    fn write_at(&mut self, register: Register, value: Value) {
        let draft = Draft::writing(Kind::Add, case(), BTreeMap::from([(register, value)]));
        self.events.push(self.chain.append(draft, &stamp(self.events.len() as u64)).unwrap());
    }
}

fn id(name: &str) -> ObjectId {
    ObjectId::derived(name)
}

fn outcome(code: OutcomeCode) -> HearingOutcome {
    HearingOutcome::new(code, "2026-11-23T10:05:00+01:00".parse().unwrap())
}

fn judged(appearance: Appearance) -> HearingOutcome {
    HearingOutcome { appearance: Some(appearance), ..outcome(OutcomeCode::JudgmentOral) }
}

/// Rules that start, each with what it runs from.
fn starts(found: &After) -> Vec<(&str, &str)> {
    found.starts.iter().map(|start| (start.trigger.rule.as_str(), start.trigger.from.as_str())).collect()
}

fn says(found: &After, part: &str) -> bool {
    let words = found.to_do.iter().chain(found.review.iter().map(|look| &look.text));
    words.into_iter().any(|words| words.nl.contains(part) || words.en.contains(part))
}

const SINGLE: (&str, &str) = ("Rechtbank Den Haag", "Politierechter");

fn single() -> Case {
    Case::before(SINGLE.0, SINGLE.1)
}

#[test]
fn sv_408_lid_1_the_appeal_of_a_suspect_who_was_there_runs_from_the_judgment() {
    let found = single().after(&judged(Appearance::Present));
    assert_eq!(starts(&found), [("hb", "2026-11-23"), ("aantekening_vonnis", "2026-11-23T10:05:00+01:00")]);
    assert_eq!(
        found.starts[0].text(Lang::Nl),
        "Hoger beroep (Sv art. 408 lid 1), tot en met ma 7-12-2026; einduitspraak, verdachte verschenen"
            .replace("7-12", "07-12")
    );
}

#[test]
fn sv_279_authorised_counsel_starts_it_too_and_that_is_to_be_checked() {
    let found = single().after(&judged(Appearance::Counsel));
    assert_eq!(starts(&found)[0], ("hb", "2026-11-23"));
    assert!(found.starts[0].trigger.note.contains("na te gaan"));
}

#[test]
fn sv_408_lid_2_in_absentia_nothing_starts_and_a_person_decides() {
    let found = single().after(&judged(Appearance::Absent));
    assert!(starts(&found).iter().all(|(rule, _)| !rule.starts_with("hb")));
    assert!(says(&found, "Anders begint die pas als het vonnis bekend is"));
    assert!(says(&found, "Verstek.") && says(&found, "07-12-2026"));
    let unsaid = single().after(&outcome(OutcomeCode::JudgmentOral));
    assert!(says(&unsaid, "Nobody filled in whether the suspect was there."));
}

#[test]
fn sv_319_lid_1_whoever_was_told_the_day_in_person_knew_it() {
    let told_to = |told: Vec<ToldPerson>| {
        let mut made = single();
        made.hearing("eerder", "2026-11-02", SINGLE);
        let adjourned = HearingOutcome {
            next: Some(id("h")),
            told_in_person: true,
            told,
            ..HearingOutcome::new(OutcomeCode::AdjournedTo, "2026-11-02T10:00:00+01:00".parse().unwrap())
        };
        made.outcome("eerder", &adjourned);
        made.after(&judged(Appearance::Absent))
    };
    let who = |role| vec![ToldPerson { role, name: String::new() }];
    let suspect = told_to(who(ToldAs::Suspect));
    assert_eq!(starts(&suspect)[0], ("hb", "2026-11-23"));
    assert!(suspect.starts[0].trigger.note.contains("02-11-2026"));
    let counsel = told_to(who(ToldAs::Counsel));
    assert!(starts(&counsel).iter().all(|(rule, _)| *rule != "hb"), "counsel is not the suspect");
    assert!(says(&told_to(Vec::new()), "Niet vastgelegd wie de dag kreeg aangezegd."));
}

#[test]
fn a_suspect_who_was_at_an_earlier_hearing_appeared() {
    let mut made = single();
    made.hearing("eerder", "2026-11-02", SINGLE);
    let first = HearingOutcome {
        appearance: Some(Appearance::Present),
        ..HearingOutcome::new(OutcomeCode::JudgmentLater, "2026-11-02T10:00:00+01:00".parse().unwrap())
    };
    made.outcome("eerder", &first);
    assert_eq!(starts(&made.after(&outcome(OutcomeCode::Judgment))), [("hb", "2026-11-23")]);
    let mut chambers = single();
    chambers.hearing("eerder", "2026-11-02", (SINGLE.0, "Raadkamer"));
    chambers.outcome("eerder", &first);
    assert!(starts(&chambers.after(&outcome(OutcomeCode::Judgment))).is_empty(), "chambers are no hearing");
}

#[test]
fn sv_432_against_a_judgment_of_the_court_of_appeal_lies_cassation() {
    let made = Case::before("Gerechtshof Den Haag", "Meervoudige kamer");
    assert_eq!(
        starts(&made.after(&HearingOutcome { code: OutcomeCode::Judgment, ..judged(Appearance::Present) })),
        [("cass", "2026-11-23")]
    );
}

#[test]
fn sv_345_and_379_a_reserved_judgment_must_come_in_time_and_is_looked_at_once_it_came() {
    for (chamber, rule) in [
        ("Meervoudige kamer", Some("uitspraak_mk")),
        ("Kantonrechter", Some("uitspraak_pr")),
        ("Kinderrechter", None),
    ] {
        let mut made = Case::before("Rechtbank Den Haag", chamber);
        let found = made.after(&outcome(OutcomeCode::JudgmentLater));
        assert_eq!(starts(&found), Vec::from_iter(rule.map(|rule| (rule, "2026-11-23"))), "{chamber}");
        assert_eq!(says(&found, "Kies zelf de termijn"), rule.is_none());
        made.save(&found);
        let given =
            made.after(&HearingOutcome { code: OutcomeCode::Judgment, ..judged(Appearance::Present) });
        assert_eq!(given.review.len(), usize::from(rule.is_some()), "{chamber}");
    }
}

#[test]
fn sv_6_1_1_what_may_be_carried_out_is_handed_over_in_time_and_nothing_before_that() {
    let fine = HearingOutcome {
        sanctions: vec![TaskKind::Fine, TaskKind::ContactBan],
        ..judged(Appearance::Present)
    };
    let found = single().after(&fine);
    assert!(found.tasks.is_empty() && says(&found, "geldboete, contact- of locatieverbod"));
    let now = HearingOutcome { immediate: true, text: "EUR 500".into(), ..fine.clone() };
    let found = single().after(&now);
    assert!(starts(&found).contains(&("exec_14", "2026-11-23")));
    let plans: Vec<(TaskKind, Option<String>, bool)> = found
        .tasks
        .iter()
        .map(|task| (task.plan.kind, task.plan.due.map(|due| due.to_string()), task.plan.urgent))
        .collect();
    assert_eq!(
        plans,
        [
            (TaskKind::Fine, Some("2026-12-07".into()), false),
            (TaskKind::ContactBan, Some("2026-11-23".into()), true)
        ]
    );
    assert_eq!(found.tasks[0].plan.executor, Executor::Cjib);
}

#[test]
fn a_waiver_of_one_side_leaves_the_term_running_and_of_both_wants_two_people_to_end_it() {
    let waived = |who| single().after(&HearingOutcome { waiver: Some(who), ..judged(Appearance::Present) });
    let one = waived(Waiver::Suspect);
    assert!(starts(&one).iter().all(|(rule, _)| *rule != "exec_14"));
    assert!(one.starts[0].trigger.note.ends_with("; afstand: verdachte"));
    let both = waived(Waiver::Both);
    let rules: Vec<&str> = starts(&both).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["hb", "aantekening_vonnis", "exec_14"]);
    assert!(says(&both, "eindigt pas als twee personen dat bevestigen"));
}

#[test]
fn the_victim_of_a_case_is_told_of_the_judgment() {
    let mut made = single();
    made.write(&[(Group::Identity, "s", json!({"role": "victim", "surname": "Berg", "born": null}))]);
    assert!(starts(&made.after(&judged(Appearance::Present))).contains(&("victim_info", "2026-11-23")));
}

#[test]
fn lifting_the_custody_of_somebody_held_makes_a_release_for_today() {
    for code in [OutcomeCode::CustodyLifted, OutcomeCode::CustodySuspended] {
        let found = single().held().after(&outcome(code));
        let [task] = found.tasks.as_slice() else { panic!("{:?}", found.tasks) };
        assert_eq!(
            (task.plan.kind, task.plan.executor, task.plan.urgent),
            (TaskKind::Release, Executor::Dji, true)
        );
        assert_eq!(task.plan.due.unwrap().to_string(), "2026-11-23");
        assert!(says(&found, "3 uur") && says(&found, "6:2:5"));
    }
    let free = single().after(&outcome(OutcomeCode::CustodyLifted));
    assert!(free.tasks.is_empty() && says(&free, "zit niemand vast"));
}

#[test]
fn refusing_a_demand_lets_nobody_go() {
    let found = Case::before("Rechtbank Den Haag", "Raadkamer").held().after(&outcome(OutcomeCode::Denied));
    assert!(found.tasks.is_empty() && starts(&found).is_empty() && says(&found, "nog geen vrijlating"));
    let judge =
        Case::before("Rechtbank Den Haag", "Rechter-commissaris").after(&outcome(OutcomeCode::Denied));
    assert_eq!(starts(&judge), [("ovj_beroep_rc", "2026-11-23")]);
}

#[test]
fn what_is_in_the_case_already_is_not_started_again_even_when_it_ended() {
    let mut made = single();
    let appeal = |from: &str| json!({"rule": "hb", "from": from, "person": null, "note": "met de hand"});
    made.write(&[(Group::Trigger, "t", appeal("2026-11-23"))]);
    let found = made.after(&judged(Appearance::Present));
    assert!(starts(&found).iter().all(|(rule, _)| *rule != "hb"));
    assert_eq!(found.standing[0].nl, "Hoger beroep (Sv art. 408 lid 1), 2026-11-23");
    let mut other = single();
    other.write(&[(Group::Trigger, "t", appeal("2026-11-20"))]);
    assert_eq!(starts(&other.after(&judged(Appearance::Present)))[0], ("hb", "2026-11-23"));
    // Taken back by somebody: not started again behind that person's back.
    made.write(&[(Group::Trigger, "t", Value::Null)]);
    assert!(starts(&made.after(&judged(Appearance::Present))).iter().all(|(rule, _)| *rule != "hb"));
}

#[test]
fn what_was_saved_once_sets_nothing_going_a_second_time() {
    let mut made = single().held();
    let told =
        HearingOutcome { immediate: true, sanctions: vec![TaskKind::Prison], ..judged(Appearance::Present) };
    let first = made.after(&told);
    assert!(!first.starts.is_empty() && !first.tasks.is_empty());
    made.outcome("h", &told);
    made.save(&first);
    let second = made.after(&told);
    assert!(second.starts.is_empty() && second.tasks.is_empty());
    assert_eq!(second.standing.len(), first.starts.len() + first.tasks.len());
    assert!(stale(&made.file(), &id("h"), Some(&told), &dutch()).is_empty());
}

#[test]
fn an_outcome_that_is_corrected_leaves_no_term_silently_wrong() {
    let mut made = single();
    let told =
        HearingOutcome { immediate: true, sanctions: vec![TaskKind::Fine], ..judged(Appearance::Present) };
    let first = made.after(&told);
    made.outcome("h", &told);
    made.save(&first);
    let gone = stale(&made.file(), &id("h"), Some(&outcome(OutcomeCode::AdjournedOpen)), &dutch());
    assert_eq!(gone.len(), first.starts.len() + first.tasks.len());
    assert!(gone[0].text.nl.contains("gestart door een uitkomst die nu anders is"));
    // The same judgment a day later: what ran from the old day is to be looked at, and nothing else.
    let later = HearingOutcome { decided: "2026-11-24T10:05:00+01:00".parse().unwrap(), ..told.clone() };
    let moved = stale(&made.file(), &id("h"), Some(&later), &dutch());
    assert_eq!(moved.len(), first.starts.len(), "the task of the fine still belongs");
    // Taken back altogether.
    assert_eq!(stale(&made.file(), &id("h"), None, &dutch()).len(), gone.len());
    // A term that a person started is none of an outcome's.
    let mut by_hand = single();
    by_hand.write(&[(
        Group::Trigger,
        "t",
        json!({"rule": "hb", "from": "2026-11-23", "person": null, "note": ""}),
    )]);
    assert!(stale(&by_hand.file(), &id("h"), None, &dutch()).is_empty());
}

#[test]
fn sv_282_an_adjournment_of_somebody_held_has_limits_and_the_title_one_of_its_own() {
    let found =
        limits(&single().held().file(), &id("h"), &outcome(OutcomeCode::AdjournedOpen).decided, &dutch());
    let at = |kind| found.iter().find(|limit| limit.kind == kind).map(|limit| limit.at.date().to_string());
    // The whole of the 30th day, and of the 90th (a month is 30 days, Sv 136), and 90 days from the order of detention (Sv 66).
    assert_eq!(at(LimitKind::Ordinary).as_deref(), Some("2026-12-24"));
    assert_eq!(at(LimitKind::Pressing).as_deref(), Some("2027-02-22"));
    assert_eq!(at(LimitKind::Title).as_deref(), Some("2027-02-17"));
    assert!(
        found[0].text(Lang::Nl).starts_with("Nieuwe zitting uiterlijk wo 23-12-2026 (Sv art. 282"),
        "{}",
        found[0].text(Lang::Nl)
    );
    let next = |day: &str| {
        let slot = single().file().hearings[&id("h")].slot.any().cloned().unwrap();
        let slot = HearingSlot { date: day.parse().unwrap(), ..slot };
        passed(&found, &slot).into_iter().map(|limit| limit.kind).collect::<Vec<_>>()
    };
    assert!(next("2026-12-23").is_empty());
    assert_eq!(next("2026-12-24"), [LimitKind::Ordinary]);
    assert_eq!(next("2027-03-01").len(), 3);
}

#[test]
fn sv_282_and_66_of_two_suspects_the_earliest_limit_counts_and_says_whose_it_is() {
    let mut made = single();
    let other = json!({"role": "suspect", "surname": "Smit", "given": "Bo", "born": "1988-01-01"});
    made.write(&[(Group::Identity, "s", other)]);
    for (who, day) in [("v", 2), ("s", 5)] {
        for (kind, later) in
            [("aanhouding", 0), ("inverzekeringstelling", 0), ("bewaring", 2), ("gevangenhouding", 16)]
        {
            let measure = json!({"kind": kind, "moment": format!("2026-11-{:02}T10:00:00+01:00", day + later),
                "place": "", "days": null, "person": id(who)});
            made.write(&[(Group::Measure, &format!("{kind}{who}"), measure)]);
        }
    }
    let decided = outcome(OutcomeCode::AdjournedOpen).decided;
    let found = limits(&made.file(), &id("h"), &decided, &dutch());
    let told: Vec<(LimitKind, Option<&str>)> =
        found.iter().map(|limit| (limit.kind, limit.whose.as_deref())).collect();
    assert_eq!(
        told,
        [
            (LimitKind::Ordinary, Some("Smit, Bo; Vries")),
            (LimitKind::Title, Some("Vries")),
            (LimitKind::Pressing, Some("Smit, Bo; Vries")),
        ]
    );
    assert!(
        found[1].text(Lang::Nl).starts_with("Vries: De titel eindigt di 16-02-2027 10:00"),
        "{}",
        found[1].text(Lang::Nl)
    );
    let alone = limits(&single().held().file(), &id("h"), &decided, &dutch());
    assert!(alone.iter().all(|limit| limit.whose.is_none()), "one suspect need not be named");
}

#[test]
fn nothing_limits_the_adjournment_of_somebody_who_is_free_and_chambers_know_only_the_title() {
    let decided = outcome(OutcomeCode::AdjournedOpen).decided;
    assert!(limits(&single().file(), &id("h"), &decided, &dutch()).is_empty());
    let chambers = Case::before("Rechtbank Den Haag", "Raadkamer").held();
    let kinds: Vec<LimitKind> =
        limits(&chambers.file(), &id("h"), &decided, &dutch()).into_iter().map(|limit| limit.kind).collect();
    assert_eq!(kinds, [LimitKind::Title]);
}

#[test]
fn every_outcome_says_something_in_both_languages() {
    for code in OutcomeCode::ALL {
        let found = single().held().after(&outcome(*code));
        assert!(!found.is_empty(), "{code:?}");
        for words in &found.to_do {
            assert!(!words.nl.is_empty() && words.nl != words.en, "{words:?}");
            assert!(!words.nl.contains("  ") && !words.en.contains("  "), "{words:?}");
        }
        assert_eq!(found.lines(Lang::Nl).len(), found.lines(Lang::En).len());
    }
}
