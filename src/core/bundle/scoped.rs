//! The content of a bundle of some cases: their events, and the proofs that these stand in sealed journals.
//!
//! A case's file has only events of that case that write something, in the order of their authors and places. A body
//! that the profile does not let out stays at home: nothing stands behind the tab, and the header alone proves that there
//! is such an event. For each author (source systems do not sign) there is a file of proofs: the event that seals its
//! journal, and for each event the digests that lead up to that seal.

use super::finding::FindingKind;
use super::kind::Mode;
use super::profile::{DocumentRule, Profile};
use super::scope::CaseSeal;
use crate::canonical::{self, NotCanonical};
use crate::case::DocumentLink;
use crate::digest::Digest;
use crate::event::{Event, EventId, Kind};
use crate::ident::Author;
use crate::inclusion::root_from;
use crate::journal::Checkpoint;
use crate::register::Group;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is wrong with the content of a bundle of some cases: the kind, and figures and names that need no language.
pub type ScopedFault = (FindingKind, String);

/// The folder of the proofs in the payload.
const PROOFS: &str = "data/proofs/";

/// The digests that lead from one event up to its author's seal, as a line of a file of proofs.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    event: EventId,
    path: Vec<Digest>,
}

/// What leads to an author's seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proofs {
    /// The event that seals the author's journal.
    pub seal: Event,
    /// For each event that is proven, in the order of their places, the digests that lead up to the seal.
    pub paths: Vec<(EventId, Vec<Digest>)>,
}

/// Gives the path of an author's file of proofs in the payload.
#[must_use]
pub fn proofs_path(author: &Author) -> String {
    format!("{PROOFS}{author}.jsonl")
}

/// Says whether a file of the payload has proofs.
#[must_use]
pub fn is_proofs(path: &str) -> bool {
    path.starts_with(PROOFS)
}

/// Where an event stands in a file of events: by author, place and name.
#[must_use]
pub fn place_of(event: &Event) -> (Author, u64, EventId) {
    (event.author(), event.header.seq, event.id)
}

impl Event {
    /// Gives the event without its body: proof that there is one, and nothing of what it says.
    #[must_use]
    pub fn withheld(self) -> Event {
        Event { body: None, ..self }
    }
}

impl CaseSeal {
    /// Reads the file of a case.
    ///
    /// # Errors
    /// Which rule it breaks.
    pub fn events(&self, bytes: &[u8], mode: Mode) -> Result<Vec<Event>, ScopedFault> {
        let bad = |why: String| (FindingKind::BadEvent, why);
        let mut events: Vec<Event> = Vec::new();
        for (number, line) in lines(bytes).ok_or_else(|| bad("LF".to_owned()))?.enumerate() {
            let number = number.saturating_add(1);
            let event = Event::from_line(line).map_err(|why| bad(format!("{number}: {why}")))?;
            if event.header.cs != Some(self.case) || !event.header.k.writes() {
                return Err((FindingKind::OtherCase, number.to_string()));
            }
            if !mode.allows(&event.header.ws) {
                return Err(bad(event.author().to_string()));
            }
            if events.last().is_some_and(|last| place_of(last) >= place_of(&event)) {
                return Err(bad(format!("{number}: {}", event.header.seq)));
            }
            events.push(event);
        }
        let count = events.len() as u64;
        if count != self.count {
            return Err((FindingKind::WrongSeal, format!("{count} <> {}", self.count)));
        }
        if CaseSeal::over(events.iter().map(|event| event.id)) != self.seal {
            return Err((FindingKind::WrongSeal, self.seal.short()));
        }
        Ok(events)
    }
}

impl Proofs {
    /// Writes the file.
    ///
    /// # Errors
    /// When it cannot be written as canonical JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, NotCanonical> {
        let mut bytes = self.seal.to_line();
        for (event, path) in &self.paths {
            bytes.extend(canonical::bytes_of(&Line { event: *event, path: path.clone() })?);
            bytes.push(b'\n');
        }
        Ok(bytes)
    }

    /// Reads an author's file and proves with it these events of that author, that stand in the order of their places.
    /// Who signed the seal is not looked at here.
    ///
    /// # Errors
    /// Which event is not proven, or what the file has too much.
    pub fn of(bytes: &[u8], author: &Author, events: &[&Event]) -> Result<Proofs, ScopedFault> {
        let bad = |why: String| (FindingKind::BadProof, why);
        let mut rest = lines(bytes).ok_or_else(|| bad("LF".to_owned()))?;
        let seal = Event::from_line(rest.next().unwrap_or_default()).map_err(|why| bad(why.to_string()))?;
        let sealed = Checkpoint::of(&seal).ok_or_else(|| bad(Kind::Checkpoint.word().to_owned()))?;
        if seal.author() != *author || seal.header.cs.is_some() {
            return Err(bad(seal.author().to_string()));
        }
        let mut paths = Vec::new();
        for event in events {
            let line: Line = canonical::parse_as(rest.next().unwrap_or_default())
                .map_err(|why| bad(format!("{}: {why}", event.header.seq)))?;
            let root = root_from(&event.id, (event.header.seq, sealed.seq), &line.path);
            if line.event != event.id || root != Some(sealed.root) {
                return Err(bad(event.header.seq.to_string()));
            }
            paths.push((line.event, line.path));
        }
        match rest.next() {
            None => Ok(Proofs { seal, paths }),
            Some(_) => Err(bad(format!("> {}", events.len()))),
        }
    }
}

impl Profile {
    /// Holds what a bundle brings against what its profile lets out: no body that writes another field, no document that
    /// no body names.
    ///
    /// # Errors
    /// What there is too much.
    pub fn check(&self, events: &[Event], documents: &BTreeSet<Digest>) -> Result<(), ScopedFault> {
        let beyond = |what: String| Err((FindingKind::BeyondProfile, what));
        for event in events {
            let mut writes = event.content().into_iter().flat_map(|body| body.w.keys());
            if let Some(register) = writes.find(|register| !self.shows(register.group)) {
                let (thing, word) = register.group.words();
                return beyond(format!("{} {}: {thing}/{word}", event.author(), event.header.seq));
            }
        }
        let linked = match self.documents {
            DocumentRule::None => BTreeSet::new(),
            DocumentRule::Linked => documents_in(events),
        };
        documents.difference(&linked).next().map_or(Ok(()), |digest| beyond(digest.short()))
    }
}

/// Gives the documents that events name.
pub fn documents_in<'a>(events: impl IntoIterator<Item = &'a Event>) -> BTreeSet<Digest> {
    let writes = events.into_iter().filter_map(Event::content).flat_map(|body| &body.w);
    let documents = writes.filter(|(register, _)| register.group == Group::Document);
    documents.filter_map(|(_, value)| DocumentLink::deserialize(value).ok()).map(|link| link.sha256).collect()
}

/// Gives the lines of a file that is not empty and ends with a line end.
fn lines(bytes: &[u8]) -> Option<impl Iterator<Item = &[u8]>> {
    Some(bytes.strip_suffix(b"\n")?.split(|byte| *byte == b'\n'))
}

#[cfg(test)]
#[path = "scoped_tests.rs"]
mod tests;
