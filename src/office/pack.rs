//! The fallback pack (noodpakket): every list that an office needs without computers, as PDFs in one folder, made before
//! it is needed.
//!
//! A pack is made under a temporary name and appears whole; an earlier one is never touched. What is in it is in clear,
//! so that it can be read where this program is not.

use crate::complaint::{Both, Class, Complaint};
use crate::forms::{NoNumbers, Taken, pack_kinds};
use crate::lists::{TaskFilter, TermFilter};
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, Letterhead, NotPut};
use crate::progress::Progress;
use chrono::{Days, NaiveDate};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::form::{FormFacts, FormKind};
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::pack::{self, MOST_DAYS, Schedule};
use noodbrug_core::print::{Edition, Paper, Part, Standing};
use noodbrug_core::roll::Audience;
use noodbrug_core::rows::TaskStage;
use noodbrug_core::text::Lang;
use noodbrug_files::folder::FolderDraft;
use noodbrug_files::place::{self, Cause, Existing, PlaceError};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The setting that holds the last pack.
const LAST: &str = "pack-last";
/// The setting that holds the schedule; empty when there is none.
const SCHEDULE: &str = "pack-schedule";
/// For how many hours without a computer there are empty forms in it.
const FORM_HOURS: u32 = 8;
/// The name of the file with everything in it.
const WHOLE: &str = "noodpakket.pdf";

/// What pack to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackAsk {
    /// The folder in which the pack's own folder comes; it must be there.
    pub folder: PathBuf,
    /// How many days of hearings, today included.
    pub days: u16,
}

/// One file of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackPaper {
    /// The file's name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Of which court and day; may be empty.
    pub subtitle: String,
    /// The SHA-256 of its bytes.
    pub digest: Digest,
}

/// A pack that is in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackMade {
    /// Its folder.
    pub folder: PathBuf,
    /// When it was made.
    pub at: Moment,
    /// Its lists, without the first page and the file with everything.
    pub papers: Vec<PackPaper>,
    /// The SHA-256 of the file with everything.
    pub whole: Digest,
    /// Why there are no empty forms in it, and what to do; nothing when there are.
    pub without_forms: Option<Both>,
}

/// What is kept of the last pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackRecord {
    /// When it was made.
    pub at: Moment,
    /// Its folder.
    pub folder: String,
    /// How many lists it has.
    pub papers: usize,
    /// Why there are no empty forms in it; nothing when there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_forms: Option<Both>,
}

/// How it stands with the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackState {
    /// The last one that was made here.
    pub last: Option<PackRecord>,
    /// When one is to be made.
    pub schedule: Option<Schedule>,
    /// One is to be made now.
    pub due: bool,
    /// When this was asked.
    pub now: Moment,
}

impl PackState {
    /// Warns when there is no pack, an old one, or one without forms.
    #[must_use]
    pub fn warning(&self, lang: Lang) -> Option<String> {
        let age = pack::warning(self.last.as_ref().map(|last| &last.at), &self.now, lang);
        let without = self.last.as_ref().and_then(|last| last.without_forms.as_ref());
        let said: Vec<String> = age.into_iter().chain(without.map(|why| why.pick(lang).to_owned())).collect();
        Some(said.join(" ")).filter(|said| !said.is_empty())
    }

    /// Gives the state as names and values, for screen and paper.
    #[must_use]
    pub fn facts(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let none = || lang.pick("geen", "none").to_owned();
        let last = self.last.as_ref();
        let mut facts = vec![(
            lang.pick("Laatst gemaakt", "Last made"),
            last.map_or_else(none, |last| moment_text(&last.at.in_the_netherlands(), lang)),
        )];
        facts.extend(last.map(|last| (lang.pick("Map", "Folder"), last.folder.clone())));
        let daily = |plan: &Schedule| {
            let (every, into) = (lang.pick("elke dag om", "every day at"), lang.pick("in", "into"));
            format!("{every} {} {into} {}", plan.at.format("%H:%M"), plan.to)
        };
        let schedule = self.schedule.as_ref().map_or_else(none, daily);
        facts.push((lang.pick("Rooster", "Schedule"), schedule));
        let due = if self.due { lang.pick("ja", "yes") } else { lang.pick("nee", "no") };
        facts.push((lang.pick("Nu aan de beurt", "Due now"), due.to_owned()));
        facts
    }
}

/// The lists of a pack before they are drawn, and the days on which nobody sits.
struct Contents {
    papers: Vec<(String, Paper)>,
    empty: Vec<NaiveDate>,
}

impl Office {
    /// Tells how it stands with the pack; names no case.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn pack_state(&self) -> Result<PackState, Complaint> {
        let now = self.now()?;
        let read = |key| self.store.setting(key).map(Option::unwrap_or_default);
        let last: Option<PackRecord> = serde_json::from_str(&read(LAST)?).ok();
        let schedule: Option<Schedule> = serde_json::from_str(&read(SCHEDULE)?).ok();
        let made = last.as_ref().map(|last| &last.at);
        let due = schedule.as_ref().is_some_and(|schedule| schedule.is_due(made, &now));
        Ok(PackState { last, schedule, due, now })
    }

    /// Sets when a pack is made by itself, or that none is.
    ///
    /// # Errors
    /// A complaint when the folder is not there, or a fault of the disk.
    pub fn schedule_pack(&mut self, schedule: Option<Schedule>) -> Result<(), Complaint> {
        self.permit(Deed::Pack)?;
        if let Some(to) = schedule.as_ref().map(|schedule| Path::new(&schedule.to)).filter(|to| !to.is_dir())
        {
            return Err(Complaint::no_folder(to));
        }
        let said = match &schedule {
            Some(plan) => {
                json!({"did": "pack-scheduled", "at": plan.at.format("%H:%M").to_string(), "to": plan.to})
            }
            None => json!({"did": "pack-unscheduled"}),
        };
        let value = schedule.map(|plan| json!(plan).to_string()).unwrap_or_default();
        let draft = Draft::saying(Kind::Manage, None, said);
        self.append_with(vec![draft], |work| work.set_setting(SCHEDULE, &value))?;
        Ok(())
    }

    /// Makes the pack when the schedule says that one is due; gives nothing when none is.
    ///
    /// # Errors
    /// As [`Office::make_pack`].
    pub fn make_due_pack(
        &mut self,
        lang: Lang,
        progress: Progress<'_>,
    ) -> Result<Option<PackMade>, Complaint> {
        let state = self.pack_state()?;
        let Some(schedule) = state.schedule.filter(|_| state.due) else { return Ok(None) };
        let ask = PackAsk { folder: schedule.to.into(), days: pack::USUAL_DAYS };
        self.make_pack(&ask, lang, progress).map(Some)
    }

    /// Makes a pack in a folder of its own. It is there, whole and synced, when this returns.
    ///
    /// # Errors
    /// A complaint when the folder is not there, the disk refuses, or it was stopped; nothing of it is left then, and
    /// earlier packs are as they were.
    pub fn make_pack(
        &mut self,
        ask: &PackAsk,
        lang: Lang,
        progress: Progress<'_>,
    ) -> Result<PackMade, Complaint> {
        self.permit(Deed::Consult)?;
        if !(1..=MOST_DAYS).contains(&ask.days) {
            return Err(wrong_days());
        }
        if !ask.folder.is_dir() {
            return Err(Complaint::no_folder(&ask.folder));
        }
        let head = self.letterhead(lang)?;
        let contents = self.contents(&head, ask.days)?;
        let target = own_folder(&ask.folder, &head.stamp.made_at);
        let draft = FolderDraft::beside(&target)?;
        let room = Room { target, free: place::free_space(&ask.folder) };
        // The file with everything has empty forms of its own: no number is on two papers.
        let kinds = pack_kinds(FORM_HOURS);
        let twice: Vec<FormKind> = kinds.iter().chain(&kinds).copied().collect();
        // A pack without forms is better than none.
        let (taken, without_forms) = match self.numbers_for(&twice)? {
            Ok(taken) => (Some(taken), None),
            Err(none) => (None, Some(no_forms(none))),
        };
        let copies = taken.as_ref().map(|taken| taken.copies.split_at(kinds.len()));
        let forms = |copies| papers::forms(&head, (copies, &FormFacts::new()), "formulieren");
        let apart = copies.map(|(apart, _)| (file_name(contents.papers.len(), "formulieren"), forms(apart)));
        let steps = contents.papers.iter().chain(&apart).count().saturating_add(2);
        let steps = u64::try_from(steps).unwrap_or_default();
        let mut done = 0;
        let mut step = || {
            done += 1;
            if progress(done, steps).is_break() { Err(stopped()) } else { Ok(()) }
        };
        let mut listed = Vec::new();
        for (name, paper) in contents.papers.iter().chain(&apart) {
            listed.push(write_paper(&draft, name, paper).map_err(|why| room.complaint(why))?);
            step()?;
        }
        let lacks = without_forms.as_ref().map(|why: &Both| why.pick(lang));
        let mut whole = papers::pack_index(&head, (&listed, lacks), &contents.empty, &self.ages()?);
        let first = write_paper(&draft, "00-inhoud.pdf", &whole).map_err(|why| room.complaint(why))?;
        step()?;
        contents.papers.into_iter().for_each(|(_, paper)| whole.blocks.extend(Part::of(paper)));
        whole.blocks.extend(copies.map(|(_, together)| forms(together).blocks).unwrap_or_default());
        let all = write_paper(&draft, WHOLE, &whole).map_err(|why| room.complaint(why))?;
        write_sums(&draft, listed.iter().chain([&first, &all])).map_err(|why| room.complaint(why.into()))?;
        step()?;
        let at = head.stamp.made_at;
        let folder = PathBuf::new();
        let made = PackMade { folder, at, papers: listed, whole: all.digest, without_forms };
        self.finish_pack(draft, made, taken.as_ref())
    }

    /// Gives the numbers out, gives the folder its name, and only then says that there is a pack.
    fn finish_pack(
        &mut self,
        draft: FolderDraft,
        made: PackMade,
        taken: Option<&Taken>,
    ) -> Result<PackMade, Complaint> {
        if let Some(taken) = taken {
            self.log_forms(taken, None, json!({"what": "pack-forms"}))?;
        }
        let folder = draft.place()?;
        let (named, papers, without_forms) =
            (folder.display().to_string(), made.papers.len(), made.without_forms.clone());
        let said = json!({
            "what": "pack", "to": named, "papers": papers, "with_forms": taken.is_some(),
            "sha256": made.whole.to_string(),
        });
        let record = json!(PackRecord { at: made.at, folder: named, papers, without_forms }).to_string();
        let event = Draft::saying(Kind::Print, None, said);
        self.append_with(vec![event], |work| work.set_setting(LAST, &record))?;
        Ok(PackMade { folder, ..made })
    }

    /// Makes every list but the forms, in the order in which people need them.
    fn contents(&self, head: &Letterhead, days: u16) -> Result<Contents, Complaint> {
        let lang = head.lang;
        let mut all = vec![papers::custody_board(head, &self.board()?)];
        let found = self.to_hear(None, lang)?;
        all.push(papers::hearing_board(head, &found.rows, found.more));
        let found = self.terms(&TermFilter::default(), lang)?;
        all.push(papers::term_list(head, &found.rows, found.more));
        let mut empty = Vec::new();
        let today = head.stamp.made_at.in_the_netherlands().date();
        for ahead in 0..days {
            let Some(date) = today.checked_add_days(Days::new(u64::from(ahead))) else { break };
            let courts = self.courts(date)?;
            if courts.is_empty() {
                empty.push(date);
            }
            for court in courts {
                all.push(self.pack_hearings(head, &court, date)?);
            }
        }
        let tasks = self.tasks(&TaskFilter::default())?.rows;
        let open: Vec<_> = tasks.into_iter().filter(|task| task.stage != TaskStage::Done).collect();
        all.push(papers::task_list(head, &open));
        // A list that somebody tampered with is worse than none: partners and lines to write on are there anyway.
        all.extend(self.contacts().ok().flatten().map(|found| papers::contacts(head, &found)));
        all.push(papers::contact_list(head, &self.partners()?));
        let named = all.into_iter().enumerate();
        Ok(Contents {
            papers: named.map(|(place, paper)| (file_name(place, &paper.slug), paper)).collect(),
            empty,
        })
    }

    /// Makes the hearing list of a day and a court for a pack: the bench's, which has everything. It is no version of that
    /// list, so that a pack made every morning voids nothing that hangs on a wall.
    fn pack_hearings(&self, head: &Letterhead, court: &str, date: NaiveDate) -> Result<Paper, Complaint> {
        let sheet = self.roll(date, court)?.sheet(Audience::Bench, "", head.lang);
        let edition = Edition { standing: Standing::Concept, version: 1, replaces: None };
        let print = papers::ListPrint { sheet: &sheet, edition, changes: &[], void_by: None, fewer: 0 };
        let mut paper = papers::roll_list(head, &print);
        paper.edition = None;
        if let Some((slug, _version)) = paper.slug.rsplit_once("-v") {
            paper.slug = slug.to_owned();
        }
        Ok(paper)
    }

    /// Prints the page that says when the last pack was made.
    ///
    /// # Errors
    /// A complaint that names the file.
    pub fn print_pack_state(
        &mut self,
        to: crate::printing::To<'_>,
        lang: Lang,
    ) -> Result<place::Placed, Complaint> {
        let paper = papers::pack_sheet(&self.letterhead(lang)?, &self.pack_state()?);
        self.put(&paper, to, None)
    }
}

/// Names a file by its place; the first page is 00.
fn file_name(place: usize, slug: &str) -> String {
    format!("{:02}-{slug}.pdf", place.saturating_add(1))
}

/// Names the folder of a pack by its minute; a second one of that minute gets a number.
fn own_folder(within: &Path, at: &Moment) -> PathBuf {
    let name = format!("noodpakket-{}", at.in_the_netherlands().civil().format("%Y%m%d-%H%M"));
    let numbered = (2..1_000).map(|nth| within.join(format!("{name}-{nth}")));
    let mut names = std::iter::once(within.join(&name)).chain(numbered);
    names.find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| within.join(name))
}

/// Where a pack goes, and how much room there was before it was begun.
struct Room {
    target: PathBuf,
    free: Option<u64>,
}

impl Room {
    /// Says why there is no pack; of a full disk, how much did not fit.
    fn complaint(&self, why: NotPut) -> Complaint {
        match why {
            NotPut::NotDrawn(why) => return why,
            NotPut::NotPlaced(why) if why.cause != Cause::Full => return why.into(),
            NotPut::NotPlaced(_) => {}
        }
        let pack = self.target.display();
        let room = self.free.map(|free| free / (1 << 20));
        let nl =
            room.map(|free| format!(" Er was {free} MB vrij en het pakket vraagt meer.")).unwrap_or_default();
        let en =
            room.map(|free| format!(" {free} MB were free and the pack needs more.")).unwrap_or_default();
        Complaint::refused(
            format!(
                "Het noodpakket {pack} is niet gemaakt: de schijf of stick is vol.{nl} Maak ruimte of kies een andere, en \
                 probeer het opnieuw. Eerdere pakketten staan er nog."
            ),
            format!(
                "The fallback pack {pack} was not made: the disk or stick is full.{en} Make room or choose another one, and \
                 try again. Earlier packs are still there."
            ),
        )
    }
}

fn write_paper(draft: &FolderDraft, name: &str, paper: &Paper) -> Result<PackPaper, NotPut> {
    let placed = papers::put_streaming(paper, &draft.path(name))?;
    Ok(PackPaper {
        name: name.to_owned(),
        title: paper.title.clone(),
        subtitle: paper.subtitle.clone().unwrap_or_default(),
        digest: placed.digest,
    })
}

/// Writes the list that `sha256sum --check` reads.
fn write_sums<'a>(
    draft: &FolderDraft,
    papers: impl Iterator<Item = &'a PackPaper>,
) -> Result<(), PlaceError> {
    let lines: String = papers.map(|paper| format!("{}  {}\n", paper.digest, paper.name)).collect();
    place::put(&draft.path("SHA256SUMS.txt"), lines.as_bytes(), Existing::Keep)?;
    Ok(())
}

fn stopped() -> Complaint {
    Complaint::refused(
        "Gestopt. Er is geen noodpakket gemaakt; eerdere pakketten staan er nog.",
        "Stopped. No fallback pack was made; earlier packs are still there.",
    )
}

/// Says that a pack has no forms, why, and what to do.
fn no_forms(none: NoNumbers) -> Both {
    match none {
        NoNumbers::TooFew { left, needed } => Both::new(
            format!(
                "Dit noodpakket heeft geen lege formulieren: van de noodnummers van vandaag zijn er nog {left} over en er \
                 zijn er {needed} nodig. Al het andere zit erin. Maak het pakket morgen opnieuw, of op een ander werkstation."
            ),
            format!(
                "This fallback pack has no empty forms: of today's emergency numbers {left} are left, and {needed} are \
                 needed. All else is in it. Make the pack again tomorrow, or at another workstation."
            ),
        ),
        NoNumbers::Rewound => Both::new(
            "Dit noodpakket heeft geen lege formulieren: dit werkstation is teruggezet of gekopieerd, en zou noodnummers \
             geven die al op papier staan. Al het andere zit erin. Laat de continuïteitsmanager het werkstation vernieuwen.",
            "This fallback pack has no empty forms: this workstation was set back or copied, and would give out emergency \
             numbers that are on paper already. All else is in it. Have the continuity manager renew the workstation.",
        ),
        NoNumbers::NoBlock => Both::new(
            "Dit noodpakket heeft geen lege formulieren: dit werkstation is te vaak hersteld om nog noodnummers te geven. Al \
             het andere zit erin. Maak het pakket ook op een ander werkstation.",
            "This fallback pack has no empty forms: this workstation was restored too often to give out emergency numbers. \
             All else is in it. Make the pack at another workstation as well.",
        ),
    }
}

fn wrong_days() -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!("Een noodpakket heeft 1 tot {MOST_DAYS} dagen zittingen."),
            format!("A fallback pack has 1 to {MOST_DAYS} days of hearings."),
        ),
    )
}

#[cfg(test)]
#[path = "pack_tests.rs"]
mod tests;
