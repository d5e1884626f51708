//! What a folder lies on: the kind of file system, how large a file may be there, and which sticks are plugged in.
//!
//! Everything here is a hint for people and for planning; what does not fit after all is told by the system when it is
//! written. On other systems than Linux nothing is known, and nothing is claimed.

use std::io;
use std::path::{Path, PathBuf};

/// The largest file of FAT32: its length is a number of 32 bits.
pub const FAT_LARGEST: u64 = 0xffff_ffff;

/// What is known of the medium under a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Medium {
    /// It can only be read.
    pub read_only: bool,
    /// The most bytes of one file, when there is a bound that matters.
    pub largest: Option<u64>,
    /// It is one that people take out: a stick, a card.
    pub is_stick: bool,
}

/// Looks at the medium under a folder that is there.
#[must_use]
pub fn look(folder: &Path) -> Medium {
    Medium { read_only: is_read_only(folder), largest: largest(folder), is_stick: is_on_stick(folder) }
}

/// Gives the folders at which sticks and cards are mounted, in the order of their names.
#[must_use]
pub fn sticks() -> Vec<PathBuf> {
    #[cfg(target_os = "linux")]
    {
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        sticks_in(&mounts, is_removable)
    }
    #[cfg(not(target_os = "linux"))]
    Vec::new()
}

/// Waits until all that was written to the medium under a folder is on it, so that it can be taken out.
///
/// # Errors
/// What the system says; then it cannot be promised.
pub fn settle(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        Ok(rustix::fs::syncfs(std::fs::File::open(folder)?)?)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = folder;
        Ok(())
    }
}

#[cfg(target_os = "linux")]
fn largest(folder: &Path) -> Option<u64> {
    /// `MSDOS_SUPER_MAGIC` of Linux (statfs(2)); FAT12, FAT16 and FAT32 alike.
    const FAT: u64 = 0x4d44;
    let kind = rustix::fs::statfs(folder).ok()?.f_type;
    (u64::try_from(kind).ok() == Some(FAT)).then_some(FAT_LARGEST)
}

#[cfg(not(target_os = "linux"))]
const fn largest(_: &Path) -> Option<u64> {
    None
}

#[cfg(unix)]
fn is_read_only(folder: &Path) -> bool {
    rustix::fs::statvfs(folder)
        .is_ok_and(|facts| facts.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY))
}

#[cfg(not(unix))]
fn is_read_only(folder: &Path) -> bool {
    folder.metadata().is_ok_and(|facts| facts.permissions().readonly())
}

fn is_on_stick(folder: &Path) -> bool {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    sticks().iter().any(|stick| folder.starts_with(stick))
}

/// Says whether a device, by its two numbers, is one that people take out: it says so, or it hangs on USB (a disk in a
/// box does not say so).
#[cfg(target_os = "linux")]
fn is_removable(numbers: &str) -> bool {
    let device = Path::new("/sys/dev/block").join(numbers);
    let Ok(device) = device.canonicalize() else { return false };
    // A partition lies in the folder of its disk, and only the disk says so.
    let says_so = [Some(device.as_path()), device.parent()]
        .into_iter()
        .flatten()
        .any(|place| std::fs::read_to_string(place.join("removable")).is_ok_and(|text| text.trim() == "1"));
    says_so || device.components().any(|part| part.as_os_str().to_string_lossy().starts_with("usb"))
}

/// Finds the places of removable devices in a table of mounts (proc_pid_mountinfo(5)).
#[cfg(target_os = "linux")]
fn sticks_in(mounts: &str, is_removable: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let place = |line: &str| {
        let mut fields = line.split(' ').skip(2);
        let (numbers, root, place) = (fields.next()?, fields.next()?, fields.next()?);
        // What is mounted from within a device is a part of what is mounted whole.
        (root == "/" && is_removable(numbers)).then(|| PathBuf::from(unescaped(place)))
    };
    let mut sticks: Vec<PathBuf> = mounts.lines().filter_map(place).collect();
    sticks.sort();
    sticks.dedup();
    sticks
}

/// Reads a name in which blanks, tabs, line ends and backslashes stand as `\040` and the like.
#[cfg(target_os = "linux")]
fn unescaped(name: &str) -> String {
    let mut parts = name.split('\\');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let sign = part.get(..3).and_then(|digits| u8::from_str_radix(digits, 8).ok());
        match (sign, part.get(3..)) {
            (Some(sign), Some(rest)) => {
                text.push(char::from(sign));
                text.push_str(rest);
            }
            _ => {
                text.push('\\');
                text.push_str(part);
            }
        }
    }
    text
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 0:20 / /proc rw,nosuid - proc proc rw
28 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
90 28 8:17 / /media/clerk/STICK\\040A rw,nosuid - vfat /dev/sdb1 rw
91 28 8:33 / /media/clerk/B ro,nosuid - exfat /dev/sdc1 ro
92 28 8:33 /map /srv/map ro,nosuid - exfat /dev/sdc1 ro
93 28 8:17 / /media/clerk/STICK\\040A rw,nosuid - vfat /dev/sdb1 rw
nonsense
";

    #[test]
    fn sticks_are_the_removable_devices_that_are_mounted_whole() {
        let removable = |numbers: &str| ["8:17", "8:33"].contains(&numbers);
        let found = sticks_in(MOUNTS, removable);
        assert_eq!(found, [Path::new("/media/clerk/B"), Path::new("/media/clerk/STICK A")]);
        assert_eq!(sticks_in(MOUNTS, |_| false), Vec::<PathBuf>::new());
    }

    #[test]
    fn escaped_signs_in_names_read_as_themselves() {
        for (written, read) in [("a\\040b", "a b"), ("\\134x", "\\x"), ("a\\9", "a\\9"), ("é\\011", "é\t")]
        {
            assert_eq!(unescaped(written), read);
        }
    }

    #[test]
    fn a_folder_of_the_disk_is_no_stick_and_takes_files_of_any_length() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(look(dir.path()), Medium::default());
        settle(dir.path()).unwrap();
        assert!(settle(&dir.path().join("weg")).is_err());
        assert!(look(Path::new("/proc")).largest.is_none());
    }
}
