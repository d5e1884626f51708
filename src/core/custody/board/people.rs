//! Which entries are about one person: by number for sure, by name and birth date perhaps.

use super::Entry;
use crate::search::fold;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Places of the entries that are about one person.
pub(super) type Person = Vec<usize>;

/// Puts entries together that have a number of the person, the birth date and the surname in common. A wrong number must
/// not hide anybody behind somebody else's title: who may be the same stands on a line of his own, with a pointer.
pub(super) fn group(entries: &[&Entry]) -> Vec<Person> {
    let mut sets = Sets { parents: (0..entries.len()).collect() };
    let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.person.is_some()) {
        for number in &entry.numbers {
            let seen = known.entry(number).or_default();
            let same = |other: &&usize| entries.get(**other).is_some_and(|other| one_person(entry, other));
            if let Some(other) = seen.iter().find(same) {
                sets.join(at, *other);
            }
            seen.push(at);
        }
    }
    let mut persons: BTreeMap<usize, Person> = BTreeMap::new();
    (0..entries.len()).for_each(|at| persons.entry(sets.root(at)).or_default().push(at));
    persons.into_values().collect()
}

fn one_person(one: &Entry, other: &Entry) -> bool {
    let born = one.born.zip(other.born).is_some_and(|(one, other)| one == other);
    born && surname(one) == surname(other)
}

/// Lists put the surname first, before a comma.
fn surname(entry: &Entry) -> String {
    fold(entry.name.split_once(',').map_or(entry.name.as_str(), |(surname, _)| surname))
}

/// Sets of entries that grow together.
struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    fn root(&self, at: usize) -> usize {
        let mut at = at;
        while let Some(parent) = self.parents.get(at).filter(|parent| **parent != at) {
            at = *parent;
        }
        at
    }

    /// The lower place is the root, so that the order of persons is that of their first entries.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(one.max(other)) {
            *parent = one.min(other);
        }
    }
}

/// Persons with one name and birth date, or with one number and two birth dates.
pub(super) struct Namesakes {
    keys: BTreeMap<String, BTreeSet<usize>>,
    persons: Vec<Person>,
}

impl Namesakes {
    pub(super) fn of(entries: &[&Entry], persons: &[Person]) -> Namesakes {
        let mut keys: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (nth, person) in persons.iter().enumerate() {
            for entry in person.iter().filter_map(|at| entries.get(*at)) {
                for key in keys_of(entry) {
                    keys.entry(key).or_default().insert(nth);
                }
            }
        }
        keys.retain(|_, persons| persons.len() > 1);
        Namesakes { keys, persons: persons.to_vec() }
    }

    /// Gives the entries of other persons who may be the same as the n-th, each with the place of its person.
    pub(super) fn others<'a>(
        &self,
        entries: &[&'a Entry],
        (nth, told): (usize, &[&Entry]),
    ) -> Vec<(usize, &'a Entry)> {
        if self.keys.is_empty() {
            return Vec::new();
        }
        let found = told.iter().flat_map(|entry| keys_of(entry)).filter_map(|key| self.keys.get(&key));
        let others: BTreeSet<usize> = found.flatten().copied().filter(|other| *other != nth).collect();
        let persons = others.into_iter().filter_map(|other| Some((other, self.persons.get(other)?)));
        let places = persons.flat_map(|(other, person)| person.iter().map(move |at| (other, at)));
        places.filter_map(|(other, at)| Some((other, *entries.get(*at)?))).collect()
    }
}

fn keys_of(entry: &Entry) -> Vec<String> {
    if entry.person.is_none() {
        return Vec::new();
    }
    let name = |born: NaiveDate| format!("{} {born}", fold(&entry.name));
    entry.numbers.iter().cloned().chain(entry.born.map(name)).collect()
}
