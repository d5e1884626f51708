//! Walks over the structure of an archive without touching any content.
//!
//! Each record is read for its fields, written again, and compared byte by byte; files must lie end to end from the
//! first byte to the directory. What comes out has exactly one reading, in every program.

use super::container::Findings;
use super::records::{DEFLATED, DIRECTORY_LEN, End, Record, STORED, WIDE_END_LEN};
use noodbrug_core::bundle::{
    FindingKind, Limits, PAYLOAD, SECOND_SIGNATURE, check_name, is_packed, most_of_tag_file, place_in_archive,
};
use std::collections::BTreeSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// How far back the end of an archive can lie in other programs' eyes (a comment of 64 KiB).
const SEARCH: u64 = (64 << 10) + 22;

/// The most bytes of name and extra field in a record; folder, path and wide numbers have far fewer.
const MOST_TAIL: usize = 1 << 10;

/// The structure of an archive.
#[derive(Clone, Debug, Default)]
pub(super) struct Structure {
    /// The folder at the top.
    pub(super) folder: String,
    /// All files, in their order.
    pub(super) records: Vec<Record>,
}

impl Structure {
    /// Gives the files with their paths in the bag.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &Record)> {
        let skip = self.folder.len().saturating_add(1);
        self.records.iter().map(move |record| (record.name.get(skip..).unwrap_or_default(), record))
    }
}

/// Reads the structure; when it is not sound, the findings say why and there is none.
pub(super) fn walk<S: Read + Seek>(
    source: &mut S,
    limits: &Limits,
    findings: &mut Findings,
) -> io::Result<Option<Structure>> {
    let Some(end) = read_end(source, limits, findings)? else { return Ok(None) };
    let Some(records) = read_directory(source, &end, limits, findings)? else { return Ok(None) };
    let structure = Structure { folder: folder_of(&records), records };
    check_names(&structure, findings);
    check_places(&structure, &end, findings);
    check_sizes(&structure, limits, findings);
    if findings.is_empty() {
        check_local_records(source, &structure, findings)?;
    }
    Ok(findings.is_empty().then_some(structure))
}

fn read_end<S: Read + Seek>(
    source: &mut S,
    limits: &Limits,
    findings: &mut Findings,
) -> io::Result<Option<End>> {
    let len = source.seek(SeekFrom::End(0))?;
    if len > limits.archive {
        findings.archive(FindingKind::TooLarge, format!("{len} > {}", limits.archive));
        return Ok(None);
    }
    let tail = read_tail(source, len, WIDE_END_LEN as u64)?;
    let Some(end) = End::from_tail(&tail) else {
        let elsewhere = End::occurs_in(&read_tail(source, len, SEARCH)?);
        let kind = if elsewhere { FindingKind::StrayBytes } else { FindingKind::NotWhole };
        findings.archive(kind, format!("{len} bytes"));
        return Ok(None);
    };
    let bytes = end.to_bytes();
    if !tail.ends_with(&bytes) {
        findings.archive(FindingKind::EndRecord, "");
    }
    let whole = end.offset.checked_add(end.size).and_then(|sum| sum.checked_add(bytes.len() as u64));
    if whole != Some(len) {
        findings.archive(FindingKind::StrayBytes, format!("{} <> {len} bytes", whole.unwrap_or(u64::MAX)));
    }
    if end.entries > limits.entries {
        findings.archive(FindingKind::TooMany, format!("{} > {}", end.entries, limits.entries));
    }
    Ok(findings.is_empty().then_some(end))
}

fn read_tail<S: Read + Seek>(source: &mut S, len: u64, most: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(len.saturating_sub(most)))?;
    let mut tail = Vec::new();
    source.take(most).read_to_end(&mut tail)?;
    Ok(tail)
}

fn read_directory<S: Read + Seek>(
    source: &mut S,
    end: &End,
    limits: &Limits,
    findings: &mut Findings,
) -> io::Result<Option<Vec<Record>>> {
    source.seek(SeekFrom::Start(end.offset))?;
    let mut directory = BufReader::with_capacity(1 << 16, source.take(end.size));
    let (mut records, mut read) = (Vec::new(), 0_u64);
    while read < end.size && (records.len() as u64) < limits.entries {
        let Some(bytes) = read_record(&mut directory)? else { break };
        let Some(record) = Record::from_directory(&bytes) else { break };
        if record.directory() != bytes {
            findings.about(&printable(&record.name), FindingKind::DirectoryRecord, "");
        }
        read = read.saturating_add(bytes.len() as u64);
        records.push(record);
    }
    if read != end.size || records.len() as u64 != end.entries {
        let detail = format!("{} <> {}, {read} <> {} bytes", records.len(), end.entries, end.size);
        findings.archive(FindingKind::DirectoryRecord, detail);
        return Ok(None);
    }
    Ok(Some(records))
}

fn read_record(directory: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(256);
    directory.take(DIRECTORY_LEN as u64).read_to_end(&mut bytes)?;
    let tail = Record::tail_len(&bytes).filter(|tail| *tail <= MOST_TAIL);
    let Some(tail) = tail else { return Ok(None) };
    directory.take(tail as u64).read_to_end(&mut bytes)?;
    let whole = bytes.len() == DIRECTORY_LEN.saturating_add(tail);
    Ok(whole.then_some(bytes))
}

fn folder_of(records: &[Record]) -> String {
    let first = records.first().and_then(|record| record.name.split_once('/'));
    first.map_or_else(String::new, |(folder, _)| folder.to_owned())
}

fn check_names(structure: &Structure, findings: &mut Findings) {
    let prefix = format!("{}/", structure.folder);
    if check_name(&structure.folder).is_err() {
        findings.archive(FindingKind::WrongFolder, printable(&structure.folder));
    }
    let (mut seen, mut last) = (BTreeSet::new(), None);
    for record in &structure.records {
        let Some(path) = record.name.strip_prefix(&prefix) else {
            findings.about(&printable(&record.name), FindingKind::WrongFolder, &prefix);
            continue;
        };
        if let Err(fault) = check_name(path) {
            findings.about(&printable(path), FindingKind::BadName, fault);
        }
        if !seen.insert(path) {
            findings.about(&printable(path), FindingKind::DuplicateName, "");
        }
        let place = place_in_archive(path);
        if last.is_some_and(|last| last > place) {
            findings.about(&printable(path), FindingKind::WrongOrder, "");
        }
        last = Some(place);
    }
    // Where names become files, one that is the folder of another has no place.
    let folders: BTreeSet<&str> = seen.iter().flat_map(|path| folders_of(path)).collect();
    for path in seen.intersection(&folders) {
        findings.about(&printable(path), FindingKind::BadName, "/");
    }
}

/// Gives the folders on the way to a file.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// Shows a hostile name: what is not plain ASCII as an escape, and not too long.
fn printable(name: &str) -> String {
    name.escape_default().take(160).collect()
}

fn check_places(structure: &Structure, end: &End, findings: &mut Findings) {
    let mut next = Some(0);
    for record in &structure.records {
        if next != Some(record.offset) {
            let detail = format!("{} <> {}", record.offset, next.unwrap_or(u64::MAX));
            findings.about(&printable(&record.name), FindingKind::StrayBytes, detail);
        }
        next = record.end();
    }
    if next != Some(end.offset) {
        findings.archive(FindingKind::StrayBytes, format!("{} <> {}", next.unwrap_or(u64::MAX), end.offset));
    }
}

fn check_sizes(structure: &Structure, limits: &Limits, findings: &mut Findings) {
    let mut total = 0_u64;
    for (path, record) in structure.files() {
        total = total.saturating_add(record.len);
        let most = match path {
            SECOND_SIGNATURE => limits.second_signature,
            _ if path.starts_with(PAYLOAD) => limits.file,
            _ => limits.tag_file.min(most_of_tag_file(path)),
        };
        let allowed = if is_packed(path) { DEFLATED } else { STORED };
        let (len, packed) = (record.len, record.packed);
        let found = if record.method != allowed {
            Some((FindingKind::WrongPacking, record.method.to_string()))
        } else if len > most {
            Some((FindingKind::TooLarge, format!("{len} > {most}")))
        } else if allowed == STORED && len != packed {
            Some((FindingKind::LyingLength, format!("{len} <> {packed}")))
        } else if len > packed.saturating_mul(limits.ratio).saturating_add(1 << 20) {
            Some((FindingKind::Bomb, format!("{packed} < {len}")))
        } else {
            None
        };
        if let Some((kind, detail)) = found {
            findings.about(path, kind, detail);
        }
    }
    if total > limits.total {
        findings.archive(FindingKind::TooLarge, format!("{total} > {}", limits.total));
    }
}

fn check_local_records<S: Read + Seek>(
    source: &mut S,
    structure: &Structure,
    findings: &mut Findings,
) -> io::Result<()> {
    for record in &structure.records {
        let wanted = record.local();
        source.seek(SeekFrom::Start(record.offset))?;
        let mut found = vec![0; wanted.len()];
        source.read_exact(&mut found)?;
        if found != wanted {
            findings.about(&record.name, FindingKind::LocalRecord, "");
        }
    }
    Ok(())
}
