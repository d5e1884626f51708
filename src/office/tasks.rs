//! What whoever carries a task out must know, and the sheet on which tasks go to a partner.

use crate::act::{Saved, nothing_written};
use crate::complaint::{Both, Class, Complaint};
use crate::enforcement::Enforcement;
use crate::lists::TaskFilter;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use crate::views::TaskLine;
use noodbrug_core::case::{CaseFile, Executor, TaskDetail, TaskKind};
use noodbrug_core::command::{Command, Refusal};
use noodbrug_core::digest::Digest;
use noodbrug_core::emergency::EmergencyNumber;
use noodbrug_core::enforcement::Ground;
use noodbrug_core::form::{Fill, FormKind};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::Moment;
use noodbrug_core::register::Group;
use noodbrug_core::rows::TaskStage;
use noodbrug_core::search::fold;
use noodbrug_core::text::Lang;
use serde_json::json;

pub use noodbrug_core::enforcement::{Datum, Deduction, Minimum, Needed, Urgency, missing_text};

/// What tasks need, by the law's table.
const MINIMUM: &str = include_str!("../../assets/law/tasks.toml");

/// Gives the table of what tasks need.
///
/// # Errors
/// What is wrong with the table.
pub fn minimum() -> Result<Minimum, Complaint> {
    Minimum::parse(MINIMUM).map_err(|why| Complaint::refused(why.clone(), why))
}

/// What is known of a task for whoever carries it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskSheet {
    /// The kind; none while sources contradict each other.
    pub kind: Option<TaskKind>,
    /// How soon such a task must go.
    pub urgency: Option<Urgency>,
    /// What is needed, with what is known of it.
    pub needed: Vec<Needed>,
    /// The days in custody that come off a sentence, and by which article.
    pub deduction: Option<(Deduction, String)>,
    /// Other titles of the person, as far as this office knows them.
    pub titles: String,
}

/// A sheet with tasks for a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverSheet {
    /// Its number.
    pub number: EmergencyNumber,
    /// For whom.
    pub to: Executor,
    /// The tasks that may go.
    pub ready: Vec<TaskLine>,
    /// How many of this partner's tasks may not go yet.
    pub held_back: usize,
    /// A hash over what is on it, so that the receipt names just this.
    pub hash: Digest,
}

impl Office {
    /// Gives what is known of a task for whoever carries it out.
    ///
    /// # Errors
    /// A complaint when the case has no such task, or a fault of the disk.
    pub fn task_needs(&self, case: &CaseId, task: &ObjectId, lang: Lang) -> Result<TaskSheet, Complaint> {
        self.allowed(Deed::Consult)?;
        let file = self.file(case)?;
        let entry = file.tasks.get(task).ok_or_else(|| Complaint::from(Refusal::Unknown(Group::Plan)))?;
        let (minimum, rules) = (minimum()?, crate::enforcement::rules()?);
        let ground = self.ground(&file, &rules)?;
        let kind = entry.plan.sole().map(|plan| plan.kind);
        let needed = minimum.needed(&ground, task, entry);
        let counts = needed.iter().any(|need| need.key == "aftrek");
        let person = entry.detail.any().and_then(|detail| detail.person.clone());
        let person = person.or_else(|| file.sole_suspect().cloned());
        let titles = match (&person, kind.is_some_and(TaskKind::holds)) {
            (Some(person), true) => {
                let facts = self.form_facts(case, Some(person), lang)?;
                facts.get(Fill::FollowOn).unwrap_or_default().to_owned()
            }
            _ => String::new(),
        };
        Ok(TaskSheet {
            kind,
            urgency: kind.and_then(|kind| minimum.of(kind)).map(|rule| rule.urgency),
            deduction: counts.then(|| (minimum.deduction(&ground, entry), minimum.deduction.article.clone())),
            needed,
            titles,
        })
    }

    fn ground<'a>(&'a self, file: &'a CaseFile, rules: &'a Enforcement) -> Result<Ground<'a>, Complaint> {
        let today = self.now()?.in_the_netherlands().date();
        Ok(Ground { file, book: &self.law, rules, today, loose: &[] })
    }

    /// Tells whether a task of a kind in a case must go today, by how urgent the law's table says it is.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn is_urgent(&self, case: &CaseId, kind: TaskKind) -> Result<bool, Complaint> {
        let (file, now): (CaseFile, Moment) = (self.file(case)?, self.now()?);
        let held = self.held(case, &file, &now).values().any(|(_, custody)| custody.counts_as_held());
        Ok(minimum()?.of(kind).is_some_and(|rule| rule.urgency.is_today(held)))
    }

    /// Adds what whoever carries a task out must know.
    ///
    /// # Errors
    /// As [`Office::act`]; and when the table does not know a datum for this kind of task, or when a protected address would
    /// get into it.
    pub fn fill_task(
        &mut self,
        case: &CaseId,
        task: &ObjectId,
        detail: TaskDetail,
        why: &str,
    ) -> Result<Saved, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let file = self.file(case)?;
        let kind = file.tasks.get(task).and_then(|entry| entry.plan.any()).map(|plan| plan.kind);
        let kind = kind.ok_or_else(|| Complaint::from(Refusal::Unknown(Group::Plan)))?;
        let minimum = minimum()?;
        let known: Vec<&str> = minimum.to_fill(kind).map(|datum| datum.key.as_str()).collect();
        if let Some(foreign) = detail.data.keys().find(|key| !known.contains(&key.as_str())) {
            return Err(no_datum(foreign, kind, &known));
        }
        if detail.person.as_ref().is_some_and(|person| !file.persons.contains_key(person)) {
            return Err(Refusal::Unknown(Group::Identity).into());
        }
        if detail.data.values().any(|text| names_protected_address(&file, text)) {
            return Err(self.log_refusal(*case, protected()));
        }
        self.act(case, Command::FillTask(task.clone(), detail, why.to_owned()))
    }

    /// Gives the open tasks of a partner: those that may go, and how many may not yet.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn tasks_for(&self, to: Executor) -> Result<(Vec<TaskLine>, usize), Complaint> {
        let filter = TaskFilter {
            stage: Some(TaskStage::Open),
            executor: Some(to.word().to_owned()),
            ..TaskFilter::default()
        };
        let rows = self.tasks(&filter)?.rows;
        let all = rows.len();
        let ready: Vec<TaskLine> = rows
            .into_iter()
            .filter(|line| line.gate.as_ref().is_some_and(|gate| !gate.is_blocked()))
            .collect();
        let held_back = all.saturating_sub(ready.len());
        Ok((ready, held_back))
    }

    /// Prints the sheet with which a partner's tasks go, with the slip that comes back. What may not go yet is not on it.
    ///
    /// # Errors
    /// A complaint when no task of that partner may go, when the block has no numbers left, or that names the file.
    pub fn print_task_sheet(&mut self, to: Executor, path: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let (ready, held_back) = self.tasks_for(to)?;
        if ready.is_empty() {
            return Err(nothing_to_go(to, held_back));
        }
        let taken = self.next_numbers(&[FormKind::CourierSlip])?;
        let number = taken.copies.first().map(|(_, number)| number.clone()).ok_or_else(nothing_written)?;
        let lines: Vec<String> =
            ready.iter().map(|line| format!("{} {}\n", line.case.number, line.task)).collect();
        let hash = Digest::of(lines.concat().as_bytes());
        let what =
            json!({"what": "task-sheet", "to": to.word(), "tasks": ready.len(), "sha256": hash.to_string()});
        self.log_forms(&taken, None, what)?;
        let sheet = HandOverSheet { number, to, ready, held_back, hash };
        let paper = papers::task_sheet(&self.letterhead(lang)?, &sheet);
        self.put(&paper, path, None)
    }
}

/// Tells whether a text holds the address of somebody who is protected, whatever stands between its words.
pub(crate) fn names_protected_address(file: &CaseFile, text: &str) -> bool {
    let bare = |text: &str| fold(text).chars().filter(|sign| sign.is_alphanumeric()).collect::<String>();
    let text = bare(text);
    let shielded = |person: &&noodbrug_core::case::PersonFile| {
        person.shield.values().any(|shield| shield.protected)
            || person.address.values().any(|address| address.protected)
    };
    let addresses = file.persons.values().filter(shielded).flat_map(|person| person.address.values());
    addresses.map(|address| bare(&address.text)).any(|address| !address.is_empty() && text.contains(&address))
}

fn no_datum(key: &str, kind: TaskKind, known: &[&str]) -> Complaint {
    let list = known.join(", ");
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!(
                "Bij {} hoort geen gegeven `{key}`. Kies uit: {list}. Er is niets opgeslagen.",
                kind.label(Lang::Nl)
            ),
            format!(
                "There is no datum `{key}` for {}. Choose from: {list}. Nothing was saved.",
                kind.label(Lang::En)
            ),
        ),
    )
}

fn protected() -> Complaint {
    Complaint::refused(
        "Hierin staat het adres van iemand die beschermd is. Een taak gaat naar anderen. Omschrijf het gebied zonder dat \
         adres. Er is niets opgeslagen.",
        "This holds the address of somebody who is protected. A task goes to others. Describe the area without that address. \
         Nothing was saved.",
    )
}

fn nothing_to_go(to: Executor, held_back: usize) -> Complaint {
    Complaint::refused(
        format!(
            "Er is geen taak die naar {} mag. Nog niet toegestaan: {held_back}. Zie `noodbrug task list` voor de reden.",
            to.label(Lang::Nl)
        ),
        format!(
            "There is no task that may go to {}. Not allowed yet: {held_back}. See `noodbrug task list` for the reason.",
            to.label(Lang::En)
        ),
    )
}

#[cfg(test)]
#[path = "tasks_tests.rs"]
mod tests;
