//! Hearings of a day that cannot both take place as planned: one room, judge, prosecutor or suspect at one time in two
//! hearings, and too little time to bring somebody who is held from one court to another.
//!
//! Only hearings without an outcome count. Nothing is refused by it: a planner sees why, and decides.

use crate::case::{CaseFile, HearingSlot, Identity};
use crate::ident::{CaseId, ObjectId};
use crate::rows::HearingRow;
use crate::search::fold;
use crate::text::Lang;
use chrono::{NaiveDate, NaiveTime, Timelike};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// With how many hearings that are still going on a hearing is compared: those that end last. More than that at one
/// time in one room is no plan, and must not make a day slow.
const COMPARED: usize = 32;

/// How a day is checked: working agreements and no law.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// The length of a hearing of which nobody filled it in, in minutes.
    pub default_minutes: u32,
    /// The time that transport of somebody who is held takes between two courts, in minutes.
    pub transport_minutes: u32,
    /// Whether anybody checked these: `na te gaan` until a court did.
    pub review: String,
}

impl Margins {
    /// Reads the margins from the text of their file.
    ///
    /// # Errors
    /// The reader's words, which name the field.
    pub fn parse(text: &str) -> Result<Margins, String> {
        toml::from_str(text).map_err(|why| why.to_string())
    }
}

/// One hearing as far as it can clash with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// The case.
    pub case: CaseId,
    /// The hearing.
    pub hearing: ObjectId,
    /// The number of the case as shown.
    pub number: String,
    /// When and where.
    pub slot: HearingSlot,
    /// The judges, as written.
    pub judges: String,
    /// The prosecutor, as written; empty when nobody is named.
    pub prosecutor: String,
    /// The suspects.
    pub people: Vec<Who>,
    /// One of them is held.
    pub held: bool,
    /// The hearing with which it is heard together.
    pub with: Option<ObjectId>,
    /// Numbers of cases of co-suspects.
    pub related: Vec<String>,
}

/// A suspect, as cases of one person are known: by number for sure, by name and birth date perhaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The name as lists sort it.
    pub name: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Numbers with their kind: `skn 123`.
    pub numbers: Vec<String>,
}

/// Which hearing a clash is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heard {
    /// The case.
    pub case: CaseId,
    /// The hearing.
    pub hearing: ObjectId,
    /// The number of the case as shown.
    pub number: String,
    /// When and where.
    pub slot: HearingSlot,
}

/// Why two hearings clash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// One room.
    Room,
    /// One judge in two rooms, as written.
    Judge(String),
    /// One prosecutor in two rooms, as written.
    Prosecutor(String),
    /// One suspect in two rooms.
    Suspect {
        /// The name.
        name: String,
        /// A number says so; else only name and birth date do.
        sure: bool,
    },
    /// A suspect who is held must go to another court in less time than transport takes.
    Transport {
        /// The name.
        name: String,
        /// The minutes between the two hearings.
        minutes: i64,
        /// The minutes that transport takes.
        margin: u32,
    },
}

/// Two hearings that clash: the one that begins first, and the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// The first.
    pub one: Heard,
    /// The other.
    pub other: Heard,
    /// Why.
    pub why: Why,
}

impl Clash {
    /// Tells whether a hearing is one of the two.
    #[must_use]
    pub fn names(&self, case: &CaseId, hearing: &ObjectId) -> bool {
        [&self.one, &self.other].into_iter().any(|heard| heard.case == *case && heard.hearing == *hearing)
    }

    /// Says what clashes, naming both hearings.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let both = format!("{} {} {}", self.one.text(lang), lang.pick("en", "and"), self.other.text(lang));
        let what = match (&self.why, lang) {
            (Why::Room, Lang::Nl) => "Zaal dubbel bezet".to_owned(),
            (Why::Room, Lang::En) => "One room for two hearings".to_owned(),
            (Why::Judge(name), Lang::Nl) => format!("Rechter {name} zit tegelijk in twee zalen"),
            (Why::Judge(name), Lang::En) => format!("Judge {name} sits in two rooms at one time"),
            (Why::Prosecutor(name), Lang::Nl) => format!("Officier {name} staat tegelijk in twee zalen"),
            (Why::Prosecutor(name), Lang::En) => format!("Prosecutor {name} is in two rooms at one time"),
            (Why::Suspect { name, sure }, Lang::Nl) => {
                let doubt = if *sure { "" } else { " (zelfde naam en geboortedatum: na te gaan)" };
                format!("Verdachte {name}{doubt} moet op twee plaatsen tegelijk zijn")
            }
            (Why::Suspect { name, sure }, Lang::En) => {
                let doubt = if *sure { "" } else { " (same name and birth date: to be checked)" };
                format!("Suspect {name}{doubt} must be in two places at one time")
            }
            (Why::Transport { name, minutes, margin }, Lang::Nl) => format!(
                "Verdachte {name} zit vast en heeft {minutes} minuten voor vervoer naar een ander gerecht; \
                 gerekend wordt met {margin} (na te gaan)"
            ),
            (Why::Transport { name, minutes, margin }, Lang::En) => format!(
                "Suspect {name} is held and has {minutes} minutes for transport to another court; \
                 {margin} are reckoned with (to be checked)"
            ),
        };
        format!("{what}: {both}.")
    }
}

impl Why {
    /// Gives the word for programs.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Why::Room => "room",
            Why::Judge(_) => "judge",
            Why::Prosecutor(_) => "prosecutor",
            Why::Suspect { .. } => "suspect",
            Why::Transport { .. } => "transport",
        }
    }
}

impl Heard {
    /// Says which hearing: `09/123456-26 om 09:30 (Rechtbank Den Haag, zaal A2)`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let HearingSlot { court, room, time, .. } = &self.slot;
        let (at, named) = (lang.pick("om", "at"), lang.pick("zaal", "room"));
        format!("{} {at} {} ({court}, {named} {room})", self.number, time.format("%H:%M"))
    }
}

impl Sitting {
    /// Makes one of a row of a day list and the file of its case. Only a prosecutor who was named for this hearing counts:
    /// the one who leads the case need not be in court.
    #[must_use]
    pub fn of(case: CaseId, number: &str, file: &CaseFile, row: &HearingRow) -> Sitting {
        let who = |(id, who): (&ObjectId, &Identity)| Who {
            name: who.list_name(),
            born: who.born,
            numbers: file.numbers_of(Some(id)),
        };
        let related = file.numbers.values().flat_map(|numbers| &numbers.related);
        Sitting {
            case,
            hearing: row.hearing.clone(),
            number: number.to_owned(),
            slot: row.slot.clone(),
            judges: row.session.judges.clone(),
            prosecutor: row.session.prosecutor.clone().unwrap_or_default(),
            people: file.suspects().map(who).collect(),
            held: row.custody,
            with: row.session.with.clone(),
            related: related.map(ToString::to_string).collect(),
        }
    }

    fn heard(&self) -> Heard {
        let (case, hearing) = (self.case, self.hearing.clone());
        Heard { case, hearing, number: self.number.clone(), slot: self.slot.clone() }
    }
}

/// Gives every clash among hearings, by the time of the first of the two; in whichever order they are given.
#[must_use]
pub fn clashes(sittings: &[Sitting], margins: &Margins) -> Vec<Clash> {
    let mut spans: Vec<Span<'_>> = sittings.iter().map(|sitting| Span::of(sitting, margins)).collect();
    spans.sort_by(|one, other| one.order().cmp(&other.order()));
    let mut found = BTreeSet::new();
    for (key, group) in by_key(&spans) {
        sweep(&group, key.waits(margins), |one, other| found.extend(key.clash(one, other, margins)));
    }
    let mut found: Vec<Clash> = found.into_iter().collect();
    found.sort_by(|one, other| {
        let order = |clash: &Clash| (clash.one.slot.date, clash.one.slot.time);
        (order(one), one).cmp(&(order(other), other))
    });
    found
}

/// A hearing and the stretch of time that it takes.
struct Span<'a> {
    sitting: &'a Sitting,
    /// In minutes of civil time since year 1.
    from: i64,
    to: i64,
}

impl<'a> Span<'a> {
    fn of(sitting: &'a Sitting, margins: &Margins) -> Span<'a> {
        let (date, time) = (sitting.slot.date, sitting.slot.time);
        let day = date.signed_duration_since(NaiveDate::MIN).num_minutes();
        let from = day.saturating_add(i64::from(time.hour()) * 60 + i64::from(time.minute()));
        let minutes = sitting.slot.minutes.filter(|minutes| *minutes > 0);
        let to = from.saturating_add(i64::from(minutes.unwrap_or(margins.default_minutes)));
        Span { sitting, from, to }
    }

    /// By time, then as people read the numbers; the rest makes it the same however they are given.
    fn order(&self) -> (i64, NaiveTime, &str, CaseId, &ObjectId, &HearingSlot) {
        let Sitting { case, hearing, number, slot, .. } = self.sitting;
        (self.from, slot.time, number, *case, hearing, slot)
    }

    fn room(&self) -> Option<(String, String)> {
        let slot = &self.sitting.slot;
        let room = fold(&slot.room);
        (!room.is_empty()).then(|| (fold(&slot.court), room))
    }

    /// Tells whether this hearing, which begins no earlier, begins before the other one ends.
    const fn overlaps(&self, earlier: &Span<'_>) -> bool {
        self.from < earlier.to
    }
}

/// What two hearings can have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Room(String, String),
    Judge(String),
    Prosecutor(String),
    Person(String),
}

impl Key {
    /// How many minutes after its end a hearing still matters for a later one.
    fn waits(&self, margins: &Margins) -> i64 {
        if matches!(self, Key::Person(_)) { i64::from(margins.transport_minutes) } else { 0 }
    }

    /// Judges two hearings that have this in common, of which the first begins no later.
    fn clash(&self, one: &Span<'_>, other: &Span<'_>, margins: &Margins) -> Option<Clash> {
        let (first, second) = (one.sitting, other.sitting);
        if (first.case, &first.hearing) == (second.case, &second.hearing) || together(one, other) {
            return None;
        }
        let why = match self {
            Key::Room(..) => other.overlaps(one).then_some(Why::Room),
            Key::Judge(key) => apart(one, other).then(|| Why::Judge(written(&first.judges, key))),
            Key::Prosecutor(key) => {
                apart(one, other).then(|| Why::Prosecutor(written(&first.prosecutor, key)))
            }
            Key::Person(key) => self.person(key, (one, other), margins),
        };
        Some(Clash { one: first.heard(), other: second.heard(), why: why? })
    }

    fn person(&self, key: &str, (one, other): (&Span<'_>, &Span<'_>), margins: &Margins) -> Option<Why> {
        let (first, second) = (one.sitting, other.sitting);
        let (name, sure) = if first.case == second.case {
            (first.people.iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join("; "), true)
        } else {
            let of =
                |sitting: &'_ Sitting| sitting.people.iter().find(|who| keys_of(who).contains(key)).cloned();
            let (who, same) = (of(first)?, of(second)?);
            if who.born.zip(same.born).is_some_and(|(one, other)| one != other) {
                return None;
            }
            let sure = who.numbers.iter().any(|number| same.numbers.contains(number));
            (who.name, sure)
        };
        if apart(one, other) {
            return Some(Why::Suspect { name, sure });
        }
        let minutes = other.from.saturating_sub(one.to);
        let far = fold(&one.sitting.slot.court) != fold(&other.sitting.slot.court);
        let held = one.sitting.held || other.sitting.held;
        let short = (0..i64::from(margins.transport_minutes)).contains(&minutes);
        (far && held && short).then_some(Why::Transport { name, minutes, margin: margins.transport_minutes })
    }
}

/// Tells whether two hearings are at one time in two rooms; a room that nobody filled in is no other room.
fn apart(one: &Span<'_>, other: &Span<'_>) -> bool {
    let court = |span: &Span<'_>| fold(&span.sitting.slot.court);
    let rooms = one.room().zip(other.room());
    other.overlaps(one) && (court(one) != court(other) || rooms.is_some_and(|(one, other)| one != other))
}

/// Tells whether two hearings are meant to be heard at one time: somebody said so, or they begin at one time in one room
/// and are of co-suspects or of one person.
fn together(one: &Span<'_>, other: &Span<'_>) -> bool {
    let (first, second) = (one.sitting, other.sitting);
    let said = first.with.as_ref() == Some(&second.hearing)
        || second.with.as_ref() == Some(&first.hearing)
        || (first.with.is_some() && first.with == second.with);
    let place = one.from == other.from && one.room().is_some() && one.room() == other.room();
    let related = || first.related.contains(&second.number) || second.related.contains(&first.number);
    let person = || {
        let known: BTreeSet<String> = first.people.iter().flat_map(keys_of).collect();
        second.people.iter().flat_map(keys_of).any(|key| known.contains(&key))
    };
    place && (said || related() || person())
}

/// Puts the hearings that have something in common together; in each group in their order.
fn by_key<'a, 'b>(spans: &'b [Span<'a>]) -> BTreeMap<Key, Vec<&'b Span<'a>>> {
    let mut groups: BTreeMap<Key, Vec<&Span<'_>>> = BTreeMap::new();
    for span in spans {
        let sitting = span.sitting;
        let mut keys: BTreeSet<Key> = names(&sitting.judges).map(|(key, _)| Key::Judge(key)).collect();
        keys.extend(names(&sitting.prosecutor).map(|(key, _)| Key::Prosecutor(key)));
        keys.extend(span.room().map(|(court, room)| Key::Room(court, room)));
        keys.extend(sitting.people.iter().flat_map(keys_of).map(Key::Person));
        // Hearings of one case are of the same people, whatever is known of them.
        keys.extend((!sitting.people.is_empty()).then(|| Key::Person(format!("case {}", sitting.case))));
        keys.into_iter().for_each(|key| groups.entry(key).or_default().push(span));
    }
    groups
}

/// Shows each hearing together with those that began no later and still go on, or ended less than so long ago.
fn sweep<'a>(group: &[&'a Span<'a>], waits: i64, mut show: impl FnMut(&Span<'a>, &Span<'a>)) {
    let mut going_on: Vec<&Span<'a>> = Vec::new();
    for span in group {
        going_on.retain(|earlier| earlier.to.saturating_add(waits) > span.from);
        going_on.iter().for_each(|earlier| show(earlier, span));
        going_on.push(span);
        if going_on.len() > COMPARED {
            let first = (0..going_on.len()).min_by_key(|at| going_on.get(*at).map(|span| span.to));
            first.map(|at| going_on.swap_remove(at));
        }
    }
}

/// Gives the names in a field as people fill it in, each as it is compared and as it is written: without titles and
/// without what stands in brackets.
fn names(written: &str) -> impl Iterator<Item = (String, &str)> {
    let parts = written.split([',', ';', '/', '&', '\n']).flat_map(|part| part.split(" en "));
    parts.filter_map(|part| {
        let bare = part.split('(').next().unwrap_or(part);
        let folded = fold(bare);
        let words = folded.split(' ').filter(|word| !TITLES.contains(word));
        let key = words.collect::<Vec<_>>().join(" ");
        (key.chars().count() > 2).then(|| (key, bare.trim()))
    })
}

const TITLES: [&str; 8] = ["mr", "mrs", "mw", "dhr", "mevrouw", "heer", "dr", "prof"];

/// Gives the name as it is written in a field.
fn written(field: &str, key: &str) -> String {
    names(field).find(|(known, _)| known == key).map_or(key, |(_, name)| name).to_owned()
}

/// By what a person is known; initials and birth date make a name one person's.
fn keys_of(who: &Who) -> BTreeSet<String> {
    let named = who.born.map(|born| format!("{} {born}", fold(&who.name)));
    who.numbers.iter().cloned().chain(named).collect()
}

#[cfg(test)]
#[path = "clashes_tests.rs"]
mod tests;
