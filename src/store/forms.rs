//! Emergency numbers: which are given out, and where the journal names them.

use crate::error::{Doing, StoreError};
use crate::journal::event_of;
use crate::store::Reader;
use crate::value::int;
use crate::write::Work;
use chrono::NaiveDate;
use noodbrug_core::case::Note;
use noodbrug_core::emergency::{BlockUse, EmergencyNumber};
use noodbrug_core::event::{Event, Kind};
use noodbrug_core::ident::Epoch;
use noodbrug_core::register::Group;
use rusqlite::OptionalExtension;

/// What an entry does with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormEntry {
    /// It was printed.
    Printed,
    /// What was written on it was keyed in.
    KeyedIn,
}

impl Reader {
    /// Gives how much of a day's block of an epoch of this station is used.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn numbers_used(&self, ep: Epoch, day: NaiveDate) -> Result<BlockUse, StoreError> {
        let sql = "SELECT used FROM emergency_block WHERE ep = ?1 AND day = ?2";
        let used = self.db.query_row(sql, (int(ep), day.to_string()), |row| row.get(0)).optional();
        Ok(BlockUse { used: used.doing("reading a block of emergency numbers")?.unwrap_or(0) })
    }

    /// Gives the entries that name a form, in the order of arrival.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn form_entries(&self, number: &EmergencyNumber, entry: FormEntry) -> Result<Vec<Event>, StoreError> {
        let doing = "looking up an emergency number";
        let sql = "SELECT e.hdr, e.body FROM form f JOIN event e ON e.rid = f.rid
                   WHERE f.number = ?1 AND f.keyed = ?2 ORDER BY f.rid";
        let mut statement = self.db.prepare_cached(sql).doing(doing)?;
        let keyed = entry == FormEntry::KeyedIn;
        let mut rows = statement.query((number.to_string(), keyed)).doing(doing)?;
        let mut events = Vec::new();
        while let Some(row) = rows.next().doing(doing)? {
            events.push(event_of(row)?);
        }
        Ok(events)
    }
}

impl Work<'_> {
    /// Notes that the numbers after `before` up to `after` of a day's block are given out.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the block stands elsewhere than at `before`; nothing is written then.
    pub fn use_numbers(
        &mut self,
        (ep, day): (Epoch, NaiveDate),
        before: BlockUse,
        after: BlockUse,
    ) -> Result<(), StoreError> {
        let doing = "giving out emergency numbers";
        let key = (int(ep), day.to_string());
        let new = "INSERT INTO emergency_block (ep, day, used) VALUES (?1, ?2, 0) ON CONFLICT DO NOTHING";
        self.tx.execute(new, (key.0, &key.1)).doing(doing)?;
        let step = "UPDATE emergency_block SET used = ?4 WHERE ep = ?1 AND day = ?2 AND used = ?3";
        match self.tx.execute(step, (key.0, &key.1, before.used, after.used)).doing(doing)? {
            1 => Ok(()),
            _ => Err(StoreError::Refused { doing, why: "another print took them first".to_owned() }),
        }
    }

    /// Notes the forms that an event names.
    pub(crate) fn index_forms(&self, event: &Event) -> Result<(), StoreError> {
        let named = forms_in(event);
        if named.is_empty() {
            return Ok(());
        }
        let sql = "INSERT INTO form (number, keyed, rid)
                   VALUES (?1, ?2, (SELECT rid FROM event WHERE id = ?3)) ON CONFLICT DO NOTHING";
        let mut add = self.tx.prepare_cached(sql).doing("noting a form")?;
        for (number, entry) in named {
            let keyed = entry == FormEntry::KeyedIn;
            add.execute((number.to_string(), keyed, event.id.as_bytes())).doing("noting a form")?;
        }
        Ok(())
    }

    /// Notes all forms of the journal anew.
    pub(crate) fn rebuild_forms(&self) -> Result<(), StoreError> {
        let doing = "noting all forms";
        self.tx.execute("DELETE FROM form", []).doing(doing)?;
        // Only bodies that can name a number are read.
        let sql = "SELECT hdr, body FROM event
                   WHERE kind IN ('print', 'add', 'set') AND instr(body, CAST('NOOD-' AS BLOB)) > 0 ORDER BY rid";
        let mut statement = self.tx.prepare(sql).doing(doing)?;
        let mut rows = statement.query([]).doing(doing)?;
        while let Some(row) = rows.next().doing(doing)? {
            self.index_forms(&event_of(row)?)?;
        }
        Ok(())
    }
}

/// The forms that an event names. A number whose check does not fit names none.
fn forms_in(event: &Event) -> Vec<(EmergencyNumber, FormEntry)> {
    let Some(body) = event.content() else { return Vec::new() };
    if event.header.k == Kind::Print {
        let forms = body.val.get("forms").and_then(|forms| forms.as_array());
        let numbers =
            forms.into_iter().flatten().filter_map(|form| form.get("number")?.as_str()?.parse().ok());
        return numbers.map(|number| (number, FormEntry::Printed)).collect();
    }
    if !matches!(event.header.k, Kind::Add | Kind::Set) {
        return Vec::new();
    }
    let notes = body.w.iter().filter(|(register, _)| register.group == Group::Note);
    let note = |value: &serde_json::Value| serde_json::from_value::<Note>(value.clone()).ok()?.form;
    notes.filter_map(|(_, value)| note(value)).map(|form| (form.number, FormEntry::KeyedIn)).collect()
}
