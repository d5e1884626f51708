//! Each file and each line of the good bundles left out, doubled, or put in another's place: by somebody on the way, and by
//! a sender who lists and signs anew.

use super::super::Payload;
use super::super::fixture::{author, certificate_of, go_on, noon, station};
use super::super::judge::Judgement;
use super::super::parts::Parts;
use super::super::write::Item;
use super::super::{Trust, judge_source};
use super::world::{Desk, Made, World, segment};
use super::{READER, base};
use crate::keys::Signer;
use noodbrug_core::bundle::{
    ALLOWED_SIGNERS, Kind, Limits, MANIFEST, Mode, OFFICE_ROOT, READ_ME, REVOKED, SIGNATURE, Segment,
    TAG_MANIFEST,
};
use noodbrug_core::digest::Digest;
use std::io::Cursor;

/// What a sender may fill as it likes: it is for people, and no reader trusts anybody because of it.
const FREE: [&str; 4] = [READ_ME, OFFICE_ROOT, ALLOWED_SIGNERS, REVOKED];

/// The files of a bundle, by path.
type Files = Vec<(String, Vec<u8>)>;

/// A bundle of which one file was changed, and how.
struct Spliced {
    how: String,
    path: String,
    parts: Parts,
}

fn judged(bytes: &[u8], made: &Made) -> Judgement {
    let mut trust = Trust::at(noon()).addressed_to(READER);
    for desk in [Desk::amsterdam(), Desk::rotterdam()] {
        trust = trust.with_root(desk.office, desk.root.public());
    }
    judge_source(&mut Cursor::new(bytes), &made.name, (&trust, &Limits::default()), &mut go_on).unwrap()
}

/// Each file left out, doubled, and with place or content of the next.
fn of_files(good: &Parts) -> Vec<Spliced> {
    let mut all = Vec::new();
    let mut add = |how: &str, at: usize, change: &dyn Fn(&mut Files)| {
        let mut parts = good.clone();
        change(&mut parts.files);
        all.push(Spliced { how: how.to_owned(), path: good.files[at].0.clone(), parts });
    };
    for at in 0..good.files.len() {
        add("left out", at, &|files| drop(files.remove(at)));
        add("doubled", at, &|files| files.insert(at, files[at].clone()));
        add("emptied", at, &|files| files[at].1.clear());
        if at + 1 < good.files.len() {
            add("in the place of the next", at, &|files| files.swap(at, at + 1));
            add("with the content of the next", at, &|files| {
                let other = std::mem::take(&mut files[at].1);
                files[at].1 = std::mem::replace(&mut files[at + 1].1, other);
            });
        }
    }
    all
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

/// A run of lines with one left out, doubled, or turned with the next.
fn spliced_lines(lines: &[Vec<u8>]) -> Vec<(String, Vec<Vec<u8>>)> {
    let mut all = Vec::new();
    for at in 0..lines.len() {
        let mut add = |how: &str, change: &dyn Fn(&mut Vec<Vec<u8>>)| {
            let mut changed = lines.to_vec();
            change(&mut changed);
            all.push((format!("line {} {how}", at + 1), changed));
        };
        add("left out", &|lines| drop(lines.remove(at)));
        add("doubled", &|lines| lines.insert(at, lines[at].clone()));
        if at + 1 < lines.len() {
            add("turned with the next", &|lines| lines.swap(at, at + 1));
        }
    }
    all
}

fn of_lines(good: &Parts) -> Vec<Spliced> {
    let mut all = Vec::new();
    for (at, (path, bytes)) in good.files.iter().enumerate() {
        for (how, changed) in spliced_lines(&lines(bytes)) {
            let mut parts = good.clone();
            parts.files[at].1 = changed.concat();
            all.push(Spliced { how, path: path.clone(), parts });
        }
    }
    all
}

fn of_all(good: &Parts) -> Vec<Spliced> {
    [of_files(good), of_lines(good)].into_iter().flatten().collect()
}

#[test]
fn whatever_is_spliced_on_the_way_is_refused() {
    let world = World::new();
    let World { first, second, third, other, receipt, exercise, .. } = &world;
    let mut count = 0;
    for made in [first, second, third, other, receipt, exercise] {
        let good = Parts::of(&made.bytes);
        for Spliced { how, path, parts } in of_all(&good) {
            let bytes = parts.pack();
            if bytes != made.bytes {
                let judgement = judged(&bytes, made);
                assert!(!judgement.is_sound(), "{}: {path} {how}: {:?}", made.name, judgement.findings);
                count += 1;
            }
        }
    }
    eprintln!("{count} spliced on the way");
    assert!(count > 1_500, "{count}");
}

#[test]
fn whatever_a_sender_splices_and_signs_anew_is_refused_but_in_texts_that_nobody_rests_on() {
    let world = World::new();
    let good = base(&world);
    let whole = good.pack();
    let (mut refused, mut free) = (0, 0);
    for Spliced { how, path, mut parts } in of_all(&good) {
        parts.mend(&path, Kind::Export.namespace());
        let bytes = parts.pack();
        if bytes == whole {
            continue;
        }
        let judgement = judged(&bytes, &world.first);
        if judgement.is_sound() {
            let text = FREE.contains(&path.as_str()) && parts.files.len() == good.files.len();
            // Other ends of the same list, made by listing anew: the sender's bundle with other free texts.
            assert!(text, "{path} {how}: {:?}", judgement.findings);
            free += 1;
        } else {
            refused += 1;
        }
    }
    eprintln!("{refused} spliced by a sender and refused, {free} free texts");
    assert!(refused > 150 && free < 40, "{refused}, {free}");
}

/// A signature by the right key, but of the lists of another bundle or of none.
#[test]
fn a_signature_of_another_list_is_refused() {
    let world = World::new();
    let good = base(&world);
    for from in [&world.second, &world.third] {
        let mut other = Parts::of(&from.bytes);
        for path in [SIGNATURE, TAG_MANIFEST, MANIFEST] {
            let mut parts = good.clone();
            *parts.get(path) = other.get(path).clone();
            assert!(!judged(&parts.pack(), &world.first).is_sound(), "{path}");
            *parts.get(TAG_MANIFEST) = other.get(TAG_MANIFEST).clone();
            *parts.get(SIGNATURE) = other.get(SIGNATURE).clone();
            assert!(!judged(&parts.pack(), &world.first).is_sound(), "{path} with its signature");
        }
    }
    let mut empty = good.clone();
    empty.get(TAG_MANIFEST).clear();
    empty.sign_as(
        &station(),
        Signer::Certified(Box::new(certificate_of(author()))),
        Kind::Export.namespace(),
    );
    assert!(!judged(&empty.pack(), &world.first).is_sound());
}

/// A sender who mends the header as well: totals, digests, even counts and ends of the runs. Only the chain itself speaks.
#[test]
fn events_that_are_spliced_under_a_header_that_fits_are_refused() {
    let world = World::new();
    let ams = &world.ams;
    let run = &ams.events[..4];
    let (described, bytes) = segment(run);
    let good = lines(&bytes);
    let mut count = 0;
    for (how, changed) in spliced_lines(&good) {
        let content = changed.concat();
        let last = changed.last().unwrap();
        let header_of_last = last.split(|byte| *byte == b'\t').next().unwrap();
        let sha256 = Digest::of(&content);
        let as_it_was = Segment { sha256, ..described.clone() };
        let to = described.from + changed.len() as u64 - 1;
        let mended = Segment {
            to,
            count: changed.len() as u64,
            last_id: Digest::of(header_of_last),
            path: Segment::path_of(&ams.chain.author, described.from, to),
            ..as_it_was.clone()
        };
        // A chain that ends earlier is a chain; that its end is withheld is said by what comes later.
        let shorter = how == format!("line {} left out", good.len());
        for (said, may_hold) in [(as_it_was, false), (mended, shorter)] {
            let mut header = ams.header(1, None);
            header.segments = vec![said.clone()];
            let made = ams.bundle(header, &[], vec![Item::bytes(&said.path, content.clone())]);
            let judgement = judged(&made.bytes, &made);
            let header_fits = judgement.is_sound();
            let mut payload = match Payload::new(Cursor::new(&made.bytes), &judgement) {
                Ok(payload) => payload,
                Err(_) => panic!("{how}: {:?}", judgement.findings),
            };
            let read = payload.events(&said, Mode::Live, &mut |_| ()).unwrap();
            assert!(header_fits && read.is_ok() == may_hold, "{how}: {:?}", read.err());
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}
