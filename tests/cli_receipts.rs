//! Outcomes, receipts on paper and the guard, on the command line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use serde_json::Value;
use std::path::Path;
use terminal::{Bench, NOW, at_court, partners};

fn bundle(bench: &Bench) -> String {
    let made = bench.json(&["bundle", "export", "--to", "Rechtbank", "--out", "heen", "--without-envelope"]);
    made["file"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned()
}

fn json_of(bench: &Bench, args: &[&str]) -> Value {
    let said = bench.at(&[args, &["--json"]].concat());
    serde_json::from_str(&said.out).unwrap_or_else(|why| panic!("{why}: {said:?}"))
}

#[test]
fn a_receipt_goes_from_paper_into_the_office_that_made_the_bundle() {
    let bench = partners();
    let file = bundle(&bench);
    let open = json_of(&bench, &["receipt", "open", "--pdf", "lijst.pdf"]);
    assert_eq!(
        (&open["unconfirmed"][0]["partner"], &open["unconfirmed"][0]["of_partner"]),
        (&"Rechtbank".into(), &1.into())
    );
    assert!(bench.path("lijst.pdf").exists());
    assert_eq!(bench.at(&["receipt", "open"]).code, 3);
    let done = json_of(&bench, &at_court(&["bundle", "import", &file, "--apply", "--receipts", "terug"]));
    assert_eq!(done["done"]["outcome"]["code"], "taken-in");
    let name = Path::new(&file).file_stem().unwrap().to_str().unwrap().to_owned();
    bench.all(&[at_court(&["receipt", "print", &name, "--pdf", "bewijs.pdf"])]);
    let Some(text) = text_of(&bench.path("bewijs.pdf")) else { return };
    // What stands behind `Regel 1` and further is what a person types.
    let lines: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Regel "))
        .map(|line| line.split_at(2).1.trim())
        .collect();
    assert!(lines.len() > 5, "{text}");
    let typed = lines.join("\n");
    let early = bench.at(&["receipt", "type", "--paper", &typed]);
    assert!(early.code == 1 && early.err.contains("Scan de code"), "{early:?}");
    // A keyset of the court tells whose key it is.
    let made = [
        "keyset",
        "make",
        "--to",
        "terug",
        "--root-file",
        "stick/rechtbank.json",
        "--root-passphrase-file",
        "zin.txt",
    ];
    std::fs::write(bench.path("zin.txt"), terminal::PASSPHRASE).unwrap();
    let keyset = json_of(&bench, &at_court(&made));
    let keyset = keyset["file"].as_str().unwrap_or_else(|| panic!("{keyset}")).to_owned();
    assert_eq!(bench.at(&["keyset", "load", &keyset, "--apply"]).code, 0);
    let wrong = typed.replacen(lines[2].split_at(1).0, if lines[2].starts_with('7') { "8" } else { "7" }, 1);
    let refused = bench.at(&["receipt", "type", "--paper", &wrong]);
    assert!(refused.code == 1 && refused.err.contains("van het ontvangstbewijs zit een fout"), "{refused:?}");
    let taken = json_of(&bench, &["receipt", "type", "--paper", &typed]);
    assert_eq!((&taken["moved"], &taken["outcome"]["code"]), (&true.into(), &"taken-in".into()), "{taken}");
    assert_eq!(bench.at(&["receipt", "open"]).code, 0);
}

fn text_of(pdf: &Path) -> Option<String> {
    let read = std::process::Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output().ok()?;
    Some(String::from_utf8(read.stdout).unwrap())
}

#[test]
fn a_refused_bundle_of_a_partner_is_named_set_apart_and_receipted_and_its_sender_hears_why() {
    let bench = partners();
    let file = bundle(&bench);
    let mut bytes = std::fs::read(bench.path(&file)).unwrap();
    let at = bytes.windows(8).position(|window| window == b"%PDF-1.7").unwrap();
    bytes[at + 8] ^= 1;
    std::fs::write(bench.path(&file), bytes).unwrap();
    let seen = bench.run(&["bundle", "verify", &file, "--exercise", "--json"]);
    let seen: Value = serde_json::from_str(&seen.out).unwrap();
    assert_eq!(seen["outcome"]["code"], "damaged", "one bit that flips is no fraud: {seen}");
    let args = at_court(&["bundle", "import", &file, "--apply", "--receipts", "terug"]);
    let said = bench.at(&args);
    assert_eq!(said.code, 1);
    assert!(said.out.starts_with("GEWEIGERD: Onderweg beschadigd\nVERTROUWDE SLEUTEL · "), "{}", said.out);
    let advice = "Kopieer hem opnieuw of vraag om een nieuwe.";
    assert!(said.err.contains(advice) && !said.out.contains("beveiliging"), "{said:?}");
    let refused = json_of(&bench, &args);
    assert_eq!(refused["trial"]["outcome"]["name"], "Onderweg beschadigd");
    let apart = json_of(&bench, &at_court(&["bundle", "quarantine"]));
    assert_eq!(apart[0]["outcome"]["code"], "damaged");
    let receipt = refused["refusal_receipt"].as_str().unwrap();
    let taken = bench.at(&["bundle", "import", receipt, "--apply"]);
    assert!(
        taken.out.contains("heeft nb-") && taken.out.contains("geweigerd: Onderweg beschadigd"),
        "{taken:?}"
    );
    assert!(taken.code == 3 && taken.err.contains("`noodbrug bundle export`"), "{taken:?}");
    let open = json_of(&bench, &["receipt", "open"]);
    assert_eq!(open["unconfirmed"][0]["refused"], true, "{open}");
}

#[test]
fn of_a_damaged_copy_the_sender_hears_nothing_once_a_good_one_was_taken_in() {
    let bench = partners();
    let file = bundle(&bench);
    let mut bytes = std::fs::read(bench.path(&file)).unwrap();
    let at = bytes.windows(8).position(|window| window == b"%PDF-1.7").unwrap();
    bytes[at + 8] ^= 1;
    std::fs::write(bench.path("stuk.zip"), bytes).unwrap();
    let apply = ["bundle", "import", "stuk.zip", "--apply", "--receipts", "terug"];
    let tried = json_of(&bench, &at_court(&apply));
    let mark = tried["trial"]["mark"].as_str().unwrap().get(..16).unwrap();
    let receipts = || std::fs::read_dir(bench.path("terug")).unwrap().count();
    let good = at_court(&["bundle", "import", &file, "--apply", "--receipts", "terug"]);
    assert_eq!((bench.at(&good).code, receipts()), (0, 2), "first it was refused, then taken in");
    let again = bench.at(&at_court(&["bundle", "retry", mark, "--apply", "--receipts", "terug"]));
    assert_eq!((again.code, receipts()), (1, 2), "{again:?}");
    assert!(again.err.contains("een goede kopie van deze bundel is al ingelezen"), "{}", again.err);
}

#[test]
fn an_envelope_is_said_to_be_closed_and_what_opens_it() {
    let bench = partners();
    let made = json_of(&bench, &["bundle", "export", "--to", "Rechtbank", "--out", "heen"]);
    let file = made["file"].as_str().unwrap();
    let said = bench.run(&["bundle", "verify", file]);
    assert_eq!(said.code, 3, "{}", said.out);
    let closed =
        "Dit is een gesloten envelop. Geef de sleutel waarmee hij opengaat: `--envelope-key-file BESTAND`.\n";
    assert!(said.out.contains(closed) && said.err == closed, "{said:?}");
    assert!(!said.out.contains("deugt niet"), "{}", said.out);
    let judged = bench.json_without_office(&["bundle", "verify", file]);
    assert_eq!(
        (&judged["verdict"], &judged["findings"][0]["severity"]),
        (&"look".into(), &"attention".into())
    );
}

#[test]
fn whoever_makes_a_bundle_and_whoever_takes_it_in_count_the_same_entries() {
    let bench = partners();
    for cases in [&["--cases", "09/123456-26"][..], &[]] {
        let ask = ["bundle", "export", "--to", "Rechtbank", "--out", "heen", "--without-envelope"];
        let planned = json_of(&bench, &[&ask[..], cases, &["--dry-run"]].concat());
        let made = json_of(&bench, &[&ask[..], cases].concat());
        let file = made["file"].as_str().unwrap();
        let done = json_of(&bench, &at_court(&["bundle", "import", file, "--apply", "--receipts", "terug"]));
        let brings = &done["done"]["brings"];
        let counted = brings["new"].as_u64().unwrap() + brings["known"].as_u64().unwrap();
        assert_eq!([&planned["events"], &made["events"]], [counted, counted], "{done}");
    }
}

#[test]
fn a_family_of_verbs_without_a_verb_lists_them() {
    let said = Bench::new().run(&["bundle"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    for verb in ["bundle export", "bundle import", "bundle verify", "bundle retry"] {
        assert!(said.out.contains(verb), "{verb} in {}", said.out);
    }
}

#[test]
fn a_store_that_was_put_back_stands_still_where_a_guard_was_kept() {
    let bench = partners();
    let with_guard = |args: &[&str]| {
        let mut all = args.to_vec();
        all.extend(["--now", NOW]);
        let output = bench.command(&all).env("NOODBRUG_GUARD", bench.path("wacht")).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    };
    let note = ["note", "add", "09/123456-26", "--text", "x"];
    let shown = with_guard(&["station", "show"]);
    assert!(shown.0 == 0 && shown.1.contains("Wachtbestand"), "{shown:?}");
    copy(&bench.path("kantoor"), &bench.path("kopie"));
    assert_eq!(with_guard(&note).0, 0, "{:?}", with_guard(&note));
    let refused = with_guard(&[&note[..], &["--store", "kopie"]].concat());
    assert!(refused.0 == 1 && refused.2.contains("Deze werkplek is teruggezet of gekopieerd"), "{refused:?}");
    assert_eq!(with_guard(&["case", "show", "09/123456-26", "--store", "kopie"]).0, 0, "consulting goes on");
    let forms = with_guard(&["form", "pack", "--hours", "1", "--pdf", "f.pdf", "--store", "kopie"]);
    assert!(forms.0 != 0, "{forms:?}");
    std::fs::write(bench.path("zin.txt"), terminal::PASSPHRASE).unwrap();
    let renew = [
        "station",
        "renew",
        "--root-file",
        "stick/hoofdsleutel.json",
        "--root-passphrase-file",
        "zin.txt",
        "--reason",
        "teruggezet",
        "--why",
        "proef",
        "--store",
        "kopie",
    ];
    let renewed = with_guard(&renew);
    assert_eq!(renewed.0, 0, "{renewed:?}");
    assert_eq!(with_guard(&[&note[..], &["--store", "kopie"]].concat()).0, 0);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
