//! Whether a task may go: judged by the case, the law and the papers that lie without a case, whenever it is asked.

use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::case::{CaseFile, Inbound, InboundKind};
use noodbrug_core::command::Command;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;

pub use noodbrug_core::enforcement::{Bar, Enforcement, Gate, Standing, Timely};
use noodbrug_core::enforcement::{Ground, Minimum, Needed, gate, timely};

/// Which rules of the law say when a decision may be carried out.
const RULES: &str = include_str!("../../assets/law/enforcement.toml");

/// Gives the rules of enforcement.
pub(crate) fn rules() -> Result<Enforcement, Complaint> {
    Enforcement::parse(RULES).map_err(|why| Complaint::refused(why.clone(), why))
}

/// What gates are judged by, read once for many tasks.
pub(crate) struct Gates {
    rules: Enforcement,
    minimum: Minimum,
    loose: Vec<Inbound>,
    today: chrono::NaiveDate,
}

impl Gates {
    /// Judges a task of a case that is open; one that was handed over or done has no gate any more.
    pub(crate) fn of(&self, office: &Office, file: &CaseFile, id: &ObjectId) -> Option<Gate> {
        let task = file.tasks.get(id).filter(|task| task.handover.is_empty() && task.done.is_empty())?;
        Some(gate(&self.ground(office, file), id, task))
    }

    /// Gives what whoever carries a task out must know, with what is known of it.
    pub(crate) fn needed(&self, office: &Office, file: &CaseFile, id: &ObjectId) -> Vec<Needed> {
        let task = file.tasks.get(id);
        task.map(|task| self.minimum.needed(&self.ground(office, file), id, task)).unwrap_or_default()
    }

    fn ground<'a>(&'a self, office: &'a Office, file: &'a CaseFile) -> Ground<'a> {
        Ground { file, book: &office.law, rules: &self.rules, today: self.today, loose: &self.loose }
    }
}

impl Office {
    /// Tells whether a paper came in the term that its case has for it.
    pub(crate) fn timely(&self, file: &CaseFile, paper: &Inbound) -> Result<Option<Timely>, Complaint> {
        let (rules, today) = (rules()?, self.now()?.in_the_netherlands().date());
        let ground = Ground { file, book: &self.law, rules: &rules, today, loose: &[] };
        Ok(timely(&ground, paper))
    }

    /// Tells whether an open task may go, and why not; nothing for one that went.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn gate(&self, case: &CaseId, task: &ObjectId) -> Result<Option<Gate>, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(self.gates()?.of(self, &self.file(case)?, task))
    }

    pub(crate) fn gates(&self) -> Result<Gates, Complaint> {
        let loose = self.loose_papers()?;
        let minimum = crate::tasks::minimum()?;
        Ok(Gates { rules: rules()?, minimum, loose, today: self.now()?.in_the_netherlands().date() })
    }

    /// Refuses to hand over, or to call done, what may not be carried out yet.
    pub(crate) fn check_gate(&self, file: &CaseFile, command: &Command) -> Result<(), Complaint> {
        let (Command::HandOver(task, _) | Command::FinishTask(task, _)) = command else { return Ok(()) };
        match self.gates()?.of(self, file, task).filter(Gate::is_blocked) {
            Some(gate) => Err(blocked(&gate)),
            None => Ok(()),
        }
    }
}

/// Tells whether a change takes away what holds a task back or keeps a release clock running: a remedy that came in, a step of
/// a release. Reading a letter that nobody had read is ordinary work.
fn takes_away(file: &CaseFile, rules: &Enforcement, command: &Command) -> bool {
    let is_remedy = |kind: InboundKind| kind != InboundKind::Unread && rules.may_be_remedy(kind);
    let held = |id: Option<&ObjectId>| {
        let paper = id.and_then(|id| file.inbound.get(id));
        paper.is_some_and(|paper| paper.receipt.values().any(|paper| is_remedy(paper.kind)))
    };
    match command {
        Command::Withdraw(group, id, _) => match group {
            Group::ReleaseOrder | Group::ReleaseStep | Group::Service => true,
            Group::Inbound => held(Some(id)),
            _ => false,
        },
        Command::Correct(register, value, _) | Command::EndConflict(register, value, _) => {
            match register.group {
                Group::ReleaseStep | Group::Service => true,
                Group::TitleCheck => value.is_null(),
                Group::Inbound => {
                    let kind = value.get("kind").and_then(|kind| kind.as_str()).and_then(InboundKind::parse);
                    held(register.object.as_ref()) && !kind.is_some_and(is_remedy)
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// Refuses that one person alone takes such a thing away.
pub(crate) fn check_kept(file: &CaseFile, command: &Command) -> Result<(), Complaint> {
    if !takes_away(file, &rules()?, command) {
        return Ok(());
    }
    Err(Complaint::new(
        Class::NeedsPerson,
        Both::new(
            "Dit haalt een rechtsmiddel, een betekening of een stap van een invrijheidstelling weg. Daar kijken twee mensen naar \
             (`--second NAAM`). Er is niets opgeslagen.",
            "This takes a remedy, a service or a step of a release away. Two people look at that (`--second NAME`). Nothing was saved.",
        ),
    ))
}

fn list(gate: &Gate, lang: Lang) -> String {
    gate.reasons(lang).iter().map(|reason| format!("\n  - {reason}.")).collect()
}

fn blocked(gate: &Gate) -> Complaint {
    let (nl, en) = (list(gate, Lang::Nl), list(gate, Lang::En));
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Deze taak mag nog niet worden uitgevoerd (Sv art. 6:1:16). Er is niets opgeslagen. Moet het toch, dan met \
                 een reden en een tweede persoon (`--why REDEN --second NAAM`).{nl}"
            ),
            format!(
                "This task may not be carried out yet (Sv art. 6:1:16). Nothing was saved. If it must be, then with a reason \
                 and a second person (`--why REASON --second NAME`).{en}"
            ),
        ),
    )
}

/// Refuses that one person alone hands over, or calls done, what may not go yet.
pub(crate) fn alone() -> Complaint {
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            "Een taak die nog niet mag, gaat alleen weg of op gedaan met een reden en een tweede persoon (`--second NAAM`). Er is niets \
             opgeslagen.",
            "A task that may not go yet goes, or is called done, only with a reason and a second person (`--second NAME`). Nothing was saved.",
        ),
    )
}

#[cfg(test)]
#[path = "enforcement_tests.rs"]
mod tests;
