//! The file itself: objects written as they come, small ones packed together, an index at the end (ISO 32000-1, 7.5).
//!
//! Nothing is kept but the place of each object, so a file may be larger than memory. What is written depends on
//! nothing but what is handed in: the file's identifier is a digest of its own bytes.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest as _, Sha256};
use std::io::{self, Write};

/// How many small objects are packed into one stream.
const PACK: usize = 256;

/// How hard streams are compressed (of 9): two steps more save a twentieth of the file.
const LEVEL: u32 = 4;

/// Where an object stands.
#[derive(Clone, Copy, Debug)]
enum Spot {
    Free,
    At(u64),
    Packed { stream: u32, place: u16 },
}

/// A PDF file while it is written.
pub(crate) struct Out<W: Write> {
    inner: W,
    written: u64,
    digest: Sha256,
    spots: Vec<Spot>,
    pack: Vec<(u32, String)>,
}

/// What a stream's bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    /// To be compressed here.
    Deflate,
    /// To be written as they are.
    Plain,
}

impl<W: Write> Out<W> {
    /// Starts a file of PDF 1.7.
    pub(crate) fn new(inner: W) -> io::Result<Out<W>> {
        let (digest, spots) = (Sha256::new(), vec![Spot::Free]);
        let mut out = Out { inner, written: 0, digest, spots, pack: Vec::new() };
        out.write(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(out)
    }

    /// Sets so many object numbers apart, in a row; gives the first.
    pub(crate) fn reserve(&mut self, count: usize) -> u32 {
        let first = self.spots.len();
        self.spots.resize(first + count, Spot::Free);
        u32::try_from(first).unwrap_or(u32::MAX)
    }

    /// Writes a small object together with others.
    pub(crate) fn object(&mut self, number: u32, body: String) -> io::Result<()> {
        self.pack.push((number, body));
        if self.pack.len() == PACK { self.flush() } else { Ok(()) }
    }

    /// Writes a stream; `entries` are those of its dictionary without length and filter.
    pub(crate) fn stream(
        &mut self,
        number: u32,
        entries: &str,
        (bytes, filter): (&[u8], Filter),
    ) -> io::Result<()> {
        let packed = match filter {
            Filter::Deflate => Some(deflate(bytes)?),
            Filter::Plain => None,
        };
        let (data, name) = match &packed {
            Some(packed) => (packed.as_slice(), "/Filter/FlateDecode"),
            None => (bytes, ""),
        };
        self.set(number, Spot::At(self.written));
        let head = format!("{number} 0 obj\n<<{entries}{name}/Length {}>>\nstream\n", data.len());
        self.write(head.as_bytes())?;
        self.write(data)?;
        self.write(b"\nendstream\nendobj\n")
    }

    /// Writes the index and ends the file; gives back where it was written to.
    pub(crate) fn finish(mut self, root: u32, info: u32) -> io::Result<W> {
        self.flush()?;
        let start = self.written;
        let number = self.reserve(1);
        self.set(number, Spot::At(start));
        let id: String =
            self.digest.clone().finalize().iter().take(16).map(|byte| format!("{byte:02X}")).collect();
        let entries = format!(
            "/Type/XRef/Size {}/W[1 5 2]/Root {root} 0 R/Info {info} 0 R/ID[<{id}><{id}>]",
            self.spots.len()
        );
        let index: Vec<u8> = self.spots.iter().flat_map(entry).collect();
        self.stream(number, &entries, (&index, Filter::Deflate))?;
        self.write(format!("startxref\n{start}\n%%EOF\n").as_bytes())?;
        self.inner.flush()?;
        Ok(self.inner)
    }

    /// Writes the small objects that wait.
    fn flush(&mut self) -> io::Result<()> {
        if self.pack.is_empty() {
            return Ok(());
        }
        let pack = std::mem::take(&mut self.pack);
        let stream = self.reserve(1);
        let (mut heads, mut bodies) = (String::new(), String::new());
        for (place, (number, body)) in pack.iter().enumerate() {
            let place = u16::try_from(place).unwrap_or(u16::MAX);
            self.set(*number, Spot::Packed { stream, place });
            heads.push_str(&format!("{number} {} ", bodies.len()));
            bodies.push_str(body);
            bodies.push('\n');
        }
        let entries = format!("/Type/ObjStm/N {}/First {}", pack.len(), heads.len());
        self.stream(stream, &entries, ((heads + &bodies).as_bytes(), Filter::Deflate))
    }

    fn set(&mut self, number: u32, spot: Spot) {
        if let Some(place) = self.spots.get_mut(number as usize) {
            *place = spot;
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_all(bytes)?;
        self.digest.update(bytes);
        self.written += bytes.len() as u64;
        Ok(())
    }
}

/// Gives an object's line of the index: its kind, its place in five bytes, its generation or place in a pack.
fn entry(spot: &Spot) -> Vec<u8> {
    let (kind, place, rest) = match spot {
        Spot::Free => (0, 0, u16::MAX),
        Spot::At(offset) => (1, *offset, 0),
        Spot::Packed { stream, place } => (2, u64::from(*stream), *place),
    };
    let offset = place.to_be_bytes();
    [&[kind], offset.get(3..).unwrap_or_default(), &rest.to_be_bytes()].concat()
}

fn deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Writes a text as PDF does in dictionaries: UTF-16, in hexadecimal digits.
pub(crate) fn text_string(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
    format!("<FEFF{}>", units.collect::<String>())
}
