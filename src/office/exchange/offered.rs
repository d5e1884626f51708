//! The events of a bundle, segment by segment: which of them are new here, and which may come in.
//!
//! A bundle is read twice. Once to know who vouches for what, because the seal of a chain may stand in a later segment than
//! what it seals; and once to sort the events out and hand them on. At no time is more in memory than the file of one
//! segment and a batch of its events; of a bundle of some cases, which is proven as a whole, all is.

use super::keyset::Later;
use super::sequence::Expecting;
use super::supplied::Supplied;
use super::vouch::{Vouched, Vouching};
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::{
    BundleHeader, Finding, FindingKind, Mode, Segment, SegmentLines, document_digest, documents_in,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Event, EventId};
use noodbrug_core::ident::Author;
use noodbrug_files::bundle::{Payload, PayloadError};
use noodbrug_files::keys::Enveloped;
use noodbrug_store::{AuthorState, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// After how many bytes of lines a batch is full: a usual segment is one batch, and a large one never fills the memory.
const BATCH_BYTES: usize = 8 << 20;

/// What the events of a bundle that went by would bring.
#[derive(Debug, Default)]
pub(super) struct Offered {
    /// What is wrong with some of them.
    pub(super) findings: Vec<Finding>,
    /// The runs of events: the segments of the header, or for a bundle of some cases one for each author.
    pub(super) segments: Vec<Segment>,
    /// For each of these, in their order: events that are new here, and events that are left out.
    pub(super) counts: Vec<Counts>,
    /// Numbers of bundles of the maker that its journal says were not made for this office.
    pub(super) not_for_us: BTreeSet<u64>,
    /// The first event of the maker that is later than what is known against its key.
    pub(super) later: Option<String>,
    /// The documents in it, with whose word they came.
    pub(super) supplied: Supplied,
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
    /// Gives how many events went by.
    pub(super) fn all(&self) -> u64 {
        self.segments.iter().fold(0, |sum, run| sum.saturating_add(run.count))
    }

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
    /// What tells which of the maker's bundles are not missing here.
    expecting: Expecting,
    later: Option<Later>,
    /// The documents in it.
    carried: BTreeSet<Digest>,
    /// Segments that cannot be read, by their place, and why.
    bad: BTreeMap<usize, String>,
    /// How many segments went by.
    done: usize,
    /// The segment that is going by: its file, and how far it is.
    open: Option<(Vec<u8>, SegmentLines)>,
    /// What it brings so far.
    counts: Counts,
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
        let carried: BTreeSet<Digest> =
            payload.files().filter_map(|(path, _)| document_digest(path)).collect();
        let mut supplied = Supplied::default();
        carried.iter().for_each(|digest| supplied.note(&header.workstation, *digest));
        let mut offer = Offer {
            payload,
            mode: self.meta.mode,
            proven: BTreeMap::new(),
            vouched: Vouched::default(),
            here: authors.map(|state| (state.author.clone(), state)).collect(),
            own: self.station.author.clone(),
            maker: header.station(),
            expecting: self.expecting()?,
            later,
            carried,
            bad: BTreeMap::new(),
            done: 0,
            open: None,
            counts: Counts::default(),
            offered: Offered { segments: header.segments.clone(), supplied, ..Offered::default() },
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
        office.vouch(segment, vouching)?;
        if let Some(run) = self.proven.get(&place) {
            run.iter().for_each(|event| vouching.see(event));
            return Ok(());
        }
        let read = self.payload.events(segment, self.mode, &mut |event| vouching.see(&event))?;
        if let Err(why) = read {
            vouching.forget();
            self.bad.insert(place, why);
        }
        Ok(())
    }

    /// Gives a batch of the next events that may come in, those that are here already among them; nothing when all went by.
    /// `knows` tells whether an event is here.
    pub(super) fn next(
        &mut self,
        knows: &mut dyn FnMut(&EventId) -> Result<bool, StoreError>,
    ) -> Result<Option<Vec<Event>>, Complaint> {
        let Some(segment) = self.offered.segments.get(self.done).cloned() else { return Ok(None) };
        let (events, is_last) = match self.bad.remove(&self.done) {
            None => self.batch(&segment)?,
            Some(why) => {
                let finding = Finding::new(FindingKind::BadEvent, &segment.path).with(why);
                self.offered.findings.push(finding);
                (Vec::new(), true)
            }
        };
        let events = self.sort_out(events, &segment, knows)?;
        if is_last {
            self.close(&segment);
        }
        Ok(Some(events))
    }

    /// Reads on in a segment; says whether it ends with these.
    fn batch(&mut self, segment: &Segment) -> Result<(Vec<Event>, bool), Complaint> {
        if let Some(run) = self.proven.remove(&self.done) {
            return Ok((run, true));
        }
        let changed = || PayloadError::Changed(segment.path.clone());
        if self.open.is_none() {
            let bytes = self.payload.lines(segment)?.map_err(|_| changed())?;
            self.open = Some((bytes, SegmentLines::of(segment.clone(), self.mode)));
        }
        let mut events = Vec::new();
        let Some((bytes, lines)) = &mut self.open else { return Ok((events, true)) };
        let from = lines.at();
        while lines.at().saturating_sub(from) < BATCH_BYTES {
            match lines.next(bytes) {
                // It was read before, and its hash is held against the same bundle.
                Some(event) => events.push(event.map_err(|_| changed())?),
                None => return Ok((events, true)),
            }
        }
        Ok((events, false))
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
        let mut doubted = BTreeSet::new();
        for event in &events {
            let known = event.header.seq <= last && knows(&event.id)?;
            if let Some(why) = (!known).then(|| self.doubt(event, segment)).flatten() {
                self.counts.left_out = self.counts.left_out.saturating_add(1);
                self.counts.why = Some(why);
                doubted.insert(event.id);
                continue;
            }
            self.counts.new = self.counts.new.saturating_add(u64::from(!known));
            self.note(event);
        }
        events.retain(|event| !doubted.contains(&event.id));
        Ok(events)
    }

    /// Notes what a segment brought, now that all of it went by.
    fn close(&mut self, segment: &Segment) {
        let counts = std::mem::take(&mut self.counts);
        if let Some(why) = counts.why {
            let author = Author { ws: segment.author.clone(), ep: segment.epoch };
            let finding = Finding::new(why, &segment.path);
            self.offered.findings.push(finding.with(format!("{author}: {}", counts.left_out)));
        }
        self.offered.counts.push(counts);
        self.open = None;
        self.done = self.done.saturating_add(1);
    }

    /// Takes note of an event that may come in.
    fn note(&mut self, event: &Event) {
        for digest in documents_in([event]).intersection(&self.carried) {
            self.offered.supplied.note(&event.header.ws, *digest);
        }
        if event.author() == self.maker {
            self.offered.not_for_us.extend(self.expecting.not_for_us(event));
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
