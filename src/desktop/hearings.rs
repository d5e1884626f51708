//! Zittingen: the list of a day and a court, and what people log about a hearing.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::{self, count};
use crate::generated::{
    AdjournForm, HearingStep, Hearings, MainWindow, MoveForm, OutcomeForm, Shell, TableRow, Tone,
};
use crate::rows::{Reader, case_of, thing_id, thing_of};
use crate::say::{self, fact};
use crate::{asking, day, lists, look, moments, sheet};
use chrono::{Days, NaiveDate, NaiveTime};
use noodbrug_core::case::{Appearance, HearingOutcome, HearingSession, HearingSlot, OutcomeCode};
use noodbrug_core::command::{Command, PlannedHearing};
use noodbrug_core::moment::{Moment, date_text};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::outcome::LoggedOutcome;
use noodbrug_office::views::HearingLine;
use slint::{ComponentHandle, Model};

/// Who asks for an adjournment, as it is written down: in Dutch, for those who read the file afterwards.
const ASKERS: [(&str, &str); 3] =
    [("officier van justitie", "prosecutor"), ("verdediging", "defence"), ("rechtbank", "court")];

/// A day at a court.
struct Sitting {
    reader: Reader,
    date: NaiveDate,
    courts: Vec<String>,
    court: usize,
    lines: Vec<HearingLine>,
    clashes: Vec<String>,
    next: Option<NaiveDate>,
    picked: Option<String>,
}

/// Connects the screen.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let hearings = window.global::<Hearings>();
    let desk = bridge.clone();
    hearings.on_day_typed(move |_| refresh(&desk));
    let desk = bridge.clone();
    hearings.on_step(move |step| go(&desk, step));
    let desk = bridge.clone();
    hearings.on_court_chosen(move |_| refresh(&desk));
    let desk = bridge.clone();
    hearings.on_picked_row(move |index| pick(&desk, index));
    let desk = bridge.clone();
    hearings.on_open_case(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        sheet::open_chosen(&desk, case_of(&window.global::<Hearings>().get_rows(), index));
    });
    let desk = bridge.clone();
    hearings.on_log_outcome(move |form| log_outcome(&desk, form));
    let desk = bridge.clone();
    hearings.on_preview(move |form| preview(&desk, form));
    let desk = bridge.clone();
    hearings.on_move(move |form| move_hearing(&desk, form));
    let desk = bridge.clone();
    hearings.on_adjourn(move |form| adjourn(&desk, form));
    day::connect(window, bridge);
    lists::connect(window, bridge);
}

/// Puts the choices of its dialogs in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    day::fill(window);
    lists::fill(window);
    let lang = look::lang(window);
    let hearings = window.global::<Hearings>();
    let outcomes = OutcomeCode::ALL.iter().map(|code| moments::capital(code.label(lang)));
    hearings.set_outcomes(say::choices(outcomes));
    let unknown = lang.pick("Niet bekend", "Not known").to_owned();
    let appearances = Appearance::ALL.iter().map(|appearance| moments::capital(appearance.label(lang)));
    hearings.set_appearances(say::choices(std::iter::once(unknown).chain(appearances)));
    hearings.set_askers(say::choices(ASKERS.map(|(nl, en)| moments::capital(lang.pick(nl, en)))));
}

/// Shows the day that is typed at the court that is chosen.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let hearings = window.global::<Hearings>();
    let typed = hearings.get_day().to_string();
    let court = usize::try_from(hearings.get_court()).unwrap_or_default();
    let court = hearings.get_courts().row_data(court).map(String::from);
    let lang = bridge.lang();
    bridge.consult(Lane::Hearings, move |desk| look_up(desk, &typed, court.as_deref(), lang), show);
}

fn go(bridge: &Bridge<Desk>, step: HearingStep) {
    let Some(window) = bridge.window().upgrade() else { return };
    let hearings = window.global::<Hearings>();
    let today = window.global::<crate::generated::Moments>().get_today().parse().unwrap_or_default();
    let shown = moments::read_day(&hearings.get_day(), today).unwrap_or(today);
    let day = match step {
        HearingStep::Today => Some(today),
        HearingStep::PreviousDay => shown.checked_sub_days(Days::new(1)),
        HearingStep::NextDay => shown.checked_add_days(Days::new(1)),
    };
    hearings.set_day(date_text(day.unwrap_or(shown)).into());
    refresh(bridge);
}

fn look_up(desk: &mut Desk, typed: &str, court: Option<&str>, lang: Lang) -> Result<Sitting, Complaint> {
    let reader = desk.reader(lang)?;
    let today = reader.now.in_the_netherlands().date();
    let date = moments::optional_day(typed, today)?.unwrap_or(today);
    let office = desk.office()?;
    let courts = office.courts(date)?;
    let chosen = courts.iter().position(|name| Some(name.as_str()) == court).unwrap_or_default();
    let lines = match courts.get(chosen) {
        Some(name) => office.hearings(date, Some(name))?,
        None => Vec::new(),
    };
    let clashes = match courts.get(chosen) {
        Some(name) => office.clashes(date, Some(name))?.iter().map(|clash| clash.text(lang)).collect(),
        None => Vec::new(),
    };
    let next = if courts.is_empty() { office.next_hearing_day(date)? } else { None };
    desk.open.hearings.clone_from(&lines);
    let picked = desk.open.hearing.as_ref().map(|line| thing_id(&line.case.id, &line.hearing).to_string());
    Ok(Sitting { reader, date, courts, court: chosen, lines, clashes, next, picked })
}

fn show(window: &MainWindow, sitting: Sitting) {
    let lang = sitting.reader.lang;
    let hearings = window.global::<Hearings>();
    hearings.set_day(date_text(sitting.date).into());
    hearings.set_summary(summary(&sitting, lang).into());
    hearings.set_courts(say::choices(&sitting.courts));
    hearings.set_court(i32::try_from(sitting.court).unwrap_or_default());
    let rows: Vec<TableRow> = sitting.reader.rooms(&sitting.lines).into_iter().map(|(row, _)| row).collect();
    // The chosen hearing stays chosen, wherever it stands now.
    let at = rows.iter().position(|row| sitting.picked.as_deref() == Some(row.id.as_str()));
    hearings.set_rows(say::model(rows));
    hearings.set_current(at.and_then(|at| i32::try_from(at).ok()).unwrap_or(-1));
    day::show_rooms(window, &sitting.lines);
    hearings.set_clashes(clash_text(&sitting.clashes, lang).into());
    if thing_of(&hearings.get_rows(), hearings.get_current()).is_none() {
        hearings.set_current(-1);
        forget_picked(window);
    } else {
        hearings.invoke_picked_row(hearings.get_current());
    }
}

/// Says the first clashes in words, and how many there are beside those.
fn clash_text(clashes: &[String], lang: Lang) -> String {
    const SHOWN: usize = 2;
    let more = clashes.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| match lang {
        Lang::Nl => format!("En nog {more}: `noodbrug hearing clashes` toont ze allemaal."),
        Lang::En => format!("And {more} more: `noodbrug hearing clashes` shows them all."),
    });
    clashes.iter().take(SHOWN).cloned().chain(more).collect::<Vec<_>>().join("\n")
}

fn summary(sitting: &Sitting, lang: Lang) -> String {
    let number = count(sitting.lines.len());
    let day = moments::day_in_words(sitting.date, lang);
    if let (0, Some(next)) = (number, sitting.next) {
        let next = moments::day_in_words(next, lang);
        return format!(
            "{day}: {} {next}",
            lang.pick("geen zittingen. De eerstvolgende zijn op", "no hearings. The next are on")
        );
    }
    let open = count(sitting.lines.iter().filter(|line| line.outcome.is_none()).count());
    let hearings = say::counted(number, ("zitting", "hearing"), ("zittingen", "hearings"), lang);
    format!(
        "{day}: {hearings}, {} {}",
        say::count(open, lang),
        lang.pick("nog zonder uitkomst", "without an outcome yet")
    )
}

/// Nothing is chosen: a heading, or no line at all.
fn forget_picked(window: &MainWindow) {
    let hearings = window.global::<Hearings>();
    hearings.set_picked(Default::default());
    hearings.set_picked_name(Default::default());
    hearings.set_picked_room(Default::default());
    hearings.set_picked_facts(Default::default());
}

/// Shows what is known of the chosen hearing beside the list; it is the one that a dialog is about.
fn pick(bridge: &Bridge<Desk>, index: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    let Some((case, hearing)) = thing_of(&window.global::<Hearings>().get_rows(), index) else {
        return forget_picked(&window);
    };
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let line = desk.open.hearings.iter().find(|line| line.case.id == case && line.hearing == hearing);
        desk.open.hearing = line.cloned();
        Ok((desk.reader(lang)?, desk.open.hearing.clone()))
    };
    bridge.consult(Lane::Pick, question, |window, (reader, line): (Reader, Option<HearingLine>)| {
        if let Some(line) = line {
            show_picked(window, &reader, &line);
        }
    });
}

fn show_picked(window: &MainWindow, reader: &Reader, line: &HearingLine) {
    let lang = reader.lang;
    let hearings = window.global::<Hearings>();
    hearings.set_picked(line.case.number.as_str().into());
    hearings.set_picked_name(line.case.suspect.as_str().into());
    hearings.set_picked_room(line.slot.room.as_str().into());
    hearings.set_picked_done(line.outcome.is_some());
    let place = OutcomeCode::ALL.iter().position(|code| Some(*code) == line.outcome);
    hearings.set_picked_code(place.and_then(|place| i32::try_from(place).ok()).unwrap_or_default());
    let room = format!("{}, {}", line.slot.room, moments::clock(line.slot.time));
    let mut facts = vec![
        fact(lang.pick("Zaal en tijd", "Room and time"), room),
        fact(lang.pick("Feit", "Offence"), line.case.charge.as_str()),
    ];
    for (label, text) in [
        (lang.pick("Rechters", "Judges"), &line.session.judges),
        (lang.pick("Officier van justitie", "Prosecutor"), &line.case.prosecutor),
    ] {
        facts.extend((!text.is_empty()).then(|| fact(label, text.as_str())));
    }
    hearings.set_picked_facts(say::model(facts));
}

/// The hearing that is chosen in the list.
///
/// # Errors
/// A complaint when none is.
pub(crate) fn chosen(desk: &Desk) -> Result<HearingLine, Complaint> {
    desk.open.hearing.clone().ok_or_else(|| {
        Complaint::refused(
            "Kies eerst een zaak in de zittingslijst.",
            "Choose a case in the hearing list first.",
        )
    })
}

/// Does something to the chosen hearing and shows the list anew.
fn write(
    bridge: &Bridge<Desk>,
    command: impl FnOnce(&mut Desk, &HearingLine) -> Result<Command, Complaint> + Send + 'static,
) {
    let again = bridge.clone();
    let question = move |desk: &mut Desk| {
        let line = chosen(desk)?;
        let command = command(desk, &line)?;
        desk.office()?.act(&line.case.id, command)
    };
    bridge.act(question, move |_, _| {
        refresh(&again);
        frame::refresh(&again);
    });
}

/// Logs the outcome of the chosen hearing with all that it sets going, and says how much that is.
fn log(
    bridge: &Bridge<Desk>,
    outcome: impl FnOnce(&mut Desk, &HearingLine) -> Result<LoggedOutcome, Complaint> + Send + 'static,
) {
    let again = bridge.clone();
    let question = move |desk: &mut Desk| {
        let line = chosen(desk)?;
        outcome(desk, &line)
    };
    bridge.act(question, move |window, logged| {
        let lines = logged.after.lines(look::lang(window)).len();
        if lines > 0 {
            let lang = look::lang(window);
            let more =
                say::counted(count(lines), ("gevolg", "consequence"), ("gevolgen", "consequences"), lang);
            let saved = lang.pick("Opgeslagen, met", "Saved, with");
            let where_to = lang.pick("kijk bij de zaak", "look in the case");
            asking::toast(window, &format!("{saved} {more}: {where_to}"), Tone::Good);
        }
        refresh(&again);
        frame::refresh(&again);
    });
}

/// Reads the outcome that was filled in.
fn outcome_of(desk: &Desk, line: &HearingLine, form: &OutcomeForm) -> Result<HearingOutcome, Complaint> {
    let code = usize::try_from(form.outcome).ok().and_then(|code| OutcomeCode::ALL.get(code).copied());
    let code = code.ok_or_else(|| Complaint::refused("Kies een uitkomst.", "Choose an outcome."))?;
    // The first choice is that it is not known.
    let appearance = usize::try_from(form.appearance - 1).ok();
    Ok(HearingOutcome {
        appearance: appearance.and_then(|place| Appearance::ALL.get(place).copied()),
        text: form.text.trim().to_owned(),
        told_in_person: form.told,
        ..HearingOutcome::new(code, decided(desk, line, &form.at)?)
    })
}

/// Shows what the outcome would set going; nothing is saved.
fn preview(bridge: &Bridge<Desk>, form: OutcomeForm) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let line = chosen(desk)?;
        let outcome = outcome_of(desk, &line, &form)?;
        let after = desk.office()?.consequences(&line.case.id, &line.hearing, &outcome)?;
        let mut lines: Vec<String> =
            after.lines(lang).into_iter().map(|(what, text)| format!("{what}: {text}")).collect();
        if lines.is_empty() {
            let none = lang.pick("Er begint niets vanzelf.", "Nothing begins by itself.");
            lines.push(none.to_owned());
        }
        Ok(lines)
    };
    bridge.ask(Lane::Pick, question, |window, answer: Result<Vec<String>, Complaint>| {
        let hearings = window.global::<Hearings>();
        match answer {
            Ok(lines) => hearings.set_after(say::choices(lines)),
            Err(why) => window.global::<Shell>().set_problem(why.text(look::lang(window)).into()),
        }
    });
}

fn log_outcome(bridge: &Bridge<Desk>, form: OutcomeForm) {
    log(bridge, move |desk, line| {
        let outcome = outcome_of(desk, line, &form)?;
        if line.outcome.is_some() {
            return desk.office()?.correct_outcome(&line.case.id, &line.hearing, outcome, form.why.trim());
        }
        let next = next_hearing(desk, line, (&form.next_day, &form.next_time, &form.next_room))?;
        desk.office()?.log_outcome(&line.case.id, &line.hearing, outcome, next, Some(&form.anyway))
    });
}

/// When it was decided: at the typed time on the day of the hearing; without a time now, if that is the same day.
fn decided(desk: &Desk, line: &HearingLine, typed: &str) -> Result<Moment, Complaint> {
    let now = desk.clock.now()?;
    if !typed.trim().is_empty() {
        return moments::moment(line.slot.date, moments::required_time(typed)?);
    }
    if now.in_the_netherlands().date() == line.slot.date {
        return Ok(now);
    }
    Err(Complaint::refused(
        "Vul de tijd van de beslissing in, bijvoorbeeld 14:30: de zitting was op een andere dag.",
        "Fill in the time of the decision, for example 14:30: the hearing was on another day.",
    ))
}

/// Reads the next hearing; without a day there is none.
fn next_hearing(
    desk: &mut Desk,
    line: &HearingLine,
    (day, time, room): (&str, &str, &str),
) -> Result<Option<PlannedHearing>, Complaint> {
    let today = desk.clock.now()?.in_the_netherlands().date();
    let Some(date) = moments::optional_day(day, today)? else { return Ok(None) };
    let slot = slot(line, date, moments::required_time(time)?, room)?;
    desk.meant_day(date)?;
    // What belonged to the day that is over does not go with the case.
    let session = HearingSession {
        judges: String::new(),
        registrar: None,
        order: None,
        unscheduled: false,
        with: None,
        ..line.session.clone()
    };
    Ok(Some(PlannedHearing { hearing: desk.office()?.new_id()?, slot, session }))
}

/// Another day, time and room for a hearing; what else is known of its place stays.
///
/// # Errors
/// A complaint when the room is not filled in.
pub(crate) fn slot(
    line: &HearingLine,
    date: NaiveDate,
    time: NaiveTime,
    room: &str,
) -> Result<HearingSlot, Complaint> {
    if room.trim().is_empty() {
        return Err(Complaint::refused("Vul de zaal in.", "Fill in the room."));
    }
    Ok(HearingSlot { date, time, room: room.trim().to_owned(), ..line.slot.clone() })
}

fn move_hearing(bridge: &Bridge<Desk>, form: MoveForm) {
    write(bridge, move |desk, line| {
        let today = desk.clock.now()?.in_the_netherlands().date();
        let (date, time) = (moments::required_day(&form.day, today)?, moments::required_time(&form.time)?);
        let slot = slot(line, date, time, &form.room)?;
        desk.meant_day(date)?;
        Ok(Command::MoveHearing(line.hearing.clone(), slot, form.reason.trim().to_owned()))
    });
}

fn adjourn(bridge: &Bridge<Desk>, form: AdjournForm) {
    log(bridge, move |desk, line| {
        let reason = form.reason.trim();
        if reason.is_empty() {
            return Err(noodbrug_core::command::Refusal::WhyMissing.into());
        }
        let asker = usize::try_from(form.asked_by).ok().and_then(|asker| ASKERS.get(asker));
        let asker = asker.map_or("", |(nl, _)| nl);
        let code = if form.definite { OutcomeCode::AdjournedTo } else { OutcomeCode::AdjournedOpen };
        let outcome = HearingOutcome {
            text: format!("{reason} (op verzoek van: {asker})"),
            told_in_person: form.definite && form.told,
            ..HearingOutcome::new(code, decided(desk, line, "")?)
        };
        let next =
            if form.definite { next_hearing(desk, line, (&form.day, &form.time, &form.room))? } else { None };
        desk.office()?.log_outcome(&line.case.id, &line.hearing, outcome, next, Some(&form.anyway))
    });
}
