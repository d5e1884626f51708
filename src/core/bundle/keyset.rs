//! The keyset: which roots an office has, which stations they certified, and which keys may not sign any more.
//!
//! It is numbered, and each one replaces all before it. Here is what stands in it; whose signatures it bears, and what
//! they are worth to a reader, is the work of `files`.

use super::kind::Mode;
use crate::canonical::{self, NotCanonical};
use crate::digest::Digest;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// Since when a key may not sign any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// It was put out of use, in good order, at this moment.
    Revoked(Moment),
    /// Somebody else may have had it from this moment on.
    CompromisedFrom(Moment),
}

impl Since {
    /// Gives the moment.
    #[must_use]
    pub const fn moment(&self) -> &Moment {
        match self {
            Since::Revoked(at) | Since::CompromisedFrom(at) => at,
        }
    }
}

/// A key that may not sign any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokedKey {
    /// The fingerprint of the key, `SHA256:…`: of a station, or of a root that certified stations.
    pub key: String,
    /// Since when.
    pub since: Since,
    /// Why, in words.
    pub reason: String,
}

/// The content of `data/keyset.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keyset {
    /// Always [`Keyset::FORMAT`].
    pub format: String,
    /// The name of the office.
    pub office: String,
    /// Real work or an exercise.
    pub mode: Mode,
    /// Its number, from 1, rising by one.
    pub version: u64,
    /// The SHA-256 of the content of the keyset before it; nothing for number 1 alone.
    pub previous: Option<Digest>,
    /// When it was made, by the office's clock.
    pub made: Moment,
    /// The public root key that certifies stations, one OpenSSH line.
    pub root: String,
    /// The public key of the spare root, which may take the root's place.
    pub spare: Option<String>,
    /// Roots of before, whose certificates still count.
    pub retired: Vec<String>,
    /// The certificates of the stations, one OpenSSH line each.
    pub stations: Vec<String>,
    /// Keys that may not sign any more, each once.
    pub revoked: Vec<RevokedKey>,
    /// To whom bundles for this office are encrypted (age); may be empty.
    pub recipients: Vec<String>,
}

impl Keyset {
    /// The word that opens every keyset; another format has another word.
    pub const FORMAT: &'static str = "noodbrug-keyset-1";
    /// The path of the keyset in its bundle.
    pub const PATH: &'static str = "data/keyset.json";

    /// Gives the path of the n-th signature over the keyset, from 1.
    #[must_use]
    pub fn signature_path(number: usize) -> String {
        format!("{}.{number}.sig", Keyset::PATH)
    }

    /// Writes the keyset as canonical JSON.
    ///
    /// # Errors
    /// When the version is beyond what JSON holds.
    pub fn to_bytes(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical::bytes_of(self)
    }

    /// Reads a keyset, canonical and complete.
    ///
    /// # Errors
    /// When a field is missing, unknown, of another shape, or written in another way, or the format is another.
    pub fn from_bytes(bytes: &[u8]) -> Result<Keyset, NotCanonical> {
        let keyset: Keyset = canonical::parse_as(bytes)?;
        if keyset.format != Keyset::FORMAT {
            return Err(NotCanonical::Shape(keyset.format));
        }
        if keyset.to_bytes()? == bytes { Ok(keyset) } else { Err(NotCanonical::Form) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyset() -> Keyset {
        let made = "2026-11-23T22:00:00+01:00".parse().unwrap();
        let gone = |key: &str, since| RevokedKey { key: key.into(), since, reason: "gestolen".into() };
        Keyset {
            format: Keyset::FORMAT.into(),
            office: "Parket Amsterdam".into(),
            mode: Mode::Live,
            version: 2,
            previous: Some(Digest::of(b"1")),
            made,
            root: "ssh-ed25519 AAAA".into(),
            spare: None,
            retired: Vec::new(),
            stations: Vec::new(),
            revoked: vec![
                gone("SHA256:a", Since::CompromisedFrom(made)),
                gone("SHA256:b", Since::Revoked(made)),
            ],
            recipients: Vec::new(),
        }
    }

    #[test]
    fn a_keyset_reads_back_and_says_since_when_by_name() {
        let bytes = keyset().to_bytes().unwrap();
        assert_eq!(Keyset::from_bytes(&bytes), Ok(keyset()));
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(r#""since":{"compromised_from":"2026-11-23T22:00:00+01:00"}"#), "{text}");
        assert!(text.contains(r#""since":{"revoked":"2026-11-23T22:00:00+01:00"}"#), "{text}");
    }

    #[test]
    fn another_format_and_an_unknown_or_missing_field_are_refused() {
        let text = String::from_utf8(keyset().to_bytes().unwrap()).unwrap();
        for (from, to) in [
            ("noodbrug-keyset-1", "noodbrug-keyset-2"),
            (r#""version":2"#, r#""version":2,"xtra":1"#),
            (r#""spare":null,"#, ""),
        ] {
            assert!(text.contains(from), "{from}");
            assert!(Keyset::from_bytes(text.replace(from, to).as_bytes()).is_err(), "{from}");
        }
    }

    #[test]
    fn its_files_have_names_that_a_bundle_may_hold() {
        for path in [Keyset::PATH.to_owned(), Keyset::signature_path(2)] {
            assert_eq!(crate::bundle::check_name(&path), Ok(()), "{path}");
        }
    }
}
