//! The track of what leaves by courier, stick or on paper (zending): packed, handed over, received, opened.
//!
//! What was done with a parcel are entries that add up; none replaces another. What is not confirmed stays on the list.

use crate::case::values::words;
use crate::digest::Digest;
use crate::emergency::EmergencyNumber;
use crate::event::{Event, EventId, Kind};
use crate::moment::Moment;
use crate::state::Said;
use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The word by which an act with a parcel is known among the acts of administration.
const DID: &str = "parcel";

words! {
    /// What a parcel is.
    ParcelKind {
        /// Papier.
        Paper = "paper", "papier", "paper";
        /// Stick.
        Stick = "stick", "stick", "stick";
        /// Papier en een stick.
        Both = "both", "papier en stick", "paper and stick";
        /// Goederen.
        Goods = "goods", "goederen", "goods";
    }
}

words! {
    /// How far a parcel is.
    ParcelStage {
        /// Ingepakt.
        Packed = "packed", "ingepakt", "packed";
        /// Meegegeven.
        HandedOver = "handed-over", "meegegeven", "handed over";
        /// Ontvangen.
        Received = "received", "ontvangen", "received";
        /// Geopend.
        Opened = "opened", "geopend", "opened";
        /// Zoek, beschadigd of teruggekomen.
        Lost = "lost", "NIET AANGEKOMEN", "DID NOT ARRIVE";
        /// Ging niet weg.
        Withdrawn = "withdrawn", "ging niet weg", "did not go";
    }
}

impl ParcelStage {
    /// Tells whether the partner confirmed that it has it, or that it never went: then nobody waits for it.
    #[must_use]
    pub const fn is_confirmed(self) -> bool {
        matches!(self, ParcelStage::Received | ParcelStage::Opened | ParcelStage::Withdrawn)
    }
}

/// Something in a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// What it is: a bundle's name, a paper. No names of persons.
    pub what: String,
    /// How many.
    pub count: u32,
    /// The SHA-256 of the bundle or file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
}

/// What is packed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packed {
    /// For whom.
    pub partner: String,
    /// What it is.
    pub kind: ParcelKind,
    /// What is in it.
    pub contents: Vec<Content>,
    /// The number of its seal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seal: String,
    /// When.
    pub at: Moment,
    /// By when it must be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Moment>,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Something that was done with a parcel after it was packed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// How far it is by that.
    pub stage: ParcelStage,
    /// When.
    pub at: Moment,
    /// By whom or to whom: the courier, who received it, who opened it.
    pub person: String,
    /// The number of the seal as it was found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seal: String,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One act with a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Act {
    /// It was packed.
    Packed {
        /// What, and for whom.
        parcel: Packed,
    },
    /// Something was done with it.
    Step {
        /// What.
        step: Step,
    },
}

/// An act with a parcel as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    did: String,
    /// The parcel.
    pub number: EmergencyNumber,
    /// What was done.
    pub said: Act,
}

impl Told {
    /// Makes an act.
    #[must_use]
    pub fn new(number: EmergencyNumber, said: Act) -> Told {
        Told { did: DID.to_owned(), number, said }
    }

    /// Reads the act in an event; none when it is another act of administration.
    #[must_use]
    pub fn of(event: &Event) -> Option<Told> {
        let body = event.content().filter(|_| event.header.k == Kind::Manage)?;
        let is_own = body.val.get("did").and_then(serde_json::Value::as_str) == Some(DID);
        is_own.then(|| Told::deserialize(&body.val).ok()).flatten()
    }

    /// Says it in words.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let number = self.number.to_string();
        match &self.said {
            Act::Packed { parcel } => {
                let word = lang.pick("zending ingepakt", "parcel packed");
                format!("{word} · {number} · {} · {}", parcel.partner, parcel.kind.label(lang))
            }
            Act::Step { step } => {
                let word = lang.pick("zending", "parcel");
                let parts = [step.stage.label(lang), &step.person, &step.note];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                format!("{word} {number} · {}", parts.join(" · "))
            }
        }
    }
}

/// A parcel with all that was done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Its number.
    pub number: EmergencyNumber,
    /// What was packed.
    pub packed: Packed,
    /// Who packed it.
    pub by: Said,
    /// What was done with it, by the moments that were told, then by the entries' names.
    pub steps: Vec<(Step, Said)>,
}

impl Parcel {
    /// Reads the parcels out of the acts, the oldest first. An act with a parcel that nobody packed waits.
    #[must_use]
    pub fn all<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<Parcel> {
        let mut packed: BTreeMap<EmergencyNumber, (EventId, Packed, Said)> = BTreeMap::new();
        let mut steps: BTreeMap<EmergencyNumber, BTreeMap<EventId, (Step, Said)>> = BTreeMap::new();
        for event in events {
            let Some((told, body)) = Told::of(event).zip(event.content()) else { continue };
            let said = Said::of(event, body);
            match told.said {
                // A number is given out once; should two say that they packed it, the first name stands on every machine.
                Act::Packed { parcel } => {
                    let known = packed.get(&told.number).is_some_and(|(id, ..)| *id < event.id);
                    if !known {
                        packed.insert(told.number, (event.id, parcel, said));
                    }
                }
                Act::Step { step } => {
                    steps.entry(told.number).or_default().insert(event.id, (step, said));
                }
            }
        }
        let parcel = |(number, (_, packed, by)): (EmergencyNumber, (EventId, Packed, Said))| {
            let mut own: Vec<(Step, Said)> =
                steps.get(&number).map(|own| own.values().cloned().collect()).unwrap_or_default();
            own.sort_by_key(|(step, _)| step.at.unix());
            Parcel { number, packed, by, steps: own }
        };
        let mut parcels: Vec<Parcel> = packed.into_iter().map(parcel).collect();
        parcels.sort_by_key(|parcel| (parcel.packed.at.unix(), parcel.number.to_string()));
        parcels
    }

    /// Tells how far it is: what says most, and what went wrong before what went right.
    #[must_use]
    pub fn stage(&self) -> ParcelStage {
        let has = |stage: ParcelStage| self.steps.iter().any(|(step, _)| step.stage == stage);
        let order = [
            ParcelStage::Opened,
            ParcelStage::Received,
            ParcelStage::Lost,
            ParcelStage::Withdrawn,
            ParcelStage::HandedOver,
        ];
        order.into_iter().find(|stage| has(*stage)).unwrap_or(ParcelStage::Packed)
    }

    /// Tells whether it waits for a word of the partner.
    #[must_use]
    pub fn is_unconfirmed(&self) -> bool {
        !self.stage().is_confirmed()
    }

    /// Gives a seal that was found and is not the one that was put on.
    #[must_use]
    pub fn other_seal(&self) -> Option<&str> {
        let found = self.steps.iter().map(|(step, _)| step.seal.as_str()).filter(|seal| !seal.is_empty());
        found.into_iter().find(|seal| *seal != self.packed.seal)
    }

    /// Counts what is in it.
    #[must_use]
    pub fn pieces(&self) -> u64 {
        self.packed.contents.iter().map(|content| u64::from(content.count)).sum()
    }

    /// Gives the step of a stage that was told first.
    #[must_use]
    pub fn step(&self, stage: ParcelStage) -> Option<&(Step, Said)> {
        self.steps.iter().find(|(step, _)| step.stage == stage)
    }
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepRefusal {
    /// The step was taken already.
    Again,
    /// It was not handed over yet.
    NotHandedOver,
    /// It was received, so that it cannot be lost or kept back.
    Arrived,
    /// It went out, so that it was not kept back.
    Gone,
    /// It was kept back.
    KeptBack,
}

impl StepRefusal {
    /// Says what happened and what to do next.
    #[must_use]
    pub fn sentence(self, lang: Lang) -> &'static str {
        match self {
            StepRefusal::Again => lang.pick(
                "Dit staat al bij deze zending. Zie `noodbrug parcel show`. Er is niets opgeslagen.",
                "This stands with the parcel already. See `noodbrug parcel show`. Nothing was saved.",
            ),
            StepRefusal::NotHandedOver => lang.pick(
                "Leg eerst vast aan wie de zending is meegegeven (`noodbrug parcel handover`). Er is niets opgeslagen.",
                "Log first to whom the parcel was handed over (`noodbrug parcel handover`). Nothing was saved.",
            ),
            StepRefusal::Arrived => lang.pick(
                "De partner heeft deze zending al bevestigd. Er is niets opgeslagen.",
                "The partner has confirmed this parcel already. Nothing was saved.",
            ),
            StepRefusal::Gone => lang.pick(
                "De zending is al meegegeven. Kwam zij niet aan, leg dat dan vast (`noodbrug parcel lost`). Er is niets \
                 opgeslagen.",
                "The parcel was handed over already. If it did not arrive, log that (`noodbrug parcel lost`). Nothing was \
                 saved.",
            ),
            StepRefusal::KeptBack => lang.pick(
                "Deze zending ging niet weg. Pak een nieuwe in. Er is niets opgeslagen.",
                "This parcel did not go. Pack a new one. Nothing was saved.",
            ),
        }
    }
}

/// Judges whether a step can follow what was done with a parcel. One that was reported lost may still turn up.
///
/// # Errors
/// [`StepRefusal`] says why not.
pub fn may_step(parcel: &Parcel, stage: ParcelStage) -> Result<(), StepRefusal> {
    let has = |stage: ParcelStage| parcel.step(stage).is_some();
    match stage {
        _ if has(stage) => Err(StepRefusal::Again),
        _ if has(ParcelStage::Withdrawn) => Err(StepRefusal::KeptBack),
        ParcelStage::Packed => Err(StepRefusal::Again),
        ParcelStage::HandedOver => Ok(()),
        _ if stage != ParcelStage::Withdrawn && !has(ParcelStage::HandedOver) => {
            Err(StepRefusal::NotHandedOver)
        }
        ParcelStage::Withdrawn if has(ParcelStage::HandedOver) => Err(StepRefusal::Gone),
        ParcelStage::Lost if has(ParcelStage::Received) || has(ParcelStage::Opened) => {
            Err(StepRefusal::Arrived)
        }
        ParcelStage::Received | ParcelStage::Opened | ParcelStage::Lost | ParcelStage::Withdrawn => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::tests::{author, stamp};
    use crate::emergency::Block;
    use crate::event::Draft;
    use crate::journal::Chain;

    fn number() -> EmergencyNumber {
        EmergencyNumber::at(&Block::of(&author("ws-a"), "2026-11-23".parse().unwrap()).unwrap(), 1).unwrap()
    }

    fn packed() -> Act {
        let content = Content { what: "bundel 3".into(), count: 1, sha256: Some(Digest::of(b"x")) };
        let parcel = Packed {
            partner: "CJIB".into(),
            kind: ParcelKind::Stick,
            contents: vec![content, Content { what: "vonnissen".into(), count: 4, sha256: None }],
            seal: "Z-1".into(),
            at: "2026-11-23T09:00:00+01:00".parse().unwrap(),
            due: None,
            note: String::new(),
        };
        Act::Packed { parcel }
    }

    fn step(stage: ParcelStage, at: &str, seal: &str) -> Act {
        let at = at.parse().unwrap();
        Act::Step {
            step: Step { stage, at, person: "dhr. Smit".into(), seal: seal.into(), note: String::new() },
        }
    }

    fn written(acts: &[Act]) -> Vec<Event> {
        let mut chain = Chain::new(author("ws-a"));
        let mut turn = 0;
        let mut event = |act: &Act| {
            turn += 1;
            let said = serde_json::to_value(Told::new(number(), act.clone())).unwrap();
            chain.append(Draft::saying(Kind::Manage, None, said), &stamp(turn)).unwrap()
        };
        acts.iter().map(&mut event).collect()
    }

    #[test]
    fn a_parcel_is_unconfirmed_until_the_partner_has_it_whatever_the_order_of_the_entries() {
        let mut acts = vec![packed()];
        let one = |acts: &[Act]| {
            let mut events = written(acts);
            events.reverse();
            Parcel::all(&events).pop().unwrap()
        };
        assert_eq!((one(&acts).stage(), one(&acts).pieces()), (ParcelStage::Packed, 5));
        acts.push(step(ParcelStage::HandedOver, "2026-11-23T10:00:00+01:00", ""));
        assert!(one(&acts).is_unconfirmed());
        acts.push(step(ParcelStage::Lost, "2026-11-23T12:00:00+01:00", ""));
        assert_eq!(one(&acts).stage(), ParcelStage::Lost);
        acts.push(step(ParcelStage::Received, "2026-11-23T13:00:00+01:00", "Z-9"));
        assert!(!one(&acts).is_unconfirmed(), "it turned up");
        assert_eq!(one(&acts).other_seal(), Some("Z-9"));
    }

    #[test]
    fn the_steps_of_a_parcel_come_in_an_order_that_can_be() {
        let after = |acts: &[Act], stage| {
            let mut all = vec![packed()];
            all.extend_from_slice(acts);
            may_step(&Parcel::all(&written(&all)).pop().unwrap(), stage)
        };
        let gone = step(ParcelStage::HandedOver, "2026-11-23T10:00:00+01:00", "");
        let back = step(ParcelStage::Withdrawn, "2026-11-23T10:00:00+01:00", "");
        let there = step(ParcelStage::Received, "2026-11-23T11:00:00+01:00", "");
        assert_eq!(after(&[], ParcelStage::Received), Err(StepRefusal::NotHandedOver));
        assert_eq!(after(&[], ParcelStage::Withdrawn), Ok(()));
        assert_eq!(after(std::slice::from_ref(&gone), ParcelStage::Withdrawn), Err(StepRefusal::Gone));
        assert_eq!(after(std::slice::from_ref(&gone), ParcelStage::HandedOver), Err(StepRefusal::Again));
        assert_eq!(after(&[back], ParcelStage::HandedOver), Err(StepRefusal::KeptBack));
        assert_eq!(after(&[gone.clone(), there.clone()], ParcelStage::Lost), Err(StepRefusal::Arrived));
        assert_eq!(after(&[gone, there], ParcelStage::Opened), Ok(()));
    }

    #[test]
    fn another_act_of_administration_is_no_parcel() {
        let said = serde_json::json!({"did": "user-added", "user": "a"});
        let event =
            Chain::new(author("ws-a")).append(Draft::saying(Kind::Manage, None, said), &stamp(1)).unwrap();
        assert!(Parcel::all([&event]).is_empty());
    }
}
