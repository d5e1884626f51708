//! The rules of BagIt 1.0 (RFC 8493), one by one: what our reader says to a bag that keeps or breaks each.
//!
//! The list follows the sections of the RFC; the words in brackets are those by which the Library of Congress's conformance
//! suite calls its bags of that kind. Our form is narrower than BagIt: what the RFC allows and we do not is refused too, by
//! name. Each bag is listed anew and signed by its own station as far as that mends it: the fault alone is in it.

use super::super::fixture::{codes, judged, trust};
use super::super::parts::Parts;
use super::victim;
use noodbrug_core::bundle::{BAG_INFO, BAGIT, Kind, MANIFEST, SIGNATURE, TAG_MANIFEST};

/// A change of one file's text.
type Edit = fn(String) -> String;

fn judged_codes(parts: &Parts) -> Vec<&'static str> {
    codes(&judged(&parts.pack(), &trust()))
}

fn mended(mut parts: Parts, changed: &str) -> Vec<&'static str> {
    parts.mend(changed, Kind::Export.namespace());
    judged_codes(&parts)
}

fn edited(path: &str, edit: Edit) -> Vec<&'static str> {
    let mut parts = victim();
    let before = String::from_utf8(parts.get(path).clone()).unwrap();
    let after = edit(before.clone());
    assert_ne!(before, after);
    *parts.get(path) = after.into_bytes();
    mended(parts, path)
}

fn added(path: &str) -> Vec<&'static str> {
    let mut parts = victim();
    parts.add(path, b"x");
    mended(parts, "")
}

fn without(path: &str) -> Vec<&'static str> {
    let mut parts = victim();
    parts.remove(path);
    mended(parts, path)
}

#[track_caller]
fn each(code: &str, path: &str, edits: &[(&str, Edit)]) {
    for (rule, edit) in edits {
        let found = edited(path, *edit);
        assert!(found.contains(&code), "{rule}: {found:?}");
    }
}

#[test]
fn a_bag_that_keeps_every_rule_is_accepted() {
    assert_eq!(mended(victim(), ""), Vec::<&str>::new());
}

/// 2.1.1: the declaration has two lines, in order, without a mark or more space.
#[test]
fn the_declaration_has_one_form() {
    each(
        "NB-BAG-03",
        BAGIT,
        &[
            ("[bom-in-bagit.txt]", |text| format!("\u{feff}{text}")),
            ("[bagit-with-invalid-whitespace] before the colon", |text| text.replace(": ", " : ")),
            ("none after the colon", |text| text.replace(": ", ":")),
            ("[invalid-version-number]", |text| text.replace("1.0", ".97")),
            ("an older version", |text| text.replace("1.0", "0.97")),
            ("a version to come", |text| text.replace("1.0", "1.1")),
            ("[UTF-16-encoded-tag-files] another encoding", |text| text.replace("UTF-8", "UTF-16")),
            ("[missing-encoding]", |text| text.lines().next().unwrap().to_owned() + "\n"),
            ("lines in another order", |text| text.lines().rev().map(|line| format!("{line}\n")).collect()),
            ("a third line", |text| text + "Also: this\n"),
            ("labels in small letters", |text| text.to_lowercase()),
            ("CR LF", |text| text.replace('\n', "\r\n")),
            ("no end of the last line", |text| text.trim_end().to_owned()),
            ("a blank line", |text| text + "\n"),
        ],
    );
    assert!(without(BAGIT).contains(&"NB-BAG-01"), "[missing-bagit-file]");
}

/// 2.1.3: the payload manifest has a line for each file of the payload, once, and for nothing else.
#[test]
fn the_manifest_names_each_file_of_the_payload_once() {
    each(
        "NB-BAG-05",
        MANIFEST,
        &[
            ("[duplicate-entries-in-manifest]", |text| {
                let first = text.lines().next().unwrap().to_owned();
                format!("{first}\n{text}")
            }),
            ("a path twice with other digests", |text| {
                let line = text.lines().last().unwrap().to_owned();
                format!("{text}{}{}\n", "0".repeat(64), line.split_at(64).1)
            }),
            ("a mark", |text| format!("\u{feff}{text}")),
            ("capitals in a digest", |text| text.to_uppercase().replace("DATA/", "data/")),
            ("one space", |text| text.replace("  ", " ")),
            ("a tab", |text| text.replace("  ", "\t")),
            ("the asterisk of binary files", |text| text.replace("  ", " *")),
            ("[out-of-scope-file-paths-using-dot-notation]", |text| text.replacen("data/", "data/../../", 1)),
            ("a path that begins with a point", |text| text.replacen("data/", "./data/", 1)),
            ("[out-of-scope-file-paths-using-absolute-path]", |text| text.replacen("data/", "/data/", 1)),
            ("[out-of-scope-file-paths-using-shortcut]", |text| text.replacen("data/", "~/data/", 1)),
            ("a path with a backslash", |text| text.replacen("data/", "data\\", 1)),
            ("a path with an encoded sign", |text| text.replacen("taken.csv", "%74aken.csv", 1)),
            ("CR LF", |text| text.replace('\n', "\r\n")),
            ("CR alone", |text| text.replace('\n', "\r")),
            ("no end of the last line", |text| text.trim_end().to_owned()),
            ("a blank line", |text| text + "\n"),
            ("a digest of another length", |text| text.split_at(24).1.to_owned()),
        ],
    );
    each(
        "NB-BAG-09",
        MANIFEST,
        &[
            ("[extra-file-in-payload] a file that is not named", |text| {
                text.lines().skip(1).map(|line| format!("{line}\n")).collect()
            }),
            ("an empty manifest", |_| String::new()),
        ],
    );
    each(
        "NB-BAG-08",
        MANIFEST,
        &[
            ("[missing-payload-file] a file that is not there", |text| {
                format!("{text}{}  data/zz.pdf\n", "0".repeat(64))
            }),
            ("a file outside the payload", |text| format!("{text}{}  leesmij.txt\n", "0".repeat(64))),
            ("a file of another folder", |text| format!("{text}{}  zz/x.txt\n", "0".repeat(64))),
        ],
    );
    each(
        "NB-BAG-07",
        MANIFEST,
        &[("[corrupt-data-file] another digest", |text| {
            format!("{}{}", "0".repeat(64), text.split_at(64).1)
        })],
    );
    assert!(without(MANIFEST).contains(&"NB-BAG-01"), "[missing-payload-manifest]");
}

/// 2.1.3, 2.4: there can be manifests of other algorithms; we know one, and a second list would be a second truth.
#[test]
fn lists_by_other_algorithms_are_refused() {
    for path in
        ["manifest-md5.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt", "manifest-sha256.txt.bak"]
    {
        assert!(added(path).contains(&"NB-BAG-02"), "{path}");
    }
}

/// 2.2.1: the tag manifest lists the other files at the top, never itself.
#[test]
fn the_tag_manifest_lists_the_other_files_at_the_top() {
    each(
        "NB-BAG-06",
        TAG_MANIFEST,
        &[
            ("a file left out", |text| text.lines().skip(1).map(|line| format!("{line}\n")).collect()),
            ("itself", |text| format!("{text}{}  {TAG_MANIFEST}\n", "0".repeat(64))),
            ("its signature", |text| format!("{text}{}  {SIGNATURE}\n", "0".repeat(64))),
            ("a file of the payload", |text| {
                let at = text.find("  keys/").unwrap() - 64;
                format!("{}{}  data/taken.csv\n{}", text.split_at(at).0, "0".repeat(64), text.split_at(at).1)
            }),
        ],
    );
    each(
        "NB-BAG-07",
        TAG_MANIFEST,
        &[("[corrupt-tag-file] another digest", |text| format!("{}{}", "0".repeat(64), text.split_at(64).1))],
    );
    each(
        "NB-BAG-05",
        TAG_MANIFEST,
        &[
            ("CR LF", |text| text.replace('\n', "\r\n")),
            ("lines in another order", |text| text.lines().rev().map(|line| format!("{line}\n")).collect()),
        ],
    );
    assert!(without(TAG_MANIFEST).contains(&"NB-BAG-01"));
}

/// 2.2.2: the RFC lets the description say anything; ours says what follows from the header.
#[test]
fn the_description_says_what_follows_from_the_header() {
    each(
        "NB-BAG-04",
        BAG_INFO,
        &[
            ("a wrong Oxum", |text| text.replace("Payload-Oxum: ", "Payload-Oxum: 1")),
            ("[duplicate-metadata-entries] a label twice", |text| {
                let last = text.lines().last().unwrap().to_owned();
                format!("{text}{last}\n")
            }),
            ("a label of one's own", |text| text + "Contact-Name: A. Bakker\n"),
            ("a folded line", |text| text.replacen(" (oefening", "\n  (oefening", 1)),
            ("labels in small letters", |text| text.replace("Bagging-Date", "bagging-date")),
            ("lines in another order", |text| text.lines().rev().map(|line| format!("{line}\n")).collect()),
            ("another date", |text| text.replace("2026-", "2025-")),
            ("a mark", |text| format!("\u{feff}{text}")),
            ("CR LF", |text| text.replace('\n', "\r\n")),
            ("a sign that steers a terminal", |text| text.replacen("Parket", "Parket\u{1b}[2J", 1)),
            ("nothing", |_| String::new()),
        ],
    );
    assert!(without(BAG_INFO).contains(&"NB-BAG-01"));
    let mut parts = victim();
    let place = parts.get(BAG_INFO).iter().position(|byte| *byte == b'P').unwrap();
    parts.get(BAG_INFO)[place] = 0xff;
    assert!(mended(parts, BAG_INFO).contains(&"NB-BAG-04"), "text that is no UTF-8");
}

/// 2.2.3: files to be fetched elsewhere; nothing here ever fetches anything.
#[test]
fn nothing_is_fetched_from_elsewhere() {
    assert!(added("fetch.txt").contains(&"NB-BAG-02"));
}

/// 2.2.4: other files at the top are allowed by the RFC, listed or not; we would not know who signed them.
#[test]
fn no_other_file_stands_at_the_top() {
    for path in ["notitie.txt", "keys/extra.pub", "metadata/x.xml", "bagit.txt.orig"] {
        assert!(added(path).contains(&"NB-BAG-02"), "{path}");
    }
}

/// 3: a bag is complete when all that is named is there and nothing else, and valid when it is what was named.
#[test]
fn a_bag_that_is_not_complete_or_not_valid_is_refused() {
    let changed = |path: &str, content: Option<&[u8]>| {
        let mut parts = victim();
        match content {
            Some(content) if parts.files.iter().any(|(name, _)| name == path) => {
                *parts.get(path) = content.to_vec()
            }
            Some(content) => parts.add(path, content),
            None => parts.remove(path),
        }
        judged_codes(&parts)
    };
    let csv = "data/taken.csv";
    assert!(changed(csv, None).contains(&"NB-BAG-08"));
    assert!(changed("data/zz.pdf", Some(b"x")).contains(&"NB-BAG-09"));
    assert!(changed(csv, Some(b"x")).contains(&"NB-BAG-07"));
    assert!(changed(BAG_INFO, Some(b"x")).contains(&"NB-BAG-07"));
}

/// 2.3, 5.2: names that differ only in case or Unicode form, mean a device, or lead out of the bag.
#[test]
fn names_that_two_systems_read_differently_are_refused() {
    for name in [
        "data/Taken.csv",
        "data/e\u{301}.csv",
        "data/\u{e9}.csv",
        "data/nul.csv",
        "data/a:b",
        "data/a|b",
        "data/../x",
    ] {
        let mut parts = victim();
        parts.add(name, b"x");
        assert!(mended(parts, "").contains(&"NB-ZIP-07"), "{name}");
    }
}
