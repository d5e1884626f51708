//! The handover of a shift: what was done in it, what was promised by phone, and what the next one must not miss.

use super::{Ahead, Counted};
use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use crate::promises::PromiseLine;
use crate::said::entry_words;
use noodbrug_core::case::{Note, NoteKind};
use noodbrug_core::event::{Event, Kind};
use noodbrug_core::form::FormKind;
use noodbrug_core::moment::Moment;
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;
use std::collections::BTreeMap;

/// How many acts stand on the sheet; it says how many more there were.
const MOST: usize = 40;
/// How many hours the next shift has.
pub(super) const SHIFT_HOURS: i64 = 8;

/// A phone note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// When it was entered.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// The number of the case.
    pub number: String,
    /// What it says.
    pub text: String,
}

/// A shift, to be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// From when.
    pub since: Moment,
    /// Until when: now.
    pub until: Moment,
    /// How much each person entered.
    pub people: BTreeMap<String, u64>,
    /// What was done, newest first: when, who, in which case, what.
    pub acts: Vec<(Moment, String, String, String)>,
    /// How many acts more there were.
    pub more: usize,
    /// Promises by phone that stand open, those due first on top.
    pub promises: Vec<PromiseLine>,
    /// Phone notes of the shift.
    pub calls: Vec<Phone>,
    /// What the next shift must not miss.
    pub ahead: Vec<Ahead>,
    /// What stands open.
    pub counts: Vec<Counted>,
}

impl Office {
    /// Gives a shift since a moment, to be handed over.
    ///
    /// # Errors
    /// A complaint when the role may not, when the moment has yet to come, or a fault of the disk.
    pub fn handover(&self, since: Moment, lang: Lang) -> Result<Handover, Complaint> {
        self.allowed(Deed::Consult)?;
        let until = self.now()?;
        if since.unix() >= until.unix() {
            return Err(Complaint::new(
                Class::WrongUse,
                Both::new(
                    "Het begin van de dienst moet nog komen. Kijk de tijd na.",
                    "The beginning of the shift has yet to come. Check the time.",
                ),
            ));
        }
        let after = until.plus_hours(1);
        let (mut people, mut acts) = (BTreeMap::new(), Vec::new());
        for event in self.store.day_journal(&since, &after)?.iter().rev().filter(|event| is_act(event)) {
            let line = self.log_line(event)?;
            *people.entry(line.by.clone()).or_insert(0) += 1;
            let words = entry_words(&line, lang);
            acts.push((line.at, line.by, line.number.unwrap_or_default(), words));
        }
        let more = acts.len().saturating_sub(MOST);
        acts.truncate(MOST);
        let (promises, calls) = (self.promise_list(false)?, self.phone_notes(&since, &after)?);
        let ahead = self.ahead(SHIFT_HOURS, lang)?;
        let counts = self.crisis_picture(lang)?.counts;
        Ok(Handover { since, until, people, acts, more, promises, calls, ahead, counts })
    }

    /// Gives the phone notes of a stretch of time.
    fn phone_notes(&self, since: &Moment, until: &Moment) -> Result<Vec<Phone>, Complaint> {
        let mut calls = Vec::new();
        for event in self.store.day_journal(since, until)? {
            let (Some(case), Some(body)) = (event.header.cs, event.content()) else { continue };
            for (_, value) in body.w.iter().filter(|(register, _)| register.group == Group::Note) {
                let Ok(note) = serde_json::from_value::<Note>(value.clone()) else { continue };
                if is_phone(&note) {
                    let number = self.label(&case)?.map(|label| label.number).unwrap_or_default();
                    calls.push(Phone { at: body.t, by: body.by.clone(), number, text: note.text });
                }
            }
        }
        Ok(calls)
    }

    /// Prints the handover of a shift.
    ///
    /// # Errors
    /// As [`Office::handover`], or a complaint that names the file.
    pub fn print_handover(&mut self, since: Moment, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let shift = self.handover(since, lang)?;
        let mut head = self.letterhead(lang)?;
        head.head_hash = Some(self.journal_head()?.1);
        let paper = papers::handover_sheet(&head, &shift);
        self.put(&paper, to, None)
    }
}

fn is_act(event: &Event) -> bool {
    matches!(
        event.header.k,
        Kind::Add | Kind::Set | Kind::Void | Kind::Decide | Kind::Manage | Kind::Export | Kind::Import
    )
}

fn is_phone(note: &Note) -> bool {
    let keyed = note.form.as_ref().is_some_and(|keyed| keyed.form == FormKind::PhoneNote);
    note.kind == NoteKind::Phone || keyed
}
