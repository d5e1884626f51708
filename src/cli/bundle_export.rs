//! `noodbrug bundle export`: bundles out, state by state.

use crate::bundle_scope::{chosen, scope_json, scope_text};
use crate::call::{Call, On, Opt, Verb};
use crate::output::{Form, Output};
use crate::{Act, bundle_states, enter, grid};
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::exchange::{ExportAsk, ExportNews, ExportPlan, Exported, one_stick};
use noodbrug_office::may::Deed;
use noodbrug_office::medium;
use noodbrug_office::printing::To;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(EXPORT, export)];

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
            help: (
                "het geleideblad, om af te drukken; een per bundel",
                "the cover sheet, to print; one a bundle",
            ),
        },
    ],
    on: On::Office,
};

fn export(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut ask = ExportAsk {
        partner: call.needed("to")?.to_owned(),
        documents: !call.has("without-documents"),
        purpose: call.words_of("purpose")?,
        folder: folder(call, out)?,
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
    let covers = covers(call, &mut office, &made, out.lang)?;
    let text: String = made.iter().map(|one| exported_text(one, out.lang)).collect();
    let each: Vec<Value> =
        made.iter().zip(&covers).map(|(one, cover)| exported_json(one, cover.as_deref())).collect();
    let mut json = each.first().cloned().unwrap_or_else(|| json!({}));
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
fn folder(call: &Call, out: &Output) -> Result<PathBuf, Complaint> {
    if !call.has("stick") {
        return call.path("out");
    }
    if call.has("out") {
        return Err(Complaint::new(
            Class::WrongUse,
            Both::new("Geef `--out` of `--stick`, niet allebei.", "Give `--out` or `--stick`, not both."),
        ));
    }
    one_stick().map_err(|(state, why)| {
        if out.form == Form::Json {
            out.answer("", &json!({"bundles": [], "states": [bundle_states::stopped_json(state, out.lang)]}));
        }
        why
    })
}

/// Prints the cover sheet of each bundle that was made, also when a later one failed; of several with their number in the
/// name. Gives where each is.
fn covers(
    call: &Call,
    office: &mut Office,
    made: &[Exported],
    lang: Lang,
) -> Result<Vec<Option<PathBuf>>, Complaint> {
    let Some(path) = call.path_if("cover-pdf") else { return Ok(vec![None; made.len()]) };
    let name = |nth: usize| match made.len() {
        1 => path.clone(),
        _ => {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            path.with_file_name(format!("{stem}-{}.pdf", nth + 1))
        }
    };
    let print = |(nth, one): (usize, &Exported)| {
        office.print_cover(one, To::File(&name(nth)), lang).map(|placed| Some(placed.path))
    };
    made.iter().enumerate().map(print).collect()
}

fn plan_text(plan: &ExportPlan, lang: Lang) -> String {
    let rows = [
        (lang.pick("Bundel", "Bundle"), plan.file_name.clone()),
        (lang.pick("Voor", "For"), plan.partner.name.clone()),
        (lang.pick("Envelop", "Envelope"), closed_text(plan.closed, lang).to_owned()),
        (lang.pick("Regels", "Entries"), with_seals(plan.events, lang)),
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

/// A count of entries that holds those that seal a journal, as its receiver counts them.
fn with_seals(events: u64, lang: Lang) -> String {
    format!("{events} ({})", lang.pick("met het zegel van het journaal", "with the seal of the journal"))
}

fn exported_text(exported: &Exported, lang: Lang) -> String {
    format!(
        "{}: {} ({} bytes)\n{}: {}\n{}: {}\n",
        lang.pick("Gemaakt en teruggelezen", "Made and read back"),
        exported.path.display(),
        exported.len,
        lang.pick("Regels", "Entries"),
        with_seals(exported.entries, lang),
        lang.pick("Kenmerk (voor het geleideblad)", "Name (for the cover sheet)"),
        exported.tagmanifest.grouped()
    )
}

fn exported_json(exported: &Exported, cover: Option<&Path>) -> Value {
    json!({
        "file": exported.path,
        "bytes": exported.len,
        "events": exported.entries,
        "tagmanifest": exported.tagmanifest,
        "seq": exported.header.seq,
        "cover_pdf": cover,
    })
}
