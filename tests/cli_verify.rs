//! Bundles in the hands of somebody who has only the program: verdicts, the report, a second signature, and files that are
//! no bundles at all.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use std::path::{Path, PathBuf};
use std::process::Command;
use terminal::{Bench, Said};

const AT: &str = "2026-11-23T12:00";
const FIRST: &str = "nb-ws-ams-0001-e1-000001.zip";

fn kit(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kit").join(name);
    path.to_str().unwrap().to_owned()
}

fn verify(bench: &Bench, args: &[&str]) -> Said {
    bench.run(&[&["bundle", "verify", "--at", AT], args].concat())
}

/// Runs `openssl` on the bench; says no where there is none.
fn openssl(bench: &Bench, words: &str) -> bool {
    let ran = Command::new("openssl").args(words.split(' ')).current_dir(bench.path(".")).output();
    match ran {
        Ok(ran) => {
            assert!(ran.status.success(), "{words}: {}", String::from_utf8_lossy(&ran.stderr));
            true
        }
        Err(_) => {
            assert!(std::env::var_os("NOODBRUG_JUDGES").is_none(), "openssl is missing");
            false
        }
    }
}

#[test]
fn the_verdict_stands_first_in_both_languages_and_what_was_not_checked_last() {
    let bench = Bench::new();
    let (file, signers) = (kit(&format!("good/{FIRST}")), kit("allowed_signers"));
    let said = verify(&bench, &[&file, "--signers", &signers]);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!((said.code, said.err.as_str(), lines[0]), (0, "", FIRST));
    assert_eq!(lines[1], "De bundel is heel en de sleutel is vertrouwd.");
    assert_eq!(lines[2], "The bundle is whole and its key is trusted.");
    assert!(lines[3].starts_with(
        "[=] VERTROUWDE SLEUTEL / TRUSTED KEY · Parket Amsterdam · ws-ams-0001-e1 · VINGERAFDRUK"
    ));
    for part in ["nr. 1", "Zaken / Cases", "Noodbrug 0.", "Geen bevindingen.", "No findings."] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    assert!(said.out.contains("Niet gecontroleerd:\n") && said.out.contains("Not checked:\n"));
    assert!(!said.out.contains("Van wie de sleutel is"), "{}", said.out);
    let unknown = verify(&bench, &[&file, "--lang", "nl"]);
    assert_eq!(unknown.code, 3);
    assert!(
        unknown.out.contains("\n[?] ONBEKENDE SLEUTEL · ") && unknown.out.contains("Van wie de sleutel is")
    );
    assert!(!unknown.out.contains("Not checked"));
}

#[test]
fn several_bundles_each_have_a_verdict_and_the_worst_counts() {
    let bench = Bench::new();
    let [good, bad] = [kit(&format!("good/{FIRST}")), kit(&format!("bad/order/{FIRST}"))];
    let signers = kit("allowed_signers");
    let said = verify(&bench, &[&good, &bad, "--signers", &signers]);
    assert_eq!(said.code, 1);
    let totals = "2 bundels: 1 in orde, 0 na te kijken, 1 geweigerd / 2 bundles: 1 in order, 0 to look at, 1 refused\n";
    assert!(said.out.ends_with(totals), "{}", said.out);
    let json =
        bench.json_without_office(&["bundle", "verify", &good, &bad, "--at", AT, "--signers", &signers]);
    assert_eq!((&json["good"], &json["refused"]), (&1.into(), &1.into()));
    assert_eq!(json["bundles"][0]["verdict"], "good");
    assert_eq!(json["bundles"][1]["findings"][0]["code"], "NB-ZIP-08");
}

#[test]
fn what_is_no_bundle_at_all_is_said_to_be_so_in_both_languages() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("map")).unwrap();
    std::fs::write(bench.path("leeg.zip"), b"").unwrap();
    let sparse = std::fs::File::create(bench.path("groot.zip")).unwrap();
    sparse.set_len(200 << 30).unwrap();
    let said_of = |file: &str, code: &str, nl: &str, en: &str| {
        let said = verify(&bench, &[file]);
        assert_eq!(said.code, 1, "{file}: {}", said.out);
        for part in [code, nl, en] {
            assert!(said.out.contains(part), "{part}: {}", said.out);
        }
    };
    said_of("map", "NB-IO-01", "Dit is een map.", "This is a folder.");
    said_of("weg.zip", "NB-IO-01", "Dit bestand is er niet.", "There is no such file.");
    said_of("leeg.zip", "NB-ZIP-01", "Dit bestand is leeg (0 bytes).", "This file is empty (0 bytes).");
    said_of("groot.zip", "NB-ZIP-01", "dit is geen bundel", "this is no bundle");
    said_of("/dev/null", "NB-IO-01", "Dit is geen gewoon bestand.", "This is no ordinary file.");
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_is_no_text_is_verified_like_any_other() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let bench = Bench::new();
    let name = OsStr::from_bytes(b"bundel-\xff.zip");
    std::fs::copy(kit(&format!("good/{FIRST}")), bench.path(".").join(name)).unwrap();
    let mut command = bench.command(&["bundle", "verify", "--at", AT, "--json"]);
    let output = command.arg(name).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &json["sound"]), (Some(3), &true.into()));
    assert_eq!(json["file"], "bundel-\u{fffd}.zip");
}

#[test]
fn the_report_is_the_same_bytes_for_the_same_time_and_nothing_else_is_written() {
    let bench = Bench::new();
    let (file, signers) = (kit(&format!("good/{FIRST}")), kit("allowed_signers"));
    for report in ["een.pdf", "twee.pdf"] {
        let said = verify(&bench, &[&file, "--signers", &signers, "--report", report]);
        assert_eq!((said.code, said.err.as_str()), (0, ""));
    }
    let [one, two] = ["een.pdf", "twee.pdf"].map(|name| std::fs::read(bench.path(name)).unwrap());
    assert_eq!(one, two);
    let made: Vec<_> = std::fs::read_dir(bench.path(".")).unwrap().collect();
    assert_eq!(made.len(), 2, "{made:?}");
    let said = verify(&bench, &[&file, "--report", "weg/een.pdf"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("weg"), "{}", said.err);
}

#[test]
fn a_signature_of_a_certificate_is_attached_shown_and_held_against_a_pinned_issuer() {
    let bench = Bench::new();
    std::fs::copy(kit(&format!("good/{FIRST}")), bench.path(FIRST)).unwrap();
    let unpacked = Command::new("unzip").args(["-q", FIRST]).current_dir(bench.path(".")).status();
    let new = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30";
    let list = "nb-ws-ams-0001-e1-000001/tagmanifest-sha256.txt";
    let sign = format!(
        "cms -sign -binary -md sha256 -in {list} -signer ca.pem -inkey ca.key -outform DER -out mijn.p7s"
    );
    if unpacked.is_err()
        || !openssl(&bench, &format!("req -x509 {new} -keyout ca.key -out ca.pem -subj /CN=Jansen"))
    {
        return;
    }
    assert!(openssl(&bench, &format!("req -x509 {new} -keyout x.key -out ander.pem -subj /CN=Jansen")));
    assert!(openssl(&bench, &sign));
    let attached = bench.run(&["bundle", "attach", FIRST, "mijn.p7s", "--to", "met.zip"]);
    assert_eq!((attached.code, attached.err.as_str()), (0, ""));
    assert!(attached.out.contains("aanwezig, niet gecontroleerd"), "{}", attached.out);
    let signers = kit("allowed_signers");
    let judged = |ca: &[&str]| {
        let words = ["bundle", "verify", "met.zip", "--signers", &signers];
        let json = bench.json_without_office(&[&words[..], ca].concat());
        let codes: Vec<String> = json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["code"].as_str().unwrap().to_owned())
            .filter(|code| code.starts_with("NB-CMS"))
            .collect();
        (json["second_signature"]["verdict"].as_str().unwrap().to_owned(), codes.concat())
    };
    assert_eq!(judged(&[]), ("not-checked".into(), "NB-CMS-05".into()));
    assert_eq!(judged(&["--ca", "ca.pem"]), ("holds".into(), String::new()));
    assert_eq!(judged(&["--ca", "ander.pem"]), ("doubted".into(), "NB-CMS-03".into()));
    let no_certificate = verify(&bench, &["met.zip", "--ca", "ca.key"]);
    assert_eq!(no_certificate.code, 1);
    assert!(no_certificate.err.contains("heeft geen certificaat"), "{}", no_certificate.err);
    let again = bench.run(&["bundle", "attach", "met.zip", "mijn.p7s"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("heeft al een tweede handtekening"), "{}", again.err);
    let other = bench.run(&["bundle", "attach", FIRST, "ca.pem"]);
    assert!(other.code == 1 && other.err.contains("openssl cms -sign"), "{}", other.err);
    let shown = verify(&bench, &["met.zip", "--ca", "ca.pem", "--lang", "en"]);
    assert!(
        shown.out.contains("Second signature: ") && shown.out.contains(" Jansen · issuer Jansen"),
        "{}",
        shown.out
    );
}
