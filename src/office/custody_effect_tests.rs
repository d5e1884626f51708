use super::*;
use crate::printing::To;
use crate::rolls::tests::plan;
use crate::take_in::tests::office;

/// A case with one suspect, arrested fifty hours ago.
fn arrested() -> (tempfile::TempDir, Office, CaseId) {
    let (dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Vries");
    let case = CaseId::of_parketnummer(&"09/900001-26".parse().unwrap());
    let arrest = measure(&office, "aanhouding", 50, None);
    let id = office.new_id().unwrap();
    office.act(&case, Command::LogMeasure(id, arrest)).unwrap();
    (dir, office, case)
}

fn measure(office: &Office, kind: &str, hours_ago: i64, days: Option<u32>) -> CustodyMeasure {
    let moment = office.now().unwrap().plus_hours(-hours_ago);
    CustodyMeasure { kind: kind.into(), moment, place: String::new(), days, person: None }
}

#[test]
fn what_an_act_would_do_is_what_it_does_and_is_not_saved() {
    let (_dir, mut office, case) = arrested();
    let order = measure(&office, "inverzekeringstelling", 44, None);
    let entries = office.sheet(&case).unwrap().log.len();
    let effect = office.measure_effect(&case, order.clone()).unwrap();
    assert_eq!(office.sheet(&case).unwrap().log.len(), entries);
    let words = effect.words(Lang::Nl);
    assert!(words[0].starts_with("Loopt dan tot "), "{words:?}");
    assert!(words.iter().any(|line| line.contains("inverzekeringstelling, ")), "{words:?}");
    let id = office.new_id().unwrap();
    office.act(&case, Command::LogMeasure(id, order)).unwrap();
    assert_eq!(office.sheet(&case).unwrap().custody[0].custody, effect.after);
}

#[test]
fn a_release_is_shown_to_end_every_clock_and_one_in_the_future_is_refused() {
    let (_dir, mut office, case) = arrested();
    let effect = office.measure_effect(&case, measure(&office, "invrijheidstelling", 1, None)).unwrap();
    let words = effect.words(Lang::Nl);
    assert!(
        words[0].starts_with("Er loopt dan geen termijn meer.") && words[0].ends_with(": vrij."),
        "{words:?}"
    );
    assert!(words.iter().any(|line| line.contains("geëindigd door invrijheidstelling")), "{words:?}");
    let ahead = measure(&office, "invrijheidstelling", -5, None);
    let why = office.measure_effect(&case, ahead.clone()).unwrap_err();
    let id = office.new_id().unwrap();
    assert_eq!(why, office.act(&case, Command::LogMeasure(id, ahead)).unwrap_err());
}

#[test]
fn a_clock_names_its_rule_who_entered_its_start_and_can_be_printed() {
    let (_dir, mut office, case) = arrested();
    let clocks = office.clocks_of(&case).unwrap();
    let place = clocks.iter().position(|why| why.clock.rule.to_string() == "voorgeleiding").unwrap();
    assert_eq!(clocks[place].said.len(), 1);
    assert!(clocks[place].rule.is_some());
    let placed = office.print_clock((&case, place), To::Paper, Lang::Nl).unwrap();
    assert!(placed.path.exists());
    assert!(office.print_clock((&case, clocks.len()), To::Paper, Lang::Nl).is_err());
}

#[test]
fn days_are_counted_with_what_is_left_of_each_limit() {
    let (_dir, mut office, case) = arrested();
    let id = office.new_id().unwrap();
    let order = measure(&office, "inverzekeringstelling", 44, None);
    office.act(&case, Command::LogMeasure(id, order)).unwrap();
    let custody = &office.sheet(&case).unwrap().custody[0].custody;
    assert_eq!(days_spent(custody, Lang::Nl), [("Tot de zitting", "2 van 110 dagen, 108 over".to_owned())]);
}
