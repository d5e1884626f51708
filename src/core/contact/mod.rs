//! Whom to call when the network is gone: contacts of partners and desks, and who is on duty when.
//!
//! Readable before anybody logs in, so nothing about a suspect may be in it; what looks like a number of a case or of a
//! citizen is refused.

mod row;
#[cfg(test)]
mod tests;

pub use row::{Column, RowSlip, contact_of, duty_of, is_roster};

use crate::case::values::words;
use crate::ident::{Bsn, Parketnummer};
use crate::moment::Moment;
use crate::text::Lang;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// After how many days a number has to be tried again: a year.
pub const TEST_DAYS: i64 = 365;

/// The most characters of a field.
const LONGEST: usize = 200;

words! {
    /// What kind of desk or partner a contact is.
    ContactKind {
        /// The own crisis team.
        Crisis = "crisis", "crisisteam", "crisis team";
        /// Another prosecution office, or a duty prosecutor.
        Office = "office", "parket", "prosecution office";
        /// A court, its examining judge or its registry.
        Court = "court", "rechtbank", "court";
        /// The police, also as guard of detainees.
        Police = "police", "politie", "police";
        /// The custodial institutions and the transport of detainees.
        Dji = "dji", "DJI", "DJI";
        /// The Centraal Justitieel Incassobureau.
        Cjib = "cjib", "CJIB", "CJIB";
        /// The probation service.
        Probation = "probation", "reclassering", "probation service";
        /// The Raad voor de Kinderbescherming.
        Youth = "youth", "kinderbescherming", "child protection board";
        /// The Justitiële Informatiedienst.
        Justid = "justid", "Justid", "Justid";
        /// Victim support.
        Victims = "victims", "slachtofferhulp", "victim support";
        /// Duty counsel: who finds a lawyer.
        Counsel = "counsel", "advocatuur", "counsel";
        /// The forensic institute.
        Forensic = "forensic", "NFI", "forensic institute";
        /// Interpreters.
        Interpreter = "interpreter", "tolken", "interpreters";
        /// Couriers.
        Courier = "courier", "koerier", "courier";
        /// Computers, telephones, the building.
        Technical = "technical", "techniek en gebouw", "technology and building";
        /// Anybody else.
        Other = "other", "overig", "other";
    }
}

/// When a contact was last called to see whether anybody answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tested {
    /// On which day.
    pub on: NaiveDate,
    /// By whom.
    pub by: String,
    /// Somebody answered.
    pub works: bool,
    /// What came of it, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome: String,
}

/// A desk or partner that people must be able to reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// What kind.
    pub kind: ContactKind,
    /// The telephone during the day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// The fax.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fax: String,
    /// The number outside office hours.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub night: String,
    /// Who stands in, with a number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub backup: String,
    /// Opening hours, address, a choice in a menu.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When it was last tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested: Option<Tested>,
}

/// One turn of somebody on duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// For which contact, by name.
    pub contact: String,
    /// Who.
    pub who: String,
    /// On which number; that of the contact when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// From when.
    pub from: Moment,
    /// The first moment at which it is somebody else's turn.
    pub until: Moment,
}

/// Whether anybody knows that a contact can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trial {
    /// Tried within a year, and somebody answered.
    Good,
    /// Tried longer ago, by so many days.
    Old(i64),
    /// Never tried.
    Never,
    /// Nobody answered the last time.
    Failed,
}

impl Trial {
    /// Tells whether somebody has to call.
    #[must_use]
    pub fn needs_a_call(self) -> bool {
        self != Trial::Good
    }

    /// Says it for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Trial::Good => lang.pick("getest", "tested"),
            Trial::Old(_) => lang.pick("langer dan een jaar niet getest", "not tested for over a year"),
            Trial::Never => lang.pick("nooit getest", "never tested"),
            Trial::Failed => lang.pick("bij de laatste test niet bereikt", "not reached at the last test"),
        }
    }

    /// Gives the word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Trial::Good => "good",
            Trial::Old(_) => "old",
            Trial::Never => "never",
            Trial::Failed => "failed",
        }
    }
}

impl Contact {
    /// Gives how sure it is on a day that somebody answers. A test of a later day counts as none: a clock was wrong.
    #[must_use]
    pub fn trial(&self, today: NaiveDate) -> Trial {
        let Some(tested) = &self.tested else { return Trial::Never };
        let days = today.signed_duration_since(tested.on).num_days();
        match (tested.works, days) {
            (false, _) => Trial::Failed,
            (true, ..0) => Trial::Never,
            (true, days) if days > TEST_DAYS => Trial::Old(days),
            (true, _) => Trial::Good,
        }
    }
}

/// All contacts of an office and its rosters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directory {
    /// The contacts by name.
    pub contacts: BTreeMap<String, Contact>,
    /// The turns, by contact and beginning.
    pub duties: Vec<Duty>,
}

/// Why something may not stand in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// A field that must have something is empty; in both languages.
    Empty(&'static str, &'static str),
    /// No number at all by which it can be reached.
    NoNumber,
    /// This is no telephone number.
    NotAPhone(String),
    /// A field is too long or has an end of line.
    TooLong(String),
    /// It looks like the number of a case or a citizen.
    Personal(String),
    /// There is no contact of this name.
    Unknown(String),
    /// The turn ends before it begins.
    Backwards,
    /// No turn begins then.
    NoTurn,
    /// Somebody else has a turn for this contact then.
    Twice(String),
}

impl Slip {
    /// Says what is wrong and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Slip::Empty(nl, _), Lang::Nl) => format!("Vul in: {nl}."),
            (Slip::Empty(_, en), Lang::En) => format!("Fill in: {en}."),
            (Slip::NoNumber, Lang::Nl) => {
                "Geef ten minste één nummer: telefoon, buiten kantooruren of fax.".into()
            }
            (Slip::NoNumber, Lang::En) => "Give at least one number: telephone, out of hours or fax.".into(),
            (Slip::NotAPhone(text), Lang::Nl) => {
                format!("`{text}` is geen telefoonnummer. Typ cijfers, spaties, + of -.")
            }
            (Slip::NotAPhone(text), Lang::En) => {
                format!("`{text}` is no telephone number. Type digits, spaces, + or -.")
            }
            (Slip::TooLong(text), Lang::Nl) => {
                format!("Dit is te lang of staat op meer dan één regel: {text}")
            }
            (Slip::TooLong(text), Lang::En) => {
                format!("This is too long or is on more than one line: {text}")
            }
            (Slip::Personal(text), Lang::Nl) => format!(
                "`{text}` lijkt op een parketnummer of BSN. De contactlijst is zonder wachtzin te lezen: zet er niets \
                 over zaken of personen in."
            ),
            (Slip::Personal(text), Lang::En) => format!(
                "`{text}` looks like the number of a case or a citizen. The contacts can be read without a passphrase: \
                 put nothing about cases or persons in them."
            ),
            (Slip::Unknown(name), Lang::Nl) => {
                format!("Er is geen contact `{name}`. Zie `noodbrug contact list`.")
            }
            (Slip::Unknown(name), Lang::En) => {
                format!("There is no contact `{name}`. See `noodbrug contact list`.")
            }
            (Slip::Backwards, Lang::Nl) => "De dienst eindigt niet na het begin. Kijk de tijden na.".into(),
            (Slip::Backwards, Lang::En) => "The turn does not end after it begins. Check the times.".into(),
            (Slip::NoTurn, Lang::Nl) => {
                "Er begint dan geen dienst voor dit contact. Kijk het begin na.".into()
            }
            (Slip::NoTurn, Lang::En) => "No turn begins then for this contact. Check the beginning.".into(),
            (Slip::Twice(who), Lang::Nl) => {
                format!("{who} heeft dan al dienst voor dit contact. Kies andere tijden.")
            }
            (Slip::Twice(who), Lang::En) => {
                format!("{who} is on duty for this contact then. Choose other times.")
            }
        }
    }
}

/// A turn that was looked up, or what to call instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnDuty<'a> {
    /// The contact.
    pub name: &'a str,
    /// What is known of it.
    pub contact: &'a Contact,
    /// Whose turn it is; nobody's by the roster when none.
    pub duty: Option<&'a Duty>,
}

impl OnDuty<'_> {
    /// Gives the number to call at a moment: of whoever is on duty, else by the hour the day or the night number.
    #[must_use]
    pub fn number(&self, at: &Moment) -> &str {
        let Contact { phone, night, fax, .. } = self.contact;
        let by_hour = if is_office_hour(at) { [phone, night, fax] } else { [night, phone, fax] };
        let own = self.duty.map(|duty| duty.phone.as_str()).filter(|phone| !phone.is_empty());
        own.or_else(|| by_hour.into_iter().map(String::as_str).find(|number| !number.is_empty()))
            .unwrap_or_default()
    }
}

/// Tells whether offices answer by day then: Monday to Friday, from nine to five.
#[must_use]
pub fn is_office_hour(at: &Moment) -> bool {
    use chrono::{Datelike as _, Timelike as _};
    let civil = at.in_the_netherlands().civil();
    civil.weekday().number_from_monday() <= 5 && (9..17).contains(&civil.hour())
}

impl Directory {
    /// Puts a contact in, in place of one of that name; its last test stays when the new one has none.
    ///
    /// # Errors
    /// [`Slip`].
    pub fn put(&mut self, name: &str, mut contact: Contact) -> Result<(), Slip> {
        let name = name.trim();
        check_contact(name, &contact)?;
        let before = self.contacts.get(name);
        let same = before.is_some_and(|old| (&old.phone, &old.night) == (&contact.phone, &contact.night));
        if contact.tested.is_none() && same {
            contact.tested = before.and_then(|old| old.tested.clone());
        }
        self.contacts.insert(name.to_owned(), contact);
        Ok(())
    }

    /// Takes a contact out, with its turns.
    ///
    /// # Errors
    /// [`Slip::Unknown`].
    pub fn remove(&mut self, name: &str) -> Result<(), Slip> {
        let name = self.named(name)?;
        self.contacts.remove(&name);
        self.duties.retain(|duty| duty.contact != name);
        Ok(())
    }

    /// Notes that a contact was called.
    ///
    /// # Errors
    /// [`Slip`].
    pub fn note_test(&mut self, name: &str, tested: Tested) -> Result<(), Slip> {
        check_text(&tested.outcome)?;
        let name = self.named(name)?;
        if let Some(contact) = self.contacts.get_mut(&name) {
            contact.tested = Some(tested);
        }
        Ok(())
    }

    /// Puts a turn in the roster. The same turn once more changes nothing.
    ///
    /// # Errors
    /// [`Slip`].
    pub fn put_duty(&mut self, mut duty: Duty) -> Result<(), Slip> {
        duty.contact = self.named(&duty.contact)?;
        duty.who = filled(&duty.who, ("wie dienst heeft", "who is on duty"))?;
        check_text(&duty.who)?;
        check_phone(&duty.phone)?;
        if duty.until.unix() <= duty.from.unix() {
            return Err(Slip::Backwards);
        }
        if self.duties.contains(&duty) {
            return Ok(());
        }
        let clashes = |other: &&Duty| {
            other.contact == duty.contact
                && other.from.unix() < duty.until.unix()
                && duty.from.unix() < other.until.unix()
        };
        if let Some(other) = self.duties.iter().find(clashes) {
            return Err(Slip::Twice(other.who.clone()));
        }
        self.duties.push(duty);
        self.duties
            .sort_by(|one, other| (&one.contact, one.from.unix()).cmp(&(&other.contact, other.from.unix())));
        Ok(())
    }

    /// Takes the turn that begins at a moment out of the roster.
    ///
    /// # Errors
    /// [`Slip::Unknown`] or [`Slip::NoTurn`].
    pub fn remove_duty(&mut self, contact: &str, from: &Moment) -> Result<(), Slip> {
        let name = self.named(contact)?;
        let before = self.duties.len();
        self.duties.retain(|duty| duty.contact != name || duty.from.unix() != from.unix());
        if self.duties.len() < before { Ok(()) } else { Err(Slip::NoTurn) }
    }

    /// Finds a contact by its name; capitals play no part.
    ///
    /// # Errors
    /// [`Slip::Unknown`].
    pub fn named(&self, typed: &str) -> Result<String, Slip> {
        let wanted = typed.trim().to_lowercase();
        let found = self.contacts.keys().find(|name| name.to_lowercase() == wanted);
        found.cloned().ok_or_else(|| Slip::Unknown(typed.trim().to_owned()))
    }

    /// Gives for every contact who is on duty at a moment.
    #[must_use]
    pub fn on_duty(&self, at: &Moment) -> Vec<OnDuty<'_>> {
        let turn = |name: &str| {
            let runs = |duty: &&Duty| duty.from.unix() <= at.unix() && at.unix() < duty.until.unix();
            self.duties.iter().filter(|duty| duty.contact == name).find(runs)
        };
        let all = self.contacts.iter();
        all.map(|(name, contact)| OnDuty { name, contact, duty: turn(name) }).collect()
    }

    /// Gives the contacts that somebody has to call, with why.
    #[must_use]
    pub fn to_test(&self, today: NaiveDate) -> Vec<(&str, Trial)> {
        let all = self.contacts.iter().map(|(name, contact)| (name.as_str(), contact.trial(today)));
        all.filter(|(_, trial)| trial.needs_a_call()).collect()
    }

    /// Checks all of it, as for what another program wrote.
    ///
    /// # Errors
    /// The first [`Slip`].
    pub fn check(&self) -> Result<(), Slip> {
        self.contacts.iter().try_for_each(|(name, contact)| check_contact(name, contact))?;
        let mut again = Directory { contacts: self.contacts.clone(), duties: Vec::new() };
        self.duties.iter().cloned().try_for_each(|duty| again.put_duty(duty))
    }
}

fn check_contact(name: &str, contact: &Contact) -> Result<(), Slip> {
    filled(name, ("de naam van het contact", "the name of the contact"))?;
    let numbers = [&contact.phone, &contact.fax, &contact.night];
    if numbers.iter().all(|number| number.trim().is_empty()) {
        return Err(Slip::NoNumber);
    }
    numbers.into_iter().try_for_each(|number| check_phone(number))?;
    let tested = contact.tested.iter().flat_map(|tested| [tested.by.as_str(), tested.outcome.as_str()]);
    let texts = [name, contact.backup.as_str(), contact.note.as_str()];
    texts.into_iter().chain(tested).try_for_each(check_text)
}

fn filled(text: &str, (nl, en): (&'static str, &'static str)) -> Result<String, Slip> {
    let text = text.trim();
    if text.is_empty() { Err(Slip::Empty(nl, en)) } else { Ok(text.to_owned()) }
}

fn check_phone(number: &str) -> Result<(), Slip> {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let known = |sign: char| sign.is_ascii_digit() || " +-()/".contains(sign);
    let fits = number.is_empty() || ((3..=20).contains(&digits) && number.chars().all(known));
    if fits { Ok(()) } else { Err(Slip::NotAPhone(number.to_owned())) }
}

fn check_text(text: &str) -> Result<(), Slip> {
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(Slip::TooLong(text.chars().take(40).collect()));
    }
    let parts = text.split(|sign: char| sign.is_whitespace() || ",;:()".contains(sign));
    // In three parts only: a mobile number has as many digits as a case.
    let of_case =
        |part: &str| part.split(['/', '-', '.']).count() == 3 && part.parse::<Parketnummer>().is_ok();
    let personal = |part: &&str| of_case(part) || part.parse::<Bsn>().is_ok();
    parts.into_iter().find(personal).map_or(Ok(()), |part| Err(Slip::Personal(part.to_owned())))
}
