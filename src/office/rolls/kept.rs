//! What each version of a list said: kept in the store, so that the next print can say what changed.

use super::{ListName, PrintedList};
use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use chrono::NaiveDate;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::print::{Edition, Standing};
use noodbrug_core::roll::{self, Audience, Change, Last, Roll, Sheet};
use noodbrug_core::text::Lang;
use noodbrug_store::{ListKey, PrintedVersion};
use serde::{Deserialize, Serialize};

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

    /// Counts the cases on it.
    pub(super) fn cases(&self) -> usize {
        self.nl.cases()
    }

    pub(crate) const fn sheet(&self, lang: Lang) -> &Sheet {
        match lang {
            Lang::Nl => &self.nl,
            Lang::En => &self.en,
        }
    }
}

impl Office {
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

    /// Writes the entry of the journal and, of a new version, what it says, in one go.
    pub(crate) fn log_version(
        &mut self,
        said: serde_json::Value,
        version: Option<(ListKey, Edition, Digest)>,
        content: &impl Serialize,
    ) -> Result<(), Complaint> {
        let printed_at = self.now()?;
        let kept = version.map(|(key, edition, fingerprint)| PrintedVersion {
            key,
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

    pub(crate) fn last(&self, key: &ListKey) -> Result<Option<Last>, Complaint> {
        let newest = self.store.list_versions(key)?.into_iter().next();
        Ok(newest.map(|newest| Last {
            version: newest.version,
            standing: Standing::parse(&newest.standing).unwrap_or(Standing::Concept),
            fingerprint: newest.fingerprint,
        }))
    }

    pub(super) fn content(&self, name: &ListName, version: u32) -> Result<Option<Content>, Complaint> {
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
}

pub(crate) fn key(name: &ListName) -> ListKey {
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
