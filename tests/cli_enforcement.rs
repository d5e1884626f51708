//! What comes in, what may be carried out, and who is let go, on the command line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use terminal::Bench;

const SECOND: &str = "weer vier andere woorden";

/// A bench with a case of somebody in remand, and a colleague.
fn held() -> Bench {
    let bench = Bench::with_office();
    std::fs::write(bench.path("tweede"), SECOND).unwrap();
    let open = ["case", "open", "09-123456-26", "--surname", "Vries", "--prefix", "de", "--given", "Lars"];
    for args in [
        &["user", "add", "c.visser", "--role", "officier", "--new-passphrase-file", "tweede"][..],
        &open,
        &[
            "custody",
            "add",
            "0912345626",
            "--kind",
            "bewaring",
            "--at",
            "2026-11-18T14:00",
            "--place",
            "PI Alphen",
        ],
    ] {
        let said = bench.at(&[args, &["--user", "a.bakker"]].concat());
        assert!(matches!(said.code, 0 | 3), "{args:?}: {}", said.err);
    }
    bench
}

/// Runs a verb as the first user at a time of the day.
fn at(bench: &Bench, time: &str, args: &[&str]) -> terminal::Said {
    bench.run(&[args, &["--user", "a.bakker", "--quiet", "--now", &format!("2026-11-23T{time}")]].concat())
}

fn second(args: &[&'static str]) -> Vec<&'static str> {
    [args, &["--second", "c.visser", "--second-passphrase-file", "tweede"]].concat()
}

#[test]
fn an_unread_letter_holds_a_task_back_until_it_is_joined_to_another_case() {
    let bench = held();
    let other = ["case", "open", "09-654321-26", "--surname", "Jansen"];
    assert_eq!(at(&bench, "09:00", &other).code, 0);
    assert_eq!(at(&bench, "09:00", &["task", "add", "0912345626", "--kind", "geldboete"]).code, 0);
    let term = ["term", "start", "0912345626", "--rule", "hb", "--from", "06-11-2026"];
    assert_eq!(at(&bench, "09:00", &term).code, 0);
    let stamp = [
        "inbound",
        "add",
        "--kind",
        "ongelezen",
        "--how",
        "fax",
        "--from",
        "onbekend",
        "--at",
        "20-11-2026 16:59",
    ];
    let stamped = at(&bench, "09:00", &stamp);
    assert!(stamped.out.contains("Controlenummer: NOOD-OEFWSDENHAAG01-20261123-00001-UW"), "{stamped:?}");
    let hand = ["task", "handover", "0912345626", "--how", "koerier"];
    let refused = at(&bench, "09:00", &hand);
    assert_eq!(refused.code, 3);
    assert!(
        refused.err.contains("van 20-11-2026 (nog niet gelezen) zonder zaak en zonder naam"),
        "{}",
        refused.err
    );
    let link = ["inbound", "link", "NOOD-OEFWSDENHAAG01-20261123-00001-UW", "0965432126"];
    assert_eq!(at(&bench, "09:00", &link).code, 0);
    assert_eq!(at(&bench, "09:00", &hand).code, 0);
    let list = at(&bench, "09:00", &["inbound", "list"]);
    assert_eq!(
        list.out,
        "Ontvangen            Soort             Van wie   Over wie  Zaak          Controlenummer
vr 20-11-2026 16:59  nog niet gelezen  onbekend            09/654321-26  NOOD-OEFWSDENHAAG01-20261123-00001-UW
"
    );
}

#[test]
fn somebody_is_let_go_by_two_people_three_channels_and_the_clock() {
    let bench = held();
    let number = "0912345626";
    assert_eq!(at(&bench, "09:20", &["release", "start", number, "--ground", "opheffing"]).code, 0);
    let fax = ["release", "channel", number, "--way", "fax", "--number", "0172", "--person", "mw. De Graaf"];
    assert_eq!(at(&bench, "09:21", &fax).code, 1, "nobody looked for a following title");
    let draft = at(&bench, "09:21", &["release", "print", number, "--pdf", "bevel.pdf"]);
    assert_eq!(draft.code, 0, "it prints half filled in: {}", draft.err);
    assert_eq!(at(&bench, "09:22", &["release", "check", number, "--found", "geen"]).code, 0);
    assert_eq!(at(&bench, "09:22", &fax).code, 1, "one person alone does not send it");
    assert_eq!(at(&bench, "09:23", &second(&fax)).code, 0);
    for way in ["telefoon", "koerier"] {
        let args = ["release", "channel", number, "--way", way, "--number", "0172", "--person", "dhr. Smit"];
        assert_eq!(at(&bench, "09:24", &args).code, 0, "{way}");
    }
    assert_eq!(at(&bench, "09:40", &["release", "reached", number, "--person", "mw. Vermeulen"]).code, 0);
    assert_eq!(
        at(&bench, "12:00", &["release", "list"]).out,
        "Rest    Uiterlijk vrij       Parketnummer  Persoon         Stand       Inrichting
40 min  ma 23-11-2026 12:40  09/123456-26  Vries, Lars de  klok loopt  PI Alphen
"
    );
    let late = at(&bench, "13:05", &["release", "list"]);
    assert!(late.out.contains("25 min TE LAAT") && late.out.contains("Bel nu de directeur"), "{}", late.out);
    assert_eq!(at(&bench, "13:10", &["release", "ack", number, "--person", "mw. Vermeulen"]).code, 0);
    assert_eq!(at(&bench, "13:10", &["release", "list"]).out, "Geen open invrijheidstellingen.\n");
}
