//! What came of a hearing, saved together with what it sets going: terms, tasks, and words for what a person must do.

use crate::act::{Deal, Saved};
use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::case::{HearingOutcome, HearingSlot, OutcomeCode};
use noodbrug_core::command::{Command, PlannedHearing, Refusal};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::{Moment, moment_text, weekday_date_text};
use noodbrug_core::planning::after::{self, After, Limit, Review};
use noodbrug_core::register::{Group, Register};
use noodbrug_core::text::Lang;

/// An outcome that is durable, and everything that was saved with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedOutcome {
    /// The entry of the outcome.
    pub saved: Saved,
    /// What it set going, and what is left to do.
    pub after: After,
}

impl Office {
    /// Gives what an outcome would set going; nothing is saved. Of an outcome that was logged: what belongs to it and is
    /// not there yet.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn consequences(
        &self,
        case: &CaseId,
        hearing: &ObjectId,
        outcome: &HearingOutcome,
    ) -> Result<After, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(after::after(&self.file(case)?, hearing, outcome, &self.law))
    }

    /// Gives how far a hearing of somebody who is held may be adjourned by a decision of that moment; nothing when nobody
    /// is held.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn adjourn_limits(
        &self,
        case: &CaseId,
        hearing: &ObjectId,
        decided: &Moment,
    ) -> Result<Vec<Limit>, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(after::limits(&self.file(case)?, hearing, decided, &self.law))
    }

    /// Logs what came of a hearing, with the next hearing when one was set, and starts what follows from it: all of it is
    /// durable when this returns, or nothing. Each term and task names the outcome that it rests on.
    ///
    /// # Errors
    /// As [`Office::act`]; and, in class [`Class::NeedsPerson`], when nobody said why (`anyway`) it was decided before the
    /// day of the hearing, or why somebody who is held would wait longer than a limit allows.
    pub fn log_outcome(
        &mut self,
        case: &CaseId,
        hearing: &ObjectId,
        outcome: HearingOutcome,
        next: Option<PlannedHearing>,
        anyway: Option<&str>,
    ) -> Result<LoggedOutcome, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let anyway = filled(anyway);
        if anyway.is_none() {
            self.is_after_the_day(case, hearing, &outcome)?;
        }
        if let Some(next) = &next {
            self.keeps_limits((case, hearing), &outcome.decided, &next.slot, anyway)?;
        }
        let found = self.consequences(case, hearing, &outcome)?;
        let mut first = Deal::new(*case, Command::LogOutcome(hearing.clone(), outcome, next));
        first.why = anyway.map(str::to_owned);
        self.save_with(first, found)
    }

    /// Asks about what a judge decides at a hearing, when that would be on a day before it.
    fn is_after_the_day(
        &self,
        case: &CaseId,
        hearing: &ObjectId,
        outcome: &HearingOutcome,
    ) -> Result<(), Complaint> {
        let file = self.file(case)?;
        let slot = file.hearings.get(hearing).and_then(|entry| entry.slot.any());
        let decided = outcome.decided.in_the_netherlands();
        let Some(slot) = slot.filter(|slot| decided.date() < slot.date && at_the_hearing(outcome.code))
        else {
            return Ok(());
        };
        let said = |lang| {
            (weekday_date_text(slot.date, lang), moment_text(&decided, lang), outcome.code.label(lang))
        };
        let ((day, at, label), (day_en, at_en, label_en)) = (said(Lang::Nl), said(Lang::En));
        Err(Complaint::new(
            Class::NeedsPerson,
            Both::new(
                format!(
                    "De zitting is op {day}, en deze uitkomst ({label}) zou al op {at} zijn gevallen. Er is niets \
                     opgeslagen. Kijk zitting, dag en tijd na, of geef de reden waarom het toch klopt (`--anyway`)."
                ),
                format!(
                    "The hearing is on {day_en}, and this outcome ({label_en}) would be of {at_en} already. Nothing was \
                     saved. Check hearing, day and time, or give the reason why it is right all the same (`--anyway`)."
                ),
            ),
        ))
    }

    /// Tells whether a hearing may be adjourned to a place by a decision of that moment: within every limit, or past one
    /// for a reason (`anyway`).
    ///
    /// # Errors
    /// A complaint in class [`Class::NeedsPerson`] that names the limits that are passed.
    pub fn keeps_limits(
        &self,
        (case, hearing): (&CaseId, &ObjectId),
        decided: &Moment,
        next: &HearingSlot,
        anyway: Option<&str>,
    ) -> Result<(), Complaint> {
        if filled(anyway).is_some() {
            return Ok(());
        }
        let limits = self.adjourn_limits(case, hearing, decided)?;
        let passed = after::passed(&limits, next);
        if passed.is_empty() {
            return Ok(());
        }
        let list = |lang| passed.iter().map(|limit| format!("\n  {}.", limit.text(lang))).collect::<String>();
        let day = |lang| format!("{} {}", weekday_date_text(next.date, lang), next.time.format("%H:%M"));
        Err(Complaint::new(
            Class::NeedsPerson,
            Both::new(
                format!(
                    "De verdachte zit vast en {} is te laat. Er is niets opgeslagen. Kies een eerdere dag, of geef de reden \
                     waarom het toch mag.{}",
                    day(Lang::Nl),
                    list(Lang::Nl)
                ),
                format!(
                    "The suspect is held and {} is too late. Nothing was saved. Choose an earlier day, or give the reason \
                     why it may be all the same.{}",
                    day(Lang::En),
                    list(Lang::En)
                ),
            ),
        ))
    }

    /// Corrects the outcome of a hearing with the reason, and starts what follows from the right one. Terms and tasks that
    /// the wrong one started run on; they are in the answer, to be checked.
    ///
    /// # Errors
    /// As [`Office::act`].
    pub fn correct_outcome(
        &mut self,
        case: &CaseId,
        hearing: &ObjectId,
        outcome: HearingOutcome,
        why: &str,
    ) -> Result<LoggedOutcome, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let outcome = fitting(outcome);
        let command = self.outcome_corrected(case, hearing, outcome.clone(), why)?;
        let file = self.file(case)?;
        if file.hearings.get(hearing).is_none_or(|entry| entry.outcome.is_empty()) {
            return Err(Refusal::Unknown(Group::Outcome).into());
        }
        let mut found = after::after(&file, hearing, &outcome, &self.law);
        found.review.extend(after::stale(&file, hearing, Some(&outcome), &self.law));
        self.save_with(Deal::new(*case, command), found)
    }

    /// Gives the terms and tasks that an outcome of a hearing started and that do not belong to what stands there now: to
    /// be asked after an outcome was corrected or taken back.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn outcome_review(&self, case: &CaseId, hearing: &ObjectId) -> Result<Vec<Review>, Complaint> {
        self.allowed(Deed::Consult)?;
        let file = self.file(case)?;
        let standing = file.hearings.get(hearing).and_then(|entry| entry.outcome.any());
        Ok(after::stale(&file, hearing, standing, &self.law))
    }

    /// Saves an outcome with what it sets going. A task whose name was used and taken back before gets a new one.
    fn save_with(&mut self, first: Deal, mut found: After) -> Result<LoggedOutcome, Complaint> {
        let case = first.case;
        let state = self.state(&case)?;
        for task in &mut found.tasks {
            let used = Register::of(Group::Plan, task.task.clone());
            if !state.readings(&used).is_empty() {
                task.task = self.new_id()?;
            }
        }
        let starts =
            found.starts.iter().map(|start| Command::StartTerm(start.term.clone(), start.trigger.clone()));
        let tasks = found.tasks.iter().map(|task| Command::PlanTask(task.task.clone(), task.plan.clone()));
        let rest = starts.chain(tasks).map(|command| Deal { rests_on: Some(0), ..Deal::new(case, command) });
        let deals: Vec<Deal> = std::iter::once(first).chain(rest).collect();
        let saved = self.act_all(deals)?.into_iter().next();
        let saved =
            saved.ok_or_else(|| Complaint::refused("Er is niets opgeslagen.", "Nothing was saved."))?;
        Ok(LoggedOutcome { saved, after: found })
    }
}

/// Tells whether a judge decides it at the hearing. A summons is withdrawn, and a hearing adjourned, before its day too.
const fn at_the_hearing(code: OutcomeCode) -> bool {
    !matches!(
        code,
        OutcomeCode::AdjournedTo | OutcomeCode::AdjournedOpen | OutcomeCode::Withdrawn | OutcomeCode::Vacated
    )
}

fn filled(anyway: Option<&str>) -> Option<&str> {
    anyway.map(str::trim).filter(|why| !why.is_empty())
}

/// What only a judgment has does not stay behind when it turns out that there was none.
fn fitting(outcome: HearingOutcome) -> HearingOutcome {
    match outcome.code {
        OutcomeCode::Judgment | OutcomeCode::JudgmentOral => outcome,
        _ => HearingOutcome { waiver: None, immediate: false, sanctions: Vec::new(), ..outcome },
    }
}

#[cfg(test)]
#[path = "outcome_tests.rs"]
mod tests;
