//! `noodbrug case counsel`, `noodbrug case shield`: who assists a person, and who must be kept from the public.

use crate::call::{Call, On, Opt, Verb};
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter};
use noodbrug_core::case::{CaseFile, Counsel, PersonRole, Shield};
use noodbrug_core::command::Command;
use noodbrug_core::ident::ObjectId;
use noodbrug_office::complaint::Complaint;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(COUNSEL, counsel), (SHIELD, shield)];

const PERSON: Opt = Opt {
    name: "person",
    value: Some("WELKE"),
    help: (
        "welke persoon: naam of begin van de code; hoeft niet als er één is",
        "which person: name or beginning of the code; not needed when there is one",
    ),
};

const COUNSEL: Verb = Verb {
    words: "case counsel",
    takes: "NUMMER --name NAAM [--phone NUMMER]",
    help: ("legt vast wie de raadsman van een verdachte is", "records who a suspect's counsel is"),
    options: &[
        Opt { name: "name", value: Some("NAAM"), help: ("naam van de raadsman", "counsel's name") },
        Opt { name: "phone", value: Some("NUMMER"), help: ("telefoonnummer", "telephone number") },
        PERSON,
    ],
    on: On::Office,
};

const SHIELD: Verb = Verb {
    words: "case shield",
    takes: "NUMMER [--person WELKE]",
    help: (
        "merkt een persoon als beschermd: de zaak komt op geen lijst voor publiek of pers",
        "marks a person as protected: the case comes on no list for the public or the press",
    ),
    options: &[PERSON, Opt { name: "note", value: Some("TEKST"), help: ("waarom", "why") }],
    on: On::Office,
};

fn counsel(call: &Call, out: &Output) -> Result<(), Complaint> {
    let counsel = Counsel { name: call.needed("name")?.trim().to_owned(), phone: call.words_of("phone")? };
    let mut office = enter::office(call)?;
    let case = pick::case(call, &COUNSEL, &office)?.id;
    let file = office.sheet(&case)?.file;
    let person = pick::one(call, "person", people(&file, |role| role == PersonRole::Suspect))?;
    let saved = office.act(&case, Command::AssignCounsel(person.clone(), counsel))?;
    out.saved(&saved, Some(&person));
    Ok(())
}

/// Anybody in a case can need protection: a victim or witness as well as a suspect.
fn shield(call: &Call, out: &Output) -> Result<(), Complaint> {
    let shield = Shield { protected: true, note: call.words_of("note")? };
    let mut office = enter::office(call)?;
    let case = pick::case(call, &SHIELD, &office)?.id;
    let file = office.sheet(&case)?.file;
    let person = pick::one(call, "person", people(&file, |_| true))?;
    let saved = office.act(&case, Command::Shield(person.clone(), shield))?;
    out.saved(&saved, Some(&person));
    Ok(())
}

fn people(file: &CaseFile, wanted: impl Fn(PersonRole) -> bool) -> Vec<Candidate> {
    let known = file.persons.iter().filter_map(|(id, person)| Some((id, person.identity.any()?)));
    let candidate = |(id, who): (&ObjectId, &noodbrug_core::case::Identity)| Candidate {
        id: id.clone(),
        also: vec![who.full_name(), who.list_name(), who.surname.clone()],
        words: format!("{} ({})", who.full_name(), who.role.word()),
    };
    known.filter(|(_, who)| wanted(who.role)).map(candidate).collect()
}
