//! Zittingen: the list of a day and a court, and what people log about a hearing.

use crate::asking::{self, AsksFor, Refused};
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::{self, count};
use crate::rows::{Reader, case_of, thing_id, thing_of};
use crate::say::{self, fact};
use crate::{day, lists, moments, outcome, sheet};
use chrono::{Days, NaiveDate, NaiveTime};
use noodbrug_core::case::{HearingSlot, OutcomeCode};
use noodbrug_core::command::Refusal;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::{date_text, weekday_date_text};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::views::HearingLine;
use noodbrug_ui::{
    AskedField, DialogKind, HearingStep, Hearings, MainWindow, MoveForm, Shell, TableRow, Tone,
};
use slint::{ComponentHandle, Model};

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
    hearings.on_begin(move |dialog| begin(&desk, dialog));
    let desk = bridge.clone();
    hearings.on_move(move |form| move_hearing(&desk, form));
    outcome::connect(window, bridge);
    day::connect(window, bridge);
    lists::connect(window, bridge);
}

/// Puts the choices of its dialogs in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    day::fill(window);
    lists::fill(window);
    outcome::fill(window);
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
    let today = window.global::<noodbrug_ui::Moments>().get_today().parse().unwrap_or_default();
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
    let picked = desk.open.hearing.as_ref().map(|(case, hearing)| thing_id(case, hearing));
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
    hearings.set_clashes(sitting.clashes.join("\n").into());
    hearings.set_first_clashes(first_clashes(&sitting.clashes, lang).into());
    if thing_of(&hearings.get_rows(), hearings.get_current()).is_none() {
        hearings.set_current(-1);
        forget_picked(window);
    } else {
        hearings.invoke_picked_row(hearings.get_current());
    }
    hearings.set_listed(hearings.get_listed().wrapping_add(1));
}

/// Says the first of many clashes in words, and how many there are beside those; nothing when there are few.
fn first_clashes(clashes: &[String], lang: Lang) -> String {
    const FEW: usize = 2;
    let more = clashes.len().saturating_sub(FEW);
    if more == 0 {
        return String::new();
    }
    let more = match lang {
        Lang::Nl => format!("En nog {more}."),
        Lang::En => format!("And {more} more."),
    };
    clashes.iter().take(FEW).cloned().chain([more]).collect::<Vec<_>>().join("\n")
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
    hearings.set_picked_day(Default::default());
    hearings.set_picked_time(Default::default());
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
        desk.open.hearing = Some((case, hearing));
        Ok((desk.reader(lang)?, chosen(desk).ok()))
    };
    bridge.consult(Lane::Pick, question, |window, (reader, line): (Reader, Option<HearingLine>)| {
        if let Some(line) = line {
            show_picked(window, &reader, &line);
        }
    });
}

/// Opens a dialog about the line that is chosen on screen, or says why not.
fn begin(bridge: &Bridge<Desk>, dialog: DialogKind) {
    let Some(window) = bridge.window().upgrade() else { return };
    let hearings = window.global::<Hearings>();
    let Some((case, hearing)) = thing_of(&hearings.get_rows(), hearings.get_current()) else {
        forget_picked(&window);
        return asking::complain(&window, &nothing_chosen());
    };
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        desk.open.hearing = Some((case, hearing));
        desk.open.shown_outcome = None;
        let line = chosen(desk)?;
        may_begin(&line, dialog)?;
        Ok((desk.reader(lang)?, line))
    };
    bridge.consult(Lane::Pick, question, move |window, (reader, line)| {
        show_picked(window, &reader, &line);
        outcome::clear(window);
        window.global::<Shell>().invoke_ask(dialog);
    });
}

/// Refuses what can only be done to a hearing of which nothing came yet.
fn may_begin(line: &HearingLine, dialog: DialogKind) -> Result<(), Complaint> {
    let only_open = matches!(dialog, DialogKind::Move | DialogKind::Adjourn | DialogKind::Vacate);
    let Some(code) = line.outcome.filter(|_| only_open) else { return Ok(()) };
    let number = &line.case.number;
    Err(Complaint::refused(
        format!(
            "Zaak {number}: deze zitting heeft al een uitkomst ({}). Klopt die niet, verbeter haar dan met Enter.",
            code.label(Lang::Nl)
        ),
        format!(
            "Case {number}: this hearing has an outcome already ({}). Is it wrong, then correct it with Enter.",
            code.label(Lang::En)
        ),
    ))
}

fn show_picked(window: &MainWindow, reader: &Reader, line: &HearingLine) {
    let lang = reader.lang;
    let hearings = window.global::<Hearings>();
    hearings.set_picked(line.case.number.as_str().into());
    hearings.set_picked_name(line.case.suspect.as_str().into());
    hearings.set_picked_room(line.slot.room.as_str().into());
    hearings.set_picked_day(date_text(line.slot.date).into());
    hearings.set_picked_time(moments::clock(line.slot.time).into());
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
/// A complaint when none is, or it is not on screen.
pub(crate) fn chosen(desk: &Desk) -> Result<HearingLine, Complaint> {
    let (case, hearing) = desk.open.hearing.as_ref().ok_or_else(nothing_chosen)?;
    let is_it = |line: &&HearingLine| line.case.id == *case && line.hearing == *hearing;
    desk.open.hearings.iter().find(is_it).cloned().ok_or_else(nothing_chosen)
}

fn nothing_chosen() -> Complaint {
    Complaint::refused(
        "Kies eerst een zaak in de zittingslijst, met de pijltjes.",
        "Choose a case in the hearing list first, with the arrow keys.",
    )
}

/// Chooses a hearing that comes on screen when the list is shown next.
pub(crate) fn choose(desk: &mut Desk, case: CaseId, hearing: ObjectId) {
    desk.open.hearing = Some((case, hearing));
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

/// Gives the reason that was filled in.
///
/// # Errors
/// A refusal that asks for it when it was not.
pub(crate) fn reason(typed: &str) -> Result<&str, Refused> {
    let typed = typed.trim();
    let missing = if typed.is_empty() { Err(Refusal::WhyMissing.into()) } else { Ok(typed) };
    missing.asks_for(AskedField::Reason)
}

fn move_hearing(bridge: &Bridge<Desk>, form: MoveForm) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let line = chosen(desk)?;
        let today = desk.clock.now()?.in_the_netherlands().date();
        let date = moments::required_day(&form.day, today).asks_for(AskedField::Day)?;
        let time = moments::required_time(&form.time).asks_for(AskedField::Time)?;
        let slot = slot(&line, date, time, &form.room).asks_for(AskedField::Room)?;
        let why = reason(&form.reason)?;
        desk.meant_day(date).asks_for(AskedField::Day)?;
        let chamber = Some(form.chamber.trim()).filter(|chamber| !chamber.is_empty());
        let away = (date != line.slot.date).then(|| {
            let at = moments::clock(time);
            format!("{} {at}, {} {}", weekday_date_text(date, lang), lang.pick("zaal", "room"), slot.room)
        });
        desk.office()?.move_hearing((&line.case.id, &line.hearing), slot, chamber, why)?;
        Ok::<_, Refused>(away.map(|to| (line.case.number.to_string(), to)))
    };
    let again = bridge.clone();
    bridge.act(question, move |window, away| {
        if let Some((number, to)) = away {
            let moved = lang.pick("is verplaatst naar", "was moved to");
            asking::toast(window, &format!("{number} {moved} {to}"), Tone::Good);
        }
        refresh(&again);
        frame::refresh(&again);
    });
}
