//! What an export can be taken at its silence for.
//!
//! What a source said before and no longer says is taken back; but a missing file or a record that could not be read
//! is no such silence. Who would vanish from the custody board by a damaged line stays on it.

use noodbrug_core::ident::CaseId;
use noodbrug_core::register::{Group, Register};
use noodbrug_files::intake::{Finding, FindingCode, Holds, IntakeCase, Severity, Taken};
use std::collections::BTreeSet;

/// Which kinds of data an export tells in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heard {
    whole: BTreeSet<Holds>,
    /// Cases of which a record was held out.
    held: BTreeSet<(Holds, CaseId)>,
}

impl Heard {
    /// Judges an export; `missing` is what files held that the mapping expects and the export lacks.
    pub(super) fn of(taken: &Taken, missing: impl IntoIterator<Item = Holds>) -> Heard {
        let mut heard =
            Heard { whole: taken.detected.iter().map(|file| file.holds).collect(), ..Heard::default() };
        for holds in missing {
            heard.whole.remove(&holds);
        }
        for finding in taken.findings.iter().filter(|finding| is_gap(finding)) {
            let file = taken.detected.iter().find(|file| file.file == finding.file);
            if let Some(file) = file {
                heard.note_gap(file.holds, finding);
            }
        }
        heard
    }

    fn note_gap(&mut self, holds: Holds, finding: &Finding) {
        match (&finding.number, holds) {
            (Some(number), _) => {
                self.held.insert((holds, CaseId::of_parketnummer(number)));
            }
            // A case that the list names is told in full by its one row, whatever other rows are like.
            (None, Holds::Cases) if finding.record.is_some() => {}
            (None, _) => {
                self.whole.remove(&holds);
            }
        }
    }

    /// Names the kinds of data of which nothing is taken back.
    pub(super) fn in_doubt(&self) -> Vec<Holds> {
        let all = [Holds::Cases, Holds::Hearings, Holds::Measures, Holds::Documents];
        all.into_iter().filter(|holds| !self.whole.contains(holds)).collect()
    }

    /// Says whether the export would tell of a register at all; what sources never write does not depend on a file.
    pub(super) fn tells(&self, group: Group) -> bool {
        // An outcome belongs to a hearing: where no hearings were given, nothing is known of how they ended.
        let holds = if group == Group::Outcome { Some(Holds::Hearings) } else { holds_of(group) };
        holds.is_none_or(|holds| self.whole.contains(&holds))
    }

    /// Says whether a register that the export does not name is thereby taken back.
    pub(super) fn takes_back(&self, id: &CaseId, case: &IntakeCase, register: &Register) -> bool {
        let Some(holds) = holds_of(register.group) else { return false };
        let told = self.whole.contains(&holds) && !self.held.contains(&(holds, *id));
        told && (holds != Holds::Cases || is_listed(case))
    }
}

/// Says whether the list of cases has the case, and not only a hearing or a document of it.
pub(super) fn is_listed(case: &IntakeCase) -> bool {
    case.writes.contains_key(&Register::of_case(Group::Status))
}

/// A finding after which something of the source's word may be missing.
fn is_gap(finding: &Finding) -> bool {
    finding.severity == Severity::Held
        && !matches!(finding.code, FindingCode::DocumentUnlisted | FindingCode::FileMissing)
}

/// In which kind of file a source tells a register; none for what sources never write.
const fn holds_of(group: Group) -> Option<Holds> {
    match group {
        Group::Numbers
        | Group::Status
        | Group::Identity
        | Group::PersonNumbers
        | Group::Counsel
        | Group::Shield
        | Group::Charge
        | Group::Note => Some(Holds::Cases),
        Group::Slot | Group::Session => Some(Holds::Hearings),
        Group::Measure => Some(Holds::Measures),
        Group::Document => Some(Holds::Documents),
        Group::Outcome
        | Group::Trigger
        | Group::TermEnd
        | Group::Plan
        | Group::HandOver
        | Group::Done
        | Group::Decision
        | Group::Keying
        | Group::Twin
        | Group::Inbound
        | Group::InboundLink
        | Group::ReleaseOrder
        | Group::TitleCheck
        | Group::ReleaseStep
        | Group::TaskDetail
        | Group::Service
        | Group::Promise
        | Group::Address => None,
    }
}
