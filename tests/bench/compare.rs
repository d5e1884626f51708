//! Holding a fresh export against the work that was done here, beside `sqlite3` that joins two lists of cases.

use super::intake::{import, office};
use super::meter::{self, Took, time};
use super::{documents, machine};
use noodbrug_core::case::CaseStatus;
use noodbrug_core::command::Command as Deed;
use noodbrug_core::ident::{CaseId, Parketnummer};
use noodbrug_core::register::{Group, Register};
use noodbrug_office::exercise::{ExportPlan, Writing, export};
use noodbrug_office::take_in::Compared;
use noodbrug_office::{IntakeAsk, MappingChoice, Office};
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

/// Where the phase and the prosecutor of a case stand in the list of cases.
const PHASE: usize = 12;
const PROSECUTOR: usize = 13;
/// How a row ends; within a cell a line may end otherwise.
const LINE_END: &str = "\r\n";
/// What people here say of the phase.
const OURS: &str = "Vonnis";

/// What happens to a case between the two exports.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Nothing, in nine cases of ten.
    Nothing,
    /// People changed its phase here, and the source says now…
    Ours(Compared),
    /// The source changed its phase, and nobody did anything here.
    SourceAlone,
}

impl Fate {
    /// Follows from the middle of the case's number.
    fn of(number: &Parketnummer) -> Fate {
        let text = number.to_string();
        let middle: u32 = text.chars().skip(3).take(6).collect::<String>().parse().unwrap();
        match (middle % 20, middle / 20 % 3) {
            (0, 0) => Fate::Ours(Compared::There),
            (0, 1) => Fate::Ours(Compared::Changed),
            (0, _) => Fate::Ours(Compared::Missing),
            (10, _) => Fate::SourceAlone,
            _ => Fate::Nothing,
        }
    }

    /// What the source says of the phase in its fresh export; nothing when that is what it said before.
    const fn says(self) -> Option<&'static str> {
        match self {
            Fate::Ours(Compared::There) => Some(OURS),
            Fate::Ours(Compared::Changed) => Some("Ingetrokken"),
            Fate::SourceAlone | Fate::Ours(Compared::SourceAlone) => Some("Overgedragen"),
            Fate::Ours(Compared::Missing | Compared::NotGiven) | Fate::Nothing => None,
        }
    }
}

/// Makes an office with so many cases, has people work in one of twenty, and compares.
pub(crate) fn run(folder: &Path, cases: u32) {
    let (from, fresh) = (folder.join("first"), folder.join("fresh"));
    let taken_at = "2026-11-23T06:30:00".parse().unwrap();
    for to in [&from, &fresh] {
        export(to, &ExportPlan { seed: 1, cases, taken_at, writing: Writing::Utf8 }).unwrap();
    }
    let mut office = office(folder, "naregistratie");
    documents::take_in(&mut office, &from);
    let list = from.join("zaken.csv");
    let (worked, working) = time(|| work(&mut office, &list));
    rewrite(&fresh.join("zaken.csv"));
    println!("\nfresh export of {cases} cases held against what is here, with work of people in {worked}");
    println!("  (the work itself, each entry durable: {})", working.text());
    machine::forget_peak();
    println!("  memory before: {}", machine::peak_memory());
    let all = compare(&office, &fresh);
    println!("  peak memory: {}", machine::peak_memory());
    if let Some(peer) = sqlite(folder, &list, &fresh.join("zaken.csv")) {
        println!(
            "  peer sqlite3 .import of zaken.csv alone, then what is new, gone or changed: {}",
            peer.text()
        );
        println!("  ratio: {}", all.ratio(&peer));
    }
}

/// Reads the export and compares, as `reconcile compare` does.
fn compare(office: &Office, fresh: &Path) -> Took {
    let mapping = MappingChoice::BuiltIn("den-haag".to_owned());
    let ask = IntakeAsk { paths: vec![fresh.to_owned()], mapping, taken_at: None };
    let go = |_, _| ControlFlow::Continue(());
    let ((trial, read), both) = time(|| time(|| office.try_intake(&ask, &mut { go }).unwrap()));
    let (found, compared) = time(|| office.compare_export(&trial, &mut { go }).unwrap());
    let all = both.and(&compared);
    println!("  read and check: {}\n  compare: {}", read.text(), compared.text());
    println!("  both, which has to stay under a minute for 200,000 cases: {}", all.text());
    let [there, changed, missing] =
        [Compared::There, Compared::Changed, Compared::Missing].map(|kind| found.count(kind));
    println!(
        "  found: {there} there, {changed} changed, {missing} missing; {} changed in the source alone, {} the same",
        found.cases_changed, found.cases_same
    );
    all
}

/// Changes the phase of some cases, as people here do; gives of how many.
fn work(office: &mut Office, list: &Path) -> u64 {
    let text = fs::read_to_string(list).unwrap();
    let mut done = std::collections::BTreeSet::new();
    for line in text.split(LINE_END) {
        let Some((number, cells)) = row(line) else { continue };
        let Fate::Ours(_) = Fate::of(&number) else { continue };
        let case = CaseId::of_parketnummer(&number);
        if cells.get(PHASE).is_none_or(|phase| *phase == OURS) || !done.insert(case) {
            continue;
        }
        let prosecutor = cells.get(PROSECUTOR).map(|name| (*name).to_owned());
        let status = serde_json::to_value(CaseStatus { phase: OURS.to_owned(), prosecutor }).unwrap();
        let deed = Deed::Correct(Register::of_case(Group::Status), status, "uitspraak gehoord".to_owned());
        office.act(&case, deed).unwrap();
    }
    done.len() as u64
}

/// Makes a list of cases what the source says two hours later.
fn rewrite(list: &Path) {
    let text = fs::read_to_string(list).unwrap();
    let mut lines = Vec::new();
    for line in text.split(LINE_END) {
        let said = row(line).and_then(|(number, cells)| Some((cells, Fate::of(&number).says()?)));
        lines.push(match said {
            Some((mut cells, phase)) => {
                *cells.get_mut(PHASE).unwrap() = phase;
                cells.join(";")
            }
            None => line.replace("stand 23-11-2026 06:30", "stand 23-11-2026 08:30"),
        });
    }
    fs::write(list, lines.join(LINE_END)).unwrap();
}

/// Reads a row of which the cells up to the prosecutor are simple enough to be rewritten; what comes after them is one cell
/// here. A row that no intake takes is none.
fn row(line: &str) -> Option<(Parketnummer, Vec<&str>)> {
    let cells: Vec<&str> = line.splitn(PROSECUTOR + 2, ';').collect();
    let (_, simple) = cells.split_last()?;
    let number = simple.first().filter(|number| number.len() == "09/123456-26".len())?;
    let whole =
        simple.len() == PROSECUTOR + 1 && !simple.concat().contains('"') && !line.ends_with(";te veel");
    whole.then(|| Some((number.parse().ok()?, cells)))?
}

/// The first list is there before the clock runs, as the office's own is.
fn sqlite(folder: &Path, here: &Path, fresh: &Path) -> Option<Took> {
    let db = folder.join("compared.db");
    meter::peer("sqlite3", Command::new("sqlite3").arg(&db).args(import("here", here)))?;
    let differ = "SELECT count(*) FROM (SELECT * FROM fresh EXCEPT SELECT * FROM here);
                  SELECT count(*) FROM fresh LEFT JOIN here USING (c1) WHERE here.c1 IS NULL;
                  SELECT count(*) FROM here LEFT JOIN fresh USING (c1) WHERE fresh.c1 IS NULL;
                  SELECT count(*) FROM fresh JOIN here USING (c1) WHERE fresh.c13 <> here.c13;";
    let mut command = Command::new("sqlite3");
    command.arg(&db).args(import("fresh", fresh)).arg(differ);
    meter::peer("sqlite3", &mut command)
}
