//! What whoever carries a task out needs to know at least, as the law's table has it, and what of it is missing.

use super::deduction::{Deduction, deduction};
use super::finality::{Ground, decision_of};
use crate::case::{PersonFile, TaskDetail, TaskFile, TaskKind};
use crate::custody::MeasureKind;
use crate::ident::ObjectId;
use crate::law::Words;
use crate::moment::date_text;
use crate::text::Lang;
use serde::Deserialize;
use std::collections::BTreeSet;

/// How soon a kind of task must go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// Within hours.
    Hours,
    /// On the same day.
    SameDay,
    /// On the same day when the person is held.
    IfHeld,
    /// At the edges of its window.
    Edges,
    /// Before others.
    Soon,
    /// In its turn.
    Normal,
}

impl Urgency {
    /// Says it in words.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Urgency::Hours => lang.pick("binnen uren", "within hours"),
            Urgency::SameDay => lang.pick("dezelfde dag", "the same day"),
            Urgency::IfHeld => lang.pick("dezelfde dag als iemand vastzit", "the same day when held"),
            Urgency::Edges => lang.pick("op de randen van de termijn", "at the edges of the term"),
            Urgency::Soon => lang.pick("voorrang", "before others"),
            Urgency::Normal => lang.pick("gewoon", "ordinary"),
        }
    }

    /// Tells whether a task of it must go today.
    #[must_use]
    pub const fn is_today(self, held: bool) -> bool {
        matches!(self, Urgency::Hours | Urgency::SameDay) || (held && matches!(self, Urgency::IfHeld))
    }
}

/// What a case gives by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// The person's name.
    Name,
    /// The date of birth.
    Born,
    /// The place of birth.
    Birthplace,
    /// A number of the person; that there is one is told, never the number.
    PersonNumber,
    /// The case's number.
    Number,
    /// The court, or who decided.
    Court,
    /// The day of the decision.
    Decided,
    /// The days in custody.
    Deduction,
    /// Where the person is held.
    Place,
}

/// Something that an executor needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Datum {
    /// Its key, in an entry and on the command line.
    pub key: String,
    /// Its name.
    pub name: Words,
    /// What it can look like.
    #[serde(default)]
    pub example: String,
    /// What the case gives it by.
    pub from: Option<From>,
}

/// What a kind of task needs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskMinimum {
    /// The kind.
    pub kind: TaskKind,
    /// How soon it must go.
    pub urgency: Urgency,
    /// The keys of what it needs.
    pub needs: Vec<String>,
}

/// Which days come off a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeductionRule {
    /// The article of law.
    pub article: String,
    /// The measures with which days begin to count.
    pub begins: Vec<MeasureKind>,
    /// The measures with which they end.
    pub ends: Vec<MeasureKind>,
}

/// The table of what tasks need.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minimum {
    /// Whether a jurist looked at it.
    pub review: String,
    /// Which days come off a sentence.
    pub deduction: DeductionRule,
    /// What can be needed.
    pub datum: Vec<Datum>,
    /// What each kind needs.
    pub task: Vec<TaskMinimum>,
}

/// One thing that an executor needs to know, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: Words,
    /// What is known; nothing when it is missing.
    pub text: Option<Words>,
}

impl Minimum {
    /// Reads the table.
    ///
    /// # Errors
    /// What is wrong with it, in words: a kind that stands twice or not, a need that is no datum.
    pub fn parse(text: &str) -> Result<Minimum, String> {
        let read: Minimum = toml::from_str(text).map_err(|why| why.to_string())?;
        let keys: BTreeSet<&str> = read.datum.iter().map(|datum| datum.key.as_str()).collect();
        if keys.len() != read.datum.len() {
            return Err("a datum stands twice".into());
        }
        for kind in TaskKind::ALL {
            if read.task.iter().filter(|task| task.kind == *kind).count() != 1 {
                return Err(format!("`{}` must stand once", kind.word()));
            }
        }
        let needs = read.task.iter().flat_map(|task| &task.needs);
        match needs.into_iter().find(|need| !keys.contains(need.as_str())) {
            Some(need) => Err(format!("`{need}` is no datum")),
            None => Ok(read),
        }
    }

    /// Gives what a kind of task needs.
    #[must_use]
    pub fn of(&self, kind: TaskKind) -> Option<&TaskMinimum> {
        self.task.iter().find(|task| task.kind == kind)
    }

    /// Gives the data of a kind that people fill in.
    pub fn to_fill(&self, kind: TaskKind) -> impl Iterator<Item = &Datum> {
        let needs = self.of(kind).map(|task| task.needs.as_slice()).unwrap_or_default();
        self.datum.iter().filter(|datum| needs.contains(&datum.key))
    }

    /// Gives everything that a task needs, in the order of the table, with what is known of it.
    #[must_use]
    pub fn needed(&self, ground: &Ground<'_>, id: &ObjectId, task: &TaskFile) -> Vec<Needed> {
        let Some(rule) = task.plan.any().and_then(|plan| self.of(plan.kind)) else { return Vec::new() };
        let seen = Seen::of(ground, id, task);
        let data = rule.needs.iter().filter_map(|key| self.datum.iter().find(|datum| datum.key == *key));
        data.map(|datum| Needed {
            key: datum.key.clone(),
            name: datum.name.clone(),
            text: seen.filled(datum).or_else(|| seen.known(datum.from?, self)),
        })
        .collect()
    }

    /// Gives the days that come off the sentence that a task carries out.
    #[must_use]
    pub fn deduction(&self, ground: &Ground<'_>, task: &TaskFile) -> Deduction {
        let person = task.detail.any().and_then(|detail| detail.person.as_ref());
        let person = person.or_else(|| ground.file.sole_suspect());
        deduction(&ground.file.measures_of(person, ""), ground.today, &self.deduction)
    }
}

/// Says what is missing: `duur, aftrek`; nothing when all of it is known.
#[must_use]
pub fn missing_text(needed: &[Needed], lang: Lang) -> Option<String> {
    let names: Vec<&str> =
        needed.iter().filter(|need| need.text.is_none()).map(|need| need.name.get(lang)).collect();
    let words = lang.pick("er ontbreekt", "missing");
    (!names.is_empty()).then(|| format!("{words}: {}", names.join(", ")))
}

/// A task with the person it is about.
struct Seen<'a> {
    ground: &'a Ground<'a>,
    id: &'a ObjectId,
    task: &'a TaskFile,
    detail: Option<&'a TaskDetail>,
    person: Option<&'a ObjectId>,
}

impl<'a> Seen<'a> {
    fn of(ground: &'a Ground<'a>, id: &'a ObjectId, task: &'a TaskFile) -> Seen<'a> {
        let detail = task.detail.any();
        let person = detail.and_then(|detail| detail.person.as_ref());
        Seen { ground, id, task, detail, person: person.or_else(|| ground.file.sole_suspect()) }
    }

    fn filled(&self, datum: &Datum) -> Option<Words> {
        let text = self.detail?.data.get(&datum.key).filter(|text| !text.trim().is_empty())?;
        Some(Words::new(text.clone(), text.clone()))
    }

    fn who(&self) -> Option<&PersonFile> {
        self.ground.file.persons.get(self.person?)
    }

    fn known(&self, from: From, minimum: &Minimum) -> Option<Words> {
        let same = |text: String| (!text.trim().is_empty()).then(|| Words::new(text.clone(), text));
        let file = self.ground.file;
        match from {
            From::Name => same(self.who()?.identity.sole()?.full_name()),
            From::Born => same(date_text(self.who()?.identity.sole()?.born?)),
            From::Birthplace => same(self.who()?.identity.sole()?.birthplace.clone()),
            From::PersonNumber => {
                let numbers = self.who()?.numbers.sole()?;
                let there = numbers.bsn.is_some() || numbers.skn.is_some();
                there.then(|| Words::new("vastgelegd, niet op papier", "recorded, not on paper"))
            }
            From::Number => same(file.numbers.sole()?.parketnummer.as_ref()?.to_string()),
            From::Court => same(decision_of(self.ground, self.id, self.task)?.1),
            From::Decided => same(date_text(decision_of(self.ground, self.id, self.task)?.0)),
            From::Deduction => {
                let found = minimum.deduction(self.ground, self.task);
                (!found.unsure).then(|| Words::new(found.text(Lang::Nl), found.text(Lang::En)))
            }
            From::Place => {
                let measures = file.measures_of(self.person, "");
                let newest = measures.iter().filter(|measure| !measure.place.is_empty());
                same(newest.max_by_key(|measure| measure.moment.unix())?.place.clone())
            }
        }
    }
}
