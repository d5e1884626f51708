//! Characters one by one: which face draws each, and which are shown as a box with their number.
//!
//! A name must be seen as it is stored. What no face can draw, and what steers text without being seen (bidirectional
//! overrides, zero-width signs, control characters), is shown as a box with its code point; nothing is dropped and
//! nothing hidden is obeyed.

use super::faces::{Face, Faces};
use noodbrug_core::print::{Icon, Style, Text};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The first character that sits on the one before it.
const FIRST_MARK: char = '\u{300}';

/// What is drawn for a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawn {
    /// Its own glyph in this face.
    Letter(Face),
    /// A glyph of this face that sits on the letter before.
    Mark(Face),
    /// A space at which a line may end.
    Space,
    /// A box with its code point.
    Code,
    /// A mark of ours, which stands for no character.
    Icon(Icon),
}

/// One character with its style and what is drawn for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) char: char,
    pub(crate) style: Style,
    pub(crate) drawn: Drawn,
}

impl Sign {
    /// Gives the face that draws the character, where a face does.
    pub(crate) fn face(&self) -> Option<Face> {
        match self.drawn {
            Drawn::Letter(face) | Drawn::Mark(face) => Some(face),
            Drawn::Space => Some(face_of(self.style)),
            Drawn::Code | Drawn::Icon(_) => None,
        }
    }

    /// Tells whether the character belongs to a script written from right to left.
    pub(crate) fn runs_leftward(&self) -> bool {
        matches!(self.drawn, Drawn::Letter(Face::Arabic | Face::Hebrew))
    }

    /// Tells whether the character sits on the one before it.
    pub(crate) fn is_mark(&self) -> bool {
        matches!(self.drawn, Drawn::Mark(_))
    }

    /// Tells whether the character may stand between two words of one name that is written from right to left.
    pub(crate) fn joins_leftward(&self) -> bool {
        self.is_mark() || self.drawn == Drawn::Space || matches!(self.char, '-' | '\'' | '’')
    }
}

/// Gives the face of a style for scripts that have both weights.
pub(crate) fn face_of(style: Style) -> Face {
    match style {
        Style::Bold => Face::Bold,
        Style::Plain | Style::Quiet => Face::Regular,
    }
}

/// Reads a text into lines of signs: composed (NFC), one inner list for each line that its writer meant.
pub(crate) fn read(text: &Text, faces: &Faces) -> Vec<Vec<Sign>> {
    let mut lines = vec![Vec::new()];
    for span in text.spans() {
        if let Some(icon) = span.icon {
            let sign = Sign { char: '\u{FFFC}', style: span.style, drawn: Drawn::Icon(icon) };
            push(&mut lines, sign);
        }
        let mut add = |char| add(char, span.style, &mut lines, faces);
        // Below the first combining mark every text is composed already.
        if span.text.chars().all(|char| char < FIRST_MARK) {
            span.text.chars().for_each(&mut add);
        } else {
            span.text.nfc().for_each(&mut add);
        }
    }
    lines
}

fn add(char: char, style: Style, lines: &mut Vec<Vec<Sign>>, faces: &Faces) {
    if ends_line(char) {
        lines.push(Vec::new());
    } else {
        let before = lines.last().and_then(|line| line.last()).copied();
        push(lines, sign(char, style, before, faces));
    }
}

fn push(lines: &mut [Vec<Sign>], sign: Sign) {
    if let Some(line) = lines.last_mut() {
        line.push(sign);
    }
}

fn ends_line(char: char) -> bool {
    matches!(char, '\n' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn sign(char: char, style: Style, before: Option<Sign>, faces: &Faces) -> Sign {
    let drawn = match char {
        '\t' | ' ' => Drawn::Space,
        '\u{200C}' | '\u{200D}' if before.is_some_and(|sign| sign.runs_leftward()) => {
            Drawn::Mark(Face::Arabic)
        }
        _ if is_hidden(char) => Drawn::Code,
        _ => by_face(char, style, faces),
    };
    Sign { char: if char == '\t' { ' ' } else { char }, style, drawn }
}

fn by_face(char: char, style: Style, faces: &Faces) -> Drawn {
    let candidates = [face_of(style), Face::Arabic, Face::Hebrew];
    match candidates.into_iter().find(|face| faces.advance(*face, char).is_some()) {
        None => Drawn::Code,
        Some(face) if char >= FIRST_MARK && is_combining_mark(char) => Drawn::Mark(face),
        Some(face) => Drawn::Letter(face),
    }
}

/// Tells whether a character steers or hides text instead of being seen.
fn is_hidden(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{115F}'..='\u{1160}' | '\u{3164}' | '\u{FFA0}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E000}'..='\u{F8FF}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> Vec<Drawn> {
        let faces = Faces::load().unwrap();
        read(&Text::from(text), &faces).concat().iter().map(|sign| sign.drawn).collect()
    }

    #[test]
    fn overrides_and_zero_width_signs_are_shown_as_boxes() {
        for hidden in
            ["\u{202E}", "\u{2066}", "\u{200B}", "\u{200F}", "\u{FEFF}", "\u{7}", "\u{AD}", "\u{E0041}"]
        {
            assert_eq!(drawn(hidden), [Drawn::Code], "{:?}", hidden);
        }
    }

    #[test]
    fn a_joiner_works_within_arabic_only() {
        assert_eq!(drawn("ی\u{200C}ه")[1], Drawn::Mark(Face::Arabic));
        assert_eq!(drawn("a\u{200C}b")[1], Drawn::Code);
    }

    #[test]
    fn letters_that_no_face_has_are_boxes_too() {
        assert_eq!(drawn("ქa漢"), [Drawn::Code, Drawn::Letter(Face::Regular), Drawn::Code]);
    }

    #[test]
    fn letters_apart_from_their_accents_are_put_together() {
        assert_eq!(drawn("e\u{301}"), [Drawn::Letter(Face::Regular)]);
        assert_eq!(drawn("M\u{308}"), [Drawn::Letter(Face::Regular), Drawn::Mark(Face::Regular)]);
    }

    #[test]
    fn a_line_feed_starts_a_line() {
        let faces = Faces::load().unwrap();
        assert_eq!(read(&Text::bold("a").line().then("b"), &faces).len(), 2);
    }
}
