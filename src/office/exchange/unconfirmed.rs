//! Who has not confirmed what: bundles that were made here and that their receiver did not acknowledge, or refused.

use super::receipt::{MADE, REFUSED};
use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::To;
use noodbrug_core::event::Kind;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_files::place::Placed;
use noodbrug_store::{BundleRecord, Direction};

/// The longest time in seconds that the making of a bundle takes, from its header to the line in the journal.
const LONGEST: i64 = 3_600;

/// A bundle that its receiver has not confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfirmed {
    /// For whom it was made.
    pub partner: String,
    /// The bundle.
    pub bundle: BundleRecord,
    /// How many entries it carries; nothing where the journal does not say.
    pub entries: Option<u64>,
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
            entries: self.entries_in(bundle),
            partner: bundle.partner.clone().unwrap_or_default(),
            days: u64::try_from(now.saturating_sub(bundle.at.unix())).unwrap_or(0) / 86_400,
            refused: bundle.verdict == REFUSED,
            of_partner: of(&bundle.partner),
            bundle: bundle.clone(),
        };
        Ok(open.iter().map(line).collect())
    }

    /// Looks up in the journal how many entries a bundle carries that was made here.
    fn entries_in(&self, bundle: &BundleRecord) -> Option<u64> {
        let until = Moment::from_unix(bundle.at.unix().checked_add(LONGEST)?)?;
        let name = bundle.tagmanifest.to_string();
        let entries = self.store.day_journal(&bundle.at, &until).ok()?;
        let made = entries.iter().filter(|event| event.header.k == Kind::Export);
        let mut said = made.filter_map(|event| event.content()).map(|body| &body.val);
        let it = said.find(|said| said.get("tagmanifest").is_some_and(|known| *known == name.as_str()));
        it?.get("events")?.as_u64()
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
