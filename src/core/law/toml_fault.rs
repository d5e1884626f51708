//! What is wrong with a text that should be TOML: where, and the parser's own short word for it.

use super::Words;
use crate::text::{Lang, clipped};

/// The most characters of the parser's word: it may quote what stands in the file.
const LONGEST: usize = 120;

/// A fault in a TOML text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoToml {
    /// The line, from 1, where that is known.
    pub line: Option<usize>,
    /// The parser's word for it, which is English in every language.
    pub word: String,
}

impl NoToml {
    /// Takes over what the parser says of a text; the line itself, which may be of any length, is left out.
    #[must_use]
    pub fn of(text: &str, fault: &toml::de::Error) -> NoToml {
        let before = fault.span().and_then(|span| text.get(..span.start)).filter(|_| !text.is_empty());
        let line = before.map(|before| before.matches('\n').count().saturating_add(1));
        let word = fault.message().lines().next().unwrap_or_default();
        NoToml { line, word: clipped(word, LONGEST).into_owned() }
    }

    /// Says where the fault is, in a reader's language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let line =
            self.line.map(|line| format!("{} {line}, ", lang.pick("regel", "line"))).unwrap_or_default();
        format!("{line}{} `{}`", lang.pick("technische melding", "technical message"), self.word)
    }

    pub(super) fn words(&self) -> Words {
        Words::new(self.text(Lang::Nl), self.text(Lang::En))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_any_length_is_named_by_its_number_and_not_quoted() {
        let text = format!("a = 1\nb = {}", "x".repeat(100_000));
        let fault = toml::from_str::<toml::Table>(&text).unwrap_err();
        let said = NoToml::of(&text, &fault).text(Lang::Nl);
        assert!(said.starts_with("regel 2, technische melding") && said.chars().count() < 200, "{said}");
    }
}
