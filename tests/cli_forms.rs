//! Forms and the fallback pack on the command line: printed, found again, keyed in; made, due, old.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use terminal::{Bench, refused};

const CASE: &str = "09/123456-26";

fn with_case() -> Bench {
    let bench = Bench::with_office();
    let open = ["case", "open", CASE, "--surname", "Vries", "--born", "03-04-1990", "--skn", "11"];
    assert_eq!(bench.at(&open).code, 0);
    bench
}

#[test]
fn a_release_order_is_printed_found_and_keyed_in_by_its_number() {
    let bench = with_case();
    let print = ["form", "print", "release-order", CASE, "--copies", "2", "--pdf", "bevel.pdf"];
    let printed = bench.json(&print);
    let number = printed["forms"][1]["number"].as_str().unwrap().to_owned();
    assert!(number.starts_with("NOOD-OEFWSDENHAAG01-20261123-00002-"), "{printed}");
    assert_eq!((&printed["numbers_used"], &printed["numbers_left"]), (&2.into(), &997.into()));
    assert!(std::fs::read(bench.path("bevel.pdf")).unwrap().starts_with(b"%PDF-1.7"));

    let typed = number.to_lowercase().replace('-', " ");
    let typed: Vec<&str> = ["form", "find"].into_iter().chain(typed.split(' ')).collect();
    let found = bench.json(&typed);
    assert_eq!((&found["form"], &found["printed"]["case"]), (&"release-order".into(), &CASE.into()));
    assert_eq!(found["keyed_in"].as_array().unwrap().len(), 0);

    let key_in = ["form", "key-in", &number, CASE, "--text", "vrij om 11:40"];
    assert_eq!(bench.at(&key_in).code, 0);
    let again = bench.at(&key_in);
    assert_eq!(again.code, 3);
    assert!(
        again.err.contains("is al ingevoerd op ma 23-11-2026 09:00 door a.bakker, bij 09/123456-26"),
        "{again:?}"
    );
    let found = bench.at(&["form", "find", &number]);
    assert!(found.out.contains("Ingevoerd: ma 23-11-2026 09:00 · a.bakker"), "{found:?}");
    let log = bench.at(&["case", "log", CASE]);
    assert!(log.out.contains("Bevel tot invrijheidstelling"), "{log:?}");
}

#[test]
fn a_form_of_another_case_needs_somebody_who_means_it() {
    let bench = with_case();
    let other = "09/654321-26";
    assert_eq!(bench.at(&["case", "open", other, "--surname", "Jansen"]).code, 0);
    let printed = bench.json(&["form", "print", "release-order", CASE]);
    let number = printed["forms"][0]["number"].as_str().unwrap();
    let key_in = ["form", "key-in", number, other, "--text", "vrij om 11:40"];
    let asked = bench.at(&key_in);
    assert_eq!((asked.code, asked.out.as_str()), (3, ""));
    assert!(
        asked.err.contains("hoort bij zaak 09/123456-26 (Vries), en niet bij zaak 09/654321-26 (Jansen)"),
        "{asked:?}"
    );
    assert!(asked.err.contains("`--other-case`"), "{asked:?}");
    assert_eq!(bench.at(&[&key_in[..], &["--other-case"]].concat()).code, 0);
    let log = bench.at(&["case", "log", other]);
    assert!(log.out.contains("van zaak 09/123456-26, bewust hier ingevoerd"), "{log:?}");
}

#[test]
fn a_number_that_was_misread_is_refused_with_what_to_do() {
    let bench = with_case();
    let printed = bench.json(&["form", "print", "objection"]);
    let number = printed["forms"][0]["number"].as_str().unwrap();
    let swapped = number.replace("20261123", "20261132");
    let said = bench.at(&["form", "key-in", &swapped, CASE, "--text", "verzet"]);
    assert_eq!(
        said,
        refused(
            1,
            &format!(
                "De controletekens van `{swapped}` kloppen niet: een teken is verkeerd, of twee zijn verwisseld. Lees \
                 het nummer nog eens van het papier."
            )
        )
    );
    let unknown = bench.at(&["form", "print", "bevel"]);
    assert!(
        unknown.code == 2 && unknown.err.contains("bevel-invrijheidstelling, akte-rechtsmiddel"),
        "{unknown:?}"
    );
}

#[test]
fn a_pack_of_forms_for_eight_hours_has_a_number_for_each_copy() {
    let bench = Bench::with_office();
    let pack = bench.json(&["form", "pack", "--hours", "8", "--pdf", "leeg.pdf"]);
    let forms = pack["forms"].as_array().unwrap();
    let numbers: std::collections::BTreeSet<&str> =
        forms.iter().map(|form| form["number"].as_str().unwrap()).collect();
    assert_eq!(numbers.len(), forms.len());
    let list = bench.json_without_office(&["form", "list"]);
    let wanted: u64 =
        list["forms"].as_array().unwrap().iter().map(|form| form["in_eight_hours"].as_u64().unwrap()).sum();
    assert_eq!(u64::try_from(forms.len()).unwrap(), wanted);
}

#[test]
fn a_pack_is_made_when_it_is_due_and_told_to_be_old_after_a_day() {
    let bench = with_case();
    std::fs::create_dir(bench.path("rood")).unwrap();
    let none = bench.json(&["pack", "status"]);
    assert!(none["warning"]["nl"].as_str().unwrap().contains("nog nooit"), "{none}");
    let planned = bench.json(&["pack", "schedule", "--at", "07:00", "--to", "rood"]);
    assert_eq!((&planned["schedule"]["at"], &planned["due"]), (&"07:00".into(), &true.into()));
    let made = bench.json(&["pack", "due", "--run"]);
    assert!(made["folder"].as_str().unwrap().ends_with("rood/noodpakket-20261123-0900"), "{made}");
    assert!(bench.path("rood/noodpakket-20261123-0900/noodpakket.pdf").is_file());
    let nothing = bench.json(&["pack", "due", "--run"]);
    assert_eq!((&nothing["due"], &nothing["warning"]), (&false.into(), &serde_json::Value::Null));
    let late = bench.run(&["pack", "status", "--now", "2026-11-24T10:00"]);
    assert!(late.err.contains("1 d 1 u oud") && late.out.contains("Nu aan de beurt: ja"), "{late:?}");
    let gone = bench.at(&["pack", "make", "--to", "weg"]);
    assert_eq!(
        gone,
        refused(1, "De map MAP/weg is er niet. Steek de stick in of maak de map, en probeer het opnieuw.")
    );
    assert_eq!(bench.at(&["pack", "schedule", "--off"]).code, 0);
}

#[test]
fn a_pack_without_forms_is_made_and_needs_a_person() {
    let bench = Bench::with_office();
    for _ in 0..9 {
        assert_eq!(bench.at(&["form", "print", "phone-note", "--copies", "100"]).code, 0);
    }
    let made = bench.at(&["pack", "make", "--to", "."]);
    assert_eq!(made.code, 3, "{made:?}");
    assert!(made.out.contains("vrijheidsbeneming") && !made.out.contains("formulieren"), "{made:?}");
    assert!(made.err.contains("geen lege formulieren"), "{made:?}");
    assert!(bench.path("noodpakket-20261123-0900/noodpakket.pdf").is_file());
}

/// An office with a case that has no number but that of a paper.
fn with_emergency_case() -> (Bench, String) {
    let bench = Bench::with_office();
    let printed = bench.json(&["form", "print", "hearing-note"]);
    let number = printed["forms"][0]["number"].as_str().unwrap().to_owned();
    let open = [
        "case",
        "open",
        &number,
        "--own-number",
        "--surname",
        "Vries",
        "--given",
        "Lars",
        "--charge",
        "diefstal",
    ];
    assert_eq!(bench.at(&open).code, 0);
    (bench, number)
}

#[test]
fn an_emergency_number_gets_its_case_number_with_who_when_and_which_document() {
    let (bench, number) = with_emergency_case();
    std::fs::write(bench.path("scherm.pdf"), b"%PDF-1.4 bewijs").unwrap();
    let map = ["form", "map", &number, "--number", CASE];
    assert_eq!(bench.at(&map).code, 2, "a mapping without a proof is none");
    let proof = ["--proof", "scherm GPS, uitdraai 3", "--document", "scherm.pdf"];
    assert_eq!(bench.at(&[&map[..], &proof].concat()).code, 0);
    let shown = bench.at(&["case", "show", CASE]);
    for words in [&number, "Andere nummers", "Bewijs: scherm GPS, uitdraai 3", "bewijs bij NOOD-", "a.bakker"]
    {
        assert!(shown.out.contains(words), "{words}: {}", shown.out);
    }
    assert!(bench.at(&["case", "find", &number]).out.contains(CASE));
    let keyed = bench.at(&["backentry", "show", CASE]);
    assert!(keyed.out.contains(&number) && keyed.out.contains("Bewijs: scherm GPS"), "{keyed:?}");
    let again = bench.at(&[&map[..], &proof].concat());
    assert_eq!(again.code, 3, "{again:?}");
    assert!(again.err.contains("Er staat al een nummer: 09/123456-26"), "{again:?}");
}

#[test]
fn an_emergency_number_is_not_mapped_to_the_number_of_another_case() {
    let (bench, number) = with_emergency_case();
    assert_eq!(bench.at(&["case", "open", CASE, "--surname", "Vries"]).code, 0);
    let refused = bench.at(&["form", "map", &number, "--number", CASE, "--proof", "scherm"]);
    assert_eq!(refused.code, 3);
    assert!(
        refused.err.contains("Er is al een zaak 09/123456-26") && refused.err.contains("twin judge"),
        "{refused:?}"
    );
}

#[test]
fn a_person_of_an_emergency_number_gets_a_chain_number_that_the_note_does_not_tell() {
    let (bench, number) = with_emergency_case();
    let skn = ["form", "map", &number, "--skn", "87654321", "--proof", "scherm SKDB"];
    assert_eq!(bench.at(&skn).code, 0);
    let shown = bench.at(&["case", "show", &number]);
    assert!(shown.out.contains("strafrechtsketennummer van Lars Vries vastgelegd"), "{}", shown.out);
    assert_eq!(shown.out.matches("87654321").count(), 0, "{}", shown.out);
    let other = bench.at(&["form", "map", &number, "--skn", "1", "--proof", "scherm"]);
    assert_eq!(other.code, 3, "{other:?}");
}

#[test]
fn the_desk_warns_once_four_fifths_of_the_numbers_of_a_day_are_used() {
    let bench = Bench::with_office();
    assert!(bench.json(&["status"])["numbers_warning"].is_null());
    for _ in 0..8 {
        assert_eq!(
            bench.at(&["form", "print", "phone-note", "--copies", "100", "--pdf", "leeg.pdf"]).code,
            0
        );
    }
    let status = bench.at(&["status"]);
    assert!(
        status.out.contains("! Van de noodnummers van vandaag zijn er 800 gebruikt en 199 over."),
        "{}",
        status.out
    );
}
