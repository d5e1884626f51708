//! An act of custody as it is entered: an order no longer than the law allows, and an answer that names the person and
//! what the board makes of it, so that a mistyped case number is noticed.

use crate::act::Saved;
use crate::complaint::{Both, Complaint};
use crate::office::Office;
use noodbrug_core::case::CustodyMeasure;
use noodbrug_core::command::Command;
use noodbrug_core::custody::board::Level;
use noodbrug_core::custody::{Custody, MeasureKind, Purpose};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::law::Fact;
use noodbrug_core::moment::{Moment, last_moment_text, until_text};
use noodbrug_core::text::Lang;

/// What an act of custody did to the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnBoard {
    /// The person in the case.
    pub person: Option<ObjectId>,
    /// The name as lists sort it; of nobody in particular, those of all suspects.
    pub name: String,
    /// Whether the person stood on the board as held or to look up, before the act.
    pub was_on: bool,
    /// The end that stood there before.
    pub was: Option<Moment>,
    /// How urgent the person's line is now; none off the board.
    pub level: Option<Level>,
    /// The first end now.
    pub ends: Option<Moment>,
    /// Until when the last title of the case runs or would have run; none for a title without an end.
    pub title_until: Option<Moment>,
    /// What is wrong with the act, or must be looked up now.
    pub warnings: Vec<Both>,
}

impl OnBoard {
    /// Tells whether the act took the person off the board.
    #[must_use]
    pub fn is_off(&self) -> bool {
        self.was_on && !self.is_on()
    }

    /// Tells whether the person stands on the board as held or to look up; who was released stands there as that only.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.level.is_some_and(|level| level != Level::Released)
    }

    /// Says it in one sentence: `Vries, J.: LOOPT, uiterlijk wo 02-12-2026 14:00`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        format!("{}: {}", self.name, self.standing(lang))
    }

    fn standing(&self, lang: Lang) -> String {
        match self.level.filter(|_| self.is_on()) {
            Some(level) => {
                let ends = self.ends.map(|ends| last_moment_text(&ends, lang));
                let none = lang.pick("geen einddatum", "no end date").to_owned();
                let by = lang.pick("uiterlijk", "at the latest");
                let ends = ends.map_or(none, |ends| format!("{by} {ends}"));
                format!("{}, {ends}{}", level.label(lang), self.moved(lang))
            }
            None if self.was_on => self.gone(lang),
            None => lang.pick("niet op het bord", "not on the board").to_owned(),
        }
    }

    /// Says which end stood there before, where that is another one.
    fn moved(&self, lang: Lang) -> String {
        let was = self.was.filter(|was| self.ends.is_none_or(|ends| ends.unix() != was.unix()));
        let was = was.map(|was| format!(" ({} {})", lang.pick("was", "was"), last_moment_text(&was, lang)));
        was.unwrap_or_default()
    }

    fn gone(&self, lang: Lang) -> String {
        let title = match (self.title_until, lang) {
            (Some(until), Lang::Nl) => format!("titel liep {}", until_text(&until, lang)),
            (Some(until), Lang::En) => format!("the title ran {}", until_text(&until, lang)),
            (None, _) => lang.pick("er liep geen titel met een einde", "no title with an end ran").to_owned(),
        };
        let lately =
            lang.pick(". Nog 48 uur zichtbaar als vrijgelaten.", ". Shown as released for 48 hours.");
        let lately = if self.level.is_some() { lately } else { "" };
        format!("{}; {title}{lately}", lang.pick("van het bord", "off the board"))
    }
}

/// How somebody stands in a case and on the board.
struct Stand {
    name: String,
    custody: Option<Custody>,
    line: Option<(Level, Option<Moment>, Vec<Both>)>,
}

impl Office {
    /// Logs an act of custody, and says what it did to the board.
    ///
    /// # Errors
    /// As [`Office::act`]; an order longer than the law allows is refused.
    pub fn log_measure(
        &mut self,
        case: &CaseId,
        id: ObjectId,
        measure: CustodyMeasure,
    ) -> Result<(Saved, OnBoard), Complaint> {
        let sole = self.file(case)?.sole_suspect().cloned();
        let person = measure.person.clone().or(sole);
        let kind = MeasureKind::parse(&measure.kind);
        let moment = measure.moment;
        let before = self.stand(case, person.as_ref())?;
        let saved = self.act(case, Command::LogMeasure(id, measure))?;
        let after = self.stand(case, person.as_ref())?;
        let problems = after.custody.iter().flat_map(|custody| &custody.problems);
        let own = problems.filter(|problem| kind.is_some_and(|kind| problem.is_about(kind, &moment)));
        let own = own.map(|problem| Both::of(|lang| problem.text(lang)));
        let was = before.line.filter(|(level, ..)| *level != Level::Released);
        let (level, ends, early) = match after.line {
            Some((level, ends, early)) => (Some(level), ends, early),
            None => (None, None, Vec::new()),
        };
        let title = after.custody.as_ref().and_then(Custody::last_title);
        let told = OnBoard {
            title_until: title.map(|title| title.earliest),
            warnings: own.chain(early).collect(),
            name: after.name,
            was_on: was.is_some(),
            was: was.and_then(|(_, ends, _)| ends),
            person,
            level,
            ends,
        };
        Ok((saved, told))
    }

    fn stand(&self, case: &CaseId, person: Option<&ObjectId>) -> Result<Stand, Complaint> {
        let now = self.now()?;
        let file = self.file(case)?;
        let board = self.board_at(&now)?;
        let line = board.line_of(case, person).map(|line| {
            let early = line.too_early(Lang::Nl).into_iter().zip(line.too_early(Lang::En));
            (line.level, line.ends(), early.map(|(nl, en)| Both::new(nl, en)).collect())
        });
        let custody = self.held(case, &file, &now).remove(&person.cloned()).map(|(_, custody)| custody);
        Ok(Stand { name: file.name_on_lists(person), custody, line })
    }

    /// Refuses an order that is longer than the law allows, as computing its term does.
    pub(crate) fn check_length(&self, measure: &CustodyMeasure) -> Result<(), Complaint> {
        let purpose = match MeasureKind::parse(&measure.kind) {
            Some(MeasureKind::Remand) => Purpose::Remand,
            Some(MeasureKind::Detention | MeasureKind::Imprisonment) => Purpose::Detention,
            _ => return Ok(()),
        };
        let Some(days) = measure.days else { return Ok(()) };
        let date = measure.moment.in_the_netherlands().date();
        let Ok(rule) = self.law.law.rule(purpose.rule(), date) else { return Ok(()) };
        let facts = [(Fact::Days.word().to_owned(), days.to_string())];
        rule.with(&facts).map(|_| ()).map_err(|why| {
            Complaint::refused(
                format!(
                    "{} Er is niets opgeslagen. Kijk het bevel na; staat het er zo, leg het dan vast zonder `--days` en \
                     zet er een notitie bij.",
                    why.text(Lang::Nl)
                ),
                format!(
                    "{} Nothing was saved. Check the order; if it says so, log it without `--days` and add a note.",
                    why.text(Lang::En)
                ),
            )
        })
    }
}

#[cfg(test)]
#[path = "custody_act_tests.rs"]
mod tests;
