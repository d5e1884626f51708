//! What the program itself writes on paper: every sign of it has a glyph in both weights.

use super::super::faces::{Face, Faces};
use std::path::{Path, PathBuf};

/// Sources of words that go to paper; names of persons and tables of letters of the world are no words of ours.
const ELSEWHERE: [&str; 8] =
    ["tests", "tests.rs", "exercise", "testing", "search.rs", "phonetic.rs", "user_name.rs", "kit"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if ELSEWHERE.iter().any(|other| name == *other || name.ends_with(other)) {
            continue;
        }
        if path.is_dir() {
            files(&path, found);
        } else if name.ends_with(".rs") || name.ends_with(".toml") {
            found.push(path);
        }
    }
}

/// The lines of a source that are no remark, up to its tests.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    program.lines().filter(|line| !line.trim_start().starts_with("//") && !line.trim_start().starts_with('#'))
}

#[test]
fn every_sign_that_the_program_writes_has_a_glyph_on_paper() {
    let faces = Faces::load().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    for folder in ["src/core", "src/office", "src/files", "src/verify", "assets/law", "assets/exchange"] {
        files(&root.join(folder), &mut found);
    }
    assert!(found.len() > 200, "{} sources", found.len());
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        for sign in lines(&text).flat_map(str::chars).filter(|sign| !sign.is_ascii()) {
            for face in [Face::Regular, Face::Bold] {
                assert!(faces.advance(face, sign).is_some(), "{sign} in {} has no glyph", path.display());
            }
        }
    }
}
