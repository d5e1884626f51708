//! What fifty stations write in nine days while they are apart, made up: as segments for our own store, and as lines
//! (day, station, number, case, field, value) for the peers.

use chrono::{NaiveDate, NaiveTime};
use noodbrug_core::case::{
    CaseNumbers, CaseStatus, Charge, HearingSlot, Identity, Note, NoteKind, PersonRole, TaskKind, TaskPlan,
};
use noodbrug_core::event::{Draft, Event, EventId, Kind, Stamp};
use noodbrug_core::ident::{Author, CaseId, ObjectId, Parketnummer, Role};
use noodbrug_core::journal::Chain;
use noodbrug_core::moment::Moment;
use noodbrug_core::register::{Group, Register};
use serde_json::{Value, to_value};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// How many stations write.
pub(crate) const STATIONS: u32 = 50;
/// How many events each case gets.
pub(crate) const EVENTS_A_CASE: u32 = 10;
/// As many events as a bundle has in a segment.
const SEGMENT: usize = 10_000;

/// Which entries of each case are written on which day. In a day no station sees another; after it all see all.
const DAYS: [&[Entry]; 9] = [
    &[Entry::Numbers],
    &[Entry::Status],
    &[Entry::Identity],
    &[Entry::Summoned, Entry::Beside],
    &[Entry::Slot],
    &[Entry::FirstNote],
    &[Entry::Moved],
    &[Entry::SecondNote],
    &[Entry::Task],
];

/// One of the ten entries of a case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Numbers,
    Status,
    Identity,
    /// The phase changes.
    Summoned,
    /// On the same day as that: in one case of ten another phase, by another station; in the others a charge.
    Beside,
    Slot,
    FirstNote,
    /// The hearing gets another day.
    Moved,
    SecondNote,
    Task,
}

/// What was written.
pub(crate) struct Written {
    /// The events of each station, in the order of its chain.
    pub(crate) chains: Vec<PathBuf>,
    /// The same changes for the peers.
    pub(crate) lines: PathBuf,
    /// How many cases they are about.
    pub(crate) cases: u32,
}

/// Writes as many events as it takes to give each case all of its own.
pub(crate) fn write(folder: &Path, events: u32) -> Written {
    fs::create_dir_all(folder).unwrap();
    let cases = events.div_ceil(EVENTS_A_CASE).max(1);
    let lines = folder.join("changes.tsv");
    let mut stations: Vec<Station> = (0..STATIONS).map(|nth| Station::new(folder, nth)).collect();
    let mut files: Vec<Numbered> = (0..cases).map(Numbered::of).collect();
    let mut out = BufWriter::new(File::create(&lines).unwrap());
    for (day, entries) in (0_u32..).zip(DAYS) {
        for (nth, station) in (0_u32..).zip(&mut stations) {
            for case in &mut files {
                for entry in entries {
                    if writer(case.nth, *entry) == nth {
                        let line = station.write(day, case, *entry);
                        writeln!(out, "{day}\t{line}").unwrap();
                    }
                }
            }
        }
    }
    out.flush().unwrap();
    stations.iter_mut().for_each(|station| station.out.flush().unwrap());
    Written { chains: stations.into_iter().map(|station| station.path).collect(), lines, cases }
}

/// Which station writes an entry: spread so that each case has many, and those of one day differ.
const fn writer(case: u32, entry: Entry) -> u32 {
    (case % STATIONS * 7 + entry as u32 * 13) % STATIONS
}

/// Hands the events of a chain on, segment by segment, as a bundle does.
pub(crate) fn each_segment(chain: &Path, mut take: impl FnMut(Vec<Event>)) {
    let mut segment = Vec::new();
    for line in BufReader::new(File::open(chain).unwrap()).split(b'\n') {
        segment.push(Event::from_line(&line.unwrap()).unwrap());
        if segment.len() == SEGMENT {
            take(std::mem::take(&mut segment));
        }
    }
    take(segment);
}

/// A case, and what its next writers must name of what is there.
struct Numbered {
    nth: u32,
    number: Parketnummer,
    id: CaseId,
    status: Option<EventId>,
    slot: Option<EventId>,
}

impl Numbered {
    fn of(nth: u32) -> Numbered {
        let number: Parketnummer =
            format!("09/{:06}-{:02}", nth % 1_000_000, nth / 1_000_000).parse().unwrap();
        Numbered { nth, id: CaseId::of_parketnummer(&number), number, status: None, slot: None }
    }

    /// What an entry writes, and what it replaces.
    fn content(&self, entry: Entry) -> (Register, Value, Option<EventId>) {
        let of = |group, key: &str| Register::of(group, ObjectId::derived(&format!("{}{key}", self.number)));
        let status = || Register::of_case(Group::Status);
        let note = |text: &str| to_value(Note::new(NoteKind::Phone, text)).unwrap();
        match entry {
            Entry::Numbers => (Register::of_case(Group::Numbers), self.numbers(), None),
            Entry::Status => (status(), phase("Opsporing"), None),
            Entry::Identity => (of(Group::Identity, "v"), self.identity(), None),
            Entry::Summoned => (status(), phase("Gedagvaard"), self.status),
            Entry::Beside if self.nth.is_multiple_of(10) => (status(), phase("Sepot"), self.status),
            Entry::Beside => (of(Group::Charge, "f"), charge(), None),
            Entry::Slot => (of(Group::Slot, "z"), slot(1, "3.12"), None),
            Entry::FirstNote => (of(Group::Note, "n1"), note("Raadsman gebeld: cliënt komt."), None),
            Entry::Moved => (of(Group::Slot, "z"), slot(8, "2.04"), self.slot),
            Entry::SecondNote => (of(Group::Note, "n2"), note("Stukken zijn per koerier onderweg."), None),
            Entry::Task => (of(Group::Plan, "t"), task(), None),
        }
    }

    fn numbers(&self) -> Value {
        let numbers = CaseNumbers { parketnummer: Some(self.number.clone()), ..CaseNumbers::default() };
        to_value(numbers).unwrap()
    }

    fn identity(&self) -> Value {
        let identity = Identity {
            role: PersonRole::Suspect,
            surname: format!("Verdachte {}", self.nth),
            prefix: "van".to_owned(),
            given: "Sam".to_owned(),
            born: NaiveDate::from_yo_opt(1990, 1 + self.nth % 365),
            birthplace: "Den Haag".to_owned(),
        };
        to_value(identity).unwrap()
    }
}

fn phase(phase: &str) -> Value {
    to_value(CaseStatus { phase: phase.to_owned(), prosecutor: Some("mr. A. van Loon".to_owned()) }).unwrap()
}

fn charge() -> Value {
    let charge = Charge { article: "310 Sr".into(), description: "diefstal".into(), ..Charge::default() };
    to_value(charge).unwrap()
}

fn slot(day: u32, room: &str) -> Value {
    let slot = HearingSlot {
        court: "Rechtbank Den Haag".to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 12, day).unwrap(),
        time: NaiveTime::from_hms_opt(9, 30, 0).unwrap(),
        room: room.to_owned(),
        chamber: "Politierechter".to_owned(),
        minutes: Some(30),
    };
    to_value(slot).unwrap()
}

fn task() -> Value {
    let plan = TaskPlan {
        kind: TaskKind::Fine,
        executor: TaskKind::Fine.usual_executor(),
        due: NaiveDate::from_ymd_opt(2026, 12, 22),
        text: "500 euro".to_owned(),
        urgent: false,
    };
    to_value(plan).unwrap()
}

/// A station and the file of its chain.
struct Station {
    chain: Chain,
    path: PathBuf,
    out: BufWriter<File>,
}

impl Station {
    fn new(folder: &Path, nth: u32) -> Station {
        let ws = format!("oef-post-{nth:02}").parse().unwrap();
        let path = folder.join(format!("{nth:02}.events"));
        let out = BufWriter::new(File::create(&path).unwrap());
        Station { chain: Chain::new(Author { ws, ep: 1 }), path, out }
    }

    /// Writes an entry; gives its line for the peers, without the day.
    fn write(&mut self, day: u32, case: &mut Numbered, entry: Entry) -> String {
        let (register, value, replaced) = case.content(entry);
        let line_end = format!("{}\t{register}\t{value}", case.id);
        let kind = if replaced.is_some() { Kind::Set } else { Kind::Add };
        let draft = Draft::writing(kind, case.id, [(register, value)].into());
        let event =
            self.chain.append(draft.replacing(replaced.into_iter().collect()), &stamp(day, case.nth, entry));
        let event = event.unwrap();
        self.out.write_all(&event.to_line()).unwrap();
        match entry {
            Entry::Status => case.status = Some(event.id),
            Entry::Slot => case.slot = Some(event.id),
            _ => {}
        }
        format!("{}\t{}\t{line_end}", self.chain.author.ws, event.header.seq)
    }
}

fn stamp(day: u32, case: u32, entry: Entry) -> Stamp {
    let begun: Moment = "2026-11-23T09:00:00+01:00".parse().unwrap();
    let mut nonce = [0; 16];
    let bytes = case.to_be_bytes().into_iter().chain([entry as u8]);
    nonce.iter_mut().zip(bytes).for_each(|(place, byte)| *place = byte);
    Stamp {
        by: "meting".to_owned(),
        role: Role::Clerk,
        at: begun.plus_hours(24 * i64::from(day)),
        boot: String::new(),
        mono: 0,
        nonce,
        keyset: 1,
    }
}
