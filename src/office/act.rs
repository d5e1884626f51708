//! What people do to a case: a command becomes an entry in the journal, or is refused in words; both are logged.

use crate::complaint::{Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::case::{CaseFile, HearingOutcome, OutcomeCode};
use noodbrug_core::command::{self, Command, Writer};
use noodbrug_core::event::{Draft, EventId, Kind};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::Moment;
use noodbrug_core::register::{Group, Register};
use noodbrug_core::state::CaseState;

/// An entry that is durable: "Opgeslagen" may be said now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The entry.
    pub event: EventId,
    /// Its place in the station's journal.
    pub seq: u64,
    /// When, by the station's clock.
    pub at: Moment,
}

impl Office {
    /// Gives the command that corrects the outcome of a hearing, with the reason; the next hearing that it set stays set.
    ///
    /// # Errors
    /// A fault of the disk, or a value that cannot be written.
    pub fn outcome_corrected(
        &self,
        case: &CaseId,
        hearing: &ObjectId,
        mut outcome: HearingOutcome,
        why: &str,
    ) -> Result<Command, Complaint> {
        if outcome.code == OutcomeCode::AdjournedTo {
            let file = self.file(case)?;
            let before = file.hearings.get(hearing).and_then(|hearing| hearing.outcome.values().next());
            outcome.next = before.and_then(|before| before.next.clone());
        }
        let value = serde_json::to_value(&outcome)
            .map_err(|why| Complaint::refused(why.to_string(), why.to_string()))?;
        Ok(Command::Correct(Register::of(Group::Outcome, hearing.clone()), value, why.to_owned()))
    }

    /// Does something to a case. It is on the disk when this returns.
    ///
    /// # Errors
    /// A complaint that says why it is refused; nothing of it was saved, and the refusal is in the journal.
    pub fn act(&mut self, case: &CaseId, command: Command) -> Result<Saved, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let state = self.state(case)?;
        self.check_hearing_day(&CaseFile::of(&state), &command)
            .map_err(|why| self.log_refusal(*case, why))?;
        let writer = Writer { by: &self.user.name, law: &self.law.law };
        match command::decide(*case, &state, command, &writer) {
            Ok(draft) => self.save(draft),
            Err(refusal) => Err(self.log_refusal(*case, refusal.into())),
        }
    }

    /// Does several things to a case that concern different registers: all of them are on the disk when this returns,
    /// or none. Gives the last one.
    pub(crate) fn act_all(&mut self, case: &CaseId, commands: Vec<Command>) -> Result<Saved, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let state = self.state(case)?;
        let writer = Writer { by: &self.user.name, law: &self.law.law };
        let drafts: Result<Vec<Draft>, _> =
            commands.into_iter().map(|command| command::decide(*case, &state, command, &writer)).collect();
        match drafts {
            Ok(drafts) => self.save_all(drafts),
            Err(refusal) => Err(self.log_refusal(*case, refusal.into())),
        }
    }

    /// Computes the state of a case from its entries; an unknown case has an empty one.
    pub(crate) fn state(&self, case: &CaseId) -> Result<CaseState, Complaint> {
        let events = self.store.events_of_case(case)?;
        Ok(CaseState::of(&events))
    }

    /// Gives the file of a case without logging that anybody saw it: for use cases that only compute with it.
    pub(crate) fn file(&self, case: &CaseId) -> Result<CaseFile, Complaint> {
        Ok(CaseFile::of(&self.state(case)?))
    }

    pub(crate) fn save(&mut self, draft: Draft) -> Result<Saved, Complaint> {
        self.save_all(vec![draft])
    }

    fn save_all(&mut self, drafts: Vec<Draft>) -> Result<Saved, Complaint> {
        let events = self.append(drafts)?;
        let event = events.last().ok_or_else(nothing_written)?;
        let at = event.content().map_or_else(|| self.now(), |body| Ok(body.t))?;
        Ok(Saved { event: event.id, seq: event.header.seq, at })
    }

    /// Logs something that writes no register: a look, a print, an export.
    pub(crate) fn log(
        &mut self,
        kind: Kind,
        case: Option<CaseId>,
        said: serde_json::Value,
    ) -> Result<Saved, Complaint> {
        self.save(Draft::saying(kind, case, said))
    }

    fn log_refusal(&mut self, case: CaseId, refusal: Complaint) -> Complaint {
        let said = crate::said::refused(&refusal.sentence);
        match self.log(Kind::Refuse, Some(case), said) {
            Ok(_) => refusal,
            Err(complaint) => complaint,
        }
    }
}

fn nothing_written() -> Complaint {
    Complaint::new(
        Class::Refused,
        crate::complaint::Both::new("Er is niets opgeslagen.", "Nothing was saved."),
    )
}
