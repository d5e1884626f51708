//! What the office asks of a term beside the law: when to warn, who must look along, what belongs to which stage.
//!
//! These fields of the catalogue are a working agreement of ours and no law; a jurist need not sign them.

use super::catalogue::of_variant;
use super::{Amount, Counting, Rule, RuleId, Side, Unit, Words};
use crate::text::Lang;
use serde::Deserialize;

/// What is asked of a term of this rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duty {
    /// How long before the end a list begins to warn.
    pub warn: Option<Amount>,
    /// A second person must confirm its end.
    pub critical: bool,
    /// After what such a term belongs in a case.
    pub follows: Option<Stage>,
    /// Who must hear the person before the end, of a title of custody.
    pub heard_by: Option<Forum>,
    /// The variant that runs along when the order was given orally.
    pub oral: Option<RuleId>,
}

/// After what a term belongs in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// The summons: a day of service, a term until the hearing.
    Summons,
    /// The judgment: a remedy runs.
    Judgment,
}

impl Stage {
    /// Gives the word for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Stage::Summons => lang.pick("dagvaarding", "summons"),
            Stage::Judgment => lang.pick("uitspraak", "judgment"),
        }
    }
}

/// Who must hear the person before a title ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Forum {
    /// Rechter-commissaris.
    #[serde(rename = "rc")]
    Judge,
    /// Raadkamer.
    #[serde(rename = "raadkamer")]
    Chambers,
    /// De zitting, ook pro forma.
    #[serde(rename = "zitting")]
    Hearing,
}

impl Forum {
    /// Gives the word for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Forum::Judge => lang.pick("rechter-commissaris", "examining judge"),
            Forum::Chambers => lang.pick("raadkamer", "court in chambers"),
            Forum::Hearing => lang.pick("zitting (pro forma)", "hearing (pro forma)"),
        }
    }
}

/// Checks what is asked of a rule that is otherwise in order; the answer names the field.
pub(super) fn check(rule: &Rule) -> Result<(), Words> {
    let ends_at_once = matches!(rule.counting, Counting::Task | Counting::Stamp);
    if rule.duty.warn.is_none() && rule.loses.contains(&Side::State) && !ends_at_once {
        return Err(Words::new(
            "veld `warn` ontbreekt: deze regel bindt de overheid",
            "field `warn` is missing: this rule binds the state",
        ));
    }
    check_warning(rule)?;
    for variant in &rule.variants {
        let Some(chosen) = rule.variant(variant.id.as_str()) else { continue };
        check_warning(&chosen).map_err(|problem| of_variant(&variant.id, &problem))?;
    }
    match &rule.duty.oral {
        Some(oral) if rule.variant(oral.as_str()).is_none() => Err(Words::new(
            format!("veld `oral`: er is geen variant `{oral}`"),
            format!("field `oral`: there is no variant `{oral}`"),
        )),
        _ => Ok(()),
    }
}

/// A warning that comes with the start of a term, or before it, warns of nothing.
fn check_warning(rule: &Rule) -> Result<(), Words> {
    let counted_back = matches!(rule.counting, Counting::Back | Counting::Win);
    let (Some(warn), Some(length)) = (rule.duty.warn, rule.length.filter(|_| !counted_back)) else {
        return Ok(());
    };
    if !matches!(warn.unit(), Unit::Hours | Unit::Days) {
        return Err(Words::new(
            format!("veld `warn`: in hours of days, niet in {}", warn.unit().word()),
            format!("field `warn`: in hours or days, not in {}", warn.unit().word()),
        ));
    }
    if hours(rule, warn) < hours(rule, length) {
        return Ok(());
    }
    Err(Words::new(
        format!("veld `warn`: {} is niet korter dan de termijn", warn.text(Lang::Nl)),
        format!("field `warn`: {} is not shorter than the term", warn.text(Lang::En)),
    ))
}

fn hours(rule: &Rule, length: Amount) -> u64 {
    let measures = &rule.measures;
    let days = match length.unit() {
        Unit::Hours => return u64::from(length.count()),
        Unit::Days => 1,
        Unit::Weeks => u64::from(measures.week_days),
        Unit::Months => u64::from(measures.month_days),
        Unit::Years => u64::from(measures.month_days).saturating_mul(12),
    };
    days.saturating_mul(u64::from(length.count())).saturating_mul(u64::from(measures.day_hours))
}
