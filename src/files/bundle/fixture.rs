//! A small made-up office and its bundles, for the tests of this module.

use super::write::write;
use super::*;
use crate::keys::{Certificate, CertificateTerms, RevocationList, SecretKey};
use noodbrug_core::bundle::{
    BundleHeader, ClockReading, ClockTrust, Finding, Kind, Limits, Mode, Recipient, Segment, document_path,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::Author;
use noodbrug_core::moment::Moment;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

pub(super) const NAME: &str = "nb-ws-ams-0001-e1-000001.zip";

pub(super) fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

pub(super) fn noon() -> Moment {
    at("2026-11-23T12:00:00+01:00")
}

pub(super) fn root() -> SecretKey {
    SecretKey::from_seed([1; 32])
}

pub(super) fn station() -> SecretKey {
    SecretKey::from_seed([2; 32])
}

pub(super) fn author() -> Author {
    Author { ws: "ws-ams-0001".parse().unwrap(), ep: 1 }
}

pub(super) fn certificate_of(station_name: Author) -> Certificate {
    let terms = CertificateTerms {
        key: station().public(),
        station: station_name,
        serial: 1,
        valid_from: at("2026-01-01T00:00:00+01:00"),
        valid_until: at("2027-12-31T00:00:00+01:00"),
    };
    Certificate::issue(&root(), terms, [3; 32])
}

/// An office: what a sender borrows.
pub(super) struct Office {
    pub(super) key: SecretKey,
    pub(super) certificate: Certificate,
    pub(super) revoked: RevocationList,
}

impl Office {
    pub(super) fn new() -> Office {
        Office { key: station(), certificate: certificate_of(author()), revoked: RevocationList::default() }
    }

    pub(super) fn sender(&self) -> Sender<'_> {
        let (key, revoked) = (&self.key, &self.revoked);
        let signs_as = SignsAs::Station(&self.certificate);
        Sender { key, signs_as, office: "Parket Amsterdam (oefening één)", revoked }
    }
}

pub(super) fn header(mode: Mode) -> BundleHeader {
    let clock = ClockReading { boot_id: "b1".to_owned(), mono_ms: 9, trust: ClockTrust::Unchecked };
    let mut header = BundleHeader::begin(Kind::Export, mode, &author(), (noon(), clock));
    header.recipients = vec![Recipient { name: "Rechtbank Amsterdam".to_owned(), fingerprint: None }];
    header.purpose = "dagelijkse uitwisseling".to_owned();
    header
}

pub(super) fn parcel() -> Parcel<'static> {
    let mut header = header(Mode::Live);
    let events = b"{\"v\":1}\t{\"n\":\"x\"}\n".repeat(40);
    let path = Segment::path_of(&author(), 1, 40);
    header.segments = vec![Segment {
        author: author().ws,
        epoch: 1,
        from: 1,
        to: 40,
        first_prev: None,
        last_id: Digest::of(b"40"),
        count: 40,
        path: path.clone(),
        sha256: Digest::of(&events),
    }];
    let pdf = b"%PDF-1.7 made up".repeat(9);
    let items = vec![
        Item::bytes(&document_path(&Digest::of(&pdf), "pdf"), pdf),
        Item::bytes(&path, events),
        Item::bytes("data/overzicht.pdf", b"%PDF-1.7 overview".to_vec()),
        Item::bytes("data/zittingen.csv", "\"Zitting\";\"é\"\r\n".repeat(30).into_bytes()),
        Item::bytes("data/leeg.txt", Vec::new()),
    ];
    Parcel { header, items, envelope: None }
}

pub(super) fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub(super) fn write_into(folder: &Path, parcel: Parcel<'_>) -> Written {
    write(folder, parcel, &Office::new().sender(), &mut go_on).unwrap()
}

/// The bytes of a small sound bundle.
pub(super) fn small() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::read(write_into(folder.path(), parcel()).path).unwrap()
}

pub(super) fn trust() -> Trust {
    Trust::at(noon()).with_root("Parket Amsterdam", root().public()).expecting(Mode::Live)
}

pub(super) fn judged(bytes: &[u8], trust: &Trust) -> Judgement {
    judge_source(&mut Cursor::new(bytes), NAME, (trust, &Limits::default()), &mut go_on).unwrap()
}

pub(super) fn codes(judgement: &Judgement) -> Vec<&'static str> {
    judgement.findings.iter().map(Finding::code).collect()
}
