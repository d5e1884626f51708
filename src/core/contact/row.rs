//! Contacts and turns out of a table that somebody made in a spreadsheet.

use super::{Contact, ContactKind, Duty, Slip, Tested};
use crate::moment::Moment;
use crate::text::Lang;
use crate::typed::{read_day, read_moment};
use std::collections::BTreeMap;

/// A column of the table, by the headings under which it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The name of a contact.
    Name,
    /// Its kind.
    Kind,
    /// Its telephone.
    Phone,
    /// Its fax.
    Fax,
    /// Its number outside office hours.
    Night,
    /// Who stands in.
    Backup,
    /// A note.
    Note,
    /// The day of the last test.
    Tested,
    /// Who tested.
    By,
    /// What came of the test.
    Outcome,
    /// Who is on duty.
    Who,
    /// From when.
    From,
    /// Until when.
    Until,
}

pub(super) const HEADINGS: [(Column, &[&str]); 13] = [
    (Column::Name, &["naam", "contact", "name"]),
    (Column::Kind, &["soort", "kind"]),
    (Column::Phone, &["telefoon", "phone", "telephone"]),
    (Column::Fax, &["fax"]),
    (Column::Night, &["buiten kantooruren", "nacht", "night", "out of hours"]),
    (Column::Backup, &["vervanger", "backup", "back-up"]),
    (Column::Note, &["opmerking", "note"]),
    (Column::Tested, &["getest op", "getest", "tested", "tested on"]),
    (Column::By, &["getest door", "tested by"]),
    (Column::Outcome, &["uitkomst", "outcome"]),
    (Column::Who, &["wie", "who"]),
    (Column::From, &["van", "from"]),
    (Column::Until, &["tot", "until"]),
];

impl Column {
    /// Finds the column by its heading, in Dutch or English.
    #[must_use]
    pub fn parse(heading: &str) -> Option<Column> {
        let wanted = heading.trim().trim_start_matches('\u{feff}').to_lowercase();
        HEADINGS.iter().find(|(_, names)| names.contains(&wanted.as_str())).map(|(column, _)| *column)
    }

    /// Gives its first heading in a language.
    #[must_use]
    pub fn heading(self, lang: Lang) -> &'static str {
        let names = HEADINGS.iter().find(|(column, _)| *column == self).map(|(_, names)| *names);
        let names = names.unwrap_or_default();
        let found = match lang {
            Lang::Nl => names.first(),
            Lang::En => names.last(),
        };
        found.copied().unwrap_or_default()
    }
}

/// Why a row cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowSlip {
    /// What stands there may not be in the directory.
    Slip(Slip),
    /// A cell that cannot be read: the column and what stands there.
    Cell(Column, String),
}

impl From<Slip> for RowSlip {
    fn from(slip: Slip) -> RowSlip {
        RowSlip::Slip(slip)
    }
}

impl RowSlip {
    /// Says what is wrong.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (RowSlip::Slip(slip), _) => slip.text(lang),
            (RowSlip::Cell(column, text), Lang::Nl) => {
                format!("`{text}` in kolom `{}` is niet te lezen.", column.heading(lang))
            }
            (RowSlip::Cell(column, text), Lang::En) => {
                format!("`{text}` in column `{}` cannot be read.", column.heading(lang))
            }
        }
    }
}

/// Tells whether a table with these columns is a roster; else it holds contacts.
#[must_use]
pub fn is_roster(columns: &[Option<Column>]) -> bool {
    columns.contains(&Some(Column::From)) && columns.contains(&Some(Column::Until))
}

/// Reads a contact, with its name.
///
/// # Errors
/// [`RowSlip`].
pub fn contact_of(row: &BTreeMap<Column, String>) -> Result<(String, Contact), RowSlip> {
    let text = |column| row.get(&column).map(|text| text.trim().to_owned()).unwrap_or_default();
    let word = text(Column::Kind);
    let kind = kind_of(&word).ok_or_else(|| RowSlip::Cell(Column::Kind, word.clone()))?;
    let day = text(Column::Tested);
    let tested = match day.as_str() {
        "" => None,
        day => {
            let on = read_day(day, None).map_err(|_| RowSlip::Cell(Column::Tested, day.to_owned()))?;
            let (outcome, by) = (text(Column::Outcome), text(Column::By));
            Some(Tested { on, by, works: says_reached(&outcome), outcome })
        }
    };
    let contact = Contact {
        kind,
        phone: text(Column::Phone),
        fax: text(Column::Fax),
        night: text(Column::Night),
        backup: text(Column::Backup),
        note: text(Column::Note),
        tested,
    };
    Ok((text(Column::Name), contact))
}

/// Reads a turn.
///
/// # Errors
/// [`RowSlip`].
pub fn duty_of(row: &BTreeMap<Column, String>) -> Result<Duty, RowSlip> {
    let text = |column| row.get(&column).map(|text| text.trim().to_owned()).unwrap_or_default();
    let moment = |column| -> Result<Moment, RowSlip> {
        let typed = text(column);
        read_moment(&typed, None).map_err(|_| RowSlip::Cell(column, typed))
    };
    Ok(Duty {
        contact: text(Column::Name),
        who: text(Column::Who),
        phone: text(Column::Phone),
        from: moment(Column::From)?,
        until: moment(Column::Until)?,
    })
}

/// Finds a kind by its word or by what people call it; nothing typed is another kind.
fn kind_of(typed: &str) -> Option<ContactKind> {
    let typed = typed.to_lowercase();
    if typed.is_empty() {
        return Some(ContactKind::Other);
    }
    let named = |kind: &ContactKind| {
        [kind.word(), kind.label(Lang::Nl), kind.label(Lang::En)]
            .iter()
            .any(|name| name.to_lowercase() == typed)
    };
    ContactKind::ALL.iter().copied().find(named)
}

impl ContactKind {
    /// Reads what somebody typed: the word, or the label in either language.
    #[must_use]
    pub fn typed(text: &str) -> Option<ContactKind> {
        kind_of(text.trim()).filter(|_| !text.trim().is_empty())
    }
}

/// Words that say that nobody was reached.
fn says_reached(outcome: &str) -> bool {
    let outcome = outcome.to_lowercase();
    !["niet", "geen", "no ", "not "].iter().any(|word| format!("{outcome} ").contains(word))
}
