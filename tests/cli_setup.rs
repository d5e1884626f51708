//! Offices, users and keys on the command line: making one, opening one, and who may not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use terminal::{Bench, good, init, refused};

#[test]
fn an_office_is_made_and_says_what_to_lock_away() {
    let bench = Bench::new();
    assert_eq!(
        bench.run(&init()),
        good(
            "Kantoor gemaakt: Oefenparket Den Haag (oef-ws-den-haag-01-e1)
Map:                kantoor
Vingerafdruk:       VINGERAFDRUK
Hoofdsleutel:       stick/hoofdsleutel.json  (leg deze in de kluis)
Reservesleutel:     stick/hoofdsleutel-reserve.json  (leg deze in een andere kluis)
Herstelsleutel:     HERSTELSLEUTEL
De herstelsleutel ziet u nu voor het laatst. Druk hem af of schrijf hem op, en leg hem in de kluis.
"
        )
    );
    assert!(bench.path("stick/hoofdsleutel.json").is_file());
    assert_eq!(
        bench.run(&["unlock-test"]),
        good(
            "De wachtzin past: Oefenparket Den Haag · oef-ws-den-haag-01-e1 · a.bakker (continuïteitsmanager) · OEFENING\n"
        )
    );
    let again = bench.run(&init());
    assert_eq!(again.code, 1);
    assert!(again.err.starts_with("kantoor is er al."), "{}", again.err);
}

#[test]
fn a_wrong_passphrase_is_exit_code_12_in_both_languages() {
    let bench = Bench::with_office();
    let try_in = |lang| {
        let mut command = bench.command(&["unlock-test", "--lang", lang]);
        let output = command.env("NOODBRUG_PASSPHRASE", "vier andere woorden").output().unwrap();
        (bench.normal(&output.stderr), output.status.code())
    };
    let (nl, en) = (try_in("nl"), try_in("en"));
    assert_eq!((nl.1, en.1), (Some(12), Some(12)));
    assert!(nl.0.starts_with("De wachtzin is niet juist."), "{}", nl.0);
    assert!(en.0.contains("passphrase"), "{}", en.0);
}

#[test]
fn no_office_is_exit_code_10() {
    let bench = Bench::new();
    assert_eq!(
        bench.run(&["status"]),
        refused(
            10,
            "In kantoor staat geen kantoor. Wijs de goede map aan met `--store` of maak een kantoor met `noodbrug init`."
        )
    );
    let unnamed = bench.command(&["status"]).env_remove("NOODBRUG_STORE").output().unwrap();
    assert_eq!(unnamed.status.code(), Some(10));
}

#[test]
fn a_time_of_ones_own_is_for_exercises() {
    let bench = Bench::new();
    let live: Vec<&str> = init().into_iter().filter(|word| *word != "--exercise").collect();
    let only =
        "Een eigen tijd (`--now`) kan alleen in een oefening. In het echt geldt de klok van de computer.";
    assert_eq!(bench.run(&live), refused(2, only));
    assert!(!bench.path("kantoor").exists());
    assert_eq!(bench.run(&live[..live.len() - 2]).code, 0);
    assert_eq!(bench.at(&["status"]), refused(2, only));
}

#[test]
fn a_second_user_has_a_passphrase_of_their_own() {
    let bench = Bench::with_office();
    std::fs::write(bench.path("nieuw.txt"), "griffie opent zelf\n").unwrap();
    let add = ["user", "add", "g.vink", "--role", "registrar", "--new-passphrase-file", "nieuw.txt"];
    assert_eq!(bench.at(&add), good("Toegevoegd: g.vink (griffier)\n"));
    assert_eq!(bench.at(&["user", "list"]).code, 2, "two users: one must be named");
    let as_new = ["user", "list", "--user", "g.vink", "--passphrase-file", "nieuw.txt"];
    assert_eq!(
        bench.at(&as_new),
        good("Naam      Rol\na.bakker  continuïteitsmanager\ng.vink    griffier\n")
    );
}

#[test]
fn a_short_passphrase_is_too_short_in_an_exercise_as_well() {
    let bench = Bench::new();
    std::fs::write(bench.path("kort.txt"), "kort\n").unwrap();
    let said = bench.run(&[&init()[..], &["--passphrase-file", "kort.txt"]].concat());
    let why = "De wachtzin is te kort. Neem ten minste 12 tekens, bijvoorbeeld vier woorden.";
    assert_eq!(said, refused(2, why));
    assert!(!bench.path("kantoor").exists());
}

#[test]
fn nobody_to_ask_for_a_passphrase_is_said_and_not_waited_for() {
    let bench = Bench::with_office();
    let output = bench.command(&["status"]).env_remove("NOODBRUG_PASSPHRASE").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(bench.normal(&output.stderr).contains("`--passphrase-file`"));
}

#[test]
fn the_key_on_paper_gives_a_new_passphrase() {
    let bench = Bench::new();
    let made = bench.command(&init()).output().unwrap();
    let said = String::from_utf8(made.stdout).unwrap();
    let key = said.split_whitespace().find(|word| word.len() == 47 && word.split('-').count() == 8).unwrap();
    std::fs::write(bench.path("nieuw.txt"), "een heel andere wachtzin\n").unwrap();
    let recover = |typed: &str| {
        std::fs::write(bench.path("sleutel.txt"), typed).unwrap();
        let files = ["--recovery-file", "sleutel.txt", "--new-passphrase-file", "nieuw.txt"];
        bench.at(&[&["user", "recover", "a.bakker"][..], &files].concat())
    };
    let (first, rest) = key.split_at(1);
    let other = if first == "7" { "8" } else { "7" };
    let wrong = "In groepje 1 van de herstelsleutel zit een fout. Kijk het papier na.";
    assert_eq!(recover(&format!("{other}{rest}")), refused(2, wrong));
    std::fs::write(bench.path("sleutel.txt"), key).unwrap();
    let files = ["--recovery-file", "sleutel.txt", "--new-passphrase-file", "nieuw.txt"];
    assert_eq!(bench.at(&[&["user", "recover", "onbekend"][..], &files].concat()).code, 1);
    assert_eq!(recover(&key.to_lowercase().replace('-', " ")), good("Nieuwe wachtzin voor: a.bakker\n"));
    assert_eq!(bench.run(&["unlock-test"]).code, 12);
    assert_eq!(bench.run(&["unlock-test", "--passphrase-file", "nieuw.txt"]).code, 0);
}

/// An office with a second user in a role, and what makes a call that user's.
fn with_user(role: &'static str) -> (Bench, [&'static str; 4]) {
    let bench = Bench::with_office();
    std::fs::write(bench.path("nieuw.txt"), "vier andere losse woorden\n").unwrap();
    let add = ["user", "add", "piet", "--role", role, "--new-passphrase-file", "nieuw.txt"];
    assert_eq!(bench.at(&add).code, 0);
    (bench, ["--user", "piet", "--passphrase-file", "nieuw.txt"])
}

#[test]
fn a_clerk_adds_no_user_partner_or_bundle_and_the_journal_has_each_refusal() {
    let (bench, as_clerk) = with_user("administratie");
    let refusals: [(&[&str], &str); 5] = [
        (
            &["user", "add", "piet2", "--role", "manager", "--new-passphrase-file", "nieuw.txt"],
            "gebruikers beheren",
        ),
        (&["partner", "remove", "Rechtbank"], "partners beheren"),
        (&["bundle", "export", "--to", "Rechtbank", "--out", "."], "bundels maken of inlezen"),
        (&["bundle", "import", "x.zip"], "bundels maken of inlezen"),
        (&["intake", "export", "--mapping", "den-haag"], "een export inlezen"),
    ];
    for (args, what) in refusals {
        let said = bench.at(&[args, &as_clerk].concat());
        let why = format!("Met de rol administratie mag u dit niet: {what}. Vraag de continuïteitsmanager.");
        assert_eq!(said, refused(1, &why), "{args:?}");
    }
    let day = bench.json(&[&["journal", "print", "--date", "23-11-2026"][..], &as_clerk].concat());
    let kinds = day["lines"].as_array().unwrap().iter().filter(|line| line["kind"] == "refuse");
    assert_eq!(kinds.count(), refusals.len());
    assert_eq!(
        bench.at(&[&["case", "open", "09/123456-26", "--surname", "Vries"][..], &as_clerk].concat()).code,
        0
    );
}

#[test]
fn an_auditor_reads_the_journal_and_no_case_file() {
    let (bench, as_auditor) = with_user("auditor");
    let manager = ["--user", "a.bakker"];
    assert_eq!(
        bench.at(&[&["case", "open", "09/123456-26", "--surname", "Vries"][..], &manager].concat()).code,
        0
    );
    for args in [
        &["case", "show", "09/123456-26"][..],
        &["case", "find", "vries"],
        &["custody", "board"],
        &["task", "list"],
    ] {
        let said = bench.at(&[args, &as_auditor].concat());
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{args:?}");
        assert!(said.err.starts_with("Met de rol auditor mag u dit niet: zaken inzien."), "{}", said.err);
    }
    for args in [&["journal", "print", "--date", "23-11-2026"][..], &["journal", "verify"], &["status"]] {
        let said = bench.at(&[args, &as_auditor].concat());
        assert_eq!(said.code, 0, "{args:?}: {}", said.err);
        assert!(!said.out.contains("Vries"), "{}", said.out);
    }
}

#[test]
fn the_first_user_can_let_others_in() {
    let as_role = |role: &'static str| {
        let bench = Bench::new();
        bench.run(&init().map(|word| if word == "manager" { role } else { word }))
    };
    let said = as_role("clerk");
    assert_eq!(said.code, 2);
    assert!(said.err.starts_with("De eerste gebruiker is de continuïteitsmanager"), "{}", said.err);
}
