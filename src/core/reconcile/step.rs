//! In which order facts weigh: the order of criminal procedure within a case, and what cannot wait across cases.

use crate::case::{OutcomeCode, TaskKind};
use crate::custody::MeasureKind;
use crate::ident::Role;
use crate::register::Group;
use crate::text::Lang;
use chrono::NaiveDate;
use serde_json::Value;

/// A step of criminal procedure, in its legal order: what is keyed into a source system in another order is refused
/// there, or falls on nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The case and its persons.
    Person,
    /// Arrest and holding for questioning (Sv art. 53 to 56b).
    Arrest,
    /// Custody (Sv art. 57 to 88).
    Custody,
    /// The charge and the summons (Sv art. 258 and 261).
    Summons,
    /// Hearings (Sv art. 258, 319).
    Hearing,
    /// Judgments and other decisions (Sv art. 345 to 366a).
    Judgment,
    /// Statutory terms and remedies (Sv art. 408, 432).
    Remedy,
    /// Enforcement (Sv book 6).
    Enforcement,
    /// Release (Sv art. 72, 6:2:1).
    Release,
    /// Notes and documents.
    File,
}

impl Step {
    /// All steps, in their order.
    pub const ALL: [Step; 10] = [
        Step::Person,
        Step::Arrest,
        Step::Custody,
        Step::Summons,
        Step::Hearing,
        Step::Judgment,
        Step::Remedy,
        Step::Enforcement,
        Step::Release,
        Step::File,
    ];

    /// Finds the step of what a register holds.
    #[must_use]
    pub fn of(group: Group, value: &Value) -> Step {
        match group {
            Group::Numbers
            | Group::Status
            | Group::Identity
            | Group::PersonNumbers
            | Group::Counsel
            | Group::Shield
            | Group::Address => Step::Person,
            Group::Measure => measure_step(value),
            Group::Charge => Step::Summons,
            Group::Slot | Group::Session => Step::Hearing,
            Group::Outcome => outcome_step(value),
            Group::Decision => Step::Judgment,
            Group::Trigger | Group::TermEnd => Step::Remedy,
            Group::Plan if word(value, "kind").and_then(TaskKind::parse) == Some(TaskKind::Release) => {
                Step::Release
            }
            Group::Plan | Group::TaskDetail | Group::HandOver | Group::Done => Step::Enforcement,
            Group::Inbound | Group::Service => Step::Remedy,
            Group::ReleaseOrder | Group::TitleCheck | Group::ReleaseStep => Step::Release,
            Group::Note
            | Group::Document
            | Group::Keying
            | Group::Twin
            | Group::InboundLink
            | Group::Promise => Step::File,
        }
    }

    /// Gives the word on the wire and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Step::Person => "person",
            Step::Arrest => "arrest",
            Step::Custody => "custody",
            Step::Summons => "summons",
            Step::Hearing => "hearing",
            Step::Judgment => "judgment",
            Step::Remedy => "remedy",
            Step::Enforcement => "enforcement",
            Step::Release => "release",
            Step::File => "file",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.word() == word)
    }

    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Step::Person => lang.pick("zaak en persoon", "case and person"),
            Step::Arrest => lang.pick("aanhouding", "arrest"),
            Step::Custody => lang.pick("voorarrest", "custody"),
            Step::Summons => lang.pick("feit en dagvaarding", "charge and summons"),
            Step::Hearing => lang.pick("zitting", "hearing"),
            Step::Judgment => lang.pick("beslissing", "decision"),
            Step::Remedy => lang.pick("termijn en rechtsmiddel", "term and remedy"),
            Step::Enforcement => lang.pick("tenuitvoerlegging", "enforcement"),
            Step::Release => lang.pick("invrijheidstelling", "release"),
            Step::File => lang.pick("notities en stukken", "notes and documents"),
        }
    }
}

fn word<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

fn measure_step(value: &Value) -> Step {
    match word(value, "kind").and_then(MeasureKind::parse) {
        Some(MeasureKind::Arrest | MeasureKind::Holding | MeasureKind::HoldingForIdentity) => Step::Arrest,
        Some(MeasureKind::Release) => Step::Release,
        _ => Step::Custody,
    }
}

fn outcome_step(value: &Value) -> Step {
    match word(value, "code").and_then(OutcomeCode::parse) {
        Some(OutcomeCode::AdjournedTo | OutcomeCode::AdjournedOpen | OutcomeCode::Vacated) => Step::Hearing,
        Some(OutcomeCode::CustodyLifted | OutcomeCode::CustodySuspended | OutcomeCode::Detained) => {
            Step::Custody
        }
        _ => Step::Judgment,
    }
}

/// Says who usually decides about a group of registers; anybody who may write in a case can.
#[must_use]
pub const fn decided_by(group: Group) -> Role {
    match group {
        Group::Status
        | Group::Charge
        | Group::Measure
        | Group::Trigger
        | Group::TermEnd
        | Group::Decision
        | Group::ReleaseOrder
        | Group::TitleCheck
        | Group::Shield => Role::Prosecutor,
        Group::Outcome => Role::Registrar,
        Group::Plan
        | Group::TaskDetail
        | Group::HandOver
        | Group::Done
        | Group::ReleaseStep
        | Group::Service => Role::Enforcement,
        Group::Numbers
        | Group::Identity
        | Group::PersonNumbers
        | Group::Counsel
        | Group::Slot
        | Group::Session
        | Group::Note
        | Group::Document
        | Group::Keying
        | Group::Inbound
        | Group::InboundLink
        | Group::Promise
        | Group::Address
        | Group::Twin => Role::Clerk,
    }
}

/// How much depends on a conflict, what most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Whether somebody is held, and until when.
    Liberty,
    /// Whether a statutory term is met.
    Term,
    /// Whether people come to the right hearing.
    Hearing,
    /// Whether the right decision is carried out.
    Enforcement,
    /// Who or what it is about.
    Person,
    /// The rest.
    Other,
}

impl Weight {
    /// All weights, the heaviest first.
    pub const ALL: [Weight; 6] =
        [Weight::Liberty, Weight::Term, Weight::Hearing, Weight::Enforcement, Weight::Person, Weight::Other];

    /// Weighs one value of a register.
    #[must_use]
    pub fn of(group: Group, value: &Value) -> Weight {
        match (group, Step::of(group, value)) {
            (_, Step::Arrest | Step::Custody | Step::Release) => Weight::Liberty,
            (Group::Trigger | Group::TermEnd | Group::Inbound | Group::InboundLink | Group::Service, _) => {
                Weight::Term
            }
            (Group::Slot | Group::Session | Group::Outcome, _) => Weight::Hearing,
            (Group::Decision | Group::Plan | Group::TaskDetail | Group::HandOver | Group::Done, _) => {
                Weight::Enforcement
            }
            (Group::Note | Group::Document | Group::Keying | Group::Twin | Group::Promise, _) => {
                Weight::Other
            }
            _ => Weight::Person,
        }
    }

    /// Gives its rank: nought weighs most.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Weight::Liberty => 0,
            Weight::Term => 1,
            Weight::Hearing => 2,
            Weight::Enforcement => 3,
            Weight::Person => 4,
            Weight::Other => 5,
        }
    }

    /// Finds the weight of a rank.
    #[must_use]
    pub fn of_rank(rank: u8) -> Option<Weight> {
        Weight::ALL.into_iter().find(|weight| weight.rank() == rank)
    }

    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Weight::Liberty => lang.pick("vrijheid", "liberty"),
            Weight::Term => lang.pick("termijn", "term"),
            Weight::Hearing => lang.pick("zitting", "hearing"),
            Weight::Enforcement => lang.pick("uitvoering", "enforcement"),
            Weight::Person => lang.pick("zaak en persoon", "case and person"),
            Weight::Other => lang.pick("overig", "other"),
        }
    }
}

/// How urgent a conflict is: what hangs on it first, then the day on which that falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency {
    /// What hangs on it.
    pub weight: Weight,
    /// Nobody is held in the case; those of whom somebody is come first.
    pub free: bool,
    /// The earliest day that one of its values names; those without a day come first, for nobody knows.
    pub day: Option<NaiveDate>,
}

impl Urgency {
    /// Judges the values of a register in conflict.
    #[must_use]
    pub fn of<'a>(group: Group, values: impl IntoIterator<Item = &'a Value>, held: bool) -> Urgency {
        let mut urgency = Urgency { weight: Weight::Other, free: !held, day: None };
        for value in values {
            urgency.weight = urgency.weight.min(Weight::of(group, value));
            let day = day_in(value);
            urgency.day = urgency.day.into_iter().chain(day).min();
        }
        urgency
    }
}

/// The day that a value is about.
fn day_in(value: &Value) -> Option<NaiveDate> {
    let keys = ["date", "due", "moment", "release_at", "at", "from", "decided"];
    keys.iter().find_map(|key| word(value, key)?.get(..10)?.parse().ok())
}
