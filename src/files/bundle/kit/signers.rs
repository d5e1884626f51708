//! Bundles whose signature, key or certificate is not what it must be.

use super::super::fixture::{author, certificate_of, root, station};
use super::super::parts::Parts;
use super::container::revoked;
use super::contents::{EXPORT, signed, tampered};
use super::forge::{Forged, bare, doubled, option, to_sign};
use super::world::{Desk, World, certificate, note};
use super::{Case, bad, base};
use crate::keys::{SecretKey, Signer};
use noodbrug_core::bundle::{HEADER, Kind, READ_ME, SIGNATURE, TAG_MANIFEST};

pub(super) fn cases(world: &World) -> Vec<Case> {
    let parts = base(world);
    [signatures(&parts, world), certificates(&parts)].concat()
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

/// The first second of the year 9999, which no moment can say.
const YEAR_9999: u64 = 253_370_764_800;

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
        bad(
            "year-9999",
            of,
            forged(Forged { ends: YEAR_9999, ..Forged::default() }),
            &["NB-SIG-02"],
            "The certificate holds until the year 9999, which is beyond all moments.",
        ),
        bad(
            "year-9998",
            of,
            forged(Forged { ends: YEAR_9999 - 1, ..Forged::default() }),
            &[],
            "The certificate holds until the last second of 9998, which is good.",
        ),
    ]
}
