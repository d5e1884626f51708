//! The words of a source: what its export says anew about each case, held against what it said before.
//!
//! A source is an author like any other. The first time it speaks of a case it writes all that it knows; later only
//! what changed, so that what people corrected or decided meanwhile is contradicted by nothing but a changed value.
//! It replaces its own earlier writes and no others: a change here and a change there are a conflict by construction.

use super::heard::{Heard, is_listed};
use crate::complaint::Complaint;
use noodbrug_core::canonical;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Event, EventId, Kind, Stamp};
use noodbrug_core::ident::{Author, AuthorName, CaseId, Epoch, Role};
use noodbrug_core::moment::Moment;
use noodbrug_core::register::{Group, Register, Source};
use noodbrug_core::state::CaseState;
use noodbrug_files::intake::{IntakeCase, Taken};
use noodbrug_store::Reader;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// What a source says anew about one case.
pub(super) struct Word<'a> {
    case: CaseId,
    src: &'a Source,
    writes: Cow<'a, BTreeMap<Register, Value>>,
    sup: Vec<EventId>,
}

impl Word<'_> {
    /// Gives the case.
    pub(super) const fn case(&self) -> CaseId {
        self.case
    }

    /// Gives the registers that it writes.
    pub(super) fn registers(&self) -> impl Iterator<Item = &Register> {
        self.writes.keys()
    }
}

/// All that an export says anew.
#[derive(Default)]
pub(super) struct Words<'a> {
    pub(super) all: Vec<Word<'a>>,
    pub(super) cases_new: u64,
    pub(super) cases_changed: u64,
    pub(super) cases_same: u64,
}

impl<'a> Words<'a> {
    /// Holds an export against the store; none when it was told to stop.
    pub(super) fn of(
        store: &Reader,
        (taken, heard): (&'a Taken, &Heard),
        mut tell: impl FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Option<Words<'a>>, Complaint> {
        let mut words = Words::default();
        let total = taken.cases.len() as u64;
        for (done, (id, case)) in (0_u64..).zip(&taken.cases) {
            if done % 256 == 0 && tell(done, total).is_break() {
                return Ok(None);
            }
            words.add(&taken.system, (*id, case), &store.events_of_case(id)?, heard);
        }
        Ok(Some(words))
    }

    fn add(
        &mut self,
        source: &AuthorName,
        (id, case): (CaseId, &'a IntakeCase),
        events: &[Event],
        heard: &Heard,
    ) {
        let before = CaseState::of(events.iter().filter(|event| event.header.ws == *source));
        let word = if before.is_empty() { Some(first(id, case)) } else { next(id, case, &before, heard) };
        let counter = match (&word, events.is_empty()) {
            (None, _) => &mut self.cases_same,
            (Some(_), true) => &mut self.cases_new,
            (Some(_), false) => &mut self.cases_changed,
        };
        *counter = counter.saturating_add(1);
        self.all.extend(word);
    }
}

fn first(case: CaseId, intake: &IntakeCase) -> Word<'_> {
    Word { case, src: &intake.src, writes: Cow::Borrowed(&intake.writes), sup: Vec::new() }
}

/// What differs from what the source said before; nothing when nothing does.
fn next<'a>(id: CaseId, case: &'a IntakeCase, before: &CaseState, heard: &Heard) -> Option<Word<'a>> {
    // A hearing or document of a case that the list does not have knows the case's number and nothing else of it.
    let bare = (!is_listed(case)).then(|| Register::of_case(Group::Numbers));
    let told = case.writes.iter().filter(|(register, value)| {
        !stands(before, register, value)
            && (bare.as_ref() != Some(*register) || before.readings(register).is_empty())
    });
    let told = told.map(|(register, value)| (register.clone(), value.clone()));
    let gone = before.registers().map(|(register, _)| register).filter(|register| {
        !case.writes.contains_key(register)
            && !stands(before, register, &Value::Null)
            && heard.takes_back(&id, case, register)
    });
    let gone = gone.map(|register| (register.clone(), Value::Null));
    let writes: BTreeMap<Register, Value> = told.chain(gone).collect();
    let sup = writes.keys().flat_map(|register| before.heads(register)).collect();
    (!writes.is_empty()).then_some(Word { case: id, src: &case.src, writes: Cow::Owned(writes), sup })
}

/// Says whether a value is the one and only thing that the source says already.
fn stands(before: &CaseState, register: &Register, value: &Value) -> bool {
    matches!(before.readings(register), [only] if only.value == *value)
}

/// What all events of one intake have in common.
pub(super) struct Telling {
    pub(super) author: Author,
    pub(super) export: Digest,
    pub(super) taken_at: Moment,
    pub(super) keyset: u64,
}

impl Telling {
    /// Makes the draft and the stamp of a word. Nothing in them comes from this station: whoever takes in the same
    /// export after the same history writes the same events.
    pub(super) fn event(&self, word: &Word<'_>) -> (Draft, Stamp) {
        let mut draft = Draft::writing(Kind::Snapshot, word.case, word.writes.clone().into_owned());
        draft.src = Some(word.src.clone());
        draft.sup.clone_from(&word.sup);
        draft.sup.sort_unstable();
        draft.sup.dedup();
        let stamp = Stamp {
            by: String::new(),
            role: Role::Source,
            at: self.taken_at,
            boot: String::new(),
            mono: 0,
            nonce: nonce(&self.export, &word.case),
            keyset: self.keyset,
        };
        (draft, stamp)
    }
}

fn nonce(export: &Digest, case: &CaseId) -> [u8; 16] {
    let digest =
        Digest::of_parts([b"noodbrug/nonce/".as_slice(), export.as_bytes(), case.as_bytes().as_slice()]);
    let (nonce, _) = digest.as_bytes().split_at(16);
    nonce.try_into().unwrap_or_default()
}

/// Gives the epoch under which an intake writes: 48 bits of a hash over all that decides its events, the earlier
/// events that they replace included.
///
/// Two stations that know the same write the same chain, and their bundles bring each other nothing new. Two that do
/// not (one knows a correction of the source, uses another mapping or names another moment) write under different
/// epochs: never two histories of one chain, which would look like a forgery. 48 bits stay below 2^53, the largest
/// number that every reader of JSON holds exactly.
pub(super) fn epoch(words: &[Word<'_>], (export, taken_at): (&Digest, &Moment)) -> Result<Epoch, Complaint> {
    let mut said = Vec::with_capacity(words.len());
    for word in words {
        let mut parts: Vec<&[u8]> = vec![word.case.as_bytes()];
        parts.extend(word.sup.iter().map(|id| id.as_bytes().as_slice()));
        let writes = canonical::bytes_of(&*word.writes).map_err(|why| unwritable(word, &why.to_string()))?;
        parts.push(&writes);
        said.push(Digest::of_parts(parts));
    }
    let moment = taken_at.to_string();
    let head = [b"noodbrug/epoch/".as_slice(), export.as_bytes(), moment.as_bytes()];
    let whole = Digest::of_parts(head.into_iter().chain(said.iter().map(|said| said.as_bytes().as_slice())));
    let number = whole.as_bytes().iter().take(6).fold(0, |number, byte| number << 8 | u64::from(*byte));
    Ok(number.max(1))
}

fn unwritable(word: &Word<'_>, why: &str) -> Complaint {
    let Source { file, record, .. } = word.src;
    Complaint::refused(
        format!(
            "`{file}`, regel {record}: deze gegevens kunnen niet in het journaal ({why}). Er is niets ingelezen. \
             Meld dit aan de beheerder."
        ),
        format!(
            "`{file}`, record {record}: these data cannot go into the journal ({why}). Nothing was taken in. Tell \
             the administrator."
        ),
    )
}
