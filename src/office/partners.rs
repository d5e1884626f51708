//! Partners: who they are, and whose key a person compared by telephone. Nothing in a bundle ever adds one.

use crate::complaint::{Both, Class, Complaint};
use crate::keys::remove_held;
use crate::may::Deed;
use crate::office::Office;
use crate::printing::has_folder;
use noodbrug_core::bundle::Mode;
pub use noodbrug_core::bundle::PartnerKind;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::text::{Lang, fault_words, is_hidden, nearest};
use noodbrug_files::keys::{
    EnvelopeAddress, Fingerprint, PublicKey, SIGNATURE_BEGIN, Signature, SignatureError, Signer,
};
use noodbrug_files::place::{self, Existing, Placed};
use noodbrug_store::Partner;
use serde_json::json;
use std::path::Path;

/// A partner that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPartner {
    /// The name under which it is listed here.
    pub name: String,
    /// What kind of organisation.
    pub kind: PartnerKind,
    /// Its public root key, one OpenSSH line.
    pub root_key: String,
    /// Its public envelope key, when its card holds one.
    pub envelope: Option<EnvelopeAddress>,
    /// Who confirmed the fingerprint, when and how; empty while nobody has, and then its bundles are not taken in.
    pub confirmed: String,
}

/// What a partner's card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The office's name; empty when a bare key says none.
    pub office: String,
    /// Live or exercise; a bare key does not say.
    pub mode: Option<Mode>,
    /// The public root key, one OpenSSH line.
    pub root_key: String,
    /// The fingerprint of that key, computed from it.
    pub fingerprint: Fingerprint,
    /// For whom bundles to it are closed; only from a card that a workstation of the office signed.
    pub envelope: Option<EnvelopeAddress>,
}

const TITLE: &str = "NOODBRUG PARTNERKAART 1";
const OFFICE: &str = "Kantoor: ";
const MODE: &str = "Soort werk: ";
const KEY: &str = "Hoofdsleutel: ";
const PRINT: &str = "Vingerafdruk: ";
const ENVELOPE: &str = "Envelopsleutel: ";

/// The purpose of the signature under a card.
const CARD_NAMESPACE: &str = "noodbrug-card-v1";

/// The longest name of a partner.
const LONGEST_NAME: usize = 120;
/// A card is a page of text; anything larger is something else.
const LARGEST_CARD: u64 = 64 << 10;

/// Reads a partner's card, or a bare `office-root.pub`.
///
/// # Errors
/// A complaint that names the file: it cannot be read, is no card, or its fingerprint is not that of its key.
pub fn read_card(path: &Path) -> Result<Card, Complaint> {
    let size = path.metadata().map_err(|why| unreadable(path, &why))?.len();
    if size > LARGEST_CARD {
        return Err(no_card(path));
    }
    let bytes = std::fs::read(path).map_err(|why| unreadable(path, &why))?;
    let text = String::from_utf8(bytes).map_err(|_| no_card(path))?;
    card_of(&text).ok_or_else(|| no_card(path))
}

fn card_of(text: &str) -> Option<Card> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.lines().next().map(str::trim_end) != Some(TITLE) {
        return bare_key(text);
    }
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let key = PublicKey::from_line(field(KEY)?).ok()?;
    let said: Fingerprint = field(PRINT)?.parse().ok()?;
    let mode = match field(MODE)? {
        "echt" => Mode::Live,
        "oefening" => Mode::Exercise,
        _ => return None,
    };
    let office = field(OFFICE).filter(|office| !office.is_empty())?.to_owned();
    let root_key = key.to_line(&office);
    let envelope = match text.split_once(SIGNATURE_BEGIN) {
        Some((said, armour)) => {
            is_signed(said, &format!("{SIGNATURE_BEGIN}{armour}"), &key).then_some(())?;
            field(ENVELOPE).map(str::parse).transpose().ok()?
        }
        // A card from before envelopes; nobody vouches for what somebody wrote into it.
        None => None,
    };
    let card = Card { office, mode: Some(mode), root_key, fingerprint: said, envelope };
    (said == key.fingerprint()).then_some(card)
}

/// Tells whether a workstation that this root certified signed the text of a card, so that the fingerprint that is read
/// aloud speaks for all of it.
fn is_signed(said: &str, armour: &str, root: &PublicKey) -> bool {
    let Ok(signature) = Signature::from_armour(armour) else { return false };
    let Signer::Certified(certificate) = signature.signer() else { return false };
    // A card may be old; whether its station may still sign bundles is judged when one comes.
    let certified = certificate.check(root, &certificate.terms().valid_from).is_ok();
    certified && signature.verify(CARD_NAMESPACE, said.as_bytes()).is_ok()
}

fn bare_key(text: &str) -> Option<Card> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (line, None) = (lines.next()?, lines.next()) else { return None };
    let key = PublicKey::from_line(line).ok()?;
    let office = line.split_ascii_whitespace().skip(2).collect::<Vec<_>>().join(" ");
    Some(Card {
        root_key: key.to_line(&office),
        office,
        mode: None,
        fingerprint: key.fingerprint(),
        envelope: None,
    })
}

impl Office {
    /// Gives the partners by name.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn partners(&self) -> Result<Vec<Partner>, Complaint> {
        Ok(self.store.partners()?)
    }

    /// Gives a partner by name.
    ///
    /// # Errors
    /// A complaint when there is none of that name.
    pub fn partner(&self, name: &str) -> Result<Partner, Complaint> {
        if let Some(partner) = self.store.partner(name)? {
            return Ok(partner);
        }
        let known = self.partners()?;
        let near = nearest(name, known.iter().map(|partner| partner.name.as_str()));
        let meant = |ask: &str| near.map(|near| format!(" {ask} `{near}`?")).unwrap_or_default();
        Err(Complaint::refused(
            format!(
                "Er is geen partner `{name}`.{} Kijk in de lijst van partners of voeg hem toe.",
                meant("Bedoelt u")
            ),
            format!(
                "There is no partner `{name}`.{} Look in the list of partners or add it.",
                meant("Do you mean")
            ),
        ))
    }

    /// Reads a partner's card for this office: a card of an exercise is refused in live work, and the reverse.
    ///
    /// # Errors
    /// As [`read_card`], and when the card is of the other kind of work, or our own.
    pub fn read_card(&self, path: &Path) -> Result<Card, Complaint> {
        let card = read_card(path)?;
        if card.mode.is_some_and(|mode| mode != self.meta.mode) {
            return Err(other_mode(path, self.meta.mode));
        }
        if card.fingerprint == self.station.root().fingerprint() {
            return Err(our_own());
        }
        Ok(card)
    }

    /// Reads a partner's root key that was typed or pasted, one OpenSSH line.
    ///
    /// # Errors
    /// A complaint when it is no such key, or our own.
    pub fn read_key(&self, line: &str) -> Result<Card, Complaint> {
        let card = bare_key(line).ok_or_else(no_key)?;
        if card.fingerprint == self.station.root().fingerprint() {
            return Err(our_own());
        }
        Ok(card)
    }

    /// Adds a partner, or notes that a person confirmed the key of one that is there. It is in the journal.
    ///
    /// # Errors
    /// A complaint when the name or key will not do, the key is our own or another partner's, or a partner of this name
    /// has another key.
    pub fn add_partner(&mut self, new: NewPartner) -> Result<Partner, Complaint> {
        self.permit(Deed::Partners)?;
        let name = new.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(is_hidden) {
            return Err(wrong(
                "Vul de naam van de partner in, van ten hoogste 120 tekens.",
                "Give the partner's name, of at most 120 characters.",
            ));
        }
        let key = PublicKey::from_line(&new.root_key).map_err(|_| no_key())?;
        let before = self.before(&name, key)?;
        let confirmed = Some(new.confirmed.trim().to_owned()).filter(|note| !note.is_empty());
        let fingerprint = key.fingerprint().to_string();
        let (kind, root_key) = (new.kind.word().to_owned(), key.to_line(&name));
        let envelope = new.envelope.map(|address| address.to_string());
        let partner = match before {
            Some(known) => Partner {
                kind,
                confirmed: confirmed.or(known.confirmed.clone()),
                envelope: envelope.or(known.envelope.clone()),
                ..known
            },
            None => {
                let (acked, receipt, receipt_at) = (Vec::new(), None, None);
                Partner { name, kind, root_key, fingerprint, confirmed, acked, receipt, receipt_at, envelope }
            }
        };
        let said = json!({
            "did": "partner-added", "partner": partner.name, "kind": partner.kind,
            "fingerprint": partner.fingerprint, "confirmed": partner.confirmed, "envelope": partner.envelope,
        });
        self.append_with(vec![Draft::saying(Kind::Manage, None, said)], |work| work.put_partner(&partner))?;
        Ok(partner)
    }

    /// Removes a partner; what it sent stays. It is in the journal.
    ///
    /// # Errors
    /// A complaint when there is none of that name.
    pub fn remove_partner(&mut self, name: &str) -> Result<(), Complaint> {
        self.permit(Deed::Partners)?;
        let partner = self.partner(name)?;
        let said = json!({"did": "partner-removed", "partner": name, "fingerprint": partner.fingerprint});
        self.append_with(vec![Draft::saying(Kind::Manage, None, said)], |work| {
            remove_held(work, name)?;
            work.remove_partner(name)
        })?;
        Ok(())
    }

    /// Writes this office's own card for a partner: name, root key and fingerprint, in plain text.
    ///
    /// # Errors
    /// A complaint that names the file.
    pub fn write_card(&mut self, to: &Path) -> Result<Placed, Complaint> {
        self.permit(Deed::Partners)?;
        has_folder(to)?;
        let placed = place::put(to, self.signed_card()?.as_bytes(), Existing::Replace)?;
        self.log(Kind::Manage, None, json!({"did": "card-written"}))?;
        Ok(placed)
    }

    fn signed_card(&self) -> Result<String, Complaint> {
        let text = self.card_text();
        let signer = Signer::Certified(Box::new(self.station.certificate.clone()));
        let signature = Signature::sign(&self.station.key, signer, CARD_NAMESPACE, text.as_bytes());
        let signature = signature.map_err(|why| unsigned(&why))?;
        Ok(format!("{text}{}", signature.to_armour()))
    }

    fn card_text(&self) -> String {
        let root = self.station.root();
        let (office, print) = (&self.meta.office, root.fingerprint());
        let mode = match self.meta.mode {
            Mode::Live => "echt",
            Mode::Exercise => "oefening",
        };
        format!(
            "{TITLE}\n{OFFICE}{office}\n{MODE}{mode}\n{KEY}{}\n{PRINT}{print}\n{ENVELOPE}{}\n\n\
             Bel {office} op een nummer dat u al had, en laat de vingerafdruk voorlezen. Is hij gelijk? Voeg het kantoor\n\
             dan toe als partner. Is hij anders? Voeg het niet toe en meld dit aan de beveiliging.\n\n\
             Call {office} on a number that you had already, and have the fingerprint read out. Is it equal? Then add the\n\
             office as a partner. Is it not? Do not add it, and report this to security.\n\n",
            root.to_line(office),
            self.station.envelope.address(),
        )
    }

    /// Gives the partner that is there under this name with this key, and refuses what would mix two up.
    fn before(&self, name: &str, key: PublicKey) -> Result<Option<Partner>, Complaint> {
        if key == self.station.root() {
            return Err(our_own());
        }
        let print = key.fingerprint().to_string();
        let partners = self.store.partners()?;
        let other = partners.iter().find(|known| known.fingerprint == print && known.name != name);
        let offices = self.known_offices()?;
        // What an office had before, or keeps as a spare, is nobody else's either.
        let others = offices.iter().filter_map(|office| Some((office.name()?, office)));
        let had = others.filter(|(known, office)| *known != name && office.signs_keysets(&key));
        if let Some(other) = other.map(|known| known.name.as_str()).or(had.map(|(known, _)| known).next()) {
            return Err(Complaint::refused(
                format!("Deze sleutel is al van partner {other}. Er is niets veranderd."),
                format!("This key is partner {other}'s already. Nothing was changed."),
            ));
        }
        match partners.into_iter().find(|known| known.name == name) {
            Some(known) if known.fingerprint != print => Err(Complaint::refused(
                format!(
                    "{name} staat hier met een andere sleutel. Bel {name} op een nummer dat u al had. Klopt de nieuwe \
                     sleutel? Verwijder de partner dan eerst en voeg hem opnieuw toe."
                ),
                format!(
                    "{name} is here with another key. Call {name} on a number that you had already. Is the new key \
                     right? Then remove the partner first and add it again."
                ),
            )),
            known => Ok(known),
        }
    }
}

fn wrong(nl: &str, en: &str) -> Complaint {
    Complaint::new(Class::WrongUse, Both::new(nl, en))
}

fn no_key() -> Complaint {
    wrong(
        "Dit is geen hoofdsleutel (`ssh-ed25519 …`). Lees de kaart van de partner opnieuw in.",
        "This is no root key (`ssh-ed25519 …`). Read the partner's card again.",
    )
}

fn unsigned(why: &SignatureError) -> Complaint {
    Complaint::refused(
        format!(
            "De kaart kan niet ondertekend worden ({why}). Laat het kantoor dit werkstation opnieuw certificeren."
        ),
        format!("The card cannot be signed ({why}). Let the office certify this workstation again."),
    )
}

fn our_own() -> Complaint {
    Complaint::refused(
        "Dit is de sleutel van uw eigen kantoor. Vraag de partner om zijn kaart.",
        "This is your own office's key. Ask the partner for its card.",
    )
}

fn other_mode(path: &Path, ours: Mode) -> Complaint {
    let path = path.display();
    match ours {
        Mode::Live => Complaint::refused(
            format!("`{path}` is een kaart van een oefening. In het echt werkt u alleen met echte partners."),
            format!("`{path}` is a card of an exercise. Live work has live partners only."),
        ),
        Mode::Exercise => Complaint::refused(
            format!(
                "`{path}` is een kaart van een echt kantoor. In een oefening horen alleen oefenkantoren."
            ),
            format!("`{path}` is a card of a live office. An exercise has exercise offices only."),
        ),
    }
}

fn no_card(path: &Path) -> Complaint {
    let path = path.display();
    Complaint::refused(
        format!(
            "`{path}` is geen kaart van een partner, of er is iets in veranderd. Vraag de partner om een nieuwe."
        ),
        format!(
            "`{path}` is no partner's card, or something in it was changed. Ask the partner for a new one."
        ),
    )
}

fn unreadable(path: &Path, why: &std::io::Error) -> Complaint {
    let path = path.display();
    Complaint::refused(
        format!(
            "`{path}` is niet te lezen ({}). Wijs de kaart van de partner opnieuw aan.",
            fault_words(why, Lang::Nl)
        ),
        format!("`{path}` cannot be read ({why}). Point at the partner's card again."),
    )
}

#[cfg(test)]
#[path = "partners_tests.rs"]
mod tests;
