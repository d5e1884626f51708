//! Which of its questions a computed term answers: a last day, a first hearing, a window.

use super::{Computed, Trigger};
use crate::law::{Counting, Rule};
use crate::moment::{Moment, weekday_date_text};
use crate::text::Lang;

impl Computed {
    /// Says in words which day was computed, so that nobody takes a last day for service for a first day of hearing.
    #[must_use]
    pub fn answers(&self, rule: &Rule, lang: Lang) -> String {
        let act = rule.trigger.get(lang);
        match (self.trigger, rule.counting, lang) {
            (Trigger::Act(day), _, Lang::Nl) => {
                format!(
                    "Eerste dag voor de zitting of het einde, na {} ({act})",
                    weekday_date_text(day, lang)
                )
            }
            (Trigger::Act(day), _, Lang::En) => {
                format!(
                    "First day for the hearing or the end, after {} ({act})",
                    weekday_date_text(day, lang)
                )
            }
            (Trigger::Anchor(day), _, Lang::Nl) => {
                format!(
                    "Laatste dag voor: {act}. De zitting of het einde is {}",
                    weekday_date_text(day, lang)
                )
            }
            (Trigger::Anchor(day), _, Lang::En) => {
                format!("Last day for: {act}. The hearing or the end is {}", weekday_date_text(day, lang))
            }
            (_, Counting::Win, _) => lang
                .pick("Alleen van de eerste tot en met de laatste dag", "Only from the first to the last day")
                .to_owned(),
            (_, Counting::Day | Counting::Stamp | Counting::Task, _) => rule.counting.label(lang).to_owned(),
            _ => lang.pick("Uiterlijk", "At the latest").to_owned(),
        }
    }
}

impl Rule {
    /// Warns when what the term runs from has yet to happen, where that is no plan but an error of typing; nothing else.
    #[must_use]
    pub fn ahead(&self, trigger: &Trigger, now: &Moment, lang: Lang) -> Option<String> {
        let may_be_planned = self.planned || matches!(trigger, Trigger::Anchor(_));
        if may_be_planned || !trigger.is_after(now) {
            return None;
        }
        let what = self.trigger.get(lang);
        Some(match lang {
            Lang::Nl => {
                format!("Het begin ligt in de toekomst ({what}). Klopt de dag? Vul anders de echte dag in.")
            }
            Lang::En => {
                format!("The start lies in the future ({what}). Is the day right? Else fill in the real day.")
            }
        })
    }
}
