//! Writes an archive: room for the head, the payload in one pass, the directory, and the head into its room.
//!
//! Where the way out cannot go back, as that into an envelope, there are two passes: the first into nothing, to learn the
//! records and the head, the second straight on from the first byte to the last. Both give the same bytes.

use super::head::Head;
use super::records::{DEFLATED, End, Record, STORED};
use super::write::{Content, Item};
use super::write_error::WriteError;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use noodbrug_core::bundle::is_packed;
use noodbrug_core::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read, Seek, SeekFrom, Write};

const CHUNK: usize = 128 << 10;
const LEVEL: u32 = 6;

/// Why writing stopped: the medium, or something else.
pub(super) enum Failure {
    Write(io::Error),
    Other(WriteError),
}

impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Failure {
        Failure::Write(cause)
    }
}

/// An archive in the making.
pub(super) struct Archive<W> {
    out: W,
    folder: String,
    at: u64,
    done: u64,
    records: Vec<Record>,
    packed: Sha256,
}

impl<W: Write + Seek> Archive<W> {
    pub(super) fn new(out: W, folder: &str) -> Archive<W> {
        Archive { out, folder: folder.to_owned(), at: 0, done: 0, records: Vec::new(), packed: Sha256::new() }
    }

    /// Makes the record of a file that is stored as it is, at the place where the archive is now.
    fn stored(&self, path: &str, bytes: &[u8]) -> Record {
        stored(&self.folder, (path, bytes), self.at)
    }

    /// Gives the records of the payload so far.
    pub(super) fn records(&self) -> &[Record] {
        &self.records
    }

    /// Gives the digest of all packed bytes so far.
    pub(super) fn packed(&self) -> Digest {
        Digest::from_bytes(self.packed.clone().finalize().into())
    }

    /// Leaves room for the head.
    pub(super) fn skip(&mut self, head: &Head) -> io::Result<()> {
        let len = |(path, bytes): &(String, Vec<u8>)| self.stored(path, bytes).local().len() + bytes.len();
        let room = head.files.iter().map(len).sum::<usize>() as u64;
        self.at = room;
        self.out.seek(SeekFrom::Start(room)).map(drop)
    }

    /// Adds a file of the payload: the record with what is known, the content, and the record again.
    pub(super) fn add(
        &mut self,
        item: &Item<'_>,
        cancelled: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), Failure> {
        let (len, digest, path) = (item.len(), item.digest(), item.path.clone());
        let method = if is_packed(&path) { DEFLATED } else { STORED };
        let name = format!("{}/{path}", self.folder);
        let mut record = Record { name, method, crc: 0, packed: len, len, offset: self.at };
        let width = record.local().len();
        self.out.write_all(&record.local())?;
        let content = open(item)?;
        let done = &mut |got: u64| {
            self.done = self.done.saturating_add(got);
            cancelled(self.done)
        };
        let passed = pass((content, method), (&mut self.out, &mut self.packed), done);
        let passed = passed.map_err(|failure| failure.named(&path))?;
        (record.packed, record.crc) = (passed.packed, passed.crc);
        if (passed.len, passed.digest) != (len, digest) || record.local().len() != width {
            return Err(Failure::Other(WriteError::Changed(path)));
        }
        self.at = record.end().unwrap_or(u64::MAX);
        self.out.seek(SeekFrom::Start(record.offset))?;
        self.out.write_all(&record.local())?;
        self.out.seek(SeekFrom::Start(self.at))?;
        self.records.push(record);
        Ok(())
    }

    /// Writes the directory and the end, and the head into the room that was left for it.
    pub(super) fn finish(mut self, head: &Head) -> io::Result<()> {
        let end_of_payload = self.at;
        self.out.seek(SeekFrom::Start(0))?;
        self.at = 0;
        let mut records = Vec::new();
        for (path, bytes) in &head.files {
            let record = self.stored(path, bytes);
            self.out.write_all(&record.local())?;
            self.out.write_all(bytes)?;
            self.at = record.end().unwrap_or(u64::MAX);
            records.push(record);
        }
        records.append(&mut self.records);
        self.out.seek(SeekFrom::Start(end_of_payload))?;
        write_directory(&records, end_of_payload, &mut self.out)
    }
}

/// Writes an archive straight on, of which everything is known from a first pass.
pub(super) fn write_straight(
    folder: &str,
    (head, items): (&Head, &[Item<'_>]),
    known: &[Record],
    mut out: impl Write,
    cancelled: &mut dyn FnMut(u64) -> bool,
) -> Result<(), Failure> {
    let (mut at, mut done, mut records) = (0, 0_u64, Vec::new());
    for (path, bytes) in &head.files {
        let record = stored(folder, (path, bytes), at);
        out.write_all(&record.local())?;
        out.write_all(bytes)?;
        at = record.end().unwrap_or(u64::MAX);
        records.push(record);
    }
    for (item, record) in items.iter().zip(known) {
        out.write_all(&record.local())?;
        let go_on = &mut |got: u64| {
            done = done.saturating_add(got);
            cancelled(done)
        };
        let passed = pass((open(item)?, record.method), (&mut out, &mut Sha256::new()), go_on);
        let passed = passed.map_err(|failure| failure.named(&item.path))?;
        let as_before = (passed.len, passed.packed, passed.crc) == (record.len, record.packed, record.crc);
        if !as_before || passed.digest != item.digest() {
            return Err(Failure::Other(WriteError::Changed(item.path.clone())));
        }
        at = record.end().unwrap_or(u64::MAX);
        records.push(record.clone());
    }
    write_directory(&records, at, &mut out)?;
    Ok(())
}

fn write_directory(records: &[Record], offset: u64, out: &mut impl Write) -> io::Result<()> {
    let mut size = 0_u64;
    for record in records {
        let bytes = record.directory();
        out.write_all(&bytes)?;
        size = size.saturating_add(bytes.len() as u64);
    }
    out.write_all(&End { entries: records.len() as u64, size, offset }.to_bytes())?;
    out.flush()
}

/// Makes the record of a file that is stored as it is.
fn stored(folder: &str, (path, bytes): (&str, &[u8]), offset: u64) -> Record {
    let (name, len) = (format!("{folder}/{path}"), bytes.len() as u64);
    Record { name, method: STORED, crc: crc32fast::hash(bytes), packed: len, len, offset }
}

/// Passes content on to the archive, packed or as it is; `packed` sees the bytes of what is packed.
fn pass<W: Write>(
    (mut content, method): (Box<dyn Read + '_>, u16),
    (out, packed): (&mut W, &mut Sha256),
    cancelled: &mut dyn FnMut(u64) -> bool,
) -> Result<Passed, Failure> {
    let (mut hash, mut crc, mut len) = (Sha256::new(), crc32fast::Hasher::new(), 0_u64);
    let sink = Sink { out, hash: (method == DEFLATED).then_some(packed), count: 0 };
    let mut packer = match method {
        DEFLATED => Packer::Deflate(DeflateEncoder::new(sink, Compression::new(LEVEL))),
        _ => Packer::Store(sink),
    };
    let mut buffer = vec![0; CHUNK];
    loop {
        let got = fill(&mut content, &mut buffer).map_err(|cause| Failure::Other(source("", cause)))?;
        let run = buffer.get(..got).unwrap_or_default();
        if run.is_empty() {
            break;
        }
        hash.update(run);
        crc.update(run);
        packer.write_all(run)?;
        len = len.saturating_add(got as u64);
        if cancelled(got as u64) {
            return Err(Failure::Other(WriteError::Cancelled));
        }
    }
    let packed = packer.finish()?;
    Ok(Passed { len, packed, crc: crc.finalize(), digest: Digest::from_bytes(hash.finalize().into()) })
}

/// Where a first pass goes: it is written to, knows where it is, and keeps nothing.
#[derive(Debug, Default)]
pub(super) struct Nowhere {
    at: u64,
}

impl Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.at = self.at.saturating_add(bytes.len() as u64);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Nowhere {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(at) = to else { return Err(io::ErrorKind::Unsupported.into()) };
        self.at = at;
        Ok(at)
    }
}

impl Failure {
    /// Says of which file the source failed.
    fn named(self, path: &str) -> Failure {
        match self {
            Failure::Other(WriteError::Source { cause, .. }) => Failure::Other(source(path, cause)),
            other => other,
        }
    }
}

fn source(path: &str, cause: io::Error) -> WriteError {
    WriteError::Source { path: path.to_owned(), cause }
}

fn open<'a>(item: &'a Item<'_>) -> Result<Box<dyn Read + 'a>, Failure> {
    match &item.content {
        Content::Bytes(bytes) => Ok(Box::new(bytes.as_slice())),
        Content::Stream { open, .. } => open().map_err(|cause| Failure::Other(source(&item.path, cause))),
    }
}

/// Fills the buffer as far as the source goes, so that packing sees the same runs however the source gives them.
fn fill(content: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut got = 0;
    while let Some(room) = buffer.get_mut(got..).filter(|room| !room.is_empty()) {
        match content.read(room) {
            Ok(0) => break,
            Ok(read) => got = got.saturating_add(read),
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(got)
}

/// What passed.
struct Passed {
    len: u64,
    packed: u64,
    crc: u32,
    digest: Digest,
}

/// Counts and hashes what goes into the archive.
struct Sink<'a, W> {
    out: &'a mut W,
    hash: Option<&'a mut Sha256>,
    count: u64,
}

impl<W: Write> Write for Sink<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write_all(bytes)?;
        if let Some(hash) = &mut self.hash {
            hash.update(bytes);
        }
        self.count = self.count.saturating_add(bytes.len() as u64);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

enum Packer<'a, W: Write> {
    Store(Sink<'a, W>),
    Deflate(DeflateEncoder<Sink<'a, W>>),
}

impl<W: Write> Packer<'_, W> {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Packer::Store(sink) => sink.write_all(bytes),
            Packer::Deflate(encoder) => encoder.write_all(bytes),
        }
    }

    fn finish(self) -> io::Result<u64> {
        match self {
            Packer::Store(sink) => Ok(sink.count),
            Packer::Deflate(encoder) => encoder.finish().map(|sink| sink.count),
        }
    }
}
