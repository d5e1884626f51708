//! The typefaces that every paper carries inside it, and how letters become glyphs.
//!
//! Noto Sans covers Latin, Greek, Cyrillic and Vietnamese; its Arabic and Hebrew sisters stand in for those scripts.
//! Nothing here looks for fonts on the machine: the same paper must have the same bytes everywhere.

use super::PdfError;
use harfrust::{Direction, FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use printpdf::ParsedFont;
use std::collections::BTreeSet;

/// Units of an em in which these fonts state their widths; the fonts in `assets/fonts` are all made so.
pub(crate) const EM: f32 = 1000.0;

/// Below this code point, glyphs are looked up in a table made once.
const COMMON: u32 = 0x600;

/// One of the typefaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Face {
    Regular,
    Bold,
    Arabic,
    Hebrew,
}

impl Face {
    /// All faces, in the order in which they are tried.
    pub(crate) const ALL: [Face; 4] = [Face::Regular, Face::Bold, Face::Arabic, Face::Hebrew];

    /// Gives the font file.
    pub(crate) fn bytes(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf"),
            Face::Bold => include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf"),
            Face::Arabic => include_bytes!("../../../assets/fonts/NotoSansArabic-Regular.ttf"),
            Face::Hebrew => include_bytes!("../../../assets/fonts/NotoSansHebrew-Regular.ttf"),
        }
    }

    /// Gives the font's name in page contents; its six capitals also tag it as a subset (ISO 32000-1, 9.6.4).
    pub(crate) fn name(self) -> &'static str {
        match self {
            Face::Regular => "NBREGU",
            Face::Bold => "NBBOLD",
            Face::Arabic => "NBARAB",
            Face::Hebrew => "NBHEBR",
        }
    }
}

/// A glyph in a shaped run; positions are in thousandths of an em from the run's start on the base line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    /// Where the text it stands for starts in the run, in bytes.
    pub(crate) start: usize,
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// What the glyph stands for; marks and parts of letters have their own.
    pub(crate) text: String,
}

/// One typeface, read.
struct Loaded {
    parsed: ParsedFont,
    font: FontRef<'static>,
    shaper: ShaperData,
    common: Vec<Option<(u16, u16)>>,
}

/// All typefaces, read.
pub(crate) struct Faces {
    loaded: Vec<Loaded>,
}

impl Faces {
    /// Reads the fonts that are part of the program.
    pub(crate) fn load() -> Result<Faces, PdfError> {
        let loaded = Face::ALL.into_iter().map(load).collect::<Result<Vec<_>, _>>()?;
        Ok(Faces { loaded })
    }

    /// Gives the font as the PDF library knows it.
    pub(crate) fn parsed(&self, face: Face) -> Option<&ParsedFont> {
        self.of(face).map(|loaded| &loaded.parsed)
    }

    /// Gives the advance of a character's own glyph in thousandths of an em; nothing when the face lacks it.
    pub(crate) fn advance(&self, face: Face, sign: char) -> Option<f32> {
        self.of(face)?.glyph(sign).map(|(_, advance)| f32::from(advance))
    }

    /// Joins and places the letters of a run that needs it; gives the glyphs in the order in which they are
    /// read, wherever they stand, and the run's width.
    pub(crate) fn shape(&self, face: Face, run: &str, direction: Direction) -> (Vec<Glyph>, f32) {
        let Some(loaded) = self.of(face) else { return (Vec::new(), 0.0) };
        let mut buffer = UnicodeBuffer::new();
        buffer.set_cluster_level(harfrust::BufferClusterLevel::MonotoneCharacters);
        buffer.push_str(run);
        buffer.set_direction(direction);
        buffer.guess_segment_properties();
        buffer.set_direction(direction);
        let shaper = loaded.shaper.shaper(&loaded.font).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        place(&shaped, run)
    }

    fn of(&self, face: Face) -> Option<&Loaded> {
        self.loaded.get(face as usize)
    }
}

impl Loaded {
    fn glyph(&self, sign: char) -> Option<(u16, u16)> {
        let code = u32::from(sign);
        match self.common.get(code as usize) {
            Some(known) => *known,
            None => look_up(&self.parsed, code),
        }
    }
}

fn load(face: Face) -> Result<Loaded, PdfError> {
    let broken = || PdfError::Font(face.name());
    let parsed = ParsedFont::from_bytes(face.bytes(), 0, &mut Vec::new()).ok_or_else(broken)?;
    let font = FontRef::from_index(face.bytes(), 0).map_err(|_| broken())?;
    let shaper = ShaperData::new(&font);
    let common = (0..COMMON).map(|code| look_up(&parsed, code)).collect();
    Ok(Loaded { parsed, font, shaper, common })
}

fn look_up(parsed: &ParsedFont, code: u32) -> Option<(u16, u16)> {
    let glyph = parsed.lookup_glyph_index(code).filter(|glyph| *glyph != 0)?;
    Some((glyph, parsed.get_horizontal_advance(glyph)))
}

/// Turns relative positions into places on the base line, and clusters into the text each glyph stands for.
fn place(shaped: &harfrust::GlyphBuffer, run: &str) -> (Vec<Glyph>, f32) {
    let starts: BTreeSet<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    let mut pen = 0.0;
    let mut glyphs = Vec::with_capacity(shaped.len());
    for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        let id = u16::try_from(info.glyph_id).unwrap_or(0);
        let (x, y) = (pen + position.x_offset as f32, position.y_offset as f32);
        let start = info.cluster as usize;
        glyphs.push(Glyph { id, start, x, y, text: cluster_text(run, start, &starts) });
        pen += position.x_advance as f32;
    }
    glyphs.sort_by_key(|glyph| glyph.start);
    (glyphs, pen)
}

/// Gives the characters from a cluster's start to the next one's.
fn cluster_text(run: &str, start: usize, starts: &BTreeSet<usize>) -> String {
    let end = starts.range(start + 1..).next().copied().unwrap_or(run.len());
    run.get(start..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faces_count_a_thousand_units_to_the_em() {
        let faces = Faces::load().unwrap();
        for face in Face::ALL {
            assert_eq!(f32::from(faces.parsed(face).unwrap().pdf_font_metrics.units_per_em), EM);
        }
    }

    #[test]
    fn letters_of_dutch_files_have_glyphs_of_their_own() {
        let faces = Faces::load().unwrap();
        for sign in "ĐđȘșęłŁćńễĳïëЮліяΕλένη€·–".chars() {
            assert!(faces.advance(Face::Regular, sign).is_some(), "{sign}");
            assert!(faces.advance(Face::Bold, sign).is_some(), "{sign}");
        }
        assert_eq!(faces.advance(Face::Regular, 'ქ'), None);
    }

    #[test]
    fn arabic_letters_join() {
        let faces = Faces::load().unwrap();
        let (apart, _) = faces.shape(Face::Arabic, "م", Direction::RightToLeft);
        let (joined, width) = faces.shape(Face::Arabic, "محمد", Direction::RightToLeft);
        assert!(joined.len() >= 4 && width > 0.0);
        assert!(joined.iter().all(|glyph| glyph.id != 0 && glyph.id != apart[0].id));
    }

    #[test]
    fn a_mark_without_a_letter_of_its_own_sits_above_its_base() {
        let faces = Faces::load().unwrap();
        let (glyphs, width) = faces.shape(Face::Regular, "M\u{308}", Direction::LeftToRight);
        assert_eq!(width, faces.advance(Face::Regular, 'M').unwrap());
        assert_eq!(glyphs[1].text, "\u{308}");
        assert!(glyphs[1].y > 0.0);
    }
}
