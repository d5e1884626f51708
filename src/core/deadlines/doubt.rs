//! Why an outcome is not certain.

use crate::calendar::CalendarDoubt;
use crate::law::Words;
use crate::text::Lang;

/// Whether an outcome is certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Law, trigger and calendar leave one reading.
    Certain,
    /// They do not, for these reasons.
    Uncertain(Vec<Doubt>),
}

impl Certainty {
    /// Makes it from the doubts found.
    #[must_use]
    pub fn of(doubts: Vec<Doubt>) -> Certainty {
        if doubts.is_empty() { Certainty::Certain } else { Certainty::Uncertain(doubts) }
    }

    /// Gives the word on the wire.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Uncertain(_) => "uncertain",
        }
    }

    /// Gives the doubts; none when it is certain.
    #[must_use]
    pub fn doubts(&self) -> &[Doubt] {
        match self {
            Certainty::Certain => &[],
            Certainty::Uncertain(doubts) => doubts,
        }
    }
}

/// One reason why an outcome is not certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Nobody has established whether the Atw extends this term.
    Atw(Words),
    /// The clock changes within the term, so that elapsed time and the clock on the wall differ.
    ClockChange,
    /// A month can be a fixed number of days or a calendar month.
    MonthReading,
    /// The month of the end lacks the day, as 29 February in most years.
    DayMissing,
    /// Days before an end can be counted with or without free days.
    FreeDays,
    /// The calendar cannot vouch for the day.
    Calendar(CalendarDoubt),
    /// The law itself is not sure here.
    Law(Words),
    /// The data leave something open.
    Data(Words),
}

impl Doubt {
    /// Says the doubt in one sentence.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Doubt::Atw(why) => match lang {
                Lang::Nl => format!("Onzeker of de Algemene termijnenwet geldt: {}.", why.nl),
                Lang::En => format!("Uncertain whether the extension act applies: {}.", why.en),
            },
            Doubt::ClockChange => lang
                .pick(
                    "De klok wordt binnen deze termijn verzet: verstreken tijd en klok verschillen.",
                    "The clock changes within this term: elapsed time and clock differ.",
                )
                .to_owned(),
            Doubt::MonthReading => lang
                .pick(
                    "Onzeker of een maand 30 dagen is of een kalendermaand.",
                    "Uncertain whether a month is 30 days or a calendar month.",
                )
                .to_owned(),
            Doubt::DayMissing => lang
                .pick(
                    "De maand waarin de termijn eindigt heeft die dag niet: de laatste dag van de maand of de dag erna.",
                    "The month of the end lacks that day: the last day of the month or the day after.",
                )
                .to_owned(),
            Doubt::FreeDays => lang
                .pick(
                    "Onzeker of de dagen ervoor vrije dagen zijn.",
                    "Uncertain whether the days before it are free days.",
                )
                .to_owned(),
            Doubt::Calendar(doubt) => doubt.text(lang),
            Doubt::Law(why) | Doubt::Data(why) => why.get(lang).to_owned(),
        }
    }
}
