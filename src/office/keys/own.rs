//! The key of this workstation itself: what stops once it was revoked.

use crate::complaint::{Both, Complaint};
use crate::office::Office;
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;

impl Office {
    /// Says that the key of this workstation was revoked, what stopped and what to do; nothing while it is good. What it
    /// signs after that is set apart by every partner, so nothing is entered or made with it.
    #[must_use]
    pub fn own_key_gone(&self) -> Option<Both> {
        let own = self.station.key.public().fingerprint().to_string();
        let gone = self.station.revocations.iter().find(|entry| entry.key == own)?;
        let since = |lang| moment_text(&gone.since.moment().in_the_netherlands(), lang);
        Some(Both::new(
            format!(
                "De sleutel van dit werkstation is ingetrokken sinds {} ({}). Inzien kan. Invoeren, verzegelen en bundels \
                 staan stil tot de continuïteitsmanager dit werkstation vernieuwt (`noodbrug station renew`); schrijf tot \
                 dan op een noodformulier.",
                since(Lang::Nl),
                gone.reason
            ),
            format!(
                "The key of this workstation was revoked as of {} ({}). Consulting goes on. Entries, seals and bundles stop \
                 until the continuity manager renews this workstation (`noodbrug station renew`); write on an emergency \
                 form until then.",
                since(Lang::En),
                gone.reason
            ),
        ))
    }

    /// Refuses what would be signed with a key that nobody accepts any more.
    pub(crate) fn refuse_own_key_gone(&self) -> Result<(), Complaint> {
        self.own_key_gone().map_or(Ok(()), |why| Err(Complaint::refused_both(why)))
    }
}
