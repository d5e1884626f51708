//! The folder of documents that an index lists: hashed, measured, looked at by their first bytes, never opened.

use super::encoding::fill;
use super::error::IntakeError;
use super::finding::FindingCode;
use super::mapping::is_plain_name;
use noodbrug_core::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// A document that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) digest: Digest,
    pub(super) len: u64,
    pub(super) mime: &'static str,
    pub(super) remarks: Vec<FindingCode>,
}

/// The files of a folder, and which of them the index has named.
#[derive(Clone, Debug, Default)]
pub(super) struct Folder {
    files: BTreeMap<String, Item>,
    /// Names that differ only in capitals or in how a diacritic is written, by what they have in common.
    folded: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
struct Item {
    path: PathBuf,
    plain: Plain,
    listed: Listed,
    found: Option<Found>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plain {
    Yes,
    No,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listed {
    Yes,
    No,
}

impl Folder {
    /// Looks into a folder; one that is not there is empty.
    pub(super) fn open(path: &Path) -> Result<Folder, IntakeError> {
        let unreadable = |why| IntakeError::Unreadable(path.display().to_string(), why);
        let entries = match std::fs::read_dir(path) {
            Ok(entries) => entries,
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Folder::default()),
            Err(why) => return Err(unreadable(why)),
        };
        let mut folder = Folder::default();
        for entry in entries {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().map_err(unreadable)?;
            let plain = if kind.is_file() { Plain::Yes } else { Plain::No };
            folder.folded.insert(fold(&name), name.clone());
            folder.files.insert(name, Item { path: entry.path(), plain, listed: Listed::No, found: None });
        }
        Ok(folder)
    }

    /// Takes the file that the index names.
    pub(super) fn take(&mut self, name: &str) -> Result<Found, FindingCode> {
        if !is_plain_name(name) {
            return Err(FindingCode::BadDocumentName);
        }
        let other = self.folded.get(&fold(name)).cloned().unwrap_or_default();
        let known = if self.files.contains_key(name) { name } else { other.as_str() };
        let item = self.files.get_mut(known).ok_or(FindingCode::DocumentMissing)?;
        item.listed = Listed::Yes;
        if item.plain == Plain::No {
            return Err(FindingCode::NotAFile);
        }
        if let Some(found) = &item.found {
            return Ok(found.clone());
        }
        // A file that is listed but cannot be read is as missing as one that is not there.
        let found = look(&item.path, name).map_err(|_| FindingCode::DocumentMissing)?;
        item.found = Some(found.clone());
        Ok(found)
    }

    /// Names the files that the index did not.
    pub(super) fn unlisted(&self) -> impl Iterator<Item = &str> {
        self.files.iter().filter(|(_, item)| item.listed == Listed::No).map(|(name, _)| name.as_str())
    }
}

fn fold(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}

/// What a PDF has in it that does something when it is opened.
const ACTIVE: [&[u8]; 5] = [b"/Launch", b"/JavaScript", b"/JS", b"/EmbeddedFile", b"/OpenAction"];
const OVERLAP: usize = 16;

fn look(path: &Path, name: &str) -> io::Result<Found> {
    let mut file = File::open(path)?;
    let (mut hasher, mut len, mut head) = (Sha256::new(), 0_u64, Vec::new());
    let (mut buffer, mut kept, mut active) = (vec![0; 1 << 16], Vec::new(), false);
    loop {
        let read = fill(&mut file as &mut dyn Read, &mut buffer)?;
        let bytes = buffer.get(..read).unwrap_or_default();
        if read == 0 {
            break;
        }
        hasher.update(bytes);
        if len == 0 {
            head = bytes.iter().copied().take(16).collect();
        }
        len = len.saturating_add(read as u64);
        kept.extend_from_slice(bytes);
        active = active || ACTIVE.iter().any(|word| occurs(&kept, word));
        kept.drain(..kept.len().saturating_sub(OVERLAP));
    }
    let (mime, endings) = kind_of(&head);
    let mut remarks = Vec::new();
    if len == 0 {
        remarks.push(FindingCode::EmptyDocument);
    } else if !fits(name, endings) {
        remarks.push(FindingCode::WrongExtension);
    }
    if active && mime == "application/pdf" {
        remarks.push(FindingCode::ActiveDocument);
    }
    Ok(Found {
        path: path.to_owned(),
        digest: Digest::from_bytes(hasher.finalize().into()),
        len,
        mime,
        remarks,
    })
}

/// Says whether a name of a PDF occurs, and not only as the beginning of a longer one.
fn occurs(bytes: &[u8], word: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'/') {
        rest = rest.get(at..).unwrap_or_default();
        let after = rest.strip_prefix(word).map(|rest| rest.first());
        if after.is_some_and(|next| next.is_none_or(|next| !next.is_ascii_alphanumeric())) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

/// Gives the media type of a document by its first bytes.
#[must_use]
pub fn media_type(head: &[u8]) -> &'static str {
    kind_of(head).0
}

/// Gives the media type by the first bytes, and the endings that its names have.
fn kind_of(head: &[u8]) -> (&'static str, &'static [&'static str]) {
    let known: [(&[u8], &'static str, &'static [&'static str]); 8] = [
        (b"%PDF-", "application/pdf", &["pdf"]),
        (b"\x89PNG\r\n\x1a\n", "image/png", &["png"]),
        (b"\xff\xd8\xff", "image/jpeg", &["jpg", "jpeg"]),
        (b"II*\0", "image/tiff", &["tif", "tiff"]),
        (b"MM\0*", "image/tiff", &["tif", "tiff"]),
        (b"PK\x03\x04", "application/zip", &["zip", "docx", "xlsx", "pptx", "odt", "ods"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", &["doc", "xls", "ppt", "msg"]),
        (b"{\\rtf", "application/rtf", &["rtf"]),
    ];
    let found = known.into_iter().find(|(magic, _, _)| head.starts_with(magic));
    found.map_or(("application/octet-stream", &[]), |(_, mime, endings)| (mime, endings))
}

/// Says whether a name's ending is one of these; what has no known kind may be a plain text or a mail.
fn fits(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if endings.is_empty() {
        return ["txt", "csv", "xml", "html", "eml", "json"].contains(&ending.as_str());
    }
    endings.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder() -> (tempfile::TempDir, Folder) {
        let place = tempfile::tempdir().unwrap();
        for (name, bytes) in [
            ("001 Proces-verbaal.PDF", b"%PDF-1.4 rest".as_slice()),
            ("Zoe\u{308}.pdf", b"%PDF-1.4"),
            ("scan.pdf", b"MZ\x90\0"),
            ("leeg.pdf", b""),
            ("actie.pdf", b"%PDF-1.4 << /OpenAction << /S /JavaScript >> >>"),
            ("rustig.pdf", b"%PDF-1.4 << /JSX 1 >>"),
        ] {
            fs::write(place.path().join(name), bytes).unwrap();
        }
        fs::create_dir(place.path().join("map.pdf")).unwrap();
        let folder = Folder::open(place.path()).unwrap();
        (place, folder)
    }

    #[test]
    fn a_document_is_hashed_and_measured_and_known_by_its_bytes() {
        let (_place, mut folder) = folder();
        let found = folder.take("001 Proces-verbaal.PDF").unwrap();
        assert_eq!((found.len, found.mime), (13, "application/pdf"));
        assert_eq!(found.digest, Digest::of(b"%PDF-1.4 rest"));
        assert!(found.remarks.is_empty());
    }

    #[test]
    fn capitals_and_the_writing_of_diacritics_do_not_hide_a_document() {
        let (_place, mut folder) = folder();
        assert!(folder.take("001 proces-verbaal.pdf").is_ok());
        assert!(folder.take("Zoë.pdf").is_ok());
    }

    #[test]
    fn documents_that_are_not_what_they_seem_are_kept_and_flagged() {
        let (_place, mut folder) = folder();
        assert_eq!(folder.take("scan.pdf").unwrap().remarks, [FindingCode::WrongExtension]);
        assert_eq!(folder.take("leeg.pdf").unwrap().remarks, [FindingCode::EmptyDocument]);
        assert_eq!(folder.take("actie.pdf").unwrap().remarks, [FindingCode::ActiveDocument]);
        assert!(folder.take("rustig.pdf").unwrap().remarks.is_empty());
    }

    #[test]
    fn names_that_leave_the_folder_or_are_no_files_are_refused() {
        let (_place, mut folder) = folder();
        for name in ["../x.pdf", "/etc/passwd", "C:\\x.pdf", "", ".."] {
            assert_eq!(folder.take(name).unwrap_err(), FindingCode::BadDocumentName, "{name}");
        }
        assert_eq!(folder.take("map.pdf").unwrap_err(), FindingCode::NotAFile);
        assert_eq!(folder.take("weg.pdf").unwrap_err(), FindingCode::DocumentMissing);
        assert_eq!(folder.unlisted().count(), 6);
    }
}
