use super::*;
use crate::emergency::Block as Numbers;
use crate::ident::Author;
use std::collections::BTreeSet;

fn number() -> EmergencyNumber {
    let author = Author { ws: "ws-den-haag-01".parse().unwrap(), ep: 1 };
    let block = Numbers::of(&author, "2026-11-23".parse().unwrap()).unwrap();
    EmergencyNumber::at(&block, 17).unwrap()
}

fn all_facts() -> FormFacts {
    let mut facts = FormFacts::new();
    for fill in FormKind::ALL.into_iter().flat_map(|kind| kind.plan().fills()) {
        facts.put(fill, format!("<{fill:?}>"));
    }
    facts
}

fn shown(kind: FormKind, facts: &FormFacts) -> String {
    format!("{:?}", copy(kind, facts, (&number(), "Parket Den Haag"), Lang::Nl))
}

#[test]
fn every_form_has_its_own_word_and_reads_back_by_it() {
    let words: BTreeSet<&str> = FormKind::ALL.into_iter().map(FormKind::word).collect();
    assert_eq!(words.len(), FormKind::ALL.len());
    for kind in FormKind::ALL {
        assert_eq!(FormKind::parse(kind.word()), Some(kind));
        assert_eq!(scanned_kind(&payload(kind, &number())), Some(kind));
        assert_eq!(payload(kind, &number()).parse(), Ok(number()), "the scanner's text is a number too");
    }
    assert_eq!(scanned_kind(&number().to_string()), None);
}

#[test]
fn the_code_on_a_paper_holds_the_form_and_the_number_and_nothing_else() {
    assert_eq!(payload(FormKind::ReleaseOrder, &number()), format!("NOODBRUG:F1:release-order:{}", number()));
}

#[test]
fn a_form_shows_what_its_plan_names_and_nothing_more() {
    let facts = all_facts();
    for kind in FormKind::ALL {
        let (text, named) = (shown(kind, &facts), kind.plan().fills().collect::<BTreeSet<_>>());
        let all: BTreeSet<Fill> = FormKind::ALL.into_iter().flat_map(|kind| kind.plan().fills()).collect();
        for fill in all {
            assert_eq!(text.contains(&format!("<{fill:?}>")), named.contains(&fill), "{kind:?}: {fill:?}");
        }
    }
}

#[test]
fn nothing_of_a_victim_stands_on_a_form_that_the_suspects_side_may_see() {
    for kind in FormKind::ALL.into_iter().filter(|kind| kind.plan().side != Side::Victim) {
        assert!(!kind.plan().fills().any(|fill| fill == Fill::Victims), "{kind:?}");
    }
    for kind in FormKind::ALL {
        let blocks = copy(kind, &all_facts(), (&number(), "Parket"), Lang::Nl);
        let sheet_one: Vec<&Block> = blocks.iter().take_while(|block| **block != Block::PageBreak).collect();
        let text = format!("{sheet_one:?}").to_lowercase();
        // An address on a sheet that the suspect reads is that of an organisation or of who files a remedy.
        for at in text.match_indices("adres").map(|(at, _)| at) {
            let around: String =
                String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(6)..]).chars().take(70).collect();
            assert!(
                around.contains("organisatie")
                    || around.contains("wie het instelt")
                    || around.contains("blad 2"),
                "{kind:?}: {around}"
            );
        }
    }
}

#[test]
fn an_empty_form_has_no_words_in_its_boxes() {
    for kind in FormKind::ALL {
        let blocks = copy(kind, &FormFacts::new(), (&number(), "Parket"), Lang::En);
        let rows = blocks.iter().filter_map(|block| match block {
            Block::Fields(rows) => Some(rows),
            _ => None,
        });
        assert!(rows.flatten().flat_map(|row| &row.fields).all(|field| field.value.is_empty()), "{kind:?}");
    }
}

#[test]
fn the_release_order_asks_for_other_titles_first_and_names_the_three_hours_and_three_ways() {
    let text = shown(FormKind::ReleaseOrder, &FormFacts::new());
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at("Andere titels") < at("1 Fax naar nummer"));
    for words in
        ["2 Telefoon, nummer", "3 Koerier", "3 uur later (Sv 6:2:5 lid 4)", "buiten kantooruren", "Begeleid"]
    {
        at(words);
    }
}

#[test]
fn a_pack_of_eight_hours_has_some_of_each_and_a_longer_one_more() {
    for kind in FormKind::ALL {
        assert_eq!(kind.copies_for(8), u32::from(kind.plan().in_eight_hours));
        assert!(kind.copies_for(1) >= 1 && kind.copies_for(24) == 3 * kind.copies_for(8), "{kind:?}");
    }
}

#[test]
fn every_text_is_there_in_both_languages_and_they_differ() {
    let same = ["SKN", "Telefoon"];
    for kind in FormKind::ALL {
        let plan = kind.plan();
        for item in plan.items {
            let pairs: Vec<Words> = match item {
                Item::Heading(words) | Item::Text(words) | Item::Notice(words) => vec![*words],
                Item::Row(slots) => slots.iter().map(|slot| slot.name).collect(),
                Item::Checks(words) | Item::Signs(words) => words.to_vec(),
                Item::Slip(slip) => vec![slip.title, slip.text, slip.signer],
                Item::NewPage => Vec::new(),
            };
            for (nl, en) in pairs {
                assert!(!nl.is_empty() && !en.is_empty());
                assert!(nl != en || same.contains(&nl), "{kind:?}: {nl}");
            }
        }
    }
}
