//! A law, however well signed, takes nobody's guard away: two people put it in force, and what it changes is named.

use super::tests::{ALONE, Bench, ZIN, key, sign_law, version};
use super::*;
use crate::people::NewUser;
use crate::setup::Passphrase;
use noodbrug_core::case::{TermEnd, TermEndKind};
use noodbrug_core::command::Command;
use noodbrug_core::four_eyes::Standing;
use noodbrug_core::ident::Role;
use std::path::PathBuf;

const OTHER: &str = "een heel andere wachtzin";

fn people(bench: &mut Bench, names: &[(&str, Role)]) {
    for (name, role) in names {
        let new = NewUser { name: (*name).to_owned(), role: *role, passphrase: Passphrase::new(OTHER) };
        bench.office().add_user(new, &Passphrase::new(ZIN)).unwrap();
    }
}

fn loose(bench: &Bench) -> PathBuf {
    let terms = version(law::TERMS, 2).replace("critical = true", "critical = false");
    bench.law("los.txt", &terms, law::CALENDAR)
}

fn end(bench: &mut Bench) -> Command {
    let at = bench.office().now().unwrap();
    let term = term(bench);
    Command::EndTerm(term, TermEnd { how: TermEndKind::Met, at, note: String::new(), confirmed: None })
}

fn term(bench: &mut Bench) -> ObjectId {
    let rows = bench.office().store.terms(&TermFilter::default(), 10).unwrap().rows;
    rows.last().unwrap().row.term.clone()
}

#[test]
fn a_law_without_second_persons_names_every_rule_and_ends_no_question_that_waits() {
    let mut bench = Bench::new("2026-12-22T09:00:00+01:00");
    let case = bench.term("hb", "2026-12-21");
    let (asked, ending) = (term(&mut bench), end(&mut bench));
    bench.office().act(&case, ending).unwrap();
    bench.pin(&key(7)).unwrap();
    let file = loose(&bench);
    let trial = bench.office().check_law(&file).unwrap();
    assert_eq!(trial.changes.len(), law::TERMS.matches("critical = true").count());
    assert!(trial.changes.iter().any(|change| change.rule == "hb" && change.lets_go()));
    assert_eq!(trial.moved, [], "no date moves, and no term ends");
    bench.office().load_law(trial, ALONE).unwrap();
    for _ in 0..2 {
        let standing = bench.office().term_standing(&case, &asked).unwrap();
        assert!(matches!(standing, Standing::Asked(_)), "{standing:?}");
        assert_eq!(bench.office().store.terms(&TermFilter::default(), 10).unwrap().rows.len(), 1);
        bench.again();
    }
}

#[test]
fn a_term_that_is_started_under_the_new_law_follows_the_new_law() {
    let mut bench = Bench::new("2026-12-22T09:00:00+01:00");
    bench.pin(&key(7)).unwrap();
    let file = loose(&bench);
    let trial = bench.office().check_law(&file).unwrap();
    bench.office().load_law(trial, ALONE).unwrap();
    bench.at("2026-12-22T09:05:00+01:00");
    let case = bench.term("hb", "2026-12-21");
    let (started, ending) = (term(&mut bench), end(&mut bench));
    bench.office().act(&case, ending).unwrap();
    assert_eq!(bench.office().term_standing(&case, &started).unwrap(), Standing::Ended);
}

#[test]
fn two_people_put_a_law_in_force_and_the_journal_names_both() {
    let mut bench = Bench::new("2026-12-22T09:00:00+01:00");
    bench.pin(&key(7)).unwrap();
    people(&mut bench, &[("o.vos", Role::Prosecutor), ("c.klerk", Role::Clerk)]);
    assert_eq!(bench.office().seconds(crate::agreed::Subject::Law).unwrap(), ["o.vos"]);
    let file = loose(&bench);
    let trial = bench.office().check_law(&file).unwrap();
    let (own, right, wrong) =
        (Passphrase::new(ZIN), Passphrase::new(OTHER), Passphrase::new("mis mis mis mis mis"));
    let second = |name, passphrase| Agreement::Second { name, passphrase };
    for (agreement, why) in [
        (ALONE, "o.vos"),
        (second("a.bakker", &own), "tweede persoon"),
        (second("A.Bakker", &own), "tweede persoon"),
        (second("c.klerk", &right), "Met de rol administratie"),
        (second("o.vos", &wrong), "wachtzin"),
        (second("niemand", &right), ""),
    ] {
        let said = bench.office().load_law(trial.clone(), agreement).unwrap_err().sentence.nl;
        assert!(said.contains(why), "{said}");
        assert_eq!(bench.office().law().law.version(), 1);
        assert_eq!(bench.office().user().name, "a.bakker");
    }
    bench.office().load_law(trial, second("o.vos", &right)).unwrap();
    let journal = super::tests::journal(&mut bench);
    let of = |did: &str| journal.iter().find(|said| said["did"] == did).unwrap().clone();
    let loaded = of("law-loaded");
    assert_eq!((&loaded["approved_by"], &loaded["agreed_by"]), (&json!("a.bakker"), &json!("o.vos")));
    assert_eq!(of("law-agreed")["with"], "a.bakker");
    let day = bench.office().now().unwrap().date();
    let lines = bench.office().journal_day(day).unwrap().lines;
    let words: Vec<String> = lines.iter().map(|line| crate::said::entry_words(line, Lang::Nl)).collect();
    let print = key(7).public().fingerprint();
    let said = format!(
        "nieuwe wet in gebruik · versie 2 · sleutel {print} · goedgekeurd door a.bakker · tweede persoon o.vos"
    );
    assert!(words.iter().any(|words| words.ends_with(&said)), "{words:#?}");
}

#[test]
fn who_is_alone_gives_a_reason_that_is_in_the_journal() {
    let mut bench = Bench::new("2026-12-22T09:00:00+01:00");
    bench.pin(&key(7)).unwrap();
    let file = loose(&bench);
    let trial = bench.office().check_law(&file).unwrap();
    let why = bench.office().load_law(trial.clone(), Agreement::Alone(" ")).unwrap_err().sentence.nl;
    assert!(why.contains("Vul een reden in"), "{why}");
    bench.office().load_law(trial, Agreement::Alone("storing, ik ben alleen")).unwrap();
    let day = bench.office().now().unwrap().date();
    let lines = bench.office().journal_day(day).unwrap().lines;
    assert!(lines.iter().any(|line| line.why.as_deref() == Some("storing, ik ben alleen")));
}

#[test]
fn another_key_keeps_the_law_in_force_and_the_versions_behind_it() {
    let mut bench = Bench::new("2027-01-04T09:00:00+01:00");
    bench.term("hb", "2026-12-21");
    bench.pin(&key(7)).unwrap();
    let days = law::CALENDAR.replace("\"2027-05-07\"", "\"2027-01-04\", \"2027-05-07\"");
    let file = bench.law("wet-3.txt", &version(law::TERMS, 3), &days);
    let trial = bench.office().check_law(&file).unwrap();
    assert_eq!(trial.changes[0].rule, "kalender");
    bench.office().load_law(trial, ALONE).unwrap();
    let (old, new) = (key(7).public().fingerprint(), key(8).public().fingerprint());
    let other = bench.dir.path().join("ander.pub");
    std::fs::write(&other, key(8).public().to_line("")).unwrap();
    let pinned = bench.office().pin_law_key(&other, new, Some(old), ALONE).unwrap();
    assert_eq!(pinned.stays, Some(3));
    assert!(pinned.stays_text(Lang::Nl).unwrap().contains("versie 3 van de wet blijft gelden"));
    for _ in 0..2 {
        let state = bench.office().law_state().unwrap();
        assert!(matches!(state.origin, LawOrigin::Loaded(_)), "{:?}", state.origin);
        assert_eq!((state.key, state.signed_by, state.highest), (Some(new), Some(old), 3));
        assert_eq!(
            (bench.office().law().law.version(), bench.shown()),
            (3, "2027-01-06T00:00:00+01:00".into())
        );
        bench.again();
    }
    let two = bench.dir.path().join("wet-2.txt");
    sign_law(&two, (&version(law::TERMS, 2), law::CALENDAR), &key(8));
    assert!(bench.office().check_law(&two).unwrap_err().sentence.nl.contains("Terug kan niet"));
    let four = bench.dir.path().join("wet-4.txt");
    sign_law(&four, (&version(law::TERMS, 4), law::CALENDAR), &key(8));
    let trial = bench.office().check_law(&four).unwrap();
    bench.office().load_law(trial, ALONE).unwrap();
    bench.again();
    let state = bench.office().law_state().unwrap();
    assert_eq!((bench.office().law().law.version(), state.signed_by), (4, None));
}

#[test]
fn a_law_that_was_lost_leaves_no_way_back_and_its_rows_with_it() {
    let mut bench = Bench::new("2027-01-04T09:00:00+01:00");
    bench.term("hb", "2026-12-21");
    bench.pin(&key(7)).unwrap();
    let days = law::CALENDAR.replace("\"2027-05-07\"", "\"2027-01-04\", \"2027-05-07\"");
    let three = bench.law("wet-3.txt", &version(law::TERMS, 3), &days);
    let trial = bench.office().check_law(&three).unwrap();
    bench.office().load_law(trial, ALONE).unwrap();
    bench.office().store.set_secret(FILE, b"NOODBRUG-WET 1\n").unwrap();
    bench.again();
    assert_eq!(bench.shown(), "2027-01-05T00:00:00+01:00", "lists are of the law that the board computes by");
    let two = bench.law("wet-2.txt", &version(law::TERMS, 2), law::CALENDAR);
    assert!(bench.office().check_law(&two).unwrap_err().sentence.nl.contains("Terug kan niet"));
    let trial = bench.office().check_law(&three).unwrap();
    bench.office().load_law(trial, ALONE).unwrap();
    assert_eq!(bench.shown(), "2027-01-06T00:00:00+01:00");
}

#[test]
fn a_law_that_lacks_a_rule_of_custody_or_is_absurd_is_refused_in_words() {
    let mut bench = Bench::new("2027-01-04T09:00:00+01:00");
    bench.pin(&key(7)).unwrap();
    let two = version(law::TERMS, 2);
    let remand = two.replacen("id = \"bewaring\"\n", "id = \"bewaren\"\n", 1);
    let long = two.replacen("length = { days = 14 }", "length = { days = 4000000000 }", 1);
    let month = two.replacen("month_days = 30", "month_days = 4000000000", 1);
    let far = law::TERMS.replacen("version = 1\n", "version = 4294967295\n", 1);
    let no_toml = two.replacen("[counting]", &format!("[counting]\nx = {}", "y".repeat(100_000)), 1);
    for (terms, why) in [
        (&remand, "Regel `bewaring` ontbreekt"),
        (&long, "4000000000 dagen is langer dan een termijn kan zijn"),
        (&month, "een andere lengte"),
        (&far, "ligt te ver boven versie 1"),
        (&no_toml, "technische melding"),
    ] {
        let file = bench.law("wet.txt", terms, law::CALENDAR);
        let said = bench.office().check_law(&file).unwrap_err().sentence.nl;
        assert!(said.contains(why) && said.chars().count() < 500, "{said}");
        assert!(!said.contains("Rule") && !said.contains("field"), "{said}");
    }
}
