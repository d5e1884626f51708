//! What a bundle brings, told before it is taken in: to each case, and of no case.

use crate::said::did_words;
use crate::views::CaseLabel;
use noodbrug_core::event::Kind;
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;

/// How many things are named before the others are counted.
const FEW: usize = 4;

/// What a bundle brings to one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseBrings {
    /// The case.
    pub case: CaseLabel,
    /// Events that are new here.
    pub new: u64,
    /// Those of them that wait for something that has not arrived.
    pub waiting: u64,
    /// Registers that would be in conflict and are not now.
    pub conflicts: u64,
    /// What the new events are about.
    pub kinds: Vec<Group>,
    /// What those did that write nothing in the case: read, printed.
    pub acts: Vec<Kind>,
}

impl CaseBrings {
    /// Gives the number of the case; of one whose number did not come along, by which name it goes.
    #[must_use]
    pub fn number_words(&self, lang: Lang) -> String {
        if !self.case.number.is_empty() {
            return self.case.number.clone();
        }
        let name: String = self.case.id.to_string().chars().take(8).collect();
        format!("{} {name}", lang.pick("zaak zonder nummer", "case without a number"))
    }

    /// Names the first few things that the new entries are about.
    #[must_use]
    pub fn kinds_words(&self, lang: Lang) -> String {
        let about = self.kinds.iter().map(|group| group.label(lang));
        let all: Vec<&str> = about.chain(self.acts.iter().map(|kind| kind.label(lang))).collect();
        let mut words = all.iter().take(FEW).copied().collect::<Vec<_>>().join(", ");
        let more = all.len().saturating_sub(FEW);
        if more > 0 {
            words.push_str(&format!(" {} {more}", lang.pick("en nog", "and")));
            words.push_str(lang.pick("", " more"));
        }
        words
    }
}

/// New entries that are of no case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LooseBrings {
    /// What they did.
    pub kind: Kind,
    /// Of administration the word of what was done.
    pub did: String,
    /// How many.
    pub new: u64,
}

impl LooseBrings {
    /// Names what they are.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        match did_words(&self.did, lang) {
            "" => self.kind.label(lang).to_owned(),
            did => format!("{}: {did}", self.kind.label(lang)),
        }
    }
}
