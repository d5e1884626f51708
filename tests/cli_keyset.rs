//! Keys without a network: keysets made and loaded, keys revoked, a workstation that was given another key.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use serde_json::{Value, json};
use terminal::{Bench, PASSPHRASE, add_partner, at_court};

const ROOT: [&str; 4] = ["--root-file", "stick/hoofdsleutel.json", "--root-passphrase-file", "zin.txt"];
const WHY: [&str; 2] = ["--why", "er is hier niemand anders"];

/// A prosecution office with one case, and a court that are each other's partner.
fn partners() -> Bench {
    let bench = Bench::with_office();
    std::fs::write(bench.path("zin.txt"), PASSPHRASE).unwrap();
    let court = [
        "init",
        "--office",
        "Oefenrechtbank",
        "--station",
        "ws-rb-01",
        "--user",
        "g.vink",
        "--root-file",
        "kluis/rechtbank.json",
        "--roots-pdf",
        "hoofdsleutels.pdf",
        "--exercise",
    ];
    bench.all(&[
        at_court(&court),
        at_court(&["partner", "card", "--to", "rechtbank.txt"]),
        vec!["partner", "card", "--to", "parket.txt"],
        add_partner("Rechtbank", "rechtbank.txt", "court"),
        at_court(&add_partner("Parket", "parket.txt", "office")),
        vec!["case", "open", "09/123456-26", "--surname", "Vries", "--charge", "diefstal"],
    ]);
    assert!(std::fs::read(bench.path("hoofdsleutels.pdf")).unwrap().starts_with(b"%PDF"));
    assert!(bench.path("kluis/rechtbank-reserve.json").is_file());
    std::fs::create_dir(bench.path("heen")).unwrap();
    bench
}

fn file(made: &Value) -> String {
    made["file"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned()
}

fn make(bench: &Bench, more: &[&str]) -> Value {
    bench.json(&[&["keyset", "make", "--to", "heen"], &ROOT[..], more].concat())
}

#[test]
fn a_keyset_is_made_shown_loaded_and_never_taken_back() {
    let bench = partners();
    let unasked = bench.at(&["keyset", "make", "--to", "heen", "--root-file", "stick/hoofdsleutel.json"]);
    assert!(unasked.code == 2 && unasked.err.contains("`--root-passphrase-file`"), "{unasked:?}");
    let first = make(&bench, &[]);
    assert_eq!((&first["version"], &first["replaces"]), (&1.into(), &Value::Null), "{first}");
    let second = make(&bench, &[]);
    let tried = bench.json(&at_court(&["keyset", "load", &file(&second)]));
    assert_eq!((&tried["step"], &tried["loaded"]), (&"newer".into(), &false.into()), "{tried}");
    let loaded = bench.json(&at_court(&["keyset", "load", &file(&second), "--apply"]));
    assert_eq!((&loaded["loaded"], &loaded["partner"]), (&true.into(), &"Parket".into()), "{loaded}");
    let shown = bench.json(&at_court(&["keyset", "show"]));
    let held = &shown["partners"][0]["keyset"];
    assert_eq!((&held["version"], &held["age_days"]), (&2.into(), &0.into()), "{shown}");
    assert_eq!(held["stations"], json!(["oef-ws-den-haag-01-e1"]));
    let said = bench.at(&at_court(&["keyset", "show", "--lang", "en"]));
    assert!(said.out.contains("number 2, Mon 23-11-2026 09:00, 0 days old"), "{}", said.out);
    let old = bench.at(&at_court(&["keyset", "load", &file(&first), "--apply"]));
    assert_eq!((old.code, old.out.contains("NB-KEY-02")), (1, true), "{old:?}");
    let journal = bench.at(&at_court(&["journal", "verify"]));
    assert_eq!(journal.code, 0, "{journal:?}");
    let import = bench.at(&at_court(&["bundle", "import", &file(&second)]));
    assert_eq!((import.code, import.err.contains("keyset load")), (3, true), "{import:?}");
}

#[test]
fn another_root_is_named_and_takes_a_second_person_or_a_reason() {
    let bench = partners();
    let new = ["keyset", "root", "--to", "kluis/nieuw.json", "--root-passphrase-file", "zin.txt"];
    let new = bench.json(&new);
    let options = ["--new-root", "kluis/nieuw.json", "--new-root-passphrase-file", "zin.txt"];
    let asked = bench.at(&[&["keyset", "make", "--to", "heen"], &ROOT[..], &options].concat());
    assert_eq!((asked.code, asked.err.contains("--why")), (3, true), "{asked:?}");
    let made = make(&bench, &[&options[..], &WHY].concat());
    assert_eq!(made["root"], new["fingerprint"], "{made}");
    let load = ["keyset", "load", &file(&made), "--apply"];
    let asked = bench.at(&at_court(&load));
    assert_eq!((asked.code, asked.err.contains("--why")), (3, true), "{asked:?}");
    let loaded = bench.json(&at_court(&[&load[..], &WHY].concat()));
    assert_eq!((&loaded["step"], &loaded["loaded"]), (&"new-root".into(), &true.into()), "{loaded}");
    let partners = bench.json(&at_court(&["partner", "list"]));
    assert_eq!(partners[0]["fingerprint"], new["fingerprint"]);
    let sent = bench.json(&["bundle", "export", "--to", "Rechtbank", "--out", "heen"]);
    let taken = bench.at(&at_court(&["bundle", "import", &file(&sent), "--apply"]));
    assert_eq!(taken.code, 0, "{taken:?}");
}

#[test]
fn a_lost_key_is_revoked_and_what_it_made_is_set_apart_with_the_reason() {
    let bench = partners();
    let sent = bench.json(&["bundle", "export", "--to", "Rechtbank", "--out", "heen"]);
    let station = bench.json(&["station", "show"]);
    let key = station["key"].as_str().unwrap();
    let revoke = ["keyset", "revoke", key, "--compromised", "--since", "2026-11-23T08:00"];
    assert_eq!(bench.at(&[&revoke[..], &WHY].concat()).code, 2, "without a reason");
    let revoke = [&revoke[..], &["--reason", "laptop gestolen"]].concat();
    assert_eq!(bench.at(&revoke).code, 3, "alone, without saying why");
    assert_eq!(bench.at(&[&revoke[..], &WHY].concat()).code, 0);
    let shown = bench.at(&["keyset", "show"]);
    assert!(shown.out.contains("LET OP"), "{}", shown.out);
    let made = make(&bench, &[]);
    assert_eq!(bench.at(&at_court(&["keyset", "load", &file(&made), "--apply"])).code, 0);
    let refused = bench.at(&at_court(&["bundle", "import", &file(&sent), "--apply"]));
    assert_eq!((refused.code, refused.out.contains("NB-SIG-10")), (1, true), "{refused:?}");
    let apart = bench.json(&at_court(&["bundle", "quarantine"]));
    assert_eq!((&apart[0]["codes"], &apart[0]["taken_in"]), (&json!(["NB-SIG-10"]), &Value::Null), "{apart}");
    let mark: String = apart[0]["sha256"].as_str().unwrap().chars().take(8).collect();
    let again = bench.at(&at_court(&["bundle", "retry", &mark, "--apply"]));
    assert_eq!(again.code, 1, "{again:?}");
    let journal = bench.at(&["journal", "print", "--date", "2026-11-23"]);
    for words in ["sleutel ingetrokken", "laptop gestolen", "sleutelset gemaakt"] {
        assert!(journal.out.contains(words), "{words}: {}", journal.out);
    }

    let renew = [&["station", "renew", "--reason", "nieuwe laptop"], &ROOT[..], &WHY].concat();
    let renewed = bench.json(&renew);
    assert_eq!((&renewed["epoch"], &renewed["before"]), (&2.into(), &key.into()), "{renewed}");
    let sent = bench.json(&["bundle", "export", "--to", "Rechtbank", "--out", "heen"]);
    let taken = bench.json(&at_court(&["bundle", "import", &file(&sent), "--apply"]));
    assert_eq!(taken["trial"]["trust"], "trusted-key", "{taken}");
}
