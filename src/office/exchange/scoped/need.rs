//! What a partner needs to know: which cases, which of their events with which bodies, which documents.

use super::super::ExportAsk;
use super::super::receipt::ACKNOWLEDGED;
use super::super::selection::wanted;
use super::super::supplied::Supply;
use super::ledger::Ledgers;
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::{DocumentRule, Profile, documents_in, place_of};
use noodbrug_core::case::CaseFile;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::Event;
use noodbrug_core::ident::CaseId;
use noodbrug_core::state::CaseState;
use noodbrug_store::Partner;
use std::collections::{BTreeMap, BTreeSet};

/// What goes to a partner.
pub(super) struct Need {
    /// What decided it.
    pub(super) profile: Profile,
    /// The cases, in the order of their ids.
    pub(super) cases: Vec<CaseNeed>,
    /// The documents, with their length.
    pub(super) documents: BTreeMap<Digest, u64>,
    /// Cases that the partner has as they are.
    pub(super) unchanged: u64,
    /// The sealed journals that were looked at.
    pub(super) ledgers: Ledgers,
    /// Whose links to documents count.
    supply: Supply,
}

/// What goes of one case.
pub(super) struct CaseNeed {
    /// The case.
    pub(super) case: CaseId,
    /// All that is known of it here; it does not leave.
    pub(super) state: CaseState,
    /// Its events as they go, in the order of their places.
    pub(super) events: Vec<Event>,
    /// How many of them go without their body.
    pub(super) withheld: u64,
    /// How many events stay because nothing proves them.
    pub(super) unproven: u64,
    /// The documents that go.
    pub(super) documents: BTreeSet<Digest>,
    /// What stands for all of this: the same the next time when nothing changed.
    pub(super) sent: Digest,
}

impl Need {
    /// Gives how many events go, the seals left out.
    pub(super) fn events(&self) -> u64 {
        self.cases.iter().fold(0, |sum, case| sum.saturating_add(case.events.len() as u64))
    }

    /// Gives how many seals go: one for each journal that an event is proven to stand in.
    pub(super) fn seals(&self) -> u64 {
        let events = self.cases.iter().flat_map(|case| &case.events);
        let authors = events.map(Event::author).filter(|author| !author.ws.is_source());
        authors.collect::<BTreeSet<_>>().len() as u64
    }

    /// Gives the bytes of the documents.
    pub(super) fn document_bytes(&self) -> u64 {
        self.documents.values().fold(0, |sum, len| sum.saturating_add(*len))
    }

    /// Gives about how many bytes events and proofs take.
    pub(super) fn event_bytes(&self) -> u64 {
        self.cases.iter().fold(0, |sum, case| sum.saturating_add(case.event_bytes()))
    }
}

impl CaseNeed {
    /// Gives about how many bytes its events and their proofs take.
    pub(super) fn event_bytes(&self) -> u64 {
        const PROOF: u64 = 2 << 10;
        let bytes = |event: &Event| (event.to_line().len() as u64).saturating_add(PROOF);
        self.events.iter().fold(0, |sum, event| sum.saturating_add(bytes(event)))
    }

    /// Gives what a reader of the tables sees of the case: the fields that the profile shows.
    pub(super) fn shown(&self, profile: &Profile) -> CaseState {
        self.state.only(|group| profile.shows(group))
    }
}

/// Whether this station's own journal is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// It will be, before the bundle is made.
    ToBeSealed,
    /// It was just now.
    Sealed,
}

impl Office {
    /// Finds out what a partner needs to know.
    pub(super) fn need(
        &self,
        (partner, profile): (&Partner, Profile),
        ask: &ExportAsk,
        own: Own,
    ) -> Result<Need, Complaint> {
        let acknowledged = self.store.sent_cases(&partner.name, ACKNOWLEDGED)?;
        let wanted: BTreeSet<Digest> = wanted(partner).into_iter().collect();
        let chosen = !ask.cases.is_empty();
        let asked: BTreeSet<CaseId> = match chosen {
            true => ask.cases.iter().copied().collect(),
            false => self.store.all_cases()?.into_iter().collect(),
        };
        let (cases, documents) = (Vec::new(), BTreeMap::new());
        let mut need = Need {
            profile,
            cases,
            documents,
            unchanged: 0,
            ledgers: Ledgers::default(),
            supply: self.supply()?,
        };
        for case in asked {
            let events = self.store.events_of_case(&case)?;
            let state = CaseState::of(&events);
            if chosen && events.is_empty() {
                return Err(no_case(&case));
            }
            if !chosen && !need.profile.concerns(&CaseFile::of(&state), &partner.name) {
                continue;
            }
            let mut found = self.case_need((case, state), events, (&mut need, ask.documents, own))?;
            let knows = !chosen && acknowledged.get(&case) == Some(&found.sent);
            if knows {
                found.documents.retain(|digest| wanted.contains(digest));
            }
            if knows && found.documents.is_empty() {
                need.unchanged = need.unchanged.saturating_add(1);
            } else if !found.events.is_empty() {
                for digest in &found.documents {
                    need.documents.insert(*digest, self.vault.len(digest)?);
                }
                need.cases.push(found);
            }
        }
        Ok(need)
    }

    fn case_need(
        &self,
        (case, state): (CaseId, CaseState),
        events: Vec<Event>,
        (need, documents, own): (&mut Need, bool, Own),
    ) -> Result<CaseNeed, Complaint> {
        let (mut go, mut withheld, mut unproven) = (Vec::new(), 0_u64, 0_u64);
        for event in events.into_iter().filter(|event| event.header.k.writes()) {
            let author = event.author();
            let ours = own == Own::ToBeSealed && author == self.station.author;
            let proven = ours
                || author.ws.is_source()
                || need.ledgers.of(self, &author)?.is_some_and(|ledger| ledger.proves(&event));
            if !proven {
                unproven = unproven.saturating_add(1);
            } else if need.profile.shows_all_of(&event) {
                go.push(event);
            } else {
                withheld = withheld.saturating_add(1);
                go.push(event.withheld());
            }
        }
        go.sort_by_cached_key(place_of);
        let mut named = BTreeSet::new();
        if documents && need.profile.documents == DocumentRule::Linked {
            // A link that was taken back takes its document along.
            let linked: BTreeSet<Digest> = linked(&state);
            for event in &go {
                for digest in documents_in([event]).intersection(&linked) {
                    let goes = self.vault.has(digest) && need.supply.backs(self, event, digest)?;
                    named.extend(goes.then_some(*digest));
                }
            }
        }
        let sent = stands_for(&need.profile, &go, &named)?;
        Ok(CaseNeed { case, state, events: go, withheld, unproven, documents: named, sent })
    }
}

fn linked(state: &CaseState) -> BTreeSet<Digest> {
    let file = CaseFile::of(state);
    let links = file.documents.values().flat_map(noodbrug_core::case::Fact::values);
    links.map(|link| link.sha256).collect()
}

/// Hashes what goes of a case: by which profile, which events with or without a body, which documents.
fn stands_for(
    profile: &Profile,
    events: &[Event],
    documents: &BTreeSet<Digest>,
) -> Result<Digest, Complaint> {
    let mut text = format!("{}\n", profile.name()?.sha256);
    for event in events {
        text.push_str(&format!("{} {}\n", event.id, u8::from(event.body.is_some())));
    }
    text.extend(documents.iter().map(|digest| format!("{digest}\n")));
    Ok(Digest::of(text.as_bytes()))
}

fn no_case(case: &CaseId) -> Complaint {
    Complaint::refused(
        format!(
            "Zaak {case} is hier niet bekend. Er gaat niets weg. Zoek de zaak op en probeer het opnieuw."
        ),
        format!("Case {case} is not known here. Nothing leaves. Look the case up and try again."),
    )
}
