use super::*;
use crate::day::tests::{hold, open};
use crate::take_in::tests::office;
use noodbrug_core::case::{Address, Identity, PersonRole, TaskPlan};
use std::collections::BTreeMap;

fn task(office: &mut Office, case: &CaseId, kind: TaskKind) -> ObjectId {
    let plan =
        TaskPlan { kind, executor: kind.usual_executor(), due: None, text: String::new(), urgent: false };
    let id = office.new_id().unwrap();
    office.act(case, Command::PlanTask(id.clone(), plan)).unwrap();
    id
}

fn detail(data: &[(&str, &str)]) -> TaskDetail {
    let data: BTreeMap<String, String> =
        data.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    TaskDetail { person: None, data }
}

#[test]
fn a_prison_task_counts_the_days_in_custody_and_says_what_is_missing() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    hold(&mut office, &case);
    let id = task(&mut office, &case, TaskKind::Prison);
    let sheet = office.task_needs(&case, &id, Lang::Nl).unwrap();
    let (found, article) = sheet.deduction.unwrap();
    assert_eq!((found.days, found.is_running(), article.as_str()), (7, true, "Sr art. 27"));
    assert!(office.is_urgent(&case, TaskKind::Prison).unwrap(), "who is held waits for nothing");
    let missing = missing_text(&sheet.needed, Lang::Nl).unwrap();
    assert!(missing.starts_with("er ontbreekt: geboorteplaats"), "{missing}");
    assert!(missing.ends_with("duur, titel, volgtitel, of dat die er niet is"), "{missing}");
    office.fill_task(&case, &id, detail(&[("duur", "8 maanden"), ("titel", "vonnis")]), "").unwrap();
    office.fill_task(&case, &id, detail(&[("volgtitel", "geen")]), "").unwrap();
    let again = office.fill_task(&case, &id, detail(&[("duur", "9 maanden")]), "");
    assert!(again.is_err(), "another value takes a reason");
    office.fill_task(&case, &id, detail(&[("duur", "9 maanden")]), "verkeerd overgenomen").unwrap();
    let left = missing_text(&office.task_needs(&case, &id, Lang::Nl).unwrap().needed, Lang::Nl).unwrap();
    assert!(!left.contains("duur") && !left.contains("volgtitel"), "{left}");
    let foreign = office.fill_task(&case, &id, detail(&[("uren", "120")]), "").unwrap_err();
    assert!(foreign.text(Lang::Nl).contains("hoort geen gegeven `uren`"), "{foreign:?}");
}

#[test]
fn the_address_of_who_is_protected_gets_into_no_task() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let victim = office.new_id().unwrap();
    let who = Identity {
        role: PersonRole::Victim,
        surname: "Bos".into(),
        prefix: String::new(),
        given: String::new(),
        born: None,
        birthplace: String::new(),
    };
    office.act(&case, Command::AddPerson(victim.clone(), who)).unwrap();
    let address = Address { text: "Kanarieweg 12, 2801 XX Gouda".into(), protected: true };
    office.act(&case, Command::SetAddress(victim, address, String::new())).unwrap();
    let id = task(&mut office, &case, TaskKind::ContactBan);
    let refused = office.fill_task(&case, &id, detail(&[("gebied", "rond Kanarieweg 12 2801xx gouda")]), "");
    assert!(refused.unwrap_err().text(Lang::Nl).contains("beschermd is"));
    office.fill_task(&case, &id, detail(&[("gebied", "centrum van Gouda")]), "").unwrap();
}
