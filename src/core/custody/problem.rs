//! What is missing or contradictory in the data of somebody's custody.

use super::Measure;
use crate::text::Lang;

/// What is missing or contradictory in the data, so that a clock may be absent; such a person is shown first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is an order, but no arrest: the clock of Sv 59a cannot be computed.
    NoArrest(Measure),
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
                format!(
                    "{}: de wet staat ten hoogste {most} dagen toe; daarmee is gerekend.",
                    measure.text(lang)
                )
            }
            (Problem::TooLong { measure, most }, Lang::En) => {
                format!("{}: the law allows at most {most} days, which were used.", measure.text(lang))
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
