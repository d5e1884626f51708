//! Role cards: what each role does in the first hour, day and week of an outage. They are data, numbered by version.

use crate::case::values::words;
use crate::contact::ContactKind;
use crate::digest::Digest;
use crate::form::FormKind;
use crate::moment::Moment;
use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// When a step is due, from the beginning of the outage.
    Phase {
        /// The first hour.
        Hour = "hour", "Het eerste uur", "The first hour";
        /// The first day.
        Day = "day", "De eerste dag", "The first day";
        /// The first week.
        Week = "week", "De eerste week", "The first week";
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name, by which it is ticked off.
    pub id: String,
    /// When it is due.
    pub phase: Phase,
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
    /// The forms that it needs.
    pub forms: Vec<FormKind>,
    /// The kinds of contacts to call.
    pub contacts: Vec<ContactKind>,
}

/// The card of one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleCard {
    /// Its name on the command line.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// The role in Dutch.
    pub nl: String,
    /// The role in English.
    pub en: String,
    /// The steps, in the order in which they are done.
    pub steps: Vec<Step>,
    /// The digest of the file that it was read from: two cards with one digest say the same.
    pub digest: Digest,
}

/// That a step was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What was ticked off: by card and step.
pub type Ticks = BTreeMap<String, BTreeMap<String, Done>>;

/// As it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CardFile {
    id: String,
    version: u32,
    nl: String,
    en: String,
    step: Vec<StepFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    id: String,
    phase: Phase,
    nl: String,
    en: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    contacts: Vec<ContactKind>,
}

impl RoleCard {
    /// Reads a card.
    ///
    /// # Errors
    /// What is wrong with the file, for whoever wrote it.
    pub fn parse(text: &str) -> Result<RoleCard, String> {
        let file: CardFile = toml::from_str(text).map_err(|why| why.to_string())?;
        let mut known = BTreeSet::new();
        let mut last = Phase::Hour;
        let mut steps = Vec::with_capacity(file.step.len());
        for step in file.step {
            if !known.insert(step.id.clone()) {
                return Err(format!("step {} stands there twice", step.id));
            }
            if step.phase < last {
                return Err(format!("step {} stands after a later phase", step.id));
            }
            if [&step.nl, &step.en].iter().any(|words| words.trim().is_empty()) {
                return Err(format!("step {} lacks words", step.id));
            }
            last = step.phase;
            let forms = step.forms.iter().map(|word| FormKind::parse(word).ok_or(word));
            let forms = forms.collect::<Result<_, _>>().map_err(|word| format!("no form {word}"))?;
            let StepFile { id, phase, nl, en, contacts, .. } = step;
            steps.push(Step { id, phase, nl, en, forms, contacts });
        }
        let CardFile { id, version, nl, en, .. } = file;
        Ok(RoleCard { id, version, nl, en, steps, digest: Digest::of(text.as_bytes()) })
    }

    /// Gives the name of the role.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.nl, &self.en)
    }

    /// Gives the steps of a phase.
    pub fn of_phase(&self, phase: Phase) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.phase == phase)
    }
}

impl Step {
    /// Gives its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> &str {
        lang.pick(&self.nl, &self.en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "id = \"a\"\nversion = 2\nnl = \"Een\"\nen = \"One\"\n";

    fn step(more: &str) -> String {
        format!("[[step]]\nid = \"u1\"\nphase = \"hour\"\nnl = \"Bel\"\nen = \"Call\"\n{more}\n")
    }

    #[test]
    fn a_card_is_read_with_its_forms_and_contacts() {
        let text = format!("{HEAD}{}", step("forms = [\"phone-note\"]\ncontacts = [\"dji\"]"));
        let card = RoleCard::parse(&text).unwrap();
        assert_eq!((card.version, card.title(Lang::En)), (2, "One"));
        let first = card.of_phase(Phase::Hour).next().unwrap();
        assert_eq!((first.words(Lang::Nl), first.forms[0]), ("Bel", FormKind::PhoneNote));
        assert_eq!(first.contacts, [ContactKind::Dji]);
    }

    #[test]
    fn a_card_that_names_what_is_not_there_or_says_a_step_twice_is_refused() {
        let wrong = [
            step("forms = [\"nee\"]"),
            step("contacts = [\"nee\"]"),
            step("colour = 1"),
            format!("{}{}", step(""), step("")),
            step("").replace("Call", " "),
            format!("{}{}", step("").replace("hour", "week"), step("").replace("u1", "u2")),
        ];
        for steps in wrong {
            assert!(RoleCard::parse(&format!("{HEAD}{steps}")).is_err(), "{steps}");
        }
    }
}
