//! Folders that appear whole or not at all: made under a temporary name, synced, then given their own.

use crate::machine;
use crate::place::{self, Cause, PlaceError, Step, cause_of, make_private_folder, sync_folder};
use noodbrug_core::digest::encode_hex;
use std::io;
use std::path::{Path, PathBuf};

/// A folder in the making; giving it up removes it and all that is in it.
#[derive(Debug)]
pub struct FolderDraft {
    target: PathBuf,
    temporary: Option<PathBuf>,
}

impl FolderDraft {
    /// Makes an empty draft beside its target, in a folder that must be there.
    ///
    /// # Errors
    /// When something of the target's name is there already, or the folder it lies in cannot be written to.
    pub fn beside(target: &Path) -> Result<FolderDraft, PlaceError> {
        let fail = |cause| PlaceError { path: target.to_owned(), step: Step::Create, cause, system: None };
        let name = target.file_name().and_then(|name| name.to_str()).ok_or_else(|| fail(Cause::NoName))?;
        if target.symlink_metadata().is_ok() {
            return Err(fail(Cause::Exists));
        }
        if !target.parent().is_some_and(Path::is_dir) {
            return Err(fail(Cause::Gone));
        }
        let drawn = machine::random::<6>().map_err(|_| fail(Cause::Randomness))?;
        let temporary =
            target.with_file_name(format!(".{name}.{}{}", encode_hex(&drawn), place::DRAFT_SUFFIX));
        make_private_folder(&temporary)?;
        Ok(FolderDraft { target: target.to_owned(), temporary: Some(temporary) })
    }

    /// Gives the path of a file in it, while it is in the making.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.temporary.as_deref().unwrap_or(&self.target).join(name)
    }

    /// Gives it its own name, durably; its files must be synced already, as [`place::put`] does.
    ///
    /// # Errors
    /// When a step fails; before the renaming nothing of it stays behind.
    pub fn place(mut self) -> Result<PathBuf, PlaceError> {
        let target = self.target.clone();
        let fail = |step, system: io::Error| PlaceError {
            path: target.clone(),
            step,
            cause: cause_of(&system),
            system: Some(system),
        };
        let temporary = self.temporary.clone().unwrap_or_else(|| target.clone());
        sync_folder(&temporary.join("in"))?;
        std::fs::rename(&temporary, &target).map_err(|why| fail(Step::Rename, why))?;
        self.temporary = None;
        sync_folder(&target)?;
        Ok(target)
    }
}

impl Drop for FolderDraft {
    fn drop(&mut self) {
        if let Some(temporary) = self.temporary.take() {
            // Nobody is left to be told; its name says what it is.
            let _ = std::fs::remove_dir_all(temporary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::{Existing, put};

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_appears_whole_or_not_at_all() {
        let outer = tempfile::tempdir().unwrap();
        let target = outer.path().join("pakket");
        let draft = FolderDraft::beside(&target).unwrap();
        put(&draft.path("een.txt"), b"1", Existing::Keep).unwrap();
        assert!(!target.exists());
        drop(draft);
        assert!(names(outer.path()).is_empty());
        let draft = FolderDraft::beside(&target).unwrap();
        put(&draft.path("een.txt"), b"1", Existing::Keep).unwrap();
        assert_eq!(draft.place().unwrap(), target);
        assert_eq!(
            (names(outer.path()), names(&target)),
            (vec!["pakket".to_owned()], vec!["een.txt".to_owned()])
        );
    }

    #[test]
    fn one_that_is_there_is_left_alone_and_a_missing_place_is_not_made() {
        let outer = tempfile::tempdir().unwrap();
        let there = outer.path().join("pakket");
        std::fs::create_dir(&there).unwrap();
        assert_eq!(FolderDraft::beside(&there).unwrap_err().cause, Cause::Exists);
        let stick = outer.path().join("stick");
        assert_eq!(FolderDraft::beside(&stick.join("pakket")).unwrap_err().cause, Cause::Gone);
        assert!(!stick.exists());
    }
}
