//! Names inside a bundle: lower-case ASCII that every file system holds and none reads differently.
//!
//! Original names of documents are data, never names of files. That leaves no room for names that lead outside the
//! bundle, differ only in case or in Unicode form, or mean a device.

use super::header::BundleHeader;
use crate::digest::Digest;
use crate::ident::Author;
use std::fmt;

/// The description of the bag (RFC 8493).
pub const BAG_INFO: &str = "bag-info.txt";
/// The declaration of the bag (RFC 8493).
pub const BAGIT: &str = "bagit.txt";
/// The header.
pub const HEADER: &str = "bundle.json";
/// A convenience copy of the list of who may sign; never a source of trust.
pub const ALLOWED_SIGNERS: &str = "keys/allowed_signers";
/// A convenience copy of the office's public root key; never a source of trust.
pub const OFFICE_ROOT: &str = "keys/office-root.pub";
/// A convenience copy of the list of revoked keys; never a source of trust.
pub const REVOKED: &str = "keys/revoked.krl";
/// How to verify the bundle, in Dutch and English.
pub const READ_ME: &str = "leesmij.txt";
/// The hashes of the payload.
pub const MANIFEST: &str = "manifest-sha256.txt";
/// The hashes of all other files but itself and the signature: the signed bytes.
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// The signature.
pub const SIGNATURE: &str = "tagmanifest-sha256.txt.sig";
/// A second signature over the same bytes, by a certificate of an office's own (CMS, RFC 5652); it may be missing, and
/// stands in no list, because it can be added after the bundle was signed.
pub const SECOND_SIGNATURE: &str = "tagmanifest-sha256.txt.p7s";
/// The folder of the payload, with its slash.
pub const PAYLOAD: &str = "data/";

/// All files that the tag manifest lists, in the order in which they stand in the archive.
pub const TAG_FILES: [&str; 8] =
    [BAG_INFO, BAGIT, HEADER, READ_ME, OFFICE_ROOT, ALLOWED_SIGNERS, REVOKED, MANIFEST];

/// The files at the top that no list names: the signed list itself, and the signatures over it.
pub const UNLISTED: [&str; 3] = [TAG_MANIFEST, SIGNATURE, SECOND_SIGNATURE];

const LONGEST: usize = 120;

/// Gives the most bytes that a file at the top can have by what stands in it: a reader holds some of them in memory before
/// it knows the sender. The manifest has a line of at most 187 bytes for each of at most 150,000 files.
#[must_use]
pub fn most_of_tag_file(path: &str) -> u64 {
    match path {
        BAG_INFO | BAGIT | OFFICE_ROOT | TAG_MANIFEST | SIGNATURE => 64 << 10,
        HEADER => 16 << 20,
        MANIFEST => 40 << 20,
        _ => u64::MAX,
    }
}

/// Why a text is no name of a file in a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// It is empty, or a part between two slashes is.
    Empty,
    /// It is longer than 120 characters.
    TooLong,
    /// It has a character other than a-z, 0-9, point, hyphen and underscore, or a part begins with one of these three.
    Character,
    /// A part ends with a point.
    FinalPoint,
    /// A part is the name of a device on Windows.
    Device,
}

impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NameFault::Empty => "empty",
            NameFault::TooLong => "> 120",
            NameFault::Character => "[a-z0-9][a-z0-9._-]*",
            NameFault::FinalPoint => "...",
            NameFault::Device => "con, prn, aux, nul, com0-9, lpt0-9",
        })
    }
}

impl std::error::Error for NameFault {}

/// Checks the path of a file inside the bag, parts separated by `/`.
///
/// # Errors
/// When a file system could refuse it or read it as another one.
pub fn check_name(path: &str) -> Result<(), NameFault> {
    if path.len() > LONGEST {
        return Err(NameFault::TooLong);
    }
    path.split('/').try_for_each(check_part)
}

fn check_part(part: &str) -> Result<(), NameFault> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let first = part.bytes().next().ok_or(NameFault::Empty)?;
    if !plain(first) || !part.bytes().all(|byte| plain(byte) || b"._-".contains(&byte)) {
        Err(NameFault::Character)
    } else if part.ends_with('.') {
        Err(NameFault::FinalPoint)
    } else if is_device(part) {
        Err(NameFault::Device)
    } else {
        Ok(())
    }
}

/// Windows takes these for devices, whatever follows the first point.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part);
    let numbered = ["com", "lpt"].iter().filter_map(|name| stem.strip_prefix(name));
    let port =
        numbered.into_iter().any(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    port || ["con", "prn", "aux", "nul"].contains(&stem)
}

/// Gives the one folder at the top of the archive, which is the archive's name too: `nb-ws-ams-0001-e1-000042`.
#[must_use]
pub fn folder_name(station: &Author, seq: u64) -> String {
    format!("nb-{station}-{seq:06}")
}

/// The end of the name of a bundle that is closed in an envelope.
pub const ENVELOPE_SUFFIX: &str = ".age";

/// Gives the name of the file of a bundle with this folder, in an envelope or not.
#[must_use]
pub fn file_name(folder: &str, closed: bool) -> String {
    format!("{folder}.zip{}", if closed { ENVELOPE_SUFFIX } else { "" })
}

/// Gives the path of a document in the payload; `extension` is `pdf`, `jpg` or the like, without a point.
#[must_use]
pub fn document_path(digest: &Digest, extension: &str) -> String {
    let hex = digest.to_string();
    let shard: String = hex.chars().take(2).collect();
    format!("{PAYLOAD}docs/{shard}/{hex}.{extension}")
}

/// Gives the digest that a document's path in the payload names, if it is such a path.
#[must_use]
pub fn document_digest(path: &str) -> Option<Digest> {
    let rest = path.strip_prefix(PAYLOAD)?.strip_prefix("docs/")?;
    let (shard, name) = rest.split_once('/')?;
    let (hex, extension) = name.split_once('.')?;
    (hex.starts_with(shard) && shard.len() == 2 && !extension.contains('.')).then(|| hex.parse().ok())?
}

/// Says where a file stands in the archive: smaller stands earlier, and each file has a place of its own.
///
/// First the tag files, the tag manifest and the signatures, so that a reader can refuse early; then the payload:
/// overview, tables, events, records, documents.
#[must_use]
pub fn place_in_archive(path: &str) -> (usize, &str) {
    let head = TAG_FILES.iter().chain(&UNLISTED).position(|name| *name == path);
    let payload = |path: &str| {
        let folders = ["events/", "records/", "docs/"];
        let folder = folders.iter().position(|folder| path.starts_with(folder));
        match (folder, path.contains('/')) {
            (Some(at), _) => at.saturating_add(2),
            (None, true) => folders.len().saturating_add(2),
            (None, false) => usize::from(path != "overzicht.pdf"),
        }
    };
    let base = TAG_FILES.len().saturating_add(UNLISTED.len());
    (head.unwrap_or_else(|| base.saturating_add(payload(path.strip_prefix(PAYLOAD).unwrap_or(path)))), path)
}

/// Says whether a file is packed (deflated) in the archive: texts of the payload are; documents, pictures and tag files
/// are not, so that nothing is unpacked before the signature is proved.
#[must_use]
pub fn is_packed(path: &str) -> bool {
    let text = [".csv", ".json", ".jsonl", ".txt"].iter().any(|extension| path.ends_with(extension));
    let payload = path.strip_prefix(PAYLOAD);
    text && payload.is_some_and(|rest| !rest.starts_with("docs/"))
}

impl BundleHeader {
    /// Gives the author of the bundle: the station in its epoch.
    #[must_use]
    pub fn station(&self) -> Author {
        Author { ws: self.workstation.clone(), ep: self.epoch }
    }

    /// Gives the folder at the top, which is the archive's name too.
    #[must_use]
    pub fn folder(&self) -> String {
        folder_name(&self.station(), self.seq)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_lead_elsewhere_or_mean_a_device_are_refused() {
        let bad = [
            ("", NameFault::Empty),
            ("/etc/passwd", NameFault::Empty),
            ("data//a", NameFault::Empty),
            ("data/../a", NameFault::Character),
            ("data/./a", NameFault::Character),
            ("c:a", NameFault::Character),
            ("data\\a", NameFault::Character),
            ("data/Zaak.pdf", NameFault::Character),
            ("data/é", NameFault::Character),
            ("data/a.", NameFault::FinalPoint),
            ("data/nul", NameFault::Device),
            ("data/nul.txt", NameFault::Device),
            ("com1/a", NameFault::Device),
            ("~/a", NameFault::Character),
            ("data/a%2e", NameFault::Character),
        ];
        for (name, fault) in bad {
            assert_eq!(check_name(name), Err(fault), "{name}");
        }
        assert_eq!(check_name(&"a".repeat(121)), Err(NameFault::TooLong));
    }

    #[test]
    fn our_own_names_are_names() {
        for name in TAG_FILES.into_iter().chain(UNLISTED).chain(["data/overzicht.pdf", "data/null.csv"]) {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn the_path_of_a_document_names_its_digest() {
        let digest = Digest::of(b"stuk");
        let path = document_path(&digest, "pdf");
        assert_eq!(check_name(&path), Ok(()));
        assert_eq!(document_digest(&path), Some(digest));
        assert_eq!(document_digest(&path.replace("docs/", "docs/x/")), None);
        assert_eq!(document_digest("data/overzicht.pdf"), None);
    }

    #[test]
    fn the_order_in_the_archive_is_tags_signature_overview_tables_events_documents() {
        let written = [
            BAG_INFO,
            HEADER,
            SIGNATURE,
            SECOND_SIGNATURE,
            "data/overzicht.pdf",
            "data/documenten.csv",
            "data/zittingen.csv",
            "data/events/a-e1-1-2.jsonl",
            "data/docs/ab/x.pdf",
        ];
        let mut paths = written;
        paths.sort_unstable();
        assert_ne!(paths, written);
        paths.sort_by_key(|path| place_in_archive(path));
        assert_eq!(paths, written);
    }

    #[test]
    fn texts_are_packed_and_documents_are_not() {
        assert!(is_packed("data/zittingen.csv") && is_packed("data/events/a.jsonl"));
        assert!(!is_packed("data/docs/ab/a.txt") && !is_packed("data/overzicht.pdf") && !is_packed(HEADER));
    }

    proptest! {
        #[test]
        fn a_name_that_passes_is_lower_case_ascii_and_stays_below(name in "[ -~]{1,40}") {
            if check_name(&name).is_ok() {
                prop_assert_eq!(name.to_ascii_lowercase(), name.clone());
                prop_assert!(!name.starts_with('/') && name.split('/').all(|part| part != ".." && part != "."));
            }
        }
    }
}
