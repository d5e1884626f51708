//! Whose custody a case is about, and by which measures: those that were logged, and what hearings decided.

use super::file::{CaseFile, Fact, HearingFile, Told};
use super::values::{CustodyMeasure, HearingOutcome, OutcomeCode};
use crate::custody::{Measure, MeasureKind};
use crate::ident::ObjectId;
use crate::moment::Moment;
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

    fn told_measures(&self) -> impl Iterator<Item = &Told<CustodyMeasure>> {
        self.measures.values().flat_map(Fact::readings)
    }

    /// A measure that names nobody is about the one suspect: one person's arrest and release must meet.
    fn sole_suspect(&self) -> Option<&ObjectId> {
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
            OutcomeCode::Referred | OutcomeCode::Void | OutcomeCode::Withdrawn | OutcomeCode::Denied => {
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
