//! Keys that may not sign any more: as our reader judges them, and as `ssh-keygen -r` reads them (OpenSSH, PROTOCOL.krl).
//!
//! Our reader looks at when something was made; a stock `ssh-keygen` knows no moments and refuses all that such a key
//! signed. Neither believes the list that comes in a bundle: it is a copy for convenience.

use super::wire::Writer;
use super::{Fingerprint, KeyError, PublicKey, Signer};
use noodbrug_core::bundle::{RevokedKey, Since};
use noodbrug_core::moment::Moment;
use std::collections::BTreeMap;

const MAGIC: &[u8; 8] = b"SSHKRL\n\0";
const FORMAT: u32 = 1;
/// The section that names keys by their SHA-256.
const BY_FINGERPRINT: u8 = 5;

/// What a list of revoked keys says of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It was made before the key was lost, as far as its own clock says.
    BeforeCompromise,
    /// It was made after somebody else may have had the key.
    Compromised,
    /// It was made after the key was put out of use.
    Revoked,
}

/// Keys that may not sign any more, and authorities whose certificates no longer count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevocationList(BTreeMap<Fingerprint, Since>);

impl RevocationList {
    /// Makes a list of these keys.
    #[must_use]
    pub fn new(keys: impl IntoIterator<Item = (Fingerprint, Since)>) -> RevocationList {
        RevocationList(keys.into_iter().collect())
    }

    /// Reads the list of a keyset.
    ///
    /// # Errors
    /// When a fingerprint is none, or stands there twice.
    pub fn of_keyset(revoked: &[RevokedKey]) -> Result<RevocationList, KeyError> {
        let mut list = BTreeMap::new();
        for gone in revoked {
            if list.insert(gone.key.parse()?, gone.since).is_some() {
                return Err(KeyError::Malformed);
            }
        }
        Ok(RevocationList(list))
    }

    /// Says since when a key may not sign any more, if so.
    #[must_use]
    pub fn since(&self, key: &PublicKey) -> Option<Since> {
        self.0.get(&key.fingerprint()).copied()
    }

    /// Says what it makes of something that this signer says it signed at this moment: the worst of what it says of the
    /// key and of the authority behind it.
    #[must_use]
    pub fn judge(&self, signer: &Signer, made: &Moment) -> Option<(Standing, Since)> {
        let judged = keys_behind(signer).filter_map(|key| {
            let since = self.since(&key)?;
            let later = made.unix() >= since.moment().unix();
            let standing = match since {
                Since::Revoked(_) if later => Standing::Revoked,
                Since::CompromisedFrom(_) if later => Standing::Compromised,
                // What a key signed before it was put out of use in good order stays as good as it was.
                Since::Revoked(_) => return None,
                Since::CompromisedFrom(_) => Standing::BeforeCompromise,
            };
            Some((standing, since))
        });
        judged.max_by_key(|(standing, _)| *standing)
    }

    /// Says since when the key, or the authority behind it, is out of use, of something that it says it signed before that.
    /// In good order that stays as good as it was; but whoever still has the key can say so of anything.
    #[must_use]
    pub fn revoked_after(&self, signer: &Signer, made: &Moment) -> Option<Since> {
        let later = |since: &Since| matches!(since, Since::Revoked(at) if made.unix() < at.unix());
        keys_behind(signer).find_map(|key| self.since(&key).filter(later))
    }

    /// Writes the list as OpenSSH reads it; the same list, number and moment give the same bytes.
    #[must_use]
    pub fn to_krl(&self, version: u64, made: &Moment) -> Vec<u8> {
        let made = u64::try_from(made.unix()).unwrap_or(0);
        let head = Writer::default()
            .raw(MAGIC)
            .u32(FORMAT)
            .u64(version)
            .u64(made)
            .u64(0)
            .string(b"")
            .string(b"noodbrug");
        if self.0.is_empty() {
            return head.finish();
        }
        let keys = self.0.keys().fold(Writer::default(), |keys, key| keys.string(key.as_bytes()));
        head.raw(&[BY_FINGERPRINT]).string(&keys.finish()).finish()
    }
}

/// The key that signed, and the authority that certified it.
fn keys_behind(signer: &Signer) -> impl Iterator<Item = PublicKey> {
    let authority = match signer {
        Signer::Plain(_) => None,
        Signer::Certified(certificate) => Some(certificate.authority()),
    };
    [Some(signer.key()), authority].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::super::certificate::tests::{root, station, station_certificate};
    use super::*;
    use crate::judges;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    const NOON: &str = "2026-11-23T12:00:00+01:00";

    #[test]
    fn a_signature_is_judged_by_when_it_was_made_and_by_the_authority_too() {
        let signer = Signer::Certified(Box::new(station_certificate()));
        let (before, after) = (at("2026-11-23T11:59:59+01:00"), at(NOON));
        for key in [station().public().fingerprint(), root().public().fingerprint()] {
            let revoked = RevocationList::new([(key, Since::Revoked(at(NOON)))]);
            assert_eq!(revoked.judge(&signer, &before), None);
            assert_eq!(revoked.revoked_after(&signer, &before), Some(Since::Revoked(at(NOON))));
            assert_eq!(revoked.revoked_after(&signer, &after), None);
            assert_eq!(revoked.judge(&signer, &after).unwrap().0, Standing::Revoked);
            let lost = RevocationList::new([(key, Since::CompromisedFrom(at(NOON)))]);
            assert_eq!(lost.judge(&signer, &before).unwrap().0, Standing::BeforeCompromise);
            assert_eq!(lost.judge(&signer, &after).unwrap().0, Standing::Compromised);
        }
        assert_eq!(RevocationList::default().judge(&signer, &after), None);
    }

    #[test]
    fn a_key_that_is_listed_twice_is_refused() {
        let key = station().public().fingerprint().to_string();
        let gone = |since| RevokedKey { key: key.clone(), since, reason: String::new() };
        let one = gone(Since::Revoked(at(NOON)));
        assert!(RevocationList::of_keyset(std::slice::from_ref(&one)).is_ok());
        let twice = [one, gone(Since::CompromisedFrom(at(NOON)))];
        assert_eq!(RevocationList::of_keyset(&twice), Err(KeyError::Malformed));
    }

    #[test]
    fn ssh_keygen_finds_the_revoked_keys_and_no_others_in_the_list() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: Vec<u8>| std::fs::write(folder.path().join(name), bytes).unwrap();
        let gone = RevocationList::new([(station().public().fingerprint(), Since::Revoked(at(NOON)))]);
        write("krl", gone.to_krl(7, &at(NOON)));
        write("none", RevocationList::default().to_krl(0, &at(NOON)));
        write("ws.pub", station().public().to_line("ws").into_bytes());
        write("root.pub", root().public().to_line("root").into_bytes());
        let ask = |list: &str, key: &str| {
            judges::ask(folder.path(), "ssh-keygen", &["-Q", "-f", list, key], b"").map(|said| said.accepted)
        };
        let Some(other) = ask("krl", "root.pub") else { return };
        assert!(other, "a key that is not on the list");
        assert_eq!(ask("krl", "ws.pub"), Some(false), "a key that is on the list");
        assert_eq!(ask("none", "ws.pub"), Some(true), "an empty list");
        let shown = judges::ask(folder.path(), "ssh-keygen", &["-Q", "-l", "-f", "krl"], b"").unwrap();
        assert!(shown.said.contains("KRL version 7"), "{}", shown.said);
        let hash = noodbrug_core::digest::encode_hex(station().public().fingerprint().as_bytes());
        assert!(shown.said.contains(&format!("hash: SHA256:{hash}\n")), "{}", shown.said);
    }
}
