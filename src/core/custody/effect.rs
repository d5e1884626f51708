//! What a measure does to a clock that runs.

use super::Measure;
use super::clock::{Clock, Outcome, Purpose, Unmet};
use super::measure::MeasureKind as Kind;

/// What a measure does to a clock.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// It is what the clock asked for.
    Meets,
    /// It takes the clock's place without being what it asked for.
    Replaces,
    /// It frees the person or lifts the order.
    Ends,
    /// It makes the clock stand still.
    Suspends,
}

/// Tells what a measure does to a clock that runs.
pub(super) fn effect(purpose: Purpose, kind: Kind) -> Option<Effect> {
    use Effect::{Ends, Meets, Replaces, Suspends};
    use Kind::{
        Adjourned, BroughtBeforeJudge, CustodyExtension, Detention, HearingBegun, HoldingForIdentity,
        Imprisonment, Judgment, OrderLifted, PoliceCustody, Release, Remand, Suspension,
    };
    match (purpose, kind) {
        (Purpose::LettingGo, Release) => Some(Meets),
        (Purpose::LettingGo, _) => None,
        (_, Release) => Some(Ends),
        (Purpose::BringBeforeJudge, BroughtBeforeJudge | Remand) => Some(Meets),
        (Purpose::BringBeforeJudge, Detention | Imprisonment) => Some(Replaces),
        (Purpose::BringBeforeJudge, _) => None,
        (_, OrderLifted) => Some(Ends),
        (Purpose::Holding, HoldingForIdentity) => Some(Meets),
        (
            Purpose::Holding | Purpose::HoldingForIdentity,
            PoliceCustody | Remand | Detention | Imprisonment,
        ) => Some(Meets),
        (Purpose::PoliceCustody, CustodyExtension | Remand | Detention | Imprisonment) => Some(Meets),
        (Purpose::CustodyExtension, Remand | Detention | Imprisonment) => Some(Meets),
        (Purpose::Remand, Detention | Imprisonment) => Some(Meets),
        // Who was judged within the term was heard within it.
        (Purpose::Detention, Detention | Imprisonment | HearingBegun | Judgment) => Some(Meets),
        (Purpose::ProForma, HearingBegun | Adjourned | Judgment) => Some(Meets),
        (Purpose::RescueDecision, Detention | Imprisonment) => Some(Meets),
        (Purpose::Remand | Purpose::Detention | Purpose::AfterJudgment | Purpose::ProForma, Suspension) => {
            Some(Suspends)
        }
        _ => None,
    }
}

/// Tells how the clock stands after it.
pub(super) fn outcome(clock: &Clock, measure: &Measure, effect: Effect) -> Outcome {
    let at = measure.moment.unix();
    let late = match (at > clock.earliest.unix(), at > clock.latest.unix()) {
        (false, _) => None,
        (true, false) => Some(Unmet::PerhapsLate),
        (true, true) => Some(Unmet::Late),
    };
    let by = measure.clone();
    match (late, effect) {
        (Some(why), _) => Outcome::Overtaken { by, why },
        (None, Effect::Replaces) => Outcome::Overtaken { by, why: Unmet::NotShown },
        (None, Effect::Meets) => Outcome::Met(by),
        (None, Effect::Ends) => Outcome::Ended(by),
        (None, Effect::Suspends) => Outcome::Suspended(by),
    }
}
