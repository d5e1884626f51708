//! The guard: a word outside the store of how far this station had come, and what it means when the two differ.
//!
//! A store that was copied back does not know it. The guard does: a small file in another place, signed by the station's
//! key, with nothing about a person or a case in it. Deciding is a pure function of what both say.

use crate::digest::Digest;
use crate::event::EventId;
use crate::ident::{Author, AuthorName, Epoch};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The purpose of the signature under a guard.
pub const GUARD_NAMESPACE: &str = "noodbrug-guard-v1";

/// How many entries a guard may be behind its store before somebody is told: about a day of work without a seal.
pub const BEHIND: u64 = 2_000;

/// The newest bundle that was seen of a station.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The station.
    pub ws: AuthorName,
    /// Its epoch.
    pub ep: Epoch,
    /// The highest number.
    pub seq: u64,
    /// The name of that bundle.
    pub name: Digest,
}

/// What a guard says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guard {
    /// The shape of this file.
    pub format: String,
    /// The station.
    pub ws: AuthorName,
    /// Its epoch.
    pub ep: Epoch,
    /// The place of its last entry; zero before the first.
    pub seq: u64,
    /// The name of its last entry.
    pub head: Option<EventId>,
    /// The machine on which this was written: a digest that says nothing but "the same" or "another".
    pub machine: String,
    /// When, by the machine's clock.
    pub at: Moment,
    /// What was seen of other stations, by the fingerprint of the station's key.
    pub seen: BTreeMap<String, Seen>,
}

impl Guard {
    /// The shape of the file.
    pub const FORMAT: &'static str = "noodbrug-guard-1";
}

/// Where a station stands by its own store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The station and its epoch.
    pub author: Author,
    /// The end of its chain.
    pub head: Option<(u64, EventId)>,
    /// The name of the entry in the guard's place, when there is one here.
    pub at_guard: Option<EventId>,
    /// The machine on which the store was last kept; none in a store that never was.
    pub kept_on: Option<String>,
}

/// How far somebody else knows this station to have come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The epoch.
    pub ep: Epoch,
    /// The place of the entry.
    pub seq: u64,
    /// Its name.
    pub head: Option<EventId>,
}

/// What store and guard say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is no guard, and there never was one.
    Unguarded,
    /// There was a guard, and it is gone.
    GuardGone,
    /// They agree, or the guard is behind as it may be.
    Level,
    /// The guard is further behind than it may be: it was put back itself.
    GuardBehind {
        /// By how many entries.
        by: u64,
    },
    /// The store or the guard is of another machine: it was copied or moved.
    OtherMachine,
    /// The store is behind the guard, or has another history: it was put back or copied.
    Rewound(Known),
}

impl Standing {
    /// Says which of two is the graver.
    #[must_use]
    pub fn graver(self, other: Standing) -> Standing {
        if other.gravity() > self.gravity() { other } else { self }
    }

    const fn gravity(&self) -> (u8, u64, u64) {
        match self {
            Standing::Level => (0, 0, 0),
            Standing::Unguarded => (1, 0, 0),
            Standing::GuardGone => (2, 0, 0),
            Standing::GuardBehind { by } => (3, *by, 0),
            Standing::OtherMachine => (4, 0, 0),
            Standing::Rewound(known) => (5, known.ep, known.seq),
        }
    }
}

/// Decides what a guard means for a store that is opened on this machine.
#[must_use]
pub fn standing(stand: &Stand, guard: Option<&Guard>, machine: &str) -> Standing {
    let moved = stand.kept_on.as_ref().is_some_and(|kept| kept != machine);
    let Some(guard) = guard.filter(|guard| guard.ws == stand.author.ws) else {
        return match (&stand.kept_on, moved) {
            (None, _) => Standing::Unguarded,
            (Some(_), false) => Standing::GuardGone,
            (Some(_), true) => Standing::OtherMachine,
        };
    };
    let known = Known { ep: guard.ep, seq: guard.seq, head: guard.head };
    let own = stand.head.map_or(0, |(seq, _)| seq);
    let is_ahead = (guard.ep, guard.seq) > (stand.author.ep, own);
    let differs = guard.ep == stand.author.ep && guard.head != stand.at_guard;
    if is_ahead || differs {
        return Standing::Rewound(known);
    }
    if moved || guard.machine != machine {
        return Standing::OtherMachine;
    }
    let by = own.saturating_sub(guard.seq);
    // A new epoch begins at one, whatever the guard of the one before says.
    if guard.ep == stand.author.ep && by > BEHIND { Standing::GuardBehind { by } } else { Standing::Level }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "machine-1";

    fn id(word: &str) -> EventId {
        Digest::of(word.as_bytes())
    }

    fn guard(ep: Epoch, seq: u64, word: &str) -> Guard {
        Guard {
            format: Guard::FORMAT.to_owned(),
            ws: "ws-ams-0001".parse().unwrap(),
            ep,
            seq,
            head: (seq > 0).then(|| id(word)),
            machine: HERE.to_owned(),
            at: "2026-11-23T09:00:00+01:00".parse().unwrap(),
            seen: BTreeMap::new(),
        }
    }

    fn stand(ep: Epoch, seq: u64, at_guard: Option<&str>) -> Stand {
        Stand {
            author: Author { ws: "ws-ams-0001".parse().unwrap(), ep },
            head: (seq > 0).then(|| (seq, id("head"))),
            at_guard: at_guard.map(id),
            kept_on: Some(HERE.to_owned()),
        }
    }

    #[test]
    fn what_store_and_guard_say_together_has_one_meaning() {
        let rewound = |ep, seq, word: &str| Standing::Rewound(Known { ep, seq, head: Some(id(word)) });
        let told = [
            ("they agree", stand(1, 9, Some("a")), guard(1, 9, "a"), Standing::Level),
            ("a crash after the last entries", stand(1, 30, Some("a")), guard(1, 9, "a"), Standing::Level),
            ("a guard before the first entry", stand(1, 3, None), guard(1, 0, ""), Standing::Level),
            ("an older folder was put back", stand(1, 5, None), guard(1, 9, "a"), rewound(1, 9, "a")),
            ("an empty folder was put back", stand(1, 0, None), guard(1, 9, "a"), rewound(1, 9, "a")),
            (
                "it was put back, and went on past it",
                stand(1, 30, Some("b")),
                guard(1, 9, "a"),
                rewound(1, 9, "a"),
            ),
            (
                "it was put back to the same length",
                stand(1, 9, Some("b")),
                guard(1, 9, "a"),
                rewound(1, 9, "a"),
            ),
            ("a folder from before the renewal", stand(1, 30, None), guard(2, 1, "c"), rewound(2, 1, "c")),
            ("renewed, and the guard not written yet", stand(2, 1, None), guard(1, 9, "a"), Standing::Level),
            (
                "the guard itself was put back",
                stand(1, 2_010, Some("a")),
                guard(1, 9, "a"),
                Standing::GuardBehind { by: 2_001 },
            ),
            ("behind as far as it may be", stand(1, 2_009, Some("a")), guard(1, 9, "a"), Standing::Level),
        ];
        for (what, stand, guard, expected) in told {
            assert_eq!(standing(&stand, Some(&guard), HERE), expected, "{what}");
        }
    }

    #[test]
    fn another_machine_is_told_by_the_guard_and_by_the_store() {
        let (own, other) =
            (stand(1, 9, Some("a")), Stand { kept_on: Some("machine-2".into()), ..stand(1, 9, Some("a")) });
        let there = Guard { machine: "machine-2".into(), ..guard(1, 9, "a") };
        assert_eq!(standing(&own, Some(&there), HERE), Standing::OtherMachine);
        assert_eq!(standing(&other, Some(&guard(1, 9, "a")), HERE), Standing::OtherMachine);
        assert_eq!(standing(&other, None, HERE), Standing::OtherMachine);
        assert_eq!(standing(&own, None, HERE), Standing::GuardGone);
        let new = Stand { kept_on: None, ..stand(1, 1, None) };
        assert_eq!(standing(&new, None, HERE), Standing::Unguarded);
        // What was put back on another machine is first of all put back.
        let behind = Stand { kept_on: Some("machine-2".into()), ..stand(1, 5, None) };
        assert!(matches!(standing(&behind, Some(&guard(1, 9, "a")), HERE), Standing::Rewound(_)));
        // The guard of another station says nothing.
        let stranger = Guard { ws: "ws-rot-0001".parse().unwrap(), ..guard(1, 99, "a") };
        assert_eq!(standing(&own, Some(&stranger), HERE), Standing::GuardGone);
    }

    #[test]
    fn of_two_guards_the_graver_word_counts() {
        let far = Standing::Rewound(Known { ep: 1, seq: 9, head: None });
        let further = Standing::Rewound(Known { ep: 2, seq: 1, head: None });
        assert_eq!(Standing::Level.graver(Standing::OtherMachine), Standing::OtherMachine);
        assert_eq!(far.clone().graver(Standing::OtherMachine), far);
        assert_eq!(far.graver(further.clone()), further);
    }
}
