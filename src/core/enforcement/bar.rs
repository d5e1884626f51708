//! What stands in the way of carrying a decision out, in words.

use crate::case::InboundKind;
use crate::emergency::EmergencyNumber;
use crate::law::Words;
use crate::moment::{date_text, weekday_date_text};
use crate::text::Lang;
use chrono::NaiveDate;

/// One reason why a decision may not be carried out yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bar {
    /// Sources contradict each other about the task, the decision or its term.
    Disputed,
    /// The case holds no decision on which the task rests.
    NoDecision,
    /// No term of a remedy was started against the decision of this day.
    NoTerm(NaiveDate),
    /// The decision of this day was not served so that it is known, and how far its service is.
    Unserved(NaiveDate, Words),
    /// A term of which nobody can tell when it ends.
    NoEnd(Words),
    /// The term of a remedy runs, at the latest up to and including this day.
    Term {
        /// The rule's name.
        name: Words,
        /// Its article.
        article: String,
        /// The last day, by the reading that ends last.
        until: NaiveDate,
    },
    /// Somebody ended the term of a remedy as done in time: a remedy was filed.
    Filed(Words),
    /// A paper of this case that may be a remedy, received in the term.
    Paper {
        /// Its control number.
        number: EmergencyNumber,
        /// What it is.
        kind: InboundKind,
        /// The day that counts.
        day: NaiveDate,
    },
    /// A paper without a case that may be a remedy in this one.
    Loose {
        /// Its control number.
        number: EmergencyNumber,
        /// What it is.
        kind: InboundKind,
        /// The day that counts.
        day: NaiveDate,
        /// The name that it gives; empty when it gives none.
        about: String,
    },
}

impl Bar {
    /// Says what stands in the way, and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Bar::Disputed => lang
                .pick(
                    "bronnen spreken elkaar tegen over de taak, de beslissing of de termijn: beslis dat eerst",
                    "sources contradict each other about the task, the decision or its term: decide that first",
                )
                .to_owned(),
            Bar::NoDecision => lang
                .pick(
                    "in deze zaak staat geen beslissing bij deze taak: leg de uitspraak of de strafbeschikking vast",
                    "this case holds no decision for this task: log the judgment or the penal order",
                )
                .to_owned(),
            Bar::NoTerm(day) => no_term(*day, lang),
            Bar::Unserved(day, how) => unserved(*day, how, lang),
            Bar::NoEnd(name) => match lang {
                Lang::Nl => format!("het einde van de termijn is niet te berekenen: {}", name.nl),
                Lang::En => format!("the end of the term cannot be computed: {}", name.en),
            },
            Bar::Term { name, article, until } => {
                let (name, day) = (name.get(lang), weekday_date_text(*until, lang));
                match lang {
                    Lang::Nl => format!("de termijn loopt, op zijn laatst tot en met {day}: {name} ({article})"),
                    Lang::En => format!("the term runs, at the latest up to and including {day}: {name} ({article})"),
                }
            }
            Bar::Filed(name) => match lang {
                Lang::Nl => format!("er is een rechtsmiddel ingesteld: {}", name.nl),
                Lang::En => format!("a remedy was filed: {}", name.en),
            },
            Bar::Paper { number, kind, day } => {
                let (kind, day) = (kind.label(lang), date_text(*day));
                match lang {
                    Lang::Nl => format!("ingekomen stuk {number} van {day} in deze zaak: {kind}"),
                    Lang::En => format!("inbound paper {number} of {day} in this case: {kind}"),
                }
            }
            Bar::Loose { number, kind, day, about } => loose(number, *kind, (*day, about), lang),
        }
    }
}

fn unserved(day: NaiveDate, how: &Words, lang: Lang) -> String {
    let (day, how) = (date_text(day), how.get(lang));
    match lang {
        Lang::Nl => format!(
            "de beslissing van {day} is niet zo betekend dat zij bekend is ({how}): beteken in persoon, of ga na wanneer zij \
             bekend werd"
        ),
        Lang::En => format!(
            "the decision of {day} was not served so that it is known ({how}): serve it in person, or find out when it became \
             known"
        ),
    }
}

fn no_term(day: NaiveDate, lang: Lang) -> String {
    let day = date_text(day);
    match lang {
        Lang::Nl => format!(
            "bij de beslissing van {day} loopt geen termijn van een rechtsmiddel: begin die, of ga na wanneer de beslissing \
             bekend werd"
        ),
        Lang::En => format!(
            "no term of a remedy runs against the decision of {day}: start it, or find out when the decision became known"
        ),
    }
}

fn loose(number: &EmergencyNumber, kind: InboundKind, (day, about): (NaiveDate, &str), lang: Lang) -> String {
    let (kind, day) = (kind.label(lang), date_text(day));
    match (lang, about.is_empty()) {
        (Lang::Nl, true) => {
            format!(
                "ingekomen stuk {number} van {day} ({kind}) zonder zaak en zonder naam: lees en koppel het"
            )
        }
        (Lang::Nl, false) => {
            format!(
                "ingekomen stuk {number} van {day} ({kind}) over {about}, zonder zaak: lees en koppel het"
            )
        }
        (Lang::En, true) => {
            format!("inbound paper {number} of {day} ({kind}) without a case or a name: read and link it")
        }
        (Lang::En, false) => {
            format!(
                "inbound paper {number} of {day} ({kind}) about {about}, without a case: read and link it"
            )
        }
    }
}
