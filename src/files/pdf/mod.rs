//! Paper as PDF: A4, tagged (PDF/UA-1), archival (PDF/A-2a), the same bytes on every machine.
//!
//! [`render`] lays out a [`Paper`] with fonts that are part of the program. The layout is ours; the PDF library
//! (`printpdf`) draws pages and cuts fonts down; structure, metadata and the file itself are written here, page by page,
//! so that a paper of thousands of pages needs little memory. This module reads no clock, no fonts of the machine and
//! no names of users, and it decides nothing about what a reader may see: what is in the paper is printed.

mod alphabet;
mod blocks;
mod book;
mod faces;
mod fields;
mod flow;
mod frame;
mod icc;
mod icons;
mod import;
mod meta;
mod ops;
mod order;
mod out;
mod outline;
mod page;
mod press;
mod setting;
mod signs;
mod table;
mod tags;
#[cfg(test)]
mod tests;

use alphabet::Alphabet;
use book::{Book, Count};
use faces::Faces;
use flow::Flow;
use noodbrug_core::print::Paper;
use noodbrug_core::text::{Lang, fault_words};
use press::Press;
use std::fmt;
use std::io::{self, Write};

/// Why a paper did not become a PDF.
#[derive(Debug)]
#[non_exhaustive]
pub enum PdfError {
    /// A typeface inside the program is damaged.
    Font(&'static str),
    /// The PDF library refused what we handed it.
    Press(String),
    /// A QR code cannot hold so many characters.
    QrTooLong {
        /// How many there were.
        characters: usize,
    },
    /// The file could not be written.
    Write(io::Error),
}

impl PdfError {
    /// Says what went wrong and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (PdfError::Font(name), Lang::Nl) => {
                format!(
                    "Het lettertype {name} in dit programma is beschadigd. Installeer het programma opnieuw."
                )
            }
            (PdfError::Font(name), Lang::En) => {
                format!("The typeface {name} inside this program is damaged. Install the program again.")
            }
            (PdfError::Press(cause), Lang::Nl) => {
                format!("De bladzijden konden niet worden getekend ({cause}). Meld dit aan de beheerder.")
            }
            (PdfError::Press(cause), Lang::En) => {
                format!("The pages could not be drawn ({cause}). Tell the administrator.")
            }
            (PdfError::QrTooLong { characters }, Lang::Nl) => {
                format!("{characters} tekens passen niet in een QR-code. Meld dit aan de beheerder.")
            }
            (PdfError::QrTooLong { characters }, Lang::En) => {
                format!("{characters} characters do not fit in a QR code. Tell the administrator.")
            }
            (PdfError::Write(cause), Lang::Nl) => {
                let cause = fault_words(cause, lang);
                format!("Het PDF-bestand kon niet worden geschreven ({cause}). Kijk of de schijf vol is.")
            }
            (PdfError::Write(cause), Lang::En) => {
                format!("The PDF could not be written ({cause}). Check whether the disk is full.")
            }
        }
    }
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for PdfError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PdfError::Write(cause) => Some(cause),
            _ => None,
        }
    }
}

impl From<io::Error> for PdfError {
    fn from(cause: io::Error) -> PdfError {
        PdfError::Write(cause)
    }
}

/// Lays a paper out and gives the bytes of its PDF.
///
/// # Errors
/// [`PdfError::QrTooLong`] when a QR code is given too much; the others only when the program itself is damaged.
pub fn render(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    let mut bytes = Vec::new();
    render_to(paper, &mut bytes)?;
    Ok(bytes)
}

/// Lays a paper out and writes its PDF; memory grows by a few bytes a page. Gives the number of pages.
///
/// # Errors
/// As [`render`], and [`PdfError::Write`] when the writer fails; what was written then is no PDF.
pub fn render_to(paper: &Paper, writer: impl Write) -> Result<usize, PdfError> {
    let faces = Faces::load()?;
    let mut count = Count { pages: Vec::new(), elements: 0, alphabet: Alphabet::new() };
    Flow::run(paper, &faces, &[], &mut count)?;
    let pages = count.pages.iter().sum();
    let press = Press::new(count.alphabet, &faces)?;
    let mut book = Book::new(writer, press, paper, (pages, count.elements))?;
    Flow::run(paper, &faces, &count.pages, &mut book)?;
    book.finish()?;
    Ok(pages)
}
