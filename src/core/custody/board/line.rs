//! One line of the board.

use super::{Entry, Level};
use crate::custody::{Clock, Custody, Measure, MeasureKind, Outcome, Status};
use crate::ident::{CaseId, ObjectId};
use crate::law::Words;
use crate::moment::{Moment, last_moment_text};
use crate::text::Lang;
use chrono::{NaiveDate, NaiveDateTime};

/// Another case in which the person is held, or may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// A number of the person says so; otherwise name and birth date only, or a number with another birth date.
    pub sure: bool,
}

impl Also {
    /// Says it: `ook vast in zaak 09/000002-26`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let words = match self.sure {
            true => lang.pick("ook vast in zaak", "also held in case"),
            false => lang.pick("misschien ook vast in zaak", "perhaps also held in case"),
        };
        format!("{words} {}", self.number)
    }
}

/// A sentence that waits: nobody is let go without a look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The number of its case.
    pub number: String,
    /// In words.
    pub what: Words,
    /// As in [`Also`].
    pub sure: bool,
}

impl Waiting {
    /// Says it: `wacht: 60 dagen gevangenisstraf (zaak 09/000002-26)`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let words = match self.sure {
            true => lang.pick("wacht", "waits"),
            false => lang.pick("wacht misschien", "perhaps waits"),
        };
        format!("{words}: {} ({} {})", self.what.get(lang), lang.pick("zaak", "case"), self.number)
    }
}

/// What a case tells of somebody who may be the same person.
pub(super) struct Other<'a> {
    entry: &'a Entry,
    /// A title of that case holds somebody.
    holds: bool,
}

impl<'a> Other<'a> {
    pub(super) fn of(entry: &'a Entry, custody: Option<&Option<Custody>>) -> Other<'a> {
        let custody = custody.and_then(Option::as_ref);
        Other { entry, holds: custody.is_some_and(|custody| holds(entry, custody)) }
    }
}

/// A person on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The case whose clock ends first, or the first case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// The person in it.
    pub person: Option<ObjectId>,
    /// The name as lists sort it.
    pub name: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// The cases that tell of the person, with the person in each.
    pub tells: Vec<(CaseId, Option<ObjectId>)>,
    /// How urgent it is.
    pub level: Level,
    /// The clocks, gaps, limits and problems, of all cases of the person.
    pub custody: Custody,
    /// Other cases in which the person is held.
    pub also: Vec<Also>,
    /// Sentences that wait.
    pub waiting: Vec<Waiting>,
    /// The next hearing without an outcome.
    pub next_hearing: Option<NaiveDateTime>,
    /// The state of the oldest source data that this rests on.
    pub taken_at: Option<Moment>,
}

impl Line {
    /// Makes the line; none for who is free and nothing is to be looked at.
    pub(super) fn of(told: &[&Entry], others: &[Other<'_>], custody: Custody, now: &Moment) -> Option<Line> {
        let sentences = |entry: &Entry, sure| {
            let number = entry.number.clone();
            let words = entry.sentences.clone().into_iter();
            words.map(move |what| Waiting { number: number.clone(), what, sure })
        };
        let own = told.iter().flat_map(|entry| sentences(entry, true));
        let waiting: Vec<Waiting> =
            own.chain(others.iter().flat_map(|other| sentences(other.entry, false))).collect();
        let level = match custody.is_on_board() || is_released_past(&custody, &waiting) {
            true => Level::of(&custody, now),
            false => custody.released_lately(now).map(|_| Level::Released)?,
        };
        let leads = custody.next_fatal().map(|clock| clock.started_by.case.as_str());
        let first = told.iter().find(|entry| leads.is_some_and(|case| entry.is_case(case)));
        let first = first.or(told.first())?;
        let mut also: Vec<Also> = told
            .iter()
            .filter(|entry| entry.case != first.case && holds(entry, &custody))
            .map(|entry| entry.also(true))
            .collect();
        also.extend(others.iter().filter(|other| other.holds).map(|other| other.entry.also(false)));
        Some(Line {
            case: first.case,
            number: first.number.clone(),
            person: first.person.clone(),
            name: first.name.clone(),
            born: first.born,
            level,
            tells: told.iter().map(|entry| (entry.case, entry.person.clone())).collect(),
            also,
            waiting,
            next_hearing: told.iter().filter_map(|entry| entry.next_hearing).min(),
            taken_at: told.iter().filter_map(|entry| entry.taken_at).min_by_key(Moment::unix),
            custody,
        })
    }

    /// Gives the moment to act before: the first fatal end, or since when there is no title.
    #[must_use]
    pub fn ends(&self) -> Option<Moment> {
        self.custody.ends()
    }

    /// Incomplete data first; then by the first end or the moment since when there is no title, those without either after
    /// it, who is free after those, and who was released last.
    pub(super) fn order(&self) -> (u8, i64, String, String) {
        let rank = match (self.is_incomplete(), self.ends(), self.custody.status) {
            _ if self.level == Level::Released => 5,
            (true, ..) => 0,
            (false, Some(_), _) => 1,
            (false, None, Status::Held) => 2,
            (false, None, Status::Suspended) => 3,
            (false, None, Status::Free) => 4,
        };
        let end = self.ends().map_or(i64::MAX, |end| end.unix());
        (rank, end, self.number.clone(), self.name.clone())
    }

    /// Tells whether something is missing that matters: who was released has no clock that could be wrong.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.custody.is_incomplete() && self.level != Level::Released
    }

    /// Gives the clocks that run beside the first.
    pub fn other_clocks(&self) -> impl Iterator<Item = &Clock> {
        self.custody.clocks.iter().filter(|clock| clock.outcome.is_open()).skip(1)
    }

    /// Says why the person is held too long; nothing for who is not.
    #[must_use]
    pub fn too_long(&self, lang: Lang) -> Vec<String> {
        if !self.custody.held_too_long() {
            return Vec::new();
        }
        let lapsed = self.custody.lapsed().map(|clock| lapsed_text(clock, lang));
        let gap = self.custody.open_gap().map(|gap| gap.text(lang));
        lapsed.chain(gap).collect()
    }

    /// Tells whether the person was perhaps let go too early.
    #[must_use]
    pub fn is_too_early(&self) -> bool {
        !self.custody.early.is_empty() || is_released_past(&self.custody, &self.waiting)
    }

    /// Says why the person was perhaps let go too early; nothing for who was not.
    #[must_use]
    pub fn too_early(&self, lang: Lang) -> Vec<String> {
        let signs = self.custody.early.iter().map(|sign| sign.text(lang));
        let past = is_released_past(&self.custody, &self.waiting);
        let waiting = self.waiting.iter().filter(|_| past).map(|waiting| waiting.text(lang));
        signs.chain(waiting).collect()
    }

    /// Says what must be looked at before the person is let go: other cases, titles and sentences that wait.
    #[must_use]
    pub fn before_release(&self, lang: Lang) -> Vec<String> {
        self.before_release_in(&self.case, lang)
    }

    /// Says the same for who looks from one of the person's cases: the line's own case may be another one then.
    #[must_use]
    pub fn before_release_in(&self, case: &CaseId, lang: Lang) -> Vec<String> {
        let own = Also { case: self.case, number: self.number.clone(), sure: true };
        let all = std::iter::once(&own).chain(&self.also).filter(|also| also.case != *case);
        let also = all.map(|also| also.text(lang));
        let waits = lang.pick("wacht", "waits");
        let titles = self.custody.follow_on.iter().map(|measure| format!("{waits}: {}", measure.text(lang)));
        also.chain(titles).chain(self.waiting.iter().map(|waiting| waiting.text(lang))).collect()
    }

    /// Says what stands under a line: the reason of its end, and all that must not be overlooked, a sentence each.
    #[must_use]
    pub fn notes(&self, lang: Lang) -> Vec<String> {
        let gap = self.custody.open_gap().map(|gap| gap.text(lang));
        let next = self.custody.next_fatal().map(|clock| reason_text(clock, lang));
        let released = self.custody.freed.as_ref().filter(|_| self.level == Level::Released);
        let released = released.map(|by| by.text(lang));
        let mut notes: Vec<String> = released.into_iter().chain(gap).chain(next).collect();
        notes.extend(self.other_clocks().map(|clock| self.clock_text(clock, lang)));
        notes.extend(self.custody.rescue.as_ref().map(|rescue| rescue.text(lang)));
        notes.extend(self.before_release(lang));
        let problems = self.custody.problems.iter().filter(|_| self.is_incomplete());
        notes.extend(problems.map(|problem| problem.text(lang)));
        notes
    }

    /// Says what a clock is and when it ends, and in which case where that is not the line's own.
    #[must_use]
    pub fn clock_text(&self, clock: &Clock, lang: Lang) -> String {
        let case = &clock.started_by.case;
        match self.also.iter().any(|also| also.number == *case) {
            true => format!("{}, {} {case}", clock.text(lang), lang.pick("zaak", "case")),
            false => clock.text(lang),
        }
    }
}

/// Who is free although a sentence waited.
fn is_released_past(custody: &Custody, waiting: &[Waiting]) -> bool {
    let released = |freed: &Measure| freed.kind == MeasureKind::Release;
    !waiting.is_empty() && custody.status == Status::Free && custody.freed.as_ref().is_some_and(released)
}

fn reason_text(clock: &Clock, lang: Lang) -> String {
    let doubt = clock.warning(lang).map(|warning| format!("{warning}. ")).unwrap_or_default();
    format!("{} ({}): {doubt}{}", clock.name.get(lang), clock.article, clock.reason(lang))
}

fn lapsed_text(clock: &Clock, lang: Lang) -> String {
    let sure = match clock.earliest == clock.latest {
        true => "",
        false => lang.pick(" (vroegste lezing)", " (earliest reading)"),
    };
    let words = lang.pick("verstreken", "lapsed");
    let at = last_moment_text(&clock.earliest, lang);
    format!("{} ({}) {words} {at}{sure}", clock.name.get(lang), clock.article)
}

/// A title of the case holds the person.
fn holds(entry: &Entry, custody: &Custody) -> bool {
    let open = |clock: &&Clock| clock.purpose.is_title() && clock.outcome.is_open();
    let mut running = custody.clocks.iter().filter(open);
    running.any(|clock| entry.is_case(&clock.started_by.case)) || is_at_hearing(entry, custody)
}

/// Held while the hearing runs: the last clock of the case was met by its beginning.
fn is_at_hearing(entry: &Entry, custody: &Custody) -> bool {
    let mut clocks = custody.clocks.iter().filter(|clock| entry.is_case(&clock.started_by.case));
    let begun = clocks
        .any(|clock| matches!(&clock.outcome, Outcome::Met(by) if by.kind == MeasureKind::HearingBegun));
    let over = [MeasureKind::Judgment, MeasureKind::OrderLifted, MeasureKind::Release];
    begun && !entry.measures.iter().any(|measure| over.contains(&measure.kind))
}

impl Entry {
    fn also(&self, sure: bool) -> Also {
        Also { case: self.case, number: self.number.clone(), sure }
    }

    /// Measures name the case as the entry does.
    fn is_case(&self, case: &str) -> bool {
        self.measures.first().is_some_and(|measure| measure.case == case)
    }
}
