//! Vandaag: the custody board, what is due, what has not left the building.

use crate::board::{self, Group};
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::{count, ending_within_a_day};
use crate::rows::{self, Reader, case_of, row};
use crate::say::{self, Stake};
use crate::{moments, sheet, terms};
use chrono::Days;
use noodbrug_core::custody::board::Board as People;
use noodbrug_core::moment::Moment;
use noodbrug_core::rows::TaskStage;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::lists::{DeskCounts, TaskFilter, TermFilter};
use noodbrug_office::printing::To;
use noodbrug_office::views::{LogLine, TaskLine, TermLine};
use noodbrug_ui::{Bundles, Cases, MainWindow, Screen, Shell, TableRow, Terms, Tile, Today, TodayTile, Tone};
use slint::{ComponentHandle, Model, SharedString};

/// How many entries that were not handed over are shown.
const UNSENT: usize = 50;

/// What stands on the screen, as plain values.
struct Start {
    reader: Reader,
    counts: DeskCounts,
    terms: Vec<TermLine>,
    ending: u64,
    tasks: Vec<TaskLine>,
    unsent: Vec<LogLine>,
}

/// Connects the screen.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let today = window.global::<Today>();
    let desk = bridge.clone();
    today.on_open_custody(move |index| open(&desk, index, |today| today.get_custody()));
    let desk = bridge.clone();
    today.on_open_due(move |index| open(&desk, index, |today| today.get_due()));
    let desk = bridge.clone();
    today.on_open_unsent(move |index| open(&desk, index, |today| today.get_unsent()));
    let desk = bridge.clone();
    today.on_group_chosen(move |_| refresh_board(&desk));
    let desk = bridge.clone();
    today.on_open_tile(move |tile| {
        if let Some(window) = desk.window().upgrade() {
            open_tile(&window, &desk, tile);
        }
    });
    let desk = bridge.clone();
    today.on_print_board(move || {
        desk.print(|desk, lang| desk.office()?.print_board(To::Paper, lang));
    });
    let desk = bridge.clone();
    today.on_print_day(move || {
        desk.print(|desk, lang| {
            let day = desk.clock.now()?.in_the_netherlands().date();
            desk.office()?.print_journal(day, To::Paper, lang)
        });
    });
}

fn open(bridge: &Bridge<Desk>, index: i32, rows: impl Fn(&Today) -> slint::ModelRc<TableRow>) {
    let Some(window) = bridge.window().upgrade() else { return };
    if let Some(case) = case_of(&rows(&window.global::<Today>()), index) {
        sheet::open(bridge, case);
    }
}

fn open_tile(window: &MainWindow, bridge: &Bridge<Desk>, tile: TodayTile) {
    let cases = window.global::<Cases>();
    let filter = match tile {
        TodayTile::Custody => {
            window.global::<Today>().set_group(1);
            return refresh_board(bridge);
        }
        TodayTile::Conflicts => 3,
        TodayTile::Due => return window.global::<Shell>().invoke_go(Screen::Terms),
        TodayTile::WithoutTerm => {
            window.global::<Terms>().set_tab(terms::GAPS);
            return window.global::<Shell>().invoke_go(Screen::Terms);
        }
        TodayTile::Unsent => {
            window.global::<Bundles>().set_tab(0);
            return window.global::<Shell>().invoke_go(Screen::Bundles);
        }
    };
    cases.set_filter(filter);
    cases.set_query(SharedString::new());
    window.global::<Shell>().invoke_go(Screen::Cases);
}

/// Shows the screen anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    bridge.consult(Lane::Today, move |desk| look_up(desk, lang), show);
    refresh_board(bridge);
}

/// Shows the custody board anew. It is asked apart: of a large office it takes a while to read the first time.
fn refresh_board(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    bridge.consult(
        Lane::Board,
        |desk| desk.office()?.board(),
        move |window, people| {
            show_people(window, &people, lang);
        },
    );
}

fn show_people(window: &MainWindow, people: &People, lang: Lang) {
    let today = window.global::<Today>();
    today.set_summary(summary(people, lang).into());
    today.set_groups(say::model(Group::ALL.map(|group| group.label(people, lang)).to_vec()));
    let (lines, reasons) = board::rows(people, Group::at(today.get_group()), lang).into_iter().unzip();
    today.set_reasons(say::model(reasons));
    today.set_custody(say::model(lines));
    today.set_answered(true);
    let tiles = today.get_tiles();
    if let Some(tile) = tiles.row_data(0) {
        tiles.set_row_data(0, too_long(Some(count(people.too_long().count())), tile, lang));
    }
}

/// Writes the figure of those held too long; before the board is read nobody knows.
fn too_long(number: Option<u64>, tile: Tile, lang: Lang) -> Tile {
    let tone = if number == Some(0) { Tone::Neutral } else { Tone::Danger };
    let figure = number.map_or_else(|| "…".into(), |number| say::count(number, lang).into());
    Tile { figure, tone, ..tile }
}

fn look_up(desk: &mut Desk, lang: Lang) -> Result<Start, Complaint> {
    let reader = desk.reader(lang)?;
    let office = desk.office()?;
    let today = reader.now.in_the_netherlands().date();
    let start_of = |days: u64| {
        let day = today.checked_add_days(Days::new(days)).unwrap_or(today);
        Moment::from_civil(day.and_time(chrono::NaiveTime::MIN)).unwrap_or(reader.now)
    };
    let before =
        |days| TermFilter { before: Some(start_of(days)), custody: Some(false), ..TermFilter::default() };
    let open = TaskFilter { stage: Some(TaskStage::Open), until: Some(today), ..TaskFilter::default() };
    Ok(Start {
        counts: office.counts()?,
        terms: office.terms(&before(1), lang)?.rows,
        ending: ending_within_a_day(office, &reader.now)?,
        tasks: office.tasks(&open)?.rows,
        unsent: office.unsent(UNSENT)?,
        reader,
    })
}

fn show(window: &MainWindow, board: Start) {
    let reader = &board.reader;
    let lang = reader.lang;
    let today = window.global::<Today>();
    crate::frame::tick(window, &reader.now);
    let day = moments::day_in_words(reader.now.in_the_netherlands().date(), lang);
    today.set_day(moments::capital(&day).into());
    today.set_tiles(say::model(tiles(&board, lang)));
    today.set_due(say::model(due(&board)));
    today.set_unsent(say::model(board.unsent.iter().map(|line| reader.unsent(line)).collect()));
}

fn summary(people: &People, lang: Lang) -> String {
    let held = count(people.held());
    say::counted(held, ("persoon vast", "person held"), ("personen vast", "persons held"), lang)
}

fn tiles(board: &Start, lang: Lang) -> Vec<Tile> {
    let counts = &board.counts;
    let tile = |number: u64, loud: Tone, text: (&str, &str)| Tile {
        figure: say::count(number, lang).into(),
        text: lang.pick(text.0, text.1).into(),
        tone: if number == 0 { Tone::Neutral } else { loud },
    };
    let words = ("mensen te lang vast, of zonder titel", "people held too long, or without a title");
    vec![
        too_long(None, tile(0, Tone::Danger, words), lang),
        tile(
            board.ending,
            Tone::Danger,
            ("termijnen van wie vastzit, binnen een dag", "custody terms that end within a day"),
        ),
        tile(
            counts.without_term,
            Tone::Warn,
            ("zaken zonder lopende termijn", "cases without a running term"),
        ),
        tile(
            counts.unacknowledged(),
            Tone::Info,
            ("regels zonder ontvangstbewijs", "entries without a receipt"),
        ),
        tile(counts.conflicts, Tone::Warn, ("tegenstrijdige gegevens", "contradicting data")),
    ]
}

/// Terms and tasks that are due today or were before, earliest first.
fn due(board: &Start) -> Vec<TableRow> {
    let reader = &board.reader;
    let terms = board.terms.iter().map(|term| {
        let cells =
            vec![SharedString::new(), term.name.as_str().into(), who(&term.case.number, &term.case.suspect)];
        let left = say::left(&reader.now, term.row.shown.as_ref(), Stake::Other, reader.lang);
        (term.row.shown.map_or(i64::MIN, |end| end.unix()), row(term.case.id.to_string(), cells, left))
    });
    let tasks = board.tasks.iter().map(|task| {
        let kind = rows::task_kind(&task.kind, reader.lang);
        let cells = vec![SharedString::new(), kind.into(), who(&task.case.number, &task.case.suspect)];
        let (word, tone) = reader.stage(task);
        let word = if task.due.is_some_and(|due| due < reader.now.in_the_netherlands().date()) {
            slint::format!("{}, {}", reader.lang.pick("te laat", "late"), say::day(task.due, reader.lang))
        } else {
            word
        };
        (i64::MAX, row(task.case.id.to_string(), cells, (word, tone)))
    });
    let mut due: Vec<(i64, TableRow)> = terms.chain(tasks).collect();
    due.sort_by_key(|(end, _)| *end);
    due.into_iter().map(|(_, row)| row).collect()
}

fn who(number: &str, suspect: &str) -> SharedString {
    slint::format!("{number}  {suspect}")
}
