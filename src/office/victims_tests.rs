use super::*;
use crate::day::tests::{open, plan, slot};
use crate::printing::To;
use crate::services::{Served, Service, ServiceMethod, ServiceOutcome};
use crate::take_in::tests::office;
use noodbrug_core::case::{
    Address, Appearance, Executor, HearingOutcome, Identity, OutcomeCode, PersonRole, TaskKind, TaskPlan,
};
use noodbrug_core::command::Command;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::text::Lang;

/// An address that stands nowhere else.
const CANARY: &str = "Kanarieweg 12, 2801 XX Gouda";

fn at(office: &mut Office, moment: &str) {
    office.set_clock(crate::clock::Clock::Fixed(moment.parse().unwrap())).unwrap();
}

/// A case with a judgment of today, a ban on contact, and a victim whose address is protected.
fn judged(office: &mut Office) -> (CaseId, ObjectId, ObjectId) {
    at(office, "2026-11-24T12:00:00+01:00");
    let case = open(office, "09/000001-26", "1");
    let victim = office.new_id().unwrap();
    let who = Identity {
        role: PersonRole::Victim,
        surname: "Bos".into(),
        prefix: String::new(),
        given: "Eva".into(),
        born: None,
        birthplace: String::new(),
    };
    office.act(&case, Command::AddPerson(victim.clone(), who)).unwrap();
    let address = Address { text: CANARY.into(), protected: true };
    office.act(&case, Command::SetAddress(victim.clone(), address, String::new())).unwrap();
    let hearing = plan(office, &case, slot("A", "09:00"));
    let outcome = HearingOutcome {
        appearance: Some(Appearance::Present),
        ..HearingOutcome::new(OutcomeCode::JudgmentOral, "2026-11-24T10:00:00+01:00".parse().unwrap())
    };
    office.log_outcome(&case, &hearing, outcome, None, None).unwrap();
    let ban = TaskPlan {
        kind: TaskKind::ContactBan,
        executor: Executor::Police,
        due: None,
        text: "geen contact".into(),
        urgent: true,
    };
    let task = office.new_id().unwrap();
    office.act(&case, Command::PlanTask(task, ban)).unwrap();
    (case, victim, hearing)
}

fn notice(of: &ObjectId, victim: &ObjectId, office: &Office) -> Service {
    Service {
        what: Served::VictimNotice,
        of: Some(of.clone()),
        person: Some(victim.clone()),
        method: ServiceMethod::Phone,
        at: office.now().unwrap(),
        outcome: ServiceOutcome::InPerson,
        by: "a.bakker".into(),
        proof: String::new(),
        scan: None,
        note: String::new(),
    }
}

#[test]
fn a_victim_hears_of_a_ban_today_and_of_a_judgment_within_the_term() {
    let (_dir, mut office) = office();
    let (case, victim, hearing) = judged(&mut office);
    let list = office.victim_list(false).unwrap();
    let told: Vec<(Why, String)> = list.iter().map(|line| (line.task.why, line.due.to_string())).collect();
    assert_eq!(told, [(Why::Ban, "2026-11-24".to_owned()), (Why::Judgment, "2026-12-08".to_owned())]);
    let served = office.serve(&case, notice(&hearing, &victim, &office), None).unwrap();
    assert_eq!(served.started, Vec::<String>::new());
    let file = office.file(&case).unwrap();
    let term = file.terms.values().find(|term| term.trigger.any().unwrap().rule == "victim_info").unwrap();
    assert!(!term.end.is_empty(), "the term for it is met");
    let ban = list[0].task.about.clone();
    office.serve(&case, notice(&ban, &victim, &office), None).unwrap();
    assert!(office.victim_list(false).unwrap().is_empty());
    assert_eq!(office.victim_list(true).unwrap().len(), 2);
}

#[test]
fn no_list_paper_search_or_log_carries_a_protected_address() {
    let (dir, mut office) = office();
    let (case, victim, _) = judged(&mut office);
    let lang = Lang::Nl;
    let head = office.letterhead(lang).unwrap();
    let sheet = office.sheet(&case).unwrap();
    let day = office.now().unwrap().date();
    let mut said = vec![
        format!("{:?}", crate::papers::case_sheet(&head, &sheet, office.law())),
        format!("{:?}", crate::papers::case_log(&head, &sheet)),
        format!("{:?}", office.victim_list(true).unwrap()),
        format!("{:?}", office.tasks(&crate::lists::TaskFilter::default()).unwrap().rows),
        format!("{:?}", office.crisis_picture(lang).unwrap()),
        format!("{:?}", office.hearings(day, None).unwrap()),
        format!("{:?}", office.handover("2026-11-24T00:00:00+01:00".parse().unwrap(), lang).unwrap()),
    ];
    let lines = sheet.log.iter().map(|line| crate::said::entry_words(line, lang));
    said.extend(lines);
    for words in &said {
        assert!(!words.to_lowercase().contains("kanarieweg"), "{words}");
    }
    assert!(office.search("kanarieweg", 10).unwrap().rows.is_empty());
    assert!(office.search("2801xx", 10).unwrap().rows.is_empty());
    // What is printed is text in the file: the streams are squeezed, so the words of the pages are asked.
    let path = dir.path().join("zaak.pdf");
    office.print_case(&case, To::File(&path), lang).unwrap();
    assert!(!String::from_utf8_lossy(&std::fs::read(&path).unwrap()).contains("Kanarieweg"));
    // Who asks with a reason sees it, and the look is in the journal.
    assert!(office.show_address(&case, &victim, " ").is_err());
    let shown = office.show_address(&case, &victim, "oproep versturen").unwrap().unwrap();
    assert_eq!((shown.text.as_str(), shown.protected), (CANARY, true));
    let log = office.sheet(&case).unwrap().log;
    assert!(log.iter().any(|line| line.why.as_deref() == Some("oproep versturen")));
}

#[test]
fn only_the_profile_that_names_addresses_lets_one_out() {
    let profiles =
        noodbrug_core::bundle::Profiles::parse(include_str!("../../assets/exchange/profiles.toml")).unwrap();
    for kind in noodbrug_core::bundle::PartnerKind::ALL {
        let shows = profiles.of(kind).unwrap().shows(noodbrug_core::register::Group::Address);
        assert_eq!(shows, kind == noodbrug_core::bundle::PartnerKind::Office, "{kind:?}");
    }
}
