//! Boxes to write in, as office forms have them.

use super::Tick;
use super::text::Text;

/// Boxes side by side that are equally high.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldRow {
    /// From left to right.
    pub fields: Vec<Field>,
}

/// One box: its name, what stands in it already, and room for a pen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// What belongs in it.
    pub name: String,
    /// What stands in it already; empty for a pen.
    pub value: Text,
    /// Its share of the width, compared with the other boxes of its row.
    pub share: u16,
    /// For how many lines of handwriting it has room.
    pub lines: u16,
    /// What can be ticked in it.
    pub choices: Vec<Choice>,
}

/// Something to tick within a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Whether it is ticked already.
    pub tick: Tick,
    /// What it stands for.
    pub text: String,
}

impl Field {
    /// Makes an empty box of one line.
    #[must_use]
    pub fn new(name: &str, share: u16) -> Field {
        Field { name: name.to_owned(), value: Text::new(), share, lines: 1, choices: Vec::new() }
    }

    /// Puts words in it.
    #[must_use]
    pub fn holding(mut self, value: impl Into<Text>) -> Field {
        self.value = value.into();
        self
    }

    /// Gives it room for so many lines.
    #[must_use]
    pub fn lines(mut self, lines: u16) -> Field {
        self.lines = lines;
        self
    }

    /// Adds something to tick.
    #[must_use]
    pub fn choice(mut self, text: &str) -> Field {
        self.choices.push(Choice { tick: Tick::Open, text: text.to_owned() });
        self
    }
}
