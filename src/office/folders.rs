//! Where everything of an office lies: one folder, in which all is encrypted but what somebody asked to be made for
//! outside (paper and bundles).

use std::path::{Path, PathBuf};

/// Gives the folder where an office is made and looked for when nobody names another one.
#[must_use]
pub fn usual() -> PathBuf {
    let home = ["HOME", "USERPROFILE"].iter().find_map(std::env::var_os);
    PathBuf::from(home.unwrap_or_else(|| ".".into())).join("Noodbrug").join("kantoor")
}

/// Gives where the guard of a workstation lies when nobody names another place: with what this user's programs remember, and never
/// with the store, which may be put back as a whole.
#[must_use]
pub fn usual_guard() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let state = named("XDG_STATE_HOME").or_else(|| named("LOCALAPPDATA"));
    state.or_else(|| Some(named("HOME")?.join(".local").join("state"))).map(|state| state.join("noodbrug"))
}

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

    /// The screens of this office's source systems, where it has a file of its own for them.
    #[must_use]
    pub fn screens(&self) -> PathBuf {
        self.root.join("schermen.toml")
    }

    /// The drill that is played here: what was asked, and when.
    #[must_use]
    pub fn drill(&self) -> PathBuf {
        self.root.join("oefening.json")
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

    /// A bundle that is tried once more, for as long as that takes.
    #[must_use]
    pub fn retried(&self) -> PathBuf {
        self.root.join("herkansing")
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
