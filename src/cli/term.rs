//! `noodbrug term …`: statutory terms, computed outside any case.

use crate::Act;
use crate::call::{Call, On, Opt, Verb};
use crate::case::PDF;
use crate::output::Output;
use crate::typed;
use noodbrug_core::deadlines::Computed;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::law;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(COMPUTE, compute), (PRINT, print), (RULES, rules)];

/// The rule that a term follows.
pub(crate) const RULE: Opt = Opt {
    name: "rule",
    value: Some("REGEL"),
    help: ("naam van de regel, zie `term rules`", "name of the rule, see `term rules`"),
};
/// What a term runs from.
pub(crate) const FROM: Opt = Opt {
    name: "from",
    value: Some("DAG"),
    help: (
        "begin: 2026-11-23 of 2026-11-23T22:00:00+01:00",
        "start: 2026-11-23 or 2026-11-23T22:00:00+01:00",
    ),
};
/// `noodbrug term compute`.
const COMPUTE: Verb = Verb {
    words: "term compute",
    takes: "--rule REGEL --from DAG",
    help: ("berekent een termijn, met elke stap", "computes a term, with every step"),
    options: &[RULE, FROM],
    on: On::Nothing,
};

/// `noodbrug term print`.
const PRINT: Verb = Verb {
    words: "term print",
    takes: "--rule REGEL --from DAG --pdf BESTAND",
    help: ("zet een termijn met elke stap op papier", "puts a term with every step on paper"),
    options: &[RULE, FROM, PDF],
    on: On::Nothing,
};

/// `noodbrug term rules`.
const RULES: Verb = Verb {
    words: "term rules",
    takes: "",
    help: ("toont alle regels met hun artikel", "shows all rules with their article"),
    options: &[],
    on: On::Nothing,
};

/// Computes a term and says why it ends when it ends.
fn compute(call: &Call, out: &Output) -> Result<(), Complaint> {
    let book = law::built_in()?;
    let computed = law::compute(&book, call.needed("rule")?, &typed::trigger(call)?)?;
    let report = serde_json::to_value(computed.report(out.lang)).unwrap_or(Value::Null);
    out.answer(&why_sheet(&computed, out.lang), &report);
    Ok(())
}

fn why_sheet(computed: &Computed, lang: Lang) -> String {
    let mut text = format!("{} ({})\n", computed.shown().text(lang), computed.article);
    if computed.earliest != computed.latest {
        let (first, last) =
            (lang.pick("vroegste lezing", "earliest reading"), lang.pick("laatste lezing", "latest reading"));
        text.push_str(&format!(
            "{first}: {}\n{last}: {}\n",
            computed.earliest.text(lang),
            computed.latest.text(lang)
        ));
    }
    text.extend(computed.warning(lang).map(|warning| format!("{warning}\n")));
    text.extend(computed.certainty.doubts().iter().map(|doubt| format!("  ? {}\n", doubt.text(lang))));
    text.extend(
        computed
            .steps
            .iter()
            .enumerate()
            .map(|(index, step)| format!("  {}. {}\n", index + 1, step.sentence(lang))),
    );
    text
}

/// Computes a term and puts its why-sheet into a PDF.
fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let path = call.path("pdf")?;
    let (rule, from) = (call.needed("rule")?, typed::trigger(call)?);
    let placed = law::print(&law::built_in()?, (rule, &from), &path, out.lang)?;
    out.made(&placed);
    Ok(())
}

/// Shows the catalogue.
fn rules(_: &Call, out: &Output) -> Result<(), Complaint> {
    let book = law::built_in()?;
    let mut text = String::new();
    let mut list = Vec::new();
    for rule in book.law.rules() {
        text.push_str(&format!("{:<22}{:<26}{}\n", rule.id.as_str(), rule.article, rule.name.get(out.lang)));
        list.push(
            json!({"rule": rule.id.as_str(), "article": rule.article, "name": rule.name.get(out.lang)}),
        );
    }
    out.answer(&text, &Value::from(list));
    Ok(())
}
