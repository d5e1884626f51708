//! Starts the window: joins every screen to the worker that owns the office, keeps the clock, locks when nobody is there.

use crate::bridge::Bridge;
use crate::desk::Desk;
use crate::{
    admin, apart, arrivals, asking, bundles, calculator, cases, contacts, crisis_room, focus, forms, frame,
    hearings, inbound, intake, key_acts, keys, keyset, law as law_tab, look, measure, moments, pack,
    partners, people, reconcile, releases, rolecards, self_test, sheet, shut, tasks, term_end, terms, today,
    type_ahead, unlock, viewer,
};
use noodbrug_core::text::Lang;
use noodbrug_office::clock::Clock;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::{folders, law};
use noodbrug_ui::{Admin, MainWindow, Screen, Sheet, Shell};
use slint::{ComponentHandle, PlatformError, Timer, TimerMode};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// How the window begins.
#[derive(Debug)]
pub struct Start {
    /// The folder of the office; the usual one when none is given.
    pub folder: Option<PathBuf>,
    /// The clock; a fixed one only for exercises.
    pub clock: Clock,
    /// Who opens the office at once, with which passphrase: for the demonstration.
    pub open: Option<(String, String)>,
}

impl Default for Start {
    fn default() -> Start {
        Start { folder: None, clock: Clock::Machine, open: None }
    }
}

/// How often the window looks at the clock.
const TICK: Duration = Duration::from_secs(5);
/// After how many ticks without a key or a mouse it locks: five minutes.
const IDLE_TICKS: u32 = 60;
/// After how many ticks the counters are looked up again.
const COUNT_TICKS: u32 = 12;

/// Opens the window and stays until it is closed.
///
/// # Errors
/// A complaint when there is no display, or when the program was put together wrongly. Nothing was opened then.
pub fn run(start: Start) -> Result<(), Complaint> {
    let window = MainWindow::new().map_err(|why| no_display(&why))?;
    look::speak(&window, Lang::Nl);
    let folder = start.folder.unwrap_or_else(folders::usual);
    let mut desk = Desk::new(law::built_in()?, start.clock, folder.clone());
    desk.hand_over = hand_over;
    let bridge = Bridge::with_worker(&window, desk).map_err(|why| no_thread(&why))?;
    connect(&window, &bridge);
    unlock::look_at(&bridge, folder);
    if let Some((user, passphrase)) = start.open {
        unlock::open(&window, &bridge, Some(user), &passphrase);
    }
    let _clock = tick(&bridge, start.clock);
    let _keys = focus::keep(&window);
    window.run().map_err(|why| no_display(&why))
}

/// Joins every screen to the office.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let desk = bridge.clone();
    look::connect(window, move |window| respoken(window, &desk));
    let weak = window.as_weak();
    moments::connect(window, move || look::lang_of(&weak));
    type_ahead::connect(window);
    unlock::connect(window, bridge);
    today::connect(window, bridge);
    cases::connect(window, bridge);
    sheet::connect(window, bridge);
    measure::connect(window, bridge);
    hearings::connect(window, bridge);
    terms::connect(window, bridge);
    tasks::connect(window, bridge);
    releases::connect(window, bridge);
    inbound::connect(window, bridge);
    crisis_room::connect(window, bridge);
    self_test::connect(window, bridge);
    contacts::connect(window, bridge);
    rolecards::connect(window, bridge);
    bundles::connect(window, bridge);
    arrivals::connect(window, bridge);
    apart::connect(window, bridge);
    admin::connect(window, bridge);
    intake::connect(window, bridge);
    partners::connect(window, bridge);
    keys::connect(window, bridge);
    keyset::connect(window, bridge);
    key_acts::connect(window, bridge);
    people::connect(window, bridge);
    law_tab::connect(window, bridge);
    calculator::connect(window, bridge);
    reconcile::connect(window, bridge);
    forms::connect(window, bridge);
    pack::connect(window, bridge);
    viewer::connect(window, bridge);
    fill(window);
    window.global::<Admin>().set_version(slint::format!("Noodbrug {}", env!("CARGO_PKG_VERSION")));
    let desk = bridge.clone();
    window.global::<Shell>().on_shown(move |screen| show(&desk, screen));
    let weak = window.as_weak();
    window.global::<Shell>().on_nothing_to_print(move || {
        if let Some(window) = weak.upgrade() {
            asking::nothing_to_print(&window);
        }
    });
}

/// Puts what never changes but for the language in the window's language.
fn fill(window: &MainWindow) {
    sheet::fill(window);
    measure::fill(window);
    hearings::fill(window);
    tasks::fill(window);
    releases::fill(window);
    inbound::fill(window);
    contacts::fill(window);
    partners::fill(window);
    people::fill(window);
    term_end::fill(window);
    forms::fill(window);
    reconcile::fill(window);
}

/// Shows a screen as things are now.
fn show(bridge: &Bridge<Desk>, screen: Screen) {
    match screen {
        Screen::Unlock => return,
        Screen::Today => today::refresh(bridge),
        Screen::Cases => {
            // Whoever comes here by hand does not go back to where the case was opened.
            sheet::forget_where_from(bridge);
            cases::refresh(bridge);
        }
        Screen::Hearings => hearings::refresh(bridge),
        Screen::Terms => terms::refresh(bridge),
        Screen::Enforcement => {
            tasks::refresh(bridge);
            releases::refresh(bridge);
        }
        Screen::Inbound => inbound::refresh(bridge),
        Screen::Admin => {
            // What an act left to do was said where it was done.
            if let Some(window) = bridge.window().upgrade() {
                keys::after(&window, "");
            }
            admin::refresh(bridge);
            keys::refresh(bridge);
            law_tab::refresh(bridge);
        }
        Screen::Bundles => bundles::refresh(bridge),
        Screen::Reconcile => reconcile::refresh(bridge),
        Screen::Crisis => {
            crisis_room::refresh(bridge);
            rolecards::refresh(bridge);
            contacts::refresh(bridge);
            forms::refresh(bridge);
            pack::refresh(bridge);
        }
    }
    frame::refresh(bridge);
}

/// Makes the texts again that were made here, after another language was chosen.
fn respoken(window: &MainWindow, bridge: &Bridge<Desk>) {
    fill(window);
    calculator::fill(window, bridge);
    let screen = window.global::<Shell>().get_screen();
    if screen == Screen::Unlock {
        unlock::respoken(window);
        rolecards::refresh(bridge);
        contacts::refresh(bridge);
        return;
    }
    show(bridge, screen);
    if window.global::<Sheet>().get_open() {
        sheet::refresh(bridge);
    }
}

/// Keeps the clock on screen, and locks when nobody has touched a key or the mouse for five minutes.
fn tick(bridge: &Bridge<Desk>, clock: Clock) -> Timer {
    let timer = Timer::default();
    let bridge = bridge.clone();
    let (touched, idle, ticks) = (Cell::new(-1), Cell::new(0u32), Cell::new(0u32));
    timer.start(TimerMode::Repeated, TICK, move || {
        let Some(window) = bridge.window().upgrade() else { return };
        let shell = window.global::<Shell>();
        if let Ok(now) = clock.now() {
            frame::tick(&window, &now);
        }
        let seen = shell.get_touched();
        let away = seen == touched.get() && !shell.get_working();
        idle.set(if away { idle.get().saturating_add(1) } else { 0 });
        touched.set(seen);
        ticks.set(ticks.get().wrapping_add(1));
        if shell.get_screen() == Screen::Unlock {
            return;
        }
        if idle.get() >= IDLE_TICKS {
            shut::lock(&bridge);
        } else if ticks.get() % COUNT_TICKS == 0 && !shell.get_working() {
            frame::refresh(&bridge);
            pack::tick(&bridge);
        }
    });
    timer
}

/// Gives a file to the program that the system has for it. Nobody waits for it, and nobody says that it was shown.
fn hand_over(path: &Path) {
    let path = path.to_owned();
    // Without a thread the file still stands where the window said it does.
    let _ = thread::Builder::new().name("opener".into()).spawn(move || opener::open(path));
}

fn no_display(why: &PlatformError) -> Complaint {
    // The first line says what it is; the rest is for who built the program.
    let why = why.to_string();
    let why = why.lines().next().unwrap_or_default().trim_end_matches('.');
    Complaint::refused(
        format!(
            "Het venster kan niet worden geopend: er is geen beeldscherm gevonden, of dit programma mag er niet bij \
             ({why}). Alles kan ook zonder venster: zie `noodbrug --help`."
        ),
        format!(
            "The window cannot be opened: no display was found, or this program may not use it ({why}). Everything can \
             be done without a window as well: see `noodbrug --help`."
        ),
    )
}

fn no_thread(why: &std::io::Error) -> Complaint {
    Complaint::refused(
        format!("Het programma kan niet beginnen: {why}. Sluit andere programma's en probeer het opnieuw."),
        format!("The program cannot begin: {why}. Close other programs and try again."),
    )
}
