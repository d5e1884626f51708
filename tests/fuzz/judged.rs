//! What each fuzz target does with bytes, and what may never come of them. Shared with `tests/fuzz.rs`, which runs the seeds
//! and all past findings through the same functions.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use noodbrug_core::bundle::{BundleHeader, FindingKind, Keyset, Limits, Manifest, Mode, Receipt};
use noodbrug_core::canonical;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::Event;
use noodbrug_core::moment::Moment;
use noodbrug_files::bundle::{Trust, judge_source};
use noodbrug_files::keys::{AllowedSigners, Certificate, PublicKey, Signature, SignedKeyset};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// An archive. Nobody is trusted, so that the best that can be said of one is that its key is not known: and that can be
/// said of files of the kit alone, since no fuzzer can sign.
pub(crate) fn zip(bytes: &[u8]) {
    let trust = Trust::at(Moment::from_unix(1_795_431_600).unwrap());
    let mut go_on = |_: u64, _: u64| ControlFlow::Continue(());
    let name = "nb-ws-ams-0001-e1-000001.zip";
    let judged =
        judge_source(&mut Cursor::new(bytes), name, (&trust, &Limits::default()), &mut go_on).unwrap();
    assert!(!judged.is_trusted());
    if judged.is_sound() {
        assert!(judged.findings.iter().any(|found| found.kind == FindingKind::UnknownKey));
        assert!(kit().contains(&Digest::of(bytes)), "a forgery: {:?}", judged.findings);
    }
}

/// The files of the kit.
fn kit() -> &'static BTreeSet<Digest> {
    static KIT: OnceLock<BTreeSet<Digest>> = OnceLock::new();
    KIT.get_or_init(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let kit = [here.join("tests/kit"), here.join("../kit")].into_iter().find(|kit| kit.is_dir()).unwrap();
        files_in(&kit).iter().map(|path| Digest::of(&std::fs::read(path).unwrap())).collect()
    })
}

/// All files in a folder and those in it.
pub(crate) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.path() {
            path if path.is_dir() => found.extend(files_in(&path)),
            path => found.push(path),
        }
    }
    found.sort();
    found
}

/// A manifest: what reads without a fault is written as the same bytes.
pub(crate) fn manifest(bytes: &[u8]) {
    let (manifest, faults) = Manifest::read(bytes);
    assert!(!faults.is_empty() || manifest.to_text().as_bytes() == bytes);
}

/// A header, or a receipt.
pub(crate) fn header(bytes: &[u8]) {
    canonical_json(bytes);
    let _ = BundleHeader::needs_newer(bytes);
    if let Ok(header) = BundleHeader::from_bytes(bytes) {
        assert_eq!(header.to_bytes().unwrap(), bytes);
        let _ = (header.folder(), header.is_readable());
    }
    if let Ok(receipt) = Receipt::from_bytes(bytes) {
        assert_eq!(receipt.to_bytes().unwrap(), bytes);
    }
}

/// Canonical JSON has one form, whoever writes it.
fn canonical_json(bytes: &[u8]) {
    let checked = canonical::check(bytes);
    let parsed = canonical::parse(bytes);
    assert_eq!(checked.is_ok(), parsed.is_ok());
    if let Ok(value) = parsed {
        assert_eq!(canonical::to_bytes(&value).unwrap(), bytes);
    }
}

/// The lines of a segment: one event, or a run of them that is described as what its first and last line say.
pub(crate) fn events(bytes: &[u8]) {
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok(event) = Event::from_line(line) {
            assert_eq!(event.to_line(), [line, b"\n"].concat());
            let again = Event::reread(event.header_bytes.clone(), event.body.clone().map(|(_, body)| body));
            assert_eq!(again, Ok(event));
        }
    }
    if let Some(segment) = described(bytes) {
        for mode in [Mode::Live, Mode::Exercise] {
            if let Ok(events) = segment.events(bytes, mode) {
                let lines: Vec<u8> = events.iter().flat_map(Event::to_line).collect();
                assert_eq!(lines, bytes);
            }
        }
    }
}

fn described(bytes: &[u8]) -> Option<noodbrug_core::bundle::Segment> {
    let lines = || bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let (first, last) =
        (Event::from_line(lines().next()?).ok()?, Event::from_line(lines().next_back()?).ok()?);
    Some(noodbrug_core::bundle::Segment {
        author: first.header.ws.clone(),
        epoch: first.header.ep,
        from: first.header.seq,
        to: last.header.seq,
        first_prev: first.header.prev,
        last_id: last.id,
        count: lines().count() as u64,
        path: String::new(),
        sha256: Digest::of(bytes),
    })
}

/// An armoured signature, a certificate, a public key, or a list of allowed signers.
pub(crate) fn sshsig(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(signature) = Signature::from_armour(text) {
        assert_eq!(signature.to_armour(), text);
        let _ = signature.verify(signature.namespace(), b"");
        let _ = signature.signer().key().fingerprint();
    }
    if let Ok(certificate) = Certificate::from_line(text) {
        assert_eq!(Certificate::from_line(&certificate.to_line()), Ok(certificate));
    }
    if let Ok(key) = PublicKey::from_line(text) {
        assert_eq!(PublicKey::from_line(&key.to_line("")), Ok(key));
    }
    if let Ok(signers) = AllowedSigners::from_text(text) {
        let again = AllowedSigners::from_text(&signers.to_text()).unwrap();
        assert_eq!(again.to_text(), signers.to_text());
    }
}

/// A keyset, and behind a NUL each the signatures over it.
pub(crate) fn keyset(bytes: &[u8]) {
    let mut parts = bytes.split(|byte| *byte == 0);
    let content = parts.next().unwrap_or_default();
    if let Ok(keyset) = Keyset::from_bytes(content) {
        assert_eq!(keyset.to_bytes().unwrap(), content);
    }
    let signatures: Vec<String> = parts.map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    if let Ok(signed) = SignedKeyset::read(content, &signatures) {
        assert_eq!(signed.bytes(), content);
        assert_eq!(signed.armours().collect::<Vec<_>>(), signatures);
        assert!(signed.signers().any(|key| key == signed.root()));
    }
}
