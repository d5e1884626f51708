//! Hearings as a calendar for another program: of a room, or of a prosecutor, over a number of days.
//!
//! No calendar names anybody who stands trial, see [`noodbrug_core::roll::agenda`]. A calendar of the same days has
//! versions as a list has, and that it was made is in the journal as a print is.

pub(crate) mod words;

pub use words::name as title;

use crate::complaint::{Both, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To, has_folder};
use crate::views::HearingLine;
use chrono::{Days, NaiveDate};
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::CaseId;
use noodbrug_core::print::Edition;
use noodbrug_core::roll::{self, AgendaItem, Day, Earlier, Revisions, Roll};
use noodbrug_core::search::fold;
use noodbrug_core::state::CaseState;
use noodbrug_core::text::Lang;
use noodbrug_files::ical;
use noodbrug_files::place::{self, Existing};
use noodbrug_store::{DayFilter, ListKey};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

pub use noodbrug_core::roll::{AgendaOf, RoomName};

/// The most days that a calendar has.
pub const MOST_DAYS: u32 = 366;

/// Which calendar is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaOrder {
    /// What it is of, and for whom.
    pub of: AgendaOf,
    /// The first day.
    pub from: NaiveDate,
    /// How many days, from 1 to [`MOST_DAYS`].
    pub days: u32,
}

impl AgendaOrder {
    /// Gives the last day.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let more = Days::new(u64::from(self.days.saturating_sub(1)));
        self.from.checked_add_days(more).unwrap_or(self.from)
    }
}

/// A calendar that lies in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeAgenda {
    /// Its version, from 1, counted on this workstation.
    pub version: u32,
    /// The version before.
    pub replaces: Option<u32>,
    /// How many hearings it has.
    pub hearings: usize,
    /// The file.
    pub placed: Placed,
}

/// How many days a calendar has when nothing is said.
pub const USUAL_DAYS: u32 = 14;

/// Whose calendars can be made of some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgendaChoices {
    /// The rooms, by court and name.
    pub rooms: Vec<RoomName>,
    /// The prosecutors, by name.
    pub prosecutors: Vec<String>,
}

impl AgendaChoices {
    /// Gives every calendar that there is: of each room of a court for who works there, for the door and for the press;
    /// then of each prosecutor.
    #[must_use]
    pub fn at(self, court: &str) -> Vec<AgendaOf> {
        let here = self.rooms.into_iter().filter(|room| fold(&room.court) == fold(court));
        let of_room = |room: RoomName| {
            [AgendaOf::Room(room.clone()), AgendaOf::Door(room.clone()), AgendaOf::Press(room)]
        };
        here.flat_map(of_room).chain(self.prosecutors.into_iter().map(AgendaOf::Prosecutor)).collect()
    }
}

impl Office {
    /// Gives the rooms and prosecutors that have hearings on some days.
    ///
    /// # Errors
    /// A complaint when there are no days or too many, or a fault of the disk.
    pub fn agenda_choices(&self, from: NaiveDate, days: u32) -> Result<AgendaChoices, Complaint> {
        self.allowed(Deed::Consult)?;
        let mut rooms: BTreeMap<(String, String), RoomName> = BTreeMap::new();
        let mut prosecutors: BTreeMap<String, String> = BTreeMap::new();
        for line in self.lines_of(from, days)? {
            let RoomName { court, room } = room_of(&line);
            rooms.entry((fold(&court), fold(&room))).or_insert(RoomName { court, room });
            let name = prosecutor_of(&line).trim();
            if !name.is_empty() {
                prosecutors.entry(fold(name)).or_insert_with(|| name.to_owned());
            }
        }
        Ok(AgendaChoices {
            rooms: rooms.into_values().collect(),
            prosecutors: prosecutors.into_values().collect(),
        })
    }

    /// Gives the hearings of a calendar in order of time, and those of its days that an earlier one had and that are not
    /// for its readers any more.
    ///
    /// # Errors
    /// A complaint when there are no days or too many, when nobody or no room of that name has or had a hearing on them,
    /// or a fault of the disk.
    pub fn agenda(&self, order: &AgendaOrder) -> Result<Vec<AgendaItem>, Complaint> {
        self.allowed(Deed::Consult)?;
        let earlier = self.earlier_agendas(order)?;
        let mut days: BTreeMap<(NaiveDate, String), BTreeSet<CaseId>> = BTreeMap::new();
        for line in self.lines_of(order.from, order.days)? {
            let here = order.of.holds((&line.slot.court, &line.slot.room), prosecutor_of(&line));
            if here || earlier.contains_key(&roll::hearing_uid(line.case.id, &line.hearing)) {
                days.entry((line.slot.date, line.slot.court)).or_default().insert(line.case.id);
            }
        }
        let none = days.is_empty();
        let mut items = Vec::new();
        for ((date, court), cases) in days {
            items.extend(self.agenda_of_day(&order.of, (Day { court: &court, date }, &cases), &earlier)?);
        }
        let mut items = roll::follow_up(items, &earlier, (order.from, order.last_day()));
        if none && items.is_empty() {
            return Err(self.nothing_there(order)?);
        }
        let order = |item: &AgendaItem| {
            (item.date, item.time, item.court.clone(), item.room.clone(), item.case_number.clone())
        };
        items.sort_by_cached_key(order);
        Ok(items)
    }

    /// Gives what was told before in calendars of the same for the same readers, of any days that may be among these.
    fn earlier_agendas(&self, order: &AgendaOrder) -> Result<Earlier, Complaint> {
        let ListKey { court, audience, counsel, .. } = key(order);
        let whose = |counsel: &str| counsel.split_once(' ').map(|(_, whose)| whose.to_owned());
        let first = order.from.checked_sub_days(Days::new(u64::from(MOST_DAYS))).unwrap_or(order.from);
        let mut kept = self.store.last_contents((first, order.last_day()), (&court, &audience))?;
        kept.retain(|(known, _)| whose(known) == whose(&counsel));
        Ok(roll::earlier(kept.iter().filter_map(|(_, content)| serde_json::from_str(content).ok())))
    }

    /// Makes a calendar as a file for another program; that it was made is in the journal.
    ///
    /// # Errors
    /// As [`Office::agenda`], or a complaint that names the file.
    pub fn export_agenda(
        &mut self,
        order: &AgendaOrder,
        to: To<'_>,
        lang: Lang,
    ) -> Result<MadeAgenda, Complaint> {
        self.permit(Deed::Consult)?;
        let items = self.agenda(order)?;
        let fingerprint = roll::agenda_fingerprint(&items);
        let key = key(order);
        let last = self.last(&key)?;
        let edition = roll::edition(last.as_ref(), fingerprint, None);
        let head = self.letterhead(lang)?;
        let bytes = ical::write(&words::calendar(&head, order, &edition, &items));
        let slug = slug(order, &edition);
        let hearings = items.iter().filter(|item| !item.gone).count();
        let path = match to {
            To::File(path) => has_folder(path).map(|()| path.to_owned())?,
            To::Paper => self.own_path((&slug, "ics"), &head.stamp.made_at)?,
        };
        let mut draft = place::Draft::in_clean_folder(&path)?;
        draft.file().write_all(&bytes).map_err(|why| draft.failed(why))?;
        let said = json!({
            "what": slug, "file": "ics", "sha256": Digest::of(&bytes).to_string(),
            "agenda": {
                "audience": order.of.audience().word(), "from": order.from, "to": order.last_day(),
                "hearings": hearings, "version": edition.version, "replaces": edition.replaces,
                "fingerprint": fingerprint.to_string(),
            },
        });
        let is_new = last.is_none_or(|last| last.version < edition.version);
        self.log_version(said, is_new.then_some((key, edition, fingerprint)), &items)?;
        let placed = draft.place(Existing::Replace)?;
        Ok(MadeAgenda { version: edition.version, replaces: edition.replaces, hearings, placed })
    }

    fn agenda_of_day(
        &self,
        of: &AgendaOf,
        (day, cases): (Day<'_>, &BTreeSet<CaseId>),
        earlier: &Earlier,
    ) -> Result<Vec<AgendaItem>, Complaint> {
        let mut entries = Vec::new();
        let mut revisions = Revisions::new();
        for case in cases {
            let events = self.store.events_of_case(case)?;
            let state = CaseState::of(&events);
            revisions.extend(roll::revisions(*case, &events));
            entries.extend(roll::entries(*case, &state, &self.law, day));
        }
        Ok(roll::agenda(of, &Roll::of(day.court, day.date, entries), &revisions, earlier))
    }

    fn lines_of(&self, from: NaiveDate, days: u32) -> Result<Vec<HearingLine>, Complaint> {
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(Complaint::refused(
                format!("Een agenda heeft 1 tot {MOST_DAYS} dagen, niet {days}. Er is niets gemaakt."),
                format!("A calendar has 1 to {MOST_DAYS} days, not {days}. Nothing was made."),
            ));
        }
        let to = from.checked_add_days(Days::new(u64::from(days.saturating_sub(1)))).unwrap_or(from);
        self.hearing_lines(&DayFilter { from, to, court: None })
    }

    /// Says that there is nothing, and what there is.
    fn nothing_there(&self, order: &AgendaOrder) -> Result<Complaint, Complaint> {
        let choices = self.agenda_choices(order.from, order.days)?;
        let all = match order.of.room() {
            None => choices.prosecutors,
            Some(room) => {
                let rooms = choices.rooms.into_iter().filter(|known| fold(&known.court) == fold(&room.court));
                rooms.map(|known| known.room).collect()
            }
        };
        let who = Both::of(|lang| words::whose(&order.of, lang));
        let days = Both::of(|lang| words::days(order, lang));
        let (nl, en) = match all.is_empty() {
            true => (String::new(), String::new()),
            false => (format!(" Wel: {}.", all.join(", ")), format!(" There are: {}.", all.join(", "))),
        };
        Ok(Complaint::refused(
            format!("Op {} is er geen zitting van {}.{nl} Er is geen agenda gemaakt.", days.nl, who.nl),
            format!("There is no hearing of {} on {}.{en} No calendar was made.", who.en, days.en),
        ))
    }
}

fn room_of(line: &HearingLine) -> RoomName {
    RoomName { court: line.slot.court.clone(), room: line.slot.room.clone() }
}

/// Who prosecutes at a hearing: whoever was named for it, else the prosecutor of the case.
fn prosecutor_of(line: &HearingLine) -> &str {
    line.session.prosecutor.as_deref().unwrap_or(&line.case.prosecutor)
}

/// Where versions are counted: beside those of lists, under words that no list has.
fn key(order: &AgendaOrder) -> ListKey {
    let (court, whose) = match &order.of {
        AgendaOf::Prosecutor(name) => (String::new(), fold(name)),
        AgendaOf::Room(room) | AgendaOf::Door(room) | AgendaOf::Press(room) => {
            (room.court.clone(), fold(&room.room))
        }
    };
    ListKey {
        date: order.from,
        court,
        audience: format!("agenda-{}", order.of.audience().word()),
        counsel: format!("{} {whose}", order.days),
    }
}

/// Names the file, in Dutch in every language; a prosecutor goes by a digest, because names of files are seen by others.
fn slug(order: &AgendaOrder, edition: &Edition) -> String {
    let whose = match &order.of {
        AgendaOf::Prosecutor(name) => format!("officier {}", Digest::of(fold(name).as_bytes()).short()),
        AgendaOf::Room(room) => format!("{} zaal {}", room.court, room.room),
        AgendaOf::Door(room) => format!("{} zaal {} deur", room.court, room.room),
        AgendaOf::Press(room) => format!("{} zaal {} pers", room.court, room.room),
    };
    let whose = papers::file_word(&whose);
    format!("agenda-{}-{}d-{whose}-v{}", order.from, order.days, edition.version)
}

#[cfg(test)]
mod tests;
