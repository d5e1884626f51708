//! Profiles: what of which cases a kind of partner may know, with the reason for each line. What is not named does not
//! leave.

use super::partner::PartnerKind;
use crate::canonical::{self, NotCanonical};
use crate::case::CaseFile;
use crate::digest::Digest;
use crate::event::Event;
use crate::register::Group;
use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The word that opens a profile in a bundle.
const FORMAT: &str = "noodbrug-profile-1";

/// Which cases a kind of partner has to do with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CaseRule {
    /// All.
    All,
    /// Those with an act in somebody's custody, or a task for this partner.
    Custody,
    /// Those with a task for this partner.
    Task,
    /// Those with a hearing at this court.
    Hearing,
    /// Those of which a hearing has an outcome.
    Outcome,
}

impl CaseRule {
    /// Says which cases these are, for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            CaseRule::All => lang.pick("alle zaken", "all cases"),
            CaseRule::Custody => lang.pick(
                "zaken met een vrijheidsbeneming of een taak voor deze partner",
                "cases with custody or a task for this partner",
            ),
            CaseRule::Task => {
                lang.pick("zaken met een taak voor deze partner", "cases with a task for this partner")
            }
            CaseRule::Hearing => {
                lang.pick("zaken met een zitting bij deze rechtbank", "cases with a hearing at this court")
            }
            CaseRule::Outcome => {
                lang.pick("zaken met een uitkomst van een zitting", "cases with an outcome of a hearing")
            }
        }
    }
}

/// Which documents leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentRule {
    /// None.
    None,
    /// Those that what leaves names.
    Linked,
}

/// What of which cases a kind of partner may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Which cases.
    pub cases: CaseRule,
    /// Which documents.
    pub documents: DocumentRule,
    format: String,
    /// Which fields, each with the reason why.
    #[serde(with = "by_address")]
    pub groups: BTreeMap<Group, String>,
    /// For which kind of partner.
    pub kind: PartnerKind,
    /// Why these cases and documents.
    pub reason: String,
    /// Its version; the office that changes it gives it a new one.
    pub version: u32,
}

/// A profile as the header of a bundle names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileName {
    /// For which kind of partner.
    pub kind: PartnerKind,
    /// Its version.
    pub version: u32,
    /// The SHA-256 of [`Profile::PATH`].
    pub sha256: Digest,
}

impl Profile {
    /// Where it stands in a bundle.
    pub const PATH: &'static str = "data/profile.json";

    /// Says whether a field may leave.
    #[must_use]
    pub fn shows(&self, group: Group) -> bool {
        self.groups.contains_key(&group)
    }

    /// Says whether all that an event writes may leave; an event whose body is not here has nothing to show.
    #[must_use]
    pub fn shows_all_of(&self, event: &Event) -> bool {
        event.content().is_none_or(|body| body.w.keys().all(|register| self.shows(register.group)))
    }

    /// Gives the fields that do not leave.
    pub fn hidden(&self) -> impl Iterator<Item = Group> {
        Group::ALL.into_iter().filter(|group| !self.shows(*group))
    }

    /// Says whether it leaves nothing out: then the whole journal may go.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.cases == CaseRule::All
            && self.documents == DocumentRule::Linked
            && self.groups.len() == Group::ALL.len()
    }

    /// Says whether a partner of this name has to do with a case.
    #[must_use]
    pub fn concerns(&self, case: &CaseFile, partner: &str) -> bool {
        match self.cases {
            CaseRule::All => true,
            CaseRule::Custody => {
                case.measures.values().any(|measure| !measure.is_empty()) || self.has_task(case)
            }
            CaseRule::Task => self.has_task(case),
            CaseRule::Hearing => {
                let mut slots = case.hearings.values().flat_map(|hearing| hearing.slot.values());
                slots.any(|slot| is_court(partner, &slot.court))
            }
            CaseRule::Outcome => case.hearings.values().any(|hearing| !hearing.outcome.is_empty()),
        }
    }

    fn has_task(&self, case: &CaseFile) -> bool {
        let Some(ours) = self.kind.executor() else { return false };
        let planned = case.tasks.values().flat_map(|task| task.plan.values()).map(|plan| plan.executor);
        let handed = case.tasks.values().flat_map(|task| task.handover.values()).map(|handed| handed.to);
        planned.chain(handed).any(|executor| executor == ours)
    }

    /// Writes it as it stands in a bundle.
    ///
    /// # Errors
    /// When it cannot be written as canonical JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical::bytes_of(self)
    }

    /// Reads one from a bundle.
    ///
    /// # Errors
    /// When it is not canonical, or no profile.
    pub fn from_bytes(bytes: &[u8]) -> Result<Profile, NotCanonical> {
        let profile: Profile = canonical::parse_as(bytes)?;
        let fault = profile.fault().map(|why| NotCanonical::Shape(why.to_owned()));
        fault.map_or(Ok(profile), Err)
    }

    /// Gives the name by which the header of a bundle calls it.
    ///
    /// # Errors
    /// As [`Profile::to_bytes`].
    pub fn name(&self) -> Result<ProfileName, NotCanonical> {
        let sha256 = Digest::of(&self.to_bytes()?);
        Ok(ProfileName { kind: self.kind, version: self.version, sha256 })
    }

    fn fault(&self) -> Option<&'static str> {
        let links = self.documents == DocumentRule::Linked;
        if self.format != FORMAT {
            Some("format")
        } else if self.version == 0 {
            Some("version")
        } else if self.reason.trim().is_empty() || self.groups.values().any(|why| why.trim().is_empty()) {
            Some("reason")
        } else if links && !self.shows(Group::Document) {
            Some("documents")
        } else if !self.shows(Group::Numbers) {
            // Without its number nobody knows which case it is.
            Some("case/numbers")
        } else {
            None
        }
    }
}

/// Says whether a partner of this name is the court of a hearing; offices of an exercise are called `Oefen…`.
fn is_court(partner: &str, court: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (partner, court) = (plain(partner), plain(court));
    !court.is_empty() && partner.strip_prefix("oefen").unwrap_or(&partner) == court
}

/// The profiles that this program knows, one for each kind of partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profiles(BTreeMap<PartnerKind, Profile>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    profile: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    kind: PartnerKind,
    version: u32,
    cases: CaseRule,
    documents: DocumentRule,
    reason: String,
    fields: BTreeMap<String, String>,
}

impl Profiles {
    /// Reads the table of profiles (TOML).
    ///
    /// # Errors
    /// Which profile is wrong and where, or that one is missing.
    pub fn parse(text: &str) -> Result<Profiles, String> {
        let table: Table = toml::from_str(text).map_err(|why| why.to_string())?;
        let mut profiles = BTreeMap::new();
        for row in table.profile {
            let kind = row.kind;
            let profile = read(row).map_err(|why| format!("{}: {why}", kind.word()))?;
            if let Some(fault) = profile.fault() {
                return Err(format!("{}: {fault}", kind.word()));
            }
            if profiles.insert(kind, profile).is_some() {
                return Err(format!("{} ×2", kind.word()));
            }
        }
        let missing = PartnerKind::ALL.into_iter().find(|kind| !profiles.contains_key(kind));
        missing.map_or(Ok(Profiles(profiles)), |kind| Err(kind.word().to_owned()))
    }

    /// Gives the profile of a kind of partner.
    #[must_use]
    pub fn of(&self, kind: PartnerKind) -> Option<&Profile> {
        self.0.get(&kind)
    }
}

fn read(row: Row) -> Result<Profile, String> {
    let mut groups = BTreeMap::new();
    for (address, why) in row.fields {
        groups.insert(Group::parse(&address).ok_or(address)?, why);
    }
    let Row { kind, version, cases, documents, reason, .. } = row;
    Ok(Profile { cases, documents, format: FORMAT.to_owned(), groups, kind, reason, version })
}

/// Fields by their address without an object: `person/identity`.
mod by_address {
    use crate::register::Group;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};
    use std::collections::BTreeMap;

    pub(super) fn serialize<S: Serializer>(
        groups: &BTreeMap<Group, String>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_map(groups.iter().map(|(group, why)| {
            let (thing, word) = group.words();
            (format!("{thing}/{word}"), why)
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeMap<Group, String>, D::Error> {
        let lines = BTreeMap::<String, String>::deserialize(from)?;
        let read = |(address, why): (String, String)| {
            Group::parse(&address).map(|group| (group, why)).ok_or_else(|| D::Error::custom(address))
        };
        lines.into_iter().map(read).collect()
    }
}

#[cfg(test)]
#[path = "profile_tests.rs"]
mod tests;
