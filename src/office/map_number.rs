//! What an emergency number turned out to be: the parketnummer of its case, or the number of its suspect in the chain, with proof.
//!
//! A form that is keyed into a case with a number of its own needs none of this: see [`crate::key_in`].

use crate::act::{Deal, Saved, nothing_written};
use crate::complaint::{Both, Class, Complaint};
use crate::forms::read_number;
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::case::{CaseFile, CaseNumbers, Note, NoteKind, PersonNumbers};
use noodbrug_core::command::{Command, Refusal};
use noodbrug_core::emergency::EmergencyNumber;
use noodbrug_core::ident::{CaseId, Parketnummer};
use noodbrug_core::register::{Group, Register};
use serde_json::Value;
use std::path::PathBuf;

/// Among how many hits of a search the case of a number is looked for.
const FEW: usize = 20;

/// What an emergency number is mapped to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapTo {
    /// The number that the source system gave the case.
    Case(Parketnummer),
    /// The number of the suspect in the criminal-justice chain (SKN).
    Person(String),
}

/// A mapping with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapNumber {
    /// The emergency number under which the case was entered, as typed or scanned.
    pub number: String,
    /// What it turned out to be.
    pub to: MapTo,
    /// Which document or screen shows that.
    pub proof: String,
    /// A scan or photograph of it, which goes into the case as a document.
    pub scan: Option<PathBuf>,
}

impl Office {
    /// Gives a case that was entered under an emergency number its own number, or its suspect's. The emergency number stays with
    /// it; who did this, when and by which document is an entry of the case.
    ///
    /// # Errors
    /// A complaint when no case goes by the number, when there is no proof, when the case has another number already, or when
    /// another case has that number: whether they are one is for a person to say.
    pub fn map_number(&mut self, ask: &MapNumber) -> Result<Saved, Complaint> {
        self.permit(Deed::Write)?;
        let number = read_number(&ask.number)?;
        let case = self.case_called(&number)?;
        let proof = ask.proof.trim();
        if proof.is_empty() {
            return Err(self.log_refusal(case, no_proof()));
        }
        let file = self.file(&case)?;
        let (register, value, what) = match &ask.to {
            MapTo::Case(own) => self.case_number((&case, &file), &number, own),
            MapTo::Person(skn) => person_number(&file, skn),
        }
        .map_err(|why| self.log_refusal(case, why))?;
        let text = format!("Noodnummer {number}: {what}. Bewijs: {proof}.");
        let scan =
            ask.scan.as_deref().map(|path| self.keep_scan(path, format!("bewijs bij {number}"), "bewijs"));
        let added = match scan.transpose()? {
            Some(link) => Some(Command::AddDocument(self.new_id()?, link)),
            None => None,
        };
        let note = Command::Note(self.new_id()?, Note::new(NoteKind::Plain, text.as_str()));
        let correct = Command::Correct(register, value, text.clone());
        let deals = added.into_iter().chain([correct, note]).map(|command| Deal::new(case, command));
        self.act_all(deals.collect())?.into_iter().next_back().ok_or_else(nothing_written)
    }

    /// Finds the case that goes by an emergency number, or did before it got a number of its own.
    fn case_called(&self, number: &EmergencyNumber) -> Result<CaseId, Complaint> {
        let shown = number.to_string();
        if let Ok(row) = self.case_by_number(&shown) {
            return Ok(row.id);
        }
        for row in self.search(&shown, FEW)?.rows {
            let file = self.file(&row.id)?;
            if file.numbers.values().any(|numbers| numbers.others.contains(&shown)) {
                return Ok(row.id);
            }
        }
        Err(no_case(number))
    }

    fn case_number(
        &self,
        (case, file): (&CaseId, &CaseFile),
        number: &EmergencyNumber,
        own: &Parketnummer,
    ) -> Result<(Register, Value, String), Complaint> {
        if let Some(known) = self.label(&CaseId::of_parketnummer(own))?.filter(|known| known.id != *case) {
            return Err(there_already(&known.number, number));
        }
        let register = Register::of_case(Group::Numbers);
        let Some(numbers) = file.numbers.sole() else { return Err(Refusal::InConflict(register).into()) };
        if let Some(other) = &numbers.parketnummer {
            return Err(numbered(&other.to_string()));
        }
        let mut others = numbers.others.clone();
        let shown = number.to_string();
        if !others.contains(&shown) {
            others.push(shown);
        }
        let mapped =
            CaseNumbers { parketnummer: Some(own.clone()), others, related: numbers.related.clone() };
        Ok((register, written(&mapped)?, format!("parketnummer {own}")))
    }
}

/// The number itself is need-to-know and stands in its own register only.
fn person_number(file: &CaseFile, skn: &str) -> Result<(Register, Value, String), Complaint> {
    let person = file.sole_suspect().ok_or_else(several)?;
    let found = file.persons.get(person).ok_or_else(several)?;
    let register = Register::of(Group::PersonNumbers, person.clone());
    if found.numbers.in_conflict() {
        return Err(Refusal::InConflict(register).into());
    }
    let known = found.numbers.sole().cloned().unwrap_or_default();
    if known.skn.as_deref().is_some_and(|other| other != skn.trim()) {
        return Err(numbered("SKN"));
    }
    let mapped = PersonNumbers { skn: Some(skn.trim().to_owned()), ..known };
    let name = found.identity.any().map(noodbrug_core::case::Identity::full_name).unwrap_or_default();
    Ok((register, written(&mapped)?, format!("strafrechtsketennummer van {name} vastgelegd")))
}

fn written(value: &impl serde::Serialize) -> Result<Value, Complaint> {
    serde_json::to_value(value).map_err(|why| Complaint::refused(why.to_string(), why.to_string()))
}

fn no_case(number: &EmergencyNumber) -> Complaint {
    Complaint::refused(
        format!(
            "Geen zaak heeft {number} als nummer. Is het een papier bij een zaak? Voer het dan in met `form key-in`."
        ),
        format!("No case goes by {number}. Is it a paper of a case? Then key it in with `form key-in`."),
    )
}

fn no_proof() -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            "Zeg uit welk stuk of scherm dit blijkt (`--proof`). Er is niets opgeslagen.",
            "Say which document or screen shows this (`--proof`). Nothing was saved.",
        ),
    )
}

fn numbered(known: &str) -> Complaint {
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Er staat al een nummer: {known}. Er is niets opgeslagen. Is dat fout? Corrigeer het dan, met een reden (`correct`)."
            ),
            format!(
                "There is a number already: {known}. Nothing was saved. Is that wrong? Then correct it, with a reason (`correct`)."
            ),
        ),
    )
}

fn there_already(known: &str, number: &EmergencyNumber) -> Complaint {
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Er is al een zaak {known}. Er is niets opgeslagen. Is het dezelfde als {number}? Zeg dat dan met `twin judge`."
            ),
            format!(
                "There is a case {known} already. Nothing was saved. Is it the same as {number}? Then say so with `twin judge`."
            ),
        ),
    )
}

fn several() -> Complaint {
    Complaint::refused(
        "Deze zaak heeft niet één verdachte. Zet het nummer bij de goede persoon (`correct`). Er is niets opgeslagen.",
        "This case has not just one suspect. Put the number with the right person (`correct`). Nothing was saved.",
    )
}
