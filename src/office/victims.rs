//! What victims must hear: derived from the cases, done by the notice that somebody logs; see [`crate::services`].

use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::views::CaseLabel;
use chrono::NaiveDate;
use noodbrug_core::enforcement::victim_tasks;
use noodbrug_core::ident::CaseId;
use noodbrug_core::rows::DeskKind;

pub use noodbrug_core::enforcement::{VictimTask, Why};

/// Something that a victim must hear, in its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VictimLine {
    /// The case.
    pub case: CaseLabel,
    /// What, and of whom.
    pub task: VictimTask,
    /// The last day.
    pub due: NaiveDate,
}

impl Office {
    /// Gives what the victims of a case must hear.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn victims_of(&self, case: &CaseId) -> Result<Vec<VictimLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let Some(label) = self.label(case)? else { return Ok(Vec::new()) };
        let rule = crate::enforcement::rules()?.victim;
        let line = |task: VictimTask| {
            let day = task.since.in_the_netherlands().date();
            let end = || Some(self.law.compute(&rule, &day.to_string()).ok()?.shown().date());
            // What cannot be computed is due at once: that is the side on which an error does no harm.
            let due = if task.why.is_same_day() { day } else { end().unwrap_or(day) };
            VictimLine { case: label.clone(), task, due }
        };
        Ok(victim_tasks(&self.file(case)?).into_iter().map(line).collect())
    }

    /// Gives what the victims of all cases must hear, what is due first on top: what is not done alone, unless all is asked.
    ///
    /// # Errors
    /// As [`Office::victims_of`].
    pub fn victim_list(&self, done_too: bool) -> Result<Vec<VictimLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let mut lines = Vec::new();
        for case in self.store.cases_at_desk(DeskKind::Victim, done_too)? {
            lines.extend(self.victims_of(&case)?);
        }
        lines.retain(|line| done_too || line.task.done.is_none());
        lines.sort_by_key(|line| (line.due, line.case.number.clone(), line.task.victim.clone()));
        Ok(lines)
    }
}

#[cfg(test)]
#[path = "victims_tests.rs"]
mod tests;
