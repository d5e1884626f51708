//! Inlezen: an export of a source system, tried first and then taken in.

use crate::bridge::Bridge;
use crate::desk::Desk;
use crate::frame::{self, count};
use crate::rows::row;
use crate::say::{self, fact};
use crate::{files, look, moments, working};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::printing::To;
use noodbrug_office::take_in::{self, Detected, Finding, Severity};
use noodbrug_office::{IntakeAsk, IntakeDone, IntakeTrial, MappingChoice};
use noodbrug_ui::{Admin, Fact, IntakeForm, MainWindow, TableRow, Tone};
use slint::ComponentHandle;
use std::path::PathBuf;

/// How many findings the list shows; all of them are printed and kept.
const SHOWN: usize = 2_000;

/// What a dry run showed, without the cases themselves.
struct Tried {
    taken_at: Moment,
    system: String,
    new: u64,
    changed: u64,
    same: u64,
    held: u64,
    remarked: u64,
    files: Vec<Detected>,
    missing: Vec<String>,
    unknown: Vec<String>,
    findings: Vec<Finding>,
    all_findings: u64,
    known: bool,
}

/// Connects the intake.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let admin = window.global::<Admin>();
    admin.set_mappings(say::choices(take_in::mappings()));
    let desk = bridge.clone();
    admin.on_browse_intake(move || {
        files::folder(&desk.window(), |window, path| {
            window.global::<Admin>().set_intake_folder(path.display().to_string().into());
        });
    });
    let desk = bridge.clone();
    admin.on_browse_mapping(move || {
        files::file(&desk.window(), |window, path| {
            window.global::<Admin>().set_mapping_file(path.display().to_string().into());
        });
    });
    let desk = bridge.clone();
    admin.on_try_intake(move |form| try_intake(&desk, form));
    let desk = bridge.clone();
    admin.on_apply_intake(move || apply(&desk));
    let desk = bridge.clone();
    admin.on_intake_again(move || again(&desk));
    let desk = bridge.clone();
    admin.on_print_findings(move || print_findings(&desk));
}

fn again(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let admin = window.global::<Admin>();
    admin.set_intake_step(0);
    admin.set_intake_problem(Default::default());
    bridge.ask(crate::bridge::Lane::Admin, |desk| desk.open.trial = None, |_, ()| ());
}

fn asked(desk: &Desk, form: &IntakeForm) -> Result<IntakeAsk, Complaint> {
    let folder = form.folder.trim();
    if folder.is_empty() {
        return Err(Complaint::refused(
            "Kies de map of het bestand van de export.",
            "Choose the folder or the file of the export.",
        ));
    }
    let own = form.mapping_file.trim();
    let built_in =
        || usize::try_from(form.mapping).ok().and_then(|place| take_in::mappings().into_iter().nth(place));
    let mapping = if own.is_empty() {
        MappingChoice::BuiltIn(
            built_in()
                .ok_or_else(|| Complaint::refused("Kies een kolomindeling.", "Choose a column mapping."))?,
        )
    } else {
        MappingChoice::File(PathBuf::from(own))
    };
    let today = desk.clock.now()?.in_the_netherlands().date();
    let taken_at = match (moments::optional_day(&form.day, today)?, form.time.trim().is_empty()) {
        (None, true) => None,
        (None, false) => {
            return Err(Complaint::refused(
                "Vul ook de dag van de export in.",
                "Fill in the day of the export as well.",
            ));
        }
        (Some(day), _) => Some(moments::moment(day, moments::required_time(&form.time)?)?),
    };
    Ok(IntakeAsk { paths: vec![PathBuf::from(folder)], mapping, taken_at })
}

fn try_intake(bridge: &Bridge<Desk>, form: IntakeForm) {
    let text = (
        "De export wordt gelezen. Er wordt nog niets opgeslagen.",
        "The export is being read. Nothing is saved yet.",
    );
    let work = move |desk: &mut Desk, progress: noodbrug_office::progress::Progress<'_>| {
        let ask = asked(desk, &form)?;
        let trial = desk.office()?.try_intake(&ask, progress)?;
        let tried = tried(&trial);
        desk.open.trial = Some(trial);
        Ok(tried)
    };
    working::long(bridge, text, work, |window, tried| match tried {
        Ok(tried) => show_tried(window, &tried),
        Err(why) => problem(window, &why),
    });
}

fn problem(window: &MainWindow, why: &Complaint) {
    window.global::<Admin>().set_intake_problem(why.text(look::lang(window)).into());
}

fn tried(trial: &IntakeTrial) -> Tried {
    let taken = &trial.taken;
    Tried {
        taken_at: taken.taken_at,
        system: frame::source_name(&taken.system),
        new: trial.cases_new,
        changed: trial.cases_changed,
        same: trial.cases_same,
        held: count(taken.found(Severity::Held)),
        remarked: count(taken.found(Severity::Remark)),
        files: taken.detected.clone(),
        missing: trial.missing.clone(),
        unknown: trial.unknown.clone(),
        findings: taken.findings.iter().take(SHOWN).cloned().collect(),
        all_findings: count(taken.findings.len()),
        known: trial.before.is_some(),
    }
}

fn show_tried(window: &MainWindow, tried: &Tried) {
    let lang = look::lang(window);
    let admin = window.global::<Admin>();
    admin.set_intake_problem(Default::default());
    admin.set_intake_summary(summary(tried, lang).into());
    admin.set_intake_counts(say::model(counts(tried, lang)));
    admin.set_intake_files(say::model(file_facts(tried, lang)));
    admin.set_intake_findings(say::model(
        tried.findings.iter().map(|finding| finding_row(finding, lang)).collect(),
    ));
    admin.set_intake_can_apply(!tried.known);
    admin.set_intake_step(1);
}

fn summary(tried: &Tried, lang: Lang) -> String {
    let when = say::when(&tried.taken_at, lang);
    let system = &tried.system;
    if tried.known {
        return match lang {
            Lang::Nl => format!("Deze export van {system} ({when}) is al ingelezen. Er is niets te doen."),
            Lang::En => {
                format!("This export of {system} ({when}) was taken in before. There is nothing to do.")
            }
        };
    }
    let cut = tried.all_findings > count(tried.findings.len());
    let first = if cut {
        lang.pick(" De lijst toont de eerste 2.000 bevindingen.", " The list shows the first 2,000 findings.")
    } else {
        ""
    };
    match lang {
        Lang::Nl => format!("Stand van {system}: {when}. Er is nog niets opgeslagen.{first}"),
        Lang::En => format!("State of {system}: {when}. Nothing was saved yet.{first}"),
    }
}

fn counts(tried: &Tried, lang: Lang) -> Vec<Fact> {
    [
        (("Nieuwe zaken", "New cases"), tried.new),
        (("Gewijzigde zaken", "Changed cases"), tried.changed),
        (("Ongewijzigde zaken", "Unchanged cases"), tried.same),
        (("Niet ingelezen regels", "Records held out"), tried.held),
        (("Met een opmerking", "With a remark"), tried.remarked),
    ]
    .map(|((nl, en), number)| fact(lang.pick(nl, en), say::count(number, lang)))
    .to_vec()
}

fn file_facts(tried: &Tried, lang: Lang) -> Vec<Fact> {
    let files = tried.files.iter().map(|file| {
        let encoding = file.encoding.map(|encoding| format!(", {encoding}")).unwrap_or_default();
        fact(&file.file, format!("{}{encoding}", say::size(file.len, lang)))
    });
    let missing = tried.missing.iter().map(|file| fact(file, lang.pick("ontbreekt", "is missing")));
    let unknown =
        tried.unknown.iter().map(|file| fact(file, lang.pick("onbekend, niet gelezen", "unknown, not read")));
    files.chain(missing).chain(unknown).collect()
}

fn finding_row(finding: &Finding, lang: Lang) -> TableRow {
    let tone = match finding.severity {
        Severity::Held => Tone::Refused,
        Severity::Remark => Tone::Warn,
        Severity::Information => Tone::Info,
    };
    let cells = vec![
        finding.file.as_str().into(),
        finding.record.map(|record| record.to_string()).unwrap_or_default().into(),
        Default::default(),
        finding.what(lang).into(),
        finding.original.replace(['\r', '\n'], " ").into(),
    ];
    row("", cells, (moments::capital(finding.severity.label(lang)).into(), tone))
}

fn apply(bridge: &Bridge<Desk>) {
    let text = ("De export wordt ingelezen.", "The export is being taken in.");
    let work = |desk: &mut Desk, progress: noodbrug_office::progress::Progress<'_>| {
        let trial = desk.open.trial.take().ok_or_else(|| {
            Complaint::refused("Lees de export eerst op proef in.", "Do a dry run of the export first.")
        })?;
        let done = desk.office()?.apply_intake(trial, progress)?;
        desk.open.intake = Some(done.key);
        Ok(done)
    };
    let again = bridge.clone();
    working::long(bridge, text, work, move |window, done| {
        match done {
            Ok(done) => show_done(window, &done),
            Err(why) => {
                window.global::<Admin>().set_intake_step(0);
                problem(window, &why);
            }
        }
        frame::refresh(&again);
        crate::admin::refresh(&again);
    });
}

fn show_done(window: &MainWindow, done: &IntakeDone) {
    let lang = look::lang(window);
    let admin = window.global::<Admin>();
    let said = if done.same {
        lang.pick(
            "Er is niets veranderd: deze export was al ingelezen.",
            "Nothing changed: this export was taken in before.",
        )
    } else {
        lang.pick("De export staat in de opslag.", "The export is in the store.")
    };
    admin.set_intake_problem(Default::default());
    admin.set_intake_summary(said.into());
    let facts = [
        (("Nieuwe zaken", "New cases"), done.cases_new),
        (("Gewijzigde zaken", "Changed cases"), done.cases_changed),
        (("Stukken", "Documents"), done.documents),
        (("Bevindingen", "Findings"), done.findings),
    ];
    let facts = facts.map(|((nl, en), number)| fact(lang.pick(nl, en), say::count(number, lang)));
    admin.set_intake_counts(say::model(facts.to_vec()));
    admin.set_intake_step(2);
}

fn print_findings(bridge: &Bridge<Desk>) {
    bridge.print(|desk, lang| {
        let key = desk
            .open
            .intake
            .ok_or_else(|| Complaint::refused("Lees eerst een export in.", "Take in an export first."))?;
        desk.office()?.print_findings(key, To::Paper, lang)
    });
}
