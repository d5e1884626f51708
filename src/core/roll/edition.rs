//! Which version a print is.

use crate::digest::Digest;
use crate::print::{Edition, Standing};

/// What is known of the newest version that was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Last {
    /// The version, from one.
    pub version: u32,
    /// How settled it was.
    pub standing: Standing,
    /// The digest of what it said, see [`super::Sheet::fingerprint`].
    pub fingerprint: Digest,
}

/// Says which edition a print is.
///
/// A list that says the same as its newest version, and is as settled, is that version again, however often it is
/// printed. Anything else is the next version, which replaces the one before; without a word about it a list stays as
/// settled as it was, and a first one is a concept. A list may become less settled again: a day in an outage can be torn
/// up, and the paper then says so.
#[must_use]
pub fn edition(last: Option<&Last>, fingerprint: Digest, asked: Option<Standing>) -> Edition {
    let standing = asked.or(last.map(|last| last.standing)).unwrap_or(Standing::Concept);
    let version = match last {
        None => 1,
        Some(last) if last.fingerprint == fingerprint && last.standing == standing => last.version,
        Some(last) => last.version.saturating_add(1),
    };
    Edition { standing, version, replaces: version.checked_sub(1).filter(|before| *before > 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_list_keeps_its_version_and_any_other_gets_the_next() {
        let (one, other) = (Digest::of(b"one"), Digest::of(b"other"));
        let first = edition(None, one, None);
        assert_eq!(first, Edition { standing: Standing::Concept, version: 1, replaces: None });
        let last = Last { version: 2, standing: Standing::Firm, fingerprint: one };
        let at = |fingerprint, asked| edition(Some(&last), fingerprint, asked);
        assert_eq!(at(one, None), Edition { standing: Standing::Firm, version: 2, replaces: Some(1) });
        assert_eq!(at(other, None), Edition { standing: Standing::Firm, version: 3, replaces: Some(2) });
        assert_eq!(at(one, Some(Standing::Final)).version, 3);
        assert_eq!(at(one, Some(Standing::Firm)).version, 2);
    }
}
