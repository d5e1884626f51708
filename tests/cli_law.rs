//! Signed law updates on the command line: pinned, checked, approved, and no way back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use noodbrug_files::keys::{SecretKey, Signature, Signer};
use noodbrug_files::law::NAMESPACE;
use terminal::Bench;

fn key() -> SecretKey {
    SecretKey::from_seed([7; 32])
}

/// Writes the law in use, changes it as its publisher would, and signs it.
fn update(bench: &Bench, name: &str, changes: &[(&str, &str)]) {
    assert_eq!(bench.at(&["law", "write", "--to", name]).code, 0);
    let mut text = std::fs::read_to_string(bench.path(name)).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let signature =
        Signature::sign(&key(), Signer::Plain(key().public()), NAMESPACE, text.as_bytes()).unwrap();
    std::fs::write(bench.path(name), text).unwrap();
    std::fs::write(bench.path(&format!("{name}.sig")), signature.to_armour()).unwrap();
}

const NEWER: (&str, &str) = ("\nversion = 1\n", "\nversion = 2\n");
const A_DAY_BY_DECREE: (&str, &str) = ("\"2026-05-15\"", "\"2026-05-15\", \"2026-12-07\"");

#[test]
fn an_update_is_pinned_checked_approved_and_shown() {
    let bench = Bench::with_office();
    let open = ["case", "open", "09-123456-26", "--surname", "Vries", "--prefix", "de", "--given", "Lars"];
    assert_eq!(bench.at(&open).code, 0);
    let start = ["term", "start", "0912345626", "--rule", "hb", "--from", "23-11-2026"];
    assert_eq!(bench.at(&start).code, 0);
    update(&bench, "wet-2.txt", &[NEWER, A_DAY_BY_DECREE]);
    let unpinned = bench.at(&["law", "check", "wet-2.txt"]);
    assert_eq!((unpinned.code, unpinned.err.contains("nog geen wetsleutel")), (1, true), "{unpinned:?}");

    std::fs::write(bench.path("wet.pub"), key().public().to_line("uitgever")).unwrap();
    let print = key().public().fingerprint().to_string();
    let alone = bench.at(&["law", "pin", "wet.pub", "--fingerprint", &print]);
    assert_eq!((alone.code, alone.err.contains("--why")), (3, true), "{alone:?}");
    let why = ["--why", "er is hier niemand anders"];
    let pin = ["law", "pin", "wet.pub", "--fingerprint", &print];
    assert_eq!(bench.at(&[&pin[..], &why].concat()).code, 0);
    let checked = bench.at(&["law", "check", "wet-2.txt"]);
    let moves = "09/123456-26  Vries, Lars de  hb     2026-11-23   ma 07-12-2026  di 08-12-2026\n";
    assert!(checked.code == 0 && checked.out.ends_with(moves), "{checked:?}");
    let asked = bench.at(&["law", "load", "wet-2.txt"]);
    assert_eq!(asked.code, 3, "{asked:?}");
    assert_eq!(bench.json(&["law", "show"])["origin"], "built-in");

    let loaded = bench.json(&[&["law", "load", "wet-2.txt", "--approve"][..], &why].concat());
    assert_eq!((&loaded["loaded"], &loaded["law_version"]), (&true.into(), &2.into()), "{loaded}");
    assert_eq!(loaded["moved"][0]["new"]["ends"], "2026-12-09T00:00:00+01:00");
    assert!(bench.at(&["term", "running"]).out.contains("di 08-12-2026"));
    let shown = bench.json(&["law", "show"]);
    assert_eq!((&shown["origin"], &shown["sha256"]), (&"loaded".into(), &loaded["sha256"]));
    assert_eq!((&shown["to_review"], &shown["key"]), (&72.into(), &print.into()));
    assert_eq!(bench.at(&["journal", "verify"]).code, 0);
    let again = bench.at(&["law", "load", "wet-2.txt", "--approve"]);
    assert_eq!((again.code, again.err.contains("al in gebruik")), (1, true), "{again:?}");
}

#[test]
fn the_law_in_use_is_shown_in_words() {
    let bench = Bench::with_office();
    let said = bench.at(&["law", "show"]);
    for part in [
        "versie 1; kalender versie 1, bekend t/m 31-12-2028",
        "0 regels getoetst, 72 te toetsen",
        "nog niet vastgelegd",
    ] {
        assert!(said.out.contains(part), "{}", said.out);
    }
    let english = bench.at(&["law", "show", "--lang", "en"]);
    assert!(english.out.contains("0 rules reviewed, 72 to be reviewed"), "{}", english.out);
}
