//! Makes the files at the head of a bundle: description, header, keys, lists and signature.

use super::read_me::read_me;
use super::write::Sender;
use super::write_error::WriteError;
use crate::keys::{AllowedSigner, AllowedSigners, Signature};
use noodbrug_core::bundle::{
    ALLOWED_SIGNERS, BAG_INFO, BAGIT, BundleHeader, HEADER, MANIFEST, Manifest, OFFICE_ROOT, READ_ME,
    REVOKED, SIGNATURE, TAG_FILES, TAG_MANIFEST,
};
use noodbrug_core::digest::Digest;
use std::collections::BTreeMap;

/// The declaration of the bag (RFC 8493, section 2.1.1), the same in every bundle.
pub(super) const BAGIT_TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// Describes the bag (RFC 8493, section 2.2.2). The date is that of the sender's clock.
pub(super) fn description(office: &str, header: &BundleHeader) -> String {
    format!(
        "Source-Organization: {office}\nExternal-Identifier: {}\nBag-Group-Identifier: {}\nPayload-Oxum: {}.{}\n\
         Bagging-Date: {}\n",
        header.folder(),
        header.station(),
        header.bytes,
        header.files,
        header.created.date(),
    )
}

/// The files at the head, in the order in which they stand in the archive, and the digest of the signed one.
pub(super) struct Head {
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) tagmanifest: Digest,
}

/// Makes the head of a bundle, signed.
pub(super) fn head(
    header: &BundleHeader,
    manifest: &Manifest,
    sender: &Sender<'_>,
) -> Result<Head, WriteError> {
    let mut texts = texts(header, manifest, sender)?;
    let listed = texts.iter().map(|(name, bytes)| ((*name).to_owned(), Digest::of(bytes)));
    let tagmanifest = Manifest::new(listed).to_text();
    let (signer, namespace) = (sender.signer(), header.kind.namespace());
    let signature = Signature::sign(sender.key, signer, namespace, tagmanifest.as_bytes())
        .map_err(|_| WriteError::Sender)?;
    let mut files: Vec<(String, Vec<u8>)> = TAG_FILES
        .iter()
        .filter_map(|name| texts.remove_entry(name))
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .collect();
    let digest = Digest::of(tagmanifest.as_bytes());
    files.push((TAG_MANIFEST.to_owned(), tagmanifest.into_bytes()));
    files.push((SIGNATURE.to_owned(), signature.to_armour().into_bytes()));
    Ok(Head { files, tagmanifest: digest })
}

fn texts(
    header: &BundleHeader,
    manifest: &Manifest,
    sender: &Sender<'_>,
) -> Result<BTreeMap<&'static str, Vec<u8>>, WriteError> {
    let root = sender.authority();
    let lines = AllowedSigner::of_root(root, sender.office).to_vec();
    let revoked = sender.revoked.to_krl(header.keyset_version, &header.created);
    Ok(BTreeMap::from([
        (BAG_INFO, description(sender.office, header).into_bytes()),
        (BAGIT, BAGIT_TEXT.as_bytes().to_vec()),
        (HEADER, header.to_bytes().map_err(WriteError::Header)?),
        (READ_ME, read_me(header, sender.office, &root.fingerprint()).into_bytes()),
        (OFFICE_ROOT, format!("{}\n", root.to_line(sender.office)).into_bytes()),
        (ALLOWED_SIGNERS, AllowedSigners(lines).to_text().into_bytes()),
        (REVOKED, revoked),
        (MANIFEST, manifest.to_text().into_bytes()),
    ]))
}
