//! A case (zaak): the typed values of its registers, and the file that they make together.

mod custody;
mod empty;
mod fields;
mod file;
mod hearing;
mod inbound;
mod promise;
mod release;
mod service;
pub(crate) mod values;

pub use custody::Filed;
pub use empty::emptied;
pub use fields::{FieldOf, Form, Line, Words, fields_of, lines_by_law, lines_of};
pub use file::{CaseFile, Fact, HearingFile, InboundFile, PersonFile, ReleaseFile, TaskFile, TermFile, Told};
pub use hearing::{
    Appearance, HearingOutcome, HearingSession, HearingSlot, OutcomeCode, ToldAs, ToldPerson, Transport,
    Waiver,
};
pub use inbound::{Inbound, InboundKind, InboundLink, InboundWay};
pub use promise::{Promise, PromiseEnd, PromiseEndKind};
pub use release::{ReleaseAct, ReleaseGround, ReleaseOrder, ReleaseStep, TitleCheck, TitlesFound};
pub use service::{Served, Service, ServiceMethod, ServiceOutcome};
pub use values::{
    Address, CaseNumbers, CaseStatus, Charge, Confirmed, Counsel, CustodyMeasure, Decision, DecisionState,
    DocumentLink, Executor, HandOver, Identity, KeyedForm, Note, NoteKind, PersonNumbers, PersonRole, Shield,
    TaskDetail, TaskDone, TaskKind, TaskPlan, TermEnd, TermEndKind, TermTrigger,
};

#[cfg(test)]
pub(crate) mod tests;
