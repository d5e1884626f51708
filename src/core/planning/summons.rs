//! The summons calculator: from the day of service to the first day for the hearing, and back.
//!
//! Lengths, articles and traps come from the catalogue and the calendar; here it is only said which rule belongs to
//! which chamber.

use crate::deadlines::{Computed, End, Trigger};
use crate::lawbook::{LawBook, NoEnd};
use crate::moment::weekday_date_text;
use crate::text::Lang;
use chrono::NaiveDate;

/// A chamber before which somebody is summoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chamber {
    /// Meervoudige kamer.
    Full,
    /// Politierechter.
    Single,
    /// Kantonrechter.
    Cantonal,
    /// Gerechtshof.
    Appeal,
}

/// The rule of the objection to a summons (Sv 262), which runs from its service in first instance.
const OBJECTION: &str = "bezwaar_dagv";

impl Chamber {
    /// All chambers, in the order of the articles.
    pub const ALL: [Chamber; 4] = [Chamber::Full, Chamber::Single, Chamber::Cantonal, Chamber::Appeal];

    /// Gives the word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Chamber::Full => "mk",
            Chamber::Single => "pr",
            Chamber::Cantonal => "kr",
            Chamber::Appeal => "hof",
        }
    }

    /// Reads the word on the command line.
    #[must_use]
    pub fn parse(word: &str) -> Option<Chamber> {
        Chamber::ALL.into_iter().find(|chamber| chamber.word() == word)
    }

    /// Gives the name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Chamber::Full => lang.pick("meervoudige kamer", "full bench"),
            Chamber::Single => lang.pick("politierechter", "single judge"),
            Chamber::Cantonal => lang.pick("kantonrechter", "cantonal judge"),
            Chamber::Appeal => lang.pick("gerechtshof", "court of appeal"),
        }
    }

    /// Gives the name of its rule in the catalogue.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Chamber::Full => "dagv_mk",
            Chamber::Single => "dagv_pr",
            Chamber::Cantonal => "dagv_ktr",
            Chamber::Appeal => "dagv_hof",
        }
    }
}

/// Which of the two days is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The day of service.
    Served(NaiveDate),
    /// The day of the hearing.
    Hearing(NaiveDate),
}

impl Known {
    fn trigger(self) -> Trigger {
        match self {
            Known::Served(day) => Trigger::Act(day),
            Known::Hearing(day) => Trigger::Anchor(day),
        }
    }
}

/// What the calculator says of one chamber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summons {
    /// The chamber.
    pub chamber: Chamber,
    /// The first day for the hearing, or the last day for the service, with every step.
    pub computed: Computed,
    /// The same day, or where that is a day off the next working day for a hearing and the one before for a service.
    pub working_day: NaiveDate,
    /// When the objection to the summons ends (Sv 262); nothing in appeal.
    pub objection: Option<Objection>,
}

/// The objection to a summons beside the summons term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Its term, from the service that was given or that is the last one.
    pub computed: Computed,
    /// Given the service: the first day on which the hearing may begin without the suspect's consent. Given the
    /// hearing: the last service after which it may.
    pub without_consent: NaiveDate,
}

impl Summons {
    /// Says the first day for the hearing or the last one for the service, for people.
    #[must_use]
    pub fn day_words(&self, known: Known, lang: Lang) -> String {
        let what = match known {
            Known::Served(_) => lang.pick("zitting op zijn vroegst", "hearing at the earliest"),
            Known::Hearing(_) => lang.pick("betekenen op zijn laatst", "serve at the latest"),
        };
        format!("{what}: {}", weekday_date_text(self.computed.shown().date(), lang))
    }

    /// Says the working day, where that is another day.
    #[must_use]
    pub fn working_words(&self, known: Known, lang: Lang) -> Option<String> {
        let what = match known {
            Known::Served(_) => lang.pick("eerste werkdag", "first working day"),
            Known::Hearing(_) => lang.pick("laatste werkdag", "last working day"),
        };
        let other = self.working_day != self.computed.shown().date();
        other.then(|| format!("{what}: {}", weekday_date_text(self.working_day, lang)))
    }

    /// Says what the objection means for the hearing, for people.
    #[must_use]
    pub fn objection_words(&self, known: Known, lang: Lang) -> Option<String> {
        let objection = self.objection.as_ref()?;
        let (article, day) =
            (&objection.computed.article, weekday_date_text(objection.without_consent, lang));
        let last = || objection.computed.latest.text(lang);
        Some(match (known, lang) {
            (Known::Served(_), Lang::Nl) => format!(
                "bezwaar ({article}) tot en met {}; zonder instemming begint de zitting vanaf {day}",
                last()
            ),
            (Known::Served(_), Lang::En) => format!(
                "objection ({article}) up to and including {}; without consent the hearing begins from {day} on",
                last()
            ),
            (Known::Hearing(_), Lang::Nl) => {
                format!("bezwaar ({article}) is voor de zitting voorbij bij betekening uiterlijk {day}")
            }
            (Known::Hearing(_), Lang::En) => {
                format!("objection ({article}) is over before the hearing when served by {day}")
            }
        })
    }
}

/// Computes what a day means for a chamber.
///
/// # Errors
/// [`NoEnd`] when the catalogue has no rule for that day, or the outcome lies outside the calendar.
pub fn plan(book: &LawBook, chamber: Chamber, known: Known) -> Result<Summons, NoEnd> {
    let computed = book.compute(chamber.rule(), &known.trigger().written())?;
    let day = computed.shown().date();
    let working_day = match known {
        Known::Served(_) => book.calendar.working_day_from(day),
        Known::Hearing(_) => working_day_until(book, day),
    };
    let objection = match chamber {
        Chamber::Appeal => None,
        _ => Some(objection(book, known, day)?),
    };
    Ok(Summons { chamber, computed, working_day, objection })
}

fn objection(book: &LawBook, known: Known, last_service: NaiveDate) -> Result<Objection, NoEnd> {
    let ends = |served: NaiveDate| book.compute(OBJECTION, &served.to_string());
    let after = |computed: &Computed| match computed.latest {
        End::Day(day) => day.succ_opt().unwrap_or(day),
        End::Moment(moment) => moment.in_the_netherlands().date(),
    };
    match known {
        Known::Served(day) => {
            let computed = ends(day)?;
            let without_consent = book.calendar.working_day_from(after(&computed));
            Ok(Objection { computed, without_consent })
        }
        Known::Hearing(hearing) => {
            let mut served = last_service;
            while after(&ends(served)?) > hearing {
                served = served.pred_opt().unwrap_or(served);
            }
            Ok(Objection { computed: ends(last_service)?, without_consent: working_day_until(book, served) })
        }
    }
}

/// Gives this day, or else the last working day before it.
pub(super) fn working_day_until(book: &LawBook, day: NaiveDate) -> NaiveDate {
    let mut found = day;
    while !book.calendar.is_working_day(found) {
        let Some(before) = found.pred_opt() else { return day };
        found = before;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lawbook::tests::dutch;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn served(chamber: Chamber, on: &str) -> Summons {
        plan(&dutch(), chamber, Known::Served(day(on))).unwrap()
    }

    #[test]
    fn sv_265_lid_1_ten_free_days_lie_between_service_and_the_full_bench() {
        let found = served(Chamber::Full, "2026-11-23");
        assert_eq!(found.computed.shown().date(), day("2026-12-04"));
        assert_eq!(found.working_day, day("2026-12-04"));
    }

    #[test]
    fn sv_370_lid_1_two_working_days_lie_between_service_on_a_thursday_and_the_single_judge() {
        // Friday is the only working day among the three free days; the weekend adds none.
        let found = served(Chamber::Single, "2026-11-26");
        assert_eq!(found.computed.shown().date(), day("2026-12-01"));
        assert_eq!(served(Chamber::Single, "2026-11-23").computed.shown().date(), day("2026-11-27"));
    }

    #[test]
    fn a_first_day_in_the_weekend_is_said_and_the_next_working_day_named() {
        // Ten free days after Tuesday 24 November end on Friday; the next day is a Saturday.
        let found = served(Chamber::Full, "2026-11-24");
        assert_eq!(
            (found.computed.shown().date(), found.working_day),
            (day("2026-12-05"), day("2026-12-07"))
        );
    }

    #[test]
    fn sv_398_and_413_take_ten_days_too_and_appeal_is_uncertain() {
        assert_eq!(served(Chamber::Cantonal, "2026-11-23").computed.shown().date(), day("2026-12-04"));
        let appeal = served(Chamber::Appeal, "2026-11-23");
        assert!(appeal.computed.shown().date() >= day("2026-12-04") && appeal.objection.is_none());
        assert!(appeal.computed.warning(Lang::Nl).is_some());
    }

    #[test]
    fn sv_262_lid_1_the_hearing_before_the_single_judge_may_come_before_the_objection_ends() {
        let found = served(Chamber::Single, "2026-11-23");
        let objection = found.objection.unwrap();
        assert_eq!(objection.computed.latest, End::Day(day("2026-12-01")));
        assert_eq!(objection.without_consent, day("2026-12-02"));
        assert!(found.computed.shown().date() < objection.without_consent);
    }

    #[test]
    fn the_last_service_for_a_hearing_is_the_last_one_from_which_that_hearing_may_be() {
        let book = dutch();
        let mut hearing = day("2026-04-01");
        while hearing < day("2027-02-01") {
            for chamber in Chamber::ALL {
                let last = plan(&book, chamber, Known::Hearing(hearing)).unwrap();
                let act = last.computed.shown().date();
                let first = |served: NaiveDate| {
                    plan(&book, chamber, Known::Served(served)).unwrap().computed.shown().date()
                };
                assert!(first(act) <= hearing, "{chamber:?} {hearing}");
                assert!(first(act.succ_opt().unwrap()) > hearing, "{chamber:?} {hearing}");
                assert!(last.working_day <= act && book.calendar.is_working_day(last.working_day));
                if let Some(objection) = last.objection {
                    let again = plan(&book, chamber, Known::Served(objection.without_consent)).unwrap();
                    assert!(
                        again.objection.unwrap().computed.latest.date() < hearing,
                        "{chamber:?} {hearing}"
                    );
                }
            }
            hearing = hearing.checked_add_days(chrono::Days::new(3)).unwrap();
        }
    }
}
