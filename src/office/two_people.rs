//! What one person alone may not do: take somebody off the custody board, or move the end of a critical term away, by
//! correcting or withdrawing what stands there. And what nobody may: enter an act of custody that has yet to happen.
//!
//! A release is ordinary work: it is a new act that somebody answers for. A correction rewrites what was known, and with
//! one the trail of an arrest can vanish; so a colleague looks along, and the journal names both.

use crate::act::Saved;
use crate::complaint::{Both, Class, Complaint};
use crate::may::{Deed, may};
use crate::office::Office;
use crate::people;
use noodbrug_core::case::{CaseFile, CustodyMeasure, Filed, HearingOutcome, TermTrigger};
use noodbrug_core::command::Command;
use noodbrug_core::custody::{self, Custody};
use noodbrug_core::event::{Draft, Event, Kind};
use noodbrug_core::four_eyes;
use noodbrug_core::ident::{CaseId, ObjectId, Role};
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::register::Group;
use noodbrug_core::state::CaseState;
use noodbrug_core::text::Lang;
use noodbrug_core::user_name::is_same;
use noodbrug_files::keys::Passphrase;
use serde_json::json;
use std::collections::BTreeMap;

/// How far a clock of another workstation may be ahead before an act counts as one in the future.
const CLOCKS_APART: i64 = 10 * 60;

/// What a change takes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Loosened {
    /// The person, or the term.
    who: String,
    /// The end as it stands; none for a title without one.
    now: Option<Moment>,
    /// The end as it would be; none when nothing is left to end.
    then: Option<Moment>,
}

impl Office {
    /// Does something to a case that takes two people, with a colleague who shows with an own passphrase who that is. The
    /// colleague's entry stands beside it; nobody is switched.
    ///
    /// # Errors
    /// A complaint when the passphrase is not that of the colleague or the colleague may not, or as [`Office::act`].
    pub fn act_with(
        &mut self,
        case: &CaseId,
        command: Command,
        (name, passphrase): (&str, &Passphrase),
    ) -> Result<Saved, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let slots = people::slots(&self.folders)?;
        if let Err(why) = slots.open(name, passphrase) {
            return Err(self.log_refusal(*case, why.into()));
        }
        let second = people::read(&self.store, name)?;
        if is_same(&second.name, &self.user.name) || !may_look_along(second.role) {
            return Err(self.log_refusal(*case, not_a_second(&second.name)));
        }
        let known = self.check_newcomer(&second.name, &self.user.name);
        known.map_err(|why| self.log_refusal(*case, why))?;
        let state = self.state(case)?;
        let draft = self.decided(case, &state, command)?;
        let mut chain = self.store.chain(&self.station.author)?;
        let event = chain.append(draft, &self.stamp()?)?;
        let said = json!({"did": "seconded", "user": self.user.name, "event": event.id.to_string()});
        let mut looked = Draft::saying(Kind::Manage, Some(*case), said);
        looked.refs.push(event.id);
        let first = std::mem::replace(&mut self.user, second);
        let stamp = self.stamp();
        self.user = first;
        let events = [event, chain.append(looked, &stamp?)?];
        let law = &self.law;
        self.store.write(|work| work.append(&events, law).map(|_| ()))?;
        events.first().map_or_else(|| Err(crate::act::nothing_written()), |event| self.saved(event))
    }

    /// Refuses an act of custody, the outcome of a hearing, or the start of a term, that has yet to happen: what did not
    /// happen ends no title and starts no term.
    pub(crate) fn check_moment(&self, command: &Command) -> Result<(), Complaint> {
        let now = self.now()?;
        let rewritten = |group: Group| match command {
            Command::Correct(register, value, _) | Command::EndConflict(register, value, _) => {
                Some(value.clone()).filter(|_| register.group == group)
            }
            _ => None,
        };
        let measure = match command {
            Command::LogMeasure(_, measure) => {
                self.check_length(measure)?;
                Some(measure.clone())
            }
            _ => rewritten(Group::Measure)
                .and_then(|value| serde_json::from_value::<CustodyMeasure>(value).ok()),
        };
        let logged = match command {
            Command::LogRelease(_, step) => Some(step.at),
            Command::CheckTitles(_, check) => Some(check.at),
            Command::Serve(_, service) => Some(service.at),
            Command::Promise(_, promise) => Some(promise.at),
            _ => None,
        };
        let is_ahead = |moment: &Moment| moment.unix() > now.unix().saturating_add(CLOCKS_APART);
        if measure.is_some_and(|measure| is_ahead(&measure.moment)) || logged.is_some_and(|at| is_ahead(&at))
        {
            return Err(in_the_future(None));
        }
        if let Some(decided) = decided(command).filter(is_ahead) {
            return Err(in_the_future(Some(not_decided_yet(&decided))));
        }
        let trigger =
            rewritten(Group::Trigger).and_then(|value| serde_json::from_value::<TermTrigger>(value).ok());
        let Some(trigger) = trigger else { return Ok(()) };
        let Ok(answer) = self.law.of_case(&trigger.rule, &trigger.from) else { return Ok(()) };
        let ahead = |lang| answer.rule.ahead(&answer.computed.trigger, &now, lang);
        match ahead(Lang::Nl).zip(ahead(Lang::En)) {
            Some((nl, en)) => Err(in_the_future(Some(Both::new(nl, en)))),
            None => Ok(()),
        }
    }

    /// Refuses a change that takes two people when one makes it.
    pub(crate) fn check_alone(
        &self,
        case: &CaseId,
        known: &[Event],
        (draft, command): (&Draft, &Command),
    ) -> Result<(), Complaint> {
        if matches!(command, Command::HandOverAnyway(..) | Command::FinishTaskAnyway(..)) {
            return Err(crate::enforcement::alone());
        }
        if let Command::ConfirmEnd(term, _) = command {
            self.check_confirmer(known, term)?;
        }
        if !rewrites(command) {
            return Ok(());
        }
        let before = CaseFile::of(&CaseState::of(known));
        let after = self.file_with(known.to_vec(), draft.clone())?;
        let lost = self.loosened(case, &before, &after)?;
        match lost.first() {
            Some(lost) => Err(two_people(lost)),
            None => Ok(()),
        }
    }

    /// Refuses whoever confirms the end of a term and is too new to the one who asked for it.
    fn check_confirmer(&self, known: &[Event], term: &ObjectId) -> Result<(), Complaint> {
        let file = CaseFile::of(&CaseState::of(known));
        let found = file.terms.get(term).or_else(|| file.withdrawn_terms.get(term));
        let standing = found.map(|term| four_eyes::standing(term, &self.law.law));
        match standing.as_ref().and_then(|standing| standing.question()) {
            Some(asked) => self.check_newcomer(&self.user.name, &asked.by),
            None => Ok(()),
        }
    }

    /// Gives the file of a case as it would be with one entry more, which is not saved.
    pub(crate) fn file_with(&self, mut known: Vec<Event>, draft: Draft) -> Result<CaseFile, Complaint> {
        let mut chain = self.store.chain(&self.station.author)?;
        known.push(chain.append(draft, &self.stamp()?)?);
        Ok(CaseFile::of(&CaseState::of(&known)))
    }

    fn loosened(
        &self,
        case: &CaseId,
        before: &CaseFile,
        after: &CaseFile,
    ) -> Result<Vec<Loosened>, Complaint> {
        let now = self.now()?;
        let (was, is) = (self.held(case, before, &now), self.held(case, after, &now));
        let mut lost: Vec<Loosened> = was
            .into_iter()
            .filter_map(|(person, (name, custody))| {
                let then = is.get(&person).map(|(_, custody)| custody);
                custody.loosens(then).then(|| Loosened {
                    who: name,
                    now: custody.ends(),
                    then: then.and_then(Custody::ends),
                })
            })
            .collect();
        for (id, term) in &before.terms {
            let critical = four_eyes::is_critical(term, &self.law.law);
            if !critical || !four_eyes::standing(term, &self.law.law).runs() {
                continue;
            }
            let then = after.terms.get(id).and_then(|term| self.end_of(term.trigger.any()));
            let Some(now) = self.end_of(term.trigger.any()) else { continue };
            if then.is_none_or(|then| then.unix() > now.unix()) {
                let who = term.trigger.any().map(|trigger| trigger.rule.clone()).unwrap_or_default();
                lost.push(Loosened { who, now: Some(now), then });
            }
        }
        Ok(lost)
    }

    /// Everybody whom the case holds or may hold.
    pub(crate) fn held(
        &self,
        case: &CaseId,
        file: &CaseFile,
        now: &Moment,
    ) -> BTreeMap<Option<ObjectId>, (String, Custody)> {
        let filed = Filed { case: *case, number: "-".into(), next_hearing: None, taken_at: None };
        let entries = file.board_entries(&filed).into_iter().filter(|entry| !entry.measures.is_empty());
        entries
            .map(|entry| {
                let found = custody::survey(&entry.measures, &self.law.law, &self.law.calendar, now);
                (entry.person, (entry.name, found))
            })
            .collect()
    }

    fn end_of(&self, trigger: Option<&TermTrigger>) -> Option<Moment> {
        let trigger = trigger?;
        let answer = self.law.of_case(&trigger.rule, &trigger.from).ok()?;
        Some(answer.computed.shown().moment())
    }
}

/// A correction, a withdrawal, or a choice between two readings, of what custody or a term rests on.
fn rewrites(command: &Command) -> bool {
    let rests = |group: Group| matches!(group, Group::Measure | Group::Trigger);
    match command {
        Command::Correct(register, ..) | Command::EndConflict(register, ..) => rests(register.group),
        Command::Withdraw(group, ..) => rests(*group),
        _ => false,
    }
}

/// Whoever may enter something in a case may look along.
fn may_look_along(role: Role) -> bool {
    may(role, Deed::Write)
}

fn when(moment: Option<Moment>, lang: Lang) -> String {
    let none = || lang.pick("geen einde", "no end").to_owned();
    moment.map_or_else(none, |moment| moment_text(&moment.in_the_netherlands(), lang))
}

fn two_people(lost: &Loosened) -> Complaint {
    let Loosened { who, now, then } = lost;
    let said = |lang| (when(*now, lang), when(*then, lang));
    let ((now_nl, then_nl), (now_en, then_en)) = (said(Lang::Nl), said(Lang::En));
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Dit haalt {who} van het bord of schuift het einde op: nu {now_nl}, dan {then_nl}. Daar kijken twee \
                 mensen naar. Er is niets opgeslagen. Laat een collega bevestigen met `--second NAAM`."
            ),
            format!(
                "This takes {who} off the board or moves the end away: now {now_en}, then {then_en}. Two people look \
                 at that. Nothing was saved. Let a colleague confirm with `--second NAME`."
            ),
        ),
    )
}

fn not_a_second(name: &str) -> Complaint {
    Complaint::refused(
        format!(
            "{name} kan hier niet de tweede persoon zijn. Vraag een collega die in zaken werkt, niet uzelf."
        ),
        format!("{name} cannot be the second person here. Ask a colleague who works in cases, not yourself."),
    )
}

/// When the outcome was decided that a command writes.
fn decided(command: &Command) -> Option<Moment> {
    match command {
        Command::LogOutcome(_, outcome, _) => Some(outcome.decided),
        Command::Correct(register, value, _) if register.group == Group::Outcome => {
            serde_json::from_value::<HearingOutcome>(value.clone()).ok().map(|outcome| outcome.decided)
        }
        _ => None,
    }
}

fn not_decided_yet(decided: &Moment) -> Both {
    let when = |lang| moment_text(&decided.in_the_netherlands(), lang);
    Both::new(
        format!(
            "Deze uitkomst is van {}, en dat ligt in de toekomst. Leg haar vast als de rechter heeft beslist, of vul het \
             echte tijdstip in.",
            when(Lang::Nl)
        ),
        format!(
            "This outcome is of {}, which lies in the future. Log it once the judge has decided, or fill in the real moment.",
            when(Lang::En)
        ),
    )
}

fn in_the_future(why: Option<Both>) -> Complaint {
    let Both { nl, en } = why.unwrap_or_else(|| {
        Both::new(
            "Dit tijdstip ligt in de toekomst. Wat nog moet gebeuren, beëindigt of begint geen titel. Vul het echte tijdstip in.",
            "This moment lies in the future. What has yet to happen ends or begins no title. Fill in the real moment.",
        )
    });
    Complaint::refused(format!("{nl} Er is niets opgeslagen."), format!("{en} Nothing was saved."))
}

#[cfg(test)]
#[path = "two_people_tests.rs"]
mod tests;
