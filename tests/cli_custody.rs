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

/// Four cases: two of one person, one past its end, one without an arrest.
fn held() -> Bench {
    let bench = with_case();
    opened(&bench, "09/000002-26", "Bos", "12");
    opened(&bench, "09/000003-26", "Vries", "11");
    opened(&bench, "09/000004-26", "Smit", "14");
    let first = [("aanhouding", "2026-11-16T10:00"), ("inverzekeringstelling", "2026-11-16T12:00")];
    add(&bench, CASE, &[first[0], first[1], ("bewaring", "2026-11-18T14:00")]);
    let past = [("aanhouding", "2026-11-20T04:00"), ("inverzekeringstelling", "2026-11-20T08:00")];
    add(&bench, "09/000002-26", &past);
    add(&bench, "09/000003-26", &[("aanhouding", "2026-11-19T10:00"), ("bewaring", "2026-11-20T14:00")]);
    add(&bench, "09/000004-26", &[("inverzekeringstelling", "2026-11-22T08:00")]);
    bench
}

const BOARD: &str = r"TE LANG VAST:
09/000002-26  Bos
    Inverzekeringstelling (Sv art. 57 en 58 lid 2) verstreken ma 23-11-2026 08:00
    titel ontbreekt sinds ma 23-11-2026 08:00
TE VROEG VRIJ, na te gaan: niemand

Stand               Uiterlijk            Nog                Parketnummer  Dagen  Plaats     Verdachte
GEGEVENS ONTBREKEN  wo 25-11-2026 08:00  over 1 d 23 u      09/000004-26  2/110  PI Alphen  Smit
    Inverzekeringstelling (Sv art. 57 en 58 lid 2): inverzekeringstelling, zo 22-11-2026 08:00; 3 dagen (72 uur) later is wo 25-11-2026 08:00.
    Geen aanhouding bekend bij inverzekeringstelling, zo 22-11-2026 08:00: de voorgeleiding is niet te berekenen. Vul het tijdstip van de aanhouding in.
VERSTREKEN          ma 23-11-2026 08:00  1 u 0 min geleden  09/000002-26  4/110  PI Alphen  Bos
    titel ontbreekt sinds ma 23-11-2026 08:00
    Inverzekeringstelling (Sv art. 57 en 58 lid 2): inverzekeringstelling, vr 20-11-2026 08:00; 3 dagen (72 uur) later is ma 23-11-2026 08:00.
    Voorgeleiding aan de rechter-commissaris (Sv art. 59a): uiterlijk ma 23-11-2026 22:00
LOOPT               wo 02-12-2026 14:00  over 9 d 5 u       09/123456-26  7/110  PI Alphen  Vries
    Bewaring (Sv art. 64): bewaring, wo 18-11-2026 14:00; 14 dagen (336 uur) later is wo 02-12-2026 14:00.
    Bewaring (Sv art. 64): uiterlijk vr 04-12-2026 14:00, zaak 09/000003-26
    ook vast in zaak 09/000003-26
";

const WATCH: &str = r"HELD TOO LONG:
09/000002-26  Bos
    Police custody (Sv art. 57 en 58 lid 2) lapsed Mon 23-11-2026 08:00
    no title since Mon 23-11-2026 08:00
LET GO TOO EARLY, to check: nobody
";

#[test]
fn the_board_has_the_watch_lists_then_a_line_a_person_with_the_reason_of_each_end() {
    let bench = held();
    assert_eq!(bench.at(&["custody", "board"]), good(BOARD));
    assert_eq!(bench.at(&["custody", "board", "--watch", "--lang", "en"]), good(WATCH));
    let board = bench.json(&["custody", "board"]);
    let of = |key: &str| {
        board["lines"].as_array().unwrap().iter().map(|line| line[key].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("level"), ["unknown", "past", "running"]);
    assert_eq!(of("number"), ["09/000004-26", "09/000002-26", CASE]);
    assert_eq!(board["lines"][2]["also_in"][0]["number"], "09/000003-26");
    assert_eq!((&board["held"], &board["too_long"]), (&3.into(), &1.into()));
    let watched = bench.json(&["custody", "board", "--watch"]);
    assert_eq!(watched["lines"].as_array().unwrap().len(), 1);
    assert_eq!(bench.at(&["custody", "board", "--pdf", "bord.pdf"]), good("Gemaakt: bord.pdf\n"));
}

const SHOWN: &str = r"09/000003-26

Vries
Stand:           vast
Sinds:           do 19-11-2026 10:00
Plaats:          PI Alphen
Tot de zitting:  3 van 110 dagen, 107 over
! titel ontbreekt van do 19-11-2026 19:00 tot vr 20-11-2026 14:00
> ook vast in zaak 09/123456-26
Klok                                                                   Vroegst              Laatst               Hoe het staat
Bewaring (Sv art. 64)                                                  vr 04-12-2026 14:00  vr 04-12-2026 14:00  loopt
    bewaring, vr 20-11-2026 14:00; 14 dagen (336 uur) later is vr 04-12-2026 14:00.
Ophouden voor onderzoek (feit met voorlopige hechtenis) (Sv art. 56a)  do 19-11-2026 19:00  do 19-11-2026 19:00  niet gehaald: bewaring, vr 20-11-2026 14:00 kwam na het einde
    aanhouding, do 19-11-2026 10:00; 9 uur is voorbij op do 19-11-2026 19:00.
    De aankomst op de plaats van verhoor is niet bekend: gerekend vanaf de aanhouding.
Voorgeleiding aan de rechter-commissaris (Sv art. 59a)                 ma 23-11-2026 04:00  ma 23-11-2026 04:00  gehaald door bewaring, vr 20-11-2026 14:00
    aanhouding, do 19-11-2026 10:00; 90 uur later is ma 23-11-2026 04:00.
";

const SHOWN_INCOMPLETE: &str = r"09/000004-26

Smit
Standing:           held
Since:              Sun 22-11-2026 08:00
Place:              PI Alphen
Until the hearing:  2 of 110 days, 108 left
! No arrest known with police custody, Sun 22-11-2026 08:00: the bringing before the judge cannot be computed. Fill in the moment of the arrest.
Clock                                    Earliest              Latest                How it stands
Police custody (Sv art. 57 en 58 lid 2)  Wed 25-11-2026 08:00  Wed 25-11-2026 08:00  running
    police custody, Sun 22-11-2026 08:00; 3 days (72 hours) later is Wed 25-11-2026 08:00.
";

#[test]
fn one_case_shows_every_clock_with_its_reason_the_gaps_the_days_and_what_is_missing() {
    let bench = held();
    assert_eq!(bench.at(&["custody", "show", "09/000003-26"]), good(SHOWN));
    assert_eq!(bench.at(&["custody", "show", "09/000004-26", "--lang", "en"]), good(SHOWN_INCOMPLETE));
    let shown = bench.json(&["custody", "show", "09/000003-26"]);
    assert_eq!(shown["persons"][0]["before_release"][0], "ook vast in zaak 09/123456-26");
    let log = bench.json(&["case", "show", "09/000003-26"])["log"].clone();
    let looks = log.as_array().unwrap().iter().filter(|entry| entry["kind"] == "read");
    assert_eq!(looks.count(), 3, "each look at the case is in the journal");
    opened(&bench, "09/000005-26", "Vrij", "15");
    let free = "09/000005-26\nIn deze zaak is geen vrijheidsbeneming vastgelegd.\n";
    assert_eq!(bench.at(&["custody", "show", "09/000005-26"]), good(free));
}

#[test]
fn a_release_that_nobody_ordered_is_on_the_watch_list() {
    let bench = with_case();
    add(
        &bench,
        CASE,
        &[
            ("aanhouding", "2026-11-16T10:00"),
            ("bewaring", "2026-11-16T14:00"),
            ("invrijheidstelling", "2026-11-20T10:00"),
        ],
    );
    let watched = "\
TE LANG VAST: niemand
TE VROEG VRIJ, na te gaan:
09/123456-26  Vries
    invrijheidstelling, vr 20-11-2026 10:00, zonder opheffing; Bewaring liep tot ma 30-11-2026 14:00.
";
    assert_eq!(bench.at(&["custody", "board", "--watch"]), good(watched));
}

#[test]
fn every_act_of_custody_answers_with_the_name_and_what_the_board_makes_of_it() {
    let bench = with_case();
    add(&bench, CASE, &[("aanhouding", "2026-11-16T10:00")]);
    let act = |kind: &str, moment: &str| bench.at(&["custody", "add", CASE, "--kind", kind, "--at", moment]);
    let second = |said: &terminal::Said| said.out.lines().skip(1).collect::<Vec<_>>().join("\n");
    let remand = act("bewaring", "2026-11-16T14:00");
    assert_eq!(second(&remand), "Vries: LOOPT, uiterlijk ma 30-11-2026 14:00 (was ma 16-11-2026 16:00)");
    let lifted = act("opheffing", "2026-11-23T07:30");
    assert_eq!(second(&lifted), "Vries: MOET VRIJ, uiterlijk ma 23-11-2026 10:30 (was ma 30-11-2026 14:00)");
    let shown = bench.at(&["custody", "show", CASE]).out;
    assert!(
        shown.contains("Stand:") && shown.contains("moet vrij") && !shown.contains("titel ontbreekt"),
        "{shown}"
    );
    let freed =
        bench.json(&["custody", "add", CASE, "--kind", "invrijheidstelling", "--at", "2026-11-23T07:40"]);
    let board = &freed["board"];
    assert_eq!(
        (&freed["name"], &board["is_on"], &board["level"]),
        (&"Vries".into(), &false.into(), &"released".into())
    );
    assert_eq!(board["title_until"], "2026-11-30T14:00:00+01:00");
    let after = bench.at(&["custody", "board"]).out;
    assert!(after.starts_with("Stand        Uiterlijk") && after.contains("\nVRIJGELATEN "), "{after}");
    assert!(after.contains("    invrijheidstelling, ma 23-11-2026 07:40\n"), "{after}");
    assert!(!bench.at(&["custody", "show", CASE]).out.contains("titel ontbreekt"));
}

#[test]
fn a_release_on_a_mistyped_number_shows_whom_it_took_off_the_board() {
    let bench = with_case();
    opened(&bench, "09/000002-26", "Łukaszewicz", "12");
    add(
        &bench,
        "09/000002-26",
        &[("aanhouding", "2026-11-22T22:00"), ("inverzekeringstelling", "2026-11-23T03:00")],
    );
    let freed = bench.at(&[
        "custody",
        "add",
        "09/000002-26",
        "--kind",
        "invrijheidstelling",
        "--at",
        "2026-11-23T08:00",
    ]);
    let told = "Łukaszewicz: van het bord; titel liep tot do 26-11-2026 03:00. Nog 48 uur zichtbaar als vrijgelaten.\n";
    assert!(freed.out.ends_with(told), "{freed:?}");
}

#[test]
fn an_order_before_the_arrest_or_longer_than_the_law_allows_is_answered_at_entry() {
    let bench = with_case();
    add(&bench, CASE, &[("aanhouding", "2026-11-18T10:00")]);
    let early = bench.at(&["custody", "add", CASE, "--kind", "bewaring", "--at", "2026-11-17T10:00"]);
    assert!(
        early.code == 0
            && early.out.contains("\n! bewaring, di 17-11-2026 10:00: de bewaring begint voor de aanhouding")
    );
    for verb in ["show", "board"] {
        let number = if verb == "show" { vec![CASE] } else { Vec::new() };
        let said = bench.at(&[&["custody", verb], &number[..]].concat());
        assert!(said.out.contains("de bewaring begint voor de aanhouding"), "{said:?}");
    }
    let long = |kind: &str, days: &str| {
        bench.at(&["custody", "add", CASE, "--kind", kind, "--at", "2026-11-19T10:00", "--days", days])
    };
    let remand = long("bewaring", "20");
    assert!(
        remand.code == 1 && remand.err.contains("Bewaring (Sv art. 64) duurt ten hoogste 14 dagen"),
        "{remand:?}"
    );
    assert!(long("gevangenhouding", "200").err.contains("ten hoogste 90 dagen"));
    assert_eq!(long("bewaring", "14").code, 0);
}
