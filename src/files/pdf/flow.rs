//! Filling pages from top to bottom.
//!
//! The same flow runs twice over a paper: once to count its pages and glyphs, once to hand the pages on. So a paper of
//! thousands of pages needs the memory of a few, and "page 1 of 3" is right from the first page.

use super::PdfError;
use super::faces::Faces;
use super::frame::{Foot, Sheet};
use super::page::{LEADING, Mark, Page, Placed, Shape};
use super::setting::{Line, Setting};
use super::tags::{Bookmark, Element, Kid, Kind, Tree};
use noodbrug_core::print::{Align, Block, Paper, Part};

/// So many lines of a strip that goes on elsewhere stand on its first page.
pub(crate) const LEAST: usize = 3;

/// Takes what a flow makes, in order.
pub(crate) trait Sink {
    /// Takes a finished page.
    fn page(&mut self, page: Page) -> Result<(), PdfError>;
    /// Takes an element all of whose contents are known.
    fn element(&mut self, element: Element) -> Result<(), PdfError>;
    /// Takes a bookmark.
    fn bookmark(&mut self, bookmark: Bookmark);
}

/// The page being filled and what comes before and after it.
pub(crate) struct Flow<'a> {
    pub(crate) paper: &'a Paper,
    pub(crate) faces: &'a Faces,
    pub(crate) sheet: Sheet,
    pub(crate) foot: Foot,
    /// How far down the page is filled, in points from its top.
    pub(crate) y: f32,
    /// Where the body of this page starts.
    pub(crate) top: f32,
    pub(crate) page: Page,
    /// The number of pages of each document within the paper, once it is known.
    pub(crate) pages: &'a [usize],
    /// The document within the paper that is being laid out, and the page on which it starts.
    pub(crate) part: Option<&'a Part>,
    pub(crate) starts: usize,
    /// The depth of the last heading; the next one may be one deeper at most.
    pub(crate) depth: u8,
    tree: Tree,
    sink: &'a mut dyn Sink,
}

/// Cells side by side that share a height, as a row of a table or a name with its value.
pub(crate) struct Strip {
    pub(crate) cells: Vec<StripCell>,
    pub(crate) size: f32,
    /// The room above and below.
    pub(crate) pad: f32,
}

/// One cell of a strip.
pub(crate) struct StripCell {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) align: Align,
    pub(crate) lines: Vec<Line>,
    pub(crate) element: Element,
}

impl Strip {
    /// Gives the height of so many of the strip's lines with the room around them.
    fn height_of(&self, lines: usize) -> f32 {
        lines.max(1) as f32 * self.size * LEADING + 2.0 * self.pad
    }

    fn line_count(&self) -> usize {
        self.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0)
    }

    /// Gives the whole strip's height.
    pub(crate) fn height(&self) -> f32 {
        self.height_of(self.line_count())
    }
}

/// What is done before a strip goes on on a new page, and after each of its pieces.
pub(crate) trait Breaking {
    /// Repeats what stands above the strip.
    fn repeat(&mut self, flow: &mut Flow<'_>);
    /// Says that what follows belongs to a strip that began on an earlier page.
    fn resume(&mut self, flow: &mut Flow<'_>);
    /// Gives the height of what must stand above the strip on a page where it is whole.
    fn above(&self) -> f32;
    /// Draws what stands under a piece of the strip that ends here.
    fn close(&mut self, flow: &mut Flow<'_>);
}

impl<'a> Flow<'a> {
    /// Lays a whole paper out; `pages` has the number of pages of each document within it, nothing while
    /// that is being counted.
    pub(crate) fn run(
        paper: &'a Paper,
        faces: &'a Faces,
        pages: &'a [usize],
        sink: &'a mut dyn Sink,
    ) -> Result<(), PdfError> {
        let (part, mut blocks) = match paper.blocks.as_slice() {
            [Block::Part(part), after @ ..] => (Some(&**part), after),
            all => (None, all),
        };
        let orientation = part.map_or(paper.orientation, |part| part.orientation);
        let sheet = Sheet::of(orientation);
        let foot = Foot::of(paper, faces, &sheet);
        let (page, tree) = (Page { orientation, ..Page::default() }, Tree::default());
        let (y, top, depth, starts) = (0.0, 0.0, 1, 0);
        let mut flow =
            Flow { paper, faces, sheet, foot, y, top, page, pages, part, starts, depth, tree, sink };
        let mut document = flow.tree.root();
        flow.first_head(&mut document)?;
        while let [block, after @ ..] = blocks {
            match block {
                Block::Part(part) => flow.start_part(part, &mut document)?,
                block => flow.block(block, after, &mut document)?,
            }
            blocks = after;
        }
        flow.close_page()?;
        flow.sink.element(document)
    }

    /// Ends this page and starts a document within the paper on the next one.
    pub(crate) fn start_part(&mut self, part: &'a Part, document: &mut Element) -> Result<(), PdfError> {
        let (number, nth) = (self.page.number + 1, self.page.part + 1);
        self.close_page()?;
        let orientation = part.orientation;
        self.page = Page { number, part: nth, orientation, ..Page::default() };
        (self.part, self.starts, self.depth) = (Some(part), number, 1);
        self.sheet = Sheet::of(orientation);
        self.foot = Foot::of(self.paper, self.faces, &self.sheet);
        self.first_head(document)
    }

    /// Gives the title of this document and the line under it.
    pub(crate) fn titles(&self) -> (&'a str, Option<&'a str>) {
        match self.part {
            Some(part) => (&part.title, part.subtitle.as_deref()),
            None => (&self.paper.title, self.paper.subtitle.as_deref()),
        }
    }

    /// Gives a setting of a size within a width.
    pub(crate) fn setting(&self, size: f32, width: f32) -> Setting<'a> {
        Setting { faces: self.faces, size, width }
    }

    /// Makes an element under another one.
    pub(crate) fn open(&mut self, parent: &mut Element, kind: Kind) -> Element {
        self.tree.under(parent, kind)
    }

    /// Hands on an element that is complete.
    pub(crate) fn close(&mut self, element: Element) -> Result<(), PdfError> {
        self.sink.element(element)
    }

    /// Sets a bookmark at this height of this page; within a document of its own it hangs under that.
    pub(crate) fn bookmark(&mut self, depth: u8, title: &str) {
        let depth = depth + u8::from(self.part.is_some());
        let (page, y, height) = (self.page.number, self.y, self.sheet.height);
        let bookmark = Bookmark { depth, title: title.to_owned(), page, y, height };
        self.sink.bookmark(bookmark);
    }

    /// Writes text of an element on this page.
    pub(crate) fn write(&mut self, element: &mut Element, placed: Vec<Placed>) {
        if !placed.is_empty() {
            self.mark(element, placed, Vec::new());
        }
    }

    /// Puts text and shapes that belong to an element on this page.
    pub(crate) fn mark(&mut self, element: &mut Element, placed: Vec<Placed>, shapes: Vec<Shape>) {
        element.kids.push(Kid::Mark { page: self.page.number, mark: self.page.marks.len() });
        let tag = element.kind.tag();
        self.page.marks.push(Mark { tag, element: element.number, placed, shapes });
    }

    /// Draws decoration on this page.
    pub(crate) fn draw(&mut self, shape: Shape) {
        self.page.shapes.push(shape);
    }

    /// Tells whether nothing stands in the body of this page yet.
    pub(crate) fn is_fresh(&self) -> bool {
        self.y <= self.top
    }

    /// Gives the height that is left on this page.
    pub(crate) fn left(&self) -> f32 {
        self.sheet.bottom - self.y
    }

    /// Gives the height of a page's whole body.
    pub(crate) fn body(&self) -> f32 {
        self.sheet.bottom - self.sheet.running_top
    }

    /// Goes to the next page when so much does not fit here and would fit there.
    pub(crate) fn need(&mut self, height: f32) -> Result<(), PdfError> {
        if height > self.left() && !self.is_fresh() { self.next_page() } else { Ok(()) }
    }

    /// Leaves room, but not at the top of a page.
    pub(crate) fn gap(&mut self, height: f32) {
        if !self.is_fresh() {
            self.y += height;
        }
    }

    /// Ends this page and starts the next one.
    pub(crate) fn next_page(&mut self) -> Result<(), PdfError> {
        let (number, part, orientation) = (self.page.number + 1, self.page.part, self.page.orientation);
        self.close_page()?;
        self.page = Page { number, part, orientation, ..Page::default() };
        self.running_head();
        Ok(())
    }

    fn close_page(&mut self) -> Result<(), PdfError> {
        self.finish_page();
        self.sink.page(std::mem::take(&mut self.page))
    }

    /// Writes lines under each other, over pages where needed.
    pub(crate) fn lines(&mut self, element: &mut Element, lines: &[Line], size: f32) -> Result<(), PdfError> {
        let x = self.sheet.left;
        let mut rest = lines;
        while !rest.is_empty() {
            self.need(size * LEADING)?;
            let fitting = ((self.left() / (size * LEADING)) as usize).clamp(1, rest.len());
            let (here, later) = rest.split_at(fitting);
            let placed = super::page::place(here, size, (x, self.y));
            self.write(element, placed);
            self.y += super::page::height_of(here.len(), size);
            rest = later;
        }
        Ok(())
    }

    /// Writes a strip. It stays on one page. Only when no page is tall enough for it, it begins where this page has room
    /// for some lines, and goes on on the next ones.
    pub(crate) fn strip(&mut self, mut strip: Strip, breaking: &mut dyn Breaking) -> Result<(), PdfError> {
        let total = strip.line_count();
        let fits_on_a_page = strip.height() <= self.body() - breaking.above();
        let least = if fits_on_a_page { strip.height() } else { strip.height_of(LEAST.min(total)) };
        if least > self.left() && !self.is_fresh() {
            self.next_page()?;
            breaking.repeat(self);
        }
        let mut from = 0;
        loop {
            let room = ((self.left() - 2.0 * strip.pad) / (strip.size * LEADING)) as usize;
            let to = (from + room.max(1)).min(total);
            self.piece(&mut strip, from..to);
            breaking.close(self);
            from = to;
            if from >= total {
                break;
            }
            self.next_page()?;
            breaking.repeat(self);
            breaking.resume(self);
        }
        strip.cells.into_iter().try_for_each(|cell| self.close(cell.element))
    }

    /// Writes some lines of each cell of a strip.
    fn piece(&mut self, strip: &mut Strip, lines: std::ops::Range<usize>) {
        let (y, height) = (self.y + strip.pad, strip.height_of(lines.len()));
        for cell in &mut strip.cells {
            let end = lines.end.min(cell.lines.len());
            let here = cell.lines.get(lines.start..end).unwrap_or_default();
            let placed = place_in(here, strip.size, (cell.x, y), (cell.width, cell.align));
            self.write(&mut cell.element, placed);
        }
        self.y += height;
    }
}

/// Places lines at one side of a column.
pub(crate) fn place_in(
    lines: &[Line],
    size: f32,
    (x, y): (f32, f32),
    (width, align): (f32, Align),
) -> Vec<Placed> {
    let mut placed = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let indent = match align {
            Align::Start => 0.0,
            Align::End => (width - line.width).max(0.0),
        };
        let top = y + super::page::height_of(row, size);
        placed.extend(super::page::place(std::slice::from_ref(line), size, (x + indent, top)));
    }
    placed
}
