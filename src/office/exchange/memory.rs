//! What is remembered of each sender, by its key, and what others say of this workstation itself.
//!
//! The bundles that are here tell most of it (`sequence`). This outlives them: a bundle of a number that was seen before a backup
//! was put back is still known by its name.

use super::import::ImportTrial;
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::{BundleHeader, Finding, FindingKind, HEADER, Kind as BundleKind, Scope};
use noodbrug_core::digest::Digest;
use noodbrug_core::guard::Known;
use noodbrug_core::ident::Epoch;
use noodbrug_files::bundle::Judgement;
use noodbrug_store::{Acked, Alarm, Sender};

/// How many keys this workstation can have had elsewhere without knowing. A partner that claims more is wrong or lies, and
/// must not use up the epochs that there are.
const BELIEVABLE: Epoch = 5;

impl Office {
    /// Holds a bundle against what is remembered of its sender: another bundle of that number, a station that went back, keys
    /// that went back.
    pub(super) fn judge_memory(
        &self,
        judgement: &Judgement,
        header: &BundleHeader,
        name: &Digest,
    ) -> Result<Vec<Finding>, Complaint> {
        let mut findings = Vec::new();
        let Some(sender) = self.sender_known(judgement)?.filter(|_| header.kind != BundleKind::Keyset) else {
            return Ok(findings);
        };
        let bundle = header.folder();
        let known_fork = judgement.findings.iter().any(|found| found.kind == FindingKind::Fork);
        if sender.seq == header.seq && sender.name != *name && !known_fork {
            findings.push(Finding::new(FindingKind::Fork, &bundle).with(sender.name.short()));
        }
        if let Some(own) = own_head(header) {
            let shrank = sender.seq < header.seq && own < sender.own_head;
            let grew = sender.seq > header.seq && own > sender.own_head && sender.own_head > 0;
            let detail = format!("{own} <> {}", sender.own_head);
            let back = Finding::new(FindingKind::RolledBack, &bundle).with(detail);
            findings.extend((shrank || grew).then_some(back));
        }
        if sender.seq < header.seq && header.keyset_version < sender.keyset {
            let detail = format!("{} < {}", header.keyset_version, sender.keyset);
            findings.push(Finding::new(FindingKind::OlderKeyset, HEADER).with(detail));
        }
        Ok(findings)
    }

    fn sender_known(&self, judgement: &Judgement) -> Result<Option<Sender>, Complaint> {
        let Some(key) = key_of(judgement) else { return Ok(None) };
        Ok(self.store.senders()?.into_iter().find(|sender| sender.key == key))
    }

    /// Remembers a bundle that was taken in.
    pub(super) fn remember(
        &mut self,
        trial: &ImportTrial,
        header: &BundleHeader,
        name: &Digest,
    ) -> Result<(), Complaint> {
        let Some(key) = key_of(&trial.judgement) else { return Ok(()) };
        let sender = Sender {
            key,
            author: header.station(),
            partner: trial.partner.clone(),
            seq: header.seq,
            name: *name,
            own_head: own_head(header).unwrap_or(0),
            keyset: header.keyset_version,
            certificate: certificate_of(&trial.judgement),
        };
        Ok(self.store.note_sender(&sender)?)
    }

    /// Gives what a partner holds of this workstation's own journal that is not here: this workstation was put back then,
    /// or copied. What a partner says is signed by it.
    pub(super) fn own_elsewhere(&self, header: &BundleHeader) -> Result<Option<Known>, Complaint> {
        let own = &self.station.author;
        let mut furthest: Option<Known> = None;
        for Acked { author, seq, id } in [&header.have, &header.basis].into_iter().flat_map(super::acked_of) {
            let acked = Acked { author, seq, id };
            let is_later = acked.author.ep.checked_sub(own.ep).is_some_and(|ahead| ahead <= BELIEVABLE);
            if acked.author.ws != own.ws || !is_later || self.is_here(&acked)? {
                continue;
            }
            let known = Known { ep: acked.author.ep, seq, head: Some(id) };
            let further = furthest.as_ref().is_none_or(|was| (was.ep, was.seq) < (known.ep, known.seq));
            furthest = if further { Some(known) } else { furthest };
        }
        Ok(furthest)
    }

    /// Gives what is remembered of each station that sent something, by its key.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn senders(&self) -> Result<Vec<Sender>, Complaint> {
        Ok(self.store.senders()?)
    }

    /// Notes what is alarming in a bundle, so that it is known after a restart.
    pub(super) fn note_alarms(&mut self, trial: &ImportTrial) -> Result<(), Complaint> {
        let at = self.now()?;
        let judgement = &trial.judgement;
        let about = judgement.header.as_ref().map(|header| header.station().to_string());
        for found in judgement.findings.iter().filter(|found| is_alarming(found.kind)) {
            let alarm = Alarm {
                about: about.clone().unwrap_or_else(|| found.file.clone()),
                outcome: found.kind.outcome().word().to_owned(),
                detail: format!("{} {}", found.file, found.detail).trim_end().to_owned(),
                partner: trial.partner.clone(),
                bundle: judgement.tagmanifest,
                at,
            };
            self.store.note_alarm(&alarm)?;
        }
        Ok(())
    }
}

/// The key that signed, when it is one that the reader trusts.
fn key_of(judgement: &Judgement) -> Option<String> {
    let by = judgement.trust.signed_by().filter(|_| judgement.is_trusted())?;
    Some(by.key.fingerprint().to_string())
}

/// The certificate by which a trusted key signed, as it is kept.
fn certificate_of(judgement: &Judgement) -> Option<String> {
    let by = judgement.trust.signed_by().filter(|_| judgement.is_trusted())?;
    by.certificate.as_ref().map(|certificate| certificate.to_line())
}

/// How far the sender's own journal goes by this bundle; what a bundle of some cases says of it is about these alone.
fn own_head(header: &BundleHeader) -> Option<u64> {
    let own = header.have.get(&header.station().to_string()).filter(|_| header.scope == Scope::All)?;
    Some(own.1)
}

const fn is_alarming(kind: FindingKind) -> bool {
    matches!(
        kind,
        FindingKind::Fork
            | FindingKind::ForkedEvents
            | FindingKind::RolledBack
            | FindingKind::OlderKeyset
            | FindingKind::OtherKeyset
            | FindingKind::Revoked
            | FindingKind::Compromised
            | FindingKind::LostWriter
    )
}
