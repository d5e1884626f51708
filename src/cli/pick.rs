//! Finding the one case, hearing, term or task that a call means.

use crate::call::{Call, Verb, wrong};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::rows::CaseRow;
use noodbrug_office::Office;
use noodbrug_office::complaint::Complaint;

/// One of the things that could be meant.
pub(crate) struct Candidate {
    /// Its name; the beginning is enough to call it by.
    pub(crate) id: ObjectId,
    /// What else it can be called by, such as its date.
    pub(crate) also: Vec<String>,
    /// What it is, for a person who has to choose.
    pub(crate) words: String,
}

/// Finds the case whose number is the first word after the verb.
pub(crate) fn case(call: &Call, verb: &Verb, office: &Office) -> Result<CaseRow, Complaint> {
    office.case_by_number(call.first(verb)?)
}

/// Finds the thing that an option names; without the option the only one there is.
pub(crate) fn one(call: &Call, option: &str, mut candidates: Vec<Candidate>) -> Result<ObjectId, Complaint> {
    let typed = call.text(option)?.map(str::trim);
    if let Some(typed) = typed {
        let meant = |candidate: &Candidate| {
            candidate.id.as_str().starts_with(typed) || candidate.also.iter().any(|name| name == typed)
        };
        candidates.retain(meant);
    }
    match (candidates.len(), candidates.pop()) {
        (1, Some(found)) => Ok(found.id),
        (_, Some(last)) => {
            candidates.push(last);
            Err(several(option, &candidates))
        }
        (_, None) => Err(none(option, typed)),
    }
}

fn several(option: &str, candidates: &[Candidate]) -> Complaint {
    let list: String =
        candidates.iter().map(|candidate| format!("\n  {}  {}", candidate.id, candidate.words)).collect();
    wrong(
        format!("Er is meer dan één mogelijkheid. Noem er een met `--{option}`:{list}"),
        format!("There is more than one. Name one with `--{option}`:{list}"),
    )
}

fn none(option: &str, typed: Option<&str>) -> Complaint {
    match typed {
        Some(typed) => Complaint::refused(
            format!(
                "Deze zaak heeft niets dat past bij `--{option} {typed}`. Kijk met `noodbrug case show`."
            ),
            format!("This case has nothing that fits `--{option} {typed}`. Look with `noodbrug case show`."),
        ),
        None => Complaint::refused(
            "Deze zaak heeft hier niets van dat nog open staat. Kijk met `noodbrug case show`.",
            "This case has nothing of this kind that is still open. Look with `noodbrug case show`.",
        ),
    }
}
