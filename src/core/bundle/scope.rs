//! Which cases a bundle is about, and what a bundle of some cases says of each: how many events, and which.

use super::profile::ProfileName;
use crate::digest::Digest;
use crate::event::EventId;
use crate::ident::CaseId;
use serde::{Deserialize, Serialize};

/// Which cases the bundle is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// All cases of the sender.
    All,
    /// These cases only, and of these what a profile lets out.
    Cases(Box<CaseScope>),
}

/// Which cases a bundle of some cases holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseScope {
    /// What decided which cases and fields go.
    pub profile: ProfileName,
    /// Each case, in the order of the ids.
    pub seals: Vec<CaseSeal>,
    /// Numbers of the sender's bundles, below this one's, that were not made for this recipient or not at all: runs of
    /// first and last, in order.
    pub elsewhere: Vec<(u64, u64)>,
}

/// What a bundle holds of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseSeal {
    /// The case.
    pub case: CaseId,
    /// How many of its events are in it.
    pub count: u64,
    /// Which: [`CaseSeal::over`] their names.
    pub seal: Digest,
    /// How many more the sender has, that its bundle cannot prove.
    pub unproven: u64,
    /// The SHA-256 of its file.
    pub sha256: Digest,
}

impl CaseSeal {
    /// Gives the path of a case's file in the payload.
    #[must_use]
    pub fn path_of(case: &CaseId) -> String {
        format!("{CASES}{case}.jsonl")
    }

    /// Says whether a file of the payload holds the events of a case.
    #[must_use]
    pub fn is_path(path: &str) -> bool {
        path.starts_with(CASES)
    }

    /// Hashes which events these are: their names, sorted, each with a line end.
    #[must_use]
    pub fn over(events: impl IntoIterator<Item = EventId>) -> Digest {
        let mut names: Vec<EventId> = events.into_iter().collect();
        names.sort_unstable();
        let text: String = names.into_iter().map(|name| format!("{name}\n")).collect();
        Digest::of(text.as_bytes())
    }
}

/// The folder of the cases in the payload.
const CASES: &str = "data/cases/";

impl Scope {
    /// Gives what a bundle of some cases says of them.
    #[must_use]
    pub fn cases(&self) -> Option<&CaseScope> {
        match self {
            Scope::All => None,
            Scope::Cases(cases) => Some(cases),
        }
    }

    /// Says whether a case may be in the bundle.
    #[must_use]
    pub fn holds(&self, case: &CaseId) -> bool {
        self.cases().is_none_or(|scope| scope.seals.iter().any(|seal| seal.case == *case))
    }
}

impl CaseScope {
    /// Says whether cases and runs stand in their one order: no case twice, runs apart and below the bundle's own number.
    #[must_use]
    pub fn is_in_order(&self, seq: u64) -> bool {
        let apart =
            |one: &(u64, u64), next: &(u64, u64)| one.1.checked_add(1).is_some_and(|end| end < next.0);
        self.seals.is_sorted_by(|one, next| one.case < next.case)
            && self.elsewhere.iter().all(|(first, last)| 0 < *first && first <= last && *last < seq)
            && self.elsewhere.is_sorted_by(apart)
    }

    /// Writes numbers as runs.
    #[must_use]
    pub fn runs(numbers: impl IntoIterator<Item = u64>) -> Vec<(u64, u64)> {
        let mut runs: Vec<(u64, u64)> = Vec::new();
        for number in numbers {
            match runs.last_mut() {
                Some((_, last)) if last.saturating_add(1) >= number => *last = number.max(*last),
                _ => runs.push((number, number)),
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::super::partner::PartnerKind;
    use super::*;

    fn scope(elsewhere: &[(u64, u64)], cases: &[&str]) -> CaseScope {
        let sha256 = Digest::of(b"");
        let seal = |name: &&str| CaseSeal {
            case: CaseId::derived("test", name),
            count: 1,
            seal: sha256,
            unproven: 0,
            sha256,
        };
        let profile = ProfileName { kind: PartnerKind::Dji, version: 1, sha256 };
        let mut seals: Vec<CaseSeal> = cases.iter().map(seal).collect();
        seals.sort_by_key(|seal| seal.case);
        CaseScope { profile, seals, elsewhere: elsewhere.to_vec() }
    }

    #[test]
    fn cases_and_runs_have_one_order() {
        assert!(scope(&[], &[]).is_in_order(1));
        assert!(scope(&[(1, 2), (4, 4), (6, 8)], &["a", "b"]).is_in_order(9));
        for runs in
            [&[(1, 2), (3, 4)][..], &[(4, 4), (1, 2)], &[(0, 1)], &[(3, 2)], &[(1, 9)], &[(1, u64::MAX)]]
        {
            assert!(!scope(runs, &[]).is_in_order(9), "{runs:?}");
        }
        assert!(!scope(&[], &["a", "a"]).is_in_order(9));
        let mut turned = scope(&[], &["a", "b"]);
        turned.seals.reverse();
        assert!(!turned.is_in_order(9));
    }

    #[test]
    fn numbers_are_written_as_runs() {
        let runs = CaseScope::runs([1, 2, 4, 6, 7, 7, 8]);
        assert_eq!(runs, [(1, 2), (4, 4), (6, 8)]);
    }

    #[test]
    fn the_seal_of_a_case_is_of_the_set_of_its_events() {
        let [a, b] = [Digest::of(b"a"), Digest::of(b"b")];
        assert_eq!(CaseSeal::over([a, b]), CaseSeal::over([b, a]));
        assert_ne!(CaseSeal::over([a, b]), CaseSeal::over([a]));
        let mut sorted = [a, b];
        sorted.sort();
        assert_eq!(CaseSeal::over([a, b]), Digest::of(format!("{}\n{}\n", sorted[0], sorted[1]).as_bytes()));
    }
}
