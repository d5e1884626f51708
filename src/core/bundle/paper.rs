//! A receipt on paper, for a partner that can send nothing back: a signature and a few numbers, small enough to type.
//!
//! Signed is a text that both sides can make (section 17 of `schema/bundle.md`); on the paper stands only what the sender
//! of the bundle does not know already. Written in 32 signs without I, L, O and U, in lines of four groups of five; the
//! last two signs of a line check it and its place, so that a typing error is named by its line.

use super::kind::Mode;
use super::outcome::Outcome;
use crate::canonical::{self, NotCanonical};
use crate::digest::Digest;
use crate::ident::{Author, AuthorName, Epoch};
use crate::text::Lang;
use serde::Serialize;
use std::fmt;

/// The purpose of a signature under a receipt on paper.
pub const PAPER_NAMESPACE: &str = "noodbrug-paper-v1";

const FORMAT: &str = "noodbrug-paper-receipt-1";
/// What stands before the signs in the code for a scanner.
const PREFIX: &str = "NB-ONTVANGST:";
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The first byte of the compact form.
const VERSION: u8 = 1;
const EXERCISE: u8 = 1;
const FULL: u8 = 2;
const CERTIFIED: u8 = 4;
/// Signs of a line that carry something, and signs that check it.
const CARRY: usize = 18;
const CHECKS: usize = 2;
/// The greatest prime that two signs can hold.
const MODULUS: u32 = 1021;
const GROUP: usize = 5;
/// The most signs that anything like this has.
const MOST: usize = 1_200;

/// What a receipt on paper says, all of it signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperReceipt {
    /// The station that gives it.
    pub station: Author,
    /// The name of the bundle: the SHA-256 of its tag manifest.
    pub bundle: Digest,
    /// Real work or an exercise.
    pub mode: Mode,
    /// What became of the bundle.
    pub outcome: Outcome,
    /// All of it is taken in: nothing waits, nothing was left out or refused.
    pub full: bool,
    /// Events that were new.
    pub new: u64,
    /// Events that were left out.
    pub left_out: u64,
    /// Registers in conflict since.
    pub conflicts: u64,
    /// When, in seconds since 1970 by the receiver's clock.
    pub at: u64,
}

/// As it is signed: canonical JSON.
#[derive(Serialize)]
struct Signed {
    at: u64,
    bundle: Digest,
    conflicts: u64,
    format: &'static str,
    full: bool,
    left_out: u64,
    mode: Mode,
    new: u64,
    outcome: Outcome,
    station: String,
}

impl PaperReceipt {
    /// Writes what is signed.
    ///
    /// # Errors
    /// When a number is beyond what JSON holds.
    pub fn to_signed(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical::bytes_of(&Signed {
            at: self.at,
            bundle: self.bundle,
            conflicts: self.conflicts,
            format: FORMAT,
            full: self.full,
            left_out: self.left_out,
            mode: self.mode,
            new: self.new,
            outcome: self.outcome,
            station: self.station.to_string(),
        })
    }

    /// Puts it on paper with its signature; `key` is the public key that made it.
    #[must_use]
    pub fn on_paper(&self, key: &[u8; 32], signature: [u8; 64]) -> PaperText {
        PaperText {
            mode: self.mode,
            outcome: self.outcome,
            full: self.full,
            bundle: first(self.bundle.as_bytes()),
            key: first(Digest::of(key).as_bytes()),
            at: self.at,
            new: self.new,
            left_out: self.left_out,
            conflicts: self.conflicts,
            signature,
            certificate: None,
        }
    }
}

/// What is left of a certificate when whoever reads it has the root key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortCertificate {
    /// Its number.
    pub serial: u64,
    /// The first second at which it holds.
    pub valid_from: u64,
    /// The first second at which it no longer holds.
    pub valid_until: u64,
    /// The station that it names.
    pub station: Author,
    /// The public key of the station.
    pub key: [u8; 32],
    /// Its nonce.
    pub nonce: [u8; 32],
    /// The signature of the root.
    pub signature: [u8; 64],
}

/// What stands on the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperText {
    /// Real work or an exercise.
    pub mode: Mode,
    /// What became of the bundle.
    pub outcome: Outcome,
    /// All of it is taken in.
    pub full: bool,
    /// The first bytes of the name of the bundle; the sender knows the rest.
    pub bundle: [u8; 8],
    /// The first bytes of the SHA-256 of the public key that signed.
    pub key: [u8; 4],
    /// When, in seconds since 1970.
    pub at: u64,
    /// Events that were new.
    pub new: u64,
    /// Events that were left out.
    pub left_out: u64,
    /// Registers in conflict since.
    pub conflicts: u64,
    /// The signature.
    pub signature: [u8; 64],
    /// The certificate of the key; only in what a scanner reads.
    pub certificate: Option<ShortCertificate>,
}

/// Why a text is no receipt on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPaperReceipt {
    /// A sign that does not occur in one.
    Sign(char),
    /// The check of a line fails: a typing error, or it stands in another place.
    Line(usize),
    /// The lines are right, and say nothing of this kind; a line may be missing at the end.
    Form,
}

impl NotAPaperReceipt {
    /// Says what is wrong with what was typed, and what to look at.
    #[must_use]
    pub fn message(self, lang: Lang) -> String {
        match (self, lang) {
            (NotAPaperReceipt::Sign(sign), Lang::Nl) => format!(
                "Het teken `{sign}` komt op geen ontvangstbewijs voor. Er is niets veranderd. Kijk het papier na."
            ),
            (NotAPaperReceipt::Sign(sign), Lang::En) => {
                format!("The sign `{sign}` is on no receipt. Nothing was changed. Look at the paper again.")
            }
            (NotAPaperReceipt::Line(line), Lang::Nl) => format!(
                "In regel {line} van het ontvangstbewijs zit een fout. Er is niets veranderd. Kijk die regel na op het papier."
            ),
            (NotAPaperReceipt::Line(line), Lang::En) => format!(
                "Line {line} of the receipt has an error in it. Nothing was changed. Look at that line on the paper again."
            ),
            (NotAPaperReceipt::Form, Lang::Nl) => {
                "Dit is geen heel ontvangstbewijs. Er is niets veranderd. Typ alle regels van het papier, of scan de code."
                    .to_owned()
            }
            (NotAPaperReceipt::Form, Lang::En) => {
                "This is not a whole receipt. Nothing was changed. Type all lines of the paper, or scan the code.".to_owned()
            }
        }
    }
}

impl fmt::Display for NotAPaperReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for NotAPaperReceipt {}

impl PaperText {
    /// Gives what it says when it is about this bundle and signed by this station; nothing when the bundle is another.
    #[must_use]
    pub fn about(&self, bundle: Digest, station: Author) -> Option<PaperReceipt> {
        bundle.as_bytes().starts_with(&self.bundle).then_some(PaperReceipt {
            station,
            bundle,
            mode: self.mode,
            outcome: self.outcome,
            full: self.full,
            new: self.new,
            left_out: self.left_out,
            conflicts: self.conflicts,
            at: self.at,
        })
    }

    /// Says whether this public key can have signed it.
    #[must_use]
    pub fn is_by(&self, key: &[u8; 32]) -> bool {
        Digest::of(key).as_bytes().starts_with(&self.key)
    }

    /// Gives the lines that a person types, without the certificate.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let bare = PaperText { certificate: None, ..self.clone() };
        let grouped = |line: Vec<char>| {
            line.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
        };
        checked_lines(&bare.to_bytes()).into_iter().map(grouped).collect()
    }

    /// Gives what a scanner reads: with the certificate, when there is one.
    #[must_use]
    pub fn payload(&self) -> String {
        let signs = checked_lines(&self.to_bytes()).into_iter().flatten();
        PREFIX.chars().chain(signs).collect()
    }

    /// Reads what was typed or scanned: small letters, spaces, hyphens and ends of lines do not count, O is a nought and I
    /// or L a one.
    ///
    /// # Errors
    /// [`NotAPaperReceipt`], which names the line.
    pub fn parse(text: &str) -> Result<PaperText, NotAPaperReceipt> {
        let own = text.rsplit(':').next().unwrap_or_default();
        let mut values = Vec::new();
        for sign in own
            .chars()
            .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '.' | '\u{2010}'..='\u{2015}'))
        {
            values.push(value_of(sign).ok_or(NotAPaperReceipt::Sign(sign))?);
        }
        if values.len() > MOST {
            return Err(NotAPaperReceipt::Form);
        }
        let mut carried = Vec::new();
        for (place, line) in values.chunks(CARRY + CHECKS).enumerate() {
            let (own, checks) = line.split_at(line.len().saturating_sub(CHECKS));
            if own.is_empty() || checks != check(place, own) {
                return Err(NotAPaperReceipt::Line(place.saturating_add(1)));
            }
            carried.extend_from_slice(own);
        }
        let bytes = from_values(&carried).ok_or(NotAPaperReceipt::Form)?;
        read(&bytes).ok_or(NotAPaperReceipt::Form)
    }

    fn to_bytes(&self) -> Vec<u8> {
        let flag = |is: bool, flag: u8| if is { flag } else { 0 };
        let flags = flag(self.mode == Mode::Exercise, EXERCISE)
            | flag(self.full, FULL)
            | flag(self.certificate.is_some(), CERTIFIED);
        let mut bytes = vec![VERSION, flags, self.outcome.number()];
        bytes.extend(self.bundle);
        bytes.extend(self.key);
        [self.at, self.new, self.left_out, self.conflicts]
            .into_iter()
            .for_each(|number| push(&mut bytes, number));
        bytes.extend(self.signature);
        if let Some(certificate) = &self.certificate {
            let ShortCertificate { serial, valid_from, valid_until, station, key, nonce, signature } =
                certificate;
            [*serial, *valid_from, *valid_until, station.ep]
                .into_iter()
                .for_each(|number| push(&mut bytes, number));
            push(&mut bytes, station.ws.as_str().len() as u64);
            bytes.extend(station.ws.as_str().bytes());
            bytes.extend(key);
            bytes.extend(nonce);
            bytes.extend(signature);
        }
        bytes
    }
}

fn first<const N: usize>(bytes: &[u8; 32]) -> [u8; N] {
    bytes.first_chunk().copied().unwrap_or([0; N])
}

/// Writes a number in runs of seven bits, the lowest first; the upper bit says that another run follows.
fn push(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads the compact form, written in the one right way.
fn read(bytes: &[u8]) -> Option<PaperText> {
    let mut rest = Rest(bytes);
    let [version, flags, outcome] = rest.take::<3>()?;
    if version != VERSION || flags > EXERCISE | FULL | CERTIFIED {
        return None;
    }
    let (bundle, key) = (rest.take()?, rest.take()?);
    let (at, new, left_out, conflicts) = (rest.number()?, rest.number()?, rest.number()?, rest.number()?);
    let signature = rest.take()?;
    let certificate = if flags & CERTIFIED == 0 { None } else { Some(rest.certificate()?) };
    let text = PaperText {
        mode: if flags & EXERCISE == 0 { Mode::Live } else { Mode::Exercise },
        outcome: Outcome::of_number(outcome)?,
        full: flags & FULL != 0,
        bundle,
        key,
        at,
        new,
        left_out,
        conflicts,
        signature,
        certificate,
    };
    // Writing it again proves that nothing was read loosely.
    (rest.0.is_empty() && text.to_bytes() == bytes).then_some(text)
}

struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for run in 0..9 {
            let [byte] = self.take()?;
            number |= u64::from(byte & 0x7f) << (7 * run);
            if byte & 0x80 == 0 {
                return i64::try_from(number)
                    .is_ok_and(|number| number <= canonical::MAX_INTEGER)
                    .then_some(number);
            }
        }
        None
    }

    fn name(&mut self) -> Option<AuthorName> {
        let len = usize::try_from(self.number()?).ok()?;
        let (name, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        std::str::from_utf8(name).ok()?.parse().ok()
    }

    fn certificate(&mut self) -> Option<ShortCertificate> {
        let (serial, valid_from, valid_until) = (self.number()?, self.number()?, self.number()?);
        let ep: Epoch = self.number()?;
        let station = Author { ep, ws: self.name()? };
        let (key, nonce, signature) = (self.take()?, self.take()?, self.take()?);
        Some(ShortCertificate { serial, valid_from, valid_until, station, key, nonce, signature })
    }
}

/// Writes bytes as lines of signs, each with its check.
fn checked_lines(bytes: &[u8]) -> Vec<Vec<char>> {
    let line = |(place, own): (usize, &[u8])| {
        let values = own.iter().copied().chain(check(place, own));
        values.map(|value| char::from(SIGNS.get(usize::from(value)).copied().unwrap_or(b'0'))).collect()
    };
    to_values(bytes).chunks(CARRY).enumerate().map(line).collect()
}

/// Computes the check of a line from its place and its signs. The modulus is prime and the weights differ, so that no one
/// wrong sign and no two that changed places pass.
fn check(place: usize, own: &[u8]) -> [u8; CHECKS] {
    let start = (place as u32).wrapping_add(1) % MODULUS;
    let sum = own.iter().fold(start, |sum, value| (sum * 2 + u32::from(*value)) % MODULUS);
    [(sum >> 5) as u8, (sum & 31) as u8]
}

fn to_values(bytes: &[u8]) -> Vec<u8> {
    let (mut values, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for byte in bytes {
        held = (held << 8 | u32::from(*byte)) & 0xfff;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            values.push((held >> bits & 31) as u8);
        }
    }
    if bits > 0 {
        values.push((held << (5 - bits) & 31) as u8);
    }
    values
}

/// Gives the bytes back; nothing when what is left over is not nought.
fn from_values(values: &[u8]) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for value in values {
        held = (held << 5 | u32::from(*value)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    (bits < 5 && held & ((1 << bits) - 1) == 0).then_some(bytes)
}

fn value_of(sign: char) -> Option<u8> {
    let plain = match sign.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        sign => sign,
    };
    SIGNS.iter().position(|own| char::from(*own) == plain).and_then(|place| u8::try_from(place).ok())
}

#[cfg(test)]
#[path = "paper_tests.rs"]
mod tests;
