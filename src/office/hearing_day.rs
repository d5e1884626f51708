//! Days and times on which a hearing cannot be, or hardly ever is.

use crate::complaint::Complaint;
use crate::office::Office;
use chrono::NaiveDate;
use noodbrug_core::case::{CaseFile, HearingSlot};
use noodbrug_core::command::Command;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::moment::{Moment, date_text};
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;

impl Office {
    /// Gives why courts do not sit on a day as a rule: Saturday, Sunday, or the holiday's name. Nothing on other days.
    #[must_use]
    pub fn day_off(&self, date: NaiveDate, lang: Lang) -> Option<String> {
        self.law.calendar.day_off(date).map(|off| off.name(lang))
    }

    /// Refuses a hearing that would be planned on a day that is over, or at a time that the clock skips. A correction of
    /// what was written may speak of the past, and a decision may choose a past day that stands there.
    pub(crate) fn check_hearing_day(&self, file: &CaseFile, command: &Command) -> Result<(), Complaint> {
        let said;
        let days = |hearing: Option<&ObjectId>| -> Vec<NaiveDate> {
            let entry = hearing.and_then(|hearing| file.hearings.get(hearing));
            entry.into_iter().flat_map(|entry| entry.slot.values()).map(|slot| slot.date).collect()
        };
        let (slot, before) = match command {
            Command::PlanHearing(planned) | Command::LogOutcome(_, _, Some(planned)) => {
                (&planned.slot, Vec::new())
            }
            Command::MoveHearing(hearing, slot, _) => (slot, days(Some(hearing))),
            Command::Correct(register, value, _) | Command::EndConflict(register, value, _)
                if register.group == Group::Slot =>
            {
                let Ok(slot) = serde_json::from_value::<HearingSlot>(value.clone()) else { return Ok(()) };
                said = slot;
                let is_correction = matches!(command, Command::Correct(..));
                (&said, if is_correction { vec![said.date] } else { days(register.object.as_ref()) })
            }
            _ => return Ok(()),
        };
        if Moment::from_civil(slot.date.and_time(slot.time)).is_err() {
            return Err(skipped(slot));
        }
        let today = self.now()?.in_the_netherlands().date();
        if slot.date < today && !before.contains(&slot.date) {
            return Err(over(slot.date));
        }
        Ok(())
    }
}

fn skipped(slot: &HearingSlot) -> Complaint {
    let (date, time) = (date_text(slot.date), slot.time.format("%H:%M"));
    Complaint::refused(
        format!("De tijd {time} bestaat niet op {date}: dan gaat de klok vooruit. Kies een andere tijd."),
        format!(
            "The time {time} does not exist on {date}: the clock goes forward then. Choose another time."
        ),
    )
}

fn over(date: NaiveDate) -> Complaint {
    let date = date_text(date);
    Complaint::refused(
        format!("De dag {date} is al voorbij. Er is niets opgeslagen. Kijk de datum na."),
        format!("The day {date} is over already. Nothing was saved. Check the date."),
    )
}
