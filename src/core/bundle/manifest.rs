//! Manifests: a line for each file, its SHA-256 and its path, sorted by path, each line ended by LF (RFC 8493, 2.1.3).

use super::names::check_name;
use crate::digest::Digest;
use std::collections::BTreeMap;
use std::fmt;

/// What is wrong with a manifest; lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestFault {
    /// The text has bytes that are not ASCII, or ends of line with CR.
    Text,
    /// The last line has no end of line.
    Cut,
    /// A line is not 64 hexadecimal digits, two spaces and a path.
    Line(usize),
    /// A path is no name of a file in a bundle.
    Name(usize),
    /// A line is not after the one before it: unsorted, or the same path twice.
    Order(usize),
}

impl fmt::Display for ManifestFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ManifestFault::Text => f.write_str("ASCII, LF"),
            ManifestFault::Cut => f.write_str("LF"),
            ManifestFault::Line(number) | ManifestFault::Name(number) | ManifestFault::Order(number) => {
                write!(f, ":{number}")
            }
        }
    }
}

impl std::error::Error for ManifestFault {}

/// The most faults that are named; nobody reads further.
const MOST_FAULTS: usize = 1_000;

/// The files of a bag and their digests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest(BTreeMap<String, Digest>);

impl Manifest {
    /// Makes a manifest of these files.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, Digest)>) -> Manifest {
        Manifest(files.into_iter().collect())
    }

    /// Gives the digest of a file.
    #[must_use]
    pub fn digest(&self, path: &str) -> Option<Digest> {
        self.0.get(path).copied()
    }

    /// Gives the files in their order.
    pub fn files(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.0.iter().map(|(path, digest)| (path.as_str(), *digest))
    }

    /// Counts the files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Says whether there are no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes the manifest as `sha256sum -c` reads it.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect()
    }

    /// Reads a manifest, and names what is wrong with it, up to a thousand faults; what could be read until then is given all
    /// the same.
    #[must_use]
    pub fn read(bytes: &[u8]) -> (Manifest, Vec<ManifestFault>) {
        let (mut manifest, mut faults) = (Manifest::default(), Vec::new());
        if !bytes.is_ascii() || bytes.contains(&b'\r') {
            return (manifest, vec![ManifestFault::Text]);
        }
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        if !text.is_empty() && !text.ends_with('\n') {
            faults.push(ManifestFault::Cut);
        }
        let mut last: Option<&str> = None;
        for (number, line) in (1..).zip(text.lines()) {
            if faults.len() >= MOST_FAULTS {
                break;
            }
            let Some((path, digest)) = entry_of(line) else {
                faults.push(ManifestFault::Line(number));
                continue;
            };
            faults.extend(check_name(path).is_err().then_some(ManifestFault::Name(number)));
            faults.extend(last.is_some_and(|last| last >= path).then_some(ManifestFault::Order(number)));
            last = Some(path);
            manifest.0.insert(path.to_owned(), digest);
        }
        (manifest, faults)
    }
}

fn entry_of(line: &str) -> Option<(&str, Digest)> {
    let (hex, path) = line.split_once("  ")?;
    Some((path, hex.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn two() -> Manifest {
        let file = |path: &str| (path.to_owned(), Digest::of(path.as_bytes()));
        Manifest::new([file("data/b.csv"), file("data/a.csv")])
    }

    #[test]
    fn a_manifest_is_sorted_and_reads_back() {
        let text = two().to_text();
        assert_eq!(Manifest::read(text.as_bytes()), (two(), Vec::new()));
        assert!(text.find("data/a.csv") < text.find("data/b.csv"));
    }

    #[test]
    fn swapped_repeated_cut_and_crlf_lines_are_named() {
        let text = two().to_text();
        let lines: Vec<&str> = text.lines().collect();
        let faults = |text: String| Manifest::read(text.as_bytes()).1;
        assert_eq!(faults(format!("{}\n{}\n", lines[1], lines[0])), [ManifestFault::Order(2)]);
        assert_eq!(faults(format!("{}\n{}\n", lines[0], lines[0])), [ManifestFault::Order(2)]);
        assert_eq!(faults(text.trim_end().to_owned()), [ManifestFault::Cut]);
        assert_eq!(faults(text.replace('\n', "\r\n")), [ManifestFault::Text]);
        assert_eq!(faults(text.replace("  data/a", " data/a")), [ManifestFault::Line(1)]);
        assert_eq!(faults(text.replace("data/b.csv", "data/b/")), [ManifestFault::Name(2)]);
    }

    proptest! {
        #[test]
        fn what_reads_without_a_fault_writes_the_same_bytes(text in "([0-9a-f]{64}  data/[a-c]{1,2}\n){0,4}") {
            let (manifest, faults) = Manifest::read(text.as_bytes());
            if faults.is_empty() {
                prop_assert_eq!(manifest.to_text(), text);
            }
        }

        #[test]
        fn one_changed_byte_is_a_fault_or_another_manifest(at in 0_usize..100, to: u8) {
            let mut bytes = two().to_text().into_bytes();
            prop_assume!(bytes[at] != to);
            bytes[at] = to;
            let (manifest, faults) = Manifest::read(&bytes);
            prop_assert!(!faults.is_empty() || manifest != two());
        }
    }
}
