//! Taking a bundle in: judged, tried, and then all of it or nothing; twice is no change.

use super::brings::{CaseBrings, LooseBrings};
use super::quarantine::Apart;
use super::sentence::Tally;
use super::{preflight, receipt};
use crate::complaint::{Both, Complaint};
use crate::keys::KnownOffice;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use crate::progress::Progress;
use noodbrug_core::bundle::{
    BundleHeader, Finding, FindingKind, Kind as BundleKind, Limits, Outcome, PAYLOAD, RevokedKey, Severity,
    file_name, folder_name, outcome_of,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::Kind;
use noodbrug_core::guard::Known;
use noodbrug_core::text::{Lang, fault_words};
use noodbrug_files::bundle::{Judgement, Payload, Trust, TrustVerdict, judge};
use noodbrug_files::keys::EnvelopeKey;
use noodbrug_store::{BundleRecord, Direction, Merged, Partner};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What taking a bundle in would do; nothing was taken in.
#[derive(Clone, Debug)]
pub struct ImportTrial {
    /// The bundle.
    pub file: PathBuf,
    /// All that was found, numbers and events included.
    pub judgement: Judgement,
    /// What the bundle is for, as far as its header could be read.
    pub kind: BundleKind,
    /// From which partner, when its key is pinned here.
    pub partner: Option<String>,
    /// What its events would bring.
    pub brings: Merged,
    /// What it would bring to the cases that it says something new about: the first thousand, and of these those in which
    /// something contradicts or waits first. `brings` counts all.
    pub cases: Vec<CaseBrings>,
    /// What it would bring that is of no case.
    pub loose: Vec<LooseBrings>,
    /// What is known against the key that signed it, by the newest keyset of its office.
    pub revoked: Option<RevokedKey>,
    /// Events in it that are left out, because nobody vouches for them.
    pub left_out: u64,
    /// Documents in it that are not here.
    pub documents: u64,
    /// Numbers of earlier bundles that have not arrived.
    pub missing_bundles: Vec<u64>,
    /// What becomes of it, in one name.
    pub outcome: Outcome,
    /// All of it in one sentence, which begins with that name.
    pub sentence: Both,
    /// It can be taken in.
    pub may_apply: bool,
    /// A refused one is set apart.
    pub keeps: bool,
    /// It is kept apart here, with its original bytes.
    pub is_apart: bool,
    /// The mark under which a refused one is kept apart: the SHA-256 of its bytes.
    pub mark: Option<Digest>,
    /// This copy is refused, and another copy of the same bundle was taken in before.
    pub is_in: bool,
}

/// A bundle that was taken in.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What it brought, in one sentence.
    pub sentence: Both,
    /// What became of it, in one name.
    pub outcome: Outcome,
    /// What it brought.
    pub brings: Merged,
    /// The receipt that was written for its sender.
    pub receipt: Option<PathBuf>,
    /// It was taken in before: nothing changed.
    pub known_before: bool,
    /// It is a receipt, and says that a bundle of ours was refused.
    pub is_refusal: bool,
}

/// Says plainly that there is nothing to judge: a name that was typed wrong is no damaged bundle.
fn is_a_file(file: &Path) -> Result<(), Complaint> {
    let shown = file.display();
    match std::fs::metadata(file) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Err(Complaint::refused(
            format!("{shown} is er niet. Controleer de naam, en of de stick erin zit."),
            format!("{shown} does not exist. Check the name, and whether the stick is plugged in."),
        )),
        Ok(facts) if facts.is_dir() => Err(Complaint::refused(
            format!("{shown} is een map. Wijs het bestand van de bundel aan, en pak het niet eerst uit."),
            format!("{shown} is a folder. Point at the file of the bundle, and do not unpack it first."),
        )),
        _ => Ok(()),
    }
}

/// From whom a bundle is.
enum Origin {
    /// A partner whose key a person confirmed.
    Partner(Box<Partner>),
    /// This office itself.
    Ourselves,
    /// Somebody whose key nobody here confirmed, or nobody at all.
    Stranger,
}

impl Office {
    /// Judges a bundle that is to be taken in and tells what it would bring. Nothing is taken in; one that is refused is set
    /// apart, encrypted, and the journal says so.
    ///
    /// # Errors
    /// A complaint when it was cancelled, or a fault of the disk; what is wrong with the bundle is in the trial.
    pub fn try_import(&mut self, file: &Path, progress: Progress<'_>) -> Result<ImportTrial, Complaint> {
        self.try_keeping(file, true, progress)
    }

    /// Judges a bundle and tells what it would bring, as [`Office::try_import`]; one that is refused is left where it is.
    ///
    /// # Errors
    /// As [`Office::try_import`].
    pub fn look_at_import(&mut self, file: &Path, progress: Progress<'_>) -> Result<ImportTrial, Complaint> {
        self.try_keeping(file, false, progress)
    }

    fn try_keeping(
        &mut self,
        file: &Path,
        keeps: bool,
        progress: Progress<'_>,
    ) -> Result<ImportTrial, Complaint> {
        self.permit(Deed::Exchange)?;
        is_a_file(file)?;
        let judgement = self.judged(file, progress)?;
        let origin = self.origin(&judgement)?;
        let mut trial = ImportTrial { keeps, ..begin(file, judgement) };
        trial.revoked = self.revoked_by_office(&trial.judgement)?;
        if let Origin::Partner(partner) = &origin {
            trial.partner = Some(partner.name.clone());
        }
        let trial = self.try_of(trial, origin)?;
        self.note_alarms(&trial)?;
        Ok(named(trial))
    }

    fn try_of(&mut self, mut trial: ImportTrial, origin: Origin) -> Result<ImportTrial, Complaint> {
        let Some((header, name)) = trial.judgement.header.clone().zip(trial.judgement.tagmanifest) else {
            return self.refuse(trial);
        };
        if let TrustVerdict::Trusted(by) = &trial.judgement.trust {
            let above = by.root.unwrap_or(by.key);
            let other = self.judge_whose_station(&header, &above)?;
            trial.judgement.findings.extend(other);
        }
        if !trial.judgement.is_sound() {
            return self.refuse(trial);
        }
        match (origin, header.kind) {
            (_, BundleKind::Keyset) => trial.sentence = keyset(),
            (Origin::Ourselves, _) => {
                trial.sentence = made_here();
                self.is_ours_elsewhere(&mut trial, &header)?;
            }
            (Origin::Stranger, _) => trial.sentence = stranger(&trial.judgement),
            (Origin::Partner(partner), kind) => {
                match kind {
                    BundleKind::Receipt => self.try_receipt(&mut trial, &header, &name)?,
                    _ => self.try_events(&mut trial, &header, &name)?,
                }
                if self.store.bundle(Direction::In, &name)?.is_some() {
                    // It was here before anybody could have made it with a key that was out of use.
                    trial.judgement.findings.retain(|found| found.kind != FindingKind::RevokedLater);
                }
                let newer = self.newer_keyset(&header, &partner)?;
                trial.judgement.findings.extend(newer);
                let known = self.judge_memory(&trial.judgement, &header, &name)?;
                trial.judgement.findings.extend(known);
                trial.may_apply =
                    trial.judgement.is_trusted() && !self.is_ours_elsewhere(&mut trial, &header)?;
            }
        }
        if trial.judgement.is_sound() { Ok(trial) } else { self.refuse(trial) }
    }

    /// Prints what a trial says.
    ///
    /// # Errors
    /// A complaint when the role may not, or one that names the file.
    pub fn print_trial(&mut self, trial: &ImportTrial, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Exchange)?;
        let paper = papers::import_trial(&self.letterhead(lang)?, trial);
        self.put(&paper, to, None)
    }

    /// Takes the bundle in and puts a signed receipt into `receipts`; of a receipt, notes what the partner has. All of it
    /// is durable when this returns. A bundle that was taken in before changes nothing.
    ///
    /// # Errors
    /// A complaint: the trial says that it may not be taken in, the bundle has changed since, the folder takes no receipt,
    /// or a fault of the disk. Nothing was taken in then, but where the complaint says otherwise.
    pub fn apply_import(
        &mut self,
        trial: &ImportTrial,
        receipts: &Path,
        progress: Progress<'_>,
    ) -> Result<Imported, Complaint> {
        self.permit(Deed::Exchange)?;
        let judged = trial.judgement.header.as_ref().zip(trial.judgement.tagmanifest);
        let (Some((header, name)), Some(partner), true) = (judged, &trial.partner, trial.may_apply) else {
            self.log(Kind::Refuse, None, refused_words(&trial.file, &trial.judgement))?;
            return Err(Complaint::refused_both(trial.sentence.clone()));
        };
        self.refuse_rewound()?;
        let partner = self.partner(partner)?;
        if header.kind == BundleKind::Receipt {
            return self.take_receipt(trial, header, (&name, partner));
        }
        let before = self.store.bundle(Direction::In, &name)?;
        if before.as_ref().is_some_and(|record| record.verdict == receipt::RECEIPTED)
            && let Some(tally) = self.nothing_new(trial, header)?
        {
            let brings = Merged { known: tally.known, ..Merged::default() };
            let outcome = Outcome::Replay;
            return Ok(Imported {
                sentence: already_in(&tally),
                outcome,
                brings,
                receipt: None,
                known_before: true,
                is_refusal: false,
            });
        }
        let folder = folder_name(&self.station.author, self.next_link()?.0);
        let next = file_name(&folder, partner.envelope.is_some());
        if let Some(found) = preflight::place(receipts, &next, 0) {
            return Err(Complaint::refused_both(found.sentence));
        }
        let mut payload = Payload::open(&trial.file, &trial.judgement, self.envelope_keys())?;
        self.take_documents(&mut payload, progress)?;
        let record = self.in_record(header, &name, &partner)?;
        let (brings, offered) = self.take_events(&mut payload, header, &record)?;
        let tally = tally(&brings, offered.left_out(), &trial.missing_bundles);
        let findings = trial.judgement.findings.as_slice();
        let receipt = receipt::Given { header, record, brings: &brings, offered: &offered, findings };
        if offered.left_out() > 0 {
            // What is left out of it can be tried again as soon as somebody vouches for it.
            self.keep_apart(&trial.file, &trial.judgement)?;
        } else {
            self.note_taken_in(&name)?;
        }
        self.remember(trial, header, &name)?;
        let receipt = self.give_receipt(&receipt, &partner, receipts).map_err(without_receipt)?;
        let known_before = before.is_some();
        let outcome = trial.outcome;
        let sentence = if known_before { already_in(&tally) } else { begin_with(outcome, &tally.sentence()) };
        Ok(Imported { sentence, outcome, brings, receipt: Some(receipt), known_before, is_refusal: false })
    }

    /// Says whether a bundle of a partner, or of this office, shows that this workstation was put back or copied: it holds more of our own journal
    /// than is here. It is set apart then, as evidence, and to be taken in once the workstation has another key.
    fn is_ours_elsewhere(
        &mut self,
        trial: &mut ImportTrial,
        header: &BundleHeader,
    ) -> Result<bool, Complaint> {
        let is_told = |trial: &ImportTrial| {
            trial.judgement.findings.iter().any(|found| found.kind == FindingKind::OwnRewind)
        };
        let mut said = self.own_elsewhere(header)?;
        if said.is_none() && is_told(trial) {
            let own = header.segments.iter().filter(|segment| segment.author == self.station.author.ws);
            let last = own.max_by_key(|segment| (segment.epoch, segment.to));
            said = last.map(|last| Known { ep: last.epoch, seq: last.to, head: Some(last.last_id) });
        }
        if let Some(known) = said {
            if !is_told(trial) {
                let detail = format!("e{} · {}", known.ep, known.seq);
                let finding = Finding::new(FindingKind::OwnRewind, &header.folder()).with(detail);
                trial.judgement.findings.push(finding);
            }
            let by = trial.partner.clone().unwrap_or_else(|| self.meta.office.clone());
            self.note_rewound(known, Some(&by), trial.judgement.tagmanifest)?;
        }
        let found = is_told(trial);
        let own = trial.judgement.findings.iter().find(|found| found.kind == FindingKind::OwnRewind);
        if let Some(own) = own {
            trial.sentence = Both::of(|lang| own.message(lang));
        }
        if trial.keeps
            && (found || left_out_of_own(trial))
            && !self.keep_apart(&trial.file, &trial.judgement)?.is_known()
        {
            self.log(Kind::Refuse, None, refused_words(&trial.file, &trial.judgement))?;
        }
        Ok(found)
    }

    /// Judges a bundle, its envelope included, and takes note of nothing.
    pub(crate) fn judged(&self, file: &Path, progress: Progress<'_>) -> Result<Judgement, Complaint> {
        judge(file, &self.trust()?, &Limits::default(), progress).ok_or_else(super::cancelled)
    }

    /// The keys that open the envelopes that come here.
    pub(super) fn envelope_keys(&self) -> &[EnvelopeKey] {
        std::slice::from_ref(&self.station.envelope)
    }

    /// Whom this office trusts: the roots that a person confirmed, and its own.
    pub(super) fn trust(&self) -> Result<Trust, Complaint> {
        let root = self.station.root();
        let mut trust = Trust::at(self.now()?)
            .expecting(self.meta.mode)
            .addressed_to(&self.meta.office)
            .addressed_to(&root.fingerprint().to_string())
            .revoking(self.station.revoked.clone())
            .opening(self.envelope_keys().iter().cloned());
        for office in self.known_offices()? {
            let name = office.partner.as_ref().map_or(&self.meta.office, |partner| &partner.name);
            trust = match &office.held {
                Some(held) => trust.with_keyset(name, &held.signed),
                None => trust.with_root(name, office.root),
            };
        }
        Ok(trust)
    }

    fn origin(&self, judgement: &Judgement) -> Result<Origin, Complaint> {
        let by = match &judgement.trust {
            TrustVerdict::Trusted(by) => by,
            _ => return Ok(Origin::Stranger),
        };
        let above = by.root.unwrap_or(by.key);
        let office = self.known_offices()?.into_iter().find(|office| office.certifies(&above));
        Ok(match office {
            None => Origin::Stranger,
            Some(KnownOffice { partner: None, .. }) => Origin::Ourselves,
            Some(KnownOffice { partner: Some(partner), .. }) => Origin::Partner(Box::new(partner)),
        })
    }

    /// Gives what the newest keyset of an office says against the key that signed, or against the root above it.
    fn revoked_by_office(&self, judgement: &Judgement) -> Result<Option<RevokedKey>, Complaint> {
        let Some(by) = judgement.trust.signed_by().filter(|by| by.revoked().is_some()) else {
            return Ok(None);
        };
        let keys = [Some(by.key), by.root].into_iter().flatten();
        let prints: Vec<String> = keys.map(|key| key.fingerprint().to_string()).collect();
        let held = self.known_offices()?.into_iter().filter_map(|office| office.held);
        let mut revoked = held.flat_map(|held| held.signed.keyset().revoked.clone());
        Ok(revoked.find(|gone| prints.contains(&gone.key)))
    }

    /// Begins the record of a bundle that came.
    pub(super) fn in_record(
        &self,
        header: &BundleHeader,
        name: &Digest,
        partner: &Partner,
    ) -> Result<BundleRecord, Complaint> {
        let own = header.segments.iter().filter(|segment| segment.author == header.workstation);
        Ok(BundleRecord {
            direction: Direction::In,
            kind: header.kind.word().to_owned(),
            author: header.station(),
            seq: header.seq,
            prev: header.prev_bundle,
            tagmanifest: *name,
            name: format!("{}.zip", header.folder()),
            partner: Some(partner.name.clone()),
            verdict: receipt::TAKEN_IN.to_owned(),
            head_seq: own.map(|segment| segment.to).max().unwrap_or(0),
            at: self.now()?,
        })
    }

    /// Sets a refused bundle apart, encrypted with its original bytes; the journal says so once.
    pub(super) fn refuse(&mut self, mut trial: ImportTrial) -> Result<ImportTrial, Complaint> {
        trial.may_apply = false;
        let worst = trial.judgement.findings.iter().find(|found| found.severity() == Severity::Refusal);
        if let Some(worst) = worst.or(trial.judgement.findings.first()) {
            trial.sentence = Both::of(|lang| worst.message(lang));
        }
        let apart = match trial.keeps {
            true => self.keep_apart(&trial.file, &trial.judgement)?,
            false => Apart::No,
        };
        trial.is_apart = apart != Apart::No;
        trial.mark = apart.mark();
        let name = trial.judgement.tagmanifest;
        let came = name.map(|name| self.store.bundle(Direction::In, &name)).transpose()?;
        trial.is_in = came.flatten().is_some();
        if trial.keeps && !apart.is_known() {
            self.log(Kind::Refuse, None, refused_words(&trial.file, &trial.judgement))?;
        }
        Ok(trial)
    }
}

/// Says whether events in our own name are left out that nobody can prove to be ours.
fn left_out_of_own(trial: &ImportTrial) -> bool {
    let own = |found: &Finding| found.kind == FindingKind::ForkedEvents && found.file.starts_with(PAYLOAD);
    trial.judgement.findings.iter().any(own)
}

/// Names what becomes of a bundle, and begins its sentence with that name.
fn named(mut trial: ImportTrial) -> ImportTrial {
    trial.outcome = outcome_of(&trial.judgement.findings);
    if trial.partner.is_some() || trial.outcome != Outcome::TakenIn {
        trial.sentence = begin_with(trial.outcome, &trial.sentence);
    }
    trial
}

fn begin_with(outcome: Outcome, sentence: &Both) -> Both {
    Both::of(|lang| format!("{}. {}", outcome.name(lang), sentence.pick(lang)))
}

pub(super) fn begin(file: &Path, judgement: Judgement) -> ImportTrial {
    ImportTrial {
        file: file.to_owned(),
        kind: judgement.header.as_ref().map_or(BundleKind::Export, |header| header.kind),
        judgement,
        partner: None,
        brings: Merged::default(),
        cases: Vec::new(),
        loose: Vec::new(),
        revoked: None,
        left_out: 0,
        documents: 0,
        missing_bundles: Vec::new(),
        outcome: Outcome::TakenIn,
        sentence: Both::new("", ""),
        may_apply: false,
        keeps: true,
        is_apart: false,
        mark: None,
        is_in: false,
    }
}

pub(super) fn tally(merged: &Merged, refused: u64, missing: &[u64]) -> Tally {
    Tally {
        new: merged.new,
        known: merged.known,
        conflicts: merged.conflicts_new.len() as u64,
        refused,
        waiting: merged.waiting,
        missing: missing.len() as u64,
    }
}

pub(super) fn already_in(tally: &Tally) -> Both {
    let counts = tally.sentence();
    Both::new(
        format!("Deze bundel is al ingelezen, er verandert niets: {}", counts.nl),
        format!("This bundle was taken in before, nothing changes: {}", counts.en),
    )
}

pub(super) fn refused_words(file: &Path, judgement: &Judgement) -> serde_json::Value {
    let codes: Vec<&str> = judgement.findings.iter().map(Finding::code).take(20).collect();
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let tagmanifest = judgement.tagmanifest.map(|digest| digest.to_string());
    json!({"refused": "bundle", "file": name, "tagmanifest": tagmanifest, "codes": codes})
}

fn stranger(judgement: &Judgement) -> Both {
    let print = judgement.trust.signed_by().map(|by| by.fingerprint().to_string()).unwrap_or_default();
    Both::new(
        format!(
            "Niemand heeft hier de sleutel van deze afzender bevestigd ({print}). Er is niets ingelezen. Bel de afzender op \
             een nummer dat u al had en vergelijk de vingerafdruk. Klopt hij? Voeg de afzender toe als partner en probeer \
             het opnieuw."
        ),
        format!(
            "Nobody here has confirmed the key of this sender ({print}). Nothing was taken in. Call the sender on a number \
             that you had already and compare the fingerprint. Is it right? Add the sender as a partner and try again."
        ),
    )
}

fn made_here() -> Both {
    Both::new(
        "Deze bundel is hier zelf gemaakt. Er is niets in te lezen. Breng hem naar de partner.",
        "This bundle was made here. There is nothing to take in. Carry it to the partner.",
    )
}

fn keyset() -> Both {
    Both::new(
        "Deze bundel bevat een sleutelset. Er is niets ingelezen. Lees hem in als sleutelset (`noodbrug keyset load`).",
        "This bundle holds a keyset. Nothing was taken in. Load it as a keyset (`noodbrug keyset load`).",
    )
}

pub(super) fn gone(file: &Path, why: &std::io::Error) -> Complaint {
    let file = file.display();
    Complaint::refused(
        format!(
            "{file} is niet meer te lezen ({}). Steek de stick opnieuw in en probeer het nog eens.",
            fault_words(why, Lang::Nl)
        ),
        format!("{file} cannot be read any more ({why}). Plug the stick in again and try once more."),
    )
}

/// What was taken in stays so when only the receipt fails.
fn without_receipt(why: Complaint) -> Complaint {
    let Both { nl, en } = why.sentence;
    Complaint::new(
        crate::complaint::Class::NeedsPerson,
        Both::new(
            format!(
                "De bundel is ingelezen, maar er is geen ontvangstbewijs. {nl} Lees de bundel daarna nog eens in."
            ),
            format!(
                "The bundle was taken in, but there is no receipt. {en} Take the bundle in once more after that."
            ),
        ),
    )
}
