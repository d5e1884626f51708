//! Bundles that are made to take room and time: a reader with 256 MiB judges each of them, and reads no byte twice as often
//! when there is twice as much.

use super::super::fixture::{NAME, go_on, noon};
use super::super::parts::{Parts, deflated};
use super::super::records::{DEFLATED, End, Record, STORED};
use super::super::{Trust, judge, judge_source};
use super::{Chance, victim};
use noodbrug_core::bundle::{
    ALLOWED_SIGNERS, HEADER, Limits, MANIFEST, READ_ME, REVOKED, SIGNATURE, TAG_MANIFEST, is_packed,
    place_in_archive,
};
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::Command;

const FOLDER: &str = "nb-ws-ams-0001-e1-000001";
/// What one bundle may take of the memory of its reader, in KiB.
const MOST: u64 = 256 << 10;
const BUNDLE: &str = "NOODBRUG_ROOM_BUNDLE";

/// What fills a file.
enum Filling {
    Bytes(Vec<u8>),
    /// So many noughts; on the disk they take no room.
    Noughts(u64),
}

use Filling::{Bytes, Noughts};

/// Writes an archive, straight to the disk.
fn archive(path: &Path, mut files: Vec<(String, Filling)>) {
    files.sort_by(|one, other| place_in_archive(&one.0).cmp(&place_in_archive(&other.0)));
    let mut out = io::BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    let (mut records, mut offset) = (Vec::new(), 0);
    for (path, filling) in files {
        let (len, crc, packed) = match &filling {
            Bytes(bytes) if is_packed(&path) => {
                (bytes.len() as u64, crc32fast::hash(bytes), Some(deflated(bytes)))
            }
            Bytes(bytes) => (bytes.len() as u64, crc32fast::hash(bytes), None),
            Noughts(len) => (*len, noughts(*len), None),
        };
        let method = if packed.is_some() { DEFLATED } else { STORED };
        let size = packed.as_ref().map_or(len, |packed| packed.len() as u64);
        let record = Record { name: format!("{FOLDER}/{path}"), method, crc, packed: size, len, offset };
        out.write_all(&record.local()).unwrap();
        match (&filling, &packed) {
            (_, Some(bytes)) | (Bytes(bytes), None) => out.write_all(bytes).unwrap(),
            (Noughts(len), None) => drop(out.seek(SeekFrom::Current(*len as i64)).unwrap()),
        }
        offset = record.end().unwrap();
        records.push(record);
    }
    let directory: Vec<u8> = records.iter().flat_map(Record::directory).collect();
    out.write_all(&directory).unwrap();
    let end = End { entries: records.len() as u64, size: directory.len() as u64, offset };
    out.write_all(&end.to_bytes()).unwrap();
    out.into_inner().unwrap();
}

fn noughts(len: u64) -> u32 {
    let (mut crc, run) = (crc32fast::Hasher::new(), vec![0; 1 << 20]);
    (0..len >> 20).for_each(|_| crc.update(&run));
    crc.finalize()
}

/// The files of a sound bundle, some of them in the place of their own.
fn with(changed: Vec<(String, Filling)>) -> Vec<(String, Filling)> {
    let kept = victim().files.into_iter().filter(|(path, _)| changed.iter().all(|(other, _)| other != path));
    let kept: Vec<_> = kept.map(|(path, bytes)| (path, Bytes(bytes))).collect();
    kept.into_iter().chain(changed).collect()
}

/// Repeats a text to so many MiB, between a beginning and an end.
fn filled(begin: &str, text: &str, end: &str, mib: usize) -> Vec<u8> {
    let room = (mib << 20) - begin.len() - end.len();
    [begin.as_bytes(), &text.repeat(room / text.len()).into_bytes(), end.as_bytes()].concat()
}

/// A header of 16 MiB in which one field is filled.
fn header(field: &str, text: &str) -> Vec<u8> {
    let good = String::from_utf8(victim().get(HEADER).clone()).unwrap();
    let (before, after) = good.split_once(&format!("\"{field}\":[")).unwrap();
    let (_, after) = after.split_once(']').unwrap();
    let text = format!("{text},");
    let mut bytes = filled(&format!("{before}\"{field}\":["), &text, &format!("]{after}"), 16);
    let comma = bytes.len() - after.len() - 2;
    bytes.remove(comma);
    bytes
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> Vec<u8> {
    (0..count).map(line).collect::<String>().into_bytes()
}

/// The digest of nothing, and a path of 120 characters for each number.
fn long_line(number: usize) -> String {
    let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    format!("{digest}  data/{number:0115}\n")
}

fn top(path: &str, filling: Filling) -> Vec<(String, Filling)> {
    with(vec![(path.to_owned(), filling)])
}

/// Noughts, and just so much that does not pack that the whole is not refused for its ratio.
fn nearly_a_bomb() -> Vec<u8> {
    let mut chance = Chance(1);
    let mut bytes = vec![0; 128 << 20];
    bytes[..600 << 10].iter_mut().for_each(|byte| *byte = chance.next() as u8);
    bytes
}

/// A bundle, by what is large in it.
fn hungry(name: &str) -> Vec<(String, Filling)> {
    let owned = |path: &str, filling| (path.to_owned(), filling);
    match name {
        "all files at the top" => with(vec![
            owned(HEADER, Bytes(header("recipients", r#"{"fingerprint":null,"name":""}"#))),
            owned(READ_ME, Noughts(64 << 20)),
            owned(ALLOWED_SIGNERS, Noughts(64 << 20)),
            owned(REVOKED, Noughts(64 << 20)),
            owned(MANIFEST, Bytes(lines(220_000, long_line))),
            owned(TAG_MANIFEST, Bytes(vec![b'\n'; 64 << 10])),
            owned(SIGNATURE, Bytes(vec![b'A'; 64 << 10])),
        ]),
        "deep header" => top(HEADER, Bytes(filled("", "[", "", 16))),
        "lists in the header" => top(HEADER, Bytes(header("acks", "[]"))),
        "objects in the header" => top(HEADER, Bytes(header("wants", r#"{"":1}"#))),
        "digests in the header" => top(HEADER, Bytes(header("wants", &format!("\"{}\"", "a".repeat(64))))),
        "empty lines in the manifest" => top(MANIFEST, Bytes(vec![b'\n'; 40 << 20])),
        "short lines in the manifest" => {
            top(MANIFEST, Bytes(lines(550_000, |number| format!("{}  {number:07}\n", "0".repeat(64)))))
        }
        "many files" => {
            with((0..149_980).map(|number| (format!("data/{number:0100}"), Bytes(Vec::new()))).collect())
        }
        "a file that unpacks to 250 times its size" => top("data/taken.csv", Bytes(nearly_a_bomb())),
        "many documents" => {
            with((0..100_000).map(|number| (format!("data/docs/ab/{number:0100}"), Noughts(0))).collect())
        }
        other => unreachable!("{other}"),
    }
}

/// Those that are judged each time, and those that are judged on demand: without optimisation they take a minute.
const HUNGRY: [&str; 5] = [
    "deep header",
    "objects in the header",
    "empty lines in the manifest",
    "a file that unpacks to 250 times its size",
    "many files",
];
const HUNGRIER: [&str; 5] = [
    "all files at the top",
    "lists in the header",
    "digests in the header",
    "short lines in the manifest",
    "many documents",
];

/// Judges the bundle that is named in the environment, in a process of its own.
#[test]
#[ignore = "only as a process of its own, for the test below"]
fn one_bundle() {
    let path = std::env::var_os(BUNDLE).unwrap();
    let judgement = judge(Path::new(&path), &Trust::at(noon()), &Limits::default(), &mut go_on).unwrap();
    assert!(!judgement.is_sound());
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    println!("peak {} KiB", peak.trim().trim_end_matches(" kB"));
}

fn peak_of(bundle: &Path) -> u64 {
    let name = format!("{}::one_bundle", module_path!().split_once("::").unwrap().1);
    let mut child = Command::new(std::env::current_exe().unwrap());
    let output =
        child.args([&name, "--exact", "--ignored", "--nocapture"]).env(BUNDLE, bundle).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let peak = said.split("peak ").nth(1).and_then(|rest| rest.split(' ').next());
    peak.and_then(|peak| peak.parse().ok()).unwrap_or_else(|| panic!("{said}"))
}

/// With `NOODBRUG_ALL_HUNGRY` set, all of them.
#[cfg(target_os = "linux")]
#[test]
fn no_bundle_takes_more_than_256_mib_of_its_reader() {
    let folder = tempfile::tempdir().unwrap();
    let all = std::env::var_os("NOODBRUG_ALL_HUNGRY").is_some();
    for name in HUNGRY.into_iter().chain(HUNGRIER.into_iter().filter(|_| all)) {
        let path = folder.path().join(NAME);
        archive(&path, hungry(name));
        let peak = peak_of(&path);
        eprintln!("{:4} MiB: {name}", peak >> 10);
        assert!(peak < MOST, "{peak} KiB: {name}");
    }
}

/// A directory of half a gigabyte of names: 8,000 of them, each of 65,535 noughts.
#[cfg(target_os = "linux")]
#[test]
fn names_of_half_a_gigabyte_are_not_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let mut out = io::BufWriter::new(File::create(&path).unwrap());
    let name = "\0".repeat(65_535);
    let record = Record { name, method: STORED, crc: 0, packed: 0, len: 0, offset: 0 }.directory();
    for turn in 0..8_000_i64 {
        out.seek(SeekFrom::Start(turn as u64 * record.len() as u64)).unwrap();
        out.write_all(&record[..46]).unwrap();
    }
    let size = 8_000 * record.len() as u64;
    out.seek(SeekFrom::Start(size)).unwrap();
    out.write_all(&End { entries: 8_000, size, offset: 0 }.to_bytes()).unwrap();
    out.into_inner().unwrap();
    let peak = peak_of(&path);
    assert!(peak < MOST, "{peak} KiB");
}

/// Counts what is read of a bundle, and how often.
struct Counted<S>(S, [u64; 2]);

impl<S: Read> Read for Counted<S> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let got = self.0.read(room)?;
        self.1 = [self.1[0] + 1, self.1[1] + got as u64];
        Ok(got)
    }
}

impl<S: Seek> Seek for Counted<S> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn twice_as_many_files_are_read_with_twice_as_many_reads_and_bytes() {
    let read = |count: usize| {
        let mut parts: Parts = victim();
        (0..count).for_each(|number| parts.files.push((format!("data/x{number:08}.txt"), vec![b'x'; 20])));
        parts.files.sort_by(|one, other| place_in_archive(&one.0).cmp(&place_in_archive(&other.0)));
        parts.list();
        let mut source = Counted(Cursor::new(parts.pack()), [0; 2]);
        judge_source(&mut source, NAME, (&Trust::at(noon()), &Limits::default()), &mut go_on).unwrap();
        source.1
    };
    let (one, two) = (read(2_000), read(4_000));
    for (one, two) in one.into_iter().zip(two) {
        assert!(two < one * 21 / 10, "{one} and {two}");
    }
}
