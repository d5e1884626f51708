//! Custody on the command line: what is logged, the board that comes of it, and one case with all its clocks.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use noodbrug_core::custody::MeasureKind;
use terminal::{Bench, good, refused};

const CASE: &str = "09/123456-26";

/// A bench with a case of one suspect.
fn with_case() -> Bench {
    let bench = Bench::with_office();
    opened(&bench, CASE, "Vries", "11");
    bench
}

fn opened(bench: &Bench, number: &str, surname: &str, skn: &str) {
    let open = ["case", "open", number, "--surname", surname, "--born", "03-04-1990", "--skn", skn];
    assert_eq!(bench.at(&open).code, 0);
}

fn add(bench: &Bench, number: &str, measures: &[(&str, &str)]) {
    for (kind, moment) in measures {
        let said =
            bench.at(&["custody", "add", number, "--kind", kind, "--at", moment, "--place", "PI Alphen"]);
        assert_eq!(said.code, 0, "{said:?}");
    }
}

#[test]
fn an_arrest_on_paper_sets_a_clock_of_the_law_running() {
    let bench = with_case();
    let untimed = bench.at(&["custody", "add", CASE, "--kind", "aanhouding"]);
    assert_eq!(untimed, refused(2, "`--at` ontbreekt. Vul die optie in."));
    add(&bench, CASE, &[("aanhouding", "22-11-2026 22:00"), ("inverzekeringstelling", "2026-11-23T03:00")]);
    let board = bench.json(&["custody", "board"]);
    let line = &board["lines"][0];
    // Sv 58: three days after the order. Sv 59a: ninety hours after the arrest.
    assert_eq!(
        (&line["ends"], &line["rule"]),
        (&"2026-11-26T03:00:00+01:00".into(), &"ivs".into()),
        "{board}"
    );
    let open: Vec<&str> = line["clocks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|clock| clock["outcome"] == "running")
        .filter_map(|clock| clock["earliest"].as_str())
        .collect();
    assert_eq!(open, ["2026-11-26T03:00:00+01:00", "2026-11-26T16:00:00+01:00"]);
}

#[test]
fn every_kind_of_measure_can_be_logged_and_an_unknown_one_names_them_all() {
    let bench = with_case();
    for kind in MeasureKind::ALL {
        add(&bench, CASE, &[(kind.word(), "2026-11-20T10:00")]);
    }
    let said = bench.at(&["custody", "add", CASE, "--kind", "verhoor", "--at", "2026-11-20T10:00"]);
    assert_eq!(said.code, 2);
    assert!(MeasureKind::ALL.iter().all(|kind| said.err.contains(kind.word())), "{said:?}");
}

#[test]
fn an_office_in_which_nobody_is_held_says_so() {
    let none = "Er loopt geen enkele klok: niemand zit vast, voor zover bekend.\n";
    assert_eq!(with_case().at(&["custody", "board"]), good(none));
    let watched = "TE LANG VAST: niemand\nTE VROEG VRIJ, na te gaan: niemand\n";
    assert_eq!(with_case().at(&["custody", "board", "--watch"]), good(watched));
}
