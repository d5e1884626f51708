//! What a printed page says, before anything knows how it is drawn.
//!
//! A [`Paper`] is a finished text in one language: who made it and when, from which state of the data, and its blocks
//! in reading order. It knows nothing of PDF, fonts or millimetres, it computes nothing about law or cases, and it
//! never leaves anything out: whoever builds a paper has already decided what its reader may see.

mod form;
mod part;
mod table;
mod text;
pub mod words;

pub use form::{Choice, Field, FieldRow};
pub use part::{Code, Part};
pub use table::{Align, Column, ColumnRole, Group, GroupStart, Row, Table};
pub use text::{Icon, Span, Style, Text};

use crate::moment::Moment;
use crate::text::Lang;

/// One document of one or more pages, ready to be laid out.
///
/// Made with [`Paper::new`]; the other fields are then set one by one, so that a new field breaks no builder.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Paper {
    /// What the document is, on its first page, in its running head and in its metadata; never a person's name,
    /// because titles show in window bars and print queues.
    pub title: String,
    /// A second line under the title: court, date, name of the office.
    pub subtitle: Option<String>,
    /// The stem of the file's name, in lower case with hyphens; never a person's name.
    pub slug: String,
    /// The language of all texts and of the fixed words around them.
    pub lang: Lang,
    /// How the A4 sheet lies.
    pub orientation: Orientation,
    /// When it was made, from which data and where.
    pub stamp: Stamp,
    /// Version and standing, for documents that are replaced.
    pub edition: Option<Edition>,
    /// The word behind the text of every page.
    pub watermark: Option<Watermark>,
    /// A line on every page that says how the paper must be handled.
    pub confidential: Option<String>,
    /// The hash of the journal's head, in hexadecimal digits, on every page.
    pub head_hash: Option<String>,
    /// Who signs every page; the foot has a line to write on for that.
    pub signs_pages: Option<String>,
    /// What the paper rests on when that is no source of data: stands on every page in place of the state of the data.
    pub rests_on: Option<String>,
    /// The contents, in reading order.
    pub blocks: Vec<Block>,
}

impl Paper {
    /// Starts an upright paper in Dutch without contents.
    #[must_use]
    pub fn new(title: &str, slug: &str, stamp: Stamp) -> Paper {
        Paper {
            title: title.to_owned(),
            subtitle: None,
            slug: slug.to_owned(),
            lang: Lang::default(),
            orientation: Orientation::Portrait,
            stamp,
            edition: None,
            watermark: None,
            confidential: None,
            head_hash: None,
            signs_pages: None,
            rests_on: None,
            blocks: Vec::new(),
        }
    }

    /// Adds a block at the end.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }
}

/// Which side of the A4 sheet is up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// 210 mm wide, 297 mm high.
    #[default]
    Portrait,
    /// 297 mm wide, 210 mm high.
    Landscape,
}

/// When a paper was made, from which state of the data, and on which station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When the paper was made; also the only date in the file's metadata.
    pub made_at: Moment,
    /// The state of the data: the oldest source that the paper rests on.
    pub as_of: Moment,
    /// Which sources that state is of, as in `COMPAS, NIAS`; may be empty.
    pub sources: String,
    /// The name of the station that made the paper.
    pub station: String,
}

/// The standing of a document that comes in versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// May still change.
    Concept,
    /// Settled, changes are announced.
    Firm,
    /// Will not change any more.
    Final,
}

impl Standing {
    /// All standings, from the least settled.
    pub const ALL: [Standing; 3] = [Standing::Concept, Standing::Firm, Standing::Final];

    /// Gives the word in the journal.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Standing::Concept => "concept",
            Standing::Firm => "firm",
            Standing::Final => "final",
        }
    }

    /// Reads the word of the journal.
    #[must_use]
    pub fn parse(word: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|standing| standing.word() == word)
    }
}

/// The version of a document and which one it replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// How settled the contents are.
    pub standing: Standing,
    /// The version, from 1.
    pub version: u32,
    /// The version that must be thrown away, when there is one.
    pub replaces: Option<u32>,
}

/// The large word behind the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watermark {
    /// Nothing on this paper is real.
    Exercise,
    /// A later version holds.
    Void,
}

/// One piece of a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A document of its own: it starts on a new page, with its own head and its own page numbers. As the first block it
    /// stands in place of the head of the paper.
    Part(Box<Part>),
    /// A heading; it is also a bookmark.
    Heading(Heading),
    /// Running text.
    Paragraph(Text),
    /// Text in a frame: a warning, an embargo.
    Notice(Text),
    /// Names with their values.
    Facts(Vec<Fact>),
    /// A table, over as many pages as it needs.
    Table(Table),
    /// What follows starts on a new page; nothing happens when the page is still empty.
    PageBreak,
    /// A QR code with what it is for.
    Qr(Qr),
    /// Lines to write a name, a date and a signature on; one row for each role named here.
    Signatures(Vec<String>),
    /// Boxes to write in, each with its name; a row of boxes stays on one page.
    Fields(Vec<FieldRow>),
    /// Boxes to tick by hand.
    Checks(Vec<Check>),
    /// A slip to cut off and send back.
    Receipt(Receipt),
    /// Empty ruled lines to write on, so many of them.
    Lines(u16),
}

/// How deep a heading stands under the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A part of the document.
    One,
    /// A part of a part.
    Two,
}

/// A heading and bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its depth.
    pub level: Level,
    /// Its text.
    pub text: String,
}

/// One name with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What the value is.
    pub name: String,
    /// The value.
    pub value: Text,
}

impl Fact {
    /// Makes a fact of a name and a value.
    #[must_use]
    pub fn new(name: &str, value: impl Into<Text>) -> Fact {
        Fact { name: name.to_owned(), value: value.into() }
    }
}

/// A QR code beside the words that say what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// What a scanner reads; at most 1,200 characters.
    pub payload: String,
    /// What it is for.
    pub caption: Text,
    /// Names of numbers that a person can type instead, each printed in groups of four.
    pub numbers: Vec<(String, String)>,
}

/// A box to tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Whether the box is already ticked.
    pub tick: Tick,
    /// What it stands for.
    pub text: Text,
}

/// Whether a box is ticked on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// Left open for a pen.
    Open,
    /// Ticked by the program.
    Done,
}

/// A slip at the end of a page that goes back to the sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What the slip is.
    pub title: String,
    /// What it says.
    pub text: Text,
    /// What it is about.
    pub facts: Vec<Fact>,
    /// Who signs it, in words.
    pub signer: String,
}

/// Writes a number in groups of four, so that it can be read aloud: `9F3A 22C1`.
///
/// Spaces and hyphens that are already there do not count.
#[must_use]
pub fn in_fours(number: &str) -> String {
    let mut grouped = String::new();
    for (place, sign) in number.chars().filter(|c| !c.is_whitespace() && *c != '-').enumerate() {
        if place > 0 && place.is_multiple_of(4) {
            grouped.push(' ');
        }
        grouped.push(sign);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_numbers_stand_in_groups_of_four() {
        assert_eq!(in_fours("9f3a22c1b"), "9f3a 22c1 b");
        assert_eq!(in_fours("NOOD-DH 01"), "NOOD DH01");
        assert_eq!(in_fours(""), "");
    }

    #[test]
    fn a_new_paper_is_upright_dutch_and_empty() {
        let made_at: Moment = "2026-11-23T06:41:00+01:00".parse().unwrap();
        let stamp = Stamp { made_at, as_of: made_at, sources: String::new(), station: "DH-01".to_owned() };
        let mut paper = Paper::new("Takenlijst", "takenlijst", stamp);
        assert_eq!((paper.lang, paper.orientation), (Lang::Nl, Orientation::Portrait));
        paper.push(Block::PageBreak);
        assert_eq!(paper.blocks, [Block::PageBreak]);
    }
}
