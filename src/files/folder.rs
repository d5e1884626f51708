//! Folders that appear whole or not at all: made under a temporary name, synced, then given their own.

use crate::place::{self, Cause, PlaceError, Step, cause_of, make_private_folder, sync_folder};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A folder in the making; giving it up removes it and all that is in it.
#[derive(Debug)]
pub struct FolderDraft {
    target: PathBuf,
    temporary: Option<PathBuf>,
    /// Tells other processes that this one is alive.
    lock: Option<File>,
}

impl FolderDraft {
    /// Makes an empty draft beside its target, in a folder that must be there. What processes that died left in that
    /// folder is cleaned away first, where it can be.
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
        let _ = place::clean_stale(place::folder_of(target));
        let temporary = place::draft_name(name).map_err(|_| fail(Cause::Randomness))?;
        let temporary = target.with_file_name(temporary);
        make_private_folder(&temporary)?;
        let lock = place::hold(&temporary);
        Ok(FolderDraft { target: target.to_owned(), temporary: Some(temporary), lock })
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
        self.lock = None;
        if let Some(temporary) = self.temporary.take() {
            // Nobody is left to be told; the next draft in this place cleans it away.
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
    fn what_a_killed_process_left_is_cleaned_by_the_next_and_no_living_draft() {
        let outer = tempfile::tempdir().unwrap();
        let stale = outer.path().join(".pakket.0123456789ab.nb-part");
        std::fs::create_dir(&stale).unwrap();
        std::fs::write(stale.join("01-bord.pdf"), b"half").unwrap();
        std::fs::write(outer.path().join(".lijst.pdf.0123456789ab.nb-part"), b"half").unwrap();
        let alive = FolderDraft::beside(&outer.path().join("pakket")).unwrap();
        assert_eq!(names(outer.path()).len(), 1, "{:?}", names(outer.path()));
        let next = FolderDraft::beside(&outer.path().join("pakket-2")).unwrap();
        put(&alive.path("een.txt"), b"1", Existing::Keep).unwrap();
        alive.place().unwrap();
        next.place().unwrap();
        assert_eq!(names(outer.path()), ["pakket", "pakket-2"]);
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
