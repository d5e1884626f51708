//! The ways in which an archive can say two things, by class. Each takes its particulars from chance.

use super::super::parts::deflated;
use super::Chance;
use super::sizes::{descriptor, packed_ends, repacked, wide_end, wide_sizes};
use super::zip::{Fields, File, Listed, Zip};

/// Changes an archive.
pub(super) type Change = fn(&mut Zip, &mut Chance);

/// All classes.
pub(super) const CLASSES: [(&str, Change); 33] = [
    ("local record: a field", local_field),
    ("directory: a field", listed_field),
    ("both records: a field", both_fields),
    ("end: a field", end_field),
    ("name: before the file only", |zip, chance| {
        let at = place(zip, chance);
        zip.files[at].local.name = odd_name(&zip.files[at].local.name, chance);
    }),
    ("name: in the directory only", |zip, chance| {
        let at = place(zip, chance);
        zip.listed[at].fields.name = odd_name(&zip.listed[at].fields.name, chance);
    }),
    ("name: in both records", |zip, chance| {
        let at = place(zip, chance);
        let name = odd_name(&zip.files[at].local.name, chance);
        (zip.files[at].local.name, zip.listed[at].fields.name) = (name.clone(), name);
    }),
    ("name: another folder at the top", |zip, chance| {
        let folder = *chance.pick(&["", "x/", "nb-ws-ams-0001-e1-000002/", "../", "/"]);
        for at in 0..zip.files.len().min(zip.listed.len()) {
            let name =
                zip.files[at].local.name.splitn(2, |byte| *byte == b'/').nth(1).unwrap_or(b"x").to_vec();
            let name = [folder.as_bytes(), &name].concat();
            (zip.files[at].local.name, zip.listed[at].fields.name) = (name.clone(), name);
        }
    }),
    ("extra field: before the file", |zip, chance| {
        let at = place(zip, chance);
        zip.files[at].local.extra = extra(&zip.files[at].local, chance);
    }),
    ("extra field: in the directory", |zip, chance| {
        let at = place(zip, chance);
        zip.listed[at].fields.extra = extra(&zip.listed[at].fields, chance);
    }),
    ("extra field: in both records", |zip, chance| {
        let at = place(zip, chance);
        let field = extra(&zip.files[at].local, chance);
        (zip.files[at].local.extra, zip.listed[at].fields.extra) = (field.clone(), field);
    }),
    ("wide sizes where narrow ones fit", wide_sizes),
    ("wide end where a narrow one fits", wide_end),
    ("sizes behind the content", descriptor),
    ("a file listed twice", |zip, chance| {
        let at = place(zip, chance);
        let (copy, to) = (zip.listed[at].clone(), chance.below(zip.listed.len() + 1));
        zip.listed.insert(to, copy);
    }),
    ("two files of one name", |zip, chance| {
        let at = place(zip, chance);
        let mut other = zip.files[at].clone();
        refill(&mut other, b"anders");
        let mut listed = zip.listed[at].clone();
        fit(&mut listed, &other.local);
        listed.file = zip.files.len();
        zip.files.push(other);
        let to = if chance.coin() { zip.listed.len() } else { at };
        zip.listed.insert(to, listed);
    }),
    ("a file that is not listed", |zip, chance| {
        let at = place(zip, chance);
        if chance.coin() {
            zip.listed.remove(at);
        } else {
            let mut other = zip.files[at].clone();
            refill(&mut other, b"verborgen");
            zip.files.push(other);
        }
    }),
    ("a file listed that is not there", |zip, chance| {
        let at = place(zip, chance);
        let mut copy = zip.listed[at].clone();
        copy.fields.name = odd_name(&copy.fields.name, chance);
        zip.listed.push(copy);
    }),
    ("files in another order", |zip, chance| {
        let (one, other) = (place(zip, chance), place(zip, chance));
        match chance.below(3) {
            0 => zip.listed.swap(one, other),
            1 => {
                zip.files.swap(one, other);
                (zip.listed[one].file, zip.listed[other].file) =
                    (zip.listed[other].file, zip.listed[one].file);
            }
            _ => {
                zip.files.swap(one, other);
                zip.listed.swap(one, other);
                (zip.listed[one].file, zip.listed[other].file) =
                    (zip.listed[other].file, zip.listed[one].file);
            }
        }
    }),
    ("a folder or a special file", special),
    ("bytes before the archive", |zip, chance| {
        (zip.before, zip.shifted) = (junk(chance), chance.coin());
    }),
    ("bytes behind the archive", |zip, chance| zip.behind = junk(chance)),
    ("bytes between two files", |zip, chance| {
        let at = place(zip, chance);
        let gap = junk(chance);
        if chance.coin() { zip.files[at].before = gap } else { zip.files[at].behind = gap }
    }),
    ("bytes before the directory or the end", |zip, chance| {
        let gap = junk(chance);
        if chance.coin() { zip.gap = gap } else { zip.gap_at_end = gap }
    }),
    ("comment of the archive", |zip, chance| {
        zip.end.comment = match chance.below(3) {
            0 => b"hoi".to_vec(),
            1 => [b"PK\x05\x06".as_slice(), &[0; 18]].concat(),
            _ => zip.to_bytes(),
        };
    }),
    ("comment of a file", |zip, chance| {
        let at = place(zip, chance);
        zip.listed[at].comment = junk(chance);
    }),
    ("two archives", |zip, chance| {
        let mut other = zip.clone();
        let at = place(&other, chance);
        refill(&mut other.files[at], b"anders");
        let local = other.files[at].local.clone();
        fit(&mut other.listed[at], &local);
        match chance.below(4) {
            0 => zip.behind = other.to_bytes(),
            1 => zip.before = other.to_bytes(),
            2 => zip.gap = other.to_bytes(),
            _ => (zip.before, zip.shifted) = (other.to_bytes(), true),
        }
    }),
    ("an archive within a file", |zip, chance| {
        let (inner, at) = (zip.to_bytes(), place(zip, chance));
        refill(&mut zip.files[at], &inner);
        let local = zip.files[at].local.clone();
        fit(&mut zip.listed[at], &local);
    }),
    ("files that overlap", |zip, chance| {
        let (one, other) = (place(zip, chance), place(zip, chance));
        match chance.below(3) {
            0 => zip.listed[one].file = other,
            1 => zip.listed[one].shift = *chance.pick(&[-8, -1, 1, 4, 30, -30, i64::MIN / 2]),
            _ => {
                // The whole of one file lies in the content of another.
                let inner = zip.files[other].clone();
                let mut whole = b"PK\x03\x04".to_vec();
                whole.extend(&inner.content);
                refill(&mut zip.files[one], &whole);
                zip.listed[other].shift = -1;
            }
        }
    }),
    ("other packing of the same content", repacked),
    ("packed data that goes on or stops short", packed_ends),
    ("encrypted", |zip, chance| {
        let at = place(zip, chance);
        let flag = *chance.pick(&[1, 0x41, 0x2001]);
        if chance.coin() {
            zip.files[at].local.flags |= flag;
        }
        zip.listed[at].fields.flags |= flag;
        if chance.coin() {
            zip.files[at].content.splice(0..0, [7; 12]);
            zip.files[at].local.packed += 12;
            zip.listed[at].fields.packed += 12;
        }
    }),
    ("more than one disk", |zip, chance| {
        let at = place(zip, chance);
        match chance.below(4) {
            0 => zip.listed[at].disk = *chance.pick(&[1, 0xffff]),
            1 => zip.end.disks = [1, 1],
            2 => zip.end.disks[chance.below(2)] = 0xffff,
            _ => (zip.before, zip.shifted) = (b"PK\x07\x08".to_vec(), chance.coin()),
        }
    }),
];

/// The place of a file that is listed.
pub(super) fn place(zip: &Zip, chance: &mut Chance) -> usize {
    chance.below(zip.files.len().min(zip.listed.len()))
}

/// Another number than this one, near it or at an edge.
fn other(number: u64, most: u64, chance: &mut Chance) -> u64 {
    let near = [
        number.wrapping_add(1),
        number.wrapping_sub(1),
        0,
        most,
        number ^ 1 << chance.below(16),
        chance.next(),
    ];
    near[chance.below(near.len())] & most
}

fn narrow(number: u16, chance: &mut Chance) -> u16 {
    other(u64::from(number), 0xffff, chance) as u16
}

fn wide(number: u32, chance: &mut Chance) -> u32 {
    other(u64::from(number), 0xffff_ffff, chance) as u32
}

fn field(fields: &mut Fields, which: usize, chance: &mut Chance) {
    match which {
        0 => fields.version = narrow(fields.version, chance),
        1 => fields.flags = 1 << chance.below(16),
        2 => fields.method = *chance.pick(&[0, 8, 9, 12, 14, 93, 99, 0xffff]),
        3 => fields.time = narrow(fields.time, chance),
        4 => fields.date = narrow(fields.date, chance),
        5 => fields.crc = wide(fields.crc, chance),
        6 => fields.packed = wide(fields.packed, chance),
        7 => fields.len = wide(fields.len, chance),
        8 => fields.said[0] = Some(narrow(fields.name.len() as u16, chance)),
        _ => fields.said[1] = Some(narrow(fields.extra.len() as u16, chance)),
    }
}

fn local_field(zip: &mut Zip, chance: &mut Chance) {
    let (at, which) = (place(zip, chance), chance.below(10));
    field(&mut zip.files[at].local, which, chance);
}

fn listed_field(zip: &mut Zip, chance: &mut Chance) {
    let at = place(zip, chance);
    let record = &mut zip.listed[at];
    match chance.below(16) {
        10 => record.made_by = narrow(record.made_by, chance),
        11 => record.comment_len = Some(narrow(0, chance)),
        12 => record.disk = narrow(0, chance),
        13 => record.internal = narrow(0, chance),
        14 => record.external = wide(record.external, chance),
        15 => record.offset = Some(wide(chance.below(9000) as u32, chance)),
        which => field(&mut record.fields, which, chance),
    }
}

/// The same change in both records.
fn both_fields(zip: &mut Zip, chance: &mut Chance) {
    let at = place(zip, chance);
    let (seed, which) = (chance.next(), chance.below(8));
    field(&mut zip.files[at].local, which, &mut Chance(seed));
    field(&mut zip.listed[at].fields, which, &mut Chance(seed));
}

fn end_field(zip: &mut Zip, chance: &mut Chance) {
    let count = zip.listed.len() as u16;
    let end = &mut zip.end;
    match chance.below(8) {
        0 => end.disks[0] = narrow(0, chance),
        1 => end.disks[1] = narrow(0, chance),
        2 => end.entries[0] = Some(narrow(count, chance)),
        3 => end.entries[1] = Some(narrow(count, chance)),
        4 => end.entries = [Some(narrow(count, chance)); 2],
        5 => end.size = Some(wide(900, chance)),
        6 => end.offset = Some(wide(5000, chance)),
        _ => end.comment_len = Some(narrow(0, chance)),
    }
}

/// A name that some program takes for this one, or for one elsewhere.
fn odd_name(name: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut odd = name.to_vec();
    let put = |odd: &mut Vec<u8>, before: &[u8], behind: &[u8]| {
        odd.splice(0..0, before.to_vec());
        odd.extend(behind);
    };
    match chance.below(18) {
        0 => odd.make_ascii_uppercase(),
        1 => put(&mut odd, b"./", b""),
        2 => put(&mut odd, b"../", b""),
        3 => put(&mut odd, b"/", b""),
        4 => put(&mut odd, b"C:\\", b""),
        5 => odd.iter_mut().filter(|byte| **byte == b'/').for_each(|byte| *byte = b'\\'),
        6 => put(&mut odd, b"", b"\0.exe"),
        7 => put(&mut odd, b"", b" "),
        8 => put(&mut odd, b"", b"."),
        9 => put(&mut odd, b"", b"/"),
        10 => put(&mut odd, "\u{202e}".as_bytes(), b""),
        11 => put(&mut odd, b"", "é".as_bytes()),
        12 => put(&mut odd, b"", b"\xff"),
        13 => put(&mut odd, b"", b"::$DATA"),
        14 => odd.clear(),
        15 => put(&mut odd, b"", &[b'a'; 300]),
        16 => put(&mut odd, b"", b"%00"),
        _ => odd.extend(b"//x"),
    }
    odd
}

/// An extra field that gives a second name, a second size, a time, or nothing that anybody knows.
fn extra(fields: &Fields, chance: &mut Chance) -> Vec<u8> {
    let block =
        |id: u16, data: &[u8]| [&id.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let path = |crc: u32| [&[1][..], &crc.to_le_bytes(), b"nb-ws-ams-0001-e1-000001/data/ander.csv"].concat();
    let size = u64::from(fields.len).to_le_bytes();
    match chance.below(12) {
        0 => block(0x7075, &path(crc32fast::hash(&fields.name))),
        1 => block(0x7075, &path(0)),
        2 => block(0x6375, &path(0)),
        3 => block(1, &[size, size].concat()),
        4 => block(1, &[0; 8]),
        5 => block(1, &[]),
        6 => block(0x000a, &[0; 32]),
        7 => block(0x5455, &[7, 0, 0, 0, 0]),
        8 => block(0x7875, &[1, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0]),
        9 => block(0x9901, &[2, 0, b'A', b'E', 3, 8, 0]),
        10 => [block(1, &[0; 16]), block(1, &[9; 16])].concat(),
        _ => vec![1, 0, 200],
    }
}

/// Gives a file another content, as an honest writer would.
fn refill(file: &mut File, content: &[u8]) {
    file.content = if file.local.method == 8 { deflated(content) } else { content.to_vec() };
    (file.local.crc, file.local.len) = (crc32fast::hash(content), content.len() as u32);
    file.local.packed = file.content.len() as u32;
}

/// Makes a record in the directory say the same as the one before the file.
fn fit(listed: &mut Listed, local: &Fields) {
    listed.fields = local.clone();
}

fn special(zip: &mut Zip, chance: &mut Chance) {
    let at = place(zip, chance);
    match chance.below(3) {
        0 => {
            zip.listed[at].external =
                *chance.pick(&[0o120_777, 0o040_755, 0o020_644, 0o010_644, 0o104_755, 0]) << 16
        }
        1 => zip.listed[at].external |= *chance.pick(&[0x10, 0x20, 0x01, 0x400]),
        _ => {
            let mut folder = zip.files[at].clone();
            refill(&mut folder, b"");
            folder.local.name = b"nb-ws-ams-0001-e1-000001/data/docs/".to_vec();
            let mut listed = zip.listed[at].clone();
            fit(&mut listed, &folder.local);
            (listed.file, listed.external) = (zip.files.len(), 0o040_755 << 16 | 0x10);
            zip.files.push(folder);
            zip.listed.push(listed);
        }
    }
}

fn junk(chance: &mut Chance) -> Vec<u8> {
    match chance.below(7) {
        0 => vec![0; 1 + chance.below(9)],
        1 => b"#!/bin/sh\n".to_vec(),
        2 => b"PK\x05\x06".to_vec(),
        3 => [b"PK\x05\x06".as_slice(), &[0; 18]].concat(),
        4 => b"PK\x03\x04\x0a\0\0\0\0\0\0\0\x21\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0x".to_vec(),
        5 => [b"PK\x06\x08".as_slice(), &[2, 0, 0, 0, 1, 1]].concat(),
        _ => [b"PK\x05\x05".as_slice(), &[2, 0, 1, 1]].concat(),
    }
}
