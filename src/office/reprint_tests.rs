use crate::preview::read_pages;
use crate::printing::To;
use crate::rolls::tests::{date, plan};
use crate::rolls::{ListForm, ListName};
use crate::take_in::tests::office;
use noodbrug_core::case::Shield;
use noodbrug_core::command::Command;
use noodbrug_core::ident::CaseId;
use noodbrug_core::roll::Audience;
use noodbrug_core::text::Lang;

#[test]
fn an_old_list_for_the_public_is_made_again_without_who_was_protected_since() {
    let (dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Vries");
    plan(&mut office, 2, "Rechtbank Den Haag", "Bos");
    let court = "Rechtbank Den Haag".to_owned();
    let [door, bench] = [Audience::Door, Audience::Bench].map(|audience| ListName {
        date: date(),
        court: court.clone(),
        audience,
        counsel: String::new(),
    });
    let file = dir.path().join("lijst.pdf");
    let first = office.print_one_list(&door, None, To::File(&file), Lang::Nl).unwrap();
    assert_eq!(first.cases, 2);
    office.print_one_list(&bench, None, To::File(&file), Lang::Nl).unwrap();
    let case = CaseId::of_parketnummer(&"09/900001-26".parse().unwrap());
    let person = office.file(&case).unwrap().suspects().next().unwrap().0.clone();
    office.act(&case, Command::Shield(person, Shield { protected: true, note: String::new() })).unwrap();
    let again = office.reprint_list(&door, 1, To::File(&file), Lang::Nl).unwrap();
    assert_eq!(again.cases, 1, "restrictions hold at the moment of printing");
    assert_eq!(read_pages(std::fs::read(&file).unwrap()).unwrap().count(), 1);
    for (lang, said) in [
        (Lang::Nl, "Let op: deze herdruk toont 1 zaak minder dan de eerste druk."),
        (Lang::En, "Note: this reprint shows 1 case fewer than the first print."),
    ] {
        office.export_version(&door, (1, ListForm::Csv), To::File(&file), lang).unwrap();
        let words = std::fs::read_to_string(&file).unwrap();
        assert!(words.contains(said), "{words}");
    }
    let inside = office.reprint_list(&bench, 1, To::File(&file), Lang::Nl).unwrap();
    assert_eq!(inside.cases, 2, "who works on the cases sees the list as it was");
    office.export_version(&bench, (1, ListForm::Csv), To::File(&file), Lang::Nl).unwrap();
    assert!(!std::fs::read_to_string(&file).unwrap().contains("herdruk"));
}
