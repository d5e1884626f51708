//! The screens of the source systems, on which what was done here is keyed: those that the program brings along, and those
//! of the office, which count for the systems that they name.

use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::reconcile::Screens;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

/// The screens that the program brings along.
const BUILT_IN: &str = include_str!("../../assets/exchange/screens.toml");

/// The largest file of screens that is read, in bytes.
const MOST: u64 = 1 << 20;

impl Office {
    /// Gives the screens of the source systems.
    ///
    /// # Errors
    /// A complaint that names the office's own file and what is wrong in it.
    pub fn screens(&self) -> Result<Screens, Complaint> {
        let built_in = Screens::parse(BUILT_IN).map_err(|why| wrong(Path::new("screens.toml"), &why))?;
        let own = self.folders.screens();
        let text = match read(&own) {
            Ok(text) => text,
            Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(built_in),
            Err(fault) => return Err(wrong(&own, &fault.to_string())),
        };
        Ok(built_in.replaced_by(Screens::parse(&text).map_err(|why| wrong(&own, &why))?))
    }
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(MOST).read_to_string(&mut text)?;
    Ok(text)
}

fn wrong(path: &Path, why: &str) -> Complaint {
    let path = path.display();
    Complaint::refused(
        format!(
            "Het bestand met schermen van de bronsystemen, {path}, klopt niet ({why}). Verbeter het, of haal het weg: dan \
             gelden de schermen die Noodbrug meebrengt."
        ),
        format!(
            "The file with screens of the source systems, {path}, is wrong ({why}). Mend it, or remove it: then the screens \
             that Noodbrug brings along count."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screens_that_the_program_brings_along_are_in_order() {
        assert!(Screens::parse(BUILT_IN).is_ok());
    }
}
