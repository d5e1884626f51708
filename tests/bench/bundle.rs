//! A bundle of the whole store, out of one office and into another, beside `sha256sum` of the finished file.

use super::intake::office;
use super::meter::{self, Took, time};
use noodbrug_office::Office;
use noodbrug_office::exchange::{ExportAsk, Exported, VerifyAsk, verify};
use noodbrug_office::partners::{NewPartner, PartnerKind};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

/// Writes a bundle of all cases, verifies it, and takes it in there.
pub(crate) fn run(folder: &Path, from: &mut Office) {
    let mut court = office(folder, "rechtbank");
    introduce(from, &court, PartnerKind::Office);
    introduce(&mut court, from, PartnerKind::Office);
    let stick = folder.join("stick");
    std::fs::create_dir_all(&stick).unwrap();
    let go = |_, _| ControlFlow::Continue(());
    let (made, wrote) = export_to(from, &court, &stick);
    println!("\nbundle of {:.1} MB with all cases", made.len as f64 / 1e6);
    println!("  write, sync, read back: {}", wrote.text());
    let fingerprint = Some(from.station().root().fingerprint());
    let at = from.now().ok();
    let asked = VerifyAsk { file: made.path.clone(), fingerprint, at, ..VerifyAsk::default() };
    let (judgement, verified) = time(|| verify(&asked, &mut { go }).unwrap());
    println!("  verify: {} (trusted: {})", verified.text(), judgement.is_trusted());
    if let Some(peer) = meter::peer("sha256sum", Command::new("sha256sum").arg(&made.path)) {
        println!("  peer sha256sum of the same file: {}", peer.text());
        println!("  ratio: write {}, verify {}", wrote.ratio(&peer), verified.ratio(&peer));
    }
    let (trial, tried) = time(|| court.try_import(&made.path, &mut { go }).unwrap());
    println!("  dry run of the import: {}", tried.text());
    let (done, took) = time(|| court.apply_import(&trial, &stick, &mut { go }).unwrap());
    println!("  import and receipt: {}, {} new events", took.text(), done.brings.new);
    println!("  peak memory of the whole run so far: {}", super::machine::peak_memory());
}

/// Writes a bundle of all cases for another office.
pub(crate) fn export_to(from: &mut Office, to: &Office, folder: &Path) -> (Exported, Took) {
    let ask = ExportAsk {
        partner: to.meta().office.clone(),
        documents: true,
        purpose: "meting".to_owned(),
        folder: folder.to_owned(),
        open: true,
        cases: Vec::new(),
    };
    let go = |_, _| ControlFlow::Continue(());
    time(|| from.export(&ask, &mut { go }).unwrap())
}

/// Tells an office of another one.
pub(crate) fn introduce(office: &mut Office, other: &Office, kind: PartnerKind) {
    let new = NewPartner {
        name: other.meta().office.clone(),
        kind,
        root_key: other.station().root().to_line(&other.meta().office),
        envelope: None,
        confirmed: "meting".to_owned(),
    };
    office.add_partner(new).unwrap();
}
