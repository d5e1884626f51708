//! What each register holds, as types; on the wire they are JSON objects with these field names.

use crate::digest::Digest;
use crate::emergency::EmergencyNumber;
use crate::event::EventId;
use crate::form::FormKind;
use crate::ident::{ObjectId, Parketnummer};
use crate::moment::Moment;
use crate::text::Lang;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Makes an enum whose values are words on the wire and labels in two languages on screen and paper.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $word:literal, $nl:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$item_doc])* #[serde(rename = $word)] $item,)+
        }

        impl $name {
            /// All values, in their usual order.
            pub const ALL: &[$name] = &[$($name::$item),+];

            /// Gives the word on the wire and on the command line.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $($name::$item => $word),+ }
            }

            /// Gives the label for people.
            #[must_use]
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $($name::$item => lang.pick($nl, $en)),+ }
            }

            /// Reads the word on the wire.
            #[must_use]
            pub fn parse(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|item| item.word() == word)
            }
        }
    };
}
pub(crate) use words;

/// The numbers by which a case is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseNumbers {
    /// The prosecution service's number.
    pub parketnummer: Option<Parketnummer>,
    /// Other numbers, as written: roll, chambers, police report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// Cases of co-suspects (medeverdachten).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Parketnummer>,
}

/// Where a case stands and who leads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseStatus {
    /// The phase, in the source's word.
    pub phase: String,
    /// The prosecutor (officier van justitie).
    pub prosecutor: Option<String>,
}

words! {
    /// What a person is in a case.
    PersonRole {
        /// Verdachte.
        Suspect = "suspect", "verdachte", "suspect";
        /// Slachtoffer.
        Victim = "victim", "slachtoffer", "victim";
        /// Getuige.
        Witness = "witness", "getuige", "witness";
    }
}

/// Who a person is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// What the person is in this case.
    pub role: PersonRole,
    /// Family name, without what stands before it.
    pub surname: String,
    /// What stands before the family name (tussenvoegsel): `van den`.
    #[serde(default)]
    pub prefix: String,
    /// Given names.
    #[serde(default)]
    pub given: String,
    /// Date of birth; none when unknown or not a date.
    pub born: Option<NaiveDate>,
    /// Place of birth.
    #[serde(default)]
    pub birthplace: String,
}

impl Identity {
    /// Gives the name as it is spoken: `Lars de Vries`.
    #[must_use]
    pub fn full_name(&self) -> String {
        joined(&[&self.given, &self.prefix, &self.surname], " ")
    }

    /// Gives the name as lists sort it: `Vries, Lars de`.
    #[must_use]
    pub fn list_name(&self) -> String {
        let rest = joined(&[&self.given, &self.prefix], " ");
        joined(&[&self.surname, &rest], ", ")
    }
}

fn joined(parts: &[&str], between: &str) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

/// The numbers of a person; shown only to those who need them, and each look is logged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonNumbers {
    /// Citizen service number, as the source wrote it; a finding says so when it fails the elfproef.
    pub bsn: Option<String>,
    /// Number of the criminal-justice chain (strafrechtsketennummer).
    pub skn: Option<String>,
}

/// Where a person lives. It stands apart: on no list, in no search, on no paper and in no bundle whose profile does not name
/// it; each look is logged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// The address, as written.
    pub text: String,
    /// It must not become known to the other side.
    pub protected: bool,
}

/// Who assists a person (raadsman): for lists that need it, never for the public.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counsel {
    /// The name, as written.
    pub name: String,
    /// The telephone number, as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// Whether a person must be kept from the public; a case with such a person stands on no list for the public or press.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shield {
    /// The person is protected.
    pub protected: bool,
    /// Why, for those who work on the case.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What a person is accused of (feit).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The article of law.
    pub article: String,
    /// In words.
    pub description: String,
    /// When it is said to have happened.
    pub date: Option<NaiveDate>,
    /// Where.
    #[serde(default)]
    pub place: String,
}

/// One act in somebody's custody: an arrest, an order, its lifting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyMeasure {
    /// The kind, a word of [`crate::custody`].
    pub kind: String,
    /// When it began: arrest and order each have their own time of day.
    pub moment: Moment,
    /// Where the person is held.
    #[serde(default)]
    pub place: String,
    /// How many days the order is for, where it says so.
    pub days: Option<u32>,
    /// The person, where the case has more than one suspect.
    pub person: Option<ObjectId>,
}

/// What a statutory term runs from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermTrigger {
    /// The rule of the law catalogue.
    pub rule: String,
    /// A day (`2026-11-23`) or a moment (`2026-11-23T22:00:00+01:00`), as the rule asks.
    pub from: String,
    /// Whom it concerns.
    pub person: Option<ObjectId>,
    /// What it rests on: a service, a judgment, a letter.
    #[serde(default)]
    pub note: String,
    /// It rests on an oral order, which must be put in writing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub oral: bool,
}

words! {
    /// How a term ended.
    TermEndKind {
        /// Op tijd gedaan.
        Met = "met", "op tijd gedaan", "done in time";
        /// Verstreken.
        Missed = "missed", "verstreken", "missed";
        /// Niet meer van belang.
        Moot = "moot", "niet meer van belang", "no longer relevant";
    }
}

/// How a term ended, by a person's word; a term never closes itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermEnd {
    /// How.
    pub how: TermEndKind,
    /// When.
    pub at: Moment,
    /// In words.
    #[serde(default)]
    pub note: String,
    /// Who asked for it and who confirmed it, where the rule wants two people; see [`crate::four_eyes`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmed>,
}

/// Which two people ended a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// The entry that asked for it.
    pub asked: EventId,
    /// Who wrote that entry.
    pub asked_by: String,
    /// Who wrote this one.
    pub confirmed_by: String,
    /// When.
    pub at: Moment,
}

words! {
    /// What is to be enforced (tenuitvoerlegging).
    TaskKind {
        /// Gevangenisstraf of hechtenis.
        Prison = "prison", "gevangenisstraf of hechtenis", "imprisonment";
        /// Taakstraf.
        CommunityService = "community-service", "taakstraf", "community service";
        /// Geldboete.
        Fine = "fine", "geldboete", "fine";
        /// Schadevergoedingsmaatregel.
        Compensation = "compensation", "schadevergoedingsmaatregel", "compensation order";
        /// Ontneming.
        Confiscation = "confiscation", "ontneming", "confiscation";
        /// Voorwaardelijke straf met toezicht.
        Probation = "probation", "voorwaardelijke straf met toezicht", "suspended sentence with supervision";
        /// Contact- of locatieverbod.
        ContactBan = "contact-ban", "contact- of locatieverbod", "contact or area ban";
        /// Tbs, PIJ, ISD of GVM.
        Placement = "placement", "tbs, PIJ, ISD of GVM", "placement order";
        /// Rijontzegging.
        DrivingBan = "driving-ban", "rijontzegging", "driving ban";
        /// Verbeurdverklaring of teruggave van beslag.
        SeizedGoods = "seized-goods", "beslag: verbeurd, onttrokken of terug", "seized goods";
        /// DNA-afname.
        Dna = "dna", "DNA-afname", "DNA sample";
        /// Invrijheidstelling.
        Release = "release", "invrijheidstelling", "release";
        /// Vervangende hechtenis.
        SubstituteDetention = "substitute-detention", "vervangende hechtenis", "substitute detention";
        /// Gijzeling.
        CoerciveDetention = "coercive-detention", "gijzeling", "coercive detention";
    }
}

words! {
    /// Who carries a task out.
    Executor {
        /// Dienst Justitiële Inrichtingen.
        Dji = "dji", "DJI", "DJI (prisons)";
        /// Centraal Justitieel Incassobureau / AICE.
        Cjib = "cjib", "CJIB / AICE", "CJIB / AICE (collection)";
        /// Reclassering.
        Probation = "probation", "reclassering", "probation service";
        /// Raad voor de Kinderbescherming.
        ChildProtection = "rvdk", "RvdK", "child protection board";
        /// Politie.
        Police = "police", "politie", "police";
        /// Domeinen.
        Domains = "domains", "Domeinen", "Domains (seized goods)";
        /// NFI.
        Nfi = "nfi", "NFI", "NFI (forensics)";
    }
}

impl TaskKind {
    /// Gives who usually carries it out (DOMAIN: Wet USB).
    #[must_use]
    pub const fn usual_executor(self) -> Executor {
        match self {
            TaskKind::Prison
            | TaskKind::SubstituteDetention
            | TaskKind::CoerciveDetention
            | TaskKind::Placement
            | TaskKind::Release => Executor::Dji,
            TaskKind::CommunityService | TaskKind::Probation => Executor::Probation,
            TaskKind::Fine | TaskKind::Compensation | TaskKind::Confiscation | TaskKind::DrivingBan => {
                Executor::Cjib
            }
            TaskKind::ContactBan | TaskKind::Dna => Executor::Police,
            TaskKind::SeizedGoods => Executor::Domains,
        }
    }
}

impl TaskKind {
    /// Tells whether it keeps somebody inside.
    #[must_use]
    pub const fn holds(self) -> bool {
        matches!(
            self,
            TaskKind::Prison
                | TaskKind::SubstituteDetention
                | TaskKind::CoerciveDetention
                | TaskKind::Placement
        )
    }
}

/// What is to be enforced, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskPlan {
    /// What.
    pub kind: TaskKind,
    /// Who carries it out.
    pub executor: Executor,
    /// The last day on which it must be handed over.
    pub due: Option<NaiveDate>,
    /// In words: length, amount, conditions.
    #[serde(default)]
    pub text: String,
    /// Must go today.
    pub urgent: bool,
}

/// What the executor needs to know of a task beside its plan; which data that are, the law's table says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskDetail {
    /// Whom it is about, where the case has more than one suspect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<ObjectId>,
    /// Each datum by its key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, String>,
}

/// To whom a task was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// The partner.
    pub to: Executor,
    /// When.
    pub at: Moment,
    /// How: courier, telephone, bundle.
    pub how: String,
    /// Who took it.
    #[serde(default)]
    pub person: String,
    /// The partner's or our own number of it.
    pub reference: Option<String>,
}

/// How a task was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDone {
    /// When.
    pub at: Moment,
    /// In words, or the partner's number.
    #[serde(default)]
    pub note: String,
}

words! {
    /// How far a decision has come: on paper is not yet in the register.
    DecisionState {
        /// Concept.
        Concept = "concept", "concept", "draft";
        /// Op papier genomen, nog niet geregistreerd.
        Paper = "paper", "op papier genomen, nog niet geregistreerd", "decided on paper, not yet registered";
        /// Geregistreerd.
        Registered = "registered", "geregistreerd", "registered";
    }
}

/// A decision of a prosecutor or a court.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was decided, in a word or two: dagvaarden, sepot, strafbeschikking, vonnis.
    pub kind: String,
    /// In words.
    #[serde(default)]
    pub text: String,
    /// The day.
    pub date: NaiveDate,
    /// Who decided.
    pub by: String,
    /// How far it has come.
    pub state: DecisionState,
}

words! {
    /// What kind of note it is.
    NoteKind {
        /// Notitie.
        Plain = "note", "notitie", "note";
        /// Telefoonnotitie.
        Phone = "phone", "telefoonnotitie", "phone note";
        /// Opmerking uit het bronsysteem.
        Source = "source", "opmerking uit de bron", "remark from the source";
    }
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What kind.
    pub kind: NoteKind,
    /// The text.
    pub text: String,
    /// The paper form that it was keyed in from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<KeyedForm>,
}

impl Note {
    /// Makes a note that is not from a form.
    #[must_use]
    pub fn new(kind: NoteKind, text: impl Into<String>) -> Note {
        Note { kind, text: text.into(), form: None }
    }
}

/// A paper form and its emergency number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyedForm {
    /// Which form it is.
    pub form: FormKind,
    /// The number on the paper.
    pub number: EmergencyNumber,
}

/// A document in the file (stuk).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLink {
    /// The SHA-256 of its bytes.
    pub sha256: Digest,
    /// The name it came with.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What kind of document.
    #[serde(default)]
    pub kind: String,
    /// When it was added to the file, by the source's clock (Besluit processtukken art. 2 lid 3).
    pub added: Option<NaiveDateTime>,
    /// Its length in bytes.
    pub len: u64,
    /// Its media type, from its first bytes.
    pub mime: String,
}
