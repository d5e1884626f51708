//! What a planner does to the hearing day on screen: order, vacate, copy, bring in, and a room as a whole.

use crate::asking::{self, AsksFor, Refused};
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::hearings::{choose, chosen, reason, refresh, slot};
use crate::{frame, look, moments, say};
use chrono::NaiveDate;
use noodbrug_core::case::{HearingSession, HearingSlot};
use noodbrug_core::search::fold;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::day::{Bench, BringIn, CopyTo, RoomOn, RoomTo};
use noodbrug_office::views::HearingLine;
use noodbrug_ui::{
    AskedField, BringInForm, CopyForm, DialogKind, Hearings, MainWindow, PlaceForm, RoomForm, Shell,
};
use slint::{ComponentHandle, Model};

/// Connects the dialogs.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let hearings = window.global::<Hearings>();
    let desk = bridge.clone();
    hearings.on_shift(move |by| shift(&desk, by));
    let desk = bridge.clone();
    hearings.on_place(move |form| place(&desk, form));
    let desk = bridge.clone();
    hearings.on_vacate(move |why| vacate(&desk, why.to_string()));
    let desk = bridge.clone();
    hearings.on_copy(move |form| copy(&desk, form));
    let desk = bridge.clone();
    hearings.on_bring_in(move |form| bring_in(&desk, form));
    let desk = bridge.clone();
    hearings.on_change_room(move |form| change_room(&desk, form));
    let weak = window.as_weak();
    hearings.on_plan_room(move || {
        if let Some(window) = weak.upgrade() {
            ask_with_rooms(&window, DialogKind::Room);
        }
    });
    let weak = window.as_weak();
    hearings.on_plan_case(move || {
        if let Some(window) = weak.upgrade() {
            ask_with_rooms(&window, DialogKind::BringIn);
        }
    });
}

/// Names the rooms of the lines in the order of the list, each once.
pub(crate) fn rooms(lines: &[HearingLine]) -> Vec<String> {
    let mut rooms: Vec<String> = Vec::new();
    for line in lines {
        if !rooms.iter().any(|room| fold(room) == fold(&line.slot.room)) {
            rooms.push(line.slot.room.clone());
        }
    }
    rooms.sort();
    rooms
}

/// Opens a dialog about a room: the one of the chosen hearing, else the first.
fn ask_with_rooms(window: &MainWindow, dialog: DialogKind) {
    let (hearings, shell) = (window.global::<Hearings>(), window.global::<Shell>());
    if hearings.get_rooms().row_count() == 0 {
        let none = look::lang(window).pick(
            "Op deze dag is er bij dit gerecht geen zitting. Kies een andere dag.",
            "There is no hearing on this day at this court. Choose another day.",
        );
        return asking::toast(window, none, noodbrug_ui::Tone::Warn);
    }
    let picked = hearings.get_picked_room();
    let at = hearings.get_rooms().iter().position(|room| room == picked).unwrap_or_default();
    hearings.set_room(i32::try_from(at).unwrap_or_default());
    shell.invoke_ask(dialog);
}

/// Does something to the day and shows it anew.
fn write<A: Send + 'static, E: Into<Refused>>(
    bridge: &Bridge<Desk>,
    question: impl FnOnce(&mut Desk) -> Result<A, E> + Send + 'static,
) {
    let again = bridge.clone();
    bridge.act(question, move |_, _| {
        refresh(&again);
        frame::refresh(&again);
    });
}

/// The open hearings of the room of a line, in their order.
fn standing<'a>(desk: &'a Desk, line: &HearingLine) -> Vec<&'a HearingLine> {
    let room = room_of(line);
    desk.open.hearings.iter().filter(|other| room.holds(other) && other.outcome.is_none()).collect()
}

/// The place that a line gets, from 1, when it trades with the one before or after it that is shown under the same
/// heading; nothing when it is the first or the last.
fn traded(open: &[&HearingLine], own: usize, by: i32) -> Option<usize> {
    let chamber = open.get(own).map(|line| fold(&line.slot.chamber))?;
    let beside = |place: &usize| open.get(*place).is_some_and(|line| fold(&line.slot.chamber) == chamber);
    let place =
        if by < 0 { (0..own).rev().find(beside) } else { (own.saturating_add(1)..open.len()).find(beside) };
    place.map(|place| place.saturating_add(1))
}

/// The hearings that are numbered with a line on every list: those of its room and chamber, whatever came of them.
fn on_paper<'a>(desk: &'a Desk, line: &HearingLine) -> Vec<&'a HearingLine> {
    let room = room_of(line);
    let chamber = fold(&line.slot.chamber);
    let numbered = |other: &&HearingLine| room.holds(other) && fold(&other.slot.chamber) == chamber;
    desk.open.hearings.iter().filter(numbered).collect()
}

/// The number of a line on paper, from 1.
fn own_place(numbered: &[&HearingLine], line: &HearingLine) -> Option<usize> {
    let at = numbered.iter().position(|other| same(other, line))?;
    at.checked_add(1)
}

fn same(one: &HearingLine, other: &HearingLine) -> bool {
    one.case.id == other.case.id && one.hearing == other.hearing
}

/// Which place among the open hearings of its room a line must get, from 1, to have this number on paper.
fn place_of_number(desk: &Desk, line: &HearingLine, number: usize) -> usize {
    let others = on_paper(desk, line).into_iter().filter(|other| !same(other, line));
    let before = others.take(number.saturating_sub(1)).filter(|other| other.outcome.is_none()).last();
    let open: Vec<&HearingLine> =
        standing(desk, line).into_iter().filter(|other| !same(other, line)).collect();
    let first = || open.iter().position(|other| fold(&other.slot.chamber) == fold(&line.slot.chamber));
    match before {
        // Right after the last open one that comes before it.
        Some(before) => own_place(&open, before).map_or(number, |place| place.saturating_add(1)),
        None => first().map_or(1, |place| place.saturating_add(1)),
    }
}

fn room_of(line: &HearingLine) -> RoomOn {
    let HearingSlot { date, court, room, .. } = line.slot.clone();
    RoomOn { date, court, room }
}

/// What came of moving a hearing up or down.
enum Shifted {
    /// It stands in its new place.
    Saved,
    /// Somebody gave places in this room: changing them needs a reason. The number it would get on paper, from 1.
    NeedsReason(usize),
    /// It stands first or last.
    AtTheEdge,
}

/// Moves the chosen hearing one place up or down in its room.
fn shift(bridge: &Bridge<Desk>, by: i32) {
    let question = move |desk: &mut Desk| {
        let line = chosen(desk)?;
        let open = standing(desk, &line);
        let own = open.iter().position(|other| same(other, &line));
        let Some(place) = traded(&open, own.ok_or_else(has_outcome)?, by) else {
            return Ok(Shifted::AtTheEdge);
        };
        if open.iter().any(|other| other.session.order.is_some()) {
            // The one that it trades with has that place on paper now.
            let other = place.checked_sub(1).and_then(|place| open.get(place));
            let place = other.and_then(|other| own_place(&on_paper(desk, &line), other));
            return Ok(place.map_or(Shifted::AtTheEdge, Shifted::NeedsReason));
        }
        desk.office()?.place_hearing(&line.case.id, &line.hearing, place, "")?;
        Ok(Shifted::Saved)
    };
    let again = bridge.clone();
    bridge.consult(Lane::Work, question, move |window, shifted| match shifted {
        Shifted::Saved => {
            let saved = look::lang(window).pick("Opgeslagen", "Saved");
            asking::toast(window, saved, noodbrug_ui::Tone::Good);
            refresh(&again);
        }
        Shifted::NeedsReason(place) => {
            window.global::<Hearings>().set_new_place(place.to_string().into());
            window.global::<Shell>().invoke_ask(DialogKind::Place);
        }
        Shifted::AtTheEdge => (),
    });
}

fn has_outcome() -> Complaint {
    Complaint::refused(
        "Deze zitting heeft al een uitkomst en houdt haar plaats.",
        "This hearing has an outcome already and keeps its place.",
    )
}

fn place(bridge: &Bridge<Desk>, form: PlaceForm) {
    write(bridge, move |desk| {
        let line = chosen(desk)?;
        let place = form.place.trim().parse().ok().filter(|place| *place > 0);
        let place: usize = place.ok_or_else(|| {
            Complaint::refused(
                "Vul de plaats in als getal vanaf 1, bijvoorbeeld 3.",
                "Fill in the place as a number from 1, for example 3.",
            )
        })?;
        let place = place_of_number(desk, &line, place);
        desk.office()?.place_hearing(&line.case.id, &line.hearing, place, form.reason.trim())
    });
}

fn vacate(bridge: &Bridge<Desk>, why: String) {
    write(bridge, move |desk| {
        let line = chosen(desk)?;
        Ok::<_, Refused>(desk.office()?.vacate(&line.case.id, &line.hearing, reason(&why)?)?)
    });
}

fn copy(bridge: &Bridge<Desk>, form: CopyForm) {
    write(bridge, move |desk| {
        let line = chosen(desk)?;
        let to = if form.other_case {
            CopyTo::Case(desk.case_of_number(&form.number)?)
        } else {
            let today = desk.clock.now()?.in_the_netherlands().date();
            let (date, time) =
                (moments::required_day(&form.day, today)?, moments::required_time(&form.time)?);
            let slot = slot(&line, date, time, &form.room)?;
            desk.meant_day(date)?;
            CopyTo::Slot(slot)
        };
        desk.office()?.duplicate(&line.case.id, &line.hearing, &to)
    });
}

/// The day, court and room that a dialog is about.
struct OnScreen {
    day: String,
    court: String,
    room: String,
}

impl OnScreen {
    fn of(window: &MainWindow) -> OnScreen {
        let hearings = window.global::<Hearings>();
        let chosen = |options: slint::ModelRc<slint::SharedString>, at: i32| {
            usize::try_from(at).ok().and_then(|at| options.row_data(at)).map(String::from).unwrap_or_default()
        };
        OnScreen {
            day: hearings.get_day().to_string(),
            court: chosen(hearings.get_courts(), hearings.get_court()),
            room: chosen(hearings.get_rooms(), hearings.get_room()),
        }
    }

    fn room(self, today: NaiveDate) -> Result<RoomOn, Complaint> {
        Ok(RoomOn { date: moments::required_day(&self.day, today)?, court: self.court, room: self.room })
    }
}

fn bring_in(bridge: &Bridge<Desk>, form: BringInForm) {
    let Some(window) = bridge.window().upgrade() else { return };
    let on_screen = OnScreen::of(&window);
    write(bridge, move |desk| {
        let today = desk.clock.now()?.in_the_netherlands().date();
        let RoomOn { date, court, room } = on_screen.room(today)?;
        let time = moments::required_time(&form.time).asks_for(AskedField::Time)?;
        let case = desk.case_of_number(&form.number)?;
        // The chamber and the bench are those that sit in the room.
        let beside = desk.open.hearings.iter().find(|line| fold(&line.slot.room) == fold(&room));
        let chamber = beside.map(|line| line.slot.chamber.clone()).unwrap_or_default();
        let session = beside.map(|line| HearingSession {
            judges: line.session.judges.clone(),
            registrar: line.session.registrar.clone(),
            closed: form.closed,
            ..HearingSession::default()
        });
        let slot = HearingSlot { court, date, time, room, chamber, minutes: None };
        let again = desk.meant_again(&case, &slot)?;
        let (session, why) = (session.unwrap_or_default(), form.reason.trim().to_owned());
        let brought = desk.office()?.bring_in(&case, BringIn { slot, session, why, again })?;
        choose(desk, brought.case, brought.hearing);
        Ok::<_, Refused>(brought.saved)
    });
}

fn change_room(bridge: &Bridge<Desk>, form: RoomForm) {
    let Some(window) = bridge.window().upgrade() else { return };
    let on_screen = OnScreen::of(&window);
    write(bridge, move |desk| {
        let today = desk.clock.now()?.in_the_netherlands().date();
        let room = on_screen.room(today)?;
        let why = form.reason.trim();
        if form.moves {
            let to = RoomTo {
                date: moments::optional_day(&form.day, today)?,
                court: None,
                room: filled(&form.to_room),
                later: later(&form.later)?,
            };
            if to == RoomTo::default() {
                return Err(nothing_changes());
            }
            to.date.map_or(Ok(()), |date| desk.meant_day(date))?;
            return desk.office()?.move_room(&room, &to, why);
        }
        let (judges, registrar, prosecutor) =
            (filled(&form.judges), filled(&form.registrar), filled(&form.prosecutor));
        let bench = Bench { judges, registrar, prosecutor };
        if bench == Bench::default() {
            return Err(nothing_changes());
        }
        desk.office()?.set_bench(&room, None, &bench, why)
    });
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Reads how many minutes later each hearing begins; with a minus, earlier.
fn later(typed: &str) -> Result<i64, Complaint> {
    let typed = typed.trim().replace('−', "-");
    if typed.is_empty() {
        return Ok(0);
    }
    typed.parse().ok().filter(|minutes: &i64| minutes.abs() < 24 * 60).ok_or_else(|| {
        Complaint::refused(
            "Vul het aantal minuten in als getal, bijvoorbeeld 30, of -15 voor eerder.",
            "Fill in the minutes as a number, for example 30, or -15 for earlier.",
        )
    })
}

fn nothing_changes() -> Complaint {
    Complaint::refused("Vul in wat er verandert.", "Fill in what changes.")
}

/// Puts the rooms of the day in their choice.
pub(crate) fn show_rooms(window: &MainWindow, lines: &[HearingLine]) {
    window.global::<Hearings>().set_rooms(say::choices(rooms(lines)));
}

/// Says how a room's dialog calls its two kinds of change.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let kinds = [
        lang.pick("Wie er zitten", "Who sits"),
        lang.pick("Alles naar een andere zaal, dag of tijd", "All to another room, day or time"),
    ];
    window.global::<Hearings>().set_room_changes(say::choices(kinds));
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_core::text::Lang;

    #[test]
    fn minutes_later_may_be_earlier_and_never_another_day() {
        assert_eq!(later("").unwrap(), 0);
        assert_eq!(later(" 30 ").unwrap(), 30);
        assert_eq!(later("−15").unwrap(), -15);
        for wrong in ["half", "1440", "3,5"] {
            assert!(later(wrong).unwrap_err().text(Lang::Nl).contains("minuten"), "{wrong}");
        }
    }
}
