use super::*;
use noodbrug_core::register::Group;
use noodbrug_files::intake::{Export, FindingCode, Mapping, Taken, read};
use std::ops::ControlFlow;

fn made(cases: u32, writing: Writing) -> (Expected, Taken) {
    let folder = tempfile::tempdir().unwrap();
    let taken_at = "2026-11-20T18:30:00".parse().unwrap();
    let expected = export(folder.path(), &ExportPlan { seed: 7, cases, taken_at, writing }).unwrap();
    let mapping = Mapping::parse(include_str!("../../../assets/mappings/den-haag.toml")).unwrap();
    let files = Export::open(&[folder.path().to_owned()], &mapping).unwrap();
    let taken = read(&files, &mapping, None, &mut |_, _| ControlFlow::Continue(())).unwrap();
    (expected, taken)
}

fn count(taken: &Taken, group: Group) -> u64 {
    let registers = taken.cases.values().flat_map(|case| case.writes.keys());
    registers.filter(|register| register.group == group).count() as u64
}

#[test]
fn what_is_made_is_what_is_read() {
    let (expected, taken) = made(900, Writing::Utf8);
    let bad: std::collections::BTreeMap<u64, &str> = taken
        .findings
        .iter()
        .filter(|finding| finding.file == "zaken.csv")
        .filter_map(|finding| Some((finding.record?, finding.code.code())))
        .collect();
    assert_eq!(bad, expected.bad);
    assert!(
        ["NB-IN-01", "NB-IN-03", "NB-IN-05", "NB-IN-07", "NB-IN-09"]
            .iter()
            .all(|code| bad.values().any(|found| found == code))
    );
    assert_eq!(count(&taken, Group::Status), expected.taken);
    assert_eq!(count(&taken, Group::Slot), expected.hearings);
    assert_eq!(count(&taken, Group::Measure), expected.measures);
    assert_eq!(count(&taken, Group::Document), expected.documents);
    let missing = |code| taken.findings.iter().filter(|finding| finding.code == code).count();
    assert_eq!((missing(FindingCode::DocumentMissing), missing(FindingCode::DocumentUnlisted)), (1, 1));
}

#[test]
fn the_same_plan_gives_the_same_values() {
    let (one, other) = (made(300, Writing::Utf8).1, made(300, Writing::Utf8).1);
    let values = |taken: &Taken| {
        taken.cases.iter().map(|(id, case)| (*id, case.writes.clone(), case.src.clone())).collect::<Vec<_>>()
    };
    assert_eq!(values(&one), values(&other));
    assert_eq!(values(&one), values(&made(300, Writing::Utf16).1));
}

#[test]
fn an_old_encoding_loses_letters_and_says_so() {
    let (expected, taken) = made(300, Writing::Windows1252);
    assert_eq!(count(&taken, Group::Status), expected.taken);
    assert_eq!(taken.detected[0].encoding, Some("windows-1252"));
    assert!(taken.findings.iter().any(|finding| finding.code == FindingCode::LostLetters));
}
