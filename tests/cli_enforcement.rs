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

#[test]
fn a_service_that_failed_is_listed_and_one_in_person_starts_the_term() {
    let bench = held();
    let decide = [
        "decision",
        "add",
        "0912345626",
        "--kind",
        "strafbeschikking",
        "--by",
        "mr. Bos",
        "--date",
        "20-11-2026",
        "--state",
        "papier",
    ];
    let decided = at(&bench, "09:00", &decide);
    assert_eq!(decided.code, 0, "{}", decided.err);
    let add = at(&bench, "09:00", &["task", "add", "0912345626", "--kind", "geldboete"]);
    assert!(add.out.contains("er ontbreekt: ") && add.out.contains("bedrag"), "{}", add.out);
    let serve = |outcome: &'static str| {
        [
            "service",
            "log",
            "0912345626",
            "--what",
            "strafbeschikking",
            "--how",
            "politie",
            "--outcome",
            outcome,
        ]
    };
    let failed = at(&bench, "09:10", &serve("niet-thuis"));
    assert!(failed.out.contains("MISLUKT: opnieuw (1 poging"), "{}{}", failed.out, failed.err);
    let list = at(&bench, "09:11", &["service", "list"]);
    assert!(list.out.contains("09/123456-26") && list.out.contains("niemand aangetroffen"), "{}", list.out);
    let hand = at(&bench, "09:12", &["task", "handover", "0912345626", "--how", "koerier"]);
    assert_eq!(hand.code, 3);
    assert!(hand.err.contains("niet zo betekend dat zij bekend is"), "{}", hand.err);
    let done = at(&bench, "09:12", &["task", "done", "0912345626"]);
    assert_eq!(done.code, 3, "what may not go is not done: {}", done.err);
    let reached = at(&bench, "09:20", &serve("in-persoon"));
    assert!(reached.out.contains("Termijn begonnen: "), "{}", reached.out);
    assert_eq!(at(&bench, "09:21", &["service", "list"]).out, "Er staat geen betekening open.\n");
    let fill = ["task", "fill", "0912345626", "--with", "bedrag=EUR 500", "--with", "betaling=ineens"];
    let filled = at(&bench, "09:30", &fill);
    assert!(filled.out.contains("Er ontbreekt: ") && !filled.out.contains("bedrag"), "{}", filled.out);
    let forced = ["task", "done", "0912345626", "--why", "betaald aan de balie"];
    assert_eq!(at(&bench, "09:31", &forced).code, 3, "one person alone does not");
    assert_eq!(at(&bench, "09:32", &second(&forced)).code, 0);
}

#[test]
fn a_parcel_is_in_the_gaps_until_it_is_received_and_a_promise_until_it_is_kept() {
    let bench = held();
    let pack =
        ["parcel", "pack", "--partner", "cjib", "--kind", "papier", "--seal", "Z-1", "--text", "4 x vonnis"];
    let packed = at(&bench, "09:00", &[&pack[..], &["--pdf", "etiket.pdf"]].concat());
    assert_eq!(packed.code, 0, "{}", packed.err);
    let number = packed.out.split_whitespace().next().unwrap().to_owned();
    assert!(bench.path("etiket.pdf").exists());
    let sheet = at(&bench, "09:01", &["parcel", "sheet", "--partner", "cjib", "--pdf", "blad.pdf"]);
    assert_eq!(sheet.code, 0, "{}", sheet.err);
    let gaps = at(&bench, "09:02", &["gaps"]);
    assert_eq!(gaps.code, 3);
    assert!(gaps.out.contains(&number) && gaps.out.contains("ingepakt"), "{}", gaps.out);
    for (verb, person) in [("handover", "koerier 3"), ("received", "mw. Graaf")] {
        let said = at(&bench, "09:05", &["parcel", verb, &number, "--person", person]);
        assert_eq!(said.code, 0, "{verb}: {}", said.err);
    }
    assert_eq!(at(&bench, "09:06", &["gaps"]).code, 0);
    let add = [
        "promise",
        "add",
        "0912345626",
        "--who",
        "mr. Pleiter",
        "--to",
        "a.bakker",
        "--text",
        "stukken sturen",
        "--due",
        "23-11-2026 10:00",
    ];
    assert_eq!(at(&bench, "09:07", &add).code, 0);
    let shift = at(&bench, "11:00", &["crisis", "handover", "--since", "00:00"]);
    assert_eq!(shift.code, 0, "{}", shift.err);
    assert!(shift.out.contains("TE LAAT") && shift.out.contains("mr. Pleiter"), "{}", shift.out);
    assert!(shift.out.contains("ma 23-11-2026 00:00"), "{}", shift.out);
    let kept = at(&bench, "11:01", &["promise", "end", "0912345626", "--how", "nagekomen"]);
    assert_eq!(kept.code, 0, "{}", kept.err);
    assert_eq!(at(&bench, "11:02", &["promise", "list"]).out, "Geen open toezeggingen.\n");
}
