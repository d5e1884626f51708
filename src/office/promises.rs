//! Promises by phone: who promised what, to whom and by when; they stand open until somebody says how they ended.

use crate::act::Saved;
use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::views::CaseLabel;
use noodbrug_core::command::Command;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::rows::DeskKind;

pub use noodbrug_core::case::{Promise, PromiseEnd, PromiseEndKind};

/// A promise in its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseLine {
    /// The case.
    pub case: CaseLabel,
    /// Its name there.
    pub id: ObjectId,
    /// What was promised.
    pub promise: Promise,
    /// Sources contradict each other about it.
    pub disputed: bool,
    /// Who entered it.
    pub by: String,
}

impl Office {
    /// Notes a promise in a case.
    ///
    /// # Errors
    /// As [`Office::act`].
    pub fn note_promise(&mut self, case: &CaseId, promise: Promise) -> Result<(Saved, ObjectId), Complaint> {
        let id = self.new_id()?;
        let saved = self.act(case, Command::Promise(id.clone(), promise))?;
        Ok((saved, id))
    }

    /// Gives the promises of a case, those due first on top.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn promises_of(&self, case: &CaseId) -> Result<Vec<PromiseLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let Some(label) = self.label(case)? else { return Ok(Vec::new()) };
        let file = self.file(case)?;
        let lines = file.promises.iter().flat_map(|(id, fact)| {
            let label = &label;
            fact.readings().iter().map(move |told| PromiseLine {
                case: label.clone(),
                id: id.clone(),
                promise: told.value.clone(),
                disputed: fact.in_conflict(),
                by: told.said.first().map(|said| said.by.clone()).unwrap_or_default(),
            })
        });
        let mut lines: Vec<PromiseLine> = lines.collect();
        lines.sort_by_key(|line| (line.promise.due.unix(), line.id.clone()));
        Ok(lines)
    }

    /// Gives the promises of all cases, those due first on top: open ones alone, unless all are asked.
    ///
    /// # Errors
    /// As [`Office::promises_of`].
    pub fn promise_list(&self, done_too: bool) -> Result<Vec<PromiseLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let mut lines = Vec::new();
        for case in self.store.cases_at_desk(DeskKind::Promise, done_too)? {
            lines.extend(self.promises_of(&case)?);
        }
        lines.retain(|line| done_too || line.promise.end.is_none());
        lines.sort_by_key(|line| (line.promise.due.unix(), line.case.number.clone(), line.id.clone()));
        Ok(lines)
    }
}
