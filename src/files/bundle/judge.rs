//! Judges a bundle, in the order in which it is safe to: structure, signature, lists, content, header.
//!
//! All that is wrong is named, not the first thing only. What the structure leaves in doubt is not read at all.

use super::checks;
use super::container::Findings;
use super::entry::{Content, Fault};
use super::second::judge_second;
use super::trust::{Trust, TrustVerdict, judge_signature};
use super::walk::{Structure, walk};
use crate::cms::SecondVerdict;
use crate::keys::{EnvelopeError, Enveloped};
use noodbrug_core::bundle::{
    BAG_INFO, BAGIT, BundleHeader, Finding, FindingKind, HEADER, Limits, MANIFEST, OFFICE_ROOT, PAYLOAD,
    SECOND_SIGNATURE, SIGNATURE, Severity, TAG_FILES, TAG_MANIFEST, UNLISTED,
};
use noodbrug_core::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

/// Is told after each run of bytes how many of how many are done, and says whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// What a file of the payload turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// Bytes of its content.
    pub len: u64,
    /// SHA-256 of its content.
    pub digest: Digest,
}

/// All that is known of a bundle after it was judged.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What the header says; only as trustworthy as `trust` and `findings` say.
    pub header: Option<BundleHeader>,
    /// What the signature is worth.
    pub trust: TrustVerdict,
    /// What the second signature is worth; it never makes a bundle trusted.
    pub second: SecondVerdict,
    /// Everything that was found, in the order in which it was.
    pub findings: Vec<Finding>,
    /// How many more there were, beyond the 500 that are kept.
    pub more_findings: u64,
    /// The name of the bundle: the SHA-256 of its tag manifest.
    pub tagmanifest: Option<Digest>,
    /// The files of the payload that could be read to their end, by path in the bag.
    pub files: BTreeMap<String, FileFacts>,
    pub(super) structure: Structure,
}

impl Judgement {
    /// Says how bad the worst finding is; nothing when there is none.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        self.findings.iter().map(Finding::severity).max()
    }

    /// Says whether nothing in it stands against reading it: no finding refuses it. Whether its key is trusted is said
    /// by [`Judgement::is_trusted`].
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.severity() < Some(Severity::Refusal) && self.header.is_some()
    }

    /// Says whether it is sound and signed by a key that the reader trusts.
    #[must_use]
    pub fn is_trusted(&self) -> bool {
        self.is_sound() && matches!(self.trust, TrustVerdict::Trusted(_))
    }

    fn begin(name: &str) -> (Judgement, Findings) {
        let judgement = Judgement {
            header: None,
            trust: TrustVerdict::NotRead,
            second: SecondVerdict::Absent,
            findings: Vec::new(),
            more_findings: 0,
            tagmanifest: None,
            files: BTreeMap::new(),
            structure: Structure::default(),
        };
        (judgement, Findings::new(name))
    }

    fn with(mut self, findings: Findings) -> Judgement {
        (self.findings, self.more_findings) = findings.finish();
        self
    }
}

/// Judges the bundle in this file, through its envelope when it has one; nothing when it was cancelled.
#[must_use]
pub fn judge(path: &Path, trust: &Trust, limits: &Limits, progress: Progress<'_>) -> Option<Judgement> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let opened = File::open(path).map_err(EnvelopeError::Medium);
    match opened.and_then(|file| Enveloped::open(file, trust.keys())) {
        Ok(mut source) => judge_source(&mut source, &name, (trust, limits), progress),
        Err(cause) => {
            let (judgement, mut findings) = Judgement::begin(&name);
            match cause {
                EnvelopeError::Medium(cause) => findings.archive(FindingKind::Unreadable, cause),
                EnvelopeError::NotForUs => findings.archive(FindingKind::ClosedForOthers, ""),
                _ => findings.archive(FindingKind::BrokenEnvelope, ""),
            }
            Some(judgement.with(findings))
        }
    }
}

/// Judges the bundle in these bytes, that came under this name; nothing when it was cancelled.
#[must_use]
pub fn judge_source<S: Read + Seek>(
    source: &mut S,
    name: &str,
    by: (&Trust, &Limits),
    progress: Progress<'_>,
) -> Option<Judgement> {
    let (mut judgement, mut findings) = Judgement::begin(name);
    let structure = walk(source, by.1, &mut findings).unwrap_or_else(|cause| {
        findings.archive(FindingKind::Unreadable, cause);
        None
    });
    let Some(structure) = structure else { return Some(judgement.with(findings)) };
    let tags = read_tags(source, &structure, &mut findings);
    judgement.tagmanifest = tags.digests.get(TAG_MANIFEST).copied();
    judgement.header = read_header(&tags, &mut findings);
    judgement.trust = judge_signature(&tags, judgement.header.as_ref(), by.0, &mut findings);
    judgement.second = judge_second(&tags, by.0, &mut findings);
    let manifest = checks::check_lists(&tags, &mut findings);
    let content = read_payload(source, &structure, &mut findings, progress)?;
    if let Some(manifest) = &manifest {
        checks::check_payload(&content.files, manifest, &structure, &mut findings);
    }
    if let Some(header) = &judgement.header {
        checks::check_header(header, &content, &structure, &mut findings);
        checks::check_description(header, &tags, &mut findings);
        checks::check_reader(header, by.0, name, &mut findings);
    }
    judgement.files = content.files;
    judgement.structure = structure;
    Some(judgement.with(findings))
}

/// The files at the top: the digests of all, and what stands in those that this reader reads.
#[derive(Default)]
pub(super) struct Tags {
    pub(super) digests: BTreeMap<String, Digest>,
    texts: BTreeMap<String, Vec<u8>>,
    /// Those that are there and could not be read to their end.
    damaged: BTreeSet<String>,
}

/// Those whose content is read; the others are for people and other programs.
const READ: [&str; 8] =
    [BAG_INFO, BAGIT, HEADER, OFFICE_ROOT, MANIFEST, TAG_MANIFEST, SIGNATURE, SECOND_SIGNATURE];

impl Tags {
    /// Gives what stands in one of them.
    pub(super) fn get(&self, path: &str) -> Option<&[u8]> {
        self.texts.get(path).map(Vec::as_slice)
    }

    /// Says whether one of them is there and could not be read: what it says is not known, and it is not missing.
    pub(super) fn is_damaged(&self, path: &str) -> bool {
        self.damaged.contains(path)
    }
}

/// Reads all files that are not payload; what is read of them is held in memory, within its limit.
fn read_tags<S: Read + Seek>(source: &mut S, structure: &Structure, findings: &mut Findings) -> Tags {
    let mut tags = Tags::default();
    for (path, record) in structure.files().filter(|(path, _)| !path.starts_with(PAYLOAD)) {
        if !TAG_FILES.contains(&path) && !UNLISTED.contains(&path) {
            findings.about(path, FindingKind::SurplusTagFile, "");
            continue;
        }
        let (mut text, held) = (Vec::new(), READ.contains(&path));
        let read = Content::open(source, record).map_err(|_| Fault::Medium).and_then(|mut content| {
            let mut packed = Sha256::new();
            while let Some(run) = content.next(&mut packed)? {
                text.extend_from_slice(if held { run } else { &[] });
            }
            content.finish()
        });
        match read {
            Ok(digest) => {
                tags.digests.insert(path.to_owned(), digest);
                tags.texts.extend(held.then(|| (path.to_owned(), text)));
            }
            Err(fault) => {
                findings.about(path, fault.kind(), "");
                tags.damaged.insert(path.to_owned());
            }
        }
    }
    tags
}

fn read_header(tags: &Tags, findings: &mut Findings) -> Option<BundleHeader> {
    let bytes = tags.get(HEADER)?;
    match BundleHeader::from_bytes(bytes) {
        _ if BundleHeader::needs_newer(bytes) => findings.about(HEADER, FindingKind::NewerFormat, ""),
        Ok(header) if header.is_readable() => return Some(header),
        Ok(header) => findings.about(HEADER, FindingKind::BadHeader, header.format),
        Err(cause) => findings.about(HEADER, FindingKind::BadHeader, cause),
    }
    None
}

/// What the payload turned out to be.
pub(super) struct PayloadFacts {
    pub(super) files: BTreeMap<String, FileFacts>,
    /// Files that are there and could not be read to their end: nothing that is counted over all files is known then.
    pub(super) damaged: BTreeSet<String>,
    pub(super) packed: Digest,
}

fn read_payload<S: Read + Seek>(
    source: &mut S,
    structure: &Structure,
    findings: &mut Findings,
    progress: Progress<'_>,
) -> Option<PayloadFacts> {
    let payload = || structure.files().filter(|(path, _)| path.starts_with(PAYLOAD));
    let total = payload().fold(0_u64, |sum, (_, record)| sum.saturating_add(record.len));
    let (mut done, mut packed) = (0_u64, Sha256::new());
    let (mut files, mut damaged) = (BTreeMap::new(), BTreeSet::new());
    for (path, record) in payload() {
        let mut cancelled = false;
        let read = Content::open(source, record).map_err(|_| Fault::Medium).and_then(|mut content| {
            while let Some(run) = content.next(&mut packed)? {
                done = done.saturating_add(run.len() as u64);
                cancelled = progress(done, total).is_break();
                if cancelled {
                    break;
                }
            }
            content.finish()
        });
        if cancelled {
            return None;
        }
        match read {
            Ok(digest) => drop(files.insert(path.to_owned(), FileFacts { len: record.len, digest })),
            Err(fault) => {
                findings.about(path, fault.kind(), "");
                damaged.insert(path.to_owned());
            }
        }
    }
    Some(PayloadFacts { files, damaged, packed: Digest::from_bytes(packed.finalize().into()) })
}

impl Fault {
    fn kind(self) -> FindingKind {
        match self {
            Fault::Found(kind) => kind,
            Fault::Medium => FindingKind::Unreadable,
        }
    }
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
