//! The two languages a user can choose.
//!
//! Sentences live beside what they describe, as exhaustive matches over [`Lang`], so that a missing translation does
//! not compile.

/// The language in which a person reads: Dutch first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Dutch (B1).
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// Picks the sentence of this language from a Dutch and an English one.
    #[must_use]
    pub fn pick<'a>(self, nl: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }

    /// Reads `nl` or `en`; anything else is no language of ours.
    #[must_use]
    pub fn parse(code: &str) -> Option<Lang> {
        match code {
            "nl" => Some(Lang::Nl),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}
