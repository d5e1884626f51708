//! Bundles of some cases: a good one, and what is wrong with others.

use super::super::parts::Parts;
use super::super::write::Item;
use super::world::{Desk, Made, PDF, case, moved, note, opening, root_of};
use super::{Case, bad};
use noodbrug_core::bundle::{
    CaseScope, CaseSeal, DocumentRule, HEADER, PartnerKind, Profile, Profiles, Proofs, Scope, document_path,
    place_of, proofs_path,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Event, EventId, Kind};
use noodbrug_core::ident::{Author, CaseId};
use noodbrug_core::inclusion::ProofTree;
use serde_json::json;

/// What a bundle of some cases is made of, each piece to be bent before it is counted and signed.
#[derive(Clone)]
struct Pieces {
    named: Profile,
    profile: Vec<u8>,
    case: Vec<Event>,
    proofs: Vec<(Author, Proofs)>,
    items: Vec<(String, Vec<u8>)>,
}

fn profile(kind: PartnerKind) -> Profile {
    let table = include_str!("../../../../assets/exchange/profiles.toml");
    Profiles::parse(table).unwrap().of(kind).unwrap().clone()
}

fn other_case() -> CaseId {
    CaseId::derived("kit", "another")
}

/// Writes about two cases at one desk, and about one of them at another, and seals both journals.
fn write(desk: &mut Desk) -> Desk {
    let mut rot = Desk::rotterdam();
    let of_other = |text: &str| Draft { case: Some(other_case()), ..note(text) };
    desk.enter(of_other("van een andere zaak"));
    let opened = desk.enter(opening());
    desk.enter(note("een notitie, die thuisblijft"));
    desk.enter(Draft::saying(Kind::Read, Some(case()), json!({"screen": "case"})));
    desk.enter(of_other("nog een"));
    let ours = desk.enter(moved("zaal 4", &[opened.id]));
    rot.enter(of_other("daar ook"));
    rot.enter(moved("zaal 9", &[opened.id]));
    desk.seal();
    rot.seal();
    assert_eq!(ours.header.seq, 6);
    rot
}

/// Proves events of a desk by its last entry, which seals all before it.
fn proofs(desk: &Desk, events: &[Event]) -> (Author, Proofs) {
    let (seal, sealed) = desk.events.split_last().unwrap();
    let names: Vec<EventId> = sealed.iter().map(|event| event.id).collect();
    let tree = ProofTree::over(&names);
    let own = events.iter().filter(|event| event.author() == desk.chain.author);
    let path = |event: &Event| (event.id, tree.path(event.header.seq).unwrap());
    (desk.chain.author.clone(), Proofs { seal: seal.clone(), paths: own.map(path).collect() })
}

impl Pieces {
    fn of(desk: &mut Desk) -> Pieces {
        let rot = write(desk);
        let named = profile(PartnerKind::Court);
        let all = desk.events.iter().chain(&rot.events).cloned();
        let mine = all.filter(|event| event.header.cs == Some(case()) && event.header.k.writes());
        let show = |event: Event| if named.shows_all_of(&event) { event } else { event.withheld() };
        let mut lines: Vec<Event> = mine.map(show).collect();
        lines.sort_by_cached_key(place_of);
        let proofs = vec![proofs(desk, &lines), proofs(&rot, &lines)];
        let profile = named.to_bytes().unwrap();
        Pieces { named, profile, case: lines, proofs, items: Vec::new() }
    }

    /// Counts what there is.
    fn seal(&self) -> CaseSeal {
        CaseSeal {
            case: case(),
            count: self.case.len() as u64,
            seal: CaseSeal::over(self.case.iter().map(|event| event.id)),
            unproven: 0,
            sha256: Digest::of(&self.lines()),
        }
    }

    fn lines(&self) -> Vec<u8> {
        self.case.iter().flat_map(Event::to_line).collect()
    }

    fn bundle(self, desk: &Desk, seal: CaseSeal) -> Made {
        let mut header = desk.header(1, None);
        let name = self.named.name().unwrap();
        let profile = noodbrug_core::bundle::ProfileName { sha256: Digest::of(&self.profile), ..name };
        let scope = CaseScope { profile, seals: vec![seal], elsewhere: Vec::new() };
        header.scope = Scope::Cases(Box::new(scope));
        header.state_root = root_of(&self.case);
        let mut items = vec![
            Item::bytes(Profile::PATH, self.profile.clone()),
            Item::bytes(&CaseSeal::path_of(&case()), self.lines()),
        ];
        for (author, proofs) in &self.proofs {
            items.push(Item::bytes(&proofs_path(author), proofs.to_bytes().unwrap()));
        }
        items.extend(self.items.into_iter().map(|(path, bytes)| Item::bytes(&path, bytes)));
        desk.bundle(header, &[], items)
    }

    fn made(self, desk: &Desk) -> Made {
        let seal = self.seal();
        self.bundle(desk, seal)
    }
}

/// A good bundle of one case of two, for a court, and the root of what it holds.
pub(super) fn good() -> (Made, Digest) {
    let mut desk = Desk::second();
    let pieces = Pieces::of(&mut desk);
    assert!(pieces.case.iter().any(|event| event.body.is_none()));
    let root = root_of(&pieces.case);
    (pieces.made(&desk), root)
}

pub(super) fn cases() -> Vec<Case> {
    let (made, _) = good();
    let file = format!("good/{}", made.name);
    let why = "One case of two, for a court: a note goes without its body, and another office's change with its proof.";
    let good = Case { bytes: Some(made.bytes), ..Case::again(file, &[], why) };
    [vec![good.of("need-to-know")], proof_cases(), seal_cases(), profile_cases(), header_cases()].concat()
}

/// Bends the pieces of a good bundle; what is counted in the header is what there is then.
fn bent(slug: &str, code: &'static str, why: &'static str, change: impl FnOnce(&mut Pieces, &Desk)) -> Case {
    let mut desk = Desk::amsterdam();
    let mut pieces = Pieces::of(&mut desk);
    change(&mut pieces, &desk);
    bad(slug, "need-to-know", pieces.made(&desk).bytes, &[code], why)
}

/// Bends the pieces of a good bundle behind the back of its header.
fn uncounted(slug: &str, why: &'static str, change: impl FnOnce(&mut Pieces, &Desk)) -> Case {
    let mut desk = Desk::amsterdam();
    let mut pieces = Pieces::of(&mut desk);
    let counted = pieces.seal();
    change(&mut pieces, &desk);
    let seal = CaseSeal { sha256: Digest::of(&pieces.lines()), ..counted };
    bad(slug, "need-to-know", pieces.bundle(&desk, seal).bytes, &["NB-PRF-02"], why)
}

/// Proves all events of the desk anew: those that are in the bundle now.
fn prove(pieces: &mut Pieces, desk: &Desk) {
    pieces.case.sort_by_cached_key(place_of);
    pieces.proofs[0] = proofs(desk, &pieces.case);
}

fn proof_cases() -> Vec<Case> {
    let bent = |slug, why, change: fn(&mut Pieces, &Desk)| bent(slug, "NB-PRF-01", why, change);
    vec![
        bent("proof-forged", "A digest of a proof is another.", |pieces, _| {
            pieces.proofs[0].1.paths[0].1[0] = Digest::of(b"forged");
        }),
        bent("proof-short", "A proof ends before the seal.", |pieces, _| {
            pieces.proofs[0].1.paths[1].1.pop();
        }),
        bent("proof-swapped", "Two proofs have changed places.", |pieces, _| {
            pieces.proofs[0].1.paths.swap(0, 1);
        }),
        bent("proof-too-many", "An event is proven that is not in the bundle.", |pieces, desk| {
            let all = proofs(desk, &desk.events[..6]);
            pieces.proofs[0] = all;
        }),
        bent("proofs-missing", "The other office's events come without a proof.", |pieces, _| {
            pieces.proofs.pop();
        }),
        bent("proofs-of-nobody", "Proofs are there for an author without events.", |pieces, _| {
            let (_, proofs) = pieces.proofs[0].clone();
            pieces.proofs.push((Desk::stranger().chain.author, Proofs { paths: Vec::new(), ..proofs }));
        }),
        bent(
            "seal-of-another",
            "The other office's events are proven by a seal that is not theirs.",
            |pieces, _| {
                let seal = pieces.proofs[0].1.seal.clone();
                pieces.proofs[1].1.seal = seal;
            },
        ),
        bent("never-written", "An event was never in the journal that was sealed.", |pieces, desk| {
            let mut copy = Desk::amsterdam();
            copy.enter(opening());
            pieces.case[0] = copy.events[0].clone();
            let path = pieces.proofs[0].1.paths[0].1.clone();
            prove(pieces, desk);
            pieces.proofs[0].1.paths[0] = (pieces.case[0].id, path);
        }),
        sealed_elsewhere(),
    ]
}

/// The other office's events under a seal that some third office's root stands for.
fn sealed_elsewhere() -> Case {
    let mut desk = Desk::amsterdam();
    let mut pieces = Pieces::of(&mut desk);
    let mut forger = Desk::stranger();
    forger.chain.author = Desk::rotterdam().chain.author;
    let times = ["2026-01-01T00:00:00+01:00", "2027-12-31T00:00:00+01:00"];
    let author = forger.chain.author.clone();
    forger.certificate = super::world::certificate(&forger.root, forger.key.public(), author, times);
    forger.chain.head = None;
    forger.enter(moved("zaal 1", &[pieces.case[0].id]));
    forger.seal();
    pieces.case.retain(|event| event.author() == desk.chain.author);
    pieces.case.push(forger.events[0].clone());
    pieces.proofs[1] = proofs(&forger, &pieces.case);
    let why = "Events in another station's name, proven by a seal under a certificate of the wrong office.";
    bad("proof-wrong-office", "stolen-key", pieces.made(&desk).bytes, &["NB-EVT-04"], why)
}

fn seal_cases() -> Vec<Case> {
    let other = |slug, code, why, change: fn(&mut Pieces, &Desk)| bent(slug, code, why, change);
    vec![
        uncounted("case-event-left-out", "An event of the case is left out.", |pieces, desk| {
            pieces.case.remove(1);
            prove(pieces, desk);
        }),
        uncounted(
            "case-event-exchanged",
            "An event of the case stands in the place of another.",
            |pieces, desk| {
                let mut copy = note("in plaats van een ander");
                copy.case = Some(case());
                pieces.case.remove(1);
                let mut later = Desk::amsterdam();
                later.chain = desk.chain.clone();
                pieces.case.insert(2, later.enter(copy).withheld());
            },
        ),
        other(
            "case-smuggled",
            "NB-PRF-03",
            "An event of another case stands among its events.",
            |pieces, desk| {
                pieces.case.push(desk.events[0].clone());
                prove(pieces, desk);
            },
        ),
        other("case-log", "NB-PRF-03", "It says who opened the case.", |pieces, desk| {
            pieces.case.push(desk.events[3].clone());
            prove(pieces, desk);
        }),
        other("case-disorder", "NB-EVT-01", "The events of a case have changed places.", |pieces, _| {
            pieces.case.swap(0, 1);
        }),
    ]
}

fn profile_cases() -> Vec<Case> {
    vec![
        bent(
            "profile-swapped",
            "NB-PRF-04",
            "The profile is that of another kind of partner.",
            |pieces, _| {
                pieces.profile = profile(PartnerKind::Office).to_bytes().unwrap();
            },
        ),
        bent(
            "profile-unreadable",
            "NB-PRF-04",
            "The profile names a field that there is not.",
            |pieces, _| {
                let text = String::from_utf8(pieces.profile.clone()).unwrap();
                pieces.profile = text.replace("charge/fact", "charge/facts").into_bytes();
            },
        ),
        bent("beyond-profile", "NB-PRF-05", "It shows a note, which its profile keeps.", |pieces, desk| {
            pieces.case[1] = desk.events[2].clone();
        }),
        bent(
            "document-smuggled",
            "NB-PRF-05",
            "It has a document that no event in it names.",
            |pieces, _| {
                assert_eq!(pieces.named.documents, DocumentRule::Linked);
                pieces.items.push((document_path(&Digest::of(PDF), "pdf"), PDF.to_vec()));
            },
        ),
    ]
}

/// Changes what the header of a good bundle says, and signs that.
fn header_cases() -> Vec<Case> {
    let mut desk = Desk::amsterdam();
    let pieces = Pieces::of(&mut desk);
    let seal = pieces.seal();
    let parts = Parts::of(&pieces.made(&desk).bytes);
    let edited = |slug, code, why, from: &str, to: &str| {
        let mut parts = parts.clone();
        parts.edit(HEADER, from, to);
        parts.sign(super::Kind::Export.namespace());
        bad(slug, "need-to-know", parts.pack(), &[code], why)
    };
    let (file, other) = (seal.sha256.to_string(), Digest::of(b"other").to_string());
    let (count, none) = (format!("\"count\":{}", seal.count), "\"count\":0".to_owned());
    vec![
        edited(
            "case-other-file",
            "NB-HDR-04",
            "The file of a case is not the one in the header.",
            &file,
            &other,
        ),
        edited("case-count", "NB-PRF-02", "The header counts other events of the case.", &count, &none),
        edited(
            "numbers-to-come",
            "NB-HDR-04",
            "It says that a later number is for somebody else.",
            "\"elsewhere\":[]",
            "\"elsewhere\":[[1,2]]",
        ),
        edited(
            "profile-other-kind",
            "NB-PRF-04",
            "The header names another kind of partner than the profile.",
            "\"kind\":\"court\"",
            "\"kind\":\"office\"",
        ),
    ]
}
