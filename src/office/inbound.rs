//! The inbound register: what came in is stamped at once, with a control number, and joined to its case now or later.
//!
//! A paper of which nobody knows the case stands in a case of its own, named after its control number: so it is an entry of
//! the journal like any other, merges and travels like any other, and is found by its name. When it is joined to a case,
//! that case gets the same stamp under the same name, and its own case says where it went.

use crate::act::{Deal, Saved, nothing_written};
use crate::complaint::{Both, Class, Complaint};
use crate::enforcement::{self, Timely};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use crate::views::CaseLabel;
use noodbrug_core::case::{CaseFile, DocumentLink, InboundLink, TermTrigger};
use noodbrug_core::command::{Command, Refusal};
use noodbrug_core::emergency::{EmergencyNumber, NotANumber};
use noodbrug_core::form::FormKind;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::Moment;
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;
use serde_json::json;
use std::path::PathBuf;

pub use noodbrug_core::case::{Inbound, InboundKind, InboundWay};

/// How far a clock may be ahead before a receipt counts as one in the future.
const CLOCKS_APART: i64 = 10 * 60;

/// What somebody stamps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInbound {
    /// What it is.
    pub kind: InboundKind,
    /// When it was received; now when nobody says.
    pub at: Option<Moment>,
    /// When it was entered in the prison's register (Sv 451a).
    pub entered: Option<Moment>,
    /// How it came in.
    pub how: InboundWay,
    /// From whom.
    pub from: String,
    /// About whom.
    pub about: String,
    /// The number on the paper.
    pub reference: String,
    /// In words.
    pub note: String,
    /// The case, when it is known.
    pub case: Option<CaseId>,
    /// A scan of it, which goes into the vault.
    pub scan: Option<PathBuf>,
}

/// A paper of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboundLine {
    /// The case in which it stands; that of its own while nobody knows the case.
    pub case: CaseLabel,
    /// Its name there.
    pub id: ObjectId,
    /// What was stamped.
    pub paper: Inbound,
    /// Nobody said to which case it belongs.
    pub loose: bool,
    /// Sources contradict each other about it.
    pub disputed: bool,
    /// Who stamped it.
    pub by: String,
    /// Whether it came in the term that its case has for it.
    pub timely: Option<Timely>,
}

/// A paper that was stamped or joined to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// The entry.
    pub saved: Saved,
    /// Its name.
    pub id: ObjectId,
    /// Its control number.
    pub number: EmergencyNumber,
    /// The term that begins on the day of receipt, by its rule.
    pub started: Option<String>,
}

impl Office {
    /// Stamps a paper: gives it a control number, puts its scan into the vault, and starts the term that runs from the day
    /// of receipt.
    ///
    /// # Errors
    /// A complaint when the role may not, when the receipt lies in the future, when it is not said from whom it came, or a
    /// fault of the disk.
    pub fn stamp_inbound(&mut self, new: NewInbound) -> Result<Stamped, Complaint> {
        self.permit_in(Deed::Write, new.case)?;
        let now = self.now()?;
        let at = new.at.unwrap_or(now);
        let ahead = |moment: &Moment| moment.unix() > now.unix().saturating_add(CLOCKS_APART);
        if ahead(&at) || new.entered.as_ref().is_some_and(ahead) {
            return Err(in_the_future());
        }
        if new.from.trim().is_empty() {
            return Err(Refusal::Empty(Group::Inbound).into());
        }
        let taken = self.next_numbers(&[FormKind::PapersReceived])?;
        let number = taken.copies.first().map(|(_, number)| number.clone()).ok_or_else(nothing_written)?;
        let scan = new.scan.as_deref().map(|path| self.keep_paper(path, new.kind, &number)).transpose()?;
        let case = new.case.unwrap_or_else(|| Inbound::own_case(&number));
        let known = self.file(&case)?;
        let about = if new.about.trim().is_empty() { suspects(&known) } else { new.about.trim().to_owned() };
        let paper = Inbound {
            number: number.clone(),
            kind: new.kind,
            at,
            entered: new.entered,
            how: new.how,
            from: new.from.trim().to_owned(),
            about,
            reference: new.reference.trim().to_owned(),
            note: new.note.trim().to_owned(),
            scan: scan.as_ref().map(|scan| scan.sha256),
        };
        self.log_forms(&taken, new.case, json!({"what": "inbound"}))?;
        let id = self.new_id()?;
        let (deals, started) = self.arrival((case, &known), &id, (&paper, scan))?;
        let saved = self.act_all(deals)?.into_iter().next().ok_or_else(nothing_written)?;
        Ok(Stamped { saved, id, number, started })
    }

    /// What a paper sets going in the case to which it comes.
    fn arrival(
        &self,
        (case, known): (CaseId, &CaseFile),
        id: &ObjectId,
        (paper, scan): (&Inbound, Option<DocumentLink>),
    ) -> Result<(Vec<Deal>, Option<String>), Complaint> {
        let mut deals = vec![Deal::new(case, Command::Receive(id.clone(), paper.clone()))];
        if let Some(scan) = scan {
            deals.push(Deal::new(case, Command::AddDocument(self.new_id()?, scan)));
        }
        let own = Inbound::own_case(&paper.number) == case;
        let start = if own { None } else { self.starts(known, id, paper)? };
        let started = start.as_ref().map(|(_, trigger)| trigger.rule.clone());
        let start = start.map(|(term, trigger)| Command::StartTerm(term, trigger));
        deals.extend(start.map(|command| Deal { rests_on: Some(0), ..Deal::new(case, command) }));
        Ok((deals, started))
    }

    /// The term that begins on the day of receipt, unless the case has it.
    fn starts(
        &self,
        known: &CaseFile,
        id: &ObjectId,
        paper: &Inbound,
    ) -> Result<Option<(ObjectId, TermTrigger)>, Complaint> {
        let rules = enforcement::rules()?;
        let Some(rule) = rules.starts(paper.kind) else { return Ok(None) };
        let from = paper.counts().in_the_netherlands().date().to_string();
        let there = known.terms.values().flat_map(|term| term.trigger.values());
        if there.into_iter().any(|trigger| trigger.rule == rule && trigger.from == from) {
            return Ok(None);
        }
        let note = format!("ingekomen stuk {}: {}", paper.number, paper.kind.label(Lang::Nl));
        let trigger = TermTrigger { rule: rule.to_owned(), from, person: None, note, oral: false };
        Ok(Some((ObjectId::derived(&format!("{id} {rule}")), trigger)))
    }

    /// Joins a paper to a case, or to another one than before, with the reason for that.
    ///
    /// # Errors
    /// A complaint when it stands in that case already, when another case is left without a reason, when sources contradict
    /// each other about it, or a fault of the disk.
    pub fn link_inbound(&mut self, typed: &str, to: CaseId, why: &str) -> Result<Stamped, Complaint> {
        self.permit_in(Deed::Write, Some(to))?;
        let line = self.inbound_by_number(typed)?;
        let (from, id, number) = (line.case.id, line.id.clone(), line.paper.number.clone());
        if from == to {
            return Err(Refusal::Unchanged(Group::InboundLink).into());
        }
        let own = Inbound::own_case(&number);
        let mut deals = Vec::new();
        let why = why.trim();
        if from != own {
            deals.push(Deal::new(from, Command::Withdraw(Group::Inbound, id.clone(), why.to_owned())));
        }
        if self.file(&own)?.inbound.contains_key(&id) {
            let deal = Deal::new(own, Command::LinkInbound(id.clone(), InboundLink { case: to }));
            deals.push(Deal { why: Some(why.to_owned()).filter(|why| !why.is_empty()), ..deal });
        }
        let scans = self.file(&from)?.documents;
        let scan = line.paper.scan.and_then(|sha256| {
            scans.values().filter_map(|fact| fact.any()).find(|link| link.sha256 == sha256).cloned()
        });
        let known = self.file(&to)?;
        let scan = scan.filter(|scan| {
            !known.documents.values().flat_map(|fact| fact.values()).any(|link| link.sha256 == scan.sha256)
        });
        let (arrival, started) = self.arrival((to, &known), &id, (&line.paper, scan))?;
        // What an act rests on is named by its place, and may be of the same case only.
        deals.extend(arrival.into_iter().map(|deal| Deal { rests_on: None, ..deal }));
        let saved = self.act_all(deals)?.into_iter().next_back().ok_or_else(nothing_written)?;
        Ok(Stamped { saved, id, number, started })
    }

    /// Gives the register: the newest first, those without a case alone when that is asked.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn inbound(&self, loose_only: bool) -> Result<Vec<InboundLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let places = if loose_only {
            self.store.loose_inbound()?
        } else {
            self.store.inbound(crate::lists::MOST)?.rows
        };
        let mut lines = Vec::new();
        for (case, id) in places {
            lines.extend(self.inbound_line(&case, &id)?);
        }
        Ok(lines)
    }

    /// Gives the papers that came in for a case, the newest first.
    ///
    /// # Errors
    /// As [`Office::inbound`].
    pub fn inbound_of(&self, case: &CaseId) -> Result<Vec<InboundLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let mut lines = Vec::new();
        for id in self.file(case)?.inbound.keys() {
            lines.extend(self.inbound_line(case, id)?);
        }
        lines.sort_by_key(|line| std::cmp::Reverse(line.paper.at.unix()));
        Ok(lines)
    }

    fn inbound_line(&self, case: &CaseId, id: &ObjectId) -> Result<Option<InboundLine>, Complaint> {
        let file = self.file(case)?;
        let Some((entry, label)) = file.inbound.get(id).zip(self.label(case)?) else { return Ok(None) };
        let Some(told) = entry.receipt.readings().first() else { return Ok(None) };
        let loose = Inbound::own_case(&told.value.number) == *case && entry.link.sole().is_none();
        Ok(Some(InboundLine {
            case: label,
            id: id.clone(),
            paper: told.value.clone(),
            loose,
            disputed: entry.receipt.in_conflict() || entry.link.in_conflict(),
            timely: self.timely(&file, &told.value)?,
            by: told.said.first().map(|said| said.by.clone()).unwrap_or_default(),
        }))
    }

    /// Finds a paper by its control number.
    ///
    /// # Errors
    /// A complaint when it is no number, or when nothing here has it.
    pub fn inbound_by_number(&self, typed: &str) -> Result<InboundLine, Complaint> {
        self.allowed(Deed::Consult)?;
        let number: EmergencyNumber = typed
            .parse()
            .map_err(|why: NotANumber| Complaint::refused_both(Both::of(|lang| why.sentence(typed, lang))))?;
        let places = self.store.inbound(usize::MAX >> 1)?.rows;
        for (case, id) in places {
            let found = self.inbound_line(&case, &id)?.filter(|line| line.paper.number == number);
            if let Some(line) = found {
                return Ok(line);
            }
        }
        Err(Complaint::refused(
            format!("Er is geen ingekomen stuk met nummer {number}. Zie `noodbrug inbound list`."),
            format!("There is no inbound paper numbered {number}. See `noodbrug inbound list`."),
        ))
    }

    /// Gives the papers that stand in no case but their own.
    pub(crate) fn loose_papers(&self) -> Result<Vec<Inbound>, Complaint> {
        let mut papers = Vec::new();
        for (case, id) in self.store.loose_inbound()? {
            let file = self.file(&case)?;
            papers
                .extend(file.inbound.get(&id).into_iter().flat_map(|paper| paper.receipt.values().cloned()));
        }
        Ok(papers)
    }

    /// Prints the deed of receipt of a paper.
    ///
    /// # Errors
    /// As [`Office::inbound_by_number`], or a complaint that names the file.
    pub fn print_inbound(&mut self, typed: &str, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        let line = self.inbound_by_number(typed)?;
        self.permit_in(Deed::Consult, Some(line.case.id))?;
        let paper = papers::inbound_deed(&self.letterhead(lang)?, &line);
        self.put(&paper, to, Some(line.case.id))
    }

    fn keep_paper(
        &self,
        path: &std::path::Path,
        kind: InboundKind,
        number: &EmergencyNumber,
    ) -> Result<DocumentLink, Complaint> {
        let title = format!("{} {number}", kind.label(Lang::Nl));
        self.keep_scan(path, title, "ingekomen stuk")
    }
}

fn suspects(file: &CaseFile) -> String {
    file.suspects().map(|(_, who)| who.full_name()).collect::<Vec<_>>().join("; ")
}

fn in_the_future() -> Complaint {
    Complaint::new(
        Class::Refused,
        Both::new(
            "De ontvangst ligt in de toekomst. Vul de echte dag en tijd in; die beslissen. Er is niets opgeslagen.",
            "The receipt lies in the future. Fill in the real day and time; they decide. Nothing was saved.",
        ),
    )
}

#[cfg(test)]
#[path = "inbound_tests.rs"]
pub(crate) mod tests;
