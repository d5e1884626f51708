//! The one stick that is plugged in, where somebody asks for "the stick".

use crate::complaint::Complaint;
use std::path::PathBuf;

/// Gives the folders of the sticks that are plugged in.
#[must_use]
pub fn sticks() -> Vec<PathBuf> {
    noodbrug_files::medium::sticks()
}

/// Gives the folder of the stick, when there is just one.
///
/// # Errors
/// A complaint when there is none, or that names them when there are several.
pub fn find_stick() -> Result<PathBuf, Complaint> {
    the_one(sticks())
}

fn the_one(sticks: Vec<PathBuf>) -> Result<PathBuf, Complaint> {
    match <[PathBuf; 1]>::try_from(sticks) {
        Ok([stick]) => Ok(stick),
        Err(none) if none.is_empty() => Err(Complaint::refused(
            "Er is geen stick. Steek de stick in, wacht tot hij zichtbaar is en probeer het opnieuw.",
            "There is no stick. Plug the stick in, wait until it shows and try again.",
        )),
        Err(several) => {
            let names: Vec<String> = several.iter().map(|stick| stick.display().to_string()).collect();
            let (count, names) = (names.len(), names.join(", "));
            Err(Complaint::refused(
                format!(
                    "Er zijn {count} sticks: {names}. Haal er uit wat niet mee moet, of geef de map zelf op."
                ),
                format!(
                    "There are {count} sticks: {names}. Take out what must not go, or give the folder yourself."
                ),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_core::text::Lang;

    #[test]
    fn only_a_single_stick_is_the_stick() {
        let [one, other] = ["/media/a", "/media/b"].map(PathBuf::from);
        assert_eq!(the_one(vec![one.clone()]), Ok(one.clone()));
        assert!(the_one(Vec::new()).unwrap_err().text(Lang::Nl).starts_with("Er is geen stick."));
        let both = the_one(vec![one, other]).unwrap_err();
        assert!(both.text(Lang::En).starts_with("There are 2 sticks: /media/a, /media/b."));
    }
}
