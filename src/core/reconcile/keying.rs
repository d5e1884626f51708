//! What people do to an item of the back-entry worklist, and when it is refused.

use super::back_entry::{Answer, BackEntry, Item, KeyingAct, KeyingKind, Proof, Standing};
use crate::digest::Digest;
use crate::entry::{self, Field, Size, Unfit};
use crate::event::{Draft, Event, Kind};
use crate::ident::{AuthorName, CaseId, ObjectId};
use crate::moment::{Moment, moment_text};
use crate::register::{Group, Register};
use crate::state::CaseState;
use crate::text::Lang;
use crate::user_name::is_same;
use serde_json::Value;
use std::collections::BTreeMap;

/// What somebody does to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keying {
    /// Takes it, so that nobody else does it as well.
    Claim,
    /// Takes it from whoever has it.
    TakeOver,
    /// Gives it back.
    Release,
    /// Says that it was keyed, with what proves it: the reference that the system gave, or a picture of its screen.
    Keyed {
        /// Into which system; none where it is not about one.
        system: Option<AuthorName>,
        /// What the system answered.
        reference: String,
        /// The SHA-256 of the picture.
        screenshot: Option<Digest>,
    },
    /// Says, as another person, that it is in the system as it should be, or that it is rightly left out.
    Checked,
    /// Says that it is not in the system, or not right, or must be keyed after all; with the reason.
    Wrong(String),
    /// Leaves it out of the system, with the reason; another person must agree.
    LeaveOut(String),
}

/// Why an act on an item is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotKeyed {
    /// There is no such item, or it is of another value by now.
    NoItem(Register),
    /// The values contradict each other; somebody must decide first.
    InConflict(Register),
    /// It is done already.
    Done(Register),
    /// It was not keyed yet.
    NotYet(Register),
    /// It was keyed already, by these people, and waits for the check of another person.
    ToCheck(Register, Vec<(String, Moment)>),
    /// These people left it out, and it waits for another person who agrees.
    ToAgree(Register, Vec<(String, Moment)>),
    /// Who keyed it cannot check it.
    SamePerson(Register),
    /// Who left it out cannot agree to that.
    OwnException(Register),
    /// Nobody who asks this has claimed it.
    NotClaimed(Register),
    /// Whoever asks has claimed it already.
    Claimed(Register),
    /// Others have claimed it: their names, and since when.
    OfOthers(Register, Vec<(String, Moment)>),
    /// There is neither a reference nor a picture.
    NoProof,
    /// The reason is missing.
    WhyMissing,
    /// A field holds what it may not.
    Unfit(Unfit),
}

impl NotKeyed {
    /// Says what happened and what to do next, for people.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let thing = |register: &Register| register.group.label(lang);
        let (nl, en) = match self {
            NotKeyed::NoItem(register) => (
                format!("Dit staat niet (meer) op de lijst: {}. Open de lijst opnieuw.", thing(register)),
                format!("This is not on the list (any more): {}. Open the list again.", thing(register)),
            ),
            NotKeyed::InConflict(register) => (
                format!("Twee bronnen spreken elkaar tegen: {}. Beslis dat eerst.", thing(register)),
                format!("Two sources contradict each other: {}. Decide that first.", thing(register)),
            ),
            NotKeyed::Done(register) => (
                format!("Dit is al klaar: {}. Er is niets opgeslagen.", thing(register)),
                format!("This is done already: {}. Nothing was saved.", thing(register)),
            ),
            NotKeyed::NotYet(register) => (
                format!("Dit is nog niet ingevoerd: {}. Voer het eerst in.", thing(register)),
                format!("This was not keyed yet: {}. Key it first.", thing(register)),
            ),
            NotKeyed::ToCheck(register, by) => (
                format!(
                    "Dit is al ingevoerd door {} en moet nog worden nagekeken: {}. Laat een collega het nakijken, of meld wat er niet goed is.",
                    names(by, "op", Lang::Nl),
                    thing(register)
                ),
                format!(
                    "This was keyed already by {} and must still be checked: {}. Let a colleague check it, or say what is wrong.",
                    names(by, "at", Lang::En),
                    thing(register)
                ),
            ),
            NotKeyed::ToAgree(register, by) => (
                format!(
                    "Op niet in te voeren gezet door {}: {}. Dat wacht op een tweede persoon. Laat een collega akkoord geven, of meld waarom het toch moet.",
                    names(by, "op", Lang::Nl),
                    thing(register)
                ),
                format!(
                    "Left out by {}: {}. That waits for a second person. Let a colleague agree, or say why it must be keyed after all.",
                    names(by, "at", Lang::En),
                    thing(register)
                ),
            ),
            NotKeyed::OwnException(register) => (
                format!(
                    "U hebt dit zelf op niet in te voeren gezet: {}. Laat een collega akkoord geven.",
                    thing(register)
                ),
                format!("You left this out yourself: {}. Let a colleague agree.", thing(register)),
            ),
            NotKeyed::OfOthers(register, claims) => (
                format!(
                    "{} Overleg eerst, of neem het over (opdrachtregel: `backentry claim --take-over`). Er is niets opgeslagen.",
                    held_by(register, claims, Lang::Nl)
                ),
                format!(
                    "{} Talk to them first, or take it over (command line: `backentry claim --take-over`). Nothing was saved.",
                    held_by(register, claims, Lang::En)
                ),
            ),
            NotKeyed::SamePerson(register) => (
                format!("U hebt dit zelf ingevoerd: {}. Laat een collega het nakijken.", thing(register)),
                format!("You keyed this yourself: {}. Let a colleague check it.", thing(register)),
            ),
            NotKeyed::NotClaimed(register) => (
                format!("U hebt dit niet in behandeling: {}. Er is niets opgeslagen.", thing(register)),
                format!("You have not claimed this: {}. Nothing was saved.", thing(register)),
            ),
            NotKeyed::Claimed(register) => (
                format!("U hebt dit al in behandeling: {}.", thing(register)),
                format!("You have claimed this already: {}.", thing(register)),
            ),
            NotKeyed::NoProof => (
                "Geef een bewijs: het kenmerk uit het bronsysteem, of een schermafdruk.".into(),
                "Give a proof: the reference of the source system, or a screenshot.".into(),
            ),
            NotKeyed::WhyMissing => (
                "Vul een reden in. De reden komt in het log.".into(),
                "Give a reason. It goes into the log.".into(),
            ),
            NotKeyed::Unfit(why) => why.words(),
        };
        match lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }
}

/// Says who has an item, and since when.
fn held_by(register: &Register, claims: &[(String, Moment)], lang: Lang) -> String {
    let names = names(claims, lang.pick("sinds", "since"), lang);
    let thing = register.group.label(lang);
    match lang {
        Lang::Nl => format!("Dit is al in behandeling bij {names}: {thing}."),
        Lang::En => format!("This is claimed by {names}: {thing}."),
    }
}

/// Names who did something, each with the moment.
fn names(who: &[(String, Moment)], since: &str, lang: Lang) -> String {
    let one = |(who, at): &(String, Moment)| {
        format!("{who} ({since} {})", moment_text(&at.in_the_netherlands(), lang))
    };
    who.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Turns an act on an item into the draft of a journal entry, or refuses it.
///
/// `events` are all of the case, `id` the name that the act gets, `by` the person's name as the station knows it.
///
/// # Errors
/// [`NotKeyed`] says which rule stands in the way.
pub fn draft(
    (case, events): (CaseId, &[Event]),
    register: &Register,
    keying: Keying,
    (id, by): (ObjectId, &str),
) -> Result<Draft, NotKeyed> {
    let list = BackEntry::of(events, &CaseState::of(events));
    let item = list.items.into_iter().find(|item| item.register == *register);
    let item = item.ok_or_else(|| NotKeyed::NoItem(register.clone()))?;
    let mut act = act(&item, &keying, by)?;
    if act.act == KeyingKind::Keyed && act.system.is_none() && list.systems.len() == 1 {
        act.system = list.systems.into_iter().next();
    }
    let reason = Field::new("reden", "reason");
    entry::check_text(&act.why, Size::Words, reason).map_err(NotKeyed::Unfit)?;
    entry::check_text(&act.reference, Size::Line, Field::new("kenmerk", "reference"))
        .map_err(NotKeyed::Unfit)?;
    let given_back = if keying == Keying::TakeOver { others(&item, by) } else { Vec::new() };
    let mut writes = BTreeMap::new();
    for (nth, claim) in given_back.into_iter().enumerate() {
        let place = ObjectId::derived(&format!("{id}/{nth}"));
        let act = plain(&item, KeyingKind::Release, Some(claim.id.clone()));
        writes.insert(Register::of(Group::Keying, place), value_of(&act)?);
    }
    writes.insert(Register::of(Group::Keying, id), value_of(&act)?);
    Ok(Draft::writing(Kind::Add, case, writes))
}

fn value_of(act: &KeyingAct) -> Result<Value, NotKeyed> {
    serde_json::to_value(act).map_err(|_| NotKeyed::NoItem(act.register.clone()))
}

/// An act on an item that says nothing more.
fn plain(item: &Item, act: KeyingKind, answers: Option<ObjectId>) -> KeyingAct {
    KeyingAct {
        act,
        answers,
        fact: item.fact,
        reference: String::new(),
        register: item.register.clone(),
        seen: Vec::new(),
        screenshot: None,
        system: None,
        why: String::new(),
    }
}

/// The claims of other people on an item.
fn others<'a>(item: &'a Item, by: &str) -> Vec<&'a Answer> {
    let Standing::ToKey { by: claims } = &item.standing else { return Vec::new() };
    claims.iter().filter(|claim| !is_same(&claim.said.by, by)).collect()
}

fn act(item: &Item, keying: &Keying, by: &str) -> Result<KeyingAct, NotKeyed> {
    let register = || item.register.clone();
    let answering = |act, answer: &Answer| plain(item, act, Some(answer.id.clone()));
    let mine = |claims: &[Answer]| claims.iter().find(|claim| is_same(&claim.said.by, by)).cloned();
    let by_another = |acts: &[Answer]| acts.iter().find(|one| !is_same(&one.said.by, by)).cloned();
    match (keying, &item.standing) {
        (_, Standing::InConflict) => Err(NotKeyed::InConflict(register())),
        (Keying::Wrong(why), standing) => {
            let answers = undone(standing).ok_or_else(|| NotKeyed::NotYet(register()))?;
            Ok(KeyingAct { why: reason(why)?, ..plain(item, KeyingKind::Wrong, Some(answers)) })
        }
        (_, Standing::Done(_)) => Err(NotKeyed::Done(register())),
        (Keying::Checked, Standing::ToCheck(keyed)) => {
            let keyed = by_another(keyed).ok_or_else(|| NotKeyed::SamePerson(register()))?;
            Ok(answering(KeyingKind::Checked, &keyed))
        }
        (Keying::Checked, Standing::ToAgree(left)) => {
            let left = by_another(left).ok_or_else(|| NotKeyed::OwnException(register()))?;
            Ok(answering(KeyingKind::Checked, &left))
        }
        (Keying::Checked, Standing::ToKey { .. }) => Err(NotKeyed::NotYet(register())),
        (_, Standing::ToCheck(made)) => Err(NotKeyed::ToCheck(register(), told(made))),
        (_, Standing::ToAgree(made)) => Err(NotKeyed::ToAgree(register(), told(made))),
        (Keying::Claim | Keying::TakeOver, Standing::ToKey { by: claims }) => {
            if mine(claims).is_some() && (*keying == Keying::Claim || claims.len() == 1) {
                return Err(NotKeyed::Claimed(register()));
            }
            let held = told(others(item, by));
            match *keying == Keying::Claim && !held.is_empty() {
                true => Err(NotKeyed::OfOthers(register(), held)),
                false => Ok(plain(item, KeyingKind::Claim, None)),
            }
        }
        // Whoever has it may be keying it at this moment.
        (Keying::Keyed { .. } | Keying::LeaveOut(_), Standing::ToKey { by: claims })
            if mine(claims).is_none() && !claims.is_empty() =>
        {
            Err(NotKeyed::OfOthers(register(), told(claims)))
        }
        (Keying::Release, Standing::ToKey { by: claims }) => {
            let claim = mine(claims).ok_or_else(|| NotKeyed::NotClaimed(register()))?;
            Ok(answering(KeyingKind::Release, &claim))
        }
        (Keying::Keyed { system, reference, screenshot }, Standing::ToKey { .. }) => {
            let reference = reference.trim().to_owned();
            if reference.is_empty() && screenshot.is_none() {
                return Err(NotKeyed::NoProof);
            }
            let (seen, system, screenshot) = (item.heads.clone(), system.clone(), *screenshot);
            Ok(KeyingAct { reference, screenshot, seen, system, ..plain(item, KeyingKind::Keyed, None) })
        }
        (Keying::LeaveOut(why), Standing::ToKey { .. }) => {
            Ok(KeyingAct { why: reason(why)?, ..plain(item, KeyingKind::Excepted, None) })
        }
    }
}

/// Who did these acts, and when.
fn told<'a>(acts: impl IntoIterator<Item = &'a Answer>) -> Vec<(String, Moment)> {
    acts.into_iter().map(|one| (one.said.by.clone(), one.said.at)).collect()
}

impl Item {
    /// Gives the claims on it of others than this person; none once it was keyed.
    #[must_use]
    pub fn claims_of_others(&self, by: &str) -> Vec<&super::Answer> {
        let Standing::ToKey { by: claims } = &self.standing else { return Vec::new() };
        claims.iter().filter(|claim| !is_same(&claim.said.by, by)).collect()
    }
}

/// The act that a complaint takes back. What the source's own export proves is no act of people.
fn undone(standing: &Standing) -> Option<ObjectId> {
    match standing {
        Standing::ToCheck(made) | Standing::ToAgree(made) => made.first().map(|made| made.id.clone()),
        Standing::Done(Proof::TwoPeople { keyed, .. }) => Some(keyed.id.clone()),
        Standing::Done(Proof::LeftOut { left, .. }) => Some(left.id.clone()),
        Standing::InConflict | Standing::ToKey { .. } | Standing::Done(Proof::Source(_)) => None,
    }
}

fn reason(why: &str) -> Result<String, NotKeyed> {
    let why = why.trim();
    if why.is_empty() { Err(NotKeyed::WhyMissing) } else { Ok(why.to_owned()) }
}
