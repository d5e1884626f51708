//! Lists in every form, for every reader: nothing of another language, and nothing cut.

use super::file_tests::{calendar_of, csv_of, room, workbook_of};
use super::roll_tests::{entry, list, roll};
use super::tests::words_of;
use crate::agenda::AgendaOf;
use noodbrug_core::case::Counsel;
use noodbrug_core::law::Words;
use noodbrug_core::roll::{Audience, Entry, Limit, Roll, TermOnRoll};
use noodbrug_core::text::Lang;
use std::collections::BTreeSet;

/// Words that are the same in both languages, or names that stay what they are.
const SHARED: [&str; 30] = [
    "aerts",
    "loon",
    "politierechter",
    "rechtbank",
    "den",
    "haag",
    "pleiter",
    "haaglanden",
    "tigrinya",
    "gps",
    "bron",
    "min",
    "diefstal",
    "vereniging",
    "vries",
    "łukasz",
    "van",
    "mrt",
    "embargo",
    "perslijst",
    "excel",
    "utf",
    "noodbrug",
    "europe",
    "amsterdam",
    "www",
    "com",
    "http",
    "xml",
    "parketpolitie",
];

/// A day on which every mark, word and column is used.
fn every_word() -> Roll {
    let mut entries: Vec<Entry> = (0..12).map(|index| Entry { ..entry(index * 5, "A") }).collect();
    let at = "2026-11-27T12:00:00+01:00".parse().ok();
    let term = |ends| TermOnRoll { name: Words::new("Hoger beroep", "Appeal"), ends };
    entries[0].off = true;
    entries[1].conflict = true;
    entries[2].unsettled = true;
    entries[3].youth = true;
    entries[3].limits.insert(Limit::ClosedDoors);
    entries[4].limits.insert(Limit::Shielded);
    entries[5].terms = vec![term(at), term(None), term(at), term(at), term(at)];
    entries[6].victims = 2;
    entries[7].session.unscheduled = true;
    entries[8].outcome = Some((Words::new("aangehouden", "adjourned"), None));
    for (entry, limit) in entries.iter_mut().skip(9).zip([Limit::AgeUnknown, Limit::DoorsUnknown]) {
        entry.limits.insert(limit);
    }
    for entry in &mut entries {
        entry.session.registrar = Some("Pleiter".into());
        entry.suspects[0].counsel = vec![Counsel { name: "mr. P. Pleiter-1".into(), phone: String::new() }];
    }
    roll(entries)
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|sign: char| !sign.is_alphabetic());
    words.filter(|word| word.chars().count() > 2).map(str::to_lowercase).collect()
}

/// Everything that a reader sees of a list in some form.
fn seen(roll: &Roll, audience: Audience, lang: Lang) -> Vec<(&'static str, String)> {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let book = String::from_utf8_lossy(&workbook_of(roll, audience, lang)).into_owned();
    // Each string of a workbook stands between the signs of one element.
    let strings = book.split("<si><t").skip(1).filter_map(|cell| cell.split("</t>").next()?.split_once('>'));
    let strings: String = strings.map(|(_, words)| format!("{words}\n")).collect();
    let mut all = vec![
        ("pdf", words_of(&list(roll, audience, lang)).unwrap_or_default()),
        ("csv", text(csv_of(roll, audience, lang))),
        ("xlsx", strings),
    ];
    let of = match audience {
        Audience::Bench => AgendaOf::Room(room()),
        Audience::Prosecutor => AgendaOf::Prosecutor("mr. A. van Loon".into()),
        Audience::Door => AgendaOf::Door(room()),
        Audience::Press => AgendaOf::Press(room()),
        Audience::Usher | Audience::Transport | Audience::Counsel => return all,
    };
    let calendar = text(calendar_of(roll, of, lang)).replace("\r\n ", "");
    let told =
        calendar.lines().filter(|line| line.contains("LANGUAGE")).filter_map(|line| line.split_once(':'));
    all.push(("ics", told.map(|(_, words)| words.replace("\\n", "\n") + "\n").collect()));
    all
}

#[test]
fn no_dutch_word_is_on_an_english_list_in_any_form() {
    let roll = every_word();
    for audience in Audience::ALL {
        let (nl, en) = (seen(&roll, audience, Lang::Nl), seen(&roll, audience, Lang::En));
        for ((form, dutch), (_, english)) in nl.iter().zip(&en) {
            assert!(*form == "pdf" || words(english).len() > 10, "{audience:?} {form}: {english}");
            let (dutch, english) = (words(dutch), words(english));
            let both: Vec<&String> =
                english.intersection(&dutch).filter(|word| !SHARED.contains(&word.as_str())).collect();
            assert_eq!(both, Vec::<&String>::new(), "{audience:?} {form}");
        }
    }
}

#[test]
fn the_word_of_a_hearing_that_is_off_stands_in_one_piece_on_every_list() {
    let roll = every_word();
    for audience in Audience::ALL {
        for (lang, word) in [(Lang::Nl, "VERVALT"), (Lang::En, "VACATED")] {
            let Some(words) = words_of(&list(&roll, audience, lang)) else { return };
            assert!(words.contains(word), "{audience:?}: {words}");
        }
    }
}

/// Twelve words that make a name of nearly 120 characters.
fn long_name(nth: usize) -> Vec<String> {
    (0..12).map(|part| format!("Nam{nth:02}x{part:02}z")).collect()
}

#[test]
fn twelve_co_suspects_with_names_of_120_characters_are_on_every_list_uncut() {
    let mut made = entry(1, "A");
    let first = made.suspects[0].clone();
    let names: Vec<Vec<String>> = (0..12).map(long_name).collect();
    made.suspects = names
        .iter()
        .map(|name| {
            let mut suspect = first.clone();
            suspect.name = name.join(" ");
            suspect.held = entry(0, "A").suspects[0].held.clone();
            suspect.counsel = vec![Counsel { name: "mr. P. Pleiter-1".into(), phone: String::new() }];
            suspect
        })
        .collect();
    made.session.judges = long_name(99).join(" ");
    assert_eq!(made.session.judges.chars().count(), 119);
    let roll = roll(vec![made]);
    for audience in Audience::ALL {
        for lang in [Lang::Nl, Lang::En] {
            for (form, text) in seen(&roll, audience, lang).into_iter().filter(|(form, _)| *form != "ics") {
                if form == "pdf" && text.is_empty() {
                    continue;
                }
                let judges = long_name(99);
                let inside = names.iter().flatten().filter(|_| !audience.is_outside());
                for word in inside.chain(&judges) {
                    assert!(text.contains(word.as_str()), "{word}: {audience:?} {form}");
                }
                assert!(!text.contains('…'), "{audience:?} {form}");
            }
        }
    }
}

#[test]
fn four_hundred_cases_in_one_room_are_each_on_every_list_in_every_form() {
    let mut entries: Vec<Entry> = (0..400).map(|index| entry(index, "A")).collect();
    for entry in &mut entries {
        entry.suspects[0].counsel = vec![Counsel { name: "mr. P. Pleiter-1".into(), phone: String::new() }];
    }
    let held = |entry: &&Entry| entry.suspects.iter().any(|suspect| suspect.held.is_some());
    let all: Vec<String> = entries.iter().map(|entry| entry.case_number.clone()).collect();
    let brought: Vec<String> = entries.iter().filter(held).map(|entry| entry.case_number.clone()).collect();
    let roll = roll(entries);
    for audience in Audience::ALL {
        let wanted = if audience == Audience::Transport { &brought } else { &all };
        for (form, text) in seen(&roll, audience, Lang::En) {
            if form == "pdf" && text.is_empty() {
                continue;
            }
            for number in wanted {
                assert!(text.contains(number.as_str()), "{number}: {audience:?} {form}");
            }
            if form == "pdf" && audience != Audience::Transport {
                let words: BTreeSet<&str> = text.split_whitespace().collect();
                let broken: Vec<u32> = (1..400).filter(|nth| !words.contains(&*nth.to_string())).collect();
                assert_eq!(broken, Vec::<u32>::new(), "numbers in two pieces: {audience:?}");
            }
        }
    }
}
