//! The tasks of a drill, their order, and their words.

use crate::case::values::words;
use crate::dice::Dice;
use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// A task of a drill.
    Job {
        /// The outage is declared.
        Declare = "declare", "Kondig de uitval af", "Declare the outage";
        /// The fallback pack is made.
        Pack = "pack", "Maak het noodpakket", "Make the fallback pack";
        /// A note with whoever is held too long.
        Custody = "custody", "Een termijn is verstreken", "A term has lapsed";
        /// The outcome of a hearing is logged.
        Outcome = "outcome", "Leg een uitkomst vast", "Log an outcome";
        /// A paper form is keyed in.
        Paper = "paper", "Voer een papier in", "Key in a paper";
        /// A hearing list is printed.
        Lists = "lists", "Druk de zittingslijst af", "Print the hearing list";
        /// A forged bundle is refused.
        Forged = "forged", "Er komt een bundel op een stick", "A bundle comes on a stick";
        /// The key on a lost stick is revoked.
        Lost = "lost", "Er is een stick kwijt", "A stick is lost";
        /// A wrong release is stopped.
        Release = "release", "Er ligt een bevel tot invrijheidstelling", "There is a release order";
        /// Work goes to the court, its receipt comes back, the outage is closed.
        Close = "close", "Draag over en sluit af", "Hand over and close";
    }
}

impl Job {
    /// Tells whether it is a setback that is put in the way.
    #[must_use]
    pub const fn is_inject(self) -> bool {
        matches!(self, Job::Custody | Job::Forged | Job::Lost | Job::Release)
    }
}

/// Gives the ten tasks in the order in which a seed brings them: the declaration and the pack first, the closing last, and
/// between them work and setbacks in turns that nobody can know.
#[must_use]
pub fn sequence(seed: u64) -> Vec<Job> {
    let mut dice = Dice::new(seed ^ 0x6f65_6665);
    let mut between: Vec<Job> = Job::ALL
        .iter()
        .copied()
        .filter(|job| !matches!(job, Job::Declare | Job::Pack | Job::Close))
        .collect();
    let mut order = vec![Job::Declare, Job::Pack];
    while !between.is_empty() {
        let at = usize::try_from(dice.below(between.len() as u64)).unwrap_or(0);
        order.push(between.remove(at));
    }
    order.push(Job::Close);
    order
}

/// The words of one task. In `ask` and `how` stand names in braces, as `{case}`, for what the drill has put there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Within how many minutes it is done in time.
    pub minutes: u32,
    ask_nl: String,
    ask_en: String,
    how_nl: Vec<String>,
    how_en: Vec<String>,
    screen_nl: String,
    screen_en: String,
    learn_nl: String,
    learn_en: String,
}

impl Script {
    /// Reads the words of all tasks.
    ///
    /// # Errors
    /// What is wrong with the file, for whoever wrote it.
    pub fn parse(text: &str) -> Result<BTreeMap<Job, Script>, String> {
        let all: BTreeMap<Job, Script> = toml::from_str(text).map_err(|why| why.to_string())?;
        match Job::ALL.iter().find(|job| !all.contains_key(job)) {
            Some(job) => Err(format!("there are no words of {}", job.word())),
            None => Ok(all),
        }
    }

    /// Says what happened and what is asked.
    #[must_use]
    pub fn ask(&self, facts: &BTreeMap<&str, String>, lang: Lang) -> String {
        filled(lang.pick(&self.ask_nl, &self.ask_en), facts)
    }

    /// Gives the commands, one a line.
    #[must_use]
    pub fn how(&self, facts: &BTreeMap<&str, String>, lang: Lang) -> Vec<String> {
        let lines = match lang {
            Lang::Nl => &self.how_nl,
            Lang::En => &self.how_en,
        };
        lines.iter().map(|line| filled(line, facts)).collect()
    }

    /// Names where the window has it.
    #[must_use]
    pub fn screen(&self, lang: Lang) -> &str {
        lang.pick(&self.screen_nl, &self.screen_en)
    }

    /// Says what to improve when it did not go well.
    #[must_use]
    pub fn learn(&self, lang: Lang) -> &str {
        lang.pick(&self.learn_nl, &self.learn_en)
    }
}

/// Puts what the drill put there in the place of its names.
fn filled(text: &str, facts: &BTreeMap<&str, String>) -> String {
    facts.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
