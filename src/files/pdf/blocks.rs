//! All blocks but tables.

use super::PdfError;
use super::flow::{Breaking, Flow, Strip, StripCell};
use super::icons;
use super::page::{Area, LEADING, Shape, height_of, place};
use super::tags::{Element, Kind};
use noodbrug_core::print::{
    Align, Block, Check, Fact, Heading, Icon, Level, Qr, Receipt, Text, Tick, in_fours, words,
};
use noodbrug_core::text::clipped;

const TEXT: f32 = 9.6;
const SMALL: f32 = 7.6;
const GAP: f32 = 7.0;
const QR_SIDE: f32 = 108.0;
/// The height of a row to sign in, with room for a pen.
const SIGN_ROW: f32 = 38.0;
const TICK_BOX: f32 = 9.0;
/// The most characters of a heading, and of something to tick: neither goes on on a next page.
const LONGEST_HEADING: usize = 400;
const LONGEST_CHECK: usize = 2_000;

/// Strips that repeat nothing on a next page.
struct Plain;

impl Breaking for Plain {
    fn repeat(&mut self, _flow: &mut Flow<'_>) {}

    fn resume(&mut self, _flow: &mut Flow<'_>) {}

    fn above(&self) -> f32 {
        0.0
    }
    fn close(&mut self, _flow: &mut Flow<'_>) {}
}

impl Flow<'_> {
    /// Writes a block; the blocks after it say how much must fit under a heading.
    pub(crate) fn block(
        &mut self,
        block: &Block,
        after: &[Block],
        document: &mut Element,
    ) -> Result<(), PdfError> {
        match block {
            Block::Heading(heading) => {
                let height = self.start_of(after).min(self.body() / 2.0);
                self.heading(heading, height, document)
            }
            Block::Paragraph(text) => self.paragraph(text, document),
            Block::Notice(text) => self.notice(text, document),
            Block::Facts(facts) => self.facts(facts, document),
            Block::Table(table) => self.table(table, document),
            Block::Fields(rows) => self.fields(rows, document),
            // Starts a page, which the flow does itself.
            Block::Part(_) => Ok(()),
            Block::PageBreak if self.is_fresh() => Ok(()),
            Block::PageBreak => self.next_page(),
            Block::Qr(qr) => self.qr(qr, document),
            Block::Signatures(roles) => roles.iter().try_for_each(|role| self.signature(role, document)),
            Block::Checks(checks) => self.checks(checks, document),
            Block::Receipt(receipt) => self.receipt(receipt, document),
            Block::Lines(count) => self.empty_lines(*count),
        }
    }

    /// Gives the height that the first piece of what follows a heading needs.
    fn start_of(&self, after: &[Block]) -> f32 {
        match after {
            [Block::Heading(heading), after @ ..] => 3.0 * size_of(heading.level) + self.start_of(after),
            [Block::Table(table), ..] => self.start_of_table(table),
            [Block::Qr(_), ..] => QR_SIDE,
            [Block::Signatures(_), ..] => SIGN_ROW + 3.0 * TEXT,
            [Block::Fields(rows), ..] => self.start_of_fields(rows),
            [] | [Block::PageBreak | Block::Part(_), ..] => 0.0,
            _ => 4.0 * TEXT,
        }
    }

    /// Writes a heading where so much of what follows fits under it.
    fn heading(&mut self, heading: &Heading, under: f32, document: &mut Element) -> Result<(), PdfError> {
        let size = size_of(heading.level);
        let depth = match heading.level {
            Level::One => 1,
            Level::Two => 2,
        };
        let text = &*clipped(&heading.text, LONGEST_HEADING);
        let lines = self.setting(size, self.sheet.span).lines(&Text::bold(text));
        self.gap(size * 0.7);
        self.need(height_of(lines.len(), size) + 3.0 + under)?;
        self.bookmark(depth, text);
        self.depth = (depth + 1).min(self.depth + 1);
        let mut element = self.open(document, Kind::Heading(self.depth));
        self.lines(&mut element, &lines, size)?;
        self.y += 3.0;
        self.close(element)
    }

    fn paragraph(&mut self, text: &Text, document: &mut Element) -> Result<(), PdfError> {
        let lines = self.setting(TEXT, self.sheet.span).lines(text);
        let mut element = self.open(document, Kind::Paragraph);
        // Two lines at least stand together at the foot of a page.
        self.need(height_of(lines.len().min(2), TEXT))?;
        self.lines(&mut element, &lines, TEXT)?;
        self.y += GAP;
        self.close(element)
    }

    fn notice(&mut self, text: &Text, document: &mut Element) -> Result<(), PdfError> {
        let pad = 7.0;
        let lines = self.setting(TEXT, self.sheet.span - 2.0 * pad).lines(text);
        let height = height_of(lines.len(), TEXT) + 2.0 * pad;
        if height > self.body() {
            return self.paragraph(text, document);
        }
        self.need(height)?;
        let area = Area { x: self.sheet.left, y: self.y, width: self.sheet.span, height };
        self.frame(area, 1.0);
        let mut element = self.open(document, Kind::Paragraph);
        let placed = place(&lines, TEXT, (self.sheet.left + pad, self.y + pad));
        self.write(&mut element, placed);
        self.y += height + GAP;
        self.close(element)
    }

    fn facts(&mut self, facts: &[Fact], document: &mut Element) -> Result<(), PdfError> {
        if facts.is_empty() {
            return Ok(());
        }
        let mut list = self.open(document, Kind::List);
        for fact in facts {
            let mut item = self.open(&mut list, Kind::Item);
            let strip = self.fact(fact, &mut item);
            self.strip(strip, &mut Plain)?;
            self.close(item)?;
        }
        self.y += GAP;
        self.close(list)
    }

    fn fact(&mut self, fact: &Fact, item: &mut Element) -> Strip {
        let (x, span) = (self.sheet.left, self.sheet.span);
        let name_width = (span * 0.3).min(150.0);
        let name = self.setting(TEXT, name_width - 8.0).lines(&Text::bold(&fact.name));
        let value = self.setting(TEXT, span - name_width).lines(&fact.value);
        let (label, body) = (self.open(item, Kind::Label), self.open(item, Kind::Body));
        let align = Align::Start;
        let cells = vec![
            StripCell { x, width: name_width, align, lines: name, element: label },
            StripCell { x: x + name_width, width: span - name_width, align, lines: value, element: body },
        ];
        Strip { cells, size: TEXT, pad: 1.2 }
    }

    fn qr(&mut self, qr: &Qr, document: &mut Element) -> Result<(), PdfError> {
        let mut said = qr.caption.clone();
        for (name, number) in &qr.numbers {
            said = said.line().then_quiet(name).line().then_bold(&in_fours(number));
        }
        let beside = QR_SIDE + 14.0;
        let lines = self.setting(TEXT + 1.0, self.sheet.span - beside).lines(&said);
        let height = QR_SIDE.max(height_of(lines.len(), TEXT + 1.0));
        self.need(height)?;
        let area = Area { x: self.sheet.left, y: self.y, width: QR_SIDE, height: QR_SIDE };
        let squares = squares(&qr.payload, area)?;
        let alt = words::qr_code(self.paper.lang).to_owned();
        let mut figure = self.open(document, Kind::Figure(alt, area, self.sheet.height));
        self.mark(&mut figure, Vec::new(), squares);
        self.close(figure)?;
        let mut element = self.open(document, Kind::Paragraph);
        let placed = place(&lines, TEXT + 1.0, (self.sheet.left + beside, self.y + 4.0));
        self.write(&mut element, placed);
        self.y += height + GAP;
        self.close(element)
    }

    /// Writes one role with lines for a name, a date and a signature.
    fn signature(&mut self, role: &str, document: &mut Element) -> Result<(), PdfError> {
        self.gap(5.0);
        let role = self.setting(TEXT, self.sheet.span).lines(&Text::bold(role));
        let role_height = height_of(role.len(), TEXT);
        self.need(role_height + SIGN_ROW)?;
        let mut element = self.open(document, Kind::Paragraph);
        let mut placed = place(&role, TEXT, (self.sheet.left, self.y));
        self.y += role_height;
        let third = self.sheet.span / 3.0;
        let line = self.y + SIGN_ROW - SMALL * LEADING - 6.0;
        for (column, word) in words::signature_fields(self.paper.lang).into_iter().enumerate() {
            let x = self.sheet.left + third * column as f32;
            let area = Area { x, y: line, width: third - 14.0, height: 0.7 };
            self.draw(Shape::Fill(area, 0.0));
            let lines = self.setting(SMALL, third - 14.0).lines(&Text::from(word));
            placed.extend(place(&lines, SMALL, (x, line + 2.0)));
        }
        self.write(&mut element, placed);
        self.y += SIGN_ROW;
        self.close(element)
    }

    fn checks(&mut self, checks: &[Check], document: &mut Element) -> Result<(), PdfError> {
        if checks.is_empty() {
            return Ok(());
        }
        let mut list = self.open(document, Kind::List);
        for check in checks {
            self.check(check, &mut list)?;
        }
        self.y += GAP;
        self.close(list)
    }

    fn check(&mut self, check: &Check, list: &mut Element) -> Result<(), PdfError> {
        let indent = TICK_BOX + 7.0;
        let lines = self.setting(TEXT, self.sheet.span - indent).lines(&check.text.clipped(LONGEST_CHECK));
        self.need(height_of(lines.len().max(1), TEXT) + 4.0)?;
        let area = Area { x: self.sheet.left, y: self.y + 2.4, width: TICK_BOX, height: TICK_BOX };
        let mut item = self.open(list, Kind::Item);
        let mut label = self.open(&mut item, Kind::Label);
        let said = words::tick(check.tick, self.paper.lang).to_owned();
        let mut figure = self.open(&mut label, Kind::Figure(said, area, self.sheet.height));
        self.mark(&mut figure, Vec::new(), tick_box(check.tick, area));
        let mut body = self.open(&mut item, Kind::Body);
        let placed = place(&lines, TEXT, (self.sheet.left + indent, self.y));
        self.write(&mut body, placed);
        self.y += height_of(lines.len().max(1), TEXT) + 4.0;
        [figure, label, body, item].into_iter().try_for_each(|element| self.close(element))
    }

    fn receipt(&mut self, receipt: &Receipt, document: &mut Element) -> Result<(), PdfError> {
        let text = self.setting(TEXT, self.sheet.span).lines(&receipt.text);
        let facts = receipt.facts.len() as f32 * (TEXT * LEADING + 2.4);
        let head = height_of(1, SMALL) + 4.0 + size_of(Level::Two) * (LEADING + 0.7) + 3.0;
        self.gap(8.0);
        self.need(head + height_of(text.len() + 1, TEXT) + 2.0 * GAP + facts + 5.0 + SIGN_ROW)?;
        self.cut(document)?;
        let heading = Heading { level: Level::Two, text: receipt.title.clone() };
        self.heading(&heading, 0.0, document)?;
        self.paragraph(&receipt.text, document)?;
        self.facts(&receipt.facts, document)?;
        self.signature(&receipt.signer, document)
    }

    /// Draws the line to cut along, with its words.
    fn cut(&mut self, document: &mut Element) -> Result<(), PdfError> {
        let lines = self.setting(SMALL, self.sheet.span).lines(&words::cut_here(self.paper.lang).into());
        let words_width = lines.first().map_or(0.0, |line| line.width) + 8.0;
        let mut element = self.open(document, Kind::Paragraph);
        let placed = place(&lines, SMALL, (self.sheet.left, self.y));
        self.write(&mut element, placed);
        let mut x = self.sheet.left + words_width;
        while x + 4.0 <= self.sheet.left + self.sheet.span {
            self.draw(Shape::Fill(Area { x, y: self.y + SMALL * 0.6, width: 4.0, height: 0.7 }, 0.0));
            x += 7.0;
        }
        self.y += height_of(1, SMALL) + 4.0;
        self.close(element)
    }

    fn empty_lines(&mut self, count: u16) -> Result<(), PdfError> {
        for _ in 0..count {
            self.need(22.0)?;
            self.y += 22.0;
            self.rule(self.y - 1.0, 0.5, 0.55);
        }
        self.y += GAP;
        Ok(())
    }

    fn frame(&mut self, area: Area, thickness: f32) {
        frame(area, thickness).into_iter().for_each(|shape| self.draw(shape));
    }
}

/// Gives the size of a heading.
fn size_of(level: Level) -> f32 {
    match level {
        Level::One => 13.0,
        Level::Two => 10.6,
    }
}

/// Gives the four sides of a rectangle, drawn within it.
pub(crate) fn frame(area: Area, thickness: f32) -> [Shape; 4] {
    let Area { x, y, width, height } = area;
    let side = |x, y, width, height| Shape::Fill(Area { x, y, width, height }, 0.0);
    [
        side(x, y, width, thickness),
        side(x, y + height - thickness, width, thickness),
        side(x, y, thickness, height),
        side(x + width - thickness, y, thickness, height),
    ]
}

pub(crate) fn tick_box(tick: Tick, area: Area) -> Vec<Shape> {
    let mut shapes = frame(area, 0.9).to_vec();
    if tick == Tick::Done {
        shapes.push(icons::drawn(Icon::Done, (area.x + 0.5, area.y + area.height - 0.8), area.width - 1.0));
    }
    shapes
}

/// Gives the dark squares of a QR code as one drawing, with the light border that scanners need.
pub(crate) fn squares(payload: &str, area: Area) -> Result<Vec<Shape>, PdfError> {
    let code = qrcode::QrCode::with_error_correction_level(payload, qrcode::EcLevel::M)
        .map_err(|_| PdfError::QrTooLong { characters: payload.chars().count() })?;
    let side = code.width();
    let module = area.width / (side as f32 + 8.0);
    let mut outlines = Vec::new();
    for (place, colour) in code.to_colors().into_iter().enumerate() {
        if colour == qrcode::Color::Dark {
            let (x, y) = ((place % side) as f32 + 4.0, (place / side) as f32 + 4.0);
            outlines.push(icons::rectangle((area.x + x * module, area.y + y * module), (module, module)));
        }
    }
    Ok(vec![Shape::Outlines(outlines, 0.0)])
}
