//! Hearing lists: the roll of a day, and printing it for each reader in versions.
//!
//! A list of a day, a court and a reader has versions, counted on this workstation. What each version said stays in the
//! store; that it was printed, with the digest of what it said, is in the journal. A list is the same list, with the same
//! version, whether it is made as a PDF, a workbook or separated text.

mod form;
mod kept;
mod make;

pub use form::ListForm;
pub(crate) use kept::{Content, key};

use crate::complaint::{Both, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::printing::{Placed, To};
use crate::progress::Progress;
use chrono::NaiveDate;
use make::{Making, Place};
use noodbrug_core::ident::CaseId;
use noodbrug_core::moment::date_text;
use noodbrug_core::print::{Edition, Standing};
use noodbrug_core::roll::{self, Audience, Change, Day, Roll};
use noodbrug_core::text::Lang;
use noodbrug_store::DayFilter;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// One list: of a day and court, for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListName {
    /// The day.
    pub date: NaiveDate,
    /// The court.
    pub court: String,
    /// The reader.
    pub audience: Audience,
    /// Whose list it is, where the reader is counsel; else empty.
    pub counsel: String,
}

/// One version of a list, as it was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedList {
    /// Which list.
    pub name: ListName,
    /// The version.
    pub version: u32,
    /// How settled it was.
    pub standing: Standing,
    /// When it was printed first.
    pub printed_at: noodbrug_core::moment::Moment,
}

/// Which lists to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOrder {
    /// The day.
    pub date: NaiveDate,
    /// The court; all that sit on the day when none is given.
    pub court: Option<String>,
    /// The readers.
    pub audiences: Vec<Audience>,
    /// Whose list, where a reader is counsel; a list for each counsel of the day when none is given.
    pub counsel: Option<String>,
    /// How settled the lists are; as settled as they were when nothing is said, a concept at first.
    pub standing: Option<Standing>,
    /// The folder; the office's own folder of papers when none is given.
    pub folder: Option<PathBuf>,
}

/// A list that lies in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeList {
    /// Which list.
    pub name: ListName,
    /// Its version and standing.
    pub edition: Edition,
    /// How many cases stand on it.
    pub cases: usize,
    /// What changed since the version before, in the language of the paper.
    pub changes: Vec<Change>,
    /// The file.
    pub placed: Placed,
}

/// What printing a day made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MadeLists {
    /// The lists, in the order of courts and readers.
    pub lists: Vec<MadeList>,
    /// It was told to stop; the lists that were made are good.
    pub stopped: bool,
    /// The courts of which no list for counsel was made though it was asked for: no counsel is known of any suspect.
    pub without_counsel: Vec<String>,
}

impl Office {
    /// Gives the roll of a day in a court, with everything that is known of each case; for who works on the cases.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn roll(&self, date: NaiveDate, court: &str) -> Result<Roll, Complaint> {
        self.allowed(Deed::Consult)?;
        let items = self.store.hearings(&DayFilter::day(date, Some(court.to_owned())))?;
        let cases: BTreeSet<CaseId> = items.iter().map(|item| item.label.case).collect();
        let mut entries = Vec::with_capacity(items.len());
        for case in cases {
            let state = self.state(&case)?;
            entries.extend(roll::entries(case, &state, &self.law, Day { court, date }));
        }
        Ok(Roll::of(court, date, entries))
    }

    /// Prints the lists of a day, one after another; each is in its place and in the journal before the next is made.
    ///
    /// # Errors
    /// A complaint when there is nothing to print, or that names the file; lists that were made before stay.
    pub fn print_lists(
        &mut self,
        order: &ListOrder,
        lang: Lang,
        progress: Progress<'_>,
    ) -> Result<MadeLists, Complaint> {
        self.export_lists(order, ListForm::Pdf, lang, progress)
    }

    /// Makes the lists of a day in a form, as [`Office::print_lists`] prints them.
    ///
    /// # Errors
    /// As [`Office::print_lists`], and when a list does not fit in the form.
    pub fn export_lists(
        &mut self,
        order: &ListOrder,
        form: ListForm,
        lang: Lang,
        progress: Progress<'_>,
    ) -> Result<MadeLists, Complaint> {
        self.permit(Deed::Consult)?;
        let courts = self.courts_of(order)?;
        let all = (courts.len() as u64).saturating_mul(order.audiences.len() as u64);
        let to = order.folder.as_deref().map_or(Place::Paper, Place::Folder);
        let making = Making { standing: order.standing, form, to };
        let mut made = MadeLists::default();
        let mut done = 0_u64;
        let mut found = false;
        for court in &courts {
            let roll = self.roll(order.date, court)?;
            for audience in &order.audiences {
                let all_of = whose(&roll, *audience, order.counsel.as_deref());
                if all_of.is_empty() && order.counsel.is_none() {
                    made.without_counsel.push(court.clone());
                }
                for counsel in all_of {
                    found = true;
                    made.lists.push(self.make_list(&roll, (*audience, &counsel), making, lang)?);
                    if progress(done, all) == ControlFlow::Break(()) {
                        made.stopped = true;
                        return Ok(made);
                    }
                }
                done = done.saturating_add(1);
                if progress(done, all) == ControlFlow::Break(()) {
                    made.stopped = done < all;
                    return Ok(made);
                }
            }
        }
        if found { Ok(made) } else { Err(no_counsel(order)) }
    }

    /// Prints one list into a file, or among the office's papers.
    ///
    /// # Errors
    /// As [`Office::print_lists`].
    pub fn print_one_list(
        &mut self,
        name: &ListName,
        standing: Option<Standing>,
        to: To<'_>,
        lang: Lang,
    ) -> Result<MadeList, Complaint> {
        self.export_list(name, (standing, ListForm::Pdf), to, lang)
    }

    /// Makes one list in a form, into a file or among the office's papers.
    ///
    /// # Errors
    /// As [`Office::export_lists`].
    pub fn export_list(
        &mut self,
        name: &ListName,
        (standing, form): (Option<Standing>, ListForm),
        to: To<'_>,
        lang: Lang,
    ) -> Result<MadeList, Complaint> {
        self.permit(Deed::Consult)?;
        let roll = self.roll(name.date, &name.court)?;
        let making = Making { standing, form, to: Place::of(to) };
        self.make_list(&roll, (name.audience, &name.counsel), making, lang)
    }

    pub(crate) fn courts_of(&self, order: &ListOrder) -> Result<Vec<String>, Complaint> {
        let courts = match &order.court {
            Some(court) => vec![court.clone()],
            None => self.courts(order.date)?,
        };
        if courts.is_empty() {
            let date = date_text(order.date);
            return Err(Complaint::refused(
                format!("Op {date} zijn er geen zittingen. Er is geen lijst gemaakt."),
                format!("There are no hearings on {date}. No list was made."),
            ));
        }
        Ok(courts)
    }
}

/// Whose lists there are for a reader: one that is nobody's in particular, or one for each counsel.
pub(crate) fn whose(roll: &Roll, audience: Audience, counsel: Option<&str>) -> Vec<String> {
    if audience != Audience::Counsel {
        return vec![String::new()];
    }
    let fold = noodbrug_core::search::fold;
    let mut all = roll.counsel();
    if let Some(wanted) = counsel {
        all.retain(|name| fold(name) == fold(wanted));
    }
    all
}

/// Says of which court no list for counsel was made, and why.
#[must_use]
pub fn no_counsel_text(court: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!(
            "Niet gemaakt: de lijst voor de raadsman bij {court}, want van geen verdachte is een raadsman bekend."
        ),
        Lang::En => {
            format!("Not made: the list for counsel at {court}, as no counsel of any suspect is known.")
        }
    }
}

pub(crate) fn no_counsel(order: &ListOrder) -> Complaint {
    let date = date_text(order.date);
    let (nl, en) = match &order.counsel {
        Some(name) => (
            format!("Op {date} is er geen zaak van raadsman {name}."),
            format!("There is no case of counsel {name} on {date}."),
        ),
        None => (
            format!("Op {date} is van geen verdachte een raadsman bekend."),
            format!("No counsel of any suspect is known on {date}."),
        ),
    };
    Complaint::refused_both(Both::new(
        format!("{nl} Er is geen lijst gemaakt. Leg de raadsman vast bij de verdachte."),
        format!("{en} No list was made. Record counsel with the suspect."),
    ))
}

#[cfg(test)]
pub(crate) mod tests;
