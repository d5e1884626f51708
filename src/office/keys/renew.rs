//! Another key for this workstation, in a new epoch: after a restore, a clone or a new installation.
//!
//! The chain of the old epoch is not touched: whatever it went on with elsewhere, nothing here collides with it. The first
//! entry of the new one says where the old one stood here, and how far it is known to have come elsewhere.

use super::RootKey;
use crate::agreed::{Agreement, Subject};
use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::station::Station;
use noodbrug_core::emergency::Block;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::ident::Author;
use noodbrug_core::moment::Moment;
use noodbrug_files::keys::Fingerprint;
use serde_json::json;

/// A workstation with another key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewed {
    /// Its name in the new epoch.
    pub author: Author,
    /// The fingerprint of its key.
    pub key: Fingerprint,
    /// The key that it had before, which is still good elsewhere until it is revoked.
    pub before: Fingerprint,
    /// Until when the certificate holds.
    pub valid_until: Moment,
}

/// What the first event of a later epoch says that was done. Partners read it: it vouches for the epoch before.
pub(crate) const RENEWED: &str = "station-renewed";

impl Office {
    /// Gives this workstation a new key and a certificate of the next epoch, after a second person agreed.
    ///
    /// # Errors
    /// A complaint when the root is not this office's, nobody agrees, or the name has had all its epochs.
    pub fn renew_station(
        &mut self,
        root: RootKey<'_>,
        reason: &str,
        agreement: Agreement<'_>,
    ) -> Result<Renewed, Complaint> {
        self.permit(Deed::Keys)?;
        let old = self.station.author.clone();
        let author = Author { ep: self.next_epoch()?, ..old.clone() };
        if author.ep > Block::LAST_EPOCH {
            return Err(no_epoch_left(&old));
        }
        let root = self.open_root(root)?;
        if root.public() != self.station.root() {
            return Err(super::make::not_in_use());
        }
        // Nothing may be added to the old chain any more, also not that somebody agreed.
        let agreed = self.judge_agreement(Subject::Keys, agreement)?;
        let (now, before) = (self.now()?, self.station.key.public().fingerprint());
        let serial = self.station.certificate.terms().serial.saturating_add(1);
        let head = self.store.chain(&old)?.head;
        let elsewhere = self.rewound.as_ref().map(|found| {
            json!({"epoch": found.known.ep, "seq": found.known.seq, "head": found.known.head, "by": found.by})
        });
        let new = Station::make(author.clone(), &root, (&now, serial))?.with_keys_of(&self.station);
        let (key, terms) = (new.key.public().fingerprint(), new.certificate.terms().clone());
        let about = json!({"station": author.to_string(), "fingerprint": key.to_string()});
        let said = agreed.said(json!({
            "did": RENEWED, "station": author.to_string(), "fingerprint": key.to_string(),
            "replaces": before.to_string(), "reason": reason.trim(),
            "previous": head.map(|(seq, id)| json!({"epoch": old.ep, "seq": seq, "head": id.to_string()})),
            "elsewhere": elsewhere,
        }));
        let draft = Draft { why: agreed.why.clone(), ..Draft::saying(Kind::Manage, None, said) };
        let was = std::mem::replace(&mut self.station, new);
        let kept = self.station.copy();
        if let Err(why) = self.append_with(vec![draft], |work| kept.put(work)) {
            self.station = was;
            return Err(why);
        }
        self.log_agreed(Subject::Keys, &about, &agreed)?;
        self.guard_anew();
        Ok(Renewed { author, key, before, valid_until: terms.valid_until })
    }
}

fn no_epoch_left(station: &Author) -> Complaint {
    let ws = &station.ws;
    Complaint::refused(
        format!(
            "{ws} heeft al {} keer een sleutel gekregen. Maak een werkstation met een nieuwe naam.",
            station.ep
        ),
        format!("{ws} was given a key {} times already. Make a workstation with another name.", station.ep),
    )
}
