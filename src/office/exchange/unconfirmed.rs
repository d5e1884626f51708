//! Who has not confirmed what: bundles that were made here and that their receiver did not acknowledge, or refused.

use super::receipt::{MADE, REFUSED};
use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::To;
use noodbrug_core::text::Lang;
use noodbrug_files::place::Placed;
use noodbrug_store::{BundleRecord, Direction};

/// A bundle that its receiver has not confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfirmed {
    /// For whom it was made.
    pub partner: String,
    /// The bundle.
    pub bundle: BundleRecord,
    /// Whole days since it was made.
    pub days: u64,
    /// The receiver said that it was refused.
    pub refused: bool,
    /// How many bundles of this partner are not confirmed in all.
    pub of_partner: u64,
}

impl Office {
    /// Gives the bundles that were made here and that nobody confirmed, oldest first. A receipt needs no receipt.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn unconfirmed(&self) -> Result<Vec<Unconfirmed>, Complaint> {
        let now = self.now()?.unix();
        let mut open: Vec<BundleRecord> = self.store.bundles()?;
        open.retain(|bundle| {
            bundle.direction == Direction::Out && [MADE, REFUSED].contains(&bundle.verdict.as_str())
        });
        open.sort_by_key(|bundle| (bundle.at.unix(), bundle.author.ep, bundle.seq));
        let of =
            |partner: &Option<String>| open.iter().filter(|other| other.partner == *partner).count() as u64;
        let line = |bundle: &BundleRecord| Unconfirmed {
            partner: bundle.partner.clone().unwrap_or_default(),
            days: u64::try_from(now.saturating_sub(bundle.at.unix())).unwrap_or(0) / 86_400,
            refused: bundle.verdict == REFUSED,
            of_partner: of(&bundle.partner),
            bundle: bundle.clone(),
        };
        Ok(open.iter().map(line).collect())
    }

    /// Prints that list.
    ///
    /// # Errors
    /// A complaint that names the file.
    pub fn print_unconfirmed(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::ReadJournal)?;
        let paper = papers::unconfirmed_list(&self.letterhead(lang)?, &self.unconfirmed()?);
        self.put(&paper, to, None)
    }
}
