//! A bundle that arrives: judged, tried, and taken in when a person says so; a receipt goes back.

use crate::bridge::Bridge;
use crate::bundles;
use crate::desk::Desk;
use crate::frame;
use crate::generated::{Bundles, Fact, Finding, MainWindow, Tone};
use crate::say::{self, fact};
use crate::{asking, files, look, moments, working};
use noodbrug_core::bundle::Severity;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::{ImportTrial, Imported};
use noodbrug_office::progress::Progress;
use noodbrug_office::{Judgement, TrustVerdict};
use slint::ComponentHandle;
use std::path::PathBuf;

/// How many findings are shown.
const SHOWN: usize = 200;

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
    bundles.on_verify(move |file| verify(&desk, file.trim()));
    let desk = bridge.clone();
    bundles.on_apply(move || apply(&desk));
    let desk = bridge.clone();
    bundles.on_import_again(move || again(&desk));
    let desk = bridge.clone();
    bundles.on_read_receipt(move |file| read_receipt(&desk, file.trim()));
}

fn again(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let bundles = window.global::<Bundles>();
    bundles.set_import_step(0);
    bundles.set_import_problem(Default::default());
    bridge.ask(crate::bridge::Lane::Bundles, |desk| desk.open.arrival = None, |_, ()| ());
}

fn verify(bridge: &Bridge<Desk>, file: &str) {
    let file = PathBuf::from(file);
    let text = (
        "De bundel wordt nagelopen. Er wordt nog niets opgeslagen.",
        "The bundle is being verified. Nothing is saved yet.",
    );
    let work = move |desk: &mut Desk, progress: Progress<'_>| {
        if file.as_os_str().is_empty() {
            return Err(Complaint::refused(
                "Kies het bestand van de bundel.",
                "Choose the file of the bundle.",
            ));
        }
        let trial = desk.office()?.try_import(&file, progress)?;
        desk.open.arrival = Some(trial.clone());
        Ok(trial)
    };
    working::long(bridge, text, work, |window, trial| match trial {
        Ok(trial) => show_trial(window, &trial),
        Err(why) => problem(window, &why),
    });
}

fn problem(window: &MainWindow, why: &Complaint) {
    window.global::<Bundles>().set_import_problem(why.text(look::lang(window)).into());
}

fn show_trial(window: &MainWindow, trial: &ImportTrial) {
    let lang = look::lang(window);
    let bundles = window.global::<Bundles>();
    let judgement = &trial.judgement;
    let (verdict, tone) = verdict(judgement, lang);
    bundles.set_verdict(verdict.into());
    bundles.set_verdict_tone(tone);
    bundles.set_trust(moments::capital(judgement.trust.words(lang)).into());
    bundles.set_trust_tone(trust_tone(&judgement.trust));
    bundles.set_bundle_facts(say::model(bundle_facts(trial, lang)));
    bundles.set_sentence(trial.sentence.pick(lang).into());
    bundles.set_dry_run(say::model(dry_run(trial, lang)));
    let findings = judgement.findings.iter().take(SHOWN).map(|found| finding(found, lang));
    bundles.set_findings(say::model(findings.collect()));
    bundles.set_may_apply(trial.may_apply);
    bundles.set_import_problem(Default::default());
    bundles.set_import_step(1);
}

fn verdict(judgement: &Judgement, lang: Lang) -> (&'static str, Tone) {
    match judgement.severity() {
        _ if !judgement.is_sound() => (lang.pick("Niet in orde", "Not sound"), Tone::Refused),
        Some(Severity::Attention) => (lang.pick("Heel, let op", "Whole, mind"), Tone::Warn),
        _ => (lang.pick("Heel en ongewijzigd", "Whole and unchanged"), Tone::Good),
    }
}

fn trust_tone(trust: &TrustVerdict) -> Tone {
    match trust {
        TrustVerdict::Trusted(_) => Tone::Good,
        TrustVerdict::UnknownKey(_) => Tone::Warn,
        TrustVerdict::Unsigned => Tone::Refused,
    }
}

fn bundle_facts(trial: &ImportTrial, lang: Lang) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(header) = &trial.judgement.header {
        facts.push(fact(
            lang.pick("Van", "From"),
            trial.partner.clone().unwrap_or_else(|| header.station().to_string()),
        ));
        facts.push(fact(lang.pick("Nummer", "Number"), header.seq.to_string()));
        facts.push(fact(lang.pick("Gemaakt op", "Made on"), say::when(&header.created, lang)));
        if !header.purpose.is_empty() {
            facts.push(fact(lang.pick("Doel", "Purpose"), header.purpose.as_str()));
        }
    }
    if let Some(by) = trial.judgement.trust.signed_by() {
        facts.push(fact(lang.pick("Vingerafdruk", "Fingerprint"), by.fingerprint().to_string()));
    }
    if let Some(mark) = trial.judgement.tagmanifest {
        facts.push(fact(lang.pick("Kenmerk (SHA-256)", "Mark (SHA-256)"), mark.to_string()));
    }
    facts
}

fn dry_run(trial: &ImportTrial, lang: Lang) -> Vec<Fact> {
    let number = |number: u64| say::count(number, lang);
    let brings = &trial.brings;
    vec![
        fact(lang.pick("Nieuwe regels", "New entries"), number(brings.new)),
        fact(lang.pick("Al bekend", "Known already"), number(brings.known)),
        fact(lang.pick("Wachten op andere", "Wait for others"), number(brings.waiting)),
        fact(lang.pick("Zaken", "Cases"), bundles::number(trial.cases.len(), lang)),
        fact(
            lang.pick("Nieuwe tegenstrijdigheden", "New conflicts"),
            bundles::number(brings.conflicts_new.len(), lang),
        ),
        fact(lang.pick("Stukken", "Documents"), number(trial.documents)),
    ]
}

fn finding(found: &noodbrug_core::bundle::Finding, lang: Lang) -> Finding {
    let (word, tone) = match found.severity() {
        Severity::Refusal => (lang.pick("Geweigerd", "Refused"), Tone::Refused),
        Severity::Attention => (lang.pick("Let op", "Mind"), Tone::Warn),
        Severity::Note => (lang.pick("Ter informatie", "For information"), Tone::Info),
    };
    Finding {
        code: found.code().into(),
        text: found.message(lang).into(),
        r#where: found.file.as_str().into(),
        tone,
        word: word.into(),
    }
}

fn apply(bridge: &Bridge<Desk>) {
    let text = ("De bundel wordt ingelezen.", "The bundle is being taken in.");
    let work = |desk: &mut Desk, progress: Progress<'_>| {
        let trial = desk
            .open
            .arrival
            .take()
            .ok_or_else(|| Complaint::refused("Loop de bundel eerst na.", "Verify the bundle first."))?;
        take_in(desk, &trial, progress)
    };
    let again = bridge.clone();
    working::long(bridge, text, work, move |window, done| {
        match done {
            Ok(done) => show_done(window, &done),
            Err(why) => problem(window, &why),
        }
        bundles::refresh(&again);
        frame::refresh(&again);
    });
}

/// Takes a bundle in; the receipt goes beside the office's own bundles.
fn take_in(desk: &mut Desk, trial: &ImportTrial, progress: Progress<'_>) -> Result<Imported, Complaint> {
    let office = desk.office()?;
    office.bundle_folder()?;
    let receipts = office.folders().bundles();
    office.apply_import(trial, &receipts, progress)
}

fn show_done(window: &MainWindow, done: &Imported) {
    let lang = look::lang(window);
    let bundles = window.global::<Bundles>();
    bundles.set_import_problem(Default::default());
    bundles.set_result(done.sentence.pick(lang).into());
    let receipt = done.receipt.as_ref().map(|path| path.display().to_string());
    bundles.set_receipt_file(receipt.unwrap_or_default().into());
    bundles.set_import_step(2);
}

/// Reads a partner's receipt: a bundle like any other, of which only what the partner has is noted.
fn read_receipt(bridge: &Bridge<Desk>, file: &str) {
    let file = PathBuf::from(file);
    let text = ("Het ontvangstbewijs wordt gelezen.", "The receipt is being read.");
    let work = move |desk: &mut Desk, progress: Progress<'_>| {
        let trial = desk.office()?.try_import(&file, progress)?;
        if trial.kind != noodbrug_core::bundle::Kind::Receipt || !trial.may_apply {
            return Err(Complaint::refused_both(trial.sentence));
        }
        take_in(desk, &trial, progress)
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
