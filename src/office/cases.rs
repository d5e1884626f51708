//! Consulting one case: its sheet, its custody, its log, its documents. Every look is in the journal.

use crate::complaint::Complaint;
use crate::may::{Deed, may};
use crate::office::Office;
use crate::printing::has_folder;
use crate::views::{CaseLabel, Change, LogLine};
use noodbrug_core::case::{Address, CaseFile};
use noodbrug_core::custody::{self, Custody};
use noodbrug_core::digest::Digest;
use noodbrug_core::entry::{Field, Size, check_text};
use noodbrug_core::event::{Event, Kind};
use noodbrug_core::ident::{AuthorName, CaseId, ObjectId};
use noodbrug_core::moment::Moment;
use noodbrug_core::register::Register;
use noodbrug_core::rows::CaseRow;
use noodbrug_files::place::{Draft, Existing, Placed};
use noodbrug_files::vault::VaultError;
use serde_json::json;
use std::path::Path;

/// How many entries of a case's log a sheet shows; older ones are in the day journals.
const LOG_SHOWN: u64 = 500;

/// Everything known of one case, as it was when it was opened.
#[derive(Clone, Debug)]
pub struct CaseSheet {
    /// What lists show of it.
    pub row: CaseRow,
    /// Its registers, put together per thing.
    pub file: CaseFile,
    /// The custody of each suspect who is or was held.
    pub custody: Vec<PersonCustody>,
    /// The case under which its work is keyed, where people decided that it is a double of that one.
    pub double_of: Option<CaseLabel>,
    /// The other cases of which people decided that they are this one.
    pub doubles: Vec<CaseLabel>,
    /// Its log, newest first.
    pub log: Vec<LogLine>,
    /// When it was opened.
    pub at: Moment,
}

/// The custody of one person in a case.
#[derive(Clone, Debug)]
pub struct PersonCustody {
    /// The person; none where the measures name nobody.
    pub person: Option<ObjectId>,
    /// The person's name; all suspects where the measures name nobody.
    pub name: String,
    /// The clocks, gaps and limits.
    pub custody: Custody,
}

/// What the bytes of a document are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentCheck {
    /// They are those that the file names.
    Good,
    /// They are damaged or others; never shown as good.
    Wrong,
    /// They are not here.
    Missing,
}

impl Office {
    /// Opens a case. That it was opened is in the journal before anything is shown.
    ///
    /// # Errors
    /// A complaint when there is no such case, or a fault of the disk.
    pub fn open_case(&mut self, case: &CaseId) -> Result<CaseSheet, Complaint> {
        self.permit_in(Deed::Consult, Some(*case))?;
        if self.store.case_row(case)?.is_none() {
            return Err(unknown());
        }
        self.log(Kind::Read, Some(*case), json!({"what": "sheet"}))?;
        self.sheet(case)
    }

    /// Gives the sheet of a case that is open already, after something was changed in it.
    ///
    /// # Errors
    /// As [`Office::open_case`].
    pub fn sheet(&self, case: &CaseId) -> Result<CaseSheet, Complaint> {
        self.allowed(Deed::Consult)?;
        let row = self.store.case_row(case)?.ok_or_else(unknown)?;
        let file = self.file(case)?;
        let now = self.now()?;
        let custody = self.custody_of(&file, &row.number, &now);
        let events = self.store.log(case, 0, LOG_SHOWN)?;
        let log = events.iter().map(|event| self.log_line(event)).collect::<Result<_, _>>()?;
        let (double_of, doubles) = self.same_as(case)?;
        Ok(CaseSheet { row, file, custody, double_of, doubles, log, at: now })
    }

    /// Gives every register of a case that says something, with its values: what can be corrected or taken back.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn standing(&self, case: &CaseId) -> Result<Vec<(Register, Vec<serde_json::Value>)>, Complaint> {
        self.allowed(Deed::Consult)?;
        let state = self.state(case)?;
        let values = |readings: &[noodbrug_core::state::Reading]| {
            let values = readings.iter().map(|reading| reading.value.clone());
            values.filter(|value| !value.is_null()).collect::<Vec<_>>()
        };
        let all = state.registers().map(|(register, readings)| (register.clone(), values(readings)));
        Ok(all.filter(|(_, values)| !values.is_empty()).collect())
    }

    /// Shows the numbers of a person (BSN, SKN), which are need-to-know: the look and its reason are in the journal.
    ///
    /// # Errors
    /// A complaint when no reason was given.
    pub fn unmask(&mut self, case: &CaseId, person: &ObjectId, why: &str) -> Result<(), Complaint> {
        self.look("numbers", case, person, why)
    }

    /// Shows where a person lives, which is need-to-know: the look and its reason are in the journal.
    ///
    /// # Errors
    /// As [`Office::unmask`].
    pub fn show_address(
        &mut self,
        case: &CaseId,
        person: &ObjectId,
        why: &str,
    ) -> Result<Option<Address>, Complaint> {
        self.look("address", case, person, why)?;
        Ok(self.file(case)?.persons.get(person).and_then(|person| person.address.any().cloned()))
    }

    /// Logs a look at something that is need-to-know.
    fn look(&mut self, what: &str, case: &CaseId, person: &ObjectId, why: &str) -> Result<(), Complaint> {
        self.permit_in(Deed::Consult, Some(*case))?;
        if why.trim().is_empty() {
            return Err(noodbrug_core::command::Refusal::WhyMissing.into());
        }
        check_text(why, Size::Words, Field::new("reden", "reason"))?;
        let said = json!({"what": what, "person": person.as_str()});
        let draft = noodbrug_core::event::Draft::saying(Kind::Read, Some(*case), said).because(why.trim());
        self.save(draft).map(|_| ())
    }

    /// Checks the bytes of a document against its hash.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn check_document(&self, sha256: &Digest) -> Result<DocumentCheck, Complaint> {
        match self.vault.verify(sha256) {
            Ok(_) => Ok(DocumentCheck::Good),
            Err(VaultError::Missing(_)) => Ok(DocumentCheck::Missing),
            Err(VaultError::Damaged(_)) => Ok(DocumentCheck::Wrong),
            Err(other) => Err(other.into()),
        }
    }

    /// Copies a document of a case out of the vault, in clear, after all of it was proved sound. A file of that name is
    /// replaced. That there is a copy in clear now is in the journal.
    ///
    /// # Errors
    /// A complaint when it is missing, damaged, or cannot be written there.
    pub fn take_out(&mut self, case: &CaseId, sha256: &Digest, to: &Path) -> Result<Placed, Complaint> {
        self.copy_out(case, sha256, to, Existing::Replace)
    }

    /// As [`Office::take_out`], but a file that is there stays as it is.
    ///
    /// # Errors
    /// As [`Office::take_out`], and when there is a file of that name.
    pub fn take_out_beside(
        &mut self,
        case: &CaseId,
        sha256: &Digest,
        to: &Path,
    ) -> Result<Placed, Complaint> {
        self.copy_out(case, sha256, to, Existing::Keep)
    }

    fn copy_out(
        &mut self,
        case: &CaseId,
        sha256: &Digest,
        to: &Path,
        existing: Existing,
    ) -> Result<Placed, Complaint> {
        self.permit_in(Deed::Consult, Some(*case))?;
        has_folder(to)?;
        self.vault.verify(sha256)?;
        self.log(Kind::Read, Some(*case), json!({"what": "copy", "sha256": sha256.to_string()}))?;
        let mut draft = Draft::in_clean_folder(to)?;
        self.vault.copy(sha256, draft.file())?;
        let placed = draft.place(existing)?;
        if placed.digest == *sha256 { Ok(placed) } else { Err(VaultError::Damaged(*sha256).into()) }
    }

    /// Surveys the custody of everybody whom a case is about.
    pub(crate) fn custody_of(&self, file: &CaseFile, number: &str, now: &Moment) -> Vec<PersonCustody> {
        let of = |person: Option<&ObjectId>| {
            let measures = file.measures_of(person, number);
            PersonCustody {
                person: person.cloned(),
                name: name_of(file, person),
                custody: custody::survey(&measures, &self.law.law, &self.law.calendar, now),
            }
        };
        file.measured().into_iter().map(of).collect()
    }

    /// Gives what an entry of a person writes, with what stood there before. An auditor reads along without the content
    /// of case files; of what a source says all at once the groups alone are told.
    fn changes(&self, event: &Event) -> Result<Vec<Change>, Complaint> {
        let Some(body) = event.content().filter(|_| event.header.k != Kind::Snapshot) else {
            return Ok(Vec::new());
        };
        if !may(self.user.role, Deed::Consult) || body.w.is_empty() {
            return Ok(Vec::new());
        }
        let mut replaced = Vec::new();
        for id in &event.header.sup {
            replaced.extend(self.store.event(id)?);
        }
        let before = |register: &Register| {
            let bodies = replaced.iter().filter_map(Event::content);
            bodies.filter_map(|body| body.w.get(register)).cloned().collect()
        };
        let change = |(register, after): (&Register, &serde_json::Value)| Change {
            group: register.group,
            before: before(register),
            after: after.clone(),
        };
        Ok(body.w.iter().map(change).collect())
    }

    /// Says whose workstation one is: this office's, or a partner's that sent a bundle from it.
    pub(crate) fn office_of(&self, ws: &AuthorName) -> Result<Option<String>, Complaint> {
        if *ws == self.station.author.ws {
            return Ok(Some(self.meta.office.clone()));
        }
        Ok(self.store.partner_of_station(ws)?)
    }

    /// Writes an entry as the log and the day journal show it.
    pub(crate) fn log_line(&self, event: &Event) -> Result<LogLine, Complaint> {
        let number = match &event.header.cs {
            Some(case) => self.store.case_row(case)?.map(|row| row.number),
            None => None,
        };
        let body = event.content();
        let mut about: Vec<noodbrug_core::register::Group> =
            body.into_iter().flat_map(|body| body.w.keys()).map(|register| register.group).collect();
        about.sort_unstable();
        about.dedup();
        Ok(LogLine {
            changes: self.changes(event)?,
            said: body.map(|body| body.val.clone()).unwrap_or_default(),
            event: event.id,
            kind: event.header.k,
            case: event.header.cs,
            number,
            about,
            ws: event.header.ws.to_string(),
            office: self.office_of(&event.header.ws)?,
            seq: event.header.seq,
            by: body.map(|body| body.by.clone()).unwrap_or_default(),
            at: body.map_or_else(|| self.now(), |body| Ok(body.t))?,
            why: body.and_then(|body| body.why.clone()),
            bare: body.is_none(),
        })
    }
}

fn name_of(file: &CaseFile, person: Option<&ObjectId>) -> String {
    match person.and_then(|person| file.persons.get(person)).and_then(|person| person.identity.any()) {
        Some(who) => who.full_name(),
        None => file.suspects().map(|(_, who)| who.full_name()).collect::<Vec<_>>().join("; "),
    }
}

fn unknown() -> Complaint {
    Complaint::refused(
        "Deze zaak staat niet (meer) in de opslag. Zoek de zaak opnieuw.",
        "This case is not in the store (any more). Search for it again.",
    )
}
