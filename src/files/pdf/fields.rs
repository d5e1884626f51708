//! Boxes to write in: their names small in the upper corner, what stands in them already, and room for a pen.

use super::PdfError;
use super::blocks::tick_box;
use super::flow::Flow;
use super::page::{Area, Shape, height_of, place};
use super::setting::Line;
use super::tags::{Element, Kind};
use noodbrug_core::print::{Choice, Field, FieldRow, Text, words};

const NAME: f32 = 7.4;
const VALUE: f32 = 10.0;
/// The height of a line of handwriting.
const HAND: f32 = 17.6;
const PAD: f32 = 4.0;
const EDGE: f32 = 0.6;
const EDGE_GREY: f32 = 0.25;
const TICK: f32 = 9.0;
/// The room between two things to tick.
const APART: f32 = 12.0;
/// The height of a line of things to tick.
const CHOICE: f32 = 14.6;
const GAP: f32 = 6.0;
/// The most characters in a box: a row of boxes stands on one page.
const LONGEST_VALUE: usize = 1_000;

/// A box that is set but not placed.
struct Box<'a> {
    field: &'a Field,
    x: f32,
    width: f32,
    name: Vec<Line>,
    value: Vec<Line>,
    choices: Vec<Placing<'a>>,
    height: f32,
}

/// Something to tick, with its place in its box.
struct Placing<'a> {
    choice: &'a Choice,
    x: f32,
    row: usize,
    lines: Vec<Line>,
}

impl Flow<'_> {
    /// Writes rows of boxes; a row is never split over pages.
    pub(crate) fn fields(&mut self, rows: &[FieldRow], document: &mut Element) -> Result<(), PdfError> {
        let mut list = self.open(document, Kind::List);
        for row in rows {
            let boxes = self.boxes(row);
            let height = height_of_row(&boxes);
            self.need(height)?;
            for set in &boxes {
                self.field(set, height, &mut list)?;
            }
            // Rows share the edge between them.
            self.y += height - EDGE;
        }
        self.y += GAP;
        self.close(list)
    }

    /// Gives the height that the first row needs.
    pub(crate) fn start_of_fields(&self, rows: &[FieldRow]) -> f32 {
        rows.first().map_or(0.0, |row| height_of_row(&self.boxes(row)))
    }

    fn boxes<'f>(&self, row: &'f FieldRow) -> Vec<Box<'f>> {
        let span = self.sheet.span - EDGE;
        let shares: f32 = row.fields.iter().map(|field| f32::from(field.share)).sum::<f32>().max(1.0);
        let mut x = self.sheet.left;
        let mut boxes = Vec::new();
        for field in &row.fields {
            let width = span * f32::from(field.share) / shares;
            boxes.push(self.set(field, x, width));
            x += width;
        }
        boxes
    }

    fn set<'f>(&self, field: &'f Field, x: f32, width: f32) -> Box<'f> {
        let inner = width - 2.0 * PAD;
        let name = self.setting(NAME, inner).lines(&Text::from(field.name.as_str()));
        let value = self.setting(VALUE, inner).lines(&field.value.clipped(LONGEST_VALUE));
        let choices = self.placings(field, inner);
        let rows = choices.last().map_or(0, |placing| placing.row + 1);
        let ticks = rows as f32 * CHOICE;
        let hand = match rows {
            0 => f32::from(field.lines.max(1)) * HAND,
            // Things to tick are the room; lines beyond the first are for a pen.
            _ => f32::from(field.lines.saturating_sub(1)) * HAND,
        };
        let filled = height_of(value.len(), VALUE) + 3.0;
        let body = if value.is_empty() { hand } else { hand.max(filled) };
        let height = PAD + height_of(name.len(), NAME) + ticks + body + 2.0;
        Box { field, x, width, name, value, choices, height }
    }

    /// Puts things to tick beside each other, as many on a line as fit.
    fn placings<'f>(&self, field: &'f Field, inner: f32) -> Vec<Placing<'f>> {
        let (mut x, mut row) = (0.0, 0);
        let mut placings = Vec::new();
        for choice in &field.choices {
            let room = inner - TICK - 5.0;
            let lines = self.setting(VALUE - 0.6, room).lines(&Text::from(choice.text.as_str()));
            let wide = TICK + 5.0 + lines.iter().map(|line| line.width).fold(0.0, f32::max);
            if x > 0.0 && x + wide > inner {
                (x, row) = (0.0, row + 1);
            }
            let more = lines.len().saturating_sub(1);
            placings.push(Placing { choice, x, row, lines });
            (x, row) = if more > 0 { (0.0, row + more + 1) } else { (x + wide + APART, row) };
        }
        placings
    }

    fn field(&mut self, set: &Box<'_>, height: f32, list: &mut Element) -> Result<(), PdfError> {
        // Neighbours share the edge between them.
        let area = Area { x: set.x, y: self.y, width: set.width + EDGE, height };
        edges(area).into_iter().for_each(|shape| self.draw(shape));
        let mut item = self.open(list, Kind::Item);
        let mut label = self.open(&mut item, Kind::Label);
        let placed = place(&set.name, NAME, (set.x + PAD, self.y + PAD - 1.0));
        self.write(&mut label, placed);
        let mut body = self.open(&mut item, Kind::Body);
        let under = self.y + PAD + height_of(set.name.len(), NAME);
        let rows = set.choices.last().map_or(0, |placing| placing.row + placing.lines.len().max(1));
        self.ticks(set, under, &mut body)?;
        let value_top = under + rows as f32 * CHOICE + 1.0;
        let placed = place(&set.value, VALUE, (set.x + PAD, value_top));
        self.write(&mut body, placed);
        if set.field.value.is_empty() && set.choices.is_empty() {
            self.empty(area, &mut body)?;
        }
        [label, body, item].into_iter().try_for_each(|element| self.close(element))
    }

    /// Says aloud that the box is to be filled in.
    fn empty(&mut self, area: Area, body: &mut Element) -> Result<(), PdfError> {
        let said = words::to_fill_in(self.paper.lang).to_owned();
        let mut figure = self.open(body, Kind::Figure(said, area, self.sheet.height));
        self.mark(&mut figure, Vec::new(), Vec::new());
        self.close(figure)
    }

    fn ticks(&mut self, set: &Box<'_>, under: f32, body: &mut Element) -> Result<(), PdfError> {
        for placing in &set.choices {
            let (x, y) = (set.x + PAD + placing.x, under + placing.row as f32 * CHOICE + 2.0);
            let area = Area { x, y: y + 1.2, width: TICK, height: TICK };
            let said = words::tick(placing.choice.tick, self.paper.lang).to_owned();
            let mut figure = self.open(body, Kind::Figure(said, area, self.sheet.height));
            self.mark(&mut figure, Vec::new(), tick_box(placing.choice.tick, area));
            self.close(figure)?;
            let placed = place(&placing.lines, VALUE - 0.6, (x + TICK + 5.0, y - 0.4));
            self.write(body, placed);
        }
        Ok(())
    }
}

fn height_of_row(boxes: &[Box<'_>]) -> f32 {
    boxes.iter().map(|set| set.height).fold(0.0, f32::max)
}

/// The sides of a box; neighbours share one.
fn edges(area: Area) -> [Shape; 4] {
    let Area { x, y, width, height } = area;
    let side = |x, y, width, height| Shape::Fill(Area { x, y, width, height }, EDGE_GREY);
    [
        side(x, y, width, EDGE),
        side(x, y + height - EDGE, width, EDGE),
        side(x, y, EDGE, height),
        side(x + width - EDGE, y, EDGE, height),
    ]
}
