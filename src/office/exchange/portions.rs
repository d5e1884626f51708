//! Several bundles where one would be larger than the medium can hold: first the events with the documents that fit,
//! then the other documents. Each is a bundle of its own, with its own number.

use super::selection::Selection;
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// What a bundle takes besides its content: its lists, signature and overview.
pub(super) const FRAME: u64 = 512 << 10;
/// What one document takes besides its bytes: its entry and its lines in the lists.
const OF_DOCUMENT: u64 = 2 << 10;
/// What one case takes in the tables.
pub(super) const OF_CASE: u64 = 4 << 10;

impl Selection {
    /// Reckons the bytes of its bundle, rather too many than too few.
    pub(super) fn reckoned(&self) -> u64 {
        let documents = self.documents.values().map(|len| of_document(*len));
        documents.fold(self.without_documents(), u64::saturating_add)
    }

    fn without_documents(&self) -> u64 {
        let cases = OF_CASE.saturating_mul(self.cases.len() as u64);
        self.event_bytes().saturating_add(cases).saturating_add(FRAME)
    }
}

/// Bytes of one document in a bundle; packing and an envelope make it a little longer at worst.
pub(super) fn of_document(len: u64) -> u64 {
    len.saturating_add(len / 1000).saturating_add(OF_DOCUMENT + OF_CASE)
}

/// Divides documents over bundles of at most so many bytes, in the order of their digests; the first bundle holds so many
/// bytes already. Nothing when one of them does not fit at all.
fn divide(documents: BTreeMap<Digest, u64>, first: u64, largest: u64) -> Option<Vec<BTreeMap<Digest, u64>>> {
    let mut bundles = vec![BTreeMap::new()];
    let mut used = first;
    if used > largest {
        return None;
    }
    for (digest, len) in documents {
        let bytes = of_document(len);
        if used.saturating_add(bytes) > largest {
            used = FRAME;
            bundles.push(BTreeMap::new());
        }
        used = used.saturating_add(bytes);
        if used > largest {
            return None;
        }
        bundles.last_mut()?.insert(digest, len);
    }
    Some(bundles)
}

impl Office {
    /// Divides what goes to a partner over bundles that the medium can hold, so many bytes each at most.
    ///
    /// # Errors
    /// A fault of the disk, or a complaint when the events or one document alone are too large.
    pub(super) fn portions(
        &self,
        mut selection: Selection,
        largest: Option<u64>,
    ) -> Result<Vec<Selection>, Complaint> {
        let Some(largest) = largest.filter(|largest| selection.reckoned() > *largest) else {
            return Ok(vec![selection]);
        };
        let documents = std::mem::take(&mut selection.documents);
        let first = selection.without_documents();
        let mut divided = divide(documents, first, largest).ok_or_else(|| too_large(largest))?.into_iter();
        selection.documents = divided.next().unwrap_or_default();
        let basis = selection.basis.clone();
        let mut portions = vec![selection];
        for documents in divided {
            let mut cases = BTreeSet::new();
            for digest in documents.keys() {
                let named = self.store.cases_with_document(digest)?;
                cases.extend(named.into_iter().map(|found| found.label.case));
            }
            portions.push(Selection { basis: basis.clone(), documents, cases, ..Selection::default() });
        }
        Ok(portions)
    }
}

/// Says that even divided it does not fit.
pub(super) fn too_large(largest: u64) -> Complaint {
    let most = largest >> 20;
    Complaint::refused(
        format!(
            "Deze stick kan geen bestand van meer dan {most} MB aan, en één stuk of het journaal is groter. Kies een stick \
             met exFAT of NTFS."
        ),
        format!(
            "This stick cannot hold a file of more than {most} MB, and one document or the journal is larger. Choose a \
             stick with exFAT or NTFS."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(lens: &[u64]) -> BTreeMap<Digest, u64> {
        lens.iter().enumerate().map(|(at, len)| (Digest::of(&at.to_le_bytes()), *len)).collect()
    }

    #[test]
    fn each_document_is_in_one_bundle_and_no_bundle_is_over_the_limit() {
        let all = documents(&[900 << 10; 7]);
        let divided = divide(all.clone(), 1 << 20, 3 << 20).unwrap();
        assert_eq!(divided.iter().map(BTreeMap::len).collect::<Vec<_>>(), [2, 2, 2, 1]);
        assert_eq!(divided.into_iter().flatten().collect::<BTreeMap<_, _>>(), all);
    }

    #[test]
    fn what_does_not_fit_alone_is_said_so() {
        assert!(divide(documents(&[3 << 20]), 0, 3 << 20).is_none());
        assert!(divide(documents(&[]), 5, 4).is_none());
    }
}
