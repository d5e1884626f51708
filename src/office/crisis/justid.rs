//! The cases that Justid must know of first: serious violence and sex offences, with white-listed fields alone.
//!
//! No number of a person leaves here, no place, no text that somebody typed: only what stands in [`JustidRow`].

use crate::complaint::Complaint;
use crate::exchange::csv_line;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, has_folder};
use chrono::NaiveDate;
use noodbrug_core::case::{CaseFile, HearingOutcome};
use noodbrug_core::event::Kind;
use noodbrug_core::ident::CaseId;
use noodbrug_core::moment::{Moment, date_text};
use noodbrug_core::priority::Priority;
use noodbrug_core::text::Lang;
use noodbrug_files::place;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

/// The list that comes with the program.
const ARTICLES: &str = include_str!("../../../assets/justid/artikelen.toml");

/// A charge of a suspect, as far as Justid may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JustidRow {
    /// The number of the case.
    pub number: String,
    /// The suspect, as lists sort it.
    pub suspect: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// The article.
    pub article: String,
    /// The group of articles.
    pub group: String,
    /// The day of the offence.
    pub date: Option<NaiveDate>,
    /// What came of the last hearing with an outcome, in a word of our own.
    pub outcome: String,
    /// The day of that.
    pub decided: Option<NaiveDate>,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JustidMade {
    /// How many rows.
    pub rows: usize,
    /// How many cases.
    pub cases: usize,
    /// The table.
    pub csv: Placed,
    /// The paper.
    pub pdf: Placed,
}

impl Office {
    /// Gives the rows, of all cases or of those in which something was entered since a moment.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn justid_rows(&self, since: Option<Moment>, lang: Lang) -> Result<Vec<JustidRow>, Complaint> {
        self.allowed(Deed::Consult)?;
        let list = priority()?;
        let cases: BTreeSet<CaseId> = match since {
            None => self.store.all_cases()?.into_iter().collect(),
            Some(since) => {
                let events = self.store.day_journal(&since, &self.now()?.plus_hours(1))?;
                let wrote =
                    events.iter().filter(|event| event.content().is_some_and(|body| !body.w.is_empty()));
                wrote.filter_map(|event| event.header.cs).collect()
            }
        };
        let mut rows = Vec::new();
        for case in cases {
            if let Some(row) = self.store.case_row(&case)? {
                rows.extend(of_case(&self.file(&case)?, &row.number, (&list, lang)));
            }
        }
        rows.sort_by_key(|row| (row.number.clone(), row.suspect.clone(), row.article.clone()));
        Ok(rows)
    }

    /// Writes the extract into a folder that is there, as CSV and as PDF. That it left is in the journal.
    ///
    /// # Errors
    /// A complaint when the role may not, or that names the file.
    pub fn export_justid(
        &mut self,
        since: Option<Moment>,
        folder: &Path,
        lang: Lang,
    ) -> Result<JustidMade, Complaint> {
        self.permit(Deed::TakeOut)?;
        has_folder(&folder.join("x"))?;
        let (list, rows) = (priority()?, self.justid_rows(since, lang)?);
        let paper = papers::justid_extract(&self.letterhead(lang)?, (&rows, list.version), since);
        let csv =
            place::put(&folder.join("justid.csv"), table(&rows, lang).as_bytes(), place::Existing::Replace)?;
        let pdf = papers::put(&paper, &folder.join("justid.pdf"))?;
        let cases = rows.iter().map(|row| &row.number).collect::<BTreeSet<_>>().len();
        let said = json!({
            "what": "justid", "rows": rows.len(), "cases": cases, "articles": list.version,
            "sha256": [csv.digest.to_string(), pdf.digest.to_string()],
        });
        self.log(Kind::Export, None, said)?;
        Ok(JustidMade { rows: rows.len(), cases, csv, pdf })
    }
}

fn priority() -> Result<Priority, Complaint> {
    Priority::parse(ARTICLES).map_err(|why| {
        Complaint::refused(
            format!("De lijst van artikelen is beschadigd ({why}). Meld dit aan de beheerder."),
            format!("The list of articles is damaged ({why}). Tell the administrator."),
        )
    })
}

fn of_case(file: &CaseFile, number: &str, (list, lang): (&Priority, Lang)) -> Vec<JustidRow> {
    let outcomes = file.hearings.values().filter_map(|hearing| hearing.outcome.sole());
    let last = outcomes.max_by_key(|outcome| outcome.decided.unix());
    let decided = |outcome: &HearingOutcome| outcome.decided.in_the_netherlands().date();
    let mut rows = Vec::new();
    for charge in file.charges.values().filter_map(|fact| fact.any()) {
        let Some(group) = list.of(&charge.article) else { continue };
        rows.extend(file.suspects().map(|(_, who)| JustidRow {
            number: number.to_owned(),
            suspect: who.list_name(),
            born: who.born,
            article: charge.article.clone(),
            group: group.name.get(lang).to_owned(),
            date: charge.date,
            outcome: last.map(|outcome| outcome.code.label(lang).to_owned()).unwrap_or_default(),
            decided: last.map(decided),
        }));
    }
    rows
}

/// The headings of the white-listed fields, on paper and in the table.
pub(crate) fn headings(lang: Lang) -> [&'static str; 8] {
    [
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Geboren", "Born"),
        lang.pick("Artikel", "Article"),
        lang.pick("Groep", "Group"),
        lang.pick("Pleegdatum", "Day of offence"),
        lang.pick("Laatste uitkomst", "Last outcome"),
        lang.pick("Van", "Of"),
    ]
}

/// The cells of a row, in the order of the headings.
pub(crate) fn cells(row: &JustidRow) -> [String; 8] {
    let day = |day: Option<NaiveDate>| day.map(date_text).unwrap_or_default();
    [
        row.number.clone(),
        row.suspect.clone(),
        day(row.born),
        row.article.clone(),
        row.group.clone(),
        day(row.date),
        row.outcome.clone(),
        day(row.decided),
    ]
}

fn table(rows: &[JustidRow], lang: Lang) -> String {
    let mut text = format!("\u{feff}{}", csv_line(&headings(lang)));
    for row in rows {
        let cells = cells(row);
        text.push_str(&csv_line(&cells.each_ref().map(String::as_str)));
    }
    text
}
