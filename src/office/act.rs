//! What people do to a case: a command becomes an entry in the journal, or is refused in words; both are logged.

use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::case::{CaseFile, HearingOutcome, OutcomeCode};
use noodbrug_core::command::{self, Command, Writer};
use noodbrug_core::event::{Draft, Event, EventId, Kind};
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

/// One of several acts that are saved together.
#[derive(Clone, Debug)]
pub(crate) struct Deal {
    pub(crate) case: CaseId,
    pub(crate) command: Command,
    /// The act among them, by its place, on which this one rests.
    pub(crate) rests_on: Option<usize>,
    /// Why, of an act that needs no reason by itself.
    pub(crate) why: Option<String>,
}

impl Deal {
    pub(crate) const fn new(case: CaseId, command: Command) -> Deal {
        Deal { case, command, rests_on: None, why: None }
    }
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
        let draft = self.drafted(case, command)?;
        self.save(draft)
    }

    /// Judges a command by all that is known of its case, and lets go of that before anything is saved: saving reads it again.
    fn drafted(&mut self, case: &CaseId, command: Command) -> Result<Draft, Complaint> {
        let known = self.store.events_of_case(case)?;
        let state = CaseState::of(&known);
        let draft = self.decided(case, &state, command.clone())?;
        let kept = crate::enforcement::check_kept(&CaseFile::of(&state), &command);
        kept.map_err(|why| self.log_refusal(*case, why))?;
        self.check_alone(case, &known, (&draft, &command)).map_err(|why| self.log_refusal(*case, why))?;
        Ok(draft)
    }

    /// Judges a command by the rules of the case and of the clock; a refusal is in the journal.
    pub(crate) fn decided(
        &mut self,
        case: &CaseId,
        state: &CaseState,
        command: Command,
    ) -> Result<Draft, Complaint> {
        let file = CaseFile::of(state);
        let timely = self.check_hearing_day(&file, &command).and_then(|()| self.check_gate(&file, &command));
        timely.and_then(|()| self.check_moment(&command)).map_err(|why| self.log_refusal(*case, why))?;
        let today = self.now()?.in_the_netherlands().date();
        let writer = Writer { by: &self.user.name, law: &self.law.law, today };
        command::decide(*case, state, command, &writer)
            .map_err(|refusal| self.log_refusal(*case, refusal.into()))
    }

    /// Does several things, in one case or in many: all of it is on the disk when this returns, or nothing. Each act is
    /// judged by what the acts before it made of its case.
    pub(crate) fn act_all(&mut self, deals: Vec<Deal>) -> Result<Vec<Saved>, Complaint> {
        let first = deals.first().map(|deal| deal.case);
        self.permit_in(Deed::Write, first)?;
        let several = deals.iter().any(|deal| Some(deal.case) != first);
        let mut chain = self.store.chain(&self.station.author)?;
        let mut events: Vec<Event> = Vec::with_capacity(deals.len());
        for deal in deals {
            let case = deal.case;
            let draft = match self.draft(deal, &events) {
                Ok(draft) => draft,
                Err(why) if several => {
                    let why = self.of_case(&case, &why)?;
                    return Err(self.log_refusal(case, why));
                }
                Err(why) => return Err(self.log_refusal(case, why)),
            };
            let stamp = self.stamp()?;
            events.push(chain.append(draft, &stamp)?);
        }
        let law = &self.law;
        self.store.write(|work| work.append(&events, law).map(|_| ()))?;
        events.iter().map(|event| self.saved(event)).collect()
    }

    /// Judges one act by the journal and by what is about to be written before it.
    fn draft(&self, deal: Deal, before: &[Event]) -> Result<Draft, Complaint> {
        let mut known = self.store.events_of_case(&deal.case)?;
        known.extend(before.iter().filter(|event| event.header.cs == Some(deal.case)).cloned());
        let state = CaseState::of(&known);
        let file = CaseFile::of(&state);
        self.check_hearing_day(&file, &deal.command)?;
        self.check_gate(&file, &deal.command)?;
        self.check_moment(&deal.command)?;
        let today = self.now()?.in_the_netherlands().date();
        let writer = Writer { by: &self.user.name, law: &self.law.law, today };
        let mut draft = command::decide(deal.case, &state, deal.command.clone(), &writer)?;
        self.check_alone(&deal.case, &known, (&draft, &deal.command))?;
        draft.refs.extend(deal.rests_on.and_then(|place| before.get(place)).map(|event| event.id));
        Ok(match deal.why {
            Some(why) => draft.because(why),
            None => draft,
        })
    }

    /// Says of which of several cases a refusal is, and that nothing of the others was saved either.
    fn of_case(&self, case: &CaseId, why: &Complaint) -> Result<Complaint, Complaint> {
        let number = self.label(case)?.map(|label| label.number).unwrap_or_default();
        let Both { nl, en } = why.sentence.without_nothing_saved();
        Ok(Complaint::new(
            why.class,
            Both::new(
                format!("Zaak {number}: {nl} Er is niets opgeslagen, ook niet in de andere zaken."),
                format!("Case {number}: {en} Nothing was saved, in the other cases neither."),
            ),
        ))
    }

    pub(crate) fn saved(&self, event: &Event) -> Result<Saved, Complaint> {
        let at = event.content().map_or_else(|| self.now(), |body| Ok(body.t))?;
        Ok(Saved { event: event.id, seq: event.header.seq, at })
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
        let events = self.append(vec![draft])?;
        self.saved(events.last().ok_or_else(nothing_written)?)
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

    pub(crate) fn log_refusal(&mut self, case: CaseId, refusal: Complaint) -> Complaint {
        let said = crate::said::refused(&refusal.sentence);
        match self.log(Kind::Refuse, Some(case), said) {
            Ok(_) => refusal,
            Err(complaint) => complaint,
        }
    }
}

pub(crate) fn nothing_written() -> Complaint {
    Complaint::new(Class::Refused, Both::new("Er is niets opgeslagen.", "Nothing was saved."))
}
