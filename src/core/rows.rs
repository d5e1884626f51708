//! Rows: what lists show of a case, flat and ready to be sorted.
//!
//! Everything here is derived from a case's state and the law; it can be dropped and made again to the same bytes.

mod clocks;
#[cfg(test)]
mod tests;

pub use clocks::{PersonClocks, clocks};

use crate::case::{
    CaseFile, Fact, HearingFile, HearingSession, HearingSlot, Inbound, InboundFile, OutcomeCode, PersonRole,
    ReleaseAct, TaskFile, TermFile, TermTrigger,
};
use crate::deadlines::{Computed, End};
use crate::digest::Digest;
use crate::enforcement::{services, victim_tasks};
use crate::four_eyes;
use crate::ident::{CaseId, ObjectId};
use crate::lawbook::LawBook;
use crate::moment::Moment;
use crate::search::SearchText;
use crate::state::CaseState;
use chrono::{NaiveDate, NaiveDateTime};

/// All rows of one case.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseRows {
    /// The case itself.
    pub case: CaseRow,
    /// Its hearings; one row a reading, so that a list shows both sides of a conflict.
    pub hearings: Vec<HearingRow>,
    /// Its running and ended terms, custody clocks included.
    pub terms: Vec<TermRow>,
    /// Its enforcement tasks.
    pub tasks: Vec<TaskRow>,
    /// Its documents.
    pub documents: Vec<DocumentRow>,
    /// Papers that came in.
    pub inbound: Vec<InboundRow>,
    /// Release orders.
    pub releases: Vec<ReleaseRow>,
    /// What somebody must still do at the desk: promises, services, notices to victims.
    pub desk: Vec<DeskRow>,
    /// What a search finds it by.
    pub search: SearchText,
}

/// A paper that came in, in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboundRow {
    /// The paper.
    pub inbound: ObjectId,
    /// When it was received.
    pub at: Moment,
    /// It stands in a case of its own and nobody said to which it belongs, or sources contradict each other about that.
    pub loose: bool,
    /// Another case has it now.
    pub linked: bool,
}

/// What a row of the desk is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeskKind {
    /// A promise by phone.
    Promise,
    /// Something that is served.
    Service,
    /// A notice to a victim.
    Victim,
}

impl DeskKind {
    /// Gives the word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            DeskKind::Promise => "promise",
            DeskKind::Service => "service",
            DeskKind::Victim => "victim",
        }
    }
}

/// Something of the desk in a case: whether anything of its kind stands open there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeskRow {
    /// Of which kind.
    pub kind: DeskKind,
    /// Something of it is not done.
    pub open: bool,
}

/// A release order in its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseRow {
    /// The order.
    pub release: ObjectId,
    /// The slip came back.
    pub done: bool,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// The case.
    pub id: CaseId,
    /// Its number as shown; a dash when it has none.
    pub number: String,
    /// Suspects as lists sort them, joined by `; `.
    pub suspect: String,
    /// Birth date of the first suspect.
    pub born: Option<NaiveDate>,
    /// The first charge: article and words.
    pub charge: String,
    /// Where that happened.
    pub place: String,
    /// The phase.
    pub phase: String,
    /// The prosecutor.
    pub prosecutor: String,
    /// Somebody is held.
    pub in_custody: bool,
    /// The next hearing that has no outcome: the earliest by date, whatever today is.
    pub next_hearing: Option<NaiveDateTime>,
    /// The first fatal custody moment.
    pub next_fatal: Option<Moment>,
    /// How many registers are in conflict.
    pub conflicts: u32,
    /// How many documents it has.
    pub documents: u32,
    /// How many terms run, custody clocks included: a case with only a clock is not without a term.
    pub terms: u32,
    /// State of the newest source data.
    pub taken_at: Option<Moment>,
    /// The source systems, joined by `, `.
    pub sources: String,
    /// The digest of its state.
    pub state: Digest,
    /// It is a paper that came in, in a case of its own, and nothing else: no case of the office.
    pub paper: bool,
}

/// A hearing in a day list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HearingRow {
    /// The hearing.
    pub hearing: ObjectId,
    /// When and where.
    pub slot: HearingSlot,
    /// What kind and who sits.
    pub session: HearingSession,
    /// What came of it, when somebody logged that.
    pub outcome: Option<OutcomeCode>,
    /// The suspect is held.
    pub custody: bool,
    /// The suspect was under eighteen on the day of the first charge.
    pub youth: bool,
    /// The hearing's slot, session or outcome is in conflict.
    pub conflict: bool,
}

/// A term in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRow {
    /// The term's object, or `clock-…` for a custody clock that follows from a measure.
    pub term: ObjectId,
    /// The rule of the law catalogue.
    pub rule: String,
    /// What it runs from, as the rule asks.
    pub from: String,
    /// The earliest defensible end.
    pub earliest: Option<Moment>,
    /// The latest possible end.
    pub latest: Option<Moment>,
    /// The end that is safe for its reader.
    pub shown: Option<Moment>,
    /// It runs: nobody ended it.
    pub running: bool,
    /// It is a custody clock.
    pub custody: bool,
}

/// An enforcement task in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskRow {
    /// The task.
    pub task: ObjectId,
    /// What, as a word of [`crate::case::TaskKind`].
    pub kind: String,
    /// Who, as a word of [`crate::case::Executor`].
    pub executor: String,
    /// The last day.
    pub due: Option<NaiveDate>,
    /// In words.
    pub text: String,
    /// Must go today.
    pub urgent: bool,
    /// `open`, `handed-over` or `done`.
    pub stage: TaskStage,
    /// One of its registers is in conflict.
    pub conflict: bool,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskStage {
    /// Nobody has it yet.
    Open,
    /// A partner has it.
    HandedOver,
    /// Done.
    Done,
}

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// The SHA-256 of its bytes.
    pub sha256: Digest,
    /// Its title.
    pub title: String,
    /// Its length in bytes.
    pub len: u64,
}

/// Derives all rows of a case.
#[must_use]
pub fn derive(id: CaseId, state: &CaseState, law: &LawBook) -> CaseRows {
    let file = CaseFile::of(state);
    let custody = clocks(&file, law);
    let held = custody.iter().any(|person| person.held);
    let clocks = custody.into_iter().flat_map(|person| person.rows);
    let terms: Vec<TermRow> = terms(&file, law).chain(clocks).collect();
    let hearings =
        file.hearings.iter().flat_map(|(hearing, entry)| hearing_rows(hearing, entry, &file, held));
    let hearings: Vec<HearingRow> = hearings.collect();
    let case = CaseRow { in_custody: held, ..case_row(id, state, &file, (&hearings, &terms)) };
    CaseRows {
        search: SearchText::of(&file),
        tasks: file.tasks.iter().map(|(task, entry)| task_row(task, entry)).collect(),
        documents: file.documents.values().flat_map(Fact::values).map(document_row).collect(),
        inbound: file.inbound.iter().flat_map(|(paper, entry)| inbound_rows((id, paper), entry)).collect(),
        releases: file.releases.keys().map(|release| release_row(release, &file)).collect(),
        desk: desk_rows(&file),
        case,
        hearings,
        terms,
    }
}

/// One row for each kind of which the case has anything.
fn desk_rows(file: &CaseFile) -> Vec<DeskRow> {
    let promises = file.promises.values().flat_map(Fact::values).map(|promise| promise.end.is_none());
    let served = services(file).into_iter().map(|view| view.stage.is_open());
    let victims = victim_tasks(file).into_iter().map(|task| task.done.is_none());
    let all = [
        (DeskKind::Promise, promises.collect::<Vec<bool>>()),
        (DeskKind::Service, served.collect()),
        (DeskKind::Victim, victims.collect()),
    ];
    let row = |(kind, open): (DeskKind, Vec<bool>)| DeskRow { kind, open: open.contains(&true) };
    all.into_iter().filter(|(_, open)| !open.is_empty()).map(row).collect()
}

fn case_row(id: CaseId, state: &CaseState, file: &CaseFile, rows: (&[HearingRow], &[TermRow])) -> CaseRow {
    let (hearings, terms) = rows;
    let mut names: Vec<String> = file.suspects().map(|(_, who)| who.list_name()).collect();
    if file.persons.is_empty() {
        names.extend(file.inbound.values().filter_map(|paper| Some(paper.receipt.any()?.about.clone())));
        names.retain(|name| !name.is_empty());
    }
    let charge = file.charges.values().find_map(Fact::any);
    let status = file.status.any();
    let sources = source_names(state);
    let open = hearings.iter().filter(|hearing| hearing.outcome.is_none());
    let fatal = terms.iter().filter(|term| term.custody && term.running).filter_map(|term| term.shown);
    CaseRow {
        id,
        number: file.numbers.any().map_or_else(|| paper_number(file), number_text),
        suspect: names.join("; "),
        born: file.suspects().find_map(|(_, who)| who.born),
        charge: charge.map(|charge| charge_text(&charge.article, &charge.description)).unwrap_or_default(),
        place: charge.map(|charge| charge.place.clone()).unwrap_or_default(),
        phase: status.map_or_else(|| paper_phase(file), |status| status.phase.clone()),
        prosecutor: status.and_then(|status| status.prosecutor.clone()).unwrap_or_default(),
        in_custody: false,
        next_hearing: open.map(|hearing| hearing.slot.date.and_time(hearing.slot.time)).min(),
        next_fatal: fatal.min_by_key(Moment::unix),
        conflicts: count(file.conflicts.len()),
        documents: count(file.documents.len()),
        terms: count(terms.iter().filter(|term| term.running).count()),
        taken_at: newest_source(state),
        sources,
        state: state.digest(),
        paper: is_paper(id, file),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn number_text(numbers: &crate::case::CaseNumbers) -> String {
    let other = || numbers.others.first().cloned();
    numbers.parketnummer.as_ref().map(ToString::to_string).or_else(other).unwrap_or_else(|| "—".to_owned())
}

/// Tells whether a case is the own one of a paper, and no source or person gave it a number of a case.
fn is_paper(id: CaseId, file: &CaseFile) -> bool {
    let papers = file.inbound.values().flat_map(|entry| entry.receipt.values());
    file.numbers.any().is_none() && papers.into_iter().any(|paper| Inbound::own_case(&paper.number) == id)
}

/// A case that is only a paper goes by the paper's control number.
fn paper_number(file: &CaseFile) -> String {
    let paper = file.inbound.values().find_map(|paper| paper.receipt.any());
    paper.map_or_else(|| "—".to_owned(), |paper| paper.number.to_string())
}

/// What stands in place of a phase, in the sources' language.
fn paper_phase(file: &CaseFile) -> String {
    match file.inbound.values().next() {
        Some(paper) if paper.link.sole().is_some() => "ingekomen stuk, gekoppeld".to_owned(),
        Some(_) => "ingekomen stuk, zaak onbekend".to_owned(),
        None => String::new(),
    }
}

fn inbound_rows((case, id): (CaseId, &ObjectId), entry: &InboundFile) -> Vec<InboundRow> {
    let own = |paper: &Inbound| Inbound::own_case(&paper.number) == case;
    let row = |paper: &Inbound| InboundRow {
        inbound: id.clone(),
        at: paper.at,
        loose: own(paper) && entry.link.sole().is_none(),
        linked: own(paper) && entry.link.sole().is_some(),
    };
    entry.receipt.values().map(row).collect()
}

fn release_row(release: &ObjectId, file: &CaseFile) -> ReleaseRow {
    let steps = file.release_steps.values().flat_map(Fact::values);
    let done = steps.into_iter().any(|step| step.release == *release && step.act == ReleaseAct::Acknowledged);
    ReleaseRow { release: release.clone(), done }
}

fn charge_text(article: &str, description: &str) -> String {
    [article, description].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn said(state: &CaseState) -> impl Iterator<Item = &crate::state::Said> {
    state.registers().flat_map(|(_, readings)| readings).flat_map(|reading| &reading.said)
}

fn source_names(state: &CaseState) -> String {
    let mut names: Vec<&str> =
        said(state).filter(|said| said.ws.is_source()).map(|said| said.ws.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

fn newest_source(state: &CaseState) -> Option<Moment> {
    said(state).filter(|said| said.ws.is_source()).map(|said| said.at).max_by_key(Moment::unix)
}

fn hearing_rows(hearing: &ObjectId, entry: &HearingFile, file: &CaseFile, custody: bool) -> Vec<HearingRow> {
    let conflict = entry.slot.in_conflict() || entry.session.in_conflict() || entry.outcome.in_conflict();
    let row = |slot: &HearingSlot| HearingRow {
        hearing: hearing.clone(),
        slot: slot.clone(),
        session: entry.session.any().cloned().unwrap_or_default(),
        outcome: entry.outcome.any().map(|outcome| outcome.code),
        custody,
        youth: is_youth(file),
        conflict,
    };
    entry.slot.values().map(row).collect()
}

fn is_youth(file: &CaseFile) -> bool {
    let on = file.charges.values().filter_map(Fact::any).find_map(|charge| charge.date);
    let born = file.persons.values().filter_map(|person| person.identity.any());
    let born = born.filter(|who| who.role == PersonRole::Suspect).filter_map(|who| who.born);
    on.is_some_and(|on| born.into_iter().any(|born| on.years_since(born).is_some_and(|years| years < 18)))
}

fn task_row(task: &ObjectId, entry: &TaskFile) -> TaskRow {
    let plan = entry.plan.any();
    TaskRow {
        task: task.clone(),
        kind: plan.map_or("", |plan| plan.kind.word()).to_owned(),
        executor: plan.map_or("", |plan| plan.executor.word()).to_owned(),
        due: plan.and_then(|plan| plan.due),
        text: plan.map(|plan| plan.text.clone()).unwrap_or_default(),
        urgent: plan.is_some_and(|plan| plan.urgent),
        stage: stage(entry),
        conflict: entry.plan.in_conflict() || entry.handover.in_conflict() || entry.done.in_conflict(),
    }
}

fn stage(entry: &TaskFile) -> TaskStage {
    match (entry.done.is_empty(), entry.handover.is_empty()) {
        (false, _) => TaskStage::Done,
        (true, false) => TaskStage::HandedOver,
        (true, true) => TaskStage::Open,
    }
}

fn document_row(document: &crate::case::DocumentLink) -> DocumentRow {
    DocumentRow { sha256: document.sha256, title: document.title.clone(), len: document.len }
}

/// The terms that people set running; one that was taken back stays until a second person has looked, where its rule
/// wants that.
fn terms<'a>(file: &'a CaseFile, law: &'a LawBook) -> impl Iterator<Item = TermRow> + 'a {
    let here = file
        .terms
        .iter()
        .flat_map(|(id, entry)| entry.trigger.values().map(move |trigger| (id, entry, trigger)));
    let all = here.chain(file.withdrawn_terms.iter().filter_map(move |(id, entry)| {
        let waits = four_eyes::is_critical(entry, &law.law) && four_eyes::standing(entry, &law.law).runs();
        Some((id, entry, &entry.triggers.last().filter(|_| waits)?.value))
    }));
    all.map(|(id, entry, trigger)| term_row(id, entry, trigger, law))
}

fn term_row(id: &ObjectId, entry: &TermFile, trigger: &TermTrigger, law: &LawBook) -> TermRow {
    let computed = law.compute(&trigger.rule, &trigger.from).ok();
    let moment = |end: fn(&Computed) -> End| computed.as_ref().map(|computed| end(computed).moment());
    TermRow {
        term: id.clone(),
        rule: trigger.rule.clone(),
        from: trigger.from.clone(),
        earliest: moment(|computed| computed.earliest),
        latest: moment(|computed| computed.latest),
        shown: moment(Computed::shown),
        running: four_eyes::standing(entry, &law.law).runs(),
        custody: false,
    }
}
