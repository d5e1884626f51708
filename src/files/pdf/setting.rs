//! Setting text: from signs to lines of runs that fit a width.
//!
//! Widths are in points. Lines break at spaces and after a hyphen or stroke between letters (so a parketnummer or a
//! date stays whole); a word that is wider than the column is broken where it must.

use super::faces::{EM, Face, Faces, Glyph};
use super::order::Order;
use super::signs::{self, Drawn, Sign, face_of};
use harfrust::Direction;
use noodbrug_core::print::{Icon, Style, Text};
use std::ops::Range;
use unicode_bidi::Level;

/// How much smaller quiet text is.
const QUIET: f32 = 0.88;
/// The width that an icon takes with the gap after it, in ems.
const ICON: f32 = 1.3;
/// The size of the digits in a code point's box, in ems.
pub(crate) const CODE_DIGIT: f32 = 0.42;

/// The fewest letters of a broken word that stand on a line.
const COMPANY: usize = 4;

/// How many signs are measured at first to find how many fit on a line: more than nearly all lines hold.
const FIRST_REACH: usize = 128;

/// What a run draws.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ink {
    /// Characters that are their own glyphs, from left to right.
    Words(Face, String),
    /// Glyphs that were joined or placed, with the text they stand for in reading order.
    Shaped(Face, Vec<Glyph>, String),
    /// A box with its code point for each of these characters.
    Code(String),
    /// A drawn mark.
    Icon(Icon),
}

/// A stretch of a line in one face, size and colour; `x` counts from the line's start.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) size: f32,
    pub(crate) style: Style,
    pub(crate) ink: Ink,
}

/// A line that fits; its runs are in the order in which they are read, wherever they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// Its width without the space at its end.
    pub(crate) width: f32,
}

/// Sets text in one size, within one width.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) faces: &'a Faces,
    pub(crate) size: f32,
    pub(crate) width: f32,
}

impl Setting<'_> {
    /// Sets a text; an empty text has no lines.
    pub(crate) fn lines(&self, text: &Text) -> Vec<Line> {
        if text.is_empty() {
            return Vec::new();
        }
        let paragraphs = signs::read(text, self.faces);
        paragraphs.iter().flat_map(|paragraph| self.paragraph(paragraph)).collect()
    }

    fn paragraph(&self, signs: &[Sign]) -> Vec<Line> {
        let order = Order::of(signs);
        let ranges = self.break_lines(signs);
        ranges.into_iter().map(|range| self.line(signs, range, &order)).collect()
    }

    /// Finds where lines end: as many words on each as fit.
    fn break_lines(&self, signs: &[Sign]) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut start, mut used) = (0, 0.0);
        for word in words(signs) {
            let ink = trimmed(signs, &word);
            let inked = self.measure(signs, &ink);
            let wide = inked + self.measure(signs, &(ink.end..word.end));
            if used + inked <= self.width {
                used += wide;
                continue;
            }
            if word.start > start {
                lines.push(start..word.start);
            }
            (start, used) = (word.start, wide);
            if inked > self.width {
                start = self.break_word(signs, &word, &mut lines);
                used = self.measure(signs, &(start..word.end));
            }
        }
        lines.push(start..signs.len());
        lines
    }

    /// Breaks a word that is wider than a line; gives where its last piece starts. No more of the word is measured for a
    /// line than some lines hold, so that a word of any length takes no more time than its length asks.
    fn break_word(&self, signs: &[Sign], word: &Range<usize>, lines: &mut Vec<Range<usize>>) -> usize {
        let mut start = word.start;
        let inked = trimmed(signs, word);
        while let Some(end) = self.longest_piece(signs, start..inked.end) {
            let end = with_company(signs, start..end, inked.end);
            lines.push(start..end);
            start = end;
        }
        start
    }

    /// Gives the end of the longest piece that fits: one sign at least, and never a mark apart from its letter; nothing when
    /// all of it fits.
    fn longest_piece(&self, signs: &[Sign], range: Range<usize>) -> Option<usize> {
        let fits = |end: usize| self.measure(signs, &(range.start..end)) <= self.width;
        let mut reach = FIRST_REACH;
        let beyond = loop {
            let end = range.start.saturating_add(reach).min(range.end);
            match fits(end) {
                false => break end,
                true if end == range.end => return None,
                true => reach = reach.saturating_mul(2),
            }
        };
        let whole = |end: &usize| !signs.get(*end).is_some_and(Sign::is_mark);
        let ends: Vec<usize> = (range.start + 1..beyond).filter(whole).collect();
        let most = ends.partition_point(|end| fits(*end)).saturating_sub(1);
        // A letter with all its marks is one piece, however wide.
        let after = || (beyond..range.end).find(whole);
        ends.get(most).copied().or_else(after)
    }

    /// Measures a stretch of signs in points.
    fn measure(&self, signs: &[Sign], range: &Range<usize>) -> f32 {
        let signs = signs.get(range.clone()).unwrap_or_default();
        let advances = |signs: &[Sign]| signs.iter().map(|sign| self.advance(sign)).sum::<f32>();
        if !signs.iter().any(|sign| sign.is_mark() || sign.runs_leftward()) {
            return advances(signs);
        }
        let inked = trimmed(signs, &(0..signs.len()));
        let spaces = signs.get(inked.end..).unwrap_or_default();
        self.line(signs, 0..signs.len(), &Order::of(signs)).width + advances(spaces)
    }

    fn advance(&self, sign: &Sign) -> f32 {
        let size = self.size_of(sign.style);
        match sign.drawn {
            Drawn::Code => code_width(sign.char, size),
            Drawn::Icon(_) => ICON * size,
            Drawn::Space => self.faces.advance(face_of(sign.style), ' ').unwrap_or_default() * size / EM,
            Drawn::Letter(face) | Drawn::Mark(face) => {
                self.faces.advance(face, sign.char).unwrap_or_default() * size / EM
            }
        }
    }

    fn size_of(&self, style: Style) -> f32 {
        match style {
            Style::Plain | Style::Bold => self.size,
            Style::Quiet => self.size * QUIET,
        }
    }

    /// Places the runs of one line and puts them in reading order. The space at a line's end stays in the text, so that words are
    /// not glued together when a line is copied or read aloud, but counts for no width.
    fn line(&self, signs: &[Sign], range: Range<usize>, order: &Order) -> Line {
        let inked = trimmed(signs, &range);
        let after = inked.end..(inked.end + 1).min(range.end);
        let mut line = Line::default();
        let mut starts = Vec::new();
        for (level, stretch) in order.visual(inked) {
            for piece in pieces(signs, stretch, level) {
                starts.push(piece.start);
                self.add(&mut line, signs.get(piece).unwrap_or_default(), level);
            }
        }
        if !order.is_plain() {
            line.runs = in_reading_order(line.runs, &starts);
        }
        let width = line.width;
        if !after.is_empty() && range.end < signs.len() {
            self.add(&mut line, signs.get(after).unwrap_or_default(), Level::ltr());
        }
        Line { width, ..line }
    }

    fn add(&self, line: &mut Line, piece: &[Sign], level: Level) {
        let Some(first) = piece.first() else { return };
        let size = self.size_of(first.style);
        let (ink, width) = self.ink(piece, level, size);
        line.runs.push(Run { x: line.width, width, size, style: first.style, ink });
        line.width += width;
    }

    fn ink(&self, piece: &[Sign], level: Level, size: f32) -> (Ink, f32) {
        let Some(first) = piece.first() else { return (Ink::Words(Face::Regular, String::new()), 0.0) };
        let text: String = piece.iter().map(|sign| sign.char).collect();
        match first.drawn {
            Drawn::Code => return (Ink::Code(text), piece.iter().map(|sign| self.advance(sign)).sum()),
            Drawn::Icon(icon) => return (Ink::Icon(icon), ICON * size),
            Drawn::Letter(_) | Drawn::Mark(_) | Drawn::Space => {}
        }
        let face = first.face().unwrap_or(Face::Regular);
        let simple =
            level.is_ltr() && piece.iter().all(|s| matches!(s.drawn, Drawn::Letter(_) | Drawn::Space));
        if simple && matches!(face, Face::Regular | Face::Bold) {
            return (Ink::Words(face, text), piece.iter().map(|sign| self.advance(sign)).sum());
        }
        let direction = if level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight };
        let (glyphs, width) = self.faces.shape(face, &text, direction);
        (Ink::Shaped(face, glyphs, text), width * size / EM)
    }
}

/// Sorts runs by where their text starts in the paragraph.
fn in_reading_order(runs: Vec<Run>, starts: &[usize]) -> Vec<Run> {
    let mut ordered: Vec<(usize, Run)> = starts.iter().copied().zip(runs).collect();
    ordered.sort_by_key(|(start, _)| *start);
    ordered.into_iter().map(|(_, run)| run).collect()
}

/// Gives the hexadecimal digits of a code point, four at least, an even number of them.
pub(crate) fn code_digits(char: char) -> String {
    let digits = format!("{:04X}", u32::from(char));
    if digits.len().is_multiple_of(2) { digits } else { format!("0{digits}") }
}

/// Gives the width of a code point's box with the room around it.
pub(crate) fn code_width(char: char, size: f32) -> f32 {
    let columns = code_digits(char).len() as f32 / 2.0;
    (columns * 0.572 * CODE_DIGIT + 0.26) * size
}

/// Parts a stretch into pieces of one face and style, in the order in which they stand from left to right.
fn pieces(signs: &[Sign], stretch: Range<usize>, level: Level) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for place in stretch {
        let Some(sign) = signs.get(place) else { continue };
        let before = place.checked_sub(1).and_then(|before| signs.get(before));
        match pieces.last_mut() {
            Some(piece) if before.is_some_and(|before| goes_with(before, sign)) => piece.end = place + 1,
            _ => pieces.push(place..place + 1),
        }
    }
    if level.is_rtl() {
        pieces.reverse();
    }
    pieces
}

fn goes_with(before: &Sign, sign: &Sign) -> bool {
    let alike = match (before.face(), sign.face()) {
        (None, None) => before.drawn == Drawn::Code && sign.drawn == Drawn::Code,
        (before, sign) => before == sign,
    };
    alike && before.style == sign.style
}

/// Parts signs into words with the spaces after them.
fn words(signs: &[Sign]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    for place in 1..signs.len() {
        if may_break(signs, place) {
            words.push(start..place);
            start = place;
        }
    }
    if start < signs.len() {
        words.push(start..signs.len());
    }
    words
}

/// Tells whether a line may end before a place.
fn may_break(signs: &[Sign], place: usize) -> bool {
    let at = |place: usize| signs.get(place);
    let (Some(before), Some(next)) = (place.checked_sub(1).and_then(at), at(place)) else { return false };
    if before.drawn == Drawn::Space {
        return next.drawn != Drawn::Space;
    }
    let joins = matches!(before.char, '-' | '/' | '\u{2010}' | '\u{2013}');
    let letter = |sign: Option<&Sign>| sign.is_some_and(|sign| sign.char.is_alphabetic());
    joins && letter(Some(next)) && letter(place.checked_sub(2).and_then(at))
}

/// Moves the end of a piece forward, so that no letter or two of a word stand alone on the next line.
fn with_company(signs: &[Sign], piece: Range<usize>, end_of_word: usize) -> usize {
    let earlier = end_of_word.saturating_sub(COMPANY);
    let whole = !signs.get(earlier).is_some_and(Sign::is_mark);
    let room = earlier > piece.start.saturating_add(COMPANY);
    if earlier < piece.end && room && whole { earlier } else { piece.end }
}

/// Leaves out the spaces at the end.
fn trimmed(signs: &[Sign], range: &Range<usize>) -> Range<usize> {
    let inked = signs.get(range.clone()).unwrap_or_default();
    let last = inked.iter().rposition(|sign| sign.drawn != Drawn::Space);
    range.start..last.map_or(range.start, |last| range.start + last + 1)
}
