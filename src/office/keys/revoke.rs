//! Taking the right to sign from a key: here at once, at the partners with the next keyset.

use crate::agreed::{Agreement, Subject};
use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::station;
use noodbrug_core::bundle::{RevokedKey, Since};
use noodbrug_core::entry::{Field, Size, check_text};
use noodbrug_core::event::{Draft, Kind};
use noodbrug_files::keys::{Fingerprint, RevocationList};
use serde_json::json;

/// A key that must not sign any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// Its fingerprint: of a station's key, or of a root.
    pub key: Fingerprint,
    /// Since when: put out of use, or perhaps in other hands.
    pub since: Since,
    /// Why.
    pub reason: String,
}

impl Office {
    /// Takes the right to sign from a key, after a second person agreed. What it signed from the stated moment on is set
    /// apart; a later word about the same key replaces an earlier one. It is in the journal.
    ///
    /// # Errors
    /// A complaint when there is no reason, the moment lies ahead, or nobody agrees.
    pub fn revoke_key(&mut self, gone: &Revocation, agreement: Agreement<'_>) -> Result<(), Complaint> {
        self.permit(Deed::Keys)?;
        if gone.reason.trim().is_empty() {
            return Err(without_reason());
        }
        check_text(&gone.reason, Size::Words, Field::new("reden", "reason"))?;
        if gone.since.moment().unix() > self.now()?.unix() {
            return Err(ahead());
        }
        let entry = RevokedKey {
            key: gone.key.to_string(),
            since: gone.since,
            reason: gone.reason.trim().to_owned(),
        };
        let about = json!({"fingerprint": entry.key, "since": entry.since});
        let agreed = self.agree(Subject::Keys, &about, agreement)?;
        let mut revocations = self.station.revocations.clone();
        revocations.retain(|known| known.key != entry.key);
        revocations.push(entry.clone());
        revocations.sort_by(|one, other| one.key.cmp(&other.key));
        let list = RevocationList::of_keyset(&revocations)
            .map_err(|why| Complaint::refused_both(Both::of(|lang| why.message(lang).to_owned())))?;
        let said = agreed.said(json!({
            "did": "key-revoked", "fingerprint": entry.key, "since": entry.since, "reason": entry.reason,
        }));
        let draft = Draft { why: agreed.why, ..Draft::saying(Kind::Manage, None, said) };
        self.append_with(vec![draft], |work| station::put_revocations(work, &revocations))?;
        (self.station.revocations, self.station.revoked) = (revocations, list);
        Ok(())
    }
}

fn without_reason() -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            "Vul de reden in (`--reason`): bijvoorbeeld `laptop gestolen`. Die komt in de sleutelset en het journaal.",
            "Give the reason (`--reason`), such as `laptop stolen`. It goes into the keyset and the journal.",
        ),
    )
}

fn ahead() -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            "Dat moment moet nog komen. Geef het moment waarop de sleutel verloren ging of buiten gebruik kwam.",
            "That moment is still to come. Give the moment at which the key was lost or put out of use.",
        ),
    )
}
