//! The stations, their days and their sticks.

use crate::luck::Luck;
use noodbrug_core::event::{Draft, Event, Kind, Stamp};
use noodbrug_core::ident::{Author, CaseId, ObjectId, Role};
use noodbrug_core::journal::Chain;
use noodbrug_core::moment::Moment;
use noodbrug_core::register::{Group, Register};
use noodbrug_core::state::CaseState;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How large a history is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) stations: usize,
    pub(crate) days: usize,
    pub(crate) cases: usize,
    /// What all stations together write on a day.
    pub(crate) writes: usize,
}

/// What the clocks of the stations do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clocks {
    /// They are right.
    Right,
    /// Each says what it likes, from the last century to far in the next.
    Wild,
    /// Time runs back.
    Backwards,
}

/// What happened in a history: a history in which nothing happens proves nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Met {
    pub(crate) events: u64,
    pub(crate) sticks: u64,
    pub(crate) lost: u64,
    pub(crate) torn: u64,
    pub(crate) twice: u64,
    pub(crate) restored: u64,
    pub(crate) renewed: u64,
    pub(crate) waited: u64,
    pub(crate) forked: u64,
    pub(crate) conflicts: u64,
    pub(crate) decided: u64,
    pub(crate) forced: u64,
}

impl Met {
    pub(crate) fn add(&mut self, other: &Met) {
        let fields = |met: &Met| {
            [
                met.events,
                met.sticks,
                met.lost,
                met.torn,
                met.twice,
                met.restored,
                met.renewed,
                met.waited,
                met.forked,
                met.conflicts,
                met.decided,
                met.forced,
            ]
        };
        let (ours, theirs) = (fields(self), fields(other));
        let [
            events,
            sticks,
            lost,
            torn,
            twice,
            restored,
            renewed,
            waited,
            forked,
            conflicts,
            decided,
            forced,
        ] = std::array::from_fn(|place| ours[place] + theirs[place]);
        *self = Met {
            events,
            sticks,
            lost,
            torn,
            twice,
            restored,
            renewed,
            waited,
            forked,
            conflicts,
            decided,
            forced,
        };
    }

    /// Everything that can go wrong did.
    pub(crate) fn is_no_calm_sea(&self) {
        let all = [
            self.sticks,
            self.lost,
            self.torn,
            self.twice,
            self.restored,
            self.renewed,
            self.waited,
            self.forked,
            self.conflicts,
            self.decided,
            self.forced,
        ];
        assert!(all.iter().all(|times| *times > 0), "{self:?}");
    }
}

/// One workstation, or a source system.
pub(crate) struct Station {
    pub(crate) chain: Chain,
    /// The places of the events that it knows.
    pub(crate) known: BTreeSet<usize>,
    /// In the order in which they came, in the parts in which they came.
    pub(crate) came: Vec<Vec<usize>>,
    of_case: BTreeMap<usize, Vec<usize>>,
    copy: Option<Box<(Chain, BTreeSet<usize>)>>,
    /// What the newest receipt of each other says that it holds, and the number of that receipt.
    acked: BTreeMap<usize, (usize, BTreeSet<usize>)>,
    clock: i64,
}

/// A stick on its way.
struct Stick {
    day: usize,
    from: usize,
    to: usize,
    events: Vec<usize>,
    /// A receipt: its number, and what its sender holds.
    receipt: Option<(usize, BTreeSet<usize>)>,
}

pub(crate) struct World {
    pub(crate) events: Vec<Event>,
    pub(crate) case_of: Vec<usize>,
    pub(crate) stations: Vec<Station>,
    /// The places of the events that somebody still had when all met again. What a station wrote and nobody heard of is
    /// gone when a copy is put back.
    pub(crate) survived: BTreeSet<usize>,
    pub(crate) met: Met,
    size: Size,
    luck: Luck,
    clocks: Clocks,
    sticks: Vec<Stick>,
    receipts: usize,
}

const START: i64 = 1_790_000_000;
const DAY: i64 = 86_400;

impl World {
    pub(crate) fn new(seed: u64, size: Size, clocks: Clocks) -> World {
        let mut luck = Luck::new(seed);
        let stations = (0..size.stations).map(|place| Station::new(place, &mut luck)).collect();
        let (events, case_of, survived) = (Vec::new(), Vec::new(), BTreeSet::new());
        World {
            events,
            case_of,
            stations,
            survived,
            met: Met::default(),
            size,
            luck,
            clocks,
            sticks: Vec::new(),
            receipts: 0,
        }
    }

    /// Plays all days.
    pub(crate) fn play(&mut self) {
        for day in 0..self.size.days {
            for _ in 0..self.size.writes {
                let who = self.luck.below(self.size.stations);
                self.write(who, day);
            }
            for _ in 0..self.size.stations / 5 {
                self.hand_out(day);
            }
            self.mishap();
            self.arrive(day);
        }
    }

    /// The network is back: everybody says once more what they hold, since copies were put back, and gets what they lack.
    pub(crate) fn meet_again(&mut self) {
        let last = self.size.days;
        self.arrive(usize::MAX);
        self.survived = self.stations.iter().flat_map(|station| station.known.iter().copied()).collect();
        // All give to one, and that one gives to all: two rounds of whole sticks.
        for round in 0..2 {
            for other in 1..self.size.stations {
                let (from, to) = if round == 0 { (other, 0) } else { (0, other) };
                let receipt = self.receipt(to);
                self.take(&Stick { day: last, from: to, to: from, events: Vec::new(), receipt });
                let events = self.lacking(from, to);
                self.take(&Stick { day: last, from, to, events, receipt: None });
            }
        }
        self.met.events = self.events.len() as u64;
        let mut numbers = BTreeSet::new();
        let survived = self.survived.iter().map(|place| &self.events[*place]);
        let forked = survived.filter(|event| !numbers.insert((event.author(), event.header.seq)));
        self.met.forked = forked.count() as u64;
        let all = |case: usize| self.state(self.stations[0].of_case.get(&case).into_iter().flatten());
        let conflicts: usize = (0..self.size.cases).map(|case| all(case).conflicts().count()).sum();
        self.met.conflicts = conflicts as u64;
    }

    pub(crate) fn state<'a>(&self, places: impl IntoIterator<Item = &'a usize>) -> CaseState {
        CaseState::of(places.into_iter().map(|place| &self.events[*place]))
    }

    /// Somebody writes what they think is so, over what they see.
    fn write(&mut self, who: usize, day: usize) {
        let case = self.luck.below(self.size.cases);
        let (register, value) = self.fact(who);
        let seen = self.state(self.stations[who].of_case.get(&case).into_iter().flatten());
        let in_conflict = seen.readings(&register).len() > 1 && !self.stations[who].is_source();
        // Now and then a program does not know the rules, or does not keep them: it names all it sees and decides nothing.
        let forced = self.luck.hits(100);
        let heads = match self.stations[who].is_source() && !forced {
            false => seen.heads(&register),
            // A source replaces its own word alone.
            true => self.own_heads(who, &seen, &register),
        };
        self.met.forced += u64::from(forced && seen.readings(&register).len() > 1);
        let in_conflict = in_conflict && !forced;
        let kind = if in_conflict { Kind::Decide } else { Kind::Set };
        // Now and then somebody leaves a difference standing and writes elsewhere.
        if in_conflict && self.luck.hits(300) {
            return;
        }
        self.met.decided += u64::from(in_conflict);
        let writes = BTreeMap::from([(register, value)]);
        let draft =
            Draft::writing(kind, case_id(case), writes).replacing(heads).because("gezien in het dossier");
        let draft = Draft { refs: self.rests_on(who, case), ..draft };
        let stamp = self.stamp(who, day);
        let event = self.stations[who].chain.append(draft, &stamp).unwrap();
        let place = self.events.len();
        self.events.push(event);
        self.case_of.push(case);
        self.stations[who].learn(&[place], &self.case_of);
    }

    fn own_heads(
        &self,
        who: usize,
        seen: &CaseState,
        register: &Register,
    ) -> Vec<noodbrug_core::event::EventId> {
        let ws = &self.stations[who].chain.author.ws;
        let said = seen.readings(register).iter().flat_map(|reading| &reading.said);
        said.filter(|said| said.ws == *ws).map(|said| said.event).collect()
    }

    /// Now and then an entry rests on another of the same case.
    fn rests_on(&mut self, who: usize, case: usize) -> Vec<noodbrug_core::event::EventId> {
        if !self.luck.hits(100) {
            return Vec::new();
        }
        let seen = self.stations[who].of_case.get(&case);
        let place = seen.filter(|seen| !seen.is_empty()).map(|seen| seen[self.luck.below(seen.len())]);
        place.map(|place| self.events[place].id).into_iter().collect()
    }

    /// One of few facts with one of few values, so that people meet.
    fn fact(&mut self, who: usize) -> (Register, Value) {
        let luck = if self.stations[who].is_source() { 0 } else { self.luck.below(4) };
        let pick = self.luck.below(5);
        match luck {
            0 => {
                let phase = ["Beoordelen", "Gedagvaard", "Sepot", "Vonnis", "Hoger beroep"][pick];
                (Register::of_case(Group::Status), json!({"phase": phase, "prosecutor": null}))
            }
            1 => {
                let room = ["A", "B", "C", "D", "E"][pick];
                let slot = json!({"court": "Rechtbank Den Haag", "date": "2026-12-01", "time": "09:30:00",
                    "room": room, "chamber": "Politierechter", "minutes": 30});
                (Register::of(Group::Slot, ObjectId::derived("zitting")), slot)
            }
            other => {
                let note = ObjectId::derived(&other.to_string());
                (Register::of(Group::Note, note), json!({"kind": "note", "text": pick.to_string()}))
            }
        }
    }

    fn stamp(&mut self, who: usize, day: usize) -> Stamp {
        let mut nonce = [0; 16];
        let parts = [self.luck.draw().to_be_bytes(), self.luck.draw().to_be_bytes()].concat();
        nonce.copy_from_slice(&parts);
        let wild = i64::try_from(self.luck.draw() % 4_000_000_000).unwrap() - 1_000_000_000;
        let true_time = START + DAY * i64::try_from(day).unwrap();
        let at = match self.clocks {
            Clocks::Right => true_time,
            Clocks::Wild => wild + self.stations[who].clock,
            Clocks::Backwards => 2 * START - true_time,
        };
        let at = Moment::from_unix(at).unwrap();
        Stamp { by: "a.bakker".into(), role: Role::Clerk, at, boot: "b1".into(), mono: 1, nonce, keyset: 1 }
    }

    /// What a stick to somebody carries: all that no receipt of theirs names, whoever wrote it.
    fn lacking(&self, from: usize, to: usize) -> Vec<usize> {
        let sender = &self.stations[from];
        let held = |place: &usize| sender.acked.get(&to).is_some_and(|(_, acked)| acked.contains(place));
        sender.known.iter().copied().filter(|place| !held(place)).collect()
    }

    fn hand_out(&mut self, day: usize) {
        let (from, to) = (self.luck.below(self.size.stations), self.luck.below(self.size.stations));
        if from == to || self.stations[to].is_source() {
            return;
        }
        self.met.sticks += 1;
        let arrives = day + self.luck.below(9);
        if self.luck.hits(200) {
            self.met.lost += 1;
            return;
        }
        let mut events = self.lacking(from, to);
        if self.luck.hits(150) {
            // Some of it cannot be read, or a part never made it onto the stick.
            self.met.torn += 1;
            events.retain(|_| !self.luck.hits(400));
        }
        if self.luck.hits(100) {
            self.met.twice += 1;
            let again = arrives + self.luck.below(20);
            self.sticks.push(Stick { day: again, from, to, events: events.clone(), receipt: None });
        }
        self.sticks.push(Stick { day: arrives, from, to, events, receipt: None });
    }

    /// A copy is made, or a copy is put back: in the same epoch by who does not know better, or in a new one.
    fn mishap(&mut self) {
        let who = self.luck.below(self.size.stations);
        let station = &mut self.stations[who];
        match self.luck.below(10) {
            0..6 => station.copy = Some(Box::new((station.chain.clone(), station.known.clone()))),
            6..9 => {
                let Some(copy) = station.copy.take() else { return };
                self.met.restored += 1;
                (station.chain, station.known) = *copy;
                // What others acknowledged is as old as the copy; what it knew of it is gone.
                station.acked.clear();
                if self.luck.hits(500) {
                    self.met.renewed += 1;
                    let author = station.chain.author.clone();
                    station.chain = Chain::new(Author { ep: author.ep + 1, ..author });
                }
                let known = station.known.clone();
                station.of_case.clear();
                station.came.clear();
                station.known.clear();
                let known: Vec<usize> = known.into_iter().collect();
                station.learn(&known, &self.case_of);
            }
            _ => {}
        }
    }

    fn arrive(&mut self, day: usize) {
        let (mut here, on_the_way) =
            std::mem::take(&mut self.sticks).into_iter().partition::<Vec<Stick>, _>(|stick| stick.day <= day);
        self.sticks = on_the_way;
        self.luck.shuffle(&mut here);
        for stick in here {
            self.take(&stick);
        }
    }

    fn receipt(&mut self, of: usize) -> Option<(usize, BTreeSet<usize>)> {
        self.receipts += 1;
        Some((self.receipts, self.stations[of].known.clone()))
    }

    fn take(&mut self, stick: &Stick) {
        if let Some((number, holds)) = &stick.receipt {
            let acked = self.stations[stick.to].acked.entry(stick.from).or_default();
            if *number > acked.0 {
                *acked = (*number, holds.clone());
            }
            return;
        }
        let new = self.stations[stick.to].learn(&stick.events, &self.case_of);
        // Looked at now and then: what waits shows in the end as well.
        let new = if self.luck.hits(50) { new } else { Vec::new() };
        let cases: BTreeSet<usize> = new.iter().map(|place| self.case_of[*place]).collect();
        let seen = |case: &usize| self.stations[stick.to].of_case.get(case).into_iter().flatten();
        self.met.waited +=
            cases.iter().map(|case| self.state(seen(case)).waiting().len() as u64).sum::<u64>();
        if self.luck.hits(600) {
            let (day, receipt) = (stick.day.saturating_add(self.luck.below(9)), self.receipt(stick.to));
            self.sticks.push(Stick { day, from: stick.to, to: stick.from, events: Vec::new(), receipt });
        }
    }
}

impl Station {
    fn new(place: usize, luck: &mut Luck) -> Station {
        let name = if place % 10 == 9 { format!("bron-{place:02}") } else { format!("ws-{place:02}") };
        let chain = Chain::new(Author { ws: name.parse().unwrap(), ep: 1 });
        let clock = i64::try_from(luck.draw() % 100_000_000).unwrap();
        let (known, came, of_case) = (BTreeSet::new(), Vec::new(), BTreeMap::new());
        Station { chain, known, came, of_case, copy: None, acked: BTreeMap::new(), clock }
    }

    fn is_source(&self) -> bool {
        self.chain.author.ws.is_source()
    }

    /// Takes in what is new; again is no change.
    fn learn(&mut self, places: &[usize], case_of: &[usize]) -> Vec<usize> {
        let new: Vec<usize> = places.iter().copied().filter(|place| self.known.insert(*place)).collect();
        for place in &new {
            self.of_case.entry(case_of[*place]).or_default().push(*place);
        }
        if !places.is_empty() {
            self.came.push(places.to_vec());
        }
        new
    }
}

pub(crate) fn case_id(case: usize) -> CaseId {
    CaseId::of_parketnummer(&format!("09/{:06}-26", 100_000 + case).parse().unwrap())
}
