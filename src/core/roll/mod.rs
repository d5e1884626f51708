//! The roll of a day in one court, and what each reader of it may see.
//!
//! There is one [`Roll`]; every list is a projection of it, a [`Sheet`] of plain words. What goes outside, to the door or
//! to the press, passes through a type that has no field for anything else ([`DoorRoll`], [`PressRoll`]): what is not in
//! the type cannot be printed, exported or attached by mistake. A case of which it is not certain that the public may
//! know it is left out there: closed by default. No list has a place for a victim's name or address.

mod agenda;
mod audience;
mod build;
mod change;
mod edition;
mod entry;
mod fit;
mod inside;
mod kind;
mod limit;
mod outside;
mod sheet;
#[cfg(test)]
mod tests;

pub use agenda::{
    AgendaItem, AgendaOf, Earlier, Revisions, RoomName, agenda, agenda_fingerprint, earlier, follow_up,
    hearing_uid, revisions,
};
pub use audience::Audience;
pub use build::{Day, entries, is_public};
pub use change::{Change, ChangeKind, compare};
pub use edition::{Last, edition};
pub use entry::{Entry, Held, Suspect, TermOnRoll};
pub use fit::ArticleText;
pub use kind::HearingKind;
pub use limit::Limit;
pub use outside::{DoorLine, DoorRoll, OpenRoom, PressLine, PressRoll};
pub use sheet::{Cell, Field, Line, Look, Part, Sheet, SheetRow};

use crate::planning::order;
use crate::search::fold;
use crate::text::Lang;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What stands between two readings of one fact.
const BETWEEN: &str = " / ";

/// Everything that is heard by one court on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roll {
    /// The court.
    pub court: String,
    /// The day.
    pub date: NaiveDate,
    /// The rooms, by name, each with its entries in order of time.
    pub rooms: Vec<Room>,
}

/// What is heard in one room by one chamber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// The room.
    pub name: String,
    /// The chamber.
    pub chamber: String,
    /// The entries, numbered from one in the order in which they are heard; every list uses these numbers.
    pub entries: Vec<Entry>,
}

impl Roll {
    /// Puts the entries of a day and court into rooms and numbers them.
    #[must_use]
    pub fn of(court: &str, date: NaiveDate, entries: Vec<Entry>) -> Roll {
        let mut rooms: BTreeMap<(String, String), Vec<Entry>> = BTreeMap::new();
        for entry in entries {
            rooms.entry((entry.slot.room.clone(), entry.slot.chamber.clone())).or_default().push(entry);
        }
        let room = |((name, chamber), mut entries): ((String, String), Vec<Entry>)| {
            entries.sort_by(|one, other| one.order().cmp(&other.order()));
            let mut entries = order::in_order(entries, |entry| (entry.session.order, entry.slot.time));
            for (number, entry) in (1_u32..).zip(&mut entries) {
                entry.number = number;
            }
            Room { name, chamber, entries }
        };
        Roll { court: court.to_owned(), date, rooms: rooms.into_iter().map(room).collect() }
    }

    /// Gives all entries, room by room.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.rooms.iter().flat_map(|room| &room.entries)
    }

    /// Gives everybody who assists somebody on this day, once, in the order of the alphabet. Of whom it is not certain
    /// whom he assists, the cases stay off his list, and he is not in it for those.
    #[must_use]
    pub fn counsel(&self) -> Vec<String> {
        let suspects = self.entries().flat_map(|entry| &entry.suspects);
        let names = suspects.filter_map(|suspect| suspect.sole_counsel());
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for counsel in names {
            known.entry(fold(&counsel.name)).or_insert_with(|| counsel.name.clone());
        }
        known.into_values().collect()
    }

    /// Makes the list for a reader; `counsel` says whose list it is where the reader is counsel.
    #[must_use]
    pub fn sheet(&self, audience: Audience, counsel: &str, lang: Lang) -> Sheet {
        match audience {
            Audience::Usher => inside::usher(self, lang),
            Audience::Bench => inside::bench(self, lang),
            Audience::Prosecutor => inside::prosecutor(self, lang),
            Audience::Transport => inside::transport(self, lang),
            Audience::Counsel => inside::counsel(self, counsel, lang),
            Audience::Door => DoorRoll::of(self).sheet(lang),
            Audience::Press => PressRoll::of(self).sheet(lang),
        }
    }
}
