//! Role cards: what each role does first, ticked off by whoever has logged in, and read by everybody.

use crate::bridge::{Bridge, Lane};
use crate::contacts::{self, may_keep};
use crate::desk::Desk;
use crate::{asking, say};
use noodbrug_core::bundle::Mode;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::printing::Placed;
use noodbrug_office::rolecards::{self, Around, Phase, RoleCard, Step};
use noodbrug_office::setup;
use noodbrug_ui::{CardStep, DialogKind, MainWindow, RoleCards, Screen, Shell, Unlock};
use slint::{ComponentHandle, SharedString};

/// Connects the cards.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let cards = window.global::<RoleCards>();
    let desk = bridge.clone();
    cards.on_chosen(move |_| refresh(&desk));
    let desk = bridge.clone();
    cards.on_print(move || print(&desk));
    let weak = window.as_weak();
    cards.on_begin_tick(move |step, text| {
        let Some(window) = weak.upgrade() else { return };
        let cards = window.global::<RoleCards>();
        cards.set_asked(step);
        cards.set_asked_text(text);
        window.global::<Shell>().invoke_ask(DialogKind::Tick);
    });
    let desk = bridge.clone();
    cards.on_tick(move |note| tick(&desk, note.to_string()));
}

/// Takes away what only whoever has logged in may do; the cards themselves are for everybody.
pub(crate) fn clear(window: &MainWindow) {
    let cards = window.global::<RoleCards>();
    cards.set_may_tick(false);
    cards.set_steps(Default::default());
    cards.set_summary(Default::default());
    cards.set_problem(Default::default());
    cards.set_asked(Default::default());
    cards.set_asked_text(Default::default());
}

/// Tells whether somebody has logged in.
pub(crate) fn is_inside(window: &MainWindow) -> bool {
    window.global::<Shell>().get_screen() != Screen::Unlock
}

/// A card as it is shown, with what stands around it.
struct Shown {
    now: Moment,
    cards: Vec<RoleCard>,
    at: usize,
    around: Around,
    may_tick: bool,
}

fn chosen(window: &MainWindow) -> usize {
    usize::try_from(window.global::<RoleCards>().get_card()).unwrap_or_default()
}

/// Shows the chosen card.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let (at, lang) = (chosen(&window), bridge.lang());
    let question = move |desk: &mut Desk| {
        Ok(Shown {
            now: desk.clock.now()?,
            cards: rolecards::cards()?,
            at,
            around: rolecards::around(&desk.folder),
            may_tick: may_keep(desk),
        })
    };
    bridge.consult(Lane::Cards, question, move |window, shown| show(window, &shown, lang));
}

fn show(window: &MainWindow, shown: &Shown, lang: Lang) {
    let cards = window.global::<RoleCards>();
    cards.set_cards(say::choices(shown.cards.iter().map(|card| card.title(lang))));
    cards.set_may_tick(shown.may_tick);
    let lacks: Vec<&str> = shown.around.lacks.iter().map(|lack| lack.pick(lang)).collect();
    cards.set_problem(asking::plain(&lacks.join(" ")).into());
    let Some(card) = shown.cards.get(shown.at) else { return };
    let done = card.steps.iter().filter(|step| shown.around.done(card, step).is_some()).count();
    cards.set_summary(slint::format!(
        "{} {} · {done} {} {} {}",
        lang.pick("Versie", "Version"),
        card.version,
        lang.pick("van", "of"),
        card.steps.len(),
        lang.pick("afgevinkt", "ticked off")
    ));
    let mut steps = Vec::new();
    for phase in Phase::ALL {
        steps.push(CardStep { heading: phase.label(lang).into(), ..CardStep::default() });
        steps.extend(card.of_phase(*phase).map(|step| line(shown, card, step, lang)));
    }
    cards.set_steps(say::model(steps));
}

fn line(shown: &Shown, card: &RoleCard, step: &Step, lang: Lang) -> CardStep {
    let around = &shown.around;
    let numbers = around.numbers(step, &shown.now);
    let mut call: Vec<String> = numbers.into_iter().map(|(who, number)| format!("{who} {number}")).collect();
    let none = lang.pick("geen nummer bekend", "no number known");
    call.extend(around.without_number(step).iter().map(|kind| format!("{} ({none})", kind.label(lang))));
    let forms: Vec<&str> = step.forms.iter().map(|form| form.label(lang)).collect();
    let done = around.done(card, step).map(|done| {
        let note = if done.note.is_empty() { String::new() } else { format!(": {}", done.note) };
        format!("{} {}, {}{note}", lang.pick("Gedaan", "Done"), say::when(&done.at, lang), done.by)
    });
    CardStep {
        id: step.id.as_str().into(),
        heading: SharedString::new(),
        text: step.words(lang).into(),
        call: labelled(lang.pick("Bel", "Call"), &call.join("; ")),
        forms: labelled(lang.pick("Formulier", "Form"), &forms.join(", ")),
        done: done.unwrap_or_default().into(),
    }
}

fn labelled(label: &str, text: &str) -> SharedString {
    if text.is_empty() { SharedString::new() } else { slint::format!("{label}: {text}") }
}

fn card_at(at: usize) -> Result<RoleCard, Complaint> {
    rolecards::cards()?
        .into_iter()
        .nth(at)
        .ok_or_else(|| Complaint::refused("Kies eerst een rolkaart.", "Choose a role card first."))
}

fn print(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let (at, lang) = (chosen(&window), bridge.lang());
    let make = move |desk: &mut Desk, now: &Moment| {
        // Where there is no office yet, the card is real all the same.
        let mode = setup::mode(&desk.folder).unwrap_or(Mode::Live);
        rolecards::print_here(&card_at(at)?, &desk.folder, (now, lang, mode))
    };
    if is_inside(&window) {
        bridge.print(move |desk, _| {
            let now = desk.clock.now()?;
            make(desk, &now)
        });
    } else {
        print_at_the_door(bridge, make);
    }
}

/// Makes a paper before anybody logs in, and gives it to the program that the system has for it: it is not kept on screen.
pub(crate) fn print_at_the_door(
    bridge: &Bridge<Desk>,
    make: impl FnOnce(&mut Desk, &Moment) -> Result<Placed, Complaint> + Send + 'static,
) {
    let question = move |desk: &mut Desk| {
        let now = desk.clock.now()?;
        let placed = make(desk, &now)?;
        (desk.hand_over)(&placed.path);
        Ok(placed.path)
    };
    bridge.consult(Lane::Work, question, |window, path| asking::say_made(window, &path));
}

fn tick(bridge: &Bridge<Desk>, note: String) {
    let Some(window) = bridge.window().upgrade() else { return };
    let (at, step) = (chosen(&window), window.global::<RoleCards>().get_asked());
    let question = move |desk: &mut Desk| desk.office()?.tick(&card_at(at)?, &step, &note);
    let again = bridge.clone();
    bridge.act(question, move |_, _| refresh(&again));
}

/// Opens contacts or cards before anybody logs in.
pub(crate) fn read(bridge: &Bridge<Desk>, tab: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    refresh(bridge);
    contacts::refresh(bridge);
    let unlock = window.global::<Unlock>();
    unlock.set_reading_tab(tab);
    unlock.set_reading(true);
}
