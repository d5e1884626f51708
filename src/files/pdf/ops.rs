//! A page as operations of the PDF library. Decoration and repeated text are marked as artifacts, which screen readers
//! pass over; everything else stands in a mark with its number.

use super::alphabet::Alphabet;
use super::faces::{EM, Face, Glyph};
use super::icons;
use super::page::{Area, Corner, Mark, Page, Placed, Shape};
use super::setting::{CODE_DIGIT, Ink, Run, code_digits, code_width};
use super::signs::face_of;
use noodbrug_core::print::Style;
use printpdf::{
    Codepoint, Color, DictItem, FontId, Greyscale, LinePoint, Op, PaintMode, PdfFontHandle, Point, Polygon,
    PolygonRing, Pt, Rect, TextItem, TextMatrix, TextRenderingMode, WindingOrder,
};
use std::collections::BTreeMap;

/// The grey of quiet text: seven times darker than paper.
const QUIET: f32 = 0.3;
/// The grey of the word behind the text.
const WATERMARK: f32 = 0.87;
/// The rise of the word behind the text, as a rotation whose numbers are exact on every machine (5, 12, 13).
const TURN: (f32, f32) = (12.0 / 13.0, 5.0 / 13.0);

/// Writes the operations of one page.
pub(crate) struct Pen<'a> {
    alphabet: &'a Alphabet,
    width: f32,
    height: f32,
    ops: Vec<Op>,
    font: Option<(Face, f32)>,
    grey: f32,
    /// Where the line of text being written starts, in hundredths of a point; unknown after shaped glyphs.
    line: Option<(i32, i32)>,
}

impl<'a> Pen<'a> {
    /// Gives the operations of a page on a sheet of this width and height.
    pub(crate) fn draw(page: &Page, alphabet: &'a Alphabet, (width, height): (f32, f32)) -> Vec<Op> {
        let mut pen = Pen { alphabet, width, height, ops: Vec::new(), font: None, grey: 0.0, line: None };
        pen.decoration(page);
        for (number, mark) in page.marks.iter().enumerate() {
            pen.mark(number, mark);
        }
        pen.repeated(&page.repeated);
        pen.ops
    }

    fn decoration(&mut self, page: &Page) {
        self.begin_artifact("Layout");
        if let Some(word) = page.watermark {
            self.watermark(word);
        }
        page.shapes.iter().for_each(|shape| self.shape(shape));
        let placed = page.marks.iter().flat_map(|mark| &mark.placed).chain(&page.repeated);
        placed.for_each(|placed| self.ornament(placed));
        self.end();
    }

    fn mark(&mut self, number: usize, mark: &Mark) {
        let number = DictItem::Int(i64::try_from(number).unwrap_or(i64::MAX));
        self.begin(mark.tag, "MCID", number);
        mark.shapes.iter().for_each(|shape| self.shape(shape));
        self.text(&mark.placed);
        self.end();
    }

    fn repeated(&mut self, placed: &[Placed]) {
        if !placed.is_empty() {
            self.begin_artifact("Pagination");
            self.text(placed);
            self.end();
        }
    }

    fn text(&mut self, placed: &[Placed]) {
        if placed.is_empty() {
            return;
        }
        self.ops.push(Op::StartTextSection);
        self.line = Some((0, 0));
        placed.iter().for_each(|placed| self.run(placed));
        self.ops.push(Op::EndTextSection);
    }

    fn run(&mut self, placed: &Placed) {
        let Placed { x, y, run } = placed;
        match &run.ink {
            Ink::Words(face, text) => {
                self.style(*face, run);
                self.show((*x, *y), TextItem::Text(text.clone()));
            }
            Ink::Shaped(face, glyphs, text) => self.shaped((*face, glyphs, text), placed),
            Ink::Code(chars) => self.codes(chars, placed),
            Ink::Icon(_) => {}
        }
    }

    /// Writes joined glyphs. When they do not say by themselves what they stand for (one glyph for letters that stand
    /// elsewhere for others), the text is given beside them.
    fn shaped(&mut self, (face, glyphs, text): (Face, &[Glyph], &str), placed: &Placed) {
        let said: String = glyphs.iter().map(|glyph| self.alphabet.text_of(face, glyph.id)).collect();
        if said != text {
            self.begin("Span", "ActualText", utf16(text));
        }
        self.style(face, &placed.run);
        let stroke = placed.run.style == Style::Bold && face_of(Style::Bold) != face;
        if stroke {
            self.thicken(TextRenderingMode::FillStroke, placed.run.size);
        }
        glyphs.iter().for_each(|glyph| self.glyph(face, glyph, placed));
        if stroke {
            self.thicken(TextRenderingMode::Fill, placed.run.size);
        }
        if said != text {
            self.end();
        }
    }

    /// Makes bold what has no bold face: its outline is drawn too.
    fn thicken(&mut self, mode: TextRenderingMode, size: f32) {
        self.ops.push(Op::SetOutlineThickness { pt: Pt(hundredths(size * 0.04)) });
        self.ops.push(Op::SetTextRenderingMode { mode });
    }

    fn glyph(&mut self, face: Face, glyph: &Glyph, placed: &Placed) {
        let scale = placed.run.size / EM;
        let text = self.alphabet.text_of(face, glyph.id).to_owned();
        let at = (placed.x + glyph.x * scale, placed.y - glyph.y * scale);
        self.show(at, TextItem::GlyphIds(vec![Codepoint::with_cid(glyph.id, 0.0, text)]));
    }

    /// Writes the digits in the boxes of code points. What is copied or read aloud is the characters themselves, or the
    /// code point's name where a character would steer the text around it.
    fn codes(&mut self, chars: &str, placed: &Placed) {
        let said: String = chars.chars().map(said_for).collect();
        self.begin("Span", "ActualText", utf16(&said));
        let mut x = placed.x;
        for char in chars.chars() {
            self.code(char, x, placed);
            x += code_width(char, placed.run.size);
        }
        self.end();
    }

    /// Writes the digits of one code point in two rows.
    fn code(&mut self, char: char, x: f32, placed: &Placed) {
        let digits = code_digits(char);
        let (upper, lower) = digits.split_at_checked(digits.len() / 2).unwrap_or((&digits, ""));
        let size = placed.run.size * CODE_DIGIT;
        self.style(Face::Regular, &Run { size, ..placed.run.clone() });
        let x = x + placed.run.size * 0.13;
        self.show((x, placed.y - size * 0.90), TextItem::Text(upper.to_owned()));
        self.show((x, placed.y - size * 0.02), TextItem::Text(lower.to_owned()));
    }

    /// Draws what belongs to a run but is no text: an icon, the box around a code point.
    fn ornament(&mut self, placed: &Placed) {
        let Placed { x, y, run } = placed;
        match &run.ink {
            Ink::Icon(icon) => self.shape(&icons::drawn(*icon, (*x, *y + run.size * 0.06), run.size * 0.92)),
            Ink::Code(chars) => self.boxes(chars, placed),
            Ink::Words(..) | Ink::Shaped(..) => {}
        }
    }

    fn boxes(&mut self, chars: &str, placed: &Placed) {
        let (size, mut x) = (placed.run.size, placed.x);
        for char in chars.chars() {
            let full = code_width(char, size);
            let (inset, y) = (size * 0.05, placed.y - size * 0.77);
            let area = Area { x: x + inset, y, width: full - 2.0 * inset, height: size * 0.88 };
            super::blocks::frame(area, size * 0.05).iter().for_each(|side| self.shape(side));
            x += full;
        }
    }

    fn style(&mut self, face: Face, run: &Run) {
        let grey = if run.style == Style::Quiet { QUIET } else { 0.0 };
        self.fill(grey);
        if self.font != Some((face, run.size)) {
            self.font = Some((face, run.size));
            self.ops.push(Op::SetFont { font: handle(face), size: Pt(run.size) });
        }
    }

    /// Shows text at a point. Moves are relative where they can be: most of a page's bytes are moves.
    fn show(&mut self, (x, y): (f32, f32), item: TextItem) {
        let at = (counted(x), counted(self.height - y));
        let is_text = matches!(item, TextItem::Text(_));
        let op = match self.line {
            Some((from_x, from_y)) if is_text => {
                let (x, y) = (points(at.0 - from_x), points(at.1 - from_y));
                Op::SetTextCursor { pos: Point { x: Pt(x), y: Pt(y) } }
            }
            _ => Op::SetTextMatrix {
                matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, points(at.0), points(at.1)]),
            },
        };
        self.line = is_text.then_some(at);
        self.ops.push(op);
        self.ops.push(Op::ShowText { items: vec![item] });
    }

    fn watermark(&mut self, word: &str) {
        let size = self.width.min(self.height) * 0.165;
        let (cos, sin) = TURN;
        // A capital of the bold face is about 0.64 em wide: the word's middle stands in the page's.
        let half = word.chars().count() as f32 * 0.64 * size / 2.0;
        let (x, y) = (self.width / 2.0 - half * cos, self.height / 2.0 - half * sin);
        let matrix = TextMatrix::Raw([cos, sin, -sin, cos, hundredths(x), hundredths(y)]);
        self.ops.push(Op::StartTextSection);
        self.fill(WATERMARK);
        self.font = None;
        self.ops.push(Op::SetFont { font: handle(Face::Bold), size: Pt(size) });
        self.ops.push(Op::SetTextMatrix { matrix });
        self.ops.push(Op::ShowText { items: vec![TextItem::Text(word.to_owned())] });
        self.ops.push(Op::EndTextSection);
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Fill(area, grey) => {
                self.fill(*grey);
                self.ops.push(Op::DrawRectangle { rectangle: self.rectangle(area) });
            }
            Shape::Outlines(outlines, grey) => {
                self.fill(*grey);
                let ring = |outline: &Vec<Corner>| self.ring(outline);
                let rings = outlines.iter().map(ring).collect();
                let winding_order = WindingOrder::EvenOdd;
                let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order };
                self.ops.push(Op::DrawPolygon { polygon });
            }
        }
    }

    fn rectangle(&self, area: &Area) -> Rect {
        let y = self.height - area.y - area.height;
        Rect {
            x: Pt(hundredths(area.x)),
            y: Pt(hundredths(y)),
            width: Pt(hundredths(area.width)),
            height: Pt(hundredths(area.height)),
            mode: Some(PaintMode::Fill),
            winding_order: Some(WindingOrder::NonZero),
        }
    }

    fn ring(&self, outline: &[Corner]) -> PolygonRing {
        let point = |corner: &Corner| LinePoint {
            p: Point { x: Pt(hundredths(corner.x)), y: Pt(hundredths(self.height - corner.y)) },
            bezier: corner.handle,
        };
        PolygonRing { points: outline.iter().map(point).collect() }
    }

    fn fill(&mut self, grey: f32) {
        if self.grey.to_bits() != grey.to_bits() {
            self.grey = grey;
            let col = Color::Greyscale(Greyscale { percent: grey, icc_profile: None });
            self.ops.push(Op::SetFillColor { col });
        }
    }

    fn begin_artifact(&mut self, kind: &str) {
        self.begin("Artifact", "Type", DictItem::Name(kind.as_bytes().to_vec()));
    }

    fn begin(&mut self, tag: &str, key: &str, value: DictItem) {
        let properties = DictItem::Dict { map: BTreeMap::from([(key.to_owned(), value)]) };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }

    fn end(&mut self) {
        self.ops.push(Op::EndMarkedContent);
    }
}

/// Gives the operations of a page that shows every glyph of a paper once, so that its fonts are cut down to the same
/// glyphs whichever of its pages are pressed together.
pub(crate) fn specimen(alphabet: &Alphabet) -> Vec<Op> {
    let mut ops = vec![Op::StartTextSection];
    for face in alphabet.faces() {
        ops.push(Op::SetFont { font: handle(face), size: Pt(8.0) });
        let glyph = |(id, text): (u16, &str)| Codepoint::with_cid(id, 0.0, text.to_owned());
        let glyphs = TextItem::GlyphIds(alphabet.shaped(face).map(glyph).collect());
        ops.push(Op::ShowText { items: vec![glyphs, TextItem::Text(alphabet.characters(face))] });
    }
    ops.push(Op::EndTextSection);
    ops
}

fn handle(face: Face) -> PdfFontHandle {
    PdfFontHandle::External(FontId(face.name().to_owned()))
}

/// Gives what a code point's box says when it is copied or read aloud.
fn said_for(char: char) -> String {
    if char.is_alphanumeric() { char.to_string() } else { format!("[U+{:04X}]", u32::from(char)) }
}

/// Rounds to a hundredth of a point: less than any printer shows, and shorter in the file.
fn hundredths(length: f32) -> f32 {
    points(counted(length))
}

/// Counts hundredths of a point.
fn counted(length: f32) -> i32 {
    (length * 100.0).round() as i32
}

fn points(hundredths: i32) -> f32 {
    hundredths as f32 / 100.0
}

fn utf16(text: &str) -> DictItem {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    DictItem::Bytes(units.flat_map(u16::to_be_bytes).collect())
}
