//! Which stick is meant when nobody names a folder: the only one that is mounted.

use super::states::ExportState;
use crate::complaint::{Both, Complaint};
use noodbrug_core::text::Lang;
use noodbrug_files::medium::{self, Medium, Mount};
use std::path::PathBuf;

/// A removable medium that is mounted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stick {
    /// The last part of its folder, by which people know it.
    pub name: String,
    /// Where it is.
    pub folder: PathBuf,
    /// What it can hold.
    pub medium: Medium,
}

impl Stick {
    fn of(mount: Mount) -> Stick {
        let Mount { folder, file_system, read_only, .. } = mount;
        let known = medium::of(&folder);
        let medium = Medium {
            file_system,
            read_only: read_only || known.is_some_and(|known| known.read_only),
            free: known.and_then(|known| known.free),
            largest_file: file_system.largest_file(),
        };
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        Stick { name: name.unwrap_or_else(|| folder.display().to_string()), folder, medium }
    }
}

/// Gives the removable media that are mounted, by name; none where this system does not say.
#[must_use]
pub fn sticks() -> Vec<Stick> {
    let mut found: Vec<Stick> = medium::removable().unwrap_or_default().into_iter().map(Stick::of).collect();
    found.sort_by(|one, other| (&one.name, &one.folder).cmp(&(&other.name, &other.folder)));
    found
}

/// Gives the folder of the one removable medium that is mounted.
///
/// # Errors
/// The state and what to do, when there is none or more than one (all are named), or when this system does not say.
pub fn one_stick() -> Result<PathBuf, (ExportState, Complaint)> {
    pick(medium::removable())
}

fn pick(mounted: Option<Vec<Mount>>) -> Result<PathBuf, (ExportState, Complaint)> {
    let Some(mounted) = mounted else {
        let why = Complaint::refused(
            "Dit systeem zegt niet welke sticks er zijn. Geef de map op met `--out`.",
            "This system does not say which sticks there are. Name the folder with `--out`.",
        );
        return Err((ExportState::NoStick, why));
    };
    match mounted.as_slice() {
        [one] => Ok(one.folder.clone()),
        [] => {
            let why = Complaint::refused(
                "Er is geen stick. Steek een stick in en open hem, of geef de map op met `--out`.",
                "There is no stick. Plug a stick in and open it, or name the folder with `--out`.",
            );
            Err((ExportState::NoStick, why))
        }
        more => {
            let named = |mount: &Mount| {
                let both = Both::of(|lang| mount.file_system.label(lang).to_owned());
                (mount.folder.display().to_string(), both)
            };
            let named: Vec<(String, Both)> = more.iter().map(named).collect();
            let list = |lang: Lang| {
                let each = named.iter().map(|(folder, kind)| format!("{folder} ({})", kind.pick(lang)));
                each.collect::<Vec<_>>().join(", ")
            };
            let (nl, en) = (list(Lang::Nl), list(Lang::En));
            let why = Complaint::refused(
                format!("Er is meer dan één stick: {nl}. Neem er één uit, of geef de map op met `--out`."),
                format!("There is more than one stick: {en}. Take one out, or name the folder with `--out`."),
            );
            Err((ExportState::TwoSticks, why))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_files::medium::FileSystem;

    fn stick(folder: &str) -> Mount {
        Mount {
            folder: folder.into(),
            device: format!("/dev/{folder}"),
            number: "8:1".into(),
            file_system: FileSystem::Fat,
            read_only: false,
        }
    }

    #[test]
    fn a_stick_is_called_by_the_last_part_of_its_folder_and_says_what_it_can_hold() {
        let known = Stick::of(Mount { read_only: true, ..stick("/media/u/KING STON") });
        assert_eq!((known.name.as_str(), known.medium.read_only), ("KING STON", true));
        assert_eq!((known.medium.free, known.medium.largest_file), (None, Some(medium::LARGEST_ON_FAT)));
    }

    #[test]
    fn the_only_stick_is_meant_and_of_two_neither_is() {
        assert_eq!(pick(Some(vec![stick("/media/a")])).unwrap(), PathBuf::from("/media/a"));
        let (state, why) = pick(Some(vec![stick("/media/a"), stick("/media/b")])).unwrap_err();
        assert_eq!(state, ExportState::TwoSticks);
        assert!(why.sentence.nl.contains("/media/a (FAT), /media/b (FAT)"), "{}", why.sentence.nl);
        assert_eq!(pick(Some(Vec::new())).unwrap_err().0, ExportState::NoStick);
        assert_eq!(pick(None).unwrap_err().0, ExportState::NoStick);
    }
}
