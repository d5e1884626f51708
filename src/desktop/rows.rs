//! From values to finished rows of a table: cells, status and the sentence a screen reader says.

use crate::say::{self, Stake};
use noodbrug_core::case::{Executor, HearingSlot, OutcomeCode, TaskKind};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::{Moment, date_text, moment_text, weekday_date_text};
use noodbrug_core::rows::{CaseRow, TaskStage};
use noodbrug_core::text::Lang;
use noodbrug_core::warning::Urgency;
use noodbrug_office::enforcement::Gate;
use noodbrug_office::views::{HearingLine, LogLine, TaskLine, TermLine};
use noodbrug_ui::{TableRow, Tone};
use slint::{Model, ModelRc, SharedString};

/// What rows are written for: whose language, and what time it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader {
    /// The language.
    pub(crate) lang: Lang,
    /// The time that "over 3 u" counts from.
    pub(crate) now: Moment,
}

/// Makes a row of its cells; its spoken sentence is status and cells, in the order they stand.
pub(crate) fn row(
    id: impl Into<SharedString>,
    cells: Vec<SharedString>,
    status: (SharedString, Tone),
) -> TableRow {
    let spoken: Vec<&str> = cells
        .iter()
        .map(SharedString::as_str)
        .chain([status.0.as_str()])
        .filter(|text| !text.is_empty())
        .collect();
    let spoken = spoken.join(", ").into();
    TableRow {
        id: id.into(),
        cells: say::model(cells),
        status: status.0,
        tone: status.1,
        spoken,
        heading: SharedString::new(),
    }
}

/// Makes a row that heads those below it.
pub(crate) fn heading(text: &str) -> TableRow {
    TableRow { heading: text.into(), spoken: text.into(), ..TableRow::default() }
}

/// Names a row after a case and the thing in it that the row shows.
pub(crate) fn thing_id(case: &CaseId, thing: &ObjectId) -> String {
    format!("{case}/{thing}")
}

/// Gives the name of a row.
pub(crate) fn id_of(rows: &ModelRc<TableRow>, index: i32) -> Option<String> {
    let index = usize::try_from(index).ok()?;
    rows.row_data(index).map(|row| row.id.to_string()).filter(|id| !id.is_empty())
}

/// Gives the case that a row shows.
pub(crate) fn case_of(rows: &ModelRc<TableRow>, index: i32) -> Option<CaseId> {
    let id = id_of(rows, index)?;
    id.split('/').next()?.parse().ok()
}

/// Gives the thing that a row shows, with its case.
pub(crate) fn thing_of(rows: &ModelRc<TableRow>, index: i32) -> Option<(CaseId, ObjectId)> {
    let id = id_of(rows, index)?;
    let (case, thing) = id.split_once('/')?;
    Some((case.parse().ok()?, thing.parse().ok()?))
}

impl Reader {
    /// A case in the list of cases.
    pub(crate) fn case(&self, case: &CaseRow) -> TableRow {
        let hearing = case.next_hearing.map(|at| {
            format!("{} {}", weekday_date_text(at.date(), self.lang), crate::moments::clock(at.time()))
        });
        let cells = vec![
            case.number.as_str().into(),
            case.suspect.as_str().into(),
            case.born.map(date_text).unwrap_or_default().into(),
            case.charge.as_str().into(),
            hearing.unwrap_or_default().into(),
        ];
        row(case.id.to_string(), cells, self.case_status(case))
    }

    fn case_status(&self, case: &CaseRow) -> (SharedString, Tone) {
        let lang = self.lang;
        match case {
            _ if case.conflicts > 0 => (lang.pick("Tegenstrijdig", "In conflict").into(), Tone::Warn),
            _ if case.in_custody => {
                let soon = case.next_fatal.is_some_and(|end| end.unix() - self.now.unix() < 24 * 3600);
                (lang.pick("Vast", "Held").into(), if soon { Tone::Danger } else { Tone::Info })
            }
            _ if case.phase.is_empty() && case.terms == 0 => {
                (lang.pick("Zonder termijn", "Without term").into(), Tone::Neutral)
            }
            _ => (case.phase.as_str().into(), Tone::Neutral),
        }
    }

    /// A hearing in the list of its room.
    pub(crate) fn hearing(&self, line: &HearingLine) -> TableRow {
        let cells = vec![
            crate::moments::clock(line.slot.time).into(),
            line.case.number.as_str().into(),
            line.case.suspect.as_str().into(),
            line.session.modality.as_str().into(),
            self.particulars(line).into(),
        ];
        row(thing_id(&line.case.id, &line.hearing), cells, self.outcome(line))
    }

    fn outcome(&self, line: &HearingLine) -> (SharedString, Tone) {
        let lang = self.lang;
        match line.outcome {
            _ if line.conflict => (lang.pick("Tegenstrijdig", "In conflict").into(), Tone::Warn),
            None => (lang.pick("Nog niet", "Not yet").into(), Tone::Neutral),
            Some(code @ (OutcomeCode::AdjournedTo | OutcomeCode::AdjournedOpen)) => {
                (crate::moments::capital(code.label(lang)).into(), Tone::Info)
            }
            // Nothing was heard: no mark of something done.
            Some(code @ OutcomeCode::Vacated) => {
                (crate::moments::capital(code.label(lang)).into(), Tone::Refused)
            }
            Some(code) => (crate::moments::capital(code.label(lang)).into(), Tone::Good),
        }
    }

    fn particulars(&self, line: &HearingLine) -> String {
        let lang = self.lang;
        let tolk = line
            .session
            .interpreter
            .as_ref()
            .map(|language| format!("{} {language}", lang.pick("tolk", "interpreter")));
        let words = [
            line.custody.then(|| lang.pick("vast", "held").to_owned()),
            line.youth.then(|| lang.pick("jeugd", "youth").to_owned()),
            line.session.closed.then(|| lang.pick("gesloten deuren", "closed doors").to_owned()),
            tolk,
        ];
        words.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The hearings of a day with a heading for each room; each with the index of its hearing.
    pub(crate) fn rooms(&self, lines: &[HearingLine]) -> Vec<(TableRow, Option<usize>)> {
        let mut order: Vec<usize> = (0..lines.len()).collect();
        // Within its room each line stays where the day's order put it.
        let key = |index: &usize| lines.get(*index).map(|line| room(&line.slot));
        order.sort_by_key(|index| key(index));
        let mut out = Vec::with_capacity(lines.len() + 8);
        let mut last: Option<String> = None;
        for (index, line) in order.into_iter().filter_map(|index| lines.get(index).map(|line| (index, line)))
        {
            let here = room(&line.slot);
            if last.as_ref() != Some(&here) {
                let judges = if line.session.judges.is_empty() {
                    String::new()
                } else {
                    format!(", {}", line.session.judges)
                };
                out.push((heading(&format!("{} {here}{judges}", self.lang.pick("Zaal", "Room"))), None));
                last = Some(here);
            }
            out.push((self.hearing(line), Some(index)));
        }
        out
    }

    /// An enforcement task.
    pub(crate) fn task(&self, task: &TaskLine) -> TableRow {
        let cells = vec![
            SharedString::new(),
            say::day(task.due, self.lang),
            task_kind(&task.kind, self.lang).into(),
            task.case.number.as_str().into(),
            task.case.suspect.as_str().into(),
        ];
        row(thing_id(&task.case.id, &task.task), cells, self.stage(task))
    }

    /// How far a task is.
    pub(crate) fn stage(&self, task: &TaskLine) -> (SharedString, Tone) {
        let lang = self.lang;
        let blocked = task.gate.as_ref().is_some_and(Gate::is_blocked);
        match task.stage {
            TaskStage::Open if blocked => (lang.pick("Nog niet", "Not yet").into(), Tone::Warn),
            TaskStage::Open if task.urgent => (lang.pick("Spoed", "Urgent").into(), self.release_tone(task)),
            TaskStage::Open => (lang.pick("Te doen", "To do").into(), Tone::Neutral),
            TaskStage::HandedOver => (lang.pick("Overgedragen", "Handed over").into(), Tone::Info),
            TaskStage::Done => (lang.pick("Gedaan", "Done").into(), Tone::Good),
        }
    }

    /// A release that waits keeps somebody in without a title; other urgent tasks do not.
    fn release_tone(&self, task: &TaskLine) -> Tone {
        if TaskKind::parse(&task.kind) == Some(TaskKind::Release) { Tone::Danger } else { Tone::Warn }
    }

    /// A running or ended term, with whether it is about custody.
    pub(crate) fn term_line(&self, term: &TermLine) -> TableRow {
        let cells = vec![
            SharedString::new(),
            say::at_the_latest(term.row.shown.as_ref(), self.lang),
            crate::moments::capital(&term.name).into(),
            term.case.number.as_str().into(),
            term.case.suspect.as_str().into(),
        ];
        let stake = if term.row.custody { Stake::Custody } else { Stake::Other };
        let mut left = match term.urgency {
            Urgency::Opens => {
                (self.lang.pick("kan vanaf deze dag", "from this day on").into(), Tone::Neutral)
            }
            _ => say::left(&self.now, term.row.shown.as_ref(), stake, self.lang),
        };
        if !term.asked.is_empty() {
            left.0 = slint::format!("{} · {}", left.0, self.lang.pick("tweede persoon", "second person"));
        }
        row(thing_id(&term.case.id, &term.row.term), cells, left)
    }

    /// An entry that was not handed over yet.
    pub(crate) fn unsent(&self, line: &LogLine) -> TableRow {
        let case = line.number.as_ref().map(|number| format!(" {number}")).unwrap_or_default();
        let cells = vec![
            moment_text(&line.at.in_the_netherlands(), self.lang).into(),
            slint::format!("{}{case}", self.what(line)),
        ];
        row(line.case.map(|case| case.to_string()).unwrap_or_default(), cells, Default::default())
    }

    /// A line of the log.
    pub(crate) fn log(&self, line: &LogLine) -> TableRow {
        let when = match line.bare {
            true => String::new(),
            false => moment_text(&line.at.in_the_netherlands(), self.lang),
        };
        let cells = vec![when.into(), line.by.as_str().into(), self.what(line).into()];
        row(line.event.to_string(), cells, Default::default())
    }

    fn what(&self, line: &LogLine) -> String {
        let lang = self.lang;
        let about: Vec<&str> = line.about.iter().map(|group| group.label(lang)).collect();
        let mut what = crate::moments::capital(line.kind.label(lang));
        if !about.is_empty() {
            what = format!("{what}: {}", about.join(", "));
        }
        if line.bare {
            what = format!("{what}: {}", lang.pick("de inhoud is niet meegestuurd", "not sent along"));
        }
        if let Some(why) = &line.why {
            what = format!("{what} ({why})");
        }
        what
    }
}

/// Names the kind of a task for people; a word that is not known stays as it is.
pub(crate) fn task_kind(word: &str, lang: Lang) -> String {
    TaskKind::parse(word).map_or_else(|| word.to_owned(), |kind| crate::moments::capital(kind.label(lang)))
}

/// Names who carries a task out.
pub(crate) fn executor(word: &str, lang: Lang) -> String {
    Executor::parse(word).map_or_else(|| word.to_owned(), |executor| executor.label(lang).to_owned())
}

fn room(slot: &HearingSlot) -> String {
    if slot.chamber.is_empty() { slot.room.clone() } else { format!("{}, {}", slot.room, slot.chamber) }
}
