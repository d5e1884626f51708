use super::*;

#[test]
fn bytes_are_placed_under_their_name_and_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("lijst.txt");
    let placed = put(&target, b"zitting", Existing::Keep).unwrap();
    assert_eq!((placed.len, placed.digest), (7, Digest::of(b"zitting")));
    assert_eq!(std::fs::read(&target).unwrap(), b"zitting");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_existing_file_stays_when_it_is_to_be_kept() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("lijst.txt");
    put(&target, b"eerste", Existing::Keep).unwrap();
    let refused = put(&target, b"tweede", Existing::Keep).unwrap_err();
    assert_eq!(refused.cause, Cause::Exists);
    assert_eq!(std::fs::read(&target).unwrap(), b"eerste");
    put(&target, b"tweede", Existing::Replace).unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), b"tweede");
}

#[test]
fn a_draft_that_is_given_up_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = Draft::beside(&folder.path().join("half.zip")).unwrap();
    draft.file().write_all(b"half").unwrap();
    drop(draft);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn stale_drafts_are_cleaned_and_living_ones_stay() {
    let folder = tempfile::tempdir().unwrap();
    let stale = folder.path().join(".bundel.zip.0123456789ab.nb-part");
    std::fs::write(&stale, b"rest of a pulled stick").unwrap();
    let alive = Draft::beside(&folder.path().join("bundel.zip")).unwrap();
    assert_eq!(clean_stale(folder.path()).unwrap(), [stale]);
    assert!(alive.path().exists());
}

#[test]
fn what_has_not_the_name_of_a_draft_is_never_cleaned() {
    let folder = tempfile::tempdir().unwrap();
    let others =
        [".lijst.pdf.0123.nb-part", "lijst.pdf.0123456789ab.nb-part", ".0123456789ab.nb-part", "x.nb-part"];
    for name in others {
        std::fs::write(folder.path().join(name), b"of somebody").unwrap();
    }
    assert!(clean_stale(folder.path()).unwrap().is_empty());
}

#[test]
fn the_next_file_in_a_folder_cleans_what_a_killed_process_left() {
    let folder = tempfile::tempdir().unwrap();
    let stale = folder.path().join(".lijst-v1.pdf.0123456789ab.nb-part");
    std::fs::write(&stale, b"half").unwrap();
    put(&folder.path().join("lijst-v2.pdf"), b"heel", Existing::Keep).unwrap();
    assert!(!stale.exists());
}

#[test]
#[cfg(unix)]
fn a_link_with_the_name_of_a_draft_and_what_it_points_to_stay() {
    let outer = tempfile::tempdir().unwrap();
    let (folder, own) = (outer.path().join("stick"), outer.path().join("eigen"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::create_dir(&own).unwrap();
    std::fs::write(own.join("brief.txt"), b"x").unwrap();
    std::os::unix::fs::symlink(&own, folder.join(".pakket.0123456789ab.nb-part")).unwrap();
    let stale = folder.join(".pakket.ba9876543210.nb-part");
    std::fs::create_dir(&stale).unwrap();
    std::os::unix::fs::symlink(&own, stale.join("map")).unwrap();
    assert_eq!(clean_stale(&folder).unwrap(), [stale]);
    assert!(own.join("brief.txt").exists());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn without_locks_a_draft_is_dead_after_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".lijst.pdf.0123456789ab.nb-part");
    let file = File::create(&path).unwrap();
    assert!(!is_old(&path));
    let before = std::time::Duration::from_secs(86_400 * 2);
    file.set_modified(std::time::SystemTime::now() - before).unwrap();
    assert!(is_old(&path));
}

#[test]
fn a_folder_that_is_gone_says_so_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let refused = put(&folder.path().join("weg/lijst.txt"), b"x", Existing::Keep).unwrap_err();
    assert_eq!((refused.cause, refused.step), (Cause::Gone, Step::Create));
    assert!(refused.message(Lang::Nl).contains("lijst.txt"));
    assert!(refused.message(Lang::En).contains("lijst.txt"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_medium_is_told_from_other_faults() {
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap().write_all(b"x").unwrap_err();
    assert_eq!(cause_of(&full), Cause::Full);
}

#[test]
#[cfg(unix)]
fn a_placed_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("sleutels.toml");
    put(&target, b"x", Existing::Keep).unwrap();
    assert_eq!(target.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}
