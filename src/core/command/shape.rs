//! What a value of each register must be to be read again.

use super::{Refusal, filled};
use crate::case::{
    Address, CaseNumbers, CaseStatus, Charge, Counsel, CustodyMeasure, Decision, DocumentLink, HandOver,
    HearingOutcome, HearingSession, HearingSlot, Identity, Inbound, InboundLink, Note, PersonNumbers,
    Promise, ReleaseOrder, ReleaseStep, Service, Shield, TaskDetail, TaskDone, TaskPlan, TermEnd,
    TermTrigger, TitleCheck,
};
use crate::register::{Group, Register};
use serde_json::Value;

/// What must be filled in when a thing is entered, must be so after a correction as well.
pub(super) fn check_filled(group: Group, value: &Value) -> Result<(), Refusal> {
    let text = |key: &&str| value.get(*key).and_then(Value::as_str).unwrap_or_default();
    let fields: &[&str] = match group {
        _ if value.is_null() => &[],
        Group::Numbers => {
            let others = value.get("others").and_then(Value::as_array);
            let named = value.get("parketnummer").is_some_and(Value::is_string)
                || others.is_some_and(|others| !others.is_empty());
            return if named { Ok(()) } else { Err(Refusal::Empty(group)) };
        }
        Group::Identity => &["surname"],
        Group::Counsel => &["name"],
        Group::Slot => &["court", "room"],
        Group::Trigger => &["rule", "from"],
        Group::HandOver => &["how"],
        Group::Decision => &["kind", "by"],
        Group::Note => &["text"],
        Group::Inbound => &["from"],
        Group::TitleCheck => &["by"],
        Group::Promise => &["who", "to", "what"],
        Group::Address => &["text"],
        _ => &[],
    };
    filled(group, &fields.iter().map(text).collect::<Vec<_>>())
}

/// A value of another shape would be written and never be read again.
pub(super) fn check(register: &Register, value: &Value) -> Result<(), Refusal> {
    fn fits<T: serde::de::DeserializeOwned>(value: &Value) -> bool {
        serde_json::from_value::<T>(value.clone()).is_ok()
    }
    let fitting = match register.group {
        Group::Numbers => fits::<CaseNumbers>(value),
        Group::Status => fits::<CaseStatus>(value),
        Group::Identity => fits::<Identity>(value),
        Group::PersonNumbers => fits::<PersonNumbers>(value),
        Group::Counsel => fits::<Counsel>(value),
        Group::Shield => fits::<Shield>(value),
        Group::Charge => fits::<Charge>(value),
        Group::Measure => fits::<CustodyMeasure>(value),
        Group::Slot => fits::<HearingSlot>(value),
        Group::Session => fits::<HearingSession>(value),
        Group::Outcome => fits::<HearingOutcome>(value),
        Group::Trigger => fits::<TermTrigger>(value),
        Group::TermEnd => fits::<TermEnd>(value),
        Group::Plan => fits::<TaskPlan>(value),
        Group::HandOver => fits::<HandOver>(value),
        Group::Done => fits::<TaskDone>(value),
        Group::Decision => fits::<Decision>(value),
        Group::Note => fits::<Note>(value),
        Group::Document => fits::<DocumentLink>(value),
        Group::Keying => fits::<crate::reconcile::KeyingAct>(value),
        Group::Twin => fits::<crate::reconcile::Twin>(value),
        Group::Inbound => fits::<Inbound>(value),
        Group::InboundLink => fits::<InboundLink>(value),
        Group::ReleaseOrder => fits::<ReleaseOrder>(value),
        Group::TitleCheck => fits::<TitleCheck>(value),
        Group::ReleaseStep => fits::<ReleaseStep>(value),
        Group::TaskDetail => fits::<TaskDetail>(value),
        Group::Service => fits::<Service>(value),
        Group::Promise => fits::<Promise>(value),
        Group::Address => fits::<Address>(value),
    };
    if fitting || value.is_null() { Ok(()) } else { Err(Refusal::Shape(register.clone())) }
}
