//! Bundles of some cases: a partner gets what its kind needs to know, each event proven to stand in its author's sealed
//! journal, and not one byte of another case.

mod guard;
mod ledger;
mod make;
mod need;
mod parts;
mod plan;

pub use plan::{CaseLeaves, ScopePlan};

use super::ExportAsk;
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::{PartnerKind, Profile, Profiles};
use noodbrug_store::Partner;

/// What each kind of partner may know, as it came with the program.
const TABLE: &str = include_str!("../../../../assets/exchange/profiles.toml");

/// Gives what each kind of partner may know.
///
/// # Errors
/// A complaint when the program was put together wrongly.
pub fn profiles() -> Result<Profiles, Complaint> {
    Profiles::parse(TABLE).map_err(|why| {
        Complaint::refused(
            format!(
                "De tabel van wat partners mogen weten is niet te lezen: {why}. Installeer het programma opnieuw."
            ),
            format!("The table of what partners may know cannot be read: {why}. Install the program again."),
        )
    })
}

impl Office {
    /// Gives what a partner may know, by its kind.
    ///
    /// # Errors
    /// A complaint when nobody said what kind of partner it is, in words that this program knows.
    pub fn profile_of(&self, partner: &Partner) -> Result<Profile, Complaint> {
        let kind = PartnerKind::parse(&partner.kind).ok_or_else(|| no_kind(partner))?;
        let profiles = profiles()?;
        profiles.of(kind).cloned().ok_or_else(|| no_kind(partner))
    }

    /// Gives the profile of a bundle of some cases; nothing when the whole journal goes: to a partner that may know all,
    /// unless somebody chose cases.
    pub(super) fn scoped_profile(
        &self,
        partner: &Partner,
        ask: &ExportAsk,
    ) -> Result<Option<Profile>, Complaint> {
        let profile = self.profile_of(partner)?;
        Ok((!profile.is_whole() || !ask.cases.is_empty()).then_some(profile))
    }
}

fn no_kind(partner: &Partner) -> Complaint {
    let Partner { name, kind, .. } = partner;
    Complaint::refused(
        format!(
            "Van {name} is niet bekend wat voor partner het is (`{kind}`). Er gaat niets weg. Voeg de partner opnieuw toe \
             en kies de soort."
        ),
        format!(
            "It is not known what kind of partner {name} is (`{kind}`). Nothing leaves. Add the partner again and choose \
             the kind."
        ),
    )
}
