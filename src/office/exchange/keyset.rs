//! Loading a partner's keyset: the highest one is kept, and another root takes two people here and two roots there.

use super::import::{ImportTrial, begin};
use crate::agreed::{Agreement, Subject};
use crate::complaint::{Both, Class, Complaint};
use crate::keys::{Held, KnownOffice, author_of, put_held};
use crate::may::Deed;
use crate::office::Office;
use crate::progress::Progress;
use noodbrug_core::bundle::{
    BundleHeader, Finding, FindingKind, HEADER, Keyset, Kind as BundleKind, Limits, outcome_of,
};
use noodbrug_core::event::{Draft, Event, Kind};
use noodbrug_files::bundle::{Judgement, Payload, Trust, TrustVerdict, judge};
use noodbrug_files::keys::{EnvelopeKey, SignedKeyset, Signer, Standing, Step};
use noodbrug_store::Partner;
use serde_json::json;
use std::path::Path;

/// The most bytes of a keyset or of a signature over it.
const MOST: u64 = 4 << 20;
/// The most roots that sign one.
const MOST_SIGNATURES: usize = 8;

/// What loading a keyset would do; nothing was changed.
#[derive(Clone, Debug)]
pub struct KeysetTrial {
    /// The bundle, judged.
    pub bundle: ImportTrial,
    /// The keyset, when it could be read.
    pub keyset: Option<SignedKeyset>,
    /// The number of the keyset of this partner that is here; zero when there is none.
    pub held: u64,
    /// What it would be.
    pub step: Option<Step>,
}

impl KeysetTrial {
    /// Says whether it can be loaded.
    #[must_use]
    pub fn may_load(&self) -> bool {
        self.step.is_some() && self.bundle.judgement.is_sound()
    }
}

impl Office {
    /// Judges a partner's keyset and tells what it would change. One that is refused is set apart, and the journal says so.
    ///
    /// # Errors
    /// A complaint when it was cancelled, the bundle holds something else, or a fault of the disk; what is wrong with it is
    /// in the trial.
    pub fn try_keyset(&mut self, file: &Path, progress: Progress<'_>) -> Result<KeysetTrial, Complaint> {
        self.permit(Deed::Keys)?;
        let judgement = judge(file, &self.trust()?, &Limits::default(), progress);
        let bundle = begin(file, judgement.ok_or_else(super::cancelled)?);
        let mut trial = KeysetTrial { bundle, keyset: None, held: 0, step: None };
        let Some(header) = trial.bundle.judgement.header.clone() else { return self.refuse_keyset(trial) };
        if header.kind != BundleKind::Keyset {
            return Err(no_keyset(file));
        }
        if !trial.bundle.judgement.is_sound() {
            return self.refuse_keyset(trial);
        }
        let signed = match read_keyset(&trial.bundle, &header, self.envelope_keys())? {
            Ok(signed) => signed,
            Err(why) => {
                let finding = Finding::new(FindingKind::BadKeyset, Keyset::PATH).with(why);
                trial.bundle.judgement.findings.push(finding);
                return self.refuse_keyset(trial);
            }
        };
        let stranger = !self.known_offices()?.iter().any(|office| is_of(office, &signed));
        if let Some((office, partner)) = self.sender_of(&signed)? {
            trial.held = office.version();
            trial.bundle.partner = Some(partner.name.clone());
            let whose = self.judge_whose_roots(&signed, &office)?;
            match signed.after(office.held.as_ref().map(|held| &held.signed), office.root) {
                Ok(_) if whose.is_some() => trial.bundle.judgement.findings.extend(whose),
                Ok(step) => {
                    // The signatures inside prove whose it is, also to who pinned the new root alone.
                    trial.bundle.judgement.findings.retain(|found| found.kind != FindingKind::UnknownKey);
                    trial.step = Some(step);
                    trial.bundle.sentence = told(&partner, &signed, step);
                }
                Err(kind) => {
                    let detail = format!("{} <> {}", trial.held, signed.keyset().version);
                    let finding = Finding::new(kind, &header.folder()).with(detail);
                    trial.bundle.judgement.findings.push(finding);
                }
            }
        } else {
            trial.bundle.sentence = if stranger { of_stranger(&signed) } else { of_ourselves() };
        }
        trial.bundle.may_apply = trial.may_load();
        trial.keyset = Some(signed);
        trial.bundle.outcome = outcome_of(&trial.bundle.judgement.findings);
        if trial.bundle.judgement.is_sound() { Ok(trial) } else { self.refuse_keyset(trial) }
    }

    /// Keeps a partner's keyset in place of the one before. Where it brings another root, a second person agrees. It is in
    /// the journal. One that is here already changes nothing.
    ///
    /// # Errors
    /// A complaint: the trial says that it may not be loaded, nobody agrees, or a fault of the disk.
    pub fn load_keyset(
        &mut self,
        trial: &KeysetTrial,
        agreement: Option<Agreement<'_>>,
    ) -> Result<(), Complaint> {
        self.permit(Deed::Keys)?;
        let judgement = &trial.bundle.judgement;
        let known = (trial.keyset.as_ref(), trial.bundle.partner.as_ref(), trial.step);
        let ((Some(signed), Some(name), Some(step)), true) = (known, trial.may_load()) else {
            return Err(Complaint::refused_both(trial.bundle.sentence.clone()));
        };
        if step == Step::Known {
            return Ok(());
        }
        let (Some(header), Some(tagmanifest)) = (judgement.header.as_ref(), judgement.tagmanifest) else {
            return Err(Complaint::refused_both(trial.bundle.sentence.clone()));
        };
        let partner = self.partner(name)?;
        let before = partner.fingerprint.clone();
        let print = signed.root().fingerprint().to_string();
        let keyset = signed.keyset();
        let agreed = match step {
            Step::NewRoot => {
                let to = json!({"partner": name, "root": print, "replaces": before});
                Some(self.agree(Subject::Keys, &to, agreement.unwrap_or(Agreement::Alone("")))?)
            }
            Step::Newer | Step::Known => None,
        };
        let mut said = json!({
            "did": "keyset-loaded", "partner": name, "version": keyset.version, "fingerprint": print,
            "sha256": signed.digest().to_string(), "revoked": keyset.revoked.len(),
            "replaces": Some(&before).filter(|before| **before != print),
        });
        if let Some(agreed) = &agreed {
            said = agreed.said(said);
        }
        let partner = Partner { root_key: signed.root().to_line(name), fingerprint: print, ..partner };
        let record = self.in_record(header, &tagmanifest, &partner)?;
        let held = Held { signed: signed.clone(), tagmanifest, at: self.now()? };
        let draft =
            Draft { why: agreed.and_then(|agreed| agreed.why), ..Draft::saying(Kind::Manage, None, said) };
        self.append_with(vec![draft], |work| {
            work.put_partner(&partner)?;
            put_held(work, &partner.name, &held)?;
            work.add_bundle(&record)
        })?;
        Ok(())
    }

    /// Finds the partner whose pinned root, or whose spare, signed a keyset.
    fn sender_of(&self, signed: &SignedKeyset) -> Result<Option<(KnownOffice, Partner)>, Complaint> {
        let known = self.known_offices()?.into_iter();
        let mut of = known.filter_map(|office| {
            let partner = office.partner.clone()?;
            is_of(&office, signed).then_some((office, partner))
        });
        Ok(of.next())
    }

    fn refuse_keyset(&mut self, mut trial: KeysetTrial) -> Result<KeysetTrial, Complaint> {
        trial.step = None;
        trial.bundle = self.refuse(trial.bundle)?;
        trial.bundle.outcome = outcome_of(&trial.bundle.judgement.findings);
        self.note_alarms(&trial.bundle)?;
        Ok(trial)
    }

    /// Says that a partner has a higher keyset than is here.
    pub(super) fn newer_keyset(
        &self,
        header: &BundleHeader,
        partner: &Partner,
    ) -> Result<Option<Finding>, Complaint> {
        let offices = self.known_offices()?.into_iter();
        let mut of =
            offices.filter(|office| office.partner.as_ref().is_some_and(|known| known.name == partner.name));
        let held = of.next().map_or(0, |office| office.version());
        let newer = header.keyset_version > held;
        let detail = format!("{} > {held}", header.keyset_version);
        Ok(newer.then(|| Finding::new(FindingKind::NewerKeyset, HEADER).with(detail)))
    }

    /// Gives what the entries of a bundle must be held against that calls itself older than the loss of its key.
    pub(super) fn later_than_lost(&self, judgement: &Judgement) -> Result<Option<Later>, Complaint> {
        let before = judgement.findings.iter().any(|found| found.kind == FindingKind::BeforeCompromise);
        let (true, TrustVerdict::Trusted(by)) = (before, &judgement.trust) else { return Ok(None) };
        let keys = [Some(by.key), by.root].into_iter().flatten();
        Ok(Some(Later { trust: self.trust()?, signers: keys.map(Signer::Plain).collect() }))
    }
}

/// What is known against the key of a bundle that calls itself older than the loss of that key.
pub(super) struct Later {
    trust: Trust,
    signers: Vec<Signer>,
}

impl Later {
    /// Says which entry is not older, if it is none.
    pub(super) fn judge(&self, event: &Event) -> Option<String> {
        let at = event.content()?.t;
        let against = self.signers.iter().filter_map(|signer| self.trust.against(signer, &at));
        let worst = against.max_by_key(|(standing, _)| *standing)?;
        (worst.0 != Standing::BeforeCompromise).then(|| format!("{} · {at}", event.header.seq))
    }
}

/// Says whether a keyset is one of this office.
fn is_of(office: &KnownOffice, signed: &SignedKeyset) -> bool {
    signed.signers().any(|key| office.signs_keysets(&key))
}

/// Reads the keyset in a bundle; one that does not fit its bundle is none.
fn read_keyset(
    trial: &ImportTrial,
    header: &BundleHeader,
    keys: &[EnvelopeKey],
) -> Result<Result<SignedKeyset, String>, Complaint> {
    let mut payload = Payload::open(&trial.file, &trial.judgement, keys)?;
    if !trial.judgement.files.contains_key(Keyset::PATH) {
        return Ok(Err(Keyset::PATH.to_owned()));
    }
    let bytes = payload.read(Keyset::PATH, MOST)?;
    let mut armours = Vec::new();
    for number in 1..=MOST_SIGNATURES {
        let path = Keyset::signature_path(number);
        if !trial.judgement.files.contains_key(&path) {
            break;
        }
        armours.push(String::from_utf8_lossy(&payload.read(&path, MOST)?).into_owned());
    }
    let signed = match SignedKeyset::read(&bytes, &armours) {
        Ok(signed) => signed,
        Err(why) => return Ok(Err(why.to_string())),
    };
    let keyset = signed.keyset();
    let outer = trial.judgement.trust.signed_by().map(|by| by.key);
    let maker = outer.filter(|outer| signed.signers().any(|key| key == *outer));
    let named = maker.map(|maker| author_of(&maker, header.mode)).transpose()?;
    Ok(match named {
        Some(author) if author != header.station() => Err(author.to_string()),
        None => Err("signature".to_owned()),
        Some(_) if (keyset.version, keyset.mode) != (header.seq, header.mode) => {
            Err(format!("{} {}", keyset.version, keyset.mode.word()))
        }
        Some(_) => Ok(signed),
    })
}

fn told(partner: &Partner, signed: &SignedKeyset, step: Step) -> Both {
    let (name, version, root) = (&partner.name, signed.keyset().version, signed.root().fingerprint());
    match step {
        Step::Known => Both::new(
            format!("Sleutelset {version} van {name} is hier al. Er verandert niets."),
            format!("Keyset {version} of {name} is here already. Nothing changes."),
        ),
        Step::Newer => Both::new(
            format!("Sleutelset {version} van {name}: de hoofdsleutel {root} blijft."),
            format!("Keyset {version} of {name}: the root key {root} stays."),
        ),
        Step::NewRoot => Both::new(
            format!(
                "Sleutelset {version} van {name} brengt een ANDERE HOOFDSLEUTEL: {root}. De oude of de reservesleutel heeft ervoor getekend. Een tweede persoon bevestigt dit (`--second NAAM`); mag niemand anders dat hier, geef dan een reden (`--why`)."
            ),
            format!(
                "Keyset {version} of {name} brings ANOTHER ROOT KEY: {root}. The old one or the spare signed for it. A second person confirms this (`--second NAME`); where nobody else here may, give a reason (`--why`)."
            ),
        ),
    }
}

fn of_stranger(signed: &SignedKeyset) -> Both {
    let (office, root) = (&signed.keyset().office, signed.root().fingerprint());
    Both::new(
        format!(
            "Deze sleutelset noemt zich van {office} ({root}). Geen sleutel die hier bevestigd is, heeft ervoor getekend. Er is niets \
             veranderd. Bel {office} op een nummer dat u al had, en lees de vingerafdruk of de woorden ervan voor."
        ),
        format!(
            "This keyset calls itself {office}'s ({root}). No key that is confirmed here signed for it. Nothing was changed. Call \
             {office} on a number that you had already, and read its fingerprint or its words aloud."
        ),
    )
}

fn of_ourselves() -> Both {
    Both::new(
        "Deze sleutelset is van dit kantoor zelf. Er is niets in te lezen. Breng hem naar de partners.",
        "This keyset is this office's own. There is nothing to load. Carry it to the partners.",
    )
}

fn no_keyset(file: &Path) -> Complaint {
    let file = file.display();
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!("`{file}` is geen sleutelset. Lees hem in als bundel (`noodbrug bundle import`)."),
            format!("`{file}` is no keyset. Take it in as a bundle (`noodbrug bundle import`)."),
        ),
    )
}
