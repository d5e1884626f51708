//! Receipts: a signed word of what became of a bundle, and what its receiver holds now. The only thing that moves a
//! partner's basis.

use super::import::{ImportTrial, Imported};
use super::offered::{Counts, Offered};
use crate::complaint::{Both, Complaint};
use crate::office::Office;
use crate::papers;
use noodbrug_core::bundle::{
    BundleHeader, Finding, FindingKind, Kind as BundleKind, Receipt, Segment, SegmentVerdict, Verdict,
    codes_of, folder_name, outcome_of,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::ident::Author;
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::{Item, Parcel, Payload, draft};
use noodbrug_files::keys::Enveloped;
use noodbrug_store::{Acked, BundleRecord, Direction, Merged, Partner};
use serde_json::json;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Given a number here; nobody wrote down yet that it came into its place.
pub(crate) const BEGUN: &str = "begun";
/// Made here, and not acknowledged.
pub(super) const MADE: &str = "made";
/// A receipt that was made here; nobody acknowledges one.
pub(crate) const GIVEN: &str = "given";
/// Made here, and the partner's receipt is here.
pub(crate) const ACKNOWLEDGED: &str = "acknowledged";
/// Made here, and refused by the partner.
pub(crate) const REFUSED: &str = "refused";
/// Given a number here and never put in its place.
pub(crate) const WITHDRAWN: &str = "withdrawn";
/// Taken in, and no receipt was written.
pub(super) const TAKEN_IN: &str = "taken-in";
/// Taken in, and a receipt was written.
pub(super) const RECEIPTED: &str = "receipted";

/// Gives what became of a bundle for people, from the word in its record.
#[must_use]
pub fn verdict_label(verdict: &str, lang: Lang) -> &'static str {
    match verdict {
        BEGUN => lang.pick("niet afgemaakt", "not finished"),
        MADE => lang.pick("gemaakt, nog geen ontvangstbewijs", "made, no receipt yet"),
        GIVEN => lang.pick("gemaakt", "made"),
        WITHDRAWN => lang.pick("niet gemaakt", "not made"),
        ACKNOWLEDGED => lang.pick("ontvangen door de partner", "received by the partner"),
        REFUSED => lang.pick("geweigerd door de partner", "refused by the partner"),
        TAKEN_IN => lang.pick("ingelezen", "taken in"),
        RECEIPTED => lang.pick("ingelezen, ontvangstbewijs gemaakt", "taken in, receipt made"),
        _ => lang.pick("onbekend", "unknown"),
    }
}

/// Says whether a receipt was given here for a bundle that came.
#[must_use]
pub fn has_receipt(record: &BundleRecord) -> bool {
    record.direction == Direction::In && record.verdict == RECEIPTED
}

/// A bundle that was taken in, for which a receipt is given.
pub(super) struct Given<'a> {
    pub(super) header: &'a BundleHeader,
    pub(super) record: BundleRecord,
    pub(super) brings: &'a Merged,
    pub(super) offered: &'a Offered,
    pub(super) findings: &'a [Finding],
}

impl Office {
    /// Writes the receipt of a bundle that was taken in, and records it.
    pub(super) fn give_receipt(
        &mut self,
        given: &Given<'_>,
        partner: &Partner,
        folder: &Path,
    ) -> Result<PathBuf, Complaint> {
        let state_root = self.store.seal_root()?;
        let receipt = self.receipt_of(given, state_root)?;
        let receipt = self.told_to(partner, (given.header, &given.offered.segments), receipt)?;
        let about = (given.header, given.offered.left_out(), &counts(given));
        let path = self.send_receipt(&receipt, about, partner, folder)?;
        let came = BundleRecord { verdict: RECEIPTED.to_owned(), ..given.record.clone() };
        self.store.write(|work| work.add_bundle(&came))?;
        Ok(path)
    }

    /// Writes a receipt as a signed bundle, with the sheet that says the same on paper, and records it.
    pub(super) fn send_receipt(
        &mut self,
        receipt: &Receipt,
        (of, left_out, sentence): (&BundleHeader, u64, &Both),
        partner: &Partner,
        folder: &Path,
    ) -> Result<PathBuf, Complaint> {
        self.settle_begun(folder)?;
        let mut header = self.begin_header(BundleKind::Receipt, partner)?;
        header.purpose = format!("ontvangstbewijs {}", of.folder());
        header.have.clone_from(&receipt.have);
        header.state_root = receipt.state_root;
        let overview = self.paper_of(receipt, (&header.folder(), of, left_out), sentence, partner)?;
        let paper = papers::receipt_overview(&self.letterhead(Lang::Nl)?, &overview);
        let items = vec![
            Item::bytes(Receipt::PATH, receipt.to_bytes()?),
            Item::bytes("data/overzicht.pdf", papers::render(&paper)?),
        ];
        // A receipt is small, and the bundle is in already: there is nothing left to cancel.
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let envelope = self.envelope_of(partner, false)?;
        let drafted = draft(folder, Parcel { header, items, envelope }, &self.sender(), go_on)?;
        let made = &drafted.header;
        let said = json!({
            "bundle": made.folder(), "kind": made.kind.word(), "seq": made.seq,
            "tagmanifest": drafted.tagmanifest.to_string(), "to": partner.name,
            "fingerprint": partner.fingerprint, "of": format!("{}.zip", of.folder()),
            "outcome": receipt.outcome.word(),
        });
        let out = self.out_record(&drafted, partner);
        self.append_with(vec![Draft::saying(Kind::Export, None, said)], |work| work.add_bundle(&out))?;
        let written = self.place(drafted, &out, go_on)?;
        self.note_made(&out)?;
        self.keep_guard();
        Ok(written.path)
    }

    fn receipt_of(&self, given: &Given<'_>, state_root: Digest) -> Result<Receipt, Complaint> {
        let header = given.header;
        let segments = given.offered.segments.iter().zip(&given.offered.counts);
        Ok(Receipt {
            receiver: self.meta.office.clone(),
            bundle: given.record.tagmanifest,
            workstation: header.workstation.clone(),
            epoch: header.epoch,
            seq: header.seq,
            mode: self.meta.mode,
            outcome: outcome_of(given.findings),
            findings: codes_of(given.findings),
            segments: segments.map(|(segment, counts)| verdict(segment, counts, given.brings)).collect(),
            have: super::vector_of(&self.store.vector()?),
            wants: self.wants()?,
            state_root,
            conflicts: given.brings.conflicts_new.len() as u64,
            at: self.now()?,
            clock: super::clock_reading()?,
        })
    }

    /// Reads a receipt and tells what it says; nothing is written.
    pub(super) fn try_receipt(
        &mut self,
        trial: &mut ImportTrial,
        header: &BundleHeader,
        name: &Digest,
    ) -> Result<(), Complaint> {
        let (numbers, missing) = self.judge_sequence(header, name, &BTreeSet::new())?;
        trial.judgement.findings.extend(numbers);
        trial.missing_bundles = missing;
        let mut payload = Payload::open(&trial.file, &trial.judgement, self.envelope_keys())?;
        match read_receipt(&mut payload, header)? {
            Ok(receipt) => {
                let partner = trial.partner.as_deref().unwrap_or_default();
                trial.sentence = received(&receipt, partner);
                let astray = self.judge_receipt(&receipt, partner)?;
                trial.judgement.findings.extend(astray);
            }
            Err(why) => {
                let finding = Finding::new(FindingKind::BadEvent, Receipt::PATH).with(why);
                trial.judgement.findings.push(finding);
            }
        }
        Ok(())
    }

    /// Notes what a partner's receipt says it holds, and that our bundle arrived.
    pub(super) fn take_receipt(
        &mut self,
        trial: &ImportTrial,
        header: &BundleHeader,
        (name, mut partner): (&Digest, Partner),
    ) -> Result<Imported, Complaint> {
        let mut payload = Payload::open(&trial.file, &trial.judgement, self.envelope_keys())?;
        let receipt = read_receipt(&mut payload, header)?;
        let receipt = receipt.map_err(|why| Complaint::refused(why.clone(), why))?;
        if let Some(astray) = self.judge_receipt(&receipt, &partner.name)? {
            return Err(Complaint::refused_both(Both::of(|lang| astray.message(lang))));
        }
        let sentence = received(&receipt, &partner.name);
        let known_before = self.store.bundle(Direction::In, name)?.is_some();
        let (outcome, brings) = (trial.outcome, Merged::default());
        let is_refusal = receipt.is_refusal();
        let done = Imported { sentence, outcome, brings, receipt: None, known_before, is_refusal };
        if known_before {
            return Ok(done);
        }
        // An older receipt that comes late says less than what is known.
        let came = self.store.bundles_of(&header.station())?;
        let newer = came.iter().any(|bundle| {
            let kind = bundle.kind == BundleKind::Receipt.word();
            kind && bundle.direction == Direction::In && bundle.seq > header.seq
        });
        let scoped = self.store.is_scoped(&receipt.bundle)?;
        if !newer {
            // Whoever has an event without what it says would never get that if it counted as held.
            if !scoped {
                partner.acked = self.acked_now(&partner, &receipt)?;
            }
            partner.receipt = Some(receipt.to_bytes()?);
            partner.receipt_at = Some(receipt.at);
        }
        let left = |part: &SegmentVerdict| matches!(part.verdict, Verdict::Quarantined | Verdict::Refused);
        let left_out = receipt.segments.iter().any(left);
        let record = self.in_record(header, name, &partner)?;
        let ours = self.store.bundle(Direction::Out, &receipt.bundle)?;
        let verdict = if receipt.is_refusal() { REFUSED } else { ACKNOWLEDGED };
        // What was refused once can have been taken in since, from another medium; never the reverse.
        let ours = ours.filter(|ours| ours.verdict != ACKNOWLEDGED);
        let ours = ours.map(|ours| BundleRecord { verdict: verdict.to_owned(), ..ours });
        let said = json!({
            "bundle": record.name, "tagmanifest": name.to_string(), "from": partner.name,
            "of": receipt.bundle.to_string(), "seq": receipt.seq, "at": receipt.at.to_string(),
        });
        self.append_with(vec![Draft::saying(Kind::Receipt, None, said)], |work| {
            work.put_partner(&partner)?;
            work.add_bundle(&record)?;
            if left_out {
                work.forget_sent_cases(&receipt.bundle)?;
            }
            ours.iter().try_for_each(|ours| work.add_bundle(ours))
        })?;
        self.remember(trial, header, name)?;
        Ok(done)
    }
}

impl Office {
    /// Says that a receipt is about a bundle that was made here for somebody else, or under another number. Of one that is
    /// not known here, which a colleague made or a workstation that was put back, it proves no more than what is here.
    fn judge_receipt(&self, receipt: &Receipt, partner: &str) -> Result<Option<Finding>, Complaint> {
        let made = self.store.bundle(Direction::Out, &receipt.bundle)?;
        let about = Author { ws: receipt.workstation.clone(), ep: receipt.epoch };
        let fits = made.is_none_or(|made| {
            made.partner.as_deref() == Some(partner) && (made.author, made.seq) == (about, receipt.seq)
        });
        let finding = || Finding::new(FindingKind::BadEvent, Receipt::PATH).with(receipt.bundle.to_string());
        Ok((!fits).then(finding))
    }

    /// Gives what a partner holds by its newest receipt. Where it is ahead of us, what it held before is kept beside that:
    /// only what is here too can be a basis.
    fn acked_now(&self, partner: &Partner, receipt: &Receipt) -> Result<Vec<Acked>, Complaint> {
        let claimed = super::acked_of(&receipt.have);
        let mut acked = claimed.clone();
        for new in claimed {
            if self.is_here(&new)? {
                continue;
            }
            let mut proven: Option<&Acked> = None;
            for old in partner.acked.iter().filter(|old| old.author == new.author && old.seq < new.seq) {
                if self.is_here(old)? && proven.is_none_or(|proven| proven.seq < old.seq) {
                    proven = Some(old);
                }
            }
            acked.extend(proven.cloned());
        }
        Ok(acked)
    }
}

/// Reads the receipt in a bundle; one that does not fit its bundle is none.
pub(super) fn read_receipt(
    payload: &mut Payload<Enveloped>,
    header: &BundleHeader,
) -> Result<Result<Receipt, String>, Complaint> {
    Ok(payload.receipt(header)?)
}

fn verdict(segment: &Segment, counts: &Counts, merged: &Merged) -> SegmentVerdict {
    let author = Author { ws: segment.author.clone(), ep: segment.epoch };
    let waiting = merged.authors.get(&author).map_or(0, |counts| counts.waiting);
    let (verdict, reason) = match counts {
        Counts { why: Some(why), .. } => (Verdict::Quarantined, Some(*why)),
        Counts { new: 0, .. } => (Verdict::Known, None),
        _ if waiting > 0 => (Verdict::Parked, Some(FindingKind::WaitingEvent)),
        _ => (Verdict::New, None),
    };
    SegmentVerdict {
        author: segment.author.clone(),
        epoch: segment.epoch,
        from: segment.from,
        to: segment.to,
        verdict,
        new: counts.new,
        reason: reason.map(|kind| kind.code().to_owned()),
    }
}

fn counts(given: &Given<'_>) -> Both {
    super::import::tally(given.brings, given.offered.left_out(), &[]).sentence()
}

fn received(receipt: &Receipt, partner: &str) -> Both {
    let author = Author { ws: receipt.workstation.clone(), ep: receipt.epoch };
    let bundle = folder_name(&author, receipt.seq);
    let new = receipt.segments.iter().fold(0_u64, |sum, segment| sum.saturating_add(segment.new));
    if receipt.is_refusal() {
        let (nl, en) = (receipt.outcome.name(Lang::Nl), receipt.outcome.name(Lang::En));
        let codes = receipt.findings.join(", ");
        return Both::new(
            format!("{partner} heeft {bundle} geweigerd: {nl} ({codes}). Er is daar niets ingelezen."),
            format!("{partner} refused {bundle}: {en} ({codes}). Nothing was taken in there."),
        );
    }
    let conflicts = receipt.conflicts;
    let wants = |lang: Lang| {
        let one = ("stuk gevraagd", "document asked for");
        lang.counted(receipt.wants.len() as u64, one, ("stukken gevraagd", "documents asked for"))
    };
    let (nl, en) = (wants(Lang::Nl), wants(Lang::En));
    Both::new(
        format!("{partner} heeft {bundle} ingelezen: {new} nieuw, {conflicts} strijdig, {nl}."),
        format!("{partner} took in {bundle}: {new} new, {conflicts} in conflict, {en}."),
    )
}
