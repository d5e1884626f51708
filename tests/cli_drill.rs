//! A drill on the command line: a scripted player who does all, one who does nothing, and one who lets the wrong person go.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use serde_json::Value;
use std::path::{Path, PathBuf};
use terminal::Bench;

/// A drill with the clock in the player's hand.
struct Drill {
    bench: Bench,
    minute: u32,
}

impl Drill {
    fn start(seed: &str) -> (Drill, Value) {
        let mut drill = Drill { bench: Bench::new(), minute: 0 };
        let made = drill.json(&["drill", "start", "--dir", "spel", "--seed", seed, "--cases", "60"]);
        let turn = made["turn"].clone();
        (drill, turn)
    }

    /// Runs a verb as the player, a minute later than the one before.
    fn run(&mut self, args: &[&str]) -> (String, String, i32) {
        let now = format!("2026-11-23T10:{:02}", self.minute);
        self.minute += 1;
        let mut command = self.bench.command(args);
        if !args.contains(&"--store") {
            command.env("NOODBRUG_STORE", "spel/parket");
        }
        command.env("NOODBRUG_USER", "oefening").env("NOODBRUG_PASSPHRASE", "oefenen mag hier altijd");
        let done = command.args(["--now", &now]).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (text(&done.stdout), text(&done.stderr), done.status.code().unwrap())
    }

    fn json(&mut self, args: &[&str]) -> Value {
        let (out, err, code) = self.run(&[args, &["--json"]].concat());
        assert_eq!(code, 0, "{args:?}: {out}{err}");
        serde_json::from_str(&out).unwrap()
    }

    /// Runs what must be carried out, whether or not somebody has to look at something after it.
    fn does(&mut self, args: &[&str]) -> String {
        let (out, err, code) = self.run(args);
        assert!([0, 3].contains(&code), "{args:?}: {code} {out}{err}");
        out
    }

    /// Does what a command of the task says, as it stands there.
    fn types(&mut self, line: &str) -> (String, String, i32) {
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.run(&words[1..])
    }

    fn report(&mut self, pdf: &str) -> Value {
        let report = self.json(&["drill", "report", "--pdf", pdf]);
        assert!(std::fs::read(self.bench.path(pdf)).unwrap().starts_with(b"%PDF"));
        report
    }

    fn only_file(&self, folder: &str) -> String {
        let found: Vec<PathBuf> =
            std::fs::read_dir(self.bench.path(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].to_str().unwrap().to_owned()
    }
}

/// Parts a line as a shell does: blanks between, quotes around.
fn words(line: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for (nth, part) in line.split('"').enumerate() {
        match nth % 2 {
            0 => parts.extend(part.split_whitespace().map(str::to_owned)),
            _ => parts.push(part.to_owned()),
        }
    }
    parts
}

fn commands(task: &Value) -> Vec<String> {
    task["how"]["nl"].as_str().unwrap().lines().map(str::to_owned).collect()
}

/// The number of the case that a command names.
fn case_of(task: &Value) -> String {
    let lines = commands(task);
    lines.iter().flat_map(|line| words(line)).find(|word| word.len() == 12 && word.contains('/')).unwrap()
}

/// Does a task as its words say.
fn play(drill: &mut Drill, task: &Value) {
    let lines = commands(task);
    match task["task"].as_str().unwrap() {
        "custody" => {
            let board = drill.json(&["custody", "board"]);
            let persons = board["lines"].as_array().unwrap();
            let ends = |line: &&Value| line["ends"].as_str().unwrap_or("9").to_owned();
            let long = persons.iter().filter(|line| !line["too_long"].as_array().unwrap().is_empty());
            let first = long.min_by_key(ends).unwrap()["number"].as_str().unwrap().to_owned();
            drill.does(&["note", "add", &first, "--text", "officier gebeld"]);
        }
        "forged" => {
            let (_, err, code) = drill.types(&lines[0]);
            assert_eq!(code, 1, "{err}");
            assert!(drill.types(&lines[1]).0.contains("bundel-van-de-rechtbank.zip"));
        }
        "release" => {
            let case = case_of(task);
            let (shown, ..) = drill.types(&lines[0]);
            assert!(shown.contains("ook vast in zaak"), "{shown}");
            let title = ["--found", "titel", "--title", "bewaring in een andere zaak", "--source", "bord"];
            drill.does(&[&["release", "check", &case][..], &title].concat());
        }
        "close" => {
            drill.types(&lines[0]);
            let bundle = drill.only_file("spel/heen");
            drill.does(
                &words(&lines[1].replace("BUNDEL", &bundle))
                    .iter()
                    .skip(1)
                    .map(String::as_str)
                    .collect::<Vec<_>>(),
            );
            let receipt = drill.only_file("spel/terug");
            drill.does(&["bundle", "import", &receipt, "--apply"]);
            let (out, err, code) = drill.types(&lines[3]);
            assert_eq!(code, 0, "{out}{err}");
        }
        _ => {
            for line in lines {
                let (out, err, code) = drill.types(&line);
                assert!([0, 3].contains(&code), "{line}: {out}{err}");
            }
        }
    }
}

fn marks(report: &Value) -> Vec<(String, String)> {
    let of = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    report["tasks"].as_array().unwrap().iter().map(|row| (of(row, "task"), of(row, "mark"))).collect()
}

#[test]
fn a_player_who_does_what_the_tasks_say_gets_all_points() {
    let (mut drill, mut turn) = Drill::start("7");
    for place in 1..=10 {
        let task = turn["task"].clone();
        assert_eq!(task["place"], place, "{turn}");
        play(&mut drill, &task);
        turn = drill.json(&["drill"]);
    }
    assert!(turn["task"].is_null(), "{turn}");
    let report = drill.report("verslag.pdf");
    assert_eq!((&report["points"], &report["most"]), (&Value::from(100), &Value::from(100)), "{report:#}");
    assert_eq!((&report["injects"], &report["handled"]), (&Value::from(4), &Value::from(4)));
    let rows = report["tasks"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["seconds"].as_u64().unwrap() <= 600 && row["improve"].is_null()));
}

#[test]
fn a_player_who_does_nothing_gets_none() {
    let (mut drill, _) = Drill::start("7");
    for _ in 0..10 {
        drill.does(&["drill", "skip"]);
    }
    let report = drill.report("verslag.pdf");
    assert_eq!(report["points"], 0);
    assert!(marks(&report).iter().all(|(_, mark)| mark == "missed"), "{report:#}");
    assert!(
        report["tasks"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| !row["improve"]["nl"].as_str().unwrap().is_empty())
    );
    assert_eq!(drill.run(&["drill", "skip"]).2, 2);
}

#[test]
fn whoever_lets_the_wrong_person_go_sees_that_in_the_report() {
    let (mut drill, mut turn) = Drill::start("7");
    while turn["task"]["task"] != "release" {
        turn = drill.json(&["drill", "skip"]);
    }
    let case = case_of(&turn["task"]);
    let pass = "spel/wachtzin-collega.txt";
    assert!(Path::new(&drill.bench.path(pass)).is_file());
    let second = ["--second", "collega", "--second-passphrase-file", pass];
    drill.does(
        &[&["release", "check", &case, "--found", "geen", "--source", "niet gekeken"][..], &second].concat(),
    );
    let told = drill.json(&["drill"]);
    assert_eq!(told["found"][0]["task"], "release");
    assert!(told["found"][0]["said"]["nl"].as_str().unwrap().contains("klopt niet"), "{told}");
    drill.does(&[
        "release",
        "channel",
        &case,
        "--way",
        "fax",
        "--person",
        "dhr. Vos",
        "--number",
        "070 555 0199",
    ]);
    let told = drill.json(&["drill"]);
    assert!(told["found"][0]["said"]["nl"].as_str().unwrap().contains("niet terug te draaien"), "{told}");
    let report = drill.report("verslag.pdf");
    let rows = report["tasks"].as_array().unwrap();
    let release = rows.iter().find(|row| row["task"] == "release").unwrap();
    assert_eq!(
        (release["mark"].as_str(), release["points"].as_u64()),
        (Some("wrong"), Some(0)),
        "{report:#}"
    );
    assert!(release["improve"]["nl"].as_str().unwrap().contains("volgtitels"));
    assert_eq!(report["handled"], 0);
}

#[test]
fn a_live_office_plays_no_drill_and_takes_nothing_of_one_in() {
    let (drill, _) = Drill::start("3");
    let init = [
        "init",
        "--office",
        "Parket Den Haag",
        "--station",
        "ws-01",
        "--user",
        "a.bakker",
        "--role",
        "manager",
        "--root-file",
        "echt-hoofdsleutel.json",
    ];
    let real = |args: &[&str]| {
        let done = drill.bench.command(args).env("NOODBRUG_STORE", "echt").output().unwrap();
        (
            String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap(),
            done.status.code().unwrap(),
        )
    };
    assert_eq!(real(&init).1, 0);
    let (said, code) = real(&["drill"]);
    assert_eq!(code, 1);
    assert!(said.contains("Oefenen kan alleen in een oefenkantoor"), "{said}");
    let folder = drill.bench.path("spel/parket/bundels");
    let bundle = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).next().unwrap();
    let (said, code) = real(&["bundle", "import", bundle.to_str().unwrap(), "--apply"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("oefening"), "{said}");
}
