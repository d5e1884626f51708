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
    std::fs::create_dir(bench.path("lijsten")).unwrap();
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
    assert!(said.err.contains("mr. X. Niemand") && said.err.contains("Leg de raadsman vast"), "{}", said.err);
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

#[test]
fn a_list_is_made_for_excel_and_as_separated_text_in_the_version_of_the_paper() {
    let bench = office();
    let made = print(&bench, &["--for", "bode,deur"]);
    assert_eq!(lists(&made)[0].1, 1);
    for form in ["xlsx", "csv", "Excel"] {
        let made = print(&bench, &["--for", "bode,deur", "--as", form]);
        assert!(lists(&made).iter().all(|(_, version, _)| *version == 1), "{made}");
        let ending = if form == "csv" { ".csv" } else { ".xlsx" };
        assert!(made["lists"][0]["file"].as_str().unwrap().ends_with(&format!("bode-v1{ending}")), "{made}");
    }
    let door = "lijsten/zittingslijst-2026-11-30-rechtbank-den-haag-deur-v1.csv";
    let door = std::fs::read_to_string(bench.path(door)).unwrap();
    assert!(door.starts_with('\u{feff}') && door.contains(OPEN) && !door.contains(CLOSED), "{door}");
    assert!(!door.contains("Vries") && !door.contains("Pleiter"), "{door}");
    let one = ["hearing", "print", "--date", "30-11-2026", "--for", "rechter", "--file"];
    assert_eq!(bench.at(&[&one[..], &["rol.xlsx"]].concat()).code, 0);
    assert!(std::fs::read(bench.path("rol.xlsx")).unwrap().starts_with(b"PK"));
    let journal = bench.at(&["journal", "print", "--date", "23-11-2026"]).out;
    assert!(journal.contains("bode-v1 · xlsx") && journal.contains("deur-v1 · csv"), "{journal}");
}

#[test]
fn a_form_that_does_not_fit_is_wrong_use_and_makes_nothing() {
    let bench = office();
    let print = ["hearing", "print", "--date", "30-11-2026", "--for", "bode"];
    for (more, said) in [
        (&["--as", "docx"][..], "`docx` is geen vorm van een lijst. Kies met `--as` uit: pdf, xlsx, csv."),
        (&["--file", "rol.docx"], "`docx` is geen vorm van een lijst. Kies met `--as` uit: pdf, xlsx, csv."),
        (
            &["--as", "csv", "--file", "rol.xlsx"],
            "`--as csv` past niet bij een bestand dat op `.xlsx` eindigt.",
        ),
        (&["--file", "rol.csv", "--to", "lijsten"], "Geef `--to`, `--file` of `--pdf`: één ervan."),
        (
            &["--as", "csv", "--printer", "standaard"],
            "Een printer krijgt een PDF. Laat `--as` of `--printer` weg.",
        ),
    ] {
        assert_eq!(bench.at(&[&print[..], more].concat()), refused(2, said));
    }
    assert_eq!(std::fs::read_dir(bench.path("lijsten")).unwrap().count(), 0);
    assert!(!bench.path("rol.xlsx").exists());
}

fn calendar(bench: &Bench, more: &[&str]) -> (Value, String) {
    let call = ["hearing", "calendar", "--from", "30-11-2026", "--days", "7", "--file", "agenda.ics"];
    let made = bench.json(&[&call[..], more].concat());
    (made, std::fs::read_to_string(bench.path("agenda.ics")).unwrap().replace("\r\n ", ""))
}

#[test]
fn a_room_and_a_prosecutor_have_a_calendar_and_the_public_one_has_only_what_is_public() {
    let bench = office();
    let sits = ["hearing", "bench", "--date", "30-11-2026", "--room", "A", "--prosecutor", "mr. E. Iser"];
    assert_eq!(bench.at(&sits).code, 0);
    let (made, room) = calendar(&bench, &["--room", "a"]);
    assert_eq!(
        (&made["hearings"], &made["version"], &made["to"]),
        (&2.into(), &1.into(), &"2026-12-06".into())
    );
    assert!(room.contains(OPEN) && room.contains(CLOSED) && room.contains("mr. E. Iser"), "{room}");
    let (made, own) = calendar(&bench, &["--prosecutor", "mr. e. iser"]);
    assert_eq!((&made["hearings"], &made["audience"]), (&2.into(), &"prosecutor".into()));
    for reader in ["deur", "pers"] {
        let (made, open) = calendar(&bench, &["--room", "A", "--for", reader]);
        assert_eq!(made["hearings"], 1);
        assert!(open.contains(OPEN) && !open.contains(CLOSED) && !open.contains("Iser"), "{open}");
    }
    for name in ["Vries", "Geheimhouder", "Pleiter", "diefstal"] {
        assert!(!room.contains(name) && !own.contains(name), "{name}");
    }
    let spring = bench.at(&["hearing", "calendar", "--room", "A", "--from", "30-11-2026", "--days", "1"]);
    assert!(spring.out.starts_with("Agenda · versie 1 · 2 zittingen: "), "{spring:?}");
    assert!(spring.err.contains("eigen, lege agenda"), "{spring:?}");
}

#[test]
fn a_calendar_of_nobody_is_refused_and_the_refusal_says_what_there_is() {
    let bench = office();
    let call = ["hearing", "calendar", "--from", "30-11-2026"];
    let whose = "Van wie of wat is de agenda? Geef `--room` of `--prosecutor`, niet allebei; `--for` gaat over een zaal.";
    assert_eq!(bench.at(&call), refused(2, whose));
    assert_eq!(
        bench.at(&[&call[..], &["--prosecutor", "mr. X", "--for", "deur"]].concat()),
        refused(2, whose)
    );
    let nobody = bench.at(&[&call[..], &["--prosecutor", "mr. X"]].concat());
    assert!(nobody.code == 1 && nobody.err.contains("is er geen zitting van officier mr. X."), "{nobody:?}");
    assert_eq!(bench.at(&[&call[..], &["--room", "Q"]].concat()).code, 2);
    let court = bench.at(&[&call[..], &["--room", "Q", "--court", COURT]].concat());
    assert!(court.code == 1 && court.err.contains("Wel: A."), "{court:?}");
    let usher = bench.at(&[&call[..], &["--room", "A", "--for", "bode"]].concat());
    assert!(usher.code == 2 && usher.err.contains("deur, pers"), "{usher:?}");
    assert_eq!(bench.at(&[&call[..], &["--room", "A", "--days", "0"]].concat()).code, 1);
}

#[test]
fn a_folder_that_is_not_there_is_never_made_up_whatever_is_written_into_it() {
    let bench = office();
    let day = "30-11-2026";
    let calls: [&[&str]; 11] = [
        &["hearing", "print", "--date", day, "--to", "weg"],
        &["hearing", "print", "--date", day, "--for", "rechter", "--file", "weg/rol.csv"],
        &["hearing", "list", "--date", day, "--pdf", "weg/rol.pdf"],
        &["hearing", "calendar", "--room", "A", "--from", day, "--file", "weg/a.ics"],
        &["custody", "board", "--pdf", "weg/bord.pdf"],
        &["task", "list", "--pdf", "weg/taken.pdf"],
        &["journal", "print", "--date", "23-11-2026", "--pdf", "weg/dag.pdf"],
        &["form", "print", "objection", "--pdf", "weg/verzet.pdf"],
        &["pack", "make", "--to", "weg"],
        &["partner", "card", "--to", "weg/kaart.txt"],
        &["law", "write", "--to", "weg/wet.toml"],
    ];
    for call in calls {
        let said = bench.at(call);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{call:?}: {said:?}");
        assert!(said.err.contains("weg is er niet. Steek de stick in of maak de map"), "{call:?}: {said:?}");
        assert!(!bench.path("weg").exists(), "{call:?}");
    }
    let printed = bench.json(&["form", "print", "objection"]);
    assert_eq!(printed["numbers_used"], 1, "no number went to a paper that was not made");
}
