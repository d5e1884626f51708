//! What is still to be decided and to be keyed: lists over all cases, and the rows that they are read from.

use crate::bundles::Direction;
use crate::error::{Doing, StoreError};
use crate::lists::{Found, Label, label, most};
use crate::store::Reader;
use crate::value::{count, date_text, int, moment_or_none, size, text, text_or_none};
use crate::write::Work;
use chrono::NaiveDate;
use noodbrug_core::canonical;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::EventId;
use noodbrug_core::ident::{Author, CaseId};
use noodbrug_core::moment::Moment;
use noodbrug_core::reconcile::{
    Answer, BackEntry, ChainPartner, Concern, Item, Proof, Standing, Step, Tally, Urgency, Weight,
};
use noodbrug_core::register::Register;
use noodbrug_core::rows::{CaseRow, CaseRows};
use noodbrug_core::state::{CaseState, Reading};
use rusqlite::{OptionalExtension, Row};
use std::collections::{BTreeMap, BTreeSet};

/// A register in conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictItem {
    /// The case.
    pub label: Label,
    /// The register.
    pub register: Register,
    /// How urgent it is.
    pub urgency: Urgency,
}

/// An item of the back-entry worklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackEntryItem {
    /// The case.
    pub label: Label,
    /// The register.
    pub register: Register,
    /// Its step in criminal procedure.
    pub step: Step,
    /// The chain partner that it concerns, where one is known.
    pub partner: Option<ChainPartner>,
    /// The rule of law that it is about, where it is one of a term.
    pub rule: Option<String>,
    /// How urgent the case is: a case is keyed as a whole.
    pub urgency: Urgency,
    /// The word of its standing.
    pub standing: String,
    /// When it was written here, by its author's clock.
    pub since: Option<Moment>,
    /// Who has it: who claimed it, or whose work waits for another person.
    pub claimed: Vec<String>,
    /// The source systems that know the case.
    pub systems: Vec<String>,
    /// The case under which it is keyed, where people decided that its own is a double of that one.
    pub under: Option<Label>,
}

/// Between which moments an entry was written, as far as others than its author can tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bracket {
    /// It was written after this: its author had taken in a bundle that was made here then.
    pub after: Option<Moment>,
    /// It was written before this: it was here then.
    pub before: Option<Moment>,
}

impl Bracket {
    /// Says whether the author's own clock lies outside it.
    #[must_use]
    pub fn refutes(&self, at: &Moment) -> bool {
        self.after.is_some_and(|after| at.unix() < after.unix())
            || self.before.is_some_and(|before| at.unix() > before.unix())
    }
}

/// How many items there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackEntryCounts {
    /// For each step and standing: how many items.
    pub by_step: Vec<(Step, String, u64)>,
    /// Cases with something open.
    pub cases: u64,
    /// When the oldest open item was written.
    pub oldest: Option<Moment>,
}

impl Reader {
    /// Gives the registers in conflict, the most urgent first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn conflicts(&self, limit: usize) -> Result<Found<ConflictItem>, StoreError> {
        let sql = "SELECT x.register, x.weight, x.free, x.day, c.uuid, c.number, c.suspect
                   FROM conflict x JOIN case_cur c ON c.cid = x.cid
                   ORDER BY x.weight, x.free, x.day, x.uuid, x.register LIMIT ?1";
        let rows = self.list(sql, [most(limit)], |row| {
            Ok(ConflictItem { label: label(row)?, register: text(row, "register")?, urgency: urgency(row)? })
        })?;
        Ok(Found::cut(rows, limit))
    }

    /// Gives the items of the back-entry that are not done: the most urgent case first, and within it in legal order.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn back_entry(&self, limit: usize) -> Result<Found<BackEntryItem>, StoreError> {
        let sql =
            "SELECT b.register, b.step, b.partner, b.rule, b.weight, b.free, b.day, b.standing, b.since, b.claimed,
                          b.systems, c.uuid, c.number, c.suspect
                   FROM back_entry b JOIN case_cur c ON c.cid = b.cid WHERE b.open = 1
                   ORDER BY b.weight, b.free, b.day, b.uuid, b.nth LIMIT ?1";
        let doubles = self.doubles()?;
        let rows = self.list(sql, [most(limit)], |row| {
            let lines = |column: &str| {
                let text: String = row.get(column)?;
                Ok::<_, rusqlite::Error>(text.lines().map(str::to_owned).collect())
            };
            let label = label(row)?;
            Ok(BackEntryItem {
                under: doubles.get(&label.case).cloned(),
                label,
                register: text(row, "register")?,
                step: step(row)?,
                partner: text_or_none(row, "partner")?,
                rule: row.get("rule")?,
                urgency: urgency(row)?,
                standing: row.get("standing")?,
                since: moment_or_none(row, "since")?,
                claimed: lines("claimed")?,
                systems: lines("systems")?,
            })
        })?;
        Ok(Found::cut(rows, limit))
    }

    /// Counts the items of the back-entry.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn back_entry_counts(&self) -> Result<BackEntryCounts, StoreError> {
        let sql = "SELECT step, standing, count(*) AS items FROM back_entry GROUP BY step, standing ORDER BY step, standing";
        let by_step =
            self.list(sql, [], |row| Ok((step(row)?, row.get("standing")?, count(row.get("items")?))))?;
        let sql = "SELECT count(DISTINCT cid) AS cases, min(since) AS oldest FROM back_entry WHERE open = 1";
        let read = |row: &Row<'_>| Ok((count(row.get("cases")?), moment_or_none(row, "oldest")?));
        let whole = self.db.query_row(sql, [], read).optional().doing("counting the back-entry")?;
        let (cases, oldest) = whole.unwrap_or_default();
        Ok(BackEntryCounts { by_step, cases, oldest })
    }

    /// Counts the items of the back-entry per process and partner, with the moments since `since` at which people finished
    /// some.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn back_entry_tallies(&self, since: &Moment) -> Result<BTreeMap<Concern, Tally>, StoreError> {
        let sql = "SELECT step, partner, sum(open) AS open, sum(1 - open) AS done,
                          min(CASE WHEN open = 1 THEN since END) AS oldest,
                          coalesce(max(finished < ?1), 0) AS older
                   FROM back_entry GROUP BY step, partner";
        let counted = self.list(sql, [since.unix()], |row| {
            let tally = Tally {
                open: count(row.get("open")?),
                done: count(row.get("done")?),
                oldest: moment_or_none(row, "oldest")?,
                finished: Vec::new(),
                older: row.get("older")?,
            };
            Ok((concern(row)?, tally))
        })?;
        let sql =
            "SELECT step, partner, finished FROM back_entry WHERE finished >= ?1 ORDER BY finished DESC";
        let finished = self.list(sql, [since.unix()], |row| {
            let finished = moment_or_none(row, "finished")?.into_iter().collect();
            Ok((concern(row)?, Tally { finished, ..Tally::default() }))
        })?;
        let mut tallies: BTreeMap<Concern, Tally> = BTreeMap::new();
        for (about, tally) in counted.into_iter().chain(finished) {
            tallies.entry(about).or_default().add(&tally);
        }
        Ok(tallies)
    }

    /// Tells between which moments of this station's clock an entry of another was written.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn bracket(&self, event: &EventId, own: &Author) -> Result<Bracket, StoreError> {
        let doing = "looking for when an entry was written";
        let sql = "SELECT o.at FROM event e JOIN event o ON o.rid > e.rid
                   JOIN author a ON a.aid = o.aid AND a.ws = ?2 AND a.ep = ?3
                   WHERE e.id = ?1 AND e.aid <> o.aid ORDER BY o.rid LIMIT 1";
        let params = (event.as_bytes(), own.ws.as_str(), int(own.ep));
        let before =
            self.db.query_row(sql, params, |row| moment_or_none(row, "at")).optional().doing(doing)?;
        let sql = "SELECT i.body FROM event e JOIN event i ON i.aid = e.aid AND i.seq < e.seq
                   WHERE e.id = ?1 AND i.kind = 'import' AND i.body IS NOT NULL ORDER BY i.seq DESC LIMIT 20";
        let taken_in = self.list(sql, [event.as_bytes()], |row| row.get::<_, Vec<u8>>("body"))?;
        for body in taken_in {
            let said: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
            let name = said.pointer("/val/tagmanifest").and_then(serde_json::Value::as_str);
            let Some(name) = name.and_then(|name| name.parse().ok()) else { continue };
            if let Some(ours) = self.bundle(Direction::Out, &name)? {
                return Ok(Bracket { after: Some(ours.at), before: before.flatten() });
            }
        }
        Ok(Bracket { after: None, before: before.flatten() })
    }

    /// Gives the cases in which people did something, by their names.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn cases_worked_on(&self) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT DISTINCT uuid FROM back_entry ORDER BY uuid";
        self.list(sql, [], |row| crate::value::case(row, "uuid"))
    }

    /// Gives the cases that no source system knows.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn cases_of_ours(&self) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT uuid FROM case_cur WHERE sources = '' ORDER BY uuid";
        self.list(sql, [], |row| crate::value::case(row, "uuid"))
    }

    /// Gives the cases of which the first suspect was born on a day.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn cases_born(&self, born: NaiveDate) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT uuid FROM case_cur WHERE born = ?1 ORDER BY uuid";
        self.list(sql, [date_text(born)], |row| crate::value::case(row, "uuid"))
    }

    /// Gives the cases with something to key or to check, in the order of the worklist.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn back_entry_cases(&self) -> Result<Vec<CaseId>, StoreError> {
        let sql = "SELECT c.uuid FROM back_entry b JOIN case_cur c ON c.cid = b.cid WHERE b.open = 1
                   GROUP BY b.cid ORDER BY min(b.weight), min(b.free), min(b.day), c.uuid";
        self.list(sql, [], |row| crate::value::case(row, "uuid"))
    }
}

fn step(row: &Row<'_>) -> rusqlite::Result<Step> {
    let place: i64 = row.get("step")?;
    let found = usize::try_from(place).ok().and_then(|place| Step::ALL.get(place).copied());
    Ok(found.unwrap_or(Step::File))
}

fn concern(row: &Row<'_>) -> rusqlite::Result<Concern> {
    Ok((step(row)?.process(), text_or_none(row, "partner")?))
}

fn urgency(row: &Row<'_>) -> rusqlite::Result<Urgency> {
    let weight = Weight::of_rank(row.get("weight")?).unwrap_or(Weight::Other);
    Ok(Urgency { weight, free: row.get("free")?, day: text_or_none(row, "day")? })
}

/// Writes what stands side by side: the first eight bytes of the digest of each value, in their order.
fn sides(readings: &[Reading]) -> Vec<u8> {
    let beginnings: BTreeSet<[u8; 8]> = readings
        .iter()
        .filter_map(|reading| canonical::to_bytes(&reading.value).ok())
        .filter_map(|bytes| Digest::of(&bytes).as_bytes().first_chunk().copied())
        .collect();
    beginnings.into_iter().flatten().collect()
}

impl Work<'_> {
    /// Writes the registers in conflict of a case of which none are there.
    pub(crate) fn put_conflicts(
        &self,
        cid: i64,
        state: &CaseState,
        case: &CaseRow,
    ) -> Result<(), StoreError> {
        for register in state.conflicts() {
            let values = state.readings(register).iter().map(|reading| &reading.value);
            let Urgency { weight, free, day } = Urgency::of(register.group, values, case.in_custody);
            let add = "INSERT INTO conflict (cid, register, weight, free, day, uuid, sides)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            let (day, sides) = (day.map(date_text), sides(state.readings(register)));
            self.put(add, (cid, register.to_string(), weight.rank(), free, day, case.id.as_bytes(), sides))?;
        }
        Ok(())
    }

    /// Writes the back-entry of a case of which none is there.
    pub(crate) fn put_back_entry(
        &self,
        cid: i64,
        list: &BackEntry,
        rows: &CaseRows,
    ) -> Result<(), StoreError> {
        let held = rows.case.in_custody;
        let each = |item: &Item| Urgency::of(item.register.group, [&item.value], held);
        let urgency = list.open().map(each).min();
        let Urgency { weight, free, day } =
            urgency.unwrap_or(Urgency { weight: Weight::Other, free: true, day: None });
        for (nth, item) in list.items.iter().enumerate() {
            let place = Step::ALL.iter().position(|step| *step == item.step).unwrap_or_default();
            let since = item.said.iter().map(|said| said.at.unix()).min();
            let params = rusqlite::params![
                cid,
                size(nth),
                item.register.to_string(),
                size(place),
                item.partner.as_ref().map(ToString::to_string),
                item.rule,
                weight.rank(),
                free,
                day.map(date_text),
                item.standing.word(),
                !matches!(item.standing, Standing::Done(_)),
                since.unwrap_or_default(),
                finished(&item.standing).map(|at| at.unix()),
                claimed(&item.standing),
                list.systems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
                rows.case.id.as_bytes(),
            ];
            self.put(
                "INSERT INTO back_entry (cid, nth, register, step, partner, rule, weight, free, day, standing, open, since,
                   finished, claimed, systems, uuid)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
                params,
            )?;
        }
        Ok(())
    }
}

/// When people finished an item; what a source's export shows is no work of theirs.
fn finished(standing: &Standing) -> Option<Moment> {
    match standing {
        Standing::Done(Proof::TwoPeople { checked, .. } | Proof::LeftOut { checked, .. }) => {
            Some(checked.said.at)
        }
        _ => None,
    }
}

/// Who has an item: who claimed it, or whose work waits for another person.
fn claimed(standing: &Standing) -> String {
    let (Standing::ToKey { by } | Standing::ToCheck(by) | Standing::ToAgree(by)) = standing else {
        return String::new();
    };
    let names: BTreeSet<&str> = by.iter().map(|Answer { said, .. }| said.by.as_str()).collect();
    names.into_iter().collect::<Vec<_>>().join("\n")
}
