use super::*;
use tempfile::TempDir;

fn own(name: &str) -> bool {
    ["slots.json", "papier", "koppeling"].contains(&name)
}

/// A folder with files of ours, one of somebody else, and things outside it.
fn folder() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("kantoor");
    std::fs::create_dir_all(root.join("papier/stukken")).unwrap();
    for (name, text) in [("slots.json", "geheim"), ("papier/a.pdf", "blad"), ("papier/stukken/b.pdf", "stuk")]
    {
        std::fs::write(root.join(name), text).unwrap();
    }
    std::fs::write(root.join("van-mij.txt"), "blijft").unwrap();
    std::fs::create_dir(dir.path().join("elders")).unwrap();
    std::fs::write(dir.path().join("elders/bestand.txt"), "buiten").unwrap();
    (dir, root)
}

fn take_away(root: &Path) -> Vec<Gone> {
    let (found, _) = list(root, own).unwrap();
    let gone = found.iter().map(|found| remove(root, found, true).unwrap()).collect();
    assert!(!remove_folders(root, own), "somebody else's file is still there");
    gone
}

#[test]
fn files_under_known_names_are_listed_with_their_hashes_and_others_are_named() {
    let (_dir, root) = folder();
    let (found, others) = list(&root, own).unwrap();
    let paths: Vec<&str> = found.iter().map(|found| found.path.to_str().unwrap()).collect();
    assert_eq!(paths, ["papier/a.pdf", "papier/stukken/b.pdf", "slots.json"]);
    assert_eq!(found[2].digest, Some(Digest::of(b"geheim")));
    assert_eq!((found[2].bytes, others), (6, vec!["van-mij.txt".to_owned()]));
}

#[test]
fn what_is_ours_goes_and_what_is_not_stays() {
    let (dir, root) = folder();
    assert_eq!(take_away(&root), [Gone::Overwritten; 3]);
    let left: Vec<_> = names_in(&root).unwrap();
    assert_eq!(left, ["van-mij.txt"]);
    assert_eq!(std::fs::read_to_string(dir.path().join("elders/bestand.txt")).unwrap(), "buiten");
    std::fs::remove_file(root.join("van-mij.txt")).unwrap();
    assert!(remove_folders(&root, own) && !root.exists());
}

#[cfg(unix)]
#[test]
fn links_are_removed_and_what_they_point_to_is_not_touched() {
    use std::os::unix::fs::symlink;
    let (dir, root) = folder();
    let outside = dir.path().join("elders");
    symlink(&outside, root.join("koppeling")).unwrap();
    symlink(outside.join("bestand.txt"), root.join("papier/los.txt")).unwrap();
    symlink(&outside, root.join("papier/stukken/map")).unwrap();
    let (found, _) = list(&root, own).unwrap();
    assert!(!found.iter().any(|found| found.path.ends_with("bestand.txt")), "{found:?}");
    let gone = take_away(&root);
    assert_eq!(gone.iter().filter(|gone| **gone == Gone::Removed).count(), 3);
    assert_eq!(std::fs::read_to_string(outside.join("bestand.txt")).unwrap(), "buiten");
    assert!(!root.join("koppeling").exists() && !root.join("papier").exists());
    symlink(&root, dir.path().join("naam")).unwrap();
    assert_eq!(list(&dir.path().join("naam"), own).unwrap_err().kind(), io::ErrorKind::NotADirectory);
}

#[cfg(unix)]
#[test]
fn a_file_with_another_name_elsewhere_keeps_its_bytes_there() {
    let (dir, root) = folder();
    let other = dir.path().join("elders/zelfde.json");
    std::fs::hard_link(root.join("slots.json"), &other).unwrap();
    let (found, _) = list(&root, own).unwrap();
    assert_eq!(remove(&root, &found[2], true).unwrap(), Gone::Removed);
    assert_eq!(std::fs::read_to_string(other).unwrap(), "geheim");
}
