//! Signatures and certificates that no honest program makes: built field by field, signed with real keys.

use super::super::fixture::{root, station};
use crate::keys::wire::{Writer, base64};
use sha2::{Digest as _, Sha512};

/// What a certificate says that the kit's root never would.
pub(super) struct Forged<'a> {
    pub(super) kind: u32,
    pub(super) key_id: &'a str,
    pub(super) principals: &'a [&'a str],
    pub(super) critical: &'a [u8],
    pub(super) extensions: &'a [u8],
    pub(super) ends: u64,
}

impl Default for Forged<'_> {
    fn default() -> Self {
        let (key_id, principals) = ("ws-ams-0001-e1", &["ws-ams-0001"]);
        Forged { kind: 1, key_id, principals, critical: b"", extensions: b"", ends: 1_830_207_600 }
    }
}

/// One option or extension without a value.
pub(super) fn option(name: &str) -> Vec<u8> {
    Writer::default().string(name.as_bytes()).string(b"").finish()
}

impl Forged<'_> {
    /// Signs the message with the station's key, under this certificate.
    pub(super) fn sign(&self, namespace: &str, message: &[u8]) -> String {
        let names = self.principals.iter().fold(Writer::default(), |all, name| all.string(name.as_bytes()));
        let signed = Writer::default()
            .string(b"ssh-ed25519-cert-v01@openssh.com")
            .string(&[3; 32])
            .string(station().public().as_bytes())
            .u64(1)
            .u32(self.kind)
            .string(self.key_id.as_bytes())
            .string(&names.finish())
            .u64(1_767_222_000)
            .u64(self.ends)
            .string(self.critical)
            .string(self.extensions)
            .string(b"")
            .string(&key(root().public().as_bytes()))
            .finish();
        let certificate = Writer::default().raw(&signed).string(&raw(&root().sign(&signed))).finish();
        armour(&certificate, namespace, &station().sign(&to_sign(namespace, message)))
    }
}

/// The signature of a bare key of 32 bytes, whatever they are.
pub(super) fn bare(public: &[u8; 32], namespace: &str, signature: &[u8; 64]) -> String {
    armour(&key(public), namespace, signature)
}

fn key(public: &[u8]) -> Vec<u8> {
    Writer::default().string(b"ssh-ed25519").string(public).finish()
}

fn raw(signature: &[u8; 64]) -> Vec<u8> {
    Writer::default().string(b"ssh-ed25519").string(signature).finish()
}

/// The bytes that a signature is over.
pub(super) fn to_sign(namespace: &str, message: &[u8]) -> Vec<u8> {
    Writer::default()
        .raw(b"SSHSIG")
        .string(namespace.as_bytes())
        .string(b"")
        .string(b"sha512")
        .string(&Sha512::digest(message))
        .finish()
}

fn armour(signer: &[u8], namespace: &str, signature: &[u8; 64]) -> String {
    let blob = Writer::default()
        .raw(b"SSHSIG")
        .u32(1)
        .string(signer)
        .string(namespace.as_bytes())
        .string(b"")
        .string(b"sha512")
        .string(&raw(signature))
        .finish();
    let body = base64(&blob);
    let lines: Vec<&str> =
        body.as_bytes().chunks(70).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n", lines.join("\n"))
}

/// Adds the order of the group to the second half of a signature: the same signature to a lenient reader.
pub(super) fn doubled(mut signature: [u8; 64]) -> [u8; 64] {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut carry = 0;
    for (byte, add) in signature[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    signature
}
