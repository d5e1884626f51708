//! Taking a source's export into the store: a dry run that writes nothing, then all of it or nothing.
//!
//! What was read goes in as events of the source, which replace only what the source itself said before. Documents go
//! into the vault first, so that no case ever names one that is not there; when the intake ends early they lie there
//! encrypted and unnamed, and the next try finds them.

mod compare;
#[cfg(test)]
mod compare_tests;
mod documents;
mod findings;
mod heard;
mod mapping;
#[cfg(test)]
mod shared_tests;
#[cfg(test)]
pub(crate) mod tests;
mod words;

pub use compare::{Compared, ComparedFact, Comparison};
pub use findings::{finding_label, finding_note};
pub use mapping::{MappingChoice, mappings};
pub use noodbrug_files::intake::{
    Counts, Detected, Field, Finding, FindingCode, Format, Holds, IntakeCase, IntakeDocument, LineEnds,
    Notation, Severity, Taken,
};
pub use noodbrug_store::{Finding as KeptFinding, SnapshotRecord, TakenSnapshot};

use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::{KEYSET, Office};
use crate::progress::Progress;
use crate::stretch::Stretch;
use heard::Heard;
use mapping::Chosen;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Event, Kind, NotAnEvent, Stamp};
use noodbrug_core::ident::Author;
use noodbrug_core::journal::Chain;
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::text::Lang;
use noodbrug_files::intake::{Export, IntakeError, read};
use noodbrug_store::{Around, Flow, Intake, StoreError};
use serde_json::json;
use std::path::PathBuf;

use words::{Telling, Words, epoch};

/// What to take in, and how to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeAsk {
    /// The folder of the export, or its files.
    pub paths: Vec<PathBuf>,
    /// The column mapping.
    pub mapping: MappingChoice,
    /// The state of the source that the export shows; without it a title line has to say so.
    pub taken_at: Option<Moment>,
}

/// What an intake would bring; nothing was written for it.
#[derive(Clone, Debug)]
pub struct IntakeTrial {
    /// How the files are written, the cases, and what was found.
    pub taken: Taken,
    /// The name of the mapping.
    pub mapping: String,
    /// Files that the mapping expects and the export lacks.
    pub missing: Vec<String>,
    /// Files that the mapping does not know; they were not read.
    pub unknown: Vec<String>,
    /// Kinds of data that the export does not tell in full: what it leaves out of them stays as it was.
    pub in_doubt: Vec<Holds>,
    /// Cases that are not in the store.
    pub cases_new: u64,
    /// Cases about which the source says something new.
    pub cases_changed: u64,
    /// Cases about which the source says what it said before.
    pub cases_same: u64,
    /// This very export was taken in before.
    pub before: Option<TakenSnapshot>,
    heard: Heard,
    export: Digest,
}

/// What an intake brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntakeDone {
    /// The key of its record, to ask its findings by.
    pub key: i64,
    /// Cases that were not in the store.
    pub cases_new: u64,
    /// Cases that were, and got a word of this source.
    pub cases_changed: u64,
    /// Documents that the export names; all of them are in the vault.
    pub documents: u64,
    /// Findings that were kept.
    pub findings: u64,
    /// Nothing changed: it was taken in before.
    pub same: bool,
}

impl Office {
    /// Reads an export and holds it against the store, without writing anything.
    ///
    /// # Errors
    /// A complaint when the mapping or a file cannot be read, when nobody knows of which moment the export is, when
    /// it is older than what the source said last, or when the progress said stop.
    pub fn try_intake(&self, ask: &IntakeAsk, progress: Progress<'_>) -> Result<IntakeTrial, Complaint> {
        self.allowed(Deed::TakeIn)?;
        let chosen = Chosen::read(&ask.mapping)?;
        self.refuse_future(ask.taken_at.as_ref())?;
        let export = Export::open(&ask.paths, &chosen.mapping)?;
        let mut reading = Stretch { progress: &mut *progress, from: 0, to: 800 };
        let mut tell = |done, total| reading.tell(done, total);
        let mut taken = read(&export, &chosen.mapping, ask.taken_at, &mut tell)?;
        taken.taken_at = taken.taken_at.in_the_netherlands();
        let digest = name_of(&taken, &chosen.digest);
        let before = self.store.snapshot_of(&digest)?;
        if before.is_none() {
            self.refuse_older(&taken)?;
        }
        let heard = Heard::of(&taken, export.missing.iter().map(|file| file.holds));
        let mut comparing = Stretch { progress, from: 800, to: 1000 };
        let words = Words::of(&self.store, (&taken, &heard), |done, total| comparing.tell(done, total))?;
        let Words { cases_new, cases_changed, cases_same, .. } = words.ok_or_else(cancelled)?;
        Ok(IntakeTrial {
            mapping: chosen.mapping.name.clone(),
            missing: export.missing.iter().map(|file| file.name.clone()).collect(),
            unknown: export.unknown,
            in_doubt: heard.in_doubt(),
            cases_new,
            cases_changed,
            cases_same,
            before,
            heard,
            export: digest,
            taken,
        })
    }

    /// Takes in what was tried: documents, events, findings, its record and an entry in the journal. It is durable when
    /// this returns. An export that was taken in before changes nothing.
    ///
    /// # Errors
    /// A complaint when a document changed since the trial, when the progress said stop, or when the disk refuses. What
    /// was taken in before is as it was then.
    pub fn apply_intake(
        &mut self,
        trial: IntakeTrial,
        progress: Progress<'_>,
    ) -> Result<IntakeDone, Complaint> {
        self.permit(Deed::TakeIn)?;
        if let Some(before) = self.store.snapshot_of(&trial.export)? {
            return Ok(IntakeDone {
                key: before.key,
                cases_new: 0,
                cases_changed: 0,
                documents: 0,
                findings: before.findings,
                same: true,
            });
        }
        let taken = &trial.taken;
        self.refuse_older(taken)?;
        let mut storing = Stretch { progress: &mut *progress, from: 0, to: 300 };
        let documents = documents::store(&self.vault, taken, |done, total| storing.tell(done, total))?;
        let mut comparing = Stretch { progress: &mut *progress, from: 300, to: 400 };
        let words = Words::of(&self.store, (taken, &trial.heard), |done, total| comparing.tell(done, total))?;
        let words = words.ok_or_else(cancelled)?;
        let telling = Telling {
            author: Author {
                ws: taken.system.clone(),
                ep: epoch(&words.all, (&trial.export, &taken.taken_at))?,
            },
            export: trial.export,
            taken_at: taken.taken_at,
            keyset: KEYSET,
        };
        let mut writing = Stretch { progress, from: 400, to: 1000 };
        let intake = self.write_intake((&trial, &telling), (&words, documents), &mut writing)?;
        Ok(IntakeDone {
            key: intake.key,
            cases_new: intake.cases_new,
            cases_changed: intake.cases_changed,
            documents,
            findings: taken.findings.len() as u64,
            same: false,
        })
    }

    /// Gives the intakes, newest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn intakes(&self) -> Result<Vec<TakenSnapshot>, Complaint> {
        Ok(self.store.snapshots()?)
    }

    /// Gives the findings of an intake, in the order in which they were found.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn intake_findings(&self, key: i64) -> Result<Vec<KeptFinding>, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(self.store.findings(key)?)
    }

    /// Refuses a typed moment that has yet to come: every later export would seem older than this one.
    fn refuse_future(&self, taken_at: Option<&Moment>) -> Result<(), Complaint> {
        let now = self.now()?;
        match taken_at.filter(|at| at.unix() > now.unix()) {
            None => Ok(()),
            Some(at) => {
                let shown = |moment: &Moment, lang| moment_text(&moment.in_the_netherlands(), lang);
                let say = |lang| (shown(at, lang), shown(&now, lang));
                let ((at_nl, now_nl), (at_en, now_en)) = (say(Lang::Nl), say(Lang::En));
                Err(Complaint::new(
                    Class::WrongUse,
                    Both::new(
                        format!(
                            "De stand van de bron ({at_nl}) ligt na nu ({now_nl}). Kijk de datum en de tijd na."
                        ),
                        format!(
                            "The state of the source ({at_en}) is after now ({now_en}). Check the date and the time."
                        ),
                    ),
                ))
            }
        }
    }

    /// Refuses an export that is older than what the source said last: it would undo what is known.
    fn refuse_older(&self, taken: &Taken) -> Result<(), Complaint> {
        let last = self.store.data_ages()?.into_iter().find(|age| age.source == taken.system);
        match last.filter(|last| last.taken_at.unix() > taken.taken_at.unix()) {
            None => Ok(()),
            Some(last) => {
                let shown = |moment: &Moment, lang| moment_text(&moment.in_the_netherlands(), lang);
                let say = |lang| (shown(&taken.taken_at, lang), shown(&last.taken_at, lang));
                let ((this_nl, last_nl), (this_en, last_en)) = (say(Lang::Nl), say(Lang::En));
                let system = &taken.system;
                Err(Complaint::refused(
                    format!(
                        "Deze export van {system} is van {this_nl}, maar er is al een stand van {last_nl} ingelezen. Er is \
                         niets veranderd. Vraag de bron om een nieuwere export."
                    ),
                    format!(
                        "This export of {system} is of {this_en}, but a state of {last_en} was taken in already. Nothing \
                         has changed. Ask the source for a newer export."
                    ),
                ))
            }
        }
    }

    /// Writes events, record, findings and the entry in the journal as one.
    fn write_intake(
        &mut self,
        (trial, telling): (&IntakeTrial, &Telling),
        (words, documents): (&Words<'_>, u64),
        writing: &mut Stretch<'_>,
    ) -> Result<Intake, Complaint> {
        let record = self.record(trial, telling)?;
        let findings: Vec<KeptFinding> = trial.taken.findings.iter().map(findings::keep).collect();
        let around = Around { record: &record, findings: &findings, law: &self.law };
        let mut own = self.store.chain(&self.station.author)?;
        let (stamp, total) = (self.stamp()?, words.all.len() as u64);
        let mut refused: Option<NotAnEvent> = None;
        let done = self.store.write(|work| {
            let events =
                Events { words: words.all.iter(), chain: Chain::new(telling.author.clone()), telling };
            let events = events.map_while(|event| event.map_err(|why| refused = Some(why)).ok());
            let intake = work.snapshot(events, around, |done| match writing.tell(done, total) {
                std::ops::ControlFlow::Continue(()) => Flow::Go,
                std::ops::ControlFlow::Break(()) => Flow::Stop,
            })?;
            let entry = own.append(entry(&record, &intake, documents), &stamp);
            match (entry, refused.is_some()) {
                (Ok(entry), false) => work.append(&[entry], around.law).map(|()| intake),
                (entry, _) => {
                    refused = refused.take().or(entry.err());
                    Err(StoreError::Cancelled)
                }
            }
        });
        match (done, refused) {
            (_, Some(why)) => Err(why.into()),
            (Err(StoreError::Cancelled), None) => Err(cancelled()),
            (done, None) => {
                let intake = done?;
                self.store.checkpoint()?;
                Ok(intake)
            }
        }
    }

    fn record(&self, trial: &IntakeTrial, telling: &Telling) -> Result<SnapshotRecord, Complaint> {
        let records = trial.taken.detected.iter().map(|file| file.counts.records);
        Ok(SnapshotRecord {
            source: trial.taken.system.clone(),
            epoch: telling.author.ep,
            taken_at: telling.taken_at,
            imported_at: self.now()?,
            mapping: trial.mapping.clone(),
            digest: trial.export,
            records: records.fold(0, u64::saturating_add),
        })
    }
}

/// The events of an intake, made one by one so that a large export needs little memory.
struct Events<'a> {
    words: std::slice::Iter<'a, words::Word<'a>>,
    chain: Chain,
    telling: &'a Telling,
}

impl Iterator for Events<'_> {
    type Item = Result<Event, NotAnEvent>;

    fn next(&mut self) -> Option<Self::Item> {
        let (draft, stamp): (Draft, Stamp) = self.telling.event(self.words.next()?);
        Some(self.chain.append(draft, &stamp))
    }
}

/// What the journal says of an intake.
fn entry(record: &SnapshotRecord, intake: &Intake, documents: u64) -> Draft {
    let said = json!({
        "source": record.source,
        "epoch": record.epoch,
        "taken_at": record.taken_at,
        "mapping": record.mapping,
        "export": record.digest,
        "records": record.records,
        "cases_new": intake.cases_new,
        "cases_changed": intake.cases_changed,
        "documents": documents,
    });
    Draft::saying(Kind::Intake, None, said)
}

/// Names an export as it was read: its files, the documents that it lists, and the mapping. A list that stayed the same
/// while a missing document arrived is another export, and so is one that is read with a better mapping.
fn name_of(taken: &Taken, mapping: &Digest) -> Digest {
    let files = taken.digest();
    let documents = taken.cases.values().flat_map(|case| &case.documents);
    let documents = documents.map(|document| document.digest.as_bytes().as_slice());
    let head = [b"noodbrug/export/".as_slice(), mapping.as_bytes(), files.as_bytes()];
    Digest::of_parts(head.into_iter().chain(documents))
}

fn cancelled() -> Complaint {
    IntakeError::Cancelled.into()
}
