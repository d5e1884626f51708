//! Running terms: which come first, which wait for a second person, and what was done to terms on a day.

use crate::complaint::Complaint;
use crate::journal::day_start;
use crate::law;
use crate::lists::{Found, Labels, MOST, TermFilter};
use crate::may::Deed;
use crate::office::Office;
use crate::papers::TermLog;
use crate::views::{CaseLabel, TermAct, TermLine, TermLogLine};
use chrono::{Days, NaiveDate};
use noodbrug_core::case::{CaseFile, TermEnd, TermFile, TermTrigger};
use noodbrug_core::event::{Event, Kind};
use noodbrug_core::four_eyes::{self, Asked, Standing};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::lawbook::Answer;
use noodbrug_core::moment::Moment;
use noodbrug_core::register::{Group, Register};
use noodbrug_core::rows::{self, TermRow};
use noodbrug_core::state::{CaseState, Said};
use noodbrug_core::text::Lang;
use noodbrug_core::warning::{self, Urgency};
use noodbrug_store::TermItem;
use serde_json::Value;
use std::collections::BTreeMap;

/// The questions for the end of terms, by case and term.
type Questions = BTreeMap<(CaseId, ObjectId), Vec<Asked>>;

impl Office {
    /// Gives terms: those without an end, those past it, those in their warning, and the rest; each by its end.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn terms(&self, filter: &TermFilter, lang: Lang) -> Result<Found<TermLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        let now = self.now()?;
        let (items, more) = self.first_terms(filter, &now)?;
        let questions = if filter.ended { Questions::new() } else { self.questions()? };
        let mut lines: Vec<(Urgency, TermItem, Option<Moment>)> = items
            .into_iter()
            .map(|item| {
                let (urgency, warned_from) = warning::of_row(&self.law, &item.row, &now);
                (urgency, item, warned_from)
            })
            .collect();
        if !filter.ended {
            lines.sort_by_key(|(urgency, item, _)| (*urgency, item.row.shown.map(|end| end.unix())));
        }
        let more = more || lines.len() > MOST;
        lines.truncate(MOST);
        let mut labels = Labels::default();
        let line = |(urgency, item, warned_from): (Urgency, TermItem, Option<Moment>)| {
            let asked = questions.get(&(item.label.case, item.row.term.clone())).cloned().unwrap_or_default();
            let case = labels.of(self, &item.label)?;
            Ok(self.term_line(case, item.row, (urgency, warned_from), asked, lang))
        };
        Ok(Found { rows: lines.into_iter().map(line).collect::<Result<_, Complaint>>()?, more })
    }

    /// Reads at least every term whose warning may have begun, so that none of those stands behind the end of a list.
    fn first_terms(&self, filter: &TermFilter, now: &Moment) -> Result<(Vec<TermItem>, bool), Complaint> {
        let found = self.store.terms(filter, MOST)?;
        if !found.more || filter.ended {
            return Ok((found.rows, found.more));
        }
        let latest = now.plus_hours(warning::longest_hours(&self.law.law));
        let before = filter.before.filter(|before| before.unix() < latest.unix()).unwrap_or(latest);
        let all = self.store.terms(&TermFilter { before: Some(before), ..filter.clone() }, usize::MAX)?.rows;
        // Both are by end from the first on, so that the longer one holds the shorter.
        Ok((if all.len() > found.rows.len() { all } else { found.rows }, true))
    }

    fn term_line(
        &self,
        case: CaseLabel,
        row: TermRow,
        (urgency, warned_from): (Urgency, Option<Moment>),
        asked: Vec<Asked>,
        lang: Lang,
    ) -> TermLine {
        let (name, article) = self.rule_words(&row.rule, lang);
        TermLine { case, name, article, row, warned_from, urgency, asked }
    }

    /// Gives the terms of which somebody asks that they end and a second person has not looked yet, by their end.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn terms_asked(&self, lang: Lang) -> Result<Vec<TermLine>, Complaint> {
        self.allowed(Deed::Consult)?;
        self.asked_terms(lang)
    }

    /// Counts the terms whose end waits for a second person; a number names nobody.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn terms_waiting(&self) -> Result<u64, Complaint> {
        Ok(u64::try_from(self.asked_terms(Lang::Nl)?.len()).unwrap_or(u64::MAX))
    }

    fn asked_terms(&self, lang: Lang) -> Result<Vec<TermLine>, Complaint> {
        let now = self.now()?;
        let mut lines = Vec::new();
        for case in self.store.cases_with_written_ends()? {
            let state = self.state(&case)?;
            let questions = self.questions_in(&CaseFile::of(&state));
            let rows = rows::derive(case, &state, &self.law).terms.into_iter().filter(|row| row.running);
            for row in rows.filter(|row| questions.contains_key(&row.term)) {
                let asked = questions.get(&row.term).cloned().unwrap_or_default();
                let near = warning::of_row(&self.law, &row, &now);
                let label = self.label(&case)?.unwrap_or_else(|| unknown_label(case));
                lines.push(self.term_line(label, row, near, asked, lang));
            }
        }
        lines.sort_by_key(|line| (line.row.shown.map(|end| end.unix()), line.case.number.clone()));
        Ok(lines)
    }

    fn questions(&self) -> Result<Questions, Complaint> {
        let mut all = Questions::new();
        for case in self.store.cases_with_written_ends()? {
            let found = self.questions_in(&self.file(&case)?);
            all.extend(found.into_iter().map(|(term, asked)| ((case, term), asked)));
        }
        Ok(all)
    }

    fn questions_in(&self, file: &CaseFile) -> BTreeMap<ObjectId, Vec<Asked>> {
        let asked = |(id, term): (&ObjectId, &TermFile)| match four_eyes::standing(term, &self.law.law) {
            Standing::Asked(asked) => Some((id.clone(), asked)),
            Standing::Running | Standing::Ended => None,
        };
        file.terms.iter().chain(&file.withdrawn_terms).filter_map(asked).collect()
    }

    /// Tells how a term of a case stands: whether it runs, and whether its end waits for a second person.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn term_standing(&self, case: &CaseId, term: &ObjectId) -> Result<Standing, Complaint> {
        let file = self.file(case)?;
        let found = file.terms.get(term).or_else(|| file.withdrawn_terms.get(term));
        Ok(found.map_or(Standing::Ended, |term| four_eyes::standing(term, &self.law.law)))
    }

    /// Computes a term of a case, and gives the entries that say what it runs from.
    ///
    /// # Errors
    /// A complaint when the case has no such term, sources contradict each other about it, or it cannot be computed.
    pub fn why_of(&self, case: &CaseId, term: &ObjectId) -> Result<(Answer, Vec<Said>), Complaint> {
        let file = self.file(case)?;
        let found = file.terms.get(term).ok_or_else(no_term)?;
        let [told] = found.trigger.readings() else { return Err(no_term()) };
        Ok((law::of_case(&self.law, &told.value.rule, &told.value.from)?, told.said.clone()))
    }

    /// Gives every act of a day that is about a term: started, moved, asked, confirmed, ended, let run, taken back.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn term_log(&self, date: NaiveDate, lang: Lang) -> Result<TermLog, Complaint> {
        self.allowed(Deed::Consult)?;
        let to = day_start(date.checked_add_days(Days::new(1)).unwrap_or(date))?;
        let mut files: BTreeMap<CaseId, CaseFile> = BTreeMap::new();
        let mut lines = Vec::new();
        for event in self.store.day_journal(&day_start(date)?, &to)? {
            let Some(case) = event.header.cs.filter(|_| names_a_term(&event)) else { continue };
            if let std::collections::btree_map::Entry::Vacant(place) = files.entry(case) {
                place.insert(CaseFile::of(&CaseState::of(&self.store.events_of_case(&case)?)));
            }
            if let Some(file) = files.get(&case) {
                let label = self.label(&case)?.unwrap_or_else(|| unknown_label(case));
                lines.extend(self.term_acts(&event, file, &label, lang));
            }
        }
        let (head_place, head) = self.journal_head()?;
        Ok(TermLog { date, lines, head_place, head })
    }

    fn term_acts(&self, event: &Event, file: &CaseFile, case: &CaseLabel, lang: Lang) -> Vec<TermLogLine> {
        let Some(body) = event.content() else { return Vec::new() };
        let lines = body.w.iter().filter_map(|(register, value)| {
            let id = register.object.as_ref()?;
            let term = file.terms.get(id).or_else(|| file.withdrawn_terms.get(id));
            let act = self.term_act(event, (register, value), term)?;
            let trigger = trigger_of(register, value, term);
            let rule = trigger.as_ref().map(|trigger| trigger.rule.clone()).unwrap_or_default();
            let (name, article) = self.rule_words(&rule, lang);
            let from = trigger.as_ref().map(|trigger| trigger.from.clone()).unwrap_or_default();
            let ends = self.law.compute(&rule, &from).ok().map(|computed| computed.shown().moment());
            let note = value.get("note").and_then(Value::as_str).unwrap_or_default();
            Some(TermLogLine {
                at: body.t,
                by: body.by.clone(),
                place: (event.header.ws.to_string(), event.header.seq),
                case: case.clone(),
                act,
                rule,
                name,
                article,
                from,
                ends,
                why: body.why.clone().unwrap_or_else(|| note.to_owned()),
            })
        });
        lines.collect()
    }

    fn term_act(
        &self,
        event: &Event,
        (register, value): (&Register, &Value),
        term: Option<&TermFile>,
    ) -> Option<TermAct> {
        let too = |group| {
            event.content().is_some_and(|body| body.w.contains_key(&Register { group, ..register.clone() }))
        };
        match register.group {
            Group::Trigger if value.is_null() => Some(TermAct::Withdrawn),
            Group::Trigger if event.header.k == Kind::Add => Some(TermAct::Started),
            Group::Trigger => Some(TermAct::Moved),
            // Taking a term back takes its end back in the same entry.
            Group::TermEnd if value.is_null() && too(Group::Trigger) => None,
            Group::TermEnd if value.is_null() => Some(TermAct::Kept),
            Group::TermEnd => {
                let end: TermEnd = serde_json::from_value(value.clone()).ok()?;
                let critical = term.is_some_and(|term| four_eyes::is_critical(term, &self.law.law));
                Some(match end.confirmed {
                    Some(confirmed) => TermAct::Confirmed(end.how, confirmed.asked_by),
                    None if critical => TermAct::Asked(end.how),
                    None => TermAct::Ended(end.how),
                })
            }
            _ => None,
        }
    }
}

/// Says that of this term no computation can be shown.
pub(crate) fn no_term() -> Complaint {
    Complaint::refused(
        "Van deze termijn is geen berekening te tonen: hij staat niet (meer) in de zaak, volgt uit een bevel, of twee bronnen spreken elkaar over zijn begin tegen. Kijk in het log van de zaak.",
        "No computation can be shown of this term: it is not (or no longer) in the case, follows from an order, or two sources contradict each other about its start. Look in the log of the case.",
    )
}

fn names_a_term(event: &Event) -> bool {
    let registers = event.content().into_iter().flat_map(|body| body.w.keys());
    registers.into_iter().any(|register| matches!(register.group, Group::Trigger | Group::TermEnd))
}

/// What the term ran from by this entry; for its end, by what is known of it now.
fn trigger_of(register: &Register, value: &Value, term: Option<&TermFile>) -> Option<TermTrigger> {
    let written = || serde_json::from_value(value.clone()).ok().filter(|_| register.group == Group::Trigger);
    let known = || {
        let term = term?;
        term.trigger.any().or_else(|| term.triggers.last().map(|told| &told.value)).cloned()
    };
    written().or_else(known)
}

fn unknown_label(case: CaseId) -> CaseLabel {
    CaseLabel {
        id: case,
        number: String::new(),
        suspect: String::new(),
        born: None,
        charge: String::new(),
        prosecutor: String::new(),
    }
}
