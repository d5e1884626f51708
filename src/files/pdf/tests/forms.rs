//! Forms laid out: each on its own sheet with its own number, boxes whole, nothing on top of something else.

use super::super::tags::Kind;
use super::laid::{all_placed, assert_clean};
use super::papers::stamp;
use super::{Laid, said};
use crate::judges::ask;
use crate::pdf::render;
use noodbrug_core::emergency::{Block as Numbers, EmergencyNumber};
use noodbrug_core::form::{self, Fill, FormFacts, FormKind};
use noodbrug_core::ident::Author;
use noodbrug_core::print::{Block, Field, FieldRow, Orientation, Paper, Part, Text, Watermark};
use noodbrug_core::text::Lang;
use std::collections::BTreeMap;

fn numbers(count: u32) -> Vec<EmergencyNumber> {
    let author = Author { ws: "ws-den-haag-01".parse().unwrap(), ep: 1 };
    Numbers::of(&author, "2026-11-23".parse().unwrap()).unwrap().next(16, count).unwrap()
}

/// What a case with long names gives.
fn filled() -> FormFacts {
    let mut facts = FormFacts::new();
    let known = [
        (Fill::Number, "09/123456-26"),
        (Fill::Suspect, "Maximiliaan Alexander Theodorus van der Kloosterboer tot Zevenhuizen"),
        (Fill::Born, "03-04-1990"),
        (Fill::Birthplace, "Alphen aan den Rijn"),
        (Fill::Charge, "310 Sr · diefstal in vereniging, in een woning, met braak"),
        (Fill::Prosecutor, "mr. A. van Loon"),
        (Fill::Place, "PI Alphen, locatie Maatschapslaan"),
        (Fill::Title, "Bewaring, Sv art. 63 en 64, tot ma 07-12-2026 10:00"),
        (Fill::FollowOn, "09/654321-25: gevangenisstraf 3 maanden, nog niet ondergaan"),
        (Fill::Hearing, "ma 30-11-2026 09:30"),
        (Fill::Court, "Rechtbank Den Haag, zaal A2, meervoudige kamer"),
        (Fill::Judges, "mr. Aerts, mr. Okafor, mr. De Ruijter"),
        (Fill::Interpreter, "Tigrinya"),
        (Fill::Related, "09/123457-26, 09/123458-26"),
        (Fill::Office, "Oefenparket Den Haag"),
        (Fill::Victims, "Noor van der Zwaan-el Khayari"),
    ];
    known.into_iter().for_each(|(fill, words)| facts.put(fill, words));
    facts
}

fn paper(kinds: &[FormKind], facts: &FormFacts, lang: Lang) -> Paper {
    let mut paper = Paper::new("Formulieren", "formulieren", stamp());
    paper.lang = lang;
    paper.confidential = Some("Vertrouwelijk · niet laten liggen".to_owned());
    paper.watermark = Some(Watermark::Exercise);
    paper.head_hash = Some("9f3a".repeat(16));
    for (kind, number) in kinds.iter().zip(numbers(u32::try_from(kinds.len()).unwrap())) {
        paper.blocks.extend(form::copy(*kind, facts, (&number, "Oefenparket Den Haag"), lang));
    }
    paper
}

fn versions() -> Vec<(&'static str, FormFacts, Lang)> {
    vec![
        ("leeg-nl", FormFacts::new(), Lang::Nl),
        ("vol-nl", filled(), Lang::Nl),
        ("leeg-en", FormFacts::new(), Lang::En),
        ("vol-en", filled(), Lang::En),
    ]
}

#[test]
fn forms_can_be_shown() {
    let Some(folder) = std::env::var_os("NOODBRUG_SHOW").map(std::path::PathBuf::from) else { return };
    for (name, facts, lang) in versions() {
        let bytes = render(&paper(&FormKind::ALL, &facts, lang)).unwrap();
        std::fs::write(folder.join(format!("forms-{name}.pdf")), bytes).unwrap();
    }
}

#[test]
fn every_form_stands_on_one_sheet_but_the_claim_which_has_one_for_the_office_alone() {
    for (name, facts, lang) in versions() {
        let paper = paper(&FormKind::ALL, &facts, lang);
        let laid = Laid::out(&paper);
        let mut pages: BTreeMap<usize, usize> = BTreeMap::new();
        laid.pages.iter().for_each(|page| *pages.entry(page.part).or_default() += 1);
        for (part, kind) in FormKind::ALL.into_iter().enumerate() {
            assert_eq!(pages[&part], if kind == FormKind::Claim { 2 } else { 1 }, "{name}: {kind:?}");
        }
        laid.pages.iter().for_each(assert_clean);
    }
}

#[test]
fn every_copy_has_its_own_number_on_each_of_its_pages_and_its_own_page_numbers() {
    let paper = paper(&[FormKind::Claim; 3], &FormFacts::new(), Lang::Nl);
    let laid = Laid::out(&paper);
    assert_eq!(laid.pages.len(), 6);
    for (place, number) in numbers(3).into_iter().enumerate() {
        for (nth, page) in laid.pages.iter().filter(|page| page.part == place).enumerate() {
            let all: String =
                all_placed(page).into_iter().map(|placed| said(std::slice::from_ref(placed))).collect();
            assert!(all.contains(&number.to_string()), "{all}");
            assert!(all.contains(&format!("Pagina {} van 2", nth + 1)), "{all}");
        }
    }
    let titles: Vec<(u8, usize)> = laid.bookmarks.iter().map(|mark| (mark.depth, mark.page)).collect();
    assert_eq!(
        titles.iter().filter(|(depth, _)| *depth == 1).map(|(_, page)| *page).collect::<Vec<_>>(),
        [0, 2, 4]
    );
    assert_eq!(laid.tagged("H1").len(), 3);
}

#[test]
fn documents_in_one_paper_lie_each_in_their_own_way() {
    let mut wide = Part::new("Liggend");
    wide.orientation = Orientation::Landscape;
    let mut paper = Paper::new("Pakket", "pakket", stamp());
    paper.push(Block::Paragraph("voorblad".into()));
    paper.push(Block::Part(Box::new(wide)));
    paper.push(Block::Paragraph("lijst".into()));
    paper.push(Block::Part(Box::new(Part::new("Staand"))));
    let laid = Laid::out(&paper);
    let lies: Vec<Orientation> = laid.pages.iter().map(|page| page.orientation).collect();
    assert_eq!(lies, [Orientation::Portrait, Orientation::Landscape, Orientation::Portrait]);
    let document = lopdf::Document::load_mem(&render(&paper).unwrap()).unwrap();
    let wide = document.get_pages().into_values().map(|page| {
        let sides = document.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        sides[2].as_float().unwrap() > sides[3].as_float().unwrap()
    });
    assert_eq!(wide.collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn a_box_is_never_split_and_an_empty_one_says_that_it_is_empty() {
    let row = |nth: usize| FieldRow {
        fields: vec![Field::new(&format!("Vak {nth}"), 1).lines(7), Field::new("Naast", 1).holding("vol")],
    };
    let mut paper = Paper::new("Formulier", "formulier", stamp());
    paper.push(Block::Fields((0..12).map(row).collect()));
    let laid = Laid::out(&paper);
    assert!(laid.pages.len() > 1);
    for item in laid.tagged("LI") {
        let (pages, text) = laid.read(item);
        assert_eq!(pages.len(), 1, "{text}");
    }
    let empty = laid.elements.iter().filter(
        |element| matches!(&element.kind, Kind::Figure(said, ..) if said == "leeg vak om in te vullen"),
    );
    assert_eq!(empty.count(), 12);
}

#[test]
fn a_long_value_makes_its_box_higher_and_loses_nothing() {
    let long = "woord ".repeat(120);
    let mut paper = Paper::new("Formulier", "formulier", stamp());
    let choices = Field::new("Keuze", 1).choice("een").choice(&"lang ".repeat(30)).choice("twee");
    paper.push(Block::Fields(vec![
        FieldRow { fields: vec![Field::new("Lang", 1).holding(Text::from(long.as_str())), choices] },
        FieldRow { fields: vec![Field::new("Onder", 1).holding("daaronder")] },
    ]));
    let laid = Laid::out(&paper);
    laid.pages.iter().for_each(assert_clean);
    let all: String = laid.tagged("LBody").into_iter().map(|body| laid.read(body).1).collect();
    assert_eq!((all.matches("woord").count(), all.matches("lang").count()), (120, 30), "{all}");
}

#[test]
fn foreign_programs_find_the_forms_sound_and_their_numbers_in_the_text() {
    let paper = paper(&FormKind::ALL, &filled(), Lang::Nl);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("paper.pdf"), render(&paper).unwrap()).unwrap();
    if let Some(verdict) = ask(folder.path(), "qpdf", &["--check", "paper.pdf"], b"") {
        assert!(verdict.accepted, "{}", verdict.said);
    }
    let Some(verdict) = ask(folder.path(), "pdftotext", &["-raw", "paper.pdf", "-"], b"") else { return };
    for number in numbers(12) {
        assert!(verdict.said.contains(&number.to_string()), "{number}");
    }
}
