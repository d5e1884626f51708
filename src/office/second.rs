//! The second person at one desk: shows with their own passphrase who they are, does one thing, and has gone again.

use crate::act::Saved;
use crate::complaint::Complaint;
use crate::office::Office;
use crate::people;
use noodbrug_core::case::{CaseFile, TermFile};
use noodbrug_core::command::Command;
use noodbrug_core::four_eyes;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::user_name::is_same;
use noodbrug_files::keys::Passphrase;

impl Office {
    /// Does something to a case in the name of a colleague who stands beside whoever is at the workstation. The entry
    /// names the colleague, with the colleague's role; nobody is switched.
    ///
    /// # Errors
    /// A complaint when the passphrase is not that of the colleague, which is in the journal, or as [`Office::act`].
    pub fn act_as(
        &mut self,
        (name, passphrase): (&str, &Passphrase),
        case: &CaseId,
        command: Command,
    ) -> Result<Saved, Complaint> {
        let slots = people::slots(&self.folders)?;
        if let Err(why) = slots.open(name, passphrase) {
            return Err(self.log_refusal(*case, why.into()));
        }
        let second = people::read(&self.store, name)?;
        let first = std::mem::replace(&mut self.user, second);
        let done = self.act(case, command);
        self.user = first;
        done
    }

    /// Gives who may be the second person for a term: everybody here but those who asked for its end or entered it, and
    /// whom the one who asked added less than a day ago.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn second_people(&self, case: &CaseId, term: &ObjectId) -> Result<Vec<String>, Complaint> {
        let file = self.file(case)?;
        let Some(found) = term_of(&file, term) else { return Ok(Vec::new()) };
        let standing = four_eyes::standing(found, &self.law.law);
        let asker = standing.question().map_or(self.user.name.as_str(), |asked| asked.by.as_str());
        let may = |name: &String| !is_same(name, asker) && !four_eyes::entered(found, name);
        let mut names = Vec::new();
        for name in self.people()?.into_iter().map(|user| user.name).filter(may) {
            if !self.is_newcomer(&name, asker)? {
                names.push(name);
            }
        }
        Ok(names)
    }

    /// Tells whether a term of a case wants two people to end it.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn term_is_critical(&self, case: &CaseId, term: &ObjectId) -> Result<bool, Complaint> {
        let file = self.file(case)?;
        Ok(term_of(&file, term).is_some_and(|term| four_eyes::is_critical(term, &self.law.law)))
    }
}

fn term_of<'a>(file: &'a CaseFile, term: &ObjectId) -> Option<&'a TermFile> {
    file.terms.get(term).or_else(|| file.withdrawn_terms.get(term))
}

#[cfg(test)]
#[path = "second_tests.rs"]
mod tests;
