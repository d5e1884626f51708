//! Exchange with partners: bundles out, bundles in, receipts back.
//!
//! What a partner holds is known from its last signed receipt and from nothing else; a bundle carries all that lies
//! above that, and overlap does no harm. Nothing in a bundle ever adds to whom this office trusts.

mod brings;
mod export;
mod import;
mod keyset;
mod making;
mod memory;
mod offered;
mod paper;
mod portions;
mod preflight;
mod quarantine;
mod receipt;
mod refusal;
mod scoped;
mod segment;
mod selection;
mod sentence;
mod sequence;
mod settle;
mod states;
mod stick;
mod supplied;
mod tables;
mod taking;
mod told;
mod unconfirmed;
mod verify;
mod vouch;
mod whose;

pub use brings::{CaseBrings, LooseBrings};
pub use export::{ExportAsk, ExportPlan, Exported};
pub use import::{ImportTrial, Imported};
pub use keyset::KeysetTrial;
pub use making::{ExportNews, ExportStopped, Told};
pub use paper::PaperTaken;
pub use preflight::Preflight;
pub use quarantine::Quarantined;
pub(crate) use receipt::GIVEN;
pub(crate) use receipt::{ACKNOWLEDGED, BEGUN, REFUSED, WITHDRAWN};
pub use receipt::{has_receipt, verdict_label};
pub use scoped::{CaseLeaves, ScopePlan, profiles};
pub use sequence::Gap;
pub use states::ExportState;
pub use stick::{Stick, one_stick, sticks};
pub(crate) use tables::line as csv_line;
pub use unconfirmed::Unconfirmed;
pub use verify::{VerifyAsk, verify};
pub(crate) use vouch::seal_of;

use crate::complaint::{Both, Complaint};
use crate::office::Office;
use crate::progress::Progress;
use noodbrug_core::bundle::{BundleHeader, ClockReading, ClockTrust, Head, Kind, Recipient, Vector};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, EventId, Kind as EventKind};
use noodbrug_core::ident::Author;
use noodbrug_files::bundle::{Drafted, Envelope, Sender, SignsAs, Written};
use noodbrug_files::keys::{EnvelopeAddress, EnvelopeError};
use noodbrug_files::machine;
use noodbrug_store::{Acked, BundleRecord, Direction, Partner};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The most documents that one receipt asks for.
const MOST_WANTS: usize = 10_000;

impl Office {
    /// Gives the bundles that came and went, newest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn bundles(&self) -> Result<Vec<BundleRecord>, Complaint> {
        Ok(self.store.bundles()?)
    }

    /// Gives the bundles that were made here and of which no receipt has come, newest first. A receipt needs none.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn unreceipted(&self) -> Result<Vec<BundleRecord>, Complaint> {
        let mut made = self.store.bundles()?;
        made.retain(|bundle| bundle.direction == Direction::Out && bundle.verdict == receipt::MADE);
        Ok(made)
    }

    /// Begins the header of this station's next bundle to a partner.
    fn begin_header(&self, kind: Kind, partner: &Partner) -> Result<BundleHeader, Complaint> {
        let (seq, prev_bundle) = self.next_link()?;
        let created = (self.now()?, clock_reading()?);
        let mut header = BundleHeader::begin(kind, self.meta.mode, &self.station.author, created);
        (header.seq, header.prev_bundle) = (seq, prev_bundle);
        header.keyset_version = self.station.keyset_version();
        let fingerprint = Some(partner.fingerprint.clone());
        header.recipients = vec![Recipient { name: partner.name.clone(), fingerprint }];
        Ok(header)
    }

    /// Gives the number of this station's next bundle and the name of the one before it.
    fn next_link(&self) -> Result<(u64, Option<Digest>), Complaint> {
        let made = self.store.bundles_of(&self.station.author)?;
        let last = made.into_iter().rfind(|bundle| bundle.direction == Direction::Out);
        Ok(last.map_or((1, None), |last| (last.seq.saturating_add(1), Some(last.tagmanifest))))
    }

    /// Gives for whom a bundle to a partner is closed; nothing when it goes open, or the partner has no envelope key.
    fn envelope_of(&self, partner: &Partner, open: bool) -> Result<Option<Envelope>, Complaint> {
        let Some(text) = partner.envelope.as_ref().filter(|_| !open) else { return Ok(None) };
        let reader: EnvelopeAddress = text
            .parse()
            .map_err(|why: EnvelopeError| Complaint::refused_both(Both::of(|lang| why.message(lang))))?;
        Ok(Some(Envelope { readers: BTreeSet::from([reader]), own: self.station.envelope.clone() }))
    }

    fn sender(&self) -> Sender<'_> {
        let station = &self.station;
        let signs_as = SignsAs::Station(&station.certificate);
        Sender { key: &station.key, signs_as, office: &self.meta.office, revoked: &station.revoked }
    }

    /// Puts a bundle in its place that is recorded already. Where that fails, its number is not given out again: the
    /// journal says that no such bundle was made, so that its receiver does not wait for it.
    pub(crate) fn place(
        &mut self,
        drafted: Drafted,
        record: &BundleRecord,
        progress: Progress<'_>,
    ) -> Result<Written, Complaint> {
        drafted.place(progress).or_else(|why| {
            self.withdraw(record)?;
            Err(why.into())
        })
    }

    /// Does the same, and tells each step before it is taken.
    fn place_telling(
        &mut self,
        drafted: Drafted,
        record: &BundleRecord,
        teller: &mut making::Teller<'_>,
        progress: Progress<'_>,
    ) -> Result<Written, making::Stop> {
        let told = &mut |step| teller.tell(ExportState::of_step(step));
        let placed = drafted.place_telling(told, progress);
        let written = placed.or_else(|why| -> Result<Written, making::Stop> {
            self.withdraw(record)?;
            Err(why.into())
        })?;
        self.note_made(record)?;
        Ok(written)
    }

    /// Says in the journal that a bundle of which the number was given out was not made.
    fn withdraw(&mut self, record: &BundleRecord) -> Result<(), Complaint> {
        let said = json!({"bundle": record.name, "seq": record.seq, "withdrawn": true});
        let record = BundleRecord { verdict: receipt::WITHDRAWN.to_owned(), ..record.clone() };
        self.append_with(vec![Draft::saying(EventKind::Export, None, said)], |work| {
            work.add_bundle(&record)
        })?;
        Ok(())
    }

    /// Gives documents that cases name and that are not in the vault: what this office asks for.
    fn wants(&self) -> Result<Vec<Digest>, Complaint> {
        let documents = self.store.all_documents()?.into_iter().map(|(digest, _)| digest);
        Ok(documents.filter(|digest| !self.vault.has(digest)).take(MOST_WANTS).collect())
    }
}

pub(crate) fn clock_reading() -> Result<ClockReading, Complaint> {
    let (boot_id, mono_ms) = (machine::boot_id()?, machine::monotonic_ms());
    Ok(ClockReading { boot_id, mono_ms, trust: ClockTrust::Unchecked })
}

/// Writes what somebody holds as it stands in a header.
fn vector_of(heads: &BTreeMap<Author, (u64, EventId)>) -> Vector {
    heads.iter().map(|(author, (seq, id))| (author.to_string(), Head(author.ep, *seq, *id))).collect()
}

/// Reads what somebody holds; a line whose name and epoch do not fit each other says nothing.
fn acked_of(vector: &Vector) -> Vec<Acked> {
    let line = |(name, Head(ep, seq, id)): (&String, &Head)| {
        let ws = name.strip_suffix(&format!("-e{ep}"))?.parse().ok()?;
        Some(Acked { author: Author { ws, ep: *ep }, seq: *seq, id: *id })
    };
    vector.iter().filter_map(line).collect()
}

fn cancelled() -> Complaint {
    Complaint::refused("Afgebroken. Er is niets veranderd.", "Cancelled. Nothing was changed.")
}

#[cfg(test)]
mod kit_tests;
#[cfg(test)]
#[path = "tests.rs"]
pub(crate) mod tests;
