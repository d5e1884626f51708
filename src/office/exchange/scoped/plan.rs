//! What a bundle of some cases would take along, told before it is made: by case, by field, and what stays.

use super::super::ExportAsk;
use super::super::export::ExportPlan;
use super::super::portions;
use super::super::preflight::{self, Preflight};
use super::need::{CaseNeed, Need, Own};
use crate::complaint::Complaint;
use crate::lists::label_of;
use crate::office::Office;
use crate::views::CaseLabel;
use noodbrug_core::bundle::{CaseRule, DocumentRule, Kind as BundleKind, PartnerKind, Profile, file_name};
use noodbrug_core::event::Event;
use noodbrug_core::register::Group;
use noodbrug_core::rows;
use noodbrug_core::text::Lang;
use noodbrug_files::medium;
use noodbrug_store::Partner;
use std::collections::{BTreeMap, BTreeSet};

/// What a bundle of some cases would take along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopePlan {
    /// The kind of partner, whose profile decides.
    pub kind: PartnerKind,
    /// The version of the profile.
    pub version: u32,
    /// Why this kind of partner may know this, as the profile says it.
    pub reason: String,
    /// Which cases by the profile.
    pub rule: CaseRule,
    /// A person chose the cases.
    pub chosen: bool,
    /// Which documents by the profile.
    pub documents: DocumentRule,
    /// The fields that go, each with the reason in the profile.
    pub shown: BTreeMap<Group, String>,
    /// The fields that stay.
    pub hidden: BTreeSet<Group>,
    /// What goes of each case, in the order of their numbers.
    pub cases: Vec<CaseLeaves>,
    /// Cases that stay because the partner has them as they are.
    pub unchanged: u64,
}

/// What goes of one case, and what stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLeaves {
    /// The case, as lists here show it.
    pub case: CaseLabel,
    /// Entries that go, with or without what they say.
    pub events: u64,
    /// Entries of which only the proof goes, and not what they say.
    pub withheld: u64,
    /// Entries that stay because their office has not sealed them.
    pub unproven: u64,
    /// The fields that the partner can take in.
    pub fields: BTreeSet<Group>,
    /// The fields that stand in the tables alone: in the journal they stand in one entry with fields that stay.
    pub tables_only: BTreeSet<Group>,
    /// The fields that the case has and that stay.
    pub stays: BTreeSet<Group>,
    /// Documents that go.
    pub documents: u64,
    /// Documents that the case has and that stay.
    pub documents_stay: u64,
    /// Fields that go and hold more than one value.
    pub conflicts: u64,
}

impl ScopePlan {
    /// Says which cases go, for people.
    #[must_use]
    pub fn which(&self, lang: Lang) -> &'static str {
        match self.chosen {
            true => lang.pick("alleen de gekozen zaken", "the chosen cases only"),
            false => self.rule.label(lang),
        }
    }
}

impl Office {
    /// Tells what a bundle of some cases would hold; nothing is written.
    pub(in crate::exchange) fn plan_scoped(
        &self,
        ask: &ExportAsk,
        (partner, profile): (Partner, Profile),
        largest: Option<u64>,
    ) -> Result<ExportPlan, Complaint> {
        let need = self.need_left((&partner, profile), ask, (Own::ToBeSealed, largest))?;
        let header = self.begin_header(BundleKind::Export, &partner)?;
        let closed = self.envelope_of(&partner, ask.open)?.is_some();
        let scope = self.scope_plan(&need, ask);
        let bytes = need.event_bytes().saturating_add(need.document_bytes());
        let mut plan = ExportPlan {
            file_name: file_name(&header.folder(), closed),
            closed,
            events: need.events().saturating_add(need.seals()),
            cases: need.cases.len() as u64,
            documents: need.documents.len() as u64,
            document_bytes: need.document_bytes(),
            conflicts: scope.cases.iter().fold(0, |sum, case| sum.saturating_add(case.conflicts)),
            first: false,
            bundles: 1,
            bytes,
            medium: medium::of(&ask.folder),
            preflight: Vec::new(),
            scope: Some(scope),
            partner,
        };
        plan.preflight.extend(self.rewound().map(Preflight::rewound));
        plan.preflight.extend(self.own_key_gone().map(Preflight::own_key_gone));
        plan.preflight.extend(preflight::place(&ask.folder, &plan.file_name, bytes));
        match need.parts(largest) {
            Some(parts) => {
                plan.bundles = parts.len() as u64;
                plan.bytes = parts.iter().fold(0, |sum, part| sum.saturating_add(part.bytes));
            }
            None => {
                let why = portions::too_large(largest.unwrap_or_default());
                plan.preflight.push(Preflight::too_large(why.sentence));
            }
        }
        // That nothing goes has another reason here than that nothing is new.
        let content = preflight::content(&plan, 1, &[]);
        let empty = plan.scope.as_ref().filter(|scope| scope.cases.is_empty());
        let empty = empty.map(|scope| preflight::no_case(&plan.partner.name, scope));
        plan.preflight.extend(content.into_iter().chain(empty));
        Ok(plan)
    }

    fn scope_plan(&self, need: &Need, ask: &ExportAsk) -> ScopePlan {
        let profile = &need.profile;
        let mut cases: Vec<CaseLeaves> =
            need.cases.iter().map(|case| self.case_leaves(case, profile)).collect();
        cases.sort_by(|one, other| (&one.case.number, one.case.id).cmp(&(&other.case.number, other.case.id)));
        ScopePlan {
            kind: profile.kind,
            version: profile.version,
            reason: profile.reason.clone(),
            rule: profile.cases,
            chosen: !ask.cases.is_empty(),
            documents: profile.documents,
            shown: profile.groups.clone(),
            hidden: profile.hidden().collect(),
            cases,
            unchanged: need.unchanged,
        }
    }

    fn case_leaves(&self, need: &CaseNeed, profile: &Profile) -> CaseLeaves {
        let held: BTreeSet<Group> = need.state.registers().map(|(register, _)| register.group).collect();
        let (shown, stays): (BTreeSet<Group>, BTreeSet<Group>) =
            held.into_iter().partition(|group| profile.shows(*group));
        let written = need.events.iter().filter_map(Event::content).flat_map(|body| body.w.keys());
        let written: BTreeSet<Group> = written.map(|register| register.group).collect();
        let (fields, tables_only) = shown.into_iter().partition(|group| written.contains(group));
        let row = rows::derive(need.case, &need.state, &self.law).case;
        let documents = need.documents.len() as u64;
        CaseLeaves {
            case: label_of(&row),
            events: need.events.len() as u64,
            withheld: need.withheld,
            unproven: need.unproven,
            fields,
            tables_only,
            stays,
            documents,
            documents_stay: u64::from(row.documents).saturating_sub(documents),
            conflicts: need.shown(profile).conflicts().count() as u64,
        }
    }
}
