//! Bundles of some cases for a medium that holds no large files: several, each with its own header, number and receipt.

use super::making::{LARGEST, document, with_documents};
use super::scoped::{asked, hearing, is_a, open_case};
use super::*;
use std::cell::Cell;
use std::io::Read as _;
use std::process::Command as Program;

/// Cases that a partner still has to get, and those that it has as they are.
fn to_go(one: &Office, other: &Office, dir: &TempDir) -> (u64, u64) {
    let plan = one.plan_export_within(&asked(other, dir, &[]), Some(LARGEST)).unwrap();
    (plan.cases, plan.scope.unwrap().unchanged)
}

/// What the reader in Python makes of bundles: the root of their state, where there is Python.
fn another_reader(made: &[Exported], dir: &TempDir) -> Option<String> {
    let signers = dir.path().join("signers");
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&made[0].path).unwrap()).unwrap();
    let mut keys = archive.by_name(&format!("{}/keys/allowed_signers", made[0].header.folder())).unwrap();
    let mut text = String::new();
    keys.read_to_string(&mut text).unwrap();
    std::fs::write(&signers, text).unwrap();
    let reader = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reader/noodbrug_reader.py");
    let mut python = Program::new("python3");
    python.arg(reader).arg("--signers").arg(&signers).args(["--mode", "exercise"]);
    let Ok(said) = python.args(made.iter().map(|one| &one.path)).output() else {
        assert!(std::env::var_os("NOODBRUG_JUDGES").is_none(), "python3 is missing");
        eprintln!("skipped: there is no python3");
        return None;
    };
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(said.status.success(), "{text}{}", String::from_utf8_lossy(&said.stderr));
    text.lines().find_map(|line| line.strip_prefix("state root ")).map(str::to_owned)
}

#[test]
fn a_case_that_is_too_large_for_the_medium_goes_in_several_bundles_and_is_known_once_all_came() {
    let (dir, mut one, mut other) = pair();
    is_a(&mut one, "Kantoor b", PartnerKind::Court);
    let documents = with_documents(&mut one);
    hearing(&mut one, &case(), "Kantoor b");
    let ask = asked(&other, &dir, &[]);
    let plan = one.plan_export_within(&ask, Some(LARGEST)).unwrap();
    assert_eq!((plan.bundles, plan.cases, plan.is_good()), (4, 1, true));
    let made = one.export_telling(&ask, Some(LARGEST), &mut |_| (), &mut go_on).unwrap();
    assert_eq!(made.iter().map(|one| one.header.seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(made.iter().all(|one| one.len <= LARGEST && one.header.docs.count == 1));
    assert!(one.unsent(9).unwrap().is_empty());
    let read = another_reader(&made, &dir);
    // The last of them stands for the whole case; what is in the others is asked for until it is there.
    for (at, left) in [(3, (1, 0)), (0, (1, 0)), (2, (1, 0)), (1, (0, 1))] {
        let taken = take_in(&mut other, &made[at].path, &dir);
        take_in(&mut one, taken.receipt.as_deref().unwrap(), &dir);
        assert_eq!(to_go(&one, &other, &dir), left, "after bundle {}", at + 1);
    }
    assert!(documents.iter().all(|digest| other.vault.verify(digest).is_ok()));
    assert_eq!(other.sheet(&case()).unwrap().file.documents.len(), 4);
    assert!(other.gaps().unwrap().is_empty());
    let root = other.store.state_root().unwrap().to_string();
    assert!(read.is_none_or(|read| read == root));
}

#[test]
fn when_one_of_several_bundles_of_cases_fails_the_next_try_makes_the_rest() {
    let (dir, mut one, mut other) = pair();
    is_a(&mut one, "Kantoor b", PartnerKind::Court);
    for of in 1..=4_u8 {
        let case = open_case(&mut one, &format!("09/10000{of}-26"), "geel");
        hearing(&mut one, &case, "Kantoor b");
        let bytes = document(of);
        one.vault.put(&mut bytes.as_slice()).unwrap();
        link_to(&mut one, &case, &bytes);
    }
    let ask = asked(&other, &dir, &[]);
    let bundle = Cell::new(0);
    let mut cancel = |_: u64, _: u64| match bundle.get() {
        3 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let told = &mut |news: &ExportNews| bundle.set(news.bundle);
    let stopped = one.export_telling(&ask, Some(LARGEST), told, &mut cancel).unwrap_err();
    assert_eq!((stopped.state, stopped.done.len()), (ExportState::Cancelled, 2));
    let made = one.export_telling(&ask, Some(LARGEST), &mut |_| (), &mut go_on).unwrap();
    assert_eq!(made.len(), 2);
    for bundle in stopped.done.iter().chain(&made) {
        let taken = take_in(&mut other, &bundle.path, &dir);
        take_in(&mut one, taken.receipt.as_deref().unwrap(), &dir);
    }
    assert_eq!(to_go(&one, &other, &dir), (0, 4));
    assert!(other.gaps().unwrap().is_empty());
}

#[test]
fn a_document_of_a_case_that_fits_in_no_file_of_the_medium_is_told_beforehand() {
    let (dir, mut one, other) = pair();
    with_documents(&mut one);
    let ask = asked(&other, &dir, &[case()]);
    let stopped = one.export_telling(&ask, Some(1 << 20), &mut |_| (), &mut go_on).unwrap_err();
    assert_eq!(stopped.state, ExportState::TooLarge);
    assert_eq!(std::fs::read_dir(&ask.folder).unwrap().count(), 0);
}
