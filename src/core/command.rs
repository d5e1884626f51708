//! What people can do to a case, and when it is refused: a command against a state gives a draft for the journal.
//!
//! A command never chooses between values: a register in conflict takes nothing but a decision that says why.

mod hearings;
mod inbound;
mod people;
mod release;
mod shape;
mod tasks;
mod terms;

pub use release::ReleaseRefusal;
pub use terms::TermRefusal;

use crate::case::{
    Address, CaseFile, CaseNumbers, CaseStatus, Charge, Counsel, CustodyMeasure, Decision, DocumentLink,
    HandOver, HearingOutcome, HearingSession, HearingSlot, Identity, Inbound, InboundLink, Note,
    PersonNumbers, Promise, PromiseEnd, ReleaseOrder, ReleaseStep, Service, Shield, TaskDetail, TaskDone,
    TaskPlan, TermEnd, TermTrigger, TitleCheck,
};
use crate::entry::{self, Field, Size, Unfit};
use crate::event::{Draft, Kind};
use crate::ident::{CaseId, ObjectId};
use crate::law::Law;
use crate::moment::Moment;
use crate::register::{Group, Register};
use crate::state::CaseState;
use crate::text::Lang;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A hearing that is planned: its new name, place and kind.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedHearing {
    /// The name it gets.
    pub hearing: ObjectId,
    /// When and where.
    pub slot: HearingSlot,
    /// What kind, and who sits.
    pub session: HearingSession,
}

/// The first facts of a case that came in on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedCase {
    /// Its numbers.
    pub numbers: CaseNumbers,
    /// Phase and prosecutor.
    pub status: CaseStatus,
    /// The name that the suspect gets.
    pub person: ObjectId,
    /// Who the suspect is.
    pub identity: Identity,
    /// The suspect's numbers.
    pub person_numbers: PersonNumbers,
    /// The name that the charge gets.
    pub charge_id: ObjectId,
    /// What it is about.
    pub charge: Charge,
}

/// Something that a person does to a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Opens a case that came in on paper.
    Open(Box<OpenedCase>),
    /// Adds a person to a case: a victim, a witness, another suspect.
    AddPerson(ObjectId, Identity),
    /// Says who assists a person.
    AssignCounsel(ObjectId, Counsel),
    /// Says whether a person must be kept from the public.
    Shield(ObjectId, Shield),
    /// Says where a person lives; a reason where that takes the place of another address.
    SetAddress(ObjectId, Address, String),
    /// Plans a hearing.
    PlanHearing(PlannedHearing),
    /// Moves a hearing to another time or room, with the reason.
    MoveHearing(ObjectId, HearingSlot, String),
    /// Says who sits, in which order and with what else a hearing needs; a reason where that takes the place of another.
    SetSession(ObjectId, HearingSession, String),
    /// Vacates a hearing at this moment (zitting vervalt), with the reason: nothing was heard. It stays in the case.
    VacateHearing(ObjectId, Moment, String),
    /// Logs what came of a hearing; with the next hearing, when one was set.
    LogOutcome(ObjectId, HearingOutcome, Option<PlannedHearing>),
    /// Logs an act of custody.
    LogMeasure(ObjectId, CustodyMeasure),
    /// Sets a term running.
    StartTerm(ObjectId, TermTrigger),
    /// Ends a term; where its rule wants two people, asks that it ends.
    EndTerm(ObjectId, TermEnd),
    /// Confirms, as the second person, that a term ends as was asked; the moment is that of confirming.
    ConfirmEnd(ObjectId, Moment),
    /// Lets a term run on: takes its end, or the question for it, back with the reason.
    KeepTerm(ObjectId, String),
    /// Plans an enforcement task.
    PlanTask(ObjectId, TaskPlan),
    /// Adds what the executor needs to know of a task; a reason where that takes the place of something else.
    FillTask(ObjectId, TaskDetail, String),
    /// Logs that a task was handed over.
    HandOver(ObjectId, HandOver),
    /// Logs that a task was handed over that may not go yet, with the reason; takes two people.
    HandOverAnyway(ObjectId, HandOver, String),
    /// Logs that a task was done.
    FinishTask(ObjectId, TaskDone),
    /// Logs that a task was done that may not be yet, with the reason; takes two people.
    FinishTaskAnyway(ObjectId, TaskDone, String),
    /// Logs an attempt to serve something.
    Serve(ObjectId, Service),
    /// Notes what somebody promised.
    Promise(ObjectId, Promise),
    /// Says how a promise ended.
    EndPromise(ObjectId, PromiseEnd),
    /// Records a decision.
    Decide(ObjectId, Decision),
    /// Writes a note.
    Note(ObjectId, Note),
    /// Adds a document that is in the vault.
    AddDocument(ObjectId, DocumentLink),
    /// Stamps a paper that came in.
    Receive(ObjectId, Inbound),
    /// Says to which case a paper belongs that came in without one.
    LinkInbound(ObjectId, InboundLink),
    /// Writes an order to let somebody go.
    OrderRelease(ObjectId, ReleaseOrder),
    /// Logs whether another title follows.
    CheckTitles(ObjectId, TitleCheck),
    /// Logs what was done with a release order.
    LogRelease(ObjectId, ReleaseStep),
    /// Corrects a register, with the reason.
    Correct(Register, Value, String),
    /// Takes a thing back, with the reason.
    Withdraw(Group, ObjectId, String),
    /// Ends a conflict with a value and the reason.
    EndConflict(Register, Value, String),
}

/// Who carries a command out, and by which law.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    /// The person's name as the station knows it.
    pub by: &'a str,
    /// The catalogue, which says where two people are needed.
    pub law: &'a Law,
    /// The day that it is.
    pub today: NaiveDate,
}

/// Why a command is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The case has no such thing.
    Unknown(Group),
    /// The register holds several values; a person must end that first.
    InConflict(Register),
    /// The register holds one value only; there is nothing to end.
    NoConflict(Register),
    /// The thing is there already; correct it instead.
    Exists(Group),
    /// The thing has ended.
    Ended(Group),
    /// The reason is missing.
    WhyMissing,
    /// Something that must be filled in is empty.
    Empty(Group),
    /// What is written is what stands there.
    Unchanged(Group),
    /// An adjournment to a date needs that date.
    NextMissing,
    /// A value does not fit its register.
    Shape(Register),
    /// Something about a term, of which the end may want two people.
    Term(TermRefusal),
    /// Something about a release order.
    Release(ReleaseRefusal),
    /// A field holds what it may not.
    Unfit(Unfit),
}

impl Refusal {
    /// Says what happened and what to do next, for people.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let thing = |group: &Group| group.label(lang).to_owned();
        let (nl, en) = match self {
            Refusal::Unknown(group) => (
                format!("Deze zaak heeft dit niet: {}. Open de zaak opnieuw.", thing(group)),
                format!("This case does not have this: {}. Open the case again.", thing(group)),
            ),
            Refusal::InConflict(register) => (
                format!("Twee bronnen spreken elkaar tegen: {}. Beslis dat eerst.", thing(&register.group)),
                format!("Two sources contradict each other: {}. Decide that first.", thing(&register.group)),
            ),
            Refusal::NoConflict(register) => (
                format!("Hier is niets meer te beslissen: {}.", thing(&register.group)),
                format!("There is nothing left to decide here: {}.", thing(&register.group)),
            ),
            Refusal::Exists(group) => (
                format!("Dit staat al in de zaak: {}. Corrigeer wat er staat, met een reden.", thing(group)),
                format!(
                    "This is in the case already: {}. Correct what is there, with a reason.",
                    thing(group)
                ),
            ),
            Refusal::Ended(group) => (
                format!("Dit is al afgesloten: {}. Corrigeer het, met een reden.", thing(group)),
                format!("This has ended already: {}. Correct it, with a reason.", thing(group)),
            ),
            Refusal::WhyMissing => (
                "Vul een reden in. De reden komt in het log.".into(),
                "Give a reason. It goes into the log.".into(),
            ),
            Refusal::Empty(group) => (
                format!("Niet alles is ingevuld: {}. Vul de verplichte velden in.", thing(group)),
                format!("Something is empty: {}. Fill in the required fields.", thing(group)),
            ),
            Refusal::Unchanged(group) => (
                format!("Er is niets veranderd: {}. Er is niets opgeslagen.", thing(group)),
                format!("Nothing has changed: {}. Nothing was saved.", thing(group)),
            ),
            Refusal::NextMissing => (
                "Vul de nieuwe datum, tijd en zaal in, of kies “voor onbepaalde tijd”.".into(),
                "Fill in the new date, time and room, or choose “without a date”.".into(),
            ),
            Refusal::Shape(register) => (
                format!("Deze waarde past niet bij: {}. Kijk de velden na.", thing(&register.group)),
                format!("This value does not fit: {}. Check the fields.", thing(&register.group)),
            ),
            Refusal::Term(why) => why.words(),
            Refusal::Release(why) => why.words(),
            Refusal::Unfit(why) => why.words(),
        };
        match lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for Refusal {}

/// Turns a command into the draft of one journal entry, or refuses it; nothing else changes.
///
/// # Errors
/// [`Refusal`] says which rule stands in the way.
pub fn decide(
    case: CaseId,
    state: &CaseState,
    command: Command,
    writer: &Writer<'_>,
) -> Result<Draft, Refusal> {
    let desk = Desk { case, state, file: CaseFile::of(state), writer };
    let draft = desk.draft(command)?;
    desk.check_entered(&draft)?;
    Ok(draft)
}

/// A case with what is known of it, ready to be written to.
struct Desk<'a> {
    case: CaseId,
    state: &'a CaseState,
    file: CaseFile,
    writer: &'a Writer<'a>,
}

impl Desk<'_> {
    fn draft(&self, command: Command) -> Result<Draft, Refusal> {
        match command {
            Command::Open(opened) => self.open(*opened),
            Command::AddPerson(person, who) => self.add_person(person, &who),
            Command::AssignCounsel(person, counsel) => self.assign_counsel(person, &counsel),
            Command::Shield(person, shield) => self.of_person(Group::Shield, person, &shield),
            Command::PlanHearing(planned) => self.plan_hearing(planned),
            Command::MoveHearing(hearing, slot, why) => self.move_hearing(hearing, &slot, &why),
            Command::SetSession(hearing, session, why) => self.set_session(hearing, &session, &why),
            Command::VacateHearing(hearing, at, why) => self.vacate(hearing, at, &why),
            Command::LogOutcome(hearing, outcome, next) => self.log_outcome(hearing, &outcome, next),
            Command::LogMeasure(id, measure) => self.add(Group::Measure, id, &measure),
            Command::StartTerm(id, trigger) => self.start_term(id, &trigger),
            Command::EndTerm(id, end) => self.end_term(id, &end),
            Command::ConfirmEnd(id, at) => self.confirm_end(&id, at),
            Command::KeepTerm(id, why) => self.keep_term(&id, &why),
            Command::SetAddress(person, address, why) => self.set_address(person, &address, &why),
            Command::PlanTask(id, plan) => self.add(Group::Plan, id, &plan),
            Command::FillTask(id, detail, why) => self.fill_task(id, &detail, &why),
            Command::HandOver(id, handover) => self.hand_over(id, &handover),
            Command::HandOverAnyway(id, handover, why) => {
                Ok(self.hand_over(id, &handover)?.because(reason(&why)?))
            }
            Command::FinishTask(id, done) => self.finish(id, &done),
            Command::FinishTaskAnyway(id, done, why) => Ok(self.finish(id, &done)?.because(reason(&why)?)),
            Command::Serve(id, service) => self.serve(id, &service),
            Command::Promise(id, promise) => self.promise(id, &promise),
            Command::EndPromise(id, end) => self.end_promise(id, end),
            Command::Decide(id, decision) => self.record(id, &decision),
            Command::Note(id, note) => self.note(id, &note),
            Command::AddDocument(id, document) => self.add(Group::Document, id, &document),
            Command::Receive(id, paper) => self.receive(id, &paper),
            Command::LinkInbound(id, link) => self.link(id, &link),
            Command::OrderRelease(id, order) => self.order_release(id, &order),
            Command::CheckTitles(id, check) => self.check_titles(id, &check),
            Command::LogRelease(id, step) => self.log_release(id, &step),
            Command::Correct(register, value, why) => self.correct(register, value, &why),
            Command::Withdraw(group, id, why) => self.withdraw(group, &id, &why),
            Command::EndConflict(register, value, why) => self.end_conflict(register, value, &why),
        }
    }

    /// Judges what is new in a draft: see [`entry`]. What stands in the case already came from somewhere, and stays.
    fn check_entered(&self, draft: &Draft) -> Result<(), Refusal> {
        for (register, value) in &draft.writes {
            let mut known = BTreeSet::new();
            let before = self.state.readings(register).iter().map(|reading| &reading.value);
            before.for_each(|value| entry::texts(value, &mut known));
            let kept = register.object.as_ref().and_then(|id| self.file.withdrawn_terms.get(id));
            let kept = kept.into_iter().flat_map(|term| &term.triggers).map(|told| &told.value);
            kept.for_each(|was| known.extend([was.rule.as_str(), was.from.as_str(), was.note.as_str()]));
            entry::check_value(register.group, value, &known, self.writer.today).map_err(Refusal::Unfit)?;
        }
        let reason = Field::new("reden", "reason");
        let why = draft.why.as_deref().unwrap_or_default();
        entry::check_text(why, Size::Words, reason).map_err(Refusal::Unfit)
    }

    fn open(&self, opened: OpenedCase) -> Result<Draft, Refusal> {
        if !self.state.is_empty() {
            return Err(Refusal::Exists(Group::Numbers));
        }
        filled(Group::Identity, &[&opened.identity.surname])?;
        if opened.numbers.parketnummer.is_none() && opened.numbers.others.is_empty() {
            return Err(Refusal::Empty(Group::Numbers));
        }
        let person = opened.person;
        self.write(
            Kind::Add,
            [
                pair(Register::of_case(Group::Numbers), &opened.numbers)?,
                pair(Register::of_case(Group::Status), &opened.status)?,
                pair(Register::of(Group::Identity, person.clone()), &opened.identity)?,
                pair(Register::of(Group::PersonNumbers, person), &opened.person_numbers)?,
                pair(Register::of(Group::Charge, opened.charge_id), &opened.charge)?,
            ],
        )
    }

    fn record(&self, id: ObjectId, decision: &Decision) -> Result<Draft, Refusal> {
        filled(Group::Decision, &[&decision.kind, &decision.by])?;
        self.add(Group::Decision, id, decision)
    }

    fn note(&self, id: ObjectId, note: &Note) -> Result<Draft, Refusal> {
        filled(Group::Note, &[&note.text])?;
        self.add(Group::Note, id, note)
    }

    fn correct(&self, register: Register, value: Value, why: &str) -> Result<Draft, Refusal> {
        let readings = self.state.readings(&register);
        if readings.is_empty() {
            return Err(Refusal::Unknown(register.group));
        }
        if readings.iter().all(|reading| reading.value == value) {
            return Err(Refusal::Unchanged(register.group));
        }
        shape::check(&register, &value)?;
        self.may_correct(&register, &value)?;
        shape::check_filled(register.group, &value)?;
        Ok(self.write(Kind::Set, [(register, value)])?.because(reason(why)?))
    }

    fn withdraw(&self, group: Group, id: &ObjectId, why: &str) -> Result<Draft, Refusal> {
        let (thing, _) = group.words();
        let of_thing =
            |register: &&Register| register.group.words().0 == thing && register.object.as_ref() == Some(id);
        let registers = self.state.registers().map(|(register, _)| register).filter(of_thing);
        let writes: Vec<(Register, Value)> =
            registers.map(|register| (register.clone(), Value::Null)).collect();
        if writes.is_empty() {
            return Err(Refusal::Unknown(group));
        }
        self.may_withdraw(thing, id)?;
        Ok(self.write(Kind::Void, writes)?.because(reason(why)?))
    }

    fn end_conflict(&self, register: Register, value: Value, why: &str) -> Result<Draft, Refusal> {
        if self.state.readings(&register).len() < 2 {
            return Err(Refusal::NoConflict(register));
        }
        shape::check(&register, &value)?;
        // A side is chosen as it stands, whatever a source left out of it; what somebody says anew is whole.
        if self.state.readings(&register).iter().all(|reading| reading.value != value) {
            shape::check_filled(register.group, &value)?;
        }
        let heads = self.state.heads(&register);
        let value = terms::as_question(&register, value)?;
        let draft = Draft::writing(Kind::Decide, self.case, BTreeMap::from([(register, value)]));
        Ok(draft.replacing(heads).because(reason(why)?))
    }

    fn must_be_new(&self, group: Group, id: &ObjectId) -> Result<(), Refusal> {
        let there = self.state.readings(&Register::of(group, id.clone()));
        if there.is_empty() { Ok(()) } else { Err(Refusal::Exists(group)) }
    }

    fn add<T: Serialize>(&self, group: Group, id: ObjectId, value: &T) -> Result<Draft, Refusal> {
        self.must_be_new(group, &id)?;
        self.write(Kind::Add, [pair(Register::of(group, id), value)?])
    }

    fn set<T: Serialize>(&self, group: Group, id: ObjectId, value: &T) -> Result<Draft, Refusal> {
        self.write(Kind::Set, [pair(Register::of(group, id), value)?])
    }

    /// Drafts a write of registers that replaces what each of them holds; none of them may be in conflict.
    fn write(
        &self,
        kind: Kind,
        writes: impl IntoIterator<Item = (Register, Value)>,
    ) -> Result<Draft, Refusal> {
        let writes: BTreeMap<Register, Value> = writes.into_iter().collect();
        let torn = writes.keys().find(|register| self.state.readings(register).len() > 1);
        if let Some(register) = torn {
            return Err(Refusal::InConflict(register.clone()));
        }
        let heads = writes.keys().flat_map(|register| self.state.heads(register)).collect();
        Ok(Draft::writing(kind, self.case, writes).replacing(heads))
    }
}

fn pair<T: Serialize>(register: Register, value: &T) -> Result<(Register, Value), Refusal> {
    let value = serde_json::to_value(value).map_err(|_| Refusal::Shape(register.clone()))?;
    Ok((register, value))
}

fn value_of<T: Serialize>(value: &T, group: Group) -> Result<Value, Refusal> {
    serde_json::to_value(value).map_err(|_| Refusal::Empty(group))
}

fn filled(group: Group, fields: &[&str]) -> Result<(), Refusal> {
    if fields.iter().any(|field| field.trim().is_empty()) { Err(Refusal::Empty(group)) } else { Ok(()) }
}

fn reason(why: &str) -> Result<String, Refusal> {
    let why = why.trim();
    if why.is_empty() { Err(Refusal::WhyMissing) } else { Ok(why.to_owned()) }
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
