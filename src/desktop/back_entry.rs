//! Naregistratie: what must still be keyed into the source systems, field by field, and what people did about it.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame;
use crate::reconcile::{MASKED, hidden_words};
use crate::rows::{case_of, row};
use crate::say::{self, fact};
use crate::{files, sheet};
use noodbrug_core::ident::CaseId;
use noodbrug_core::law::Law;
use noodbrug_core::moment::moment_text;
use noodbrug_core::reconcile::{Item, Keying, Meter, Standing};
use noodbrug_core::register::Register;
use noodbrug_core::text::Lang;
use noodbrug_core::user_name::is_same;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::lists::Found;
use noodbrug_office::papers::{done_to, end_text, per_hour, standing_label};
use noodbrug_office::printing::To;
use noodbrug_office::reconcile::{BackEntryItem, BackEntryStatus, picture};
use noodbrug_ui::{Fact, KeyingDeed, MainWindow, Reconcile, TableRow, Tone};
use slint::{ComponentHandle, SharedString};
use std::path::PathBuf;
use std::sync::Arc;

/// The most lines on screen; the most urgent ones stand first.
const MOST: usize = 2_000;

/// Connects the list.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let screen = window.global::<Reconcile>();
    let desk = bridge.clone();
    screen.on_pick_item(move |index| pick(&desk, index));
    let desk = bridge.clone();
    screen.on_open_item_case(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        sheet::open_chosen(&desk, case_of(&window.global::<Reconcile>().get_items(), index));
    });
    let desk = bridge.clone();
    screen.on_key(move |reference, picture, system| {
        key(&desk, reference.to_string(), picture.to_string(), system);
    });
    let desk = bridge.clone();
    screen.on_deed(move |deed, why| act(&desk, keying(deed, why.to_string())));
    let desk = bridge.clone();
    screen.on_print_items(move || desk.print(|desk, lang| desk.office()?.print_back_entry(To::Paper, lang)));
    let weak = window.as_weak();
    screen.on_browse_screenshot(move || {
        files::file(&weak, |window, path| {
            window.global::<Reconcile>().set_screenshot(path.display().to_string().into());
        });
    });
}

/// Shows the list anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let office = desk.office()?;
        let (status, found) = (office.back_entry_status()?, office.back_entry(MOST)?);
        let rules = found.rows.iter().map(|item| {
            item.rule.as_ref().map(|rule| office.law().law.name_of(rule, lang)).unwrap_or_default()
        });
        let rules: Vec<String> = rules.collect();
        desk.open.items.clone_from(&found.rows);
        Ok((status, found, rules))
    };
    bridge.consult(Lane::BackEntry, question, move |window, (status, found, rules)| {
        show(window, &status, (&found, &rules), lang);
    });
}

fn show(
    window: &MainWindow,
    status: &BackEntryStatus,
    (found, rules): (&Found<BackEntryItem>, &[String]),
    lang: Lang,
) {
    let screen = window.global::<Reconcile>();
    let open = say::counted(status.open, ("gegeven", "fact"), ("gegevens", "facts"), lang);
    let cases = say::counted(status.counts.cases, ("zaak", "case"), ("zaken", "cases"), lang);
    screen.set_back_summary(slint::format!("{open}, {cases}"));
    screen.set_back_facts(say::model(status_facts(status, lang)));
    screen.set_meters(say::model(status.meters.iter().map(|meter| meter_row(meter, lang)).collect()));
    let rows = found.rows.iter().zip(rules).map(|(item, rule)| item_row(item, rule, lang));
    screen.set_items(say::model(rows.collect()));
    let at = screen.get_item_at();
    if usize::try_from(at).is_ok_and(|at| at < found.rows.len()) {
        screen.invoke_pick_item(at);
    } else {
        screen.set_item_at(-1);
        forget(window);
    }
}

fn status_facts(status: &BackEntryStatus, lang: Lang) -> Vec<Fact> {
    let oldest = status.counts.oldest.map(|at| moment_text(&at.in_the_netherlands(), lang));
    vec![
        fact(lang.pick("Nog te doen", "To be done"), say::count(status.open, lang)),
        fact(lang.pick("Klaar", "Done"), say::count(status.done, lang)),
        fact(lang.pick("Oudste", "Oldest"), oldest.unwrap_or_default()),
        fact(lang.pick("Per uur (zeven dagen)", "An hour (seven days)"), per_hour(&status.pace, lang)),
        fact(lang.pick("Klaar bij dit tempo", "Done at this pace"), end_text(status.forecast, lang)),
    ]
}

/// How far a process is as a whole, or one partner in it.
fn meter_row(meter: &Meter, lang: Lang) -> TableRow {
    let (process, partner) = &meter.about;
    let whole = lang.pick("alles", "all").into();
    let oldest = meter.oldest.map(|at| moment_text(&at.in_the_netherlands(), lang)).unwrap_or_default();
    let cells = vec![
        crate::moments::capital(process.label(lang)).into(),
        partner.as_ref().map_or(whole, |partner| SharedString::from(&*partner.label(lang))),
        say::count(meter.open, lang).into(),
        say::count(meter.done, lang).into(),
        per_hour(&meter.pace, lang).into(),
        oldest.into(),
        end_text(meter.forecast, lang).into(),
    ];
    row("", cells, (SharedString::default(), Tone::Neutral))
}

/// A line of the list. Of a term its rule is said first: a case has several of the same kind.
fn item_row(item: &BackEntryItem, rule: &str, lang: Lang) -> TableRow {
    let tone = match item.standing.as_str() {
        "in-conflict" => Tone::Warn,
        "to-check" | "to-agree" => Tone::Info,
        _ => Tone::Neutral,
    };
    let about = [rule, item.register.group.label(lang)];
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
    let cells = vec![
        SharedString::default(),
        item.label.number.as_str().into(),
        about.join(" · ").into(),
        item.claimed.join(", ").into(),
    ];
    let id = format!("{}/{}", item.label.case, item.register);
    let standing = crate::moments::capital(standing_label(&item.standing, lang));
    row(id, cells, (standing.into(), tone))
}

/// Nothing is chosen.
fn forget(window: &MainWindow) {
    let screen = window.global::<Reconcile>();
    screen.set_item(Default::default());
    screen.set_item_name(Default::default());
    screen.set_item_fields(Default::default());
    screen.set_item_facts(Default::default());
    screen.set_screenshot(Default::default());
    screen.set_item_others(Default::default());
    screen.set_systems(Default::default());
    screen.set_item_masked(false);
    screen.set_may_claim(false);
    screen.set_may_release(false);
    screen.set_may_key(false);
    screen.set_may_check(false);
}

/// Takes everything of this list away.
pub(crate) fn clear(window: &MainWindow) {
    forget(window);
    let screen = window.global::<Reconcile>();
    screen.set_items(Default::default());
    screen.set_item_at(-1);
    screen.set_back_summary(Default::default());
    screen.set_back_facts(Default::default());
    screen.set_meters(Default::default());
    screen.set_back_part(0);
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let lang = bridge.lang();
    let place = usize::try_from(index).ok();
    let question = move |desk: &mut Desk| {
        let line = place.and_then(|place| desk.open.items.get(place).cloned());
        desk.open.item = None;
        let Some(line) = line else { return Ok(None) };
        let office = desk.office()?;
        let list = office.open_back_entry(&line.label.case)?;
        let own = office.user().name.clone();
        let others = office.claimed_by_others(&line.label.case, &line.register)?;
        desk.open.systems = list.systems.iter().cloned().collect();
        let item = list.items.into_iter().find(|item| item.register == line.register);
        desk.open.item = item.as_ref().map(|item| (line.label.case, item.register.clone()));
        let shown = desk.shows_numbers(&line.label.case, &line.register);
        let law = Arc::clone(&desk.law);
        let systems: Vec<String> = desk.open.systems.iter().map(ToString::to_string).collect();
        Ok(item.map(|item| (line, item, (own, others, systems), (shown, law))))
    };
    bridge.consult(Lane::Item, question, move |window, picked| match picked {
        Some((line, item, (own, others, systems), (shown, law))) => {
            let screen = window.global::<Reconcile>();
            screen.set_item_others(others.map(|others| others.pick(lang).into()).unwrap_or_default());
            screen.set_systems(say::choices(systems));
            show_picked(window, &line, &item, (&own, lang));
            show_fields(window, &item, (shown, &law.law, lang));
        }
        None => forget(window),
    });
}

fn show_picked(window: &MainWindow, line: &BackEntryItem, item: &Item, (own, lang): (&str, Lang)) {
    let screen = window.global::<Reconcile>();
    let what = item.register.group.label(lang);
    screen.set_item(slint::format!("{}: {what}", crate::moments::capital(item.step.label(lang))));
    screen.set_item_name(slint::format!("{}  {}", line.label.number, line.label.suspect));
    screen.set_screenshot(Default::default());
    let (to_key, claims) = match &item.standing {
        Standing::ToKey { by } => (true, by.as_slice()),
        _ => (false, &[][..]),
    };
    let mine = claims.iter().any(|claim| is_same(&claim.said.by, own));
    let keyed = match &item.standing {
        Standing::ToCheck(made) | Standing::ToAgree(made) => {
            made.iter().any(|made| !is_same(&made.said.by, own))
        }
        _ => false,
    };
    screen.set_may_key(to_key);
    screen.set_may_claim(to_key && !mine);
    screen.set_may_release(mine);
    screen.set_may_check(keyed);
}

/// Shows what is keyed; numbers of a person only to who gave a reason.
fn show_fields(window: &MainWindow, item: &Item, (shown, law, lang): (bool, &Law, Lang)) {
    let screen = window.global::<Reconcile>();
    screen.set_item_masked(!shown);
    screen.set_item_fields(say::model(fields(item, shown, (law, lang))));
    screen.set_item_facts(say::model(more(item, shown, lang)));
}

/// The fields to be keyed, or to be taken out, as they stand in the order of the form.
fn fields(item: &Item, shown: bool, (law, lang): (&Law, Lang)) -> Vec<Fact> {
    let value = if item.value.is_null() { item.source.as_ref() } else { Some(&item.value) };
    let lines = value.map(|value| item.lines(value, law, lang)).unwrap_or_default();
    let told = lines.into_iter().filter(|line| !line.text.is_empty());
    told.map(|line| {
        let text = if shown { line.text } else { MASKED.to_owned() };
        fact(&crate::moments::capital(line.label), text)
    })
    .collect()
}

/// What else is known of an item.
fn more(item: &Item, shown: bool, lang: Lang) -> Vec<Fact> {
    let mut facts = Vec::new();
    if item.value.is_null() {
        let take_out = lang.pick("Haal dit uit het bronsysteem.", "Take this out of the source system.");
        facts.push(fact(lang.pick("Doen", "Do"), take_out));
    }
    if let Some(source) = item.source.as_ref().filter(|_| !item.value.is_null()) {
        let words = match item.register.group {
            group if group.is_need_to_know() && shown => hidden_words(group, source, lang),
            group if group.is_need_to_know() => MASKED.to_owned(),
            group => noodbrug_office::said::value_words(group, source, lang),
        };
        facts.push(fact(lang.pick("Bronsysteem zegt", "Source says"), words));
    }
    let screen = item.screen.as_ref().map(|screen| fact(lang.pick("Scherm", "Screen"), screen.name.as_str()));
    facts.extend(screen);
    facts.push(fact(lang.pick("Stand", "Standing"), item.standing.label(lang)));
    let mut who: Vec<&str> = item.said.iter().map(|said| said.by.as_str()).collect();
    who.dedup();
    facts.push(fact(lang.pick("Hier vastgelegd door", "Written here by"), who.join(", ")));
    facts.extend(done_to(item, lang).into_iter().map(|(label, words)| fact(label, words)));
    facts
}

fn keying(deed: KeyingDeed, why: String) -> Keying {
    match deed {
        KeyingDeed::Claim => Keying::Claim,
        KeyingDeed::Release => Keying::Release,
        KeyingDeed::Checked => Keying::Checked,
        KeyingDeed::Wrong => Keying::Wrong(why),
        KeyingDeed::LeaveOut => Keying::LeaveOut(why),
    }
}

fn chosen(desk: &Desk) -> Result<(CaseId, Register), Complaint> {
    desk.open.item.clone().ok_or_else(|| {
        Complaint::refused("Kies eerst een regel in de lijst.", "Choose a line in the list first.")
    })
}

fn key(bridge: &Bridge<Desk>, reference: String, path: String, system: i32) {
    let path = Some(path.trim()).filter(|path| !path.is_empty()).map(PathBuf::from);
    written(bridge, move |desk| {
        let screenshot = path.as_deref().map(picture).transpose()?;
        let system = usize::try_from(system).ok().and_then(|at| desk.open.systems.get(at).cloned());
        Ok(Keying::Keyed { system, reference, screenshot })
    });
}

fn act(bridge: &Bridge<Desk>, keying: Keying) {
    written(bridge, move |desk| if keying == Keying::Claim { meant_claim(desk) } else { Ok(keying) });
}

/// Lets an item be claimed that another has: the first time somebody is asked whether it is meant, and the same once more is
/// the answer.
fn meant_claim(desk: &mut Desk) -> Result<Keying, Complaint> {
    let (case, register) = chosen(desk)?;
    let Some(others) = desk.office()?.claimed_by_others(&case, &register)? else { return Ok(Keying::Claim) };
    let asked = Some((case, register));
    if desk.open.claim_asked.take() == asked {
        return Ok(Keying::TakeOver);
    }
    desk.open.claim_asked = asked;
    Err(Complaint::refused(
        format!("{} Er is niets opgeslagen. Neemt u het over, druk dan nog een keer.", others.pick(Lang::Nl)),
        format!("{} Nothing was saved. If you take it over, press once more.", others.pick(Lang::En)),
    ))
}

fn written(
    bridge: &Bridge<Desk>,
    keying: impl FnOnce(&mut Desk) -> Result<Keying, Complaint> + Send + 'static,
) {
    let again = bridge.clone();
    let question = move |desk: &mut Desk| {
        let (case, register) = chosen(desk)?;
        let keying = keying(desk)?;
        desk.office()?.key(&case, &register, keying).map(|(saved, _)| saved)
    };
    bridge.act(question, move |_, _| {
        refresh(&again);
        frame::refresh(&again);
    });
}
