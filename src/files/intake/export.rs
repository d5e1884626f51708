//! The files of one export, held against a mapping.

use super::error::IntakeError;
use super::fields::Holds;
use super::mapping::{FileMapping, Mapping};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// One file of an export, and what the mapping says about it.
#[derive(Clone, Debug)]
pub struct ExportFile<'m> {
    /// Where it is.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub len: u64,
    /// What the mapping says.
    pub mapping: &'m FileMapping,
}

/// An export: a folder, or files that belong together.
#[derive(Clone, Debug)]
pub struct Export<'m> {
    /// The files that the mapping knows; lists of cases first.
    pub files: Vec<ExportFile<'m>>,
    /// What the mapping expects and the export lacks.
    pub missing: Vec<&'m FileMapping>,
    /// Names of files that the mapping does not know.
    pub unknown: Vec<String>,
}

impl<'m> Export<'m> {
    /// Looks at a folder, or at files, without reading any.
    ///
    /// # Errors
    /// When nothing can be read there, or no file is one that the mapping knows.
    pub fn open(paths: &[PathBuf], mapping: &'m Mapping) -> Result<Export<'m>, IntakeError> {
        let mut found = Vec::new();
        for path in paths {
            list(path, &mut found).map_err(|why| IntakeError::Unreadable(path.display().to_string(), why))?;
        }
        found.sort();
        found.dedup();
        let mut export = Export { files: Vec::new(), missing: Vec::new(), unknown: Vec::new() };
        found.into_iter().for_each(|(name, path, len)| export.place((name, path, len), mapping));
        export
            .files
            .sort_by(|one, other| (one.mapping.holds, &one.name).cmp(&(other.mapping.holds, &other.name)));
        if export.files.is_empty() {
            let places: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
            return Err(IntakeError::NothingKnown(places.join(", ")));
        }
        let is_there = |wanted: &FileMapping| export.files.iter().any(|file| file.mapping == wanted);
        export.missing = mapping.files.iter().filter(|wanted| !is_there(wanted)).collect();
        Ok(export)
    }

    fn place(&mut self, (name, path, len): (String, PathBuf, u64), mapping: &'m Mapping) {
        match mapping.files.iter().find(|wanted| wanted.fits(&name)) {
            Some(mapping) => self.files.push(ExportFile { path, name, len, mapping }),
            None => self.unknown.push(name),
        }
    }

    /// Says whether the export has a list of cases.
    pub(super) fn has_cases(&self) -> bool {
        self.files.iter().any(|file| file.mapping.holds == Holds::Cases)
    }

    /// Gives the bytes of all files that will be read, for progress.
    pub(super) fn len(&self) -> u64 {
        self.files.iter().fold(0, |sum, file| sum.saturating_add(file.len))
    }
}

fn list(path: &Path, found: &mut Vec<(String, PathBuf, u64)>) -> io::Result<()> {
    let meta = fs::metadata(path)?;
    if meta.is_file() {
        found.push((name_of(path), path.to_owned(), meta.len()));
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            found.push((name_of(&entry.path()), entry.path(), entry.metadata()?.len()));
        }
    }
    Ok(())
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
