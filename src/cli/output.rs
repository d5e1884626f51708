//! The only writer to the terminal: answers go to standard output, all else to standard error.

use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use serde_json::Value;
use std::io::Write as _;

/// Where answers and complaints go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    /// The language of the reader.
    pub(crate) lang: Lang,
    /// Answers are JSON, for a program.
    pub(crate) json: bool,
}

impl Output {
    /// Gives an answer: as text, or as JSON when that was asked for. A closed pipe is no error.
    pub(crate) fn answer(&self, text: &str, json: &Value) {
        let mut out = std::io::stdout().lock();
        let _ = match self.json {
            true => writeln!(out, "{json}"),
            false => write!(out, "{}{}", text, if text.ends_with('\n') { "" } else { "\n" }),
        };
    }

    /// Says what did not go as asked.
    pub(crate) fn complain(&self, complaint: &Complaint) {
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "{}", complaint.text(self.lang));
    }
}
