//! Archives that some reader takes for something else than another does, or that do harm when they are unpacked.

use super::super::parts::Parts;
use super::super::records::{DEFLATED, End, Record, STORED};
use super::world::{Desk, World, note};
use super::{Case, bad, base};
use noodbrug_core::bundle::{Kind, place_in_archive};

const TABLE: &str = "data/documenten.csv";

pub(super) fn cases(world: &World) -> Vec<Case> {
    let parts = base(world);
    [ends(&parts.pack()), places(&parts), records(&parts), sizes(&parts), names(&parts)].concat()
}

/// What stands before, behind and at the end of the archive.
fn ends(good: &[u8]) -> Vec<Case> {
    let len = good.len();
    let patched = |at: usize, byte: u8, behind: &[u8]| {
        let mut bytes = good.to_vec();
        bytes[at] = byte;
        [&bytes, behind].concat()
    };
    let with_end = |change: fn(End) -> End| {
        let end = End::from_tail(&good[len - 22..]).unwrap();
        [&good[..len - 22], &change(end).to_bytes()].concat()
    };
    let two = "two-readings";
    vec![
        bad("cut-short", "damage", good[..len - 30].to_vec(), &["NB-ZIP-01"], "The last bytes are missing."),
        bad("no-archive", "damage", b"dit is geen bundel".to_vec(), &["NB-ZIP-01"], "It is a text."),
        bad(
            "junk-before",
            two,
            [b"#!/bin/sh\n", good].concat(),
            &["NB-ZIP-02"],
            "A script stands before the archive.",
        ),
        bad("junk-behind", two, [good, b"junk"].concat(), &["NB-ZIP-02"], "Bytes stand behind the archive."),
        bad("comment", two, patched(len - 2, 4, b"hoi!"), &["NB-ZIP-02"], "The archive has a comment."),
        bad(
            "comment-length",
            two,
            patched(len - 2, 4, b""),
            &["NB-ZIP-06"],
            "The end promises a comment that is not there.",
        ),
        bad(
            "second-disk",
            two,
            patched(len - 18, 1, b""),
            &["NB-ZIP-06"],
            "The end says that it is on a second disk.",
        ),
        bad(
            "two-archives",
            two,
            [good, good].concat(),
            &["NB-ZIP-02"],
            "Two archives stand behind each other, with two ends.",
        ),
        bad(
            "wide-end",
            two,
            [&good[..len - 22], &wide_end(&good[len - 22..]), &good[len - 22..]].concat(),
            &["NB-ZIP-02"],
            "A second end, for large archives, stands before the one that says all.",
        ),
        bad(
            "too-many",
            "bomb",
            with_end(|end| End { entries: 300_000, ..end }),
            &["NB-ZIP-11"],
            "The end counts 300,000 files.",
        ),
        bad(
            "count",
            two,
            with_end(|end| End { entries: end.entries - 1, ..end }),
            &["NB-ZIP-05"],
            "The end counts one file less than the directory.",
        ),
        bad(
            "shifted-directory",
            two,
            with_end(|end| End { offset: end.offset - 4, size: end.size + 4, ..end }),
            &["NB-ZIP-05"],
            "The directory begins four bytes early.",
        ),
    ]
}

/// The records that only a large archive has, saying the same as the end behind them.
fn wide_end(end: &[u8]) -> Vec<u8> {
    let end = End::from_tail(end).unwrap();
    let numbers = [end.entries, end.entries, end.size, end.offset].map(u64::to_le_bytes).concat();
    let record =
        [b"PK\x06\x06".as_slice(), &44_u64.to_le_bytes(), &[45, 3, 45, 0], &[0; 8], &numbers].concat();
    let place = (end.offset + end.size).to_le_bytes();
    [&record, b"PK\x06\x07".as_slice(), &[0; 4], &place, &[1, 0, 0, 0]].concat()
}

/// Where the files stand.
fn places(parts: &Parts) -> Vec<Case> {
    let good = parts.pack();
    let end = End::from_tail(&good[good.len() - 22..]).unwrap();
    let at = end.offset as usize;
    let gap = End { offset: end.offset + 4, ..end };
    let gap = [&good[..at], b"gat!", &good[at..good.len() - 22], &gap.to_bytes()].concat();
    let overlapping = parts.pack_with(|record| match record.name.ends_with(TABLE) {
        true => Record { offset: record.offset - 8, ..record },
        false => record,
    });
    let mut twice = parts.clone();
    let place = twice.files.iter().position(|(path, _)| path == TABLE).unwrap();
    twice.files.insert(place, (TABLE.to_owned(), b"anders".to_vec()));
    let mut turned = parts.clone();
    let last = turned.files.len() - 1;
    turned.files.swap(last, last - 1);
    // A whole file that the directory does not know, between the last file and the directory.
    let hidden = Record {
        name: format!("{}/data/verborgen.pdf", parts.folder),
        method: STORED,
        crc: crc32fast::hash(b"verborgen"),
        packed: 9,
        len: 9,
        offset: 0,
    };
    let hidden = [hidden.local(), b"verborgen".to_vec()].concat();
    let behind = End { offset: end.offset + hidden.len() as u64, ..end };
    let unlisted = [&good[..at], &hidden, &good[at..good.len() - 22], &behind.to_bytes()].concat();
    let twice_in_list = |turn: usize, record: Vec<u8>| if turn == 1 { record.repeat(2) } else { record };
    let mut listed_twice = directory(&good, twice_in_list);
    let count = listed_twice.len() - 14;
    listed_twice[count] += 1;
    listed_twice[count + 2] += 1;
    let two = "two-readings";
    vec![
        bad(
            "unlisted-file",
            two,
            unlisted,
            &["NB-ZIP-02"],
            "A file stands in the archive and not in its directory.",
        ),
        bad(
            "listed-twice",
            two,
            listed_twice,
            &["NB-ZIP-02", "NB-ZIP-03"],
            "The directory names a file twice.",
        ),
        bad(
            "gap",
            two,
            gap,
            &["NB-ZIP-02"],
            "Four bytes between the last file and the directory belong to nothing.",
        ),
        bad("overlap", "bomb", overlapping, &["NB-ZIP-02"], "A file begins within the one before it."),
        bad("name-twice", two, twice.pack(), &["NB-ZIP-03"], "Two files have one name."),
        bad("order", two, turned.pack(), &["NB-ZIP-08"], "Two files have changed places."),
    ]
}

/// Changes the records of the directory, one by one, and ends the archive anew.
fn directory(good: &[u8], change: impl Fn(usize, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let end = End::from_tail(&good[good.len() - 22..]).unwrap();
    let (mut rest, mut changed, mut turn) = (&good[end.offset as usize..good.len() - 22], Vec::new(), 0);
    while let Some(tail) = Record::tail_len(rest) {
        let (record, next) = rest.split_at(46 + tail);
        changed.extend(change(turn, record.to_vec()));
        (rest, turn) = (next, turn + 1);
    }
    let end = End { size: changed.len() as u64, ..end };
    [&good[..end.offset as usize], &changed, &end.to_bytes()].concat()
}

/// Patches the record of the second file.
fn patched(good: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    directory(good, |turn, mut record| {
        if turn == 1 {
            record[at..at + bytes.len()].copy_from_slice(bytes);
        }
        record
    })
}

/// Gives the record of the second file an extra field.
fn extended(good: &[u8], extra: &[u8]) -> Vec<u8> {
    directory(good, |turn, mut record| {
        if turn == 1 {
            record[30] = extra.len() as u8;
            record.extend_from_slice(extra);
        }
        record
    })
}

fn records(parts: &Parts) -> Vec<Case> {
    let good = parts.pack();
    let local = |find: &[u8], skip: usize, to: &[u8]| {
        let mut bytes = good.clone();
        let at = bytes.windows(find.len()).position(|window| window == find).unwrap() + skip;
        bytes[at..at + to.len()].copy_from_slice(to);
        bytes
    };
    let mode = |mode: u32| (mode << 16).to_le_bytes();
    let commented = directory(&good, |turn, mut record| {
        if turn == 1 {
            record[32] = 4;
            record.extend_from_slice(b"hoi!");
        }
        record
    });
    let unicode = [&0x7075_u16.to_le_bytes()[..], &[12, 0, 1, 0, 0, 0, 0], b"other.t"].concat();
    let wide = [&1_u16.to_le_bytes()[..], &[8, 0], &[0; 8]].concat();
    let (two, special) = ("two-readings", "special-files");
    vec![
        bad(
            "local-name",
            two,
            local(b"overzicht.pdf%PDF", 12, b"g"),
            &["NB-ZIP-04"],
            "Before the file stands another name than in the directory.",
        ),
        bad(
            "local-checksum",
            two,
            local(b"PK\x03\x04", 14, b"\0\0"),
            &["NB-ZIP-04"],
            "Before the file stands another checksum than in the directory.",
        ),
        bad(
            "local-descriptor",
            two,
            local(b"PK\x03\x04", 6, b"\x08"),
            &["NB-ZIP-04"],
            "The local record says that sizes follow the content.",
        ),
        bad(
            "data-descriptor",
            two,
            patched(&good, 8, &[8]),
            &["NB-ZIP-05"],
            "The directory says that sizes follow the content.",
        ),
        bad("comment-of-file", two, commented, &["NB-ZIP-05"], "A file has a comment."),
        bad(
            "encrypted",
            two,
            patched(&good, 8, &[1]),
            &["NB-ZIP-05"],
            "The directory says that a file is encrypted.",
        ),
        bad("dated", two, patched(&good, 14, &[0x77]), &["NB-ZIP-05"], "A file has a date of its own."),
        bad(
            "unicode-path",
            two,
            extended(&good, &unicode),
            &["NB-ZIP-05"],
            "An extra field gives a second name.",
        ),
        bad(
            "needless-zip64",
            two,
            extended(&good, &wide),
            &["NB-ZIP-05"],
            "An extra field gives a second size.",
        ),
        bad(
            "symbolic-link",
            special,
            patched(&good, 38, &mode(0o120_777)),
            &["NB-ZIP-05"],
            "A file is a symbolic link.",
        ),
        bad("device", special, patched(&good, 38, &mode(0o020_644)), &["NB-ZIP-05"], "A file is a device."),
        bad(
            "executable",
            special,
            patched(&good, 38, &mode(0o104_755)),
            &["NB-ZIP-05"],
            "A file may be run, as its owner.",
        ),
    ]
}

/// Sizes, checksums and packing.
fn sizes(parts: &Parts) -> Vec<Case> {
    let lying = |change: &dyn Fn(Record) -> Record| {
        parts.pack_with(|record| if record.name.ends_with(TABLE) { change(record) } else { record })
    };
    let repacked = |content: Vec<u8>| {
        parts.pack_changed(|record, old| match record.name.ends_with(TABLE) {
            true => (Record { packed: content.len() as u64, ..record }, content.clone()),
            false => (record, old),
        })
    };
    let method = |suffix: &str, method: u16| {
        parts.pack_with(|record| match record.name.ends_with(suffix) {
            true => Record { method, ..record },
            false => record,
        })
    };
    let mut bomb = parts.clone();
    *bomb.get(TABLE) = vec![b' '; 4 << 20];
    bomb.sign(Kind::Export.namespace());
    let table = parts.clone().get(TABLE).clone();
    let len = u16::try_from(table.len()).unwrap();
    // One stored block: the same content without any packing.
    let unpacked = [&[1][..], &len.to_le_bytes(), &(!len).to_le_bytes(), &table].concat();
    let goes_on = [super::super::parts::deflated(&table), b"meer".to_vec()].concat();
    let (two, bombs) = ("two-readings", "bomb");
    vec![
        bad(
            "too-large",
            bombs,
            lying(&|record| Record { len: 65 << 30, ..record }),
            &["NB-ZIP-12"],
            "A file is declared to be 65 GiB.",
        ),
        bad("bomb", bombs, bomb.pack(), &["NB-ZIP-13"], "Four kilobytes unpack to four megabytes."),
        bad(
            "shorter",
            two,
            lying(&|record| Record { len: record.len - 1, ..record }),
            &["NB-ZIP-14"],
            "A file unpacks to more than was declared.",
        ),
        bad(
            "longer",
            two,
            lying(&|record| Record { len: record.len + 1, ..record }),
            &["NB-ZIP-14"],
            "A file unpacks to less than was declared.",
        ),
        bad(
            "checksum",
            "damage",
            lying(&|record| Record { crc: record.crc ^ 1, ..record }),
            &["NB-ZIP-15"],
            "The checksum is of other bytes.",
        ),
        bad(
            "broken-packing",
            "damage",
            repacked(vec![7; 40]),
            &["NB-ZIP-16"],
            "The packed bytes cannot be unpacked.",
        ),
        bad(
            "packed-goes-on",
            two,
            repacked(goes_on),
            &["NB-ZIP-16"],
            "Bytes stand behind the end of the packed data.",
        ),
        bad(
            "other-packing",
            two,
            repacked(unpacked),
            &["NB-ZIP-17"],
            "The content is right, but packed by another program.",
        ),
        bad(
            "packed-document",
            two,
            method("overzicht.pdf", DEFLATED),
            &["NB-ZIP-10"],
            "A picture or document is said to be packed.",
        ),
        bad(
            "unpacked-table",
            two,
            method(TABLE, STORED),
            &["NB-ZIP-10"],
            "A text is said to be stored as it is.",
        ),
        bad(
            "unknown-packing",
            two,
            method(TABLE, 12),
            &["NB-ZIP-10"],
            "A file is packed by a method that the format does not know.",
        ),
    ]
}

fn names(parts: &Parts) -> Vec<Case> {
    let named = |path: &str| {
        let mut parts = parts.clone();
        parts.files.push((path.to_owned(), b"x".to_vec()));
        parts.files.sort_by(|one, other| place_in_archive(&one.0).cmp(&place_in_archive(&other.0)));
        parts.pack()
    };
    let elsewhere = parts.pack_with(|record| match record.name.ends_with("overzicht.pdf") {
        true => Record { name: "/etc/passwd".into(), ..record },
        false => record,
    });
    let beside = parts.pack_with(|record| match record.name.ends_with("overzicht.pdf") {
        true => Record { name: "andere-map/data/overzicht.pdf".into(), ..record },
        false => record,
    });
    let mut renamed = parts.clone();
    renamed.folder = "nb-ws-ams-0001-e1-000009".into();
    let mut within = parts.clone();
    within.add("data/x.pdf", b"x");
    within.add("data/x.pdf/y.pdf", b"y");
    let of = "names";
    let name = |slug, path: &str, why| bad(slug, of, named(path), &["NB-ZIP-07"], why);
    vec![
        name("parent-folder", "data/../../x", "A name leads out of the folder."),
        name("drive", "data/c:/x", "A name means a drive on Windows."),
        name("network", "data/\\\\server\\deel\\x", "A name means another computer on Windows."),
        name("home", "data/~/x", "A name means somebody's home."),
        name("encoded", "data/%2e%2e/x", "A name leads out of the folder once it is decoded."),
        name("device-name", "data/nul.txt", "A name means a device on Windows."),
        name("final-space", "data/x ", "Windows drops the space at the end of a name."),
        name("nought", "data/x.pdf\0.exe", "A name ends early for programs that end texts at a nought."),
        name("final-point", "data/x.", "Windows drops the point at the end of a name."),
        name("capitals", "data/Documenten.csv", "Where capitals do not count, two files have one name."),
        name("turned-text", "data/\u{202e}fdp.exe", "A name is shown from right to left."),
        name("folder", "data/docs/", "A folder stands among the files."),
        name("long-name", &format!("data/{}", "a".repeat(116)), "A name has 121 characters."),
        bad("file-and-folder", of, within.pack(), &["NB-ZIP-07"], "A file has the name of another's folder."),
        bad("absolute", of, elsewhere, &["NB-ZIP-09"], "A name begins at the root of the disk."),
        bad("second-folder", of, beside, &["NB-ZIP-09"], "A file stands in another folder at the top."),
        bad(
            "other-folder",
            "spliced",
            renamed.pack(),
            &["NB-ZIP-09"],
            "The folder has another number than the header.",
        ),
    ]
}

/// A bundle of another station whose key is revoked.
pub(super) fn revoked(mut desk: Desk) -> Case {
    desk.enter(note("na de diefstal"));
    let made = desk.bundle(desk.header(1, None), &[&desk.events], Vec::new());
    bad(
        "revoked",
        "stolen-key",
        made.bytes,
        &["NB-SIG-09"],
        "The key of this station is on the list of revoked keys.",
    )
    .called(made.name)
}
