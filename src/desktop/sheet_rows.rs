//! The parts of a case as finished texts: what its sheet shows, with need-to-know data left out until asked for.

use crate::moments::{capital, clock};
use crate::rows::{self, Reader, row};
use crate::say::{self, Stake, fact};
use noodbrug_core::case::{
    CaseFile, Fact, HearingFile, HearingOutcome, PersonFile, PersonRole, TaskFile, TermFile,
};
use noodbrug_core::custody::{Clock, Outcome, Status};
use noodbrug_core::digest::Digest;
use noodbrug_core::four_eyes;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::{date_text, weekday_date_text};
use noodbrug_core::rows::TaskStage;
use noodbrug_office::custody_effect::days_spent;
use noodbrug_office::{CaseSheet, DocumentCheck, PersonCustody};
use noodbrug_ui::{ClockCard, Fact as Labelled, Mark, NoteLine, PersonCard, TableRow, Tone};
use slint::SharedString;
use std::collections::BTreeSet;

impl Reader {
    /// Persons; numbers are hidden unless this person was asked for.
    pub(crate) fn persons(&self, file: &CaseFile, shown: &BTreeSet<ObjectId>) -> Vec<PersonCard> {
        file.persons.iter().map(|(id, person)| self.person(id, person, shown.contains(id))).collect()
    }

    fn person(&self, id: &ObjectId, person: &PersonFile, shown: bool) -> PersonCard {
        let lang = self.lang;
        let who = person.identity.any();
        let has_numbers =
            person.numbers.any().is_some_and(|numbers| numbers.bsn.is_some() || numbers.skn.is_some());
        let mut facts = Vec::new();
        if let Some(who) = who {
            let born = who.born.map(date_text).unwrap_or_else(|| lang.pick("onbekend", "unknown").to_owned());
            let place = if who.birthplace.is_empty() {
                String::new()
            } else {
                format!(" {} {}", lang.pick("te", "in"), who.birthplace)
            };
            facts.push(fact(lang.pick("Geboren", "Born"), format!("{born}{place}")));
        }
        facts.extend(self.numbers(person, shown));
        let counsel = person.counsel.any().cloned().unwrap_or_default();
        if !counsel.name.is_empty() {
            let phone = if counsel.phone.is_empty() { String::new() } else { format!(", {}", counsel.phone) };
            facts.push(fact(lang.pick("Raadsman", "Counsel"), format!("{}{phone}", counsel.name)));
        }
        let shield = person.shield.any().cloned().unwrap_or_default();
        if shield.protected {
            let why = if shield.note.is_empty() { String::new() } else { format!(": {}", shield.note) };
            let protected = lang.pick("beschermd", "protected");
            facts.push(fact(lang.pick("Voor het publiek", "For the public"), format!("{protected}{why}")));
        }
        PersonCard {
            id: id.to_string().into(),
            name: who.map(|who| who.full_name()).unwrap_or_default().into(),
            role: who.map(|who| who.role.label(lang)).unwrap_or_default().into(),
            facts: say::model(facts),
            masked: has_numbers && !shown,
            suspect: who.is_some_and(|who| who.role == PersonRole::Suspect),
            counsel: counsel.name.into(),
            phone: counsel.phone.into(),
            protected: shield.protected,
            shield: shield.note.into(),
        }
    }

    fn numbers(&self, person: &PersonFile, shown: bool) -> Vec<Labelled> {
        let Some(numbers) = person.numbers.any() else { return Vec::new() };
        let value = |number: &Option<String>| match (number, shown) {
            (None, _) => self.lang.pick("niet bekend", "not known").to_owned(),
            (Some(number), true) => number.clone(),
            (Some(_), false) => self.lang.pick("verborgen", "hidden").to_owned(),
        };
        vec![fact("SKN", value(&numbers.skn)), fact("BSN", value(&numbers.bsn))]
    }

    /// The suspect as the sheet's heading names him or her; several are joined.
    pub(crate) fn heading_name(&self, file: &CaseFile) -> String {
        let suspects = file.persons.values().filter_map(|person| person.identity.any());
        let names: Vec<String> =
            suspects.filter(|who| who.role == PersonRole::Suspect).map(|who| who.full_name()).collect();
        names.join(", ")
    }

    /// The facts of the case itself.
    pub(crate) fn case_facts(&self, file: &CaseFile) -> Vec<Labelled> {
        let lang = self.lang;
        let mut facts = Vec::new();
        if let Some(numbers) = file.numbers.any() {
            facts.extend(
                numbers
                    .parketnummer
                    .iter()
                    .map(|number| fact(lang.pick("Parketnummer", "Case number"), number.to_string())),
            );
            if !numbers.others.is_empty() {
                facts.push(fact(lang.pick("Andere nummers", "Other numbers"), numbers.others.join(", ")));
            }
            let related: Vec<String> = numbers.related.iter().map(ToString::to_string).collect();
            if !related.is_empty() {
                facts.push(fact(lang.pick("Verwante zaken", "Related cases"), related.join(", ")));
            }
        }
        if let Some(status) = file.status.any() {
            facts.push(fact(lang.pick("Fase", "Phase"), status.phase.as_str()));
            facts.extend(
                status
                    .prosecutor
                    .iter()
                    .map(|name| fact(lang.pick("Officier van justitie", "Prosecutor"), name.as_str())),
            );
        }
        facts.extend(file.decisions.values().filter_map(Fact::any).map(|decision| {
            let words = format!(
                "{}: {} ({}, {})",
                decision.kind,
                decision.text,
                decision.by,
                date_text(decision.date)
            );
            fact(&capital(decision.state.label(lang)), words)
        }));
        facts
    }

    /// What stands out about the case: who is held, what is wrong with its data.
    pub(crate) fn marks(&self, sheet: &CaseSheet) -> Vec<Mark> {
        let lang = self.lang;
        let mut marks = Vec::new();
        let mut mark = |word: &str, tone| marks.push(Mark { word: word.into(), tone });
        for person in &sheet.custody {
            let custody = &person.custody;
            match custody.status {
                _ if custody.held_too_long() => {
                    mark(
                        lang.pick("Vast zonder geldige titel?", "Held without a valid title?"),
                        Tone::Danger,
                    );
                }
                Status::Held => mark(&capital(custody.standing(lang)), Tone::Info),
                Status::Suspended => mark(&capital(custody.status.label(lang)), Tone::Neutral),
                Status::Free => {}
            }
            if custody.is_incomplete() {
                mark(lang.pick("Termijnen onvolledig", "Terms incomplete"), Tone::Warn);
            }
        }
        if !sheet.file.conflicts.is_empty() {
            mark(lang.pick("Tegenstrijdige gegevens", "Contradicting data"), Tone::Warn);
        }
        if !sheet.file.unreadable.is_empty() {
            mark(lang.pick("Deels onleesbaar", "Partly unreadable"), Tone::Warn);
        }
        if sheet.row.terms == 0 {
            mark(lang.pick("Zonder termijn", "Without term"), Tone::Neutral);
        }
        marks
    }

    /// How many days of each limit are spent and left, a line for each person who is or was held.
    pub(crate) fn days(&self, sheet: &CaseSheet) -> Vec<String> {
        let several = sheet.custody.len() > 1;
        let line = |person: &PersonCustody| {
            let days = days_spent(&person.custody, self.lang);
            let days: Vec<String> = days.into_iter().map(|(name, days)| format!("{name}: {days}")).collect();
            let days = days.join(" · ");
            let named = several && !days.is_empty();
            if named { format!("{} · {days}", person.name) } else { days }
        };
        sheet.custody.iter().map(line).filter(|line| !line.is_empty()).collect()
    }

    /// What the computation of somebody's custody lacks, and which registers contradict each other.
    pub(crate) fn warnings(&self, sheet: &CaseSheet) -> Vec<Labelled> {
        let lang = self.lang;
        let problems = sheet.custody.iter().flat_map(|person| &person.custody.problems);
        let problems = problems.map(|problem| fact(lang.pick("Let op", "Mind"), problem.text(lang)));
        let conflicts = sheet
            .file
            .conflicts
            .iter()
            .map(|register| fact(lang.pick("Tegenstrijdig", "In conflict"), register.group.label(lang)));
        problems.chain(conflicts).collect()
    }

    /// Custody clocks that run or have run out, first end first; the number is their place in the sheet.
    pub(crate) fn clocks(&self, sheet: &CaseSheet) -> Vec<ClockCard> {
        let several = sheet.custody.len() > 1;
        open_clocks(sheet)
            .map(|(number, name, clock)| {
                let lang = self.lang;
                let (left, tone) = say::left(&self.now, Some(&clock.earliest), Stake::Custody, lang);
                let title = clock.name.get(lang);
                let word = match clock.outcome {
                    Outcome::Lapsed => lang.pick("verstreken", "lapsed").to_owned(),
                    _ => clock.outcome.text(lang),
                };
                ClockCard {
                    id: slint::format!("{number}"),
                    title: if several { slint::format!("{title}, {name}") } else { title.into() },
                    since: say::when(&clock.started_by.moment, lang),
                    until: slint::format!(
                        "{} {}",
                        lang.pick("uiterlijk", "at the latest"),
                        say::at_the_latest(Some(&clock.earliest), lang)
                    ),
                    left,
                    word: word.into(),
                    tone,
                    steps: Default::default(),
                }
            })
            .collect()
    }

    /// The same clocks as rows above the terms that people set running.
    pub(crate) fn clock_rows(&self, sheet: &CaseSheet) -> Vec<TableRow> {
        let several = sheet.custody.len() > 1;
        let row_of = |(number, name, clock): (usize, &str, &Clock)| {
            let cells = vec![
                SharedString::new(),
                say::at_the_latest(Some(&clock.earliest), self.lang),
                match several {
                    true => slint::format!("{}, {name}", clock.name.get(self.lang)),
                    false => clock.name.get(self.lang).into(),
                },
                clock.article.as_str().into(),
            ];
            let left = say::left(&self.now, Some(&clock.earliest), Stake::Custody, self.lang);
            row(format!("{CLOCK}{number}"), cells, left)
        };
        open_clocks(sheet).map(row_of).collect()
    }

    /// Charges.
    pub(crate) fn charges(&self, file: &CaseFile) -> Vec<TableRow> {
        file.charges
            .iter()
            .filter_map(|(id, charge)| charge.any().map(|charge| (id, charge)))
            .zip(1..)
            .map(|((id, charge), number)| {
                let cells = vec![
                    slint::format!("{number}"),
                    charge.description.as_str().into(),
                    charge.article.as_str().into(),
                    charge.date.map(date_text).unwrap_or_default().into(),
                    charge.place.as_str().into(),
                ];
                row(id.to_string(), cells, Default::default())
            })
            .collect()
    }

    /// Hearings, first one first; of a conflict both times.
    pub(crate) fn case_hearings(&self, file: &CaseFile) -> Vec<TableRow> {
        let mut hearings: Vec<_> = file
            .hearings
            .iter()
            .flat_map(|(id, hearing)| hearing.slot.values().map(move |slot| (slot, id, hearing)))
            .collect();
        hearings.sort_by_key(|(slot, ..)| (slot.date, slot.time));
        hearings
            .into_iter()
            .map(|(slot, id, hearing)| {
                let cells = vec![
                    slint::format!("{} {}", weekday_date_text(slot.date, self.lang), clock(slot.time)),
                    slint::format!("{}, {} {}", slot.court, self.lang.pick("zaal", "room"), slot.room),
                    hearing.session.any().map(|session| session.modality.as_str()).unwrap_or_default().into(),
                ];
                row(id.to_string(), cells, self.hearing_state(hearing))
            })
            .collect()
    }

    fn hearing_state(&self, hearing: &HearingFile) -> (SharedString, Tone) {
        let lang = self.lang;
        match hearing.outcome.any() {
            _ if hearing.slot.in_conflict() || hearing.outcome.in_conflict() => {
                (lang.pick("Tegenstrijdig", "In conflict").into(), Tone::Warn)
            }
            Some(HearingOutcome { code, .. }) => (capital(code.label(lang)).into(), Tone::Good),
            None => (lang.pick("Nog niet", "Not yet").into(), Tone::Neutral),
        }
    }

    /// Terms that people set running, with what is left of them.
    pub(crate) fn case_terms(&self, file: &CaseFile, law: &LawBook) -> Vec<TableRow> {
        let mut rows: Vec<(i64, TableRow)> =
            file.terms.iter().filter_map(|(id, term)| self.term(id, term, law)).collect();
        rows.sort_by_key(|(end, _)| *end);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn term(&self, id: &ObjectId, term: &TermFile, law: &LawBook) -> Option<(i64, TableRow)> {
        let trigger = term.trigger.any()?;
        let computed = law.compute(&trigger.rule, &trigger.from).ok();
        let shown = computed.as_ref().map(|computed| computed.shown().moment());
        // An end that waits for a second person has ended nothing.
        let end = term.end.any().filter(|_| !four_eyes::standing(term, &law.law).runs());
        let ended = end.map(|end| (capital(end.how.label(self.lang)).into(), Tone::Good));
        let status = ended.unwrap_or_else(|| say::left(&self.now, shown.as_ref(), Stake::Other, self.lang));
        let cells = vec![
            SharedString::new(),
            say::at_the_latest(shown.as_ref(), self.lang),
            rule_name(law, &trigger.rule, self).into(),
            computed.map(|computed| computed.article).unwrap_or_default().into(),
        ];
        Some((shown.map_or(i64::MAX, |end| end.unix()), row(id.to_string(), cells, status)))
    }

    /// Enforcement tasks.
    pub(crate) fn case_tasks(&self, file: &CaseFile) -> Vec<TableRow> {
        file.tasks
            .iter()
            .filter_map(|(id, task)| task.plan.any().map(|plan| (id, task, plan)))
            .map(|(id, task, plan)| {
                let cells = vec![
                    SharedString::new(),
                    say::day(plan.due, self.lang),
                    rows::task_kind(plan.kind.word(), self.lang).into(),
                    plan.executor.label(self.lang).into(),
                ];
                row(id.to_string(), cells, self.task_state(task, plan.urgent))
            })
            .collect()
    }

    fn task_state(&self, task: &TaskFile, urgent: bool) -> (SharedString, Tone) {
        let stage = match (task.done.is_empty(), task.handover.is_empty()) {
            (false, _) => TaskStage::Done,
            (true, false) => TaskStage::HandedOver,
            (true, true) => TaskStage::Open,
        };
        let lang = self.lang;
        match stage {
            TaskStage::Open if urgent => (lang.pick("Spoed", "Urgent").into(), Tone::Warn),
            TaskStage::Open => (lang.pick("Te doen", "To do").into(), Tone::Neutral),
            TaskStage::HandedOver => (lang.pick("Overgedragen", "Handed over").into(), Tone::Info),
            TaskStage::Done => (lang.pick("Gedaan", "Done").into(), Tone::Good),
        }
    }

    /// Documents, each with the state of its bytes.
    pub(crate) fn documents(
        &self,
        file: &CaseFile,
        check: impl Fn(&Digest) -> Option<DocumentCheck>,
    ) -> Vec<TableRow> {
        file.documents
            .values()
            .filter_map(Fact::any)
            .zip(1..)
            .map(|(document, number)| {
                let title = if document.title.is_empty() { &document.name } else { &document.title };
                let cells = vec![
                    slint::format!("{number}"),
                    title.as_str().into(),
                    document.kind.as_str().into(),
                    document.added.map(|added| date_text(added.date())).unwrap_or_default().into(),
                ];
                row(document.sha256.to_string(), cells, self.document_state(check(&document.sha256)))
            })
            .collect()
    }

    fn document_state(&self, check: Option<DocumentCheck>) -> (SharedString, Tone) {
        let lang = self.lang;
        match check {
            Some(DocumentCheck::Good) => (lang.pick("Klopt", "Intact").into(), Tone::Good),
            Some(DocumentCheck::Wrong) => (lang.pick("Klopt niet", "Not intact").into(), Tone::Refused),
            Some(DocumentCheck::Missing) => (lang.pick("Ontbreekt", "Missing").into(), Tone::Warn),
            None => (lang.pick("Nog niet nagelopen", "Not checked yet").into(), Tone::Neutral),
        }
    }

    /// Notes, newest first.
    pub(crate) fn notes(&self, file: &CaseFile) -> Vec<NoteLine> {
        let mut notes: Vec<_> = file.notes.values().flat_map(Fact::readings).collect();
        notes.sort_by_key(|told| std::cmp::Reverse(told.said.first().map(|said| said.at.unix())));
        notes
            .into_iter()
            .map(|told| {
                let said = told.said.first();
                NoteLine {
                    when: said.map(|said| say::when(&said.at, self.lang)).unwrap_or_default(),
                    who: said.map(|said| said.by.as_str()).unwrap_or_default().into(),
                    text: told.value.text.as_str().into(),
                    mark: capital(told.value.kind.label(self.lang)).into(),
                }
            })
            .collect()
    }
}

/// How the row of a custody clock is named: this, and its place in the sheet.
pub(crate) const CLOCK: &str = "klok-";

/// Gives the clocks that nothing ended yet, each with its place in the sheet and whose it is.
pub(crate) fn open_clocks(sheet: &CaseSheet) -> impl Iterator<Item = (usize, &str, &Clock)> {
    let all = sheet
        .custody
        .iter()
        .flat_map(|person| person.custody.clocks.iter().map(move |clock| (person.name.as_str(), clock)));
    all.enumerate()
        .filter(|(_, (_, clock))| clock.outcome.is_open())
        .map(|(number, (name, clock))| (number, name, clock))
}

/// Names a rule for people; a rule that is not in the catalogue keeps its own word.
pub(crate) fn rule_name(law: &LawBook, rule: &str, reader: &Reader) -> String {
    let id = rule.split_once('/').map_or(rule, |(id, _)| id);
    law.law.newest(id).map_or_else(|_| rule.to_owned(), |rule| rule.name.get(reader.lang).to_owned())
}
