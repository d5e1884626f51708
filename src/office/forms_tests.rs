use super::*;
use crate::exercise::{self, Exercise, ExercisePlan};
use crate::lists::{CaseFilter, CaseSort};
use noodbrug_core::command::Command;
use noodbrug_core::print::Block as PaperBlock;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;

fn exercise(dir: &Path) -> Exercise {
    let now = "2026-11-23T09:00:00+01:00".parse().unwrap();
    let mut go = |_: u64, _: u64| ControlFlow::Continue(());
    exercise::make(&ExercisePlan { folder: dir.to_owned(), cases: 20, seed: 5, now }, &mut go).unwrap()
}

fn first_case(office: &Office) -> CaseId {
    let list = office.store.open_list(CaseSort::default(), &CaseFilter::default()).unwrap();
    let rows = office.store.rows(&list, 0, 20).unwrap();
    let one = rows.into_iter().find(|row| {
        office.file(&row.id).unwrap().suspects().count() == 1
            && row.number.parse::<noodbrug_core::ident::Parketnummer>().is_ok()
    });
    one.unwrap().id
}

fn release(case: Option<CaseId>, copies: u32) -> FormAsk {
    FormAsk { kind: FormKind::ReleaseOrder, case, person: None, copies }
}

fn keyed(number: &str, text: &str) -> KeyIn {
    KeyIn { number: number.to_owned(), text: text.to_owned(), ..KeyIn::default() }
}

#[test]
fn a_form_is_printed_found_by_its_number_and_keyed_in_once() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = exercise(&dir.path().join("o"));
    let office = &mut exercise.office;
    let case = first_case(office);
    let path = dir.path().join("bevel.pdf");
    let printed = office.print_form(&release(Some(case), 2), To::File(&path), Lang::Nl).unwrap();
    let [(_, one), (_, two)] = printed.copies.as_slice() else { panic!("{printed:?}") };
    assert_ne!(one, two);
    assert_eq!(printed.placed.digest, Digest::of(&std::fs::read(&path).unwrap()));

    let found = office.find_form(&two.to_string().to_lowercase().replace('-', " ")).unwrap();
    assert_eq!((found.kind, found.keyed_in.len()), (Some(FormKind::ReleaseOrder), 0));
    assert_eq!(found.printed.unwrap().case.unwrap().id, case);

    office.key_in(&case, &keyed(&two.to_string(), "vrij om 11:40, fax bevestigd")).unwrap();
    let found = office.find_form(&two.to_string()).unwrap();
    assert_eq!(found.keyed_in.len(), 1);
    assert_eq!(found.keyed_in[0].text, "vrij om 11:40, fax bevestigd");
    assert!(office.find_form(&one.to_string()).unwrap().keyed_in.is_empty());
    let again = office.key_in(&case, &keyed(&two.to_string(), "nog eens")).unwrap_err();
    assert_eq!(again.class, Class::NeedsPerson);
    assert!(again.text(Lang::Nl).contains("al ingevoerd op ma 23-11-2026 09:00"), "{again:?}");
    let more = KeyIn { again: true, ..keyed(&two.to_string(), "nog eens") };
    office.key_in(&case, &more).unwrap();
    assert_eq!(office.find_form(&two.to_string()).unwrap().keyed_in.len(), 2);
}

#[test]
fn what_was_keyed_in_and_taken_back_can_be_keyed_in_anew() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = exercise(dir.path());
    let office = &mut exercise.office;
    let case = first_case(office);
    let printed = office.print_form(&release(None, 1), To::Paper, Lang::En).unwrap();
    let number = printed.copies[0].1.to_string();
    office.key_in(&case, &keyed(&number, "verkeerde zaak")).unwrap();
    let notes = office.file(&case).unwrap().notes;
    let note = notes.iter().find(|(_, note)| note.any().unwrap().form.is_some()).unwrap().0.clone();
    office.act(&case, Command::Withdraw(Group::Note, note, "andere zaak".into())).unwrap();
    assert!(office.find_form(&number).unwrap().keyed_in[0].withdrawn);
    office.key_in(&case, &keyed(&number, "goede zaak")).unwrap();
}

#[test]
fn a_wrong_check_is_refused_and_a_paper_from_elsewhere_needs_its_kind() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = exercise(dir.path());
    let office = &mut exercise.office;
    let case = first_case(office);
    let author = noodbrug_core::ident::Author { ws: "ws-elders".parse().unwrap(), ep: 1 };
    let block = Block::of(&author, "2026-11-22".parse().unwrap()).unwrap();
    let elsewhere = EmergencyNumber::at(&block, 5).unwrap().to_string();
    let wrong = elsewhere.replace("00005", "00006");
    let why = office.key_in(&case, &keyed(&wrong, "x")).unwrap_err();
    assert!(why.text(Lang::Nl).starts_with("De controletekens van"), "{why:?}");
    assert!(office.find_form(&elsewhere).is_err());
    assert_eq!(office.key_in(&case, &keyed(&elsewhere, "x")).unwrap_err().class, Class::WrongUse);
    let scanned = format!("NOODBRUG:F1:objection:{elsewhere}");
    office.key_in(&case, &keyed(&scanned, "verzet aan de balie")).unwrap();
    assert_eq!(office.find_form(&elsewhere).unwrap().kind, Some(FormKind::Objection));
    let other = KeyIn { kind: Some(FormKind::Claim), again: true, ..keyed(&elsewhere, "x") };
    assert!(office.key_in(&case, &other).unwrap_err().text(Lang::En).contains("another form"));
}

#[test]
fn numbers_are_never_given_out_twice_and_the_block_warns_and_ends() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = exercise(dir.path());
    let office = &mut exercise.office;
    let mut seen = BTreeSet::new();
    let mut warned = 0;
    for _ in 0..9 {
        let printed = office.print_form(&release(None, 100), To::Paper, Lang::Nl).unwrap();
        assert!(printed.copies.into_iter().all(|(_, number)| seen.insert(number)));
        warned += u32::from(printed.block.warning(Lang::Nl).is_some());
    }
    assert_eq!((seen.len(), warned), (900, 2), "at 800 and at 900");
    let why = office.print_form(&release(None, 100), To::Paper, Lang::Nl).unwrap_err();
    assert!(why.text(Lang::Nl).contains("nog 99 over"), "{why:?}");
    assert_eq!(office.numbers_used().unwrap().used, 900);
}

#[test]
fn a_form_that_cannot_be_written_gives_its_number_to_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = exercise(dir.path());
    let office = &mut exercise.office;
    let nowhere = dir.path().join("bevel.pdf");
    std::fs::create_dir_all(nowhere.join("een map")).unwrap();
    assert!(office.print_form(&release(None, 1), To::File(&nowhere), Lang::Nl).is_err());
    let printed = office.print_form(&release(None, 1), To::Paper, Lang::Nl).unwrap();
    assert!(printed.copies[0].1.to_string().contains("-00002-"), "{printed:?}");
}

#[test]
fn no_number_of_a_person_stands_on_any_filled_form() {
    let dir = tempfile::tempdir().unwrap();
    let exercise = exercise(dir.path());
    let office = &exercise.office;
    let case = first_case(office);
    let facts = office.form_facts(&case, None, Lang::Nl).unwrap();
    let numbers = office.next_numbers(&FormKind::ALL).unwrap();
    let paper = papers::forms(&office.letterhead(Lang::Nl).unwrap(), (&numbers.copies, &facts), "f");
    let text = format!("{:?}", paper.blocks);
    let file = office.file(&case).unwrap();
    assert!(text.contains(&file.suspects().next().unwrap().1.full_name()));
    for person in file.persons.values().filter_map(|person| person.numbers.any()) {
        for number in [&person.bsn, &person.skn].into_iter().flatten() {
            assert!(!text.contains(number.as_str()));
        }
    }
    let heads = paper.blocks.iter().filter(|block| matches!(block, PaperBlock::Part(_)));
    assert_eq!(heads.count(), FormKind::ALL.len());
}

#[test]
fn a_scan_goes_into_the_case_with_what_was_keyed_in_or_neither_does() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = exercise(&dir.path().join("o"));
    let office = &mut exercise.office;
    let case = first_case(office);
    let printed = office.print_form(&release(None, 1), To::Paper, Lang::Nl).unwrap();
    let number = printed.copies[0].1.to_string();
    let scan = dir.path().join("bevel.pdf");
    let gone = KeyIn { scan: Some(scan.clone()), ..keyed(&number, "vrij om 11:40") };
    assert!(office.key_in(&case, &gone).unwrap_err().text(Lang::Nl).contains("Er is niets opgeslagen"));
    assert!(office.find_form(&number).unwrap().keyed_in.is_empty());
    std::fs::write(&scan, b"%PDF-1.7 een scan").unwrap();
    office.key_in(&case, &gone).unwrap();
    let file = office.file(&case).unwrap();
    let links = file.documents.values().filter_map(|link| link.any());
    let link = links.into_iter().find(|link| link.title.ends_with(&number)).unwrap();
    assert_eq!((link.mime.as_str(), link.name.as_str()), ("application/pdf", "bevel.pdf"));
    assert_eq!(office.check_document(&link.sha256).unwrap(), crate::DocumentCheck::Good);
}

#[test]
fn a_form_of_one_case_is_keyed_in_to_another_only_by_somebody_who_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = exercise(dir.path());
    let office = &mut exercise.office;
    let of = first_case(office);
    let list = office.store.open_list(CaseSort::default(), &CaseFilter::default()).unwrap();
    let into = office.store.rows(&list, 0, 20).unwrap().into_iter().find(|row| row.id != of).unwrap().id;
    let number =
        office.print_form(&release(Some(of), 1), To::Paper, Lang::Nl).unwrap().copies[0].1.to_string();
    let notes = office.file(&into).unwrap().notes.len();
    let why = office.key_in(&into, &keyed(&number, "vrij om 11:40")).unwrap_err();
    assert_eq!(why.class, Class::NeedsPerson);
    for case in [of, into] {
        let label = office.label(&case).unwrap().unwrap();
        for lang in [Lang::Nl, Lang::En] {
            assert!(why.text(lang).contains(&format!("{} ({})", label.number, label.suspect)), "{why:?}");
        }
    }
    assert_eq!(office.file(&into).unwrap().notes.len(), notes);
    let yes = KeyIn { other_case: true, ..keyed(&number, "vrij om 11:40") };
    let saved = office.key_in(&into, &yes).unwrap();
    let events = office.store.events_of_case(&into).unwrap();
    let reason = events.iter().find(|event| event.id == saved.event).unwrap().content().unwrap().why.clone();
    assert!(reason.as_deref().is_some_and(|why| why.contains("bewust hier ingevoerd")), "{reason:?}");
    assert!(office.form_of_other_case(&of, &number).unwrap().is_none(), "its own case asks nothing");
}

#[test]
fn an_empty_form_is_of_the_case_that_it_was_keyed_in_to_first() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = exercise(dir.path());
    let office = &mut exercise.office;
    let first = first_case(office);
    let list = office.store.open_list(CaseSort::default(), &CaseFilter::default()).unwrap();
    let other = office.store.rows(&list, 0, 20).unwrap().into_iter().find(|row| row.id != first).unwrap().id;
    let number = office.print_form(&release(None, 1), To::Paper, Lang::Nl).unwrap().copies[0].1.to_string();
    office.key_in(&first, &keyed(&number, "eerste blad")).unwrap();
    let more = KeyIn { again: true, ..keyed(&number, "tweede blad") };
    let why = office.key_in(&other, &more).unwrap_err();
    assert!(why.text(Lang::Nl).contains("hoort bij zaak"), "{why:?}");
    office.key_in(&first, &more).unwrap();
}
