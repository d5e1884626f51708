//! A process that is killed while it takes a bundle in: the store holds the old state or the new one.
//!
//! The system kills it: a limit on the size of files ends it with the first write beyond that, of the write-ahead log while
//! it grows, and of the database when the log is moved into it.

use super::killed::{open, verdicts, words_of};
use super::scoped::{open_case, write};
use super::*;
use std::process::{Command as Program, ExitStatus, Stdio};

/// In the environment of the process that is killed: where its offices are.
const BENCH: &str = "NOODBRUG_TEST_KILLED_IMPORT";
/// In the environment: by how many blocks of 512 bytes the limit grows; a finer sweep takes longer.
const STEP: &str = "NOODBRUG_TEST_STEP";
/// Beyond the index of the write-ahead log, which is written first; and no whole number of pages, so that pages of the
/// database are cut as well.
const FIRST: u64 = 74;

fn folders(dir: &Path) -> [PathBuf; 3] {
    [dir.join("b"), dir.join("bewaard"), dir.join("terug")]
}

fn take_in_here(other: &mut Office, dir: &Path) -> Imported {
    let [_, _, receipts] = folders(dir);
    let bundle = std::fs::read_dir(dir.join("stick")).unwrap().next().unwrap().unwrap().path();
    let trial = other.try_import(&bundle, &mut go_on).unwrap();
    other.apply_import(&trial, &receipts, &mut go_on).unwrap()
}

/// Takes the bundle in, in a process that may make no file longer than so many blocks.
fn limited(dir: &Path, blocks: u64) -> ExitStatus {
    let test = "what_is_killed_while_it_takes_a_bundle_in_leaves_the_old_state_or_the_new_one";
    let limit = "ulimit -c 0; ulimit -f $0 && exec \"$@\"";
    let mut shell = Program::new("sh");
    shell.args(["-c", limit, &blocks.to_string()]).args(words_of(module_path!(), test)).env(BENCH, dir);
    shell.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap()
}

/// Puts the receiving office back as it was before.
fn put_back(dir: &Path) {
    let [office, kept, receipts] = folders(dir);
    for folder in [&office, &receipts] {
        let _ = std::fs::remove_dir_all(folder);
    }
    copy_folder(&kept, &office);
    std::fs::create_dir(receipts).unwrap();
}

#[cfg(unix)]
#[test]
fn what_is_killed_while_it_takes_a_bundle_in_leaves_the_old_state_or_the_new_one() {
    use std::os::unix::process::ExitStatusExt as _;
    if let Some(dir) = std::env::var_os(BENCH) {
        let dir = PathBuf::from(dir);
        take_in_here(&mut open(&dir, "b"), &dir);
        return;
    }
    let (dir, mut one, other) = pair();
    for of in 1..=6 {
        let case = open_case(&mut one, &format!("09/10000{of}-26"), "geel");
        (0..4).for_each(|text| write(&mut one, &case, &format!("notitie {text}")));
    }
    send(&mut one, &other, &dir);
    let (old, new) = (other.store.state_root().unwrap(), one.store.state_root().unwrap());
    drop(other);
    let [office, kept, _] = folders(dir.path());
    copy_folder(&office, &kept);
    let step = std::env::var(STEP).ok().and_then(|step| step.parse().ok()).unwrap_or(24);
    let mut found = Vec::new();
    for blocks in (FIRST..).step_by(step) {
        put_back(dir.path());
        let ended = limited(dir.path(), blocks);
        let mut other = open(dir.path(), "b");
        let faults = other.verify_journal().unwrap().faults;
        assert!(faults.is_empty(), "{blocks} blocks: {faults:?}");
        let root = other.store.state_root().unwrap();
        assert!([old, new].contains(&root), "{blocks} blocks");
        take_in_here(&mut other, dir.path());
        assert_eq!(other.store.state_root().unwrap(), new, "{blocks} blocks");
        assert!(!verdicts(&other).contains(&"begun".to_owned()), "{blocks} blocks");
        if ended.success() {
            break;
        }
        assert_eq!(ended.signal(), Some(25), "SIGXFSZ at {blocks} blocks");
        found.push(root);
    }
    eprintln!(
        "killed {} times, {} of them before it was durable",
        found.len(),
        found.iter().filter(|root| **root == old).count()
    );
    assert!(found.contains(&old) && found.contains(&new) && found.len() > 15, "{}", found.len());
}
