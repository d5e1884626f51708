//! Tenuitvoerlegging: tasks by urgency; made, handed over, done.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::{self, count};
use crate::rows::{self, Reader, case_of, thing_of};
use crate::say::{self, fact};
use crate::{look, moments, sheet};
use noodbrug_core::case::{Executor, HandOver, TaskDone, TaskKind, TaskPlan};
use noodbrug_core::command::Command;
use noodbrug_core::rows::TaskStage;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::lists::{Found, TaskFilter};
use noodbrug_office::printing::To;
use noodbrug_office::views::TaskLine;
use noodbrug_ui::{Enforcement, HandOverForm, MainWindow, TaskForm};
use slint::ComponentHandle;

/// The ways of handing over, as they are written down and in English.
const WAYS: [(&str, &str); 4] =
    [("koerier", "courier"), ("telefoon", "telephone"), ("fax", "fax"), ("bundel", "bundle")];

/// Tasks as the list shows them.
struct Tasks {
    reader: Reader,
    found: Found<TaskLine>,
}

/// Connects the screen.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let tasks = window.global::<Enforcement>();
    let desk = bridge.clone();
    tasks.on_filtered(move |_| refresh(&desk));
    let desk = bridge.clone();
    tasks.on_picked_row(move |index| pick(&desk, index));
    let desk = bridge.clone();
    tasks.on_open_case(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        sheet::open_chosen(&desk, case_of(&window.global::<Enforcement>().get_rows(), index));
    });
    let desk = bridge.clone();
    tasks.on_create(move |form| create(&desk, form));
    let desk = bridge.clone();
    tasks.on_hand_over(move |form| hand_over(&desk, form));
    let desk = bridge.clone();
    tasks.on_done(move |text, day| done(&desk, text.to_string(), day.to_string()));
    let desk = bridge.clone();
    tasks.on_print(move || desk.print(|desk, lang| desk.office()?.print_tasks(To::Paper, lang)));
}

/// Puts the choices of its dialogs in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let tasks = window.global::<Enforcement>();
    tasks.set_kinds(say::choices(TaskKind::ALL.iter().map(|kind| moments::capital(kind.label(lang)))));
    tasks.set_executors(say::choices(Executor::ALL.iter().map(|who| moments::capital(who.label(lang)))));
    tasks.set_ways(say::choices(WAYS.map(|(nl, en)| moments::capital(lang.pick(nl, en)))));
}

/// Shows the list anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let stage = match window.global::<Enforcement>().get_filter() {
        0 => Some(TaskStage::Open),
        1 => Some(TaskStage::HandedOver),
        2 => Some(TaskStage::Done),
        _ => None,
    };
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let reader = desk.reader(lang)?;
        let mut found = desk.office()?.tasks(&TaskFilter { stage, ..TaskFilter::default() })?;
        // What must go today stands on top, whatever its last day.
        found.rows.sort_by_key(|task| (task.stage, !task.urgent));
        desk.open.tasks.clone_from(&found.rows);
        Ok(Tasks { reader, found })
    };
    bridge.consult(Lane::Tasks, question, show);
}

fn show(window: &MainWindow, Tasks { reader, found }: Tasks) {
    let lang = reader.lang;
    let tasks = window.global::<Enforcement>();
    let counted = say::counted(count(found.rows.len()), ("taak", "task"), ("taken", "tasks"), lang);
    let urgent = found.rows.iter().filter(|task| task.urgent && task.stage == TaskStage::Open).count();
    let first = if found.more { lang.pick("de eerste ", "the first ") } else { "" };
    let urgent = format!("{} {}", say::count(count(urgent), lang), lang.pick("met spoed", "urgent"));
    tasks.set_summary(slint::format!("{first}{counted}, {urgent}"));
    tasks.set_rows(say::model(found.rows.iter().map(|task| reader.task(task)).collect()));
    if thing_of(&tasks.get_rows(), tasks.get_current()).is_none() {
        tasks.set_current(-1);
        forget_picked(window);
    } else {
        tasks.invoke_picked_row(tasks.get_current());
    }
}

/// Nothing is chosen: a heading, or no line at all.
fn forget_picked(window: &MainWindow) {
    let tasks = window.global::<Enforcement>();
    tasks.set_picked(Default::default());
    tasks.set_picked_name(Default::default());
    tasks.set_picked_facts(Default::default());
    tasks.set_new_number(Default::default());
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    let Some((case, task)) = thing_of(&window.global::<Enforcement>().get_rows(), index) else {
        return forget_picked(&window);
    };
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let line = desk.open.tasks.iter().find(|line| line.case.id == case && line.task == task);
        desk.open.task = line.cloned();
        Ok((desk.reader(lang)?, desk.open.task.clone()))
    };
    bridge.consult(Lane::Pick, question, |window, (reader, line): (Reader, Option<TaskLine>)| {
        if let Some(line) = line {
            show_picked(window, &reader, &line);
        }
    });
}

fn show_picked(window: &MainWindow, reader: &Reader, line: &TaskLine) {
    let lang = reader.lang;
    let tasks = window.global::<Enforcement>();
    tasks.set_picked(rows::task_kind(&line.kind, lang).into());
    tasks.set_picked_name(slint::format!("{}  {}", line.case.number, line.case.suspect));
    tasks.set_new_number(line.case.number.as_str().into());
    let executor = Executor::ALL.iter().position(|who| who.word() == line.executor);
    tasks.set_picked_executor(executor.and_then(|place| i32::try_from(place).ok()).unwrap_or_default());
    let due = say::day(line.due, lang);
    let due = if due.is_empty() { lang.pick("geen dag genoemd", "no day given").into() } else { due };
    let mut facts = vec![
        fact(lang.pick("Uiterlijk", "At the latest"), due),
        fact(lang.pick("Uitvoerder", "Executor"), rows::executor(&line.executor, lang)),
        fact(lang.pick("Stand", "State"), reader.stage(line).0),
    ];
    let gate = line.gate.as_ref().map(|gate| fact(lang.pick("Mag het al?", "May it go?"), gate.text(lang)));
    facts.extend(gate);
    if !line.text.is_empty() {
        facts.push(fact(lang.pick("Wat moet gebeuren", "What must be done"), line.text.as_str()));
    }
    tasks.set_picked_facts(say::model(facts));
}

fn create(bridge: &Bridge<Desk>, form: TaskForm) {
    let question = move |desk: &mut Desk| {
        let today = desk.clock.now()?.in_the_netherlands().date();
        let due = moments::optional_day(&form.day, today)?;
        let kind = usize::try_from(form.kind).ok().and_then(|kind| TaskKind::ALL.get(kind).copied());
        let kind =
            kind.ok_or_else(|| Complaint::refused("Kies wat voor taak het is.", "Choose the kind of task."))?;
        let plan = TaskPlan {
            kind,
            executor: executor(form.executor).unwrap_or_else(|| kind.usual_executor()),
            due,
            text: form.text.trim().to_owned(),
            urgent: form.urgent,
        };
        let office = desk.office()?;
        let case = office.case_by_number(&form.number)?.id;
        office.act(&case, Command::PlanTask(office.new_id()?, plan))
    };
    written(bridge, question);
}

fn executor(place: i32) -> Option<Executor> {
    usize::try_from(place).ok().and_then(|place| Executor::ALL.get(place).copied())
}

fn chosen(desk: &Desk) -> Result<TaskLine, Complaint> {
    desk.open.task.clone().ok_or_else(|| {
        Complaint::refused("Kies eerst een taak in de lijst.", "Choose a task in the list first.")
    })
}

fn hand_over(bridge: &Bridge<Desk>, form: HandOverForm) {
    written(bridge, move |desk| {
        let line = chosen(desk)?;
        let to = executor(form.to)
            .ok_or_else(|| Complaint::refused("Kies wie de taak kreeg.", "Choose who got the task."))?;
        if form.person.trim().is_empty() {
            return Err(Complaint::refused(
                "Vul in wie de taak heeft aangenomen: een naam, met wie u kunt bellen.",
                "Fill in who took the task: a name that can be called.",
            ));
        }
        let way = usize::try_from(form.way).ok().and_then(|way| WAYS.get(way)).map_or("", |(nl, _)| nl);
        let reference = form.reference.trim();
        let handover = HandOver {
            to,
            at: moments::at((&form.day, &form.time), desk.clock.now()?)?,
            how: way.to_owned(),
            person: form.person.trim().to_owned(),
            reference: (!reference.is_empty()).then(|| reference.to_owned()),
        };
        desk.office()?.act(&line.case.id, Command::HandOver(line.task, handover))
    });
}

fn done(bridge: &Bridge<Desk>, note: String, day: String) {
    written(bridge, move |desk| {
        let line = chosen(desk)?;
        let now = desk.clock.now()?;
        let today = now.in_the_netherlands().date();
        let at = match moments::optional_day(&day, today)? {
            Some(day) if day != today => moments::moment(day, chrono::NaiveTime::MIN)?,
            _ => now,
        };
        if note.trim().is_empty() {
            return Err(Complaint::refused("Vul in wat er is gedaan.", "Fill in what was done."));
        }
        let done = TaskDone { at, note: note.trim().to_owned() };
        desk.office()?.act(&line.case.id, Command::FinishTask(line.task, done))
    });
}

fn written(
    bridge: &Bridge<Desk>,
    question: impl FnOnce(&mut Desk) -> Result<noodbrug_office::Saved, Complaint> + Send + 'static,
) {
    let again = bridge.clone();
    bridge.act(question, move |_, _| {
        refresh(&again);
        sheet::refresh(&again);
        frame::refresh(&again);
    });
}
