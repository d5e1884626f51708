//! Terms on the command line: warnings, the second person, the day's log, gaps, and planning help.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use noodbrug_office::exercise::{ExportPlan, Writing};
use terminal::{Bench, PASSPHRASE, Said, good, refused};

/// A bench with a case in which an appeal term runs.
fn with_appeal() -> Bench {
    let bench = Bench::with_office();
    let case =
        ["case", "open", "09-123456-26", "--surname", "Vries", "--given", "Lars", "--charge", "diefstal"];
    assert_eq!(bench.at(&case).code, 0);
    let start = ["term", "start", "0912345626", "--rule", "hb", "--from", "20-11-2026"];
    assert_eq!(bench.at(&start).code, 0);
    bench
}

/// Gives a second person a place in the office.
fn second(bench: &Bench) {
    std::fs::write(bench.path("wachtzin"), format!("{PASSPHRASE}\n")).unwrap();
    let add = ["user", "add", "b.smit", "--role", "clerk", "--new-passphrase-file", "wachtzin"];
    assert_eq!(bench.at(&add).code, 0);
}

fn by(bench: &Bench, who: &str, args: &[&str]) -> Said {
    bench.at(&[args, &["--user", who]].concat())
}

const END: [&str; 5] = ["term", "end", "0912345626", "--how", "met"];
const CONFIRM: [&str; 3] = ["term", "confirm", "0912345626"];

#[test]
fn somebody_alone_asks_and_is_told_what_to_do() {
    let bench = with_appeal();
    assert_eq!(
        bench.at(&END),
        Said {
            out: "Opgeslagen · nr. 4 · ma 23-11-2026 09:00 · NAAM\n".into(),
            err: "Voorgesteld. De termijn loopt door en telt mee. Een ander bevestigt met `noodbrug term confirm`. \
                  U bent hier de enige gebruiker. Voeg een collega toe met `noodbrug user add`. Of laat een andere \
                  werkplek bevestigen.\n"
                .into(),
            code: 3,
        }
    );
    assert_eq!(
        bench.at(&CONFIRM),
        refused(
            1,
            "U hebt dit zelf voorgesteld. Een ander moet het bevestigen. Bent u alleen? Vraag een collega om zich aan \
             te melden. Of laat een andere werkplek bevestigen. Tot dan loopt de termijn door."
        )
    );
    assert_eq!(
        bench.at(&["term", "open", "--lang", "en"]),
        Said {
            out: "Ends            Watch                                                                    Case number   Suspect      Term                        Runs from       Name
Fri 04-12-2026  watch from Fri 27-11-2026; waits for a second person, asked by a.bakker  09/123456-26  Vries, Lars  Appeal (Sv art. 408 lid 1)  Fri 20-11-2026  NAAM
"
            .into(),
            err: "A second person must look at these: 1. Use `term confirm` or `term keep`.\n".into(),
            code: 3,
        }
    );
    let sheet = bench.at(&["case", "show", "0912345626"]);
    assert!(sheet.out.contains("loopt, wacht op tweede persoon"), "{}", sheet.out);
    let status = bench.json(&["status"]);
    assert_eq!(
        (&status["counts"]["terms_asked"], &status["counts"]["terms_running"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn a_second_person_confirms_and_may_let_the_term_run_again() {
    let bench = with_appeal();
    second(&bench);
    let early = by(&bench, "b.smit", &[CONFIRM.as_slice(), &["--term", "hb"]].concat());
    assert_eq!(
        early,
        refused(1, "Niemand heeft het einde van deze termijn voorgesteld. Stel het eerst voor.")
    );
    assert_eq!(by(&bench, "a.bakker", &END).code, 3);
    assert_eq!(by(&bench, "b.smit", &CONFIRM).code, 0);
    assert_eq!(by(&bench, "b.smit", &["term", "running"]), good("Geen termijnen.\n"));
    assert_eq!(by(&bench, "b.smit", &["term", "open"]), good("Geen termijn wacht op een tweede persoon.\n"));
    let keep = ["term", "keep", "0912345626", "--term", "hb", "--why", "er ligt nog een akte"];
    assert_eq!(by(&bench, "a.bakker", &keep).code, 0);
    let log = by(&bench, "a.bakker", &["term", "log", "--date", "23-11-2026"]);
    let lines: Vec<&str> = log.out.lines().collect();
    assert_eq!(lines[0], "Termijnen van de dag · Oefenparket Den Haag · ma 23-11-2026 · 4 handelingen");
    let acts = [
        "ingevoerd  ",
        "voorgesteld: op tijd gedaan, wacht op tweede persoon",
        "bevestigd: op tijd gedaan, voorgesteld door a.bakker",
        "loopt door · er ligt nog een akte",
    ];
    for (line, act) in lines[2..].iter().zip(acts) {
        assert!(line.contains(act) && line.ends_with("vr 20-11-2026  vr 04-12-2026"), "{line}");
    }
    assert!(lines.last().unwrap().contains("oef-ws-den-haag-01 e1"), "{}", log.out);
    assert_eq!(
        by(&bench, "a.bakker", &["term", "log", "--date", "23-11-2026", "--pdf", "log.pdf"]),
        good("Gemaakt: log.pdf\n")
    );
    let quiet = by(&bench, "a.bakker", &["term", "log", "--date", "22-11-2026"]);
    assert!(
        quiet.out.contains("Op deze dag is geen termijn ingevoerd, verplaatst of afgesloten."),
        "{}",
        quiet.out
    );
}

#[test]
fn a_term_in_its_warning_stands_before_those_that_only_run() {
    let bench = with_appeal();
    for (rule, from) in [("obs", "05-09-2026"), ("exec_14", "06-11-2026"), ("uitspraak_mk", "15-11-2026")] {
        let start = ["term", "start", "0912345626", "--rule", rule, "--from", from];
        assert_eq!(bench.at(&start).code, 0);
    }
    let terms = bench.json(&["term", "running"]);
    let terms: Vec<(&str, &str)> = terms["terms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|term| (term["rule"].as_str().unwrap(), term["urgency"].as_str().unwrap()))
        .collect();
    // The observation ends on 4 December, after the judgment, and is in its warning of two weeks already.
    assert_eq!(terms, [("exec_14", "lapsed"), ("obs", "warned"), ("uitspraak_mk", "later"), ("hb", "later")]);
}

#[test]
fn an_oral_order_is_to_be_written_down_within_three_days() {
    let bench = with_appeal();
    let tap = ["term", "start", "0912345626", "--rule", "tap", "--from", "20-11-2026", "--oral"];
    assert_eq!(bench.at(&tap).code, 0);
    let measures = bench.json(&["plan", "measures"]);
    let ends: Vec<(&str, &str)> = measures["measures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|term| (term["rule"].as_str().unwrap(), term["ends"].as_str().unwrap()))
        .collect();
    assert_eq!(ends, [("tap/op_schrift", "2026-11-24T00:00:00+01:00"), ("tap", "2026-12-19T00:00:00+01:00")]);
    let other = ["term", "start", "0912345626", "--rule", "hb", "--from", "20-11-2026", "--oral"];
    assert_eq!(
        bench.at(&other),
        refused(1, "Voor `hb` kent de wetstabel geen mondeling bevel. Laat dat weg.")
    );
}

#[test]
fn cases_without_a_term_are_counted_and_zero_is_said() {
    let bench = Bench::with_office();
    assert_eq!(
        bench.at(&["term", "gaps"]),
        good("Zaken zonder lopende termijn: 0\nVonnis zonder termijn voor een rechtsmiddel: 0\n")
    );
    let status = bench.at(&["status"]).out;
    let count = status.lines().find_map(|line| line.strip_prefix("Zaken zonder termijn "));
    assert_eq!(count.map(str::trim), Some("0"), "{status}");
    let case = ["case", "open", "09-123456-26", "--surname", "Vries", "--phase", "Gedagvaard"];
    assert_eq!(bench.at(&case).code, 0);
    let plan = [
        "hearing",
        "plan",
        "0912345626",
        "--date",
        "23-11-2026",
        "--time",
        "08:30",
        "--court",
        "Rechtbank Den Haag",
        "--room",
        "A2",
    ];
    assert_eq!(bench.at(&plan).code, 0);
    let judged = ["hearing", "outcome", "0912345626", "--code", "judgment-oral", "--at", "2026-11-23T08:50"];
    assert_eq!(bench.at(&judged).code, 0, "{}", bench.at(&judged).err);
    assert_eq!(
        bench.at(&["term", "gaps"]),
        good(
            "Zaken zonder lopende termijn: 1
Vonnis zonder termijn voor een rechtsmiddel: 1
Parketnummer  Verdachte  Fase        Waarom
09/123456-26  Vries      Gedagvaard  vonnis op ma 23-11-2026, geen termijn voor een rechtsmiddel
"
        )
    );
    let day = bench.at(&["journal", "print", "--date", "23-11-2026"]);
    assert!(day.out.contains("Zaken zonder termijn:                         1\n"), "{}", day.out);
    let start = ["term", "start", "0912345626", "--rule", "hb", "--from", "23-11-2026"];
    assert_eq!(bench.at(&start).code, 0);
    assert_eq!(bench.json(&["term", "gaps"])["cases"].as_array().map(Vec::len), Some(0));
}

#[test]
fn the_summons_calculator_counts_both_ways_with_its_traps() {
    let bench = Bench::new();
    assert_eq!(
        bench.run(&["plan", "summons", "--served", "26-11-2026", "--chamber", "pr"]),
        good(
            "politierechter (Sv art. 370 lid 1)
  zitting op zijn vroegst: di 01-12-2026
    1. Begin: betekening van de dagvaarding, do 26-11-2026.
    2. 3 dagen ertussen: vr 27-11-2026 tot en met zo 29-11-2026.
    3. In de termijn liggen 1 van de 2 nodige werkdagen: zo 29-11-2026 wordt ma 30-11-2026 (Atw art. 2).
    4. De eerste dag die kan is di 01-12-2026.
  bezwaar (Sv art. 262 lid 1) tot en met vr 04-12-2026; zonder instemming begint de zitting vanaf ma 07-12-2026
"
        )
    );
    let back = bench.json_without_office(&["plan", "summons", "--hearing", "07-12-2026"]);
    let days: Vec<(&str, &str)> = back["chambers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|plan| (plan["chamber"].as_str().unwrap(), plan["latest_service"].as_str().unwrap()))
        .collect();
    assert_eq!(
        days,
        [("mk", "2026-11-26"), ("pr", "2026-12-02"), ("kr", "2026-11-26"), ("hof", "2026-11-24")]
    );
    assert_eq!(
        bench.run(&["plan", "summons"]),
        refused(2, "Geef één dag: `--served` (betekening) of `--hearing` (zitting).")
    );
}

#[test]
fn whoever_is_held_stands_on_the_planning_board_by_the_last_day() {
    let bench = Bench::with_office();
    let plan = ExportPlan {
        seed: 1,
        cases: 120,
        taken_at: "2026-11-23T06:00:00".parse().unwrap(),
        writing: Writing::Windows1252,
    };
    noodbrug_office::exercise::export(&bench.path("export"), &plan).unwrap();
    assert_eq!(bench.at(&["intake", "export", "--mapping", "den-haag", "--yes"]).code, 0);
    let board = bench.json(&["plan", "chambers"]);
    let titles = board["titles"].as_array().unwrap();
    let days: Vec<&str> = titles.iter().filter_map(|title| title["hear_by"].as_str()).collect();
    assert!(!days.is_empty() && days.is_sorted(), "{board}");
    let planned =
        |title: &&serde_json::Value| title["planned"] == "in-time" || title["planned"] == "too-late";
    assert!(titles.iter().all(|title| planned(&title) || title["hearing"].is_null()));
    let until = bench.json(&["plan", "chambers", "--until", days[0]]);
    assert!(until["titles"].as_array().unwrap().len() <= titles.len());
    assert!(
        until["titles"].as_array().unwrap().iter().all(|title| title["hear_by"].as_str() <= Some(days[0]))
    );
    assert_eq!(bench.at(&["plan", "chambers", "--pdf", "bord.pdf"]), good("Gemaakt: bord.pdf\n"));
    assert!(std::fs::read(bench.path("bord.pdf")).unwrap().starts_with(b"%PDF-"));
}
