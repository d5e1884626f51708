//! Taking the files of one folder away for good: what is there, and how each is removed.
//!
//! A symbolic link is removed as the link that it is, and never followed. A file that has another name elsewhere is removed here
//! and not written over. On a flash disk or a file system that copies on write, writing over gives no certainty that the old
//! bytes are gone: what counts there is that the key of what is encrypted no longer exists.

use noodbrug_core::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How many bytes are read or written at a time.
const CHUNK: usize = 1 << 16;

/// A file, or a symbolic link, as it lies in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path below the folder.
    pub path: PathBuf,
    /// Its bytes; those of a link are not read.
    pub bytes: u64,
    /// The SHA-256 of its bytes; none of a link.
    pub digest: Option<Digest>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It was written over with noughts, and removed.
    Overwritten,
    /// It was removed.
    Removed,
}

/// Lists the files below these names in a folder, in the order of their paths; and the other names that are in it.
///
/// # Errors
/// When the folder is a link or no folder, or something in it cannot be read.
pub fn list(root: &Path, names: impl Fn(&str) -> bool) -> io::Result<(Vec<Found>, Vec<String>)> {
    if !root.symlink_metadata()?.is_dir() {
        return Err(io::Error::from(io::ErrorKind::NotADirectory));
    }
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for name in names_in(root)? {
        match name.to_str().is_some_and(&names) {
            true => walk(root, Path::new(&name), &mut found)?,
            false => others.push(name.to_string_lossy().into_owned()),
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    others.sort();
    Ok((found, others))
}

fn names_in(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
}

fn walk(root: &Path, path: &Path, found: &mut Vec<Found>) -> io::Result<()> {
    let whole = root.join(path);
    let facts = whole.symlink_metadata()?;
    if facts.is_dir() {
        return names_in(&whole)?.iter().try_for_each(|name| walk(root, &path.join(name), found));
    }
    let digest = if facts.is_file() { Some(digest_of(&whole)?) } else { None };
    found.push(Found { path: path.to_owned(), bytes: facts.len(), digest });
    Ok(())
}

fn digest_of(path: &Path) -> io::Result<Digest> {
    let (mut file, mut hasher) = (File::open(path)?, Sha256::new());
    let mut buffer = vec![0; CHUNK];
    loop {
        match file.read(&mut buffer)? {
            0 => return Digest::from_slice(&hasher.finalize()).ok_or_else(|| io::Error::other("no digest")),
            count => hasher.update(buffer.get(..count).unwrap_or_default()),
        }
    }
}

/// Removes one file that was listed; with `over`, its bytes are first written over.
///
/// # Errors
/// When it cannot be written over or removed; it is still there then.
pub fn remove(root: &Path, found: &Found, over: bool) -> io::Result<Gone> {
    let path = root.join(&found.path);
    let facts = path.symlink_metadata()?;
    let alone = facts.is_file() && has_one_name(&facts);
    if over && alone {
        write_over(&path, &facts)?;
    }
    std::fs::remove_file(&path)?;
    Ok(if over && alone { Gone::Overwritten } else { Gone::Removed })
}

fn write_over(path: &Path, facts: &Metadata) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let opened = file.metadata()?;
    if !opened.is_file() || !is_same(facts, &opened) {
        return Err(io::Error::other("another file has its name now"));
    }
    let noughts = vec![0; CHUNK];
    let mut left = opened.len();
    while left > 0 {
        let count = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
        file.write_all(noughts.get(..count).unwrap_or_default())?;
        left = left.saturating_sub(count as u64);
    }
    file.sync_all()
}

#[cfg(unix)]
fn has_one_name(facts: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(facts) == 1
}

#[cfg(not(unix))]
const fn has_one_name(_: &Metadata) -> bool {
    true
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.len() == other.len()
}

/// Removes the folders below these names that are empty now, and the folder itself when nothing is left in it; says whether it
/// went. A folder that is not empty stays.
#[must_use]
pub fn remove_folders(root: &Path, names: impl Fn(&str) -> bool) -> bool {
    let own = names_in(root).unwrap_or_default().into_iter().filter(|name| name.to_str().is_some_and(&names));
    own.for_each(|name| remove_empty(&root.join(name)));
    std::fs::remove_dir(root).is_ok()
}

/// What cannot be removed stays, and keeps the folders above it.
fn remove_empty(folder: &Path) {
    if !folder.symlink_metadata().is_ok_and(|facts| facts.is_dir()) {
        return;
    }
    names_in(folder).unwrap_or_default().iter().for_each(|name| remove_empty(&folder.join(name)));
    let _ = std::fs::remove_dir(folder);
}

#[cfg(test)]
#[path = "wipe_tests.rs"]
mod tests;
