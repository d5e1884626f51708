//! Two offices on the command line: partners, bundles out and in, receipts back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use serde_json::Value;
use terminal::{Bench, COURT, at_court, good, init, partners, refused};

/// Makes a bundle for the court and names its file.
fn bundle(bench: &Bench) -> String {
    let made = bench.json(&["bundle", "export", "--to", "Rechtbank", "--out", "heen", "--without-envelope"]);
    made["file"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned()
}

#[test]
fn a_partner_whose_key_nobody_confirmed_needs_a_person() {
    let bench = Bench::with_office();
    let other = Bench::with_office();
    assert_eq!(other.at(&["partner", "card", "--to", "kaart.txt"]).code, 0);
    std::fs::copy(other.path("kaart.txt"), bench.path("kaart.txt")).unwrap();
    assert_eq!(bench.at(&["partner", "list"]), good("Er zijn nog geen partners.\n"));
    let added = bench.at(&["partner", "add", "Parket Oost", "--card", "kaart.txt", "--kind", "office"]);
    let lines: Vec<&str> = added.out.lines().collect();
    assert_eq!((added.code, lines[0], lines[2]), (3, "Parket Oost · VINGERAFDRUK", "NIET BEVESTIGD"));
    assert_eq!(lines[1].strip_prefix("In woorden: ").unwrap().split_whitespace().count(), 16 + 3);
    assert!(added.err.contains("`--confirmed`"), "{}", added.err);
    assert_eq!(bench.at(&["partner", "remove", "Parket Oost"]), good("Weggehaald: Parket Oost\n"));
    assert_eq!(bench.at(&["partner", "remove", "Parket Oost"]).code, 1);
}

#[test]
fn a_bundle_goes_out_comes_in_once_and_its_receipt_comes_back() {
    let bench = partners();
    let file = bundle(&bench);
    let dry = bench.json(&at_court(&["bundle", "import", &file]));
    assert_eq!((&dry["done"], &dry["trial"]["may_apply"]), (&Value::Null, &true.into()), "{dry}");
    assert_eq!(dry["trial"]["cases"][0]["number"], "09/123456-26");
    let new_in = |list: &str| -> u64 {
        dry["trial"][list].as_array().unwrap().iter().map(|one| one["new"].as_u64().unwrap()).sum()
    };
    assert_eq!(dry["trial"]["brings"]["new"], new_in("cases") + new_in("of_no_case"), "{dry}");
    assert_eq!(bench.at(&at_court(&["case", "find", "vries"])), good("Geen zaak gevonden.\n"));
    let apply = at_court(&["bundle", "import", &file, "--apply", "--receipts", "terug"]);
    let done = bench.json(&apply);
    assert!(done["done"]["brings"]["new"].as_u64().unwrap() > 0, "{done}");
    assert_eq!(bench.json(&at_court(&["case", "find", "vries"]))["cases"][0]["number"], "09/123456-26");
    let again = bench.json(&apply);
    assert_eq!((&again["done"]["known_before"], &again["done"]["brings"]["new"]), (&true.into(), &0.into()));
    let receipt = done["done"]["receipt"].as_str().unwrap();
    let taken = bench.at(&["bundle", "import", receipt, "--apply"]);
    assert_eq!((taken.code, taken.err.as_str()), (0, ""), "{}", taken.out);
    let states = bench.json(&["bundle", "list"]);
    let kinds: Vec<&Value> = states.as_array().unwrap().iter().map(|bundle| &bundle["kind"]).collect();
    assert_eq!(kinds, ["receipt", "export"]);
    let listed = bench.at(&["bundle", "list"]).out;
    assert!(listed.contains(" ontvangstbewijs ") && listed.contains(" gegevens "), "{listed}");
    let all_here = "Er ontbreekt geen bundel van een partner.
Van elke bundel die hier gemaakt is, is het ontvangstbewijs er.
";
    assert_eq!(bench.at(&["bundle", "gaps"]), good(all_here));
    let court_gave = bench.at(&at_court(&["bundle", "list"])).out;
    assert!(
        court_gave.lines().any(|line| line.contains(" ontvangstbewijs ") && line.ends_with("  gemaakt")),
        "{court_gave}"
    );
    assert_eq!(bench.at(&at_court(&["bundle", "gaps"])), good(all_here), "a receipt needs no receipt");
}

#[test]
fn what_is_made_counts_as_handed_over_only_when_the_receipt_is_here() {
    let bench = partners();
    let counts = || bench.json(&["status"])["counts"].clone();
    let of = |counts: &Value| ["unsent", "underway", "acknowledged"].map(|key| counts[key].as_u64().unwrap());
    assert_eq!(of(&counts()), [1, 0, 0]);
    let file = bundle(&bench);
    assert_eq!(of(&counts()), [0, 1, 0]);
    let gaps = bench.at(&["bundle", "gaps"]);
    assert_eq!(gaps.code, 3);
    assert!(gaps.out.contains("Hier gemaakt, nog geen ontvangstbewijs:"), "{}", gaps.out);
    assert!(gaps.err.starts_with("Vraag de partner om een ontvangstbewijs."), "{}", gaps.err);
    let done = bench.json(&at_court(&["bundle", "import", &file, "--apply"]));
    assert_eq!(bench.at(&["bundle", "import", done["done"]["receipt"].as_str().unwrap(), "--apply"]).code, 0);
    assert_eq!(of(&counts()), [0, 0, 1]);
}

#[test]
fn a_plan_and_its_bundle_count_the_same_entries() {
    let bench = partners();
    let ask = ["bundle", "export", "--to", "Rechtbank", "--out", ".", "--without-envelope"];
    let planned = bench.json(&[&ask[..], &["--dry-run"]].concat());
    let shown = bench.at(&[&ask[..], &["--dry-run"]].concat()).out;
    let made = bench.json(&ask);
    assert_eq!(planned["events"], made["events"]);
    let judged = bench.json_without_office(&["bundle", "verify", made["file"].as_str().unwrap()]);
    let counted: u64 = judged["header"]["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["count"].as_u64().unwrap())
        .sum();
    assert_eq!(made["events"], counted);
    assert!(shown.contains(&format!("{counted} (met het zegel van het journaal)")), "{shown}");
    assert!(shown.ends_with("Niets staat in de weg.\n"), "{shown}");
    assert!(planned["bytes"].as_u64() >= made["bytes"].as_u64(), "at most is at most: {planned} {made}");
    let open = bench.at(&["receipt", "open", "--json"]).out;
    let open: Value = serde_json::from_str(&open).unwrap();
    assert_eq!(open["unconfirmed"][0]["entries"], made["events"]);
}

#[test]
fn what_stands_in_the_way_of_a_bundle_is_said_in_words_and_not_in_codes() {
    let bench = partners();
    let again = ["partner", "add", "Onbevestigd", "--card", "derde.txt", "--kind", "rechtbank"];
    let third = Bench::with_office();
    assert_eq!(third.at(&["partner", "card", "--to", "derde.txt"]).code, 0);
    std::fs::copy(third.path("derde.txt"), bench.path("derde.txt")).unwrap();
    assert_eq!(bench.at(&again).code, 3);
    let plan = |lang| {
        bench
            .at(&["bundle", "export", "--to", "Onbevestigd", "--out", "weg", "--dry-run", "--lang", lang])
            .out
    };
    let (nl, en) = (plan("nl"), plan("en"));
    assert!(nl.contains("! map ontbreekt: ") && nl.contains("! sleutel niet bevestigd: "), "{nl}");
    assert!(en.contains("! no folder: ") && en.contains("! key not confirmed: "), "{en}");
    assert!(!nl.contains("key-unconfirmed") && !en.contains("key-unconfirmed"));
}

#[test]
fn a_receipt_goes_into_the_office_when_nobody_names_a_folder() {
    let bench = partners();
    let file = bundle(&bench);
    let done = bench.json(&at_court(&["bundle", "import", &file, "--apply"]));
    let receipt = done["done"]["receipt"].as_str().unwrap_or_else(|| panic!("{done}"));
    assert!(receipt.contains("rechtbank/bundels/") && bench.path(receipt).is_file(), "{receipt}");
}

#[test]
fn a_bundle_for_somebody_else_is_taken_in_only_when_that_is_said() {
    let bench = partners();
    let file = bundle(&bench);
    let police: Vec<&str> = init()
        .into_iter()
        .map(|word| match word {
            "Oefenparket Den Haag" => "Oefenpolitie",
            "ws-den-haag-01" => "ws-pol-01",
            "stick/hoofdsleutel.json" => "stick/politie.json",
            _ => word,
        })
        .chain(["--store", "politie"])
        .collect();
    assert_eq!(bench.run(&police).code, 0);
    let at_police = |args: &[&str]| bench.at(&[args, &["--store", "politie"]].concat());
    let know =
        ["partner", "add", "Parket", "--card", "parket.txt", "--kind", "office", "--confirmed", "gebeld"];
    assert_eq!(at_police(&know).code, 0);
    let apply = ["bundle", "import", &file, "--apply"];
    let said = at_police(&apply);
    assert_eq!(said.code, 3, "{}", said.out);
    assert!(said.err.contains("maar aan Rechtbank. Er is niets ingelezen."), "{}", said.err);
    assert_eq!(at_police(&["case", "find", "vries"]), good("Geen zaak gevonden.\n"));
    assert_eq!(at_police(&[&apply[..], &["--for-others"]].concat()).code, 0);
    assert!(at_police(&["case", "find", "vries"]).out.contains("09/123456-26"));
}

#[test]
fn a_bundle_is_verified_without_a_store_and_named_in_three_words() {
    let bench = partners();
    let file = bundle(&bench);
    let judged = bench.json_without_office(&["bundle", "verify", &file]);
    let print = judged["fingerprint"].as_str().unwrap_or_else(|| panic!("{judged}"));

    std::fs::remove_dir_all(bench.path("kantoor")).unwrap();
    let first = |args: &[&str]| {
        let said = bench.run(args);
        let trust = said.out.lines().find(|line| line.starts_with('[')).unwrap_or_default().to_owned();
        (trust.split(" · ").next().unwrap_or_default().to_owned(), said.code)
    };
    let at = "2026-11-23T12:00";
    let base = ["bundle", "verify", file.as_str(), "--exercise", "--at", at];
    assert_eq!(first(&base), ("[?] ONBEKENDE SLEUTEL / UNKNOWN KEY".into(), 3));
    assert_eq!(
        first(&[&base[..], &["--fingerprint", print]].concat()),
        ("[=] VERTROUWDE SLEUTEL / TRUSTED KEY".into(), 0)
    );
    assert_eq!(first(&[&base[..], &["--lang", "en"]].concat()), ("[?] UNKNOWN KEY".into(), 3));
    assert_eq!(bench.run(&["bundle", "verify", &file, "--fingerprint", "SHA256:kort"]).code, 2);
}

#[test]
fn a_damaged_bundle_is_refused_with_its_code() {
    let bench = partners();
    let file = bench.path(&bundle(&bench));
    let mut bytes = std::fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes[half] ^= 1;
    std::fs::write(bench.path("stuk.zip"), &bytes).unwrap();
    std::fs::write(bench.path("half.zip"), &bytes[..1000]).unwrap();
    for name in ["stuk.zip", "half.zip"] {
        let said = bench.run(&["bundle", "verify", name, "--exercise", "--at", "2026-11-23T12:00"]);
        assert_eq!(said.code, 1, "{}", said.out);
        assert!(said.out.contains("! NB-ZIP-"), "{}", said.out);
        assert!(said.err.starts_with("De bundel deugt niet: "), "{}", said.err);
    }
    assert_eq!(bench.at(&at_court(&["bundle", "import", "half.zip"])).code, 1);
    let none = bench.json(&at_court(&["bundle", "quarantine"]));
    assert_eq!(none.as_array().map(Vec::len), Some(0), "who only looks sets nothing apart");
    let half = bench.at(&at_court(&["bundle", "import", "half.zip", "--apply"]));
    assert_eq!(half.code, 1);
    let apart = bench.json(&at_court(&["bundle", "quarantine"]));
    let mark = apart[0]["sha256"].as_str().unwrap().get(..8).unwrap();
    assert_eq!(
        half.err,
        format!(
            "De bundel deugt niet: onderweg beschadigd. Kopieer hem opnieuw of vraag om een nieuwe. Er is niets ingelezen. \
             Apart gezet onder kenmerk {mark}. Zie `noodbrug bundle quarantine`; opnieuw proberen met `noodbrug bundle \
             retry KENMERK`.\n"
        )
    );
    let said = bench.run(&["bundle", "verify", "half.zip", "--lang", "nl"]);
    let why = "De bundel deugt niet: onderweg beschadigd. Kopieer hem opnieuw of vraag om een nieuwe.";
    assert_eq!((said.code, said.err), (1, refused(1, why).err));
    assert!(
        said.out.starts_with(&format!("half.zip\n{why}\n[!] HANDTEKENING NIET GELEZEN\n")),
        "{}",
        said.out
    );
    let finding = "! NB-ZIP-01 half.zip: dit is geen bundel, of niet de hele bundel (1000 bytes).\n";
    assert!(said.out.contains(finding), "{}", said.out);
}

/// Plans a hearing that both offices know, and moves it to another room at each of them; names the bundle in which the
/// office's room goes to the court.
fn torn(bench: &Bench) -> String {
    let plan = ["--date", "30-11-2026", "--time", "09:30", "--court", "Rechtbank", "--room", "A2"];
    assert_eq!(bench.at(&[&["hearing", "plan", "0912345626"][..], &plan].concat()).code, 0);
    let first = bundle(bench);
    assert_eq!(bench.at(&at_court(&["bundle", "import", &first, "--apply", "--receipts", "terug"])).code, 0);
    assert_eq!((room(bench, "B1", &[]), room(bench, "C3", &COURT)), (0, 0));
    bundle(bench)
}

fn room(bench: &Bench, room: &str, store: &[&str]) -> i32 {
    let args = ["hearing", "move", "0912345626", "--room", room, "--why", "zaal bezet"];
    bench.at(&[&args[..], store].concat()).code
}

#[test]
fn two_offices_that_write_the_same_thing_differently_need_a_person() {
    let bench = partners();
    let second = torn(&bench);
    let dry = bench.at(&at_court(&["bundle", "import", &second]));
    assert_eq!(dry.code, 3, "as it will be once it is taken in: {}", dry.out);
    assert!(dry.err.contains("1 tegenstrijdigheid") && !dry.err.contains(" 0 "), "{}", dry.err);
    let said = bench.at(&at_court(&["bundle", "import", &second, "--apply", "--receipts", "terug"]));
    assert_eq!(said.code, 3, "{}", said.out);
    let open = bench.at(&at_court(&["reconcile", "conflicts"]));
    assert_eq!(open.code, 3);
    assert!(open.out.contains("datum, tijd en zaal"), "{}", open.out);
    let others = bench.at(&at_court(&["reconcile", "conflicts", "--role", "enforcement"]));
    assert!(others.out.contains("Voor anderen staat er nog open: 1"), "{}", others.out);
    decided_with_a_reason_and_what_was_seen(&bench);
}

/// Both rooms stand side by side; a code of before, and a value that leaves a difference open, decide nothing.
fn decided_with_a_reason_and_what_was_seen(bench: &Bench) {
    let shown = bench.at(&at_court(&["reconcile", "show", "09/123456-26"]));
    let zaal = shown.out.lines().find(|line| line.starts_with("zaal ")).unwrap();
    let mut rooms: Vec<&str> = zaal.split_whitespace().skip(1).collect();
    assert_eq!(rooms.remove(0), "A2", "what both started from comes first");
    rooms.sort_unstable();
    assert_eq!(rooms, ["B1", "C3"]);
    let found = bench.json(&at_court(&["reconcile", "show", "09/123456-26"]));
    let side = |room: &str| {
        let sides = found["sides"].as_array().unwrap();
        sides.iter().find(|side| side["value"]["room"] == room).unwrap()["code"].as_str().unwrap().to_owned()
    };
    let decide = |with: &[&str]| {
        bench.at(&at_court(&[&["reconcile", "decide", "09/123456-26", "--why", "gebeld"][..], with].concat()))
    };
    assert_eq!(decide(&["--take", "00000000"]).code, 3);
    let seen = found["code"].as_str().unwrap();
    let partly = decide(&["--seen", seen, "--time", "10:00"]);
    assert_eq!((partly.code, partly.err.contains("--room")), (2, true), "{}", partly.err);
    let chosen = decide(&["--take", &side("C3")]);
    assert!(chosen.code == 0 && chosen.out.contains("hierover beslist meestal"), "{chosen:?}");
    let late = decide(&["--take", &side("C3")]);
    assert!(late.code == 1 && late.err.contains("al beslist: datum, tijd en zaal"), "{late:?}");
    assert!(late.err.contains(" koos: ") && late.err.contains("C3"), "{late:?}");
    assert_eq!(bench.at(&at_court(&["reconcile", "conflicts"])).code, 0);
}

#[test]
fn what_is_no_file_is_said_plainly_and_not_set_apart() {
    let bench = partners();
    let import = |file: &str| bench.at(&at_court(&["bundle", "import", file]));
    std::fs::create_dir_all(bench.path("map")).unwrap();
    let (absent, folder) = (import("nergens.zip"), import("map"));
    assert_eq!((absent.code, absent.err.contains("is er niet")), (1, true), "{}", absent.err);
    assert_eq!((folder.code, folder.err.contains("is een map")), (1, true), "{}", folder.err);
    assert_eq!(bench.json(&at_court(&["bundle", "quarantine"])), Value::Array(Vec::new()));
}

#[test]
fn another_value_than_both_is_chosen_with_a_reason_by_who_saw_all_of_them() {
    let bench = partners();
    let import =
        |file: &str| bench.at(&at_court(&["bundle", "import", file, "--apply", "--receipts", "terug"])).code;
    assert_eq!(import(&torn(&bench)), 3);
    let show = || bench.json(&at_court(&["reconcile", "show", "09/123456-26"]));
    let decide =
        |with: &[&str]| bench.at(&at_court(&[&["reconcile", "decide", "09/123456-26"][..], with].concat()));
    let before = show();
    let (old, side) = (before["code"].as_str().unwrap(), before["sides"][0]["code"].as_str().unwrap());
    let other = ["--room", "D9", "--why", "beide zalen bezet"];
    assert_eq!(room(&bench, "E5", &[]), 0);
    assert_eq!(import(&bundle(&bench)), 3, "a value that came later is news");
    let late = decide(&[&["--seen", old][..], &other].concat());
    assert_eq!((late.code, late.err.contains("Bekijk de waarden opnieuw")), (3, true), "{}", late.err);
    let current = show()["code"].as_str().unwrap().to_owned();
    let on = |date: &str| decide(&["--seen", &current, "--date", date, "--room", "D9", "--why", "gebeld"]);
    let (feast, over) = (on("25-12-2026"), on("20-11-2026"));
    assert_eq!((feast.code, feast.err.contains("--day-off")), (3, true), "{}", feast.err);
    assert_eq!((over.code, over.err.contains("al voorbij")), (1, true), "{}", over.err);
    assert_eq!(decide(&["--take", side, "--why", "gebeld"]).code, 3, "nor does the old code of a side");
    let now = show();
    let (seen, side) = (now["code"].as_str().unwrap(), now["sides"][0]["code"].as_str().unwrap());
    for (with, code) in [
        (&["--why", "gebeld"][..], 2),
        (&["--seen", seen, "--take", side, "--room", "D9", "--why", "gebeld"], 2),
        (&["--seen", seen, "--why", "gebeld"], 2),
        (&["--seen", seen, "--room", "D9"], 2),
        (&["--seen", seen, "--room", "D9", "--why", " "], 1),
    ] {
        let refused = decide(with);
        assert_eq!(refused.code, code, "{with:?}: {}", refused.err);
    }
    assert_eq!(show()["sides"].as_array().unwrap().len(), 2, "nobody chose, so both stand");
    let done = decide(&[&["--seen", seen][..], &other].concat());
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    // The decision replaces every value there was: it ends the conflict at the other office as well.
    let back = ["bundle", "export", "--to", "Parket", "--out", "terug", "--without-envelope"];
    let back = bench.json(&at_court(&back))["file"].as_str().unwrap().to_owned();
    let taken = bench.at(&["bundle", "import", &back, "--apply", "--receipts", "heen"]);
    assert_eq!(taken.code, 3, "the receipts of the court were not taken in: {}", taken.err);
    for store in [&[][..], &COURT] {
        assert_eq!(bench.at(&[&["reconcile", "conflicts"][..], store].concat()).code, 0, "{store:?}");
        let shown = bench.at(&[&["case", "show", "09/123456-26"][..], store].concat()).out;
        let stands = shown.split("\nLog").next().unwrap();
        assert!(stands.contains("zaal D9") && !stands.contains("E5") && !stands.contains("C3"), "{shown}");
    }
}

#[test]
fn a_trial_is_put_on_paper_and_leads_to_whoever_decides() {
    let bench = partners();
    let file = torn(&bench);
    let tried = bench.at(&at_court(&["bundle", "import", &file, "--pdf", "proef.pdf", "--json"]));
    let tried: Value = serde_json::from_str(&tried.out).unwrap();
    assert_eq!((tried["done"].as_null(), tried["trial"]["may_apply"].as_bool()), (Some(()), Some(true)));
    assert!(tried["paper"]["file"].as_str().unwrap().ends_with("proef.pdf"), "{tried}");
    for (lang, words) in [
        (
            "nl",
            [
                "Proef: wat een bundel brengt",
                "VERTROUWDE SLEUTEL",
                "Wordt tegenstrijdig",
                "reconcile conflicts",
            ],
        ),
        ("en", ["Trial: what a bundle brings", "TRUSTED KEY", "Comes in conflict", "reconcile conflicts"]),
    ] {
        let pdf = format!("proef-{lang}.pdf");
        let said = bench.at(&at_court(&["bundle", "import", &file, "--pdf", &pdf, "--lang", lang]));
        assert!(
            said.out.contains(&pdf) && said.out.contains("`noodbrug reconcile conflicts`"),
            "{}",
            said.out
        );
        assert!(!said.out.contains("niets te doen") && !said.out.contains("nothing to do"), "{}", said.out);
        let Some(text) = text_of(&bench, &pdf) else { continue };
        for word in words.iter().chain(&["09/123456-26", "Vries", "Parket"]) {
            assert!(text.contains(word), "{word} in {text}");
        }
    }
    assert_eq!(bench.at(&at_court(&["reconcile", "conflicts"])).code, 0, "nothing was taken in");
    let nowhere = at_court(&["bundle", "import", &file, "--apply", "--pdf", "nergens/proef.pdf"]);
    assert_eq!(bench.at(&nowhere).code, 1);
    assert_eq!(bench.at(&at_court(&["reconcile", "conflicts"])).code, 0, "nor without its paper");
    let both = at_court(&["bundle", "import", &file, "--apply", "--receipts", "terug", "--pdf", "toch.pdf"]);
    assert_eq!(bench.at(&both).code, 3);
    assert!(bench.path("toch.pdf").exists());
    assert_eq!(bench.at(&at_court(&["reconcile", "conflicts"])).code, 3);
}

#[test]
fn a_refused_bundle_has_a_trial_on_paper_too() {
    let bench = partners();
    let file = bundle(&bench);
    let bytes = std::fs::read(bench.path(&file)).unwrap();
    std::fs::write(bench.path("half.zip"), &bytes[..1000]).unwrap();
    let said = bench.at(&at_court(&["bundle", "import", "half.zip", "--pdf", "half.pdf"]));
    assert_eq!(said.code, 1);
    let Some(text) = text_of(&bench, "half.pdf") else { return };
    for word in ["HANDTEKENING NIET GELEZEN", "weigering", "NB-ZIP-01", "onbekende afzender"] {
        assert!(text.contains(word), "{word} in {text}");
    }
    assert!(!text.contains("Nieuwe regels"), "nobody looked at its entries: {text}");
}

/// The words of a PDF, where the judge pdftotext is there.
fn text_of(bench: &Bench, pdf: &str) -> Option<String> {
    let path = bench.path(pdf);
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"), "{pdf}");
    let read = std::process::Command::new("pdftotext").arg("-raw").arg(path).arg("-").output();
    let required = std::env::var("NOODBRUG_JUDGES").is_ok_and(|value| value == "required");
    assert!(read.is_ok() || !required, "the judge pdftotext is missing");
    Some(String::from_utf8(read.ok()?.stdout).unwrap())
}

#[test]
fn a_preview_names_the_fields_that_leave_and_those_that_stay_and_no_case_of_somebody_else() {
    let bench = partners();
    let again = |kind| {
        ["partner", "add", "Rechtbank", "--card", "rechtbank.txt", "--kind", kind, "--confirmed", "gebeld"]
    };
    assert_eq!(bench.at(&again("cjib")).code, 0);
    let export = ["bundle", "export", "--to", "Rechtbank", "--out", "heen", "--without-envelope"];
    let preview = [&export[..], &["--dry-run"]].concat();
    let none = bench.at(&preview);
    assert!(none.out.contains("zaken met een taak voor deze partner, en die zijn er niet"), "{}", none.out);
    assert_eq!(
        bench.at(&["case", "open", "09/777777-26", "--surname", "Anders", "--charge", "vernieling"]).code,
        0
    );
    assert_eq!(bench.at(&["task", "add", "09/123456-26", "--kind", "fine", "--text", "€ 300"]).code, 0);
    let shown = bench.at(&preview).out;
    for words in [
        "CJIB, versie 2",
        "over te nemen:",
        "executietaak",
        "alleen in de tabellen:",
        "09/123456-26",
        "notitie",
    ] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    assert!(!shown.contains("777777"), "{shown}");
    let plan = bench.json(&preview);
    assert_eq!(plan["scope"]["cases"][0]["fields"], serde_json::json!(["task/plan"]));
    assert_eq!((plan["cases"].as_u64(), plan["scope"]["cases"][0]["withheld"].as_u64()), (Some(1), Some(1)));
    let chosen = [&preview[..], &["--cases", "09/777777-26, 0912345626"]].concat();
    assert_eq!(bench.json(&chosen)["cases"], 2);
    let file = bundle(&bench);
    let taken = bench.json(&at_court(&["bundle", "import", &file, "--apply"]));
    assert_eq!(
        (taken["trial"]["findings"].as_array().unwrap().len(), taken["done"]["brings"]["new"].as_u64()),
        (0, Some(3))
    );
}
