//! Spreadsheets of an export: values only, under limits, nothing run and nothing followed.
//!
//! Before the spreadsheet is read, all of it is unpacked once into nothing, to learn how large it really is.

use super::error::IntakeError;
use super::mapping::FileMapping;
use super::records::Fault;
use super::table::{Cell, Row, RowFault};
use super::text::Visit;
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use chrono::{NaiveDateTime, TimeDelta};
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// The most bytes that a spreadsheet may unpack to: a sheet of the most rows that there can be has less.
const MOST_UNPACKED: u64 = 1 << 30;
/// How long the end of an archive is when nothing follows it.
const END: usize = 22;
const MOST_ENTRIES: u16 = 10_000;
const MOST_DIRECTORY: u64 = 4 << 20;
/// A part that unpacks to more than this is held against what it was packed in: text of a table packs to a tenth or a
/// twentieth, only made bytes to a thousandth.
const MUCH_UNPACKED: u64 = 64 << 20;
const MOST_TIMES: u64 = 200;
/// The columns that a sheet can have; a cell that says it stands beyond them would take memory for all in between.
const MOST_COLUMNS: usize = 1 << 14;
/// The most text in one row.
const LONGEST_ROW: usize = 1 << 20;

/// What is known of a workbook before its cells are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// The names of macros and of links to other files.
    pub(super) active: Vec<String>,
}

/// Unpacks every part of a workbook into nothing.
pub(super) fn inspect(path: &Path, name: &str) -> Result<Parts, IntakeError> {
    let other = |why: &str| IntakeError::NotThatFormat(name.to_owned(), why.to_owned());
    let unreadable = |why| IntakeError::Unreadable(name.to_owned(), why);
    let mut file = File::open(path).map_err(unreadable)?;
    let directory = directory(&mut file).map_err(unreadable)?.ok_or_else(|| other("zip"))?;
    let (mut parts, mut total, mut at) = (Parts::default(), 0_u64, 0_usize);
    while at < directory.len() {
        let entry = Entry::read(&directory, at).ok_or_else(|| other("zip"))?;
        at = at.saturating_add(entry.len);
        let room = MOST_UNPACKED.saturating_sub(total);
        let unpacked = unpack(&mut file, &entry, room).map_err(|why| other(&why.to_string()))?;
        total = total.saturating_add(unpacked);
        let swells = unpacked > MUCH_UNPACKED && unpacked > entry.packed.saturating_mul(MOST_TIMES);
        if swells || total >= MOST_UNPACKED {
            return Err(IntakeError::Bomb(name.to_owned()));
        }
        if entry.name.ends_with("vbaProject.bin") || entry.name.contains("externalLinks/") {
            parts.active.push(entry.name);
        }
    }
    Ok(parts)
}

/// Reads the directory of the archive; none when the file is no archive that a spreadsheet can be.
fn directory(file: &mut File) -> io::Result<Option<Vec<u8>>> {
    let len = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(len.saturating_sub((64 << 10) + 22)))?;
    let mut tail = Vec::new();
    file.take((64 << 10) + 22).read_to_end(&mut tail)?;
    let Some(at) = tail.windows(4).rposition(|bytes| bytes == b"PK\x05\x06") else { return Ok(None) };
    let end = tail.get(at..).unwrap_or_default();
    // Behind a comment or other bytes could lie a second end, and another reader might believe that one.
    if end.len() != END || short(end, 20) != Some(0) {
        return Ok(None);
    }
    let (Some(entries), Some(size), Some(offset)) = (short(end, 10), long(end, 12), long(end, 16)) else {
        return Ok(None);
    };
    if entries > MOST_ENTRIES || u64::from(size) > MOST_DIRECTORY || offset == u32::MAX {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(u64::from(offset)))?;
    let mut directory = Vec::new();
    file.take(u64::from(size)).read_to_end(&mut directory)?;
    Ok((directory.len() as u64 == u64::from(size)).then_some(directory))
}

struct Entry {
    name: String,
    method: u16,
    packed: u64,
    offset: u64,
    /// How long the entry is in the directory.
    len: usize,
}

impl Entry {
    fn read(directory: &[u8], at: usize) -> Option<Entry> {
        let bytes = directory.get(at..)?;
        if !bytes.starts_with(b"PK\x01\x02") {
            return None;
        }
        let name_len = usize::from(short(bytes, 28)?);
        let tail = usize::from(short(bytes, 30)?).saturating_add(usize::from(short(bytes, 32)?));
        let name = bytes.get(46..46_usize.saturating_add(name_len))?;
        Some(Entry {
            name: String::from_utf8_lossy(name).into_owned(),
            method: short(bytes, 10)?,
            packed: u64::from(long(bytes, 20)?),
            offset: u64::from(long(bytes, 42)?),
            len: 46_usize.saturating_add(name_len).saturating_add(tail),
        })
    }
}

fn unpack(file: &mut File, entry: &Entry, room: u64) -> io::Result<u64> {
    let mut local = [0; 30];
    file.seek(SeekFrom::Start(entry.offset))?;
    file.read_exact(&mut local)?;
    let skip = short(&local, 26).zip(short(&local, 28)).filter(|_| local.starts_with(b"PK\x03\x04"));
    let (name, extra) = skip.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
    file.seek(SeekFrom::Current(i64::from(name).saturating_add(i64::from(extra))))?;
    let packed = BufReader::new(file.take(entry.packed));
    match entry.method {
        0 => io::copy(&mut packed.take(room), &mut io::sink()),
        8 => io::copy(&mut DeflateDecoder::new(packed).take(room), &mut io::sink()),
        _ => Err(io::Error::from(io::ErrorKind::Unsupported)),
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk::<2>().map(|pair| u16::from_le_bytes(*pair))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|four| u32::from_le_bytes(*four))
}

/// The sheets of a workbook: those that the mapping reads, those it names but the file lacks, and the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheets {
    pub(super) read: Vec<String>,
    pub(super) missing: Vec<String>,
    pub(super) skipped: Vec<String>,
}

impl Sheets {
    fn sort(names: &[String], mapping: &FileMapping) -> Sheets {
        let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
        let wanted = |name: &String| mapping.sheets.iter().any(|sheet| same(sheet, name));
        let found = |sheet: &String| names.iter().any(|name| same(sheet, name));
        Sheets {
            read: names.iter().filter(|name| wanted(name)).cloned().collect(),
            missing: mapping.sheets.iter().filter(|sheet| !found(sheet)).cloned().collect(),
            skipped: names.iter().filter(|name| !wanted(name)).cloned().collect(),
        }
    }
}

/// Gives each filled row of the sheets that the mapping reads.
pub(super) fn each_row(
    path: &Path,
    mapping: &FileMapping,
    visit: Visit<'_>,
    name: &str,
) -> Result<Sheets, IntakeError> {
    let file = File::open(path).map_err(|why| IntakeError::Unreadable(name.to_owned(), why))?;
    let mut book: Xlsx<_> = guarded(name, || Xlsx::new(BufReader::new(file)))?;
    let sheets = Sheets::sort(&book.sheet_names(), mapping);
    for sheet in &sheets.read {
        let mut cells = guarded(name, || book.worksheet_cells_reader(sheet))?;
        let mut row: Option<Row> = None;
        while let Some(cell) = guarded(name, || cells.next_cell())? {
            let (line, column) = cell.get_position();
            let number = u64::from(line).saturating_add(1);
            if row.as_ref().is_some_and(|row| row.number != number) {
                row.take().map_or(Ok(()), |row| visit(finished(row), 0))?;
            }
            let row = row.get_or_insert_with(|| empty_row(number));
            put(row, column as usize, value(cell.get_value()));
        }
        row.map_or(Ok(()), |row| visit(finished(row), 0))?;
    }
    Ok(sheets)
}

/// Calls the reader of spreadsheets. It counts without looking whether the number fits, so that a hostile cell such as
/// `A99999999999` makes it panic: that too is a damaged file, and what it was reading is given up.
fn guarded<T>(name: &str, call: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, IntakeError> {
    let broken = |why: String| IntakeError::NotThatFormat(name.to_owned(), why);
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(read) => read.map_err(|why| broken(why.to_string())),
        Err(_) => Err(broken("xlsx".to_owned())),
    }
}

fn empty_row(number: u64) -> Row {
    Row { number, cells: Vec::new(), original: String::new(), fault: None }
}

fn put(row: &mut Row, column: usize, cell: Cell) {
    if column >= MOST_COLUMNS {
        row.fault = Some(RowFault::Form(Fault::TooLong));
    } else if cell != Cell::default() {
        if row.cells.len() <= column {
            row.cells.resize_with(column.saturating_add(1), Cell::default);
        }
        if let Some(place) = row.cells.get_mut(column) {
            *place = cell;
        }
    }
}

fn finished(mut row: Row) -> Row {
    let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
    row.original = texts.join("\t");
    if row.original.len() > LONGEST_ROW {
        row.fault = Some(RowFault::Form(Fault::TooLong));
    }
    row
}

/// Reads a cell's value; of a formula that is the value the file has for it, nothing is computed.
fn value(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::Int(number) => Cell::from(number.to_string()),
        DataRef::Float(number) => Cell::from(number.to_string()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::from(text.clone())
        }
        DataRef::SharedString(text) => Cell::from((*text).to_owned()),
        DataRef::Bool(true) => Cell::from("ja".to_owned()),
        DataRef::Bool(false) => Cell::from("nee".to_owned()),
        DataRef::DateTime(stamp) => stamp
            .as_datetime()
            .map_or_else(|| Cell::from(stamp.as_f64().to_string()), |stamp| stamped(to_second(stamp))),
        DataRef::Error(error) => Cell::from(error.to_string()),
    }
}

/// A time of day is a fraction of a day, which is seldom exact.
fn to_second(stamp: NaiveDateTime) -> NaiveDateTime {
    use chrono::Timelike;
    let near = stamp.checked_add_signed(TimeDelta::milliseconds(500)).unwrap_or(stamp);
    near.with_nanosecond(0).unwrap_or(near)
}

fn stamped(stamp: NaiveDateTime) -> Cell {
    use chrono::Datelike;
    let text = match (stamp.year() < 1900, stamp.time() == chrono::NaiveTime::MIN) {
        (true, _) => stamp.format("%H:%M:%S").to_string(),
        (false, true) => stamp.format("%Y-%m-%d").to_string(),
        (false, false) => stamp.format("%Y-%m-%d %H:%M:%S").to_string(),
    };
    Cell { text, stamp: Some(stamp) }
}

#[cfg(test)]
#[path = "workbook_tests.rs"]
mod tests;
