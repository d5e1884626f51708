//! What the crisis team needs: one picture, the handover of a shift, who was held too long, and the cases that Justid must
//! know of first.

mod handover;
mod justid;
mod overstay;

pub use handover::{Handover, Phone};
pub use justid::{JustidMade, JustidRow};
pub(crate) use justid::{cells, headings};
pub use overstay::{Granted, Stay, StayKind, Stays};

use crate::complaint::Complaint;
use crate::incident::Incident;
use crate::lists::{TaskFilter, TermFilter};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use crate::views::{HearingLine, TermLine};
use noodbrug_core::moment::{Moment, date_text, moment_text};
use noodbrug_core::rows::TaskStage;
use noodbrug_core::text::Lang;
use noodbrug_store::DayFilter;
use std::collections::BTreeMap;

/// How many hours the picture looks ahead.
pub const HOURS_AHEAD: i64 = 24;
/// How many days back a hearing without an outcome still counts as one that somebody has to log.
const DAYS_BACK: u64 = 14;

/// What is counted for the crisis team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tally {
    /// Persons who are held.
    Held,
    /// Persons who are held too long.
    TooLong,
    /// Persons who were perhaps let go too early.
    TooEarly,
    /// Terms that end within a day, or have passed.
    Terms,
    /// Hearings within a day.
    Hearings,
    /// Hearings that were held and have no outcome.
    WithoutOutcome,
    /// Tasks that nobody has yet.
    Tasks,
    /// Bundles without a receipt.
    Unconfirmed,
    /// Parcels that no partner confirmed.
    Parcels,
    /// Promises by phone that were not kept in time.
    Promises,
    /// What victims must hear today, or should have heard.
    Victims,
    /// Facts that are not in the source systems.
    BackEntry,
    /// Registers about which sources contradict each other.
    Conflicts,
}

impl Tally {
    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Tally::Held => lang.pick("Mensen die vastzitten", "People who are held"),
            Tally::TooLong => lang.pick("Te lang vast", "Held too long"),
            Tally::TooEarly => lang.pick("Te vroeg vrij, na te gaan", "Let go too early, to check"),
            Tally::Terms => {
                lang.pick("Termijnen: binnen 24 uur of voorbij", "Terms: within 24 hours or past")
            }
            Tally::Hearings => lang.pick("Zittingen in de komende 24 uur", "Hearings in the next 24 hours"),
            Tally::WithoutOutcome => lang.pick("Zittingen zonder uitkomst", "Hearings without an outcome"),
            Tally::Tasks => lang.pick("Taken die niemand heeft", "Tasks that nobody has"),
            Tally::Unconfirmed => lang.pick("Bundels zonder ontvangstbewijs", "Bundles without a receipt"),
            Tally::Parcels => lang.pick("Zendingen zonder bevestiging", "Parcels without confirmation"),
            Tally::Promises => lang.pick("Toezeggingen te laat", "Promises overdue"),
            Tally::Victims => lang.pick("Slachtoffers nu in te lichten", "Victims to be told now"),
            Tally::BackEntry => lang.pick("Naregistratie open", "Back-entry open"),
            Tally::Conflicts => lang.pick("Tegenstrijdigheden", "Conflicts"),
        }
    }

    /// Gives the word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Tally::Held => "held",
            Tally::TooLong => "too-long",
            Tally::TooEarly => "too-early",
            Tally::Terms => "terms",
            Tally::Hearings => "hearings",
            Tally::WithoutOutcome => "without-outcome",
            Tally::Tasks => "tasks",
            Tally::Unconfirmed => "unconfirmed",
            Tally::Parcels => "parcels",
            Tally::Promises => "promises",
            Tally::Victims => "victims",
            Tally::BackEntry => "back-entry",
            Tally::Conflicts => "conflicts",
        }
    }
}

/// A number with the oldest or first of what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What is counted.
    pub what: Tally,
    /// How many.
    pub count: u64,
    /// The oldest, or the one that ends first; by case and never by name.
    pub oldest: String,
}

/// Something that lies ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// When; that of something past lies before now.
    pub at: Moment,
    /// What, by case and never by name.
    pub what: String,
    /// It is about somebody who is held.
    pub custody: bool,
}

/// The picture of a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// At which moment.
    pub at: Moment,
    /// The outage that was declared.
    pub incident: Option<Incident>,
    /// What stands open, in numbers.
    pub counts: Vec<Counted>,
    /// What lies ahead, first things first.
    pub ahead: Vec<Ahead>,
}

impl Office {
    /// Gives the picture of now: what is on or off, what stands open, and what lies ahead.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn crisis_picture(&self, lang: Lang) -> Result<Picture, Complaint> {
        self.allowed(Deed::Consult)?;
        let at = self.now()?;
        let counts = [
            self.count_custody(lang)?,
            vec![self.count_terms(&at, lang)?],
            self.count_hearings(&at, lang)?,
            vec![self.count_tasks(lang)?, self.count_unconfirmed(lang)?],
            self.count_desk(&at, lang)?,
            self.count_back_entry(lang)?,
        ];
        let ahead = self.ahead(HOURS_AHEAD, lang)?;
        Ok(Picture { at, incident: self.incident()?, counts: counts.concat(), ahead })
    }

    /// Prints the picture.
    ///
    /// # Errors
    /// As [`Office::crisis_picture`], or a complaint that names the file.
    pub fn print_crisis(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let paper = papers::crisis_sheet(&self.letterhead(lang)?, &self.crisis_picture(lang)?);
        self.put(&paper, to, None)
    }

    fn count_custody(&self, lang: Lang) -> Result<Vec<Counted>, Complaint> {
        let board = self.board()?;
        let held = board.lines.iter().filter_map(|line| Some((line.custody.since?, &line.number)));
        let longest = held.min_by_key(|(since, _)| since.unix());
        let longest = longest.map(|(since, number)| since_text(&since, number, lang)).unwrap_or_default();
        let first = |line: Option<&noodbrug_core::custody::board::Line>| {
            line.map(|line| match line.ends() {
                Some(end) => since_text(&end, &line.number, lang),
                None => line.number.clone(),
            })
            .unwrap_or_default()
        };
        let count = |what, count: usize, oldest| Counted { what, count: count as u64, oldest };
        Ok(vec![
            count(Tally::Held, board.held(), longest),
            count(Tally::TooLong, board.too_long().count(), first(board.too_long().next())),
            count(Tally::TooEarly, board.too_early().count(), first(board.too_early().next())),
        ])
    }

    fn terms_before(&self, end: Moment, lang: Lang) -> Result<Vec<TermLine>, Complaint> {
        let filter = TermFilter { before: Some(end), ..TermFilter::default() };
        let mut rows = self.terms(&filter, lang)?.rows;
        rows.retain(|line| line.row.shown.is_some_and(|shown| shown.unix() < end.unix()));
        rows.sort_by_key(|line| line.row.shown.map(|shown| shown.unix()));
        Ok(rows)
    }

    fn count_terms(&self, at: &Moment, lang: Lang) -> Result<Counted, Complaint> {
        let rows = self.terms_before(at.plus_hours(HOURS_AHEAD), lang)?;
        let oldest = rows.first().map(|line| term_text(line, lang)).unwrap_or_default();
        Ok(Counted { what: Tally::Terms, count: rows.len() as u64, oldest })
    }

    /// The hearings of today and tomorrow that have not begun yet at a moment, up to some hours later.
    fn hearings_within(&self, at: &Moment, hours: i64) -> Result<Vec<HearingLine>, Complaint> {
        let (from, end) = (at.in_the_netherlands(), at.plus_hours(hours).in_the_netherlands());
        let filter = DayFilter { from: from.date(), to: end.date(), court: None };
        let mut lines = self.hearing_lines(&filter)?;
        let within = |line: &HearingLine| {
            (from.civil()..end.civil()).contains(&line.slot.date.and_time(line.slot.time))
        };
        lines.retain(|line| within(line) && line.outcome.is_none());
        Ok(lines)
    }

    fn count_hearings(&self, at: &Moment, lang: Lang) -> Result<Vec<Counted>, Complaint> {
        let ahead = self.hearings_within(at, HOURS_AHEAD)?;
        let now = at.in_the_netherlands().civil();
        let from = now.date().checked_sub_days(chrono::Days::new(DAYS_BACK)).unwrap_or(now.date());
        let mut past = self.hearing_lines(&DayFilter { from, to: now.date(), court: None })?;
        past.retain(|line| line.outcome.is_none() && line.slot.date.and_time(line.slot.time) < now);
        let begins = |line: &&HearingLine| line.slot.date.and_time(line.slot.time);
        let text = |line: Option<&HearingLine>| line.map(|line| hearing_text(line, lang)).unwrap_or_default();
        let (first, oldest) = (ahead.iter().min_by_key(begins), past.iter().min_by_key(begins));
        Ok(vec![
            Counted { what: Tally::Hearings, count: ahead.len() as u64, oldest: text(first) },
            Counted { what: Tally::WithoutOutcome, count: past.len() as u64, oldest: text(oldest) },
        ])
    }

    fn count_tasks(&self, lang: Lang) -> Result<Counted, Complaint> {
        let filter = TaskFilter { stage: Some(TaskStage::Open), ..TaskFilter::default() };
        let rows = self.tasks(&filter)?.rows;
        let first = rows.iter().filter_map(|task| Some((task.due?, task))).min_by_key(|(due, _)| *due);
        let oldest = first.map(|(due, task)| {
            format!("{} {} · {}", lang.pick("uiterlijk", "by"), date_text(due), task.case.number)
        });
        Ok(Counted { what: Tally::Tasks, count: rows.len() as u64, oldest: oldest.unwrap_or_default() })
    }

    fn count_unconfirmed(&self, lang: Lang) -> Result<Counted, Complaint> {
        let open = self.unconfirmed()?;
        let oldest = open.first().map(|first| since_text(&first.bundle.at, &first.partner, lang));
        Ok(Counted { what: Tally::Unconfirmed, count: open.len() as u64, oldest: oldest.unwrap_or_default() })
    }

    fn count_desk(&self, at: &Moment, lang: Lang) -> Result<Vec<Counted>, Complaint> {
        let parcels = self.unconfirmed_parcels()?;
        let parcel = parcels.first().map(|first| since_text(&first.packed.at, &first.packed.partner, lang));
        let mut promises = self.promise_list(false)?;
        promises.retain(|line| line.promise.is_overdue(at));
        let promise = promises.first().map(|first| since_text(&first.promise.due, &first.case.number, lang));
        let today = at.in_the_netherlands().date();
        let mut victims = self.victim_list(false)?;
        victims.retain(|line| line.due <= today);
        let victim = victims.first().map(|first| {
            format!("{} {} · {}", lang.pick("uiterlijk", "by"), date_text(first.due), first.case.number)
        });
        let counted = |what, count: usize, oldest: Option<String>| Counted {
            what,
            count: count as u64,
            oldest: oldest.unwrap_or_default(),
        };
        Ok(vec![
            counted(Tally::Parcels, parcels.len(), parcel),
            counted(Tally::Promises, promises.len(), promise),
            counted(Tally::Victims, victims.len(), victim),
        ])
    }

    fn count_back_entry(&self, lang: Lang) -> Result<Vec<Counted>, Complaint> {
        let status = self.back_entry_status()?;
        let oldest = status.counts.oldest.map(|since| since_text(&since, "", lang)).unwrap_or_default();
        let conflicts = self.counts()?.conflicts;
        Ok(vec![
            Counted { what: Tally::BackEntry, count: status.open, oldest },
            Counted { what: Tally::Conflicts, count: conflicts, oldest: String::new() },
        ])
    }

    /// Gives what ends or begins within some hours: terms, hearings of each court, turns of duty.
    pub(crate) fn ahead(&self, hours: i64, lang: Lang) -> Result<Vec<Ahead>, Complaint> {
        let now = self.now()?;
        let end = now.plus_hours(hours);
        let mut ahead = Vec::new();
        for line in self.terms_before(end, lang)? {
            let (Some(at), custody) = (line.row.shown, line.row.custody) else { continue };
            ahead.push(Ahead { at, what: format!("{} · {}", line.name, line.case.number), custody });
        }
        let mut courts: BTreeMap<(Moment, String), (u64, bool)> = BTreeMap::new();
        for line in self.hearings_within(&now, hours)? {
            let Ok(at) = Moment::from_civil(line.slot.date.and_time(line.slot.time)) else { continue };
            let entry = courts.entry((at, format!("{} {}", line.slot.court, line.slot.room))).or_default();
            *entry = (entry.0 + 1, entry.1 || line.custody);
        }
        ahead.extend(courts.into_iter().map(|((at, court), (count, custody))| {
            let hearings = lang.counted(count, ("zitting", "hearing"), ("zittingen", "hearings"));
            Ahead { at, what: format!("{hearings} · {court}"), custody }
        }));
        ahead.extend(self.turns_ahead((&now, &end), lang));
        ahead.sort_by_key(|line| (line.at.unix(), line.what.clone()));
        Ok(ahead)
    }

    /// The turns of duty that begin then; a list of contacts that cannot be read takes nothing else away.
    fn turns_ahead(&self, (now, end): (&Moment, &Moment), lang: Lang) -> Vec<Ahead> {
        let found = self.contacts().ok().flatten();
        let duties = found.into_iter().flat_map(|found| found.body.duties);
        let begins = duties.filter(|duty| (now.unix()..end.unix()).contains(&duty.from.unix()));
        let line = |duty: noodbrug_core::contact::Duty| {
            let words = lang.pick("dienst", "on duty");
            Ahead {
                at: duty.from, what: format!("{words}: {} · {}", duty.who, duty.contact), custody: false
            }
        };
        begins.map(line).collect()
    }

    /// Gives the moment from which an account runs: what was asked, else the beginning of the newest outage.
    pub(crate) fn account_since(&self, asked: Option<Moment>) -> Result<Moment, Complaint> {
        if let Some(asked) = asked {
            return Ok(asked);
        }
        let incidents = self.incidents()?;
        let open = incidents.iter().find(|incident| !incident.is_closed());
        let newest = open.or(incidents.last()).and_then(Incident::since);
        newest.ok_or_else(|| {
            Complaint::refused(
                "Er is geen uitval afgekondigd. Zeg vanaf wanneer: `--since TIJD`.",
                "No outage was declared. Say from when: `--since TIME`.",
            )
        })
    }
}

fn since_text(at: &Moment, what: &str, lang: Lang) -> String {
    let at = moment_text(&at.in_the_netherlands(), lang);
    if what.is_empty() { at } else { format!("{at} · {what}") }
}

fn term_text(line: &TermLine, lang: Lang) -> String {
    let at = line.row.shown.map(|at| noodbrug_core::moment::last_moment_text(&at, lang)).unwrap_or_default();
    format!("{at} · {} · {}", line.name, line.case.number)
}

fn hearing_text(line: &HearingLine, lang: Lang) -> String {
    let day = noodbrug_core::moment::weekday_date_text(line.slot.date, lang);
    format!("{day} {} · {} · {}", line.slot.time.format("%H:%M"), line.slot.court, line.case.number)
}

#[cfg(test)]
mod tests;
