//! What is missing or contradictory in the data of somebody's custody.

use super::{Measure, MeasureKind};
use crate::moment::{Moment, moment_text};
use crate::text::Lang;

/// What is missing or contradictory in the data, so that a clock may be absent; such a person is shown first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is an order, but no arrest: the clock of Sv 59a cannot be computed.
    NoArrest(Measure),
    /// A step of custody is dated before the arrest that it follows: clocks and days may be counted from a wrong moment.
    BeforeArrest {
        /// The step.
        measure: Measure,
        /// The arrest.
        arrest: Measure,
    },
    /// There is an extension, but no police custody that it extends.
    NothingToExtend(Measure),
    /// There is nothing to lift, suspend or resume.
    NothingToEnd(Measure),
    /// An order is longer than the law allows; the law's length is used.
    TooLong {
        /// The order.
        measure: Measure,
        /// How many days it may be.
        most: u32,
    },
    /// Detention was extended more often than the law allows.
    TooManyExtensions(Measure),
    /// It lies in the future: nothing is counted with it, because what has not happened ends no title.
    InFuture(Measure),
    /// A release and a new title at one moment: which came last is not known, so the person counts as held.
    SameMoment(Measure),
    /// A clock cannot be computed: the catalogue or the rule refuses.
    NoClock {
        /// The measure that should start it.
        measure: Measure,
        /// Why, in both languages.
        why: crate::law::Words,
    },
}

impl Problem {
    /// Tells whether a measure is what is wrong, or part of it.
    #[must_use]
    pub fn is_about(&self, kind: MeasureKind, moment: &Moment) -> bool {
        let same = |measure: &Measure| measure.kind == kind && measure.moment.unix() == moment.unix();
        match self {
            Problem::BeforeArrest { measure, arrest } => same(measure) || same(arrest),
            Problem::NoArrest(measure)
            | Problem::NothingToExtend(measure)
            | Problem::NothingToEnd(measure)
            | Problem::TooLong { measure, .. }
            | Problem::TooManyExtensions(measure)
            | Problem::InFuture(measure)
            | Problem::SameMoment(measure)
            | Problem::NoClock { measure, .. } => same(measure),
        }
    }

    /// Says what is wrong and what to look up.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Problem::NoArrest(by), Lang::Nl) => {
                format!(
                    "Geen aanhouding bekend bij {}: de voorgeleiding is niet te berekenen. Vul het tijdstip van de aanhouding in.",
                    by.text(lang)
                )
            }
            (Problem::NoArrest(by), Lang::En) => {
                format!(
                    "No arrest known with {}: the bringing before the judge cannot be computed. Fill in the moment of the arrest.",
                    by.text(lang)
                )
            }
            (Problem::BeforeArrest { measure, arrest }, _) => before_arrest(measure, arrest, lang),
            (Problem::NothingToExtend(by), Lang::Nl) => {
                format!(
                    "{}: er is geen inverzekeringstelling bekend die wordt verlengd. Vul die in.",
                    by.text(lang)
                )
            }
            (Problem::NothingToExtend(by), Lang::En) => {
                format!("{}: no police custody is known that it extends. Fill it in.", by.text(lang))
            }
            (Problem::NothingToEnd(by), Lang::Nl) => {
                format!("{}: er is geen bevel bekend waar dit bij hoort. Kijk het na.", by.text(lang))
            }
            (Problem::NothingToEnd(by), Lang::En) => {
                format!("{}: no order is known to which this belongs. Check it.", by.text(lang))
            }
            (Problem::TooLong { measure, most }, Lang::Nl) => {
                let most = lang.counted((*most).into(), ("dag", ""), ("dagen", ""));
                format!("{}: de wet staat ten hoogste {most} toe; daarmee is gerekend.", measure.text(lang))
            }
            (Problem::TooLong { measure, most }, Lang::En) => {
                let most = lang.counted((*most).into(), ("", "day"), ("", "days"));
                format!("{}: the law allows at most {most}; that was used.", measure.text(lang))
            }
            (Problem::TooManyExtensions(by), Lang::Nl) => {
                format!("{}: vaker verlengd dan de wet toestaat. Kijk het na.", by.text(lang))
            }
            (Problem::TooManyExtensions(by), Lang::En) => {
                format!("{}: extended more often than the law allows. Check it.", by.text(lang))
            }
            (Problem::InFuture(by), Lang::Nl) => {
                format!("{}: dit ligt in de toekomst en telt niet mee. Kijk het tijdstip na.", by.text(lang))
            }
            (Problem::InFuture(by), Lang::En) => {
                format!("{}: this lies in the future and does not count. Check the moment.", by.text(lang))
            }
            (Problem::SameMoment(by), Lang::Nl) => format!(
                "{}: op hetzelfde moment begint een titel. Gerekend alsof de persoon vastzit. Kijk na wat het laatst was.",
                by.text(lang)
            ),
            (Problem::SameMoment(by), Lang::En) => format!(
                "{}: a title begins at the same moment. Counted as if the person is held. Check which came last.",
                by.text(lang)
            ),
            (Problem::NoClock { measure, why }, _) => format!("{}: {}", measure.text(lang), why.get(lang)),
        }
    }
}

fn before_arrest(measure: &Measure, arrest: &Measure, lang: Lang) -> String {
    let (step, label) = (measure.text(lang), measure.kind.label(lang));
    let arrested = moment_text(&arrest.moment.in_the_netherlands(), lang);
    let the = match measure.kind {
        MeasureKind::Holding | MeasureKind::HoldingForIdentity => "het",
        _ => "de",
    };
    match lang {
        Lang::Nl => format!(
            "{step}: {the} {label} begint voor de aanhouding ({arrested}). Klokken en dagen zijn misschien verkeerd \
             geteld. Kijk beide tijdstippen na."
        ),
        Lang::En => format!(
            "{step}: it begins before the arrest ({arrested}). Clocks and days may be counted wrongly. Check both \
             moments."
        ),
    }
}

/// Finds the steps that are dated before the arrest of the same stay; a release or suspension ends a stay, since somebody
/// may be arrested anew on an order that was there before.
pub(super) fn before_arrest_in(measures: &[&Measure]) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut early: Vec<&Measure> = Vec::new();
    let mut arrested = false;
    for measure in measures {
        match measure.kind {
            MeasureKind::Release | MeasureKind::Suspension => {
                early.clear();
                arrested = false;
            }
            MeasureKind::Arrest => {
                let arrest = || (*measure).clone();
                let steps = early.drain(..).cloned();
                found.extend(steps.map(|measure| Problem::BeforeArrest { measure, arrest: arrest() }));
                arrested = true;
            }
            kind if kind.follows_arrest() && !arrested => early.push(measure),
            _ => {}
        }
    }
    found
}
