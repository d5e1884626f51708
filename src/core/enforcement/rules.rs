//! Which rules of the law catalogue say when a decision may be carried out; law is data.

use crate::case::{InboundKind, TaskKind};
use crate::law::Law;
use serde::Deserialize;

/// What the law says of carrying decisions out, by names of rules of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enforcement {
    /// Whether a jurist looked at it.
    pub review: String,
    /// The rule within which an enforceable decision goes to the Minister (Sv 6:1:1 lid 2).
    pub hand_over: String,
    /// The rule within which a director lets somebody go (Sv 6:2:5 lid 4).
    pub release: String,
    /// The rule within which a victim is told of a decision (Sv 51ac).
    pub victim: String,
    /// Tasks that no term and no paper holds back.
    pub never_blocked: Vec<TaskKind>,
    /// The remedies that hold back what they are open against (Sv 6:1:16).
    pub remedies: Remedies,
    /// What a paper that came in can be.
    pub inbound: Vec<InboundRule>,
}

/// The rules of the ordinary remedies.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedies {
    /// Against a judgment.
    pub judgment: Vec<String>,
    /// Against a penal order (strafbeschikking).
    pub order: Vec<String>,
}

/// What a kind of paper means for terms.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InboundRule {
    /// The kind.
    pub kind: InboundKind,
    /// It may be a remedy.
    #[serde(default)]
    pub remedy: bool,
    /// The rule that runs from the day of receipt.
    pub starts: Option<String>,
    /// The rule by which it must be received so long before the hearing.
    pub before_hearing: Option<String>,
}

impl Enforcement {
    /// Reads it from the text of its file.
    ///
    /// # Errors
    /// The reader's words, which name the field.
    pub fn parse(text: &str) -> Result<Enforcement, String> {
        toml::from_str(text).map_err(|why| why.to_string())
    }

    /// Tells whether a kind of paper may be a remedy.
    #[must_use]
    pub fn may_be_remedy(&self, kind: InboundKind) -> bool {
        self.inbound.iter().any(|rule| rule.kind == kind && rule.remedy)
    }

    /// Gives the rule that begins on the day on which a kind of paper was received.
    #[must_use]
    pub fn starts(&self, kind: InboundKind) -> Option<&str> {
        self.inbound.iter().find(|rule| rule.kind == kind)?.starts.as_deref()
    }

    /// Gives the rule by which a kind of paper must be received before the hearing.
    #[must_use]
    pub fn before_hearing(&self, kind: InboundKind) -> Option<&str> {
        self.inbound.iter().find(|rule| rule.kind == kind)?.before_hearing.as_deref()
    }

    /// Names the rules of it that a catalogue does not know.
    #[must_use]
    pub fn unknown(&self, law: &Law) -> Vec<String> {
        let starts = self.inbound.iter().flat_map(|rule| rule.starts.iter().chain(&rule.before_hearing));
        let remedies = self.remedies.judgment.iter().chain(&self.remedies.order);
        let all = [&self.hand_over, &self.release, &self.victim].into_iter().chain(remedies).chain(starts);
        all.filter(|rule| law.newest(rule).is_err()).cloned().collect()
    }
}
