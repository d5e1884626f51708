//! The journal of the station: a day on paper, its seal, and the check of all of it.

use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::papers::JournalDay;
use crate::station::Station;
use chrono::{Days, NaiveDate, NaiveTime};
use noodbrug_core::bundle::LOG_NAMESPACE;
use noodbrug_core::canonical;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::journal::Checkpoint;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_files::keys::{Signature, Signer};
use serde_json::json;

pub use noodbrug_store::{Fault, Verified};

/// The state of all cases before all that is derived was made again, and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Before.
    pub before: Digest,
    /// After. It is another one only when something was damaged, and it is the right one.
    pub after: Digest,
}

impl Office {
    /// Gives one day of the journal, with the hash of the journal's head.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn journal_day(&self, date: NaiveDate) -> Result<JournalDay, Complaint> {
        self.allowed(Deed::ReadJournal)?;
        let (from, to) = (day_start(date)?, day_start(date.checked_add_days(Days::new(1)).unwrap_or(date))?);
        let events = self.store.day_journal(&from, &to)?;
        let lines = events.iter().map(|event| self.log_line(event)).collect::<Result<_, _>>()?;
        let (head_place, head) = self.journal_head()?;
        let without_term = self.counts()?.without_term;
        let waits = self.terms_waiting()?;
        Ok(JournalDay { date, lines, without_term, waits, head_place, head })
    }

    /// Gives the place and the hash of the last entry of this station.
    pub(crate) fn journal_head(&self) -> Result<(String, String), Complaint> {
        let author = &self.station.author;
        let head = self.store.chain(author)?.head;
        let place = format!("{} e{} · {}", author.ws, author.ep, head.map_or(0, |(seq, _)| seq));
        Ok((place, head.map(|(_, id)| id.to_string()).unwrap_or_default()))
    }

    /// Checks all of it: the pages of the database, every entry against its name, every chain, every case.
    ///
    /// # Errors
    /// A fault of the disk; what is wrong with the content is in the answer.
    pub fn verify_journal(&self) -> Result<Verified, Complaint> {
        Ok(self.store.verify()?)
    }

    /// Makes all that is derived again from the journal: lists, terms, search. Nothing that anybody entered is touched.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk; everything is as it was then.
    pub fn rebuild(&mut self) -> Result<Rebuilt, Complaint> {
        self.permit(Deed::Rebuild)?;
        let before = self.store.state_root()?;
        let after = self.store.rebuild(&self.law)?;
        Ok(Rebuilt { before, after })
    }

    /// Seals the journal: the chain up to here, hashed and signed with the station's key, as an entry of its own.
    ///
    /// # Errors
    /// A fault of the disk. An empty journal has nothing to seal and stays as it is.
    pub fn seal_journal(&mut self) -> Result<(), Complaint> {
        self.permit(Deed::Seal)?;
        let author = self.station.author.clone();
        let Some((seq, head)) = self.store.chain(&author)?.head else { return Ok(()) };
        let root = self.store.merkle_root(&author, seq)?;
        let checkpoint = Checkpoint { ep: author.ep, head, root, seq, t: self.now()?, ws: author.ws };
        self.append(vec![sealing(&self.station, &checkpoint)?])?;
        self.keep_guard();
        Ok(())
    }
}

/// Writes the entry that seals a chain.
pub(crate) fn sealing(station: &Station, checkpoint: &Checkpoint) -> Result<Draft, Complaint> {
    let value = serde_json::to_value(checkpoint).map_err(|why| unsealed(&why.to_string()))?;
    let bytes = canonical::to_bytes(&value).map_err(|why| unsealed(&why.to_string()))?;
    let signer = Signer::Certified(Box::new(station.certificate.clone()));
    let signature = Signature::sign(&station.key, signer, LOG_NAMESPACE, &bytes)
        .map_err(|why| unsealed(&why.to_string()))?;
    let said = json!({"checkpoint": value, "signature": signature.to_armour()});
    Ok(Draft::saying(Kind::Checkpoint, None, said))
}

pub(crate) fn day_start(date: NaiveDate) -> Result<Moment, Complaint> {
    Moment::from_civil(date.and_time(NaiveTime::MIN)).map_err(|why| {
        Complaint::refused(
            format!("Deze dag is niet te lezen: {why}."),
            format!("This day cannot be read: {why}."),
        )
    })
}

/// Says what is wrong with the journal, for people.
#[must_use]
pub fn fault_text(fault: &Fault, lang: Lang) -> String {
    match (fault, lang) {
        (Fault::Database(why), Lang::Nl) => format!("De database is beschadigd: {why}"),
        (Fault::Database(why), Lang::En) => format!("The database is damaged: {why}"),
        (Fault::Event { place, why }, Lang::Nl) => {
            format!("Regel {place} van het journaal klopt niet: {why}")
        }
        (Fault::Event { place, why }, Lang::En) => format!("Entry {place} of the journal is wrong: {why}"),
        (Fault::Forked(author), Lang::Nl) => format!("Van {author} zijn twee geschiedenissen bekend"),
        (Fault::Forked(author), Lang::En) => format!("Two histories of {author} are known"),
        (Fault::Gap(author, after), Lang::Nl) => format!("Van {author} ontbreken regels na nummer {after}"),
        (Fault::Gap(author, after), Lang::En) => {
            format!("Entries of {author} are missing after number {after}")
        }
        (Fault::Stale(case), Lang::Nl) => {
            format!("Zaak {case} wordt anders getoond dan in het journaal staat")
        }
        (Fault::Stale(case), Lang::En) => format!("Case {case} is shown otherwise than the journal says"),
    }
}

fn unsealed(why: &str) -> Complaint {
    Complaint::refused(
        format!("Het journaal kon niet worden verzegeld: {why}. Meld dit aan de beheerder."),
        format!("The journal could not be sealed: {why}. Tell the administrator."),
    )
}
