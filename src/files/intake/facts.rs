//! What a row says about a case, as values of registers.

use super::documents::Folder;
use super::fields::{Field, Holds};
use super::finding::FindingCode;
use super::reading::{Held, Reading};
use noodbrug_core::case::{
    CaseNumbers, CaseStatus, Charge, Counsel, CustodyMeasure, DocumentLink, HearingSession, HearingSlot,
    Identity, Note, NoteKind, PersonNumbers, PersonRole, Shield,
};
use noodbrug_core::custody::MeasureKind;
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::{Bsn, ObjectId, Parketnummer};
use noodbrug_core::register::{Group, Register};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A thing in a case: what it is known by, and its registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    key: String,
    values: Vec<(Group, Value)>,
}

impl Thing {
    fn new(kind: &str, key: &str) -> Thing {
        Thing { key: format!("{kind}/{key}"), values: Vec::new() }
    }

    fn with(mut self, group: Group, value: &impl Serialize) -> Thing {
        self.values.push((group, to_value(value)));
        self
    }

    /// Gives the registers of the thing; of several with the same key, the how manieth it is counts.
    pub(super) fn registers(&self, turn: u32) -> BTreeMap<Register, Value> {
        let key = if turn > 1 { format!("{}#{turn}", self.key) } else { self.key.clone() };
        let object = ObjectId::derived(&key);
        let address = |group| Register::of(group, object.clone());
        self.values.iter().map(|(group, value)| (address(*group), value.clone())).collect()
    }
}

/// What one row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) number: Parketnummer,
    /// Registers of the case itself.
    pub(super) case: BTreeMap<Register, Value>,
    pub(super) things: Vec<Thing>,
    pub(super) document: Option<(Digest, PathBuf)>,
}

impl Said {
    fn of(number: Parketnummer, thing: Thing) -> Said {
        Said { number, case: BTreeMap::new(), things: vec![thing], document: None }
    }

    /// Gives the registers of a row in a list of cases.
    pub(super) fn registers(&self) -> BTreeMap<Register, Value> {
        let things = self.things.iter().flat_map(|thing| thing.registers(1));
        self.case.clone().into_iter().chain(things).collect()
    }
}

/// The types of the core always have a JSON form; a value that had none would read back as missing, never as wrong.
fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Gives the registers of a case of which only the number is known.
pub(super) fn number_alone(number: &Parketnummer) -> BTreeMap<Register, Value> {
    let numbers = CaseNumbers { parketnummer: Some(number.clone()), ..CaseNumbers::default() };
    BTreeMap::from([(Register::of_case(Group::Numbers), to_value(&numbers))])
}

/// Reads a row; the number of a row that is held out is found by the caller.
pub(super) fn read(reading: &mut Reading<'_>, folder: Option<&mut Folder>) -> Result<Said, Held> {
    let number = reading.case_number()?;
    match reading.setting().file.holds {
        Holds::Cases => Ok(case(reading, number)),
        Holds::Hearings => hearing(reading, number),
        Holds::Measures => measure(reading, number),
        Holds::Documents => document(reading, number, folder),
    }
}

fn case(reading: &mut Reading<'_>, number: Parketnummer) -> Said {
    let (related, others) = related(reading);
    let numbers = CaseNumbers { parketnummer: Some(number.clone()), others, related };
    let status =
        CaseStatus { phase: reading.text(Field::Phase), prosecutor: reading.text_or_none(Field::Prosecutor) };
    let cases = [(Group::Numbers, to_value(&numbers)), (Group::Status, to_value(&status))];
    let mut things = vec![suspect(reading)];
    things.extend(charge(reading));
    if let Some(text) = reading.text_or_none(Field::Remark) {
        let note = Note::new(NoteKind::Source, text);
        things.push(Thing::new("note", "1").with(Group::Note, &note));
    }
    let case = cases.into_iter().map(|(group, value)| (Register::of_case(group), value)).collect();
    Said { number, case, things, document: None }
}

fn related(reading: &mut Reading<'_>) -> (Vec<Parketnummer>, Vec<String>) {
    let text = reading.text(Field::Related);
    let (mut related, mut others) = (Vec::new(), Vec::new());
    for part in text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        match part.parse() {
            Ok(number) => related.push(number),
            Err(_) => others.push(part.to_owned()),
        }
    }
    if !others.is_empty() {
        reading.remark(FindingCode::RelatedUnreadable, Field::Related);
    }
    (related, others)
}

fn suspect(reading: &mut Reading<'_>) -> Thing {
    let born = reading.date(Field::Born);
    if born.is_some_and(|day| day > reading.setting().taken_at.date()) {
        reading.remark(FindingCode::AfterState, Field::Born);
    }
    let identity = Identity {
        role: PersonRole::Suspect,
        surname: reading.text(Field::Surname),
        prefix: reading.text(Field::Prefix),
        given: reading.text(Field::Given),
        born,
        birthplace: reading.text(Field::Birthplace),
    };
    if identity.surname.is_empty() {
        reading.remark(FindingCode::NoName, Field::Surname);
    }
    let numbers = PersonNumbers { bsn: bsn(reading), skn: reading.text_or_none(Field::Skn) };
    let key = reading.key(&reading.setting().file.key);
    let key = if key.trim_matches('|').is_empty() { "1" } else { key.as_str() };
    let mut thing = Thing::new("suspect", key).with(Group::Identity, &identity);
    if numbers != PersonNumbers::default() {
        thing = thing.with(Group::PersonNumbers, &numbers);
    }
    if let Some(name) = reading.text_or_none(Field::Counsel) {
        let phone = reading.text(Field::CounselPhone);
        thing = thing.with(Group::Counsel, &Counsel { name, phone });
    }
    // A word that is no yes and no no leaves a finding, and the person protected: closed by default.
    if reading.yes(Field::Protected) {
        thing = thing.with(Group::Shield, &Shield { protected: true, note: String::new() });
    }
    thing
}

fn bsn(reading: &mut Reading<'_>) -> Option<String> {
    let text = reading.text(Field::Bsn);
    if reading.setting().mapping.is_unknown(&text) {
        return None;
    }
    if text.parse::<Bsn>().is_err() {
        reading.remark(FindingCode::BsnFails, Field::Bsn);
    }
    Some(text)
}

fn charge(reading: &mut Reading<'_>) -> Option<Thing> {
    let charge = Charge {
        article: reading.text(Field::Article),
        description: reading.text(Field::Description),
        date: reading.date(Field::OffenceDate),
        place: reading.text(Field::OffencePlace),
    };
    (charge != Charge::default()).then(|| Thing::new("charge", "1").with(Group::Charge, &charge))
}

fn hearing(reading: &mut Reading<'_>, number: Parketnummer) -> Result<Said, Held> {
    let court = reading.text_or_none(Field::Court);
    let slot = HearingSlot {
        court: court.unwrap_or_else(|| reading.setting().mapping.court.clone()),
        date: reading.needed_date(Field::Date)?,
        time: reading.needed_time(Field::Time)?,
        room: reading.text(Field::Room),
        chamber: reading.text(Field::Chamber),
        minutes: reading.number(Field::Minutes),
    };
    let session = HearingSession {
        modality: reading.text(Field::Modality),
        judges: reading.text(Field::Judges),
        interpreter: reading.text_or_none(Field::Interpreter),
        closed: reading.yes(Field::Closed),
        ..HearingSession::default()
    };
    let key = key_or(reading, &[Field::Date, Field::Time, Field::Room]);
    let thing = Thing::new("hearing", &key).with(Group::Slot, &slot).with(Group::Session, &session);
    Ok(Said::of(number, thing))
}

fn measure(reading: &mut Reading<'_>, number: Parketnummer) -> Result<Said, Held> {
    let kind = MeasureKind::parse(&reading.text(Field::Kind));
    let kind = kind.ok_or_else(|| reading.hold(FindingCode::UnknownKind, Field::Kind))?;
    let moment = reading.needed_moment(Field::Moment)?;
    if moment.unix() > reading.setting().taken_at.unix() {
        reading.remark(FindingCode::AfterState, Field::Moment);
    }
    let measure = CustodyMeasure {
        kind: kind.word().to_owned(),
        moment,
        place: reading.text(Field::Place),
        days: reading.number(Field::Days),
        person: None,
    };
    let key = key_or(reading, &[Field::Kind, Field::Moment]);
    Ok(Said::of(number, Thing::new("measure", &key).with(Group::Measure, &measure)))
}

fn document(
    reading: &mut Reading<'_>,
    number: Parketnummer,
    folder: Option<&mut Folder>,
) -> Result<Said, Held> {
    let name = reading.text(Field::File);
    let found = match folder {
        Some(folder) => folder.take(&name),
        None => Err(FindingCode::DocumentMissing),
    };
    let found = found.map_err(|code| reading.hold(code, Field::File))?;
    for code in &found.remarks {
        reading.remark(*code, Field::File);
    }
    let added = reading.date_time(Field::Added);
    if added.is_some_and(|stamp| stamp > reading.setting().taken_at.in_the_netherlands().civil()) {
        reading.remark(FindingCode::AfterState, Field::Added);
    }
    let title = reading.text_or_none(Field::Title);
    let link = DocumentLink {
        sha256: found.digest,
        title: title.unwrap_or_else(|| name.clone()),
        name,
        kind: reading.text(Field::Kind),
        added,
        len: found.len,
        mime: found.mime.to_owned(),
    };
    let key = key_or(reading, &[Field::File]);
    let mut said = Said::of(number, Thing::new("document", &key).with(Group::Document, &link));
    said.document = Some((found.digest, found.path));
    Ok(said)
}

fn key_or(reading: &Reading<'_>, usual: &[Field]) -> String {
    let chosen = &reading.setting().file.key;
    reading.key(if chosen.is_empty() { usual } else { chosen })
}
