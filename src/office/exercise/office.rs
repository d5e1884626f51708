//! The offices of an exercise: a prosecution office with a made-up export taken in, and a court with an empty store.

use super::{ExerciseError, ExportPlan, Writing, export};
use crate::clock::Clock;
use crate::complaint::Complaint;
use crate::office::Office;
use crate::partners::{NewPartner, PartnerKind};
use crate::progress::Progress;
use crate::setup::{self, NewOffice};
use crate::stretch::Stretch;
use crate::take_in::{IntakeAsk, MappingChoice};
use chrono::{NaiveDateTime, NaiveTime, Timelike};
use noodbrug_core::bundle::Mode;
use noodbrug_core::ident::Role;
use noodbrug_core::moment::Moment;
use noodbrug_files::intake::IntakeError;
use noodbrug_files::keys::{Cost, Passphrase};
use noodbrug_files::place;
use std::path::{Path, PathBuf};

/// The passphrase of every exercise office, and of its root key: nothing in it is worth a secret.
pub const PASSPHRASE: &str = "oefenen mag hier altijd";

/// The user of every exercise office.
pub const USER: &str = "oefening";

/// What exercise to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExercisePlan {
    /// Where everything of it goes.
    pub folder: PathBuf,
    /// How many cases.
    pub cases: u32,
    /// The seed: the same one gives the same cases.
    pub seed: u64,
    /// The moment at which the clocks of both offices stand still.
    pub now: Moment,
}

/// An exercise that was made.
pub struct Exercise {
    /// The prosecution office, open, with the export taken in.
    pub office: Office,
    /// The court, open, with an empty store.
    pub partner: Office,
    /// Opens both.
    pub passphrase: String,
    /// The folder of the export.
    pub export: PathBuf,
}

/// Makes the two offices of an exercise under its folder: `parket` with an export of made-up cases taken in, and
/// `rechtbank`, each a confirmed partner of the other.
///
/// # Errors
/// A complaint when there is an office in the folder already, when the disk refuses, or when the progress said stop.
pub fn make(plan: &ExercisePlan, progress: Progress<'_>) -> Result<Exercise, Complaint> {
    let from = plan.folder.join("export");
    let mut office = open(plan, ("parket", "Oefenparket Den Haag"))?;
    place::make_private_folder(&from)?;
    let mut making = Stretch { progress: &mut *progress, from: 0, to: 200 };
    if making.tell(0, 1).is_break() {
        return Err(IntakeError::Cancelled.into());
    }
    let asked =
        ExportPlan { seed: plan.seed, cases: plan.cases, taken_at: state(&plan.now), writing: Writing::Utf8 };
    export(&from, &asked)?;
    take_in(&mut office, &from, progress)?;
    let mut partner = open(plan, ("rechtbank", "Oefenrechtbank Den Haag"))?;
    introduce(&mut office, &partner, PartnerKind::Court)?;
    introduce(&mut partner, &office, PartnerKind::Office)?;
    Ok(Exercise { office, partner, passphrase: PASSPHRASE.to_owned(), export: from })
}

/// Makes one office of the exercise.
fn open(plan: &ExercisePlan, (folder, name): (&str, &str)) -> Result<Office, Complaint> {
    let new = NewOffice {
        office: name.to_owned(),
        station: format!("oef-{folder}-01"),
        mode: Mode::Exercise,
        user: USER.to_owned(),
        role: Role::Manager,
        passphrase: Passphrase::new(PASSPHRASE),
        root_passphrase: Passphrase::new(PASSPHRASE),
        root_file: plan.folder.join("kluis").join(format!("hoofdsleutel-{folder}.json")),
        folder: plan.folder.join(folder),
        cost: Cost::CHEAP,
    };
    Ok(setup::make(new, Clock::Fixed(plan.now))?.office)
}

/// Makes one office a confirmed partner of the other, as two people on the telephone do.
fn introduce(office: &mut Office, other: &Office, kind: PartnerKind) -> Result<(), Complaint> {
    let new = NewPartner {
        name: other.meta().office.clone(),
        kind,
        root_key: other.station().root().to_line(&other.meta().office),
        envelope: None,
        confirmed: "oefening: vingerafdruk voorgelezen aan de telefoon".to_owned(),
    };
    office.add_partner(new).map(|_| ())
}

fn take_in(office: &mut Office, export: &Path, progress: Progress<'_>) -> Result<(), Complaint> {
    let ask = IntakeAsk {
        paths: vec![export.to_owned()],
        mapping: MappingChoice::BuiltIn("den-haag".to_owned()),
        taken_at: None,
    };
    let mut reading = Stretch { progress: &mut *progress, from: 200, to: 400 };
    let trial = office.try_intake(&ask, &mut |done, total| reading.tell(done, total))?;
    let mut writing = Stretch { progress, from: 400, to: 1000 };
    office.apply_intake(trial, &mut |done, total| writing.tell(done, total)).map(|_| ())
}

/// The state of the source: a whole hour some two hours ago, on the day of the exercise. An older one would show people
/// as held too long only because the exercise was made late in the day.
fn state(now: &Moment) -> NaiveDateTime {
    let now = now.in_the_netherlands().civil();
    let time = NaiveTime::from_hms_opt(now.hour().saturating_sub(2), 0, 0).unwrap_or_default();
    now.date().and_time(time)
}

impl From<ExerciseError> for Complaint {
    fn from(error: ExerciseError) -> Complaint {
        Complaint::refused(
            format!("De oefening kan niet gemaakt worden: {error}. Kies een map met genoeg ruimte."),
            format!("The exercise cannot be made: {error}. Choose a folder with enough space."),
        )
    }
}

#[cfg(test)]
#[path = "office_tests.rs"]
mod tests;
