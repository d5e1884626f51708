//! Registers: the places in a case that hold one legal fact each.
//!
//! Fields that are legally one fact share a register (a hearing's date, time, room and chamber), so that merging can
//! never invent a hearing that nobody planned. A register's name is its address on the wire: `hearing/3f…/slot`.

use crate::ident::{AuthorName, ObjectId, text_form};
use std::fmt;
use std::str::FromStr;

/// What a register says something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The numbers by which a case is known: [`crate::case::CaseNumbers`].
    Numbers,
    /// Phase and prosecutor of a case: [`crate::case::CaseStatus`].
    Status,
    /// Who a person is: [`crate::case::Identity`].
    Identity,
    /// The numbers of a person, need-to-know: [`crate::case::PersonNumbers`].
    PersonNumbers,
    /// Who assists a person: [`crate::case::Counsel`].
    Counsel,
    /// Whether a person must be kept from the public: [`crate::case::Shield`].
    Shield,
    /// What a person is accused of: [`crate::case::Charge`].
    Charge,
    /// One act in somebody's custody: [`crate::case::CustodyMeasure`].
    Measure,
    /// When and where a hearing is: [`crate::case::HearingSlot`].
    Slot,
    /// What kind of hearing it is and who sits: [`crate::case::HearingSession`].
    Session,
    /// What came of a hearing: [`crate::case::HearingOutcome`].
    Outcome,
    /// What a statutory term runs from: [`crate::case::TermTrigger`].
    Trigger,
    /// How a term ended: [`crate::case::TermEnd`].
    TermEnd,
    /// What is to be enforced, and by whom: [`crate::case::TaskPlan`].
    Plan,
    /// To whom a task was handed over: [`crate::case::HandOver`].
    HandOver,
    /// How a task was done: [`crate::case::TaskDone`].
    Done,
    /// A decision: [`crate::case::Decision`].
    Decision,
    /// A note: [`crate::case::Note`].
    Note,
    /// A document in the file: [`crate::case::DocumentLink`].
    Document,
    /// What somebody did to an item of the back-entry worklist: [`crate::reconcile::KeyingAct`].
    Keying,
    /// Whether this case is the same as another: [`crate::reconcile::Twin`].
    Twin,
    /// What came in, from whom and when: [`crate::case::Inbound`].
    Inbound,
    /// The case of what came in without one: [`crate::case::InboundLink`].
    InboundLink,
    /// An order to let somebody go: [`crate::case::ReleaseOrder`].
    ReleaseOrder,
    /// Whether another title follows: [`crate::case::TitleCheck`].
    TitleCheck,
    /// What was done with a release order: [`crate::case::ReleaseStep`].
    ReleaseStep,
    /// What the executor needs to know of a task: [`crate::case::TaskDetail`].
    TaskDetail,
    /// An attempt to serve a decision: [`crate::case::Service`].
    Service,
    /// What somebody promised by phone: [`crate::case::Promise`].
    Promise,
    /// Where a person lives, need-to-know: [`crate::case::Address`].
    Address,
}

/// The address of one register in a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Register {
    /// What it says something about.
    pub group: Group,
    /// The thing it is about; the case itself when there is none.
    pub object: Option<ObjectId>,
}

impl Group {
    /// All groups, in the order of their names.
    pub const ALL: [Group; 30] = [
        Group::Numbers,
        Group::Status,
        Group::Identity,
        Group::PersonNumbers,
        Group::Counsel,
        Group::Shield,
        Group::Charge,
        Group::Measure,
        Group::Slot,
        Group::Session,
        Group::Outcome,
        Group::Trigger,
        Group::TermEnd,
        Group::Plan,
        Group::HandOver,
        Group::Done,
        Group::Decision,
        Group::Note,
        Group::Document,
        Group::Keying,
        Group::Twin,
        Group::Inbound,
        Group::InboundLink,
        Group::ReleaseOrder,
        Group::TitleCheck,
        Group::ReleaseStep,
        Group::TaskDetail,
        Group::Service,
        Group::Promise,
        Group::Address,
    ];

    /// Gives the kind of thing and the word of the group, as they stand in an address.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Group::Numbers => ("case", "numbers"),
            Group::Status => ("case", "status"),
            Group::Identity => ("person", "identity"),
            Group::PersonNumbers => ("person", "numbers"),
            Group::Counsel => ("person", "counsel"),
            Group::Shield => ("person", "shield"),
            Group::Charge => ("charge", "fact"),
            Group::Measure => ("custody", "measure"),
            Group::Slot => ("hearing", "slot"),
            Group::Session => ("hearing", "session"),
            Group::Outcome => ("hearing", "outcome"),
            Group::Trigger => ("term", "trigger"),
            Group::TermEnd => ("term", "end"),
            Group::Plan => ("task", "plan"),
            Group::HandOver => ("task", "handover"),
            Group::Done => ("task", "done"),
            Group::Decision => ("decision", "content"),
            Group::Note => ("note", "text"),
            Group::Document => ("document", "link"),
            Group::Keying => ("keying", "act"),
            Group::Twin => ("twin", "verdict"),
            Group::Inbound => ("inbound", "receipt"),
            Group::InboundLink => ("inbound", "case"),
            Group::ReleaseOrder => ("release", "order"),
            Group::TitleCheck => ("release", "titles"),
            Group::ReleaseStep => ("release-step", "act"),
            Group::TaskDetail => ("task", "detail"),
            Group::Service => ("service", "attempt"),
            Group::Promise => ("promise", "word"),
            Group::Address => ("person", "address"),
        }
    }

    /// Reads an address without a thing: `person/identity`.
    #[must_use]
    pub fn parse(address: &str) -> Option<Group> {
        let words = address.split_once('/')?;
        Group::ALL.into_iter().find(|group| group.words() == words)
    }

    /// Says whether the group is about the case as a whole.
    #[must_use]
    pub const fn is_of_case(self) -> bool {
        matches!(self, Group::Numbers | Group::Status)
    }

    /// Says whether what it holds is shown to those alone who need it: in no list, no log and on no paper.
    #[must_use]
    pub const fn is_need_to_know(self) -> bool {
        matches!(self, Group::PersonNumbers | Group::Address)
    }

    /// Gives the words by which people call it on the command line, in Dutch and English: shorter than its name.
    #[must_use]
    pub const fn typed(self) -> (&'static str, &'static str) {
        match self {
            Group::Numbers => ("nummers", "numbers"),
            Group::Status => ("fase", "phase"),
            Group::Identity => ("personalia", "identity"),
            Group::PersonNumbers => ("persoonsnummers", "person-numbers"),
            Group::Counsel => ("raadsman", "counsel"),
            Group::Shield => ("afscherming", "shield"),
            Group::Charge => ("feit", "charge"),
            Group::Measure => ("maatregel", "custody"),
            Group::Slot => ("zitting", "hearing"),
            Group::Session => ("zittingsoort", "session"),
            Group::Outcome => ("uitkomst", "outcome"),
            Group::Trigger => ("termijn", "term"),
            Group::TermEnd => ("termijneinde", "term-end"),
            Group::Plan => ("taak", "task"),
            Group::HandOver => ("overdracht", "handover"),
            Group::Done => ("afdoening", "done"),
            Group::Decision => ("beslissing", "decision"),
            Group::Note => ("notitie", "note"),
            Group::Document => ("stuk", "document"),
            Group::Keying => ("naregistratie", "back-entry"),
            Group::Twin => ("dubbel", "duplicate"),
            Group::Inbound => ("ingekomen", "inbound"),
            Group::InboundLink => ("koppeling", "link"),
            Group::ReleaseOrder => ("bevel", "release-order"),
            Group::TitleCheck => ("volgtitel", "titles"),
            Group::ReleaseStep => ("stap", "release-step"),
            Group::TaskDetail => ("gegevens", "detail"),
            Group::Service => ("betekening", "service"),
            Group::Promise => ("toezegging", "promise"),
            Group::Address => ("adres", "address"),
        }
    }

    /// Gives the group's name for people.
    #[must_use]
    pub fn label(self, lang: crate::text::Lang) -> &'static str {
        match self {
            Group::Numbers => lang.pick("zaaknummers", "case numbers"),
            Group::Status => lang.pick("fase en officier", "phase and prosecutor"),
            Group::Identity => lang.pick("personalia", "identity"),
            Group::PersonNumbers => lang.pick("persoonsnummers", "personal numbers"),
            Group::Counsel => lang.pick("raadsman", "counsel"),
            Group::Shield => lang.pick("afscherming", "shielding"),
            Group::Charge => lang.pick("feit", "charge"),
            Group::Measure => lang.pick("vrijheidsbeneming", "custody"),
            Group::Slot => lang.pick("datum, tijd en zaal", "date, time and room"),
            Group::Session => lang.pick("soort zitting", "kind of hearing"),
            Group::Outcome => lang.pick("uitkomst van de zitting", "outcome of the hearing"),
            Group::Trigger => lang.pick("begin van de termijn", "start of the term"),
            Group::TermEnd => lang.pick("einde van de termijn", "end of the term"),
            Group::Plan => lang.pick("executietaak", "enforcement task"),
            Group::HandOver => lang.pick("overdracht", "hand-over"),
            Group::Done => lang.pick("afdoening", "completion"),
            Group::Decision => lang.pick("beslissing", "decision"),
            Group::Note => lang.pick("notitie", "note"),
            Group::Document => lang.pick("stuk", "document"),
            Group::Keying => lang.pick("naregistratie", "back-entry"),
            Group::Twin => lang.pick("dubbele zaak", "duplicate case"),
            Group::Inbound => lang.pick("ingekomen stuk", "inbound paper"),
            Group::InboundLink => lang.pick("zaak van het ingekomen stuk", "case of the inbound paper"),
            Group::ReleaseOrder => lang.pick("bevel tot invrijheidstelling", "release order"),
            Group::TitleCheck => lang.pick("controle op volgtitels", "check of following titles"),
            Group::ReleaseStep => lang.pick("stap van de invrijheidstelling", "step of the release"),
            Group::TaskDetail => lang.pick("gegevens van de taak", "data of the task"),
            Group::Service => lang.pick("betekening", "service"),
            Group::Promise => lang.pick("toezegging", "promise"),
            Group::Address => lang.pick("adres", "address"),
        }
    }
}

impl Register {
    /// Addresses a register of the case itself.
    #[must_use]
    pub const fn of_case(group: Group) -> Register {
        Register { group, object: None }
    }

    /// Addresses a register of one thing in the case.
    #[must_use]
    pub const fn of(group: Group, object: ObjectId) -> Register {
        Register { group, object: Some(object) }
    }

    /// Gives the name by which people call it: what it is, and the beginning of the thing's own name.
    #[must_use]
    pub fn name(&self, lang: crate::text::Lang) -> String {
        let (nl, en) = self.group.typed();
        let name = lang.pick(nl, en);
        match &self.object {
            Some(object) => format!("{name}-{}", object.as_str().chars().take(6).collect::<String>()),
            None => name.to_owned(),
        }
    }
}

impl fmt::Display for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (thing, word) = self.group.words();
        match &self.object {
            None => write!(f, "{thing}/{word}"),
            Some(object) => write!(f, "{thing}/{object}/{word}"),
        }
    }
}

/// The text is not the address of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotARegister(pub String);

impl fmt::Display for NotARegister {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not the address of a register", self.0)
    }
}

impl std::error::Error for NotARegister {}

impl FromStr for Register {
    type Err = NotARegister;

    fn from_str(text: &str) -> Result<Register, NotARegister> {
        let refused = || NotARegister(text.to_owned());
        let parts: Vec<&str> = text.split('/').collect();
        let (thing, object, word) = match parts.as_slice() {
            [thing, word] => (*thing, None, *word),
            [thing, object, word] => (*thing, Some(object.parse().map_err(|_| refused())?), *word),
            _ => return Err(refused()),
        };
        let group =
            Group::ALL.into_iter().find(|group| group.words() == (thing, word)).ok_or_else(refused)?;
        if group.is_of_case() == object.is_none() { Ok(Register { group, object }) } else { Err(refused()) }
    }
}

text_form!(Register);

/// Where a source's word came from: the system, and the place in its export.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The source system's author name.
    pub system: AuthorName,
    /// The file of the export.
    pub file: String,
    /// The record in that file, counted from one; title and header lines count.
    pub record: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back_as_itself() {
        for group in Group::ALL {
            let object = (!group.is_of_case()).then(|| ObjectId::derived("x"));
            let register = Register { group, object };
            assert_eq!(register.to_string().parse(), Ok(register));
        }
    }

    #[test]
    fn an_address_without_its_object_or_with_an_unknown_word_is_refused() {
        for text in
            ["hearing/slot", "case/x/numbers", "hearing/a/room", "case", "", "a/b/c/d", "hearing/A/slot"]
        {
            assert!(text.parse::<Register>().is_err(), "{text}");
        }
    }
}
