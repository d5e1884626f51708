//! Automerge: one document with a map for each case, a change of its own for each entry.

use crate::changes::{Change, each_day, handed_over, parts};
use crate::{Outcome, tell};
use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, AutomergeError, ObjType, ROOT, ReadDoc};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

const MERGED: &str = "merged.automerge";

/// Writes the changes of each station and day.
pub(crate) fn make(changes: &Path, folder: &Path) -> Outcome<()> {
    let mut shared = Automerge::new();
    each_day(changes, |nth, day| {
        let before = shared.get_heads();
        let mut all = Vec::new();
        for (station, written) in &day {
            let mut own = shared.clone().with_actor(ActorId::from(station.as_bytes()));
            for change in written {
                own.transact(|tx| write(tx, change)).map_err(|failed| failed.error)?;
            }
            let handed = own.save_after(&before);
            fs::write(handed_over(folder, nth, station), &handed)?;
            all.extend(handed);
        }
        shared.load_incremental(&all)?;
        Ok(())
    })
}

fn write(tx: &mut impl Transactable, change: &Change) -> Result<(), AutomergeError> {
    let case = match tx.get(ROOT, &change.case)? {
        Some((_, case)) => case,
        None => tx.put_object(ROOT, &change.case, ObjType::Map)?,
    };
    tx.put(case, &change.field, change.value.as_str())
}

/// Takes all changes in at once, which is the fastest way, and writes the document.
pub(crate) fn merge(folder: &Path) -> Outcome<()> {
    let begun = Instant::now();
    let mut all = Vec::new();
    for part in parts(folder)? {
        all.extend(fs::read(part)?);
    }
    let mut document = Automerge::new();
    document.load_incremental(&all)?;
    let merged = begun.elapsed();
    let mut out = File::create(folder.join(MERGED))?;
    out.write_all(&document.save())?;
    out.sync_all()?;
    tell(begun, &format!("of which merging {merged:.2?} and the rest writing"));
    Ok(())
}

/// Counts the fields, and those in which several values stand beside each other.
pub(crate) fn check(folder: &Path) -> Outcome<()> {
    let document = Automerge::load(&fs::read(folder.join(MERGED))?)?;
    let (mut fields, mut torn) = (0_u64, 0_u64);
    for case in document.keys(ROOT) {
        let Some((_, case)) = document.get(ROOT, case)? else { continue };
        for field in document.map_range(&case, ..) {
            fields += 1;
            torn += u64::from(field.conflict);
        }
    }
    println!("{fields} fields, of which {torn} with more than one value");
    Ok(())
}
