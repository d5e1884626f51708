//! Several bundles of some cases where one would be larger than the medium can hold: case after case. A case with more
//! documents than fit stands in several of them, each time with all its entries; each document is in one.

use super::super::ExportAsk;
use super::super::portions::{FRAME, OF_CASE, of_document};
use super::need::{CaseNeed, Need, Own};
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::Profile;
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::CaseId;
use noodbrug_store::Partner;
use std::collections::{BTreeMap, BTreeSet};

/// What one bundle takes along.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The cases, by their place among those that go, and whether all documents of the case went by then.
    cases: Vec<(usize, bool)>,
    /// The documents, with their length.
    pub(super) documents: BTreeMap<Digest, u64>,
    /// Its bytes, reckoned rather too many than too few.
    pub(super) bytes: u64,
}

impl Part {
    const fn new() -> Part {
        Part { cases: Vec::new(), documents: BTreeMap::new(), bytes: FRAME }
    }

    /// Gives what goes of its cases.
    pub(super) fn cases<'n>(&self, need: &'n [CaseNeed]) -> Vec<&'n CaseNeed> {
        self.cases.iter().filter_map(|(at, _)| need.get(*at)).collect()
    }

    /// Gives what stands for what left of each case: only the last bundle that a case is in stands for all of it.
    pub(super) fn sent(&self, need: &[CaseNeed]) -> BTreeMap<CaseId, Digest> {
        let of = |(at, whole): &(usize, bool)| {
            let CaseNeed { case, sent, .. } = need.get(*at)?;
            let part = || Digest::of(format!("part of {sent}").as_bytes());
            Some((*case, if *whole { *sent } else { part() }))
        };
        self.cases.iter().filter_map(of).collect()
    }
}

/// What a case takes in a bundle.
struct Weight {
    entries: u64,
    documents: BTreeMap<Digest, u64>,
}

/// Cases that are being divided over bundles of at most so many bytes.
struct Dividing {
    largest: u64,
    full: Vec<Part>,
    open: Part,
    placed: BTreeSet<Digest>,
}

impl Dividing {
    /// Adds a case; nothing when its entries or one of its documents fit in no bundle.
    fn add(&mut self, at: usize, case: Weight) -> Option<()> {
        let mut documents = case.documents;
        documents.retain(|digest, _| !self.placed.contains(digest));
        let all = documents.values().fold(case.entries, |sum, len| sum.saturating_add(of_document(*len)));
        if !self.open.cases.is_empty() && !self.fits(all) {
            self.close();
        }
        self.begin(at, case.entries)?;
        for (digest, len) in documents {
            if !self.fits(of_document(len)) {
                self.open.cases.last_mut()?.1 = false;
                self.close();
                self.begin(at, case.entries)?;
            }
            self.grow(of_document(len))?;
            self.open.documents.insert(digest, len);
            self.placed.insert(digest);
        }
        Some(())
    }

    fn begin(&mut self, at: usize, entries: u64) -> Option<()> {
        self.open.cases.push((at, true));
        self.grow(entries)
    }

    fn grow(&mut self, bytes: u64) -> Option<()> {
        let fits = self.fits(bytes);
        self.open.bytes = self.open.bytes.saturating_add(bytes);
        fits.then_some(())
    }

    const fn fits(&self, bytes: u64) -> bool {
        self.open.bytes.saturating_add(bytes) <= self.largest
    }

    fn close(&mut self) {
        self.full.push(std::mem::replace(&mut self.open, Part::new()));
    }
}

fn divide(cases: impl IntoIterator<Item = Weight>, largest: u64) -> Option<Vec<Part>> {
    let mut dividing = Dividing { largest, full: Vec::new(), open: Part::new(), placed: BTreeSet::new() };
    for (at, case) in cases.into_iter().enumerate() {
        dividing.add(at, case)?;
    }
    dividing.close();
    Some(dividing.full)
}

impl Need {
    /// Divides what goes over bundles that the medium can hold; nothing when even so it does not fit.
    pub(super) fn parts(&self, largest: Option<u64>) -> Option<Vec<Part>> {
        let weight = |case: &CaseNeed| Weight {
            entries: case.event_bytes().saturating_add(OF_CASE),
            documents: case
                .documents
                .iter()
                .filter_map(|digest| Some((*digest, *self.documents.get(digest)?)))
                .collect(),
        };
        divide(self.cases.iter().map(weight), largest.unwrap_or(u64::MAX))
    }
}

impl Office {
    /// Finds out what a partner needs to know; of what takes several bundles, without the cases that an earlier try left in
    /// the folder.
    pub(super) fn need_left(
        &self,
        (partner, profile): (&Partner, Profile),
        ask: &ExportAsk,
        (own, largest): (Own, Option<u64>),
    ) -> Result<Need, Complaint> {
        let mut need = self.need((partner, profile), ask, own)?;
        let one = need.parts(largest).is_some_and(|parts| parts.len() == 1);
        if one {
            return Ok(need);
        }
        let mut there = BTreeMap::new();
        for (bundle, _) in self.bundles_there(ask, partner)?.into_iter().rev() {
            there.extend(self.store.sent_cases_in(&bundle.tagmanifest)?);
        }
        let is_there = |case: &CaseNeed| there.get(&case.case) == Some(&case.sent);
        if !need.cases.iter().all(is_there) {
            need.cases.retain(|case| !is_there(case));
            let named: BTreeSet<Digest> =
                need.cases.iter().flat_map(|case| &case.documents).copied().collect();
            need.documents.retain(|digest, _| named.contains(digest));
        }
        Ok(need)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(entries: u64, documents: &[(u8, u64)]) -> Weight {
        let documents = documents.iter().map(|(of, len)| (Digest::of(&[*of]), *len)).collect();
        Weight { entries, documents }
    }

    #[test]
    fn cases_stay_whole_where_they_fit_and_each_document_is_in_one_bundle() {
        let large = 900 << 10;
        let cases = || {
            [
                case(9, &[(1, large)]),
                case(9, &[(2, large), (3, large), (4, large), (5, large)]),
                case(9, &[(1, large)]),
            ]
        };
        let parts = divide(cases(), 3 << 20).unwrap();
        let shape: Vec<_> = parts.iter().map(|part| (part.cases.clone(), part.documents.len())).collect();
        assert_eq!(shape, [(vec![(0, true)], 1), (vec![(1, false)], 2), (vec![(1, true), (2, true)], 2)]);
        assert!(parts.iter().all(|part| part.bytes <= 3 << 20));
        assert_eq!(divide(cases(), u64::MAX).unwrap().len(), 1);
    }

    #[test]
    fn entries_or_a_document_that_fit_in_no_bundle_are_not_divided() {
        assert!(divide([case(3 << 20, &[])], 3 << 20).is_none());
        assert!(divide([case(9, &[(1, 3 << 20)])], 3 << 20).is_none());
    }
}
