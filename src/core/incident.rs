//! The outage as it was declared (uitval): opened and closed by people, with the state of each process and partner.
//!
//! Declarations are entries that add up. Each names those that it takes the place of; what nobody replaced stands. Two that
//! did not know of each other both stand, and are shown as undecided. No clock chooses.

use crate::case::values::words;
use crate::event::{Event, EventId, Kind};
use crate::ident::ObjectId;
use crate::moment::Moment;
use crate::state::Said;
use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The word by which a declaration is known among the acts of administration.
const DECLARED: &str = "declared";

words! {
    /// A process of the office that an outage can touch.
    Process {
        /// Case files can be read, and notes and documents put into them.
        Files = "files", "dossiers", "case files";
        /// Cases come in, and who they are about is registered.
        Intake = "intake", "zaken en personen", "cases and persons";
        /// People are brought before the judge, and orders run.
        Custody = "custody", "voorarrest", "custody";
        /// Summonses are made and served.
        Summons = "summons", "dagvaarden", "summonses";
        /// Hearings are planned and held.
        Hearings = "hearings", "zittingen", "hearings";
        /// Judgments and other decisions are given, and remedies used.
        Decisions = "decisions", "beslissingen en rechtsmiddelen", "decisions and remedies";
        /// Decisions are carried out.
        Enforcement = "enforcement", "tenuitvoerlegging", "enforcement";
        /// Messages to and from partners.
        Messages = "messages", "berichten met partners", "messages with partners";
        /// Criminal records.
        Records = "records", "justitiële documentatie", "criminal records";
        /// Telephone and e-mail.
        Contact = "contact", "telefoon en e-mail", "telephone and e-mail";
    }
}

words! {
    /// How far a process, or a partner in it, works.
    Level {
        /// Nothing works.
        Dark = "dark", "donker", "dark";
        /// It can be read, not written.
        ReadOnly = "read-only", "alleen lezen", "read only";
        /// Part of it works.
        Partly = "partly", "deels", "partly";
        /// Sent from here, not to be seen there yet.
        Submitted = "submitted", "ingediend, daar nog niet zichtbaar", "submitted, not visible there yet";
        /// It works as before.
        Normal = "normal", "normaal", "normal";
    }
}

words! {
    /// What keeps an incident from being closed.
    Blocker {
        /// Registers about which sources contradict each other.
        Conflicts = "conflicts", "tegenstrijdigheden", "conflicts";
        /// Bundles of which no receipt came back.
        Unconfirmed = "unconfirmed", "bundels zonder ontvangstbewijs", "bundles without a receipt";
        /// Facts that are not in the source systems.
        BackEntry = "back-entry", "naregistratie", "back-entry";
        /// Processes that do not work as before.
        States = "states", "processen die niet normaal zijn", "processes that are not normal";
    }
}

/// What somebody declares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Act {
    /// The outage began.
    Open {
        /// When.
        since: Moment,
        /// What is known of the cause, and what was cut off.
        cause: String,
    },
    /// How far a process works, or one partner in it.
    State {
        /// Which process.
        process: Process,
        /// Which partner; all of it when none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partner: Option<String>,
        /// How far.
        level: Level,
        /// Since when.
        since: Moment,
        /// In words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// The outage is over.
    Close {
        /// Since when.
        since: Moment,
        /// What still stood open, how much of it, and why it may.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        left: BTreeMap<Blocker, Left>,
    },
}

/// What still stands open when an incident is closed, and why it may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// How much.
    pub count: u64,
    /// Why it may stay open.
    pub why: String,
}

/// A declaration as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// [`DECLARED`].
    did: String,
    /// The incident.
    pub incident: ObjectId,
    /// The declarations that this one takes the place of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<EventId>,
    /// What is declared.
    pub said: Act,
}

impl Declaration {
    /// Makes a declaration.
    #[must_use]
    pub fn new(incident: ObjectId, said: Act, replaces: Vec<EventId>) -> Declaration {
        Declaration { did: DECLARED.to_owned(), incident, replaces, said }
    }

    /// Reads the declaration in an event; none when it is another act of administration.
    #[must_use]
    pub fn of(event: &Event) -> Option<Declaration> {
        let body = event.content().filter(|_| event.header.k == Kind::Manage)?;
        let declared = body.val.get("did").and_then(serde_json::Value::as_str) == Some(DECLARED);
        declared.then(|| Declaration::deserialize(&body.val).ok()).flatten()
    }
}

/// One declaration with who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What.
    pub act: Act,
    /// By whom, when.
    pub said: Said,
}

/// What a state is about: a process, or one partner in it.
pub type About = (Process, Option<String>);

/// An outage, as far as it was declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its name.
    pub id: ObjectId,
    /// Who opened it; more than one where several did without knowing of each other.
    pub opened: Vec<Declared>,
    /// How far each process and partner works: what stands, more than one where people contradict each other.
    pub states: BTreeMap<About, Vec<Declared>>,
    /// Who closed it.
    pub closed: Vec<Declared>,
    /// Every declaration, replaced ones too, in the order of the moments they name, then of their entries' names.
    pub history: Vec<Declared>,
}

impl Incident {
    /// Reads the incidents out of the declarations, the one with the earliest beginning first.
    #[must_use]
    pub fn all<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<Incident> {
        let known: BTreeMap<EventId, (&Event, Declaration)> = events
            .into_iter()
            .filter_map(|event| Some((event.id, (event, Declaration::of(event)?))))
            .collect();
        let replaced: BTreeSet<EventId> =
            known.values().flat_map(|(_, told)| told.replaces.iter().copied()).collect();
        let mut incidents: BTreeMap<ObjectId, Incident> = BTreeMap::new();
        for (id, (event, told)) in &known {
            let Some(body) = event.content() else { continue };
            let declared = Declared { act: told.said.clone(), said: Said::of(event, body) };
            let incident = incidents.entry(told.incident.clone()).or_insert_with(|| Incident {
                id: told.incident.clone(),
                opened: Vec::new(),
                states: BTreeMap::new(),
                closed: Vec::new(),
                history: Vec::new(),
            });
            incident.history.push(declared.clone());
            if !replaced.contains(id) {
                incident.take(declared);
            }
        }
        let mut all: Vec<Incident> = incidents.into_values().collect();
        for incident in &mut all {
            incident.history.sort_by_key(|declared| (declared.since().unix(), declared.said.event));
        }
        all.sort_by_key(|incident| (incident.since().map(|since| since.unix()), incident.id.clone()));
        all
    }

    fn take(&mut self, declared: Declared) {
        match &declared.act {
            Act::Open { .. } => self.opened.push(declared),
            Act::Close { .. } => self.closed.push(declared),
            Act::State { process, partner, .. } => {
                self.states.entry((*process, partner.clone())).or_default().push(declared);
            }
        }
    }

    /// Gives when it began: the earliest moment that anybody declared.
    #[must_use]
    pub fn since(&self) -> Option<Moment> {
        self.opened.iter().map(Declared::since).min_by_key(Moment::unix)
    }

    /// Gives when it ended: the latest moment that anybody declared.
    #[must_use]
    pub fn until(&self) -> Option<Moment> {
        self.closed.iter().map(Declared::since).max_by_key(Moment::unix)
    }

    /// Gives what is known of its cause.
    #[must_use]
    pub fn cause(&self) -> &str {
        let told = self.opened.iter().find_map(|declared| match &declared.act {
            Act::Open { cause, .. } => Some(cause.as_str()),
            _ => None,
        });
        told.unwrap_or_default()
    }

    /// Says whether somebody closed it.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        !self.closed.is_empty()
    }

    /// Gives the declarations that a new one about the same thing takes the place of.
    #[must_use]
    pub fn standing(&self, act: &Act) -> Vec<EventId> {
        let stands = match act {
            Act::Open { .. } => Some(&self.opened),
            Act::Close { .. } => Some(&self.closed),
            Act::State { process, partner, .. } => self.states.get(&(*process, partner.clone())),
        };
        let mut ids: Vec<EventId> =
            stands.into_iter().flatten().map(|declared| declared.said.event).collect();
        ids.sort_unstable();
        ids
    }

    /// Gives how far a process or a partner works, when there is one word on it.
    #[must_use]
    pub fn level(&self, about: &About) -> Option<Level> {
        match self.states.get(about).map(Vec::as_slice) {
            Some([Declared { act: Act::State { level, .. }, .. }]) => Some(*level),
            _ => None,
        }
    }

    /// Counts the processes and partners that do not work as before, or about which people contradict each other.
    #[must_use]
    pub fn not_normal(&self) -> u64 {
        let normal = self.states.keys().filter(|about| self.level(about) == Some(Level::Normal)).count();
        self.states.len().saturating_sub(normal) as u64
    }
}

impl Declared {
    /// Gives the moment that it names.
    #[must_use]
    pub const fn since(&self) -> Moment {
        match &self.act {
            Act::Open { since, .. } | Act::State { since, .. } | Act::Close { since, .. } => *since,
        }
    }
}

/// Judges whether an incident may be closed: nothing stands open, or each thing that does has a reason.
///
/// # Errors
/// All that stands open without a reason, and how much of each.
pub fn may_close(
    open: &BTreeMap<Blocker, u64>,
    reasons: &BTreeMap<Blocker, String>,
) -> Result<BTreeMap<Blocker, Left>, BTreeMap<Blocker, u64>> {
    let (mut left, mut missing) = (BTreeMap::new(), BTreeMap::new());
    for (blocker, count) in open.iter().filter(|(_, count)| **count > 0) {
        match reasons.get(blocker).map(|why| why.trim()).filter(|why| !why.is_empty()) {
            Some(why) => left.insert(*blocker, Left { count: *count, why: why.to_owned() }).is_some(),
            None => missing.insert(*blocker, *count).is_some(),
        };
    }
    if missing.is_empty() { Ok(left) } else { Err(missing) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::tests::{author, stamp};
    use crate::event::Draft;
    use crate::journal::Chain;
    use proptest::prelude::*;

    fn moment(seconds: i64) -> Moment {
        Moment::from_unix(1_790_000_000 + seconds).unwrap()
    }

    struct Desk {
        events: Vec<Event>,
        chains: BTreeMap<String, Chain>,
    }

    impl Desk {
        fn new() -> Desk {
            Desk { events: Vec::new(), chains: BTreeMap::new() }
        }

        fn declare(&mut self, ws: &str, act: Act, replaces: Vec<EventId>) -> EventId {
            let told = Declaration::new(ObjectId::derived("uitval"), act, replaces);
            let draft = Draft::saying(Kind::Manage, None, serde_json::to_value(told).unwrap());
            let chain = self.chains.entry(ws.into()).or_insert_with(|| Chain::new(author(ws)));
            let event = chain.append(draft, &stamp(self.events.len() as u64)).unwrap();
            self.events.push(event.clone());
            event.id
        }

        fn incident(&self) -> Incident {
            Incident::all(&self.events).remove(0)
        }
    }

    fn open() -> Act {
        Act::Open { since: moment(0), cause: "lek in Citrix; alles van het internet".into() }
    }

    fn state(level: Level, seconds: i64) -> Act {
        Act::State {
            process: Process::Hearings,
            partner: Some("Rechtbank Den Haag".into()),
            level,
            since: moment(seconds),
            note: String::new(),
        }
    }

    fn hearings() -> About {
        (Process::Hearings, Some("Rechtbank Den Haag".into()))
    }

    #[test]
    fn an_incident_is_opened_changes_state_and_is_closed_and_its_history_stays() {
        let mut desk = Desk::new();
        desk.declare("ws-a", open(), vec![]);
        desk.declare("ws-a", state(Level::Dark, 60), vec![]);
        let next = state(Level::Partly, 120);
        let replaces = desk.incident().standing(&next);
        desk.declare("ws-a", next, replaces);
        let incident = desk.incident();
        assert_eq!(incident.level(&hearings()), Some(Level::Partly));
        assert_eq!((incident.not_normal(), incident.history.len(), incident.is_closed()), (1, 3, false));
        desk.declare("ws-a", Act::Close { since: moment(180), left: BTreeMap::new() }, vec![]);
        assert!(desk.incident().is_closed());
        assert_eq!(desk.incident().since(), Some(moment(0)));
    }

    #[test]
    fn two_words_that_did_not_know_of_each_other_both_stand() {
        let mut desk = Desk::new();
        desk.declare("ws-a", open(), vec![]);
        desk.declare("ws-a", state(Level::Dark, 60), vec![]);
        desk.declare("ws-b", state(Level::Normal, 90), vec![]);
        let incident = desk.incident();
        assert_eq!(incident.states[&hearings()].len(), 2);
        assert_eq!((incident.level(&hearings()), incident.not_normal()), (None, 1));
        let next = state(Level::Normal, 120);
        let replaces = incident.standing(&next);
        desk.declare("ws-a", next, replaces);
        assert_eq!(desk.incident().level(&hearings()), Some(Level::Normal));
    }

    #[test]
    fn closing_wants_a_reason_for_each_thing_that_stands_open() {
        let mut open =
            BTreeMap::from([(Blocker::Conflicts, 0), (Blocker::BackEntry, 12), (Blocker::States, 2)]);
        let missing = BTreeMap::from([(Blocker::BackEntry, 12), (Blocker::States, 2)]);
        assert_eq!(may_close(&open, &BTreeMap::new()), Err(missing.clone()), "all at once");
        let blank = BTreeMap::from([(Blocker::BackEntry, " ".to_owned())]);
        assert_eq!(may_close(&open, &blank), Err(missing));
        let told = BTreeMap::from([(Blocker::BackEntry, "overgedragen aan het ressort".to_owned())]);
        assert_eq!(may_close(&open, &told), Err(BTreeMap::from([(Blocker::States, 2)])));
        open.insert(Blocker::States, 0);
        let left = may_close(&open, &told).unwrap();
        assert_eq!(left[&Blocker::BackEntry].count, 12);
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn other_acts_of_administration_are_no_declarations() {
        let said = serde_json::json!({"did": "recovered", "user": "a.bakker"});
        let draft = Draft::saying(Kind::Manage, None, said);
        let event = Chain::new(author("ws-a")).append(draft, &stamp(1)).unwrap();
        assert_eq!(Declaration::of(&event), None);
        assert!(Incident::all([&event]).is_empty());
    }

    proptest! {
        /// What is declared is a function of the set.
        #[test]
        fn the_order_of_arrival_changes_nothing(levels in proptest::collection::vec((0..5_usize, any::<bool>()), 1..12), seed in any::<u64>()) {
            let mut desk = Desk::new();
            desk.declare("ws-a", open(), vec![]);
            for (nth, (level, sees)) in levels.into_iter().enumerate() {
                let act = state(Level::ALL[level], i64::try_from(nth).unwrap());
                let replaces = if sees { desk.incident().standing(&act) } else { vec![] };
                desk.declare(if sees { "ws-a" } else { "ws-b" }, act, replaces);
            }
            let mut shuffled = desk.events.clone();
            shuffled.sort_by_key(|event| crate::digest::Digest::of_parts([&seed.to_be_bytes()[..], event.id.as_bytes()]));
            prop_assert_eq!(Incident::all(&shuffled), Incident::all(&desk.events));
        }
    }
}
