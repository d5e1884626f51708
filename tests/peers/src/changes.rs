//! The changes, as a file of lines: what each station wrote, day after day.

use crate::Outcome;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// One change.
pub(crate) struct Change {
    /// The case.
    pub(crate) case: String,
    /// The field of the case.
    pub(crate) field: String,
    /// What is written in it.
    pub(crate) value: String,
}

/// What each station wrote in one day, in the order in which it did.
pub(crate) type Day = BTreeMap<String, Vec<Change>>;

/// Gives the days one by one: during a day the stations do not see each other, after it all see all.
pub(crate) fn each_day(path: &Path, mut take: impl FnMut(usize, Day) -> Outcome<()>) -> Outcome<()> {
    let mut day = Day::new();
    let mut now = 0;
    for line in BufReader::new(File::open(path)?).lines() {
        let line = line?;
        let cells: Vec<&str> = line.split('\t').collect();
        let [on, station, _, case, field, value] = cells.as_slice() else {
            return Err(format!("not six cells: {line}").into());
        };
        let on: usize = on.parse()?;
        if on != now {
            take(now, std::mem::take(&mut day))?;
            now = on;
        }
        let change = Change { case: (*case).into(), field: (*field).into(), value: (*value).into() };
        day.entry((*station).to_owned()).or_default().push(change);
    }
    take(now, day)
}

/// Names what a station hands over after a day, so that the names sort in the order of the days.
pub(crate) fn handed_over(folder: &Path, day: usize, station: &str) -> PathBuf {
    folder.join(format!("{day:03}-{station}.part"))
}

/// Gives all that was handed over, in the order of the days.
pub(crate) fn parts(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let paths: Result<Vec<PathBuf>, _> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let mut paths: Vec<PathBuf> = paths.map_err(|why: std::io::Error| why)?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "part"));
    paths.sort();
    Ok(paths)
}
