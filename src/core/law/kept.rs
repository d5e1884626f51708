//! What of earlier laws stays when another one comes into force.
//!
//! A new law computes anew, but it takes nobody's guard away: a term that wanted two people when it was started wants two
//! people until it has ended. And a law never makes room for an older one.

use super::Law;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is remembered of the laws that were in force at a workstation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The highest version that was ever in force.
    pub highest: u32,
    /// The rules that want two people under the law in force.
    pub critical: BTreeSet<String>,
    /// The rules that wanted two people under an earlier law, and until when.
    pub until: BTreeMap<String, Moment>,
}

impl Kept {
    /// Puts a law in force at a moment: gives what is remembered from then on, and tells the law of it.
    #[must_use]
    pub fn then(&self, law: &mut Law, now: Moment) -> Kept {
        let critical = critical_in(law);
        let mut until = self.until.clone();
        until.extend(self.critical.difference(&critical).map(|rule| (rule.clone(), now)));
        law.remember_critical(&until);
        Kept { highest: self.highest.max(law.version()), critical, until }
    }
}

fn critical_in(law: &Law) -> BTreeSet<String> {
    let ids: BTreeSet<&str> = law.rules().map(|rule| rule.id.as_str()).collect();
    let wants_two = |id: &&str| law.newest(id).is_ok_and(|rule| rule.duty.critical);
    ids.into_iter().filter(wants_two).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lawbook::tests::dutch;

    #[test]
    fn a_rule_that_wanted_two_people_is_remembered_with_the_moment_until_which() {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let (first, second) = (at("2026-11-01T09:00:00+01:00"), at("2026-12-01T09:00:00+01:00"));
        let mut law = dutch().law;
        let kept = Kept::default().then(&mut law, first);
        assert!(kept.critical.contains("hb") && kept.until.is_empty());
        let loose =
            include_str!("../../../assets/law/terms.toml").replace("critical = true", "critical = false");
        let mut loose = Law::parse(&loose.replacen("version = 1\n", "version = 2\n", 1)).unwrap();
        let after = kept.then(&mut loose, second);
        assert_eq!((after.highest, after.critical.len()), (2, 0));
        assert_eq!(loose.critical_until("hb"), Some(&second));
        let back = after.then(&mut law, at("2027-01-01T09:00:00+01:00"));
        assert_eq!((back.highest, back.until.get("hb")), (2, Some(&second)));
    }
}
