//! What changed between two prints of a list, in words.
//!
//! What is corrected may be what should never have stood there: a name in the wrong field, another case's number. A list
//! that is handed out therefore tells which entry changed and where it stands now, and no value of the version before;
//! of an entry that went, its time and its number in the room, which name nobody.

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
            ChangeKind::Added => lang.pick("Nieuw", "New"),
            // Not "vervallen" alone: what is no longer public is still heard.
            ChangeKind::Removed => lang.pick("Van de lijst vervallen", "No longer on the list"),
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
    /// Which case, by its number. What went from a list that is handed out has none: it may have gone because its
    /// readers may not know of it.
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

/// Rows by their keys.
type Stands<'a> = BTreeMap<&'a str, Stand<'a>>;

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

    /// Gives its time and number, and the room where that may be told.
    fn spot(&self, room: &str, lang: Lang) -> String {
        let number = format!("{} {}", lang.pick("nr.", "no."), self.cell("number"));
        match room {
            "" => format!("{}, {number}", self.time()),
            room => format!("{} {} {room}, {number}", self.time(), lang.pick("zaal", "room")),
        }
    }
}

fn rows(sheet: &Sheet) -> Stands<'_> {
    let all = sheet.parts.iter().flat_map(|part| part.rows.iter().map(move |row| (part, row)));
    all.map(|(part, row)| (row.key.as_str(), Stand { sheet, part, row })).collect()
}

/// Compares a list with its earlier version, both in the language of the words. Numbers in a room follow from the order:
/// that they moved up is told once a room.
#[must_use]
pub fn compare(old: &Sheet, new: &Sheet, lang: Lang) -> Vec<Change> {
    let (before, after) = (rows(old), rows(new));
    let mut changes = match new.audience.is_handed_out() {
        true => told_outside((&before, &after), new, lang),
        false => told_inside(&before, &after, lang),
    };
    changes.extend(judges_changed(old, new, lang));
    changes.extend(renumbered(&before, &after, lang));
    changes.sort_by(|one, other| {
        (one.kind, &one.case, &one.words).cmp(&(other.kind, &other.case, &other.words))
    });
    changes
}

fn told_inside(before: &Stands<'_>, after: &Stands<'_>, lang: Lang) -> Vec<Change> {
    let came_or_changed = after.iter().filter_map(|(key, row)| match before.get(key) {
        None => Some(change(ChangeKind::Added, row.cell("case"), row.place(lang))),
        Some(was) => changed(was, row, lang),
    });
    let gone = before.iter().filter(|(key, _)| !after.contains_key(*key));
    let gone = gone.map(|(_, row)| change(ChangeKind::Removed, row.cell("case"), row.place(lang)));
    came_or_changed.chain(gone).collect()
}

fn told_outside((before, after): (&Stands<'_>, &Stands<'_>), new: &Sheet, lang: Lang) -> Vec<Change> {
    let told = |kind, row: &Stand<'_>| Some(change(kind, row.cell("case"), row.spot(&row.part.room, lang)));
    let came_or_changed = after.iter().filter_map(|(key, row)| match before.get(key) {
        None => told(ChangeKind::Added, row),
        Some(was) if changed(was, row, lang).is_some() => told(ChangeKind::Changed, row),
        Some(_) => None,
    });
    let gone = before.iter().filter(|(key, _)| !after.contains_key(*key)).map(|(_, row)| {
        // A room is named only as the new list names it.
        let room = new.parts.iter().map(|part| part.room.as_str()).find(|room| *room == row.part.room);
        change(ChangeKind::Removed, String::new(), row.spot(room.unwrap_or_default(), lang))
    });
    came_or_changed.chain(gone).collect()
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

fn renumbered(before: &Stands<'_>, after: &Stands<'_>, lang: Lang) -> Vec<Change> {
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
        let what = lang.pick("Rechters", "Judges");
        let words = was_now(what, &was.judges, &part.judges, lang)?;
        let words = match new.audience.is_handed_out() {
            true => format!("{what} {}", lang.pick("gewijzigd", "changed")),
            false => words,
        };
        Some(change(ChangeKind::Changed, format!("{} {}", lang.pick("Zaal", "Room"), part.room), words))
    });
    told.collect()
}
