//! One hearing on the roll, with all that is known of it.

use super::limit::Limit;
use crate::case::{Counsel, HearingSession, HearingSlot};
use crate::ident::{CaseId, ObjectId};
use crate::law::Words;
use crate::moment::Moment;
use crate::text::Lang;
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeSet;

/// A hearing of a case; of a slot in conflict, one entry a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The case.
    pub case: CaseId,
    /// The hearing.
    pub hearing: ObjectId,
    /// Which reading of the slot, from zero.
    pub reading: usize,
    /// Its number in its room.
    pub number: u32,
    /// The case's number as shown.
    pub case_number: String,
    /// When and where.
    pub slot: HearingSlot,
    /// What kind, and who sits.
    pub session: HearingSession,
    /// Everybody who stands trial.
    pub suspects: Vec<Suspect>,
    /// The article of the first charge.
    pub article: String,
    /// The first charge in words; empty where the words name a victim.
    pub charge: String,
    /// The prosecutor.
    pub prosecutor: String,
    /// What came of it, in words, and the next day where it names one.
    pub outcome: Option<(Words, Option<NaiveDate>)>,
    /// Nothing is heard: vacated, or the summons was withdrawn. Every reader must know, who brings people above all.
    pub off: bool,
    /// It goes on at another time: whoever came for it need not wait.
    pub adjourned: bool,
    /// The terms that run in the case, by their end.
    pub terms: Vec<TermOnRoll>,
    /// How many victims the case has; never who.
    pub victims: usize,
    /// Somebody was under eighteen.
    pub youth: bool,
    /// Sources contradict each other about this hearing.
    pub conflict: bool,
    /// They do about when and where it is.
    pub unsettled: bool,
    /// Why the public may not know of it; empty where it may.
    pub limits: BTreeSet<Limit>,
}

/// Somebody who stands trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// The name as lists sort it.
    pub name: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Custody, of who is held or may be.
    pub held: Option<Held>,
    /// Who assists; more than one where sources contradict each other.
    pub counsel: Vec<Counsel>,
    /// Must be kept from the public, or sources contradict each other about that.
    pub shielded: bool,
}

impl Suspect {
    /// Gives who assists, when that is certain.
    #[must_use]
    pub fn sole_counsel(&self) -> Option<&Counsel> {
        match self.counsel.as_slice() {
            [counsel] => Some(counsel),
            _ => None,
        }
    }
}

/// Somebody's custody in the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The institution.
    pub place: String,
    /// Since when.
    pub since: Option<Moment>,
    /// The first fatal end, in its earliest reading.
    pub fatal: Option<Moment>,
    /// It is not certain whom the measures are about, or something is missing in them.
    pub unclear: bool,
}

/// A term that runs in the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermOnRoll {
    /// Its name.
    pub name: Words,
    /// The end that is safe for its reader; none when it cannot be computed.
    pub ends: Option<Moment>,
}

impl Entry {
    /// Says whether the public may know of it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.limits.is_empty()
    }

    /// Gives the word of a hearing that does not take place, for every list.
    pub(super) const fn off_word(off: bool, lang: Lang) -> &'static str {
        match (off, lang) {
            (false, _) => "",
            (true, Lang::Nl) => "VERVALT",
            (true, Lang::En) => "VACATED",
        }
    }

    /// Names the entry for comparing two lists; it says nothing of anybody.
    #[must_use]
    pub fn key(&self) -> String {
        key(self.case, &self.hearing, self.reading)
    }

    /// By time, then by number of the case.
    pub(super) fn order(&self) -> (NaiveTime, &str, &ObjectId, usize) {
        (self.slot.time, &self.case_number, &self.hearing, self.reading)
    }
}

pub(super) fn key(case: CaseId, hearing: &ObjectId, reading: usize) -> String {
    format!("{case}/{hearing}/{reading}")
}
