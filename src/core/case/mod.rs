//! A case (zaak): the typed values of its registers, and the file that they make together.

mod custody;
mod file;
mod sitting;
mod values;

pub use custody::Filed;
pub use file::{CaseFile, Fact, HearingFile, PersonFile, TaskFile, TermFile, Told};
pub use sitting::{ToldAs, ToldPerson, Transport, Waiver};
pub use values::{
    Appearance, CaseNumbers, CaseStatus, Charge, Confirmed, Counsel, CustodyMeasure, Decision, DecisionState,
    DocumentLink, Executor, HandOver, HearingOutcome, HearingSession, HearingSlot, Identity, KeyedForm, Note,
    NoteKind, OutcomeCode, PersonNumbers, PersonRole, Shield, TaskDone, TaskKind, TaskPlan, TermEnd,
    TermEndKind, TermTrigger,
};

#[cfg(test)]
pub(crate) mod tests;
