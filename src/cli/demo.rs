//! `demo`: an exercise office with a day of work in it, ready to use; nothing in it is real.

use crate::Act;
use crate::call::{Call, On, Opt, Verb};
use crate::output::Output;
use noodbrug_core::text::Lang;
use noodbrug_office::clock::Clock;
use noodbrug_office::complaint::{Both, Complaint};
use noodbrug_office::exercise::{self, Exercise, ExercisePlan};
use serde_json::json;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(DEMO, demo)];

const DEMO: Verb = Verb {
    words: "demo",
    takes: "",
    help: (
        "maakt een oefenkantoor met verzonnen zaken en een dag werk erin, en opent het",
        "makes an exercise office of made-up cases with a day of work in it, and opens it",
    ),
    options: &[
        Opt { name: "dir", value: Some("MAP"), help: ("waar de oefening komt", "where the exercise goes") },
        Opt { name: "cases", value: Some("N"), help: ("aantal zaken (2000)", "how many cases (2000)") },
        Opt { name: "no-window", value: None, help: ("zonder venster", "without the window") },
    ],
    on: On::Nothing,
};

/// An exercise office that a window may open.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its folder.
    pub folder: PathBuf,
    /// Its user.
    pub user: &'static str,
    /// The user's passphrase, which every exercise has.
    pub passphrase: &'static str,
}

/// Opens the window on an office; fails when there is no display.
pub type OpenWindow = fn(&Opened) -> Result<(), Complaint>;

/// Makes the exercise and opens it, or says where everything is.
fn demo(call: &Call, out: &Output) -> Result<(), Complaint> {
    let folder = folder(call)?;
    let mut exercise = make(call, out, &folder)?;
    let files = day(&mut exercise, out)?;
    let parket = exercise.office.folders().root().to_owned();
    let rechtbank = exercise.partner.folders().root().to_owned();
    drop(exercise);
    say_where(out, (&parket, &rechtbank), &files);
    match out.window.filter(|_| !call.has("no-window")) {
        None => Ok(()),
        Some(open) => show(open, &parket, out),
    }
}

fn make(call: &Call, out: &Output, folder: &Path) -> Result<Exercise, Complaint> {
    let cases = match call.text("cases")? {
        None => 2_000,
        Some(text) => {
            text.parse().ok().filter(|cases| (20..=1_000_000).contains(cases)).ok_or_else(|| {
                crate::call::wrong(
                    "Geef bij `--cases` een aantal van 20 tot 1000000.",
                    "Give `--cases` a number from 20 to 1000000.",
                )
            })?
        }
    };
    out.note(&Both::new(
        format!("Oefenkantoor met {cases} verzonnen zaken wordt gemaakt in {}.", folder.display()),
        format!("An exercise office of {cases} made-up cases is being made in {}.", folder.display()),
    ));
    let plan = ExercisePlan { folder: folder.to_owned(), cases, seed: 2025, now: Clock::Machine.now()? };
    exercise::make(&plan, &mut |_, _| ControlFlow::Continue(()))
}

/// Does the day's work and gives the files that came of it.
fn day(exercise: &mut Exercise, out: &Output) -> Result<Vec<PathBuf>, Complaint> {
    let mut files = Vec::new();
    let mut tell = |step: exercise::Step| {
        out.note(&step.sentence);
        files.extend(step.file);
    };
    exercise::work(exercise, out.lang, &mut tell, &mut |_, _| ControlFlow::Continue(()))?;
    Ok(files)
}

fn say_where(out: &Output, (parket, rechtbank): (&Path, &Path), files: &[PathBuf]) {
    let nl = ("Klaar. De bestanden:", "Het parket", "De rechtbank", "Gebruiker en wachtzin van de oefening");
    let en =
        ("Done. The files:", "The prosecution office", "The court", "User and passphrase of the exercise");
    let (done, office, court, key) = match out.lang {
        Lang::Nl => nl,
        Lang::En => en,
    };
    let mut text = format!("\n{done}\n");
    files.iter().for_each(|file| text.push_str(&format!("  {}\n", file.display())));
    text.push_str(&format!("{office}: {}\n{court}: {}\n", parket.display(), rechtbank.display()));
    text.push_str(&format!("{key}: {} / {}\n", exercise::USER, exercise::PASSPHRASE));
    let json = json!({
        "office": parket, "court": rechtbank, "files": files,
        "user": exercise::USER, "passphrase": exercise::PASSPHRASE,
    });
    out.answer(&text, &json);
}

fn show(open: OpenWindow, folder: &Path, out: &Output) -> Result<(), Complaint> {
    let opened = Opened { folder: folder.to_owned(), user: exercise::USER, passphrase: exercise::PASSPHRASE };
    match open(&opened) {
        Ok(()) => Ok(()),
        Err(complaint) => {
            // The day's work is done and told; a machine without a display is no failure of the demo.
            out.note(&complaint.sentence);
            Ok(())
        }
    }
}

/// The folder that was asked for, or the first free one beside the user.
fn folder(call: &Call) -> Result<PathBuf, Complaint> {
    if call.text("dir")?.is_some() {
        return call.path("dir");
    }
    let names = (1..).map(|turn| match turn {
        1 => "noodbrug-oefening".to_owned(),
        turn => format!("noodbrug-oefening-{turn}"),
    });
    let mut free = names.map(PathBuf::from).filter(|path| !path.exists());
    free.next().ok_or_else(|| Complaint::refused("Geen vrije map gevonden.", "No free folder was found."))
}
