//! The made-up offices of the kit, what they enter, and the good bundles that carry it.

use super::super::fixture::{at, go_on, noon};
use super::super::write::{Item, Parcel, Sender, SignsAs, write};
use crate::keys::{Certificate, CertificateTerms, PublicKey, RevocationList, SecretKey, Signature, Signer};
use noodbrug_core::bundle::{
    BundleHeader, ClockReading, ClockTrust, Head, Kind, LOG_NAMESPACE, Mode, Outcome, Receipt, Recipient,
    Segment, SegmentVerdict, Vector, Verdict, document_path,
};
use noodbrug_core::canonical;
use noodbrug_core::case::{
    CaseNumbers, CaseStatus, DocumentLink, HearingSession, HearingSlot, Identity, Note, NoteKind, PersonRole,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Event, EventId, Kind as EventKind, Stamp};
use noodbrug_core::ident::{Author, CaseId, ObjectId, Role};
use noodbrug_core::journal::{Chain, Checkpoint, MerkleTree};
use noodbrug_core::moment::Moment;
use noodbrug_core::register::{Group, Register};
use noodbrug_core::root::{bucket_digest, bucket_of, state_root};
use noodbrug_core::state::CaseState;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// To whom the bundles of the kit are addressed: its reader.
pub(super) const READER: &str = "Rechtbank Amsterdam";

/// A workstation of an office, with its journal.
pub(super) struct Desk {
    pub(super) office: &'static str,
    pub(super) root: SecretKey,
    pub(super) key: SecretKey,
    pub(super) certificate: Certificate,
    pub(super) chain: Chain,
    pub(super) events: Vec<Event>,
}

impl Desk {
    fn new(office: &'static str, ws: &str, root: u8, key: u8) -> Desk {
        let (root, key) = (SecretKey::from_seed([root; 32]), SecretKey::from_seed([key; 32]));
        let author = Author { ws: ws.parse().unwrap(), ep: 1 };
        let certificate = certificate(&root, key.public(), author.clone(), [YEAR, NEXT]);
        Desk { office, root, key, certificate, chain: Chain::new(author), events: Vec::new() }
    }

    /// The office whose bundles the kit is mostly about; its keys are those of the tests of this module.
    pub(super) fn amsterdam() -> Desk {
        Desk::new("Parket Amsterdam", "ws-ams-0001", 1, 2)
    }

    /// Another office that the kit's reader trusts.
    pub(super) fn rotterdam() -> Desk {
        Desk::new("Parket Rotterdam", "ws-rot-0001", 4, 5)
    }

    /// Another workstation of the first office.
    pub(super) fn second() -> Desk {
        Desk::new("Parket Amsterdam", "ws-ams-0002", 1, 11)
    }

    /// An office that the kit's reader does not know.
    pub(super) fn stranger() -> Desk {
        Desk::new("Onbekend kantoor", "ws-vreemd-01", 9, 10)
    }

    /// A workstation of an exercise of the first office.
    pub(super) fn exercise() -> Desk {
        Desk::new("Parket Amsterdam", "oef-ws-ams-01", 1, 2)
    }

    pub(super) fn enter(&mut self, draft: Draft) -> Event {
        let event = self.chain.append(draft, &stamp(self.events.len() as u64)).unwrap();
        self.events.push(event.clone());
        event
    }

    /// Seals the journal, as its office would.
    pub(super) fn seal(&mut self) -> Event {
        let (seq, head) = self.chain.head.unwrap();
        let mut tree = MerkleTree::default();
        self.events.iter().for_each(|event| tree.push(&event.id));
        let Author { ws, ep } = self.chain.author.clone();
        let checkpoint = Checkpoint { ep, head, root: tree.root(), seq, t: noon(), ws };
        let value = serde_json::to_value(&checkpoint).unwrap();
        let signer = Signer::Certified(Box::new(self.certificate.clone()));
        let bytes = canonical::to_bytes(&value).unwrap();
        let signature = Signature::sign(&self.key, signer, LOG_NAMESPACE, &bytes).unwrap();
        let said = json!({"checkpoint": value, "signature": signature.to_armour()});
        self.enter(Draft::saying(EventKind::Checkpoint, None, said))
    }

    pub(super) fn header(&self, seq: u64, prev: Option<Digest>) -> BundleHeader {
        let clock = ClockReading { boot_id: "b1".into(), mono_ms: 9, trust: ClockTrust::Unchecked };
        let mut header = BundleHeader::begin(Kind::Export, Mode::Live, &self.chain.author, (noon(), clock));
        (header.seq, header.prev_bundle) = (seq, prev);
        header.recipients = vec![Recipient { name: READER.into(), fingerprint: None }];
        header.purpose = "dagelijkse uitwisseling".into();
        header.keyset_version = 0;
        header
    }

    /// Makes a bundle that carries these runs of events and these files.
    pub(super) fn bundle(&self, mut header: BundleHeader, runs: &[&[Event]], items: Vec<Item<'_>>) -> Made {
        let mut items = items;
        for run in runs {
            let (segment, bytes) = segment(run);
            items.push(Item::bytes(&segment.path, bytes));
            header.segments.push(segment);
        }
        items.push(Item::bytes("data/overzicht.pdf", b"%PDF-1.7 overzicht van de oefenbundel".to_vec()));
        let folder = tempfile::tempdir().unwrap();
        let revoked = RevocationList::default();
        let (key, certificate) = (&self.key, &self.certificate);
        let signs_as = SignsAs::Station(certificate);
        let sender = Sender { key, signs_as, office: self.office, revoked: &revoked };
        let written =
            write(folder.path(), Parcel { header, items, envelope: None }, &sender, &mut go_on).unwrap();
        let bytes = std::fs::read(&written.path).unwrap();
        Made { bytes, name: format!("{}.zip", written.header.folder()), tagmanifest: written.tagmanifest }
    }
}

const YEAR: &str = "2026-01-01T00:00:00+01:00";
const NEXT: &str = "2027-12-31T00:00:00+01:00";

/// A certificate that holds between two times.
pub(super) fn certificate(
    root: &SecretKey,
    key: PublicKey,
    station: Author,
    times: [&str; 2],
) -> Certificate {
    let [valid_from, valid_until] = times.map(at);
    Certificate::issue(root, CertificateTerms { key, station, serial: 1, valid_from, valid_until }, [3; 32])
}

fn stamp(turn: u64) -> Stamp {
    let mut nonce = [0; 16];
    nonce[8..].copy_from_slice(&turn.to_be_bytes());
    let at = Moment::from_unix(1_795_420_000 + i64::try_from(turn).unwrap() * 60).unwrap();
    Stamp { by: "a.bakker".into(), role: Role::Clerk, at, boot: "b1".into(), mono: turn, nonce, keyset: 1 }
}

/// A bundle and its names.
pub(super) struct Made {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) tagmanifest: Digest,
}

/// A run of events as it stands in a bundle.
pub(super) fn segment(run: &[Event]) -> (Segment, Vec<u8>) {
    let bytes: Vec<u8> = run.iter().flat_map(Event::to_line).collect();
    let (first, last) = (&run[0], &run[run.len() - 1]);
    let segment = Segment {
        author: first.header.ws.clone(),
        epoch: first.header.ep,
        from: first.header.seq,
        to: last.header.seq,
        first_prev: first.header.prev,
        last_id: last.id,
        count: run.len() as u64,
        path: Segment::path_of(&first.author(), first.header.seq, last.header.seq),
        sha256: Digest::of(&bytes),
    };
    (segment, bytes)
}

/// The root of the state that these events give.
pub(super) fn root_of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Digest {
    let mut cases: BTreeMap<CaseId, Vec<&Event>> = BTreeMap::new();
    events.into_iter().for_each(|event| {
        if let Some(case) = event.header.cs {
            cases.entry(case).or_default().push(event);
        }
    });
    let mut buckets: BTreeMap<u16, Vec<(CaseId, Digest)>> = BTreeMap::new();
    for (case, events) in cases {
        let state = CaseState::of(events);
        if !state.is_empty() {
            buckets.entry(bucket_of(&case)).or_default().push((case, state.digest()));
        }
    }
    state_root(|bucket| buckets.get(&bucket).map(|cases| bucket_digest(cases)))
}

pub(super) fn case() -> CaseId {
    CaseId::of_parketnummer(&"09/123456-26".parse().unwrap())
}

pub(super) fn hearing() -> Register {
    Register::of(Group::Slot, ObjectId::derived("zitting"))
}

fn value<T: serde::Serialize>(value: T) -> Value {
    serde_json::to_value(value).unwrap()
}

pub(super) fn slot(date: &str, room: &str) -> Value {
    value(HearingSlot {
        court: READER.into(),
        date: date.parse().unwrap(),
        time: "09:30:00".parse().unwrap(),
        room: room.into(),
        chamber: "politierechter".into(),
        minutes: Some(30),
    })
}

pub(super) fn writing(kind: EventKind, writes: &[(Register, Value)], sup: Vec<EventId>) -> Draft {
    Draft::writing(kind, case(), writes.iter().cloned().collect()).replacing(sup)
}

/// A case is opened: its numbers, its suspect, its hearing.
pub(super) fn opening() -> Draft {
    let of = |group, name: &str| Register::of(group, ObjectId::derived(name));
    let numbers =
        CaseNumbers { parketnummer: "09/123456-26".parse().ok(), others: Vec::new(), related: Vec::new() };
    let suspect = Identity {
        role: PersonRole::Suspect,
        surname: "Vries".into(),
        prefix: "de".into(),
        given: "Łukasz \"Loek\"".into(),
        born: "1990-02-28".parse().ok(),
        birthplace: "Gdańsk".into(),
    };
    let session = HearingSession { modality: "inhoudelijk".into(), ..HearingSession::default() };
    let writes = [
        (Register::of_case(Group::Numbers), value(numbers)),
        (
            Register::of_case(Group::Status),
            value(CaseStatus { phase: "dagvaarding".into(), prosecutor: None }),
        ),
        (of(Group::Identity, "verdachte"), value(suspect)),
        (hearing(), slot("2026-12-01", "zaal 2")),
        (of(Group::Session, "zitting"), value(session)),
    ];
    writing(EventKind::Add, &writes, Vec::new())
}

pub(super) fn note(text: &str) -> Draft {
    let register = Register::of(Group::Note, ObjectId::derived(text));
    writing(EventKind::Add, &[(register, value(Note::new(NoteKind::Plain, text)))], Vec::new())
}

pub(super) fn moved(room: &str, sup: &[EventId]) -> Draft {
    writing(EventKind::Set, &[(hearing(), slot("2026-12-02", room))], sup.to_vec())
}

pub(super) const PDF: &[u8] = b"%PDF-1.7 1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj";

fn document() -> Draft {
    let link = DocumentLink {
        sha256: Digest::of(PDF),
        name: "Proces-verbaal (1).PDF".into(),
        title: "Proces-verbaal van verhoor".into(),
        kind: "proces-verbaal".into(),
        added: "2026-11-20T10:00:00".parse().ok(),
        len: PDF.len() as u64,
        mime: "application/pdf".into(),
    };
    let register = Register::of(Group::Document, ObjectId::derived("pv"));
    writing(EventKind::Add, &[(register, value(link))], Vec::new())
}

/// The tables and the snapshot that stand in an export beside its events.
fn tables() -> Vec<Item<'static>> {
    let path = document_path(&Digest::of(PDF), "pdf");
    let row = format!("\"{}\";\"{path}\"\r\n", Digest::of(PDF));
    let record = json!({
        "born": "1990-02-28", "case": case().to_string(), "charge": "", "conflicts": 0, "documents": 1,
        "in_custody": false, "next_hearing": "2026-12-01 09:30:00", "number": "09/123456-26", "phase": "dagvaarding",
        "place": "", "prosecutor": "", "sources": "", "state": Digest::of(b"stand").to_string(),
        "suspect": "Vries, Łukasz \"Loek\" de", "taken_at": null,
    });
    let mut records = canonical::to_bytes(&record).unwrap();
    records.push(b'\n');
    vec![
        Item::bytes(&path, PDF.to_vec()),
        Item::bytes("data/documenten.csv", format!("\u{feff}\"SHA-256\";\"Bestand\"\r\n{row}").into_bytes()),
        Item::bytes("data/records/cases.jsonl", records),
    ]
}

/// The bundles of two offices that write about one case, and a receipt.
pub(super) struct World {
    pub(super) ams: Desk,
    pub(super) rot: Desk,
    /// Amsterdam: a case with a document; a change and a destroyed body; the other office's word passed on, and a decision.
    pub(super) first: Made,
    pub(super) second: Made,
    pub(super) third: Made,
    /// Rotterdam: another change of the same hearing.
    pub(super) other: Made,
    /// Rotterdam: the receipt of Amsterdam's first bundle.
    pub(super) receipt: Made,
    /// Rotterdam: the receipt of a bundle that it refused, and those that say two things at once.
    pub(super) refusal: Made,
    pub(super) torn: [Made; 3],
    pub(super) exercise: Made,
    /// The state root after the first bundle, and after all of them.
    pub(super) roots: [Digest; 2],
}

impl World {
    pub(super) fn new() -> World {
        let (mut ams, mut rot) = (Desk::amsterdam(), Desk::rotterdam());
        let opened = ams.enter(opening());
        ams.enter(document());
        ams.enter(note("verdachte is gebeld"));
        ams.seal();
        let first_root = root_of(&ams.events);
        let mut header = ams.header(1, None);
        header.state_root = first_root;
        header.have = have(&ams.events);
        let first = ams.bundle(header, &[&ams.events], tables());

        let theirs = rot.enter(moved("zaal 9", &[opened.id]));
        rot.seal();
        let mut header = rot.header(1, None);
        header.state_root = root_of(ams.events.iter().chain(&rot.events));
        header.have = have(&rot.events);
        let other = rot.bundle(header, &[&rot.events], Vec::new());

        let ours = ams.enter(moved("zaal 4", &[opened.id]));
        let destroyed = ams.enter(note("wordt vernietigd"));
        ams.seal();
        let bare = Event::from_bytes(destroyed.header_bytes.clone(), None).unwrap();
        ams.events[5] = bare;
        let mut header = ams.header(2, Some(first.tagmanifest));
        header.state_root = root_of(&ams.events);
        header.basis = have(&ams.events[..4]);
        header.have = have(&ams.events);
        let second = ams.bundle(header, &[&ams.events[4..]], Vec::new());

        let decided = moved("zaal 9", &[ours.id, theirs.id]).because("zaal 4 is bezet");
        ams.enter(Draft { kind: EventKind::Decide, ..decided });
        ams.seal();
        let all_root = root_of(ams.events.iter().chain(&rot.events));
        let mut header = ams.header(3, Some(second.tagmanifest));
        header.state_root = all_root;
        header.basis = have(&ams.events[..7]);
        header.have = have(&ams.events);
        header.have.extend(have(&rot.events));
        let third = ams.bundle(header, &[&ams.events[7..], &rot.events], Vec::new());

        let receipts = Receipts::new(&rot, &ams, &first);
        let receipt = receipts.good(&other);
        let refusal = receipts.refusal(&receipt);
        let torn = receipts.torn(&other);
        World {
            receipt,
            refusal,
            torn,
            exercise: exercise(),
            roots: [first_root, all_root],
            ams,
            rot,
            first,
            second,
            third,
            other,
        }
    }
}

pub(super) fn have(events: &[Event]) -> Vector {
    let last = &events[events.len() - 1];
    Vector::from([(last.author().to_string(), Head(last.header.ep, last.header.seq, last.id))])
}

/// What Rotterdam says of Amsterdam's first bundle.
struct Receipts<'a> {
    rot: &'a Desk,
    ams: &'a Desk,
    of: &'a Made,
}

impl<'a> Receipts<'a> {
    fn new(rot: &'a Desk, ams: &'a Desk, of: &'a Made) -> Receipts<'a> {
        Receipts { rot, ams, of }
    }

    fn good(&self, before: &Made) -> Made {
        self.receipt((2, before), Verdict::New, (Outcome::TakenIn, &[]))
    }

    /// A bundle that was refused: none of its segments is taken in.
    fn refusal(&self, before: &Made) -> Made {
        self.receipt((3, before), Verdict::Refused, (Outcome::Splice, &["NB-BAG-07", "NB-HDR-10"]))
    }

    /// It says that the bundle was refused, and that its segment was new.
    /// Another: that it was forged, and that nothing was found. And one with a finding that there is not.
    fn torn(&self, before: &Made) -> [Made; 3] {
        let said: [(Outcome, &[&str]); 3] =
            [(Outcome::Splice, &["NB-BAG-07"]), (Outcome::Forged, &[]), (Outcome::TakenIn, &["NB-XXX-99"])];
        said.map(|said| self.receipt((2, before), Verdict::New, said))
    }

    fn receipt(
        &self,
        (seq, before): (u64, &Made),
        verdict: Verdict,
        (outcome, findings): (Outcome, &[&str]),
    ) -> Made {
        let Receipts { rot, ams, of } = self;
        let mut header = rot.header(seq, Some(before.tagmanifest));
        header.kind = Kind::Receipt;
        header.purpose = "ontvangstbewijs".into();
        header.have = have(&ams.events[..4]);
        header.state_root = root_of(ams.events[..4].iter().chain(&rot.events));
        let Author { ws, ep } = ams.chain.author.clone();
        let refused = verdict == Verdict::Refused;
        let segment = SegmentVerdict {
            author: ws.clone(),
            epoch: ep,
            from: 1,
            to: 4,
            verdict,
            new: if refused { 0 } else { 4 },
            reason: refused.then(|| "NB-BAG-07".to_owned()),
        };
        let receipt = Receipt {
            receiver: rot.office.into(),
            bundle: of.tagmanifest,
            workstation: ws,
            epoch: ep,
            seq: 1,
            mode: Mode::Live,
            outcome,
            findings: findings.iter().map(|code| (*code).to_owned()).collect(),
            segments: vec![segment],
            have: header.have.clone(),
            wants: Vec::new(),
            state_root: header.state_root,
            conflicts: u64::from(!refused),
            at: noon(),
            clock: header.clock.clone(),
        };
        rot.bundle(header, &[], vec![Item::bytes(Receipt::PATH, receipt.to_bytes().unwrap())])
    }
}

fn exercise() -> Made {
    let mut desk = Desk::exercise();
    desk.enter(note("alleen een oefening"));
    desk.seal();
    let mut header = desk.header(1, None);
    header.mode = Mode::Exercise;
    header.state_root = root_of(&desk.events);
    header.have = have(&desk.events);
    desk.bundle(header, &[&desk.events], Vec::new())
}
