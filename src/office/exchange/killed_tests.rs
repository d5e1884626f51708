//! A process that is killed while it makes a bundle: what lies on the stick afterwards, and what the next start makes of it.
//!
//! The test starts itself again as a process of its own, which tells each point that it comes to and waits for a word.

use super::*;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

/// In the environment of the process that is killed: where its offices are.
const BENCH: &str = "NOODBRUG_TEST_KILLED";

/// Where it can be killed, whether the bundle has its name by then, and whether it is known to be made.
const POINTS: [(&str, bool, bool); 9] = [
    ("preflight", false, false),
    ("writing", false, false),
    ("half-written", false, false),
    ("syncing", false, false),
    ("naming", false, false),
    ("reading-back", true, false),
    ("half-read", true, false),
    ("verified", true, true),
    ("done", true, true),
];

fn ask_of(stick: &Path) -> ExportAsk {
    ExportAsk {
        partner: "Kantoor b".into(),
        documents: true,
        purpose: String::new(),
        folder: stick.to_owned(),
        open: false,
        cases: Vec::new(),
    }
}

pub(super) fn open(dir: &Path, name: &str) -> Office {
    unlock(&dir.join(name).join("kantoor"), None, &secret(), Clock::Machine).unwrap()
}

/// Tells that it came to a point, and waits until it may go on.
fn at(point: &str) {
    println!("point {point}");
    std::io::stdout().flush().unwrap();
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

/// Makes the bundle, in the process that is killed.
fn export_point_by_point(dir: &Path) {
    let mut one = open(dir, "a");
    let half = std::cell::Cell::new("half-written");
    let told = &mut |news: &ExportNews| {
        if news.state == ExportState::ReadingBack {
            half.set("half-read");
        }
        at(news.state.code());
    };
    let progress = &mut |_, _| {
        if !half.get().is_empty() {
            at(half.replace(""));
        }
        ControlFlow::Continue(())
    };
    one.export_telling(&ask_of(&dir.join("stick")), None, told, progress).unwrap();
}

/// The words that start one test of this program, which `module_path!()` and its name tell, as a process of its own.
pub(super) fn words_of(module: &str, test: &str) -> [String; 4] {
    let program = std::env::current_exe().unwrap().to_str().unwrap().to_owned();
    let (_, module) = module.split_once("::").unwrap();
    [program, "--exact".into(), format!("{module}::{test}"), "--nocapture".into()]
}

fn start(dir: &Path) -> Child {
    let test = "what_is_killed_while_it_makes_a_bundle_leaves_old_or_new_and_never_half";
    let [program, words @ ..] = words_of(module_path!(), test);
    let mut command = Command::new(program);
    command.args(words).env(BENCH, dir);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

fn kill_at(dir: &Path, point: &str) {
    let mut child = start(dir);
    let mut word = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let came = lines.find(|line| {
        let here = line.ends_with(&format!("point {point}"));
        if !here && line.contains("point ") {
            word.write_all(b"\n").unwrap();
        }
        here
    });
    assert!(came.is_some(), "it never came to {point}");
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success());
}

fn on_stick(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(dir.join("stick")).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.to_str().unwrap().ends_with(ending)).collect();
    paths.sort();
    paths
}

pub(super) fn verdicts(office: &Office) -> Vec<String> {
    office.bundles().unwrap().into_iter().rev().map(|bundle| bundle.verdict).collect()
}

#[test]
fn what_is_killed_while_it_makes_a_bundle_leaves_old_or_new_and_never_half() {
    if let Some(dir) = std::env::var_os(BENCH) {
        return export_point_by_point(Path::new(&dir));
    }
    for (point, named, made) in POINTS {
        let (dir, mut one, mut other) = pair();
        note(&mut one, "een");
        let old = send(&mut one, &other, &dir);
        let bytes = std::fs::read(&old.path).unwrap();
        note(&mut one, "twee");
        drop(one);
        kill_at(dir.path(), point);
        assert_eq!(std::fs::read(&old.path).unwrap(), bytes, "{point}");
        assert_eq!(on_stick(dir.path(), ".zip").len(), 1 + usize::from(named), "{point}");
        for bundle in on_stick(dir.path(), ".zip") {
            assert!(other.try_import(&bundle, &mut go_on).unwrap().judgement.is_trusted(), "{point}");
        }
        let mut one = open(dir.path(), "a");
        assert_eq!(one.unsent(9).unwrap().is_empty(), made, "{point}");
        one.export(&ask_of(&dir.path().join("stick")), &mut go_on).unwrap();
        assert!(on_stick(dir.path(), ".nb-part").is_empty(), "{point}");
        assert!(!verdicts(&one).contains(&"begun".to_owned()), "{point}: {:?}", verdicts(&one));
        let withdrawn = verdicts(&one).contains(&"withdrawn".to_owned());
        assert_eq!(withdrawn, ["syncing", "naming"].contains(&point), "{point}");
        for bundle in on_stick(dir.path(), ".zip") {
            take_in(&mut other, &bundle, &dir);
        }
        assert!(other.gaps().unwrap().is_empty() && one.unsent(9).unwrap().is_empty(), "{point}");
        let (ours, theirs) = roots(&one, &other);
        assert_eq!(ours, theirs, "{point}");
    }
}
