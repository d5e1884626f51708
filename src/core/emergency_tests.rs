use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn author(name: &str, ep: Epoch) -> Author {
    Author { ws: name.parse().unwrap(), ep }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn number(place: u32) -> EmergencyNumber {
    EmergencyNumber::at(&Block::of(&author("ws-den-haag-01", 1), day("2026-11-23")).unwrap(), place).unwrap()
}

fn compact(number: &EmergencyNumber) -> Vec<char> {
    number.to_string().chars().filter(|sign| *sign != '-').collect()
}

#[test]
fn the_check_is_that_of_the_standard() {
    // ISO/IEC 7064, MOD 1271-36: ISO79 has the check characters 3W.
    assert_eq!(check_of("ISO79"), ['3', 'W']);
    assert_eq!(remainder("ISO793W"), 1);
}

#[test]
fn a_number_reads_in_any_notation_that_a_tired_person_types() {
    let number = number(17);
    let shown = number.to_string();
    assert!(shown.starts_with("NOOD-WSDENHAAG01-20261123-00017-"), "{shown}");
    let check: String = shown.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
    for typed in [
        shown.clone(),
        shown.to_lowercase(),
        shown.replace('-', ""),
        shown.replace('-', " "),
        format!("  nood ws-den-haag-01 / 2026 11 23 . ooo17 {check} "),
        format!("NOOD–WSDENHAAG01–20261123–000I7–{check}"),
        format!("NOODBRUG:F1:release-order:{shown}"),
    ] {
        assert_eq!(typed.parse(), Ok(number.clone()), "{typed}");
    }
}

#[test]
fn what_has_not_the_form_of_a_number_is_told_apart_from_a_wrong_check() {
    for typed in ["", "NOOD", "NOOD-20261123-00017-K3", "09/123456-26", "NOOD-WS-2026?1123-00017-K3"] {
        assert_eq!(typed.parse::<EmergencyNumber>(), Err(NotANumber::Form), "{typed}");
    }
    let wrong = number(17).to_string().replace("00017", "00018");
    assert_eq!(wrong.parse::<EmergencyNumber>(), Err(NotANumber::Check));
    assert!(NotANumber::Check.sentence(&wrong, Lang::Nl).contains("twee zijn verwisseld"));
}

#[test]
fn every_single_wrong_character_is_caught_or_reads_as_the_same_number() {
    let number = number(17);
    let signs = compact(&number);
    for at in 0..signs.len() {
        for other in ('0'..='9').chain('A'..='Z').filter(|other| *other != signs[at]) {
            let mut typed = signs.clone();
            typed[at] = other;
            let typed: String = typed.into_iter().collect();
            match typed.parse::<EmergencyNumber>() {
                Err(_) => {}
                // The letter O for a nought, and I or L for a one.
                Ok(read) => assert!(read == number && matches!(other, 'O' | 'I' | 'L'), "{typed}"),
            }
        }
    }
}

#[test]
fn every_swap_of_neighbours_is_caught() {
    let signs = compact(&number(17));
    for at in 1..signs.len() {
        if signs[at] != signs[at - 1] {
            let mut typed = signs.clone();
            typed.swap(at, at - 1);
            let typed: String = typed.into_iter().collect();
            assert!(typed.parse::<EmergencyNumber>().is_err(), "{typed}");
        }
    }
}

#[test]
fn a_block_ends_and_warns_before_it_does() {
    let block = Block::of(&author("ws-a", 1), day("2026-11-23")).unwrap();
    assert_eq!(block.next(990, 9).unwrap().len(), 9);
    assert_eq!(block.next(990, 10), None);
    assert_eq!(BlockUse { used: 799 }.warning(Lang::Nl), None);
    assert!(BlockUse { used: 800 }.warning(Lang::Nl).unwrap().contains("199 over"));
    assert_eq!(Block::of(&author("ws-a", 100), day("2026-11-23")), None);
    assert_eq!(Block::of(&author("ws-a", 0), day("2026-11-23")), None);
}

#[test]
fn no_two_stations_epochs_or_days_ever_give_the_same_number() {
    let mut seen = BTreeSet::new();
    for name in ["ws-a", "ws-b", "ws-a1", "oef-ws-a"] {
        for ep in [1, 2, 11, 99] {
            for date in ["2026-11-23", "2026-11-24", "2026-12-31"] {
                let block = Block::of(&author(name, ep), day(date)).unwrap();
                for number in block.next(0, Block::SIZE).unwrap() {
                    let shown = number.to_string();
                    assert!(seen.insert(shown.replace('-', "")), "{shown}");
                    assert_eq!(shown.parse(), Ok(number));
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn whatever_the_station_one_wrong_character_or_one_swap_is_caught(
        station in "[a-z][a-z0-9]{0,19}",
        (ep, place) in (1..=99_u64, 1..=999_u32),
        days in 0..40_000_u64,
        (at, other) in (0..64_usize, 0..36_usize),
    ) {
        let date = day("1990-01-01") + chrono::Days::new(days);
        let block = Block::of(&author(&station, ep), date).unwrap();
        let number = EmergencyNumber::at(&block, place).unwrap();
        let shown = number.to_string();
        prop_assert_eq!(shown.to_lowercase().replace('-', " ").parse(), Ok(number.clone()));
        let signs = compact(&number);
        let at = 4 + at % (signs.len() - 4);
        let mut wrong = signs.clone();
        wrong[at] = char::from(SIGNS[other]);
        let read = wrong.iter().collect::<String>().parse::<EmergencyNumber>();
        prop_assert!(read.is_err() || read == Ok(number));
        let mut swapped = signs.clone();
        swapped.swap(at, at - 1);
        if swapped != signs {
            prop_assert!(swapped.into_iter().collect::<String>().parse::<EmergencyNumber>().is_err());
        }
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in "\\PC{0,60}") {
        if let Ok(number) = text.parse::<EmergencyNumber>() {
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }
    }
}
