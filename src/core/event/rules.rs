//! What must hold of an event beyond its form, and how much one may ask of its readers.

use super::{Body, EventId, Header, Kind, NotAnEvent};
use crate::ident::Role;

/// The version of the event form that this program writes.
pub const VERSION: u64 = 1;

/// The most bytes that one event may have, header and body together.
pub const MAX_BYTES: usize = 4 << 20;

/// The most values that a body may have. A value can take hundreds of times its text in memory, and what a person writes has
/// some dozens.
pub(super) const MAX_VALUES: u64 = 100_000;

/// The most events that `sup` may name, and `refs`.
pub const MAX_NAMED: usize = 10_000;

/// The most registers that one event may write.
pub const MAX_REGISTERS: usize = 10_000;

/// The most that the number of events in `sup` times the number of registers written may be: so many writes must a reader look
/// for. What a person writes needs some dozens, the word of a source about the largest of cases some hundred thousand.
pub const MAX_REPLACED: usize = 1_000_000;

pub(super) fn check_header(header: &Header) -> Result<(), NotAnEvent> {
    if header.v != VERSION {
        return Err(NotAnEvent::Version(header.v));
    }
    let in_order = |ids: &[EventId]| ids.is_sorted_by(|one, next| one < next);
    if !in_order(&header.sup) || !in_order(&header.refs) {
        return Err(NotAnEvent::Order);
    }
    if header.sup.len() > MAX_NAMED || header.refs.len() > MAX_NAMED {
        return Err(NotAnEvent::TooMany);
    }
    if header.seq == 0 || (header.seq == 1) != header.prev.is_none() {
        return Err(NotAnEvent::Rule("the first event has no previous one, and every other has"));
    }
    if header.k.writes() && header.cs.is_none() {
        return Err(NotAnEvent::Rule("an event that writes belongs to a case"));
    }
    if header.k == Kind::Decide && header.sup.len() < 2 {
        return Err(NotAnEvent::Rule("a decision names at least two values"));
    }
    if header.k == Kind::Decide && header.ws.is_source() {
        return Err(NotAnEvent::Rule("a source decides nothing"));
    }
    Ok(())
}

pub(super) fn check_body(header: &Header, body: &Body) -> Result<(), NotAnEvent> {
    if header.k.writes() == body.w.is_empty() {
        return Err(NotAnEvent::Rule("an event that writes names registers, and no other event does"));
    }
    if body.w.len() > MAX_REGISTERS || body.w.len().saturating_mul(header.sup.len()) > MAX_REPLACED {
        return Err(NotAnEvent::TooMany);
    }
    if header.k == Kind::Decide && (body.role == Role::Source || !body.by.chars().any(says_something)) {
        return Err(NotAnEvent::Rule("a decision is a person's"));
    }
    if matches!(header.k, Kind::Decide | Kind::Void)
        && !body.why.as_ref().is_some_and(|why| why.chars().any(says_something))
    {
        return Err(NotAnEvent::Rule("a decision or a withdrawal says why"));
    }
    if header.k == Kind::Void && body.w.values().any(|value| !value.is_null()) {
        return Err(NotAnEvent::Rule("a withdrawal leaves nothing behind"));
    }
    if body.n.len() != 32 || !body.n.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(NotAnEvent::Rule("the random number has 32 hexadecimal digits"));
    }
    Ok(())
}

/// Whether a sign is more than room or steering.
fn says_something(sign: char) -> bool {
    !sign.is_whitespace() && !sign.is_control()
}

#[cfg(test)]
mod tests {
    use super::super::{Draft, Event, Stamp};
    use super::*;
    use crate::case::tests::{author, case, stamp};
    use crate::digest::Digest;
    use crate::ident::ObjectId;
    use crate::journal::Chain;
    use crate::register::{Group, Register};
    use serde_json::{Value, json};

    fn ids(many: usize) -> Vec<EventId> {
        (0..many).map(|number| Digest::of(&number.to_be_bytes())).collect()
    }

    fn writing(kind: Kind, registers: usize, names: usize) -> Draft {
        let register = |number: usize| Register::of(Group::Note, ObjectId::derived(&number.to_string()));
        let writes = (0..registers).map(|number| (register(number), Value::Null)).collect();
        Draft::writing(kind, case(), writes).replacing(ids(names))
    }

    fn written(draft: Draft) -> Result<Event, NotAnEvent> {
        Chain::new(author("ws-a")).append(draft, &stamp(1))
    }

    #[test]
    fn an_event_that_asks_more_of_its_readers_than_an_honest_one_is_refused() {
        let many = |registers, names| written(writing(Kind::Set, registers, names)).map(|_| ());
        assert_eq!(many(1, MAX_NAMED), Ok(()));
        assert_eq!(many(1, MAX_NAMED + 1), Err(NotAnEvent::TooMany));
        assert_eq!(many(MAX_REGISTERS, MAX_REPLACED / MAX_REGISTERS), Ok(()));
        assert_eq!(many(MAX_REGISTERS + 1, 0), Err(NotAnEvent::TooMany));
        assert_eq!(many(MAX_REGISTERS, MAX_REPLACED / MAX_REGISTERS + 1), Err(NotAnEvent::TooMany));
        let resting = Draft { refs: ids(MAX_NAMED + 1), ..writing(Kind::Set, 1, 0) };
        assert_eq!(written(resting).map(|_| ()), Err(NotAnEvent::TooMany));
    }

    #[test]
    fn only_a_person_decides() {
        let decided = writing(Kind::Decide, 1, 2).because("dossier gelezen");
        assert!(written(decided.clone()).is_ok());
        let by_source = Chain::new(author("bron-gps")).append(decided.clone(), &stamp(1));
        assert!(matches!(by_source, Err(NotAnEvent::Rule(_))));
        for nobody in [Stamp { role: Role::Source, ..stamp(1) }, Stamp { by: "  ".into(), ..stamp(1) }] {
            let refused = Chain::new(author("ws-a")).append(decided.clone(), &nobody);
            assert!(matches!(refused, Err(NotAnEvent::Rule(_))), "{nobody:?}");
        }
    }

    #[test]
    fn an_event_of_a_moment_that_cannot_be_kept_is_refused() {
        let event = written(writing(Kind::Set, 1, 0)).unwrap();
        let (body, bytes) = event.body.unwrap();
        let text = String::from_utf8(bytes).unwrap();
        for far in ["9999-12-31T23:59:59+00:00", "0000-01-01T00:00:00+14:00"] {
            let changed = text.replace(&json!(body.t).to_string(), &json!(far).to_string());
            let header = Header { bh: Digest::of(changed.as_bytes()), ..event.header.clone() };
            let header = crate::canonical::bytes_of(&header).unwrap();
            let refused = Event::from_bytes(header, Some(changed.into_bytes()));
            assert!(matches!(refused, Err(NotAnEvent::Body(_))), "{far}");
        }
    }
}
