//! Bundles whose events are not as they must be, or do not fit what came before.

use super::super::parts::Parts;
use super::super::write::Item;
use super::contents::signed;
use super::world::{Desk, Made, World, case, have, hearing, moved, note, opening, segment, slot, writing};
use super::{Case, bad};
use crate::keys::{Signature, Signer};
use noodbrug_core::bundle::{HEADER, LOG_NAMESPACE, Mode, Segment};
use noodbrug_core::canonical;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Event, Kind};
use noodbrug_core::journal::Checkpoint;
use serde_json::json;

pub(super) fn cases(world: &World) -> Vec<Case> {
    [
        segments(),
        bodies(),
        rules(),
        sequences(world),
        forks(world),
        receipts(world),
        keysets(),
        passed_on(world),
        exercises(),
    ]
    .concat()
}

/// A bundle of Amsterdam whose one segment is described and written by hand.
fn by_hand(described: Segment, lines: &[u8]) -> Vec<u8> {
    let desk = Desk::amsterdam();
    let mut header = desk.header(1, None);
    let items = vec![Item::bytes(&described.path, lines.to_vec())];
    header.segments = vec![Segment { sha256: Digest::of(lines), ..described }];
    desk.bundle(header, &[], items).bytes
}

fn segments() -> Vec<Case> {
    let mut desk = Desk::amsterdam();
    desk.enter(opening());
    for text in ["een", "twee", "drie"] {
        desk.enter(note(text));
    }
    let (described, good) = segment(&desk.events);
    let lines: Vec<&[u8]> = good.split_inclusive(|byte| *byte == b'\n').collect();
    let with = |order: &[usize]| {
        let lines: Vec<u8> = order.iter().flat_map(|at| lines[*at].to_vec()).collect();
        by_hand(described.clone(), &lines)
    };
    let said = |change: &dyn Fn(&mut Segment)| {
        let mut described = described.clone();
        change(&mut described);
        by_hand(described, &good)
    };
    let mut rot = Desk::rotterdam();
    rot.enter(note("van een ander"));
    let theirs = [&lines[..3].concat(), rot.events[0].to_line().as_slice()].concat();
    let of = "spliced";
    let event = |slug, bytes, why| bad(slug, of, bytes, &["NB-EVT-01"], why);
    vec![
        event("events-cut", with(&[0, 1, 2]), "The last event is missing."),
        event("events-swapped", with(&[0, 2, 1, 3]), "Two events have changed places."),
        event("event-twice", with(&[0, 1, 1, 3]), "An event stands there twice, in the place of another."),
        event("event-left-out", with(&[0, 1, 3, 3]), "An event is left out."),
        event(
            "event-of-another",
            by_hand(described.clone(), &theirs),
            "An event of another author stands in the segment.",
        ),
        event(
            "without-final-line-end",
            by_hand(described.clone(), &good[..good.len() - 1]),
            "The last line has no end.",
        ),
        event(
            "empty-line",
            by_hand(described.clone(), &[&good[..], b"\n"].concat()),
            "An empty line stands at the end.",
        ),
        event(
            "events-crlf",
            by_hand(
                described.clone(),
                String::from_utf8(good.clone()).unwrap().replace('\n', "\r\n").as_bytes(),
            ),
            "The lines end with CR LF.",
        ),
        event(
            "wrong-end",
            said(&|segment| segment.last_id = Digest::of(b"ander einde")),
            "The header says that the segment ends with another event.",
        ),
        event(
            "wrong-begin",
            said(&|segment| segment.first_prev = Some(Digest::of(b"ander begin"))),
            "The header says that the segment follows another event.",
        ),
    ]
}

/// One event of which header and body are changed as texts, with the hash of its body right again.
fn edited(event: &Event, header: (&str, &str), body: (&str, &str)) -> Vec<u8> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let before = text(&event.body.as_ref().unwrap().1);
    assert!(before.contains(body.0), "{} in {before}", body.0);
    let after = before.replacen(body.0, body.1, 1);
    let head = text(&event.header_bytes);
    assert!(head.contains(header.0), "{} in {head}", header.0);
    let head = head
        .replacen(header.0, header.1, 1)
        .replace(&event.header.bh.to_string(), &Digest::of(after.as_bytes()).to_string());
    let (described, _) = segment(std::slice::from_ref(event));
    let last_id = Digest::of(head.as_bytes());
    by_hand(Segment { last_id, ..described }, format!("{head}\t{after}\n").as_bytes())
}

fn first(draft: Draft) -> Event {
    Desk::amsterdam().enter(draft)
}

/// Bodies that two readers could read as two things.
fn bodies() -> Vec<Case> {
    let opened = first(opening());
    let deep = format!("\"phase\":{}{}", "[".repeat(130), "]".repeat(130));
    let body = |slug, from: &str, to: &str, why| {
        bad(slug, "two-parsers", edited(&opened, ("", ""), (from, to)), &["NB-EVT-01"], why)
    };
    let said = opened.content().unwrap().t;
    let moment = format!("\"t\":\"{said}\"");
    let utc = said.instant().to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let head = |slug, from: &str, to: &str, why| {
        bad(slug, "two-parsers", edited(&opened, (from, to), ("", "")), &["NB-EVT-01"], why)
    };
    vec![
        body(
            "body-key-twice",
            "\"boot\":\"b1\",",
            "\"boot\":\"b1\",\"boot\":\"b1\",",
            "A key of a body stands there twice.",
        ),
        body(
            "body-moment-far",
            &moment,
            "\"t\":\"9999-12-31T23:59:59+00:00\"",
            "A moment lies in a year that few can keep.",
        ),
        body(
            "body-moment-before",
            &moment,
            "\"t\":\"0000-01-01T00:00:00+14:00\"",
            "A moment lies before all years.",
        ),
        body("body-offset", &moment, &moment.replace(":00\"", ":60\""), "An offset has sixty minutes."),
        body("body-space", "\"mono\":0", "\"mono\": 0", "A body has a space that canonical JSON has not."),
        body("body-fraction", "\"mono\":0", "\"mono\":0.5", "A number of a body has a fraction."),
        body("body-minus-nought", "\"mono\":0", "\"mono\":-0", "A number of a body is minus nought."),
        body("body-field-missing", "\"src\":null,", "", "A field of a body is left out where null belongs."),
        body(
            "body-field-unknown",
            "\"why\":null",
            "\"why\":null,\"x\":1",
            "A body has a field that the format does not know.",
        ),
        body("body-other-time", &said.to_string(), &utc, "A body writes its time in another form."),
        body("body-role", "\"clerk\"", "\"klerk\"", "A body names a role that the format does not know."),
        body(
            "body-register",
            "\"case/numbers\"",
            "\"case/nummers\"",
            "A body writes a register that the format does not know.",
        ),
        body("body-deep", "\"phase\":\"dagvaarding\"", &deep, "A value of a body is nested 130 deep."),
        body(
            "body-surrogate",
            "Gda\u{144}sk",
            "Gda\\ud800sk",
            "A text of a body has half a character in it.",
        ),
        head(
            "header-kind",
            "\"k\":\"add\"",
            "\"k\":\"ads\"",
            "An event is of a kind that the format does not know.",
        ),
        head("header-version", "\"v\":1", "\"v\":2", "An event is of a newer form."),
        head(
            "header-field-missing",
            "\"prev\":null,",
            "",
            "A field of an event's header is left out where null belongs.",
        ),
    ]
}

/// Events that break a rule of their kind.
fn rules() -> Vec<Case> {
    let opened = first(opening());
    let one = Digest::of(b"een").to_string();
    let change = first(
        Draft { kind: Kind::Set, ..moved("zaal 4", &[Digest::of(b"een"), Digest::of(b"twee")]) }
            .because("omdat"),
    );
    let event = |slug, event: &Event, header: (&str, &str), body: (&str, &str), why| {
        bad(slug, "spliced", edited(event, header, body), &["NB-EVT-01"], why)
    };
    let mut other = opened.to_line();
    let at = other.windows(4).position(|window| window == b"zaal").unwrap();
    other[at] = b'Z';
    let (described, _) = segment(std::slice::from_ref(&opened));
    let void = ("\"k\":\"set\"", "\"k\":\"void\"");
    let decide = ("\"k\":\"set\"", "\"k\":\"decide\"");
    let reasoned = ("\"why\":\"omdat\"", "\"why\":\"  \"");
    vec![
        bad(
            "other-body",
            "spliced",
            by_hand(described, &other),
            &["NB-EVT-01"],
            "A body is not the one that the header names.",
        ),
        event(
            "sup-twice",
            &opened,
            ("\"sup\":[]", &format!("\"sup\":[\"{one}\",\"{one}\"]")),
            ("", ""),
            "An event names twice what it replaces.",
        ),
        event(
            "decision-of-one",
            &first(moved("zaal 4", &[Digest::of(b"een")]).because("omdat")),
            decide,
            ("", ""),
            "A decision names only one value.",
        ),
        event(
            "decision-of-nobody",
            &change,
            decide,
            ("\"by\":\"a.bakker\"", "\"by\":\" \""),
            "A decision does not say who decided.",
        ),
        event(
            "decision-of-a-source",
            &change,
            decide,
            ("\"role\":\"clerk\"", "\"role\":\"source\""),
            "A source decides between two values.",
        ),
        event("decision-without-reason", &change, decide, reasoned, "A decision says no reason."),
        event(
            "decision-of-steering-signs",
            &change,
            decide,
            ("\"why\":\"omdat\"", "\"why\":\"\\u001c \""),
            "A decision says nothing but a control character as its reason.",
        ),
        event("withdrawal-with-value", &change, void, ("", ""), "A withdrawal leaves a value behind."),
        event(
            "write-without-case",
            &opened,
            (&format!("\"cs\":\"{}\"", case()), "\"cs\":null"),
            ("", ""),
            "An event writes registers of no case.",
        ),
        event(
            "write-of-nothing",
            &first(Draft::saying(Kind::Manage, None, json!("x"))),
            ("\"k\":\"manage\"", "\"k\":\"set\""),
            ("", ""),
            "An event writes no register.",
        ),
    ]
}

fn again(
    slug: &'static str,
    attack: &'static str,
    made: &Made,
    codes: &[&'static str],
    why: &'static str,
) -> Case {
    bad(slug, attack, made.bytes.clone(), codes, why).called(made.name.clone())
}

/// Good bundles that come twice, late, too early, or not at all.
fn sequences(world: &World) -> Vec<Case> {
    let World { first, second, third, .. } = world;
    let good = |made: &Made| format!("good/{}", made.name);
    let same = |made: &Made, codes: &[&'static str], why| Case::again(good(made), codes, why);
    vec![
        same(first, &["NB-SEQ-01"], "It came before: nothing changes.").of("replay").after([good(first)]),
        same(second, &["NB-EVT-02", "NB-SEQ-02"], "The first has not arrived, and events rest on it.")
            .of("withheld"),
        same(third, &["NB-EVT-02", "NB-SEQ-02"], "The second has not arrived, and the decision rests on it.")
            .of("withheld")
            .after([good(first)]),
        same(second, &["NB-SEQ-04"], "It comes after the one that follows it, and is taken in all the same.")
            .of("replay")
            .after([good(first), good(third)]),
    ]
}

/// Two histories of one station.
fn forks(world: &World) -> Vec<Case> {
    let first = format!("good/{}", world.first.name);
    let mut restored = Desk::amsterdam();
    restored.enter(opening());
    restored.enter(note("na het terugzetten van een reservekopie"));
    let fork = restored.bundle(restored.header(1, None), &[&restored.events], Vec::new());
    let mut other = Desk::amsterdam();
    (other.chain, other.events) = (restored.chain.clone(), restored.events.clone());
    // Bundle 2 of a station that was put back: it follows the first, and its journal is shorter than it was then.
    let mut header = other.header(2, Some(world.first.tagmanifest));
    header.have = have(&world.ams.events[..2]);
    let set_back = other.bundle(header, &[], Vec::new());
    let unlinked = other.bundle(other.header(2, Some(fork.tagmanifest)), &[], Vec::new());
    vec![
        again(
            "fork",
            "replay",
            &fork,
            &["NB-EVT-03", "NB-SEQ-03"],
            "Another bundle of a number that came before, with another history.",
        )
        .after([first.clone()]),
        again(
            "wrong-link",
            "withheld",
            &unlinked,
            &["NB-SEQ-03"],
            "It follows another first bundle than the one that came.",
        )
        .after([first.clone()]),
        again(
            "set-back",
            "replay",
            &set_back,
            &["NB-SEQ-05"],
            "Its station was put back: its journal is shorter than by the bundle before.",
        )
        .after([first]),
    ]
}

/// Receipts that say two things at once.
fn receipts(world: &World) -> Vec<Case> {
    let earlier = format!("good/{}", world.other.name);
    let event =
        |slug, made, why| again(slug, "two-readings", made, &["NB-EVT-01"], why).after([earlier.clone()]);
    let [torn, mixed, unknown] = &world.torn;
    vec![
        event(
            "torn-receipt",
            torn,
            "A receipt says that the bundle was refused, and that its events were taken in.",
        ),
        event(
            "mixed-receipt",
            mixed,
            "A receipt says that the bundle was forged, and that nothing was found.",
        ),
        event("unknown-code", unknown, "A receipt names a finding that there is not."),
    ]
}

/// Live work in an exercise.
fn exercises() -> Vec<Case> {
    let (mut live, exercise) = (Desk::amsterdam(), Desk::exercise());
    live.enter(note("echt werk"));
    let parts = Parts::of(&live.bundle(live.header(1, None), &[&live.events], Vec::new()).bytes);
    let renamed = signed(&parts, |parts| parts.edit(HEADER, "\"mode\":\"live\"", "\"mode\":\"exercise\""));
    let mut header = exercise.header(1, None);
    header.mode = Mode::Exercise;
    let passed_on = exercise.bundle(header, &[&live.events], Vec::new());
    let of = "trust";
    vec![
        bad(
            "live-station-in-exercise",
            of,
            renamed,
            &["NB-HDR-06"],
            "A workstation of live work says that its bundle is an exercise.",
        )
        .expecting("exercise"),
        again(
            "live-events-in-exercise",
            of,
            &passed_on,
            &["NB-EVT-01"],
            "A bundle of an exercise passes on events of live work.",
        )
        .expecting("exercise"),
    ]
}

/// A station of which a bundle knows a keyset that a later one does not know any more. The kit's reader holds none.
fn keysets() -> Vec<Case> {
    let desk = Desk::amsterdam();
    let knows = |seq, prev, keyset| {
        let mut header = desk.header(seq, prev);
        header.keyset_version = keyset;
        desk.bundle(header, &[], Vec::new())
    };
    let newer = knows(1, None, 2);
    let older = knows(2, Some(newer.tagmanifest), 1);
    let first = again(
        "newer-keyset",
        "withheld",
        &newer,
        &["NB-KEY-05"],
        "Its station knows a keyset of its office that the reader does not hold.",
    );
    let earlier = first.file.clone();
    vec![
        first,
        again(
            "older-keyset",
            "downgrade",
            &older,
            &["NB-KEY-05", "NB-KEY-06"],
            "Its station knows a lower keyset than by the bundle before: it was put back.",
        )
        .after([earlier]),
    ]
}

/// Events of others that their own station did not seal.
fn passed_on(world: &World) -> Vec<Case> {
    let invented = || {
        let mut rot = Desk::rotterdam();
        rot.enter(writing(Kind::Add, &[(hearing(), slot("2026-12-03", "zaal 1"))], Vec::new()));
        rot
    };
    let mut sealed = invented();
    let ams = &world.ams;
    // Amsterdam's root certifies a station of Rotterdam's name, and that seals what nobody in Rotterdam wrote.
    let times = ["2026-01-01T00:00:00+01:00", "2027-12-31T00:00:00+01:00"];
    sealed.certificate =
        super::world::certificate(&ams.root, sealed.key.public(), sealed.chain.author.clone(), times);
    sealed.seal();
    let mut other_chain = invented();
    let (seq, head) = world.rot.chain.head.unwrap();
    let author = world.rot.chain.author.clone();
    let checkpoint = Checkpoint {
        ep: author.ep,
        head,
        root: Digest::of(b"-"),
        seq,
        t: super::super::fixture::noon(),
        ws: author.ws,
    };
    let value = serde_json::to_value(&checkpoint).unwrap();
    let signer = Signer::Certified(Box::new(world.rot.certificate.clone()));
    let signature =
        Signature::sign(&world.rot.key, signer, LOG_NAMESPACE, &canonical::to_bytes(&value).unwrap())
            .unwrap();
    // A real seal of Rotterdam, put behind events that it does not seal.
    other_chain.enter(Draft::saying(
        Kind::Checkpoint,
        None,
        json!({"checkpoint": value, "signature": signature.to_armour()}),
    ));
    let bundle = |desk: &Desk| {
        let mut sender = Desk::amsterdam();
        sender.enter(opening());
        sender.bundle(sender.header(1, None), &[&sender.events, &desk.events], Vec::new())
    };
    let of = "spliced";
    vec![
        again(
            "unsealed",
            of,
            &bundle(&invented()),
            &["NB-EVT-04"],
            "Events in another station's name, without its seal.",
        ),
        again(
            "borrowed-seal",
            of,
            &bundle(&other_chain),
            &["NB-EVT-04"],
            "Events in another station's name, with a seal of other events.",
        ),
        again(
            "seal-of-another-office",
            "stolen-key",
            &bundle(&sealed),
            &["NB-EVT-04"],
            "Events in another station's name, sealed under a certificate of the wrong office.",
        )
        .after([format!("good/{}", world.other.name)]),
    ]
}
