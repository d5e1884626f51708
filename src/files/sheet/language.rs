//! The language of a workbook, which the library that writes it does not name.

use noodbrug_core::text::Lang;
use std::io::{Cursor, Read as _, Write as _};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The part with what a workbook says of itself (ECMA-376-2, 8.3).
const CORE: &str = "docProps/core.xml";
/// How that part ends.
const END: &str = "</cp:coreProperties>";

/// Adds the language to a workbook, so that programs that read it aloud know how; all else stays, in the same order.
pub(super) fn with_language(book: Vec<u8>, lang: Lang) -> ZipResult<Vec<u8>> {
    let mut from = ZipArchive::new(Cursor::new(book))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let part = from.by_index_raw(place)?;
        if part.name()? != CORE {
            to.raw_copy_file(part)?;
            continue;
        }
        let modified = part.last_modified().unwrap_or_default();
        drop(part);
        let mut text = String::new();
        from.by_index(place)?.read_to_string(&mut text)?;
        let language = format!("<dc:language>{}</dc:language>{END}", lang.pick("nl", "en"));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        to.start_file(CORE, options.last_modified_time(modified))?;
        to.write_all(text.replace(END, &language).as_bytes())?;
    }
    Ok(to.finish()?.into_inner())
}
