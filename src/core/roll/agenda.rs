//! Hearings as entries of a calendar: of a room, or of a prosecutor.
//!
//! A calendar does not stay where it was made: programs copy it to servers and telephones. So no calendar, of whatever
//! reader, has a place for the name of a suspect, victim, witness or counsel, for a charge in words, for custody or for
//! what must be noted; who may see those finds the case by its number. What the public gets is made of the types of
//! [`super::DoorRoll`] and [`super::PressRoll`], which hold no more than their lists.

use super::audience::Audience;
use super::entry::Entry;
use super::outside::{DoorRoll, OpenRoom, PressRoll};
use super::{Roll, Room};
use crate::canonical;
use crate::digest::Digest;
use crate::event::Event;
use crate::ident::ObjectId;
use crate::register::Group;
use crate::search::fold;
use crate::text::Lang;
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A room of a court.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomName {
    /// The court.
    pub court: String,
    /// The room.
    pub room: String,
}

/// What a calendar is of, and so who may have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgendaOf {
    /// A room, for who works there.
    Room(RoomName),
    /// A prosecutor, at all courts.
    Prosecutor(String),
    /// A room, as the public may know it.
    Door(RoomName),
    /// A room, as the press may know it.
    Press(RoomName),
}

impl AgendaOf {
    /// Gives the list that this is the calendar of.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        match self {
            AgendaOf::Room(_) => Audience::Bench,
            AgendaOf::Prosecutor(_) => Audience::Prosecutor,
            AgendaOf::Door(_) => Audience::Door,
            AgendaOf::Press(_) => Audience::Press,
        }
    }

    /// Gives the room; none where it is a prosecutor's.
    #[must_use]
    pub const fn room(&self) -> Option<&RoomName> {
        match self {
            AgendaOf::Room(room) | AgendaOf::Door(room) | AgendaOf::Press(room) => Some(room),
            AgendaOf::Prosecutor(_) => None,
        }
    }

    /// Says whether a hearing belongs to it; capitals and diacritics do not matter.
    #[must_use]
    pub fn holds(&self, (court, room): (&str, &str), prosecutor: &str) -> bool {
        let same = |one: &str, other: &str| fold(one) == fold(other);
        match self {
            AgendaOf::Prosecutor(name) => !fold(name).is_empty() && same(name, prosecutor),
            AgendaOf::Room(of) | AgendaOf::Door(of) | AgendaOf::Press(of) => {
                same(&of.court, court) && same(&of.room, room)
            }
        }
    }
}

/// A hearing in a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// Names it for programs, the same in every calendar and on every workstation; it says nothing of anybody.
    pub uid: String,
    /// How often the hearing was changed before this, on all workstations that are known here.
    pub revision: u32,
    /// The court.
    pub court: String,
    /// The room.
    pub room: String,
    /// The chamber.
    pub chamber: String,
    /// The day.
    pub date: NaiveDate,
    /// The civil time of day.
    pub time: NaiveTime,
    /// How long, in minutes, where that is known.
    pub minutes: Option<u32>,
    /// The number of the case.
    pub case_number: String,
    /// What kind of hearing.
    pub kind: String,
    /// The article of the charge, for the press.
    pub article: String,
    /// Who sits.
    pub judges: String,
    /// Who prosecutes.
    pub prosecutor: String,
    /// Nothing is heard.
    pub off: bool,
    /// Sources contradict each other about this hearing.
    pub undecided: bool,
    /// It was in an earlier calendar and is not for its readers any more; all that is told of it is that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

/// How often each hearing was changed; see [`revisions`].
pub type Revisions = BTreeMap<(crate::ident::CaseId, ObjectId), u32>;

/// Counts the changes of each hearing in the events of a case: of its slot, session and outcome, and of the numbers and
/// prosecutor of the case. Events are only ever added, so that a count never becomes less.
#[must_use]
pub fn revisions(case: crate::ident::CaseId, events: &[Event]) -> Revisions {
    let written = || events.iter().filter_map(Event::content).flat_map(|body| body.w.keys());
    let of_case = written().filter(|register| register.group.is_of_case()).count();
    let mut own: BTreeMap<ObjectId, usize> = BTreeMap::new();
    for register in written() {
        let of_hearing = matches!(register.group, Group::Slot | Group::Session | Group::Outcome);
        if let Some(hearing) = register.object.as_ref().filter(|_| of_hearing) {
            let count = own.entry(hearing.clone()).or_default();
            *count = count.saturating_add(1);
        }
    }
    let all = |own: usize| u32::try_from(own.saturating_add(of_case)).unwrap_or(u32::MAX);
    own.into_iter().map(|(hearing, own)| ((case, hearing), all(own))).collect()
}

/// Gives what a calendar has of one day in one court, in order of room and time: what belongs to it, and what was in an
/// earlier one of it and was moved elsewhere since.
#[must_use]
pub fn agenda(of: &AgendaOf, roll: &Roll, revisions: &Revisions, earlier: &Earlier) -> Vec<AgendaItem> {
    let wanted: BTreeSet<String> =
        roll.entries().filter(|entry| of.holds_entry(roll, entry)).map(uid_of).collect();
    let items: Vec<AgendaItem> = match of {
        AgendaOf::Room(_) | AgendaOf::Prosecutor(_) => inside(roll, revisions),
        AgendaOf::Door(_) => door(&DoorRoll::of(roll), revisions, roll),
        AgendaOf::Press(_) => press(&PressRoll::of(roll), revisions, roll),
    };
    // Another prosecutor's hearing is not his any more, wherever it is.
    let was_here = |item: &AgendaItem| of.room().is_some() && earlier.contains_key(&item.uid);
    items.into_iter().filter(|item| wanted.contains(&item.uid) || was_here(item)).collect()
}

/// What earlier calendars of the same readers said last of each hearing, by its name for programs.
pub type Earlier = BTreeMap<String, AgendaItem>;

/// Puts what calendars said, in any order, together.
#[must_use]
pub fn earlier(calendars: impl IntoIterator<Item = Vec<AgendaItem>>) -> Earlier {
    let mut all = Earlier::new();
    for item in calendars.into_iter().flatten() {
        let known = all.entry(item.uid.clone()).or_insert_with(|| item.clone());
        if known.revision < item.revision {
            *known = item;
        }
    }
    all
}

/// Names the first reading of a hearing for programs.
#[must_use]
pub fn hearing_uid(case: crate::ident::CaseId, hearing: &ObjectId) -> String {
    uid(&super::entry::key(case, hearing, 0))
}

/// Adds what earlier calendars had in some days and this one has not: programs keep what they took in until they are told
/// that it is off. Of such a hearing no more is told than that. Whatever is told otherwise than before has a higher
/// number, also where a hearing comes back.
#[must_use]
pub fn follow_up(items: Vec<AgendaItem>, earlier: &Earlier, days: (NaiveDate, NaiveDate)) -> Vec<AgendaItem> {
    let here: BTreeSet<String> = items.iter().map(|item| item.uid.clone()).collect();
    let gone = earlier.values().filter(|item| !here.contains(&item.uid));
    let gone = gone.filter(|item| (days.0..=days.1).contains(&item.date)).map(|item| AgendaItem {
        revision: item.revision,
        off: true,
        gone: true,
        ..blank(item.uid.clone(), item.date, item.time)
    });
    let numbered = |item: AgendaItem| {
        let Some(before) = earlier.get(&item.uid) else { return item };
        let same = AgendaItem { revision: item.revision, ..before.clone() } == item;
        let least = before.revision.saturating_add(u32::from(!same));
        AgendaItem { revision: item.revision.max(least), ..item }
    };
    items.iter().cloned().chain(gone).map(numbered).collect()
}

impl AgendaOf {
    fn holds_entry(&self, roll: &Roll, entry: &Entry) -> bool {
        self.holds((&roll.court, &entry.slot.room), prosecutor(entry))
    }
}

fn prosecutor(entry: &Entry) -> &str {
    entry.session.prosecutor.as_deref().unwrap_or(&entry.prosecutor)
}

/// Gives the digest of what a calendar says; how often something changed is no part of that.
#[must_use]
pub fn agenda_fingerprint(items: &[AgendaItem]) -> Digest {
    let items: Vec<AgendaItem> =
        items.iter().map(|item| AgendaItem { revision: 0, ..item.clone() }).collect();
    // Words, numbers and lists of those always have a canonical form.
    Digest::of(&canonical::bytes_of(&items).unwrap_or_default())
}

fn inside(roll: &Roll, revisions: &Revisions) -> Vec<AgendaItem> {
    let item = |entry: &Entry| AgendaItem {
        uid: uid_of(entry),
        revision: revision(entry, revisions),
        court: roll.court.clone(),
        room: entry.slot.room.clone(),
        chamber: entry.slot.chamber.clone(),
        date: roll.date,
        time: entry.slot.time,
        minutes: entry.slot.minutes,
        case_number: entry.case_number.clone(),
        kind: entry.session.modality.clone(),
        article: String::new(),
        judges: entry.session.judges.clone(),
        prosecutor: prosecutor(entry).to_owned(),
        off: entry.off,
        undecided: entry.conflict,
        gone: false,
    };
    roll.entries().map(item).collect()
}

fn door(open: &DoorRoll, revisions: &Revisions, roll: &Roll) -> Vec<AgendaItem> {
    let item = |room: &OpenRoom<super::DoorLine>, line: &super::DoorLine| {
        Some(AgendaItem {
            case_number: line.case_number.clone(),
            off: line.off,
            ..outside((&open.court, open.date), room, (&line.key, line.time?))
        })
    };
    let items = open.rooms.iter().flat_map(|room| room.lines.iter().filter_map(move |line| item(room, line)));
    with_revisions(items.collect(), revisions, roll)
}

fn press(open: &PressRoll, revisions: &Revisions, roll: &Roll) -> Vec<AgendaItem> {
    let item = |room: &OpenRoom<super::PressLine>, line: &super::PressLine| {
        Some(AgendaItem {
            case_number: line.case_number.clone(),
            kind: line.kind.map_or("", |kind| kind.label(Lang::Nl)).to_owned(),
            article: line.article.as_str().to_owned(),
            off: line.off,
            ..outside((&open.court, open.date), room, (&line.key, line.time?))
        })
    };
    let items = open.rooms.iter().flat_map(|room| room.lines.iter().filter_map(move |line| item(room, line)));
    with_revisions(items.collect(), revisions, roll)
}

/// What every line for outside has; a hearing of which the time is not certain has no place in a calendar for outside.
fn outside<L>(
    (court, date): (&str, NaiveDate),
    room: &OpenRoom<L>,
    (key, time): (&str, NaiveTime),
) -> AgendaItem {
    AgendaItem {
        court: court.to_owned(),
        room: room.name.clone(),
        chamber: room.chamber.clone(),
        judges: room.judges.clone(),
        ..blank(uid(key), date, time)
    }
}

/// A hearing of which nothing is told but when it was to be.
fn blank(uid: String, date: NaiveDate, time: NaiveTime) -> AgendaItem {
    AgendaItem {
        uid,
        revision: 0,
        court: String::new(),
        room: String::new(),
        chamber: String::new(),
        date,
        time,
        minutes: None,
        case_number: String::new(),
        kind: String::new(),
        article: String::new(),
        judges: String::new(),
        prosecutor: String::new(),
        off: false,
        undecided: false,
        gone: false,
    }
}

fn with_revisions(items: Vec<AgendaItem>, revisions: &Revisions, roll: &Roll) -> Vec<AgendaItem> {
    let entries = roll.rooms.iter().flat_map(|room: &Room| &room.entries);
    let known: BTreeMap<String, u32> =
        entries.map(|entry| (uid_of(entry), revision(entry, revisions))).collect();
    let revised =
        |item: AgendaItem| AgendaItem { revision: known.get(&item.uid).copied().unwrap_or_default(), ..item };
    items.into_iter().map(revised).collect()
}

fn revision(entry: &Entry, revisions: &Revisions) -> u32 {
    let count = revisions.get(&(entry.case, entry.hearing.clone())).copied();
    count.unwrap_or_default().saturating_sub(1)
}

fn uid_of(entry: &Entry) -> String {
    uid(&entry.key())
}

fn uid(key: &str) -> String {
    let name: String = Digest::of(key.as_bytes()).to_string().chars().take(32).collect();
    format!("{name}@noodbrug")
}
