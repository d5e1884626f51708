//! An open office: one person at one workstation, with the store, the documents, the law and the keys at hand.
//!
//! Everything that people do goes through here into the journal; use cases live in their own files beside this one.

use crate::board::BoardCache;
use crate::clock::Clock;
use crate::complaint::Complaint;
use crate::folders::Folders;
use crate::guard::Watch;
use crate::law_update::LawOrigin;
use crate::people::{self, User};
use crate::rewound::Rewound;
use crate::station::Station;
use noodbrug_core::bundle::Mode;
use noodbrug_core::event::{Draft, Event, Stamp};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::Moment;
use noodbrug_files::machine;
use noodbrug_files::vault::Vault;
use noodbrug_store::{Store, StoreError, StoreMeta, Work};

/// The set of keys under which every author begins; what a source said is always written under this one, so that each
/// workstation writes the same bytes.
pub(crate) const KEYSET: u64 = 1;

/// An open office.
#[derive(Debug)]
pub struct Office {
    pub(crate) folders: Folders,
    pub(crate) store: Store,
    pub(crate) vault: Vault,
    pub(crate) quarantine: Vault,
    pub(crate) law: LawBook,
    pub(crate) law_origin: LawOrigin,
    pub(crate) meta: StoreMeta,
    pub(crate) station: Station,
    pub(crate) user: User,
    pub(crate) clock: Clock,
    pub(crate) held: BoardCache,
    pub(crate) watch: Option<Watch>,
    pub(crate) rewound: Option<Rewound>,
}

impl Office {
    /// Gives what the store is for: the office's name, the station, live or exercise.
    #[must_use]
    pub const fn meta(&self) -> &StoreMeta {
        &self.meta
    }

    /// Says whether this is an exercise.
    #[must_use]
    pub fn is_exercise(&self) -> bool {
        self.meta.mode == Mode::Exercise
    }

    /// Gives who is at the workstation.
    #[must_use]
    pub const fn user(&self) -> &User {
        &self.user
    }

    /// Gives the workstation.
    #[must_use]
    pub const fn station(&self) -> &Station {
        &self.station
    }

    /// Gives where everything lies.
    #[must_use]
    pub const fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Gives the office's own folder of bundles, making it when it is not there.
    ///
    /// # Errors
    /// A complaint when the disk refuses it.
    pub fn bundle_folder(&self) -> Result<std::path::PathBuf, Complaint> {
        let folder = self.folders.bundles();
        noodbrug_files::place::make_private_folder(&folder)?;
        Ok(folder)
    }

    /// Gives the office's own folder of documents in clear, making it when it is not there.
    ///
    /// # Errors
    /// A complaint when the disk refuses it.
    pub fn document_folder(&self) -> Result<std::path::PathBuf, Complaint> {
        let folder = self.folders.paper().join("stukken");
        noodbrug_files::place::make_private_folder(&folder)?;
        Ok(folder)
    }

    /// Gives the law in force.
    #[must_use]
    pub const fn law(&self) -> &LawBook {
        &self.law
    }

    /// Reads the office's clock.
    ///
    /// # Errors
    /// A complaint when the machine's clock shows an impossible time.
    pub fn now(&self) -> Result<Moment, Complaint> {
        self.clock.now()
    }

    /// Sets the clock of an exercise.
    ///
    /// # Errors
    /// A complaint in live work, where the machine's clock holds.
    pub fn set_clock(&mut self, clock: Clock) -> Result<(), Complaint> {
        match (self.is_exercise(), clock) {
            (false, Clock::Fixed(_)) => Err(Complaint::refused(
                "In het echt geldt de klok van de computer.",
                "In live work the computer's clock holds.",
            )),
            _ => {
                self.clock = clock;
                Ok(())
            }
        }
    }

    /// Gives everybody who has a role here.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn people(&self) -> Result<Vec<User>, Complaint> {
        people::all(&self.store)
    }

    /// Draws a name for something new in a case.
    ///
    /// # Errors
    /// A complaint when the machine gives no random bytes.
    pub fn new_id(&self) -> Result<ObjectId, Complaint> {
        Ok(ObjectId::random(machine::random()?))
    }

    /// Says whether the store stopped writing after a fault; then only reading is left until it is opened again.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.store.is_stopped()
    }

    /// Appends drafts to the station's chain in one write; durable when this returns.
    pub(crate) fn append(&mut self, drafts: Vec<Draft>) -> Result<Vec<Event>, Complaint> {
        self.append_with(drafts, |_| Ok(()))
    }

    /// Appends drafts to the station's chain together with other work: all of it is durable when this returns, or none.
    pub(crate) fn append_with(
        &mut self,
        drafts: Vec<Draft>,
        work_too: impl FnOnce(&mut Work<'_>) -> Result<(), StoreError>,
    ) -> Result<Vec<Event>, Complaint> {
        let mut chain = self.store.chain(&self.station.author)?;
        let mut events = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let stamp = self.stamp()?;
            events.push(chain.append(draft, &stamp)?);
        }
        let law = &self.law;
        self.store.write(|work| {
            work.append(&events, law)?;
            work_too(work)
        })?;
        Ok(events)
    }

    pub(crate) fn stamp(&self) -> Result<Stamp, Complaint> {
        Ok(Stamp {
            by: self.user.name.clone(),
            role: self.user.role,
            at: self.now()?,
            boot: machine::boot_id()?,
            mono: machine::monotonic_ms(),
            nonce: machine::random()?,
            keyset: self.station.keyset_version().max(KEYSET),
        })
    }
}
