//! Hands a finished file to the printing system, when a person asks for that.
//!
//! The only child process of the program: `lp` (CUPS), started with its arguments and no shell. What it prints must be
//! in its place already.

use noodbrug_core::text::{Lang, fault_words};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
/// [`PrinterError`]: there is no `lp`, or it refused.
pub fn hand_over(path: &Path, printer: &Printer) -> Result<(), PrinterError> {
    let mut command = Command::new("lp");
    if let Printer::Named(name) = printer {
        command.arg("-d").arg(name);
    }
    let done = command.arg("--").arg(path).stdin(Stdio::null()).output().map_err(|why| match why.kind() {
        io::ErrorKind::NotFound => PrinterError::Absent,
        _ => PrinterError::Fault(why),
    })?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    Err(PrinterError::Refused(path.to_owned(), said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_looks_like_an_option_is_no_printer() {
        assert_eq!(Printer::parse("standaard"), Some(Printer::Default));
        assert_eq!(Printer::parse(" hal-2 "), Some(Printer::Named("hal-2".into())));
        assert!(["", "-o raw", "a\nb"].iter().all(|name| Printer::parse(name).is_none()));
    }
}
