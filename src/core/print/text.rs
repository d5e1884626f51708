//! Words on paper: plain, bold, quiet, or with a mark in front.

use crate::text::clipped;
use std::borrow::Cow;

/// How a span looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// As it comes.
    #[default]
    Plain,
    /// To be found at a glance.
    Bold,
    /// Smaller and grey: what a reader needs second.
    Quiet,
}

/// A small drawn mark that stands before a word; it never stands alone, so that it works in black and white, read
/// aloud and over the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Icon {
    /// Somebody is deprived of liberty.
    Custody,
    /// An interpreter is needed.
    Interpreter,
    /// A minor is concerned.
    Youth,
    /// A risk to people in the room.
    Security,
    /// Not public.
    ClosedDoors,
    /// A victim speaks or claims.
    Victim,
    /// Somebody is brought in.
    Transport,
    /// Needs attention.
    Warning,
    /// A term runs.
    Clock,
    /// Done.
    Done,
}

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The mark in front.
    pub icon: Option<Icon>,
    /// The style.
    pub style: Style,
    /// The words; a line feed starts a new line.
    pub text: String,
}

/// Text as it stands in a cell or paragraph, in the order it is read (also where it is written from right to left).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    spans: Vec<Span>,
}

impl Text {
    /// Starts without words.
    #[must_use]
    pub fn new() -> Text {
        Text::default()
    }

    /// Makes a text of one bold span.
    #[must_use]
    pub fn bold(words: &str) -> Text {
        Text::new().then_bold(words)
    }

    /// Adds words as they come.
    #[must_use]
    pub fn then(self, words: &str) -> Text {
        self.with(None, Style::Plain, words)
    }

    /// Adds bold words.
    #[must_use]
    pub fn then_bold(self, words: &str) -> Text {
        self.with(None, Style::Bold, words)
    }

    /// Adds quiet words.
    #[must_use]
    pub fn then_quiet(self, words: &str) -> Text {
        self.with(None, Style::Quiet, words)
    }

    /// Adds a mark with its word in bold, on the same line; two spaces part it from what stands before.
    #[must_use]
    pub fn then_flag(self, icon: Icon, word: &str) -> Text {
        let parted = if self.at_line_start() { self } else { self.then("  ") };
        parted.with(Some(icon), Style::Bold, word)
    }

    /// Starts a new line; at the very beginning nothing happens.
    #[must_use]
    pub fn line(self) -> Text {
        if self.spans.is_empty() { self } else { self.with(None, Style::Plain, "\n") }
    }

    /// Gives the spans in reading order.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Tells whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.icon.is_none() && span.text.trim().is_empty())
    }

    /// Gives the words alone.
    #[must_use]
    pub fn words(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Cuts the text after so many characters, with an ellipsis where something was cut.
    #[must_use]
    pub fn clipped(&self, most: usize) -> Text {
        let mut left = most;
        let mut kept = Text::new();
        for span in &self.spans {
            let cut = clipped(&span.text, left);
            let whole = matches!(cut, Cow::Borrowed(_));
            left = left.saturating_sub(span.text.chars().count());
            kept.spans.push(Span { text: cut.into_owned(), ..span.clone() });
            if !whole {
                break;
            }
        }
        kept
    }

    fn at_line_start(&self) -> bool {
        self.spans.last().is_none_or(|span| span.text.ends_with('\n'))
    }

    fn with(mut self, icon: Option<Icon>, style: Style, words: &str) -> Text {
        self.spans.push(Span { icon, style, text: words.to_owned() });
        self
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Text {
        Text::new().then(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Text {
        Text::new().then(&words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_on_one_line_are_parted_and_start_a_line_without_a_gap() {
        let text = Text::bold("Jansen")
            .line()
            .then_flag(Icon::Custody, "Gedetineerd")
            .then_flag(Icon::Youth, "Jeugd");
        let words: Vec<&str> = text.spans().iter().map(|span| span.text.as_str()).collect();
        assert_eq!(words, ["Jansen", "\n", "Gedetineerd", "  ", "Jeugd"]);
    }

    #[test]
    fn a_text_is_cut_in_the_span_where_its_length_ends() {
        let text = Text::bold("Jansen").line().then("held");
        assert_eq!(text.clipped(11), text);
        assert_eq!(text.clipped(9), Text::bold("Jansen").line().then("he…"));
        assert_eq!(text.clipped(3), Text::bold("Jan…"));
    }

    #[test]
    fn spaces_are_nothing_to_read_but_a_mark_is() {
        assert!(Text::from("  \n").is_empty());
        assert!(Text::new().line().is_empty());
        assert!(!Text::new().then_flag(Icon::Done, "").is_empty());
    }
}
