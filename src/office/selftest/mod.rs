//! The self-test: in less than a minute, whether this workstation can be relied on tonight, with a sheet to sign.
//!
//! Nothing of a case is in it, and nothing that anybody entered is changed.

mod checks;
#[cfg(test)]
mod tests;

use crate::complaint::{Both, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_files::machine;

/// In how many milliseconds it must be done.
pub const BUDGET_MS: u64 = 60_000;

/// How something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// It is as it must be.
    Good,
    /// It works, and somebody has to do something.
    Attention,
    /// It cannot be relied on.
    Bad,
}

impl Health {
    /// Gives the word for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Health::Good => lang.pick("goed", "good"),
            Health::Attention => lang.pick("let op", "attention"),
            Health::Bad => lang.pick("fout", "bad"),
        }
    }

    /// Gives the word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Health::Good => "good",
            Health::Attention => "attention",
            Health::Bad => "bad",
        }
    }
}

/// One line of the test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The word for programs.
    pub word: &'static str,
    /// What was looked at.
    pub what: Both,
    /// How it was found.
    pub health: Health,
    /// What was found.
    pub found: Both,
    /// What to do; empty when there is nothing to do.
    pub todo: Both,
}

impl Check {
    /// Begins a line that is good.
    fn good(word: &'static str, what: (&str, &str), found: Both) -> Check {
        let todo = Both::new("", "");
        Check { word, what: Both::new(what.0, what.1), health: Health::Good, found, todo }
    }

    /// Makes it worse, with what to do; what is worse already stays so.
    fn or(mut self, health: Health, todo: (&str, &str)) -> Check {
        if health > self.health {
            self.health = health;
            self.todo = Both::new(todo.0, todo.1);
        }
        self
    }

    /// Makes it worse when something is so.
    fn when(self, so: bool, health: Health, todo: (&str, &str)) -> Check {
        if so { self.or(health, todo) } else { self }
    }
}

/// The whole test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfTest {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// At which workstation.
    pub station: String,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// The lines.
    pub checks: Vec<Check>,
}

impl SelfTest {
    /// Gives the worst of all lines.
    #[must_use]
    pub fn health(&self) -> Health {
        self.checks.iter().map(|check| check.health).max().unwrap_or(Health::Bad)
    }

    /// Says it in one sentence.
    #[must_use]
    pub fn verdict(&self) -> Both {
        let count = |health| self.checks.iter().filter(|check| check.health == health).count();
        let (bad, attention) = (count(Health::Bad), count(Health::Attention));
        match self.health() {
            Health::Good => Both::new("Alles is goed.", "All is good."),
            Health::Attention => Both::new(
                format!("Dit werkstation is te gebruiken. Er vraagt iets om aandacht: {attention}."),
                format!("This workstation can be used. Something needs attention: {attention}."),
            ),
            Health::Bad => Both::new(
                format!("Vertrouw nu niet op dit werkstation. Fout: {bad}; let op: {attention}."),
                format!("Do not rely on this workstation now. Bad: {bad}; attention: {attention}."),
            ),
        }
    }
}

impl Office {
    /// Tests this workstation.
    ///
    /// # Errors
    /// A complaint when the role may not; what is wrong is in the answer.
    pub fn self_test(&self) -> Result<SelfTest, Complaint> {
        self.allowed(Deed::ReadJournal)?;
        let began = machine::monotonic_ms();
        let mut checks = vec![
            self.check_store(),
            self.check_seals(),
            self.check_guard(),
            self.check_law_table(),
            self.check_keys(),
            self.check_room(),
            self.check_clock(),
            self.check_printing(),
            self.check_bundle(),
            self.check_pack(),
            self.check_contacts(),
            checks::check_cards(),
        ];
        let took_ms = machine::monotonic_ms().saturating_sub(began);
        checks.push(checks::check_time(took_ms));
        Ok(SelfTest {
            at: self.now()?,
            by: self.user.name.clone(),
            station: self.station.author.ws.to_string(),
            took_ms,
            checks,
        })
    }

    /// Prints a test, to be signed and hung up.
    ///
    /// # Errors
    /// A complaint that names the file.
    pub fn print_self_test(&mut self, test: &SelfTest, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::ReadJournal)?;
        let paper = papers::self_test_sheet(&self.letterhead(lang)?, test);
        self.put(&paper, to, None)
    }
}
