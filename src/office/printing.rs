//! Printing: each list and sheet as a PDF in a folder, and in the journal what was printed and what its hash is.

use crate::complaint::{Both, Complaint};
use crate::folders::Folders;
use crate::lists::{TaskFilter, TermFilter};
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, Letterhead};
use crate::rolls::ListName;
use chrono::NaiveDate;
use noodbrug_core::event::Kind;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::Moment;
use noodbrug_core::print::{Paper, Stamp};
use noodbrug_core::roll::Audience;
use noodbrug_core::rows::TaskStage;
use noodbrug_core::text::Lang;
use noodbrug_files::place;
use serde_json::json;
use std::path::{Path, PathBuf};

pub use noodbrug_files::place::Placed;
pub use noodbrug_files::printer::Printer;

/// Refuses a file whose folder is not there: a stick that is not in, or a path that was mistyped, must never become a
/// folder on the disk.
///
/// # Errors
/// A complaint that names the folder.
pub(crate) fn has_folder(file: &Path) -> Result<(), Complaint> {
    let folder = place::folder_of(file);
    if folder.is_dir() { Ok(()) } else { Err(Complaint::no_folder(folder)) }
}

/// Where a print goes.
#[derive(Clone, Copy, Debug)]
pub enum To<'a> {
    /// The office's own folder of papers, under a name of its own.
    Paper,
    /// This file; one of that name is replaced.
    File(&'a Path),
}

impl Office {
    /// Prints the hearing list of the bench of a day and a court; see [`Office::print_lists`] for the other readers.
    ///
    /// # Errors
    /// A complaint that names the file.
    pub fn print_hearings(
        &mut self,
        date: NaiveDate,
        court: &str,
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        let (court, counsel) = (court.to_owned(), String::new());
        let name = ListName { date, court, audience: Audience::Bench, counsel };
        Ok(self.print_one_list(&name, None, to, lang)?.placed)
    }

    /// Prints the custody board.
    ///
    /// # Errors
    /// As [`Office::print_hearings`].
    pub fn print_board(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let paper = papers::custody_board(&self.letterhead(lang)?, &self.board()?);
        self.put(&paper, to, None)
    }

    /// Prints the list of tasks that are not done.
    ///
    /// # Errors
    /// As [`Office::print_hearings`].
    pub fn print_tasks(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let tasks = self.tasks(&TaskFilter::default())?.rows;
        let open: Vec<_> = tasks.into_iter().filter(|task| task.stage != TaskStage::Done).collect();
        let paper = papers::task_list(&self.letterhead(lang)?, &open);
        self.put(&paper, to, None)
    }

    /// Prints the list of running terms, custody clocks included.
    ///
    /// # Errors
    /// As [`Office::print_hearings`].
    pub fn print_terms(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let found = self.terms(&TermFilter::default(), lang)?;
        let paper = papers::term_list(&self.letterhead(lang)?, &found.rows, found.more);
        self.put(&paper, to, None)
    }

    /// Prints who must be heard before when.
    ///
    /// # Errors
    /// As [`Office::print_hearings`].
    pub fn print_to_hear(
        &mut self,
        until: Option<NaiveDate>,
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        let found = self.to_hear(until, lang)?;
        let paper = papers::hearing_board(&self.letterhead(lang)?, &found.rows, found.more);
        self.put(&paper, to, None)
    }

    /// Prints what was done to terms on a day, with the hash of the journal's head.
    ///
    /// # Errors
    /// As [`Office::print_hearings`].
    pub fn print_term_log(&mut self, date: NaiveDate, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        let log = self.term_log(date, lang)?;
        let mut head = self.letterhead(lang)?;
        head.head_hash = Some(log.head.clone());
        let paper = papers::term_log(&head, &log);
        self.put(&paper, to, None)
    }

    /// Prints a day of the journal, sealed with the hash of the journal's head.
    ///
    /// # Errors
    /// As [`Office::print_hearings`].
    pub fn print_journal(&mut self, date: NaiveDate, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::ReadJournal)?;
        let day = self.journal_day(date)?;
        let mut head = self.letterhead(lang)?;
        head.head_hash = Some(day.head.clone());
        let paper = papers::day_journal(&head, &day);
        self.put(&paper, to, None)
    }

    /// Prints the sheet of a case.
    ///
    /// # Errors
    /// As [`Office::print_hearings`], and when there is no such case.
    pub fn print_case(&mut self, case: &CaseId, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit_in(Deed::Consult, Some(*case))?;
        let sheet = self.sheet(case)?;
        let mut head = self.letterhead(lang)?;
        head.stamp.as_of = sheet.row.taken_at.unwrap_or(head.stamp.made_at);
        head.stamp.sources.clone_from(&sheet.row.sources);
        let paper = papers::case_sheet(&head, &sheet, &self.law);
        self.put(&paper, to, Some(*case))
    }

    /// Prints the why-sheet of a term.
    ///
    /// # Errors
    /// As [`Office::print_hearings`], and when the term cannot be computed.
    pub fn print_term(
        &mut self,
        (rule, from): (&str, &str),
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        let answer = crate::law::of_case(&self.law, rule, from)?;
        let paper = papers::why_sheet(&self.letterhead(lang)?, &self.law, &answer, None);
        self.put(&paper, to, None)
    }

    /// Prints the why-sheet of a term of a case, with who entered what it runs from.
    ///
    /// # Errors
    /// As [`Office::print_term`], and when the case has no such term.
    pub fn print_term_of(
        &mut self,
        (case, term): (&CaseId, &ObjectId),
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        self.permit_in(Deed::Consult, Some(*case))?;
        let (answer, said) = self.why_of(case, term)?;
        let entered = papers::entered_words(&said, lang);
        let mut paper = papers::why_sheet(&self.letterhead(lang)?, &self.law, &answer, Some(&entered));
        // Two sheets that say the same of two cases must not be mistaken for each other.
        if let Some(label) = self.label(case)? {
            paper.blocks.insert(0, papers::of_case(&label, lang));
        }
        self.put(&paper, to, Some(*case))
    }

    /// Prints the why-sheet of a custody clock of a case, by its place among [`Office::clocks_of`].
    ///
    /// # Errors
    /// As [`Office::print_hearings`], and when the case has no such clock.
    pub fn print_clock(
        &mut self,
        (case, place): (&CaseId, usize),
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        self.permit_in(Deed::Consult, Some(*case))?;
        let why = self.clocks_of(case)?.into_iter().nth(place).ok_or_else(crate::terms::no_term)?;
        let mut paper = papers::clock_sheet(&self.letterhead(lang)?, &self.law, &why);
        if let Some(label) = self.label(case)? {
            paper.blocks.insert(0, papers::of_case(&label, lang));
        }
        self.put(&paper, to, Some(*case))
    }

    /// Prints the findings of an intake, to go back to the source with.
    ///
    /// # Errors
    /// As [`Office::print_hearings`], and when there is no such intake.
    pub fn print_findings(&mut self, key: i64, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::TakeIn)?;
        let intake = self.intakes()?.into_iter().find(|intake| intake.key == key).ok_or_else(|| {
            Complaint::refused(
                format!("Er is geen inlezing met nummer {key}. Kies er een uit de lijst."),
                format!("There is no intake numbered {key}. Choose one from the list."),
            )
        })?;
        let findings = self.intake_findings(key)?;
        let mut head = self.letterhead(lang)?;
        head.stamp.as_of = intake.record.taken_at;
        head.stamp.sources = intake.record.source.to_string();
        let paper = papers::finding_list(&head, &intake, &findings);
        self.put(&paper, to, None)
    }

    /// Begins what every paper of this office says about itself: the oldest source's age is the paper's.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn letterhead(&self, lang: Lang) -> Result<Letterhead, Complaint> {
        let made_at = self.now()?;
        let ages = self.ages()?;
        let as_of = ages.iter().map(|age| age.taken_at).min_by_key(|at| at.unix()).unwrap_or(made_at);
        let sources = ages.iter().map(|age| age.source.to_string()).collect::<Vec<_>>().join(", ");
        let stamp = Stamp { made_at, as_of, sources, station: self.station.author.ws.to_string() };
        let head = self.store.chain(&self.station.author)?.head;
        Ok(Letterhead {
            lang,
            office: self.meta.office.clone(),
            stamp,
            exercise: self.is_exercise(),
            head_hash: head.map(|(_, id)| id.to_string()),
        })
    }

    /// Hands a file that was made to a printer, because somebody asked for it; that it was handed over is in the journal.
    ///
    /// # Errors
    /// A complaint when this computer has no printing program, or the printer does not take the file.
    pub fn hand_over(&mut self, placed: &Placed, printer: &Printer) -> Result<(), Complaint> {
        self.permit(Deed::Consult)?;
        noodbrug_files::printer::hand_over(&placed.path, printer)
            .map_err(|why| Complaint::refused_both(Both::of(|lang| why.message(lang))))?;
        let name = match printer {
            Printer::Default => "default",
            Printer::Named(name) => name,
        };
        let what = placed.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let said = json!({"what": what, "sha256": placed.digest.to_string(), "printer": name});
        self.log(Kind::Print, None, said).map(|_| ())
    }

    /// Puts a paper in its place and logs what was printed.
    pub(crate) fn put(
        &mut self,
        paper: &Paper,
        to: To<'_>,
        case: Option<CaseId>,
    ) -> Result<Placed, Complaint> {
        let path = self.paper_path(paper, to)?;
        let placed = papers::put(paper, &path)?;
        let said = json!({"what": paper.slug, "sha256": placed.digest.to_string()});
        self.log(Kind::Print, case, said)?;
        Ok(placed)
    }

    pub(crate) fn paper_path(&self, paper: &Paper, to: To<'_>) -> Result<PathBuf, Complaint> {
        match to {
            To::File(path) => has_folder(path).map(|()| path.to_owned()),
            To::Paper => self.own_path((&paper.slug, "pdf"), &paper.stamp.made_at),
        }
    }

    /// Gives a path among the office's papers, with the time in it.
    pub(crate) fn own_path(&self, name: (&str, &str), made_at: &Moment) -> Result<PathBuf, Complaint> {
        path_among(&self.folders, name, made_at)
    }
}

/// Gives a path among the papers of an office, with the time in it.
pub(crate) fn path_among(
    folders: &Folders,
    (slug, ending): (&str, &str),
    made_at: &Moment,
) -> Result<PathBuf, Complaint> {
    let folder = folders.paper();
    has_folder(&folder)?;
    place::make_private_folder(&folder)?;
    let time = made_at.civil().format("%Y%m%d-%H%M%S");
    Ok(folder.join(format!("{slug}-{time}.{ending}")))
}
