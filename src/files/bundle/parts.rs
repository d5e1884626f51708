//! Bundles taken apart, changed and put together again, for the tests of this module and the conformance kit.

use super::entry::Content;
use super::fixture::{author, certificate_of, judged, station, trust};
use super::records::{DEFLATED, End, Record, STORED};
use crate::keys::{SecretKey, Signature, Signer};
use noodbrug_core::bundle::{
    MANIFEST, Manifest, PAYLOAD, SIGNATURE, TAG_MANIFEST, UNLISTED, place_in_archive,
};
use noodbrug_core::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::io::Cursor;

/// A bundle taken apart: its files in their order, as names and contents.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) folder: String,
    pub(super) files: Vec<(String, Vec<u8>)>,
}

impl Parts {
    /// Takes a sound bundle apart.
    pub(super) fn of(bytes: &[u8]) -> Parts {
        let judgement = judged(bytes, &trust());
        let mut source = Cursor::new(bytes);
        let read = |(path, record): (&str, &Record)| {
            let (mut content, mut all) = (Content::open(&mut source, record).unwrap(), Vec::new());
            while let Some(run) = content.next(&mut Sha256::new()).unwrap() {
                all.extend_from_slice(run);
            }
            (path.to_owned(), all)
        };
        let files = judgement.structure.files().map(read).collect();
        Parts { folder: judgement.structure.folder.clone(), files }
    }

    /// The content of a file that is there.
    pub(super) fn get(&mut self, path: &str) -> &mut Vec<u8> {
        &mut self.files.iter_mut().find(|(name, _)| name == path).unwrap().1
    }

    /// Puts one text in the place of another that is there.
    pub(super) fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.get(path).clone()).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        *self.get(path) = text.replace(from, to).into_bytes();
    }

    /// Leaves a file out.
    pub(super) fn remove(&mut self, path: &str) {
        self.files.retain(|(name, _)| name != path);
    }

    /// Lists all files anew, without signing.
    pub(super) fn list(&mut self) {
        *self.get(MANIFEST) = self.digests(true);
        self.list_tags();
    }

    /// Lists the files at the top anew, the list of the payload as it stands.
    pub(super) fn list_tags(&mut self) {
        *self.get(TAG_MANIFEST) = self.digests(false);
    }

    fn digests(&self, payload: bool) -> Vec<u8> {
        let files = self.files.iter().filter(|(path, _)| path.starts_with(PAYLOAD) == payload);
        let listed = files.filter(|(path, _)| !UNLISTED.contains(&path.as_str()));
        let entries: Vec<_> = listed.map(|(path, bytes)| (path.clone(), Digest::of(bytes))).collect();
        Manifest::new(entries).to_text().into_bytes()
    }

    /// Signs, and lists anew what is not the file that was changed: as far as a sender with the key can mend it.
    pub(super) fn mend(&mut self, changed: &str, namespace: &str) {
        let has = |parts: &Parts, wanted: &str| parts.files.iter().any(|(path, _)| path == wanted);
        if changed != TAG_MANIFEST && has(self, TAG_MANIFEST) {
            if changed != MANIFEST && has(self, MANIFEST) {
                self.list();
            }
            self.list_tags();
        }
        if changed != SIGNATURE && has(self, TAG_MANIFEST) && has(self, SIGNATURE) {
            self.sign_as(&station(), Signer::Certified(Box::new(certificate_of(author()))), namespace);
        }
    }

    /// Adds a file at its place.
    pub(super) fn add(&mut self, path: &str, bytes: &[u8]) {
        self.files.push((path.to_owned(), bytes.to_vec()));
        self.files.sort_by(|one, other| place_in_archive(&one.0).cmp(&place_in_archive(&other.0)));
    }

    /// Lists all files anew and signs, as a sender with the same key could.
    pub(super) fn sign(&mut self, namespace: &str) {
        self.list();
        self.sign_as(&station(), Signer::Certified(Box::new(certificate_of(author()))), namespace);
    }

    /// Signs the list as it stands.
    pub(super) fn sign_as(&mut self, key: &SecretKey, signer: Signer, namespace: &str) {
        let signed = self.get(TAG_MANIFEST).clone();
        let signature = Signature::sign(key, signer, namespace, &signed).unwrap();
        *self.get(SIGNATURE) = signature.to_armour().into_bytes();
    }

    /// Puts the parts into an archive; a file is packed when it was to be.
    pub(super) fn pack(&self) -> Vec<u8> {
        self.pack_with(|record| record)
    }

    /// Puts the parts into an archive whose records tell something else than is so.
    pub(super) fn pack_with(&self, change: impl Fn(Record) -> Record) -> Vec<u8> {
        self.pack_changed(|record, content| (change(record), content))
    }

    /// Puts the parts into an archive with other records, other packed bytes, or both.
    pub(super) fn pack_changed(&self, change: impl Fn(Record, Vec<u8>) -> (Record, Vec<u8>)) -> Vec<u8> {
        let (mut out, mut records) = (Vec::new(), Vec::new());
        for (path, bytes) in &self.files {
            let deflate = noodbrug_core::bundle::is_packed(path);
            let content = if deflate { deflated(bytes) } else { bytes.clone() };
            let record = Record {
                name: format!("{}/{path}", self.folder),
                method: if deflate { DEFLATED } else { STORED },
                crc: crc32fast::hash(bytes),
                packed: content.len() as u64,
                len: bytes.len() as u64,
                offset: out.len() as u64,
            };
            let (record, content) = change(record, content);
            out.extend(record.local());
            out.extend(content);
            records.push(record);
        }
        finish(out, &records)
    }
}

/// Ends an archive whose files are written with directory and end.
pub(super) fn finish(mut out: Vec<u8>, records: &[Record]) -> Vec<u8> {
    let offset = out.len() as u64;
    let directory: Vec<u8> = records.iter().flat_map(Record::directory).collect();
    let end = End { entries: records.len() as u64, size: directory.len() as u64, offset };
    out.extend(directory);
    out.extend(end.to_bytes());
    out
}

/// Packs bytes as the writer does.
pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
