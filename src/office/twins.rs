//! The same case or person entered twice: proposed with what speaks for it, decided by a person, and undone by another
//! verdict.

use crate::act::Saved;
use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::views::CaseLabel;
use noodbrug_core::case::CaseFile;
use noodbrug_core::ident::CaseId;
use noodbrug_core::reconcile::{evidence, place, twin_draft, verdicts};
use noodbrug_core::state::CaseState;
use noodbrug_store::SameCase;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

pub use noodbrug_core::reconcile::{Evidence, Verdict};

/// Two cases that may be one, or of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwinPair {
    /// The case that was entered here.
    pub one: CaseLabel,
    /// The other one.
    pub other: CaseLabel,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
    /// What people decided; more than one verdict where they contradict each other.
    pub verdicts: BTreeSet<Verdict>,
}

/// What is read of a case to hold it against another.
struct Read {
    file: CaseFile,
    verdicts: BTreeMap<CaseId, BTreeSet<Verdict>>,
}

impl Office {
    /// Looks for cases that were entered here and may be there under another number: those without a verdict, or all.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn twins(&self, decided_too: bool) -> Result<Vec<TwinPair>, Complaint> {
        self.allowed(Deed::Consult)?;
        let (mut met, mut pairs) = (BTreeSet::new(), Vec::new());
        let mut read: BTreeMap<CaseId, Read> = BTreeMap::new();
        for one in self.store.cases_of_ours()? {
            let own = self.read_twin(&one)?;
            for other in self.alike(&one, &own.file)? {
                let (home, register, away) = place(one, other);
                if !met.insert((home, register)) {
                    continue;
                }
                if let Entry::Vacant(free) = read.entry(other) {
                    free.insert(self.read_twin(&other)?);
                }
                let Some(theirs) = read.get(&other) else { continue };
                let evidence = evidence(&own.file, &theirs.file);
                let told = if home == one { &own.verdicts } else { &theirs.verdicts };
                let verdicts = told.get(&away).cloned().unwrap_or_default();
                if evidence.is_empty() || (!decided_too && verdicts.len() == 1) {
                    continue;
                }
                let labels = (self.label(&one)?, self.label(&other)?);
                if let (Some(one), Some(other)) = labels {
                    pairs.push(TwinPair { one, other, evidence, verdicts });
                }
            }
        }
        Ok(pairs)
    }

    /// Gives the case of which this one is a double, and the other cases that are this one, as people decided.
    pub(crate) fn same_as(&self, case: &CaseId) -> Result<(Option<CaseLabel>, Vec<CaseLabel>), Complaint> {
        let (mut double_of, mut doubles) = (None, Vec::new());
        for SameCase { kept, other, is_double } in self.store.same_cases()? {
            match (kept.case == *case, other.case == *case) {
                (true, _) => doubles.push(other.case),
                (false, true) if is_double => double_of = Some(kept.case),
                (false, true) => doubles.push(kept.case),
                (false, false) => {}
            }
        }
        let double_of = double_of.map(|kept| self.label(&kept)).transpose()?.flatten();
        let doubles = doubles.iter().map(|double| self.label(double)).collect::<Result<Vec<_>, _>>()?;
        Ok((double_of, doubles.into_iter().flatten().collect()))
    }

    /// Gives the cases that share a number or a date of birth with one.
    fn alike(&self, case: &CaseId, file: &CaseFile) -> Result<BTreeSet<CaseId>, Complaint> {
        let mut found = BTreeSet::new();
        for (_, who) in file.suspects() {
            if let Some(born) = who.born {
                found.extend(self.store.cases_born(born)?);
            }
        }
        let numbers = file.numbers.values().flat_map(|numbers| {
            let own = numbers.parketnummer.iter().chain(&numbers.related).map(ToString::to_string);
            own.chain(numbers.others.iter().cloned())
        });
        for number in numbers {
            found.extend(self.store.cases_by_number(&number)?.into_iter().map(|row| row.id));
        }
        found.remove(case);
        Ok(found)
    }

    fn read_twin(&self, case: &CaseId) -> Result<Read, Complaint> {
        let state = self.state(case)?;
        Ok(Read { file: CaseFile::of(&state), verdicts: verdicts(&state) })
    }

    /// Writes what somebody decided about two cases; an earlier verdict stays in the log.
    ///
    /// # Errors
    /// A complaint when they are one case already, or when the reason is missing.
    pub fn judge_twins(
        &mut self,
        (one, other): (CaseId, CaseId),
        verdict: Verdict,
        why: &str,
    ) -> Result<Saved, Complaint> {
        let (home, ..) = place(one, other);
        self.permit_in(Deed::Write, Some(home))?;
        if one == other {
            return Err(Complaint::refused(
                "Dit is twee keer dezelfde zaak. Noem twee zaken.",
                "This is the same case twice. Name two cases.",
            ));
        }
        let why = why.trim();
        if why.is_empty() {
            return Err(Complaint::refused(
                "Vul een reden in. De reden komt in het log.",
                "Give a reason. It goes into the log.",
            ));
        }
        let size = noodbrug_core::entry::Size::Words;
        let reason = noodbrug_core::entry::Field::new("reden", "reason");
        noodbrug_core::entry::check_text(why, size, reason).map_err(|unfit| {
            let (nl, en) = unfit.words();
            Complaint::refused(nl, en)
        })?;
        let state = CaseState::of(&self.store.events_of_case(&home)?);
        let draft = twin_draft((one, other), &state, verdict, why)
            .map_err(|why| Complaint::refused(why.to_string(), why.to_string()))?;
        self.save(draft)
    }
}
