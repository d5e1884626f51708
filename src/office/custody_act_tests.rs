use super::*;
use crate::rolls::tests::plan;
use crate::take_in::tests::office;

/// A case with somebody who was arrested and remanded, days ago.
fn held() -> (tempfile::TempDir, Office, CaseId) {
    let (dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Łukaszewicz");
    let case = CaseId::of_parketnummer(&"09/900001-26".parse().unwrap());
    log(&mut office, &case, ("aanhouding", -150), None).unwrap();
    log(&mut office, &case, ("bewaring", -120), None).unwrap();
    (dir, office, case)
}

fn log(
    office: &mut Office,
    case: &CaseId,
    (kind, hours): (&str, i64),
    days: Option<u32>,
) -> Result<OnBoard, Complaint> {
    let (id, now) = (office.new_id().unwrap(), office.now().unwrap());
    let moment = now.plus_hours(hours);
    let measure = CustodyMeasure { kind: kind.into(), moment, place: String::new(), days, person: None };
    office.log_measure(case, id, measure).map(|(_, told)| told)
}

#[test]
fn every_act_of_custody_names_the_person_and_the_end_on_the_board() {
    let (_dir, mut office, case) = held();
    let end = office.board().unwrap().lines[0].ends().unwrap();
    let until = last_moment_text(&end, Lang::Nl);
    let lifted = log(&mut office, &case, ("opheffing", -2), None).unwrap();
    assert!(lifted.is_on() && lifted.text(Lang::Nl).starts_with("Łukaszewicz"), "{lifted:?}");
    assert_eq!(lifted.level, Some(Level::MustGo));
    assert!(lifted.text(Lang::Nl).ends_with(&format!("(was {until})")), "{}", lifted.text(Lang::Nl));
    let gone = log(&mut office, &case, ("invrijheidstelling", -1), None).unwrap();
    assert!(gone.is_off() && gone.warnings.is_empty(), "{gone:?}");
    assert!(
        gone.text(Lang::Nl).ends_with(&format!(
            ": van het bord; titel liep tot {until}. Nog 48 uur zichtbaar als vrijgelaten."
        )),
        "{}",
        gone.text(Lang::Nl)
    );
    assert_eq!(office.board().unwrap().released().count(), 1);
}

#[test]
fn a_release_with_no_order_lifted_answers_with_the_warning_of_the_board() {
    let (_dir, mut office, case) = held();
    let told = log(&mut office, &case, ("invrijheidstelling", -1), None).unwrap();
    assert_eq!((told.level, told.is_off()), (Some(Level::Free), false));
    assert!(told.warnings[0].nl.contains("zonder opheffing"), "{told:?}");
}

#[test]
fn an_order_before_the_arrest_is_saved_and_answered_with_what_is_wrong() {
    let (_dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Vries");
    let case = CaseId::of_parketnummer(&"09/900001-26".parse().unwrap());
    let arrest = log(&mut office, &case, ("aanhouding", -10), None).unwrap();
    assert!(arrest.warnings.is_empty(), "{arrest:?}");
    let told = log(&mut office, &case, ("bewaring", -34), None).unwrap();
    assert!(told.warnings[0].nl.contains("de bewaring begint voor de aanhouding"), "{told:?}");
    let board = office.board().unwrap();
    assert_eq!(board.lines[0].level, Level::Unknown);
    assert!(board.lines[0].notes(Lang::Nl).iter().any(|note| note.contains("begint voor de aanhouding")));
}

#[test]
fn an_order_longer_than_the_law_allows_is_refused_with_the_article_and_its_most() {
    let (_dir, mut office, case) = held();
    let before = office.board().unwrap();
    for (kind, days, most) in [
        ("bewaring", 15, "Bewaring (Sv art. 64) duurt ten hoogste 14 dagen; 15 dagen kan niet."),
        ("gevangenhouding", 200, "duurt ten hoogste 90 dagen; 200 dagen kan niet."),
        ("gevangenneming", 91, "duurt ten hoogste 90 dagen; 91 dagen kan niet."),
    ] {
        let why = log(&mut office, &case, (kind, -1), Some(days)).unwrap_err();
        assert!(why.text(Lang::Nl).contains(most), "{}", why.text(Lang::Nl));
        assert!(why.text(Lang::Nl).contains("Er is niets opgeslagen"));
    }
    assert_eq!(office.board().unwrap().lines, before.lines);
    log(&mut office, &case, ("gevangenhouding", -1), Some(90)).unwrap();
}
