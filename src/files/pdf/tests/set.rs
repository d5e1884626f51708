//! Text set in lines: what fits, where it breaks, in which order it stands.

use super::super::faces::Faces;
use super::super::setting::{Ink, Line, Setting};
use super::super::signs::{Drawn, read};
use super::{papers, said_by};
use noodbrug_core::print::{Icon, Style, Text};
use proptest::prelude::*;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

static FACES: LazyLock<Faces> = LazyLock::new(|| Faces::load().unwrap());

fn set(text: &Text, width: f32) -> Vec<Line> {
    Setting { faces: &FACES, size: 9.0, width }.lines(text)
}

fn lines_of(text: &str, width: f32) -> Vec<String> {
    set(&Text::from(text), width).iter().map(|line| said_by(std::slice::from_ref(line))).collect()
}

#[test]
fn a_parketnummer_and_a_date_stay_whole() {
    let lines = lines_of("Zaak 09/123456-26 van 23-11-2026", 60.0);
    assert_eq!(lines, ["Zaak ", "09/123456-26 ", "van ", "23-11-2026"]);
}

#[test]
fn a_double_name_breaks_after_its_hyphen() {
    assert_eq!(lines_of("Berg-Öztürk", 40.0), ["Berg-", "Öztürk"]);
}

#[test]
fn a_token_of_300_characters_is_broken_and_keeps_all_of_them() {
    let token = "x1Ω".repeat(100);
    let lines = set(&Text::from(token.as_str()), 100.0);
    assert_eq!(said_by(&lines), token);
    assert!(lines.len() > 10 && lines.iter().all(|line| line.width <= 100.0));
}

/// What comes from elsewhere has no limit; were the rest of a word set anew for each of its lines, these would take minutes.
#[test]
fn words_of_any_length_in_any_script_are_broken_and_keep_all_of_them() {
    for (word, width) in
        [("ab".repeat(35_000), 60.0), ("محمد".repeat(15_000), 200.0), ("M\u{308}".repeat(9_000), 60.0)]
    {
        let lines = set(&Text::from(word.as_str()), width);
        assert_eq!(said_by(&lines), word);
        assert!(lines.iter().all(|line| line.width <= width));
    }
}

#[test]
fn a_letter_with_more_marks_than_a_line_holds_stays_with_them() {
    let word = format!("{}a{}b", "c".repeat(30), "\u{302}\u{327}".repeat(150));
    let lines = lines_of(&word, 40.0);
    assert_eq!(lines.concat().chars().count(), word.nfc().count());
    assert!(lines.iter().all(|line| !line.starts_with('\u{327}') && !line.starts_with('\u{302}')));
}

#[test]
fn a_name_of_120_characters_wraps_between_its_words() {
    assert_eq!(papers::LONG_NAME.chars().count(), 120);
    let lines = set(&Text::bold(papers::LONG_NAME), 140.0);
    assert!(lines.iter().all(|line| line.width <= 140.0));
    assert_eq!(said_by(&lines), papers::LONG_NAME);
}

#[test]
fn the_first_arabic_word_stands_to_the_right_of_the_second() {
    let lines = set(&Text::from("محمد عبد"), 500.0);
    let runs = &lines[0].runs;
    assert_eq!(said_by(&lines), "محمد عبد");
    assert!(runs[0].x > runs[2].x, "{runs:?}");
}

#[test]
fn a_hebrew_name_within_dutch_keeps_its_place() {
    let lines = set(&Text::from("De heer יוסף בן־דוד (32) is er"), 500.0);
    let places: Vec<f32> = lines[0].runs.iter().map(|run| run.x).collect();
    let inks: Vec<String> = lines[0].runs.iter().map(|run| super::inked(&run.ink)).collect();
    assert_eq!(inks.first().map(String::as_str), Some("De heer "));
    assert!(
        places[0] < places[1] && places.last() == places.iter().max_by(|a, b| a.total_cmp(b)),
        "{inks:?}"
    );
}

#[test]
fn a_date_after_an_arabic_name_is_not_turned_around() {
    let lines = set(&Text::from("محمد عبد 12-04-1988 (3)"), 500.0);
    let last = lines[0].runs.last().unwrap();
    assert_eq!(super::inked(&last.ink), " 12-04-1988 (3)");
    assert!(lines[0].runs.iter().all(|run| run.x <= last.x), "{:?}", lines[0].runs);
}

#[test]
fn an_override_is_shown_and_not_obeyed() {
    let lines = set(&Text::from("Jan\u{202E}snaJ"), 500.0);
    let runs = &lines[0].runs;
    assert_eq!(runs[1].ink, Ink::Code("\u{202E}".to_owned()));
    assert!(runs[0].x < runs[1].x && runs[1].x < runs[2].x);
}

#[test]
fn an_icon_stays_with_the_first_word_after_it() {
    let text = Text::from("Gedetineerd").then_flag(Icon::Interpreter, "Tolk");
    for line in set(&text, 62.0) {
        assert!(!matches!(line.runs.last().map(|run| &run.ink), Some(Ink::Icon(_))), "{line:?}");
    }
}

#[test]
fn quiet_words_are_smaller() {
    let lines = set(&Text::from("a").then_quiet("b"), 100.0);
    assert!(lines[0].runs[1].size < lines[0].runs[0].size);
    assert_eq!(lines[0].runs[1].style, Style::Quiet);
}

#[test]
fn an_empty_text_has_no_lines_and_an_empty_line_within_text_stays() {
    assert!(set(&Text::from(" "), 100.0).is_empty());
    assert_eq!(lines_of("a\n\nb", 100.0), ["a", "", "b"]);
}

/// Characters of all kinds that files have held: scripts, marks, controls, spaces.
fn any_text() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        4 => prop::char::range('a', 'z'),
        2 => Just(' '),
        1 => prop::sample::select("-/.,'ĐșễłЮΩ0159(«\n".chars().collect::<Vec<_>>()),
        1 => prop::sample::select("محمدعبدللهבןיוסף־ً\u{200C}\u{200D}".chars().collect::<Vec<_>>()),
        1 => prop::sample::select("\u{202E}\u{2066}\u{200B}\u{301}\u{308}ქ漢\u{A0}\u{7}\u{FFFC}".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    prop::collection::vec(sign, 0..80).prop_map(|signs| signs.into_iter().collect())
}

fn without_spaces(text: &str) -> String {
    let ends_line = |c: char| matches!(c, '\n' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.chars().filter(|c| !matches!(c, ' ' | '\t') && !ends_line(*c)).collect()
}

proptest! {
    #[test]
    fn no_character_is_lost_or_moved(text in any_text(), width in 12.0f32..200.0) {
        let set = set(&Text::from(text.as_str()), width);
        let composed: String = text.nfc().collect();
        let expected = if text.trim().is_empty() { String::new() } else { without_spaces(&composed) };
        prop_assert_eq!(without_spaces(&said_by(&set)), expected);
    }

    #[test]
    fn every_line_fits_unless_it_is_one_letter(text in any_text(), width in 12.0f32..200.0) {
        for line in set(&Text::from(text.as_str()), width) {
            let said = said_by(std::slice::from_ref(&line));
            let signs = read(&Text::from(said.as_str()), &FACES).concat();
            let letters = signs.iter().filter(|sign| !matches!(sign.drawn, Drawn::Mark(_) | Drawn::Space)).count();
            prop_assert!(line.width <= width + 0.01 || letters <= 1, "{:?} is {} wide", said, line.width);
        }
    }
}
