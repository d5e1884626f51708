//! Judges the second signature of a bundle, and puts one into a bundle that has none yet.

use super::container::Findings;
use super::judge::{Judgement, Progress, Tags, judge};
use super::records::{End, Record, STORED};
use super::trust::Trust;
use crate::cms::{Second, SecondFault, SecondVerdict, Vouched};
use crate::place::{Draft, Existing, PlaceError, Placed};
use noodbrug_core::bundle::{
    ENVELOPE_SUFFIX, Finding, FindingKind, Limits, SECOND_SIGNATURE, SIGNATURE, TAG_MANIFEST,
};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::{Lang, fault_words};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What an age file begins with.
const ENVELOPE: &[u8] = b"age-encryption.org/";

/// Judges the second signature over the tag manifest, when there is one.
pub(super) fn judge_second(tags: &Tags, trust: &Trust, findings: &mut Findings) -> SecondVerdict {
    let Some(bytes) = tags.get(SECOND_SIGNATURE) else { return SecondVerdict::Absent };
    let signed = tags.get(TAG_MANIFEST).unwrap_or_default();
    let mut found = |kind, detail: &str| findings.about(SECOND_SIGNATURE, kind, detail);
    let second = match Second::prove(bytes, signed) {
        Ok(second) => second,
        Err(SecondFault::Form(fault)) => {
            found(FindingKind::BadSecondSignature, &fault.word());
            return SecondVerdict::Wrong;
        }
        Err(SecondFault::Wrong) => {
            found(FindingKind::WrongSecondSignature, "");
            return SecondVerdict::Wrong;
        }
    };
    let Some(pinned) = trust.second() else {
        found(FindingKind::SecondSignatureUnchecked, &second.by.to_string());
        return SecondVerdict::NotChecked(second.by);
    };
    match second.vouched(pinned, trust.time()) {
        Vouched::Yes => return SecondVerdict::Holds(second.by),
        Vouched::NotAtTheTime => {
            found(FindingKind::SecondSignerNotValid, &format!("{}; {}", second.by, trust.time()));
        }
        Vouched::No(reason) => {
            found(FindingKind::UnknownSecondSigner, &format!("{}; X.509 {reason}", second.by));
        }
    }
    SecondVerdict::Doubted(second.by)
}

/// Why a second signature was not put into a bundle. Nothing was written then.
#[derive(Debug)]
pub enum AttachError {
    /// The bundle is closed in an envelope.
    Closed(PathBuf),
    /// The bundle is not sound.
    NotSound(Vec<Finding>),
    /// It has a second signature already.
    HasOne,
    /// The signature is too large, in bytes.
    TooLarge(u64),
    /// The signature is not one that can be taken, in a word; nothing when it is one of other bytes.
    NotTaken(Option<String>),
    /// Reading gave a fault.
    Read(PathBuf, io::Error),
    /// Writing gave a fault.
    Place(PlaceError),
    /// It was cancelled.
    Cancelled,
}

impl AttachError {
    /// Says what happened, why, and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let (nl, en) = match self {
            AttachError::Closed(path) => {
                let path = path.display();
                (
                    format!(
                        "{path} zit in een envelop; daar kan geen handtekening meer bij. Maak de bundel zonder envelop, voeg \
                         de handtekening toe en sluit hem daarna."
                    ),
                    format!(
                        "{path} is in an envelope, and no signature can be added to that. Make the bundle without an \
                         envelope, attach the signature, and close it after that."
                    ),
                )
            }
            AttachError::NotSound(findings) => {
                let first = |lang| findings.first().map(|one| one.message(lang)).unwrap_or_default();
                (
                    format!("De bundel deugt niet; er is niets gemaakt. {}", first(Lang::Nl)),
                    format!("The bundle is not sound; nothing was made. {}", first(Lang::En)),
                )
            }
            AttachError::HasOne => (
                "De bundel heeft al een tweede handtekening. Neem de bundel zonder, of laat het zo."
                    .to_owned(),
                "The bundle has a second signature already. Take the bundle without it, or leave it."
                    .to_owned(),
            ),
            AttachError::TooLarge(len) => (
                format!(
                    "De handtekening is te groot ({len} bytes, hoogstens 65536). Wijs het .p7s-bestand aan."
                ),
                format!("The signature is too large ({len} bytes, 65536 at most). Point at the .p7s file."),
            ),
            AttachError::NotTaken(Some(why)) => (
                format!(
                    "Deze handtekening kan niet mee ({why}). Maak haar opnieuw, los en in DER: `openssl cms -sign -binary \
                     -md sha256 -outform DER -in {TAG_MANIFEST} …`."
                ),
                format!(
                    "This signature cannot go along ({why}). Make it again, detached and in DER: `openssl cms -sign \
                     -binary -md sha256 -outform DER -in {TAG_MANIFEST} …`."
                ),
            ),
            AttachError::NotTaken(None) => (
                format!("Deze handtekening is niet van {TAG_MANIFEST} in deze bundel. Teken dat bestand."),
                format!("This signature is not of {TAG_MANIFEST} in this bundle. Sign that file."),
            ),
            AttachError::Read(path, why) => (
                format!(
                    "{} is niet te lezen ({}). Controleer het pad en de stick.",
                    path.display(),
                    fault_words(why, Lang::Nl)
                ),
                format!("{} cannot be read ({why}). Check the path and the stick.", path.display()),
            ),
            AttachError::Place(why) => (why.message(Lang::Nl), why.message(Lang::En)),
            AttachError::Cancelled => {
                ("Afgebroken. Er is niets gemaakt.".to_owned(), "Cancelled. Nothing was made.".to_owned())
            }
        };
        match lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }
}

/// Writes a bundle anew with a second signature in it; the bundle itself stays as it is, and so does its name, the digest
/// of its tag manifest.
///
/// # Errors
/// When the bundle is not sound, is in an envelope or has one already; when the signature is not one of its tag manifest;
/// when there is a file of the new name.
pub fn attach(
    bundle: &Path,
    signature: &[u8],
    (to, at): (&Path, Moment),
    progress: Progress<'_>,
) -> Result<(Placed, SecondVerdict), AttachError> {
    let read = |why| AttachError::Read(bundle.to_owned(), why);
    let mut source = File::open(bundle).map_err(read)?;
    if is_closed(bundle, &mut source).map_err(read)? {
        return Err(AttachError::Closed(bundle.to_owned()));
    }
    let limits = Limits::default();
    let len = signature.len() as u64;
    if len > limits.second_signature {
        return Err(AttachError::TooLarge(len));
    }
    let trust = Trust::at(at);
    let judged = judge(bundle, &trust, &limits, &mut *progress).ok_or(AttachError::Cancelled)?;
    if judged.second != SecondVerdict::Absent {
        return Err(AttachError::HasOne);
    }
    let signed = signed_list(&mut source, &judged).map_err(read)?;
    if !judged.is_sound() {
        return Err(AttachError::NotSound(judged.findings));
    }
    Second::prove(signature, &signed).map_err(|why| match why {
        SecondFault::Form(fault) => AttachError::NotTaken(Some(fault.word())),
        SecondFault::Wrong => AttachError::NotTaken(None),
    })?;
    let mut draft = Draft::beside(to).map_err(AttachError::Place)?;
    let written = write_with(&mut source, &judged, signature, BufWriter::new(draft.file()));
    written.map_err(|why| AttachError::Place(draft.failed(why)))?;
    let placed = draft.place(Existing::Keep).map_err(AttachError::Place)?;
    let back = judge(to, &trust, &limits, progress).ok_or(AttachError::Cancelled)?;
    if !back.is_sound() || back.tagmanifest != judged.tagmanifest {
        return Err(AttachError::NotSound(back.findings));
    }
    Ok((placed, back.second))
}

fn is_closed(path: &Path, source: &mut File) -> io::Result<bool> {
    let mut start = Vec::new();
    source.take(ENVELOPE.len() as u64).read_to_end(&mut start)?;
    source.seek(SeekFrom::Start(0))?;
    let named = path.to_str().is_some_and(|name| name.ends_with(ENVELOPE_SUFFIX));
    Ok(start == ENVELOPE || (named && !start.starts_with(b"PK")))
}

/// Reads the signed bytes again, from a structure that was walked.
fn signed_list(source: &mut File, judged: &Judgement) -> io::Result<Vec<u8>> {
    let mut records = judged.structure.files();
    let Some((_, record)) = records.find(|(path, _)| *path == TAG_MANIFEST) else { return Ok(Vec::new()) };
    source.seek(SeekFrom::Start(record.content().unwrap_or(u64::MAX)))?;
    let mut bytes = Vec::new();
    source.take(record.packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Copies an archive with one file more, behind its signature.
fn write_with(
    source: &mut File,
    judged: &Judgement,
    signature: &[u8],
    mut out: impl Write,
) -> io::Result<()> {
    let structure = &judged.structure;
    let place =
        structure.files().position(|(path, _)| path == SIGNATURE).map_or(0, |at| at.saturating_add(1));
    let (before, behind) = structure.records.split_at_checked(place).ok_or(io::ErrorKind::InvalidData)?;
    let ends = |records: &[Record]| records.last().and_then(Record::end).unwrap_or_default();
    let (offset, end) = (ends(before), ends(&structure.records));
    let len = signature.len() as u64;
    let name = format!("{}/{SECOND_SIGNATURE}", structure.folder);
    let new = Record { name, method: STORED, crc: crc32fast::hash(signature), packed: len, len, offset };
    let room = new.end().unwrap_or_default().saturating_sub(offset);
    source.seek(SeekFrom::Start(0))?;
    copy(source, offset, &mut out)?;
    out.write_all(&new.local())?;
    out.write_all(signature)?;
    copy(source, end.saturating_sub(offset), &mut out)?;
    let moved =
        behind.iter().map(|record| Record { offset: record.offset.saturating_add(room), ..record.clone() });
    let records: Vec<Record> = before.iter().cloned().chain([new]).chain(moved).collect();
    let directory: Vec<u8> = records.iter().flat_map(Record::directory).collect();
    let size = directory.len() as u64;
    out.write_all(&directory)?;
    let end = End { entries: records.len() as u64, size, offset: end.saturating_add(room) };
    out.write_all(&end.to_bytes())?;
    out.flush()
}

fn copy(source: &mut File, len: u64, out: &mut impl Write) -> io::Result<()> {
    let copied = io::copy(&mut source.take(len), out)?;
    if copied == len { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
#[path = "second_tests.rs"]
mod tests;
