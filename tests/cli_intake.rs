//! A source export on the command line: tried, taken in once, its findings kept, its documents checked.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use noodbrug_office::exercise::{ExportPlan, Writing};
use serde_json::Value;
use std::path::Path;
use terminal::{Bench, refused};

/// Makes an export of 120 made-up cases with known faults.
fn export(folder: &Path) -> noodbrug_office::exercise::Expected {
    let plan = ExportPlan {
        seed: 1,
        cases: 120,
        taken_at: "2026-11-23T06:00:00".parse().unwrap(),
        writing: Writing::Windows1252,
    };
    noodbrug_office::exercise::export(folder, &plan).unwrap()
}

#[test]
fn an_export_is_tried_taken_in_once_and_its_findings_kept() {
    let bench = Bench::with_office();
    let expected = export(&bench.path("export"));
    let base = ["intake", "export", "--mapping", "den-haag"];
    let with = |option| [base.as_slice(), &[option]].concat();
    let tried = bench.json(&with("--dry-run"));
    assert_eq!(tried["trial"]["cases_new"], expected.taken);
    assert_eq!(
        (&tried["done"], bench.json(&["status"])["counts"]["cases"].as_u64()),
        (&Value::Null, Some(0))
    );
    let unasked = bench.at(&base);
    assert_eq!(unasked.code, 2);
    assert!(unasked.out.contains("windows-1252") && unasked.out.contains("dd-mm-jjjj"), "{}", unasked.out);
    assert!(unasked.err.contains("`--dry-run`"), "{}", unasked.err);
    let done = bench.json(&with("--yes"));
    assert_eq!((&done["done"]["cases_new"], &done["done"]["same"]), (&expected.taken.into(), &false.into()));
    assert_eq!(bench.json(&with("--yes"))["done"]["same"], true);
    let list = bench.json(&["intake", "list"]);
    assert_eq!(list.as_array().map(Vec::len), Some(1));
    let findings = bench.json(&["intake", "findings", "1"]);
    let bad = |finding: &&Value| {
        finding["file"] == tried["trial"]["files"][0]["file"] && finding["record"].is_u64()
    };
    let records =
        findings.as_array().unwrap().iter().filter(bad).map(|finding| finding["record"].as_u64().unwrap());
    let records: Vec<u64> = records.collect();
    assert!(expected.bad.keys().all(|record| records.contains(record)), "{records:?}");
    assert_eq!(bench.at(&["intake", "findings", "9"]).code, 2);
}

#[test]
fn documents_of_an_export_are_checked_and_copied_out() {
    let bench = Bench::with_office();
    let expected = export(&bench.path("export"));
    assert_eq!(bench.at(&["intake", "export", "--mapping", "den-haag", "--yes"]).code, 0);
    assert!(expected.documents > 0);
    let index = std::fs::read_to_string(bench.path("export/stukken.csv")).unwrap();
    let number = index.lines().skip(1).find_map(|line| line.split(';').next()).unwrap().to_owned();
    let checks = bench.json(&["document", "check", &number]);
    let (name, hash) = (checks[0]["name"].as_str().unwrap(), checks[0]["sha256"].as_str().unwrap());
    assert_eq!(checks[0]["check"], "good");
    let saved = bench.json(&["document", "save", &number, "--document", hash, "--to", "stuk.pdf"]);
    assert_eq!(saved["sha256"], hash);
    let twice = bench.at(&["document", "save", &number, "--document", hash, "--to", "stuk.pdf"]);
    let there =
        "`stuk.pdf` bestaat al. Er is niets opgeslagen. Kies een andere naam, of geef ook `--overwrite`.";
    assert_eq!(twice, refused(1, there));
    let over =
        bench.at(&["document", "save", &number, "--document", hash, "--to", "stuk.pdf", "--overwrite"]);
    assert_eq!(
        (over.code, over.err.starts_with("Deze kopie is niet versleuteld.")),
        (0, true),
        "{}",
        over.err
    );
    let log = bench.at(&["case", "log", &number]).out;
    assert!(log.contains("ingezien: kopie van een stuk in klare tekst opgeslagen"), "{log}");
    let found = std::fs::read(bench.path("stuk.pdf")).unwrap();
    assert_eq!(found, std::fs::read(bench.path("export/stukken").join(name)).unwrap());
    // Bytes that rot in the vault are never given out.
    for vault in std::fs::read_dir(bench.path("kantoor/documents")).unwrap().flatten() {
        rot(&vault.path());
    }
    let checked = bench.at(&["document", "check", &number]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("KLOPT NIET"), "{}", checked.out);
    assert_eq!(bench.at(&["document", "save", &number, "--document", hash, "--to", "nee.pdf"]).code, 1);
    assert!(!bench.path("nee.pdf").exists());
}

/// Changes the last byte of every file under a path.
fn rot(path: &Path) {
    if path.is_dir() {
        return std::fs::read_dir(path).unwrap().flatten().for_each(|entry| rot(&entry.path()));
    }
    let mut bytes = std::fs::read(path).unwrap();
    if let Some(last) = bytes.last_mut() {
        *last ^= 1;
    }
    std::fs::write(path, bytes).unwrap();
}
