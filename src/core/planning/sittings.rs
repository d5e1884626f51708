//! Sittings that are planned already: where somebody who must be heard in time can still be brought in.

use crate::case::HearingSlot;
use crate::law::Forum;
use crate::moment::weekday_date_text;
use crate::search::fold;
use crate::text::Lang;
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeMap;

/// How many sittings are named beside a title; the first that come.
pub const NAMED: usize = 3;

/// A room of a court in which a chamber sits on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sitting {
    /// The day.
    pub date: NaiveDate,
    /// When the first hearing of it begins.
    pub from: NaiveTime,
    /// The court.
    pub court: String,
    /// The room.
    pub room: String,
    /// The chamber, as written.
    pub chamber: String,
    /// How many hearings without an outcome it has.
    pub cases: usize,
}

impl Sitting {
    /// Says it: `di 01-12-2026 10:30, zaal K1 (7 zaken)`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let day = weekday_date_text(self.date, lang);
        let cases = match self.cases {
            1 => lang.pick("zaak", "case"),
            _ => lang.pick("zaken", "cases"),
        };
        let room = lang.pick("zaal", "room");
        format!("{day} {}, {room} {} ({} {cases})", self.from.format("%H:%M"), self.room, self.cases)
    }

    /// Tells whether whoever must decide sits in it. Chambers are named freely by their courts: the words decide, and a
    /// chamber of another name is no sitting of this kind.
    #[must_use]
    pub fn is_of(&self, forum: Forum) -> bool {
        let folded = fold(&self.chamber);
        let judge = folded.contains("commissaris") || folded.split(' ').any(|word| word == "rc");
        let chambers = folded.contains("raadkamer");
        match forum {
            Forum::Judge => judge,
            Forum::Chambers => chambers,
            Forum::Hearing => !judge && !chambers,
        }
    }
}

/// Gathers the sittings from hearings without an outcome, by day and time.
#[must_use]
pub fn sittings<'a>(slots: impl IntoIterator<Item = &'a HearingSlot>) -> Vec<Sitting> {
    let mut rooms: BTreeMap<(NaiveDate, &str, &str, &str), (NaiveTime, usize)> = BTreeMap::new();
    for slot in slots {
        let key = (slot.date, slot.court.as_str(), slot.room.as_str(), slot.chamber.as_str());
        let (from, cases) = rooms.entry(key).or_insert((slot.time, 0));
        *from = slot.time.min(*from);
        *cases = cases.saturating_add(1);
    }
    let sitting = |((date, court, room, chamber), (from, cases)): (_, (NaiveTime, usize))| {
        let (court, room, chamber): (&str, &str, &str) = (court, room, chamber);
        Sitting { date, from, court: court.into(), room: room.into(), chamber: chamber.into(), cases }
    };
    let mut all: Vec<Sitting> = rooms.into_iter().map(sitting).collect();
    all.sort();
    all
}

/// Gives the first sittings in which this forum decides, up to and including a day.
#[must_use]
pub fn in_time(all: &[Sitting], forum: Forum, until: NaiveDate) -> Vec<Sitting> {
    let fitting = all.iter().filter(|sitting| sitting.date <= until && sitting.is_of(forum));
    fitting.take(NAMED).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(day: u32, time: &str, room: &str, chamber: &str) -> HearingSlot {
        HearingSlot {
            court: "Rechtbank Den Haag".into(),
            date: NaiveDate::from_ymd_opt(2026, 12, day).unwrap(),
            time: format!("{time}:00").parse().unwrap(),
            room: room.into(),
            chamber: chamber.into(),
            minutes: None,
        }
    }

    #[test]
    fn a_room_with_a_chamber_on_a_day_is_one_sitting_with_its_number_of_cases() {
        let slots = [
            slot(1, "11:00", "K1", "Raadkamer"),
            slot(1, "10:30", "K1", "Raadkamer"),
            slot(1, "09:00", "A", "Meervoudige kamer"),
            slot(3, "10:00", "K1", "raadkamer gevangenhouding"),
            slot(2, "10:00", "C2", "RC"),
        ];
        let all = sittings(&slots);
        assert_eq!(all.len(), 4);
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        let said = |forum, until| -> Vec<String> {
            in_time(&all, forum, day(until)).iter().map(|sitting| sitting.text(Lang::Nl)).collect()
        };
        assert_eq!(said(Forum::Chambers, 2), ["di 01-12-2026 10:30, zaal K1 (2 zaken)"]);
        assert_eq!(said(Forum::Chambers, 3).len(), 2);
        assert_eq!(said(Forum::Judge, 2), ["wo 02-12-2026 10:00, zaal C2 (1 zaak)"]);
        assert_eq!(said(Forum::Hearing, 3), ["di 01-12-2026 09:00, zaal A (1 zaak)"]);
    }

    #[test]
    fn no_more_sittings_are_named_than_a_person_reads() {
        let slots: Vec<HearingSlot> = (1..20).map(|day| slot(day, "10:00", "K1", "Raadkamer")).collect();
        let until = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        assert_eq!(in_time(&sittings(&slots), Forum::Chambers, until).len(), NAMED);
    }
}
