//! The self-test of this workstation, with its result on screen and on a sheet to sign.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::moments::capital;
use crate::rows::row;
use crate::{asking, look, say};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::printing::To;
use noodbrug_office::selftest::{Check, Health, SelfTest as Test};
use noodbrug_ui::{Fact, MainWindow, SelfTest, TableRow, Tone};
use slint::{ComponentHandle, SharedString};

/// Connects the tab.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let tests = window.global::<SelfTest>();
    let desk = bridge.clone();
    tests.on_test(move || test(&desk));
    let desk = bridge.clone();
    tests.on_picked_row(move |index| pick(&desk, index));
    let desk = bridge.clone();
    tests.on_print(move || {
        desk.print(|desk, lang| {
            let test = last(desk)?;
            desk.office()?.print_self_test(&test, To::Paper, lang)
        });
    });
}

/// Takes the result off the screen.
pub(crate) fn clear(window: &MainWindow) {
    let tests = window.global::<SelfTest>();
    tests.set_busy(false);
    tests.set_tested(false);
    tests.set_verdict(Default::default());
    tests.set_about(Default::default());
    tests.set_rows(Default::default());
    tests.set_current(-1);
    forget_picked(window);
}

fn forget_picked(window: &MainWindow) {
    let tests = window.global::<SelfTest>();
    tests.set_picked(Default::default());
    tests.set_picked_facts(Default::default());
}

fn last(desk: &Desk) -> Result<Test, Complaint> {
    desk.open
        .self_test
        .clone()
        .ok_or_else(|| Complaint::refused("Doe eerst de zelftest.", "Do the self-test first."))
}

fn test(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let tests = window.global::<SelfTest>();
    // The first press is still being answered.
    if tests.get_busy() {
        return;
    }
    tests.set_busy(true);
    let question = |desk: &mut Desk| {
        let test = desk.office()?.self_test()?;
        desk.open.self_test = Some(test.clone());
        Ok(test)
    };
    bridge.ask(Lane::Work, question, |window, done: Result<Test, Complaint>| {
        window.global::<SelfTest>().set_busy(false);
        match done {
            Ok(test) => show(window, &test),
            Err(why) => asking::complain(window, &why),
        }
    });
}

fn show(window: &MainWindow, test: &Test) {
    let (lang, tests) = (look::lang(window), window.global::<SelfTest>());
    tests.set_tested(true);
    tests.set_verdict(test.verdict().pick(lang).into());
    tests.set_tone(tone(test.health()));
    let seconds = test.took_ms.div_ceil(1000);
    let took = say::counted(seconds, ("seconde", "second"), ("seconden", "seconds"), lang);
    tests.set_about(slint::format!("{}, {}, {}, {took}", say::when(&test.at, lang), test.station, test.by));
    tests.set_rows(say::model(test.checks.iter().map(|check| line(check, lang)).collect()));
    // What is worst stands first to be read.
    let worst = test.health();
    let place = test.checks.iter().position(|check| check.health == worst);
    let place = place.and_then(|place| i32::try_from(place).ok()).unwrap_or(-1);
    tests.set_current(place);
    tests.invoke_picked_row(place);
}

fn tone(health: Health) -> Tone {
    match health {
        Health::Good => Tone::Good,
        Health::Attention => Tone::Warn,
        Health::Bad => Tone::Refused,
    }
}

fn line(check: &Check, lang: Lang) -> TableRow {
    let cells = vec![
        SharedString::new(),
        capital(check.what.pick(lang)).into(),
        capital(check.found.pick(lang)).into(),
    ];
    row(check.word, cells, (capital(check.health.label(lang)).into(), tone(check.health)))
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let checks = desk.open.self_test.iter().flat_map(|test| &test.checks);
        let place = usize::try_from(index).ok();
        Ok(place.and_then(|place| checks.into_iter().nth(place).cloned()))
    };
    bridge.consult(Lane::Pick, question, move |window, check: Option<Check>| {
        let tests = window.global::<SelfTest>();
        let Some(check) = check else { return forget_picked(window) };
        tests.set_picked(capital(check.what.pick(lang)).into());
        tests.set_picked_facts(say::model(facts(&check, lang)));
    });
}

/// Leaves out the command that does it on the command line: the window has screens for that.
fn without_command(todo: &str) -> String {
    match todo.split_once(": `noodbrug ") {
        Some((before, _)) => format!("{before}."),
        None => asking::plain(todo),
    }
}

fn facts(check: &Check, lang: Lang) -> Vec<Fact> {
    let todo = check.todo.pick(lang);
    let todo = if todo.is_empty() { lang.pick("niets", "nothing") } else { todo };
    vec![
        say::fact(lang.pick("Gevonden", "Found"), check.found.pick(lang)),
        say::fact(lang.pick("Te doen", "To do"), without_command(todo)),
    ]
}
