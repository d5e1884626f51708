//! What is known of keys here: the keyset of this office, and the highest one of each partner.

use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::digest::Digest;
use noodbrug_core::moment::Moment;
use noodbrug_files::keys::{PublicKey, SignedKeyset};
use noodbrug_store::{Partner, Store, StoreError, Work};
use serde::{Deserialize, Serialize};

/// The setting of this office's own keyset; that of a partner has its name behind it.
const KEYSET: &str = "keyset";

/// A keyset that is in force here.
#[derive(Clone, Debug)]
pub struct Held {
    /// The keyset with its signatures.
    pub signed: SignedKeyset,
    /// The name of the bundle that brought it.
    pub tagmanifest: Digest,
    /// When it was made or loaded here.
    pub at: Moment,
}

impl Held {
    /// Gives its number.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.signed.keyset().version
    }

    /// Gives how many whole days ago it was made, by its maker's clock.
    #[must_use]
    pub fn age_days(&self, now: &Moment) -> i64 {
        now.unix().saturating_sub(self.signed.keyset().made.unix()).max(0) / 86_400
    }
}

/// As it stands in the store: verbatim, so that its signatures are proved again each time it is read.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    keyset: String,
    signatures: Vec<String>,
    tagmanifest: Digest,
    at: Moment,
}

/// What this office knows of its own keys.
#[derive(Clone, Debug)]
pub struct KeyState {
    /// The root.
    pub root: PublicKey,
    /// The spare root, when there is one.
    pub spare: Option<PublicKey>,
    /// Its newest keyset, when one was made.
    pub held: Option<Held>,
    /// Keys were revoked since that keyset was made: partners do not know it yet.
    pub unsent: bool,
    /// What is known of each partner.
    pub partners: Vec<PartnerKeys>,
}

/// What this office knows of a partner's keys.
#[derive(Clone, Debug)]
pub struct PartnerKeys {
    /// The partner.
    pub partner: Partner,
    /// Its newest keyset that was loaded here.
    pub held: Option<Held>,
}

/// An office whose roots count here.
#[derive(Clone, Debug)]
pub(crate) struct KnownOffice {
    /// The partner; this office itself when there is none.
    pub(crate) partner: Option<Partner>,
    /// The root that was pinned.
    pub(crate) root: PublicKey,
    /// Its newest keyset.
    pub(crate) held: Option<Held>,
}

impl KnownOffice {
    /// Gives the partner's name; nothing for this office itself.
    pub(crate) fn name(&self) -> Option<&str> {
        self.partner.as_ref().map(|partner| partner.name.as_str())
    }

    /// Says whether this root certifies its stations, now or before.
    pub(crate) fn certifies(&self, root: &PublicKey) -> bool {
        self.root == *root || self.held.iter().any(|held| held.signed.authorities().any(|key| key == *root))
    }

    /// Says whether this key may sign its keysets.
    pub(crate) fn signs_keysets(&self, key: &PublicKey) -> bool {
        self.certifies(key) || self.held.as_ref().is_some_and(|held| held.signed.spare() == Some(*key))
    }

    /// Gives the number of its newest keyset; zero when there is none.
    pub(crate) fn version(&self) -> u64 {
        self.held.as_ref().map_or(0, Held::version)
    }
}

impl Office {
    /// Gives what is known of keys.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn key_state(&self) -> Result<KeyState, Complaint> {
        let partners = self.store.partners()?.into_iter().map(|partner| {
            let held = read_held(&self.store, &of_partner(&partner.name))?;
            Ok(PartnerKeys { partner, held })
        });
        let station = &self.station;
        let said = station.keyset.as_ref().map(|held| &held.signed.keyset().revoked);
        Ok(KeyState {
            root: station.root(),
            spare: station.spare,
            held: station.keyset.clone(),
            unsent: said.is_some_and(|said| *said != station.revocations)
                || (said.is_none() && !station.revocations.is_empty()),
            partners: partners.collect::<Result<_, Complaint>>()?,
        })
    }

    /// Gives this office, and the partners whose root a person confirmed.
    pub(crate) fn known_offices(&self) -> Result<Vec<KnownOffice>, Complaint> {
        let (root, held) = (self.station.root(), self.station.keyset.clone());
        let mut known = vec![KnownOffice { partner: None, root, held }];
        for partner in self.store.partners()?.into_iter().filter(|partner| partner.confirmed.is_some()) {
            let Ok(root) = PublicKey::from_line(&partner.root_key) else { continue };
            let held = read_held(&self.store, &of_partner(&partner.name))?;
            known.push(KnownOffice { partner: Some(partner), root, held });
        }
        Ok(known)
    }
}

fn of_partner(name: &str) -> String {
    format!("{KEYSET}/{name}")
}

/// Reads this office's own keyset.
pub(crate) fn own_held(store: &Store) -> Result<Option<Held>, Complaint> {
    read_held(store, KEYSET)
}

/// Reads a keyset; one whose signatures do not hold any more is none.
fn read_held(store: &Store, setting: &str) -> Result<Option<Held>, Complaint> {
    let Some(text) = store.setting(setting)? else { return Ok(None) };
    Ok(serde_json::from_str::<Stored>(&text).ok().and_then(|stored| {
        let signed = SignedKeyset::read(stored.keyset.as_bytes(), &stored.signatures).ok()?;
        Some(Held { signed, tagmanifest: stored.tagmanifest, at: stored.at })
    }))
}

/// Keeps a keyset of this office.
pub(crate) fn put_own(work: &mut Work<'_>, held: &Held) -> Result<(), StoreError> {
    put(work, KEYSET, held)
}

/// Keeps a partner's keyset, in place of the one before it.
pub(crate) fn put_held(work: &mut Work<'_>, partner: &str, held: &Held) -> Result<(), StoreError> {
    put(work, &of_partner(partner), held)
}

/// Forgets the keyset of a partner that is removed: whoever is pinned under that name next begins anew.
pub(crate) fn remove_held(work: &mut Work<'_>, partner: &str) -> Result<(), StoreError> {
    work.set_setting(&of_partner(partner), "")
}

fn put(work: &mut Work<'_>, setting: &str, held: &Held) -> Result<(), StoreError> {
    let stored = Stored {
        keyset: String::from_utf8_lossy(held.signed.bytes()).into_owned(),
        signatures: held.signed.armours().collect(),
        tagmanifest: held.tagmanifest,
        at: held.at,
    };
    // The type has nothing in it that JSON cannot write.
    work.set_setting(setting, &serde_json::to_string(&stored).unwrap_or_default())
}
