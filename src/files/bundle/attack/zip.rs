//! An archive as its parts, each of which can be made to lie.

use super::super::parts::{Parts, deflated};
use noodbrug_core::bundle::is_packed;

/// The fields that the record before a file and that in the directory have in common.
#[derive(Clone)]
pub(super) struct Fields {
    pub(super) version: u16,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) time: u16,
    pub(super) date: u16,
    pub(super) crc: u32,
    pub(super) packed: u32,
    pub(super) len: u32,
    pub(super) name: Vec<u8>,
    pub(super) extra: Vec<u8>,
    /// What the lengths of name and extra field say, where that is not so.
    pub(super) said: [Option<u16>; 2],
}

impl Fields {
    fn fixed(&self, out: &mut Vec<u8>) {
        for number in [self.version, self.flags, self.method, self.time, self.date] {
            out.extend(number.to_le_bytes());
        }
        for number in [self.crc, self.packed, self.len] {
            out.extend(number.to_le_bytes());
        }
        let said = |at: usize, len: usize| self.said[at].unwrap_or(len as u16).to_le_bytes();
        out.extend(said(0, self.name.len()));
        out.extend(said(1, self.extra.len()));
    }
}

/// A file: bytes before its record, the record, its content, and what follows that.
#[derive(Clone)]
pub(super) struct File {
    pub(super) before: Vec<u8>,
    pub(super) local: Fields,
    pub(super) content: Vec<u8>,
    pub(super) behind: Vec<u8>,
}

/// A record in the directory.
#[derive(Clone)]
pub(super) struct Listed {
    pub(super) made_by: u16,
    pub(super) fields: Fields,
    pub(super) comment: Vec<u8>,
    pub(super) comment_len: Option<u16>,
    pub(super) disk: u16,
    pub(super) internal: u16,
    pub(super) external: u32,
    /// Which file it is about.
    pub(super) file: usize,
    /// How far beside that file's record it points.
    pub(super) shift: i64,
    /// Where it points, whatever the file.
    pub(super) offset: Option<u32>,
}

/// What the end says, where that is not so; and its comment.
#[derive(Clone, Default)]
pub(super) struct Ending {
    pub(super) disks: [u16; 2],
    pub(super) entries: [Option<u16>; 2],
    pub(super) size: Option<u32>,
    pub(super) offset: Option<u32>,
    pub(super) comment: Vec<u8>,
    pub(super) comment_len: Option<u16>,
}

/// Makes a wide field of two lengths and a place.
pub(super) type Wide = fn(u64, u64, u64) -> Vec<u8>;

/// An archive.
#[derive(Clone)]
pub(super) struct Zip {
    pub(super) before: Vec<u8>,
    /// Whether the places count from behind what stands before.
    pub(super) shifted: bool,
    pub(super) files: Vec<File>,
    pub(super) gap: Vec<u8>,
    pub(super) listed: Vec<Listed>,
    /// Between directory and end, made from (files, length and place of the directory).
    pub(super) wide: Option<Wide>,
    pub(super) gap_at_end: Vec<u8>,
    pub(super) end: Ending,
    pub(super) behind: Vec<u8>,
}

impl Zip {
    /// Gives a bundle as such an archive.
    pub(super) fn of(parts: &Parts) -> Zip {
        let (mut files, mut listed) = (Vec::new(), Vec::new());
        for (path, bytes) in &parts.files {
            let packed = is_packed(path);
            let content = if packed { deflated(bytes) } else { bytes.clone() };
            let fields = Fields {
                version: if packed { 20 } else { 10 },
                flags: 0,
                method: if packed { 8 } else { 0 },
                time: 0,
                date: 0x21,
                crc: crc32fast::hash(bytes),
                packed: content.len() as u32,
                len: bytes.len() as u32,
                name: format!("{}/{path}", parts.folder).into_bytes(),
                extra: Vec::new(),
                said: [None; 2],
            };
            listed.push(Listed {
                made_by: 0x300 | fields.version,
                fields: fields.clone(),
                comment: Vec::new(),
                comment_len: None,
                disk: 0,
                internal: 0,
                external: 0o100_644 << 16,
                file: files.len(),
                shift: 0,
                offset: None,
            });
            files.push(File { before: Vec::new(), local: fields, content, behind: Vec::new() });
        }
        Zip {
            before: Vec::new(),
            shifted: false,
            files,
            gap: Vec::new(),
            listed,
            wide: None,
            gap_at_end: Vec::new(),
            end: Ending::default(),
            behind: Vec::new(),
        }
    }

    /// Writes it.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.before.clone();
        let base = if self.shifted { out.len() as u64 } else { 0 };
        let mut places = Vec::new();
        for file in &self.files {
            out.extend(&file.before);
            places.push(out.len() as u64 - base);
            out.extend(b"PK\x03\x04");
            file.local.fixed(&mut out);
            for part in [&file.local.name, &file.local.extra, &file.content, &file.behind] {
                out.extend(part);
            }
        }
        out.extend(&self.gap);
        let start = out.len() as u64 - base;
        for record in &self.listed {
            let place = places.get(record.file).copied().unwrap_or_default();
            record.write(place.wrapping_add_signed(record.shift), &mut out);
        }
        let size = out.len() as u64 - base - start;
        let count = self.listed.len() as u64;
        out.extend(self.wide.map(|wide| wide(count, size, start)).unwrap_or_default());
        out.extend(&self.gap_at_end);
        self.end.write((count, size, start), &mut out);
        out.extend(&self.behind);
        out
    }
}

impl Listed {
    fn write(&self, place: u64, out: &mut Vec<u8>) {
        out.extend(b"PK\x01\x02");
        out.extend(self.made_by.to_le_bytes());
        self.fields.fixed(out);
        let comment_len = self.comment_len.unwrap_or(self.comment.len() as u16);
        for number in [comment_len, self.disk, self.internal] {
            out.extend(number.to_le_bytes());
        }
        out.extend(self.external.to_le_bytes());
        out.extend(self.offset.unwrap_or(place as u32).to_le_bytes());
        for part in [&self.fields.name, &self.fields.extra, &self.comment] {
            out.extend(part);
        }
    }
}

impl Ending {
    fn write(&self, (count, size, start): (u64, u64, u64), out: &mut Vec<u8>) {
        out.extend(b"PK\x05\x06");
        let entries = self.entries.map(|said| said.unwrap_or(count as u16));
        for number in self.disks.into_iter().chain(entries) {
            out.extend(number.to_le_bytes());
        }
        for number in [self.size.unwrap_or(size as u32), self.offset.unwrap_or(start as u32)] {
            out.extend(number.to_le_bytes());
        }
        out.extend(self.comment_len.unwrap_or(self.comment.len() as u16).to_le_bytes());
        out.extend(&self.comment);
    }
}
