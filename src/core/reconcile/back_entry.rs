//! Back-entry (naregistratie): the facts that the source system does not have yet, one item each, in legal order.
//!
//! An item is not kept anywhere: it follows from what the source said and what stands in the case. What people do to it
//! is kept, as acts that add up in any order: claimed, keyed, checked by another person, or left out with a reason. Each
//! act names the value it is about, so that a value that changes later is an item again.

use super::concern::{self, ChainPartner};
use super::screen::{Screen, Screens};
use super::step::Step;
use crate::canonical;
use crate::case::values::words;
use crate::case::{Line, lines_by_law};
use crate::custody::is_custody_term;
use crate::digest::Digest;
use crate::event::{Event, EventId, Kind};
use crate::ident::{AuthorName, ObjectId};
use crate::law::Law;
use crate::register::{Group, Register};
use crate::state::{CaseState, Said};
use crate::text::Lang;
use crate::user_name::is_same;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// What somebody did to an item of the back-entry worklist.
    KeyingKind {
        /// Took it, so that nobody else does it as well.
        Claim = "claim", "in behandeling genomen", "claimed";
        /// Gave it back.
        Release = "release", "teruggegeven", "released";
        /// Keyed it into the source system.
        Keyed = "keyed", "ingevoerd", "keyed";
        /// Checked in the source system, as another person, that it is there; or agreed that it is left out.
        Checked = "checked", "nagekeken", "checked";
        /// Found, in the source system, that it is not there or not right.
        Wrong = "wrong", "niet goed bevonden", "found wrong";
        /// Left it out of the source system, with the reason.
        Excepted = "excepted", "niet in te voeren", "left out";
    }
}

/// An act on an item: [`Group::Keying`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyingAct {
    /// What was done.
    pub act: KeyingKind,
    /// The act that this one answers: the claim that is given back, or what was keyed or left out that is checked or found
    /// wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<ObjectId>,
    /// The value that it is about, as [`BackEntry::fact`] names it.
    pub fact: Digest,
    /// What the source system answered: its reference number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// The register.
    pub register: Register,
    /// The source's own entries about the register that were here then: as long as it has said nothing since, its word is older
    /// than this act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<EventId>,
    /// The SHA-256 of the picture of the source system's screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screenshot: Option<Digest>,
    /// Into which system; none where it is not about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<AuthorName>,
    /// In words: why it is left out, or what is wrong.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// One act with who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The act's name.
    pub id: ObjectId,
    /// What was done.
    pub act: KeyingAct,
    /// By whom, when.
    pub said: Said,
}

/// How far an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The source and people here contradict each other; somebody must decide first.
    InConflict,
    /// It must be keyed; `by` has taken it.
    ToKey {
        /// Who has claimed it; nobody, or more than one who did not know of each other.
        by: Vec<Answer>,
    },
    /// It was keyed, and another person must check that.
    ToCheck(Vec<Answer>),
    /// Somebody left it out, and another person must agree to that.
    ToAgree(Vec<Answer>),
    /// It is done.
    Done(Proof),
}

/// By what an item is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The source system's own export says it.
    Source(Vec<Said>),
    /// One person keyed it and another one checked.
    TwoPeople {
        /// What was keyed.
        keyed: Box<Answer>,
        /// Who checked.
        checked: Box<Answer>,
    },
    /// One person left it out, with the reason, and another one agreed.
    LeftOut {
        /// What was left out.
        left: Box<Answer>,
        /// Who agreed.
        checked: Box<Answer>,
    },
}

/// One fact that the source system does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The register.
    pub register: Register,
    /// Its step in criminal procedure; a term of custody goes with custody.
    pub step: Step,
    /// The name of the value, which acts on the item carry.
    pub fact: Digest,
    /// The value to be keyed; null where it must be taken out. While in conflict, one of the values.
    pub value: Value,
    /// What the source says now; nothing when it says nothing.
    pub source: Option<Value>,
    /// The source's entries that say so.
    pub heads: Vec<EventId>,
    /// Who says the value.
    pub said: Vec<Said>,
    /// The chain partner that it concerns, where one is known; its process is [`Step::process`].
    pub partner: Option<ChainPartner>,
    /// The rule of law that it is about, where it is one of a term.
    pub rule: Option<String>,
    /// Where it is keyed, once [`BackEntry::onto`] has said so.
    pub screen: Option<Screen>,
    /// How far it is.
    pub standing: Standing,
    /// Found wrong by a colleague, with the words, after the last time it was keyed.
    pub wrong: Vec<Answer>,
}

/// The back-entry of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackEntry {
    /// Its items, in legal order.
    pub items: Vec<Item>,
    /// The source systems that know the case.
    pub systems: BTreeSet<AuthorName>,
    /// The number of the case under which all of it is keyed, once [`BackEntry::under`] has said that this one is a double of
    /// that.
    pub double_of: Option<String>,
}

impl BackEntry {
    /// Names a value as acts carry it.
    #[must_use]
    pub fn fact(register: &Register, value: &Value) -> Digest {
        let bytes = canonical::to_bytes(value).unwrap_or_else(|_| value.to_string().into_bytes());
        Digest::of_parts([register.to_string().as_bytes(), b"\n", &bytes])
    }

    /// Finds the items of a case: all that people wrote here, against what the source systems said last.
    #[must_use]
    pub fn of(events: &[Event], state: &CaseState) -> BackEntry {
        let spoken = |event: &&Event| event.header.k == Kind::Snapshot;
        if events.iter().all(|event| spoken(&event) || !event.header.k.writes()) {
            return BackEntry::default();
        }
        let source = CaseState::of(events.iter().filter(spoken));
        let acts = Acts::of(state);
        let ours = written_here(events);
        let told = state.registers().filter(|(register, _)| ours.contains(*register));
        let mut items: Vec<Item> =
            told.filter_map(|(register, _)| item(register, state, &source, &acts)).collect();
        items.sort_by(|one, other| (one.step, &one.register).cmp(&(other.step, &other.register)));
        let systems = events.iter().filter(spoken).map(|event| event.header.ws.clone()).collect();
        BackEntry { items, systems, double_of: None }
    }

    /// Says for each item on which screen of a source system it is keyed. A case that no source knows yet is keyed into
    /// those of the office.
    #[must_use]
    pub fn onto(mut self, screens: &Screens, of_office: &BTreeSet<AuthorName>) -> BackEntry {
        let systems = if self.systems.is_empty() { of_office } else { &self.systems };
        for item in &mut self.items {
            item.screen = screens.of(systems, item.register.group).cloned();
        }
        self
    }

    /// Says under which other case it is keyed, by its number, where people decided that this one is a double of it.
    #[must_use]
    pub fn under(mut self, number: Option<String>) -> BackEntry {
        self.double_of = number;
        self
    }

    /// Gives the items that are not done.
    pub fn open(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !matches!(item.standing, Standing::Done(_)))
    }
}

impl Item {
    /// Shows one of its values field by field, in the order of the screen on which it is keyed.
    #[must_use]
    pub fn lines(&self, value: &Value, law: &Law, lang: Lang) -> Vec<Line> {
        let lines = lines_by_law(self.register.group, value, law, lang);
        match &self.screen {
            Some(screen) => screen.arranged(lines),
            None => lines,
        }
    }
}

/// The registers that somebody else than a source system ever wrote.
fn written_here(events: &[Event]) -> BTreeSet<&Register> {
    let ours = events.iter().filter(|event| event.header.k.writes() && event.header.k != Kind::Snapshot);
    let registers = ours.filter_map(Event::content).flat_map(|body| body.w.keys());
    let kept = [Group::Keying, Group::Twin, Group::InboundLink, Group::Promise];
    registers.filter(|register| !kept.contains(&register.group)).collect()
}

/// A paper that came in without a case is keyed in the case to which it was joined.
fn is_keyed_elsewhere(register: &Register, state: &CaseState) -> bool {
    let link = Register { group: Group::InboundLink, object: register.object.clone() };
    register.group == Group::Inbound && state.readings(&link).iter().any(|reading| !reading.value.is_null())
}

fn item(register: &Register, state: &CaseState, source: &CaseState, acts: &Acts) -> Option<Item> {
    if is_keyed_elsewhere(register, state) {
        return None;
    }
    let (readings, from) = (state.readings(register), source.readings(register));
    let first = readings.first()?;
    let value = first.value.clone();
    let told = from.iter().map(|reading| &reading.value).find(|value| !value.is_null());
    if readings.len() == 1 && value.is_null() && told.is_none() {
        // It came and went here: the source never knew.
        return None;
    }
    let fact = BackEntry::fact(register, &value);
    let said = readings.iter().flat_map(|reading| reading.said.clone()).collect();
    let heads = source.heads(register);
    let proof = match from {
        [only] if only.value == value && !acts.outdate(register, &fact, &heads) => Some(only.said.clone()),
        _ => None,
    };
    let (standing, wrong) = match (readings.len(), proof) {
        (2.., _) => (Standing::InConflict, Vec::new()),
        (_, Some(proof)) => (Standing::Done(Proof::Source(proof)), Vec::new()),
        (_, None) => acts.standing(register, &fact),
    };
    // What must be taken out is judged by what is there.
    let about = if value.is_null() { told.unwrap_or(&value) } else { &value };
    let all: Vec<&Value> = match readings {
        [_] => vec![about],
        several => several.iter().map(|reading| &reading.value).collect(),
    };
    let partner = concern::agreed(&all, |value| concern::partner(register, value, state));
    let rule = concern::agreed(&all, |value| concern::rule(register, value, state));
    let step = match &rule {
        Some(rule) if is_custody_term(rule) => Step::Custody,
        _ => Step::of(register.group, about),
    };
    let (register, source) = (register.clone(), told.cloned());
    let screen = None;
    Some(Item { register, step, fact, value, source, heads, said, partner, rule, screen, standing, wrong })
}

/// The acts of people on the items of a case.
struct Acts {
    all: BTreeMap<ObjectId, Answer>,
}

impl Acts {
    fn of(state: &CaseState) -> Acts {
        let told = state.registers().filter(|(register, _)| register.group == Group::Keying);
        let read = told.flat_map(|(register, readings)| {
            let id = register.object.clone();
            readings.iter().filter_map(move |reading| {
                let act = KeyingAct::deserialize(&reading.value).ok()?;
                Some((id.clone()?, act, reading.said.first()?.clone()))
            })
        });
        Acts { all: read.map(|(id, act, said)| (id.clone(), Answer { id, act, said })).collect() }
    }

    fn about(&self, register: &Register, fact: &Digest, act: KeyingKind) -> Vec<&Answer> {
        let meant =
            |one: &&Answer| one.act.act == act && one.act.register == *register && one.act.fact == *fact;
        self.all.values().filter(meant).collect()
    }

    fn answers(&self, to: &Answer, act: KeyingKind) -> impl Iterator<Item = &Answer> {
        self.all.values().filter(move |one| one.act.act == act && one.act.answers.as_ref() == Some(&to.id))
    }

    /// Says whether another value was keyed since the source last spoke: then its word no longer shows what it holds.
    fn outdate(&self, register: &Register, fact: &Digest, heads: &[EventId]) -> bool {
        self.all.values().any(|one| {
            one.act.act == KeyingKind::Keyed
                && one.act.register == *register
                && one.act.fact != *fact
                && one.act.seen == heads
        })
    }

    /// The acts of a kind about a value that nobody found wrong, and those that somebody did.
    fn made(&self, register: &Register, fact: &Digest, act: KeyingKind) -> (Vec<&Answer>, Vec<&Answer>) {
        let about = self.about(register, fact, act).into_iter();
        about.partition(|one| self.answers(one, KeyingKind::Wrong).next().is_none())
    }

    /// The first of these acts that another person checked, with that check. Who did it cannot check it.
    fn checked(&self, acts: &[&Answer]) -> Option<(Box<Answer>, Box<Answer>)> {
        acts.iter().find_map(|one| {
            let other = |check: &&Answer| !is_same(&check.said.by, &one.said.by);
            let check = self.answers(one, KeyingKind::Checked).find(other)?;
            Some((Box::new((*one).clone()), Box::new(check.clone())))
        })
    }

    /// Judges how far an item is, and what was found wrong. The order in which acts arrived plays no part. What was keyed is
    /// checked before what was left out: it may be in the source system.
    fn standing(&self, register: &Register, fact: &Digest) -> (Standing, Vec<Answer>) {
        let (left_out, failed) = self.made(register, fact, KeyingKind::Excepted);
        let (keyed, wrong) = self.made(register, fact, KeyingKind::Keyed);
        let own = |acts: Vec<&Answer>| acts.into_iter().cloned().collect::<Vec<_>>();
        if let Some((left, checked)) = self.checked(&left_out) {
            return (Standing::Done(Proof::LeftOut { left, checked }), Vec::new());
        }
        if let Some((keyed, checked)) = self.checked(&keyed) {
            return (Standing::Done(Proof::TwoPeople { keyed, checked }), Vec::new());
        }
        if !keyed.is_empty() {
            return (Standing::ToCheck(own(keyed)), Vec::new());
        }
        if !left_out.is_empty() {
            return (Standing::ToAgree(own(left_out)), Vec::new());
        }
        let failed = wrong.into_iter().chain(failed);
        let wrong = failed.flat_map(|one| self.answers(one, KeyingKind::Wrong)).cloned().collect();
        let claims = self.about(register, fact, KeyingKind::Claim).into_iter();
        let by = claims.filter(|one| self.answers(one, KeyingKind::Release).next().is_none());
        (Standing::ToKey { by: by.cloned().collect() }, wrong)
    }
}

impl Standing {
    /// Gives the word on the wire and on the command line.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Standing::InConflict => "in-conflict",
            Standing::ToKey { .. } => "to-key",
            Standing::ToCheck(_) => "to-check",
            Standing::ToAgree(_) => "to-agree",
            Standing::Done(Proof::Source(_)) => "in-source",
            Standing::Done(Proof::TwoPeople { .. }) => "done",
            Standing::Done(Proof::LeftOut { .. }) => "left-out",
        }
    }

    /// Gives its name for people.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        match self {
            Standing::InConflict => lang.pick("eerst beslissen", "decide first"),
            Standing::ToKey { .. } => lang.pick("in te voeren", "to be keyed"),
            Standing::ToCheck(_) => lang.pick("na te kijken", "to be checked"),
            Standing::ToAgree(_) => lang.pick("wacht op tweede persoon", "waits for a second person"),
            Standing::Done(Proof::Source(_)) => lang.pick("staat in het bronsysteem", "in the source system"),
            Standing::Done(Proof::TwoPeople { .. }) => lang.pick("klaar", "done"),
            Standing::Done(Proof::LeftOut { .. }) => lang.pick("niet in te voeren", "left out"),
        }
    }
}
