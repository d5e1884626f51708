//! Envelopes: a file that only those can read for whom it was closed, in the age format (age-encryption.org/v1, X25519).
//!
//! An envelope goes around a bundle after it was signed. It says nothing about who closed it: that is for the signature
//! inside. Any age program opens it with the right key.

use age::x25519::{Identity, Recipient};
use age::{Decryptor, Encryptor};
use noodbrug_core::text::Lang;
use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::str::FromStr;
use zeroize::Zeroizing;

/// How every envelope begins.
const BEGIN: &[u8] = b"age-encryption.org/v1\n";

/// The most bytes that the head of an envelope may have: hundreds of readers fit.
const LONGEST_HEAD: u64 = 256 << 10;

/// Opens the envelopes of one reader.
#[derive(Clone)]
pub struct EnvelopeKey(Identity);

impl EnvelopeKey {
    /// Makes a key from random bytes of the operating system.
    #[must_use]
    pub fn generate() -> EnvelopeKey {
        EnvelopeKey(Identity::generate())
    }

    /// Gives what others close envelopes for.
    #[must_use]
    pub fn address(&self) -> EnvelopeAddress {
        EnvelopeAddress { text: self.0.to_public().to_string() }
    }

    /// Writes the secret key as age programs do, for the encrypted store alone.
    #[must_use]
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        use age::secrecy::ExposeSecret as _;
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// Reads a secret key; nothing when it is none.
    #[must_use]
    pub fn from_secret_text(text: &str) -> Option<EnvelopeKey> {
        text.trim().parse().ok().map(EnvelopeKey)
    }
}

impl fmt::Debug for EnvelopeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EnvelopeKey({})", self.address())
    }
}

/// For whom an envelope is closed: a public age key, `age1…`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EnvelopeAddress {
    text: String,
}

impl fmt::Display for EnvelopeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for EnvelopeAddress {
    type Err = EnvelopeError;

    fn from_str(text: &str) -> Result<EnvelopeAddress, EnvelopeError> {
        let text = text.trim();
        let known: Recipient = text.parse().map_err(|_| EnvelopeError::Address)?;
        Ok(EnvelopeAddress { text: known.to_string() })
    }
}

/// Why an envelope cannot be closed or opened.
#[derive(Debug)]
pub enum EnvelopeError {
    /// The text is no public age key.
    Address,
    /// It is closed for nobody.
    Nobody,
    /// It is closed for others.
    NotForUs,
    /// It is not an envelope, or a damaged one.
    Damaged,
    /// It ends too early, or was changed on its way.
    Changed,
    /// The medium gave a fault.
    Medium(io::Error),
}

impl EnvelopeError {
    /// Says what is wrong and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let words = match self {
            EnvelopeError::Address => lang.pick(
                "Dit is geen envelopsleutel. Vraag de partner om een regel die met `age1` begint.",
                "This is no envelope key. Ask the partner for a line that begins with `age1`.",
            ),
            EnvelopeError::Nobody => lang.pick(
                "De envelop is voor niemand gesloten. Kies een partner met een envelopsleutel.",
                "The envelope is closed for nobody. Choose a partner with an envelope key.",
            ),
            EnvelopeError::NotForUs => lang.pick(
                "Deze envelop is voor iemand anders gesloten. Vraag de afzender om een bundel voor dit werkstation, of \
                 open hem op het werkstation waarvoor hij is.",
                "This envelope is closed for somebody else. Ask the sender for a bundle for this workstation, or open it \
                 on the workstation that it is for.",
            ),
            EnvelopeError::Damaged => lang.pick(
                "Dit is geen envelop die wij kunnen lezen. Kopieer het bestand opnieuw van de stick.",
                "This is no envelope that we can read. Copy the file from the stick again.",
            ),
            EnvelopeError::Changed => lang.pick(
                "De envelop is niet heel: hij is te kort of onderweg veranderd. Vraag de afzender om een nieuwe.",
                "The envelope is not whole: it is too short or was changed on its way. Ask the sender for a new one.",
            ),
            EnvelopeError::Medium(cause) => {
                let cause = noodbrug_core::text::fault_words(cause, lang);
                return match lang {
                    Lang::Nl => format!("De envelop is niet te lezen ({cause}). Steek de stick opnieuw in."),
                    Lang::En => format!("The envelope cannot be read ({cause}). Plug the stick in again."),
                };
            }
        };
        words.to_owned()
    }
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for EnvelopeError {}

/// An envelope in the making; what is not [finished](ClosingEnvelope::finish) can never be opened.
pub struct ClosingEnvelope<W: Write>(age::stream::StreamWriter<W>);

impl<W: Write> ClosingEnvelope<W> {
    /// Begins an envelope for these readers.
    ///
    /// # Errors
    /// [`EnvelopeError::Nobody`] without a reader, or a fault of the medium.
    pub fn begin(readers: &BTreeSet<EnvelopeAddress>, out: W) -> Result<ClosingEnvelope<W>, EnvelopeError> {
        let parsed = readers.iter().map(|reader| reader.text.parse::<Recipient>());
        let parsed: Vec<Recipient> = parsed.collect::<Result<_, _>>().map_err(|_| EnvelopeError::Address)?;
        let readers = parsed.iter().map(|reader| reader as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(readers).map_err(|_| EnvelopeError::Nobody)?;
        encryptor.wrap_output(out).map(ClosingEnvelope).map_err(EnvelopeError::Medium)
    }

    /// Closes it.
    ///
    /// # Errors
    /// A fault of the medium.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for ClosingEnvelope<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A file that is read as it is, or through its envelope; nothing of it is ever put anywhere in clear.
pub enum Enveloped {
    /// Without an envelope.
    Plain(File),
    /// In one, which was read to its end and is whole.
    Closed(Box<age::stream::StreamReader<BufReader<File>>>),
}

impl Enveloped {
    /// Opens a file, with the first of these keys that fits when it is an envelope. An envelope is read to its end
    /// first: age gives out bytes before it can know that the rest is missing.
    ///
    /// # Errors
    /// [`EnvelopeError`] says why it cannot be opened.
    pub fn open(mut file: File, keys: &[EnvelopeKey]) -> Result<Enveloped, EnvelopeError> {
        let mut begin = Vec::new();
        let read = Read::by_ref(&mut file).take(BEGIN.len() as u64).read_to_end(&mut begin);
        read.and_then(|_| file.rewind()).map_err(EnvelopeError::Medium)?;
        if begin != BEGIN {
            return Ok(Enveloped::Plain(file));
        }
        check_head(&mut file)?;
        let decryptor = Decryptor::new_buffered(BufReader::with_capacity(128 << 10, file))
            .map_err(|why| why_not(&why))?;
        let keys = keys.iter().map(|key| &key.0 as &dyn age::Identity);
        let mut reader = decryptor.decrypt(keys).map_err(|why| why_not(&why))?;
        io::copy(&mut reader, &mut io::sink()).map_err(changed)?;
        reader.seek(SeekFrom::Start(0)).map_err(changed)?;
        Ok(Enveloped::Closed(Box::new(reader)))
    }
}

/// Refuses a head without an end before anything is held in memory.
fn check_head(file: &mut File) -> Result<(), EnvelopeError> {
    let mut head = Vec::new();
    Read::by_ref(file).take(LONGEST_HEAD).read_to_end(&mut head).map_err(EnvelopeError::Medium)?;
    file.rewind().map_err(EnvelopeError::Medium)?;
    let ends = head.windows(5).any(|run| run == b"\n--- ");
    if ends { Ok(()) } else { Err(EnvelopeError::Damaged) }
}

fn why_not(why: &age::DecryptError) -> EnvelopeError {
    match why {
        age::DecryptError::NoMatchingKeys => EnvelopeError::NotForUs,
        age::DecryptError::InvalidMac
        | age::DecryptError::DecryptionFailed
        | age::DecryptError::KeyDecryptionFailed => EnvelopeError::Changed,
        _ => EnvelopeError::Damaged,
    }
}

/// A chunk that does not open, or an end too early, comes as invalid data; anything else is the medium's.
fn changed(why: io::Error) -> EnvelopeError {
    match why.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => EnvelopeError::Changed,
        _ => EnvelopeError::Medium(why),
    }
}

impl Read for Enveloped {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self {
            Enveloped::Plain(file) => file.read(room),
            Enveloped::Closed(reader) => reader.read(room),
        }
    }
}

impl Seek for Enveloped {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Enveloped::Plain(file) => file.seek(to),
            Enveloped::Closed(reader) => reader.seek(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn closed(bytes: &[u8], readers: &[&EnvelopeKey]) -> Vec<u8> {
        let readers = readers.iter().map(|key| key.address()).collect();
        let mut envelope = ClosingEnvelope::begin(&readers, Vec::new()).unwrap();
        envelope.write_all(bytes).unwrap();
        envelope.finish().unwrap()
    }

    fn file_of(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        file
    }

    fn opened(bytes: &[u8], key: &EnvelopeKey) -> Result<Vec<u8>, EnvelopeError> {
        let mut source = Enveloped::open(file_of(bytes), std::slice::from_ref(key))?;
        let mut read = Vec::new();
        source.read_to_end(&mut read).unwrap();
        Ok(read)
    }

    #[test]
    fn each_reader_opens_it_and_nobody_else() {
        let (ours, theirs, other) =
            (EnvelopeKey::generate(), EnvelopeKey::generate(), EnvelopeKey::generate());
        let bytes = vec![7; 200_000];
        let envelope = closed(&bytes, &[&ours, &theirs]);
        assert_eq!(opened(&envelope, &ours).unwrap(), bytes);
        assert_eq!(opened(&envelope, &theirs).unwrap(), bytes);
        assert!(matches!(opened(&envelope, &other), Err(EnvelopeError::NotForUs)));
        assert!(matches!(ClosingEnvelope::begin(&BTreeSet::new(), Vec::new()), Err(EnvelopeError::Nobody)));
    }

    #[test]
    fn one_that_is_cut_anywhere_gives_nothing() {
        let key = EnvelopeKey::generate();
        let envelope = closed(&[3; 70_000], &[&key]);
        for part in (BEGIN.len()..envelope.len()).step_by(997).chain([envelope.len() - 1]) {
            assert!(opened(&envelope[..part], &key).is_err(), "cut at {part}");
        }
    }

    #[test]
    fn a_file_without_an_envelope_is_read_as_it_is() {
        let key = EnvelopeKey::generate();
        for bytes in [&b""[..], b"PK", b"age-encryption.org/v2\nx"] {
            assert_eq!(opened(bytes, &key).unwrap(), bytes);
        }
    }

    #[test]
    fn keys_read_back_and_anything_else_is_refused() {
        let key = EnvelopeKey::generate();
        let again = EnvelopeKey::from_secret_text(&key.to_secret_text()).unwrap();
        assert_eq!(again.address(), key.address());
        assert_eq!(key.address().to_string().parse::<EnvelopeAddress>().unwrap(), key.address());
        for bad in ["", "age1", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA"] {
            assert!(bad.parse::<EnvelopeAddress>().is_err() && EnvelopeKey::from_secret_text(bad).is_none());
        }
        assert!(!format!("{key:?}").contains("SECRET"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn any_flipped_bit_is_noticed(at in 0_usize..70_500, bit in 0_u8..8) {
            let key = EnvelopeKey::generate();
            let bytes = [9; 70_000];
            let mut envelope = closed(&bytes, &[&key]);
            let at = at % envelope.len();
            envelope[at] ^= 1 << bit;
            // A file that no longer begins like an envelope is read as something else, which the bundle's judge refuses.
            prop_assert!(opened(&envelope, &key).map_or(true, |read| read != bytes));
        }
    }
}
