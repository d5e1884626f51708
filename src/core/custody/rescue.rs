//! The way back after a missed extension (Sv 66a).

use super::clock::{Outcome, Purpose};
use super::track::Track;
use super::{Measure, Problem};
use crate::law::Words;
use crate::moment::{Moment, moment_text};
use crate::text::Lang;

/// The rule of the way back.
const RULE: Purpose = Purpose::RescueDecision;

/// A rescue order may be possible: the title has lapsed, the person is still held and the hearing has not begun.
///
/// What the offence carries is not in the data, so that it is always left for a person to look up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescue {
    /// The title that lapsed.
    pub title: Words,
    /// Since when there is none.
    pub since: Moment,
    /// Whether the title has lapsed in the latest reading too.
    pub sure: bool,
    /// When a rescue order was demanded, if it was.
    pub demanded: Option<Moment>,
    /// Whether the days of detention that the law allows are all spent, so that nothing can be extended.
    pub spent: bool,
    /// The article.
    pub article: String,
    /// Under which conditions, in the catalogue's words.
    pub conditions: Option<Words>,
}

impl Rescue {
    /// Says what can be done and what to look up first.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let (title, article) = (self.title.get(lang), &self.article);
        let since = moment_text(&self.since, lang);
        let demanded = self.demanded.map(|at| moment_text(&at, lang));
        match (demanded, lang) {
            (Some(at), Lang::Nl) => {
                format!("Hersteltitel ({article}) gevorderd op {at}; {title} verstreek {since}.")
            }
            (Some(at), Lang::En) => {
                format!("Rescue order ({article}) demanded on {at}; {title} lapsed {since}.")
            }
            (None, Lang::Nl) => format!(
                "Hersteltitel ({article}) misschien mogelijk: vorder direct. {title} verstreek {since}. Na te gaan: staat op het feit 8 jaar of meer?{}",
                if self.spent { " De dagen zijn op: is er nog ruimte?" } else { "" }
            ),
            (None, Lang::En) => format!(
                "Rescue order ({article}) may be possible: demand it at once. {title} lapsed {since}. To check: does the offence carry 8 years or more?{}",
                if self.spent { " The days are spent: is there any room?" } else { "" }
            ),
        }
    }
}

impl Track<'_> {
    /// A demand starts the court's clock; it needs a title that has lapsed.
    pub(super) fn rescue_demand(&mut self, measure: &Measure) {
        let at = measure.moment.unix();
        let lapsed = |clock: &super::Clock| {
            clock.purpose.is_remand() && clock.outcome == Outcome::Running && clock.earliest.unix() <= at
        };
        if !self.clocks.iter().any(lapsed) {
            self.problems.push(Problem::NothingToEnd(measure.clone()));
        }
        self.start(RULE, measure, None);
    }

    /// Finds whether a rescue order is possible: never once the hearing has begun, the order is lifted or the person
    /// was let go.
    pub(super) fn find_rescue(&self, now: &Moment) -> Option<Rescue> {
        if !self.is_held() || self.hearing_began.is_some() || self.is_title_open() {
            return None;
        }
        let lapsed = self.clocks.iter().find(|clock| {
            matches!(clock.purpose, Purpose::Remand | Purpose::Detention) && clock.outcome == Outcome::Lapsed
        })?;
        let rule = self.rule(RULE.rule(), &lapsed.earliest).ok()?;
        let demand = self.clocks.iter().rfind(|clock| clock.purpose == RULE);
        Some(Rescue {
            title: lapsed.name.clone(),
            since: lapsed.earliest,
            spent: self.detention.is_some_and(|spent| spent.left() == 0),
            sure: lapsed.latest.unix() <= now.unix(),
            demanded: demand.map(|clock| clock.started_by.moment),
            article: rule.article.clone(),
            conditions: rule.note.clone(),
        })
    }
}
