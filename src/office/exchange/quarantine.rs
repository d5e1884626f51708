//! Bundles that were set apart: kept with their original bytes, encrypted, with the reason, until somebody tries them again.
//! None is ever thrown away.

use super::import::{ImportTrial, gone, refused_words};
use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use noodbrug_core::bundle::{Finding, FindingKind, Outcome, Severity, check_name, outcome_of};
use noodbrug_core::digest::Digest;
use noodbrug_core::entry::{Field, Size, check_text};
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::Judgement;
use noodbrug_files::place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

/// The setting of what is known of a bundle that was set apart; behind it the SHA-256 of its bytes.
const SETTING: &str = "quarantine/";

/// A bundle that was set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// The SHA-256 of its bytes.
    pub digest: Digest,
    /// Bytes of it, as it is kept.
    pub bytes: u64,
    /// The name under which it came; empty where that is not known any more.
    pub file: String,
    /// When it was set apart.
    pub at: Option<Moment>,
    /// The codes of what was found.
    pub codes: Vec<String>,
    /// What became of it, in one name.
    pub outcome: Outcome,
    /// What was found first that keeps it out.
    pub reason: String,
    /// When all of it was taken in after all.
    pub taken_in: Option<Moment>,
}

/// As it stands in the store.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    file: String,
    tagmanifest: Option<Digest>,
    at: Moment,
    codes: Vec<String>,
    reason_nl: String,
    reason_en: String,
    taken_in: Option<Moment>,
}

/// Whether a bundle is kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// It cannot be read, or the disk has no room for it.
    No,
    /// It is from now on, under this mark.
    New(Digest),
    /// It was already, under this mark.
    Already(Digest),
}

impl Apart {
    /// Gives the mark under which it is kept: the SHA-256 of its bytes.
    pub(super) const fn mark(self) -> Option<Digest> {
        match self {
            Apart::No => None,
            Apart::New(mark) | Apart::Already(mark) => Some(mark),
        }
    }

    /// Says whether it was kept before.
    pub(super) const fn is_known(self) -> bool {
        matches!(self, Apart::Already(_))
    }
}

impl Office {
    /// Sets a bundle apart because a person wants it so: it can be tried again later. It is in the journal, with the reason.
    ///
    /// # Errors
    /// A complaint when there is no reason, the file is gone or the disk has no room for it.
    pub fn set_apart(&mut self, trial: &ImportTrial, reason: &str) -> Result<(), Complaint> {
        self.permit(Deed::Exchange)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(without_reason());
        }
        check_text(reason, Size::Words, Field::new("reden", "reason"))?;
        if self.keep(&trial.file, &trial.judgement, Some(reason))? == Apart::No {
            return Err(no_room(&trial.file));
        }
        let said = refused_words(&trial.file, &trial.judgement);
        let draft = Draft { why: Some(reason.to_owned()), ..Draft::saying(Kind::Refuse, None, said) };
        self.append(vec![draft]).map(drop)
    }

    /// Sets a bundle apart, where it can be read and the disk has room.
    pub(super) fn keep_apart(&mut self, file: &Path, judgement: &Judgement) -> Result<Apart, Complaint> {
        self.keep(file, judgement, None)
    }

    fn keep(&mut self, file: &Path, judgement: &Judgement, why: Option<&str>) -> Result<Apart, Complaint> {
        let is_readable = |found: &Finding| found.kind != FindingKind::Unreadable;
        if !judgement.findings.iter().all(is_readable) || !self.has_room_for(file) {
            return Ok(Apart::No);
        }
        let kept = File::open(file).map(|mut source| self.quarantine.put(&mut source));
        let kept = kept.map_err(|why| gone(file, &why))??;
        let worst = judgement.findings.iter().find(|found| found.severity() == Severity::Refusal);
        let apart = |found: &&Finding| found.severity() == Severity::Attention;
        let worst = worst.or(judgement.findings.iter().find(apart)).or(judgement.findings.first());
        let found = |lang: Lang| worst.map(|found| found.message(lang)).unwrap_or_default();
        let reason = |lang: Lang| why.map_or_else(|| found(lang), str::to_owned);
        let stored = Stored {
            file: file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            tagmanifest: judgement.tagmanifest,
            at: self.now()?,
            codes: judgement.findings.iter().map(|found| found.code().to_owned()).take(20).collect(),
            reason_nl: reason(Lang::Nl),
            reason_en: reason(Lang::En),
            taken_in: None,
        };
        let setting = format!("{SETTING}{}", kept.digest);
        if !kept.known || self.store.setting(&setting)?.is_none() {
            self.store.set_setting(&setting, &serde_json::to_string(&stored).unwrap_or_default())?;
        }
        Ok(if kept.known { Apart::Already(kept.digest) } else { Apart::New(kept.digest) })
    }

    /// A refused bundle may be of any size: it is kept only where the disk stays half empty of it.
    fn has_room_for(&self, file: &Path) -> bool {
        let len = file.metadata().map_or(u64::MAX, |facts| facts.len());
        place::free_space(self.folders.root()).is_none_or(|free| free / 2 > len)
    }

    /// Gives the bundles that were set apart, oldest first, with the reason.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn quarantined(&self, lang: Lang) -> Result<Vec<Quarantined>, Complaint> {
        self.allowed(Deed::Exchange)?;
        let known: BTreeMap<String, String> = self.store.settings()?;
        let mut apart: Vec<Quarantined> = self
            .quarantine
            .list()?
            .into_iter()
            .map(|(digest, bytes)| {
                let stored = known.get(&format!("{SETTING}{digest}"));
                let stored = stored.and_then(|text| serde_json::from_str::<Stored>(text).ok());
                match stored {
                    Some(Stored { file, at, codes, reason_nl, reason_en, taken_in, .. }) => {
                        let reason = lang.pick(&reason_nl, &reason_en).to_owned();
                        let outcome = outcome_by(&codes);
                        Quarantined { digest, bytes, file, at: Some(at), codes, outcome, reason, taken_in }
                    }
                    None => Quarantined {
                        digest,
                        bytes,
                        file: String::new(),
                        at: None,
                        codes: Vec::new(),
                        outcome: Outcome::Malformed,
                        reason: String::new(),
                        taken_in: None,
                    },
                }
            })
            .collect();
        apart.sort_by_key(|bundle| (bundle.at.map(|at| at.unix()), bundle.digest));
        Ok(apart)
    }

    /// Takes a bundle out of the quarantine for as long as something is done with it, such as trying it once more. What
    /// is apart stays apart.
    ///
    /// # Errors
    /// A complaint when nothing, or more than one bundle, is apart whose SHA-256 begins like this; a fault of the disk; or
    /// as what is done with it.
    pub fn with_quarantined<T>(
        &mut self,
        begins: &str,
        act: impl FnOnce(&mut Office, &Path) -> Result<T, Complaint>,
    ) -> Result<T, Complaint> {
        self.permit(Deed::Exchange)?;
        let found = self.quarantined(Lang::Nl)?;
        let mut found = found.into_iter().filter(|bundle| bundle.digest.to_string().starts_with(begins));
        let (Some(bundle), None) = (found.next(), found.next()) else { return Err(not_one(begins)) };
        let folder = self.folders.retried();
        place::make_private_folder(&folder)?;
        let named = check_name(&bundle.file).is_ok() && !bundle.file.contains('/');
        let name = if named { bundle.file } else { format!("{}.zip", bundle.digest) };
        let path = folder.join(name);
        let done = self.lend(&bundle.digest, &path).and_then(|()| act(self, &path));
        // What stays behind after a crash is removed at the next opening.
        let _ = std::fs::remove_dir_all(&folder);
        done
    }

    fn lend(&self, digest: &Digest, to: &Path) -> Result<(), Complaint> {
        let mut draft = place::Draft::beside(to)?;
        self.quarantine.copy(digest, draft.file())?;
        draft.place(place::Existing::Replace)?;
        Ok(())
    }

    /// Notes of a bundle that is apart that all of it was taken in after all.
    pub(super) fn note_taken_in(&mut self, tagmanifest: &Digest) -> Result<(), Complaint> {
        let now = self.now()?;
        for (name, text) in self.store.settings()? {
            let of_it =
                |stored: &Stored| stored.tagmanifest == Some(*tagmanifest) && stored.taken_in.is_none();
            let stored = name.strip_prefix(SETTING).and_then(|_| serde_json::from_str(&text).ok());
            if let Some(stored) = stored.filter(of_it) {
                let stored = Stored { taken_in: Some(now), ..stored };
                self.store.set_setting(&name, &serde_json::to_string(&stored).unwrap_or_default())?;
            }
        }
        Ok(())
    }
}

/// Names what became of it by the codes that were kept.
fn outcome_by(codes: &[String]) -> Outcome {
    let kinds = codes.iter().filter_map(|code| FindingKind::of_code(code));
    outcome_of(&kinds.map(|kind| Finding::new(kind, "")).collect::<Vec<_>>())
}

fn without_reason() -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            "Vul in waarom de bundel apart blijft. Dat komt in het journaal.",
            "Say why the bundle stays apart. It goes into the journal.",
        ),
    )
}

fn no_room(file: &Path) -> Complaint {
    let file = file.display();
    Complaint::refused(
        format!(
            "{file} kan niet apart worden bewaard: het bestand is niet te lezen, of de schijf heeft te weinig ruimte. \
             Bewaar de stick zelf."
        ),
        format!(
            "{file} cannot be kept apart: the file cannot be read, or the disk has too little room. Keep the stick itself."
        ),
    )
}

fn not_one(begins: &str) -> Complaint {
    Complaint::refused(
        format!(
            "Er is niet precies één apart gezette bundel waarvan het kenmerk begint met `{begins}`. Zie `noodbrug bundle quarantine`."
        ),
        format!(
            "There is not exactly one bundle set apart whose mark begins with `{begins}`. See `noodbrug bundle quarantine`."
        ),
    )
}
