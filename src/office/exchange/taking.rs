//! Taking in what a bundle holds: its events in one transaction, segment by segment, and its documents.

use super::brings::{CaseBrings, LooseBrings};
use super::import::{ImportTrial, already_in, tally};
use super::offered::{Offer, Offered};
use super::sentence::Tally;
use crate::complaint::{Both, Complaint};
use crate::lists::label_of;
use crate::office::Office;
use crate::progress::Progress;
use noodbrug_core::bundle::{BundleHeader, Finding, FindingKind, Severity, document_digest};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::ident::CaseId;
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::rows;
use noodbrug_core::state::CaseState;
use noodbrug_files::bundle::{Payload, PayloadError};
use noodbrug_files::keys::Enveloped;
use noodbrug_store::{Brought, BundleRecord, Direction, Merged, Merging, StoreError, Work};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The most cases that a trial names; a person reads no more of them, and a bundle may hold hundreds of thousands.
const MOST_SHOWN: usize = 1_000;

impl Office {
    /// Tries what the events of a bundle would bring; nothing is written.
    pub(super) fn try_events(
        &mut self,
        trial: &mut ImportTrial,
        header: &BundleHeader,
        name: &Digest,
    ) -> Result<(), Complaint> {
        if self.store.bundle(Direction::In, name)?.is_some()
            && let Some(known) = self.nothing_new(trial, header)?
        {
            let (numbers, missing) = self.judge_sequence(header, name, &BTreeSet::new())?;
            trial.judgement.findings.extend(numbers);
            trial.missing_bundles = missing;
            trial.brings = Merged { known: known.known, ..Merged::default() };
            trial.left_out = known.refused;
            trial.sentence = already_in(&known);
            return Ok(());
        }
        let mut payload = Payload::open(&trial.file, &trial.judgement, self.envelope_keys())?;
        let later = self.later_than_lost(&trial.judgement)?;
        let mut offer = self.offer(&mut payload, header, later)?;
        let law = &self.law;
        let mut failed = None;
        let tried = self.store.try_out(|work| {
            let (merging, merged) = merge(work, &mut offer, law, &mut failed)?;
            let cases = brings(work, &merging, &merged, law)?;
            let loose = merging.loose().iter().map(|((kind, did), new)| {
                let (kind, did, new) = (*kind, did.clone(), *new);
                LooseBrings { kind, did, new }
            });
            Ok((merged, cases, loose.collect()))
        });
        let (merged, cases, loose) = unless_failed(tried, failed)?;
        let offered = offer.offered;
        let (numbers, missing) = self.judge_sequence(header, name, &offered.not_for_us)?;
        let folder = header.folder();
        let later = offered
            .later
            .as_ref()
            .map(|detail| Finding::new(FindingKind::Compromised, &folder).with(detail.clone()));
        trial.judgement.findings.extend(numbers);
        trial.left_out = offered.left_out();
        (trial.cases, trial.loose) = (cases, loose);
        trial.judgement.findings.extend(offered.findings);
        trial.judgement.findings.extend(later);
        trial.judgement.findings.extend(events_findings(&merged, &folder));
        trial.missing_bundles = missing;
        let documents = trial.judgement.files.keys().filter_map(|path| document_digest(path));
        trial.documents = documents.filter(|digest| !self.vault.has(digest)).count() as u64;
        trial.sentence = tally(&merged, trial.left_out, &trial.missing_bundles).sentence();
        trial.brings = merged;
        Ok(())
    }

    /// Counts what a bundle that came before holds, when nothing of it would be new. What was left out for want of
    /// somebody who vouches for it is new once that somebody is known.
    pub(super) fn nothing_new(
        &self,
        trial: &ImportTrial,
        header: &BundleHeader,
    ) -> Result<Option<Tally>, Complaint> {
        let mut payload = Payload::open(&trial.file, &trial.judgement, self.envelope_keys())?;
        let mut offer = self.offer(&mut payload, header, None)?;
        while offer.next(&mut |id| Ok(self.store.event(id)?.is_some()))?.is_some() {}
        let left_out = offer.offered.left_out();
        let known = offer.offered.all().saturating_sub(left_out);
        let tally = Tally { known, refused: left_out, ..Tally::default() };
        Ok(offer.offered.counts.iter().all(|counts| counts.new == 0).then_some(tally))
    }

    /// Takes the events in; the bundle's record and the journal's word for it become durable with them, or nothing does.
    pub(super) fn take_events(
        &mut self,
        payload: &mut Payload<Enveloped>,
        header: &BundleHeader,
        record: &BundleRecord,
    ) -> Result<(Merged, Offered), Complaint> {
        let mut offer = self.offer(payload, header, None)?;
        let mut chain = self.store.chain(&self.station.author)?;
        let stamp = self.stamp()?;
        let law = &self.law;
        let mut failed = None;
        let taken = self.store.write(|work| {
            let (_, merged) = merge(work, &mut offer, law, &mut failed)?;
            if let Some(refusal) = refusal(&offer.offered) {
                failed = Some(refusal);
                return Err(StoreError::Cancelled);
            }
            if let Some(scope) = header.scope.cases() {
                work.add_elsewhere(&header.station(), &scope.elsewhere)?;
            }
            for documents in offer.offered.supplied.parts() {
                let said = json!({
                    "bundle": record.name, "tagmanifest": record.tagmanifest.to_string(), "from": record.partner,
                    "new": merged.new, "known": merged.known, "waiting": merged.waiting,
                    "conflicts": merged.conflicts_new.len(), "documents": documents,
                });
                let event = chain.append(Draft::saying(Kind::Import, None, said), &stamp);
                work.append(&[event.map_err(StoreError::Event)?], law)?;
            }
            work.add_bundle(record)?;
            Ok(merged)
        });
        Ok((unless_failed(taken, failed)?, offer.offered))
    }

    /// Puts the documents that are not here, or not sound, into the vault.
    pub(super) fn take_documents(
        &self,
        payload: &mut Payload<Enveloped>,
        progress: Progress<'_>,
    ) -> Result<(), Complaint> {
        let documents: Vec<(String, Digest)> = payload
            .files()
            .filter_map(|(path, _)| Some((path.to_owned(), document_digest(path)?)))
            .filter(|(_, digest)| self.vault.verify(digest).is_err())
            .collect();
        let total = documents.len() as u64;
        for (done, (path, digest)) in documents.iter().enumerate() {
            if progress(done as u64, total).is_break() {
                return Err(super::cancelled());
            }
            let stored = self.vault.put(&mut payload.stream(path)?)?;
            if stored.digest != *digest {
                return Err(PayloadError::Changed(path.clone()).into());
            }
        }
        Ok(())
    }
}

/// Merges the events of a bundle, segment by segment. What is no fault of the store is put into `failed`.
fn merge(
    work: &mut Work<'_>,
    offer: &mut Offer<'_>,
    law: &LawBook,
    failed: &mut Option<Complaint>,
) -> Result<(Merging, Merged), StoreError> {
    let mut merging = work.begin_merge()?;
    loop {
        match offer.next(&mut |id| work.knows(id)) {
            Ok(Some(events)) => merging.take(work, events)?,
            Ok(None) => {
                let merged = merging.finish(work, law)?;
                return Ok((merging, merged));
            }
            Err(why) => {
                *failed = Some(why);
                return Err(StoreError::Cancelled);
            }
        }
    }
}

/// Gives what came of the work, or why it was broken off.
fn unless_failed<T>(done: Result<T, StoreError>, failed: Option<Complaint>) -> Result<T, Complaint> {
    match failed {
        Some(why) => Err(why),
        None => Ok(done?),
    }
}

fn refusal(offered: &Offered) -> Option<Complaint> {
    let worst = offered.findings.iter().find(|found| found.severity() == Severity::Refusal)?;
    Some(Complaint::refused_both(Both::of(|lang| worst.message(lang))))
}

/// Tells what is brought to the cases that are shown: first those in which something contradicts, then those in which
/// something waits, then the others.
fn brings(
    work: &Work<'_>,
    merging: &Merging,
    merged: &Merged,
    law: &LawBook,
) -> Result<Vec<CaseBrings>, StoreError> {
    let mut torn: BTreeMap<CaseId, u64> = BTreeMap::new();
    for (case, _) in &merged.conflicts_new {
        *torn.entry(*case).or_default() += 1;
    }
    let conflicts = |brought: &Brought| torn.get(&brought.case).copied().unwrap_or(0);
    let first = merging.brought().filter(|brought| conflicts(brought) > 0);
    let then = merging.brought().filter(|brought| conflicts(brought) == 0 && brought.waiting > 0);
    let others = merging.brought().filter(|brought| conflicts(brought) == 0 && brought.waiting == 0);
    let mut cases = Vec::new();
    for brought in first.chain(then).chain(others).take(MOST_SHOWN) {
        let row = match work.case_row(&brought.case)? {
            Some(row) => row,
            // All that is said of it waits for something that is not here.
            None => rows::derive(brought.case, &CaseState::default(), law).case,
        };
        let (new, waiting, conflicts) = (brought.new, brought.waiting, conflicts(brought));
        let (kinds, acts) = (brought.kinds().collect(), brought.acts().collect());
        cases.push(CaseBrings { case: label_of(&row), new, waiting, conflicts, kinds, acts });
    }
    let rank = |brings: &CaseBrings| (brings.conflicts == 0, brings.waiting == 0);
    cases.sort_by(|one, other| {
        rank(one).cmp(&rank(other)).then_with(|| one.case.number.cmp(&other.case.number))
    });
    Ok(cases)
}

fn events_findings(merged: &Merged, bundle: &str) -> Vec<Finding> {
    let waiting = (merged.waiting > 0)
        .then(|| Finding::new(FindingKind::WaitingEvent, bundle).with(format!("{} ×", merged.waiting)));
    let forks =
        merged.forks.iter().map(|author| Finding::new(FindingKind::ForkedEvents, bundle).with(author));
    waiting.into_iter().chain(forks).collect()
}
