//! A hearing day on the command line: order, bench, rooms, vacated and copied hearings, clashes, and what outcomes start.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use serde_json::Value;
use terminal::{Bench, Said};

const COURT: &str = "Rechtbank Den Haag";
const DAY: &str = "24-11-2026";

/// Two cases in room A1 and one in B2, on one day.
fn with_day() -> Bench {
    let bench = Bench::with_office();
    for (number, time, room) in [("1", "09:00", "A1"), ("2", "09:30", "A1"), ("3", "09:00", "B2")] {
        let number = format!("09/00000{number}-26");
        done(&bench, &["case", "open", &number, "--surname", "Vries"]);
        let plan =
            ["hearing", "plan", &number, "--date", DAY, "--time", time, "--court", COURT, "--room", room];
        done(&bench, &[&plan[..], &["--chamber", "Politierechter", "--minutes", "30"]].concat());
    }
    bench
}

fn done(bench: &Bench, args: &[&str]) -> Said {
    let said = bench.at(args);
    assert_eq!(said.code, 0, "{args:?}: {}", said.err);
    said
}

fn listed(bench: &Bench, day: &str) -> Vec<(String, String)> {
    let list = bench.json(&["hearing", "list", "--date", day]);
    let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let lines = list.as_array().unwrap().iter();
    lines.map(|line| (text(line, "number"), text(&line["slot"], "room"))).collect()
}

#[test]
fn a_room_is_put_in_order_and_one_place_is_changed_with_a_reason() {
    let bench = with_day();
    let order = ["hearing", "order", "09/000002-26", "09/000001-26", "--date", DAY, "--room", "A1"];
    assert_eq!(done(&bench, &order).out, "Opgeslagen · 2 zittingen\n");
    let text = done(&bench, &["hearing", "list", "--date", DAY]).out;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[1].contains("Nr.") && lines[2].contains("09/000002-26"), "{text}");
    let place = ["hearing", "order", "09/000001-26", "--place", "1"];
    assert!(bench.at(&place).err.contains("Vul een reden in"));
    done(&bench, &[&place[..], &["--why", "tolk moet weg"]].concat());
    assert_eq!(listed(&bench, DAY)[0].0, "09/000001-26");
    let elsewhere =
        bench.at(&["hearing", "order", "09/000003-26", "--date", DAY, "--room", "A1", "--why", "x"]);
    assert_eq!(elsewhere.code, 1);
    assert!(elsewhere.err.contains("geen open zitting in zaal A1"), "{}", elsewhere.err);
}

#[test]
fn a_plan_that_clashes_is_saved_with_a_warning_and_the_day_shows_it() {
    let bench = with_day();
    assert_eq!(done(&bench, &["hearing", "clashes", "--date", DAY]).out, "di 24-11-2026: niets botst\n");
    let moved = ["hearing", "move", "09/000003-26", "--room", "A1", "--why", "lekkage"];
    let said = done(&bench, &moved);
    assert!(
        said.out.starts_with("Opgeslagen") && said.err.starts_with("Let op: Zaal dubbel bezet: "),
        "{said:?}"
    );
    let found = bench.json(&["hearing", "clashes", "--date", DAY]);
    assert_eq!((found.as_array().unwrap().len(), found[0]["why"].as_str()), (1, Some("room")));
    assert_eq!(found[0]["other"]["number"], "09/000003-26");
}

#[test]
fn a_room_gets_its_bench_moves_and_is_vacated_case_by_case() {
    let bench = with_day();
    let room = ["--date", DAY, "--court", COURT, "--room", "A1"];
    let set =
        [&["hearing", "bench"][..], &room, &["--judges", "mr. Aerts", "--registrar", "mr. Bos"]].concat();
    assert_eq!(done(&bench, &set).out, "Opgeslagen · 2 zittingen\n");
    let to = ["--to-room", "C", "--later", "-15", "--why", "lekkage"];
    done(&bench, &[&["hearing", "move-room"][..], &room, &to].concat());
    let list = bench.json(&["hearing", "list", "--date", DAY]);
    let first = &list[0];
    assert_eq!(
        (first["slot"]["room"].as_str(), first["slot"]["time"].as_str()),
        (Some("C"), Some("08:45:00"))
    );
    assert_eq!(first["session"]["registrar"], "mr. Bos");
    assert_eq!(bench.at(&["hearing", "vacate", "09/000001-26"]).code, 2, "not without a reason");
    done(&bench, &["hearing", "vacate", "09/000001-26", "--why", "rechter ziek"]);
    assert!(done(&bench, &["hearing", "list", "--date", DAY]).out.contains("zitting vervallen"));
    assert_eq!(bench.at(&["hearing", "move", "09/000001-26", "--room", "D", "--why", "x"]).code, 1);
}

#[test]
fn a_case_is_brought_in_today_and_a_hearing_is_copied() {
    let bench = with_day();
    done(&bench, &["case", "open", "09/000004-26", "--surname", "Berg"]);
    done(&bench, &["hearing", "bring-in", "09/000004-26", "--court", COURT, "--room", "D"]);
    assert!(done(&bench, &["hearing", "list", "--date", "vandaag"]).out.contains("niet gepland"));
    done(&bench, &["case", "open", "09/000005-26", "--surname", "Berg"]);
    let copied = done(&bench, &["hearing", "copy", "09/000001-26", "--to", "09/000005-26"]);
    assert_eq!(copied.err, "", "heard together is no clash");
    done(&bench, &["hearing", "copy", "09/000001-26", "--date", "01-12-2026", "--hearing", DAY]);
    assert_eq!(listed(&bench, "01-12-2026"), [("09/000001-26".to_owned(), "A1".to_owned())]);
    assert_eq!(bench.at(&["hearing", "copy", "09/000002-26"]).code, 2);
}

#[test]
fn a_case_that_was_heard_today_is_brought_in_again_only_when_that_is_said() {
    let bench = with_day();
    let number = "09/000004-26";
    done(&bench, &["case", "open", number, "--surname", "Berg"]);
    let bring = ["hearing", "bring-in", number, "--court", COURT, "--room", "D", "--time", "08:40"];
    done(&bench, &bring);
    done(&bench, &["hearing", "outcome", number, "--code", "vonnis", "--at", "2026-11-23T08:50"]);
    let again = bench.at(&bring);
    assert_eq!((again.code, again.out.as_str()), (3, ""));
    assert!(again.err.contains("al behandeld in zaal D: ma 23-11-2026 08:50"), "{}", again.err);
    assert_eq!(listed(&bench, "23-11-2026").len(), 1);
    done(&bench, &[&bring[..], &["--again"]].concat());
    assert_eq!(listed(&bench, "23-11-2026").len(), 2);
}

#[test]
fn an_outcome_shows_what_it_starts_and_then_starts_it_once() {
    let bench = with_day();
    let outcome =
        ["hearing", "outcome", "09/000001-26", "--code", "judgment-oral", "--appearance", "present"];
    let early = bench.at(&outcome);
    assert_eq!((early.code, early.out.as_str()), (3, ""), "the hearing is tomorrow");
    assert!(early.err.contains("`--anyway`"), "{}", early.err);
    let outcome = [&outcome[..], &["--anyway", "zitting vervroegd"]].concat();
    let shown = bench.json(&[&outcome[..], &["--show"]].concat());
    let rules = |answer: &Value| {
        let starts = answer["starts"].as_array().unwrap().iter();
        starts.map(|start| start["rule"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rules(&shown), ["hb", "aantekening_vonnis"]);
    assert!(done(&bench, &["term", "running"]).out.lines().count() < 2, "showing starts nothing");
    let said = done(&bench, &outcome);
    let lines: Vec<&str> = said.out.lines().collect();
    assert!(lines[0].starts_with("Opgeslagen · nr. "));
    assert_eq!(
        lines[1],
        "Termijn begint: Hoger beroep (Sv art. 408 lid 1), tot en met ma 07-12-2026; einduitspraak, verdachte verschenen"
    );
    let standing = bench.json(&["hearing", "outcome", "09/000001-26", "--show"]);
    assert_eq!((rules(&standing).len(), standing["standing"].as_array().unwrap().len()), (0, 2));
    let english =
        ["hearing", "correct", "09/000001-26", "--code", "referred", "--why", "misheard", "--lang", "en"];
    let corrected = done(&bench, &english).out;
    assert_eq!(corrected.matches("started by an outcome that is another now").count(), 2, "{corrected}");
    let taken_back = ["withdraw", "09/000001-26", "--what", "zitting", "--why", "nooit geweest"];
    let named = bench.json(&["hearing", "list", "--date", DAY]);
    let hearing = format!("hearing-{}", named[0]["hearing"].as_str().unwrap());
    let taken_back = [&taken_back[..3], &[hearing.as_str()], &taken_back[4..]].concat();
    assert_eq!(bench.json(&taken_back)["review"].as_array().unwrap().len(), 2);
}

#[test]
fn somebody_held_waits_beyond_sv_282_only_with_a_reason() {
    let bench = with_day();
    for (kind, at) in [
        ("aanhouding", "2026-11-16T10:00"),
        ("inverzekeringstelling", "2026-11-16T12:00"),
        ("bewaring", "2026-11-18T14:00"),
    ] {
        done(&bench, &["custody", "add", "09/000001-26", "--kind", kind, "--at", at]);
    }
    let adjourn = ["hearing", "adjourn", "09/000001-26", "--date", "12-01-2027", "--time", "09:00"];
    let said = bench.at(&adjourn);
    assert_eq!((said.code, said.out.as_str()), (3, ""));
    assert!(said.err.contains("Sv art. 282") && said.err.contains("`--anyway`"), "{}", said.err);
    let shown = bench.json(&[&adjourn[..], &["--show"]].concat());
    let kinds: Vec<&str> =
        shown["limits"].as_array().unwrap().iter().map(|limit| limit["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["title", "ordinary", "pressing"]);
    let told = ["--anyway", "getuige in buitenland", "--told-to", "verdachte:Vries, raadsman"];
    done(&bench, &[&adjourn[..], &told].concat());
    let log = done(&bench, &["case", "log", "09/000001-26"]).out;
    assert!(log.contains("aangezegd aan verdachte Vries, raadsman"), "{log}");
    assert_eq!(listed(&bench, "12-01-2027").len(), 1);
}
