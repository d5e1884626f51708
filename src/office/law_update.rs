//! The law that an office holds: which one is in force, whose updates it takes, and what an update moves.
//!
//! Terms in the journal hold a rule and what it runs from, never an outcome; so a workstation with another law reads the
//! same entries, and an update only makes the rows again. A law is never taken back to an older version.

use crate::agreed::Subject;
use crate::complaint::{Both, Complaint};
use crate::law;
use crate::law_kept::{keep, kept};
use crate::law_key::{self, of_file, pinned};
use crate::may::Deed;
use crate::office::Office;
use crate::printing::has_folder;
use crate::views::CaseLabel;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::law::{Kept, Review, RuleChange};
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::Moment;
use noodbrug_core::rows::{self, TermRow};
use noodbrug_core::text::Lang;
use noodbrug_files::keys::{Fingerprint, PublicKey};
use noodbrug_files::law::{SignedLaw, compose};
use noodbrug_files::place::{self, Existing, Placed};
use noodbrug_store::{Store, TermFilter};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use crate::agreed::Agreement;
pub use crate::law_key::Pinned;

pub(crate) const FILE: &str = "law-file";
const SIGNATURE: &str = "law-signature";
/// The version of the law with which the rows were made; the first one when it is not set.
const ROWS: &str = "law-of-rows";
const FIRST: u32 = 1;
/// How far a version may lie above the last one: a slip or a trick would otherwise shut out all that come after it.
const FURTHEST: u32 = 1_000;

/// Where the law in force came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LawOrigin {
    /// It came with the program.
    BuiltIn,
    /// It was loaded from a signed file with this hash.
    Loaded(Digest),
    /// It came with the program, because the one that was loaded cannot be used, for this reason.
    InPlaceOf(Both),
}

impl LawOrigin {
    /// Says it for people.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            LawOrigin::BuiltIn => {
                lang.pick("meegekomen met het programma", "came with the program").to_owned()
            }
            LawOrigin::Loaded(digest) => format!("{} {digest}", lang.pick("geladen bestand", "loaded file")),
            LawOrigin::InPlaceOf(why) => format!(
                "{} {}",
                lang.pick("LET OP, meegekomen met het programma.", "MIND, came with the program."),
                why.pick(lang)
            ),
        }
    }
}

/// What an office says about the law it uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawState {
    /// Where it came from.
    pub origin: LawOrigin,
    /// The key whose updates are taken.
    pub key: Option<Fingerprint>,
    /// The key that signed the law in force, where another has taken its place since.
    pub signed_by: Option<Fingerprint>,
    /// The highest version that was ever in force here.
    pub highest: u32,
    /// How many versions of rules a jurist has signed off.
    pub reviewed: usize,
    /// How many have yet to be reviewed.
    pub to_review: usize,
}

impl LawState {
    /// Says how much of the law a jurist has reviewed, for people.
    #[must_use]
    pub fn review_text(&self, lang: Lang) -> String {
        let rules = lang.counted(self.reviewed as u64, ("regel", "rule"), ("regels", "rules"));
        match lang {
            Lang::Nl => format!("{rules} getoetst, {} te toetsen", self.to_review),
            Lang::En => format!("{rules} reviewed, {} to be reviewed", self.to_review),
        }
    }
}

/// A law file that may be loaded, and what it would change.
#[derive(Clone, Debug)]
pub struct LawTrial {
    /// The law in the file.
    pub law: LawBook,
    /// The SHA-256 of the file.
    pub digest: Digest,
    /// Who signed it.
    pub key: Fingerprint,
    /// Every rule that is not the same as in the law in force.
    pub changes: Vec<RuleChange>,
    /// The running terms that would move.
    pub moved: Vec<MovedTerm>,
    signed: SignedLaw,
}

/// The readings of a term; none when it cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// The earliest defensible end.
    pub earliest: Option<Moment>,
    /// The latest.
    pub latest: Option<Moment>,
    /// The one that lists show.
    pub shown: Option<Moment>,
}

/// A running term that an update moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedTerm {
    /// The case.
    pub case: CaseLabel,
    /// The rule.
    pub rule: String,
    /// What it runs from.
    pub from: String,
    /// Its ends under the law in force; nothing when it does not run there.
    pub old: Option<Readings>,
    /// Its ends under the law in the file.
    pub new: Option<Readings>,
}

/// Gives the newest law that the store holds, or the one that came with the program when that is newer; it knows which of
/// its rules wanted two people before.
pub(crate) fn newest(store: &Store, now: Moment) -> Result<(LawBook, LawOrigin), Complaint> {
    let (mut book, origin) = found(store)?;
    let _ = kept(store)?.then(&mut book.law, now);
    Ok((book, origin))
}

fn found(store: &Store) -> Result<(LawBook, LawOrigin), Complaint> {
    let built_in = law::built_in()?;
    let Some(text) = store.secret(FILE)? else { return Ok((built_in, LawOrigin::BuiltIn)) };
    let armour = store.secret(SIGNATURE)?.map(|bytes| bytes.to_vec()).unwrap_or_default();
    let kept = String::from_utf8(text.to_vec()).ok().zip(String::from_utf8(armour).ok());
    let read = kept.ok_or_else(damaged).and_then(|(text, armour)| {
        let signed = SignedLaw::of(text, armour).map_err(not_ours)?;
        Ok((book_of(&signed, of_file(store)?)?, signed.digest()))
    });
    Ok(match read {
        Ok((loaded, digest)) if loaded.law.version() > built_in.law.version() => {
            (loaded, LawOrigin::Loaded(digest))
        }
        Ok(_) => (built_in, LawOrigin::BuiltIn),
        // In an outage an office with an older law is better than none; `law show` says so.
        Err(why) => (built_in, LawOrigin::InPlaceOf(why.sentence)),
    })
}

fn book_of(signed: &SignedLaw, key: PublicKey) -> Result<LawBook, Complaint> {
    let tables = signed.tables(key).map_err(not_ours)?;
    LawBook::parse(tables.terms, tables.calendar).map_err(|why| {
        Complaint::refused(
            format!(
                "De handtekening klopt, maar de wetstabel is niet te gebruiken: {} Vraag de uitgever om een nieuw bestand.",
                why.text(Lang::Nl)
            ),
            format!(
                "The signature holds, but the law table cannot be used: {} Ask the publisher for a new file.",
                why.text(Lang::En)
            ),
        )
    })
}

impl Office {
    /// Says which law is in force here and whose updates are taken.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn law_state(&self) -> Result<LawState, Complaint> {
        let key = law_key::fingerprint(&self.store)?;
        let loaded = matches!(self.law_origin, LawOrigin::Loaded(_));
        let signed_by = loaded.then(|| of_file(&self.store)).transpose()?.map(|key| key.fingerprint());
        let signed_by = signed_by.filter(|signed| Some(*signed) != key);
        let highest = kept(&self.store)?.highest.max(self.law.law.version());
        let reviewed = self.law.law.rules().filter(|rule| rule.review == Review::Signed).count();
        let to_review = self.law.law.rules().count().saturating_sub(reviewed);
        Ok(LawState { origin: self.law_origin.clone(), key, signed_by, highest, reviewed, to_review })
    }

    /// Reads a law file, judges it, and finds which rules it changes and which running terms it would move. Nothing is changed; a refusal is in
    /// the journal.
    ///
    /// # Errors
    /// A complaint that says why it is not ours, cannot be read, or is not newer.
    pub fn check_law(&mut self, file: &Path) -> Result<LawTrial, Complaint> {
        let judged = self.judge_law(file);
        if let Err(why) = &judged {
            let mut said = crate::said::refused(&why.sentence);
            if let Some(said) = said.as_object_mut() {
                said.insert("what".into(), "law".into());
            }
            self.log(Kind::Refuse, None, said)?;
        }
        judged
    }

    fn judge_law(&self, file: &Path) -> Result<LawTrial, Complaint> {
        let key = pinned(&self.store)?;
        let signed = SignedLaw::read(file).map_err(not_ours)?;
        let mut law = book_of(&signed, key)?;
        self.check_newer(law.law.version())?;
        let now = self.now()?;
        let complete = law.law.check_complete(now.in_the_netherlands().date());
        complete.map_err(|why| unusable(&why.text(Lang::Nl), &why.text(Lang::En)))?;
        let _ = self.kept_now(now)?.then(&mut law.law, now);
        let (changes, moved) = (self.law.changes(&law), self.moved_by(&law)?);
        Ok(LawTrial { digest: signed.digest(), key: key.fingerprint(), law, changes, moved, signed })
    }

    /// What is remembered of the laws up to and with the one in force.
    fn kept_now(&self, now: Moment) -> Result<Kept, Complaint> {
        Ok(kept(&self.store)?.then(&mut self.law.law.clone(), now))
    }

    /// A law is newer than the one in force and than every one before it; the highest itself may come back where it was
    /// lost.
    fn check_newer(&self, version: u32) -> Result<(), Complaint> {
        let (ours, highest) = (self.law.law.version(), kept(&self.store)?.highest);
        match version {
            _ if version <= ours => Err(not_newer(version, ours)),
            _ if version < highest => Err(not_newer(version, highest)),
            _ if version > ours.max(highest).saturating_add(FURTHEST) => {
                Err(too_far(version, ours.max(highest)))
            }
            _ => Ok(()),
        }
    }

    /// Puts a law in force that a person has approved and a second person agrees to: the journal says who, the store keeps
    /// the file, and every row that rests on the law is made again; all of it is on the disk when this returns, or none. No
    /// question that waits for a second person ends by it.
    ///
    /// # Errors
    /// A complaint when nobody may write here, nobody agrees, another law came first, or the disk refuses.
    pub fn load_law(&mut self, mut trial: LawTrial, agreement: Agreement<'_>) -> Result<(), Complaint> {
        self.permit(Deed::Law)?;
        let version = trial.law.law.version();
        self.check_newer(version)?;
        pinned(&self.store).and_then(|key| trial.signed.tables(key).map(drop).map_err(not_ours))?;
        let sha256 = trial.digest.to_string();
        let agreed = self.agree(Subject::Law, &json!({"law": version, "sha256": sha256}), agreement)?;
        let done = agreed.said(json!({
            "did": "law-loaded", "version": version, "sha256": sha256,
            "key": trial.key.to_string(), "approved_by": self.user.name, "moved": trial.moved.len(),
            "changed": trial.changes.len(),
        }));
        let draft = Draft { why: agreed.why, ..Draft::saying(Kind::Manage, None, done) };
        // A list may have been looked at for hours; terms that were started meanwhile keep their second person too.
        let now = self.now()?;
        let kept = &self.kept_now(now)?.then(&mut trial.law.law, now);
        let (signed, law) = (&trial.signed, &trial.law);
        self.append_with(vec![draft], |work| {
            work.set_secret(FILE, signed.bytes())?;
            work.set_secret(SIGNATURE, signed.armour().as_bytes())?;
            law_key::file_is_of_pinned(work)?;
            work.set_setting(ROWS, &version.to_string())?;
            keep(work, kept)?;
            work.rebuild(law).map(|_| ())
        })?;
        self.law = trial.law;
        self.law_origin = LawOrigin::Loaded(trial.digest);
        Ok(())
    }

    /// Writes the law in force as a law file, to be changed and signed by whoever publishes updates.
    ///
    /// # Errors
    /// A complaint that names the file.
    pub fn write_law(&mut self, to: &Path) -> Result<Placed, Complaint> {
        let loaded =
            matches!(self.law_origin, LawOrigin::Loaded(_)).then(|| self.store.secret(FILE)).transpose()?;
        let bytes = match loaded.flatten() {
            Some(bytes) => bytes.to_vec(),
            None => compose(law::TERMS, law::CALENDAR).into_bytes(),
        };
        has_folder(to)?;
        let placed = place::put(to, &bytes, Existing::Replace)?;
        self.log(Kind::Manage, None, json!({"did": "law-written", "sha256": placed.digest.to_string()}))?;
        Ok(placed)
    }

    /// Makes the rows again when they were made with another version of the law, as after a new program, and remembers
    /// which law is in force; so that lists and what is computed anew never speak of two laws.
    pub(crate) fn keep_rows_with_law(&mut self) -> Result<(), Complaint> {
        let made_with = self.store.setting(ROWS)?.and_then(|text| text.parse().ok()).unwrap_or(FIRST);
        let version = self.law.law.version();
        let before = kept(&self.store)?;
        let now = self.now()?;
        let kept = before.then(&mut self.law.law, now);
        let outdated = self.store.is_outdated()?;
        if made_with == version && before == kept && !outdated {
            return Ok(());
        }
        let law = &self.law;
        Ok(self.store.write(|work| {
            if outdated || made_with != version || before.until != kept.until {
                work.rebuild(law)?;
            }
            work.set_setting(ROWS, &version.to_string())?;
            keep(work, &kept)
        })?)
    }

    fn moved_by(&self, law: &LawBook) -> Result<Vec<MovedTerm>, Complaint> {
        let running = self.store.terms(&TermFilter::default(), usize::MAX)?.rows;
        let cases: BTreeSet<CaseId> = running.iter().map(|item| item.label.case).collect();
        let mut moved = Vec::new();
        for case in cases {
            let state = self.state(&case)?;
            let ends = |law: &LawBook| readings(rows::derive(case, &state, law).terms);
            let (old, new) = (ends(&self.law), ends(law));
            let names: BTreeSet<&Name> = old.keys().chain(new.keys()).collect();
            let changed: Vec<&Name> =
                names.into_iter().filter(|name| old.get(name) != new.get(name)).collect();
            if changed.is_empty() {
                continue;
            }
            let Some(label) = self.label(&case)? else { continue };
            moved.extend(changed.into_iter().map(|name| MovedTerm {
                case: label.clone(),
                rule: name.1.clone(),
                from: name.2.clone(),
                old: old.get(name).copied(),
                new: new.get(name).copied(),
            }));
        }
        Ok(moved)
    }
}

/// A running term by its object, its rule and what it runs from.
type Name = (ObjectId, String, String);

fn readings(rows: Vec<TermRow>) -> BTreeMap<Name, Readings> {
    let running = rows.into_iter().filter(|row| row.running);
    running
        .map(|row| {
            let ends = Readings { earliest: row.earliest, latest: row.latest, shown: row.shown };
            ((row.term, row.rule, row.from), ends)
        })
        .collect()
}

fn not_ours(why: noodbrug_files::law::NotOurLaw) -> Complaint {
    Complaint::refused_both(Both::of(|lang| why.message(lang)))
}

fn damaged() -> Complaint {
    Complaint::refused(
        "Het bewaarde wetsbestand is beschadigd. Laad het opnieuw.",
        "The law file that was kept is damaged. Load it again.",
    )
}

fn unusable(nl: &str, en: &str) -> Complaint {
    Complaint::refused(
        format!(
            "De handtekening klopt, maar deze wet kan hier niet gelden: {nl} Vraag de uitgever om een nieuw bestand."
        ),
        format!(
            "The signature holds, but this law cannot be in force here: {en} Ask the publisher for a new file."
        ),
    )
}

fn too_far(version: u32, highest: u32) -> Complaint {
    let most = highest.saturating_add(FURTHEST);
    unusable(
        &format!("versie {version} ligt te ver boven versie {highest}; ten hoogste {most} kan."),
        &format!("version {version} lies too far above version {highest}; {most} at most."),
    )
}

fn not_newer(version: u32, ours: u32) -> Complaint {
    if version == ours {
        return Complaint::refused(
            format!("Versie {version} van de wet is hier al in gebruik. Er is niets veranderd."),
            format!("Version {version} of the law is in use here already. Nothing was changed."),
        );
    }
    Complaint::refused(
        format!(
            "Dit bestand is ouder (versie {version}) dan de wet die hier geldt (versie {ours}). Terug kan niet."
        ),
        format!(
            "This file is older (version {version}) than the law in use here (version {ours}). There is no way back."
        ),
    )
}

#[cfg(test)]
#[path = "law_update_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "law_guard_tests.rs"]
mod guard_tests;
