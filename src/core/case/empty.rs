//! Which fields of a register may be empty, and what they hold then.

use super::fields::{Form, fields_of};
use crate::register::Group;
use serde_json::Value;

/// Gives what a field of a register holds when it is empty; nothing for a field that must be filled in, or that the register
/// does not have.
#[must_use]
pub fn emptied(group: Group, key: &str) -> Option<Value> {
    let form = fields_of(group).iter().find(|field| field.key == key)?.form;
    match form {
        Form::Yes => Some(Value::Bool(false)),
        Form::Texts | Form::Parketnummers | Form::Told | Form::Kinds => Some(Value::Array(Vec::new())),
        _ if absent(group).contains(&key) => Some(Value::Null),
        _ if blank(group).contains(&key) => Some(Value::from("")),
        _ => None,
    }
}

/// The fields that may be absent.
const fn absent(group: Group) -> &'static [&'static str] {
    match group {
        Group::Numbers => &["parketnummer"],
        Group::Status => &["prosecutor"],
        Group::Identity => &["born"],
        Group::PersonNumbers => &["bsn", "skn"],
        Group::Charge => &["date"],
        Group::Measure => &["days"],
        Group::Slot => &["minutes"],
        Group::Session => &["interpreter", "order", "registrar", "prosecutor", "security", "transport"],
        Group::Outcome => &["appearance", "waiver"],
        Group::Plan => &["due"],
        Group::HandOver => &["reference"],
        Group::Document => &["added"],
        _ => &[],
    }
}

/// The texts that may be without words.
const fn blank(group: Group) -> &'static [&'static str] {
    match group {
        Group::Identity => &["prefix", "given", "birthplace"],
        Group::Counsel => &["phone"],
        Group::Shield | Group::Trigger | Group::TermEnd | Group::Done => &["note"],
        Group::Charge | Group::Measure => &["place"],
        Group::Slot => &["chamber"],
        Group::Session => &["modality", "judges"],
        Group::Outcome | Group::Plan | Group::Decision => &["text"],
        Group::HandOver => &["person"],
        Group::Service => &["by", "proof", "note"],
        Group::Promise => &["phone"],
        Group::Document => &["kind"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        CaseNumbers, CaseStatus, Charge, Counsel, CustodyMeasure, Decision, HandOver, HearingOutcome,
        HearingSession, HearingSlot, Identity, PersonNumbers, Shield, TaskDone, TaskPlan, TermEnd,
        TermTrigger,
    };
    use super::*;
    use serde_json::json;

    fn fits(group: Group, value: &Value) -> bool {
        fn is<T: serde::de::DeserializeOwned>(value: &Value) -> bool {
            serde_json::from_value::<T>(value.clone()).is_ok()
        }
        match group {
            Group::Numbers => is::<CaseNumbers>(value),
            Group::Status => is::<CaseStatus>(value),
            Group::Identity => is::<Identity>(value),
            Group::PersonNumbers => is::<PersonNumbers>(value),
            Group::Counsel => is::<Counsel>(value),
            Group::Shield => is::<Shield>(value),
            Group::Charge => is::<Charge>(value),
            Group::Measure => is::<CustodyMeasure>(value),
            Group::Slot => is::<HearingSlot>(value),
            Group::Session => is::<HearingSession>(value),
            Group::Outcome => is::<HearingOutcome>(value),
            Group::Trigger => is::<TermTrigger>(value),
            Group::TermEnd => is::<TermEnd>(value),
            Group::Plan => is::<TaskPlan>(value),
            Group::HandOver => is::<HandOver>(value),
            Group::Done => is::<TaskDone>(value),
            Group::Decision => is::<Decision>(value),
            _ => false,
        }
    }

    #[test]
    fn an_emptied_field_can_be_read_again_and_what_must_be_filled_in_has_no_empty_value() {
        let at = "2026-11-23T09:00:00+01:00";
        for (group, full) in [
            (Group::Numbers, json!({"parketnummer": "09/123456-26"})),
            (Group::Status, json!({"phase": "x", "prosecutor": "x"})),
            (Group::Identity, json!({"role": "suspect", "surname": "x", "born": "1990-01-01"})),
            (Group::PersonNumbers, json!({"bsn": "111222333", "skn": "1"})),
            (Group::Counsel, json!({"name": "x", "phone": "1"})),
            (Group::Shield, json!({"protected": true, "note": "x"})),
            (Group::Charge, json!({"article": "x", "description": "x", "date": "2026-01-01", "place": "x"})),
            (Group::Measure, json!({"kind": "x", "moment": at, "days": 3, "place": "x", "person": null})),
            (
                Group::Slot,
                json!({"court": "x", "date": "2026-11-30", "time": "09:30:00", "room": "B", "chamber": "MK", "minutes": 5}),
            ),
            (
                Group::Session,
                json!({"modality": "x", "judges": "x", "interpreter": "x", "closed": true, "order": 1}),
            ),
            (
                Group::Outcome,
                json!({"code": "judgment", "appearance": null, "text": "x", "decided": at, "next": null, "told_in_person": true}),
            ),
            (Group::Trigger, json!({"rule": "hb", "from": "2026-11-23", "person": null, "note": "x"})),
            (Group::TermEnd, json!({"how": "met", "at": at, "note": "x"})),
            (
                Group::Plan,
                json!({"kind": "fine", "executor": "cjib", "due": "2026-11-23", "text": "x", "urgent": true}),
            ),
            (Group::HandOver, json!({"to": "cjib", "at": at, "how": "x", "person": "x", "reference": "x"})),
            (Group::Done, json!({"at": at, "note": "x"})),
            (
                Group::Decision,
                json!({"kind": "x", "text": "x", "date": "2026-11-23", "by": "x", "state": "concept"}),
            ),
        ] {
            assert!(fits(group, &full), "{group:?}: {full}");
            for field in fields_of(group) {
                let mut value = full.clone();
                let Some(empty) = emptied(group, field.key) else { continue };
                value[field.key] = empty;
                assert!(fits(group, &value), "{group:?} {}: {value}", field.key);
            }
        }
        for (group, key) in
            [(Group::Slot, "date"), (Group::Slot, "room"), (Group::Outcome, "code"), (Group::Note, "text")]
        {
            assert_eq!(emptied(group, key), None, "{group:?} {key}");
        }
    }
}
