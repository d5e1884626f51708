//! The records of an archive (PKWARE APPNOTE 6.3.10), each with exactly one right form.
//!
//! Time and date are 1980-01-01 00:00, the mode is 0100644, there are no comments, no flags, and no extra fields but
//! the one for sizes and places of 4 GiB and more. The writer writes these bytes and the reader compares with them.

pub(super) const STORED: u16 = 0;
pub(super) const DEFLATED: u16 = 8;
pub(super) const END_LEN: usize = 22;
pub(super) const WIDE_END_LEN: usize = 98;
pub(super) const DIRECTORY_LEN: usize = 46;

const LOCAL: u32 = 0x0403_4b50;
const DIRECTORY: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const WIDE_END: u32 = 0x0606_4b50;
const LOCATOR: u32 = 0x0706_4b50;
const WIDE: u16 = 45;
const UNIX: u16 = 3 << 8;
const DATE: u16 = 0x0021;
const MODE: u32 = 0o100_644 << 16;
const FULL: u32 = u32::MAX;

/// What the records say of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// The name in the archive, with the folder at the top.
    pub(crate) name: String,
    /// [`STORED`] or [`DEFLATED`]; anything else only in a record that is about to be refused.
    pub(crate) method: u16,
    /// CRC-32 of the content.
    pub(crate) crc: u32,
    /// Bytes in the archive.
    pub(crate) packed: u64,
    /// Bytes of the content.
    pub(crate) len: u64,
    /// Where its local record begins.
    pub(crate) offset: u64,
}

impl Record {
    /// Writes the record that stands before the content.
    pub(crate) fn local(&self) -> Vec<u8> {
        let wide = self.is_wide();
        let mut bytes = Bytes::default().u32(LOCAL).u16(self.version(wide));
        bytes = self.common(bytes).u16(if wide { 20 } else { 0 }).raw(self.name.as_bytes());
        if wide { bytes.u16(1).u16(16).u64(self.len).u64(self.packed).0 } else { bytes.0 }
    }

    /// Writes the record in the directory.
    pub(crate) fn directory(&self) -> Vec<u8> {
        let (wide, far) = (self.is_wide(), is_full(self.offset));
        let extra = if wide { 16 } else { 0 } + if far { 8 } else { 0 };
        let version = self.version(wide || far);
        let bytes = Bytes::default().u32(DIRECTORY).u16(UNIX | version).u16(version);
        let mut bytes = self.common(bytes).u16(if extra > 0 { extra + 4 } else { 0 });
        bytes = bytes.u16(0).u16(0).u16(0).u32(MODE).u32(narrow(self.offset)).raw(self.name.as_bytes());
        if extra > 0 {
            bytes = bytes.u16(1).u16(extra);
        }
        if wide {
            bytes = bytes.u64(self.len).u64(self.packed);
        }
        if far { bytes.u64(self.offset).0 } else { bytes.0 }
    }

    /// Gives the place after the last byte of its content.
    pub(crate) fn end(&self) -> Option<u64> {
        self.content()?.checked_add(self.packed)
    }

    /// Gives the place of the first byte of its content.
    pub(crate) fn content(&self) -> Option<u64> {
        self.offset.checked_add(self.local().len() as u64)
    }

    /// Reads a record of the directory: the fields that matter, however the rest is written. The bytes are the fixed
    /// part, the name and the extra field; the caller compares them with what [`Record::directory`] writes.
    pub(crate) fn from_directory(bytes: &[u8]) -> Option<Record> {
        let (fixed, rest) = bytes.split_at_checked(DIRECTORY_LEN)?;
        let name_len = usize::from(u16_at(fixed, 28)?);
        let (name, extra) = rest.split_at_checked(name_len)?;
        let (packed, len, offset) = (u32_at(fixed, 20)?, u32_at(fixed, 24)?, u32_at(fixed, 42)?);
        let mut wide = Wide { rest: extra.get(4..).unwrap_or_default() };
        let len = wide.widen(len)?;
        let packed = wide.widen(packed)?;
        let offset = wide.widen(offset)?;
        let name = std::str::from_utf8(name).ok()?.to_owned();
        Some(Record { name, method: u16_at(fixed, 10)?, crc: u32_at(fixed, 16)?, packed, len, offset })
    }

    /// Tells from the fixed part how many bytes of name and extra field follow; nothing when it is no such record.
    pub(crate) fn tail_len(fixed: &[u8]) -> Option<usize> {
        let right = u32_at(fixed, 0)? == DIRECTORY;
        let tail = usize::from(u16_at(fixed, 28)?)
            + usize::from(u16_at(fixed, 30)?)
            + usize::from(u16_at(fixed, 32)?);
        right.then_some(tail)
    }

    fn common(&self, bytes: Bytes) -> Bytes {
        let wide = self.is_wide();
        let size = |size: u64| if wide { FULL } else { narrow(size) };
        let name_len = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        let bytes = bytes.u16(0).u16(self.method).u16(0).u16(DATE).u32(self.crc);
        bytes.u32(size(self.packed)).u32(size(self.len)).u16(name_len)
    }

    fn is_wide(&self) -> bool {
        is_full(self.packed) || is_full(self.len)
    }

    fn version(&self, wide: bool) -> u16 {
        match (wide, self.method) {
            (true, _) => WIDE,
            (false, STORED) => 10,
            (false, _) => 20,
        }
    }
}

/// What the end of an archive says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    /// How many files.
    pub(crate) entries: u64,
    /// Bytes of the directory.
    pub(crate) size: u64,
    /// Where the directory begins.
    pub(crate) offset: u64,
}

impl End {
    /// Writes the record or records at the end.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Bytes::default();
        if self.is_wide() {
            bytes = bytes.u32(WIDE_END).u64(44).u16(UNIX | WIDE).u16(WIDE).u32(0).u32(0);
            bytes = bytes.u64(self.entries).u64(self.entries).u64(self.size).u64(self.offset);
            bytes = bytes.u32(LOCATOR).u32(0).u64(self.offset.saturating_add(self.size)).u32(1);
        }
        let entries = u16::try_from(self.entries).unwrap_or(u16::MAX);
        bytes = bytes.u32(END).u16(0).u16(0).u16(entries).u16(entries);
        bytes.u32(narrow(self.size)).u32(narrow(self.offset)).u16(0).0
    }

    /// Reads the end of an archive from its last bytes: 98 of them, or fewer when it has fewer.
    pub(crate) fn from_tail(tail: &[u8]) -> Option<End> {
        let at = tail.len().checked_sub(END_LEN)?;
        let end = tail.get(at..)?;
        if u32_at(end, 0)? != END {
            return None;
        }
        let narrow = End {
            entries: u64::from(u16_at(end, 10)?),
            size: u64::from(u32_at(end, 12)?),
            offset: u64::from(u32_at(end, 16)?),
        };
        if narrow.is_wide() { End::wide(tail) } else { Some(narrow) }
    }

    /// Says whether the bytes hold something that looks like the end of an archive.
    pub(crate) fn occurs_in(bytes: &[u8]) -> bool {
        bytes.windows(4).any(|window| window == END.to_le_bytes())
    }

    fn wide(tail: &[u8]) -> Option<End> {
        let at = tail.len().checked_sub(WIDE_END_LEN)?;
        let record = tail.get(at..)?;
        let right = u32_at(record, 0)? == WIDE_END;
        let end =
            End { entries: u64_at(record, 32)?, size: u64_at(record, 40)?, offset: u64_at(record, 48)? };
        right.then_some(end)
    }

    fn is_wide(self) -> bool {
        self.entries >= u64::from(u16::MAX) || is_full(self.size) || is_full(self.offset)
    }
}

struct Wide<'a> {
    rest: &'a [u8],
}

impl Wide<'_> {
    /// Takes the next wide number where the narrow one is full.
    fn widen(&mut self, number: u32) -> Option<u64> {
        if number != FULL {
            return Some(u64::from(number));
        }
        let (wide, rest) = self.rest.split_first_chunk::<8>()?;
        self.rest = rest;
        Some(u64::from_le_bytes(*wide))
    }
}

#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn raw(mut self, bytes: &[u8]) -> Bytes {
        self.0.extend_from_slice(bytes);
        self
    }

    fn u16(self, number: u16) -> Bytes {
        self.raw(&number.to_le_bytes())
    }

    fn u32(self, number: u32) -> Bytes {
        self.raw(&number.to_le_bytes())
    }

    fn u64(self, number: u64) -> Bytes {
        self.raw(&number.to_le_bytes())
    }
}

/// Says whether a number does not fit the narrow field (whose largest value means "look further").
fn is_full(number: u64) -> bool {
    number >= u64::from(FULL)
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(FULL)
}

fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk::<N>().copied()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    array_at(bytes, at).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array_at(bytes, at).map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    array_at(bytes, at).map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_record_of_the_directory_reads_back(
            deflated: bool, crc: u32, packed: u64, len: u64, offset: u64, name in "[a-z]{1,9}"
        ) {
            let method = if deflated { DEFLATED } else { STORED };
            let record = Record { name, method, crc, packed, len, offset };
            let bytes = record.directory();
            prop_assert_eq!(Record::tail_len(&bytes), Some(bytes.len() - DIRECTORY_LEN));
            prop_assert_eq!(Record::from_directory(&bytes), Some(record));
        }

        #[test]
        fn the_end_reads_back(entries: u64, size: u64, offset: u64) {
            let end = End { entries, size, offset };
            prop_assert_eq!(End::from_tail(&end.to_bytes()), Some(end));
        }
    }

    #[test]
    fn sizes_stay_narrow_until_they_no_longer_fit() {
        let most = u64::from(u32::MAX);
        let record =
            |len| Record { name: "a".to_owned(), method: STORED, crc: 0, packed: len, len, offset: 0 };
        assert_eq!(record(most - 1).local().len(), 31);
        assert_eq!(record(most).local().len(), 51);
        assert_eq!(record(most - 1).directory().len(), 47);
        assert_eq!(End { entries: 65_534, size: 1, offset: most - 1 }.to_bytes().len(), END_LEN);
        assert_eq!(End { entries: 65_535, size: 1, offset: 1 }.to_bytes().len(), WIDE_END_LEN);
    }
}
