//! Which days in custody come off a sentence (Sr art. 27), from the same measures that the custody clocks run on.

use super::minimum::DeductionRule;
use crate::custody::Measure;
use crate::moment::date_text;
use crate::text::Lang;
use chrono::NaiveDate;

/// The days that come off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deduction {
    /// Whole days; the first day of each stretch counts, the day on which it ends does not.
    pub days: u32,
    /// From when until when, each stretch; without an end it goes on.
    pub stretches: Vec<(NaiveDate, Option<NaiveDate>)>,
    /// Something ended that never began, as far as the case knows: a person looks.
    pub unsure: bool,
}

impl Deduction {
    /// Tells whether the person is still held, so that the number grows.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.stretches.iter().any(|(_, end)| end.is_none())
    }

    /// Says it with its days: `12 dagen (11-11-2026 tot 23-11-2026)`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let days = lang.counted(self.days.into(), ("dag", "day"), ("dagen", "days"));
        let until = |end: &Option<NaiveDate>| match end {
            Some(end) => format!("{} {}", lang.pick("tot", "until"), date_text(*end)),
            None => lang.pick("loopt nog", "runs on").to_owned(),
        };
        let stretches: Vec<String> =
            self.stretches.iter().map(|(from, end)| format!("{} {}", date_text(*from), until(end))).collect();
        let unsure = if self.unsure { lang.pick("; na te gaan", "; to be checked") } else { "" };
        if stretches.is_empty() {
            format!("{days}{unsure}")
        } else {
            format!("{days} ({}{unsure})", stretches.join("; "))
        }
    }
}

/// Counts the days that come off up to a day.
#[must_use]
pub fn deduction(measures: &[Measure], today: NaiveDate, rule: &DeductionRule) -> Deduction {
    let mut measures: Vec<&Measure> = measures.iter().collect();
    measures.sort_by_key(|measure| (measure.moment.unix(), measure.kind));
    let day = |measure: &Measure| measure.moment.in_the_netherlands().date();
    let (mut stretches, mut since, mut unsure) = (Vec::new(), None, false);
    for measure in measures {
        if rule.begins.contains(&measure.kind) {
            since = since.or(Some(day(measure)));
        } else if rule.ends.contains(&measure.kind) {
            match since.take() {
                Some(from) => stretches.push((from, Some(day(measure)))),
                // The end of an order and the release after it end the same stretch.
                None => unsure |= stretches.is_empty(),
            }
        }
    }
    stretches.extend(since.map(|from| (from, None)));
    let days = stretches.iter().map(|(from, end)| whole_days(*from, end.unwrap_or(today))).sum();
    Deduction { days, stretches, unsure }
}

/// A stretch that begins and ends on one day is a day.
fn whole_days(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0).max(1)
}
