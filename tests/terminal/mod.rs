//! A bench for the command line: the real program in a folder and an environment of its own.

#![allow(dead_code, unreachable_pub, reason = "each test program that has this module uses a part of it")]

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The passphrase of everybody.
pub const PASSPHRASE: &str = "vier losse woorden hier";
/// A time in the exercise at which it always is.
pub const NOW: &str = "2026-11-23T09:00";

/// What the program answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// On standard output.
    pub out: String,
    /// On standard error.
    pub err: String,
    /// The exit code.
    pub code: i32,
}

/// A folder of its own, and an environment in which nothing of this machine is left.
pub struct Bench {
    folder: TempDir,
}

impl Bench {
    /// A bench with nothing in it.
    pub fn new() -> Bench {
        Bench { folder: tempfile::tempdir().unwrap() }
    }

    /// A bench with an exercise office in it.
    pub fn with_office() -> Bench {
        let bench = Bench::new();
        let made = bench.run(&init());
        assert_eq!(made.code, 0, "{}", made.err);
        bench
    }

    /// A place on the bench.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with these words, ready to run.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_noodbrug"));
        command.args(args).env_clear().current_dir(self.folder.path()).stdin(Stdio::null());
        command.env("NOODBRUG_STORE", "kantoor").env("NOODBRUG_PASSPHRASE", PASSPHRASE);
        command
    }

    /// Runs the program.
    pub fn run(&self, args: &[&str]) -> Said {
        let output = self.command(args).output().unwrap();
        Said {
            out: self.normal(&output.stdout),
            err: self.normal(&output.stderr),
            code: output.status.code().unwrap(),
        }
    }

    /// Runs a verb on the office at the exercise's own time.
    pub fn at(&self, args: &[&str]) -> Said {
        let mut all = args.to_vec();
        all.extend(["--now", NOW]);
        self.run(&all)
    }

    /// Runs verbs at the exercise's own time; each must go without a complaint.
    pub fn all(&self, calls: &[Vec<&str>]) {
        for call in calls {
            let said = self.at(call);
            assert_eq!((said.code, said.err.as_str()), (0, ""), "{call:?}");
        }
    }

    /// Runs a verb on the office at the exercise's own time and reads its JSON.
    pub fn json(&self, args: &[&str]) -> Value {
        parsed(&self.at(&[args, &["--json"]].concat()))
    }

    /// Runs a verb that needs no office and reads its JSON.
    pub fn json_without_office(&self, args: &[&str]) -> Value {
        parsed(&self.run(&[args, &["--json"]].concat()))
    }

    /// Puts words where the folder, names of things, hashes, keys and fingerprints stand.
    pub fn normal(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let text = text.replace(self.folder.path().to_str().unwrap(), "MAP");
        text.split_inclusive([' ', '\n']).map(word).collect()
    }
}

fn word(word: &str) -> String {
    let (body, end) = word.split_at(word.trim_end().len());
    let plain = body.trim_end_matches([',', '.']);
    let hex = |len: usize| plain.len() == len && plain.bytes().all(|byte| byte.is_ascii_hexdigit());
    let said = match plain {
        _ if plain.starts_with("SHA256:") => "VINGERAFDRUK",
        _ if plain.len() == 47 && plain.split('-').all(|part| part.len() == 5) => "HERSTELSLEUTEL",
        _ if hex(16) => "NAAM",
        _ if hex(64) => "HASH",
        _ => return word.to_owned(),
    };
    format!("{said}{end}")
}

fn parsed(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap_or_else(|why| panic!("{why}: {said:?}"))
}

/// What makes an exercise office in `kantoor`.
pub fn init() -> [&'static str; 14] {
    [
        "init",
        "--office",
        "Oefenparket Den Haag",
        "--station",
        "ws-den-haag-01",
        "--user",
        "a.bakker",
        "--role",
        "manager",
        "--root-file",
        "stick/hoofdsleutel.json",
        "--exercise",
        "--now",
        NOW,
    ]
}

/// What makes a call be about the court's own office.
pub const COURT: [&str; 2] = ["--store", "rechtbank"];

/// A call about the court's own office.
pub fn at_court<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [args, &COURT].concat()
}

/// A call that makes a partner known by its card, with a key that somebody confirmed.
pub fn add_partner<'a>(name: &'a str, card: &'a str, kind: &'a str) -> Vec<&'a str> {
    vec!["partner", "add", name, "--card", card, "--kind", kind, "--confirmed", "gebeld"]
}

/// A prosecution office with one case and a court, each the other's partner, and folders to carry things between them.
pub fn partners() -> Bench {
    let bench = Bench::with_office();
    let court = [
        "init",
        "--office",
        "Oefenrechtbank Den Haag",
        "--station",
        "ws-rb-01",
        "--user",
        "g.vink",
        "--role",
        "manager",
        "--root-file",
        "stick/rechtbank.json",
        "--exercise",
    ];
    bench.all(&[
        at_court(&court),
        at_court(&["partner", "card", "--to", "rechtbank.txt"]),
        vec!["partner", "card", "--to", "parket.txt"],
        add_partner("Rechtbank", "rechtbank.txt", "office"),
        at_court(&add_partner("Parket", "parket.txt", "office")),
        vec!["case", "open", "09/123456-26", "--surname", "Vries", "--charge", "diefstal"],
    ]);
    for folder in ["heen", "terug", "wacht"] {
        std::fs::create_dir(bench.path(folder)).unwrap();
    }
    bench
}

/// An answer without complaints.
pub fn good(out: &str) -> Said {
    Said { out: out.to_owned(), err: String::new(), code: 0 }
}

/// A complaint without an answer.
pub fn refused(code: i32, err: &str) -> Said {
    Said { out: String::new(), err: format!("{err}\n"), code }
}
