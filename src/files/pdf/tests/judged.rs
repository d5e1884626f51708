//! What foreign programs say: the file is sound, its fonts are inside, every name can be found and read aloud.

use super::papers::{self, LONG_NAME, NAMES};
use crate::judges::ask;
use crate::pdf::render;
use noodbrug_core::print::{Paper, Row, Text};
use std::path::PathBuf;
use tempfile::TempDir;

fn written(paper: &Paper) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, render(paper).unwrap()).unwrap();
    (folder, path)
}

/// The text that a foreign program finds; it marks directions with signs of its own, which are left out.
fn found_text(paper: &Paper) -> Option<String> {
    let (folder, _) = written(paper);
    let verdict = ask(folder.path(), "pdftotext", &["-layout", "paper.pdf", "-"], b"")?;
    assert!(verdict.accepted, "{}", verdict.said);
    Some(
        verdict
            .said
            .chars()
            .filter(|c| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{200E}' | '\u{200F}'))
            .collect(),
    )
}

#[test]
fn qpdf_finds_no_fault() {
    for paper in [papers::hearing_list(60), papers::custody_board(), papers::cover_sheet()] {
        let (folder, _) = written(&paper);
        let Some(verdict) = ask(folder.path(), "qpdf", &["--check", "paper.pdf"], b"") else { return };
        assert!(
            verdict.accepted && verdict.said.contains("No syntax or stream encoding errors"),
            "{}",
            verdict.said
        );
    }
}

#[test]
fn every_name_is_found_as_it_is_written() {
    let row = |name: &str| Row::new(vec![Text::from("1"), Text::from(name)]);
    let mut rows: Vec<Row> = NAMES.iter().map(|name| row(name)).collect();
    rows.extend(NAMES.iter().map(|name| Row::new(vec![Text::from("vet"), Text::bold(name)])));
    let Some(text) = found_text(&papers::rows_of(rows)) else { return };
    for name in NAMES {
        assert_eq!(text.matches(name).count(), 2, "{name} in {text}");
    }
}

#[test]
fn a_long_name_is_found_word_by_word_and_an_unknown_script_too() {
    let row = |name: &str| Row::new(vec![Text::from("1"), Text::from(name)]);
    let paper =
        papers::rows_of(vec![row(LONG_NAME), row("ქეთევან"), row("M\u{308}bo"), row("Jan\u{202E}snaJ")]);
    let Some(text) = found_text(&paper) else { return };
    for word in LONG_NAME.split_whitespace().chain(["ქეთევან", "M\u{308}bo", "[U+202E]"]) {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn all_fonts_are_inside_cut_down_and_readable() {
    let (folder, _) = written(&papers::hearing_list(16));
    let Some(verdict) = ask(folder.path(), "pdffonts", &["paper.pdf"], b"") else { return };
    let fonts: Vec<&str> = verdict.said.lines().skip(2).collect();
    assert_eq!(fonts.len(), 4, "{}", verdict.said);
    for font in fonts {
        assert!(font.contains("yes yes yes") && font.contains("CID TrueType"), "{font}");
    }
}

#[test]
fn the_structure_is_seen_by_others() {
    let (folder, _) = written(&papers::hearing_list(16));
    let Some(verdict) = ask(folder.path(), "pdfinfo", &["-struct", "paper.pdf"], b"") else { return };
    let seen: Vec<&str> = verdict.said.split_whitespace().collect();
    for tag in ["Document", "H1", "H2", "Table", "THead", "TBody", "TR", "TH:", "TD", "/Scope"] {
        assert!(seen.contains(&tag), "{tag} in {}", verdict.said);
    }
}
