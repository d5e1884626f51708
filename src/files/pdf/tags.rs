//! The structure that programs read aloud: which text is a heading, a cell, a header (PDF/UA-1, ISO 14289-1).

use super::page::Area;

/// The kind of an element (ISO 32000-1, 14.8.4).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Document,
    /// A heading of depth 1 to 4.
    Heading(u8),
    Paragraph,
    List,
    Item,
    Label,
    Body,
    /// A table with its summary.
    Table(String),
    Head,
    Rows,
    Row,
    /// A header cell.
    Header(Scope),
    Cell,
    /// A cell across so many columns.
    Across(usize),
    /// A drawing with what it says, where it stands, and how high its page is.
    Figure(String, Area, f32),
}

/// Which cells a header names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Those below it.
    Column,
    /// Those of its row.
    Row,
}

impl Kind {
    /// Gives the standard structure type.
    pub(crate) fn tag(&self) -> &'static str {
        match self {
            Kind::Document => "Document",
            Kind::Heading(1) => "H1",
            Kind::Heading(2) => "H2",
            Kind::Heading(3) => "H3",
            Kind::Heading(_) => "H4",
            Kind::Paragraph => "P",
            Kind::List => "L",
            Kind::Item => "LI",
            Kind::Label => "Lbl",
            Kind::Body => "LBody",
            Kind::Table(_) => "Table",
            Kind::Head => "THead",
            Kind::Rows => "TBody",
            Kind::Row => "TR",
            Kind::Header(_) => "TH",
            Kind::Cell | Kind::Across(_) => "TD",
            Kind::Figure(..) => "Figure",
        }
    }
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kid {
    /// Another element.
    Element(u32),
    /// A mark on a page.
    Mark { page: usize, mark: usize },
}

/// One element of the structure tree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    pub(crate) number: u32,
    pub(crate) parent: Option<u32>,
    pub(crate) kind: Kind,
    pub(crate) kids: Vec<Kid>,
}

/// A bookmark; `y` is where it leads to on its page, from the top, and `height` how high that page is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bookmark {
    pub(crate) depth: u8,
    pub(crate) title: String,
    pub(crate) page: usize,
    pub(crate) y: f32,
    pub(crate) height: f32,
}

/// Numbers elements and hangs them under each other.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    next: u32,
}

impl Tree {
    /// Makes the element that all others hang under.
    pub(crate) fn root(&mut self) -> Element {
        self.make(Kind::Document, None)
    }

    /// Makes an element under another one.
    pub(crate) fn under(&mut self, parent: &mut Element, kind: Kind) -> Element {
        let element = self.make(kind, Some(parent.number));
        parent.kids.push(Kid::Element(element.number));
        element
    }

    fn make(&mut self, kind: Kind, parent: Option<u32>) -> Element {
        let number = self.next;
        self.next += 1;
        Element { number, parent, kind, kids: Vec::new() }
    }
}
