//! The header of a bundle, `bundle.json`: canonical JSON with exactly these fields.

use super::kind::{Kind, Mode};
use super::scope::Scope;
use crate::canonical::{self, NotCanonical};
use crate::digest::Digest;
use crate::ident::{Author, AuthorName, Epoch};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The word that opens the header of every bundle.
pub const FORMAT: &str = "noodbrug-bundle";
/// The version of the format that this program writes, and the newest it reads.
pub const VERSION: u32 = 1;

/// What someone holds: for each author and epoch (`ws-ams-0001-e1`) the last event of an unbroken chain.
pub type Vector = BTreeMap<String, Head>;

/// The end of a chain of events: epoch, number and id, on the wire a list of three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head(
    /// The epoch.
    pub Epoch,
    /// The number of the last event.
    pub u64,
    /// The id of the last event.
    pub Digest,
);

/// How far the sender's clock can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClockTrust {
    /// Nobody compared it with another clock.
    Unchecked,
    /// A person compared it with another clock.
    Compared,
}

/// The clock that cannot be set back, when the bundle was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockReading {
    /// The run of the operating system.
    pub boot_id: String,
    /// Milliseconds in that run.
    pub mono_ms: u64,
    /// How far the civil clock can be trusted.
    pub trust: ClockTrust,
}

/// Someone the bundle is meant for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// The partner's name.
    pub name: String,
    /// The fingerprint of the partner's key, when it is known.
    pub fingerprint: Option<String>,
}

/// A run of events of one author, in one file of the payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// The author.
    pub author: AuthorName,
    /// The author's epoch.
    pub epoch: Epoch,
    /// The number of the first event.
    pub from: u64,
    /// The number of the last event.
    pub to: u64,
    /// What the first event is linked to; nothing at the start of a chain.
    pub first_prev: Option<Digest>,
    /// The id of the last event.
    pub last_id: Digest,
    /// How many events.
    pub count: u64,
    /// The path of the file in the bag.
    pub path: String,
    /// The SHA-256 of the file.
    pub sha256: Digest,
}

/// How many documents the payload holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocTotals {
    /// How many.
    pub count: u64,
    /// Bytes in all.
    pub bytes: u64,
}

/// The signed header of a bundle. An unknown or a missing field is refused: a change of the format is a new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleHeader {
    /// Always [`FORMAT`].
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The oldest version whose readers may read it.
    pub min_reader: u32,
    /// What it is for.
    pub kind: Kind,
    /// Real work or an exercise.
    pub mode: Mode,
    /// The station that made it.
    pub workstation: AuthorName,
    /// The station's epoch.
    pub epoch: Epoch,
    /// Its number in that epoch, from 1.
    pub seq: u64,
    /// The SHA-256 of the tag manifest of the bundle before it; nothing for number 1 alone.
    pub prev_bundle: Option<Digest>,
    /// When it was made, by the sender's clock.
    pub created: Moment,
    /// The sender's other clock.
    pub clock: ClockReading,
    /// For whom it is.
    pub recipients: Vec<Recipient>,
    /// Why it was made, in words.
    pub purpose: String,
    /// Which cases it is about.
    pub scope: Scope,
    /// What the sender assumes that the receiver holds.
    pub basis: Vector,
    /// What the receiver holds after reading it.
    pub have: Vector,
    /// The events in it.
    pub segments: Vec<Segment>,
    /// The documents in it; set by the writer.
    pub docs: DocTotals,
    /// How many files the payload has; set by the writer.
    pub files: u64,
    /// How many bytes the payload has; set by the writer.
    pub bytes: u64,
    /// The SHA-256 of the packed bytes of all packed files, in their order; set by the writer. It leaves no byte of
    /// the archive that can change unseen.
    pub packed: Digest,
    /// The digest of the sender's state.
    pub state_root: Digest,
    /// The version of the sender's set of keys.
    pub keyset_version: u64,
    /// The receipts that the sender has seen, by the SHA-256 of their tag manifests.
    pub acks: Vec<Digest>,
    /// The documents that the sender asks for.
    pub wants: Vec<Digest>,
}

impl BundleHeader {
    /// Begins a header: what it is and who makes it. Everything else is empty, for the caller to fill in.
    #[must_use]
    pub fn begin(kind: Kind, mode: Mode, station: &Author, created: (Moment, ClockReading)) -> BundleHeader {
        let nothing = Digest::of(b"");
        BundleHeader {
            format: FORMAT.to_owned(),
            version: VERSION,
            min_reader: VERSION,
            kind,
            mode,
            workstation: station.ws.clone(),
            epoch: station.ep,
            seq: 1,
            prev_bundle: None,
            created: created.0,
            clock: created.1,
            recipients: Vec::new(),
            purpose: String::new(),
            scope: Scope::All,
            basis: Vector::new(),
            have: Vector::new(),
            segments: Vec::new(),
            docs: DocTotals::default(),
            files: 0,
            bytes: 0,
            packed: nothing,
            state_root: nothing,
            keyset_version: 0,
            acks: Vec::new(),
            wants: Vec::new(),
        }
    }

    /// Gives how many events it says are in the bundle.
    #[must_use]
    pub fn event_count(&self) -> u64 {
        let segments = self.segments.iter().map(|segment| segment.count);
        let cases = self.scope.cases().into_iter().flat_map(|scope| &scope.seals).map(|seal| seal.count);
        segments.chain(cases).fold(0, u64::saturating_add)
    }

    /// Writes the header as canonical JSON.
    ///
    /// # Errors
    /// When a number is beyond what JSON holds.
    pub fn to_bytes(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical::bytes_of(self)
    }

    /// Reads a header, canonical and complete.
    ///
    /// # Errors
    /// When a field is missing, unknown, of another shape, or written in another way.
    pub fn from_bytes(bytes: &[u8]) -> Result<BundleHeader, NotCanonical> {
        canonical::parse_as(bytes)
    }

    /// Says whether this program is new enough to read it.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.format == FORMAT && self.min_reader <= VERSION
    }

    /// Reads from any header of ours, also of a version to come, whether a newer program is needed.
    #[must_use]
    pub fn needs_newer(bytes: &[u8]) -> bool {
        let sign: Option<Sign> =
            canonical::check(bytes).ok().and_then(|()| serde_json::from_slice(bytes).ok());
        sign.is_some_and(|sign| sign.format == FORMAT && sign.min_reader > u64::from(VERSION))
    }
}

/// What every version of the header says of itself.
#[derive(Deserialize)]
struct Sign {
    format: String,
    min_reader: u64,
}

#[cfg(test)]
mod tests {
    use super::super::partner::PartnerKind;
    use super::super::profile::ProfileName;
    use super::super::scope::{CaseScope, CaseSeal};
    use super::*;
    use crate::ident::CaseId;

    fn header() -> BundleHeader {
        let station = Author { ws: "ws-ams-0001".parse().unwrap(), ep: 1 };
        let clock = ClockReading { boot_id: "b".to_owned(), mono_ms: 5, trust: ClockTrust::Unchecked };
        let at = "2026-11-23T22:00:00+01:00".parse().unwrap();
        BundleHeader::begin(Kind::Export, Mode::Live, &station, (at, clock))
    }

    #[test]
    fn a_header_reads_back() {
        let mut header = header();
        header.basis.insert("ws-ams-0001-e1".to_owned(), Head(1, 7, Digest::of(b"event")));
        let sha256 = Digest::of(b"");
        let profile = ProfileName { kind: PartnerKind::Dji, version: 1, sha256 };
        let case = CaseId::derived("test", "1");
        let seals = vec![CaseSeal { case, count: 3, seal: sha256, unproven: 0, sha256 }];
        header.scope = Scope::Cases(Box::new(CaseScope { profile, seals, elsewhere: vec![(1, 2)] }));
        assert_eq!((header.event_count(), header.scope.holds(&case)), (3, true));
        let bytes = header.to_bytes().unwrap();
        assert_eq!(BundleHeader::from_bytes(&bytes), Ok(header));
    }

    #[test]
    fn an_unknown_and_a_missing_field_are_refused() {
        let text = String::from_utf8(header().to_bytes().unwrap()).unwrap();
        let unknown = text.replace("\"wants\":[]", "\"wants\":[],\"xtra\":1");
        assert!(BundleHeader::from_bytes(unknown.as_bytes()).is_err());
        let missing = text.replace("\"prev_bundle\":null,", "");
        assert_eq!(BundleHeader::from_bytes(missing.as_bytes()), Err(NotCanonical::Form));
    }

    #[test]
    fn a_newer_format_is_called_newer_even_when_its_fields_are_unknown() {
        let text = String::from_utf8(header().to_bytes().unwrap()).unwrap();
        let newer = text.replace("\"min_reader\":1", "\"min_reader\":2").replace("\"acks\":[],", "");
        assert!(BundleHeader::needs_newer(newer.as_bytes()));
        assert!(!BundleHeader::needs_newer(text.as_bytes()));
    }

    #[test]
    fn the_folder_names_station_epoch_and_number() {
        let header = BundleHeader { seq: 42, ..header() };
        assert_eq!(header.folder(), "nb-ws-ams-0001-e1-000042");
    }
}
