//! A bundle that arrives: judged, tried, and then left, set apart or taken in, as a person says; a receipt goes back.

use crate::arrival_words as words;
use crate::bridge::{Bridge, Lane};
use crate::bundles;
use crate::desk::Desk;
use crate::frame;
use crate::{asking, files, keyset, look, say, working};
use noodbrug_core::bundle::Kind as BundleKind;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::{ImportTrial, Imported};
use noodbrug_office::printing::To;
use noodbrug_office::progress::Progress;
use noodbrug_ui::{Admin, Bundles, MainWindow, Screen, Shell, Tone};
use slint::ComponentHandle;
use std::path::{Path, PathBuf};

/// A bundle that was judged.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    /// What was found, and what it would bring.
    trial: ImportTrial,
    /// The mark of the bundle that was set apart, when it is one of these.
    apart: Option<String>,
}

/// What a person decides about a bundle, in the order of the choices on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    Leave,
    KeepApart,
    TakeIn,
}

impl Decision {
    fn of(place: i32) -> Decision {
        match place {
            2 => Decision::TakeIn,
            1 => Decision::KeepApart,
            _ => Decision::Leave,
        }
    }
}

/// What a bundle is taken in with.
struct Terms {
    receipts: PathBuf,
    for_others: bool,
}

const JUDGING: (&str, &str) = (
    "De bundel wordt beoordeeld. Er wordt nog niets opgeslagen.",
    "The bundle is being judged. Nothing is saved yet.",
);

/// Connects what arrives.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let bundles = window.global::<Bundles>();
    let desk = bridge.clone();
    bundles.on_browse_file(move || {
        files::file(&desk.window(), |window, path| {
            window.global::<Bundles>().set_file(path.display().to_string().into());
        });
    });
    let desk = bridge.clone();
    bundles.on_browse_receipts(move || {
        files::folder(&desk.window(), |window, path| {
            window.global::<Bundles>().set_receipts_place(path.display().to_string().into());
        });
    });
    let desk = bridge.clone();
    bundles.on_verify(move |file| verify(&desk, file.trim()));
    let desk = bridge.clone();
    bundles.on_decide(move || decide(&desk));
    let desk = bridge.clone();
    bundles.on_import_again(move || again(&desk));
    let desk = bridge.clone();
    bundles.on_to_keyset(move || to_keyset(&desk));
    let desk = bridge.clone();
    bundles.on_print_trial(move || {
        desk.print(|desk, lang| {
            let Arrival { trial, .. } = judged(desk)?;
            desk.office()?.print_trial(&trial, To::Paper, lang)
        });
    });
    let desk = bridge.clone();
    bundles.on_read_receipt(move |file| read_receipt(&desk, file.trim()));
}

/// Forgets the bundle that was judged; the file itself is not touched.
fn again(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let bundles = window.global::<Bundles>();
    bundles.set_judged(false);
    bundles.set_file(Default::default());
    bundles.invoke_go(0);
    bridge.ask(Lane::Bundles, |desk| desk.open.arrival = None, |_, ()| ());
    bundles::refresh(bridge);
}

fn verify(bridge: &Bridge<Desk>, file: &str) {
    let file = PathBuf::from(file);
    let work = move |desk: &mut Desk, progress: Progress<'_>| {
        if file.as_os_str().is_empty() {
            return Err(Complaint::refused(
                "Kies het bestand van de bundel.",
                "Choose the file of the bundle.",
            ));
        }
        let trial = desk.office()?.try_import(&file, progress)?;
        desk.open.arrival = Some(Arrival { trial: trial.clone(), apart: None });
        Ok(trial)
    };
    judge(bridge, work);
}

/// Judges a bundle once more that was set apart, by its mark.
pub(crate) fn retry(bridge: &Bridge<Desk>, mark: String) {
    let Some(window) = bridge.window().upgrade() else { return };
    window.global::<Bundles>().set_file(Default::default());
    let work = move |desk: &mut Desk, progress: Progress<'_>| {
        let office = desk.office()?;
        let trial = office.with_quarantined(&mark, |office, path| office.try_import(path, progress))?;
        desk.open.arrival = Some(Arrival { trial: trial.clone(), apart: Some(mark) });
        // It is apart, whatever was found now.
        Ok(ImportTrial { is_apart: true, ..trial })
    };
    judge(bridge, work);
}

fn judge(
    bridge: &Bridge<Desk>,
    work: impl FnOnce(&mut Desk, Progress<'_>) -> Result<ImportTrial, Complaint> + Send + 'static,
) {
    let again = bridge.clone();
    working::long(bridge, JUDGING, work, move |window, trial| {
        match trial {
            Ok(trial) => show_trial(window, &trial),
            Err(why) => problem(window, &why),
        }
        // One that is refused was set apart.
        bundles::refresh(&again);
    });
}

fn problem(window: &MainWindow, why: &Complaint) {
    window.global::<Bundles>().set_import_problem(asking::words(why, look::lang(window)).into());
}

fn show_trial(window: &MainWindow, trial: &ImportTrial) {
    let lang = look::lang(window);
    let bundles = window.global::<Bundles>();
    let judgement = &trial.judgement;
    bundles.set_said(say::model(words::said(judgement, lang)));
    bundles.set_bundle_facts(say::model(words::bundle_facts(trial, lang)));
    bundles.set_findings(say::model(words::finding_rows(judgement, lang)));
    bundles.set_findings_summary(words::findings_summary(judgement, lang).into());
    bundles.set_findings_text(words::findings_text(trial, lang).into());
    bundles.set_advice(words::advice(trial, lang).into());
    bundles.set_sentence(trial.sentence.pick(lang).into());
    bundles.set_dry_run(say::model(words::dry_run(trial, lang)));
    bundles.set_case_rows(say::model(words::case_rows(&trial.cases, lang)));
    bundles.set_cases_summary(words::cases_summary(trial.brings.cases, &trial.cases, lang).into());
    bundles.set_sound(judgement.is_sound());
    bundles.set_may_apply(trial.may_apply);
    bundles.set_is_apart(trial.is_apart);
    bundles.set_is_keyset(trial.kind == BundleKind::Keyset);
    bundles.set_gives_receipt(trial.kind == BundleKind::Export);
    bundles.set_for_others(words::for_others(judgement).unwrap_or_default().into());
    bundles.set_for_others_yes(false);
    bundles.set_decision(0);
    bundles.set_apart_why(Default::default());
    bundles.set_tab(1);
    bundles.set_judged(true);
    bundles.invoke_go(0);
}

/// Goes with a keyset to where keys are managed.
fn to_keyset(bridge: &Bridge<Desk>) {
    let desk = bridge.clone();
    bridge.consult(
        Lane::Pick,
        |desk| judged(desk),
        move |window, arrival: Arrival| {
            window.global::<Admin>().set_tab(keyset::TAB);
            window.global::<Shell>().invoke_go(Screen::Admin);
            let file = match arrival.apart {
                Some(_) => String::new(),
                None => arrival.trial.file.display().to_string(),
            };
            keyset::begin(&desk, file.into(), arrival.apart);
        },
    );
}

fn decide(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let bundles = window.global::<Bundles>();
    match Decision::of(bundles.get_decision()) {
        Decision::Leave => {
            again(bridge);
            let said = bridge.lang().pick(
                "Er is niets ingelezen. Het bestand ligt nog waar het lag.",
                "Nothing was taken in. The file is still where it was.",
            );
            asking::toast(&window, said, Tone::Info);
        }
        Decision::KeepApart if bundles.get_is_apart() => again(bridge),
        Decision::KeepApart => keep_apart(bridge, bundles.get_apart_why().to_string()),
        Decision::TakeIn => {
            let terms = Terms {
                receipts: PathBuf::from(bundles.get_receipts_place().trim()),
                for_others: bundles.get_for_others().is_empty() || bundles.get_for_others_yes(),
            };
            take_in(bridge, terms);
        }
    }
}

fn judged(desk: &Desk) -> Result<Arrival, Complaint> {
    desk.open
        .arrival
        .clone()
        .ok_or_else(|| Complaint::refused("Beoordeel de bundel eerst.", "Judge the bundle first."))
}

fn keep_apart(bridge: &Bridge<Desk>, why: String) {
    let text = ("De bundel wordt apart gezet.", "The bundle is being set apart.");
    let work = move |desk: &mut Desk, _: Progress<'_>| {
        let arrival = judged(desk)?;
        desk.office()?.set_apart(&arrival.trial, &why)?;
        desk.open.arrival = None;
        Ok(())
    };
    let again = bridge.clone();
    working::long(bridge, text, work, move |window, kept| {
        match kept {
            Ok(()) => show_kept(window),
            Err(why) => problem(window, &why),
        }
        bundles::refresh(&again);
    });
}

fn show_kept(window: &MainWindow) {
    let lang = look::lang(window);
    let bundles = window.global::<Bundles>();
    let kept = lang.pick(
        "De bundel is apart gezet. Er is niets ingelezen.",
        "The bundle was set apart. Nothing was taken in.",
    );
    let then = lang.pick(
        "Op het tabblad Apart gezet kunt u hem opnieuw proberen.",
        "On the tab Set apart you can try it again.",
    );
    bundles.set_result(kept.into());
    bundles.set_result_tone(Tone::Info);
    bundles.set_receipt_file(Default::default());
    bundles.set_then(say::choices([then]));
    bundles.invoke_go(3);
}

fn take_in(bridge: &Bridge<Desk>, terms: Terms) {
    let text = ("De bundel wordt ingelezen.", "The bundle is being taken in.");
    let work = move |desk: &mut Desk, progress: Progress<'_>| {
        let Arrival { trial, apart } = judged(desk)?;
        if !terms.for_others {
            return Err(not_for_here());
        }
        let office = desk.office()?;
        if terms.receipts == office.folders().bundles() {
            office.bundle_folder()?;
        }
        let done = match apart {
            None => office.apply_import(&trial, &terms.receipts, progress)?,
            // It lies in the same place as when it was judged, for as long as it is read.
            Some(mark) => office.with_quarantined(&mark, |office, path| {
                let trial = ImportTrial { file: path.to_owned(), ..trial.clone() };
                office.apply_import(&trial, &terms.receipts, progress)
            })?,
        };
        desk.open.arrival = None;
        desk.open.receipt_of = trial.judgement.tagmanifest.map(|mark| mark.to_string());
        let home = desk.office()?.folders().root().to_owned();
        Ok((trial, done, home))
    };
    let again = bridge.clone();
    working::long(bridge, text, work, move |window, done| {
        match done {
            Ok((trial, done, home)) => show_done(window, (&trial, &done), &home),
            Err(why) => problem(window, &why),
        }
        bundles::refresh(&again);
        frame::refresh(&again);
    });
}

fn not_for_here() -> Complaint {
    Complaint::refused(
        "Deze bundel is niet aan dit kantoor gericht. Mag u hem inlezen, zet dan het vinkje. Stuur hem anders terug.",
        "This bundle is not addressed to this office. If you may take it in, tick the box. If not, send it back.",
    )
}

fn show_done(window: &MainWindow, (trial, done): (&ImportTrial, &Imported), home: &Path) {
    let lang = look::lang(window);
    let bundles = window.global::<Bundles>();
    let then = words::then(trial, done, home, lang);
    bundles.set_import_problem(Default::default());
    bundles.set_result(done.sentence.pick(lang).into());
    bundles.set_result_tone(words::done_tone(trial, done));
    let receipt = done.receipt.as_ref().map(|path| path.display().to_string());
    bundles.set_receipt_file(receipt.unwrap_or_default().into());
    bundles.set_then(say::choices(then));
    bundles.invoke_go(3);
}

/// Reads a partner's receipt: a bundle like any other, of which only what the partner has is noted.
fn read_receipt(bridge: &Bridge<Desk>, file: &str) {
    let file = PathBuf::from(file);
    let text = ("Het ontvangstbewijs wordt gelezen.", "The receipt is being read.");
    let work = move |desk: &mut Desk, progress: Progress<'_>| {
        let office = desk.office()?;
        let trial = office.try_import(&file, progress)?;
        if trial.kind != BundleKind::Receipt || !trial.may_apply {
            return Err(Complaint::refused_both(trial.sentence));
        }
        let receipts = office.bundle_folder()?;
        office.apply_import(&trial, &receipts, progress)
    };
    let again = bridge.clone();
    working::long(bridge, text, work, move |window, done| {
        let lang = look::lang(window);
        match done {
            Ok(done) => asking::toast(window, done.sentence.pick(lang), Tone::Good),
            Err(why) => asking::complain(window, &why),
        }
        bundles::refresh(&again);
        frame::refresh(&again);
    });
}
