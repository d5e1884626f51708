//! Long work: how far it is stands across the page, and a person can stop it.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::{look, say};
use noodbrug_office::complaint::Complaint;
use noodbrug_office::progress::Progress;
use noodbrug_ui::{MainWindow, Shell};
use slint::{ComponentHandle, Weak};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often the bar moves.
const BEAT: Duration = Duration::from_millis(120);

/// Does long work on the worker; `text` says what, in Dutch and in English. While it runs no other long work begins.
pub(crate) fn long<A: Send + 'static>(
    bridge: &Bridge<Desk>,
    text: (&str, &str),
    work: impl FnOnce(&mut Desk, Progress<'_>) -> Result<A, Complaint> + Send + 'static,
    show: impl FnOnce(&MainWindow, Result<A, Complaint>) + Send + 'static,
) {
    let Some(window) = bridge.window().upgrade() else { return };
    let shell = window.global::<Shell>();
    if shell.get_working() {
        return;
    }
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    shell.on_cancel_work(move || asked.store(true, Ordering::SeqCst));
    shell.set_work_text(look::lang(&window).pick(text.0, text.1).into());
    shell.set_work_detail(Default::default());
    shell.set_work_part(0.0);
    shell.set_working(true);
    let weak = bridge.window();
    bridge.ask(
        Lane::Work,
        move |desk| {
            let mut last = Instant::now();
            let mut tell = |done: u64, total: u64| {
                if last.elapsed() >= BEAT {
                    last = Instant::now();
                    beat(&weak, done, total);
                }
                if stop.load(Ordering::SeqCst) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            work(desk, &mut tell)
        },
        move |window, answer| {
            window.global::<Shell>().set_working(false);
            show(window, answer);
        },
    );
}

fn beat(window: &Weak<MainWindow>, done: u64, total: u64) {
    // Without an event loop nobody looks.
    let _ = window.upgrade_in_event_loop(move |window| {
        let lang = look::lang(&window);
        let shell = window.global::<Shell>();
        let percent = done.saturating_mul(100).checked_div(total).unwrap_or_default().min(100);
        shell.set_work_part(f32::from(u8::try_from(percent).unwrap_or(100)) / 100.0);
        shell.set_work_detail(slint::format!("{} %", say::count(percent, lang)));
    });
}
