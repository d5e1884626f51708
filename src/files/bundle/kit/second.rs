//! Bundles with a second signature. The certificate and the signature are made from a fixed key, by hand where OpenSSL would
//! put in the time of the day.

use super::super::fixture::NAME;
use super::super::parts::Parts;
use super::super::records::Record;
use super::world::World;
use super::{Case, bad, base};
use crate::keys::Signer;
use noodbrug_core::bundle::{Kind, SECOND_SIGNATURE, SIGNATURE, TAG_MANIFEST};
use noodbrug_core::digest::Digest;
use openssl::asn1::{Asn1Integer, Asn1Time};
use openssl::bn::BigNum;
use openssl::hash::{MessageDigest, hash};
use openssl::pkey::{Id, PKey, Private};
use openssl::sign::Signer as Signing;
use openssl::x509::{X509, X509Name};

/// Object identifiers: signed data, data, content type, message digest, SHA-512, Ed25519.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];
const SHA512: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

pub(super) fn cases(world: &World) -> Vec<Case> {
    let parts = with(&base(world));
    let mut early = parts.clone();
    let place = early.files.iter().position(|(path, _)| path == SECOND_SIGNATURE).unwrap();
    early.files.swap(place, place - 1);
    let large = parts.pack_with(|record| match record.name.ends_with(SECOND_SIGNATURE) {
        true => Record { len: (64 << 10) + 1, ..record },
        false => record,
    });
    let mut listed = parts.clone();
    let line = format!("{}  {SECOND_SIGNATURE}\n", Digest::of(b"x"));
    listed.get(TAG_MANIFEST).extend(line.as_bytes());
    *listed.get(SECOND_SIGNATURE) = second(&listed.get(TAG_MANIFEST).clone());
    let certificate = super::super::fixture::certificate_of(super::super::fixture::author());
    let (key, signer) = (super::super::fixture::station(), Signer::Certified(Box::new(certificate)));
    listed.sign_as(&key, signer, Kind::Export.namespace());
    let good = Case {
        bytes: Some(parts.pack()),
        ..Case::again(
            format!("good/{}", NAME.replace(".zip", "-p7s.zip")),
            &["NB-CMS-05", "NB-HDR-10"],
            "A second signature by a certificate that the reader did not pin, in a file of another name.",
        )
    };
    vec![
        good,
        bad(
            "p7s-early",
            "two-readings",
            early.pack(),
            &["NB-ZIP-08"],
            "The second signature stands before the first.",
        ),
        bad(
            "p7s-large",
            "bomb",
            large,
            &["NB-ZIP-12"],
            "The second signature is declared to be larger than 64 KiB.",
        ),
        bad(
            "p7s-listed",
            "spliced",
            listed.pack(),
            &["NB-BAG-06", "NB-BAG-07", "NB-CMS-05"],
            "The signed list names the second signature.",
        ),
    ]
}

/// Puts a second signature that is right at its place.
fn with(parts: &Parts) -> Parts {
    let mut parts = parts.clone();
    let bytes = second(&parts.get(TAG_MANIFEST).clone());
    let place = parts.files.iter().position(|(path, _)| path == SIGNATURE).unwrap() + 1;
    parts.files.insert(place, (SECOND_SIGNATURE.to_owned(), bytes));
    parts
}

fn key() -> PKey<Private> {
    PKey::private_key_from_raw_bytes(&[9; 32], Id::ED25519).unwrap()
}

/// A certificate that its holder signed, for the years of the kit.
fn certificate() -> X509 {
    let mut name = X509Name::builder().unwrap();
    name.append_entry_by_text("O", "Parket Amsterdam").unwrap();
    name.append_entry_by_text("CN", "J. Jansen").unwrap();
    let name = name.build();
    let mut new = X509::builder().unwrap();
    new.set_version(2).unwrap();
    new.set_serial_number(&Asn1Integer::from_bn(&BigNum::from_u32(7).unwrap()).unwrap()).unwrap();
    new.set_subject_name(&name).unwrap();
    new.set_issuer_name(&name).unwrap();
    new.set_not_before(&Asn1Time::from_str("20260101000000Z").unwrap()).unwrap();
    new.set_not_after(&Asn1Time::from_str("20271231000000Z").unwrap()).unwrap();
    new.set_pubkey(&key()).unwrap();
    new.sign(&key(), MessageDigest::null()).unwrap();
    new.build()
}

/// Writes one value of DER.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let len = content.len();
    let length = match len {
        0..0x80 => vec![len as u8],
        0x80..0x100 => vec![0x81, len as u8],
        _ => vec![0x82, (len >> 8) as u8, len as u8],
    };
    [&[tag][..], &length, &content].concat()
}

/// Signs these bytes as a certificate's holder does.
fn second(signed: &[u8]) -> Vec<u8> {
    let (sequence, set, object) = (0x30, 0x31, 0x06);
    let attribute = |kind: &[u8], value: &[u8]| der(sequence, &[&der(object, &[kind]), &der(set, &[value])]);
    let digest = hash(MessageDigest::sha512(), signed).unwrap();
    let attributes =
        [attribute(CONTENT_TYPE, &der(object, &[DATA])), attribute(MESSAGE_DIGEST, &der(0x04, &[&digest]))]
            .concat();
    let mut signing = Signing::new_without_digest(&key()).unwrap();
    let signature = signing.sign_oneshot_to_vec(&der(set, &[&attributes])).unwrap();
    let certificate = certificate();
    let issuer = certificate.issuer_name().to_der().unwrap();
    let sha512 = der(sequence, &[&der(object, &[SHA512])]);
    let one = der(0x02, &[&[1]]);
    let signer = der(
        sequence,
        &[
            &one,
            &der(sequence, &[&issuer, &der(0x02, &[&[7]])]),
            &sha512,
            &der(0xa0, &[&attributes]),
            &der(sequence, &[&der(object, &[ED25519])]),
            &der(0x04, &[&signature]),
        ],
    );
    let data = der(
        sequence,
        &[
            &one,
            &der(set, &[&sha512]),
            &der(sequence, &[&der(object, &[DATA])]),
            &der(0xa0, &[&certificate.to_der().unwrap()]),
            &der(set, &[&signer]),
        ],
    );
    der(sequence, &[&der(object, &[SIGNED_DATA]), &der(0xa0, &[&data])])
}
