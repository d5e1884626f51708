//! A case (zaak): the typed values of its registers, and the file that they make together.

mod custody;
mod empty;
mod fields;
mod file;
mod hearing;
mod inbound;
mod release;
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
pub use release::{ReleaseAct, ReleaseGround, ReleaseOrder, ReleaseStep, TitleCheck, TitlesFound};
pub use values::{
    CaseNumbers, CaseStatus, Charge, Confirmed, Counsel, CustodyMeasure, Decision, DecisionState,
    DocumentLink, Executor, HandOver, Identity, KeyedForm, Note, NoteKind, PersonNumbers, PersonRole, Shield,
    TaskDone, TaskKind, TaskPlan, TermEnd, TermEndKind, TermTrigger,
};

#[cfg(test)]
pub(crate) mod tests;
