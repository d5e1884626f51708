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

/// Finds the thing that an option names among those that are open; without the option the only open one. Where it is
/// one that has ended, the refusal says what stands there; `how` says how that is corrected, in both languages.
pub(crate) fn one_open(
    call: &Call,
    option: &str,
    (open, ended): (Vec<Candidate>, Vec<Candidate>),
    how: impl Fn(&Candidate) -> (String, String),
) -> Result<ObjectId, Complaint> {
    let (open, mut ended) = (meant(call, option, open)?, meant(call, option, ended)?);
    if !open.is_empty() {
        return one(call, option, open);
    }
    match (ended.pop(), ended.is_empty()) {
        (Some(found), true) => {
            let (nl, en) = how(&found);
            let words = &found.words;
            Err(Complaint::refused(
                format!("Dit is al vastgelegd: {words}. {nl}"),
                format!("This was logged already: {words}. {en}"),
            ))
        }
        (Some(last), false) => {
            ended.push(last);
            Err(all_ended(&ended))
        }
        (None, _) => Err(none(option, call.text(option)?)),
    }
}

fn all_ended(ended: &[Candidate]) -> Complaint {
    let list: String = ended.iter().map(|found| format!("\n  {}  {}", found.id, found.words)).collect();
    Complaint::refused(
        format!("Hiervan staat niets meer open. Zie `noodbrug case log NUMMER` om te corrigeren:{list}"),
        format!("Nothing of this is open any more. See `noodbrug case log NUMMER` to correct:{list}"),
    )
}

/// Keeps the candidates that the option's value means.
fn meant(call: &Call, option: &str, mut candidates: Vec<Candidate>) -> Result<Vec<Candidate>, Complaint> {
    if let Some(typed) = call.text(option)?.map(str::trim) {
        candidates.retain(|candidate| {
            candidate.id.as_str().starts_with(typed) || candidate.also.iter().any(|name| name == typed)
        });
    }
    Ok(candidates)
}

/// Finds the thing that an option names; without the option the only one there is.
pub(crate) fn one(call: &Call, option: &str, candidates: Vec<Candidate>) -> Result<ObjectId, Complaint> {
    let typed = call.text(option)?.map(str::trim);
    let mut candidates = meant(call, option, candidates)?;
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
