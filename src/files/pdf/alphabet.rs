//! Which glyphs a paper uses: what the fonts inside it are cut down to.

use super::faces::Face;
use super::page::{Page, Placed};
use super::setting::{Ink, code_digits};
use std::collections::{BTreeMap, BTreeSet};

/// Code points below this are counted in a flat list, because nearly all are.
const COMMON: usize = 0x3000;

/// The characters and glyphs of one face.
#[derive(Clone, Debug)]
struct Used {
    common: Vec<bool>,
    rare: BTreeSet<char>,
    /// Glyphs that no character names by itself, with the text they stand for.
    shaped: BTreeMap<u16, String>,
}

impl Default for Used {
    fn default() -> Used {
        Used { common: vec![false; COMMON], rare: BTreeSet::new(), shaped: BTreeMap::new() }
    }
}

impl Used {
    fn add(&mut self, char: char) {
        match self.common.get_mut(char as usize) {
            Some(seen) => *seen = true,
            None => {
                self.rare.insert(char);
            }
        }
    }
}

/// The characters and glyphs of all faces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alphabet {
    used: BTreeMap<Face, Used>,
}

impl Alphabet {
    /// Starts with the digits, which page numbers need before they are known.
    pub(crate) fn new() -> Alphabet {
        let mut alphabet = Alphabet::default();
        [Face::Regular, Face::Bold].into_iter().for_each(|face| alphabet.words(face, "0123456789ABCDEF "));
        alphabet
    }

    /// Notes the glyphs of a page.
    pub(crate) fn page(&mut self, page: &Page) {
        page.marks
            .iter()
            .flat_map(|mark| &mark.placed)
            .chain(&page.repeated)
            .for_each(|placed| self.run(placed));
        if let Some(word) = page.watermark {
            self.words(Face::Bold, word);
        }
    }

    /// Gives the faces that are used.
    pub(crate) fn faces(&self) -> impl Iterator<Item = Face> + '_ {
        self.used.keys().copied()
    }

    /// Gives the characters of a face in order.
    pub(crate) fn characters(&self, face: Face) -> String {
        let Some(used) = self.used.get(&face) else { return String::new() };
        let seen = used.common.iter().zip(0u32..).filter(|(seen, _)| **seen);
        seen.filter_map(|(_, code)| char::from_u32(code)).chain(used.rare.iter().copied()).collect()
    }

    /// Gives the glyphs of a face that shaping made, each with the text it stands for.
    pub(crate) fn shaped(&self, face: Face) -> impl Iterator<Item = (u16, &str)> {
        let used = self.used.get(&face).into_iter().flat_map(|used| &used.shaped);
        used.map(|(glyph, text)| (*glyph, text.as_str()))
    }

    /// Gives the text that a shaped glyph stands for in this paper: a glyph has one, the first it was met with.
    pub(crate) fn text_of(&self, face: Face, glyph: u16) -> &str {
        self.used.get(&face).and_then(|used| used.shaped.get(&glyph)).map_or("\u{FFFD}", String::as_str)
    }

    fn run(&mut self, placed: &Placed) {
        match &placed.run.ink {
            Ink::Words(face, text) => self.words(*face, text),
            Ink::Shaped(face, glyphs, _) => {
                let shaped = &mut self.used.entry(*face).or_default().shaped;
                for glyph in glyphs {
                    shaped.entry(glyph.id).or_insert_with(|| glyph.text.clone());
                }
            }
            Ink::Code(chars) => chars.chars().for_each(|char| self.words(Face::Regular, &code_digits(char))),
            Ink::Icon(_) => {}
        }
    }

    fn words(&mut self, face: Face, text: &str) {
        let used = self.used.entry(face).or_default();
        text.chars().for_each(|char| used.add(char));
    }
}
