//! Taking in an export, beside `sqlite3` that imports its list of cases and nothing more.

use super::megabytes;
use super::meter::{self, time};
use noodbrug_core::bundle::Mode;
use noodbrug_core::ident::Role;
use noodbrug_files::keys::{Cost, Passphrase};
use noodbrug_office::clock::Clock;
use noodbrug_office::exercise::{ExportPlan, Writing, export};
use noodbrug_office::setup::{NewOffice, make};
use noodbrug_office::{IntakeAsk, MappingChoice, Office};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

/// Makes an export and an office, takes the one into the other, and gives the office.
pub(crate) fn run(folder: &Path, cases: u32) -> Office {
    let from = folder.join("export");
    let taken_at = "2026-11-23T06:30:00".parse().unwrap();
    export(&from, &ExportPlan { seed: 1, cases, taken_at, writing: Writing::Utf8 }).unwrap();
    println!("\nintake of {:.1} MB in four files, encrypted, validated, indexed", megabytes(&from));
    let mut office = office(folder, "parket");
    let ask = IntakeAsk {
        paths: vec![from.clone()],
        mapping: MappingChoice::BuiltIn("den-haag".to_owned()),
        taken_at: None,
    };
    let go = |_, _| ControlFlow::Continue(());
    let (trial, tried) = time(|| office.try_intake(&ask, &mut { go }).unwrap());
    println!("  dry run: {}", tried.text());
    let (done, applied) = time(|| office.apply_intake(trial, &mut { go }).unwrap());
    println!("  intake:  {} for {} cases", applied.text(), done.cases_new);
    println!(
        "  peak memory: {}; store: {:.1} MB",
        super::machine::peak_memory(),
        megabytes(&folder.join("parket"))
    );
    if let Some(peer) = sqlite(folder, &from.join("zaken.csv")) {
        println!("  peer sqlite3 .import of zaken.csv alone (plain, no index, no checks): {}", peer.text());
        println!("  ratio: dry run {}, intake {}", tried.ratio(&peer), applied.ratio(&peer));
    }
    let (again, second) = time(|| {
        let trial = office.try_intake(&ask, &mut { go }).unwrap();
        office.apply_intake(trial, &mut { go }).unwrap()
    });
    println!("  the same again: {} (nothing changed: {})", second.text(), again.same);
    office
}

/// Makes an empty office.
pub(crate) fn office(folder: &Path, name: &str) -> Office {
    let new = NewOffice {
        office: format!("meting {name}"),
        station: format!("oef-{name}-01"),
        mode: Mode::Exercise,
        user: "meting".to_owned(),
        role: Role::Manager,
        passphrase: Passphrase::new("alleen om te meten"),
        root_passphrase: Passphrase::new("alleen om te meten"),
        root_file: folder.join("kluis").join(format!("{name}.json")),
        folder: folder.join(name),
        cost: Cost::CHEAP,
    };
    make(new, Clock::Fixed("2026-11-23T09:00:00+01:00".parse().unwrap())).unwrap().office
}

fn sqlite(folder: &Path, csv: &Path) -> Option<meter::Took> {
    let mut command = Command::new("sqlite3");
    command.arg(folder.join("peer.db")).args(import("zaken", csv));
    meter::peer("sqlite3", &mut command)
}

/// What `sqlite3` is told to take a list of cases into a new table.
pub(crate) fn import(table: &str, csv: &Path) -> [String; 4] {
    let columns: Vec<String> = (1..=16).map(|column| format!("c{column} TEXT")).collect();
    let create = format!("CREATE TABLE {table} ({});", columns.join(", "));
    let import = format!(".import --skip 2 '{}' {table}", csv.display());
    [create, ".mode csv".to_owned(), ".separator ;".to_owned(), import]
}
