//! Afstemming: conflicts, and what people decide about them. Nothing is chosen beforehand, and closing decides nothing.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::{self, count};
use crate::rows::{case_of, row};
use crate::say::{self, fact};
use crate::{back_entry, other_value, outage, sheet, twins};
use noodbrug_core::ident::CaseId;
use noodbrug_core::law::Law;
use noodbrug_core::moment::moment_text;
use noodbrug_core::reconcile::{Dispute, Row as SideRow, Side, Weight, decided_by};
use noodbrug_core::register::{Group, Register};
use noodbrug_core::state::Said;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::hearing_day_of;
use noodbrug_office::lists::Found;
use noodbrug_office::printing::To;
use noodbrug_office::reconcile::{Bracket, Choice, ConflictItem, OpenDispute};
use noodbrug_office::said::value_words;
use noodbrug_office::setup::Passphrase;
use noodbrug_ui::{CellKind, Column, DecideForm, MainWindow, Reconcile, TableRow, Tone};
use slint::{ComponentHandle, Model, SharedString};
use std::sync::Arc;

/// What stands in the place of a number that is need-to-know.
pub(crate) const MASKED: &str = "•••";

/// Connects the screen.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let screen = window.global::<Reconcile>();
    let desk = bridge.clone();
    screen.on_pick_conflict(move |index| pick(&desk, index));
    let desk = bridge.clone();
    screen.on_open_conflict_case(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        sheet::open_chosen(&desk, case_of(&window.global::<Reconcile>().get_conflicts(), index));
    });
    let desk = bridge.clone();
    screen.on_decide(move |form| decide(&desk, form));
    let desk = bridge.clone();
    screen.on_print_conflict(move || {
        desk.print(|desk, lang| {
            let (case, register) = chosen(desk)?;
            desk.office()?.print_conflict(&case, &register, To::Paper, lang)
        });
    });
    let desk = bridge.clone();
    screen.on_unmask(move |reason| unmask(&desk, reason.to_string()));
    back_entry::connect(window, bridge);
    twins::connect(window, bridge);
    outage::connect(window, bridge);
}

/// Puts what never changes but for the language in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    twins::fill(window);
    outage::fill(window);
}

/// Shows the screen anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let office = desk.office()?;
        let (found, own) = (office.conflicts()?, office.user().name.clone());
        let others = office.people()?.into_iter().map(|user| user.name).filter(|name| *name != own);
        let seconds: Vec<String> = others.collect();
        desk.open.conflicts.clone_from(&found.rows);
        Ok((found, seconds))
    };
    bridge.consult(Lane::Conflicts, question, move |window, (found, seconds)| {
        show(window, &found, lang);
        let nobody = lang.pick("Niemand", "Nobody").to_owned();
        let seconds = std::iter::once(nobody).chain(seconds);
        window.global::<Reconcile>().set_seconds(say::choices(seconds));
    });
    back_entry::refresh(bridge);
    twins::refresh(bridge);
    outage::refresh(bridge);
}

fn show(window: &MainWindow, found: &Found<ConflictItem>, lang: Lang) {
    let screen = window.global::<Reconcile>();
    let total = say::counted(
        count(found.rows.len()),
        ("tegenstrijdigheid", "contradiction"),
        ("tegenstrijdigheden", "contradictions"),
        lang,
    );
    let first = if found.more { lang.pick("de eerste ", "the first ") } else { "" };
    screen.set_conflicts_summary(slint::format!("{first}{total}"));
    screen.set_conflicts(say::model(found.rows.iter().map(|item| conflict_row(item, lang)).collect()));
    let at = screen.get_conflict_at();
    if usize::try_from(at).is_ok_and(|at| at < found.rows.len()) {
        screen.invoke_pick_conflict(at);
    } else {
        screen.set_conflict_at(-1);
        forget(window);
    }
}

fn conflict_row(item: &ConflictItem, lang: Lang) -> TableRow {
    let weight = item.urgency.weight;
    let tone = if weight == Weight::Liberty { Tone::Danger } else { Tone::Warn };
    let cells = vec![
        SharedString::default(),
        item.label.number.as_str().into(),
        item.label.suspect.as_str().into(),
        item.register.group.label(lang).into(),
        decided_by(item.register.group).label(lang).into(),
    ];
    let id = format!("{}/{}", item.label.case, item.register);
    row(id, cells, (crate::moments::capital(weight.label(lang)).into(), tone))
}

/// Nothing is chosen.
fn forget(window: &MainWindow) {
    let screen = window.global::<Reconcile>();
    screen.set_conflict(Default::default());
    screen.set_conflict_name(Default::default());
    screen.set_sides(Default::default());
    screen.set_side_columns(Default::default());
    screen.set_said(Default::default());
    screen.set_choices(Default::default());
    screen.set_other_fields(Default::default());
    screen.set_conflict_masked(false);
}

/// Takes everything of this screen away.
pub(crate) fn clear(window: &MainWindow) {
    forget(window);
    let screen = window.global::<Reconcile>();
    screen.set_conflicts(Default::default());
    screen.set_conflict_at(-1);
    screen.set_conflicts_summary(Default::default());
    screen.set_seconds(Default::default());
    back_entry::clear(window);
    twins::clear(window);
    outage::clear(window);
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let lang = bridge.lang();
    let place = usize::try_from(index).ok();
    let question = move |desk: &mut Desk| {
        let item = place.and_then(|place| desk.open.conflicts.get(place).cloned());
        desk.open.conflict = None;
        let Some(item) = item else { return Ok(None) };
        let open = desk.office()?.open_conflict(&item.label.case, &item.register)?;
        let shown = desk.shows_numbers(&item.label.case, &item.register);
        desk.open.conflict = Some((item.label.case, item.register.clone(), open.dispute.clone()));
        Ok(Some((item, open, shown, Arc::clone(&desk.law))))
    };
    bridge.consult(Lane::Pick, question, move |window, picked| match picked {
        Some((item, open, shown, law)) => show_picked(window, (&item, &open), shown, (&law.law, lang)),
        None => forget(window),
    });
}

fn show_picked(
    window: &MainWindow,
    (item, open): (&ConflictItem, &OpenDispute),
    shown: bool,
    (law, lang): (&Law, Lang),
) {
    let screen = window.global::<Reconcile>();
    let dispute = &open.dispute;
    screen.set_conflict(crate::moments::capital(item.register.group.label(lang)).into());
    screen.set_conflict_name(slint::format!("{}  {}", item.label.number, item.label.suspect));
    screen.set_side_columns(say::model(columns(dispute, lang)));
    screen.set_sides(say::model(side_rows(dispute.rows_by_law(law, lang), shown)));
    screen.set_conflict_masked(!shown);
    let mut said = Vec::new();
    for (nth, (side, brackets)) in dispute.sides.iter().zip(&open.brackets).enumerate() {
        let who = side.said.iter().zip(brackets);
        said.extend(who.map(|(said, bracket)| fact(&letter(nth), witness(said, *bracket, lang))));
    }
    if let Some(base) = &dispute.base {
        let begun = lang.pick("Begin", "Start");
        said.extend(base.said.iter().map(|said| fact(begun, witness(said, Bracket::default(), lang))));
    }
    screen.set_said(say::model(said));
    let none = lang.pick("Kies een waarde", "Choose a value").to_owned();
    let other = lang.pick("Een andere waarde", "Another value").to_owned();
    let sides = dispute.sides.iter().enumerate();
    let choices =
        sides.map(|(nth, side)| format!("{}: {}", letter(nth), side_words(dispute, side, (shown, lang))));
    screen.set_choices(say::choices(std::iter::once(none).chain(choices).chain([other])));
    let hidden = (!shown).then_some(MASKED);
    let words =
        |nth, key: &str| other_value::words_of((dispute, letter(nth)), (nth, key), hidden, (law, lang));
    screen.set_other_fields(say::model(other_value::fields(dispute, lang, words)));
}

/// Names a side by its place: A, B, C.
fn letter(nth: usize) -> String {
    let letter = u8::try_from(nth).ok().and_then(|nth| b'A'.checked_add(nth)).filter(u8::is_ascii_uppercase);
    letter.map_or_else(|| (nth + 1).to_string(), |letter| char::from(letter).to_string())
}

fn side_words(dispute: &Dispute, side: &Side, (shown, lang): (bool, Lang)) -> String {
    let group = dispute.register.group;
    match value_words(group, &side.value, lang) {
        _ if side.value.is_null() => lang.pick("ingetrokken", "withdrawn").to_owned(),
        _ if !shown => MASKED.to_owned(),
        _ if group.is_need_to_know() => hidden_words(group, &side.value, lang),
        words if words.is_empty() => side.code.to_string(),
        words => words,
    }
}

/// Writes the numbers or the address of a person, for whom they may be shown to.
pub(crate) fn hidden_words(group: Group, value: &serde_json::Value, lang: Lang) -> String {
    let lines = noodbrug_core::case::lines_of(group, value, lang).into_iter();
    let told = lines.filter(|line| !line.text.is_empty()).map(|line| format!("{} {}", line.label, line.text));
    told.collect::<Vec<_>>().join(", ")
}

fn columns(dispute: &Dispute, lang: Lang) -> Vec<Column> {
    let count = dispute.sides.len() + usize::from(dispute.base.is_some());
    let share = 78.0 / f32::from(u16::try_from(count.max(1)).unwrap_or(u16::MAX));
    let column = |title: String, share: f32, kind: CellKind| Column {
        title: title.into(),
        share,
        kind,
        ..Column::default()
    };
    let field = column(lang.pick("Gegeven", "Field").to_owned(), 22.0, CellKind::Muted);
    let base = dispute.base.iter();
    let base = base.map(|_| column(lang.pick("Begin", "Start").to_owned(), share, CellKind::Plain));
    let sides = dispute.sides.iter().enumerate();
    let sides = sides.map(|(nth, _)| column(letter(nth), share, CellKind::Strong));
    std::iter::once(field).chain(base).chain(sides).collect()
}

/// One row for each field; what the sides do not agree on has a mark before it.
fn side_rows(rows: Vec<SideRow>, shows: bool) -> Vec<TableRow> {
    let shown = |text: &str| if shows || text.is_empty() { SharedString::from(text) } else { MASKED.into() };
    let line = |field: SideRow| {
        let mark = if field.differs { "● " } else { "" };
        let mut cells = vec![slint::format!("{mark}{}", field.label)];
        cells.extend(field.base.iter().map(|text| shown(text)));
        cells.extend(field.sides.iter().map(|text| shown(text)));
        row("", cells, (SharedString::default(), Tone::Neutral))
    };
    rows.into_iter().map(line).collect()
}

/// Says who says a value, when, by which clock, and what others can tell about that.
fn witness(said: &Said, bracket: Bracket, lang: Lang) -> String {
    let who = if said.by.is_empty() { said.ws.to_string() } else { said.by.clone() };
    let at = |moment: &noodbrug_core::moment::Moment| moment_text(&moment.in_the_netherlands(), lang);
    let clock = lang.pick("volgens de klok van", "by the clock of");
    let mut parts =
        vec![format!("{who} ({})", said.role.label(lang)), format!("{}, {clock} {}", at(&said.at), said.ws)];
    parts.extend(bracket.after.map(|after| format!("{} {}", lang.pick("na", "after"), at(&after))));
    parts.extend(
        bracket.before.map(|before| format!("{} {}", lang.pick("hier vóór", "here before"), at(&before))),
    );
    if bracket.refutes(&said.at) {
        parts.push(lang.pick("die klok liep niet goed", "that clock was wrong").to_owned());
    }
    parts.extend(said.why.clone());
    parts.join(" · ")
}

fn chosen(desk: &Desk) -> Result<(CaseId, Register), Complaint> {
    let chosen = desk.open.conflict.as_ref().map(|(case, register, _)| (*case, register.clone()));
    chosen.ok_or_else(no_line)
}

fn no_line() -> Complaint {
    Complaint::refused("Kies eerst een regel in de lijst.", "Choose a line in the list first.")
}

/// Shows the numbers of the person that the chosen line is about; that they were asked for, and why, is in the journal.
fn unmask(bridge: &Bridge<Desk>, reason: String) {
    let Some(window) = bridge.window().upgrade() else { return };
    let of_conflict = window.global::<Reconcile>().get_tab() == 0;
    let question = move |desk: &mut Desk| {
        let conflict = desk.open.conflict.as_ref().map(|(case, register, _)| (*case, register.clone()));
        let line = if of_conflict { conflict } else { desk.open.item.clone() };
        let (case, register) = line.ok_or_else(no_line)?;
        let person = register.object.ok_or_else(no_line)?;
        desk.office()?.unmask(&case, &person, &reason)?;
        desk.open.numbers = Some((case, person));
        Ok::<_, Complaint>(())
    };
    bridge.act(question, move |window, ()| {
        let screen = window.global::<Reconcile>();
        if of_conflict {
            screen.invoke_pick_conflict(screen.get_conflict_at());
        } else {
            screen.invoke_pick_item(screen.get_item_at());
        }
    });
}

/// Gives the choice at a place in the list: none, a side, or behind all sides another value.
fn choice(desk: &mut Desk, place: i32, other: &[(i32, String)]) -> Result<Choice, Complaint> {
    let place = usize::try_from(place).ok().and_then(|place| place.checked_sub(1));
    let seen = desk.open.conflict.as_ref().map(|(_, _, dispute)| dispute.clone());
    let (place, dispute) = place.zip(seen).ok_or_else(|| {
        Complaint::refused("Kies eerst welke waarde klopt.", "First choose which value is right.")
    })?;
    if let Some(side) = dispute.sides.get(place) {
        return Ok(Choice::Side(side.code.to_string()));
    }
    let today = desk.clock.now()?.in_the_netherlands().date();
    let (group, value) = (dispute.register.group, other_value::value(&dispute, other, today)?);
    desk.office()?.check_value(group, &value)?;
    // A day on which the sides agree was asked about before.
    let agreed = hearing_day_of(group, &dispute.agreed().0);
    if let Some(day) = hearing_day_of(group, &value).filter(|day| agreed != Some(*day)) {
        desk.meant_day(day)?;
    }
    Ok(Choice::Other(dispute.code.to_string(), value))
}

fn decide(bridge: &Bridge<Desk>, form: DecideForm) {
    let again = bridge.clone();
    let Some(window) = bridge.window().upgrade() else { return };
    let seconds = window.global::<Reconcile>().get_seconds();
    let second = usize::try_from(form.second).ok().filter(|place| *place > 0);
    let second = second.and_then(|place| seconds.row_data(place)).map(String::from);
    let passphrase = Passphrase::new(&form.passphrase);
    let other = window.global::<Reconcile>().get_other_fields();
    let other: Vec<(i32, String)> = other.iter().map(|field| (field.at, field.text.into())).collect();
    let question = move |desk: &mut Desk| {
        let (case, register) = chosen(desk)?;
        let choice = choice(desk, form.choice, &other)?;
        let office = desk.office()?;
        let command = office.conflict_ended(&case, &register, choice, &form.why)?;
        match &second {
            Some(name) => office.act_with(&case, command, (name, &passphrase)),
            None => office.act(&case, command),
        }
    };
    bridge.act(question, move |_, _| {
        refresh(&again);
        sheet::refresh(&again);
        frame::refresh(&again);
    });
}
