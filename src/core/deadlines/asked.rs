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
                    "Laatste dag voor {act}, bij een zitting of einde op {}",
                    weekday_date_text(day, lang)
                )
            }
            (Trigger::Anchor(day), _, Lang::En) => {
                format!("Last day for {act}, with the hearing or the end on {}", weekday_date_text(day, lang))
            }
            (_, Counting::Win, _) => {
                let first = self.earliest.text(lang);
                match lang {
                    Lang::Nl => format!("Niet eerder dan {first} en niet later dan"),
                    Lang::En => format!("Not before {first} and not after"),
                }
            }
            _ if rule.not_before => lang.pick("Niet eerder dan na", "Not before the end of").to_owned(),
            (_, Counting::Day | Counting::Stamp | Counting::Task, _) => rule.counting.label(lang).to_owned(),
            _ => lang.pick("Uiterlijk", "At the latest").to_owned(),
        }
    }
}

impl Rule {
    /// Tells whether the computed day opens something instead of ending it: a hearing may be from then, an order may be
    /// enforced after it. Nobody is late when such a day has passed.
    #[must_use]
    pub const fn opens(&self, trigger: &Trigger) -> bool {
        self.not_before || matches!(trigger, Trigger::Act(_))
    }

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
