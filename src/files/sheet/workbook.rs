//! A list as a workbook (XLSX): the list on its first worksheet, what it says of itself and what changed on the second.

use super::language::with_language;
use super::{ListFile, SheetError};
use noodbrug_core::moment::weekday_date_text;
use noodbrug_core::print::words;
use noodbrug_core::text::seen;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// A4 in the numbers of the format.
const A4: u8 = 9;
/// How wide room, chamber and judges are, in signs.
const LEAD: [f64; 3] = [9.0, 18.0, 22.0];
/// How wide the list's own columns are together, in signs.
const WIDTH: f64 = 150.0;
/// The most signs that the head or foot of a printed page may have in the format, signs of the format counted.
const FOOT: usize = 255;

/// Writes a list as a workbook. Every cell is a string in the format of text, which stays one when somebody edits it.
///
/// # Errors
/// [`SheetError`] when a cell or the list is larger than the format allows.
pub fn xlsx(list: &ListFile<'_>) -> Result<Vec<u8>, SheetError> {
    let book = write(list).map_err(|why| SheetError(why.to_string()))?;
    with_language(book, list.lang()).map_err(|why| SheetError(why.to_string()))
}

fn write(list: &ListFile<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(list.paper.stamp.made_at.unix())?;
    let title = seen(&heading(list)).into_owned();
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    put_list(book.add_worksheet(), list)?;
    put_about(book.add_worksheet(), list)?;
    book.save_to_buffer()
}

/// Writes words into a cell, without signs that are not seen.
fn put(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    words: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    page.write_string_with_format(row, column, seen(words), format).map(|_| ())
}

fn heading(list: &ListFile<'_>) -> String {
    let subtitle = list.paper.subtitle.as_deref().unwrap_or_default();
    [list.paper.title.as_str(), subtitle]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn put_list(page: &mut Worksheet, list: &ListFile<'_>) -> Result<(), XlsxError> {
    let lang = list.lang();
    page.set_name(lang.pick("Zittingen", "Hearings"))?;
    let (headings, rows) = list.table();
    let first = put_head(page, list)?;
    for (column, name) in (0_u16..).zip(&headings) {
        put(page, (first, column), name, &of_headings())?;
    }
    for (row, cells) in (first.saturating_add(1)..).zip(&rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            put(page, (row, column), cell, &of_cells())?;
        }
    }
    for (column, width) in (0_u16..).zip(widths(list)) {
        page.set_column_width(column, width)?;
    }
    let last = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let bottom = first.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    page.autofilter(first, 0, bottom, last)?;
    page.set_freeze_panes(first.saturating_add(1), 0)?;
    page.set_repeat_rows(first, first)?;
    for_paper(page, list);
    Ok(())
}

/// Writes what stands above the list, and gives the row of the headings.
fn put_head(page: &mut Worksheet, list: &ListFile<'_>) -> Result<u32, XlsxError> {
    let (lang, stamp) = (list.lang(), &list.paper.stamp);
    let ages = [list.version(), words::made_at(stamp, lang), words::as_of(stamp, lang)].join(" · ");
    put(page, (0, 0), &heading(list), &text().set_bold().set_font_size(14.0))?;
    put(page, (1, 0), &ages, &text())?;
    let marks = list.marks();
    if marks.is_empty() {
        return Ok(3);
    }
    put(page, (2, 0), &marks, &text().set_bold().set_font_color(Color::RGB(0x00A3_0000)))?;
    Ok(4)
}

fn put_about(page: &mut Worksheet, list: &ListFile<'_>) -> Result<(), XlsxError> {
    let lang = list.lang();
    page.set_name(lang.pick("Over deze lijst", "About this list"))?;
    page.set_column_width(0, 26.0)?.set_column_width(1, 20.0)?.set_column_width(2, 90.0)?;
    let mut row = 0_u32;
    for (name, value) in facts(list).into_iter().filter(|(_, value)| !value.is_empty()) {
        put(page, (row, 0), name, &text().set_bold().set_align(FormatAlign::Top))?;
        put(page, (row, 1), &value, &text())?;
        row = row.saturating_add(1);
    }
    row = row.saturating_add(1);
    if !list.changes.is_empty() {
        let headings =
            [lang.pick("Verandering", "Change"), lang.pick("Zaak", "Case"), lang.pick("Wat", "What")];
        for (column, name) in (0_u16..).zip(headings) {
            put(page, (row, column), name, &of_headings())?;
        }
    }
    for (row, change) in (row.saturating_add(1)..).zip(list.changes) {
        for (column, cell) in (0_u16..).zip([change.kind.label(lang), &change.case, &change.words]) {
            put(page, (row, column), cell, &of_cells())?;
        }
    }
    for_paper(page, list);
    Ok(())
}

fn facts(list: &ListFile<'_>) -> Vec<(&'static str, String)> {
    let (lang, paper) = (list.lang(), list.paper);
    let replaces = paper.edition.and_then(|edition| edition.replaces);
    let version = [list.version()].into_iter().chain(replaces.map(|before| words::replaces(before, lang)));
    vec![
        (lang.pick("Lijst", "List"), paper.title.clone()),
        (lang.pick("Raadsman", "Counsel"), list.sheet.counsel.clone()),
        (lang.pick("Gerecht", "Court"), list.sheet.court.clone()),
        (lang.pick("Dag", "Day"), weekday_date_text(list.sheet.date, lang)),
        (lang.pick("Versie", "Version"), version.collect::<Vec<_>>().join(", ")),
        (lang.pick("Gemaakt", "Made"), words::made_at(&paper.stamp, lang)),
        (lang.pick("Stand van de gegevens", "State of the data"), words::as_of(&paper.stamp, lang)),
        (lang.pick("Zittingen", "Hearings"), list.sheet.count().to_string()),
        (lang.pick("Bij deze lijst", "About this list"), list.marks()),
    ]
}

/// Sets how it comes out of a printer: on A4 on its side, as wide as the page, with the list's name and marks on each.
fn for_paper(page: &mut Worksheet, list: &ListFile<'_>) {
    page.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    let mark = list.paper.watermark.map(|mark| words::watermark(mark, list.lang())).unwrap_or_default();
    let pages = format!("&C&P {} &N", list.lang().pick("van", "of"));
    let mark = format!("&R{}", escaped(mark, FOOT));
    let taken = units(&pages).saturating_add(units(&mark));
    page.set_header(edge(&heading(list), 0));
    page.set_footer(format!("{}{pages}{mark}", edge(&list.version(), taken)));
}

/// Gives what stands on the left of a head or foot of which so much is taken.
fn edge(words: &str, taken: usize) -> String {
    let left = "&L";
    format!("{left}{}", escaped(words, FOOT.saturating_sub(taken.saturating_add(units(left)))))
}

/// Doubles the sign with which the format begins its own, and cuts with an ellipsis what does not fit.
fn escaped(words: &str, most: usize) -> String {
    let all: String = seen(words).replace('&', "&&");
    if units(&all) <= most {
        return all;
    }
    let mut text = String::new();
    for sign in seen(words).chars() {
        let sign = if sign == '&' { "&&".to_owned() } else { sign.to_string() };
        if units(&text).saturating_add(units(&sign)) >= most {
            break;
        }
        text.push_str(&sign);
    }
    format!("{}…", text.trim_end())
}

/// Counts as the format does: in units of UTF-16.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn widths(list: &ListFile<'_>) -> impl Iterator<Item = f64> {
    let fields = &list.sheet.fields;
    let all: f64 = fields.iter().map(|field| f64::from(field.share)).sum();
    let wide = move |share: u16| (f64::from(share) / all.max(1.0) * WIDTH).clamp(7.0, 40.0);
    LEAD.into_iter().chain(fields.iter().map(move |field| wide(field.share)))
}

/// Text stays text when somebody edits it: `@` is the format that says so.
fn text() -> Format {
    Format::new().set_num_format("@")
}

fn of_cells() -> Format {
    text().set_text_wrap().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Hair)
}

fn of_headings() -> Format {
    let shade = Color::RGB(0x00DD_E5EE);
    let format = text().set_text_wrap().set_bold().set_align(FormatAlign::Top).set_background_color(shade);
    format.set_border_bottom(FormatBorder::Thin)
}
