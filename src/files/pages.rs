//! The pages of a PDF as pictures, so that a person reads a paper before it is printed.
//!
//! Drawn in this process by a library without unsafe code that knows no scripts, no links and no attachments: nothing in
//! a PDF can run. It is bounded: so many bytes, so many dots. Fonts are those in the PDF.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use noodbrug_core::digest::Digest;
use noodbrug_core::text::Lang;
use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// The most bytes of a PDF that are read.
pub const MOST_BYTES: usize = 256 << 20;
/// The most dots along one side of a picture.
pub const MOST_DOTS: u16 = 8_192;

/// A PDF that is open for reading.
pub struct Pages {
    pdf: Pdf,
}

/// One page as a picture on white paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// How many dots it is wide.
    pub width: u32,
    /// How many dots it is high.
    pub height: u32,
    /// Red, green, blue and opacity of each dot, a byte each, in rows from the top. Every dot is opaque.
    pub rgba: Vec<u8>,
}

/// Why a page is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagesError {
    /// It is larger than [`MOST_BYTES`].
    TooLarge,
    /// It is no PDF, it is damaged, or it is locked with a password.
    Unreadable,
    /// The file is not there, or may not be read.
    Gone,
    /// The file is not the one that was made.
    Changed,
    /// It has no page of that number.
    NoPage,
    /// The library gave up on this page.
    Undrawn,
}

impl PagesError {
    /// Says in a sentence why, and what to do next.
    #[must_use]
    pub fn message(self, lang: Lang) -> &'static str {
        match self {
            PagesError::TooLarge => lang.pick(
                "Deze PDF is te groot om hier te tonen. Open hem in een ander programma.",
                "This PDF is too large to show here. Open it in another program.",
            ),
            PagesError::Unreadable => lang.pick(
                "Dit bestand is geen leesbare PDF: het is beschadigd of met een wachtwoord op slot.",
                "This file is no readable PDF: it is damaged, or locked with a password.",
            ),
            PagesError::Gone => lang.pick(
                "Dit bestand is niet te lezen. Druk het papier opnieuw af.",
                "This file cannot be read. Print the paper again.",
            ),
            PagesError::Changed => lang.pick(
                "Dit bestand is veranderd nadat het werd gemaakt. Vertrouw het niet en druk het papier opnieuw af.",
                "This file was changed after it was made. Do not trust it, and print the paper again.",
            ),
            PagesError::NoPage => lang.pick("Deze PDF heeft die pagina niet.", "This PDF has no such page."),
            PagesError::Undrawn => lang.pick(
                "Deze pagina kan hier niet worden getoond. Open de PDF in een ander programma.",
                "This page cannot be shown here. Open the PDF in another program.",
            ),
        }
    }
}

impl fmt::Display for PagesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message(Lang::En))
    }
}

impl std::error::Error for PagesError {}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("count", &self.count()).finish()
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

impl Pages {
    /// Reads a PDF.
    ///
    /// # Errors
    /// [`PagesError::TooLarge`] or [`PagesError::Unreadable`].
    pub fn read(bytes: Vec<u8>) -> Result<Pages, PagesError> {
        if bytes.len() > MOST_BYTES {
            return Err(PagesError::TooLarge);
        }
        let pdf = guarded(|| Pdf::new(bytes).ok()).ok_or(PagesError::Unreadable)?;
        if pdf.pages().is_empty() { Err(PagesError::Unreadable) } else { Ok(Pages { pdf }) }
    }

    /// Reads the PDF in a file, which must have this digest.
    ///
    /// # Errors
    /// [`PagesError::Gone`], [`PagesError::Changed`], or as [`Pages::read`].
    pub fn open(path: &Path, digest: Digest) -> Result<Pages, PagesError> {
        let mut bytes = Vec::new();
        let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        let file = File::open(path).map_err(|_| PagesError::Gone)?;
        file.take(most).read_to_end(&mut bytes).map_err(|_| PagesError::Gone)?;
        if bytes.len() > MOST_BYTES {
            return Err(PagesError::TooLarge);
        }
        if Digest::of(&bytes) == digest { Pages::read(bytes) } else { Err(PagesError::Changed) }
    }

    /// Gives how many pages there are; at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Gives what the PDF calls itself, when it does.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        let title = self.pdf.metadata().title.as_ref()?;
        Some(text(title)).filter(|title| !title.is_empty())
    }

    /// Draws a page, counted from 0, so many dots wide; a page so high that it would pass [`MOST_DOTS`] is made smaller.
    ///
    /// # Errors
    /// [`PagesError::NoPage`], or [`PagesError::Undrawn`] when the page has no size or the library gives up.
    pub fn draw(&self, page: usize, width: u16) -> Result<Picture, PagesError> {
        let page = self.pdf.pages().get(page).ok_or(PagesError::NoPage)?;
        let (across, down) = page.render_dimensions();
        let side = f32::from(MOST_DOTS);
        let scale = (f32::from(width.clamp(1, MOST_DOTS)) / across).min(side / down);
        if !(scale.is_finite() && scale > 0.0 && across * scale >= 1.0 && down * scale >= 1.0) {
            return Err(PagesError::Undrawn);
        }
        let drawn = guarded(|| {
            let paper = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
            let settings = InterpreterSettings::default();
            let look = RenderSettings::default();
            Some(hayro::render(page, &RenderCache::new(), &settings, &look, &paper))
        });
        let drawn = drawn.ok_or(PagesError::Undrawn)?;
        Ok(Picture {
            width: u32::from(drawn.width()),
            height: u32::from(drawn.height()),
            rgba: drawn.data_as_u8_slice().to_vec(),
        })
    }
}

/// Reads a text string of a PDF: UTF-16 or UTF-8 with a mark in front, else one byte a letter (ISO 32000-2, 7.9.2.2).
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0_u16, |unit, part| unit << 8 | u16::from(*part)));
            char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// A fault of the library in a hostile PDF ends the page, not the program.
fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok().flatten()
}

#[cfg(test)]
#[path = "pages_tests.rs"]
mod tests;
