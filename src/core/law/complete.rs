//! Which rules a catalogue cannot do without.

use super::{Law, LawError};
use chrono::NaiveDate;

/// The rules that custody, planning and the work after a judgment refer to by name; `rule/variant` for a variant.
pub const NEEDED: [&str; 29] = [
    "ophouden_9",
    "ophouden_6",
    "ophouden_id",
    "voorgeleiding",
    "ivs",
    "ivs_verl",
    "ovj_beroep_rc",
    "vd_beroep_71",
    "bewaring",
    "gevangenhouding",
    "gh_zitting",
    "gh_vergeten",
    "schorsing_bep",
    "schorsing_bep/klemmend",
    "oproep_na_schorsing",
    "vrijlating",
    "dagv_mk",
    "dagv_pr",
    "dagv_ktr",
    "dagv_hof",
    "bezwaar_dagv",
    "victim_info",
    "uitspraak_mk",
    "uitspraak_pr",
    "aantekening_vonnis",
    "hb",
    "hb_bekend",
    "cass",
    "exec_14",
];

impl Law {
    /// Checks that every rule on which custody and planning rest applies to an event of this day.
    ///
    /// # Errors
    /// [`LawError::Missing`] names the first that does not.
    pub fn check_complete(&self, on: NaiveDate) -> Result<(), LawError> {
        let there = |name: &str| match name.split_once('/') {
            None => self.rule(name, on).is_ok(),
            Some((id, variant)) => self.rule(id, on).is_ok_and(|rule| rule.variant(variant).is_some()),
        };
        let missing = NEEDED.into_iter().find(|name| !there(name));
        missing.map_or(Ok(()), |rule| Err(LawError::Missing { rule, on }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custody::Purpose;
    use crate::lawbook::tests::dutch;

    #[test]
    fn the_catalogue_of_the_program_has_every_rule_that_is_needed() {
        let law = dutch().law;
        assert_eq!(law.check_complete("2026-11-26".parse().unwrap()), Ok(()));
        for purpose in Purpose::ALL {
            assert!(NEEDED.contains(&purpose.rule()), "{}", purpose.rule());
        }
    }

    #[test]
    fn a_catalogue_without_a_rule_of_custody_or_with_one_that_is_over_is_not_complete() {
        let text = include_str!("../../../assets/law/terms.toml");
        for (from, to) in [
            ("id = \"bewaring\"\n", "id = \"bewaren\"\n"),
            ("id = \"bewaring\"\n", "id = \"bewaring\"\nvalid_to = \"2020-01-01\"\n"),
        ] {
            let law = Law::parse(&text.replacen(from, to, 1)).unwrap();
            let why = law.check_complete("2026-11-26".parse().unwrap()).unwrap_err();
            assert!(why.text(crate::text::Lang::Nl).contains("`bewaring` ontbreekt"), "{why}");
        }
    }
}
