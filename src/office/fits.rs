//! What a value of a register must be as a whole, which none of its fields shows by itself. Whoever corrects a value, or
//! decides for another one than the sources say, comes by here.

use crate::complaint::{Both, Class, Complaint};
use crate::law;
use crate::office::Office;
use chrono::NaiveDate;
use noodbrug_core::register::Group;
use serde_json::Value;

impl Office {
    /// Refuses a term that has no end, and an adjournment to a day without a hearing on that day.
    ///
    /// # Errors
    /// A complaint that says what is missing.
    pub fn check_value(&self, group: Group, value: &Value) -> Result<(), Complaint> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
        match group {
            Group::Trigger => law::of_case(self.law(), text("rule"), text("from")).map(|_| ()),
            Group::Outcome
                if text("code") == "adjourned-to" && value.get("next").is_none_or(Value::is_null) =>
            {
                Err(goes_on_nowhere())
            }
            _ => Ok(()),
        }
    }
}

/// Gives the day on which a value puts a hearing; nothing for a value of anything else.
#[must_use]
pub fn hearing_day_of(group: Group, value: &Value) -> Option<NaiveDate> {
    let day = value.get("date").filter(|_| group == Group::Slot)?;
    day.as_str()?.parse().ok()
}

fn goes_on_nowhere() -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            "Aanhouden tot een dag heeft een nieuwe zitting nodig. Kies een andere uitkomst, of trek de uitkomst in (`noodbrug withdraw`). \
             Houd de zaak daarna aan op het scherm Zittingen (`noodbrug hearing adjourn`).",
            "Adjourning to a day needs a new hearing. Choose another outcome, or take the outcome back (`noodbrug withdraw`). Then \
             adjourn the case on the screen Hearings (`noodbrug hearing adjourn`).",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::{self, ExercisePlan};
    use noodbrug_core::text::Lang;
    use serde_json::json;
    use std::ops::ControlFlow;

    #[test]
    fn a_value_is_refused_as_a_whole_where_each_field_is_right() {
        let dir = tempfile::tempdir().unwrap();
        let now = "2026-11-23T09:00:00+01:00".parse().unwrap();
        let plan = ExercisePlan { folder: dir.path().to_owned(), cases: 3, seed: 3, now };
        let office = exercise::make(&plan, &mut |_, _| ControlFlow::Continue(())).unwrap().office;
        let said = |group, value: Value| {
            office.check_value(group, &value).map_err(|why| why.text(Lang::En).to_owned()).err()
        };
        let nowhere = said(Group::Outcome, json!({"code": "adjourned-to", "next": null})).unwrap();
        assert!(nowhere.starts_with("Adjourning to a day"), "{nowhere}");
        assert_eq!(said(Group::Outcome, json!({"code": "adjourned-to", "next": "x"})), None);
        assert_eq!(said(Group::Outcome, json!({"code": "judgment"})), None);
        assert!(said(Group::Trigger, json!({"rule": "voorgeleiding", "from": "2026-11-23"})).is_some());
        assert_eq!(said(Group::Trigger, json!({"rule": "hb", "from": "2026-11-23"})), None);
        assert_eq!(said(Group::Note, Value::Null), None);
    }

    #[test]
    fn only_the_place_of_a_hearing_has_a_hearing_day() {
        let value = json!({"date": "2026-11-29"});
        assert_eq!(hearing_day_of(Group::Slot, &value), "2026-11-29".parse().ok());
        assert_eq!(hearing_day_of(Group::Charge, &value), None);
        assert_eq!(hearing_day_of(Group::Slot, &Value::Null), None);
    }
}
