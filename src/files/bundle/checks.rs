//! Holds the lists, the header and the content of a bundle against each other.

use super::container::Findings;
use super::head::{BAGIT_TEXT, description};
use super::judge::{FileFacts, PayloadFacts, Tags};
use super::scoped::scope_faults;
use super::trust::Trust;
use super::walk::Structure;
use crate::keys::PublicKey;
use noodbrug_core::bundle::{
    BAG_INFO, BAGIT, BundleHeader, DocTotals, ENVELOPE_SUFFIX, FindingKind, HEADER, MANIFEST, Manifest, Mode,
    OFFICE_ROOT, PAYLOAD, Segment, TAG_FILES, TAG_MANIFEST, document_digest,
};
use noodbrug_core::ident::Author;
use std::collections::{BTreeMap, BTreeSet};

/// How far two clocks may differ before anyone is told, in seconds.
const CLOCKS: i64 = 600;

/// Checks that the tag manifest lists exactly the tag files with their hashes, and gives the payload's manifest; nothing when
/// that could not be read.
pub(super) fn check_lists(tags: &Tags, findings: &mut Findings) -> Option<Manifest> {
    let is_missing = |name: &&&str| !tags.digests.contains_key(**name) && !tags.is_damaged(name);
    for name in TAG_FILES.iter().chain(&[TAG_MANIFEST]).filter(is_missing) {
        findings.about(name, FindingKind::MissingTagFile, "");
    }
    if tags.get(BAGIT).is_some_and(|text| text != BAGIT_TEXT.as_bytes()) {
        findings.about(BAGIT, FindingKind::BadDeclaration, "");
    }
    if tags.get(OFFICE_ROOT).is_some_and(|text| !is_one_key(text)) {
        findings.about(OFFICE_ROOT, FindingKind::BadDeclaration, "");
    }
    if let Some(listed) = read_manifest(TAG_MANIFEST, tags, findings) {
        check_tag_files(&listed, tags, findings);
    }
    read_manifest(MANIFEST, tags, findings)
}

fn check_tag_files(listed: &Manifest, tags: &Tags, findings: &mut Findings) {
    let expected: BTreeSet<&str> = TAG_FILES.into_iter().collect();
    let named: BTreeSet<&str> = listed.files().map(|(path, _)| path).collect();
    for path in expected.symmetric_difference(&named) {
        findings.about(TAG_MANIFEST, FindingKind::BadTagList, path);
    }
    for (path, digest) in listed.files() {
        if tags.digests.get(path).is_some_and(|found| *found != digest) {
            findings.about(path, FindingKind::WrongHash, "");
        }
    }
}

/// Says whether a text is one line with one root key, as the writer writes it. A person compares the fingerprint of the key
/// that a tool shows; a second line, or another sign between the words, would be trusted with it and not be shown.
fn is_one_key(text: &[u8]) -> bool {
    let line = std::str::from_utf8(text).ok().and_then(|text| text.strip_suffix('\n')).unwrap_or_default();
    let comment = line.splitn(3, ' ').nth(2).unwrap_or_default();
    let same = PublicKey::from_line(line).is_ok_and(|key| key.to_line(comment) == line);
    same && !line.contains(char::is_control)
}

fn read_manifest(name: &str, tags: &Tags, findings: &mut Findings) -> Option<Manifest> {
    if tags.is_damaged(name) {
        return None;
    }
    let (manifest, faults) = Manifest::read(tags.get(name).unwrap_or_default());
    faults.into_iter().for_each(|fault| findings.about(name, FindingKind::BadManifest, fault));
    Some(manifest)
}

/// Checks that the manifest lists exactly the payload, and that each file is what it says.
pub(super) fn check_payload(
    files: &BTreeMap<String, FileFacts>,
    manifest: &Manifest,
    structure: &Structure,
    findings: &mut Findings,
) {
    let present: BTreeSet<&str> = structure.files().map(|(path, _)| path).collect();
    for (path, _) in
        manifest.files().filter(|(path, _)| !present.contains(path) || !path.starts_with(PAYLOAD))
    {
        findings.about(path, FindingKind::MissingFile, "");
    }
    for path in present.iter().filter(|path| path.starts_with(PAYLOAD) && manifest.digest(path).is_none()) {
        findings.about(path, FindingKind::SurplusFile, "");
    }
    for (path, facts) in files {
        if manifest.digest(path).is_some_and(|digest| digest != facts.digest) {
            findings.about(path, FindingKind::WrongHash, "");
        }
        if is_document(path) && document_digest(path) != Some(facts.digest) {
            findings.about(path, FindingKind::WrongDocumentName, "");
        }
    }
}

/// Checks what the header says of the payload. Of a file that could not be read that was said already; what follows from that
/// is no finding of its own, and would make damage look like fraud.
pub(super) fn check_header(
    header: &BundleHeader,
    content: &PayloadFacts,
    structure: &Structure,
    findings: &mut Findings,
) {
    if structure.folder != header.folder() {
        findings.archive(FindingKind::WrongFolder, format!("{} <> {}", structure.folder, header.folder()));
    }
    if header.seq == 0 || (header.seq > 1 && header.prev_bundle.is_none()) {
        findings.about(HEADER, FindingKind::WrongLink, header.seq);
    }
    if content.damaged.is_empty() {
        check_totals(header, content, findings);
    }
    check_segments(header, content, findings);
    let faults = scope_faults(header, &content.files);
    for (path, kind) in faults.into_iter().filter(|(path, _)| !content.damaged.contains(path)) {
        findings.about(&path, kind, "");
    }
}

fn check_totals(header: &BundleHeader, content: &PayloadFacts, findings: &mut Findings) {
    let (files, bytes, docs) = totals(content);
    let pairs = [
        (header.files, files),
        (header.bytes, bytes),
        (header.docs.count, docs.count),
        (header.docs.bytes, docs.bytes),
    ];
    for (said, found) in pairs.into_iter().filter(|(said, found)| said != found) {
        findings.about(HEADER, FindingKind::WrongTotals, format!("{said} <> {found}"));
    }
    if header.packed != content.packed {
        findings.archive(FindingKind::OtherPacking, "");
    }
}

fn totals(content: &PayloadFacts) -> (u64, u64, DocTotals) {
    let sum = |documents: bool| {
        let files = content.files.iter().filter(|(path, _)| !documents || is_document(path));
        files.fold((0_u64, 0_u64), |(count, bytes), (_, facts)| {
            (count.saturating_add(1), bytes.saturating_add(facts.len))
        })
    };
    let ((files, bytes), (count, doc_bytes)) = (sum(false), sum(true));
    (files, bytes, DocTotals { count, bytes: doc_bytes })
}

fn check_segments(header: &BundleHeader, content: &PayloadFacts, findings: &mut Findings) {
    let files = &content.files;
    let mut listed = BTreeSet::new();
    for segment in &header.segments {
        let author = Author { ws: segment.author.clone(), ep: segment.epoch };
        let right_name = segment.path == Segment::path_of(&author, segment.from, segment.to);
        let run = segment.to.checked_sub(segment.from).and_then(|run| run.checked_add(1));
        let right_count = segment.from > 0 && run == Some(segment.count);
        let right_file = content.damaged.contains(&segment.path)
            || files.get(&segment.path).is_some_and(|facts| facts.digest == segment.sha256);
        if !(right_name && right_count && right_file && listed.insert(segment.path.as_str())) {
            findings.about(&segment.path, FindingKind::WrongSegment, "");
        }
    }
    let events = files.keys().filter(|path| path.starts_with("data/events/"));
    for path in events.filter(|path| !listed.contains(path.as_str())) {
        findings.about(path, FindingKind::WrongSegment, "");
    }
}

/// Checks that the description of the bag says what the header says.
pub(super) fn check_description(header: &BundleHeader, tags: &Tags, findings: &mut Findings) {
    let Some(bytes) = tags.get(BAG_INFO) else { return };
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let office = text.lines().next().and_then(|line| line.strip_prefix("Source-Organization: "));
    let named = office.filter(|office| !office.contains(char::is_control));
    if named.is_none_or(|office| description(office, header) != text) {
        findings.about(BAG_INFO, FindingKind::BadDescription, "");
    }
}

/// Checks what the header means to this reader: key domain, address, clock, name.
pub(super) fn check_reader(header: &BundleHeader, trust: &Trust, name: &str, findings: &mut Findings) {
    match trust.mode() {
        Some(mode) if mode != header.mode => {
            let detail = format!("{} <> {}", header.mode.word(), mode.word());
            findings.about(HEADER, FindingKind::WrongMode, detail);
        }
        _ if !header.mode.allows(&header.workstation) => {
            findings.about(HEADER, FindingKind::WrongMode, &header.workstation);
        }
        None if header.mode == Mode::Exercise => findings.archive(FindingKind::Exercise, ""),
        _ => {}
    }
    if !trust.is_addressed(header) {
        let names: Vec<&str> = header.recipients.iter().map(|recipient| recipient.name.as_str()).collect();
        findings.archive(FindingKind::NotAddressed, names.join(", "));
    }
    if header.created.unix() > trust.time().unix().saturating_add(CLOCKS) {
        let detail = format!("{} > {}", header.created, trust.time());
        findings.about(HEADER, FindingKind::FromTheFuture, detail);
    }
    let name = name.strip_suffix(ENVELOPE_SUFFIX).unwrap_or(name);
    if name.strip_suffix(".zip") != Some(&header.folder()) {
        findings.archive(FindingKind::WrongFileName, format!("{}.zip", header.folder()));
    }
}

fn is_document(path: &str) -> bool {
    path.starts_with("data/docs/")
}
