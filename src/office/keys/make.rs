//! Making a keyset: signed by the root from the safe, and by the new one when another takes its place.

use super::{Held, put_own};
use crate::agreed::{Agreement, Subject};
use crate::complaint::{Both, Class, Complaint};
use crate::exchange::clock_reading;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::setup::Passphrase;
use crate::station::Station;
use noodbrug_core::bundle::{BundleHeader, Keyset, Kind as BundleKind, Mode};
use noodbrug_core::digest::{Digest, encode_hex};
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::ident::Author;
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::{Item, Parcel, Sender, SignsAs, draft};
use noodbrug_files::keys::{Certificate, Fingerprint, PublicKey, SecretKey, SignedKeyset};
use noodbrug_files::machine;
use noodbrug_store::{BundleRecord, Direction};
use serde_json::json;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// A root file with what opens it.
#[derive(Clone, Copy, Debug)]
pub struct RootKey<'a> {
    /// The file.
    pub file: &'a Path,
    /// Its own passphrase.
    pub passphrase: &'a Passphrase,
}

/// What keyset is asked for.
#[derive(Clone, Copy, Debug)]
pub struct KeysetAsk<'a> {
    /// Where the bundle goes.
    pub folder: &'a Path,
    /// The root in use; or the spare root, which then takes its place.
    pub root: RootKey<'a>,
    /// Another root that takes the place of the one in use.
    pub new_root: Option<RootKey<'a>>,
    /// The file of another spare root; it stays sealed.
    pub new_spare: Option<&'a Path>,
}

/// A keyset that is in its place, read back and recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeysetMade {
    /// Where it is.
    pub path: PathBuf,
    /// Its number.
    pub version: u64,
    /// The SHA-256 of its content.
    pub digest: Digest,
    /// The root in use from now on.
    pub root: Fingerprint,
    /// The spare root.
    pub spare: Option<Fingerprint>,
    /// The root that it replaces, when it does.
    pub replaces: Option<Fingerprint>,
}

/// The roots of a keyset that is being made.
struct Signing {
    /// What was opened first: the root in use, or the spare. Readers know it.
    known: SecretKey,
    /// Another root, that takes its place.
    new: Option<SecretKey>,
    spare: Option<PublicKey>,
}

impl Signing {
    fn active(&self) -> &SecretKey {
        self.new.as_ref().unwrap_or(&self.known)
    }

    fn all(&self) -> Vec<&SecretKey> {
        std::iter::once(&self.known).chain(&self.new).collect()
    }
}

impl Office {
    /// Makes this office's next keyset as a bundle for all partners: its roots, the certificate of this workstation, and
    /// the keys that were revoked. Another root takes two people. It is in the journal before it gets its name.
    ///
    /// # Errors
    /// A complaint when a root is not this office's or does not open, nobody agrees, or the folder takes no bundle.
    pub fn make_keyset(
        &mut self,
        ask: &KeysetAsk<'_>,
        agreement: Option<Agreement<'_>>,
    ) -> Result<KeysetMade, Complaint> {
        self.permit(Deed::Keys)?;
        let signing = self.signing(ask)?;
        let before = self.station.root();
        let replaces = Some(before).filter(|before| *before != signing.active().public());
        let agreed = match replaces {
            None => None,
            Some(_) => {
                let to = json!({"root": signing.active().public().fingerprint().to_string()});
                let given = agreement.unwrap_or(Agreement::Alone(""));
                Some(self.agree(Subject::Keys, &to, given)?)
            }
        };
        let certificate = self.certificate_under(signing.active())?;
        let keyset = self.next_keyset(&signing, &certificate)?;
        let signed = SignedKeyset::sign(&keyset, &signing.all()).map_err(|why| not_made(&why.to_string()))?;
        let parcel = self.parcel(&signed, &signing)?;
        let revoked = signed.revoked().clone();
        let sender = Sender {
            key: &signing.known,
            signs_as: SignsAs::Root,
            office: &self.meta.office.clone(),
            revoked: &revoked,
        };
        // A keyset is small: there is nothing to cancel.
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let drafted = draft(ask.folder, parcel, &sender, go_on)?;
        let held = Held { signed, tagmanifest: drafted.tagmanifest, at: keyset.made };
        let record = record_of(&drafted.header, drafted.tagmanifest);
        let replaced = replaces.map(|key| key.fingerprint());
        let (root, digest) = (signing.active().public(), held.signed.digest());
        let mut made = json!({
            "did": "keyset-made", "version": keyset.version, "sha256": digest.to_string(),
            "fingerprint": root.fingerprint().to_string(), "revoked": keyset.revoked.len(),
            "replaces": replaced.map(|print| print.to_string()),
        });
        if let Some(agreed) = &agreed {
            made = agreed.said(made);
        }
        let why = agreed.and_then(|agreed| agreed.why);
        let out = json!({
            "bundle": drafted.header.folder(), "kind": BundleKind::Keyset.word(),
            "tagmanifest": drafted.tagmanifest.to_string(),
        });
        let drafts = vec![
            Draft { why, ..Draft::saying(Kind::Manage, None, made) },
            Draft::saying(Kind::Export, None, out),
        ];
        let next =
            Station { certificate, spare: signing.spare, keyset: Some(held.clone()), ..self.station.copy() };
        self.append_with(drafts, |work| {
            next.put(work)?;
            put_own(work, &held)?;
            work.add_bundle(&record)
        })?;
        self.station = next;
        let written = self.place(drafted, &record, go_on)?;
        Ok(KeysetMade {
            path: written.path,
            version: keyset.version,
            digest,
            root: root.fingerprint(),
            spare: signing.spare.map(|spare| spare.fingerprint()),
            replaces: replaced,
        })
    }

    fn signing(&self, ask: &KeysetAsk<'_>) -> Result<Signing, Complaint> {
        let known = self.open_root(ask.root)?;
        let (root, spare) = (self.station.root(), self.station.spare);
        let is_spare = spare == Some(known.public());
        if known.public() != root && !is_spare {
            return Err(not_in_use());
        }
        let new = ask.new_root.map(|given| self.open_root(given)).transpose()?;
        let new = new.filter(|new| new.public() != known.public());
        let active = new.as_ref().unwrap_or(&known).public();
        let spare = match ask.new_spare {
            Some(path) => Some(self.root_file(path)?.public()?),
            None => spare.filter(|spare| *spare != active),
        };
        if spare == Some(active) || self.retired(active).any(|old| old == active) {
            return Err(used_before());
        }
        Ok(Signing { known, new, spare })
    }

    /// Gives the roots of before, when this one is in use.
    fn retired(&self, active: PublicKey) -> impl Iterator<Item = PublicKey> {
        let held = self.station.keyset.as_ref().map(|held| held.signed.authorities().skip(1));
        let before = Some(self.station.root()).filter(|root| *root != active);
        before.into_iter().chain(held.into_iter().flatten())
    }

    /// Gives the certificate of this workstation under a root: its own, or for the same key by the new root.
    fn certificate_under(&self, root: &SecretKey) -> Result<Certificate, Complaint> {
        let own = &self.station.certificate;
        if own.authority() == root.public() {
            return Ok(own.clone());
        }
        let serial = own.terms().serial.saturating_add(1);
        let terms = Station::terms(self.station.key.public(), &self.station.author, (&self.now()?, serial));
        Ok(Certificate::issue(root, terms, machine::random()?))
    }

    fn next_keyset(&self, signing: &Signing, certificate: &Certificate) -> Result<Keyset, Complaint> {
        let office = &self.meta.office;
        let active = signing.active().public();
        let held = self.station.keyset.as_ref();
        Ok(Keyset {
            format: Keyset::FORMAT.to_owned(),
            office: office.clone(),
            mode: self.meta.mode,
            version: held.map_or(0, Held::version).saturating_add(1),
            previous: held.map(|held| held.signed.digest()),
            made: self.now()?,
            root: active.to_line(office),
            spare: signing.spare.map(|spare| spare.to_line(office)),
            retired: self.retired(active).map(|key| key.to_line(office)).collect(),
            stations: vec![certificate.to_line()],
            revoked: self.station.revocations.clone(),
            recipients: Vec::new(),
        })
    }

    fn parcel(&self, signed: &SignedKeyset, signing: &Signing) -> Result<Parcel<'static>, Complaint> {
        let keyset = signed.keyset();
        let author = author_of(&signing.known.public(), self.meta.mode)?;
        let created = (keyset.made, clock_reading()?);
        let mut header = BundleHeader::begin(BundleKind::Keyset, self.meta.mode, &author, created);
        header.seq = keyset.version;
        header.prev_bundle = self.station.keyset.as_ref().map(|held| held.tagmanifest);
        header.keyset_version = keyset.version;
        header.purpose = format!("sleutelset {}", keyset.version);
        let mut state = self.key_state()?;
        (state.root, state.spare) = (signed.root(), signed.spare());
        let (tagmanifest, at) = (Digest::of(b""), keyset.made);
        state.held = Some(Held { signed: signed.clone(), tagmanifest, at });
        let sheet = papers::roots_sheet(&self.letterhead(Lang::Nl)?, &state);
        let mut items = vec![
            Item::bytes(Keyset::PATH, signed.bytes().to_vec()),
            Item::bytes("data/overzicht.pdf", papers::render(&sheet)?),
        ];
        for (turn, armour) in signed.armours().enumerate() {
            items.push(Item::bytes(&Keyset::signature_path(turn.saturating_add(1)), armour.into_bytes()));
        }
        Ok(Parcel { header, items, envelope: None })
    }
}

/// Names the maker of a keyset as a bundle names its station: the root that signs it, which is no workstation.
pub(crate) fn author_of(root: &PublicKey, mode: Mode) -> Result<Author, Complaint> {
    let print = encode_hex(root.fingerprint().as_bytes());
    let short: String = print.chars().take(12).collect();
    let exercise = match mode {
        Mode::Live => "",
        Mode::Exercise => "oef-",
    };
    let ws = format!("{exercise}root-{short}").parse();
    Ok(Author { ws: ws.map_err(|_| not_made(&short))?, ep: 1 })
}

fn record_of(header: &BundleHeader, tagmanifest: Digest) -> BundleRecord {
    BundleRecord {
        direction: Direction::Out,
        kind: header.kind.word().to_owned(),
        author: header.station(),
        seq: header.seq,
        prev: header.prev_bundle,
        tagmanifest,
        name: format!("{}.zip", header.folder()),
        partner: None,
        verdict: crate::exchange::GIVEN.to_owned(),
        head_seq: 0,
        at: header.created,
    }
}

pub(super) fn not_in_use() -> Complaint {
    Complaint::new(
        Class::Refused,
        Both::new(
            "Dit is niet de hoofdsleutel die hier in gebruik is. Pak de goede stick uit de kluis; het blad erbij toont de vingerafdruk (`noodbrug keyset show`).",
            "This is not the root key that is in use here. Take the right stick from the safe; the sheet with it shows the fingerprint (`noodbrug keyset show`).",
        ),
    )
}

fn used_before() -> Complaint {
    Complaint::refused(
        "Deze sleutel is hier al in gebruik, of was dat eerder. Maak een nieuwe (`noodbrug keyset root`).",
        "This key is in use here, or was before. Make a new one (`noodbrug keyset root`).",
    )
}

fn not_made(why: &str) -> Complaint {
    Complaint::refused(
        format!(
            "De sleutelset kon niet worden gemaakt ({why}). Er is niets veranderd. Meld dit aan de beheerder."
        ),
        format!("The keyset could not be made ({why}). Nothing was changed. Tell the administrator."),
    )
}
