//! A hearing day as a planner sees it: rooms with their hearings in order, and what cannot take place as planned.

use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::views::HearingLine;
use chrono::NaiveDate;
use noodbrug_core::case::CaseFile;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::planning::clashes::{self, Clash, Margins, Sitting};
use noodbrug_core::planning::order;
use noodbrug_core::search::fold;
use noodbrug_store::DayFilter;
use std::collections::BTreeMap;

pub use crate::day_acts::{Bench, BringIn, BroughtIn, CopyTo, HeardBefore, RoomTo};

/// How a day is checked, as built in.
const MARGINS: &str = include_str!("../../assets/planning/day.toml");

/// A room of a court on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomOn {
    /// The day.
    pub date: NaiveDate,
    /// The court.
    pub court: String,
    /// The room.
    pub room: String,
}

impl RoomOn {
    /// Tells whether a hearing is in it; capitals and marks do not matter.
    #[must_use]
    pub fn holds(&self, line: &HearingLine) -> bool {
        let same = |one: &str, other: &str| fold(one) == fold(other);
        line.slot.date == self.date
            && same(&line.slot.court, &self.court)
            && same(&line.slot.room, &self.room)
    }
}

impl Office {
    /// Gives what clashes on a day: of one court, with hearings at others included, or of all.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn clashes(&self, date: NaiveDate, court: Option<&str>) -> Result<Vec<Clash>, Complaint> {
        self.allowed(Deed::Consult)?;
        let mut found = clashes::clashes(&self.sittings(date)?, &margins()?);
        let here = |clash: &Clash| {
            court.is_none_or(|court| clash.one.slot.court == court || clash.other.slot.court == court)
        };
        found.retain(here);
        Ok(found)
    }

    /// Gives what a hearing clashes with, on its own day; nothing once it has an outcome.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn clashes_of(&self, case: &CaseId, hearing: &ObjectId) -> Result<Vec<Clash>, Complaint> {
        let file = self.file(case)?;
        let slots = file.hearings.get(hearing).into_iter().flat_map(|entry| entry.slot.values());
        let mut days: Vec<NaiveDate> = slots.map(|slot| slot.date).collect();
        days.dedup();
        let mut found = Vec::new();
        for day in days {
            found.extend(self.clashes(day, None)?.into_iter().filter(|clash| clash.names(case, hearing)));
        }
        Ok(found)
    }

    /// Reads the hearings of a day of which nothing came yet, each with the persons of its case.
    fn sittings(&self, date: NaiveDate) -> Result<Vec<Sitting>, Complaint> {
        let mut files: BTreeMap<CaseId, CaseFile> = BTreeMap::new();
        let mut sittings = Vec::new();
        for item in self.store.hearings(&DayFilter::day(date, None))? {
            if item.row.outcome.is_some() {
                continue;
            }
            let case = item.label.case;
            if let std::collections::btree_map::Entry::Vacant(place) = files.entry(case) {
                place.insert(self.file(&case)?);
            }
            let file = files.get(&case);
            sittings.extend(file.map(|file| Sitting::of(case, &item.label.number, file, &item.row)));
        }
        Ok(sittings)
    }
}

/// Gives how a day is checked.
fn margins() -> Result<Margins, Complaint> {
    Margins::parse(MARGINS).map_err(|why| {
        Complaint::refused(
            format!("De werkafspraken voor een zittingsdag zijn niet te lezen: {why}."),
            format!("The working agreements for a hearing day cannot be read: {why}."),
        )
    })
}

/// Puts the hearings of each room in order, where somebody gave them places; each room keeps its lines in the list.
pub(crate) fn in_order(lines: Vec<HearingLine>) -> Vec<HearingLine> {
    if lines.iter().all(|line| line.session.order.is_none()) {
        return lines;
    }
    let key = |line: &HearingLine| (line.slot.date, fold(&line.slot.court), fold(&line.slot.room));
    let keys: Vec<_> = lines.iter().map(key).collect();
    let mut rooms: BTreeMap<_, Vec<HearingLine>> = BTreeMap::new();
    lines.into_iter().for_each(|line| rooms.entry(key(&line)).or_default().push(line));
    let mut rooms: BTreeMap<_, _> = rooms
        .into_iter()
        .map(|(key, lines)| {
            let ordered = order::in_order(lines, |line| (line.session.order, line.slot.time));
            (key, ordered.into_iter())
        })
        .collect();
    keys.iter().filter_map(|key| rooms.get_mut(key)?.next()).collect()
}

#[cfg(test)]
#[path = "day_tests.rs"]
pub(crate) mod tests;
