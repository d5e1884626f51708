//! A bundle with gigabytes of documents, written, read back and verified, beside `sha256sum` of the finished file.

use super::bundle::{export_to, introduce};
use super::intake::office;
use super::meter::{self, time};
use noodbrug_office::exchange::{VerifyAsk, verify};
use noodbrug_office::exercise::{ExportPlan, Writing, export};
use noodbrug_office::partners::PartnerKind;
use noodbrug_office::{IntakeAsk, MappingChoice, Office};
use std::fs::{self, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

/// How many cases have documents.
const CASES: u32 = 5_000;

/// Makes documents of so many gigabytes in all, and carries them in one bundle.
pub(crate) fn run(folder: &Path, gigabytes: f64) {
    let from = folder.join("export");
    let taken_at = "2026-11-23T06:30:00".parse().unwrap();
    export(&from, &ExportPlan { seed: 1, cases: CASES, taken_at, writing: Writing::Utf8 }).unwrap();
    let documents = grow(&from.join("stukken"), gigabytes);
    println!("\n{documents} documents of {gigabytes:.1} GB in all");
    let mut parket = office(folder, "parket");
    take_in(&mut parket, &from);
    // What is measured starts here; the memory that it needs stands beside what the intake needed.
    println!("  peak memory after the intake: {}", super::machine::peak_memory());
    let court = office(folder, "rechtbank");
    introduce(&mut parket, &court, PartnerKind::Office);
    let stick = folder.join("stick");
    fs::create_dir_all(&stick).unwrap();
    let (made, wrote) = export_to(&mut parket, &court, &stick);
    println!("  write, sync, read back: {} for {:.2} GB", wrote.text(), made.len as f64 / 1e9);
    println!("  peak memory after writing: {}", super::machine::peak_memory());
    let go = |_, _| ControlFlow::Continue(());
    let fingerprint = Some(parket.station().root().fingerprint());
    let asked =
        VerifyAsk { file: made.path.clone(), fingerprint, at: parket.now().ok(), ..VerifyAsk::default() };
    let (judgement, verified) = time(|| verify(&asked, &mut { go }).unwrap());
    println!("  verify: {} (trusted: {})", verified.text(), judgement.is_trusted());
    println!("  peak memory after verifying: {}", super::machine::peak_memory());
    if let Some(peer) = meter::peer("sha256sum", Command::new("sha256sum").arg(&made.path)) {
        println!("  peer sha256sum of the same file: {}", peer.text());
        println!("  ratio: write {}, verify {}", wrote.ratio(&peer), verified.ratio(&peer));
    }
}

/// Makes documents larger, by bytes that do not pack; gives how many there are.
fn grow(folder: &Path, gigabytes: f64) -> usize {
    let paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let each = (gigabytes * 1e9) as u64 / paths.len() as u64;
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for path in &paths {
        let mut file = BufWriter::new(OpenOptions::new().append(true).open(path).unwrap());
        for _ in 0..each / 8 {
            // xorshift64: fast, and no packer finds anything in it.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            file.write_all(&state.to_le_bytes()).unwrap();
        }
        file.flush().unwrap();
    }
    paths.len()
}

/// Takes an export in, and prints nothing.
pub(crate) fn take_in(office: &mut Office, from: &Path) {
    let mapping = MappingChoice::BuiltIn("den-haag".to_owned());
    let ask = IntakeAsk { paths: vec![from.to_owned()], mapping, taken_at: None };
    let go = |_, _| ControlFlow::Continue(());
    let trial = office.try_intake(&ask, &mut { go }).unwrap();
    office.apply_intake(trial, &mut { go }).unwrap();
}
