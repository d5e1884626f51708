//! Keys always go somewhere: when what had the focus goes away, or out of sight, the screen takes it back.
//!
//! A key that meets no focus is lost, and Ctrl+L with it: whoever wants to lock must never have to press it twice.

use noodbrug_ui::{DialogKind, MainWindow, Screen, Shell};
use slint::private_unstable_api::re_exports::WindowInner;
use slint::{ComponentHandle, Timer, TimerMode};
use std::time::Duration;

/// How often is looked: sooner than a person's next key.
const LOOK: Duration = Duration::from_millis(100);

/// Looks again and again for as long as the timer lives.
pub(crate) fn keep(window: &MainWindow) -> Timer {
    let timer = Timer::default();
    let weak = window.as_weak();
    timer.start(TimerMode::Repeated, LOOK, move || {
        if let Some(window) = weak.upgrade() {
            take_back(&window);
        }
    });
    timer
}

/// Gives the focus to the screen that is shown when nothing has it. A dialog keeps its own.
pub(crate) fn take_back(window: &MainWindow) {
    let shell = window.global::<Shell>();
    if shell.get_screen() != Screen::Unlock
        && shell.get_dialog() == DialogKind::None
        && nothing_has_it(window)
    {
        shell.set_arrived(shell.get_arrived().wrapping_add(1));
    }
}

/// Slint tells no program what has the focus. It does tell the code that it generates, by a name that may change with
/// its version, which is why the version is fixed.
pub(crate) fn nothing_has_it(window: &MainWindow) -> bool {
    let focused = WindowInner::from_pub(window.window()).focus_item.borrow().upgrade();
    !focused.is_some_and(|item| item.is_visible())
}
