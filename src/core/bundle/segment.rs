//! Segments: runs of events in the files of a bundle, read as strictly as our own.

use super::header::Segment;
use super::kind::Mode;
use crate::event::{Event, EventId};
use crate::ident::Author;

impl Segment {
    /// Gives the path that a segment of these events has.
    #[must_use]
    pub fn path_of(author: &Author, from: u64, to: u64) -> String {
        format!("data/events/{author}-{from}-{to}.jsonl")
    }

    /// Reads the lines of its file: canonical, linked, of the author and numbers that the header says.
    ///
    /// # Errors
    /// Which event is wrong and how, in figures and names that need no language.
    pub fn events(&self, bytes: &[u8], mode: Mode) -> Result<Vec<Event>, String> {
        if mode == Mode::Live && self.author.is_exercise() {
            return Err(self.author.to_string());
        }
        let text = bytes.strip_suffix(b"\n").ok_or("LF")?;
        let mut events: Vec<Event> = Vec::new();
        let (mut seq, mut prev): (u64, Option<EventId>) = (self.from, self.first_prev);
        for line in text.split(|byte| *byte == b'\n') {
            let event = Event::from_line(line).map_err(|why| format!("{seq}: {why}"))?;
            let header = &event.header;
            if (&header.ws, header.ep) != (&self.author, self.epoch) {
                return Err(format!("{seq}: {}", event.author()));
            }
            if (header.seq, header.prev) != (seq, prev) {
                return Err(format!("{seq} ≠ {}", header.seq));
            }
            (seq, prev) = (seq.saturating_add(1), Some(event.id));
            events.push(event);
        }
        if events.len() as u64 != self.count || prev != Some(self.last_id) {
            return Err(format!("{} ≠ {}", events.len(), self.count));
        }
        Ok(events)
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
        let renamed = Segment { author: "oef-ws-b".parse().unwrap(), ..said.clone() };
        assert!(renamed.events(&good, Mode::Exercise).is_err());
        assert!(said.events(&good, Mode::Live).is_err());
    }
}
