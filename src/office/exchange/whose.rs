//! Whose a name and a key are: a workstation and a root key belong to one office, whatever another office certifies.

use super::vouch::seal_of;
use crate::complaint::Complaint;
use crate::keys::KnownOffice;
use crate::office::Office;
use noodbrug_core::bundle::{BundleHeader, Finding, FindingKind};
use noodbrug_core::ident::{Author, AuthorName};
use noodbrug_files::keys::{PublicKey, SignedKeyset};
use noodbrug_store::{Direction, Flow};
use std::collections::BTreeSet;

impl Office {
    /// Says that a bundle's workstation is known here as another office's than the one whose root certified its key.
    pub(super) fn judge_whose_station(
        &self,
        header: &BundleHeader,
        above: &PublicKey,
    ) -> Result<Option<Finding>, Complaint> {
        let offices = self.known_offices()?;
        let Some(signer) = offices.iter().find(|office| office.certifies(above)) else { return Ok(None) };
        let other = self.other_office_of(&header.workstation, signer, &offices)?;
        Ok(other.map(|name| {
            let detail = format!("{} · {name}", header.workstation);
            Finding::new(FindingKind::WrongStation, &header.folder()).with(detail)
        }))
    }

    /// Names the office, other than this one, to which a workstation of this name is known to belong: by the root of the
    /// seals in its journal, by whoever sent its bundles before, or because it is this very workstation.
    fn other_office_of(
        &self,
        station: &AuthorName,
        signer: &KnownOffice,
        offices: &[KnownOffice],
    ) -> Result<Option<String>, Complaint> {
        let others = || offices.iter().filter(|office| office.name() != signer.name());
        if *station == self.station.author.ws && signer.partner.is_some() {
            return Ok(Some(self.meta.office.clone()));
        }
        for state in self.store.authors()?.into_iter().filter(|state| state.author.ws == *station) {
            let root = self.first_root_of(&state.author)?;
            let sealed = root.and_then(|root| others().find(|office| office.certifies(&root)));
            let senders = self.senders_of(&state.author)?;
            let sent = || others().find(|office| office.name().is_some_and(|name| senders.contains(name)));
            if let Some(office) = sealed.or_else(sent) {
                return Ok(Some(office.name().unwrap_or(&self.meta.office).to_owned()));
            }
        }
        Ok(None)
    }

    /// Gives the root under whose certificate the first seal of a chain that is here was made.
    pub(super) fn first_root_of(&self, author: &Author) -> Result<Option<PublicKey>, Complaint> {
        let mut root = None;
        self.store.events_of_author(author, 1, |event| {
            root = seal_of(&event).map(|(_, certificate)| certificate.authority());
            if root.is_some() { Flow::Stop } else { Flow::Go }
        })?;
        Ok(root)
    }

    fn senders_of(&self, author: &Author) -> Result<BTreeSet<String>, Complaint> {
        let came = self.store.bundles_of(author)?.into_iter();
        Ok(came
            .filter(|bundle| bundle.direction == Direction::In)
            .filter_map(|bundle| bundle.partner)
            .collect())
    }

    /// Says that a keyset names a root that is another office's, or as a former root one that this office never had. Who
    /// holds no keyset yet has only the word of the pinned root for what it was before.
    pub(super) fn judge_whose_roots(
        &self,
        signed: &SignedKeyset,
        office: &KnownOffice,
    ) -> Result<Option<Finding>, Complaint> {
        let offices = self.known_offices()?;
        let mut named = signed.authorities().chain(signed.spare());
        let taken = named.find(|root| {
            offices.iter().any(|other| other.name() != office.name() && other.signs_keysets(root))
        });
        let held = office.held.as_ref();
        let was = |root: &PublicKey| office.signs_keysets(root);
        let mut retired = signed.authorities().filter(|root| *root != signed.root());
        let unproven = retired.find(|root| held.is_some() && !was(root));
        Ok(taken.or(unproven).map(|root| {
            let path = noodbrug_core::bundle::Keyset::PATH;
            Finding::new(FindingKind::UnprovenRoot, path).with(root.fingerprint().to_string())
        }))
    }
}
