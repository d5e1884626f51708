//! Where everything of an office lies: one folder, in which all is encrypted but what somebody asked to be made for
//! outside (paper and bundles).

use std::path::{Path, PathBuf};

/// The folder of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    root: PathBuf,
}

impl Folders {
    /// Takes over the folder.
    #[must_use]
    pub fn of(root: &Path) -> Folders {
        Folders { root: root.to_owned() }
    }

    /// The folder itself, which holds the store.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The key slots: who can open the store.
    #[must_use]
    pub fn slots(&self) -> PathBuf {
        self.root.join("slots.json")
    }

    /// The encrypted documents.
    #[must_use]
    pub fn documents(&self) -> PathBuf {
        self.root.join("documents")
    }

    /// Bundles that were set apart, encrypted, with their original bytes.
    #[must_use]
    pub fn quarantine(&self) -> PathBuf {
        self.root.join("quarantine")
    }

    /// What was printed; in clear, because somebody asked for paper.
    #[must_use]
    pub fn paper(&self) -> PathBuf {
        self.root.join("papier")
    }

    /// Bundles that were made, to be carried to a partner.
    #[must_use]
    pub fn bundles(&self) -> PathBuf {
        self.root.join("bundels")
    }
}
