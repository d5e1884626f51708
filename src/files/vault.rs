//! Documents at rest: encrypted, named by the SHA-256 of their content, never in clear on the disk.
//!
//! A document lies at `docs/ab/<sha256>` as 8 bytes of magic, 19 random bytes, and chunks of 64 KiB each sealed with
//! XChaCha20-Poly1305 in the STREAM construction, so that chunks cannot be swapped, dropped or cut off. What comes out
//! is held against the digest too: another document under the same name is noticed.

use crate::machine;
use crate::place::{self, Draft, Existing, PlaceError};
use aead_stream::{DecryptorBE32, EncryptorBE32};
use chacha20poly1305::XChaCha20Poly1305;
use noodbrug_core::digest::Digest;
use noodbrug_core::text::{Lang, fault_words};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize as _, Zeroizing};

const MAGIC: &[u8; 8] = b"NBVAULT1";
const NONCE: usize = 19;
const CHUNK: usize = 64 << 10;
const TAG: usize = 16;
const HEAD: u64 = (MAGIC.len() + NONCE) as u64;

/// Why a document cannot be stored or given out.
#[derive(Debug)]
pub enum VaultError {
    /// It could not be put in its place.
    Place(PlaceError),
    /// It could not be read from where it came, or written to where it goes.
    Stream(io::Error),
    /// There is no such document.
    Missing(Digest),
    /// What lies under its name is damaged, another document, or of another vault.
    Damaged(Digest),
    /// It is larger than the caller can hold in memory.
    TooLarge(Digest),
    /// The operating system gave no random bytes.
    Randomness,
}

impl VaultError {
    /// Says what happened, why, and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (VaultError::Place(cause), _) => cause.message(lang),
            (VaultError::Stream(cause), Lang::Nl) => {
                let cause = fault_words(cause, Lang::Nl);
                format!(
                    "Het stuk kan niet gekopieerd worden ({cause}). Controleer de schijf en probeer opnieuw."
                )
            }
            (VaultError::Stream(cause), Lang::En) => {
                format!("The document cannot be copied ({cause}). Check the disk and try again.")
            }
            (VaultError::Missing(digest), Lang::Nl) => {
                format!(
                    "Het stuk {digest} is hier niet. Vraag het op bij de afzender of zet een back-up terug."
                )
            }
            (VaultError::Missing(digest), Lang::En) => {
                format!("The document {digest} is not here. Ask the sender for it or restore a backup.")
            }
            (VaultError::Damaged(digest), Lang::Nl) => {
                format!("Het stuk {digest} is beschadigd en wordt niet geopend. Haal het opnieuw op.")
            }
            (VaultError::Damaged(digest), Lang::En) => {
                format!("The document {digest} is damaged and is not opened. Fetch it again.")
            }
            (VaultError::TooLarge(digest), Lang::Nl) => {
                format!("Het stuk {digest} is te groot om te tonen. Sla het op in een bestand.")
            }
            (VaultError::TooLarge(digest), Lang::En) => {
                format!("The document {digest} is too large to be shown. Save it to a file.")
            }
            (VaultError::Randomness, Lang::Nl) => {
                "Het besturingssysteem gaf geen willekeurige getallen. Start de computer opnieuw.".to_owned()
            }
            (VaultError::Randomness, Lang::En) => {
                "The operating system gave no random numbers. Restart the computer.".to_owned()
            }
        }
    }
}

impl fmt::Display for VaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for VaultError {}

/// A document that is in the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The SHA-256 of its content.
    pub digest: Digest,
    /// Bytes of its content.
    pub len: u64,
    /// Whether it was there before.
    pub known: bool,
}

/// A folder of encrypted documents.
pub struct Vault {
    folder: PathBuf,
    key: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({})", self.folder.display())
    }
}

impl Vault {
    /// Opens the vault in this folder, making the folder when it is not there. The key is 32 random bytes, or a key
    /// derived for this purpose alone.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: &Path, key: Zeroizing<[u8; 32]>) -> Result<Vault, VaultError> {
        place::make_private_folder(&folder.join("docs")).map_err(VaultError::Place)?;
        Ok(Vault { folder: folder.to_owned(), key })
    }

    /// Stores a document and gives its name; it is durable when this returns. A sound document that is there already
    /// stays as it is, a damaged one is replaced.
    ///
    /// # Errors
    /// When it cannot be read, or not be put in its place.
    pub fn put(&self, content: &mut dyn Read) -> Result<Stored, VaultError> {
        let mut draft = Draft::beside(&self.folder.join("docs").join("new")).map_err(VaultError::Place)?;
        let written = self.encrypt(content, draft.file());
        let (digest, len) = written.map_err(|failure| match failure {
            Failure::Draft(cause) => VaultError::Place(draft.failed(cause)),
            Failure::Content(cause) => VaultError::Stream(cause),
            Failure::Randomness => VaultError::Randomness,
        })?;
        if self.verify(&digest).is_ok() {
            return Ok(Stored { digest, len, known: true });
        }
        let path = self.path(&digest);
        if let Some(shard) = path.parent().filter(|shard| !shard.is_dir()) {
            place::make_private_folder(shard).map_err(VaultError::Place)?;
            place::sync_folder(shard).map_err(VaultError::Place)?;
        }
        draft.retarget(path).place(Existing::Replace).map_err(VaultError::Place)?;
        Ok(Stored { digest, len, known: false })
    }

    /// Says whether there is a document of this name; whether it is sound, [`Vault::verify`] says.
    #[must_use]
    pub fn has(&self, digest: &Digest) -> bool {
        self.path(digest).is_file()
    }

    /// Gives the length of a document in bytes.
    ///
    /// # Errors
    /// When there is no such document, or not even its length is possible.
    pub fn len(&self, digest: &Digest) -> Result<u64, VaultError> {
        let sealed = self.path(digest).metadata().map_err(|cause| missing(digest, cause))?.len();
        clear_len(sealed).ok_or(VaultError::Damaged(*digest))
    }

    /// Reads a document of at most so many bytes into memory; it is given only when all of it is sound.
    ///
    /// # Errors
    /// When there is no such document, or it is damaged or larger.
    pub fn get(&self, digest: &Digest, most: u64) -> Result<Vec<u8>, VaultError> {
        let len = self.len(digest)?;
        if len > most {
            return Err(VaultError::TooLarge(*digest));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0));
        self.pass(digest, &mut bytes)?;
        Ok(bytes)
    }

    /// Copies a document to a writer, after all of it was proved sound once.
    ///
    /// # Errors
    /// When there is no such document, it is damaged, or the writer fails.
    pub fn copy(&self, digest: &Digest, to: &mut dyn Write) -> Result<u64, VaultError> {
        self.verify(digest)?;
        self.pass(digest, to)
    }

    /// Proves that a document is sound, and gives its length.
    ///
    /// # Errors
    /// When there is no such document, or it is damaged.
    pub fn verify(&self, digest: &Digest) -> Result<u64, VaultError> {
        self.pass(digest, &mut io::sink())
    }

    /// Streams a document; each run of bytes is sound, and the last read fails when the whole is not this document.
    ///
    /// # Errors
    /// When there is no such document.
    pub fn stream(&self, digest: &Digest) -> Result<VaultReader, VaultError> {
        let file = File::open(self.path(digest)).map_err(|cause| missing(digest, cause))?;
        let sealed = file.metadata().map_err(VaultError::Stream)?.len();
        let left = clear_len(sealed).ok_or(VaultError::Damaged(*digest))?;
        VaultReader::new(file, left, *digest, &self.key).map_err(|_| VaultError::Damaged(*digest))
    }

    /// Names all documents with their lengths.
    ///
    /// # Errors
    /// When a folder of the vault cannot be read.
    pub fn list(&self) -> Result<BTreeMap<Digest, u64>, VaultError> {
        let mut found = BTreeMap::new();
        for shard in std::fs::read_dir(self.folder.join("docs")).map_err(VaultError::Stream)? {
            let shard = shard.map_err(VaultError::Stream)?;
            if shard.file_type().is_ok_and(|kind| kind.is_dir()) {
                list_shard(&shard.path(), &mut found).map_err(VaultError::Stream)?;
            }
        }
        Ok(found)
    }

    /// Removes a document, when the law orders its destruction.
    ///
    /// # Errors
    /// When there is no such document, or it cannot be removed.
    pub fn remove(&self, digest: &Digest) -> Result<(), VaultError> {
        let path = self.path(digest);
        std::fs::remove_file(&path).map_err(|cause| missing(digest, cause))?;
        place::sync_folder(&path).map_err(VaultError::Place)
    }

    /// Removes what a process that died left half written.
    ///
    /// # Errors
    /// When the folder cannot be read or cleaned.
    pub fn clean(&self) -> Result<Vec<PathBuf>, VaultError> {
        place::clean_stale(&self.folder.join("docs")).map_err(VaultError::Place)
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        let name = digest.to_string();
        let shard: String = name.chars().take(2).collect();
        self.folder.join("docs").join(shard).join(name)
    }

    fn pass(&self, digest: &Digest, to: &mut dyn Write) -> Result<u64, VaultError> {
        let mut reader = self.stream(digest)?;
        io::copy(&mut reader, to).map_err(|cause| match cause.kind() {
            io::ErrorKind::InvalidData => VaultError::Damaged(*digest),
            _ => VaultError::Stream(cause),
        })
    }

    /// Encrypts the content into the file; the length and digest of the content come out.
    fn encrypt(&self, content: &mut dyn Read, file: &mut File) -> Result<(Digest, u64), Failure> {
        let nonce = machine::random::<NONCE>().map_err(|_| Failure::Randomness)?;
        let mut out = BufWriter::with_capacity(4 * CHUNK, file);
        out.write_all(MAGIC).and_then(|()| out.write_all(&nonce)).map_err(Failure::Draft)?;
        let mut sealer = EncryptorBE32::<XChaCha20Poly1305>::new((&*self.key).into(), (&nonce).into());
        let (mut hash, mut len) = (Sha256::new(), 0_u64);
        let mut chunk = next_chunk(content)?;
        loop {
            hash.update(&chunk);
            len = len.saturating_add(chunk.len() as u64);
            let next = next_chunk(content)?;
            // A chunk is the last one when nothing follows; that is sealed into it, so that none can be cut off.
            if next.is_empty() {
                sealer.encrypt_last_in_place(MAGIC, &mut *chunk).map_err(|_| too_long())?;
                out.write_all(&chunk).and_then(|()| out.flush()).map_err(Failure::Draft)?;
                return Ok((Digest::from_bytes(hash.finalize().into()), len));
            }
            sealer.encrypt_next_in_place(MAGIC, &mut *chunk).map_err(|_| too_long())?;
            out.write_all(&chunk).map_err(Failure::Draft)?;
            chunk = next;
        }
    }
}

enum Failure {
    Draft(io::Error),
    Content(io::Error),
    Randomness,
}

fn too_long() -> Failure {
    Failure::Content(io::ErrorKind::FileTooLarge.into())
}

fn next_chunk(content: &mut dyn Read) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut chunk = Zeroizing::new(Vec::with_capacity(CHUNK + TAG));
    content.take(CHUNK as u64).read_to_end(&mut chunk).map_err(Failure::Content)?;
    Ok(chunk)
}

fn missing(digest: &Digest, cause: io::Error) -> VaultError {
    match cause.kind() {
        io::ErrorKind::NotFound => VaultError::Missing(*digest),
        _ => VaultError::Stream(cause),
    }
}

/// Tells how many clear bytes a sealed file of this length holds.
fn clear_len(sealed: u64) -> Option<u64> {
    let body = sealed.checked_sub(HEAD)?;
    let chunks = body.div_ceil((CHUNK + TAG) as u64);
    body.checked_sub(chunks.max(1).checked_mul(TAG as u64)?)
}

fn list_shard(shard: &Path, found: &mut BTreeMap<Digest, u64>) -> io::Result<()> {
    for entry in std::fs::read_dir(shard)? {
        let entry = entry?;
        let digest = entry.file_name().to_str().and_then(|name| name.parse().ok());
        if let Some((digest, len)) = digest.zip(clear_len(entry.metadata()?.len())) {
            found.insert(digest, len);
        }
    }
    Ok(())
}

/// Streams one document out of the vault.
pub struct VaultReader {
    file: BufReader<File>,
    opener: Option<DecryptorBE32<XChaCha20Poly1305>>,
    left: u64,
    hash: Sha256,
    digest: Digest,
    chunk: Zeroizing<Vec<u8>>,
    at: usize,
}

impl VaultReader {
    fn new(file: File, left: u64, digest: Digest, key: &[u8; 32]) -> io::Result<VaultReader> {
        let mut file = BufReader::with_capacity(4 * CHUNK, file);
        let (mut magic, mut nonce) = ([0; MAGIC.len()], [0; NONCE]);
        file.read_exact(&mut magic)?;
        file.read_exact(&mut nonce)?;
        if &magic != MAGIC {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let opener = Some(DecryptorBE32::new(key.into(), (&nonce).into()));
        Ok(VaultReader {
            file,
            opener,
            left,
            hash: Sha256::new(),
            digest,
            chunk: Zeroizing::default(),
            at: 0,
        })
    }

    /// Opens the next chunk; with the last one it proves the digest before a byte of that chunk is given out.
    fn refill(&mut self) -> io::Result<()> {
        let Some(mut opener) = self.opener.take() else { return Ok(()) };
        let damaged = || io::Error::from(io::ErrorKind::InvalidData);
        let clear = self.left.min(CHUNK as u64);
        self.left = self.left.saturating_sub(clear);
        self.chunk.zeroize();
        self.at = 0;
        let sealed = clear.saturating_add(TAG as u64);
        (&mut self.file).take(sealed).read_to_end(&mut self.chunk)?;
        if self.left > 0 {
            opener.decrypt_next_in_place(MAGIC, &mut *self.chunk).map_err(|_| damaged())?;
            self.hash.update(&*self.chunk);
            self.opener = Some(opener);
            return Ok(());
        }
        let last = opener.decrypt_last_in_place(MAGIC, &mut *self.chunk);
        self.hash.update(&*self.chunk);
        let found = Digest::from_bytes(self.hash.finalize_reset().into());
        if last.is_err() || found != self.digest {
            self.chunk.zeroize();
            return Err(damaged());
        }
        Ok(())
    }
}

impl Read for VaultReader {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.at == self.chunk.len() {
            self.refill()?;
        }
        let mut rest = self.chunk.get(self.at..).unwrap_or_default();
        let got = rest.read(room)?;
        self.at = self.at.saturating_add(got);
        Ok(got)
    }
}

#[cfg(test)]
#[path = "vault_tests.rs"]
mod tests;
