//! `noodbrug bundle export | import | list`: bundles out and bundles in.

use crate::bundle_scope::{chosen, scope_json, scope_text};
use crate::call::{Call, On, Opt, Verb};
use crate::output::{Form, Output};
use crate::verify::{findings_json, findings_text, outcome_json, outcome_text, trust_text, trust_word};
use crate::{Act, bundle_states, enter, grid, json};
use noodbrug_core::bundle::{FindingKind, Kind as BundleKind, Outcome};
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::exchange::{
    CaseBrings, ExportAsk, ExportNews, ExportPlan, Exported, ImportTrial, Imported, one_stick, verdict_label,
};
use noodbrug_office::may::Deed;
use noodbrug_office::medium;
use noodbrug_office::printing::To;
use noodbrug_office::{BundleRecord, Direction, Merged};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(EXPORT, export), (IMPORT, import), (LIST, list)];

/// How many cases a trial shows; all are in the JSON.
const SHOWN: usize = 50;

const EXPORT: Verb = Verb {
    words: "bundle export",
    takes: "--to PARTNER --out MAP | --stick",
    help: ("maakt een ondertekende bundel voor een partner", "makes a signed bundle for a partner"),
    options: &[
        Opt { name: "to", value: Some("PARTNER"), help: ("voor wie", "for whom") },
        Opt {
            name: "out",
            value: Some("MAP"),
            help: ("waar hij komt: een stick of map", "where it goes: a stick or folder"),
        },
        Opt {
            name: "cases",
            value: Some("NR,NR"),
            help: (
                "alleen deze zaken; anders die waar de partner mee te maken heeft",
                "these cases only; else those that the partner has to do with",
            ),
        },
        Opt {
            name: "stick",
            value: None,
            help: ("op de enige stick die er is", "on the only stick there is"),
        },
        Opt { name: "purpose", value: Some("TEKST"), help: ("waarvoor, in woorden", "what for, in words") },
        Opt { name: "without-documents", value: None, help: ("zonder de stukken", "without the documents") },
        Opt {
            name: "without-envelope",
            value: None,
            help: (
                "zonder envelop, op een medium dat zelf versleuteld is",
                "without an envelope, on a medium that is encrypted itself",
            ),
        },
        Opt {
            name: "dry-run",
            value: None,
            help: ("alleen laten zien; er verandert niets", "only show; nothing changes"),
        },
        Opt {
            name: "cover-pdf",
            value: Some("BESTAND"),
            help: ("het geleideblad, om af te drukken", "the cover sheet, to print"),
        },
    ],
    on: On::Office,
};

/// Takes a bundle in.
pub(crate) const APPLY: Opt = Opt { name: "apply", value: None, help: ("inlezen", "take it in") };
/// Takes in what is addressed to somebody else.
pub(crate) const FOR_OTHERS: Opt = Opt {
    name: "for-others",
    value: None,
    help: ("ook als hij niet aan dit kantoor gericht is", "even if it is not addressed to this office"),
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
    takes: "BESTAND [--apply] [--receipts MAP]",
    help: (
        "toont wat een bundel brengt; met `--apply` ook inlezen",
        "shows what a bundle brings; with `--apply` takes it in",
    ),
    options: &[APPLY, FOR_OTHERS, RECEIPTS],
    on: On::Office,
};

const LIST: Verb = Verb {
    words: "bundle list",
    takes: "",
    help: ("toont welke bundels zijn gemaakt en ontvangen", "shows which bundles were made and received"),
    options: &[],
    on: On::Office,
};

fn export(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut ask = ExportAsk {
        partner: call.needed("to")?.to_owned(),
        documents: !call.has("without-documents"),
        purpose: call.words_of("purpose")?,
        folder: folder(call)?,
        open: call.has("without-envelope"),
        cases: Vec::new(),
    };
    let mut office = enter::office_to(call, Deed::Exchange)?;
    ask.cases = chosen(call, &office)?;
    if call.has("dry-run") {
        let plan = office.plan_export(&ask)?;
        out.answer(&plan_text(&plan, out.lang), &plan_json(&plan, out.lang));
        return Ok(());
    }
    let mut states = Vec::new();
    let told = &mut |news: &ExportNews| {
        states.push(bundle_states::state_json(news, out.lang));
        if out.form == Form::Text {
            bundle_states::tell(news, out);
        }
    };
    let progress = &mut out.progress(("Bundel maken", "Making the bundle"));
    let largest = medium::of(&ask.folder).and_then(|medium| medium.largest_file);
    let (made, stopped) = match office.export_telling(&ask, largest, told, progress) {
        Ok(made) => (made, None),
        Err(stopped) => (stopped.done, Some(stopped.complaint)),
    };
    let cover = call.path_if("cover-pdf").filter(|_| stopped.is_none());
    let cover = cover
        .zip(made.first())
        .map(|(path, first)| office.print_cover(first, To::File(&path), out.lang))
        .transpose()?;
    let text: String = made.iter().map(|one| exported_text(one, out.lang)).collect();
    let each: Vec<Value> = made.iter().map(|one| exported_json(one, None)).collect();
    let cover = cover.map(|placed| placed.path);
    let mut json = made.first().map_or_else(|| json!({}), |first| exported_json(first, cover));
    if let Some(fields) = json.as_object_mut() {
        fields.insert("bundles".to_owned(), each.into());
        fields.insert("states".to_owned(), states.into());
    }
    if !made.is_empty() || out.form == Form::Json {
        out.answer(&text, &json);
    }
    stopped.map_or(Ok(()), Err)
}

/// Where it goes: the folder that is named, or the only stick.
fn folder(call: &Call) -> Result<PathBuf, Complaint> {
    if !call.has("stick") {
        return call.path("out");
    }
    if call.has("out") {
        return Err(Complaint::new(
            Class::WrongUse,
            Both::new("Geef `--out` of `--stick`, niet allebei.", "Give `--out` or `--stick`, not both."),
        ));
    }
    one_stick().map_err(|(_, why)| why)
}

fn plan_text(plan: &ExportPlan, lang: Lang) -> String {
    let rows = [
        (lang.pick("Bundel", "Bundle"), plan.file_name.clone()),
        (lang.pick("Voor", "For"), plan.partner.name.clone()),
        (lang.pick("Envelop", "Envelope"), closed_text(plan.closed, lang).to_owned()),
        (lang.pick("Regels", "Entries"), entries_of(plan, lang)),
        (lang.pick("Zaken", "Cases"), plan.cases.to_string()),
        (lang.pick("Stukken", "Documents"), format!("{} ({} bytes)", plan.documents, plan.document_bytes)),
    ];
    let mut rows = rows.map(|(name, value)| vec![format!("{name}:"), value]).to_vec();
    rows.extend(bundle_states::plan_rows(plan, lang));
    let mut text = grid::columns(&[], &rows);
    text.extend(plan.scope.as_ref().map(|scope| scope_text(scope, lang)));
    let line = |found: &noodbrug_office::exchange::Preflight| {
        let mark = if found.stops { '!' } else { ' ' };
        format!("{mark} {}: {}\n", found.label(lang), found.sentence.pick(lang))
    };
    text.extend(plan.preflight.iter().map(line));
    if plan.preflight.is_empty() {
        text.push_str(lang.pick("Niets staat in de weg.\n", "Nothing stands in the way.\n"));
    }
    text
}

fn plan_json(plan: &ExportPlan, lang: Lang) -> Value {
    let preflight: Vec<Value> = plan
        .preflight
        .iter()
        .map(|found| json!({"code": found.code, "message": found.sentence.pick(lang), "stops": found.stops}))
        .collect();
    json!({
        "partner": plan.partner.name,
        "file_name": plan.file_name,
        "events": plan.events,
        "cases": plan.cases,
        "documents": plan.documents,
        "document_bytes": plan.document_bytes,
        "conflicts": plan.conflicts,
        "first": plan.first,
        "closed": plan.closed,
        "scope": plan.scope.as_ref().map(scope_json),
        "bundles": plan.bundles,
        "bytes": plan.bytes,
        "medium": plan.medium.as_ref().map(bundle_states::medium_json),
        "preflight": preflight,
        "good": plan.is_good(),
    })
}

const fn closed_text(closed: bool, lang: Lang) -> &'static str {
    match (closed, lang) {
        (true, Lang::Nl) => "gesloten: alleen de partner en dit werkstation kunnen hem openen",
        (true, Lang::En) => "closed: only the partner and this workstation can open it",
        (false, Lang::Nl) => "geen: iedereen die het bestand heeft, kan het lezen",
        (false, Lang::En) => "none: whoever has the file can read it",
    }
}

/// A count of entries that holds the one that seals the journal.
fn with_seal(events: u64, lang: Lang) -> String {
    format!("{events} ({})", lang.pick("met het zegel van het journaal", "with the seal of the journal"))
}

/// The seals that prove the entries of some cases are no entries of these.
fn entries_of(plan: &ExportPlan, lang: Lang) -> String {
    if plan.scope.is_some() { plan.events.to_string() } else { with_seal(plan.events, lang) }
}

fn exported_text(exported: &Exported, lang: Lang) -> String {
    format!(
        "{}: {} ({} bytes)\n{}: {}\n{}: {}\n",
        lang.pick("Gemaakt en teruggelezen", "Made and read back"),
        exported.path.display(),
        exported.len,
        lang.pick("Regels", "Entries"),
        match exported.header.scope.cases() {
            Some(_) => exported.header.event_count().to_string(),
            None => with_seal(exported.header.event_count(), lang),
        },
        lang.pick("Kenmerk (voor het geleideblad)", "Name (for the cover sheet)"),
        exported.tagmanifest.grouped()
    )
}

fn exported_json(exported: &Exported, cover: Option<std::path::PathBuf>) -> Value {
    json!({
        "file": exported.path,
        "bytes": exported.len,
        "events": exported.header.event_count(),
        "tagmanifest": exported.tagmanifest,
        "seq": exported.header.seq,
        "cover_pdf": cover,
    })
}

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
    let trial = office.try_import(file, &mut out.progress(("Controleren", "Verifying")))?;
    if !call.has("apply") || !trial.may_apply {
        // A partner whose bundle is refused learns of it as soon as somebody asked to take it in.
        let refusal = if call.has("apply") && trial.may_refuse() {
            let folder = call.path_if("receipts").map_or_else(|| office.bundle_folder(), Ok)?;
            Some(office.give_refusal(&trial, &folder)?)
        } else {
            None
        };
        let text = trial_text(&trial, out.lang) + &receipt_text(refusal.as_deref(), out.lang);
        let json = json!({"trial": trial_json(&trial, out.lang), "done": null, "refusal_receipt": refusal});
        out.answer(&text, &json);
        return may_be_taken_in(&trial);
    }
    if is_for_others(&trial) && !call.has("for-others") {
        return Err(for_others(&trial));
    }
    let receipts = call.path_if("receipts").map_or_else(|| office.bundle_folder(), Ok)?;
    let done = office.apply_import(&trial, &receipts, &mut out.progress(("Inlezen", "Taking in")))?;
    let json = json!({"trial": trial_json(&trial, out.lang), "done": imported_json(&done, out.lang)});
    out.answer(&imported_text(&done, out.lang), &json);
    needs_nobody(&trial, &done)
}

/// What is unsound is refused; what is whole but of a key that nobody confirmed waits for a person.
fn may_be_taken_in(trial: &ImportTrial) -> Result<(), Complaint> {
    match (trial.may_apply, trial.judgement.is_sound()) {
        (true, _) => Ok(()),
        (false, true) => Err(Complaint::new(Class::NeedsPerson, trial.sentence.clone())),
        (false, false) => Err(unsound()),
    }
}

/// The findings say what is wrong; the last word says what that means.
fn unsound() -> Complaint {
    Complaint::refused(
        "De bundel deugt niet. Er is niets ingelezen. Bewaar het bestand en vraag de afzender om een nieuwe.",
        "The bundle is not sound. Nothing was taken in. Keep the file and ask the sender for a new one.",
    )
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

fn needs_nobody(trial: &ImportTrial, done: &Imported) -> Result<(), Complaint> {
    let (conflicts, waiting) = (done.brings.conflicts_new.len(), done.brings.waiting);
    let odd = !done.known_before
        && matches!(done.outcome, Outcome::Fork | Outcome::RolledBack | Outcome::Downgrade);
    let missing = trial.missing_bundles.len();
    if odd {
        return Err(Complaint::new(
            Class::NeedsPerson,
            Both::of(|lang| format!("{}. {}", done.outcome.name(lang), done.outcome.next(lang))),
        ));
    }
    if done.known_before || (conflicts == 0 && waiting == 0 && missing == 0 && done.brings.forks.is_empty()) {
        return Ok(());
    }
    Err(Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Hier moet iemand naar kijken: {conflicts} tegenstrijdigheden, {missing} bundels die nog niet kwamen, \
                 {waiting} regels die daarop wachten. Zie `noodbrug reconcile conflicts` en `noodbrug bundle gaps`."
            ),
            format!(
                "Somebody has to look at this: {conflicts} conflicts, {missing} bundles that have not come yet, \
                 {waiting} entries that wait for them. See `noodbrug reconcile conflicts` and `noodbrug bundle gaps`."
            ),
        ),
    ))
}

fn trial_text(trial: &ImportTrial, lang: Lang) -> String {
    let mut text =
        format!("{}\n{}", trust_text(&trial.judgement.trust, lang), outcome_text(trial.outcome, lang));
    if trial.may_apply {
        text.push_str(&format!("{}\n", trial.sentence.pick(lang)));
    }
    let row = |brings: &CaseBrings| {
        let conflicts = brings.conflicts;
        let conflicts = if conflicts == 0 { String::new() } else { conflicts.to_string() };
        vec![brings.case.number.clone(), brings.case.suspect.clone(), brings.new.to_string(), conflicts]
    };
    let headings = [
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Nieuw", "New"),
        lang.pick("Tegenstrijdig", "In conflict"),
    ];
    if !trial.cases.is_empty() {
        text.push_str(&grid::columns(
            &headings,
            &trial.cases.iter().take(SHOWN).map(row).collect::<Vec<_>>(),
        ));
        text.push_str(grid::more(trial.cases.len() > SHOWN, lang));
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

fn trial_json(trial: &ImportTrial, lang: Lang) -> Value {
    let case = |brings: &CaseBrings| {
        json::with_label(&brings.case, json!({"new": brings.new, "conflicts": brings.conflicts}))
    };
    json!({
        "trust": trust_word(&trial.judgement.trust),
        "outcome": outcome_json(trial.outcome, lang),
        "kind": trial.kind.word(),
        "partner": trial.partner,
        "tagmanifest": trial.judgement.tagmanifest,
        "brings": merged_json(&trial.brings),
        "cases": trial.cases.iter().map(case).collect::<Vec<_>>(),
        "documents": trial.documents,
        "missing_bundles": trial.missing_bundles,
        "may_apply": trial.may_apply,
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

fn imported_text(done: &Imported, lang: Lang) -> String {
    format!("{}\n{}", done.sentence.pick(lang), receipt_text(done.receipt.as_deref(), lang))
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
