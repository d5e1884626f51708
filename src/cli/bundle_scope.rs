//! What a bundle of some cases takes along and what stays, for people and as JSON.

use crate::call::Call;
use crate::{grid, json};
use noodbrug_core::bundle::DocumentRule;
use noodbrug_core::ident::CaseId;
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::{CaseLeaves, ScopePlan};
use serde_json::{Value, json};

/// How many cases a plan shows; all are in the JSON.
const SHOWN: usize = 50;

/// Reads which cases were chosen: numbers parted by commas.
pub(crate) fn chosen(call: &Call, office: &Office) -> Result<Vec<CaseId>, Complaint> {
    let typed = call.words_of("cases")?;
    let numbers = typed.split(',').map(str::trim).filter(|number| !number.is_empty());
    numbers.map(|number| Ok(office.case_by_number(number)?.id)).collect()
}

/// Says what leaves and what stays.
pub(crate) fn scope_text(scope: &ScopePlan, lang: Lang) -> String {
    let documents = match scope.documents {
        DocumentRule::None => lang.pick("geen", "none"),
        DocumentRule::Linked => lang.pick("die van deze zaken", "those of these cases"),
    };
    let version = lang.pick("versie", "version");
    let rows = [
        (lang.pick("Profiel", "Profile"), format!("{}, {version} {}", scope.kind.label(lang), scope.version)),
        (lang.pick("Waarom", "Why"), scope.reason.clone()),
        (lang.pick("Welke zaken", "Which cases"), scope.which(lang).to_owned()),
        (lang.pick("Gaat mee", "Goes along"), names(scope.shown.keys(), lang)),
        (lang.pick("Blijft hier", "Stays here"), names(&scope.hidden, lang)),
        (lang.pick("Stukken", "Documents"), documents.to_owned()),
        (lang.pick("Al ontvangen, ongewijzigd", "Received, unchanged"), scope.unchanged.to_string()),
    ];
    let mut text = grid::columns(&[], &rows.map(|(name, value)| vec![format!("{name}:"), value]));
    text.extend(scope.cases.iter().take(SHOWN).map(|case| case_text(case, lang)));
    text.push_str(grid::more(scope.cases.len() > SHOWN, lang));
    text
}

fn case_text(case: &CaseLeaves, lang: Lang) -> String {
    let mut entries = case.events.to_string();
    if case.withheld > 0 {
        let without = lang.pick("zonder inhoud, alleen het bewijs", "without what they say, only the proof");
        entries = format!("{entries} ({} {without})", case.withheld);
    }
    if case.unproven > 0 {
        let stay = lang.pick(
            "blijven hier: nog niet verzegeld door hun kantoor",
            "stay here: not sealed by their office yet",
        );
        entries = format!("{entries}; {} {stay}", case.unproven);
    }
    let mut documents = case.documents.to_string();
    if case.documents_stay > 0 {
        documents =
            format!("{documents} ({} {})", case.documents_stay, lang.pick("blijven hier", "stay here"));
    }
    let rows = [
        (lang.pick("over te nemen", "to be taken in"), names(&case.fields, lang)),
        (lang.pick("alleen in de tabellen", "in the tables alone"), names(&case.tables_only, lang)),
        (lang.pick("blijft hier", "stays here"), names(&case.stays, lang)),
        (lang.pick("regels", "entries"), entries),
        (lang.pick("stukken", "documents"), documents),
    ];
    let rows = rows.map(|(name, value)| vec![format!("  {name}:"), value]);
    let heading = grid::columns(&[], &[vec![case.case.number.clone(), case.case.suspect.clone()]]);
    format!("{heading}{}", grid::columns(&[], &rows))
}

fn names<'a>(groups: impl IntoIterator<Item = &'a Group>, lang: Lang) -> String {
    let names: Vec<&str> = groups.into_iter().map(|group| group.label(lang)).collect();
    if names.is_empty() { "-".to_owned() } else { names.join(", ") }
}

/// Gives all of it for programs; fields by their address.
pub(crate) fn scope_json(scope: &ScopePlan) -> Value {
    let case = |case: &CaseLeaves| {
        json::with_label(
            &case.case,
            json!({
                "events": case.events, "withheld": case.withheld, "unproven": case.unproven,
                "fields": addresses(&case.fields), "tables_only": addresses(&case.tables_only),
                "stays": addresses(&case.stays), "documents": case.documents,
                "documents_stay": case.documents_stay, "conflicts": case.conflicts,
            }),
        )
    };
    json!({
        "kind": scope.kind.word(),
        "version": scope.version,
        "reason": scope.reason,
        "rule": scope.rule,
        "documents": scope.documents,
        "chosen": scope.chosen,
        "shown": scope.shown.iter().map(|(group, why)| (address(*group), why)).collect::<Vec<_>>(),
        "hidden": addresses(&scope.hidden),
        "unchanged": scope.unchanged,
        "cases": scope.cases.iter().map(case).collect::<Vec<_>>(),
    })
}

fn addresses<'a>(groups: impl IntoIterator<Item = &'a Group>) -> Vec<String> {
    groups.into_iter().map(|group| address(*group)).collect()
}

fn address(group: Group) -> String {
    let (thing, word) = group.words();
    format!("{thing}/{word}")
}
