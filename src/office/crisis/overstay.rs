//! Who was held too long or let go too early, since when and why, and which stays were granted.

use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use crate::views::CaseLabel;
use crate::{Saved, cases::PersonCustody};
use noodbrug_core::case::{CaseFile, Note, NoteKind, OutcomeCode};
use noodbrug_core::command::Command;
use noodbrug_core::custody::{Clock, MeasureKind, Outcome, Unmet};
use noodbrug_core::ident::CaseId;
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::text::Lang;
use std::collections::BTreeMap;

/// How a note begins that says why somebody was held too long or let go too early.
const CAUSE: &str = "Oorzaak vrijheidsbeneming: ";

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StayKind {
    /// Held too long now.
    TooLong,
    /// Held too long, and it is over.
    WasTooLong,
    /// Perhaps let go too early.
    TooEarly,
}

impl StayKind {
    /// All kinds, the most urgent first.
    pub const ALL: [StayKind; 3] = [StayKind::TooLong, StayKind::WasTooLong, StayKind::TooEarly];

    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            StayKind::TooLong => lang.pick("Nu te lang vast", "Held too long now"),
            StayKind::WasTooLong => {
                lang.pick("Was te lang vast of te laat voorgeleid", "Was held too long or brought late")
            }
            StayKind::TooEarly => lang.pick("Te vroeg vrij: na te gaan", "Let go too early: to check"),
        }
    }

    /// Gives the word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            StayKind::TooLong => "too-long",
            StayKind::WasTooLong => "was-too-long",
            StayKind::TooEarly => "too-early",
        }
    }
}

/// One person in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// What went wrong.
    pub kind: StayKind,
    /// The number of the case.
    pub number: String,
    /// The person.
    pub name: String,
    /// Since when.
    pub since: Option<Moment>,
    /// Until when; it goes on when none.
    pub until: Option<Moment>,
    /// How that is known, a sentence each.
    pub why: Vec<String>,
    /// What people wrote about the cause.
    pub causes: Vec<String>,
}

/// A stay that a court granted: a hearing put off, or a detention suspended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// The number of the case.
    pub number: String,
    /// When it was decided.
    pub at: Moment,
    /// What.
    pub what: String,
    /// In words.
    pub text: String,
}

/// The register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stays {
    /// From when.
    pub since: Moment,
    /// At which moment.
    pub at: Moment,
    /// Who was held too long or let go too early.
    pub stays: Vec<Stay>,
    /// What was granted.
    pub granted: Vec<Granted>,
}

impl Office {
    /// Gives the register since a moment; since the newest outage began when none is asked.
    ///
    /// # Errors
    /// A complaint when no outage was declared and no moment is given, or a fault of the disk.
    pub fn stays(&self, since: Option<Moment>, lang: Lang) -> Result<Stays, Complaint> {
        self.allowed(Deed::Consult)?;
        let (since, at) = (self.account_since(since)?, self.now()?);
        let mut stays = self.on_board(lang)?;
        let mut files: BTreeMap<CaseId, (CaseLabel, CaseFile)> = BTreeMap::new();
        let beginning = Moment::from_unix(0).unwrap_or(since);
        for found in self.store.custody_cases(&beginning)? {
            self.read_into(&mut files, found.filed.case)?;
        }
        for (label, file) in files.values() {
            for person in self.custody_of(file, &label.number, &at) {
                stays.extend(past(&person, label, (&since, lang)));
            }
        }
        for event in self.store.day_journal(&since, &at.plus_hours(1))? {
            if let Some(case) = event.header.cs {
                self.read_into(&mut files, case)?;
            }
        }
        let granted = files.values().flat_map(|(label, file)| granted(label, file, (&since, lang))).collect();
        for stay in &mut stays {
            let told = files.values().filter(|(label, _)| label.number == stay.number);
            stay.causes = told.flat_map(|(_, file)| causes(file, lang)).collect();
        }
        stays.sort_by_key(|stay| (stay.kind, stay.since.map(|since| since.unix()), stay.number.clone()));
        Ok(Stays { since, at, stays, granted: by_time(granted) })
    }

    fn on_board(&self, lang: Lang) -> Result<Vec<Stay>, Complaint> {
        let board = self.board()?;
        let long = board.too_long().map(|line| {
            let gap = line.custody.open_gap().map(|gap| gap.from);
            let lapsed = line.custody.lapsed().map(|clock| clock.earliest);
            let since = gap.into_iter().chain(lapsed).min_by_key(Moment::unix);
            (StayKind::TooLong, line, since, line.too_long(lang))
        });
        let early = board.too_early().map(|line| {
            let freed = line.custody.freed.as_ref().map(|by| by.moment);
            (StayKind::TooEarly, line, freed, line.too_early(lang))
        });
        let stay = |(kind, line, since, why): (_, &noodbrug_core::custody::board::Line, _, _)| Stay {
            kind,
            number: line.number.clone(),
            name: line.name.clone(),
            since,
            until: None,
            why,
            causes: Vec::new(),
        };
        Ok(long.chain(early).map(stay).collect())
    }

    fn read_into(
        &self,
        files: &mut BTreeMap<CaseId, (CaseLabel, CaseFile)>,
        case: CaseId,
    ) -> Result<(), Complaint> {
        if !files.contains_key(&case)
            && let Some(label) = self.label(&case)?
        {
            files.insert(case, (label, self.file(&case)?));
        }
        Ok(())
    }

    /// Writes down why somebody was held too long or let go too early, as a note in the case.
    ///
    /// # Errors
    /// A complaint when nothing is said, or as for any note.
    pub fn note_cause(&mut self, case: &CaseId, cause: &str) -> Result<Saved, Complaint> {
        if cause.trim().is_empty() {
            return Err(Complaint::refused("Zeg wat de oorzaak was.", "Say what the cause was."));
        }
        let note = Note::new(NoteKind::Plain, format!("{CAUSE}{}", cause.trim()));
        self.act(case, Command::Note(self.new_id()?, note))
    }

    /// Prints the register.
    ///
    /// # Errors
    /// As [`Office::stays`], or a complaint that names the file.
    pub fn print_stays(
        &mut self,
        since: Option<Moment>,
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let paper = papers::stay_register(&self.letterhead(lang)?, &self.stays(since, lang)?);
        self.put(&paper, to, None)
    }
}

/// What is over: each time without a title, with the clocks that its end met too late; and clocks that were met too late
/// beside a title.
fn past(person: &PersonCustody, label: &CaseLabel, (since, lang): (&Moment, Lang)) -> Vec<Stay> {
    let stay = |from: Moment, until: Moment, why: Vec<String>| Stay {
        kind: StayKind::WasTooLong,
        number: label.number.clone(),
        // Lists sort a suspect by surname; of several the one that is meant is named.
        name: if label.suspect.contains(';') { person.name.clone() } else { label.suspect.clone() },
        since: Some(from),
        until: Some(until),
        why,
        causes: Vec::new(),
    };
    let words =
        |clock: &Clock| format!("{} ({}): {}", clock.name.get(lang), clock.article, clock.outcome.text(lang));
    let mut late: Vec<(&Clock, Moment)> = person.custody.clocks.iter().filter_map(late).collect();
    late.retain(|(_, by)| by.unix() >= since.unix());
    let mut stays = Vec::new();
    for gap in &person.custody.gaps {
        let Some(to) = gap.to.filter(|to| to.unix() >= since.unix()) else { continue };
        let mut why = vec![gap.text(lang)];
        why.extend(late.iter().filter(|(_, by)| *by == to).map(|(clock, _)| words(clock)));
        late.retain(|(_, by)| *by != to);
        stays.push(stay(gap.from, to, why));
    }
    stays.extend(late.into_iter().map(|(clock, by)| stay(clock.earliest, by, vec![words(clock)])));
    stays
}

fn late(clock: &Clock) -> Option<(&Clock, Moment)> {
    match &clock.outcome {
        Outcome::Overtaken { by, why: Unmet::Late | Unmet::PerhapsLate } => Some((clock, by.moment)),
        _ => None,
    }
}

fn causes(file: &CaseFile, lang: Lang) -> Vec<String> {
    let notes = file.notes.values().flat_map(|fact| fact.readings());
    let told = notes.filter_map(|told| Some((told.value.text.strip_prefix(CAUSE)?, told.said.first())));
    told.map(|(text, said)| match said {
        Some(said) => {
            format!("{text} ({}, {})", said.by, moment_text(&said.at.in_the_netherlands(), lang))
        }
        None => text.to_owned(),
    })
    .collect()
}

fn granted(label: &CaseLabel, file: &CaseFile, (since, lang): (&Moment, Lang)) -> Vec<Granted> {
    let counts = [OutcomeCode::AdjournedTo, OutcomeCode::AdjournedOpen, OutcomeCode::CustodySuspended];
    let outcomes = file.hearings.values().filter_map(|hearing| hearing.outcome.any());
    let outcomes = outcomes.filter(|outcome| counts.contains(&outcome.code));
    let by_outcome =
        outcomes.map(|outcome| (outcome.decided, outcome.code.label(lang).to_owned(), outcome.text.clone()));
    let suspended = MeasureKind::Suspension;
    let measures = file.measures.values().filter_map(|measure| measure.any());
    let measures = measures.filter(|measure| measure.kind == suspended.word());
    let by_measure =
        measures.map(|measure| (measure.moment, suspended.label(lang).to_owned(), measure.place.clone()));
    let all = by_outcome.chain(by_measure).filter(|(at, ..)| at.unix() >= since.unix());
    all.map(|(at, what, text)| Granted { number: label.number.clone(), at, what, text }).collect()
}

fn by_time(mut all: Vec<Granted>) -> Vec<Granted> {
    all.sort_by_key(|granted| (granted.at.unix(), granted.number.clone()));
    all
}
