//! Identifiers are types: numbers of cases and persons, names of stations, events and objects.

use crate::digest::{Digest, decode_hex, encode_hex};
use std::fmt;
use std::str::FromStr;

/// Why a text is not the identifier it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAnIdent {
    /// Not a UUID of a case.
    Case(String),
    /// Not a parketnummer: two digits, six digits, two digits of the year (`09/123456-26`).
    Parketnummer(String),
    /// Not a citizen service number: nine digits that pass the elfproef.
    Bsn(String),
    /// Not the name of an author: lower-case letters, digits and hyphens, at most 40.
    Author(String),
    /// Not the name of an object in a case: lower-case letters, digits and hyphens, at most 64.
    Object(String),
    /// Not a role that we know.
    Role(String),
}

impl fmt::Display for NotAnIdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, text) = match self {
            NotAnIdent::Case(text) => ("a case id", text),
            NotAnIdent::Parketnummer(text) => ("a parketnummer (09/123456-26)", text),
            NotAnIdent::Bsn(text) => ("a BSN (nine digits that pass the elfproef)", text),
            NotAnIdent::Author(text) => ("an author's name (a-z, 0-9, -)", text),
            NotAnIdent::Object(text) => ("an object's name (a-z, 0-9, -)", text),
            NotAnIdent::Role(text) => ("a role", text),
        };
        write!(f, "`{text}` is not {what}")
    }
}

impl std::error::Error for NotAnIdent {}

/// Gives a text type its conversions and its form on the wire.
macro_rules! text_form {
    ($name:ty) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use text_form;

/// The identity of a case (zaak) inside Noodbrug: a UUID, the same on every machine for the same parketnummer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId([u8; 16]);

impl CaseId {
    /// Gives the case of a parketnummer (UUID version 8: SHA-256 of the number under our own label), so that two
    /// offices that never met mean the same case.
    #[must_use]
    pub fn of_parketnummer(number: &Parketnummer) -> CaseId {
        CaseId::derived("parketnummer", &number.to_string())
    }

    /// Gives the case of a number that some other register hands out, such as an emergency number.
    #[must_use]
    pub fn derived(register: &str, number: &str) -> CaseId {
        let digest =
            Digest::of_parts([b"noodbrug/case/".as_slice(), register.as_bytes(), b"/", number.as_bytes()]);
        let (head, _) = digest.as_bytes().split_at(16);
        let mut bytes: [u8; 16] = head.try_into().unwrap_or_default();
        let [_, _, _, _, _, _, version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
        *version = *version & 0x0f | 0x80;
        *variant = *variant & 0x3f | 0x80;
        CaseId(bytes)
    }

    /// Takes over the 16 bytes of a case id.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> CaseId {
        CaseId(bytes)
    }

    /// Takes over a case id from a byte string, if that is 16 bytes long.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<CaseId> {
        bytes.try_into().ok().map(CaseId)
    }

    /// Gives the 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl FromStr for CaseId {
    type Err = NotAnIdent;

    fn from_str(text: &str) -> Result<CaseId, NotAnIdent> {
        let bytes = decode_hex(&text.replace('-', "")).and_then(|bytes| CaseId::from_slice(&bytes));
        bytes.filter(|case| case.to_string() == text).ok_or_else(|| NotAnIdent::Case(text.to_owned()))
    }
}

text_form!(CaseId);

/// The number of a case with the prosecution service, always shown as `09/123456-26`.
///
/// No official check digit was found, so the form alone is checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Parketnummer {
    digits: String,
}

impl Parketnummer {
    /// Gives the ten digits without separators.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }
}

impl fmt::Display for Parketnummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, digit) in self.digits.chars().enumerate() {
            match index {
                2 => f.write_str("/")?,
                8 => f.write_str("-")?,
                _ => {}
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

impl FromStr for Parketnummer {
    type Err = NotAnIdent;

    /// Reads any notation in use: `09/123456-26`, `09-123456-26`, `09.123456.26`, `09 123456 26`, `0912345626`.
    fn from_str(text: &str) -> Result<Parketnummer, NotAnIdent> {
        let refused = || NotAnIdent::Parketnummer(text.to_owned());
        let mut lengths: Vec<usize> = Vec::new();
        for run in text.trim().split(['/', '-', '.', ' ']).filter(|run| !run.is_empty()) {
            if !run.bytes().all(|digit| digit.is_ascii_digit()) {
                return Err(refused());
            }
            lengths.push(run.len());
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        match lengths.as_slice() {
            [10] | [2, 6, 2] | [2, 8] | [8, 2] => Ok(Parketnummer { digits }),
            _ => Err(refused()),
        }
    }
}

text_form!(Parketnummer);

/// A citizen service number (burgerservicenummer): nine digits that pass the elfproef. Need-to-know.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bsn(String);

impl Bsn {
    /// Gives the number with all but its last three digits hidden.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("••••••{}", self.0.chars().skip(6).collect::<String>())
    }
}

impl fmt::Display for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bsn({})", self.masked())
    }
}

impl FromStr for Bsn {
    type Err = NotAnIdent;

    /// The elfproef: weights 9 to 2 and -1, the sum divisible by 11.
    fn from_str(text: &str) -> Result<Bsn, NotAnIdent> {
        let refused = || NotAnIdent::Bsn(text.to_owned());
        let digits: Option<Vec<i64>> = text.chars().map(|digit| digit.to_digit(10).map(i64::from)).collect();
        let digits = digits.filter(|digits| digits.len() == 9).ok_or_else(refused)?;
        let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
        let sum: i64 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        if sum % 11 == 0 && sum > 0 { Ok(Bsn(text.to_owned())) } else { Err(refused()) }
    }
}

text_form!(Bsn);

/// The name of an author of events: a workstation (`ws-den-haag-01`, in an exercise `oef-…`) or a source system
/// (`bron-gps`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuthorName(String);

impl AuthorName {
    /// Gives the name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Says whether the author is a source system, whose word reached us through an export.
    #[must_use]
    pub fn is_source(&self) -> bool {
        self.0.starts_with("bron-")
    }

    /// Says whether the author belongs to an exercise.
    #[must_use]
    pub fn is_exercise(&self) -> bool {
        self.0.starts_with("oef-")
    }
}

impl fmt::Display for AuthorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for AuthorName {
    type Err = NotAnIdent;

    fn from_str(text: &str) -> Result<AuthorName, NotAnIdent> {
        if is_slug(text, 40) {
            Ok(AuthorName(text.to_owned()))
        } else {
            Err(NotAnIdent::Author(text.to_owned()))
        }
    }
}

text_form!(AuthorName);

/// One life of an author: a workstation begins a new epoch when it is installed, restored or cloned; a source system
/// with each export, numbered by a hash of what that export says.
pub type Epoch = u64;

/// An author in one epoch: who wrote a chain of events.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Author {
    /// The workstation or source system.
    pub ws: AuthorName,
    /// Its epoch.
    pub ep: Epoch,
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-e{}", self.ws, self.ep)
    }
}

/// The name of one thing inside a case: a person, a hearing, a task.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(String);

impl ObjectId {
    /// Gives the name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Makes a name from random bytes, for a thing that a person adds.
    #[must_use]
    pub fn random(bytes: [u8; 8]) -> ObjectId {
        ObjectId(encode_hex(&bytes))
    }

    /// Makes the name of a thing from the key that its source knows it by: the same on every machine.
    #[must_use]
    pub fn derived(key: &str) -> ObjectId {
        ObjectId(Digest::of(key.as_bytes()).to_string().chars().take(16).collect())
    }

    /// Makes the name of a custody clock, which is no thing of the case but follows from one: `clock-…`.
    #[must_use]
    pub fn clock(key: &str) -> ObjectId {
        ObjectId(format!("clock-{}", ObjectId::derived(key)))
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ObjectId {
    type Err = NotAnIdent;

    fn from_str(text: &str) -> Result<ObjectId, NotAnIdent> {
        if is_slug(text, 64) {
            Ok(ObjectId(text.to_owned()))
        } else {
            Err(NotAnIdent::Object(text.to_owned()))
        }
    }
}

text_form!(ObjectId);

fn is_slug(text: &str, longest: usize) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain && !text.is_empty() && text.len() <= longest && !text.starts_with('-') && !text.ends_with('-')
}

/// What a person may see and write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Officier van justitie.
    Prosecutor,
    /// Parketsecretaris.
    Secretary,
    /// Administratief medewerker.
    Clerk,
    /// Griffier.
    Registrar,
    /// Medewerker tenuitvoerlegging.
    Enforcement,
    /// Continuïteitsmanager.
    Manager,
    /// Auditor: reads the log alone.
    Auditor,
    /// No person: a source system's export.
    Source,
}

impl Role {
    /// All roles that a person can have.
    pub const PERSONS: [Role; 7] = [
        Role::Prosecutor,
        Role::Secretary,
        Role::Clerk,
        Role::Registrar,
        Role::Enforcement,
        Role::Manager,
        Role::Auditor,
    ];

    /// Gives the word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Role::Prosecutor => "prosecutor",
            Role::Secretary => "secretary",
            Role::Clerk => "clerk",
            Role::Registrar => "registrar",
            Role::Enforcement => "enforcement",
            Role::Manager => "manager",
            Role::Auditor => "auditor",
            Role::Source => "source",
        }
    }

    /// Gives the name of the role for people.
    #[must_use]
    pub fn label(self, lang: crate::text::Lang) -> &'static str {
        match self {
            Role::Prosecutor => lang.pick("officier van justitie", "prosecutor"),
            Role::Secretary => lang.pick("parketsecretaris", "prosecution secretary"),
            Role::Clerk => lang.pick("administratie", "clerk"),
            Role::Registrar => lang.pick("griffier", "court registrar"),
            Role::Enforcement => lang.pick("tenuitvoerlegging", "enforcement"),
            Role::Manager => lang.pick("continuïteitsmanager", "continuity manager"),
            Role::Auditor => lang.pick("auditor", "auditor"),
            Role::Source => lang.pick("bronsysteem", "source system"),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Role {
    type Err = NotAnIdent;

    fn from_str(text: &str) -> Result<Role, NotAnIdent> {
        let known = Role::PERSONS.into_iter().chain([Role::Source]).find(|role| role.word() == text);
        known.ok_or_else(|| NotAnIdent::Role(text.to_owned()))
    }
}

text_form!(Role);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parketnummer_reads_in_any_notation_and_shows_in_one() {
        for text in ["09/123456-26", "09-123456-26", " 09.123456.26 ", "09 123456 26", "0912345626"] {
            assert_eq!(text.parse::<Parketnummer>().unwrap().to_string(), "09/123456-26", "{text}");
        }
        for text in
            ["", "9/123456-26", "09/12345-26", "09/123456-2026", "01/01.845110", "09/12345x-26", "091234562"]
        {
            assert!(text.parse::<Parketnummer>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_elfproef_refuses_a_changed_digit() {
        assert!("111222333".parse::<Bsn>().is_ok());
        for text in ["111222334", "000000000", "11122233", "11122233a", ""] {
            assert!(text.parse::<Bsn>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_bsn_never_shows_itself_in_a_log() {
        let bsn: Bsn = "111222333".parse().unwrap();
        assert_eq!(format!("{bsn:?}"), "Bsn(••••••333)");
    }

    #[test]
    fn two_offices_give_one_case_the_same_id() {
        let one: Parketnummer = "09/123456-26".parse().unwrap();
        let other: Parketnummer = "0912345626".parse().unwrap();
        assert_eq!(CaseId::of_parketnummer(&one), CaseId::of_parketnummer(&other));
        let text = CaseId::of_parketnummer(&one).to_string();
        assert_eq!(text.parse(), Ok(CaseId::of_parketnummer(&one)));
        assert_eq!(text.chars().nth(14), Some('8'));
    }

    #[test]
    fn names_of_authors_and_objects_are_plain() {
        assert!("ws-den-haag-01".parse::<AuthorName>().is_ok());
        for text in ["", "-a", "a-", "Ws", "a b", "a/b", &"a".repeat(41)] {
            assert!(text.parse::<AuthorName>().is_err(), "{text}");
        }
    }
}
