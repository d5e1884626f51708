//! Making one list: as it stands now, or as a version was.

use super::kept::{Content, key};
use super::{ListForm, ListName, MadeList, PrintedList};
use crate::complaint::{Both, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, ListPrint};
use crate::printing::{To, has_folder};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::Kind;
use noodbrug_core::print::{Edition, Paper, Standing};
use noodbrug_core::roll::{self, Audience, Roll};
use noodbrug_core::text::Lang;
use noodbrug_files::place::{self, Existing};
use noodbrug_files::sheet::{self, ListFile, SheetError};
use serde_json::json;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where a list goes.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    Paper,
    File(&'a Path),
    Folder(&'a Path),
}

impl<'a> Place<'a> {
    pub(super) const fn of(to: To<'a>) -> Place<'a> {
        match to {
            To::Paper => Place::Paper,
            To::File(path) => Place::File(path),
        }
    }
}

/// How a list is made.
#[derive(Clone, Copy)]
pub(super) struct Making<'a> {
    /// How settled; as settled as the version before when nothing is said.
    pub(super) standing: Option<Standing>,
    /// In which form.
    pub(super) form: ListForm,
    /// Where it goes.
    pub(super) to: Place<'a>,
}

impl Office {
    /// Draws the paper and writes it beside its place; then the journal and the version; then the file gets its name. A
    /// version that is in the journal is never another list's, even when the disk fills up at the last moment.
    pub(super) fn make_list(
        &mut self,
        roll: &Roll,
        (audience, counsel): (Audience, &str),
        making: Making<'_>,
        lang: Lang,
    ) -> Result<MadeList, Complaint> {
        let name =
            ListName { date: roll.date, court: roll.court.clone(), audience, counsel: counsel.to_owned() };
        let content = Content::of(roll, audience, counsel);
        let last = self.last(&key(&name))?;
        let fingerprint = content.fingerprint();
        let edition = roll::edition(last.as_ref(), fingerprint, making.standing);
        let changes = self.changes_since(&name, edition.replaces, &content, lang)?;
        let print =
            ListPrint { sheet: content.sheet(lang), edition, changes: &changes, void_by: None, fewer: 0 };
        let paper = papers::roll_list(&self.letterhead(lang)?, &print);
        let bytes = drawn(&paper, &print, making.form)?;
        let path = self.place_of(&paper, making)?;
        let mut draft = place::Draft::in_clean_folder(&path)?;
        draft.file().write_all(&bytes).map_err(|why| draft.failed(why))?;
        let cases = content.cases();
        let list = json!({
            "date": name.date, "court": name.court, "audience": audience.word(), "cases": cases,
            "standing": edition.standing.word(), "version": edition.version, "replaces": edition.replaces,
            "fingerprint": fingerprint.to_string(),
        });
        let said = with(said(&paper, making.form, &bytes), "list", list);
        let is_new = last.is_none_or(|last| last.version < edition.version);
        self.log_version(said, is_new.then(|| (key(&name), edition, fingerprint)), &content)?;
        let placed = draft.place(Existing::Replace)?;
        Ok(MadeList { name, edition, cases, changes, placed })
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
        self.export_version(name, (version, ListForm::Pdf), to, lang)
    }

    /// Makes a version again as it was, in a form. One that was replaced says that it is void.
    ///
    /// # Errors
    /// As [`Office::reprint_list`].
    pub fn export_version(
        &mut self,
        name: &ListName,
        (version, form): (u32, ListForm),
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
        let fewer = content.cases().saturating_sub(sheet.cases());
        let changes = if fewer > 0 { Vec::new() } else { changes };
        let print = ListPrint { sheet: &sheet, edition, changes: &changes, void_by: newest, fewer };
        let mut paper = papers::roll_list(&self.letterhead(lang)?, &print);
        if newest.is_some() {
            paper.slug.push_str(lang.pick("-vervallen", "-void"));
        }
        let bytes = drawn(&paper, &print, form)?;
        let path = self.place_of(&paper, Making { standing: None, form, to: Place::of(to) })?;
        let placed = place::put(&path, &bytes, Existing::Replace)?;
        self.log(Kind::Print, None, said(&paper, form, &bytes))?;
        Ok(MadeList { name: name.clone(), edition, cases: sheet.cases(), changes, placed })
    }

    fn place_of(&self, paper: &Paper, making: Making<'_>) -> Result<PathBuf, Complaint> {
        let ending = making.form.ending();
        match making.to {
            Place::File(path) => has_folder(path).map(|()| path.to_owned()),
            Place::Paper => self.own_path((&paper.slug, ending), &paper.stamp.made_at),
            Place::Folder(folder) => {
                let file = folder.join(format!("{}.{ending}", paper.slug));
                has_folder(&file).map(|()| file)
            }
        }
    }
}

/// Writes a list in a form.
fn drawn(paper: &Paper, print: &ListPrint<'_>, form: ListForm) -> Result<Vec<u8>, Complaint> {
    let notes = papers::list_notes(paper, print);
    let list = ListFile { paper, sheet: print.sheet, changes: print.changes, notes: &notes };
    let refused = |why: SheetError| Complaint::refused_both(Both::of(|lang| why.message(lang)));
    match form {
        ListForm::Pdf => papers::render(paper),
        ListForm::Xlsx => sheet::xlsx(&list).map_err(refused),
        ListForm::Csv => sheet::csv(&list).map_err(refused),
    }
}

/// What the journal says of a file; of a PDF its form goes without saying.
fn said(paper: &Paper, form: ListForm, bytes: &[u8]) -> serde_json::Value {
    let said = json!({"what": paper.slug, "sha256": Digest::of(bytes).to_string()});
    if form == ListForm::Pdf { said } else { with(said, "file", json!(form.ending())) }
}

fn with(mut said: serde_json::Value, key: &str, value: serde_json::Value) -> serde_json::Value {
    if let Some(all) = said.as_object_mut() {
        all.insert(key.to_owned(), value);
    }
    said
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
