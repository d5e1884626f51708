//! What a folder lies on: its kind of file system, what that can hold, and which removable media are mounted.
//!
//! Known on Linux. On other systems only what can be said is said: no kind, no limit and no list of media.

use noodbrug_core::text::Lang;
use std::path::{Path, PathBuf};

/// The largest file that FAT can hold.
pub const LARGEST_ON_FAT: u64 = u32::MAX as u64;

/// A kind of file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSystem {
    /// FAT12, FAT16 or FAT32.
    Fat,
    /// exFAT.
    ExFat,
    /// NTFS.
    Ntfs,
    /// ext2, ext3 or ext4.
    Ext,
    /// XFS or Btrfs.
    OtherDisk,
    /// In memory: gone when the machine stops.
    Memory,
    /// A share of another machine.
    Share,
    /// A disc or image that can only be read.
    Disc,
    /// One that a program of the user's gives; what it can hold is not known.
    Program,
    /// Not known here.
    Unknown,
}

impl FileSystem {
    /// Gives its word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            FileSystem::Fat => "fat",
            FileSystem::ExFat => "exfat",
            FileSystem::Ntfs => "ntfs",
            FileSystem::Ext => "ext",
            FileSystem::OtherDisk => "disk",
            FileSystem::Memory => "memory",
            FileSystem::Share => "share",
            FileSystem::Disc => "disc",
            FileSystem::Program => "program",
            FileSystem::Unknown => "unknown",
        }
    }

    /// Gives its name for people.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (FileSystem::Fat, _) => "FAT",
            (FileSystem::ExFat, _) => "exFAT",
            (FileSystem::Ntfs, _) => "NTFS",
            (FileSystem::Ext, _) => "ext",
            (FileSystem::OtherDisk, Lang::Nl) => "schijf",
            (FileSystem::OtherDisk, Lang::En) => "disk",
            (FileSystem::Memory, Lang::Nl) => "geheugen (weg na uitzetten)",
            (FileSystem::Memory, Lang::En) => "memory (gone when switched off)",
            (FileSystem::Share, Lang::Nl) => "netwerkmap",
            (FileSystem::Share, Lang::En) => "network share",
            (FileSystem::Disc, Lang::Nl) => "alleen-lezen schijf",
            (FileSystem::Disc, Lang::En) => "read-only disc",
            (FileSystem::Program, Lang::Nl) => "via een programma",
            (FileSystem::Program, Lang::En) => "through a program",
            (FileSystem::Unknown, Lang::Nl) => "onbekend",
            (FileSystem::Unknown, Lang::En) => "unknown",
        }
    }

    /// Gives the largest file it can hold, where that is a limit that a bundle can meet.
    #[must_use]
    pub const fn largest_file(self) -> Option<u64> {
        match self {
            FileSystem::Fat => Some(LARGEST_ON_FAT),
            _ => None,
        }
    }

    /// Reads the number by which Linux tells them apart (linux/magic.h).
    #[cfg_attr(not(target_os = "linux"), allow(dead_code))]
    const fn of_magic(magic: u64) -> FileSystem {
        match magic & 0xffff_ffff {
            0x4d44 => FileSystem::Fat,
            0x2011_bab0 => FileSystem::ExFat,
            0x5346_544e | 0x7366_746e => FileSystem::Ntfs,
            0xef53 => FileSystem::Ext,
            0x5846_5342 | 0x9123_683e => FileSystem::OtherDisk,
            0x0102_1994 | 0x8584_58f6 => FileSystem::Memory,
            0x6969 | 0x517b | 0xff53_4d42 | 0xfe53_4d42 => FileSystem::Share,
            0x9660 | 0x1501_3346 | 0x7371_7368 => FileSystem::Disc,
            0x6573_5546 => FileSystem::Program,
            _ => FileSystem::Unknown,
        }
    }

    /// Reads the name that the list of mounts gives it.
    fn of_name(name: &str) -> FileSystem {
        match name {
            "vfat" | "msdos" | "fuse.fusefat" => FileSystem::Fat,
            "exfat" | "fuse.exfat" | "fuse.exfat-fuse" => FileSystem::ExFat,
            "ntfs" | "ntfs3" | "fuse.ntfs-3g" => FileSystem::Ntfs,
            "ext2" | "ext3" | "ext4" => FileSystem::Ext,
            "xfs" | "btrfs" => FileSystem::OtherDisk,
            "tmpfs" | "ramfs" => FileSystem::Memory,
            "nfs" | "nfs4" | "cifs" | "smb3" => FileSystem::Share,
            "iso9660" | "udf" | "squashfs" => FileSystem::Disc,
            name if name.starts_with("fuse") => FileSystem::Program,
            _ => FileSystem::Unknown,
        }
    }
}

/// What a folder lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Medium {
    /// Its kind.
    pub file_system: FileSystem,
    /// Nothing can be written to it.
    pub read_only: bool,
    /// Bytes that this user can still write; nothing when the system does not say.
    pub free: Option<u64>,
    /// The largest file in bytes that it can hold; nothing when no such limit is known.
    pub largest_file: Option<u64>,
}

/// Tells what a folder lies on; nothing when the folder is not there.
#[must_use]
pub fn of(folder: &Path) -> Option<Medium> {
    let facts = folder.metadata().ok()?;
    let file_system = file_system_of(folder);
    let read_only = is_read_only(folder, &facts);
    let free = crate::place::free_space(folder);
    Some(Medium { file_system, read_only, free, largest_file: file_system.largest_file() })
}

#[cfg(target_os = "linux")]
fn file_system_of(folder: &Path) -> FileSystem {
    let Ok(facts) = rustix::fs::statfs(folder) else { return FileSystem::Unknown };
    match FileSystem::of_magic(facts.f_type as u64) {
        // Which one it is, is only in the list of mounts.
        FileSystem::Program => listed_kind(folder).unwrap_or(FileSystem::Program),
        known => known,
    }
}

#[cfg(target_os = "linux")]
fn listed_kind(folder: &Path) -> Option<FileSystem> {
    let real = folder.canonicalize().ok()?;
    let mounts = mounts(&std::fs::read_to_string("/proc/self/mountinfo").ok()?);
    // Of the mounts above it the deepest, and of two in one place the later.
    let above = mounts.into_iter().filter(|mount| real.starts_with(&mount.folder));
    above.max_by_key(|mount| mount.folder.components().count()).map(|mount| mount.file_system)
}

#[cfg(not(target_os = "linux"))]
fn file_system_of(_: &Path) -> FileSystem {
    FileSystem::Unknown
}

#[cfg(unix)]
fn is_read_only(folder: &Path, _: &std::fs::Metadata) -> bool {
    let facts = rustix::fs::statvfs(folder);
    facts.is_ok_and(|facts| facts.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY))
}

#[cfg(not(unix))]
fn is_read_only(_: &Path, facts: &std::fs::Metadata) -> bool {
    facts.permissions().readonly()
}

/// One mounted medium.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// Where it is.
    pub folder: PathBuf,
    /// The device it is on, such as `/dev/sdb1`.
    pub device: String,
    /// Major and minor number of the device, `8:17`.
    pub number: String,
    /// Its kind.
    pub file_system: FileSystem,
    /// It is mounted to be read only.
    pub read_only: bool,
}

/// Gives the removable media that are mounted; nothing where the system does not say.
#[must_use]
pub fn removable() -> Option<Vec<Mount>> {
    #[cfg(target_os = "linux")]
    {
        let mountinfo = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
        let disks = removable_disks(Path::new("/sys/block"))?;
        let mut mounts = mounts(&mountinfo);
        // An encrypted stick is a device of its own above that of the stick.
        for mount in &mut mounts {
            let below = below(&mount.number);
            mount.device = below.unwrap_or_else(|| std::mem::take(&mut mount.device));
        }
        Some(on_disks(mounts, &disks))
    }
    #[cfg(not(target_os = "linux"))]
    {
        None
    }
}

/// Names the disks that can be taken out: those that say so, and those on USB.
#[cfg(target_os = "linux")]
fn removable_disks(blocks: &Path) -> Option<Vec<String>> {
    let disks = std::fs::read_dir(blocks).ok()?.filter_map(Result::ok).filter_map(|disk| {
        let path = disk.path();
        let says = std::fs::read_to_string(path.join("removable")).is_ok_and(|text| text.trim() == "1");
        let real = path.canonicalize().ok()?;
        let on_usb = real.components().any(|part| part.as_os_str().to_str().is_some_and(is_usb));
        (says || on_usb).then(|| disk.file_name().into_string().ok()).flatten()
    });
    Some(disks.collect())
}

#[cfg(target_os = "linux")]
fn is_usb(part: &str) -> bool {
    part.strip_prefix("usb")
        .is_some_and(|bus| !bus.is_empty() && bus.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(target_os = "linux")]
fn below(number: &str) -> Option<String> {
    let slaves = Path::new("/sys/dev/block").join(number).join("slaves");
    let name = std::fs::read_dir(slaves).ok()?.filter_map(Result::ok).next()?.file_name();
    Some(format!("/dev/{}", name.to_str()?))
}

/// Keeps what lies on one of these disks or a partition of it, each device once.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
fn on_disks(mounts: Vec<Mount>, disks: &[String]) -> Vec<Mount> {
    let mut kept: Vec<Mount> = Vec::new();
    for mount in mounts {
        let on_one = disks.iter().any(|disk| is_on(&mount.device, disk));
        if on_one && !kept.iter().any(|other| other.device == mount.device) {
            kept.push(mount);
        }
    }
    kept
}

/// Says whether a device is this disk or a partition of it: `sdb` and `sdb1`, `mmcblk0` and `mmcblk0p1`.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
fn is_on(device: &str, disk: &str) -> bool {
    let Some(rest) = device.strip_prefix("/dev/").and_then(|name| name.strip_prefix(disk)) else {
        return false;
    };
    let number = match disk.ends_with(|last: char| last.is_ascii_digit()) {
        true if !rest.is_empty() => rest.strip_prefix('p'),
        _ => Some(rest),
    };
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reads a list of mounts as Linux gives it (proc(5), `mountinfo`); lines that are none are passed over.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
fn mounts(mountinfo: &str) -> Vec<Mount> {
    mountinfo.lines().filter_map(mount).collect()
}

fn mount(line: &str) -> Option<Mount> {
    let (left, right) = line.split_once(" - ")?;
    let mut left = left.split(' ').skip(2);
    let (number, _root, folder, options) = (left.next()?, left.next()?, left.next()?, left.next()?);
    let mut right = right.split(' ');
    let (kind, device, of_disk) = (right.next()?, right.next()?, right.next().unwrap_or_default());
    let says_ro = |options: &str| options.split(',').any(|option| option == "ro");
    Some(Mount {
        folder: PathBuf::from(plain(folder)?),
        device: plain(device)?,
        number: number.to_owned(),
        file_system: FileSystem::of_name(kind),
        read_only: says_ro(options) || says_ro(of_disk),
    })
}

/// Undoes the writing of a space, tab, line feed and backslash as `\040`, three digits to the base eight.
fn plain(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'\\' => {
                let digits = [rest.next()?, rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 8).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
90 27 8:17 / /media/u/KING\\040STON rw,nosuid shared:9 - vfat /dev/sdb1 rw,fmask=0022
91 27 8:17 / /mnt/again rw - vfat /dev/sdb1 rw
92 27 179:1 / /media/u/card ro,nosuid - exfat /dev/mmcblk0p1 rw
93 27 0:55 / /media/u/x rw - fuseblk /dev/sdc rw
half a line
";

    fn found(disks: &[&str]) -> Vec<Mount> {
        let disks: Vec<String> = disks.iter().map(|disk| (*disk).to_owned()).collect();
        on_disks(mounts(MOUNTS), &disks)
    }

    #[test]
    fn the_list_of_mounts_gives_each_removable_medium_once() {
        assert_eq!(found(&[]), []);
        let sticks = found(&["sdb"]);
        assert_eq!(sticks.len(), 1);
        assert_eq!(sticks[0].folder, Path::new("/media/u/KING STON"));
        assert_eq!((sticks[0].file_system, sticks[0].read_only), (FileSystem::Fat, false));
        let both = found(&["mmcblk0", "sdc"]);
        assert_eq!(both.len(), 2);
        assert_eq!((both[0].file_system, both[0].read_only), (FileSystem::ExFat, true));
        assert_eq!(both[1].file_system, FileSystem::Program);
    }

    #[test]
    fn a_partition_belongs_to_its_own_disk_only() {
        for (device, disk, is) in [
            ("/dev/sdb", "sdb", true),
            ("/dev/sdb12", "sdb", true),
            ("/dev/sdba1", "sdb", false),
            ("/dev/mmcblk0p1", "mmcblk0", true),
            ("/dev/mmcblk01", "mmcblk0", false),
            ("sdb1", "sdb", false),
        ] {
            assert_eq!(is_on(device, disk), is, "{device} {disk}");
        }
    }

    #[test]
    fn what_is_escaped_in_the_list_is_read_back_and_half_an_escape_is_no_path() {
        assert_eq!(plain("a\\040b\\134c").as_deref(), Some("a b\\c"));
        assert_eq!((plain("a\\04"), plain("\\999")), (None, None));
    }

    #[test]
    fn only_fat_has_a_largest_file_that_a_bundle_can_meet() {
        assert_eq!(FileSystem::of_magic(0x4d44).largest_file(), Some(4_294_967_295));
        assert_eq!(FileSystem::of_magic(0xef53).largest_file(), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_in_memory_is_known_as_such_and_a_missing_one_has_no_medium() {
        let shm = Path::new("/dev/shm");
        if shm.is_dir() {
            let medium = of(shm).unwrap();
            assert_eq!((medium.file_system, medium.read_only), (FileSystem::Memory, false));
            assert!(medium.free.is_some());
        }
        assert_eq!(of(&shm.join("weg")), None);
        assert!(removable().is_some());
    }
}
