//! Contacts, role cards, the papers of the crisis team and the self-test, on the command line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use terminal::{Bench, NOW};

/// Runs a verb without a passphrase.
fn before_login(bench: &Bench, args: &[&str]) -> (i32, String, String) {
    let mut command = bench.command(args);
    let output = command.env_remove("NOODBRUG_PASSPHRASE").args(["--now", NOW]).output().unwrap();
    (output.status.code().unwrap(), bench.normal(&output.stdout), bench.normal(&output.stderr))
}

fn with_contacts() -> Bench {
    let bench = Bench::with_office();
    std::fs::write(
        bench.path("c.csv"),
        "naam;soort;telefoon;nacht\nPI Haaglanden;DJI;070-0000001;070-0000002\n",
    )
    .unwrap();
    let taken = bench.at(&["contact", "import", "c.csv"]);
    assert_eq!(taken.code, 0, "{}", taken.err);
    bench
}

#[test]
fn contacts_rosters_and_role_cards_are_there_without_a_passphrase() {
    let bench = Bench::with_office();
    let (code, _, err) = before_login(&bench, &["contact", "list"]);
    assert_eq!((code, err.starts_with("Er zijn nog geen contacten.")), (1, true), "{err}");
    let bench = with_contacts();
    let (code, out, err) = before_login(&bench, &["contact", "list", "--store", "kantoor"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("! nooit getest") && out.contains("Ondertekend door werkstation oef-"), "{out}");
    let (_, out, _) = before_login(&bench, &["contact", "on-duty", "--at", "28-11-2026 03:00"]);
    assert!(out.contains("070-0000002") && out.contains("buiten kantooruren"), "{out}");
    let (code, out, _) = before_login(&bench, &["rolecard", "show", "officier"]);
    assert!(code == 0 && out.contains("Bel: PI Haaglanden 070-0000001"), "{out}");
    for (verb, more) in [("contact", &[][..]), ("rolecard", &["officier"])] {
        let args = [&[verb, "print"], more, &["--pdf", "blad.pdf"]].concat();
        assert_eq!(before_login(&bench, &args).0, 0, "{verb}");
    }
    assert_eq!(
        before_login(&bench, &["contact", "test", "PI Haaglanden"]).0,
        2,
        "writing needs a passphrase"
    );
}

#[test]
fn a_tampered_list_is_refused_in_words_and_another_root_too() {
    let bench = with_contacts();
    let other = format!("SHA256:{}", "A".repeat(43));
    let (code, _, err) = before_login(&bench, &["contact", "list", "--fingerprint", &other]);
    assert_eq!((code, err.contains("ander kantoor")), (1, true), "{err}");
    let file = bench.path("kantoor/contacten.json");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("070-0000001", "06-66666666")).unwrap();
    let (code, out, err) = before_login(&bench, &["contact", "list"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("de handtekening klopt niet"), "{err}");
    let (code, out, _) = before_login(&bench, &["rolecard", "show", "officier"]);
    assert!(code == 0 && out.contains("de handtekening klopt niet"), "the card is there all the same: {out}");
}

#[test]
fn the_self_test_says_by_its_exit_code_how_it_is() {
    let bench = with_contacts();
    let said = bench.at(&["selftest", "--pdf", "zelftest.pdf"]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(
        said.out.contains("let op  Contacten en piket") && bench.path("zelftest.pdf").is_file(),
        "{}",
        said.out
    );
    std::fs::write(bench.path("kantoor/contacten.json"), "{}").unwrap();
    let said = bench.at(&["selftest"]);
    assert_eq!(
        (said.code, said.err.starts_with("Vertrouw nu niet op dit werkstation.")),
        (1, true),
        "{said:?}"
    );
}

#[test]
fn the_crisis_team_gets_its_papers() {
    let bench = with_contacts();
    assert_eq!(bench.at(&["incident", "open", "--cause", "lek", "--since", "20-11-2026 08:00"]).code, 0);
    std::fs::create_dir(bench.path("justid")).unwrap();
    for args in [
        &["crisis", "print", "--pdf", "a.pdf"][..],
        &["crisis", "handover", "--since", "23-11-2026 00:00", "--pdf", "b.pdf"],
        &["crisis", "overstay", "--pdf", "c.pdf"],
        &["crisis", "timeline", "--pdf", "d.pdf"],
        &["crisis", "justid", "--to", "justid"],
    ] {
        let said = bench.at(args);
        assert_eq!(said.code, 0, "{args:?}: {}", said.err);
    }
    for file in ["a.pdf", "b.pdf", "c.pdf", "d.pdf", "d-en.pdf", "justid/justid.csv", "justid/justid.pdf"] {
        assert!(bench.path(file).is_file(), "{file}");
    }
    let shown = bench.at(&["crisis", "show"]);
    assert!(shown.out.contains("Mensen die vastzitten"), "{}", shown.out);
}
