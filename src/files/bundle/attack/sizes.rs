//! Lies about sizes: wide fields, sizes behind the content, and packed data that says the same in another way.

use super::super::parts::deflated;
use super::Chance;
use super::mutations::place;
use super::zip::{Fields, Wide, Zip};
use std::io::Write as _;

pub(super) fn wide_sizes(zip: &mut Zip, chance: &mut Chance) {
    let at = place(zip, chance);
    let widen = |fields: &mut Fields, chance: &mut Chance| {
        let (mut len, mut packed) = (u64::from(fields.len), u64::from(fields.packed));
        if chance.below(3) == 0 {
            (len, packed) = (len.wrapping_add(1), chance.next());
        }
        let mut data = [len.to_le_bytes(), packed.to_le_bytes()].concat();
        if chance.below(3) == 0 {
            data.truncate(chance.below(16));
        }
        fields.extra = [&[1, 0][..], &(data.len() as u16).to_le_bytes(), &data].concat();
        fields.version = 45;
        (fields.len, fields.packed) = (u32::MAX, if chance.below(4) == 0 { fields.packed } else { u32::MAX });
    };
    match chance.below(4) {
        0 => widen(&mut zip.files[at].local, chance),
        1 => widen(&mut zip.listed[at].fields, chance),
        2 => {
            // The place alone.
            zip.listed[at].offset = Some(u32::MAX);
            zip.listed[at].fields.extra = vec![1, 0, 8, 0, chance.below(256) as u8, 0, 0, 0, 0, 0, 0, 0];
        }
        _ => {
            widen(&mut zip.files[at].local, chance);
            widen(&mut zip.listed[at].fields, chance);
            zip.listed[at].made_by = 0x32d;
        }
    }
}

/// The records of a wide end: the one with the numbers, and the one that says where it is.
fn ending(count: u64, size: u64, start: u64, place: u64) -> [Vec<u8>; 2] {
    let head = [b"PK\x06\x06".as_slice(), &44_u64.to_le_bytes(), &[45, 3, 45, 0], &[0; 8]].concat();
    let numbers = [count, count, size, start].map(u64::to_le_bytes).concat();
    let locator = [b"PK\x06\x07".as_slice(), &[0; 4], &place.to_le_bytes(), &[1, 0, 0, 0]].concat();
    [[head, numbers].concat(), locator]
}

pub(super) fn wide_end(zip: &mut Zip, chance: &mut Chance) {
    let kinds: [Wide; 6] = [
        |count, size, start| ending(count, size, start, start + size).concat(),
        |count, size, start| ending(count - 1, size, start, start + size).concat(),
        |count, size, start| ending(count, size, start, 0).concat(),
        |count, size, start| ending(count, size, start, start + size)[1].clone(),
        |count, size, start| ending(count, size, start, start + size)[0].clone(),
        |_, size, start| ending(u64::MAX, size, u64::MAX, start + size).concat(),
    ];
    zip.wide = Some(*chance.pick(&kinds));
    match chance.below(4) {
        0 => {}
        1 => zip.end.entries = [Some(u16::MAX); 2],
        2 => zip.end.offset = Some(u32::MAX),
        _ => {
            (zip.end.entries, zip.end.size, zip.end.offset) =
                ([Some(u16::MAX); 2], Some(u32::MAX), Some(u32::MAX))
        }
    }
}

pub(super) fn descriptor(zip: &mut Zip, chance: &mut Chance) {
    let at = place(zip, chance);
    let Fields { crc, packed, len, .. } = zip.files[at].local;
    let mut behind = if chance.coin() { b"PK\x07\x08".to_vec() } else { Vec::new() };
    behind.extend(crc.to_le_bytes());
    if chance.coin() {
        behind.extend([packed.to_le_bytes(), len.to_le_bytes()].concat());
    } else {
        behind.extend([u64::from(packed).to_le_bytes(), u64::from(len).to_le_bytes()].concat());
    }
    zip.files[at].behind = behind;
    if chance.below(4) > 0 {
        zip.files[at].local.flags |= 8;
        zip.listed[at].fields.flags |= if chance.coin() { 8 } else { 0 };
    }
    if chance.coin() {
        let local = &mut zip.files[at].local;
        (local.crc, local.packed, local.len) = (0, 0, 0);
    }
}

/// A packed file, or the first file where there is none.
fn packed_file(zip: &Zip, chance: &mut Chance) -> usize {
    let listed = 0..zip.files.len().min(zip.listed.len());
    let packed: Vec<usize> = listed.filter(|at| zip.files[*at].local.method == 8).collect();
    if packed.is_empty() { 0 } else { *chance.pick(&packed) }
}

fn set_packed(zip: &mut Zip, at: usize, packed: Vec<u8>) {
    zip.files[at].local.packed = packed.len() as u32;
    zip.listed[at].fields.packed = packed.len() as u32;
    zip.files[at].content = packed;
}

fn inflated(packed: &[u8]) -> Vec<u8> {
    let (mut out, mut inflate) = (Vec::new(), flate2::write::DeflateDecoder::new(Vec::new()));
    let _ = inflate.write_all(packed);
    out.extend(inflate.finish().unwrap_or_default());
    out
}

/// One block that is stored as it is.
fn stored_block(content: &[u8], last: bool) -> Vec<u8> {
    let len = content.len() as u16;
    [&[u8::from(last)][..], &len.to_le_bytes(), &(!len).to_le_bytes(), content].concat()
}

pub(super) fn repacked(zip: &mut Zip, chance: &mut Chance) {
    let at = packed_file(zip, chance);
    let content = inflated(&zip.files[at].content);
    let level = |level: u32| {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(level));
        encoder.write_all(&content).unwrap();
        encoder.finish().unwrap()
    };
    let packed = match chance.below(6) {
        0 => stored_block(&content, true),
        1 => level(0),
        2 => [stored_block(b"", false), zip.files[at].content.clone()].concat(),
        3 => content
            .chunks(3)
            .map(|run| stored_block(run, false))
            .chain([stored_block(b"", true)])
            .collect::<Vec<_>>()
            .concat(),
        4 => {
            // Bits behind the end of the last block.
            let mut packed = zip.files[at].content.clone();
            packed.last_mut().into_iter().for_each(|byte| *byte ^= 0x80);
            packed
        }
        _ => {
            zip.files[at].local.method = 0;
            zip.listed[at].fields.method = 0;
            content.clone()
        }
    };
    set_packed(zip, at, packed);
}

pub(super) fn packed_ends(zip: &mut Zip, chance: &mut Chance) {
    let at = packed_file(zip, chance);
    let mut packed = zip.files[at].content.clone();
    match chance.below(4) {
        0 => packed.push(0),
        1 => packed.extend(deflated(b"meer")),
        2 => packed.truncate(packed.len().saturating_sub(1 + chance.below(4))),
        _ => packed.extend(b"PK\x07\x08"),
    }
    set_packed(zip, at, packed);
}
