//! The content of one file in the archive, streamed: bounded by what was declared, checked as it passes.

use super::records::{DEFLATED, Record};
use flate2::{Decompress, FlushDecompress, Status};
use noodbrug_core::bundle::FindingKind;
use noodbrug_core::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read, Seek, SeekFrom};

const CHUNK: usize = 128 << 10;

/// What became of the content of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It cannot be what it says it is.
    Found(FindingKind),
    /// The medium gave a fault.
    Medium,
}

/// Streams the content of one file.
pub(super) struct Content<'a, S> {
    source: &'a mut S,
    left_packed: u64,
    left: u64,
    wanted_crc: u32,
    crc: crc32fast::Hasher,
    hash: Sha256,
    unpacker: Option<Unpacker>,
    buffer: Vec<u8>,
}

/// State of the unpacking: what was read and not yet unpacked.
struct Unpacker {
    inflate: Decompress,
    packed: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<'a, S: Read + Seek> Content<'a, S> {
    /// Begins to stream the content of this file.
    pub(super) fn open(source: &'a mut S, record: &Record) -> io::Result<Content<'a, S>> {
        let start = record.content().ok_or(io::ErrorKind::InvalidData)?;
        source.seek(SeekFrom::Start(start))?;
        let unpacker = (record.method == DEFLATED).then(|| Unpacker {
            inflate: Decompress::new(false),
            packed: Vec::new(),
            at: 0,
            ended: false,
        });
        Ok(Content {
            source,
            left_packed: record.packed,
            left: record.len,
            wanted_crc: record.crc,
            crc: crc32fast::Hasher::new(),
            hash: Sha256::new(),
            unpacker,
            buffer: vec![0; usize::try_from(record.len.clamp(1, CHUNK as u64)).unwrap_or(CHUNK)],
        })
    }

    /// Gives the next run of bytes, and nothing at the end; `packed` sees the packed bytes of a packed file.
    pub(super) fn next(&mut self, packed: &mut Sha256) -> Result<Option<&[u8]>, Fault> {
        let got = match &self.unpacker {
            None => self.next_stored()?,
            Some(_) => self.next_unpacked(packed)?,
        };
        let run = self.buffer.get(..got).unwrap_or_default();
        self.left = self.left.saturating_sub(got as u64);
        self.crc.update(run);
        self.hash.update(run);
        Ok((got > 0).then_some(run))
    }

    /// Gives the digest of all that was streamed, when it was all of it.
    pub(super) fn finish(self) -> Result<Digest, Fault> {
        if self.left > 0 || self.left_packed > 0 {
            return Err(Fault::Found(FindingKind::LyingLength));
        }
        if self.crc.finalize() != self.wanted_crc {
            return Err(Fault::Found(FindingKind::WrongChecksum));
        }
        Ok(Digest::from_bytes(self.hash.finalize().into()))
    }

    fn next_stored(&mut self) -> Result<usize, Fault> {
        let want = usize::try_from(self.left.min(CHUNK as u64)).unwrap_or(CHUNK);
        let room = self.buffer.get_mut(..want).ok_or(Fault::Medium)?;
        self.source.read_exact(room).map_err(|_| Fault::Medium)?;
        self.left_packed = self.left_packed.saturating_sub(want as u64);
        Ok(want)
    }

    fn next_unpacked(&mut self, packed: &mut Sha256) -> Result<usize, Fault> {
        loop {
            let Some(unpacker) = &mut self.unpacker else { return Ok(0) };
            if unpacker.ended {
                return Ok(0);
            }
            if unpacker.at == unpacker.packed.len() && self.left_packed > 0 {
                let taken = refill(self.source, unpacker, self.left_packed).map_err(|_| Fault::Medium)?;
                packed.update(&unpacker.packed);
                self.left_packed = self.left_packed.saturating_sub(taken);
            }
            let got = unpacker.step(&mut self.buffer, self.left_packed)?;
            if got as u64 > self.left {
                return Err(Fault::Found(FindingKind::LyingLength));
            }
            if got > 0 {
                return Ok(got);
            }
        }
    }
}

fn refill(source: &mut impl Read, unpacker: &mut Unpacker, left: u64) -> io::Result<u64> {
    let want = left.min(CHUNK as u64);
    unpacker.packed.clear();
    unpacker.at = 0;
    source.take(want).read_to_end(&mut unpacker.packed)?;
    if unpacker.packed.len() as u64 == want { Ok(want) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

impl Unpacker {
    /// Unpacks some more; the packed bytes must end exactly where the packing says it ends.
    fn step(&mut self, room: &mut [u8], left_packed: u64) -> Result<usize, Fault> {
        let broken = Fault::Found(FindingKind::BrokenPacking);
        let input = self.packed.get(self.at..).unwrap_or_default();
        let (before_in, before_out) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self.inflate.decompress(input, room, FlushDecompress::None).map_err(|_| broken)?;
        let taken = self.inflate.total_in().saturating_sub(before_in);
        let got = self.inflate.total_out().saturating_sub(before_out);
        self.at = self.at.saturating_add(usize::try_from(taken).unwrap_or(usize::MAX));
        if status == Status::StreamEnd {
            self.ended = true;
            let surplus = self.at != self.packed.len() || left_packed > 0;
            return if surplus { Err(broken) } else { usize::try_from(got).map_err(|_| broken) };
        }
        let stuck = left_packed == 0 || !input.is_empty();
        if taken == 0 && got == 0 && stuck {
            return Err(broken);
        }
        usize::try_from(got).map_err(|_| broken)
    }
}
