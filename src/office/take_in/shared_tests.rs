//! A messy export that was made by others, when it lies beside the repository.

use super::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;

/// What the maker of the export calls each fault, and our code of it.
const KINDS: [(&str, &str); 5] = [
    ("geboortedatum bestaat niet", "NB-IN-07"),
    ("dubbele regel", "NB-IN-05"),
    ("BSN voldoet niet aan de elfproef", "NB-IN-09"),
    ("geen parketnummer", "NB-IN-01"),
    ("kolom te veel", "NB-IN-03"),
];

#[test]
fn a_messy_export_is_taken_in_with_exactly_the_faults_it_was_given() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/export-den-haag");
    let Ok(text) = std::fs::read_to_string(folder.join("expected.json")) else {
        eprintln!("there is no export beside the repository: it was not judged");
        return;
    };
    let expected: Value = serde_json::from_str(&text).unwrap();
    let (_dir, mut office) = tests::office();
    let ask =
        IntakeAsk { paths: vec![folder], mapping: MappingChoice::BuiltIn("den-haag".into()), taken_at: None };
    let trial = office.try_intake(&ask, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let done = office.apply_intake(trial, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let findings = office.intake_findings(done.key).unwrap();

    let kinds = BTreeMap::from(KINDS);
    let bad: BTreeSet<(u64, &str)> = expected["bad"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (pair[0].as_u64().unwrap(), kinds[pair[1].as_str().unwrap()]))
        .collect();
    let codes: BTreeSet<&str> = kinds.values().copied().collect();
    let found: BTreeSet<(u64, &str)> = findings
        .iter()
        .filter(|finding| finding.file == "zaken.csv" && codes.contains(finding.code.as_str()))
        .map(|finding| (finding.record, finding.code.as_str()))
        .collect();
    assert_eq!(found, bad);

    let held = expected["bad"].as_array().unwrap().iter();
    let held =
        held.filter(|pair| ["geen parketnummer", "kolom te veel"].contains(&pair[1].as_str().unwrap()));
    let good = expected["cases"].as_u64().unwrap() - held.count() as u64;
    let listed = office.intakes().unwrap()[0].cases;
    assert_eq!(listed, done.cases_new);
    // A hearing or document of a case whose row was held out still opens that case.
    assert!(done.cases_new >= good, "{} of {good}", done.cases_new);
    assert!(office.verify_journal().unwrap().faults.is_empty());
}
