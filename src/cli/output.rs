//! The only writer to the terminal: answers go to standard output, all else to standard error.

use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use serde_json::Value;
use std::io::{IsTerminal as _, Write as _};

/// Where answers, progress and complaints go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    /// The language of the reader.
    pub(crate) lang: Lang,
    /// Answers are JSON, for a program.
    pub(crate) json: bool,
    /// No progress is shown.
    pub(crate) quiet: bool,
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

    /// Shows how far long work is, on one line of a terminal.
    pub(crate) fn progress(&self, text: &str) {
        let mut err = std::io::stderr().lock();
        if !self.quiet && err.is_terminal() {
            let _ = write!(err, "\r\x1b[K{text}");
            let _ = err.flush();
        }
    }

    /// Clears the line of progress.
    pub(crate) fn progress_done(&self) {
        self.progress("");
    }

    /// Says what did not go as asked.
    pub(crate) fn complain(&self, complaint: &Complaint) {
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "{}", complaint.text(self.lang));
    }
}
