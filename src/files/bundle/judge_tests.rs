use super::super::fixture::*;
use super::super::parts::{Parts, deflated};
use super::super::records::{DEFLATED, End, Record, STORED};
use super::super::write::write;
use super::*;
use crate::keys::{AllowedSigner, AllowedSigners, Fingerprint, PublicKey, SecretKey, Signer};
use noodbrug_core::bundle::{BAG_INFO, Kind, Mode, READ_ME, SIGNATURE};
use noodbrug_core::ident::Author;
use std::io::Cursor;

fn refused(bytes: &[u8], code: &str) {
    let judgement = judged(bytes, &trust());
    assert!(codes(&judgement).contains(&code), "{code} in {:?}", judgement.findings);
    assert!(!judgement.is_sound());
}

#[test]
fn taking_apart_and_packing_again_gives_the_same_bytes() {
    let mut parts = Parts::of(&small());
    assert_eq!(parts.pack(), small());
    parts.sign(Kind::Export.namespace());
    assert_eq!(parts.pack(), small());
}

#[test]
fn a_bundle_cut_at_any_of_a_hundred_lengths_is_refused() {
    let good = small();
    for step in 0..100 {
        let cut = &good[..good.len() * step / 100];
        let judgement = judged(cut, &trust());
        assert_eq!(codes(&judgement), ["NB-ZIP-01"], "{step} %: {:?}", judgement.findings);
    }
}

#[test]
fn bytes_before_and_behind_and_a_comment_are_refused() {
    let good = small();
    refused(&[b"junk".as_slice(), &good].concat(), "NB-ZIP-02");
    refused(&[good.as_slice(), b"junk"].concat(), "NB-ZIP-02");
    let mut commented = good.clone();
    let at = commented.len() - 2;
    commented[at] = 4;
    refused(&[commented.as_slice(), b"hoi!"].concat(), "NB-ZIP-02");
    refused(&[good.as_slice(), &good].concat(), "NB-ZIP-02");
}

#[test]
fn a_name_that_occurs_twice_is_refused() {
    let mut parts = Parts::of(&small());
    let copy = ("data/zittingen.csv".to_owned(), b"anders".to_vec());
    let at = parts.files.iter().position(|(path, _)| *path == copy.0).unwrap();
    parts.files.insert(at, copy);
    refused(&parts.pack(), "NB-ZIP-03");
}

#[test]
fn two_directories_that_tell_different_stories_are_refused() {
    let good = small();
    let mut end = End::from_tail(&good[good.len() - 22..]).unwrap();
    end.offset -= 4;
    end.size += 4;
    let mut shifted = good[..good.len() - 22].to_vec();
    shifted.extend(end.to_bytes());
    assert!(!judged(&shifted, &trust()).is_sound());
}

#[test]
fn overlapping_and_moved_files_are_refused() {
    let parts = Parts::of(&small());
    let moved = parts.pack_with(|mut record| {
        if record.name.ends_with("zittingen.csv") {
            record.offset -= 8;
        }
        record
    });
    refused(&moved, "NB-ZIP-02");
}

#[test]
fn lying_lengths_and_checksums_are_refused_by_name() {
    let lying = |change: fn(&mut Record)| {
        Parts::of(&small()).pack_with(|mut record| {
            if record.name.ends_with("zittingen.csv") {
                change(&mut record);
            }
            record
        })
    };
    refused(&lying(|record| record.len -= 1), "NB-ZIP-14");
    refused(&lying(|record| record.len += 1), "NB-ZIP-14");
    refused(&lying(|record| record.crc ^= 1), "NB-ZIP-15");
}

#[test]
fn special_modes_flags_dates_and_extra_fields_are_refused() {
    let good = small();
    let directory = End::from_tail(&good[good.len() - 22..]).unwrap().offset as usize;
    // Version, flags, method, time, date, start disk, attributes: a symbolic link is 0120777 in the last of them.
    for at in [4, 6, 8, 10, 12, 14, 34, 36, 38, 41] {
        let mut bad = good.clone();
        bad[directory + at] ^= 0x20;
        let judgement = judged(&bad, &trust());
        assert!(!judgement.is_sound(), "{at}");
    }
    let mut link = good.clone();
    link[directory + 38..directory + 42].copy_from_slice(&(0o120_777_u32 << 16).to_le_bytes());
    refused(&link, "NB-ZIP-05");
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let mut parts = Parts::of(&small());
    *parts.get("data/zittingen.csv") = vec![b' '; 40 << 20];
    parts.sign(Kind::Export.namespace());
    refused(&parts.pack(), "NB-ZIP-13");
    let small_limits = Limits { total: 1000, entries: 5, ..Limits::default() };
    let judgement =
        judge_source(&mut Cursor::new(small()), NAME, (&trust(), &small_limits), &mut go_on).unwrap();
    assert_eq!(codes(&judgement), ["NB-ZIP-11"]);
    let few_bytes = Limits { total: 1000, ..Limits::default() };
    let judgement =
        judge_source(&mut Cursor::new(small()), NAME, (&trust(), &few_bytes), &mut go_on).unwrap();
    assert_eq!(codes(&judgement), ["NB-ZIP-12"]);
}

#[test]
fn a_document_that_is_packed_and_a_text_that_is_not_are_refused() {
    let judged = |suffix: &str, method: u16| {
        let packed = Parts::of(&small()).pack_with(|mut record| {
            if record.name.ends_with(suffix) {
                record.method = method;
            }
            record
        });
        refused(&packed, "NB-ZIP-10");
    };
    judged("overzicht.pdf", DEFLATED);
    judged("zittingen.csv", STORED);
    judged("zittingen.csv", 12);
}

#[test]
fn other_packing_of_the_same_content_is_refused() {
    let mut parts = Parts::of(&small());
    // A faster packer gives other packed bytes of the same content.
    let mut faster = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(1));
    std::io::Write::write_all(&mut faster, parts.get("data/zittingen.csv")).unwrap();
    let other = faster.finish().unwrap();
    assert_ne!(other, deflated(parts.get("data/zittingen.csv")));
    let packed = parts.pack_changed(|record, content| match record.name.ends_with("zittingen.csv") {
        true => (Record { packed: other.len() as u64, ..record }, other.clone()),
        false => (record, content),
    });
    refused(&packed, "NB-ZIP-17");
}

#[test]
fn a_stripped_signature_is_never_more_than_unsigned() {
    let mut parts = Parts::of(&small());
    parts.remove(SIGNATURE);
    let judgement = judged(&parts.pack(), &trust());
    assert_eq!((codes(&judgement), judgement.trust), (vec!["NB-SIG-01"], TrustVerdict::Unsigned));
}

#[test]
fn a_signature_for_another_purpose_is_refused() {
    let mut parts = Parts::of(&small());
    parts.sign(Kind::Receipt.namespace());
    refused(&parts.pack(), "NB-SIG-04");
}

#[test]
fn a_signature_of_other_bytes_and_one_with_carriage_returns_are_refused() {
    let mut parts = Parts::of(&small());
    parts.edit(READ_ME, "BUNDEL", "BUNDLE");
    parts.list();
    refused(&parts.pack(), "NB-SIG-03");
    let mut parts = Parts::of(&small());
    parts.edit(SIGNATURE, "\n", "\r\n");
    refused(&parts.pack(), "NB-SIG-02");
    let mut parts = Parts::of(&small());
    parts.edit(TAG_MANIFEST, "\n", "\r\n");
    let judgement = judged(&parts.pack(), &trust());
    assert!(codes(&judgement).starts_with(&["NB-SIG-03", "NB-BAG-05"]), "{:?}", judgement.findings);
}

#[test]
fn an_unknown_key_is_shown_with_its_fingerprint_and_is_not_a_refusal() {
    let judgement = judged(&small(), &Trust::at(noon()).expecting(Mode::Live));
    assert_eq!(codes(&judgement), ["NB-SIG-05"]);
    assert_eq!(judgement.findings[0].detail, root().public().fingerprint().to_string());
    assert!(judgement.is_sound() && !judgement.is_trusted());
    let other = SecretKey::from_seed([9; 32]).public();
    let judgement = judged(&small(), &Trust::at(noon()).with_root("ander", other));
    assert!(matches!(judgement.trust, TrustVerdict::UnknownKey(_)));
}

#[test]
fn a_fingerprint_or_a_list_of_signers_is_enough_to_trust() {
    let print: Fingerprint = root().public().fingerprint().to_string().parse().unwrap();
    assert!(judged(&small(), &Trust::at(noon()).with_fingerprint("papier", print)).is_trusted());
    let list = |line: AllowedSigner| Trust::at(noon()).with_signers(AllowedSigners(vec![line]));
    let line = |key: PublicKey, space: &str| AllowedSigner::root(key, "hub", &[space]);
    assert!(judged(&small(), &list(line(root().public(), "noodbrug-bundle-v1"))).is_trusted());
    assert!(!judged(&small(), &list(line(root().public(), "noodbrug-log-v1"))).is_trusted());
    // The station's own key is no authority, and the root is no bare key.
    assert!(!judged(&small(), &list(line(station().public(), "*"))).is_trusted());
    let bare = AllowedSigner { authority: false, ..line(root().public(), "*") };
    assert!(!judged(&small(), &list(bare)).is_trusted());
}

#[test]
fn a_bare_key_is_trusted_only_when_it_is_pinned_as_one() {
    let mut parts = Parts::of(&small());
    parts.sign_as(&station(), Signer::Plain(station().public()), Kind::Export.namespace());
    let bytes = parts.pack();
    assert!(!judged(&bytes, &trust()).is_trusted());
    let pinned = Trust::at(noon()).with_fingerprint("hub", station().public().fingerprint());
    assert!(judged(&bytes, &pinned).is_trusted());
}

#[test]
fn another_station_an_ended_certificate_and_a_revoked_key_are_refused() {
    let mut parts = Parts::of(&small());
    let mut other = author();
    other.ws = "ws-ams-0002".parse().unwrap();
    let signer = Signer::Certified(Box::new(certificate_of(other)));
    parts.sign_as(&station(), signer, Kind::Export.namespace());
    refused(&parts.pack(), "NB-SIG-06");
    let judge = |trust: Trust| codes(&judged(&small(), &trust));
    let late = Trust::at(at("2028-01-01T00:00:00+01:00")).with_root("p", root().public());
    assert_eq!(judge(late), ["NB-SIG-07"]);
    let early = Trust::at(at("2025-01-01T00:00:00+01:00")).with_root("p", root().public());
    assert_eq!(judge(early), ["NB-SIG-08", "NB-HDR-09"]);
}

#[test]
fn what_a_root_signs_itself_is_a_keyset_and_nothing_else() {
    let mut parts = Parts::of(&small());
    parts.sign_as(&root(), Signer::Plain(root().public()), Kind::Export.namespace());
    assert_eq!(codes(&judged(&parts.pack(), &trust())), ["NB-SIG-05"]);
}

#[test]
fn surplus_missing_and_changed_files_are_all_named() {
    let mut parts = Parts::of(&small());
    *parts.get("data/zittingen.csv") = b"anders\n".to_vec();
    parts.remove("data/overzicht.pdf");
    parts.files.push(("data/zz.pdf".to_owned(), b"extra".to_vec()));
    parts.files.sort_by(|one, other| {
        noodbrug_core::bundle::place_in_archive(&one.0)
            .cmp(&noodbrug_core::bundle::place_in_archive(&other.0))
    });
    let judgement = judged(&parts.pack(), &trust());
    let found: Vec<(&str, &str)> =
        judgement.findings.iter().map(|finding| (finding.code(), finding.file.as_str())).collect();
    for wanted in [
        ("NB-BAG-08", "data/overzicht.pdf"),
        ("NB-BAG-09", "data/zz.pdf"),
        ("NB-BAG-07", "data/zittingen.csv"),
        ("NB-HDR-03", HEADER),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
}

#[test]
fn a_missing_and_a_foreign_tag_file_are_named() {
    let mut parts = Parts::of(&small());
    parts.remove(BAG_INFO);
    parts.sign(Kind::Export.namespace());
    let judgement = judged(&parts.pack(), &trust());
    assert_eq!(codes(&judgement), ["NB-BAG-01", "NB-BAG-06"]);
    let mut parts = Parts::of(&small());
    let at = parts.files.iter().position(|(path, _)| path.starts_with(PAYLOAD)).unwrap();
    parts.files.insert(at, ("tagmanifest-md5.txt".to_owned(), b"x".to_vec()));
    let judgement = judged(&parts.pack(), &trust());
    assert!(!judgement.is_sound(), "{:?}", judgement.findings);
}

#[test]
fn files_in_another_order_are_refused() {
    let mut parts = Parts::of(&small());
    let last = parts.files.len() - 1;
    parts.files.swap(last, last - 1);
    refused(&parts.pack(), "NB-ZIP-08");
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for bad in ["data/../../x", "data/C:/x", "data/nul", "data/a.", "data/\u{202e}fdp.exe", "data/", "DATA/a"]
    {
        let mut parts = Parts::of(&small());
        parts.files.push((bad.to_owned(), b"x".to_vec()));
        refused(&parts.pack(), "NB-ZIP-07");
    }
    let outside = Parts::of(&small()).pack_with(|mut record| {
        if record.name.ends_with("overzicht.pdf") {
            record.name = "/etc/passwd".to_owned();
        }
        record
    });
    refused(&outside, "NB-ZIP-09");
}

#[test]
fn a_header_that_says_what_is_not_so_is_refused() {
    let changed = |from: &str, to: &str, code: &str| {
        let mut parts = Parts::of(&small());
        parts.edit(HEADER, from, to);
        parts.sign(Kind::Export.namespace());
        refused(&parts.pack(), code);
    };
    changed("\"files\":5", "\"files\":6", "NB-HDR-03");
    changed("\"docs\":{\"bytes\":144", "\"docs\":{\"bytes\":145", "NB-HDR-03");
    changed("\"count\":40", "\"count\":41", "NB-HDR-04");
    changed("\"to\":40", "\"to\":41", "NB-HDR-04");
    changed("\"seq\":1", "\"seq\":2", "NB-HDR-05");
    changed("\"seq\":1", "\"seq\":2", "NB-ZIP-09");
    changed("\"seq\":1", "\"seq\":1.0", "NB-HDR-01");
    changed("\"acks\":[]", "\"acks\":[],\"also\":1", "NB-HDR-01");
    changed("\"min_reader\":1", "\"min_reader\":2", "NB-HDR-02");
    changed("\"mode\":\"live\"", "\"mode\":\"exercise\"", "NB-HDR-06");
    changed("\"epoch\":1", "\"epoch\":2", "NB-SIG-06");
}

#[test]
fn a_description_that_does_not_fit_is_refused() {
    let mut parts = Parts::of(&small());
    parts.edit(BAG_INFO, "000001", "000002");
    parts.sign(Kind::Export.namespace());
    refused(&parts.pack(), "NB-BAG-04");
}

#[test]
fn a_document_with_another_name_than_its_hash_is_refused() {
    let mut parts = Parts::of(&small());
    let at = parts.files.iter().position(|(path, _)| path.contains("docs/")).unwrap();
    parts.files[at].1[0] = b'X';
    parts.sign(Kind::Export.namespace());
    refused(&parts.pack(), "NB-BAG-10");
}

#[test]
fn exercise_and_live_never_mix_and_nobody_overlooks_an_exercise() {
    let folder = tempfile::tempdir().unwrap();
    let station = Author { ws: "oef-ws-01".parse().unwrap(), ep: 1 };
    let mut parcel = parcel();
    (parcel.header.mode, parcel.header.workstation) = (Mode::Exercise, station.ws.clone());
    let office = Office { certificate: certificate_of(station), ..Office::new() };
    let exercise = write(folder.path(), parcel, &office.sender(), &mut go_on).unwrap().path;
    let base = || Trust::at(noon()).with_root("p", root().public());
    let found =
        |path: &Path, trust: &Trust| codes(&judge(path, trust, &Limits::default(), &mut go_on).unwrap());
    assert_eq!(found(&exercise, &base().expecting(Mode::Live)), ["NB-HDR-06"]);
    assert_eq!(found(&exercise, &base().expecting(Mode::Exercise)), Vec::<&str>::new());
    assert_eq!(found(&exercise, &base()), ["NB-HDR-07"]);
    assert_eq!(codes(&judged(&small(), &base().expecting(Mode::Exercise))), ["NB-HDR-06"]);
    // A workstation of live work that says it takes part in an exercise.
    let mut parts = Parts::of(&small());
    parts.edit(HEADER, "\"mode\":\"live\"", "\"mode\":\"exercise\"");
    parts.sign(Kind::Export.namespace());
    for trust in [base(), base().expecting(Mode::Exercise)] {
        assert_eq!(codes(&judged(&parts.pack(), &trust)), ["NB-HDR-06"]);
    }
}

#[test]
fn a_bundle_for_somebody_else_and_another_file_name_are_said() {
    let judgement = judged(&small(), &trust().addressed_to("Rechtbank Den Haag"));
    assert_eq!(codes(&judgement), ["NB-HDR-08"]);
    assert!(judged(&small(), &trust().addressed_to("Rechtbank Amsterdam")).findings.is_empty());
    let limits = Limits::default();
    let renamed =
        judge_source(&mut Cursor::new(small()), "kopie.zip", (&trust(), &limits), &mut go_on).unwrap();
    assert_eq!((codes(&renamed), renamed.is_trusted()), (vec!["NB-HDR-10"], true));
}

#[test]
fn a_file_that_is_not_there_is_a_finding() {
    let judgement = judge(Path::new("/nergens/x.zip"), &trust(), &Limits::default(), &mut go_on).unwrap();
    assert_eq!(codes(&judgement), ["NB-IO-01"]);
}

#[test]
fn random_bytes_never_panic_and_never_pass() {
    let mut state = 1_u64;
    let good = small();
    for _ in 0..500 {
        let mut bytes = good.clone();
        for _ in 0..8 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (state >> 33) as usize % bytes.len();
            bytes[at] = (state >> 20) as u8;
        }
        assert!(bytes == good || !judged(&bytes, &trust()).is_sound());
    }
}
