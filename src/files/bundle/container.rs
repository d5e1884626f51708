//! Collects findings about one bundle, up to a number that a person can still read.

use noodbrug_core::bundle::{Finding, FindingKind};
use noodbrug_core::text::{clipped, harmless};
use std::fmt::Display;

const MOST: usize = 500;
/// The most characters of a name or of particulars: a stranger may have written them, megabytes long.
const LONGEST: usize = 240;

/// The findings so far, and the name of the bundle for those about the bundle as a whole.
#[derive(Debug)]
pub(super) struct Findings {
    bundle: String,
    list: Vec<Finding>,
    more: u64,
}

impl Findings {
    pub(super) fn new(bundle: &str) -> Findings {
        Findings { bundle: bundle.to_owned(), list: Vec::new(), more: 0 }
    }

    /// Adds a finding; beyond 500 they are only counted.
    fn add(&mut self, finding: impl FnOnce() -> Finding) {
        if self.list.len() < MOST {
            self.list.push(finding());
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Adds a finding about the bundle as a whole.
    pub(super) fn archive(&mut self, kind: FindingKind, detail: impl Display) {
        let bundle = self.bundle.clone();
        self.about(&bundle, kind, detail);
    }

    /// Adds a finding about one file.
    pub(super) fn about(&mut self, file: &str, kind: FindingKind, detail: impl Display) {
        self.add(|| {
            Finding::new(kind, &harmless(&clipped(file, LONGEST)))
                .with(harmless(&clipped(&detail.to_string(), LONGEST)))
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Gives the findings, and how many were left off.
    pub(super) fn finish(self) -> (Vec<Finding>, u64) {
        (self.list, self.more)
    }
}
