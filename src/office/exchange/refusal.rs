//! A receipt for a bundle that is refused: its sender learns that it did not come in, and why. Never for a stranger.

use super::import::ImportTrial;
use crate::complaint::{Both, Complaint};
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::bundle::{
    BundleHeader, FindingKind, HEADER, Kind as BundleKind, Receipt, Segment, SegmentVerdict, Severity,
    Verdict, codes_of,
};
use std::path::{Path, PathBuf};

impl ImportTrial {
    /// Says whether its sender can be given a receipt that says why it was refused: the signature is that of a partner, and
    /// the header is what was signed. A receipt is never acknowledged, so a refused one is not either. Nor is a bundle that
    /// came in good order by another way: its sender has nothing to mend.
    #[must_use]
    pub fn may_refuse(&self) -> bool {
        let header = self.judgement.header.as_ref();
        let changed = |kind: FindingKind| matches!(kind, FindingKind::WrongHash | FindingKind::BadManifest);
        let authentic = self.judgement.findings.iter().all(|found| {
            found.kind != FindingKind::BadTagList && !(found.file == HEADER && changed(found.kind))
        });
        let export = header.is_some_and(|header| header.kind == BundleKind::Export);
        let named = self.judgement.tagmanifest.is_some();
        self.partner.is_some() && !self.is_in && !self.judgement.is_sound() && export && named && authentic
    }
}

impl Office {
    /// Writes the receipt of a bundle that was refused, with the reasons; nothing of the bundle is taken in.
    ///
    /// # Errors
    /// A complaint when its sender is a stranger or its header was changed, or a fault of the disk.
    pub fn give_refusal(&mut self, trial: &ImportTrial, receipts: &Path) -> Result<PathBuf, Complaint> {
        self.permit(Deed::Exchange)?;
        self.refuse_rewound()?;
        let judged = trial.judgement.header.as_ref().zip(trial.judgement.tagmanifest);
        let (Some((header, name)), Some(partner), true) = (judged, &trial.partner, trial.may_refuse()) else {
            return Err(for_no_stranger());
        };
        let partner = self.partner(partner)?;
        let refusals = trial.judgement.findings.iter().filter(|found| found.severity() == Severity::Refusal);
        let reason = refusals.map(|found| found.code().to_owned()).next();
        let state_root = self.store.seal_root()?;
        let receipt = Receipt {
            receiver: self.meta.office.clone(),
            bundle: name,
            workstation: header.workstation.clone(),
            epoch: header.epoch,
            seq: header.seq,
            mode: self.meta.mode,
            outcome: trial.outcome,
            findings: codes_of(&trial.judgement.findings),
            segments: header.segments.iter().map(|segment| refused(segment, reason.as_ref())).collect(),
            have: super::vector_of(&self.store.vector()?),
            wants: Vec::new(),
            state_root,
            conflicts: 0,
            at: self.now()?,
            clock: super::clock_reading()?,
        };
        let receipt = self.told_to(&partner, (header, &header.segments), receipt)?;
        let left_out = header.segments.iter().fold(0_u64, |sum, segment| sum.saturating_add(segment.count));
        self.send_receipt(&receipt, (header, left_out, &refused_whole(header)), &partner, receipts)
    }
}

fn refused(segment: &Segment, reason: Option<&String>) -> SegmentVerdict {
    SegmentVerdict {
        author: segment.author.clone(),
        epoch: segment.epoch,
        from: segment.from,
        to: segment.to,
        verdict: Verdict::Refused,
        new: 0,
        reason: reason.cloned(),
    }
}

fn refused_whole(header: &BundleHeader) -> Both {
    let name = header.folder();
    Both::new(
        format!("{name} is geweigerd. Er is niets van ingelezen."),
        format!("{name} was refused. Nothing of it was taken in."),
    )
}

fn for_no_stranger() -> Complaint {
    Complaint::refused(
        "Voor deze bundel is geen ontvangstbewijs te maken: de handtekening is niet van een partner die hier bevestigd is, of het \
         hoofd van de bundel is veranderd. Bewaar het bestand en bel de afzender.",
        "There is no receipt to give for this bundle: its signature is not of a partner that is confirmed here, or its header was \
         changed. Keep the file and call the sender.",
    )
}
