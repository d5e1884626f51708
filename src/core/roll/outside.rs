//! The lists that leave the office: at the door, and for the press. Each is a type that holds what may be on it and
//! nothing else; neither can hold a name of a suspect or victim, a birth date, a telephone number, or a file.
//!
//! Names of suspects are on neither. The Besluit orde van dienst gerechten art. 15 asks for an overview of the cases and
//! the judges' names, not of who stands trial; a visitor finds his case by its number and time, and a name at the door
//! or on a list that travels cannot be taken back.

use super::audience::Audience;
use super::entry::Entry;
use super::fit::{self, ArticleText};
use super::kind::HearingKind;
use super::sheet::{Cell, Look, Part, Sheet, SheetRow, field};
use super::{Roll, Room};
use crate::text::Lang;
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeSet;

/// A room with what the public may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRoom<L> {
    /// The room.
    pub name: String,
    /// The chamber.
    pub chamber: String,
    /// Who sits in what is listed.
    pub judges: String,
    /// The lines, in order of time.
    pub lines: Vec<L>,
}

/// The list at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorRoll {
    /// The court.
    pub court: String,
    /// The day.
    pub date: NaiveDate,
    /// The rooms.
    pub rooms: Vec<OpenRoom<DoorLine>>,
}

/// A line at the door. The numbers are those of every list: where one is missing, a case is not public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorLine {
    pub(super) key: String,
    /// Its number in the room.
    pub number: u32,
    /// When; none where sources contradict each other about when and where.
    pub time: Option<NaiveTime>,
    /// Nothing is heard.
    pub off: bool,
    /// It goes on at another time.
    pub adjourned: bool,
    /// The number of the case, where it has a known form.
    pub case_number: String,
}

/// The list for the press. A suspect's name, a document or any other field has no place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PressRoll {
    /// The court.
    pub court: String,
    /// The day.
    pub date: NaiveDate,
    /// The rooms.
    pub rooms: Vec<OpenRoom<PressLine>>,
}

/// A line for the press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PressLine {
    pub(super) key: String,
    /// Its number in the room.
    pub number: u32,
    /// When; none where sources contradict each other about when and where.
    pub time: Option<NaiveTime>,
    /// Nothing is heard.
    pub off: bool,
    /// It goes on at another time.
    pub adjourned: bool,
    /// The number of the case, where it has a known form.
    pub case_number: String,
    /// The article of the charge.
    pub article: ArticleText,
    /// What kind of hearing, where that is a known one.
    pub kind: Option<HearingKind>,
}

/// Keeps what the public may know; a room without any of it is not there at all.
fn open_rooms<L>(roll: &Roll, line: impl Fn(&Entry) -> L) -> Vec<OpenRoom<L>> {
    let room = |room: &Room| {
        let mut entries: Vec<&Entry> = room.entries.iter().filter(|entry| entry.is_public()).collect();
        // What is contradicted is told once, whatever its readings are.
        let mut told = BTreeSet::new();
        entries.retain(|entry| !entry.unsettled || told.insert((entry.case, &entry.hearing)));
        OpenRoom {
            name: fit::room(&room.name),
            chamber: fit::chamber(&room.chamber),
            judges: judges(&entries),
            lines: entries.into_iter().map(&line).collect(),
        }
    };
    roll.rooms.iter().map(room).filter(|room| !room.lines.is_empty()).collect()
}

/// Names who sits in some entries, each once.
fn judges(entries: &[&Entry]) -> String {
    let names: BTreeSet<String> = entries.iter().map(|entry| fit::judges(&entry.session.judges)).collect();
    names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join("; ")
}

fn certain_time(entry: &Entry) -> Option<NaiveTime> {
    (!entry.unsettled).then_some(entry.slot.time)
}

impl DoorRoll {
    /// Makes it of a roll.
    #[must_use]
    pub fn of(roll: &Roll) -> DoorRoll {
        let line = |entry: &Entry| DoorLine {
            key: entry.key(),
            number: entry.number,
            time: certain_time(entry),
            off: entry.off,
            adjourned: entry.adjourned,
            case_number: fit::case_number(&entry.case_number),
        };
        DoorRoll { court: roll.court.clone(), date: roll.date, rooms: open_rooms(roll, line) }
    }

    /// Puts it into words.
    #[must_use]
    pub fn sheet(&self, lang: Lang) -> Sheet {
        let row = |line: &DoorLine| SheetRow {
            key: line.key.clone(),
            cells: vec![
                time(line.time, (line.off, line.adjourned), lang),
                Cell::plain(&line.number.to_string()),
                Cell::plain(&line.case_number),
            ],
        };
        Sheet {
            audience: Audience::Door,
            court: self.court.clone(),
            date: self.date,
            counsel: String::new(),
            fields: vec![
                field("time", lang.pick("Tijd", "Time"), 10),
                field("number", lang.pick("Nr.", "No."), 7),
                field("case", lang.pick("Parketnummer", "Case number"), 58),
            ],
            parts: parts(&self.rooms, row),
        }
    }
}

impl PressRoll {
    /// Makes it of a roll.
    #[must_use]
    pub fn of(roll: &Roll) -> PressRoll {
        let line = |entry: &Entry| PressLine {
            key: entry.key(),
            number: entry.number,
            time: certain_time(entry),
            off: entry.off,
            adjourned: entry.adjourned,
            case_number: fit::case_number(&entry.case_number),
            article: ArticleText::of(&entry.article),
            kind: HearingKind::of(&entry.session.modality),
        };
        PressRoll { court: roll.court.clone(), date: roll.date, rooms: open_rooms(roll, line) }
    }

    /// Says until when nothing of it may be published. Cases of minors, for which the embargo lasts until the judgment is
    /// read in public, are not on it.
    #[must_use]
    pub fn embargo(lang: Lang) -> &'static str {
        lang.pick(
            "EMBARGO: niets over een zaak publiceren voordat zij op de zitting is uitgeroepen.",
            "EMBARGO: nothing about a case may be published before it is called at the hearing.",
        )
    }

    /// Puts it into words.
    #[must_use]
    pub fn sheet(&self, lang: Lang) -> Sheet {
        let row = |line: &PressLine| SheetRow {
            key: line.key.clone(),
            cells: vec![
                time(line.time, (line.off, line.adjourned), lang),
                Cell::plain(&line.number.to_string()),
                Cell::plain(&line.case_number),
                Cell::plain(line.article.as_str()),
                Cell::plain(line.kind.map_or("", |kind| kind.label(lang))),
            ],
        };
        Sheet {
            audience: Audience::Press,
            court: self.court.clone(),
            date: self.date,
            counsel: String::new(),
            fields: vec![
                field("time", lang.pick("Tijd", "Time"), 8),
                field("number", lang.pick("Nr.", "No."), 5),
                field("case", lang.pick("Parketnummer", "Case number"), 18),
                field("article", lang.pick("Wetsartikel", "Article of law"), 24),
                field("kind", lang.pick("Soort", "Kind"), 20),
            ],
            parts: parts(&self.rooms, row),
        }
    }
}

fn time(time: Option<NaiveTime>, (off, adjourned): (bool, bool), lang: Lang) -> Cell {
    let unknown = || lang.pick("tijd of zaal nog niet zeker", "time or room not certain yet").to_owned();
    let time = time.map_or_else(unknown, |time| time.format("%H:%M").to_string());
    let cell = Cell::strong(&time);
    let moved = if adjourned { lang.pick("AANGEHOUDEN", "ADJOURNED") } else { "" };
    cell.with(Look::Strong, Entry::off_word(off, lang)).with(Look::Strong, moved)
}

fn parts<L>(rooms: &[OpenRoom<L>], row: impl Fn(&L) -> SheetRow) -> Vec<Part> {
    let part = |room: &OpenRoom<L>| Part {
        room: room.name.clone(),
        chamber: room.chamber.clone(),
        judges: room.judges.clone(),
        rows: room.lines.iter().map(&row).collect(),
    };
    rooms.iter().map(part).collect()
}
