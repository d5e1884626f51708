//! What stands on one page, in points from its upper left corner.
//!
//! A page is a plain value: layout makes it, the press turns it into PDF operations. Shapes are decoration; everything
//! that is read aloud is in a mark, which belongs to one element of the structure.

use super::setting::{Line, Run};
use noodbrug_core::print::Orientation;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// A point of an outline; three in a row whose first two are handles make a curve (Bézier).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Corner {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) handle: bool,
}

/// Decoration. Grey runs from 0 (black) to 1 (white).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// A filled rectangle.
    Fill(Area, f32),
    /// Outlines filled by the even-odd rule.
    Outlines(Vec<Vec<Corner>>, f32),
}

/// A run at its place; `y` is its base line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) run: Run,
}

/// Text of one element of the structure on this page; its place in the page's list is its number (MCID).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) tag: &'static str,
    pub(crate) element: u32,
    pub(crate) placed: Vec<Placed>,
    /// Shapes that mean something: a QR code.
    pub(crate) shapes: Vec<Shape>,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Page {
    /// Its number, from 0.
    pub(crate) number: usize,
    /// The document within the paper that it belongs to, from 0.
    pub(crate) part: usize,
    /// How its sheet lies.
    pub(crate) orientation: Orientation,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) marks: Vec<Mark>,
    /// Text that repeats what stands elsewhere: running head, repeated column headers, foot.
    pub(crate) repeated: Vec<Placed>,
    /// The word behind the text.
    pub(crate) watermark: Option<&'static str>,
}

/// The distance between base lines, in times the size.
pub(crate) const LEADING: f32 = 1.28;

/// Gives the height of so many lines.
pub(crate) fn height_of(lines: usize, size: f32) -> f32 {
    lines as f32 * size * LEADING
}

/// Places lines under each other with their upper left corner at a point.
pub(crate) fn place(lines: &[Line], size: f32, (x, y): (f32, f32)) -> Vec<Placed> {
    let mut placed = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let base = y + height_of(row, size) + base_line(size);
        let at = |run: &Run| Placed { x: x + run.x, y: base, run: run.clone() };
        placed.extend(line.runs.iter().map(at));
    }
    placed
}

/// Gives how far below the top of its line a base line lies: capitals stand in the middle.
pub(crate) fn base_line(size: f32) -> f32 {
    (LEADING + 0.70) * size / 2.0
}
