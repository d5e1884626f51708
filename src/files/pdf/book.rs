//! Binds pages, structure, fonts and metadata into one file.

use super::PdfError;
use super::alphabet::Alphabet;
use super::flow::Sink;
use super::icc;
use super::import::Import;
use super::meta;
use super::out::{Filter, Out, text_string};
use super::outline;
use super::page::{Area, Page};
use super::press::Press;
use super::tags::{Bookmark, Element, Kid, Kind, Scope};
use noodbrug_core::print::Paper;
use std::io::Write;

/// How many pages are pressed together: enough that the fonts, cut anew each time, cost little.
const BATCH: usize = 128;

/// Counts what a paper will need.
pub(crate) struct Count {
    /// The pages of each document within the paper.
    pub(crate) pages: Vec<usize>,
    pub(crate) elements: usize,
    pub(crate) alphabet: Alphabet,
}

/// Counts a page with its document.
pub(crate) fn count_page(pages: &mut Vec<usize>, page: &Page) {
    if pages.len() <= page.part {
        pages.resize(page.part + 1, 0);
    }
    if let Some(count) = pages.get_mut(page.part) {
        *count += 1;
    }
}

impl Sink for Count {
    fn page(&mut self, page: Page) -> Result<(), PdfError> {
        count_page(&mut self.pages, &page);
        self.alphabet.page(&page);
        Ok(())
    }

    fn element(&mut self, _element: Element) -> Result<(), PdfError> {
        self.elements += 1;
        Ok(())
    }

    fn bookmark(&mut self, _bookmark: Bookmark) {}
}

/// The object numbers that are known before the first page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers {
    catalog: u32,
    info: u32,
    pages: u32,
    resources: u32,
    structure: u32,
    parents: u32,
    metadata: u32,
    profile: u32,
    first_page: u32,
    first_contents: u32,
    first_parents: u32,
    first_element: u32,
}

impl Numbers {
    fn of<W: Write>(out: &mut Out<W>, (pages, elements): (usize, usize)) -> Numbers {
        Numbers {
            catalog: out.reserve(1),
            info: out.reserve(1),
            pages: out.reserve(1),
            resources: out.reserve(1),
            structure: out.reserve(1),
            parents: out.reserve(1),
            metadata: out.reserve(1),
            profile: out.reserve(1),
            first_page: out.reserve(pages),
            first_contents: out.reserve(pages),
            first_parents: out.reserve(pages),
            first_element: out.reserve(elements),
        }
    }

    /// Gives the object number of a page.
    pub(crate) fn page(&self, page: usize) -> u32 {
        self.first_page + nth(page)
    }

    fn element(&self, element: u32) -> u32 {
        self.first_element + element
    }
}

/// A file that takes pages and elements and writes them.
pub(crate) struct Book<'a, W: Write> {
    out: Out<W>,
    press: Press,
    numbers: Numbers,
    paper: &'a Paper,
    pages: usize,
    waiting: Vec<Page>,
    bookmarks: Vec<Bookmark>,
    /// Whether the fonts are in the file already.
    has_fonts: bool,
}

impl<'a, W: Write> Book<'a, W> {
    /// Starts a file for a paper that was counted.
    pub(crate) fn new(
        writer: W,
        press: Press,
        paper: &'a Paper,
        (pages, elements): (usize, usize),
    ) -> Result<Book<'a, W>, PdfError> {
        let mut out = Out::new(writer)?;
        let numbers = Numbers::of(&mut out, (pages, elements));
        let (waiting, bookmarks) = (Vec::new(), Vec::new());
        Ok(Book { out, press, numbers, paper, pages, waiting, bookmarks, has_fonts: false })
    }

    /// Writes what is left and ends the file.
    pub(crate) fn finish(mut self) -> Result<W, PdfError> {
        self.press_waiting()?;
        let outline = outline::write(&mut self.out, &self.bookmarks, &self.numbers)?;
        self.page_tree()?;
        self.structure()?;
        self.about()?;
        self.catalog(outline)?;
        Ok(self.out.finish(self.numbers.catalog, self.numbers.info)?)
    }

    fn press_waiting(&mut self) -> Result<(), PdfError> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return Ok(());
        }
        let batch = self.press.press(&waiting)?;
        if !self.has_fonts {
            self.has_fonts = true;
            let (document, fonts) = batch.fonts()?;
            let fonts = Import::new(document, &mut self.out).take(fonts)?;
            self.out.object(self.numbers.resources, format!("<</Font {fonts} 0 R>>"))?;
        }
        waiting.iter().zip(&batch.contents).try_for_each(|(page, contents)| self.write_page(page, contents))
    }

    fn write_page(&mut self, page: &Page, contents: &[u8]) -> Result<(), PdfError> {
        let numbers = self.numbers;
        let (number, content) = (numbers.page(page.number), numbers.first_contents + nth(page.number));
        let body = format!(
            "<</Type/Page/Parent {} 0 R/MediaBox{}/Resources {} 0 R/Contents {content} 0 R/StructParents {}/Tabs/S>>",
            numbers.pages,
            meta::media_box(page.orientation),
            numbers.resources,
            page.number,
        );
        self.out.object(number, body)?;
        self.out.stream(content, "", (contents, Filter::Deflate))?;
        let owners = page.marks.iter().map(|mark| reference(numbers.element(mark.element)));
        let owners: String = owners.collect::<Vec<_>>().join(" ");
        Ok(self.out.object(numbers.first_parents + nth(page.number), format!("[{owners}]"))?)
    }

    fn page_tree(&mut self) -> Result<(), PdfError> {
        let kids: Vec<String> = (0..self.pages).map(|page| reference(self.numbers.page(page))).collect();
        let body = format!("<</Type/Pages/Count {}/Kids[{}]>>", self.pages, kids.join(" "));
        Ok(self.out.object(self.numbers.pages, body)?)
    }

    /// Writes the roots of the structure and of the list that leads from pages to elements.
    fn structure(&mut self) -> Result<(), PdfError> {
        let numbers = self.numbers;
        let pair = |page: usize| format!("{page} {}", reference(numbers.first_parents + nth(page)));
        let pairs: Vec<String> = (0..self.pages).map(pair).collect();
        self.out.object(numbers.parents, format!("<</Nums[{}]>>", pairs.join(" ")))?;
        let body = format!(
            "<</Type/StructTreeRoot/K {}/ParentTree {}/ParentTreeNextKey {}>>",
            reference(numbers.element(0)),
            reference(numbers.parents),
            self.pages
        );
        Ok(self.out.object(numbers.structure, body)?)
    }

    fn about(&mut self) -> Result<(), PdfError> {
        self.out.object(self.numbers.info, meta::info(self.paper))?;
        let xmp = meta::xmp(self.paper);
        self.out.stream(
            self.numbers.metadata,
            "/Type/Metadata/Subtype/XML",
            (xmp.as_bytes(), Filter::Plain),
        )?;
        Ok(self.out.stream(self.numbers.profile, "/N 3", (&icc::srgb(), Filter::Deflate))?)
    }

    fn catalog(&mut self, outline: Option<u32>) -> Result<(), PdfError> {
        let numbers = self.numbers;
        let outline =
            outline.map(|root| format!("/Outlines {root} 0 R/PageMode/UseOutlines")).unwrap_or_default();
        let intent = format!(
            "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)\
             /Info(sRGB IEC61966-2.1)/DestOutputProfile {} 0 R>>]",
            numbers.profile
        );
        let body = format!(
            "<</Type/Catalog/Pages {} 0 R/Metadata {} 0 R/StructTreeRoot {} 0 R/MarkInfo<</Marked true>>/Lang({})\
             /ViewerPreferences<</DisplayDocTitle true>>{outline}{intent}>>",
            numbers.pages,
            numbers.metadata,
            numbers.structure,
            meta::language(self.paper.lang),
        );
        Ok(self.out.object(numbers.catalog, body)?)
    }

    fn kid(&self, kid: &Kid, own: Option<usize>) -> String {
        match kid {
            Kid::Element(element) => reference(self.numbers.element(*element)),
            Kid::Mark { page, mark } if Some(*page) == own => mark.to_string(),
            Kid::Mark { page, mark } => {
                format!("<</Type/MCR/Pg {}/MCID {mark}>>", reference(self.numbers.page(*page)))
            }
        }
    }

    fn attributes(&self, kind: &Kind) -> String {
        match kind {
            Kind::Table(summary) => format!("/A<</O/Table/Summary{}>>", text_string(summary)),
            Kind::Header(Scope::Column) => "/A<</O/Table/Scope/Column>>".to_owned(),
            Kind::Header(Scope::Row) => "/A<</O/Table/Scope/Row>>".to_owned(),
            Kind::Across(columns) => format!("/A<</O/Table/ColSpan {columns}>>"),
            Kind::List => "/A<</O/List/ListNumbering/None>>".to_owned(),
            Kind::Figure(alt, area, height) => {
                format!("/Alt{}/A<</O/Layout/Placement/Block/BBox{}>>", text_string(alt), bbox(area, *height))
            }
            _ => String::new(),
        }
    }
}

fn bbox(area: &Area, height: f32) -> String {
    let bottom = height - area.y - area.height;
    format!("[{:.2} {:.2} {:.2} {:.2}]", area.x, bottom, area.x + area.width, bottom + area.height)
}

impl<W: Write> Sink for Book<'_, W> {
    fn page(&mut self, page: Page) -> Result<(), PdfError> {
        self.waiting.push(page);
        if self.waiting.len() == BATCH { self.press_waiting() } else { Ok(()) }
    }

    fn element(&mut self, element: Element) -> Result<(), PdfError> {
        let own = element.kids.iter().find_map(|kid| match kid {
            Kid::Mark { page, .. } => Some(*page),
            Kid::Element(_) => None,
        });
        let kids: Vec<String> = element.kids.iter().map(|kid| self.kid(kid, own)).collect();
        let kids = match kids.as_slice() {
            [] => String::new(),
            [one] => format!("/K {one}"),
            _ => format!("/K[{}]", kids.join(" ")),
        };
        let parent = element.parent.map_or(self.numbers.structure, |parent| self.numbers.element(parent));
        let page = own.map(|page| format!("/Pg {}", reference(self.numbers.page(page)))).unwrap_or_default();
        let (tag, attributes) = (element.kind.tag(), self.attributes(&element.kind));
        let body = format!("<</Type/StructElem/S/{tag}/P {}{page}{kids}{attributes}>>", reference(parent));
        Ok(self.out.object(self.numbers.element(element.number), body)?)
    }

    fn bookmark(&mut self, bookmark: Bookmark) {
        self.bookmarks.push(bookmark);
    }
}

pub(crate) fn reference(number: u32) -> String {
    format!("{number} 0 R")
}

fn nth(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
