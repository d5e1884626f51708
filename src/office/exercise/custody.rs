//! The custody measures of a made-up export: people at every stage, some of them close to an end and some past it.

use super::files::number;
use super::names::PRISONS;
use super::{Dice, Expected, ExportPlan, hearings};
use chrono::{TimeDelta, Timelike};
use noodbrug_core::moment::Moment;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

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
    /// Somebody's stage; nothing for who is at liberty. Remands end on the day on which the court in chambers hears them.
    fn of(index: u32, plan: &ExportPlan, dice: &mut Dice) -> Option<Stage> {
        let turn = hearings::turn_of(index)?;
        let stage = match (hearings::chamber_of(turn), hearings::is_today(turn, plan)) {
            ("Raadkamer", true) => Stage::within(396, 20, 3, dice),
            ("Raadkamer", false) => Stage::pending(index / hearings::ROUND, dice),
            ("Meervoudige kamer", _) if turn % 12 < 6 => Stage::within(1_000, 1_500, 4, dice),
            _ => return None,
        };
        Some(stage)
    }

    fn pending(turn: u32, dice: &mut Dice) -> Stage {
        match turn % 6 {
            // Police custody that ends within a day.
            0 => Stage::within(60, 18, 2, dice),
            // Police custody that has ended, and no remand that the source knows of.
            1 => Stage::within(84, 18, 2, dice),
            // Arrested this night.
            2 => Stage::within(1, 5, 4, dice),
            // A detention in its last day.
            3 => Stage::within(2_550, 24, 4, dice),
            // A remand.
            _ => Stage::within(90, 300, 3, dice),
        }
    }

    fn within(from: i64, width: u64, steps: usize, dice: &mut Dice) -> Stage {
        Stage { hours: from + i64::try_from(dice.below(width)).unwrap_or(0), steps }
    }
}

/// Says whether somebody of the n-th case is waiting for a decision on remand: such a case is not summoned yet.
pub(super) fn is_remand(index: u32) -> bool {
    hearings::turn_of(index).is_some_and(|turn| hearings::chamber_of(turn) == "Raadkamer")
}

pub(super) fn write(folder: &Path, plan: &ExportPlan, expected: &mut Expected) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(folder.join("bevelen.jsonl"))?);
    let mut dice = Dice::new(plan.seed ^ 0xbe7e);
    for index in 0..plan.cases {
        let Some(stage) = Stage::of(index, plan, &mut dice) else { continue };
        let minutes = i64::try_from(dice.below(60)).unwrap_or(0);
        let arrest = plan.taken_at - TimeDelta::hours(stage.hours) - TimeDelta::minutes(minutes);
        let arrest = arrest.with_second(0).unwrap_or(arrest);
        for (after, kind, more) in STEPS.into_iter().take(stage.steps) {
            if after > stage.hours {
                break;
            }
            let Ok(moment) = Moment::from_civil(arrest + TimeDelta::hours(after)) else { continue };
            let (place, number) = (dice.pick(PRISONS), number(index));
            writeln!(
                out,
                "{{\"parketnummer\": \"{number}\", \"soort\": \"{kind}\", \"moment\": \"{moment}\", \"plaats\": \"{place}\"{more}}}"
            )?;
            expected.measures = expected.measures.saturating_add(1);
        }
    }
    out.flush()
}
