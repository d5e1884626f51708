//! Who vouches for what a partner passes on. A bundle's signature speaks for the station that made it and for nobody else:
//! what others wrote counts as far as their own station sealed it, by a certificate of an office that is confirmed here.

use crate::complaint::Complaint;
use crate::keys::{KnownOffice, RENEWED};
use crate::office::Office;
use noodbrug_core::bundle::{FindingKind, LOG_NAMESPACE, Segment};
use noodbrug_core::canonical;
use noodbrug_core::event::{Event, EventId, Kind};
use noodbrug_core::ident::Author;
use noodbrug_core::journal::Checkpoint;
use noodbrug_files::bundle::Trust;
use noodbrug_files::keys::{Certificate, PublicKey, Signature, Signer, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// Who vouches for what of a bundle.
#[derive(Debug, Default)]
pub(super) struct Vouched {
    /// For each segment, by its path, the place in its chain up to which somebody does.
    to: BTreeMap<String, u64>,
    /// Whose chain a key sealed that somebody else may have had.
    lost: BTreeSet<Author>,
}

impl Vouched {
    /// Says why nobody vouches for an event of a segment, if so.
    pub(super) fn doubt(&self, segment: &Segment, event: &Event) -> Option<FindingKind> {
        let to = self.to.get(segment.path.as_str()).copied().unwrap_or(0);
        let why = match self.lost.contains(&event.author()) {
            true => FindingKind::LostWriter,
            false => FindingKind::Unvouched,
        };
        (event.header.seq > to).then_some(why)
    }
}

/// What the seals in one segment say.
#[derive(Debug)]
struct Sealed {
    segment: Segment,
    author: Author,
    /// The place up to which they vouch for its chain.
    to: u64,
    /// One of them is by a key that somebody else may have had.
    lost: bool,
    /// The place of the event that begins this epoch, and the last event of the epoch before it that it names.
    renewed: Option<(u64, EventId)>,
}

/// What a seal is worth.
enum Seal {
    /// It vouches for what stands before it.
    Holds,
    /// It is by a key that somebody else may have had.
    Lost,
}

/// The segments of a bundle, as they go by.
pub(super) struct Vouching {
    vouchers: Vouchers,
    seen: Vec<Sealed>,
}

impl Vouching {
    /// Takes note of an event of the segment that was begun with: it may be a seal.
    pub(super) fn see(&mut self, event: &Event) {
        let Some(Sealed { author, to, lost, renewed, .. }) = self.seen.last_mut() else { return };
        if let Some(last) = renewal_of(event) {
            *renewed = Some((event.header.seq, last));
        }
        if !self.vouchers.needs_seal(author) {
            return;
        }
        match self.vouchers.seal(author, event) {
            Some(Seal::Holds) => *to = event.header.seq.max(*to),
            Some(Seal::Lost) => *lost = true,
            None => {}
        }
    }

    /// Forgets the segment that was begun with: something in it is wrong.
    pub(super) fn forget(&mut self) {
        self.seen.pop();
    }

    /// Tells who vouches for what, once all segments went by.
    pub(super) fn done(mut self) -> Vouched {
        let mut vouched = Vouched::default();
        // The seal of a chain may stand in a later segment than what it seals: that one leads back to this one. So does the
        // renewal of a station to what it wrote under the key before.
        self.seen.sort_by(|one, other| {
            let place = |seen: &Sealed| (seen.author.clone(), seen.segment.from);
            place(one).cmp(&place(other))
        });
        let mut led_to = BTreeSet::new();
        for Sealed { segment, author, to, lost, renewed } in self.seen.into_iter().rev() {
            let is_led_to = led_to.contains(&segment.last_id);
            let to = if is_led_to { u64::MAX } else { to };
            if lost && !is_led_to {
                vouched.lost.insert(author);
            }
            led_to.extend(segment.first_prev.filter(|_| to > 0));
            led_to.extend(renewed.filter(|(seq, _)| *seq <= to).map(|(_, last)| last));
            vouched.to.insert(segment.path, to);
        }
        vouched
    }
}

/// Whose word this office takes.
struct Vouchers {
    /// The station that signed the bundle.
    signer: Author,
    /// This office, and those whose root a person confirmed.
    offices: Vec<KnownOffice>,
    /// What is known against keys.
    trust: Trust,
    /// Source systems that were taken in here: nobody else says what they said.
    own_sources: BTreeSet<String>,
    /// The roots of the authors that came by so far: a chain is read once to find its own.
    roots: BTreeMap<Author, Option<PublicKey>>,
}

impl Office {
    /// Begins to look who vouches for the segments of a bundle that this station signed.
    pub(super) fn vouching(&self, signer: Author) -> Result<Vouching, Complaint> {
        Ok(Vouching { vouchers: self.vouchers(signer)?, seen: Vec::new() })
    }

    /// Begins to look at the seals in one segment.
    pub(super) fn vouch(&self, segment: &Segment, vouching: &mut Vouching) -> Result<(), Complaint> {
        let author = Author { ws: segment.author.clone(), ep: segment.epoch };
        self.find_root(&author, &mut vouching.vouchers)?;
        let to = vouching.vouchers.without_seal(&author);
        vouching.seen.push(Sealed { segment: segment.clone(), author, to, lost: false, renewed: None });
        Ok(())
    }

    /// Gathers whose word counts for what a bundle of this station holds.
    fn vouchers(&self, signer: Author) -> Result<Vouchers, Complaint> {
        let (offices, trust) = (self.known_offices()?, self.trust()?);
        let sources = self.store.data_ages()?.into_iter();
        let own_sources = sources.map(|age| age.source.to_string()).collect();
        Ok(Vouchers { signer, offices, trust, own_sources, roots: BTreeMap::new() })
    }

    /// Notes the root of the office whose certificate the first seal of a chain that is here bears: another office cannot
    /// go on in this author's name.
    fn find_root(&self, author: &Author, vouchers: &mut Vouchers) -> Result<(), Complaint> {
        if !vouchers.needs_seal(author) || vouchers.roots.contains_key(author) {
            return Ok(());
        }
        let root = self.first_root_of(author)?;
        vouchers.roots.insert(author.clone(), root);
        Ok(())
    }
}

impl Vouchers {
    /// Says whether an author's word counts only as far as its own station sealed it.
    fn needs_seal(&self, author: &Author) -> bool {
        *author != self.signer && !author.ws.is_source()
    }

    /// Gives the place up to which an author's chain counts without any seal.
    fn without_seal(&self, author: &Author) -> u64 {
        // Source systems do not sign; the bundle's sender says what it took in.
        let is_ours = author.ws.is_source() && self.own_sources.contains(author.ws.as_str());
        if self.needs_seal(author) || is_ours { 0 } else { u64::MAX }
    }

    /// Tells what a seal of this author is worth, if the event is one whose certificate holds.
    fn seal(&self, author: &Author, event: &Event) -> Option<Seal> {
        let (checkpoint, certificate) = seal_of(event)?;
        let holds = self.trusts(&certificate, author)
            && certificate.check(&certificate.authority(), &checkpoint.t).is_ok();
        if !holds {
            return None;
        }
        let signer = Signer::Certified(Box::new(certificate));
        let against = self.trust.against(&signer, &checkpoint.t);
        let is_lost = against.is_some_and(|(standing, _)| standing != Standing::BeforeCompromise);
        Some(if is_lost { Seal::Lost } else { Seal::Holds })
    }

    /// Says whether a certificate is of an office that is confirmed here, and that this author belongs to.
    fn trusts(&self, certificate: &Certificate, author: &Author) -> bool {
        let root = certificate.authority();
        let pinned = self.roots.get(author).and_then(Option::as_ref);
        // An office may have another root by now; it is still the same office.
        let office = self.offices.iter().find(|office| office.certifies(&root));
        office.is_some_and(|office| pinned.is_none_or(|pinned| office.certifies(pinned)))
    }
}

/// Gives the last event that a station wrote under an earlier key, as the event says that begins its next epoch. Whoever
/// signs for the new key signs for that, and so for all before it.
fn renewal_of(event: &Event) -> Option<EventId> {
    let said = &event.content()?.val;
    let is_renewal = event.header.k == Kind::Manage && said.get("did")?.as_str()? == RENEWED;
    let previous = said.get("previous").filter(|_| is_renewal)?;
    let is_earlier = previous.get("epoch")?.as_u64()? < event.header.ep;
    previous.get("head")?.as_str()?.parse().ok().filter(|_| is_earlier)
}

/// Reads the seal that an event is: of its own author, over the chain up to the event before it, signed by a key that is
/// certified for this author. Since every event names the one before it, it vouches for all of them.
pub(crate) fn seal_of(event: &Event) -> Option<(Checkpoint, Certificate)> {
    let checkpoint = Checkpoint::of(event)?;
    let said = event.content().map(|body| &body.val)?;
    let signature = Signature::from_armour(said.get("signature")?.as_str()?).ok()?;
    signature.verify(LOG_NAMESPACE, &canonical::to_bytes(said.get("checkpoint")?).ok()?).ok()?;
    match signature.signer() {
        Signer::Certified(certificate) if certificate.terms().station == event.author() => {
            Some((checkpoint, (**certificate).clone()))
        }
        _ => None,
    }
}
