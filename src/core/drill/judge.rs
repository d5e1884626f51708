//! Whether a task is done, by what stands in the journal since the drill began.

use super::Job;
use crate::case::{HearingOutcome, Note, OutcomeCode, ReleaseStep, TitleCheck, TitlesFound};
use crate::emergency::EmergencyNumber;
use crate::event::{Body, Event, Kind};
use crate::ident::{CaseId, ObjectId};
use crate::incident::{Act, Declaration};
use crate::moment::Moment;
use crate::register::Group;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A hearing of which the outcome is to be logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HearingAsk {
    /// Its case.
    pub case: CaseId,
    /// The number of the case.
    pub number: String,
    /// The hearing.
    pub hearing: ObjectId,
    /// What the court said.
    pub code: OutcomeCode,
}

/// A form that was filled in with a pen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperAsk {
    /// The number on it.
    pub form: EmergencyNumber,
    /// The case that it is about.
    pub case: CaseId,
    /// The number of the case.
    pub number: String,
}

/// A list that is to be printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAsk {
    /// Of which day.
    pub date: NaiveDate,
    /// Of which court.
    pub court: String,
}

/// A release order that must not go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseAsk {
    /// The number of its case.
    pub number: String,
    /// The order.
    pub release: ObjectId,
    /// The number of the case with the other title.
    pub other: String,
}

/// What a drill has put there, so that what is done about it can be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The cases of whoever has been held past the first end of all.
    pub custody: Vec<CaseId>,
    /// The hearing.
    pub hearing: HearingAsk,
    /// The form.
    pub paper: PaperAsk,
    /// The list.
    pub list: ListAsk,
    /// The name of the file with the forged bundle.
    pub forged: String,
    /// The fingerprint of the key on the lost stick.
    pub key: String,
    /// The release order.
    pub release: ReleaseAsk,
    /// For whom a bundle is made.
    pub partner: String,
}

/// How a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing of it is in the journal.
    Open,
    /// Something of it is there, and it is not right; it can still be put right.
    Wrong,
    /// It is there and cannot be taken back: somebody is out who should be in.
    Fatal,
    /// It is right, after something that was not.
    Mended,
    /// It is right.
    Right,
}

/// What the journal says of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How it stands.
    pub standing: Standing,
    /// Since when it stands so, by the entry's own moment.
    pub at: Option<Moment>,
}

impl Verdict {
    const OPEN: Verdict = Verdict { standing: Standing::Open, at: None };

    /// Tells whether nothing can change it any more.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self.standing, Standing::Fatal | Standing::Mended | Standing::Right)
    }
}

/// What one entry means for a task.
enum Sign {
    Right,
    Wrong,
    Fatal,
}

/// The entries of the workstation since the drill began, in their order.
pub type Journal<'a> = &'a [Event];

/// Judges a task.
#[must_use]
pub fn judge(job: Job, setting: &Setting, journal: Journal<'_>) -> Verdict {
    if job == Job::Close {
        return closed(setting, journal);
    }
    let mut verdict = Verdict::OPEN;
    for (event, body) in journal.iter().filter_map(|event| Some((event, event.content()?))) {
        let standing = match (sign(job, setting, event, body), verdict.standing) {
            (Some(Sign::Fatal), _) => Standing::Fatal,
            (_, Standing::Fatal | Standing::Right | Standing::Mended) | (None, _) => continue,
            (Some(Sign::Right), Standing::Wrong) => Standing::Mended,
            (Some(Sign::Right), _) => Standing::Right,
            (Some(Sign::Wrong), _) => Standing::Wrong,
        };
        if standing != verdict.standing {
            verdict = Verdict { standing, at: Some(body.t) };
        }
    }
    verdict
}

fn sign(job: Job, setting: &Setting, event: &Event, body: &Body) -> Option<Sign> {
    match job {
        Job::Declare => declared(event, |act| matches!(act, Act::Open { .. })).then_some(Sign::Right),
        Job::Pack => {
            let made = event.header.k == Kind::Print && says(body, "what", "pack");
            made.then_some(Sign::Right)
        }
        Job::Custody => {
            let noted = written::<Note>(body, Group::Note).any(|(_, note)| !note.text.trim().is_empty());
            let there = event.header.cs.is_some_and(|case| setting.custody.contains(&case));
            (noted && there).then_some(Sign::Right)
        }
        Job::Outcome => outcome(&setting.hearing, body),
        Job::Paper => {
            let mut notes = written::<Note>(body, Group::Note);
            let keyed =
                notes.any(|(_, note)| note.form.is_some_and(|form| form.number == setting.paper.form));
            keyed.then(|| right_if(event.header.cs == Some(setting.paper.case)))
        }
        Job::Lists => listed(&setting.list, event, body).then_some(Sign::Right),
        Job::Forged => match event.header.k {
            Kind::Refuse if says(body, "file", &setting.forged) => Some(Sign::Right),
            _ => None,
        },
        Job::Lost => {
            let revoked = event.header.k == Kind::Manage && says(body, "did", "key-revoked");
            revoked.then(|| right_if(says(body, "fingerprint", &setting.key)))
        }
        Job::Release => release(&setting.release, body),
        Job::Close => None,
    }
}

const fn right_if(right: bool) -> Sign {
    if right { Sign::Right } else { Sign::Wrong }
}

fn outcome(ask: &HearingAsk, body: &Body) -> Option<Sign> {
    let mut found = written::<HearingOutcome>(body, Group::Outcome);
    let (_, outcome) = found.find(|(object, _)| *object == &ask.hearing)?;
    Some(right_if(outcome.code == ask.code))
}

fn listed(ask: &ListAsk, event: &Event, body: &Body) -> bool {
    let list = body.val.get("list").filter(|_| event.header.k == Kind::Print);
    let is = |key: &str, wanted: &str| list.and_then(|list| list.get(key)?.as_str()) == Some(wanted);
    is("court", &ask.court) && is("date", &ask.date.to_string())
}

/// A title that is found stops the order; none found is a mistake that can be put right; an order that left cannot.
fn release(ask: &ReleaseAsk, body: &Body) -> Option<Sign> {
    let mut steps = written::<ReleaseStep>(body, Group::ReleaseStep);
    if steps.any(|(_, step)| step.release == ask.release && step.act.is_channel()) {
        return Some(Sign::Fatal);
    }
    let mut checks = written::<TitleCheck>(body, Group::TitleCheck);
    let (_, check) = checks.find(|(object, _)| *object == &ask.release)?;
    Some(right_if(check.found == TitlesFound::Other))
}

/// A bundle left, its receipt came, and after both the outage was closed.
fn closed(setting: &Setting, journal: Journal<'_>) -> Verdict {
    let (mut sent, mut receipt) = (None, false);
    for (event, body) in journal.iter().filter_map(|event| Some((event, event.content()?))) {
        let name = |key: &str| body.val.get(key).and_then(|value| value.as_str());
        match event.header.k {
            Kind::Export if says(body, "to", &setting.partner) && name("kind") == Some("export") => {
                (sent, receipt) = (name("tagmanifest").map(str::to_owned).or(sent), false);
            }
            Kind::Receipt => receipt |= sent.is_some() && name("of") == sent.as_deref(),
            _ if receipt && declared(event, |act| matches!(act, Act::Close { .. })) => {
                return Verdict { standing: Standing::Right, at: Some(body.t) };
            }
            _ => {}
        }
    }
    Verdict::OPEN
}

fn declared(event: &Event, is: impl Fn(&Act) -> bool) -> bool {
    Declaration::of(event).is_some_and(|told| is(&told.said))
}

fn says(body: &Body, key: &str, wanted: &str) -> bool {
    body.val.get(key).and_then(|value| value.as_str()) == Some(wanted)
}

/// Reads what an entry writes to the registers of a group.
fn written<T: DeserializeOwned>(body: &Body, group: Group) -> impl Iterator<Item = (&ObjectId, T)> {
    let own = body.w.iter().filter(move |(register, _)| register.group == group);
    own.filter_map(|(register, value)| {
        Some((register.object.as_ref()?, serde_json::from_value(value.clone()).ok()?))
    })
}
