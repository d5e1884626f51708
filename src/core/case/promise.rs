//! What somebody promised by phone, and whether it was kept.

use super::values::words;
use crate::moment::Moment;
use crate::text::Lang;
use serde::{Deserialize, Serialize};

words! {
    /// How a promise ended.
    PromiseEndKind {
        /// Nagekomen.
        Kept = "kept", "nagekomen", "kept";
        /// Niet nagekomen.
        Broken = "broken", "niet nagekomen", "not kept";
        /// Niet meer nodig.
        Moot = "moot", "niet meer nodig", "no longer needed";
    }
}

/// How a promise ended, by a person's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseEnd {
    /// How.
    pub how: PromiseEndKind,
    /// When.
    pub at: Moment,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What somebody promised: by whom, to whom, what and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Who promised.
    pub who: String,
    /// To whom.
    pub to: String,
    /// What.
    pub what: String,
    /// When it was promised.
    pub at: Moment,
    /// By when.
    pub due: Moment,
    /// The number to call.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// How it ended; it stands open without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PromiseEnd>,
}

impl Promise {
    /// Tells whether it stands open after it was due.
    #[must_use]
    pub fn is_overdue(&self, now: &Moment) -> bool {
        self.end.is_none() && self.due.unix() < now.unix()
    }

    /// Says how it stands at a moment.
    #[must_use]
    pub fn standing(&self, now: &Moment, lang: Lang) -> &'static str {
        match &self.end {
            Some(end) => end.how.label(lang),
            None if self.is_overdue(now) => lang.pick("TE LAAT", "OVERDUE"),
            None => lang.pick("open", "open"),
        }
    }
}
