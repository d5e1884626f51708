//! Bundles whose lists say something that is not so, and the ways in which a bundle is changed.

use super::super::fixture::{author, certificate_of, station};
use super::super::parts::Parts;
use super::world::World;
use super::{Case, bad, base};
use crate::keys::Signer;
use noodbrug_core::bundle::{BAG_INFO, BAGIT, HEADER, Kind, MANIFEST, OFFICE_ROOT, TAG_MANIFEST};
use noodbrug_core::digest::Digest;

pub(super) const EXPORT: &str = Kind::Export.namespace();
const OVERVIEW: &str = "data/overzicht.pdf";
const TABLE: &str = "data/documenten.csv";

pub(super) fn cases(world: &World) -> Vec<Case> {
    let parts = base(world);
    [tags(&parts), payload(&parts, world)].concat()
}

/// Changes a bundle, lists everything anew and signs: what a sender with the right key could do.
pub(super) fn signed(parts: &Parts, change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let mut parts = parts.clone();
    change(&mut parts);
    parts.sign(EXPORT);
    parts.pack()
}

/// Changes a bundle and leaves lists and signature as they were: what anybody could do on the way.
pub(super) fn tampered(parts: &Parts, change: impl FnOnce(&mut Parts)) -> Vec<u8> {
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
            "second-root-key",
            "trust",
            signed(parts, |parts| parts.get(OFFICE_ROOT).extend(b"*\tcert-authority\tssh-ed25519\tAAAA\n")),
            &["NB-BAG-03"],
            "Behind the root key stands a line that a tool does not show and a list of signers takes.",
        ),
        bad(
            "root-key-with-tab",
            "two-parsers",
            signed(parts, |parts| parts.edit(OFFICE_ROOT, "ssh-ed25519 ", "ssh-ed25519\t")),
            &["NB-BAG-03"],
            "A tab stands in the line of the root key where a space belongs.",
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
