//! What a rule can be told beside the day or moment it runs from: which variant of it, and how long an order is.

use super::{Amount, Measures, Rule, TriggerKind, Unit};
use crate::text::Lang;

/// A fact that a rule takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Which of its variants applies.
    Variant,
    /// The days for which an order is given, where the law only says how long it may last at most.
    Days,
}

impl Fact {
    const ALL: [Fact; 2] = [Fact::Variant, Fact::Days];

    /// Gives the word by which it is given: `variant`, `days`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Fact::Variant => "variant",
            Fact::Days => "days",
        }
    }
}

/// Why a rule cannot be told a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrongFact {
    /// The rule takes no such fact.
    Unknown {
        /// The rule.
        rule: Box<Rule>,
        /// The word that was given.
        key: String,
    },
    /// One fact was given twice.
    Twice(Fact),
    /// The rule has no such variant.
    NoVariant {
        /// The rule.
        rule: Box<Rule>,
        /// The name that was given.
        variant: String,
    },
    /// The law fixes the length: an order cannot name one.
    Fixed(Box<Rule>),
    /// The text is no whole number of days above 0.
    NoDays(String),
    /// The order is longer than the law allows.
    TooLong {
        /// The rule.
        rule: Box<Rule>,
        /// The days of the order.
        days: u32,
        /// The most days that the law allows.
        most: u32,
    },
}

impl WrongFact {
    /// Says what is wrong and what can be filled in.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            WrongFact::Unknown { rule, key } => unknown(rule, key, lang),
            WrongFact::Twice(fact) => match lang {
                Lang::Nl => format!("`{}` staat er twee keer. Noem het een keer.", fact.word()),
                Lang::En => format!("`{}` is there twice. Give it once.", fact.word()),
            },
            WrongFact::NoVariant { rule, variant } => match lang {
                Lang::Nl => format!(
                    "{} ({}) heeft geen variant `{variant}`. Kies uit: {}.",
                    rule.name.nl,
                    rule.article,
                    rule.variant_names(lang)
                ),
                Lang::En => format!(
                    "{} ({}) has no variant `{variant}`. Choose from: {}.",
                    rule.name.en,
                    rule.article,
                    rule.variant_names(lang)
                ),
            },
            WrongFact::Fixed(rule) => match lang {
                Lang::Nl => format!(
                    "De lengte van {} ({}) staat vast in de wet. Laat `days` weg.",
                    rule.name.nl, rule.article
                ),
                Lang::En => format!(
                    "The length of {} ({}) is fixed by law. Leave out `days`.",
                    rule.name.en, rule.article
                ),
            },
            WrongFact::NoDays(text) => match lang {
                Lang::Nl => format!("`days={text}` is geen aantal dagen. Typ bijvoorbeeld `days=30`."),
                Lang::En => format!("`days={text}` is no number of days. Type for example `days=30`."),
            },
            WrongFact::TooLong { rule, days, most } => {
                let counted = |days: u32| lang.counted(days.into(), ("dag", "day"), ("dagen", "days"));
                let (most, days) = (counted(*most), counted(*days));
                let (name, article) = (rule.name.get(lang), &rule.article);
                match lang {
                    Lang::Nl => format!("{name} ({article}) duurt ten hoogste {most}; {days} kan niet."),
                    Lang::En => format!("{name} ({article}) lasts at most {most}; {days} cannot be."),
                }
            }
        }
    }
}

fn unknown(rule: &Rule, key: &str, lang: Lang) -> String {
    let keys: Vec<String> = rule.facts().into_iter().map(|fact| format!("`{}=`", fact.word())).collect();
    let keys = keys.join(", ");
    match (lang, keys.is_empty()) {
        (Lang::Nl, true) => {
            format!("{} ({}) kent geen extra gegevens. Laat `{key}` weg.", rule.name.nl, rule.article)
        }
        (Lang::En, true) => {
            format!("{} ({}) takes no other facts. Leave out `{key}`.", rule.name.en, rule.article)
        }
        (Lang::Nl, false) => {
            format!("{} ({}) kent `{key}` niet. Dit kan: {keys}.", rule.name.nl, rule.article)
        }
        (Lang::En, false) => {
            format!("{} ({}) does not take `{key}`. It takes: {keys}.", rule.name.en, rule.article)
        }
    }
}

impl Measures {
    /// Turns a length into days; nothing for years, and for hours only whole days.
    #[must_use]
    pub fn days_in(&self, length: Amount) -> Option<u32> {
        let unit = match length.unit() {
            Unit::Days => 1,
            Unit::Weeks => self.week_days,
            Unit::Months => self.month_days,
            Unit::Hours => return length.count().checked_div(self.day_hours),
            Unit::Years => return None,
        };
        unit.checked_mul(length.count())
    }
}

impl TriggerKind {
    /// Tells whether a time of day belongs to it.
    #[must_use]
    pub const fn wants_time(self) -> bool {
        matches!(self, TriggerKind::Moment | TriggerKind::Either | TriggerKind::Stamp)
    }

    /// Tells whether it is nothing without a time of day.
    #[must_use]
    pub const fn needs_time(self) -> bool {
        matches!(self, TriggerKind::Moment | TriggerKind::Stamp)
    }
}

impl Rule {
    /// Gives the facts that this rule takes.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let ordered = self.at_most || self.variants.iter().any(|variant| variant.at_most == Some(true));
        let taken = |fact: &Fact| match fact {
            Fact::Variant => !self.variants.is_empty(),
            Fact::Days => ordered,
        };
        Fact::ALL.into_iter().filter(taken).collect()
    }

    /// Gives the names of its variants with what each is for: `klemmend (klemmende redenen)`.
    #[must_use]
    pub fn variant_names(&self, lang: Lang) -> String {
        let named =
            self.variants.iter().map(|variant| format!("{} ({})", variant.id, variant.name.get(lang)));
        named.collect::<Vec<_>>().join(", ")
    }

    /// Gives the rule as these facts make it: the variant chosen, the length of the order filled in.
    ///
    /// # Errors
    /// [`WrongFact`] names the facts that the rule takes.
    pub fn with(&self, facts: &[(String, String)]) -> Result<Rule, WrongFact> {
        let taken = self.facts();
        let strange = facts.iter().find(|(key, _)| !taken.iter().any(|fact| fact.word() == key));
        if let Some((key, _)) = strange {
            return Err(WrongFact::Unknown { rule: Box::new(self.clone()), key: key.clone() });
        }
        let chosen = match one(facts, Fact::Variant)? {
            None => self.clone(),
            Some(variant) => self.variant(variant).ok_or_else(|| WrongFact::NoVariant {
                rule: Box::new(self.clone()),
                variant: variant.to_owned(),
            })?,
        };
        match one(facts, Fact::Days)? {
            None => Ok(chosen),
            Some(days) => ordered(&chosen, days),
        }
    }
}

fn one(facts: &[(String, String)], fact: Fact) -> Result<Option<&str>, WrongFact> {
    let mut given = facts.iter().filter(|(key, _)| key == fact.word()).map(|(_, value)| value.trim());
    let first = given.next();
    if given.next().is_some() { Err(WrongFact::Twice(fact)) } else { Ok(first) }
}

fn ordered(rule: &Rule, text: &str) -> Result<Rule, WrongFact> {
    let fixed = || WrongFact::Fixed(Box::new(rule.clone()));
    let most = rule.length.filter(|_| rule.at_most).ok_or_else(fixed)?;
    let most = rule.measures.days_in(most).ok_or_else(fixed)?;
    let days = text.parse().ok().filter(|days| *days > 0);
    let days: u32 = days.ok_or_else(|| WrongFact::NoDays(text.to_owned()))?;
    if days > most {
        return Err(WrongFact::TooLong { rule: Box::new(rule.clone()), days, most });
    }
    // The law's own words stand while they say the same, so that the steps name them.
    Ok(if days == most { rule.clone() } else { rule.with_length(Amount::days(days)) })
}
