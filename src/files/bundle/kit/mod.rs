//! The conformance kit: small good and bad bundles that any reader of the format can be held against (`tests/kit`).
//!
//! It is made from fixed keys and times. `NOODBRUG_WRITE_KIT=1 cargo test -p noodbrug-files kit` writes it; each run of the
//! tests makes it again and compares every byte. What a reader must know of whom it trusts stands in its `index.json`.

mod container;
mod contents;
mod forge;
mod headers;
mod said;
mod scoped;
mod second;
mod signers;
mod splices;
mod world;

use super::fixture::{at, noon};
use super::parts::Parts;
use super::{Trust, judge_source};
use crate::judges;
use crate::keys::{AllowedSigner, AllowedSigners, PublicKey, RevocationList, SecretKey};
use noodbrug_core::bundle::{
    Finding, FindingKind, Kind, LOG_NAMESPACE, Limits, Mode, READ_ME, Severity, Since,
};
use noodbrug_core::text::Lang;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use world::{Desk, READER, World};

/// What a bundle can be attacked by; at least one file of the kit is of each.
const ATTACKS: [(&str, &str); 18] = [
    ("damage", "The file was damaged on its way."),
    ("names", "A file's name leads elsewhere, or means another file on another system."),
    ("two-readings", "Two programs unpack two different things."),
    ("bomb", "Unpacking fills the disk or the memory."),
    ("special-files", "Unpacking makes something else than a plain file."),
    ("stripped-signature", "The signature is taken away or put on other bytes."),
    ("other-purpose", "A signature for one purpose is used for another."),
    ("other-reader", "A bundle for one office is passed on to another."),
    ("replay", "An old bundle is brought again, or in the place of a newer one."),
    ("withheld", "A bundle is kept back."),
    ("spliced", "Parts are left out, turned, changed, or taken from another bundle."),
    ("downgrade", "An older or newer form is used to get around a rule."),
    ("keyset", "A set of keys is mixed up with something else."),
    ("two-parsers", "Two programs read one text as two things."),
    ("hostile-document", "A document does harm when it is opened."),
    ("stolen-key", "A key signs that may not, or not any more, or not for this."),
    ("trust", "A bundle asks for trust that its reader never gave."),
    ("need-to-know", "A bundle of some cases shows more than it may, or hides what it leaves out."),
];

/// One file of the kit, and what a reader must find in it.
#[derive(Clone)]
struct Case {
    /// Its path in the kit.
    file: String,
    /// Its bytes; none where the file is another case's.
    bytes: Option<Vec<u8>>,
    attack: Option<&'static str>,
    codes: Vec<&'static str>,
    why: &'static str,
    /// What the reader took in before.
    after: Vec<String>,
    /// What the reader expects, where it is not live work.
    mode: Option<&'static str>,
}

impl Case {
    fn again(file: String, codes: &[&'static str], why: &'static str) -> Case {
        let mut codes = codes.to_vec();
        codes.sort_unstable();
        Case { file, bytes: None, attack: None, codes, why, after: Vec::new(), mode: None }
    }

    fn of(self, attack: &'static str) -> Case {
        Case { attack: Some(attack), ..self }
    }

    fn after<const N: usize>(self, files: [String; N]) -> Case {
        Case { after: files.to_vec(), ..self }
    }

    /// Gives the file the name that its header gives it, or another.
    fn called(self, name: impl Into<String>) -> Case {
        let folder = self.file.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap();
        Case { file: format!("{folder}/{}", name.into()), ..self }
    }

    fn expecting(self, mode: &'static str) -> Case {
        Case { mode: Some(mode), ..self }
    }

    fn to_json(&self) -> Value {
        json!({
            "file": self.file, "attack": self.attack, "codes": self.codes, "why": self.why, "after": self.after,
            "mode": self.mode.unwrap_or("live"),
        })
    }
}

/// A bad file, by default with the name of Amsterdam's first bundle.
fn bad(slug: &str, attack: &'static str, bytes: Vec<u8>, codes: &[&'static str], why: &'static str) -> Case {
    let file = format!("bad/{slug}/{}", super::fixture::NAME);
    Case { bytes: Some(bytes), ..Case::again(file, codes, why) }.of(attack)
}

/// What most bad files are made from: Amsterdam's first bundle, with a page that is short.
fn base(world: &World) -> Parts {
    let mut parts = Parts::of(&world.first.bytes);
    *parts.get(READ_ME) = b"Zie schema/bundle.md van de afzender (spec).\n".to_vec();
    parts.sign(Kind::Export.namespace());
    parts
}

fn good(world: &World) -> Vec<Case> {
    let made = |made: &world::Made, why| {
        let file = format!("good/{}", made.name);
        Case { bytes: Some(made.bytes.clone()), ..Case::again(file, &[], why) }
    };
    let World { first, second, third, other, receipt, refusal, exercise, .. } = world;
    let of = |made: &world::Made| format!("good/{}", made.name);
    let exercise = made(exercise, "An exercise, for a reader that expects one.");
    let again = |codes: &[&'static str], why| Case::again(exercise.file.clone(), codes, why).of("trust");
    vec![
        made(
            first,
            "A case with a document that would run a script when opened: kept as bytes, never opened.",
        )
        .of("hostile-document"),
        made(second, "A change, and an event whose body was lawfully destroyed.").after([of(first)]),
        made(other, "Another office changes the same hearing: a conflict for a person.")
            .after([of(first), of(second)]),
        made(third, "The other office's events passed on with their seal, and a decision.")
            .after([of(first), of(second)]),
        made(receipt, "The receipt of the first bundle.").after([of(other)]),
        made(refusal, "The receipt of a bundle that was refused.").after([of(other), of(receipt)]),
        exercise.clone().expecting("exercise"),
        again(&["NB-HDR-06"], "An exercise where live work is expected."),
        again(&["NB-HDR-07"], "An exercise, and the reader did not say what it expects.").expecting("any"),
    ]
}

/// The whole kit: its files, and what is to be found in them.
fn kit() -> (BTreeMap<String, Vec<u8>>, Vec<Case>) {
    let world = World::new();
    let cases = [
        good(&world),
        container::cases(&world),
        contents::cases(&world),
        signers::cases(&world),
        headers::cases(&world),
        said::cases(&world),
        second::cases(&world),
        scoped::cases(),
    ]
    .concat();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for case in &cases {
        if let Some(bytes) = &case.bytes {
            assert!(files.insert(case.file.clone(), bytes.clone()).is_none(), "{} twice", case.file);
        }
    }
    let line = |desk: &Desk| {
        let [export, receipt, keyset] = Kind::ALL.map(Kind::namespace);
        AllowedSigner::root(desk.root.public(), desk.office, &[export, receipt, keyset, LOG_NAMESPACE])
    };
    let signers = AllowedSigners(vec![line(&world.ams), line(&world.rot)]);
    files.insert("allowed_signers".into(), signers.to_text().into_bytes());
    files.insert("revoked_keys".into(), format!("{}\n", stolen_key().to_line("")).into_bytes());
    for (name, desk) in [("parket-amsterdam.pub", &world.ams), ("parket-rotterdam.pub", &world.rot)] {
        files.insert(name.into(), format!("{}\n", desk.root.public().to_line(desk.office)).into_bytes());
    }
    files.insert("index.json".into(), index(&world, &cases));
    (files, cases)
}

fn stolen_key() -> PublicKey {
    SecretKey::from_seed([7; 32]).public()
}

fn revoked() -> RevocationList {
    RevocationList::new([(stolen_key().fingerprint(), Since::Revoked(at("2026-01-01T00:00:00+01:00")))])
}

fn index(world: &World, cases: &[Case]) -> Vec<u8> {
    let World { first, second, third, other, .. } = world;
    let [one, all] = world.roots;
    let merge = |made: &[&world::Made], root: noodbrug_core::digest::Digest| {
        let files: Vec<String> = made.iter().map(|made| format!("good/{}", made.name)).collect();
        json!({"files": files, "state_root": root.to_string()})
    };
    let (some, of_some) = scoped::good();
    let attacks: BTreeMap<&str, &str> = ATTACKS.into_iter().collect();
    let index = json!({
        "format": "noodbrug-kit", "version": 1, "attacks": attacks,
        "trust": {"at": noon(), "reader": READER, "signers": "allowed_signers", "revoked": "revoked_keys", "keyset": 0},
        "cases": cases.iter().map(Case::to_json).collect::<Vec<_>>(),
        "merges": [
            merge(&[first], one), merge(&[first, second, other, third], all), merge(&[third, other, second, first], all),
            merge(&[second, first, second, third], all), merge(&[&some], of_some),
        ],
    });
    let mut text = serde_json::to_vec_pretty(&index).unwrap();
    text.push(b'\n');
    text
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/kit")
}

/// All files in a folder, by their path in it.
fn files_in(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            files_in(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
}

#[test]
fn the_kit_is_the_one_that_is_published() {
    let (made, _) = kit();
    if std::env::var_os("NOODBRUG_WRITE_KIT").is_some() {
        for part in ["good", "bad"] {
            let _ = std::fs::remove_dir_all(folder().join(part));
        }
        for (path, bytes) in &made {
            std::fs::create_dir_all(folder().join(path).parent().unwrap()).unwrap();
            std::fs::write(folder().join(path), bytes).unwrap();
        }
    }
    let mut published = BTreeMap::new();
    files_in(&folder(), "", &mut published);
    assert_eq!(made.keys().collect::<Vec<_>>(), published.keys().collect::<Vec<_>>());
    for (path, bytes) in made {
        assert!(published[&path] == bytes, "{path} differs: write the kit again (NOODBRUG_WRITE_KIT=1)");
    }
}

#[test]
fn the_kit_is_small_and_has_a_file_of_each_attack() {
    let (files, cases) = kit();
    let large = |(path, bytes): &(&String, &Vec<u8>)| path.ends_with(".zip") && bytes.len() >= 20 << 10;
    assert_eq!(files.iter().find(large).map(|(path, _)| path), None);
    assert!(files.values().map(Vec::len).sum::<usize>() < 3 << 20);
    let of: BTreeSet<&str> = cases.iter().filter_map(|case| case.attack).collect();
    assert_eq!(of, ATTACKS.iter().map(|(name, _)| *name).collect());
}

/// The attacks that a reader must withstand, in the words of the design, and the files of the kit that make each of them.
const WITHSTOOD: [(&str, &[&str]); 35] = [
    ("a name that leads out of the folder", &["parent-folder", "absolute", "second-folder"]),
    ("a drive, another computer, somebody's home", &["drive", "network", "home"]),
    ("an encoded name", &["encoded"]),
    (
        "names that systems read differently",
        &[
            "capitals",
            "device-name",
            "final-point",
            "final-space",
            "nought",
            "turned-text",
            "file-and-folder",
        ],
    ),
    ("a folder, a link, a device, a program", &["folder", "symbolic-link", "device", "executable"]),
    ("two files of one name", &["name-twice", "listed-twice"]),
    ("two records that differ", &["local-name", "local-checksum", "local-descriptor"]),
    ("two ends", &["two-archives", "wide-end"]),
    (
        "bytes before, between and behind",
        &["junk-before", "gap", "unlisted-file", "junk-behind", "packed-goes-on"],
    ),
    ("comments", &["comment", "comment-length", "comment-of-file"]),
    ("sizes behind the content", &["data-descriptor", "local-descriptor"]),
    ("sizes and places in wide fields", &["needless-zip64", "wide-end"]),
    ("a second name in an extra field", &["unicode-path"]),
    ("an encrypted file", &["encrypted"]),
    ("more than one disk", &["second-disk"]),
    ("counts and sizes that lie", &["count", "shifted-directory", "shorter", "longer", "checksum"]),
    ("a bomb", &["bomb", "too-large", "too-many"]),
    ("files that overlap", &["overlap"]),
    (
        "the signature taken away or put on other bytes",
        &["unsigned", "changed-list", "changed-header", "changed-table"],
    ),
    (
        "a signature for another purpose",
        &["signed-as-receipt", "signed-as-keys", "receipt-as-export", "keys-as-export"],
    ),
    ("a bundle passed on to another", &["for-another"]),
    ("an old bundle again, or another of its number", &["nb-ws-ams-0001-e1-000001.zip", "fork"]),
    ("a bundle kept back", &["nb-ws-ams-0001-e1-000002.zip", "without-link", "wrong-link"]),
    (
        "events cut, turned, doubled, left out",
        &["events-cut", "events-swapped", "event-twice", "event-left-out"],
    ),
    (
        "events and documents of another bundle",
        &["spliced-segment", "exchanged-document", "event-of-another"],
    ),
    ("ends of a run that do not fit", &["wrong-begin", "wrong-end", "segment-count", "segment-left-out"]),
    ("files put in and taken out", &["surplus-file", "surplus-tag", "without-overview", "unlisted-header"]),
    ("an older or a newer form", &["declaration", "newer", "header-version"]),
    ("a keyset that its station knew before", &["older-keyset"]),
    ("a set of keys that no root signed", &["signed-as-keys", "keys-by-station", "impostor"]),
    (
        "JSON that is read as two things",
        &["field-twice", "fraction", "escape", "mark", "body-key-twice", "body-surrogate"],
    ),
    ("a document that does harm", &["nb-ws-ams-0001-e1-000001.zip"]),
    ("a key that may not sign any more", &["revoked", "ended", "not-yet"]),
    (
        "a key that may not sign this",
        &["other-station", "other-epoch", "seal-of-another-office", "two-stations", "extension"],
    ),
    ("a weak key, a second signature", &["weak-key", "second-signature"]),
];

#[test]
fn each_attack_that_a_reader_must_withstand_is_in_the_kit() {
    let (_, cases) = kit();
    let slugs: BTreeSet<&str> = cases.iter().filter_map(|case| case.file.split('/').nth(1)).collect();
    for (attack, files) in WITHSTOOD {
        let missing: Vec<&&str> = files.iter().filter(|file| !slugs.contains(**file)).collect();
        assert!(!files.is_empty() && missing.is_empty(), "{attack}: {missing:?}");
    }
    let good = |slug: &&str| slug.ends_with(".zip");
    let named: BTreeSet<&str> = WITHSTOOD.iter().flat_map(|(_, files)| files.iter().copied()).collect();
    assert!(slugs.iter().filter(|slug| !good(slug)).filter(|slug| named.contains(**slug)).count() > 70);
}

/// What the numbers of bundles and keysets and the events themselves say is found when a bundle is taken in, in `office`.
fn is_of_the_bundle(code: &str) -> bool {
    !["NB-SEQ", "NB-EVT", "NB-PRF", "NB-KEY"].iter().any(|of_content| code.starts_with(of_content))
}

#[test]
fn our_reader_finds_in_each_file_of_the_kit_just_what_is_wrong_with_it() {
    let (files, cases) = kit();
    let mut wrong = Vec::new();
    for case in &cases {
        let mut trust = Trust::at(noon()).addressed_to(READER).revoking(revoked());
        for desk in [Desk::amsterdam(), Desk::rotterdam()] {
            trust = trust.with_root(desk.office, desk.root.public());
        }
        trust = match case.mode {
            None => trust.expecting(Mode::Live),
            Some("exercise") => trust.expecting(Mode::Exercise),
            Some(_) => trust,
        };
        let name = case.file.rsplit('/').next().unwrap();
        let mut source = Cursor::new(&files[&case.file]);
        let judgement =
            judge_source(&mut source, name, (&trust, &Limits::default()), &mut super::fixture::go_on)
                .unwrap();
        let found = judgement.findings.iter().map(Finding::code);
        let found: BTreeSet<&str> = found.filter(|code| is_of_the_bundle(code)).collect();
        let expected: BTreeSet<&str> =
            case.codes.iter().copied().filter(|code| is_of_the_bundle(code)).collect();
        if found != expected {
            wrong.push(format!("{}: {found:?}, not {expected:?}", case.file));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_reader_that_shares_no_code_with_ours_says_the_same_of_the_kit() {
    let (reader, kit) = (folder().join("../reader"), folder());
    let words = ["check_kit.py", kit.to_str().unwrap()];
    let judged = judges::ask(&reader, "ssh-keygen", &["-?"], b"");
    if let Some(said) = judged.and_then(|_| judges::ask(&reader, "python3", &words, b"")) {
        assert!(said.accepted, "{}", said.said);
    }
}

#[test]
fn the_specification_names_each_finding_as_the_program_does() {
    let text = std::fs::read_to_string(folder().join("../../schema/bundle.md")).unwrap();
    let listed: Vec<&str> = text.lines().filter(|line| line.starts_with("| NB-")).collect();
    let row = |kind: &FindingKind| {
        let severity = match kind.severity() {
            Severity::Note => "note",
            Severity::Attention => "attention",
            Severity::Refusal => "refusal",
        };
        let said = Finding::new(*kind, "x").message(Lang::En);
        let what = said.trim_start_matches("x: ").split(". ").next().unwrap();
        format!("| {} | {severity} | {what} |", kind.code())
    };
    assert_eq!(listed, FindingKind::ALL.iter().map(row).collect::<Vec<_>>());
}

#[test]
fn the_published_schemas_fit_the_good_bundles_and_nothing_more() {
    let reader = folder().join("../reader");
    let script = std::fs::read_to_string(reader.join("judge_schemas.py")).unwrap();
    let good = std::fs::read_dir(folder().join("good")).unwrap().map(|entry| entry.unwrap().path());
    let words: Vec<PathBuf> = [folder().join("../../schema")].into_iter().chain(good).collect();
    let words: Vec<&str> = words.iter().map(|path| path.to_str().unwrap()).collect();
    if let Some(said) = judges::ask_script(&reader, &["jsonschema"], &script, &words) {
        assert!(said.accepted, "{}", said.said);
    }
}
