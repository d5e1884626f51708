use crate::complaint::Class;
use crate::people::NewUser;
use crate::setup::Passphrase;
use crate::take_in::tests::office;
use crate::{Office, act::Saved, complaint::Complaint};
use noodbrug_core::case::{CaseFile, TermEnd, TermEndKind, TermTrigger};
use noodbrug_core::command::{Command, OpenedCase};
use noodbrug_core::four_eyes::Standing;
use noodbrug_core::ident::{CaseId, ObjectId, Parketnummer, Role};
use noodbrug_core::text::Lang;
use serde_json::json;

const OWN: &str = "vier losse woorden hier";
const COLLEAGUE: &str = "weer vier andere woorden";

/// An office with a colleague, a case and a critical term in it of which the end is asked.
fn asked() -> (tempfile::TempDir, Office, CaseId, ObjectId) {
    let (dir, mut office) = office();
    let colleague =
        NewUser { name: "c.visser".into(), role: Role::Clerk, passphrase: Passphrase::new(COLLEAGUE) };
    office.add_user(colleague, &Passphrase::new(OWN)).unwrap();
    let number: Parketnummer = "09/000001-26".parse().unwrap();
    let case = CaseId::of_parketnummer(&number);
    let opened = OpenedCase {
        numbers: serde_json::from_value(json!({"parketnummer": "09/000001-26"})).unwrap(),
        status: serde_json::from_value(json!({"phase": "Opsporing", "prosecutor": null})).unwrap(),
        person: office.new_id().unwrap(),
        identity: serde_json::from_value(json!({"role": "suspect", "surname": "Vries", "born": null}))
            .unwrap(),
        person_numbers: serde_json::from_value(json!({"bsn": null, "skn": null})).unwrap(),
        charge_id: office.new_id().unwrap(),
        charge: serde_json::from_value(json!({"article": "310 Sr", "description": "diefstal", "date": null}))
            .unwrap(),
    };
    office.act(&case, Command::Open(Box::new(opened))).unwrap();
    let term = office.new_id().unwrap();
    let trigger = TermTrigger {
        rule: "hb".into(),
        from: "2026-11-20".into(),
        person: None,
        note: String::new(),
        oral: false,
    };
    office.act(&case, Command::StartTerm(term.clone(), trigger)).unwrap();
    let at = office.now().unwrap();
    let end = TermEnd { how: TermEndKind::Met, at, note: "akte opgemaakt".into(), confirmed: None };
    office.act(&case, Command::EndTerm(term.clone(), end)).unwrap();
    (dir, office, case, term)
}

fn confirm(office: &mut Office, case: &CaseId, term: &ObjectId, words: &str) -> Result<Saved, Complaint> {
    let at = office.now().unwrap();
    office.act_as(("c.visser", &Passphrase::new(words)), case, Command::ConfirmEnd(term.clone(), at))
}

#[test]
fn a_colleague_at_the_same_desk_confirms_with_their_own_passphrase() {
    let (_dir, mut office, case, term) = asked();
    assert!(matches!(office.term_standing(&case, &term).unwrap(), Standing::Asked(_)));
    let saved = confirm(&mut office, &case, &term, COLLEAGUE).unwrap();
    assert_eq!(office.term_standing(&case, &term).unwrap(), Standing::Ended);
    let end = CaseFile::of(&office.state(&case).unwrap()).terms[&term].end.any().unwrap().clone();
    assert_eq!(end.confirmed.unwrap().confirmed_by, "c.visser");
    let day = office.journal_day(office.now().unwrap().date()).unwrap();
    let line = day.lines.iter().find(|line| line.event == saved.event).unwrap();
    assert_eq!(line.by, "c.visser", "the journal names who confirmed");
    assert_eq!(office.user().name, "a.bakker", "nobody was switched");
}

#[test]
fn a_wrong_passphrase_confirms_nothing_and_stands_in_the_journal() {
    let (_dir, mut office, case, term) = asked();
    let refused = confirm(&mut office, &case, &term, "geraden en mis, helaas").unwrap_err();
    assert_eq!(refused.class, Class::WrongPassphrase);
    assert!(matches!(office.term_standing(&case, &term).unwrap(), Standing::Asked(_)));
    assert_eq!(office.user().name, "a.bakker");
    let day = office.journal_day(office.now().unwrap().date()).unwrap();
    let refusals = day.lines.iter().filter(|line| line.kind == noodbrug_core::event::Kind::Refuse);
    assert_eq!(refusals.count(), 1);
}

#[test]
fn whoever_asked_is_not_offered_as_the_second_person() {
    let (_dir, office, case, term) = asked();
    assert_eq!(office.second_people(&case, &term).unwrap(), ["c.visser"]);
    assert!(office.term_is_critical(&case, &term).unwrap());
}

#[test]
fn the_one_who_asked_cannot_confirm_by_typing_their_own_passphrase_again() {
    let (_dir, mut office, case, term) = asked();
    let at = office.now().unwrap();
    let command = Command::ConfirmEnd(term.clone(), at);
    let refused = office.act_as(("a.bakker", &Passphrase::new(OWN)), &case, command).unwrap_err();
    assert!(refused.text(Lang::Nl).contains("ander"), "{}", refused.text(Lang::Nl));
}
