//! `noodbrug intake …`: a source's export is tried, shown, and taken in once somebody says so.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::case::PDF;
use crate::output::{Form, Output};
use crate::{Act, enter, grid, typed};
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::may::Deed;
use noodbrug_office::printing::To;
use noodbrug_office::take_in::{
    Detected, Finding, IntakeAsk, IntakeDone, IntakeTrial, KeptFinding, MappingChoice, Severity,
    TakenSnapshot, finding_label, finding_note, mappings,
};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(INTAKE, intake), (LIST, list), (FINDINGS, findings)];

/// How many findings are shown; all are kept, and in the JSON.
const SHOWN: usize = 200;

/// How the columns of an export are named.
pub(crate) const MAPPING: Opt = Opt {
    name: "mapping",
    value: Some("NAAM"),
    help: (
        "indeling van de kolommen: een naam (den-haag) of een TOML-bestand",
        "column mapping: a name (den-haag) or a TOML file",
    ),
};

/// Of which moment an export is.
pub(crate) const TAKEN_AT: Opt = Opt {
    name: "taken-at",
    value: Some("TIJD"),
    help: (
        "stand van de bron, als die niet in de export staat",
        "state of the source, when the export does not say it",
    ),
};

const INTAKE: Verb = Verb {
    words: "intake",
    takes: "BESTAND… --mapping NAAM [--dry-run]",
    help: ("leest een export van een bronsysteem in", "takes in the export of a source system"),
    options: &[
        MAPPING,
        TAKEN_AT,
        Opt {
            name: "dry-run",
            value: None,
            help: ("alleen laten zien; er verandert niets", "only show; nothing changes"),
        },
        Opt { name: "yes", value: None, help: ("inlezen zonder te vragen", "take in without asking") },
    ],
    on: On::Office,
};

const LIST: Verb = Verb {
    words: "intake list",
    takes: "",
    help: ("toont wat er is ingelezen", "shows what was taken in"),
    options: &[],
    on: On::Office,
};

const FINDINGS: Verb = Verb {
    words: "intake findings",
    takes: "NUMMER [--pdf BESTAND]",
    help: (
        "toont wat er mis was in een export, met de oorspronkelijke tekst",
        "shows what was wrong in an export, with the original text",
    ),
    options: &[PDF],
    on: On::Office,
};

fn intake(call: &Call, out: &Output) -> Result<(), Complaint> {
    let ask = IntakeAsk {
        paths: call.paths(&INTAKE)?,
        mapping: mapping(call)?,
        taken_at: typed::moment(call, "taken-at")?,
    };
    let mut office = enter::office_to(call, Deed::TakeIn)?;
    let trial = office.try_intake(&ask, &mut out.progress(("Lezen", "Reading")))?;
    let shown = trial_json(&trial);
    if out.form == Form::Text {
        out.text(&trial_text(&trial, out.lang));
    }
    let done = match call.has("dry-run") {
        true => None,
        false => Some(apply(call, out, (&mut office, trial))?),
    };
    match out.form {
        Form::Json => out.answer("", &json!({"trial": shown, "done": done.as_ref().map(done_json)})),
        Form::Text => out.text(&done.map_or_else(|| dry(out.lang), |done| done_text(&done, out.lang))),
    }
    Ok(())
}

/// A name that the program knows is its own mapping; anything else is a file.
pub(crate) fn mapping(call: &Call) -> Result<MappingChoice, Complaint> {
    let typed = call.needed("mapping")?;
    Ok(match mappings().iter().any(|name| name == typed) {
        true => MappingChoice::BuiltIn(typed.to_owned()),
        false => MappingChoice::File(call.path("mapping")?),
    })
}

fn apply(
    call: &Call,
    out: &Output,
    (office, trial): (&mut Office, IntakeTrial),
) -> Result<IntakeDone, Complaint> {
    if !call.has("yes") {
        match out.confirm(("Dit inlezen? (j/n)", "Take this in? (y/n)")) {
            Some(true) => {}
            Some(false) => return Err(not_taken()),
            None => return Err(nobody_to_ask()),
        }
    }
    office.apply_intake(trial, &mut out.progress(("Inlezen", "Taking in")))
}

fn not_taken() -> Complaint {
    Complaint::refused(
        "Er is niets ingelezen en niets veranderd.",
        "Nothing was taken in and nothing has changed.",
    )
}

fn nobody_to_ask() -> Complaint {
    wrong(
        "Er is niets ingelezen: er is geen scherm om te vragen of het mag. Kijk met `--dry-run` en lees in met `--yes`.",
        "Nothing was taken in: there is no terminal to ask whether it may. Look with `--dry-run`, take in with `--yes`.",
    )
}

fn dry(lang: Lang) -> String {
    lang.pick("Dit was een proef: er is niets veranderd.", "This was a trial: nothing has changed.")
        .to_owned()
}

fn trial_text(trial: &IntakeTrial, lang: Lang) -> String {
    let taken = &trial.taken;
    let mut text = format!(
        "{} · {} {} · {} {}\n",
        taken.system,
        lang.pick("stand van", "data as of"),
        moment_text(&taken.taken_at.in_the_netherlands(), lang),
        lang.pick("indeling", "mapping"),
        trial.mapping
    );
    let rows: Vec<Vec<String>> = taken.detected.iter().map(|file| file_row(file, lang)).collect();
    text.push_str(&grid::columns(&file_headings(lang), &rows));
    text.extend(
        trial.missing.iter().map(|name| format!("! {}: {name}\n", lang.pick("ontbreekt", "missing"))),
    );
    text.extend(
        trial.unknown.iter().map(|name| format!("! {}: {name}\n", lang.pick("niet gelezen", "not read"))),
    );
    text.extend(trial.in_doubt.iter().map(|kind| in_doubt(kind.label(lang), lang)));
    let cases = [
        (lang.pick("Zaken nieuw", "Cases new"), trial.cases_new),
        (lang.pick("Zaken gewijzigd", "Cases changed"), trial.cases_changed),
        (lang.pick("Zaken gelijk", "Cases the same"), trial.cases_same),
    ];
    text.push_str(&grid::columns(&[], &cases.map(|(name, count)| vec![name.to_owned(), count.to_string()])));
    text.push_str(&findings_text(&taken.findings, lang));
    text.extend(trial.before.as_ref().map(|_| {
        lang.pick(
            "Deze export is al eerder ingelezen; er verandert niets.\n",
            "This export was taken in before; nothing changes.\n",
        )
    }));
    text
}

fn in_doubt(kind: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!("! niet volledig: {kind}; wat eerder bekend was, blijft staan\n"),
        Lang::En => format!("! not in full: {kind}; what was known before stays\n"),
    }
}

fn file_headings(lang: Lang) -> [&'static str; 9] {
    [
        lang.pick("Bestand", "File"),
        lang.pick("Soort", "Kind"),
        lang.pick("Codering", "Encoding"),
        lang.pick("Teken", "Delimiter"),
        lang.pick("Datums", "Dates"),
        lang.pick("Regels", "Records"),
        lang.pick("Ingelezen", "Taken in"),
        lang.pick("Dubbel", "Repeated"),
        lang.pick("Niet ingelezen", "Held out"),
    ]
}

fn file_row(file: &Detected, lang: Lang) -> Vec<String> {
    let notations: Vec<String> =
        file.notations.iter().map(|(notation, seen)| format!("{} ({seen}×)", notation.label(lang))).collect();
    vec![
        file.file.clone(),
        file.format.label().to_owned(),
        file.encoding.unwrap_or_default().to_owned(),
        file.delimiter.map(delimiter).unwrap_or_default(),
        notations.join(", "),
        file.counts.records.to_string(),
        file.counts.taken.to_string(),
        file.counts.known.to_string(),
        file.counts.held.to_string(),
    ]
}

fn delimiter(sign: char) -> String {
    if sign == '\t' { "tab".to_owned() } else { sign.to_string() }
}

fn findings_text(findings: &[Finding], lang: Lang) -> String {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = [Severity::Held, Severity::Remark, Severity::Information]
        .map(|severity| format!("{} {}", of(severity), severity.label(lang)));
    let mut text = format!("{}: {}\n", lang.pick("Bevindingen", "Findings"), counts.join(", "));
    let line =
        |finding: &Finding| format!("  {} {}\n", finding.code.code(), grid::one_line(&finding.message(lang)));
    text.extend(findings.iter().take(SHOWN).map(line));
    text + grid::more(findings.len() > SHOWN, lang)
}

fn trial_json(trial: &IntakeTrial) -> Value {
    let taken = &trial.taken;
    json!({
        "source": taken.system,
        "taken_at": taken.taken_at,
        "mapping": trial.mapping,
        "files": taken.detected.iter().map(file_json).collect::<Vec<_>>(),
        "missing": trial.missing,
        "unknown": trial.unknown,
        "in_doubt": trial.in_doubt.iter().map(|kind| kind.label(Lang::En)).collect::<Vec<_>>(),
        "cases_new": trial.cases_new,
        "cases_changed": trial.cases_changed,
        "cases_same": trial.cases_same,
        "taken_in_before": trial.before.is_some(),
        "findings": taken.findings,
    })
}

fn file_json(file: &Detected) -> Value {
    let counts = file.counts;
    json!({
        "file": file.file,
        "sha256": file.digest,
        "bytes": file.len,
        "format": file.format.label(),
        "encoding": file.encoding,
        "delimiter": file.delimiter,
        "dates": file.notations,
        "records": counts.records,
        "frame": counts.frame,
        "taken": counts.taken,
        "remarked": counts.remarked,
        "known": counts.known,
        "held": counts.held,
        "skipped": counts.skipped,
    })
}

fn done_text(done: &IntakeDone, lang: Lang) -> String {
    let key = done.key;
    match (done.same, lang) {
        (true, Lang::Nl) => format!("Deze export was al ingelezen (nr. {key}). Er is niets veranderd."),
        (true, Lang::En) => format!("This export was taken in already (no. {key}). Nothing has changed."),
        (false, _) => {
            let new = lang.counted(done.cases_new, ("zaak nieuw", "case new"), ("zaken nieuw", "cases new"));
            let documents = lang.counted(done.documents, ("stuk", "document"), ("stukken", "documents"));
            let findings = lang.counted(
                done.findings,
                ("bevinding bewaard", "finding kept"),
                ("bevindingen bewaard", "findings kept"),
            );
            let (taken, changed) =
                (lang.pick("Ingelezen (nr.", "Taken in (no."), lang.pick("gewijzigd", "changed"));
            format!("{taken} {key}): {new}, {} {changed}, {documents}, {findings}.", done.cases_changed)
        }
    }
}

fn done_json(done: &IntakeDone) -> Value {
    json!({
        "intake": done.key,
        "cases_new": done.cases_new,
        "cases_changed": done.cases_changed,
        "documents": done.documents,
        "findings": done.findings,
        "same": done.same,
    })
}

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let intakes = enter::office_to(call, Deed::TakeIn)?.intakes()?;
    let lang = out.lang;
    let row = |taken: &TakenSnapshot| {
        let record = &taken.record;
        let at = |moment: &noodbrug_core::moment::Moment| moment_text(&moment.in_the_netherlands(), lang);
        vec![
            taken.key.to_string(),
            record.source.to_string(),
            at(&record.taken_at),
            at(&record.imported_at),
            taken.cases.to_string(),
            taken.findings.to_string(),
        ]
    };
    let headings = [
        lang.pick("Nr.", "No."),
        lang.pick("Bron", "Source"),
        lang.pick("Stand van", "Data as of"),
        lang.pick("Ingelezen", "Taken in"),
        lang.pick("Zaken", "Cases"),
        lang.pick("Bevindingen", "Findings"),
    ];
    let text = match intakes.is_empty() {
        true => lang.pick("Er is nog niets ingelezen.", "Nothing was taken in yet.").to_owned(),
        false => grid::columns(&headings, &intakes.iter().map(row).collect::<Vec<_>>()),
    };
    out.answer(&text, &intakes.iter().map(taken_json).collect());
    Ok(())
}

fn taken_json(taken: &TakenSnapshot) -> Value {
    let record = &taken.record;
    json!({
        "intake": taken.key,
        "source": record.source,
        "taken_at": record.taken_at,
        "imported_at": record.imported_at,
        "mapping": record.mapping,
        "sha256": record.digest,
        "records": record.records,
        "cases": taken.cases,
        "findings": taken.findings,
    })
}

fn findings(call: &Call, out: &Output) -> Result<(), Complaint> {
    let typed = call.first(&FINDINGS)?;
    let mut office = enter::office_to(call, Deed::TakeIn)?;
    let key = office.intakes()?.into_iter().map(|taken| taken.key).find(|key| key.to_string() == typed);
    let key = key.ok_or_else(|| no_intake(typed))?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_findings(key, To::File(&path), out.lang)?);
        return Ok(());
    }
    let found = office.intake_findings(key)?;
    let line = |finding: &KeptFinding| {
        let place = match finding.record {
            0 => finding.file.clone(),
            record => format!("{} {record}", finding.file),
        };
        format!(
            "{} · {place} · {}\n    {}\n",
            finding.code,
            finding_note(finding, out.lang),
            grid::one_line(&finding.original)
        )
    };
    let text = match found.is_empty() {
        true => out.lang.pick("Geen bevindingen.", "No findings.").to_owned(),
        false => found.iter().map(line).collect(),
    };
    out.answer(&text, &found.iter().map(|finding| finding_json(finding, out.lang)).collect());
    Ok(())
}

fn finding_json(finding: &KeptFinding, lang: Lang) -> Value {
    json!({
        "code": finding.code,
        "file": finding.file,
        "record": (finding.record > 0).then_some(finding.record),
        "field": finding.field,
        "label": finding_label(finding, lang),
        "note": finding_note(finding, lang),
        "original": finding.original,
    })
}

fn no_intake(typed: &str) -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!("Er is geen inname met nummer `{typed}`. Zie `noodbrug intake list`."),
            format!("There is no intake numbered `{typed}`. See `noodbrug intake list`."),
        ),
    )
}
