//! `noodbrug case counsel`, `noodbrug case shield`: who assists a person, and who must be kept from the public.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, typed};
use noodbrug_core::case::{Address, CaseFile, Counsel, Identity, PersonRole, Shield};
use noodbrug_core::command::Command;
use noodbrug_core::ident::ObjectId;
use noodbrug_office::complaint::Complaint;
use serde_json::json;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(PERSON_ADD, add), (COUNSEL, counsel), (SHIELD, shield), (ADDRESS, address)];

const PERSON: Opt = Opt {
    name: "person",
    value: Some("WELKE"),
    help: (
        "welke persoon: naam of begin van de code; hoeft niet als er één is",
        "which person: name or beginning of the code; not needed when there is one",
    ),
};

const PERSON_ADD: Verb = Verb {
    words: "case person",
    takes: "NUMMER --role ROL --surname NAAM …",
    help: (
        "voegt een persoon aan een zaak toe: slachtoffer, getuige of nog een verdachte",
        "adds a person to a case: a victim, a witness or another suspect",
    ),
    options: &[
        Opt {
            name: "role",
            value: Some("ROL"),
            help: ("slachtoffer, getuige of verdachte", "victim, witness or suspect"),
        },
        Opt { name: "surname", value: Some("NAAM"), help: ("achternaam", "family name") },
        Opt {
            name: "prefix",
            value: Some("WOORD"),
            help: ("tussenvoegsel", "what stands before the family name"),
        },
        Opt { name: "given", value: Some("NAAM"), help: ("voornamen", "given names") },
        Opt { name: "born", value: Some("DAG"), help: ("geboortedatum", "date of birth") },
        Opt { name: "birthplace", value: Some("PLAATS"), help: ("geboorteplaats", "place of birth") },
    ],
    on: On::Office,
};

const ADDRESS: Verb = Verb {
    words: "case address",
    takes: "NUMMER --person WELKE --text ADRES [--protected] | --show --why TEKST",
    help: (
        "legt vast waar een persoon woont, apart van de rest; tonen alleen met een reden, die in het log komt",
        "records where a person lives, apart from the rest; shown only with a reason, which goes into the log",
    ),
    options: &[
        PERSON,
        Opt { name: "text", value: Some("ADRES"), help: ("het adres", "the address") },
        Opt {
            name: "protected",
            value: None,
            help: ("mag niet bekend worden bij de verdachte", "must not become known to the suspect"),
        },
        Opt { name: "show", value: None, help: ("toont het adres", "shows the address") },
        Opt {
            name: "why",
            value: Some("TEKST"),
            help: (
                "waarom u het adres wilt zien, of waarom het verandert",
                "why you want to see the address, or why it changes",
            ),
        },
    ],
    on: On::Office,
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

fn add(call: &Call, out: &Output) -> Result<(), Complaint> {
    let roles: Vec<&str> = PersonRole::ALL.iter().map(|role| role.word()).collect();
    let who = Identity {
        role: typed::word(call, "role", PersonRole::parse, &roles)?.ok_or_else(|| missing("role"))?,
        surname: call.needed("surname")?.trim().to_owned(),
        prefix: call.words_of("prefix")?,
        given: call.words_of("given")?,
        born: typed::day(call, "born")?,
        birthplace: call.words_of("birthplace")?,
    };
    let mut office = enter::office(call)?;
    let case = pick::case(call, &PERSON_ADD, &office)?.id;
    let person = office.new_id()?;
    out.saved(&office.act(&case, Command::AddPerson(person.clone(), who))?, Some(&person));
    Ok(())
}

fn address(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &ADDRESS, &office)?.id;
    let file = office.sheet(&case)?.file;
    let person = pick::one(call, "person", people(&file, |_| true))?;
    let why = call.words_of("why")?;
    if call.has("show") {
        let found = office.show_address(&case, &person, &why)?;
        let none = out.lang.pick("Er staat geen adres.", "There is no address.");
        let text = found.as_ref().map_or(none, |address| address.text.as_str());
        out.answer(text, &json!({"person": person, "address": found}));
        return Ok(());
    }
    let address = Address { text: call.needed("text")?.trim().to_owned(), protected: call.has("protected") };
    out.saved(&office.act(&case, Command::SetAddress(person.clone(), address, why))?, Some(&person));
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

pub(crate) fn people(file: &CaseFile, wanted: impl Fn(PersonRole) -> bool) -> Vec<Candidate> {
    let known = file.persons.iter().filter_map(|(id, person)| Some((id, person.identity.any()?)));
    let candidate = |(id, who): (&ObjectId, &noodbrug_core::case::Identity)| Candidate {
        id: id.clone(),
        also: vec![who.full_name(), who.list_name(), who.surname.clone()],
        words: format!("{} ({})", who.full_name(), who.role.word()),
    };
    known.filter(|(_, who)| wanted(who.role)).map(candidate).collect()
}
