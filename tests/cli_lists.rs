//! Hearing lists for each reader, printed in versions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use serde_json::Value;
use terminal::{Bench, refused};

const OPEN: &str = "09/123456-26";
const CLOSED: &str = "09/123457-26";
const COURT: &str = "Rechtbank Den Haag";

/// An office with an open and a closed case on one day.
fn office() -> Bench {
    let bench = Bench::with_office();
    for (number, surname, closed) in [(OPEN, "Vries", false), (CLOSED, "Geheimhouder", true)] {
        let open = [
            "case",
            "open",
            number,
            "--surname",
            surname,
            "--born",
            "09-04-1985",
            "--article",
            "310 Sr",
            "--charge",
            "diefstal",
            "--charge-date",
            "01-02-2026",
        ];
        assert_eq!(bench.at(&open).code, 0);
        let time = if closed { "10:00" } else { "09:30" };
        let mut plan = vec![
            "hearing",
            "plan",
            number,
            "--date",
            "30-11-2026",
            "--time",
            time,
            "--court",
            COURT,
            "--room",
            "A",
            "--chamber",
            "Politierechter",
            "--kind",
            "Inhoudelijk",
            "--judges",
            "mr. A. Wetmans",
        ];
        plan.extend(closed.then_some("--closed"));
        assert_eq!(bench.at(&plan).code, 0);
    }
    let counsel = ["case", "counsel", OPEN, "--name", "mr. P. Pleiter", "--phone", "070-0000001"];
    assert_eq!(bench.at(&counsel).code, 0);
    bench
}

fn print(bench: &Bench, more: &[&str]) -> Value {
    bench.json(&[&["hearing", "print", "--date", "30-11-2026", "--to", "lijsten"], more].concat())
}

fn lists(answer: &Value) -> Vec<(String, u64, u64)> {
    let list = |list: &Value| {
        let number = |key: &str| list[key].as_u64().unwrap();
        (list["audience"].as_str().unwrap().to_owned(), number("version"), number("cases"))
    };
    answer["lists"].as_array().unwrap().iter().map(list).collect()
}

#[test]
fn one_action_prints_a_list_for_every_reader() {
    let bench = office();
    let made = lists(&print(&bench, &[]));
    let of = |audience: &str, cases: u64| (audience.to_owned(), 1, cases);
    assert_eq!(
        made,
        [
            of("usher", 2),
            of("bench", 2),
            of("prosecutor", 2),
            of("transport", 0),
            of("counsel", 1),
            of("door", 1),
            of("press", 1)
        ]
    );
    let names: Vec<String> = std::fs::read_dir(bench.path("lijsten"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 7);
    assert!(
        names.contains(&"zittingslijst-2026-11-30-rechtbank-den-haag-deur-v1.pdf".to_owned()),
        "{names:?}"
    );
    assert!(names.iter().all(|name| !name.to_lowercase().contains("pleiter")), "{names:?}");
}

#[test]
fn a_list_keeps_its_version_until_it_says_something_else() {
    let bench = office();
    let first = print(&bench, &["--for", "bode"]);
    assert_eq!(first["lists"][0]["standing"], "concept");
    assert_eq!(lists(&print(&bench, &["--for", "usher"]))[0].1, 1);
    let firm = print(&bench, &["--for", "bode", "--standing", "vast"]);
    assert_eq!((&firm["lists"][0]["version"], &firm["lists"][0]["replaces"]), (&2.into(), &1.into()));
    let moved = ["hearing", "move", OPEN, "--time", "11:15", "--room", "B", "--why", "zaal A dicht"];
    assert_eq!(bench.at(&moved).code, 0);
    let third = print(&bench, &["--for", "bode"]);
    let list = &third["lists"][0];
    assert_eq!((&list["version"], &list["standing"]), (&3.into(), &"firm".into()));
    assert_eq!(list["changes"][0]["kind"], "Verplaatst");
    assert_eq!(list["changes"][0]["words"], "van 09:30 zaal A naar 11:15 zaal B");
    let versions = bench.json(&["hearing", "versions", "--date", "30-11-2026"]);
    assert_eq!((&versions[0]["audience"], &versions[0]["version"]), (&"usher".into(), &3.into()));
    let journal = bench.at(&["journal", "print", "--date", "23-11-2026"]).out;
    assert!(journal.contains("bode-v3") && !journal.contains("Vries,"), "{journal}");
}

#[test]
fn an_old_version_is_printed_again_as_it_was_and_a_missing_one_is_refused() {
    let bench = office();
    print(&bench, &["--for", "bode"]);
    assert_eq!(bench.at(&["hearing", "move", OPEN, "--time", "11:15", "--why", "x"]).code, 0);
    print(&bench, &["--for", "bode"]);
    let again =
        ["hearing", "print", "--date", "30-11-2026", "--for", "bode", "--pdf", "oud.pdf", "--reprint"];
    let old = bench.json(&[&again[..], &["1"]].concat());
    assert_eq!(lists(&old), [("usher".to_owned(), 1, 2)]);
    assert!(bench.path("oud.pdf").exists());
    let words = "Van deze lijst is er geen versie 7. De nieuwste is versie 2 (0: nooit afgedrukt).";
    assert_eq!(bench.at(&[&again[..], &["7"]].concat()), refused(1, words));
    if let Ok(read) = std::process::Command::new("pdftotext").arg(bench.path("oud.pdf")).arg("-").output() {
        let read = String::from_utf8(read.stdout).unwrap();
        assert!(read.contains("VERVALLEN") && read.contains("09:30") && !read.contains("11:15"), "{read}");
    }
}

#[test]
fn who_is_no_counsel_of_the_day_gets_no_list() {
    let bench = office();
    let said = bench.at(&["hearing", "print", "--date", "30-11-2026", "--counsel", "mr. X. Niemand"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("mr. X. Niemand") && said.err.contains("case counsel"), "{}", said.err);
    assert_eq!(lists(&print(&bench, &["--counsel", "MR. P. PLEITER"])), [("counsel".to_owned(), 1, 1)]);
}

#[test]
fn a_shielded_person_takes_the_case_from_the_door_and_the_press() {
    let bench = office();
    assert_eq!(bench.at(&["case", "shield", OPEN]).code, 0);
    let made = lists(&print(&bench, &["--for", "deur,pers"]));
    assert_eq!(made, [("door".to_owned(), 1, 0), ("press".to_owned(), 1, 0)]);
}

#[test]
fn without_a_printing_program_the_list_is_made_and_the_refusal_says_so() {
    let bench = office();
    let print = ["hearing", "print", "--date", "30-11-2026", "--for", "deur", "--to", "lijsten"];
    let said = bench.at(&[&print[..], &["--printer", "standaard"]].concat());
    assert_eq!(said.code, 1);
    assert!(said.err.contains("`lp`") && said.out.contains("deur-v1.pdf"), "{said:?}");
    assert_eq!(bench.at(&[&print[..], &["--printer", "-o raw"]].concat()).code, 2);
}

/// A program named `lp` that writes down with what it was called.
#[cfg(unix)]
#[test]
fn a_printer_gets_each_list_by_name_and_never_through_a_shell() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = office();
    let folder = bench.path("bin");
    std::fs::create_dir(&folder).unwrap();
    let script =
        format!("#!/bin/sh\nfor word in \"$@\"; do echo \"$word\"; done >> {}/called\n", folder.display());
    std::fs::write(folder.join("lp"), script).unwrap();
    std::fs::set_permissions(folder.join("lp"), std::fs::Permissions::from_mode(0o700)).unwrap();
    let print = ["hearing", "print", "--date", "30-11-2026", "--for", "deur,pers", "--to", "lijsten"];
    let args = [&print[..], &["--printer", "hal; rm x", "--now", terminal::NOW]].concat();
    let done = bench.command(&args).env("PATH", &folder).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    let called = std::fs::read_to_string(folder.join("called")).unwrap();
    let words: Vec<&str> = called.lines().collect();
    assert_eq!((words[0], words[1], words[2], words.len()), ("-d", "hal; rm x", "--", 8));
    assert!(words[3].ends_with("deur-v1.pdf") && words[7].ends_with("pers-v1.pdf"), "{called}");
}
