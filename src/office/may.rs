//! Who may do what: one table over all roles. What is refused is in the journal.

use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::event::Kind;
use noodbrug_core::ident::{CaseId, Role};
use noodbrug_core::text::Lang;

/// What somebody does, as far as a role decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Sees case files and lists of cases, on screen or on paper.
    Consult,
    /// Enters something in a case.
    Write,
    /// Reads and checks the journal, and who works here with whom; no case files.
    ReadJournal,
    /// Seals the journal.
    Seal,
    /// Makes all that is derived from the journal again.
    Rebuild,
    /// Takes a source export in.
    TakeIn,
    /// Makes bundles and takes them in.
    Exchange,
    /// Gives the worklist of the back-entry to another office, as files.
    TakeOut,
    /// Adds, confirms and removes partners.
    Partners,
    /// Gives people a passphrase and a role.
    People,
    /// Says by which law terms are computed.
    Law,
    /// Agrees, as the second person, to another law or another law key.
    AgreeLaw,
    /// Makes and loads keysets, revokes keys, gives this workstation another key.
    Keys,
    /// Agrees, as the second person, to other keys.
    AgreeKeys,
    /// Says when and where fallback packs are made.
    Pack,
    /// Keeps the contacts and rosters, and ticks off role cards.
    Contacts,
    /// Declares an outage, how far each process works, and that it is over.
    Declare,
}

impl Deed {
    /// All deeds.
    pub const ALL: [Deed; 17] = [
        Deed::Consult,
        Deed::Write,
        Deed::ReadJournal,
        Deed::Seal,
        Deed::Rebuild,
        Deed::TakeIn,
        Deed::Exchange,
        Deed::TakeOut,
        Deed::Partners,
        Deed::People,
        Deed::Law,
        Deed::AgreeLaw,
        Deed::Keys,
        Deed::AgreeKeys,
        Deed::Pack,
        Deed::Contacts,
        Deed::Declare,
    ];

    /// Gives its name for people, as it stands after "may not".
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Deed::Consult => lang.pick("zaken inzien", "consult cases"),
            Deed::Write => lang.pick("iets in een zaak invoeren", "enter anything in a case"),
            Deed::ReadJournal => lang.pick("het journaal lezen", "read the journal"),
            Deed::Seal => lang.pick("het journaal verzegelen", "seal the journal"),
            Deed::Rebuild => {
                lang.pick("lijsten, termijnen en zoeken opnieuw maken", "make lists, terms and search again")
            }
            Deed::TakeIn => lang.pick("een export inlezen", "take an export in"),
            Deed::Exchange => lang.pick("bundels maken of inlezen", "make bundles or take them in"),
            Deed::TakeOut => lang.pick(
                "de werklijst van de naregistratie als bestand meegeven",
                "hand out the worklist of the back-entry as files",
            ),
            Deed::Partners => lang.pick("partners beheren", "manage partners"),
            Deed::People => lang.pick("gebruikers beheren", "manage users"),
            Deed::Law => lang.pick("de wetstabel vervangen", "replace the law table"),
            Deed::AgreeLaw => lang.pick("een andere wetstabel bevestigen", "agree to another law table"),
            Deed::Keys => lang.pick("sleutels beheren", "manage keys"),
            Deed::AgreeKeys => lang.pick("andere sleutels bevestigen", "agree to other keys"),
            Deed::Pack => lang
                .pick("het rooster van het noodpakket wijzigen", "change the schedule of the fallback pack"),
            Deed::Contacts => lang.pick("contacten en rolkaarten bijhouden", "keep contacts and role cards"),
            Deed::Declare => lang.pick("een uitval afkondigen of afsluiten", "declare an outage or close it"),
        }
    }
}

/// The table. To another law, or to other keys, a prosecutor agrees, who answers for what they do. Who works in cases needs them; what leaves the office, comes into it, or changes whom it trusts is for the
/// continuity manager; an auditor reads the journal and no case files; a source system is no person.
#[must_use]
pub const fn may(role: Role, deed: Deed) -> bool {
    match (role, deed) {
        (Role::Manager, _) => true,
        (Role::Source, _) => false,
        (_, Deed::ReadJournal) => true,
        (Role::Auditor, _) => false,
        (_, Deed::Consult | Deed::Write | Deed::Contacts)
        | (Role::Prosecutor, Deed::AgreeLaw | Deed::AgreeKeys) => true,
        (
            _,
            Deed::Seal
            | Deed::Rebuild
            | Deed::TakeIn
            | Deed::Exchange
            | Deed::TakeOut
            | Deed::Partners
            | Deed::People
            | Deed::Law
            | Deed::AgreeLaw
            | Deed::Keys
            | Deed::AgreeKeys
            | Deed::Pack
            | Deed::Declare,
        ) => false,
    }
}

impl Office {
    /// Refuses what the role of whoever is at the workstation does not allow, and what a workstation that was put back may
    /// not do any more; the refusal is in the journal.
    ///
    /// # Errors
    /// A complaint that says who may, or a fault of the disk.
    pub fn permit(&mut self, deed: Deed) -> Result<(), Complaint> {
        self.permit_in(deed, None)
    }

    /// As [`Office::permit`], in a case.
    pub(crate) fn permit_in(&mut self, deed: Deed, case: Option<CaseId>) -> Result<(), Complaint> {
        let Err(complaint) = self.allowed(deed).and_then(|()| self.goes_on(deed)) else { return Ok(()) };
        self.log(Kind::Refuse, case, crate::said::refused(&complaint.sentence))?;
        Err(complaint)
    }

    /// Refuses what the role does not allow, where nothing can be written; the shells ask [`Office::permit`] first.
    pub(crate) fn allowed(&self, deed: Deed) -> Result<(), Complaint> {
        check(self.user.role, deed)
    }
}

/// Refuses what a role does not allow.
pub(crate) fn check(role: Role, deed: Deed) -> Result<(), Complaint> {
    if may(role, deed) { Ok(()) } else { Err(refusal(role, deed)) }
}

fn refusal(role: Role, deed: Deed) -> Complaint {
    let (nl, en) = (Lang::Nl, Lang::En);
    let (who, whom) = match deed {
        Deed::Consult | Deed::Write | Deed::ReadJournal | Deed::Contacts => {
            ("Vraag iemand met een andere rol.", "Ask somebody with another role.")
        }
        Deed::AgreeLaw | Deed::AgreeKeys => (
            "Vraag een officier van justitie of een continuïteitsmanager.",
            "Ask a prosecutor or a continuity manager.",
        ),
        _ => ("Vraag de continuïteitsmanager.", "Ask the continuity manager."),
    };
    Complaint::refused(
        format!("Met de rol {} mag u dit niet: {}. {who}", role.label(nl), deed.label(nl)),
        format!("With the role of {} you may not {}. {whom}", role.label(en), deed.label(en)),
    )
}

#[cfg(test)]
#[path = "may_tests.rs"]
mod tests;
