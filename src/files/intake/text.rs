//! Text files of an export: which characters separate the cells, and the rows one by one.

use super::encoding::{Decoded, Survey};
use super::error::IntakeError;
use super::fields::Field;
use super::mapping::{FileMapping, Format, Headings};
use super::records::{Dialect, Fault, Records};
use super::table::{Cell, HEADINGS_WITHIN, Row, RowFault, headings_in};
use noodbrug_core::digest::Digest;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::io::{self, Read};

const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
const LONGEST_LINE: usize = 1 << 20;

/// What is told each row, with the bytes of the file read since the last.
pub(super) type Visit<'a> = &'a mut dyn FnMut(Row, u64) -> Result<(), IntakeError>;

/// Finds the delimiter: the one by which a row near the top has the most headings, then the one with the most cells.
pub(super) fn dialect(file: &mut dyn Read, survey: &Survey, mapping: &FileMapping) -> io::Result<Dialect> {
    let mut head = Vec::new();
    let mut decoded = Decoded::new(file, survey.encoding);
    while head.len() < 1 << 16 && decoded.more(&mut head)?.is_some() {}
    let old_mac = survey.ends.of_old_macs();
    let mut best = (0, 0, b';');
    for delimiter in DELIMITERS {
        let (found, cells) = score(&head, Dialect { delimiter, old_mac }, mapping)?;
        if (found, cells) > (best.0, best.1) {
            best = (found, cells, delimiter);
        }
    }
    Ok(Dialect { delimiter: best.2, old_mac })
}

fn score(head: &[u8], dialect: Dialect, mapping: &FileMapping) -> io::Result<(usize, usize)> {
    let mut source = head;
    let mut records = Records::new(Decoded::new(&mut source, encoding_rs::UTF_8), dialect);
    let mut best = (0, 0);
    for _ in 0..HEADINGS_WITHIN {
        let Some(record) = records.next()? else { break };
        best = best.max((headings_in(&record.cells, mapping), record.cells.len()));
    }
    Ok(best)
}

/// Gives each row of a separated text; gives the hash of what was read.
pub(super) fn each_record(
    decoded: Decoded<'_>,
    dialect: Dialect,
    visit: Visit<'_>,
    name: &str,
) -> Result<Digest, IntakeError> {
    let unreadable = |why| IntakeError::Unreadable(name.to_owned(), why);
    let mut records = Records::new(decoded, dialect);
    let mut number = 0_u64;
    while let Some(record) = records.next().map_err(unreadable)? {
        number = number.saturating_add(1);
        let row = Row {
            number,
            cells: record.cells.into_iter().map(Cell::from).collect(),
            original: record.original,
            fault: record.fault.map(RowFault::Form),
        };
        visit(row, records.take_read())?;
    }
    Ok(records.digest())
}

/// Gives each line of a JSON Lines file; names the keys that the mapping does not know.
pub(super) fn each_line(
    mut decoded: Decoded<'_>,
    mapping: &FileMapping,
    visit: Visit<'_>,
    name: &str,
) -> Result<(Digest, BTreeSet<String>), IntakeError> {
    let (mut text, mut unknown, mut number) = (Vec::new(), BTreeSet::new(), 0_u64);
    let mut complete = false;
    while !complete {
        let read = decoded.more(&mut text).map_err(|why| IntakeError::Unreadable(name.to_owned(), why))?;
        complete = read.is_none();
        let mut read = read.unwrap_or(0);
        let mut start = 0;
        while let Some(len) = line_len(text.get(start..).unwrap_or_default(), complete) {
            number = number.saturating_add(1);
            let line = text.get(start..start.saturating_add(len)).unwrap_or_default();
            let row = line_row(number, &String::from_utf8_lossy(line), mapping, &mut unknown);
            visit(row, std::mem::take(&mut read))?;
            start = start.saturating_add(len).saturating_add(1).min(text.len());
        }
        text.drain(..start);
    }
    Ok((decoded.digest(), unknown))
}

fn line_len(text: &[u8], complete: bool) -> Option<usize> {
    let end = text.iter().position(|byte| *byte == b'\n');
    end.or_else(|| (!text.is_empty() && (complete || text.len() > LONGEST_LINE)).then_some(text.len()))
}

fn line_row(number: u64, line: &str, mapping: &FileMapping, unknown: &mut BTreeSet<String>) -> Row {
    let original = line.trim_end_matches('\r').to_owned();
    let mut row = Row { number, cells: Vec::new(), original, fault: None };
    if row.original.trim().is_empty() {
        return row;
    }
    if row.original.len() > LONGEST_LINE {
        row.fault = Some(RowFault::Form(Fault::TooLong));
        return row;
    }
    match serde_json::from_str::<Map<String, Value>>(&row.original) {
        Ok(object) => {
            row.cells = mapping.columns.values().map(|headings| json_cell(&object, headings)).collect();
            unknown.extend(object.keys().filter(|key| !is_known(mapping, key)).cloned());
        }
        Err(_) => row.fault = Some(RowFault::Json),
    }
    row
}

fn is_known(mapping: &FileMapping, key: &str) -> bool {
    mapping.columns.values().any(|headings: &Headings| headings.fit(key))
}

fn json_cell(object: &Map<String, Value>, headings: &Headings) -> Cell {
    let value = object.iter().find(|(key, _)| headings.fit(key)).map(|(_, value)| value);
    let text = match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    Cell::from(text)
}

/// Gives the fields of a JSON Lines mapping; such a file has no headings.
pub(super) fn has_headings(mapping: &FileMapping) -> bool {
    mapping.format != Format::Jsonl
}

/// Gives the required fields that a row near the top could have been looked for by.
pub(super) fn wanted(mapping: &FileMapping) -> String {
    let required: &[Field] = mapping.holds.required();
    let names = required.iter().filter_map(|field| mapping.columns.get(field));
    names.filter_map(|headings| headings.all().first()).cloned().collect::<Vec<_>>().join(", ")
}
