//! Splits separated text into records: quoted line breaks, doubled quotes, mixed line ends, broken quotes.
//!
//! A quoted cell that is never closed must not swallow the rest of the file: then the record is the one line that it
//! began on, marked as broken, and reading goes on after it.

use super::encoding::Decoded;
use std::io;

/// The most bytes that a record may have.
const LONGEST: usize = 1 << 20;
/// The most line ends that a quoted cell may have.
const MOST_LINES: u32 = 200;

/// What is wrong with the form of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A quote that is not closed, or closed in the middle of a cell.
    Quotes,
    /// Longer than any real record.
    TooLong,
}

/// One record, and its original text without the line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) cells: Vec<String>,
    pub(super) original: String,
    pub(super) fault: Option<Fault>,
}

/// How a file separates its cells and records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Whether a carriage return alone ends a record.
    pub(super) old_mac: bool,
}

/// Gives the records of a text one by one.
pub(super) struct Records<'a> {
    source: Decoded<'a>,
    dialect: Dialect,
    text: Vec<u8>,
    start: usize,
    complete: bool,
    /// Bytes of the file read since this was last asked.
    read: u64,
}

/// One cell's place in the text, and whether it is quoted.
struct Span {
    from: usize,
    to: usize,
    quoted: bool,
}

enum Scan {
    /// The text ends before the record does.
    More,
    /// A record: its cells, its end, and the beginning of the next.
    Whole(Vec<Span>, usize, usize),
    Broken(Fault),
}

impl<'a> Records<'a> {
    pub(super) fn new(source: Decoded<'a>, dialect: Dialect) -> Records<'a> {
        Records { source, dialect, text: Vec::new(), start: 0, complete: false, read: 0 }
    }

    /// Gives the bytes of the file that were read since the last call.
    pub(super) fn take_read(&mut self) -> u64 {
        std::mem::take(&mut self.read)
    }

    /// Gives the hash of the file, when all of it was read.
    pub(super) fn digest(self) -> noodbrug_core::digest::Digest {
        self.source.digest()
    }

    /// Gives the next record; nothing at the end of the file.
    pub(super) fn next(&mut self) -> io::Result<Option<Record>> {
        loop {
            let rest = self.text.get(self.start..).unwrap_or_default();
            if rest.is_empty() && self.complete {
                return Ok(None);
            }
            match scan(rest, self.dialect, self.complete) {
                Scan::More => self.fill()?,
                Scan::Whole(spans, end, next) => {
                    let cells = spans.iter().map(|span| cell(rest, span)).collect();
                    let original = lossless(rest.get(..end));
                    self.start = self.start.saturating_add(next);
                    return Ok(Some(Record { cells, original, fault: None }));
                }
                Scan::Broken(fault) => return Ok(Some(self.broken(fault))),
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.text.drain(..self.start.min(self.text.len()));
        self.start = 0;
        match self.source.more(&mut self.text)? {
            Some(read) => self.read = self.read.saturating_add(read),
            None => self.complete = true,
        }
        Ok(())
    }

    /// Takes the first line alone, split without regard to quotes.
    fn broken(&mut self, fault: Fault) -> Record {
        let rest = self.text.get(self.start..).unwrap_or_default();
        let ends = |byte: &u8| *byte == b'\n' || (self.dialect.old_mac && *byte == b'\r');
        let line = rest.iter().position(ends).unwrap_or(rest.len());
        let mut end = line.min(LONGEST);
        while end < line && rest.get(end).is_some_and(|byte| byte & 0xc0 == 0x80) {
            end = end.saturating_sub(1);
        }
        let next = if end == line { line.saturating_add(1).min(rest.len()) } else { end.max(1) };
        let original = lossless(rest.get(..end)).trim_end_matches('\r').to_owned();
        let cells = original.split(char::from(self.dialect.delimiter)).map(str::to_owned).collect();
        self.start = self.start.saturating_add(next);
        Record { cells, original, fault: Some(fault) }
    }
}

fn scan(text: &[u8], dialect: Dialect, complete: bool) -> Scan {
    let (mut spans, mut at) = (Vec::with_capacity(20), 0);
    loop {
        let cell = if text.get(at) == Some(&b'"') {
            quoted(text, at, dialect, complete)
        } else {
            plain(text, at, dialect, complete)
        };
        let (span, end) = match cell {
            Ok(found) => found,
            Err(why) => return why,
        };
        if end > LONGEST {
            return Scan::Broken(Fault::TooLong);
        }
        spans.push(span);
        match text.get(end) {
            Some(byte) if *byte == dialect.delimiter => at = end.saturating_add(1),
            Some(b'\r') if text.get(end.saturating_add(1)) == Some(&b'\n') => {
                return Scan::Whole(spans, end, end.saturating_add(2));
            }
            Some(_) => return Scan::Whole(spans, end, end.saturating_add(1)),
            None => return Scan::Whole(spans, end, end),
        }
    }
}

/// Says whether a cell ends at this place; nothing when the text is too short to tell.
fn ends_at(text: &[u8], at: usize, dialect: Dialect, complete: bool) -> Option<bool> {
    match text.get(at) {
        None if complete => Some(true),
        None => None,
        Some(b'\n') => Some(true),
        Some(byte) if *byte == dialect.delimiter => Some(true),
        Some(b'\r') if dialect.old_mac => Some(true),
        Some(b'\r') => match text.get(at.saturating_add(1)) {
            None if !complete => None,
            following => Some(following.is_none_or(|byte| *byte == b'\n')),
        },
        Some(_) => Some(false),
    }
}

fn plain(text: &[u8], from: usize, dialect: Dialect, complete: bool) -> Result<(Span, usize), Scan> {
    let mut at = from;
    loop {
        match ends_at(text, at, dialect, complete) {
            Some(true) => return Ok((Span { from, to: at, quoted: false }, at)),
            Some(false) if at.saturating_sub(from) > LONGEST => return Err(Scan::Broken(Fault::TooLong)),
            Some(false) => at = at.saturating_add(1),
            None => return Err(Scan::More),
        }
    }
}

fn quoted(text: &[u8], from: usize, dialect: Dialect, complete: bool) -> Result<(Span, usize), Scan> {
    let (mut at, mut lines) = (from.saturating_add(1), 0_u32);
    loop {
        match text.get(at) {
            None if complete => return Err(Scan::Broken(Fault::Quotes)),
            None => return Err(Scan::More),
            Some(b'"') => {
                let after = at.saturating_add(1);
                if text.get(after) == Some(&b'"') {
                    at = after.saturating_add(1);
                    continue;
                }
                return match ends_at(text, after, dialect, complete) {
                    Some(true) => Ok((Span { from: from.saturating_add(1), to: at, quoted: true }, after)),
                    Some(false) => Err(Scan::Broken(Fault::Quotes)),
                    None => Err(Scan::More),
                };
            }
            Some(b'\n') => lines = lines.saturating_add(1),
            Some(_) => {}
        }
        if lines > MOST_LINES || at.saturating_sub(from) > LONGEST {
            return Err(Scan::Broken(Fault::Quotes));
        }
        at = at.saturating_add(1);
    }
}

fn cell(text: &[u8], span: &Span) -> String {
    let text = lossless(text.get(span.from..span.to));
    if span.quoted && text.contains("\"\"") { text.replace("\"\"", "\"") } else { text }
}

/// The decoder gives UTF-8, and cells are cut at ASCII bytes, so nothing is replaced here.
fn lossless(bytes: Option<&[u8]>) -> String {
    String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Record> {
        let mut source = text.as_bytes();
        let decoded = Decoded::new(&mut source, encoding_rs::UTF_8);
        let mut records = Records::new(decoded, Dialect { delimiter: b';', old_mac: false });
        std::iter::from_fn(|| records.next().unwrap()).collect()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).into_iter().map(|record| record.cells).collect()
    }

    #[test]
    fn quoted_line_breaks_and_doubled_quotes_stay_in_their_cell() {
        let records = read("a;\"b\r\nc\";d\r\n\"zie \"\"oude\"\" zaak\";;=1+1\nlaatste;x;y");
        assert_eq!(records[0].cells, ["a", "b\r\nc", "d"]);
        assert_eq!(records[0].original, "a;\"b\r\nc\";d");
        assert_eq!(records[1].cells, ["zie \"oude\" zaak", "", "=1+1"]);
        assert_eq!(records[2].cells, ["laatste", "x", "y"]);
        assert_eq!(records.len(), 3);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_one_line() {
        let records = read("a;\"b;c\nd;e;f\n\"g\";h;i\n");
        assert_eq!(records[0].fault, Some(Fault::Quotes));
        assert_eq!(records[0].original, "a;\"b;c");
        assert_eq!(records[1].cells, ["d", "e", "f"]);
        assert_eq!(records[2].cells, ["g", "h", "i"]);
    }

    #[test]
    fn text_after_a_closing_quote_is_a_fault() {
        let records = read("\"a\"b;c\r\nd;e\r\n");
        assert_eq!((records[0].fault, records[0].original.as_str()), (Some(Fault::Quotes), "\"a\"b;c"));
        assert_eq!(records[1].cells, ["d", "e"]);
    }

    #[test]
    fn a_quote_in_the_middle_of_a_plain_cell_is_a_quote() {
        assert_eq!(cells("a\"b\";c\n"), [["a\"b\"", "c"]]);
    }

    #[test]
    fn empty_lines_are_records_of_one_empty_cell() {
        assert_eq!(cells("a;b\n\nc;d"), [vec!["a", "b"], vec![""], vec!["c", "d"]]);
        assert_eq!(cells(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_line_without_end_is_cut_into_pieces_and_marked() {
        let records = read(&"é".repeat(LONGEST));
        assert!(records.len() >= 2 && records.iter().all(|record| record.original.len() <= LONGEST));
        assert_eq!(records[0].fault, Some(Fault::TooLong));
        let whole: String = records.iter().map(|record| record.original.as_str()).collect();
        assert_eq!(whole, "é".repeat(LONGEST));
    }

    proptest! {
        #[test]
        fn what_is_quoted_properly_reads_back(
            rows in proptest::collection::vec(proptest::collection::vec("[a-zé;\"\r\n=]{0,12}", 2..5), 1..8)
        ) {
            let line = |row: &Vec<String>| {
                row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(";")
            };
            let text = rows.iter().map(line).collect::<Vec<_>>().join("\r\n");
            prop_assert_eq!(cells(&text), rows);
        }

        #[test]
        fn no_text_is_lost_whatever_it_is(text in "[ab;\"\n]{0,60}") {
            let kept: String = read(&text).iter().map(|record| record.original.replace('\n', "")).collect();
            prop_assert_eq!(kept, text.replace('\n', ""));
        }
    }
}
