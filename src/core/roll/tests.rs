//! Rolls of made-up cases: what stands on each list, and what never does.

mod agenda;
mod changed;
mod day;
mod kept;

use super::*;
use crate::case::tests::author;
use crate::event::{Draft, Event, Kind, Stamp};
use crate::ident::{CaseId, ObjectId};
use crate::lawbook::LawBook;
use crate::register::{Group, Register};
use crate::state::CaseState;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) const COURT: &str = "Rechtbank Den Haag";

pub(super) fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// On the morning of the day, when all that is told of had happened.
fn told() -> Stamp {
    Stamp { at: "2026-11-23T07:00:00+01:00".parse().unwrap(), ..crate::case::tests::stamp(1) }
}

/// A made-up case, as registers.
#[derive(Clone)]
pub(super) struct Made {
    pub(super) number: String,
    pub(super) writes: BTreeMap<Register, Value>,
}

pub(super) fn of(group: Group, name: &str) -> Register {
    Register::of(group, ObjectId::derived(name))
}

impl Made {
    /// An adult's case in open court, of which everything is known.
    pub(super) fn new(nth: u32, time: &str, room: &str, surname: &str) -> Made {
        let number = format!("09/{:06}-26", 100_000 + nth);
        let slot = json!({"court": COURT, "date": "2026-11-23", "time": format!("{time}:00"), "room": room,
                          "chamber": "Politierechter", "minutes": 30});
        let session = json!({"modality": "Inhoudelijk", "judges": "mr. A. Wetmans", "interpreter": null,
                             "closed": false});
        let numbers = json!({"parketnummer": number});
        let status = json!({"phase": "dagvaarding", "prosecutor": "mr. O. Eiser"});
        let charge = json!({"article": "310 Sr", "description": "diefstal", "date": "2026-02-01"});
        let mut made = Made { number, writes: BTreeMap::new() };
        made.set(Register::of_case(Group::Numbers), numbers);
        made.set(Register::of_case(Group::Status), status);
        made.set(of(Group::Charge, "c"), charge);
        made.set(of(Group::Slot, "h"), slot);
        made.set(of(Group::Session, "h"), session);
        made.person("s1", "suspect", surname, Some("1985-04-09"));
        made
    }

    pub(super) fn set(&mut self, register: Register, value: Value) -> &mut Made {
        self.writes.insert(register, value);
        self
    }

    pub(super) fn person(&mut self, id: &str, role: &str, surname: &str, born: Option<&str>) -> &mut Made {
        self.set(
            of(Group::Identity, id),
            json!({"role": role, "surname": surname, "given": "", "born": born}),
        )
    }

    /// Changes one field of a register.
    pub(super) fn field(&mut self, register: &Register, key: &str, value: Value) -> &mut Made {
        self.writes.get_mut(register).unwrap()[key] = value;
        self
    }

    pub(super) fn id(&self) -> CaseId {
        CaseId::of_parketnummer(&self.number.parse().unwrap())
    }

    pub(super) fn event(&self, ws: &str) -> Event {
        let draft = Draft::writing(Kind::Add, self.id(), self.writes.clone());
        crate::journal::Chain::new(author(ws)).append(draft, &told()).unwrap()
    }

    pub(super) fn entries(&self, law: &LawBook) -> Vec<Entry> {
        self.entries_with(&[], law)
    }

    /// With what other stations say of the case.
    pub(super) fn entries_with(&self, others: &[Event], law: &LawBook) -> Vec<Entry> {
        let own = self.event("ws-a");
        let state = CaseState::of(std::iter::once(&own).chain(others));
        entries(self.id(), &state, law, Day { court: COURT, date: date() })
    }
}

pub(super) fn roll(cases: &[Made]) -> Roll {
    let law = crate::lawbook::tests::dutch();
    Roll::of(COURT, date(), cases.iter().flat_map(|case| case.entries(&law)).collect())
}

/// Everything that a list says, with its headings.
pub(super) fn said(sheet: &Sheet) -> String {
    let lead = ["Zaal", "Kamer", "Rechters"].map(str::to_owned).into_iter();
    let headings: Vec<String> = lead.chain(sheet.fields.iter().map(|field| field.heading.clone())).collect();
    let row = |part: &Part, row: &SheetRow| -> Vec<String> {
        let lead = [&part.room, &part.chamber, &part.judges].map(Clone::clone).into_iter();
        lead.chain(row.cells.iter().map(Cell::text)).collect()
    };
    let rows = sheet.parts.iter().flat_map(|part| part.rows.iter().map(move |of| row(part, of)));
    let line = |cells: Vec<String>| cells.join(" | ").replace('\n', " / ");
    std::iter::once(headings).chain(rows).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn in_other_programs_the_time_stands_alone_so_that_they_can_sort_by_it() {
    let sheet = super::Sheet {
        audience: super::Audience::Usher,
        court: COURT.into(),
        date: date(),
        counsel: String::new(),
        fields: vec![
            super::Field { id: "time".into(), heading: "Tijd".into(), share: 10 },
            super::Field { id: "case".into(), heading: "Parketnummer".into(), share: 10 },
        ],
        parts: vec![Part {
            room: "A".into(),
            chamber: "Politierechter".into(),
            judges: String::new(),
            rows: vec![SheetRow {
                key: String::new(),
                cells: vec![
                    Cell::strong("09:30")
                        .with(super::Look::Strong, "VERVALT")
                        .with(super::Look::Quiet, "15 min"),
                    Cell::plain("09/100001-26"),
                ],
            }],
        }],
    };
    let (headings, rows) = sheet.table(["Zaal", "Kamer", "Rechters"], "Bij de tijd");
    assert_eq!(headings[3..], ["Tijd", "Bij de tijd", "Parketnummer"]);
    assert_eq!(rows, [["A", "Politierechter", "", "09:30", "VERVALT\n15 min", "09/100001-26"]]);
}
