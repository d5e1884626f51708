//! Directions: names written from right to left within lines that run from left to right.

use super::signs::Sign;
use std::ops::Range;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// The order in which a paragraph's signs are seen.
///
/// The page runs from left to right. Each name in a script that runs from right to left is an island in it: what
/// stands around it, dates and numbers above all, keeps its own order and place (UAX 9, HL4). Without that, a date of
/// birth after an Arabic name would be shown back to front.
pub(crate) struct Order {
    levels: Option<Vec<Level>>,
}

impl Order {
    /// Finds the order of a paragraph.
    pub(crate) fn of(signs: &[Sign]) -> Order {
        if !signs.iter().any(Sign::runs_leftward) {
            return Order { levels: None };
        }
        let mut levels = vec![Level::ltr(); signs.len()];
        for island in islands(signs) {
            let text: String =
                signs.get(island.clone()).unwrap_or_default().iter().map(|sign| sign.char).collect();
            let bidi = ParagraphBidiInfo::new(&text, Some(Level::rtl()));
            let found = text.char_indices().filter_map(|(byte, _)| bidi.levels.get(byte).copied());
            let places = levels.get_mut(island).unwrap_or_default();
            places.iter_mut().zip(found).for_each(|(place, level)| *place = level);
        }
        Order { levels: Some(levels) }
    }

    /// Tells whether all signs are seen in the order in which they are read.
    pub(crate) fn is_plain(&self) -> bool {
        self.levels.is_none()
    }

    /// Gives the stretches of a line from left to right, each with its level.
    pub(crate) fn visual(&self, line: Range<usize>) -> Vec<(Level, Range<usize>)> {
        let Some(levels) = self.levels.as_ref().and_then(|levels| levels.get(line.clone())) else {
            return vec![(Level::ltr(), line)];
        };
        let mut stretches: Vec<(Level, Range<usize>)> = Vec::new();
        for (place, level) in line.zip(levels.iter().copied()) {
            match stretches.last_mut() {
                Some((last, stretch)) if *last == level => stretch.end = place + 1,
                _ => stretches.push((level, place..place + 1)),
            }
        }
        let of_stretches: Vec<Level> = stretches.iter().map(|(level, _)| *level).collect();
        let seen = ParagraphBidiInfo::reorder_visual(&of_stretches);
        seen.into_iter().filter_map(|place| stretches.get(place).cloned()).collect()
    }
}

/// Finds the stretches from a letter that runs leftward to the last one that only spaces, marks and hyphens part from
/// it.
fn islands(signs: &[Sign]) -> Vec<Range<usize>> {
    let mut islands: Vec<Range<usize>> = Vec::new();
    let mut joined = false;
    for (place, sign) in signs.iter().enumerate() {
        match islands.last_mut() {
            Some(island) if joined && (sign.runs_leftward() || island.end == place && sign.is_mark()) => {
                island.end = place + 1;
            }
            _ if sign.runs_leftward() => {
                islands.push(place..place + 1);
                joined = true;
            }
            _ => joined = joined && sign.joins_leftward(),
        }
    }
    islands
}
