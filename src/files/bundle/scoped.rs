//! The content of a bundle of some cases: read whole, proven event by event, and held against its profile.

use super::judge::FileFacts;
use super::payload::{Payload, PayloadError};
use noodbrug_core::bundle::{
    BundleHeader, CaseScope, CaseSeal, Finding, FindingKind, Kind, Mode, Profile, Proofs, Scope, ScopedFault,
    Segment, document_digest, is_proofs, place_of, proofs_path,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::Event;
use noodbrug_core::ident::Author;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

/// The most bytes of a profile.
const MOST_PROFILE: u64 = 1 << 20;
/// The most bytes of the events of one case, or of the proofs of one author.
const MOST_LINES: u64 = 1 << 30;

/// One author's events, described as if they were a segment.
pub type ScopedRun = (Segment, Vec<Event>);

/// The events of a bundle of some cases, by author.
#[derive(Clone, Debug)]
pub struct ScopedContent {
    /// What decided what is in it.
    pub profile: Profile,
    /// For each author its events in the order of their places, its seal last; described as if they were a segment, so
    /// that they can be vouched for and receipted alike. Their places are those of the first and last but for the seal.
    pub runs: Vec<ScopedRun>,
}

impl<S: Read + Seek> Payload<S> {
    /// Reads and proves what a bundle of some cases holds, or tells what is wrong with it. Who signed the seals is not
    /// looked at here.
    ///
    /// # Errors
    /// As [`Payload::read`].
    pub fn scoped(
        &mut self,
        scope: &CaseScope,
        mode: Mode,
    ) -> Result<Result<ScopedContent, Finding>, PayloadError> {
        let profile = match self.profile(scope)? {
            Ok(profile) => profile,
            Err(finding) => return Ok(Err(finding)),
        };
        let mut all = Vec::new();
        for seal in &scope.seals {
            let path = CaseSeal::path_of(&seal.case);
            match seal.events(&self.read(&path, MOST_LINES)?, mode) {
                Ok(events) => all.extend(events),
                Err(fault) => return Ok(Err(finding(&path, fault))),
            }
        }
        let documents = self.files().filter_map(|(path, _)| document_digest(path)).collect();
        if let Err(fault) = profile.check(&all, &documents) {
            return Ok(Err(finding(Profile::PATH, fault)));
        }
        let runs = self.proven(all)?;
        Ok(runs.map(|runs| ScopedContent { profile, runs }))
    }

    fn profile(&mut self, scope: &CaseScope) -> Result<Result<Profile, Finding>, PayloadError> {
        let bad = |why: String| Ok(Err(Finding::new(FindingKind::BadProfile, Profile::PATH).with(why)));
        if !self.files().any(|(path, _)| path == Profile::PATH) {
            return bad(String::new());
        }
        match Profile::from_bytes(&self.read(Profile::PATH, MOST_PROFILE)?) {
            Ok(profile) if profile.name() == Ok(scope.profile) => Ok(Ok(profile)),
            Ok(profile) => bad(format!("{} {}", profile.kind.word(), profile.version)),
            Err(why) => bad(why.to_string()),
        }
    }

    fn proven(&mut self, events: Vec<Event>) -> Result<Result<Vec<ScopedRun>, Finding>, PayloadError> {
        let mut authors: BTreeMap<Author, Vec<Event>> = BTreeMap::new();
        for event in events {
            authors.entry(event.author()).or_default().push(event);
        }
        let present: BTreeSet<String> = self.files().map(|(path, _)| path.to_owned()).collect();
        let proofs = present.iter().map(String::as_str).filter(|path| is_proofs(path));
        let mut rest: BTreeSet<&str> = proofs.collect();
        let mut runs = Vec::new();
        for (author, mut events) in authors {
            events.sort_by_cached_key(place_of);
            let path = proofs_path(&author);
            let mut segment = segment(&author, &events, &path);
            // Source systems do not sign; who sends a bundle says what it took in.
            if !author.ws.is_source() {
                if !rest.remove(path.as_str()) {
                    return Ok(Err(Finding::new(FindingKind::BadProof, &path)));
                }
                let bytes = self.read(&path, MOST_LINES)?;
                match Proofs::of(&bytes, &author, &events.iter().collect::<Vec<_>>()) {
                    Ok(proofs) => {
                        segment.last_id = proofs.seal.id;
                        events.push(proofs.seal);
                    }
                    Err(fault) => return Ok(Err(finding(&path, fault))),
                }
            }
            segment.count = events.len() as u64;
            runs.push((segment, events));
        }
        Ok(match rest.first() {
            None => Ok(runs),
            Some(path) => Err(Finding::new(FindingKind::BadProof, path)),
        })
    }
}

fn finding(path: &str, (kind, why): ScopedFault) -> Finding {
    Finding::new(kind, path).with(why)
}

fn segment(author: &Author, events: &[Event], path: &str) -> Segment {
    let place = |event: Option<&Event>| event.map_or(0, |event| event.header.seq);
    Segment {
        author: author.ws.clone(),
        epoch: author.ep,
        from: place(events.first()),
        to: place(events.last()),
        first_prev: None,
        last_id: events.last().map_or_else(|| Digest::of(b""), |event| event.id),
        count: events.len() as u64,
        path: path.to_owned(),
        sha256: Digest::of(b""),
    }
}

/// Gives what the header of a bundle says of cases that its files do not bear out: a path, and what is wrong.
pub(super) fn scope_faults(
    header: &BundleHeader,
    files: &BTreeMap<String, FileFacts>,
) -> Vec<(String, FindingKind)> {
    let Scope::Cases(scope) = &header.scope else { return Vec::new() };
    let mut faults = Vec::new();
    let mut wrong = |path: &str, kind| faults.push((path.to_owned(), kind));
    let bare = header.segments.is_empty() && header.basis.is_empty() && header.have.is_empty();
    if header.kind != Kind::Export || !bare || !scope.is_in_order(header.seq) {
        wrong(noodbrug_core::bundle::HEADER, FindingKind::WrongSegment);
    }
    let is = |path: &str, digest: &Digest| files.get(path).is_some_and(|facts| facts.digest == *digest);
    if !is(Profile::PATH, &scope.profile.sha256) {
        wrong(Profile::PATH, FindingKind::BadProfile);
    }
    let listed: BTreeMap<String, &CaseSeal> =
        scope.seals.iter().map(|seal| (CaseSeal::path_of(&seal.case), seal)).collect();
    for (path, seal) in &listed {
        if !is(path, &seal.sha256) {
            wrong(path, FindingKind::WrongSegment);
        }
    }
    for path in files.keys().filter(|path| CaseSeal::is_path(path) && !listed.contains_key(*path)) {
        wrong(path, FindingKind::WrongSegment);
    }
    faults
}
