//! Contacts and rosters of an office, kept where they can be read before anybody logs in.

use crate::complaint::{Both, Class, Complaint};
use crate::desk_file::{self, DeskFile, Purpose};
use crate::folders::Folders;
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, Letterhead};
use crate::printing::{Placed, To};
use chrono::NaiveDate;
use noodbrug_core::bundle::Mode;
use noodbrug_core::contact::{self, Column, Contact, Directory, Duty, RowSlip, Slip, Tested};
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::moment::Moment;
use noodbrug_core::print::Stamp;
use noodbrug_core::text::Lang;
use noodbrug_files::separated;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Contacts that were read, with who signed them.
pub type Contacts = DeskFile<Directory>;

const PURPOSE: Purpose = Purpose {
    file: "contacten.json",
    namespace: "noodbrug-contacts-v1",
    setting: "contacts-edition",
    name: ("De contactlijst", "The list of contacts"),
};

/// What a table of contacts or turns brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContactsRead {
    /// Contacts.
    pub contacts: usize,
    /// Turns.
    pub duties: usize,
}

/// Where the new contacts begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartFrom {
    /// From those that are there.
    Present,
    /// From nothing: what is there is damaged, or no longer right.
    Nothing,
}

/// Reads the contacts of an office without a passphrase; none when there are none yet.
///
/// # Errors
/// A complaint when the file is changed, damaged or not signed as it must be.
pub fn read(folder: &Path) -> Result<Option<Contacts>, Complaint> {
    desk_file::read(folder, PURPOSE)
}

/// Prints contacts without a passphrase; nothing is logged, because nobody logged in.
///
/// # Errors
/// A complaint that names the file.
pub fn print(found: &Contacts, (now, lang): (&Moment, Lang), path: &Path) -> Result<Placed, Complaint> {
    crate::printing::has_folder(path)?;
    papers::put(&papers::contacts(&letterhead(&found.written, (now, lang)), found), path)
}

/// As [`print()`], among the papers of the office in a folder.
///
/// # Errors
/// A complaint that names the file.
pub fn print_here(
    found: &Contacts,
    folder: &Path,
    (now, lang): (&Moment, Lang),
) -> Result<Placed, Complaint> {
    let paper = papers::contacts(&letterhead(&found.written, (now, lang)), found);
    papers::put(&paper, &crate::printing::path_among(&Folders::of(folder), (&paper.slug, "pdf"), now)?)
}

/// Begins the head of a paper that is made before anybody logs in.
pub(crate) fn letterhead(written: &desk_file::Written, (now, lang): (&Moment, Lang)) -> Letterhead {
    Letterhead {
        lang,
        office: written.office.clone(),
        stamp: Stamp {
            made_at: *now,
            as_of: written.at,
            sources: String::new(),
            station: written.ws.to_string(),
        },
        exercise: written.mode == Mode::Exercise,
        head_hash: None,
    }
}

impl Office {
    /// Gives the contacts of this office; none when there are none yet.
    ///
    /// # Errors
    /// A complaint when the file is not what this office signed last.
    pub fn contacts(&self) -> Result<Option<Contacts>, Complaint> {
        self.read_desk_file(PURPOSE)
    }

    /// Gives where the contacts lie.
    #[must_use]
    pub fn contacts_path(&self) -> PathBuf {
        path(&self.folders)
    }

    /// Puts a contact in, in place of one of that name.
    ///
    /// # Errors
    /// A complaint that says what is wrong with it.
    pub fn put_contact(&mut self, name: &str, contact: Contact) -> Result<Contacts, Complaint> {
        self.change_contacts(StartFrom::Present, json!({"contact": name.trim()}), |all| {
            all.put(name, contact)
        })
    }

    /// Takes a contact out, with its turns.
    ///
    /// # Errors
    /// A complaint when there is none of that name.
    pub fn remove_contact(&mut self, name: &str) -> Result<Contacts, Complaint> {
        self.change_contacts(StartFrom::Present, json!({"contact": name.trim()}), |all| all.remove(name))
    }

    /// Notes that a contact was called today, and whether somebody answered.
    ///
    /// # Errors
    /// A complaint when there is none of that name.
    pub fn test_contact(&mut self, name: &str, works: bool, outcome: &str) -> Result<Contacts, Complaint> {
        let on = self.now()?.in_the_netherlands().date();
        let tested = Tested { on, by: self.user.name.clone(), works, outcome: outcome.trim().to_owned() };
        self.change_contacts(StartFrom::Present, json!({"contact": name.trim()}), |all| {
            all.note_test(name, tested)
        })
    }

    /// Puts a turn in the roster.
    ///
    /// # Errors
    /// A complaint that says what is wrong with it.
    pub fn put_duty(&mut self, duty: Duty) -> Result<Contacts, Complaint> {
        let said = json!({"contact": duty.contact.trim()});
        self.change_contacts(StartFrom::Present, said, |all| all.put_duty(duty))
    }

    /// Takes the turn that begins at a moment out of the roster.
    ///
    /// # Errors
    /// A complaint when there is none.
    pub fn remove_duty(&mut self, contact: &str, from: &Moment) -> Result<Contacts, Complaint> {
        let said = json!({"contact": contact.trim()});
        self.change_contacts(StartFrom::Present, said, |all| all.remove_duty(contact, from))
    }

    /// Takes in a table of contacts or of turns: all of it or nothing.
    ///
    /// # Errors
    /// A complaint that names the line which is wrong.
    pub fn import_contacts(
        &mut self,
        file: &Path,
        start: StartFrom,
    ) -> Result<(Contacts, ContactsRead), Complaint> {
        self.permit(Deed::Contacts)?;
        let table = separated::read(file);
        let table = table.map_err(|why| Complaint::refused_both(Both::of(|lang| why.message(lang))))?;
        let columns: Vec<Option<Column>> = table.headings.iter().map(|name| Column::parse(name)).collect();
        if !columns.contains(&Some(Column::Name)) {
            return Err(no_headings());
        }
        let mut all = self.begin_with(start)?;
        let mut count = ContactsRead::default();
        for (line, cells) in &table.rows {
            let row = columns.iter().zip(cells).filter_map(|(column, cell)| Some(((*column)?, cell.clone())));
            let row: BTreeMap<Column, String> = row.collect();
            take_row(&mut all, &row, contact::is_roster(&columns)).map_err(|why| at_line(*line, &why))?;
            match contact::is_roster(&columns) {
                true => count.duties += 1,
                false => count.contacts += 1,
            }
        }
        let said = json!({"contacts": count.contacts, "duties": count.duties});
        Ok((self.keep_contacts(all, said)?, count))
    }

    /// Prints the contacts.
    ///
    /// # Errors
    /// A complaint when there are none, or that names the file.
    pub fn print_contacts(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::ReadJournal)?;
        let found = self.contacts()?.ok_or_else(none_yet)?;
        let paper = papers::contacts(&self.letterhead(lang)?, &found);
        self.put(&paper, to, None)
    }

    fn begin_with(&self, start: StartFrom) -> Result<Directory, Complaint> {
        match start {
            StartFrom::Nothing => Ok(Directory::default()),
            StartFrom::Present => Ok(self.contacts()?.map(|found| found.body).unwrap_or_default()),
        }
    }

    fn change_contacts(
        &mut self,
        start: StartFrom,
        said: serde_json::Value,
        change: impl FnOnce(&mut Directory) -> Result<(), Slip>,
    ) -> Result<Contacts, Complaint> {
        self.permit(Deed::Contacts)?;
        let mut all = self.begin_with(start)?;
        change(&mut all).map_err(|slip| slipped(&slip))?;
        self.keep_contacts(all, said)
    }

    /// Writes the contacts, and says in the journal that they changed.
    fn keep_contacts(&mut self, all: Directory, said: serde_json::Value) -> Result<Contacts, Complaint> {
        let mut told = json!({"did": "contacts"});
        if let (Some(told), serde_json::Value::Object(said)) = (told.as_object_mut(), said) {
            told.extend(said);
        }
        self.append(vec![Draft::saying(Kind::Manage, None, told)])?;
        let written = self.write_desk_file(PURPOSE, &all)?;
        Ok(DeskFile { written, body: all, certificate: self.station.certificate.clone() })
    }
}

/// Gives where the contacts of an office lie.
#[must_use]
pub fn path(folders: &Folders) -> PathBuf {
    desk_file::path_of(folders, PURPOSE)
}

fn take_row(all: &mut Directory, row: &BTreeMap<Column, String>, roster: bool) -> Result<(), RowSlip> {
    if roster {
        return Ok(all.put_duty(contact::duty_of(row)?)?);
    }
    let (name, contact) = contact::contact_of(row)?;
    Ok(all.put(&name, contact)?)
}

fn slipped(slip: &Slip) -> Complaint {
    Complaint::new(Class::Refused, Both::of(|lang| slip.text(lang)))
}

fn at_line(line: u64, why: &RowSlip) -> Complaint {
    Complaint::refused(
        format!("Regel {line}: {} Er is niets opgeslagen.", why.text(Lang::Nl)),
        format!("Line {line}: {} Nothing was saved.", why.text(Lang::En)),
    )
}

fn no_headings() -> Complaint {
    let of = |lang| {
        let contacts = [
            Column::Name,
            Column::Kind,
            Column::Phone,
            Column::Fax,
            Column::Night,
            Column::Backup,
            Column::Note,
        ];
        let turns = [Column::Name, Column::Who, Column::Phone, Column::From, Column::Until];
        let list =
            |all: &[Column]| all.iter().map(|column| column.heading(lang)).collect::<Vec<_>>().join(";");
        (list(&contacts), list(&turns))
    };
    let ((nl, nl_turns), (en, en_turns)) = (of(Lang::Nl), of(Lang::En));
    Complaint::refused(
        format!(
            "De eerste regel moet zeggen wat er in de kolommen staat: {nl}, of voor een rooster: {nl_turns}."
        ),
        format!("The first line must say what stands in the columns: {en}, or for a roster: {en_turns}."),
    )
}

/// Says that there are no contacts yet, and how to begin.
#[must_use]
pub fn none_yet() -> Complaint {
    Complaint::refused(
        "Er zijn nog geen contacten. Log in en zet ze erin met `noodbrug contact add` of `noodbrug contact import`.",
        "There are no contacts yet. Log in and enter them with `noodbrug contact add` or `noodbrug contact import`.",
    )
}

/// Gives the contacts to call again, by name, with why.
#[must_use]
pub fn to_test(found: &Contacts, today: NaiveDate) -> Vec<(String, contact::Trial)> {
    found.body.to_test(today).into_iter().map(|(name, trial)| (name.to_owned(), trial)).collect()
}

#[cfg(test)]
#[path = "contacts_tests.rs"]
mod tests;
