//! The window without a display: what a person sees, types and hears.

mod arrivals;
mod bundles;
mod crisis;
mod custody;
mod hearings;
mod inbound;
mod keys;
mod large;
mod lists;
mod office;
mod outage;
mod papers;
mod pictures;
mod reconcile;
mod releases;
mod screens;
mod terms;
mod words;

use crate::{look, moments, rows, say};
use i_slint_backend_testing::{ElementHandle, ElementQuery};
use noodbrug_core::text::Lang;
use noodbrug_ui::{MainWindow, Screen, Shell, TableRow, Tone, Unlock, UnlockState};
use slint::platform::{Key, WindowEvent};
use slint::{ComponentHandle, PhysicalSize, SharedString};
use std::time::Duration;

/// A window of 1280 by 800 in Dutch, with an exercise office and nothing in it.
fn window() -> MainWindow {
    use i_slint_backend_testing::{TestingBackend, TestingBackendOptions};
    let options =
        TestingBackendOptions { mock_time: true, threading: false, renderer_name: Some("software".into()) };
    let _ = slint::platform::set_platform(Box::new(TestingBackend::new(options)));
    let window = MainWindow::new().unwrap();
    look::speak(&window, Lang::Nl);
    look::connect(&window, |_| ());
    let weak = window.as_weak();
    moments::connect(&window, move || look::lang_of(&weak));
    window.global::<noodbrug_ui::Moments>().set_today("2026-11-23".into());
    let shell = window.global::<Shell>();
    shell.set_office("Parket Den Haag".into());
    shell.set_user("S. de Boer".into());
    shell.set_role("secretaris".into());
    shell.set_exercise(true);
    shell.set_offline("Offline sinds ma 23-11 07:10".into());
    shell.set_clock("ma 23-11-2026 13:48".into());
    window.global::<Unlock>().set_state(UnlockState::Locked);
    window.window().set_size(PhysicalSize::new(1280, 800));
    window.show().unwrap();
    go(&window, Screen::Today);
    window
}

fn go(window: &MainWindow, screen: Screen) {
    window.global::<Shell>().invoke_go(screen);
    settle();
}

fn settle() {
    i_slint_backend_testing::mock_elapsed_time(Duration::from_millis(60));
}

fn press(window: &MainWindow, key: impl Into<SharedString>) {
    let text = key.into();
    window.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
    window.window().dispatch_event(WindowEvent::KeyReleased { text });
    settle();
}

fn with_control(window: &MainWindow, key: impl Into<SharedString>) {
    let control: SharedString = Key::Control.into();
    window.window().dispatch_event(WindowEvent::KeyPressed { text: control.clone() });
    press(window, key);
    window.window().dispatch_event(WindowEvent::KeyReleased { text: control });
    settle();
}

fn type_in(window: &MainWindow, text: &str) {
    for letter in text.chars() {
        press(window, letter);
    }
}

/// Everything on screen that carries this label for a screen reader.
fn labelled(window: &MainWindow, label: &str) -> Vec<ElementHandle> {
    ElementHandle::find_by_accessible_label(window, label).collect()
}

/// Everything on screen of a component.
fn of_type(window: &MainWindow, name: &str) -> Vec<ElementHandle> {
    let name = name.to_owned();
    ElementQuery::from_root(window)
        .match_predicate(move |element| {
            element.type_name().is_some_and(|own| own == name)
                || element.bases().is_some_and(|mut bases| bases.any(|base| base == name))
        })
        .find_all()
}

/// Made-up rows of a table with this many text cells.
fn made_up_rows(count: usize, cells: usize) -> Vec<TableRow> {
    (0..count)
        .map(|number| {
            let cells = (0..cells).map(|cell| slint::format!("{number}-{cell}")).collect();
            rows::row(slint::format!("{number}"), cells, (SharedString::new(), Tone::Neutral))
        })
        .collect()
}

fn show_cases(window: &MainWindow, count: usize) {
    window.global::<noodbrug_ui::Cases>().set_rows(say::model(made_up_rows(count, 5)));
    settle();
}
