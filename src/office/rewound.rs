//! A workstation that was put back or copied: how it is known, what stops, and what is kept of it.
//!
//! Nothing here guesses. Either the guard outside the store is ahead of it, or a partner holds more of this workstation's
//! own journal than it does itself. What goes on then would be a second history, and numbers would be given out twice; so
//! nothing is entered, sealed or made until the workstation has another key. Consulting goes on.

use crate::complaint::{Both, Complaint};
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::bundle::Outcome;
use noodbrug_core::digest::Digest;
use noodbrug_core::guard::Known;
use noodbrug_core::ident::{Author, Epoch};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_store::{Alarm, Store};
use serde::{Deserialize, Serialize};

const SETTING: &str = "rewound";

/// That this workstation was put back or copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rewound {
    /// The epoch in which it was found; a later one has nothing to do with it.
    pub epoch: Epoch,
    /// How far the workstation had come, by who knows best.
    pub known: Known,
    /// The partner that holds more; nobody when the guard told.
    pub by: Option<String>,
    /// When it was found first.
    pub at: Moment,
}

impl Rewound {
    /// Says what happened, what stopped, and what to do.
    #[must_use]
    pub fn sentence(&self) -> Both {
        let (seq, ep) = (self.known.seq, self.known.ep);
        let name = |lang| Outcome::OwnRewind.name(lang);
        let (nl, en) = match &self.by {
            Some(partner) => (
                format!(
                    "{partner} heeft van dit werkstation al regel {seq} (periode {ep}), en die staat hier niet"
                ),
                format!("{partner} holds entry {seq} (epoch {ep}) of this workstation, which is not here"),
            ),
            None => (
                format!(
                    "het wachtbestand buiten de opslag kent regel {seq} (periode {ep}), en die staat hier niet"
                ),
                format!("the guard outside the store knows entry {seq} (epoch {ep}), which is not here"),
            ),
        };
        Both::new(
            format!(
                "{}: {nl}. Inzien kan. Invoeren, verzegelen, bundels en noodnummers staan stil tot de continuïteitsmanager \
                 dit werkstation vernieuwt (`noodbrug station renew`).",
                name(Lang::Nl)
            ),
            format!(
                "{}: {en}. Consulting goes on. Entries, seals, bundles and emergency numbers stop until the continuity \
                 manager renews this workstation (`noodbrug station renew`).",
                name(Lang::En)
            ),
        )
    }
}

/// Reads what was found of this epoch.
pub(crate) fn read(store: &Store, station: &Author) -> Result<Option<Rewound>, Complaint> {
    let text = store.setting(SETTING)?;
    let found = text.and_then(|text| serde_json::from_str::<Rewound>(&text).ok());
    Ok(found.filter(|found| found.epoch == station.ep))
}

impl Office {
    /// Gives that this workstation was put back or copied, when that is known.
    #[must_use]
    pub const fn rewound(&self) -> Option<&Rewound> {
        self.rewound.as_ref()
    }

    /// Gives what was alarming about this workstation and those of partners, newest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn alarms(&self) -> Result<Vec<Alarm>, Complaint> {
        Ok(self.store.alarms()?)
    }

    /// Refuses what would make a second history of a workstation that was put back.
    pub(crate) fn refuse_rewound(&self) -> Result<(), Complaint> {
        self.rewound.as_ref().map_or(Ok(()), |found| Err(Complaint::refused_both(found.sentence())))
    }

    /// Refuses deeds that write on a workstation that was put back, and on one whose key was revoked.
    pub(crate) fn goes_on(&self, deed: Deed) -> Result<(), Complaint> {
        match deed {
            Deed::Write | Deed::Seal | Deed::TakeIn => {
                self.refuse_rewound()?;
                self.refuse_own_key_gone()
            }
            Deed::Rebuild => self.refuse_rewound(),
            _ => Ok(()),
        }
    }

    /// Notes that somebody knows this workstation to have come further than it is; of two words the further one counts.
    pub(crate) fn note_rewound(
        &mut self,
        known: Known,
        by: Option<&str>,
        bundle: Option<Digest>,
    ) -> Result<(), Complaint> {
        let at = self.now()?;
        let detail = format!("e{} · {}", known.ep, known.seq);
        let alarm = Alarm {
            about: self.station.author.to_string(),
            outcome: Outcome::OwnRewind.word().to_owned(),
            detail,
            partner: by.map(str::to_owned),
            bundle,
            at,
        };
        let further =
            self.rewound.as_ref().is_none_or(|was| (was.known.ep, was.known.seq) < (known.ep, known.seq));
        let found = Rewound { epoch: self.station.author.ep, known, by: by.map(str::to_owned), at };
        // The type has nothing in it that JSON cannot write.
        let text = serde_json::to_string(&found).unwrap_or_default();
        self.store.write(|work| {
            work.note_alarm(&alarm)?;
            if further { work.set_setting(SETTING, &text) } else { Ok(()) }
        })?;
        if further {
            self.rewound = Some(found);
        }
        Ok(())
    }

    /// Gives the epoch after all that this workstation is known to have had, here or elsewhere.
    pub(crate) fn next_epoch(&self) -> Result<Epoch, Complaint> {
        let own = &self.station.author;
        let here = self.store.authors()?.into_iter().filter(|state| state.author.ws == own.ws);
        let here = here.map(|state| state.author.ep).max().unwrap_or(0);
        let elsewhere = self.rewound.as_ref().map_or(0, |found| found.known.ep);
        Ok(own.ep.max(here).max(elsewhere).saturating_add(1))
    }
}
