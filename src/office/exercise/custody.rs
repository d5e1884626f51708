//! The custody measures of a made-up export: people at every stage, some close to an end, and two or three past it.

use super::files::number;
use super::names::PRISONS;
use super::{Dice, Expected, ExportPlan, hearings};
use chrono::{TimeDelta, Timelike};
use noodbrug_core::moment::Moment;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A measure: hours after the arrest, its kind, and for how many days it is.
type Step = (i64, &'static str, Option<u32>);

const ARREST: Step = (0, "aanhouding", None);
const ORDER: Step = (6, "inverzekeringstelling", None);
const REMAND: Step = (82, "bewaring", None);
const DETENTION: Step = (418, "gevangenhouding", Some(90));
const HEARING: Step = (2_400, "aanvang_zitting", None);

/// The steps of a custody, each in time.
const PLAIN: &[Step] = &[ARREST, ORDER, REMAND, DETENTION];
const TO_ORDER: &[Step] = &[ARREST, ORDER];
const TO_REMAND: &[Step] = &[ARREST, ORDER, REMAND];
const SUSPENDED: &[Step] = &[ARREST, ORDER, REMAND, (300, "schorsing", None)];
const BACK: &[Step] = &[ARREST, ORDER, REMAND, (200, "schorsing", None), (300, "opheffing_schorsing", None)];
/// Another sentence waits for the end of this custody.
const FOLLOWED: &[Step] = &[ARREST, ORDER, REMAND, (100, "aansluitende_titel", Some(60))];
/// The source does not know of the arrest.
const NO_ARREST: &[Step] = &[ORDER];
/// An order in parts of which the next was forgotten.
const PART: &[Step] = &[ARREST, ORDER, REMAND, (418, "gevangenhouding", Some(30))];
/// Let go, and no order lifted that anybody knows of.
const LET_GO: &[Step] = &[ARREST, ORDER, REMAND, (150, "invrijheidstelling", None)];
/// The order is lifted, and nobody has said yet that the person walked out.
const LIFTED: &[Step] = &[ARREST, ORDER, REMAND, (149, "opheffing", None)];
/// Let go in the last days, as it should be.
const RELEASED: &[Step] =
    &[ARREST, ORDER, REMAND, (120, "opheffing", None), (121, "invrijheidstelling", None)];
const PRO_FORMA: &[Step] = &[ARREST, ORDER, REMAND, DETENTION, HEARING, (2_402, "schorsing_onderzoek", None)];
const AT_HEARING: &[Step] = &[ARREST, ORDER, REMAND, DETENTION, HEARING];
const JUDGED: &[Step] = &[ARREST, ORDER, REMAND, DETENTION, HEARING, (2_410, "einduitspraak", None)];

/// In this round of the chambers somebody is held in two cases.
const TWO_CASES: u32 = 14;

/// How far somebody's custody is.
struct Stage {
    /// Hours since the arrest.
    hours: i64,
    /// The steps; those that are still to come are left out.
    steps: &'static [Step],
}

impl Stage {
    /// Somebody's stage; nothing for who is at liberty. Remands end on the day on which the court in chambers hears them.
    fn of(index: u32, plan: &ExportPlan, dice: &mut Dice) -> Option<Stage> {
        if same_person(index) {
            return Some(Stage::within(120, 100, TO_REMAND, dice));
        }
        let turn = hearings::turn_of(index)?;
        let round = index / hearings::ROUND;
        let stage = match (hearings::chamber_of(turn), hearings::is_today(turn, plan)) {
            ("Raadkamer", true) => Stage::within(396, 17, TO_REMAND, dice),
            ("Raadkamer", false) => Stage::pending(round, dice),
            ("Meervoudige kamer", false) if matches!(round, 8 | 10 | 12) => Stage::on_trial(round, dice),
            ("Meervoudige kamer", _) if turn % 12 < 6 => Stage::within(1_000, 1_500, PLAIN, dice),
            _ => return None,
        };
        Some(stage)
    }

    fn pending(round: u32, dice: &mut Dice) -> Stage {
        match round {
            8 => Stage::within(400, 300, SUSPENDED, dice),
            9 => Stage::within(350, 100, BACK, dice),
            11 => Stage::within(150, 100, FOLLOWED, dice),
            // A detention that lapsed this morning.
            12 => Stage::within(1_139, 1, PART, dice),
            13 => Stage::within(30, 20, NO_ARREST, dice),
            TWO_CASES => Stage::within(200, 100, TO_REMAND, dice),
            15 => Stage::within(200, 80, LET_GO, dice),
            16 => Stage::within(149, 1, LIFTED, dice),
            17 => Stage::within(125, 30, RELEASED, dice),
            // A remand that ends within three days.
            18 => Stage::within(350, 30, TO_REMAND, dice),
            // Police custody that has ended, and no remand that the source knows of.
            20 | 25 => Stage::within(79, 6, TO_ORDER, dice),
            _ => Stage::usual(round, dice),
        }
    }

    fn usual(round: u32, dice: &mut Dice) -> Stage {
        match round % 24 {
            // Police custody that ends within a day.
            0..=3 => Stage::within(60, 14, TO_ORDER, dice),
            // Arrested this night.
            5..=8 => Stage::within(1, 2, PLAIN, dice),
            // A detention in its last day.
            9..=11 => Stage::within(2_550, 24, PLAIN, dice),
            // A remand.
            _ => Stage::within(90, 300, TO_REMAND, dice),
        }
    }

    fn on_trial(round: u32, dice: &mut Dice) -> Stage {
        match round {
            8 => Stage::within(2_600, 300, PRO_FORMA, dice),
            10 => Stage::within(2_500, 300, JUDGED, dice),
            _ => Stage::within(2_450, 50, AT_HEARING, dice),
        }
    }

    fn within(from: i64, width: u64, steps: &'static [Step], dice: &mut Dice) -> Stage {
        Stage { hours: from + i64::try_from(dice.below(width)).unwrap_or(0), steps }
    }
}

/// Says whether somebody of the n-th case is waiting for a decision on remand: such a case is not summoned yet.
pub(super) fn is_remand(index: u32) -> bool {
    hearings::turn_of(index).is_some_and(|turn| hearings::chamber_of(turn) == "Raadkamer")
}

/// Says whether the suspect of the n-th case is the one of the case before it.
pub(super) fn same_person(index: u32) -> bool {
    index.checked_sub(1).is_some_and(|before| is_remand(before) && before / hearings::ROUND == TWO_CASES)
}

pub(super) fn write(folder: &Path, plan: &ExportPlan, expected: &mut Expected) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(folder.join("bevelen.jsonl"))?);
    let mut dice = Dice::new(plan.seed ^ 0xbe7e);
    for index in 0..plan.cases {
        let Some(stage) = Stage::of(index, plan, &mut dice) else { continue };
        let minutes = i64::try_from(dice.below(60)).unwrap_or(0);
        let arrest = plan.taken_at - TimeDelta::hours(stage.hours) - TimeDelta::minutes(minutes);
        let arrest = arrest.with_second(0).unwrap_or(arrest);
        for (after, kind, days) in stage.steps {
            if *after > stage.hours {
                break;
            }
            let Ok(moment) = Moment::from_civil(arrest + TimeDelta::hours(*after)) else { continue };
            let (place, number) = (dice.pick(PRISONS), number(index));
            let days = days.map(|days| format!(", \"dagen\": {days}")).unwrap_or_default();
            writeln!(
                out,
                "{{\"parketnummer\": \"{number}\", \"soort\": \"{kind}\", \"moment\": \"{moment}\", \"plaats\": \"{place}\"{days}}}"
            )?;
            expected.measures = expected.measures.saturating_add(1);
        }
    }
    out.flush()
}
