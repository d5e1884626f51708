//! A fresh export held against what was done here: what is there already, what changed meanwhile, what is missing.
//!
//! Nothing is taken in: each case with work of people is derived once more as if the export had been, and its back-entry is
//! read before and after.

use super::heard::Heard;
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

/// What an export says of one fact, of people here or of the source, in a case in which people worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compared {
    /// The source has it by now: its item closes, with the export as proof.
    There,
    /// The source changed meanwhile, to something else: somebody must decide.
    Changed,
    /// The source does not have it: it is still to be keyed, or what was keyed does not show.
    Missing,
    /// Nobody can tell: the file in which the source would say it was not given, or not all of it could be read.
    NotGiven,
    /// The source says something new, and nobody entered anything about it here.
    SourceAlone,
}

impl Compared {
    /// All of them.
    pub const ALL: [Compared; 5] =
        [Compared::There, Compared::Changed, Compared::Missing, Compared::NotGiven, Compared::SourceAlone];

    /// Gives its word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Compared::There => "there",
            Compared::Changed => "changed",
            Compared::Missing => "missing",
            Compared::NotGiven => "not-given",
            Compared::SourceAlone => "source-alone",
        }
    }

    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: noodbrug_core::text::Lang) -> &'static str {
        match self {
            Compared::There => lang.pick("staat er al", "there already"),
            Compared::Changed => lang.pick("intussen gewijzigd", "changed meanwhile"),
            Compared::Missing => lang.pick("ontbreekt", "missing"),
            Compared::NotGiven => lang.pick(
                "niet vergeleken: bestand niet (helemaal) gegeven",
                "not compared: file not given, or not all of it",
            ),
            Compared::SourceAlone => lang.pick("alleen in de bron gewijzigd", "changed in the source alone"),
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

/// What an export says of the work that was done here. Each case of the export is in one of the four counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Facts in the cases in which people worked, the cases in the order of their names.
    pub facts: Vec<ComparedFact>,
    /// Cases in the export that are not here.
    pub cases_new: u64,
    /// Cases about which the source says something new and in which nobody did anything here.
    pub cases_changed: u64,
    /// Cases about which the source says something new and in which people worked here as well.
    pub cases_both: u64,
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
                comparison.cases_both = comparison.cases_both.saturating_add(1);
            }
            self.compare_case(case, (word, &trial.heard), &telling, &mut comparison)?;
        }
        Ok(comparison)
    }

    fn compare_case(
        &self,
        case: &CaseId,
        (word, heard): (Option<&Word<'_>>, &Heard),
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
        let mut add = |register: &Register, compared, was_done| {
            let (case, register) = (label.clone(), register.clone());
            comparison.facts.push(ComparedFact { case, register, compared, was_done });
        };
        for item in &after.items {
            let was = before.items.iter().find(|was| was.register == item.register);
            if let Some(compared) = compared(was, item, heard) {
                add(&item.register, compared, was.is_some_and(is_done));
            }
        }
        let is_ours = |register: &Register| after.items.iter().any(|item| item.register == *register);
        let alone = word.into_iter().flat_map(Word::registers).filter(|register| !is_ours(register));
        alone.for_each(|register| add(register, Compared::SourceAlone, false));
        Ok(())
    }
}

fn is_done(item: &Item) -> bool {
    matches!(item.standing, Standing::Done(_))
}

/// Says what became of an item; nothing of one that was decided, left out, or closed before and still is.
fn compared(was: Option<&Item>, item: &Item, heard: &Heard) -> Option<Compared> {
    let in_source = |item: &Item| matches!(item.standing, Standing::Done(Proof::Source(_)));
    match &item.standing {
        Standing::Done(Proof::Source(_)) if was.is_some_and(in_source) => None,
        Standing::Done(Proof::Source(_)) => Some(Compared::There),
        Standing::Done(Proof::LeftOut { .. }) => None,
        Standing::InConflict => Some(Compared::Changed),
        Standing::ToKey { .. }
        | Standing::ToCheck(_)
        | Standing::ToAgree(_)
        | Standing::Done(Proof::TwoPeople { .. }) => {
            let tells = heard.tells(item.register.group);
            Some(if tells { Compared::Missing } else { Compared::NotGiven })
        }
    }
}
