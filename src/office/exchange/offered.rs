//! The events of a bundle, read as strictly as our own: canonical, linked, of the author and numbers that were said.

use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::{BundleHeader, Finding, FindingKind, Mode, Segment};
use noodbrug_core::event::{Event, EventId};
use noodbrug_core::ident::{Author, CaseId};
use noodbrug_files::bundle::Payload;
use noodbrug_files::keys::Enveloped;
use noodbrug_store::AuthorState;
use std::collections::BTreeMap;

/// The most bytes of one segment that a reader holds in memory.
const MOST: u64 = 1 << 30;

/// A segment with its events, or what is wrong with them.
pub(super) type ReadSegment<'a> = (&'a Segment, Result<Vec<Event>, String>);

/// The events that a bundle offers, and what they would bring.
#[derive(Debug, Default)]
pub(super) struct Offered {
    /// Those that can be taken in.
    pub(super) events: Vec<Event>,
    /// What is wrong with the others.
    pub(super) findings: Vec<Finding>,
    /// For each segment of the header, in its order: events that are new here, and events that are left out.
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
        let mut read: Vec<ReadSegment<'_>> = Vec::new();
        for segment in &header.segments {
            let bytes = payload.read(&segment.path, MOST)?;
            read.push((segment, events_of(&bytes, segment, self.meta.mode)));
        }
        let vouched = self.vouched(&read, header.station())?;
        let mut offered = Offered::default();
        for (segment, events) in read {
            match events {
                Ok(events) => {
                    let to = vouched.get(segment.path.as_str()).copied().unwrap_or(0);
                    self.sort_out(events, (&here, to), segment, &mut offered)?;
                }
                Err(why) => {
                    offered.findings.push(Finding::new(FindingKind::BadEvent, &segment.path).with(why));
                    offered.counts.push(Counts::default());
                }
            }
        }
        Ok(offered)
    }

    fn sort_out(
        &self,
        events: Vec<Event>,
        (here, vouched): (&BTreeMap<Author, AuthorState>, u64),
        segment: &Segment,
        offered: &mut Offered,
    ) -> Result<(), Complaint> {
        let author = Author { ws: segment.author.clone(), ep: segment.epoch };
        // What lies beyond all that is here need not be looked up.
        let last = here.get(&author).map_or(0, |state| state.last);
        let mut counts = Counts::default();
        for event in events {
            let known = event.header.seq <= last && self.store.event(&event.id)?.is_some();
            if let Some(why) = (!known).then(|| self.doubt(&event, vouched)).flatten() {
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
    fn doubt(&self, event: &Event, vouched: u64) -> Option<FindingKind> {
        if event.author() == self.station.author {
            return Some(FindingKind::ForkedEvents);
        }
        (event.header.seq > vouched).then_some(FindingKind::Unvouched)
    }
}

/// Reads the lines of a segment and holds them against what the header says of it.
fn events_of(bytes: &[u8], segment: &Segment, mode: Mode) -> Result<Vec<Event>, String> {
    if mode == Mode::Live && segment.author.is_exercise() {
        return Err(segment.author.to_string());
    }
    let text = bytes.strip_suffix(b"\n").ok_or("LF")?;
    let mut events: Vec<Event> = Vec::new();
    let (mut seq, mut prev): (u64, Option<EventId>) = (segment.from, segment.first_prev);
    for line in text.split(|byte| *byte == b'\n') {
        let event = Event::from_line(line).map_err(|why| format!("{seq}: {why}"))?;
        let header = &event.header;
        if (&header.ws, header.ep) != (&segment.author, segment.epoch) {
            return Err(format!("{seq}: {}", event.author()));
        }
        if (header.seq, header.prev) != (seq, prev) {
            return Err(format!("{seq} ≠ {}", header.seq));
        }
        (seq, prev) = (seq.saturating_add(1), Some(event.id));
        events.push(event);
    }
    if events.len() as u64 != segment.count || prev != Some(segment.last_id) {
        return Err(format!("{} ≠ {}", events.len(), segment.count));
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::segment::tests::stamp;
    use noodbrug_core::digest::Digest;
    use noodbrug_core::event::{Draft, Kind};
    use noodbrug_core::journal::Chain;
    use serde_json::json;

    fn chain() -> Vec<Event> {
        let stamp = stamp();
        let mut chain = Chain::new(Author { ws: "oef-ws-a".parse().unwrap(), ep: 1 });
        let drafts = (0..4).map(|turn| Draft::saying(Kind::Manage, None, json!(turn)));
        drafts.map(|draft| chain.append(draft, &stamp).unwrap()).collect()
    }

    fn segment(events: &[Event]) -> Segment {
        let (first, last) = (&events[0], &events[events.len() - 1]);
        Segment {
            author: first.header.ws.clone(),
            epoch: 1,
            from: first.header.seq,
            to: last.header.seq,
            first_prev: first.header.prev,
            last_id: last.id,
            count: events.len() as u64,
            path: Segment::path_of(&first.author(), first.header.seq, last.header.seq),
            sha256: Digest::of(b"-"),
        }
    }

    fn lines(events: &[Event]) -> Vec<u8> {
        events.iter().flat_map(Event::to_line).collect()
    }

    #[test]
    fn a_segment_reads_back_to_the_same_events() {
        let events = chain();
        assert_eq!(events_of(&lines(&events), &segment(&events), Mode::Exercise), Ok(events.clone()));
        let rest = &events[2..];
        assert_eq!(events_of(&lines(rest), &segment(rest), Mode::Exercise), Ok(rest.to_vec()));
    }

    #[test]
    fn a_segment_with_anything_left_out_turned_or_added_is_refused() {
        let events = chain();
        let said = segment(&events);
        let mut turned = events.clone();
        turned.swap(1, 2);
        let mut twice = events.clone();
        twice.insert(1, events[0].clone());
        for bad in [&events[..3], &events[1..], &turned, &twice] {
            assert!(events_of(&lines(bad), &said, Mode::Exercise).is_err());
        }
        let good = lines(&events);
        for bad in [&good[..good.len() - 1], b"", b"\n", &[&good[..], b"\n"].concat()] {
            assert!(events_of(bad, &said, Mode::Exercise).is_err());
        }
        let renamed = Segment { author: "oef-ws-b".parse().unwrap(), ..said.clone() };
        assert!(events_of(&good, &renamed, Mode::Exercise).is_err());
        assert!(events_of(&good, &said, Mode::Live).is_err());
    }
}
