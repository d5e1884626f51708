//! Letting somebody go without a network: the order, the check of following titles, a second person, three channels, the clock
//! of three hours, the call-back and the slip.

use crate::act::{Deal, Saved, nothing_written};
use crate::complaint::Complaint;
use crate::enforcement;
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, ReleaseSheet};
use crate::printing::{Placed, To};
use crate::views::CaseLabel;
use noodbrug_core::case::{CaseFile, Identity, TermEnd, TermEndKind, TermTrigger};
use noodbrug_core::command::{Command, Refusal};
use noodbrug_core::enforcement::{ReleaseStage, ReleaseView, releases};
use noodbrug_core::form::Fill;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::Moment;
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;
use noodbrug_files::keys::Passphrase;

pub use noodbrug_core::case::{
    ReleaseAct, ReleaseGround, ReleaseOrder, ReleaseStep, TitleCheck, TitlesFound,
};

/// A release in its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseLine {
    /// The case.
    pub case: CaseLabel,
    /// Who is let go, as lists sort names.
    pub person: String,
    /// The order with all that was done.
    pub view: ReleaseView,
    /// How far it is now.
    pub stage: ReleaseStage,
}

impl Office {
    /// Writes a release order; what is not said is taken from the case: the prison, the prosecutor.
    ///
    /// # Errors
    /// As [`Office::act`].
    pub fn start_release(
        &mut self,
        case: &CaseId,
        mut order: ReleaseOrder,
    ) -> Result<(Saved, ObjectId), Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let file = self.file(case)?;
        if order.person.is_none() {
            order.person = file.sole_suspect().cloned();
        }
        let facts = self.form_facts(case, order.person.as_ref(), Lang::Nl)?;
        let fill = |said: &mut String, fill: Fill| {
            if said.trim().is_empty() {
                *said = facts.get(fill).unwrap_or_default().to_owned();
            }
        };
        fill(&mut order.prison, Fill::Place);
        fill(&mut order.prosecutor, Fill::Prosecutor);
        let id = self.new_id()?;
        let saved = self.act(case, Command::OrderRelease(id.clone(), order))?;
        Ok((saved, id))
    }

    /// Logs that a second person at this desk read the order and the titles, and agrees. The entry is that person's own.
    ///
    /// # Errors
    /// As [`Office::act_as`]; whoever wrote the order cannot.
    pub fn agree_release(
        &mut self,
        (case, release): (&CaseId, &ObjectId),
        second: (&str, &Passphrase),
    ) -> Result<Saved, Complaint> {
        let step = ReleaseStep {
            release: release.clone(),
            act: ReleaseAct::Agreed,
            at: self.now()?,
            person: String::new(),
            number: String::new(),
            note: String::new(),
            read: Vec::new(),
        };
        let id = self.new_id()?;
        self.act_as(second, case, Command::LogRelease(id, step))
    }

    /// Logs a step. When the order reached the director the term of three hours begins; when the slip came back it is asked
    /// that it ends, which a second person confirms.
    ///
    /// # Errors
    /// As [`Office::act`].
    pub fn log_release(&mut self, case: &CaseId, step: ReleaseStep) -> Result<Saved, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let file = self.file(case)?;
        let rule = enforcement::rules()?.release;
        let term = ObjectId::derived(&format!("{} {rule}", step.release));
        let also = match step.act {
            ReleaseAct::Reached if !file.terms.contains_key(&term) => {
                let note = format!("bevel {} bereikte {}", step.release, step.person);
                let person =
                    file.releases.get(&step.release).and_then(|entry| entry.order.any()?.person.clone());
                let from = step.at.to_string();
                Some(Command::StartTerm(term, TermTrigger { rule, from, person, note, oral: false }))
            }
            ReleaseAct::Acknowledged if file.terms.get(&term).is_some_and(|term| term.end.is_empty()) => {
                let note = format!("strook terug van {}", step.person);
                Some(Command::EndTerm(
                    term,
                    TermEnd { how: TermEndKind::Met, at: step.at, note, confirmed: None },
                ))
            }
            _ => None,
        };
        let first = Command::LogRelease(self.new_id()?, step);
        let deals = std::iter::once(first).chain(also).map(|command| Deal::new(*case, command)).collect();
        self.act_all(deals)?.into_iter().next().ok_or_else(nothing_written)
    }

    /// Gives the releases, most urgent first; those that are done only when they are asked for.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn release_list(&self, done_too: bool) -> Result<Vec<ReleaseLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let mut lines = Vec::new();
        for case in self.store.cases_with_release(done_too)? {
            lines.extend(self.releases_of(&case)?);
        }
        lines.retain(|line| done_too || line.stage != ReleaseStage::Done);
        lines.sort_by_key(|line| {
            let due = line.view.due().map_or(i64::MIN, |due| due.unix());
            (line.stage == ReleaseStage::Done, due, line.case.number.clone())
        });
        Ok(lines)
    }

    /// Gives the releases of a case.
    ///
    /// # Errors
    /// As [`Office::release_list`].
    pub fn releases_of(&self, case: &CaseId) -> Result<Vec<ReleaseLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let Some(label) = self.label(case)? else { return Ok(Vec::new()) };
        let (file, now) = (self.file(case)?, self.now()?);
        let rules = enforcement::rules()?;
        let line = |view: ReleaseView| ReleaseLine {
            case: label.clone(),
            person: name_of(&file, &view).unwrap_or_else(|| label.suspect.clone()),
            stage: view.stage(&now),
            view,
        };
        Ok(releases(&file, &self.law, &rules).into_iter().map(line).collect())
    }

    /// Gives the other titles of whom an order lets go, as far as this office knows them, in words.
    ///
    /// # Errors
    /// As [`Office::release_list`].
    pub fn known_titles(&self, case: &CaseId, view: &ReleaseView, lang: Lang) -> Result<String, Complaint> {
        let person = view.order.any().and_then(|order| order.person.clone());
        let facts = self.form_facts(case, person.as_ref(), lang)?;
        Ok(facts.get(Fill::FollowOn).unwrap_or_default().to_owned())
    }

    /// Prints a release order as far as it is filled in.
    ///
    /// # Errors
    /// A complaint that names the file, or when the case has no such order.
    pub fn print_release(
        &mut self,
        (case, release): (&CaseId, &ObjectId),
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        self.permit_in(Deed::Consult, Some(*case))?;
        let line = self.releases_of(case)?.into_iter().find(|line| line.view.id == *release);
        let line = line.ok_or_else(|| Complaint::from(Refusal::Unknown(Group::ReleaseOrder)))?;
        let person = line.view.order.any().and_then(|order| order.person.clone());
        let facts = self.form_facts(case, person.as_ref(), lang)?;
        let fact = |fill: Fill| facts.get(fill).unwrap_or_default().to_owned();
        let file = self.file(case)?;
        let who = person.as_ref().and_then(|id| file.persons.get(id)?.identity.any().cloned());
        let born = who.map(|who| papers::born_text(who.born, &who.birthplace)).unwrap_or_default();
        let sheet = ReleaseSheet {
            number: line.case.number.clone(),
            name: fact(Fill::Suspect),
            born,
            title: fact(Fill::Title),
            known_titles: fact(Fill::FollowOn),
            view: line.view,
        };
        let paper = papers::release_order(&self.letterhead(lang)?, &sheet);
        self.put(&paper, to, Some(*case))
    }

    /// Gives how many minutes are left at a moment; below nought when it is over.
    #[must_use]
    pub fn minutes_left(due: &Moment, now: &Moment) -> i64 {
        due.unix().saturating_sub(now.unix()).div_euclid(60)
    }
}

fn name_of(file: &CaseFile, view: &ReleaseView) -> Option<String> {
    let person = view.order.any()?.person.as_ref()?;
    file.persons.get(person)?.identity.any().map(Identity::list_name)
}

#[cfg(test)]
#[path = "release_tests.rs"]
mod tests;
