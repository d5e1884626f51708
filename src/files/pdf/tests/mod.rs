//! Papers laid out, bound, read back and judged.

mod alphabet;
mod bound;
mod forms;
mod judged;
mod laid;
mod papers;
mod set;
mod shown;

use super::PdfError;
use super::faces::Faces;
use super::flow::{Flow, Sink};
use super::page::{Page, Placed};
use super::setting::{Ink, Line};
use super::tags::{Bookmark, Element, Kid};
use noodbrug_core::print::Paper;

/// A paper as it was laid out.
#[derive(Default)]
struct Laid {
    pages: Vec<Page>,
    elements: Vec<Element>,
    bookmarks: Vec<Bookmark>,
}

impl Sink for Laid {
    fn page(&mut self, page: Page) -> Result<(), PdfError> {
        self.pages.push(page);
        Ok(())
    }

    fn element(&mut self, element: Element) -> Result<(), PdfError> {
        self.elements.push(element);
        Ok(())
    }

    fn bookmark(&mut self, bookmark: Bookmark) {
        self.bookmarks.push(bookmark);
    }
}

impl Laid {
    fn out(paper: &Paper) -> Laid {
        let faces = Faces::load().unwrap();
        let (mut first, mut laid) = (Laid::default(), Laid::default());
        Flow::run(paper, &faces, &[], &mut first).unwrap();
        let mut pages = Vec::new();
        first.pages.iter().for_each(|page| super::book::count_page(&mut pages, page));
        Flow::run(paper, &faces, &pages, &mut laid).unwrap();
        laid
    }

    fn element(&self, number: u32) -> &Element {
        self.elements.iter().find(|element| element.number == number).unwrap()
    }

    fn tagged(&self, tag: &str) -> Vec<&Element> {
        self.elements.iter().filter(|element| element.kind.tag() == tag).collect()
    }

    /// The pages on which an element and all below it stand, and the text there in reading order.
    fn read(&self, element: &Element) -> (Vec<usize>, String) {
        let (mut pages, mut text) = (Vec::new(), String::new());
        for kid in &element.kids {
            match kid {
                Kid::Element(number) => {
                    let (on, said) = self.read(self.element(*number));
                    pages.extend(on);
                    text.push_str(&said);
                }
                Kid::Mark { page, mark } => {
                    pages.push(*page);
                    text.push_str(&said(&self.pages[*page].marks[*mark].placed));
                }
            }
        }
        pages.dedup();
        (pages, text)
    }
}

/// The text of what is placed, in reading order.
fn said(placed: &[Placed]) -> String {
    placed.iter().map(|placed| inked(&placed.run.ink)).collect()
}

/// The text of lines in reading order.
fn said_by(lines: &[Line]) -> String {
    lines.iter().flat_map(|line| &line.runs).map(|run| inked(&run.ink)).collect()
}

fn inked(ink: &Ink) -> String {
    match ink {
        Ink::Words(_, text) | Ink::Shaped(_, _, text) | Ink::Code(text) => text.clone(),
        Ink::Icon(_) => String::new(),
    }
}
