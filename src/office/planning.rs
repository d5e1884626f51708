//! Planning help from what the store knows: who must be heard, which measures end, which cases lack a term.

use crate::complaint::Complaint;
use crate::lists::{CaseFilter, CaseSort, Found, MOST, TermFilter, label_of};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use crate::views::{CaseLabel, TermLine};
use chrono::NaiveDate;
use noodbrug_core::case::CaseFile;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::law::Forum;
use noodbrug_core::planning::chambers::{self, ToHear};
use noodbrug_core::planning::gaps::{self, Gap};
use noodbrug_core::planning::sittings::{self, Sitting};
use noodbrug_core::rows;
use noodbrug_core::text::Lang;
use noodbrug_store::DayFilter;
use std::collections::BTreeSet;

/// One title of somebody who is held, about which a judge must decide in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HearLine {
    /// Whose.
    pub case: CaseLabel,
    /// The title's name.
    pub name: String,
    /// Its article.
    pub article: String,
    /// What must happen before when.
    pub hear: ToHear,
    /// Where it still can, when nothing is planned in time: the first sittings that are planned already.
    pub sittings: Vec<Sitting>,
}

impl HearLine {
    /// Says where somebody can still be heard in time; nothing for who is planned in time already.
    #[must_use]
    pub fn sittings_words(&self, lang: Lang) -> Option<String> {
        if !self.hear.planned.is_open() || self.hear.last_day.is_none() {
            return None;
        }
        let all: Vec<String> = self.sittings.iter().map(|sitting| sitting.text(lang)).collect();
        if all.is_empty() && self.hear.forum == Some(Forum::Judge) {
            let words = "rechter-commissaris: bel het kabinet, een zitting is niet nodig";
            return Some(lang.pick(words, "examining judge: call chambers, no session is needed").to_owned());
        }
        Some(match all.is_empty() {
            true => lang.pick("geen zitting meer op tijd", "no sitting in time any more").to_owned(),
            false => format!("{}: {}", lang.pick("kan nog op", "can still be on"), all.join("; ")),
        })
    }
}

/// A case that should have a term and has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapLine {
    /// The case.
    pub case: CaseLabel,
    /// Its phase, in the source's word.
    pub phase: String,
    /// Why.
    pub gap: Gap,
}

/// The cases without a term: their number, and the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// How many cases have no running term; the same number as on the tile and in the status.
    pub without_term: u64,
    /// How many of the listed cases have a judgment and never had a term for a remedy, whatever else runs in them.
    pub judged: u64,
    /// The cases: judgments first.
    pub lines: Vec<GapLine>,
    /// There are more.
    pub more: bool,
}

/// Names the one person whom a line is about, where the case has several suspects.
fn whose(label: CaseLabel, file: &CaseFile, person: Option<&ObjectId>) -> CaseLabel {
    match file.suspects().find(|(id, _)| Some(*id) == person) {
        Some((_, who)) => CaseLabel { suspect: who.list_name(), born: who.born, ..label },
        None => label,
    }
}

impl Office {
    /// Gives, for everybody who is held, what a judge must decide before when; most urgent first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn to_hear(&self, until: Option<NaiveDate>, lang: Lang) -> Result<Found<HearLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let filter = CaseFilter { in_custody: true, ..CaseFilter::default() };
        let list = self.store.open_list(CaseSort::default(), &filter)?;
        let mut lines = Vec::new();
        for row in self.store.rows(&list, 0, usize::MAX)? {
            let state = self.state(&row.id)?;
            let file = CaseFile::of(&state);
            let rows = rows::derive(row.id, &state, &self.law);
            for (person, hear) in chambers::to_hear_each(&file, &rows, &self.law) {
                let (name, article) = self.rule_words(&hear.rule, lang);
                let case = whose(label_of(&row), &file, person.as_ref());
                lines.push(HearLine { case, name, article, hear, sittings: Vec::new() });
            }
        }
        lines.retain(|line| until.is_none_or(|until| line.hear.last_day.is_none_or(|day| day <= until)));
        lines.sort_by_key(|line| (line.hear.urgency(), line.case.number.clone()));
        let more = lines.len() > MOST;
        lines.truncate(MOST);
        self.add_sittings(&mut lines)?;
        Ok(Found { rows: lines, more })
    }

    /// Looks up, for whoever is not planned in time, which sittings there are before the last day.
    fn add_sittings(&self, lines: &mut [HearLine]) -> Result<(), Complaint> {
        let today = self.now()?.in_the_netherlands().date();
        let open = lines.iter().filter(|line| line.hear.planned.is_open());
        let Some(last) = open.filter_map(|line| line.hear.last_day).max().filter(|last| *last >= today)
        else {
            return Ok(());
        };
        let planned = self.store.hearings(&DayFilter { from: today, to: last, court: None })?;
        let without = planned.iter().filter(|item| item.row.outcome.is_none());
        let all = sittings::sittings(without.map(|item| &item.row.slot));
        for line in lines.iter_mut().filter(|line| line.hear.planned.is_open()) {
            if let Some((forum, until)) = line.hear.forum.zip(line.hear.last_day) {
                line.sittings = sittings::in_time(&all, forum, until);
            }
        }
        Ok(())
    }

    /// Gives the running covert measures (rules of which the order can be oral), and the terms in which an oral order
    /// must be put in writing, by their end.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn measures(&self, lang: Lang) -> Result<Found<TermLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let mut names = BTreeSet::new();
        for rule in self.law.law.rules().filter(|rule| rule.duty.oral.is_some()) {
            names.insert(rule.id.to_string());
            names.extend(rule.variants.iter().map(|variant| format!("{}/{}", rule.id, variant.id)));
        }
        let mut all = Found { rows: Vec::new(), more: false };
        for name in names {
            let found = self.terms(&TermFilter { rule: Some(name), ..TermFilter::default() }, lang)?;
            all.rows.extend(found.rows);
            all.more |= found.more;
        }
        all.rows.sort_by_key(|line| (line.urgency, line.row.shown.map(|end| end.unix())));
        Ok(all)
    }

    /// Gives the cases without a term and why each should have one, cases with a judgment first.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn cases_without_term(&self) -> Result<Gaps, Complaint> {
        self.allowed(Deed::Consult)?;
        let mut judged = Vec::new();
        let mut seen = BTreeSet::new();
        for case in self.store.cases_judged()? {
            judged.extend(self.gap_of(&case)?.filter(|line| matches!(line.gap, Gap::Judgment(_))));
        }
        seen.extend(judged.iter().map(|line| line.case.id));
        let filter = CaseFilter { without_term: true, ..CaseFilter::default() };
        let list = self.store.open_list(CaseSort::default(), &filter)?;
        let rows = self.store.rows(&list, 0, MOST.saturating_add(1))?;
        let more = rows.len() > MOST;
        let count = judged.len();
        let mut lines = judged;
        for row in rows.into_iter().take(MOST).filter(|row| !seen.contains(&row.id)) {
            lines.extend(self.gap_of(&row.id)?);
        }
        lines.sort_by_key(|line| line.gap);
        let without_term = self.counts()?.without_term;
        Ok(Gaps { without_term, judged: u64::try_from(count).unwrap_or(u64::MAX), lines, more })
    }

    /// Prints the cases without a term.
    ///
    /// # Errors
    /// As [`Office::print_board`].
    pub fn print_gaps(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let paper = papers::gap_list(&self.letterhead(lang)?, &self.cases_without_term()?);
        self.put(&paper, to, None)
    }

    fn gap_of(&self, case: &CaseId) -> Result<Option<GapLine>, Complaint> {
        let Some(row) = self.store.case_row(case)? else { return Ok(None) };
        let state = self.state(case)?;
        let rows = rows::derive(*case, &state, &self.law);
        let gap = gaps::gap(&CaseFile::of(&state), &rows.terms, &self.law.law);
        Ok(gap.map(|gap| GapLine { case: label_of(&row), phase: row.phase.clone(), gap }))
    }
}
