//! A law update as a file: the law table and the calendar in one readable text, with a detached signature beside it.
//!
//! `ssh-keygen -Y sign -n noodbrug-law-v1 -f KEY FILE` makes the signature, `ssh-keygen -Y verify` judges it. What the
//! tables say is read elsewhere; here it is only settled whose text it is. It must never give out the text of a file
//! whose signature was not proved.

use crate::keys::{Fingerprint, PublicKey, Signature, SignatureError, Signer};
use noodbrug_core::digest::Digest;
use noodbrug_core::text::{Lang, fault_words};
use std::io;
use std::path::{Path, PathBuf};

/// What law files are signed for; a signature for anything else does not hold.
pub const NAMESPACE: &str = "noodbrug-law-v1";

const TITLE: &str = "NOODBRUG-WET 1";
const TERMS: &str = "\n--- terms.toml ---\n";
const CALENDAR: &str = "\n--- calendar.toml ---\n";
/// The law table has some 60 kB; what is a hundred times as long is something else.
const LARGEST: u64 = 6 << 20;
const LARGEST_SIGNATURE: u64 = 16 << 10;

/// Writes the text of a law file, to be signed.
#[must_use]
pub fn compose(terms: &str, calendar: &str) -> String {
    format!(
        "{TITLE}\n\
         Wetstabel en kalender. Verhoog `version` in terms.toml bij elke wijziging, en onderteken daarna dit bestand:\n\
         ssh-keygen -Y sign -n {NAMESPACE} -f SLEUTEL BESTAND\n{TERMS}{}\n{CALENDAR}{}\n",
        terms.trim_end(),
        calendar.trim_end()
    )
}

/// A law file of which the signature has yet to be proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedLaw {
    text: String,
    armour: String,
    signature: Signature,
}

/// The two tables of a law file whose signature holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tables<'a> {
    /// The terms.
    pub terms: &'a str,
    /// The days.
    pub calendar: &'a str,
}

/// Why a file is no law of ours.
#[derive(Debug)]
pub enum NotOurLaw {
    /// It cannot be read.
    Unreadable(PathBuf, io::Error),
    /// There is no signature beside it.
    Unsigned(PathBuf),
    /// The signature is damaged, for another purpose, or not of these bytes.
    Signature(SignatureError),
    /// Another key signed it than the one that was pinned.
    OtherKey {
        /// The key that signed.
        signed: Fingerprint,
        /// The key that was pinned.
        pinned: Fingerprint,
    },
    /// A certificate signed it; a law key signs in its own name.
    Certified,
    /// It is signed, but it is not the text of a law file.
    Shape,
}

impl NotOurLaw {
    /// Says what is wrong and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => self.dutch(),
            Lang::En => self.english(),
        }
    }

    fn dutch(&self) -> String {
        match self {
            NotOurLaw::Unreadable(path, why) => {
                format!("`{}` is niet te lezen ({}). Wijs het wetsbestand opnieuw aan.", path.display(), fault_words(why, Lang::Nl))
            }
            NotOurLaw::Unsigned(path) => format!(
                "Niet ondertekend: `{}` ontbreekt of is leeg. Zet de handtekening naast het wetsbestand.",
                path.display()
            ),
            NotOurLaw::Signature(SignatureError::Namespace { found, .. }) => format!(
                "De handtekening is voor `{found}` gemaakt en niet voor een wetsbestand. Vraag de uitgever om een nieuwe."
            ),
            NotOurLaw::Signature(SignatureError::Wrong) => {
                "De handtekening hoort niet bij dit bestand: er is iets in veranderd. Vraag de uitgever om een nieuw bestand.".to_owned()
            }
            NotOurLaw::Signature(_) => {
                "De handtekening is beschadigd of van een ander soort. Vraag de uitgever om een nieuwe.".to_owned()
            }
            NotOurLaw::OtherKey { signed, pinned } => format!(
                "Verkeerde sleutel: {signed} heeft dit getekend, en hier is {pinned} vastgelegd. Bel de uitgever op een nummer dat u al had."
            ),
            NotOurLaw::Certified => {
                "Een certificaat heeft dit getekend. Een wetsbestand wordt met de wetsleutel zelf getekend.".to_owned()
            }
            NotOurLaw::Shape => {
                "De handtekening klopt, maar dit is geen wetsbestand. Vraag de uitgever om een nieuw bestand.".to_owned()
            }
        }
    }

    fn english(&self) -> String {
        match self {
            NotOurLaw::Unreadable(path, why) => {
                format!("`{}` cannot be read ({why}). Point at the law file again.", path.display())
            }
            NotOurLaw::Unsigned(path) => format!(
                "Not signed: `{}` is missing or empty. Put the signature beside the law file.",
                path.display()
            ),
            NotOurLaw::Signature(SignatureError::Namespace { found, .. }) => format!(
                "The signature was made for `{found}` and not for a law file. Ask the publisher for a new one."
            ),
            NotOurLaw::Signature(SignatureError::Wrong) => {
                "The signature does not belong to this file: something in it was changed. Ask the publisher for a new file.".to_owned()
            }
            NotOurLaw::Signature(_) => {
                "The signature is damaged or of another kind. Ask the publisher for a new one.".to_owned()
            }
            NotOurLaw::OtherKey { signed, pinned } => format!(
                "Wrong key: {signed} signed this, and {pinned} is pinned here. Call the publisher on a number that you had already."
            ),
            NotOurLaw::Certified => {
                "A certificate signed this. A law file is signed with the law key itself.".to_owned()
            }
            NotOurLaw::Shape => {
                "The signature holds, but this is no law file. Ask the publisher for a new file.".to_owned()
            }
        }
    }
}

impl SignedLaw {
    /// Reads a law file and the signature beside it (`FILE.sig`).
    ///
    /// # Errors
    /// [`NotOurLaw`] when one of the two cannot be read.
    pub fn read(path: &Path) -> Result<SignedLaw, NotOurLaw> {
        let text = text_of(path, LARGEST).map_err(|why| NotOurLaw::Unreadable(path.to_owned(), why))?;
        let mut beside = path.as_os_str().to_owned();
        beside.push(".sig");
        let beside = PathBuf::from(beside);
        let armour = text_of(&beside, LARGEST_SIGNATURE).unwrap_or_default();
        if armour.trim().is_empty() {
            return Err(NotOurLaw::Unsigned(beside));
        }
        SignedLaw::of(text, armour)
    }

    /// Takes over a law file and its signature as they were kept.
    ///
    /// # Errors
    /// [`NotOurLaw::Signature`] when the signature cannot be read.
    pub fn of(text: String, armour: String) -> Result<SignedLaw, NotOurLaw> {
        let signature = Signature::from_armour(&armour).map_err(NotOurLaw::Signature)?;
        Ok(SignedLaw { text, armour, signature })
    }

    /// Gives the tables, once it is proved that this key signed the file as a law file.
    ///
    /// # Errors
    /// [`NotOurLaw`] says what does not hold.
    pub fn tables(&self, pinned: PublicKey) -> Result<Tables<'_>, NotOurLaw> {
        let Signer::Plain(signed) = self.signature.signer() else { return Err(NotOurLaw::Certified) };
        if *signed != pinned {
            let (signed, pinned) = (signed.fingerprint(), pinned.fingerprint());
            return Err(NotOurLaw::OtherKey { signed, pinned });
        }
        self.signature.verify(NAMESPACE, self.text.as_bytes()).map_err(NotOurLaw::Signature)?;
        tables(&self.text).ok_or(NotOurLaw::Shape)
    }

    /// Gives the file's bytes, verbatim.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Gives the signature's text, verbatim.
    #[must_use]
    pub fn armour(&self) -> &str {
        &self.armour
    }

    /// Gives the SHA-256 of the file.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.bytes())
    }
}

fn text_of(path: &Path, largest: u64) -> io::Result<String> {
    if path.metadata()?.len() > largest {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    String::from_utf8(std::fs::read(path)?).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn tables(text: &str) -> Option<Tables<'_>> {
    let rest = text.strip_prefix(TITLE).filter(|rest| rest.starts_with('\n'))?;
    let (_, rest) = rest.split_once(TERMS)?;
    let (terms, calendar) = rest.split_once(CALENDAR)?;
    Some(Tables { terms, calendar })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judges;
    use crate::keys::SecretKey;

    fn key(seed: u8) -> SecretKey {
        SecretKey::from_seed([seed; 32])
    }

    fn signed(text: &str, key: &SecretKey, namespace: &str) -> SignedLaw {
        let signer = Signer::Plain(key.public());
        let signature = Signature::sign(key, signer, namespace, text.as_bytes()).unwrap();
        SignedLaw::of(text.to_owned(), signature.to_armour()).unwrap()
    }

    #[test]
    fn a_file_of_the_pinned_key_gives_its_two_tables() {
        let text = compose("version = 2\n", "version = 3\n\n");
        let law = signed(&text, &key(7), NAMESPACE);
        let tables = law.tables(key(7).public()).unwrap();
        assert_eq!((tables.terms, tables.calendar), ("version = 2\n", "version = 3\n"));
    }

    #[test]
    fn a_file_of_another_key_purpose_or_text_is_refused_in_words() {
        let text = compose("version = 2", "version = 3");
        let changed = SignedLaw {
            text: text.replace("version = 2", "version = 9"),
            ..signed(&text, &key(7), NAMESPACE)
        };
        let refused = [
            (signed(&text, &key(8), NAMESPACE), "Verkeerde sleutel", "Wrong key"),
            (signed(&text, &key(7), "noodbrug-bundle-v1"), "noodbrug-bundle-v1", "noodbrug-bundle-v1"),
            (changed, "er is iets in veranderd", "something in it was changed"),
            (signed("iets anders", &key(7), NAMESPACE), "geen wetsbestand", "no law file"),
        ];
        for (law, nl, en) in refused {
            let why = law.tables(key(7).public()).unwrap_err();
            assert!(why.message(Lang::Nl).contains(nl), "{}", why.message(Lang::Nl));
            assert!(why.message(Lang::En).contains(en), "{}", why.message(Lang::En));
        }
    }

    #[test]
    fn a_file_without_a_signature_is_refused_with_the_name_of_what_is_missing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("wet.txt");
        assert!(matches!(SignedLaw::read(&path), Err(NotOurLaw::Unreadable(..))));
        std::fs::write(&path, compose("a", "b")).unwrap();
        let why = SignedLaw::read(&path).unwrap_err().message(Lang::Nl);
        assert!(why.contains("wet.txt.sig"), "{why}");
        std::fs::write(dir.path().join("wet.txt.sig"), "x").unwrap();
        assert!(matches!(SignedLaw::read(&path), Err(NotOurLaw::Signature(SignatureError::Armour))));
    }

    #[test]
    fn what_ssh_keygen_signs_is_accepted_and_it_accepts_what_we_sign() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("wet.txt");
        let text = compose("version = 2", "version = 3");
        std::fs::write(&path, &text).unwrap();
        let made = judges::ask(
            dir.path(),
            "ssh-keygen",
            &["-q", "-t", "ed25519", "-N", "", "-f", "wetsleutel"],
            b"",
        );
        if made.is_none() {
            return;
        }
        let sign = ["-Y", "sign", "-n", NAMESPACE, "-f", "wetsleutel", "wet.txt"];
        assert!(judges::ask(dir.path(), "ssh-keygen", &sign, b"").unwrap().accepted);
        let line = std::fs::read_to_string(dir.path().join("wetsleutel.pub")).unwrap();
        let law = SignedLaw::read(&path).unwrap();
        assert!(law.tables(PublicKey::from_line(&line).unwrap()).is_ok());

        let ours = signed(&text, &key(7), NAMESPACE);
        std::fs::write(dir.path().join("wet.txt.sig"), ours.armour()).unwrap();
        std::fs::write(dir.path().join("wie"), format!("wet {}\n", key(7).public().to_line(""))).unwrap();
        let verify = ["-Y", "verify", "-f", "wie", "-I", "wet", "-n", NAMESPACE, "-s", "wet.txt.sig"];
        let verdict = judges::ask(dir.path(), "ssh-keygen", &verify, text.as_bytes()).unwrap();
        assert!(verdict.accepted, "{}", verdict.said);
    }
}
