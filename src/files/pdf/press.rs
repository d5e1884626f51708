//! Turns pages into page contents and fonts by way of the PDF library, a batch at a time.
//!
//! The library cuts fonts down to the glyphs of the pages it is given. Every batch therefore starts with a specimen of
//! all glyphs of the paper: all batches agree on the fonts, the first one hands them over, specimens are thrown away.

use super::PdfError;
use super::alphabet::Alphabet;
use super::faces::{Face, Faces};
use super::frame::Sheet;
use super::ops::{Pen, specimen};
use super::page::Page;
use lopdf::{Document, ObjectId};
use printpdf::{FontId, Op, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, Pt, Rect};

/// A press with its fonts, for one paper.
pub(crate) struct Press {
    document: PdfDocument,
    alphabet: Alphabet,
}

/// What came off the press: the contents of the pages in order, and the document that holds the fonts.
pub(crate) struct Batch {
    pub(crate) contents: Vec<Vec<u8>>,
    document: Document,
    specimen: ObjectId,
}

impl Press {
    /// Sets a press up for a paper that uses this alphabet.
    pub(crate) fn new(alphabet: Alphabet, faces: &Faces) -> Result<Press, PdfError> {
        let mut document = PdfDocument::new("");
        for face in alphabet.faces() {
            let parsed = faces.parsed(face).ok_or(PdfError::Font(face.name()))?;
            document.resources.fonts.map.insert(id_of(face), PdfFont::new(parsed.clone()));
        }
        Ok(Press { document, alphabet })
    }

    /// Presses some pages.
    pub(crate) fn press(&mut self, pages: &[Page]) -> Result<Batch, PdfError> {
        let first = pages.first().map(|page| page.orientation).unwrap_or_default();
        let drawn = pages.iter().map(|page| {
            let size = Sheet::size(page.orientation);
            sheet(size, Pen::draw(page, &self.alphabet, size))
        });
        let specimen = sheet(Sheet::size(first), specimen(&self.alphabet));
        self.document.pages = std::iter::once(specimen).chain(drawn).collect();
        let mut warnings = Vec::new();
        let document = self.document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
        self.document.pages = Vec::new();
        if let Some(warning) = warnings.first() {
            return Err(PdfError::Press(warning.msg.clone()));
        }
        Batch::of(document)
    }
}

impl Batch {
    fn of(document: Document) -> Result<Batch, PdfError> {
        let mut pages = document.get_pages().into_values();
        let specimen = pages.next().ok_or_else(|| PdfError::Press("no pages".to_owned()))?;
        let contents = pages.map(|page| document.get_page_content(page)).collect();
        Ok(Batch { contents, document, specimen })
    }

    /// Gives the document of this batch and the dictionary in it that names the fonts.
    pub(crate) fn fonts(&self) -> Result<(&Document, ObjectId), PdfError> {
        let found = || -> lopdf::Result<ObjectId> {
            let page = self.document.get_dictionary(self.specimen)?;
            let resources = self.document.get_dict_in_dict(page, b"Resources")?;
            resources.get(b"Font")?.as_reference()
        };
        Ok((&self.document, found().map_err(pressed)?))
    }
}

fn pressed(error: lopdf::Error) -> PdfError {
    PdfError::Press(error.to_string())
}

fn id_of(face: Face) -> FontId {
    FontId(face.name().to_owned())
}

fn sheet((width, height): (f32, f32), ops: Vec<Op>) -> PdfPage {
    let whole = Rect {
        x: Pt(0.0),
        y: Pt(0.0),
        width: Pt(width),
        height: Pt(height),
        mode: None,
        winding_order: None,
    };
    PdfPage { media_box: whole.clone(), trim_box: whole.clone(), crop_box: whole, ops }
}
