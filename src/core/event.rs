//! Events: the entries of the journal, the only thing that people (and source systems) ever write.
//!
//! An event is a header and a body, both canonical JSON. It is named by the SHA-256 of its header; the header holds
//! the SHA-256 of the body, and the body a random number, so that a body can lawfully be destroyed without breaking
//! the chain and without anybody guessing it back.

mod rules;

pub use rules::{MAX_BYTES, MAX_NAMED, MAX_REGISTERS, MAX_REPLACED, VERSION};

use crate::canonical::{self, NotCanonical};
use crate::digest::{Digest, encode_hex};
use crate::ident::{Author, AuthorName, CaseId, Epoch, Role, text_form};
use crate::moment::Moment;
use crate::register::{Register, Source};
use rules::{MAX_VALUES, check_body, check_header};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The name of an event: the SHA-256 of its header's bytes.
pub type EventId = Digest;

/// What an event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Writes a register.
    Set,
    /// Writes registers of a thing that is new in the case.
    Add,
    /// Takes a thing back, with a reason; what was there stays in the log.
    Void,
    /// Ends a conflict: a write that names at least two values it saw.
    Decide,
    /// A source system's word about a case: many registers at once.
    Snapshot,
    /// Somebody opened something.
    Read,
    /// Something was printed.
    Print,
    /// A bundle was made.
    Export,
    /// A bundle was taken in.
    Import,
    /// A source export was taken in.
    Intake,
    /// Something was refused.
    Refuse,
    /// The chain up to here, signed.
    Checkpoint,
    /// A partner's signed receipt.
    Receipt,
    /// Users, keys, partners or settings changed.
    Manage,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 14] = [
        Kind::Set,
        Kind::Add,
        Kind::Void,
        Kind::Decide,
        Kind::Snapshot,
        Kind::Read,
        Kind::Print,
        Kind::Export,
        Kind::Import,
        Kind::Intake,
        Kind::Refuse,
        Kind::Checkpoint,
        Kind::Receipt,
        Kind::Manage,
    ];

    /// Gives the word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Set => "set",
            Kind::Add => "add",
            Kind::Void => "void",
            Kind::Decide => "decide",
            Kind::Snapshot => "snapshot",
            Kind::Read => "read",
            Kind::Print => "print",
            Kind::Export => "export",
            Kind::Import => "import",
            Kind::Intake => "intake",
            Kind::Refuse => "refuse",
            Kind::Checkpoint => "checkpoint",
            Kind::Receipt => "receipt",
            Kind::Manage => "manage",
        }
    }

    /// Says whether events of this kind write registers of a case; the others are only log.
    #[must_use]
    pub const fn writes(self) -> bool {
        matches!(self, Kind::Set | Kind::Add | Kind::Void | Kind::Decide | Kind::Snapshot)
    }

    /// Gives the kind's name for people, as the log shows it.
    #[must_use]
    pub fn label(self, lang: crate::text::Lang) -> &'static str {
        match self {
            Kind::Set => lang.pick("gewijzigd", "changed"),
            Kind::Add => lang.pick("toegevoegd", "added"),
            Kind::Void => lang.pick("ingetrokken", "withdrawn"),
            Kind::Decide => lang.pick("tegenstrijdigheid beslist", "conflict decided"),
            Kind::Snapshot => lang.pick("uit het bronsysteem", "from the source system"),
            Kind::Read => lang.pick("ingezien", "consulted"),
            Kind::Print => lang.pick("afgedrukt", "printed"),
            Kind::Export => lang.pick("bundel gemaakt", "bundle made"),
            Kind::Import => lang.pick("bundel ingelezen", "bundle imported"),
            Kind::Intake => lang.pick("export ingelezen", "export taken in"),
            Kind::Refuse => lang.pick("geweigerd", "refused"),
            Kind::Checkpoint => lang.pick("journaal verzegeld", "journal sealed"),
            Kind::Receipt => lang.pick("ontvangstbewijs", "receipt"),
            Kind::Manage => lang.pick("beheer", "administration"),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Kind, String> {
        let known = Kind::ALL.into_iter().find(|kind| kind.word() == text);
        known.ok_or_else(|| format!("`{text}` is not a kind of event"))
    }
}

text_form!(Kind);

/// The part of an event that outlives its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// SHA-256 of the body's bytes.
    pub bh: Digest,
    /// The case; none for what concerns the whole station.
    pub cs: Option<CaseId>,
    /// The author's epoch.
    pub ep: Epoch,
    /// What the event does.
    pub k: Kind,
    /// The version of the keyset that was in force.
    pub pol: u64,
    /// The previous event of the same author and epoch.
    pub prev: Option<EventId>,
    /// Events of the same case that this one rests on; sorted.
    pub refs: Vec<EventId>,
    /// Place in the author's chain, from 1.
    pub seq: u64,
    /// Events of the same case whose values this one replaces; sorted.
    pub sup: Vec<EventId>,
    /// The version of this form: 1.
    pub v: u64,
    /// The author.
    pub ws: AuthorName,
}

/// The part of an event that may lawfully be destroyed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The start of the workstation on which it was written.
    pub boot: String,
    /// Who clicked: a statement of the workstation, not a signature of the person.
    pub by: String,
    /// Milliseconds since that start.
    pub mono: u64,
    /// Sixteen random bytes, in hexadecimal.
    pub n: String,
    /// In which role.
    pub role: Role,
    /// Where a source's word came from.
    pub src: Option<Source>,
    /// When, by the author's own clock.
    pub t: Moment,
    /// What kinds of events without registers say; null in those that write.
    pub val: Value,
    /// What is written: the value of each register; null takes it back.
    pub w: BTreeMap<Register, Value>,
    /// Why; obligatory for what overrules something.
    pub why: Option<String>,
}

/// One entry of the journal, with the bytes it is named by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub id: EventId,
    /// Its header.
    pub header: Header,
    /// The header's bytes, verbatim.
    pub header_bytes: Vec<u8>,
    /// Its body and the body's bytes, verbatim; none when it was destroyed.
    pub body: Option<(Body, Vec<u8>)>,
}

/// Why bytes are not an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAnEvent {
    /// There is no tab between header and body, or more than one.
    NoTab,
    /// Longer than [`MAX_BYTES`].
    TooLong,
    /// The header is not canonical, or not a header.
    Header(NotCanonical),
    /// The body is not canonical, or not a body.
    Body(NotCanonical),
    /// The body is not the one that the header names.
    OtherBody,
    /// The form has another version.
    Version(u64),
    /// `sup` or `refs` is not sorted, or names an event twice.
    Order,
    /// More than [`MAX_NAMED`], [`MAX_REGISTERS`] or [`MAX_REPLACED`].
    TooMany,
    /// A decision without a reason or with fewer than two values, or another rule of its kind; the rule is named.
    Rule(&'static str),
}

impl fmt::Display for NotAnEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotAnEvent::NoTab => f.write_str("not a header, a tab and a body"),
            NotAnEvent::TooLong => write!(f, "longer than {MAX_BYTES} bytes"),
            NotAnEvent::Header(why) => write!(f, "header: {why}"),
            NotAnEvent::Body(why) => write!(f, "body: {why}"),
            NotAnEvent::OtherBody => f.write_str("the body is not the one that the header names"),
            NotAnEvent::Version(version) => write!(f, "version {version}, where {VERSION} is known"),
            NotAnEvent::Order => f.write_str("`sup` or `refs` is not sorted or names an event twice"),
            NotAnEvent::TooMany => write!(
                f,
                "more than {MAX_NAMED} events named, {MAX_REGISTERS} registers written or {MAX_REPLACED} of the one times \
                 the other"
            ),
            NotAnEvent::Rule(rule) => f.write_str(rule),
        }
    }
}

impl std::error::Error for NotAnEvent {}

impl Event {
    /// Makes an event of a header without its body hash and a body.
    ///
    /// # Errors
    /// As [`Event::from_bytes`]: what could not be read back cannot be made.
    pub fn seal(mut header: Header, body: &Body) -> Result<Event, NotAnEvent> {
        let body_bytes = canonical::bytes_of(body).map_err(NotAnEvent::Body)?;
        header.bh = Digest::of(&body_bytes);
        header.sup = sorted(header.sup);
        header.refs = sorted(header.refs);
        let header_bytes = canonical::bytes_of(&header).map_err(NotAnEvent::Header)?;
        Event::from_bytes(header_bytes, Some(body_bytes))
    }

    /// Reads an event from its verbatim header and body.
    ///
    /// # Errors
    /// [`NotAnEvent`] says which rule the bytes break.
    pub fn from_bytes(header_bytes: Vec<u8>, body_bytes: Option<Vec<u8>>) -> Result<Event, NotAnEvent> {
        if header_bytes.len() + body_bytes.as_ref().map_or(0, Vec::len) > MAX_BYTES {
            return Err(NotAnEvent::TooLong);
        }
        let header: Header = canonical::parse_as(&header_bytes).map_err(NotAnEvent::Header)?;
        let body = body_bytes.map(|bytes| read_body(&header, bytes)).transpose()?;
        check_header(&header)?;
        if let Some((body, _)) = &body {
            check_body(&header, body)?;
        }
        Ok(Event { id: Digest::of(&header_bytes), header, header_bytes, body })
    }

    /// Reads an event that this program checked before, from its own store: the names are recomputed, the canonical
    /// form is not judged again.
    ///
    /// # Errors
    /// [`NotAnEvent`] when the bytes are no event at all or the body is another one.
    pub fn reread(header_bytes: Vec<u8>, body_bytes: Option<Vec<u8>>) -> Result<Event, NotAnEvent> {
        let shape = |why: serde_json::Error| NotCanonical::Shape(why.to_string());
        let header: Header =
            serde_json::from_slice(&header_bytes).map_err(|why| NotAnEvent::Header(shape(why)))?;
        let body = match body_bytes {
            None => None,
            Some(bytes) if Digest::of(&bytes) != header.bh => return Err(NotAnEvent::OtherBody),
            Some(bytes) => {
                let body = serde_json::from_slice(&bytes).map_err(|why| NotAnEvent::Body(shape(why)))?;
                Some((body, bytes))
            }
        };
        Ok(Event { id: Digest::of(&header_bytes), header, header_bytes, body })
    }

    /// Reads one line of a segment: header, tab, body; without the line end. A destroyed body is an empty one.
    ///
    /// # Errors
    /// [`NotAnEvent`] says which rule the line breaks.
    pub fn from_line(line: &[u8]) -> Result<Event, NotAnEvent> {
        let mut parts = line.split(|byte| *byte == b'\t');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(header), Some(body), None) => {
                Event::from_bytes(header.to_vec(), (!body.is_empty()).then(|| body.to_vec()))
            }
            _ => Err(NotAnEvent::NoTab),
        }
    }

    /// Writes the event as one line of a segment, with its line end.
    #[must_use]
    pub fn to_line(&self) -> Vec<u8> {
        let mut line = self.header_bytes.clone();
        line.push(b'\t');
        if let Some((_, bytes)) = &self.body {
            line.extend_from_slice(bytes);
        }
        line.push(b'\n');
        line
    }

    /// Gives the author and epoch.
    #[must_use]
    pub fn author(&self) -> Author {
        Author { ws: self.header.ws.clone(), ep: self.header.ep }
    }

    /// Says whether this is the word of a source system and not of a person.
    #[must_use]
    pub fn is_of_source(&self) -> bool {
        self.header.k == Kind::Snapshot || self.header.ws.is_source()
    }

    /// Gives the content, when it was not destroyed.
    #[must_use]
    pub fn content(&self) -> Option<&Body> {
        self.body.as_ref().map(|(body, _)| body)
    }
}

fn read_body(header: &Header, bytes: Vec<u8>) -> Result<(Body, Vec<u8>), NotAnEvent> {
    if Digest::of(&bytes) != header.bh {
        return Err(NotAnEvent::OtherBody);
    }
    let body = canonical::parse_within(&bytes, MAX_VALUES).map_err(NotAnEvent::Body)?;
    Ok((body, bytes))
}

fn sorted(mut ids: Vec<EventId>) -> Vec<EventId> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Who writes, when and where: what the shell knows and the core must be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The person's name as the station knows it.
    pub by: String,
    /// The person's role.
    pub role: Role,
    /// The station's clock.
    pub at: Moment,
    /// The station's start.
    pub boot: String,
    /// Milliseconds since that start.
    pub mono: u64,
    /// Sixteen random bytes, new for each event.
    pub nonce: [u8; 16],
    /// The version of the keyset in force.
    pub keyset: u64,
}

/// What a person's act asks the journal to hold: an event without author, place and time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The case, if any.
    pub case: Option<CaseId>,
    /// What it does.
    pub kind: Kind,
    /// The registers it writes.
    pub writes: BTreeMap<Register, Value>,
    /// What it says where it writes no register.
    pub val: Value,
    /// Why.
    pub why: Option<String>,
    /// The events whose values it replaces.
    pub sup: Vec<EventId>,
    /// The events it rests on.
    pub refs: Vec<EventId>,
    /// Where a source's word came from.
    pub src: Option<Source>,
}

impl Draft {
    /// Begins a draft that only says something.
    #[must_use]
    pub fn saying(kind: Kind, case: Option<CaseId>, val: Value) -> Draft {
        let writes = BTreeMap::new();
        Draft { case, kind, writes, val, why: None, sup: Vec::new(), refs: Vec::new(), src: None }
    }

    /// Begins a draft that writes registers of a case.
    #[must_use]
    pub fn writing(kind: Kind, case: CaseId, writes: BTreeMap<Register, Value>) -> Draft {
        let val = Value::Null;
        Draft { case: Some(case), kind, writes, val, why: None, sup: Vec::new(), refs: Vec::new(), src: None }
    }

    /// Gives the reason.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Draft {
        self.why = Some(why.into());
        self
    }

    /// Names the events whose values are replaced.
    #[must_use]
    pub fn replacing(mut self, sup: Vec<EventId>) -> Draft {
        self.sup = sup;
        self
    }

    pub(crate) fn body(self, stamp: &Stamp) -> Body {
        Body {
            boot: stamp.boot.clone(),
            by: stamp.by.clone(),
            mono: stamp.mono,
            n: encode_hex(&stamp.nonce),
            role: stamp.role,
            src: self.src,
            t: stamp.at,
            val: self.val,
            w: self.writes,
            why: self.why,
        }
    }
}
