//! Hearing lists: the roll of a day, and printing it for each reader in versions.
//!
//! A list of a day, a court and a reader has versions, counted on this workstation. What each version said stays in the
//! store; that it was printed, with the digest of what it said, is in the journal.

use crate::complaint::{Both, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, ListPrint};
use crate::printing::{Placed, To};
use crate::progress::Progress;
use chrono::NaiveDate;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::ident::CaseId;
use noodbrug_core::moment::date_text;
use noodbrug_core::print::{Edition, Standing};
use noodbrug_core::roll::{self, Audience, Change, Day, Last, Roll, Sheet};
use noodbrug_core::text::Lang;
use noodbrug_files::place::{self, Existing};
use noodbrug_store::{DayFilter, ListKey, PrintedVersion};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// One list: of a day and court, for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListName {
    /// The day.
    pub date: NaiveDate,
    /// The court.
    pub court: String,
    /// The reader.
    pub audience: Audience,
    /// Whose list it is, where the reader is counsel; else empty.
    pub counsel: String,
}

/// One version of a list, as it was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedList {
    /// Which list.
    pub name: ListName,
    /// The version.
    pub version: u32,
    /// How settled it was.
    pub standing: Standing,
    /// When it was printed first.
    pub printed_at: noodbrug_core::moment::Moment,
}

/// Which lists to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOrder {
    /// The day.
    pub date: NaiveDate,
    /// The court; all that sit on the day when none is given.
    pub court: Option<String>,
    /// The readers.
    pub audiences: Vec<Audience>,
    /// Whose list, where a reader is counsel; a list for each counsel of the day when none is given.
    pub counsel: Option<String>,
    /// How settled the lists are; as settled as they were when nothing is said, a concept at first.
    pub standing: Option<Standing>,
    /// The folder; the office's own folder of papers when none is given.
    pub folder: Option<PathBuf>,
}

/// A list that lies in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeList {
    /// Which list.
    pub name: ListName,
    /// Its version and standing.
    pub edition: Edition,
    /// How many cases stand on it.
    pub cases: usize,
    /// What changed since the version before, in the language of the paper.
    pub changes: Vec<Change>,
    /// The file.
    pub placed: Placed,
}

/// What printing a day made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MadeLists {
    /// The lists, in the order of courts and readers.
    pub lists: Vec<MadeList>,
    /// It was told to stop; the lists that were made are good.
    pub stopped: bool,
}

/// What a version said, in both languages.
#[derive(Serialize, Deserialize)]
pub(crate) struct Content {
    nl: Sheet,
    en: Sheet,
}

impl Content {
    pub(crate) fn of(roll: &Roll, audience: Audience, counsel: &str) -> Content {
        let [nl, en] = [Lang::Nl, Lang::En].map(|lang| roll.sheet(audience, counsel, lang));
        Content { nl, en }
    }

    /// Names what it says, whatever the language of the paper.
    pub(crate) fn fingerprint(&self) -> Digest {
        self.nl.fingerprint()
    }

    pub(crate) const fn sheet(&self, lang: Lang) -> &Sheet {
        match lang {
            Lang::Nl => &self.nl,
            Lang::En => &self.en,
        }
    }
}

impl Office {
    /// Gives the roll of a day in a court, with everything that is known of each case; for who works on the cases.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn roll(&self, date: NaiveDate, court: &str) -> Result<Roll, Complaint> {
        self.allowed(Deed::Consult)?;
        let items = self.store.hearings(&DayFilter::day(date, Some(court.to_owned())))?;
        let cases: BTreeSet<CaseId> = items.iter().map(|item| item.label.case).collect();
        let mut entries = Vec::with_capacity(items.len());
        for case in cases {
            let state = self.state(&case)?;
            entries.extend(roll::entries(case, &state, &self.law, Day { court, date }));
        }
        Ok(Roll::of(court, date, entries))
    }

    /// Gives the newest printed version of each list of a day and court.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn last_lists(&self, date: NaiveDate, court: &str) -> Result<Vec<PrintedList>, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(self.store.last_lists(date, court)?.into_iter().filter_map(printed).collect())
    }

    /// Gives the printed versions of a list, newest first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn list_versions(&self, name: &ListName) -> Result<Vec<PrintedList>, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(self.store.list_versions(&key(name))?.into_iter().filter_map(printed).collect())
    }

    /// Prints the lists of a day, one after another; each is in its place and in the journal before the next is made.
    ///
    /// # Errors
    /// A complaint when there is nothing to print, or that names the file; lists that were made before stay.
    pub fn print_lists(
        &mut self,
        order: &ListOrder,
        lang: Lang,
        progress: Progress<'_>,
    ) -> Result<MadeLists, Complaint> {
        self.permit(Deed::Consult)?;
        let courts = self.courts_of(order)?;
        let all = (courts.len() as u64).saturating_mul(order.audiences.len() as u64);
        let mut made = MadeLists::default();
        let mut done = 0_u64;
        let mut found = false;
        for court in &courts {
            let roll = self.roll(order.date, court)?;
            for audience in &order.audiences {
                for counsel in whose(&roll, *audience, order.counsel.as_deref()) {
                    found = true;
                    let to = order.folder.as_deref().map_or(Place::Paper, Place::Folder);
                    made.lists.push(self.print_list(
                        &roll,
                        (*audience, &counsel),
                        (order.standing, to),
                        lang,
                    )?);
                    if progress(done, all) == ControlFlow::Break(()) {
                        made.stopped = true;
                        return Ok(made);
                    }
                }
                done = done.saturating_add(1);
                if progress(done, all) == ControlFlow::Break(()) {
                    made.stopped = done < all;
                    return Ok(made);
                }
            }
        }
        if found { Ok(made) } else { Err(no_counsel(order)) }
    }

    /// Prints one list into a file, or among the office's papers.
    ///
    /// # Errors
    /// As [`Office::print_lists`].
    pub fn print_one_list(
        &mut self,
        name: &ListName,
        standing: Option<Standing>,
        to: To<'_>,
        lang: Lang,
    ) -> Result<MadeList, Complaint> {
        self.permit(Deed::Consult)?;
        let roll = self.roll(name.date, &name.court)?;
        let to = match to {
            To::Paper => Place::Paper,
            To::File(path) => Place::File(path),
        };
        self.print_list(&roll, (name.audience, &name.counsel), (standing, to), lang)
    }

    /// Prints a version again as it was. One that was replaced says on each page that it is void.
    ///
    /// # Errors
    /// A complaint when there is no such version, or that names the file.
    pub fn reprint_list(
        &mut self,
        name: &ListName,
        version: u32,
        to: To<'_>,
        lang: Lang,
    ) -> Result<MadeList, Complaint> {
        self.permit(Deed::Consult)?;
        let versions = self.list_versions(name)?;
        let known = versions.iter().find(|known| known.version == version);
        let known = known.ok_or_else(|| no_version(&versions, version))?;
        let content = self.content(name, version)?.ok_or_else(|| no_version(&versions, version))?;
        let newest = versions.first().map(|newest| newest.version).filter(|newest| *newest > version);
        let edition = Edition {
            standing: known.standing,
            version,
            replaces: version.checked_sub(1).filter(|one| *one > 0),
        };
        let changes = self.changes_since(name, edition.replaces, &content, lang)?;
        let sheet = self.as_may_be_known(content.sheet(lang))?;
        // What changed names cases as well; where one must stay out now, nothing of it is told.
        let changes = if sheet.count() < content.nl.count() { Vec::new() } else { changes };
        let print = ListPrint { sheet: &sheet, edition, changes: &changes, void_by: newest };
        let mut paper = papers::roll_list(&self.letterhead(lang)?, &print);
        if newest.is_some() {
            paper.slug.push_str(lang.pick("-vervallen", "-void"));
        }
        let placed = self.put(&paper, to, None)?;
        Ok(MadeList { name: name.clone(), edition, cases: sheet.count(), changes, placed })
    }

    pub(crate) fn courts_of(&self, order: &ListOrder) -> Result<Vec<String>, Complaint> {
        let courts = match &order.court {
            Some(court) => vec![court.clone()],
            None => self.courts(order.date)?,
        };
        if courts.is_empty() {
            let date = date_text(order.date);
            return Err(Complaint::refused(
                format!("Op {date} zijn er geen zittingen. Er is geen lijst gemaakt."),
                format!("There are no hearings on {date}. No list was made."),
            ));
        }
        Ok(courts)
    }

    /// Draws the paper and writes it beside its place; then the journal and the version; then the file gets its name. A
    /// version that is in the journal is never another list's, even when the disk fills up at the last moment.
    fn print_list(
        &mut self,
        roll: &Roll,
        (audience, counsel): (Audience, &str),
        (standing, to): (Option<Standing>, Place<'_>),
        lang: Lang,
    ) -> Result<MadeList, Complaint> {
        let name =
            ListName { date: roll.date, court: roll.court.clone(), audience, counsel: counsel.to_owned() };
        let content = Content::of(roll, audience, counsel);
        let last = self.last(&name)?;
        let fingerprint = content.fingerprint();
        let edition = roll::edition(last.as_ref(), fingerprint, standing);
        let changes = self.changes_since(&name, edition.replaces, &content, lang)?;
        let print = ListPrint { sheet: content.sheet(lang), edition, changes: &changes, void_by: None };
        let paper = papers::roll_list(&self.letterhead(lang)?, &print);
        let bytes = papers::render(&paper)?;
        let path = self.place_of(&paper, to)?;
        let mut draft = place::Draft::beside(&path)?;
        draft.file().write_all(&bytes).map_err(|why| draft.failed(why))?;
        let cases = content.nl.count();
        let said = json!({
            "what": paper.slug,
            "sha256": Digest::of(&bytes).to_string(),
            "list": {
                "date": name.date, "court": name.court, "audience": audience.word(), "cases": cases,
                "standing": edition.standing.word(), "version": edition.version, "replaces": edition.replaces,
                "fingerprint": fingerprint.to_string(),
            },
        });
        let is_new = last.is_none_or(|last| last.version < edition.version);
        self.log_list(said, is_new.then_some((&name, edition, fingerprint)), &content)?;
        let placed = draft.place(Existing::Replace)?;
        Ok(MadeList { name, edition, cases, changes, placed })
    }

    /// Writes the entry of the journal and, of a new version, what it says, in one go.
    fn log_list(
        &mut self,
        said: serde_json::Value,
        version: Option<(&ListName, Edition, Digest)>,
        content: &Content,
    ) -> Result<(), Complaint> {
        let printed_at = self.now()?;
        let kept = version.map(|(name, edition, fingerprint)| PrintedVersion {
            key: key(name),
            version: edition.version,
            standing: edition.standing.word().to_owned(),
            printed_at,
            fingerprint,
        });
        let words = serde_json::to_string(content)
            .map_err(|why| Complaint::refused(why.to_string(), why.to_string()))?;
        let draft = Draft::saying(Kind::Print, None, said);
        self.append_with(vec![draft], |work| kept.map_or(Ok(()), |kept| work.keep_list(&kept, &words)))?;
        Ok(())
    }

    pub(crate) fn last(&self, name: &ListName) -> Result<Option<Last>, Complaint> {
        let newest = self.store.list_versions(&key(name))?.into_iter().next();
        Ok(newest.map(|newest| Last {
            version: newest.version,
            standing: Standing::parse(&newest.standing).unwrap_or(Standing::Concept),
            fingerprint: newest.fingerprint,
        }))
    }

    fn content(&self, name: &ListName, version: u32) -> Result<Option<Content>, Complaint> {
        let text = self.store.list_content(&key(name), version)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    pub(crate) fn changes_since(
        &self,
        name: &ListName,
        before: Option<u32>,
        now: &Content,
        lang: Lang,
    ) -> Result<Vec<Change>, Complaint> {
        let Some(before) = before else { return Ok(Vec::new()) };
        let was = self.content(name, before)?;
        Ok(was.map(|was| roll::compare(was.sheet(lang), now.sheet(lang), lang)).unwrap_or_default())
    }

    fn place_of(&self, paper: &noodbrug_core::print::Paper, to: Place<'_>) -> Result<PathBuf, Complaint> {
        match to {
            Place::File(path) => Ok(path.to_owned()),
            Place::Paper => self.paper_path(paper, To::Paper),
            Place::Folder(folder) => {
                place::make_private_folder(folder)?;
                Ok(folder.join(format!("{}.pdf", paper.slug)))
            }
        }
    }
}

/// Where a list goes.
#[derive(Clone, Copy)]
enum Place<'a> {
    Paper,
    File(&'a std::path::Path),
    Folder(&'a std::path::Path),
}

/// Whose lists there are for a reader: one that is nobody's in particular, or one for each counsel.
pub(crate) fn whose(roll: &Roll, audience: Audience, counsel: Option<&str>) -> Vec<String> {
    if audience != Audience::Counsel {
        return vec![String::new()];
    }
    let fold = noodbrug_core::search::fold;
    let mut all = roll.counsel();
    if let Some(wanted) = counsel {
        all.retain(|name| fold(name) == fold(wanted));
    }
    all
}

fn key(name: &ListName) -> ListKey {
    ListKey {
        date: name.date,
        court: name.court.clone(),
        audience: name.audience.word().to_owned(),
        counsel: noodbrug_core::search::fold(&name.counsel),
    }
}

/// A list of a reader that this program does not know is of a later version of it.
fn printed(version: PrintedVersion) -> Option<PrintedList> {
    let ListKey { date, court, audience, counsel } = version.key;
    let audience = Audience::ALL.into_iter().find(|known| known.word() == audience)?;
    Some(PrintedList {
        name: ListName { date, court, audience, counsel },
        version: version.version,
        standing: Standing::parse(&version.standing)?,
        printed_at: version.printed_at,
    })
}

pub(crate) fn no_counsel(order: &ListOrder) -> Complaint {
    let date = date_text(order.date);
    let (nl, en) = match &order.counsel {
        Some(name) => (
            format!("Op {date} is er geen zaak van raadsman {name}."),
            format!("There is no case of counsel {name} on {date}."),
        ),
        None => (
            format!("Op {date} is van geen verdachte een raadsman bekend."),
            format!("No counsel of any suspect is known on {date}."),
        ),
    };
    Complaint::refused_both(Both::new(
        format!("{nl} Er is geen lijst gemaakt. Leg de raadsman vast met `noodbrug case counsel`."),
        format!("{en} No list was made. Record counsel with `noodbrug case counsel`."),
    ))
}

fn no_version(versions: &[PrintedList], version: u32) -> Complaint {
    let newest = versions.first().map_or(0, |newest| newest.version);
    Complaint::refused(
        format!(
            "Van deze lijst is er geen versie {version}. De nieuwste is versie {newest} (0: nooit afgedrukt)."
        ),
        format!("This list has no version {version}. The newest is version {newest} (0: never printed)."),
    )
}

#[cfg(test)]
#[path = "rolls_tests.rs"]
pub(crate) mod tests;
