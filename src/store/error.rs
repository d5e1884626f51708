//! What can go wrong with a store, and what it says to people.

use noodbrug_core::event::NotAnEvent;
use noodbrug_core::ident::{Author, CaseId};
use noodbrug_core::text::{Lang, fault_words};
use rusqlite::ErrorCode;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why a store could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The key does not fit this store, or the file is no store at all: encrypted, the two look the same.
    WrongKey(PathBuf),
    /// There is no store in this folder.
    Missing(PathBuf),
    /// There is a store in this folder already.
    Exists(PathBuf),
    /// Another process writes in the store; who, as it says itself.
    InUse {
        /// The lock file.
        path: PathBuf,
        /// The holder's own words.
        holder: String,
    },
    /// The store was made by a newer program.
    Newer {
        /// The database.
        path: PathBuf,
        /// The version of its schema.
        version: i64,
    },
    /// The file is another program's database.
    NotAStore(PathBuf),
    /// The folder lies where a write-ahead log does not work; the kind of file system is named.
    NoWal {
        /// The folder.
        path: PathBuf,
        /// What it is.
        why: String,
    },
    /// The SQLite built in is older than the store may be used with.
    OldLibrary(String),
    /// A file or folder could not be read or written.
    File {
        /// Which one.
        path: PathBuf,
        /// The system's word in Dutch.
        nl: String,
        /// The system's word in English.
        en: String,
    },
    /// The database is damaged.
    Damaged {
        /// What was being done.
        doing: &'static str,
        /// The database's word.
        why: String,
    },
    /// The disk did not do its work.
    Disk {
        /// What was being done.
        doing: &'static str,
        /// The database's word.
        why: String,
    },
    /// The disk is full; nothing was written.
    Full {
        /// What was being done.
        doing: &'static str,
    },
    /// Somebody else held the database for too long.
    Busy {
        /// What was being done.
        doing: &'static str,
    },
    /// Writing stopped after an earlier fault of disk or database; the store must be opened again.
    Stopped,
    /// The database refused a statement.
    Refused {
        /// What was being done.
        doing: &'static str,
        /// The database's word.
        why: String,
    },
    /// A stored value cannot be read.
    Value {
        /// Which column.
        what: &'static str,
        /// What stands there.
        found: String,
    },
    /// An event does not continue its author's chain.
    Chain {
        /// The author.
        author: Author,
        /// The number that comes next.
        expected: u64,
        /// The number of the event.
        found: u64,
    },
    /// The author's chain has two histories; it must begin a new epoch.
    Forked(Author),
    /// A stored event is no event.
    Event(NotAnEvent),
    /// The case is not in the store.
    UnknownCase(CaseId),
    /// The person stopped it; nothing was written.
    Cancelled,
}

impl StoreError {
    /// Says whether writing must stop until the store is opened and checked again.
    #[must_use]
    pub const fn stops(&self) -> bool {
        matches!(self, StoreError::Disk { .. } | StoreError::Damaged { .. })
    }

    /// Says what happened, and what to do next, for people.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let (nl, en) = self.sentences();
        lang.pick(&nl, &en).to_owned()
    }

    fn sentences(&self) -> (String, String) {
        self.opening_sentences().unwrap_or_else(|| self.working_sentences())
    }

    /// What can go wrong at the door.
    fn opening_sentences(&self) -> Option<(String, String)> {
        let pair = match self {
            StoreError::WrongKey(path) => (
                format!(
                    "De sleutel past niet op {}, of dit bestand is geen opslag. Controleer de map.",
                    path.display()
                ),
                format!(
                    "The key does not fit {}, or this file is no store. Check the folder.",
                    path.display()
                ),
            ),
            StoreError::Missing(path) => (
                format!("In {} staat geen opslag. Kies een andere map of richt er een in.", path.display()),
                format!("There is no store in {}. Choose another folder or set one up.", path.display()),
            ),
            StoreError::Exists(path) => (
                format!("In {} staat al een opslag. Kies een lege map.", path.display()),
                format!("There is a store in {} already. Choose an empty folder.", path.display()),
            ),
            StoreError::InUse { path, holder } => (
                format!(
                    "De opslag is in gebruik door {holder} ({}). Sluit dat programma, of open alleen om te lezen.",
                    path.display()
                ),
                format!(
                    "The store is in use by {holder} ({}). Close that program, or open for reading only.",
                    path.display()
                ),
            ),
            StoreError::Newer { path, version } => (
                format!(
                    "{} is gemaakt met een nieuwere versie (schema {version}). Gebruik die versie.",
                    path.display()
                ),
                format!(
                    "{} was made by a newer version (schema {version}). Use that version.",
                    path.display()
                ),
            ),
            StoreError::NotAStore(path) => (
                format!("{} is een database van een ander programma. Kies een andere map.", path.display()),
                format!("{} is another program's database. Choose another folder.", path.display()),
            ),
            StoreError::NoWal { path, why } => (
                format!(
                    "{} staat op {why}; daar kan de opslag niet veilig schrijven. Kies een map op de eigen schijf.",
                    path.display()
                ),
                format!(
                    "{} is on {why}; the store cannot write safely there. Choose a folder on the local disk.",
                    path.display()
                ),
            ),
            StoreError::OldLibrary(version) => (
                format!("De ingebouwde SQLite {version} is te oud. Installeer het programma opnieuw."),
                format!("The built-in SQLite {version} is too old. Install the program again."),
            ),
            StoreError::File { path, nl, en } => (
                format!(
                    "{} kan niet worden gelezen of geschreven ({nl}). Controleer de schijf en de rechten.",
                    path.display()
                ),
                format!(
                    "{} cannot be read or written ({en}). Check the disk and the permissions.",
                    path.display()
                ),
            ),
            _ => return None,
        };
        Some(pair)
    }

    /// What can go wrong at work.
    fn working_sentences(&self) -> (String, String) {
        match self {
            StoreError::Damaged { doing, why } => (
                format!(
                    "De opslag is beschadigd (technische melding: {doing}: {why}). Er wordt niets meer geschreven. Open opnieuw en laat controleren."
                ),
                format!(
                    "The store is damaged ({doing}: {why}). Nothing more is written. Open again and have it checked."
                ),
            ),
            StoreError::Disk { doing, why } => (
                format!(
                    "De schijf gaf een fout (technische melding: {doing}: {why}). Er wordt niets meer geschreven. Open opnieuw en laat controleren."
                ),
                format!(
                    "The disk failed ({doing}: {why}). Nothing more is written. Open again and have it checked."
                ),
            ),
            StoreError::Full { doing } => (
                "De schijf is vol. Er is niets geschreven. Maak ruimte en probeer opnieuw.".to_owned(),
                format!("The disk is full ({doing}). Nothing was written. Make room and try again."),
            ),
            StoreError::Busy { doing } => (
                "De opslag was te lang bezet. Er is niets geschreven. Probeer opnieuw.".to_owned(),
                format!("The store was busy for too long ({doing}). Nothing was written. Try again."),
            ),
            StoreError::Stopped => (
                "Er wordt niet meer geschreven na een fout van schijf of opslag. Open de opslag opnieuw."
                    .to_owned(),
                "Nothing is written any more after a fault of disk or store. Open the store again."
                    .to_owned(),
            ),
            StoreError::Refused { doing, why } => (
                format!("De opslag weigerde (technische melding: {doing}: {why}). Er is niets geschreven."),
                format!("The store refused ({doing}: {why}). Nothing was written."),
            ),
            StoreError::Value { what, found } => (
                format!(
                    "In de opslag staat onder {what} iets onleesbaars: `{found}`. Laat de opslag controleren."
                ),
                format!("The store holds something unreadable in {what}: `{found}`. Have the store checked."),
            ),
            StoreError::Chain { author, expected, found } => (
                format!(
                    "Het journaal van {author} gaat verder met {expected}, niet met {found}. Er is niets geschreven."
                ),
                format!(
                    "The journal of {author} continues with {expected}, not with {found}. Nothing was written."
                ),
            ),
            StoreError::Forked(author) => (
                format!(
                    "Het journaal van {author} bestaat in twee versies. Begin een nieuw journaal voor dit werkstation."
                ),
                format!(
                    "The journal of {author} exists in two versions. Begin a new journal for this workstation."
                ),
            ),
            StoreError::Event(why) => (
                format!(
                    "In de opslag staat iets dat geen journaalregel is: {why}. Laat de opslag controleren."
                ),
                format!("The store holds something that is no journal entry: {why}. Have the store checked."),
            ),
            StoreError::UnknownCase(case) => (
                format!("Zaak {case} staat niet in deze opslag. Zoek de zaak opnieuw."),
                format!("Case {case} is not in this store. Search for the case again."),
            ),
            _ => (
                "Afgebroken. Er is niets geschreven.".to_owned(),
                "Cancelled. Nothing was written.".to_owned(),
            ),
        }
    }

    /// Makes the error of a file or folder.
    pub(crate) fn file(path: &Path, why: &std::io::Error) -> StoreError {
        StoreError::File {
            path: path.to_owned(),
            nl: fault_words(why, Lang::Nl),
            en: fault_words(why, Lang::En),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences().1)
    }
}

impl std::error::Error for StoreError {}

/// Says what the database was doing when it failed.
pub(crate) trait Doing<T> {
    /// Turns the database's error into ours.
    fn doing(self, doing: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for Result<T, rusqlite::Error> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|why| classify(doing, &why))
    }
}

fn classify(doing: &'static str, error: &rusqlite::Error) -> StoreError {
    let why = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged { doing, why },
        Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => {
            StoreError::Disk { doing, why }
        }
        Some(ErrorCode::DiskFull) => StoreError::Full { doing },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { doing },
        Some(ErrorCode::OperationInterrupted) => StoreError::Cancelled,
        _ => StoreError::Refused { doing, why },
    }
}
