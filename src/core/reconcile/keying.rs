//! What people do to an item of the back-entry worklist, and when it is refused.

use super::back_entry::{BackEntry, Item, KeyingAct, KeyingKind, Proof, Standing};
use crate::digest::Digest;
use crate::entry::{self, Field, Size, Unfit};
use crate::event::{Draft, Event, Kind};
use crate::ident::{AuthorName, CaseId, ObjectId};
use crate::register::{Group, Register};
use crate::state::CaseState;
use crate::text::Lang;
use crate::user_name::is_same;
use std::collections::BTreeMap;

/// What somebody does to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keying {
    /// Takes it, so that nobody else does it as well.
    Claim,
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
    /// Says, as another person, that it is in the system as it should be.
    Checked,
    /// Says that it is not in the system, or not right, or must be keyed after all; with the reason.
    Wrong(String),
    /// Leaves it out of the system, with the reason.
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
    /// Who keyed it cannot check it.
    SamePerson(Register),
    /// Nobody who asks this has claimed it.
    NotClaimed(Register),
    /// Whoever asks has claimed it already.
    Claimed(Register),
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
    let act = act(&item, keying, by)?;
    let reason = Field::new("reden", "reason");
    entry::check_text(&act.why, Size::Words, reason).map_err(NotKeyed::Unfit)?;
    entry::check_text(&act.reference, Size::Line, Field::new("kenmerk", "reference"))
        .map_err(NotKeyed::Unfit)?;
    let value = serde_json::to_value(&act).map_err(|_| NotKeyed::NoItem(register.clone()))?;
    Ok(Draft::writing(Kind::Add, case, BTreeMap::from([(Register::of(Group::Keying, id), value)])))
}

fn act(item: &Item, keying: Keying, by: &str) -> Result<KeyingAct, NotKeyed> {
    let register = || item.register.clone();
    let plain = |act, answers| KeyingAct {
        act,
        answers,
        fact: item.fact,
        reference: String::new(),
        register: register(),
        seen: Vec::new(),
        screenshot: None,
        system: None,
        why: String::new(),
    };
    let mine = |by_whom: &[super::Answer]| {
        by_whom.iter().find(|claim| is_same(&claim.said.by, by)).map(|claim| claim.id.clone())
    };
    match (keying, &item.standing) {
        (_, Standing::InConflict) => Err(NotKeyed::InConflict(register())),
        (Keying::Wrong(why), standing) => {
            let answers = undone(standing).ok_or_else(|| NotKeyed::NotYet(register()))?;
            Ok(KeyingAct { why: reason(&why)?, ..plain(KeyingKind::Wrong, Some(answers)) })
        }
        (_, Standing::Done(_)) => Err(NotKeyed::Done(register())),
        (Keying::Checked, Standing::ToCheck(keyed)) => {
            let others = keyed.iter().find(|keyed| !is_same(&keyed.said.by, by));
            let keyed = others.ok_or_else(|| NotKeyed::SamePerson(register()))?;
            Ok(plain(KeyingKind::Checked, Some(keyed.id.clone())))
        }
        (Keying::Checked, _) => Err(NotKeyed::NotYet(register())),
        (Keying::Claim, Standing::ToKey { by: claims }) => match mine(claims) {
            None => Ok(plain(KeyingKind::Claim, None)),
            Some(_) => Err(NotKeyed::Claimed(register())),
        },
        (Keying::Release, Standing::ToKey { by: claims }) => {
            let claim = mine(claims).ok_or_else(|| NotKeyed::NotClaimed(register()))?;
            Ok(plain(KeyingKind::Release, Some(claim)))
        }
        (Keying::Keyed { system, reference, screenshot }, Standing::ToKey { .. }) => {
            let reference = reference.trim().to_owned();
            if reference.is_empty() && screenshot.is_none() {
                return Err(NotKeyed::NoProof);
            }
            let seen = item.heads.clone();
            Ok(KeyingAct { reference, screenshot, seen, system, ..plain(KeyingKind::Keyed, None) })
        }
        (Keying::LeaveOut(why), Standing::ToKey { .. }) => {
            Ok(KeyingAct { why: reason(&why)?, ..plain(KeyingKind::Excepted, None) })
        }
        (Keying::Claim | Keying::Release | Keying::Keyed { .. } | Keying::LeaveOut(_), _) => {
            Err(NotKeyed::Done(register()))
        }
    }
}

/// The act that a complaint takes back. What the source's own export proves is no act of people.
fn undone(standing: &Standing) -> Option<ObjectId> {
    match standing {
        Standing::ToCheck(keyed) => keyed.first().map(|keyed| keyed.id.clone()),
        Standing::Done(Proof::TwoPeople { keyed, .. }) => Some(keyed.id.clone()),
        Standing::Done(Proof::LeftOut(left)) => Some(left.id.clone()),
        Standing::InConflict | Standing::ToKey { .. } | Standing::Done(Proof::Source(_)) => None,
    }
}

fn reason(why: &str) -> Result<String, NotKeyed> {
    let why = why.trim();
    if why.is_empty() { Err(NotKeyed::WhyMissing) } else { Ok(why.to_owned()) }
}
