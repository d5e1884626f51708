//! Documents within a paper: the lists of a pack, the copies of a form.

use super::{Block, Orientation, Paper};

/// The head of a document within a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// What it is; also a bookmark, so never a person's name.
    pub title: String,
    /// A second line under the title.
    pub subtitle: Option<String>,
    /// How its sheets lie.
    pub orientation: Orientation,
    /// The number by which it is found again.
    pub code: Option<Code>,
}

/// A number in the head of a document, for people and for scanners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// What a scanner reads.
    pub payload: String,
    /// What a person reads; on every page of the document.
    pub number: String,
    /// What it is for.
    pub note: String,
}

impl Part {
    /// Begins an upright document.
    #[must_use]
    pub fn new(title: &str) -> Part {
        Part { title: title.to_owned(), subtitle: None, orientation: Orientation::Portrait, code: None }
    }

    /// Turns a paper into a document within another one, with what stands on it; dates and standing are the other's.
    #[must_use]
    pub fn of(paper: Paper) -> Vec<Block> {
        let (title, subtitle, orientation) = (paper.title, paper.subtitle, paper.orientation);
        let head = Part { title, subtitle, orientation, code: None };
        std::iter::once(Block::Part(Box::new(head))).chain(paper.blocks).collect()
    }
}
