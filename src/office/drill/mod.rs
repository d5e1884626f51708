//! A drill: an outage played in an exercise office. Tasks are given one by one; whether they are done is looked up in the
//! journal.
//!
//! What was given, when, and what the drill put in the way lies in a small file in the office's folder and not in the
//! journal: none of it happened in the office, and whoever makes up lists of its journal must not count it. That a task is done
//! is never in that file.

mod facts;
mod setting;
#[cfg(test)]
mod tests;

pub use noodbrug_core::drill::{Job, Mark, Row, Score};
pub use setting::{DrillAsk, SECOND, start};

use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use noodbrug_core::drill::{Given, Script, Setting, Standing, Verdict, judge, rows, sequence};
use noodbrug_core::event::Event;
use noodbrug_core::ident::{Author, AuthorName, Epoch};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_files::place::{self, Existing};
use noodbrug_store::Flow;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The words of the tasks.
const TASKS: &str = include_str!("../../../assets/drill/tasks.toml");
/// The version of the file's form.
const VERSION: u32 = 1;

/// Where the things of a drill lie, outside the office's own folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrillPlaces {
    /// The stick of the courier, with the forged bundle.
    pub stick: PathBuf,
    /// Where bundles to the court go.
    pub out: PathBuf,
    /// Where receipts come back.
    pub back: PathBuf,
    /// The store of the court.
    pub court: PathBuf,
    /// The passphrase of the colleague, in a file.
    pub pass: PathBuf,
    /// The paper that comes back.
    pub paper: PathBuf,
}

/// A drill as it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drill {
    version: u32,
    /// The seed from which all of it follows.
    pub seed: u64,
    /// When it began.
    pub started: Moment,
    ws: AuthorName,
    ep: Epoch,
    from: u64,
    setting: Setting,
    /// Where its things lie.
    pub places: DrillPlaces,
    given: Vec<Given>,
}

/// A task as it is told to the player.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrillTask {
    /// Which.
    pub job: Job,
    /// Its place among the tasks, from one.
    pub place: usize,
    /// How many tasks there are.
    pub of: usize,
    /// When it was given.
    pub given: Moment,
    /// Within how many minutes it is done in time.
    pub minutes: u32,
    /// What happened, and what is asked.
    pub ask: Both,
    /// The commands for it.
    pub how: [Vec<String>; 2],
    /// Where the window has it.
    pub screen: Both,
}

impl DrillTask {
    /// Gives the commands.
    #[must_use]
    pub fn commands(&self, lang: Lang) -> &[String] {
        let [nl, en] = &self.how;
        match lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }
}

/// What the player hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// What the journal said of the tasks up to now, newest last.
    pub found: Vec<(Job, Both)>,
    /// The task now; none when all were given and closed.
    pub task: Option<DrillTask>,
}

/// The report of a drill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrillReport {
    /// The seed.
    pub seed: u64,
    /// When it began.
    pub started: Moment,
    /// When the last thing was done; the beginning when nothing was.
    pub ended: Moment,
    /// The tasks, in their order.
    pub rows: Vec<Row>,
    /// The points.
    pub score: Score,
    /// What was asked of each task, and what to improve where it did not go well.
    pub words: BTreeMap<Job, (Both, Both)>,
}

impl Office {
    /// Looks in the journal whether the task of now is done, and gives the next one when it is.
    ///
    /// # Errors
    /// A complaint when this is no exercise or no drill was started, or a fault of the disk.
    pub fn drill_next(&mut self) -> Result<Turn, Complaint> {
        self.permit(Deed::ReadJournal)?;
        let drill = self.drill()?;
        self.go_on(drill)
    }

    /// Passes the task of now over: it counts as missed. Gives the next one.
    ///
    /// # Errors
    /// As [`Office::drill_next`], and when no task is open.
    pub fn drill_skip(&mut self) -> Result<Turn, Complaint> {
        self.permit(Deed::ReadJournal)?;
        let mut drill = self.drill()?;
        let now = self.now()?;
        let journal = self.drill_journal(&drill)?;
        let all_given = drill.given.len() >= Job::ALL.len();
        let is_open = |given: &&mut Given| {
            given.skipped.is_none() && !judge(given.job, &drill.setting, &journal).is_closed()
        };
        match drill.given.last_mut().filter(is_open) {
            Some(given) => given.skipped = Some(now),
            None if all_given => return Err(none_open()),
            None => {}
        }
        self.go_on(drill)
    }

    /// Gives tasks until one is open, or until there are no more.
    fn go_on(&mut self, mut drill: Drill) -> Result<Turn, Complaint> {
        let (now, scripts) = (self.now()?, scripts()?);
        let journal = self.drill_journal(&drill)?;
        let order = sequence(drill.seed);
        let mut found = Vec::new();
        let mut is_new = false;
        loop {
            if let Some(given) = drill.given.last() {
                let verdict = judge(given.job, &drill.setting, &journal);
                let is_open = given.skipped.is_none() && !verdict.is_closed();
                // Of a task that is given now nobody expects that anything was done.
                if !is_new || verdict.standing != Standing::Open {
                    found.push((given.job, heard(verdict, given.skipped.is_some())));
                }
                if is_open {
                    break;
                }
            }
            is_new = true;
            let Some(job) = order.get(drill.given.len()) else { break };
            drill.given.push(Given { job: *job, at: now, skipped: None });
        }
        self.keep_drill(&drill)?;
        let last = drill.given.last().filter(|given| {
            given.skipped.is_none() && !judge(given.job, &drill.setting, &journal).is_closed()
        });
        let told = last.and_then(|given| Some((given, scripts.get(&given.job)?)));
        let task = told.map(|(given, script)| {
            let facts = facts::of(&drill);
            DrillTask {
                job: given.job,
                place: drill.given.len(),
                of: order.len(),
                given: given.at,
                minutes: script.minutes,
                ask: Both::of(|lang| script.ask(&facts, lang)),
                how: [Lang::Nl, Lang::En].map(|lang| script.how(&facts, lang)),
                screen: Both::of(|lang| script.screen(lang).to_owned()),
            }
        });
        Ok(Turn { found, task })
    }

    /// Makes the report as far as the drill has come.
    ///
    /// # Errors
    /// As [`Office::drill_next`].
    pub fn drill_report(&self) -> Result<DrillReport, Complaint> {
        self.allowed(Deed::ReadJournal)?;
        let (drill, scripts) = (self.drill()?, scripts()?);
        let journal = self.drill_journal(&drill)?;
        let order = sequence(drill.seed);
        let verdict = |job: Job| judge(job, &drill.setting, &journal);
        let minutes = |job: Job| scripts.get(&job).map_or(0, |script| script.minutes);
        let rows = rows(&order, &drill.given, verdict, minutes);
        let facts = facts::of(&drill);
        let words = |(job, script): (&Job, &Script)| {
            let learn = Both::of(|lang| script.learn(lang).to_owned());
            (*job, (Both::of(|lang| script.ask(&facts, lang)), learn))
        };
        let moments = rows.iter().filter_map(|row| row.done).chain(drill.given.iter().map(|given| given.at));
        Ok(DrillReport {
            seed: drill.seed,
            started: drill.started,
            ended: moments.max_by_key(Moment::unix).unwrap_or(drill.started),
            score: Score::of(&rows),
            rows,
            words: scripts.iter().map(words).collect(),
        })
    }

    /// Prints the report on one page, to be signed.
    ///
    /// # Errors
    /// As [`Office::drill_next`], or a complaint that names the file.
    pub fn print_drill(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::ReadJournal)?;
        let report = self.drill_report()?;
        let paper = papers::drill_report(&self.letterhead(lang)?, &report);
        self.put(&paper, to, None)
    }

    /// Reads the drill of this office.
    ///
    /// # Errors
    /// A complaint when this is no exercise, when no drill was started here, or when its file cannot be read.
    pub fn drill(&self) -> Result<Drill, Complaint> {
        if !self.is_exercise() {
            return Err(live());
        }
        let bytes = match std::fs::read(self.folders.drill()) {
            Ok(bytes) => bytes,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Err(not_started()),
            Err(why) => return Err(damaged(&why.to_string())),
        };
        let drill: Drill = serde_json::from_slice(&bytes).map_err(|why| damaged(&why.to_string()))?;
        if drill.version == VERSION { Ok(drill) } else { Err(damaged(&format!("v{}", drill.version))) }
    }

    fn keep_drill(&self, drill: &Drill) -> Result<(), Complaint> {
        let bytes = serde_json::to_vec_pretty(drill).map_err(|why| damaged(&why.to_string()))?;
        place::put(&self.folders.drill(), &bytes, Existing::Replace)?;
        Ok(())
    }

    /// Gives what was entered at this workstation since the drill began.
    fn drill_journal(&self, drill: &Drill) -> Result<Vec<Event>, Complaint> {
        let author = Author { ws: drill.ws.clone(), ep: drill.ep };
        let mut events = Vec::new();
        self.store.events_of_author(&author, drill.from, |event| {
            events.push(event);
            Flow::Go
        })?;
        Ok(events)
    }
}

fn scripts() -> Result<BTreeMap<Job, Script>, Complaint> {
    Script::parse(TASKS).map_err(|why| {
        Complaint::refused(
            format!("De opdrachten van het programma zijn beschadigd ({why}). Meld dit aan de beheerder."),
            format!("The program's tasks are damaged ({why}). Tell the administrator."),
        )
    })
}

fn heard(verdict: Verdict, skipped: bool) -> Both {
    let (nl, en) = match (verdict.standing, skipped) {
        (Standing::Right, _) => ("Goed gedaan.", "Well done."),
        (Standing::Mended, _) => {
            ("Nu is het goed; het ging eerst mis.", "It is right now; it went wrong first.")
        }
        (Standing::Fatal, _) => (
            "Dit is fout en niet terug te draaien. Zie het verslag.",
            "This is wrong and cannot be undone. See the report.",
        ),
        (_, true) => ("Overgeslagen: telt als gemist.", "Passed over: counts as missed."),
        (Standing::Wrong, _) => (
            "Er is iets vastgelegd, maar het klopt niet. Lees de opdracht nog eens en zet het recht.",
            "Something was entered, but it is not right. Read the task again and put it right.",
        ),
        (Standing::Open, _) => ("Nog niet gedaan.", "Not done yet."),
    };
    Both::new(nl, en)
}

pub(crate) fn live() -> Complaint {
    Complaint::refused(
        "Oefenen kan alleen in een oefenkantoor, nooit in een echt kantoor. Maak er een met `noodbrug drill start --dir MAP`.",
        "A drill is for an exercise office only, never for a real one. Make one with `noodbrug drill start --dir FOLDER`.",
    )
}

fn not_started() -> Complaint {
    Complaint::refused(
        "In dit kantoor is geen oefening begonnen. Begin er een met `noodbrug drill start --dir MAP --seed N`.",
        "No drill was started in this office. Start one with `noodbrug drill start --dir FOLDER --seed N`.",
    )
}

fn damaged(why: &str) -> Complaint {
    Complaint::refused(
        format!(
            "Het bestand van de oefening is niet te gebruiken ({why}). Begin een nieuwe oefening in een andere map."
        ),
        format!("The file of the drill cannot be used ({why}). Start a new drill in another folder."),
    )
}

fn none_open() -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            "Alle opdrachten zijn geweest. Vraag het verslag met `noodbrug drill report`.",
            "All tasks have been given. Ask for the report with `noodbrug drill report`.",
        ),
    )
}
