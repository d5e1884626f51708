//! Keys, focus, dialogs and language.

use super::*;
use crate::lazy::{LazyRows, PAGE};
use noodbrug_ui::{Cases, DialogKind, Hearings, Sheet, Tone as Loud};
use slint::ModelRc;
use std::cell::RefCell;
use std::rc::Rc;

const HEADINGS: [(&str, Screen, &str, &str); 10] = [
    ("1", Screen::Today, "Vandaag", "Today"),
    ("2", Screen::Cases, "Zaken", "Cases"),
    ("3", Screen::Hearings, "Zittingen", "Hearings"),
    ("4", Screen::Terms, "Termijnen", "Terms"),
    ("5", Screen::Enforcement, "Tenuitvoerlegging", "Enforcement"),
    ("i", Screen::Inbound, "Ingekomen stukken", "Inbound papers"),
    ("6", Screen::Bundles, "Bundels", "Bundles"),
    ("7", Screen::Reconcile, "Afstemming", "Reconciliation"),
    ("8", Screen::Crisis, "Noodproces", "Emergency process"),
    ("9", Screen::Admin, "Beheer", "Administration"),
];

fn heads(window: &MainWindow) -> Vec<String> {
    of_type(window, "Page").iter().filter_map(|page| page.accessible_label()).map(Into::into).collect()
}

#[test]
fn each_screen_opens_with_its_number_and_has_its_dutch_heading() {
    let window = window();
    for (key, screen, heading, _) in HEADINGS {
        with_control(&window, key);
        assert_eq!(window.global::<Shell>().get_screen(), screen);
        assert!(heads(&window).contains(&heading.to_owned()), "{heading}: {:?}", heads(&window));
    }
}

#[test]
fn the_language_changes_while_the_window_is_open() {
    let window = window();
    window.global::<Shell>().invoke_choose_language("en".into());
    for (_, screen, _, heading) in HEADINGS {
        go(&window, screen);
        assert!(heads(&window).contains(&heading.to_owned()), "{heading}: {:?}", heads(&window));
    }
    window.global::<Shell>().invoke_choose_language("nl".into());
    settle();
    assert_eq!(heads(&window), ["Beheer"]);
}

#[test]
fn what_is_typed_goes_to_the_search_and_down_goes_to_the_list() {
    let window = window();
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = asked.clone();
    window.global::<Cases>().on_searched(move |query| log.borrow_mut().push(query.to_string()));
    show_cases(&window, 40);
    with_control(&window, "f");
    type_in(&window, "vri");
    assert_eq!(*asked.borrow(), ["v", "vr", "vri"]);
    press(&window, Key::DownArrow);
    press(&window, Key::DownArrow);
    assert_eq!(window.global::<Cases>().get_current(), 1);
    press(&window, Key::Escape);
    with_control(&window, "f");
    press(&window, Key::Escape);
    assert_eq!(window.global::<Cases>().get_query(), "");
    assert_eq!(asked.borrow().last().map(String::as_str), Some(""));
}

#[test]
fn a_list_that_waits_for_its_answer_does_not_say_that_nothing_was_found() {
    let window = window();
    show_cases(&window, 0);
    window.global::<Cases>().set_query("vries".into());
    go(&window, Screen::Cases);
    let says = |text: &str| !labelled(&window, text).is_empty();
    assert!(says("Nog geen antwoord.") && !says("Geen zaak gevonden."));
    window.global::<Cases>().set_answered(true);
    settle();
    assert!(says("Geen zaak gevonden.") && !says("Nog geen antwoord."));
}

#[test]
fn a_table_of_a_million_rows_is_walked_with_the_keys_and_tells_where_it_is() {
    let window = window();
    let fetched = Rc::new(RefCell::new(0));
    let count = fetched.clone();
    let model = Rc::new(LazyRows::new(move |_| *count.borrow_mut() += 1));
    model.begin(1_000_000, made_up_rows(PAGE, 5));
    window.global::<Cases>().set_rows(ModelRc::from(model.clone()));
    go(&window, Screen::Cases);
    press(&window, Key::DownArrow);
    press(&window, Key::End);
    assert_eq!(window.global::<Cases>().get_current(), 999_999);
    press(&window, Key::UpArrow);
    model.fill(999_998 / PAGE, made_up_rows(PAGE, 5));
    settle();
    let chosen =
        of_type(&window, "Line").into_iter().find(|row| row.accessible_item_selected() == Some(true));
    let chosen = chosen.unwrap();
    assert_eq!(chosen.accessible_item_index(), Some(999_998));
    assert_eq!(chosen.accessible_item_count(), Some(1_000_000));
    let in_page = 999_998 % PAGE;
    assert_eq!(
        chosen.accessible_label().unwrap(),
        format!("{in_page}-0, {in_page}-1, {in_page}-2, {in_page}-3, {in_page}-4")
    );
    press(&window, Key::Home);
    assert_eq!(window.global::<Cases>().get_current(), 0);
    press(&window, Key::PageDown);
    let page = window.global::<Cases>().get_current();
    assert!((8..30).contains(&page), "{page}");
    press(&window, Key::PageUp);
    assert_eq!(window.global::<Cases>().get_current(), 0);
    assert!(*fetched.borrow() <= 2, "{} pages were fetched", fetched.borrow());
}

#[test]
fn return_opens_the_chosen_row() {
    let window = window();
    let opened = Rc::new(RefCell::new(Vec::new()));
    let log = opened.clone();
    window.global::<Cases>().on_opened(move |index| log.borrow_mut().push(index));
    show_cases(&window, 10);
    go(&window, Screen::Cases);
    press(&window, Key::DownArrow);
    press(&window, Key::DownArrow);
    press(&window, Key::Return);
    assert_eq!(*opened.borrow(), [1]);
}

#[test]
fn a_header_sorts_by_its_own_button() {
    let window = window();
    let sorted = Rc::new(RefCell::new(Vec::new()));
    let log = sorted.clone();
    window.global::<Cases>().on_sorted(move |column| log.borrow_mut().push(column));
    go(&window, Screen::Cases);
    let header = labelled(&window, "Sorteren op Naam");
    header.first().unwrap().invoke_accessible_default_action();
    assert_eq!(*sorted.borrow(), [1]);
}

#[test]
fn a_dialog_is_closed_by_its_own_button() {
    let window = window();
    go(&window, Screen::Cases);
    for closing in [Key::Return, Key::Escape] {
        press(&window, Key::F1);
        assert_eq!(window.global::<Shell>().get_dialog(), DialogKind::Help);
        press(&window, closing);
        settle();
        assert_eq!(window.global::<Shell>().get_dialog(), DialogKind::None);
    }
}

#[test]
fn a_dialog_keeps_the_focus_and_escape_closes_it() {
    let window = window();
    show_cases(&window, 40);
    go(&window, Screen::Cases);
    window.global::<Shell>().invoke_ask(DialogKind::Note);
    settle();
    assert!(!labelled(&window, "Nieuwe notitie").is_empty());
    // Twenty times Tab never reaches the search field below: what is typed there would change the query.
    for _ in 0..20 {
        press(&window, Key::Tab);
        press(&window, "x");
    }
    assert_eq!(window.global::<Cases>().get_query(), "");
    press(&window, Key::Escape);
    assert_eq!(window.global::<Shell>().get_dialog(), DialogKind::None);
    assert!(labelled(&window, "Nieuwe notitie").is_empty());
}

#[test]
fn a_note_is_typed_without_a_mouse_and_the_dialog_stays_until_it_is_saved() {
    let window = window();
    let notes = Rc::new(RefCell::new(Vec::new()));
    let log = notes.clone();
    window.global::<Sheet>().on_add_note(move |kind, text| log.borrow_mut().push((kind, text.to_string())));
    window.global::<Sheet>().set_open(true);
    go(&window, Screen::Cases);
    with_control(&window, "n");
    type_in(&window, "Raadsman gebeld");
    with_control(&window, Key::Return);
    assert_eq!(*notes.borrow(), [(0, "Raadsman gebeld".to_owned())]);
    assert_eq!(window.global::<Shell>().get_dialog(), DialogKind::Note);
    press(&window, Key::Escape);
}

#[test]
fn a_typed_day_is_said_back_in_words_and_a_wrong_one_says_how() {
    let window = window();
    let moments = window.global::<noodbrug_ui::Moments>();
    let said = moments.invoke_day("vr 27-11".into());
    assert_eq!((said.value.as_str(), said.words.as_str()), ("2026-11-27", "vrijdag 27 november 2026"));
    assert!(moments.invoke_day("31-04-2026".into()).problem.contains("27-11-2026"));
    window.global::<Hearings>().set_day("27-11-2026".into());
    go(&window, Screen::Hearings);
    assert_eq!(labelled(&window, "vrijdag 27 november 2026").len(), 1);
}

#[test]
fn letters_grow_and_shrink_with_the_keys() {
    let window = window();
    with_control(&window, "+");
    with_control(&window, "+");
    assert_eq!(window.global::<noodbrug_ui::Theme>().get_zoom(), 1.5);
    with_control(&window, "0");
    assert_eq!(window.global::<noodbrug_ui::Theme>().get_zoom(), 1.0);
}

#[test]
fn an_exercise_says_so_on_every_screen() {
    let window = window();
    for (_, screen, _, _) in HEADINGS {
        go(&window, screen);
        assert!(!labelled(&window, "OEFENING. Alle zaken en personen zijn verzonnen.").is_empty());
    }
}

#[test]
fn everything_that_takes_the_focus_has_a_role_and_a_name() {
    let window = window();
    let sheet = window.global::<Sheet>();
    sheet.set_number("09/214502-26".into());
    for (_, screen, _, _) in HEADINGS {
        go(&window, screen);
        for kind in ["Button", "InputBox", "DataTable", "NavItem", "TabBar", "Check", "FigureTile"] {
            for element in of_type(&window, kind) {
                let name = match kind {
                    // The name is on the list or the tab list inside.
                    "DataTable" | "TabBar" => continue,
                    _ => element.accessible_label().unwrap_or_default(),
                };
                assert!(!name.is_empty(), "{kind} without a name on {screen:?}: {:?}", element.id());
            }
        }
    }
}

#[test]
fn one_click_of_the_mouse_presses_a_button_that_had_no_focus() {
    use slint::platform::PointerEventButton;
    let window = window();
    let asked = Rc::new(RefCell::new(0));
    let count = asked.clone();
    window.global::<noodbrug_ui::Enforcement>().on_print(move || *count.borrow_mut() += 1);
    go(&window, Screen::Enforcement);
    let button = labelled(&window, "Afdrukken").into_iter().next().unwrap();
    let (at, size) = (button.absolute_position(), button.size());
    let position = slint::LogicalPosition::new(at.x + size.width / 2.0, at.y + size.height / 2.0);
    let before = window.global::<Shell>().get_touched();
    let button = PointerEventButton::Left;
    window.window().dispatch_event(WindowEvent::PointerMoved { position });
    window.window().dispatch_event(WindowEvent::PointerPressed { position, button });
    window.window().dispatch_event(WindowEvent::PointerReleased { position, button });
    settle();
    assert_eq!(*asked.borrow(), 1);
    assert!(window.global::<Shell>().get_touched() > before, "a hand on the mouse is somebody who is there");
}

#[test]
fn red_is_not_a_colour_of_any_status_but_danger_to_people() {
    let window = window();
    let theme = window.global::<noodbrug_ui::Theme>();
    for tone in [Loud::Neutral, Loud::Info, Loud::Good, Loud::Warn, Loud::Offline, Loud::Refused] {
        let ink = theme.invoke_ink_of(tone);
        let redness = i32::from(ink.red()) - i32::from(ink.green());
        assert!(redness < 60, "{tone:?} looks red");
    }
}

#[test]
fn at_twice_the_size_the_last_button_of_the_navigation_scrolls_into_the_window() {
    let window = window();
    window.global::<Shell>().invoke_choose_look(noodbrug_ui::Scheme::Light, 2.0);
    go(&window, Screen::Reconcile);
    let shown = || {
        let lock = labelled(&window, "Vergrendelen").into_iter().next();
        lock.is_some_and(|lock| lock.absolute_position().y + lock.size().height <= 800.0)
    };
    assert!(!shown(), "it fits: this test proves nothing");
    // Backwards from the tabs: the top line, then the navigation from below.
    let shift: SharedString = Key::Shift.into();
    window.window().dispatch_event(WindowEvent::KeyPressed { text: shift.clone() });
    let reached = (0..12).any(|_| {
        press(&window, Key::Backtab);
        shown()
    });
    window.window().dispatch_event(WindowEvent::KeyReleased { text: shift });
    assert!(reached, "the button to lock stays under the window");
}
