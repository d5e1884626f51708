//! A computed term as a machine reads it (`noodbrug term compute --json`).

use super::{Computed, End, Step};
use crate::law::RuleId;
use crate::text::Lang;
use serde::Serialize;

/// A computed term for machines: days as `2026-12-28`, moments as RFC 3339 with their offset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The rule.
    pub rule: RuleId,
    /// Its article.
    pub article: String,
    /// What it was computed from.
    pub from: String,
    /// The earliest reading.
    pub earliest: End,
    /// The latest reading.
    pub latest: End,
    /// `certain` or `uncertain`.
    pub certainty: &'static str,
    /// Why it is uncertain, a sentence each.
    pub doubts: Vec<String>,
    /// Which reading is the safe one: `earliest`, `latest` or `both`.
    pub safe: &'static str,
    /// Whether the end lies beyond the last day that the calendar knows.
    pub beyond_horizon: bool,
    /// How the outcome came about.
    pub steps: Vec<ReportStep>,
}

/// One step for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportStep {
    /// The step in one sentence.
    pub what: String,
    /// What moved the date, such as a holiday.
    pub moved_by: Option<String>,
    /// The day or moment at which the computation stands after it.
    pub to: Option<End>,
}

fn steps(steps: &[Step], lang: Lang) -> Vec<ReportStep> {
    let mut reached = None;
    let report = |step: &Step| {
        reached = step.to().or(reached);
        ReportStep { what: step.sentence(lang), moved_by: step.moved_by(lang), to: reached }
    };
    steps.iter().map(report).collect()
}

impl Computed {
    /// Gives the outcome as a machine reads it, with its sentences in this language.
    #[must_use]
    pub fn report(&self, lang: Lang) -> Report {
        Report {
            rule: self.rule.clone(),
            article: self.article.clone(),
            from: self.trigger.to_string(),
            earliest: self.earliest,
            latest: self.latest,
            certainty: self.certainty.word(),
            doubts: self.certainty.doubts().iter().map(|doubt| doubt.text(lang)).collect(),
            safe: self.safe.word(),
            beyond_horizon: self.beyond_horizon,
            steps: steps(&self.steps, lang),
        }
    }
}
