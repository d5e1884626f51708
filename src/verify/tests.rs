//! The same words for every reader, on a terminal and on paper.

use crate::ask::{VerifyAsk, look};
use crate::words::{Tongue, Verdict, outcomes_text, worst};
use crate::{outcomes_json, report, write_report};
use noodbrug_core::print::Block;
use noodbrug_core::text::Lang;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

fn kit(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/kit").join(name)
}

fn looked(name: &str, known: bool) -> crate::Outcome {
    let ask = VerifyAsk {
        file: kit(name),
        signers: known.then(|| kit("allowed_signers")),
        at: Some("2026-11-23T12:00:00+01:00".parse().unwrap()),
        ..VerifyAsk::default()
    };
    look(&ask, &mut |_, _| ControlFlow::Continue(())).unwrap()
}

const GOOD: &str = "good/nb-ws-ams-0001-e1-000001.zip";
const SECOND: &str = "good/nb-ws-ams-0001-e1-000001-p7s.zip";
const BAD: &str = "bad/order/nb-ws-ams-0001-e1-000001.zip";

#[test]
fn three_verdicts_have_three_exit_codes_and_the_worst_counts() {
    let [good, unknown, bad] = [looked(GOOD, true), looked(GOOD, false), looked(BAD, true)];
    assert_eq!([&good, &unknown, &bad].map(|one| one.verdict().exit_code()), [0, 3, 1]);
    assert_eq!(worst(&[good, bad, unknown]), Verdict::Refused);
    assert_eq!(worst(&[]), Verdict::Good);
}

#[test]
fn another_fingerprint_than_the_one_that_was_given_is_said_first_and_both_are_shown() {
    let given = "SHA256:4fQ2kM8xVtYp0nRzLwJc7aHdEsBuGiOo1vNbXqZyTlA";
    let ask = VerifyAsk {
        file: kit(GOOD),
        fingerprint: Some(given.parse().unwrap()),
        at: Some("2026-11-23T12:00:00+01:00".parse().unwrap()),
        ..VerifyAsk::default()
    };
    let outcome = look(&ask, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let found = outcome.judged.as_ref().unwrap().trust.signed_by().unwrap().fingerprint().to_string();
    let sentence = outcome.sentence();
    assert!(sentence.nl.starts_with("STOP: dit is NIET de vingerafdruk die u gaf."), "{}", sentence.nl);
    assert!(sentence.nl.contains(given) && sentence.en.contains(&found), "{}", sentence.en);
    assert_eq!(outcome.verdict(), Verdict::Look);
    let text = outcomes_text(&[outcome], Tongue::One(Lang::Nl));
    assert!(!text.contains("Uitkomst:"), "what to do stands there once: {text}");
}

#[test]
fn a_second_signature_has_a_line_of_its_own_and_says_that_nobody_checked_it() {
    let outcome = looked(SECOND, true);
    assert_eq!(outcome.verdict(), Verdict::Good);
    let text = outcomes_text(std::slice::from_ref(&outcome), Tongue::One(Lang::Nl));
    assert!(
        text.contains("aanwezig, niet gecontroleerd wie haar zette · J. Jansen, Parket Amsterdam"),
        "{text}"
    );
    assert!(text.contains("  - Wie de tweede handtekening zette"), "{text}");
    let json = outcomes_json(&[outcome], Lang::Nl);
    assert_eq!(json["second_signature"]["revocation_checked"], false);
    assert_eq!(json["second_signature"]["serial"], "07");
}

#[test]
fn what_was_never_read_is_not_said_to_be_checked() {
    let text = outcomes_text(&[looked(BAD, true)], Tongue::One(Lang::En));
    assert!(text.contains("  - The signature and the content: the form is not right"), "{text}");
    assert!(!text.contains("The content of each file against that list."), "{text}");
}

#[test]
fn the_report_of_a_bundle_is_one_sheet_that_a_foreign_program_accepts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("controle.pdf");
    write_report(&[looked(GOOD, false)], Tongue::Both, &path).unwrap();
    let required = std::env::var_os("NOODBRUG_JUDGES").is_some();
    let run = |program: &str, words: &[&str]| match Command::new(program).args(words).arg(&path).output() {
        Ok(said) => Some((said.status.success(), String::from_utf8_lossy(&said.stdout).into_owned())),
        Err(_) if required => panic!("{program} is missing"),
        Err(_) => None,
    };
    if let Some((accepted, said)) = run("qpdf", &["--check"]) {
        assert!(accepted, "{said}");
    }
    if let Some((_, said)) = run("pdfinfo", &[]) {
        assert!(said.lines().any(|line| line.starts_with("Pages:") && line.ends_with(" 1")), "{said}");
        assert!(said.lines().any(|line| line.starts_with("Tagged:") && line.ends_with(" yes")), "{said}");
    }
}

#[test]
fn each_bundle_in_a_report_begins_a_page_and_the_totals_stand_first() {
    let paper = report(&[looked(GOOD, true), looked(BAD, true)], Tongue::Both).unwrap();
    let breaks = paper.blocks.iter().filter(|block| **block == Block::PageBreak).count();
    assert_eq!(breaks, 1);
    assert!(matches!(&paper.blocks[0], Block::Notice(text) if text.words().starts_with("2 bundels: ")));
    assert!(report(&[], Tongue::Both).is_none());
}
