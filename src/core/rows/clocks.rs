//! Custody clocks as rows, derived from the measures of a case.

use super::TermRow;
use crate::case::CaseFile;
use crate::custody::{self, Clock, Early, Measure, MeasureKind, Outcome, Problem, Purpose};
use crate::ident::ObjectId;
use crate::lawbook::LawBook;
use crate::moment::Moment;
use std::collections::BTreeMap;

/// What the custody of one person in a case gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonClocks {
    /// The person; none where measures name nobody of several suspects.
    pub person: Option<ObjectId>,
    /// The clocks.
    pub rows: Vec<TermRow>,
    /// The person counts as held.
    pub held: bool,
    /// When the newest order of detention must be over by the days that the law allows for all of them (Sv 66).
    pub detention_ends: Option<Moment>,
}

/// Surveys everybody whom the measures are about, as it stood at the latest of them that was not told ahead of its time:
/// which clocks are open does not depend on what time it is, so that no clock need be asked.
#[must_use]
pub fn clocks(file: &CaseFile, law: &LawBook) -> Vec<PersonClocks> {
    file.measured().into_iter().filter_map(|person| of_person(file, person, law)).collect()
}

fn of_person(file: &CaseFile, person: Option<&ObjectId>, law: &LawBook) -> Option<PersonClocks> {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    let measures = file.measures_of(person, "");
    let at = file.judged_at(&measures)?;
    let survey = custody::survey(&measures, &law.law, &law.calendar, &at);
    let mut rows: Vec<TermRow> = survey.clocks.iter().map(|clock| row(clock, person, &mut times)).collect();
    // Who was let go during the hearing has an order that runs on without an end, not until the end it once had.
    if survey.early.iter().any(|sign| matches!(sign, Early::Hearing { .. })) {
        let orders = rows.iter_mut().filter(|row| row.rule == Purpose::Detention.rule() && !row.running);
        orders.for_each(|row| row.shown = None);
    }
    let open = survey.problems.iter().filter(|problem| is_open(problem, &survey, &measures));
    rows.extend(open.filter_map(|problem| missing(problem, person, &mut times)));
    Some(PersonClocks {
        person: person.cloned(),
        rows,
        held: survey.counts_as_held(),
        detention_ends: survey.detention_ends,
    })
}

/// Tells whether a problem still matters: somebody is held, or may be, as what ended has no beginning that is known.
fn is_open(problem: &Problem, survey: &custody::Custody, measures: &[Measure]) -> bool {
    let released = |after: &Measure| {
        let mut releases = measures.iter().filter(|measure| measure.kind == MeasureKind::Release);
        releases.any(|release| release.moment.unix() >= after.moment.unix())
    };
    match problem {
        Problem::NothingToEnd(measure) => !released(measure),
        // Somebody may be held on it already, on a wrong date.
        Problem::InFuture(measure) => measure.kind.begins_holding(),
        _ => survey.counts_as_held(),
    }
}

/// What must run, or may, and cannot be computed: it has no end, so that lists show it first.
fn missing(
    problem: &Problem,
    person: Option<&ObjectId>,
    times: &mut BTreeMap<String, u32>,
) -> Option<TermRow> {
    let (rule, measure) = match problem {
        Problem::NoArrest(measure) => (Purpose::BringBeforeJudge.rule(), measure),
        Problem::NoClock { measure, .. } | Problem::NothingToEnd(measure) | Problem::InFuture(measure) => {
            (measure.kind.word(), measure)
        }
        _ => return None,
    };
    Some(TermRow {
        term: name((rule, measure), person, times),
        rule: rule.to_owned(),
        from: measure.moment.to_string(),
        earliest: None,
        latest: None,
        shown: None,
        running: true,
        custody: true,
    })
}

fn row(clock: &Clock, person: Option<&ObjectId>, times: &mut BTreeMap<String, u32>) -> TermRow {
    TermRow {
        term: name((clock.purpose.rule(), &clock.started_by), person, times),
        rule: clock.rule.to_string(),
        from: clock.started_by.moment.to_string(),
        earliest: Some(clock.earliest),
        latest: Some(clock.latest),
        // A clock that stands still has no end to go by.
        shown: Some(clock.earliest).filter(|_| !matches!(clock.outcome, Outcome::Suspended(_))),
        running: clock.outcome.is_open(),
        custody: true,
    }
}

/// Names a clock after what it guards, the measure and the person; sources that tell of one measure as two things give
/// two clocks, which are counted.
fn name(
    (rule, measure): (&str, &Measure),
    person: Option<&ObjectId>,
    times: &mut BTreeMap<String, u32>,
) -> ObjectId {
    let Measure { kind, moment, .. } = measure;
    let person = person.map_or("", ObjectId::as_str);
    let key = format!("{rule} {} {} {person}", kind.word(), moment.unix());
    let nth = times.entry(key.clone()).or_default();
    *nth = nth.saturating_add(1);
    ObjectId::clock(&format!("{key} {nth}"))
}
