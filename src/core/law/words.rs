//! A text of the law catalogue in both languages.

use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// A name or sentence from the catalogue or the calendar, in Dutch and English.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Makes a text from its two languages.
    #[must_use]
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Words {
        Words { nl: nl.into(), en: en.into() }
    }

    /// Gives the text in the reader's language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.nl, &self.en)
    }
}
