//! `noodbrug bundle import | list`: bundles that come in, and which came and went.

use crate::call::{Call, On, Opt, Verb};
use crate::output::Output;
use crate::verify::{
    findings_json, findings_text, found_text, outcome_json, outcome_text, refused_text, trust_text,
    trust_word,
};
use crate::{Act, enter, grid, json};
use noodbrug_core::bundle::{FindingKind, Kind as BundleKind, Outcome};
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::exchange::{CaseBrings, ImportTrial, Imported, LooseBrings, verdict_label};
use noodbrug_office::may::Deed;
use noodbrug_office::printing::{Placed, To};
use noodbrug_office::{BundleRecord, Direction, Merged};
use serde_json::{Value, json};
use std::path::Path;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(IMPORT, import), (LIST, list)];

/// How many cases a trial shows; all are in the JSON.
const SHOWN: usize = 50;

/// Takes a bundle in.
pub(crate) const APPLY: Opt = Opt { name: "apply", value: None, help: ("inlezen", "take it in") };
/// Takes in what is addressed to somebody else.
pub(crate) const FOR_OTHERS: Opt = Opt {
    name: "for-others",
    value: None,
    help: ("ook als hij niet aan dit kantoor gericht is", "even if it is not addressed to this office"),
};
/// Puts the trial on paper.
pub(crate) const TRIAL: Opt = Opt {
    name: "pdf",
    value: Some("BESTAND"),
    help: ("zet de proef op papier, vóór het inlezen", "puts the trial on paper, before it is taken in"),
};
/// Names the folder of receipts.
pub(crate) const RECEIPTS: Opt = Opt {
    name: "receipts",
    value: Some("MAP"),
    help: (
        "waar het ontvangstbewijs komt; anders in het kantoor",
        "where the receipt goes; else in the office",
    ),
};

const IMPORT: Verb = Verb {
    words: "bundle import",
    takes: "BESTAND [--pdf BESTAND] [--apply] [--receipts MAP]",
    help: (
        "toont wat een bundel brengt; met `--apply` ook inlezen",
        "shows what a bundle brings; with `--apply` takes it in",
    ),
    options: &[APPLY, FOR_OTHERS, RECEIPTS, TRIAL],
    on: On::Office,
};

const LIST: Verb = Verb {
    words: "bundle list",
    takes: "",
    help: ("toont welke bundels zijn gemaakt en ontvangen", "shows which bundles were made and received"),
    options: &[],
    on: On::Office,
};

fn import(call: &Call, out: &Output) -> Result<(), Complaint> {
    let file = call.first_path(&IMPORT)?;
    take_in(&mut enter::office_to(call, Deed::Exchange)?, &file, (call, out))
}

/// Tries a bundle, and with `--apply` takes it in.
pub(crate) fn take_in(
    office: &mut Office,
    file: &Path,
    (call, out): (&Call, &Output),
) -> Result<(), Complaint> {
    // Whoever only looks changes nothing: what is refused is set apart once somebody means to take it in.
    let progress = &mut out.progress(("Controleren", "Verifying"));
    let trial = match call.has("apply") {
        true => office.try_import(file, progress)?,
        false => office.look_at_import(file, progress)?,
    };
    // On paper it is before anything is taken in: what cannot be printed stops here.
    let path = call.path_if("pdf");
    let paper = path.map(|path| office.print_trial(&trial, To::File(&path), out.lang)).transpose()?;
    let printed = paper.as_ref().map(|placed| placed_text(placed, out.lang)).unwrap_or_default();
    let paper = paper.as_ref().map(placed_json);
    if !call.has("apply") || !trial.may_apply {
        // A partner whose bundle is refused learns of it as soon as somebody asked to take it in.
        let refusal = if call.has("apply") && trial.may_refuse() {
            let folder = call.path_if("receipts").map_or_else(|| office.bundle_folder(), Ok)?;
            Some(office.give_refusal(&trial, &folder)?)
        } else {
            None
        };
        let text = trial_text(&trial, out.lang) + &printed + &receipt_text(refusal.as_deref(), out.lang);
        let trial_said = trial_json(&trial, out.lang);
        let json = json!({"trial": trial_said, "paper": paper, "done": null, "refusal_receipt": refusal});
        out.answer(&text, &json);
        may_be_taken_in(&trial)?;
        for_us(&trial, call)?;
        return needs_nobody(&trial, (trial.outcome, &trial.brings));
    }
    for_us(&trial, call)?;
    let receipts = call.path_if("receipts").map_or_else(|| office.bundle_folder(), Ok)?;
    let done = office.apply_import(&trial, &receipts, &mut out.progress(("Inlezen", "Taking in")))?;
    let (trial_said, done_said) = (trial_json(&trial, out.lang), imported_json(&done, out.lang));
    let json = json!({"trial": trial_said, "paper": paper, "done": done_said});
    out.answer(&(printed + &imported_text(&trial, &done, out.lang)), &json);
    if done.is_refusal && !done.known_before {
        return Err(refused_there());
    }
    needs_nobody(&trial, (done.outcome, &done.brings))
}

/// Refuses what is addressed to somebody else, unless a person said that it may be taken in.
fn for_us(trial: &ImportTrial, call: &Call) -> Result<(), Complaint> {
    let refused = is_for_others(trial) && !call.has("for-others");
    if refused { Err(for_others(trial)) } else { Ok(()) }
}

/// What is unsound is refused; what is whole but of a key that nobody confirmed waits for a person.
fn may_be_taken_in(trial: &ImportTrial) -> Result<(), Complaint> {
    match (trial.may_apply, trial.judgement.is_sound()) {
        (true, _) => Ok(()),
        (false, true) => Err(Complaint::new(Class::NeedsPerson, trial.sentence.clone())),
        (false, false) => Err(unsound(trial)),
    }
}

/// Why it is refused and the one thing to do, and under which mark it is kept apart.
fn unsound(trial: &ImportTrial) -> Complaint {
    Complaint::refused_both(Both::of(|lang| {
        let mut text = match (trial.is_in, lang) {
            (false, _) => refused_text(trial.outcome, lang),
            (true, Lang::Nl) => "Dit bestand deugt niet, maar een goede kopie van deze bundel is al ingelezen. U hoeft niets \
                                 te doen; de afzender krijgt hierover geen bericht."
                .to_owned(),
            (true, Lang::En) => "This file is not sound, but a good copy of this bundle was taken in already. There is nothing \
                                 to do; its sender is not told of this."
                .to_owned(),
        };
        text.push_str(lang.pick(" Er is niets ingelezen.", " Nothing was taken in."));
        text.extend(trial.mark.map(|mark| apart_text(&mark.short(), lang)));
        text
    }))
}

fn apart_text(mark: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!(
            " Apart gezet onder kenmerk {mark}. Zie `noodbrug bundle quarantine`; opnieuw proberen met \
             `noodbrug bundle retry KENMERK`."
        ),
        Lang::En => format!(
            " Set apart under mark {mark}. See `noodbrug bundle quarantine`; to try again: `noodbrug bundle retry MARK`."
        ),
    }
}

fn is_for_others(trial: &ImportTrial) -> bool {
    trial.judgement.findings.iter().any(|found| found.kind == FindingKind::NotAddressed)
}

/// What is addressed to somebody else was perhaps never meant to be read here: that is for a person to say.
fn for_others(trial: &ImportTrial) -> Complaint {
    let to = trial.judgement.header.iter().flat_map(|header| &header.recipients);
    let to = to.map(|to| to.name.as_str()).collect::<Vec<_>>().join(", ");
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Deze bundel is niet aan dit kantoor gericht, maar aan {to}. Er is niets ingelezen. Mag u hem inlezen, \
                 geef dan ook `--for-others`. Stuur hem anders terug."
            ),
            format!(
                "This bundle is not addressed to this office, but to {to}. Nothing was taken in. If you may take it in, \
                 add `--for-others`. If not, send it back."
            ),
        ),
    )
}

/// Says whether somebody has to look, alike before and after it is taken in.
fn needs_nobody(trial: &ImportTrial, (outcome, brings): (Outcome, &Merged)) -> Result<(), Complaint> {
    let is_known = trial.judgement.findings.iter().any(|found| found.kind == FindingKind::AlreadyKnown);
    if is_known && brings.new == 0 {
        return Ok(());
    }
    let counted = to_look_at(trial, brings);
    let odd = matches!(outcome, Outcome::Fork | Outcome::RolledBack | Outcome::Downgrade);
    // Whoever takes in what is for another has said so already.
    let settled = outcome.needs_nobody() || outcome == Outcome::WrongRecipient;
    match (odd, counted(Lang::Nl).is_empty(), settled) {
        (false, true, true) => Ok(()),
        (false, false, _) => {
            Err(Complaint::new(Class::NeedsPerson, Both::of(|lang| look_words(&counted(lang), lang))))
        }
        _ => Err(Complaint::new(
            Class::NeedsPerson,
            Both::of(|lang| format!("{}. {}", outcome.name(lang), outcome.next(lang))),
        )),
    }
}

/// Counts what somebody has to look at; what there is none of is not named.
fn to_look_at<'a>(trial: &'a ImportTrial, brings: &'a Merged) -> impl Fn(Lang) -> Vec<String> + 'a {
    let counts = [
        (
            brings.conflicts_new.len() as u64,
            ("tegenstrijdigheid", "conflict"),
            ("tegenstrijdigheden", "conflicts"),
        ),
        (
            trial.missing_bundles.len() as u64,
            ("bundel die nog niet kwam", "bundle that has not come yet"),
            ("bundels die nog niet kwamen", "bundles that have not come yet"),
        ),
        (
            brings.waiting,
            ("regel die daarop wacht", "entry that waits for it"),
            ("regels die daarop wachten", "entries that wait for it"),
        ),
        (
            trial.left_out,
            ("regel die geweigerd is", "entry that is refused"),
            ("regels die geweigerd zijn", "entries that are refused"),
        ),
        (
            brings.forks.len() as u64,
            ("werkstation met twee geschiedenissen", "workstation with two histories"),
            ("werkstations met twee geschiedenissen", "workstations with two histories"),
        ),
    ];
    move |lang| {
        let there = counts.iter().filter(|(count, ..)| *count > 0);
        there.map(|(count, one, several)| lang.counted(*count, *one, *several)).collect()
    }
}

fn look_words(counted: &[String], lang: Lang) -> String {
    let counted = counted.join(", ");
    match lang {
        Lang::Nl => format!(
            "Hier moet iemand naar kijken: {counted}. Zie `noodbrug reconcile conflicts`, `noodbrug bundle gaps`, \
             `noodbrug bundle quarantine`."
        ),
        Lang::En => format!(
            "Somebody has to look at this: {counted}. See `noodbrug reconcile conflicts`, `noodbrug bundle gaps`, \
             `noodbrug bundle quarantine`."
        ),
    }
}

/// A partner refused what was made here: until a new bundle is made, it has nothing of it.
fn refused_there() -> Complaint {
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            "De partner heeft een bundel van hier geweigerd. Maak een nieuwe met `noodbrug bundle export` en breng die. Zie \
             `noodbrug receipt open`.",
            "The partner refused a bundle that was made here. Make a new one with `noodbrug bundle export` and carry it there. \
             See `noodbrug receipt open`.",
        ),
    )
}

/// A bundle that is refused: that first, then why, and never what to do more than once.
fn refused_trial(trial: &ImportTrial, lang: Lang) -> String {
    format!(
        "{}: {}\n{}\n{}",
        lang.pick("GEWEIGERD", "REFUSED"),
        trial.outcome.name(lang),
        trust_of(trial, lang),
        found_text(&trial.judgement, lang)
    )
}

/// The trust, and of a revoked key since when and why.
fn trust_of(trial: &ImportTrial, lang: Lang) -> String {
    let text = trust_text(&trial.judgement.trust, lang);
    let reason = trial.revoked.as_ref().map(|gone| gone.reason.as_str()).filter(|why| !why.is_empty());
    let label = lang.pick("Reden van de partner", "The partner's reason");
    reason.map_or(text.clone(), |why| format!("{text} {label}: {}.", grid::one_line(why)))
}

fn trial_text(trial: &ImportTrial, lang: Lang) -> String {
    if !trial.judgement.is_sound() {
        return refused_trial(trial, lang);
    }
    let conflicts = trial.brings.conflicts_new.len();
    let outcome = match conflicts {
        // That nothing has to be done holds once it is taken in.
        0 if trial.may_apply && trial.outcome.needs_nobody() => {
            format!("{}: {}.\n", lang.pick("Uitkomst", "Outcome"), trial.outcome.name(lang))
        }
        0 => outcome_text(trial.outcome, lang),
        _ => conflicts_text(trial.outcome, conflicts, lang),
    };
    let mut text = format!("{}\n{outcome}", trust_of(trial, lang));
    if trial.may_apply {
        text.push_str(&format!("{}\n", trial.sentence.pick(lang)));
    }
    let row = |brings: &CaseBrings| {
        let few = |count: u64| if count == 0 { String::new() } else { count.to_string() };
        let CaseBrings { case, new, waiting, conflicts, .. } = brings;
        let (number, suspect) = (brings.number_words(lang), case.suspect.clone());
        vec![number, suspect, new.to_string(), few(*waiting), few(*conflicts), brings.kinds_words(lang)]
    };
    let headings = [
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Nieuw", "New"),
        lang.pick("Wacht", "Waits"),
        lang.pick("Tegenstrijdig", "In conflict"),
        lang.pick("Wat nieuw is", "What is new"),
    ];
    let loose = |brings: &LooseBrings| {
        let none = String::new;
        let label = lang.pick("zonder zaak", "of no case").to_owned();
        vec![label, none(), brings.new.to_string(), none(), none(), brings.label(lang)]
    };
    if !trial.cases.is_empty() || !trial.loose.is_empty() {
        let rows = trial.cases.iter().take(SHOWN).map(row).chain(trial.loose.iter().map(loose));
        text.push_str(&grid::columns(&headings, &rows.collect::<Vec<_>>()));
        text.push_str(grid::more(trial.brings.cases > SHOWN as u64, lang));
    }
    text.push_str(&findings_text(&trial.judgement.findings, trial.judgement.more_findings, lang));
    if trial.may_apply {
        text.push_str(lang.pick(
            "Er is nog niets ingelezen. Inlezen: dezelfde opdracht met `--apply`.\n",
            "Nothing was taken in yet. To take it in: the same command with `--apply`.\n",
        ));
    }
    text
}

/// Names what becomes of a bundle of which something comes in conflict, and leads to whoever decides.
fn conflicts_text(outcome: Outcome, conflicts: usize, lang: Lang) -> String {
    let name = outcome.name(lang);
    match lang {
        Lang::Nl => format!(
            "Uitkomst: {name}. Tegenstrijdig: {conflicts}. Beide waarden blijven staan. Na het inlezen beslist iemand, zie \
             `noodbrug reconcile conflicts`.\n"
        ),
        Lang::En => format!(
            "Outcome: {name}. In conflict: {conflicts}. Both values stay. Once it is taken in, somebody decides, see \
             `noodbrug reconcile conflicts`.\n"
        ),
    }
}

fn placed_text(placed: &Placed, lang: Lang) -> String {
    format!("{}: {}\n", lang.pick("De proef op papier", "The trial on paper"), placed.path.display())
}

fn placed_json(placed: &Placed) -> Value {
    json!({"file": placed.path, "bytes": placed.len, "sha256": placed.digest})
}

fn trial_json(trial: &ImportTrial, lang: Lang) -> Value {
    let case = |brings: &CaseBrings| {
        json::with_label(
            &brings.case,
            json!({
                "new": brings.new, "waiting": brings.waiting, "conflicts": brings.conflicts,
                "kinds": brings.kinds.iter().map(|group| group.typed().1).collect::<Vec<_>>(),
                "acts": brings.acts.iter().map(|kind| kind.word()).collect::<Vec<_>>(),
            }),
        )
    };
    let loose =
        |brings: &LooseBrings| json!({"kind": brings.kind.word(), "did": brings.did, "new": brings.new});
    json!({
        "trust": trust_word(&trial.judgement.trust),
        "outcome": outcome_json(trial.outcome, lang),
        "kind": trial.kind.word(),
        "partner": trial.partner,
        "tagmanifest": trial.judgement.tagmanifest,
        "brings": merged_json(&trial.brings),
        "cases": trial.cases.iter().map(case).collect::<Vec<_>>(),
        "of_no_case": trial.loose.iter().map(loose).collect::<Vec<_>>(),
        "left_out": trial.left_out,
        "revoked": trial.revoked,
        "documents": trial.documents,
        "missing_bundles": trial.missing_bundles,
        "may_apply": trial.may_apply,
        "mark": trial.mark,
        "message": trial.sentence.pick(lang),
        "findings": findings_json(&trial.judgement.findings, lang),
    })
}

fn merged_json(merged: &Merged) -> Value {
    let conflicts: Vec<Value> = merged
        .conflicts_new
        .iter()
        .map(|(case, register)| json!({"case": case, "register": register.to_string()}))
        .collect();
    json!({
        "new": merged.new,
        "known": merged.known,
        "waiting": merged.waiting,
        "cases": merged.cases,
        "conflicts": conflicts,
        "forks": merged.forks.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// What was taken in; of what was left out which entries, and why.
fn imported_text(trial: &ImportTrial, done: &Imported, lang: Lang) -> String {
    let findings = &trial.judgement.findings;
    let why = if trial.left_out > 0 {
        findings_text(findings, trial.judgement.more_findings, lang)
    } else {
        String::new()
    };
    format!("{}\n{why}{}", done.sentence.pick(lang), receipt_text(done.receipt.as_deref(), lang))
}

/// Says where the receipt is, when there is one.
fn receipt_text(path: Option<&Path>, lang: Lang) -> String {
    path.map(|path| format!("{}: {}\n", lang.pick("Ontvangstbewijs", "Receipt"), path.display()))
        .unwrap_or_default()
}

fn imported_json(done: &Imported, lang: Lang) -> Value {
    json!({
        "message": done.sentence.pick(lang),
        "outcome": outcome_json(done.outcome, lang),
        "brings": merged_json(&done.brings),
        "receipt": done.receipt,
        "known_before": done.known_before,
    })
}

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let bundles = enter::office_to(call, Deed::ReadJournal)?.bundles()?;
    let lang = out.lang;
    let headings = [
        lang.pick("Wanneer", "When"),
        lang.pick("Richting", "Direction"),
        lang.pick("Partner", "Partner"),
        lang.pick("Soort", "Kind"),
        lang.pick("Bundel", "Bundle"),
        lang.pick("Stand", "State"),
    ];
    let row = |bundle: &BundleRecord| {
        vec![
            moment_text(&bundle.at.in_the_netherlands(), lang),
            direction(bundle.direction, lang).1.to_owned(),
            bundle.partner.clone().unwrap_or_default(),
            kind_label(&bundle.kind, lang).to_owned(),
            bundle.name.clone(),
            verdict_label(&bundle.verdict, lang).to_owned(),
        ]
    };
    let text = match bundles.is_empty() {
        true => lang.pick("Er zijn nog geen bundels.", "There are no bundles yet.").to_owned(),
        false => grid::columns(&headings, &bundles.iter().map(row).collect::<Vec<_>>()),
    };
    out.answer(&text, &bundles.iter().map(bundle_json).collect());
    Ok(())
}

/// What a bundle is for, for people, from the word in its record.
fn kind_label(word: &str, lang: Lang) -> &str {
    BundleKind::ALL.into_iter().find(|kind| kind.word() == word).map_or(word, |kind| kind.label(lang))
}

/// The word for programs, and that for people.
fn direction(direction: Direction, lang: Lang) -> (&'static str, &'static str) {
    match direction {
        Direction::In => ("in", lang.pick("ontvangen", "received")),
        Direction::Out => ("out", lang.pick("gemaakt", "made")),
    }
}

/// A bundle for programs.
pub(crate) fn bundle_json(bundle: &BundleRecord) -> Value {
    json!({
        "direction": direction(bundle.direction, Lang::En).0,
        "kind": bundle.kind,
        "station": bundle.author.to_string(),
        "seq": bundle.seq,
        "name": bundle.name,
        "tagmanifest": bundle.tagmanifest,
        "partner": bundle.partner,
        "verdict": bundle.verdict,
        "at": bundle.at,
    })
}
