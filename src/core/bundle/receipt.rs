//! The receipt: what became of a bundle, signed by who received it.

use super::finding::FindingKind;
use super::header::{ClockReading, Vector};
use super::kind::Mode;
use super::outcome::{Outcome, is_refused, outcome_of_kinds};
use crate::canonical::{self, NotCanonical};
use crate::digest::Digest;
use crate::ident::{AuthorName, Epoch};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// What became of a run of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It was new and is taken in.
    New,
    /// It was known already.
    Known,
    /// It waits for an earlier bundle.
    Parked,
    /// It is set apart with its original bytes, for a reason.
    Quarantined,
    /// It is refused, for a reason.
    Refused,
}

/// What became of one segment of the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SegmentVerdict {
    /// The author of the events.
    pub author: AuthorName,
    /// The author's epoch.
    pub epoch: Epoch,
    /// The number of the first event.
    pub from: u64,
    /// The number of the last event.
    pub to: u64,
    /// What became of it.
    pub verdict: Verdict,
    /// How many of its events were new.
    pub new: u64,
    /// The code of the finding behind it (`NB-ZIP-03`), if there is one.
    pub reason: Option<String>,
}

/// The content of `data/receipt.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Who received the bundle, by name.
    pub receiver: String,
    /// The SHA-256 of the tag manifest of the bundle.
    pub bundle: Digest,
    /// The station that made the bundle.
    pub workstation: AuthorName,
    /// That station's epoch.
    pub epoch: Epoch,
    /// The number of the bundle.
    pub seq: u64,
    /// Real work or an exercise.
    pub mode: Mode,
    /// What became of the bundle as a whole.
    pub outcome: Outcome,
    /// The codes of what was found in it, sorted, each once.
    pub findings: Vec<String>,
    /// What became of its segments, in the order of its header.
    pub segments: Vec<SegmentVerdict>,
    /// What the receiver holds now.
    pub have: Vector,
    /// The documents that the receiver asks for.
    pub wants: Vec<Digest>,
    /// The digest of the receiver's state.
    pub state_root: Digest,
    /// How many open conflicts the bundle created.
    pub conflicts: u64,
    /// When it was taken in, by the receiver's clock.
    pub at: Moment,
    /// The receiver's other clock.
    pub clock: ClockReading,
}

impl Receipt {
    /// The path of the receipt in its bundle.
    pub const PATH: &'static str = "data/receipt.json";

    /// Writes the receipt as canonical JSON.
    ///
    /// # Errors
    /// When a number is beyond what JSON holds.
    pub fn to_bytes(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical::bytes_of(self)
    }

    /// Says whether the whole bundle was refused.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        is_refused(self.findings.iter().filter_map(|code| FindingKind::of_code(code)))
    }

    /// Says whether all of it is here: every segment is new or was known.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let whole = |part: &SegmentVerdict| matches!(part.verdict, Verdict::New | Verdict::Known);
        !self.is_refusal() && self.segments.iter().all(whole)
    }

    /// Says whether its parts say one thing: codes that exist, sorted and each once, the outcome that follows from them,
    /// and of a refused bundle no segment taken in.
    #[must_use]
    pub fn is_of_one_piece(&self) -> bool {
        let sorted = self.findings.windows(2).all(|pair| pair.first() < pair.last());
        let refused = |part: &SegmentVerdict| part.verdict == Verdict::Refused && part.new == 0;
        let all = self.segments.iter().all(refused);
        let kinds: Option<Vec<FindingKind>> =
            self.findings.iter().map(|code| FindingKind::of_code(code)).collect();
        let named = kinds.is_some_and(|kinds| outcome_of_kinds(kinds) == self.outcome);
        sorted && named && (!self.is_refusal() || all)
    }

    /// Reads a receipt, canonical and complete.
    ///
    /// # Errors
    /// When a field is missing, unknown, of another shape, or written in another way.
    pub fn from_bytes(bytes: &[u8]) -> Result<Receipt, NotCanonical> {
        canonical::parse_as(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::header::{ClockTrust, Head};
    use super::*;

    #[test]
    fn a_receipt_reads_back_and_refuses_a_field_it_does_not_know() {
        let author: AuthorName = "ws-ams-0001".parse().unwrap();
        let segment = SegmentVerdict {
            author: author.clone(),
            epoch: 1,
            from: 1,
            to: 9,
            verdict: Verdict::Parked,
            new: 0,
            reason: Some("NB-SEQ-02".to_owned()),
        };
        let receipt = Receipt {
            receiver: "rechtbank Amsterdam".to_owned(),
            bundle: Digest::of(b"tagmanifest"),
            workstation: author,
            epoch: 1,
            seq: 42,
            mode: Mode::Live,
            outcome: Outcome::Waiting,
            findings: vec!["NB-EVT-02".to_owned(), "NB-SEQ-02".to_owned()],
            segments: vec![segment],
            have: Vector::from([("ws-ams-0001-e1".to_owned(), Head(1, 9, Digest::of(b"e")))]),
            wants: Vec::new(),
            state_root: Digest::of(b"state"),
            conflicts: 3,
            at: "2026-11-24T09:00:00+01:00".parse().unwrap(),
            clock: ClockReading { boot_id: "b".to_owned(), mono_ms: 5, trust: ClockTrust::Compared },
        };
        let bytes = receipt.to_bytes().unwrap();
        assert!(receipt.is_of_one_piece() && !receipt.is_full() && !receipt.is_refusal());
        let mixed = Receipt { outcome: Outcome::Forged, ..receipt.clone() };
        assert!(!mixed.is_of_one_piece(), "its findings give another outcome");
        let unknown = Receipt { findings: vec!["NB-XXX-99".to_owned()], ..receipt.clone() };
        assert!(!unknown.is_of_one_piece(), "a code that there is not");
        let refused =
            Receipt { findings: vec!["NB-BAG-07".to_owned()], outcome: Outcome::Splice, ..receipt.clone() };
        assert!(refused.is_refusal() && !refused.is_of_one_piece(), "a part of it is said to wait");
        assert_eq!(Receipt::from_bytes(&bytes), Ok(receipt));
        let text = String::from_utf8(bytes).unwrap().replace("{\"at\"", "{\"aa\":1,\"at\"");
        assert!(Receipt::from_bytes(text.as_bytes()).is_err());
    }
}
