//! Which encoding and line ends a text file has, found by reading all of it once, and the file as UTF-8.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use noodbrug_core::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};

const CHUNK: usize = 1 << 16;
/// How much is fed to the guesser of old encodings.
const GUESSED: u64 = 4 << 20;

/// What one reading of a whole text file found.
#[derive(Clone, Debug)]
pub(super) struct Survey {
    pub(super) encoding: &'static Encoding,
    pub(super) marked: Marked,
    pub(super) digest: Digest,
    pub(super) len: u64,
    pub(super) ends: LineEnds,
}

/// Whether a file begins with a byte order mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marked {
    Yes,
    No,
}

/// How many line ends of each kind a file has, within quoted cells too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineEnds {
    /// Carriage return and line feed.
    pub crlf: u64,
    /// Line feed alone.
    pub lf: u64,
    /// Carriage return alone.
    pub cr: u64,
}

impl LineEnds {
    /// Says whether a carriage return alone ends a line in this file.
    pub(super) const fn of_old_macs(&self) -> bool {
        self.lf == 0 && self.crlf == 0 && self.cr > 0
    }

    fn count(&mut self, chunk: &[u8], last: &mut u8) {
        for byte in chunk {
            match (*last, byte) {
                (b'\r', b'\n') => self.crlf = self.crlf.saturating_add(1),
                (_, b'\n') => self.lf = self.lf.saturating_add(1),
                (b'\r', _) => self.cr = self.cr.saturating_add(1),
                _ => {}
            }
            *last = *byte;
        }
    }
}

/// Reads a whole file once; `tick` is told each run of bytes and can end it.
pub(super) fn survey(
    file: &mut dyn Read,
    forced: Option<&str>,
    tick: &mut dyn FnMut(u64) -> io::Result<()>,
) -> io::Result<Survey> {
    let mut chunk = vec![0; CHUNK];
    let mut judge = Judge::new();
    loop {
        let read = fill(file, &mut chunk)?;
        let bytes = chunk.get(..read).unwrap_or_default();
        judge.take(bytes);
        if read == 0 {
            return Ok(judge.finish(forced));
        }
        tick(read as u64)?;
    }
}

/// Reads until the buffer is full or the file ends.
pub(super) fn fill(file: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while let Some(rest) = buffer.get_mut(read..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(more) => read = read.saturating_add(more),
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
    Ok(read)
}

struct Judge {
    hasher: Sha256,
    guesser: EncodingDetector,
    utf8: Decoder,
    scratch: String,
    head: Vec<u8>,
    len: u64,
    high: u64,
    broken: u64,
    last: u8,
    ends: LineEnds,
}

impl Judge {
    fn new() -> Judge {
        Judge {
            hasher: Sha256::new(),
            guesser: EncodingDetector::new(Iso2022JpDetection::Deny),
            utf8: UTF_8.new_decoder_without_bom_handling(),
            scratch: String::with_capacity(CHUNK.saturating_mul(3)),
            head: Vec::new(),
            len: 0,
            high: 0,
            broken: 0,
            last: 0,
            ends: LineEnds::default(),
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        if self.len == 0 {
            self.head = bytes.iter().copied().take(4096).collect();
        }
        self.hasher.update(bytes);
        self.ends.count(bytes, &mut self.last);
        self.high = self.high.saturating_add(bytes.iter().filter(|byte| **byte >= 0x80).count() as u64);
        if self.len < GUESSED && !bytes.is_empty() {
            self.guesser.feed(bytes, false);
        }
        self.check_utf8(bytes);
        self.len = self.len.saturating_add(bytes.len() as u64);
    }

    /// Counts what is not UTF-8; an empty run of bytes ends the file.
    fn check_utf8(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        loop {
            self.scratch.clear();
            let (result, read) =
                self.utf8.decode_to_string_without_replacement(rest, &mut self.scratch, bytes.is_empty());
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::Malformed(..) => self.broken = self.broken.saturating_add(1),
                DecoderResult::OutputFull if read == 0 => return,
                DecoderResult::OutputFull => {}
            }
        }
    }

    fn finish(mut self, forced: Option<&str>) -> Survey {
        if self.last == b'\r' {
            self.ends.cr = self.ends.cr.saturating_add(1);
        }
        let bom = Encoding::for_bom(&self.head).map(|(encoding, _)| encoding);
        let forced = forced.and_then(|label| Encoding::for_label(label.as_bytes()));
        let encoding = bom.or(forced).unwrap_or_else(|| self.guess());
        if encoding == UTF_16LE || encoding == UTF_16BE {
            // Between the two bytes of a pair stands a zero, so they were counted one by one.
            let pairs = self.ends.cr.min(self.ends.lf);
            let LineEnds { lf, cr, .. } = self.ends;
            self.ends = LineEnds { crlf: pairs, lf: lf.saturating_sub(pairs), cr: cr.saturating_sub(pairs) };
        }
        Survey {
            encoding,
            marked: if bom.is_some() { Marked::Yes } else { Marked::No },
            digest: Digest::from_bytes(self.hasher.finalize().into()),
            len: self.len,
            ends: self.ends,
        }
    }

    /// Guesses the encoding of a file without a mark. A few damaged bytes among much good UTF-8 are damage, not
    /// another encoding.
    fn guess(&self) -> &'static Encoding {
        let zeros = |offset: usize| {
            self.head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count().saturating_mul(5)
        };
        let half = self.head.len() / 2;
        if half > 0 && zeros(1) > half.saturating_mul(2) && zeros(0) < half {
            return UTF_16LE;
        }
        if half > 0 && zeros(0) > half.saturating_mul(2) && zeros(1) < half {
            return UTF_16BE;
        }
        if self.broken == 0 || self.high > self.broken.saturating_mul(20) {
            return UTF_8;
        }
        self.guesser.guess(Some(b"nl"), Utf8Detection::Deny)
    }
}

/// A file as UTF-8, hashed on the way, so that a change since the survey shows.
pub(super) struct Decoded<'a> {
    file: &'a mut dyn Read,
    decoder: Decoder,
    chunk: Vec<u8>,
    hasher: Sha256,
    ended: Ended,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    No,
    Yes,
}

impl<'a> Decoded<'a> {
    /// Decodes a file that was surveyed.
    pub(super) fn new(file: &'a mut dyn Read, encoding: &'static Encoding) -> Decoded<'a> {
        let decoder = encoding.new_decoder_with_bom_removal();
        Decoded { file, decoder, chunk: vec![0; CHUNK], hasher: Sha256::new(), ended: Ended::No }
    }

    /// Adds more text to a buffer; gives how many bytes of the file it took, none at the end.
    pub(super) fn more(&mut self, text: &mut Vec<u8>) -> io::Result<Option<u64>> {
        if self.ended == Ended::Yes {
            return Ok(None);
        }
        let read = fill(&mut self.file, &mut self.chunk)?;
        let bytes = self.chunk.get(..read).unwrap_or_default();
        self.hasher.update(bytes);
        if read == 0 {
            self.ended = Ended::Yes;
        }
        let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(CHUNK.saturating_mul(4));
        let start = text.len();
        text.resize(start.saturating_add(room), 0);
        let out = text.get_mut(start..).unwrap_or_default();
        let (_, _, written, _) = self.decoder.decode_to_utf8(bytes, out, read == 0);
        text.truncate(start.saturating_add(written));
        Ok(Some(read as u64))
    }

    /// Gives the hash of what was read.
    pub(super) fn digest(self) -> Digest {
        Digest::from_bytes(self.hasher.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Survey {
        survey(&mut &bytes[..], None, &mut |_| Ok(())).unwrap()
    }

    fn text(bytes: &[u8]) -> String {
        let mut source = bytes;
        let mut decoded = Decoded::new(&mut source, found(bytes).encoding);
        let mut text = Vec::new();
        while decoded.more(&mut text).unwrap().is_some() {}
        assert_eq!(decoded.digest(), Digest::of(bytes));
        String::from_utf8(text).unwrap()
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    const SAMPLE: &str = "naam;plaats\r\nZoë Müller;’t Hof\r\nAïcha Çelik;São Paulo\r\n";

    #[test]
    fn one_text_in_six_encodings_reads_the_same() {
        let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode(SAMPLE);
        let marked = format!("\u{feff}{SAMPLE}");
        let files = [
            ("windows-1252", cp1252.into_owned()),
            ("UTF-8", SAMPLE.as_bytes().to_vec()),
            ("UTF-8", marked.as_bytes().to_vec()),
            ("UTF-16LE", utf16(&marked, u16::to_le_bytes)),
            ("UTF-16BE", utf16(&marked, u16::to_be_bytes)),
            ("UTF-16LE", utf16(SAMPLE, u16::to_le_bytes)),
        ];
        for (name, bytes) in files {
            assert_eq!(found(&bytes).encoding.name(), name);
            assert_eq!(text(&bytes), SAMPLE, "{name}");
        }
    }

    #[test]
    fn a_damaged_byte_in_much_good_text_does_not_turn_it_into_another_encoding() {
        let mut bytes = "Zoë Müller, ".repeat(50).into_bytes();
        bytes.push(0xff);
        assert_eq!(found(&bytes).encoding, UTF_8);
        assert!(text(&bytes).starts_with("Zoë") && text(&bytes).ends_with('\u{fffd}'));
    }

    #[test]
    fn line_ends_are_counted_by_kind() {
        assert_eq!(found(b"a\r\nb\nc\r\nd").ends, LineEnds { crlf: 2, lf: 1, cr: 0 });
        assert!(found(b"a\rb\rc").ends.of_old_macs());
    }

    #[test]
    fn an_empty_file_is_utf_8() {
        assert_eq!((found(b"").encoding, found(b"").len), (UTF_8, 0));
    }
}
