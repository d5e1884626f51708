//! Custody in one case: what an act would do before it is logged, and what is known of each clock.

use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::case::{CaseFile, CustodyMeasure, Fact, Told};
use noodbrug_core::command::{self, Command, Writer};
use noodbrug_core::custody::{Clock, Custody, Measure, MeasureKind, Spent};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::law::Rule;
use noodbrug_core::moment::last_moment_text;
use noodbrug_core::state::{CaseState, Said};
use noodbrug_core::text::Lang;

/// What an act of custody would do to the person it is about.
#[derive(Clone, Debug)]
pub struct MeasureEffect {
    /// The person's name; all suspects where the act names nobody.
    pub name: String,
    /// The custody as it stands; nothing where none is known yet.
    pub before: Option<Custody>,
    /// The custody once the act is logged.
    pub after: Custody,
}

impl MeasureEffect {
    /// Says until when the person is held then and why, which clocks end by it, and what is not in order.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Vec<String> {
        let open = self.after.clocks.iter().filter(|clock| clock.outcome.is_open());
        let reasons = open.map(|clock| format!("{} · {}", clock.text(lang), clock.reason(lang)));
        std::iter::once(self.until(lang))
            .chain(reasons)
            .chain(self.ended(lang))
            .chain(self.minds(lang))
            .collect()
    }

    fn until(&self, lang: Lang) -> String {
        match (self.after.next_fatal(), lang) {
            (Some(clock), Lang::Nl) => format!("Loopt dan tot {}.", last_moment_text(&clock.earliest, lang)),
            (Some(clock), Lang::En) => {
                format!("Runs then until {}.", last_moment_text(&clock.earliest, lang))
            }
            (None, Lang::Nl) => {
                format!("Er loopt dan geen termijn meer. {}: {}.", self.name, self.after.status.label(lang))
            }
            (None, Lang::En) => {
                format!("No term runs any more then. {}: {}.", self.name, self.after.status.label(lang))
            }
        }
    }

    /// Clocks that run now and no longer do then.
    fn ended(&self, lang: Lang) -> Vec<String> {
        let now = self.before.iter().flat_map(|before| &before.clocks);
        let now = now.filter(|clock| clock.outcome.is_open());
        let then = |now: &Clock| {
            let same = |clock: &&Clock| clock.rule == now.rule && clock.started_by == now.started_by;
            self.after.clocks.iter().find(same).filter(|clock| !clock.outcome.is_open())
        };
        let said = |clock: &Clock| format!("{}: {}.", clock.name.get(lang), clock.outcome.text(lang));
        now.filter_map(then).map(said).collect()
    }

    /// What the data lack then, and whatever else somebody must know before it is saved.
    fn minds(&self, lang: Lang) -> Vec<String> {
        let gap = self.after.open_gap().map(|gap| format!("{}.", gap.text(lang)));
        let problems = self.after.problems.iter().map(|problem| problem.text(lang));
        let early = self.after.early.iter().map(|sign| sign.text(lang));
        gap.into_iter().chain(problems).chain(early).collect()
    }
}

/// A custody clock of a case, with all that its why-sheet says.
#[derive(Clone, Debug)]
pub struct ClockWhy {
    /// The name of the person it runs on.
    pub name: String,
    /// The clock.
    pub clock: Clock,
    /// Its rule; nothing where the law in use has it no more.
    pub rule: Option<Rule>,
    /// Who says what it runs from; nobody where it follows from what no entry holds by itself.
    pub said: Vec<Said>,
    /// The version of the law table that was used.
    pub law_version: u32,
}

impl Office {
    /// Computes what an act of custody would do; nothing is saved, and a refusal is not in the journal.
    ///
    /// # Errors
    /// The complaint with which logging it would be refused.
    pub fn measure_effect(&self, case: &CaseId, measure: CustodyMeasure) -> Result<MeasureEffect, Complaint> {
        self.allowed(Deed::Write)?;
        let number = self.store.case_row(case)?.map(|row| row.number).unwrap_or_default();
        let named = measure.person.clone();
        let command = Command::LogMeasure(self.new_id()?, measure);
        self.check_moment(&command)?;
        let known = self.store.events_of_case(case)?;
        let (state, now) = (CaseState::of(&known), self.now()?);
        let today = now.in_the_netherlands().date();
        let writer = Writer { by: &self.user.name, law: &self.law.law, today };
        let draft = command::decide(*case, &state, command, &writer)?;
        let (before, after) = (CaseFile::of(&state), self.file_with(known, draft)?);
        let sole = Some(after.suspects()).and_then(|mut all| all.next().filter(|_| all.next().is_none()));
        let person = named.or_else(|| sole.map(|(id, _)| id.clone()));
        let of = |file: &CaseFile| {
            let all = self.custody_of(file, &number, &now);
            all.into_iter().find(|found| found.person == person)
        };
        let found = of(&after).ok_or_else(crate::act::nothing_written)?;
        Ok(MeasureEffect {
            name: found.name,
            before: of(&before).map(|found| found.custody),
            after: found.custody,
        })
    }

    /// Gives every clock of a case, person by person in the order of its sheet, with who entered what it runs from.
    ///
    /// # Errors
    /// A complaint when there is no such case, or a fault of the disk.
    pub fn clocks_of(&self, case: &CaseId) -> Result<Vec<ClockWhy>, Complaint> {
        let sheet = self.sheet(case)?;
        let mut all = Vec::new();
        for person in sheet.custody {
            for clock in person.custody.clocks {
                all.push(ClockWhy {
                    name: person.name.clone(),
                    rule: self.law.law.newest(&clock.rule.to_string()).ok().cloned(),
                    said: said_of(&sheet.file, person.person.as_ref(), &clock.started_by),
                    law_version: self.law.law.version(),
                    clock,
                });
            }
        }
        Ok(all)
    }
}

/// Finds who says that a measure happened: who logged it, or who logged the outcome of the hearing that decided it.
fn said_of(file: &CaseFile, person: Option<&ObjectId>, measure: &Measure) -> Vec<Said> {
    let logged = |told: &&Told<CustodyMeasure>| {
        let CustodyMeasure { kind, moment, person: about, .. } = &told.value;
        MeasureKind::parse(kind) == Some(measure.kind)
            && moment.unix() == measure.moment.unix()
            && (about.is_none() || about.as_ref() == person)
    };
    let logged = file.measures.values().flat_map(Fact::readings).filter(logged);
    let said: Vec<Said> = logged.flat_map(|told| told.said.iter().cloned()).collect();
    if !said.is_empty() {
        return said;
    }
    let day = measure.moment.in_the_netherlands().date();
    let hearings = file.hearings.values();
    let there = hearings.filter(|hearing| hearing.slot.values().any(|slot| slot.date == day));
    there.flat_map(|hearing| hearing.outcome.said().cloned()).collect()
}

/// Says how many days of each limit are spent and how many are left, each with its name: until the hearing (110 in the
/// law of 2026), and of detention (90).
#[must_use]
pub fn days_spent(custody: &Custody, lang: Lang) -> Vec<(&'static str, String)> {
    let left = |spent: &Spent| match lang {
        Lang::Nl => format!("{} van {} dagen, {} over", spent.days, spent.limit, spent.left()),
        Lang::En => format!("{} of {} days, {} left", spent.days, spent.limit, spent.left()),
    };
    let limits = [
        (lang.pick("Tot de zitting", "Until the hearing"), &custody.until_hearing),
        (lang.pick("Gevangenhouding", "Detention"), &custody.detention),
    ];
    limits.into_iter().filter_map(|(name, spent)| Some((name, left(spent.as_ref()?)))).collect()
}

#[cfg(test)]
#[path = "custody_effect_tests.rs"]
mod tests;
