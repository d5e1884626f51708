//! The crisis room: one picture without names, and the papers of the crisis team.

use crate::asking::{self, AsksFor, Refused};
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::outage_words as words;
use crate::rows::row;
use crate::viewer::{self, Viewing};
use crate::{files, look, moments, say};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::crisis::{Ahead, Counted, Picture, Tally};
use noodbrug_office::incident::Incident;
use noodbrug_office::may::{Deed, may};
use noodbrug_office::printing::{Placed, To};
use noodbrug_ui::{
    AskedField, Bundles, CrisisRoom, Enforcement, MainWindow, Reconcile, Screen, Shell, TableRow, Terms, Tone,
};
use slint::{ComponentHandle, SharedString};
use std::path::PathBuf;

/// What the tab shows, as plain values.
struct Room {
    picture: Picture,
    may_extract: bool,
}

/// Connects the tab and its dialogs.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let room = window.global::<CrisisRoom>();
    let desk = bridge.clone();
    room.on_refresh(move || refresh(&desk));
    let weak = window.as_weak();
    room.on_open_count(move |index| {
        if let Some(window) = weak.upgrade() {
            open_count(&window, index);
        }
    });
    let desk = bridge.clone();
    room.on_print_sheet(move || desk.print(|desk, lang| desk.office()?.print_crisis(To::Paper, lang)));
    let desk = bridge.clone();
    room.on_print_handover(move |day, time| handover(&desk, [day.into(), time.into()]));
    let desk = bridge.clone();
    room.on_print_stays(move |day, time| stays(&desk, [day.into(), time.into()]));
    let desk = bridge.clone();
    room.on_print_timeline(move || desk.print(timeline));
    let desk = bridge.clone();
    room.on_extract(move |folder, day, time| extract(&desk, folder.trim().into(), [day.into(), time.into()]));
    let desk = bridge.clone();
    room.on_browse_folder(move || {
        files::folder(&desk.window(), |window, path| {
            window.global::<CrisisRoom>().set_folder(path.display().to_string().into());
        });
    });
}

/// Takes the picture off the screen.
pub(crate) fn clear(window: &MainWindow) {
    let room = window.global::<CrisisRoom>();
    room.set_summary(Default::default());
    room.set_problem(Default::default());
    room.set_counts(Default::default());
    room.set_count_at(-1);
    room.set_states(Default::default());
    room.set_ahead(Default::default());
    room.set_ahead_at(-1);
    room.set_may_extract(false);
    room.set_folder(Default::default());
}

/// Shows the picture as it is now.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let office = desk.office()?;
        let may_extract = may(office.user().role, Deed::TakeOut);
        Ok(Room { picture: office.crisis_picture(lang)?, may_extract })
    };
    bridge.ask(Lane::Room, question, move |window, found: Result<Room, Complaint>| match found {
        Ok(found) => show(window, &found, lang),
        Err(why) => {
            clear(window);
            window.global::<CrisisRoom>().set_problem(asking::words(&why, lang).into());
        }
    });
}

fn show(window: &MainWindow, Room { picture, may_extract }: &Room, lang: Lang) {
    let room = window.global::<CrisisRoom>();
    room.set_problem(Default::default());
    room.set_may_extract(*may_extract);
    let outage = words::summary(picture.incident.as_ref(), lang);
    room.set_summary(slint::format!("{} · {outage}", say::when(&picture.at, lang)));
    room.set_counts(say::model(picture.counts.iter().map(|counted| count_row(counted, lang)).collect()));
    let states = picture.incident.as_ref().map(|incident| words::states(incident, lang));
    room.set_states(say::model(states.unwrap_or_default()));
    let ahead = picture.ahead.iter().map(|line| ahead_row(line, &picture.at, lang));
    room.set_ahead(say::model(ahead.collect()));
}

fn count_row(counted: &Counted, lang: Lang) -> TableRow {
    let cells = vec![
        say::count(counted.count, lang).into(),
        counted.what.label(lang).into(),
        counted.oldest.as_str().into(),
    ];
    row(counted.what.word(), cells, (SharedString::new(), Tone::Neutral))
}

fn ahead_row(line: &Ahead, now: &Moment, lang: Lang) -> TableRow {
    let past = line.at.unix() < now.unix();
    let what = match past {
        true => format!("{}: {}", lang.pick("Voorbij", "Past"), line.what),
        false => line.what.clone(),
    };
    row("", vec![soon(&line.at, past, lang), what.into()], (SharedString::new(), Tone::Neutral))
}

/// Names a moment within a day by its weekday, and one that is past by its date.
fn soon(at: &Moment, past: bool, lang: Lang) -> SharedString {
    let civil = at.in_the_netherlands().civil();
    if past {
        return slint::format!("{}", civil.format("%d-%m %H:%M"));
    }
    let day = noodbrug_core::moment::weekday_date_text(civil.date(), lang);
    let weekday = day.split(' ').next().unwrap_or_default();
    slint::format!("{weekday} {}", civil.format("%H:%M"))
}

/// Goes to the screen on which what was counted stands.
fn open_count(window: &MainWindow, index: i32) {
    let id = crate::rows::id_of(&window.global::<CrisisRoom>().get_counts(), index);
    let all = [
        Tally::Held,
        Tally::TooLong,
        Tally::TooEarly,
        Tally::Terms,
        Tally::Hearings,
        Tally::WithoutOutcome,
        Tally::Tasks,
        Tally::Unconfirmed,
        Tally::Parcels,
        Tally::Promises,
        Tally::Victims,
        Tally::BackEntry,
        Tally::Conflicts,
    ];
    let Some(tally) = all.into_iter().find(|tally| id.as_deref() == Some(tally.word())) else { return };
    let screen = match tally {
        Tally::Held | Tally::TooLong | Tally::TooEarly => Screen::Today,
        Tally::Terms => {
            window.global::<Terms>().set_tab(0);
            Screen::Terms
        }
        Tally::Hearings | Tally::WithoutOutcome => Screen::Hearings,
        Tally::Tasks => {
            window.global::<Enforcement>().set_tab(0);
            Screen::Enforcement
        }
        // These lists are on the command line and on the handover sheet.
        Tally::Promises => return tell(window, "promise list"),
        Tally::Victims => return tell(window, "victim list"),
        Tally::Parcels => return tell(window, "parcel list"),
        Tally::Unconfirmed => {
            window.global::<Bundles>().set_tab(3);
            Screen::Bundles
        }
        Tally::BackEntry => {
            window.global::<Reconcile>().set_tab(1);
            Screen::Reconcile
        }
        Tally::Conflicts => {
            window.global::<Reconcile>().set_tab(0);
            Screen::Reconcile
        }
    };
    window.global::<Shell>().invoke_go(screen);
}

/// Says with which command a list is shown that has no screen.
fn tell(window: &MainWindow, command: &str) {
    let lang = look::lang(window);
    let list = lang
        .pick("De lijst staat op de overdracht, en geeft u met", "The list is on the handover sheet, and by");
    asking::toast(window, &format!("{list} `noodbrug {command}`."), Tone::Info);
}

/// Makes a paper that a dialog asked something for, and puts it on screen; a refusal stays in the dialog.
fn made(
    bridge: &Bridge<Desk>,
    make: impl FnOnce(&mut Desk, Lang) -> Result<Placed, Refused> + Send + 'static,
) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let placed = make(desk, lang)?;
        let viewing = Viewing::made(placed.clone())?;
        let front = viewing.front();
        desk.open.viewing = Some(viewing);
        Ok::<_, Refused>((placed, front))
    };
    bridge.act(question, |window, (placed, front)| {
        asking::say_made(window, &placed.path);
        viewer::show(window, &front);
    });
}

/// Reads since when; nothing when nothing was typed.
fn since(desk: &Desk, [day, time]: &[String; 2]) -> Result<Option<Moment>, Refused> {
    if day.trim().is_empty() && time.trim().is_empty() {
        return Ok(None);
    }
    let now = desk.clock.now()?;
    let today = now.in_the_netherlands().date();
    moments::since((day, time), today, now).map(Some).asks_for(AskedField::Day)
}

fn handover(bridge: &Bridge<Desk>, typed: [String; 2]) {
    made(bridge, move |desk, lang| {
        let [_, time] = &typed;
        let since = since(desk, &typed)?.filter(|_| !time.trim().is_empty());
        let since = since.ok_or_else(|| {
            Complaint::refused(
                "Vul in hoe laat de dienst begon, bijvoorbeeld 7:30.",
                "Fill in at what time the shift began, for example 7:30.",
            )
        });
        let since = since.asks_for(AskedField::Time)?;
        Ok(desk.office()?.print_handover(since, To::Paper, lang)?)
    });
}

fn stays(bridge: &Bridge<Desk>, typed: [String; 2]) {
    made(bridge, move |desk, lang| {
        let since = since(desk, &typed)?;
        let office = desk.office()?;
        if since.is_none() && office.incidents()?.is_empty() {
            let none = Complaint::refused(
                "Er is geen uitval afgekondigd. Vul in sinds welke dag.",
                "No outage was declared. Fill in since which day.",
            );
            return Err(none).asks_for(AskedField::Day);
        }
        Ok(office.print_stays(since, To::Paper, lang)?)
    });
}

fn timeline(desk: &mut Desk, lang: Lang) -> Result<Placed, Complaint> {
    let office = desk.office()?;
    let incident = newest(office.incidents()?).ok_or_else(|| {
        Complaint::refused(
            "Er is geen uitval afgekondigd. Kondig die eerst af op het scherm Afstemming.",
            "No outage was declared. Declare it on the screen Reconciliation first.",
        )
    })?;
    office.print_incident_report(&incident, To::Paper, lang)
}

/// The outage that is open, else the last one.
fn newest(mut all: Vec<Incident>) -> Option<Incident> {
    match all.iter().position(|incident| !incident.is_closed()) {
        Some(place) => Some(all.swap_remove(place)),
        None => all.pop(),
    }
}

fn extract(bridge: &Bridge<Desk>, folder: String, typed: [String; 2]) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        if folder.is_empty() {
            return Err(Complaint::refused(
                "Vul in in welke map het uittreksel komt.",
                "Fill in into which folder the extract goes.",
            )
            .into());
        }
        let since = since(desk, &typed)?;
        Ok::<_, Refused>(desk.office()?.export_justid(since, &PathBuf::from(folder), lang)?)
    };
    bridge.act(question, move |window, made| {
        let lang = look::lang(window);
        let cases = say::counted(made.cases as u64, ("zaak", "case"), ("zaken", "cases"), lang);
        let text = format!("{cases}: {}, {}", made.csv.path.display(), made.pdf.path.display());
        asking::toast(window, &text, Tone::Good);
    });
}
