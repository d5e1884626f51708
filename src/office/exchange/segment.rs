//! Runs of events: how a journal is cut into the files of a bundle, and how such a file is read back.

use crate::complaint::Complaint;
use noodbrug_core::bundle::Segment;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Event, EventId};
use noodbrug_core::ident::Author;
use noodbrug_store::{Flow, Reader, StoreError};
use std::collections::BTreeSet;

/// After how many bytes a file is full, so that a reader can hold it.
const ENOUGH_BYTES: u64 = 64 << 20;

/// Events of one author that follow each other, each linked to the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The author.
    pub(super) author: Author,
    /// The number of the first event.
    pub(super) from: u64,
    /// What the first event is linked to.
    pub(super) first_prev: Option<EventId>,
    /// The events, in their order.
    pub(super) ids: Vec<EventId>,
    /// Bytes of their lines.
    pub(super) len: u64,
}

impl Run {
    fn beginning(event: &Event) -> Run {
        let mut run = Run {
            author: event.author(),
            from: event.header.seq,
            first_prev: event.header.prev,
            ids: Vec::new(),
            len: 0,
        };
        run.push(event);
        run
    }

    fn push(&mut self, event: &Event) {
        self.ids.push(event.id);
        self.len = self.len.saturating_add(line_len(event));
    }

    /// The number of the last event.
    pub(super) fn to(&self) -> u64 {
        self.from.saturating_add(self.ids.len() as u64).saturating_sub(1)
    }

    /// Says whether an event comes right after the last one of the run.
    fn is_followed_by(&self, event: &Event) -> bool {
        event.header.seq == self.to().saturating_add(1) && event.header.prev == self.ids.last().copied()
    }

    fn is_full(&self) -> bool {
        self.ids.len() as u64 >= Segment::MOST_EVENTS || self.len >= ENOUGH_BYTES
    }

    /// Reads the verbatim lines from the store.
    pub(super) fn read(&self, store: &Reader) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        let mut ids = self.ids.iter().peekable();
        store.events_of_author(&self.author, self.from, |event| {
            // Of two histories only this one's events are in the run.
            if ids.next_if(|id| **id == event.id).is_some() {
                bytes.extend_from_slice(&event.to_line());
            }
            if ids.peek().is_some() { Flow::Go } else { Flow::Stop }
        })?;
        Ok(bytes)
    }

    /// Describes the file for the header.
    pub(super) fn segment(&self, sha256: Digest) -> Segment {
        Segment {
            author: self.author.ws.clone(),
            epoch: self.author.ep,
            from: self.from,
            to: self.to(),
            first_prev: self.first_prev,
            last_id: self.ids.last().copied().unwrap_or(sha256),
            count: self.ids.len() as u64,
            path: Segment::path_of(&self.author, self.from, self.to()),
            sha256,
        }
    }
}

fn line_len(event: &Event) -> u64 {
    let body = event.body.as_ref().map_or(0, |(_, bytes)| bytes.len());
    (event.header_bytes.len() as u64).saturating_add(body as u64).saturating_add(2)
}

/// Cuts an author's events, given by number, into runs; of two histories each gets its own.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    open: Vec<Run>,
    closed: Vec<Run>,
}

impl Cutter {
    pub(super) fn push(&mut self, event: &Event) {
        match self.open.iter().position(|run| run.is_followed_by(event)) {
            Some(at) if !self.open.get(at).is_some_and(Run::is_full) => {
                if let Some(run) = self.open.get_mut(at) {
                    run.push(event);
                }
            }
            Some(at) => {
                let full = self.open.swap_remove(at);
                self.closed.push(full);
                self.open.push(Run::beginning(event));
            }
            None => self.open.push(Run::beginning(event)),
        }
    }

    /// Gives the runs by their first number. The two histories of a fork can cover the same numbers, and a file is named
    /// after its numbers: then the later run is cut in two, or begins one event earlier.
    pub(super) fn finish(mut self, store: &Reader) -> Result<Vec<Run>, Complaint> {
        self.closed.append(&mut self.open);
        self.closed.sort_by(|one, other| (one.from, &one.ids).cmp(&(other.from, &other.ids)));
        let mut names = BTreeSet::new();
        let mut named = Vec::new();
        let mut rest: Vec<Run> = self.closed.into_iter().rev().collect();
        while let Some(run) = rest.pop() {
            if names.insert((run.from, run.to())) {
                named.push(run);
            } else {
                rest.push(longer(&run, store)?);
            }
        }
        Ok(named)
    }
}

/// Gives the run with the event before it as well; overlap does no harm.
fn longer(run: &Run, store: &Reader) -> Result<Run, Complaint> {
    let before = run.first_prev.map(|prev| store.event(&prev)).transpose()?.flatten();
    let before = before.ok_or_else(|| two_beginnings(&run.author))?;
    let mut longer = Run::beginning(&before);
    longer.ids.extend(&run.ids);
    longer.len = longer.len.saturating_add(run.len);
    Ok(longer)
}

fn two_beginnings(author: &Author) -> Complaint {
    Complaint::refused(
        format!(
            "Van {author} zijn twee geschiedenissen bekend die niet samen in een bundel passen. Er is geen bundel \
             gemaakt. Meld dit aan de beheerder."
        ),
        format!(
            "Two histories of {author} are known that do not fit into one bundle. No bundle was made. Tell the \
             administrator."
        ),
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use noodbrug_core::event::{Draft, Kind, Stamp};
    use noodbrug_core::ident::Role;
    use noodbrug_core::journal::Chain;
    use serde_json::json;

    pub(in crate::exchange) fn stamp() -> Stamp {
        Stamp {
            by: "a.bakker".into(),
            role: Role::Clerk,
            at: "2026-11-23T09:00:00+01:00".parse().unwrap(),
            boot: "b1".into(),
            mono: 1,
            nonce: [7; 16],
            keyset: 1,
        }
    }

    fn said(chain: &mut Chain, word: &str) -> Event {
        chain.append(Draft::saying(Kind::Manage, None, json!(word)), &stamp()).unwrap()
    }

    #[test]
    fn a_chain_is_one_run_and_a_gap_begins_another() {
        let mut chain = Chain::new(Author { ws: "oef-ws-a".parse().unwrap(), ep: 1 });
        let events: Vec<Event> = (0..5).map(|turn| said(&mut chain, &turn.to_string())).collect();
        let mut cutter = Cutter::default();
        events.iter().for_each(|event| cutter.push(event));
        assert_eq!((cutter.open.len(), cutter.open[0].to()), (1, 5));
        assert_eq!(cutter.open[0].len, events.iter().map(|event| event.to_line().len() as u64).sum::<u64>());
        let mut cutter = Cutter::default();
        events.iter().filter(|event| event.header.seq != 3).for_each(|event| cutter.push(event));
        let ends: Vec<(u64, u64)> = cutter.open.iter().map(|run| (run.from, run.to())).collect();
        assert_eq!(ends, [(1, 2), (4, 5)]);
    }

    #[test]
    fn a_run_ends_after_ten_thousand_events() {
        let mut chain = Chain::new(Author { ws: "oef-ws-a".parse().unwrap(), ep: 1 });
        let mut cutter = Cutter::default();
        (0..10_001).for_each(|_| cutter.push(&said(&mut chain, "x")));
        assert_eq!(cutter.closed[0].to(), 10_000);
        assert_eq!((cutter.open[0].from, cutter.open[0].to()), (10_001, 10_001));
    }

    #[test]
    fn two_histories_are_two_runs() {
        let mut chain = Chain::new(Author { ws: "oef-ws-a".parse().unwrap(), ep: 1 });
        let first = said(&mut chain, "een");
        let mut restored = chain.clone();
        let (one, other) = (said(&mut chain, "twee"), said(&mut restored, "anders"));
        let mut cutter = Cutter::default();
        [&first, &one, &other].into_iter().for_each(|event| cutter.push(event));
        let ids: Vec<Vec<EventId>> = cutter.open.iter().map(|run| run.ids.clone()).collect();
        assert_eq!(ids, [vec![first.id, one.id], vec![other.id]]);
    }
}
