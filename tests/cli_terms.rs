//! Statutory terms on the command line: every rule of the law, with no office and no store.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use serde_json::Value;
use terminal::{Bench, refused};

fn report(args: &[&str]) -> Value {
    Bench::new().json_without_office(&[&["term", "compute"], args].concat())
}

fn is_day_or_moment(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.parse::<noodbrug_core::deadlines::End>().is_ok_and(|end| end.to_string() == text)
}

#[test]
fn the_report_of_a_term_has_the_keys_that_other_programs_rely_on() {
    let report = report(&["--rule", "hb", "--from", "2015-12-11"]);
    assert_eq!(report["rule"], "hb");
    assert_eq!(report["article"], "Sv art. 408 lid 1");
    assert_eq!(report["from"], "2015-12-11");
    assert_eq!((&report["earliest"], &report["latest"]), (&Value::from("2015-12-28"), &report["latest"]));
    assert_eq!(
        (report["certainty"].as_str(), report["beyond_horizon"].as_bool()),
        (Some("uncertain"), Some(false))
    );
    let steps = report["steps"].as_array().unwrap();
    assert_eq!(steps[2]["moved_by"], "Eerste Kerstdag");
    for step in steps {
        assert!(step["what"].is_string() && is_day_or_moment(&step["to"]), "{step}");
        assert!(step["moved_by"].is_string() || step["moved_by"].is_null(), "{step}");
    }
    assert_eq!(report["warnings"], Value::Array(Vec::new()));
}

#[test]
fn every_rule_of_the_list_can_be_computed_with_what_the_list_says_it_asks() {
    let bench = Bench::new();
    let list = bench.json_without_office(&["term", "list"]);
    let rules = list.as_array().unwrap();
    assert_eq!(rules.len(), 72);
    for rule in rules {
        for key in ["article", "name", "source", "review", "trigger", "counting"] {
            assert!(rule[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {rule}");
        }
        let id = rule["rule"].as_str().unwrap();
        let day = matches!(rule["trigger_kind"].as_str(), Some("day" | "service"));
        let mut args = vec!["--rule", id, "--from", if day { "23-11-2024" } else { "23-11-2024 22:00" }];
        let variant = rule["variants"].as_array().unwrap().first().and_then(Value::as_str);
        let variant = variant.map(|variant| format!("variant={variant}"));
        args.extend(variant.iter().flat_map(|variant| ["--with", variant.as_str()]));
        let report = report(&args);
        assert!(
            is_day_or_moment(&report["earliest"]) && is_day_or_moment(&report["latest"]),
            "{id}: {report}"
        );
        assert_eq!((&report["rule"], &report["article"]), (&rule["rule"], &rule["article"]));
    }
}

#[test]
fn facts_are_given_one_by_one_or_in_a_row() {
    let end = |args: &[&str]| report(args)["earliest"].as_str().unwrap().to_owned();
    let law = ["--rule", "huisverbod", "--from", "2024-11-04T12:00"];
    assert_eq!(end(&law), "2024-11-14T12:00:00+01:00");
    let row = [&law[..], &["--with", "variant=verlengd", "days=20"]].concat();
    assert_eq!(end(&row), "2024-11-24T12:00:00+01:00");
    let each = [&["--with", "days=20", "--with", "variant=verlengd"], &law[..]].concat();
    assert_eq!(end(&each), end(&row));
    let bench = Bench::new();
    let unknown = bench.run(&[&["term", "compute"], &law[..], &["--with", "maand=3"]].concat());
    assert_eq!(
        unknown,
        refused(
            2,
            "Tijdelijk huisverbod (Wet tijdelijk huisverbod) kent `maand` niet. Dit kan: `variant=`, `days=`."
        )
    );
    let unreadable = bench.run(&[&["term", "compute"], &law[..], &["--with", "verlengd"]].concat());
    assert_eq!(
        unreadable,
        refused(2, "`--with verlengd` is niet te lezen. Typ bijvoorbeeld `--with days=30`.")
    );
}

#[test]
fn a_rule_counted_back_says_which_day_it_gives() {
    let served = report(&["--rule", "dagv_pr", "--from", "04-11-2024", "--to-hearing"]);
    assert_eq!(
        (served["earliest"].as_str(), served["from"].as_str()),
        (Some("2024-11-08"), Some("2024-11-04"))
    );
    let bench = Bench::new();
    let hearing = bench.run(&["term", "compute", "--rule", "dagv_pr", "--from", "08-11-2024"]);
    let first = hearing.out.lines().next().unwrap();
    assert_eq!(
        first,
        "Laatste dag voor betekening van de dagvaarding, bij een zitting of einde op vr 08-11-2024: ma 04-11-2024"
    );
}

#[test]
fn a_day_that_has_yet_to_come_is_computed_with_a_warning() {
    let ahead = report(&["--rule", "hb", "--from", "2199-11-23", "--lang", "en"]);
    assert!(ahead["warnings"][0].as_str().unwrap().starts_with("The start lies in the future"), "{ahead}");
    assert_eq!(ahead["beyond_horizon"], true);
    let planned = report(&["--rule", "dagv_pr", "--from", "2199-11-25"]);
    assert_eq!(planned["warnings"], Value::Array(Vec::new()));
}

#[test]
fn the_list_of_rules_shows_what_each_rests_on() {
    let bench = Bench::new();
    let said = bench.run(&["term", "list"]);
    let line = said.out.lines().find(|line| line.starts_with("voorgeleiding ")).unwrap();
    for part in ["Sv art. 59a", "tekst 2025", "vanaf 01-03-2017", "te toetsen"] {
        assert!(line.contains(part), "{line}");
    }
    assert!(
        said.out.starts_with("versie 1; kalender versie 1, bekend t/m 31-12-2028\nRegel "),
        "{}",
        said.out
    );
}
