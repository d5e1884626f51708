//! Serving decisions: each attempt is an entry, one that failed too, and a service starts the terms that run from it.

use crate::act::{Deal, Saved, nothing_written};
use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::views::CaseLabel;
use noodbrug_core::case::{
    CaseFile, DocumentLink, HearingOutcome, Identity, OutcomeCode, TermEnd, TermEndKind, TermTrigger,
};
use noodbrug_core::command::Command;
use noodbrug_core::enforcement::{ServiceRules, services, victim_tasks};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::rows::DeskKind;
use noodbrug_core::search::fold;
use noodbrug_core::text::Lang;
use std::path::Path;

pub use noodbrug_core::case::{Served, Service, ServiceMethod, ServiceOutcome};
pub use noodbrug_core::enforcement::{ServiceStage, ServiceView};

/// What service sets going, by the law's table.
const RULES: &str = include_str!("../../assets/law/service.toml");

fn rules() -> Result<ServiceRules, Complaint> {
    ServiceRules::parse(RULES).map_err(|why| Complaint::refused(why.clone(), why))
}

/// An attempt that was logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedNow {
    /// The entry.
    pub saved: Saved,
    /// Its name.
    pub id: ObjectId,
    /// The rules of the terms that began.
    pub started: Vec<String>,
    /// How far the service is now.
    pub view: Option<ServiceView>,
}

/// A service in its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLine {
    /// The case.
    pub case: CaseLabel,
    /// On whom, as lists sort names.
    pub person: String,
    /// What is served, with every attempt.
    pub view: ServiceView,
}

impl Office {
    /// Logs an attempt to serve something, with a scan of its deed when there is one. What is not said is taken from the
    /// case: the newest judgment or penal order, the one suspect. Terms that run from the service begin in the same write.
    ///
    /// # Errors
    /// As [`Office::act`].
    pub fn serve(
        &mut self,
        case: &CaseId,
        mut service: Service,
        scan: Option<&Path>,
    ) -> Result<ServedNow, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let file = self.file(case)?;
        if service.of.is_none() {
            service.of = about(&file, service.what);
        }
        if service.person.is_none() && service.what != Served::VictimNotice {
            service.person = file.sole_suspect().cloned();
        }
        let deed = scan.map(|path| self.keep_deed(path, &service)).transpose()?;
        service.scan = deed.as_ref().map(|deed| deed.sha256);
        let id = self.new_id()?;
        let (mut deals, started) = self.set_going(case, &file, (&id, &service))?;
        if let Some(deed) = deed {
            deals.push(Deal::new(*case, Command::AddDocument(self.new_id()?, deed)));
        }
        deals.extend(self.told(case, &file, &service)?);
        let first = Deal::new(*case, Command::Serve(id.clone(), service));
        let deals = std::iter::once(first).chain(deals).collect();
        let saved = self.act_all(deals)?.into_iter().next().ok_or_else(nothing_written)?;
        let view = services(&self.file(case)?)
            .into_iter()
            .find(|view| view.attempts.iter().any(|(attempt, _)| *attempt == id));
        Ok(ServedNow { saved, id, started, view })
    }

    fn keep_deed(&self, path: &Path, service: &Service) -> Result<DocumentLink, Complaint> {
        let title = format!("{} {}", service.what.label(Lang::Nl), service.proof);
        self.keep_scan(path, title.trim().to_owned(), "akte van uitreiking")
    }

    /// The terms that begin with a service, those left out that run from that day already.
    fn set_going(
        &self,
        case: &CaseId,
        file: &CaseFile,
        (id, service): (&ObjectId, &Service),
    ) -> Result<(Vec<Deal>, Vec<String>), Complaint> {
        let day = service.at.in_the_netherlands().date().to_string();
        let (table, mut deals, mut started) = (rules()?, Vec::new(), Vec::new());
        for rule in table.begun_by(service) {
            let same = |trigger: &TermTrigger| {
                trigger.rule == rule && trigger.from == day && trigger.person == service.person
            };
            if file.terms.values().any(|term| term.trigger.values().any(same)) {
                continue;
            }
            let note = format!("{}, {}", service.what.label(Lang::Nl), service.outcome.label(Lang::Nl));
            let trigger = TermTrigger {
                rule: rule.to_owned(),
                from: day.clone(),
                person: service.person.clone(),
                note,
                oral: false,
            };
            let term = ObjectId::derived(&format!("{id} {rule}"));
            deals.push(Deal { rests_on: Some(0), ..Deal::new(*case, Command::StartTerm(term, trigger)) });
            started.push(rule.to_owned());
        }
        Ok((deals, started))
    }

    /// With the last victim who hears of a judgment, the term for it is met.
    fn told(&self, case: &CaseId, file: &CaseFile, service: &Service) -> Result<Vec<Deal>, Complaint> {
        let done = service.outcome.succeeded() || service.outcome == ServiceOutcome::Refused;
        if service.what != Served::VictimNotice || !done {
            return Ok(Vec::new());
        }
        let others = victim_tasks(file).into_iter().filter(|task| Some(&task.about) == service.of.as_ref());
        let others: Vec<_> = others.filter(|task| Some(&task.victim) != service.person.as_ref()).collect();
        let hearing = service.of.as_ref().and_then(|of| file.hearings.get(of));
        let Some(outcome) = hearing.and_then(|hearing| hearing.outcome.sole()) else { return Ok(Vec::new()) };
        if others.iter().any(|task| task.done.is_none()) {
            return Ok(Vec::new());
        }
        let (rule, day) = (crate::enforcement::rules()?.victim, day_of(outcome));
        let runs = file.terms.iter().filter(|(_, term)| {
            term.end.is_empty()
                && term.trigger.values().any(|trigger| trigger.rule == rule && trigger.from == day)
        });
        let end = |term: &ObjectId| {
            let end = TermEnd {
                how: TermEndKind::Met,
                at: service.at,
                note: service.outcome.label(Lang::Nl).to_owned(),
                confirmed: None,
            };
            Deal { rests_on: Some(0), ..Deal::new(*case, Command::EndTerm(term.clone(), end)) }
        };
        Ok(runs.map(|(term, _)| end(term)).collect())
    }

    /// Gives the services of a case.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn services_of(&self, case: &CaseId) -> Result<Vec<ServiceLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let Some(label) = self.label(case)? else { return Ok(Vec::new()) };
        let file = self.file(case)?;
        let line = |view: ServiceView| ServiceLine {
            case: label.clone(),
            person: name_of(&file, view.about.2.as_ref()).unwrap_or_else(|| label.suspect.clone()),
            view,
        };
        Ok(services(&file).into_iter().map(line).collect())
    }

    /// Gives what is served in all cases, the oldest attempt first: what is still open alone, unless all is asked.
    ///
    /// # Errors
    /// As [`Office::services_of`].
    pub fn service_list(&self, done_too: bool) -> Result<Vec<ServiceLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let mut lines = Vec::new();
        for case in self.store.cases_at_desk(DeskKind::Service, done_too)? {
            lines.extend(self.services_of(&case)?);
        }
        lines.retain(|line| done_too || line.view.stage.is_open());
        lines.sort_by_key(|line| (line.view.last().map(|last| last.at.unix()), line.case.number.clone()));
        Ok(lines)
    }
}

fn day_of(outcome: &HearingOutcome) -> String {
    outcome.decided.in_the_netherlands().date().to_string()
}

/// What a service is about when nobody says: the newest judgment, or the newest penal order.
fn about(file: &CaseFile, what: Served) -> Option<ObjectId> {
    match what {
        Served::Judgment | Served::AppealJudgment => {
            let judged = |outcome: &HearingOutcome| {
                matches!(outcome.code, OutcomeCode::Judgment | OutcomeCode::JudgmentOral)
            };
            let all = file.hearings.iter().filter(|(_, entry)| entry.outcome.values().any(judged));
            let newest =
                all.max_by_key(|(_, entry)| entry.outcome.values().map(|told| told.decided.unix()).max());
            newest.map(|(id, _)| id.clone())
        }
        Served::PenalOrder | Served::MinorOrder => {
            let all = file.decisions.iter().filter(|(_, fact)| {
                fact.values().any(|decision| fold(&decision.kind).contains("strafbeschikking"))
            });
            let newest = all.max_by_key(|(_, fact)| fact.values().map(|decision| decision.date).max());
            newest.map(|(id, _)| id.clone())
        }
        Served::Summons | Served::Recall => {
            let open = file.hearings.iter().filter(|(_, entry)| entry.outcome.is_empty());
            let first = open.filter_map(|(id, entry)| Some((entry.slot.any()?.date, id)));
            first.min().map(|(_, id)| id.clone())
        }
        _ => None,
    }
}

pub(crate) fn name_of(file: &CaseFile, person: Option<&ObjectId>) -> Option<String> {
    file.persons.get(person?)?.identity.any().map(Identity::list_name)
}

#[cfg(test)]
#[path = "services_tests.rs"]
mod tests;
