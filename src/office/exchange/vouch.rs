//! Who vouches for what a partner passes on. A bundle's signature speaks for the station that made it and for nobody else:
//! what others wrote counts as far as their own station sealed it, by a certificate of an office that is confirmed here.

use super::offered::ReadSegment;
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::LOG_NAMESPACE;
use noodbrug_core::canonical;
use noodbrug_core::event::{Event, Kind};
use noodbrug_core::ident::Author;
use noodbrug_core::journal::Checkpoint;
use noodbrug_files::keys::{Certificate, PublicKey, RevocationList, Signature, Signer};
use noodbrug_store::Flow;
use std::collections::{BTreeMap, BTreeSet};

/// Whose word this office takes.
struct Vouchers {
    /// The station that signed the bundle.
    signer: Author,
    /// The roots that a person confirmed, and our own.
    roots: Vec<PublicKey>,
    revoked: RevocationList,
    /// Source systems that were taken in here: nobody else says what they said.
    own_sources: BTreeSet<String>,
}

impl Office {
    /// Gives for each segment of a bundle that this station signed, by its path, the place in its chain up to which
    /// somebody vouches for it.
    pub(super) fn vouched<'a>(
        &self,
        read: &[ReadSegment<'a>],
        signer: Author,
    ) -> Result<BTreeMap<&'a str, u64>, Complaint> {
        let vouchers = self.vouchers(signer)?;
        let mut vouched = BTreeMap::new();
        // The seal of a chain may stand in a later segment than what it seals: that one leads back to this one.
        let mut led_to = BTreeSet::new();
        for (segment, events) in read.iter().rev() {
            let Ok(events) = events else { continue };
            let author = Author { ws: segment.author.clone(), ep: segment.epoch };
            let is_led_to = led_to.contains(&segment.last_id);
            let to = if is_led_to { u64::MAX } else { self.vouched_to(&author, events, &vouchers)? };
            led_to.extend(segment.first_prev.filter(|_| to > 0));
            vouched.insert(segment.path.as_str(), to);
        }
        Ok(vouched)
    }

    /// Gathers whose word counts for what a bundle of this station holds.
    fn vouchers(&self, signer: Author) -> Result<Vouchers, Complaint> {
        let confirmed = self.store.partners()?.into_iter().filter(|partner| partner.confirmed.is_some());
        let mut roots = vec![self.station.root()];
        roots.extend(confirmed.filter_map(|partner| PublicKey::from_line(&partner.root_key).ok()));
        let sources = self.store.data_ages()?.into_iter();
        let own_sources = sources.map(|age| age.source.to_string()).collect();
        Ok(Vouchers { signer, roots, revoked: self.station.revoked.clone(), own_sources })
    }

    /// Gives the place up to which a stretch of an author's chain is vouched for; zero when nobody vouches for it.
    fn vouched_to(&self, author: &Author, stretch: &[Event], vouchers: &Vouchers) -> Result<u64, Complaint> {
        if *author == vouchers.signer {
            return Ok(u64::MAX);
        }
        if author.ws.is_source() {
            // Source systems do not sign; the bundle's sender says what it took in.
            let ours = vouchers.own_sources.contains(author.ws.as_str());
            return Ok(if ours { 0 } else { u64::MAX });
        }
        let pinned = self.root_of(author)?;
        let trusted = |certificate: &Certificate| {
            let root = certificate.authority();
            vouchers.roots.contains(&root) && pinned.is_none_or(|pinned| pinned == root)
        };
        let sealed = stretch.iter().filter_map(|event| {
            let (checkpoint, certificate) = seal_of(event)?;
            let holds = trusted(&certificate)
                && certificate.check(&certificate.authority(), &checkpoint.t).is_ok()
                && !vouchers.revoked.revokes(&Signer::Certified(Box::new(certificate)));
            holds.then_some(event.header.seq)
        });
        Ok(sealed.max().unwrap_or(0))
    }

    /// Gives the root of the office whose certificate the first seal of a chain that is here bears: another office cannot
    /// go on in this author's name.
    fn root_of(&self, author: &Author) -> Result<Option<PublicKey>, Complaint> {
        let mut root = None;
        self.store.events_of_author(author, 1, |event| {
            root = seal_of(&event).map(|(_, certificate)| certificate.authority());
            if root.is_some() { Flow::Stop } else { Flow::Go }
        })?;
        Ok(root)
    }
}

/// Reads the seal that an event is: of its own author, over the chain up to the event before it, signed by a key that is
/// certified for this author. Since every event names the one before it, it vouches for all of them.
fn seal_of(event: &Event) -> Option<(Checkpoint, Certificate)> {
    let header = &event.header;
    let said = (header.k == Kind::Checkpoint).then(|| event.content())?.map(|body| &body.val)?;
    let value = said.get("checkpoint")?;
    let checkpoint: Checkpoint = serde_json::from_value(value.clone()).ok()?;
    let right = (&checkpoint.ws, checkpoint.ep) == (&header.ws, header.ep)
        && header.prev == Some(checkpoint.head)
        && checkpoint.seq.checked_add(1) == Some(header.seq);
    let signature = Signature::from_armour(said.get("signature")?.as_str()?).ok()?;
    signature.verify(LOG_NAMESPACE, &canonical::to_bytes(value).ok()?).ok()?;
    match signature.signer() {
        Signer::Certified(certificate) if right && certificate.terms().station == event.author() => {
            Some((checkpoint, (**certificate).clone()))
        }
        _ => None,
    }
}
