//! Bundles whose lists, signature or header say something that is not so.

use super::super::fixture::{author, certificate_of, noon, root, station};
use super::super::parts::Parts;
use super::container::revoked;
use super::forge::{Forged, bare, doubled, option, to_sign};
use super::world::{Desk, World, certificate, note};
use super::{Case, bad, base};
use crate::keys::{SecretKey, Signer};
use noodbrug_core::bundle::{
    BAG_INFO, BAGIT, HEADER, Kind, MANIFEST, READ_ME, Recipient, SIGNATURE, TAG_MANIFEST,
};
use noodbrug_core::digest::Digest;

const EXPORT: &str = Kind::Export.namespace();
const OVERVIEW: &str = "data/overzicht.pdf";
const TABLE: &str = "data/documenten.csv";

pub(super) fn cases(world: &World) -> Vec<Case> {
    let parts = base(world);
    [
        tags(&parts),
        payload(&parts, world),
        signatures(&parts, world),
        certificates(&parts),
        json(&parts),
        headers(&parts, world),
    ]
    .concat()
}

/// Changes a bundle, lists everything anew and signs: what a sender with the right key could do.
fn signed(parts: &Parts, change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let mut parts = parts.clone();
    change(&mut parts);
    parts.sign(EXPORT);
    parts.pack()
}

/// Changes a bundle and leaves lists and signature as they were: what anybody could do on the way.
fn tampered(parts: &Parts, change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let mut parts = parts.clone();
    change(&mut parts);
    parts.pack()
}

/// Signs the tag manifest as it stands.
fn signs(parts: &mut Parts) {
    parts.sign_as(&station(), Signer::Certified(Box::new(certificate_of(author()))), EXPORT);
}

fn tags(parts: &Parts) -> Vec<Case> {
    let relisted = |change: &dyn Fn(String) -> String| {
        let mut parts = parts.clone();
        let text = change(String::from_utf8(parts.get(MANIFEST).clone()).unwrap());
        *parts.get(MANIFEST) = text.into_bytes();
        let digest = Digest::of(parts.get(MANIFEST));
        let tags = String::from_utf8(parts.get(TAG_MANIFEST).clone()).unwrap();
        let line = |line: &str| match line.ends_with(MANIFEST) {
            true => format!("{digest}  {MANIFEST}\n"),
            false => format!("{line}\n"),
        };
        *parts.get(TAG_MANIFEST) = tags.lines().map(line).collect::<String>().into_bytes();
        signs(&mut parts);
        parts.pack()
    };
    let turned = |text: String| text.lines().rev().map(|line| format!("{line}\n")).collect();
    let crlf = |text: String| text.replace('\n', "\r\n");
    let unlisted = tampered(parts, |parts| {
        let tags = String::from_utf8(parts.get(TAG_MANIFEST).clone()).unwrap();
        let kept = tags.lines().filter(|line| !line.ends_with(HEADER)).map(|line| format!("{line}\n"));
        *parts.get(TAG_MANIFEST) = kept.collect::<String>().into_bytes();
        signs(parts);
    });
    let surplus = tampered(parts, |parts| parts.add("tagmanifest-md5.txt", b"x"));
    let of = "spliced";
    vec![
        bad(
            "without-description",
            of,
            signed(parts, |parts| parts.remove(BAG_INFO)),
            &["NB-BAG-01", "NB-BAG-06"],
            "A file that every bundle has is missing.",
        ),
        bad(
            "surplus-tag",
            of,
            surplus,
            &["NB-BAG-02"],
            "A file that no bundle has stands at the top, outside the signature.",
        ),
        bad(
            "declaration",
            "downgrade",
            signed(parts, |parts| parts.edit(BAGIT, "1.0", "0.97")),
            &["NB-BAG-03"],
            "The bag is declared in an older version.",
        ),
        bad(
            "description",
            of,
            signed(parts, |parts| parts.edit(BAG_INFO, "-000001", "-000002")),
            &["NB-BAG-04"],
            "The description names another bundle than the header.",
        ),
        bad(
            "steering-description",
            "two-parsers",
            signed(parts, |parts| parts.edit(BAG_INFO, "Parket", "\u{1b}[2JParket")),
            &["NB-BAG-04"],
            "The office's name in the description clears the screen of who reads it.",
        ),
        bad(
            "manifest-crlf",
            "two-parsers",
            relisted(&crlf),
            &["NB-BAG-05", "NB-BAG-09"],
            "The lines of the manifest end with CR LF.",
        ),
        bad(
            "manifest-order",
            "two-parsers",
            relisted(&turned),
            &["NB-BAG-05"],
            "The lines of the manifest are not sorted.",
        ),
        bad("unlisted-header", of, unlisted, &["NB-BAG-06"], "The signed list leaves the header out."),
    ]
}

fn payload(parts: &Parts, world: &World) -> Vec<Case> {
    let changed = tampered(parts, |parts| parts.edit(TABLE, "Bestand", "bestand"));
    let other = Parts::of(&world.other.bytes).files;
    let segment = other.into_iter().find(|(path, _)| path.contains("events/")).unwrap();
    let spliced = tampered(parts, |parts| parts.add(&segment.0, &segment.1));
    let exchanged = tampered(parts, |parts| {
        let at = parts.files.iter().position(|(path, _)| path.contains("/docs/")).unwrap();
        parts.files.remove(at);
        let digest = Digest::of(b"ander stuk");
        parts.add(&noodbrug_core::bundle::document_path(&digest, "pdf"), b"ander stuk");
    });
    let renamed = signed(parts, |parts| {
        let at = parts.files.iter().position(|(path, _)| path.contains("/docs/")).unwrap();
        parts.files[at].1[0] = b'X';
    });
    let of = "spliced";
    vec![
        bad("changed-table", of, changed, &["NB-BAG-07", "NB-ZIP-17"], "A table was changed on the way."),
        bad(
            "changed-header",
            of,
            tampered(parts, |parts| parts.edit(HEADER, "dagelijkse", "dagelykse.")),
            &["NB-BAG-07"],
            "The header was changed on the way.",
        ),
        bad(
            "without-overview",
            of,
            tampered(parts, |parts| parts.remove(OVERVIEW)),
            &["NB-BAG-08", "NB-HDR-03"],
            "A file was taken out on the way.",
        ),
        bad(
            "surplus-file",
            of,
            tampered(parts, |parts| parts.add("data/zz.pdf", b"extra")),
            &["NB-BAG-09", "NB-HDR-03"],
            "A file was added on the way.",
        ),
        bad(
            "spliced-segment",
            of,
            spliced,
            &["NB-BAG-09", "NB-HDR-03", "NB-HDR-04", "NB-ZIP-17"],
            "The events of another bundle were added on the way.",
        ),
        bad(
            "exchanged-document",
            of,
            exchanged,
            &["NB-BAG-08", "NB-BAG-09", "NB-HDR-03"],
            "A document was exchanged for another on the way.",
        ),
        bad(
            "document-name",
            of,
            renamed,
            &["NB-BAG-10"],
            "A document is not what its name says, and the sender signed for it.",
        ),
    ]
}

fn signatures(parts: &Parts, world: &World) -> Vec<Case> {
    let message = parts.clone().get(TAG_MANIFEST).clone();
    let with = |text: String| tampered(parts, |parts| *parts.get(SIGNATURE) = text.into_bytes());
    let purpose = |kind: Kind| {
        tampered(parts, |parts| {
            parts.sign_as(&station(), Signer::Certified(Box::new(certificate_of(author()))), kind.namespace())
        })
    };
    let mut receipt = Parts::of(&world.receipt.bytes);
    let rot = &world.rot;
    receipt.sign_as(&rot.key, Signer::Certified(Box::new(rot.certificate.clone())), EXPORT);
    let keys = signed(parts, |parts| parts.edit(HEADER, "\"kind\":\"export\"", "\"kind\":\"keyset\""));
    let mut by_station = parts.clone();
    by_station.edit(HEADER, "\"kind\":\"export\"", "\"kind\":\"keyset\"");
    by_station.sign(Kind::Keyset.namespace());
    let keys_by_station = by_station.pack();
    let made = station().sign(&to_sign(EXPORT, &message));
    let mut weak = [0; 32];
    weak[0] = 1;
    let bare_key = with(bare(station().public().as_bytes(), EXPORT, &made));
    let by = |mut desk: Desk| {
        desk.enter(note("van een ander"));
        desk.bundle(desk.header(1, None), &[&desk.events], Vec::new())
    };
    let (stranger, mut impostor) = (by(Desk::stranger()), Desk::amsterdam());
    impostor.root = SecretKey::from_seed([9; 32]);
    impostor.key = SecretKey::from_seed([10; 32]);
    let times = ["2026-01-01T00:00:00+01:00", "2027-12-31T00:00:00+01:00"];
    impostor.certificate = certificate(&impostor.root, impostor.key.public(), author(), times);
    let impostor = by(impostor);
    let (stripped, other) = ("stripped-signature", "other-purpose");
    vec![
        bad(
            "unsigned",
            stripped,
            tampered(parts, |parts| parts.remove(SIGNATURE)),
            &["NB-SIG-01"],
            "There is no signature.",
        ),
        bad(
            "signature-crlf",
            "two-parsers",
            tampered(parts, |parts| parts.edit(SIGNATURE, "\n", "\r\n")),
            &["NB-SIG-02"],
            "The lines of the signature end with CR LF.",
        ),
        bad(
            "weak-key",
            "stolen-key",
            with(bare(&weak, EXPORT, &[0; 64])),
            &["NB-SIG-02"],
            "The key is a point of small order: anybody can sign with it.",
        ),
        bad(
            "changed-list",
            stripped,
            tampered(parts, |parts| {
                parts.edit(READ_ME, "spec", "SPEC");
                parts.list();
            }),
            &["NB-SIG-03"],
            "A file and the signed list were changed together.",
        ),
        bad(
            "second-signature",
            "two-parsers",
            with(bare(station().public().as_bytes(), EXPORT, &doubled(made))),
            &["NB-SIG-03"],
            "The second half of the signature is not below the order of the group.",
        ),
        bad(
            "signed-as-receipt",
            other,
            purpose(Kind::Receipt),
            &["NB-SIG-04"],
            "An export with a signature for receipts.",
        ),
        bad(
            "signed-as-keys",
            "keyset",
            purpose(Kind::Keyset),
            &["NB-SIG-04"],
            "An export with a signature for sets of keys.",
        ),
        bad(
            "receipt-as-export",
            other,
            receipt.pack(),
            &["NB-SIG-04"],
            "A receipt with a signature for exports.",
        )
        .called(world.receipt.name.clone()),
        bad("keys-as-export", "keyset", keys, &["NB-SIG-04"], "A set of keys with a signature for exports."),
        bad(
            "keys-by-station",
            "keyset",
            keys_by_station,
            &["NB-SIG-05", "NB-SIG-12"],
            "A set of keys that a station signed, and not the root.",
        ),
        bad("stranger", "trust", stranger.bytes, &["NB-SIG-05"], "An office that nobody here knows.")
            .called(stranger.name),
        bad(
            "impostor",
            "trust",
            impostor.bytes,
            &["NB-SIG-05"],
            "An office that calls itself by the name of a known one; its own keys are in the bundle.",
        ),
        bad(
            "bare-key",
            "trust",
            bare_key,
            &["NB-SIG-05"],
            "The station's key without the certificate of its office.",
        ),
        revoked(stolen()),
    ]
}

/// A station of Amsterdam whose key is on the kit's list of revoked keys.
fn stolen() -> Desk {
    let mut desk = Desk::amsterdam();
    desk.key = SecretKey::from_seed([7; 32]);
    desk.chain.author.ws = "ws-ams-0009".parse().unwrap();
    let times = ["2026-01-01T00:00:00+01:00", "2027-12-31T00:00:00+01:00"];
    desk.certificate = certificate(&desk.root, desk.key.public(), desk.chain.author.clone(), times);
    desk
}

fn certificates(parts: &Parts) -> Vec<Case> {
    let message = parts.clone().get(TAG_MANIFEST).clone();
    let forged = |forged: Forged<'_>| {
        tampered(parts, |parts| *parts.get(SIGNATURE) = forged.sign(EXPORT, &message).into_bytes())
    };
    let under = |ws: &str, ep: u64, times: [&str; 2]| {
        let mut station_name = author();
        (station_name.ws, station_name.ep) = (ws.parse().unwrap(), ep);
        let signer = certificate(&root(), station().public(), station_name, times);
        tampered(parts, |parts| parts.sign_as(&station(), Signer::Certified(Box::new(signer)), EXPORT))
    };
    let year = ["2026-01-01T00:00:00+01:00", "2027-12-31T00:00:00+01:00"];
    let (pty, command) = (option("permit-pty"), option("force-command"));
    let of = "stolen-key";
    vec![
        bad(
            "other-station",
            of,
            under("ws-ams-0002", 1, year),
            &["NB-SIG-06"],
            "The certificate is of another station.",
        ),
        bad(
            "other-epoch",
            of,
            under("ws-ams-0001", 2, year),
            &["NB-SIG-06"],
            "The certificate is of another epoch of the station.",
        ),
        bad(
            "ended",
            of,
            under("ws-ams-0001", 1, [year[0], "2026-11-01T00:00:00+01:00"]),
            &["NB-SIG-07"],
            "The certificate had ended at the stated time.",
        ),
        bad(
            "not-yet",
            of,
            under("ws-ams-0001", 1, ["2026-12-01T00:00:00+01:00", year[1]]),
            &["NB-SIG-08"],
            "The certificate did not hold yet at the stated time.",
        ),
        bad(
            "host-certificate",
            of,
            forged(Forged { kind: 2, ..Forged::default() }),
            &["NB-SIG-02"],
            "The certificate is of a host.",
        ),
        bad(
            "two-stations",
            of,
            forged(Forged { principals: &["ws-ams-0001", "ws-ams-0002"], ..Forged::default() }),
            &["NB-SIG-02"],
            "The certificate names two stations.",
        ),
        bad(
            "key-id",
            of,
            forged(Forged { key_id: "ws-ams-0001", ..Forged::default() }),
            &["NB-SIG-02"],
            "The certificate names no epoch.",
        ),
        bad(
            "extension",
            of,
            forged(Forged { extensions: &pty, ..Forged::default() }),
            &["NB-SIG-02"],
            "The certificate allows more than signing.",
        ),
        bad(
            "option",
            of,
            forged(Forged { critical: &command, ..Forged::default() }),
            &["NB-SIG-02"],
            "The certificate has an option.",
        ),
    ]
}

/// Headers that two readers of JSON could read as two things.
fn json(parts: &Parts) -> Vec<Case> {
    let edited = |from: &str, to: &str| signed(parts, |parts| parts.edit(HEADER, from, to));
    let of = "two-parsers";
    let header = |slug, from: &str, to: &str, why| bad(slug, of, edited(from, to), &["NB-HDR-01"], why);
    vec![
        header(
            "field-unknown",
            "\"acks\":[]",
            "\"acks\":[],\"also\":1",
            "The header has a field that the format does not know.",
        ),
        header(
            "field-missing",
            "\"prev_bundle\":null,",
            "",
            "A field of the header is left out where null belongs.",
        ),
        header(
            "field-twice",
            "\"acks\":[]",
            "\"acks\":[],\"acks\":[]",
            "A field of the header stands there twice.",
        ),
        header("space", "\"acks\":[]", "\"acks\": []", "The header has a space that canonical JSON has not."),
        header("escape", "\"live\"", "\"l\\u0069ve\"", "The header writes a letter as an escape."),
        header("fraction", "\"seq\":1", "\"seq\":1.0", "The header writes a number with a fraction."),
        header(
            "huge-number",
            "\"mono_ms\":9",
            "\"mono_ms\":9007199254740993",
            "The header has a number beyond 2^53.",
        ),
        header("mark", "{\"acks\"", "\u{feff}{\"acks\"", "The header begins with a byte order mark."),
        header(
            "other-time",
            "12:00:00+01:00\"",
            "12:00:00.000+01:00\"",
            "The header writes its time in another form.",
        ),
        header("other-format", "noodbrug-bundle", "noodbrug-bundel", "The header is of another format."),
    ]
}

fn headers(parts: &Parts, world: &World) -> Vec<Case> {
    let edited = |from: &str, to: &str| signed(parts, |parts| parts.edit(HEADER, from, to));
    let unlinked = signed(parts, |parts| {
        parts.edit(HEADER, "\"seq\":1", "\"seq\":2");
        parts.edit(BAG_INFO, "-000001", "-000002");
        parts.folder = parts.folder.replace("000001", "000002");
    });
    let without = signed(parts, |parts| {
        let text = String::from_utf8(parts.get(HEADER).clone()).unwrap();
        let (before, rest) = text.split_once("\"segments\":[").unwrap();
        let (_, after) = rest.split_once("],\"seq\"").unwrap();
        *parts.get(HEADER) = format!("{before}\"segments\":[],\"seq\"{after}").into_bytes();
    });
    let ams = &world.ams;
    let made = |change: &dyn Fn(&mut noodbrug_core::bundle::BundleHeader)| {
        let mut header = ams.header(1, None);
        change(&mut header);
        ams.bundle(header, &[&ams.events[..4]], Vec::new()).bytes
    };
    let to_other = made(&|header| {
        header.recipients = vec![Recipient { name: "Rechtbank Den Haag".into(), fingerprint: None }];
    });
    let future = made(&|header| header.created = noon().plus_hours(1));
    let of = "spliced";
    vec![
        bad(
            "newer",
            "downgrade",
            edited("\"min_reader\":1", "\"min_reader\":2"),
            &["NB-HDR-02"],
            "Only a newer reader may read it.",
        ),
        bad(
            "totals",
            of,
            edited("\"files\":5", "\"files\":6"),
            &["NB-BAG-04", "NB-HDR-03"],
            "The header counts one file more.",
        ),
        bad(
            "segment-count",
            of,
            edited("\"count\":4,", "\"count\":5,"),
            &["NB-HDR-04"],
            "The header counts one event more.",
        ),
        bad(
            "segment-left-out",
            of,
            without,
            &["NB-HDR-04"],
            "The header names no events, and there are some.",
        ),
        bad("without-link", "withheld", unlinked, &["NB-HDR-05"], "Number 2 does not say what it follows.")
            .called("nb-ws-ams-0001-e1-000002.zip"),
        bad("for-another", "other-reader", to_other, &["NB-HDR-08"], "It is addressed to another office."),
        bad("future", "trust", future, &["NB-HDR-09"], "It was made an hour after the stated time."),
        bad(
            "renamed",
            "trust",
            world.first.bytes.clone(),
            &["NB-HDR-10"],
            "The file has another name; the content counts.",
        )
        .called("kopie.zip"),
    ]
}
