//! Why a case may not be known to the public. Whatever is not known, or contradicted, counts as a reason.

use crate::case::{CaseFile, Charge, Fact, HearingSession, HearingSlot, Identity, PersonRole};
use crate::ident::ObjectId;
use crate::register::{Group, Register};
use crate::search::fold;
use crate::text::Lang;
use std::collections::BTreeSet;

/// A reason to keep a case from the door and from the press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// A suspect was under eighteen on the day of a charge.
    Minor,
    /// It cannot be told that everybody was eighteen: a birth date or the day of a charge is missing.
    AgeUnknown,
    /// Behind closed doors.
    ClosedDoors,
    /// Nobody said whether the doors are open.
    DoorsUnknown,
    /// The chamber never sits in public: kinderrechter, raadkamer, rechter-commissaris.
    ClosedChamber,
    /// A person in the case is protected.
    Shielded,
    /// Nobody is known to stand trial.
    NobodyKnown,
    /// Sources contradict each other about one of these.
    Contradicted,
    /// Something about one of these cannot be read.
    Unreadable,
}

impl Limit {
    /// Names it for people who work on the case.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Limit::Minor => lang.pick("jeugd", "youth"),
            Limit::AgeUnknown => lang.pick("leeftijd niet zeker", "age not certain"),
            Limit::ClosedDoors => lang.pick("besloten", "closed doors"),
            Limit::DoorsUnknown => lang.pick("openbaarheid onbekend", "doors not known"),
            Limit::ClosedChamber => lang.pick("kamer zit besloten", "chamber sits closed"),
            Limit::Shielded => lang.pick("beschermd persoon", "protected person"),
            Limit::NobodyKnown => lang.pick("verdachte onbekend", "suspect not known"),
            Limit::Contradicted => lang.pick("niet beslist", "not decided"),
            Limit::Unreadable => lang.pick("niet leesbaar", "not readable"),
        }
    }
}

/// What a hearing's openness hangs on; a contradiction in any of it closes the hearing. The numbers are among it: a
/// wrong number is another case's. Of its place and time each reading must be open; that they differ is told instead.
const DECISIVE: [Group; 6] =
    [Group::Numbers, Group::Identity, Group::Shield, Group::Charge, Group::Slot, Group::Session];

/// Gives every reason to keep a hearing of a case from the public.
pub(super) fn of(file: &CaseFile, hearing: &ObjectId, slot: &HearingSlot) -> BTreeSet<Limit> {
    let mut limits = BTreeSet::new();
    let session = file.hearings.get(hearing).map(|entry| &entry.session);
    limits.extend(doors(session));
    let modality = session.and_then(Fact::any).map(|session| session.modality.as_str()).unwrap_or_default();
    let slots = file.hearings.get(hearing).into_iter().flat_map(|entry| entry.slot.values());
    let chambers = slots.chain([slot]).map(|slot| slot.chamber.as_str());
    if chambers.chain([modality]).any(sits_closed) {
        limits.insert(Limit::ClosedChamber);
    }
    limits.extend(ages(file));
    let shielded = file.persons.values().flat_map(|person| person.shield.values());
    if shielded.into_iter().any(|shield| shield.protected) {
        limits.insert(Limit::Shielded);
    }
    let concerns = |register: &&Register| is_decisive(register, hearing);
    let mut contradicted = file.conflicts.iter().filter(concerns).filter(|found| found.group != Group::Slot);
    limits.extend(contradicted.next().map(|_| Limit::Contradicted));
    limits.extend(file.unreadable.iter().any(|found| concerns(&found)).then_some(Limit::Unreadable));
    limits
}

/// Another hearing of the case says nothing of this one's doors.
fn is_decisive(register: &Register, hearing: &ObjectId) -> bool {
    match register.group {
        Group::Slot | Group::Session => register.object.as_ref() == Some(hearing),
        group => DECISIVE.contains(&group),
    }
}

fn doors(session: Option<&Fact<HearingSession>>) -> Option<Limit> {
    let session = session.filter(|session| !session.is_empty());
    match session.map(|session| session.values().any(|session| session.closed)) {
        None => Some(Limit::DoorsUnknown),
        Some(true) => Some(Limit::ClosedDoors),
        Some(false) => None,
    }
}

fn sits_closed(words: &str) -> bool {
    let folded = fold(words);
    let letters: String = folded.chars().filter(|sign| sign.is_alphanumeric()).collect();
    let part = ["kinder", "jeugd", "raadkamer", "rechtercommissaris"];
    // Courts shorten these as they like; what may be one of them is not for the public.
    let short = |word: &str| matches!(word, "rc" | "rk" | "kr" | "irk" | "mkr");
    let words = folded.split(|sign: char| !sign.is_alphanumeric());
    part.iter().any(|part| letters.contains(part)) || short(&letters) || words.into_iter().any(short)
}

fn ages(file: &CaseFile) -> BTreeSet<Limit> {
    let identities = file.persons.values().flat_map(|person| person.identity.values());
    let suspects: Vec<&Identity> = identities.filter(|who| who.role == PersonRole::Suspect).collect();
    let charges: Vec<&Charge> = file.charges.values().flat_map(Fact::values).collect();
    let mut limits = BTreeSet::new();
    limits.extend(suspects.is_empty().then_some(Limit::NobodyKnown));
    limits.extend(charges.is_empty().then_some(Limit::AgeUnknown));
    let pairs = suspects.iter().flat_map(|who| charges.iter().map(|charge| (who.born, charge.date)));
    limits.extend(pairs.filter_map(
        |(born, on)| match born.zip(on).and_then(|(born, on)| on.years_since(born)) {
            None => Some(Limit::AgeUnknown),
            Some(years) if years < 18 => Some(Limit::Minor),
            Some(_) => None,
        },
    ));
    limits
}
