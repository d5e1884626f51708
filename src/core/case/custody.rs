//! Whose custody a case is about, and by which measures.

use super::file::{CaseFile, Fact, Told};
use super::values::CustodyMeasure;
use crate::custody::{Measure, MeasureKind};
use crate::ident::ObjectId;
use std::collections::BTreeSet;

impl CaseFile {
    /// Gives everybody whom measures of custody are about; nobody stands for all suspects, where there are several and
    /// a measure names none.
    #[must_use]
    pub fn measured(&self) -> BTreeSet<Option<&ObjectId>> {
        let sole = self.sole_suspect();
        self.told_measures().map(|told| told.value.person.as_ref().or(sole)).collect()
    }

    /// Gives the measures about one of [`CaseFile::measured`], as measures of the case that is named; where a measure
    /// is in conflict, every reading of it.
    #[must_use]
    pub fn measures_of(&self, person: Option<&ObjectId>, case: &str) -> Vec<Measure> {
        let sole = self.sole_suspect();
        let told = self.told_measures().filter(|told| told.value.person.as_ref().or(sole) == person);
        told.filter_map(|told| measure(told, case)).collect()
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
