//! What stands in a case is put right or taken back on the command line, with a reason, and never silently.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use serde_json::Value;
use terminal::{Bench, refused};

const NUMBER: &str = "09/123456-26";

fn with_case() -> Bench {
    let bench = Bench::with_office();
    done(
        &bench,
        &["case", "open", NUMBER, "--surname", "Vries", "--born", "03-04-1990", "--charge", "diefstal"],
    );
    bench
}

fn done(bench: &Bench, args: &[&str]) {
    let said = bench.at(args);
    assert_eq!(said.code, 0, "{args:?}: {}", said.err);
}

fn with_outcome() -> Bench {
    let bench = with_case();
    let plan = ["--date", "23-11-2026", "--time", "09:30", "--court", "Rechtbank Den Haag", "--room", "A2"];
    done(&bench, &[&["hearing", "plan", NUMBER][..], &plan].concat());
    done(&bench, &["hearing", "outcome", NUMBER, "--code", "judgment-oral", "--appearance", "present"]);
    bench
}

fn sheet(bench: &Bench) -> Value {
    bench.json(&["case", "show", NUMBER])
}

/// The name that the log of the case gives to the one thing of this kind.
fn name(bench: &Bench, word: &str) -> String {
    let log = bench.json(&["case", "log", NUMBER]);
    let names = log["standing"].as_array().unwrap().iter().map(|found| found["name"].as_str().unwrap());
    let mut names =
        names.filter(|name| *name == word || name.strip_prefix(word).is_some_and(|id| id.len() == 7));
    let found = names.next().unwrap_or_else(|| panic!("no {word} in {log}")).to_owned();
    assert_eq!(names.next(), None);
    found
}

#[test]
fn a_second_outcome_says_which_stands_and_how_to_correct_it() {
    let bench = with_outcome();
    for naming in [&[][..], &["--hearing", "23-11-2026"]] {
        let again = bench.at(&[&["hearing", "outcome", NUMBER, "--code", "judgment"][..], naming].concat());
        assert_eq!(again.code, 1);
        assert!(
            again.err.starts_with(
                "Dit is al vastgelegd: ma 23-11-2026 09:30 · Rechtbank Den Haag · A2: mondelinge uitspraak. \
                 Corrigeren: `noodbrug hearing correct NUMMER --hearing "
            ),
            "{}",
            again.err
        );
    }
    let other = bench.at(&["hearing", "outcome", NUMBER, "--code", "judgment", "--hearing", "26-11-2026"]);
    assert!(other.err.contains("niets dat past bij `--hearing 26-11-2026`"), "{}", other.err);
}

#[test]
fn an_outcome_is_corrected_with_a_reason_and_what_is_not_named_stays() {
    let bench = with_outcome();
    let correct = ["hearing", "correct", NUMBER, "--code", "vonnis", "--text", "2 weken"];
    assert_eq!(bench.at(&correct), refused(2, "`--why` ontbreekt. Vul die optie in."));
    done(&bench, &[&correct[..], &["--why", "verkeerd gehoord"]].concat());
    let outcome = &sheet(&bench)["hearings"][0]["outcome"];
    assert_eq!(outcome.as_array().unwrap().len(), 1);
    assert_eq!((&outcome[0]["code"], &outcome[0]["text"]), (&"judgment".into(), &"2 weken".into()));
    assert_eq!(outcome[0]["appearance"], "present");
    assert_eq!(sheet(&bench)["log"][1]["why"], Value::Null);
    let whys: Vec<Value> =
        sheet(&bench)["log"].as_array().unwrap().iter().map(|line| line["why"].clone()).collect();
    assert!(whys.contains(&"verkeerd gehoord".into()), "{whys:?}");
}

#[test]
fn an_outcome_that_is_taken_back_leaves_the_hearing_open() {
    let bench = with_outcome();
    done(&bench, &["withdraw", NUMBER, "--what", &name(&bench, "uitkomst"), "--why", "andere zaak"]);
    assert_eq!(sheet(&bench)["hearings"][0]["outcome"], Value::Array(Vec::new()));
    done(&bench, &["hearing", "outcome", NUMBER, "--code", "verwezen"]);
    done(&bench, &["withdraw", NUMBER, "--what", &name(&bench, "zitting"), "--why", "dubbel"]);
    assert_eq!(sheet(&bench)["hearings"], Value::Array(Vec::new()));
}

#[test]
fn everything_that_people_enter_is_corrected_by_the_name_in_the_log() {
    let bench = with_case();
    done(&bench, &["note", "add", NUMBER, "--text", "Belde de grifie"]);
    done(&bench, &["decision", "add", NUMBER, "--kind", "sepot", "--by", "mr. Bos"]);
    done(&bench, &["task", "add", NUMBER, "--kind", "geldboete", "--text", "€ 300", "--urgent"]);
    done(&bench, &["term", "start", NUMBER, "--rule", "hb", "--from", "23-11-2026"]);
    done(&bench, &["custody", "add", NUMBER, "--kind", "aanhouding", "--at", "22-11-2026 22:00"]);
    let cases: [(&str, &[&str], &str, Value); 9] = [
        ("notitie", &["--text", "Belde de griffie"], "/notes/0/values/0/text", "Belde de griffie".into()),
        ("beslissing", &["--state", "geregistreerd"], "/decisions/0/values/0/state", "registered".into()),
        ("taak", &["--empty", "urgent", "--due", "27-11-2026"], "/tasks/0/plan/0/urgent", false.into()),
        ("termijn", &["--from", "20-11-2026"], "/terms/0/trigger/0/from", "2026-11-20".into()),
        (
            "maatregel",
            &["--at", "22-11-2026 21:00"],
            "/measures/0/values/0/moment",
            "2026-11-22T21:00:00+01:00".into(),
        ),
        ("personalia", &["--given", "Lars"], "/persons/0/identity/0/given", "Lars".into()),
        ("fase", &["--phase", "hoger beroep"], "/phase", "hoger beroep".into()),
        ("nummers", &["--others", "PL1500-1"], "/number", NUMBER.into()),
        ("feit", &["--charge", "heling"], "/charges/0/values/0/description", "heling".into()),
    ];
    for (word, change, place, value) in cases {
        let what = name(&bench, word);
        let args = [&["correct", NUMBER, "--what", &what, "--why", "typefout"][..], change].concat();
        done(&bench, &args);
        assert_eq!(sheet(&bench).pointer(place), Some(&value), "{word}");
        assert_eq!(bench.at(&args).code, 1, "what stands there already is no correction: {word}");
    }
    done(&bench, &["withdraw", NUMBER, "--what", &name(&bench, "notitie"), "--why", "andere zaak"]);
    assert_eq!(sheet(&bench)["notes"], Value::Array(Vec::new()));
    assert_eq!(bench.json(&["journal", "verify"])["faults"], Value::Array(Vec::new()));
}

#[test]
fn a_correction_that_names_nothing_or_another_field_says_what_can_be_corrected() {
    let bench = with_case();
    done(&bench, &["note", "add", NUMBER, "--text", "x"]);
    let correct =
        |more: &[&str]| bench.at(&[&["correct", NUMBER, "--what", "notitie", "--why", "x"], more].concat());
    assert_eq!(
        correct(&[]),
        refused(2, "Wat moet er komen te staan? Geef het nieuwe gegeven: --text, --kind.")
    );
    assert_eq!(
        correct(&["--room", "A1"]),
        refused(2, "`notitie` heeft geen `--room`. Te corrigeren: --text, --kind.")
    );
    let lost = bench.at(&["correct", NUMBER, "--what", "taak", "--why", "x", "--text", "x"]);
    assert_eq!(
        lost,
        refused(1, "In deze zaak staat geen `taak`. De namen staan in `noodbrug case log NUMMER`.")
    );
    assert_eq!(bench.at(&["withdraw", NUMBER, "--what", "fase", "--why", "x"]).code, 1);
}

#[test]
fn a_correction_leaves_nothing_empty_that_must_be_filled_in() {
    let bench = with_case();
    done(&bench, &["note", "add", NUMBER, "--text", "x"]);
    for (what, field) in [("notitie", "text"), ("personalia", "surname"), ("nummers", "number")] {
        let said = bench.at(&["correct", NUMBER, "--what", what, "--empty", field, "--why", "x"]);
        assert_eq!(said.code, 1, "{what}: {}", said.out);
        assert!(said.err.starts_with("Niet alles is ingevuld"), "{}", said.err);
    }
}

#[test]
fn a_number_is_not_corrected_to_that_of_another_case() {
    let bench = with_case();
    done(&bench, &["case", "open", "09/654321-26", "--surname", "Bos"]);
    let correct =
        |number| bench.at(&["correct", NUMBER, "--what", "nummers", "--number", number, "--why", "x"]);
    let taken = correct("09/654321-26");
    assert_eq!(taken.code, 1);
    assert!(taken.err.starts_with("Deze zaak bestaat al: 09/654321-26, Bos."), "{}", taken.err);
    assert_eq!(correct("12").code, 2);
    assert_eq!(correct("09/111111-26").code, 0);
    assert_eq!(bench.json(&["case", "show", "09/111111-26"])["suspect"], "Vries");
}

#[test]
fn a_task_that_is_done_says_how_to_correct_that() {
    let bench = with_case();
    done(&bench, &["task", "add", NUMBER, "--kind", "taakstraf"]);
    done(&bench, &["term", "start", NUMBER, "--rule", "hb", "--from", "01-10-2026"]);
    done(&bench, &["task", "done", NUMBER]);
    let again = bench.at(&["task", "done", NUMBER, "--task", "taakstraf"]);
    assert_eq!(again.code, 1);
    assert!(again.err.starts_with("Dit is al vastgelegd: taakstraf (ma 23-11-2026 09:00)."), "{}", again.err);
    done(&bench, &["withdraw", NUMBER, "--what", &name(&bench, "afdoening"), "--why", "te vroeg"]);
    done(&bench, &["task", "done", NUMBER]);
}

#[test]
fn the_journal_and_the_log_say_what_changed_from_what_to_what() {
    let bench = with_outcome();
    done(&bench, &["hearing", "correct", NUMBER, "--code", "vonnis", "--why", "verkeerd gehoord"]);
    done(&bench, &["note", "add", NUMBER, "--text", "Belde de griffie"]);
    done(&bench, &["withdraw", NUMBER, "--what", "notitie", "--why", "andere zaak"]);
    done(&bench, &["custody", "board", "--pdf", "bord.pdf"]);
    done(&bench, &["partner", "card", "--to", "kaart.txt"]);
    for out in
        [bench.at(&["journal", "print", "--date", "vandaag"]).out, bench.at(&["case", "log", NUMBER]).out]
    {
        for part in [
            "toegevoegd: datum, tijd en zaal ma 23-11-2026 09:30 · Rechtbank Den Haag · zaal A2",
            "gewijzigd: uitkomst van de zitting was mondelinge uitspraak · tegenspraak, nu vonnis · tegenspraak",
            "toegevoegd: notitie Belde de griffie",
            "ingetrokken: notitie Belde de griffie",
        ] {
            assert!(out.contains(part), "{part} in {out}");
        }
    }
    let day = bench.at(&["journal", "print", "--date", "vandaag"]).out;
    for part in
        ["afgedrukt: bord van vrijheidsbeneming", "beheer: partnerkaart gemaakt", "beheer: kantoor gemaakt"]
    {
        assert!(day.contains(part), "{part} in {day}");
    }
}

#[test]
fn somebody_leaves_the_custody_board_by_correction_only_with_a_colleague() {
    let bench = with_case();
    let own = ["--user", "a.bakker"];
    std::fs::write(bench.path("jan"), "wachtzin van jan is lang").unwrap();
    let add = ["user", "add", "jan", "--role", "officier", "--new-passphrase-file", "jan"];
    done(&bench, &add);
    let measure = ["custody", "add", NUMBER, "--kind", "bewaring", "--at", "2026-11-20T10:00"];
    done(&bench, &[&measure[..], &own].concat());
    let log = bench.json(&["case", "log", NUMBER, "--user", "a.bakker"]);
    let mut names = log["standing"].as_array().unwrap().iter().map(|found| found["name"].as_str().unwrap());
    let measure = names.rfind(|name| name.starts_with("maatregel-")).unwrap().to_owned();
    let free = ["correct", NUMBER, "--what", &measure, "--kind", "invrijheidstelling", "--why", "x"];
    let free = [&free[..], &own].concat();
    let alone = bench.at(&free);
    assert_eq!(alone.code, 3, "{}", alone.err);
    assert!(
        alone.err.contains("haalt Vries van het bord") && alone.err.contains("--second"),
        "{}",
        alone.err
    );
    let myself = [&free[..], &["--second", "a.bakker", "--second-passphrase-file", "jan"]].concat();
    assert_eq!(bench.at(&myself).code, 12);
    let both = [&free[..], &["--second", "jan", "--second-passphrase-file", "jan"]].concat();
    done(&bench, &both);
    let log = bench.at(&[&["case", "log", NUMBER][..], &own].concat());
    assert!(log.out.contains("als tweede persoon meegekeken"), "{}", log.out);
    let ahead = ["custody", "add", NUMBER, "--kind", "bewaring", "--at", "2027-11-20T10:00"];
    let ahead = bench.at(&[&ahead[..], &own].concat());
    assert_eq!(ahead.code, 1);
    assert!(ahead.err.contains("ligt in de toekomst"), "{}", ahead.err);
}
