//! What victims must hear, derived from the case: decisions within the term of Sv 51ac, and on the same day that a ban on
//! contact changes or the suspect is let go. Done is what somebody logged as a notice to that victim, after the change.

use crate::case::{
    CaseFile, Fact, OutcomeCode, PersonRole, Served, Service, ServiceOutcome, TaskFile, TaskKind,
};
use crate::ident::ObjectId;
use crate::moment::Moment;
use crate::text::Lang;

/// Of what a victim must hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A judgment.
    Judgment,
    /// A ban on contact or an area: made, changed or ended.
    Ban,
    /// The suspect is let go.
    Release,
}

impl Why {
    /// Says it in words.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Why::Judgment => lang.pick("uitspraak", "judgment"),
            Why::Ban => lang.pick(
                "contact- of locatieverbod: gemaakt of gewijzigd",
                "contact or area ban: made or changed",
            ),
            Why::Release => lang.pick("verdachte komt vrij", "the suspect is let go"),
        }
    }

    /// Tells whether it must be told on the same day.
    #[must_use]
    pub const fn is_same_day(self) -> bool {
        !matches!(self, Why::Judgment)
    }
}

/// Something that a victim must hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VictimTask {
    /// The hearing, task or release that it is about.
    pub about: ObjectId,
    /// The victim.
    pub victim: ObjectId,
    /// The victim's name as lists sort it.
    pub name: String,
    /// Of what.
    pub why: Why,
    /// When it became so.
    pub since: Moment,
    /// The notice that was given after that.
    pub done: Option<Service>,
    /// Attempts after that which did not reach the victim.
    pub failed: usize,
}

/// Derives what the victims of a case must hear, in the order in which it became so.
#[must_use]
pub fn victim_tasks(file: &CaseFile) -> Vec<VictimTask> {
    let people = file.persons.iter().filter_map(|(id, person)| Some((id, person.identity.any()?)));
    let victims: Vec<_> = people.filter(|(_, who)| who.role == PersonRole::Victim).collect();
    if victims.is_empty() {
        return Vec::new();
    }
    let causes = causes(file);
    let mut tasks: Vec<VictimTask> = causes
        .iter()
        .flat_map(|(about, why, since)| {
            victims
                .iter()
                .map(move |(victim, who)| task(file, (about, *why, *since), (victim, who.list_name())))
        })
        .collect();
    tasks.sort_by_key(|task| (task.since.unix(), task.why, task.about.clone(), task.victim.clone()));
    tasks
}

fn causes(file: &CaseFile) -> Vec<(ObjectId, Why, Moment)> {
    let mut causes = Vec::new();
    for (hearing, entry) in &file.hearings {
        let Some(outcome) = entry.outcome.any() else { continue };
        let why = match outcome.code {
            OutcomeCode::Judgment | OutcomeCode::JudgmentOral => Why::Judgment,
            OutcomeCode::CustodyLifted | OutcomeCode::CustodySuspended => Why::Release,
            _ => continue,
        };
        causes.push((hearing.clone(), why, outcome.decided));
    }
    for (task, entry) in &file.tasks {
        let bans = entry.plan.values().any(|plan| plan.kind == TaskKind::ContactBan);
        causes.extend(changed_at(entry).filter(|_| bans).map(|at| (task.clone(), Why::Ban, at)));
    }
    let told: Vec<_> =
        causes.iter().filter(|(_, why, _)| *why == Why::Release).map(|(_, _, at)| at.date()).collect();
    for (release, entry) in &file.releases {
        let decided = entry.order.any().map(|order| order.decided);
        causes.extend(
            decided.filter(|at| !told.contains(&at.date())).map(|at| (release.clone(), Why::Release, at)),
        );
    }
    causes
}

/// The newest moment at which something of a ban changed.
fn changed_at(task: &TaskFile) -> Option<Moment> {
    let plan = task.plan.said().map(|said| said.at);
    let detail = task.detail.said().map(|said| said.at);
    plan.chain(detail).chain(task.done.said().map(|said| said.at)).max_by_key(Moment::unix)
}

fn task(
    file: &CaseFile,
    (about, why, since): (&ObjectId, Why, Moment),
    (victim, name): (&ObjectId, String),
) -> VictimTask {
    let notices = file.services.values().flat_map(Fact::values);
    let own = notices.filter(|service| {
        service.what == Served::VictimNotice
            && service.person.as_ref() == Some(victim)
            && service.of.as_ref() == Some(about)
            && service.at.unix() >= since.unix()
    });
    // A victim who does not want to hear of it has heard.
    let reached =
        |service: &&Service| service.outcome.succeeded() || service.outcome == ServiceOutcome::Refused;
    let (told, failed): (Vec<_>, Vec<_>) = own.partition(reached);
    VictimTask {
        about: about.clone(),
        victim: victim.clone(),
        name,
        why,
        since,
        done: told.into_iter().min_by_key(|service| service.at.unix()).cloned(),
        failed: failed.len(),
    }
}
