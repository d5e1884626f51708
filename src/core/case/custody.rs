//! Whose custody a case is about, and by which measures: those that were logged, and what hearings decided.

use super::file::{CaseFile, Fact, HearingFile, TaskFile, Told};
use super::hearing::{HearingOutcome, OutcomeCode};
use super::values::{CustodyMeasure, Identity, TaskKind};
use crate::custody::board::Entry;
use crate::custody::{Measure, MeasureKind};
use crate::ident::{CaseId, ObjectId};
use crate::law::Words;
use crate::moment::Moment;
use crate::text::Lang;
use chrono::NaiveDateTime;
use std::collections::BTreeSet;

impl CaseFile {
    /// Gives everybody whom measures of custody are about; nobody stands for all suspects, where there are several and
    /// a measure names none.
    #[must_use]
    pub fn measured(&self) -> BTreeSet<Option<&ObjectId>> {
        let sole = self.sole_suspect();
        let logged = self.told_measures().map(|told| told.value.person.as_ref().or(sole));
        let decided = self.hearings.values().any(|hearing| hearing.outcome.values().any(decides_custody));
        logged.chain(decided.then_some(sole)).collect()
    }

    /// Gives the measures about one of [`CaseFile::measured`], as measures of the case that is named; where a measure
    /// is in conflict, every reading of it.
    ///
    /// What a hearing decided counts as a measure, until one of that kind and day is logged with its own time and
    /// length. With several suspects nobody knows whom it is about: it then stands for all of them, except that an
    /// adjournment, which only sets a limit, holds for each.
    #[must_use]
    pub fn measures_of(&self, person: Option<&ObjectId>, case: &str) -> Vec<Measure> {
        let sole = self.sole_suspect();
        let told = self.told_measures().filter(|told| told.value.person.as_ref().or(sole) == person);
        let mut measures: Vec<Measure> = told.filter_map(|told| measure(told, case)).collect();
        let decided: Vec<Measure> = self
            .hearings
            .values()
            .flat_map(|hearing| decided(hearing, case))
            .filter(|found| sole == person || found.kind == MeasureKind::Adjourned)
            .filter(|found| !measures.iter().any(|logged| says(logged, found)))
            .collect();
        measures.extend(decided);
        measures
    }

    /// Gives the moment at which custody is judged where nobody may ask what time it is: that of the newest measure, or
    /// that of the newest word on custody when it is earlier. What was dated later than anybody spoke had not happened.
    #[must_use]
    pub fn judged_at(&self, measures: &[Measure]) -> Option<Moment> {
        let latest = measures.iter().map(|measure| measure.moment).max_by_key(Moment::unix)?;
        let logged = self.told_measures().flat_map(|told| &told.said);
        let decided = self.hearings.values().flat_map(|hearing| hearing.outcome.readings());
        let said = logged.chain(decided.flat_map(|told| &told.said)).map(|said| said.at);
        let told = said.max_by_key(Moment::unix).unwrap_or(latest);
        Some(if told.unix() < latest.unix() { told } else { latest })
    }

    fn told_measures(&self) -> impl Iterator<Item = &Told<CustodyMeasure>> {
        self.measures.values().flat_map(Fact::readings)
    }

    /// A measure that names nobody is about the one suspect: one person's arrest and release must meet.
    #[must_use]
    pub fn sole_suspect(&self) -> Option<&ObjectId> {
        let mut suspects = self.suspects();
        match (suspects.next(), suspects.next()) {
            (Some((id, _)), None) => Some(id),
            _ => None,
        }
    }
}

fn decides_custody(outcome: &HearingOutcome) -> bool {
    let code = outcome.code;
    matches!(code, OutcomeCode::Detained | OutcomeCode::CustodyLifted | OutcomeCode::CustodySuspended)
}

/// Tells whether a logged measure says what a hearing decided, on the same day.
fn says(logged: &Measure, decided: &Measure) -> bool {
    let day = |measure: &Measure| measure.moment.in_the_netherlands().date();
    let order = |kind| match kind {
        MeasureKind::Imprisonment => MeasureKind::Detention,
        kind => kind,
    };
    order(logged.kind) == order(decided.kind) && day(logged) == day(decided)
}

/// What a hearing means for whoever is held; an adjournment does not say whether the hearing had begun.
fn decided<'a>(hearing: &'a HearingFile, case: &'a str) -> impl Iterator<Item = Measure> + 'a {
    let chambers = hearing.slot.any().is_some_and(|slot| slot.chamber.to_lowercase().contains("raadkamer"));
    hearing.outcome.readings().iter().filter_map(move |told| {
        let (kind, moment) = match told.value.code {
            OutcomeCode::Detained => (MeasureKind::Detention, told.value.decided),
            OutcomeCode::CustodyLifted => (MeasureKind::OrderLifted, told.value.decided),
            OutcomeCode::CustodySuspended => (MeasureKind::Suspension, told.value.decided),
            _ if chambers => return None,
            OutcomeCode::AdjournedTo | OutcomeCode::AdjournedOpen => {
                (MeasureKind::Adjourned, told.value.decided)
            }
            // Who closes a hearing has begun it.
            OutcomeCode::JudgmentLater => (MeasureKind::HearingBegun, began(hearing, told)),
            OutcomeCode::Judgment | OutcomeCode::JudgmentOral => (MeasureKind::Judgment, told.value.decided),
            OutcomeCode::Referred
            | OutcomeCode::Void
            | OutcomeCode::Withdrawn
            | OutcomeCode::Denied
            | OutcomeCode::Vacated => {
                return None;
            }
        };
        let source = told.said.first().map(|said| said.ws.to_string()).unwrap_or_default();
        Some(Measure { case: case.to_owned(), source, ..Measure::new(kind, moment) })
    })
}

fn began(hearing: &HearingFile, told: &Told<HearingOutcome>) -> Moment {
    let listed = hearing.slot.any().and_then(|slot| Moment::from_civil(slot.date.and_time(slot.time)).ok());
    let decided = told.value.decided;
    listed.filter(|listed| listed.unix() <= decided.unix()).unwrap_or(decided)
}

fn measure(told: &Told<CustodyMeasure>, case: &str) -> Option<Measure> {
    let CustodyMeasure { kind, moment, place, days, .. } = &told.value;
    let source = told.said.first().map(|said| said.ws.to_string()).unwrap_or_default();
    Some(Measure {
        days: *days,
        place: place.clone(),
        case: case.to_owned(),
        source,
        ..Measure::new(MeasureKind::parse(kind)?, *moment)
    })
}

/// What a case file is, beside what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The case.
    pub case: CaseId,
    /// Its number as shown; a dash when it has none.
    pub number: String,
    /// The next hearing without an outcome.
    pub next_hearing: Option<NaiveDateTime>,
    /// The state of the newest source data.
    pub taken_at: Option<Moment>,
}

impl CaseFile {
    /// Gives what the case tells the custody board of each person: who is measured, and each suspect while a prison
    /// sentence is not carried out.
    #[must_use]
    pub fn board_entries(&self, filed: &Filed) -> Vec<Entry> {
        let sentences: Vec<Words> = self.tasks.values().filter_map(open_sentence).collect();
        let mut people = self.measured();
        if !sentences.is_empty() {
            people.extend(self.suspects().map(|(id, _)| Some(id)));
        }
        // Two cases without a number are not one case.
        let nameless = filed.number == "—";
        let label = if nameless { filed.case.to_string() } else { filed.number.clone() };
        let people = people.into_iter().map(|person| Entry {
            case: filed.case,
            number: filed.number.clone(),
            person: person.cloned(),
            name: self.name_on_lists(person),
            born: self.identity(person).and_then(|who| who.born),
            numbers: self.numbers_of(person),
            measures: self.measures_of(person, &label),
            sentences: sentences.clone(),
            next_hearing: filed.next_hearing,
            taken_at: filed.taken_at,
        });
        people.collect()
    }

    fn identity(&self, person: Option<&ObjectId>) -> Option<&Identity> {
        self.persons.get(person?)?.identity.any()
    }

    /// Gives the name as lists sort it; of nobody in particular, those of all suspects.
    #[must_use]
    pub fn name_on_lists(&self, person: Option<&ObjectId>) -> String {
        match self.identity(person) {
            Some(who) => who.list_name(),
            None => self.suspects().map(|(_, who)| who.list_name()).collect::<Vec<_>>().join("; "),
        }
    }

    /// A number with its kind, so that a BSN is never taken for an SKN; of a conflict, every reading.
    pub(crate) fn numbers_of(&self, person: Option<&ObjectId>) -> Vec<String> {
        let numbers = person.and_then(|person| self.persons.get(person)).into_iter();
        let told = numbers.flat_map(|person| person.numbers.values());
        let of = |kind: &str, number: &Option<String>| {
            let digits = number.as_ref().map(|number| number.chars().filter(char::is_ascii_digit).collect());
            digits.filter(|digits: &String| !digits.is_empty()).map(|digits| format!("{kind} {digits}"))
        };
        told.flat_map(|told| [of("skn", &told.skn), of("bsn", &told.bsn)]).flatten().collect()
    }
}

/// The words of a prison sentence that is not carried out.
fn open_sentence(task: &TaskFile) -> Option<Words> {
    let plan = task.plan.any().filter(|_| task.done.is_empty())?;
    let holds = matches!(plan.kind, TaskKind::Prison | TaskKind::Placement);
    let words = |lang| if plan.text.is_empty() { plan.kind.label(lang) } else { plan.text.as_str() };
    holds.then(|| Words::new(words(Lang::Nl), words(Lang::En)))
}
