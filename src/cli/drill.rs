//! `noodbrug drill …`: an outage played in ten tasks, judged by the journal, with a report.

use crate::call::{Call, NOW, On, Opt, Verb, missing, wrong};
use crate::case::PDF;
use crate::output::Output;
use crate::{Act, enter, grid, typed};
use noodbrug_core::drill::FULL;
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::clock::Clock;
use noodbrug_office::complaint::{Both, Complaint};
use noodbrug_office::drill::{self, DrillAsk, DrillReport, DrillTask, Row, Turn};
use noodbrug_office::exercise;
use noodbrug_office::may::Deed;
use noodbrug_office::printing::To;
use serde_json::{Value, json};
use std::path::Path;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(NEXT_SHORT, next), (START, start), (NEXT, next), (SKIP, skip), (REPORT, report)];

/// Few cases, so that a drill is there at once.
const CASES: u32 = 120;

const NEXT_HELP: (&str, &str) = (
    "kijkt in het journaal of de opdracht van de oefening gedaan is, en geeft de volgende",
    "looks in the journal whether the task of the drill is done, and gives the next one",
);

const NEXT_SHORT: Verb = Verb { words: "drill", takes: "", help: NEXT_HELP, options: &[], on: On::Office };

const START: Verb = Verb {
    words: "drill start",
    takes: "--dir MAP --seed N",
    help: (
        "maakt een oefenkantoor waarin een uitval wordt nagespeeld, en geeft de eerste opdracht",
        "makes an exercise office in which an outage is played, and gives the first task",
    ),
    options: &[
        Opt { name: "dir", value: Some("MAP"), help: ("waar de oefening komt", "where the exercise goes") },
        Opt {
            name: "seed",
            value: Some("N"),
            help: (
                "welke oefening: hetzelfde nummer geeft dezelfde (1)",
                "which drill: the same number gives the same one (1)",
            ),
        },
        Opt { name: "cases", value: Some("N"), help: ("aantal zaken (120)", "how many cases (120)") },
        NOW,
    ],
    on: On::Nothing,
};

const NEXT: Verb = Verb { words: "drill next", takes: "", help: NEXT_HELP, options: &[], on: On::Office };

const SKIP: Verb = Verb {
    words: "drill skip",
    takes: "",
    help: ("slaat de opdracht over: hij telt als gemist", "passes the task over: it counts as missed"),
    options: &[],
    on: On::Office,
};

const REPORT: Verb = Verb {
    words: "drill report",
    takes: "[--pdf BESTAND]",
    help: (
        "het verslag van de oefening: tijden, oordeel, punten en wat beter kan",
        "the report of the drill: times, verdicts, points and what to improve",
    ),
    options: &[PDF],
    on: On::Office,
};

fn start(call: &Call, out: &Output) -> Result<(), Complaint> {
    call.text("dir")?.ok_or_else(|| missing("dir"))?;
    let folder = call.path("dir")?;
    let cases = typed::number(call, "cases")?.unwrap_or(CASES);
    if !(60..=100_000).contains(&cases) {
        return Err(wrong(
            "Geef bij `--cases` een aantal van 60 tot 100000.",
            "Give `--cases` a number from 60 to 100000.",
        ));
    }
    let now = match typed::moment(call, "now")? {
        Some(now) => now,
        None => Clock::Machine.now()?,
    };
    let ask = DrillAsk { folder, cases, seed: typed::number(call, "seed")?.unwrap_or(1), now };
    let progress = &mut out.progress(("Oefening maken", "Making the drill"));
    let mut office = drill::start(&ask, out.lang, progress)?;
    let turn = office.drill_next()?;
    let root = office.folders().root().to_owned();
    let text = format!("{}\n{}", ready(&root, out.lang), turn_text(&turn, out.lang));
    let json = json!({
        "office": root, "user": exercise::USER, "passphrase": exercise::PASSPHRASE, "seed": ask.seed,
        "turn": turn_json(&turn),
    });
    out.answer(&text, &json);
    Ok(())
}

/// Says how to get into the office: the three lines that go before every task.
fn ready(root: &Path, lang: Lang) -> String {
    let told = lang.pick(
        "De oefening staat klaar. Typ eerst deze drie regels; daarna werken alle opdrachten.",
        "The drill is ready. Type these three lines first; after that all commands work.",
    );
    let help = lang.pick(
        "Na elke opdracht: `noodbrug drill`. Lukt het niet: `noodbrug drill skip`. Klaar: `noodbrug drill report --pdf verslag.pdf`.",
        "After each task: `noodbrug drill`. If it does not work: `noodbrug drill skip`. Done: `noodbrug drill report --pdf report.pdf`.",
    );
    let (user, passphrase) = (exercise::USER, exercise::PASSPHRASE);
    format!(
        "{told}\n\n  export NOODBRUG_STORE='{}'\n  export NOODBRUG_USER='{user}'\n  export NOODBRUG_PASSPHRASE='{passphrase}'\n\n{help}\n",
        root.display()
    )
}

fn next(call: &Call, out: &Output) -> Result<(), Complaint> {
    let turn = enter::office_to(call, Deed::ReadJournal)?.drill_next()?;
    out.answer(&turn_text(&turn, out.lang), &turn_json(&turn));
    Ok(())
}

fn skip(call: &Call, out: &Output) -> Result<(), Complaint> {
    let turn = enter::office_to(call, Deed::ReadJournal)?.drill_skip()?;
    out.answer(&turn_text(&turn, out.lang), &turn_json(&turn));
    Ok(())
}

fn turn_text(turn: &Turn, lang: Lang) -> String {
    let mut text = String::new();
    for (job, said) in &turn.found {
        text.push_str(&format!("{}: {}\n", job.label(lang), said.pick(lang)));
    }
    match &turn.task {
        Some(task) => text.push_str(&task_text(task, lang)),
        None => text.push_str(lang.pick(
            "Alle opdrachten zijn geweest. Het verslag: `noodbrug drill report --pdf verslag.pdf`.\n",
            "All tasks have been given. The report: `noodbrug drill report --pdf report.pdf`.\n",
        )),
    }
    text
}

fn task_text(task: &DrillTask, lang: Lang) -> String {
    let DrillTask { place, of, minutes, .. } = task;
    let (task_word, within) = (lang.pick("Opdracht", "Task"), lang.pick("binnen", "within"));
    let mut text = format!(
        "\n{task_word} {place}/{of} · {} · {within} {minutes} min\n\n{}\n\n",
        task.job.label(lang),
        task.ask.pick(lang)
    );
    text.push_str(lang.pick("Zo doet u het:\n", "How to do it:\n"));
    text.extend(task.commands(lang).iter().map(|line| format!("  {line}\n")));
    let window = lang.pick("In het venster", "In the window");
    text.push_str(&format!("{window}: {}\n", task.screen.pick(lang)));
    text
}

fn turn_json(turn: &Turn) -> Value {
    let found = turn.found.iter().map(|(job, said)| json!({"task": job.word(), "said": said}));
    let task = turn.task.as_ref().map(|task| {
        json!({
            "task": task.job.word(), "place": task.place, "of": task.of, "given": task.given,
            "inject": task.job.is_inject(), "minutes": task.minutes, "ask": task.ask,
            "how": Both::of(|lang| task.commands(lang).join("\n")), "screen": task.screen,
        })
    });
    json!({"found": found.collect::<Vec<_>>(), "task": task})
}

fn report(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office_to(call, Deed::ReadJournal)?;
    let report = office.drill_report()?;
    let file = match call.path_if("pdf") {
        Some(path) => Some(office.print_drill(To::File(&path), out.lang)?.path),
        None => None,
    };
    let lang = out.lang;
    let row = |row: &Row| {
        let at = |at: Option<noodbrug_core::moment::Moment>| {
            at.map(|at| moment_text(&at.in_the_netherlands(), lang)).unwrap_or_default()
        };
        let mark = row.mark.label(lang).to_owned();
        let points = format!("{}/{FULL}", row.mark.points());
        vec![row.job.label(lang).to_owned(), at(row.given), at(row.done), row.took(), mark, points]
    };
    let headings = [
        lang.pick("Opdracht", "Task"),
        lang.pick("Gegeven", "Given"),
        lang.pick("Klaar", "Done"),
        lang.pick("Duur", "Took"),
        lang.pick("Oordeel", "Verdict"),
        lang.pick("Punten", "Points"),
    ];
    let mut text = grid::columns(&headings, &report.rows.iter().map(row).collect::<Vec<_>>());
    text.push_str(&format!("{}\n", report.score.sentence(lang)));
    text.extend(file.iter().map(|path| format!("{}: {}\n", lang.pick("Gemaakt", "Made"), path.display())));
    out.answer(&text, &report_json(&report, file.as_deref()));
    Ok(())
}

fn report_json(report: &DrillReport, file: Option<&Path>) -> Value {
    let row = |row: &Row| {
        let words = report.words.get(&row.job);
        let improve = words.filter(|_| row.mark.points() < FULL).map(|(_, learn)| learn);
        json!({
            "task": row.job.word(), "inject": row.job.is_inject(), "asked": words.map(|(ask, _)| ask),
            "given": row.given, "done": row.done, "seconds": row.seconds(), "mark": row.mark.word(),
            "points": row.mark.points(), "improve": improve,
        })
    };
    json!({
        "seed": report.seed, "started": report.started, "ended": report.ended,
        "tasks": report.rows.iter().map(row).collect::<Vec<_>>(), "points": report.score.points,
        "most": report.score.most, "injects": report.score.injects, "handled": report.score.handled,
        "file": file,
    })
}
