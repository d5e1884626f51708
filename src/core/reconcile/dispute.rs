//! A conflict as people decide it: every value with who says it, the value they all started from, and a code by which a
//! decision proves what its author saw.

use super::step::{Urgency, decided_by};
use crate::canonical;
use crate::case::{Line, fields_of, lines_by_law};
use crate::digest::Digest;
use crate::event::{Event, EventId, Kind};
use crate::ident::Role;
use crate::law::Law;
use crate::register::Register;
use crate::state::{CaseState, Said};
use crate::text::Lang;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How many characters of a digest a person types.
const CODE: usize = 8;

/// What a person types to choose a value. It is made of the value and of everything else that stood beside it: when
/// something comes in between looking and choosing, the code is of no use any more, and the person looks again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SideCode(String);

impl SideCode {
    fn of(heads: &[EventId], value: &[u8]) -> SideCode {
        let heads = heads.iter().map(|head| head.as_bytes().as_slice());
        let digest = Digest::of_parts(heads.chain([b"\n".as_slice(), value])).to_string();
        SideCode(digest.chars().take(CODE).collect())
    }

    /// Says whether somebody typed this code; capitals play no part.
    #[must_use]
    pub fn is(&self, typed: &str) -> bool {
        self.0.eq_ignore_ascii_case(typed.trim())
    }

    /// Gives the code as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SideCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One value of a register in conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What a person types to choose it.
    pub code: SideCode,
    /// The value; null where somebody took it back.
    pub value: Value,
    /// Who says it; at least one.
    pub said: Vec<Said>,
}

/// A register in conflict, ready to be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// The register.
    pub register: Register,
    /// The value that all sides replaced, when they replaced the same one.
    pub base: Option<Side>,
    /// The values, in an order that does not depend on who arrived first.
    pub sides: Vec<Side>,
    /// What a person types who decides for another value, having seen all of these.
    pub code: SideCode,
    /// All events whose values stand.
    pub heads: Vec<EventId>,
    /// How urgent it is.
    pub urgency: Urgency,
    /// Who usually decides this.
    pub role: Role,
}

/// A conflict that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The conflict as it stood before.
    pub dispute: Dispute,
    /// The value that was chosen.
    pub value: Value,
    /// Who chose it, when and why; more than one where several chose the same without knowing of each other.
    pub said: Vec<Said>,
}

/// One field of a dispute, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The field's name for people.
    pub label: &'static str,
    /// What the value that they started from says; nothing when there is none.
    pub base: Option<String>,
    /// What each side says, in the order of the sides.
    pub sides: Vec<String>,
    /// The sides do not say the same.
    pub differs: bool,
}

impl Dispute {
    /// Gives the conflict about a register among the events of a case; nothing when there is none.
    #[must_use]
    pub fn of(events: &[Event], state: &CaseState, register: &Register, held: bool) -> Option<Dispute> {
        let readings = state.readings(register);
        if readings.len() < 2 {
            return None;
        }
        let heads = state.heads(register);
        let side =
            |value: &Value, said: Vec<Said>| Side { code: code(&heads, value), value: value.clone(), said };
        let sides: Vec<Side> =
            readings.iter().map(|reading| side(&reading.value, reading.said.clone())).collect();
        let base = Ancestors::of(events, register).common(&heads).map(|(value, said)| side(&value, said));
        let urgency = Urgency::of(register.group, sides.iter().map(|side| &side.value), held);
        let code = SideCode::of(&heads, b"another value");
        let role = decided_by(register.group);
        Some(Dispute { register: register.clone(), base, sides, code, heads, urgency, role })
    }

    /// Gives every conflict of a case, the most urgent first.
    #[must_use]
    pub fn all(events: &[Event], state: &CaseState, held: bool) -> Vec<Dispute> {
        let open = state.conflicts().filter_map(|register| Dispute::of(events, state, register, held));
        let mut all: Vec<Dispute> = open.collect();
        all.sort_by(|one, other| (one.urgency, &one.register).cmp(&(other.urgency, &other.register)));
        all
    }

    /// Finds the value that a code stands for.
    #[must_use]
    pub fn side(&self, code: &str) -> Option<&Side> {
        self.sides.iter().find(|side| side.code.is(code))
    }

    /// Gives what all sides agree on, as the start of another value, and the fields on which they do not: whoever decides
    /// for another value says those, so that no side's word slips in unseen. Where a side took the value back, nothing that
    /// people read is agreed on.
    #[must_use]
    pub fn agreed(&self) -> (Value, Vec<String>) {
        let told: Vec<&Map<String, Value>> =
            self.sides.iter().filter_map(|side| side.value.as_object()).collect();
        let keys: BTreeSet<&String> = told.iter().flat_map(|side| side.keys()).collect();
        let taken_back = told.len() < self.sides.len();
        let read = |key: &String| fields_of(self.register.group).iter().any(|field| field.key == key);
        let same = |key: &&String| {
            let first = told.first().and_then(|side| side.get(*key));
            let unsaid = !taken_back || !read(key) || first.is_none_or(is_blank);
            unsaid && told.iter().all(|side| side.get(*key) == first)
        };
        let (same, other): (Vec<&String>, Vec<&String>) = keys.into_iter().partition(same);
        let common = same.into_iter().filter_map(|key| Some((key.clone(), told.first()?.get(key)?.clone())));
        (Value::Object(common.collect()), other.into_iter().cloned().collect())
    }

    /// Sets the fields side by side, each rule by the name that the law catalogue gives it. A field in which nobody says
    /// anything is left out.
    #[must_use]
    pub fn rows_by_law(&self, law: &Law, lang: Lang) -> Vec<Row> {
        let of = |value: &Value| lines_by_law(self.register.group, value, law, lang);
        let sides: Vec<Vec<Line>> = self.sides.iter().map(|side| of(&side.value)).collect();
        let base = self.base.as_ref().map(|base| of(&base.value));
        let blank = fields_of(self.register.group);
        let row = |field: &crate::case::FieldOf| {
            let text = |lines: &Vec<Line>| {
                let line = lines.iter().find(|line| line.key == field.key);
                line.map(|line| line.text.clone()).unwrap_or_default()
            };
            let told: Vec<String> = sides.iter().map(text).collect();
            let base = base.as_ref().map(text);
            let first = told.first().cloned().unwrap_or_default();
            Row {
                label: field.label(lang),
                differs: told.iter().any(|text| *text != first),
                base,
                sides: told,
            }
        };
        let says = |row: &Row| {
            row.sides.iter().any(|text| !text.is_empty())
                || row.base.as_ref().is_some_and(|text| !text.is_empty())
        };
        blank.iter().map(row).filter(says).collect()
    }
}

impl Decided {
    /// Gives the last decision about a register, with the conflict as it was; nothing when nobody decided, and while it is in
    /// conflict (again).
    #[must_use]
    pub fn of(events: &[Event], state: &CaseState, register: &Register, held: bool) -> Option<Decided> {
        let [_] = state.readings(register) else { return None };
        let writes = Ancestors::of(events, register);
        let mut newest: BTreeSet<EventId> = writes.of_kind(Kind::Decide).collect();
        for id in newest.clone() {
            writes.before(&id).iter().for_each(|older| {
                newest.remove(older);
            });
        }
        let decision = writes.writes.get(newest.first()?)?;
        let value = decision.content()?.w.get(register)?.clone();
        let since = |id: &EventId| newest.contains(id) || !writes.before(id).is_disjoint(&newest);
        let earlier: Vec<Event> = events
            .iter()
            .filter(|event| !writes.writes.contains_key(&event.id) || !since(&event.id))
            .cloned()
            .collect();
        let dispute = Dispute::of(&earlier, &CaseState::of(&earlier), register, held)?;
        let told = newest.iter().filter_map(|id| writes.writes.get(id));
        let said = told.filter_map(|event| Some(Said::of(event, event.content()?))).collect();
        Some(Decided { dispute, value, said })
    }

    /// Names the registers of a case about which somebody decided.
    #[must_use]
    pub fn registers(events: &[Event]) -> BTreeSet<Register> {
        let decided = events.iter().filter(|event| event.header.k == Kind::Decide);
        decided.filter_map(Event::content).flat_map(|body| body.w.keys().cloned()).collect()
    }
}

/// Says whether a field holds nothing that somebody could mean.
fn is_blank(held: &Value) -> bool {
    match held {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::Object(_) => false,
    }
}

fn code(heads: &[EventId], value: &Value) -> SideCode {
    let bytes = canonical::to_bytes(value).unwrap_or_else(|_| value.to_string().into_bytes());
    SideCode::of(heads, &bytes)
}

/// The writes of one register, and which each of them replaced.
struct Ancestors<'a> {
    writes: BTreeMap<EventId, &'a Event>,
    register: &'a Register,
}

impl<'a> Ancestors<'a> {
    fn of(events: &'a [Event], register: &'a Register) -> Ancestors<'a> {
        let writes = |event: &&Event| {
            event.header.k.writes() && event.content().is_some_and(|body| body.w.contains_key(register))
        };
        let writes = events.iter().filter(writes).map(|event| (event.id, event)).collect();
        Ancestors { writes, register }
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = EventId> {
        self.writes.iter().filter(move |(_, event)| event.header.k == kind).map(|(id, _)| *id)
    }

    /// Gives the writes that one replaced, directly or through others.
    fn before(&self, head: &EventId) -> BTreeSet<EventId> {
        let mut found = BTreeSet::new();
        let mut look = vec![*head];
        while let Some(event) = look.pop().and_then(|id| self.writes.get(&id)) {
            let old = event.header.sup.iter().filter(|old| self.writes.contains_key(*old));
            look.extend(old.filter(|old| found.insert(**old)));
        }
        found
    }

    /// Finds the newest value that all heads replaced. Heads that never had one before, or that started from different
    /// ones, have none in common.
    fn common(&self, heads: &[EventId]) -> Option<(Value, Vec<Said>)> {
        let mut sets = heads.iter().map(|head| self.before(head));
        let mut shared = sets.next()?;
        for set in sets {
            shared.retain(|id| set.contains(id));
        }
        let older: BTreeSet<EventId> = shared.iter().flat_map(|id| self.before(id)).collect();
        let newest = shared.iter().filter(|id| !older.contains(*id)).filter_map(|id| self.writes.get(id));
        let told = newest.filter_map(|event| event.content().map(|body| (*event, body)));
        let (mut value, mut said) = (None, Vec::new());
        for (event, body) in told {
            let held = body.w.get(self.register)?;
            if *value.get_or_insert(held) != held {
                return None;
            }
            said.push(Said::of(event, body));
        }
        value.map(|value| (value.clone(), said))
    }
}
