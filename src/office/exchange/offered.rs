//! The events of a bundle: which of them are new here, and which may come in.

use super::vouch::Vouched;
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::{BundleHeader, Finding, FindingKind, Segment};
use noodbrug_core::event::Event;
use noodbrug_core::ident::{Author, CaseId};
use noodbrug_files::bundle::Payload;
use noodbrug_files::keys::Enveloped;
use noodbrug_store::AuthorState;
use std::collections::BTreeMap;

/// A segment with its events, or what is wrong with them.
pub(super) type ReadSegment<'a> = (&'a Segment, Result<Vec<Event>, String>);

/// The events that a bundle offers, and what they would bring.
#[derive(Debug, Default)]
pub(super) struct Offered {
    /// Those that can be taken in.
    pub(super) events: Vec<Event>,
    /// What is wrong with the others.
    pub(super) findings: Vec<Finding>,
    /// The runs of events: the segments of the header, or for a bundle of some cases one for each author.
    pub(super) segments: Vec<Segment>,
    /// For each of these, in their order: events that are new here, and events that are left out.
    pub(super) counts: Vec<Counts>,
    /// How much is new of each case.
    pub(super) cases: BTreeMap<CaseId, u64>,
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

impl Office {
    /// Reads the events of a bundle that was judged and not refused.
    pub(super) fn offered(
        &self,
        payload: &mut Payload<Enveloped>,
        header: &BundleHeader,
    ) -> Result<Offered, Complaint> {
        let here: BTreeMap<Author, AuthorState> =
            self.store.authors()?.into_iter().map(|state| (state.author.clone(), state)).collect();
        let mut offered = Offered::default();
        let mut events: Vec<Result<Vec<Event>, String>> = Vec::new();
        let mut segments = header.segments.clone();
        for segment in &segments {
            events.push(payload.events(segment, self.meta.mode)?);
        }
        if let Some(scope) = header.scope.cases() {
            match payload.scoped(scope, self.meta.mode)? {
                Ok(content) => content.runs.into_iter().for_each(|(segment, run)| {
                    segments.push(segment);
                    events.push(Ok(run));
                }),
                Err(finding) => offered.findings.push(finding),
            }
        }
        let read: Vec<ReadSegment<'_>> = segments.iter().zip(events).collect();
        let vouched = self.vouched(&read, header.station())?;
        for (segment, events) in read {
            match events {
                Ok(events) => {
                    self.sort_out(events, (&here, &vouched), segment, &mut offered)?;
                }
                Err(why) => {
                    offered.findings.push(Finding::new(FindingKind::BadEvent, &segment.path).with(why));
                    offered.counts.push(Counts::default());
                }
            }
        }
        offered.segments.clone_from(&segments);
        Ok(offered)
    }

    fn sort_out(
        &self,
        events: Vec<Event>,
        (here, vouched): (&BTreeMap<Author, AuthorState>, &Vouched<'_>),
        segment: &Segment,
        offered: &mut Offered,
    ) -> Result<(), Complaint> {
        let author = Author { ws: segment.author.clone(), ep: segment.epoch };
        // What lies beyond all that is here need not be looked up.
        let last = here.get(&author).map_or(0, |state| state.last);
        let mut counts = Counts::default();
        for event in events {
            let known = event.header.seq <= last && self.store.event(&event.id)?.is_some();
            if let Some(why) = (!known).then(|| self.doubt(&event, segment, vouched)).flatten() {
                counts.left_out = counts.left_out.saturating_add(1);
                counts.why = Some(why);
                continue;
            }
            counts.new = counts.new.saturating_add(u64::from(!known));
            if let Some(case) = event.header.cs.filter(|_| !known) {
                let new = offered.cases.entry(case).or_default();
                *new = new.saturating_add(1);
            }
            offered.events.push(event);
        }
        if let Some(why) = counts.why {
            let finding = Finding::new(why, &segment.path);
            offered.findings.push(finding.with(format!("{author}: {}", counts.left_out)));
        }
        offered.counts.push(counts);
        Ok(())
    }

    /// Says why an event that is not here may not come in, if so.
    fn doubt(&self, event: &Event, segment: &Segment, vouched: &Vouched<'_>) -> Option<FindingKind> {
        let doubt = vouched.doubt(segment, event);
        if event.author() == self.station.author {
            // Sealed by our own key it is ours, and we lost it; anybody can make up what is not sealed.
            return Some(if doubt.is_none() { FindingKind::OwnRewind } else { FindingKind::ForkedEvents });
        }
        doubt
    }
}
