//! What went out and was not acknowledged, over every way at once: bundles, parcels, tasks, release orders.

use crate::complaint::Complaint;
use crate::exchange::Unconfirmed;
use crate::lists::TaskFilter;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::parcels::Parcel;
use crate::printing::{Placed, To};
use crate::release::ReleaseLine;
use crate::views::TaskLine;
use noodbrug_core::case::HandOver;
use noodbrug_core::enforcement::ReleaseStage;
use noodbrug_core::rows::TaskStage;
use noodbrug_core::text::Lang;

/// Everything that went out and that nobody acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AckGaps {
    /// Bundles without a receipt.
    pub bundles: Vec<Unconfirmed>,
    /// Parcels that no partner confirmed.
    pub parcels: Vec<Parcel>,
    /// Tasks that were handed over and of which nobody said that he has them.
    pub tasks: Vec<(TaskLine, HandOver)>,
    /// Release orders that went out and of which the slip did not come back.
    pub releases: Vec<ReleaseLine>,
}

impl AckGaps {
    /// Counts them.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bundles.len() + self.parcels.len() + self.tasks.len() + self.releases.len()
    }
}

impl Office {
    /// Gives what went out and was not acknowledged, each with the oldest first.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn ack_gaps(&self) -> Result<AckGaps, Complaint> {
        self.allowed(Deed::Consult)?;
        let mut releases = self.release_list(false)?;
        releases.retain(|line| line.view.is_sent() && line.stage != ReleaseStage::Done);
        Ok(AckGaps {
            bundles: self.unconfirmed()?,
            parcels: self.unconfirmed_parcels()?,
            tasks: self.unacknowledged_tasks()?,
            releases,
        })
    }

    /// A task is acknowledged when the hand-over names who took it or the partner's number of it, or when it is done.
    fn unacknowledged_tasks(&self) -> Result<Vec<(TaskLine, HandOver)>, Complaint> {
        let filter = TaskFilter { stage: Some(TaskStage::HandedOver), ..TaskFilter::default() };
        let mut lines = Vec::new();
        for line in self.tasks(&filter)?.rows {
            let file = self.file(&line.case.id)?;
            let Some(entry) = file.tasks.get(&line.task) else { continue };
            let named = |over: &HandOver| {
                !over.person.trim().is_empty()
                    || over.reference.as_ref().is_some_and(|text| !text.trim().is_empty())
            };
            let open = entry.handover.values().find(|over| !named(over)).cloned();
            lines.extend(open.map(|over| (line, over)));
        }
        lines.sort_by_key(|(line, over)| (over.at.unix(), line.case.number.clone()));
        Ok(lines)
    }

    /// Prints that list, to call down in the morning.
    ///
    /// # Errors
    /// As [`Office::ack_gaps`], or a complaint that names the file.
    pub fn print_ack_gaps(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let paper = papers::ack_list(&self.letterhead(lang)?, &self.ack_gaps()?);
        self.put(&paper, to, None)
    }
}
