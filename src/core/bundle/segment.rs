//! Segments: runs of events in the files of a bundle, read as strictly as our own.

use super::header::Segment;
use super::kind::Mode;
use crate::event::{Event, EventId};
use crate::ident::Author;

impl Segment {
    /// The most events in one file.
    pub const MOST_EVENTS: u64 = 10_000;
    /// The most bytes of one file that a reader takes in. A writer cuts at 64 MiB, after the event that gets there.
    pub const MOST_BYTES: u64 = 72 << 20;

    /// Gives the path that a segment of these events has.
    #[must_use]
    pub fn path_of(author: &Author, from: u64, to: u64) -> String {
        format!("data/events/{author}-{from}-{to}.jsonl")
    }

    /// Reads all lines of its file: canonical, linked, of the author and numbers that the header says.
    ///
    /// # Errors
    /// Which event is wrong and how, in figures and names that need no language.
    pub fn events(&self, bytes: &[u8], mode: Mode) -> Result<Vec<Event>, String> {
        let mut lines = SegmentLines::of(self.clone(), mode);
        let mut events = Vec::new();
        while let Some(event) = lines.next(bytes) {
            events.push(event?);
        }
        Ok(events)
    }
}

/// Goes along the lines of a segment's file, so that not all of its events need to be in memory. What is wrong with the
/// segment as a whole is known only after the last one.
#[derive(Clone, Debug)]
pub struct SegmentLines {
    segment: Segment,
    mode: Mode,
    /// Where the next line begins.
    at: usize,
    seq: u64,
    prev: Option<EventId>,
    is_done: bool,
}

impl SegmentLines {
    /// Begins at the first line.
    #[must_use]
    pub const fn of(segment: Segment, mode: Mode) -> SegmentLines {
        let (seq, prev) = (segment.from, segment.first_prev);
        SegmentLines { segment, mode, at: 0, seq, prev, is_done: false }
    }

    /// How many bytes of the file went by.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Gives the event of the next line of the file, of which these are all bytes, or what is wrong in figures and names
    /// that need no language; nothing after the last line or after what is wrong.
    pub fn next(&mut self, bytes: &[u8]) -> Option<Result<Event, String>> {
        let read = if self.is_done { None } else { self.read(bytes).transpose() };
        self.is_done |= !matches!(read, Some(Ok(_)));
        read
    }

    fn read(&mut self, bytes: &[u8]) -> Result<Option<Event>, String> {
        let Segment { author, epoch, count, last_id, from, .. } = &self.segment;
        if !self.mode.allows(author) {
            return Err(author.to_string());
        }
        if *count > Segment::MOST_EVENTS {
            return Err(format!("{count} > {}", Segment::MOST_EVENTS));
        }
        let rest = bytes.get(self.at..).unwrap_or_default();
        if rest.is_empty() && self.at > 0 {
            let read = self.seq.saturating_sub(*from);
            let is_whole = read == *count && self.prev == Some(*last_id);
            return if is_whole { Ok(None) } else { Err(format!("{read} <> {count}")) };
        }
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or("LF")?;
        let line = rest.get(..end).unwrap_or_default();
        let seq = self.seq;
        let event = Event::from_line(line).map_err(|why| format!("{seq}: {why}"))?;
        let header = &event.header;
        if (&header.ws, header.ep) != (author, *epoch) {
            return Err(format!("{seq}: {}", event.author()));
        }
        if (header.seq, header.prev) != (seq, self.prev) {
            return Err(format!("{seq} <> {}", header.seq));
        }
        self.at = self.at.saturating_add(end).saturating_add(1);
        (self.seq, self.prev) = (seq.saturating_add(1), Some(event.id));
        Ok(Some(event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::tests::{author, note, stamp};
    use crate::digest::Digest;
    use crate::journal::Chain;

    fn chain() -> Vec<Event> {
        let mut chain = Chain::new(author("oef-ws-a"));
        (0..4).map(|turn| chain.append(note(&turn.to_string()), &stamp(turn)).unwrap()).collect()
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
        assert_eq!(segment(&events).events(&lines(&events), Mode::Exercise), Ok(events.clone()));
        let rest = &events[2..];
        assert_eq!(segment(rest).events(&lines(rest), Mode::Exercise), Ok(rest.to_vec()));
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
            assert!(said.events(&lines(bad), Mode::Exercise).is_err());
        }
        let good = lines(&events);
        for bad in [&good[..good.len() - 1], b"", b"\n", &[&good[..], b"\n"].concat()] {
            assert!(said.events(bad, Mode::Exercise).is_err());
        }
        let most = Segment { count: Segment::MOST_EVENTS + 1, ..said.clone() };
        assert_eq!(most.events(&good, Mode::Exercise), Err("10001 > 10000".to_owned()));
        let renamed = Segment { author: "oef-ws-b".parse().unwrap(), ..said.clone() };
        assert!(renamed.events(&good, Mode::Exercise).is_err());
        assert!(said.events(&good, Mode::Live).is_err());
    }

    #[test]
    fn lines_are_read_one_by_one_up_to_the_first_that_is_wrong() {
        let events = chain();
        let mut bytes = lines(&events[..2]);
        let good = bytes.len();
        bytes.extend_from_slice(b"no event\n");
        bytes.extend(lines(&events[2..]));
        let mut lines = SegmentLines::of(segment(&events), Mode::Exercise);
        assert_eq!(lines.next(&bytes), Some(Ok(events[0].clone())));
        assert_eq!(lines.next(&bytes), Some(Ok(events[1].clone())));
        assert_eq!(lines.at(), good);
        assert!(lines.next(&bytes).is_some_and(|event| event.is_err()));
        assert_eq!(lines.next(&bytes), None);
    }
}
