//! Letters at twice their size: what lies under the window or beside it is reached by keyboard.

use super::*;
use crate::focus;
use noodbrug_ui::{Bundles, DialogKind, Reconcile, Scheme};

fn enlarged() -> MainWindow {
    let window = window();
    window.global::<Shell>().invoke_choose_look(Scheme::Light, 2.0);
    settle();
    window
}

#[test]
fn tab_goes_to_a_table_that_lies_wholly_under_the_window_and_it_scrolls_into_view() {
    let window = enlarged();
    let bundles = window.global::<Bundles>();
    bundles.set_tab(4);
    bundles.set_sent(say::model(made_up_rows(3, 5)));
    bundles.set_received(say::model(made_up_rows(3, 5)));
    go(&window, Screen::Bundles);
    window.window().set_size(PhysicalSize::new(1280, 500));
    settle();
    let shown = || labelled(&window, "Ontvangen").into_iter().any(|found| found.size().height > 60.0);
    assert!(!shown(), "the second table lies under the window");
    press(&window, Key::Tab);
    assert_eq!(bundles.get_received_at(), -1);
    // Its button appears above it once a line is chosen.
    press(&window, Key::Tab);
    assert_eq!((bundles.get_received_at(), shown()), (0, true));
}

#[test]
fn a_wide_table_moves_sideways_by_the_arrow_keys_and_then_the_page() {
    let window = enlarged();
    let screen = window.global::<Reconcile>();
    screen.set_tab(2);
    screen.set_twins(say::model(made_up_rows(3, 4)));
    go(&window, Screen::Reconcile);
    go(&window, Screen::Reconcile);
    press(&window, Key::Tab);
    assert_eq!(screen.get_twin_at(), 0, "the table has the focus");
    let column = || labelled(&window, "Wat daarvoor pleit").first().unwrap().absolute_position().x;
    let before = column();
    press(&window, Key::LeftArrow);
    assert_eq!(column(), before);
    press(&window, Key::RightArrow);
    assert!(column() < before, "{} is not left of {before}", column());
    for _ in 0..6 {
        press(&window, Key::RightArrow);
    }
    let table = of_type(&window, "DataTable").into_iter().next().unwrap();
    assert!(column() < 1280.0 && table.absolute_position().x + table.size().width <= 1280.0);
    for _ in 0..6 {
        press(&window, Key::LeftArrow);
    }
    assert_eq!(column(), before);
}

#[test]
fn facts_in_a_card_have_the_height_of_their_wrapped_texts() {
    let window = window();
    let bundles = window.global::<Bundles>();
    bundles.set_tab(2);
    bundles.set_apart(say::model(made_up_rows(1, 4)));
    go(&window, Screen::Bundles);
    bundles.set_apart_at(0);
    // The button stands under the facts: it moves down by the lines that they take.
    let button = |value: &str| {
        bundles.set_apart_facts(say::model(vec![say::fact("Kort", "x"), say::fact("Lang", value)]));
        settle();
        let card = of_type(&window, "Card").into_iter().next().unwrap();
        let button = labelled(&window, "Opnieuw proberen").into_iter().next().unwrap();
        button.absolute_position().y - card.absolute_position().y
    };
    let (one, three) = (button("x"), button("x\nx\nx"));
    let wrapped = button(&"woorden die over meer dan een regel lopen ".repeat(4));
    assert!(three > one + 30.0, "{one} {three}");
    assert!(wrapped >= three, "{wrapped} is less than {three}");
}

#[test]
fn every_screen_that_a_key_opened_hears_the_next_one() {
    let window = enlarged();
    let shell = window.global::<Shell>();
    for digit in '1'..='9' {
        // Whoever presses fast lets go before the screen has found its place.
        let (control, key) = (SharedString::from(Key::Control), SharedString::from(digit));
        window.window().dispatch_event(WindowEvent::KeyPressed { text: control.clone() });
        window.window().dispatch_event(WindowEvent::KeyPressed { text: key.clone() });
        window.window().dispatch_event(WindowEvent::KeyReleased { text: key });
        window.window().dispatch_event(WindowEvent::KeyReleased { text: control });
        settle();
        press(&window, Key::F1);
        assert_eq!(shell.get_dialog(), DialogKind::Help, "the screen of Ctrl+{digit}");
        press(&window, Key::Escape);
        assert_eq!(shell.get_dialog(), DialogKind::None, "the screen of Ctrl+{digit}");
    }
}

#[test]
fn a_button_that_goes_away_takes_no_keys_with_it() {
    let window = window();
    let (shell, bundles) = (window.global::<Shell>(), window.global::<Bundles>());
    bundles.set_tab(2);
    // Some number of Tabs leads to the button, which then goes away under the focus.
    let is_lost = (1..9).any(|tabs| {
        bundles.set_apart(say::model(made_up_rows(1, 4)));
        bundles.set_apart_at(0);
        go(&window, Screen::Today);
        go(&window, Screen::Bundles);
        for _ in 0..tabs {
            press(&window, Key::Tab);
        }
        bundles.set_apart(say::model(Vec::new()));
        bundles.set_apart_at(-1);
        settle();
        focus::nothing_has_it(&window)
    });
    assert!(is_lost);
    press(&window, Key::F1);
    assert_eq!(shell.get_dialog(), DialogKind::None, "nothing has the focus any more");
    focus::take_back(&window);
    settle();
    press(&window, Key::F1);
    assert_eq!(shell.get_dialog(), DialogKind::Help);
    press(&window, Key::Escape);
    let arrived = shell.get_arrived();
    focus::take_back(&window);
    assert_eq!(shell.get_arrived(), arrived, "whoever has the focus keeps it");
}
