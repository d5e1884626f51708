//! Writes a bundle: hashes, packs and signs in one pass, puts it in its place, and reads it back with the judge.
//!
//! The head (lists and signature) stands first in the archive but is known last. Its length is known beforehand, so the
//! payload is written behind the room it needs, and the head into that room. The same input and the same time give the
//! same bytes. Into an envelope they go straight on, after a first pass into nothing: no byte of it is ever on the medium
//! in clear.

use super::archive::{Archive, Failure, Nowhere, write_straight};
use super::head::{Head, head};
use super::judge::{FileFacts, Judgement, Progress, judge};
use super::trust::Trust;
use super::write_error::WriteError;
use crate::keys::{
    Certificate, ClosingEnvelope, EnvelopeAddress, EnvelopeError, EnvelopeKey, PublicKey, RevocationList,
    SecretKey, Signer,
};
use crate::place::{self, Cause, Draft, Existing, PlaceError, Step};
use noodbrug_core::bundle::{
    BundleHeader, DocTotals, Kind, Limits, Manifest, PAYLOAD, check_name, document_digest, file_name,
    place_in_archive,
};
use noodbrug_core::digest::Digest;
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Opens a stream of bytes when its turn comes: once, or twice for a bundle that goes into an envelope.
pub type Opener<'a> = Box<dyn Fn() -> io::Result<Box<dyn Read + 'a>> + 'a>;

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

impl<'a> Item<'a> {
    /// Makes a file of the payload from a stream of known length and digest, such as a document in the vault.
    pub fn stream<R: Read + 'a>(
        path: &str,
        facts: FileFacts,
        open: impl Fn() -> io::Result<R> + 'a,
    ) -> Item<'a> {
        let open: Opener<'a> = Box::new(move || open().map(|read| Box::new(read) as Box<dyn Read + 'a>));
        let FileFacts { len, digest } = facts;
        Item { path: path.to_owned(), content: Content::Stream { len, digest, open } }
    }

    /// Makes a file of the payload from bytes in memory.
    #[must_use]
    pub fn bytes(path: &str, bytes: Vec<u8>) -> Item<'a> {
        Item { path: path.to_owned(), content: Content::Bytes(bytes) }
    }

    pub(super) fn len(&self) -> u64 {
        match &self.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Stream { len, .. } => *len,
        }
    }

    pub(super) fn digest(&self) -> Digest {
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
    /// For whom it is closed; none when it goes as it is.
    pub envelope: Option<Envelope>,
}

/// For whom a bundle is closed.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Those who may read it.
    pub readers: BTreeSet<EnvelopeAddress>,
    /// The sender's own key: it can open it too, and reads it back.
    pub own: EnvelopeKey,
}

/// In whose name a bundle is signed.
#[derive(Clone, Copy)]
pub enum SignsAs<'a> {
    /// A station, by the certificate that the office's root gave it.
    Station(&'a Certificate),
    /// The office's root itself, for a keyset.
    Root,
}

/// Who sends it.
#[derive(Clone, Copy)]
pub struct Sender<'a> {
    /// The key that signs.
    pub key: &'a SecretKey,
    /// In whose name.
    pub signs_as: SignsAs<'a>,
    /// The name of the office.
    pub office: &'a str,
    /// The keys that the office has revoked.
    pub revoked: &'a RevocationList,
}

impl Sender<'_> {
    /// Gives the root that a reader has to know.
    pub(super) fn authority(&self) -> PublicKey {
        match self.signs_as {
            SignsAs::Station(certificate) => certificate.authority(),
            SignsAs::Root => self.key.public(),
        }
    }

    pub(super) fn signer(&self) -> Signer {
        match self.signs_as {
            SignsAs::Station(certificate) => Signer::Certified(Box::new(certificate.clone())),
            SignsAs::Root => Signer::Plain(self.key.public()),
        }
    }

    /// Refuses a sender whose word no reader would take for this header.
    fn check(&self, header: &BundleHeader) -> Result<(), WriteError> {
        let named = !self.office.is_empty() && !self.office.chars().any(char::is_control);
        let of_root = header.kind == Kind::Keyset;
        match self.signs_as {
            SignsAs::Root if named && of_root => Ok(()),
            SignsAs::Station(certificate)
                if named
                    && !of_root
                    && certificate.key() == self.key.public()
                    && certificate.terms().station == header.station() =>
            {
                let authority = certificate.authority();
                certificate.check(&authority, &header.created).map_err(WriteError::Certificate)
            }
            _ => Err(WriteError::Sender),
        }
    }
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

/// A bundle that is written and signed under a passing name, and not in its place yet: whoever gives numbers out records
/// it first, so that no number is given out twice. When it is dropped, nothing is left of it.
#[derive(Debug)]
pub struct Drafted {
    draft: Draft,
    authority: PublicKey,
    office: String,
    own: Option<EnvelopeKey>,
    /// The name of the bundle: the SHA-256 of its tag manifest.
    pub tagmanifest: Digest,
    /// The header with its totals.
    pub header: BundleHeader,
}

/// Writes a bundle into a folder under a passing name.
///
/// `progress` counts the payload's bytes twice: once written, once read back when it is placed; into an envelope thrice.
///
/// # Errors
/// When a step fails or is cancelled; then no file is left.
pub fn draft(
    folder: &Path,
    parcel: Parcel<'_>,
    sender: &Sender<'_>,
    progress: Progress<'_>,
) -> Result<Drafted, WriteError> {
    let envelope = parcel.envelope.clone();
    let plan = Plan::new(parcel, sender)?;
    let total = turns(envelope.as_ref().map(|closed| &closed.own)).saturating_mul(plan.header.bytes);
    let target = folder.join(file_name(&plan.header.folder(), envelope.is_some()));
    // The rest of an earlier try that was cut off; where that cannot be removed, the draft says why.
    let _ = place::clean_drafts_of(&target);
    let mut draft = Draft::beside(&target).map_err(WriteError::Place)?;
    let cancelled = &mut |done| progress(done, total).is_break();
    let outcome = match &envelope {
        None => plan.write(draft.file(), sender, cancelled),
        Some(envelope) => plan.write_closed(draft.file(), sender, envelope, cancelled),
    };
    let (header, tagmanifest) = outcome.map_err(|failure| match failure {
        Failure::Write(cause) => WriteError::Place(draft.failed(cause)),
        Failure::Other(error) => error,
    })?;
    let (authority, office) = (sender.authority(), sender.office.to_owned());
    Ok(Drafted { draft, authority, office, own: envelope.map(|closed| closed.own), tagmanifest, header })
}

/// How often the payload passes in all: written and read back, and once before that for what goes into an envelope.
const fn turns(own: Option<&EnvelopeKey>) -> u64 {
    if own.is_some() { 3 } else { 2 }
}

impl Drafted {
    /// Gives the name that its file will have.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.draft.target_name()
    }

    /// Gives the bundle the name that its header gives it, and reads it back.
    ///
    /// # Errors
    /// When a step fails or is cancelled; then no file with the bundle's name is there (an older one stays as it was).
    pub fn place(self, progress: Progress<'_>) -> Result<Written, WriteError> {
        self.place_telling(&mut |_| (), progress)
    }

    /// Does the same, and tells each step (sync, rename, read back) before it is taken.
    ///
    /// # Errors
    /// As [`Drafted::place`].
    pub fn place_telling(
        self,
        told: &mut dyn FnMut(Step),
        progress: Progress<'_>,
    ) -> Result<Written, WriteError> {
        let Drafted { draft, authority, office, own, tagmanifest, header } = self;
        let turns = turns(own.as_ref());
        let path = draft.place_unread(Existing::Keep, told).map_err(WriteError::Place)?;
        told(Step::ReadBack);
        let trust =
            Trust::at(header.created).with_root(&office, authority).expecting(header.mode).opening(own);
        let total = header.bytes.saturating_mul(turns);
        let written = total.saturating_sub(header.bytes);
        let back =
            judge(&path, &trust, &generous(), &mut |done, _| progress(written.saturating_add(done), total));
        match back {
            Some(judgement) if judgement.is_sound() && judgement.tagmanifest == Some(tagmanifest) => {
                let len = path.metadata().map_or(0, |facts| facts.len());
                Ok(Written { path, len, tagmanifest, header, judgement })
            }
            // Taken out at the last moment: no bundle that is wrong, but none that can be seen either.
            Some(_) if path.symlink_metadata().is_err() => Err(WriteError::Place(PlaceError {
                path,
                step: Step::ReadBack,
                cause: Cause::Gone,
                system: None,
            })),
            back => {
                // The file was not there before and is not a bundle; what cannot be removed is at least not announced.
                let _ = std::fs::remove_file(&path);
                Err(back.map_or(WriteError::Cancelled, |judgement| WriteError::ReadBack(judgement.findings)))
            }
        }
    }
}

/// Writes a bundle and puts it in its place.
#[cfg(test)]
pub(super) fn write(
    folder: &Path,
    parcel: Parcel<'_>,
    sender: &Sender<'_>,
    progress: Progress<'_>,
) -> Result<Written, WriteError> {
    draft(folder, parcel, sender, &mut *progress)?.place(progress)
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

impl<'a> Plan<'a> {
    fn new(parcel: Parcel<'a>, sender: &Sender<'_>) -> Result<Plan<'a>, WriteError> {
        let Parcel { mut header, mut items, envelope: _ } = parcel;
        sender.check(&header)?;
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
        let (out, head) = self.pass(BufWriter::with_capacity(1 << 20, file), sender, cancelled)?;
        out.finish(&head)?;
        Ok((self.header, head.tagmanifest))
    }

    /// Does the same into an envelope.
    fn write_closed(
        mut self,
        file: &mut impl Write,
        sender: &Sender<'_>,
        envelope: &Envelope,
        cancelled: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(BundleHeader, Digest), Failure> {
        let (known, head) = {
            let (first, head) = self.pass(Nowhere::default(), sender, cancelled)?;
            (first.records().to_vec(), head)
        };
        let bytes = self.header.bytes;
        let mut readers = envelope.readers.clone();
        readers.insert(envelope.own.address());
        let out = BufWriter::with_capacity(1 << 20, file);
        let mut out = ClosingEnvelope::begin(&readers, out).map_err(closing)?;
        let folder = self.header.folder();
        let cancelled = &mut |done: u64| cancelled(bytes.saturating_add(done));
        write_straight(&folder, (&head, &self.items), &known, &mut out, cancelled)?;
        out.finish().and_then(|mut out| out.flush())?;
        Ok((self.header, head.tagmanifest))
    }

    /// Writes the payload behind the room for the head, and makes the head.
    fn pass<W: Write + Seek>(
        &mut self,
        out: W,
        sender: &Sender<'_>,
        cancelled: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(Archive<W>, Head), Failure> {
        let room = self.head(sender)?;
        let mut out = Archive::new(out, &self.header.folder());
        out.skip(&room)?;
        for item in &self.items {
            out.add(item, cancelled)?;
        }
        self.header.packed = out.packed();
        let head = self.head(sender)?;
        if head.files.iter().map(|(_, bytes)| bytes.len()).ne(room.files.iter().map(|(_, bytes)| bytes.len()))
        {
            return Err(Failure::Other(WriteError::Sender));
        }
        Ok((out, head))
    }

    fn head(&self, sender: &Sender<'_>) -> Result<Head, Failure> {
        head(&self.header, &self.manifest, sender).map_err(Failure::Other)
    }
}

fn closing(why: EnvelopeError) -> Failure {
    match why {
        EnvelopeError::Medium(cause) => Failure::Write(cause),
        why => Failure::Other(WriteError::Envelope(why)),
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

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
