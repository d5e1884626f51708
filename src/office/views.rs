//! What the shells show: plain values with everything looked up, before any words are chosen.

use chrono::NaiveDate;
use noodbrug_core::case::{HearingSession, HearingSlot, OutcomeCode, TermEndKind};
use noodbrug_core::event::{EventId, Kind};
use noodbrug_core::four_eyes::Asked;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::Moment;
use noodbrug_core::rows::{TaskStage, TermRow};
use noodbrug_core::warning::Urgency;

/// What every list shows of the case that a row belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLabel {
    /// The case.
    pub id: CaseId,
    /// Its number as shown.
    pub number: String,
    /// Its suspects as lists sort them.
    pub suspect: String,
    /// Birth date of the first suspect.
    pub born: Option<NaiveDate>,
    /// The first charge.
    pub charge: String,
    /// The prosecutor.
    pub prosecutor: String,
}

/// One hearing of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HearingLine {
    /// Whose.
    pub case: CaseLabel,
    /// The hearing.
    pub hearing: ObjectId,
    /// When and where.
    pub slot: HearingSlot,
    /// What kind, and who sits.
    pub session: HearingSession,
    /// What came of it.
    pub outcome: Option<OutcomeCode>,
    /// The suspect is held.
    pub custody: bool,
    /// The suspect was under eighteen.
    pub youth: bool,
    /// Sources contradict each other about this hearing.
    pub conflict: bool,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermLine {
    /// Whose.
    pub case: CaseLabel,
    /// The rule's name.
    pub name: String,
    /// The article.
    pub article: String,
    /// What it runs from, both readings, and whether it runs.
    pub row: TermRow,
    /// From when to watch it.
    pub warned_from: Option<Moment>,
    /// How near its end is.
    pub urgency: Urgency,
    /// Who asks that it ends, while that waits for a second person.
    pub asked: Vec<Asked>,
}

/// What somebody did to a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermAct {
    /// Set it running.
    Started,
    /// Corrected what it runs from, so that its end moved.
    Moved,
    /// Took it back.
    Withdrawn,
    /// Asked that it ends; a second person must confirm.
    Asked(TermEndKind),
    /// Confirmed, as the second person, what this person asked.
    Confirmed(TermEndKind, String),
    /// Ended it.
    Ended(TermEndKind),
    /// Let it run on.
    Kept,
}

/// One act of a day that is about a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermLogLine {
    /// When, by the author's clock.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// At which workstation, and where in its journal.
    pub place: (String, u64),
    /// In which case.
    pub case: CaseLabel,
    /// What was done.
    pub act: TermAct,
    /// The rule as the case names it.
    pub rule: String,
    /// The rule's name.
    pub name: String,
    /// The article.
    pub article: String,
    /// What it runs from, as written.
    pub from: String,
    /// The end that is computed from that.
    pub ends: Option<Moment>,
    /// Why, or a note.
    pub why: String,
}

/// One enforcement task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLine {
    /// Whose.
    pub case: CaseLabel,
    /// The task.
    pub task: ObjectId,
    /// What, as a word of `TaskKind`.
    pub kind: String,
    /// Who, as a word of `Executor`.
    pub executor: String,
    /// The last day.
    pub due: Option<NaiveDate>,
    /// In words.
    pub text: String,
    /// Must go today.
    pub urgent: bool,
    /// How far it is.
    pub stage: TaskStage,
    /// Whether it may be carried out; nothing for what went already.
    pub gate: Option<noodbrug_core::enforcement::Gate>,
    /// What whoever carries it out must know, with what is known; nothing for what went already.
    pub needed: Vec<noodbrug_core::enforcement::Needed>,
}

/// What an entry wrote in one register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What the register says something about.
    pub group: noodbrug_core::register::Group,
    /// What stood there: nothing, a value, or several that contradicted each other.
    pub before: Vec<serde_json::Value>,
    /// What stands there by this entry; null when it was taken back.
    pub after: serde_json::Value,
}

/// One entry of the journal, as the log and the day journal show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The entry.
    pub event: EventId,
    /// What it does.
    pub kind: Kind,
    /// The case, when it is about one.
    pub case: Option<CaseId>,
    /// The case's number, when it has one.
    pub number: Option<String>,
    /// What it is about, in registers' names.
    pub about: Vec<noodbrug_core::register::Group>,
    /// What a person wrote, register by register; empty for what a source said, and for those who see no case files.
    pub changes: Vec<Change>,
    /// What it says, when it writes nothing.
    pub said: serde_json::Value,
    /// The workstation or source.
    pub ws: String,
    /// Whose workstation it is, where that is known: this office, or a partner.
    pub office: Option<String>,
    /// Its place in that author's chain.
    pub seq: u64,
    /// Who.
    pub by: String,
    /// When, by the author's clock; without a meaning in one whose content is not here.
    pub at: Moment,
    /// Why.
    pub why: Option<String>,
    /// What it says is not here: its office kept it at home, or it was lawfully destroyed.
    pub bare: bool,
}
