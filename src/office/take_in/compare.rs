//! A fresh export held against what was done here: what is there already, what changed meanwhile, what is missing.
//!
//! Nothing is taken in: each case with work of people is derived once more as if the export had been, and its back-entry is
//! read before and after.

use super::words::{Telling, Word, Words, epoch};
use super::{IntakeTrial, cancelled};
use crate::complaint::Complaint;
use crate::lists::label_of;
use crate::may::Deed;
use crate::office::{KEYSET, Office};
use crate::progress::Progress;
use crate::stretch::Stretch;
use crate::views::CaseLabel;
use noodbrug_core::ident::{Author, CaseId};
use noodbrug_core::journal::Chain;
use noodbrug_core::reconcile::{BackEntry, Item, Proof, Standing};
use noodbrug_core::register::Register;
use noodbrug_core::state::CaseState;
use std::collections::BTreeMap;

/// What an export says of one fact that people entered here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compared {
    /// The source has it by now: its item closes, with the export as proof.
    There,
    /// The source changed meanwhile, to something else: somebody must decide.
    Changed,
    /// The source does not have it: it is still to be keyed, or what was keyed does not show.
    Missing,
}

impl Compared {
    /// Gives its word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Compared::There => "there",
            Compared::Changed => "changed",
            Compared::Missing => "missing",
        }
    }

    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: noodbrug_core::text::Lang) -> &'static str {
        match self {
            Compared::There => lang.pick("staat er al", "there already"),
            Compared::Changed => lang.pick("intussen gewijzigd", "changed meanwhile"),
            Compared::Missing => lang.pick("ontbreekt", "missing"),
        }
    }
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedFact {
    /// The case.
    pub case: CaseLabel,
    /// The register.
    pub register: Register,
    /// What the export says of it.
    pub compared: Compared,
    /// It was keyed and checked here, or closed by an earlier export.
    pub was_done: bool,
}

/// What an export says of the work that was done here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Facts of people, the cases in the order of their names.
    pub facts: Vec<ComparedFact>,
    /// Cases in the export that are not here.
    pub cases_new: u64,
    /// Cases about which the source says something new and in which nobody did anything here.
    pub cases_changed: u64,
    /// Cases about which it says what it said before.
    pub cases_same: u64,
}

impl Comparison {
    /// Counts the facts of a kind.
    #[must_use]
    pub fn count(&self, compared: Compared) -> u64 {
        self.facts.iter().filter(|fact| fact.compared == compared).count() as u64
    }
}

impl Office {
    /// Holds an export that was tried against the work that was done here. Nothing is written.
    ///
    /// # Errors
    /// A complaint when the role may not, or when the progress said stop; a fault of the disk.
    pub fn compare_export(
        &self,
        trial: &IntakeTrial,
        progress: Progress<'_>,
    ) -> Result<Comparison, Complaint> {
        self.allowed(Deed::TakeIn)?;
        let taken = &trial.taken;
        let mut reading = Stretch { progress: &mut *progress, from: 0, to: 600 };
        let words = Words::of(&self.store, (taken, &trial.heard), |done, total| reading.tell(done, total))?;
        let words = words.ok_or_else(cancelled)?;
        let ep = epoch(&words.all, (&trial.export, &taken.taken_at))?;
        let author = Author { ws: taken.system.clone(), ep };
        let telling = Telling { author, export: trial.export, taken_at: taken.taken_at, keyset: KEYSET };
        let said: BTreeMap<CaseId, &Word<'_>> = words.all.iter().map(|word| (word.case(), word)).collect();
        let mut comparison = Comparison {
            cases_new: words.cases_new,
            cases_changed: words.cases_changed,
            cases_same: words.cases_same,
            ..Comparison::default()
        };
        let ours = self.store.cases_worked_on()?;
        let mut comparing = Stretch { progress, from: 600, to: 1000 };
        for (done, case) in (0_u64..).zip(&ours) {
            if done % 256 == 0 && comparing.tell(done, ours.len() as u64).is_break() {
                return Err(cancelled());
            }
            let word = said.get(case).copied();
            if word.is_some() {
                comparison.cases_changed = comparison.cases_changed.saturating_sub(1);
            }
            self.compare_case(case, word, &telling, &mut comparison)?;
        }
        Ok(comparison)
    }

    fn compare_case(
        &self,
        case: &CaseId,
        word: Option<&Word<'_>>,
        telling: &Telling,
        comparison: &mut Comparison,
    ) -> Result<(), Complaint> {
        let Some(row) = self.store.case_row(case)? else { return Ok(()) };
        let mut events = self.store.events_of_case(case)?;
        let before = BackEntry::of(&events, &CaseState::of(&events));
        if let Some(word) = word {
            let (draft, stamp) = telling.event(word);
            events.push(Chain::new(telling.author.clone()).append(draft, &stamp)?);
        }
        let after = BackEntry::of(&events, &CaseState::of(&events));
        let label = label_of(&row);
        for item in &after.items {
            let was = before.items.iter().find(|was| was.register == item.register);
            let was_done = was.is_some_and(is_done);
            if let Some(compared) = compared(was, item) {
                let register = item.register.clone();
                comparison.facts.push(ComparedFact { case: label.clone(), register, compared, was_done });
            }
        }
        Ok(())
    }
}

fn is_done(item: &Item) -> bool {
    matches!(item.standing, Standing::Done(_))
}

/// Says what became of an item; nothing of one that was decided, left out, or closed before and still is.
fn compared(was: Option<&Item>, item: &Item) -> Option<Compared> {
    let in_source = |item: &Item| matches!(item.standing, Standing::Done(Proof::Source(_)));
    match &item.standing {
        Standing::Done(Proof::Source(_)) if was.is_some_and(in_source) => None,
        Standing::Done(Proof::Source(_)) => Some(Compared::There),
        Standing::Done(Proof::LeftOut { .. }) => None,
        Standing::InConflict => Some(Compared::Changed),
        Standing::ToKey { .. }
        | Standing::ToCheck(_)
        | Standing::ToAgree(_)
        | Standing::Done(Proof::TwoPeople { .. }) => Some(Compared::Missing),
    }
}
