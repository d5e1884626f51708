//! The numbers of bundles: taken in before, out of order, missing, or two of one number.
//!
//! A station numbers all its bundles in one row, whomever they are for. Its journal says which went to somebody else;
//! those are not missing here, and neither is a receipt that was typed from paper instead.

use super::receipt::{ACKNOWLEDGED, REFUSED};
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::{BundleHeader, ENVELOPE_SUFFIX, Finding, FindingKind, Kind as BundleKind};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Event, Kind};
use noodbrug_core::ident::Author;
use noodbrug_store::{BundleRecord, Direction, Flow};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The most missing numbers that are named one by one; a sender may claim any number for its bundle.
const MOST_MISSING: usize = 10_000;

/// Numbers that follow each other: the first and the last.
type Run = (u64, u64);

/// What is needed to tell which bundles of a station nobody here waits for.
pub(super) struct Expecting {
    /// The fingerprint of this office's root key, by which a maker's journal names it.
    fingerprint: String,
    /// Bundles of here, by their folders, of which a receipt is in: another one says nothing new.
    receipted: BTreeSet<String>,
}

impl Expecting {
    /// Gives the number of a bundle that an entry of its maker's journal says is not needed here: it was made for somebody
    /// else, or not at all, or it is a receipt that came on paper.
    pub(super) fn not_for_us(&self, event: &Event) -> Option<u64> {
        let said = (event.header.k == Kind::Export).then(|| event.content())?.map(|body| &body.val)?;
        let text = |key: &str| said.get(key).and_then(Value::as_str);
        let elsewhere = text("fingerprint").is_some_and(|to| to != self.fingerprint);
        let withdrawn = said.get("withdrawn").and_then(Value::as_bool) == Some(true);
        let is_receipt = text("kind") == Some(BundleKind::Receipt.word());
        let told = is_receipt && text("of").is_some_and(|of| self.receipted.contains(folder_of(of)));
        (elsewhere || withdrawn || told).then(|| said.get("seq")?.as_u64())?
    }
}

/// The folder of a bundle, from the name of its file.
fn folder_of(name: &str) -> &str {
    name.trim_end_matches(ENVELOPE_SUFFIX).trim_end_matches(".zip")
}

/// Bundles of a station that have not arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// From whom its bundles come.
    pub partner: Option<String>,
    /// The station that made them.
    pub author: Author,
    /// Their numbers, the first ten thousand.
    pub missing: Vec<u64>,
}

impl Office {
    /// Gathers what tells which bundles of others are not missing here.
    pub(super) fn expecting(&self) -> Result<Expecting, Complaint> {
        let made = self.store.bundles()?.into_iter();
        let receipted = made.filter(|bundle| {
            bundle.direction == Direction::Out && [ACKNOWLEDGED, REFUSED].contains(&bundle.verdict.as_str())
        });
        let receipted = receipted.map(|bundle| folder_of(&bundle.name).to_owned()).collect();
        Ok(Expecting { fingerprint: self.station.root().fingerprint().to_string(), receipted })
    }

    /// Gives the bundles that must have been made for this office and have not arrived, by station.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn gaps(&self) -> Result<Vec<Gap>, Complaint> {
        let mut stations: BTreeMap<Author, Vec<BundleRecord>> = BTreeMap::new();
        // Keysets have numbers of their own, and each replaces all before it.
        let numbered = |bundle: &BundleRecord| {
            bundle.direction == Direction::In && bundle.kind != BundleKind::Keyset.word()
        };
        for bundle in self.store.bundles()?.into_iter().filter(numbered) {
            stations.entry(bundle.author.clone()).or_default().push(bundle);
        }
        // What is remembered of a sender can reach further than the bundles that are here: after a backup was put back.
        let mut highest: BTreeMap<Author, (u64, Option<String>)> = BTreeMap::new();
        for sender in self.store.senders()?.into_iter().filter(|sender| sender.author != self.station.author)
        {
            stations.entry(sender.author.clone()).or_default();
            highest.insert(sender.author, (sender.seq, sender.partner));
        }
        let mut gaps = Vec::new();
        for (author, bundles) in stations {
            let known: BTreeSet<u64> = bundles.iter().map(|bundle| bundle.seq).collect();
            let (highest, of) = highest.remove(&author).unwrap_or_default();
            let upto = known.last().copied().unwrap_or(0).max(highest);
            let missing = self.missing(&author, (&known, upto), &[])?;
            if !missing.is_empty() {
                let partner = bundles.into_iter().find_map(|bundle| bundle.partner).or(of);
                gaps.push(Gap { partner, author, missing });
            }
        }
        Ok(gaps)
    }

    /// Holds a bundle against those that came before: findings, and the numbers that are missing before it. `not_for_us` are
    /// those of which its maker says, in the bundle, that they were not made for this office.
    pub(super) fn judge_sequence(
        &self,
        header: &BundleHeader,
        tagmanifest: &Digest,
        not_for_us: &BTreeSet<u64>,
    ) -> Result<(Vec<Finding>, Vec<u64>), Complaint> {
        let author = header.station();
        let mut came = self.store.bundles_of(&author)?;
        came.retain(|bundle| bundle.direction == Direction::In);
        let mut known: BTreeSet<u64> = came.iter().map(|bundle| bundle.seq).collect();
        let newest = known.last().copied().unwrap_or(0);
        known.insert(header.seq);
        known.retain(|seq| *seq <= header.seq);
        let mut elsewhere: Vec<Run> = not_for_us.iter().map(|seq| (*seq, *seq)).collect();
        // A bundle of some cases does not carry its maker's journal; its header says which numbers are not ours.
        elsewhere.extend(header.scope.cases().map(|scope| scope.elsewhere.as_slice()).unwrap_or_default());
        let missing = self.missing(&author, (&known, header.seq), &elsewhere)?;
        let name = header.folder();
        let mut findings = Vec::new();
        if came.iter().any(|bundle| bundle.tagmanifest == *tagmanifest) {
            findings.push(Finding::new(FindingKind::AlreadyKnown, &name));
        } else if newest > header.seq {
            findings.push(Finding::new(FindingKind::Late, &name).with(format!("{newest} > {}", header.seq)));
        }
        if let Some(other) = fork(&came, header, tagmanifest) {
            findings.push(Finding::new(FindingKind::Fork, &name).with(other));
        }
        if !missing.is_empty() {
            findings.push(Finding::new(FindingKind::Gap, &name).with(numbers(&missing)));
        }
        Ok((findings, missing))
    }

    /// Gives the numbers up to the highest one that are not known and, by the maker's own journal, did not go to
    /// somebody else; at most [`MOST_MISSING`].
    fn missing(
        &self,
        author: &Author,
        (known, upto): (&BTreeSet<u64>, u64),
        elsewhere: &[Run],
    ) -> Result<Vec<u64>, Complaint> {
        let mut runs: Vec<Run> = known.iter().map(|seq| (*seq, *seq)).collect();
        runs.extend(elsewhere);
        if between(&runs, upto).is_empty() {
            return Ok(Vec::new());
        }
        runs.extend(self.store.elsewhere(author)?);
        let expecting = self.expecting()?;
        self.store.events_of_author(author, 1, |event| {
            runs.extend(expecting.not_for_us(&event).map(|seq| (seq, seq)));
            Flow::Go
        })?;
        let missing = between(&runs, upto).into_iter().flat_map(|(first, last)| first..=last);
        Ok(missing.take(MOST_MISSING).collect())
    }
}

/// Gives the numbers from one to the highest that stand in no run, as runs.
fn between(runs: &[Run], upto: u64) -> Vec<Run> {
    let mut sorted = runs.to_vec();
    sorted.sort_unstable();
    let (mut found, mut next) = (Vec::new(), 1);
    for (first, last) in sorted.into_iter().filter(|(first, _)| *first <= upto) {
        if next < first {
            found.push((next, first.saturating_sub(1)));
        }
        next = next.max(last.saturating_add(1));
    }
    if next <= upto {
        found.push((next, upto));
    }
    found
}

/// Finds another bundle of the same number, or one before it that it is not linked to.
fn fork(came: &[BundleRecord], header: &BundleHeader, tagmanifest: &Digest) -> Option<String> {
    let same = came.iter().find(|known| known.seq == header.seq && known.tagmanifest != *tagmanifest);
    let before = came.iter().find(|known| {
        known.seq.saturating_add(1) == header.seq && Some(known.tagmanifest) != header.prev_bundle
    });
    let after = came
        .iter()
        .find(|known| known.seq == header.seq.saturating_add(1) && known.prev.as_ref() != Some(tagmanifest));
    same.or(before).or(after).map(|other| other.tagmanifest.short())
}

/// Writes numbers with runs as runs: `3, 5-9`.
pub(super) fn numbers(numbers: &[u64]) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, end)) if end.saturating_add(1) == *number => *end = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let shown = |(from, to): &(u64, u64)| if from == to { from.to_string() } else { format!("{from}-{to}") };
    runs.iter().map(shown).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_no_run_is_found_without_counting_up_to_it() {
        assert_eq!(between(&[], 0), []);
        assert_eq!(between(&[], 3), [(1, 3)]);
        assert_eq!(between(&[(4, 5), (1, 1), (2, 2), (9, 9)], 8), [(3, 3), (6, 8)]);
        assert_eq!(between(&[(1, 7), (2, 3)], 7), []);
        let far = (1 << 53) - 1;
        assert_eq!(between(&[(far, far), (2, far - 2)], far), [(1, 1), (far - 1, far - 1)]);
    }

    #[test]
    fn missing_numbers_are_written_as_runs() {
        assert_eq!(numbers(&[]), "");
        assert_eq!(numbers(&[41]), "41");
        assert_eq!(numbers(&[1, 2, 3, 7, 9, 10]), "1-3, 7, 9-10");
    }
}
