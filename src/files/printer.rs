//! Hands a finished file to the printing system, when a person asks for that.
//!
//! The only child process of the program: `lp` (CUPS), started with its arguments and no shell. What it prints must be
//! in its place already.

use noodbrug_core::text::{Lang, fault_words};
use std::ffi::OsStr;
use std::fmt;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long `lp` may take to accept a file. It only queues it: longer means that the print server does not answer.
pub const LIMIT: Duration = Duration::from_secs(20);
/// How often is looked whether it is done.
const STEP: Duration = Duration::from_millis(20);
/// How many bytes of what it says are read.
const MOST_WORDS: u64 = 4_096;

/// To which printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printer {
    /// The one that the system uses when nobody names another.
    Default,
    /// The one of this name.
    Named(String),
}

impl Printer {
    /// Reads a name; `default` and `standaard` stand for the system's own choice. A name that looks like an option is
    /// none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Printer> {
        match name.trim() {
            "default" | "standaard" => Some(Printer::Default),
            name if name.is_empty() || name.starts_with('-') || name.contains(char::is_control) => None,
            name => Some(Printer::Named(name.to_owned())),
        }
    }
}

/// Why a file was not handed over.
#[derive(Debug)]
pub enum PrinterError {
    /// This computer has no `lp`.
    Absent,
    /// `lp` could not be started.
    Fault(io::Error),
    /// `lp` refused; its own words.
    Refused(PathBuf, String),
    /// `lp` did not end in this time, and was stopped.
    Silent(PathBuf, Duration),
}

impl PrinterError {
    /// Says in a sentence what happened and what to do next. The file itself is good.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (PrinterError::Absent, Lang::Nl) => {
                "Op deze computer is geen afdrukprogramma (`lp`). Het papier staat wel in zijn \
                bestand: open dat en druk het af."
                    .to_owned()
            }
            (PrinterError::Absent, Lang::En) => {
                "This computer has no printing program (`lp`). The paper is in its file: \
                open that and print it."
                    .to_owned()
            }
            (PrinterError::Fault(why), Lang::Nl) => format!(
                "Het afdrukprogramma `lp` start niet ({}). Het papier staat wel in zijn bestand.",
                fault_words(why, lang)
            ),
            (PrinterError::Fault(why), Lang::En) => {
                format!("The printing program `lp` does not start ({why}). The paper is in its file.")
            }
            (PrinterError::Refused(path, why), Lang::Nl) => format!(
                "De printer nam `{}` niet aan: {why}. Kijk met `lpstat -p` welke printers er zijn.",
                path.display()
            ),
            (PrinterError::Refused(path, why), Lang::En) => format!(
                "The printer did not take `{}`: {why}. See with `lpstat -p` which printers there are.",
                path.display()
            ),
            (PrinterError::Silent(path, limit), Lang::Nl) => format!(
                "De printer antwoordt niet: `lp` was na {} seconden niet klaar en is gestopt. Het papier staat wel in `{}`. \
                 Kijk of de printer aanstaat en of het er niet toch uit kwam; kies anders een andere printer, of open het \
                 bestand en druk het zelf af.",
                limit.as_secs(),
                path.display()
            ),
            (PrinterError::Silent(path, limit), Lang::En) => format!(
                "The printer does not answer: `lp` was not done after {} seconds and was stopped. The paper is in `{}`. \
                 See whether the printer is on and whether it did not come out after all; else choose another printer, or \
                 open the file and print it yourself.",
                limit.as_secs(),
                path.display()
            ),
        }
    }
}

impl fmt::Display for PrinterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for PrinterError {}

/// Hands a file to a printer.
///
/// # Errors
/// [`PrinterError`]: there is no `lp`, it refused, or it was not done within [`LIMIT`].
pub fn hand_over(path: &Path, printer: &Printer) -> Result<(), PrinterError> {
    hand_over_by(OsStr::new("lp"), (path, printer), LIMIT)
}

/// Hands a file to a printer by a program that takes the arguments of `lp`; it is stopped when it takes too long.
fn hand_over_by(
    program: &OsStr,
    (path, printer): (&Path, &Printer),
    limit: Duration,
) -> Result<(), PrinterError> {
    let mut command = Command::new(program);
    if let Printer::Named(name) = printer {
        command.arg("-d").arg(name);
    }
    command.arg("--").arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|why| match why.kind() {
        io::ErrorKind::NotFound => PrinterError::Absent,
        _ => PrinterError::Fault(why),
    })?;
    let words = words_of(child.stderr.take());
    let Some(status) = within(&mut child, limit).map_err(PrinterError::Fault)? else {
        // It may have ended just now; either way it is gone after this.
        let _ = child.kill();
        let _ = child.wait();
        return Err(PrinterError::Silent(path.to_owned(), limit));
    };
    if status.success() {
        return Ok(());
    }
    // What it started itself may hold the pipe; its own words are there by now.
    Err(PrinterError::Refused(path.to_owned(), words.recv_timeout(STEP).unwrap_or_default()))
}

/// Reads what a program says, beside it, so that it never waits for a reader.
fn words_of(said: Option<ChildStderr>) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = said.map(|said| said.take(MOST_WORDS).read_to_end(&mut bytes));
        let words = String::from_utf8_lossy(&bytes).split_whitespace().collect::<Vec<_>>().join(" ");
        // Nobody waits any more once it took too long.
        let _ = read.map(|_| sender.send(words));
    });
    receiver
}

/// Waits for a program to end, and no longer than this.
fn within(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let mut waited = Duration::ZERO;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if waited >= limit {
            return Ok(None);
        }
        std::thread::sleep(STEP);
        waited = waited.saturating_add(STEP);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cat` takes `-- FILE` as `lp` does: it ends, complains, or never ends, by the file.
    fn handed_over(path: &str) -> Result<(), PrinterError> {
        let limit = Duration::from_millis(200);
        hand_over_by(OsStr::new("cat"), (Path::new(path), &Printer::Default), limit)
    }

    #[test]
    #[cfg(unix)]
    fn a_printer_that_never_answers_is_given_up_with_what_to_do() {
        let why = handed_over("/dev/zero").unwrap_err();
        assert!(matches!(why, PrinterError::Silent(..)), "{why:?}");
        for (lang, words) in [(Lang::Nl, "antwoordt niet"), (Lang::En, "does not answer")] {
            let said = why.message(lang);
            assert!(said.contains(words) && said.contains("/dev/zero"), "{said}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_printer_that_refuses_is_quoted_and_one_that_takes_it_is_not() {
        let why = handed_over("/er/is/niets").unwrap_err();
        assert!(why.message(Lang::Nl).contains("No such file"), "{why:?}");
        handed_over("/dev/null").unwrap();
        let none = hand_over_by(OsStr::new("geen-lp-hier"), (Path::new("x"), &Printer::Default), LIMIT);
        assert!(matches!(none, Err(PrinterError::Absent)));
    }

    #[test]
    fn a_name_that_looks_like_an_option_is_no_printer() {
        assert_eq!(Printer::parse("standaard"), Some(Printer::Default));
        assert_eq!(Printer::parse(" hal-2 "), Some(Printer::Named("hal-2".into())));
        assert!(["", "-o raw", "a\nb"].iter().all(|name| Printer::parse(name).is_none()));
    }
}
