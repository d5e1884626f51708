//! The making of bundles in states: what is told, how it stops, and that nothing that stops it harms what was there.

use super::*;
use std::cell::Cell;
use std::collections::BTreeMap;

pub(super) const LARGEST: u64 = 2 << 20;

fn ask(to: &Office, folder: &Path) -> ExportAsk {
    ExportAsk {
        partner: to.meta.office.clone(),
        documents: true,
        purpose: String::new(),
        folder: folder.to_owned(),
        open: false,
        cases: Vec::new(),
    }
}

/// Bytes that do not pack.
pub(super) fn document(of: u8) -> Vec<u8> {
    let mut digest = Digest::of(&[of]);
    let mut bytes = b"%PDF-1.7\n".to_vec();
    while bytes.len() < 900 << 10 {
        bytes.extend(digest.as_bytes());
        digest = Digest::of(digest.as_bytes());
    }
    bytes
}

pub(super) fn with_documents(office: &mut Office) -> BTreeSet<Digest> {
    (0..4)
        .map(|of| {
            let bytes = document(of);
            office.vault.put(&mut bytes.as_slice()).unwrap();
            link(office, &bytes)
        })
        .collect()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn what_is_too_large_for_the_medium_goes_in_several_bundles_that_come_in_in_any_order() {
    let (dir, mut one, mut other) = pair();
    let documents = with_documents(&mut one);
    let ask = ask(&other, &dir.path().join("stick"));
    let plan = one.plan_export_within(&ask, Some(LARGEST)).unwrap();
    assert_eq!((plan.bundles, plan.is_good()), (4, true));
    let mut states = Vec::new();
    let told = &mut |news: &ExportNews| states.push((news.bundle, news.state));
    let made = one.export_telling(&ask, Some(LARGEST), told, &mut go_on).unwrap();
    assert_eq!(made.iter().map(|one| one.header.seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(made.iter().all(|one| one.len <= LARGEST));
    let each = [
        ExportState::Writing,
        ExportState::Syncing,
        ExportState::Naming,
        ExportState::ReadingBack,
        ExportState::Verified,
    ];
    let mut expected = vec![(0, ExportState::Preflight)];
    expected.extend((1..=4).flat_map(|bundle| each.map(|state| (bundle, state))));
    expected.push((4, ExportState::Done));
    assert_eq!(states, expected);
    for at in [2, 0, 3, 1] {
        take_in(&mut other, &made[at].path, &dir);
    }
    assert!(documents.iter().all(|digest| other.vault.verify(digest).is_ok()));
    assert_eq!(other.sheet(&case()).unwrap().file.documents.len(), 4);
    assert!(other.gaps().unwrap().is_empty());
}

#[test]
fn when_one_bundle_fails_what_is_done_stays_and_the_next_try_makes_the_rest() {
    let (dir, mut one, other) = pair();
    let documents = with_documents(&mut one);
    let ask = ask(&other, &dir.path().join("stick"));
    let bundle = Cell::new(0);
    let mut cancel = |_: u64, _: u64| match bundle.get() {
        2 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let told = &mut |news: &ExportNews| bundle.set(news.bundle);
    let stopped = one.export_telling(&ask, Some(LARGEST), told, &mut cancel).unwrap_err();
    assert_eq!((stopped.state, stopped.done.len()), (ExportState::Cancelled, 1));
    let before = files(&ask.folder);
    assert_eq!(before.keys().collect::<Vec<_>>(), [&stopped.done[0].path]);
    let made = one.export_telling(&ask, Some(LARGEST), &mut |_| (), &mut go_on).unwrap();
    let all = stopped.done.iter().chain(&made);
    assert_eq!(all.map(|one| one.header.docs.count).sum::<u64>(), documents.len() as u64);
    assert_eq!(std::fs::read(&stopped.done[0].path).ok().as_ref(), before.values().next());
}

#[test]
fn a_document_that_fits_in_no_file_of_the_medium_is_told_beforehand() {
    let (dir, mut one, other) = pair();
    with_documents(&mut one);
    let ask = ask(&other, &dir.path().join("stick"));
    let stopped = one.export_telling(&ask, Some(1 << 20), &mut |_| (), &mut go_on).unwrap_err();
    assert_eq!(stopped.state, ExportState::TooLarge);
    assert!(files(&ask.folder).is_empty());
}

/// What goes wrong, in which state, and the state that it ends in.
type Fault = (ExportState, fn(&Path, &str), ExportState);

fn draft_of(folder: &Path) -> PathBuf {
    let hidden = |path: &PathBuf| path.to_str().unwrap().ends_with(".nb-part");
    files(folder).into_keys().find(hidden).unwrap()
}

#[test]
fn whatever_goes_wrong_has_its_state_and_the_old_bundle_is_as_it_was() {
    let faults: [Fault; 6] = [
        (
            ExportState::Syncing,
            |folder, _| std::fs::remove_file(draft_of(folder)).unwrap(),
            ExportState::TakenOut,
        ),
        (
            ExportState::Naming,
            |folder, name| std::fs::create_dir(folder.join(name)).unwrap(),
            ExportState::FileExists,
        ),
        (
            ExportState::ReadingBack,
            |folder, name| std::fs::remove_file(folder.join(name)).unwrap(),
            ExportState::TakenOut,
        ),
        (
            ExportState::ReadingBack,
            |folder, name| std::fs::write(folder.join(name), b"").unwrap(),
            ExportState::RefusedByReader,
        ),
        (
            ExportState::ReadingBack,
            |folder, name| {
                let mut bytes = std::fs::read(folder.join(name)).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                std::fs::write(folder.join(name), bytes).unwrap();
            },
            ExportState::RefusedByReader,
        ),
        (
            ExportState::Preflight,
            |folder, _| std::fs::rename(folder, folder.with_file_name("weg")).unwrap(),
            ExportState::FolderMissing,
        ),
    ];
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let stick = dir.path().join("stick");
    let old = send(&mut one, &other, &dir);
    let before = files(&stick);
    let ask = ask(&other, &stick);
    for (at, harm, ends) in faults {
        let mut states = Vec::new();
        let told = &mut |news: &ExportNews| {
            states.push(news.state);
            if news.state == at {
                harm(&stick, &news.file_name);
            }
        };
        let stopped = one.export_telling(&ask, None, told, &mut go_on).unwrap_err();
        assert_eq!((stopped.state, states.last()), (ends, Some(&ends)), "{at:?}");
        assert!(!states.contains(&ExportState::Verified) && !states.contains(&ExportState::Done));
        if ends == ExportState::FolderMissing {
            std::fs::rename(stick.with_file_name("weg"), &stick).unwrap();
        }
        for entry in std::fs::read_dir(&stick).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                std::fs::remove_dir(entry).unwrap();
            }
        }
        assert_eq!(files(&stick), before, "{at:?}");
    }
    take_in(&mut other, &old.path, &dir);
}

#[test]
fn what_a_killed_try_left_is_cleaned_and_told_and_what_lives_is_left_alone() {
    let (dir, mut one, other) = pair();
    let stick = dir.path().join("stick");
    std::fs::write(stick.join(".nb-oef-ws-a-e1-000009.zip.0123456789ab.nb-part"), b"half").unwrap();
    let alive = noodbrug_files::place::Draft::beside(&stick.join("ander.zip")).unwrap();
    let mut cleaned = None;
    let told = &mut |news: &ExportNews| {
        cleaned = (news.state == ExportState::DraftsCleaned).then_some(news.cleaned).or(cleaned);
    };
    let made = one.export_telling(&ask(&other, &stick), None, told, &mut go_on).unwrap();
    assert_eq!(cleaned, Some(1));
    let there: BTreeSet<PathBuf> = files(&stick).into_keys().collect();
    assert_eq!(there, BTreeSet::from([alive.path().to_owned(), made[0].path.clone()]));
}

/// A small file system in memory, where this user may mount one.
#[cfg(target_os = "linux")]
struct Mounted(PathBuf);

#[cfg(target_os = "linux")]
fn mount(arguments: &[&str], at: &Path) -> bool {
    let ran = std::process::Command::new("mount").args(arguments).arg(at).output();
    ran.is_ok_and(|ran| ran.status.success())
}

#[cfg(target_os = "linux")]
impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).output();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_medium_that_fills_up_or_turns_read_only_has_its_state_and_keeps_the_old_bundle() {
    let (dir, mut one, other) = pair();
    note(&mut one, "een");
    let stick = dir.path().join("stick");
    if !mount(&["-t", "tmpfs", "-o", "size=12m", "tmpfs"], &stick) {
        eprintln!("skipped: this user may not mount");
        return;
    }
    let _mounted = Mounted(stick.clone());
    let old = send(&mut one, &other, &dir);
    let bytes = std::fs::read(&old.path).unwrap();
    let ask = ask(&other, &stick);
    let filler = stick.join("vol");
    let mut ends = Vec::new();
    for harm in [0, 1] {
        let told = &mut |news: &ExportNews| match (news.state, harm) {
            (ExportState::Writing, 0) => drop(std::fs::write(&filler, vec![7; 16 << 20])),
            (ExportState::Writing, _) => assert!(mount(&["-o", "remount,ro"], &stick)),
            _ => (),
        };
        ends.push(one.export_telling(&ask, None, told, &mut go_on).unwrap_err().state);
        let _ = std::fs::remove_file(&filler);
        assert_eq!(std::fs::read(&old.path).unwrap(), bytes);
        assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 1);
    }
    let plan = one.plan_export(&ask).unwrap();
    assert!(plan.medium.is_some_and(|medium| medium.read_only));
    ends.push(one.export_telling(&ask, None, &mut |_| (), &mut go_on).unwrap_err().state);
    assert_eq!(ends, [ExportState::FullWhileWriting, ExportState::ReadOnly, ExportState::ReadOnly]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_stick_with_fat_takes_a_bundle_and_keeps_it_when_the_next_is_too_large() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let (stick, image) = (dir.path().join("stick"), dir.path().join("fat.img"));
    std::fs::File::create(&image).unwrap().set_len(16 << 20).unwrap();
    let formatted = std::process::Command::new("mkfs.vfat").arg(&image).output();
    let formatted = formatted.is_ok_and(|ran| ran.status.success());
    if !formatted || !mount(&["-o", "loop", "-t", "vfat", image.to_str().unwrap()], &stick) {
        eprintln!("skipped: no FAT can be made or mounted here");
        return;
    }
    let _mounted = Mounted(stick.clone());
    let old = send(&mut one, &other, &dir);
    let before = files(&stick);
    assert_eq!(before.keys().collect::<Vec<_>>(), [&old.path]);
    let plan = one.plan_export(&ask(&other, &stick)).unwrap();
    assert_eq!(plan.medium.and_then(|medium| medium.largest_file), Some((4 << 30) - 1));
    std::fs::write(stick.join("vol"), vec![7; 13 << 20]).unwrap();
    let stopped = one.export_telling(&ask(&other, &stick), None, &mut |_| (), &mut go_on).unwrap_err();
    assert_eq!(stopped.state, ExportState::FullBefore);
    std::fs::remove_file(stick.join("vol")).unwrap();
    assert_eq!(files(&stick), before);
    take_in(&mut other, &old.path, &dir);
}
