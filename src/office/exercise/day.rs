//! A day of made-up work in an exercise office: lists, outcomes, terms, tasks, paper, and a bundle to the court and back.
//!
//! Everything goes through the same use cases as real work; nothing is put in the store by another door.

use super::Exercise;
use crate::complaint::{Both, Class, Complaint};
use crate::exchange::{ExportAsk, Exported, VerifyAsk};
use crate::office::Office;
use crate::printing::To;
use crate::progress::Progress;
use crate::views::HearingLine;
use chrono::{Days, NaiveDate};
use noodbrug_core::case::{
    Appearance, Decision, DecisionState, HandOver, HearingOutcome, HearingSlot, Note, NoteKind, OutcomeCode,
    TaskKind, TaskPlan,
};
use noodbrug_core::command::{Command, PlannedHearing};
use noodbrug_core::moment::{Moment, date_text};
use noodbrug_core::text::Lang;
use std::path::{Path, PathBuf};

/// Something that was done, as it is told while it happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done.
    pub sentence: Both,
    /// The file that came of it.
    pub file: Option<PathBuf>,
}

impl Step {
    fn new(nl: impl Into<String>, en: impl Into<String>) -> Step {
        Step { sentence: Both::new(nl, en), file: None }
    }

    fn making(mut self, file: &Path) -> Step {
        self.file = Some(file.to_owned());
        self
    }
}

/// Is told each step when it is done.
pub type Tell<'a> = &'a mut dyn FnMut(Step);

/// Does the work of the day of the exercise's clock, from the first list to the receipt of the court.
///
/// # Errors
/// The complaint of the first step that fails.
pub fn work(
    exercise: &mut Exercise,
    lang: Lang,
    tell: Tell<'_>,
    progress: Progress<'_>,
) -> Result<(), Complaint> {
    let now = exercise.office.now()?;
    let day = exercise.office.next_hearing_day(now.date())?.unwrap_or_else(|| now.date());
    let court = exercise.office.courts(day)?.into_iter().next().unwrap_or_default();
    morning(&mut exercise.office, (day, &court), lang, tell)?;
    in_court(&mut exercise.office, (day, &court), tell)?;
    afternoon(&mut exercise.office, day, lang, tell)?;
    exchange(exercise, tell, progress)
}

fn morning(
    office: &mut Office,
    (day, court): (NaiveDate, &str),
    lang: Lang,
    tell: Tell<'_>,
) -> Result<(), Complaint> {
    let board = office.counts()?.clocks_running;
    let placed = office.print_board(To::Paper, lang)?;
    tell(
        Step::new(
            format!("Bord van vrijheidsbeneming afgedrukt: {board} klokken lopen."),
            format!("Custody board printed: {board} clocks run."),
        )
        .making(&placed.path),
    );
    let count = office.hearings(day, Some(court))?.len();
    let placed = office.print_hearings(day, court, To::Paper, lang)?;
    tell(
        Step::new(
            format!("Zittingslijst van {day} afgedrukt: {count} zaken bij {court}."),
            format!("Hearing list of {day} printed: {count} cases at {court}."),
        )
        .making(&placed.path),
    );
    Ok(())
}

/// What is logged from the court room, one kind for each hearing in turn.
fn in_court(office: &mut Office, (day, court): (NaiveDate, &str), tell: Tell<'_>) -> Result<(), Complaint> {
    let lines = office.hearings(day, Some(court))?;
    let open: Vec<HearingLine> = lines.into_iter().filter(|line| line.outcome.is_none()).take(12).collect();
    for (turn, line) in open.iter().enumerate() {
        match turn % 4 {
            0 => sentence(office, line, tell)?,
            1 => adjourn(office, line, tell)?,
            2 => move_on(office, line, tell)?,
            _ => note(office, line, tell)?,
        }
    }
    Ok(())
}

/// When an outcome is logged: at its hearing, or now when that is still to come.
fn played_at(office: &Office, line: &HearingLine) -> Result<Moment, Complaint> {
    let (heard, now) = (moment_of(&line.slot)?, office.now()?);
    Ok(if heard.unix() > now.unix() { now } else { heard })
}

/// A judgment, the term of appeal that begins with it, and the task that follows.
fn sentence(office: &mut Office, line: &HearingLine, tell: Tell<'_>) -> Result<(), Complaint> {
    let case = line.case.id;
    let decided = played_at(office, line)?;
    let outcome = HearingOutcome {
        appearance: Some(Appearance::Present),
        text: "taakstraf van 60 uren, waarvan 20 voorwaardelijk".into(),
        ..HearingOutcome::new(OutcomeCode::JudgmentOral, decided)
    };
    // The day that is played may lie ahead of the exercise's clock.
    office.log_outcome(&case, &line.hearing, outcome, None, Some("oefening: de zitting is nagespeeld"))?;
    let plan = TaskPlan {
        kind: TaskKind::CommunityService,
        executor: TaskKind::CommunityService.usual_executor(),
        due: line.slot.date.checked_add_days(Days::new(14)),
        text: "60 uren, waarvan 20 voorwaardelijk, proeftijd 2 jaar".into(),
        urgent: false,
    };
    let task = office.new_id()?;
    office.act(&case, Command::PlanTask(task, plan))?;
    let number = &line.case.number;
    tell(Step::new(
        format!("{number}: uitspraak vastgelegd, termijn voor hoger beroep gestart, taak gemaakt."),
        format!("{number}: judgment logged, term of appeal started, task made."),
    ));
    Ok(())
}

fn adjourn(office: &mut Office, line: &HearingLine, tell: Tell<'_>) -> Result<(), Complaint> {
    let next = HearingSlot { date: weekday_after(line.slot.date, 28), ..line.slot.clone() };
    let date = date_text(next.date);
    let planned = PlannedHearing { hearing: office.new_id()?, slot: next, session: line.session.clone() };
    let outcome = HearingOutcome {
        appearance: Some(Appearance::Counsel),
        text: "getuige niet verschenen".into(),
        told_in_person: true,
        ..HearingOutcome::new(OutcomeCode::AdjournedTo, played_at(office, line)?)
    };
    let again = (outcome.clone(), planned.clone());
    match office.log_outcome(&line.case.id, &line.hearing, outcome, Some(planned), None) {
        // The day lies past a limit of the custody: whoever does that says why, also in an exercise.
        Err(why) if why.class == Class::NeedsPerson => {
            let why = Some("de rechtbank heeft geen eerdere dag");
            office.log_outcome(&line.case.id, &line.hearing, again.0, Some(again.1), why)?
        }
        logged => logged?,
    };
    let number = &line.case.number;
    tell(Step::new(
        format!("{number}: aangehouden tot {date}, datum in persoon gezegd."),
        format!("{number}: adjourned to {date}, date told in person."),
    ));
    Ok(())
}

fn move_on(office: &mut Office, line: &HearingLine, tell: Tell<'_>) -> Result<(), Complaint> {
    let slot = HearingSlot { date: weekday_after(line.slot.date, 7), ..line.slot.clone() };
    let (number, date) = (&line.case.number, date_text(slot.date));
    office.act(
        &line.case.id,
        Command::MoveHearing(line.hearing.clone(), slot, "zaal is nodig voor een voorgeleiding".into()),
    )?;
    tell(Step::new(
        format!("{number}: zitting verplaatst naar {date}."),
        format!("{number}: hearing moved to {date}."),
    ));
    Ok(())
}

fn note(office: &mut Office, line: &HearingLine, tell: Tell<'_>) -> Result<(), Complaint> {
    let case = line.case.id;
    let (note_id, decision_id) = (office.new_id()?, office.new_id()?);
    let text = "Raadsman gebeld: cliënt komt, stukken zijn per koerier onderweg.";
    office.act(&case, Command::Note(note_id, Note::new(NoteKind::Phone, text)))?;
    let decision = Decision {
        kind: "dagvaarden".into(),
        text: "subsidiair openlijke geweldpleging".into(),
        date: line.slot.date,
        by: line.case.prosecutor.clone(),
        state: DecisionState::Paper,
    };
    let by_whom = if decision.by.is_empty() { office.user().name.clone() } else { decision.by.clone() };
    office.act(&case, Command::Decide(decision_id, Decision { by: by_whom, ..decision }))?;
    let number = &line.case.number;
    tell(Step::new(
        format!("{number}: telefoonnotitie en beslissing op papier vastgelegd."),
        format!("{number}: phone note and decision on paper logged."),
    ));
    Ok(())
}

fn afternoon(office: &mut Office, day: NaiveDate, lang: Lang, tell: Tell<'_>) -> Result<(), Complaint> {
    let tasks = office.tasks(&crate::lists::TaskFilter::default())?.rows;
    let (blocked, free): (Vec<_>, Vec<_>) = tasks
        .into_iter()
        .filter(|task| task.gate.is_some())
        .partition(|task| task.gate.as_ref().is_some_and(crate::enforcement::Gate::is_blocked));
    for task in blocked.iter().take(1) {
        let words = |lang| task.gate.as_ref().map(|gate| gate.text(lang)).unwrap_or_default();
        let number = &task.case.number;
        tell(Step::new(format!("{number}: {}.", words(Lang::Nl)), format!("{number}: {}.", words(Lang::En))));
    }
    if let Some(task) = free.into_iter().next() {
        let over = HandOver {
            to: TaskKind::CommunityService.usual_executor(),
            at: office.now()?,
            how: "koerier".into(),
            person: "mw. J. de Groot".into(),
            reference: None,
        };
        office.act(&task.case.id, Command::HandOver(task.task, over))?;
        let number = task.case.number;
        tell(Step::new(
            format!("{number}: taak overgedragen aan de reclassering, per koerier."),
            format!("{number}: task handed over to the probation service, by courier."),
        ));
    }
    let placed = office.print_tasks(To::Paper, lang)?;
    tell(Step::new("Takenlijst afgedrukt.", "Task list printed.").making(&placed.path));
    let placed = office.print_terms(To::Paper, lang)?;
    tell(Step::new("Lopende termijnen afgedrukt.", "Running terms printed.").making(&placed.path));
    let today = office.now()?.date();
    let placed = office.print_journal(today, To::Paper, lang)?;
    tell(
        Step::new(
            format!("Dagjournaal van {today} afgedrukt, met het zegel van het journaal (zittingsdag {day})."),
            format!("Day journal of {today} printed, with the seal of the journal (hearing day {day})."),
        )
        .making(&placed.path),
    );
    Ok(())
}

/// A bundle to the court, checked without its store, taken in twice, and the receipt back.
fn exchange(exercise: &mut Exercise, tell: Tell<'_>, progress: Progress<'_>) -> Result<(), Complaint> {
    let exported = export(exercise, tell, progress)?;
    check(exercise, &exported, tell, progress)?;
    let receipts = exercise.partner.bundle_folder()?;
    let trial = exercise.partner.try_import(&exported.path, progress)?;
    tell(Step::new(
        format!("Rechtbank, proef: {}", trial.sentence.nl),
        format!("Court, dry run: {}", trial.sentence.en),
    ));
    let taken = exercise.partner.apply_import(&trial, &receipts, progress)?;
    let step = Step::new(
        format!("Rechtbank, ingelezen: {}", taken.sentence.nl),
        format!("Court, taken in: {}", taken.sentence.en),
    );
    tell(match &taken.receipt {
        Some(receipt) => step.making(receipt),
        None => step,
    });
    let again = exercise.partner.try_import(&exported.path, progress)?;
    tell(Step::new(
        format!("Rechtbank, nog een keer dezelfde bundel: {}", again.sentence.nl),
        format!("Court, the same bundle once more: {}", again.sentence.en),
    ));
    if let Some(receipt) = taken.receipt {
        let trial = exercise.office.try_import(&receipt, progress)?;
        let folder = exercise.office.bundle_folder()?;
        let done = exercise.office.apply_import(&trial, &folder, progress)?;
        tell(Step::new(
            format!("Parket, ontvangstbewijs gelezen: {}", done.sentence.nl),
            format!("Prosecution office, receipt read: {}", done.sentence.en),
        ));
    }
    Ok(())
}

fn export(exercise: &mut Exercise, tell: Tell<'_>, progress: Progress<'_>) -> Result<Exported, Complaint> {
    let ask = ExportAsk {
        partner: exercise.partner.meta().office.clone(),
        documents: true,
        purpose: "dagelijkse uitwisseling".into(),
        folder: exercise.office.bundle_folder()?,
        open: false,
        cases: Vec::new(),
    };
    let exported = exercise.office.export(&ask, progress)?;
    let (partner, seq) = (&ask.partner, exported.header.seq);
    tell(
        Step::new(
            format!("Bundel {seq} voor {partner} gemaakt, teruggelezen en in orde bevonden."),
            format!("Bundle {seq} for {partner} made, read back and found in order."),
        )
        .making(&exported.path),
    );
    Ok(exported)
}

fn check(
    exercise: &Exercise,
    exported: &Exported,
    tell: Tell<'_>,
    progress: Progress<'_>,
) -> Result<(), Complaint> {
    let ask = VerifyAsk {
        file: exported.path.clone(),
        signers: None,
        fingerprint: Some(exercise.office.station().root().fingerprint()),
        at: Some(exercise.office.now()?),
        mode: Some(exercise.office.meta().mode),
        envelope: None,
        ca: None,
    };
    let judgement = crate::exchange::verify(&ask, progress)?;
    let (nl, en) = (judgement.trust.words(Lang::Nl), judgement.trust.words(Lang::En));
    let count = judgement.findings.len();
    tell(Step::new(
        format!("Zonder wachtzin nagekeken, met de vingerafdruk van papier: {nl}, {count} bevindingen."),
        format!("Checked without a passphrase, by the fingerprint on paper: {en}, {count} findings."),
    ));
    Ok(())
}

fn moment_of(slot: &HearingSlot) -> Result<Moment, Complaint> {
    Moment::from_civil(slot.date.and_time(slot.time)).map_err(|why| {
        Complaint::refused(
            format!("Dit tijdstip bestaat niet: {why}."),
            format!("There is no such moment: {why}."),
        )
    })
}

/// The first working day at least so many days later, weekends only.
fn weekday_after(date: NaiveDate, days: u64) -> NaiveDate {
    use chrono::Datelike;
    let mut day = date.checked_add_days(Days::new(days)).unwrap_or(date);
    while day.weekday().number_from_monday() > 5 {
        day = day.succ_opt().unwrap_or(day);
    }
    day
}
