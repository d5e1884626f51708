//! How far the service of something is, and what begins to run once it is served.

use crate::case::{CaseFile, Served, Service, ServiceOutcome};
use crate::ident::ObjectId;
use crate::law::Law;
use crate::moment::{Moment, moment_text};
use crate::text::Lang;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What begins when something is served.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceRule {
    /// What is served.
    pub what: Served,
    /// The rules that begin when it is handed over in person, and not otherwise.
    #[serde(default)]
    pub in_person: Vec<String>,
    /// The rules that begin by any valid service.
    #[serde(default)]
    pub served: Vec<String>,
    /// The rules that begin when it is sent.
    #[serde(default)]
    pub sent: Vec<String>,
}

/// The table of what service sets going.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceRules {
    /// Whether a jurist looked at it.
    pub review: String,
    /// One rule for each thing that is served.
    pub service: Vec<ServiceRule>,
}

impl ServiceRules {
    /// Reads the table.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<ServiceRules, String> {
        let read: ServiceRules = toml::from_str(text).map_err(|why| why.to_string())?;
        let once = |what: &Served| read.service.iter().filter(|rule| rule.what == *what).count() == 1;
        match Served::ALL.iter().find(|what| !once(what)) {
            Some(what) => Err(format!("`{}` must stand once", what.word())),
            None => Ok(read),
        }
    }

    /// Names the rules of it that a catalogue does not know.
    #[must_use]
    pub fn unknown(&self, law: &Law) -> Vec<String> {
        let all =
            self.service.iter().flat_map(|rule| rule.in_person.iter().chain(&rule.served).chain(&rule.sent));
        all.filter(|rule| law.newest(rule).is_err()).cloned().collect()
    }

    /// Gives the rules that begin by an attempt; none by one that failed.
    #[must_use]
    pub fn begun_by(&self, service: &Service) -> Vec<&str> {
        let Some(rule) = self.service.iter().find(|rule| rule.what == service.what) else {
            return Vec::new();
        };
        let rules: Vec<&String> = match service.outcome {
            ServiceOutcome::InPerson => rule.in_person.iter().chain(&rule.served).collect(),
            ServiceOutcome::Housemate | ServiceOutcome::Representative | ServiceOutcome::Office => {
                rule.served.iter().collect()
            }
            ServiceOutcome::Sent => rule.sent.iter().collect(),
            _ => Vec::new(),
        };
        rules.into_iter().map(String::as_str).collect()
    }
}

/// What is served, on whom.
pub type About = (Served, Option<ObjectId>, Option<ObjectId>);

/// How far a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServiceStage {
    /// Every attempt failed.
    Failed,
    /// It was refused: somebody decides what that means.
    Refused,
    /// It was sent, and nobody knows whether it arrived.
    Sent,
    /// It was served, not in person.
    Served,
    /// It was handed over in person.
    InPerson,
}

impl ServiceStage {
    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            ServiceStage::Failed => lang.pick("MISLUKT: opnieuw", "FAILED: try again"),
            ServiceStage::Refused => lang.pick("geweigerd: na te gaan", "refused: to be checked"),
            ServiceStage::Sent => lang.pick("toegezonden", "sent"),
            ServiceStage::Served => lang.pick("betekend, niet in persoon", "served, not in person"),
            ServiceStage::InPerson => lang.pick("in persoon betekend", "served in person"),
        }
    }

    /// Gives the word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ServiceStage::Failed => "failed",
            ServiceStage::Refused => "refused",
            ServiceStage::Sent => "sent",
            ServiceStage::Served => "served",
            ServiceStage::InPerson => "in-person",
        }
    }

    /// Tells whether somebody must still do something.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, ServiceStage::Failed | ServiceStage::Refused)
    }

    const fn of(outcome: ServiceOutcome) -> ServiceStage {
        match outcome {
            ServiceOutcome::InPerson => ServiceStage::InPerson,
            ServiceOutcome::Housemate | ServiceOutcome::Representative | ServiceOutcome::Office => {
                ServiceStage::Served
            }
            ServiceOutcome::Sent => ServiceStage::Sent,
            ServiceOutcome::Refused => ServiceStage::Refused,
            ServiceOutcome::NotHome
            | ServiceOutcome::Moved
            | ServiceOutcome::NoAddress
            | ServiceOutcome::Failed => ServiceStage::Failed,
        }
    }
}

/// Something that is served on somebody, with every attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceView {
    /// What it is about.
    pub about: About,
    /// The attempts by their moments, with their names.
    pub attempts: Vec<(ObjectId, Service)>,
    /// How far it is.
    pub stage: ServiceStage,
}

impl ServiceView {
    /// Gives the newest attempt.
    #[must_use]
    pub fn last(&self) -> Option<&Service> {
        self.attempts.last().map(|(_, service)| service)
    }

    /// Says how it stands: `MISLUKT: opnieuw (2 pogingen, laatst ma 23-11-2026 10:00: niemand aangetroffen)`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let count = lang.counted(self.attempts.len() as u64, ("poging", "attempt"), ("pogingen", "attempts"));
        let last = self.last().map(|last| {
            let at = moment_text(&last.at.in_the_netherlands(), lang);
            format!(", {} {at}: {}", lang.pick("laatst", "last"), last.outcome.label(lang))
        });
        format!("{} ({count}{})", self.stage.label(lang), last.unwrap_or_default())
    }
}

/// Puts the attempts of a case together: one view for each thing and person, in the order of first attempts.
#[must_use]
pub fn services(file: &CaseFile) -> Vec<ServiceView> {
    let mut found: BTreeMap<About, Vec<(ObjectId, Service)>> = BTreeMap::new();
    let sole = file.sole_suspect();
    for (id, service) in
        file.services.iter().flat_map(|(id, fact)| fact.values().map(move |value| (id, value)))
    {
        let person = service.person.as_ref().or(sole).cloned();
        found
            .entry((service.what, service.of.clone(), person))
            .or_default()
            .push((id.clone(), service.clone()));
    }
    let view = |(about, mut attempts): (About, Vec<(ObjectId, Service)>)| {
        attempts.sort_by_key(|(id, service)| (service.at.unix(), id.clone()));
        let stage = attempts.iter().map(|(_, service)| ServiceStage::of(service.outcome)).max();
        Some(ServiceView { about, attempts, stage: stage? })
    };
    let mut views: Vec<ServiceView> = found.into_iter().filter_map(view).collect();
    views.sort_by_key(|view| view.attempts.first().map(|(_, first)| first.at.unix()));
    views
}

/// Gives the moment of the newest attempt at something that is still open.
#[must_use]
pub fn open_since(view: &ServiceView) -> Option<Moment> {
    view.last().filter(|_| view.stage.is_open()).map(|last| last.at)
}
