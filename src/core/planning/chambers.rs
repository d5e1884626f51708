//! Who must be heard before when: titles of custody, the last day on which a court can hear, and what is planned.

use super::summons::working_day_until;
use crate::case::{CaseFile, HearingSlot, OutcomeCode};
use crate::ident::ObjectId;
use crate::law::{Amount, Forum, Unit};
use crate::lawbook::LawBook;
use crate::moment::Moment;
use crate::rows::{self, CaseRows, HearingRow, PersonClocks, TermRow};
use crate::text::Lang;
use chrono::{NaiveDate, NaiveTime, Timelike as _};

/// The rule of an adjournment while the suspect is held (Sv 282), and its longest form.
const ADJOURNED: &str = "schorsing_bep";
const ADJOURNED_LONGEST: &str = "schorsing_bep/klemmend";

/// The rule of detention, of which the orders together have a limit (Sv 66).
const DETENTION: &str = crate::custody::Purpose::Detention.rule();

/// A title that ends before this hour leaves no morning in which a judge can hear.
const NOON: u32 = 12;

/// One title that somebody must decide about before it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToHear {
    /// The rule of the title.
    pub rule: String,
    /// The term or clock; nothing where the adjournment was not entered as a term.
    pub term: Option<ObjectId>,
    /// What it runs from, as written.
    pub from: String,
    /// When it ends; nothing when that cannot be computed.
    pub ends: Option<Moment>,
    /// Who must hear; nothing when the rule is not in the catalogue.
    pub forum: Option<Forum>,
    /// The last working day on which somebody can be heard before the end.
    pub last_day: Option<NaiveDate>,
    /// Whether a hearing is planned.
    pub planned: Planned,
    /// How far the law lets the title go at most.
    pub limit: Option<Limit>,
}

/// Whether a hearing is planned before a title ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Planned {
    /// Before the end.
    InTime(HearingSlot),
    /// Only after the end.
    TooLate(HearingSlot),
    /// None.
    No,
}

impl Planned {
    /// Tells whether something must still be done.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self, Planned::InTime(_))
    }
}

/// The outer limit of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The article.
    pub article: String,
    /// How long in all.
    pub length: Amount,
    /// When that is over.
    pub at: Moment,
}

impl ToHear {
    /// Sorts by urgency: what cannot be computed, then the last day, then what is not planned, then the end.
    #[must_use]
    pub fn urgency(&self) -> (Option<NaiveDate>, bool, Option<i64>) {
        (self.last_day, !self.planned.is_open(), self.ends.map(|ends| ends.unix()))
    }

    /// Says when the hearing is that is planned, in time or too late.
    #[must_use]
    pub fn slot_words(&self, lang: Lang) -> Option<String> {
        match &self.planned {
            Planned::InTime(slot) | Planned::TooLate(slot) => Some(slot_text(slot, lang)),
            Planned::No => None,
        }
    }

    /// Says what is planned, for people.
    #[must_use]
    pub fn planned_words(&self, lang: Lang) -> String {
        match &self.planned {
            Planned::InTime(slot) => slot_text(slot, lang),
            Planned::TooLate(slot) => {
                format!("{} {}", lang.pick("TE LAAT:", "TOO LATE:"), slot_text(slot, lang))
            }
            Planned::No => lang.pick("NIET GEPLAND", "NOT PLANNED").to_owned(),
        }
    }
}

fn slot_text(slot: &HearingSlot, lang: Lang) -> String {
    let day = crate::moment::weekday_date_text(slot.date, lang);
    format!("{day} {} {}", slot.time.format("%H:%M"), slot.chamber).trim_end().to_owned()
}

/// Gives every title in a case that a judge must decide about before it ends, most urgent first.
#[must_use]
pub fn to_hear(terms: &[TermRow], hearings: &[HearingRow], book: &LawBook) -> Vec<ToHear> {
    let running = terms.iter().filter(|term| term.running);
    let titles = running.filter_map(|term| {
        let forum = book.law.named(&term.rule).and_then(|rule| rule.duty.heard_by);
        // A clock that cannot be computed is shown whatever its rule is.
        (forum.is_some() || (term.custody && term.shown.is_none())).then(|| title(term, forum))
    });
    let mut all: Vec<ToHear> = titles.chain(adjourned(terms, hearings, book)).collect();
    for title in &mut all {
        title.last_day = title.ends.and_then(|ends| last_day(&ends, book));
        title.planned = planned(title, hearings);
        title.limit = limit(title, terms, book);
    }
    all.sort_by_key(ToHear::urgency);
    all
}

/// Gives the same for each person in a case by himself: two suspects share no limit and no end. A title that names nobody
/// is nobody's in particular.
#[must_use]
pub fn to_hear_each(file: &CaseFile, rows: &CaseRows, book: &LawBook) -> Vec<(Option<ObjectId>, ToHear)> {
    let started: Vec<TermRow> = rows.terms.iter().filter(|term| !term.custody).cloned().collect();
    let own = to_hear(&started, &rows.hearings, book).into_iter().map(|hear| (None, hear));
    let mut all: Vec<(Option<ObjectId>, ToHear)> = own.collect();
    for clocks in rows::clocks(file, book) {
        let terms: Vec<TermRow> = clocks.rows.iter().chain(&started).cloned().collect();
        let others = |hear: &ToHear| started.iter().any(|term| hear.term.as_ref() == Some(&term.term));
        let own = to_hear(&terms, &rows.hearings, book).into_iter().filter(|hear| !others(hear));
        all.extend(own.map(|hear| (clocks.person.clone(), with_limit(hear, &clocks))));
    }
    all.sort_by_key(|(_, hear)| hear.urgency());
    all
}

/// Days at liberty, in remand and before a release are no days of detention: the custody itself knows what is left.
fn with_limit(hear: ToHear, clocks: &PersonClocks) -> ToHear {
    let counted =
        hear.rule == DETENTION && clocks.rows.iter().any(|row| Some(&row.term) == hear.term.as_ref());
    let ends = clocks.detention_ends.filter(|_| counted);
    let limit = hear.limit.map(|limit| Limit { at: ends.unwrap_or(limit.at), ..limit });
    ToHear { limit, ..hear }
}

fn title(term: &TermRow, forum: Option<Forum>) -> ToHear {
    ToHear {
        rule: term.rule.clone(),
        term: Some(term.term.clone()),
        from: term.from.clone(),
        ends: term.shown,
        forum,
        last_day: None,
        planned: Planned::No,
        limit: None,
    }
}

/// An adjournment that was logged while nobody entered its term: the limit of Sv 282 runs all the same.
fn adjourned(terms: &[TermRow], hearings: &[HearingRow], book: &LawBook) -> Option<ToHear> {
    let id = |term: &TermRow| term.rule.split('/').next() == Some(ADJOURNED);
    if terms.iter().any(id) || !terms.iter().any(|term| term.custody && term.running) {
        return None;
    }
    let last = hearings
        .iter()
        .filter(|hearing| hearing.outcome.is_some())
        .max_by_key(|hearing| hearing.slot.date)?;
    if !matches!(last.outcome, Some(OutcomeCode::AdjournedTo | OutcomeCode::AdjournedOpen)) {
        return None;
    }
    let from = last.slot.date.to_string();
    let ends = book.compute(ADJOURNED, &from).ok().map(|computed| computed.shown().moment());
    let forum = book.law.named(ADJOURNED).and_then(|rule| rule.duty.heard_by);
    Some(ToHear {
        rule: ADJOURNED.to_owned(),
        term: None,
        from,
        ends,
        forum,
        last_day: None,
        planned: Planned::No,
        limit: None,
    })
}

/// The last working day on which somebody can be heard: that of the end itself where it leaves the morning, else the
/// one before. The title itself lasts to its end, which stands beside it.
fn last_day(ends: &Moment, book: &LawBook) -> Option<NaiveDate> {
    let ends = ends.in_the_netherlands();
    let leaves_the_morning = ends.civil().hour() >= NOON;
    let last = if leaves_the_morning { ends.date() } else { ends.date().pred_opt()? };
    Some(working_day_until(book, last))
}

/// The first open hearing; a hearing before the court is none before the examining judge.
fn planned(title: &ToHear, hearings: &[HearingRow]) -> Planned {
    let fits = |hearing: &&HearingRow| {
        let chamber = hearing.slot.chamber.to_lowercase();
        title.forum != Some(Forum::Judge) || chamber == "rc" || chamber.contains("commissaris")
    };
    let open = hearings.iter().filter(|hearing| hearing.outcome.is_none()).filter(fits);
    let Some(first) = open.map(|hearing| &hearing.slot).min_by_key(|slot| (slot.date, slot.time)) else {
        return Planned::No;
    };
    let over = title.ends.map(|ends| ends.in_the_netherlands().civil());
    match over.is_some_and(|over| first.date.and_time(first.time) >= over) {
        true => Planned::TooLate(first.clone()),
        false => Planned::InTime(first.clone()),
    }
}

/// Of detention the days in all, from the first order of it (Sv 66); of an adjournment its longest form (Sv 282).
fn limit(title: &ToHear, terms: &[TermRow], book: &LawBook) -> Option<Limit> {
    let rule = book.law.named(&title.rule)?;
    if rule.id.as_str() == ADJOURNED {
        let longest = book.law.named(ADJOURNED_LONGEST)?;
        let computed = book.compute(ADJOURNED_LONGEST, &title.from).ok()?;
        return Some(Limit { article: rule.article, length: longest.length?, at: computed.shown().moment() });
    }
    let length = rule.extension.as_ref()?.total?;
    let days = match length.unit() {
        Unit::Days => i64::from(length.count()),
        _ => return None,
    };
    let same = terms.iter().filter(|term| term.custody && term.rule == title.rule);
    let first = same.filter_map(|term| start(&term.from)).min_by_key(Moment::unix)?;
    let hours = days.checked_mul(i64::from(rule.measures.day_hours))?;
    Some(Limit { article: rule.article, length, at: first.plus_hours(hours) })
}

fn start(from: &str) -> Option<Moment> {
    let day = || {
        from.parse::<NaiveDate>().ok().and_then(|day| Moment::from_civil(day.and_time(NaiveTime::MIN)).ok())
    };
    from.parse().ok().or_else(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::HearingSession;
    use crate::lawbook::tests::dutch;

    fn clock(rule: &str, from: &str, ends: Option<&str>) -> TermRow {
        let ends = ends.map(|ends| ends.parse().unwrap());
        TermRow {
            term: ObjectId::derived(&format!("{rule}{from}")),
            rule: rule.into(),
            from: from.into(),
            earliest: ends,
            latest: ends,
            shown: ends,
            running: true,
            custody: true,
        }
    }

    fn hearing(day: &str, time: &str, chamber: &str) -> HearingRow {
        HearingRow {
            hearing: ObjectId::derived(day),
            slot: HearingSlot {
                court: "Rechtbank Den Haag".into(),
                date: day.parse().unwrap(),
                time: time.parse().unwrap(),
                room: "A".into(),
                chamber: chamber.into(),
                minutes: None,
            },
            session: HearingSession::default(),
            outcome: None,
            custody: true,
            youth: false,
            conflict: false,
        }
    }

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn a_title_that_ends_on_a_monday_morning_is_heard_on_the_friday_before() {
        let remand = clock("bewaring", "2026-11-16T10:00:00+01:00", Some("2026-11-30T10:00:00+01:00"));
        let found = to_hear(&[remand], &[], &dutch());
        assert_eq!((found[0].last_day, found[0].forum), (day("2026-11-27"), Some(Forum::Chambers)));
        assert_eq!(found[0].planned_words(Lang::Nl), "NIET GEPLAND");
    }

    #[test]
    fn days_off_before_an_end_are_not_counted_on() {
        // Christmas on Friday and Saturday, and a Sunday: Thursday is the last day.
        let remand = clock("bewaring", "2026-12-14T09:00:00+01:00", Some("2026-12-28T09:00:00+01:00"));
        assert_eq!(to_hear(&[remand], &[], &dutch())[0].last_day, day("2026-12-24"));
        // An end in the evening leaves its own day, a working day.
        let evening = clock("bewaring", "2026-11-13T22:48:00+01:00", Some("2026-11-27T22:48:00+01:00"));
        assert_eq!(to_hear(&[evening], &[], &dutch())[0].last_day, day("2026-11-27"));
        // An end at midnight leaves the whole day before it.
        let midnight =
            clock("gevangenhouding", "2026-09-03T00:00:00+02:00", Some("2026-12-02T00:00:00+01:00"));
        assert_eq!(to_hear(&[midnight], &[], &dutch())[0].last_day, day("2026-12-01"));
    }

    #[test]
    fn a_hearing_after_the_end_is_too_late_and_one_before_another_judge_is_none() {
        let remand = clock("bewaring", "2026-11-16T10:00:00+01:00", Some("2026-11-30T10:00:00+01:00"));
        let at = |time: &str| {
            to_hear(std::slice::from_ref(&remand), &[hearing("2026-11-30", time, "Raadkamer")], &dutch())
        };
        assert!(matches!(at("09:30:00")[0].planned, Planned::InTime(_)));
        assert!(matches!(at("10:00:00")[0].planned, Planned::TooLate(_)));
        let police = clock("ivs", "2026-11-23T10:00:00+01:00", Some("2026-11-26T10:00:00+01:00"));
        let court = [hearing("2026-11-24", "09:30:00", "Politierechter")];
        assert_eq!(to_hear(std::slice::from_ref(&police), &court, &dutch())[0].planned, Planned::No);
        let judge = [hearing("2026-11-24", "09:30:00", "Rechter-commissaris")];
        assert!(matches!(to_hear(&[police], &judge, &dutch())[0].planned, Planned::InTime(_)));
    }

    #[test]
    fn sv_66_ninety_days_count_from_the_first_order_of_detention() {
        let first = TermRow {
            running: false,
            ..clock("gevangenhouding", "2026-10-01T12:00:00+02:00", Some("2026-10-31T11:00:00+01:00"))
        };
        let second = clock("gevangenhouding", "2026-10-31T11:00:00+01:00", Some("2026-11-30T11:00:00+01:00"));
        let found = to_hear(&[first, second], &[], &dutch());
        assert_eq!(found.len(), 1);
        let limit = found[0].limit.as_ref().unwrap();
        assert_eq!(
            (limit.length, limit.at.to_string().as_str()),
            (Amount::days(90), "2026-12-30T11:00:00+01:00")
        );
    }

    #[test]
    fn sv_282_an_adjournment_of_somebody_held_is_on_the_board_though_nobody_entered_its_term() {
        let title = clock("gh_zitting", "2026-11-20", Some("2027-01-20T00:00:00+01:00"));
        let adjourned = HearingRow {
            outcome: Some(OutcomeCode::AdjournedOpen),
            ..hearing("2026-11-20", "09:00:00", "MK")
        };
        let found = to_hear(std::slice::from_ref(&title), std::slice::from_ref(&adjourned), &dutch());
        let own = found.iter().find(|line| line.rule == ADJOURNED).unwrap();
        assert_eq!((own.last_day, own.forum, &own.term), (day("2026-12-18"), Some(Forum::Hearing), &None));
        assert_eq!(own.limit.as_ref().map(|limit| limit.length), Some(Amount::new(3, Unit::Months)));
        let entered =
            TermRow { custody: false, ..clock(ADJOURNED, "2026-11-20", Some("2026-12-21T00:00:00+01:00")) };
        let found = to_hear(&[title, entered], &[adjourned], &dutch());
        assert_eq!(found.iter().filter(|line| line.rule == ADJOURNED).count(), 1);
    }

    #[test]
    fn what_cannot_be_computed_comes_first_and_what_is_not_planned_before_what_is() {
        let unknown = clock("voorgeleiding", "2026-11-23T10:00:00+01:00", None);
        let later = clock("gevangenhouding", "2026-11-01T10:00:00+01:00", Some("2026-12-30T10:00:00+01:00"));
        let soon = clock("bewaring", "2026-11-16T10:00:00+01:00", Some("2026-11-30T10:00:00+01:00"));
        let rules = |found: Vec<ToHear>| found.into_iter().map(|line| line.rule).collect::<Vec<_>>();
        assert_eq!(
            rules(to_hear(&[later, soon, unknown], &[], &dutch())),
            ["voorgeleiding", "bewaring", "gevangenhouding"]
        );
    }
}
