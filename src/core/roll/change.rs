//! What changed between two prints of a list, in words.

use super::sheet::{Part, Sheet, SheetRow};
use crate::text::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// What kind of change it is; in this order they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Was not on the list before.
    Added,
    /// Is not on the list any more.
    Removed,
    /// Another time or room.
    Moved,
    /// Something else about it.
    Changed,
}

impl ChangeKind {
    /// All kinds.
    pub const ALL: [ChangeKind; 4] =
        [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Moved, ChangeKind::Changed];

    /// Names it.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            ChangeKind::Added => lang.pick("Erbij", "Added"),
            ChangeKind::Removed => lang.pick("Eraf", "Removed"),
            ChangeKind::Moved => lang.pick("Verplaatst", "Moved"),
            ChangeKind::Changed => lang.pick("Gewijzigd", "Changed"),
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind.
    pub kind: ChangeKind,
    /// Which case, by its number. What went from a list for the public is told by its time and place alone: it may have
    /// gone because the public may not know of it.
    pub case: String,
    /// What changed, in words.
    pub words: String,
}

/// A row with where it stands.
struct Stand<'a> {
    sheet: &'a Sheet,
    part: &'a Part,
    row: &'a SheetRow,
}

impl Stand<'_> {
    fn cell(&self, id: &str) -> String {
        let place = self.sheet.place(id);
        place.and_then(|place| self.row.cells.get(place)).map(super::Cell::in_line).unwrap_or_default()
    }

    fn time(&self) -> String {
        let place = self.sheet.place("time").and_then(|place| self.row.cells.get(place));
        place.and_then(|cell| cell.0.first()).map(|line| line.1.clone()).unwrap_or_default()
    }

    fn place(&self, lang: Lang) -> String {
        format!("{} {} {}", self.time(), lang.pick("zaal", "room"), self.part.room)
    }
}

fn rows(sheet: &Sheet) -> BTreeMap<&str, Stand<'_>> {
    let all = sheet.parts.iter().flat_map(|part| part.rows.iter().map(move |row| (part, row)));
    all.map(|(part, row)| (row.key.as_str(), Stand { sheet, part, row })).collect()
}

/// Compares a list with its earlier version, both in the language of the words. Numbers in a room follow from the order:
/// that they moved up is told once a room.
#[must_use]
pub fn compare(old: &Sheet, new: &Sheet, lang: Lang) -> Vec<Change> {
    let (before, after) = (rows(old), rows(new));
    let mut changes = Vec::new();
    for (key, row) in &after {
        match before.get(key) {
            None => changes.push(change(ChangeKind::Added, row.cell("case"), row.place(lang))),
            Some(was) => changes.extend(changed(was, row, lang)),
        }
    }
    let gone = before.iter().filter(|(key, _)| !after.contains_key(*key)).map(|(_, row)| {
        let case = if new.audience.is_outside() { String::new() } else { row.cell("case") };
        change(ChangeKind::Removed, case, row.place(lang))
    });
    changes.extend(gone);
    changes.extend(judges_changed(old, new, lang));
    changes.extend(renumbered(&before, &after, lang));
    changes.sort_by(|one, other| {
        (one.kind, &one.case, &one.words).cmp(&(other.kind, &other.case, &other.words))
    });
    changes
}

fn change(kind: ChangeKind, case: String, words: String) -> Change {
    Change { kind, case, words }
}

fn changed(was: &Stand<'_>, now: &Stand<'_>, lang: Lang) -> Option<Change> {
    let moved = was.time() != now.time() || was.part.room != now.part.room;
    let fields = now.sheet.fields.iter().filter(|field| field.id != "number");
    let fields = fields.filter(|field| was.sheet.place(&field.id).is_some());
    let fields = fields.filter(|field| !(moved && field.id == "time"));
    let mut words: Vec<String> = fields
        .filter_map(|field| was_now(&field.heading, &was.cell(&field.id), &now.cell(&field.id), lang))
        .collect();
    words.extend(was_now(lang.pick("Kamer", "Chamber"), &was.part.chamber, &now.part.chamber, lang));
    let kind = if moved { ChangeKind::Moved } else { ChangeKind::Changed };
    if moved {
        let (from, to) = (was.place(lang), now.place(lang));
        words.insert(0, format!("{} {from} {} {to}", lang.pick("van", "from"), lang.pick("naar", "to")));
    }
    (!words.is_empty()).then(|| change(kind, now.cell("case"), words.join("; ")))
}

fn was_now(what: &str, was: &str, now: &str, lang: Lang) -> Option<String> {
    let said =
        |text: &str| if text.is_empty() { lang.pick("leeg", "empty").to_owned() } else { text.to_owned() };
    let (then, here) = (said(was), said(now));
    (was != now).then(|| format!("{what}: was {then}, {} {here}", lang.pick("nu", "now")))
}

fn renumbered(
    before: &BTreeMap<&str, Stand<'_>>,
    after: &BTreeMap<&str, Stand<'_>>,
    lang: Lang,
) -> Vec<Change> {
    let stayed = after.iter().filter_map(|(key, row)| Some((before.get(key)?, row)));
    let stayed = stayed.filter(|(was, now)| was.part.room == now.part.room);
    let moved_up = stayed.filter(|(was, now)| was.cell("number") != now.cell("number"));
    let rooms: BTreeSet<&str> = moved_up.map(|(_, now)| now.part.room.as_str()).collect();
    let words = lang.pick("De nummers in deze zaal zijn opgeschoven.", "The numbers in this room moved up.");
    let room = |room: &str| format!("{} {room}", lang.pick("Zaal", "Room"));
    rooms.into_iter().map(|name| change(ChangeKind::Changed, room(name), words.to_owned())).collect()
}

/// Who sits is told once a room, of rooms that are on both lists.
fn judges_changed(old: &Sheet, new: &Sheet, lang: Lang) -> Vec<Change> {
    let same = |one: &Part, other: &Part| (&one.room, &one.chamber) == (&other.room, &other.chamber);
    let pairs =
        new.parts.iter().filter_map(|part| Some((part, old.parts.iter().find(|was| same(was, part))?)));
    let told = pairs.filter_map(|(part, was)| {
        let words = was_now(lang.pick("Rechters", "Judges"), &was.judges, &part.judges, lang)?;
        Some(change(ChangeKind::Changed, format!("{} {}", lang.pick("Zaal", "Room"), part.room), words))
    });
    told.collect()
}
