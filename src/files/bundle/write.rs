//! Writes a bundle: hashes, packs and signs in one pass, puts it in its place, and reads it back with the judge.
//!
//! The head (lists and signature) stands first in the archive but is known last. Its length is known beforehand, so the
//! payload is written behind the room it needs, and the head into that room. The same input and the same time give the
//! same bytes.

use super::head::{Head, head};
use super::judge::{Judgement, Progress, judge};
use super::records::{DEFLATED, End, Record, STORED};
use super::trust::Trust;
use crate::keys::{Certificate, CertificateError, RevocationList, SecretKey};
use crate::place::{Draft, Existing, PlaceError};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use noodbrug_core::bundle::{
    BundleHeader, DocTotals, Finding, Limits, Manifest, PAYLOAD, check_name, document_digest, is_packed,
    place_in_archive,
};
use noodbrug_core::canonical::NotCanonical;
use noodbrug_core::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const CHUNK: usize = 128 << 10;
const LEVEL: u32 = 6;

/// Opens a stream of bytes when its turn comes.
pub type Opener<'a> = Box<dyn FnOnce() -> io::Result<Box<dyn Read + 'a>> + 'a>;

/// Where the content of a file comes from.
pub enum Content<'a> {
    /// From memory.
    Bytes(Vec<u8>),
    /// From a stream, of which length and digest are known: a document or a sealed segment.
    Stream {
        /// Bytes in it.
        len: u64,
        /// SHA-256 of it; another content is noticed and nothing is written.
        digest: Digest,
        /// Opens it.
        open: Opener<'a>,
    },
}

/// One file of the payload.
pub struct Item<'a> {
    /// Its path in the bag, `data/…`.
    pub path: String,
    /// Its content.
    pub content: Content<'a>,
}

impl Item<'_> {
    /// Makes a file of the payload from bytes in memory.
    #[must_use]
    pub fn bytes(path: &str, bytes: Vec<u8>) -> Item<'static> {
        Item { path: path.to_owned(), content: Content::Bytes(bytes) }
    }

    fn len(&self) -> u64 {
        match &self.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Stream { len, .. } => *len,
        }
    }

    fn digest(&self) -> Digest {
        match &self.content {
            Content::Bytes(bytes) => Digest::of(bytes),
            Content::Stream { digest, .. } => *digest,
        }
    }
}

/// What goes into a bundle. The writer sets the totals in the header and puts the files in their order.
pub struct Parcel<'a> {
    /// The header.
    pub header: BundleHeader,
    /// The payload.
    pub items: Vec<Item<'a>>,
}

/// Who sends it.
#[derive(Clone, Copy)]
pub struct Sender<'a> {
    /// The station's key.
    pub key: &'a SecretKey,
    /// The station's certificate.
    pub certificate: &'a Certificate,
    /// The name of the office.
    pub office: &'a str,
    /// The keys that the office has revoked.
    pub revoked: &'a RevocationList,
}

/// A bundle that is in its place, read back and judged sound.
#[derive(Clone, Debug)]
pub struct Written {
    /// Where it is.
    pub path: PathBuf,
    /// Bytes of the archive.
    pub len: u64,
    /// The name of the bundle: the SHA-256 of its tag manifest, for the cover sheet and the next header.
    pub tagmanifest: Digest,
    /// The header with its totals.
    pub header: BundleHeader,
    /// What our own reader says of the file on the medium.
    pub judgement: Judgement,
}

/// Why no bundle was written; nothing with its name is left behind.
#[derive(Debug)]
pub enum WriteError {
    /// The file could not be put in its place.
    Place(PlaceError),
    /// The header holds a number that JSON cannot hold.
    Header(NotCanonical),
    /// A path that no payload may have, or twice the same, or a document that is not named after its content.
    Path(String),
    /// A stream could not be opened or read.
    Source {
        /// The file of the payload.
        path: String,
        /// What the system said.
        cause: io::Error,
    },
    /// A stream held something else than was said.
    Changed(String),
    /// The certificate does not hold at the time of the header: no reader could trust the bundle.
    Certificate(CertificateError),
    /// Key, certificate, header and office do not belong together, or the office's name has a line break in it.
    Sender,
    /// What was read back is not a sound bundle; the file was taken away again.
    ReadBack(Vec<Finding>),
    /// Somebody cancelled it.
    Cancelled,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Place(cause) => write!(f, "{cause}"),
            WriteError::Header(cause) => write!(f, "the header cannot be written: {cause}"),
            WriteError::Path(path) => write!(f, "`{path}` is no name for a file in a bundle"),
            WriteError::Source { path, cause } => write!(f, "the content of {path} cannot be read: {cause}"),
            WriteError::Changed(path) => write!(f, "the content of {path} is not what it should be"),
            WriteError::Certificate(cause) => write!(f, "nobody could trust this bundle: {cause}"),
            WriteError::Sender => f.write_str("key, certificate, header and office do not belong together"),
            WriteError::ReadBack(findings) => {
                let first = findings.first().map(ToString::to_string).unwrap_or_default();
                write!(f, "what was read back is not right ({} findings): {first}", findings.len())
            }
            WriteError::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl std::error::Error for WriteError {}

/// Writes a bundle into a folder, under the name that its header gives it, and reads it back.
///
/// `progress` counts the payload's bytes twice: once written, once read back.
///
/// # Errors
/// When a step fails or is cancelled; then no file with the bundle's name is there (an older one stays as it was).
pub fn write(
    folder: &Path,
    parcel: Parcel<'_>,
    sender: &Sender<'_>,
    progress: Progress<'_>,
) -> Result<Written, WriteError> {
    let plan = Plan::new(parcel, sender)?;
    let (name, created) = (plan.header.folder(), plan.header.created);
    let total = plan.header.bytes.saturating_mul(2);
    let mut draft = Draft::beside(&folder.join(format!("{name}.zip"))).map_err(WriteError::Place)?;
    let outcome = plan.write(draft.file(), sender, &mut |done| progress(done, total).is_break());
    let (header, tagmanifest) = outcome.map_err(|failure| match failure {
        Failure::Write(cause) => WriteError::Place(draft.failed(cause)),
        Failure::Other(error) => error,
    })?;
    let path = draft.place_unread(Existing::Keep).map_err(WriteError::Place)?;
    let trust =
        Trust::at(created).with_root(sender.office, sender.certificate.authority()).expecting(header.mode);
    let written = header.bytes;
    let back =
        judge(&path, &trust, &generous(), &mut |done, _| progress(written.saturating_add(done), total));
    match back {
        Some(judgement) if judgement.is_sound() && judgement.tagmanifest == Some(tagmanifest) => {
            let len = path.metadata().map_or(0, |facts| facts.len());
            Ok(Written { path, len, tagmanifest, header, judgement })
        }
        back => {
            // The file was not there before and is not a bundle; what cannot be removed is at least not announced.
            let _ = std::fs::remove_file(&path);
            Err(back.map_or(WriteError::Cancelled, |judgement| WriteError::ReadBack(judgement.findings)))
        }
    }
}

/// What we wrote ourselves may be as large as it is.
fn generous() -> Limits {
    Limits { entries: u64::MAX, archive: u64::MAX, total: u64::MAX, file: u64::MAX, ..Limits::default() }
}

/// A bundle whose totals and order are known.
struct Plan<'a> {
    header: BundleHeader,
    items: Vec<Item<'a>>,
    manifest: Manifest,
}

/// Why writing stopped: the medium, or something else.
enum Failure {
    Write(io::Error),
    Other(WriteError),
}

impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Failure {
        Failure::Write(cause)
    }
}

impl<'a> Plan<'a> {
    fn new(parcel: Parcel<'a>, sender: &Sender<'_>) -> Result<Plan<'a>, WriteError> {
        let Parcel { mut header, mut items } = parcel;
        let named = !sender.office.is_empty() && !sender.office.chars().any(char::is_control);
        let certificate = sender.certificate;
        if !named
            || certificate.key() != sender.key.public()
            || certificate.terms().station != header.station()
        {
            return Err(WriteError::Sender);
        }
        certificate.check(&certificate.authority(), &header.created).map_err(WriteError::Certificate)?;
        let files: Vec<(String, Digest)> =
            items.iter().map(|item| (item.path.clone(), item.digest())).collect();
        check_paths(&files)?;
        items.sort_by(|one, other| place_in_archive(&one.path).cmp(&place_in_archive(&other.path)));
        let documents = || items.iter().filter(|item| document_digest(&item.path).is_some());
        let bytes_of = |sum: u64, item: &Item<'_>| sum.saturating_add(item.len());
        header.docs = DocTotals { count: documents().count() as u64, bytes: documents().fold(0, bytes_of) };
        header.files = items.len() as u64;
        header.bytes = items.iter().fold(0, bytes_of);
        header.packed = Digest::of(b"");
        Ok(Plan { header, items, manifest: Manifest::new(files) })
    }

    /// Writes all of it, and gives the final header and the digest of the tag manifest.
    fn write(
        mut self,
        file: &mut (impl Write + Seek),
        sender: &Sender<'_>,
        cancelled: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(BundleHeader, Digest), Failure> {
        let folder = self.header.folder();
        let room = self.head(sender)?;
        let mut out = Archive::new(BufWriter::with_capacity(1 << 20, file), &folder);
        out.skip(&room)?;
        for item in std::mem::take(&mut self.items) {
            out.add(item, cancelled)?;
        }
        self.header.packed = Digest::from_bytes(out.packed.clone().finalize().into());
        let head = self.head(sender)?;
        if head.files.iter().map(|(_, bytes)| bytes.len()).ne(room.files.iter().map(|(_, bytes)| bytes.len()))
        {
            return Err(Failure::Other(WriteError::Sender));
        }
        out.finish(&head)?;
        Ok((self.header, head.tagmanifest))
    }

    fn head(&self, sender: &Sender<'_>) -> Result<Head, Failure> {
        head(&self.header, &self.manifest, sender).map_err(Failure::Other)
    }
}

fn check_paths(files: &[(String, Digest)]) -> Result<(), WriteError> {
    let mut seen = BTreeSet::new();
    let bad = files.iter().find(|(path, digest)| {
        let document = path.starts_with("data/docs/") && document_digest(path) != Some(*digest);
        !path.starts_with(PAYLOAD) || check_name(path).is_err() || document || !seen.insert(path.as_str())
    });
    bad.map_or(Ok(()), |(path, _)| Err(WriteError::Path(path.clone())))
}

/// An archive in the making.
struct Archive<W> {
    out: W,
    folder: String,
    at: u64,
    done: u64,
    records: Vec<Record>,
    packed: Sha256,
}

impl<W: Write + Seek> Archive<W> {
    fn new(out: W, folder: &str) -> Archive<W> {
        Archive { out, folder: folder.to_owned(), at: 0, done: 0, records: Vec::new(), packed: Sha256::new() }
    }

    /// Makes the record of a file that is stored as it is, at the place where the archive is now.
    fn stored(&self, path: &str, bytes: &[u8]) -> Record {
        let (name, len) = (format!("{}/{path}", self.folder), bytes.len() as u64);
        Record { name, method: STORED, crc: crc32fast::hash(bytes), packed: len, len, offset: self.at }
    }

    /// Leaves room for the head.
    fn skip(&mut self, head: &Head) -> io::Result<()> {
        let len = |(path, bytes): &(String, Vec<u8>)| self.stored(path, bytes).local().len() + bytes.len();
        let room = head.files.iter().map(len).sum::<usize>() as u64;
        self.at = room;
        self.out.seek(SeekFrom::Start(room)).map(drop)
    }

    /// Adds a file of the payload: the record with what is known, the content, and the record again.
    fn add(&mut self, item: Item<'_>, cancelled: &mut dyn FnMut(u64) -> bool) -> Result<(), Failure> {
        let (len, digest, path) = (item.len(), item.digest(), item.path.clone());
        let method = if is_packed(&path) { DEFLATED } else { STORED };
        let name = format!("{}/{path}", self.folder);
        let mut record = Record { name, method, crc: 0, packed: len, len, offset: self.at };
        let width = record.local().len();
        self.out.write_all(&record.local())?;
        let passed = self.pass(open(item)?, method, cancelled).map_err(|failure| failure.named(&path))?;
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

    /// Passes the content on to the archive.
    fn pass(
        &mut self,
        mut content: Box<dyn Read + '_>,
        method: u16,
        cancelled: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Passed, Failure> {
        let (mut hash, mut crc, mut len) = (Sha256::new(), crc32fast::Hasher::new(), 0_u64);
        let sink =
            Sink { out: &mut self.out, hash: (method == DEFLATED).then_some(&mut self.packed), count: 0 };
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
            self.done = self.done.saturating_add(got as u64);
            if cancelled(self.done) {
                return Err(Failure::Other(WriteError::Cancelled));
            }
        }
        let packed = packer.finish()?;
        Ok(Passed { len, packed, crc: crc.finalize(), digest: Digest::from_bytes(hash.finalize().into()) })
    }

    /// Writes the directory and the end, and the head into the room that was left for it.
    fn finish(mut self, head: &Head) -> io::Result<()> {
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
        let mut size = 0_u64;
        for record in &records {
            let bytes = record.directory();
            self.out.write_all(&bytes)?;
            size = size.saturating_add(bytes.len() as u64);
        }
        let end = End { entries: records.len() as u64, size, offset: end_of_payload };
        self.out.write_all(&end.to_bytes())?;
        self.out.flush()
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

fn open(item: Item<'_>) -> Result<Box<dyn Read + '_>, Failure> {
    match item.content {
        Content::Bytes(bytes) => Ok(Box::new(io::Cursor::new(bytes))),
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

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
