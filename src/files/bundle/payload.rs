//! Reads files of a judged bundle, each held against its hash again, so that nothing has to be staged in clear.

use super::entry::{Content, Fault};
use super::judge::Judgement;
use super::records::Record;
use crate::keys::{EnvelopeError, EnvelopeKey, Enveloped};
use noodbrug_core::bundle::{BundleHeader, Mode, Receipt, Segment, SegmentLines};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::Event;
use noodbrug_core::text::{Lang, fault_words};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// The most bytes of a receipt.
const MOST_RECEIPT: u64 = 64 << 20;

/// Why a file of a bundle cannot be read.
#[derive(Debug)]
pub enum PayloadError {
    /// The bundle was refused.
    Refused,
    /// The bundle has no such file.
    NoSuchFile(String),
    /// The file is not what it was when the bundle was judged.
    Changed(String),
    /// The file is larger than the caller can take.
    TooLarge(String),
    /// The medium, or whoever takes the bytes, gave a fault.
    Medium(io::Error),
}

impl PayloadError {
    /// Says what happened, why, and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (PayloadError::Refused, Lang::Nl) => {
                "De bundel is geweigerd en wordt niet gelezen. Bekijk de bevindingen.".to_owned()
            }
            (PayloadError::Refused, Lang::En) => {
                "The bundle was refused and is not read. Look at the findings.".to_owned()
            }
            (PayloadError::NoSuchFile(path), Lang::Nl) => {
                format!("De bundel heeft geen bestand {path}. Vraag de afzender om een nieuwe bundel.")
            }
            (PayloadError::NoSuchFile(path), Lang::En) => {
                format!("The bundle has no file {path}. Ask the sender for a new bundle.")
            }
            (PayloadError::Changed(path), Lang::Nl) => {
                format!(
                    "{path} is veranderd sinds de controle. Er is niets ingelezen. Controleer de bundel opnieuw."
                )
            }
            (PayloadError::Changed(path), Lang::En) => {
                format!(
                    "{path} has changed since it was verified. Nothing was taken in. Verify the bundle again."
                )
            }
            (PayloadError::TooLarge(path), Lang::Nl) => {
                format!("{path} is te groot om in te lezen. Vraag de afzender om een kleinere bundel.")
            }
            (PayloadError::TooLarge(path), Lang::En) => {
                format!("{path} is too large to be read. Ask the sender for a smaller bundle.")
            }
            (PayloadError::Medium(cause), Lang::Nl) => {
                let cause = fault_words(cause, Lang::Nl);
                format!("De bundel is niet te lezen ({cause}). Steek de stick opnieuw in en probeer opnieuw.")
            }
            (PayloadError::Medium(cause), Lang::En) => {
                format!("The bundle cannot be read ({cause}). Plug the stick in again and try again.")
            }
        }
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for PayloadError {}

/// The files of a bundle that was judged and not refused.
pub struct Payload<S> {
    source: S,
    files: BTreeMap<String, (Record, Digest)>,
}

impl Payload<Enveloped> {
    /// Opens the bundle that was judged, with the keys that opened its envelope.
    ///
    /// # Errors
    /// When it was refused or cannot be opened.
    pub fn open(
        path: &Path,
        judgement: &Judgement,
        keys: &[EnvelopeKey],
    ) -> Result<Payload<Enveloped>, PayloadError> {
        let file = File::open(path).map_err(PayloadError::Medium)?;
        let source = Enveloped::open(file, keys).map_err(|why| match why {
            EnvelopeError::Medium(cause) => PayloadError::Medium(cause),
            _ => PayloadError::Changed(path.display().to_string()),
        })?;
        Payload::new(source, judgement)
    }
}

impl<S: Read + Seek> Payload<S> {
    /// Takes over the bytes that were judged.
    ///
    /// # Errors
    /// When they were refused.
    pub fn new(source: S, judgement: &Judgement) -> Result<Payload<S>, PayloadError> {
        if !judgement.is_sound() {
            return Err(PayloadError::Refused);
        }
        let files = judgement.structure.files().filter_map(|(path, record)| {
            let facts = judgement.files.get(path)?;
            Some((path.to_owned(), (record.clone(), facts.digest)))
        });
        Ok(Payload { source, files: files.collect() })
    }

    /// Names the files with their digests.
    pub fn files(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.files.iter().map(|(path, (_, digest))| (path.as_str(), *digest))
    }

    /// Streams a file; the last read fails when the content is not what was judged, so that a reader that goes on to
    /// the end knows.
    ///
    /// # Errors
    /// When there is no such file, or the medium gives a fault.
    pub fn stream(&mut self, path: &str) -> Result<PayloadReader<'_, S>, PayloadError> {
        let missing = || PayloadError::NoSuchFile(path.to_owned());
        let (record, digest) = self.files.get(path).ok_or_else(missing)?;
        let content = Content::open(&mut self.source, record).map_err(PayloadError::Medium)?;
        let (pending, at, path) = (Vec::new(), 0, path.to_owned());
        Ok(PayloadReader { content: Some(content), pending, at, digest: *digest, path })
    }

    /// Reads a file of at most so many bytes into memory; it is given only when it is what was judged.
    ///
    /// # Errors
    /// When there is no such file, it is larger, or it has changed.
    pub fn read(&mut self, path: &str, most: u64) -> Result<Vec<u8>, PayloadError> {
        let len = self.files.get(path).map_or(0, |(record, _)| record.len);
        if len > most {
            return Err(PayloadError::TooLarge(path.to_owned()));
        }
        let mut bytes = Vec::new();
        self.copy(path, &mut bytes)?;
        Ok(bytes)
    }

    /// Reads the file of a segment, or tells in figures that it is larger than a reader takes in.
    ///
    /// # Errors
    /// As [`Payload::read`].
    pub fn lines(&mut self, segment: &Segment) -> Result<Result<Vec<u8>, String>, PayloadError> {
        match self.read(&segment.path, Segment::MOST_BYTES) {
            Err(PayloadError::TooLarge(_)) => Ok(Err(format!("> {}", Segment::MOST_BYTES))),
            read => read.map(Ok),
        }
    }

    /// Hands on the events of a segment one by one, or tells in figures and names what is wrong with them. What was handed
    /// on counts only when nothing is.
    ///
    /// # Errors
    /// As [`Payload::read`].
    pub fn events(
        &mut self,
        segment: &Segment,
        mode: Mode,
        take: &mut dyn FnMut(Event),
    ) -> Result<Result<(), String>, PayloadError> {
        let bytes = match self.lines(segment)? {
            Ok(bytes) => bytes,
            Err(why) => return Ok(Err(why)),
        };
        let mut lines = SegmentLines::of(segment.clone(), mode);
        while let Some(event) = lines.next(&bytes) {
            match event {
                Ok(event) => take(event),
                Err(why) => return Ok(Err(why)),
            }
        }
        Ok(Ok(()))
    }

    /// Reads the receipt in the bundle, or tells in figures and names why it is none; one that does not fit its bundle
    /// is none.
    ///
    /// # Errors
    /// As [`Payload::read`].
    pub fn receipt(&mut self, header: &BundleHeader) -> Result<Result<Receipt, String>, PayloadError> {
        if !self.files.contains_key(Receipt::PATH) {
            return Ok(Err(Receipt::PATH.to_owned()));
        }
        let bytes = self.read(Receipt::PATH, MOST_RECEIPT)?;
        Ok(match Receipt::from_bytes(&bytes) {
            Ok(receipt) if receipt.mode != header.mode => Err(receipt.mode.word().to_owned()),
            Ok(receipt) if receipt.have != header.have => Err("have".to_owned()),
            Ok(receipt) if !receipt.is_of_one_piece() => Err("findings".to_owned()),
            Ok(receipt) => Ok(receipt),
            Err(why) => Err(why.to_string()),
        })
    }

    /// Copies a file to a writer. The writer has to throw away what it got when this fails.
    ///
    /// # Errors
    /// When there is no such file, it has changed, or the writer fails.
    pub fn copy(&mut self, path: &str, to: &mut dyn Write) -> Result<u64, PayloadError> {
        let mut reader = self.stream(path)?;
        io::copy(&mut reader, to).map_err(|cause| match cause.kind() {
            io::ErrorKind::InvalidData => PayloadError::Changed(path.to_owned()),
            _ => PayloadError::Medium(cause),
        })
    }
}

/// Streams one file of a bundle and holds it against its hash.
pub struct PayloadReader<'a, S> {
    content: Option<Content<'a, S>>,
    pending: Vec<u8>,
    at: usize,
    digest: Digest,
    path: String,
}

impl<S: Read + Seek> PayloadReader<'_, S> {
    fn changed(&self) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, PayloadError::Changed(self.path.clone()))
    }

    /// Fetches the next run of bytes; at the end it proves the hash.
    fn refill(&mut self) -> io::Result<()> {
        let Some(content) = &mut self.content else { return Ok(()) };
        self.pending.clear();
        self.at = 0;
        match content.next(&mut Sha256::new()) {
            Ok(Some(run)) => self.pending.extend_from_slice(run),
            Ok(None) => {
                let found = self.content.take().map(Content::finish);
                return if found == Some(Ok(self.digest)) { Ok(()) } else { Err(self.changed()) };
            }
            Err(Fault::Found(_)) => return Err(self.changed()),
            Err(Fault::Medium) => return Err(io::ErrorKind::UnexpectedEof.into()),
        }
        Ok(())
    }
}

impl<S: Read + Seek> Read for PayloadReader<'_, S> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.at == self.pending.len() {
            self.refill()?;
        }
        let mut rest = self.pending.get(self.at..).unwrap_or_default();
        let got = rest.read(room)?;
        self.at = self.at.saturating_add(got);
        Ok(got)
    }
}
