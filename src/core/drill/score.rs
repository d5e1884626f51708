//! What a drill came to: a row for each task, and the points together.

use super::{Job, Standing, Verdict};
use crate::case::values::words;
use crate::moment::Moment;
use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// The points of a task that is right and in time.
pub const FULL: u32 = 10;
/// The points of a task that is right, and late or after a mistake.
pub const PARTLY: u32 = 7;

/// A task that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Which.
    pub job: Job,
    /// When.
    pub at: Moment,
    /// When the player went on without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Moment>,
}

words! {
    /// What became of a task.
    Mark {
        /// Right and in time.
        Right = "right", "goed", "right";
        /// Right, and later than it should be.
        Late = "late", "goed, te laat", "right, late";
        /// Right after a mistake.
        Mended = "mended", "hersteld", "mended";
        /// Wrong.
        Wrong = "wrong", "fout", "wrong";
        /// Passed over.
        Missed = "missed", "gemist", "missed";
        /// Given and not done, or not given yet.
        Open = "open", "niet gedaan", "not done";
    }
}

impl Mark {
    /// Gives its points.
    #[must_use]
    pub const fn points(self) -> u32 {
        match self {
            Mark::Right => FULL,
            Mark::Late | Mark::Mended => PARTLY,
            Mark::Wrong | Mark::Missed | Mark::Open => 0,
        }
    }
}

/// One task in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub job: Job,
    /// When it was given; none when the drill did not get there.
    pub given: Option<Moment>,
    /// When it was done, by the journal.
    pub done: Option<Moment>,
    /// What became of it.
    pub mark: Mark,
}

impl Row {
    /// Gives how many seconds it took; nothing where it was not done.
    #[must_use]
    pub fn seconds(&self) -> Option<u64> {
        let took = self.done?.unix().saturating_sub(self.given?.unix());
        Some(u64::try_from(took).unwrap_or(0))
    }

    /// Says how long it took, in minutes and seconds: `3:07`.
    #[must_use]
    pub fn took(&self) -> String {
        self.seconds().map(|all| format!("{}:{:02}", all / 60, all % 60)).unwrap_or_default()
    }
}

/// The whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// The points.
    pub points: u32,
    /// The most that there are.
    pub most: u32,
    /// How many setbacks were handled well, late ones too.
    pub handled: usize,
    /// How many setbacks there were.
    pub injects: usize,
}

impl Score {
    /// Adds up.
    #[must_use]
    pub fn of(rows: &[Row]) -> Score {
        let injects = || rows.iter().filter(|row| row.job.is_inject());
        Score {
            points: rows.iter().map(|row| row.mark.points()).sum(),
            most: FULL.saturating_mul(u32::try_from(rows.len()).unwrap_or(0)),
            handled: injects().filter(|row| row.mark.points() > 0).count(),
            injects: injects().count(),
        }
    }

    /// Says it in one sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let Score { points, most, handled, injects } = self;
        match lang {
            Lang::Nl => {
                format!("{points} van {most} punten; {handled} van {injects} tegenslagen opgevangen.")
            }
            Lang::En => format!("{points} of {most} points; {handled} of {injects} setbacks handled."),
        }
    }
}

/// Makes the rows of the report, in the order of the tasks: what was given, what the journal says of it, and within how many
/// minutes each should be done.
#[must_use]
pub fn rows(
    order: &[Job],
    given: &[Given],
    verdict: impl Fn(Job) -> Verdict,
    minutes: impl Fn(Job) -> u32,
) -> Vec<Row> {
    let row = |job: &Job| {
        let given = given.iter().find(|given| given.job == *job);
        let verdict = verdict(*job);
        let mut row = Row { job: *job, given: given.map(|given| given.at), done: None, mark: Mark::Open };
        row.mark = match (verdict.standing, given.and_then(|given| given.skipped)) {
            (Standing::Fatal, _) => Mark::Wrong,
            // What was done after it was passed over came too late to count.
            (_, Some(skipped)) if verdict.at.is_none_or(|at| at.unix() > skipped.unix()) => Mark::Missed,
            (Standing::Wrong, _) => Mark::Wrong,
            (Standing::Open, Some(_)) => Mark::Missed,
            (Standing::Open, None) => Mark::Open,
            (Standing::Mended, _) => Mark::Mended,
            (Standing::Right, _) => Mark::Right,
        };
        let counts = !matches!(row.mark, Mark::Missed | Mark::Open);
        row.done = verdict.at.filter(|_| counts);
        let most = u64::from(minutes(*job)).saturating_mul(60);
        if row.mark == Mark::Right && row.seconds().is_some_and(|took| took > most) {
            row.mark = Mark::Late;
        }
        row
    };
    order.iter().map(row).collect()
}
