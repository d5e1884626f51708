//! The custody board: everybody who is held, a line a person, by the hours that are left.
//!
//! A person whose data do not allow a computation stands first and is never left out. Titles of several cases of one
//! person are one line. Nothing here asks what time it is, and nothing is closed by itself.

mod level;
mod line;
mod people;
#[cfg(test)]
mod tests;

pub use level::Level;
pub use line::{Also, Line, Waiting};

use super::{Custody, Measure, Status, survey};
use crate::calendar::Calendar;
use crate::ident::{CaseId, ObjectId};
use crate::law::{Law, Words};
use crate::moment::Moment;
use chrono::{NaiveDate, NaiveDateTime};
use line::Other;
use std::borrow::Cow;

/// What one case tells of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The case.
    pub case: CaseId,
    /// Its number as shown.
    pub number: String,
    /// The person in it; none where measures name nobody of several suspects.
    pub person: Option<ObjectId>,
    /// The name as lists sort it.
    pub name: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Numbers of the person, by which cases of one person are known: SKN and BSN.
    pub numbers: Vec<String>,
    /// What happened to the person; each measure names this case.
    pub measures: Vec<Measure>,
    /// Sentences that are not carried out yet, in words.
    pub sentences: Vec<Words>,
    /// The next hearing without an outcome.
    pub next_hearing: Option<NaiveDateTime>,
    /// The state of the newest source data of the case.
    pub taken_at: Option<Moment>,
}

/// Everybody who is held, was perhaps let go too early, or of whom that is not clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// At which moment.
    pub at: Moment,
    /// The persons: those whose data are incomplete, then by the first end.
    pub lines: Vec<Line>,
}

impl Board {
    /// Makes the board from everything that cases tell of persons.
    #[must_use]
    pub fn of(entries: &[&Entry], (law, calendar): (&Law, &Calendar), now: &Moment) -> Board {
        let persons = people::group(entries);
        let likely = people::Namesakes::of(entries, &persons);
        let told: Vec<Vec<&Entry>> = persons
            .iter()
            .map(|person| person.iter().filter_map(|at| entries.get(*at)).copied().collect())
            .collect();
        let surveys: Vec<Option<Custody>> = told
            .iter()
            .map(|told| {
                let measures = match told.as_slice() {
                    [one] => Cow::Borrowed(one.measures.as_slice()),
                    all => all.iter().flat_map(|entry| entry.measures.iter().cloned()).collect(),
                };
                (!measures.is_empty()).then(|| survey(&measures, law, calendar, now))
            })
            .collect();
        let others: Vec<Vec<Other>> = told
            .iter()
            .enumerate()
            .map(|(nth, told)| {
                let others = likely.others(entries, (nth, told)).into_iter();
                others.map(|(nth, entry)| Other::of(entry, surveys.get(nth))).collect()
            })
            .collect();
        let people = told.iter().zip(&others).zip(surveys);
        let mut lines: Vec<Line> =
            people.filter_map(|((told, others), custody)| Line::of(told, others, custody?, now)).collect();
        lines.sort_by_cached_key(Line::order);
        Board { at: *now, lines }
    }

    /// Gives who is held while a clock has lapsed or no title runs: "te lang vast".
    pub fn too_long(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.custody.held_too_long())
    }

    /// Gives who was perhaps let go too early: "te vroeg vrij".
    pub fn too_early(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.is_too_early())
    }

    /// Gives those whose data do not allow everything to be computed.
    pub fn incomplete(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.is_incomplete())
    }

    /// Gives who was let go in the last days, with nothing to look up.
    pub fn released(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.level == Level::Released)
    }

    /// Gives the line of somebody in a case, in whatever of the person's cases the first clock runs.
    #[must_use]
    pub fn line_of(&self, case: &CaseId, person: Option<&ObjectId>) -> Option<&Line> {
        let tells =
            |line: &&Line| line.tells.iter().any(|(told, who)| told == case && who.as_ref() == person);
        self.lines.iter().find(tells)
    }

    /// Counts who is held.
    #[must_use]
    pub fn held(&self) -> usize {
        self.lines.iter().filter(|line| line.custody.status == Status::Held).count()
    }
}
