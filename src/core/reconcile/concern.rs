//! Whom an item of the back-entry concerns: the process that it belongs to and, where the case says so, the chain partner
//! that waits for it. Nothing is guessed: an item of which no partner is known has none.

use super::step::Step;
use crate::case::Executor;
use crate::incident::Process;
use crate::register::{Group, Register};
use crate::state::CaseState;
use crate::text::Lang;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A chain partner that something in a case concerns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChainPartner {
    /// Who carries a decision out.
    Executor(Executor),
    /// The court of a hearing, by the name that stands with it.
    Court(String),
}

impl ChainPartner {
    /// Gives its name for people.
    #[must_use]
    pub fn label(&self, lang: Lang) -> Cow<'_, str> {
        match self {
            ChainPartner::Executor(executor) => executor.label(lang).into(),
            ChainPartner::Court(name) => name.as_str().into(),
        }
    }
}

impl fmt::Display for ChainPartner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChainPartner::Executor(executor) => write!(f, "executor:{}", executor.word()),
            ChainPartner::Court(name) => write!(f, "court:{name}"),
        }
    }
}

/// A text names no partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPartner;

impl FromStr for ChainPartner {
    type Err = NotAPartner;

    fn from_str(text: &str) -> Result<ChainPartner, NotAPartner> {
        match text.split_once(':') {
            Some(("executor", word)) => Executor::parse(word).map(ChainPartner::Executor).ok_or(NotAPartner),
            Some(("court", name)) if !name.is_empty() => Ok(ChainPartner::Court(name.to_owned())),
            _ => Err(NotAPartner),
        }
    }
}

impl Step {
    /// Gives the process of the office that a step belongs to.
    #[must_use]
    pub const fn process(self) -> Process {
        match self {
            Step::Person => Process::Intake,
            Step::Arrest | Step::Custody | Step::Release => Process::Custody,
            Step::Summons => Process::Summons,
            Step::Hearing => Process::Hearings,
            Step::Judgment | Step::Remedy => Process::Decisions,
            Step::Enforcement => Process::Enforcement,
            Step::File => Process::Files,
        }
    }
}

/// Finds the partner that a value of a register concerns: who carries a task out, or the court of a hearing. What is said of
/// a hearing or a task elsewhere is found by the thing that both are about; where that holds several values, nobody is.
pub(super) fn partner(register: &Register, value: &Value, state: &CaseState) -> Option<ChainPartner> {
    match register.group {
        Group::Plan => executor(value, "executor"),
        Group::HandOver => executor(value, "to"),
        Group::ReleaseOrder | Group::TitleCheck | Group::ReleaseStep => {
            Some(ChainPartner::Executor(Executor::Dji))
        }
        Group::Done | Group::TaskDetail => executor(sole(register, Group::Plan, state)?, "executor"),
        Group::Slot => court(value),
        Group::Session | Group::Outcome => court(sole(register, Group::Slot, state)?),
        _ => None,
    }
}

/// Finds the rule of law that a value of a register is about: that of a term, also where it says how the term ended.
pub(super) fn rule(register: &Register, value: &Value, state: &CaseState) -> Option<String> {
    let trigger = match register.group {
        Group::Trigger => value,
        Group::TermEnd => sole(register, Group::Trigger, state)?,
        _ => return None,
    };
    filled(trigger, "rule").map(str::to_owned)
}

/// What all values of a register say; nothing where they do not say the same.
pub(super) fn agreed<T: PartialEq>(values: &[&Value], of: impl Fn(&Value) -> Option<T>) -> Option<T> {
    let mut told = values.iter().map(|value| of(value));
    let first = told.next()?;
    if told.all(|other| other == first) { first } else { None }
}

/// The one value of another register of the same thing.
fn sole<'a>(register: &Register, group: Group, state: &'a CaseState) -> Option<&'a Value> {
    match state.readings(&Register { group, object: register.object.clone() }) {
        [only] => Some(&only.value),
        _ => None,
    }
}

fn executor(value: &Value, key: &str) -> Option<ChainPartner> {
    filled(value, key).and_then(Executor::parse).map(ChainPartner::Executor)
}

fn court(value: &Value) -> Option<ChainPartner> {
    filled(value, "court").map(|name| ChainPartner::Court(name.to_owned()))
}

fn filled<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}
