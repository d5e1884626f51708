//! Looking at papers before they are printed, and at those that were.

use crate::complaint::{Both, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, ListPrint};
use crate::printing::Placed;
use crate::rolls::{Content, ListName, ListOrder, key, whose};
use noodbrug_core::event::Kind;
use noodbrug_core::roll::{self, Audience};
use noodbrug_core::text::Lang;
use noodbrug_files::pages::PagesError;
use serde_json::json;

pub use noodbrug_files::pages::{Pages, Picture};

/// A paper that was not printed: its heading, and the PDF as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// What it is, never with a person's name in it.
    pub title: String,
    /// The PDF.
    pub bytes: Vec<u8>,
}

impl Office {
    /// Gives the lists that an order asks for as they would be printed now. No version is made; that somebody looked is
    /// in the journal, as with everything that is read.
    ///
    /// # Errors
    /// A complaint when there is nothing to print.
    pub fn preview_lists(&mut self, order: &ListOrder, lang: Lang) -> Result<Vec<Preview>, Complaint> {
        self.permit(Deed::Consult)?;
        let head = self.letterhead(lang)?;
        let mut previews = Vec::new();
        for court in self.courts_of(order)? {
            let roll = self.roll(order.date, &court)?;
            for audience in &order.audiences {
                for counsel in whose(&roll, *audience, order.counsel.as_deref()) {
                    let content = Content::of(&roll, *audience, &counsel);
                    let (date, court) = (roll.date, roll.court.clone());
                    let name = ListName { date, court, audience: *audience, counsel };
                    let edition = roll::edition(
                        self.last(&key(&name))?.as_ref(),
                        content.fingerprint(),
                        order.standing,
                    );
                    let changes = self.changes_since(&name, edition.replaces, &content, lang)?;
                    let sheet = content.sheet(lang);
                    let print = ListPrint { sheet, edition, changes: &changes, void_by: None, fewer: 0 };
                    let bytes = papers::render(&papers::roll_list(&head, &print))?;
                    previews.push(Preview { title: list_title(*audience, &name.court, lang), bytes });
                }
            }
        }
        if previews.is_empty() {
            return Err(crate::rolls::no_counsel(order));
        }
        let date = order.date.to_string();
        self.log(Kind::Read, None, json!({"what": "lists", "date": date, "lists": previews.len()}))?;
        Ok(previews)
    }
}

/// Names a list among others: its reader and its court.
#[must_use]
pub fn list_title(audience: Audience, court: &str, lang: Lang) -> String {
    format!("{}, {court}", audience.title(lang))
}

/// Opens a paper that was made, to look at it. What lies there must be what was made.
///
/// # Errors
/// A complaint that names the file, when it is gone, was changed, or cannot be shown.
pub fn open_paper(placed: &Placed) -> Result<Pages, Complaint> {
    Pages::open(&placed.path, placed.digest).map_err(|why| {
        let name = placed.path.display();
        Complaint::refused_both(Both::of(|lang| format!("`{name}`: {}", why.message(lang))))
    })
}

/// Opens a PDF for reading.
///
/// # Errors
/// A complaint that says why it cannot be shown.
pub fn read_pages(bytes: Vec<u8>) -> Result<Pages, Complaint> {
    Pages::read(bytes).map_err(undrawn)
}

/// Draws a page, counted from 0, so many dots wide.
///
/// # Errors
/// A complaint that says why it cannot be shown.
pub fn draw_page(pages: &Pages, page: usize, width: u16) -> Result<Picture, Complaint> {
    pages.draw(page, width).map_err(undrawn)
}

fn undrawn(why: PagesError) -> Complaint {
    Complaint::refused_both(Both::of(|lang| why.message(lang).to_owned()))
}

#[cfg(test)]
#[path = "preview_tests.rs"]
mod tests;
