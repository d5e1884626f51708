//! The making of bundles as a walk through named states, each told before it begins; whoever watches hears of success
//! only after our own reader has read each bundle back from the medium.

use super::export::{ExportAsk, Exported};
use super::selection::Selection;
use super::states::ExportState;
use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::progress::Progress;
use noodbrug_core::bundle::{Kind as BundleKind, document_digest};
use noodbrug_core::digest::Digest;
use noodbrug_files::bundle::{Judgement, WriteError};
use noodbrug_files::place;
use noodbrug_store::{BundleRecord, Direction, Partner};
use std::collections::BTreeSet;

/// What is told of the making of bundles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportNews {
    /// Where it stands, or how it stopped.
    pub state: ExportState,
    /// Which bundle it is about, from 1; 0 before the first.
    pub bundle: u64,
    /// How many there are in all; 0 while that is not known.
    pub bundles: u64,
    /// Its file, once it has a name.
    pub file_name: String,
    /// How many rests of earlier tries were cleaned away.
    pub cleaned: u64,
}

/// Is told each state.
pub type Told<'a> = &'a mut dyn FnMut(&ExportNews);

/// The making stopped; what was made before that stays.
#[derive(Debug)]
pub struct ExportStopped {
    /// How.
    pub state: ExportState,
    /// What happened, why, and what to do next.
    pub complaint: Complaint,
    /// The bundles that are in their place, read back and recorded. The next try in this folder makes the rest.
    pub done: Vec<Exported>,
}

impl From<ExportStopped> for Complaint {
    fn from(stopped: ExportStopped) -> Complaint {
        stopped.complaint
    }
}

/// Why one step was the last.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) state: ExportState,
    pub(super) complaint: Complaint,
}

impl Stop {
    /// Even divided it does not fit into files that the medium can hold.
    pub(super) const fn too_large(complaint: Complaint) -> Stop {
        Stop { state: ExportState::TooLarge, complaint }
    }
}

impl From<Complaint> for Stop {
    fn from(complaint: Complaint) -> Stop {
        Stop { state: ExportState::NotMade, complaint }
    }
}

impl From<WriteError> for Stop {
    fn from(why: WriteError) -> Stop {
        Stop { state: ExportState::of_write(&why), complaint: why.into() }
    }
}

/// Tells the states of bundle after bundle.
pub(super) struct Teller<'a> {
    told: Told<'a>,
    news: ExportNews,
}

impl<'a> Teller<'a> {
    fn new(told: Told<'a>) -> Teller<'a> {
        let state = ExportState::Preflight;
        let news = ExportNews { state, bundle: 0, bundles: 0, file_name: String::new(), cleaned: 0 };
        Teller { told, news }
    }

    pub(super) fn tell(&mut self, state: ExportState) {
        self.news.state = state;
        (self.told)(&self.news);
    }

    /// Notes how many bundles there are in all.
    pub(super) const fn of(&mut self, bundles: usize) {
        self.news.bundles = bundles as u64;
    }

    /// Goes to the next bundle, of this name.
    pub(super) fn next(&mut self, file_name: String) {
        self.news.bundle = self.news.bundle.saturating_add(1);
        self.news.file_name = file_name;
        self.tell(ExportState::Writing);
    }
}

impl Office {
    /// Makes what a partner lacks into one bundle, or several when the medium holds no file over `largest` bytes, and tells
    /// each state. The last state told is [`ExportState::Done`], or the one that it stopped in.
    ///
    /// # Errors
    /// What stands in the way or failed, with the bundles that were made before that. No bundle that failed keeps a name.
    pub fn export_telling(
        &mut self,
        ask: &ExportAsk,
        largest: Option<u64>,
        told: Told<'_>,
        progress: Progress<'_>,
    ) -> Result<Vec<Exported>, ExportStopped> {
        let mut teller = Teller::new(told);
        let mut done = Vec::new();
        let outcome = self.export_each(ask, (largest, &mut done), &mut teller, progress);
        let (state, complaint) = match outcome {
            Ok(()) => {
                teller.tell(ExportState::Done);
                return Ok(done);
            }
            Err(Stop { state, complaint }) => (state, complaint),
        };
        teller.tell(state);
        Err(ExportStopped { state, complaint, done })
    }

    fn export_each(
        &mut self,
        ask: &ExportAsk,
        (largest, done): (Option<u64>, &mut Vec<Exported>),
        teller: &mut Teller<'_>,
        progress: Progress<'_>,
    ) -> Result<(), Stop> {
        self.permit(Deed::Exchange)?;
        teller.tell(ExportState::Preflight);
        // What cannot be cleaned does no harm: it has no bundle's name.
        let cleaned = place::clean_stale(&ask.folder).unwrap_or_default();
        if !cleaned.is_empty() {
            teller.news.cleaned = cleaned.len() as u64;
            teller.tell(ExportState::DraftsCleaned);
        }
        let plan = self.plan_export_within(ask, largest)?;
        if let Some(found) = plan.preflight.iter().find(|found| found.stops) {
            let state = ExportState::of_preflight(found.code);
            return Err(Stop { state, complaint: Complaint::refused_both(found.sentence.clone()) });
        }
        self.settle_begun(&ask.folder)?;
        if plan.scope.is_some() {
            return self.export_scoped(ask, plan, (largest, done), teller, progress);
        }
        self.seal_journal()?;
        let portions = self.portions_left(ask, &plan.partner, largest)?;
        let whole = self.whole(&plan.partner, &portions)?;
        teller.of(portions.len());
        for portion in &portions {
            done.push(self.export_one(ask, &plan.partner, (&whole, portion), teller, &mut *progress)?);
        }
        Ok(())
    }

    /// Divides what goes; when that takes several bundles, what an earlier try left in the folder need not go again.
    fn portions_left(
        &self,
        ask: &ExportAsk,
        partner: &Partner,
        largest: Option<u64>,
    ) -> Result<Vec<Selection>, Stop> {
        let selection = self.left_to_go(ask, partner, largest)?;
        self.portions(selection, largest).map_err(Stop::too_large)
    }

    /// Selects what goes to a partner; of what takes several bundles, without the documents that an earlier try left in the
    /// folder.
    pub(super) fn left_to_go(
        &self,
        ask: &ExportAsk,
        partner: &Partner,
        largest: Option<u64>,
    ) -> Result<Selection, Complaint> {
        let mut selection = self.select(partner, super::export::documents(ask))?;
        if largest.is_some_and(|largest| selection.reckoned() > largest) {
            let there = self.documents_there(ask, partner)?;
            selection.documents.retain(|digest, _| !there.contains(digest));
        }
        Ok(selection)
    }

    /// Gives the documents in bundles for this partner that lie in the folder.
    fn documents_there(&self, ask: &ExportAsk, partner: &Partner) -> Result<BTreeSet<Digest>, Complaint> {
        let there = self.bundles_there(ask, partner)?;
        let paths = there.iter().flat_map(|(_, judged)| judged.files.keys());
        Ok(paths.filter_map(|path| document_digest(path)).collect())
    }

    /// Gives the bundles for this partner that lie in the folder, sound, and without a receipt yet, newest first.
    pub(super) fn bundles_there(
        &self,
        ask: &ExportAsk,
        partner: &Partner,
    ) -> Result<Vec<(BundleRecord, Judgement)>, Complaint> {
        let mut there = Vec::new();
        for bundle in self.unreceipted()? {
            let ours = bundle.kind == BundleKind::Export.word()
                && bundle.direction == Direction::Out
                && bundle.partner.as_deref() == Some(&partner.name);
            let sound = if ours { self.sound_in(&ask.folder, &bundle)? } else { None };
            there.extend(sound.map(|judged| (bundle, judged)));
        }
        Ok(there)
    }
}
