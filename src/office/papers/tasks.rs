//! The list of enforcement tasks on paper.

use super::{Letterhead, counted, person};
use crate::views::TaskLine;
use noodbrug_core::case::{Executor, TaskKind};
use noodbrug_core::moment::weekday_date_text;
use noodbrug_core::print::{Block, Column, Group, Icon, Orientation, Paper, Row, Table, Text};
use noodbrug_core::rows::TaskStage;
use noodbrug_core::text::Lang;
use std::collections::BTreeMap;

/// Makes the task list: per partner, urgent and due first.
#[must_use]
pub fn task_list(head: &Letterhead, tasks: &[TaskLine]) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Executietaken", "Enforcement tasks"), "executietaken");
    paper.orientation = Orientation::Landscape;
    paper.subtitle = Some(head.office.clone());
    if tasks.is_empty() {
        paper.push(Block::Paragraph(lang.pick("Er staan geen taken open.", "No tasks are open.").into()));
        return paper;
    }
    let mut partners: BTreeMap<&str, Vec<&TaskLine>> = BTreeMap::new();
    for task in tasks {
        partners.entry(&task.executor).or_default().push(task);
    }
    let summary = lang.pick("Taken per ketenpartner, dringend bovenaan", "Tasks per partner, urgent on top");
    let mut table = Table::new(summary, columns(lang));
    for (executor, mut tasks) in partners {
        tasks.sort_by_key(|task| (!task.urgent, task.due.is_none(), task.due, task.case.number.clone()));
        let name = Executor::parse(executor).map_or(executor, |executor| executor.label(lang));
        let count = counted(tasks.len(), lang.pick("taak", "task"), lang.pick("taken", "tasks"));
        table = table
            .with(Group::under(name, tasks.into_iter().map(|task| row(lang, task)).collect()).beside(count));
    }
    paper.push(Block::Table(table));
    paper
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::new(lang.pick("Uiterlijk", "Due"), 14),
        Column::new(lang.pick("Parketnummer", "Case number"), 14).naming(),
        Column::new(lang.pick("Veroordeelde", "Person"), 20),
        Column::new(lang.pick("Taak", "Task"), 28),
        Column::new(lang.pick("Stand en toets", "Stage and gate"), 36),
        Column::new(lang.pick("Paraaf", "Initials"), 10),
    ]
}

fn row(lang: Lang, task: &TaskLine) -> Row {
    let due = task.due.map(|due| weekday_date_text(due, lang)).unwrap_or_else(|| "—".to_owned());
    let kind = TaskKind::parse(&task.kind).map_or(task.kind.as_str(), |kind| kind.label(lang));
    let what = Text::bold(kind);
    let what = if task.text.is_empty() { what } else { what.line().then(&task.text) };
    let due = if task.urgent {
        Text::new().then_flag(Icon::Warning, lang.pick("vandaag", "today")).line().then(&due)
    } else {
        due.into()
    };
    Row::new(vec![
        due,
        task.case.number.as_str().into(),
        person(&task.case),
        what,
        standing(lang, task),
        Text::new(),
    ])
}

/// The stage; of an open task also whether it may go, with every reason why not.
fn standing(lang: Lang, task: &TaskLine) -> Text {
    let Some(gate) = &task.gate else { return stage(lang, task.stage).into() };
    if !gate.is_blocked() {
        return Text::from(stage(lang, task.stage)).line().then_quiet(&gate.text(lang));
    }
    let flagged = Text::new().then_flag(Icon::Warning, gate.label(lang));
    gate.reasons(lang).iter().fold(flagged, |text, reason| text.line().then_quiet(&format!("- {reason}")))
}

fn stage(lang: Lang, stage: TaskStage) -> &'static str {
    match stage {
        TaskStage::Open => lang.pick("open", "open"),
        TaskStage::HandedOver => lang.pick("overgedragen", "handed over"),
        TaskStage::Done => lang.pick("gedaan", "done"),
    }
}
