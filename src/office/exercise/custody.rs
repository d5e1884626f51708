//! The custody measures of a made-up export: people at every stage, some of them close to an end and some past it.

use super::files::number;
use super::names::PRISONS;
use super::{Dice, Expected, ExportPlan};
use chrono::{TimeDelta, Timelike};
use noodbrug_core::moment::Moment;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// One case in so many has somebody in custody.
pub(super) const EVERY: u32 = 40;

/// The steps of a custody, in hours after the arrest: each in time.
const STEPS: [(i64, &str, &str); 4] = [
    (0, "aanhouding", ""),
    (6, "inverzekeringstelling", ""),
    (82, "bewaring", ""),
    (418, "gevangenhouding", ", \"dagen\": 90"),
];

/// How far somebody's custody is.
struct Stage {
    /// Hours since the arrest.
    hours: i64,
    /// How many of the steps the source knows at most.
    steps: usize,
}

impl Stage {
    fn of(turn: u32, dice: &mut Dice) -> Stage {
        let (from, width, steps) = match turn % 8 {
            // Police custody that ends within a day.
            0 => (60, 18, 2),
            // A remand that ends within a day.
            1 => (396, 20, 3),
            // Police custody that has ended, and no remand that the source knows of.
            2 => (84, 18, 2),
            // Arrested this night.
            3 => (1, 5, 4),
            // A detention in its last day.
            4 => (2_550, 24, 4),
            _ => (7, 1_400, 4),
        };
        Stage { hours: from + i64::try_from(dice.below(width)).unwrap_or(0), steps }
    }
}

pub(super) fn write(folder: &Path, plan: &ExportPlan, expected: &mut Expected) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(folder.join("bevelen.jsonl"))?);
    let mut dice = Dice::new(plan.seed ^ 0xbe7e);
    for turn in 0..plan.cases.div_ceil(EVERY) {
        let stage = Stage::of(turn, &mut dice);
        let minutes = i64::try_from(dice.below(60)).unwrap_or(0);
        let arrest = plan.taken_at - TimeDelta::hours(stage.hours) - TimeDelta::minutes(minutes);
        let arrest = arrest.with_second(0).unwrap_or(arrest);
        for (after, kind, more) in STEPS.into_iter().take(stage.steps) {
            if after > stage.hours {
                break;
            }
            let Ok(moment) = Moment::from_civil(arrest + TimeDelta::hours(after)) else { continue };
            let (place, number) = (dice.pick(PRISONS), number(turn.saturating_mul(EVERY)));
            writeln!(
                out,
                "{{\"parketnummer\": \"{number}\", \"soort\": \"{kind}\", \"moment\": \"{moment}\", \"plaats\": \"{place}\"{more}}}"
            )?;
            expected.measures = expected.measures.saturating_add(1);
        }
    }
    out.flush()
}
