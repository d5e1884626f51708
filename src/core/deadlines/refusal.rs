//! Why a term cannot be computed, in words that say what to fill in.

use crate::law::Rule;
use crate::moment::date_text;
use crate::text::Lang;
use chrono::{NaiveDate, NaiveDateTime};
use std::fmt;

/// Why a term cannot be computed; each says what to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The rule runs from a moment, and only a day was given.
    NeedsTime {
        /// The rule.
        rule: Box<Rule>,
        /// The day.
        day: NaiveDate,
    },
    /// The rule is counted back, and it was not said which of the two days was given.
    SayWhichEnd(Box<Rule>),
    /// The rule is not counted back, so it has no other end.
    NotCountedBack(Box<Rule>),
    /// The rule has several lengths and one must be chosen.
    ChooseVariant(Box<Rule>),
    /// The rule does not apply to an event of this day.
    NotInForce {
        /// The rule.
        rule: Box<Rule>,
        /// The day of the event.
        event: NaiveDate,
    },
    /// The outcome lies beyond all dates.
    OutOfRange,
    /// It was asked for the hearing after a service, and the day of the hearing was given.
    BothEnds(NaiveDate),
    /// The calendar has no such day.
    NoSuchDay {
        /// The day as it was typed.
        text: String,
        /// The last day of that month, when there is such a month.
        last: Option<NaiveDate>,
    },
    /// The year is one that cannot be meant.
    NoSuchYear(i32),
    /// The clock skipped this time in spring.
    NoSuchTime(NaiveDateTime),
    /// The text is neither a day nor a moment.
    Unreadable(String),
}

impl Refusal {
    /// Says what is missing and what to do next.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Refusal::NeedsTime { rule, day } => needs_time(rule, *day, lang),
            Refusal::SayWhichEnd(rule) => which_end(rule, lang),
            Refusal::NotCountedBack(rule) => match lang {
                Lang::Nl => format!(
                    "{} ({}) wordt niet teruggerekend: geef de dag van: {}.",
                    rule.name.nl, rule.article, rule.trigger.nl
                ),
                Lang::En => format!(
                    "{} ({}) is not counted back: give the day of: {}.",
                    rule.name.en, rule.article, rule.trigger.en
                ),
            },
            Refusal::ChooseVariant(rule) => choose(rule, lang),
            Refusal::NotInForce { rule, event } => match lang {
                Lang::Nl => format!(
                    "{} ({}) geldt niet voor een gebeurtenis op {}.",
                    rule.name.nl,
                    rule.article,
                    date_text(*event)
                ),
                Lang::En => format!(
                    "{} ({}) does not apply to an event of {}.",
                    rule.name.en,
                    rule.article,
                    date_text(*event)
                ),
            },
            Refusal::OutOfRange => lang
                .pick(
                    "De uitkomst valt buiten de kalender. Kijk de datum na.",
                    "The outcome lies outside the calendar. Check the date.",
                )
                .to_owned(),
            Refusal::BothEnds(hearing) => both_ends(*hearing, lang),
            Refusal::NoSuchDay { text, last } => no_such_day(text, *last, lang),
            Refusal::NoSuchYear(year) => crate::moment::no_such_year(*year, lang),
            Refusal::NoSuchTime(civil) => no_such_time(*civil, lang),
            Refusal::Unreadable(text) => match lang {
                Lang::Nl => format!(
                    "`{text}` is geen dag en geen tijdstip. Typ bijvoorbeeld 23-11-2026, of 2026-11-23T22:00 met de tijd erbij."
                ),
                Lang::En => format!(
                    "`{text}` is no day and no moment. Type for example 23-11-2026, or 2026-11-23T22:00 with the time."
                ),
            },
        }
    }
}

fn both_ends(hearing: NaiveDate, lang: Lang) -> String {
    let day = date_text(hearing);
    match lang {
        Lang::Nl => format!(
            "{day} is de dag van de zitting. Geef de dag van betekening om de zitting te laten berekenen."
        ),
        Lang::En => {
            format!("{day} is the day of the hearing. Give the day of service to have the hearing computed.")
        }
    }
}

fn no_such_day(text: &str, last: Option<NaiveDate>, lang: Lang) -> String {
    let last = last.map(date_text);
    match (lang, last) {
        (Lang::Nl, Some(last)) => {
            format!("De dag {text} bestaat niet. Die maand eindigt op {last}. Vul een dag in die bestaat.")
        }
        (Lang::En, Some(last)) => {
            format!("There is no day {text}. That month ends on {last}. Fill in a day that exists.")
        }
        (Lang::Nl, None) => {
            format!("De dag {text} bestaat niet: een jaar heeft 12 maanden. Vul een dag in die bestaat.")
        }
        (Lang::En, None) => {
            format!("There is no day {text}: a year has 12 months. Fill in a day that exists.")
        }
    }
}

/// Says that the clock skips a time in spring.
#[must_use]
pub fn no_such_time(civil: NaiveDateTime, lang: Lang) -> String {
    let (day, time) = (date_text(civil.date()), civil.format("%H:%M"));
    match lang {
        Lang::Nl => {
            format!("Op {day} bestond {time} niet: de klok ging een uur vooruit. Vul een tijd in die er was.")
        }
        Lang::En => {
            format!("There was no {time} on {day}: the clock went an hour forward. Fill in a time that was.")
        }
    }
}

fn needs_time(rule: &Rule, day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!(
            "{} ({}) loopt vanaf een tijdstip. Vul bij {} ook de tijd in van: {}. Bijvoorbeeld 22:00; op de opdrachtregel {day}T22:00.",
            rule.name.nl,
            rule.article,
            date_text(day),
            rule.trigger.nl
        ),
        Lang::En => format!(
            "{} ({}) runs from a moment. Fill in the time too, beside {}, of: {}. For example 22:00; on the command line {day}T22:00.",
            rule.name.en,
            rule.article,
            date_text(day),
            rule.trigger.en
        ),
    }
}

fn which_end(rule: &Rule, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!(
            "{} ({}) ligt tussen twee dagen. Zeg of u de eerste dag geeft ({}) of de dag van de zitting of het einde: zet er `betekening:` of `zitting:` voor.",
            rule.name.nl, rule.article, rule.trigger.nl
        ),
        Lang::En => format!(
            "{} ({}) lies between two days. Say whether you give the first day ({}) or the day of the hearing or the end: put `betekening:` or `zitting:` before it.",
            rule.name.en, rule.article, rule.trigger.en
        ),
    }
}

fn choose(rule: &Rule, lang: Lang) -> String {
    let named = rule.variants.iter().map(|one| format!("`{}/{}` ({})", rule.id, one.id, one.name.get(lang)));
    let variants = named.collect::<Vec<_>>().join(", ");
    match lang {
        Lang::Nl => format!(
            "{} ({}) heeft meer dan een lengte. Geef de regel met zijn variant: {variants}.",
            rule.name.nl, rule.article
        ),
        Lang::En => format!(
            "{} ({}) has more than one length. Give the rule with its variant: {variants}.",
            rule.name.en, rule.article
        ),
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::Nl))
    }
}

impl std::error::Error for Refusal {}
