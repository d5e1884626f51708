//! What stands around the contents: the head of the first page, the running head, the foot and the watermark.

use super::PdfError;
use super::blocks::squares;
use super::faces::Faces;
use super::flow::{Flow, place_in};
use super::page::{Area, Placed, Shape, height_of, place};
use super::setting::{Line, Setting};
use super::tags::{Element, Kind};
use noodbrug_core::print::{Align, Code, Orientation, Paper, Text, in_fours, words};
use noodbrug_core::text::clipped;

const SHORT: f32 = 595.276;
const LONG: f32 = 841.89;
const SIDE: f32 = 36.0;
const TOP: f32 = 30.0;
const BOTTOM: f32 = 26.0;
const TITLE: f32 = 17.0;
const SUBTITLE: f32 = 10.5;
const RUNNING: f32 = 8.5;
const FOOT: f32 = 7.4;
/// The side of a code in a head, and the size of its number.
const CODE: f32 = 74.0;
const CODE_TEXT: f32 = 11.0;
const ASIDE_TEXT: f32 = 11.0;
/// The share of the width that the right side of a head may take.
const ASIDE: f32 = 0.42;
/// The most characters of a title and of the line under it: both stand on one page.
const LONGEST_TITLE: usize = 400;
/// The same of what is repeated on every page.
const LONGEST_RUNNING: usize = 200;
/// Room in the foot for "page 1,000 of 1,000".
const PAGE_OF: f32 = 110.0;

/// An A4 sheet with its margins, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sheet {
    pub(crate) height: f32,
    pub(crate) left: f32,
    /// The width between the margins.
    pub(crate) span: f32,
    /// Where the body ends.
    pub(crate) bottom: f32,
    /// Where the body starts on every page but the first.
    pub(crate) running_top: f32,
}

impl Sheet {
    /// Gives the sheet that lies this way; the foot and the running head still have to take their room.
    pub(crate) fn of(orientation: Orientation) -> Sheet {
        let (width, height) = Sheet::size(orientation);
        let (bottom, running_top) = (height - BOTTOM, TOP);
        Sheet { height, left: SIDE, span: width - 2.0 * SIDE, bottom, running_top }
    }

    /// Gives the width and the height of a sheet that lies this way.
    pub(crate) fn size(orientation: Orientation) -> (f32, f32) {
        match orientation {
            Orientation::Portrait => (SHORT, LONG),
            Orientation::Landscape => (LONG, SHORT),
        }
    }
}

/// The foot of every page.
#[derive(Clone, Debug)]
pub(crate) struct Foot {
    lines: Vec<Line>,
}

impl Foot {
    /// Sets the foot's text.
    pub(crate) fn of(paper: &Paper, faces: &Faces, sheet: &Sheet) -> Foot {
        let (stamp, lang) = (&paper.stamp, paper.lang);
        let state = paper.rests_on.clone().unwrap_or_else(|| words::as_of(stamp, lang));
        let mut said = vec![words::made_at(stamp, lang), state];
        said.push(words::station(stamp, lang));
        let mut text = Text::new();
        if let Some(who) = &paper.signs_pages {
            // A line of its own above it leaves room for a hand.
            text = text.then("\u{a0}").line().then_bold(&words::signs_page(who, lang)).line();
        }
        text = text.then(&said.join("  ·  "));
        if let Some(hash) = &paper.head_hash {
            text = text.line().then(&format!("{}  {}", words::journal_head(lang), in_fours(hash)));
        }
        Foot { lines: Setting { faces, size: FOOT, width: sheet.span - PAGE_OF }.lines(&text) }
    }

    fn height(&self) -> f32 {
        height_of(self.lines.len(), FOOT) + 6.0
    }
}

impl Flow<'_> {
    /// Writes the head of the first page: title, what it is of, and on the right how it must be read and handled.
    pub(crate) fn first_head(&mut self, document: &mut Element) -> Result<(), PdfError> {
        self.sheet.bottom -= self.foot.height() + 6.0;
        self.sheet.running_top = TOP + self.running_height() + 12.0;
        let code = self.part.and_then(|part| part.code.as_ref());
        let code_width = if code.is_some() { CODE + 10.0 } else { 0.0 };
        let aside_size = if code.is_some() { 9.0 } else { ASIDE_TEXT };
        let aside = self.aside(aside_size);
        let aside_width = match code {
            _ if aside.is_empty() => 0.0,
            // Beside a code there is little room for a title.
            Some(_) => aside.iter().map(|line| line.width).fold(0.0, f32::max),
            None => self.sheet.span * ASIDE,
        };
        let width = self.sheet.span - aside_width - code_width - 12.0;
        let (title, subtitle) = self.titles();
        let title = &*clipped(title, LONGEST_TITLE);
        let subtitle = subtitle.map(|subtitle| clipped(subtitle, LONGEST_TITLE));
        self.part_bookmark(title);
        let title = self.setting(TITLE, width).lines(&Text::bold(title));
        let subtitle = self.setting(SUBTITLE, width).lines(&Text::from(&*subtitle.unwrap_or_default()));
        self.headline(document, Kind::Heading(1), (&title, TITLE, TOP))?;
        let below = TOP + height_of(title.len(), TITLE);
        self.headline(document, Kind::Paragraph, (&subtitle, SUBTITLE, below))?;
        self.write_aside(document, (&aside, aside_size), code_width)?;
        let under = below + height_of(subtitle.len(), SUBTITLE);
        let left = match code {
            Some(code) => self.write_code(document, code, under)?,
            None => under,
        };
        self.y = left.max(TOP + height_of(aside.len(), aside_size)) + 5.0;
        self.rule(self.y, 1.2, 0.0);
        self.y += 9.0;
        self.top = self.y;
        // The foot is read aloud once.
        if self.page.number == 0 { self.first_foot(document) } else { Ok(()) }
    }

    /// Bookmarks the start of a document within the paper.
    fn part_bookmark(&mut self, title: &str) {
        if self.part.is_some() {
            self.y = TOP;
            self.bookmark(0, title);
        }
    }

    /// Writes the number of a document under its title, and its code on the right; gives where both end.
    fn write_code(&mut self, document: &mut Element, code: &Code, y: f32) -> Result<f32, PdfError> {
        let right = self.sheet.left + self.sheet.span;
        let area = Area { x: right - CODE, y: TOP - 4.0, width: CODE, height: CODE };
        let squares = squares(&code.payload, area)?;
        let alt = format!("{} {}", words::qr_code(self.paper.lang), code.number);
        let mut figure = self.open(document, Kind::Figure(alt, area, self.sheet.height));
        self.mark(&mut figure, Vec::new(), squares);
        self.close(figure)?;
        let text = Text::bold(&code.number).line().then_quiet(&code.note);
        let lines = self.setting(CODE_TEXT, self.sheet.span - CODE - 10.0).lines(&text);
        self.headline(document, Kind::Paragraph, (&lines, CODE_TEXT, y + 5.0))?;
        Ok((y + 5.0 + height_of(lines.len(), CODE_TEXT)).max(area.y + CODE))
    }

    fn headline(
        &mut self,
        document: &mut Element,
        kind: Kind,
        (lines, size, y): (&[Line], f32, f32),
    ) -> Result<(), PdfError> {
        if lines.is_empty() {
            return Ok(());
        }
        let mut element = self.open(document, kind);
        let placed = place(lines, size, (self.sheet.left, y));
        self.write(&mut element, placed);
        self.close(element)
    }

    /// Gives what stands on the right of the head: exercise, confidentiality, version.
    fn aside(&self, size: f32) -> Vec<Line> {
        let said = self.said_aside();
        let text = said.iter().fold(Text::new(), |text, words| text.line().then_bold(words));
        let replaced = self.paper.edition.and_then(|edition| edition.replaces);
        let text = replaced.map_or(text.clone(), |version| {
            text.line().then_quiet(&words::replaces(version, self.paper.lang))
        });
        self.setting(size, self.sheet.span * ASIDE).lines(&text)
    }

    fn said_aside(&self) -> Vec<String> {
        let (paper, lang) = (self.paper, self.paper.lang);
        let watermark = paper.watermark.map(|mark| words::watermark(mark, lang).to_owned());
        let version = paper.edition.map(|edition| words::version(&edition, lang));
        [watermark, paper.confidential.clone(), version].into_iter().flatten().collect()
    }

    fn write_aside(
        &mut self,
        document: &mut Element,
        (aside, size): (&[Line], f32),
        beside: f32,
    ) -> Result<(), PdfError> {
        if aside.is_empty() {
            return Ok(());
        }
        let mut element = self.open(document, Kind::Paragraph);
        let right = (self.sheet.span - beside, Align::End);
        let placed = place_in(aside, size, (self.sheet.left, TOP), right);
        self.write(&mut element, placed);
        self.close(element)
    }

    /// Writes the foot of the first page as contents, so that it is read aloud once.
    fn first_foot(&mut self, document: &mut Element) -> Result<(), PdfError> {
        let mut element = self.open(document, Kind::Paragraph);
        let placed = self.foot_text();
        self.write(&mut element, placed);
        self.close(element)
    }

    fn foot_text(&self) -> Vec<Placed> {
        place(&self.foot.lines, FOOT, (self.sheet.left, self.foot_top()))
    }

    fn foot_top(&self) -> f32 {
        self.sheet.height - BOTTOM - self.foot.height() + 6.0
    }

    /// Writes the running head of a page and starts its body under it.
    pub(crate) fn running_head(&mut self) {
        let (title, aside) = (self.running_title(), self.running_aside());
        let (left, span) = (self.sheet.left, self.sheet.span);
        self.page.repeated.extend(place(&title, RUNNING, (left, TOP)));
        self.page.repeated.extend(place_in(&aside, RUNNING, (left, TOP), (span, Align::End)));
        self.rule(TOP + self.running_height() + 4.0, 0.6, 0.0);
        self.y = self.sheet.running_top;
        self.top = self.y;
    }

    fn running_title(&self) -> Vec<Line> {
        let (title, subtitle) = self.titles();
        let mut text = Text::bold(title);
        // A number stays whole; there is no room for both.
        let code = self.part.and_then(|part| part.code.as_ref());
        if let Some(words) = code.map(|code| code.number.as_str()).or(subtitle) {
            text = text.then("   ").then(words);
        }
        let aside = self.running_aside().iter().map(|line| line.width).fold(0.0, f32::max);
        self.setting(RUNNING, self.sheet.span - aside - 12.0).lines(&text.clipped(LONGEST_RUNNING))
    }

    fn running_aside(&self) -> Vec<Line> {
        let text = Text::bold(&self.said_aside().join("  ·  "));
        self.setting(RUNNING, self.sheet.span / 2.0).lines(&text)
    }

    fn running_height(&self) -> f32 {
        height_of(self.running_title().len().max(self.running_aside().len()), RUNNING)
    }

    /// Adds what every page ends with.
    pub(crate) fn finish_page(&mut self) {
        self.rule(self.foot_top() - 5.0, 0.6, 0.55);
        if self.page.number > 0 {
            let foot = self.foot_text();
            self.page.repeated.extend(foot);
        }
        let pages = self.pages.get(self.page.part).copied().unwrap_or_default();
        let said = words::page_of(self.page.number + 1 - self.starts, pages, self.paper.lang);
        let lines = self.setting(FOOT + 0.6, PAGE_OF).lines(&Text::bold(&said));
        let at = (self.sheet.left, self.foot_top());
        self.page.repeated.extend(place_in(&lines, FOOT + 0.6, at, (self.sheet.span, Align::End)));
        self.page.watermark = self.paper.watermark.map(|mark| words::watermark(mark, self.paper.lang));
    }

    /// Draws a line from margin to margin.
    pub(crate) fn rule(&mut self, y: f32, thickness: f32, grey: f32) {
        let area = Area { x: self.sheet.left, y, width: self.sheet.span, height: thickness };
        self.draw(Shape::Fill(area, grey));
    }
}
