//! The lists of an office: cases, hearings of a day, custody clocks, terms, tasks, and what stands open.

use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::views::{CaseLabel, HearingLine, LogLine, TaskLine};
use chrono::NaiveDate;
use noodbrug_core::ident::{AuthorName, CaseId};
use noodbrug_core::moment::Moment;
use noodbrug_core::rows::{CaseRow, TaskStage};
use noodbrug_core::search::Query;
use noodbrug_core::text::Lang;
use noodbrug_store::DayFilter;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

pub use noodbrug_store::{
    CaseColumn, CaseFilter, CaseList, CaseSort, DeskCounts, Found, Order, SourceAge, TaskFilter, TermFilter,
};

/// How many lines a list shows at most; it says when there are more.
pub const MOST: usize = 2_000;

impl Office {
    /// Finds cases by what was typed: numbers in any notation, names, birth dates, offences, places.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn search(&self, typed: &str, limit: usize) -> Result<Found<CaseRow>, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(self.store.search(&Query::of(typed), limit)?)
    }

    /// Opens a list of cases, sorted and filtered.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn open_list(&self, sort: CaseSort, filter: &CaseFilter) -> Result<CaseList, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(self.store.open_list(sort, filter)?)
    }

    /// Reads a window of an open list.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn list_rows(&self, list: &CaseList, first: usize, count: usize) -> Result<Vec<CaseRow>, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(self.store.rows(list, first, count)?)
    }

    /// Finds the one case that a number means, in any notation.
    ///
    /// # Errors
    /// A complaint when there is none, or more than one.
    pub fn case_by_number(&self, typed: &str) -> Result<CaseRow, Complaint> {
        self.allowed(Deed::Consult)?;
        let shown = typed
            .parse::<noodbrug_core::ident::Parketnummer>()
            .map_or_else(|_| typed.trim().to_owned(), |number| number.to_string());
        let mut rows = self.store.cases_by_number(&shown)?;
        match (rows.pop(), rows.is_empty()) {
            (Some(row), true) => Ok(row),
            (Some(_), false) => Err(Complaint::new(
                Class::NeedsPerson,
                Both::new(
                    format!("Er is meer dan één zaak met nummer {shown}. Zoek op de naam en kies er een."),
                    format!("There is more than one case numbered {shown}. Search by name and choose one."),
                ),
            )),
            (None, _) => Err(Complaint::refused(
                format!(
                    "Er is geen zaak met nummer `{typed}`. Zoek op een deel van het nummer of op de naam."
                ),
                format!(
                    "There is no case numbered `{typed}`. Search for part of the number or for the name."
                ),
            )),
        }
    }

    /// Gives the hearings of a day, of one court or of all, by court and time; in a room in which somebody gave them places
    /// by those.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn hearings(&self, date: NaiveDate, court: Option<&str>) -> Result<Vec<HearingLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        self.hearing_lines(&DayFilter::day(date, court.map(str::to_owned)))
    }

    /// Gives the hearings of a stretch of days, in the same order.
    pub(crate) fn hearing_lines(&self, filter: &DayFilter) -> Result<Vec<HearingLine>, Complaint> {
        let items = self.store.hearings(filter)?;
        let mut labels = Labels::default();
        let line = |item: noodbrug_store::HearingItem| {
            let row = item.row;
            Ok(HearingLine {
                case: labels.of(self, &item.label)?,
                hearing: row.hearing,
                slot: row.slot,
                session: row.session,
                outcome: row.outcome,
                custody: row.custody,
                youth: row.youth,
                conflict: row.conflict,
            })
        };
        let lines = items.into_iter().map(line).collect::<Result<_, Complaint>>()?;
        Ok(crate::day::in_order(lines))
    }

    /// Counts the hearings of a day of which no outcome is known.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn hearings_open(&self, date: NaiveDate) -> Result<u64, Complaint> {
        Ok(self.store.hearings_open(date)?)
    }

    /// Gives the courts that sit on a day.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn courts(&self, date: NaiveDate) -> Result<Vec<String>, Complaint> {
        Ok(self.store.courts(date)?)
    }

    /// Gives the first day from a day on that has hearings.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn next_hearing_day(&self, from: NaiveDate) -> Result<Option<NaiveDate>, Complaint> {
        Ok(self.store.hearing_days(from)?.first().map(|(day, _)| *day))
    }

    /// Gives tasks by stage and last day.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn tasks(&self, filter: &TaskFilter) -> Result<Found<TaskLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let found = self.store.tasks(filter, MOST)?;
        let mut labels = Labels::default();
        let gates = self.gates()?;
        let mut files: BTreeMap<CaseId, noodbrug_core::case::CaseFile> = BTreeMap::new();
        let line = |item: noodbrug_store::TaskItem| {
            let row = item.row;
            let (gate, needed) = match row.stage {
                TaskStage::Open => {
                    let file = match files.entry(item.label.case) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(free) => free.insert(self.file(&item.label.case)?),
                    };
                    (gates.of(self, file, &row.task), gates.needed(self, file, &row.task))
                }
                TaskStage::HandedOver | TaskStage::Done => (None, Vec::new()),
            };
            Ok(TaskLine {
                case: labels.of(self, &item.label)?,
                task: row.task,
                kind: row.kind,
                executor: row.executor,
                due: row.due,
                text: row.text,
                urgent: row.urgent,
                stage: row.stage,
                gate,
                needed,
            })
        };
        let rows = found.rows.into_iter().map(line).collect::<Result<_, Complaint>>()?;
        Ok(Found { rows, more: found.more })
    }

    /// Counts what stands open now.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn counts(&self) -> Result<DeskCounts, Complaint> {
        Ok(self.store.desk_counts(&self.station.author, &self.now()?)?)
    }

    /// Counts running terms whose end lies before a moment: custody clocks, other terms, or both.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn terms_ending(&self, before: &Moment, custody: Option<bool>) -> Result<u64, Complaint> {
        Ok(self.store.terms_ending(before, custody)?)
    }

    /// Gives how old the data of each source are, by name: of those that were taken in here, and of those whose word
    /// came from a partner.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn ages(&self) -> Result<Vec<SourceAge>, Complaint> {
        let mut ages = self.store.data_ages()?;
        let heard = self.store.heard_ages()?.into_iter();
        let others: Vec<SourceAge> =
            heard.filter(|age| ages.iter().all(|own| own.source != age.source)).collect();
        ages.extend(others);
        ages.sort_by(|one, other| one.source.cmp(&other.source));
        Ok(ages)
    }

    /// Names the source systems of which anything is known here.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn source_systems(&self) -> Result<BTreeSet<AuthorName>, Complaint> {
        Ok(self.ages()?.into_iter().map(|age| age.source).collect())
    }

    /// Gives the newest entries of this station that no bundle carries yet, newest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn unsent(&self, limit: usize) -> Result<Vec<LogLine>, Complaint> {
        let own = &self.station.author;
        let newest = self.store.newest_unsent(own, limit)?;
        newest.iter().map(|event| self.log_line(event)).collect()
    }

    /// Gives the name and the article of a rule; a rule that is not in the catalogue keeps its own word.
    pub(crate) fn rule_words(&self, rule: &str, lang: Lang) -> (String, String) {
        let law = &self.law.law;
        (law.name_of(rule, lang), law.named(rule).map(|known| known.article).unwrap_or_default())
    }

    /// Gives what lists show of a case.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn label(&self, case: &CaseId) -> Result<Option<CaseLabel>, Complaint> {
        Ok(self.store.case_row(case)?.map(|row| label_of(&row)))
    }
}

/// Gives what lists show of a case of which the row is known.
#[must_use]
pub fn label_of(row: &CaseRow) -> CaseLabel {
    CaseLabel {
        id: row.id,
        number: row.number.clone(),
        suspect: row.suspect.clone(),
        born: row.born,
        charge: row.charge.clone(),
        prosecutor: row.prosecutor.clone(),
    }
}

/// What lists show of cases, each looked up once.
#[derive(Default)]
pub(crate) struct Labels(BTreeMap<CaseId, CaseLabel>);

impl Labels {
    pub(crate) fn of(
        &mut self,
        office: &Office,
        label: &noodbrug_store::Label,
    ) -> Result<CaseLabel, Complaint> {
        if let Some(known) = self.0.get(&label.case) {
            return Ok(known.clone());
        }
        let found = office.label(&label.case)?.unwrap_or_else(|| CaseLabel {
            id: label.case,
            number: label.number.clone(),
            suspect: label.suspect.clone(),
            born: None,
            charge: String::new(),
            prosecutor: String::new(),
        });
        self.0.insert(label.case, found.clone());
        Ok(found)
    }
}
