//! What goes on paper: lists and sheets, built from views; the words are chosen here, the drawing is done elsewhere.

mod ack;
mod back_entry;
mod bundle;
mod case;
mod chambers;
mod contacts;
mod crisis;
mod custody;
mod drill;
mod findings;
mod forms;
mod gaps;
mod inbound;
mod incident;
mod journal;
mod pack;
mod parcel;
mod reconcile;
mod recovery;
mod release;
mod rolecard;
mod roll;
mod roots;
mod selftest;
mod task_sheet;
mod tasks;
mod term;
mod term_log;
mod terms;
mod trial;
mod unconfirmed;
mod wipe;

pub use ack::ack_list;
pub use back_entry::{
    back_entry_list, back_entry_sheet, back_entry_status, done_to, double_words, end_text, per_hour,
    standing_label,
};
pub use bundle::{BundleOverview, ReceiptOverview, bundle_cover, bundle_overview, receipt_overview};
pub use case::{case_log, case_sheet};
pub use chambers::hearing_board;
pub use contacts::contacts;
pub use crisis::{crisis_sheet, handover_sheet, justid_extract, stay_register};
pub use custody::custody_board;
pub use drill::drill_report;
pub use findings::finding_list;
pub use forms::forms;
pub use gaps::gap_list;
pub use inbound::inbound_deed;
pub(crate) use incident::declared_words;
pub use incident::{incident_report, incident_sheet};
pub use journal::{JournalDay, day_journal};
pub use noodbrug_core::moment::last_moment_text as last_moment;
pub use pack::{contact_list, pack_index, pack_sheet};
pub use parcel::{parcel_label, parcel_sheet};
pub use reconcile::conflict_sheet;
pub use recovery::recovery_sheet;
pub(crate) use release::born_text;
pub use release::{ReleaseSheet, release_order};
pub use rolecard::role_card;
pub use roll::{ListPrint, roll_list};
pub(crate) use roll::{file_word, list_notes};
pub use roots::roots_sheet;
pub use selftest::self_test_sheet;
pub(crate) use selftest::test_page;
pub use task_sheet::task_sheet;
pub use tasks::task_list;
pub use term::{clock_sheet, entered_words, of_case, why_sheet};
pub use term_log::{TermLog, act_words, term_log};
pub use terms::from as from_words;
pub use terms::{asked_words, term_list, warned_words};
pub use trial::import_trial;
pub use unconfirmed::unconfirmed_list;
pub use wipe::wipe_report;

use noodbrug_core::moment::Moment;
use noodbrug_core::print::{Paper, Stamp, Text, Watermark};
use noodbrug_core::text::Lang;
use noodbrug_files::pdf::PdfError;
use noodbrug_files::place::{self, PlaceError, Placed};
use std::path::Path;

use crate::complaint::{Both, Complaint};

/// Draws a paper and puts it into a file, durably; a file of that name is replaced.
///
/// # Errors
/// A complaint that names the file.
pub fn put(paper: &Paper, path: &Path) -> Result<Placed, Complaint> {
    let bytes =
        noodbrug_files::pdf::render(paper).map_err(|why| not_drawn(&path.display().to_string(), &why))?;
    Ok(place::put(path, &bytes, place::Existing::Replace)?)
}

/// Why a paper is not in its file.
pub(crate) enum NotPut {
    /// It could not be drawn.
    NotDrawn(Complaint),
    /// The disk did not take it.
    NotPlaced(PlaceError),
}

impl From<PlaceError> for NotPut {
    fn from(why: PlaceError) -> NotPut {
        NotPut::NotPlaced(why)
    }
}

/// Draws a paper straight into a new file, durably; needs little memory for many pages.
///
/// # Errors
/// [`NotPut`].
pub(crate) fn put_streaming(paper: &Paper, path: &Path) -> Result<Placed, NotPut> {
    let mut draft = place::Draft::beside(path)?;
    let writer = std::io::BufWriter::new(draft.file());
    match noodbrug_files::pdf::render_to(paper, writer) {
        Ok(_) => Ok(draft.place(place::Existing::Keep)?),
        Err(PdfError::Write(why)) => Err(draft.failed(why).into()),
        Err(why) => Err(NotPut::NotDrawn(not_drawn(&paper.title, &why))),
    }
}

/// Draws a paper.
///
/// # Errors
/// A complaint that names the paper.
pub(crate) fn render(paper: &Paper) -> Result<Vec<u8>, Complaint> {
    noodbrug_files::pdf::render(paper).map_err(|why| not_drawn(&paper.title, &why))
}

fn not_drawn(name: &str, why: &PdfError) -> Complaint {
    Complaint::refused_both(Both::of(|lang| format!("{name}: {}", why.message(lang))))
}

/// What every paper of an office says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The language of the reader.
    pub lang: Lang,
    /// The office's name.
    pub office: String,
    /// When, from which data and where it is made.
    pub stamp: Stamp,
    /// Nothing on it is real.
    pub exercise: bool,
    /// The hash of the journal's head.
    pub head_hash: Option<String>,
}

impl Letterhead {
    /// Begins a paper with this head; `title` is a Dutch and an English one.
    fn paper(&self, title: (&str, &str), slug: &str) -> Paper {
        let mut paper = Paper::new(self.lang.pick(title.0, title.1), slug, self.stamp.clone());
        paper.lang = self.lang;
        paper.watermark = self.exercise.then_some(Watermark::Exercise);
        paper.head_hash.clone_from(&self.head_hash);
        let secret = ("Vertrouwelijk · niet laten liggen", "Confidential · do not leave behind");
        paper.confidential = Some(self.lang.pick(secret.0, secret.1).to_owned());
        paper
    }

    /// The moment from which distances are counted: when the paper was made.
    fn now(&self) -> &Moment {
        &self.stamp.made_at
    }
}

/// A number with the right form of its noun: `1 zaak`, `3 zaken`.
fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// Writes a person with the birth date under the name.
fn person(case: &crate::views::CaseLabel) -> Text {
    let name = Text::bold(&case.suspect);
    match case.born {
        Some(born) => name.line().then_quiet(&noodbrug_core::moment::date_text(born)),
        None => name,
    }
}

#[cfg(test)]
mod duty_tests;
#[cfg(test)]
mod file_tests;
#[cfg(test)]
mod progress_tests;
#[cfg(test)]
mod roll_picture_tests;
#[cfg(test)]
mod roll_tests;
#[cfg(test)]
mod roll_whole_tests;
#[cfg(test)]
#[path = "tests.rs"]
mod tests;
