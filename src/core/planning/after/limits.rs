//! How far a hearing of somebody who is held may be adjourned: Sv 282 as a rule and for pressing reasons, and the end of
//! the title (Sv 66).

use super::ground::{Bench, without};
use crate::case::{CaseFile, HearingSlot};
use crate::custody::{self, Clock, Measure, MeasureKind, Purpose};
use crate::ident::ObjectId;
use crate::law::Words;
use crate::lawbook::LawBook;
use crate::moment::{Moment, last_moment_text, moment_text};
use crate::text::Lang;

/// Which limit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitKind {
    /// As a rule (Sv 282 lid 2).
    Ordinary,
    /// For pressing reasons (Sv 282 lid 3).
    Pressing,
    /// The title itself ends, unless the hearing began before that (Sv 66).
    Title,
}

impl LimitKind {
    /// Gives the word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            LimitKind::Ordinary => "ordinary",
            LimitKind::Pressing => "pressing",
            LimitKind::Title => "title",
        }
    }
}

/// A limit to an adjournment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Which.
    pub kind: LimitKind,
    /// The rule of the catalogue.
    pub rule: String,
    /// Its name.
    pub name: Words,
    /// Its article.
    pub article: String,
    /// The next hearing must begin before this moment.
    pub at: Moment,
    /// Whose limit it is, where the case has several suspects.
    pub whose: Option<String>,
}

impl Limit {
    /// Says what the limit is: `Nieuwe zitting uiterlijk wo 23-12-2026 (…, in de regel)`; of several suspects, whose.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let text = self.own_text(lang);
        match &self.whose {
            Some(name) => format!("{name}: {text}"),
            None => text,
        }
    }

    fn own_text(&self, lang: Lang) -> String {
        let at = last_moment_text(&self.at, lang);
        let before = match at == moment_text(&self.at.in_the_netherlands(), lang) {
            true => format!("{} {at}", lang.pick("voor", "before")),
            false => format!("{} {at}", lang.pick("uiterlijk", "at the latest")),
        };
        let (name, article) = (self.name.get(lang), &self.article);
        match (self.kind, lang) {
            (LimitKind::Ordinary, Lang::Nl) => format!("Nieuwe zitting {before} ({article}, in de regel)"),
            (LimitKind::Ordinary, Lang::En) => format!("New hearing {before} ({article}, as a rule)"),
            (LimitKind::Pressing, Lang::Nl) => {
                format!("Met klemmende redenen {before} ({article}); leg die redenen vast")
            }
            (LimitKind::Pressing, Lang::En) => {
                format!("For pressing reasons {before} ({article}); record those reasons")
            }
            (LimitKind::Title, Lang::Nl) => {
                format!(
                    "De titel eindigt {at}: {name} ({article}), tenzij de zitting daarvoor is begonnen (Sv 66)"
                )
            }
            (LimitKind::Title, Lang::En) => {
                format!(
                    "The title ends {at}: {name} ({article}), unless the hearing began before that (Sv 66)"
                )
            }
        }
    }
}

/// Gives the limits to an adjournment that is decided at a moment, the first first; none when nobody is held. In chambers
/// only the title limits. Of several suspects the earliest limit of each kind counts, and says whose it is.
#[must_use]
pub fn limits(file: &CaseFile, hearing: &ObjectId, decided: &Moment, book: &LawBook) -> Vec<Limit> {
    let before = without(file, hearing);
    let slot = before.hearings.get(hearing).and_then(|entry| entry.slot.any());
    let chambers = slot.is_some_and(|slot| matches!(Bench::of(slot), Bench::Chambers | Bench::Judge));
    let several = before.suspects().count() > 1;
    let mut found = Vec::new();
    for person in before.measured() {
        let mut measures = before.measures_of(person, "");
        let held = custody::survey(&measures, &book.law, &book.calendar, decided).counts_as_held();
        if !held {
            continue;
        }
        if !chambers {
            measures.push(Measure::new(MeasureKind::Adjourned, *decided));
        }
        let survey = custody::survey(&measures, &book.law, &book.calendar, decided);
        let open = survey.clocks.iter().filter(|clock| clock.outcome.is_open());
        let whose = several.then(|| before.name_on_lists(person));
        let own = open.flat_map(|clock| of_clock(clock, decided));
        found.extend(own.map(|limit| Limit { whose: whose.clone(), ..limit }));
    }
    earliest(found, several)
}

/// Keeps, of several people, the earliest limit of each kind; people with the same one are named together.
fn earliest(mut found: Vec<Limit>, several: bool) -> Vec<Limit> {
    found.sort_by_key(|limit| (limit.at.unix(), limit.kind));
    found.dedup();
    if !several {
        return found;
    }
    let mut kept: Vec<Limit> = Vec::new();
    for limit in found {
        match kept.iter_mut().find(|other| other.kind == limit.kind) {
            None => kept.push(limit),
            Some(other) if other.at.unix() == limit.at.unix() => {
                let names = [other.whose.take(), limit.whose];
                other.whose = Some(names.into_iter().flatten().collect::<Vec<_>>().join("; "));
            }
            Some(_) => {}
        }
    }
    kept
}

fn of_clock(clock: &Clock, decided: &Moment) -> Vec<Limit> {
    let limit = |kind, at| Limit {
        kind,
        rule: clock.rule.to_string(),
        name: clock.name.clone(),
        article: clock.article.clone(),
        at,
        whose: None,
    };
    let ours = clock.purpose == Purpose::ProForma && clock.started_by.moment.unix() == decided.unix();
    match () {
        () if ours && clock.latest.unix() > clock.earliest.unix() => {
            vec![limit(LimitKind::Ordinary, clock.earliest), limit(LimitKind::Pressing, clock.latest)]
        }
        () if ours => vec![limit(LimitKind::Ordinary, clock.earliest)],
        () if clock.purpose.is_title() => vec![limit(LimitKind::Title, clock.earliest)],
        () => Vec::new(),
    }
}

/// Gives the limits that a new hearing does not keep.
#[must_use]
pub fn passed<'a>(limits: &'a [Limit], next: &HearingSlot) -> Vec<&'a Limit> {
    let Ok(begins) = Moment::from_civil(next.date.and_time(next.time)) else {
        return limits.iter().collect();
    };
    limits.iter().filter(|limit| limit.at.unix() <= begins.unix()).collect()
}
