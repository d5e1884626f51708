//! What a process that died left open: a bundle that had its number, of which nobody wrote down that it came into its
//! place. Until that is settled it carries nothing to anybody.

use super::receipt::{BEGUN, GIVEN, MADE};
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::{Kind as BundleKind, Limits};
use noodbrug_files::bundle::{Judgement, judge};
use noodbrug_store::{BundleRecord, Direction};
use std::ops::ControlFlow;
use std::path::Path;

impl Office {
    /// Notes that a bundle is in its place and was read back.
    pub(super) fn note_made(&mut self, record: &BundleRecord) -> Result<(), Complaint> {
        let verdict = if record.kind == BundleKind::Receipt.word() { GIVEN } else { MADE };
        let made = BundleRecord { verdict: verdict.to_owned(), ..record.clone() };
        Ok(self.store.add_bundle(&made)?)
    }

    /// Settles each bundle that was begun: one that lies sound in this folder is made. Any other is not, and the journal
    /// says so, and it carries nothing to anybody.
    pub(super) fn settle_begun(&mut self, folder: &Path) -> Result<(), Complaint> {
        let begun = |bundle: &BundleRecord| bundle.direction == Direction::Out && bundle.verdict == BEGUN;
        for bundle in self.store.bundles()?.into_iter().filter(begun) {
            if self.sound_in(folder, &bundle)?.is_some() {
                self.note_made(&bundle)?;
                continue;
            }
            self.withdraw(&bundle)?;
        }
        Ok(())
    }

    /// Reads a bundle that was made here and lies in a folder; nothing when another file has its name, or it is not sound.
    pub(super) fn sound_in(
        &self,
        folder: &Path,
        bundle: &BundleRecord,
    ) -> Result<Option<Judgement>, Complaint> {
        let path = folder.join(&bundle.name);
        if !path.is_file() {
            return Ok(None);
        }
        let limits = Limits {
            entries: u64::MAX,
            archive: u64::MAX,
            total: u64::MAX,
            file: u64::MAX,
            ..Limits::default()
        };
        let judged = judge(&path, &self.trust()?, &limits, &mut |_, _| ControlFlow::Continue(()));
        let same = judged.filter(|judged| judged.tagmanifest == Some(bundle.tagmanifest));
        Ok(same.filter(Judgement::is_sound))
    }
}
