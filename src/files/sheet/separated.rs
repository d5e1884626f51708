//! A list as separated text (CSV, RFC 4180).
//!
//! Parted by `;` and in UTF-8 with a byte order mark: so it opens right with a double click in Excel with Dutch settings,
//! where a comma stands in numbers. Each row has at its end which list it is of, which version, when it was made and what
//! it rests on, so that it stays one table, and a row that is copied elsewhere still knows its source and age. A list
//! without hearings has one row, with only those.

use super::{ListFile, SheetError, guarded};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use noodbrug_core::moment::weekday_date_text;
use noodbrug_core::print::words;
use noodbrug_core::text::seen;

/// Marks the text as UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a list as separated text.
///
/// # Errors
/// [`SheetError`] when the text cannot be put together.
pub fn csv(list: &ListFile<'_>) -> Result<Vec<u8>, SheetError> {
    let (headings, mut rows) = list.table();
    if rows.is_empty() {
        rows.push(vec![String::new(); headings.len()]);
    }
    let facts = facts(list);
    let mut builder = WriterBuilder::new();
    builder.delimiter(b';').terminator(Terminator::CRLF).quote_style(QuoteStyle::Always);
    let mut writer = builder.from_writer(MARK.to_vec());
    let fault = |why: &dyn std::fmt::Display| SheetError(why.to_string());
    let headings = headings.iter().map(String::as_str).chain(facts.iter().map(|(name, _)| *name));
    writer.write_record(headings.map(safe)).map_err(|why| fault(&why))?;
    for row in &rows {
        let cells = row.iter().map(String::as_str).chain(facts.iter().map(|(_, fact)| fact.as_str()));
        writer.write_record(cells.map(safe)).map_err(|why| fault(&why))?;
    }
    writer.into_inner().map_err(|why| fault(&why))
}

/// Leaves out what is not seen first: behind it a formula could begin.
fn safe(cell: &str) -> String {
    guarded(&seen(cell)).into_owned()
}

/// What each row says of its list.
fn facts(list: &ListFile<'_>) -> [(&'static str, String); 7] {
    let (lang, paper) = (list.lang(), list.paper);
    let title = match list.sheet.counsel.as_str() {
        "" => paper.title.clone(),
        counsel => format!("{}: {counsel}", paper.title),
    };
    [
        (lang.pick("Lijst", "List"), title),
        (lang.pick("Gerecht", "Court"), list.sheet.court.clone()),
        (lang.pick("Dag", "Day"), weekday_date_text(list.sheet.date, lang)),
        (lang.pick("Versie", "Version"), list.version()),
        (lang.pick("Gemaakt", "Made"), words::made_at(&paper.stamp, lang)),
        (lang.pick("Stand van de gegevens", "State of the data"), words::as_of(&paper.stamp, lang)),
        (lang.pick("Bij deze lijst", "About this list"), list.marks()),
    ]
}
