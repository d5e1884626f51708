//! `noodbrug term …`: the rules of the law, and terms computed outside any case.

use crate::Act;
use crate::call::{Call, On, Opt, Verb};
use crate::case::PDF;
use crate::output::Output;
use crate::{enter, grid, json, typed};
use noodbrug_core::law::Rule;
use noodbrug_core::lawbook::{Answer, Ask, LawBook};
use noodbrug_core::moment::date_text;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::law;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(COMPUTE, compute), (PRINT, print), (LIST, list)];

/// The rule that a term follows.
pub(crate) const RULE: Opt = Opt {
    name: "rule",
    value: Some("REGEL"),
    help: ("de regel, of regel/variant; zie `term list`", "the rule, or rule/variant; see `term list`"),
};
/// What a term runs from.
pub(crate) const FROM: Opt = Opt {
    name: "from",
    value: Some("DAG"),
    help: (
        "begin: 23-11-2026 of 2026-11-23T22:00; bij terugrekenen de zitting",
        "start: 23-11-2026 or 2026-11-23T22:00; when counted back the hearing",
    ),
};
const WITH: Opt = Opt {
    name: "with",
    value: Some("FEIT=WAARDE"),
    help: (
        "wat de regel nog moet weten: variant=NAAM, days=AANTAL",
        "what else the rule must know: variant=NAME, days=NUMBER",
    ),
};
const TO_HEARING: Opt = Opt {
    name: "to-hearing",
    value: None,
    help: (
        "bij terugrekenen: DAG is de betekening, gevraagd is de eerste zitting",
        "when counted back: DAG is the service, asked is the first hearing",
    ),
};

/// `noodbrug term compute`.
const COMPUTE: Verb = Verb {
    words: "term compute",
    takes: "--rule REGEL --from DAG [--with FEIT=WAARDE…] [--to-hearing]",
    help: ("berekent een termijn, met elke stap", "computes a term, with every step"),
    options: &[RULE, FROM, WITH, TO_HEARING],
    on: On::Law,
};

/// `noodbrug term print`.
const PRINT: Verb = Verb {
    words: "term print",
    takes: "--rule REGEL --from DAG --pdf BESTAND",
    help: ("zet een termijn met elke stap op papier", "puts a term with every step on paper"),
    options: &[RULE, FROM, WITH, TO_HEARING, PDF],
    on: On::Law,
};

/// `noodbrug term list`.
const LIST: Verb = Verb {
    words: "term list",
    takes: "",
    help: (
        "toont alle regels: artikel, gelezen tekst, geldigheid, toetsing",
        "shows all rules: article, text read, validity, review",
    ),
    options: &[],
    on: On::Law,
};

/// What was asked, with the facts that it borrows.
struct Asked<'a> {
    call: &'a Call,
    with: Vec<(String, String)>,
}

impl<'a> Asked<'a> {
    fn of(call: &'a Call) -> Result<Asked<'a>, Complaint> {
        Ok(Asked { call, with: typed::facts(call)? })
    }

    fn ask(&self) -> Result<Ask<'_>, Complaint> {
        Ok(Ask {
            rule: self.call.needed("rule")?.trim(),
            from: self.call.needed("from")?,
            with: &self.with,
            to_hearing: self.call.has("to-hearing"),
        })
    }
}

/// Computes a term and says why it ends when it ends.
fn compute(call: &Call, out: &Output) -> Result<(), Complaint> {
    let book = enter::law(call)?;
    let asked = Asked::of(call)?;
    let answer = law::answer(&book, &asked.ask()?)?;
    let warning = law::ahead(&answer, out.lang)?;
    let report = report(&book, &answer, warning.as_deref(), out.lang);
    out.answer(&why_sheet(&book, &answer, warning.as_deref(), out.lang), &report);
    Ok(())
}

pub(crate) fn report(book: &LawBook, answer: &Answer, warning: Option<&str>, lang: Lang) -> Value {
    let Answer { rule, computed, .. } = answer;
    let own = serde_json::to_value(computed.report(lang)).unwrap_or_default();
    json::merged(
        json::merged(own, version_json(book)),
        json!({
            "name": rule.name.get(lang),
            "answers": computed.answers(rule, lang),
            "warnings": warning.into_iter().collect::<Vec<_>>(),
            "read": rule.read.get(lang),
            "review": rule.review.word(),
        }),
    )
}

/// What programs read of the version of the law.
pub(crate) fn version_json(book: &LawBook) -> Value {
    json!({
        "law_version": book.law.version(),
        "calendar_version": book.calendar.version(),
        "known_to": book.calendar.known_to(),
    })
}

pub(crate) fn why_sheet(book: &LawBook, answer: &Answer, warning: Option<&str>, lang: Lang) -> String {
    let Answer { rule, computed, .. } = answer;
    let mut lines = vec![
        format!("{}: {}", computed.answers(rule, lang), computed.shown().text(lang)),
        format!("  {} · {}", rule.name.get(lang), rule.article),
    ];
    let mut labelled = |(nl, en): (&str, &str), text: &str| {
        lines.push(format!("  {}: {text}", lang.pick(nl, en)));
    };
    labelled(("Vroegste lezing", "Earliest reading"), &computed.earliest.text(lang));
    labelled(("Laatste lezing", "Latest reading"), &computed.latest.text(lang));
    labelled(
        ("Gelezen tekst", "Text read"),
        &format!("{} · {}", rule.read.get(lang), rule.review.label(lang)),
    );
    labelled(("Wetstabel", "Law table"), &law::version_text(book, lang));
    lines.extend(
        rule.note.as_ref().map(|note| format!("  {}: {}", lang.pick("Let op", "Mind"), note.get(lang))),
    );
    lines.extend(warning.map(|warning| format!("  ! {warning}")));
    lines.extend(computed.warning(lang).map(|warning| format!("  ! {warning}")));
    lines.extend(computed.certainty.doubts().iter().map(|doubt| format!("  ? {}", doubt.text(lang))));
    let steps = computed.steps.iter().enumerate();
    lines.extend(steps.map(|(index, step)| format!("  {}. {}", index + 1, step.sentence(lang))));
    lines.join("\n")
}

/// Computes a term and puts its why-sheet into a PDF.
fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let path = call.path("pdf")?;
    let asked = Asked::of(call)?;
    let placed = law::print(&enter::law(call)?, &asked.ask()?, &path, out.lang)?;
    out.made(&placed);
    Ok(())
}

/// Shows the catalogue.
fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let book = enter::law(call)?;
    let lang = out.lang;
    let headings = [
        lang.pick("Regel", "Rule"),
        lang.pick("Artikel", "Article"),
        lang.pick("Naam", "Name"),
        lang.pick("Gelezen tekst", "Text read"),
        lang.pick("Geldt", "Valid"),
        lang.pick("Toetsing", "Review"),
    ];
    let row = |rule: &Rule| {
        vec![
            rule.id.to_string(),
            rule.article.clone(),
            rule.name.get(lang).to_owned(),
            rule.read.get(lang).to_owned(),
            valid_text(rule, lang),
            rule.review.label(lang).to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = book.law.rules().map(row).collect();
    let text = format!("{}\n{}", law::version_text(&book, lang), grid::columns(&headings, &rows));
    out.answer(&text, &book.law.rules().map(|rule| rule_json(rule, lang)).collect());
    Ok(())
}

fn valid_text(rule: &Rule, lang: Lang) -> String {
    let from = rule.valid_from.map(date_text);
    let to = rule.valid_to.map(date_text);
    let known = |(nl, en): (&str, &str), day: String| format!("{} {day}", lang.pick(nl, en));
    let parts = [from.map(|day| known(("vanaf", "from"), day)), to.map(|day| known(("t/m", "to"), day))];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => lang.pick("begin niet vastgesteld", "start not established").to_owned(),
        false => parts.join(" "),
    }
}

fn rule_json(rule: &Rule, lang: Lang) -> Value {
    let variants: Vec<&str> = rule.variants.iter().map(|variant| variant.id.as_str()).collect();
    json!({
        "rule": rule.id.as_str(),
        "article": rule.article,
        "name": rule.name.get(lang),
        "trigger": rule.trigger.get(lang),
        "trigger_kind": rule.trigger_kind.word(),
        "counting": rule.counting.word(),
        "atw": rule.atw.word(),
        "safe": rule.safe.word(),
        "loses": rule.loses.iter().map(|side| side.word()).collect::<Vec<_>>(),
        "if_missed": rule.if_missed.get(lang),
        "source": rule.read.get(lang),
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "review": rule.review.word(),
        "with": rule.facts().into_iter().map(|fact| fact.word()).collect::<Vec<_>>(),
        "variants": variants,
    })
}
