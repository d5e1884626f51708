//! The events of a bundle, segment by segment: which of them are new here, and which may come in.
//!
//! A bundle is read twice. Once to know who vouches for what, because the seal of a chain may stand in a later segment than
//! what it seals; and once to sort the events out and hand them on. At no time is more than one segment in memory (at most
//! 10,000 events); a bundle of some cases, which is proven as a whole, is.

use super::keyset::Later;
use super::sequence::not_for_us;
use super::vouch::{Vouched, Vouching};
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::{BundleHeader, Finding, FindingKind, Mode, Segment};
use noodbrug_core::event::{Event, EventId};
use noodbrug_core::ident::{Author, CaseId};
use noodbrug_files::bundle::Payload;
use noodbrug_files::keys::Enveloped;
use noodbrug_store::{AuthorState, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// What the events of a bundle that went by would bring.
#[derive(Debug, Default)]
pub(super) struct Offered {
    /// What is wrong with some of them.
    pub(super) findings: Vec<Finding>,
    /// The runs of events: the segments of the header, or for a bundle of some cases one for each author.
    pub(super) segments: Vec<Segment>,
    /// For each of these, in their order: events that are new here, and events that are left out.
    pub(super) counts: Vec<Counts>,
    /// How much is new of each case.
    pub(super) cases: BTreeMap<CaseId, u64>,
    /// Numbers of bundles of the maker that its journal says were not made for this office.
    pub(super) not_for_us: BTreeSet<u64>,
    /// The first event of the maker that is later than what is known against its key.
    pub(super) later: Option<String>,
}

/// What a segment brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Events that are not here.
    pub(super) new: u64,
    /// Events in our own name that we never wrote, or that nobody vouches for: they are left out.
    pub(super) left_out: u64,
    /// Why they are.
    pub(super) why: Option<FindingKind>,
}

impl Offered {
    /// Gives how many events are left out.
    pub(super) fn left_out(&self) -> u64 {
        self.counts.iter().fold(0, |sum, counts| sum.saturating_add(counts.left_out))
    }
}

/// A bundle of which the events go by, one segment after another.
pub(super) struct Offer<'p> {
    payload: &'p mut Payload<Enveloped>,
    mode: Mode,
    /// Runs of a bundle of some cases, by their place among the segments, until they go by.
    proven: BTreeMap<usize, Vec<Event>>,
    vouched: Vouched,
    here: BTreeMap<Author, AuthorState>,
    /// This station: what is in its name and not here is a case of its own.
    own: Author,
    /// The station that made the bundle.
    maker: Author,
    /// The fingerprint of this office's root key, by which a maker's journal names it.
    fingerprint: String,
    later: Option<Later>,
    /// How many segments went by.
    done: usize,
    /// What went by so far.
    pub(super) offered: Offered,
}

impl Office {
    /// Opens the events of a bundle that was judged and not refused.
    pub(super) fn offer<'p>(
        &self,
        payload: &'p mut Payload<Enveloped>,
        header: &BundleHeader,
        later: Option<Later>,
    ) -> Result<Offer<'p>, Complaint> {
        let authors = self.store.authors()?.into_iter();
        let mut offer = Offer {
            payload,
            mode: self.meta.mode,
            proven: BTreeMap::new(),
            vouched: Vouched::default(),
            here: authors.map(|state| (state.author.clone(), state)).collect(),
            own: self.station.author.clone(),
            maker: header.station(),
            fingerprint: self.station.root().fingerprint().to_string(),
            later,
            done: 0,
            offered: Offered { segments: header.segments.clone(), ..Offered::default() },
        };
        if let Some(scope) = header.scope.cases() {
            match offer.payload.scoped(scope, offer.mode)? {
                Ok(content) => content.runs.into_iter().for_each(|(segment, run)| {
                    offer.proven.insert(offer.offered.segments.len(), run);
                    offer.offered.segments.push(segment);
                }),
                Err(finding) => offer.offered.findings.push(finding),
            }
        }
        let mut vouching = self.vouching(header.station())?;
        for place in 0..offer.offered.segments.len() {
            offer.vouch(self, place, &mut vouching)?;
        }
        offer.vouched = vouching.done();
        Ok(offer)
    }
}

impl Offer<'_> {
    /// Takes note of who vouches for a segment.
    fn vouch(&mut self, office: &Office, place: usize, vouching: &mut Vouching) -> Result<(), Complaint> {
        let Some(segment) = self.offered.segments.get(place) else { return Ok(()) };
        match self.proven.get(&place) {
            Some(run) => office.vouch(segment, run, vouching),
            None => match self.payload.events(segment, self.mode)? {
                Ok(events) => office.vouch(segment, &events, vouching),
                Err(_) => Ok(()),
            },
        }
    }

    /// Gives the events of the next segment that may come in, those that are here already among them; nothing when all went
    /// by. `knows` tells whether an event is here.
    pub(super) fn next(
        &mut self,
        knows: &mut dyn FnMut(&EventId) -> Result<bool, StoreError>,
    ) -> Result<Option<Vec<Event>>, Complaint> {
        let Some(segment) = self.offered.segments.get(self.done).cloned() else { return Ok(None) };
        let read = match self.proven.remove(&self.done) {
            Some(run) => Ok(run),
            None => self.payload.events(&segment, self.mode)?,
        };
        self.done = self.done.saturating_add(1);
        match read {
            Ok(events) => self.sort_out(events, &segment, knows).map(Some),
            Err(why) => {
                let finding = Finding::new(FindingKind::BadEvent, &segment.path).with(why);
                self.offered.findings.push(finding);
                self.offered.counts.push(Counts::default());
                Ok(Some(Vec::new()))
            }
        }
    }

    fn sort_out(
        &mut self,
        mut events: Vec<Event>,
        segment: &Segment,
        knows: &mut dyn FnMut(&EventId) -> Result<bool, StoreError>,
    ) -> Result<Vec<Event>, Complaint> {
        let author = Author { ws: segment.author.clone(), ep: segment.epoch };
        // What lies beyond all that is here need not be looked up.
        let last = self.here.get(&author).map_or(0, |state| state.last);
        let (mut counts, mut doubted) = (Counts::default(), BTreeSet::new());
        for event in &events {
            let known = event.header.seq <= last && knows(&event.id)?;
            if let Some(why) = (!known).then(|| self.doubt(event, segment)).flatten() {
                counts.left_out = counts.left_out.saturating_add(1);
                counts.why = Some(why);
                doubted.insert(event.id);
                continue;
            }
            counts.new = counts.new.saturating_add(u64::from(!known));
            self.note(event, known);
        }
        events.retain(|event| !doubted.contains(&event.id));
        if let Some(why) = counts.why {
            let finding = Finding::new(why, &segment.path);
            self.offered.findings.push(finding.with(format!("{author}: {}", counts.left_out)));
        }
        self.offered.counts.push(counts);
        Ok(events)
    }

    /// Takes note of an event that may come in.
    fn note(&mut self, event: &Event, known: bool) {
        if let Some(case) = event.header.cs.filter(|_| !known) {
            let new = self.offered.cases.entry(case).or_default();
            *new = new.saturating_add(1);
        }
        if event.author() == self.maker {
            self.offered.not_for_us.extend(not_for_us(event, &self.fingerprint));
            if self.offered.later.is_none() {
                self.offered.later = self.later.as_ref().and_then(|later| later.judge(event));
            }
        }
    }

    /// Says why an event that is not here may not come in, if so.
    fn doubt(&self, event: &Event, segment: &Segment) -> Option<FindingKind> {
        let doubt = self.vouched.doubt(segment, event);
        if event.author() == self.own {
            // Sealed by our own key it is ours, and we lost it; anybody can make up what is not sealed.
            return Some(if doubt.is_none() { FindingKind::OwnRewind } else { FindingKind::ForkedEvents });
        }
        doubt
    }
}
