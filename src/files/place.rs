//! Puts a file in its place so that a power cut leaves the old file or the new one, never half of one.
//!
//! A draft is written beside its target under a temporary name, synced, renamed, its folder synced, and read back from
//! the medium. Only then is it [`Placed`]. A draft that is given up, or left by a process that died, never carries the
//! target's name. It must never report success without having read the file back.

use crate::machine;
use noodbrug_core::digest::{Digest, encode_hex};
use noodbrug_core::text::Lang;
use sha2::{Digest as _, Sha256};
use std::ffi::OsString;
use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The end of each temporary name.
const DRAFT_SUFFIX: &str = ".nb-part";
/// How many random bytes a temporary name has.
const DRAWN: usize = 6;
/// After how many seconds a draft is dead where no lock can say so: a day.
const OLD: i64 = 86_400;

/// What is to happen to a file that already has the target's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It is replaced, in one step.
    Replace,
    /// It stays, and placing fails.
    Keep,
}

/// A file that is in its place, synced and read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Where it is.
    pub path: PathBuf,
    /// Its length in bytes, as read back.
    pub len: u64,
    /// The SHA-256 of its bytes, as read back.
    pub digest: Digest,
}

/// What was being done when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Making the temporary file.
    Create,
    /// Writing the content.
    Write,
    /// Syncing the file or its folder to the medium.
    Sync,
    /// Giving it its final name.
    Rename,
    /// Reading it back.
    ReadBack,
    /// Removing a file.
    Remove,
}

/// Why a file is not in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The medium or the quota is full.
    Full,
    /// The medium is read-only.
    ReadOnly,
    /// The folder or the medium is gone, or answers with faults.
    Gone,
    /// A file of that name is there already.
    Exists,
    /// This user may not write there.
    Denied,
    /// The file system does not take files or names this long.
    TooLarge,
    /// What was read back is not what was written.
    Differs,
    /// The target has no file name or no folder.
    NoName,
    /// The operating system gave no random bytes for a temporary name.
    Randomness,
    /// Another fault of the operating system.
    Other,
}

/// A file could not be put in its place; the old file, if there was one, is unharmed.
#[derive(Debug)]
pub struct PlaceError {
    /// What it was about to be.
    pub path: PathBuf,
    /// What was being done.
    pub step: Step,
    /// Why it failed.
    pub cause: Cause,
    /// What the operating system said, when it said something.
    pub system: Option<io::Error>,
}

impl PlaceError {
    /// Says in a sentence what happened, why, and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let path = shown(&self.path);
        let path = path.display();
        match lang {
            Lang::Nl => format!("`{path}` is niet opgeslagen. {}", dutch(self.cause)),
            Lang::En => format!("`{path}` was not saved. {}", english(self.cause)),
        }
    }

    fn new(path: &Path, step: Step, cause: Cause) -> PlaceError {
        PlaceError { path: path.to_owned(), step, cause, system: None }
    }

    fn of(path: &Path, step: Step, system: io::Error) -> PlaceError {
        PlaceError { path: path.to_owned(), step, cause: cause_of(&system), system: Some(system) }
    }
}

fn dutch(cause: Cause) -> &'static str {
    match cause {
        Cause::Full => "De schijf of stick is vol. Maak ruimte of kies een andere, en probeer opnieuw.",
        Cause::ReadOnly => {
            "De schijf of stick kan alleen gelezen worden. Zet het schuifje om of kies een andere."
        }
        Cause::Gone => {
            "De map of stick is er niet meer, of geeft fouten. Steek hem opnieuw in of kies een andere."
        }
        Cause::Exists => "Er is al een bestand met deze naam. Kies een andere naam of map.",
        Cause::Denied => "U mag in deze map niet schrijven. Kies een andere map of vraag uw beheerder.",
        Cause::TooLarge => {
            "De stick kan zo'n groot bestand of zo'n lange naam niet aan. Kies een andere stick."
        }
        Cause::Differs => "Wat teruggelezen is, is niet wat geschreven was. Gebruik deze stick niet meer.",
        Cause::NoName => "Dit is geen bestandsnaam in een map. Geef een volledige naam op.",
        Cause::Randomness => {
            "Het besturingssysteem gaf geen willekeurige getallen. Start de computer opnieuw."
        }
        Cause::Other => "Het besturingssysteem meldde een fout. Kies een andere map of stick.",
    }
}

fn english(cause: Cause) -> &'static str {
    match cause {
        Cause::Full => "The disk or stick is full. Make room or choose another one, and try again.",
        Cause::ReadOnly => "The disk or stick can only be read. Move its switch or choose another one.",
        Cause::Gone => {
            "The folder or stick is gone, or gives faults. Plug it in again or choose another one."
        }
        Cause::Exists => "A file of this name is there already. Choose another name or folder.",
        Cause::Denied => "You may not write in this folder. Choose another one or ask your administrator.",
        Cause::TooLarge => "The stick cannot hold a file or a name this long. Choose another stick.",
        Cause::Differs => "What was read back is not what was written. Do not use this stick any more.",
        Cause::NoName => "This is not the name of a file in a folder. Give a complete name.",
        Cause::Randomness => "The operating system gave no random numbers. Restart the computer.",
        Cause::Other => "The operating system reported a fault. Choose another folder or stick.",
    }
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message(Lang::En))?;
        self.system.as_ref().map_or(Ok(()), |system| write!(f, " ({system})"))
    }
}

impl std::error::Error for PlaceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.system.as_ref().map(|system| system as _)
    }
}

/// Tells what a fault of the operating system means for a file that is being written.
#[must_use]
pub fn cause_of(system: &io::Error) -> Cause {
    // EIO, ENXIO, ENODEV, ECONNABORTED, ENOTCONN: what pulling a stick gives, by file system.
    const PULLED: [i32; 5] = [5, 6, 19, 103, 107];
    match system.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Cause::Full,
        io::ErrorKind::ReadOnlyFilesystem => Cause::ReadOnly,
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Cause::Gone,
        io::ErrorKind::AlreadyExists => Cause::Exists,
        io::ErrorKind::PermissionDenied => Cause::Denied,
        io::ErrorKind::FileTooLarge | io::ErrorKind::InvalidFilename => Cause::TooLarge,
        _ if system.raw_os_error().is_some_and(|code| PULLED.contains(&code)) => Cause::Gone,
        _ => Cause::Other,
    }
}

/// A file in the making, under a temporary name beside its target; giving it up removes it.
#[derive(Debug)]
pub struct Draft {
    target: PathBuf,
    temporary: Option<PathBuf>,
    file: File,
}

impl Draft {
    /// Makes an empty draft in the folder of its target, readable by this user only.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn beside(target: &Path) -> Result<Draft, PlaceError> {
        let fail = |cause| PlaceError::new(target, Step::Create, cause);
        let name = target.file_name().and_then(|name| name.to_str()).ok_or_else(|| fail(Cause::NoName))?;
        let temporary = draft_name(name).map_err(|_| fail(Cause::Randomness))?;
        let temporary = target.with_file_name(temporary);
        let file = create_private(&temporary).map_err(|cause| PlaceError::of(target, Step::Create, cause))?;
        // The lock tells the cleaning of stale drafts that this one is alive; not every file system has locks.
        let _ = file.try_lock();
        Ok(Draft { target: target.to_owned(), temporary: Some(temporary), file })
    }

    /// As [`Draft::beside`], once what earlier drafts left in that folder is cleaned away.
    ///
    /// # Errors
    /// As [`Draft::beside`]; what cannot be cleaned stays.
    pub fn in_clean_folder(target: &Path) -> Result<Draft, PlaceError> {
        let _ = clean_stale(folder_of(target));
        Draft::beside(target)
    }

    /// Gives the draft another target in a folder of the same disk: for a file that is named after its content.
    #[must_use]
    pub fn retarget(mut self, target: PathBuf) -> Draft {
        self.target = target;
        self
    }

    /// Gives the file to write to and to seek in.
    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Gives the name that the file will have.
    pub(crate) fn target_name(&self) -> String {
        self.target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Gives the path under which the draft can be read before it is placed.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.temporary.as_deref().unwrap_or(&self.target)
    }

    /// Wraps a fault of the system that came up while this draft was being written.
    #[must_use]
    pub fn failed(&self, system: io::Error) -> PlaceError {
        PlaceError::of(&self.target, Step::Write, system)
    }

    /// Syncs the draft, gives it its target's name, syncs the folder, and reads it back.
    ///
    /// # Errors
    /// When any step fails; the target is as it was then, but where a file was replaced and its folder could not be synced.
    pub fn place(self, existing: Existing) -> Result<Placed, PlaceError> {
        let target = self.place_unread(existing, &mut |_| ())?;
        read_back(&target).map_err(|cause| PlaceError::of(&target, Step::ReadBack, cause))
    }

    /// Does the same but for the reading back, which the caller does with a reader that knows the content. Each step is
    /// told before it is taken.
    ///
    /// # Errors
    /// As [`Draft::place`].
    pub(crate) fn place_unread(
        mut self,
        existing: Existing,
        told: &mut dyn FnMut(Step),
    ) -> Result<PathBuf, PlaceError> {
        let target = self.target.clone();
        told(Step::Sync);
        self.file.sync_all().map_err(|cause| PlaceError::of(&target, Step::Sync, cause))?;
        told(Step::Rename);
        if existing == Existing::Keep && target.symlink_metadata().is_ok() {
            return Err(PlaceError::new(&target, Step::Rename, Cause::Exists));
        }
        std::fs::rename(self.path(), &target)
            .map_err(|cause| PlaceError::of(&target, Step::Rename, cause))?;
        self.temporary = None;
        sync_folder(&target).inspect_err(|_| {
            // What was not there before and may be gone after a power cut keeps no name; an older file is no more.
            if existing == Existing::Keep {
                let _ = std::fs::remove_file(&target);
            }
        })?;
        forget_cached(&self.file);
        Ok(target)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(temporary) = self.temporary.take() {
            // Nobody is left to be told; the next cleaning tries again.
            let _ = std::fs::remove_file(temporary);
        }
    }
}

/// Puts these bytes in their place.
///
/// # Errors
/// When a step fails, or when what was read back differs.
pub fn put(target: &Path, bytes: &[u8], existing: Existing) -> Result<Placed, PlaceError> {
    let mut draft = Draft::in_clean_folder(target)?;
    draft.file().write_all(bytes).map_err(|cause| draft.failed(cause))?;
    let placed = draft.place(existing)?;
    if placed.digest != Digest::of(bytes) {
        return Err(PlaceError::new(target, Step::ReadBack, Cause::Differs));
    }
    Ok(placed)
}

/// Removes the drafts in a folder, files and folders, that no living process holds, and names them.
///
/// Ours is what has the name that a draft gets, a file or a folder of its own; a symbolic link never is. A living process
/// holds a lock on its draft. Where a file system has no locks, only a draft of more than a day is given up for dead.
///
/// # Errors
/// When the folder cannot be read, or a stale draft cannot be removed.
pub fn clean_stale(folder: &Path) -> Result<Vec<PathBuf>, PlaceError> {
    clean(folder, |_| true)
}

/// Removes the drafts of one file that no living process holds, and names them.
///
/// # Errors
/// As [`clean_stale`].
pub fn clean_drafts_of(target: &Path) -> Result<Vec<PathBuf>, PlaceError> {
    let name = target.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| PlaceError::new(target, Step::Remove, Cause::NoName))?;
    clean(folder_of(target), |of| of == name)
}

fn clean(folder: &Path, is_meant: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, PlaceError> {
    let fail = |cause| PlaceError::of(folder, Step::Remove, cause);
    let mut removed = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let (name, path) = (entry.file_name(), entry.path());
        if !name.to_str().and_then(drafted).is_some_and(&is_meant) {
            continue;
        }
        // Of the entry itself: what a link points to is nobody's draft.
        let kind = entry.file_type().map_err(fail)?;
        if !(kind.is_file() || kind.is_dir()) || !is_abandoned(&path) {
            continue;
        }
        let gone = if kind.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        gone.map_err(|cause| PlaceError::of(&path, Step::Remove, cause))?;
        removed.push(path);
    }
    removed.sort();
    Ok(removed)
}

/// Gives the folder in which a file comes; that of a bare name is the one in which the program runs.
#[must_use]
pub fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Tells how many bytes this user can still write in the folder; nothing when the system does not say.
#[must_use]
pub fn free_space(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let facts = rustix::fs::statvfs(folder).ok()?;
        facts.f_bavail.checked_mul(facts.f_frsize)
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}

/// Makes a folder and those above it, readable by this user only where the system knows such rights.
///
/// # Errors
/// When the folder cannot be made.
pub fn make_private_folder(folder: &Path) -> Result<(), PlaceError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|cause| PlaceError::of(folder, Step::Create, cause))
}

/// Syncs the folder that holds this path, so that a new or removed name survives a power cut.
///
/// # Errors
/// When the folder cannot be synced.
pub(crate) fn sync_folder(path: &Path) -> Result<(), PlaceError> {
    #[cfg(unix)]
    {
        let synced = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
        synced.map_err(|cause| PlaceError::of(path, Step::Sync, cause))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(())
    }
}

fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Names a draft by its target: `.lijst.pdf.0123456789ab.nb-part`.
pub(crate) fn draft_name(target: &str) -> Result<String, machine::MachineError> {
    let drawn = machine::random::<DRAWN>()?;
    Ok(format!(".{target}.{}{DRAFT_SUFFIX}", encode_hex(&drawn)))
}

/// Gives a path as people know it: what lies in a draft is called by where it was going.
fn shown(path: &Path) -> PathBuf {
    let part = |part: Component<'_>| {
        let name = part.as_os_str();
        name.to_str().and_then(drafted).map_or_else(|| name.to_owned(), OsString::from)
    };
    path.components().map(part).collect()
}

/// Gives the name of the target, when this is the name of a draft.
fn drafted(name: &str) -> Option<&str> {
    let (target, drawn) = name.strip_prefix('.')?.strip_suffix(DRAFT_SUFFIX)?.rsplit_once('.')?;
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (drawn.len() == DRAWN.saturating_mul(2) && drawn.bytes().all(hex) && !target.is_empty()).then_some(target)
}

/// Takes the lock that tells the cleaning of stale drafts that a draft is alive. Folders have none on every system.
pub(crate) fn hold(path: &Path) -> Option<File> {
    let file = File::open(path).ok()?;
    file.try_lock().is_ok().then_some(file)
}

fn is_abandoned(path: &Path) -> bool {
    match File::open(path).map(|file| file.try_lock()) {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::WouldBlock)) => false,
        Ok(Err(TryLockError::Error(_))) => is_old(path),
        // Where a folder cannot be opened as a file it cannot be locked either.
        Err(_) => cfg!(not(unix)) && is_old(path),
    }
}

/// Nothing takes a day to write.
fn is_old(path: &Path) -> bool {
    let changed = path.symlink_metadata().and_then(|facts| facts.modified()).ok();
    let changed = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let changed = changed.and_then(|since| i64::try_from(since.as_secs()).ok());
    let now = machine::now().map(|now| now.unix());
    changed.zip(now.ok()).is_some_and(|(changed, now)| now.saturating_sub(changed) > OLD)
}

fn read_back(path: &Path) -> io::Result<Placed> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let len = copy_hashed(&mut file, &mut hasher)?;
    Ok(Placed { path: path.to_owned(), len, digest: Digest::from_bytes(hasher.finalize().into()) })
}

/// Asks the system to drop its copy in memory, so that reading back reads the medium.
fn forget_cached(file: &File) {
    #[cfg(target_os = "linux")]
    {
        let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

fn copy_hashed(from: &mut impl Read, hasher: &mut Sha256) -> io::Result<u64> {
    let mut buffer = vec![0; 1 << 17];
    let mut total: u64 = 0;
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok(total);
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        total = total.saturating_add(read as u64);
    }
}

#[cfg(test)]
#[path = "place_tests.rs"]
mod tests;
