//! Wiping this workstation after an outage: judged first, shown in a dry run, and then done with a signed report outside the folder.
//!
//! The key goes first: without `slots.json` nobody opens the store, its documents or what was set apart. After it the papers in
//! clear, and then all the rest. A run that stops halfway leaves the report that it began.

mod refusal;
mod report;
#[cfg(test)]
mod tests;

pub use refusal::refusal;
pub use report::{WIPE_NAMESPACE, WipeReport, read_report};

use crate::agreed::{Agreement, Subject};
use crate::complaint::{Both, Complaint};
use crate::exchange::{ACKNOWLEDGED, BEGUN, REFUSED, WITHDRAWN};
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, Letterhead};
use crate::progress::Progress;
use noodbrug_core::bundle::Kind as BundleKind;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Event, Kind};
use noodbrug_core::incident::Declaration;
use noodbrug_core::text::Lang;
use noodbrug_files::wipe as files;
use noodbrug_store::{BundleRecord, Direction, Flow};
use refusal::{report_outside, right_name, two_people, unlisted};
use report::Seal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Component, Path, PathBuf};

use noodbrug_core::wipe::Retention;
pub use noodbrug_core::wipe::{Keep, Lacking, Need, NotYet, may_wipe};
use noodbrug_files::wipe::Gone;

/// What to keep, and for how long.
const RETENTION: &str = include_str!("../../../assets/law/retention.toml");

/// What a file of the workstation is, in the order in which they go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WipeClass {
    /// The wrapped key of the store.
    Key,
    /// Papers, bundles and lists, in clear.
    Clear,
    /// What was set apart, encrypted.
    Quarantine,
    /// Documents, encrypted.
    Documents,
    /// The store itself, encrypted.
    Store,
}

impl WipeClass {
    /// All classes, in the order in which they go.
    pub const ALL: [WipeClass; 5] =
        [WipeClass::Key, WipeClass::Clear, WipeClass::Quarantine, WipeClass::Documents, WipeClass::Store];

    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            WipeClass::Key => lang.pick("sleutel van de opslag", "key of the store"),
            WipeClass::Clear => {
                lang.pick("papieren, noodpakketten en bundels", "papers, fallback packs and bundles")
            }
            WipeClass::Quarantine => lang.pick("apart gezette bundels", "bundles that were set apart"),
            WipeClass::Documents => lang.pick("stukken", "documents"),
            WipeClass::Store => lang.pick("opslag", "store"),
        }
    }

    /// Tells what a name in the folder is; nothing for what is not the program's.
    fn of(name: &str) -> Option<WipeClass> {
        match name {
            "slots.json" => Some(WipeClass::Key),
            "papier" | "bundels" | "contacten.json" | "rolkaarten.json" | "oefening.json"
            | "schermen.toml" => Some(WipeClass::Clear),
            "quarantine" | "herkansing" => Some(WipeClass::Quarantine),
            "documents" => Some(WipeClass::Documents),
            name if name == "store.lock" || name.starts_with("store.db") => Some(WipeClass::Store),
            _ => None,
        }
    }

    /// Keys and what lies in clear is written over; of what is encrypted the key is gone.
    const fn is_written_over(self) -> bool {
        matches!(self, WipeClass::Key | WipeClass::Clear)
    }
}

/// A file of the workstation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WipeFile {
    /// Its path below the folder.
    pub path: String,
    /// What it is.
    pub class: WipeClass,
    /// Its bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes as they lay there; none of a symbolic link.
    pub sha256: Option<Digest>,
    /// What became of it: `overwritten`, `removed`, `left`; empty before.
    pub gone: String,
}

/// What a wipe would do; nothing was destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WipePlan {
    /// How much lacks of what must be so.
    pub lacking: Lacking,
    /// The bundle that holds the whole journal.
    pub held_by: Option<BundleRecord>,
    /// The files that go.
    pub files: Vec<WipeFile>,
    /// Names in the folder that are not the program's, and stay.
    pub stays: Vec<String>,
    /// What lies elsewhere and is not touched.
    pub elsewhere: Vec<Both>,
    /// What must be kept, and whether a jurist checked that.
    pub keep: (Vec<Keep>, String),
}

impl WipePlan {
    /// Counts files and bytes of a class.
    #[must_use]
    pub fn count(&self, class: WipeClass) -> (u64, u64) {
        counted(&self.files, class)
    }
}

/// Counts files and bytes of a class.
pub(crate) fn counted(files: &[WipeFile], class: WipeClass) -> (u64, u64) {
    let own = files.iter().filter(|file| file.class == class);
    own.fold((0, 0), |(files, bytes), file| (files + 1, bytes.saturating_add(file.bytes)))
}

/// Who asks, and where the report goes.
#[derive(Debug)]
pub struct WipeAsk<'a> {
    /// The bundle that holds the whole journal, outside the folder.
    pub bundle: &'a Path,
    /// The folder for the report, outside the folder.
    pub report: &'a Path,
    /// The name of the office, typed by whoever asks.
    pub office: &'a str,
    /// Why it may go although something is open, and who agrees.
    pub anyway: Option<(&'a str, Agreement<'a>)>,
}

/// A wipe that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wiped {
    /// The report.
    pub report: WipeReport,
    /// The signed report.
    pub json: PathBuf,
    /// The report on paper.
    pub pdf: PathBuf,
    /// Files that could not be removed.
    pub left: usize,
}

impl Office {
    /// Judges whether this workstation may be wiped, and lists what would go. Nothing is destroyed.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn plan_wipe(
        &mut self,
        bundle: Option<&Path>,
        progress: Progress<'_>,
    ) -> Result<WipePlan, Complaint> {
        self.permit(Deed::Keys)?;
        let held_by = self.whole_bundle()?;
        let lacking = self.lacking((held_by.as_ref(), bundle), progress)?;
        let (files, stays) = listed(self.folders.root())?;
        let retention = Retention::parse(RETENTION).map_err(|why| Complaint::refused(why.clone(), why))?;
        let mut elsewhere = vec![Both::new(
            "het wachtbestand van dit werkstation (map van de gebruiker of NOODBRUG_GUARD): het bevat geen zaken",
            "the guard of this workstation (the user's folder or NOODBRUG_GUARD): it holds no cases",
        )];
        let pack = self.pack_state()?.last.map(|last| last.folder);
        let root = self.folders.root();
        elsewhere.extend(pack.filter(|folder| !Path::new(folder).starts_with(root)).map(|folder| {
            Both::new(
                format!("het noodpakket in {folder}: vernietig het zelf, het is leesbaar"),
                format!("the fallback pack in {folder}: destroy it yourself, it is readable"),
            )
        }));
        Ok(WipePlan { lacking, held_by, files, stays, elsewhere, keep: (retention.keep, retention.review) })
    }

    /// Finds the newest bundle that was made here with the whole journal up to the last thing that anybody entered.
    fn whole_bundle(&self) -> Result<Option<BundleRecord>, Complaint> {
        let last = self.last_entry()?;
        let whole = |bundle: &BundleRecord| {
            let made = ![BEGUN, WITHDRAWN, REFUSED].contains(&bundle.verdict.as_str());
            let own = bundle.direction == Direction::Out && bundle.author == self.station.author;
            made && own
                && bundle.kind == BundleKind::Export.word()
                && bundle.head_seq > 0
                && bundle.head_seq >= last
        };
        let mut found = Vec::new();
        for bundle in self.store.bundles()?.into_iter().filter(whole) {
            if !self.store.is_scoped(&bundle.tagmanifest)? {
                found.push(bundle);
            }
        }
        let acknowledged = found.iter().find(|bundle| bundle.verdict == ACKNOWLEDGED);
        Ok(acknowledged.or(found.first()).cloned())
    }

    /// Gives the number of the last entry of this workstation that says something of a case or of the outage.
    fn last_entry(&self) -> Result<u64, Complaint> {
        let mut last = 0;
        self.store.events_of_author(&self.station.author, 1, |event: Event| {
            let declares = event.header.k == Kind::Manage && Declaration::of(&event).is_some();
            if event.header.k.writes() || declares {
                last = event.header.seq;
            }
            Flow::Go
        })?;
        Ok(last)
    }

    fn lacking(
        &self,
        (held_by, bundle): (Option<&BundleRecord>, Option<&Path>),
        progress: Progress<'_>,
    ) -> Result<Lacking, Complaint> {
        let incidents = self.incidents()?;
        let closed =
            !incidents.is_empty() && incidents.iter().all(noodbrug_core::incident::Incident::is_closed);
        let acknowledged = held_by.is_some_and(|bundle| bundle.verdict == ACKNOWLEDGED);
        let kept = match (held_by, bundle) {
            (Some(held), Some(path)) => self.is_kept(held, path, progress)?,
            _ => false,
        };
        let lacks = |good: bool| u64::from(!good);
        Ok(Lacking::from([
            (Need::Closed, lacks(closed)),
            (Need::Exported, lacks(held_by.is_some())),
            (Need::Kept, lacks(kept)),
            (Need::Acknowledged, lacks(acknowledged)),
            (Need::Unconfirmed, self.unconfirmed()?.len() as u64),
            (Need::Conflicts, self.counts()?.conflicts),
            (Need::BackEntry, self.back_entry_reckoned()?.open),
        ]))
    }

    /// Tells whether a file is a sound copy of a bundle, outside the folder that goes.
    fn is_kept(&self, held: &BundleRecord, path: &Path, progress: Progress<'_>) -> Result<bool, Complaint> {
        if !path.is_file() || is_within(path, self.folders.root()) {
            return Ok(false);
        }
        let judgement = self.judged(path, progress)?;
        Ok(judgement.is_sound() && judgement.tagmanifest == Some(held.tagmanifest))
    }
}

/// Destroys everything of this workstation and leaves the signed report. The office is closed by it.
///
/// # Errors
/// A complaint that says what lacks; nothing was destroyed then. What could not be removed is in the answer.
pub fn wipe(
    mut office: Office,
    ask: &WipeAsk<'_>,
    lang: Lang,
    progress: Progress<'_>,
) -> Result<Wiped, Complaint> {
    let plan = office.plan_wipe(Some(ask.bundle), progress)?;
    right_name(&office, ask.office)?;
    report_outside(&office, ask.report)?;
    let named = (ask.office, ask.report);
    let second = agreed(&mut office, &plan, ask)?;
    let mut report = begin(&mut office, &plan, (ask, second))?;
    let head = office.letterhead(lang)?;
    let seal = Seal::of(&office);
    let root = office.folders.root().to_owned();
    let clock = office.clock;
    let stem =
        format!("wis-verslag-{}-{}", office.station.author.ws, report.at.civil().format("%Y%m%d-%H%M%S"));
    let json = named.1.join(format!("{stem}.json"));
    seal.put(&report, &json)?;
    // Closing the store takes its working files along; what is there after that is what goes.
    drop(office);
    let left = destroy(&root, &mut report)?;
    report.finished = Some(clock.now()?);
    seal.put(&report, &json)?;
    let pdf = named.1.join(format!("{stem}.pdf"));
    on_paper(&head, &report, &plan, &pdf)?;
    Ok(Wiped { report, json, pdf, left })
}

fn on_paper(head: &Letterhead, report: &WipeReport, plan: &WipePlan, path: &Path) -> Result<(), Complaint> {
    papers::put(&papers::wipe_report(head, report, plan), path).map(drop)
}

/// Asks the second person where something is open.
fn agreed(
    office: &mut Office,
    plan: &WipePlan,
    ask: &WipeAsk<'_>,
) -> Result<Option<(String, String)>, Complaint> {
    let Err(not_yet) = may_wipe(&plan.lacking, false) else { return Ok(None) };
    let Some((why, agreement)) = ask.anyway.filter(|_| not_yet.firm.is_empty()) else {
        let why = refusal(&plan.lacking, &not_yet);
        office.log(Kind::Refuse, None, crate::said::refused(&why.sentence))?;
        return Err(why);
    };
    let Agreement::Second { name, .. } = agreement else { return Err(two_people()) };
    if why.trim().is_empty() {
        return Err(two_people());
    }
    let open: Vec<&str> = not_yet.waivable.iter().map(|need| need.word()).collect();
    office.agree(Subject::Wipe, &json!({"open": open, "why": why.trim()}), agreement)?;
    Ok(Some((name.to_owned(), why.trim().to_owned())))
}

fn begin(
    office: &mut Office,
    plan: &WipePlan,
    (ask, second): (&WipeAsk<'_>, Option<(String, String)>),
) -> Result<WipeReport, Complaint> {
    let held = plan.held_by.clone().ok_or_else(two_people)?;
    let said = json!({"did": "wipe-begun", "bundle": held.name, "report": ask.report.display().to_string()});
    office.log(Kind::Manage, None, said)?;
    let head = office.store.chain(&office.station.author)?.head;
    let (second, why) = second.unzip();
    Ok(WipeReport {
        v: 1,
        office: office.meta.office.clone(),
        mode: office.meta.mode,
        station: format!("{} e{}", office.station.author.ws, office.station.author.ep),
        key: office.station.key.public().fingerprint().to_string(),
        by: office.user.name.clone(),
        second,
        why,
        at: office.now()?,
        finished: None,
        state_root: office.store.state_root()?,
        head: head.unwrap_or((0, Digest::of(b""))),
        bundle: (held.name, held.tagmanifest, held.partner.unwrap_or_default()),
        open: plan
            .lacking
            .iter()
            .filter(|(_, count)| **count > 0)
            .map(|(need, count)| (*need, *count))
            .collect(),
        files: plan.files.clone(),
        stays: plan.stays.clone(),
    })
}

/// Removes the files class by class, and gives how many could not be.
fn destroy(root: &Path, report: &mut WipeReport) -> Result<usize, Complaint> {
    let (found, stays) = found(root)?;
    report.stays = stays;
    report.files.clear();
    for (found, mut file) in found {
        file.gone = match files::remove(root, &found, file.class.is_written_over()) {
            Ok(Gone::Overwritten) => "overwritten",
            Ok(Gone::Removed) => "removed",
            Err(_) => "left",
        }
        .to_owned();
        report.files.push(file);
    }
    let _ = files::remove_folders(root, |name| WipeClass::of(name).is_some());
    Ok(report.files.iter().filter(|file| file.gone == "left").count())
}

/// Lists what is the program's, in the order in which it goes, and what is not.
fn listed(root: &Path) -> Result<(Vec<WipeFile>, Vec<String>), Complaint> {
    let (found, stays) = found(root)?;
    Ok((found.into_iter().map(|(_, file)| file).collect(), stays))
}

/// A file with the name that the disk has for it: a name need be no text.
type Lying = (files::Found, WipeFile);

/// As [`listed`], each file as it lies there.
fn found(root: &Path) -> Result<(Vec<Lying>, Vec<String>), Complaint> {
    let found = files::list(root, |name| WipeClass::of(name).is_some());
    let (found, stays) = found.map_err(|why| unlisted(root, &why))?;
    let file = |found: files::Found| {
        let class = match found.path.components().next() {
            Some(Component::Normal(name)) => name.to_str().and_then(WipeClass::of)?,
            _ => return None,
        };
        let path = found.path.to_string_lossy().into_owned();
        let (bytes, sha256) = (found.bytes, found.digest);
        Some((found, WipeFile { path, class, bytes, sha256, gone: String::new() }))
    };
    let mut files: Vec<_> = found.into_iter().filter_map(file).collect();
    files.sort_by(|(_, one), (_, other)| (one.class, &one.path).cmp(&(other.class, &other.path)));
    Ok((files, stays))
}

fn is_within(path: &Path, root: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    match (real(path), real(root)) {
        (Some(path), Some(root)) => path.starts_with(root),
        _ => true,
    }
}
